#include "flusher.h"

#include <apr_thread_cond.h>
#include <apr_thread_mutex.h>
#include <apr_thread_proc.h>
#include <apr_time.h>
#include <signal.h>

/* How long a record waits for others, and how long a full socket is left alone. */
#define FLUSH_DELAY apr_time_from_msec(10)
#define FULL_SOCKET_DELAY apr_time_from_msec(100)

struct flusher {
    bool (*flush)(void);
    apr_thread_mutex_t *mutex;
    apr_thread_cond_t *changed;
    apr_thread_t *thread;
    bool is_awake;
    bool is_stopping;
};

/* Ends early only to stop; the mutex is held before and after. */
static void pause_thread(flusher *f, apr_interval_time_t delay)
{
    while (!f->is_stopping && apr_thread_cond_timedwait(f->changed, f->mutex, delay) == APR_SUCCESS)
        ;
}

static void *APR_THREAD_FUNC run(apr_thread_t *thread, void *data)
{
    (void)thread;
    flusher *f = data;
    apr_interval_time_t delay = FLUSH_DELAY;
    apr_thread_mutex_lock(f->mutex);
    while (!f->is_stopping) {
        if (!f->is_awake) {
            apr_thread_cond_wait(f->changed, f->mutex);
            continue;
        }
        pause_thread(f, delay);
        f->is_awake = false;
        apr_thread_mutex_unlock(f->mutex);
        bool is_waiting = f->flush();
        apr_thread_mutex_lock(f->mutex);
        f->is_awake |= is_waiting;
        delay = is_waiting ? FULL_SOCKET_DELAY : FLUSH_DELAY;
    }
    apr_thread_mutex_unlock(f->mutex);
    return NULL;
}

flusher *flusher_start(apr_pool_t *pool, bool (*flush)(void))
{
    flusher *f = apr_pcalloc(pool, sizeof *f);
    sigset_t all;
    sigset_t before;
    f->flush = flush;
    if (apr_thread_mutex_create(&f->mutex, APR_THREAD_MUTEX_DEFAULT, pool) != APR_SUCCESS ||
        apr_thread_cond_create(&f->changed, pool) != APR_SUCCESS)
        return NULL;
    /* httpd's signals are for its own threads. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    apr_status_t status = apr_thread_create(&f->thread, NULL, run, f, pool);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return status == APR_SUCCESS ? f : NULL;
}

void flusher_wake(flusher *f)
{
    apr_thread_mutex_lock(f->mutex);
    f->is_awake = true;
    apr_thread_cond_signal(f->changed);
    apr_thread_mutex_unlock(f->mutex);
}

void flusher_stop(flusher *f)
{
    apr_status_t status;
    apr_thread_mutex_lock(f->mutex);
    f->is_stopping = true;
    apr_thread_cond_signal(f->changed);
    apr_thread_mutex_unlock(f->mutex);
    apr_thread_join(&status, f->thread);
}
