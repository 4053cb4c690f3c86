/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small data for the tests of models: columns by name from arrays on the stack. */
#ifndef TESTS_TOY_ROWS_H
#define TESTS_TOY_ROWS_H

#include "stats/model/design.h"

#define NUMBER(name_, values)                                                          \
    {                                                                                  \
        .name = (name_), .value = (values)                                             \
    }
#define FACTOR(name_, codes, levels)                                                   \
    {                                                                                  \
        .name = (name_), .is_factor = true, .code = (codes), .level = (levels),        \
        .n_levels = sizeof(levels) / sizeof *(levels)                                  \
    }

/* A deterministic stream of numbers in [0, 1): the same everywhere. */
static inline double toy_uniform(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*state >> 11) / 9007199254740992.0;
}

#endif
