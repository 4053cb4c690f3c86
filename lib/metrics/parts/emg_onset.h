/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Activity of muscles around one repetition: method 7.4. Times are of the recording's
 * clock, s. */
#ifndef HINGE_METRICS_PARTS_EMG_ONSET_H
#define HINGE_METRICS_PARTS_EMG_ONSET_H

#include "reps/view.h"

/* Moments of a repetition, NaN where a phase is missing, and its quiet stretch: the
 * last emg.quiet_s without movement that end before the setup window, else the first of
 * the recording; NaN without any. */
struct hinge_emg_rep {
    const struct hinge_rep_view *view;
    double desc_start, desc_end, asc_start, asc_end;
    double first; /* early descent: progress 0 to 0.3 ends here */
    double setup; /* begin of the setup window */
    double quiet_from, quiet_to;
};
struct hinge_emg_rep hinge_emg_rep(const struct hinge_rep_view *view);

/* Root mean square of the band-passed samples of from..to; NaN without samples. */
double hinge_emg_rms(const struct hinge_muscle *muscle, double from, double to);

/* The largest root mean square of `width_s` within from..to; of all of it where that is
 * shorter. */
double hinge_emg_peak(const struct hinge_muscle *muscle, double from, double to, double width_s);

/* When the muscle becomes active in the ascent (Hodges and Bui 1996): the first sample
 * of emg.hold_ms whose envelope stays above the quiet mean plus emg.sd SDs, from
 * max(asc_start - 0.5, desc_end) on. Where it is active by then, or quiet is not quiet
 * (SD above the mean), above the mean and SDs of the time up to asc_start: *noisy.
 * NO_EMG, PHASE_MISSING, EMG_BASELINE_NOISY, BIN_NOT_REACHED. */
struct hinge_value hinge_emg_onset(const struct hinge_emg_rep *rep,
                                   const struct hinge_muscle *muscle, bool *noisy);

/* EMG_BASELINE_NOISY where the onset of any muscle is that of an increase, else 0. */
uint64_t hinge_emg_warnings(const struct hinge_rep_view *view);

/* The first moment in from..to at which the envelope is below the quiet mean plus 2
 * SDs; NO_EMG, EMG_BASELINE_NOISY, BIN_NOT_REACHED. */
struct hinge_value hinge_emg_silence(const struct hinge_emg_rep *rep,
                                     const struct hinge_muscle *muscle, double from, double to);

#endif
