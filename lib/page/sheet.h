/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of one person while it is made. */
#ifndef HINGE_PAGE_SHEET_H
#define HINGE_PAGE_SHEET_H

#include <hinge/page.h>
#include <hinge/report.h>
#include <stddef.h>
#include <stdint.h>

/* A person's mean of one visit, and how far it wobbles from one visit to another. */

/* mean of trial means; NaN of none. parts: the mean's variance in variances of one
 * repetition, sum of 1 / n over the trials, by the square of their number (1 / n of one
 * trial); sd: of all repetitions, NaN below two. */
struct hinge_sheet_mean {
    double mean, sd, parts;
};

/* value[n] with the number of each one's recording. */
struct hinge_sheet_mean hinge_sheet_mean_of(const double *value, const uint32_t *recording,
                                            size_t n);

/* 1.96 standard errors of the difference of two means: of this one and of `last`, of
 * another as it where there is no last (mean NaN); a last of one repetition has the
 * spread of these. NaN below two repetitions. */
double hinge_sheet_wobble(const struct hinge_sheet_mean *now, const struct hinge_sheet_mean *last);

/* Lines of lib/page/templates. */
extern const char *const hinge_template_sheet[], *const hinge_template_words_en[],
                                                     *const hinge_template_words_de[];

#endif
