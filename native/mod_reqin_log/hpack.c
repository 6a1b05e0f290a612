#include "hpack.h"

#include <string.h>

/* Values are skipped, not kept; longer ones than any server takes are no request. */
#define MAX_INTEGER (1u << 20)

static const struct pseudo_field {
    const char *name;
    const char *huffman; /* RFC 7541 appendix B */
    const char *shown;
} PSEUDO_FIELDS[] = {
    {":authority", "\xB8\x3B\x53\x39\xEC\x32\x7D\x7F", "a"},
    {":method", "\xB9\x49\x53\x39\xE4", "m"},
    {":path", "\xB9\x58\xD3\x3F", "p"},
    {":scheme", "\xB8\x82\x4E\x5A\x4B", "s"},
    {":protocol", "\xB9\x5D\x87\x49\xC8\x7A\x3F", "protocol"},
};

static void is_over(hpack_reader *reader)
{
    reader->state = HPACK_OVER;
}

static void add_field(hpack_reader *reader, const char *shown)
{
    size_t length = strlen(reader->order);
    if (length + strlen(shown) + 2 > sizeof reader->order) {
        is_over(reader);
        return;
    }
    if (length > 0)
        reader->order[length++] = ',';
    strcpy(reader->order + length, shown);
    reader->state = reader->is_literal ? HPACK_VALUE_LENGTH : HPACK_FIELD;
}

/* Entries 1 to 7 of the static table are the pseudo-header fields of requests (RFC 7541 appendix A). */
static void use_index(hpack_reader *reader)
{
    static const char *const SHOWN[] = {NULL, "a", "m", "m", "p", "p", "s", "s"};
    if (reader->is_resize)
        reader->state = HPACK_FIELD;
    else if (reader->integer == 0 && reader->is_literal)
        reader->state = HPACK_NAME_LENGTH;
    else if (reader->integer > 0 && reader->integer < sizeof SHOWN / sizeof *SHOWN)
        add_field(reader, SHOWN[reader->integer]);
    else
        is_over(reader);
}

static void use_name(hpack_reader *reader)
{
    for (size_t i = 0; i < sizeof PSEUDO_FIELDS / sizeof *PSEUDO_FIELDS; i++) {
        const struct pseudo_field *field = &PSEUDO_FIELDS[i];
        const char *name = reader->is_huffman ? field->huffman : field->name;
        if (strlen(name) == reader->integer && memcmp(name, reader->name, reader->integer) == 0) {
            add_field(reader, field->shown);
            return;
        }
    }
    is_over(reader);
}

static void integer_is_read(hpack_reader *reader)
{
    reader->name_seen = 0;
    if (reader->state == HPACK_INDEX)
        use_index(reader);
    else if (reader->state == HPACK_NAME_LENGTH && reader->integer > 0 && reader->integer <= sizeof reader->name)
        reader->state = HPACK_NAME;
    else if (reader->state == HPACK_VALUE_LENGTH)
        reader->state = reader->integer > 0 ? HPACK_VALUE : HPACK_FIELD;
    else
        is_over(reader);
}

/* RFC 7541 section 5.1. */
static void begin_integer(hpack_reader *reader, unsigned char byte, unsigned prefix_bits)
{
    unsigned char mask = (unsigned char)((1u << prefix_bits) - 1);
    reader->integer = byte & mask;
    reader->shift = 0;
    reader->in_integer = reader->integer == mask;
    if (!reader->in_integer)
        integer_is_read(reader);
}

static void continue_integer(hpack_reader *reader, unsigned char byte)
{
    reader->integer += (uint32_t)(byte & 0x7F) << reader->shift;
    reader->shift += 7;
    reader->in_integer = byte & 0x80;
    if (reader->integer > MAX_INTEGER || (reader->in_integer && reader->shift > 21))
        is_over(reader);
    else if (!reader->in_integer)
        integer_is_read(reader);
}

/* RFC 7541 section 6. */
static void begin_field(hpack_reader *reader, unsigned char byte)
{
    reader->state = HPACK_INDEX;
    reader->is_resize = (byte & 0xE0) == 0x20;
    reader->is_literal = !(byte & 0x80) && !reader->is_resize;
    if (byte & 0x80)
        begin_integer(reader, byte, 7);
    else if (byte & 0x40)
        begin_integer(reader, byte, 6);
    else
        begin_integer(reader, byte, reader->is_resize ? 5 : 4);
}

void hpack_read(hpack_reader *reader, unsigned char byte)
{
    if (reader->in_integer && reader->state != HPACK_OVER) {
        continue_integer(reader, byte);
        return;
    }
    switch (reader->state) {
    case HPACK_FIELD:
        begin_field(reader, byte);
        break;
    case HPACK_NAME_LENGTH:
    case HPACK_VALUE_LENGTH:
        reader->is_huffman = byte & 0x80;
        begin_integer(reader, byte, 7);
        break;
    case HPACK_NAME:
        reader->name[reader->name_seen++] = byte;
        if (reader->name_seen == reader->integer)
            use_name(reader);
        break;
    case HPACK_VALUE:
        if (--reader->integer == 0)
            reader->state = HPACK_FIELD;
        break;
    case HPACK_INDEX: /* always in_integer */
    case HPACK_OVER:
        break;
    }
}
