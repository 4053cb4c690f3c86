/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times written as text: what they are in seconds, and what is none. */
#include "test.h"

#include "base/number.h"

#include <string.h>

TEST(times_in_seconds)
{
    static const struct {
        const char *text;
        double seconds;
        int decimals;
    } rows[] = {{"0:00:01.200", 1.2, 3},
                {"0:00:01:20", 1.2, 2},
                {"01:02,5", 62.5, 1},
                {"12:34:56", 45296, 0},
                {"1:00:00:05", 3600.05, 2},
                {"2024-03-01 12:00:01.25", 43201.25, 2},
                {"2024-03-01T00:01:00Z", 60, 0},
                {"999999999:00", 59999999940, 0}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        double seconds = -1;
        int decimals = -1;
        if (!hinge_number_clock(rows[k].text, strlen(rows[k].text), &seconds, &decimals))
            fail_msg("%s", rows[k].text);
        assert_close(seconds, rows[k].seconds, 1e-14, 0);
        assert_int_equal(decimals, rows[k].decimals);
    }
}

TEST(what_is_no_time)
{
    static const char *const rows[] = {"",          "5",       "x1:02",   "1x:02",        "1:x2",
                                       "1:2x",      "1:02:x3", ":01",     "1:",           "1:02.x5",
                                       "1:2:3:4:5", "-1:02",   "1:02.5x", "9999999999:00"};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        double seconds;
        int decimals;
        if (hinge_number_clock(rows[k], strlen(rows[k]), &seconds, &decimals))
            fail_msg("%s: %g s", rows[k], seconds);
    }
}
