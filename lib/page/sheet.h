/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of one person while it is made. */
#ifndef HINGE_PAGE_SHEET_H
#define HINGE_PAGE_SHEET_H

#include <hinge/page.h>
#include <hinge/report.h>
#include <stddef.h>
#include <stdint.h>

/* --- A person's mean in one visit, and its variation between visits. --- */

/* mean: mean of the means of recordings; NaN without values. sd: SD of all repetitions; NaN for
 * fewer than two. parts: variance of the mean divided by the variance of one repetition: the sum of
 * 1 / n over the recordings, by the square of their number. */
struct hinge_sheet_mean {
    double mean, sd, parts;
};

/* From value[n] and recording[n], the number of each value's recording. */
struct hinge_sheet_mean hinge_sheet_mean_of(const double *value, const uint32_t *recording,
                                            size_t n);

/* 1.96 standard errors of the difference between this mean and the last visit's. If there is no
 * last visit (its mean is NaN), it is taken to be like this one; if it has one repetition, it gets
 * this one's SD. NaN if this one has fewer than two repetitions. */
double hinge_sheet_wobble(const struct hinge_sheet_mean *now, const struct hinge_sheet_mean *last);

/* Lines of lib/page/templates. */
extern const char *const hinge_template_sheet[], *const hinge_template_words_en[],
                                                     *const hinge_template_words_de[];

#endif
