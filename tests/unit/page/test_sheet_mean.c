/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of a person's sheet: recordings count alike, and the wobble is of the
 * change from the time before, whose bends may have been fewer. By hand. */
#include "test.h"

#include "page/sheet.h"

#include <math.h>

TEST(recordings_count_alike)
{
    static const double value[] = {10, 20, 12, 14};
    static const uint32_t trial[] = {0, 1, 0, 0};
    struct hinge_sheet_mean m = hinge_sheet_mean_of(value, trial, 4);
    assert_close(m.mean, (12 + 20) / 2., 1e-12, 0);
    assert_close(m.sd, sqrt((16 + 36 + 4 + 0) / 3.), 1e-12, 0); /* about 14 */
    assert_close(m.parts, (1 / 3. + 1) / 4, 1e-12, 0);
    m = hinge_sheet_mean_of(value, trial, 1);
    assert_true(m.mean == 10 && isnan(m.sd) && m.parts == 1);
    assert_true(isnan(hinge_sheet_mean_of(value, trial, 0).mean));
}

TEST(the_wobble_is_of_the_change)
{
    const double none = NAN;
    const struct hinge_sheet_mean now = {50, 4, 1 / 4.}, absent = {none, none, none};
    const struct hinge_sheet_mean last = {46, 6, 1 / 9.}, single = {46, none, 1};
    const struct hinge_sheet_mean one = {50, none, 1};
    assert_close(hinge_sheet_wobble(&now, &absent), 1.96 * sqrt(4 + 4), 1e-12, 0);
    assert_close(hinge_sheet_wobble(&now, &last), 1.96 * sqrt(4 + 4), 1e-12, 0);
    assert_close(hinge_sheet_wobble(&now, &single), 1.96 * sqrt(4 + 16), 1e-12, 0);
    assert_true(isnan(hinge_sheet_wobble(&one, &last)));
}
