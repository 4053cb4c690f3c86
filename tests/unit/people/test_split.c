/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two sides of a baseline, of examples worked by hand: which split people can have, and the side of
 * each repetition. */
#include "test.h"

#include "people/people.h"

#include <string.h>

enum { MOST = 64 };

struct rows {
    struct hinge_bend bend[MOST];
    size_t n;
};

/* Repetitions `from` to `to` of a person under a condition in a recording. */
static void add(struct rows *r, size_t person, size_t condition, size_t recording, int from, int to)
{
    for (int rep = from; rep <= to; rep++)
        r->bend[r->n++] = (struct hinge_bend){person, condition, recording, rep, false};
}

/* The sides as letters, a repetition each: - none, c chooses, v is compared, b both. */
static void check(const struct rows *r, size_t people, size_t conditions, enum hinge_split split,
                  const char *sides)
{
    unsigned char side[MOST];
    char text[MOST + 1] = "";
    assert_int_equal(hinge_split_of(r->bend, r->n, people, conditions, side), split);
    for (size_t i = 0; i < r->n; i++)
        text[i] = "-cvb"[side[i]];
    assert_string_equal(text, sides);
}

/* The first recording with two bends chooses; the later ones and all cued bends are compared. */
TEST(recorded_twice_the_first_recording_chooses)
{
    struct rows r = {.n = 0};
    add(&r, 0, 0, 0, 1, 3);
    add(&r, 0, 0, 1, 1, 3);
    add(&r, 0, 1, 2, 1, 3);
    add(&r, 1, 0, 3, 1, 5); /* once: this person has no sides */
    add(&r, 1, 1, 4, 1, 5);
    check(&r, 2, 2, HINGE_SPLIT_RECORDINGS, "cccvvvvvv----------");
}

/* A recording of one bend is no side: the next with two chooses, and what was before it does. */
TEST(a_recording_of_one_bend_is_no_side)
{
    struct rows r = {.n = 0};
    add(&r, 0, 0, 0, 1, 1);
    add(&r, 0, 0, 1, 1, 2);
    add(&r, 0, 0, 2, 1, 2);
    check(&r, 1, 1, HINGE_SPLIT_RECORDINGS, "cccvv");
    r.n =
        3; /* two recordings, but of one and two bends; three bends are too few for odd and even */
    check(&r, 1, 1, HINGE_SPLIT_NONE, "bbb");
}

/* Odd ones choose and even ones are compared, in the cued condition as well. */
TEST(odd_bends_choose_in_every_condition)
{
    struct rows r = {.n = 0};
    add(&r, 0, 0, 0, 1, 4);
    add(&r, 0, 1, 1, 1, 5);
    add(&r, 1, 0, 2, 1, 4);
    add(&r, 1, 1, 3, 1, 3); /* a condition of three bends has no sides; its person's baseline has */
    check(&r, 2, 2, HINGE_SPLIT_BENDS, "cvcvcvcvccvcv---");
}

/* Numbers, not places: bends 1, 3, 5 and 7 have no even one to compare. */
TEST(both_sides_of_the_baseline_need_two_bends)
{
    struct rows r = {.n = 0};
    for (int rep = 1; rep <= 7; rep += 2)
        add(&r, 0, 0, 0, rep, rep);
    add(&r, 1, 0, 1, 3, 6);
    check(&r, 2, 1, HINGE_SPLIT_BENDS, "----cvcv");
}

/* One of three people is fewer than half; of two it is half. Who has no baseline does not count. */
TEST(half_of_the_people_with_a_baseline_must_have_it)
{
    struct rows r = {.n = 0};
    add(&r, 0, 0, 0, 1, 4);
    add(&r, 1, 0, 1, 1, 3);
    add(&r, 2, 1, 2, 1, 4);
    check(&r, 3, 2, HINGE_SPLIT_BENDS, "cvcv-------");
    add(&r, 2, 0, 3, 1, 3);
    check(&r, 3, 2, HINGE_SPLIT_NONE, "bbbbbbbbbbbbbb");
}

/* A bend whose verdict was refused stays on its side: it is not compared because it cannot choose.
 */
TEST(a_bend_without_a_value_stays_on_its_side)
{
    struct rows r = {.n = 0};
    add(&r, 0, 0, 0, 1, 3);
    add(&r, 0, 0, 1, 1, 3);
    r.bend[2].silent = r.bend[4].silent = true;
    check(&r, 1, 1, HINGE_SPLIT_RECORDINGS, "cccvvv");
    r.n = 0;
    add(&r, 0, 0, 0, 1, 5);
    r.bend[2].silent = r.bend[3].silent = true;
    check(&r, 1, 1, HINGE_SPLIT_BENDS, "cvcvc");
    r.bend[4].silent = true; /* one odd bend is too few to choose */
    add(&r, 1, 0, 1, 1, 4);
    check(&r, 2, 1, HINGE_SPLIT_BENDS, "-----cvcv");
}

TEST(nobody_has_no_split)
{
    const struct rows r = {.n = 0};
    check(&r, 0, 1, HINGE_SPLIT_NONE, "");
}
