/* What each httpd child has one of: the socket, the names of its connections, the reports to the error log. */
#ifndef REQIN_LOG_CHILD_H
#define REQIN_LOG_CHILD_H

#include <httpd.h>

#include <stdbool.h>
#include <stddef.h>

/* Hook of httpd: a child begins. */
void reqin_start_child(apr_pool_t *pool, server_rec *s);

/* False when no socket is configured, or when the child could not begin. */
bool reqin_writes_records(void);

/* A name for a new connection: 64 random bits of this child in hex, '-', connection counter. httpd's own c->id is used
 * again by later connections, and differs between the streams of one h2 connection. */
const char *reqin_new_connection_id(apr_pool_t *pool);

/* True when nobody would read a record: it is counted as dropped and need not be made. */
bool reqin_drops_record(server_rec *s);

/* Writes a record to the socket or drops it; see sink_write for its form. Length 0: there is none, it would be too
 * long. */
void reqin_emit(server_rec *s, char *record, size_t length);

#endif
