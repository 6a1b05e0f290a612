#include "record.h"

#include <apr_optional.h>
#include <apr_strings.h>
#include <http_protocol.h>
#include <mod_ssl.h>

#include "child.h"
#include "config.h"
#include "fields.h"
#include "json.h"
#include "sink.h"

#define METHOD_BYTES 128
/* Longest path and longest query taken. Both grown to the full and every other member still leave room in a record of
 * 64 KiB; headers get what is left. */
#define TARGET_BYTES 4096
/* Enough for one header's punctuation, or "[withheld]", and for what ends the record. */
#define ENDING_BYTES 64

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

static APR_OPTIONAL_FN_TYPE(ssl_var_lookup) * lookup_tls;

void reqin_find_tls_variables(void)
{
    lookup_tls = APR_RETRIEVE_OPTIONAL_FN(ssl_var_lookup);
}

/* A variable of mod_ssl; "" without TLS or without mod_ssl. */
static const char *tls_variable(request_rec *r, char *name)
{
    return lookup_tls ? lookup_tls(r->pool, r->server, r->connection, r, name) : "";
}

/* As many headers as the settings allow and the record has room for. */
static void write_headers(json_writer *w, const apr_table_t *headers)
{
    const apr_array_header_t *entries = apr_table_elts(headers);
    const apr_table_entry_t *entry = (const apr_table_entry_t *)entries->elts;
    size_t value_bytes = (size_t)reqin_settings.max_header_value_bytes;
    json_raw(w, ",\"headers\":[");
    for (int i = 0; i < entries->nelts && i < reqin_settings.max_headers; i++) {
        size_t taken = strnlen(entry[i].key, NAME_BYTES) + strnlen(entry[i].val, value_bytes);
        if (w->capacity - w->length < taken * JSON_GROWTH + ENDING_BYTES)
            break;
        json_raw(w, i > 0 ? ",[" : "[");
        json_text(w, entry[i].key, NAME_BYTES);
        json_raw(w, ",");
        if (reqin_shows_value(entry[i].key))
            json_text(w, entry[i].val, value_bytes);
        else
            json_raw(w, "\"[withheld]\"");
        json_raw(w, "]");
    }
    json_raw(w, "]");
}

/* Empty and null when the client speaks no HTTP/2, or had not said all that is read here before its request. */
static void write_h2(json_writer *w, apr_pool_t *pool, const h2_reader *said)
{
    if (!atomic_load(&said->is_whole)) {
        json_raw(w, ",\"h2_fingerprint\":\"\",\"h2_settings\":\"\",\"h2_window_update\":null,\"h2_priority\":\"\"");
        json_raw(w, ",\"h2_pseudo_order\":\"\"");
        return;
    }
    const char *window_update = said->has_window_update ? apr_psprintf(pool, "%u", said->window_update) : NULL;
    const char *fingerprint = apr_pstrcat(pool, said->settings, "|", window_update ? window_update : "00", "|",
                                          *said->priority ? said->priority : "0", "|", said->hpack.order, NULL);
    write_text(w, ",\"h2_fingerprint\":", fingerprint, SIZE_MAX);
    write_text(w, ",\"h2_settings\":", said->settings, SIZE_MAX);
    json_raw(w, ",\"h2_window_update\":");
    json_raw(w, window_update ? window_update : "null");
    write_text(w, ",\"h2_priority\":", said->priority, SIZE_MAX);
    write_text(w, ",\"h2_pseudo_order\":", said->hpack.order, SIZE_MAX);
}

static void write_connection(json_writer *w, request_rec *r, const reqin_connection *connection,
                             const reqin_request *request)
{
    conn_rec *c = reqin_master_of(r);
    write_origin(w, "request", r->request_time, c, connection);
    write_address(w, ",\"client_ip\":", r->useragent_ip ? r->useragent_ip : c->client_ip);
    json_raw(w, ",\"req_id\":\"");
    json_raw(w, connection->id);
    json_raw(w, "-");
    json_number(w, request->conn_seq);
    json_raw(w, "\"");
    write_number(w, ",\"conn_seq\":", request->conn_seq);
    write_text(w, ",\"scheme\":", ap_http_scheme(r), NAME_BYTES);
    write_text(w, ",\"ssl_protocol\":", tls_variable(r, "SSL_PROTOCOL"), NAME_BYTES);
    write_text(w, ",\"ssl_cipher\":", tls_variable(r, "SSL_CIPHER"), NAME_BYTES);
    write_h2(w, r->pool, &connection->h2);
}

static void write_exchange(json_writer *w, request_rec *r, const reqin_request *request)
{
    const request_rec *answer = r;
    while (answer->next)
        answer = answer->next; /* an internal redirect, as to an error page, answered */
    write_text(w, ",\"method\":", request->method, METHOD_BYTES);
    write_text(w, ",\"host\":", request->host, NAME_BYTES);
    write_text(w, ",\"path\":", request->path, TARGET_BYTES);
    write_text(w, ",\"query\":", request->query, TARGET_BYTES);
    write_text(w, ",\"http_version\":", http_version(r), NAME_BYTES);
    write_number(w, ",\"status\":", answer->status);
    write_number(w, ",\"bytes_in\":", request->bytes_in);
    write_number(w, ",\"bytes_out\":", answer->bytes_sent);
    apr_time_t duration = apr_time_now() - r->request_time;
    write_number(w, ",\"duration_us\":", duration > 0 ? duration : 0); /* the clock may have been set back */
}

void reqin_emit_request(request_rec *r, const reqin_connection *connection, const reqin_request *request)
{
    char record[SINK_RECORD_BYTES];
    json_writer w;
    if (reqin_drops_record(r->server))
        return;
    json_init(&w, record, sizeof record - SINK_ENDING_BYTES);
    write_connection(&w, r, connection, request);
    write_exchange(&w, r, request);
    write_headers(&w, request->headers);
    if (w.raw_bytes)
        json_raw(&w, ",\"raw_bytes\":true");
    reqin_emit(r->server, record, w.full ? 0 : w.length);
}
