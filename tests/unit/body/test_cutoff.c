/* SPDX-License-Identifier: GPL-3.0-or-later */
/* filter.cutoff = auto: the median of the cutoffs that the coordinates themselves
 * suggest, and nothing else changes. */
#include "test.h"

#include "analysed.h"
#include "signal/signal.h"

static struct hinge_arena scratch;

TEST(the_recording_suggests_a_cutoff)
{
    struct subject subject = subject_text_g();
    struct hinge_recording r;
    struct analysed fixed, automatic;
    double found[128];
    size_t n = 0;
    subject_record(&subject, &r);
    for (size_t c = 0; c < r.layout.n_channels; c++) {
        double *x = r.data + c * r.n_frames;
        if (r.layout.channel[c].component > HINGE_COMPONENT_y)
            continue;
        for (size_t i = 0; i < r.n_frames; i++) /* 3 mm of even noise, no outlier */
            x[i] += 0.003 * (fmod((double)(i * 7919 + c * 104729), 101) / 50 - 1);
        double hz = hinge_residual_cutoff(x, r.n_frames, subject.rate_hz, &scratch).cutoff_hz;
        if (!isnan(hz))
            found[n++] = hz;
    }
    assert_true(n > 10);
    analysed_init(&fixed);
    analyse_recording(&fixed, &r);
    analysed_init(&automatic);
    strcpy(automatic.parameters.filter_cutoff, "auto");
    measure_recording(&automatic, &r);
    assert_true(isnan(fixed.result.residual_cutoff_hz));
    assert_close(automatic.result.residual_cutoff_hz, hinge_median(found, n, &scratch), 0, 1e-9);
    assert_close(automatic.result.cutoff_hz, 6, 0, 0);
    assert_same_metrics(&fixed, 0, &automatic, 0, 0, NULL);
    hinge_recording_clear(&r);
    analysed_clear(&fixed);
    analysed_clear(&automatic);
}
