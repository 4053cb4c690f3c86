/* SPDX-License-Identifier: GPL-3.0-or-later */
/* groups: a mark per person of two groups, and the difference of their means with its
 * interval (an estimation plot: Gardner and Altman 1986). */
#include "base/number.h"
#include "figure/data.h"
#include "figure/kinds/figure.h"
#include "people/people.h"
#include "table/columns.h"

#include <math.h>
#include <string.h>

enum { LEAST = 3 /* people of a group for an interval */ };

struct grouped {
    struct hinge_drawing *drawing;
    struct hinge_levels groups;
    struct hinge_outcome outcome;
    struct hinge_spread spread[2];
    double difference, low, high; /* of the means, first minus second */
};

static enum hinge_status compute(struct grouped *g)
{
    static const char *const options[][2] = {{"analysis", "between"}, {"outcome", "value"},
                                             {"group", "group"},      {"participant", "person"},
                                             {"order", "a,b"},        {"allow_single", "true"}};
    struct hinge_table table = {0};
    json_t *results = NULL;
    struct hinge_error why = {0};
    static const struct hinge_table_spec columns[] = {
        {"person", NULL, -1}, {"group", NULL, -1}, {"value", "", -1}};
    hinge_table_specify(&table, columns, 3);
    for (size_t r = 0; r < g->outcome.table.rows; r++) {
        double value = hinge_table_number(&g->outcome.table, g->outcome.column, r);
        if (g->groups.of_row[r] > 1 || isnan(value))
            continue;
        const char *const texts[] = {hinge_drawing_text(g->drawing, "%zu", r),
                                     g->groups.of_row[r] == 0 ? "a" : "b"};
        hinge_table_put_row(&table, texts, &value);
    }
    enum hinge_status status =
        hinge_figure_analyse(options, sizeof options / sizeof *options, &table, &results, &why);
    const json_t *welch = json_object_get(results, "welch");
    g->low = hinge_result_number(welch, "ci_low");
    g->high = hinge_result_number(welch, "ci_high");
    json_decref(results);
    hinge_table_clear(&table);
    return status;
}

static void read_groups(struct grouped *g)
{
    const struct hinge_table *table = &g->outcome.table;
    double *value = hinge_arena_alloc(&g->drawing->arena, table->rows + 1, sizeof *value);
    for (size_t k = 0; k < 2; k++) {
        for (size_t r = 0; r < table->rows; r++)
            value[r] = g->groups.of_row[r] == k ? hinge_table_number(table, g->outcome.column, r)
                                                : (double)NAN;
        g->spread[k] = hinge_values_spread(value, table->rows);
    }
}

static void keep(struct grouped *g)
{
    static const struct hinge_data_column columns[] = {{"what", NULL},        {"group", NULL},
                                                       {"participant", NULL}, {"people", "1"},
                                                       {"value", ""},         {"ci_low", ""},
                                                       {"ci_high", ""},       {0}};
    const struct hinge_table *table = &g->outcome.table;
    hinge_data_columns(g->drawing, columns);
    for (size_t r = 0; r < table->rows; r++) {
        size_t group = g->groups.of_row[r];
        double value = hinge_table_number(table, g->outcome.column, r);
        if (group > 1 || isnan(value))
            continue;
        hinge_data_row(g->drawing,
                       (const char *const[]){"person", g->groups.name[group],
                                             hinge_table_text(table, "participant", r)},
                       (const double[]){1, value, NAN, NAN});
    }
    for (size_t k = 0; k < 2; k++) {
        const struct hinge_spread *s = &g->spread[k];
        bool few = s->n < LEAST;
        hinge_data_row(g->drawing, (const char *const[]){"mean", g->groups.name[k], NULL},
                       (const double[]){(double)s->n, s->mean, few ? (double)NAN : s->ci_low,
                                        few ? (double)NAN : s->ci_high});
    }
    hinge_data_row(g->drawing, (const char *const[]){"difference", g->groups.name[0], NULL},
                   (const double[]){(double)(g->spread[0].n + g->spread[1].n), g->difference,
                                    g->low, g->high});
}

/* --- drawing --- */

static const struct hinge_look mean_look = {HINGE_INK, HINGE_PALE_GREY, 0, HINGE_MARK_DIAMOND,
                                            true};

/* Where the i-th of n stands beside the middle of its group. */
static double beside(size_t i, size_t n)
{
    return n > 1 ? 0.3 * ((double)(i * 7 % n) / (double)(n - 1) - 0.5) : 0;
}

static void draw_people(const struct grouped *g, const struct hinge_panel *panel)
{
    struct hinge_svg *svg = &g->drawing->svg;
    const struct hinge_table *table = &g->outcome.table;
    size_t placed[2] = {0, 0};
    for (size_t r = 0; r < table->rows; r++) {
        size_t group = g->groups.of_row[r];
        double value = hinge_table_number(table, g->outcome.column, r);
        const char *name = hinge_table_text(table, "participant", r);
        if (group > 1 || isnan(value))
            continue;
        const struct hinge_look *look = &g->groups.look[group];
        double x = (double)group - 0.1 + beside(placed[group]++, g->spread[group].n);
        hinge_svg_group(svg, name != NULL ? name : "");
        hinge_svg_mark(svg, look->mark, hinge_panel_x(panel, x), hinge_panel_y(panel, value),
                       g->spread[group].n > 40 ? 1.2 : 1.8, look->colour, look->filled);
        hinge_svg_end(svg);
    }
    for (size_t k = 0; k < 2; k++)
        if (g->spread[k].n >= LEAST)
            hinge_error_bar(svg, panel, hinge_panel_x(panel, (double)k + 0.25), g->spread[k].mean,
                            g->spread[k].ci_low, g->spread[k].ci_high, &mean_look);
}

static void draw_all(const struct grouped *g, const char *title)
{
    struct hinge_drawing *d = g->drawing;
    const struct hinge_pen zero = {"#777777", 0.8, 0};
    const char *names[2],
        *minus = hinge_drawing_text(d, "%s minus %s", g->groups.shown[0], g->groups.shown[1]);
    struct hinge_panel left = {.top = 10}, right;
    for (size_t k = 0; k < 2; k++)
        names[k] =
            hinge_drawing_text(d, "%s (n\u00a0=\u00a0%zu)", g->groups.shown[k], g->spread[k].n);
    hinge_axis_pad(&left.y, fmin(g->spread[0].min, g->spread[1].min),
                   fmax(g->spread[0].max, g->spread[1].max), 6);
    left.x = (struct hinge_axis){.low = -0.5, .high = 1.5};
    left.left = hinge_panel_left(&left.y, g->outcome.label);
    bool shown = !isnan(g->low + g->high);
    right = left;
    hinge_axis_pad(&right.y, fmin(0, g->low), fmax(0, g->high), 5);
    right.x = (struct hinge_axis){.low = -0.5, .high = 0.5};
    const char *words = hinge_drawing_text(d, "difference%s", g->outcome.unit);
    double between = shown ? hinge_panel_left(&right.y, words) : 0;
    double room = d->width - left.left - between - (shown ? 12 : 6);
    left.width = shown ? room * 0.68 : room;
    right.left = left.left + left.width + between + 6;
    right.width = room - left.width;
    left.height = right.height = fmin(d->width * 0.55, 190);
    double below = hinge_categories_below(names, 2, left.width);
    if (shown)
        below = fmax(below, hinge_categories_below(&minus, 1, right.width));
    hinge_svg_open(&d->svg, d->width, left.top + left.height + below, title,
                   hinge_text_string(&d->caption));
    hinge_panel_frame(&d->svg, &left, &(struct hinge_frame){.y_name = g->outcome.label});
    hinge_categories_draw(&d->svg, &left, names, 2, "");
    draw_people(g, &left);
    if (shown) {
        hinge_panel_frame(&d->svg, &right, &(struct hinge_frame){.y_name = words});
        hinge_categories_draw(&d->svg, &right, &minus, 1, "");
        hinge_svg_line(&d->svg, right.left, hinge_panel_y(&right, 0), right.left + right.width,
                       hinge_panel_y(&right, 0), &zero);
        hinge_error_bar(&d->svg, &right, hinge_panel_x(&right, 0), g->difference, g->low, g->high,
                        &mean_look);
    }
    hinge_svg_close(&d->svg);
}

static void describe(const struct grouped *g)
{
    struct hinge_text *caption = &g->drawing->caption;
    bool shown = !isnan(g->low + g->high);
    int digits = shown ? hinge_interval_decimals(g->low, g->high)
                       : hinge_decimals_of(fabs(g->difference)) + 1;
    hinge_text_printf(caption,
                      "%s%s: a mark per participant%s. Difference of the means, %s "
                      "minus %s: %.*f",
                      g->outcome.label, g->outcome.when,
                      shown ? "; diamonds are means with 95 % intervals" : "", g->groups.shown[0],
                      g->groups.shown[1], digits, hinge_unsigned_zero(g->difference, digits));
    if (shown)
        hinge_text_printf(caption, " (95 %% CI %.*f to %.*f, Welch)", digits,
                          hinge_unsigned_zero(g->low, digits), digits,
                          hinge_unsigned_zero(g->high, digits));
    hinge_text_printf(caption, ", n = %zu and %zu.", g->spread[0].n, g->spread[1].n);
}

static enum hinge_status draw(struct hinge_drawing *drawing, struct hinge_error *error)
{
    struct grouped g = {.drawing = drawing};
    const char *by = *drawing->request->by != '\0' ? drawing->request->by : "group";
    enum hinge_status status = hinge_outcome_read(
        drawing, hinge_drawing_text(drawing, "participant,%s", by), &g.outcome, error);
    struct hinge_levels all = {0}; /* each in the colour that other figures give it */
    if (status == HINGE_OK)
        status = hinge_levels_pick(drawing, &g.outcome.table, by, false, &all, error);
    if (status == HINGE_OK)
        status = hinge_levels_pick(drawing, &g.outcome.table, by, true, &g.groups, error);
    if (status == HINGE_OK && g.groups.n > 1 && *drawing->request->levels == '\0' &&
        *drawing->request->order == '\0' &&
        hinge_levels_swapped(g.groups.name[0], g.groups.name[1])) {
        const struct hinge_levels old = g.groups;
        for (size_t k = 0; k < 2; k++) {
            g.groups.name[k] = old.name[!k];
            g.groups.shown[k] = old.shown[!k];
        }
        for (size_t r = 0; r < g.outcome.table.rows; r++)
            if (old.of_row[r] < 2)
                g.groups.of_row[r] = !old.of_row[r];
    }
    for (size_t l = 0; status == HINGE_OK && l < g.groups.n; l++)
        for (size_t k = 0; k < all.n; k++)
            if (strcmp(all.name[k], g.groups.name[l]) == 0)
                g.groups.look[l] = all.look[k];
    if (status == HINGE_OK && g.groups.n < 2)
        status = hinge_drawing_nothing(drawing, error,
                                       "there is only one %s; --by names another key", by);
    if (status == HINGE_OK)
        read_groups(&g);
    if (status == HINGE_OK && (g.spread[0].n == 0 || g.spread[1].n == 0))
        status = hinge_drawing_nothing(drawing, error, "no participant of %s has %s",
                                       g.groups.shown[g.spread[0].n > 0], g.outcome.id);
    if (status == HINGE_OK && g.spread[0].n >= LEAST && g.spread[1].n >= LEAST)
        status = compute(&g);
    else
        g.low = g.high = NAN;
    g.difference = g.spread[0].mean - g.spread[1].mean;
    if (status == HINGE_OK)
        keep(&g);
    if (status == HINGE_OK) {
        describe(&g);
        draw_all(&g, *drawing->request->title != '\0'
                         ? drawing->request->title
                         : hinge_drawing_text(drawing, "%s by group", g.outcome.label));
    }
    hinge_table_clear(&g.outcome.table);
    return status;
}

const struct hinge_figure hinge_figure_groups = {
    .id = "groups",
    .title = "every person of two groups, and the difference with its interval",
    .details = "Of two groups, or the first two --levels of the key of --by. It shows "
               "lumbar_fraction, without a spine backward hip travel, or --columns (of a "
               "fault what it is judged by), in the descent or --phase. Of one condition: "
               "--filter cue=none.",
    .by = "group",
    .takes = HINGE_FIGURE_OF_PEOPLE ",phase,columns",
    .draw = draw,
};
