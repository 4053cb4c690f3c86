/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of the report: every view of hinge-table, in the order they are read,
 * those of detail folded. */
#include "page/page.h"

#include "base/memory.h"
#include "report/published.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The longest are left out: nobody reads 16,000 rows in a page, and they were two thirds
 * of it. */
enum { MOST_ROWS = 1500 };

/* Views in the order they are read; others of the registry follow as detail. */
static const struct {
    const char *view, *heading;
    enum hinge_report_place place;
} order[] = {{"flow", "Recordings analysed", HINGE_PLACE_WHO},
             {"participants", "Participants", HINGE_PLACE_WHO},
             {"quality", "Recordings and their quality", HINGE_PLACE_WHO_FOLDED},
             {"faults", "Every fault, with severity and reasons", HINGE_PLACE_FAULTS_FOLDED},
             {"sensitivity", "Faults at other thresholds", HINGE_PLACE_FAULTS_FOLDED},
             {"ratios", "Hips and spine", HINGE_PLACE_DETAIL},
             {"summary", "Means of participants", HINGE_PLACE_DETAIL},
             {"variability", "Spread between repetitions", HINGE_PLACE_DETAIL},
             {"missing", "Missing values and their reasons", HINGE_PLACE_DETAIL},
             {"agreement", "Agreement with angles that came with the recordings",
              HINGE_PLACE_DETAIL}};
enum { ORDERED = sizeof order / sizeof *order };

/* Views that are elsewhere in the report (trials in quality, which has more), too long
 * for it, or only for who asks. */
static bool is_left_out(const char *view)
{
    return hinge_listed("trials|reps|waveforms|provenance|cues|groups", '|', view);
}

const char *hinge_report_said(const struct hinge_report *report, const char *message)
{
    size_t path = strlen(report->request.results);
    bool own = strncmp(message, report->request.results, path) == 0 &&
               strncmp(message + path, ": ", 2) == 0;
    return message + (own ? path + 2 : 0);
}

static const char *heading_of(const char *view)
{
    for (size_t i = 0; i < ORDERED; i++)
        if (strcmp(order[i].view, view) == 0)
            return order[i].heading;
    return view;
}

/* Where a table is that is too long for one page. */
static void put_elsewhere(struct hinge_report *report, const char *view, const char *heading,
                          size_t rows)
{
    char words[320];
    snprintf(words, sizeof words,
             "%s: %zu rows, too many for this page; hinge-table %s writes them.", heading, rows,
             view);
    hinge_html_element(&report->html, "p class=\"apart\"", words);
}

/* Why a table that was asked for is not there. */
static void put_why(struct hinge_report *report, const char *heading, const char *why)
{
    struct hinge_text words = {0};
    hinge_text_printf(&words, "%s: %s", heading, hinge_report_said(report, why));
    hinge_html_element(&report->html, "p class=\"apart\"", hinge_text_string(&words));
    hinge_text_clear(&words);
}

/* A table in its place; nothing where the file has nothing for it. */
static enum hinge_status put_view(struct hinge_report *report, const char *view, bool folded,
                                  struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    const char *heading = heading_of(view);
    char *footer = NULL, summary[160];
    /* the other phases of ratios say much the same */
    bool descent = strcmp(view, "ratios") == 0;
    enum hinge_status status =
        hinge_report_table(report, view, "", descent ? "descent" : "", &table, &footer, &why);
    if (status != HINGE_OK && hinge_error_is_absence(&why)) {
        status = HINGE_OK;
    } else if (status != HINGE_OK) {
        *error = why;
    } else if (table.rows > MOST_ROWS) {
        put_elsewhere(report, view, heading, table.rows);
    } else if (table.rows > 0) {
        if (folded) {
            snprintf(summary, sizeof summary, "%s (%zu row%s)", heading, table.rows,
                     table.rows == 1 ? "" : "s");
            hinge_report_fold(report, "table-", view, summary);
        } else {
            hinge_text_printf(&report->html, "<div id=\"table-%s\">\n", view);
        }
        struct hinge_text notes = {0};
        if (folded)
            hinge_report_unsaid(report, footer, &notes);
        else
            hinge_report_note(report, heading, footer);
        hinge_html_table(&report->html, view, folded ? "" : heading, &table,
                         hinge_text_string(&notes), report->request.labels);
        hinge_text_puts(&report->html, folded ? "</details>\n" : "</div>\n");
        hinge_text_clear(&notes);
    } else if (descent && footer != NULL) {
        const char *hollow = strstr(footer, "Could not be measured");
        if (hollow != NULL)
            put_why(report, heading, hollow);
    }
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

enum hinge_status hinge_report_views(struct hinge_report *report, enum hinge_report_place place,
                                     struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    const char *id;
    for (size_t i = 0; status == HINGE_OK && i < ORDERED; i++)
        if (order[i].place == place && is_view(order[i].view))
            status = put_view(report, order[i].view, place != HINGE_PLACE_WHO, error);
    for (size_t i = 0;
         status == HINGE_OK && place == HINGE_PLACE_DETAIL && (id = hinge_view_id(i)) != NULL; i++)
        if (!is_left_out(id) && heading_of(id) == id)
            status = put_view(report, id, true, error);
    return status;
}

enum hinge_status hinge_report_provenance(struct hinge_report *report, struct hinge_error *error)
{
    struct hinge_table table = {0};
    char *footer = NULL;
    enum hinge_status status =
        hinge_report_table(report, "provenance", "", "", &table, &footer, error);
    static const char heading[] = "Program, parameters and input files";
    hinge_report_section(report, "provenance", "Provenance", true);
    if (status == HINGE_OK) {
        hinge_report_fold(report, "", "made", heading);
        hinge_html_table(&report->html, "settings", "", &table, footer, report->request.labels);
        hinge_text_puts(&report->html, "</details>\n");
    }
    hinge_text_puts(&report->html, "</section>\n");
    hinge_table_clear(&table);
    free(footer);
    return status;
}
