/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The largest group of recordings that were measured alike. */
#ifndef HINGE_REPORT_ALIKE_H
#define HINGE_REPORT_ALIKE_H

#include "base/text.h"

#include <hinge/table.h>

struct hinge_alike {
    size_t kinds;             /* of evidence there are */
    const char *tier;         /* of the largest; of the table */
    bool inferred;            /* it was estimated by a network */
    struct hinge_text filter; /* that keeps it */
    /* of two or more kinds: "the 24 recordings of 12 participants that were measured
     * alike, with …", "12 other recordings (6 participants) differ in the landmarks
     * tracked", and where that helps the key that makes them alike; else empty */
    struct hinge_text these, others, joins;
    bool one_other; /* recording */
};

/* Of rows of the view "trials" that the filter `where` kept. hinge_alike_clear,
 * whatever is returned. */
void hinge_alike_find(const struct hinge_table *trials, const char *where,
                      struct hinge_alike *alike);
void hinge_alike_clear(struct hinge_alike *alike);

#endif
