/* SPDX-License-Identifier: GPL-3.0-or-later */
/* answer: the first picture of the report. Left: everybody and the means, over what was compared;
 * right: each difference with its interval. Its numbers are those of the page, which draws it with
 * them: `part` is then one of both sides. */
#include "page/pictures/pictures.h"

#include "figure/kinds/figure.h"

enum { MANY = 60, LABEL_HEIGHT = 9 };

/* Of a group; ANY: of a difference. */
static struct hinge_look look_of(const struct hinge_answer *a, size_t group, double width,
                                 double size, double opacity)
{
    struct hinge_look look =
        group != HINGE_ANY ? hinge_look_of(a->group[group].look) : hinge_look_mean;
    look.dash = 0;
    look.filled = true;
    look.width = width;
    look.size = size;
    look.opacity = opacity;
    return look;
}

/* Values at an end, none over another, in their order. */
static void add_names(struct hinge_panel *panel, const struct hinge_answer *a, double gap,
                      bool first)
{
    struct hinge_plot *p = panel->plot;
    const struct hinge_answer_mean **end =
        hinge_plot_room(p, a->n_means, sizeof(struct hinge_answer_mean *));
    size_t n = 0;
    for (size_t i = 0; i < a->n_means; i++) {
        const struct hinge_answer_mean *mean = &a->mean[i];
        if (first ? i > 0 && mean[-1].group == mean->group
                  : i + 1 < a->n_means && mean[1].group == mean->group)
            continue; /* not at this end of its line */
        if (first && mean->cond + 1 == a->n_conds)
            continue; /* said at the other end */
        size_t k = n++;
        for (; k > 0 && end[k - 1]->m < mean->m; k--)
            end[k] = end[k - 1];
        end[k] = mean;
    }
    double above = (double)INFINITY;
    for (size_t i = 0; i < n; i++) {
        const struct hinge_look look = look_of(a, end[i]->group, 0, -1, 0);
        const bool beside = !first || p->width / (double)a->n_conds >= 100; /* room for it */
        const double at = end[i]->m, x = (double)end[i]->cond,
                     y = fmin(beside ? at : fmax(end[i]->hi, at) + .7 * gap, above - gap);
        above = y;
        if (!beside)
            hinge_panel_name(panel, &look, x, y, HINGE_MIDDLE, end[i]->text);
        else if (first)
            hinge_panel_name(panel, &look, x - .1 - .03 * (double)a->n_groups, y, HINGE_END,
                             end[i]->text);
        else
            hinge_panel_label(panel, &look, x, at,
                              hinge_plot_text(p, "%s %s", end[i]->text,
                                              a->group[end[i]->group].name));
    }
}

/* A mark with its interval, if it has one. */
static void add_mark(struct hinge_panel *panel, const struct hinge_look *look, const char *title,
                     double x, double y, double lo, double hi)
{
    if (isnan(lo))
        hinge_panel_mark(panel, look, title, x, y);
    else
        hinge_panel_bar(panel, look, title, x, y, lo, hi);
}

static void draw_people(struct hinge_plot *p, const struct hinge_answer *a, double height)
{
    const bool crowd = !a->one && a->n_people > MANY;
    double low = a->scale > 1 ? 0 : (double)INFINITY, high = -(double)INFINITY, ends[2] = {0, 0};
    for (size_t i = 0; i < a->n_people; i++)
        for (size_t c = 0; c < a->n_conds; c++) {
            low = fmin(low, a->person[i].value[c]);
            high = fmax(high, a->person[i].value[c]);
        }
    if (isfinite(a->most)) { /* no share or rate is beyond, if nobody is */
        ends[0] = fmin(low, 0);
        ends[1] = fmax(high, a->most);
    }
    for (size_t i = 0; i < a->n_means; i++) {
        low = fmin(low, a->mean[i].lo);
        high = fmax(high, a->mean[i].hi);
    }
    struct hinge_panel *panel = hinge_plot_panel(
        p, (struct hinge_panel){.share = .56,
                                .height = height,
                                .title = a->what,
                                .x = {.category = a->cond, .n_categories = a->n_conds},
                                .y = {.scale = a->scale,
                                      .span = a->span,
                                      .finest = a->finest,
                                      .low = low,
                                      .high = high,
                                      .least = ends[0],
                                      .most = ends[1],
                                      .round = true}});
    double *x = hinge_plot_room(p, 2 * a->n_conds, sizeof *x), *y = x + a->n_conds;
    size_t n = 0;
    for (size_t i = 0; !crowd && i < a->n_people; i++) {
        const struct hinge_answer_person *who = &a->person[i];
        const struct hinge_look thin = look_of(a, who->group, .7, 0, .4);
        struct hinge_look small = look_of(a, who->group, .7, 1.4, 0);
        small.filled = false;
        n = 0;
        for (size_t c = 0; c < a->n_conds; c++) {
            if (isnan(who->value[c]))
                continue;
            x[n] = (double)c;
            y[n++] = who->value[c];
        }
        if (n > 1)
            hinge_panel_line(panel, &thin, who->who, x, y, n);
        else if (n == 1)
            hinge_panel_mark(panel, &small, who->who, x[0] + hinge_beside(i, a->n_people, .3),
                             y[0]);
    }
    n = 0;
    for (size_t i = 0; i < a->n_means; i++) {
        const struct hinge_answer_mean *mean = &a->mean[i];
        const size_t g = mean->group;
        const double at = (double)mean->cond + ((double)g - ((double)a->n_groups - 1) / 2) *
                                                   (crowd ? .26 : .05) * (a->n_groups > 1 ? 1 : 0);
        const struct hinge_look line = look_of(a, g, 1.8, 0, 0), mark = look_of(a, g, 1.3, 2.8, 0),
                                pale = look_of(a, g, 5, 0, .25);
        const char *group = a->group[g].name, *cond = a->cond[mean->cond],
                   *what = hinge_plot_text(p, "%s%s%s: %s, %s%zu%s", group,
                                           *group != '\0' && *cond != '\0' ? ", " : "", cond,
                                           mean->text, a->nobody ? "" : "n = ", mean->n,
                                           a->nobody ? " recordings" : "");
        if (crowd) {
            /* a dot each beside a mean, and the middle half and four fifths of them */
            const struct hinge_look dot = look_of(a, g, 0, .8, 0), thin = look_of(a, g, 1.5, 0, .3),
                                    thick = look_of(a, g, 4, 0, .3);
            double *value = hinge_plot_room(p, a->n_people, sizeof *value);
            size_t of = 0;
            for (size_t k = 0; k < a->n_people; k++)
                if (a->person[k].group == g && !isnan(a->person[k].value[mean->cond]))
                    value[of++] = a->person[k].value[mean->cond];
            for (size_t k = 0; k < of; k++)
                hinge_panel_mark(panel, &dot, NULL, at + .04 + .12 * (double)(k * 7 % 11) / 11,
                                 value[k]);
            hinge_sort(value, of);
            hinge_panel_rule(panel, &thin, at, hinge_quantile_sorted(value, of, .1), at,
                             hinge_quantile_sorted(value, of, .9));
            hinge_panel_rule(panel, &thick, at, hinge_quantile_sorted(value, of, .25), at,
                             hinge_quantile_sorted(value, of, .75));
        }
        x[n] = at;
        y[n++] = mean->m;
        if (i + 1 == a->n_means || mean[1].group != g) {
            if (n > 1)
                hinge_panel_line(panel, &line, NULL, x, y, n);
            n = 0;
        }
        if (a->one && !isnan(mean->lo))
            hinge_panel_rule(panel, &pale, at, mean->lo, at, mean->hi);
        add_mark(panel, &mark, what, at, mean->m, a->one ? (double)NAN : mean->lo, mean->hi);
        hinge_plot_row(p, (const char *const[]){"mean", "", group, cond},
                       (const double[]){(double)mean->n, mean->m, mean->lo, mean->hi});
        hinge_plot_finding(p, "%s", what);
    }
    for (size_t i = 0; i < a->n_people; i++)
        for (size_t c = 0; c < a->n_conds; c++)
            if (!isnan(a->person[i].value[c]))
                hinge_plot_row(p,
                               (const char *const[]){a->one ? "bend" : "person", a->person[i].who,
                                                     a->group[a->person[i].group].name, a->cond[c]},
                               (const double[]){1, a->person[i].value[c], NAN, NAN});
    const double gap = LABEL_HEIGHT * fmax(high - low, a->span) / height * 1.15;
    if (a->n_conds > 1)
        add_names(panel, a, gap, true);
    add_names(panel, a, gap, false);
}

static void draw(struct hinge_plot *p)
{
    const struct hinge_answer *a = p->facts;
    if (a == NULL)
        hinge_plot_nothing(p, "nobody who counts has a value without a cue");
    if (hinge_plot_failed(p))
        return;
    const bool wide = p->width > 300 && a->part == NULL,
               left = a->part == NULL || strcmp(a->part, "people") == 0,
               right = (a->part == NULL || !left) && a->n_rows > 0;
    hinge_plot_columns(p, "drawn,who,group,condition,people:1,value:,ci_low:,ci_high:");
    p->title = "The answer";
    if (left)
        draw_people(p, a, wide ? 150 : fmax(.62 * p->width, 105));
    if (right) {
        const char **name = hinge_plot_room(p, a->n_rows, sizeof *name);
        double low = -a->span / 2, high = a->span / 2;
        const double most = isfinite(a->most) ? a->most : 0;
        for (size_t i = 0; i < a->n_rows; i++) {
            const struct hinge_answer_row *row = &a->row[i];
            const double far = row->within ? a->limit : 0;
            name[i] = row->name;
            low = fmin(low, fmin(-far, fmin(row->m, row->lo)));
            high = fmax(high, fmax(far, fmax(row->m, row->hi)));
        }
        struct hinge_panel *panel = hinge_plot_panel(
            p, (struct hinge_panel){
                   .row = (left && !wide),
                   .column = wide,
                   .share = .44,
                   .height = 25 * (double)a->n_rows,
                   .title = a->head,
                   .no_grid = true,
                   .x = {.name = a->limit > 0 ? hinge_plot_text(p, "shaded: %s", a->vary) : NULL,
                         .scale = a->scale,
                         .low = low,
                         .high = high,
                         .least = -most,
                         .most = most,
                         .finest = a->fine,
                         .is_signed = true,
                         .wanted = 4},
                   .y = {.category = name, .n_categories = a->n_rows, .hidden = true}});
        for (size_t i = 0; i < a->n_rows; i++)
            if (a->row[i].within && a->limit > 0)
                hinge_panel_box(panel, &hinge_look_grey, HINGE_TINT, NULL, -a->limit,
                                (double)i - .1, a->limit, (double)i + .5);
        hinge_panel_rule(panel, &hinge_look_zero, 0, -(double)INFINITY, 0, (double)INFINITY);
        for (size_t i = 0; i < a->n_rows; i++) {
            const struct hinge_answer_row *row = &a->row[i];
            struct hinge_look look = look_of(a, row->group, 1.4, 2.6, 0);
            const char *what = hinge_plot_text(p, "%s: %s", row->name, row->text);
            const double y = (double)i + .2; /* below its name */
            look.mark = HINGE_MARK_DIAMOND;
            hinge_panel_name(panel, &look, -(double)INFINITY, (double)i - .24, HINGE_START,
                             row->name);
            add_mark(panel, &look, what, row->m, y, row->lo, row->hi);
            hinge_panel_label(panel, NULL, INFINITY, y, row->text);
            hinge_plot_row(p, (const char *const[]){"difference", "", row->name, ""},
                           (const double[]){(double)row->n, row->m, row->lo, row->hi});
            hinge_plot_finding(p, "%s", what);
        }
    }
    hinge_plot_caption(p, "%s: %s; %s.", a->what,
                       a->one ? "small marks are bends, large ones means, pale bars their SD"
                       : a->n_people > MANY
                           ? "dots are people, bars the middle 80 and 50 % of them, marks means "
                             "with 95 % intervals"
                           : "thin lines and small marks are people, large marks means with 95 % "
                             "intervals",
                       a->head);
}

const struct hinge_figure hinge_figure_answer = {
    .id = "answer",
    .title = "the report's answer: everybody, the means and each difference",
    .details = "Left people over the cues, visits or loads that are compared, right which against "
               "which, with 95 % intervals; of one person bends.",
    .needs = HINGE_FIGURE_NEEDS_FACTS,
    .takes = "filter,people,people-split,allow-inferred,all-tasks,all-reps,allow-single,change",
    .draw = draw,
};
