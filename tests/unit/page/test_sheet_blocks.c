/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blocks of a deep squat: no word is covered by a block, none touches the line
 * below. */
#include "assert_close.h"

#include "page/sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *last_of(const char *text, const char *part)
{
    const char *found = NULL;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at++)
        found = at;
    return found;
}

static void words_lie_over_all_blocks(void **state)
{
    const struct hinge_sheet_pose squat = {
        .pelvis_deg = NAN, .ribs_deg = NAN, .thigh_deg = -65, .trunk_deg = 40};
    struct hinge_text out = {0};
    (void)state;
    hinge_sheet_blocks(&out, &squat, NULL);
    const char *figure = hinge_text_string(&out);
    const char *thigh = last_of(figure, ">thigh<"), *block = last_of(figure, "<path");
    assert_non_null(thigh);
    assert_non_null(block);
    assert_true(thigh > block);
    /* the thigh is 30 wide and turns about y = 196: its corner, and letters of 13
     * points whose capitals are three quarters as high */
    const char *below = last_of(figure, "<text");
    const char *y = strstr(below, " y=\"");
    assert_non_null(y);
    assert_true(strtod(y + 4, NULL) - 0.75 * 13 > 196 + 15 * sin(65 * acos(-1) / 180));
    hinge_text_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_lie_over_all_blocks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
