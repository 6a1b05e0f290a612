#include "hello.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define CHANGE_CIPHER_SPEC 20
#define HANDSHAKE 22
#define CLIENT_HELLO 1
#define MESSAGE_HEADER 4
/* 2^14 bytes and what encryption may add (RFC 5246 section 6.2.3). */
#define RECORD_BYTES (16384 + 2048)
/* No session id, no cipher, no compression method, no extensions. */
#define SHORTEST_HELLO 38
#define FIRST_CAPACITY 2048 /* room for the hello of a browser with an ML-KEM key share */
/* OpenSSL bears no more records without content in a row either. */
#define MAX_SKIPPED 32

static void give_up(hello_reader *reader, hello_status status)
{
    free(reader->message);
    *reader = (hello_reader){.status = status, .found = reader->found};
}

void hello_end(hello_reader *reader)
{
    give_up(reader, HELLO_OVER);
}

static void begin_record(hello_reader *reader)
{
    size_t length = (size_t)reader->record[3] << 8 | reader->record[4];
    bool is_handshake = reader->record[0] == HANDSHAKE;
    /* Before its second hello a client may send change_cipher_spec (RFC 8446 appendix D.4). */
    bool is_skipped = reader->record[0] == CHANGE_CIPHER_SPEC && reader->found > 0 && reader->length == 0 &&
                      ++reader->skipped <= MAX_SKIPPED;
    if (length == 0 || length > RECORD_BYTES || !(is_handshake || is_skipped)) {
        give_up(reader, HELLO_OVER);
        return;
    }
    reader->record_left = length;
    reader->record_seen = 0;
}

/* Bytes of the message's body, as its header announces. */
static size_t announced(const hello_reader *reader)
{
    return (size_t)reader->message[1] << 16 | (size_t)reader->message[2] << 8 | reader->message[3];
}

static size_t missing(const hello_reader *reader)
{
    size_t whole = reader->length < MESSAGE_HEADER ? MESSAGE_HEADER : MESSAGE_HEADER + announced(reader);
    return whole - reader->length;
}

/* Grows with what has arrived, not with what is announced. */
static bool has_room(hello_reader *reader, size_t needed)
{
    if (needed <= reader->capacity)
        return true;
    size_t capacity = reader->capacity ? 2 * reader->capacity : FIRST_CAPACITY;
    if (capacity < needed)
        capacity = needed;
    unsigned char *grown = realloc(reader->message, capacity);
    if (!grown)
        return false;
    reader->message = grown;
    reader->capacity = capacity;
    return true;
}

static void check_header(hello_reader *reader)
{
    if (reader->message[0] != CLIENT_HELLO || announced(reader) < SHORTEST_HELLO)
        give_up(reader, HELLO_OVER);
    else if (announced(reader) > HELLO_BYTES - MESSAGE_HEADER)
        give_up(reader, HELLO_TOO_LONG);
}

static void append(hello_reader *reader, const unsigned char *bytes, size_t count)
{
    if (!has_room(reader, reader->length + count)) {
        give_up(reader, HELLO_OVER);
        return;
    }
    memcpy(reader->message + reader->length, bytes, count);
    reader->length += count;
    if (reader->length == MESSAGE_HEADER)
        check_header(reader);
    else if (reader->length > MESSAGE_HEADER && missing(reader) == 0)
        reader->status = HELLO_WHOLE;
}

static size_t read_payload(hello_reader *reader, const unsigned char *bytes, size_t count)
{
    bool is_handshake = reader->record[0] == HANDSHAKE;
    size_t wanted = is_handshake ? missing(reader) : count;
    size_t used = wanted < count ? wanted : count;
    if (used > reader->record_left)
        used = reader->record_left;
    reader->record_left -= used;
    if (is_handshake)
        append(reader, bytes, used);
    return used;
}

static size_t read_record_header(hello_reader *reader, const unsigned char *bytes)
{
    reader->record[reader->record_seen++] = bytes[0];
    if (reader->record_seen == sizeof reader->record)
        begin_record(reader);
    return 1;
}

/* One retry request is allowed, so there are two hellos at most (RFC 8446 section 4.1.4). */
static void forget_message(hello_reader *reader)
{
    reader->length = 0;
    reader->status = HELLO_WAITING;
    if (++reader->found == 2)
        give_up(reader, HELLO_OVER);
}

size_t hello_read(hello_reader *reader, const unsigned char *bytes, size_t count)
{
    size_t at = 0;
    if (reader->status == HELLO_WHOLE)
        forget_message(reader);
    else if (reader->status == HELLO_TOO_LONG)
        reader->status = HELLO_OVER;
    while (at < count && reader->status == HELLO_WAITING)
        at += reader->record_left > 0 ? read_payload(reader, bytes + at, count - at)
                                      : read_record_header(reader, bytes + at);
    return reader->status == HELLO_OVER ? count : at;
}
