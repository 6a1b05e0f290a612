#include "connection.h"

#include <util_filter.h>

#include "child.h"
#include "config.h"
#include "handshake.h"

#define HELLO_READER "REQIN_LOG_HELLO"
#define H2_READER "REQIN_LOG_H2"

/* Passes each block of bytes that the brigade holds to `take`; never reads what is not there yet. */
static void each_block(apr_bucket_brigade *brigade, void (*take)(conn_rec *, const unsigned char *, size_t),
                       conn_rec *c)
{
    for (apr_bucket *b = APR_BRIGADE_FIRST(brigade); b != APR_BRIGADE_SENTINEL(brigade); b = APR_BUCKET_NEXT(b)) {
        const char *bytes;
        apr_size_t length;
        if (APR_BUCKET_IS_METADATA(b))
            continue;
        if (b->length == (apr_size_t)-1 || apr_bucket_read(b, &bytes, &length, APR_NONBLOCK_READ) != APR_SUCCESS)
            return;
        take(c, (const unsigned char *)bytes, length);
    }
}

static void take_hello(conn_rec *c, const unsigned char *bytes, size_t length)
{
    hello_reader *reader = &reqin_connection_of(c)->hello;
    for (size_t used = 0; used < length;) {
        used += hello_read(reader, bytes + used, length - used);
        if (reader->status == HELLO_WHOLE || reader->status == HELLO_TOO_LONG)
            reqin_emit_handshake(c, reqin_connection_of(c));
    }
}

static void take_h2(conn_rec *c, const unsigned char *bytes, size_t length)
{
    h2_read(&reqin_connection_of(c)->h2, bytes, length);
}

/* The filters stay to the end: taking one out in the middle of a request makes proxied requests wait for a timeout. */

static apr_status_t read_below_tls(ap_filter_t *f, apr_bucket_brigade *brigade, ap_input_mode_t mode,
                                   apr_read_type_e block, apr_off_t wanted)
{
    apr_status_t status = ap_get_brigade(f->next, brigade, mode, block, wanted);
    if (status == APR_SUCCESS && mode == AP_MODE_READBYTES && reqin_connection_of(f->c)->hello.status != HELLO_OVER)
        each_block(brigade, take_hello, f->c);
    return status;
}

static apr_status_t read_above_tls(ap_filter_t *f, apr_bucket_brigade *brigade, ap_input_mode_t mode,
                                   apr_read_type_e block, apr_off_t wanted)
{
    apr_status_t status = ap_get_brigade(f->next, brigade, mode, block, wanted);
    if (status == APR_SUCCESS && mode == AP_MODE_READBYTES && reqin_connection_of(f->c)->h2.state != H2_OVER)
        each_block(brigade, take_h2, f->c);
    return status;
}

/* Connections of mod_proxy to its backends; httpd says so since 2.4.49, before that they had no place in the
 * scoreboard. */
static bool is_outgoing(const conn_rec *c)
{
#if AP_MODULE_MAGIC_AT_LEAST(20120211, 116)
    return c->outgoing;
#else
    return !c->sbh;
#endif
}

static apr_status_t end_connection(void *data)
{
    hello_end(&((reqin_connection *)data)->hello);
    return APR_SUCCESS;
}

int reqin_begin_connection(conn_rec *c, void *socket)
{
    (void)socket;
    if (c->master || is_outgoing(c) || !reqin_writes_records())
        return OK;
    reqin_connection *connection = apr_pcalloc(c->pool, sizeof *connection);
    connection->id = reqin_new_connection_id(c->pool);
    ap_set_module_config(c->conn_config, &reqin_log_module, connection);
    ap_add_input_filter(H2_READER, NULL, NULL, c);
    if (reqin_records_tls(c->base_server)) {
        apr_pool_cleanup_register(c->pool, connection, end_connection, apr_pool_cleanup_null);
        ap_add_input_filter(HELLO_READER, NULL, NULL, c);
    }
    return OK;
}

conn_rec *reqin_master_of(const request_rec *r)
{
    return r->connection->master ? r->connection->master : r->connection;
}

reqin_connection *reqin_connection_of(const conn_rec *master)
{
    return ap_get_module_config(master->conn_config, &reqin_log_module);
}

void reqin_register_connection_filters(void)
{
    /* mod_ssl is at +5, mod_remoteip's reader of the PROXY protocol at +7: between them stands what mod_ssl reads. */
    ap_register_input_filter(HELLO_READER, read_below_tls, NULL, AP_FTYPE_CONNECTION + 6);
    ap_register_input_filter(H2_READER, read_above_tls, NULL, AP_FTYPE_CONNECTION + 4);
}
