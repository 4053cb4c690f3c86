/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a simulated repetition truly was: phase times, excursions and faults by the
 * definitions of method 5.4, 6 and 7, evaluated on the noise-free body on a fine time
 * grid. Shares no code with the analysis. */
#ifndef HINGE_SIMULATE_TRUTH_H
#define HINGE_SIMULATE_TRUTH_H

#include <hinge/status.h>
#include <stddef.h>

struct hinge_motion;
struct hinge_physique;

/* id, threshold, kind of margin (method 7.0) */
#define HINGE_TRUTH_LIST(X)                                                                        \
    X(lumbar_rounding, 30.0, SPINE)                                                                \
    X(rounding_early, 0.40, SHARE)                                                                 \
    X(butt_wink, 5.0, WITHIN)                                                                      \
    X(pelvic_tuck, 5.0, WITHIN)                                                                    \
    X(spine_over_hip, 0.40, SHARE)                                                                 \
    X(lumbar_overextension, 10.0, SPINE)                                                           \
    X(insufficient_hip_travel, 0.0, POSITION)                                                      \
    X(fold_forward, 0.0, SHARE)                                                                    \
    X(squat_pattern, 45.0, LIMB)                                                                   \
    X(excessive_knee_flexion, 30.0, LIMB)                                                          \
    X(locked_knees, 0.0, LIMB)                                                                     \
    X(knee_forward_travel, 0.05, POSITION)                                                         \
    X(shin_forward, 10.0, LIMB)                                                                    \
    X(uncontrolled_lowering, 100.0, SPEED)                                                         \
    X(no_lockout, 12.0, LIMB)

enum hinge_truth_fault {
#define X(name, threshold, kind) HINGE_TRUTH_##name,
    HINGE_TRUTH_LIST(X)
#undef X
        HINGE_TRUTH_COUNT
};

enum { HINGE_TRUTH_REFUSED = 255 };

struct hinge_truth_rep {
    double desc_start_s, desc_end_s, asc_start_s, asc_end_s;
    /* descent, between those times */
    double lumbar_excursion_deg, hip_excursion_deg, pelvis_excursion_deg, knee_excursion_deg;
    double lumbar_fraction;
    double lumbar_fraction_full; /* standing posture to the end of the descent */
    /* bottom, as changes from standing (method 6.8) */
    double hip_posterior_ll, hip_drop_ll, path_angle_deg, half_lean_travel;
    double severity[HINGE_TRUTH_COUNT]; /* NaN when it cannot be judged */
    int state[HINGE_TRUTH_COUNT];       /* 0 to 3, or 255 (gate not met) */
};

/* Judges every repetition of a motion into rep[motion->n_reps]. `tier` 'A' has the
 * margins of tier A, any other those of B; tier C truth uses B's, what cannot be
 * measured is still true. Errors: NOMEM. */
enum hinge_status hinge_truth_judge(const struct hinge_motion *motion,
                                    const struct hinge_physique *physique, char tier,
                                    struct hinge_truth_rep *rep, struct hinge_error *error);

/* Threshold and margin of a fault. */
void hinge_truth_rule(size_t fault, char tier, double *threshold, double *margin);

/* Four-state outcome of method 7.0. */
int hinge_truth_state(double severity, double threshold, double margin);

#endif
