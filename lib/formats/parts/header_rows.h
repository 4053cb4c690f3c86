/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Header rows as they are kept in a study and written out again: every row, without
 * what names a person, a time or the number of frames. */
#ifndef HINGE_FORMATS_HEADER_ROWS_H
#define HINGE_FORMATS_HEADER_ROWS_H

#include "formats/format.h"
#include "formats/parts/subjects.h"

/* Adds a row; with subjects its names are shown as they hide them. */
void hinge_header_row(struct hinge_text *out, const struct hinge_csv_line *line, char delimiter,
                      const struct hinge_subjects *subjects);

/* Adds a row in which the cells behind these words (NULL-terminated) are blank: one
 * cell each, or with `rest` all of them. */
void hinge_header_row_without(struct hinge_text *out, const struct hinge_csv_line *line,
                              char delimiter, const char *const *words, bool rest);

/* Keeps every row above `data`, what stands behind these words blank. NOMEM. */
enum hinge_status hinge_header_keep_above(const struct hinge_probe *probe,
                                          const struct hinge_csv_line *data, char delimiter,
                                          const char *const *words,
                                          struct hinge_recording *recording,
                                          struct hinge_error *error);

/* Makes the text the recording's header and clears it. NOMEM. */
enum hinge_status hinge_header_keep(struct hinge_recording *recording, struct hinge_text *text,
                                    struct hinge_error *error);

#endif
