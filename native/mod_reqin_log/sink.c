#include "sink.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define CLOSE_TIMEOUT_MS 1000

static void count_drop(sink *s)
{
    s->dropped++;
    s->untold++;
}

static void disconnect(sink *s)
{
    if (s->fd >= 0)
        close(s->fd);
    s->fd = -1;
    /* The reader gets half a line and then end of file, and throws the half away: that record is lost. */
    if (s->tail_length > 0) {
        s->untold += s->telling;
        count_drop(s);
    }
    s->tail_length = 0;
}

static bool connect_if_due(sink *s)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    apr_time_t now = apr_time_now();
    apr_time_t waited = now - s->last_connect;
    /* A clock set back must not stop reconnection. */
    if (s->fd >= 0 || (waited >= 0 && waited < s->reconnect_interval))
        return false;
    s->last_connect = now;
    strncpy(address.sun_path, s->path, sizeof address.sun_path - 1);
    s->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (s->fd >= 0 && connect(s->fd, (struct sockaddr *)&address, sizeof address) == 0)
        return true;
    s->error = errno;
    disconnect(s);
    return false;
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
    s->error = errno;
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

static size_t end_record(const sink *s, char *record, size_t length)
{
    int ending = s->untold > 0
                     ? snprintf(record + length, SINK_ENDING_BYTES, ",\"dropped\":%" APR_UINT64_T_FMT "}\n", s->untold)
                     : snprintf(record + length, SINK_ENDING_BYTES, "}\n");
    return length + (size_t)ending;
}

/* Begins a record; what the socket does not take of it becomes the tail. */
static bool start_record(sink *s, char *record, size_t unended)
{
    if (s->fd < 0 || s->tail_length > 0)
        return false;
    size_t length = end_record(s, record, unended);
    size_t sent = send_some(s, record, length);
    if (sent == 0)
        return false;
    s->tail_length = length - sent;
    memcpy(s->tail, record + sent, s->tail_length);
    s->telling = s->untold;
    s->untold = 0;
    return true;
}

sink_result sink_write(sink *s, char *record, size_t length)
{
    sink_result result = {0};
    apr_thread_mutex_lock(s->mutex);
    finish_tail(s);
    result.connected = connect_if_due(s);
    bool was_connected = s->fd >= 0;
    bool started = start_record(s, record, length);
    if (!started && was_connected && s->fd < 0) {
        /* The reader went away since the last record and may be back already. */
        result.connected = connect_if_due(s);
        started = start_record(s, record, length);
    }
    if (!started) {
        count_drop(s);
        result.error = s->error;
    }
    result.dropped = s->dropped;
    apr_thread_mutex_unlock(s->mutex);
    return result;
}

sink_result sink_skip(sink *s)
{
    apr_thread_mutex_lock(s->mutex);
    count_drop(s);
    sink_result result = {.error = EMSGSIZE, .dropped = s->dropped};
    apr_thread_mutex_unlock(s->mutex);
    return result;
}

sink_result sink_close(sink *s)
{
    apr_thread_mutex_lock(s->mutex);
    struct pollfd writable = {.fd = s->fd, .events = POLLOUT};
    int ready = 1;
    while (s->tail_length > 0 && ready > 0) {
        finish_tail(s);
        if (s->tail_length > 0)
            ready = poll(&writable, 1, CLOSE_TIMEOUT_MS);
    }
    disconnect(s);
    sink_result result = {.error = s->error, .dropped = s->dropped};
    apr_thread_mutex_unlock(s->mutex);
    return result;
}

sink *sink_create(apr_pool_t *pool, const char *path, apr_interval_time_t reconnect_interval)
{
    sink *s = apr_pcalloc(pool, sizeof *s);
    s->path = path;
    s->reconnect_interval = reconnect_interval;
    s->fd = -1;
    return apr_thread_mutex_create(&s->mutex, APR_THREAD_MUTEX_DEFAULT, pool) == APR_SUCCESS ? s : NULL;
}
