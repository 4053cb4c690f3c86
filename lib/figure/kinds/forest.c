/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forest: what every cue changed, all outcomes on one scale. */
#include "figure/kinds/figure.h"

#include "report/print/quantity.h"

#include <hinge/requests.h>

enum { OUTCOMES = 12, FARTHEST = 6 /* SDs that the scale goes to */ };

struct change {
    struct hinge_spread spread; /* of people's changes */
    double d, low, high;        /* by the SD of the changes, NaN when they are alike */
};

struct outcome {
    const char *id, *label;
    bool is_fault;     /* its severity */
    double scale;      /* readers see the values times this */
    int digits;        /* of a study */
    bool any, several; /* a change under some cue, two people's */
    struct change change[HINGE_LEVELS];
};

struct forest {
    struct hinge_levels cues; /* the first is the baseline */
    size_t n;
    struct outcome outcome[OUTCOMES];
    size_t both[HINGE_LEVELS];   /* people with the baseline, of the fullest outcome */
    bool drawn[HINGE_LEVELS];    /* an outcome has a scale under this condition */
    size_t people[HINGE_LEVELS]; /* that every change of it is of; 0: not the same */
    double most;                 /* SDs, the end of an interval farthest off */
    bool few;                    /* some change has too few people for an interval */
};

static void add_outcome(struct hinge_plot *p, struct forest *f, const char *id, bool is_fault)
{
    const size_t o = HINGE_ROW_AT(f->outcome, f->n, id);
    if (o == f->n && f->n < OUTCOMES)
        f->outcome[f->n++] = (struct outcome){.id = id,
                                              .label = is_fault ? id : hinge_plot_label(p, id),
                                              .is_fault = is_fault,
                                              .scale = hinge_plot_scale(id)};
}

/* --columns, else those of the page: what each cue was given for, then those of every study. */
static void choose_outcomes(struct hinge_plot *p, const char *by, const char *phase,
                            struct forest *f)
{
    const char *rest = p->request->columns, *from;
    struct hinge_cue_outcome family[HINGE_PLACES];
    for (size_t n; (from = hinge_next_item(&rest, ',', &n)) != NULL;) {
        add_outcome(p, f, hinge_plot_text(p, "%.*s", (int)n, from), false);
        hinge_plot_metric(p, f->outcome[f->n - 1].id);
    }
    if (f->n > 0)
        return;
    const struct hinge_table *table =
        hinge_plot_table(p, "summary", hinge_plot_text(p, "participant,%s", by),
                         hinge_plot_text(p, "keys,%s", hinge_outcome_share.id), phase);
    const struct hinge_levels cues = hinge_levels_pick(p, table, by, true);
    bool spine = false;
    for (size_t r = 0; r < table->rows; r++)
        spine = spine || !isnan(hinge_table_number(table, "mean", r));
    for (size_t c = 1; c < cues.n; c++) {
        const struct hinge_cue *cue = hinge_cue_find(cues.name[c]);
        const struct hinge_cue_outcome *of = cue != NULL ? &cue->primary : NULL;
        if (of != NULL && of->id != NULL && (of->is_fault || strcmp(of->phase, phase) == 0))
            add_outcome(p, f, of->id, of->is_fault);
    }
    const size_t n = hinge_outcome_family(spine ? 'B' : 'C', family);
    for (size_t i = 0; i < n; i++)
        if (!family[i].is_fault && !family[i].described)
            add_outcome(p, f, family[i].id, false);
}

static size_t compute(struct hinge_plot *p, const struct hinge_table *table, struct forest *f)
{
    size_t found = 0;
    f->most = 1;
    for (size_t o = 0; o < f->n && !hinge_plot_failed(p); o++) {
        struct outcome *of = &f->outcome[o];
        struct hinge_level_values w;
        if (of->is_fault) { /* the severities */
            const struct hinge_figure_request *request = p->request;
            struct hinge_figure_request asked = *request;
            asked.columns = of->id;
            p->request = &asked;
            const char *by = hinge_plot_by(p);
            const struct hinge_outcome its =
                hinge_plot_outcome(p, hinge_plot_text(p, "participant,%s", by));
            struct hinge_levels levels = hinge_levels_pick(p, its.table, by, false);
            p->request = request;
            size_t order[HINGE_LEVELS], n = 0;
            for (size_t c = 0; c < f->cues.n; c++) {
                order[n] = hinge_name_at(levels.name, levels.n, f->cues.name[c]);
                n += order[n] < levels.n;
            }
            of->label = its.label;
            of->scale = its.scale;
            of->digits = its.digits;
            w = (struct hinge_level_values){.levels = f->cues.n};
            if (n == f->cues.n && n > 0) { /* else somewhere nobody could be judged */
                hinge_levels_order(&levels, order, n, its.table->rows);
                w = hinge_plot_pivot(p, its.table, NULL, its.column, true, &levels);
            }
        } else {
            w = hinge_plot_pivot(p, table, of->id, "mean", true, &f->cues);
        }
        for (size_t c = 1; c < f->cues.n; c++) {
            struct change *ch = &of->change[c];
            ch->spread = hinge_level_spread(&w, c, 0, NULL, 0);
            /* whether the changes differ by more than rounding */
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
            if (isnan(ch->d))
                continue;
            f->people[c] = !f->drawn[c] || f->people[c] == ch->spread.n ? ch->spread.n : 0;
            f->drawn[c] = true;
        }
        found += of->any;
    }
    return found;
}

/* `n`: how many it is of, too. */
static const char *value_of(struct hinge_plot *p, const struct forest *f, size_t outcome,
                            size_t cue, bool n)
{
    const struct outcome *of = &f->outcome[outcome];
    const struct hinge_spread *s = &of->change[cue].spread;
    double widest = NAN;
    for (size_t c = 1; c < f->cues.n; c++) {
        const struct hinge_spread *other = &of->change[c].spread;
        widest = fmax(widest, other->ci_high - other->ci_low);
    }
    return hinge_plot_interval(p, of->scale,
                               of->is_fault ? hinge_outcome_decimals(of->digits, of->scale * widest)
                                            : hinge_plot_decimals(of->id, widest),
                               s->mean, s->ci_low, s->ci_high, n ? s->n : 0);
}

/* A condition, a row an outcome, its value at its right. The names have what values and a quarter
 * of the width leave. */
static void draw_cue(struct hinge_plot *p, const struct forest *f, size_t c, size_t row, bool last,
                     double most)
{
    const char **name = hinge_plot_room(p, f->n, sizeof *name), *title = f->cues.shown[c];
    const size_t people = f->people[c];
    double value = 0;
    size_t n = 0;
    for (size_t o = 0; o < f->n; o++)
        if (f->outcome[o].any)
            name[n++] = f->outcome[o].label;
    for (size_t k = 1; k < f->cues.n; k++)
        for (size_t o = 0; o < f->n; o++)
            if (!isnan(f->outcome[o].change[k].d))
                value = fmax(value, hinge_words_room(value_of(p, f, o, k, f->people[k] == 0)));
    struct hinge_panel *panel = hinge_plot_panel(
        p, (struct hinge_panel){.row = row,
                                .title = people > 0 ? hinge_plot_people(p, title, people, people)
                                                    : title,
                                .height = 11 * (double)n,
                                .no_grid = true,
                                .x = {.name = "change in SDs of people's changes",
                                      .low = -most,
                                      .high = most,
                                      .least = -most,
                                      .most = most,
                                      .round = true,
                                      .hidden = !last},
                                .y = {.category = name,
                                      .n_categories = n,
                                      .room = fmax(p->width * 3 / 4 - value, p->width / 4)}});
    hinge_panel_rule(panel, &hinge_look_zero, 0, -INFINITY, 0, INFINITY);
    size_t at = 0;
    for (size_t o = 0; o < f->n; o++) {
        const struct change *ch = &f->outcome[o].change[c];
        if (!f->outcome[o].any)
            continue;
        double y = (double)at++;
        if (isnan(ch->d))
            continue;
        hinge_panel_bar(panel,
                        &(struct hinge_look){.colour = HINGE_INK, .filled = true, .size = 2.3},
                        hinge_plot_text(p, "%s: %s", name[at - 1], value_of(p, f, o, c, true)),
                        ch->d, y, ch->low, ch->high);
        hinge_panel_label(panel, NULL, INFINITY, y, value_of(p, f, o, c, people == 0));
    }
}

static void draw(struct hinge_plot *p)
{
    struct forest *f = hinge_plot_room(p, 1, sizeof *f);
    const char *phase = hinge_plot_phase(p, "descent"), *by = hinge_plot_by(p), *wanted = "keys";
    choose_outcomes(p, by, phase, f);
    for (size_t o = 0; o < f->n; o++)
        wanted =
            f->outcome[o].is_fault ? wanted : hinge_plot_text(p, "%s,%s", wanted, f->outcome[o].id);
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
    struct hinge_axis scale = {0};
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
    /* what is not in the picture, and why */
    for (size_t c = 1; c < f->cues.n; c++) {
        if (f->drawn[c])
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
                           f->outcome[o].label);
        alike = true;
    }
    hinge_plot_caption(p, "%s", alike ? "." : "");
    size_t row = 0, left = 0;
    for (size_t c = 0; c < f->cues.n; c++)
        left += f->drawn[c];
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
        if (f->drawn[c])
            draw_cue(p, f, c, row++, --left == 0, scale.high);
    }
}

const struct hinge_figure hinge_figure_forest = {
    .id = "forest",
    .title = "what every cue changed, all outcomes on one scale",
    .details =
        "Against none, or the first of --levels; outcomes are those of --columns, "
        "joined by commas (else what each cue was given for and those of every study), in the "
        "descent or --phase.",
    .by = "cue",
    .takes = HINGE_FIGURE_OF_PEOPLE ",phase,columns",
    .draw = draw,
};
