/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences of cues and groups: participants beyond the MDC are counted in the direction that is
 * named, whichever was expected; too few participants have values and no test; what else differs
 * is named in both directions with the number of tests. */
#include "test.h"

#include "result/result.h"
#include "stats/parts/planned.h"
#include "stats/run/calls.h"

#include <hinge/stats.h>
#include <jansson.h>
#include <string.h>

/* Five of nine rose by more than the MDC, two fell. */
enum { ROSE = 5, FELL = 2 };

/* The result of a document; `results` is taken over. */
static struct hinge_result *result_of(const char *analysis, json_t *results)
{
    struct hinge_result *result = NULL;
    json_t *document =
        json_pack("{s:s, s:{}, s:o}", "analysis", analysis, "request", "results", results);
    cleared_by(freed) char *text = json_dumps(document, 0);
    json_decref(document);
    assert_works(hinge_result_read(text, &result, &why));
    return result;
}

static json_t *cue_row(const char *expected, double diff, double half, int n)
{
    bool down = expected != NULL && strcmp(expected, "down") == 0;
    bool differs = diff - half > 0 || diff + half < 0;
    return json_pack("{s:s, s:s, s:s, s:s, s:s?, s:i, s:f, s:f, s:f, s:f, s:s, s:s, s:f, s:f, s:i, "
                     "s:i}",
                     "cue", "tap", "role", "primary", "outcome", "rom_deg", "unit", "deg",
                     "expected", expected, "n", n, "diff", diff, "ci_low", diff - half, "ci_high",
                     diff + half, "p_holm", differs ? 0.02 : 0.5, "verdict",
                     differs ? HINGE_VERDICT_DIFFERS : HINGE_VERDICT_UNDECIDED, "method",
                     "paired t", "baseline", 70.0, "cued", 70 + diff, "beyond_expected",
                     down ? FELL : ROSE, "beyond_opposite", down ? ROSE : FELL);
}

static void add_interaction(json_t *row, double value, double half)
{
    json_object_update_new(
        row, json_pack("{s:f, s:f, s:f, s:f, s:f, s:i, s:i, s:s, s:s}", "interaction_mean_first",
                       value - 5, "interaction_mean_second", -5.0, "interaction_diff", value,
                       "interaction_ci_low", value - half, "interaction_ci_high", value + half,
                       "interaction_n_first", 6, "interaction_n_second", 6, "group_first", "a",
                       "group_second", "b"));
}

static struct hinge_result *condition_result(const char *condition, json_t *row)
{
    return result_of("cues", json_pack("{s:s, s:s, s:{s:{}}, s:[o]}", "condition", condition,
                                       "baseline", "none", "cues", "tap", "outcomes", row));
}

static struct hinge_result *cue_result(json_t *row)
{
    return condition_result("cue", row);
}

static void has(const char *text, const char *words, bool there)
{
    if ((strstr(text, words) != NULL) != there)
        fail_msg("%s \"%s\": %s", there ? "without" : "with", words, text);
}

TEST(beyond_goes_with_the_direction)
{
    static const char *const expected[] = {NULL, "up", "down"};
    static const struct {
        double diff, half;
        bool target;
        const char *direction, *beyond;
    } rows[] = {
        {4, 1, false, "4.0° higher than without a cue",
         "5 of 9 participants changed in this direction by more than measurement error, "
         "and 2 in the"},
        {-4, 1, false, "4.0° lower than",
         "2 of 9 participants changed in this direction by more than measurement error, "
         "and 5 in the"},
        {4, 6, false, "No clear change in",
         "error it was higher in 5 of 9 participants and lower in 2."},
        {-4, 6, false, "No clear change in",
         "error it was higher in 5 of 9 participants and lower in 2."},
        {4, 1, true, "The distance of range of motion from 50 was 4.0° larger than without a cue",
         "5 of 9 participants changed in this direction by more than measurement error, "
         "and 2 in the"},
        {-4, 1, true, "The distance of range of motion from 50 was 4.0° smaller than without a cue",
         "2 of 9 participants changed in this direction by more than measurement error, "
         "and 5 in the"},
        {4, 6, true, "No clear change in the distance of range of motion from 50",
         "error it was larger in 5 of 9 participants and smaller in 2."}};
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

/* Below five people a direction is no finding: values, and how many are needed. */
TEST(few_have_no_verdict)
{
    json_t *row = cue_row(NULL, 4, 1, 4);
    const char *const none[] = {"verdict", "p_holm", "ci_low", "ci_high"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        json_object_del(row, none[i]);
    struct hinge_result *result = cue_result(row);
    has(result->sentences,
        "was 70° without a cue and 74° with the cue \"tap\" (n = 4); 5 are needed for a test.",
        true);
    has(result->apa, "CI", false);
    has(result->sentences, "higher than", false);
    has(result->sentences, "p =", false);
    hinge_result_free(result);
}

/* Limits that print within the last digit leave no difference open, neither one of 0.0. */
TEST(limits_within_the_last_digit_are_no_difference)
{
    static const struct {
        double half;
        const char *words;
    } of[] = {{.03, "no difference (within 0.1°)"},
              {.1, "no difference (within 0.1°)"},
              {.3, "undecided, a difference of up to 0.3° is possible"}};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        struct hinge_result *result = cue_result(cue_row(NULL, .001, of[i].half, 9));
        has(result->sentences, of[i].words, true);
        has(result->sentences, "up to 0.0", false);
        hinge_result_free(result);
    }
}

/* Printed intervals are of 95 % whatever the step of Holm; his p decides, and the words say so. */
TEST(holm_decides_and_is_said)
{
    static const struct {
        double level;
        const char *condition, *verdict, *words;
    } of[] = {{1 - 0.05 / 3, "cue", HINGE_VERDICT_NOT_CLEAR,
               "(95% CI 0.1 to 3.9, n = 9; Holm p = .060), not significant after correction for 3 "
               "cues."},
              {0.975, "visit", HINGE_VERDICT_NOT_CLEAR,
               "(95% CI 0.1 to 3.9, n = 9; Holm p = .060), not significant after correction for 3 "
               "conditions."},
              {0.975, "cue", HINGE_VERDICT_UNDECIDED,
               "(95% CI 0.1 to 3.9, n = 9; Holm p = .060): undecided, a difference of up to 3.9°"}};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        json_t *row = cue_row(NULL, 2, 1.9, 9);
        json_object_update_new(row,
                               json_pack("{s:s, s:f, s:i, s:f, s:f, s:f}", "verdict", of[i].verdict,
                                         "p_holm", 0.06, "tests", 3, "ci_low_holm", -0.1,
                                         "ci_high_holm", 4.1, "level_holm", of[i].level));
        struct hinge_result *result = condition_result(of[i].condition, row);
        has(result->sentences, of[i].words, true);
        hinge_result_free(result);
    }
}

/* A change with the other sign at matched depth is what its verdict says, as on the page, with that
 * sign beside it; of fewer participants it has their own. */
TEST(a_change_that_turns_is_what_its_verdict_says)
{
    for (int turns = 0; turns < 2; turns++) {
        double at = turns ? -3 : 3;
        json_t *row = cue_row("up", 4, 1, 9);
        json_object_update_new(row, json_pack("{s:f, s:f, s:f, s:i, s:f}", "matched_diff", at,
                                              "matched_ci_low", at - 1, "matched_ci_high", at + 1,
                                              "matched_n", 8, "matched_raw_diff", 3.5));
        struct hinge_result *result = cue_result(row);
        has(result->sentences, "4.0° higher than", true);
        has(result->sentences, "At matched depth the change was 3.0° (", !turns);
        has(result->sentences, "At matched depth the change was -3.0° (", turns);
        has(result->sentences, "n = 8, against 3.5° in the same participants", true);
        has(result->sentences, "No clear change in", false);
        hinge_result_free(result);
    }
}

static json_t *group_rows(int others, const char *verdict)
{
    json_t *list = json_pack("[{s:s, s:s, s:i, s:i, s:f, s:f, s:f, s:f, s:f, s:f, s:s}]", "role",
                             "primary", "outcome", "y", "n_first", 9, "n_second", 8, "diff", 2.0,
                             "ci_low", 1.0, "ci_high", 3.0, "mean_first", 5.0, "mean_second", 3.0,
                             "p_holm", 0.02, "verdict", "differs");
    for (int i = 0; i < others; i++) {
        char name[32];
        snprintf(name, sizeof name, "other%d_excursion_deg", i);
        double diff = i % 2 ? -4 : 4;
        json_t *row = json_pack("{s:s, s:s, s:f, s:f, s:f, s:f, s:f, s:s, s:i, s:s?}", "role",
                                "further", "outcome", name, "diff", diff, "ci_low", diff - 1,
                                "ci_high", diff + 1, "mean_first", 9.0, "mean_second", 9 - diff,
                                "unit", "deg", "tests", others, "verdict", verdict);
        if (verdict == NULL)
            json_object_update_new(row, json_pack("{s:i, s:i, s:s}", "n_first", 9, "n_second", 4,
                                                  "p_reason", "too few"));
        json_array_append_new(list, row);
    }
    size_t i;
    json_t *row;
    json_array_foreach(list, i, row)
    {
        json_object_update_new(row, json_pack("{s:s, s:s}", "first", "a", "second", "b"));
    }
    return list;
}

/* Three and more groups: every value with its n, then up to three pairs by name, else a count. */
TEST(pairs_of_groups)
{
    static const struct {
        size_t groups, differ;
        const char *has, *lacks;
    } of[] = {
        {3, 1,
         "The y was 10.0 in the a group, 20.0 in the b group and 30.0 in the c group (n = 6, 6 "
         "and 6). The y was 4.0 higher in the a group than in the b group (95% CI 2.0 to "
         "6.0; n = 6 and 6; Holm p = .010). No clear difference in y: a minus c "
         "1.0 (95% CI -3.0 to 5.0; n = 6 and 6; Holm p = .400): undecided, a difference of up to "
         "5.0 is possible.",
         "pairs of groups differ"},
        {4, 2,
         "(95% CI 2.0 to 6.0; n = 6 and 6; Holm p = .010). No clear "
         "difference in the other 4 pairs of groups.",
         "a minus d"},
        {4, 4, "(n = 6, 6, 6 and 6). 4 of 6 pairs of groups differ (Holm over 6 tests).", "minus"},
        {4, 0,
         "No clear difference in any of 6 pairs of groups. A difference of more than 9 is ruled "
         "out in 2 of 6 pairs.",
         "minus"}};
    static const char *const name[] = {"a", "b", "c", "d"};
    for (size_t t = 0; t < sizeof of / sizeof *of; t++) {
        json_t *list = json_array();
        size_t pair = 0, n = of[t].groups;
        for (size_t i = 0; i < n; i++)
            for (size_t j = i + 1; j < n; j++, pair++) {
                bool differs = pair < of[t].differ;
                json_t *row = json_pack(
                    "{s:s, s:s, s:s, s:s, s:i, s:i, s:f, s:f, s:f, s:f, s:f, s:i, s:f, s:s}",
                    "role", "primary", "outcome", "y", "first", name[i], "second", name[j],
                    "n_first", 6, "n_second", 6, "mean_first", 10.0, "mean_second", 10.0, "diff",
                    differs ? 4.0 : 1.0, "ci_low", differs ? 2.0 : -3.0, "ci_high",
                    differs ? 6.0 : 5.0, "tests", (int)(n * (n - 1) / 2), "p_holm",
                    differs ? 0.01 : 0.4, "verdict",
                    differs ? HINGE_VERDICT_DIFFERS : HINGE_VERDICT_UNDECIDED);
                if (of[t].differ == 0) /* a margin, within which two pairs are */
                    json_object_update_new(row, json_pack("{s:f, s:s}", "margin", 9.0, "ruled_out",
                                                          pair < 2 ? "yes" : "no"));
                double level = differs ? 1 - 0.1 / (double)(n * (n - 1)) : 0.95;
                json_object_update_new(row, json_pack("{s:f, s:f, s:f}", "level_holm", level,
                                                      "ci_low_holm", differs ? 1.0 : -3.0,
                                                      "ci_high_holm", differs ? 7.0 : 5.0));
                json_array_append_new(list, row);
            }
        for (size_t i = 0; i < n; i++)
            json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:i, s:f}", "role", "described",
                                                  "outcome", "y", "first", name[i], "n_first", 6,
                                                  "mean_first", 10.0 * (double)(i + 1)));
        struct hinge_result *result =
            result_of("groups", json_pack("{s:s, s:o}", "group", "group", "outcomes", list));
        has(result->sentences, of[t].has, true);
        has(result->sentences, of[t].lacks, false);
        hinge_result_free(result);
    }
}

/* A claim that an absence ends says so, with p and how many; what is unclear, and a claim that
 * stays, say nothing of p. The range stands below the tables, the person only if asked. */
TEST(an_absence_that_ends_a_claim_is_said)
{
    for (int k = 0; k < 3; k++) {
        const bool differs = k < 2, ends = k == 0;
        json_t *row = json_pack(
            "{s:s, s:s, s:s, s:s, s:i, s:i, s:f, s:f, s:f, s:f, s:f, s:i, s:f, s:s, s:f, s:f}",
            "role", "primary", "outcome", "y", "first", "a", "second", "b", "n_first", 6,
            "n_second", 7, "mean_first", 14.0, "mean_second", 10.0, "diff", 4.0, "ci_low",
            differs ? 2.0 : -1.0, "ci_high", 6.0, "tests", 1, "p_holm", differs ? 0.03 : 0.4,
            "verdict", differs ? HINGE_VERDICT_DIFFERS : HINGE_VERDICT_UNDECIDED, "loo_low", 1.0,
            "loo_high", 5.0);
        if (differs)
            json_object_update_new(row, json_pack("{s:f, s:i, s:s}", "loo_p", ends ? 0.072 : 0.041,
                                                  "loo_ends", ends ? 2 : 0, "loo_person", "P7"));
        struct hinge_result *result =
            result_of("groups", json_pack("{s:s, s:[o]}", "group", "group", "outcomes", row));
        has(result->sentences,
            "Without one of the 13 people p would be up to .072: for 2 of them the difference "
            "would not be clear.",
            ends);
        has(result->sentences, "p would be", ends);
        struct hinge_text range = {0};
        hinge_planned_add_range(result, true, &range);
        has(hinge_text_string(&range),
            "Without any one person the difference in y (a minus b) "
            "lies between 1.0 and 5.0",
            true);
        has(hinge_text_string(&range), "without P7 p would be largest", ends);
        hinge_text_clear(&range);
        hinge_result_free(result);
    }
}

/* The change of each group and their difference, without a verdict. */
TEST(changes_of_groups_are_values)
{
    json_t *row = cue_row(NULL, -7, 1, 12);
    add_interaction(row, 2, 1);
    struct hinge_result *result = cue_result(row);
    has(result->sentences,
        "The change was -3.0° in the a group and -5.0° in the b group (difference 2.0°, "
        "95% CI 1.0 to 3.0; n = 6 and 6).",
        true);
    hinge_result_free(result);
}

/* All changed alike: no interval, which no sentence may print as "nan". */
TEST(no_spread_has_no_interval)
{
    json_t *row = cue_row(NULL, 0, 0, 12);
    json_object_set_new(row, "ci_low", json_null());
    json_object_set_new(row, "ci_high", json_null());
    json_object_del(row, "verdict");
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
    has(result->sentences, "(all changed alike, so there is no interval; n = 12)", true);
    hinge_result_free(result);
    json_t *groups = group_rows(0, NULL), *first = json_array_get(groups, 0);
    json_object_set_new(first, "ci_low", json_null());
    json_object_set_new(first, "ci_high", json_null());
    json_object_del(first, "verdict");
    result = result_of("groups", json_pack("{s:s, s:o}", "group", "group", "outcomes", groups));
    has(result->sentences, "nan", false);
    has(result->sentences, "no variation, so there is no interval", true);
    hinge_result_free(result);
}

/* What else differs is named, larger or smaller, with the number of tests; else that none does,
 * or that there are too few people for the tests. */
TEST(others_are_named_or_counted)
{
    static const struct {
        const char *verdict, *words;
    } families[] = {
        {"differs", "Further outcomes that differed (exploratory, Holm over 2 tests): other0 "
                    "excursion 4.0° larger; other1 excursion 4.0° smaller."},
        {HINGE_VERDICT_UNDECIDED, "None of 2 further outcomes (exploratory) clearly differed."},
        {NULL, "2 further outcomes are not tested: 5 participants in each group are needed."}};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        struct hinge_result *result =
            result_of("groups", json_pack("{s:s, s:o}", "group", "group", "outcomes",
                                          group_rows(2, families[i].verdict)));
        has(result->sentences, "2.0 higher in the a group than in the b group", true);
        has(result->sentences, families[i].words, true);
        hinge_result_free(result);
    }
}
