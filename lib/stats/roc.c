/* SPDX-License-Identifier: GPL-3.0-or-later */
/* roc: how well a score tells faulty from faultless. */
#include "stats/parts/agreement.h"
#include "stats/people/people.h"

static void negate(double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = -x[i];
}

static bool run(struct hinge_analysis *a)
{
    struct hinge_columns columns = {.binary = {false, true}};
    struct hinge_sample s;
    hinge_columns_number(&columns, HINGE_NEED(a, score));
    hinge_columns_number(&columns, HINGE_NEED(a, truth));
    hinge_columns_participant(a, &columns);
    if (a->ask.score2 != NULL)
        columns.number[columns.n_numbers++] = a->ask.score2;
    if (!hinge_sample_gather(a, &columns, &s))
        return false;
    bool low = a->ask.direction[0] == '<'; /* a low score is a fault */
    for (size_t k = 0; low && k < columns.n_numbers; k++)
        if (k != 1)
            negate(s.number[k], s.n);
    const uint32_t *who = columns.participant != NULL ? s.participant : NULL;
    struct hinge_scores first = {s.n, s.number[0], s.number[1], who, s.n_participants};
    struct hinge_scores second = {s.n, s.number[2], s.number[1], who, s.n_participants};
    hinge_sample_report(a, &s);
    bool good = hinge_put_roc(a, a->results, &first, low);
    if (good && columns.n_numbers == 3)
        good = hinge_put_delong(a, a->results, &first, &second);
    return good;
}

static const char *const options[] = {"score",       "score2",    "truth",       "direction",
                                      "participant", "bootstrap", "alternative", NULL};

const struct hinge_statistic hinge_statistic_roc = {
    .id = "roc",
    .title = "ROC curve",
    .details = "Area under the curve with DeLong's error, the threshold with the largest "
               "Youden index, the curve, DeLong's test of a second score; with participant, "
               "a bootstrap of participants.",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = options,
    .primary = "",
    .main_table = "roc",
    .apa = (const struct hinge_sentence *const[]){hinge_say_roc_apa, NULL},
    .plain = (const struct hinge_sentence *const[]){hinge_say_roc_plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"roc\", \"score\": \"angle\", \"truth\": \"fault\"}",
    .example_data = "angle,fault\n31,1\n28,1\n25,0\n22,1\n20,0\n18,0\n15,0\n"};
