/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The axis of a file along which people are longest: shoulders above ankles. */
#include "body/upright.h"

#include <math.h>
#include <stdio.h>

/* Mean of the landmarks of one end along an axis of the file, NaN of none. */
static double end_of(const struct hinge_recording *r, const enum hinge_landmark *list, size_t n,
                     enum hinge_component axis)
{
    double sum = 0, known = 0;
    for (size_t c = 0; c < r->layout.n_channels; c++) {
        bool of = false;
        for (size_t k = 0; k < n; k++)
            of = of || r->layout.channel[c].landmark == list[k];
        if (!of || r->layout.channel[c].component != axis)
            continue;
        for (size_t i = 0; i < r->n_frames; i++) {
            double x = r->data[c * r->n_frames + i];
            sum += isnan(x) ? 0 : x;
            known += !isnan(x);
        }
    }
    return known > 0 ? sum / known : (double)NAN;
}

const char *hinge_upright_axis(const struct hinge_recording *recording)
{
    static const enum hinge_landmark above[] = {HINGE_LANDMARK_shoulder_l,
                                                HINGE_LANDMARK_shoulder_r, HINGE_LANDMARK_c7},
                                     below[] = {HINGE_LANDMARK_ankle_l, HINGE_LANDMARK_ankle_r};
    static const enum hinge_component axes[] = {HINGE_COMPONENT_x, HINGE_COMPONENT_y,
                                                HINGE_COMPONENT_z};
    static const char *const names[3][2] = {{"+x", "-x"}, {"+y", "-y"}, {"+z", "-z"}};
    const char *fits = NULL;
    double most = 0;
    for (size_t a = 0; a < 3; a++) {
        double along = end_of(recording, above, sizeof above / sizeof *above, axes[a]) -
                       end_of(recording, below, sizeof below / sizeof *below, axes[a]);
        if (!(fabs(along) > most))
            continue;
        most = fabs(along);
        fits = names[a][along < 0];
    }
    return fits;
}
