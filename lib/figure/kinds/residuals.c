/* SPDX-License-Identifier: GPL-3.0-or-later */
/* residuals: whether people vary about a model as its tests take it: standardised residuals beside
 * normal quantiles, and the root of their size over the fitted values (plots 2 and 3 of R's lm). */
#include "figure/kinds/figure.h"

#include "table/columns.h"

/* A person of the model; `standard` begins it, for hinge_by_number. */
struct residual {
    double standard, fitted, residual;
    const char *who, *group;
    struct hinge_look look;
};

struct residuals {
    struct residual *of;
    size_t n;
    const char *id, *label, *model;
    double scale;
};

/* value = mean of the group + residual, whose variance is one of all groups. */
static void of_groups(struct hinge_plot *p, struct residuals *r)
{
    struct hinge_outcome outcome = {0};
    struct hinge_levels groups = {0};
    hinge_plot_pick_groups(p, &outcome, &groups);
    if (hinge_plot_failed(p))
        return;
    const struct hinge_table *t = outcome.table;
    struct hinge_running *group = hinge_plot_room(p, groups.n, sizeof *group);
    double rss = 0, size = 0, df = 0;
    r->of = hinge_plot_room(p, t->rows + 1, sizeof *r->of);
    for (int pass = 0; pass < 2; pass++) /* the means, then what is left */
        for (size_t row = 0; row < t->rows; row++) {
            const size_t k = groups.of_row[row];
            const double value = hinge_table_number(t, outcome.column, row);
            if (k == SIZE_MAX || isnan(value))
                continue;
            if (pass == 0)
                hinge_running_add(&group[k], value);
            else
                r->of[r->n++] = (struct residual){1 - 1 / (double)group[k].n,
                                                  group[k].mean,
                                                  value - group[k].mean,
                                                  hinge_table_word(t, "participant", row),
                                                  groups.name[k],
                                                  groups.look[k]};
        }
    for (size_t k = 0; k < groups.n; k++) {
        rss += group[k].squares;
        df += group[k].n > 0 ? (double)group[k].n - 1 : 0;
        size = fmax(size, fabs(group[k].mean));
        hinge_plot_key(p, &groups.look[k], HINGE_SAMPLE_MARK, HINGE_FULL,
                       hinge_plot_people(p, groups.shown[k], group[k].n, group[k].n));
    }
    if (!(df > 0) || !(sqrt(rss / df) > 10 * DBL_EPSILON * size))
        hinge_plot_nothing(p, "nothing varies within the groups");
    for (size_t i = 0; i < r->n; i++) /* one person alone has none: 0 over 0 */
        r->of[i].standard = r->of[i].residual / sqrt(r->of[i].standard * rss / df);
    r->id = outcome.id;
    r->label = hinge_plot_text(p, "%s%s", outcome.label, outcome.when);
    r->scale = outcome.scale;
    r->model = "the means of the groups";
}

/* What hinge-compare ancova wrote. */
static void of_document(struct hinge_plot *p, struct residuals *r)
{
    const json_t *points = json_object_get(hinge_result_results(p->document), "points"),
                 *outcome = hinge_json_at(hinge_result_document(p->document), "request/outcome");
    const char *names[HINGE_LEVELS];
    size_t n_groups = 0;
    r->n = json_array_size(json_object_get(points, "group"));
    r->of = hinge_plot_room(p, r->n + 1, sizeof *r->of);
    for (size_t i = 0; i < r->n; i++) {
        const char *of = hinge_plot_text(p, "%s", hinge_document_word(points, "group", i)),
                   *who = hinge_plot_text(p, "%s", hinge_document_word(points, "participant", i));
        const size_t k = hinge_name_at(names, n_groups, of);
        if (k == n_groups && k < HINGE_LEVELS)
            names[n_groups++] = of;
        const struct hinge_look look = hinge_look_of(k < HINGE_LEVELS ? k : 0);
        r->of[i] = (struct residual){.standard = hinge_document_number(points, "standardised", i),
                                     .fitted = hinge_document_number(points, "fitted", i),
                                     .residual = hinge_document_number(points, "residual", i),
                                     .who = who,
                                     .group = of,
                                     .look = look};
        hinge_plot_key(p, &look, HINGE_SAMPLE_MARK, HINGE_FULL, hinge_plot_level(p, "group", of));
    }
    if (r->n == 0)
        hinge_plot_nothing(p, "it is drawn of hinge-compare ancova of one outcome that varies");
    r->id = hinge_plot_text(p, "%s", hinge_or_empty(json_string_value(outcome)));
    r->label = hinge_plot_label(p, r->id);
    r->scale = hinge_plot_scale(r->id);
    r->model = "groups and covariates";
}

static void draw(struct hinge_plot *p)
{
    struct residuals r = {0};
    if (p->document != NULL)
        of_document(p, &r);
    else
        of_groups(p, &r);
    if (hinge_plot_failed(p))
        return;
    size_t n = 0;
    for (size_t i = 0; i < r.n; i++) /* those without a standardised one last */
        if (!isnan(r.of[i].standard)) {
            const struct residual one = r.of[i];
            r.of[i] = r.of[n];
            r.of[n++] = one;
        }
    if (n < 3)
        hinge_plot_nothing(p, "%zu people have a residual, expected 3 or more", n);
    if (hinge_plot_failed(p))
        return;
    qsort(r.of, n, sizeof *r.of, hinge_by_number);
    p->title = hinge_plot_text(p, "Residuals of %s", r.label);
    hinge_plot_caption(
        p,
        "%s: what %s leave of each person (n = %zu), over its SD. Left: beside "
        "normal quantiles, with the line through the quartiles. Right: the root of "
        "its size over the fitted values; marks are as high where people vary alike.",
        r.label, r.model, n);
    hinge_plot_columns(p, "group,participant,fitted:,residual:,standardised:,normal:");
    struct hinge_panel *normal = hinge_plot_panel(
                           p, (struct hinge_panel){.height = fmin(p->width * 0.42, 190),
                                                   .x = {.name = "normal quantile"},
                                                   .y = {.name = "standardised residual"}}),
                       *spread = hinge_plot_panel(
                           p, (struct hinge_panel){
                                  .column = 1,
                                  .height = fmin(p->width * 0.42, 190),
                                  .x = {.name = hinge_plot_text(p, "fitted %s", r.label),
                                        .scale = r.scale,
                                        .span = hinge_plot_span(r.id)},
                                  .y = {.name = "root of the residual's size"}});
    double *standard = hinge_plot_room(p, n + 1, sizeof *standard);
    for (size_t i = 0; i < n; i++)
        standard[i] = r.of[i].standard;
    const double low = hinge_quantile_sorted(standard, n, 0.25),
                 high = hinge_quantile_sorted(standard, n, 0.75), z = hinge_normal_quantile(0.75),
                 slope = (high - low) / (2 * z), from = (low + high) / 2,
                 part = n <= 10 ? 0.375 : 0.5, of = (double)n + 1 - 2 * part,
                 most = hinge_normal_quantile(((double)n - part) / of);
    hinge_panel_rule(normal, &hinge_look_zero, -most, from - slope * most, most,
                     from + slope * most);
    for (size_t i = 0; i < n; i++) {
        const struct residual *one = &r.of[i];
        const double at = hinge_normal_quantile(((double)i + 1 - part) / of);
        struct hinge_look look = one->look;
        const char *who = *one->who != '\0' ? hinge_plot_level(p, "participant", one->who) : "";
        look.size = n > 40 ? 1.2 : 1.9;
        hinge_panel_mark(normal, &look, who, at, one->standard);
        hinge_panel_mark(spread, &look, who, one->fitted, sqrt(fabs(one->standard)));
        hinge_plot_row(p, (const char *const[]){one->group, one->who},
                       (const double[]){one->fitted, one->residual, one->standard, at});
    }
    hinge_plot_finding(p, "%s: standardised residuals from %.2f to %.2f, n = %zu", r.label,
                       standard[0], standard[n - 1], n);
}

const struct hinge_figure hinge_figure_residuals = {
    .id = "residuals",
    .title = "whether people vary about their groups as tests take it",
    .details =
        "Of all groups, or the --levels of the key of --by: lumbar_fraction, or --columns, "
        "in the descent or --phase. Standardised residuals beside normal quantiles, and their "
        "spread over the fitted values, as plot(lm(value ~ group)) of R has them. In place of "
        "a results file it takes the JSON of hinge-compare ancova.",
    .by = "group",
    .analysis = "ancova",
    .takes = HINGE_FIGURE_OF_PEOPLE ",phase,columns",
    .draw = draw,
};
