/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings and rows of the trial list: what only the library needs (see hinge/trial.h). */
#pragma once

#include <hinge/trial.h>

struct hinge_text; /* base/text.h */

/* Whether a landmark is one angle, the orientation of a segment, or samples of an analog channel;
 * others have coordinates and a score. */
static inline bool hinge_landmark_is_angle(int landmark)
{
    return landmark >= HINGE_LANDMARK_osim_pelvis_tilt && landmark <= HINGE_LANDMARK_neck_flex;
}
static inline bool hinge_landmark_is_segment(int landmark)
{
    return landmark >= HINGE_LANDMARK_pelvis && landmark <= HINGE_LANDMARK_head;
}

static inline bool hinge_landmark_is_analog(int landmark)
{
    return landmark >= HINGE_LANDMARK_gmax_l && landmark <= HINGE_LANDMARK_analog_time;
}

/* A cell of outward:<segment>, "+z back": the axis of the sensor, and by how many quarter turns to
 * the left of the front it points. False: it is none. */
bool hinge_outward_parse(const char *text, double axis[3], int *side);
#define HINGE_OUTWARD_EXPECTED                                                                     \
    "an axis of the sensor and where it points is expected, such as +z back (back, front, left, "  \
    "right)"

double hinge_unit_metres(enum hinge_unit unit);  /* 0 if not a length */
double hinge_unit_seconds(enum hinge_unit unit); /* 1 if not a time */
double hinge_unit_newtons(enum hinge_unit unit); /* N or N m in one; 0 if neither */
/* The unit of the positions of a recording; unknown: it has none, or does not say. */
enum hinge_unit hinge_position_unit(const struct hinge_layout *layout);
#define HINGE_STANDARD_GRAVITY 9.80665 /* m/s^2 */
#define HINGE_LEAST_FORCE_N 20.0       /* less is no foot on a plate */
#define HINGE_FILES_FIT                                                                            \
    0.9 /* turning rates of one person's sensors whose files fit correlate so                      \
         */
/* Whether a landmark is a force, or a moment, of a plate. */
static inline bool hinge_landmark_is_force(int landmark)
{
    return landmark >= HINGE_LANDMARK_force_front_n && landmark <= HINGE_LANDMARK_force_both_z_n;
}
static inline bool hinge_landmark_is_moment(int landmark)
{
    return (landmark >= HINGE_LANDMARK_moment_l_x_nm && landmark <= HINGE_LANDMARK_moment_l_z_nm) ||
           (landmark >= HINGE_LANDMARK_moment_r_x_nm && landmark <= HINGE_LANDMARK_moment_r_z_nm);
}

/* Channel flags. */
enum {
    HINGE_CHANNEL_INFERRED = 1, /* a network or model inferred the landmark */
    HINGE_CHANNEL_APPROXIMATE = 2,
    HINGE_CHANNEL_PROXY = 4,
    HINGE_CHANNEL_NEGATED = 8, /* the file counts the other direction positive */
    HINGE_CHANNEL_SIGN_OPEN =
        16, /* the positive direction differs between versions of its program */
    HINGE_CHANNEL_FROM_HORIZONTAL =
        32,                        /* the angle counts from the horizontal: 90 degrees is upright */
    HINGE_CHANNEL_LABORATORY = 64, /* a force or moment in the axes of the points */
    HINGE_CHANNEL_HEADING_FREE = 128 /* an orientation that no magnetometer aligns */
};

/* A channel of the component drift, beside the orientation of a raw sensor, says why its rates are
 * not sure: deg/s that they may be off by, as nothing rests; or one of these. Without the channel
 * they are known from rest. */
enum {
    HINGE_DRIFT_UNKNOWN = -1, /* nothing rests, and no two seconds have one gravity */
    HINGE_DRIFT_GRAVITY = -2  /* it rests, but gravity at the last rest is off */
};

/* One column of numbers of a recording. Several channels of one landmark and component are
 * averaged, such as the medial and lateral knee. */
struct hinge_channel {
    char *source; /* column name in the file ("left_hip_x", "RASI X", "hip_flexion_r") */
    char *marker; /* the name without the component ("left_hip", "RASI"); "" for time and frame */
    enum hinge_component component;
    enum hinge_unit unit; /* as the file says; HINGE_UNIT_unknown: it does not */
    /* Set by the landmark set; NONE before, and for a channel that is not used. */
    enum hinge_landmark landmark;
    unsigned flags;
    int decimals;   /* decimals that hold each value exactly; -1: unknown */
    size_t damaged; /* while it is read: its column in recording->damage, from 1; 0: none */
};

/* The first channel with this component (time, frame), of any landmark; -1: none. */
long hinge_recording_channel(const struct hinge_recording *recording,
                             enum hinge_component component);

/* Words of channels.tsv that hinge-export writes and hinge-ingest reads: what was computed from the
 * other channels; the frame of sensors that no magnetometer aligns, and that of the points. */
#define HINGE_BIDS_COMPUTED "computed by hingekit from the other channels"
#define HINGE_BIDS_SENSORS "sensors"
#define HINGE_BIDS_LABORATORY "laboratory"

/* --- the trial list --- */

/* The role that a cell of the trial list names; NULL is an empty cell. */
enum hinge_trial_role hinge_trial_role_find(const char *word);
/* Whether bends of a recording with this role are summed up as repetitions: those as far as
 * possible are kept, and are none. */
bool hinge_trial_role_has_reps(const char *word);

/* Columns of a trial list that allow only some words, joined by '|'. */
struct hinge_list_choice {
    const char *column, *allowed;
};
const struct hinge_list_choice *hinge_list_choices(size_t *n);

/* Whether this is a known column of the trial list; others are covariates. */
bool hinge_trial_info_has(const char *column);

/* Whether a column of the trial list tells of a person: the sizes of the body, and what the user
 * added. Others tell of a recording: known ones, those of a sensor, a muscle or a label, notes. */
bool hinge_trial_info_of_person(const char *column);

/* The column with the group of a recording of a person in two that does not count. */
#define HINGE_OTHER_GROUP "other_group"
/* The column with a cue as the list writes it, where it is read as another word; that with what is
 * planned for a cue of the user's own: "own", or "lumbar_fraction, lower". */
#define HINGE_CUE_GIVEN "cue_given"
#define HINGE_CUE_PLAN "cue_plan"

/* Whether a column tells which files a recording was delivered in, and how they are read. */
bool hinge_trial_info_of_file(const char *column);

/* Adds the id of a recording to which the list gives none: participant_session_task_cue_trial of
 * what is given; nothing without a participant. */
void hinge_trial_info_add_id(const struct hinge_table *list, size_t row, struct hinge_text *id);

/* Fills info from a row of the list; columns that the list does not have are not given. */
void hinge_trial_info_read(const struct hinge_table *list, size_t row,
                           struct hinge_trial_info *info);
