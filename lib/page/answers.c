/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers: how much came from the spine, which faults, do groups differ, did cues
 * change it. One paragraph per question, made by the analyses of hinge-compare. */
#include "page/page.h"

#include "base/number.h"
#include "os/text.h"
#include "people/people.h"
#include "report/display.h"
#include "report/published.h"
#include "result/result.h"
#include "result/words.h"
#include "table/columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OUTCOME "lumbar_fraction"

/* Opens an answer; what is added before "</div>" is beside its sentences. */
static void put_answer(struct hinge_report *report, const char *question,
                       const struct hinge_text *answer, const char *otherwise)
{
    struct hinge_text shown = {0};
    hinge_display_minus(&shown, answer->length > 0 ? hinge_text_string(answer) : otherwise);
    hinge_text_puts(&report->html, "<div class=\"answer\">\n<p>");
    hinge_html_element(&report->html, "b", question);
    hinge_text_puts(&report->html, " ");
    hinge_markup_escape(&report->html, hinge_text_string(&shown));
    hinge_text_puts(&report->html, "</p>\n");
    hinge_text_clear(&shown);
}

/* The same; without an answer there may be too few repetitions for one. */
static void put_answer_of_means(struct hinge_report *report, const char *question,
                                const struct hinge_text *answer, const char *otherwise)
{
    put_answer(report, question, answer,
               answer->length > 0 ? "" : hinge_report_if_too_few(report, otherwise));
}

/* The picture beside the answer, and its end. */
static enum hinge_status end_answer(struct hinge_report *report, const char *figure,
                                    const char *metric, const char *phase, const char *where,
                                    struct hinge_error *error)
{
    const struct hinge_report_picture picture = {.id = figure,
                                                 .by = report->request.by,
                                                 .levels = "",
                                                 .metric = metric,
                                                 .phase = phase,
                                                 .filter = where};
    enum hinge_status status =
        *figure != '\0' ? hinge_report_draw(report, &picture, error) : HINGE_OK;
    hinge_text_puts(&report->html, "</div>\n");
    return status;
}

/* Loops of what the answer says: of many cells those of the baseline. */
static enum hinge_status end_with_loops(struct hinge_report *report, struct hinge_error *error)
{
    enum { TOGETHER = 6, LEVELS = 40 };
    const char *level[LEVELS], *where = report->request.filter;
    size_t groups = hinge_report_levels(report, "group", level, LEVELS);
    size_t cues = hinge_report_levels(report, "cue", level, LEVELS), c = 0;
    struct hinge_text only = {0};
    while (c < cues && strcmp(level[c], report->request.baseline) != 0)
        c++;
    hinge_text_puts(&only, where);
    if (c < cues && (groups > 0 ? groups : 1) * cues > TOGETHER)
        hinge_condition_put(&only, "cue", level[c]);
    enum hinge_status status = end_answer(report, "loops", "", "", hinge_text_string(&only), error);
    hinge_text_clear(&only);
    return status;
}

/* --- how much --- */

/* The keys of a row that differ between rows, "trained, dowel". */
static bool put_cell(const struct hinge_report *report, const struct hinge_table *table, size_t row,
                     const char *end, struct hinge_text *out)
{
    bool any = false;
    for (size_t c = 0; c < table->n_columns; c++) {
        char words[256];
        const char *name = table->column[c].name;
        if (strcmp(name, end) == 0)
            break;
        if (!hinge_texts_differ(table, name))
            continue;
        const char *text = hinge_table_text(table, name, row);
        bool cell = hinge_listed("group|cue|session", '|', name);
        hinge_text_puts(out, any ? ", " : "");
        if (text == NULL)
            hinge_text_printf(out, "without a %s", name);
        else if (cell)
            hinge_text_puts(out,
                            hinge_place_words(name, true, text,
                                              hinge_wording_label(report->request.labels, text),
                                              words, sizeof words));
        else
            hinge_text_printf(out, "in %s", hinge_published_words(name, text, words, sizeof words));
        any = true;
    }
    return any;
}

void hinge_report_who(const struct hinge_report *report, const struct hinge_table *table,
                      size_t row, const char *end, double people, struct hinge_text *out)
{
    struct hinge_intern all = {0};
    if (put_cell(report, table, row, end, out))
        return;
    for (size_t r = 0; r < report->trials.rows; r++) {
        const char *who = hinge_table_text(&report->trials, "participant", r);
        if (who != NULL)
            hinge_intern_number(&all, who);
    }
    if (isnan(people))
        hinge_text_puts(out, "in the participants measured");
    else if (people < (double)all.n)
        hinge_text_printf(out, "in %.0f of %zu participants", people, all.n);
    else
        hinge_text_puts(out, "in all participants");
    hinge_intern_clear(&all);
}

bool hinge_report_is_baseline(const struct hinge_report *report, const struct hinge_table *table,
                              size_t row)
{
    const char *own = hinge_table_text(table, "cue", row);
    bool any = false;
    for (size_t r = 0; r < table->rows; r++) {
        const char *cue = hinge_table_text(table, "cue", r);
        any = any || (cue != NULL && strcmp(cue, report->request.baseline) == 0);
    }
    return !any || (own != NULL && strcmp(own, report->request.baseline) == 0);
}

const char *hinge_report_capital(struct hinge_text *text)
{
    return text->length > 0 ? hinge_wording_capital(text->data) : "";
}

/* With many cells only those of the baseline are said; the tables have the others. */
static bool is_said(const struct hinge_report *report, const struct hinge_table *table, size_t row)
{
    enum { MANY = 4 };
    return table->rows <= MANY || hinge_report_is_baseline(report, table, row);
}

static enum hinge_status answer_share(struct hinge_report *report, struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct hinge_text answer = {0}, cell = {0};
    char *footer = NULL;
    enum hinge_status status =
        hinge_report_table(report, "summary", "keys," OUTCOME, "descent", &table, &footer, error);
    for (size_t r = 0; status == HINGE_OK && r < table.rows; r++) {
        double mean = hinge_table_number(&table, "mean", r);
        double low = hinge_table_number(&table, "ci_low", r);
        double high = hinge_table_number(&table, "ci_high", r);
        double n = hinge_table_number(&table, "n", r);
        if (isnan(mean) || !is_said(report, &table, r))
            continue;
        cell.length = 0;
        hinge_report_who(report, &table, r, "metric", n, &cell);
        if (answer.length == 0)
            hinge_text_printf(&answer, "The lumbar spine contributed %.0f%% of the descent %s",
                              100 * mean, hinge_text_string(&cell));
        else
            hinge_text_printf(&answer, " %s, it was %.0f%%", hinge_report_capital(&cell),
                              100 * mean);
        int digits = hinge_limit_decimals(0, 100 * low, 100 * high);
        if (!isnan(low) && n > 2)
            hinge_text_printf(&answer, " (95%% CI %.*f to %.*f, n = %.0f).", digits, 100 * low,
                              digits, 100 * high, n);
        else
            hinge_text_printf(&answer, " (%s).", n == 1 ? "one participant" : "two participants");
    }
    if (answer.length > 0)
        hinge_text_puts(&answer, " The hips contributed the rest.");
    if (status == HINGE_OK)
        put_answer_of_means(report, "How much came from the spine?", &answer,
                            "The lumbar share of the bend could not be calculated from "
                            "these recordings; the table of missing values gives the "
                            "reasons.");
    if (status == HINGE_OK)
        status = end_with_loops(report, error);
    hinge_text_clear(&cell);
    hinge_text_clear(&answer);
    hinge_table_clear(&table);
    free(footer);
    return status;
}

/* Without spine landmarks: what was measured, then what they would add. */
static enum hinge_status answer_moved(struct hinge_report *report, struct hinge_error *error)
{
    struct hinge_text answer = {0};
    struct hinge_text none = {0};
    enum hinge_status status = hinge_report_moved(report, &answer, error);
    if (status == HINGE_OK && answer.length == 0)
        status = hinge_report_unmoved(report, &none, error);
    if (status == HINGE_OK) {
        put_answer_of_means(report, "How did they move?", &answer, hinge_text_string(&none));
        status = end_with_loops(report, error);
    }
    if (status == HINGE_OK) {
        answer.length = 0;
        hinge_text_printf(&answer,
                          "%s, so lumbar motion cannot be measured. Markers on pelvis "
                          "and thorax, or a pose model with spine points (such as "
                          "SpineTrack), would add the lumbar share of the bend and "
                          "lumbar rounding.",
                          report->inferred ? "A model inferred the spine of these recordings "
                                             "without seeing it"
                                           : "These recordings have no spine landmarks");
        put_answer(report, "How much came from the spine?", &answer, "");
        status = end_answer(report, "", "", "", "", error);
    }
    hinge_text_clear(&answer);
    hinge_text_clear(&none);
    return status;
}

/* --- which faults --- */

/* In the sentence, in the picture; people of a cell that says something. */
enum { NAMED = 3, DRAWN = 6, FEW = 3 };

/* Of how many people judged, and in how many of them at least half of the repetitions
 * show the fault. */
static double detected_in(const struct hinge_table *table, size_t row)
{
    return round(hinge_table_number(table, "people_with", row) *
                 hinge_table_number(table, "people", row));
}

/* Whether row a of faults says more of what is common than row b: detected in a greater
 * share of the people judged; where shares are alike the higher rate, then that which
 * is sure beyond the margin of measurement, then that of more people. */
static bool is_before(const struct hinge_table *table, size_t a, size_t b)
{
    static const char *const by[] = {"people_with", "prevalence", "certain_low", "people"};
    for (size_t i = 0; i < sizeof by / sizeof *by; i++) {
        double one = hinge_table_number(table, by[i], a);
        double other = hinge_table_number(table, by[i], b);
        if (one != other)
            return one > other;
    }
    return false;
}

/* What is judged in the smaller part of the repetitions, of all cells, says nothing of
 * the others: a fault's own gate may let through only those that show it. */
static bool is_mostly_judged(const struct hinge_table *table, const char *fault)
{
    double judged = 0, left = 0;
    for (size_t r = 0; r < table->rows; r++) {
        const char *own = hinge_table_text(table, "fault", r);
        if (own == NULL || strcmp(own, fault) != 0)
            continue;
        judged += hinge_table_number(table, "reps", r);
        left += hinge_table_number(table, "refused", r);
    }
    return judged >= left;
}

/* The rows of the commonest faults, each where it is most common; rows of fewer than
 * `least` people are passed over. Returns how many. */
static size_t commonest(const struct hinge_table *table, double least, size_t top[DRAWN + 1])
{
    size_t n = 0;
    for (size_t r = 0; r < table->rows; r++) {
        const char *fault = hinge_table_text(table, "fault", r);
        size_t same = 0, at;
        if (fault == NULL || !is_mostly_judged(table, fault) || !(detected_in(table, r) > 0) ||
            !(hinge_table_number(table, "people", r) >= least))
            continue;
        while (same < n && strcmp(hinge_table_text(table, "fault", top[same]), fault) != 0)
            same++;
        if (same < n && !is_before(table, r, top[same]))
            continue;
        if (same < n)
            memmove(top + same, top + same + 1, (--n - same) * sizeof *top);
        for (at = n; at > 0 && is_before(table, r, top[at - 1]); at--)
            top[at] = top[at - 1];
        top[at] = r;
        n = n < DRAWN ? n + 1 : DRAWN;
    }
    return n;
}

static bool is_as_common(const struct hinge_table *table, size_t a, size_t b)
{
    return hinge_table_number(table, "people_with", a) ==
               hinge_table_number(table, "people_with", b) &&
           hinge_table_number(table, "prevalence", a) == hinge_table_number(table, "prevalence", b);
}

static enum hinge_status answer_faults(struct hinge_report *report, struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct hinge_text answer = {0}, cell = {0};
    size_t top[DRAWN + 1], n = 0, judged = 0;
    char *footer = NULL;
    report->counted = true;
    enum hinge_status status = hinge_report_table(report, "faults", "", "", &table, &footer, error);
    report->counted = false;
    bool described = status != HINGE_OK && error->reason == HINGE_REASON_NOT_COUNTED;
    status = described ? HINGE_OK : status;
    for (size_t r = 0; status == HINGE_OK && r < table.rows; r++)
        judged += isnan(hinge_table_number(&table, "prevalence", r)) ? 0 : 1;
    if (status == HINGE_OK)
        n = commonest(&table, FEW, top);
    if (status == HINGE_OK && n == 0)
        n = commonest(&table, 0, top);
    for (size_t i = 0; i < n && i < NAMED; i++) {
        const char *fault = hinge_table_text(&table, "fault", top[i]);
        const char *title = hinge_fault_title(report->request.labels, fault);
        const char *brief = hinge_fault_brief(report->request.labels, fault);
        char words[128], percent[8];
        double people = hinge_table_number(&table, "people", top[i]);
        snprintf(words, sizeof words, "%s", title != NULL ? title : fault);
        cell.length = 0;
        bool keyed = put_cell(report, &table, top[i], "fault", &cell);
        hinge_text_printf(&answer, "%s%s", i > 0 ? " " : "", hinge_wording_capital(words));
        if (brief != NULL && title != NULL && strcasecmp(brief, title) != 0) {
            snprintf(words, sizeof words, "%s", brief); /* its name in the picture */
            hinge_text_printf(&answer, " (%s)", hinge_wording_small(words));
        }
        hinge_text_puts(&answer, " was detected");
        if (people > 1)
            hinge_text_printf(&answer, " in %.0f of %.0f participants", detected_in(&table, top[i]),
                              people);
        hinge_text_printf(&answer, "%s%s. %s%s%% of %s repetitions showed it", keyed ? " " : "",
                          keyed ? hinge_text_string(&cell) : "", people > 1 ? "On average, " : "",
                          hinge_percent_words(hinge_table_number(&table, "prevalence", top[i]),
                                              percent),
                          people > 1 ? "their" : "the judged");
        for (int k = 0; people > 2 && k < 2; k++)
            hinge_text_printf(&answer, k == 0 ? " (95%% CI %s" : " to %s)",
                              hinge_percent_words(
                                  hinge_table_number(&table, k == 0 ? "ci_low" : "ci_high", top[i]),
                                  percent));
        hinge_text_puts(&answer, ".");
    }
    if (n > NAMED && is_as_common(&table, top[NAMED - 1], top[NAMED]))
        hinge_text_puts(&answer, " Other faults were as common; the table has them.");
    if (n > 0)
        hinge_text_puts(&answer, " A fault counts for a participant when at least half "
                                 "of the judged repetitions show it.");
    if (status == HINGE_OK && judged > 0)
        put_answer(report, "Which faults were detected?", &answer,
                   "None of the faults that could be judged was detected in half of a "
                   "participant's repetitions.");
    else if (status == HINGE_OK)
        put_answer_of_means(report, "Which faults were detected?", &answer,
                            described ? "Faults of these daily tasks are described "
                                        "in the tables, not counted."
                                      : "No fault could be judged; the tables give the "
                                        "reasons.");
    if (status == HINGE_OK) {
        struct hinge_text where = {0};
        hinge_text_puts(&where, report->request.filter);
        for (size_t i = 0; i < n; i++)
            hinge_text_printf(&where, "%s%s",
                              i > 0              ? ","
                              : where.length > 0 ? "&fault="
                                                 : "fault=",
                              hinge_table_text(&table, "fault", top[i]));
        status =
            end_answer(report, n > 0 ? "prevalence" : "", "", "", hinge_text_string(&where), error);
        hinge_text_clear(&where);
    }
    hinge_text_clear(&cell);
    hinge_text_clear(&answer);
    hinge_table_clear(&table);
    free(footer);
    return status;
}

/* --- the rest --- */

/* A comparison; one person is in no two groups, and is not asked. */
static enum hinge_status answer_question(struct hinge_report *report, enum hinge_question question,
                                         const char *words, const char *otherwise,
                                         struct hinge_error *error)
{
    const char *who[2];
    struct hinge_text answer = {0};
    enum hinge_status status = hinge_report_answer(report, question, &answer, error);
    bool one = hinge_report_levels(report, "participant", who, 2) < 2;
    if (status == HINGE_OK && (question != HINGE_ASK_GROUPS || answer.length > 0 || !one)) {
        put_answer(report, words, &answer, otherwise);
        status = hinge_report_answer_pictures(report, question, error);
        hinge_text_puts(&report->html, "</div>\n");
    }
    hinge_text_clear(&answer);
    return status;
}

enum hinge_status hinge_report_answers(struct hinge_report *report, struct hinge_error *error)
{
    static const struct {
        enum hinge_question question;
        const char *words, *otherwise;
    } rows[] = {
        {HINGE_ASK_GROUPS, "Do groups differ?", "The recordings name one group or none."},
        {HINGE_ASK_CUES, "Did a cue change the movement?",
         "No cue can be compared: that needs recordings of the same participants with "
         "and without it."},
    };
    const char *where = report->request.filter;
    bool no_spine = strcmp(report->tier, "C") == 0;
    hinge_text_puts(&report->html, "<section class=\"answers\" id=\"answers\" "
                                   "aria-label=\"Answers\">\n");
    report->request.filter = hinge_text_string(&report->alike);
    enum hinge_status status = no_spine ? answer_moved(report, error) : answer_share(report, error);
    if (status == HINGE_OK)
        status = answer_faults(report, error);
    report->request.filter = where;
    for (size_t i = 0; status == HINGE_OK && i < sizeof rows / sizeof *rows; i++)
        status = answer_question(report, rows[i].question, rows[i].words, rows[i].otherwise, error);
    if (report->others.length > 0)
        hinge_html_element(&report->html, "p class=\"note\"", hinge_text_string(&report->others));
    hinge_text_puts(&report->html, "</section>\n");
    return status;
}
