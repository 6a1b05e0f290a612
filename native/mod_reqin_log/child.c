#include "child.h"

#include <ap_mpm.h>
#include <apr_strings.h>
#include <http_log.h>
#include <stdatomic.h>

#include "config.h"
#include "flusher.h"
#include "sink.h"

APLOG_USE_MODULE(reqin_log);

static server_rec *main_server;
static sink *child_sink;
static flusher *child_flusher; /* NULL: each record is sent at once */
static apr_uint64_t child_random;
static atomic_uint_fast64_t child_connections;
static _Atomic apr_time_t reported_at;
static _Atomic apr_uint64_t reported; /* drops that the error log knows of */

static bool is_told(int level)
{
    return level <= reqin_settings.log_level;
}

static void report_drops(server_rec *s, apr_uint64_t dropped, int error)
{
    atomic_store(&reported, dropped);
    if (is_told(APLOG_WARNING))
        ap_log_error(APLOG_MARK, APLOG_WARNING, APR_FROM_OS_ERROR(error), s,
                     "JsonSockLog: %" APR_UINT64_T_FMT
                     " records dropped by this child so far; is the sensor reading %s?",
                     dropped, reqin_settings.socket_path);
}

static void report_drops_if_due(server_rec *s, sink_result result)
{
    apr_time_t now = apr_time_now();
    apr_time_t last = atomic_load(&reported_at);
    apr_time_t waited = now - last;
    if (waited >= 0 && waited < apr_time_from_sec(reqin_settings.report_seconds))
        return;
    if (atomic_compare_exchange_strong(&reported_at, &last, now))
        report_drops(s, result.dropped, result.error);
}

static void report_result(server_rec *s, sink_result result)
{
    if (result.connected && is_told(APLOG_INFO))
        ap_log_error(APLOG_MARK, APLOG_INFO, 0, s, "JsonSockLog: connected to %s", reqin_settings.socket_path);
    if (result.error)
        report_drops_if_due(s, result);
}

static bool flush(void)
{
    sink_result result = sink_flush(child_sink);
    report_result(main_server, result);
    return result.is_waiting;
}

static apr_status_t end_child(void *server)
{
    if (child_flusher)
        flusher_stop(child_flusher);
    child_flusher = NULL;
    sink_result result = sink_close(child_sink);
    if (result.dropped > atomic_load(&reported))
        report_drops(server, result.dropped, result.error);
    return APR_SUCCESS;
}

void reqin_start_child(apr_pool_t *pool, server_rec *s)
{
    if (!reqin_settings.socket_path)
        return;
    main_server = s;
    apr_interval_time_t reconnect_interval = apr_time_from_sec(reqin_settings.reconnect_seconds);
    if (apr_generate_random_bytes((unsigned char *)&child_random, sizeof child_random) == APR_SUCCESS)
        child_sink = sink_create(pool, reqin_settings.socket_path, reconnect_interval);
    int is_threaded = 0;
    ap_mpm_query(AP_MPMQ_IS_THREADED, &is_threaded);
    if (child_sink && is_threaded)
        child_flusher = flusher_start(pool, flush);
    if (child_sink)
        apr_pool_pre_cleanup_register(pool, s, end_child);
    else if (is_told(APLOG_ERR))
        ap_log_error(APLOG_MARK, APLOG_ERR, 0, s,
                     "JsonSockLog: no random bytes or no mutex; this child writes no records");
}

bool reqin_writes_records(void)
{
    return child_sink != NULL;
}

const char *reqin_new_connection_id(apr_pool_t *pool)
{
    apr_uint64_t number = atomic_fetch_add(&child_connections, 1) + 1;
    return apr_psprintf(pool, "%016" APR_UINT64_T_HEX_FMT "-%" APR_UINT64_T_FMT, child_random, number);
}

bool reqin_drops_record(server_rec *s)
{
    sink_result result;
    if (!sink_refuse(child_sink, &result))
        return false;
    report_result(s, result);
    return true;
}

void reqin_emit(server_rec *s, char *record, size_t length)
{
    sink_result result = length > 0 ? sink_write(child_sink, record, length) : sink_skip(child_sink);
    report_result(s, result);
    if (!child_flusher)
        flush();
    else if (result.is_first)
        flusher_wake(child_flusher);
}
