/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assert_close.h"

#include "base/parallel.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS = 500 };

static struct run {
    int worked[ITEMS];
    size_t fails_from, fails_every; /* 0: never */
    bool scratch_fails;
    int scratches, freed;
} run;

static enum hinge_status work(void *context, void *scratch, size_t item,
                              struct hinge_error *error)
{
    struct run *r = context;
    r->worked[item]++;
    if (scratch != NULL)
        *(size_t *)scratch = item;
    if (r->fails_every > 0 && item >= r->fails_from && item % r->fails_every == 0)
        return hinge_error_set(error, item % 2 ? HINGE_INPUT : HINGE_NOMEM,
                               HINGE_REASON_OK, "item %zu", item);
    return HINGE_OK;
}

static void *make_scratch(void *context)
{
    struct run *r = context;
    if (r->scratch_fails)
        return NULL;
    __atomic_add_fetch(&r->scratches, 1, __ATOMIC_SEQ_CST);
    return malloc(sizeof(size_t));
}

static void free_scratch(void *scratch)
{
    __atomic_add_fetch(&run.freed, 1, __ATOMIC_SEQ_CST);
    free(scratch);
}

static struct hinge_loop plan_of(int threads)
{
    return (struct hinge_loop){
        .items = ITEMS, .threads = threads, .work = work, .context = &run};
}

static void every_item_once(void **state)
{
    (void)state;
    for (int threads = 0; threads <= 8; threads++) {
        struct hinge_loop loop = plan_of(threads);
        memset(&run, 0, sizeof run);
        assert_int_equal(hinge_parallel_for(&loop, NULL), HINGE_OK);
        for (size_t i = 0; i < ITEMS; i++)
            assert_int_equal(run.worked[i], 1);
    }
}

/* What is said does not depend on the number of threads, and the others are still done.
 */
static void first_failing_item_is_reported(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 8; threads++) {
        struct hinge_loop loop = plan_of(threads);
        struct hinge_error error = HINGE_ERROR_INIT;
        memset(&run, 0, sizeof run);
        run.fails_from = 50;
        run.fails_every = 7;
        assert_int_equal(hinge_parallel_for(&loop, &error), HINGE_NOMEM);
        assert_string_equal(error.message, "item 56");
        for (size_t i = 0; i < ITEMS; i++)
            assert_int_equal(run.worked[i], 1);
    }
}

static void scratch_is_made_and_freed(void **state)
{
    (void)state;
    struct hinge_loop loop = plan_of(4);
    memset(&run, 0, sizeof run);
    loop.make_scratch = make_scratch;
    loop.free_scratch = free_scratch;
    assert_int_equal(hinge_parallel_for(&loop, NULL), HINGE_OK);
    assert_true(run.scratches >= 1 && run.scratches <= 4);
    assert_int_equal(run.freed, run.scratches);
    struct hinge_error error = HINGE_ERROR_INIT;
    run.scratch_fails = true;
    assert_int_equal(hinge_parallel_for(&loop, &error), HINGE_NOMEM);
    assert_non_null(strstr(error.message, "memory"));
}

static void nothing_to_do(void **state)
{
    (void)state;
    struct hinge_loop loop = plan_of(3);
    loop.items = 0;
    assert_int_equal(hinge_parallel_for(&loop, NULL), HINGE_OK);
    assert_true(hinge_parallel_default() >= 1);
}

static enum hinge_status count(void *context, struct hinge_error *error)
{
    int *counted = context;
    ++*counted;
    return *counted < 3
               ? HINGE_OK
               : hinge_error_set(error, HINGE_IO, HINGE_REASON_OK, "the third");
}

/* One after the other; the failure of one comes with the next, which isn't started. */
static void work_aside(void **state)
{
    (void)state;
    struct hinge_aside aside = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    int counted = 0;
    assert_int_equal(hinge_aside_end(&aside, &error), HINGE_OK);
    for (int i = 1; i < 3; i++) {
        assert_int_equal(hinge_aside_start(&aside, count, &counted, &error), HINGE_OK);
        assert_int_equal(hinge_aside_end(&aside, &error), HINGE_OK);
        assert_int_equal(counted, i);
    }
    enum hinge_status third = hinge_aside_start(&aside, count, &counted, &error);
    enum hinge_status fourth = hinge_aside_start(&aside, count, &counted, &error);
    assert_int_equal(third == HINGE_OK ? fourth : third, HINGE_IO);
    assert_string_equal(error.message, "the third");
    assert_true(third != HINGE_OK || counted == 3);
    hinge_aside_end(&aside, NULL);
    counted = 0;
    assert_int_equal(hinge_aside_start(&aside, count, &counted, &error), HINGE_OK);
    assert_int_equal(hinge_aside_end(&aside, &error), HINGE_OK); /* forgotten */
    assert_int_equal(counted, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_item_once),
                                       cmocka_unit_test(first_failing_item_is_reported),
                                       cmocka_unit_test(scratch_is_made_and_freed),
                                       cmocka_unit_test(nothing_to_do),
                                       cmocka_unit_test(work_aside)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
