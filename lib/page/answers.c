/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers: how much came from the spine, which faults, do groups differ, did cues
 * change it. One paragraph per question, made by the analyses of hinge-compare. */
#include "page/page.h"

#include "report/display.h"
#include "report/published.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OUTCOME "lumbar_fraction"

static void put_answer(struct hinge_report *report, const char *question,
                       const struct hinge_text *answer, const char *otherwise)
{
    struct hinge_text shown = {0};
    hinge_display_minus(&shown,
                        answer->length > 0 ? hinge_text_string(answer) : otherwise);
    hinge_text_puts(&report->html, "<p>");
    hinge_html_element(&report->html, "b", question);
    hinge_markup_escape(&report->html, hinge_text_string(&shown));
    hinge_text_puts(&report->html, "</p>\n");
    report->html.failed = report->html.failed || answer->failed || shown.failed;
    hinge_text_clear(&shown);
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
        char words[256];
        hinge_text_printf(out, "%s%s", any ? ", " : "",
                          text != NULL
                              ? hinge_published_words(table->column[c].name, text,
                                                      words, sizeof words)
                              : "-");
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

enum { NAMED = 3, FEW = 3 };

/* Whether row a of faults says more of what is common than row b: the higher rate, of
 * more people where rates are alike. */
static bool is_before(const struct hinge_table *table, size_t a, size_t b)
{
    double rate[2] = {hinge_table_number(table, "prevalence", a),
                      hinge_table_number(table, "prevalence", b)};
    return rate[0] != rate[1] ? rate[0] > rate[1]
                              : hinge_table_number(table, "people", a) >
                                    hinge_table_number(table, "people", b);
}

/* The rows of the commonest faults, each where it is most common; rows of fewer than
 * `least` people are passed over. Returns how many. */
static size_t commonest(const struct hinge_table *table, double least,
                        size_t top[NAMED + 1])
{
    size_t n = 0;
    for (size_t r = 0; r < table->rows; r++) {
        const char *fault = hinge_table_text(table, "fault", r);
        size_t same = 0, at;
        if (!(hinge_table_number(table, "prevalence", r) > 0) || fault == NULL ||
            !(hinge_table_number(table, "people", r) >= least))
            continue;
        while (same < n &&
               strcmp(hinge_table_text(table, "fault", top[same]), fault) != 0)
            same++;
        if (same < n && !is_before(table, r, top[same]))
            continue;
        if (same < n)
            memmove(top + same, top + same + 1, (--n - same) * sizeof *top);
        for (at = n; at > 0 && is_before(table, r, top[at - 1]); at--)
            top[at] = top[at - 1];
        top[at] = r;
        n = n < NAMED ? n + 1 : NAMED;
    }
    return n;
}

static enum hinge_status answer_faults(struct hinge_report *report,
                                       struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct hinge_text answer = {0};
    size_t top[NAMED + 1], n = 0, judged = 0;
    char *footer = NULL;
    enum hinge_status status =
        hinge_report_table(report, "faults", "", "", &table, &footer, error);
    for (size_t r = 0; status == HINGE_OK && r < table.rows; r++)
        judged += isnan(hinge_table_number(&table, "prevalence", r)) ? 0 : 1;
    if (status == HINGE_OK)
        n = commonest(&table, FEW, top);
    if (status == HINGE_OK && n == 0)
        n = commonest(&table, 0, top);
    for (size_t i = 0; i < n; i++) {
        double people = hinge_table_number(&table, "people", top[i]);
        hinge_text_puts(&answer,
                        i > 0 ? "; " : "Most common, by the mean of people's rates: ");
        const char *fault = hinge_table_text(&table, "fault", top[i]);
        const char *words = hinge_fault_words(fault);
        hinge_text_puts(&answer, words != NULL ? words : fault);
        hinge_text_printf(&answer, ", %.0f %% of repetitions in ",
                          100 * hinge_table_number(&table, "prevalence", top[i]));
        name_row(&table, top[i], "fault", &answer);
        hinge_text_printf(&answer, " (95 %% CI %.0f to %.0f, %.0f %s)",
                          100 * hinge_table_number(&table, "ci_low", top[i]),
                          100 * hinge_table_number(&table, "ci_high", top[i]), people,
                          people == 1 ? "person" : "people");
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

/* --- the rest --- */

enum hinge_status hinge_report_answers(struct hinge_report *report,
                                       struct hinge_error *error)
{
    static const struct {
        enum hinge_question question;
        const char *words, *otherwise;
    } rows[] = {
        {HINGE_ASK_GROUPS, "Do groups differ?",
         "There is one group, or none is named."},
        {HINGE_ASK_CUES, "Did a cue change the movement?",
         "No cue is compared: people need recordings with a cue and with the "
         "baseline (--baseline)."},
    };
    hinge_text_puts(&report->html, "<section class=\"answers\" id=\"answers\" "
                                   "aria-label=\"Answers\">\n");
    enum hinge_status status = answer_share(report, error);
    if (status == HINGE_OK)
        status = answer_faults(report, error);
    for (size_t i = 0; status == HINGE_OK && i < sizeof rows / sizeof *rows; i++) {
        struct hinge_text answer = {0};
        status = hinge_report_answer(report, rows[i].question, &answer, error);
        if (status == HINGE_OK)
            put_answer(report, rows[i].words, &answer, rows[i].otherwise);
        hinge_text_clear(&answer);
    }
    hinge_text_puts(&report->html, "</section>\n");
    return status;
}
