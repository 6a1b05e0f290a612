#include "syn.h"

#include <ap_listen.h>
#include <apr_portable.h>
#include <http_core.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

void syn_keep(bool kept)
{
    int option = kept;
    apr_os_sock_t fd;
    /* Where it fails (an older kernel, no TCP), handshakes have no SYN. */
    for (ap_listen_rec *listener = ap_listeners; listener; listener = listener->next)
        if (listener->sd && apr_os_sock_get(&fd, listener->sd) == APR_SUCCESS)
            setsockopt(fd, IPPROTO_TCP, TCP_SAVE_SYN, &option, sizeof option);
}

size_t syn_take(conn_rec *c, unsigned char syn[SYN_BYTES])
{
    socklen_t length = SYN_BYTES;
    apr_os_sock_t fd;
    apr_socket_t *client = ap_get_conn_socket(c);
    if (!client || apr_os_sock_get(&fd, client) != APR_SUCCESS)
        return 0;
    return getsockopt(fd, IPPROTO_TCP, TCP_SAVED_SYN, syn, &length) == 0 ? length : 0;
}
