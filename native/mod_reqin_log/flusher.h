/* A thread that sends what waits in the sink. A send wakes the sensor: many records in one cost a fraction of what each
 * would alone. */
#ifndef REQIN_LOG_FLUSHER_H
#define REQIN_LOG_FLUSHER_H

#include <apr_pools.h>
#include <stdbool.h>

typedef struct flusher flusher;

/* Calls `flush` shortly after each flusher_wake, and again while it returns true. NULL when there is no thread to be
 * had. */
flusher *flusher_start(apr_pool_t *pool, bool (*flush)(void));

void flusher_wake(flusher *f);

/* Ends the thread; what waits is not flushed. */
void flusher_stop(flusher *f);

#endif
