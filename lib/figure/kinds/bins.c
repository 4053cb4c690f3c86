/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bins: the lumbar share in each bin of the bend, beside published values. */
#include "figure/kinds/figure.h"

#include "report/print/quantity.h"

/* Esola 1996: lumbar to hip 1.9, 0.9, 0.4 (n = 41, abstract, no SD); a share is
 * ratio / (1 + ratio). method 11. */
static const char *const metric[] = {"lumbar_fraction_deg0_30", "lumbar_fraction_deg30_60",
                                     "lumbar_fraction_deg60_90", "lumbar_fraction_deg90_120"};
static const char *const name[] = {"0–30°", "30–60°", "60–90°", "90–120°"};
static const double published[] = {1.9 / 2.9, 0.9 / 1.9, 0.4 / 1.4, (double)NAN};
enum { BINS = sizeof metric / sizeof *metric, INTERVAL_PEOPLE = 3 };
#define PUBLISHED "Esola 1996"

/* A line joins means of much the same people: of three or more, and of half of those in the bin
 * that most of them reach. */
static bool is_joined(double people, double most)
{
    return people >= INTERVAL_PEOPLE && 2 * people >= most;
}

struct cell {
    double n, mean, low, high;
};

static double most_of(const struct cell *cell, size_t bins)
{
    double most = 0;
    for (size_t k = 0; k < bins; k++)
        most = fmax(most, cell[k].n);
    return most;
}

/* A level: its means joined by a line where they are of much the same people. `shown`: its name,
 * and as readers see it. */
static void draw_level(struct hinge_panel *panel, const char *const shown[2],
                       struct hinge_look look, const struct cell *cell, size_t bins, double shift)
{
    struct hinge_plot *p = panel->plot;
    double x[BINS], y[BINS], joined[BINS], most = most_of(cell, bins), fewest = most;
    const double scale = hinge_plot_scale(hinge_outcome_share.id);
    size_t last = 0;
    const int digits = hinge_plot_unit(hinge_outcome_share.id)->digits;
    for (size_t k = 0; k < bins; k++) {
        x[k] = (double)k + shift;
        y[k] = cell[k].mean;
        joined[k] = is_joined(cell[k].n, most) ? y[k] : (double)NAN;
        fewest = cell[k].n > 0 ? fmin(fewest, cell[k].n) : fewest;
        last = isnan(y[k]) ? last : k;
        hinge_plot_row(p, (const char *const[]){shown[0], name[k]},
                       (const double[]){cell[k].n, y[k], cell[k].low, cell[k].high});
    }
    look.width = 0.8;
    hinge_panel_line(panel, &look, NULL, x, joined, bins);
    look.size = 2.4;
    for (size_t k = 0; k < bins; k++) {
        const char *mean = hinge_plot_interval(p, scale, digits, y[k], cell[k].low, cell[k].high,
                                               (size_t)cell[k].n);
        if (!isnan(y[k]))
            hinge_panel_bar(panel, &look, hinge_plot_text(p, "%s, %s: %s", shown[1], name[k], mean),
                            x[k], y[k], cell[k].low, cell[k].high);
    }
    hinge_panel_label(panel, &look, x[last], y[last],
                      hinge_plot_people(p, shown[1], most > 0 ? (size_t)fewest : 0, (size_t)most));
}

static void draw(struct hinge_plot *p)
{
    const char *phase = hinge_plot_phase(p, "descent"), *wanted = "keys";
    for (size_t k = 0; k < BINS; k++)
        wanted = hinge_plot_text(p, "%s,%s", wanted, metric[k]);
    const struct hinge_table *table = hinge_plot_table(p, "summary", NULL, wanted, phase);
    struct hinge_levels levels = hinge_plot_levels(p, table, "metric", NULL);
    struct cell(*cell)[BINS] = hinge_plot_room(p, HINGE_LEVELS, sizeof *cell);
    size_t bins = 0; /* that anybody reaches */
    for (size_t l = 0; l < levels.n; l++)
        for (size_t k = 0; k < BINS; k++)
            cell[l][k] = (struct cell){0, NAN, NAN, NAN};
    for (size_t r = 0; r < table->rows; r++) {
        const char *of = hinge_or_empty(hinge_table_text(table, "metric", r));
        const size_t k = hinge_name_at(metric, BINS, of);
        if (levels.of_row[r] == SIZE_MAX || k == BINS)
            continue;
        struct cell *c = &cell[levels.of_row[r]][k];
        c->n = hinge_table_number(table, "n", r);
        c->mean = hinge_table_number(table, "mean", r);
        /* of one or two people it would say nothing and take the whole axis */
        if (c->n >= INTERVAL_PEOPLE) {
            c->low = hinge_table_number(table, "ci_low", r);
            c->high = hinge_table_number(table, "ci_high", r);
        }
        if (!isnan(c->mean) && k >= bins)
            bins = k + 1;
    }
    if (bins == 0)
        hinge_plot_nobody(p, table,
                          "no participant has a lumbar fraction in any part of the bend; "
                          "hinge-table reps gives the reasons");
    if (hinge_plot_failed(p))
        return;
    const char **bin = hinge_plot_room(p, bins, sizeof *bin);
    for (size_t k = 0; k < bins; k++) {
        /* "30–60°, n = 8", of few levels with other people each "n = 8, 5" in their order, of more
         * the range */
        enum { SINGLY = 4 };
        double least = INFINITY, most = 0;
        const char *each = "";
        for (size_t l = 0; l < levels.n; l++) {
            const double n = cell[l][k].n;
            least = fmin(least, n);
            most = fmax(most, n);
            each = hinge_plot_text(p, "%s%s%.0f", each, l > 0 ? ",\u00a0" : "", n);
        }
        if (least == most)
            each = hinge_plot_text(p, "%.0f", most);
        else if (levels.n > SINGLY)
            each = hinge_plot_text(p, "%.0f\u00a0to\u00a0%.0f", least, most);
        bin[k] = hinge_plot_text(p, "%s, n\u00a0=\u00a0%s", name[k], each);
    }
    struct hinge_panel *panel = hinge_plot_panel(
        p, (struct hinge_panel){.height = fmin(p->width * 0.6, 200),
                                .x = {.name = "lumbar plus hip flexion since the start",
                                      .category = bin,
                                      .n_categories = bins},
                                .y = {.name = hinge_plot_label(p, hinge_outcome_share.id),
                                      .high = published[0],
                                      .scale = hinge_plot_scale(hinge_outcome_share.id),
                                      .least = -1,
                                      .most = 2,
                                      .round = true}});
    p->title = "Share from the spine by part of the bend";
    bool alone = false, apart = false;
    hinge_plot_caption(p,
                       "Lumbar fraction (lumbar by lumbar plus hip flexion) in each bin "
                       "of the %s: means of participants with 95 %% intervals; below how many, "
                       "in the order of the key where these vary",
                       phase);
    for (size_t l = 0; l < levels.n; l++) {
        hinge_plot_caption(p, "%s %s n = %.0f", l > 0 ? "," : ". Participants:", levels.shown[l],
                           cell[l][0].n);
        for (size_t k = 0; k < BINS; k++) {
            alone = alone || (cell[l][k].n > 0 && cell[l][k].n < INTERVAL_PEOPLE);
            apart = apart || (cell[l][k].n > 0 && !is_joined(cell[l][k].n, most_of(cell[l], BINS)));
        }
    }
    hinge_plot_caption(p,
                       "%s%s. Grey: " PUBLISHED " (full forward bend, 41 adults, lumbar to "
                       "hip 1.9, 0.9 and 0.4; means only), another task and method: for "
                       "orientation, not a norm.",
                       apart ? ". A mark off the line is of fewer than three or of less than half "
                               "of the participants"
                             : "",
                       alone ? ". A mark without an interval is of one or two participants" : "");
    const struct hinge_look grey = {.colour = HINGE_GREY, .width = 2.5, .size = 0.1};
    hinge_plot_columns(p, "level,bin,people:1,mean:1,ci_low:1,ci_high:1");
    for (size_t k = 0; k < bins && !isnan(published[k]); k++) {
        const double x[] = {(double)k - 0.4, (double)k + 0.4}, y[] = {published[k], published[k]};
        hinge_panel_line(panel, &grey, PUBLISHED ": means of 41 people, full forward bend", x, y,
                         2);
        if (k + 1 == bins || isnan(published[k + 1]))
            hinge_panel_label(panel, &grey, x[1], y[1], PUBLISHED);
        hinge_plot_row(p, (const char *const[]){PUBLISHED, name[k]},
                       (const double[]){41, y[0], NAN, NAN});
    }
    for (size_t l = 0; l < levels.n; l++) {
        const char *const shown[] = {levels.name[l], levels.shown[l]};
        draw_level(panel, shown, levels.look[l], cell[l], bins,
                   0.7 / (double)levels.n * ((double)l - ((double)levels.n - 1) / 2));
    }
}

const struct hinge_figure hinge_figure_bins = {
    .id = "bins",
    .title = "lumbar share in each 30 degrees of the bend, beside published values",
    .details = "In the descent, or --phase ascent; by group and cue (--by).",
    .by = "group,cue",
    .takes = HINGE_FIGURE_OF_PEOPLE ",phase",
    .draw = draw,
};
