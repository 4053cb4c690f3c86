/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of a person's sheet: recordings count alike. By hand. */
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
    m = hinge_sheet_mean_of(value, trial, 1);
    assert_true(m.mean == 10 && isnan(m.sd));
    assert_true(isnan(hinge_sheet_mean_of(value, trial, 0).mean));
}
