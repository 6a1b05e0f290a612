/* The client's SYN, as the kernel keeps it for a listener with TCP_SAVE_SYN (Linux 4.3, tcp(7)). */
#ifndef REQIN_LOG_SYN_H
#define REQIN_LOG_SYN_H

#include <httpd.h>

#include <stdbool.h>
#include <stddef.h>

/* IPv6 header with some extensions, and the longest TCP header. */
#define SYN_BYTES 256

/* Has the kernel keep the SYN of each connection that httpd's listeners accept from now on, or not. */
void syn_keep(bool kept);

/* IP and TCP header of the SYN; 0 bytes when the kernel has none (syncookies, a longer one). The kernel gives it once.
 */
size_t syn_take(conn_rec *c, unsigned char syn[SYN_BYTES]);

#endif
