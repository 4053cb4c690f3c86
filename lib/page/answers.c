/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers: how much came from the spine, which faults, do groups differ, did cues
 * change it. One paragraph per question, made by the analyses of hinge-compare. */
#include "page/report.h"

#include "report/published.h"

#include <hinge/compare.h>
#include <hinge/report.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 40, CUES = 30, WORDS = 8 };
#define OUTCOME "lumbar_fraction"

static void put_answer(struct hinge_report *report, const char *question,
                       const struct hinge_text *answer, const char *otherwise)
{
    hinge_text_puts(&report->html, "<p>");
    hinge_html_element(&report->html, "b", question);
    hinge_markup_escape(&report->html,
                        answer->length > 0 ? hinge_text_string(answer) : otherwise);
    hinge_text_puts(&report->html, "</p>\n");
    report->html.failed = report->html.failed || answer->failed;
}

/* --- how much --- */

/* The keys of a row that differ between rows, "trained, dowel". */
static void name_row(const struct hinge_table *table, size_t row, const char *end,
                     struct hinge_text *out)
{
    bool any = false;
    for (size_t c = 0; c < table->n_columns; c++) {
        const char *text = hinge_table_text(table, table->column[c].name, row);
        bool differs = false;
        if (strcmp(table->column[c].name, end) == 0)
            break;
        for (size_t r = 1; r < table->rows; r++) {
            const char *a = hinge_table_text(table, table->column[c].name, r);
            const char *b = hinge_table_text(table, table->column[c].name, 0);
            differs = differs || strcmp(a != NULL ? a : "", b != NULL ? b : "") != 0;
        }
        if (!differs)
            continue;
        hinge_text_printf(out, "%s%s", any ? ", " : "", text != NULL ? text : "-");
        any = true;
    }
    if (!any)
        hinge_text_puts(out, "everybody");
}

static enum hinge_status answer_share(struct hinge_report *report,
                                      struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct hinge_text answer = {0};
    char *footer = NULL;
    enum hinge_status status = hinge_report_table(report, "summary", "keys," OUTCOME,
                                                  "descent", &table, &footer, error);
    for (size_t r = 0; status == HINGE_OK && r < table.rows; r++) {
        double mean = hinge_table_number(&table, "mean", r);
        double low = hinge_table_number(&table, "ci_low", r);
        double high = hinge_table_number(&table, "ci_high", r);
        double n = hinge_table_number(&table, "n", r);
        if (isnan(mean))
            continue;
        hinge_text_puts(&answer, answer.length > 0
                                     ? "; "
                                     : "Of the descent, the lumbar spine gave ");
        hinge_text_printf(&answer, "%.0f %% in ", 100 * mean);
        name_row(&table, r, "metric", &answer);
        if (!isnan(low) && n > 2)
            hinge_text_printf(&answer, " (95 %% CI %.0f to %.0f, %.0f people)",
                              100 * low, 100 * high, n);
        else
            hinge_text_printf(&answer, " (%.0f %s)", n, n == 1 ? "person" : "people");
    }
    if (answer.length > 0)
        hinge_text_puts(&answer, "; the hips gave the rest.");
    if (status == HINGE_OK)
        put_answer(
            report, "How much came from the spine?", &answer,
            "Nobody has a lumbar fraction: what was tracked does not show it, or "
            "there were too few repetitions; the tables below give the reasons.");
    hinge_text_clear(&answer);
    hinge_table_clear(&table);
    free(footer);
    return status;
}

/* --- which faults --- */

static enum hinge_status answer_faults(struct hinge_report *report,
                                       struct hinge_error *error)
{
    enum { NAMED = 3 };
    struct hinge_table table = {0};
    struct hinge_text answer = {0};
    size_t top[NAMED], n = 0, judged = 0;
    char *footer = NULL;
    enum hinge_status status =
        hinge_report_table(report, "faults", "", "", &table, &footer, error);
    for (size_t r = 0; status == HINGE_OK && r < table.rows; r++) {
        double rate = hinge_table_number(&table, "prevalence", r);
        const char *fault = hinge_table_text(&table, "fault", r);
        size_t at = n, same = 0;
        judged += isnan(rate) ? 0 : 1;
        if (!(rate > 0) || fault == NULL)
            continue;
        /* a fault once, where it is most common */
        while (same < n &&
               strcmp(hinge_table_text(&table, "fault", top[same]), fault) != 0)
            same++;
        if (same < n) {
            if (hinge_table_number(&table, "prevalence", top[same]) >= rate)
                continue;
            memmove(top + same, top + same + 1, (n - same - 1) * sizeof *top);
            at = --n;
        }
        while (at > 0 && hinge_table_number(&table, "prevalence", top[at - 1]) < rate)
            at--;
        if (at == NAMED)
            continue;
        n = n < NAMED ? n + 1 : NAMED;
        memmove(top + at + 1, top + at, (n - at - 1) * sizeof *top);
        top[at] = r;
    }
    for (size_t i = 0; i < n; i++) {
        hinge_text_puts(&answer, i > 0 ? "; " : "Most common: ");
        const char *fault = hinge_table_text(&table, "fault", top[i]);
        const char *words = hinge_fault_words(fault);
        hinge_text_puts(&answer, words != NULL ? words : fault);
        hinge_text_printf(&answer, " in %.0f %% of repetitions of ",
                          100 * hinge_table_number(&table, "prevalence", top[i]));
        name_row(&table, top[i], "fault", &answer);
        hinge_text_printf(&answer, " (95 %% CI %.0f to %.0f)",
                          100 * hinge_table_number(&table, "ci_low", top[i]),
                          100 * hinge_table_number(&table, "ci_high", top[i]));
    }
    if (n > 0)
        hinge_text_puts(&answer, ".");
    if (status == HINGE_OK)
        put_answer(report, "Which faults occurred?", &answer,
                   judged > 0 ? "None of the faults that could be judged was found."
                              : "No fault could be judged; the tables give the "
                                "reasons.");
    hinge_text_clear(&answer);
    hinge_table_clear(&table);
    free(footer);
    return status;
}

/* --- comparisons --- */

/* Runs an analysis of hinge-compare on the results; words are option and value. The
 * document is NULL when it could not be done, *why then says so. */
static enum hinge_status compare(const struct hinge_report *report,
                                 const char *const (*words)[2], size_t n,
                                 char **document, struct hinge_error *why)
{
    struct hinge_stats_request request = {0};
    struct hinge_table table = {0};
    *document = NULL;
    enum hinge_status status = hinge_stats_request_init(&request, NULL, why);
    if (status == HINGE_OK)
        status = hinge_stats_request_set(&request, "analysis", words[0][1], why);
    if (status == HINGE_OK)
        status =
            hinge_stats_request_set(&request, "data", report->request.results, why);
    for (size_t i = 1; status == HINGE_OK && i < n; i++)
        if (*words[i][1] != '\0')
            status = hinge_stats_request_set(&request, words[i][0], words[i][1], why);
    if (status == HINGE_OK)
        status = hinge_comparison_table(&request, NULL, &table, why);
    const struct hinge_stats_call call = {
        .request = &request, .table = &table, .name = report->request.results};
    if (status == HINGE_OK)
        status = hinge_stats_run(&call, document, why);
    if (status != HINGE_OK) {
        free(*document);
        *document = NULL;
    }
    hinge_table_clear(&table);
    hinge_stats_request_clear(&request);
    return status == HINGE_USAGE || status == HINGE_INPUT ? HINGE_OK : status;
}

/* What a document says in words, its sentences in one line. */
static enum hinge_status sentences(const char *document, struct hinge_text *out,
                                   struct hinge_error *error)
{
    char *text = NULL;
    enum hinge_status status =
        hinge_comparison_format(document, "text", NULL, &text, NULL, error);
    if (status == HINGE_OK)
        for (const char *at = text; *at != '\0' && *at != '\n';) {
            size_t n = strcspn(at, "\n");
            hinge_text_puts(out, at == text ? "" : " ");
            hinge_text_add(out, at, n);
            at += n + (at[n] == '\n');
        }
    free(text);
    return status;
}

/* What is compared: groups (condition NULL), or one cue with the baseline. */
struct question {
    const char *cue;
    char order[300], filter[300];
};

static bool has_groups(const struct hinge_report *report, struct question *q)
{
    const char *level[LEVELS];
    size_t n = hinge_report_levels(report, "group", level, LEVELS);
    size_t cues;
    const char *cue[LEVELS];
    if (n < 2)
        return false;
    *q = (struct question){0};
    if (*report->request.order != '\0')
        snprintf(q->order, sizeof q->order, "%s", report->request.order);
    else
        snprintf(q->order, sizeof q->order, "%s,%s", level[1], level[0]);
    cues = hinge_report_levels(report, "cue", cue, LEVELS);
    for (size_t i = 0; i < cues && cues > 1; i++)
        if (strcmp(cue[i], report->request.baseline) == 0)
            snprintf(q->filter, sizeof q->filter, "cue=%s", report->request.baseline);
    return true;
}

static enum hinge_status run_question(const struct hinge_report *report,
                                      const struct question *q, char **document,
                                      struct hinge_error *why)
{
    const char *const groups[][2] = {{"analysis", "between"},
                                     {"outcome", OUTCOME},
                                     {"group", "group"},
                                     {"order", q->order},
                                     {"filter", q->filter}};
    const char *const cue[][2] = {{"analysis", "within"},
                                  {"outcome", OUTCOME},
                                  {"condition", "cue"},
                                  {"order", q->order}};
    return q->cue == NULL
               ? compare(report, groups, sizeof groups / sizeof *groups, document, why)
               : compare(report, cue, sizeof cue / sizeof *cue, document, why);
}

/* Questions about cues: each with the baseline. */
static size_t list_cues(const struct hinge_report *report, const char **cue)
{
    size_t n = hinge_report_levels(report, "cue", cue, CUES), kept = 0;
    bool baseline = false;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(cue[i], report->request.baseline) == 0)
            baseline = true;
        else
            cue[kept++] = cue[i];
    }
    return baseline ? kept : 0;
}

static void ask_cue(const struct hinge_report *report, const char *cue,
                    struct question *q)
{
    *q = (struct question){.cue = cue};
    snprintf(q->order, sizeof q->order, "%s,%s", cue, report->request.baseline);
}

static enum hinge_status answer_question(struct hinge_report *report,
                                         const struct question *q,
                                         struct hinge_text *answer,
                                         struct hinge_error *error)
{
    struct hinge_error why = {0};
    char *document = NULL;
    enum hinge_status status = run_question(report, q, &document, &why);
    if (answer->length > 0)
        hinge_text_puts(answer, " ");
    if (q->cue != NULL)
        hinge_text_printf(answer, "%s: ", q->cue);
    if (status == HINGE_OK && document != NULL)
        status = sentences(document, answer, error);
    else if (status == HINGE_OK)
        hinge_text_puts(answer, why.message);
    else
        *error = why;
    free(document);
    return status;
}

enum hinge_status hinge_report_answers(struct hinge_report *report,
                                       struct hinge_error *error)
{
    struct question q;
    struct hinge_text groups = {0}, cues = {0};
    const char *cue[CUES];
    hinge_text_puts(&report->html, "<section class=\"answers\" id=\"answers\" "
                                   "aria-label=\"Answers\">\n");
    enum hinge_status status = answer_share(report, error);
    if (status == HINGE_OK)
        status = answer_faults(report, error);
    if (status == HINGE_OK && has_groups(report, &q))
        status = answer_question(report, &q, &groups, error);
    size_t n = list_cues(report, cue);
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        ask_cue(report, cue[i], &q);
        status = answer_question(report, &q, &cues, error);
    }
    if (status == HINGE_OK) {
        put_answer(report, "Do groups differ?", &groups,
                   "There is one group, or none is named.");
        put_answer(report, "Did a cue change the movement?", &cues,
                   "No cue is compared: people need recordings with a cue and with the "
                   "baseline (--baseline).");
    }
    hinge_text_puts(&report->html, "</section>\n");
    hinge_text_clear(&groups);
    hinge_text_clear(&cues);
    return status;
}

/* The document's tables, out of the page that the html writer makes. */
static enum hinge_status put_document(struct hinge_report *report, const char *heading,
                                      const char *document, struct hinge_error *error)
{
    char *page = NULL;
    enum hinge_status status =
        hinge_comparison_format(document, "html", NULL, &page, NULL, error);
    if (status == HINGE_OK) {
        const char *from = strstr(page, "<body>"), *to = strstr(page, "</body>");
        from = from != NULL ? from + strlen("<body>") : page;
        hinge_html_element(&report->html, "h3", heading);
        hinge_text_puts(&report->html, "<div class=\"wide all\" tabindex=\"0\">\n");
        hinge_text_add(&report->html, from,
                       to != NULL ? (size_t)(to - from) : strlen(from));
        hinge_text_puts(&report->html, "</div>\n");
    }
    free(page);
    return status;
}

static enum hinge_status put_question(struct hinge_report *report,
                                      const struct question *q, const char *heading,
                                      struct hinge_error *error)
{
    struct hinge_error why = {0};
    char *document = NULL;
    enum hinge_status status = run_question(report, q, &document, &why);
    if (status == HINGE_OK && document != NULL) {
        status = put_document(report, heading, document, error);
    } else if (status == HINGE_OK) {
        hinge_html_element(&report->html, "h3", heading);
        hinge_html_element(&report->html, "p class=\"note\"", why.message);
    } else {
        *error = why;
    }
    free(document);
    return status;
}

enum hinge_status hinge_report_comparisons(struct hinge_report *report,
                                           struct hinge_error *error)
{
    struct question q;
    const char *cue[CUES];
    char heading[700];
    enum hinge_status status = HINGE_OK;
    hinge_text_puts(&report->html,
                    "<h2 id=\"comparisons\">Comparisons</h2>\n<p class=\"note\">Of the "
                    "lumbar fraction in the descent; hinge-compare has every other "
                    "outcome and analysis. Comparisons here are not adjusted for each "
                    "other.</p>\n");
    if (has_groups(report, &q)) {
        snprintf(heading, sizeof heading, "Groups: %s%s%s", q.order,
                 *q.filter != '\0' ? ", " : "", q.filter);
        status = put_question(report, &q, heading, error);
    }
    size_t n = list_cues(report, cue);
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        ask_cue(report, cue[i], &q);
        snprintf(heading, sizeof heading, "Cue: %s against %s", cue[i],
                 report->request.baseline);
        status = put_question(report, &q, heading, error);
    }
    return status;
}

static enum hinge_status hand_over(const struct hinge_report *report,
                                   const struct question *q, const char *name,
                                   void (*each)(void *, const char *, const char *),
                                   void *context, struct hinge_error *error)
{
    struct hinge_error why = {0};
    char *document = NULL;
    enum hinge_status status = run_question(report, q, &document, &why);
    if (status == HINGE_OK && document != NULL)
        each(context, name, document);
    else if (status != HINGE_OK)
        *error = why;
    free(document);
    return status;
}

enum hinge_status hinge_page_comparisons(const struct hinge_page_request *request,
                                         void (*each)(void *context, const char *name,
                                                      const char *document),
                                         void *context, struct hinge_error *error)
{
    struct hinge_report report;
    struct question q;
    const char *cue[CUES];
    char name[300];
    enum hinge_status status = hinge_report_open(&report, request, error);
    if (status == HINGE_OK && has_groups(&report, &q))
        status = hand_over(&report, &q, "groups", each, context, error);
    size_t n = status == HINGE_OK ? list_cues(&report, cue) : 0;
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        ask_cue(&report, cue[i], &q);
        snprintf(name, sizeof name, "cue-%.280s", cue[i]);
        status = hand_over(&report, &q, name, each, context, error);
    }
    hinge_report_clear(&report);
    return status;
}
