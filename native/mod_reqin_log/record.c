#include "record.h"

#include <apr_optional.h>
#include <apr_strings.h>
#include <http_protocol.h>
#include <mod_ssl.h>

#include "json.h"

/* Longest method, host, header name and TLS name taken: real ones are far shorter. */
#define METHOD_BYTES 128
#define NAME_BYTES 256
/* Longest path and longest query taken. Both grown to the full and every other member still leave room in a record of
 * 64 KiB; headers get what is left. */
#define TARGET_BYTES 4096
/* Enough for one header's punctuation, or "[withheld]", and for what ends the record. */
#define ENDING_BYTES 64

static const char *const SENSITIVE_HEADERS[] = {
    "Authorization", "Cookie",       "Proxy-Authorization", "Set-Cookie",   "X-Amz-Security-Token",
    "X-Api-Key",     "X-Auth-Token", "X-Access-Token",      "X-Csrf-Token", "X-Xsrf-Token",
};

reqin_request *reqin_request_begin(request_rec *r, reqin_connection *connection)
{
    reqin_request *request = apr_pcalloc(r->pool, sizeof *request);
    request->conn_seq = (unsigned)atomic_fetch_add(&connection->seen, 1) + 1;
    request->method = r->method && *r->method ? r->method : "-"; /* "-" as httpd's logs have it */
    /* Copies, for httpd decodes and normalises these in place. */
    request->path = apr_pstrdup(r->pool, r->parsed_uri.path);
    request->query = apr_pstrdup(r->pool, r->parsed_uri.query);
    request->host = r->hostname;
    request->headers = apr_table_copy(r->pool, r->headers_in);
    return request;
}

static void member_text(json_writer *w, const char *start, const char *text, size_t max_bytes)
{
    json_raw(w, start);
    json_text(w, text, max_bytes);
}

static void member_number(json_writer *w, const char *start, long long number)
{
    json_raw(w, start);
    json_number(w, number);
}

/* RFC 3339 in UTC with microseconds. */
static const char *time_text(apr_pool_t *pool, apr_time_t time)
{
    apr_time_exp_t t;
    apr_time_exp_gmt(&t, time);
    return apr_psprintf(pool, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
                        t.tm_hour, t.tm_min, t.tm_sec, t.tm_usec);
}

/* The version spoken; "" for a request line that could not be read. */
static const char *http_version(const request_rec *r)
{
    switch (r->protocol ? r->proto_num : 0) {
    case HTTP_VERSION(0, 9):
        return "0.9";
    case HTTP_VERSION(1, 0):
        return "1.0";
    case HTTP_VERSION(1, 1):
        return "1.1";
    case HTTP_VERSION(2, 0):
        return "2";
    default:
        return "";
    }
}

/* A variable of mod_ssl; "" without TLS or without mod_ssl. */
static const char *tls_variable(request_rec *r, const char *name)
{
    APR_OPTIONAL_FN_TYPE(ssl_var_lookup) *lookup = APR_RETRIEVE_OPTIONAL_FN(ssl_var_lookup);
    return lookup ? lookup(r->pool, r->server, r->connection, r, apr_pstrdup(r->pool, name)) : "";
}

static bool is_sensitive(const char *header)
{
    for (size_t i = 0; i < sizeof SENSITIVE_HEADERS / sizeof *SENSITIVE_HEADERS; i++)
        if (ap_cstr_casecmp(header, SENSITIVE_HEADERS[i]) == 0)
            return true;
    return false;
}

/* As many headers as the settings allow and the record has room for. */
static void write_headers(json_writer *w, const apr_table_t *headers, const reqin_config *settings)
{
    const apr_array_header_t *entries = apr_table_elts(headers);
    const apr_table_entry_t *entry = (const apr_table_entry_t *)entries->elts;
    size_t value_bytes = (size_t)settings->max_header_value_bytes;
    json_raw(w, ",\"headers\":[");
    for (int i = 0; i < entries->nelts && i < settings->max_headers; i++) {
        size_t taken = strnlen(entry[i].key, NAME_BYTES) + strnlen(entry[i].val, value_bytes);
        if (w->capacity - w->length < taken * JSON_GROWTH + ENDING_BYTES)
            break;
        json_raw(w, i > 0 ? ",[" : "[");
        json_text(w, entry[i].key, NAME_BYTES);
        json_raw(w, ",");
        if (is_sensitive(entry[i].key))
            json_raw(w, "\"[withheld]\"");
        else
            json_text(w, entry[i].val, value_bytes);
        json_raw(w, "]");
    }
    json_raw(w, "]");
}

static void write_connection(json_writer *w, request_rec *r, const reqin_connection *connection,
                             const reqin_request *request)
{
    conn_rec *c = r->connection->master ? r->connection->master : r->connection;
    member_text(w, ",\"req_id\":", apr_psprintf(r->pool, "%s-%u", connection->id, request->conn_seq), NAME_BYTES);
    member_text(w, ",\"conn_id\":", connection->id, NAME_BYTES);
    member_number(w, ",\"conn_seq\":", request->conn_seq);
    member_text(w, ",\"scheme\":", ap_http_scheme(r), NAME_BYTES);
    /* The peer itself: a trusted proxy's word (mod_remoteip) changes r->useragent_ip alone. */
    member_text(w, ",\"src_ip\":", c->client_ip, NAME_BYTES);
    member_number(w, ",\"src_port\":", c->client_addr->port);
    member_text(w, ",\"client_ip\":", r->useragent_ip ? r->useragent_ip : c->client_ip, NAME_BYTES);
    member_text(w, ",\"dst_ip\":", c->local_ip, NAME_BYTES);
    member_number(w, ",\"dst_port\":", c->local_addr->port);
    member_text(w, ",\"ssl_protocol\":", tls_variable(r, "SSL_PROTOCOL"), NAME_BYTES);
    member_text(w, ",\"ssl_cipher\":", tls_variable(r, "SSL_CIPHER"), NAME_BYTES);
    json_raw(w, ",\"h2_fingerprint\":\"\",\"h2_settings\":\"\",\"h2_window_update\":null");
    json_raw(w, ",\"h2_priority\":\"\",\"h2_pseudo_order\":\"\"");
}

static void write_exchange(json_writer *w, request_rec *r, const reqin_request *request)
{
    const request_rec *answer = r;
    while (answer->next)
        answer = answer->next; /* an internal redirect, as to an error page, answered */
    member_text(w, ",\"method\":", request->method, METHOD_BYTES);
    member_text(w, ",\"host\":", request->host, NAME_BYTES);
    member_text(w, ",\"path\":", request->path, TARGET_BYTES);
    member_text(w, ",\"query\":", request->query, TARGET_BYTES);
    member_text(w, ",\"http_version\":", http_version(r), NAME_BYTES);
    member_number(w, ",\"status\":", answer->status);
    member_number(w, ",\"bytes_in\":", request->bytes_in);
    member_number(w, ",\"bytes_out\":", answer->bytes_sent);
    apr_time_t duration = apr_time_now() - r->request_time;
    member_number(w, ",\"duration_us\":", duration > 0 ? duration : 0); /* the clock may have been set back */
}

size_t reqin_record_write(char *out, size_t capacity, request_rec *r, const reqin_connection *connection,
                          const reqin_request *request, const reqin_config *settings)
{
    json_writer w;
    json_init(&w, out, capacity);
    member_text(&w, "{\"kind\":\"request\",\"time\":", time_text(r->pool, r->request_time), NAME_BYTES);
    write_connection(&w, r, connection, request);
    write_exchange(&w, r, request);
    write_headers(&w, request->headers, settings);
    json_raw(&w, w.raw_bytes ? ",\"raw_bytes\":true}\n" : "}\n");
    return w.full ? 0 : w.length;
}
