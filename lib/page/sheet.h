/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of one person while it is made. */
#ifndef HINGE_PAGE_SHEET_H
#define HINGE_PAGE_SHEET_H

#include <hinge/page.h>
#include <hinge/report.h>
#include <stddef.h>
#include <stdint.h>

/* --- A person's mean in one visit. --- */

/* mean: mean of the means of recordings; NaN without values. sd: SD of all repetitions; NaN for
 * fewer than two. */
struct hinge_sheet_mean {
    double mean, sd;
};

/* From value[n] and recording[n], the number of each value's recording. */
struct hinge_sheet_mean hinge_sheet_mean_of(const double *value, const uint32_t *recording,
                                            size_t n);

/* Lines of lib/page/templates. */
extern const char *const hinge_template_sheet[], *const hinge_template_words_en[],
                                                     *const hinge_template_words_de[];

#endif
