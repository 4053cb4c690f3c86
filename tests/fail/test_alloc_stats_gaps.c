/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of test_alloc_stats.c: variances with gaps. */
#define PART PARTS
/* NOLINTNEXTLINE(bugprone-suspicious-include): one test, in parts */
#include "test_alloc_stats.c"
