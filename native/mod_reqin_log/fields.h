/* The members that both kinds of record have. */
#ifndef REQIN_LOG_FIELDS_H
#define REQIN_LOG_FIELDS_H

#include <httpd.h>

#include "connection.h"
#include "json.h"

/* Longest host, header name and TLS name taken: real ones are far shorter. */
#define NAME_BYTES 256

/* `start` is what stands before the value: comma, name, colon. */
void write_text(json_writer *w, const char *start, const char *text, size_t max_bytes);
void write_number(json_writer *w, const char *start, long long number);

/* Opens the record: kind, time, conn_id, src_ip, src_port, dst_ip, dst_port. */
void write_origin(json_writer *w, const char *kind, apr_time_t time, const conn_rec *c,
                  const reqin_connection *connection);

/* An address, without the zone that a link-local IPv6 address has. */
void write_address(json_writer *w, const char *start, const char *address);

#endif
