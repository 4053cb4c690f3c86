/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the k-th allocation of the library fail, in the programs
 * tests/fail/test_alloc_* (the Makefile links them with --wrap). Include it in the
 * program's one source file. */
#ifndef TESTS_FAIL_ALLOC_H
#define TESTS_FAIL_ALLOC_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Allocations until the failing one (from then on only that one fails); 0: none fails.
 */
static long fail_countdown;
static bool fail_happened;

static bool fail_now(void)
{
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

#endif
