/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of test_alloc_stats.c: variances with gaps. */
#define PART PARTS
#include "test_alloc_stats.c"
