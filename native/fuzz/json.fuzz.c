/* The JSON writer on any text: what comes out is valid UTF-8 in quotes without a bare quote or control character. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../mod_reqin_log/json.h"

static void check_string(const char *out, size_t length)
{
    if (length < 2 || out[0] != '"' || out[length - 1] != '"')
        abort();
    for (size_t i = 1; i < length - 1; i++) {
        if ((unsigned char)out[i] < 0x20 || out[i] == '"')
            abort();
        if (out[i] == '\\')
            i += out[i + 1] == 'u' ? 5 : 1;
        if (i >= length - 1)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t capacity = JSON_GROWTH * size + 2;
    char *text = calloc(1, size + 1);
    char *out = malloc(capacity);
    char *again = malloc(JSON_GROWTH * capacity + 3);
    json_writer w;
    json_writer second;
    memcpy(text, data, size);
    json_init(&w, out, capacity);
    json_text(&w, text, size);
    if (w.full)
        abort();
    check_string(out, w.length);
    char *ended = strndup(out, w.length);
    json_init(&second, again, JSON_GROWTH * capacity + 3);
    json_text(&second, ended, w.length);
    if (second.raw_bytes)
        abort();
    free(text), free(out), free(again), free(ended);
    return 0;
}
