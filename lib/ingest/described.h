/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts and landmark sets that the user describes in the config: [columns] and
 * [landmarks:<id>]. */
#ifndef HINGE_INGEST_DESCRIBED_H
#define HINGE_INGEST_DESCRIBED_H

#include "base/memory.h"
#include "formats/format.h"
#include "landmarks/landmarks.h"

#include <hinge/config.h>

struct hinge_descriptions {
    struct hinge_described *column;
    size_t n_columns;
    struct hinge_landmark_set *set;
    size_t n_sets;
    struct hinge_arena arena;
};

/* Reads them from the config. USAGE with file and line: a key that is no canonical id
 * and no setting (the nearest is named), a unit, vertical or time_unit that is none. */
enum hinge_status hinge_descriptions_make(const struct hinge_config *config,
                                          struct hinge_descriptions *descriptions,
                                          struct hinge_error *error);
void hinge_descriptions_clear(struct hinge_descriptions *descriptions);

/* Lets a reader see them; they must outlive the options. */
void hinge_descriptions_give(const struct hinge_descriptions *descriptions,
                             struct hinge_read_options *options);

/* What [columns] says under a key ("up"), "" when nothing. */
const char *hinge_described_value(const struct hinge_read_options *options, const char *key);

/* Whether a file is the one described: a row of its head has all columns that are
 * named, or at least four of them. */
bool hinge_described_here(const struct hinge_probe *probe,
                          const struct hinge_read_options *options);

#endif
