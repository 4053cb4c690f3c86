/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row that hinge-inspect prints of a file: its columns, and the functions that fill them for
 * each kind of file. */
#pragma once

#include "ingest/ingest.h"
#include "quality/check.h"

/* The columns: first texts, then numbers with their unit and decimals. */
#define TEXTS(X)                                                                                   \
    X(FILE_NAME, file)                                                                             \
    X(KIND, kind)                                                                                  \
    X(FORMAT, format)                                                                              \
    X(FORMAT_WHY, format_why)                                                                      \
    X(SET, landmark_set)                                                                           \
    X(SET_WHY, landmark_set_why)                                                                   \
    X(LANDMARKS, landmarks)                                                                        \
    X(PRESENT, present_in)                                                                         \
    X(UNUSED, unused)                                                                              \
    X(TWICE, duplicated)                                                                           \
    X(UNITS, units)                                                                                \
    X(UNITS_FROM, units_from)                                                                      \
    X(UP, up)                                                                                      \
    X(UP_FROM, up_from)                                                                            \
    X(FACING, facing)                                                                              \
    X(FAMILY, family)                                                                              \
    X(TIER, tier)                                                                                  \
    X(REASON, reason)                                                                              \
    X(MESSAGE, message)                                                                            \
    X(LUMBAR, lumbar_def)                                                                          \
    X(DRIVER, driver)                                                                              \
    X(STANDING, standing_source)                                                                   \
    X(PLATES, plates)                                                                              \
    X(CLOCK, clock)                                                                                \
    X(GAPS, gaps)                                                                                  \
    X(SIZE, size)                                                                                  \
    X(COMPUTES, computes)                                                                          \
    X(NEXT, next_tier)                                                                             \
    X(FINDINGS, findings)                                                                          \
    X(WARNINGS, warnings)                                                                          \
    X(NOTES, notes)                                                                                \
    X(LIST, list)                                                                                  \
    X(REFUSALS, would_be_refused)                                                                  \
    X(REMARKS, remarks)                                                                            \
    X(GRID, grid)
#define NUMBERS(X)                                                                                 \
    X(BYTES, bytes, "byte", 0)                                                                     \
    X(FRAMES, frames, "1", 0)                                                                      \
    X(CHANNELS, channels, "1", 0)                                                                  \
    X(RATE, rate_hz, "Hz", 3)                                                                      \
    X(START, start_s, "s", 4)                                                                      \
    X(DURATION, duration_s, "s", 2)                                                                \
    X(MISSING, missing_pct, "percent", 1)                                                          \
    X(HELD, held_pct, "percent", 1)                                                                \
    X(VIEW, view_deg, "deg", 0)                                                                    \
    X(TRIALS, trials, "1", 0)                                                                      \
    X(REFUSED, refused, "1", 0)                                                                    \
    X(NOT_RECORDED, not_recorded, "1", 0)                                                          \
    X(REPS, reps, "1", 0)                                                                          \
    X(ROWS, rows, "1", 0)                                                                          \
    X(COLUMNS, columns, "1", 0)
#define TEXT_ID(id, name) id,
#define NUMBER_ID(id, name, unit, digits) id,
enum { TEXTS(TEXT_ID) N_TEXTS };
enum { NUMBERS(NUMBER_ID) N_NUMBERS };

struct hinge_inspection {
    struct hinge_table *table;
    size_t row;
    struct hinge_vocabulary *words; /* of headers of lists */
    struct hinge_error *error;
};

void hinge_inspect_text(struct hinge_inspection *in, int column, const char *value);
/* Puts a text that was composed, and clears it. */
void hinge_inspect_whole_text(struct hinge_inspection *in, int column, struct hinge_text *value);
void hinge_inspect_number(struct hinge_inspection *in, int column, double value);

enum hinge_status hinge_inspect_recording(struct hinge_inspection *in, const char *path,
                                          const struct hinge_config *config);
/* If the file is no trial list, *list becomes false and nothing is filled. */
enum hinge_status hinge_inspect_list(struct hinge_inspection *in, const char *path,
                                     const struct hinge_config *config, bool *list);
/* hinge_inspect() of one file of several: `words` are zero, or of a file before; the caller clears
 * them. */
enum hinge_status hinge_inspect_one(const char *path, const struct hinge_config *config,
                                    struct hinge_vocabulary *words, struct hinge_table *table,
                                    struct hinge_error *error);
/* Appends what the next better tier needs and which of its points the file lacks. */
void hinge_evidence_next(char tier, const struct hinge_layout *layout, struct hinge_text *out);
