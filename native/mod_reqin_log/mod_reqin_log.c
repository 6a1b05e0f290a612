/* mod_reqin_log: one JSON record for each request, to a UNIX socket, without ever making httpd wait.
 *
 * Headers are copied before other modules edit them (post_read_request); status, sizes and duration are known at the
 * end (log_transaction), where the record is written. Requests too malformed for post_read_request appear there as
 * well. */
#include <httpd.h>

#include <apr_strings.h>
#include <http_config.h>
#include <http_connection.h>
#include <http_log.h>
#include <http_protocol.h>
#include <http_request.h>

#include "config.h"
#include "record.h"
#include "sink.h"

#define DROPS_REPORT_INTERVAL apr_time_from_sec(10)
#define BODY_COUNTER "REQIN_LOG_BODY"

APLOG_USE_MODULE(reqin_log);

/* This httpd child. */
static sink *child_sink;
static apr_uint64_t child_random;
static atomic_uint_fast64_t child_connections;
static _Atomic apr_time_t drops_reported_at;

static void start_child(apr_pool_t *pool, server_rec *s)
{
    if (!reqin_settings.socket_path)
        return;
    if (apr_generate_random_bytes((unsigned char *)&child_random, sizeof child_random) != APR_SUCCESS ||
        !(child_sink = sink_create(pool, reqin_settings.socket_path)))
        ap_log_error(APLOG_MARK, APLOG_ERR, 0, s,
                     "JsonSockLog: no random bytes or no mutex; this child writes no records");
}

/* Connections to backends (mod_proxy) pass here too; without a request of their own they only use up a number. */
static int name_connection(conn_rec *c, void *socket)
{
    (void)socket;
    if (c->master || !child_sink)
        return OK;
    reqin_connection *connection = apr_pcalloc(c->pool, sizeof *connection);
    apr_uint64_t number = atomic_fetch_add(&child_connections, 1) + 1;
    /* httpd's own c->id is used again by later connections, and differs between the streams of one h2 connection. */
    connection->id = apr_psprintf(c->pool, "%016" APR_UINT64_T_HEX_FMT "-%" APR_UINT64_T_FMT, child_random, number);
    ap_set_module_config(c->conn_config, &reqin_log_module, connection);
    return OK;
}

static reqin_connection *connection_of(request_rec *r)
{
    conn_rec *c = r->connection->master ? r->connection->master : r->connection;
    return ap_get_module_config(c->conn_config, &reqin_log_module);
}

static reqin_request *request_of(request_rec *r)
{
    while (r->prev)
        r = r->prev;
    return ap_get_module_config(r->request_config, &reqin_log_module);
}

static int begin_request(request_rec *r)
{
    reqin_connection *connection = connection_of(r);
    bool sent_by_client = !r->main && !r->prev;
    if (sent_by_client && connection && reqin_is_enabled(r->server))
        ap_set_module_config(r->request_config, &reqin_log_module, reqin_request_begin(r, connection));
    return DECLINED;
}

static apr_status_t count_body(ap_filter_t *f, apr_bucket_brigade *brigade, ap_input_mode_t mode, apr_read_type_e block,
                               apr_off_t wanted)
{
    apr_status_t status = ap_get_brigade(f->next, brigade, mode, block, wanted);
    apr_off_t length = 0;
    if (status == APR_SUCCESS && mode != AP_MODE_SPECULATIVE &&
        apr_brigade_length(brigade, 0, &length) == APR_SUCCESS && length > 0)
        ((reqin_request *)f->ctx)->bytes_in += length;
    return status;
}

static void insert_body_counter(request_rec *r)
{
    reqin_request *request = r->main ? NULL : request_of(r);
    if (request)
        ap_add_input_filter(BODY_COUNTER, request, r, r->connection);
}

static void report_drops(request_rec *r, apr_uint64_t dropped)
{
    apr_time_t now = apr_time_now();
    apr_time_t last = atomic_load(&drops_reported_at);
    apr_time_t waited = now - last;
    if (waited >= 0 && waited < DROPS_REPORT_INTERVAL)
        return;
    if (atomic_compare_exchange_strong(&drops_reported_at, &last, now))
        ap_log_error(APLOG_MARK, APLOG_WARNING, 0, r->server,
                     "JsonSockLog: %" APR_UINT64_T_FMT
                     " records dropped by this child so far; is the sensor reading %s?",
                     dropped, reqin_settings.socket_path);
}

static int write_record(request_rec *r)
{
    char record[SINK_RECORD_BYTES];
    reqin_connection *connection = connection_of(r);
    if (!connection || !reqin_is_enabled(r->server))
        return DECLINED;
    reqin_request *request = request_of(r);
    if (!request)
        request = reqin_request_begin(r, connection); /* malformed: it never came to begin_request */
    size_t length = reqin_record_write(record, sizeof record, r, connection, request, &reqin_settings);
    apr_uint64_t dropped = sink_write(child_sink, record, length);
    if (dropped > 0)
        report_drops(r, dropped);
    return DECLINED;
}

static void register_hooks(apr_pool_t *pool)
{
    (void)pool;
    ap_hook_pre_config(reqin_reset_settings, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_child_init(start_child, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_pre_connection(name_connection, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_post_read_request(begin_request, NULL, NULL, APR_HOOK_REALLY_FIRST);
    ap_hook_insert_filter(insert_body_counter, NULL, NULL, APR_HOOK_LAST);
    ap_hook_log_transaction(write_record, NULL, NULL, APR_HOOK_MIDDLE);
    ap_register_input_filter(BODY_COUNTER, count_body, NULL, AP_FTYPE_CONTENT_SET);
}

/* The one symbol httpd looks for; all others are hidden, for httpd loads every module into one name space. */
__attribute__((visibility("default"))) module AP_MODULE_DECLARE_DATA reqin_log_module = {
    STANDARD20_MODULE_STUFF, NULL,           NULL, reqin_create_server_config, reqin_merge_server_config,
    reqin_directives,        register_hooks,
};
