/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coupling: how much of the movement is led by the hips, by the lumbar spine, by both
 * in phase or against each other (vector coding, Chang 2008). */
#include "figure/kinds/figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* From dark to pale, so that grey is enough; the words stand in the segments too. */
static const struct {
    const char *metric, *name, *colour, *ink;
} patterns[] = {{"pattern_hip_pct", "hip", "#0072b2", "#ffffff"},
                {"pattern_in_pct", "both, in phase", "#94c1de", "#000000"},
                {"pattern_lumbar_pct", "lumbar", "#f4d7bf", "#000000"},
                {"pattern_anti_pct", "against each other", "#ffffff", "#000000"}};
enum { PATTERNS = sizeof patterns / sizeof *patterns, ROW_PT = 17 };

struct coupling {
    struct hinge_drawing *drawing;
    struct hinge_levels levels;
    double share[HINGE_LEVELS][PATTERNS], people[HINGE_LEVELS];
};

static size_t read_rows(struct coupling *c, const struct hinge_table *table)
{
    size_t found = 0;
    for (size_t l = 0; l < HINGE_LEVELS; l++)
        for (size_t k = 0; k < PATTERNS; k++)
            c->share[l][k] = NAN;
    for (size_t r = 0; r < table->rows; r++) {
        const char *metric = hinge_table_text(table, "metric", r);
        size_t level = c->levels.of_row[r];
        double mean = hinge_table_number(table, "mean", r);
        for (size_t k = 0; k < PATTERNS && level != SIZE_MAX && metric != NULL; k++)
            if (strcmp(patterns[k].metric, metric) == 0 && !isnan(mean)) {
                c->share[level][k] = mean;
                c->people[level] = hinge_table_number(table, "n", r);
                found++;
            }
    }
    return found;
}

static enum hinge_status keep(struct coupling *c, struct hinge_error *error)
{
    static const struct hinge_data_column columns[] = {
        {"level", NULL}, {"pattern", NULL}, {"people", "1"}, {"share", "%"}, {0}};
    enum hinge_status status = hinge_data_columns(c->drawing, columns, error);
    for (size_t l = 0; l < c->levels.n; l++)
        for (size_t k = 0; status == HINGE_OK && k < PATTERNS; k++)
            status = hinge_data_row(
                c->drawing,
                (const char *const[]){c->levels.name[l], patterns[k].metric},
                (const double[]){c->people[l], c->share[l][k]}, error);
    return status;
}

static void draw_bar(const struct coupling *c, const struct hinge_panel *panel,
                     size_t level, double y)
{
    struct hinge_svg *svg = &c->drawing->svg;
    const struct hinge_pen rule = {"#444444", 0.5, 0};
    double from = 0;
    for (size_t k = 0; k < PATTERNS; k++) {
        double share = c->share[level][k];
        if (isnan(share) || share <= 0)
            continue;
        double x = hinge_panel_x(panel, from), end = hinge_panel_x(panel, from + share);
        const char *text = hinge_drawing_text(c->drawing, "%.0f", share);
        const struct hinge_words words = {.colour = patterns[k].ink,
                                          .anchor = HINGE_MIDDLE};
        hinge_svg_rect(svg, x, y, end - x, ROW_PT - 5, patterns[k].colour, &rule);
        if (hinge_words_width(text, HINGE_FONT_PT) + 2 < end - x)
            hinge_svg_words(svg, (x + end) / 2, y + 8.5, &words, text);
        from += share;
    }
}

static void draw_key(struct hinge_svg *svg)
{
    const struct hinge_pen rule = {"#444444", 0.5, 0};
    const struct hinge_words words = {0};
    double x = 4;
    for (size_t k = 0; k < PATTERNS; k++) {
        hinge_svg_rect(svg, x, 5, 10, 9, patterns[k].colour, &rule);
        hinge_svg_words(svg, x + 13, 12, &words, patterns[k].name);
        x += 22 + hinge_words_width(patterns[k].name, HINGE_FONT_PT);
    }
}

static void draw_all(const struct coupling *c, const char *title)
{
    struct hinge_drawing *d = c->drawing;
    const struct hinge_words right = {.anchor = HINGE_END};
    const struct hinge_frame frame = {.x_name = "share of the movement (%)",
                                      .no_grid = true};
    double names = 0;
    for (size_t l = 0; l < c->levels.n; l++)
        names = fmax(names, hinge_words_width(c->levels.shown[l], HINGE_FONT_PT) + 8);
    names = fmin(names, d->width * 0.4);
    struct hinge_panel panel = {.left = names,
                                .top = 20,
                                .width = d->width - names - 12,
                                .height = ROW_PT * (double)c->levels.n,
                                .y = {.low = 0, .high = 1}};
    hinge_axis_fix(&panel.x, 0, 100, 5);
    hinge_svg_open(&d->svg, d->width, panel.top + panel.height + HINGE_PANEL_BELOW,
                   title, hinge_text_string(&d->caption));
    draw_key(&d->svg);
    hinge_panel_frame(&d->svg, &panel, &frame);
    for (size_t l = 0; l < c->levels.n; l++) {
        double y = panel.top + ROW_PT * (double)l + 2;
        hinge_svg_words_in(&d->svg, names - 4, y + 8.5, names - 6, &right,
                           c->levels.shown[l]);
        draw_bar(c, &panel, l, y);
    }
    hinge_svg_close(&d->svg);
}

static enum hinge_status draw(struct hinge_drawing *drawing, struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct coupling *c = hinge_arena_alloc(&drawing->arena, 1, sizeof *c);
    const char *phase = *drawing->request->phase ? drawing->request->phase : "descent";
    const char *columns = "keys";
    if (c == NULL)
        return hinge_no_memory(error);
    c->drawing = drawing;
    for (size_t k = 0; k < PATTERNS; k++)
        columns = hinge_drawing_text(drawing, "%s,%s", columns, patterns[k].metric);
    enum hinge_status status = hinge_drawing_table(
        drawing, "summary", drawing->request->by, columns, phase, &table, error);
    if (status == HINGE_OK)
        status = hinge_levels_find(drawing, &table, "metric", NULL, &c->levels, error);
    if (status == HINGE_OK && read_rows(c, &table) == 0)
        status = hinge_drawing_nobody(drawing, &table,
                                      "no participant has coordination patterns of hip "
                                      "and lumbar spine; hinge-table reps gives the "
                                      "reasons",
                                      error);
    if (status == HINGE_OK)
        status = keep(c, error);
    if (status == HINGE_OK) {
        hinge_text_printf(&drawing->caption,
                          "Coordination of hip and lumbar spine in the %s by vector "
                          "coding (four patterns, Chang 2008): share of the movement, "
                          "means of participants",
                          phase);
        for (size_t l = 0; l < c->levels.n; l++)
            hinge_text_printf(&drawing->caption, "%s %s n = %.0f",
                              l > 0 ? "," : ". Participants:", c->levels.shown[l],
                              c->people[l]);
        hinge_text_puts(&drawing->caption, ".");
        draw_all(c, *drawing->request->title != '\0' ? drawing->request->title
                                                     : "Coordination of hip and spine");
    }
    hinge_table_clear(&table);
    return status;
}

const struct hinge_figure hinge_figure_coupling = {
    .id = "coupling",
    .title = "how hips and spine share the lead",
    .details = "Coordination patterns of the descent, or --phase ascent, by group and "
               "cue (--by).",
    .by = "group,cue",
    .takes = HINGE_FIGURE_OF_PEOPLE ",phase",
    .draw = draw,
};
