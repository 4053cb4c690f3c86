/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Do groups differ, did a cue change the movement: the analyses groups and cues of
 * hinge-compare on the results of a report, each run once. */
#include "page/page.h"

#include "people/order.h"
#include "result/wording.h"

#include "base/memory.h"

#include <hinge/compare.h>
#include <hinge/report.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 40 };

/* An option of hinge-compare and its value, "" for none. */
struct option {
    const char *name, *value;
};

/* Runs an analysis; the result stays NULL when it could not be done, *why then says
 * so. */
static enum hinge_status compare(const struct hinge_report *report,
                                 const struct option *option, size_t n,
                                 struct hinge_result **result, struct hinge_error *why)
{
    struct hinge_stats_request request = {0};
    struct hinge_table table = {0};
    *result = NULL;
    enum hinge_status status = hinge_stats_request_init(&request, NULL, why);
    request.opened = report->request.opened;
    for (size_t i = 0; status == HINGE_OK && i < n; i++)
        if (*option[i].value != '\0')
            status =
                hinge_stats_request_set(&request, option[i].name, option[i].value, why);
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

/* What an analysis says in the words of a report, whose options are fewer. NULL without
 * memory; the caller frees it. */
static char *in_report(const char *text)
{
    static const struct {
        const char *said, *here;
    } words[] = {{"keep one kind with filter, such as ", "keep one kind: --filter "},
                 {", or ask for stratify", ""},
                 {": keep one with filter, or name the column",
                  ": --filter keeps one"}};
    struct hinge_text out = {0};
    while (*text != '\0') {
        size_t i = 0;
        while (i < sizeof words / sizeof *words &&
               strncmp(text, words[i].said, strlen(words[i].said)) != 0)
            i++;
        if (i < sizeof words / sizeof *words) {
            hinge_text_puts(&out, words[i].here);
            text += strlen(words[i].said);
        } else {
            hinge_text_add(&out, text++, 1);
        }
    }
    char *copy = out.failed ? NULL : strdup(hinge_text_string(&out));
    hinge_text_clear(&out);
    return copy;
}

static bool has_level(const struct hinge_report *report, const char *column,
                      const char *wanted, size_t *n, const char **level)
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
static enum hinge_status ask_groups(const struct hinge_report *report,
                                    const struct option *common, size_t n_common,
                                    struct hinge_report_answer *answer,
                                    struct hinge_error *why)
{
    const char *level[LEVELS], *where = hinge_text_string(&report->alike);
    struct hinge_text order = {0}, filter = {0};
    size_t n;
    hinge_text_puts(&filter, where);
    if (has_level(report, "cue", report->request.baseline, &n, level) && n > 1)
        hinge_text_printf(&filter, "%scue=%s", *where != '\0' ? "&" : "",
                          report->request.baseline);
    n = hinge_report_levels(report, "group", level, LEVELS);
    hinge_text_puts(&order, report->request.order);
    if (order.length == 0) {
        bool swapped = hinge_levels_swapped(level[0], level[1]);
        hinge_text_printf(&order, "%s,%s", level[swapped], level[!swapped]);
    }
    struct option option[12] = {{"analysis", "groups"},
                                {"order", hinge_text_string(&order)},
                                {"filter", hinge_text_string(&filter)}};
    memcpy(option + 3, common, n_common * sizeof *common);
    enum hinge_status status =
        order.failed || filter.failed
            ? hinge_no_memory(why)
            : compare(report, option, 3 + n_common, &answer->result, why);
    snprintf(answer->heading, sizeof answer->heading, "Groups: %s%s%s", option[1].value,
             filter.length > 0 ? "; " : "", option[2].value);
    hinge_text_clear(&order);
    hinge_text_clear(&filter);
    return status;
}

/* The answer, made when it is first asked for. */
static enum hinge_status ask(struct hinge_report *report, enum hinge_question question,
                             const struct hinge_report_answer **answer,
                             struct hinge_error *error)
{
    struct hinge_report_answer *made = &report->answer[question];
    struct hinge_error why = HINGE_ERROR_INIT;
    const struct hinge_page_request *request = &report->request;
    const struct option common[] = {
        {"data", request->results},
        {"include_inferred", request->include_inferred ? "true" : ""},
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
                                    {"filter", hinge_text_string(&report->alike)}};
        memcpy(option + 4, common, sizeof common);
        snprintf(made->heading, sizeof made->heading, "Cues: each against %s",
                 request->baseline);
        status = compare(report, option, 4 + COMMON, &made->result, &why);
    }
    if (status != HINGE_OK) {
        *error = why;
        return status;
    }
    snprintf(made->code, sizeof made->code, "%s", why.code != NULL ? why.code : "");
    if (made->result == NULL && made->possible &&
        (made->why = in_report(hinge_report_said(report, why.message))) == NULL)
        return hinge_no_memory(error);
    return HINGE_OK;
}

static enum hinge_status written(const struct hinge_report *report,
                                 const struct hinge_result *result, const char *writer,
                                 char **text, struct hinge_error *error)
{
    const struct hinge_writer_options how = {.labels = report->request.labels};
    enum hinge_status status =
        hinge_result_format(result, writer, &how, text, NULL, error);
    if (status == HINGE_OK) {
        char *own = in_report(*text);
        free(*text);
        *text = own;
        status = own != NULL ? HINGE_OK : hinge_no_memory(error);
    }
    return status;
}

/* Why there is no answer, as a reader who does not know the options needs it. */
static const char *plain_why(const struct hinge_report_answer *answer)
{
    static const struct {
        const char *code, *words;
    } whys[] = {
        {"E_ONE_LEVEL", "The recordings that can be compared have one level only."},
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

enum hinge_status hinge_report_answer(struct hinge_report *report,
                                      enum hinge_question question,
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

/* The result's tables, out of the page that the html writer makes. */
static enum hinge_status put_result(struct hinge_report *report, const char *heading,
                                    const struct hinge_result *result,
                                    struct hinge_error *error)
{
    char *page = NULL;
    enum hinge_status status = written(report, result, "html", &page, error);
    if (status == HINGE_OK) {
        const char *from = strstr(page, "<body>"), *to = strstr(page, "</body>");
        from = from != NULL ? from + strlen("<body>") : page;
        hinge_text_puts(&report->html, "<div class=\"wide all\" tabindex=\"0\" "
                                       "role=\"region\" aria-label=\"");
        hinge_markup_escape(&report->html, heading);
        hinge_text_puts(&report->html, "\">\n");
        hinge_text_add(&report->html, from,
                       to != NULL ? (size_t)(to - from) : strlen(from));
        hinge_text_puts(&report->html, "</div>\n");
    }
    free(page);
    return status;
}

static const char *const names[HINGE_QUESTIONS] = {
    [HINGE_ASK_GROUPS] = "groups", [HINGE_ASK_CUES] = "cues"};

enum hinge_status hinge_report_comparisons(struct hinge_report *report,
                                           struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    hinge_text_puts(&report->html,
                    "<h2 id=\"comparisons\">Comparisons</h2>\n<p class=\"note\">Each "
                    "with the outcome that was chosen beforehand, the primary one; "
                    "all others are exploratory.</p>\n");
    for (int q = 0; status == HINGE_OK && q < HINGE_QUESTIONS; q++) {
        const struct hinge_report_answer *answer;
        status = ask(report, (enum hinge_question)q, &answer, error);
        if (status != HINGE_OK || !answer->possible)
            continue;
        hinge_html_element(&report->html, "h3", answer->heading);
        if (answer->result != NULL)
            status = put_result(report, answer->heading, answer->result, error);
        else
            hinge_html_element(&report->html, "p class=\"note\"", answer->why);
    }
    return status;
}

enum hinge_status hinge_page_comparisons(
    const struct hinge_page_request *given,
    void (*each)(void *context, const char *name, const struct hinge_result *result),
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
