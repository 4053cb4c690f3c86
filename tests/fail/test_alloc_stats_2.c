/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of test_alloc_stats.c: part 2 of the analyses. */
#define PART 2
/* NOLINTNEXTLINE(bugprone-suspicious-include): one test, in parts */
#include "test_alloc_stats.c"
