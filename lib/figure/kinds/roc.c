/* SPDX-License-Identifier: GPL-3.0-or-later */
/* roc: how well a metric tells two groups of people apart. */
#include "base/number.h"
#include "figure/figure_analysis.h"
#include "figure/kinds/figure.h"
#include "table/columns.h"

#include <math.h>
#include <string.h>

struct roc {
    struct hinge_drawing *drawing;
    struct hinge_levels groups;
    const char *of; /* what it tells apart from the others */
    size_t people[2], n;
    double *threshold, *sensitivity, *specificity;
    double auc, low, high, best, youden;
    bool resampled; /* its interval is from a bootstrap of participants */
    bool turned;    /* smaller values belong to the first group */
};

/* Person means as score, the first level as 1. */
static enum hinge_status make_table(struct roc *roc, const struct hinge_table *rows,
                                    struct hinge_table *table,
                                    struct hinge_error *error)
{
    static const struct hinge_table_spec columns[] = {{"score", "", -1},
                                                      {"truth", "", 0}};
    enum hinge_status status = hinge_table_specify(table, columns, 2, error);
    for (size_t r = 0; status == HINGE_OK && r < rows->rows; r++) {
        double value = hinge_table_number(rows, "mean", r);
        size_t group = roc->groups.of_row[r];
        if (group > 1 || isnan(value))
            continue;
        const double numbers[] = {roc->turned ? -value : value, group == 0};
        status = hinge_table_put_row(table, NULL, numbers, error);
        roc->people[group]++;
    }
    return status;
}

/* Decimals that do not make none or all of what is neither. */
static int decimals_of(const struct roc *roc)
{
    int digits = hinge_limit_decimals(2, fmin(roc->auc, roc->low), roc->youden);
    return hinge_limit_decimals(digits, 1 - fmax(roc->auc, roc->high), 1 - roc->low);
}

/* Numbers and curve of the analysis. */
static enum hinge_status take(struct roc *roc, const json_t *results,
                              struct hinge_error *error)
{
    static const char *const names[] = {"threshold", "sensitivity", "specificity"};
    double **const to[] = {&roc->threshold, &roc->sensitivity, &roc->specificity};
    const json_t *curve = json_object_get(results, "curve");
    const json_t *found = json_object_get(results, "roc");
    roc->auc = hinge_result_number(found, "auc");
    roc->low = hinge_result_number(found, "cluster_ci_low");
    roc->high = hinge_result_number(found, "cluster_ci_high");
    roc->resampled = !isnan(roc->low + roc->high);
    if (!roc->resampled) {
        roc->low = hinge_result_number(found, "ci_low");
        roc->high = hinge_result_number(found, "ci_high");
    }
    roc->best = hinge_result_number(found, "youden_threshold");
    roc->youden = hinge_result_number(found, "youden_j");
    roc->n = json_array_size(json_object_get(curve, names[0]));
    for (size_t k = 0; k < 3; k++) {
        const json_t *list = json_object_get(curve, names[k]);
        *to[k] = hinge_arena_alloc(&roc->drawing->arena, roc->n + 1, sizeof **to[k]);
        if (*to[k] == NULL)
            return hinge_no_memory(error);
        for (size_t i = 0; i < roc->n; i++)
            (*to[k])[i] = json_number_value(json_array_get(list, i));
    }
    return HINGE_OK;
}

/* The curve, turned so that the area is at least a half. */
static enum hinge_status compute(struct roc *roc, const struct hinge_table *rows,
                                 struct hinge_error *error)
{
    static const char *const options[][2] = {
        {"analysis", "roc"}, {"score", "score"}, {"truth", "truth"}};
    enum hinge_status status = HINGE_OK;
    for (int turn = 0; status == HINGE_OK && turn < 2; turn++) {
        struct hinge_table table = {0};
        json_t *results = NULL;
        struct hinge_error why = {0};
        roc->turned = turn == 1;
        roc->people[0] = roc->people[1] = 0;
        status = make_table(roc, rows, &table, error);
        if (status == HINGE_OK) {
            status = hinge_figure_analyse(options, 3, &table, &results, &why);
            if (status != HINGE_OK)
                *error = why;
            else if (results == NULL)
                status = hinge_drawing_nothing(roc->drawing, error, "%s", why.message);
        }
        if (status == HINGE_OK)
            status = take(roc, results, error);
        json_decref(results);
        hinge_table_clear(&table);
        if (roc->auc >= 0.5)
            break;
    }
    if (roc->turned) {
        roc->best = -roc->best;
        for (size_t i = 0; i < roc->n; i++)
            roc->threshold[i] = -roc->threshold[i];
    }
    return status;
}

static enum hinge_status keep(struct roc *roc, struct hinge_error *error)
{
    static const struct hinge_data_column columns[] = {
        {"what", NULL}, {"threshold", ""}, {"sensitivity", "1"}, {"specificity", "1"},
        {"area", "1"},  {"low", "1"},      {"high", "1"},        {0}};
    enum hinge_status status = hinge_data_columns(roc->drawing, columns, error);
    if (status == HINGE_OK)
        status = hinge_data_row(
            roc->drawing, (const char *const[]){"area"},
            (const double[]){NAN, NAN, NAN, roc->auc, roc->low, roc->high}, error);
    for (size_t i = 0; status == HINGE_OK && i < roc->n; i++)
        status =
            hinge_data_row(roc->drawing,
                           (const char *const[]){
                               roc->threshold[i] == roc->best ? "curve, dot" : "curve"},
                           (const double[]){roc->threshold[i], roc->sensitivity[i],
                                            roc->specificity[i], NAN, NAN, NAN},
                           error);
    return status;
}

static void draw_all(const struct roc *roc, const char *title)
{
    struct hinge_drawing *d = roc->drawing;
    const struct hinge_pen curve = {"#0072b2", 1.4, 0}, chance = {"#999999", 0.7, 2};
    const struct hinge_words words = {.anchor = HINGE_END};
    const struct hinge_frame frame = {
        .x_name = "1 − specificity",
        .y_name = hinge_drawing_text(d, "sensitivity for %s", roc->of)};
    struct hinge_panel panel = {.top = 10};
    int digits = decimals_of(roc);
    hinge_axis_fix(&panel.x, 0, 1, 5);
    hinge_axis_fix(&panel.y, 0, 1, 5);
    panel.left = hinge_panel_left(&panel.y, frame.y_name);
    panel.width = panel.height = fmin(d->width - panel.left - 10, 210);
    /* a square: in the middle of a wider figure */
    panel.left += (d->width - panel.left - 10 - panel.width) / 2;
    hinge_svg_open(&d->svg, d->width, panel.top + panel.height + HINGE_PANEL_BELOW,
                   title, hinge_text_string(&d->caption));
    hinge_panel_frame(&d->svg, &panel, &frame);
    hinge_svg_line(&d->svg, panel.left, panel.top + panel.height,
                   panel.left + panel.width, panel.top, &chance);
    /* by threshold from strict to lax: each a step */
    double x = hinge_panel_x(&panel, 0), y = hinge_panel_y(&panel, 0);
    for (size_t i = roc->n; i-- > 0;) {
        double to_x = hinge_panel_x(&panel, 1 - roc->specificity[i]);
        double to_y = hinge_panel_y(&panel, roc->sensitivity[i]);
        hinge_svg_line(&d->svg, x, y, to_x, to_y, &curve);
        if (roc->threshold[i] == roc->best)
            hinge_svg_mark(&d->svg, HINGE_MARK_CIRCLE, to_x, to_y, 2.6, "#0072b2",
                           true);
        x = to_x;
        y = to_y;
    }
    hinge_svg_line(&d->svg, x, y, hinge_panel_x(&panel, 1), hinge_panel_y(&panel, 1),
                   &curve);
    hinge_svg_words(&d->svg, panel.left + panel.width - 4, panel.top + panel.height - 8,
                    &words,
                    hinge_drawing_text(d, "AUC %.*f (%.*f to %.*f)", digits, roc->auc,
                                       digits, roc->low, digits, roc->high));
    hinge_svg_close(&d->svg);
}

/* People of two groups of a results file. */
static enum hinge_status of_people(struct roc *roc, const char *metric,
                                   const char *phase, struct hinge_error *error)
{
    struct hinge_drawing *drawing = roc->drawing;
    struct hinge_table table = {0};
    const char *by = *drawing->request->by != '\0' ? drawing->request->by : "group";
    enum hinge_status status = hinge_drawing_metric(metric, error);
    if (status == HINGE_OK)
        status = hinge_drawing_table(drawing, "summary",
                                     hinge_drawing_text(drawing, "%s,participant", by),
                                     hinge_drawing_text(drawing, "keys,%s", metric),
                                     phase, &table, error);
    if (status == HINGE_OK)
        status = hinge_drawing_evidence(drawing, &table, error);
    if (status == HINGE_OK)
        status = hinge_levels_pick(drawing, &table, by, true, &roc->groups, error);
    if (status == HINGE_OK && roc->groups.n != 2)
        status =
            hinge_drawing_nothing(drawing, error,
                                  "%s has %zu level%s; name two with --levels, or "
                                  "another key with --by",
                                  by, roc->groups.n, roc->groups.n == 1 ? "" : "s");
    if (status == HINGE_OK)
        status = compute(roc, &table, error);
    roc->of = status == HINGE_OK ? roc->groups.shown[0] : "";
    if (status == HINGE_OK)
        hinge_text_printf(&drawing->caption,
                          "How well %s in the %s separates %s (n = %zu) from %s (n = "
                          "%zu), participants as the unit.",
                          hinge_drawing_label(drawing, metric), phase,
                          roc->groups.shown[0], roc->people[0], roc->groups.shown[1],
                          roc->people[1]);
    hinge_table_clear(&table);
    return status;
}

/* What hinge-compare roc wrote. */
static enum hinge_status of_document(struct roc *roc, struct hinge_error *error)
{
    struct hinge_drawing *drawing = roc->drawing;
    const json_t *results = hinge_result_results(drawing->document);
    const json_t *found = json_object_get(results, "roc");
    const json_t *request =
        json_object_get(hinge_result_document(drawing->document), "request");
    const char *score = json_string_value(json_object_get(request, "score"));
    const char *truth = json_string_value(json_object_get(request, "truth"));
    const char *direction = json_string_value(json_object_get(request, "direction"));
    enum hinge_status status = take(roc, results, error);
    roc->turned = direction != NULL && *direction == '<';
    roc->of =
        hinge_drawing_label(drawing, truth != NULL ? truth : "the positive cases");
    hinge_text_printf(&drawing->caption,
                      "How well %s separates rows with %s (n = %.0f) from rows without "
                      "(n = %.0f).",
                      hinge_drawing_label(drawing, score != NULL ? score : "score"),
                      roc->of, hinge_result_number(found, "n_positive"),
                      hinge_result_number(found, "n_negative"));
    return status;
}

static enum hinge_status draw(struct hinge_drawing *drawing, struct hinge_error *error)
{
    const struct hinge_figure_request *request = drawing->request;
    struct roc roc = {.drawing = drawing};
    const char *metric = *request->metric != '\0' ? request->metric : "lumbar_fraction";
    const char *phase = *request->phase != '\0' ? request->phase : "descent";
    enum hinge_status status = drawing->document != NULL
                                   ? of_document(&roc, error)
                                   : of_people(&roc, metric, phase, error);
    if (status == HINGE_OK)
        status = keep(&roc, error);
    if (status == HINGE_OK) {
        int digits = decimals_of(&roc);
        hinge_text_printf(
            &drawing->caption,
            " Area %.*f (95 %% CI %.*f to %.*f, %s). Dot: largest Youden "
            "index %.*f, %s at %.3g %s, chosen and tested on the same %s.",
            digits, roc.auc, digits, roc.low, digits, roc.high,
            roc.resampled ? "bootstrap of participants"
            : roc.auc < 1 ? "DeLong"
                          : "of Cliff's delta",
            digits, roc.youden, roc.of, roc.best, roc.turned ? "or below" : "or above",
            drawing->document != NULL ? "rows" : "participants");
        draw_all(&roc, *request->title != '\0' ? request->title : "ROC curve");
    }
    return status;
}

const struct hinge_figure hinge_figure_roc = {
    .id = "roc",
    .title = "how well a metric separates two groups of people",
    .details = "Of two groups, or two --levels of the key of --by: lumbar_fraction or "
               "--metric, descent or --phase. In place of a results file it takes the "
               "JSON of hinge-compare roc.",
    .by = "group",
    .analysis = "roc",
    .needs = HINGE_FIGURE_NEEDS_CHOICE,
    .takes = HINGE_FIGURE_OF_PEOPLE ",phase,metric",
    .draw = draw,
};
