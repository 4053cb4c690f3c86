/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report: answers first, then what they rest on. */
#include "page/page.h"

#include "base/memory.h"
#include "base/request.h"
#include "people/condition.h"
#include "people/order.h"
#include "store/store.h"

#include <hinge/figure.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 1000 };

void hinge_pages_clear(struct hinge_pages *pages)
{
    for (size_t i = 0; i < pages->n; i++) {
        free(pages->item[i].name);
        free(pages->item[i].html);
    }
    free(pages->item);
    *pages = (struct hinge_pages){0};
}

enum hinge_status hinge_pages_add(struct hinge_pages *pages, const char *name,
                                  struct hinge_text *html, struct hinge_error *error)
{
    struct hinge_page *grown =
        hinge_resize(pages->item, pages->n + 1, sizeof *pages->item);
    if (grown != NULL)
        pages->item = grown;
    char *copy = grown != NULL && !html->failed ? strdup(name) : NULL;
    if (copy == NULL)
        return hinge_no_memory(error);
    pages->item[pages->n++] =
        (struct hinge_page){.name = copy, .html = html->data, .length = html->length};
    *html = (struct hinge_text){0};
    return HINGE_OK;
}

enum hinge_status hinge_report_table(const struct hinge_report *report,
                                     const char *view, const char *columns,
                                     const char *phase, struct hinge_table *table,
                                     char **footer, struct hinge_error *error)
{
    const struct hinge_page_request *r = &report->request;
    bool grouped = hinge_listed("faults|summary|sensitivity", '|', view);
    const struct hinge_table_request request = {.results = r->results,
                                                .opened = r->opened,
                                                .view = view,
                                                .by = grouped ? r->by : "",
                                                .columns = columns,
                                                .where = r->where,
                                                .phase = phase,
                                                .include_inferred = r->include_inferred,
                                                .all_reps = r->all_reps,
                                                .allow_single = r->allow_single,
                                                .words = true,
                                                .no_provenance = true};
    return hinge_results_tabulate(&request, table, footer, error);
}

size_t hinge_report_levels(const struct hinge_report *report, const char *column,
                           const char **level, size_t room)
{
    size_t n = 0;
    for (size_t r = 0; r < report->trials.rows; r++) {
        const char *text = hinge_table_text(&report->trials, column, r);
        const char *status = hinge_table_text(&report->trials, "status", r);
        size_t k = 0;
        if (text == NULL || *text == '\0' ||
            (status != NULL && strcmp(status, "refused") == 0))
            continue;
        while (k < n && strcmp(level[k], text) != 0)
            k++;
        if (k == n && n < room)
            level[n++] = text;
    }
    hinge_levels_sort(level, n);
    return n;
}

/* --- figures --- */

/* What cannot be drawn, and why, without the path and id that the message begins with.
 */
static void put_undrawn(struct hinge_text *undrawn, const char *title,
                        const char *message)
{
    static const char end[] = " figure: ";
    const char *why = strstr(message, end);
    struct hinge_text line = {0};
    hinge_text_printf(&line, "%s: %s", title,
                      why != NULL ? why + strlen(end) : message);
    hinge_html_element(undrawn, "li", hinge_text_string(&line));
    hinge_text_puts(undrawn, "\n");
    undrawn->failed = undrawn->failed || line.failed;
    hinge_text_clear(&line);
}

static enum hinge_status put_figure(struct hinge_report *report, const char *id,
                                    const char *title, struct hinge_text *undrawn,
                                    struct hinge_error *error)
{
    const struct hinge_page_request *r = &report->request;
    struct hinge_figure_result figure = {0};
    struct hinge_error why = {0};
    /* the primary outcome of recordings without a spine */
    bool no_spine = strcmp(id, "paired") == 0 && strcmp(report->tier, "C") == 0;
    const struct hinge_figure_request request = {
        .results = r->results,
        .opened = r->opened,
        .figure = id,
        .by = strcmp(id, "paired") == 0 ? "" : r->by,
        .metric = no_spine ? "hip_posterior_ll" : "",
        .phase = no_spine ? "rep" : "",
        .where = r->where,
        .labels = r->labels,
        .mdc = strcmp(id, "paired") == 0 ? r->mdc : 0,
        .include_inferred = r->include_inferred,
        .all_reps = r->all_reps,
        .allow_single = r->allow_single};
    enum hinge_status status = hinge_figure_draw(&request, &figure, &why);
    if (status != HINGE_OK && hinge_error_is_absence(&why)) {
        put_undrawn(undrawn, title, hinge_report_said(report, why.message));
        return HINGE_OK;
    }
    if (status != HINGE_OK) {
        *error = why;
        return status;
    }
    report->curves_compared =
        report->curves_compared || strstr(figure.caption, "largest t") != NULL;
    hinge_text_puts(&report->html, "<figure>\n");
    hinge_text_puts(&report->html, figure.svg);
    hinge_text_puts(&report->html, "<figcaption>");
    hinge_html_element(&report->html, "b", title);
    hinge_text_puts(&report->html, ". ");
    hinge_markup_escape(&report->html, figure.caption);
    hinge_text_puts(&report->html, "</figcaption>\n</figure>\n");
    hinge_figure_clear(&figure);
    return HINGE_OK;
}

static enum hinge_status put_figures(struct hinge_report *report,
                                     struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    struct hinge_text undrawn = {0};
    const char *id;
    hinge_text_puts(&report->html, "<h2 id=\"figures\">Figures</h2>\n"
                                   "<p class=\"note\">hinge-plot draws each as a file, "
                                   "with its numbers (--data).</p>\n");
    for (size_t i = 0; status == HINGE_OK && (id = hinge_figure_id(i)) != NULL; i++)
        if (hinge_figure_needs(i) == HINGE_FIGURE_NEEDS_NOTHING)
            status = put_figure(report, id, hinge_figure_title(i), &undrawn, error);
    if (undrawn.length > 0)
        hinge_text_printf(&report->html,
                          "<p>What these results have no figure of, and why:</p>\n"
                          "<ul class=\"note\">\n%s</ul>\n",
                          hinge_text_string(&undrawn));
    report->html.failed = report->html.failed || undrawn.failed;
    return hinge_text_done(&undrawn, status, error);
}

/* --- the whole --- */

static void put_navigation(struct hinge_report *report)
{
    const char *view;
    hinge_text_puts(&report->html, "<nav aria-label=\"Sections\"><ul>\n"
                                   "<li><a href=\"#answers\">Answers</a></li>\n");
    for (size_t k = 0; (view = hinge_report_view_at(k)) != NULL; k++) {
        hinge_text_printf(&report->html, "<li><a href=\"#table-%s\">", view);
        hinge_markup_escape(&report->html, hinge_report_heading(view));
        hinge_text_puts(&report->html, "</a></li>\n");
    }
    hinge_text_puts(&report->html,
                    "<li><a href=\"#comparisons\">Comparisons</a></li>\n"
                    "<li><a href=\"#figures\">Figures</a></li>\n"
                    "<li><a href=\"#methods\">Methods</a></li>\n"
                    "<li><a href=\"#limits\">Limits</a></li>\n"
                    "<li><a href=\"#provenance\">Provenance</a></li>\n</ul></nav>\n");
}

/* method 7.8, and what follows from tiers and design. */
static void put_limits(struct hinge_report *report)
{
    static const char *const limits[] = {
        "Faults describe movement by coaching criteria. Thresholds are defaults unless "
        "changed (see the sensitivity table), and no limits of safety.",
        "Systematic reviews find small or inconsistent lumbopelvic differences with "
        "back pain (Laird 2014: no difference in lumbar-versus-hip contribution at end "
        "range; SMD −0.21, 95 % CI −0.52 to 0.09).",
        "Skin-surface angles overestimate or underestimate vertebral motion.",
        "Some lumbar flexion is normal even in coached hinges; prevalence of rounding "
        "must be read with its sensitivity.",
        "Tier B lumbar values support contrasts of groups, not verdicts on single "
        "people; tier C shows no lumbar motion at all.",
        "Kinematics shows no muscle activity, no spinal load, no pain and no "
        "intention.",
        "Values that could not be measured are missing with a reason; refused is never "
        "counted as absent."};
    hinge_text_puts(&report->html, "<h2 id=\"limits\">Limits</h2>\n<ul>\n");
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        hinge_html_element(&report->html, "li", limits[i]);
        hinge_text_puts(&report->html, "\n");
    }
    hinge_text_puts(&report->html, "</ul>\n");
}

static enum hinge_status write_all(struct hinge_report *report,
                                   struct hinge_error *error)
{
    const char *title = *report->request.title != '\0' ? report->request.title
                                                       : "Hip and spine in the bend";
    const char *view;
    enum hinge_status status = hinge_html_open(
        &report->html, title, "en", hinge_page_style, hinge_page_script, error);
    hinge_html_element(&report->html, "h1", title);
    put_navigation(report);
    if (status == HINGE_OK)
        status = hinge_report_answers(report, error);
    for (size_t k = 0; status == HINGE_OK && (view = hinge_report_view_at(k)) != NULL;
         k++)
        status = hinge_report_view(report, view, error);
    if (status == HINGE_OK)
        status = hinge_report_comparisons(report, error);
    if (status == HINGE_OK)
        status = put_figures(report, error);
    if (status == HINGE_OK)
        status = hinge_report_methods(report, error);
    if (status == HINGE_OK) {
        put_limits(report);
        status = hinge_report_provenance(report, error);
    }
    hinge_html_close(&report->html, hinge_page_script);
    return status;
}

static struct hinge_page_request completed(const struct hinge_page_request *request)
{
    struct hinge_page_request r = *request;
    const char **const texts[] = {&r.title, &r.by,   &r.where,    &r.baseline,
                                  &r.order, &r.base, &r.main_file};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (*texts[i] == NULL)
            *texts[i] = "";
    if (*r.baseline == '\0')
        r.baseline = "none";
    return r;
}

/* Names that are no level of the column would leave a comparison out in silence. USAGE
 * with the option. */
static enum hinge_status check_levels(const struct hinge_report *report,
                                      const char *option, const char *column,
                                      const char *names, size_t wanted,
                                      struct hinge_error *error)
{
    const char *level[LEVELS];
    size_t n = hinge_report_levels(report, column, level, LEVELS), found = 0;
    enum hinge_status status = HINGE_OK;
    const char *rest = names, *from;
    for (size_t own;
         status == HINGE_OK && (from = hinge_next_item(&rest, ',', &own)) != NULL;
         found++) {
        char name[300];
        snprintf(name, sizeof name, "%.*s", (int)(own < 299 ? own : 299), from);
        const struct hinge_condition is = {
            .name = column, .compare = HINGE_IS, .n_values = 1, .value = {name}};
        if (n < LEVELS)
            status = hinge_condition_check(&is, option, level, n, error);
    }
    if (status == HINGE_OK && found > 0 && found != wanted)
        status =
            hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                            "%s: \"%s\" names %zu; %zu %s needed, joined by a "
                            "comma",
                            option, names, found, wanted, wanted == 1 ? "is" : "are");
    return status;
}

enum hinge_status hinge_report_open(struct hinge_report *report,
                                    const struct hinge_page_request *request,
                                    struct hinge_error *error)
{
    char *footer = NULL;
    *report = (struct hinge_report){.request = completed(request)};
    enum hinge_status status = hinge_results_share(request->results, request->opened,
                                                   &report->request.opened, error);
    if (status == HINGE_OK)
        status = hinge_report_table(report, "trials", "all", "", &report->trials,
                                    &footer, error);
    const struct hinge_page_request *r = &report->request;
    if (status == HINGE_OK && strcmp(r->baseline, "none") != 0)
        status = check_levels(report, "--baseline", "cue", r->baseline, 1, error);
    if (status == HINGE_OK)
        status = check_levels(report, "--order", "group", r->order, 2, error);
    if (status == HINGE_OK)
        status = hinge_report_alike(report, error);
    free(footer);
    return status;
}

void hinge_report_clear(struct hinge_report *report)
{
    hinge_text_clear(&report->html);
    hinge_text_clear(&report->said);
    hinge_text_clear(&report->alike);
    hinge_text_clear(&report->others);
    hinge_table_clear(&report->trials);
    hinge_results_close(report->request.opened);
    for (int q = 0; q < HINGE_QUESTIONS; q++) {
        hinge_result_free(report->answer[q].result);
        free(report->answer[q].why);
    }
}

enum hinge_status hinge_page_take(struct hinge_page_request *own,
                                  const struct hinge_page_request *given,
                                  struct hinge_error *error)
{
    enum hinge_status status = hinge_request_take(own, sizeof *own, given, error);
    HINGE_REQUEST_TEXTS(hinge_request_blank, &own->results, &own->title, &own->by,
                        &own->where, &own->baseline, &own->order, &own->base,
                        &own->main_file, &own->participant, &own->code);
    return status;
}

enum hinge_status hinge_page_report(const struct hinge_page_request *given,
                                    struct hinge_pages *pages,
                                    struct hinge_error *error)
{
    struct hinge_page_request own;
    const struct hinge_page_request *request = &own;
    *pages = (struct hinge_pages){0};
    enum hinge_status taken = hinge_page_take(&own, given, error);
    if (taken != HINGE_OK)
        return taken;
    struct hinge_report report;
    struct hinge_text none = {0};
    enum hinge_status status = hinge_report_open(&report, request, error);
    report.pages = pages;
    hinge_text_puts(&none, "");
    if (status == HINGE_OK)
        status = hinge_pages_add(pages, "", &none, error); /* filled at the end */
    if (status == HINGE_OK)
        status = write_all(&report, error);
    if (status == HINGE_OK && report.html.failed)
        status = hinge_no_memory(error);
    if (status == HINGE_OK) {
        free(pages->item[0].html);
        pages->item[0].html = report.html.data;
        pages->item[0].length = report.html.length;
        report.html = (struct hinge_text){0};
    } else {
        hinge_pages_clear(pages);
    }
    hinge_text_clear(&none);
    hinge_report_clear(&report);
    return status;
}
