/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filling a recording from what a format found: channels, numbers, notes. The
 * recording owns everything; callers clear it when a step fails. */
#ifndef HINGE_FORMATS_BUILD_RECORDING_H
#define HINGE_FORMATS_BUILD_RECORDING_H

#include "csv/csv.h"

#include <hinge/trial.h>

/* Sets the format id and up axis and makes n channels without names. */
void hinge_build_layout(struct hinge_recording *recording, const char *format, const char *up,
                        size_t n_channels);

/* Names channel i: the column as in the file, the marker ("" for time and frame). */
void hinge_build_channel(struct hinge_recording *recording, size_t i, const char *source,
                         const char *marker, enum hinge_component component, enum hinge_unit unit);

/* Moves columns of numbers into the recording's channels, in order, leaving out those
 * with skip[c] (may be NULL), and notes rows left out. The number of channels must fit.
 */
void hinge_build_data(struct hinge_recording *recording, struct hinge_csv_numbers *numbers,
                      const bool *skip);

/* A clock whose unit isn't written: seconds, unless its steps say milliseconds. Noted.
 */
enum hinge_status hinge_build_clock(struct hinge_recording *recording, struct hinge_error *error);

/* Adds a readable remark. */
void hinge_build_note(struct hinge_recording *recording, const char *format, ...)
    HINGE_PRINTF(2, 3);

/* Keeps how many frames the header says (NaN: it does not), with a remark where there
 * are others; `what` is its word for them, "frames". */
void hinge_build_stated(struct hinge_recording *recording, double frames, const char *what);

/* Unit of a word in a header ("mm", "s", "meters", "deg"), unknown when there is none.
 */
enum hinge_unit hinge_build_unit(const char *word);

#endif
