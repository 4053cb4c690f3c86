/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of ratios and of what they are made of. */
#include "metrics/parts/ratio_of_means.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *id, *above, *below;
} ratios[] = {{"lumbar_hip_ratio", "lumbar_excursion_deg", "hip_excursion_deg"},
              {"lumbar_pelvis_ratio", "lumbar_excursion_deg", "pelvis_excursion_deg"},
              {"matched_lumbar_hip_ratio", "matched_lumbar_excursion_deg",
               "matched_hip_excursion_deg"}};
static const char bin_ratio[] = "lumbar_hip_ratio_", share[] = "lumbar_fraction_",
                  to_pelvis[] = "_lp";

bool hinge_ratio_of_means_find(const char *metric, struct hinge_ratio_of_means *of)
{
    size_t prefix = sizeof bin_ratio - 1, length = strlen(metric);
    *of = (struct hinge_ratio_of_means){0};
    for (size_t i = 0; i < sizeof ratios / sizeof *ratios; i++)
        if (strcmp(ratios[i].id, metric) == 0) {
            of->above = ratios[i].above;
            of->below = ratios[i].below;
            of->least = "ratio.min_H";
            return true;
        }
    if (strncmp(metric, bin_ratio, prefix) != 0 ||
        length - prefix + sizeof share > sizeof of->share)
        return false;
    snprintf(of->share, sizeof of->share, "%s%s", share, metric + prefix);
    of->least = "ratio.min_H_bin";
    if (metric[prefix] != 'q')
        return true;
    /* without a thigh F is the thorax, the lumbar spine on the pelvis (method 6.2) */
    bool lp = strcmp(metric + length - (sizeof to_pelvis - 1), to_pelvis) == 0;
    of->motion[0] = lp ? "lumbar_excursion_deg" : "total_excursion_deg";
    of->motion[1] = lp ? "pelvis_excursion_deg" : NULL;
    return true;
}

int hinge_bin_motions(const struct hinge_ratio_of_means *of)
{
    return (of->motion[0] != NULL) + (of->motion[1] != NULL);
}

double hinge_bin_width_deg(int motions, double first_deg, double second_deg)
{
    if (motions == 0)
        return HINGE_BIN_DEG;
    return fabs(motions == 1 ? first_deg : first_deg + second_deg) / 4;
}
