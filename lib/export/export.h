/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals of a study written out again: what analysis works on, as columns over time, and
 * where each recording goes in a BIDS folder. */
#ifndef HINGE_EXPORT_EXPORT_H
#define HINGE_EXPORT_EXPORT_H

#include "base/memory.h"
#include "base/text.h"
#include "body/steps.h"
#include "reps/reps.h"

#include <hinge/table.h>

/* Of one recording; owned, hinge_processed_clear. Landmarks are in the laboratory's
 * axes, y up, in metres or pixels; signals as in body.h, positions in leg lengths. */
struct hinge_processed {
    struct hinge_arena arena, scratch;
    struct hinge_tracks tracks; /* cleaned; n is 0 where there are none */
    struct hinge_body body;
    struct hinge_reps reps;
};

struct hinge_processed_request {
    const struct hinge_recording *recording;
    const struct hinge_trial_info *info;
    const struct hinge_parameters *parameters;
    const struct hinge_standing *calibration; /* NULL */
    char calibration_tier;
    bool allow_inferred;
};

/* INPUT with a reason when analysis refuses the recording; then nothing is owned. */
enum hinge_status hinge_processed_make(const struct hinge_processed_request *request,
                                       struct hinge_processed *processed,
                                       struct hinge_error *error);
void hinge_processed_clear(struct hinge_processed *processed);

/* Number of the repetition that has frame i, from 1, and its phase's name; 0 and "". */
size_t hinge_processed_rep(const struct hinge_processed *processed, size_t i, const char **phase);

/* A column: landmark and axis, or a signal. */
struct hinge_processed_column {
    int landmark, axis;       /* HINGE_LANDMARK_NONE for a signal */
    enum hinge_signal signal; /* … which is this one */
    const char *unit;         /* "m", "px", "deg", "LL" … */
    char name[64];            /* "c7_x", "lumbar_flex_deg" */
    const double *value;      /* n values */
};

enum { HINGE_PROCESSED_COLUMNS = 3 * HINGE_LANDMARK_COUNT + HINGE_SIGNAL_COUNT };

/* Fills column[HINGE_PROCESSED_COLUMNS]; how many there are. */
size_t hinge_processed_columns(const struct hinge_processed *processed,
                               struct hinge_processed_column *column);

/* Adds them as a CSV with time, repetition and phase. */
void hinge_processed_csv(const struct hinge_processed *processed,
                         const struct hinge_processed_column *column, size_t n,
                         struct hinge_text *out);
/* Adds the angles as MOT; the landmarks as TRC. INPUT where there are none. */
enum hinge_status hinge_processed_mot(const struct hinge_processed *processed,
                                      const struct hinge_processed_column *column, size_t n,
                                      struct hinge_text *out, struct hinge_error *error);
enum hinge_status hinge_processed_trc(const struct hinge_processed *processed,
                                      const struct hinge_processed_column *column,
                                      struct hinge_text *out, struct hinge_error *error);

/* Adds every number of a recording as a CSV: a column a channel, called
 * <point>_<component>_<unit> ("LASI_x_mm", "time_s"), one of the same name with its number
 * behind; missing values are empty. */
void hinge_raw_csv(const struct hinge_recording *recording, struct hinge_text *out);

/* --- Words of a trial list as the labels of BIDS, which are letters and digits: two words
 * never get one label, not even one in other case. Labels depend on the whole list, not
 * on what is written. --- */

enum hinge_bids_entity {
    HINGE_BIDS_SUB, /* the participant; a recording of nobody goes by its id */
    HINGE_BIDS_SES,
    HINGE_BIDS_TASK,
    HINGE_BIDS_ACQ, /* the cue, and a trial's name that is no number */
    HINGE_BIDS_ENTITIES
};

struct hinge_bids_label {
    const char *word;  /* of the list; \x1f between a cue and a trial, before an id */
    const char *label; /* NULL when nothing is left of the word */
    size_t row;        /* the first that has it */
};

/* Sorted by word. Zero-initialise; what is in it lives as long as the arena. */
struct hinge_bids_labels {
    struct {
        size_t n;
        struct hinge_bids_label *item;
    } of[HINGE_BIDS_ENTITIES];
};

void hinge_bids_labels_make(const struct hinge_table *list, struct hinge_arena *arena,
                            struct hinge_bids_labels *labels);

/* --- A recording as the files of a Motion-BIDS derivative (BIDS 1.9 and later). --- */

/* A row of the study's list, and the labels of all of it. */
struct hinge_bids_row {
    const struct hinge_table *list;
    const struct hinge_bids_labels *labels;
    size_t row;
};

/* "sub-01_ses-1_task-rdl_tracksys-markers_acq-dowel_run-1": the name that the files of
 * a recording begin with. `tracksys` NULL leaves that out. INPUT when a word has no
 * label. */
enum hinge_status hinge_motion_bids_name(const struct hinge_bids_row *row, const char *tracksys,
                                         struct hinge_text *name, struct hinge_error *error);

/* Writes sub-…/[ses-…/]motion/<name>_desc-processed_ with motion.tsv (no header row),
 * channels.tsv, channels.json, motion.json and events.tsv (the phases) into `folder`;
 * `instead` as in hinge_file_add. */
enum hinge_status hinge_motion_bids_write(const struct hinge_processed *processed,
                                          const struct hinge_bids_row *row, const char *folder,
                                          const char *instead, struct hinge_error *error);

/* USAGE when the folder is a BIDS data set that is not of this program: its description
 * and participants are not to be replaced. */
enum hinge_status hinge_motion_bids_check(const char *folder, struct hinge_error *error);

/* dataset_description.json, README with the labels that are not the list's words,
 * participants.tsv and .json of the rows written. */
enum hinge_status hinge_motion_bids_describe(const struct hinge_table *list,
                                             const struct hinge_bids_labels *labels,
                                             const bool *written, const char *folder,
                                             const char *instead, struct hinge_error *error);

#endif
