/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What analysis works on, as columns over time. */
#ifndef HINGE_EXPORT_PROCESSED_H
#define HINGE_EXPORT_PROCESSED_H

#include "base/text.h"
#include "body/tracks.h"
#include "reps/reps.h"

/* Of one recording; owned, hinge_processed_clear. Landmarks are in the laboratory's
 * axes, y up, in metres or pixels; signals as in body.h, positions in leg lengths. */
struct hinge_processed {
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

#endif
