/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bins: the lumbar share in each bin of the bend, beside published values. */
#include "figure/kinds/figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Esola 1996: lumbar to hip 1.9, 0.9, 0.4 (n = 41, abstract, no SD); a share is
 * ratio / (1 + ratio). method 11. */
static const struct {
    const char *metric, *name;
    double published;
} bins[] = {{"lumbar_fraction_deg0_30", "0–30°", 1.9 / 2.9},
            {"lumbar_fraction_deg30_60", "30–60°", 0.9 / 1.9},
            {"lumbar_fraction_deg60_90", "60–90°", 0.4 / 1.4},
            {"lumbar_fraction_deg90_120", "90–120°", (double)NAN}};
enum { BINS = sizeof bins / sizeof *bins, INTERVAL_PEOPLE = 3 };
#define PUBLISHED "Esola 1996"

struct cell {
    double n, mean, low, high;
};

struct binned {
    struct hinge_drawing *drawing;
    struct hinge_levels levels;
    struct cell cell[HINGE_LEVELS][BINS];
    size_t n_bins; /* the last that anybody reaches */
};

static size_t bin_of(const char *metric)
{
    size_t b = 0;
    while (b < BINS && (metric == NULL || strcmp(bins[b].metric, metric) != 0))
        b++;
    return b;
}

static void read_cells(struct binned *b, const struct hinge_table *table)
{
    for (size_t l = 0; l < HINGE_LEVELS; l++)
        for (size_t k = 0; k < BINS; k++)
            b->cell[l][k] = (struct cell){0, NAN, NAN, NAN};
    for (size_t r = 0; r < table->rows; r++) {
        size_t bin = bin_of(hinge_table_text(table, "metric", r));
        if (b->levels.of_row[r] == SIZE_MAX || bin == BINS)
            continue;
        struct cell *cell = &b->cell[b->levels.of_row[r]][bin];
        cell->n = hinge_table_number(table, "n", r);
        cell->mean = hinge_table_number(table, "mean", r);
        /* of one or two people it would say nothing and take the whole axis */
        if (cell->n >= INTERVAL_PEOPLE) {
            cell->low = hinge_table_number(table, "ci_low", r);
            cell->high = hinge_table_number(table, "ci_high", r);
        }
        if (!isnan(cell->mean) && bin >= b->n_bins)
            b->n_bins = bin + 1;
    }
}

static void keep(struct binned *b)
{
    static const struct hinge_data_column columns[] = {{"level", NULL},
                                                       {"bin", NULL},
                                                       {"people", "1"},
                                                       {"mean", "1"},
                                                       {"ci_low", "1"},
                                                       {"ci_high", "1"},
                                                       {0}};
    hinge_data_columns(b->drawing, columns);
    for (size_t k = 0; k < b->n_bins; k++)
        if (!isnan(bins[k].published))
            hinge_data_row(b->drawing, (const char *const[]){PUBLISHED, bins[k].name},
                           (const double[]){41, bins[k].published, NAN, NAN});
    for (size_t l = 0; l < b->levels.n; l++)
        for (size_t k = 0; k < b->n_bins; k++) {
            const struct cell *cell = &b->cell[l][k];
            hinge_data_row(b->drawing, (const char *const[]){b->levels.name[l], bins[k].name},
                           (const double[]){cell->n, cell->mean, cell->low, cell->high});
        }
}

static void fit(const struct binned *b, struct hinge_axis *y)
{
    double low = 0, high = bins[0].published;
    for (size_t l = 0; l < b->levels.n; l++)
        for (size_t k = 0; k < b->n_bins; k++) {
            const struct cell *cell = &b->cell[l][k];
            low = fmin(low, fmin(cell->mean, cell->low));
            high = fmax(high, fmax(cell->mean, cell->high));
        }
    hinge_axis_fit(y, fmax(low, -1), fmin(high, 2), 6);
}

static void draw_published(struct hinge_svg *svg, const struct hinge_panel *panel, size_t n)
{
    const struct hinge_pen pen = {"#777777", 2.5, 0};
    const struct hinge_words words = {.colour = HINGE_GREY, .anchor = HINGE_END};
    hinge_svg_group(svg, PUBLISHED ": means of 41 people, full forward bend");
    for (size_t k = 0; k < n; k++) {
        double y = hinge_panel_y(panel, bins[k].published);
        hinge_svg_line(svg, hinge_panel_x(panel, (double)k - 0.4), y,
                       hinge_panel_x(panel, (double)k + 0.4), y, &pen);
    }
    hinge_svg_words(svg, hinge_panel_x(panel, 0.4), hinge_panel_y(panel, bins[0].published) - 4,
                    &words, PUBLISHED);
    hinge_svg_end(svg);
}

static void draw_levels(const struct binned *b, const struct hinge_panel *panel)
{
    struct hinge_svg *svg = &b->drawing->svg;
    double step = 0.7 / (double)b->levels.n;
    for (size_t l = 0; l < b->levels.n; l++) {
        struct hinge_look look = b->levels.look[l];
        const struct hinge_pen pen = {look.colour, 0.8, look.dash};
        double x[BINS], y[BINS];
        for (size_t k = 0; k < b->n_bins; k++) {
            x[k] = hinge_panel_x(panel,
                                 (double)k + step * ((double)l - ((double)b->levels.n - 1) / 2));
            y[k] = hinge_panel_y(panel, b->cell[l][k].mean);
        }
        hinge_svg_group(svg, b->levels.shown[l]);
        hinge_svg_curve(svg, x, y, b->n_bins, &pen);
        for (size_t k = 0; k < b->n_bins; k++)
            hinge_error_bar(svg, panel, x[k], b->cell[l][k].mean, b->cell[l][k].low,
                            b->cell[l][k].high, &look);
        hinge_svg_end(svg);
    }
}

static void draw_all(const struct binned *b, const char *title)
{
    struct hinge_drawing *d = b->drawing;
    struct hinge_panel panel = {0};
    const char *names[BINS];
    const struct hinge_frame frame = {.y_name = hinge_drawing_label(d, "lumbar_fraction")};
    double legend = hinge_legend_height(b->levels.shown, b->levels.n, d->width - 8);
    for (size_t k = 0; k < BINS; k++)
        names[k] = bins[k].name;
    fit(b, &panel.y);
    panel.x = (struct hinge_axis){.low = -0.5, .high = (double)b->n_bins - 0.5};
    panel.left = hinge_panel_left(&panel.y, frame.y_name);
    panel.width = d->width - panel.left - 8;
    panel.top = 8 + legend + 6;
    panel.height = fmin(panel.width * 0.7, 200);
    hinge_svg_open(&d->svg, d->width, panel.top + panel.height + HINGE_PANEL_BELOW, title,
                   hinge_text_string(&d->caption));
    hinge_legend_draw(&d->svg, b->levels.shown, b->levels.look, b->levels.n, 4, 5, d->width - 8,
                      HINGE_SAMPLE_BOTH);
    hinge_panel_frame(&d->svg, &panel, &frame);
    hinge_categories_draw(&d->svg, &panel, names, b->n_bins,
                          "lumbar plus hip flexion since the start");
    draw_published(&d->svg, &panel, b->n_bins);
    draw_levels(b, &panel);
    hinge_svg_close(&d->svg);
}

static void describe(const struct binned *b, const char *phase)
{
    struct hinge_text *caption = &b->drawing->caption;
    hinge_text_printf(caption,
                      "Lumbar fraction (lumbar by lumbar plus hip flexion) in each bin "
                      "of the %s: means of participants with 95 %% intervals",
                      phase);
    for (size_t l = 0; l < b->levels.n; l++)
        hinge_text_printf(caption, "%s %s n = %.0f",
                          l > 0 ? "," : ". Participants:", b->levels.shown[l], b->cell[l][0].n);
    bool alone = false;
    for (size_t l = 0; l < b->levels.n; l++)
        for (size_t k = 0; k < b->n_bins; k++)
            alone = alone || (b->cell[l][k].n > 0 && b->cell[l][k].n < INTERVAL_PEOPLE);
    hinge_text_puts(caption,
                    alone ? ". A mark without an interval is of one or two participants" : "");
    hinge_text_puts(caption, ". Grey: " PUBLISHED " (full forward bend, 41 adults, lumbar to "
                             "hip 1.9, 0.9 and 0.4; means only), another task and method: for "
                             "orientation, not a norm.");
}

static enum hinge_status draw(struct hinge_drawing *drawing, struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct binned *b = hinge_arena_alloc(&drawing->arena, 1, sizeof *b);
    const char *phase = *drawing->request->phase ? drawing->request->phase : "descent";
    const char *columns = "keys";
    b->drawing = drawing;
    for (size_t k = 0; k < BINS; k++)
        columns = hinge_drawing_text(drawing, "%s,%s", columns, bins[k].metric);
    enum hinge_status status = hinge_drawing_table(drawing, "summary", drawing->request->by,
                                                   columns, phase, &table, error);
    if (status == HINGE_OK)
        status = hinge_levels_find(drawing, &table, "metric", NULL, &b->levels, error);
    if (status == HINGE_OK)
        read_cells(b, &table);
    if (status == HINGE_OK && b->n_bins == 0)
        status = hinge_drawing_nobody(drawing, &table,
                                      "no participant has a lumbar fraction in a bin; "
                                      "hinge-table reps gives the reasons",
                                      error);
    if (status == HINGE_OK)
        keep(b);
    if (status == HINGE_OK) {
        describe(b, phase);
        draw_all(b, *drawing->request->title != '\0' ? drawing->request->title
                                                     : "Lumbar share by part of the bend");
    }
    hinge_table_clear(&table);
    return status;
}

const struct hinge_figure hinge_figure_bins = {
    .id = "bins",
    .title = "lumbar share in each 30 degrees of the bend, beside published values",
    .details = "In the descent, or --phase ascent; by group and cue (--by).",
    .by = "group,cue",
    .takes = HINGE_FIGURE_OF_PEOPLE ",phase",
    .draw = draw,
};
