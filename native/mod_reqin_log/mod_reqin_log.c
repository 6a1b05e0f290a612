/* mod_reqin_log: one JSON record for each request and each TLS handshake, to a UNIX socket, without ever making httpd
 * wait.
 *
 * Headers are copied before other modules edit them (post_read_request); status, sizes and duration are known at the
 * end (log_transaction), where the record is written. Requests too malformed for post_read_request appear there as
 * well. */
#include <httpd.h>

#include <http_config.h>
#include <http_connection.h>
#include <http_log.h>
#include <http_protocol.h>
#include <http_request.h>

#include "child.h"
#include "config.h"
#include "connection.h"
#include "record.h"
#include "syn.h"

APLOG_USE_MODULE(reqin_log);

static ap_filter_rec_t *body_counter;

static reqin_request *request_of(request_rec *r)
{
    while (r->prev)
        r = r->prev;
    return ap_get_module_config(r->request_config, &reqin_log_module);
}

static int begin_request(request_rec *r)
{
    reqin_connection *connection = reqin_connection_of(reqin_master_of(r));
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

/* HTTP/1 says so in advance; HTTP/2 need not. */
static bool may_have_body(request_rec *r)
{
    return r->proto_num >= HTTP_VERSION(2, 0) || apr_table_get(r->headers_in, "Content-Length") ||
           apr_table_get(r->headers_in, "Transfer-Encoding");
}

static void insert_body_counter(request_rec *r)
{
    reqin_request *request = r->main || !may_have_body(r) ? NULL : request_of(r);
    if (request)
        ap_add_input_filter_handle(body_counter, request, r, r->connection);
}

/* Answered by 101 and then, as the first stream of HTTP/2, with a record of its own. */
static bool goes_on_in_h2(request_rec *r)
{
    return r->status == HTTP_SWITCHING_PROTOCOLS && strcmp(ap_get_protocol(r->connection), "h2c") == 0;
}

static int end_request(request_rec *r)
{
    reqin_connection *connection = reqin_connection_of(reqin_master_of(r));
    if (!connection || !reqin_is_enabled(r->server) || goes_on_in_h2(r))
        return DECLINED;
    reqin_request *request = request_of(r);
    if (!request)
        request = reqin_request_begin(r, connection); /* malformed: it never came to begin_request */
    reqin_emit_request(r, connection, request);
    return DECLINED;
}

static int prepare(apr_pool_t *pool, apr_pool_t *log_pool, apr_pool_t *temporary, server_rec *main_server)
{
    (void)pool, (void)log_pool, (void)temporary;
    bool records = false, records_tls = false;
    for (server_rec *s = main_server; s; s = s->next) {
        records = records || reqin_is_enabled(s);
        records_tls = records_tls || reqin_records_tls(s);
    }
    if (records && !reqin_settings.socket_path)
        ap_log_error(APLOG_MARK, APLOG_WARNING, 0, main_server,
                     "JsonSockLogEnabled is On, but there is no JsonSockLogSocket: no records are written");
    syn_keep(records_tls && reqin_settings.socket_path);
    return OK;
}

static void register_hooks(apr_pool_t *pool)
{
    (void)pool;
    ap_hook_pre_config(reqin_reset_settings, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_post_config(prepare, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_child_init(reqin_start_child, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_pre_connection(reqin_begin_connection, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_post_read_request(begin_request, NULL, NULL, APR_HOOK_REALLY_FIRST);
    ap_hook_insert_filter(insert_body_counter, NULL, NULL, APR_HOOK_LAST);
    ap_hook_log_transaction(end_request, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_optional_fn_retrieve(reqin_find_tls_variables, NULL, NULL, APR_HOOK_MIDDLE);
    body_counter = ap_register_input_filter("REQIN_LOG_BODY", count_body, NULL, AP_FTYPE_CONTENT_SET);
    reqin_register_connection_filters();
}

/* The one symbol httpd looks for; all others are hidden, for httpd loads every module into one name space. */
__attribute__((visibility("default"))) module AP_MODULE_DECLARE_DATA reqin_log_module = {
    STANDARD20_MODULE_STUFF, NULL,           NULL, reqin_create_server_config, reqin_merge_server_config,
    reqin_directives,        register_hooks,
};
