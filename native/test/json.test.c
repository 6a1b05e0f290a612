/* Checks of the JSON writer; prints each failure and ends with their count. Built and run by units.test.mjs. */
#include <stdio.h>
#include <string.h>

#include "../mod_reqin_log/json.h"

static int failures;

static void expect(const char *what, const char *text, size_t max_bytes, const char *json, bool raw_bytes)
{
    char out[256];
    json_writer w;
    json_init(&w, out, sizeof out);
    json_text(&w, text, max_bytes);
    if (w.full || w.length != strlen(json) || memcmp(out, json, w.length) != 0 || w.raw_bytes != raw_bytes) {
        printf("%s: got %.*s, raw_bytes %d; wanted %s, %d\n", what, (int)w.length, out, w.raw_bytes, json, raw_bytes);
        failures++;
    }
}

static void expect_full(size_t capacity, bool full)
{
    char out[16];
    json_writer w;
    json_init(&w, out, capacity);
    json_text(&w, "abcd", 4);
    if (w.full != full) {
        printf("capacity %zu: full is %d\n", capacity, w.full);
        failures++;
    }
}

static void expect_base64(const char *bytes, const char *json)
{
    char out[16];
    json_writer w;
    json_init(&w, out, sizeof out);
    json_base64(&w, (const unsigned char *)bytes, strlen(bytes));
    if (w.length != strlen(json) || memcmp(out, json, w.length) != 0) {
        printf("base64 of %s: got %.*s, wanted %s\n", bytes, (int)w.length, out, json);
        failures++;
    }
}

int main(void)
{
    expect("plain", "GET", 99, "\"GET\"", false);
    expect("absent", NULL, 99, "\"\"", false);
    expect("quote and backslash", "a\"b\\c", 99, "\"a\\\"b\\\\c\"", false);
    expect("control characters", "\x01\t\n\x1f\x7f", 99, "\"\\u0001\\u0009\\u000a\\u001f\x7f\"", false);
    expect("two, three and four bytes", "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x90\x9D", 99,
           "\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x90\x9D\"", false);
    expect("Latin-1", "caf\xE9", 99, "\"caf\xEF\xBF\xBD\"", true);
    expect("cut off at the end", "\xE2\x82", 99, "\"\xEF\xBF\xBD\xEF\xBF\xBD\"", true);
    expect("stray continuation", "\x80", 99, "\"\xEF\xBF\xBD\"", true);
    expect("overlong slash", "\xC0\xAF", 99, "\"\xEF\xBF\xBD\xEF\xBF\xBD\"", true);
    expect("overlong in three bytes", "\xE0\x80\xAF", 99, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"", true);
    expect("overlong in four bytes", "\xF0\x80\x80\xAF", 99, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"",
           true);
    expect("surrogate", "\xED\xA0\x80", 99, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"", true);
    expect("last character", "\xF4\x8F\xBF\xBF", 99, "\"\xF4\x8F\xBF\xBF\"", false);
    expect("beyond the last", "\xF4\x90\x80\x80", 99, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"", true);
    expect("cut at a limit", "abcdef", 3, "\"abc\"", false);
    expect("never half a character", "ab\xE2\x82\xAC", 4, "\"ab\"", false);
    expect("a character that just fits", "ab\xE2\x82\xAC", 5, "\"ab\xE2\x82\xAC\"", false);
    expect_full(5, true);
    expect_full(6, false);
    /* RFC 4648 section 10, and the alphabet's end */
    expect_base64("", "\"\"");
    expect_base64("f", "\"Zg==\"");
    expect_base64("fo", "\"Zm8=\"");
    expect_base64("foo", "\"Zm9v\"");
    expect_base64("foobar", "\"Zm9vYmFy\"");
    expect_base64("\xFB\xFF\xBF", "\"+/+/\"");
    return failures;
}
