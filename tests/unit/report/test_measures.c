/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics of one person's repetitions as means, ratios of means and circular means
 * (method 9.1), worked out by hand; units as they follow a number. */
#include "test.h"

#include "metrics/metric.h"
#include "report/people/people.h"
#include "result/words.h"

#include <string.h>

/* A person of one trial with two repetitions of up to four arrays. */
static double mean_of(struct hinge_measure measure, double array[][2])
{
    static const uint32_t recording[] = {0, 0};
    double first[2], second[2];
    for (size_t rep = 0; rep < 2; rep++) {
        double value[4] = {NAN, NAN, NAN, NAN}, part[2];
        for (size_t i = 0; i < (measure.motions == 2 ? 4 : 3); i++)
            value[i] = array[i][rep];
        hinge_measure_parts(&measure, value, part);
        first[rep] = part[0];
        second[rep] = part[1];
    }
    const struct hinge_nest above = hinge_nest_of(first, recording, NULL, 2, NULL),
                            below = hinge_nest_of(second, recording, NULL, 2, NULL);
    assert_int_equal(above.reps, 2);
    return hinge_measure_mean(&measure, &above, &below);
}

/* A denominator below the least gives no ratio, however large the numerator. */
TEST(ratios_need_a_denominator)
{
    struct hinge_measure ratio = {.kind = HINGE_MEASURE_RATIO, .least = 10};
    assert_close(mean_of(ratio, (double[3][2]){{1, 1}, {6, 2}, {14, 6}}), 0.4, 1e-12, 0);
    assert_close(mean_of(ratio, (double[3][2]){{1, 1}, {6, 2}, {-14, -6}}), -0.4, 1e-12, 0);
    assert_close(mean_of(ratio, (double[3][2]){{1, 1}, {6, 2}, {13, 6}}), NAN, 0, 0);
}

/* In a bin of fixed edges the lumbar fraction f is of 30 degrees; in a quarter of the
 * motion it is of a quarter of each repetition's own. */
TEST(bins_are_weighted_by_their_width)
{
    struct hinge_measure bin = {.kind = HINGE_MEASURE_BIN, .least = 5};
    double f[3][2] = {{1, 1}, {0.2, 0.4}, {80, 40}};
    assert_close(mean_of(bin, f), (6 + 12) / (24 + 18.0), 1e-12, 0);
    bin.motions = 1; /* 20 and 10 degrees: 4 and 4 of the spine, 16 and 6 of the hip */
    assert_close(mean_of(bin, f), (4 + 4) / (16 + 6.0), 1e-12, 0);
    /* the same, of 30 and 10 degrees of the spine on 50 and 30 of the pelvis, down and
     * up */
    bin.motions = 2;
    double down[4][2] = {{1, 1}, {0.2, 0.4}, {30, 10}, {50, 30}};
    double up[4][2] = {{1, 1}, {0.2, 0.4}, {-30, -10}, {-50, -30}};
    assert_close(mean_of(bin, down), (4 + 4) / (16 + 6.0), 1e-12, 0);
    assert_close(mean_of(bin, up), (4 + 4) / (16 + 6.0), 1e-12, 0);
}

/* Every metric of the registry that says it is a ratio of means has its parts there. */
TEST(ratios_have_their_parts)
{
    size_t ratios = 0;
    for (size_t i = 0; i < hinge_metric_count(); i++) {
        const struct hinge_metric *metric = hinge_metric_at(i);
        bool is = strcmp(metric->aggregate, "ratio_of_means") == 0;
        struct hinge_ratio_of_means of;
        if (is != hinge_ratio_of_means_find(metric->id, &of))
            fail_msg("%s: %s", metric->id, metric->aggregate);
        ratios += is;
        const char *const part[] = {of.above, of.below, of.share, of.motion[0], of.motion[1]};
        for (size_t k = 0; is && k < sizeof part / sizeof *part; k++)
            if (part[k] != NULL && *part[k] != '\0' && hinge_metric_find(part[k]) < 0)
                fail_msg("%s: no metric %s", metric->id, part[k]);
    }
    assert_int_equal(ratios, 19);
    struct hinge_ratio_of_means of;
    assert_true(hinge_ratio_of_means_find("matched_lumbar_hip_ratio", &of));
    assert_string_equal(of.above, "matched_lumbar_excursion_deg");
    assert_string_equal(of.below, "matched_hip_excursion_deg");
    assert_true(hinge_ratio_of_means_find("lumbar_hip_ratio_q3_lp", &of));
    assert_string_equal(of.share, "lumbar_fraction_q3_lp");
    assert_string_equal(of.motion[0], "lumbar_excursion_deg");
    assert_string_equal(of.motion[1], "pelvis_excursion_deg");
    char lengthy[80] = "lumbar_hip_ratio_";
    memset(lengthy + 17, 'q', sizeof lengthy - 18);
    assert_false(hinge_ratio_of_means_find(lengthy, &of));
}

/* Coupling angles lie from -90 to 270; their means do not jump at an edge. */
TEST(circular_means)
{
    static const struct {
        double a, b, mean;
    } rows[] = {{10, 50, 30},    {-40, -20, -30}, {-80, -96, 272 - 360}, {170, 200, 185},
                {260, 272, 266}, {350, 20, 5},    {-92, -100, 264},      {89, 91, 90}};
    struct hinge_measure circular = {.kind = HINGE_MEASURE_CIRCULAR};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        assert_close(mean_of(circular, (double[3][2]){{rows[k].a, rows[k].b}, {0, 0}, {0, 0}}),
                     rows[k].mean, 0, 1e-9);
}

TEST(names_end_with_their_unit)
{
    static const struct {
        const char *column, *unit;
    } rows[] = {{"lumbar_excursion_deg", "°"},
                {"peak_velocity_deg_s", "°/s"},
                {"peak_acc_deg_s2", "°/s²"},
                {"time_to_peak_pct", "%"},
                {"duration_s", "s"},
                {"gap_cm", "cm"},
                {"step_mm", "mm"},
                {"step_m", "m"},
                {"rate_hz", "Hz"},
                {"load_kg", "kg"},
                {"hip_posterior_ll", "leg lengths"},
                {"lumbar_fraction", ""},
                {"_s", ""}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        assert_string_equal(hinge_wording_unit(rows[k].column), rows[k].unit);
}

/* Codes become their words, with counts in brackets; what has words is said as it is.
 */
TEST(reasons_are_said_in_words)
{
    static const struct {
        const char *reason, *text, *cause;
    } rows[] = {{"NO_FOOT", "heel or toe was not tracked", "heel or toe was not tracked"},
                {"NO_FOOT 3, NO_SIDE 2",
                 "heel or toe was not tracked (3), the side is not known (2)",
                 "heel or toe was not tracked"},
                {"fewer than 3 NO_SIDE, in words", "fewer than 3 NO_SIDE, in words",
                 "fewer than 3 NO_SIDE, in words"},
                {"NO_SUCH_CODE", "no such code", "it could not be measured"},
                {"", "", "it could not be measured"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        char buffer[200];
        assert_string_equal(hinge_wording_reason(rows[k].reason, buffer, sizeof buffer),
                            rows[k].text);
        assert_string_equal(hinge_wording_cause(rows[k].reason), rows[k].cause);
    }
    char buffer[12];
    for (unsigned bit = 0; bit < 64; bit++) { /* every warning has words of its own */
        char code[64], words[200];
        hinge_warning_names((uint64_t)1 << bit, code, sizeof code);
        if (*code != '\0')
            assert_string_not_equal(hinge_wording_cell("warnings", code, words, sizeof words),
                                    code);
    }
    char two[100];
    assert_string_equal(hinge_wording_cell("warnings", "HELD SHOT_CUT", two, sizeof two),
                        "values were held instead of measured; the film has a cut");
    assert_string_equal(hinge_wording_reason("NO_FOOT", buffer, sizeof buffer), "heel or toe");
}
