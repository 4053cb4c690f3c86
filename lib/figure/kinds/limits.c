/* SPDX-License-Identifier: GPL-3.0-or-later */
/* limits: the share of people below the lumbar limit, over the depth of
 * the bend, as the curves of Kaplan and Meier. */
#include "figure/kinds/figure.h"

/* A level's curve: two points for each of its steps, and its start. */
struct curve {
    size_t n, people;
    double *depth, *share, *low, *high;
};

static void add_point(struct curve *c, double depth, const double share[3])
{
    const size_t i = c->n++;
    c->depth[i] = depth;
    c->share[i] = 100 * share[0];
    c->low[i] = 100 * share[1];
    c->high[i] = 100 * share[2];
}

static void draw(struct hinge_plot *p)
{
    const struct hinge_table *t = hinge_plot_table(p, "limit_curves", NULL, "keys,all", "");
    const struct hinge_table *medians = hinge_plot_table(p, "limits", NULL, "keys,all", "");
    const struct hinge_levels levels = hinge_plot_levels(p, t, "depth_deg", NULL),
                              of_medians = hinge_plot_levels(p, medians, "n", NULL);
    if (levels.n == 0)
        hinge_plot_nobody(p, t, "no participant has a depth at which the lower back bends");
    if (hinge_plot_failed(p))
        return;
    p->title = "Depth before the lower back bends";
    const bool bands = levels.n <= 2;
    hinge_plot_caption(p,
                       "Share of participants whose lower backs have bent less than the limit over "
                       "the depth of the bend (lumbar plus hip flexion)%s. A "
                       "participant who bent less to the bottom is a cross (Kaplan-Meier).",
                       bands ? ", with 95 % bands" : "");
    hinge_plot_columns(p, "level,depth_deg:deg,at_risk:1,bent:1,censored:1,straight:1,"
                          "ci_low:1,ci_high:1");
    struct hinge_panel *panel = hinge_plot_panel(
        p, (struct hinge_panel){
               .height = fmin(p->width * 0.6, 200),
               .x = {.name = "lumbar plus hip flexion (°)"},
               .y = {.name = "lower back bent less (% of people)", .high = 100, .exact = true}});
    for (size_t l = 0; l < levels.n; l++) {
        struct hinge_look look = levels.look[l];
        const size_t room = 2 * t->rows + 1;
        double *points = hinge_plot_room(p, 4 * room, sizeof *points);
        struct curve c = {.depth = points,
                          .share = points + room,
                          .low = points + 2 * room,
                          .high = points + 3 * room};
        double before[3] = {1, 1, 1};
        add_point(&c, 0, before);
        for (size_t r = 0; r < t->rows; r++) {
            const double depth = hinge_table_number(t, "depth_deg", r),
                         at_risk = hinge_table_number(t, "at_risk", r);
            double now[3] = {hinge_table_number(t, "straight", r),
                             hinge_table_number(t, "ci_low", r),
                             hinge_table_number(t, "ci_high", r)};
            if (levels.of_row[r] != l)
                continue;
            if (c.n == 1)
                c.people = (size_t)at_risk;
            if (isnan(now[1])) /* nobody or everybody is left: no interval, a line without a band */
                now[1] = now[2] = now[0];
            add_point(&c, depth, before);
            add_point(&c, depth, now);
            memcpy(before, now, sizeof before);
            hinge_plot_row(p, &levels.name[l],
                           (const double[]){depth, at_risk, hinge_table_number(t, "bent", r),
                                            hinge_table_number(t, "censored", r), now[0],
                                            hinge_table_number(t, "ci_low", r),
                                            hinge_table_number(t, "ci_high", r)});
        }
        /* "half by 97°" by the median that the table limits has; of few people, or without a
         * median, how many reached the limit: "2 of 6" */
        const char *half = "";
        const size_t at = hinge_name_at(of_medians.name, of_medians.n, levels.name[l]);
        if (at < of_medians.n) {
            const size_t row = of_medians.row[at];
            const double n = hinge_table_number(medians, "n", row),
                         median = hinge_table_number(medians, "depth_deg", row);
            half = n < HINGE_DEPTHS_PEOPLE || isnan(median)
                       ? hinge_plot_text(p, "%.0f of %.0f",
                                         hinge_table_number(medians, "bent", row), n)
                       : hinge_plot_text(p, "half by %.0f°", median);
        }
        look.width = 1;
        if (bands)
            hinge_panel_area(panel, &look, c.depth, c.low, c.high, c.n);
        hinge_panel_line(panel, &look,
                         hinge_plot_text(p, "%s: %s, n = %zu", levels.shown[l], half, c.people),
                         c.depth, c.share, c.n);
        struct hinge_look cross = look;
        cross.mark = HINGE_MARK_CROSS;
        cross.size = 1.6;
        for (size_t r = 0; r < t->rows; r++)
            if (levels.of_row[r] == l && hinge_table_number(t, "censored", r) > 0)
                hinge_panel_mark(panel, &cross, NULL, hinge_table_number(t, "depth_deg", r),
                                 100 * hinge_table_number(t, "straight", r));
        hinge_panel_label(panel, &look, c.depth[c.n - 1], c.share[c.n - 1],
                          hinge_plot_text(p, "%s: %s",
                                          hinge_plot_people(p, levels.shown[l], c.people, c.people),
                                          half));
        hinge_plot_finding(p, "%s: %s", levels.shown[l], half);
    }
}

const struct hinge_figure hinge_figure_limits = {
    .id = "limits",
    .title = "share of people below the lumbar limit, over the depth",
    .details = "Where lumbar flexion passes limit.lumbar_deg on the descent; by group and cue "
               "(--by). Bands are drawn for up to two levels.",
    .by = "group,cue",
    .takes = HINGE_FIGURE_OF_PEOPLE,
    .draw = draw,
};
