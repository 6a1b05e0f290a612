/* The UNIX stream socket that records leave by. Never blocks, never keeps more than the rest of one record. */
#ifndef REQIN_LOG_SINK_H
#define REQIN_LOG_SINK_H

#include <apr_pools.h>
#include <apr_thread_mutex.h>
#include <apr_time.h>
#include <stdbool.h>
#include <stddef.h>

/* The longest record, newline included, and what the sink needs of it to end it. */
#define SINK_RECORD_BYTES 65536
#define SINK_ENDING_BYTES 40

typedef struct {
    const char *path;
    apr_interval_time_t reconnect_interval;
    apr_thread_mutex_t *mutex;
    int fd;    /* -1 while not connected */
    int error; /* errno of the last attempt that failed */
    apr_time_t last_connect;
    char tail[SINK_RECORD_BYTES]; /* what the socket did not take of the last record */
    size_t tail_length;
    apr_uint64_t dropped; /* whole records, for want of a reader or of room in the socket */
    apr_uint64_t untold;  /* of these, how many no record has told the reader of */
    apr_uint64_t telling; /* of these, how many the record with the tail tells of */
} sink;

typedef struct {
    bool connected;       /* this call has connected to a reader */
    int error;            /* why this record was dropped (errno); 0 when it was not */
    apr_uint64_t dropped; /* since the process began */
} sink_result;

/* One sink for this process. NULL if there is no memory for its mutex. */
sink *sink_create(apr_pool_t *pool, const char *path, apr_interval_time_t reconnect_interval);

/* Hands over one record, whole or not at all: a JSON object without its closing brace, `length` bytes in a buffer of
 * SINK_RECORD_BYTES with SINK_ENDING_BYTES of them free. The sink ends it, for it alone knows how many were dropped
 * before. */
sink_result sink_write(sink *s, char *record, size_t length);

/* Counts a record that was never made because it would be too long. */
sink_result sink_skip(sink *s);

/* Finishes the tail, waiting for a slow reader no longer than a second, and closes. */
sink_result sink_close(sink *s);

#endif
