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

struct node {
    double d, se, g; /* difference, its standard error, effect size */
    double t, df;    /* noncentral t that g is a multiple of, */
    double unit;     /* g = unit t */
};

/* x and y are the values of a node in the two groups or conditions. */
static struct node node_effect(const struct hinge_wave *w, const double *x, size_t n1,
                               const double *y, size_t n2)
{
    double a = (double)n1, b = (double)n2, va = hinge_stats_variance(x, n1),
           vb = hinge_stats_variance(y, n2);
    struct node e = {.d = hinge_stats_mean(x, n1) - hinge_stats_mean(y, n2)};
    if (w->design == HINGE_WAVE_ONE_SAMPLE) { /* Algina & Keselman 2003 */
        double square = va + vb - 2 * hinge_stats_sum_products(x, y, n1) / (a - 1);
        e.df = a - 1;
        e.se = sqrt(fmax(0, square) / a);
        e.t = e.d / e.se;
        e.unit = hinge_hedges_j(e.df) * e.se / sqrt((va + vb) / 2);
        e.g = hinge_hedges_j(e.df) * e.d / sqrt((va + vb) / 2);
        return e;
    }
    double sd = pooled_sd(x, n1, y, n2), root = sqrt(1 / a + 1 / b);
    e.df = a + b - 2;
    e.se = w->design == HINGE_WAVE_WELCH ? sqrt(va / a + vb / b) : sd * root;
    e.t = e.d / (sd * root);
    e.unit = hinge_hedges_j(e.df) * root;
    e.g = hinge_hedges_j(e.df) * e.d / sd;
    return e;
}

/* The interval of an effect size at the level of the test of the largest |t|: it leaves
 * out 0 where |t| is above the threshold. */
static struct hinge_interval effect_interval(const struct node *e, double threshold)
{
    struct hinge_interval ci = {NAN, NAN};
    double level = 1 - hinge_t_p(threshold, e->df, HINGE_TWO_SIDED);
    hinge_noncentral_t_interval(e->t, e->df, level, &ci.low, &ci.high);
    return (struct hinge_interval){ci.low * e->unit, ci.high * e->unit};
}

/* Where the effect is largest. */
struct peak {
    size_t node;
    double g;
    struct hinge_interval ci;
};

static void put_peak(struct hinge_analysis *a, const struct peak *peak)
{
    json_t *object = hinge_put_object(a, a->results, "effect_size_peak");
    hinge_put_count(a, object, "node", peak->node);
    HINGE_PUT_NUMBERS(a, object, {"g", peak->g}, {"ci_low", peak->ci.low},
                      {"ci_high", peak->ci.high});
}

/* The band is simultaneous: what the test of the largest |t| would not reject. */
enum hinge_status hinge_put_wave_band(struct hinge_analysis *a, const struct hinge_wave *w,
                                      const double *curves, const struct hinge_wave_permutation *r,
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
    json_t *size_band = hinge_put_object(a, a->results, "effect_size_band");
    json_t *low = reach ? hinge_put_list(a, band, "low") : NULL;
    json_t *high = reach ? hinge_put_list(a, band, "high") : NULL;
    json_t *size_low = reach ? hinge_put_list(a, size_band, "low") : NULL;
    json_t *size_high = reach ? hinge_put_list(a, size_band, "high") : NULL;
    struct peak peak = {.g = 0};
    hinge_put_text(a, a->results, "effect_size_of", paired ? "d_av" : "hedges_g");
    for (size_t q = 0; q < w->nodes; q++) {
        for (size_t i = 0; i < n1; i++)
            x[i] = curves[i * w->nodes + q];
        for (size_t i = 0; i < n2; i++)
            y[i] = curves[(n1 + i) * w->nodes + q];
        struct node e = node_effect(w, x, n1, y, n2);
        struct hinge_interval ci = {none, none};
        bool valid = w->valid[q];
        hinge_append_number(a, difference, e.d);
        hinge_append_number(a, error_of, e.se);
        hinge_append_number(a, size, valid ? e.g : none);
        if (reach && valid)
            ci = effect_interval(&e, r->threshold);
        if (valid && fabs(e.g) > fabs(peak.g))
            peak = (struct peak){q, e.g, ci};
        if (reach) {
            hinge_append_number(a, low, valid ? e.d - r->threshold * e.se : none);
            hinge_append_number(a, high, valid ? e.d + r->threshold * e.se : none);
            hinge_append_number(a, size_low, ci.low);
            hinge_append_number(a, size_high, ci.high);
        }
    }
    json_t *const unknown[] = {band, size_band};
    for (size_t i = 0; i < 2 && !reach; i++) {
        hinge_put_json(a, unknown[i], "low", json_null());
        hinge_put_json(a, unknown[i], "high", json_null());
    }
    if (reach && peak.g != 0)
        put_peak(a, &peak);
    return HINGE_OK;
}
