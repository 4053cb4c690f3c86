/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agreement: difference of two measurements of the same people over their mean, with
 * bias and limits of agreement (Bland and Altman). */
#include "base/number.h"
#include "figure/data.h"
#include "figure/kinds/figure.h"
#include "table/columns.h"

#include <math.h>
#include <string.h>

enum { BARS_PT = 26 }; /* beside the panel, for the intervals */

struct agreement {
    struct hinge_drawing *drawing;
    struct hinge_levels methods, people; /* of a results file */
    double *value[2];                    /* [person] */
    const char *first, *second;          /* methods: first minus second */
    double *mean, *difference;           /* [n] */
    size_t n;
    double bias, bias_low, bias_high, loa[2], loa_low[2], loa_high[2];
};

static void read_values(struct agreement *a, const struct hinge_table *table)
{
    for (size_t m = 0; m < 2; m++) {
        a->value[m] = hinge_arena_alloc(&a->drawing->arena, a->people.n + 1, sizeof *a->value[m]);
        for (size_t p = 0; p < a->people.n; p++)
            a->value[m][p] = NAN;
    }
    for (size_t r = 0; r < table->rows; r++)
        if (a->methods.of_row[r] < 2)
            a->value[a->methods.of_row[r]][a->people.of_row[r]] =
                hinge_table_number(table, "mean", r);
    for (size_t p = 0; p < a->people.n; p++)
        a->n += isnan(a->value[0][p] + a->value[1][p]) ? 0 : 1;
    a->first = a->methods.shown[1];
    a->second = a->methods.shown[0];
}

/* A row per person and method for the analysis. */
static void make_table(const struct agreement *a, struct hinge_table *table)
{
    static const struct hinge_table_spec columns[] = {
        {"person", NULL, 0}, {"method", NULL, 0}, {"value", "", -1}};
    hinge_table_specify(table, columns, 3);
    for (size_t p = 0; p < a->people.n; p++)
        for (size_t m = 0; m < 2; m++) {
            if (isnan(a->value[0][p] + a->value[1][p]))
                continue;
            const char *const texts[] = {hinge_drawing_text(a->drawing, "%zu", p),
                                         m == 0 ? "a" : "b"};
            hinge_table_put_row(table, texts, &a->value[m][p]);
        }
}

/* Numbers and points of the analysis. */
static void take(struct agreement *a, const json_t *results)
{
    const json_t *simple = json_object_get(results, "bland_altman");
    const json_t *found =
        simple != NULL ? simple : json_object_get(results, "bland_altman_repeated");
    const json_t *points = json_object_get(results, "points");
    const struct {
        const char *key;
        double **to;
    } lists[] = {{"mean", &a->mean}, {"difference", &a->difference}};
    a->bias = hinge_result_number(found, "bias");
    a->bias_low = hinge_result_number(found, "bias_ci_low");
    a->bias_high = hinge_result_number(found, "bias_ci_high");
    a->loa[0] = hinge_result_number(found, "loa_low");
    a->loa[1] = hinge_result_number(found, "loa_high");
    a->loa_low[0] = hinge_result_number(found, "loa_low_ci_low");
    a->loa_high[0] = hinge_result_number(found, "loa_low_ci_high");
    a->loa_low[1] = hinge_result_number(found, "loa_high_ci_low");
    a->loa_high[1] = hinge_result_number(found, "loa_high_ci_high");
    a->n = json_array_size(json_object_get(points, "difference"));
    for (size_t k = 0; k < 2; k++) {
        const json_t *list = json_object_get(points, lists[k].key);
        double *to = hinge_arena_alloc(&a->drawing->arena, a->n + 1, sizeof *to);
        for (size_t i = 0; i < a->n; i++)
            to[i] = json_number_value(json_array_get(list, i));
        *lists[k].to = to;
    }
}

static enum hinge_status compute(struct agreement *a, struct hinge_error *error)
{
    static const char *const options[][2] = {{"analysis", "bland_altman"},
                                             {"outcome", "value"},
                                             {"method", "method"},
                                             {"order", "b,a"},
                                             {"participant", "person"}};
    struct hinge_table table = {0};
    json_t *results = NULL;
    struct hinge_error why = {0};
    make_table(a, &table);
    enum hinge_status status = HINGE_OK;
    if (status == HINGE_OK) {
        status =
            hinge_figure_analyse(options, sizeof options / sizeof *options, &table, &results, &why);
        if (status != HINGE_OK)
            *error = why;
        else if (results == NULL)
            status = hinge_drawing_nothing(a->drawing, error, "%s", why.message);
    }
    if (status == HINGE_OK)
        take(a, results);
    json_decref(results);
    hinge_table_clear(&table);
    return status;
}

static void keep(struct agreement *a)
{
    static const struct hinge_data_column columns[] = {
        {"what", NULL}, {"mean", ""}, {"difference", ""}, {"low", ""}, {"high", ""}, {0}};
    const struct {
        const char *name;
        double value, low, high;
    } lines[] = {{"bias", a->bias, a->bias_low, a->bias_high},
                 {"lower limit", a->loa[0], a->loa_low[0], a->loa_high[0]},
                 {"upper limit", a->loa[1], a->loa_low[1], a->loa_high[1]}};
    hinge_data_columns(a->drawing, columns);
    for (size_t i = 0; i < 3; i++)
        hinge_data_row(a->drawing, (const char *const[]){lines[i].name},
                       (const double[]){NAN, lines[i].value, lines[i].low, lines[i].high});
    for (size_t i = 0; i < a->n; i++)
        hinge_data_row(a->drawing, (const char *const[]){"point"},
                       (const double[]){a->mean[i], a->difference[i], NAN, NAN});
}

/* A line over the panel; its interval and its name stand beside the panel, where no
 * person can lie. */
static void draw_limit(const struct agreement *a, const struct hinge_panel *panel, double value,
                       double low, double high, const char *name)
{
    struct hinge_svg *svg = &a->drawing->svg;
    bool bias = strcmp(name, "bias") == 0;
    const struct hinge_look look = {.colour = "#0072b2", .mark = HINGE_MARK_SQUARE, .filled = bias};
    const struct hinge_pen pen = {look.colour, 1, bias ? 0 : 1};
    const struct hinge_words words = {.colour = look.colour};
    double y = hinge_panel_y(panel, value), right = panel->left + panel->width;
    hinge_svg_line(svg, panel->left, y, right, y, &pen);
    hinge_error_bar(svg, panel, right + (bias ? 8 : 18), value, low, high, &look);
    int digits = hinge_interval_decimals(a->loa[0], a->loa[1]);
    hinge_svg_words(svg, right + BARS_PT, y - 1.5, &words, name);
    hinge_svg_words(svg, right + BARS_PT, y + 6.5, &words,
                    hinge_drawing_text(a->drawing, "%.*f", digits,
                                       hinge_unsigned_zero(value, digits)));
}

static void draw_all(const struct agreement *a, const char *label, const char *title)
{
    struct hinge_drawing *d = a->drawing;
    const struct hinge_look look = hinge_look_of(6);
    double low[2] = {NAN, fmin(a->loa_low[0], a->loa[0])};
    double high[2] = {NAN, fmax(a->loa_high[1], a->loa[1])};
    for (size_t i = 0; i < a->n; i++) {
        low[0] = fmin(low[0], a->mean[i]);
        high[0] = fmax(high[0], a->mean[i]);
        low[1] = fmin(low[1], a->difference[i]);
        high[1] = fmax(high[1], a->difference[i]);
    }
    const struct hinge_frame frame = {.x_name = hinge_drawing_text(d, "mean of both, %s", label),
                                      .y_name =
                                          hinge_drawing_text(d, "%s minus %s", a->first, a->second),
                                      .no_grid = true};
    struct hinge_panel panel = {.top = 10};
    hinge_axis_pad(&panel.x, low[0], high[0], d->width > 300 ? 6 : 4);
    hinge_axis_pad(&panel.y, low[1], high[1], 6);
    panel.left = hinge_panel_left(&panel.y, frame.y_name);
    panel.width =
        d->width - panel.left - BARS_PT - hinge_words_width("upper limit", HINGE_FONT_PT) - 2;
    panel.height = fmin(panel.width * 0.7, 200);
    hinge_svg_open(&d->svg, d->width, panel.top + panel.height + HINGE_PANEL_BELOW, title,
                   hinge_text_string(&d->caption));
    draw_limit(a, &panel, a->loa[0], a->loa_low[0], a->loa_high[0], "lower limit");
    draw_limit(a, &panel, a->loa[1], a->loa_low[1], a->loa_high[1], "upper limit");
    draw_limit(a, &panel, a->bias, a->bias_low, a->bias_high, "bias");
    hinge_panel_frame(&d->svg, &panel, &frame);
    for (size_t i = 0; i < a->n; i++)
        hinge_svg_mark(&d->svg, look.mark, hinge_panel_x(&panel, a->mean[i]),
                       hinge_panel_y(&panel, a->difference[i]), 2, look.colour, false);
    hinge_svg_close(&d->svg);
}

/* Two measurements of people of a results file. */
static enum hinge_status of_people(struct agreement *a, const char *metric, const char *phase,
                                   struct hinge_error *error)
{
    struct hinge_drawing *drawing = a->drawing;
    struct hinge_table table = {0};
    const char *by = *drawing->request->by != '\0' ? drawing->request->by : "session";
    enum hinge_status status = hinge_drawing_metric(metric, error);
    if (status == HINGE_OK)
        status = hinge_drawing_table(drawing, "summary",
                                     hinge_drawing_text(drawing, "participant,%s", by),
                                     hinge_drawing_text(drawing, "keys,%s", metric), phase, &table,
                                     error);
    if (status == HINGE_OK)
        status = hinge_levels_pick(drawing, &table, by, true, &a->methods, error);
    if (status == HINGE_OK)
        hinge_people_find(drawing, &table, &a->people);
    if (status == HINGE_OK && a->methods.n != 2)
        status = hinge_drawing_nothing(drawing, error,
                                       "%s has %zu level%s; name two with --levels, "
                                       "or another key with --by",
                                       by, a->methods.n, a->methods.n == 1 ? "" : "s");
    if (status == HINGE_OK)
        read_values(a, &table);
    if (status == HINGE_OK && a->n < 2)
        status = hinge_drawing_nothing(drawing, error, "%zu people have %s twice (%s and %s)", a->n,
                                       metric, a->methods.name[0], a->methods.name[1]);
    if (status == HINGE_OK)
        status = compute(a, error);
    hinge_table_clear(&table);
    return status;
}

/* What hinge-compare bland_altman wrote. */
static enum hinge_status of_document(struct agreement *a, const char **metric,
                                     struct hinge_error *error)
{
    const struct hinge_result *document = a->drawing->document;
    const json_t *results = hinge_result_results(document);
    const json_t *points = json_object_get(results, "points");
    const json_t *outcome =
        json_object_get(json_object_get(hinge_result_document(document), "request"), "outcome");
    take(a, results);
    enum hinge_status status = HINGE_OK;
    a->first =
        hinge_drawing_text(a->drawing, "%s", json_string_value(json_object_get(points, "first")));
    a->second =
        hinge_drawing_text(a->drawing, "%s", json_string_value(json_object_get(points, "second")));
    *metric = json_is_string(outcome) ? json_string_value(outcome) : "";
    if (a->n < 2)
        status = hinge_drawing_nothing(
            a->drawing, error,
            "it has no points: a column of differences has no means to draw over; run "
            "hinge-compare bland_altman with --outcome and --method");
    return status;
}

static enum hinge_status draw(struct hinge_drawing *drawing, struct hinge_error *error)
{
    const struct hinge_figure_request *request = drawing->request;
    struct agreement a = {.drawing = drawing};
    bool written = drawing->document != NULL;
    const char *metric = *request->metric != '\0' ? request->metric : "lumbar_fraction";
    const char *phase = *request->phase != '\0' ? request->phase : "descent";
    enum hinge_status status =
        written ? of_document(&a, &metric, error) : of_people(&a, metric, phase, error);
    if (status == HINGE_OK)
        keep(&a);
    if (status == HINGE_OK) {
        const char *label = hinge_drawing_label(drawing, metric);
        int digits = hinge_interval_decimals(a.loa[0], a.loa[1]);
        if (!isnan(a.bias_low))
            digits = hinge_limit_decimals(digits, a.bias_low, a.bias_high);
        hinge_text_printf(&drawing->caption,
                          "%s%s%s, %s minus %s over the mean of both, %zu %s: bias %.*f", label,
                          written ? "" : " in the ", written ? "" : phase, a.first, a.second, a.n,
                          isnan(a.bias_low) ? "repetitions" : "people", digits,
                          hinge_unsigned_zero(a.bias, digits));
        if (!isnan(a.bias_low))
            hinge_text_printf(&drawing->caption, " (95 %% CI %.*f to %.*f)", digits,
                              hinge_unsigned_zero(a.bias_low, digits), digits,
                              hinge_unsigned_zero(a.bias_high, digits));
        hinge_text_printf(&drawing->caption,
                          ", limits of agreement %.*f and %.*f; beside them their 95 "
                          "%% intervals.",
                          digits, a.loa[0], digits, a.loa[1]);
        draw_all(&a, label, *request->title != '\0' ? request->title : "Agreement");
    }
    return status;
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
