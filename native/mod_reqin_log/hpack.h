/* The order of the pseudo-header fields at the start of a connection's first header block (RFC 7541, RFC 9113
 * section 8.3). Reads byte by byte, so a block may be split anywhere; keeps no values and no dynamic table. */
#ifndef REQIN_LOG_HPACK_H
#define REQIN_LOG_HPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* "m,a,s,p" and more: as many fields as could be pseudo-header fields, each named at its longest. */
#define HPACK_ORDER_BYTES 64

typedef struct {
    enum { HPACK_FIELD, HPACK_INDEX, HPACK_NAME_LENGTH, HPACK_NAME, HPACK_VALUE_LENGTH, HPACK_VALUE, HPACK_OVER } state;
    bool in_integer; /* the integer of this state has continuation bytes to come */
    unsigned shift;
    uint32_t integer;
    bool is_literal; /* a value follows */
    bool is_resize;
    bool is_huffman;
    size_t name_seen;
    unsigned char name[16];
    char order[HPACK_ORDER_BYTES]; /* first letters joined by commas; "protocol" in full, for it shares its letter */
} hpack_reader;

/* Takes the next byte of the block. Starts as zeroes; `state` is HPACK_OVER at the first other field. */
void hpack_read(hpack_reader *reader, unsigned char byte);

#endif
