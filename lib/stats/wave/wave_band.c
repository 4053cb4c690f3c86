/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two groups or conditions along a waveform: how much they differ, and how surely. */
#include "stats/wave/wave_band.h"

#include "base/moments.h"
#include "stats/probability/distribution.h"

#include <math.h>

static double pooled_sd(const double *x, size_t n1, const double *y, size_t n2)
{
    double squares = hinge_stats_sum_squares(x, n1) + hinge_stats_sum_squares(y, n2);
    return sqrt(squares / (double)(n1 + n2 - 2));
}

/* Difference, standard error and effect size of one node; x and y are its values in the
 * two groups or conditions. */
static void node_effect(const struct hinge_wave *w, const double *x, size_t n1,
                        const double *y, size_t n2, double *d, double *se, double *g)
{
    double a = (double)n1, b = (double)n2, va = hinge_stats_variance(x, n1),
           vb = hinge_stats_variance(y, n2);
    *d = hinge_stats_mean(x, n1) - hinge_stats_mean(y, n2);
    if (w->design == HINGE_WAVE_ONE_SAMPLE) {
        double square = va + vb - 2 * hinge_stats_sum_products(x, y, n1) / (a - 1);
        *se = sqrt(fmax(0, square) / a);
        *g = hinge_hedges_j(a - 1) * *d / sqrt((va + vb) / 2);
        return;
    }
    double sd = pooled_sd(x, n1, y, n2);
    *se = w->design == HINGE_WAVE_WELCH ? sqrt(va / a + vb / b)
                                        : sd * sqrt(1 / a + 1 / b);
    *g = hinge_hedges_j(a + b - 2) * *d / sd;
}

/* The band is simultaneous: what the test of the largest |t| would not reject. */
enum hinge_status hinge_put_wave_band(struct hinge_analysis *a,
                                      const struct hinge_wave *w, const double *curves,
                                      const struct hinge_wave_permutation *r,
                                      struct hinge_error *error)
{
    bool paired = w->design == HINGE_WAVE_ONE_SAMPLE;
    bool reach = r->done && r->p_floor <= a->alpha && w->two_sided;
    size_t n1 = w->group_size[0], n2 = paired ? n1 : w->group_size[1];
    double *x = hinge_analysis_alloc(a, n1 + n2, sizeof *x), none = NAN;
    if (x == NULL)
        return hinge_analysis_no_memory(error);
    double *y = x + n1;
    json_t *difference = hinge_put_list(a, a->results, "difference");
    json_t *error_of = hinge_put_list(a, a->results, "se");
    json_t *size = hinge_put_list(a, a->results, "effect_size");
    json_t *band = hinge_put_object(a, a->results, "band");
    json_t *low = reach ? hinge_put_list(a, band, "low") : NULL;
    json_t *high = reach ? hinge_put_list(a, band, "high") : NULL;
    hinge_put_text(a, a->results, "effect_size_of", paired ? "d_av" : "hedges_g");
    for (size_t q = 0; q < w->nodes; q++) {
        double d, se, g;
        for (size_t i = 0; i < n1; i++)
            x[i] = curves[i * w->nodes + q];
        for (size_t i = 0; i < n2; i++)
            y[i] = curves[(n1 + i) * w->nodes + q];
        node_effect(w, x, n1, y, n2, &d, &se, &g);
        bool valid = w->valid[q];
        hinge_append_number(a, difference, d);
        hinge_append_number(a, error_of, se);
        hinge_append_number(a, size, valid ? g : none);
        if (reach) {
            hinge_append_number(a, low, valid ? d - r->threshold * se : none);
            hinge_append_number(a, high, valid ? d + r->threshold * se : none);
        }
    }
    if (!reach) {
        hinge_put_json(a, band, "low", json_null());
        hinge_put_json(a, band, "high", json_null());
    }
    return HINGE_OK;
}
