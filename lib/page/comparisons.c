/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparisons of cues and groups in the page, with their tables of faults. */
#include "base/memory.h"

#include "page/page.h"
#include "people/people.h"
#include "report/fault_tables.h"
#include "report/planned.h"
#include "report/published.h"
#include "result/result.h"
#include "result/words.h"

#include <hinge/compare.h>
#include <hinge/report.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Faults of the recordings measured alike: what was judged as one table, a column per group and
 * condition, and in sentences what was not detected and what could not be judged. --- */

/* How the table's own sentence on the others begins. */
static const char unjudged_begin[] = "Could not be judged, because ";

static void put_fault_table(struct hinge_report *report, const struct hinge_table *table,
                            const char *unjudged)
{
    struct hinge_table wide = {0};
    struct hinge_text words = {0};
    hinge_fault_wide(table, report->request.labels, &wide, &words);
    if (wide.rows > 0)
        hinge_html_table(&report->html, "prevalence", HINGE_FAULT_WIDE_CAPTION, &wide, "",
                         report->request.labels);
    if (unjudged != NULL) {
        int n = (int)strcspn(unjudged, "\n");
        hinge_text_printf(&words, "%.*s\n", n, unjudged);
        hinge_text_printf(&report->said, "%.*s\n", n, unjudged);
    }
    hinge_html_lines(&report->html, "p class=\"note\"", hinge_text_string(&words));
    hinge_table_clear(&wide);
    hinge_text_clear(&words);
}

enum hinge_status hinge_report_faults(struct hinge_report *report, struct hinge_error *error)
{
    struct hinge_table table = {0};
    char *footer = NULL;
    hinge_report_section(report, "faults", "Faults", false);
    const char *where = report->request.filter;
    report->request.filter = hinge_text_string(&report->alike);
    report->counted = true;
    enum hinge_status status = hinge_report_table(report, "faults", "", "", &table, &footer, error);
    report->counted = false;
    report->request.filter = where;
    if (status != HINGE_OK && hinge_error_is_absence(error))
        status = HINGE_OK;
    char *unjudged = status == HINGE_OK && footer != NULL ? strstr(footer, unjudged_begin) : NULL;
    if (status == HINGE_OK && (table.rows > 0 || unjudged != NULL))
        put_fault_table(report, &table, unjudged);
    if (unjudged != NULL)
        *unjudged = '\0'; /* the last of the notes */
    if (status == HINGE_OK)
        hinge_report_note(report, "Faults", footer);
    free(footer);
    hinge_table_clear(&table);
    if (status == HINGE_OK)
        status = hinge_report_views(report, HINGE_PLACE_FAULTS_FOLDED, error);
    hinge_text_puts(&report->html, "</section>\n");
    return status;
}

/* --- Do groups differ, did a cue change the movement: the analyses groups and cues of
 * hinge-compare on the results of a report, each run once. --- */

enum { LEVELS = 40 };

/* An option of hinge-compare and its value, "" for none. */
struct option {
    const char *name, *value;
};

/* Runs an analysis; the result stays NULL when it could not be done, *why then says
 * so. */
static enum hinge_status compare(const struct hinge_report *report, const struct option *option,
                                 size_t n, struct hinge_result **result, struct hinge_error *why)
{
    struct hinge_stats_request request = {0};
    struct hinge_table table = {0};
    *result = NULL;
    enum hinge_status status = hinge_stats_request_init(&request, NULL, why);
    request.opened = report->request.opened;
    request.labels = report->request.labels;
    for (size_t i = 0; status == HINGE_OK && i < n; i++)
        if (*option[i].value != '\0')
            status = hinge_stats_request_set(&request, option[i].name, option[i].value, why);
    if (status == HINGE_OK)
        status = hinge_comparison_table(&request, NULL, &table, why);
    const struct hinge_stats_call call = {
        .request = &request, .table = &table, .name = report->request.results};
    if (status == HINGE_OK)
        status = hinge_stats_run(&call, result, why);
    if (status != HINGE_OK) {
        hinge_result_free(*result);
        *result = NULL;
    }
    hinge_table_clear(&table);
    hinge_stats_request_clear(&request);
    return status != HINGE_OK && hinge_error_is_absence(why) ? HINGE_OK : status;
}

/* What an analysis says, with the user's own words. The caller frees it. */
static char *in_words(const struct hinge_report *report, const char *text)
{
    struct hinge_text own = {0};
    hinge_published_say(&own, text, report->request.labels);
    return own.data;
}

static bool has_level(const struct hinge_report *report, const char *column, const char *wanted,
                      size_t *n, const char **level)
{
    *n = hinge_report_levels(report, column, level, LEVELS);
    for (size_t i = 0; i < *n; i++)
        if (strcmp(level[i], wanted) == 0)
            return true;
    return false;
}

static bool can_ask(const struct hinge_report *report, enum hinge_question question)
{
    const char *level[LEVELS];
    size_t n;
    bool baseline = has_level(report, "cue", report->request.baseline, &n, level);
    if (question == HINGE_ASK_CUES)
        return baseline && n > 1;
    return hinge_report_levels(report, "group", level, LEVELS) > 1;
}

/* Groups are compared where no cue was given, where there are such recordings. */
static enum hinge_status ask_groups(const struct hinge_report *report, const struct option *common,
                                    size_t n_common, struct hinge_report_answer *answer,
                                    struct hinge_error *why)
{
    const char *level[LEVELS], *where = hinge_text_string(&report->alike);
    struct hinge_text *order = &answer->order, *filter = &answer->filter;
    size_t n;
    hinge_text_puts(filter, where);
    bool cues = has_level(report, "cue", report->request.baseline, &n, level) && n > 1;
    if (cues)
        hinge_condition_put(filter, "cue", report->request.baseline);
    n = hinge_report_levels(report, "group", level, LEVELS);
    hinge_text_puts(order, report->request.order);
    if (order->length == 0) {
        bool swapped = hinge_levels_swapped(level[0], level[1]);
        hinge_text_item(order, level[swapped]);
        hinge_text_puts(order, ",");
        hinge_text_item(order, level[!swapped]);
    }
    struct option option[12] = {{"analysis", "groups"},
                                {"order", hinge_text_string(order)},
                                {"filter", hinge_text_string(filter)}};
    memcpy(option + 3, common, n_common * sizeof *common);
    snprintf(answer->heading, sizeof answer->heading, "Groups");
    return compare(report, option, 3 + n_common, &answer->result, why);
}

/* The answer, made when it is first asked for. */
static enum hinge_status ask(struct hinge_report *report, enum hinge_question question,
                             const struct hinge_report_answer **answer, struct hinge_error *error)
{
    struct hinge_report_answer *made = &report->answer[question];
    struct hinge_error why = HINGE_ERROR_INIT;
    const struct hinge_page_request *request = &report->request;
    const struct option common[] = {{"data", request->results},
                                    {"include_inferred", request->include_inferred ? "true" : ""},
                                    {"all_tasks", request->all_tasks ? "true" : ""},
                                    {"all_reps", request->all_reps ? "true" : ""},
                                    {"allow_single", request->allow_single ? "true" : ""}};
    enum { COMMON = sizeof common / sizeof *common };
    enum hinge_status status = HINGE_OK;
    *answer = made;
    if (made->asked)
        return HINGE_OK;
    made->asked = true;
    made->possible = can_ask(report, question);
    if (made->possible && question == HINGE_ASK_GROUPS)
        status = ask_groups(report, common, COMMON, made, &why);
    if (made->possible && question == HINGE_ASK_CUES) {
        struct option option[12] = {{"analysis", "cues"},
                                    {"baseline", request->baseline},
                                    {"mdc", "auto"},
                                    {"order", request->order},
                                    {"filter", hinge_text_string(&report->alike)}};
        memcpy(option + 5, common, sizeof common);
        snprintf(made->heading, sizeof made->heading, "Cues");
        status = compare(report, option, 5 + COMMON, &made->result, &why);
    }
    if (status != HINGE_OK) {
        *error = why;
        return status;
    }
    snprintf(made->code, sizeof made->code, "%s", why.code != NULL ? why.code : "");
    if (made->result == NULL && made->possible)
        made->why = in_words(report, hinge_report_said(report, why.message));
    return HINGE_OK;
}

/* Why there is no answer, as a reader who does not know the options needs it. */
static const char *plain_why(const struct hinge_report_answer *answer)
{
    static const struct {
        const char *code, *words;
    } whys[] = {{"E_ONE_LEVEL", "The recordings that can be compared have one level only."},
                {"E_TOO_FEW", "Too few participants have enough repetitions to compare."},
                {"E_GROUP_NOT_CONSTANT", "A participant is in two groups, so groups cannot be "
                                         "compared; the comparisons below name the rows."},
                {"E_NO_DATA", "No participant has a value of the primary outcome."}};
    for (size_t i = 0; i < sizeof whys / sizeof *whys; i++)
        if (strcmp(answer->code, whys[i].code) == 0)
            return whys[i].words;
    return "These recordings do not allow the comparison; the section Comparisons "
           "gives "
           "the reason.";
}

/* "A value averages over 'session' (1, 2), …" */
static void add_pooled(struct hinge_text *out, const struct hinge_result *result)
{
    for (size_t i = 0; i < result->n_warnings; i++) {
        const char *message = result->warning[i].message;
        char first[2] = {message[0], '\0'};
        if (strcmp(result->warning[i].code, "W_POOLED") == 0)
            hinge_text_printf(out, " %s%s.", hinge_wording_capital(first), message + 1);
    }
}

/* Whether a warning makes the numbers themselves doubtful. */
static bool is_doubtful(const struct hinge_result *result)
{
    static const char *const codes[] = {"W_GROUPS_VARY", "W_DUPLICATE_RECORDINGS"};
    for (size_t i = 0; i < result->n_warnings; i++)
        for (size_t k = 0; k < sizeof codes / sizeof *codes; k++)
            if (strcmp(result->warning[i].code, codes[k]) == 0)
                return true;
    return false;
}

enum hinge_status hinge_report_answer(struct hinge_report *report, enum hinge_question question,
                                      struct hinge_text *out, struct hinge_error *error)
{
    const struct hinge_report_answer *answer;
    enum hinge_status status = ask(report, question, &answer, error);
    if (status != HINGE_OK || !answer->possible)
        return status;
    if (answer->result == NULL) {
        hinge_text_puts(out, plain_why(answer));
        return HINGE_OK;
    }
    for (const char *at = answer->result->sentences; *at != '\0';) {
        size_t n = strcspn(at, "\n");
        hinge_text_puts(out, out->length > 0 ? " " : "");
        hinge_text_add(out, at, n);
        at += n + (at[n] == '\n');
    }
    add_pooled(out, answer->result);
    if (is_doubtful(answer->result))
        hinge_text_puts(out, " The comparison has a reservation, which the section "
                             "Comparisons gives.");
    return HINGE_OK;
}

static const char *const names[HINGE_QUESTIONS] = {
    [HINGE_ASK_GROUPS] = "groups", [HINGE_ASK_CUES] = "cues"};

/* One table of a result, of those of its rows that are kept; folded unless it has a
 * caption. */
static void put_table(struct hinge_report *report, const char *id, const char *which,
                      const char *caption, const struct hinge_result *result)
{
    struct hinge_table table = {0};
    char name[48], summary[160];
    hinge_planned_table(result, which, &table);
    snprintf(name, sizeof name, "%s-%s", id, *caption != '\0' ? "main" : which);
    hinge_planned_for_paper(&table, report->request.labels, NULL);
    if (table.rows > 0) {
        bool folded = *caption == '\0';
        snprintf(summary, sizeof summary, "%s (%zu row%s)", hinge_planned_title(which, id),
                 table.rows, table.rows == 1 ? "" : "s");
        if (folded)
            hinge_report_fold(report, "all-", name, summary);
        hinge_html_table(&report->html, name, caption, &table, "", report->request.labels);
        hinge_text_puts(&report->html, folded ? "</details>\n" : "");
    }
    hinge_table_clear(&table);
}

static bool has_value(const struct hinge_planned_outcome *row)
{
    return !hinge_planned_is(row, "fault") && hinge_planned_has_value(row);
}

static void put_result(struct hinge_report *report, const char *id,
                       const struct hinge_result *result)
{
    struct hinge_result part;
    struct hinge_planned_outcome *kept = hinge_planned_part(result, hinge_planned_main, &part);
    struct hinge_text caption = {0}, notes = {0};
    size_t outcomes = 0, n = 0;
    for (size_t i = 0; i < result->n_planned; i++)
        outcomes += has_value(&result->planned[i]);
    for (size_t i = 0; i < part.n_planned; i++)
        if (has_value(&kept[i]))
            kept[n++] = kept[i];
    part.n_planned = n;
    if (n > 0) {
        hinge_planned_caption(&part, &caption);
        put_table(report, id, "outcomes", hinge_text_string(&caption), &part);
    }
    if (outcomes > n)
        put_table(report, id, "outcomes", "", result);
    put_table(report, id, "faults", "", result);
    put_table(report, id, "refusals", "", result);
    put_table(report, id, "people", "", result);
    for (size_t i = 0; i < result->n_warnings; i++) {
        char *said = in_words(report, result->warning[i].message);
        hinge_text_printf(&notes, "%s.\n", said != NULL ? hinge_wording_capital(said) : "");
        free(said);
    }
    hinge_report_note(report, hinge_planned_title("outcomes", id), hinge_text_string(&notes));
    hinge_text_clear(&notes);
    free(kept);
    hinge_text_clear(&caption);
}

enum hinge_status hinge_report_comparisons(struct hinge_report *report, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    const struct hinge_report_answer *answer[HINGE_QUESTIONS] = {NULL};
    bool any = false;
    for (int q = 0; status == HINGE_OK && q < HINGE_QUESTIONS; q++) {
        status = ask(report, (enum hinge_question)q, &answer[q], error);
        any = any || (status == HINGE_OK && answer[q]->possible);
    }
    if (status != HINGE_OK || !any)
        return status;
    hinge_report_section(report, "comparisons", "Comparisons", false);
    for (int q = 0; status == HINGE_OK && q < HINGE_QUESTIONS; q++) {
        if (answer[q]->result != NULL)
            put_result(report, names[q], answer[q]->result);
        else if (answer[q]->possible)
            hinge_html_element(&report->html, "p class=\"note\"", answer[q]->why);
    }
    hinge_text_puts(&report->html, "</section>\n");
    return status;
}

/* --- pictures --- */

/* Cues whose primary outcome is that of the i-th row, after the baseline; false where
 * an earlier row has the same outcome. */
static bool cues_of(const struct hinge_result *result, size_t i, struct hinge_text *levels)
{
    const struct hinge_planned_outcome *row = &result->planned[i];
    levels->length = 0;
    hinge_text_item(levels, row->level[1]);
    for (size_t k = 0; k < result->n_planned; k++) {
        const struct hinge_planned_outcome *other = &result->planned[k];
        if (!hinge_planned_is(other, "primary") || isnan(other->diff.value) ||
            strcmp(other->outcome, row->outcome) != 0)
            continue;
        if (k < i)
            return false;
        hinge_text_puts(levels, ",");
        hinge_text_item(levels, other->level[0]);
    }
    return true;
}

enum hinge_status hinge_report_answer_pictures(struct hinge_report *report,
                                               enum hinge_question question,
                                               struct hinge_error *error)
{
    const struct hinge_report_answer *answer = &report->answer[question];
    struct hinge_text levels = {0};
    enum hinge_status status = HINGE_OK;
    bool cues = question == HINGE_ASK_CUES;
    for (size_t i = 0;
         answer->result != NULL && status == HINGE_OK && i < answer->result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &answer->result->planned[i];
        if (!hinge_planned_is(row, "primary") || isnan(row->diff.value) ||
            (cues && !cues_of(answer->result, i, &levels)))
            continue;
        const struct hinge_report_picture picture = {
            .id = cues ? "paired" : "groups",
            .by = "",
            .levels = hinge_text_string(cues ? &levels : &answer->order),
            .metric = row->outcome,
            .phase = row->phase != NULL ? row->phase : "",
            .filter = hinge_text_string(cues ? &report->alike : &answer->filter),
            .mdc = cues && !isnan(row->mdc) ? row->mdc : 0};
        status = hinge_report_draw(report, &picture, error);
    }
    hinge_text_clear(&levels);
    return status;
}

enum hinge_status hinge_page_comparisons(const struct hinge_page_request *given,
                                         void (*each)(void *context, const char *name,
                                                      const struct hinge_result *result),
                                         void *context, struct hinge_error *error)
{
    struct hinge_page_request own;
    const struct hinge_page_request *request = &own;
    enum hinge_status taken = hinge_page_take(&own, given, error);
    if (taken != HINGE_OK)
        return taken;
    struct hinge_report report;
    enum hinge_status status = hinge_report_open(&report, request, error);
    for (int q = 0; status == HINGE_OK && q < HINGE_QUESTIONS; q++) {
        const struct hinge_report_answer *answer;
        status = ask(&report, (enum hinge_question)q, &answer, error);
        if (status == HINGE_OK && answer->result != NULL)
            each(context, names[q], answer->result);
    }
    hinge_report_clear(&report);
    return status;
}
