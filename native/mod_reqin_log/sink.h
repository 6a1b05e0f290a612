/* The UNIX stream socket that records leave by. Never blocks; what it keeps is bounded. */
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
/* Records waiting for the socket; beyond it new ones are dropped. */
#define SINK_PENDING_BYTES (2 * SINK_RECORD_BYTES)

typedef struct {
    const char *path;
    apr_interval_time_t reconnect_interval;
    apr_thread_mutex_t *mutex;
    int fd; /* -1 while not connected */
    bool has_connected;
    int error; /* errno of the last attempt that failed */
    apr_time_t last_connect;
    char pending[SINK_PENDING_BYTES]; /* whole records, but for a first one that the socket took the start of */
    size_t pending_length;
    bool in_record;       /* the socket has taken the start of the first record */
    apr_uint64_t dropped; /* whole records, for want of a reader or of room */
    apr_uint64_t untold;  /* of these, how many no record tells the reader of */
    apr_uint64_t telling; /* how many a pending record tells of */
    size_t telling_bytes; /* length of `pending` up to the end of that record */
} sink;

typedef struct {
    bool connected;       /* to a reader, by this call */
    bool is_first;        /* the record is the first that waits: somebody has to call sink_flush */
    bool is_waiting;      /* the socket is full and records wait */
    int error;            /* why records were dropped by this call (errno); 0 when none were */
    apr_uint64_t dropped; /* since the process began */
} sink_result;

/* One sink for this process. NULL if there is no memory for its mutex. */
sink *sink_create(apr_pool_t *pool, const char *path, apr_interval_time_t reconnect_interval);

/* Takes one record, whole or not at all: a JSON object without its closing brace, `length` bytes in a buffer of
 * SINK_RECORD_BYTES with SINK_ENDING_BYTES of them free. The sink ends it, for it alone knows how many were dropped
 * before. */
sink_result sink_write(sink *s, char *record, size_t length);

/* Counts a record that nobody would read: there is no reader, and no attempt to find one is due. False when there may
 * be. */
bool sink_refuse(sink *s, sink_result *result);

/* Counts a record that was never made because it would be too long. */
sink_result sink_skip(sink *s);

/* Sends what waits. Without a reader it is dropped; when the socket is full the rest goes on waiting. */
sink_result sink_flush(sink *s);

/* Sends what waits, to a slow reader for no longer than a second, and closes. */
sink_result sink_close(sink *s);

#endif
