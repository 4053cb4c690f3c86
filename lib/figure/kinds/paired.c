/* SPDX-License-Identifier: GPL-3.0-or-later */
/* paired: a line per person over the conditions, and each person's change from the
 * first condition beside the smallest change beyond measurement error. */
#include "base/number.h"
#include "figure/data.h"
#include "figure/kinds/figure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEAN_PEOPLE = 3 }; /* of fewer their own values say all */

struct person {
    const char *name;
    size_t group;
    double *value; /* [condition], NaN where there is none */
};

struct paired {
    struct hinge_drawing *drawing;
    struct hinge_levels conditions, groups;
    size_t n;
    struct person *person;
    struct hinge_outcome outcome;
};

static struct person *find_person(struct paired *p, const char *name, size_t group)
{
    for (size_t i = p->n; i-- > 0;)
        if (strcmp(p->person[i].name, name) == 0)
            return &p->person[i];
    struct person *made = &p->person[p->n];
    made->name = hinge_drawing_text(p->drawing, "%s", name);
    made->group = group;
    made->value = hinge_arena_alloc(&p->drawing->arena, p->conditions.n + 1, sizeof *made->value);
    for (size_t c = 0; c < p->conditions.n; c++)
        made->value[c] = NAN;
    p->n++;
    return made;
}

static void read_people(struct paired *p)
{
    const struct hinge_table *table = &p->outcome.table;
    p->person = hinge_arena_alloc(&p->drawing->arena, table->rows + 1, sizeof *p->person);
    for (size_t r = 0; r < table->rows; r++) {
        const char *name = hinge_table_text(table, "participant", r);
        double mean = hinge_table_number(table, p->outcome.column, r);
        size_t condition = p->conditions.of_row[r];
        if (name == NULL || *name == '\0' || condition == SIZE_MAX || isnan(mean))
            continue;
        struct person *person = find_person(p, name, p->groups.of_row[r]);
        person->value[condition] = mean;
    }
}

static size_t count_pairs(const struct paired *p, size_t condition)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++)
        n += isnan(p->person[i].value[condition] - p->person[i].value[0]) ? 0 : 1;
    return n;
}

/* Values of a condition, changes from the first one for `change`. */
static struct hinge_spread spread_of(const struct paired *p, size_t condition, bool change)
{
    double *value = hinge_arena_alloc(&p->drawing->arena, p->n + 1, sizeof *value);
    for (size_t i = 0; i < p->n; i++)
        value[i] = p->person[i].value[condition] - (change ? p->person[i].value[0] : 0);
    return hinge_values_spread(value, p->n);
}

/* The people, then the means of them. */
static void keep(struct paired *p)
{
    static const struct hinge_data_column columns[] = {{"group", NULL},
                                                       {"participant", NULL},
                                                       {"condition", NULL},
                                                       {"place", "1"},
                                                       {"people", "1"},
                                                       {"value", ""},
                                                       {"ci_low", ""},
                                                       {"ci_high", ""},
                                                       {"change", ""},
                                                       {"change_ci_low", ""},
                                                       {"change_ci_high", ""},
                                                       {"mdc", ""},
                                                       {0}};
    double mdc = p->drawing->request->mdc > 0 ? p->drawing->request->mdc : (double)NAN;
    hinge_data_columns(p->drawing, columns);
    for (size_t i = 0; i <= p->n; i++)
        for (size_t c = 0; c < p->conditions.n; c++) {
            const struct person *one = i < p->n ? &p->person[i] : NULL;
            double value = one != NULL ? one->value[c] : (double)NAN;
            double number[] = {(double)c, 1, value, NAN, NAN, value, NAN, NAN, mdc};
            if (one != NULL) {
                number[5] -= one->value[0];
            } else {
                struct hinge_spread all = spread_of(p, c, false), change = spread_of(p, c, true);
                const double mean[] = {(double)c,   (double)all.n, all.mean,      all.ci_low,
                                       all.ci_high, change.mean,   change.ci_low, change.ci_high};
                memcpy(number, mean, sizeof mean);
            }
            hinge_data_row(p->drawing,
                           (const char *const[]){one != NULL ? p->groups.name[one->group] : "",
                                                 one != NULL ? one->name : "mean",
                                                 p->conditions.name[c]},
                           number);
        }
}

/* --- drawing --- */

static double spread_out(size_t i, size_t n)
{
    return n > 1 ? 0.24 * ((double)(i * 7 % n) / (double)(n - 1) - 0.5) : 0;
}

static void fit(const struct paired *p, bool change, struct hinge_axis *y)
{
    double low = change ? fmin(0, -p->drawing->request->mdc) : (double)NAN;
    double high = change ? fmax(0, p->drawing->request->mdc) : (double)NAN;
    for (size_t c = change; c < p->conditions.n; c++) {
        struct hinge_spread s = spread_of(p, c, change);
        low = fmin(low, s.min);
        high = fmax(high, s.max);
    }
    hinge_axis_pad(y, low, high, 6);
}

static void draw_lines(const struct paired *p, const struct hinge_panel *panel)
{
    struct hinge_svg *svg = &p->drawing->svg;
    double x[HINGE_LEVELS], y[HINGE_LEVELS];
    for (size_t i = 0; i < p->n; i++) {
        struct hinge_look look = p->groups.look[p->person[i].group];
        const struct hinge_pen pen = {p->n > 40 ? look.tint : look.colour, p->n > 40 ? 0.5 : 0.7,
                                      look.dash};
        for (size_t c = 0; c < p->conditions.n; c++) {
            x[c] = hinge_panel_x(panel, (double)c);
            y[c] = hinge_panel_y(panel, p->person[i].value[c]);
        }
        hinge_svg_group(svg, p->person[i].name);
        hinge_svg_curve(svg, x, y, p->conditions.n, &pen);
        for (size_t c = 0; c < p->conditions.n; c++)
            hinge_svg_mark(svg, look.mark, x[c], y[c], p->n > 40 ? 1 : 1.6, pen.colour,
                           look.filled);
        hinge_svg_end(svg);
    }
}

static const struct hinge_look mean_look = {HINGE_INK, HINGE_PALE_GREY, 0, HINGE_MARK_DIAMOND,
                                            true};

static void draw_means(const struct paired *p, const struct hinge_panel *panel, bool change)
{
    for (size_t c = change; c < p->conditions.n; c++) {
        struct hinge_spread s = spread_of(p, c, change);
        if (s.n < MEAN_PEOPLE)
            continue;
        double at = (double)(c - change) + (change || c + 1 == p->conditions.n ? 0.24 : -0.24);
        hinge_error_bar(&p->drawing->svg, panel, hinge_panel_x(panel, at), s.mean, s.ci_low,
                        s.ci_high, &mean_look);
    }
}

static void draw_changes(const struct paired *p, const struct hinge_panel *panel)
{
    struct hinge_svg *svg = &p->drawing->svg;
    double mdc = p->drawing->request->mdc;
    const struct hinge_pen zero = {"#777777", 0.8, 0};
    const struct hinge_words words = {.colour = HINGE_GREY, .anchor = HINGE_END};
    if (mdc > 0) {
        double top = hinge_panel_y(panel, mdc), bottom = hinge_panel_y(panel, -mdc);
        hinge_svg_rect(svg, panel->left + 0.4, top, panel->width, bottom - top, "#eeeeee", NULL);
        hinge_svg_words(svg, panel->left + panel->width - 2, top + 8, &words,
                        "within measurement error");
    }
    hinge_svg_line(svg, panel->left, hinge_panel_y(panel, 0), panel->left + panel->width,
                   hinge_panel_y(panel, 0), &zero);
    for (size_t c = 1; c < p->conditions.n; c++)
        for (size_t i = 0; i < p->n; i++) {
            struct hinge_look look = p->groups.look[p->person[i].group];
            double change = p->person[i].value[c] - p->person[i].value[0];
            if (isnan(change))
                continue;
            hinge_svg_group(svg, p->person[i].name);
            hinge_svg_mark(svg, look.mark,
                           hinge_panel_x(panel, (double)c - 1 + spread_out(i, p->n)),
                           hinge_panel_y(panel, change), 1.8, look.colour, look.filled);
            hinge_svg_end(svg);
        }
}

static double draw_panel(const struct paired *p, double left, double top, double width, bool change)
{
    struct hinge_svg *svg = &p->drawing->svg;
    struct hinge_panel panel = {.top = top,
                                .height = p->drawing->width > 300 ? fmin(width * 0.8, 190)
                                                                  : p->drawing->width * 0.55};
    size_t n = p->conditions.n - change;
    const struct hinge_frame frame = {
        .y_name = change ? hinge_drawing_text(p->drawing, "change from %s%s",
                                              p->conditions.shown[0], p->outcome.unit)
                         : p->outcome.label};
    fit(p, change, &panel.y);
    panel.x = (struct hinge_axis){.low = -0.5, .high = (double)n - 0.5};
    panel.left = left + hinge_panel_left(&panel.y, frame.y_name);
    panel.width = left + width - panel.left - 6;
    if (svg->text.length > 0) {
        hinge_panel_frame(svg, &panel, &frame);
        hinge_categories_draw(svg, &panel, p->conditions.shown + change, n, "");
        if (change)
            draw_changes(p, &panel);
        else
            draw_lines(p, &panel);
        draw_means(p, &panel, change);
    }
    return panel.height + hinge_categories_below(p->conditions.shown + change, n, panel.width);
}

/* Beside each other, the changes in less room where the figure is narrow; below each
 * other where many conditions would not fit. */
static void draw_all(const struct paired *p, const char *title)
{
    enum { BESIDE = 3 };
    struct hinge_drawing *d = p->drawing;
    bool wide = d->width > 300, beside = wide || p->conditions.n <= BESIDE;
    double slot[2] = {d->width, d->width};
    if (beside) {
        slot[0] = d->width * (wide ? 0.5 : 0.58);
        slot[1] = d->width - slot[0];
    }
    double legend =
        p->groups.n > 1 ? hinge_legend_height(p->groups.shown, p->groups.n, d->width - 8) + 4 : 0;
    double top = 8 + legend;
    /* before the image is opened only heights come of it */
    double first = draw_panel(p, 0, top, slot[0] - 4, false);
    double second = draw_panel(p, 0, top, slot[1] - 4, true);
    hinge_svg_open(&d->svg, d->width, top + (beside ? fmax(first, second) : first + second), title,
                   hinge_text_string(&d->caption));
    if (legend > 0)
        hinge_legend_draw(&d->svg, p->groups.shown, p->groups.look, p->groups.n, 4, 4, d->width - 8,
                          HINGE_SAMPLE_BOTH);
    draw_panel(p, 0, top, slot[0] - 4, false);
    draw_panel(p, beside ? slot[0] : 0, beside ? top : top + first, slot[1] - 4, true);
    hinge_svg_close(&d->svg);
}

static void describe(const struct paired *p)
{
    struct hinge_text *caption = &p->drawing->caption;
    double mdc = p->drawing->request->mdc;
    hinge_text_printf(caption,
                      "%s%s: a line per person; diamonds are means with 95 %% "
                      "intervals. Changes from %s:",
                      p->outcome.label, p->outcome.when, p->conditions.shown[0]);
    for (size_t c = 1; c < p->conditions.n; c++) {
        size_t up = 0, down = 0;
        for (size_t i = 0; i < p->n; i++) {
            double change = p->person[i].value[c] - p->person[i].value[0];
            up += mdc > 0 && change > mdc;
            down += mdc > 0 && change < -mdc;
        }
        struct hinge_spread s = spread_of(p, c, true);
        int digits = isnan(s.ci_low) ? hinge_decimals_of(fabs(s.mean)) + 1
                                     : hinge_interval_decimals(s.ci_low, s.ci_high);
        hinge_text_printf(caption, "%s %s %.*f", c > 1 ? ";" : "", p->conditions.shown[c], digits,
                          hinge_unsigned_zero(s.mean, digits));
        if (!isnan(s.ci_low))
            hinge_text_printf(caption, " (%.*f to %.*f)", digits,
                              hinge_unsigned_zero(s.ci_low, digits), digits,
                              hinge_unsigned_zero(s.ci_high, digits));
        hinge_text_printf(caption, ", n = %zu", count_pairs(p, c));
        if (mdc > 0)
            hinge_text_printf(caption, ", %zu lower and %zu higher by more than %g", down, up, mdc);
    }
    hinge_text_puts(caption, ".");
}

static enum hinge_status read_table(struct paired *p, const char *by, struct hinge_error *error)
{
    struct hinge_drawing *d = p->drawing;
    bool group = !hinge_listed(by, ',', "group");
    enum hinge_status status =
        hinge_outcome_read(d, hinge_drawing_text(d, "participant,%s%s", group ? "group," : "", by),
                           &p->outcome, error);
    const struct hinge_table *table = &p->outcome.table;
    if (status == HINGE_OK)
        status = hinge_levels_pick(d, table, by, true, &p->conditions, error);
    if (status == HINGE_OK)
        status = hinge_levels_pick(d, table, group ? "group" : "", false, &p->groups, error);
    return status;
}

static enum hinge_status draw(struct hinge_drawing *drawing, struct hinge_error *error)
{
    const struct hinge_figure_request *request = drawing->request;
    struct paired p = {.drawing = drawing};
    const char *by = *request->by != '\0' ? request->by : "cue";
    enum hinge_status status = read_table(&p, by, error);
    if (status == HINGE_OK)
        read_people(&p);
    size_t pairs = 0;
    for (size_t c = 1; status == HINGE_OK && c < p.conditions.n; c++)
        pairs += count_pairs(&p, c);
    if (status == HINGE_OK && hinge_drawing_unnamed(&p.conditions))
        status =
            hinge_drawing_nothing(drawing, error, "%s: no recording has a %s", p.outcome.id, by);
    else if (status == HINGE_OK && pairs == 0)
        status = hinge_drawing_nothing(
            drawing, error,
            p.conditions.n < 2 ? "%s: there is only one condition (\"%s\"); --by names "
                                 "another key"
                               : "no participant has %s under \"%s\" and under another condition",
            p.outcome.id, p.conditions.n > 0 ? p.conditions.name[0] : "none");
    if (status == HINGE_OK)
        keep(&p);
    if (status == HINGE_OK) {
        describe(&p);
        draw_all(&p, *request->title != '\0'
                         ? request->title
                         : hinge_drawing_text(drawing, "%s of every person", p.outcome.label));
    }
    hinge_table_clear(&p.outcome.table);
    return status;
}

const struct hinge_figure hinge_figure_paired = {
    .id = "paired",
    .title = "a line per person over the conditions, and every person's change",
    .details = "Of the cues (or the key of --by) against the first: none, or the first "
               "of --levels. It shows lumbar_fraction, without a spine backward hip "
               "travel, or --columns (of a fault what it is judged by), in the descent "
               "or --phase. --mdc draws measurement error.",
    .by = "cue",
    .takes = HINGE_FIGURE_OF_PEOPLE ",phase,columns,mdc",
    .draw = draw,
};
