/* SPDX-License-Identifier: GPL-3.0-or-later */
/* set: an outcome over the repetitions of a recording: a thin line a person, the mean of people
 * with its interval, and a mark where a fault was seen. */
#include "figure/kinds/figure.h"

#include "report/print/published.h"
#include "report/print/quantity.h"
#include "table/columns.h"

struct drawn {
    const char *outcome, *fault;
    struct hinge_look mark; /* of a fault */
    struct hinge_levels levels;
    struct hinge_labels people;
    size_t last;                 /* number of the last repetition */
    double *value, *share_above; /* [level][person][last]; NaN: none */
};

static size_t rep_of(const struct hinge_table *table, size_t row)
{
    return (size_t)strtoul(hinge_table_word(table, "rep", row), NULL, 10);
}

static bool has_values(const struct hinge_table *table, const char *outcome)
{
    size_t r = 0;
    while (r < table->rows && (strcmp(hinge_table_word(table, "metric", r), outcome) != 0 ||
                               isnan(hinge_table_number(table, "mean", r))))
        r++;
    return r < table->rows;
}

static void draw_people(struct hinge_panel *panel, const struct drawn *d, size_t level)
{
    struct hinge_plot *p = panel->plot;
    struct hinge_look look = d->levels.look[level];
    look.width = 0.4;
    look.size = 0.1;
    double *x = hinge_plot_room(p, 2 * d->last, sizeof *x), *y = x + d->last;
    for (size_t i = 0; i < d->people.n; i++) {
        const size_t from = (level * d->people.n + i) * d->last;
        const double *value = d->value + from, *above = d->share_above + from;
        const char *who = hinge_plot_level(p, "participant", d->people.name[i]);
        size_t n = 0; /* the line goes on over a repetition without a value */
        for (size_t k = 0; k < d->last; k++)
            if (!isnan(value[k])) {
                x[n] = (double)k + 1;
                y[n++] = value[k];
            }
        hinge_panel_line(panel, &look, who, x, y, n);
        for (size_t k = 0; k < d->last; k++) {
            if (isnan(value[k]))
                continue;
            if (above[k] >= 0.5)
                hinge_panel_mark(panel, &d->mark,
                                 hinge_plot_text(p, "%s, %zu: %s", who, k + 1,
                                                 hinge_plot_fault(p, d->fault)),
                                 (double)k + 1, value[k]);
            hinge_plot_row(
                p, (const char *const[]){"person", d->levels.name[level], d->people.name[i]},
                (const double[]){(double)k + 1, 1, value[k], NAN, NAN,
                                 isnan(above[k]) ? (double)NAN : (double)(above[k] >= 0.5)});
        }
    }
}

static void draw_mean(struct hinge_panel *panel, const struct drawn *d, size_t level)
{
    struct hinge_plot *p = panel->plot;
    double *x = hinge_plot_room(p, 4 * d->last, sizeof *x), *mean = x + d->last,
           *low = mean + d->last, *high = low + d->last,
           *value = hinge_plot_room(p, d->people.n, sizeof *value);
    size_t fewest = SIZE_MAX, most = 0, drawn = 0;
    for (size_t k = 0; k < d->last; k++) {
        for (size_t i = 0; i < d->people.n; i++)
            value[i] = d->value[(level * d->people.n + i) * d->last + k];
        const struct hinge_spread s = hinge_values_spread(value, d->people.n, HINGE_LEAST_INTERVAL);
        hinge_plot_row(p, (const char *const[]){"mean", d->levels.name[level], NULL},
                       (const double[]){(double)k + 1, (double)s.n, s.mean, s.ci_low, s.ci_high,
                                        NAN});
        if (s.n == 0)
            continue;
        x[drawn] = (double)k + 1;
        mean[drawn] = s.mean;
        low[drawn] = s.ci_low;
        high[drawn++] = s.ci_high;
        fewest = s.n < fewest ? s.n : fewest;
        most = s.n > most ? s.n : most;
    }
    if (drawn == 0)
        return;
    struct hinge_look look = d->levels.look[level];
    look.width = 1.4;
    hinge_panel_area(panel, &look, x, low, high, drawn);
    hinge_panel_line(panel, &look, d->levels.shown[level], x, mean, drawn);
    hinge_panel_label(panel, &look, x[drawn - 1], mean[drawn - 1],
                      hinge_plot_people(p, d->levels.shown[level], fewest, most));
}

static void draw(struct hinge_plot *p)
{
    struct drawn d = {.outcome = hinge_outcome_share.id};
    const char *by = hinge_plot_by(p), *phase = NULL, *rest = p->columns, *item;
    const bool chosen = *rest != '\0';
    const struct hinge_table *table = NULL;
    /* the outcome and the fault of --columns, else those of every study */
    struct hinge_cue_outcome family[HINGE_PLACES];
    const size_t outcomes = hinge_outcome_family('\0', family);
    for (size_t i = 0; i < outcomes && d.fault == NULL; i++) /* the first of every study */
        d.fault = family[i].is_fault ? family[i].id : NULL;
    for (size_t i = 0, n; (item = hinge_next_item(&rest, ',', &n)) != NULL; i++) {
        const char *name = hinge_plot_text(p, "%.*s", (int)n, item);
        hinge_plot_metric(p, name);
        d.fault = i == 0 ? NULL : name;
        d.outcome = i == 0 ? name : d.outcome;
        if (hinge_outcome_of(name).by != NULL)
            hinge_plot_refuse(p, HINGE_USAGE,
                              "--columns %s: the figure set draws the repetitions themselves; "
                              "name %s",
                              name, hinge_outcome_of(name).name);
        else if (i > 0 && hinge_fault_built_in(name) == NULL)
            hinge_plot_refuse(p, HINGE_USAGE,
                              "--columns: after the outcome the figure set takes a fault, whose "
                              "repetitions it marks, not \"%s\"",
                              name);
    }
    if (hinge_plot_failed(p))
        return;
    for (int i = 0; i < 2 && !(i == 1 && (chosen || has_values(table, d.outcome))); i++) {
        if (i == 1) /* nobody has the share */
            d.outcome = hinge_outcome_instead(d.outcome).id;
        phase = hinge_plot_phase(p, hinge_phase_of_metrics(&d.outcome, 1, "descent"));
        table = hinge_plot_table(p, "summary", hinge_plot_text(p, "participant,%s,rep", by),
                                 hinge_plot_text(p, d.fault != NULL ? "keys,%s,%s" : "keys,%s",
                                                 d.outcome, d.fault),
                                 phase);
    }
    if (!chosen && !has_values(table, d.fault))
        d.fault = NULL;
    const char *title = hinge_fault_name(p->labels, d.outcome, HINGE_TECHNICAL);
    const bool of_motion = title == d.outcome && hinge_outcome_of(d.outcome).fault == NULL;
    const char *label = hinge_plot_label(p, d.outcome);
    if (title != d.outcome)
        label = hinge_plot_text(p, HINGE_SHARE_OF_BENDS "%s (%%)",
                                hinge_wording_small(hinge_arena_strdup(&p->arena, title)));
    d.levels = hinge_levels_pick(p, table, by, true);
    for (size_t r = 0; r < table->rows; r++)
        if (rep_of(table, r) > d.last && !isnan(hinge_table_number(table, "mean", r)))
            d.last = rep_of(table, r);
    if (d.last < 2 || d.levels.n == 0)
        hinge_plot_nobody(p, table, "nobody has two repetitions of a recording");
    if (hinge_plot_failed(p))
        return;
    d.people =
        hinge_labels_of(&p->arena, table->column[hinge_table_find(table, "participant")].text,
                        table->rows, HINGE_BY_APPEARANCE);
    /* rows of the table as values of people */
    const size_t n = d.levels.n * d.people.n * d.last;
    d.value = hinge_plot_room(p, n, sizeof *d.value);
    d.share_above = hinge_plot_room(p, n, sizeof *d.share_above);
    for (size_t i = 0; i < n; i++)
        d.value[i] = d.share_above[i] = (double)NAN;
    const long metric = hinge_table_find(table, "metric"), mean = hinge_table_find(table, "mean");
    for (size_t r = 0; r < table->rows; r++) {
        const size_t level = d.levels.of_row[r], rep = rep_of(table, r);
        if (level == SIZE_MAX || rep == 0 || rep > d.last || d.people.code[r] == HINGE_NO_LEVEL)
            continue;
        (strcmp(table->column[metric].text[r], d.outcome) == 0
             ? d.value
             : d.share_above)[(level * d.people.n + d.people.code[r]) * d.last + rep - 1] =
            table->column[mean].number[r];
    }
    p->title = hinge_plot_text(p, "%s over the repetitions", label);
    hinge_plot_caption(p,
                       "%s%s%s over the repetitions of a recording: a thin line per participant; "
                       "thick lines are means with 95 %% intervals.",
                       label, of_motion ? " in the " : "", of_motion ? phase : "");
    d.mark = hinge_look_of(4);
    d.mark.size = 1.8;
    if (d.fault != NULL) {
        const char *fault = hinge_plot_fault(p, d.fault);
        hinge_plot_caption(p, " Marks: repetitions with %s.",
                           hinge_wording_small(hinge_arena_strdup(&p->arena, fault)));
        hinge_plot_key(p, &d.mark, HINGE_SAMPLE_MARK, HINGE_FULL, fault);
    }
    hinge_plot_columns(p, "what,level,participant,rep:1,people:1,value:,ci_low:,ci_high:,fault:1");
    for (size_t l = 0; l < d.levels.n; l++) {
        struct hinge_panel *panel = hinge_plot_panel(
            p,
            (struct hinge_panel){.row = l,
                                 .height = 90,
                                 .x = {.name = "repetition",
                                       .low = 0.8,
                                       .high = (double)d.last + 0.2,
                                       .exact = true,
                                       .wanted = d.last < 8 ? d.last - 1 : 6,
                                       .hidden = l + 1 < d.levels.n},
                                 .y = {.name = label,
                                       .scale = title != NULL ? 100 : hinge_plot_scale(d.outcome),
                                       .span = title != NULL ? 0.1 : hinge_plot_span(d.outcome)}});
        draw_people(panel, &d, l);
        draw_mean(panel, &d, l);
    }
}

const struct hinge_figure hinge_figure_set = {
    .id = "set",
    .title = "an outcome over the repetitions of a recording",
    .details = "A line per person and the mean, by group and cue (--by). It shows lumbar_fraction "
               "and marks repetitions with the first fault of every study, or --columns: an "
               "outcome, then a "
               "fault; in the descent or --phase.",
    .by = "group,cue",
    .takes = HINGE_FIGURE_OF_PEOPLE ",phase,columns",
    .draw = draw,
};
