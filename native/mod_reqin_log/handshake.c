#include "handshake.h"

#include "child.h"
#include "fields.h"
#include "json.h"
#include "sink.h"

static size_t write_handshake(char *out, conn_rec *c, const reqin_connection *connection)
{
    json_writer w;
    json_init(&w, out, SINK_RECORD_BYTES - SINK_ENDING_BYTES);
    write_origin(&w, "handshake", apr_time_now(), c, connection);
    json_raw(&w, ",\"client_hello\":");
    json_base64(&w, connection->hello.message, connection->hello.length);
    json_raw(&w, ",\"syn\":");
    if (connection->syn_length > 0)
        json_base64(&w, connection->syn, connection->syn_length);
    else
        json_raw(&w, "null");
    return w.full ? 0 : w.length;
}

void reqin_emit_handshake(conn_rec *c, reqin_connection *connection)
{
    char record[SINK_RECORD_BYTES];
    /* The kernel gives it once; a second hello has it as well. */
    if (connection->hello.found == 0)
        connection->syn_length = syn_take(c, connection->syn);
    if (reqin_drops_record(c->base_server))
        return;
    bool is_whole = connection->hello.status == HELLO_WHOLE;
    reqin_emit(c->base_server, record, is_whole ? write_handshake(record, c, connection) : 0);
}
