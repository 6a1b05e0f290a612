/* What is remembered of a connection and of a request, and the record written from it. */
#ifndef REQIN_LOG_RECORD_H
#define REQIN_LOG_RECORD_H

#include <httpd.h>
#include <stdatomic.h>

#include "config.h"

typedef struct {
    const char *id;            /* 64 random bits of the httpd child in hex, '-', connection counter */
    atomic_uint_fast32_t seen; /* requests begun; the streams of one h2 connection count from several threads */
} reqin_connection;

/* The request as the client sent it, before other modules edit it. */
typedef struct {
    unsigned conn_seq; /* 1 for the first request of the connection */
    const char *method;
    const char *path;
    const char *query;
    const char *host;
    apr_table_t *headers;
    apr_off_t bytes_in; /* of the body, as far as it was read */
} reqin_request;

reqin_request *reqin_request_begin(request_rec *r, reqin_connection *connection);

/* Writes the record of a finished request, newline included, into out. Returns its length, 0 if it does not fit. */
size_t reqin_record_write(char *out, size_t capacity, request_rec *r, const reqin_connection *connection,
                          const reqin_request *request, const reqin_config *settings);

#endif
