/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of one person while it is made. */
#ifndef HINGE_PAGE_SHEET_H
#define HINGE_PAGE_SHEET_H

#include "figure/svg.h"

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

/* --- What the sheet of a person is made of. --- */
enum hinge_sheet_word {
    HINGE_SHEET_LANGUAGE,
    HINGE_SHEET_TITLE,
    HINGE_SHEET_VISIT,
    HINGE_SHEET_MOSTLY_HIPS,
    HINGE_SHEET_BOTH,
    HINGE_SHEET_MOSTLY_SPINE,
    HINGE_SHEET_ABOUT, /* {}: the number */
    HINGE_SHEET_UNSEEN_SPINE,
    HINGE_SHEET_NOTHING, /* {}: why, in words */
    HINGE_SHEET_NEXT_TIME,
    HINGE_SHEET_STANDING,
    HINGE_SHEET_DEEPEST,
    HINGE_SHEET_RIBS,
    HINGE_SHEET_PELVIS,
    HINGE_SHEET_THIGH,
    HINGE_SHEET_TRUNK,
    HINGE_SHEET_SHARE,
    HINGE_SHEET_HIP,
    HINGE_SHEET_TRUNK_BEND,
    HINGE_SHEET_VARIES,
    HINGE_SHEET_LAST_VISIT,
    HINGE_SHEET_SAME,
    HINGE_SHEET_SKIN, /* {}: from which number to which */
    HINGE_SHEET_VIDEO,
    HINGE_SHEET_AND, /* between the ends of a range */
    HINGE_SHEET_SEEN,
    HINGE_SHEET_NOT_SEEN,
    HINGE_SHEET_NO_SPINE,
    HINGE_SHEET_NO_FRONT,
    HINGE_SHEET_NO_HEAD,
    HINGE_SHEET_NO_EMG,
    HINGE_SHEET_NOTE,
    HINGE_SHEET_WORDS
};

/* A word or sentence of the sheet, --label first. */
const char *hinge_sheet_word(const struct hinge_label_list *labels, enum hinge_sheet_word which);

/* Segments from the vertical, forward positive, at the deepest point; NaN: not known.
 */
struct hinge_sheet_pose {
    double pelvis_deg, ribs_deg, thigh_deg, trunk_deg;
};
/* Blocks as the person stood and at the deepest point; nothing where trunk or thigh are
 * not known. */
void hinge_sheet_blocks(struct hinge_text *out, const struct hinge_sheet_pose *pose,
                        const struct hinge_label_list *labels);

#endif
