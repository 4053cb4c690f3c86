/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences of cues and groups: participants beyond the MDC are counted in the
 * direction that is named, whichever was expected; too few participants allow no
 * inference; a list of outcomes is counted, never written out. */
#include "assert_close.h"

#include "result/result.h"

#include <hinge/stats.h>
#include <jansson.h>
#include <string.h>

/* Five of nine rose by more than the MDC, two fell. */
enum { ROSE = 5, FELL = 2 };

/* The result of a document; `results` is taken over. */
static struct hinge_result *result_of(const char *analysis, json_t *results)
{
    struct hinge_result *result = NULL;
    struct hinge_error error = HINGE_ERROR_INIT;
    json_t *document =
        json_pack("{s:s, s:{}, s:o}", "analysis", analysis, "request", "results", results);
    char *text = json_dumps(document, 0);
    json_decref(document);
    if (hinge_result_read(text, &result, &error) != HINGE_OK)
        fail_msg("%s", error.message);
    free(text);
    return result;
}

static json_t *cue_row(const char *expected, double diff, double half, int n)
{
    bool down = expected != NULL && strcmp(expected, "down") == 0;
    return json_pack("{s:s, s:s, s:s, s:s, s:s?, s:i, s:f, s:f, s:f, s:f, s:f, s:f, s:i, "
                     "s:i}",
                     "cue", "tap", "role", "primary", "outcome", "rom_deg", "unit", "deg",
                     "expected", expected, "n", n, "diff", diff, "ci_low", diff - half, "ci_high",
                     diff + half, "p", 0.5, "baseline", 70.0, "cued", 70 + diff, "beyond_expected",
                     down ? FELL : ROSE, "beyond_opposite", down ? ROSE : FELL);
}

static void add_interaction(json_t *row, double value, double half)
{
    json_object_update_new(row, json_pack("{s:f, s:f, s:f, s:i, s:i, s:s, s:s}", "interaction_diff",
                                          value, "interaction_ci_low", value - half,
                                          "interaction_ci_high", value + half,
                                          "interaction_n_first", 6, "interaction_n_second", 6,
                                          "group_first", "a", "group_second", "b"));
}

static struct hinge_result *cue_result(json_t *row)
{
    return result_of("cues", json_pack("{s:s, s:s, s:{s:{}}, s:[o]}", "condition", "cue",
                                       "baseline", "none", "cues", "tap", "outcomes", row));
}

static void has(const char *text, const char *words, bool there)
{
    if ((strstr(text, words) != NULL) != there)
        fail_msg("%s \"%s\": %s", there ? "without" : "with", words, text);
}

static void beyond_goes_with_the_direction(void **state)
{
    static const char *const expected[] = {NULL, "up", "down"};
    static const struct {
        double diff, half;
        bool target;
        const char *direction, *beyond;
    } rows[] = {{4, 1, false, "4.0° higher than without a cue",
                 "error in 5 of 9 participants, and in 2 the"},
                {-4, 1, false, "4.0° lower than", "error in 2 of 9 participants, and in 5 the"},
                {4, 6, false, "No clear change in",
                 "error it was higher in 5 of 9 participants and lower in 2."},
                {-4, 6, false, "No clear change in",
                 "error it was higher in 5 of 9 participants and lower in 2."},
                {4, 1, true, "farther from 50", "error in 5 of 9 participants, and in 2 the"},
                {-4, 1, true, "nearer to 50", "error in 2 of 9 participants, and in 5 the"},
                {4, 6, true, "No clear change in",
                 "error it was farther in 5 of 9 participants and nearer in 2."}};
    (void)state;
    for (size_t e = 0; e < sizeof expected / sizeof *expected; e++)
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
            json_t *row = cue_row(expected[e], rows[k].diff, rows[k].half, 9);
            if (rows[k].target)
                json_object_set_new(row, "target", json_real(50));
            struct hinge_result *result = cue_result(row);
            has(result->sentences, rows[k].direction, true);
            has(result->sentences, rows[k].beyond, true);
            has(result->sentences, "against the expected",
                expected[e] != NULL && rows[k].half < 2 &&
                    (rows[k].diff < 0) != (strcmp(expected[e], "down") == 0));
            hinge_result_free(result);
        }
}

/* Of one participant values, of two values, of three an interval with what it rests on.
 */
static void few_allow_no_inference(void **state)
{
    (void)state;
    for (int n = 1; n <= 7; n++) {
        struct hinge_result *result = cue_result(cue_row(NULL, 4, 1, n));
        has(result->sentences, "CI", n >= 3);
        has(result->apa, "CI", n >= 3);
        has(result->sentences, "70.0° without a cue", n < 3);
        has(result->sentences, "rests on", n >= 3 && n < 6);
        has(result->sentences, "higher than", n >= 3);
        has(result->sentences, "direction is not certain", n >= 3 && n < 6);
        hinge_result_free(result);
    }
}

/* A change with the other sign at matched depth is called none (method 8.2); of fewer
 * participants it has their own beside it. */
static void a_change_that_turns_is_none(void **state)
{
    (void)state;
    for (int turns = 0; turns < 2; turns++) {
        double at = turns ? -3 : 3;
        json_t *row = cue_row("up", 4, 1, 9);
        json_object_update_new(row, json_pack("{s:f, s:f, s:f, s:i, s:f}", "matched_diff", at,
                                              "matched_ci_low", at - 1, "matched_ci_high", at + 1,
                                              "matched_n", 8, "matched_raw_diff", 3.5));
        struct hinge_result *result = cue_result(row);
        has(result->sentences, "4.0° higher than", !turns);
        has(result->sentences, "At matched depth it was 3.0° higher", !turns);
        has(result->sentences, "n = 8, against 3.5° in the same participants", true);
        has(result->sentences, "No clear change in", turns);
        has(result->sentences, "so neither is called a change.", turns);
        hinge_result_free(result);
    }
}

static json_t *group_rows(int others)
{
    json_t *list = json_pack("[{s:s, s:s, s:i, s:i, s:f, s:f, s:f, s:f, s:f}]", "role", "primary",
                             "outcome", "y", "n_first", 9, "n_second", 8, "diff", 2.0, "ci_low",
                             1.0, "ci_high", 3.0, "mean_first", 5.0, "mean_second", 3.0);
    for (int i = 0; i < others; i++) {
        char name[16];
        snprintf(name, sizeof name, "other%d", i);
        json_array_append_new(list, json_pack("{s:s, s:s, s:f, s:f}", "role", "tempo", "outcome",
                                              name, "p_holm", 0.01, "g", i % 2 ? -i : i + 0.5));
    }
    return list;
}

/* A decrease that is 2 less is smaller, not higher; of an open direction the change is
 * compared. */
static void changes_of_groups_have_a_size(void **state)
{
    static const struct {
        double diff, half, between;
        const char *said;
    } rows[] = {{-7, 1, 2, "The decrease was 2.0° smaller in the a group than in the b"},
                {-7, 1, -2, "The decrease was 2.0° larger in the a group than in the b"},
                {7, 1, 2, "The increase was 2.0° larger in the a group than in the b"},
                {7, 1, -2, "The increase was 2.0° smaller in the a group than in the b"},
                {1, 3, 2, "The change was 2.0° higher in the a group than in the b"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        json_t *row = cue_row(NULL, rows[i].diff, rows[i].half, 12);
        add_interaction(row, rows[i].between, 1);
        struct hinge_result *result = cue_result(row);
        has(result->sentences, rows[i].said, true);
        has(result->sentences, "group (95% CI 1.0 to 3.0; n = 6 and 6)", true);
        hinge_result_free(result);
    }
}

/* All changed alike: no interval, which no sentence may print as "nan". */
static void no_spread_has_no_interval(void **state)
{
    (void)state;
    json_t *row = cue_row(NULL, 0, 0, 12);
    json_object_set_new(row, "ci_low", json_null());
    json_object_set_new(row, "ci_high", json_null());
    json_object_update_new(row, json_pack("{s:f, s:n, s:n, s:i, s:f, s:n, s:n, s:i, s:i, s:s, s:s}",
                                          "matched_diff", 0.0, "matched_ci_low", "matched_ci_high",
                                          "matched_n", 12, "interaction_diff", 0.0,
                                          "interaction_ci_low", "interaction_ci_high",
                                          "interaction_n_first", 6, "interaction_n_second", 6,
                                          "group_first", "a", "group_second", "b"));
    struct hinge_result *result = cue_result(row);
    has(result->sentences, "nan", false);
    has(result->apa, "nan", false);
    has(result->sentences, "CI", false);
    has(result->sentences, "n = 12; all changed alike, so there is no interval", true);
    hinge_result_free(result);
    json_t *groups = group_rows(0), *first = json_array_get(groups, 0);
    json_object_set_new(first, "ci_low", json_null());
    json_object_set_new(first, "ci_high", json_null());
    result = result_of("groups", json_pack("{s:s, s:s, s:s, s:o}", "group", "group", "first", "a",
                                           "second", "b", "outcomes", groups));
    has(result->sentences, "nan", false);
    has(result->sentences, "do not vary within the groups", true);
    hinge_result_free(result);
}

/* Exploratory outcomes are counted where there are some; three are named at most, those
 * with the largest effects. */
static void others_are_counted(void **state)
{
    (void)state;
    for (int others = 0; others < 40; others += 13) {
        struct hinge_result *result =
            result_of("groups", json_pack("{s:s, s:s, s:s, s:o}", "group", "group", "first", "a",
                                          "second", "b", "outcomes", group_rows(others)));
        const char *said = result->sentences;
        size_t named = 0;
        has(said, "2.0 higher in the a group than in the b group", true);
        has(said, "exploratory", others > 0);
        for (const char *at = said; (at = strstr(at, "other")) != NULL; at++)
            named += at[5] >= '0' && at[5] <= '9';
        assert_int_equal(named, others > 0 ? 3 : 0);
        if (others == 39)
            has(said, "most clearly other38, other37, other36.", true);
        hinge_result_free(result);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(beyond_goes_with_the_direction),
                                       cmocka_unit_test(few_allow_no_inference),
                                       cmocka_unit_test(a_change_that_turns_is_none),
                                       cmocka_unit_test(no_spread_has_no_interval),
                                       cmocka_unit_test(changes_of_groups_have_a_size),
                                       cmocka_unit_test(others_are_counted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
