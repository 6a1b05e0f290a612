/* For the C tests: print each failure, end with their count. */
#ifndef REQIN_LOG_CHECK_H
#define REQIN_LOG_CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                                             \
            failures++;                                                                                                \
        }                                                                                                              \
    } while (0)

#define CHECK_TEXT(got, wanted)                                                                                        \
    do {                                                                                                               \
        if (strcmp(got, wanted) != 0) {                                                                                \
            printf("%s:%d: got '%s', wanted '%s'\n", __FILE__, __LINE__, got, wanted);                                 \
            failures++;                                                                                                \
        }                                                                                                              \
    } while (0)

#endif
