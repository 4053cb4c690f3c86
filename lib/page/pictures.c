/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of the page: one beside each answer, the others folded. */
#include "page/page.h"

#include "result/words.h"

#include <hinge/figure.h>
#include <stdio.h>
#include <string.h>

enum { ANSWER_MM = 85 }; /* a column of a journal */

static enum hinge_status draw(struct hinge_report *report,
                              const struct hinge_report_picture *picture, double width_mm,
                              struct hinge_figure_result *figure, struct hinge_error *error)
{
    const struct hinge_page_request *r = &report->request;
    const struct hinge_figure_request request = {.results = r->results,
                                                 .opened = r->opened,
                                                 .figure = picture->id,
                                                 .by = picture->by,
                                                 .levels = picture->levels,
                                                 .metric = picture->metric,
                                                 .phase = picture->phase,
                                                 .where = picture->where,
                                                 .width_mm = width_mm,
                                                 .labels = r->labels,
                                                 .mdc = picture->mdc,
                                                 .alike = true,
                                                 .baseline = r->baseline,
                                                 .order = r->order,
                                                 .include_inferred = r->include_inferred,
                                                 .all_tasks = r->all_tasks,
                                                 .all_reps = r->all_reps,
                                                 .allow_single = r->allow_single};
    enum hinge_status status = hinge_figure_draw(&request, figure, error);
    report->curves_compared = report->curves_compared ||
                              (status == HINGE_OK && strstr(figure->caption, "largest t") != NULL);
    return status;
}

static void put_figure(struct hinge_text *out, const struct hinge_figure_result *figure)
{
    hinge_text_puts(out, "<figure>\n");
    hinge_text_puts(out, figure->svg);
    hinge_text_puts(out, "<figcaption>");
    hinge_markup_escape(out, figure->caption);
    hinge_text_puts(out, "</figcaption>\n</figure>\n");
}

enum hinge_status hinge_report_draw(struct hinge_report *report,
                                    const struct hinge_report_picture *picture,
                                    struct hinge_error *error)
{
    struct hinge_figure_result figure = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    enum hinge_status status = draw(report, picture, ANSWER_MM, &figure, &why);
    if (status == HINGE_OK)
        put_figure(&report->html, &figure);
    else if (hinge_error_is_absence(&why))
        status = HINGE_OK; /* the answer says why */
    else
        *error = why;
    hinge_figure_clear(&figure);
    return status;
}

/* What cannot be drawn, and why, without the path and id that the message begins with.
 */
static void put_undrawn(struct hinge_text *undrawn, const char *title, const char *message)
{
    static const char end[] = " figure: ";
    const char *why = strstr(message, end);
    struct hinge_text line = {0};
    hinge_text_printf(&line, "%s: %s", title, why != NULL ? why + strlen(end) : message);
    hinge_html_element(undrawn, "li", hinge_text_string(&line));
    hinge_text_puts(undrawn, "\n");
    hinge_text_clear(&line);
}

static enum hinge_status put_folded(struct hinge_report *report, size_t i,
                                    struct hinge_text *undrawn, struct hinge_error *error)
{
    const struct hinge_page_request *r = &report->request;
    struct hinge_figure_result figure = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    const char *id = hinge_figure_id(i);
    bool people = strcmp(id, "paired") == 0 || strcmp(id, "groups") == 0;
    const struct hinge_report_picture picture = {.id = id,
                                                 .by = people ? "" : r->by,
                                                 .metric = "",
                                                 .phase = "",
                                                 .where = people ? hinge_text_string(&report->alike)
                                                                 : r->where,
                                                 .mdc = strcmp(id, "paired") == 0 ? r->mdc : 0};
    enum hinge_status status = draw(report, &picture, 0, &figure, &why);
    if (status == HINGE_OK) {
        char title[128];
        snprintf(title, sizeof title, "%s", hinge_figure_title(i));
        hinge_report_fold(report, "figure-", id, hinge_wording_capital(title));
        put_figure(&report->html, &figure);
        hinge_text_puts(&report->html, "</details>\n");
    } else if (hinge_error_is_absence(&why)) {
        put_undrawn(undrawn, hinge_figure_title(i), hinge_report_said(report, why.message));
        status = HINGE_OK;
    } else {
        *error = why;
    }
    hinge_figure_clear(&figure);
    return status;
}

enum hinge_status hinge_report_figures(struct hinge_report *report, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    struct hinge_text undrawn = {0};
    hinge_report_section(report, "figures", "Further figures", true);
    for (size_t i = 0; status == HINGE_OK && hinge_figure_id(i) != NULL; i++)
        if (hinge_figure_needs(i) == HINGE_FIGURE_NEEDS_NOTHING)
            status = put_folded(report, i, &undrawn, error);
    if (undrawn.length > 0) {
        hinge_report_fold(report, "", "undrawn", "Figures that these results do not allow");
        hinge_text_printf(&report->html, "<ul class=\"note\">\n%s</ul>\n</details>\n",
                          hinge_text_string(&undrawn));
    }
    hinge_text_puts(&report->html, "</section>\n");
    hinge_text_clear(&undrawn);
    return status;
}
