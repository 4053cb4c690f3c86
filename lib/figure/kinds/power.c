/* SPDX-License-Identifier: GPL-3.0-or-later */
/* power: the power of planned tests over the number of people, as hinge-plan --how-many found it,
 * with the band of what is not known of the SD. */
#include "figure/kinds/figure.h"

static void draw(struct hinge_plot *p)
{
    static const char *const key[] = {"n", "power", "ci_low", "ci_high", "width", "without"};
    enum { N, POWER, LOW, HIGH, KEYS = sizeof key / sizeof *key };
    const json_t *results = p->document != NULL ? hinge_result_results(p->document) : NULL,
                 *curve = json_object_get(results, "curve"),
                 *questions = json_object_get(results, "questions");
    const bool groups =
        p->document != NULL &&
        hinge_result_number(hinge_result_document(p->document), "request/groups") > 1;
    if (json_array_size(curve) == 0)
        hinge_plot_nothing(p, "it is drawn of how-many.json, which hinge-plan --how-many writes");
    if (hinge_plot_failed(p))
        return;
    p->title = "Power over the number of people";
    hinge_plot_caption(p, "Chance to find the expected difference, in closed form. Band: by the "
                          "limits of the SD's 95 %% interval.");
    hinge_plot_columns(p, "question,n:,power:,ci_low:,ci_high:,width:,without:");
    struct hinge_panel *panel = hinge_plot_panel(
        p, (struct hinge_panel){.height = fmin(p->width * 0.6, 220),
                                .x = {.name = groups ? "people in each group" : "people"},
                                .y = {.name = "power", .high = 1, .exact = true}});
    for (int k = 0; k < 2; k++)
        hinge_panel_rule(panel, &hinge_look_zero, -(double)INFINITY, 0.8 + 0.1 * k,
                         (double)INFINITY, 0.8 + 0.1 * k);
    for (size_t first = 0, level = 0, last; first < json_array_size(curve); first = last, level++) {
        const json_t *question = json_object_get(json_array_get(curve, first), "question");
        for (last = first;
             last < json_array_size(curve) &&
             json_equal(json_object_get(json_array_get(curve, last), "question"), question);)
            last++;
        const size_t n = last - first;
        const char *name = hinge_plot_text(p, "%s", json_string_value(question));
        double *at[KEYS];
        for (size_t k = 0; k < KEYS; k++)
            at[k] = hinge_plot_room(p, n, sizeof **at);
        size_t needed = 0;
        for (size_t i = 0; i < n; i++) {
            double row[KEYS];
            for (size_t k = 0; k < KEYS; k++)
                at[k][i] = row[k] = hinge_result_number(json_array_get(curve, first + i), key[k]);
            needed = needed == 0 && row[POWER] >= 0.8 ? (size_t)row[N] : needed;
            hinge_plot_row(p, &name, row);
        }
        /* whether the plan has an effect: without one there is no power to speak of */
        bool expected = true;
        for (size_t i = 0; i < json_array_size(questions); i++)
            if (json_equal(json_object_get(json_array_get(questions, i), "question"), question))
                expected = hinge_result_number(json_array_get(questions, i), "effect") != 0;
        if (!expected)
            continue;
        struct hinge_look look = hinge_look_of(level);
        look.width = 1.2;
        look.every = 12; /* marks tell lines apart in grey */
        const char *words =
            needed > 0 ? hinge_plot_text(p, "%s: .80 with %zu", name, needed)
                       : hinge_plot_text(p, "%s: below .80 up to %.0f", name, at[N][n - 1]);
        hinge_panel_area(panel, &look, at[N], at[LOW], at[HIGH], n);
        hinge_panel_line(panel, &look, words, at[N], at[POWER], n);
        hinge_panel_label(panel, &look, at[N][n - 1], at[POWER][n - 1], words);
        hinge_plot_finding(p, "%s", words);
    }
}

const struct hinge_figure hinge_figure_power = {
    .id = "power",
    .title = "power of planned tests over the number of people",
    .details = "Of how-many.json, which hinge-plan --how-many writes, in place of a results file.",
    .analysis = "power",
    .needs = HINGE_FIGURE_NEEDS_CHOICE,
    .takes = "",
    .draw = draw,
};
