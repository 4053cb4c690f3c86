/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: what quality measured. Out: phrases for who looks at one file. */
#include "inspect/evidence.h"

#include <math.h>
#include <string.h>

void hinge_evidence_clock(const struct hinge_quality *quality, struct hinge_text *out)
{
    if (isnan(quality->jitter_ms))
        return;
    hinge_text_printf(out, "up to %.1f ms off an even one", quality->jitter_ms);
    if (quality->dropped > 0)
        hinge_text_printf(out, ", %.0f frames dropped", quality->dropped);
    if (quality->repeated > 0)
        hinge_text_printf(out, ", %.0f twice", quality->repeated);
}

void hinge_evidence_gaps(const struct hinge_quality *quality, struct hinge_text *out)
{
    if (quality->longest_gap_s > 0)
        hinge_text_printf(out, "longest %.2f s (%s); up to %g s are filled",
                          quality->longest_gap_s, hinge_landmark_name(quality->longest),
                          quality->parameters->gap_max_s);
}

void hinge_evidence_size(const struct hinge_quality *quality, struct hinge_text *out)
{
    const struct hinge_trial_result *r = &quality->result;
    const double *leg = quality->parameters->units_leg_m.value;
    if (r->status != HINGE_OK || isnan(r->leg_length))
        return;
    hinge_text_printf(out, "hip to ankle %.*f %s", r->metric ? 2 : 0, r->leg_length,
                      r->metric ? "m" : "pixels");
    if (r->metric)
        hinge_text_printf(out, " (a person's: %g to %g m)", leg[0], leg[1]);
}

const char *hinge_evidence_computes(char tier)
{
    switch (tier) {
    case 'A':
        return "lumbar, pelvis, hip, knee and trunk angles, ratios of hip to spine, "
               "travel, tempo, faults";
    case 'B':
        return "lumbar flexion of the spine chain, hip, knee and trunk angles, ratios, "
               "travel, tempo, faults; group contrasts, no verdict on one person";
    case 'C':
        return "trunk, knee and trunk-to-thigh angles, travel, tempo, the faults they "
               "show; no lumbar, pelvis or true hip motion";
    default:
        return "";
    }
}

const char *hinge_evidence_next(char tier)
{
    switch (tier) {
    case 'B':
        return "A: pelvis (asis_l asis_r psis_l psis_r, or asis and s1) and thorax (c7 "
               "ij px t10 or t8) tracked";
    case 'C':
        return "B: points on the spine (c7 or t8, t12l1, l5 or s1) measured, not "
               "interpolated; A: pelvis (asis, psis) and thorax (c7 ij px t10)";
    case 'N':
        return "C: shoulder or c7, hip, knee (and ankle) of one side in 80 % of the "
               "frames";
    default:
        return "";
    }
}

void hinge_evidence_findings(const struct hinge_quality *quality,
                             struct hinge_text *out)
{
    size_t n;
    const struct hinge_check *const *list = hinge_check_list(&n);
    for (size_t i = 0; i < n; i++) {
        struct hinge_finding finding = {.code = ""};
        list[i]->judge(quality, &finding);
        if (finding.severity == HINGE_SEVERITY_NONE ||
            strcmp(list[i]->id, "unusable") == 0) /* it is the message */
            continue;
        hinge_text_printf(out, "%s%s %s: %s", out->length > 0 ? "\n" : "",
                          hinge_severity_name(finding.severity), finding.code,
                          finding.message);
    }
}

void hinge_evidence_duplicates(const struct hinge_layout *layout,
                               struct hinge_text *out)
{
    enum { SHOWN = 20 };
    size_t found = 0;
    for (size_t b = 0; b < layout->n_channels && found < SHOWN; b++) {
        const struct hinge_channel *y = &layout->channel[b];
        for (size_t a = 0; a < b; a++) {
            const struct hinge_channel *x = &layout->channel[a];
            bool named = strcmp(x->source, y->source) == 0;
            bool landmark =
                y->landmark != HINGE_LANDMARK_NONE && x->landmark == y->landmark &&
                x->component == y->component && y->component == HINGE_COMPONENT_x;
            if (!named && !landmark)
                continue;
            hinge_text_printf(out, "%s%s%s%s", found++ > 0 ? ", " : "", y->source,
                              named ? "" : " with ", named ? " twice" : x->source);
            break;
        }
    }
}
