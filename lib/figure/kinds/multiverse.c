/* SPDX-License-Identifier: GPL-3.0-or-later */
/* multiverse: the specification curve: estimates in ascending order with their
 * intervals, and below them which option of each choice they are of. */
#include "figure/kinds/figure.h"

#include "result/digits.h"
#include "result/result.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHOICES = 24, OPTIONS = 96, ROW_PT = 9, GAP_PT = 4, CURVE_PT = 150 };

struct specification {
    const json_t *row;
    double number, estimate, low, high;
};

struct curve {
    struct hinge_drawing *drawing;
    size_t n, choices, options;
    struct specification *specification; /* ascending */
    const char *choice[CHOICES];
    struct {
        size_t choice;
        const char *name;
    } option[OPTIONS];
};

static int by_estimate(const void *a, const void *b)
{
    const struct specification *x = a, *y = b;
    return x->estimate != y->estimate
               ? (x->estimate > y->estimate) - (x->estimate < y->estimate)
               : (x->number > y->number) - (x->number < y->number);
}

static const char *word(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

/* Choices with more than one option, and their options, in the order of the table. */
static void take_choices(struct curve *c, const json_t *options)
{
    size_t i;
    json_t *row;
    json_array_foreach((json_t *)options, i, row)
    {
        const char *choice = word(row, "choice");
        const char *next = word(json_array_get(options, i + 1), "choice");
        bool known = c->choices > 0 && strcmp(c->choice[c->choices - 1], choice) == 0;
        if (c->options == OPTIONS ||
            (!known && (strcmp(next, choice) != 0 || c->choices == CHOICES)))
            continue;
        if (!known)
            c->choice[c->choices++] = choice;
        c->option[c->options].choice = c->choices - 1;
        c->option[c->options++].name = word(row, "option");
    }
}

static enum hinge_status take(struct curve *c, struct hinge_error *error)
{
    const json_t *results = hinge_result_results(c->drawing->document);
    const json_t *list = json_object_get(results, "specifications");
    size_t i;
    json_t *row;
    c->specification = hinge_arena_alloc(&c->drawing->arena, json_array_size(list) + 1,
                                         sizeof *c->specification);
    if (c->specification == NULL)
        return hinge_no_memory(error);
    json_array_foreach((json_t *)list, i, row)
    {
        c->specification[c->n++] =
            (struct specification){row, hinge_result_number(row, "specification"),
                                   hinge_result_number(row, "estimate"),
                                   hinge_result_number(row, "ci_low"),
                                   hinge_result_number(row, "ci_high")};
    }
    qsort(c->specification, c->n, sizeof *c->specification, by_estimate);
    take_choices(c, json_object_get(results, "options"));
    return c->n > 0
               ? HINGE_OK
               : hinge_drawing_nothing(c->drawing, error, "it has no specifications");
}

static enum hinge_status keep(struct curve *c, struct hinge_error *error)
{
    struct hinge_data_column columns[CHOICES + 6] = {{"specification", "1"},
                                                     {"estimate", ""},
                                                     {"ci_low", ""},
                                                     {"ci_high", ""},
                                                     {"n", "1"}};
    for (size_t k = 0; k < c->choices; k++)
        columns[5 + k] = (struct hinge_data_column){c->choice[k], NULL};
    enum hinge_status status = hinge_data_columns(c->drawing, columns, error);
    for (size_t i = 0; i < c->n && status == HINGE_OK; i++) {
        const struct specification *s = &c->specification[i];
        const double numbers[] = {s->number, s->estimate, s->low, s->high,
                                  hinge_result_number(s->row, "n")};
        const char *words[CHOICES + 1] = {NULL};
        for (size_t k = 0; k < c->choices; k++)
            words[k] = word(s->row, c->choice[k]);
        status = hinge_data_row(c->drawing, words, numbers, error);
    }
    return status;
}

/* Blue beyond zero, grey where the interval has zero in it; the declared one is red. */
static const char *colour_of(const struct specification *s)
{
    return s->number == 1              ? "#d55e00"
           : s->low > 0 || s->high < 0 ? "#0072b2"
                                       : HINGE_GREY;
}

static void draw_estimates(const struct curve *c, const struct hinge_panel *panel)
{
    struct hinge_svg *svg = &c->drawing->svg;
    double step = panel->width / (double)c->n, thick = fmin(1.2, 0.6 * step);
    for (size_t i = 0; i < c->n; i++) {
        const struct specification *s = &c->specification[i];
        const char *colour = colour_of(s);
        const struct hinge_pen pen = {colour, s->number == 1 ? fmax(thick, 1) : thick,
                                      0};
        double x = panel->left + ((double)i + 0.5) * step;
        if (!isnan(s->low + s->high))
            hinge_svg_line(svg, x, hinge_panel_y(panel, s->low), x,
                           hinge_panel_y(panel, s->high), &pen);
        hinge_svg_mark(svg, s->number == 1 ? HINGE_MARK_DIAMOND : HINGE_MARK_CIRCLE, x,
                       hinge_panel_y(panel, s->estimate),
                       s->number == 1 ? 3 : fmax(0.6, fmin(1.6, 0.4 * step)), colour,
                       true);
    }
}

/* A row per option: a bar under each specification that has it. */
static void draw_options(const struct curve *c, const struct hinge_panel *panel,
                         double top)
{
    struct hinge_svg *svg = &c->drawing->svg;
    const struct hinge_words right = {.anchor = HINGE_END};
    const struct hinge_words head = {.colour = HINGE_GREY};
    double step = panel->width / (double)c->n, thick = fmin(2, 0.7 * step);
    size_t last = SIZE_MAX;
    for (size_t o = 0; o < c->options; o++) {
        const char *choice = c->choice[c->option[o].choice];
        double y =
            top + ROW_PT * ((double)o + 0.5) + GAP_PT * (double)c->option[o].choice;
        if (c->option[o].choice != last)
            hinge_svg_words_in(svg, 2, y + 2.5, panel->left * 0.6, &head,
                               hinge_drawing_name(c->drawing, choice));
        last = c->option[o].choice;
        hinge_svg_words_in(svg, panel->left - 5, y + 2.5, panel->left * 0.38, &right,
                           c->option[o].name);
        for (size_t i = 0; i < c->n; i++) {
            const struct specification *s = &c->specification[i];
            const struct hinge_pen pen = {colour_of(s), thick, 0};
            double x = panel->left + ((double)i + 0.5) * step;
            if (strcmp(word(s->row, choice), c->option[o].name) == 0)
                hinge_svg_line(svg, x, y - 3, x, y + 3, &pen);
        }
    }
}

static void draw_all(const struct curve *c, const char *label, const char *title)
{
    struct hinge_drawing *d = c->drawing;
    double low = 0, high = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct specification *s = &c->specification[i];
        low = fmin(low, fmin(s->estimate, isnan(s->low) ? s->estimate : s->low));
        high = fmax(high, fmax(s->estimate, isnan(s->high) ? s->estimate : s->high));
    }
    const struct hinge_pen zero = {HINGE_INK, 0.7, 2};
    const struct hinge_frame frame = {.y_name = label, .no_x = true, .no_grid = true};
    struct hinge_panel panel = {
        .top = 10, .height = CURVE_PT, .x = {.low = 0, .high = 1}};
    hinge_axis_pad(&panel.y, low, high, 6);
    panel.left = fmax(hinge_panel_left(&panel.y, label), d->width * 0.3);
    panel.width = d->width - panel.left - 8;
    double top = panel.top + panel.height + 10;
    double below = ROW_PT * (double)c->options + GAP_PT * (double)c->choices;
    hinge_svg_open(&d->svg, d->width, top + below + 4, title,
                   hinge_text_string(&d->caption));
    hinge_panel_frame(&d->svg, &panel, &frame);
    hinge_svg_line(&d->svg, panel.left, hinge_panel_y(&panel, 0),
                   panel.left + panel.width, hinge_panel_y(&panel, 0), &zero);
    draw_estimates(c, &panel);
    draw_options(c, &panel, top);
    hinge_svg_close(&d->svg);
}

static enum hinge_status draw(struct hinge_drawing *drawing, struct hinge_error *error)
{
    struct curve c = {.drawing = drawing};
    if (drawing->document == NULL)
        return hinge_drawing_nothing(drawing, error,
                                     "it is drawn from the JSON of hinge-compare "
                                     "multiverse, not from a results file");
    enum hinge_status status = take(&c, error);
    if (status == HINGE_OK)
        status = keep(&c, error);
    if (status != HINGE_OK)
        return status;
    const json_t *results = hinge_result_results(drawing->document);
    const json_t *request =
        json_object_get(hinge_result_document(drawing->document), "request");
    const json_t *compared = json_object_get(results, "compared");
    const char *first = json_string_value(json_array_get(compared, 0)),
               *second = json_string_value(json_array_get(compared, 1));
    const char *label = hinge_drawing_label(drawing, word(request, "outcome"));
    char same[8], beyond[8];
    struct hinge_text *caption = &drawing->caption;
    hinge_text_printf(
        caption,
        "%s, %s minus %s: %zu specifications in ascending order with their intervals; "
        "the diamond is the declared one. Median %.3g; %s %% in the declared "
        "direction, "
        "%s %% with an interval beyond zero. Below: the option of each choice. "
        "Permutation test of the whole curve: median p ",
        label, first != NULL ? first : "first", second != NULL ? second : "second", c.n,
        hinge_result_number(results, "median_estimate"),
        hinge_percent_words(hinge_result_number(results, "same_direction"), same),
        hinge_percent_words(hinge_result_number(results, "beyond_zero"), beyond));
    hinge_say_p(caption, hinge_result_number(results, "curve_test/median_estimate/p"));
    hinge_text_puts(caption, ", Stouffer's Z p ");
    hinge_say_p(caption, hinge_result_number(results, "curve_test/stouffer_z/p"));
    hinge_text_puts(caption, ".");
    draw_all(&c, label,
             *drawing->request->title != '\0' ? drawing->request->title
                                              : "Specification curve");
    return HINGE_OK;
}

const struct hinge_figure hinge_figure_multiverse = {
    .id = "multiverse",
    .title = "a difference under every choice (specification curve)",
    .details =
        "In place of a results file it takes the JSON of hinge-compare multiverse.",
    .by = "",
    .analysis = "multiverse",
    .needs = HINGE_FIGURE_NEEDS_CHOICE,
    .takes = "",
    .draw = draw,
};
