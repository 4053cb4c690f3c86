/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What could be detected: effects of R 4.2 (power.t.test(strict = TRUE), pt with ncp
 * for unequal groups, qchisq), and simulated cohorts with three kinds of noise: the
 * power at the effect that is stated, how often its interval holds the true one. */
#include "test.h"

#include "shared_data.h"
#include "stats_run.h"

#include "base/random.h"
#include "base/text.h"

#include <ftw.h>
#include <hinge/compare.h>
#include <hinge/simulate.h>

/* --- closed forms --- */

static double number_at(size_t row, const char *key)
{
    char path[100];
    snprintf(path, sizeof path, "effects/%zu/%s", row, key);
    return stats_number(&run, path);
}

#define PLAN                                                                                       \
    "'plan': {'outcomes': [{'outcome': 'x', 'column': 'x'}]}, "                                    \
    "'participant': 'p'"

/* People of two groups whose values have a variance of 1 within each; two conditions
 * whose change has a variance of 1. */
TEST(effects_are_those_of_r)
{
    static const struct {
        size_t n[2];
        double d; /* of R */
    } rows[] = {{{3, 3}, 3.07089226636009},
                {{12, 12}, 1.19681191375311},
                {{20, 20}, 0.909129032682003},
                {{12, 20}, 1.0572353687022}};
    static const char csv[] = "p,g,x\n1,a,-1\n2,a,0\n3,a,1\n4,b,4\n5,b,5\n6,b,6\n";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char request[400];
        snprintf(request, sizeof request,
                 "{'analysis': 'detectable', 'group': 'g', 'n': [%zu, %zu], " PLAN "}",
                 rows[i].n[0], rows[i].n[1]);
        run_good(request, csv);
        assert_close(number_at(0, "detectable"), rows[i].d, 1e-6, 0);
        assert_close(number_at(0, "detectable_low"), rows[i].d * 0.5991331, 1e-6,
                     0); /* sqrt(4 / qchisq(.975, 4)) */
        assert_close(number_at(0, "detectable_high"), rows[i].d * 2.873556, 1e-6,
                     0); /* sqrt(4 / qchisq(.025, 4)) */
    }
}

TEST(changes_are_those_of_r)
{
    static const char csv[] = "p,c,x\n1,none,0\n1,dowel,-1\n2,none,5\n2,dowel,5\n"
                              "3,none,9\n3,dowel,10\n";
    static const struct {
        const char *options;
        double dz;
    } rows[] = {{"", 3.26404354969677},
                {"'n': 20, ", 0.66044165462283},
                {"'n': [5, 7], ", 0.888654265293221},
                {"'n': 12, 'power': 0.9, 'alpha': 0.01, ", 1.31994525835058}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char request[400];
        snprintf(request, sizeof request,
                 "{'analysis': 'detectable', 'condition': 'c', %s" PLAN "}", rows[i].options);
        run_good(request, csv);
        size_t row = strstr(rows[i].options, "'n': [") != NULL; /* groups come first */
        assert_close(number_at(row, "detectable"), rows[i].dz, 1e-6, 0);
    }
}

/* Without variance nothing can be said: no difference of 0 "can be detected". */
TEST(no_variance_has_no_answer)
{
    static const struct {
        const char *request, *csv, *reason;
    } rows[] = {{"'group': 'g'", "p,g,x\n1,a,0.1\n2,a,0.1\n3,a,0.1\n4,b,0.3\n5,b,0.3\n6,b,0.3\n",
                 "all participants of a group have the same value"},
                {"'condition': 'c'",
                 "p,c,x\n1,none,0\n1,dowel,1\n2,none,5\n2,dowel,6\n3,none,9\n3,dowel,10\n",
                 "all participants changed by the same amount"},
                {"'condition': 'c', 'n': [9, 9]", "p,c,x\n1,none,0\n2,none,0\n3,none,0\n",
                 "all participants have the same value"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char request[400];
        snprintf(request, sizeof request, "{'analysis': 'detectable', %s, " PLAN "}",
                 rows[i].request);
        run_good(request, rows[i].csv);
        assert_string_equal(json_string_value(stats_at(&run, "effects/0/reason")), rows[i].reason);
        assert_true(isnan(number_at(0, "detectable")));
    }
}

/* --- cohorts --- */

enum { PEOPLE = 32, PER_GROUP = 12, STUDIES = 4000, COHORTS = 300 };

static const struct kind {
    const char *name, *outcome;
    enum hinge_simulate_format format;
    double noise_mm, drift_mm, gaps, drop, rate_hz;
} kinds[] = {{"white noise", "lumbar_excursion_deg", HINGE_SIMULATE_trc_b, 5, 0, 0, 0, 60},
             {"slow errors", "lumbar_excursion_deg", HINGE_SIMULATE_trc_b, 1, 5, 0, 0, 60},
             {"pixels and dropouts", "trunk_excursion_deg", HINGE_SIMULATE_csv_coco, 3, 0, 0.05,
              0.05, 30}};

/* Values of people without and with the cue, NaN where there is none. */
struct values {
    double none[PEOPLE], dowel[PEOPLE];
};

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
    (void)info;
    (void)type;
    (void)ftw;
    return remove(path);
}

/* Means of the repetitions as they were recorded; groups alternate. */
static void take_values(const struct hinge_table *t, const char *outcome, struct values *v)
{
    double sum[PEOPLE][2] = {{0}}, n[PEOPLE][2] = {{0}};
    for (size_t r = 0; r < t->rows; r++) {
        double x = hinge_table_number(t, outcome, r);
        if (hinge_table_number(t, "valid", r) != 1 || isnan(x))
            continue;
        size_t who = strtoul(hinge_table_text(t, "participant", r) + 1, NULL, 10) - 1;
        bool dowel = strcmp(hinge_table_text(t, "cue", r), "dowel") == 0;
        assert_true(who < PEOPLE);
        sum[who][dowel] += x;
        n[who][dowel]++;
    }
    for (size_t i = 0; i < PEOPLE; i++) {
        v->none[i] = n[i][0] > 0 ? sum[i][0] / n[i][0] : (double)NAN;
        v->dowel[i] = n[i][1] > 0 ? sum[i][1] / n[i][1] : (double)NAN;
    }
}

/* A cohort through the tool: people's values, and what is said of them. */
static void measure(const struct kind *kind, struct values *v)
{
    static const char *const cue[] = {"none", "dowel"};
    struct analysis a;
    struct hinge_simulate_options options;
    char folder[300], list[400], request[600];
    analysis_folder(&a);
    hinge_simulate_options_init(&options);
    options.format = kind->format;
    options.rate_hz = kind->rate_hz;
    options.noise_mm = kind->noise_mm;
    options.drift_mm = kind->drift_mm;
    options.gap_share = kind->gaps;
    options.drop_share = kind->drop;
    options.participants = PEOPLE;
    options.reps = 3;
    options.cue = cue;
    options.n_cues = 2;
    options.stand_s = 3;
    snprintf(folder, sizeof folder, "%s/cohort", a.folder);
    assert_works(hinge_simulate(&options, folder, NULL, NULL, &why));
    snprintf(list, sizeof list, "%s/trials.csv", folder);
    analysis_run(&a, list, false);
    snprintf(request, sizeof request,
             "{\"analysis\": \"detectable\", \"data\": \"%s\", \"outcome\": [\"%s\"], "
             "\"n\": [%d, %d], \"filter\": "
             "\"standing_source=standing\"}",
             a.results, kind->outcome, PER_GROUP, PER_GROUP);
    cleared_by(hinge_stats_request_clear) struct hinge_stats_request asked = {0};
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    stats_run_clear(&run);
    assert_int_equal(hinge_stats_request_init(&asked, request, &run.error), HINGE_OK);
    if (hinge_comparison_table(&asked, NULL, &table, &run.error) != HINGE_OK)
        fail_msg("%s", run.error.message);
    struct hinge_stats_call call = {.request = &asked, .table = &table, .name = "study"};
    run.status = hinge_stats_run(&call, &run.result, &run.error);
    if (run.status != HINGE_OK)
        fail_msg("%s", run.error.message);
    hinge_result_json(run.result, &run.text, NULL);
    run.document = json_loads(run.text, 0, NULL);
    take_values(&table, kind->outcome, v);
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    analysis_close(&a);
}

/* Mean and variance of n numbers. */
static double moments(const double *x, size_t n, double *variance)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        squares += (x[i] - sum) * (x[i] - sum) / (double)(n - 1);
    *variance = squares;
    return sum;
}

/* People of the two groups, each about their group's mean: the population. */
static size_t population(const double *x, double *centred)
{
    size_t n = 0;
    for (size_t g = 0; g < 2; g++) {
        double group[PEOPLE], variance;
        size_t k = 0;
        for (size_t i = g; i < PEOPLE; i += 2)
            if (!isnan(x[i]))
                group[k++] = x[i];
        double mean = moments(group, k, &variance);
        for (size_t i = 0; i < k; i++) /* the population's variance, not a sample's */
            centred[n++] = group[i] - mean;
    }
    return n;
}

static void draw_people(struct hinge_random *random, const double *from, size_t n, double *to,
                        size_t count)
{
    for (size_t i = 0; i < count; i++)
        to[i] = from[hinge_random_bounded(random, (uint32_t)n)];
}

/* Share of studies of 12 and 12 that find a difference of `effect` (Student's t). */
static double power_of(const double *people, size_t n, double effect, uint64_t seed)
{
    struct hinge_random random;
    size_t found = 0;
    hinge_random_init(&random, seed, HINGE_STREAM_POWER, 0);
    for (size_t s = 0; s < STUDIES; s++) {
        double x[2][PER_GROUP], variance[2], mean[2];
        for (int g = 0; g < 2; g++) {
            draw_people(&random, people, n, x[g], PER_GROUP);
            mean[g] = moments(x[g], PER_GROUP, &variance[g]);
        }
        double se = sqrt((variance[0] + variance[1]) / PER_GROUP);
        found += fabs(mean[0] - mean[1] + effect) > 2.0738730679040147 * se;
    }
    return (double)found / STUDIES;
}

/* Share of cohorts of 12 and 12 whose interval holds the true effect. */
static double coverage_of(const double *people, size_t n, double truth, uint64_t seed)
{
    struct hinge_random random;
    size_t holds = 0;
    hinge_random_init(&random, seed, HINGE_STREAM_POWER, 1);
    for (size_t c = 0; c < COHORTS; c++) {
        cleared_by(hinge_text_clear) struct hinge_text csv = {0};
        double x[2 * PER_GROUP];
        draw_people(&random, people, n, x, 2 * PER_GROUP);
        hinge_text_adds(&csv, "p,g,x\n");
        for (size_t i = 0; i < 2 * PER_GROUP; i++)
            hinge_text_printf(&csv, "%zu,%c,%.17g\n", i, "ab"[i % 2], x[i]);
        run_good("{'analysis': 'detectable', 'group': 'g', " PLAN "}", hinge_text_string(&csv));
        holds += number_at(0, "detectable_low") < truth && truth < number_at(0, "detectable_high");
    }
    return (double)holds / COHORTS;
}

static void check_kind(const struct kind *kind)
{
    struct values noisy;
    double people[PEOPLE], none;
    measure(kind, &noisy);
    double sd = number_at(0, "sd_total"), detectable = number_at(0, "detectable");
    /* its power: the population's SD, as the tool's pooled one has n - 2 below */
    size_t of = population(noisy.none, people);
    moments(people, of, &none);
    double population_sd = sqrt(none * (double)(of - 1) / (double)of);
    double stated = detectable * population_sd / sd;
    double power = power_of(people, of, stated, 7);
    double coverage = coverage_of(people, of, 1.19681191375311 * population_sd, 8);
    print_message("%s: power %.3f; coverage %.3f\n", kind->name, power, coverage);
    assert_close(detectable, 1.19681191375311 * sd, 1e-6, 0);
    assert_true(power > 0.77 && power < 0.83);
    /* people whose values have shorter tails than the normal's are held more often */
    assert_true(coverage > 0.91 && coverage < 0.995);
}

TEST(white_noise)
{
    check_kind(&kinds[0]);
}

TEST(slow_errors)
{
    check_kind(&kinds[1]);
}

TEST(pixels_and_dropouts)
{
    check_kind(&kinds[2]);
}
