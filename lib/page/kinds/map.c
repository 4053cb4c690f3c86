/* SPDX-License-Identifier: GPL-3.0-or-later */
/* map: the page's map for a paper. Lines, places, means and names are the facts of the page: no
 * number is computed here. */
#include "page/pictures/drawn.h"

#include "figure/kinds/figure.h"

enum { CELL = 950, ROW = 2400, LOW = 100, POSES = 3, MOST_BODIES = 6 }; /* thousandths of a leg */
#define SHARE 0.68 /* of the width, beside bodies */

double hinge_map_width(double width_mm)
{
    const double width = width_mm * HINGE_POINTS_PER_MM, words = 40, bodies = 13;
    return width_mm < HINGE_MAP_BODIES_MM ? width - words : SHARE * (width - words - bodies);
}

/* Of a percent of the width and of the height, as the page prints it. */
static double across(const struct hinge_panel *panel, struct hinge_page_point at)
{
    return hinge_facts_place(at.x) / 100 * panel->x.high;
}

static double up(const struct hinge_panel *panel, struct hinge_page_point at)
{
    return panel->y.high - hinge_facts_place(at.y) / 100 * (panel->y.high - panel->y.low);
}

static struct hinge_look look_of(const char *cls, const char *mark, double width, double size,
                                 double opacity)
{
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

/* Up to four numbers of a text, whatever stands between them; returns how many. */
static size_t read_numbers(const char *at, double value[4])
{
    size_t n = 0;
    while (at != NULL && *at != '\0' && n < 4) {
        char *end;
        value[n] = strtod(at, &end);
        n += end != at;
        at = end != at ? end : at + 1;
    }
    return n;
}

/* An arrow to an end, or a ring where hardly anything changes. */
static void add_arrow(struct hinge_plot *p, struct hinge_panel *panel, struct hinge_look look,
                      const struct end *end)
{
    double at[4];
    if (end->head == NULL) {
        add_path(p, panel, &look, end->ar, 0, 0, .1);
        look.filled = false;
        look.size *= .5;
        hinge_panel_mark(panel, &look, NULL, across(panel, end->at), up(panel, end->at));
    } else if (read_numbers(end->ar, at) == 4) {
        hinge_panel_arrow(panel, &look, at[0] / 10, -at[1] / 10, at[2] / 10, -at[3] / 10);
    }
}

static void add_row(struct hinge_plot *p, const char *drawn, const char *who,
                    const struct numbers *of)
{
    hinge_plot_row(
        p, (const char *const[]){drawn, who, of->group != NULL ? of->group : "", of->condition},
        (const double[]){of->n > 0 ? (double)of->n : (double)NAN, of->share, of->low, of->high,
                         of->depth, of->depth * (1 - of->share), of->depth * of->share});
}

/* The frame, and everybody in it. */
static void add_people(struct hinge_plot *p, struct hinge_panel *panel, const struct drawn *facts)
{
    const struct hinge_look slant = {.colour = HINGE_INK, .width = 0.5, .opacity = 0.12},
                            line = {.colour = HINGE_INK, .width = 0.5, .opacity = 0.35},
                            zero = {.colour = HINGE_INK, .width = 0.6},
                            dotted = {.colour = HINGE_INK, .width = 0.8, .dash = 2};
    const bool wide = p->width >= HINGE_POINTS_PER_MM * HINGE_MAP_BODIES_MM;
    for (size_t i = 0; i < facts->n_slants; i++)
        add_path(p, panel, &slant, facts->slants[i]->d, 0, 0, .1);
    for (size_t i = 0; i < facts->n_rays; i++) {
        const struct ray *ray = facts->rays[i];
        const double x = across(panel, ray->end);
        add_path(p, panel, &line, ray->d, 0, 0, .1);
        if (ray->top)
            hinge_panel_words(panel, x, INFINITY, HINGE_MIDDLE, 0,
                              hinge_plot_text(p, "%s%s", ray->label,
                                              ray->first && wide ? " from the spine" : ""));
        else
            hinge_panel_label(panel, NULL, x, up(panel, ray->end), ray->label);
    }
    if (panel->y.low < 0)
        hinge_panel_rule(panel, &zero, 0, 0, panel->x.high, 0);
    const double limit = up(panel, facts->limit->words);
    hinge_panel_rule(panel, &dotted, 0, limit, panel->x.high, limit);
    for (size_t i = 0; i < facts->n_people; i++) {
        const struct who *who = facts->people[i];
        const struct hinge_look thin = look_of(who->cls, who->mark, .4, 0, .45),
                                arrow = look_of(who->cls, who->mark, .5, 3, facts->small ? .3 : .8);
        if (facts->lines)
            add_path(p, panel, &thin, who->ln, 0, 0, .1);
        add_row(p, "person", who->p, who->numbers);
        for (size_t k = 0; k < who->n_cued; k++) {
            if (!facts->many)
                add_arrow(p, panel, arrow, who->cued[k]);
            add_row(p, "person", who->p, who->cued[k]->numbers);
        }
    }
    for (size_t i = 0; i < facts->n_people; i++) {
        const struct who *who = facts->people[i];
        struct hinge_look mark = look_of(who->cls, who->mark, 0, facts->small ? 1.2 : 1.7, 0);
        const double x = across(panel, who->at), y = up(panel, who->at);
        mark.filled = !who->o;
        if (who->visit != NULL) { /* a number in a circle with the paper's ground */
            const struct hinge_look ground = {.colour = "#fff", .filled = true, .size = 3.4};
            hinge_panel_mark(panel, &ground, NULL, x, y);
            mark.filled = false;
            mark.size = 3.4;
        }
        hinge_panel_mark(panel, &mark, who->t, x, y);
        if (who->visit != NULL)
            hinge_panel_words(panel, x, y, HINGE_MIDDLE, 0, who->visit);
    }
}

static void add_bodies(struct hinge_plot *p, const struct drawn *facts, double height)
{
    static const char *const when[POSES] = {"start", "half way", "deepest"};
    const size_t n = facts->n_bodies;
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
    for (size_t i = 0; i < n; i++) {
        const struct body *body = facts->bodies[i];
        const double ground = (double)(n - 1 - i) * ROW;
        const struct hinge_look name = look_of(body->cls, NULL, 0, 0, 0);
        if (body->group != NULL)
            hinge_panel_name(panel, &name, 0, ground + ROW - 220, HINGE_START, body->group);
        for (size_t k = 0; k < body->n_poses; k++) {
            const struct hinge_page_pose *pose = body->poses[k];
            const double x = ((double)k + .42) * cell;
            hinge_panel_rule(panel, &hinge_look_grey, x - .36 * cell, ground - 25, x + .44 * cell,
                             ground - 25);
            for (size_t m = 0; m < pose->n_parts; m++) {
                const struct hinge_look line = hinge_look_part(pose->parts[m]->part);
                add_path(p, panel, &line, pose->parts[m]->d, x, ground, 1);
            }
            if (i + 1 == n)
                hinge_panel_words(panel, x, -INFINITY, HINGE_MIDDLE, 0, when[k]);
        }
    }
}

static void draw(struct hinge_plot *p)
{
    const struct drawn *facts = p->facts;
    double box[4];
    if (facts == NULL || read_numbers(facts->box, box) != 4)
        hinge_plot_nothing(p, "nobody who counts has a share of the spine without a cue");
    if (hinge_plot_failed(p))
        return;
    const bool beside = facts->n_bodies > 0 && facts->n_bodies <= MOST_BODIES;
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
    hinge_plot_columns(p, "drawn,who,group,condition,people:,share:,ci_low:,ci_high:,depth_deg:deg,"
                          "hip_deg:deg,spine_deg:deg");
    add_people(p, panel, facts);
    const struct hinge_look seam = {.colour = "#fff", .width = 2.8};
    for (size_t i = 0; i < facts->n_means; i++) {
        const struct mean *mean = facts->means[i];
        const struct hinge_look bar = look_of(mean->cls, mean->mark, 5, 0, .25),
                                line = look_of(mean->cls, mean->mark, 1.5, 5, 0),
                                mark = look_of(mean->cls, mean->mark, 0, 2.9, 0);
        add_row(p, "mean", "", mean->end.numbers);
        if (!mean->base) {
            add_arrow(p, panel, line, &mean->end);
            continue;
        }
        add_path(p, panel, &bar, mean->ci, 0, 0, .1);
        add_path(p, panel, &seam, mean->end.ln, 0, 0, .1);
        add_path(p, panel, &line, mean->end.ln, 0, 0, .1);
        hinge_panel_mark(panel, &mark, NULL, across(panel, mean->end.at), up(panel, mean->end.at));
    }
    for (size_t i = 0; i < facts->n_names; i++) {
        const struct label *name = facts->names[i];
        const struct hinge_look look = look_of(name->cls, NULL, 0, 0, 0);
        hinge_panel_name(panel, &look, across(panel, name->at), up(panel, name->at),
                         *name->anchor == 's'   ? HINGE_START
                         : *name->anchor == 'm' ? HINGE_MIDDLE
                                                : HINGE_END,
                         name->text);
    }
    if (beside)
        add_bodies(p, facts, hinge_map_width(p->width / HINGE_POINTS_PER_MM) * box[3] / box[2]);
    /* What is drawn, as below the map of the page; of whom. */
    p->title = "Map of the bends";
    hinge_plot_caption(p,
                       "Spine over hip flexion from the start of the bend: the steeper a line, the "
                       "more of the bend came from the spine. %s: %sa person; thick: mean of %s, "
                       "with the 95 %% interval of its share as a pale bar",
                       facts->lines ? "Thin line" : "Mark",
                       facts->lines ? "" : "the lowest point of ",
                       facts->grouped ? "a group" : "the people");
    if (facts->steps != NULL || facts->cues)
        hinge_plot_caption(p, ". %s%s; arrow, or ring where hardly anything changes: %s",
                           facts->numbered ? "Number: the session" : "Filled: ",
                           facts->numbered ? "" : facts->base,
                           facts->steps != NULL ? facts->steps
                           : facts->cue != NULL ? facts->cue
                                                : "each cue");
    hinge_plot_caption(p, ". Dotted: the lower back bent by %s.", facts->limit->label);
    for (size_t i = 0; i < facts->n_means; i++) {
        const struct numbers *of = facts->means[i]->end.numbers;
        if (facts->means[i]->base)
            hinge_plot_caption(p, "%s%s", i > 0 ? ", " : " Participants: ",
                               hinge_plot_people(p, of->group != NULL ? of->group : "", of->n,
                                                 of->n));
    }
    hinge_plot_caption(p, ".");
    for (size_t i = 0; beside && i < facts->n_bodies; i++)
        hinge_plot_caption(p, "%s%s", i > 0 ? ", " : " Bodies: the bend nearest to each mean, of ",
                           facts->bodies[i]->p);
    hinge_plot_caption(p, "%s", beside ? "." : "");
    hinge_plot_finding(p, "%s", facts->alt);
}

const struct hinge_figure hinge_figure_map = {
    .id = "map",
    .title = "hip and spine in the bend: the report's map",
    .details = "A line is a descent, its slope the share of the spine; with --study, from 120 mm "
               "on, bodies beside it. It is for white paper.",
    .needs = HINGE_FIGURE_NEEDS_FACTS,
    .takes =
        "filter,people,people-split,allow-inferred,all-tasks,all-reps,allow-single,change,study",
    .draw = draw,
};
