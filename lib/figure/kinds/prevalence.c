/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prevalence: how common each fault is, with its interval, as dots. */
#include "figure/kinds/figure.h"

/* BESIDE: most levels in one panel of a wide figure, else IN_ROW of them have a panel each in a
 * row; a figure fits a page of a journal with its caption. */
enum { BESIDE = 3, IN_ROW = 4, ROW_PT = 6, PAGE_PT = 594, INTERVAL_PEOPLE = 3 };

/* The numbers of a fault, as the table has them. */
enum { PEOPLE, PREVALENCE, LOW, HIGH, CERTAIN_LOW, CERTAIN_HIGH, NUMBERS };
static const char *const column[NUMBERS] = {"people",  "prevalence",  "ci_low",
                                            "ci_high", "certain_low", "certain_high"};

struct prevalence {
    struct hinge_levels levels;
    struct hinge_drawn_faults faults;
    size_t shown;         /* faults that somebody has and there is room for */
    size_t columns, rows; /* of panels; a panel for each level where they are apart */
    double row_pt;
    bool apart;
};

/* "Not detected: a, b." or, of many, their number: a caption is read with its figure. */
static void add_named(struct hinge_plot *plot, const struct prevalence *p, size_t from,
                      const char *what, int kind)
{
    enum { FEW = 5 };
    const char *names = "";
    size_t n = 0;
    for (size_t f = from; f < p->faults.n; f++) {
        const struct hinge_drawn_fault *fault = &p->faults.fault[f];
        if (kind == (isnan(fault->most) ? 2 : fault->most > 0 ? 0 : 1))
            names = hinge_plot_text(plot, "%s%s%s", names, n++ > 0 ? ", " : "", fault->name);
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
    const char *const *names = p->faults.name;
    struct hinge_panel *panel = NULL;
    for (size_t l = 0; l < p->levels.n; l++) {
        const char *name = p->levels.shown[l];
        /* "n = 5", or from the fewest to the most whose repetitions were judged. */
        double least = INFINITY, most = 0;
        for (size_t f = 0; f < p->shown; f++) {
            double n = p->faults.fault[f].number[l * NUMBERS + PEOPLE];
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
            const double *rate = p->faults.fault[f].number + l * NUMBERS;
            struct hinge_look look = p->levels.look[l];
            const double y = (double)f + shift / p->row_pt, half = 2.2 / p->row_pt;
            char percent[3][8];
            if (isnan(rate[PREVALENCE])) {
                hinge_panel_mark(panel, &cross, NULL, 4, y);
                continue;
            }
            const char *interval =
                isnan(rate[LOW]) ? ""
                                 : hinge_plot_text(plot, " (%s to %s)",
                                                   hinge_percent_words(rate[LOW], percent[1]),
                                                   hinge_percent_words(rate[HIGH], percent[2]));
            const char *title = hinge_plot_text(plot, "%s, %s: %s %%%s, n = %.0f", names[f], name,
                                                hinge_percent_words(rate[PREVALENCE], percent[0]),
                                                interval, rate[PEOPLE]);
            bool shown = rate[PEOPLE] >= INTERVAL_PEOPLE;
            look.width = 0.9;
            look.size = 2.1;
            if (rate[CERTAIN_HIGH] > rate[CERTAIN_LOW])
                hinge_panel_box(panel, &look, HINGE_TINT, NULL, 100 * rate[CERTAIN_LOW], y - half,
                                100 * rate[CERTAIN_HIGH], y + half);
            hinge_panel_bar(panel, &look, title, 100 * rate[PREVALENCE], y,
                            shown ? 100 * rate[LOW] : (double)NAN,
                            shown ? 100 * rate[HIGH] : (double)NAN);
        }
    }
}

static void draw(struct hinge_plot *plot)
{
    struct prevalence *p = hinge_plot_room(plot, 1, sizeof *p);
    const struct hinge_table *table = hinge_plot_table(plot, "faults", NULL, "all", "");
    p->levels = hinge_plot_levels(plot, table, "fault", NULL);
    p->faults = (struct hinge_drawn_faults){
        .of = p->levels.n, .n_numbers = NUMBERS, .fresh = {0, NAN, NAN, NAN, NAN, NAN}};
    for (size_t r = 0; r < table->rows; r++) {
        const size_t level = p->levels.of_row[r];
        struct hinge_drawn_fault *fault =
            level != SIZE_MAX ? hinge_drawn_fault_of(plot, &p->faults, table, r) : NULL;
        if (fault == NULL)
            continue;
        double *rate = fault->number + level * NUMBERS;
        for (size_t k = 0; k < NUMBERS; k++)
            rate[k] = hinge_table_number(table, column[k], r);
        fault->judged += rate[PEOPLE] > 0 ? (size_t)rate[PEOPLE] : 0;
        fault->most = fmax(fault->most, fmax(rate[PREVALENCE], rate[CERTAIN_HIGH] / 1e6));
    }
    hinge_drawn_faults_sort(plot, &p->faults);
    p->apart = p->levels.n > BESIDE && plot->width > 300;
    p->rows = p->apart ? (p->levels.n + IN_ROW - 1) / IN_ROW : 1;
    p->columns = p->apart ? (p->levels.n + p->rows - 1) / p->rows : 1;
    p->row_pt = p->apart ? 9.5 : fmax(9.5, ROW_PT * (double)p->levels.n + 3);
    while (p->shown < p->faults.n && p->faults.fault[p->shown].most > 0)
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
        for (size_t l = 0; l < p->levels.n; l++)
            hinge_plot_row(plot, (const char *const[]){p->levels.name[l], p->faults.fault[f].id},
                           p->faults.fault[f].number + l * NUMBERS);
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
    .takes = HINGE_FIGURE_OF_PEOPLE,
    .draw = draw,
};
