/* The ClientHello reader on any bytes: whole messages say their length, and the cuts between reads make no difference.
 */
#include <stdlib.h>
#include <string.h>

#include "../mod_reqin_log/hello.h"

typedef struct {
    unsigned whole;
    unsigned too_long;
    size_t length;
    unsigned long sum;
} outcome;

static outcome read_in_pieces(const uint8_t *data, size_t size, size_t piece)
{
    outcome o = {0};
    hello_reader reader = {0};
    for (size_t at = 0; at < size; at += piece) {
        size_t count = size - at < piece ? size - at : piece;
        for (size_t used = 0; used < count;) {
            used += hello_read(&reader, data + at + used, count - used);
            o.too_long += reader.status == HELLO_TOO_LONG;
            if (reader.status != HELLO_WHOLE)
                continue;
            const unsigned char *m = reader.message;
            if (m[0] != 1 || ((size_t)m[1] << 16 | (size_t)m[2] << 8 | m[3]) + 4 != reader.length)
                abort();
            o.whole++;
            o.length += reader.length;
            for (size_t i = 0; i < reader.length; i++)
                o.sum = o.sum * 31 + m[i];
        }
        if (reader.capacity > 2 * (at + count) + 2048)
            abort();
    }
    hello_end(&reader);
    return o;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    outcome at_once = read_in_pieces(data, size, size ? size : 1);
    outcome cut = read_in_pieces(data, size, 1 + size % 7);
    if (memcmp(&at_once, &cut, sizeof cut) != 0)
        abort();
    return 0;
}
