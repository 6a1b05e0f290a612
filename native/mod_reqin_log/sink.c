#include "sink.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void disconnect(sink *s)
{
    if (s->fd >= 0)
        close(s->fd);
    s->fd = -1;
    /* The reader gets half a line and then end of file, and throws the half away: that record is lost. */
    if (s->tail_length > 0)
        s->dropped++;
    s->tail_length = 0;
}

static void connect_if_due(sink *s)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    apr_time_t now = apr_time_now();
    apr_time_t waited = now - s->last_connect;
    /* A clock set back must not stop reconnection. */
    if (s->fd >= 0 || (waited >= 0 && waited < APR_USEC_PER_SEC))
        return;
    s->last_connect = now;
    strncpy(address.sun_path, s->path, sizeof address.sun_path - 1);
    s->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (s->fd >= 0 && connect(s->fd, (struct sockaddr *)&address, sizeof address) != 0)
        disconnect(s);
}

/* How many bytes the socket took; 0 when it is full or gone. */
static size_t send_some(sink *s, const char *bytes, size_t length)
{
    ssize_t sent;
    do {
        sent = send(s->fd, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    if (sent >= 0)
        return (size_t)sent;
    if (errno != EAGAIN && errno != EWOULDBLOCK)
        disconnect(s);
    return 0;
}

static void finish_tail(sink *s)
{
    if (s->fd < 0 || s->tail_length == 0)
        return;
    size_t sent = send_some(s, s->tail, s->tail_length);
    if (sent > 0) {
        memmove(s->tail, s->tail + sent, s->tail_length - sent);
        s->tail_length -= sent;
    }
}

/* Begins a record; what the socket does not take of it becomes the tail. */
static bool start_record(sink *s, const char *record, size_t length)
{
    if (s->fd < 0 || s->tail_length > 0)
        return false;
    size_t sent = send_some(s, record, length);
    if (sent == 0)
        return false;
    s->tail_length = length - sent;
    memcpy(s->tail, record + sent, s->tail_length);
    return true;
}

apr_uint64_t sink_write(sink *s, const char *record, size_t length)
{
    apr_thread_mutex_lock(s->mutex);
    finish_tail(s);
    connect_if_due(s);
    bool was_connected = s->fd >= 0;
    bool started = start_record(s, record, length);
    if (!started && was_connected && s->fd < 0) {
        /* The reader went away since the last record and may be back already. */
        connect_if_due(s);
        started = start_record(s, record, length);
    }
    apr_uint64_t dropped = started ? 0 : ++s->dropped;
    apr_thread_mutex_unlock(s->mutex);
    return dropped;
}

static apr_status_t close_sink(void *data)
{
    sink *s = data;
    finish_tail(s);
    disconnect(s);
    return APR_SUCCESS;
}

sink *sink_create(apr_pool_t *pool, const char *path)
{
    sink *s = apr_pcalloc(pool, sizeof *s);
    s->path = path;
    s->fd = -1;
    if (apr_thread_mutex_create(&s->mutex, APR_THREAD_MUTEX_DEFAULT, pool) != APR_SUCCESS)
        return NULL;
    apr_pool_cleanup_register(pool, s, close_sink, apr_pool_cleanup_null);
    return s;
}
