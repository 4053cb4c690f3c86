/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulated studies through the statistics: does a 95 % interval hold the truth 95
 * times in 100, and does a test at 5 % call 5 in 100 true null hypotheses false? Prints
 * a Markdown page; exit 1 when a figure is outside 93.5 to 96.5 % or 3.5 to 6.5 %.
 * accuracy_stats [STUDIES] */
#include "base/random.h"

#include <gsl/gsl_cdf.h>
#include <hinge/init.h>
#include <hinge/stats.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEED = 20240101, STREAM = 900 };

/* A study being simulated: rows of a table that has the columns p, g, c and v. */
struct study {
    struct hinge_random random;
    struct hinge_table table;
};

static void add(struct study *study, int person, const char *group, const char *condition,
                double value)
{
    char name[16];
    struct hinge_table *t = &study->table;
    snprintf(name, sizeof name, "P%03d", person);
    hinge_table_add_rows(t, 1);
    hinge_table_set_text(t, 0, t->rows - 1, name);
    hinge_table_set_text(t, 1, t->rows - 1, group);
    hinge_table_set_text(t, 2, t->rows - 1, condition);
    t->column[3].number[t->rows - 1] = value;
}

static double normal(struct study *study)
{
    return hinge_random_normal(&study->random);
}

/* 12 and 20 people, the second group twice as variable. */
static void unequal_groups(struct study *study)
{
    for (int i = 0; i < 12; i++)
        add(study, i, "x", "a", 40 + normal(study));
    for (int i = 12; i < 32; i++)
        add(study, i, "y", "a", 40 + 2 * normal(study));
}

/* 7 and 11 people, skewed values. */
static void skewed_groups(struct study *study)
{
    for (int i = 0; i < 18; i++)
        add(study, i, i < 7 ? "x" : "y", "a", exp(0.5 * normal(study)));
}

/* 15 people under two conditions, one repetition each. */
static void pairs(struct study *study)
{
    for (int i = 0; i < 15; i++) {
        double person = 5 * normal(study);
        add(study, i, "x", "a", 40 + person + 2 * normal(study));
        add(study, i, "x", "b", 40 + person + 2 * normal(study));
    }
}

/* 9 and 13 people, two conditions, four repetitions, own reaction to the condition. */
static void changes(struct study *study)
{
    for (int i = 0; i < 22; i++) {
        double person = 5 * normal(study), reaction = 2 * normal(study);
        for (int r = 0; r < 8; r++)
            add(study, i, i < 9 ? "x" : "y", r < 4 ? "a" : "b",
                40 + person + (r < 4 ? 0 : reaction) + 3 * normal(study));
    }
}

/* 24 people with 10 repetitions; people differ in how often they show the fault (normal
 * on the probit scale), on average in 30 of 100 repetitions. */
static const double share = 0.3, spread = 0.6;

static void faults(struct study *study)
{
    double mean = gsl_cdf_ugaussian_Pinv(share) * sqrt(1 + spread * spread);
    for (int i = 0; i < 24; i++) {
        double p = gsl_cdf_ugaussian_P(mean + spread * normal(study));
        for (int r = 0; r < 10; r++)
            add(study, i, "x", "a", hinge_random_uniform(&study->random) < p);
    }
}

struct check {
    const char *title, *request;
    void (*simulate)(struct study *study);
    const char *p, *low, *high; /* paths in the results; NULL when there is none */
    double truth;
};

#define ROLES "\"outcome\":\"v\",\"participant\":\"p\""
static const struct check checks[] = {
    {"Welch's t, 12 and 20 people, deviations 1 and 2",
     "{\"analysis\":\"between\"," ROLES ",\"group\":\"g\",\"permutation\":\"none\"}",
     unequal_groups,
     "welch/p",
     "welch/ci_low",
     "welch/ci_high",
     0},
    {"Permutation of Welch's t, 7 and 11 people, skewed",
     "{\"analysis\":\"between\"," ROLES ",\"group\":\"g\",\"permutation\":\"exact\"}",
     skewed_groups,
     "permutation_welch/p",
     NULL,
     NULL,
     0},
    {"Paired t, 15 people",
     "{\"analysis\":\"within\"," ROLES ",\"condition\":\"c\",\"permutation\":\"none\"}",
     pairs,
     "paired_t/p",
     "paired_t/ci_low",
     "paired_t/ci_high",
     0},
    {"Sign flips, 15 people",
     "{\"analysis\":\"within\"," ROLES ",\"condition\":\"c\",\"permutation\":\"exact\"}",
     pairs,
     "signflip/p",
     NULL,
     NULL,
     0},
    {"Welch's t of the changes of two groups, 22 people, 8 repetitions",
     "{\"analysis\":\"between\"," ROLES ",\"group\":\"g\",\"change\":\"c:b-a\"}",
     changes,
     "welch/p",
     "welch/ci_low",
     "welch/ci_high",
     0},
    {"Prevalence, Wilson interval with the effective number of repetitions, 24 people, 10 "
     "repetitions",
     "{\"analysis\":\"prevalence\"," ROLES "}",
     faults,
     NULL,
     "cells/all/wilson_eff_low",
     "cells/all/wilson_eff_high",
     share},
};

static double number_at(const json_t *at, const char *path)
{
    while (at != NULL && *path != '\0') {
        char key[64];
        size_t n = strcspn(path, "/");
        snprintf(key, sizeof key, "%.*s", (int)n, path);
        at = json_object_get(at, key);
        path += n + (path[n] == '/');
    }
    return json_is_number(at) ? json_number_value(at) : (double)NAN;
}

struct tally {
    int studies, rejected, held;
};

/* One study: simulated, analysed, counted. */
static void run_study(const struct check *check, size_t which, int number,
                      const struct hinge_stats_request *request, struct tally *tally)
{
    static const char *const columns[] = {"p", "g", "c"};
    struct study study = {.table = {0}};
    char *document = NULL;
    struct hinge_result *result = NULL;
    hinge_random_init(&study.random, SEED, STREAM + (unsigned)which, (uint64_t)number);
    for (int i = 0; i < 3; i++)
        hinge_table_add_column(&study.table, columns[i], HINGE_COLUMN_TEXT, "", 0);
    hinge_table_add_column(&study.table, "v", HINGE_COLUMN_NUMBER, "", 0);
    check->simulate(&study);
    struct hinge_stats_call call = {.request = request, .table = &study.table, .name = "study"};
    struct hinge_error error = HINGE_ERROR_INIT;
    if (hinge_stats_run(&call, &result, &error) == HINGE_OK) {
        hinge_result_json(result, &document, NULL);
        json_t *root = json_loads(document, 0, NULL);
        const json_t *results = json_object_get(root, "results");
        tally->studies++;
        if (check->p != NULL)
            tally->rejected += number_at(results, check->p) < 0.05;
        if (check->low != NULL)
            tally->held += number_at(results, check->low) <= check->truth &&
                           number_at(results, check->high) >= check->truth;
        json_decref(root);
    } else {
        fprintf(stderr, "%s, study %d: %s\n", check->title, number, error.message);
    }
    hinge_result_free(result);
    free(document);
    hinge_table_clear(&study.table);
}

/* A cell of the page, or of none; *good turns false when the share is outside. */
static void add_share(const char *path, int n, int of, double low, double high,
                      bool *good)
{
    double percent = 100.0 * n / of;
    if (path != NULL)
        *good = *good && percent >= low && percent <= high;
    printf(path != NULL ? " %.1f |" : " – |", percent);
}

int main(int argc, char **argv)
{
    int studies = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 2000;
    bool good = studies > 0 && hinge_init(NULL) == HINGE_OK;
    printf("| analysis | interval holds the truth, %% | test rejects, %% |\n|---|---|---|\n");
    for (size_t i = 0; studies > 0 && i < sizeof checks / sizeof checks[0]; i++) {
        struct hinge_stats_request request = {0};
        struct tally tally = {0};
        if (hinge_stats_request_init(&request, checks[i].request, NULL) != HINGE_OK)
            return 5;
        for (int s = 0; s < studies; s++)
            run_study(&checks[i], i, s, &request, &tally);
        bool fine = tally.studies == studies;
        printf("%s| %s |", i > 0 ? "\n" : "", checks[i].title);
        add_share(checks[i].low, tally.held, studies, 93.5, 96.5, &fine);
        add_share(checks[i].p, tally.rejected, studies, 3.5, 6.5, &fine);
        good = good && fine;
        hinge_stats_request_clear(&request);
    }
    printf("\n");
    return good ? 0 : 1;
}
