/* Checks of the HTTP/2 reader. Built and run by units.test.mjs. */
#include "../mod_reqin_log/h2.h"
#include "check.h"

enum { HEADERS = 1, PRIORITY = 2, SETTINGS = 4, PING = 6, WINDOW_UPDATE = 8, CONTINUATION = 9 };
enum { END_HEADERS = 4, PADDED = 8, HAS_PRIORITY = 0x20 };

#define LITERAL(bytes) bytes, sizeof bytes - 1
#define BLOCK_MASP                                                                                                     \
    LITERAL("\x82\x41\x01"                                                                                             \
            "a"                                                                                                        \
            "\x87\x84\x58\x03"                                                                                         \
            "a=b")

typedef struct {
    unsigned char bytes[70000];
    size_t length;
} stream;

static void put(stream *s, const char *bytes, size_t length)
{
    memcpy(s->bytes + s->length, bytes, length);
    s->length += length;
}

static void put_preface(stream *s)
{
    s->length = 0;
    put(s, LITERAL("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
}

static void put_frame(stream *s, int type, int flags, unsigned number, const char *payload, size_t length)
{
    char head[] = {(char)(length >> 16), (char)(length >> 8),  (char)length,        (char)type,  (char)flags,
                   (char)(number >> 24), (char)(number >> 16), (char)(number >> 8), (char)number};
    put(s, head, sizeof head);
    put(s, payload, length);
}

static h2_reader *read_in_pieces(const stream *s, size_t piece)
{
    static h2_reader reader;
    memset(&reader, 0, sizeof reader);
    for (size_t at = 0; at < s->length; at += piece) {
        size_t count = s->length - at < piece ? s->length - at : piece;
        unsigned char *copy = malloc(count);
        memcpy(copy, s->bytes + at, count);
        h2_read(&reader, copy, count);
        free(copy);
    }
    return &reader;
}

static void expect(const stream *s, bool is_whole, const char *order)
{
    static const size_t PIECES[] = {1, 2, 9, 13, 70000};
    for (size_t i = 0; i < sizeof PIECES / sizeof *PIECES; i++) {
        h2_reader *reader = read_in_pieces(s, PIECES[i]);
        CHECK(atomic_load(&reader->is_whole) == is_whole);
        if (is_whole)
            CHECK_TEXT(reader->hpack.order, order);
    }
}

static void like_firefox(void)
{
    static stream s;
    put_preface(&s);
    put_frame(&s, SETTINGS, 0, 0, LITERAL("\0\1\0\1\0\0\0\4\0\2\0\0\0\5\0\0\x40\0"));
    put_frame(&s, WINDOW_UPDATE, 0, 0, LITERAL("\0\xBF\0\1"));
    put_frame(&s, PRIORITY, 0, 3, LITERAL("\0\0\0\0\xC8"));
    put_frame(&s, PRIORITY, 0, 5, LITERAL("\x80\0\0\7\0"));
    put_frame(&s, HEADERS, END_HEADERS | HAS_PRIORITY, 15,
              LITERAL("\0\0\0\r\x29\x82\x84\x41\x01"
                      "a"
                      "\x87\x90"));
    expect(&s, true, "m,p,a,s");
    h2_reader *reader = read_in_pieces(&s, 1);
    CHECK_TEXT(reader->settings, "1:65536;4:131072;5:16384");
    CHECK_TEXT(reader->priority, "3:0:0:201,5:1:7:1");
    CHECK(reader->has_window_update && reader->window_update == 12517377);
}

static void only_the_first_counts(void)
{
    static stream s;
    put_preface(&s);
    put_frame(&s, SETTINGS, 0, 0, LITERAL("\0\3\0\0\0\x64"));
    put_frame(&s, SETTINGS, 1, 0, "", 0);
    put_frame(&s, SETTINGS, 0, 0, LITERAL("\0\4\0\0\0\1"));
    put_frame(&s, WINDOW_UPDATE, 0, 1, LITERAL("\0\0\0\1"));
    put_frame(&s, WINDOW_UPDATE, 0, 0, LITERAL("\0\0\0\2"));
    put_frame(&s, WINDOW_UPDATE, 0, 0, LITERAL("\0\0\0\3"));
    put_frame(&s, PING, 0, 0, LITERAL("12345678"));
    put_frame(&s, 0x10, 0, 0, LITERAL("\0\0\0\1u=0"));
    put_frame(&s, HEADERS, END_HEADERS, 1, BLOCK_MASP);
    put_frame(&s, HEADERS, END_HEADERS, 3, LITERAL("\x84\x82"));
    expect(&s, true, "m,a,s,p");
    h2_reader *reader = read_in_pieces(&s, 1);
    CHECK_TEXT(reader->settings, "3:100");
    CHECK_TEXT(reader->priority, "");
    CHECK(reader->window_update == 2);
}

static void first_block(const char *block, size_t length, bool is_whole, const char *order)
{
    static stream s;
    put_preface(&s);
    put_frame(&s, SETTINGS, 0, 0, "", 0);
    put_frame(&s, HEADERS, END_HEADERS, 1, block, length);
    expect(&s, is_whole, order);
}

static void header_blocks(void)
{
    first_block(BLOCK_MASP, true, "m,a,s,p");
    first_block(LITERAL("\x82\x84\x86\x81"), true, "m,p,s,a");
    first_block(LITERAL("\x83\x85\x87"), true, "m,p,s");
    first_block("", 0, true, "");
    /* never indexed, without indexing, with a table size before */
    first_block(LITERAL("\x3F\xE1\x1F\x12\1x\x04\1/\x16\1y\x51\1z"), true, "m,p,s");
    /* names in full, as they are and in Huffman's code */
    first_block(LITERAL("\x40\7:method\3GET\x00\x05:path\1/"), true, "m,p");
    first_block(LITERAL("\x40\x85\xB9\x49\x53\x39\xE4\3GET\x40\x88\xB8\x3B\x53\x39\xEC\x32\x7D\x7F\1a"
                        "\x40\x85\xB8\x82\x4E\x5A\x4B\1s\x40\x84\xB9\x58\xD3\x3F\1/"),
                true, "m,a,s,p");
    first_block(LITERAL("\x40\x87\xB9\x5D\x87\x49\xC8\x7A\x3F\1w\x82"), true, "protocol,m");
    first_block(LITERAL("\x82\x40\4:foo\1x\x84"), true, "m");
    first_block(LITERAL("\x82\x40\x1F:a-name-longer-than-any-that-is\1x\x84"), true, "m");
    /* an index beyond the table, an integer without end, an empty name */
    first_block(LITERAL("\x82\xFF\x80\x01\x84"), true, "m");
    first_block(LITERAL("\x82\xFF\xFF\xFF\xFF\xFF\xFF\x84"), true, "m");
    first_block(LITERAL("\x82\x40\x00\x84"), true, "m");
    /* a long value, its length in several bytes */
    char block[400] = "\x41\x7F\x80\x01";
    memset(block + 4, 'a', 255);
    block[259] = '\x84';
    first_block(block, 260, true, "a,p");
    memset(block, '\x82', sizeof block);
    first_block(block, sizeof block, true, "m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m,m");
}

static void split_blocks(void)
{
    static stream s;
    put_preface(&s);
    put_frame(&s, SETTINGS, 0, 0, "", 0);
    put_frame(&s, HEADERS, PADDED | HAS_PRIORITY, 1,
              LITERAL("\3\0\0\0\0\x10\x82\x41\x05"
                      "ab"
                      "\x87\x87\x87"));
    put_frame(&s, CONTINUATION, 0, 1, "", 0);
    put_frame(&s, CONTINUATION, 0, 1, LITERAL("cde"));
    put_frame(&s, CONTINUATION, END_HEADERS, 1, LITERAL("\x84\x87"));
    expect(&s, true, "m,a,p,s");
    s.length -= 2;
    expect(&s, false, "");
}

/* Frames that no HTTP/2 server goes on from, and streams that are none. */
static void given_up(int type, int flags, const char *payload, size_t length, bool after_settings)
{
    static stream s;
    put_preface(&s);
    if (after_settings)
        put_frame(&s, SETTINGS, 0, 0, "", 0);
    put_frame(&s, type, flags, 1, payload, length);
    put_frame(&s, HEADERS, END_HEADERS, 1, BLOCK_MASP);
    expect(&s, false, "");
    CHECK(read_in_pieces(&s, 1)->state == H2_OVER);
}

static void wrong_streams(void)
{
    static char large[16385];
    static stream s;
    given_up(WINDOW_UPDATE, 0, LITERAL("\0\0\0\1"), false);
    given_up(SETTINGS, 1, "", 0, false);
    given_up(0, 0, LITERAL("data"), true);
    given_up(CONTINUATION, END_HEADERS, LITERAL("\x82"), true);
    given_up(HEADERS, 0, LITERAL("\x82"), true);
    given_up(PING, 0, large, sizeof large, true);
    s.length = 0;
    put(&s, LITERAL("POST / HTTP/1.1\r\nHost: a\r\n\r\n"));
    expect(&s, false, "");
    put_preface(&s);
    put_frame(&s, SETTINGS, 0, 0, "", 0);
    for (int i = 0; i < 128; i++)
        put_frame(&s, PING, 0, 0, LITERAL("12345678"));
    put_frame(&s, HEADERS, END_HEADERS, 1, BLOCK_MASP);
    expect(&s, false, "");
}

static void text_is_bounded(void)
{
    static stream s;
    static char settings[6 * 200];
    memset(settings, '\xFF', sizeof settings);
    put_preface(&s);
    put_frame(&s, SETTINGS, 0, 0, settings, sizeof settings);
    for (int i = 0; i < 100; i++)
        put_frame(&s, PRIORITY, 0, 0x7FFFFFFF, LITERAL("\xFF\xFF\xFF\xFF\xFF"));
    put_frame(&s, HEADERS, END_HEADERS, 1, BLOCK_MASP);
    expect(&s, true, "m,a,s,p");
    h2_reader *reader = read_in_pieces(&s, 70000);
    CHECK(strlen(reader->settings) + strlen(reader->priority) + sizeof "|4294967295||" + 64 <= 1024);
    CHECK(strlen(reader->settings) % 17 == 16); /* whole entries of 16 characters, joined by one */
    CHECK(strlen(reader->priority) % 28 == 27);
}

int main(void)
{
    like_firefox();
    only_the_first_counts();
    header_blocks();
    split_blocks();
    wrong_streams();
    text_is_bounded();
    return failures;
}
