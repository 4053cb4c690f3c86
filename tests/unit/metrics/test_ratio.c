/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "metrics/metric.h"

static const double EDGE[5] = {0, 30, 60, 90, 120};

static void assert_refused(struct hinge_value got, enum hinge_reason reason)
{
    assert_true(isnan(got.value));
    assert_int_equal(got.reason, reason);
}

TEST(least_denominators)
{
    assert_close(hinge_ratio(5, 10, 10, HINGE_REASON_DEN_SMALL).value, 0.5, 0, 0);
    assert_close(hinge_ratio(5, -10, 10, HINGE_REASON_DEN_SMALL).value, -0.5, 0, 0);
    assert_int_equal(hinge_ratio(5, 10, 10, HINGE_REASON_DEN_SMALL).reason, HINGE_REASON_OK);
    assert_refused(hinge_ratio(5, 9.99, 10, HINGE_REASON_DEN_SMALL), HINGE_REASON_DEN_SMALL);
    assert_refused(hinge_ratio(5, -9.99, 10, HINGE_REASON_ROM_SMALL), HINGE_REASON_ROM_SMALL);
    assert_refused(hinge_ratio(5, 0, 0, HINGE_REASON_DEN_SMALL), HINGE_REASON_DEN_SMALL);
    assert_refused(hinge_ratio((double)NAN, 20, 10, HINGE_REASON_DEN_SMALL),
                   HINGE_REASON_GAP_IN_PHASE);
    assert_refused(hinge_ratio(20, (double)NAN, 10, HINGE_REASON_DEN_SMALL),
                   HINGE_REASON_GAP_IN_PHASE);
}

TEST(log_ratios)
{
    assert_close(hinge_log_ratio(1, 1, 1).value, 0, 0, 0);
    assert_close(hinge_log_ratio(-20, -40, 1).value, log(0.5), 0, 1e-15); /* ascent */
    assert_refused(hinge_log_ratio(-20, 40, 1), HINGE_REASON_LOG_NONPOS);
    assert_refused(hinge_log_ratio(0.9, 40, 1), HINGE_REASON_LOG_NONPOS);
    assert_refused(hinge_log_ratio(40, -0.9, 1), HINGE_REASON_LOG_NONPOS);
    assert_refused(hinge_log_ratio(0, 5, 0), HINGE_REASON_LOG_NONPOS);
    assert_refused(hinge_log_ratio(40, (double)NAN, 1), HINGE_REASON_GAP_IN_PHASE);
}

/* L = share F over F running straight from `start` to `end` in n samples. */
struct bend {
    double lumbar[64], hip[64];
    struct hinge_bin_phase phase;
    struct hinge_bin bin[4];
};

static void line(struct bend *b, double start, double end, size_t n, double share)
{
    for (size_t i = 0; i < n; i++) {
        double total = start + (end - start) * (double)i / (double)(n - 1);
        b->lumbar[i] = share * total;
        b->hip[i] = total - b->lumbar[i];
    }
    b->phase = (struct hinge_bin_phase){b->lumbar, b->hip, 0, n - 1, 0};
    hinge_bins_degree(&b->phase, EDGE, 5, b->bin);
}

TEST(an_ascent_has_negative_excursions)
{
    struct bend b;
    line(&b, 95, 0, 20, 0.25);
    for (int k = 0; k < 3; k++) {
        assert_int_equal(b.bin[k].reason, HINGE_REASON_OK);
        assert_close(b.bin[k].lumbar_deg, -7.5, 0, 1e-12);
        assert_close(b.bin[k].total_deg, -30, 0, 0);
        assert_close(hinge_bin_fraction(&b.bin[k]).value, 0.25, 0, 1e-12);
        assert_close(hinge_bin_ratio(&b.bin[k], 3).value, 1.0 / 3, 0, 1e-12);
    }
    assert_refused(hinge_bin_fraction(&b.bin[3]), HINGE_REASON_BIN_NOT_REACHED);
    hinge_bins_parts(&b.phase, 4, 15, b.bin); /* Q1 is at the bottom */
    assert_close(b.bin[0].lumbar_deg, -0.25 * 95 / 4, 0, 1e-12);
    assert_close(b.bin[0].total_deg, -95.0 / 4, 0, 1e-12);
}

TEST(edges_within_half_a_degree)
{
    struct bend b;
    line(&b, 0, 89.6, 30, 0.5);
    assert_int_equal(b.bin[2].reason, HINGE_REASON_OK); /* the last sample stands in */
    assert_close(b.bin[2].lumbar_deg, 0.5 * 29.6, 0, 1e-12);
    line(&b, 0, 89.4, 30, 0.5);
    assert_int_equal(b.bin[2].reason, HINGE_REASON_BIN_NOT_REACHED);
    assert_int_equal(b.bin[1].reason, HINGE_REASON_OK);
    line(&b, 0.4, 70, 30, 0.5); /* begins beyond the first edge */
    assert_int_equal(b.bin[0].reason, HINGE_REASON_OK);
    assert_close(b.bin[0].lumbar_deg, 0.5 * 29.6, 0, 1e-12);
    line(&b, 0.6, 70, 30, 0.5);
    assert_int_equal(b.bin[0].reason, HINGE_REASON_BIN_NOT_REACHED);
    line(&b, 89.6, 0.4, 30, 0.5); /* and the same on the way up */
    assert_int_equal(b.bin[2].reason, HINGE_REASON_OK);
    assert_int_equal(b.bin[0].reason, HINGE_REASON_OK);
    line(&b, 89.4, 0.6, 30, 0.5);
    assert_int_equal(b.bin[2].reason, HINGE_REASON_BIN_NOT_REACHED);
    assert_int_equal(b.bin[1].reason, HINGE_REASON_OK);
}

/* Hardly anyone comes back to exactly where they began: the last bin of an ascent is
 * what was passed of it, or nobody's ascent would have one. */
TEST(an_ascent_ends_near_its_start)
{
    struct bend b;
    line(&b, 95, 6, 30, 0.25);
    assert_int_equal(b.bin[0].reason, HINGE_REASON_OK);
    assert_close(b.bin[0].total_deg, -24, 0, 1e-12);
    assert_close(b.bin[0].lumbar_deg, -6, 0, 1e-12);
    assert_close(hinge_bin_fraction(&b.bin[0]).value, 0.25, 0, 1e-12);
    assert_close(b.bin[1].total_deg, -30, 0, 1e-12);
    line(&b, 95, 12, 30, 0.25); /* not back by a tenth of the way: cut off */
    assert_int_equal(b.bin[0].reason, HINGE_REASON_BIN_NOT_REACHED);
    line(&b, 95, -6, 30, 0.25); /* beyond */
    assert_close(b.bin[0].total_deg, -30, 0, 1e-12);
}

/* The first passage counts, not the last. */
TEST(a_dip_inside_the_phase)
{
    const double lumbar[7] = {0, 10, 14, 9, 20, 25, 30}, hip[7] = {0, 15, 21, 19, 30, 35, 40};
    const struct hinge_bin_phase phase = {lumbar, hip, 0, 6, 0};
    struct hinge_bin bin[4];
    hinge_bins_degree(&phase, EDGE, 5, bin);
    /* F = 0 25 35 28 50 60 70: 30 half-way between the second and the third */
    assert_close(bin[0].lumbar_deg, 12, 0, 1e-12);
    assert_close(bin[0].hip_deg, 18, 0, 1e-12);
    assert_close(bin[1].lumbar_deg, 13, 0, 1e-12);
}

TEST(the_baseline_moves_the_edges)
{
    struct bend b;
    line(&b, 12, 76, 33, 0.5);
    b.phase.baseline = 12;
    hinge_bins_degree(&b.phase, EDGE, 5, b.bin);
    assert_close(b.bin[0].lumbar_deg, 15, 0, 1e-12);
    assert_close(b.bin[1].lumbar_deg, 15, 0, 1e-12);
    assert_int_equal(b.bin[2].reason, HINGE_REASON_BIN_NOT_REACHED);
}

TEST(missing_samples)
{
    struct bend b;
    line(&b, 0, 64, 33, 0.5);
    b.lumbar[0] = b.hip[32] = (double)NAN; /* the ends move in */
    b.lumbar[15] = (double)NAN;            /* F = 30 is interpolated over the gap */
    hinge_bins_degree(&b.phase, EDGE, 5, b.bin);
    assert_int_equal(b.bin[0].reason, HINGE_REASON_BIN_NOT_REACHED); /* starts at 2 */
    assert_close(b.bin[1].lumbar_deg, 15, 0, 1e-12);
    hinge_bins_parts(&b.phase, 4, 15, b.bin);
    assert_close(b.bin[0].total_deg, 15, 0, 1e-12);
    assert_close(hinge_bin_fraction(&b.bin[3]).value, 0.5, 0, 1e-12);

    for (int i = 0; i < 33; i++)
        b.hip[i] = (double)NAN;
    hinge_bins_degree(&b.phase, EDGE, 5, b.bin);
    assert_refused(hinge_bin_fraction(&b.bin[0]), HINGE_REASON_GAP_IN_PHASE);
    hinge_bins_parts(&b.phase, 4, 15, b.bin);
    assert_refused(hinge_bin_ratio(&b.bin[3], 3), HINGE_REASON_GAP_IN_PHASE);
}

TEST(small_movements)
{
    struct bend b;
    line(&b, 0, 14.9, 20, 0.5);
    hinge_bins_parts(&b.phase, 4, 15, b.bin);
    for (int k = 0; k < 4; k++)
        assert_refused(hinge_bin_fraction(&b.bin[k]), HINGE_REASON_ROM_SMALL);
    line(&b, 0, 64, 20, 0.95); /* hip moves by 1.5 deg a bin */
    assert_refused(hinge_bin_ratio(&b.bin[0], 3), HINGE_REASON_DEN_SMALL);
    assert_close(hinge_bin_fraction(&b.bin[0]).value, 0.95, 0, 1e-12);
    b.phase.to = b.phase.from; /* one sample */
    hinge_bins_degree(&b.phase, EDGE, 5, b.bin);
    assert_int_equal(b.bin[0].reason, HINGE_REASON_BIN_NOT_REACHED);
    hinge_bins_parts(&b.phase, 4, 15, b.bin);
    assert_int_equal(b.bin[0].reason, HINGE_REASON_ROM_SMALL);
}

/* A quarter of the movement is a quarter of what the people moved, on the way up, too;
 * of motions that go against each other a quarter of what is left. */
TEST(quarters_of_mean_motions)
{
    assert_close(hinge_bin_width_deg(0, 80, 20), 30, 0, 0);
    assert_close(hinge_bin_width_deg(1, 80, 20), 20, 0, 0);
    assert_close(hinge_bin_width_deg(1, -60, NAN), 15, 0, 0);
    assert_close(hinge_bin_width_deg(2, 80, 20), 25, 0, 0);
    assert_close(hinge_bin_width_deg(2, -80, 20), 15, 0, 0);
}
