/* SPDX-License-Identifier: GPL-3.0-or-later */
/* map: the page's map for a paper. Lines, places, means and names are the facts of the page: no
 * number is computed here. */
#include "figure/kinds/figure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELL = 950, ROW = 2400, LOW = 100, POSES = 3, MOST_BODIES = 6 }; /* thousandths of a leg */
#define SHARE 0.68 /* of the width, beside bodies */

double hinge_map_width(double width_mm)
{
    const double width = width_mm * HINGE_POINTS_PER_MM, words = 40, bodies = 13;
    return width_mm < HINGE_MAP_BODIES_MM ? width - words : SHARE * (width - words - bodies);
}

static double number(const json_t *fact, const char *name)
{
    const json_t *value = json_object_get(fact, name);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

/* NULL: none. */
static const char *text(const json_t *fact, const char *name)
{
    return json_string_value(json_object_get(fact, name));
}

static bool flag(const json_t *fact, const char *name)
{
    return json_is_true(json_object_get(fact, name));
}

/* Of a percent of the width and of the height. */
static double across(const struct hinge_panel *panel, const json_t *fact)
{
    return number(fact, "x") / 100 * panel->x.high;
}

static double up(const struct hinge_panel *panel, const json_t *fact)
{
    return panel->y.high - number(fact, "y") / 100 * (panel->y.high - panel->y.low);
}

static struct hinge_look look_of(const json_t *fact, double width, double size, double opacity)
{
    const char *cls = text(fact, "cls"), *mark = text(fact, "mark");
    const bool grouped = cls[1] >= '0' && cls[1] <= '9';
    return (struct hinge_look){
        .colour = grouped ? hinge_look_colour((size_t)(cls[1] - '0')) : HINGE_GREY,
        .mark = mark != NULL ? (enum hinge_svg_mark)(mark[1] - '0') : HINGE_MARK_CIRCLE,
        .filled = true,
        .width = width,
        .size = size,
        .opacity = opacity};
}

/* "M0 0L113 -47M…", y down: lines from a place on. NULL: none. */
static void add_path(struct hinge_plot *p, struct hinge_panel *panel, const struct hinge_look *look,
                     const char *path, double x0, double y0, double unit)
{
    const size_t most = strlen(path != NULL ? path : "") / 3 + 1;
    double *x = hinge_plot_room(p, most, sizeof *x), *y = hinge_plot_room(p, most, sizeof *y);
    if (path == NULL)
        return;
    for (size_t n = 0; *path != '\0';) {
        char *end;
        x[n] = x0 + unit * strtod(path + 1, &end);
        y[n++] = y0 - unit * strtod(end, &end);
        path = end;
        if (*path == 'L')
            continue;
        hinge_panel_line(panel, look, NULL, x, y, n);
        n = 0;
    }
}

static void add_frame(struct hinge_plot *p, struct hinge_panel *panel, const json_t *facts)
{
    const struct hinge_look slant = {.colour = HINGE_INK, .width = 0.5, .opacity = 0.12},
                            ray = {.colour = HINGE_INK, .width = 0.5, .opacity = 0.35},
                            zero = {.colour = HINGE_INK, .width = 0.6},
                            dotted = {.colour = HINGE_INK, .width = 0.8, .dash = 2};
    const bool wide = p->width >= HINGE_POINTS_PER_MM * HINGE_MAP_BODIES_MM;
    const json_t *fact;
    size_t i;
    json_array_foreach(json_object_get(facts, "slants"), i, fact)
    {
        add_path(p, panel, &slant, text(fact, "d"), 0, 0, .1);
    }
    json_array_foreach(json_object_get(facts, "rays"), i, fact)
    {
        add_path(p, panel, &ray, text(fact, "d"), 0, 0, .1);
        if (flag(fact, "top"))
            hinge_panel_words(panel, across(panel, fact), INFINITY, HINGE_MIDDLE, 0,
                              hinge_plot_text(p, "%s%s", text(fact, "label"),
                                              flag(fact, "first") && wide ? " from the spine"
                                                                          : ""));
        else
            hinge_panel_label(panel, NULL, across(panel, fact), up(panel, fact),
                              text(fact, "label"));
    }
    if (panel->y.low < 0)
        hinge_panel_rule(panel, &zero, 0, 0, panel->x.high, 0);
    const double limit = up(panel, json_object_get(facts, "limit"));
    hinge_panel_rule(panel, &dotted, 0, limit, panel->x.high, limit);
}

/* Up to `most` numbers of a text, whatever stands between them; returns how many. */
static size_t read_numbers(const char *at, double *value, size_t most)
{
    size_t n = 0;
    while (at != NULL && *at != '\0' && n < most) {
        char *end;
        value[n] = strtod(at, &end);
        n += end != at;
        at = end != at ? end : at + 1;
    }
    return n;
}

/* An arrow from `from` to a fact, or a ring where hardly anything changes. */
static void add_arrow(struct hinge_plot *p, struct hinge_panel *panel, struct hinge_look look,
                      const json_t *fact)
{
    double at[4];
    if (!json_is_object(json_object_get(fact, "head"))) {
        add_path(p, panel, &look, text(fact, "ar"), 0, 0, .1);
        look.filled = false;
        look.size *= .5;
        hinge_panel_mark(panel, &look, NULL, across(panel, fact), up(panel, fact));
    } else if (read_numbers(text(fact, "ar"), at, 4) == 4) {
        hinge_panel_arrow(panel, &look, at[0] / 10, -at[1] / 10, at[2] / 10, -at[3] / 10);
    }
}

static void add_row(struct hinge_plot *p, const char *drawn, const char *who, const json_t *fact)
{
    const double share = number(fact, "share"), depth = number(fact, "depth");
    const char *group = text(fact, "group");
    hinge_plot_row(
        p, (const char *const[]){drawn, who, group != NULL ? group : "", text(fact, "condition")},
        (const double[]){number(fact, "n"), share, number(fact, "low"), number(fact, "high"), depth,
                         depth * (1 - share), depth * share});
}

static void add_people(struct hinge_plot *p, struct hinge_panel *panel, const json_t *facts)
{
    const bool small = flag(facts, "small");
    const json_t *who, *cued;
    size_t i, k;
    json_array_foreach(json_object_get(facts, "people"), i, who)
    {
        const struct hinge_look thin = look_of(who, .4, 0, .45),
                                arrow = look_of(who, .5, 3, small ? .3 : .8);
        const char *of = flag(facts, "one") ? "bend" : "person";
        if (flag(facts, "lines"))
            add_path(p, panel, &thin, text(who, "ln"), 0, 0, .1);
        add_row(p, of, text(who, "p"), who);
        json_array_foreach(json_object_get(who, "cued"), k, cued)
        {
            if (!flag(facts, "many"))
                add_arrow(p, panel, arrow, cued);
            add_row(p, of, text(who, "p"), cued);
        }
    }
    json_array_foreach(json_object_get(facts, "people"), i, who)
    {
        struct hinge_look mark = look_of(who, 0, small ? 1.2 : 1.7, 0);
        const char *visit = text(who, "visit");
        mark.filled = !flag(who, "o");
        if (visit != NULL) { /* a number in a circle with the paper's ground */
            const struct hinge_look ground = {.colour = "#fff", .filled = true, .size = 3.4};
            hinge_panel_mark(panel, &ground, NULL, across(panel, who), up(panel, who));
            mark.filled = false;
            mark.size = 3.4;
        }
        hinge_panel_mark(panel, &mark, text(who, "t"), across(panel, who), up(panel, who));
        if (visit != NULL)
            hinge_panel_words(panel, across(panel, who), up(panel, who), HINGE_MIDDLE, 0, visit);
    }
}

static void add_means(struct hinge_plot *p, struct hinge_panel *panel, const json_t *facts)
{
    const struct hinge_look seam = {.colour = "#fff", .width = 2.8};
    const json_t *mean;
    size_t i;
    json_array_foreach(json_object_get(facts, "means"), i, mean)
    {
        const struct hinge_look bar = look_of(mean, 5, 0, .25), line = look_of(mean, 1.5, 5, 0),
                                mark = look_of(mean, 0, 2.9, 0);
        add_row(p, "mean", "", mean);
        if (!flag(mean, "base")) {
            add_arrow(p, panel, line, mean);
            continue;
        }
        add_path(p, panel, &bar, text(mean, "ci"), 0, 0, .1);
        add_path(p, panel, &seam, text(mean, "ln"), 0, 0, .1);
        add_path(p, panel, &line, text(mean, "ln"), 0, 0, .1);
        hinge_panel_mark(panel, &mark, NULL, across(panel, mean), up(panel, mean));
    }
    json_array_foreach(json_object_get(facts, "names"), i, mean)
    {
        const struct hinge_look look = look_of(mean, 0, 0, 0);
        const char anchor = *text(mean, "anchor");
        hinge_panel_name(panel, &look, across(panel, mean), up(panel, mean),
                         anchor == 's'   ? HINGE_START
                         : anchor == 'm' ? HINGE_MIDDLE
                                         : HINGE_END,
                         text(mean, "text"));
    }
}

static void add_bodies(struct hinge_plot *p, const json_t *bodies, double height)
{
    static const char *const when[POSES] = {"start", "half way", "deepest"};
    const size_t n = json_array_size(bodies);
    const double width = (1 / SHARE - 1) * hinge_map_width(p->width / HINGE_POINTS_PER_MM),
                 cell = fmax(CELL, width / height * (double)(n * ROW + LOW) / POSES);
    struct hinge_panel *panel = hinge_plot_panel(
        p, (struct hinge_panel){
               .column = 1,
               .share = 1 - SHARE,
               .height = height,
               .equal = true,
               .x = {.high = POSES * cell, .exact = true, .hidden = true},
               .y = {.low = -LOW, .high = (double)n * ROW, .exact = true, .hidden = true}});
    const json_t *one, *pose, *part;
    size_t i, k, m;
    json_array_foreach(bodies, i, one)
    {
        const double ground = (double)(n - 1 - i) * ROW;
        const char *group = text(one, "group");
        const struct hinge_look name = look_of(one, 0, 0, 0);
        if (group != NULL)
            hinge_panel_name(panel, &name, 0, ground + ROW - 220, HINGE_START, group);
        json_array_foreach(json_object_get(one, "poses"), k, pose)
        {
            const double x = ((double)k + .42) * cell;
            hinge_panel_rule(panel, &hinge_look_grey, x - .36 * cell, ground - 25, x + .44 * cell,
                             ground - 25);
            json_array_foreach(json_object_get(pose, "parts"), m, part)
            {
                const struct hinge_look line = hinge_look_part(text(part, "part"));
                add_path(p, panel, &line, text(part, "d"), x, ground, 1);
            }
            if (i + 1 == n)
                hinge_panel_words(panel, x, -INFINITY, HINGE_MIDDLE, 0, when[k]);
        }
    }
}

/* What is drawn, as below the map of the page; of whom. */
static void add_caption(struct hinge_plot *p, const json_t *facts, const json_t *bodies)
{
    const bool one = flag(facts, "one"), lines = flag(facts, "lines"), cues = flag(facts, "cues");
    const char *steps = text(facts, "steps"), *cue = text(facts, "cue"),
               *group = flag(facts, "grouped") ? "a group" : "the people";
    const json_t *fact;
    size_t i;
    p->title = "Map of the bends";
    hinge_plot_caption(p,
                       "Spine over hip flexion from the start of the bend: the steeper a line, the "
                       "more of the bend came from the spine. %s: %s%s; thick: mean",
                       lines ? "Thin line" : "Mark", lines ? "" : "the lowest point of ",
                       one ? "a bend" : "a person");
    if (!one)
        hinge_plot_caption(p, " of %s, with the 95 %% interval of its share as a pale bar", group);
    if (steps != NULL || cues)
        hinge_plot_caption(p, ". %s%s; %sarrow, or ring where hardly anything changes: %s",
                           flag(facts, "numbered") ? "Number: the session" : "Filled: ",
                           flag(facts, "numbered") ? "" : text(facts, "base"),
                           one && steps == NULL ? "open, " : "",
                           steps != NULL ? steps
                           : cue != NULL ? cue
                           : one         ? "the others"
                                         : "each cue");
    hinge_plot_caption(p, ". Dotted: the lower back bent by %s.",
                       text(json_object_get(facts, "limit"), "label"));
    json_array_foreach(json_object_get(facts, "means"), i, fact)
    {
        const size_t of = (size_t)number(fact, "n");
        const char *name = text(fact, "group");
        if (!one && flag(fact, "base"))
            hinge_plot_caption(p, "%s%s", i > 0 ? ", " : " Participants: ",
                               hinge_plot_people(p, name != NULL ? name : "", of, of));
    }
    hinge_plot_caption(p, "%s", one ? "" : ".");
    json_array_foreach(bodies, i, fact)
    {
        hinge_plot_caption(p, "%s%s", i > 0 ? ", " : " Bodies: the bend nearest to each mean, of ",
                           text(fact, "p"));
    }
    hinge_plot_caption(p, "%s", json_array_size(bodies) > 0 ? "." : "");
    hinge_plot_finding(p, "%s", text(facts, "alt"));
}

static void draw(struct hinge_plot *p)
{
    const json_t *facts = p->facts, *bodies = json_object_get(facts, "bodies");
    const size_t n = json_array_size(bodies);
    double box[4];
    if (!json_is_object(facts) || read_numbers(text(facts, "box"), box, 4) != 4)
        hinge_plot_nothing(p, "nobody who counts has a share of the spine without a cue");
    if (hinge_plot_failed(p))
        return;
    const bool beside = n > 0 && n <= MOST_BODIES;
    struct hinge_panel *panel = hinge_plot_panel(
        p, (struct hinge_panel){.share = SHARE,
                                .height = 2000,
                                .equal = true,
                                .no_grid = true,
                                .x = {.name = "hip flexion from the start of the bend (°)",
                                      .high = box[2] / 10,
                                      .exact = true},
                                .y = {.name = "spine flexion (°)",
                                      .low = (-box[1] - box[3]) / 10,
                                      .high = -box[1] / 10,
                                      .exact = true,
                                      .wanted = 6}});
    hinge_plot_columns(p, "drawn,who,group,condition,people:,share:,ci_low:,ci_high:,depth_deg:"
                          "deg,hip_deg:deg,spine_deg:deg");
    add_frame(p, panel, facts);
    add_people(p, panel, facts);
    add_means(p, panel, facts);
    if (beside)
        add_bodies(p, bodies, hinge_map_width(p->width / HINGE_POINTS_PER_MM) * box[3] / box[2]);
    add_caption(p, facts, beside ? bodies : NULL);
}

const struct hinge_figure hinge_figure_map = {
    .id = "map",
    .title = "hip and spine in the bend: the report's map",
    .details =
        "A line is a descent, its slope the share of the spine; with --study, from 120 mm on, "
        "bodies beside it. It is for white paper.",
    .by = "",
    .needs = HINGE_FIGURE_NEEDS_FACTS,
    .takes = "filter,people,people-split,allow-inferred,all-tasks,all-reps,allow-single,change,"
             "study",
    .draw = draw,
};
