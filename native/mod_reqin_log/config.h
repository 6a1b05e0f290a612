/* The directives, and what they set. */
#ifndef REQIN_LOG_CONFIG_H
#define REQIN_LOG_CONFIG_H

#include <httpd.h>

#include <http_config.h>
#include <stdbool.h>

typedef struct {
    const char *socket_path; /* NULL: no records */
    int max_headers;
    int max_header_value_bytes;
    apr_table_t *kept_headers;      /* names; NULL: all */
    apr_table_t *sensitive_headers; /* names */
    int reconnect_seconds;
    int report_seconds;
    int log_level; /* the least severe of the module's own messages, as APLOG_ numbers them */
} reqin_config;

extern module AP_MODULE_DECLARE_DATA reqin_log_module;
extern const command_rec reqin_directives[];

/* One for the whole httpd: its directives stand outside virtual hosts. */
extern reqin_config reqin_settings;

/* JsonSockLogEnabled of this server or virtual host. */
bool reqin_is_enabled(server_rec *s);

/* Whether handshakes are recorded: JsonSockLogEnabled and JsonSockLogTLS of this server or virtual host. */
bool reqin_records_tls(server_rec *s);

/* Whether the value of a header may be written: it is kept and not sensitive. */
bool reqin_shows_value(const char *header);

/* Hooks of httpd's life of a configuration. */
int reqin_reset_settings(apr_pool_t *pool, apr_pool_t *log_pool, apr_pool_t *temporary);
void *reqin_create_server_config(apr_pool_t *pool, server_rec *s);
void *reqin_merge_server_config(apr_pool_t *pool, void *main_server, void *virtual_host);

#endif
