#include "json.h"

#include <stdint.h>
#include <string.h>

static const char HEX[] = "0123456789abcdef";
static const char REPLACEMENT[] = "\xEF\xBF\xBD"; /* U+FFFD */

void json_init(json_writer *w, char *out, size_t capacity)
{
    *w = (json_writer){.out = out, .capacity = capacity};
}

static void append(json_writer *w, const char *bytes, size_t count)
{
    if (w->full || count > w->capacity - w->length) {
        w->full = true;
        return;
    }
    memcpy(w->out + w->length, bytes, count);
    w->length += count;
}

void json_raw(json_writer *w, const char *text)
{
    append(w, text, strlen(text));
}

void json_number(json_writer *w, long long number)
{
    char digits[24];
    char *end = digits + sizeof digits;
    char *start = end;
    unsigned long long left = number < 0 ? -(unsigned long long)number : (unsigned long long)number;
    do
        *--start = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    if (number < 0)
        *--start = '-';
    append(w, start, (size_t)(end - start));
}

static bool is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* Bytes in the well-formed UTF-8 character at p, 0 if there is none (Unicode 15, table 3-7). The text ends in NUL,
 * which is no continuation byte, so nothing past its end is read. */
static size_t utf8_length(const unsigned char *p)
{
    if (p[0] < 0x80)
        return 1;
    if (p[0] >= 0xC2 && p[0] <= 0xDF)
        return is_continuation(p[1]) ? 2 : 0;
    if (p[0] >= 0xE0 && p[0] <= 0xEF) {
        bool overlong = p[0] == 0xE0 && p[1] < 0xA0;
        bool surrogate = p[0] == 0xED && p[1] > 0x9F;
        return is_continuation(p[1]) && !overlong && !surrogate && is_continuation(p[2]) ? 3 : 0;
    }
    if (p[0] >= 0xF0 && p[0] <= 0xF4) {
        bool overlong = p[0] == 0xF0 && p[1] < 0x90;
        bool beyond = p[0] == 0xF4 && p[1] > 0x8F;
        return is_continuation(p[1]) && !overlong && !beyond && is_continuation(p[2]) && is_continuation(p[3]) ? 4 : 0;
    }
    return 0;
}

static void append_ascii(json_writer *w, unsigned char byte)
{
    if (byte == '"' || byte == '\\') {
        append(w, (char[]){'\\', (char)byte}, 2);
    } else if (byte < 0x20) {
        append(w, (char[]){'\\', 'u', '0', '0', HEX[byte >> 4], HEX[byte & 15]}, 6);
    } else {
        append(w, (char[]){(char)byte}, 1);
    }
}

/* Bytes at p that stand in JSON as they are, at most max_bytes: nearly all that clients send. */
static size_t plain_length(const unsigned char *p, size_t max_bytes)
{
    size_t length = 0;
    while (length < max_bytes && p[length] >= 0x20 && p[length] < 0x80 && p[length] != '"' && p[length] != '\\')
        length++;
    return length;
}

void json_text(json_writer *w, const char *text, size_t max_bytes)
{
    const unsigned char *p = (const unsigned char *)(text ? text : "");
    const unsigned char *start = p;
    append(w, "\"", 1);
    for (;;) {
        size_t plain = plain_length(p, max_bytes - (size_t)(p - start));
        append(w, (const char *)p, plain);
        p += plain;
        if (!*p)
            break;
        size_t length = utf8_length(p);
        size_t taken = length ? length : 1;
        if ((size_t)(p - start) + taken > max_bytes)
            break;
        if (length == 0) {
            w->raw_bytes = true;
            append(w, REPLACEMENT, 3);
        } else if (length == 1) {
            append_ascii(w, *p);
        } else {
            append(w, (const char *)p, length);
        }
        p += taken;
    }
    append(w, "\"", 1);
}

void json_base64(json_writer *w, const unsigned char *bytes, size_t count)
{
    static const char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    append(w, "\"", 1);
    for (size_t i = 0; i < count; i += 3) {
        size_t left = count - i;
        uint32_t group = (uint32_t)bytes[i] << 16;
        group |= left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0;
        group |= left > 2 ? bytes[i + 2] : 0;
        char text[] = {ALPHABET[group >> 18], ALPHABET[group >> 12 & 63], left > 1 ? ALPHABET[group >> 6 & 63] : '=',
                       left > 2 ? ALPHABET[group & 63] : '='};
        append(w, text, sizeof text);
    }
    append(w, "\"", 1);
}
