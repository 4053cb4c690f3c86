/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prevalence: how common each fault is, with its interval, as dots. */
#include "figure/kinds/figure.h"

/* BESIDE: most levels in one panel of a wide figure, else IN_ROW of them have a panel each in a
 * row; a figure fits a page of a journal with its caption. */
enum { FAULTS = 256, BESIDE = 3, IN_ROW = 4, ROW_PT = 6, PAGE_PT = 594, INTERVAL_PEOPLE = 3 };

struct rate {
    double people, prevalence, low, high, certain_low, certain_high;
};

struct fault {
    const char *id, *name;
    double most;
    struct rate *rate; /* [level] */
};

struct prevalence {
    struct hinge_levels levels;
    size_t n, shown; /* faults that somebody has; those that there is room for */
    struct fault fault[FAULTS];
    size_t columns, rows; /* of panels; a panel for each level where they are apart */
    double row_pt;
    bool apart;
};

/* Most common first; faults alike by name. Those of nobody and those not judged are last. */
static int compare_faults(const void *a, const void *b)
{
    const struct fault *x = a, *y = b;
    double most[2] = {isnan(x->most) ? -1 : x->most, isnan(y->most) ? -1 : y->most};
    if (most[0] != most[1])
        return most[0] > most[1] ? -1 : 1;
    return strcmp(x->id, y->id);
}

/* "Not detected: a, b." or, of many, their number: a caption is read with its figure. */
static void add_named(struct hinge_plot *plot, const struct prevalence *p, size_t from,
                      const char *what, int kind)
{
    enum { FEW = 5 };
    const char *names = "";
    size_t n = 0;
    for (size_t f = from; f < p->n; f++) {
        double most = p->fault[f].most;
        if (kind == (isnan(most) ? 2 : most > 0 ? 0 : 1))
            names = hinge_plot_text(plot, "%s%s%s", names, n++ > 0 ? ", " : "", p->fault[f].name);
    }
    if (n > FEW)
        hinge_plot_caption(plot, " %s: %zu faults.", what, n);
    else if (n > 0)
        hinge_plot_caption(plot, " %s: %s.", what, names);
}

static void draw_all(struct hinge_plot *plot, const struct prevalence *p)
{
    static const struct hinge_look cross = {
        .colour = HINGE_GREY, .mark = HINGE_MARK_CROSS, .size = 1.6};
    const char **names = hinge_plot_room(plot, p->shown, sizeof *names);
    for (size_t f = 0; f < p->shown; f++)
        names[f] = p->fault[f].name;
    struct hinge_panel *panel = NULL;
    for (size_t l = 0; l < p->levels.n; l++) {
        const char *name = p->levels.shown[l];
        /* "n = 5", or from the fewest to the most whose repetitions were judged. */
        double least = INFINITY, most = 0;
        for (size_t f = 0; f < p->shown; f++) {
            double n = p->fault[f].rate[l].people;
            least = n > 0 ? fmin(least, n) : least;
            most = fmax(most, n);
        }
        const char *people = hinge_plot_people(plot, p->apart ? "" : name,
                                               most > 0 ? (size_t)least : 0, (size_t)most);
        double shift = p->apart ? 0 : ROW_PT * ((double)l - ((double)p->levels.n - 1) / 2);
        if (l == 0 || p->apart)
            panel = hinge_plot_panel(
                plot,
                (struct hinge_panel){
                    .row = l / p->columns,
                    .column = p->apart ? l % p->columns : 0,
                    .title = p->apart ? name : "",
                    .people = p->apart ? people : NULL,
                    .height = p->row_pt * (double)p->shown,
                    .x = {.name = plot->width / (double)p->columns < 150 ? "%" : "prevalence (%)",
                          .high = 100,
                          .exact = true,
                          .wanted = p->columns > 2 ? 2 : 5},
                    .y = {.category = names,
                          .n_categories = p->shown,
                          .hidden = p->apart && l % p->columns > 0}});
        if (!p->apart)
            hinge_plot_key(plot, &p->levels.look[l], HINGE_SAMPLE_MARK, HINGE_FULL, people);
        for (size_t f = 0; f < p->shown; f++) {
            const struct rate *rate = &p->fault[f].rate[l];
            struct hinge_look look = p->levels.look[l];
            const double y = (double)f + shift / p->row_pt, half = 2.2 / p->row_pt;
            char percent[3][8];
            if (isnan(rate->prevalence)) {
                hinge_panel_mark(panel, &cross, NULL, 4, y);
                continue;
            }
            const char *interval =
                isnan(rate->low) ? ""
                                 : hinge_plot_text(plot, " (%s to %s)",
                                                   hinge_percent_words(rate->low, percent[1]),
                                                   hinge_percent_words(rate->high, percent[2]));
            const char *title = hinge_plot_text(plot, "%s, %s: %s %%%s, n = %.0f", names[f], name,
                                                hinge_percent_words(rate->prevalence, percent[0]),
                                                interval, rate->people);
            bool shown = rate->people >= INTERVAL_PEOPLE;
            look.width = 0.9;
            look.size = 2.1;
            if (rate->certain_high > rate->certain_low)
                hinge_panel_box(panel, &look, HINGE_TINT, NULL, 100 * rate->certain_low, y - half,
                                100 * rate->certain_high, y + half);
            hinge_panel_bar(panel, &look, title, 100 * rate->prevalence, y,
                            shown ? 100 * rate->low : (double)NAN,
                            shown ? 100 * rate->high : (double)NAN);
        }
    }
}

static void draw(struct hinge_plot *plot)
{
    struct prevalence *p = hinge_plot_room(plot, 1, sizeof *p);
    const struct hinge_table *table = hinge_plot_table(plot, "faults", NULL, "all", "");
    p->levels = hinge_plot_levels(plot, table, "fault", NULL);
    for (size_t r = 0; r < table->rows; r++) {
        const char *id = hinge_table_text(table, "fault", r);
        size_t level = p->levels.of_row[r];
        if (level == SIZE_MAX || id == NULL)
            continue;
        const size_t f = HINGE_ROW_AT(p->fault, p->n, id);
        if (f == FAULTS)
            continue;
        struct fault *fault = &p->fault[f];
        if (f == p->n) {
            *fault = (struct fault){hinge_plot_text(plot, "%s", id), hinge_plot_fault(plot, id),
                                    NAN, hinge_plot_room(plot, p->levels.n, sizeof *fault->rate)};
            for (size_t l = 0; l < p->levels.n; l++)
                fault->rate[l] = (struct rate){0, NAN, NAN, NAN, NAN, NAN};
            p->n++;
        }
        fault->rate[level] =
            (struct rate){.people = hinge_table_number(table, "people", r),
                          .prevalence = hinge_table_number(table, "prevalence", r),
                          .low = hinge_table_number(table, "ci_low", r),
                          .high = hinge_table_number(table, "ci_high", r),
                          .certain_low = hinge_table_number(table, "certain_low", r),
                          .certain_high = hinge_table_number(table, "certain_high", r)};
        fault->most = fmax(fault->most, fmax(fault->rate[level].prevalence,
                                             fault->rate[level].certain_high / 1e6));
    }
    const char *id[FAULTS];
    size_t judged[FAULTS] = {0}, all = p->n;
    for (size_t f = 0; f < all; f++) {
        id[f] = p->fault[f].id;
        for (size_t l = 0; l < p->levels.n; l++)
            judged[f] += p->fault[f].rate[l].people > 0 ? (size_t)p->fault[f].rate[l].people : 0;
    }
    p->n = 0;
    for (size_t f = 0; f < all; f++)
        if (hinge_fault_is_shown(id, all, judged, f))
            p->fault[p->n++] = p->fault[f];
    qsort(p->fault, p->n, sizeof *p->fault, compare_faults);
    p->apart = p->levels.n > BESIDE && plot->width > 300;
    p->rows = p->apart ? (p->levels.n + IN_ROW - 1) / IN_ROW : 1;
    p->columns = p->apart ? (p->levels.n + p->rows - 1) / p->rows : 1;
    p->row_pt = p->apart ? 9.5 : fmax(9.5, ROW_PT * (double)p->levels.n + 3);
    while (p->shown < p->n && p->fault[p->shown].most > 0)
        p->shown++;
    if (p->shown == 0)
        hinge_plot_nobody(plot, table,
                          "no fault was detected in any participant; "
                          "hinge-table faults lists those that could be judged");
    if (hinge_plot_failed(plot))
        return;
    plot->title = "Prevalence of faults";
    /* the commonest that a page has room for; the others are only named */
    for (draw_all(plot, p); p->shown > 1 && hinge_plot_height(plot) > PAGE_PT; draw_all(plot, p)) {
        hinge_plot_empty(plot);
        p->shown--;
    }
    hinge_plot_columns(
        plot, "level,fault,people:1,prevalence:1,ci_low:1,ci_high:1,certain_low:1,certain_high:1");
    for (size_t f = 0; f < p->shown; f++)
        for (size_t l = 0; l < p->levels.n; l++) {
            const struct rate *rate = &p->fault[f].rate[l];
            hinge_plot_row(plot, (const char *const[]){p->levels.name[l], p->fault[f].id},
                           (const double[]){rate->people, rate->prevalence, rate->low, rate->high,
                                            rate->certain_low, rate->certain_high});
        }
    cleared_by(hinge_text_clear) struct hinge_text changes = {0};
    cleared_by(hinge_table_clear) struct hinge_table faults = {0};
    hinge_plot_caption(plot, "Prevalence of faults: mean of participants' rates over judged "
                             "repetitions, with its 95 %% interval as a line (of three "
                             "participants or more). Pale bar: from "
                             "certain to possible within the margin of measurement. Grey cross: "
                             "could not be judged in any participant.");
    add_named(plot, p, p->shown, "Less common", 0);
    add_named(plot, p, 0, "Not detected", 1);
    add_named(plot, p, 0, "Could not be judged", 2);
    hinge_plot_take(plot, hinge_results_get_table(plot->opened, HINGE_GROUP_FAULTS, &faults,
                                                  plot->error));
    if (!hinge_plot_failed(plot))
        hinge_fault_changes(&faults, plot->labels, &changes);
    hinge_plot_caption(plot, " Faults are coaching criteria with %s, not findings of harm.%s",
                       changes.length > 0 ? "the thresholds given" : "default thresholds",
                       hinge_text_string(&changes));
}

const struct hinge_figure hinge_figure_prevalence = {
    .id = "prevalence",
    .title = "how common each fault is, with intervals",
    .details = "By group and cue (--by); more than three levels get a panel each in a "
               "wide figure. The caption lists faults that were not detected.",
    .by = "group,cue",
    .compares = true,
    .takes = HINGE_FIGURE_OF_PEOPLE,
    .draw = draw,
};
