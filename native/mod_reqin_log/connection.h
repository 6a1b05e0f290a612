/* What is remembered of a client's connection. */
#ifndef REQIN_LOG_CONNECTION_H
#define REQIN_LOG_CONNECTION_H

#include <httpd.h>
#include <stdatomic.h>

#include "h2.h"
#include "hello.h"
#include "syn.h"

typedef struct {
    const char *id;
    atomic_uint_fast32_t seen; /* requests begun; the streams of one h2 connection count from several threads */
    hello_reader hello;
    unsigned char syn[SYN_BYTES];
    size_t syn_length;
    h2_reader h2;
} reqin_connection;

/* Hook of httpd: remembers a connection that a client has made and puts filters on it. */
int reqin_begin_connection(conn_rec *c, void *socket);

/* The connection below a request's, whose own is that of its stream in HTTP/2. */
conn_rec *reqin_master_of(const request_rec *r);

/* NULL when it is not remembered. */
reqin_connection *reqin_connection_of(const conn_rec *master);

void reqin_register_connection_filters(void);

#endif
