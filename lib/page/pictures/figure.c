/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of a results file; of its drawings with the facts of the page. */
#include "page/pictures/map.h"

#include "report/query.h"

#include <hinge/figure.h>
#include <hinge/requests.h>
#include <stdlib.h>
#include <string.h>

/* "null": there is no such drawing. */
static enum hinge_status find_facts(const struct hinge_page_request *given,
                                    const struct hinge_figure_request *figure, char **text,
                                    struct hinge_error *error)
{
    struct hinge_cohort study;
    enum hinge_status status = hinge_page_start(&study, given, error);
    const bool answer = strcmp(figure->figure, "answer") == 0;
    if (status == HINGE_OK) /* a map needs the conditions alone */
        status =
            answer ? hinge_page_answer(&study, error) : hinge_page_answer_changes(&study, error);
    if (status == HINGE_OK) {
        const double width_mm = figure->width_mm > 0 ? figure->width_mm : 180;
        json_auto_t *facts = answer ? hinge_page_answer_numbers(&study)
                                    : hinge_facts_print(hinge_page_map_figure(&study, width_mm));
        *text = facts != NULL ? json_dumps(facts, 0) : hinge_copy("null");
        status = hinge_page_ended(&study, error);
    }
    hinge_page_close(&study);
    return status;
}

enum hinge_status hinge_page_figure(const struct hinge_page_request *page,
                                    const struct hinge_figure_request *request,
                                    struct hinge_figure_result *result, struct hinge_error *error)
{
    struct hinge_figure_request drawn = *request;
    struct hinge_page_request asked = {
        .results = request->results, .opened = request->opened, .labels = request->labels};
    char *facts = NULL;
    enum hinge_status status = HINGE_OK;
    *result = (struct hinge_figure_result){0};
    hinge_query_copy(&asked.by, &request->by, HINGE_QUERY_OF_REPORT, HINGE_OBEYS_ALL);
    if (hinge_listed("answer|map", '|', request->figure) && request->opened != NULL)
        status = find_facts(page != NULL ? page : &asked, request, &facts, error);
    drawn.facts = facts;
    if (status == HINGE_OK)
        status = hinge_figure_draw(&drawn, result, error);
    free(facts);
    return status;
}
