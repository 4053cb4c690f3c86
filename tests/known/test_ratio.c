/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Known answers for ratios, bins and slopes: literals from an independent numpy
 * implementation, the id of each check beside it. */
#include "test.h"

#include "base/parameters.h"
#include "base/sample.h"
#include "metrics/metric.h"

enum { MOST = 256 };

/* A descent with lumbar motion 0.7 F - 0.004 F^2 over a given F. */
struct bend {
    double lumbar[MOST], hip[MOST];
    struct hinge_bin_phase phase;
};

static double lumbar_of(double total)
{
    return 0.7 * total - 0.004 * total * total;
}

static void bend_init(struct bend *b, size_t n, double (*total)(size_t i))
{
    for (size_t i = 0; i < n; i++) {
        b->lumbar[i] = lumbar_of(total(i));
        b->hip[i] = total(i) - b->lumbar[i];
    }
    b->phase = (struct hinge_bin_phase){b->lumbar, b->hip, 0, n - 1, 0};
}

static double one_degree_steps(size_t i)
{
    return (double)i;
}

static double cosine_to_90(size_t i)
{
    return 45 * (1 - cos(M_PI * ((double)i / 100) / 2));
}

TEST(proportional_motion) /* R1 */
{
    double lumbar = 0.4 * 80, hip = 0.6 * 80;
    assert_close(hinge_ratio(lumbar, hip, 10, HINGE_REASON_DEN_SMALL).value, 0.666666667, 0, 1e-6);
    assert_close(hinge_ratio(lumbar, lumbar + hip, 15, HINGE_REASON_ROM_SMALL).value, 0.4, 0, 1e-6);
    assert_close(hinge_log_ratio(lumbar, hip, 1).value, -0.405465108, 0, 1e-6);
}

TEST(degree_bins) /* R2, R2b */
{
    struct hinge_parameters parameters;
    hinge_parameters_init(&parameters);
    const double ratio[3] = {1.380952381, 0.515151515, 0.111111111};
    const double fraction[3] = {0.58, 0.34, 0.1};
    struct bend b;
    struct hinge_bin bin[4];
    bend_init(&b, 91, one_degree_steps);
    assert_int_equal(parameters.bins_deg.n, 5);
    hinge_bins_degree(&b.phase, parameters.bins_deg.value, 5, bin);
    for (int k = 0; k < 3; k++) {
        assert_close(hinge_bin_ratio(&bin[k], 3).value, ratio[k], 0, 1e-6);
        assert_close(hinge_bin_fraction(&bin[k]).value, fraction[k], 0, 1e-6);
    }
    assert_int_equal(bin[3].reason, HINGE_REASON_BIN_NOT_REACHED);
}

TEST(degree_bins_from_samples) /* R2c */
{
    const double edge[4] = {0, 30, 60, 90};
    const double want[4] = {0, 17.399587798, 27.599587798, 30.6};
    struct bend b;
    struct hinge_bin bin[3];
    bend_init(&b, 201, cosine_to_90);
    hinge_bins_degree(&b.phase, edge, 4, bin);
    for (int k = 0; k < 3; k++)
        assert_close(bin[k].lumbar_deg, want[k + 1] - want[k], 0, 1e-6);
}

TEST(quartile_bins) /* R3 */
{
    const double fraction[4] = {0.62, 0.46, 0.3, 0.14};
    struct bend b;
    struct hinge_bin bin[4];
    bend_init(&b, 81, one_degree_steps);
    hinge_bins_parts(&b.phase, 4, 15, bin);
    for (int k = 0; k < 4; k++)
        assert_close(hinge_bin_fraction(&bin[k]).value, fraction[k], 0, 1e-6);
}

static const double HIP[8] = {0, 5, 11, 18, 26, 33, 41, 50};
static const double LUMBAR[8] = {0, 4, 8, 11, 15, 17, 21, 22};

TEST(slopes) /* R4, R4b, R4c */
{
    struct hinge_slope ols = hinge_slope_ols(HIP, LUMBAR, 8);
    assert_close(ols.slope, 0.441391941, 0, 1e-6);
    assert_close(ols.intercept, 2.097985348, 0, 1e-6);
    struct hinge_slope deming = hinge_slope_deming(HIP, LUMBAR, 8, 1);
    assert_close(deming.slope, 0.443770372, 0, 1e-6);
    assert_close(deming.intercept, 2.043281443, 0, 1e-6);
    assert_close(hinge_slope_deming(HIP, LUMBAR, 8, 0.25).slope, 0.447803458, 0, 1e-6);

    double total[8];
    for (int i = 0; i < 8; i++)
        total[i] = HIP[i] + LUMBAR[i];
    struct hinge_slope primary = hinge_slope_ols(total, LUMBAR, 8);
    assert_close(primary.slope, 0.308359881, 0, 1e-6);
    assert_close(primary.slope / (1 - primary.slope), 0.445838628, 0, 1e-6);
}
