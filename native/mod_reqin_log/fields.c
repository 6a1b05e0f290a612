#include "fields.h"

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

/* `count` digits of a number, with leading zeroes. */
static void put_digits(char *out, int number, int count)
{
    while (count-- > 0) {
        out[count] = (char)('0' + number % 10);
        number /= 10;
    }
}

/* RFC 3339 in UTC with microseconds. */
static void write_time(json_writer *w, const char *start, apr_time_t time)
{
    char text[] = "YYYY-MM-DDThh:mm:ss.uuuuuuZ";
    apr_time_exp_t t;
    apr_time_exp_gmt(&t, time);
    put_digits(text, t.tm_year + 1900, 4);
    put_digits(text + 5, t.tm_mon + 1, 2);
    put_digits(text + 8, t.tm_mday, 2);
    put_digits(text + 11, t.tm_hour, 2);
    put_digits(text + 14, t.tm_min, 2);
    put_digits(text + 17, t.tm_sec, 2);
    put_digits(text + 20, t.tm_usec, 6);
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
