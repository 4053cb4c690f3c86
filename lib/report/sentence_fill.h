/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of templates and the results it is about become lines. */
#ifndef HINGE_REPORT_SENTENCE_FILL_H
#define HINGE_REPORT_SENTENCE_FILL_H

#include "base/text.h"
#include "report/sentence_rows.h"

#include <jansson.h>

/* What sentences are about. */
struct hinge_sentence_about {
    const json_t *request, *results;
    const char *outcome; /* NULL: none */
    double level;
    const char *key, *before; /* names of the members a row is about */
};

/* Adds a line for every member of the results that the row's path leads to. */
void hinge_sentence_say(const struct hinge_sentence *row,
                        const struct hinge_sentence_about *about, bool plain,
                        struct hinge_text *text);

/* The number at a path such as "paired_t/n"; NaN when there is none. */
double hinge_sentence_number(const json_t *results, const char *path);

/* How p is said with three decimals: '=' and p itself, '<' and 0.001, '>' and 0.999
 * where rounding would make a certainty of it. NaN stays NaN, with '='. */
char hinge_p_relation(double p, double *said);
/* The same as a cell: "0.042", "<0.001", ">0.999", "1.000" of p = 1 itself. */
void hinge_p_cell(double p, char *text, size_t room);

/* "= .042", "< .001", "> .999"; "= 1.000" is of p = 1 itself, as of exact tests. */
void hinge_sentence_p(struct hinge_text *text, double p);

#endif
