/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the k-th allocation of the library fail, in the programs
 * tests/fail/test_alloc_* (the Makefile links them with --wrap). Include it in the
 * program's one source file. */
#ifndef TESTS_FAIL_ALLOC_H
#define TESTS_FAIL_ALLOC_H

#include "assert_close.h"

#include <execinfo.h>
#include <hinge/status.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Allocations until the failing one (from then on only that one fails); 0: none fails.
 */
static long fail_countdown;
static bool fail_happened;

/* Ways that lead to an allocation (the callers up to main), with the number of the
 * first and of the last allocation that came that way. Filled while fail_noting. */
enum { FAIL_PATHS = 1 << 14, FAIL_FRAMES = 40 };
static struct fail_path {
    uint64_t callers;
    long first, last;
} fail_path[FAIL_PATHS];
static bool fail_noting;
static long fail_noted;

static void fail_note(void)
{
    void *frame[FAIL_FRAMES];
    int n = backtrace(frame, FAIL_FRAMES);
    uint64_t callers = 14695981039346656037u; /* FNV-1a */
    for (int i = 0; i < n; i++)
        callers = (callers ^ (uint64_t)(uintptr_t)frame[i]) * 1099511628211u;
    size_t at = callers % FAIL_PATHS;
    while (fail_path[at].first != 0 && fail_path[at].callers != callers)
        at = (at + 1) % FAIL_PATHS;
    fail_path[at].callers = callers;
    fail_path[at].last = ++fail_noted;
    if (fail_path[at].first == 0)
        fail_path[at].first = fail_noted;
}

static bool fail_now(void)
{
    if (fail_noting)
        fail_note();
    if (fail_countdown == 0 || --fail_countdown > 0)
        return false;
    fail_happened = true;
    return true;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
char *__wrap_strdup(const char *text);

void *__wrap_malloc(size_t size)
{
    return fail_now() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fail_now() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return fail_now() ? NULL : __real_realloc(block, size);
}

char *__wrap_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = fail_now() ? NULL : __real_malloc(size);
    return copy != NULL ? memcpy(copy, text, size) : NULL;
}

/* Runs work() with the 1st, 2nd, 3rd… allocation failing until none fails; work()
 * returns whether what it did succeeded, and must leave nothing allocated. Returns how
 * many allocations there were, or 0 when a failed allocation went unnoticed. */
static inline long fail_each_allocation(bool (*work)(void))
{
    for (long k = 1; k < 100000; k++) {
        fail_countdown = k;
        fail_happened = false;
        bool succeeded = work();
        fail_countdown = 0;
        if (!fail_happened)
            return succeeded ? k - 1 : 0;
        if (succeeded)
            return 0;
    }
    return 0;
}

/* The same for work of thousands of allocations, most of them in loops: work() runs
 * once, then with the first and the last allocation of every way that leads to one
 * failing. *noticed counts the failures that work() reported. Returns the failures
 * tried. */
static inline long fail_each_path(bool (*work)(void), long *noticed)
{
    long tried = 0;
    memset(fail_path, 0, sizeof fail_path);
    fail_noted = *noticed = 0;
    fail_noting = true;
    bool succeeded = work();
    fail_noting = false;
    for (size_t i = 0; succeeded && i < FAIL_PATHS; i++) {
        const long which[2] = {fail_path[i].first, fail_path[i].last};
        for (int k = 0; k < 2 && which[k] > 0 && (k == 0 || which[1] > which[0]); k++) {
            fail_countdown = which[k];
            fail_happened = false;
            *noticed += !work();
            fail_countdown = 0;
            tried += fail_happened;
        }
    }
    return tried;
}

/* The same as a test: at least `least` failures, of which no more than one in
 * `unnoticed` may go by without being reported (0: none may). */
static inline void fail_check_paths(bool (*work)(void), const char *what, long least,
                                    long unnoticed)
{
    long noticed, tried = fail_each_path(work, &noticed);
    if (tried < least || noticed < tried - (unnoticed > 0 ? tried / unnoticed : 0))
        fail_msg("%s: %ld of %ld failures were noticed", what, noticed, tried);
}

/* After the call under test: whether it ended for want of memory, and said so. Any
 * other error fails the test. */
static inline bool fail_no_memory(enum hinge_status status,
                                  const struct hinge_error *error)
{
    fail_countdown = 0;
    if (status == HINGE_NOMEM) {
        if (strstr(error->message, "memory") == NULL)
            fail_msg("out of memory is not said: \"%s\"", error->message);
        return true;
    }
    if (status != HINGE_OK)
        fail_msg("status %d: %s", (int)status, error->message);
    return false;
}

/* What the first call gave, later ones must give again. */
static char *fail_whole;
static size_t fail_whole_size;

static inline void fail_same(const char *bytes, size_t size)
{
    if (fail_whole == NULL) {
        fail_whole = __real_malloc(size + 1);
        assert_non_null(fail_whole);
        memcpy(fail_whole, bytes, size);
        fail_whole[size] = '\0';
        fail_whole_size = size;
    }
    if (size != fail_whole_size || memcmp(bytes, fail_whole, size) != 0)
        fail_msg("a failed allocation changes the outcome in silence");
}

static inline void fail_forget(void)
{
    free(fail_whole);
    fail_whole = NULL;
}

#endif
