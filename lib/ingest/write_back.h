/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording as the table it came from: every number that was read. */
#ifndef HINGE_INGEST_WRITE_BACK_H
#define HINGE_INGEST_WRITE_BACK_H

#include "base/text.h"

#include <hinge/trial.h>

/* Adds the recording to `out`: as TRC or MOT where it was one; with its own header rows
 * where they name every column; else as CSV with a column per channel, named as in the
 * file. Numbers have every digit, missing ones are blank. *extension is "trc", "mot",
 * "csv" or "tsv". */
enum hinge_status hinge_write_back(const struct hinge_recording *recording, struct hinge_text *out,
                                   const char **extension, struct hinge_error *error);

/* The same with the format of this id; INPUT when it writes none, or not this one. */
enum hinge_status hinge_write_as(const char *format, const struct hinge_recording *recording,
                                 struct hinge_text *out, struct hinge_error *error);

#endif
