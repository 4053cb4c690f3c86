/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Can these recordings be trusted? What hinge-check finds in their study, in words: a
 * line for each kind of finding, with counts and the recordings named. */
#include "page/page.h"

#include "figure/trace.h"
#include "reps/reps.h"
#include "result/words.h"
#include "store/store.h"

#include <hinge/check.h>
#include <stdlib.h>
#include <string.h>

enum { NAMED = 5 };

static const char *cell(const struct hinge_table *table, const char *column, size_t row)
{
    const char *text = hinge_table_text(table, column, row);
    return text != NULL ? text : "";
}

/* The first recordings of some, and how many others. */
struct named {
    struct hinge_text list;
    size_t n;
};

static void name_one(struct named *named, const char *id)
{
    if (named->n++ < NAMED)
        hinge_text_printf(&named->list, "%s%s", named->n > 1 ? ", " : "", id);
}

/* "Gaps too long to be filled: 3 of 20 recordings (p01_none_1, …)." */
static void put_line(struct hinge_report *report, const char *what, const char *why, size_t of,
                     struct named *named, const char *more)
{
    struct hinge_text line = {0}, begin = {0};
    hinge_text_puts(&begin, what);
    hinge_text_printf(&line, "%s%s%s: %zu of %zu recording%s (%s", hinge_report_capital(&begin),
                      *why != '\0' ? ", because " : "", why, named->n, of, of == 1 ? "" : "s",
                      hinge_text_string(&named->list));
    if (named->n > NAMED)
        hinge_text_printf(&line, " and %zu more", named->n - NAMED);
    hinge_text_printf(&line, ").%s%s", *more != '\0' ? " " : "", more);
    hinge_html_element(&report->html, "li", hinge_text_string(&line));
    hinge_text_puts(&report->html, "\n");
    hinge_text_clear(&line);
    hinge_text_clear(&begin);
    hinge_text_clear(&named->list);
    named->n = 0;
}

static bool is_unknown_task(const char *task)
{
    return *task != '\0' && !hinge_task_known(task);
}

/* A line for each task that is not a known one, with those nearest in meaning. */
static size_t put_tasks(struct hinge_report *report)
{
    const struct hinge_table *trials = &report->trials;
    size_t told = 0;
    for (size_t r = 0; r < trials->rows; r++) {
        const char *task = cell(trials, "task", r), *near = NULL;
        struct named named = {0};
        struct hinge_text what = {0}, more = {0};
        bool first = is_unknown_task(task);
        for (size_t k = 0; first && k < r; k++)
            first = strcmp(cell(trials, "task", k), task) != 0;
        if (!first)
            continue;
        for (size_t k = r; k < trials->rows; k++)
            if (strcmp(cell(trials, "task", k), task) == 0)
                name_one(&named, cell(trials, "trial_id", k));
        near = hinge_task_nearest(task);
        hinge_text_printf(&what, "task \"%s\" is not a known one", task);
        hinge_text_puts(&more, "Its start was taken from the movement; thresholds are "
                               "the defaults.");
        if (near != NULL)
            hinge_text_printf(&more, " Nearest in meaning: %s.", near);
        hinge_text_puts(&report->html, told++ == 0 ? "<ul>\n" : "");
        put_line(report, hinge_text_string(&what), "", trials->rows, &named,
                 hinge_text_string(&more));
        hinge_text_clear(&what);
        hinge_text_clear(&more);
    }
    return told;
}

/* A kind of finding: what it is; of a refusal, why. */
static void put_kind(struct hinge_report *report, const struct hinge_check_report *check,
                     size_t kind)
{
    const char *code = cell(&check->cohort, "code", kind),
               *what = cell(&check->cohort, "what", kind);
    char words[200];
    struct named named = {0};
    for (size_t i = 0; i < check->findings.rows; i++)
        if (strcmp(cell(&check->findings, "code", i), code) == 0 &&
            strcmp(cell(&check->findings, "severity", i), "note") != 0)
            name_one(&named, cell(&check->findings, "trial_id", i));
    bool refused = strncmp(what, "refused", 7) == 0;
    put_line(report, what, refused ? hinge_wording_reason(code, words, sizeof words) : "",
             check->trials.rows, &named, "");
}

static void put_verdict(struct hinge_report *report, const struct hinge_check_report *check)
{
    struct hinge_text line = {0};
    size_t errors = 0, warnings = 0, n = check->trials.rows;
    for (size_t r = 0; r < n; r++) {
        const char *severity = cell(&check->trials, "severity", r);
        errors += strcmp(severity, "error") == 0;
        warnings += strcmp(severity, "warning") == 0;
    }
    if (errors > 0)
        hinge_text_printf(&line,
                          "Not all: %zu of %zu recording%s cannot be used or may be "
                          "of another participant, ",
                          errors, n, n == 1 ? "" : "s");
    else
        hinge_text_puts(&line, warnings > 0 ? "Yes, with exceptions: " : "Yes, by every check: ");
    if (warnings > 0)
        hinge_text_printf(&line, "%zu of %zu recording%s %s a warning.", warnings, n,
                          n == 1 ? "" : "s", warnings == 1 ? "has" : "have");
    else if (errors > 0)
        hinge_text_puts(&line, "the others have no warning.");
    else
        hinge_text_printf(&line, "no warning in %zu recording%s.", n, n == 1 ? "" : "s");
    hinge_html_element(&report->html, "p", hinge_text_string(&line));
    hinge_text_puts(&report->html, "\n");
    hinge_text_clear(&line);
}

/* The results were made from these recordings, in this order. */
static enum hinge_status check_study(const struct hinge_report *report, struct hinge_error *error)
{
    const struct hinge_page_request *r = &report->request;
    struct hinge_table ours = {0}, its = {0};
    struct hinge_study_reader *study = NULL;
    enum hinge_status status = hinge_results_get_table(r->opened, HINGE_GROUP_LEDGER, &ours, error);
    if (status == HINGE_OK)
        status = hinge_study_open(r->study, &study, error);
    if (status == HINGE_OK)
        status = hinge_study_get_table(study, HINGE_GROUP_LEDGER, &its, error);
    bool same = ours.rows == its.rows;
    for (size_t i = 0; status == HINGE_OK && same && i < ours.rows; i++)
        same = strcmp(cell(&ours, "trial_id", i), cell(&its, "trial_id", i)) == 0 &&
               strcmp(cell(&ours, "sha256", i), cell(&its, "sha256", i)) == 0;
    if (status == HINGE_OK && !same)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                 "%s: its recordings are not those that %s was made "
                                 "from: name the study of these results, or analyse "
                                 "this one",
                                 r->study, r->results);
    hinge_table_clear(&ours);
    hinge_table_clear(&its);
    hinge_study_close(study);
    return status;
}

static enum hinge_status look(const struct hinge_report *report, struct hinge_check_report *check,
                              struct hinge_error *error)
{
    struct hinge_config config = {0};
    struct hinge_check_request request = {
        .study = report->request.study, .config = &config, .threads = report->request.threads};
    const char *events;
    enum hinge_status status = check_study(report, error);
    if (status == HINGE_OK)
        status = hinge_config_init(&config);
    if (status != HINGE_OK)
        return status;
    status = hinge_results_settings(report->request.opened, &config, &request.allow_inferred,
                                    &events, error);
    if (status == HINGE_OK)
        status = hinge_check_study(&request, check, error);
    hinge_config_clear(&config);
    return status;
}

enum hinge_status hinge_report_trust(struct hinge_report *report, struct hinge_error *error)
{
    struct hinge_check_report check = {0};
    bool looked = *report->request.study != '\0', any = looked;
    enum hinge_status status = looked ? look(report, &check, error) : HINGE_OK;
    for (size_t r = 0; r < report->trials.rows; r++)
        any = any || is_unknown_task(cell(&report->trials, "task", r));
    if (status != HINGE_OK || !any)
        return status;
    hinge_report_section(report, "trust", "Can these recordings be trusted?", false);
    if (looked)
        put_verdict(report, &check);
    size_t lines = put_tasks(report);
    for (size_t k = 0; k < check.cohort.rows; k++) {
        if (strcmp(cell(&check.cohort, "severity", k), "note") == 0 ||
            strcmp(cell(&check.cohort, "code", k), "TASK_UNKNOWN") == 0)
            continue;
        hinge_text_puts(&report->html, lines++ == 0 ? "<ul>\n" : "");
        put_kind(report, &check, k);
    }
    hinge_text_puts(&report->html, lines > 0 ? "</ul>\n</section>\n" : "</section>\n");
    hinge_check_report_clear(&check);
    return HINGE_OK;
}
