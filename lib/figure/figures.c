/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures that there are, and the drawing of one; where there is nothing to draw, why. */
#include "base/request.h"

#include "base/text.h"
#include "figure/drawing.h"
#include "figure/kinds/figure.h"
#include "report/comparison.h"
#include "report/display.h"
#include "report/published.h"
#include "report/request.h"
#include "report/taken.h"
#include "store/store.h"

#include <hinge/report.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Why there is nothing to draw. --- */

enum hinge_status hinge_drawing_nothing(const struct hinge_drawing *drawing,
                                        struct hinge_error *error, const char *format, ...)
{
    char why[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, sizeof why, format, arguments);
    va_end(arguments);
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK, "%s: no %s figure: %s%s",
                           drawing->request->results, drawing->figure->id, why,
                           drawing->request->allow_single || strstr(why, "enough") == NULL
                               ? ""
                               : " (--allow-single keeps people with one or two)");
}

bool hinge_drawing_unnamed(const struct hinge_levels *levels)
{
    return levels->n == 1 && strcmp(levels->name[0], "-") == 0;
}

/* The sum of a column of numbers; 0 where there is none. */
static double total(const struct hinge_table *table, const char *name)
{
    double sum = 0;
    for (size_t r = 0; r < table->rows; r++) {
        double number = hinge_table_number(table, name, r);
        sum += number > 0 ? number : 0;
    }
    return sum;
}

enum hinge_status hinge_drawing_nobody(const struct hinge_drawing *drawing,
                                       const struct hinge_table *table, const char *why,
                                       struct hinge_error *error)
{
    bool few = total(table, "n") + total(table, "people") < 1 && total(table, "dropped") > 0;
    return hinge_drawing_nothing(drawing, error, "%s",
                                 few ? "no participant has enough repetitions; hinge-table "
                                       "reps lists those found"
                                     : why);
}

/* --- Finding a figure and drawing it. --- */

static const struct hinge_figure *figure_at(size_t i)
{
    size_t n;
    const struct hinge_figure *const *list = hinge_figure_list(&n);
    return i < n ? list[i] : NULL;
}

const char *hinge_figure_id(size_t i)
{
    const struct hinge_figure *figure = figure_at(i);
    return figure != NULL ? figure->id : NULL;
}

const char *hinge_figure_title(size_t i)
{
    const struct hinge_figure *figure = figure_at(i);
    return figure != NULL ? figure->title : NULL;
}

const char *hinge_figure_details(size_t i)
{
    const struct hinge_figure *figure = figure_at(i);
    return figure != NULL ? figure->details : NULL;
}

enum hinge_figure_needs hinge_figure_needs(size_t i)
{
    const struct hinge_figure *figure = figure_at(i);
    return figure != NULL ? figure->needs : HINGE_FIGURE_NEEDS_NOTHING;
}

static const char *kind_at(size_t i, const char **takes)
{
    const struct hinge_figure *figure = figure_at(i);
    *takes = figure != NULL ? figure->takes : "";
    return figure != NULL ? figure->id : NULL;
}

enum hinge_status hinge_figure_takes(const char *figure, const char *option,
                                     struct hinge_error *error)
{
    return hinge_taken_check(kind_at, "figure", figure, option, option, error);
}

static enum hinge_status find_figure(const char *id, const struct hinge_figure **figure,
                                     struct hinge_error *error)
{
    enum { SHOWN = 32 };
    const char *names[SHOWN];
    struct hinge_text list = {0};
    size_t n = 0;
    for (; n < SHOWN && figure_at(n) != NULL; n++) {
        *figure = figure_at(n);
        names[n] = (*figure)->id;
        if (strcmp(names[n], id) == 0)
            return HINGE_OK;
    }
    hinge_text_join(&list, names, n, ", ");
    const char *near = hinge_suggest(id, names, n);
    enum hinge_status status =
        hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                        "no figure \"%s\"%s%s%s (there are %s)", id,
                        near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
                        near != NULL ? "\"?" : "", hinge_text_string(&list));
    hinge_text_clear(&list);
    return status;
}

void hinge_figure_clear(struct hinge_figure_result *result)
{
    free(result->svg);
    free(result->caption);
    hinge_table_clear(&result->data);
    *result = (struct hinge_figure_result){0};
}

/* The request as the library has it; every text is a string. */
static enum hinge_status complete(const struct hinge_figure_request *given,
                                  struct hinge_figure_request *r, struct hinge_error *error)
{
    enum hinge_status status = hinge_request_take(r, sizeof *r, given, error);
    r->opened = NULL; /* until this draws */
    HINGE_REQUEST_TEXTS(hinge_request_blank, &r->results, &r->figure, &r->by, &r->levels, &r->where,
                        &r->phase, &r->metric, &r->trial, &r->title, &r->baseline, &r->order);
    if (!(r->width_mm > 0))
        r->width_mm = 180;
    return status;
}

bool hinge_figure_is_comparison(const char *path)
{
    return hinge_document_is(path);
}

/* The JSON of the analysis that the figure is of. */
static enum hinge_status open_document(const struct hinge_figure *figure,
                                       const struct hinge_figure_request *request,
                                       struct hinge_result **document, struct hinge_error *error)
{
    const char *path = request->results;
    bool chosen = *request->by != '\0' || *request->levels != '\0' || *request->where != '\0' ||
                  *request->phase != '\0' || *request->metric != '\0';
    if (figure->analysis != NULL && chosen)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: the JSON of hinge-compare has its choice made; give "
                               "rows, levels and outcome to hinge-compare",
                               path);
    if (figure->analysis != NULL)
        return hinge_document_read(path, figure->analysis, document, error);
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                           "%s: JSON, and %s is drawn from a results file of "
                           "hinge-analyze; agreement from the JSON of "
                           "hinge-compare",
                           path, figure->id);
}

/* Adds a sentence to the caption, and to the picture's description, which goes with the
 * picture where the caption does not. */
static void say_at_end(struct hinge_drawing *drawing, const struct hinge_text *said)
{
    struct hinge_text *svg = &drawing->svg.text;
    const char *end = svg->length > 0 ? strstr(svg->data, "</desc>") : NULL;
    hinge_text_puts(&drawing->caption, hinge_text_string(said));
    if (end != NULL)
        hinge_text_insert(svg, (size_t)(end - svg->data), hinge_text_string(said));
}

/* Again, of the largest group of recordings measured alike. */
static enum hinge_status draw_alike(struct hinge_drawing *drawing,
                                    struct hinge_figure_request *whole, struct hinge_text *said,
                                    struct hinge_text *filter, struct hinge_error *error)
{
    const struct hinge_table_request request = {.results = whole->results,
                                                .opened = whole->opened,
                                                .view = "trials",
                                                .columns = "all",
                                                .where = whole->where,
                                                .no_provenance = true};
    struct hinge_table trials = {0};
    struct hinge_alike alike = {0};
    enum hinge_status status = hinge_view_table(&request, &trials, NULL, error);
    if (status == HINGE_OK)
        hinge_alike_find(&trials, whole->where, &alike);
    hinge_text_puts(filter, hinge_text_string(&alike.filter));
    hinge_text_printf(said, " Of %s; %s.", hinge_text_string(&alike.these),
                      hinge_text_string(&alike.others));
    hinge_alike_clear(&alike);
    hinge_table_clear(&trials);
    if (status != HINGE_OK)
        return status == HINGE_OK ? hinge_no_memory(error) : status;
    const struct hinge_drawing begun = {
        .request = whole, .figure = drawing->figure, .width = drawing->width};
    hinge_text_clear(&drawing->svg.text);
    hinge_text_clear(&drawing->caption);
    hinge_table_clear(&drawing->data);
    hinge_arena_clear(&drawing->arena);
    *drawing = begun;
    whole->where = hinge_text_string(filter);
    return drawing->figure->draw(drawing, error);
}

enum hinge_status hinge_figure_draw(const struct hinge_figure_request *request,
                                    struct hinge_figure_result *result, struct hinge_error *error)
{
    struct hinge_figure_request whole = {0};
    *result = (struct hinge_figure_result){0};
    enum hinge_status status = complete(request, &whole, error);
    if (status != HINGE_OK)
        return status;
    struct hinge_drawing drawing = {.request = &whole,
                                    .width = whole.width_mm * HINGE_POINTS_PER_MM};
    status = find_figure(whole.figure, &drawing.figure, error);
    struct hinge_result *document = NULL;
    if (status == HINGE_OK && request->opened == NULL && hinge_document_is(whole.results))
        status = open_document(drawing.figure, &whole, &document, error);
    else if (status == HINGE_OK)
        status = hinge_results_share(whole.results, request->opened, &whole.opened, error);
    drawing.document = document;
    struct hinge_label_list labels = {0, NULL};
    if (status == HINGE_OK)
        status = hinge_labels_join(request->labels, whole.opened, &labels, error);
    whole.labels = &labels;
    if (status == HINGE_OK)
        status = drawing.figure->draw(&drawing, error);
    struct hinge_text said = {0}, filter = {0};
    if (status == HINGE_INPUT && drawing.mixed && whole.alike)
        status = draw_alike(&drawing, &whole, &said, &filter, error);
    hinge_text_puts(&said, drawing.described != NULL ? drawing.described : "");
    say_at_end(&drawing, &said);
    hinge_text_clear(&said);
    hinge_text_clear(&filter);
    hinge_labels_clear(&labels);
    hinge_results_close(whole.opened);
    hinge_result_free(document);
    struct hinge_text caption = {0};
    hinge_display_minus(&caption, hinge_text_string(&drawing.caption));
    hinge_text_add(&caption, "", 0); /* none is still a string */

    hinge_text_clear(&drawing.caption);
    /* a refusal for want of words, too */

    if (status == HINGE_OK) {
        *result = (struct hinge_figure_result){.svg = drawing.svg.text.data,
                                               .length = drawing.svg.text.length,
                                               .data = drawing.data,
                                               .caption = caption.data};
    } else {
        hinge_text_clear(&drawing.svg.text);
        hinge_text_clear(&caption);
        hinge_table_clear(&drawing.data);
    }
    hinge_arena_clear(&drawing.arena);
    return status;
}
