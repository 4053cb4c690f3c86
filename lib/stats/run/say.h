/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of an analysis in words. */
#ifndef HINGE_STATS_RUN_SAY_H
#define HINGE_STATS_RUN_SAY_H

#include "result/sentence.h"

#include <hinge/stats.h>

enum { HINGE_SAID_UNIT = 64 };

/* What is said, of what. */
struct hinge_said {
    const struct hinge_statistic *statistic;
    const json_t *request, *results;
    const json_t *units; /* {"outcome": "deg"}; NULL: none is known */
};

/* Lines per result in the style of the American Psychological Association, under what
 * they are about: the outcome with its unit and, of a difference, which minus which.
 * Failed allocations stick to the text. */
void hinge_said_apa(const struct hinge_said *said, struct hinge_text *text);

/* What the main results say, without statistics. */
void hinge_said_plain(const struct hinge_said *said, struct hinge_text *text);

/* The test behind that, of one outcome. */
void hinge_said_test(const struct hinge_said *said, struct hinge_text *text);

/* Of the intervals of a request. */
double hinge_said_level(const json_t *request);

/* The outcome of a request; NULL: none. */
const char *hinge_said_outcome(const json_t *request);

#endif
