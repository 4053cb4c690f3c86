/* SPDX-License-Identifier: GPL-3.0-or-later */
/* answer: the first picture of the report. Left: everybody and the means, over what was compared;
 * right: each difference with its interval. Its numbers are the facts of the page, which draws it
 * with them: "part" is then one of both sides. */
#include "base/sample.h"
#include "figure/kinds/figure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 60, LABEL_HEIGHT = 9 };

static double number(const json_t *fact, const char *name)
{
    const json_t *value = json_object_get(fact, name);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static const char *text(const json_t *fact, const char *name)
{
    const char *value = json_string_value(json_object_get(fact, name));
    return value != NULL ? value : "";
}

static const json_t *group_at(const struct hinge_plot *p, const json_t *fact)
{
    return json_array_get(json_object_get(p->facts, "groups"), (size_t)number(fact, "g"));
}

static struct hinge_look look_of(const struct hinge_plot *p, const json_t *fact, double width,
                                 double size, double opacity)
{
    const bool grouped = number(fact, "g") >= 0;
    struct hinge_look look =
        grouped ? hinge_look_of((size_t)number(group_at(p, fact), "look")) : hinge_look_mean;
    look.dash = 0;
    look.filled = true;
    look.width = width;
    look.size = size;
    look.opacity = opacity;
    return look;
}

static double value_of(const json_t *person, size_t cond)
{
    const json_t *value = json_array_get(json_object_get(person, "v"), cond);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Of many people: a dot each beside the mean, and the middle half and four fifths of them. */
static void add_crowd(struct hinge_plot *p, struct hinge_panel *panel, const json_t *mean, double x)
{
    const json_t *people = json_object_get(p->facts, "people"), *who;
    const size_t cond = (size_t)number(mean, "c");
    const struct hinge_look dot = look_of(p, mean, 0, .8, 0), thin = look_of(p, mean, 1.5, 0, .3),
                            thick = look_of(p, mean, 4, 0, .3);
    double *value = hinge_plot_room(p, json_array_size(people), sizeof *value);
    size_t n = 0, i;
    json_array_foreach(people, i, who)
    {
        const double v = value_of(who, cond);
        if (number(who, "g") == number(mean, "g") && !isnan(v))
            value[n++] = v;
    }
    for (i = 0; i < n; i++)
        hinge_panel_mark(panel, &dot, NULL, x + .04 + .12 * (double)(i * 7 % 11) / 11, value[i]);
    qsort(value, n, sizeof *value, ascending);
    hinge_panel_rule(panel, &thin, x, hinge_quantile_sorted(value, n, .1), x,
                     hinge_quantile_sorted(value, n, .9));
    hinge_panel_rule(panel, &thick, x, hinge_quantile_sorted(value, n, .25), x,
                     hinge_quantile_sorted(value, n, .75));
}

static void add_people(struct hinge_plot *p, struct hinge_panel *panel, size_t n_conds)
{
    const json_t *people = json_object_get(p->facts, "people"), *who;
    double *x = hinge_plot_room(p, 2 * n_conds, sizeof *x), *v = x + n_conds;
    const size_t many = json_array_size(people);
    size_t i;
    json_array_foreach(people, i, who)
    {
        const struct hinge_look thin = look_of(p, who, .7, 0, .4),
                                dot = look_of(p, who, .7, 1.4, 0);
        struct hinge_look small = dot;
        size_t n = 0;
        small.filled = false;
        for (size_t c = 0; c < n_conds; c++) {
            const double value = value_of(who, c);
            if (isnan(value))
                continue;
            x[n] = (double)c;
            v[n++] = value;
        }
        if (n > 1)
            hinge_panel_line(panel, &thin, text(who, "p"), x, v, n);
        else if (n == 1)
            hinge_panel_mark(panel, &small, text(who, "p"), x[0] + hinge_beside(i, many, .3), v[0]);
    }
}

/* Values at an end, none over another, in their order. */
static void add_names(struct hinge_plot *p, struct hinge_panel *panel, size_t n_conds, double gap,
                      bool first)
{
    const json_t *means = json_object_get(p->facts, "means"), *mean;
    const size_t most = json_array_size(means),
                 n_groups = json_array_size(json_object_get(p->facts, "groups"));
    const json_t **end = hinge_plot_room(p, most, sizeof(json_t *));
    size_t n = 0, i;
    json_array_foreach(means, i, mean)
    {
        const json_t *next = json_array_get(means, i + 1),
                     *before = i > 0 ? json_array_get(means, i - 1) : NULL,
                     *beside = first ? before : next;
        if (beside != NULL && number(beside, "g") == number(mean, "g"))
            continue; /* not at this end of its line */
        if (first && number(mean, "c") + 1 == (double)n_conds)
            continue; /* said at the other end */
        size_t k = n++;
        for (; k > 0 && number(end[k - 1], "m") < number(mean, "m"); k--)
            end[k] = end[k - 1];
        end[k] = mean;
    }
    double above = (double)INFINITY;
    for (i = 0; i < n; i++) {
        struct hinge_look look = look_of(p, end[i], 0, -1, 0);
        const bool beside = !first || p->width / (double)n_conds >= 100; /* room for it */
        const double at = number(end[i], "m"), x = number(end[i], "c"),
                     y = fmin(beside ? at : fmax(number(end[i], "hi"), at) + .7 * gap, above - gap);
        above = y;
        if (!beside)
            hinge_panel_name(panel, &look, x, y, HINGE_MIDDLE, text(end[i], "text"));
        else if (first)
            hinge_panel_name(panel, &look, x - .1 - .03 * (double)n_groups, y, HINGE_END,
                             text(end[i], "text"));
        else
            hinge_panel_label(panel, &look, x, number(end[i], "m"),
                              hinge_plot_text(p, "%s %s", text(end[i], "text"),
                                              text(group_at(p, end[i]), "name")));
    }
}

static void draw_people(struct hinge_plot *p, double height, size_t column)
{
    const json_t *facts = p->facts, *conds = json_object_get(facts, "conds"),
                 *means = json_object_get(facts, "means"), *mean,
                 *people = json_object_get(facts, "people"), *who;
    const size_t n_conds = json_array_size(conds),
                 n_groups = json_array_size(json_object_get(facts, "groups"));
    const bool one = json_is_true(json_object_get(facts, "one")),
               alone = json_is_true(json_object_get(facts, "nobody")), /* nobody is named */
        crowd = !one && json_array_size(people) > MANY;
    const double scale = number(facts, "scale");
    const char **name = hinge_plot_room(p, n_conds, sizeof *name);
    double low = scale > 1 ? 0 : (double)INFINITY, high = -(double)INFINITY;
    size_t i;
    for (i = 0; i < n_conds; i++)
        name[i] = json_string_value(json_array_get(conds, i));
    json_array_foreach(people, i, who)
    {
        for (size_t c = 0; c < n_conds; c++) {
            low = fmin(low, value_of(who, c));
            high = fmax(high, value_of(who, c));
        }
    }
    json_array_foreach(means, i, mean)
    {
        low = fmin(low, number(mean, "lo"));
        high = fmax(high, number(mean, "hi"));
    }
    struct hinge_panel *panel =
        hinge_plot_panel(p, (struct hinge_panel){.column = column,
                                                 .share = .56,
                                                 .height = height,
                                                 .title = text(facts, "what"),
                                                 .x = {.category = name, .n_categories = n_conds},
                                                 .y = {.scale = scale,
                                                       .span = number(facts, "span"),
                                                       .low = low,
                                                       .high = high,
                                                       .round = true}});
    if (!crowd)
        add_people(p, panel, n_conds);
    double *x = hinge_plot_room(p, 2 * n_conds, sizeof *x), *y = x + n_conds;
    size_t n = 0;
    json_array_foreach(means, i, mean)
    {
        const double g = number(mean, "g"), m = number(mean, "m"), lo = number(mean, "lo"),
                     hi = number(mean, "hi"), c = number(mean, "c"),
                     at = c + (g - ((double)n_groups - 1) / 2) * (crowd ? .26 : .05) *
                                  (n_groups > 1 ? 1 : 0);
        const struct hinge_look line = look_of(p, mean, 1.8, 0, 0),
                                mark = look_of(p, mean, 1.3, 2.8, 0),
                                pale = look_of(p, mean, 5, 0, .25);
        const json_t *next = json_array_get(means, i + 1);
        const char *group = text(group_at(p, mean), "name"),
                   *what = hinge_plot_text(p, "%s%s%s: %s, %s%g%s", group,
                                           *group != '\0' && *name[(size_t)c] != '\0' ? ", " : "",
                                           name[(size_t)c], text(mean, "text"),
                                           alone ? "" : "n = ", number(mean, "n"),
                                           alone ? " recordings" : "");
        if (crowd)
            add_crowd(p, panel, mean, at);
        x[n] = at;
        y[n++] = m;
        if (next == NULL || number(next, "g") != g) {
            if (n > 1)
                hinge_panel_line(panel, &line, NULL, x, y, n);
            n = 0;
        }
        if (one && !isnan(lo))
            hinge_panel_rule(panel, &pale, at, lo, at, hi);
        if (one || isnan(lo))
            hinge_panel_mark(panel, &mark, what, at, m);
        else
            hinge_panel_bar(panel, &mark, what, at, m, lo, hi);
        hinge_plot_row(p, (const char *const[]){"mean", "", group, name[(size_t)c]},
                       (const double[]){number(mean, "n"), m, lo, hi});
        hinge_plot_finding(p, "%s", what);
    }
    json_array_foreach(people, i, who)
    {
        for (size_t c = 0; c < n_conds; c++)
            if (!isnan(value_of(who, c)))
                hinge_plot_row(p,
                               (const char *const[]){one ? "bend" : "person", text(who, "p"),
                                                     text(group_at(p, who), "name"), name[c]},
                               (const double[]){1, value_of(who, c), NAN, NAN});
    }
    const double gap = LABEL_HEIGHT * fmax(high - low, number(facts, "span")) / height * 1.15;
    if (n_conds > 1)
        add_names(p, panel, n_conds, gap, true);
    add_names(p, panel, n_conds, gap, false);
}

static void draw_rows(struct hinge_plot *p, double height, size_t column, size_t below)
{
    const json_t *facts = p->facts, *rows = json_object_get(facts, "rows"), *row;
    const size_t n = json_array_size(rows);
    const char **name = hinge_plot_room(p, n, sizeof *name);
    const double limit = number(facts, "limit");
    double low = 0, high = 0;
    size_t i;
    json_array_foreach(rows, i, row)
    {
        const double m = number(row, "m"),
                     far = json_is_true(json_object_get(row, "within")) ? limit : 0;
        name[i] = text(row, "name");
        low = fmin(low, fmin(-far, fmin(m, number(row, "lo"))));
        high = fmax(high, fmax(far, fmax(m, number(row, "hi"))));
    }
    struct hinge_panel *panel = hinge_plot_panel(
        p,
        (struct hinge_panel){
            .row = below,
            .column = column,
            .share = .44,
            .height = height,
            .title = text(facts, "head"),
            .no_grid = true,
            .x = {.name = limit > 0 ? hinge_plot_text(p, "shaded: %s", text(facts, "vary")) : NULL,
                  .scale = number(facts, "scale"),
                  .low = low,
                  .high = high,
                  .is_signed = true,
                  .wanted = 4},
            .y = {.category = name, .n_categories = n, .hidden = true}});
    json_array_foreach(rows, i, row)
    {
        if (json_is_true(json_object_get(row, "within")) && limit > 0)
            hinge_panel_box(panel, &hinge_look_grey, HINGE_TINT, NULL, -limit, (double)i - .1,
                            limit, (double)i + .5);
    }
    hinge_panel_rule(panel, &hinge_look_zero, 0, -(double)INFINITY, 0, (double)INFINITY);
    json_array_foreach(rows, i, row)
    {
        struct hinge_look look = look_of(p, row, 1.4, 2.6, 0);
        const double m = number(row, "m"), lo = number(row, "lo"), hi = number(row, "hi");
        const char *what = hinge_plot_text(p, "%s: %s", name[i], text(row, "text"));
        const double y = (double)i + .2; /* below its name */
        look.mark = HINGE_MARK_DIAMOND;
        hinge_panel_name(panel, &look, -(double)INFINITY, (double)i - .24, HINGE_START, name[i]);
        if (isnan(lo))
            hinge_panel_mark(panel, &look, what, m, y);
        else
            hinge_panel_bar(panel, &look, what, m, y, lo, hi);
        hinge_panel_label(panel, NULL, INFINITY, y, text(row, "text"));
        hinge_plot_row(p, (const char *const[]){"difference", "", name[i], ""},
                       (const double[]){number(row, "n"), m, lo, hi});
        hinge_plot_finding(p, "%s", what);
    }
}

static void draw(struct hinge_plot *p)
{
    const json_t *facts = p->facts, *rows = json_object_get(facts, "rows");
    const size_t n = json_array_size(rows);
    const char *part = text(facts, "part");
    if (!json_is_object(facts))
        hinge_plot_nothing(p, "nobody who counts has a value without a cue");
    if (hinge_plot_failed(p))
        return;
    const bool wide = p->width > 300 && *part == '\0';
    const bool left = strcmp(part, "rows") != 0, right = strcmp(part, "people") != 0 && n > 0;
    hinge_plot_columns(p, "drawn,who,group,condition,people:1,value:,ci_low:,ci_high:");
    p->title = "The answer";
    if (left)
        draw_people(p, wide ? 150 : fmax(.62 * p->width, 105), 0);
    if (right)
        draw_rows(p, 25 * (double)n, wide, left && !wide);
    hinge_plot_caption(p, "%s: %s; %s.", text(facts, "what"),
                       json_is_true(json_object_get(facts, "one"))
                           ? "small marks are bends, large ones means, pale bars their SD"
                       : json_array_size(json_object_get(facts, "people")) > MANY
                           ? "dots are people, bars the middle 80 and 50 % of them, marks means "
                             "with 95 % intervals"
                           : "thin lines and small marks are people, large marks means with 95 % "
                             "intervals",
                       text(facts, "head"));
}

const struct hinge_figure hinge_figure_answer = {
    .id = "answer",
    .title = "the report's answer: everybody, the means and each difference",
    .details = "Left people over the cues, visits or loads that are compared, right which against "
               "which, with 95 % intervals; of one person bends.",
    .by = "",
    .needs = HINGE_FIGURE_NEEDS_FACTS,
    .takes = "filter,people,people-split,allow-inferred,all-tasks,all-reps,allow-single,change",
    .draw = draw,
};
