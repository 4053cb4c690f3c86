/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulated cohorts with known truth. A pattern says how a repetition is performed; a motion puts
 * patterns in time; the body turns angles into landmarks; truth and habits judge them; a take is
 * the recording of a camera system; a person and an entry say whose recording it is. */
#pragma once

#include "base/base.h"
#include "trial/trial.h"

#include <hinge/simulate.h>

/* --- How a repetition is performed, as a flat row of numbers, and the tables of such rows: the
 * body of text G (method 10), the profiles of groups, the changes that plant a fault. --- */
/* id, text G. Angles are changes from standing at the bottom unless named otherwise. */
#define HINGE_QUANTITY_LIST(X)                                                                     \
    X(total_deg, 92.0)           /* lumbar plus hip flexion */                                     \
    X(lumbar_share, 24.0 / 92.0) /* of the total */                                                \
    X(lumbar_curve, 0.25)        /* +1 all early, -1 all late (quadratic) */                       \
    X(lumbar_early_deg, 0.0)     /* done in the first 30 % */                                      \
    X(lumbar_late_deg, 0.0)      /* done in the last 30 % */                                       \
    X(pelvis_early_deg, 0.0)     /* negative: tucks first, makes up for it later */                \
    X(pelvis_late_deg, 0.0)      /* negative: winks under at the end */                            \
    X(lumbar_mid_deg, 0.0)       /* extra rounding halfway, gone at the bottom */                  \
    X(pelvis_mid_deg, 0.0)       /* the same of the pelvis; negative: tucks */                     \
    X(knee_deg, 20.0)                                                                              \
    X(knee_mid_deg, 0.0)  /* extra bend halfway, gone at the bottom */                             \
    X(shank_deg, -3.0)    /* forward positive */                                                   \
    X(shank_mid_deg, 0.0) /* extra lean halfway, gone at the bottom */                             \
    X(leg_curve, 0.0)     /* -1: knees and shanks late, the trunk first */                         \
    X(residual_deg, 0.0)  /* hip flexion left after the ascent */                                  \
    X(descent_s, 2.0)                                                                              \
    X(hold_s, 0.5)                                                                                 \
    X(ascent_s, 1.5)                                                                               \
    X(rest_s, 1.0)                                                                                 \
    X(stand_shank_deg, 0.0)                                                                        \
    X(stand_knee_deg, 0.0)                                                                         \
    X(stand_pelvis_deg, 0.0)                                                                       \
    X(stand_lumbar_deg, 0.0)                                                                       \
    /* delays, s; and a stop halfway down, 1 is complete */                                        \
    X(legs_delay_s, 0.0)                                                                           \
    X(pelvis_delay_s, 0.0)                                                                         \
    X(lumbar_delay_s, 0.0)                                                                         \
    X(legs_delay_up_s, 0.0)                                                                        \
    X(pelvis_delay_up_s, 0.0)                                                                      \
    X(lumbar_delay_up_s, 0.0)                                                                      \
    X(stop_share, 0.0)                                                                             \
    X(lock_arch_deg, 0.0) /* leaning back after the ascent */                                      \
    X(thoracic_deg, 0.0)  /* upper on lower thorax */                                              \
    X(neck_deg, 0.0)      /* chin down */                                                          \
    X(head_deg, 0.0)      /* head leant forward over C7 */                                         \
    X(head_back_m, 0.0)                                                                            \
    X(shrug_m, 0.0)                                                                                \
    X(protract_m, 0.0)         /* shoulders forward */                                             \
    X(rib_m, 0.0)              /* left lower ribs in front of the right */                         \
    X(load_forward_m, 0.0)     /* hands */                                                         \
    X(yaw_deg, 0.0)            /* pelvis turned to the left */                                     \
    X(obliquity_deg, 0.0)      /* its right side up */                                             \
    X(shift_m, 0.0)            /* hips to the right */                                             \
    X(side_lean_deg, 0.0)      /* trunk to the right */                                            \
    X(hip_difference_deg, 0.0) /* left thigh flexed more than the right */                         \
    X(valgus_m, 0.0)           /* each knee inward */                                              \
    X(stand_head_deg, 0.0)     /* head forward all the time */                                     \
    X(stand_toe_out_deg, 0.0)                                                                      \
    X(stance_extra_m, 0.0)                                                                         \
    X(stand_shift_m, 0.0) /* hips to the right all the time */                                     \
    X(rear_foot_m, 0.0)   /* the left foot behind the right */                                     \
    X(rear_toes_deg, 0.0) /* that foot on its toes */                                              \
    X(rear_up_m, 0.0)     /* that foot above the floor */                                          \
    X(rod_on, 0.0)        /* what a rod rests on, of enum hinge_rod_on */                          \
    X(by_thigh, 0.0)      /* 1: a squat, as deep as its thigh */

enum hinge_quantity {
#define X(name, text_g) HINGE_QUANTITY_##name,
    HINGE_QUANTITY_LIST(X)
#undef X
        HINGE_QUANTITY_COUNT
};

struct hinge_pattern {
    double value[HINGE_QUANTITY_COUNT];
};

void hinge_pattern_text_g(struct hinge_pattern *pattern);

/* An item of options->move: a quantity, and by how much, under a cue ("": under each). */
struct hinge_move {
    char cue[65];
    enum hinge_quantity quantity;
    double by;
};
/* Reads the next item and puts *list behind it. False at the end, or for what is no item: then
 * *list stays at it. */
bool hinge_move_next(const char **list, struct hinge_move *move);

/* Names of the profiles, NULL-terminated; index of a name or -1. */
const char *const *hinge_profile_names(size_t *count);
long hinge_profile_find(const char *name);

/* A person of profile `profile`: means plus `variation` times between-person
 * differences. */
void hinge_pattern_draw_person(size_t profile, double variation, struct hinge_random *random,
                               struct hinge_pattern *person);
/* One repetition of that person. Standing posture does not vary within a person. */
void hinge_pattern_draw_rep(size_t profile, double variation, struct hinge_random *random,
                            const struct hinge_pattern *person, struct hinge_pattern *rep);

/* The SD of a quantity between people of that profile. */
double hinge_pattern_spread(size_t profile, enum hinge_quantity quantity);

/* How recordings of tasks and cues are made; words of both, joined by blanks. */
struct hinge_task_setting {
    const char *words;
    bool from_floor;            /* begins at the bottom */
    const char *column, *value; /* a column of the list, and its value */
};
/* The setting of a task, or of cues joined by "+"; NULL: nothing special. */
const struct hinge_task_setting *hinge_task_setting(const char *words);
/* What it has in that column; NULL: it has none there. */
const char *hinge_task_value(const char *words, const char *column);
/* Makes a person of profile `profile` do the task, or follow the cues, as coached: the
 * person differs from the profile as before. */
void hinge_pattern_shape(const char *words, size_t profile, struct hinge_pattern *pattern);

/* Names of the faults that can be planted (those of truth.csv first, in its order). */
const char *const *hinge_preset_names(size_t *count);
long hinge_preset_find(const char *name);
/* Makes `pattern` from that of a person: with share 1 clearly with the fault (method 7, margin of
 * tier B), with 0 without it. */
void hinge_preset_apply(size_t fault, double share, const struct hinge_pattern *usual,
                        struct hinge_pattern *pattern);

/* --- The moving body: repetitions as minimum-jerk curves of joint angles, and the chain of
 * text G (method 10) from angles to landmarks, widened to left and right. Closed form
 * at any time; no state. --- */
enum hinge_joint {
    HINGE_JOINT_SHANK,
    HINGE_JOINT_KNEE,
    HINGE_JOINT_PELVIS,
    HINGE_JOINT_LUMBAR,
    /* Moved only by some habits, from 0 in standing to their value at the bottom; in the order of
     * their quantities, to HINGE_JOINT_VALGUS_M. */
    HINGE_JOINT_THORACIC,
    HINGE_JOINT_NECK,
    HINGE_JOINT_HEAD,
    HINGE_JOINT_HEAD_BACK_M,
    HINGE_JOINT_SHRUG_M,
    HINGE_JOINT_PROTRACT_M,
    HINGE_JOINT_RIB_M,
    HINGE_JOINT_LOAD_M,
    HINGE_JOINT_YAW,
    HINGE_JOINT_OBLIQUITY,
    HINGE_JOINT_SHIFT_M,
    HINGE_JOINT_SIDE_LEAN,
    HINGE_JOINT_HIP_DIFFERENCE,
    HINGE_JOINT_VALGUS_M,
    HINGE_JOINT_TOE_OUT,  /* these do not move */
    HINGE_JOINT_STANCE_M, /* beyond the person's own */
    HINGE_JOINT_REAR_FOOT_M,
    HINGE_JOINT_REAR_TOES,
    HINGE_JOINT_REAR_UP_M,
    HINGE_JOINT_ROD_ON,
    HINGE_JOINT_COUNT
};

/* Angle at depth s (0 standing, 1 bottom), degrees:
 * full (s + curve s(1-s)) + early mj(s/0.3) + late mj((s-0.7)/0.3) + mid 16 s^2 (1-s)^2
 */
struct hinge_shape {
    double full, curve, early, late, mid;
};

/* 10s^3 - 15s^4 + 6s^5 clipped to [0, 1]. */
double hinge_minimum_jerk(double s);

/* One repetition; it starts when its descent does. */
struct hinge_motion_rep {
    double start_s, descent_s, hold_s, ascent_s;
    double residual_deg; /* pelvis tilt left after its ascent */
    double arch_deg;     /* lumbar extension after it, for a while */
    double stop_share;   /* of the descent in two movements with a stop between */
    bool by_thigh;       /* a squat, as deep as its thigh */
    /* delays on the way down and up, s */
    double delay_s[HINGE_JOINT_COUNT][2], most_delay_s[2];
    struct hinge_shape shape[HINGE_JOINT_COUNT];
};

/* A trial: standing, repetitions, standing. `rep` is owned by the caller. */
struct hinge_motion {
    size_t n_reps;
    struct hinge_motion_rep *rep;
    double stand_deg[HINGE_JOINT_COUNT];
    double end_s;
};

/* Lays n patterns out in time after stand_s of standing and with tail_s after the last.
 */
void hinge_motion_set(struct hinge_motion *motion, const struct hinge_pattern *pattern,
                      double stand_s, double tail_s);

/* Angles at time t: shank and pelvis inclination, knee and lumbar flexion. */
void hinge_motion_at(const struct hinge_motion *motion, double t_s,
                     double angle_deg[HINGE_JOINT_COUNT]);

/* A segment's lean forward, or a joint angle by our ids or OpenSim's (of a person who
 * faces +x), degrees; 0 where there is none. */
double hinge_body_angle(const double angle_deg[HINGE_JOINT_COUNT], int landmark);

/* Lengths of a person. */
struct hinge_physique {
    double scale;                          /* 1 is the body of text G, 1.711 m tall */
    double pelvis_width_m, pelvis_depth_m; /* between ASIS; mid-ASIS to mid-PSIS */
    double asis_tilt_deg;                  /* ASIS below PSIS when the pelvis angle is 0 */
    double l5_tilt_deg; /* of the line from hip centre to L5 then, forward positive */
    double thorax_width_m, stance_m;
};
extern const double hinge_text_g_height_m;
void hinge_physique_text_g(struct hinge_physique *physique);
void hinge_physique_draw(struct hinge_random *random, double variation,
                         struct hinge_physique *physique);

/* The two points that a rod along the back touches; it may leave the third. */
enum hinge_rod_on {
    HINGE_ROD_ON_HEAD_AND_TAIL,
    HINGE_ROD_ON_BACK_AND_TAIL,
    HINGE_ROD_ON_HEAD_AND_BACK
};

/* Ends of that rod, and the pressure under the feet where the centre of mass is
 * for hinge_body_points. */
void hinge_props_set(const double angle_deg[HINGE_JOINT_COUNT],
                     double point[HINGE_LANDMARK_COUNT][3]);

/* Canonical coordinates (x forward, y up, z right, metres) of every landmark the body
 * has, NaN for the others. The ankles stand at x = 0. */
void hinge_body_points(const struct hinge_physique *physique,
                       const double angle_deg[HINGE_JOINT_COUNT],
                       double point[HINGE_LANDMARK_COUNT][3]);

/* Net external moments about the hips and L5/S1 of points of hinge_body_points, in N m for a kg of
 * the body: the weight of what is above them (Winter 2009, table 4.1; Dumas and Wojtusch 2018). */
struct hinge_true_moments {
    double hip_nm_kg, l5s1_nm_kg;
};
struct hinge_true_moments hinge_body_moments(double point[][3]);
/* Centre of mass along the foot, from the heel, %. */
double hinge_body_com_foot(double point[][3]);

/* Both sides' middle, in the plane: ends of the masses; joints and L5/S1, and the shoulders. */
enum { HINGE_TRUE_ANKLE, HINGE_TRUE_KNEE, HINGE_TRUE_HIP, HINGE_TRUE_BACK, HINGE_TRUE_JOINTS };
struct hinge_true_posture {
    double from[7][2], to[7][2], joint[HINGE_TRUE_JOINTS + 1][2];
};
void hinge_body_posture(double point[][3], struct hinge_true_posture *out);
/* Work of the joints over n postures of a body without a load, for a kg of it, the back's share in
 * the positive work, the largest power of each joint, and the mean moment about L5/S1 (method
 * 6.17). */
struct hinge_true_work {
    double joint_j_kg[HINGE_TRUE_JOINTS], back_share, power_w_kg[HINGE_TRUE_JOINTS], held_nm_kg;
};
struct hinge_true_work hinge_body_work(const struct hinge_true_posture *at, size_t n, double hz);

/* Only ankle, knee, hip and shoulder of the right side, in the sagittal plane: the same
 * numbers, sooner; other points are not touched. */
void hinge_body_line(const struct hinge_physique *physique,
                     const double angle_deg[HINGE_JOINT_COUNT],
                     double point[HINGE_LANDMARK_COUNT][3]);

/* --- What a simulated repetition truly was: phase times, excursions and faults by the
 * definitions of method 5.4, 6 and 7, evaluated on the noise-free body on a fine time
 * grid. Shares no code with the analysis. --- */
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
    double back_limit_depth_deg; /* lumbar plus hip flexion at 10 degrees of lumbar flexion; NaN */
    /* bottom, as changes from standing (method 6.8) */
    double hip_posterior_ll, hip_drop_ll, path_angle_deg, half_lean_travel;
    struct hinge_true_moments moment; /* method 6.15, without a load */
    struct hinge_true_work work;      /* of the ascent; method 6.17 */
    double com_foot_shift_pct;
    double severity[HINGE_TRUTH_COUNT]; /* NaN when it cannot be judged */
    int state[HINGE_TRUTH_COUNT];       /* 0 to 3, or 255 (gate not met) */
};

/* Judges every repetition of a motion into rep[motion->n_reps]. `tier` 'A' has the
 * margins of tier A, any other those of B; tier C truth uses B's, what cannot be
 * measured is still true. */
void hinge_truth_judge(const struct hinge_motion *motion, const struct hinge_physique *physique,
                       char tier, struct hinge_truth_rep *rep);

/* Threshold and margin of a fault. */
void hinge_truth_rule(size_t fault, char tier, double *threshold, double *margin);

/* Four-state outcome of method 7.0. */
int hinge_truth_state(double severity, double threshold, double margin);

/* --- Marker sets that can be written: which names a format uses for which point of the
 * body. --- */
/* A marker, `offset_m` (forward, up, right) from a landmark; or a segment or angle. */
struct hinge_marker {
    const char *name;
    enum hinge_landmark landmark;
    double offset_m[3];
};

/* How a recording is written. */
struct hinge_marker_set {
    const char *name, *help;                /* of the format */
    const struct hinge_take_layout *layout; /* NULL: mixed, which is two others */
    char tier;
    bool angles;       /* degrees: lean and heading of segments, or joint angles */
    bool image;        /* projected, v down */
    bool fractions;    /* of the image size, with a depth */
    bool clock;        /* has a time column */
    const char *score; /* suffix of the confidence column, NULL when there is none */
    const char *units; /* of the coordinates */
    double unit_m;     /* one unit in metres (not for images) */
    int digits;        /* images: after the decimal point */
    const struct hinge_marker *marker;
    size_t n_markers;
};

/* The format of this number, NULL behind the last. hinge-simulate has those of
 * hinge_marker_sets; tests/simulate puts a longer list in place of formats.c. */
const struct hinge_marker_set *hinge_simulate_set_at(size_t format);
extern const struct hinge_marker_set hinge_marker_sets[HINGE_SIMULATE_FORMAT_COUNT];

/* The set of a format; `mixed` is CSV for every fifth participant (numbers from 1), so
 * that formats do not go with one of two or three groups. */
const struct hinge_marker_set *hinge_marker_set_of(enum hinge_simulate_format format,
                                                   size_t participant);

enum { HINGE_MARKERS_MAX = 40 };

/* --- Faults that can be planted: those of HINGE_TRUTH_LIST, judged in every repetition, and
 * further ones that only some recordings can show, judged where they are planted. Severities by
 * method 7 of the noise-free body; shares no code with the analysis. --- */
/* clang-format off */
#define HINGE_HABIT_LIST(X)                                                                        \
    X(rounding_late) X(hip_plateau_end) X(waist_initiation) X(neighbor_borrowing)                  \
    X(hip_rom_limited) X(lockout_overextension) X(stack_loss) X(thoracic_rounding)                 \
    X(pelvic_rotation) X(asym_hip) X(lateral_shift) X(lateral_lean) X(pelvic_drop)                 \
    X(pelvic_open) X(chin_tuck) X(head_up) X(forward_head_setup) X(head_trunk_line)                \
    X(head_retraction) X(shoulder_shrug) X(shoulder_rounding) X(rib_flare_asym)                    \
    X(dowel_contact_lost) X(chest_not_over_toes) X(load_off_midfoot) X(weight_off_midfoot)         \
    X(warrior_depth_short) X(depth_short) X(wall_tap_miss) X(knee_dominant) X(knee_past_toe)       \
    X(shin_back_excess) X(knees_first) X(bench_front_contact) X(bench_behind_miss)                 \
    X(knee_valgus) X(stance_width) X(toe_out) X(drop_lowering) X(short_eccentric)                  \
    X(jerky_descent) X(back_first_ascent) X(back_first_q1) X(back_unfurl) X(hips_shoot_up)         \
    X(cop_off_target) X(kickstand_rock_back) X(dowel_head) X(dowel_mid) X(dowel_tail)              \
    X(lumbar_rounding_of_max) X(rib_flare_setup)
/* clang-format on */

enum {
    HINGE_HABIT_BEFORE = HINGE_TRUTH_COUNT - 1,
#define X(name) HINGE_HABIT_##name,
    HINGE_HABIT_LIST(X)
#undef X
        HINGE_HABIT_COUNT
};

/* How a recording that can show a habit is made; NULL: nothing special. */
struct hinge_habit_setting {
    size_t habit;
    const char *task, *cue, *column, *value;
    bool from_floor; /* begins at the bottom: each repetition goes up and down again */
    /* markers beside those of the format, ended by one without a name; NULL: none */
    const struct hinge_marker *also;
    const char *reference; /* role of a recording that comes before the trials */
};
/* Lumbar flexion of a person in a reference recording (maxflex). */
#define HINGE_HABIT_LUMBAR_LIMIT_DEG 50.0
void hinge_habit_reference(const struct hinge_pattern *usual, struct hinge_pattern *pattern);
/* NULL: nothing special, or habit is -1. */
const struct hinge_habit_setting *hinge_habit_setting(long habit);

/* What a repetition shows of a habit; the state is one of hinge_truth_state. */
struct hinge_habit_truth {
    double severity, threshold, margin;
    int state;
};
/* Repetition k of a motion, whose truth is known. */
void hinge_habit_judge(size_t habit, const struct hinge_motion *motion,
                       const struct hinge_physique *physique, size_t k, char tier,
                       const struct hinge_truth_rep *truth, struct hinge_habit_truth *out);

/* The same of one repetition of a pattern. */
void hinge_habit_show(size_t habit, const struct hinge_physique *physique, char tier,
                      const struct hinge_pattern *pattern, struct hinge_habit_truth *out);

/* Plants a habit in a pattern, or stops short of it: as far towards the planted
 * movement as leaves the severity NEAR margins below the threshold. */
void hinge_habit_plant(size_t habit, bool near, const struct hinge_physique *physique, char tier,
                       struct hinge_pattern *pattern);

/* --- Names of the points that each format's writers use. --- */
extern const struct hinge_marker hinge_names_chain[17];
extern const struct hinge_marker hinge_names_whole_b[28];
extern const struct hinge_marker hinge_names_whole_a[36];
extern const struct hinge_marker hinge_names_plug_in_gait[28];
extern const struct hinge_marker hinge_names_coco17[17];
extern const struct hinge_marker hinge_names_mediapipe33[33];
extern const struct hinge_marker hinge_names_stickers[11];
extern const struct hinge_marker hinge_names_spinetrack37[37];
extern const struct hinge_marker hinge_names_sensors[4];

/* --- One recording of a moving body: what a camera system would deliver (noise, gaps, lost
 * frames, heading, projection) as the text of a file. --- */
struct hinge_take {
    const struct hinge_simulate_options *options;
    const struct hinge_marker_set *set;
    const struct hinge_motion *motion;
    const struct hinge_physique *physique;
    double heading_deg; /* direction faced, left of +x positive */
    bool still;         /* no sway: exactly the body's own coordinates */
    const char *name;   /* file name for the header */
    uint64_t replicate; /* base of this recording's random streams */
    size_t frames_left; /* known to layouts: what lost frames leave */
};

/* Random streams of one recording: replicate + one of these (bits above a
 * participant's). */
#define HINGE_TAKE_NOISE (UINT64_C(1) << 32)
#define HINGE_TAKE_GAPS (UINT64_C(2) << 32)
#define HINGE_TAKE_DROPS (UINT64_C(3) << 32)
#define HINGE_TAKE_DRIFT (UINT64_C(4) << 32)

/* Adds the whole file. */
void hinge_take_write(const struct hinge_take *take, struct hinge_text *text);

/* Frames before any is lost. */
size_t hinge_take_frames(const struct hinge_take *take);

/* Markers of frame i in metres, canonical axes turned to the heading, before noise. */
void hinge_take_markers(const struct hinge_take *take, size_t frame,
                        double marker[HINGE_MARKERS_MAX][3]);

/* --- Numbers with a fixed count of decimals, as recordings have them. --- */
/* Adds `value` rounded to `digits` (0 to 9) decimals, '.' in any locale. NaN and values
 * of 1e9 and more add nothing. */
void hinge_fixed_add(struct hinge_text *text, double value, int digits);

/* --- Layouts that a take can be written in. --- */
/* A marker as the file holds it: picture coordinates, or metres where there is no
 * picture; not seen is NaN. */
struct hinge_image_point {
    double x, y, z, score;
};

static inline bool hinge_layout_seen(const struct hinge_image_point *point)
{
    return !isnan(point->x);
}

/* `before`, then the number with so many digits behind its point. */
static inline void hinge_layout_add(struct hinge_text *text, const char *before, double value,
                                    int digits)
{
    hinge_text_adds(text, before);
    hinge_fixed_add(text, value, digits);
}

/* A row per frame (frame), or a block or file per marker (marker_frame). What is NULL
 * writes nothing. */
struct hinge_take_layout {
    const char *extension; /* "" for a folder: its files after lines "== name" */
    bool any_markers;      /* a table that can have more markers than its set */
    bool silent;           /* says neither units nor which way is up: the list does */
    bool sensors;          /* the list names the file of each marker */
    void (*begin)(const struct hinge_take *take, struct hinge_text *text);
    void (*frame)(const struct hinge_take *take, size_t frame,
                  const struct hinge_image_point *point, struct hinge_text *text);
    void (*marker_begin)(const struct hinge_take *take, size_t marker, struct hinge_text *text);
    void (*marker_frame)(const struct hinge_take *take, size_t frame, size_t marker,
                         const struct hinge_image_point *point, struct hinge_text *text);
    void (*end)(const struct hinge_take *take, struct hinge_text *text);
};

extern const struct hinge_take_layout hinge_layout_trc, hinge_layout_csv, hinge_layout_kinovea,
    hinge_layout_frames_json, hinge_layout_dot;

/* Whether any point of a frame is seen. */
bool hinge_layout_anything(const struct hinge_take *take, const struct hinge_image_point *point);
/* x,y,score of all points, 0,0,0 where one is not seen. */
void hinge_layout_triplets(const struct hinge_take *take, const struct hinge_image_point *point,
                           struct hinge_text *text);
/* Sensor or segment to global, z up, as w, x, y, z; sensors are put on askew, each by
 * its number. */
void hinge_layout_orientation(const struct hinge_image_point *point, size_t mounting, double q[4]);
/* The same as four cells, blank where the sensor is lost. */
void hinge_layout_add_orientation(const struct hinge_image_point *point, size_t mounting,
                                  const char *between, struct hinge_text *text);

/* --- Checking the options of a cohort. --- */
/* USAGE with the option, what was found and what is allowed. */
enum hinge_status hinge_simulate_options_check(const struct hinge_simulate_options *options,
                                               struct hinge_error *error);

/* --- A simulated participant and the repetitions of one trial, drawn from counter-based
 * random numbers: the same person whoever else is in the cohort. --- */
/* Zero-initialise or draw; hinge_person_clear frees. */
struct hinge_person {
    size_t number; /* from 1 */
    char id[32];
    size_t group;   /* index in the options */
    size_t profile; /* of that group */
    struct hinge_physique physique;
    struct hinge_pattern pattern;
    double heading_deg;
    double cue_change;   /* of the lumbar share under a cue */
    long habit;          /* planted fault, -1 none */
    uint32_t *cue_order; /* cues in the order performed; owned */
    /* Change of the lumbar share when all is learned; its shares later and in other tasks; bends
     * practised before a recording, and whether that is practice, too. */
    double learned, kept, passed_on;
    double gained_deg; /* hip flexion as far as possible, when all is practised */
    size_t practised;
    bool practises;
};
/* Of it in repetition k, from 0: a share 1 - exp(-bends / learn_bends). */
double hinge_learned_share(const struct hinge_simulate_options *options,
                           const struct hinge_person *person, size_t k);

/* The person in a recording of bends as far as possible, a third deeper, after what was practised.
 */
void hinge_person_bend_furthest(const struct hinge_simulate_options *options,
                                struct hinge_person *person);

void hinge_person_draw(const struct hinge_simulate_options *options, size_t number,
                       struct hinge_person *person);
void hinge_person_clear(struct hinge_person *person);

/* Patterns of options->reps repetitions of the person's trial `index` (from 1, over all
 * cues); planted[k] says whether the habit shows in repetition k (not yet in its
 * pattern), *near whether it stops short of the fault there. */
void hinge_person_draw_trial(const struct hinge_simulate_options *options,
                             const struct hinge_person *person, size_t cue, size_t index,
                             struct hinge_pattern *pattern, bool *planted, bool *near);

/* --- Rows of trials.csv (a trial list) and truth.csv (one row per repetition). --- */
/* What a row is about. */
struct hinge_list_entry {
    const struct hinge_simulate_options *options;
    const struct hinge_person *person;
    const struct hinge_marker_set *set;
    const char *file; /* relative to the lists */
    size_t cue, trial;
    const char *role; /* of a reference; NULL for a trial */
};

/* Files of sensors have columns of their own. */
void hinge_trials_header(const struct hinge_simulate_options *options, struct hinge_text *out);
/* The task of a recording. */
const char *hinge_list_task(const struct hinge_list_entry *entry);
void hinge_trials_row(const struct hinge_list_entry *entry, struct hinge_text *out);
/* With `learned`, the change of the lumbar share by practice, where people learn. */
void hinge_truth_header(const struct hinge_simulate_options *options, struct hinge_text *out);
/* `rep` from 1; `planted` is NULL where nothing was. */
void hinge_truth_row(const struct hinge_list_entry *entry, size_t rep,
                     const struct hinge_habit_truth *planted, const struct hinge_truth_rep *truth,
                     struct hinge_text *out);

/* --- One recording of a person's trial: judged, seen by a camera, written. --- */
/* A thread's working memory for one trial. */
struct hinge_take_memory {
    struct hinge_pattern *pattern;
    bool *planted;
    struct hinge_motion_rep *rep;
    struct hinge_truth_rep *truth;
    struct hinge_habit_truth *habit; /* of the repetitions where it was planted */
    struct hinge_text recording;
};
/* Bends of a reference with the role maxflex. */
enum { HINGE_REFERENCE_REPS = 2 };

/* Room for trials of up to `reps`, and for a reference. */
void *hinge_take_memory_make(size_t reps);
void hinge_take_memory_free(void *memory);

/* How recordings of the person's habit are made; NULL: nothing special. */
const struct hinge_habit_setting *hinge_record_setting(const struct hinge_list_entry *entry);

/* Repetitions of a recording whose truth is told: one that begins at the bottom has one less. */
size_t hinge_record_reps(const struct hinge_list_entry *entry);

/* Makes the recording entry->file in `folder`; its truth and what was planted are then
 * in `scratch`. `index` numbers the person's trials. Errors: WRITE. */
enum hinge_status hinge_record(const char *folder, const struct hinge_list_entry *entry,
                               size_t index, struct hinge_take_memory *scratch,
                               struct hinge_error *error);
