/* A JSON writer over a fixed buffer, for text that came from the network. */
#ifndef REQIN_LOG_JSON_H
#define REQIN_LOG_JSON_H

#include <stdbool.h>
#include <stddef.h>

/* One byte of a text grows to at most this many in JSON (a control character becomes \u00XX). */
#define JSON_GROWTH 6

typedef struct {
    char *out;
    size_t capacity;
    size_t length;
    bool full;      /* something did not fit: the text is not valid JSON */
    bool raw_bytes; /* some text was not valid UTF-8; the bytes became U+FFFD */
} json_writer;

void json_init(json_writer *w, char *out, size_t capacity);

/* Appends text as it is: punctuation and member names known at compile time. */
void json_raw(json_writer *w, const char *text);

/* Appends a quoted string. NULL is written as "". At most max_bytes of the text are taken, never half a character. */
void json_text(json_writer *w, const char *text, size_t max_bytes);

/* Appends a quoted string: the bytes in base64 (RFC 4648 section 4). */
void json_base64(json_writer *w, const unsigned char *bytes, size_t count);

void json_number(json_writer *w, long long number);

#endif
