#include "fields.h"

#include <stdio.h>
#include <string.h>

void write_text(json_writer *w, const char *start, const char *text, size_t max_bytes)
{
    json_raw(w, start);
    json_text(w, text, max_bytes);
}

void write_number(json_writer *w, const char *start, long long number)
{
    json_raw(w, start);
    json_number(w, number);
}

void write_address(json_writer *w, const char *start, const char *address)
{
    write_text(w, start, address, strcspn(address, "%"));
}

/* RFC 3339 in UTC with microseconds. */
static void write_time(json_writer *w, const char *start, apr_time_t time)
{
    char text[64];
    apr_time_exp_t t;
    apr_time_exp_gmt(&t, time);
    snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
             t.tm_hour, t.tm_min, t.tm_sec, t.tm_usec);
    write_text(w, start, text, sizeof text);
}

void write_origin(json_writer *w, const char *kind, apr_time_t time, const conn_rec *c,
                  const reqin_connection *connection)
{
    write_text(w, "{\"kind\":", kind, NAME_BYTES);
    write_time(w, ",\"time\":", time);
    write_text(w, ",\"conn_id\":", connection->id, NAME_BYTES);
    /* The peer itself: a trusted proxy's word (mod_remoteip) changes r->useragent_ip alone. */
    write_address(w, ",\"src_ip\":", c->client_ip);
    write_number(w, ",\"src_port\":", c->client_addr->port);
    write_address(w, ",\"dst_ip\":", c->local_ip);
    write_number(w, ",\"dst_port\":", c->local_addr->port);
}
