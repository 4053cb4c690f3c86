/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "base/parallel.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ITEMS = 500 };

static struct run {
    int worked[ITEMS];
    size_t fails_from, fails_every; /* 0: never */
} run;

static enum hinge_status work(void *context, void *scratch, size_t item, struct hinge_error *error)
{
    struct run *r = context;
    r->worked[item]++;
    (void)scratch;
    if (r->fails_every > 0 && item >= r->fails_from && item % r->fails_every == 0)
        return hinge_error_set(error, item % 2 ? HINGE_INPUT : HINGE_NOMEM, HINGE_REASON_OK,
                               "item %zu", item);
    return HINGE_OK;
}

static struct hinge_loop plan_of(int threads)
{
    return (struct hinge_loop){.items = ITEMS, .threads = threads, .work = work, .context = &run};
}

TEST(every_item_once)
{
    for (int threads = 0; threads <= 8; threads++) {
        struct hinge_loop loop = plan_of(threads);
        memset(&run, 0, sizeof run);
        assert_works(hinge_parallel_for(&loop, &why));
        for (size_t i = 0; i < ITEMS; i++)
            assert_int_equal(run.worked[i], 1);
    }
}

/* What is said does not depend on the number of threads, and the others are still done.
 */
TEST(first_failing_item_is_reported)
{
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

TEST(nothing_to_do)
{
    struct hinge_loop loop = plan_of(3);
    loop.items = 0;
    assert_works(hinge_parallel_for(&loop, &why));
    assert_true(hinge_parallel_default() >= 1);
}

/* --- between reading and keeping --- */

enum { SLOTS = 12, GROUP = 5 };

static struct order {
    size_t read, kept, fails_read, fails_work, fails_keep, most, stops_at;
    bool groups;
    int worked[ITEMS];
} order;

static enum hinge_status fails(size_t item, size_t at, struct hinge_error *error)
{
    return item != at ? HINGE_OK
                      : hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK, "item %zu", item);
}

static enum hinge_status read_item(void *context, size_t item, struct hinge_error *error)
{
    struct order *o = context;
    assert_int_equal(item, o->read);
    assert_true(item - o->kept < SLOTS);
    o->read++;
    return fails(item, o->fails_read, error);
}

static size_t done_with(void *context, size_t item)
{
    const struct order *o = context;
    return o->groups ? item / GROUP * GROUP + GROUP - 1 : item;
}

static enum hinge_status work_in_order(void *context, void *scratch, size_t item,
                                       struct hinge_error *error)
{
    struct order *o = context;
    size_t from = o->groups ? item / GROUP * GROUP : item;
    *(size_t *)scratch = item;
    for (; from <= item && done_with(o, item) == item; from++)
        o->worked[from]++; /* in other slots, whose own work does nothing */
    return fails(item, o->fails_work, error);
}

static bool is_full(void *context)
{
    const struct order *o = context;
    return o->read - o->kept >= o->most;
}

static enum hinge_status keep_item(void *context, size_t item, struct hinge_error *error)
{
    struct order *o = context;
    assert_int_equal(item, o->kept);
    assert_int_equal(o->worked[item], 1);
    enum hinge_status status = fails(item, o->fails_keep, error);
    o->kept += status == HINGE_OK;
    return status;
}

static void *make_hand(void *context)
{
    (void)context;
    return malloc(sizeof(size_t));
}

static bool stops(void *context)
{
    const struct order *o = context;
    return o->kept >= o->stops_at;
}

static enum hinge_status run_order(int threads, struct order given, struct hinge_error *error)
{
    const struct hinge_progress progress = {.stop = stops, .context = &order};
    const struct hinge_ordered ordered = {.loop = {.items = ITEMS,
                                                   .threads = threads,
                                                   .work = work_in_order,
                                                   .context = &order,
                                                   .make_scratch = make_hand,
                                                   .free_scratch = free},
                                          .progress = &progress,
                                          .slots = SLOTS,
                                          .read = read_item,
                                          .keep = keep_item,
                                          .full = given.most > 0 ? is_full : NULL,
                                          .done_with = given.groups ? done_with : NULL};
    order = given;
    return hinge_ordered_for(&ordered, error);
}

#define NEVER .fails_read = ITEMS, .fails_work = ITEMS, .fails_keep = ITEMS, .stops_at = SIZE_MAX

TEST(kept_in_order)
{
    for (int threads = 0; threads <= 8; threads++)
        for (size_t most = 0; most < 3; most++)
            for (int groups = 0; groups < 2; groups++) {
                const struct order given = {NEVER, .most = most, .groups = groups > 0};
                assert_works(run_order(threads, given, &why));
                assert_int_equal(order.kept, ITEMS);
            }
}

/* Whatever fails, what comes before it is kept, and the first to fail is named. */
TEST(all_before_a_failure_is_kept)
{
    for (int threads = 1; threads <= 8; threads++)
        for (int what = 0; what < 3; what++)
            for (int groups = 0; groups < 2; groups++) {
                struct order given = {NEVER, .groups = groups > 0};
                struct hinge_error error = HINGE_ERROR_INIT;
                size_t *const at[] = {&given.fails_read, &given.fails_work, &given.fails_keep};
                *at[what] = 44; /* the last of its group */
                given.fails_read = what == 1 ? 60 : given.fails_read;
                assert_int_equal(run_order(threads, given, &error), HINGE_INPUT);
                assert_string_equal(error.message, "item 44");
                assert_int_equal(order.kept, groups && what < 2 ? 40 : 44);
            }
}

TEST(stops_between_items)
{
    for (int threads = 1; threads <= 4; threads++) {
        struct order given = {NEVER};
        struct hinge_error error = HINGE_ERROR_INIT;
        given.stops_at = 30;
        assert_int_equal(run_order(threads, given, &error), HINGE_INTERRUPTED);
        assert_int_equal(order.kept, 30);
        assert_string_equal(error.message, "interrupted; nothing was written");
    }
}

/* --- items that are run while one is kept --- */

/* Two items, either of which waits ten seconds for the other. */
struct meeting {
    pthread_mutex_t lock;
    pthread_cond_t here;
    int came;
    size_t kept;
};

static enum hinge_status meet(void *context, void *scratch, size_t item, struct hinge_error *error)
{
    struct meeting *m = context;
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += 10;
    *(size_t *)scratch = item;
    pthread_mutex_lock(&m->lock);
    m->came++;
    pthread_cond_broadcast(&m->here);
    for (int late = 0; m->came < 2 && late == 0;)
        late = pthread_cond_timedwait(&m->here, &m->lock, &end);
    bool alone = m->came < 2;
    pthread_mutex_unlock(&m->lock);
    return alone ? hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK, "alone") : HINGE_OK;
}

static enum hinge_status read_none(void *context, size_t item, struct hinge_error *error)
{
    (void)context;
    (void)item;
    (void)error;
    return HINGE_OK;
}

static enum hinge_status work_none(void *context, void *scratch, size_t item,
                                   struct hinge_error *error)
{
    (void)scratch;
    return read_none(context, item, error);
}

static enum hinge_status keep_one(void *context, size_t item, struct hinge_error *error)
{
    struct meeting *m = context;
    (void)error;
    m->kept += item < 2;
    return HINGE_OK;
}

static enum hinge_status keep_meeting(void *context, size_t item, struct hinge_error *error)
{
    struct meeting *m = context;
    const struct hinge_ordered two = {.loop = {.items = 2,
                                               .threads = 2,
                                               .work = meet,
                                               .context = m,
                                               .make_scratch = make_hand,
                                               .free_scratch = free},
                                      .slots = 2,
                                      .read = read_none,
                                      .keep = keep_one};
    (void)item;
    m->came = 0;
    return hinge_ordered_for(&two, error);
}

/* Also after the last item was taken. */
TEST(all_work_on_what_is_kept)
{
    for (int threads = 2; threads <= 4; threads++) {
        struct meeting m = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0};
        const struct hinge_ordered outer = {
            .loop = {.items = 40, .threads = threads, .work = work_none, .context = &m},
            .slots = SLOTS,
            .read = read_none,
            .keep = keep_meeting};
        assert_works(hinge_ordered_for(&outer, &why));
        assert_int_equal(m.kept, 80);
    }
}
