/* SPDX-License-Identifier: GPL-3.0-or-later */
/* groups: a mark per person of each group, and the differences of their means with their
 * intervals (an estimation plot: Gardner and Altman 1986). */
#include "figure/kinds/figure.h"

#include <hinge/requests.h>

#define TOO_FEW " A difference has an interval from 5 people in each group on."

enum { FEW = 14, MANY = 40, PAIRS = 6, LABEL_PT = 9 };

#define NAMES 0.28 /* of the width, at most */

struct grouped {
    struct hinge_levels groups;
    struct hinge_outcome outcome;
    double *value[HINGE_LEVELS]; /* of a group */
    const char **who[HINGE_LEVELS];
    struct hinge_spread spread[HINGE_LEVELS];
    size_t n_pairs;
    struct pair {
        size_t a, b;
        struct hinge_compared diff; /* of the means, a minus b */
    } pair[PAIRS];
};

/* A row a group, as on the page: a mark a person, in lanes, below them the mean and at the right
 * its number. */
static void draw_people(struct hinge_plot *p, struct grouped *g)
{
    const char **names = hinge_plot_room(p, g->groups.n, sizeof *names);
    int *lane[HINGE_LEVELS], far = 0;
    size_t most = 0;
    double low = INFINITY, high = -INFINITY;
    hinge_plot_columns(p, "what,group,participant,people:1,value:,ci_low:,ci_high:");
    for (size_t k = 0; k < g->groups.n; k++) {
        const struct hinge_spread *s = &g->spread[k];
        names[k] = hinge_plot_people(p, g->groups.shown[k], s->n, s->n);
        most = s->n > most ? s->n : most;
        for (size_t i = 0; i < s->n; i++) {
            low = fmin(low, g->value[k][i]);
            high = fmax(high, g->value[k][i]);
        }
    }
    const double size = most > MANY  ? 1.2
                        : most > FEW ? 1.6
                                     : 2,
                 step = 2 * size + .4, range = fmax(high - low, g->outcome.span);
    const double wide = (p->width > 300 ? .5 : .36) * p->width; /* of the panel, about */
    for (size_t k = 0; k < g->groups.n; k++) {
        lane[k] = hinge_plot_room(p, most, sizeof **lane);
        const int here =
            hinge_find_lanes(g->value[k], g->spread[k].n, step * range / wide, lane[k]);
        far = here > far ? here : far;
    }
    const double row = (2 * far + 1) * step + LABEL_PT + 6;
    struct hinge_panel *panel = hinge_plot_panel(
        p, (struct hinge_panel){
               .height = row * (double)g->groups.n,
               .x = {.name = g->outcome.label, .scale = g->outcome.scale, .span = g->outcome.span},
               .y = {.category = names, .n_categories = g->groups.n, .room = NAMES * p->width}});
    for (size_t k = 0; k < g->groups.n; k++) {
        const struct hinge_spread *s = &g->spread[k];
        struct hinge_look look = g->groups.look[k];
        look.size = size;
        for (size_t i = 0; i < s->n; i++) {
            const char *who = g->who[k][i];
            hinge_panel_mark(panel, &look,
                             who != NULL ? hinge_plot_level(p, "participant", who) : "",
                             g->value[k][i],
                             (double)k + (lane[k][i] * step - (LABEL_PT + 2) / 2.) / row);
            hinge_plot_row(p, (const char *const[]){"person", g->groups.name[k], who},
                           (const double[]){1, g->value[k][i], NAN, NAN});
        }
        const double y = (double)k + .5 - (LABEL_PT / 2. + 2) / row;
        struct hinge_look mean = hinge_look_mean;
        mean.colour = g->groups.look[k].colour;
        const char *words = hinge_plot_interval(p, g->outcome.scale, g->outcome.digits, s->mean,
                                                s->ci_low, s->ci_high, 0);
        if (s->n >= HINGE_LEAST_INTERVAL) /* of fewer their own values say all */
            hinge_panel_bar(panel, &mean, hinge_plot_text(p, "%s: %s", names[k], words), s->mean, y,
                            s->ci_low, s->ci_high);
        if (s->n > 0)
            hinge_panel_label(panel, NULL, INFINITY, y, words);
        hinge_plot_row(p, (const char *const[]){"mean", g->groups.name[k], NULL},
                       (const double[]){(double)s->n, s->mean, s->ci_low, s->ci_high});
    }
}

void hinge_plot_pick_groups(struct hinge_plot *p, struct hinge_outcome *outcome,
                            struct hinge_levels *groups)
{
    const char *by = hinge_plot_by(p);
    *outcome = hinge_plot_outcome(p, hinge_plot_text(p, "participant,%s", by));
    /* the groups that --levels names, else in the order of the comparison */
    *groups = hinge_levels_pick(p, outcome->table, by, true);
    /* who names no group is of none, as in hinge-compare; it sorts first */
    const bool unnamed = groups->n > 0 && strcmp(groups->name[0], HINGE_LEVEL_EMPTY) == 0;
    if (*p->request->levels == '\0' && unnamed) {
        size_t order[HINGE_LEVELS];
        for (size_t l = 0; l < groups->n; l++)
            order[l] = l + 1;
        hinge_levels_order(groups, order, groups->n - 1, outcome->table->rows);
    }
    if (groups->n == 2 && *p->request->levels == '\0' && *p->request->order == '\0' &&
        hinge_levels_swapped(groups->name[0], groups->name[1]))
        hinge_levels_order(groups, (const size_t[]){1, 0}, 2, outcome->table->rows);
    if (groups->n < 2)
        hinge_plot_nothing(p, "there is only one %s%s", by,
                           p->request->fixed_by ? "" : "; --by names another key");
    const struct hinge_level_values wide =
        hinge_plot_pivot(p, outcome->table, NULL, outcome->column, false, groups);
    for (size_t i = 0; !hinge_plot_failed(p) && i < wide.n; i++) {
        const double *value = wide.value + i * wide.levels;
        size_t first = 0;
        while (first < wide.levels && isnan(value[first]))
            first++;
        for (size_t l = first + 1; l < wide.levels; l++)
            if (!isnan(value[l]))
                hinge_plot_nothing(p,
                                   "participant %s is in \"%s\" and in \"%s\"; hinge-plot paired "
                                   "draws conditions of one person",
                                   wide.who[i], groups->name[first], groups->name[l]);
    }
}

static void draw(struct hinge_plot *p)
{
    struct grouped *g = hinge_plot_room(p, 1, sizeof *g);
    const char *by = hinge_plot_by(p);
    hinge_plot_pick_groups(p, &g->outcome, &g->groups);
    if (hinge_plot_failed(p))
        return;
    /* The groups' values, and the differences of every two (of many, from the first) as
     * hinge-compare groups tests them. */
    const size_t rows = g->outcome.table->rows, n = g->groups.n;
    double widest = 0;
    for (size_t k = 0; k < n; k++) {
        size_t here = 0;
        g->value[k] = hinge_plot_room(p, rows, sizeof **g->value);
        g->who[k] = hinge_plot_room(p, rows, sizeof **g->who);
        for (size_t r = 0; r < rows; r++) {
            const double value = hinge_table_number(g->outcome.table, g->outcome.column, r);
            if (g->groups.of_row[r] != k || isnan(value))
                continue;
            g->who[k][here] = hinge_table_text(g->outcome.table, "participant", r);
            g->value[k][here++] = value;
        }
        g->spread[k] = hinge_values_spread(g->value[k], here, HINGE_LEAST_INTERVAL);
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n && g->n_pairs < PAIRS && (i == 0 || n <= 4); j++) {
            struct pair *pair = &g->pair[g->n_pairs];
            if (g->spread[i].n == 0 || g->spread[j].n == 0)
                continue;
            *pair = (struct pair){i, j,
                                  hinge_compare_groups(g->value[i], g->spread[i].n, g->value[j],
                                                       g->spread[j].n, 0.05)};
            g->n_pairs++;
            widest = fmax(widest, pair->diff.high - pair->diff.low);
        }
    if (g->outcome.digits < 0)
        g->outcome.digits = hinge_outcome_decimals(-1, g->outcome.scale * widest);
    size_t lacks = 0; /* a group without a value */
    while (lacks + 1 < g->groups.n && g->spread[lacks].n > 0)
        lacks++;
    const bool named = strcmp(g->groups.name[lacks], HINGE_LEVEL_EMPTY) != 0;
    if (g->n_pairs == 0)
        hinge_plot_nothing(p, "no participant %s %s has a value of %s", named ? "of" : "without a",
                           named ? g->groups.shown[lacks] : by, hinge_plot_name(p, g->outcome.id));
    if (hinge_plot_failed(p))
        return;
    p->title = hinge_plot_text(p, "%s by %s", g->outcome.label, by);
    bool means = false;
    for (size_t k = 0; k < g->groups.n; k++)
        means = means || g->spread[k].n >= HINGE_LEAST_INTERVAL;
    hinge_plot_caption(p, "%s%s: a mark per participant%s.", g->outcome.label, g->outcome.when,
                       means ? "; diamonds are means with 95 % intervals" : "");
    draw_people(p, g);
    /* Every two groups below them. */
    const char **names = hinge_plot_room(p, g->n_pairs, sizeof *names);
    bool shown = false;
    for (size_t i = 0; i < g->n_pairs; i++) {
        const struct pair *pair = &g->pair[i];
        names[i] =
            hinge_plot_text(p, "%s minus %s", g->groups.shown[pair->a], g->groups.shown[pair->b]);
        shown = shown || !isnan(pair->diff.low + pair->diff.high);
    }
    struct hinge_panel *panel =
        shown ? hinge_plot_panel(
                    p, (struct hinge_panel){.row = 1,
                                            .height = (LABEL_PT + 5) * (double)g->n_pairs,
                                            .x = {.name = hinge_plot_text(p, "difference%s",
                                                                          g->outcome.change),
                                                  .is_signed = true,
                                                  .scale = g->outcome.scale,
                                                  .span = g->outcome.span},
                                            .y = {.category = names,
                                                  .n_categories = g->n_pairs,
                                                  .room = NAMES * p->width}})
              : NULL;
    if (shown)
        hinge_panel_rule(panel, &hinge_look_zero, 0, -INFINITY, 0, INFINITY);
    hinge_plot_caption(p, "%s",
                       g->n_pairs > 1 ? " Differences of the means:"
                                      : " Difference of the "
                                        "means,");
    for (size_t i = 0; i < g->n_pairs; i++) {
        const struct hinge_compared *diff = &g->pair[i].diff;
        const size_t both[] = {g->spread[g->pair[i].a].n, g->spread[g->pair[i].b].n};
        const char *words =
                       hinge_plot_interval(p, g->outcome.scale,
                                           hinge_outcome_decimals(g->outcome.digits, (double)NAN),
                                           diff->diff, diff->low, diff->high, 0),
                   *interval = words;
        const size_t open = strcspn(words, "("); /* "-0.12 (-0.20 to -0.04)" */
        if (!isnan(diff->low + diff->high))
            interval = hinge_plot_text(p, "%.*s(95 %% CI %.*s, Welch)", (int)open, words,
                                       (int)strlen(words + open) - 2, words + open + 1);
        hinge_plot_finding(p, "%s%s, difference of the means, %s: %s, n = %zu and %zu",
                           g->outcome.label, g->outcome.when, names[i], interval, both[0], both[1]);
        hinge_plot_caption(p, "%s %s: %s, n = %zu and %zu", i > 0 ? ";" : "", names[i], interval,
                           both[0], both[1]);
        if (shown) {
            hinge_panel_bar(panel, &hinge_look_mean, words, diff->diff, (double)i, diff->low,
                            diff->high);
            hinge_panel_label(panel, NULL, INFINITY, (double)i, words);
        }
        hinge_plot_row(p, (const char *const[]){"difference", names[i], NULL},
                       (const double[]){(double)(both[0] + both[1]), diff->diff, diff->low,
                                        diff->high});
    }
    hinge_plot_caption(p, "%s.%s", g->n_pairs > 1 ? "; not adjusted for their number" : "",
                       shown ? "" : TOO_FEW);
}

const struct hinge_figure hinge_figure_groups = {
    .id = "groups",
    .title = "every person of each group, and the differences with their intervals",
    .details = "Of all groups, or the --levels of the key of --by. It shows "
               "lumbar_fraction, without a spine trunk lean, or --columns (of a "
               "fault what it is judged by), in the descent or --phase. Of one condition: "
               "--filter cue=none.",
    .by = "group",
    .takes = HINGE_FIGURE_OF_PEOPLE ",phase,columns",
    .draw = draw,
};
