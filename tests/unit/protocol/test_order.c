/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Balance is counted, not assumed: how often each condition stands at each place and
 * follows each other (Williams 1949). */
#include "test.h"

#include "protocol/study.h"

#include <string.h>

enum { MOST = 12, PEOPLE = 240 };

struct counts {
    unsigned place[MOST][MOST], follows[MOST][MOST];
};

static void count(const unsigned *order, size_t n, struct counts *counts)
{
    unsigned seen = 0;
    for (size_t i = 0; i < n; i++) {
        assert_true(order[i] < n);
        seen |= 1U << order[i];
        counts->place[order[i]][i]++;
        if (i > 0)
            counts->follows[order[i - 1]][order[i]]++;
    }
    assert_int_equal(seen, (1U << n) - 1); /* everybody does everything */
}

static void check_balance(const struct counts *counts, size_t n, size_t sequences)
{
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++) {
            assert_int_equal(counts->place[a][b], sequences / n);
            if (a != b)
                assert_int_equal(counts->follows[a][b], sequences / n);
        }
}

TEST(squares_are_balanced)
{
    static const size_t size[] = {0, 1, 2, 6, 4, 10, 6, 14, 8, 18, 10, 22, 12};
    for (size_t n = 1; n <= MOST; n++) {
        struct counts counts = {0};
        unsigned order[MOST];
        assert_int_equal(hinge_williams_size(n), size[n]);
        for (size_t row = 0; row < size[n]; row++) {
            hinge_williams(n, row, order);
            count(order, n, &counts);
        }
        check_balance(&counts, n, size[n]);
    }
}

static void deal(const struct hinge_order_design *design, unsigned session, size_t people,
                 unsigned *order)
{
    hinge_order_deal(design, 1, session, people, order);
}

TEST(people_are_balanced)
{
    for (size_t n = 1; n <= 6; n++)
        for (uint64_t seed = 0; seed < 5; seed++) {
            const struct hinge_order_design design = {n, false, seed};
            struct counts counts = {0};
            unsigned order[PEOPLE * MOST];
            size_t people = 3 * hinge_order_square(&design);
            deal(&design, 0, people, order);
            for (size_t i = 0; i < people; i++)
                count(order + i * n, n, &counts);
            check_balance(&counts, n, people);
        }
}

TEST(the_baseline_comes_first)
{
    const struct hinge_order_design design = {4, true, 7};
    unsigned order[12 * 4], others[3];
    struct counts counts = {0};
    assert_int_equal(hinge_order_square(&design), 6);
    deal(&design, 0, 12, order);
    for (size_t i = 0; i < 12; i++) {
        assert_int_equal(order[i * 4], 0);
        for (size_t k = 0; k < 3; k++)
            others[k] = order[i * 4 + 1 + k] - 1;
        count(others, 3, &counts);
    }
    check_balance(&counts, 3, 12);
}

TEST(seeds_sessions_and_groups_differ)
{
    const struct hinge_order_design design = {4, false, 7}, other = {4, false, 8};
    unsigned a[40 * 4], b[40 * 4];
    deal(&design, 0, 40, a);
    deal(&design, 0, 40, b);
    assert_memory_equal(a, b, sizeof a);
    deal(&other, 0, 40, b);
    assert_memory_not_equal(a, b, sizeof a);
    deal(&design, 1, 40, b);
    assert_memory_not_equal(a, b, sizeof a);
    hinge_order_deal(&design, 2, 0, 40, b);
    assert_memory_not_equal(a, b, sizeof a);
}

/* What a program may leave out, and no tool does; more conditions than there may be. */
TEST(a_plan_needs_conditions_groups_and_a_task)
{
    static const struct {
        size_t cues, groups, tasks;
    } rows[] = {{0, 1, 1}, {HINGE_ORDER_MAX + 1, 1, 1}, {1, 0, 1}, {1, 1, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static const char *const cue[HINGE_ORDER_MAX + 1] = {"none"};
        const struct hinge_protocol_group group = {.name = "a", .people = 2};
        struct hinge_protocol_options options;
        struct hinge_error error = HINGE_ERROR_INIT;
        hinge_protocol_options_init(&options);
        options.cue = cue;
        options.group = &group;
        options.n_cues = rows[i].cues;
        options.n_groups = rows[i].groups;
        options.n_tasks = rows[i].tasks;
        assert_int_equal(hinge_protocol_make(&options, "/nowhere", NULL, &error), HINGE_USAGE);
    }
}
