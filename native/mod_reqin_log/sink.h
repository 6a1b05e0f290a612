/* The UNIX stream socket that records leave by. Never blocks, never keeps more than the rest of one record. */
#ifndef REQIN_LOG_SINK_H
#define REQIN_LOG_SINK_H

#include <apr_pools.h>
#include <apr_thread_mutex.h>
#include <apr_time.h>
#include <stddef.h>

/* The longest record, newline included. */
#define SINK_RECORD_BYTES 65536

typedef struct {
    const char *path;
    apr_thread_mutex_t *mutex;
    int fd; /* -1 while not connected */
    apr_time_t last_connect;
    char tail[SINK_RECORD_BYTES]; /* what the socket did not take of the last record */
    size_t tail_length;
    apr_uint64_t dropped; /* whole records, for want of a reader or of room in the socket */
} sink;

/* One sink for this process, closed with the pool. NULL if there is no memory for its mutex. */
sink *sink_create(apr_pool_t *pool, const char *path);

/* Hands over one record ending in a newline, whole or not at all. Returns 0, or, when this one was dropped, how many
 * have been since the process began. */
apr_uint64_t sink_write(sink *s, const char *record, size_t length);

#endif
