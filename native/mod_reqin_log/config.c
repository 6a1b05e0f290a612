#include "config.h"

#include <apr_strings.h>
#include <sys/un.h>

typedef struct {
    int enabled; /* -1: as the main server says */
} server_config;

reqin_config reqin_settings;

void *reqin_create_server_config(apr_pool_t *pool, server_rec *s)
{
    (void)s;
    server_config *config = apr_pcalloc(pool, sizeof *config);
    config->enabled = -1;
    return config;
}

void *reqin_merge_server_config(apr_pool_t *pool, void *main_server, void *virtual_host)
{
    server_config *config = apr_pmemdup(pool, virtual_host, sizeof *config);
    if (config->enabled == -1)
        config->enabled = ((server_config *)main_server)->enabled;
    return config;
}

int reqin_reset_settings(apr_pool_t *pool, apr_pool_t *log_pool, apr_pool_t *temporary)
{
    (void)pool, (void)log_pool, (void)temporary;
    reqin_settings = (reqin_config){.max_headers = 25, .max_header_value_bytes = 256};
    return OK;
}

static const char *set_enabled(cmd_parms *cmd, void *unused, int on)
{
    (void)unused;
    server_config *config = ap_get_module_config(cmd->server->module_config, &reqin_log_module);
    config->enabled = on;
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

static const char *set_count(cmd_parms *cmd, const char *text, int highest, int *count)
{
    const char *misplaced = ap_check_cmd_context(cmd, GLOBAL_ONLY);
    if (misplaced)
        return misplaced;
    char *end;
    apr_int64_t number = apr_strtoi64(text, &end, 10);
    if (end == text || *end || number < 0 || number > highest)
        return apr_psprintf(cmd->pool, "%s: '%s' is not a number from 0 to %d", cmd->cmd->name, text, highest);
    *count = (int)number;
    return NULL;
}

static const char *set_max_headers(cmd_parms *cmd, void *unused, const char *text)
{
    (void)unused;
    return set_count(cmd, text, 200, &reqin_settings.max_headers);
}

static const char *set_max_header_value_len(cmd_parms *cmd, void *unused, const char *text)
{
    (void)unused;
    return set_count(cmd, text, 4096, &reqin_settings.max_header_value_bytes);
}

const command_rec reqin_directives[] = {
    AP_INIT_FLAG("JsonSockLogEnabled", set_enabled, NULL, RSRC_CONF,
                 "On writes a record for each request (default Off)"),
    AP_INIT_TAKE1("JsonSockLogSocket", set_socket, NULL, RSRC_CONF,
                  "path of the UNIX stream socket the sensor listens on"),
    AP_INIT_TAKE1("JsonSockLogMaxHeaders", set_max_headers, NULL, RSRC_CONF, "headers kept of a request (default 25)"),
    AP_INIT_TAKE1("JsonSockLogMaxHeaderValueLen", set_max_header_value_len, NULL, RSRC_CONF,
                  "bytes kept of a header's value (default 256)"),
    {NULL},
};

bool reqin_is_enabled(server_rec *s)
{
    const server_config *config = ap_get_module_config(s->module_config, &reqin_log_module);
    return config->enabled == 1;
}
