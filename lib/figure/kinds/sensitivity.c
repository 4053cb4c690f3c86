/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sensitivity: the prevalence each fault would have at other thresholds. */
#include "figure/kinds/figure.h"

#include "result/wording.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FAULTS = 256, SHOWN = 12, STEPS = 16 };

struct curve {
    size_t n;
    double threshold[STEPS], prevalence[STEPS], low[STEPS], high[STEPS];
};

struct fault {
    const char *id, *unit;
    double now;          /* the threshold in force */
    double range;        /* how far prevalence moves */
    struct curve *curve; /* [level] */
};

struct sensitivity {
    struct hinge_drawing *drawing;
    struct hinge_levels levels;
    size_t n;
    struct fault fault[FAULTS];
};

static struct fault *find_fault(struct sensitivity *s, const char *id)
{
    for (size_t f = 0; f < s->n; f++)
        if (strcmp(s->fault[f].id, id) == 0)
            return &s->fault[f];
    if (s->n == FAULTS)
        return NULL;
    struct fault *made = &s->fault[s->n];
    made->id = hinge_drawing_text(s->drawing, "%s", id);
    made->unit = "";
    made->now = NAN;
    made->curve =
        hinge_arena_alloc(&s->drawing->arena, s->levels.n + 1, sizeof *made->curve);
    if (made->curve == NULL) {
        s->drawing->caption.failed = true;
        return NULL;
    }
    s->n++;
    return made;
}

static void read_rows(struct sensitivity *s, const struct hinge_table *table)
{
    for (size_t r = 0; r < table->rows; r++) {
        const char *id = hinge_table_text(table, "fault", r);
        const char *at = hinge_table_text(table, "at", r);
        const char *unit = hinge_table_text(table, "unit", r);
        double prevalence = hinge_table_number(table, "prevalence", r);
        double threshold = hinge_table_number(table, "threshold", r);
        size_t level = s->levels.of_row[r];
        struct fault *fault = id != NULL && level != SIZE_MAX && !isnan(prevalence)
                                  ? find_fault(s, id)
                                  : NULL;
        if (fault == NULL || fault->curve[level].n == STEPS)
            continue;
        struct curve *curve = &fault->curve[level];
        curve->threshold[curve->n] = threshold;
        curve->prevalence[curve->n] = 100 * prevalence;
        curve->low[curve->n] = 100 * hinge_table_number(table, "ci_low", r);
        curve->high[curve->n++] = 100 * hinge_table_number(table, "ci_high", r);
        if (at != NULL && (strcmp(at, "x 1") == 0 || strcmp(at, "margin x 0") == 0))
            fault->now = threshold;
        if (unit != NULL)
            fault->unit = hinge_drawing_text(s->drawing, "%s", unit);
    }
}

static int compare_faults(const void *a, const void *b)
{
    const struct fault *x = a, *y = b;
    if (x->range != y->range)
        return x->range > y->range ? -1 : 1;
    return strcmp(x->id, y->id);
}

/* The faults whose prevalence depends most on the threshold. */
static void choose(struct sensitivity *s)
{
    for (size_t f = 0; f < s->n; f++)
        for (size_t l = 0; l < s->levels.n; l++) {
            const struct curve *curve = &s->fault[f].curve[l];
            for (size_t i = 1; i < curve->n; i++)
                s->fault[f].range = fmax(s->fault[f].range, fabs(curve->prevalence[i] -
                                                                 curve->prevalence[0]));
        }
    qsort(s->fault, s->n, sizeof *s->fault, compare_faults);
    size_t moving = 0;
    while (moving < s->n && moving < SHOWN && s->fault[moving].range > 0)
        moving++;
    s->n = moving;
}

static enum hinge_status keep(struct sensitivity *s, struct hinge_error *error)
{
    static const struct hinge_data_column columns[] = {
        {"level", NULL},     {"fault", NULL}, {"threshold", ""}, {"in_force", ""},
        {"prevalence", "%"}, {"ci_low", "%"}, {"ci_high", "%"},  {0}};
    enum hinge_status status = hinge_data_columns(s->drawing, columns, error);
    for (size_t f = 0; f < s->n; f++)
        for (size_t l = 0; l < s->levels.n; l++) {
            const struct curve *c = &s->fault[f].curve[l];
            for (size_t i = 0; status == HINGE_OK && i < c->n; i++)
                status = hinge_data_row(
                    s->drawing,
                    (const char *const[]){s->levels.name[l], s->fault[f].id},
                    (const double[]){c->threshold[i], s->fault[f].now, c->prevalence[i],
                                     c->low[i], c->high[i]},
                    error);
        }
    return status;
}

static void draw_fault(const struct sensitivity *s, struct hinge_panel *panel,
                       const struct fault *fault)
{
    struct hinge_svg *svg = &s->drawing->svg;
    const struct hinge_pen now = {"#777777", 0.8, 2};
    double low = NAN, high = NAN;
    bool pure = strcmp(fault->unit, "1") == 0 || *fault->unit == '\0';
    const struct hinge_frame frame = {
        .x_name = pure ? "threshold"
                       : hinge_drawing_text(s->drawing, "threshold (%s)",
                                            hinge_wording_symbol(fault->unit)),
        .title = hinge_drawing_fault(s->drawing, fault->id),
        .wraps = true};
    for (size_t l = 0; l < s->levels.n; l++)
        for (size_t i = 0; i < fault->curve[l].n; i++) {
            low = fmin(low, fault->curve[l].threshold[i]);
            high = fmax(high, fault->curve[l].threshold[i]);
        }
    hinge_axis_pad(&panel->x, low, high, 4);
    hinge_panel_frame(svg, panel, &frame);
    hinge_svg_line(svg, hinge_panel_x(panel, fault->now), panel->top,
                   hinge_panel_x(panel, fault->now), panel->top + panel->height, &now);
    for (size_t l = 0; l < s->levels.n; l++) {
        const struct curve *c = &fault->curve[l];
        struct hinge_look look = s->levels.look[l];
        const struct hinge_pen pen = {look.colour, 1.1, look.dash};
        double x[STEPS], y[STEPS];
        for (size_t i = 0; i < c->n; i++) {
            x[i] = hinge_panel_x(panel, c->threshold[i]);
            y[i] = hinge_panel_y(panel, c->prevalence[i]);
        }
        hinge_svg_group(svg, s->levels.shown[l]);
        hinge_svg_curve(svg, x, y, c->n, &pen);
        for (size_t i = 0; i < c->n; i++)
            hinge_svg_mark(svg, look.mark, x[i], y[i], 1.8, look.colour, look.filled);
        hinge_svg_end(svg);
    }
}

static double panel_width(double slot)
{
    struct hinge_axis y;
    hinge_axis_fix(&y, 0, 100, 3);
    return slot - hinge_panel_left(&y, "") - 6;
}

static void draw_all(const struct sensitivity *s, const char *title)
{
    struct hinge_drawing *d = s->drawing;
    const struct hinge_words turned = {.anchor = HINGE_MIDDLE, .upwards = true};
    size_t columns = d->width > 300 ? (s->n < 3 ? s->n : 3) : (s->n < 2 ? s->n : 2);
    size_t rows = (s->n + columns - 1) / columns;
    double legend = hinge_legend_height(s->levels.shown, s->levels.n, d->width - 8);
    double slot = (d->width - 14) / (double)columns, titles = 0;
    for (size_t f = 0; f < s->n; f++) {
        const char *name = hinge_drawing_fault(d, s->fault[f].id);
        titles = fmax(titles, hinge_titles_more(&name, 1, panel_width(slot)));
    }
    double step = 118 + titles;
    hinge_svg_open(&d->svg, d->width, 12 + legend + step * (double)rows, title,
                   hinge_text_string(&d->caption));
    hinge_legend_draw(&d->svg, s->levels.shown, s->levels.look, s->levels.n, 4, 5,
                      d->width - 8, HINGE_SAMPLE_BOTH);
    hinge_svg_words(&d->svg, 10, 8 + legend + step * (double)rows / 2, &turned,
                    "prevalence (%)");
    for (size_t f = 0; f < s->n; f++) {
        size_t line = f / columns;
        struct hinge_panel panel = {.top =
                                        10 + legend + 14 + titles + step * (double)line,
                                    .width = panel_width(slot),
                                    .height = 70};
        hinge_axis_fix(&panel.y, 0, 100, 3);
        panel.left = 14 + slot * (double)(f % columns) + hinge_panel_left(&panel.y, "");
        draw_fault(s, &panel, &s->fault[f]);
    }
    hinge_svg_close(&d->svg);
}

static enum hinge_status draw(struct hinge_drawing *drawing, struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct sensitivity *s = hinge_arena_alloc(&drawing->arena, 1, sizeof *s);
    if (s == NULL)
        return hinge_no_memory(error);
    s->drawing = drawing;
    enum hinge_status status = hinge_drawing_table(
        drawing, "sensitivity", drawing->request->by, "all", "", &table, error);
    if (status == HINGE_OK)
        status = hinge_levels_find(drawing, &table, "fault", NULL, &s->levels, error);
    if (status == HINGE_OK) {
        read_rows(s, &table);
        choose(s);
    }
    if (status == HINGE_OK && s->n == 0)
        status = hinge_drawing_nobody(drawing, &table,
                                      "no fault's prevalence depends on its threshold "
                                      "here",
                                      error);
    if (status == HINGE_OK)
        status = keep(s, error);
    if (status == HINGE_OK) {
        hinge_text_puts(
            &drawing->caption,
            "Prevalence of faults at other thresholds (means of people's rates): the ");
        if (s->n == 1)
            hinge_text_puts(&drawing->caption, "one that depends");
        else
            hinge_text_printf(&drawing->caption, "%zu that depend%s", s->n,
                              s->n == SHOWN ? " most" : "");
        hinge_text_puts(&drawing->caption,
                        " on it. Dotted: the threshold that was used. A flat line does "
                        "not depend on the threshold; a steep one does.");
        draw_all(s, *drawing->request->title != '\0' ? drawing->request->title
                                                     : "Faults at other thresholds");
    }
    hinge_table_clear(&table);
    return status;
}

const struct hinge_figure hinge_figure_sensitivity = {
    .id = "sensitivity",
    .title = "prevalence of faults at other thresholds",
    .details = "By group and cue (--by); the twelve faults that depend most on their "
               "threshold, or those of --filter fault=….",
    .by = "group,cue",
    .takes = HINGE_FIGURE_OF_PEOPLE,
    .draw = draw,
};
