/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding a figure and drawing it. */
#include "figure/kinds/figure.h"

#include "base/request.h"
#include "base/text.h"
#include "report/display.h"
#include "report/taken.h"

#include <hinge/report.h>
#include <stdlib.h>
#include <string.h>

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
    enum hinge_status status = hinge_error_set(
        error, HINGE_USAGE, HINGE_REASON_OK, "no figure \"%s\"%s%s%s (there are %s)",
        id, near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
        near != NULL ? "\"?" : "", hinge_text_string(&list));
    return hinge_text_done(&list, status, error);
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
                                  struct hinge_figure_request *r,
                                  struct hinge_error *error)
{
    enum hinge_status status = hinge_request_take(r, sizeof *r, given, error);
    HINGE_REQUEST_TEXTS(hinge_request_blank, &r->results, &r->figure, &r->by,
                        &r->levels, &r->where, &r->phase, &r->metric, &r->trial,
                        &r->title);
    if (!(r->width_mm > 0))
        r->width_mm = 180;
    return status;
}

enum hinge_status hinge_figure_draw(const struct hinge_figure_request *request,
                                    struct hinge_figure_result *result,
                                    struct hinge_error *error)
{
    struct hinge_figure_request whole = {0};
    *result = (struct hinge_figure_result){0};
    enum hinge_status status = complete(request, &whole, error);
    if (status != HINGE_OK)
        return status;
    struct hinge_drawing drawing = {.request = &whole,
                                    .width = whole.width_mm * HINGE_POINTS_PER_MM};
    status = find_figure(whole.figure, &drawing.figure, error);
    if (status == HINGE_OK)
        status = drawing.figure->draw(&drawing, error);
    struct hinge_text caption = {0};
    hinge_display_minus(&caption, hinge_text_string(&drawing.caption));
    hinge_text_add(&caption, "", 0); /* none is still a string */
    caption.failed = caption.failed || drawing.caption.failed;
    hinge_text_clear(&drawing.caption);
    /* a refusal for want of words, too */
    if (drawing.svg.text.failed || caption.failed)
        status = hinge_no_memory(error);
    if (status == HINGE_OK) {
        *result = (struct hinge_figure_result){.svg = drawing.svg.text.data,
                                               .length = drawing.svg.text.length,
                                               .height_mm = drawing.svg.height /
                                                            HINGE_POINTS_PER_MM,
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

/* A table as data lines: in them a control character, a line end within a cell above
 * all, is a blank, so that no cell ends the data and is read as a command. */
static void put_data(struct hinge_text *text, const char *csv)
{
    bool quoted = false;
    while (*csv != '\0') {
        quoted ^= *csv == '"';
        size_t n = *csv == '\n' && !quoted ? 0 : hinge_text_steers(csv);
        hinge_text_add(text, n > 0 ? " " : csv, 1);
        csv += n > 0 ? n : 1;
    }
}

/* The different words of a column, as an array of gnuplot; none where it has numbers.
 */
static void put_words(struct hinge_text *text, const struct hinge_table *data,
                      size_t column, const char *array)
{
    enum { WORDS = 256 };
    const char *seen[WORDS];
    size_t n = 0;
    if (column >= data->n_columns || data->column[column].type != HINGE_COLUMN_TEXT ||
        data->rows == 0)
        return;
    hinge_text_printf(text, "array %s = [", array);
    for (size_t r = 0; r < data->rows; r++) {
        const char *name = hinge_table_text(data, data->column[column].name, r);
        size_t k = 0;
        while (name != NULL && k < n && strcmp(seen[k], name) != 0)
            k++;
        if (name == NULL || k < n || n == WORDS)
            continue;
        seen[n++] = name;
        hinge_text_puts(text, n > 1 ? ", '" : "'");
        for (const char *p = name; *p != '\0';) {
            size_t bytes = hinge_text_steers(p);
            hinge_text_puts(text, *p == '\'' ? "'" : "");
            hinge_text_add(text, bytes > 0 ? " " : p, 1);
            p += bytes > 0 ? bytes : 1;
        }
        hinge_text_puts(text, "'");
    }
    hinge_text_puts(text, "]\n");
}

enum hinge_status hinge_figure_gnuplot(const char *figure,
                                       const struct hinge_table *data, char **script,
                                       struct hinge_error *error)
{
    const struct hinge_figure *found;
    struct hinge_text text = {0}, end = {0};
    char *csv = NULL;
    *script = NULL;
    enum hinge_status status = find_figure(figure, &found, error);
    if (status == HINGE_OK)
        status = hinge_table_format(data, "csv", NULL, &csv, NULL, error);
    if (status != HINGE_OK)
        return status;
    hinge_text_puts(&end, "END_OF_DATA");
    while (!end.failed && strstr(csv, hinge_text_string(&end)) != NULL)
        hinge_text_puts(&end, "_");
    hinge_text_printf(&text,
                      "# The figure %s for gnuplot: gnuplot -p THIS\n$DATA << %s\n# ",
                      figure, hinge_text_string(&end));
    put_data(&text, csv);
    hinge_text_printf(&text,
                      "%s\nset datafile separator ','\nset encoding utf8; set "
                      "termoption noenhanced\n",
                      hinge_text_string(&end));
    text.failed = text.failed || end.failed;
    hinge_text_clear(&end);
    hinge_text_puts(&text, "set key outside below\n");
    put_words(&text, data, 0, "L");
    put_words(&text, data, 1, "M");
    hinge_text_printf(&text, "%s\n", found->gnuplot);
    free(csv);
    if (text.failed) {
        hinge_text_clear(&text);
        return hinge_no_memory(error);
    }
    *script = text.data;
    return HINGE_OK;
}
