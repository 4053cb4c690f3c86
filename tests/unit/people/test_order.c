/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of levels: a baseline first, words with an order, numbers, the alphabet;
 * and what a difference is of. */
#include "test.h"

#include "people/people.h"

#include <math.h>
#include <string.h>

TEST(levels_have_one_order)
{
    const char *level[] = {
        "wall_tap_12in", "10",        "post",      "trained", "dowel",        "9", "none",
        "pre",           "sedentary", "follow_up", "T10",     "wall_tap_4in", "T2"};
    static const char *const want[] = {"none",         "pre",       "9",       "10",
                                       "T2",           "T10",       "post",    "follow_up",
                                       "dowel",        "sedentary", "trained", "wall_tap_4in",
                                       "wall_tap_12in"};
    enum { N = sizeof level / sizeof *level };
    hinge_levels_sort(level, N);
    for (size_t i = 0; i < N; i++)
        assert_string_equal(level[i], want[i]);
}

/* A visit's word leads whatever follows it, then the number; "post op" alone says no visit. */
TEST(visits_are_ordered_by_their_word)
{
    const char *level[] = {"post, week 12",   "Nachher (Woche 8)",
                           "pre, week 10",    "follow-up, 6 months",
                           "vorher, Woche 2", "pre, week 2",
                           "after",           "post op"};
    static const char *const want[] = {"pre, week 2",         "vorher, Woche 2",
                                       "pre, week 10",        "after",
                                       "Nachher (Woche 8)",   "post, week 12",
                                       "follow-up, 6 months", "post op"};
    enum { N = sizeof level / sizeof *level };
    hinge_levels_sort(level, N);
    for (size_t i = 0; i < N; i++)
        assert_string_equal(level[i], want[i]);
    assert_int_equal(hinge_levels_swapped("pre, week 2", "post, week 8"), true);
}

/* Words for before, numbers and dates, words for after, words for later. */
TEST(visits_stand_in_time)
{
    static const char *const order[][6] = {{"initial", "1", "2", "post"},
                                           {"Baseline", "12.03.2026", "final", "follow-up"},
                                           {"start", "2026-03-12", "end"},
                                           {"First visit", "T1", "last visit", "later"},
                                           {"Anfang", "3", "Ende", "Katamnese"},
                                           {"première séance", "dernière séance", "suivi"},
                                           {"inicio", "7", "última visita", "seguimiento"},
                                           {"inizio", "7", "fine", "a distanza"},
                                           {"início", "7", "fim", "seguimento"},
                                           {"eerste meting", "7", "laatste meting", "vervolg"},
                                           {"begyndelse", "7", "slut", "opfølgning"}};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (size_t a = 0; order[i][a] != NULL; a++)
            for (size_t b = 0; order[i][b] != NULL; b++)
                if ((hinge_level_compare(order[i][a], order[i][b]) < 0) != (a < b))
                    fail_msg("%s, %s", order[i][a], order[i][b]);
    assert_true(hinge_levels_are_ordered("start of therapy", "end of therapy"));
    assert_true(hinge_levels_are_ordered("hot", "pre"));
    assert_false(hinge_levels_are_ordered("hot", "cold"));
    assert_false(hinge_levels_are_ordered("post op", "after"));
}

/* The named first; without names what is compared with the baseline. */
TEST(groups_are_arranged)
{
    static const struct {
        const char *order, *level[5], *want[5];
    } row[] = {{"d, b", {"c", "b", "a", "d"}, {"d", "b", "a", "c"}},
               {"c", {"a", "b", "c"}, {"c", "a", "b"}},
               {"nobody", {"b", "a"}, {"a", "b"}},
               {"nobody,b", {"b", "a"}, {"b", "a"}},
               {"", {"pre", "z", "post"}, {"post", "pre", "z"}},
               {"pre", {"post", "pre"}, {"pre", "post"}},
               {"\"a,b\"", {"a", "a,b"}, {"a,b", "a"}},
               {"", {"pre"}, {"pre"}}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const char *level[5] = {0};
        size_t n = 0;
        for (; row[i].level[n] != NULL; n++)
            level[n] = row[i].level[n];
        hinge_groups_arrange(level, n, row[i].order);
        for (size_t k = 0; k < n; k++)
            assert_string_equal(level[k], row[i].want[k]);
        assert_null(level[n]);
    }
}

/* By a word of the name, in any language, case and with or without marks. */
TEST(a_control_is_subtracted)
{
    static const char *const control[] = {"control",
                                          "Controls",
                                          "Kontrolle",
                                          "KONTROLLGRUPPE",
                                          "KG",
                                          "CG",
                                          "KG1",
                                          "usual care",
                                          "usual_care",
                                          "Waiting-list",
                                          "Warteliste",
                                          "groupe témoin",
                                          "Contrôle",
                                          "controllo",
                                          "sham belt",
                                          "placebo",
                                          "healthy control",
                                          "untreated knees"};
    static const char *const none[] = {"healthy", "trained",          "80 kg",
                                       "80kg",    "motor control",    "kgb",
                                       "careful", "kontrolliert",     "uncontrolled",
                                       "care",    "Motor-Control 2x", "waiting"};
    for (size_t i = 0; i < sizeof control / sizeof *control; i++)
        if (!hinge_levels_swapped(control[i], "zebra") || hinge_level_compare(control[i], "a") > 0)
            fail_msg("%s is a control", control[i]);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (hinge_levels_swapped(none[i], "zebra"))
            fail_msg("%s is no control", none[i]);
    assert_true(hinge_levels_swapped("none", "control"));
    assert_false(hinge_levels_swapped("CG", "KG"));
    const char *level[] = {"Training", "Anders", "Kontrolle"};
    hinge_groups_arrange(level, 3, "");
    assert_string_equal(level[0], "Anders");
    assert_string_equal(level[1], "Kontrolle");
    assert_string_equal(level[2], "Training");
}

/* Stages of practice, whose sessions have numbers. */
TEST(stages_have_an_order)
{
    static const char *const want[] = {"before", "practice", "practice_2", "practice_10",
                                       "after",  "later",    "practiced"};
    enum { N = sizeof want / sizeof *want };
    const char *level[N];
    for (size_t i = 0; i < N; i++)
        level[i] = want[N - 1 - i];
    hinge_levels_sort(level, N);
    for (size_t i = 0; i < N; i++)
        assert_string_equal(level[i], want[i]);
    assert_string_equal(hinge_level_number("later3", "later"), "3");
    assert_null(hinge_level_number("later_x", "later"));
    assert_true(hinge_levels_swapped("before", "after"));
}

/* The first minus the second, but a baseline is always the second. */
TEST(a_baseline_is_subtracted)
{
    static const char *const level[] = {"none", "dowel", "sedentary", "trained"};
    static const size_t first[4][4] = {{0, 1, 2, 3}, {0, 0, 1, 1}, {0, 0, 0, 2}};
    for (size_t i = 0; i < 4; i++)
        for (size_t j = i + 1; j < 4; j++) {
            const struct hinge_level_pair pair = hinge_level_pair(level, i, j);
            assert_int_equal(pair.first, first[i][j]);
            assert_int_equal(pair.first + pair.second, i + j);
        }
    assert_true(hinge_levels_swapped("pre", "post"));
    assert_false(hinge_levels_swapped("post", "follow_up"));
}

/* Of people who come and go, and rows that say nothing. */
TEST(labels_are_numbered)
{
    static const char *const text[] = {"b", "b", NULL, "10", "9", "b", "none", "9"};
    enum { N = sizeof text / sizeof *text };
    static const uint32_t code[][N] = {[HINGE_BY_APPEARANCE] = {0, 0, HINGE_NO_LEVEL, 1, 2, 0, 3,
                                                                2},
                                       [HINGE_BY_BYTES] = {2, 2, HINGE_NO_LEVEL, 0, 1, 2, 3, 1},
                                       [HINGE_BY_LEVEL] = {3, 3, HINGE_NO_LEVEL, 2, 1, 3, 0, 1}};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    for (int by = HINGE_BY_APPEARANCE; by <= HINGE_BY_LEVEL; by++) {
        const struct hinge_labels labels =
            hinge_labels_of(&arena, text, N, (enum hinge_label_order)by);
        assert_int_equal(labels.n, 4);
        assert_memory_equal(labels.code, code[by], sizeof code[by]);
        for (size_t i = 0; i < N; i++)
            if (text[i] != NULL)
                assert_string_equal(labels.name[labels.code[i]], text[i]);
    }
}

/* A person a row: session and place of what was done of the baseline, then with the cue. */
TEST(what_came_first)
{
    static const struct {
        const char *what;
        struct hinge_done done[4];
        int order; /* of the cue after the baseline; 2: not known, 3: as often after as before */
    } row[] = {{"by place in one session", {{0, false, 1, 1}, {0, true, 1, 2}}, 1},
               {"before it", {{0, true, 1, 1}, {0, false, 1, 2}}, -1},
               {"one place for both", {{0, false, 1, 1}, {0, true, 1, 1}}, 0},
               {"no place", {{0, false, 1, NAN}, {0, true, 1, 2}}, 2},
               {"in another session, whatever the places", {{0, false, 1, 2}, {0, true, 2, 1}}, 1},
               {"in an earlier one, without places", {{0, false, 70, NAN}, {0, true, 2, NAN}}, -1},
               {"both in one session and one in another: places",
                {{0, false, 1, 2}, {0, true, 1, 1}, {0, true, 2, 1}},
                -1},
               {"between two sessions of the baseline",
                {{0, false, 0, 1}, {0, true, 1, 1}, {0, false, 2, 1}},
                3},
               {"in two sessions, first and last",
                {{0, false, 1, 1}, {0, true, 1, 2}, {0, false, 2, 2}, {0, true, 2, 1}},
                3},
               {"after one of the baseline, before the other",
                {{0, false, 1, 1}, {0, true, 1, 2}, {0, false, 1, 4}},
                3},
               {"before the second of the baseline, in the session of both",
                {{0, false, 1, 1}, {0, true, 1, 3}, {0, false, 1, 4}},
                3},
               {"of two sessions one without a place",
                {{0, false, 1, 1}, {0, true, 1, 2}, {0, false, 2, 1}, {0, true, 2, 3}},
                1},
               {"the baseline alone", {{0, false, 1, 1}, {0, false, 1, 2}}, 2}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        size_t n = 0;
        struct hinge_done done[4];
        for (; n < 4 && (row[i].done[n].session > 0 || row[i].done[n].place > 0); n++) {
            done[n] = row[i].done[n];
            done[n].person = 1; /* of two, the first of whom did nothing */
        }
        const struct hinge_done_order order = hinge_done_order(done, n);
        if (order.after != (row[i].order == 1) || order.before != (row[i].order == -1) ||
            order.same != (row[i].order == 0) || order.balanced != (row[i].order == 3))
            fail_msg("%s: %zu after, %zu before, %zu at the same place", row[i].what, order.after,
                     order.before, order.same);
    }
    static const struct hinge_done several[] = {
        {0, false, 0, 1}, {1, true, 0, 1}, {0, true, 0, 2}, {1, false, 0, 2}, {2, true, 0, 4}};
    const struct hinge_done_order order = hinge_done_order(several, 5);
    assert_int_equal(order.after, 1);
    assert_int_equal(order.before, 1);
    assert_int_equal(order.same, 0);
}

/* Two people, two cells: the second person has one level less in the first cell. */
TEST(who_has_which_levels)
{
    static const uint32_t slot[] = {0, 0, 2, 3, HINGE_NO_LEVEL}, level[] = {0, 1, 0, 0, 1};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    const struct hinge_held held = hinge_levels_held(&arena, slot, level, 5, 2, 2, 2);
    assert_true(held.within && held.differ);
    assert_int_equal(held.all, 2);
    assert_int_equal(held.people[0], 2);
    assert_int_equal(held.people[1], 1);
}

/* Ten people of a group and ten of another, then what is changed. */
TEST(levels_that_part_people_as_groups_do)
{
    enum { N = 20, NONE = -1 };
    static const struct {
        const char *what;
        int level[2][10]; /* of each group */
        enum hinge_apart apart;
    } row[] = {
        {"each level in one",
         {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}},
         HINGE_APART},
        {"two levels in each",
         {{0, 0, 0, 0, 0, 2, 2, 2, 2, 2}, {1, 1, 1, 1, 1, 3, 3, 3, 3, 3}},
         HINGE_APART},
        {"one of ten",
         {{0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}},
         HINGE_NEARLY_APART},
        {"two of ten",
         {{0, 0, 0, 0, 0, 0, 0, 0, 1, 1}, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}},
         HINGE_TOLD},
        {"half", {{0, 0, 0, 0, 0, 1, 1, 1, 1, 1}, {0, 0, 0, 0, 0, 1, 1, 1, 1, 1}}, HINGE_TOLD},
        {"all of one level",
         {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
         HINGE_TOLD},
        {"a level of one",
         {{0, 0, 0, 0, 0, 0, 0, 0, 0, 5}, {1, 1, 1, 1, 1, 1, 1, 1, 6, 7}},
         HINGE_APART},
        {"too many alone",
         {{0, 0, 0, 0, 0, 0, 0, 4, 8, 5}, {1, 1, 1, 1, 1, 1, 1, 9, 6, 7}},
         HINGE_TOLD},
        {"too few known",
         {{0, 0, 0, 0, 0, 0, 0, NONE, NONE, NONE}, {1, 1, 1, 1, 1, 1, 1, 1, NONE, NONE}},
         HINGE_TOLD},
        {"one known less",
         {{0, 0, 0, 0, 0, 0, 0, 0, NONE, NONE}, {1, 1, 1, 1, 1, 1, 1, 1, NONE, NONE}},
         HINGE_APART}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        size_t level[N], part[N], home[N];
        for (size_t k = 0; k < N; k++) {
            const int of = row[i].level[k / 10][k % 10];
            part[k] = k / 10;
            level[k] = of == NONE ? SIZE_MAX : (size_t)of;
        }
        if (hinge_levels_apart(level, part, N, home) != row[i].apart)
            fail_msg("%s: not %d", row[i].what, row[i].apart);
        for (size_t k = 10; k < N; k++) /* four of the second group: by chance */
            part[k] = k < 14 ? 1 : SIZE_MAX;
        assert_int_equal(hinge_levels_apart(level, part, N, home), HINGE_TOLD);
    }
}
