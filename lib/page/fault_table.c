/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of the recordings measured alike: what was judged as one table, a column per
 * group and condition, and in sentences what was not detected and what could not be
 * judged. */
#include "page/page.h"

#include "report/faults/fault_wide.h"

#include <stdlib.h>
#include <string.h>

/* How the table's own sentence on the others begins. */
static const char unjudged_begin[] = "Could not be judged, because ";

static enum hinge_status put_table(struct hinge_report *report, const struct hinge_table *table,
                                   const char *unjudged, struct hinge_error *error)
{
    struct hinge_table wide = {0};
    struct hinge_text words = {0};
    enum hinge_status status =
        hinge_fault_wide(table, report->request.labels, &wide, &words, error);
    if (status == HINGE_OK && wide.rows > 0)
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
    return status;
}

enum hinge_status hinge_report_faults(struct hinge_report *report, struct hinge_error *error)
{
    struct hinge_table table = {0};
    char *footer = NULL;
    hinge_report_section(report, "faults", "Faults", false);
    const char *where = report->request.where;
    report->request.where = hinge_text_string(&report->alike);
    report->counted = true;
    enum hinge_status status = hinge_report_table(report, "faults", "", "", &table, &footer, error);
    report->counted = false;
    report->request.where = where;
    if (status != HINGE_OK && hinge_error_is_absence(error))
        status = HINGE_OK;
    char *unjudged = status == HINGE_OK && footer != NULL ? strstr(footer, unjudged_begin) : NULL;
    if (status == HINGE_OK && (table.rows > 0 || unjudged != NULL))
        status = put_table(report, &table, unjudged, error);
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
