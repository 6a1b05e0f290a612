/* What is remembered of a request, and the record written from it. */
#ifndef REQIN_LOG_RECORD_H
#define REQIN_LOG_RECORD_H

#include <httpd.h>

#include "connection.h"

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

/* Hook of httpd: other modules have said what they offer. */
void reqin_find_tls_variables(void);

/* Writes the record of a finished request, open as sink_write wants it. */
void reqin_emit_request(request_rec *r, const reqin_connection *connection, const reqin_request *request);

#endif
