/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a recording or a person does not count: one phrase for each reason, with the number in force.
 */
#include "test.h"

#include "report/people/repetitions.h"

TEST(each_reason_has_one_phrase)
{
    static const struct {
        enum hinge_use use;
        double min_reps, min_valid;
        unsigned usable, filtered;
        const char *says;
    } cases[] = {
        {HINGE_USE_REFERENCE, 3, 0.5, 0, 0, "reference recording"},
        {HINGE_USE_FILTERED, 3, 0.5, 0, 2, "left out by the filter"},
        {HINGE_USE_NO_REPS, 3, 0.5, 0, 0, "no repetition found"},
        {HINGE_USE_USED, 3, 0.5, 5, 0, "fewer than 3 repetitions with a value"},
        {HINGE_USE_USED, 2, 0.5, 5, 0, "fewer than 2 repetitions with a value"},
        {HINGE_USE_USED, 1, 0.5, 5, 0, "no repetition with a value"},
        {HINGE_USE_USED, 0, 0, 5, 0, "no repetition with a value"},
        {HINGE_USE_FEW, 3, 0.5, 2, 0, "fewer than 3 usable repetitions"},
        {HINGE_USE_FEW, 3, 0.5, 2, 1, "fewer than 3 usable repetitions left by the filter"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hinge_uses uses = {
            .rule = hinge_people_rule_of(cases[i].min_reps, cases[i].min_valid, false)};
        const struct hinge_used_recording of = {.use = cases[i].use,
                                                .reason = "",
                                                .cell_usable = cases[i].usable,
                                                .cell_filtered = cases[i].filtered};
        char buffer[160];
        assert_string_equal(hinge_use_why(&uses, &of, buffer), cases[i].says);
    }
}

TEST(a_repetition_has_its_own_reason)
{
    /* of a recording that is used, or whose person has too few, the filter took one alone */
    static const enum hinge_use of_recording[] = {HINGE_USE_USED, HINGE_USE_FEW};
    struct hinge_uses uses = {.rule = hinge_people_rule_of(3, 0.5, false)};
    for (size_t i = 0; i < 2; i++) {
        const struct hinge_used_recording of = {
            .use = of_recording[i], .reason = "", .cell_usable = 2, .cell_filtered = 1};
        char buffer[160];
        assert_string_equal(hinge_use_why_rep(&uses, &of, HINGE_USE_FILTERED, 2, 1, 0, buffer),
                            "left out by the filter");
    }
}
