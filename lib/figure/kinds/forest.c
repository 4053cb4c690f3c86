/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forest: what every cue changed, all outcomes on one scale. */
#include "figure/kinds/figure.h"

#include "report/quantity.h"
#include "stats/numbers/compared.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { OUTCOMES = 12, FARTHEST = 6 /* SDs that the scale goes to */ };

struct change {
    struct hinge_spread spread; /* of people's changes */
    double d, low, high;        /* by the SD of the changes, NaN when they are alike */
};

struct outcome {
    const char *id;
    bool any, several; /* a change under some cue, two people's */
    struct change change[HINGE_LEVELS];
};

struct forest {
    struct hinge_levels cues; /* the first is the baseline */
    size_t n;
    struct outcome outcome[OUTCOMES];
    size_t both[HINGE_LEVELS]; /* people with the baseline, of the fullest outcome */
    double most;               /* SDs, the end of an interval farthest off */
    bool few;                  /* some change has too few people for an interval */
};

static void choose_outcomes(struct hinge_plot *p, struct forest *f)
{
    const char *rest = hinge_plot_chosen(p), *from;
    struct hinge_cue_outcome family[HINGE_PLACES];
    const size_t outcomes = *rest == '\0' ? hinge_outcome_family('\0', family) : 0;
    for (size_t i = 0; i < outcomes; i++)
        if (!family[i].is_fault && !family[i].described)
            f->outcome[f->n++].id = family[i].id;
    for (size_t n; f->n < OUTCOMES && (from = hinge_next_item(&rest, ',', &n)) != NULL;) {
        f->outcome[f->n].id = hinge_plot_text(p, "%.*s", (int)n, from);
        hinge_plot_metric(p, f->outcome[f->n++].id);
    }
}

static size_t compute(struct hinge_plot *p, const struct hinge_table *table, struct forest *f)
{
    size_t found = 0;
    f->most = 1;
    for (size_t o = 0; o < f->n; o++) {
        struct outcome *of = &f->outcome[o];
        struct hinge_level_values w = hinge_plot_pivot(p, table, of->id, "mean", true, &f->cues);
        for (size_t c = 1; c < f->cues.n; c++) {
            struct change *ch = &of->change[c];
            ch->spread = hinge_level_spread(&w, c, 0);
            /* whether the changes differ by more than rounding (STATS 1.6) */
            double largest = 0;
            for (size_t i = 0; i < w.n; i++) {
                double with = w.value[i * w.levels + c], without = w.value[i * w.levels];
                if (!isnan(with - without))
                    largest = fmax(largest, fmax(fabs(with), fabs(without)));
            }
            bool spread = ch->spread.n > 1 &&
                          ch->spread.sd > 10 * DBL_EPSILON * largest * sqrt((double)ch->spread.n);
            double sd = spread ? ch->spread.sd : (double)NAN;
            ch->d = ch->spread.mean / sd;
            ch->low = ch->spread.ci_low / sd;
            ch->high = ch->spread.ci_high / sd;
            f->most = fmax(f->most, fmax(fabs(ch->d), fmax(fabs(ch->low), fabs(ch->high))));
            f->few = f->few || (ch->spread.n > 1 && ch->spread.n < HINGE_LEAST_TESTED);
            f->both[c] = ch->spread.n > f->both[c] ? ch->spread.n : f->both[c];
            of->any = of->any || spread;
            of->several = of->several || ch->spread.n > 1;
        }
        found += of->any;
    }
    return found;
}

/* Whether an outcome has a scale under this condition. */
static bool has_change(const struct forest *f, size_t cue)
{
    for (size_t o = 0; cue != 0 && o < f->n; o++)
        if (!isnan(f->outcome[o].change[cue].d))
            return true;
    return false;
}

static const char *value_of(struct hinge_plot *p, const struct forest *f, size_t outcome,
                            size_t cue)
{
    const struct hinge_spread *s = &f->outcome[outcome].change[cue].spread;
    const char *id = f->outcome[outcome].id;
    double widest = NAN;
    for (size_t c = 1; c < f->cues.n; c++) {
        const struct hinge_spread *of = &f->outcome[outcome].change[c].spread;
        widest = fmax(widest, of->ci_high - of->ci_low);
    }
    return hinge_plot_interval(p, hinge_plot_scale(id), hinge_plot_decimals(id, widest), s->mean,
                               s->ci_low, s->ci_high, s->n);
}

/* Whether names at the left and values at the right leave the panel half of the width. */
static bool values_fit(struct hinge_plot *p, const struct forest *f)
{
    double name = 0, value = 0;
    for (size_t o = 0; o < f->n; o++)
        for (size_t c = 1; f->outcome[o].any && c < f->cues.n; c++) {
            const char *label = hinge_plot_label(p, f->outcome[o].id);
            name = fmax(name, hinge_words_room(label));
            value = fmax(value, hinge_words_room(value_of(p, f, o, c)));
        }
    return name + value + 15 <= p->width / 2;
}

/* A condition, a row an outcome; the values at the right, or (not `wide`) over the rows. */
static void draw_cue(struct hinge_plot *p, const struct forest *f, size_t c, size_t row, bool last,
                     bool wide, double most)
{
    const char **name = hinge_plot_room(p, f->n, sizeof *name);
    size_t n = 0;
    for (size_t o = 0; o < f->n; o++)
        if (f->outcome[o].any)
            name[n++] = hinge_plot_label(p, f->outcome[o].id);
    struct hinge_panel *panel =
        hinge_plot_panel(p, (struct hinge_panel){.row = row,
                                                 .title = f->cues.shown[c],
                                                 .height = (wide ? 10 : 19) * (double)n,
                                                 .no_grid = true,
                                                 .x = {.name = "change in SDs of people's changes",
                                                       .low = -most,
                                                       .high = most,
                                                       .least = -most,
                                                       .most = most,
                                                       .round = true,
                                                       .hidden = !last},
                                                 .y = {.category = name, .n_categories = n}});
    /* not through the values that stand over their rows */
    for (size_t i = 0; i < n; i++)
        hinge_panel_rule(panel, &hinge_look_zero, 0, (double)i - (wide ? 0.5 : 0), 0,
                         (double)i + 0.5);
    size_t at = 0;
    for (size_t o = 0; o < f->n; o++) {
        const struct change *ch = &f->outcome[o].change[c];
        struct hinge_look look = hinge_look_of(0);
        if (!f->outcome[o].any)
            continue;
        double y = (double)at++;
        if (isnan(ch->d))
            continue;
        const char *words = value_of(p, f, o, c);
        look.size = 2.3;
        hinge_panel_bar(panel, &look, hinge_plot_text(p, "%s: %s", name[at - 1], words), ch->d,
                        wide ? y : y + 0.2, ch->low, ch->high);
        if (wide)
            hinge_panel_label(panel, NULL, INFINITY, y, words);
        else
            hinge_panel_words(panel, 0, y - 0.25, HINGE_MIDDLE, 0, words);
    }
}

static void draw_all(struct hinge_plot *p, const struct forest *f, double most)
{
    size_t row = 0, left = 0;
    bool wide = values_fit(p, f);
    for (size_t c = 0; c < f->cues.n; c++)
        left += has_change(f, c);
    hinge_plot_columns(p, "cue,outcome,people:1,change:,sd:,ci_low:,ci_high:,d:1,d_low:1,d_high:1");
    for (size_t c = 1; c < f->cues.n; c++) {
        for (size_t o = 0; o < f->n; o++) {
            const struct change *ch = &f->outcome[o].change[c];
            if (f->outcome[o].any)
                hinge_plot_row(p, (const char *const[]){f->cues.name[c], f->outcome[o].id},
                               (const double[]){(double)ch->spread.n, ch->spread.mean,
                                                ch->spread.sd, ch->spread.ci_low,
                                                ch->spread.ci_high, ch->d, ch->low, ch->high});
        }
        if (has_change(f, c))
            draw_cue(p, f, c, row++, --left == 0, wide, most);
    }
}

/* What is not in the picture, and why. */
static void add_rest(struct hinge_plot *p, const struct forest *f)
{
    for (size_t c = 1; c < f->cues.n; c++) {
        if (has_change(f, c))
            continue;
        if (f->both[c] > 1)
            hinge_plot_caption(p, " All participants changed by the same amount under %s.",
                               f->cues.shown[c]);
        else
            hinge_plot_caption(p, " %s both %s and %s.",
                               f->both[c] == 0 ? "No participant has" : "Only one participant has",
                               f->cues.shown[c], f->cues.shown[0]);
    }
    bool alike = false;
    for (size_t o = 0; o < f->n; o++) {
        if (f->outcome[o].any || !f->outcome[o].several)
            continue;
        hinge_plot_caption(p, "%s%s",
                           alike ? ", " : " All participants changed by the same amount in ",
                           hinge_plot_label(p, f->outcome[o].id));
        alike = true;
    }
    hinge_plot_caption(p, "%s", alike ? "." : "");
}

static void draw(struct hinge_plot *p)
{
    struct forest *f = hinge_plot_room(p, 1, sizeof *f);
    const char *phase = hinge_plot_phase(p, "descent"), *by = hinge_plot_by(p), *wanted = "keys";
    choose_outcomes(p, f);
    for (size_t o = 0; o < f->n; o++)
        wanted = hinge_plot_text(p, "%s,%s", wanted, f->outcome[o].id);
    const struct hinge_table *table =
        hinge_plot_table(p, "summary", hinge_plot_text(p, "participant,%s", by), wanted, phase);
    f->cues = hinge_levels_pick(p, table, by, true);
    if (hinge_levels_unnamed(&f->cues))
        hinge_plot_nothing(p, "no recording has a cue");
    hinge_plot_baseline(p, by, &f->cues);
    if (compute(p, table, f) == 0)
        hinge_plot_nothing(p,
                           f->cues.n < 2
                               ? "there is only one condition (\"%s\")"
                               : "fewer than two people have \"%s\" and another condition",
                           f->cues.n > 0 ? f->cues.name[0] : "none");
    if (hinge_plot_failed(p))
        return;
    struct hinge_axis scale;
    hinge_axis_fit(&scale, -fmin(f->most, FARTHEST), fmin(f->most, FARTHEST), 6);
    p->title = "What every cue changed";
    hinge_plot_caption(p,
                       "Changes from %s in the %s, participants as the unit: mean "
                       "change divided by the SD of the changes, with its 95 %% "
                       "interval (t). The numbers give change and interval in the "
                       "outcome's own unit. Not adjusted for the "
                       "number of outcomes and cues.",
                       f->cues.shown[0], phase);
    hinge_plot_caption(p, "%s", f->few ? HINGE_FEW_CHANGES : "");
    if (f->most > scale.high)
        hinge_plot_caption(p, " Arrows: beyond %.0f SDs.", scale.high);
    add_rest(p, f);
    draw_all(p, f, scale.high);
}

const struct hinge_figure hinge_figure_forest = {
    .id = "forest",
    .title = "what every cue changed, all outcomes on one scale",
    .details = "Against none, or the first of --levels; outcomes are those of --columns, "
               "joined by commas, in the descent or --phase.",
    .by = "cue",
    .compares = true,
    .takes = HINGE_FIGURE_OF_PEOPLE ",phase,columns",
    .draw = draw,
};
