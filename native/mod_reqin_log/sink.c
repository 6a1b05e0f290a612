#include "sink.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define CLOSE_TIMEOUT_MS 1000

static void count_drops(sink *s, apr_uint64_t count)
{
    s->dropped += count;
    s->untold += count;
}

/* Forgets the first bytes of what is pending: they were sent, or are dropped. */
static void forget_pending(sink *s, size_t count)
{
    s->telling_bytes = count < s->telling_bytes ? s->telling_bytes - count : 0;
    if (s->telling_bytes == 0)
        s->telling = 0;
    s->pending_length -= count;
    memmove(s->pending, s->pending + count, s->pending_length);
}

/* Drops records of which the first bytes are pending; those that they tell of are untold again. */
static void drop_pending(sink *s, size_t count)
{
    apr_uint64_t records = 0;
    const char *end = s->pending + count;
    for (const char *p = s->pending; p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
        records++;
    if (s->telling_bytes > 0 && count >= s->telling_bytes)
        s->untold += s->telling;
    count_drops(s, records);
    forget_pending(s, count);
    s->in_record = false;
}

static void disconnect(sink *s)
{
    if (s->fd >= 0)
        close(s->fd);
    s->fd = -1;
    /* The reader gets half a line and then end of file, and throws the half away: that record is lost. */
    if (s->in_record)
        drop_pending(s, (size_t)((char *)memchr(s->pending, '\n', s->pending_length) - s->pending) + 1);
}

/* A clock set back must not stop reconnection. */
static bool is_connect_due(const sink *s)
{
    apr_time_t waited = apr_time_now() - s->last_connect;
    return waited < 0 || waited >= s->reconnect_interval;
}

static bool is_connected(sink *s)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (s->fd >= 0 || !is_connect_due(s))
        return s->fd >= 0;
    s->last_connect = apr_time_now();
    strncpy(address.sun_path, s->path, sizeof address.sun_path - 1);
    s->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (s->fd >= 0 && connect(s->fd, (struct sockaddr *)&address, sizeof address) == 0) {
        s->has_connected = true;
        return true;
    }
    s->error = errno;
    disconnect(s);
    return false;
}

/* Sends until all is sent, the socket is full, or the reader is gone. */
static void send_pending(sink *s)
{
    while (s->fd >= 0 && s->pending_length > 0) {
        ssize_t sent = send(s->fd, s->pending, s->pending_length, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent > 0) {
            s->in_record = s->pending[sent - 1] != '\n';
            forget_pending(s, (size_t)sent);
        } else if (errno != EINTR) {
            s->error = errno;
            if (errno == EAGAIN || errno == EWOULDBLOCK)
                return;
            disconnect(s);
        }
    }
}

static void flush(sink *s)
{
    /* A reader that went away may be back already, but no second attempt is due then. */
    while (s->pending_length > 0 && is_connected(s)) {
        send_pending(s);
        if (s->fd >= 0)
            return;
    }
    drop_pending(s, s->pending_length);
}

static bool append(sink *s, char *record, size_t length)
{
    /* One record at a time tells, so that it is known what was told when it is lost. */
    bool tells = s->untold > 0 && s->telling_bytes == 0;
    const char *format = tells ? ",\"dropped\":%" APR_UINT64_T_FMT "}\n" : "}\n";
    length += (size_t)snprintf(record + length, SINK_ENDING_BYTES, format, s->untold);
    if (length > SINK_PENDING_BYTES - s->pending_length)
        return false;
    memcpy(s->pending + s->pending_length, record, length);
    s->pending_length += length;
    if (tells) {
        s->telling_bytes = s->pending_length;
        s->telling = s->untold;
        s->untold = 0;
    }
    return true;
}

static sink_result begin(sink *s)
{
    apr_thread_mutex_lock(s->mutex);
    s->has_connected = false;
    return (sink_result){.dropped = s->dropped};
}

static sink_result end(sink *s, sink_result result)
{
    result.connected = s->has_connected;
    result.error = s->dropped > result.dropped ? s->error : 0;
    result.dropped = s->dropped;
    result.is_waiting = s->pending_length > 0;
    apr_thread_mutex_unlock(s->mutex);
    return result;
}

sink_result sink_write(sink *s, char *record, size_t length)
{
    sink_result result = begin(s);
    result.is_first = s->pending_length == 0;
    if (!append(s, record, length)) {
        flush(s);
        if (!append(s, record, length))
            count_drops(s, 1);
    }
    return end(s, result);
}

bool sink_refuse(sink *s, sink_result *result)
{
    *result = begin(s);
    bool is_refused = s->fd < 0 && s->pending_length == 0 && !is_connect_due(s);
    if (is_refused)
        count_drops(s, 1);
    *result = end(s, *result);
    return is_refused;
}

sink_result sink_skip(sink *s)
{
    sink_result result = begin(s);
    s->error = EMSGSIZE;
    count_drops(s, 1);
    return end(s, result);
}

sink_result sink_flush(sink *s)
{
    sink_result result = begin(s);
    if (s->pending_length > 0)
        flush(s);
    return end(s, result);
}

sink_result sink_close(sink *s)
{
    sink_result result = begin(s);
    int ready = 1;
    while (s->pending_length > 0 && ready > 0) {
        flush(s);
        struct pollfd writable = {.fd = s->fd, .events = POLLOUT};
        ready = s->pending_length > 0 ? poll(&writable, 1, CLOSE_TIMEOUT_MS) : 0;
    }
    disconnect(s);
    drop_pending(s, s->pending_length);
    return end(s, result);
}

sink *sink_create(apr_pool_t *pool, const char *path, apr_interval_time_t reconnect_interval)
{
    sink *s = apr_pcalloc(pool, sizeof *s);
    s->path = path;
    s->reconnect_interval = reconnect_interval;
    s->fd = -1;
    return apr_thread_mutex_create(&s->mutex, APR_THREAD_MUTEX_DEFAULT, pool) == APR_SUCCESS ? s : NULL;
}
