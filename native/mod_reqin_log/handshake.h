/* The record of a TLS handshake. */
#ifndef REQIN_LOG_HANDSHAKE_H
#define REQIN_LOG_HANDSHAKE_H

#include "connection.h"

/* Writes the ClientHello that the connection's reader has whole, or counts one that is too long. */
void reqin_emit_handshake(conn_rec *c, reqin_connection *connection);

#endif
