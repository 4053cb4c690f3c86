/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ours against what came with the recording: angles that somebody else computed. */
#ifndef HINGE_ANALYZE_VENDOR_AGREEMENT_H
#define HINGE_ANALYZE_VENDOR_AGREEMENT_H

#include "reps/reps.h"

enum { HINGE_AGREEMENTS_MAX = 24 };

/* One quantity of a trial, theirs minus ours. Angles are changes from standing;
 * `offset` is the difference of the two zeros, which they are free of. NaN where a
 * number can't be had (no standing, fewer than 3 values, no variance). */
struct hinge_agreement {
    const char *of, *name, *unit; /* "angle", "lumbar_flex", "deg" */
    size_t n;
    double r, bias, sd, offset;
};

struct hinge_agreements {
    size_t n;
    struct hinge_agreement row[HINGE_AGREEMENTS_MAX];
};

/* Adds a row for the n pairs (NaN in either is left out): r, mean and SD (n - 1) of
 * theirs - ours - offset. */
void hinge_agreement_add(struct hinge_agreements *all, const char *of, const char *name,
                         const char *unit, const double *ours, const double *theirs, size_t n,
                         double offset);

/* Angles of the recording's other source: theirs where the body is ours, ours where
 * the body is theirs; none where the recording has only one. A source that can't be
 * made into a body is none. NOMEM only. */
void hinge_agreement_angles(const struct hinge_body_request *request, const struct hinge_body *body,
                            const struct hinge_standing *standing, struct hinge_agreements *all);

#endif
