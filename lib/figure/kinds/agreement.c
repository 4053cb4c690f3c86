/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agreement: difference of two measurements of the same people over their mean, with
 * bias and limits of agreement (Bland and Altman). */
#include "stats/parts/agreement.h"
#include "figure/kinds/figure.h"
#include "report/print/quantity.h"

struct agreement {
    const char *first, *second; /* methods: first minus second */
    double *mean, *difference;  /* [n] */
    size_t n;
    double scale; /* readers see the values times this */
    double span;  /* of an axis at least */
    int digits;   /* by the limits */
    struct line {
        double value, low, high;
    } line[3]; /* for the bias and each limit */
};

/* Two measurements of people of a results file. */
static void of_people(struct hinge_plot *p, struct agreement *a, const char *metric,
                      const char *phase)
{
    const char *by = hinge_plot_by(p);
    hinge_plot_metric(p, metric);
    const struct hinge_table *table =
        hinge_plot_table(p, "summary", hinge_plot_text(p, "participant,%s", by),
                         hinge_plot_text(p, "keys,%s", metric), phase);
    struct hinge_levels methods = hinge_levels_pick(p, table, by, true);
    if (methods.n != 2)
        hinge_plot_nothing(p,
                           "%s has %zu level%s; name two with --levels, or another key with --by",
                           by, methods.n, HINGE_S(methods.n));
    if (hinge_plot_failed(p))
        return;
    struct hinge_level_values w = hinge_plot_pivot(p, table, NULL, "mean", true, &methods);
    size_t n = hinge_level_spread(&w, 1, 0, NULL, 0).n;
    a->first = methods.shown[1];
    a->second = methods.shown[0];
    if (n < 2)
        hinge_plot_nothing(p, "%s %s twice (%s and %s)",
                           n == 1 ? "only one participant has" : "no participant has",
                           hinge_plot_name(p, metric), methods.name[0], methods.name[1]);
    else {
        a->mean = hinge_plot_room(p, w.n, sizeof *a->mean);
        a->difference = hinge_plot_room(p, w.n, sizeof *a->difference);
        for (size_t i = 0; i < w.n; i++) {
            double first = w.value[2 * i + 1], second = w.value[2 * i];
            if (isnan(first + second))
                continue;
            a->mean[a->n] = first / 2 + second / 2;
            a->difference[a->n++] = first - second;
        }
        const struct hinge_agreement_limits l =
            hinge_agreement_limits_of(a->difference, a->mean, a->n, 0.95);
        a->line[0] = (struct line){l.bias, l.bias_ci.low, l.bias_ci.high};
        a->line[1] = (struct line){l.loa.low, l.loa_low_ci.low, l.loa_low_ci.high};
        a->line[2] = (struct line){l.loa.high, l.loa_high_ci.low, l.loa_high_ci.high};
    }
}

/* What hinge-compare bland_altman wrote; the outcome's id. */
static const char *of_document(struct hinge_plot *p, struct agreement *a)
{
    const json_t *results = hinge_result_results(p->document);
    const json_t *points = json_object_get(results, "points");
    const json_t *outcome = hinge_json_at(hinge_result_document(p->document), "request/outcome");
    static const char *const key[] = {"bias", "loa_low", "loa_high"};
    const json_t *simple = json_object_get(results, "bland_altman"),
                 *found =
                     simple != NULL ? simple : json_object_get(results, "bland_altman_repeated");
    for (size_t k = 0; k < 3; k++)
        a->line[k] =
            (struct line){hinge_result_number(found, key[k]),
                          hinge_result_number(found, hinge_plot_text(p, "%s_ci_low", key[k])),
                          hinge_result_number(found, hinge_plot_text(p, "%s_ci_high", key[k]))};
    a->n = json_array_size(json_object_get(points, "difference"));
    a->mean = hinge_plot_room(p, a->n, sizeof *a->mean);
    a->difference = hinge_plot_room(p, a->n, sizeof *a->difference);
    for (size_t i = 0; i < a->n; i++) {
        a->mean[i] = hinge_document_number(points, "mean", i);
        a->difference[i] = hinge_document_number(points, "difference", i);
    }
    if (a->n < 2)
        hinge_plot_nothing(
            p, "it has no points: a column of differences has no means to draw over; run "
               "hinge-compare bland_altman with --outcome and --method");
    a->first = hinge_plot_text(p, "%s", json_string_value(json_object_get(points, "first")));
    a->second = hinge_plot_text(p, "%s", json_string_value(json_object_get(points, "second")));
    return hinge_or_empty(json_string_value(outcome));
}

static void draw(struct hinge_plot *p)
{
    struct agreement a = {0};
    bool written = p->document != NULL;
    const char *metric = *p->columns != '\0' ? p->columns : hinge_outcome_share.id;
    const char *phase = hinge_plot_phase(p, hinge_outcome_share.phase);
    if (written)
        metric = of_document(p, &a);
    else
        of_people(p, &a, metric, phase);
    if (hinge_plot_failed(p))
        return;
    const char *label = hinge_plot_label(p, metric);
    a.scale = hinge_plot_scale(metric);
    a.span = hinge_plot_span(metric);
    a.digits = hinge_plot_decimals(metric, a.line[2].value - a.line[1].value);
    p->title = "Agreement";
    const double bias[] = {a.scale * a.line[0].low, a.scale * a.line[0].high},
                 limit[] = {a.scale * a.line[1].value, a.scale * a.line[2].value};
    const bool simple = !isnan(bias[0]);
    char from[HINGE_NUMBER_MAX], to[HINGE_NUMBER_MAX];
    const char *words =
        hinge_plot_text(p, "%s, %s minus %s over the mean of both, %zu %s: bias %.*f",
                        written ? label : hinge_plot_text(p, "%s in the %s", label, phase), a.first,
                        a.second, a.n, simple ? "people" : "repetitions", a.digits,
                        hinge_unsigned_zero(a.scale * a.line[0].value, a.digits));
    if (simple)
        words = hinge_plot_text(p, "%s (95 %% CI %s to %s)", words,
                                hinge_limit_format(bias[0], a.digits, from),
                                hinge_limit_format(bias[1], a.digits, to));
    words = hinge_plot_text(p, "%s, limits of agreement %.*f and %.*f", words, a.digits, limit[0],
                            a.digits, limit[1]);
    hinge_plot_finding(p, "%s", words);
    hinge_plot_caption(p, "%s; beside them their 95 %% intervals.", words);
    /* Draws the points, and lines over the panel with their intervals right of all points. */
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < a.n; i++) {
        least = fmin(least, a.mean[i]);
        most = fmax(most, a.mean[i]);
    }
    double step = most > least ? (most - least) * 0.06 : 0.05 * fmax(fabs(most), 1e-9);
    struct hinge_look look = hinge_look_of(0), point = {.colour = HINGE_INK, .size = 2};
    struct hinge_panel *panel = hinge_plot_panel(
        p, (struct hinge_panel){.no_grid = true,
                                .x = {.name = hinge_plot_text(p, "mean of both, %s", label),
                                      .scale = a.scale,
                                      .span = a.span},
                                .y = {.name = hinge_plot_text(p, "%s minus %s", a.first, a.second),
                                      .scale = a.scale,
                                      .span = a.span}});
    hinge_plot_columns(p, "what,mean:,difference:,low:,high:");
    static const char *const name[] = {"bias", "lower limit", "upper limit"};
    for (size_t k = 0; k < 3; k++) {
        double value = a.line[k].value, x = most + step * (k == 0 ? 1 : 1.8);
        look.dash = k > 0;
        look.mark = HINGE_MARK_SQUARE;
        look.filled = k == 0;
        look.size = 2.2;
        hinge_panel_rule(panel, &look, -INFINITY, value, INFINITY, value);
        hinge_panel_bar(panel, &look,
                        hinge_plot_text(p, "%s: %s", name[k],
                                        hinge_plot_interval(p, a.scale, a.digits, value,
                                                            a.line[k].low, a.line[k].high, 0)),
                        x, value, a.line[k].low, a.line[k].high);
        hinge_panel_label(panel, NULL, INFINITY, value,
                          hinge_plot_text(p, "%s %.*f", name[k], a.digits,
                                          hinge_unsigned_zero(a.scale * value, a.digits)));
        hinge_plot_row(p, (const char *const[]){name[k]},
                       (const double[]){NAN, value, a.line[k].low, a.line[k].high});
    }
    for (size_t i = 0; i < a.n; i++) {
        hinge_panel_mark(panel, &point, NULL, a.mean[i], a.difference[i]);
        hinge_plot_row(p, (const char *const[]){"point"},
                       (const double[]){a.mean[i], a.difference[i], NAN, NAN});
    }
}

const struct hinge_figure hinge_figure_agreement = {
    .id = "agreement",
    .title = "agreement of two measurements of the same people (Bland and Altman)",
    .details = "Of two sessions, or two --levels of the key of --by (a rater, a camera): "
               "lumbar_fraction or --columns, descent or --phase. In place of a results "
               "file it takes the JSON of hinge-compare bland_altman.",
    .by = "session",
    .analysis = "bland_altman",
    .needs = HINGE_FIGURE_NEEDS_CHOICE,
    .takes = HINGE_FIGURE_OF_PEOPLE ",phase,columns",
    .draw = draw,
};
