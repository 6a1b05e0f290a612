/* The HTTP/2 reader on any frames behind a preface: texts end and fit, and the cuts between reads make no difference.
 */
#include <stdlib.h>
#include <string.h>

#include "../mod_reqin_log/h2.h"

static const uint8_t START[] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0";

static void read_in_pieces(h2_reader *reader, const uint8_t *data, size_t size, size_t piece)
{
    h2_read(reader, START, sizeof START); /* its NUL is the last byte of the SETTINGS frame's head */
    for (size_t at = 0; at < size; at += piece)
        h2_read(reader, data + at, size - at < piece ? size - at : piece);
    if (strlen(reader->settings) >= sizeof reader->settings || strlen(reader->priority) >= sizeof reader->priority ||
        strlen(reader->hpack.order) >= sizeof reader->hpack.order)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    h2_reader at_once = {0};
    h2_reader cut = {0};
    read_in_pieces(&at_once, data, size, size ? size : 1);
    read_in_pieces(&cut, data, size, 1 + size % 5);
    if (at_once.state != cut.state || at_once.is_whole != cut.is_whole || strcmp(at_once.settings, cut.settings) ||
        strcmp(at_once.priority, cut.priority) || strcmp(at_once.hpack.order, cut.hpack.order) ||
        at_once.window_update != cut.window_update)
        abort();
    return 0;
}
