/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentence of a cue counts people beyond the MDC in the direction that it names,
 * whichever was expected. */
#include "assert_close.h"

#include "report/foreseen_tables.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* Five of nine rose by more than the MDC, two fell. */
enum { ROSE = 5, FELL = 2 };

static char *sentence(const char *expected, double diff, double half, bool target)
{
    struct hinge_text text = {0};
    bool down = expected != NULL && strcmp(expected, "down") == 0;
    json_t *row =
        json_pack("{s:s, s:s, s:s, s:s, s:s?, s:i, s:f, s:f, s:f, s:f, s:i, s:i}",
                  "cue", "tap", "role", "primary", "outcome", "rom_deg", "unit", "deg",
                  "expected", expected, "n", 9, "diff", diff, "ci_low", diff - half,
                  "ci_high", diff + half, "p", 0.5, "beyond_expected",
                  down ? FELL : ROSE, "beyond_opposite", down ? ROSE : FELL);
    if (target)
        json_object_set_new(row, "target", json_real(50));
    json_t *root =
        json_pack("{s:{s:{s:{}}, s:[o]}}", "results", "cues", "tap", "outcomes", row);
    hinge_foreseen_sentences(root, 0.95, &text);
    json_decref(root);
    assert_false(text.failed);
    return text.data;
}

static void beyond_goes_with_the_direction(void **state)
{
    static const char *const expected[] = {NULL, "up", "down"};
    static const struct {
        double diff, half;
        bool target;
        const char *direction, *beyond;
    } rows[] = {{4, 1, false, "more ", "error in 5 of 9; 2 of 9 the other way"},
                {-4, 1, false, "less ", "error in 2 of 9; 5 of 9 the other way"},
                {4, 6, false, "stays open",
                 "; by more than measurement error more in 5 of 9, less in 2."},
                {-4, 6, false, "stays open",
                 "; by more than measurement error more in 5 of 9, less in 2."},
                {4, 1, true, "farther from 50 ",
                 "error in 5 of 9; 2 of 9 the other way"},
                {-4, 1, true, "nearer to 50 ", "error in 2 of 9; 5 of 9 the other way"},
                {4, 6, true, "stays open", "error farther in 5 of 9, nearer in 2."}};
    (void)state;
    for (size_t e = 0; e < sizeof expected / sizeof *expected; e++)
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
            char *text =
                sentence(expected[e], rows[k].diff, rows[k].half, rows[k].target);
            bool against = expected[e] != NULL && rows[k].half < 2 &&
                           (rows[k].diff < 0) != (strcmp(expected[e], "down") == 0);
            if (strstr(text, rows[k].direction) == NULL ||
                strstr(text, rows[k].beyond) == NULL ||
                (strstr(text, "against what is expected") != NULL) != against)
                fail_msg("expected %s: %s",
                         expected[e] != NULL ? expected[e] : "nothing", text);
            free(text);
        }
}

/* Exploratory outcomes are counted where there are some. */
static void without_others_nothing_is_said_of_them(void **state)
{
    (void)state;
    for (int others = 0; others < 2; others++) {
        struct hinge_text text = {0};
        json_t *list = json_pack("[{s:s, s:s, s:i, s:i, s:f, s:f, s:f}]", "role",
                                 "primary", "outcome", "y", "n_first", 9, "n_second", 8,
                                 "diff", 2.0, "ci_low", 1.0, "ci_high", 3.0);
        if (others > 0)
            json_array_append_new(list, json_pack("{s:s, s:s, s:f}", "role", "tempo",
                                                  "outcome", "z", "p_holm", 0.5));
        json_t *root =
            json_pack("{s:{s:s, s:s, s:s, s:o}}", "results", "group", "group", "first",
                      "a", "second", "b", "outcomes", list);
        hinge_foreseen_sentences(root, 0.95, &text);
        json_decref(root);
        assert_non_null(strstr(text.data, "higher"));
        assert_true((strstr(text.data, "exploratory") != NULL) == (others > 0));
        free(text.data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(beyond_goes_with_the_direction),
        cmocka_unit_test(without_others_nothing_is_said_of_them)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
