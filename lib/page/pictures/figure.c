/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of a results file; answer and map with what the page knows. */
#include "page/pictures/drawn.h"

#include <hinge/requests.h>

enum hinge_status hinge_page_figure(const struct hinge_page_request *page,
                                    const struct hinge_figure_request *request,
                                    struct hinge_figure_result *result, struct hinge_error *error)
{
    struct hinge_figure_request drawn = *request;
    struct hinge_page_request asked = {
        .results = request->results, .opened = request->opened, .labels = request->labels};
    struct hinge_cohort study;
    const bool answer = strcmp(request->figure, "answer") == 0;
    if ((!answer && strcmp(request->figure, "map") != 0) || request->opened == NULL)
        return hinge_figure_draw(request, result, error);
    *result = (struct hinge_figure_result){0};
    hinge_query_copy(&asked.by, &request->by, HINGE_QUERY_OF_REPORT, HINGE_OBEYS_ALL);
    enum hinge_status status = hinge_page_start(&study, page != NULL ? page : &asked, error);
    if (status == HINGE_OK) /* a map needs the conditions alone */
        status =
            answer ? hinge_page_answer(&study, error) : hinge_page_answer_changes(&study, error);
    if (status == HINGE_OK) {
        const double width_mm = request->width_mm > 0 ? request->width_mm : 180;
        drawn.facts = answer ? (const void *)hinge_page_answer_numbers(&study)
                             : hinge_page_map_figure(&study, width_mm);
        status = hinge_page_ended(&study, error);
    }
    if (status == HINGE_OK)
        status = hinge_figure_draw(&drawn, result, error);
    hinge_page_close(&study);
    return status;
}
