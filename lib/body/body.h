/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From landmarks or vendor angles to the person's own sagittal plane: signals per
 * frame, evidence tier, and why something is missing. method 1, 2.1-2.3, 3 and 4. */
#ifndef HINGE_BODY_H
#define HINGE_BODY_H

#include "base/memory.h"
#include "base/parameters.h"
#include "trial/trial.h"

#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Signals: id, unit, margin kind (see faults), title. Ids are what config and tables
 * say. */
#define HINGE_SIGNAL_LIST(X)                                                                       \
    X(lumbar_flex, deg, spine, "lumbar flexion, thorax on pelvis")                                 \
    X(hip_flex, deg, spine, "hip flexion, pelvis on thigh")                                        \
    X(pelvis_tilt, deg, spine, "anterior pelvic tilt")                                             \
    X(thorax_tilt, deg, spine, "thorax inclination")                                               \
    X(trunk_incl, deg, limb, "trunk inclination")                                                  \
    X(trunk_thigh, deg, limb, "trunk on thigh")                                                    \
    X(thigh_incl, deg, limb, "thigh inclination")                                                  \
    X(shank_incl, deg, limb, "shank inclination")                                                  \
    X(knee_flex, deg, limb, "knee flexion")                                                        \
    X(ankle_df, deg, limb, "ankle dorsiflexion")                                                   \
    X(neck_flex, deg, limb, "neck flexion")                                                        \
    X(thoracic_curv, deg, spine, "thoracic curvature")                                             \
    X(lumbar_curv, deg, spine, "lumbar curvature")                                                 \
    X(total_flex, deg, spine, "lumbar plus hip flexion")                                           \
    X(driver, deg, limb, "signal that segments the repetitions")                                   \
    X(hip_posterior, LL, position, "hip travel backward")                                          \
    X(hip_drop, LL, position, "hip travel downward")                                               \
    X(knee_travel, LL, position, "knee travel forward over the ankle")                             \
    X(chest_toe, LL, position, "shoulder in front of the toe")                                     \
    X(knee_toe, FL, foot, "knee in front of the toe")                                              \
    X(load_midfoot, FL, foot, "load, else hands, in front of midfoot")                             \
    X(com_foot, pct, percent, "centre of mass along the foot, from the heel")                      \
    X(lumbar_lowthx, deg, spine, "lumbar flexion, T8-T12 thorax")                                  \
    X(lumbar_isb, deg, spine, "lumbar flexion, ISB thorax")                                        \
    X(lumbar_post, deg, spine, "lumbar flexion, C7-T10 thorax")                                    \
    X(lumbar_spn, deg, spine, "lumbar flexion, C7-T12 thorax")                                     \
    X(spine_c7s, deg, spine, "C7 to sacrum line on pelvis, exploratory")                           \
    X(spine_bend, deg, spine, "bend at a depth camera's spine point, exploratory")                 \
    X(cva, deg, limb, "craniovertebral angle, ear over C7 above horizontal")                       \
    X(head_line, deg, limb, "C7 (else shoulder) to ear line against the trunk")                    \
    X(pelvic_obliquity, deg, spine, "right side of the pelvis up")                                 \
    X(pelvic_yaw, deg, spine, "pelvis turned to the left")                                         \
    X(lateral_shift, LL, position, "hips over the ankles, to the right")                           \
    X(lateral_lean, deg, limb, "trunk leaning to the right")                                       \
    X(knee_gap, 1, share, "distance of the knees by that of the ankles")                           \
    X(stance_gap, 1, share, "distance of the ankles by that of the shoulders")                     \
    X(foot_yaw_l, deg, spine, "left foot turned to the left")                                      \
    X(foot_yaw_r, deg, spine, "right foot turned to the left")                                     \
    X(hip_asymmetry, deg, spine, "left minus right hip flexion (tier C: trunk-thigh)")             \
    X(shoulder_rise, TL, position, "shoulders above C7 along the trunk")                           \
    X(shoulder_ear, TL, position, "shoulders towards the ears along the trunk")                    \
    X(shoulder_forward, TL, position, "shoulders forward on the thorax")                           \
    X(head_back, TL, position, "ears behind C7 across the thorax")                                 \
    X(rib_asymmetry, TL, position, "left lower ribs in front of the right")                        \
    X(load_height, m, position, "height of load, else hands, metres")                              \
    X(lumbar_flex_3d, deg, spine, "lumbar flexion, Cardan")                                        \
    X(lumbar_bend_3d, deg, spine, "thorax on pelvis leaning to the right, Cardan")                 \
    X(lumbar_turn_3d, deg, spine, "thorax on pelvis turned to the left, Cardan")                   \
    X(hip_flex_3d, deg, spine, "hip flexion, Cardan")                                              \
    X(knee_flex_3d, deg, limb, "knee flexion, Cardan")                                             \
    X(pelvis_tilt_3d, deg, spine, "anterior pelvic tilt, Cardan")                                  \
    X(pelvic_obliquity_3d, deg, spine, "right side of the pelvis up, Cardan")                      \
    X(pelvic_yaw_3d, deg, spine, "pelvis turned to the left, Cardan")                              \
    X(cop_foot, pct, percent, "centre of pressure along the foot, from the heel")                  \
    X(rear_load, 1, share, "weight on the rear foot, if nothing accelerates")                      \
    X(rear_leg, deg, limb, "rear leg, hip before ankle")                                           \
    X(hand_head, TL, position, "hands beyond the ears along the trunk")                            \
    X(upper_lumbar_flex, deg, spine, "upper lumbar flexion, T12/L1-L3 on L3-L5")                   \
    X(lower_lumbar_flex, deg, spine, "lower lumbar flexion, L3-L5 on the pelvis")

enum hinge_signal {
#define X(name, unit, kind, title) HINGE_SIGNAL_##name,
    HINGE_SIGNAL_LIST(X)
#undef X
        HINGE_SIGNAL_COUNT
};

const char *hinge_signal_name(enum hinge_signal signal);
const char *hinge_signal_unit(enum hinge_signal signal);
const char *hinge_signal_title(enum hinge_signal signal);
enum hinge_signal hinge_signal_find(const char *name); /* COUNT when unknown */

enum hinge_lumbar_def {
    HINGE_LUMBAR_NONE,
    HINGE_LUMBAR_T12L1,
    HINGE_LUMBAR_LOWTHX,
    HINGE_LUMBAR_ISB,
    HINGE_LUMBAR_POST,
    HINGE_LUMBAR_SPN,
    HINGE_LUMBAR_IK,
    HINGE_LUMBAR_VENDOR /* angles that somebody else computed, as they define them */
};
const char *hinge_lumbar_def_name(enum hinge_lumbar_def def); /* "" for NONE */
/* What lumbar flexion is the angle of, from the name of a definition: "the thorax (T8 to T12/L1)".
 */
const char *hinge_lumbar_def_words(const char *name);

/* Segments whose length in an image is checked. */
enum hinge_segment {
    HINGE_SEGMENT_TRUNK,
    HINGE_SEGMENT_THIGH,
    HINGE_SEGMENT_SHANK,
    HINGE_SEGMENT_COUNT
};

enum { HINGE_RARE_MAX = 400, HINGE_SWAPPED_MAX = 80 };

/* EMG of one muscle over time: sample i at start_s + i / rate_hz of the body's clock.
 * band is NULL where there is none, or it is too slow to be EMG. */
struct hinge_muscle {
    size_t n;
    double rate_hz, start_s;
    double *band;     /* band-passed, without mean */
    double *envelope; /* rectified and low-passed */
};

/* Errors that last (slow.c): of each signal, and what the recording itself shows of its
 * landmarks: root mean squares, all and of spine and pelvis, and the worst. */
struct hinge_slow {
    double sd[HINGE_SIGNAL_COUNT]; /* in the signal's unit; 0 unknown */
    double landmark;               /* of a landmark, source lengths */
    double shown;                  /* share of these that the recording shows, 0..1; the rest is the
                                      family's */
    double all_mm, spine_mm, worst_mm;
    int worst; /* landmark, -1 none */
};

/* Everything about a trial's body over time. signal[s] is NULL when reason[s] is not
 * OK; values are raw angles (degrees) or, for positions, leg lengths relative to
 * midfoot; they become changes from standing in reps. */
struct hinge_body {
    size_t n;
    double rate_hz, start_s, cutoff_hz;
    double residual_cutoff_hz; /* suggested, filter.cutoff = auto; else NaN */
    double *signal[HINGE_SIGNAL_COUNT];
    enum hinge_reason reason[HINGE_SIGNAL_COUNT];
    bool inferred[HINGE_SIGNAL_COUNT];
    /* 2D: one hip beside a point of the midline; wrong unless the view is square */
    bool one_sided[HINGE_SIGNAL_COUNT];

    char tier; /* 'A' 'B' 'C' 'N' */
    int dim;   /* 2 or 3 */
    bool has_frontal, has_metric, has_positions, has_thigh, has_pelvis, is_inferred;
    bool from_angles; /* every angle is somebody else's */
    bool origin_at_hip;
    enum hinge_lumbar_def lumbar_def;
    enum hinge_family family;
    char side; /* 'l' 'r' 'b' */
    enum hinge_signal driver_source;
    uint64_t warnings;
    char rare[HINGE_RARE_MAX];   /* landmarks seen too rarely to be used; "" for none */
    const char *vertical_source; /* gravity, plumb, axis, standing */
    double vertical_turn_deg;    /* by which it turned the coordinates */
    double image_facing;         /* 2D: +1 or -1, else 0 */

    double leg0; /* LL0 of method 2.5: m, or pixels */
    bool leg_from_trunk;
    /* tracks kept for standing, gait and scale (NULL when absent), source lengths */
    double *hip_x, *hip_y, *ankle_x, *ankle_y, *leg_length, *foot_length;
    double *line_deg;                        /* ankle-to-shoulder line, forward positive */
    char long_axis[3];                       /* the file's axis nearest to it, "+y"; "" unknown */
    double *ankle_side_x[2], *thigh_side[2]; /* l, r; gait test */
    double *hip_yaw_deg;                     /* 3D: heading of the pelvis against the trial's */
    double *hip_gap;                         /* 2D: |hjc_l.u - hjc_r.u| */
    double *trunk_length;                    /* hip to shoulder */
    /* back of the head, mid-back, tailbone, the ear: x and y, for the dowel, and both
     * ends of one that was tracked */
    double *dowel[6][2];
    double *segment_length[HINGE_SEGMENT_COUNT]; /* 2D: in the image */
    unsigned char *degenerate; /* 2D: 1 where a segment is too short; NULL: nowhere */
    unsigned char *gimbal;     /* 1 where a 3D angle is beyond its limit; NULL: nowhere */
    bool view_partial;         /* 2D, oblique: only times can be trusted */
    double image_stretch;      /* 2D: across, that keeps the trunk's length; NaN unknown */
    double *out_of_order;      /* 1 where spine or pelvis markers are the wrong way round */
    bool hips_from_pelvis;     /* hip joint centres are regressed from its markers */
    double *foot_x;            /* midfoot, absolute; NULL at a hip origin */
    double held_share;         /* largest share of held frames of a landmark */
    double swapped_share;
    char swapped[HINGE_SWAPPED_MAX];           /* which markers, and not exchanged back; "" none */
    struct hinge_muscle muscle[HINGE_MUSCLES]; /* gmax_l … ilio_r */
    /* N, as delivered in band: under the front foot, and of two plates */
    struct hinge_muscle front_force, plate_force[2];
    /* of two plates: Fx Fy Fz (N) and Mx My Mz (N m) in the plate's axes */
    struct hinge_muscle plate_wrench[2][6];
    double *cop_x[2], *heel_x, *toe_x;   /* what hinge_cop_build makes cop_foot of */
    double thigh_shank_ratio, length_cv; /* plausibility; NaN when unknown */
    struct hinge_slow slow;
    const struct hinge_tracks *tracks; /* cleaned, in the person's axes, where the request keeps
                                          them; else NULL */
    struct hinge_arena *arena;         /* has every array, and scratch for who works on them */
};

struct hinge_body_request {
    const struct hinge_recording *recording;
    const struct hinge_trial_info *info; /* may be NULL */
    const struct hinge_parameters *parameters;
    bool allow_inferred;
    bool keep_tracks; /* for pictures: body->tracks (steps.h) */
    bool in_hands;    /* the task puts something into the hands, whatever it weighs */
    bool pulled;      /* a force from outside acts on the body, such as a band's */
    /* frames (to inclusive) of quiet standing whose line from ankle to shoulder is made
     * vertical; 0, 0: none */
    size_t level_from, level_to;
    /* the same movement filmed from the front, and its row of the list; or NULL */
    const struct hinge_recording *front;
    const struct hinge_trial_info *front_info;
};

/* Prepares (clock, confidence, held values, swaps, outliers, gaps, filter) and builds
 * the signals. INPUT with a reason (FS_UNKNOWN, VERTICAL_UNKNOWN, FACING_AMBIGUOUS,
 * INSUFFICIENT_LANDMARKS, ASPECT_UNKNOWN, VIEW_NOT_SAGITTAL, …) when the trial must be
 * refused; `body` is then empty except for tier and held_share. All of it is in the
 * arena, which the caller clears. */
enum hinge_status hinge_body_build(const struct hinge_body_request *request,
                                   struct hinge_arena *arena, struct hinge_body *body,
                                   struct hinge_error *error);

/* Whether the recording brings angles that somebody else computed. */
bool hinge_layout_has_angles(const struct hinge_layout *layout);

/* 2D: angles of a segment are missing in frames where it is shorter than `least` (NaN:
 * not checked); the body's degenerate marks them. */
void hinge_body_drop_short(struct hinge_body *body, const double least[HINGE_SEGMENT_COUNT]);

/* 2D, camera 30-60 degrees off: every signal but the driver is refused
 * (VIEW_NOT_SAGITTAL), for repetitions and times alone. */
void hinge_body_make_partial(struct hinge_body *body);

/* Lumbar and pelvis signals, and whatever else stands on the pelvis' markers, are
 * refused (MARKERS_SUSPECT). */
void hinge_body_refuse_markers(struct hinge_body *body);

#endif
