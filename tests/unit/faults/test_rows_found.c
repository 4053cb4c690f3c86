/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of test_rows.c: bodies that have a fault or nearly have it. */
#define PART 1
/* NOLINTNEXTLINE(bugprone-suspicious-include): one test, in parts */
#include "test_rows.c"
