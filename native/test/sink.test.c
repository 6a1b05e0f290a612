/* Checks of the sink against real sockets. Built with APR and run by units.test.mjs in a folder it may write to. */
#include "../mod_reqin_log/sink.h"

#include <errno.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "check.h"

#define INTERVAL_US 50000
#define PATH "sink.test.socket"

static apr_pool_t *pool;

static int listen_at_path(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = PATH};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    unlink(PATH);
    CHECK(bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, 8) == 0);
    return fd;
}

/* A record that says its number, with a body that makes it long. */
static sink_result write_number(sink *s, int number, size_t body)
{
    static char record[SINK_RECORD_BYTES];
    int length = snprintf(record, sizeof record, "{\"n\":%d,\"body\":\"%0*d\"", number, (int)body, 0);
    sink_result written = sink_write(s, record, (size_t)length);
    sink_result flushed = sink_flush(s);
    flushed.error = written.error ? written.error : flushed.error;
    flushed.connected |= written.connected;
    return flushed;
}

typedef struct {
    unsigned whole;
    unsigned broken;
    unsigned told; /* sum of "dropped" */
    int last_number;
} lines;

/* Reads to the end of the stream, or to what is there now. */
static lines read_lines(int fd, int flags)
{
    static char text[1 << 22];
    size_t length = 0;
    lines l = {0};
    ssize_t count;
    while ((count = recv(fd, text + length, sizeof text - length - 1, flags)) > 0)
        length += (size_t)count;
    text[length] = '\0';
    for (char *line = text, *end; *line; line = end) {
        end = strchr(line, '\n');
        bool is_whole = end && strncmp(line, "{\"n\":", 5) == 0 && end[-1] == '}';
        l.whole += is_whole;
        l.broken += !is_whole;
        if (!end)
            break;
        *end++ = '\0';
        l.last_number = atoi(line + 5);
        const char *told = strstr(line, ",\"dropped\":");
        l.told += told ? (unsigned)atoi(told + strlen(",\"dropped\":")) : 0;
    }
    return l;
}

static void nobody_listens_then_somebody(void)
{
    unlink(PATH);
    sink *s = sink_create(pool, PATH, INTERVAL_US);
    sink_result result = write_number(s, 1, 10);
    CHECK(result.error == ENOENT && result.dropped == 1 && !result.connected);
    int listener = listen_at_path();
    CHECK(write_number(s, 2, 10).dropped == 2); /* too early to try again */
    usleep(INTERVAL_US);
    result = write_number(s, 3, 10);
    CHECK(result.error == 0 && result.connected && result.dropped == 2);
    CHECK(!write_number(s, 4, 10).connected);
    int reader = accept(listener, NULL, NULL);
    lines l = read_lines(reader, MSG_DONTWAIT);
    CHECK(l.whole == 2 && l.broken == 0 && l.told == 2 && l.last_number == 4);
    sink_close(s);
    close(reader), close(listener);
}

static void full_socket(void)
{
    int listener = listen_at_path();
    sink *s = sink_create(pool, PATH, INTERVAL_US);
    sink_result result = write_number(s, 1, 40000);
    int reader = accept(listener, NULL, NULL);
    unsigned written = 1;
    while (result.error == 0 && written < 1000)
        result = write_number(s, (int)++written, 40000);
    CHECK(result.error == EAGAIN && result.dropped == 1);
    result = write_number(s, (int)++written, 40000);
    CHECK(result.error == EAGAIN && result.dropped == 2);
    lines before = read_lines(reader, MSG_DONTWAIT);
    result = write_number(s, (int)++written, 10);
    CHECK(result.error == 0 && result.dropped == 2);
    sink_close(s);
    lines after = read_lines(reader, 0);
    CHECK(before.broken + after.broken <= 2); /* the two halves of one record */
    CHECK(before.whole + after.whole + (before.broken > 0) + 2 == written);
    CHECK(after.told == 2 && after.last_number == (int)written);
    close(reader), close(listener);
}

static void reader_goes_in_mid_record(void)
{
    int listener = listen_at_path();
    sink *s = sink_create(pool, PATH, INTERVAL_US);
    int size = 4096;
    write_number(s, 1, 10);
    setsockopt(s->fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    int reader = accept(listener, NULL, NULL);
    while (s->pending_length == 0)
        CHECK(write_number(s, 2, 60000).error == 0);
    close(reader);
    usleep(INTERVAL_US);
    sink_result result = write_number(s, 3, 10);
    CHECK(result.connected && result.dropped == 1);
    CHECK(write_number(s, 4, 10).dropped == 1);
    reader = accept(listener, NULL, NULL);
    lines l = read_lines(reader, MSG_DONTWAIT);
    CHECK(l.told == 1 && l.broken == 0 && l.last_number == 4);
    sink_close(s);
    close(reader), close(listener);
}

static void skipped_records_count(void)
{
    int listener = listen_at_path();
    sink *s = sink_create(pool, PATH, INTERVAL_US);
    CHECK(sink_skip(s).dropped == 1);
    CHECK(write_number(s, 1, SINK_RECORD_BYTES - SINK_ENDING_BYTES - 32).error == 0);
    int reader = accept(listener, NULL, NULL);
    lines l = read_lines(reader, MSG_DONTWAIT);
    CHECK(l.whole == 1 && l.told == 1);
    sink_close(s);
    close(reader), close(listener);
}

static void *read_later(void *fd)
{
    static lines l;
    usleep(4 * INTERVAL_US);
    l = read_lines(*(int *)fd, 0);
    return &l;
}

static void close_waits_for_a_slow_reader(void)
{
    int listener = listen_at_path();
    sink *s = sink_create(pool, PATH, INTERVAL_US);
    unsigned written = 0;
    do
        write_number(s, (int)++written, 60000);
    while (s->pending_length == 0);
    int reader = accept(listener, NULL, NULL);
    pthread_t thread;
    pthread_create(&thread, NULL, read_later, &reader);
    CHECK(sink_close(s).dropped == 0);
    void *read;
    pthread_join(thread, &read);
    CHECK(((lines *)read)->whole == written && ((lines *)read)->broken == 0);
    close(reader), close(listener);
}

int main(void)
{
    apr_initialize();
    apr_pool_create(&pool, NULL);
    nobody_listens_then_somebody();
    full_socket();
    reader_goes_in_mid_record();
    skipped_records_count();
    close_waits_for_a_slow_reader();
    unlink(PATH);
    apr_pool_destroy(pool);
    apr_terminate();
    return failures;
}
