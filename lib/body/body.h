/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns landmarks or vendor angles into signals in the person's sagittal plane: values per frame,
 * the evidence tier, and reasons for missing signals (method 1, 2.1-2.3, 3 and 4). */
#pragma once

#include "base/base.h"
#include "trial/trial.h"

struct hinge_parameters; /* base/parameters.h */

/* Signals: id, unit, kind of margin (faults/fault.h), title. Ids are the same in configs and
 * tables. The signal `driver` is the one whose rises and falls divide a recording into
 * repetitions. */
/* it would put spaces into the unit kg-1 */
/* clang-format off */
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
    X(cva, deg, limb, "craniovertebral angle: line from C7 to ear, above horizontal")              \
    X(head_line, deg, limb, "C7 (else shoulder) to ear line against the trunk")                    \
    X(pelvic_obliquity, deg, spine, "right side of the pelvis up")                                 \
    X(pelvic_yaw, deg, spine, "pelvis turned to the left")                                         \
    X(lateral_shift, LL, position, "hips over the ankles, to the right")                           \
    X(lateral_lean, deg, limb, "trunk leaning to the right")                                       \
    X(knee_gap, 1, share, "distance of the knees divided by that of the ankles")                   \
    X(stance_gap, 1, share, "distance of the ankles divided by that of the shoulders")             \
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
    X(rear_load, 1, share, "share of the weight on the rear foot, if nothing accelerates")         \
    X(rear_leg, deg, limb, "line from rear ankle to hip: 0 vertical, 90 held out behind")          \
    X(hand_head, TL, position, "hands beyond the ears along the trunk")                            \
    X(upper_lumbar_flex, deg, spine, "upper lumbar flexion, T12/L1-L3 on L3-L5")                   \
    X(lower_lumbar_flex, deg, spine, "lower lumbar flexion, L3-L5 on the pelvis")                  \
    X(gmax_env_pct, pct, percent, "gluteus maximus, envelope in % of the maximum")                 \
    X(ham_env_pct, pct, percent, "hamstrings, envelope in % of the maximum")                       \
    X(es_env_pct, pct, percent, "erector spinae, envelope in % of the maximum")                    \
    X(rf_env_pct, pct, percent, "rectus femoris, envelope in % of the maximum")                    \
    X(gmed_env_pct, pct, percent, "gluteus medius, envelope in % of the maximum")                  \
    X(ra_env_pct, pct, percent, "rectus abdominis, envelope in % of the maximum")                  \
    X(eo_env_pct, pct, percent, "external oblique, envelope in % of the maximum")                  \
    X(io_env_pct, pct, percent, "internal oblique, envelope in % of the maximum")                  \
    X(ilio_env_pct, pct, percent, "iliopsoas, envelope in % of the maximum")                       \
    X(gmax_env_peak, pct, percent, "gluteus maximus, envelope in % of its own peak")               \
    X(ham_env_peak, pct, percent, "hamstrings, envelope in % of its own peak")                     \
    X(es_env_peak, pct, percent, "erector spinae, envelope in % of its own peak")                  \
    X(rf_env_peak, pct, percent, "rectus femoris, envelope in % of its own peak")                  \
    X(gmed_env_peak, pct, percent, "gluteus medius, envelope in % of its own peak")                \
    X(ra_env_peak, pct, percent, "rectus abdominis, envelope in % of its own peak")                \
    X(eo_env_peak, pct, percent, "external oblique, envelope in % of its own peak")                \
    X(io_env_peak, pct, percent, "internal oblique, envelope in % of its own peak")                \
    X(ilio_env_peak, pct, percent, "iliopsoas, envelope in % of its own peak")                     \
    X(moment_ankle_plates_nm_kg, N m kg-1, gravity, "ankle moment from plates")                  \
    X(moment_knee_plates_nm_kg, N m kg-1, gravity, "knee moment from plates")                    \
    X(moment_hip_plates_nm_kg, N m kg-1, gravity, "hip moment from plates")                      \
    X(moment_l5s1_plates_nm_kg, N m kg-1, gravity, "L5/S1 moment from plates")                   \
    X(force_both_bw, BW, gravity, "vertical force on both feet, in body weights")
/* clang-format on */

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
/* Whether curves are changes from standing; envelopes of muscles, and moments and forces of plates,
 * are as they are. */
static inline bool hinge_signal_has_zero(enum hinge_signal signal)
{
    return signal < HINGE_SIGNAL_gmax_env_pct;
}

enum hinge_lumbar_def {
    HINGE_LUMBAR_NONE,
    HINGE_LUMBAR_T12L1,
    HINGE_LUMBAR_LOWTHX,
    HINGE_LUMBAR_ISB,
    HINGE_LUMBAR_POST,
    HINGE_LUMBAR_SPN,
    HINGE_LUMBAR_IK,
    HINGE_LUMBAR_VENDOR /* angles that another program computed, by its definition */
};
const char *hinge_lumbar_def_name(enum hinge_lumbar_def def); /* "" for NONE */
/* The upper segment of lumbar flexion, for the name of a definition: "the thorax (T8 to
 * T12/L1)". */
const char *hinge_lumbar_def_words(const char *name);

/* Segments whose length in an image is checked. */
enum hinge_segment {
    HINGE_SEGMENT_TRUNK,
    HINGE_SEGMENT_THIGH,
    HINGE_SEGMENT_SHANK,
    HINGE_SEGMENT_COUNT
};

enum {
    HINGE_RARE_MAX = 400,
    HINGE_SWAPPED_MAX = 80,
    HINGE_RIGID_MAX = 160,
    HINGE_LABELS_MAX = 240,
    HINGE_FACING_MAX = 64,
    HINGE_REMARKS_MAX = 600,
    HINGE_HEADING_MAX = 160
};

/* EMG of one muscle over time: sample i is at start_s + i / rate_hz on the clock of the body. band
 * is NULL if there is no EMG, or its rate is too low. */
struct hinge_muscle {
    size_t n;
    double rate_hz, start_s;
    double *band;     /* band-passed, without mean */
    double *envelope; /* rectified and low-passed */
};

/* Net external moment about a joint in the sagittal plane, from weight alone: quasi-static, without
 * muscles (method 6.15; Winter 2009, table 4.1). */
enum hinge_moment_joint {
    HINGE_MOMENT_ANKLE, /* from plates alone */
    HINGE_MOMENT_KNEE,
    HINGE_MOMENT_HIP,
    HINGE_MOMENT_L5S1,
    HINGE_MOMENT_JOINTS
};
struct hinge_moment {
    /* [n] divided by body weight, so in the length unit of the recording; positive if what is above
     * is in front. `above`: of everything above the joint and the load in the hands. `plates`: of
     * the forces of two plates minus the segments below. NULL, with the reason. */
    double *above, *plates;
    enum hinge_reason reason, plates_reason;
    double mass_share;               /* mass above the joint and load, divided by body mass */
    double *joint, *joint_y, *lower; /* [n] the joint; moment of the segments below it */
};

/* The floor's force on both feet, forward and up, by body weight; and the sums over plates of the
 * force up times its place forward and of the force forward times its height: [n], or NULL. A plate
 * that measures no force forward counts as none. */
struct hinge_floor {
    double *forward, *up, *up_place, *forward_height;
};

/* Ends of segments that have mass, of both sides together, and what is in the hands. */
enum hinge_chain {
    HINGE_CHAIN_EAR,
    HINGE_CHAIN_SHOULDER,
    HINGE_CHAIN_ELBOW,
    HINGE_CHAIN_WRIST,
    HINGE_CHAIN_L5S1,
    HINGE_CHAIN_HIP,
    HINGE_CHAIN_KNEE,
    HINGE_CHAIN_ANKLE,
    HINGE_CHAIN_TOE,
    HINGE_CHAIN_LOAD,
    HINGE_CHAIN_COUNT
};
/* A segment: its share of body mass, its centre from the proximal end and its radius of gyration
 * about that centre, in its length; `over`: how many of ankle, knee and hip it is above. */
struct hinge_mass {
    enum hinge_chain proximal, distal;
    double share, centre, radius;
    int over;
};
/* Tables of masses (body.masses). */
enum hinge_masses {
    HINGE_MASSES_winter,
    HINGE_MASSES_de_leva_m,
    HINGE_MASSES_de_leva_f,
    HINGE_MASSES
};
enum hinge_masses hinge_masses_find(const char *name);
/* "Winter (2009)" */
const char *hinge_masses_words(enum hinge_masses masses);
/* The k-th; false if there are no more. */
bool hinge_mass_of(enum hinge_masses masses, size_t k, struct hinge_mass *mass);
/* The part of the trunk below L5/S1, which moments about L5/S1 do not count. */
struct hinge_mass hinge_mass_pelvis(enum hinge_masses masses);
/* Adds the mass times the place of a segment's centre, along one axis, to each sum[n]. */
void hinge_mass_add(const double *proximal, const double *distal, double mass, double centre,
                    size_t n, double *sum);
/* Segments of `over` above this are above the joint; of JOINTS all are. */
int hinge_moment_over(enum hinge_moment_joint joint);

/* Body models: each table with a trunk in one piece, then each with one that bends at L5/S1. */
enum { HINGE_MODELS = 2 * HINGE_MASSES };
/* How far L5/S1 is from hips and shoulders, in source lengths; NaN: unknown. */
struct hinge_trunk {
    double lower, upper;
};

/* Slow errors, of 0.5 to 2 Hz (slow.c): of each signal and, as far as the recording shows them, of
 * its landmarks. */
struct hinge_slow {
    double sd[HINGE_SIGNAL_COUNT]; /* in the unit of the signal; 0: unknown */
    double landmark;               /* of a landmark, in the length unit of the recording */
    double shown; /* share of the slow errors that the recording shows, 0 to 1; the rest is that of
                     the family */
    double all_mm, spine_mm, worst_mm;
    int worst; /* landmark, -1 none */
};

/* How markers of bones lie to each other: asis_l, asis_r, psis_l, psis_r as a shape; a knee from
 * the middle of these, and from its ankle, left and right. 0 or NaN: unknown. */
struct hinge_bones {
    double pelvis[4][3], leg[2][2];
};

/* Which way sensors face, in their own axes, by the bow of a calibration; 0 0 0: unknown. Of a deep
 * bend the pelvis alone, and which of two ways. */
struct hinge_fronts {
    double of[HINGE_SEGMENTS][3];
    bool of_bend;
};

/* The body of a trial over time. signal[s] is NULL if reason[s] is not OK. Angles are absolute, in
 * degrees; positions are relative to midfoot. hinge_reps_scale turns positions into leg lengths. */
struct hinge_body {
    size_t n;
    double rate_hz, start_s, cutoff_hz;
    double residual_cutoff_hz; /* suggested, filter.cutoff = auto; else NaN */
    double *signal[HINGE_SIGNAL_COUNT];
    enum hinge_reason reason[HINGE_SIGNAL_COUNT];
    /* of raw sensors, degrees that a verdict's margin is wider, as nothing rests; infinite: no
     * verdict that reads the signal is certain */
    double doubt_deg[HINGE_SIGNAL_COUNT];
    bool doubted; /* any of them */
    bool inferred[HINGE_SIGNAL_COUNT];
    /* 2D: joins one hip with a point of the midline, so it is right only in an exact side view */
    bool one_sided[HINGE_SIGNAL_COUNT];

    char tier; /* 'A' 'B' 'C' 'N' */
    int dim;   /* 2 or 3 */
    bool has_frontal, has_metric, has_positions, has_thigh, has_pelvis, is_inferred;
    bool from_angles;  /* another program computed every angle */
    bool rate_told;    /* by the user alone: the file has no clock and names no rate */
    bool neck_of_face; /* the neck is judged by nose, eyes and ears, not by the back of the head */
    bool origin_at_hip;
    enum hinge_lumbar_def lumbar_def;
    enum hinge_family family;
    char side; /* 'l' 'r' 'b' */
    enum hinge_signal driver_source;
    uint64_t warnings;
    char rare[HINGE_RARE_MAX];            /* landmarks seen too rarely to be used; "" for none */
    char partly[HINGE_RARE_MAX / 2 + 60]; /* stickers that were lost, and how often they are seen */
    char remarks[HINGE_REMARKS_MAX];      /* of sensors: what their headings are doubted for */
    char heading_from[HINGE_HEADING_MAX]; /* of sensors: "recorded", "thigh_r:aligned" */
    bool drifts[HINGE_SIGNAL_COUNT]; /* a raw sensor's offset is in it; repetitions may read it */
    char unrest[HINGE_REMARKS_MAX];  /* of raw sensors: what NO_REST is said for; "": nothing */
    bool zero_at_lockout;            /* the zero of sensors is where repetitions end */
    const char *vertical_source;     /* what showed the vertical: gravity, plumb, axis, standing */
    double vertical_turn_deg;        /* angle by which the coordinates were turned */
    double image_facing;             /* 2D: +1 or -1, else 0 */
    /* the way the person faces along the file's axes: "-y", "about +x, then -x"; "": unknown */
    char facing[HINGE_FACING_MAX];

    double leg0; /* LL0 of method 2.5, m or pixels */
    bool leg_from_trunk;
    /* Tracks for standing, gait and scale, in the length unit of the recording; NULL if there are
     * none. */
    double *hip_x, *hip_y, *ankle_x, *ankle_y, *wrist_y, *leg_length, *foot_length;
    double *line_deg;  /* ankle-to-shoulder line, forward positive */
    char long_axis[3]; /* the axis of the file nearest to that line, "+y"; "": unknown */
    double *ankle_side_x[2], *thigh_side[2]; /* l, r; gait test */
    double *arm_deg;                         /* the higher upper arm against hanging: 0 to 180 */
    double *hip_yaw_deg;                     /* 3D: heading of the pelvis minus that of the stand */
    double *hip_gap, *shoulder_gap;          /* 2D: |hjc_l.u - hjc_r.u|, and of shoulders */
    double (*stills)[4];  /* [HINGE_SEGMENTS] of sensors: how they stand; NULL: none */
    double hips_apart_LL; /* where one hip is seen: that of both, as the file says; 0: unknown */
    double *trunk_length; /* hip to shoulder */
    struct hinge_moment moment[HINGE_MOMENT_JOINTS];
    struct hinge_floor floor;
    /* x forward and y up, from the origin of the recording, in its length unit; or NULL */
    double *chain[HINGE_CHAIN_COUNT][2];
    enum hinge_masses masses; /* the body model's */
    double load_share;        /* of what is in the hands over body mass; NaN: unknown */
    enum hinge_reason load_reason;
    double *carried; /* [n] 0 or 1: whether it is in the hands; NULL: always (reps/load.c) */
    /* For the dowel: x and y of the back of the head, mid-back, tailbone and ear, and of both ends
     * of a tracked dowel. */
    double *dowel[6][2];
    double *segment_length[HINGE_SEGMENT_COUNT]; /* 2D: length in the image */
    unsigned char *degenerate; /* 2D: 1 where a segment is too short; NULL: nowhere */
    unsigned char *gimbal;     /* 1 where a 3D angle is beyond its limit; NULL: nowhere */
    unsigned char *broken;     /* 1 where markers of a rigid segment were removed; NULL: nowhere */
    bool view_partial;         /* 2D, oblique camera: only times are valid */
    double image_stretch;      /* 2D: horizontal stretch with which the trunk keeps its length; NaN:
                                  unknown */
    double *out_of_order;  /* 1 in frames in which spine or pelvis markers are in the wrong order */
    bool hips_from_pelvis; /* hip joint centres are estimated from pelvis markers */
    double *foot_x;        /* x of midfoot; NULL if the origin is at the hips */
    double held_share;     /* largest share of repeated (held) frames of a landmark */
    double swapped_share;
    char swapped[HINGE_SWAPPED_MAX]; /* markers whose sides are exchanged, and stay so; "": none */
    char filled[HINGE_SWAPPED_MAX];  /* "psis_r 25 %": placed from the other three (FILLED_RIGID) */
    /* "T8 and PX go from 232 to 12 mm …": markers that were removed (REMOVED_RIGID); "T8 and PX
     * part from 232 to 310 mm": a thorax that rounds in the bend (THORAX_BENDS); "": none */
    char removed[HINGE_RIGID_MAX], thorax[HINGE_RIGID_MAX];
    double broken_share;           /* of frames in which markers were removed */
    struct hinge_bones bones;      /* if a standing recording; NaN */
    char labels[HINGE_LABELS_MAX]; /* markers that are exchanged, in words; "": none */
    struct hinge_fronts *fronts;   /* of a calibration or a deep bend; else NULL */
    bool sign_open; /* a raw pelvis is taken to tip forward, as nothing says which way it does */
    struct hinge_muscle muscle[HINGE_MUSCLES]; /* gmax_l … ilio_r */
    /* Force as delivered (N, in band): under the front foot, on two plates, on one with both feet.
     */
    struct hinge_muscle front_force, plate_force[3];
    enum hinge_reason force_reason; /* why there is none */
    /* Fx Fy Fz (N) and Mx My Mz (N m) of two plates, each in right-handed axes with z vertical:
     * those of the plate, or where plates_turned the person's (x forward, y left, z up). Of both
     * feet on one plate [2] has the force. */
    struct hinge_muscle plate_wrench[3][6];
    bool plates_turned;
    double turn[3][3]; /* from the axes of the file to the person's (x forward, y up, z right) */
    double *round[2]; /* [n] cosine and sine of what a person who turns round has turned since then,
                         about y; NULL: nobody does */
    double *cop_x[3], *cop_y[3], *heel_x, *toe_x; /* hinge_cop_build computes cop_foot from these */
    double thigh_shank_ratio, length_cv;          /* plausibility; NaN when unknown */
    struct hinge_slow slow;
    const struct hinge_tracks
        *tracks;               /* cleaned, in the person's axes, with keep_tracks; else NULL */
    struct hinge_arena *arena; /* owns every array; callers may use it for scratch */
};

struct hinge_body_request {
    const struct hinge_recording *recording;
    const struct hinge_trial_info *info; /* may be NULL */
    const struct hinge_parameters *parameters;
    bool allow_inferred;
    bool keep_tracks;                  /* for pictures: body->tracks (steps.h) */
    bool in_hands;                     /* the task is done with something in the hands */
    bool pulled;                       /* a force from outside acts on the body, such as a band's */
    bool one_leg;                      /* the task is done on the leg that the trial list names */
    const struct hinge_bones *bones;   /* in the standing recording of the session, or NULL */
    const struct hinge_fronts *fronts; /* that another recording of the session told, or NULL */
    const double (*stills)[4];         /* how sensors stand in the standing recording, or NULL */
    /* Frames (to inclusive) of quiet standing, in which the line from ankle to shoulder becomes
     * vertical; 0, 0: none. */
    size_t level_from, level_to;
    /* the front view of the same movement, and its row of the trial list; or NULL */
    const struct hinge_recording *front;
    const struct hinge_trial_info *front_info;
};

/* Cleans the recording (clock, confidence, repeated values, swapped sides, outliers, gaps, filter)
 * and computes the signals. INPUT with a reason if the trial must be refused (FS_UNKNOWN,
 * VERTICAL_UNKNOWN, FACING_AMBIGUOUS, INSUFFICIENT_LANDMARKS, ASPECT_UNKNOWN, VIEW_NOT_SAGITTAL,
 * …); `body` then has only tier and held_share. The arena owns everything; the caller clears it. */
enum hinge_status hinge_body_build(const struct hinge_body_request *request,
                                   struct hinge_arena *arena, struct hinge_body *body,
                                   struct hinge_error *error);

/* Begins what is said of it, by which the page finds these recordings. */
#define HINGE_SIGN_NOT_TOLD "pelvis: forward or back is not told"
/* Of sensors that never rest: "hip, knee and lumbar angles are refused"; the other never of knees.
 */
#define HINGE_NO_REST_REFUSED "angles are refused"
#define HINGE_NO_REST_OPEN "angles are possible, not certain"
/* Says of a raw pelvis that it may tip back, and takes out what is made of it. */
void hinge_sensors_doubt_sign(struct hinge_body *body);

/* The torque about the vertical that is left at the centre of pressure, of force and moment: F.M /
 * |Fz|, which does not depend on where the plate's origin is, nor on whether its z points up and
 * its forces are those on the plate or on the person: it is the floor's on the person, to the left.
 * NaN of a plate without a foot. */
double hinge_free_moment(const double wrench[6]);

/* Turns a vector of the file's axes, after body->turn, to a person who turns round as she is at
 * that time; sense -1: back. */
void hinge_body_round(const struct hinge_body *body, double time_s, double sense, double v[3]);

/* Mean force of a plate over a while around t; NaN outside the samples. */
double hinge_force_at(const struct hinge_muscle *plate, double t_s, double while_s);

/* Whether the recording has angles that another program computed. */
bool hinge_layout_has_angles(const struct hinge_layout *layout);

/* 2D: removes angles in frames in which their segment is shorter than `least` (NaN: not checked),
 * and marks these frames in body->degenerate. */
void hinge_body_drop_short(struct hinge_body *body, const double least[HINGE_SEGMENT_COUNT]);

/* For a 2D camera 30 to 60 degrees off the side view: refuses every signal except the driver
 * (VIEW_NOT_SAGITTAL), so only repetitions and times remain. */
void hinge_body_make_partial(struct hinge_body *body);

/* Medians over frames from..to in standing. */
struct hinge_trunk hinge_trunk_of(const struct hinge_body *body, size_t from, size_t to,
                                  struct hinge_arena *scratch);
/* The median over frames from..to of the moment about a joint of what is above it (as
 * moment->above), or of JOINTS of the centre of mass along the foot (com_foot), by each model. NaN:
 * its points are not known. */
void hinge_models_median(const struct hinge_body *body, enum hinge_moment_joint joint,
                         struct hinge_trunk trunk, size_t from, size_t to,
                         struct hinge_arena *scratch, double median[HINGE_MODELS]);
/* The largest difference of a value by another model from that by these masses in one piece. */
double hinge_models_differ(enum hinge_masses masses, const double of[HINGE_MODELS]);

/* Takes the load out of centre of mass and moments where it is not carried (body->carried). */
void hinge_body_lay_down(struct hinge_body *body);

/* Refuses what the effects of these warnings take out (codes.def), each with its code, and what a
 * raw sensor's offset is in (NO_REST). */
void hinge_body_take_out(struct hinge_body *body, uint64_t warnings);
