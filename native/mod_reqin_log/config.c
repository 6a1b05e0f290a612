#include "config.h"

#include <apr_strings.h>
#include <http_log.h>
#include <sys/un.h>

typedef struct {
    int enabled; /* -1: as the main server says */
    int tls;     /* the same */
} server_config;

reqin_config reqin_settings;

static const char *const SENSITIVE_HEADERS[] = {
    "Authorization", "Cookie",       "Proxy-Authorization", "Set-Cookie",   "X-Amz-Security-Token",
    "X-Api-Key",     "X-Auth-Token", "X-Access-Token",      "X-Csrf-Token", "X-Xsrf-Token",
};

void *reqin_create_server_config(apr_pool_t *pool, server_rec *s)
{
    (void)s;
    server_config *config = apr_pcalloc(pool, sizeof *config);
    config->enabled = config->tls = -1;
    return config;
}

void *reqin_merge_server_config(apr_pool_t *pool, void *main_server, void *virtual_host)
{
    const server_config *base = main_server;
    server_config *config = apr_pmemdup(pool, virtual_host, sizeof *config);
    if (config->enabled == -1)
        config->enabled = base->enabled;
    if (config->tls == -1)
        config->tls = base->tls;
    return config;
}

int reqin_reset_settings(apr_pool_t *pool, apr_pool_t *log_pool, apr_pool_t *temporary)
{
    (void)log_pool, (void)temporary;
    reqin_settings = (reqin_config){
        .max_headers = 25,
        .max_header_value_bytes = 256,
        .sensitive_headers = apr_table_make(pool, 16),
        .reconnect_seconds = 1,
        .report_seconds = 10,
        .log_level = APLOG_WARNING,
    };
    for (size_t i = 0; i < sizeof SENSITIVE_HEADERS / sizeof *SENSITIVE_HEADERS; i++)
        apr_table_setn(reqin_settings.sensitive_headers, SENSITIVE_HEADERS[i], "");
    return OK;
}

static server_config *config_of(const server_rec *s)
{
    return ap_get_module_config(s->module_config, &reqin_log_module);
}

static const char *set_enabled(cmd_parms *cmd, void *unused, int on)
{
    (void)unused;
    config_of(cmd->server)->enabled = on;
    return NULL;
}

static const char *set_tls(cmd_parms *cmd, void *unused, int on)
{
    (void)unused;
    config_of(cmd->server)->tls = on;
    return NULL;
}

static const char *set_socket(cmd_parms *cmd, void *unused, const char *path)
{
    (void)unused;
    const char *misplaced = ap_check_cmd_context(cmd, GLOBAL_ONLY);
    if (misplaced)
        return misplaced;
    if (path[0] != '/')
        return "JsonSockLogSocket: the path must be absolute";
    if (strlen(path) >= sizeof((struct sockaddr_un *)0)->sun_path)
        return "JsonSockLogSocket: the path is longer than 107 bytes, the limit of a UNIX socket";
    reqin_settings.socket_path = path;
    return NULL;
}

typedef struct {
    int *value;
    int lowest;
    int highest;
} number_range;

static number_range max_headers = {&reqin_settings.max_headers, 0, 200};
static number_range max_header_value = {&reqin_settings.max_header_value_bytes, 0, 4096};
static number_range reconnect = {&reqin_settings.reconnect_seconds, 1, 3600};
static number_range report = {&reqin_settings.report_seconds, 1, 86400};

static const char *set_number(cmd_parms *cmd, void *unused, const char *text)
{
    (void)unused;
    const number_range *range = cmd->info;
    const char *misplaced = ap_check_cmd_context(cmd, GLOBAL_ONLY);
    if (misplaced)
        return misplaced;
    char *end;
    apr_int64_t number = apr_strtoi64(text, &end, 10);
    if (end == text || *end || number < range->lowest || number > range->highest)
        return apr_psprintf(cmd->pool, "%s: '%s' is not a number from %d to %d", cmd->cmd->name, text, range->lowest,
                            range->highest);
    *range->value = (int)number;
    return NULL;
}

static const char *set_level(cmd_parms *cmd, void *unused, const char *text)
{
    (void)unused;
    static const char *const LEVELS[] = {"EMERG", "ALERT", "CRIT", "ERROR", "WARNING", "NOTICE", "INFO", "DEBUG"};
    const char *misplaced = ap_check_cmd_context(cmd, GLOBAL_ONLY);
    if (misplaced)
        return misplaced;
    for (int level = APLOG_EMERG; level <= APLOG_DEBUG; level++)
        if (ap_cstr_casecmp(text, LEVELS[level]) == 0) {
            reqin_settings.log_level = level;
            return NULL;
        }
    return apr_psprintf(cmd->pool,
                        "JsonSockLogLevel: '%s' is none of EMERG, ALERT, CRIT, ERROR, WARNING, NOTICE, "
                        "INFO, DEBUG",
                        text);
}

static const char *add_kept_header(cmd_parms *cmd, void *unused, const char *name)
{
    (void)unused;
    const char *misplaced = ap_check_cmd_context(cmd, GLOBAL_ONLY);
    if (misplaced)
        return misplaced;
    if (!reqin_settings.kept_headers)
        reqin_settings.kept_headers = apr_table_make(cmd->pool, 16);
    apr_table_setn(reqin_settings.kept_headers, name, "");
    return NULL;
}

static const char *add_sensitive_header(cmd_parms *cmd, void *unused, const char *name)
{
    (void)unused;
    const char *misplaced = ap_check_cmd_context(cmd, GLOBAL_ONLY);
    if (misplaced)
        return misplaced;
    apr_table_setn(reqin_settings.sensitive_headers, name, "");
    return NULL;
}

/* docs/mod_reqin_log.md has the same table; a test compares the two. */
const command_rec reqin_directives[] = {
    AP_INIT_FLAG("JsonSockLogEnabled", set_enabled, NULL, RSRC_CONF,
                 "records for this server; a virtual host may say otherwise (default Off)"),
    AP_INIT_FLAG("JsonSockLogTLS", set_tls, NULL, RSRC_CONF,
                 "a record for each TLS handshake, too; a virtual host may say otherwise (default Off)"),
    AP_INIT_TAKE1("JsonSockLogSocket", set_socket, NULL, RSRC_CONF,
                  "path of the socket the sensor listens on, absolute, at most 107 bytes (no default: no records)"),
    AP_INIT_ITERATE("JsonSockLogHeaders", add_kept_header, NULL, RSRC_CONF,
                    "names of the headers whose values are written; of others the name only (default all)"),
    AP_INIT_ITERATE("JsonSockLogSensitiveHeaders", add_sensitive_header, NULL, RSRC_CONF,
                    "names of more headers whose values are withheld (default none beside the built-in ones)"),
    AP_INIT_TAKE1("JsonSockLogMaxHeaders", set_number, &max_headers, RSRC_CONF,
                  "headers kept of a request, the first ones, 0 to 200 (default 25)"),
    AP_INIT_TAKE1("JsonSockLogMaxHeaderValueLen", set_number, &max_header_value, RSRC_CONF,
                  "bytes kept of a header's value, never half a character, 0 to 4096 (default 256)"),
    AP_INIT_TAKE1("JsonSockLogReconnectInterval", set_number, &reconnect, RSRC_CONF,
                  "seconds between attempts to connect to the sensor, 1 to 3600 (default 1)"),
    AP_INIT_TAKE1("JsonSockLogErrorReportInterval", set_number, &report, RSRC_CONF,
                  "seconds between messages about dropped records, 1 to 86400 (default 10)"),
    AP_INIT_TAKE1("JsonSockLogLevel", set_level, NULL, RSRC_CONF,
                  "least severe of the module's own messages, EMERG to DEBUG (default WARNING)"),
    {NULL},
};

bool reqin_is_enabled(server_rec *s)
{
    return config_of(s)->enabled == 1;
}

bool reqin_records_tls(server_rec *s)
{
    return reqin_is_enabled(s) && config_of(s)->tls == 1;
}

bool reqin_shows_value(const char *header)
{
    const reqin_config *settings = &reqin_settings;
    bool is_kept = !settings->kept_headers || apr_table_get(settings->kept_headers, header);
    return is_kept && !apr_table_get(settings->sensitive_headers, header);
}
