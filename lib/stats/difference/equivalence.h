/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Equivalence (two one-sided tests, Schuirmann 1987) and non-inferiority of an estimate
 * with its standard error. Options in, objects of the document out. */
#ifndef HINGE_STATS_DIFFERENCE_EQUIVALENCE_H
#define HINGE_STATS_DIFFERENCE_EQUIVALENCE_H

#include "result/sentence.h"
#include "stats/run/analysis.h"

/* The options tost, tost_d, tost_mdc, noninferiority, noninferiority_mdc and better. */
struct hinge_margins {
    bool tost, in_sd; /* in_sd: bounds are of the estimate's standard deviation */
    double low, high;
    bool noninferiority, higher;
    double margin;
};

/* mdc is what the bounds in minimal detectable changes are of; NaN when the option mdc
 * says it. Errors: USAGE E_OPTION (bounds not ascending, no mdc, margin not above 0).
 */
enum hinge_status hinge_margins_read(struct hinge_analysis *analysis, double mdc,
                                     struct hinge_margins *margins, struct hinge_error *error);

/* Writes tost and noninferiority into `parent` when they are asked for; everything but
 * the bounds is null when se is NaN. sd is for bounds in standard deviations. */
void hinge_put_margins(struct hinge_analysis *analysis, json_t *parent,
                       const struct hinge_margins *margins, double estimate, double se, double df,
                       double sd);

/* What is said of these results. */
extern const struct hinge_sentence hinge_say_tost_apa[];
extern const struct hinge_sentence hinge_say_noninferiority_apa[];
extern const struct hinge_sentence hinge_say_noninferiority_plain[];

/* The same of every contrast of a model. */
extern const struct hinge_sentence hinge_say_margins_apa[];
extern const struct hinge_sentence hinge_say_margins_plain[];

#endif
