/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distinct labels of a column: levels of a factor, ids of participants, categories. */
#ifndef HINGE_STATS_PEOPLE_LABELS_H
#define HINGE_STATS_PEOPLE_LABELS_H

#include "stats/run/analysis.h"

enum hinge_label_order {
    HINGE_BY_BYTES,      /* C locale */
    HINGE_BY_APPEARANCE, /* first row first */
    HINGE_BY_LEVEL,      /* of groups, cues and sessions: people/order */
    HINGE_BY_VALUE       /* numbers ascending; text as by bytes */
};

struct hinge_labels {
    size_t n;
    const char **name;
    uint32_t *code; /* per row given; UINT32_MAX when the cell is missing */
};

/* Labels of a column over n table rows, in the run's memory. */
enum hinge_status hinge_labels_find(struct hinge_analysis *analysis, size_t column,
                                    const size_t *row, size_t n, enum hinge_label_order order,
                                    struct hinge_labels *labels, struct hinge_error *error);

#endif
