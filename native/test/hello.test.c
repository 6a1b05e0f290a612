/* Checks of the ClientHello reader. Built and run by units.test.mjs. */
#include "../mod_reqin_log/hello.h"
#include "check.h"

#define STREAM 200000

typedef struct {
    unsigned char bytes[STREAM];
    size_t length;
} stream;

typedef struct {
    unsigned whole;
    unsigned too_long;
    size_t lengths[4];
    unsigned char last[HELLO_BYTES];
    hello_status status;
} outcome;

static void put_record(stream *s, int type, const unsigned char *payload, size_t length)
{
    unsigned char header[] = {(unsigned char)type, 3, 1, (unsigned char)(length >> 8), (unsigned char)length};
    memcpy(s->bytes + s->length, header, sizeof header);
    if (length > 0)
        memcpy(s->bytes + s->length + sizeof header, payload, length);
    s->length += sizeof header + length;
}

/* A handshake message of this type and length of body. Returns its length with header. */
static size_t make_message(unsigned char *out, int type, size_t body)
{
    out[0] = (unsigned char)type;
    out[1] = (unsigned char)(body >> 16);
    out[2] = (unsigned char)(body >> 8);
    out[3] = (unsigned char)body;
    for (size_t i = 0; i < body; i++)
        out[4 + i] = (unsigned char)(i * 7);
    return body + 4;
}

/* Feeds the stream in pieces of this size, each from a buffer of its own so that a sanitizer sees its end. */
static outcome read_in_pieces(const stream *s, size_t piece)
{
    static outcome o;
    hello_reader reader = {0};
    memset(&o, 0, sizeof o);
    for (size_t at = 0; at < s->length; at += piece) {
        size_t count = s->length - at < piece ? s->length - at : piece;
        unsigned char *copy = malloc(count);
        memcpy(copy, s->bytes + at, count);
        for (size_t used = 0; used < count;) {
            used += hello_read(&reader, copy + used, count - used);
            o.too_long += reader.status == HELLO_TOO_LONG;
            if (reader.status != HELLO_WHOLE)
                continue;
            o.lengths[o.whole++] = reader.length;
            memcpy(o.last, reader.message, reader.length);
        }
        free(copy);
    }
    o.status = reader.status;
    hello_end(&reader);
    return o;
}

static const size_t PIECES[] = {1, 2, 3, 5, 7, 100, 1400, STREAM};
#define EACH_PIECE(i) for (size_t i = 0; i < sizeof PIECES / sizeof *PIECES; i++)

static void one_record(void)
{
    static stream s;
    unsigned char message[2000];
    size_t length = make_message(message, 1, 1700);
    put_record(&s, 22, message, length);
    EACH_PIECE(i)
    {
        outcome o = read_in_pieces(&s, PIECES[i]);
        CHECK(o.whole == 1 && o.lengths[0] == length && memcmp(o.last, message, length) == 0);
    }
}

static void many_records(size_t record_bytes, size_t body)
{
    static stream s;
    static unsigned char message[HELLO_BYTES];
    s.length = 0;
    size_t length = make_message(message, 1, body);
    for (size_t at = 0; at < length; at += record_bytes)
        put_record(&s, 22, message + at, length - at < record_bytes ? length - at : record_bytes);
    EACH_PIECE(i)
    {
        outcome o = read_in_pieces(&s, PIECES[i]);
        CHECK(o.whole == 1 && o.lengths[0] == length && memcmp(o.last, message, length) == 0);
    }
}

static void second_hello(void)
{
    static stream s;
    unsigned char message[600];
    put_record(&s, 22, message, make_message(message, 1, 500));
    put_record(&s, 20, (const unsigned char *)"\1", 1);
    put_record(&s, 22, message, make_message(message, 1, 533));
    put_record(&s, 22, message, make_message(message, 1, 533));
    EACH_PIECE(i)
    {
        outcome o = read_in_pieces(&s, PIECES[i]);
        CHECK(o.whole == 2 && o.lengths[0] == 504 && o.lengths[1] == 537 && o.status == HELLO_OVER);
    }
}

/* What follows the hello in TLS 1.3 and 1.2; what is no hello at all. */
static void over_after(int type, int message_type, unsigned whole)
{
    static stream s;
    unsigned char message[600];
    s.length = 0;
    if (whole > 0)
        put_record(&s, 22, message, make_message(message, 1, 500));
    put_record(&s, type, message, make_message(message, message_type, 300));
    EACH_PIECE(i)
    {
        outcome o = read_in_pieces(&s, PIECES[i]);
        CHECK(o.whole == whole && o.status == HELLO_OVER);
    }
}

static void garbage(const char *text)
{
    static stream s;
    s.length = strlen(text);
    memcpy(s.bytes, text, s.length);
    EACH_PIECE(i)
    {
        outcome o = read_in_pieces(&s, PIECES[i]);
        CHECK(o.whole == 0 && o.status == HELLO_OVER);
    }
}

static void announces(size_t body, unsigned too_long, hello_status status)
{
    static stream s;
    unsigned char start[100] = {1, (unsigned char)(body >> 16), (unsigned char)(body >> 8), (unsigned char)body};
    s.length = 0;
    put_record(&s, 22, start, sizeof start);
    EACH_PIECE(i)
    {
        outcome o = read_in_pieces(&s, PIECES[i]);
        CHECK(o.whole == 0 && o.too_long == too_long && o.status == status);
    }
}

static void endless_change_cipher_spec(void)
{
    static stream s;
    unsigned char message[600];
    put_record(&s, 22, message, make_message(message, 1, 500));
    for (int i = 0; i < 33; i++)
        put_record(&s, 20, (const unsigned char *)"\1", 1);
    CHECK(read_in_pieces(&s, 1).status == HELLO_OVER);
    put_record(&s, 22, message, make_message(message, 1, 500));
    CHECK(read_in_pieces(&s, 1).whole == 1);
}

static void grows_with_what_arrives(void)
{
    hello_reader reader = {0};
    static const unsigned char START[] = {22, 3, 1, 64, 0, 1, 0, 170, 0};
    hello_read(&reader, START, sizeof START);
    CHECK(reader.status == HELLO_WAITING && reader.capacity <= 2048);
    hello_end(&reader);
    CHECK(reader.message == NULL && reader.status == HELLO_OVER);
}

int main(void)
{
    one_record();
    many_records(1, 38);
    many_records(3, 700);
    many_records(16384, HELLO_BYTES - 4);
    second_hello();
    over_after(23, 0, 1);
    over_after(22, 16, 1);
    over_after(22, 2, 0);
    over_after(20, 1, 0);
    over_after(21, 1, 0);
    garbage("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    garbage("SSH-2.0-OpenSSH_9.2\r\n");
    garbage("\x16\x03\x01\xFF\xFF\x01");
    announces(HELLO_BYTES - 3, 1, HELLO_OVER);
    announces(HELLO_BYTES - 4, 0, HELLO_WAITING);
    announces(37, 0, HELLO_OVER);
    endless_change_cipher_spec();
    grows_with_what_arrives();
    return failures;
}
