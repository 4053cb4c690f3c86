/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ours against what came with the recording; see vendor_agreement.h. */
#include "analyze/vendor_agreement.h"

#include "signal/signal.h"

#include <math.h>
#include <string.h>

void hinge_agreement_add(struct hinge_agreements *all, const char *of, const char *name,
                         const char *unit, const double *ours, const double *theirs, size_t n,
                         double offset)
{
    enum { LEAST = 3 };
    double sx = 0, sy = 0, vx = 0, vy = 0, xy = 0, vd = 0;
    size_t pairs = 0;
    if (all->n == HINGE_AGREEMENTS_MAX)
        return;
    for (size_t i = 0; i < n; i++)
        if (!isnan(ours[i]) && !isnan(theirs[i])) {
            sx += ours[i];
            sy += theirs[i];
            pairs++;
        }
    if (pairs == 0)
        return;
    double mx = sx / (double)pairs, my = sy / (double)pairs;
    for (size_t i = 0; i < n; i++)
        if (!isnan(ours[i]) && !isnan(theirs[i])) {
            double x = ours[i] - mx, y = theirs[i] - my;
            vx += x * x;
            vy += y * y;
            xy += x * y;
            vd += (y - x) * (y - x);
        }
    bool enough = pairs >= LEAST;
    all->row[all->n++] =
        (struct hinge_agreement){.of = of,
                                 .name = name,
                                 .unit = unit,
                                 .n = pairs,
                                 .r = enough && vx > 0 && vy > 0 ? xy / sqrt(vx * vy) : (double)NAN,
                                 .bias = my - mx - offset,
                                 .sd = enough ? sqrt(vd / ((double)pairs - 1)) : (double)NAN,
                                 .offset = offset};
}

/* Medians of both in the standing window, theirs minus ours; NaN where standing is not
 * in this recording. */
static void zero_difference(const double *ours, const double *theirs,
                            const struct hinge_standing *standing, double *offset)
{
    double a, b;
    size_t n = standing->to - standing->from + 1;
    *offset = (double)NAN;
    if (!standing->found || standing->source == HINGE_STANDING_calibration)
        return;
    hinge_median(ours + standing->from, n, &a);
    hinge_median(theirs + standing->from, n, &b);
    *offset = b - a;
}

void hinge_agreement_angles(const struct hinge_body_request *request, const struct hinge_body *body,
                            const struct hinge_standing *standing, struct hinge_agreements *all)
{
    static const enum hinge_signal signals[] = {HINGE_SIGNAL_lumbar_flex, HINGE_SIGNAL_hip_flex,
                                                HINGE_SIGNAL_pelvis_tilt, HINGE_SIGNAL_thorax_tilt,
                                                HINGE_SIGNAL_trunk_incl,  HINGE_SIGNAL_thigh_incl,
                                                HINGE_SIGNAL_shank_incl,  HINGE_SIGNAL_knee_flex,
                                                HINGE_SIGNAL_ankle_df,    HINGE_SIGNAL_neck_flex,
                                                HINGE_SIGNAL_total_flex};
    struct hinge_parameters parameters = *request->parameters;
    struct hinge_body_request other = *request;
    struct hinge_body second;
    struct hinge_error error = HINGE_ERROR_INIT;
    if (!hinge_layout_has_angles(&request->recording->layout))
        return;
    strcpy(parameters.angles, body->from_angles ? "own" : "vendor");
    other.parameters = &parameters;
    other.allow_inferred = true; /* compared, not reported */
    enum hinge_status status = hinge_body_build(&other, &second, &error);
    if (status != HINGE_OK)
        return;
    bool differs = second.from_angles != body->from_angles && second.n == body->n;
    for (size_t k = 0; differs && k < sizeof signals / sizeof *signals; k++) {
        const double *a = body->signal[signals[k]], *b = second.signal[signals[k]];
        const double *ours = body->from_angles ? b : a;
        const double *theirs = body->from_angles ? a : b;
        double offset;
        /* of one the trunk is its thorax, which has a row of its own */
        bool trunks = ((body->warnings ^ second.warnings) & HINGE_WARN(TRUNK_IS_THORAX)) != 0;
        if (a == NULL || b == NULL || (trunks && signals[k] == HINGE_SIGNAL_trunk_incl))
            continue;
        zero_difference(ours, theirs, standing, &offset);
        hinge_agreement_add(all, "angle", hinge_signal_name(signals[k]), "deg", ours, theirs,
                            body->n, offset);
    }
    hinge_body_clear(&second);
}
