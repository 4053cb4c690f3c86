/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the known answers of text G share: its settings, and shares as faults of their
 * own. */
#ifndef TESTS_KNOWN_SUBJECT_H
#define TESTS_KNOWN_SUBJECT_H

#include "analysed.h"

/* Text G as its checks want it: no main filter, no moving average, the standing given.
 */
static inline struct analysed text_g(void)
{
    struct analysed a = unfiltered();
    a.info.stand_start_s = 0.5;
    a.info.stand_end_s = 1.49;
    return a;
}

static inline void add_share(struct analysed *a, const char *id, const char *window)
{
    static const char *const rows[][2] = {{"statistic", "share"},
                                          {"signal", "lumbar_flex"},
                                          {"over", "total_flex"},
                                          {"threshold", "0.4"},
                                          {"tier", "B"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        assert_int_equal(hinge_fault_table_set(&a->faults, id, rows[k][0], rows[k][1], "test",
                                               &a->error),
                         HINGE_OK);
    assert_int_equal(hinge_fault_table_set(&a->faults, id, "window", window, "test", &a->error),
                     HINGE_OK);
}

#endif
