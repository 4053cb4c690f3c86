/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of the report: every view of hinge-table, in the order they are read. */
#include "page/page.h"

#include "base/memory.h"
#include "report/published.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SPLIT_ROWS = 60 }; /* longer tables get a page of their own */
enum { NOTES = 32 };      /* lines under a table */

/* Views in the order they are read; others of the registry follow. */
static const struct {
    const char *view, *heading;
} order[] = {{"flow", "Participants and recordings analysed"},
             {"participants", "Participants"},
             {"quality", "Recordings and their quality"},
             {"ratios", "Hips and spine"},
             {"summary", "Means of people"},
             {"faults", "Faults"},
             {"sensitivity", "Faults at other thresholds"},
             {"missing", "Missing values and their reasons"},
             {"variability", "Spread between repetitions"},
             {"agreement", "Agreement with what came with the recordings"}};
enum { ORDERED = sizeof order / sizeof *order };

/* Views that are elsewhere in the report (trials in quality, which has more), or too
 * long for one. */
static bool is_left_out(const char *view)
{
    return hinge_listed("trials|reps|waveforms|provenance|cues|comparison", '|', view);
}

const char *hinge_report_said(const struct hinge_report *report, const char *message)
{
    size_t path = strlen(report->request.results);
    bool own = strncmp(message, report->request.results, path) == 0 &&
               strncmp(message + path, ": ", 2) == 0;
    return message + (own ? path + 2 : 0);
}

const char *hinge_report_heading(const char *view)
{
    for (size_t i = 0; i < ORDERED; i++)
        if (strcmp(order[i].view, view) == 0)
            return order[i].heading;
    return view;
}

/* Rows of faults that nobody could be judged by say nothing here; they are named. */
static void drop_unjudged(struct hinge_table *table,
                          const struct hinge_label_list *labels,
                          struct hinge_text *note)
{
    long people = hinge_table_find(table, "people");
    struct hinge_text named = {0}; /* ids: a title may be part of another */
    size_t kept = 0;
    if (people < 0 || hinge_table_find(table, "fault") < 0)
        return;
    for (size_t r = 0; r < table->rows; r++) {
        const char *fault = hinge_table_text(table, "fault", r);
        bool judged = false;
        for (size_t k = 0; k < table->rows && !judged && fault != NULL; k++) {
            const char *other = hinge_table_text(table, "fault", k);
            judged = table->column[people].number[k] > 0 && other != NULL &&
                     strcmp(other, fault) == 0;
        }
        if (!judged) {
            const char *words = fault != NULL ? hinge_fault_title(labels, fault) : NULL;
            if (fault != NULL && !hinge_listed(hinge_text_string(&named), ',', fault)) {
                hinge_text_printf(note, "%s%s",
                                  note->length > 0 ? "; " : "Could not be judged: ",
                                  words != NULL ? words : fault);
                hinge_text_printf(&named, "%s,", fault);
            }
            continue;
        }
        for (size_t c = 0; c < table->n_columns; c++) {
            struct hinge_column *column = &table->column[c];
            if (column->type == HINGE_COLUMN_NUMBER)
                column->number[kept] = column->number[r];
            else
                column->text[kept] = column->text[r];
            if (column->why != NULL)
                column->why[kept] = column->why[r];
        }
        kept++;
    }
    table->rows = kept;
    if (note->length > 0)
        hinge_text_puts(note, ".");
    note->failed = note->failed || named.failed;
    hinge_text_clear(&named);
}

/* A long table on a page of its own, which leads back to its heading in the report,
 * whose id is `before` and the view's. */
static enum hinge_status put_apart(struct hinge_report *report, const char *view,
                                   const char *before, const struct hinge_table *table,
                                   const char *footer, struct hinge_error *error)
{
    struct hinge_text page = {0}, file = {0};
    char place[64], words[64];
    enum hinge_status status =
        hinge_html_open(&page, hinge_report_heading(view), "en", hinge_page_style,
                        hinge_page_script, error);
    snprintf(place, sizeof place, "%s%s", before, view);
    hinge_text_puts(&page, "<p>");
    hinge_html_link(&page, report->request.main_file, place, "Back to the report");
    hinge_text_puts(&page, "</p>\n");
    hinge_html_element(&page, "h1 id=\"answers\"", hinge_report_heading(view));
    hinge_html_table(&page, view, "", table, footer, report->request.labels);
    hinge_html_close(&page, hinge_page_script);
    if (status == HINGE_OK)
        status = hinge_pages_add(report->pages, view, &page, error);
    hinge_text_clear(&page);
    hinge_text_printf(&file, "%s-%s.html", report->request.base, view);
    snprintf(words, sizeof words, "%zu rows on their own page", table->rows);
    hinge_text_puts(&report->html, "<p>");
    hinge_html_link(&report->html, hinge_text_string(&file), "", words);
    hinge_text_puts(&report->html, "</p>\n");
    report->html.failed = report->html.failed || file.failed;
    return hinge_text_done(&file, status, error);
}

/* --- notes: each stands once on the page --- */

/* Where in `said` a line stands, SIZE_MAX for nowhere. */
static size_t find_said(const struct hinge_report *report, const char *line, size_t n)
{
    const char *said = hinge_text_string(&report->said);
    for (const char *at = said; *at != '\0';) {
        size_t length = strcspn(at, "\n"), view = strcspn(at, "\t") + 1;
        if (length == view + n && memcmp(at + view, line, n) == 0)
            return (size_t)(at - said);
        at += length + 1;
    }
    return SIZE_MAX;
}

/* Links to the tables whose notes hold here, too; each once. */
static void put_elsewhere(struct hinge_report *report, const size_t *at, size_t n)
{
    const char *said = hinge_text_string(&report->said);
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        char view[32], place[48];
        bool again = false;
        snprintf(view, sizeof view, "%.*s", (int)strcspn(said + at[i], "\t"),
                 said + at[i]);
        snprintf(place, sizeof place, "table-%s", view);
        for (size_t k = 0; k < i; k++)
            again = again || strncmp(said + at[k], said + at[i], strlen(view) + 1) == 0;
        if (again)
            continue;
        hinge_text_puts(&report->html, any ? ", "
                                           : "<p class=\"note\">See also the "
                                             "notes under ");
        hinge_html_link(&report->html, "", place, hinge_report_heading(view));
        any = true;
    }
    hinge_text_puts(&report->html, any ? ".</p>\n" : "");
}

/* The lines of a footer that stood under no table yet, for the caller to free, and
 * where the others did. What rows have in common is said under each table. */
static char *own_notes(struct hinge_report *report, const char *view,
                       const char *footer, size_t *at, size_t *n_at)
{
    struct hinge_text own = {0};
    size_t before = report->said.length;
    hinge_text_puts(&own, "");
    for (const char *line = footer; line != NULL && *line != '\0';) {
        size_t n = strcspn(line, "\n");
        bool common = strncmp(line, "Same in every row", 17) == 0;
        size_t where = common || n == 0 ? SIZE_MAX : find_said(report, line, n);
        if (where == SIZE_MAX) {
            hinge_text_add(&own, line, n);
            hinge_text_puts(&own, "\n");
            hinge_text_printf(&report->said, "%s\t%.*s\n", view, (int)n, line);
        } else if (*n_at < NOTES && where < before) {
            at[(*n_at)++] = where;
        }
        line += n + (line[n] == '\n');
    }
    report->html.failed = report->html.failed || own.failed || report->said.failed;
    return own.data;
}

/* A table on the page itself, or the notes alone where it has no rows. */
static enum hinge_status put_here(struct hinge_report *report, const char *view,
                                  const struct hinge_table *table, const char *footer,
                                  const char *unjudged, struct hinge_error *error)
{
    size_t at[NOTES], n = 0;
    char *own = own_notes(report, view, footer, at, &n),
         *own_unjudged = own_notes(report, view, unjudged, at, &n);
    if (table->rows > 0)
        hinge_html_table(&report->html, view, "", table, own, report->request.labels);
    else
        hinge_html_lines(&report->html, "p class=\"note\"", own);
    hinge_html_lines(&report->html, "p class=\"note\"", own_unjudged);
    put_elsewhere(report, at, n);
    free(own);
    free(own_unjudged);
    return report->html.failed ? hinge_no_memory(error) : HINGE_OK;
}

enum hinge_status hinge_report_view(struct hinge_report *report, const char *view,
                                    struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct hinge_error why = {0};
    struct hinge_text unjudged = {0};
    char *footer = NULL;
    hinge_text_printf(&report->html, "<h2 id=\"table-%s\">", view);
    hinge_markup_escape(&report->html, hinge_report_heading(view));
    hinge_text_puts(&report->html, "</h2>\n");
    /* the other phases of ratios say much the same, and would be too long to print */
    bool descent = strcmp(view, "ratios") == 0;
    enum hinge_status status = hinge_report_table(
        report, view, "", descent ? "descent" : "", &table, &footer, &why);
    if (status == HINGE_OK)
        drop_unjudged(&table, report->request.labels, &unjudged);
    if (status != HINGE_OK && hinge_error_is_absence(&why)) {
        hinge_html_element(&report->html, "p class=\"note\"",
                           hinge_report_said(report, why.message));
        status = HINGE_OK;
    } else if (status != HINGE_OK) {
        *error = why;
    } else if (*report->request.base != '\0' && table.rows > SPLIT_ROWS) {
        status = put_apart(report, view, "table-", &table, footer, error);
        hinge_html_lines(&report->html, "p class=\"note\"",
                         hinge_text_string(&unjudged));
    } else {
        status =
            put_here(report, view, &table, footer, hinge_text_string(&unjudged), error);
    }
    report->html.failed = report->html.failed || unjudged.failed;
    hinge_text_clear(&unjudged);
    hinge_table_clear(&table);
    free(footer);
    return status;
}

static bool is_view(const char *id)
{
    for (size_t i = 0; hinge_view_id(i) != NULL; i++)
        if (strcmp(hinge_view_id(i), id) == 0)
            return true;
    return false;
}

/* The k-th view of the report: those of the order, then the rest of the registry. */
const char *hinge_report_view_at(size_t k)
{
    const char *id;
    for (size_t i = 0; i < ORDERED; i++)
        if (is_view(order[i].view) && k-- == 0)
            return order[i].view;
    for (size_t i = 0; (id = hinge_view_id(i)) != NULL; i++) {
        bool named = is_left_out(id);
        for (size_t o = 0; o < ORDERED; o++)
            named = named || strcmp(order[o].view, id) == 0;
        if (!named && k-- == 0)
            return id;
    }
    return NULL;
}

enum hinge_status hinge_report_provenance(struct hinge_report *report,
                                          struct hinge_error *error)
{
    struct hinge_table table = {0};
    char *footer = NULL;
    hinge_text_puts(&report->html, "<h2 id=\"provenance\">Provenance</h2>\n");
    enum hinge_status status =
        hinge_report_table(report, "provenance", "", "", &table, &footer, error);
    if (status == HINGE_OK && *report->request.base != '\0')
        status = put_apart(report, "provenance", "", &table, footer, error);
    else if (status == HINGE_OK)
        hinge_html_table(&report->html, "settings", "", &table, footer,
                         report->request.labels);
    hinge_table_clear(&table);
    free(footer);
    return status;
}
