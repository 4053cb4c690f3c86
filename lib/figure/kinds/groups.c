/* SPDX-License-Identifier: GPL-3.0-or-later */
/* groups: a mark per person of two groups, and the difference of their means with its
 * interval (an estimation plot: Gardner and Altman 1986). */
#include "base/number.h"
#include "figure/kinds/figure.h"
#include "people/people.h"
#include "stats/numbers/compared.h"

#include <hinge/requests.h>
#include <math.h>
#include <string.h>

enum { MANY = 40 };

struct grouped {
    struct hinge_levels groups;
    struct hinge_outcome outcome;
    struct hinge_spread spread[2];
    double difference, low, high; /* of the means, first minus second */
    int digits;
};

static double value_of(const struct grouped *g, size_t row)
{
    return g->groups.of_row[row] < 2 ? hinge_table_number(g->outcome.table, g->outcome.column, row)
                                     : (double)NAN;
}

/* The two groups' values, and their difference as hinge-compare groups tests it. */
static void read_groups(struct hinge_plot *p, struct grouped *g)
{
    double *value[2];
    size_t n[2] = {0, 0}, rows = g->outcome.table->rows;
    for (size_t k = 0; k < 2; k++) {
        value[k] = hinge_plot_room(p, rows, sizeof *value[k]);
        for (size_t r = 0; r < rows; r++)
            if (g->groups.of_row[r] == k && !isnan(value_of(g, r)))
                value[k][n[k]++] = value_of(g, r);
        g->spread[k] = hinge_values_spread(value[k], n[k], HINGE_LEAST_INTERVAL);
    }
    const struct hinge_compared both = hinge_compare_groups(value[0], n[0], value[1], n[1], 0.05);
    g->difference = both.diff;
    g->low = both.low;
    g->high = both.high;
    g->digits =
        hinge_outcome_decimals(g->outcome.digits, g->outcome.scale * (both.high - both.low));
}

/* A mark a person, then the means, and their difference beside them. */
static void draw_people(struct hinge_panel *panel, struct grouped *g)
{
    struct hinge_plot *p = panel->plot;
    size_t placed[2] = {0, 0};
    hinge_plot_columns(p, "what,group,participant,people:1,value:,ci_low:,ci_high:");
    for (size_t r = 0; r < g->outcome.table->rows; r++) {
        size_t group = g->groups.of_row[r];
        double value = value_of(g, r);
        const char *who = hinge_table_text(g->outcome.table, "participant", r);
        if (isnan(value))
            continue;
        struct hinge_look look = g->groups.look[group];
        look.size = g->spread[group].n > MANY ? 1.2 : 1.9;
        hinge_panel_mark(
            panel, &look, who != NULL ? hinge_plot_level(p, "participant", who) : "",
            (double)group - 0.1 + hinge_beside(placed[group]++, g->spread[group].n, 0.3), value);
        hinge_plot_row(p, (const char *const[]){"person", g->groups.name[group], who},
                       (const double[]){1, value, NAN, NAN});
    }
    for (size_t k = 0; k < 2; k++) {
        const struct hinge_spread *s = &g->spread[k];
        if (s->n >= HINGE_LEAST_INTERVAL)
            hinge_panel_bar(panel, &hinge_look_mean,
                            hinge_plot_interval(p, g->outcome.scale, g->digits, s->mean, s->ci_low,
                                                s->ci_high, s->n),
                            (double)k + 0.25, s->mean, s->ci_low, s->ci_high);
        hinge_plot_row(p, (const char *const[]){"mean", g->groups.name[k], NULL},
                       (const double[]){(double)s->n, s->mean, s->ci_low, s->ci_high});
    }
    hinge_plot_row(p, (const char *const[]){"difference", g->groups.name[0], NULL},
                   (const double[]){(double)(g->spread[0].n + g->spread[1].n), g->difference,
                                    g->low, g->high});
}

static void draw_all(struct hinge_plot *p, struct grouped *g)
{
    const char **names = hinge_plot_room(p, 3, sizeof *names);
    for (size_t k = 0; k < 2; k++)
        names[k] = hinge_plot_people(p, g->groups.shown[k], g->spread[k].n, g->spread[k].n);
    names[2] = hinge_plot_text(p, "%s minus %s", g->groups.shown[0], g->groups.shown[1]);
    bool shown = !isnan(g->low + g->high),
         means = fmax((double)g->spread[0].n, (double)g->spread[1].n) >= HINGE_LEAST_INTERVAL;
    double height = fmin(p->width * 0.55, 190);
    draw_people(hinge_plot_panel(p,
                                 (struct hinge_panel){.share = 0.68,
                                                      .height = height,
                                                      .x = {.category = names, .n_categories = 2},
                                                      .y = {.name = g->outcome.label,
                                                            .scale = g->outcome.scale,
                                                            .span = g->outcome.span}}),
                g);
    const char *words =
        hinge_plot_interval(p, g->outcome.scale, g->digits, g->difference, g->low, g->high, 0);
    size_t open = strcspn(words, "("); /* "-0.12 (-0.20 to -0.04)" */
    const char *interval = words;
    if (shown)
        interval = hinge_plot_text(p, "%.*s(95 %% CI %.*s, Welch)", (int)open, words,
                                   (int)strlen(words + open) - 2, words + open + 1);
    hinge_plot_finding(p, "%s%s, difference of the means, %s: %s, n = %zu and %zu",
                       g->outcome.label, g->outcome.when, names[2], interval, g->spread[0].n,
                       g->spread[1].n);
    hinge_plot_caption(p,
                       "%s%s: a mark per participant%s. Difference of the means, %s: %s, n = %zu "
                       "and %zu.",
                       g->outcome.label, g->outcome.when,
                       means ? "; diamonds are means with 95 % intervals" : "", names[2], interval,
                       g->spread[0].n, g->spread[1].n);
    if (!shown) {
        if (g->spread[0].n < HINGE_LEAST_TESTED || g->spread[1].n < HINGE_LEAST_TESTED)
            hinge_plot_caption(p, " A difference has an interval from %d people in each group on.",
                               HINGE_LEAST_TESTED);
        return;
    }
    struct hinge_panel *right = hinge_plot_panel(
        p, (struct hinge_panel){.column = 1,
                                .share = 0.32,
                                .height = height,
                                .x = {.category = names + 2, .n_categories = 1},
                                .y = {.name = hinge_plot_text(p, "difference%s", g->outcome.change),
                                      .scale = g->outcome.scale,
                                      .span = g->outcome.span}});
    hinge_panel_rule(right, &hinge_look_zero, -INFINITY, 0, INFINITY, 0);
    hinge_panel_bar(right, &hinge_look_mean, words, 0, g->difference, g->low, g->high);
}

static void draw(struct hinge_plot *p)
{
    struct grouped g = {0};
    const char *by = hinge_plot_by(p);
    g.outcome = hinge_plot_outcome(p, hinge_plot_text(p, "participant,%s", by));
    /* the groups that --levels names, else in the order of the comparison; each in the
     * colour that other figures give it */
    const struct hinge_levels all = hinge_levels_pick(p, g.outcome.table, by, false);
    g.groups = hinge_levels_pick(p, g.outcome.table, by, true);
    /* who names no group is of none, as in hinge-compare; it sorts first */
    const bool unnamed = g.groups.n > 0 && strcmp(g.groups.name[0], HINGE_LEVEL_EMPTY) == 0;
    if (*p->request->levels == '\0' && unnamed) {
        size_t order[HINGE_LEVELS];
        for (size_t l = 0; l < g.groups.n; l++)
            order[l] = l + 1;
        hinge_levels_order(&g.groups, order, g.groups.n - 1, g.outcome.table->rows);
    }
    if (g.groups.n > 1 && *p->request->levels == '\0' && *p->request->order == '\0' &&
        hinge_levels_swapped(g.groups.name[0], g.groups.name[1]))
        hinge_levels_order(&g.groups, (const size_t[]){1, 0}, 2, g.outcome.table->rows);
    for (size_t l = 0; l < g.groups.n; l++)
        for (size_t k = 0; k < all.n; k++)
            if (strcmp(all.name[k], g.groups.name[l]) == 0)
                g.groups.look[l] = all.look[k];
    if (g.groups.n < 2)
        hinge_plot_nothing(p, "there is only one %s%s", by,
                           p->request->fixed_by ? "" : "; --by names another key");
    const struct hinge_level_values wide =
        hinge_plot_pivot(p, g.outcome.table, NULL, g.outcome.column, false, &g.groups);
    for (size_t i = 0; !hinge_plot_failed(p) && i < wide.n; i++)
        if (!isnan(wide.value[i * wide.levels] + wide.value[i * wide.levels + 1]))
            hinge_plot_nothing(p,
                               "participant %s is in \"%s\" and in \"%s\"; hinge-plot paired draws "
                               "conditions of one person",
                               wide.who[i], g.groups.name[0], g.groups.name[1]);
    if (hinge_plot_failed(p))
        return;
    read_groups(p, &g);
    const size_t lacks = g.spread[0].n > 0; /* which group, if one does */
    const bool named = strcmp(g.groups.name[lacks], HINGE_LEVEL_EMPTY) != 0;
    if (g.spread[lacks].n == 0)
        hinge_plot_nothing(p, "no participant %s %s has a value of %s", named ? "of" : "without a",
                           named ? g.groups.shown[lacks] : by, hinge_plot_name(p, g.outcome.id));
    if (hinge_plot_failed(p))
        return;
    p->title = hinge_plot_text(p, "%s by %s", g.outcome.label, by);
    draw_all(p, &g);
}

const struct hinge_figure hinge_figure_groups = {
    .id = "groups",
    .title = "every person of two groups, and the difference with its interval",
    .details = "Of two groups, or the first two --levels of the key of --by. It shows "
               "lumbar_fraction, without a spine trunk lean, or --columns (of a "
               "fault what it is judged by), in the descent or --phase. Of one condition: "
               "--filter cue=none.",
    .by = "group",
    .compares = true,
    .takes = HINGE_FIGURE_OF_PEOPLE ",phase,columns",
    .draw = draw,
};
