/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page says of how a fault is measured: a built-in row has words of its own, or is a largest
 * value, a median or a metric of whole phases, which the page puts into words. */
#include "test.h"

#include "faults/fault.h"
#include "view/words.h"

#include <string.h>

TEST(every_row_has_words)
{
    struct hinge_fault_table faults;
    hinge_fault_table_init(&faults);
    for (size_t k = 0; k < faults.n; k++) {
        const struct hinge_fault *row = &faults.row[k];
        const unsigned said = HINGE_WINDOW_SETUP | HINGE_WINDOW_DESCENT | HINGE_WINDOW_HOLD;
        char words[200];
        assert_true(*hinge_seen_how(row, row->signal, 'A', words, sizeof words) != '\0');
        if (row->seen.how != NULL || row->statistic == HINGE_STATISTIC_METRIC)
            continue;
        assert_true(row->statistic == HINGE_STATISTIC_MAX ||
                    row->statistic == HINGE_STATISTIC_MEDIAN);
        assert_true(row->relative != HINGE_RELATIVE_START);
        assert_true(row->window.p0 == 0 && row->window.p1 == 1);
        assert_true(row->window.parts == HINGE_WINDOW_REP ||
                    row->window.parts == HINGE_WINDOW_BOTTOM || (row->window.parts & ~said) == 0);
    }
    hinge_fault_table_clear(&faults);
}
