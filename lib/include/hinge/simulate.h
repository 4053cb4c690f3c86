/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulates cohorts: recordings, trials.csv (a trial list) and truth.csv (what the body did in each
 * repetition, without noise). Each number is drawn by a counter from seed, participant and trial,
 * so the bytes depend neither on the number of threads nor on the number of participants. */
#pragma once

#include <hinge/progress.h>
#include <hinge/status.h>

HINGE_BEGIN_C_DECLS

/* Formats of the recordings; hinge_simulate_format_name describes each. */
enum hinge_simulate_format {
    HINGE_SIMULATE_mixed,
    HINGE_SIMULATE_trc_a,
    HINGE_SIMULATE_trc_b,
    HINGE_SIMULATE_trc_whole_a,
    HINGE_SIMULATE_trc_whole_b,
    HINGE_SIMULATE_csv,
    HINGE_SIMULATE_csv_coco,
    HINGE_SIMULATE_csv_mediapipe,
    HINGE_SIMULATE_kinovea,
    HINGE_SIMULATE_spinepose_json,
    HINGE_SIMULATE_dot,
    HINGE_SIMULATE_FORMAT_COUNT
};

/* Text lists are borrowed; they must outlive the call. */
struct hinge_simulate_options {
    size_t size; /* sizeof the struct (hinge/init.h) */
    uint64_t seed;
    size_t participants; /* numbered from first_participant; groups alternate */
    size_t first_participant;
    size_t trials; /* per participant and cue */
    size_t reps;   /* per trial */
    const char *const *group;
    size_t n_groups; /* "sedentary", "trained" */
    const char *const *cue;
    size_t n_cues; /* any text; "none" is the baseline */
    const char *task;
    enum hinge_simulate_format format;

    double rate_hz;  /* 10 to 1000 */
    double noise_mm; /* SD of white noise per coordinate */
    double drift_mm; /* SD of slow errors (0.5 to 2 Hz) per coordinate */
    double pull;     /* share, 0 to 0.9, by which each marker is moved towards its mean position */
    double precision_mm;  /* 3D coordinates are rounded to this or finer, 0.0001 to 10 */
    double gap_share;     /* share of a marker's frames that are missing, 0 to 0.5 */
    double outlier_share; /* share of a marker's frames that are 0.1 to 0.4 m off, 0 to 0.5 */
    double drop_share;    /* share of lost frames, 0 to 0.5 */
    bool zero_gaps;       /* write missing markers as zeros, else as blanks */
    double heading_deg;   /* direction faced: 0 is +x, 180 is -x; NaN: drawn per participant */
    double view_deg;      /* 2D: angle between camera axis and the side view */
    double scale_px_m;    /* 2D: pixels per metre */
    double image_width_px, image_height_px;

    double lumbar_share; /* lumbar fraction of every repetition; NaN: that of the group */
    double cue_effect;   /* added to the lumbar fraction under a cue other than "none" */
    const char *move; /* "lumbar_share=-0.05,dowel:total_deg=5": added to what a body does in each
                         repetition, or in those under a cue, where people differ by half of their
                         usual spread; NULL or "": nothing */
    double variation; /* factor on all differences between and within people */
    const char *const *fault;
    size_t n_faults;          /* faults to plant; a person has at most one of them as a habit */
    double fault_probability; /* that a participant has a habit */
    double fault_share;       /* share of this participant's repetitions that show the habit */
    double near_miss; /* share of this participant's trials that stop just short of the fault */
    const char *plan; /* trial list whose recordings are made, with its people, groups, cues and
                         repetitions; NULL: none */
    bool force;       /* replace existing files; without it they are USAGE */
    int threads;      /* <= 0: one per processor */

    double stand_s;     /* quiet standing before repetitions, half as long after them */
    double rest_s;      /* between repetitions; NaN: each person's own */
    double descent_s;   /* duration of each descent; NaN: each person's own */
    double rear_foot_m; /* the left foot is this far behind the right, on its toes */

    /* Practice of a plan whose sessions are before, practice (practice_2, ...), after, later */
    double learn;       /* change of the lumbar fraction when all is learned */
    double learn_bends; /* practised bends after which 63 % of it is there */
    double retain;      /* share of it in later sessions */
    double transfer;    /* share of it in tasks that are not practised */
    double range_deg;   /* hip flexion that all practice adds to bends as far as possible */
};

/* Sets the standard cohort: 24 people, sedentary and trained, cues none and dowel, one recording of
 * five repetitions each, mixed format, 60 Hz, 2 mm noise, no planted fault. */
HINGE_API void hinge_simulate_options_init_sized(struct hinge_simulate_options *options,
                                                 size_t size);
#define hinge_simulate_options_init(options)                                                       \
    hinge_simulate_options_init_sized(options, sizeof *(options))

struct hinge_simulate_summary {
    size_t participants, recordings, reps, bytes;
    size_t practised; /* repetitions of a plan in sessions called practice */
};

/* Writes the cohort into `folder`, which is made if it is missing; its parent must exist.
 * trials.csv and truth.csv appear last, whole or not at all. *summary and progress (counts
 * participants) may be NULL. Errors: USAGE naming the option (out of range, unknown fault or group
 * with a suggestion), WRITE, INTERRUPTED. */
HINGE_API enum hinge_status hinge_simulate(const struct hinge_simulate_options *options,
                                           const char *folder,
                                           const struct hinge_progress *progress,
                                           struct hinge_simulate_summary *summary,
                                           struct hinge_error *error);

/* The name of a format ("trc-b" for HINGE_SIMULATE_trc_b), and what it is in *help (may be NULL).
 * NULL outside the enum. */
HINGE_API const char *hinge_simulate_format_name(enum hinge_simulate_format format,
                                                 const char **help);
/* The format with this name ('-' and '_' are the same); HINGE_SIMULATE_FORMAT_COUNT if there is
 * none. */
HINGE_API enum hinge_simulate_format hinge_simulate_format_find(const char *name);

HINGE_END_C_DECLS
