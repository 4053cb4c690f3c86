/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a fault was largest: the spine goes with the hips, or a little ahead of them or
 * behind, so that it is rounded most at a known moment round the bottom. */
#include "test.h"

#include "analysed.h"

TEST(the_moment_of_most_rounding)
{
    static const double lead_s[] = {0.03, 0, -0.02, -0.05};
    for (size_t k = 0; k < sizeof lead_s / sizeof *lead_s; k++) {
        cleared_by(analysed_clear) struct analysed a = unfiltered();
        struct subject subject = subject_text_g();
        subject.lumbar_lead_s = lead_s[k];
        subject.rep[0].hold = subject.rep[1].hold = 0; /* one highest point */
        measure_subject(&a, &subject);
        assert_int_equal(a.result.reps, 2);
        for (size_t rep = 0; rep < 2; rep++) {
            size_t at = fault_at(&a, rep, "lumbar_rounding");
            double bottom = subject.rep[rep].t0 + subject.rep[rep].desc;
            assert_close(a.result.block.fault_severity[at], 24, 0, 1e-6);
            assert_close(a.result.block.fault_time[at], bottom - lead_s[k], 0, 1e-6);
        }
    }
}
