/* SPDX-License-Identifier: GPL-3.0-or-later */
/* visits: the visits of one person over time, a mark a bend, with mean and SD of each visit. Its
 * numbers are the facts of the page. */
#include "base/sample.h"
#include "figure/kinds/figure.h"

#include <math.h>

static void draw(struct hinge_plot *p)
{
    const json_t *facts = p->facts, *visits = json_object_get(facts, "visits"), *visit;
    const size_t n = json_array_size(visits);
    if (n < 2)
        hinge_plot_nothing(p, "it shows two or more visits of one person without a cue; choose one "
                              "with --filter participant=ID");
    if (hinge_plot_failed(p))
        return;
    const struct hinge_look line = {.colour = hinge_look_colour(0), .width = 1.4},
                            pale = {.colour = line.colour, .width = 5, .opacity = .25},
                            small = {.colour = line.colour, .size = 1.6},
                            mark = {.colour = line.colour, .filled = true, .size = 2.6};
    const char **name = hinge_plot_room(p, n, sizeof *name);
    double *x = hinge_plot_room(p, 2 * n, sizeof *x), *mean = x + n;
    const char *what = json_string_value(json_object_get(facts, "what"));
    size_t k;
    json_array_foreach(visits, k, visit)
    {
        const size_t bends = json_array_size(json_object_get(visit, "bends"));
        name[k] = hinge_plot_people(
            p,
            hinge_plot_text(p, "%s, %s", json_string_value(json_object_get(visit, "name")),
                            json_string_value(json_object_get(visit, "words"))),
            bends, bends);
        mean[k] = json_number_value(json_object_get(visit, "mean"));
        x[k] = (double)k;
    }
    p->title = "Visits of one person";
    hinge_plot_columns(p, "visit,drawn,bends:1,value:,sd:");
    struct hinge_panel *panel = hinge_plot_panel(
        p, (struct hinge_panel){.height = fmin(.45 * p->width, 150),
                                .x = {.category = name, .n_categories = n},
                                .y = {.name = what,
                                      .scale = json_number_value(json_object_get(facts, "scale")),
                                      .span = json_number_value(json_object_get(facts, "span"))}});
    hinge_panel_line(panel, &line, NULL, x, mean, n);
    json_array_foreach(visits, k, visit)
    {
        const char *of = json_string_value(json_object_get(visit, "name"));
        const json_t *bends = json_object_get(visit, "bends");
        const size_t m = json_array_size(bends);
        double *value = hinge_plot_room(p, m, sizeof *value);
        for (size_t i = 0; i < m; i++) {
            value[i] = json_number_value(json_array_get(bends, i));
            hinge_panel_mark(panel, &small, hinge_plot_text(p, "%s, bend %zu", of, i + 1),
                             x[k] + hinge_beside(i, m, .2), value[i]);
            hinge_plot_row(p, (const char *const[]){of, "bend"},
                           (const double[]){1, value[i], NAN});
        }
        const double sd = hinge_stats_sd(value, m);
        if (!isnan(sd))
            hinge_panel_rule(panel, &pale, x[k], mean[k] - sd, x[k], mean[k] + sd);
        hinge_panel_mark(panel, &mark, name[k], x[k], mean[k]);
        hinge_plot_row(p, (const char *const[]){of, "mean"},
                       (const double[]){(double)m, mean[k], sd});
        hinge_plot_finding(p, "%s", name[k]);
    }
    hinge_plot_caption(p,
                       "%s: a small mark per bend, the mean of each visit, and a pale bar, the "
                       "SD from bend to bend, both ways; n: bends.",
                       what);
}

const struct hinge_figure hinge_figure_visits = {
    .id = "visits",
    .title = "one person over several visits",
    .details =
        "A mark per bend without a cue, with mean and SD of each visit; of a study of several "
        "people --filter participant=ID.",
    .by = "",
    .needs = HINGE_FIGURE_NEEDS_FACTS,
    .takes = "filter,allow-inferred,all-tasks,all-reps,allow-single",
    .draw = draw,
};
