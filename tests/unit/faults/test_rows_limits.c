/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of test_rows.c: states at the limits. */
#define PART 2
/* NOLINTNEXTLINE(bugprone-suspicious-include): one test, in parts */
#include "test_rows.c"
