/* SPDX-License-Identifier: GPL-3.0-or-later */
/* paired: a line per person over the conditions, and each person's change from the
 * first condition beside the smallest change beyond measurement error. */
#include "figure/kinds/figure.h"
#include "report/people/amounts.h"

#include <hinge/requests.h>

enum { MANY = 40, BESIDE = 3 };

/* How far from its condition the mean of a group is drawn, so that those of several stand side by
 * side. */
static double away(size_t g, size_t n)
{
    return n > 1 ? 0.16 + 0.28 * (double)(g + 1) / (double)(n + 1) : 0.24;
}

static void mean(struct hinge_panel *panel, const struct hinge_outcome *o,
                 const struct hinge_levels *group, size_t g, const char *condition, double x,
                 const struct hinge_spread *s)
{
    struct hinge_plot *p = panel->plot;
    struct hinge_look look = hinge_look_mean;
    const char *name = condition;
    if (group->n > 1) {
        look.colour = group->look[g].colour;
        name = hinge_plot_text(p, "%s, %s", group->shown[g], condition);
    }
    if (s->n >= HINGE_LEAST_INTERVAL) /* of fewer their own values say all */
        hinge_panel_bar(panel, &look,
                        hinge_plot_text(p, "%s: %s", name,
                                        hinge_plot_interval(p, o->scale, o->digits, s->mean,
                                                            s->ci_low, s->ci_high, s->n)),
                        x, s->mean, s->ci_low, s->ci_high);
}

static struct hinge_look look_of(const struct hinge_level_values *w,
                                 const struct hinge_levels *group, size_t person)
{
    struct hinge_look look = group->look[group->of_row[w->row[person]]];
    look.width = w->n > MANY ? 0.4 : 0.7;
    look.size = w->n > MANY ? 1 : 1.7;
    look.every = 1;
    return look;
}

/* The names of conditions, each with its people; `from` the second: those of the changes. */
static struct hinge_axis conditions(struct hinge_plot *p, const struct hinge_level_values *w,
                                    const struct hinge_levels *cue, size_t from)
{
    const char **name = hinge_plot_room(p, cue->n, sizeof *name);
    for (size_t c = from; c < cue->n; c++) {
        size_t n = hinge_level_spread(w, c, from > 0 ? 0 : SIZE_MAX, NULL, 0).n;
        name[c - from] = hinge_plot_people(p, cue->shown[c], n, n);
    }
    return (struct hinge_axis){.category = name, .n_categories = cue->n - from};
}

static void draw_changes(struct hinge_panel *panel, const struct hinge_outcome *o,
                         const struct hinge_level_values *w, const struct hinge_levels *cue,
                         const struct hinge_levels *group, double mdc)
{
    if (mdc > 0) {
        hinge_panel_box(panel, &hinge_look_grey, HINGE_TINT, NULL, -INFINITY, -mdc, INFINITY, mdc);
        hinge_panel_words(panel, INFINITY, mdc * 0.8, HINGE_END, 0, "within measurement error");
    }
    hinge_panel_rule(panel, &hinge_look_zero, -INFINITY, 0, INFINITY, 0);
    for (size_t c = 1; c < cue->n; c++) {
        for (size_t i = 0; i < w->n; i++) {
            const double *of = w->value + i * w->levels;
            const struct hinge_look look = look_of(w, group, i);
            if (!isnan(of[c] - of[0]))
                hinge_panel_mark(panel, &look,
                                 hinge_plot_level(panel->plot, "participant", w->who[i]),
                                 (double)c - 1 + hinge_beside(i, w->n, 0.24), of[c] - of[0]);
        }
        for (size_t g = 0; g < group->n; g++) {
            struct hinge_spread s = hinge_level_spread(w, c, 0, group, g);
            mean(panel, o, group, g, cue->shown[c], (double)c - 1 + away(g, group->n), &s);
        }
    }
    for (size_t g = 0; group->n > 1 && g < group->n; g++) {
        double sum = 0, n = 0;
        size_t people = 0;
        for (size_t i = 0; i < w->n; i++) {
            const double *of = w->value + i * w->levels;
            bool here = group->of_row[w->row[i]] == g;
            people += here;
            for (size_t c = 1; here && c < cue->n; c++)
                if (!isnan(of[c] - of[0])) {
                    sum += of[c] - of[0];
                    n++;
                }
        }
        if (people > 0)
            hinge_panel_label(panel, &group->look[g], INFINITY, n > 0 ? sum / n : 0,
                              hinge_plot_people(panel->plot, group->shown[g], people, people));
    }
}

static void describe(struct hinge_plot *p, const struct hinge_outcome *o,
                     const struct hinge_level_values *w, const struct hinge_levels *cue,
                     const struct hinge_levels *group, double mdc)
{
    const char *changes = "";
    bool few = false;
    for (size_t at = group->n; at < cue->n * group->n; at++) {
        size_t c = at / group->n, g = at % group->n;
        struct hinge_spread s = hinge_level_spread(w, c, 0, group, g);
        size_t up = 0, down = 0;
        for (size_t i = 0; i < w->n; i++) {
            double change = w->value[i * w->levels + c] - w->value[i * w->levels];
            if (group->of_row[w->row[i]] != g)
                continue;
            up += mdc > 0 && change > mdc;
            down += mdc > 0 && change < -mdc;
        }
        changes =
            hinge_plot_text(p, "%s%s %s%s%s", changes, at > group->n ? ";" : "", cue->shown[c],
                            group->n > 1 ? ", " : "", group->n > 1 ? group->shown[g] : "");
        if (s.n > 0)
            changes = hinge_plot_text(
                p, "%s %s", changes,
                hinge_plot_interval(p, o->scale, hinge_outcome_decimals(o->digits, (double)NAN),
                                    s.mean, s.ci_low, s.ci_high, 0));
        changes = hinge_plot_text(p, "%s, n = %zu", changes, s.n);
        few = few || (s.n > 0 && s.n < HINGE_LEAST_TESTED);
        if (mdc > 0)
            changes = hinge_plot_text(p, "%s, %zu lower and %zu higher by more than %g", changes,
                                      down, up, o->scale * mdc);
    }
    bool means = false; /* some diamond is drawn */
    for (size_t at = 0; at < cue->n * group->n; at++)
        means = means || hinge_level_spread(w, at / group->n, SIZE_MAX, group, at % group->n).n >=
                             HINGE_LEAST_INTERVAL;
    hinge_plot_caption(p, "%s%s: a line per person", o->label, o->when);
    if (means)
        hinge_plot_caption(p, "; diamonds are means%s with 95 %% intervals",
                           group->n > 1 ? " of each group" : "");
    hinge_plot_caption(p, ". Changes from %s:%s.%s", cue->shown[0], changes,
                       few ? HINGE_FEW_CHANGES : "");
    hinge_plot_finding(p, "%s%s, changes from %s:%s", o->label, o->when, cue->shown[0], changes);
}

static void draw(struct hinge_plot *p)
{
    const char *by = hinge_plot_by(p);
    bool by_group = !hinge_listed(by, ',', "group"), wide = p->width > 300;
    struct hinge_outcome o =
        hinge_plot_outcome(p, hinge_plot_text(p, "participant,%s%s", by_group ? "group," : "", by));
    struct hinge_levels cue = hinge_levels_pick(p, o.table, by, true);
    struct hinge_levels group = hinge_levels_pick(p, o.table, by_group ? "group" : "", false);
    struct hinge_level_values w = hinge_plot_pivot(p, o.table, NULL, o.column, false, &cue);
    size_t pairs = 0;
    for (size_t c = 1; c < cue.n; c++)
        pairs += hinge_level_spread(&w, c, 0, NULL, 0).n;
    if (hinge_levels_unnamed(&cue))
        hinge_plot_nothing(p, "no recording has a %s", by);
    hinge_plot_baseline(p, by, &cue);
    if (pairs == 0 && cue.n < 2)
        hinge_plot_nothing(p, "there is only one condition (\"%s\")%s",
                           cue.n > 0 ? cue.name[0] : "none",
                           p->request->fixed_by ? "" : "; --by names another key");
    else if (pairs == 0)
        hinge_plot_nothing(p, "no participant has a value of %s under \"%s\" and another condition",
                           hinge_plot_name(p, o.id), cue.name[0]);
    if (hinge_plot_failed(p))
        return;
    /* the people, then the means of each group */
    struct hinge_amounts amounts = {.alone = o.id};
    hinge_plot_take(p, hinge_amounts_read(&p->arena, "--mdc", p->request->mdc,
                                          HINGE_AMOUNTS_POSITIVE, &amounts, p->error));
    if (hinge_plot_failed(p))
        return;
    const struct hinge_amount *given = hinge_amount_find(&amounts, o.id);
    double mdc = given != NULL ? given->value : (double)NAN, widest = NAN;
    hinge_plot_columns(p, "group,participant,condition,place:1,people:1,value:,ci_low:,ci_high:,"
                          "change:,change_ci_low:,change_ci_high:,mdc:");
    for (size_t i = 0; i < w.n; i++)
        for (size_t c = 0; c < cue.n; c++) {
            const double *of = w.value + i * w.levels;
            const char *const words[] = {group.name[group.of_row[w.row[i]]], w.who[i], cue.name[c]};
            hinge_plot_row(p, words,
                           (const double[]){(double)c, 1, of[c], NAN, NAN, of[c] - of[0], NAN, NAN,
                                            mdc});
        }
    for (size_t g = 0; g < group.n; g++)
        for (size_t c = 0; c < cue.n; c++) {
            struct hinge_spread all = hinge_level_spread(&w, c, SIZE_MAX, &group, g);
            struct hinge_spread change = hinge_level_spread(&w, c, 0, &group, g);
            widest = fmax(widest, change.ci_high - change.ci_low);
            hinge_plot_row(
                p, (const char *const[]){group.n > 1 ? group.name[g] : "", "mean", cue.name[c]},
                (const double[]){(double)c, (double)all.n, all.mean, all.ci_low, all.ci_high,
                                 change.mean, change.ci_low, change.ci_high, mdc});
        }
    if (o.digits < 0)
        o.digits = hinge_outcome_decimals(-1, o.scale * widest);
    describe(p, &o, &w, &cue, &group, mdc);
    p->title = hinge_plot_text(p, "%s of every person", o.label);
    /* beside each other, below each other where many conditions would not fit */
    bool beside = wide || cue.n <= BESIDE;
    double height = wide ? 190 : p->width * 0.55;
    double x[HINGE_LEVELS];
    struct hinge_panel *values = hinge_plot_panel(
        p, (struct hinge_panel){.share = wide ? 0.5 : 0.58,
                                .height = height,
                                .x = conditions(p, &w, &cue, 0),
                                .y = {.name = o.label, .scale = o.scale, .span = o.span}});
    for (size_t c = 0; c < cue.n; c++)
        x[c] = (double)c;
    for (size_t i = 0; i < w.n; i++) {
        const struct hinge_look look = look_of(&w, &group, i);
        hinge_panel_line(values, &look, hinge_plot_level(p, "participant", w.who[i]), x,
                         w.value + i * w.levels, cue.n);
    }
    for (size_t g = 0; g < group.n; g++)
        for (size_t c = 0; c < cue.n; c++) {
            struct hinge_spread s = hinge_level_spread(&w, c, SIZE_MAX, &group, g);
            double off = away(g, group.n);
            mean(values, &o, &group, g, cue.shown[c], x[c] + (c + 1 == cue.n ? off : -off), &s);
        }
    draw_changes(hinge_plot_panel(
                     p, (struct hinge_panel){.column = beside,
                                             .row = !beside,
                                             .share = wide ? 0.5 : 0.42,
                                             .height = height,
                                             .x = conditions(p, &w, &cue, 1),
                                             .y = {.name = hinge_plot_text(p, "change from %s%s",
                                                                           cue.shown[0], o.change),
                                                   .scale = o.scale,
                                                   .span = o.span}}),
                 &o, &w, &cue, &group, mdc);
}

const struct hinge_figure hinge_figure_paired = {
    .id = "paired",
    .title = "a line per person over the conditions, and every person's change",
    .details = "Of the cues (or the key of --by) against the first: none, or the first "
               "of --levels. It shows lumbar_fraction, without a spine trunk lean, "
               "or --columns (of a fault what it is judged by), in the descent "
               "or --phase. --mdc draws measurement error.",
    .by = "cue",
    .takes = HINGE_FIGURE_OF_PEOPLE ",phase,columns,mdc",
    .draw = draw,
};
