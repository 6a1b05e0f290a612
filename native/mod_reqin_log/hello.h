/* Finds the ClientHellos at the start of what a TLS client sends. Knows nothing of httpd. */
#ifndef REQIN_LOG_HELLO_H
#define REQIN_LOG_HELLO_H

#include <stddef.h>
#include <stdint.h>

/* The longest message kept: in base64 it still fits into a record. Real ones are below 4 KiB. */
#define HELLO_BYTES 46080

typedef enum {
    HELLO_WAITING,  /* needs more bytes */
    HELLO_WHOLE,    /* a message is whole */
    HELLO_TOO_LONG, /* the client announces a message longer than HELLO_BYTES; the reader is over */
    HELLO_OVER,     /* no (further) ClientHello comes; all bytes are ignored */
} hello_status;

/* Starts as zeroes; hello_end frees what it holds. */
typedef struct {
    hello_status status;
    unsigned found; /* whole messages so far */
    /* Of the handshake message, header included (RFC 8446 section 4); whole when the status says so. */
    unsigned char *message;
    size_t length;
    size_t capacity;
    unsigned char record[5]; /* header of the TLS record (RFC 8446 section 5.1) */
    size_t record_seen;
    size_t record_left; /* bytes of its payload still to come */
    unsigned skipped;   /* records between two messages */
} hello_reader;

/* Takes the next bytes of the stream, and stops behind a message that is now whole: it is valid until the next call.
 * Returns how many bytes it used; the rest is for the next call. */
size_t hello_read(hello_reader *reader, const unsigned char *bytes, size_t count);

void hello_end(hello_reader *reader);

#endif
