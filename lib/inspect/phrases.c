/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: what quality measured. Out: phrases for who looks at one file. */
#include "inspect/phrases.h"

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
        hinge_text_printf(out, "longest %.2f s (%s); up to %g s are filled", quality->longest_gap_s,
                          hinge_landmark_name(quality->longest), quality->parameters->gap_max_s);
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

/* A thing that a tier needs: one of these landmarks. */
enum { NEED_MOST = 3 };
struct need {
    const char *name;
    enum hinge_landmark one_of[NEED_MOST];
};
#define L(id) HINGE_LANDMARK_##id
#define THREE(a, b, c)                                                                             \
    {                                                                                              \
        L(a), L(b), L(c)                                                                           \
    }
#define SIDE_OF(s)                                                                                 \
    {                                                                                              \
        {"shoulder_" #s " or c7", THREE(shoulder_##s, c7, c7)},                                    \
            {"hjc_" #s, THREE(hjc_##s, hjc_##s, hjc_##s)},                                         \
            {"knee_" #s, THREE(knee_##s, knee_##s, knee_##s)},                                     \
        {                                                                                          \
            "ankle_" #s, THREE(ankle_##s, ankle_##s, ankle_##s)                                    \
        }                                                                                          \
    }
static const struct need sides[2][4] = {SIDE_OF(l), SIDE_OF(r)};
static const struct need chain[] = {{"c7 or t8", THREE(c7, t8, t8)},
                                    {"t12l1", THREE(t12l1, t12l1, t12l1)},
                                    {"l5 or s1", THREE(l5, s1, psis_r)}};
static const struct need rigid[] = {{"asis_l", THREE(asis_l, asis_l, asis_l)},
                                    {"asis_r", THREE(asis_r, asis_r, asis_r)},
                                    {"psis_l and psis_r, or s1", THREE(psis_l, s1, s1)},
                                    {"c7", THREE(c7, c7, c7)},
                                    {"ij", THREE(ij, ij, ij)},
                                    {"px", THREE(px, px, px)},
                                    {"t10 or t8", THREE(t10, t8, t8)}};

static bool has_need(const struct hinge_layout *layout, const struct need *need)
{
    for (size_t c = 0; c < layout->n_channels; c++)
        for (size_t k = 0; k < NEED_MOST; k++)
            if (layout->channel[c].landmark == need->one_of[k] &&
                !(layout->channel[c].flags & HINGE_CHANNEL_INFERRED))
                return true;
    return false;
}

static size_t count_lacking(const struct hinge_layout *layout, const struct need *need, size_t n)
{
    size_t lacking = 0;
    for (size_t i = 0; i < n; i++)
        lacking += !has_need(layout, &need[i]);
    return lacking;
}

/* " (not in this file: …)" where some of it is. */
static void say_lacking(const struct hinge_layout *layout, const struct need *need, size_t n,
                        struct hinge_text *out)
{
    size_t lacking = count_lacking(layout, need, n), said = 0;
    if (lacking == 0 || lacking == n)
        return;
    for (size_t i = 0; i < n; i++)
        if (!has_need(layout, &need[i]))
            hinge_text_printf(out, "%s%s", said++ == 0 ? " (not in this file: " : ", ",
                              need[i].name);
    hinge_text_puts(out, ")");
}

void hinge_evidence_next(char tier, const struct hinge_layout *layout, struct hinge_text *out)
{
    enum { SIDE = 4 };
    if (tier == 'N') {
        hinge_text_puts(out, "C: shoulder or c7, hip, knee (and ankle) of one side in "
                             "80 % of the frames");
        size_t left = count_lacking(layout, sides[0], SIDE),
               right = count_lacking(layout, sides[1], SIDE);
        say_lacking(layout, sides[right <= left], SIDE, out);
    }
    if (tier == 'C') {
        hinge_text_puts(out, "B: points on the spine (c7 or t8, t12l1, l5 or s1) "
                             "measured, not interpolated");
        say_lacking(layout, chain, sizeof chain / sizeof *chain, out);
        hinge_text_puts(out, "; ");
    }
    if (tier == 'B' || tier == 'C') {
        hinge_text_puts(out, "A: pelvis (asis_l asis_r psis_l psis_r, or asis and s1) "
                             "and thorax (c7 ij px t10 or t8) tracked");
        say_lacking(layout, rigid, sizeof rigid / sizeof *rigid, out);
    }
}
#undef L

void hinge_evidence_facing(const struct hinge_trial_result *result, struct hinge_text *out)
{
    if (result->status != HINGE_OK)
        return;
    if (result->image_facing != 0)
        hinge_text_printf(out, "%s, seen from feet, lean and face",
                          result->image_facing > 0 ? "right (+x)" : "left (-x)");
    else if (result->dim == 3)
        hinge_text_puts(out, "any direction, found from the body");
    if (out->length > 0 && (result->side == 'l' || result->side == 'r'))
        hinge_text_printf(out, "; the %s side is analysed", result->side == 'l' ? "left" : "right");
}

void hinge_evidence_findings(const struct hinge_quality *quality, struct hinge_text *out)
{
    size_t n;
    const struct hinge_check *list = hinge_check_list(&n);
    for (size_t i = 0; i < n; i++) {
        struct hinge_finding finding = {.code = ""};
        list[i].judge(quality, &finding);
        if (finding.severity == HINGE_SEVERITY_NONE ||
            strcmp(list[i].id, "unusable") == 0) /* it is the message */
            continue;
        hinge_text_printf(out, "%s%s %s: %s", out->length > 0 ? "\n" : "",
                          hinge_severity_name(finding.severity), finding.code, finding.message);
    }
}

void hinge_evidence_duplicates(const struct hinge_layout *layout, struct hinge_text *out)
{
    enum { SHOWN = 20 };
    size_t found = 0;
    for (size_t b = 0; b < layout->n_channels && found < SHOWN; b++) {
        const struct hinge_channel *y = &layout->channel[b];
        for (size_t a = 0; a < b; a++) {
            const struct hinge_channel *x = &layout->channel[a];
            bool named = strcmp(x->source, y->source) == 0;
            bool landmark = y->landmark != HINGE_LANDMARK_NONE && x->landmark == y->landmark &&
                            x->component == y->component && y->component == HINGE_COMPONENT_x;
            if (!named && !landmark)
                continue;
            hinge_text_printf(out, "%s%s%s%s", found++ > 0 ? ", " : "", y->source,
                              named ? "" : " with ", named ? " twice" : x->source);
            break;
        }
    }
}
