#include "h2.h"

#include <stdio.h>
#include <string.h>

enum { DATA = 0, HEADERS = 1, PRIORITY = 2, SETTINGS = 4, WINDOW_UPDATE = 8, CONTINUATION = 9 };
enum { ACK = 0x1, END_HEADERS = 0x4, PADDED = 0x8, HAS_PRIORITY = 0x20 };

/* The longest frame before the server's SETTINGS can have allowed more (RFC 9113 section 6.5.2). */
#define FRAME_BYTES 16384
/* Frames before the end of the first header block; browsers send fewer than ten. */
#define MAX_FRAMES 128

static const char PREFACE[] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

static uint32_t number_at(const unsigned char *bytes, size_t count)
{
    uint32_t number = 0;
    for (size_t i = 0; i < count; i++)
        number = number << 8 | bytes[i];
    return number;
}

static unsigned char frame_type(const h2_reader *reader)
{
    return reader->head[3];
}

static unsigned char frame_flags(const h2_reader *reader)
{
    return reader->head[4];
}

static uint32_t frame_stream(const h2_reader *reader)
{
    return number_at(reader->head + 5, 4) & 0x7FFFFFFF;
}

/* Appends an entry, all of it or nothing. */
static void append(char *text, size_t capacity, char separator, const char *entry)
{
    size_t length = strlen(text);
    if (length + strlen(entry) + 2 > capacity)
        return;
    if (length > 0)
        text[length++] = separator;
    strcpy(text + length, entry);
}

static void take_setting(h2_reader *reader)
{
    char entry[24];
    snprintf(entry, sizeof entry, "%u:%u", number_at(reader->item, 2), number_at(reader->item + 2, 4));
    append(reader->settings, sizeof reader->settings, ';', entry);
}

static void take_priority(h2_reader *reader)
{
    char entry[40];
    uint32_t dependency = number_at(reader->item, 4);
    snprintf(entry, sizeof entry, "%u:%u:%u:%u", frame_stream(reader), dependency >> 31, dependency & 0x7FFFFFFF,
             reader->item[4] + 1u);
    append(reader->priority, sizeof reader->priority, ',', entry);
}

static void take_window_update(h2_reader *reader)
{
    if (frame_stream(reader) != 0 || reader->has_window_update)
        return;
    reader->window_update = number_at(reader->item, 4) & 0x7FFFFFFF;
    reader->has_window_update = true;
}

/* Length of the items that the frame's payload is made of; 0 when it is of no interest. */
static size_t item_length(const h2_reader *reader)
{
    switch (frame_type(reader)) {
    case SETTINGS:
        return reader->has_settings ? 0 : 6;
    case PRIORITY:
        return 5;
    case WINDOW_UPDATE:
        return 4;
    default:
        return 0;
    }
}

static void take_item(h2_reader *reader)
{
    if (frame_type(reader) == SETTINGS)
        take_setting(reader);
    else if (frame_type(reader) == PRIORITY)
        take_priority(reader);
    else
        take_window_update(reader);
}

static void finish(h2_reader *reader)
{
    reader->state = H2_OVER;
    atomic_store(&reader->is_whole, true);
}

static bool carries_block(const h2_reader *reader)
{
    return frame_type(reader) == HEADERS || frame_type(reader) == CONTINUATION;
}

static void end_frame(h2_reader *reader)
{
    bool ends_block = carries_block(reader) && frame_flags(reader) & END_HEADERS;
    reader->in_block = carries_block(reader) && !ends_block;
    reader->has_settings = true; /* it is the first frame of all */
    reader->state = H2_FRAME_HEADER;
    if (ends_block)
        finish(reader);
}

static void take_block_byte(h2_reader *reader, unsigned char byte)
{
    bool is_pad_length = frame_type(reader) == HEADERS && frame_flags(reader) & PADDED && reader->seen == 0;
    if (is_pad_length)
        reader->padding = byte;
    else if (reader->seen >= reader->block_start && reader->left > reader->padding)
        hpack_read(&reader->hpack, byte);
    if (reader->hpack.state == HPACK_OVER)
        finish(reader);
}

static void take_item_byte(h2_reader *reader, unsigned char byte)
{
    size_t length = item_length(reader);
    size_t place = length ? reader->seen % length : 0;
    reader->item[place] = byte;
    if (length && place + 1 == length)
        take_item(reader);
}

static void take_payload_byte(h2_reader *reader, unsigned char byte)
{
    if (carries_block(reader))
        take_block_byte(reader, byte);
    else
        take_item_byte(reader, byte);
    reader->seen++;
    reader->left--;
}

/* RFC 9113 section 3.4: SETTINGS come first. Section 6.10: nothing stands between the parts of a header block. */
static bool may_come(const h2_reader *reader)
{
    unsigned char type = frame_type(reader);
    if (reader->left > FRAME_BYTES || reader->frames > MAX_FRAMES || type == DATA)
        return false;
    if (reader->frames == 1 && (type != SETTINGS || frame_flags(reader) & ACK))
        return false;
    return reader->in_block == (type == CONTINUATION);
}

static void begin_frame(h2_reader *reader)
{
    bool is_headers = frame_type(reader) == HEADERS;
    reader->left = number_at(reader->head, 3);
    reader->head_seen = reader->seen = 0;
    reader->padding = 0;
    reader->block_start = is_headers && frame_flags(reader) & PADDED ? 1 : 0;
    reader->block_start += is_headers && frame_flags(reader) & HAS_PRIORITY ? 5 : 0;
    reader->frames++;
    reader->state = may_come(reader) ? H2_PAYLOAD : H2_OVER;
}

static void take_preface_byte(h2_reader *reader, unsigned char byte)
{
    if (byte != (unsigned char)PREFACE[reader->preface_seen++])
        reader->state = H2_OVER;
    else if (reader->preface_seen == sizeof PREFACE - 1)
        reader->state = H2_FRAME_HEADER;
}

static void take_byte(h2_reader *reader, unsigned char byte)
{
    if (reader->state == H2_PREFACE) {
        take_preface_byte(reader, byte);
        return;
    }
    if (reader->state == H2_FRAME_HEADER) {
        reader->head[reader->head_seen++] = byte;
        if (reader->head_seen == sizeof reader->head)
            begin_frame(reader);
    } else {
        take_payload_byte(reader, byte);
    }
    if (reader->state == H2_PAYLOAD && reader->left == 0)
        end_frame(reader);
}

void h2_read(h2_reader *reader, const unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count && reader->state != H2_OVER; i++)
        take_byte(reader, bytes[i]);
}
