/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report: answers first, then what they rest on. */
#include "page/page.h"

#include "base/memory.h"
#include "base/request.h"
#include "people/people.h"
#include "report/request/tabulation.h"
#include "store/store.h"

#include <hinge/init.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 1000 };

enum hinge_status hinge_report_table(const struct hinge_report *report, const char *view,
                                     const char *columns, const char *phase,
                                     struct hinge_table *table, char **footer,
                                     struct hinge_error *error)
{
    const struct hinge_page_request *r = &report->request;
    bool grouped = hinge_listed("faults|summary|sensitivity", '|', view);
    const struct hinge_table_request request = {
        .results = r->results,
        .opened = r->opened,
        .view = view,
        .by = grouped ? r->by : "",
        .columns = columns,
        .where = r->where,
        .phase = phase,
        .include_inferred = r->include_inferred,
        .all_tasks = r->all_tasks,
        .counted = report->counted,
        .all_reps = r->all_reps,
        .allow_single = r->allow_single,
        .words = true,
        .labels = r->labels,
        .order = strcmp(view, "participants") == 0 ? r->order : NULL,
        .no_provenance = true};
    return hinge_view_table(&request, table, footer, error);
}

size_t hinge_report_levels(const struct hinge_report *report, const char *column,
                           const char **level, size_t room)
{
    size_t n = 0;
    for (size_t r = 0; r < report->trials.rows; r++) {
        const char *text = hinge_table_text(&report->trials, column, r);
        const char *status = hinge_table_text(&report->trials, "status", r);
        size_t k = 0;
        if (text == NULL || *text == '\0' || (status != NULL && strcmp(status, "refused") == 0))
            continue;
        while (k < n && strcmp(level[k], text) != 0)
            k++;
        if (k == n && n < room)
            level[n++] = text;
    }
    hinge_levels_sort(level, n);
    return n;
}

/* --- the whole --- */

void hinge_report_section(struct hinge_report *report, const char *id, const char *heading,
                          bool detail)
{
    hinge_text_printf(&report->nav, "<li><a href=\"#%s\">", id);
    hinge_markup_escape(&report->nav, heading);
    hinge_text_puts(&report->nav, "</a></li>\n");
    hinge_text_printf(&report->html, "<section id=\"%s\"%s>\n", id,
                      detail ? " class=\"detail\"" : "");
    hinge_html_element(&report->html, "h2", heading);
    hinge_text_puts(&report->html, "\n");
}

void hinge_report_fold(struct hinge_report *report, const char *before, const char *id,
                       const char *summary)
{
    hinge_text_printf(&report->html, "<details id=\"%s%s\">", before, id);
    hinge_html_element(&report->html, "summary", summary);
    hinge_text_puts(&report->html, "\n");
}

static bool is_said(const struct hinge_report *report, const char *line, size_t n)
{
    const char *said = hinge_text_string(&report->said);
    for (size_t length; *said != '\0'; said += length + 1) {
        length = strcspn(said, "\n");
        if (length == n && memcmp(said, line, n) == 0)
            return true;
    }
    return false;
}

/* Adds a line without the brackets that are for who types commands. */
static void add_plain(struct hinge_text *out, const char *line, size_t n)
{
    static const char *const typed[] = {"--", "hinge-", "docs/"};
    for (size_t i = 0, end; i < n; i = end) {
        bool bracket = n - i > 2 && strncmp(line + i, " (", 2) == 0, drop = false;
        for (end = i + 1; bracket && end < n && line[end - 1] != ')'; end++)
            for (size_t k = 0; k < sizeof typed / sizeof *typed; k++)
                drop = drop || strncmp(line + end, typed[k], strlen(typed[k])) == 0;
        if (!drop)
            hinge_text_add(out, line + i, end - i);
    }
}

/* The methods say how it was measured, in words. */
static bool is_evidence(const char *line)
{
    static const char evidence[] = "Same in every row";
    return strncmp(line, evidence, strlen(evidence)) == 0;
}

void hinge_report_note(struct hinge_report *report, const char *of, const char *lines)
{
    struct hinge_text own = {0};
    for (size_t n; lines != NULL && *lines != '\0'; lines += n + (lines[n] == '\n')) {
        n = strcspn(lines, "\n");
        if (n == 0 || is_evidence(lines) || is_said(report, lines, n))
            continue;
        hinge_text_puts(&own, own.length > 0 ? " " : "");
        add_plain(&own, lines, n);
        hinge_text_printf(&report->said, "%.*s\n", (int)n, lines);
    }
    if (own.length > 0) {
        hinge_text_puts(&report->notes, "<p>");
        hinge_html_element(&report->notes, "b", of);
        hinge_text_puts(&report->notes, ". ");
        hinge_markup_escape(&report->notes, hinge_text_string(&own));
        hinge_text_puts(&report->notes, "</p>\n");
    }
    hinge_text_clear(&own);
}

void hinge_report_unsaid(const struct hinge_report *report, const char *lines,
                         struct hinge_text *out)
{
    for (size_t n; lines != NULL && *lines != '\0'; lines += n + (lines[n] == '\n')) {
        n = strcspn(lines, "\n");
        if (!is_said(report, lines, n))
            hinge_text_printf(out, "%.*s\n", (int)n, lines);
    }
}

/* Participants, recordings and their quality. */
static enum hinge_status put_who(struct hinge_report *report, struct hinge_error *error)
{
    hinge_report_section(report, "who", "Participants and recordings", false);
    enum hinge_status status = hinge_report_views(report, HINGE_PLACE_WHO, error);
    if (status == HINGE_OK)
        status = hinge_report_views(report, HINGE_PLACE_WHO_FOLDED, error);
    hinge_text_puts(&report->html, "</section>\n");
    return status;
}

static enum hinge_status put_detail(struct hinge_report *report, struct hinge_error *error)
{
    hinge_report_section(report, "detail", "Tables of detail", true);
    enum hinge_status status = hinge_report_views(report, HINGE_PLACE_DETAIL, error);
    hinge_text_puts(&report->html, "</section>\n");
    return status;
}

static void put_notes(struct hinge_report *report)
{
    if (report->notes.length == 0)
        return;
    hinge_report_section(report, "notes", "Notes", false);
    hinge_text_puts(&report->html, hinge_text_string(&report->notes));
    hinge_text_puts(&report->html, "</section>\n");
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
    hinge_report_section(report, "limits", "Limits", false);
    hinge_text_puts(&report->html, "<ul>\n");
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        hinge_html_element(&report->html, "li", limits[i]);
        hinge_text_puts(&report->html, "\n");
    }
    hinge_text_puts(&report->html, "</ul>\n</section>\n");
}

/* Who wrote it and when, as far as that is given. */
static void put_byline(const struct hinge_page_request *request, struct hinge_text *out)
{
    bool both = *request->author != '\0' && *request->date != '\0';
    if (*request->author == '\0' && *request->date == '\0')
        return;
    hinge_text_puts(out, "<p class=\"byline\">");
    hinge_markup_escape(out, request->author);
    hinge_text_puts(out, both ? " · " : "");
    hinge_markup_escape(out, request->date);
    hinge_text_puts(out, "</p>\n");
}

/* Title and navigation before the sections, which have been written. */
static enum hinge_status put_together(struct hinge_report *report, struct hinge_error *error)
{
    const char *title =
        *report->request.title != '\0' ? report->request.title : "Hip and spine in the bend";
    struct hinge_text page = {0};
    enum hinge_status status = hinge_html_open(&page, title, "en", hinge_page_style,
                                               hinge_page_print, hinge_page_script, error);
    hinge_html_element(&page, "h1", title);
    hinge_text_puts(&page, "\n");
    put_byline(&report->request, &page);
    hinge_text_printf(&page,
                      "<nav aria-label=\"Sections\"><ul>\n"
                      "<li><a href=\"#answers\">Answers</a></li>\n%s</ul></nav>\n",
                      hinge_text_string(&report->nav));
    hinge_text_puts(&page, hinge_text_string(&report->html));
    hinge_text_puts(&page, "<p class=\"note last\">Made with hingekit " HINGE_VERSION
                           ". A folded part is printed when it is open.</p>\n");
    hinge_html_close(&page, hinge_page_script);
    hinge_text_clear(&report->html);
    report->html = page;
    return status;
}

static enum hinge_status write_all(struct hinge_report *report, struct hinge_error *error)
{
    typedef enum hinge_status put(struct hinge_report *, struct hinge_error *);
    put *const part[] = {hinge_report_answers, put_who,
                         hinge_report_trust,   hinge_report_comparisons,
                         hinge_report_faults,  put_detail,
                         hinge_report_figures};
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && i < sizeof part / sizeof *part; i++)
        status = part[i](report, error);
    put_notes(report);
    if (status == HINGE_OK)
        status = hinge_report_methods(report, error);
    put_limits(report);
    if (status == HINGE_OK)
        status = hinge_report_provenance(report, error);
    return status == HINGE_OK ? put_together(report, error) : status;
}

static struct hinge_page_request completed(const struct hinge_page_request *request)
{
    struct hinge_page_request r = *request;
    const char **const texts[] = {&r.title,    &r.by,    &r.where,  &r.study,
                                  &r.baseline, &r.order, &r.author, &r.date};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (*texts[i] == NULL)
            *texts[i] = "";
    if (*r.baseline == '\0')
        r.baseline = "none";
    return r;
}

/* Names that are no level of the column would leave a comparison out in silence. USAGE
 * with the option. */
static enum hinge_status check_levels(const struct hinge_report *report, const char *option,
                                      const char *column, const char *names, size_t wanted,
                                      struct hinge_error *error)
{
    const char *level[LEVELS];
    size_t n = hinge_report_levels(report, column, level, LEVELS), found = 0;
    enum hinge_status status = HINGE_OK;
    const char *rest = names, *from;
    for (size_t own; status == HINGE_OK && (from = hinge_next_item(&rest, ',', &own)) != NULL;
         found++) {
        char name[300];
        hinge_item_value(from, own < sizeof name ? own : sizeof name - 1, name);
        const struct hinge_condition is = {
            .name = column, .compare = HINGE_IS, .n_values = 1, .value = {name}};
        if (n < LEVELS)
            status = hinge_condition_check(&is, option, level, n, error);
    }
    if (status == HINGE_OK && found > 0 && found != wanted)
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
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
    enum hinge_status status =
        hinge_results_share(request->results, request->opened, &report->request.opened, error);
    if (status == HINGE_OK)
        status = hinge_labels_join(request->labels, report->request.opened, &report->labels, error);
    report->request.labels = &report->labels;
    if (status == HINGE_OK)
        status = hinge_report_table(report, "trials", "all", "", &report->trials, &footer, error);
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
    hinge_text_clear(&report->nav);
    hinge_text_clear(&report->notes);
    hinge_text_clear(&report->said);
    hinge_text_clear(&report->alike);
    hinge_text_clear(&report->others);
    hinge_text_clear(&report->these);
    hinge_table_clear(&report->trials);
    hinge_results_close(report->request.opened);
    hinge_labels_clear(&report->labels);
    for (int q = 0; q < HINGE_QUESTIONS; q++) {
        hinge_result_free(report->answer[q].result);
        free(report->answer[q].why);
        hinge_text_clear(&report->answer[q].where);
        hinge_text_clear(&report->answer[q].order);
    }
}

enum hinge_status hinge_page_take(struct hinge_page_request *own,
                                  const struct hinge_page_request *given, struct hinge_error *error)
{
    enum hinge_status status = hinge_request_take(own, sizeof *own, given, error);
    HINGE_REQUEST_TEXTS(hinge_request_blank, &own->results, &own->title, &own->by, &own->where,
                        &own->baseline, &own->order, &own->participant, &own->code, &own->study,
                        &own->author, &own->date);
    return status;
}

enum hinge_status hinge_page_report(const struct hinge_page_request *given, char **html,
                                    size_t *length, struct hinge_error *error)
{
    struct hinge_page_request own;
    const struct hinge_page_request *request = &own;
    *html = NULL;
    enum hinge_status taken = hinge_page_take(&own, given, error);
    if (taken != HINGE_OK)
        return taken;
    struct hinge_report report;
    enum hinge_status status = hinge_report_open(&report, request, error);
    if (status == HINGE_OK)
        status = write_all(&report, error);
    if (status == HINGE_OK) {
        *html = report.html.data;
        *length = report.html.length;
        report.html = (struct hinge_text){0};
    }
    hinge_report_clear(&report);
    return status;
}
