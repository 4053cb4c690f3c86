/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Export of a study: cleaned signals as columns over time, and the files of a BIDS folder. */
#pragma once

#include "body/steps.h"
#include "reps/reps.h"

enum { HINGE_PROCESSED_PLATES = 20 };

/* The cleaned signals of one recording; free with hinge_processed_clear. Landmarks are in the axes
 * of the laboratory, y up, in metres or pixels; signals as in body.h, with positions in leg
 * lengths. */
struct hinge_processed {
    struct hinge_arena arena, scratch;
    struct hinge_tracks tracks; /* cleaned; n 0: none */
    struct hinge_body body;
    struct hinge_reps reps;
    /* force under the left, the right foot and both on one plate, free moment of left and right,
     * then the components of force and moment; NULL: none */
    double *plates[HINGE_PROCESSED_PLATES];
};

struct hinge_processed_request {
    const struct hinge_recording *recording;
    const struct hinge_trial_info *info;
    const struct hinge_parameters *parameters;
    const struct hinge_standing *calibration; /* NULL */
    char calibration_tier;
    const struct hinge_fronts *fronts; /* of sensors, by a calibration; or NULL */
    bool allow_inferred;
};

/* Cleans a recording. INPUT with a reason if analysis refuses it; then there is nothing to
 * clear. */
enum hinge_status hinge_processed_make(const struct hinge_processed_request *request,
                                       struct hinge_processed *processed,
                                       struct hinge_error *error);
void hinge_processed_clear(struct hinge_processed *processed);

/* Number (from 1) of the repetition at frame i, and the name of its phase; 0 and "" outside
 * repetitions. */
size_t hinge_processed_rep(const struct hinge_processed *processed, size_t i, const char **phase);

/* A column: an axis of a landmark, a part of a sensor's orientation, or a signal. */
struct hinge_processed_column {
    int landmark, axis;       /* HINGE_LANDMARK_NONE for another one */
    int segment;              /* of a sensor, axis 0 to 3: w, x, y, z; else HINGE_LANDMARK_NONE */
    enum hinge_signal signal; /* the signal */
    bool in_laboratory;       /* a force or moment in the axes of the landmarks */
    const char *unit;         /* "m", "px", "deg", "LL" … */
    char name[64];            /* "c7_x", "lumbar_flex_deg" */
    const double *value;      /* n values */
};

enum {
    HINGE_PROCESSED_COLUMNS = 3 * HINGE_LANDMARK_COUNT + HINGE_SIGNAL_COUNT + HINGE_PROCESSED_PLATES
};

/* Fills column[HINGE_PROCESSED_COLUMNS]; returns how many. `whole`: also what analysis needs to
 * give the same again: orientations of sensors, components of forces and moments. */
size_t hinge_processed_columns(const struct hinge_processed *processed, bool whole,
                               struct hinge_processed_column *column);

/* Adds the columns as CSV with time, repetition and phase. */
void hinge_processed_csv(const struct hinge_processed *processed,
                         const struct hinge_processed_column *column, size_t n,
                         struct hinge_text *out);
/* Adds the angles as MOT, or the landmarks as TRC. INPUT if there are none. */
enum hinge_status hinge_processed_mot(const struct hinge_processed *processed,
                                      const struct hinge_processed_column *column, size_t n,
                                      struct hinge_text *out, struct hinge_error *error);
enum hinge_status hinge_processed_trc(const struct hinge_processed *processed,
                                      const struct hinge_processed_column *column,
                                      struct hinge_text *out, struct hinge_error *error);

/* Adds a recording as C3D: its points, analog channels and kept parameters, repetitions as events
 * (processed NULL: none); `crop`: from the first to the last; with_angles: those of the body as
 * points of POINT:ANGLES. list_hz: its rate where the file has none. INPUT if C3D cannot hold it.
 */
enum hinge_status hinge_c3d_make(const struct hinge_recording *recording, double list_hz,
                                 const struct hinge_processed *processed, bool crop,
                                 bool with_angles, struct hinge_text *out,
                                 struct hinge_error *error);

/* Adds every number of a recording as CSV: a column per channel named <point>_<component>_<unit>
 * ("LASI_x_mm", "time_s"), with a number at its end if the name is taken. Missing values are
 * empty. */
void hinge_raw_csv(const struct hinge_recording *recording, struct hinge_text *out);

/* --- Words of a trial list as BIDS labels, which have only letters and digits. Different words get
 * labels that differ in more than case. Labels depend on the whole list, not on the exported rows.
 * --- */

enum hinge_bids_entity {
    HINGE_BIDS_SUB, /* the participant; without one the id of the recording */
    HINGE_BIDS_SES,
    HINGE_BIDS_TASK,
    HINGE_BIDS_ACQ, /* the cue, and a trial that is not a number */
    HINGE_BIDS_ENTITIES
};

struct hinge_bids_label {
    const char *word;  /* in the list; \x1f separates a cue from a trial, and precedes an id */
    const char *label; /* NULL: the word has no letter or digit */
    size_t row;        /* first row with the word */
};

/* Sorted by word; the arena owns them. Zero-initialise. */
struct hinge_bids_labels {
    struct {
        size_t n;
        struct hinge_bids_label *item;
    } of[HINGE_BIDS_ENTITIES];
    const char **run; /* of each row of the list; "": none. No two rows have one name. */
};

void hinge_bids_labels_make(const struct hinge_table *list, struct hinge_arena *arena,
                            struct hinge_bids_labels *labels);

/* --- A recording as the files of a Motion-BIDS derivative (BIDS 1.9 and later). --- */

/* A row of the trial list of the study, and the labels of the list. */
struct hinge_bids_row {
    const struct hinge_table *list;
    const struct hinge_bids_labels *labels;
    size_t row;
};

/* Adds the start of the file names of a recording:
 * "sub-01_ses-1_task-rdl_tracksys-markers_acq-dowel_run-1"; `tracksys` NULL: without it. INPUT if a
 * word has no label. */
enum hinge_status hinge_motion_bids_name(const struct hinge_bids_row *row, const char *tracksys,
                                         struct hinge_text *name, struct hinge_error *error);

/* Writes sub-…/[ses-…/]motion/<name>_desc-processed_ with motion.tsv (no header row),
 * channels.tsv, channels.json, motion.json and events.tsv (the phases) into `folder`, and beside
 * motion/ into emg/ the samples of its muscles with emg.tsv, channels.tsv and emg.json;
 * `instead` as in hinge_file_add. `file` gets the name of motion.tsv, as scans.tsv has it. */
enum hinge_status hinge_motion_bids_write(const struct hinge_processed *processed,
                                          const struct hinge_recording *recording,
                                          const struct hinge_bids_row *row, const char *folder,
                                          const char *instead, struct hinge_text *file,
                                          struct hinge_error *error);

/* USAGE if the folder is a BIDS data set of another program, whose description and participants
 * must stay. */
enum hinge_status hinge_motion_bids_check(const char *folder, struct hinge_error *error);

/* Writes dataset_description.json, a README with labels that differ from the words of the list, and
 * for the written rows participants.tsv (columns that are alike in a person) and a scans.tsv for
 * each participant and session (all others but those of the file as delivered), each with its
 * .json. file[row] is that of hinge_motion_bids_write; NULL: not written. */
enum hinge_status hinge_motion_bids_describe(const struct hinge_table *list,
                                             const struct hinge_bids_labels *labels,
                                             const char *const *file, const char *folder,
                                             const char *instead, struct hinge_error *error);
