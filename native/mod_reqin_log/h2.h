/* What an HTTP/2 client says before and in its first request: SETTINGS, WINDOW_UPDATE, PRIORITY, the order of
 * pseudo-header fields (RFC 9113; "Passive Fingerprinting of HTTP/2 Clients", Shuster and others, Black Hat EU 2017).
 * Knows nothing of httpd. */
#ifndef REQIN_LOG_H2_H
#define REQIN_LOG_H2_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hpack.h"

/* The first SETTINGS frame's and the PRIORITY frames' text; what does not fit is left out. Together below the 1,024
 * bytes an event may have. */
#define H2_SETTINGS_BYTES 448
#define H2_PRIORITY_BYTES 448

/* Starts as zeroes. */
typedef struct {
    enum { H2_PREFACE, H2_FRAME_HEADER, H2_PAYLOAD, H2_OVER } state;
    /* Other threads may read the result below once this is true: it changes no more. */
    atomic_bool is_whole;
    size_t preface_seen;
    unsigned frames;
    unsigned char head[9];
    size_t head_seen;
    size_t seen; /* bytes of the frame's payload */
    size_t left; /* those still to come */
    unsigned char item[6];
    size_t block_start; /* bytes of the payload before the header block: pad length, priority */
    size_t padding;     /* bytes after it */
    bool in_block;      /* its CONTINUATION must come next */
    bool has_settings;
    /* The result. */
    hpack_reader hpack;
    char settings[H2_SETTINGS_BYTES]; /* "1:65536;4:6291456" */
    char priority[H2_PRIORITY_BYTES]; /* "3:0:0:201,5:0:0:101": stream, exclusive, depends on, weight */
    bool has_window_update;
    uint32_t window_update; /* the first of the connection */
} h2_reader;

/* Takes the next bytes that the client sent on the connection. */
void h2_read(h2_reader *reader, const unsigned char *bytes, size_t count);

#endif
