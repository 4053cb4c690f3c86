/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers are for the largest group of recordings measured alike, as what was
 * measured otherwise is never averaged with it. */
#include "page/page.h"

#include "base/memory.h"
#include "people/people.h"
#include "report/alike.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Recordings that tables leave out (guessed by a network, say) may be the largest
 * group: then nothing is told apart. */
static enum hinge_status try_filter(struct hinge_report *report, struct hinge_error *error)
{
    static const char *const views[] = {"summary", "faults"};
    const char *where = report->request.where;
    struct hinge_error why = HINGE_ERROR_INIT;
    enum hinge_status status = HINGE_OK;
    report->request.where = hinge_text_string(&report->alike);
    for (size_t i = 0; status == HINGE_OK && i < 2; i++) {
        struct hinge_table table = {0};
        char *footer = NULL;
        status = hinge_report_table(report, views[i], "", "", &table, &footer, &why);
        hinge_table_clear(&table);
        free(footer);
    }
    report->request.where = where;
    if (status == HINGE_OK)
        return HINGE_OK;
    if (!hinge_error_is_absence(&why)) {
        *error = why;
        return status;
    }
    report->alike.length = report->others.length = report->these.length = 0;
    hinge_text_puts(&report->alike, where);
    return HINGE_OK;
}

enum hinge_status hinge_report_alike(struct hinge_report *report, struct hinge_error *error)
{
    struct hinge_alike alike;
    hinge_alike_find(&report->trials, report->request.where, &alike);
    enum hinge_status status = HINGE_OK;
    report->tier = alike.tier;
    report->inferred = alike.inferred;
    hinge_text_puts(&report->alike, hinge_text_string(&alike.filter));
    if (alike.kinds > 1)
        hinge_text_puts(&report->these, hinge_text_string(&alike.these));
    if (alike.kinds > 1)
        hinge_text_printf(&report->others,
                          "These answers are for %s. %s and %s only in the tables below.%s%s%s",
                          hinge_text_string(&alike.these), hinge_text_string(&alike.others),
                          alike.one_other ? "is" : "are", alike.joins.length > 0 ? " " : "",
                          hinge_text_string(&alike.joins), alike.joins.length > 0 ? "." : "");
    if (alike.kinds > 1)
        status = try_filter(report, error);
    hinge_alike_clear(&alike);
    return status;
}

/* --- too few --- */

/* The most repetitions that a participant has under a cue. */
static double most_reps(struct hinge_report *report)
{
    const struct hinge_table *trials = &report->trials;
    double *sum = hinge_alloc(trials->rows, sizeof *sum), most = 0;
    struct hinge_intern cells = {0};
    struct hinge_text key = {0};
    for (size_t r = 0; sum != NULL && r < trials->rows; r++) {
        const char *who = hinge_table_text(trials, "participant", r);
        const char *cue = hinge_table_text(trials, "cue", r);
        double reps = hinge_table_number(trials, "reps", r);
        key.length = 0;
        hinge_text_printf(&key, "%s\n%s", who != NULL ? who : "", cue != NULL ? cue : "");
        size_t cell = hinge_intern_number(&cells, hinge_text_string(&key));
        if (reps > 0)
            most = fmax(most, sum[cell] += reps);
    }
    hinge_intern_clear(&cells);
    hinge_text_clear(&key);
    free(sum);
    return most;
}

const char *hinge_report_if_too_few(struct hinge_report *report, const char *otherwise)
{
    double least = 3, most = most_reps(report);
    struct hinge_error ignored = HINGE_ERROR_INIT;
    hinge_results_parameter(report->request.opened, "agg.min_reps", &least, &ignored);
    return most > 0 && most < least && !report->request.allow_single
               ? "Repetitions were found, but too few of each participant and "
                 "condition for a mean. Record more of them (usually three); the table "
                 "of repetitions lists those found."
               : otherwise;
}
