/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns are read for a request: all that it names, so that none is missed. */
#include "test.h"

#include "report/people/outcomes.h"

#include <string.h>

static struct hinge_stats_request request_of(const char *text)
{
    struct hinge_stats_request request = {0};
    assert_works(hinge_stats_request_init(&request, text, &why));
    return request;
}

TEST(names)
{
    cleared_by(hinge_stats_request_clear) struct hinge_stats_request request =
        request_of("{\"analysis\":\"ancova\",\"outcome\":\"lumbar_fraction\",\"group\":\"cue\","
                   "\"covariate\":[\"lumbar_hip_ratio_0_30\"],\"participant\":\"participant\","
                   "\"filter\":\"group=trained&tier!=C\"}");
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_named_columns(&request, &text);
    hinge_text_adds(&text, ",");
    static const char *const expected[] = {
        ",lumbar_fraction,",
        ",cue,",
        ",lumbar_hip_ratio_0_30,",
        ",participant,",
        ",group,",
        ",tier,",
        ",cond_order,",
        ",lumbar_fraction_0_30," /* a bin's ratio is that of its means */};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        if (strstr(hinge_text_string(&text), expected[i]) == NULL)
            fail_msg("no %s in %s", expected[i], hinge_text_string(&text));
}

/* Every part of a ratio of means is read. */
TEST(parts_of_ratios)
{
    cleared_by(hinge_stats_request_clear) struct hinge_stats_request request =
        request_of("{\"analysis\":\"between\",\"outcome\":["
                   "\"matched_lumbar_hip_ratio\",\"lumbar_hip_ratio_q4_lp\"]}");
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_named_columns(&request, &text);
    hinge_text_adds(&text, ",");
    static const char *const expected[] = {
        ",matched_lumbar_excursion_deg,", ",matched_hip_excursion_deg,", ",lumbar_fraction_q4_lp,"};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        if (strstr(hinge_text_string(&text), expected[i]) == NULL)
            fail_msg("no %s in %s", expected[i], hinge_text_string(&text));
}

static bool lacks(const char *text)
{
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    static const char *const columns[] = {"angle", "cue", "p"};
    for (size_t i = 0; i < 3; i++)
        hinge_table_add_column(&table, columns[i], HINGE_COLUMN_TEXT, "", 0);
    cleared_by(hinge_stats_request_clear) struct hinge_stats_request request = request_of(text);
    bool lacking = hinge_named_is_lacking(&request, &table);
    return lacking;
}

TEST(lacking)
{
    /* of a condition the column counts, not the value */
    assert_false(lacks("{\"analysis\":\"within\",\"filter\":\"cue=dowel&p!=x\"}"));
    assert_true(lacks("{\"analysis\":\"within\",\"filter\":\"cue=dowel&task=x\"}"));
    assert_true(lacks("{\"analysis\":\"between\",\"outcome\":\"angel\"}"));
}
