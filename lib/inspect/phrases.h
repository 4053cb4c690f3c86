/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was measured of a recording, in words. */
#ifndef HINGE_INSPECT_PHRASES_H
#define HINGE_INSPECT_PHRASES_H

#include "base/text.h"
#include "quality/check.h"

/* "even, 0.0 ms off", with dropped and doubled frames. */
void hinge_evidence_clock(const struct hinge_quality *quality, struct hinge_text *out);
/* The longest gap and what it is of; nothing where there is none. */
void hinge_evidence_gaps(const struct hinge_quality *quality, struct hinge_text *out);
/* Hip to ankle, beside what a person's is. */
void hinge_evidence_size(const struct hinge_quality *quality, struct hinge_text *out);
/* What can be computed at the recording's tier. */
const char *hinge_evidence_computes(char tier);
/* What the next better tier takes, and what of it is not in the file. */
void hinge_evidence_next(char tier, const struct hinge_layout *layout, struct hinge_text *out);
/* Which way the person faces, from where that is known, and the side analysed. */
void hinge_evidence_facing(const struct hinge_trial_result *result, struct hinge_text *out);
/* Every finding of the checks, a line each: "warning HELD: …". */
void hinge_evidence_findings(const struct hinge_quality *quality, struct hinge_text *out);
/* Landmarks that several columns give (they are averaged) and columns of one name. */
void hinge_evidence_duplicates(const struct hinge_layout *layout, struct hinge_text *out);

#endif
