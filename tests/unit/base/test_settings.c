/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include <hinge/settings.h>

TEST(a_name_is_found_as_option_and_as_key)
{
    const struct hinge_setting *option = hinge_setting_find("allow-inferred");
    assert_non_null(option);
    assert_ptr_equal(hinge_setting_find("allow_inferred"), option);
    assert_string_equal(hinge_setting_find("rate")->help, "frames per second");
    assert_string_equal(hinge_setting_find("reps")->standard, "5");
    assert_string_equal(hinge_setting_find("seed")->standard, "20240101");
    assert_null(hinge_setting_find("allow"));
    assert_null(hinge_setting_find("allow-inferred-"));
}
