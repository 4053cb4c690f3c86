/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sites: each site's estimate and what they say together (hinge-compare pooled). */
#include "base/number.h"
#include "figure/kinds/figure.h"
#include "result/result.h"

#include <math.h>
#include <string.h>

enum { ROW_PT = 11, HEAD_PT = 14, LEAST_PT = 3, MOST_PT = 8 /* squares */ };

struct line {
    const char *effect, *name;
    char kind; /* 's' site, 'r' random effects, 'f' fixed effect, 'p' prediction */
    double n, estimate, low, high, weight;
};

struct sites {
    struct hinge_drawing *drawing;
    struct line *line;
    size_t n, effects, most; /* lines, effects, sites of the largest */
    bool prediction;         /* of any effect */
};

/* --- the numbers --- */

static void add_mean(struct sites *s, const json_t *object, const char *effect,
                     const char *name, char kind)
{
    bool prediction = kind == 'p';
    struct line *line = &s->line[s->n];
    *line = (struct line){
        .effect = effect,
        .name = name,
        .kind = kind,
        .n = hinge_result_number(object, "people"),
        .estimate = hinge_result_number(object, "estimate"),
        .low = hinge_result_number(object, prediction ? "pi_low" : "ci_low"),
        .high = hinge_result_number(object, prediction ? "pi_high" : "ci_high"),
        .weight = NAN};
    s->n += !prediction || !isnan(line->low);
    s->prediction = s->prediction || (prediction && !isnan(line->low));
}

static void add_sites(struct sites *s, const json_t *list, const char *effect)
{
    size_t i, count = 0;
    json_t *row;
    json_array_foreach((json_t *)list, i, row)
    {
        const char *of = json_string_value(json_object_get(row, "effect"));
        if (of == NULL || strcmp(of, effect) != 0)
            continue;
        add_mean(s, row, effect, json_string_value(json_object_get(row, "site")), 's');
        struct line *line = &s->line[s->n - 1];
        line->weight = hinge_result_number(row, "weight");
        count++;
    }
    s->most = count > s->most ? count : s->most;
}

static enum hinge_status take(struct sites *s, const json_t *results,
                              struct hinge_error *error)
{
    const json_t *sites = json_object_get(results, "sites");
    json_t *pooled = json_object_get(results, "pooled"), *one;
    const json_t *fixed = json_object_get(results, "pooled_fixed");
    const char *effect;
    size_t room = json_array_size(sites) + 3 * json_object_size(pooled) + 1;
    s->line = hinge_arena_alloc(&s->drawing->arena, room, sizeof *s->line);
    if (s->line == NULL)
        return hinge_no_memory(error);
    json_object_foreach(pooled, effect, one)
    {
        add_sites(s, sites, effect);
        add_mean(s, json_object_get(fixed, effect), effect, "fixed effect", 'f');
        add_mean(s, one, effect, "random effects", 'r');
        add_mean(s, one, effect, "prediction", 'p');
        s->effects++;
    }
    return HINGE_OK;
}

static enum hinge_status keep(struct sites *s, struct hinge_error *error)
{
    static const struct hinge_data_column columns[] = {
        {"effect", NULL}, {"site", NULL}, {"people", "1"}, {"estimate", ""},
        {"low", ""},      {"high", ""},   {"weight", "1"}, {0}};
    enum hinge_status status = hinge_data_columns(s->drawing, columns, error);
    for (size_t i = 0; i < s->n && status == HINGE_OK; i++) {
        const struct line *l = &s->line[i];
        status = hinge_data_row(
            s->drawing, (const char *const[]){l->effect, l->name},
            (const double[]){l->n, l->estimate, l->low, l->high, l->weight}, error);
    }
    return status;
}

/* --- the picture --- */

static void draw_diamond(struct hinge_svg *svg, const struct hinge_panel *panel,
                         const struct line *l, double y, const char *colour)
{
    double low = hinge_panel_x(panel, l->low), high = hinge_panel_x(panel, l->high);
    double middle = hinge_panel_x(panel, l->estimate);
    hinge_svg_polygon(svg, (const double[]){low, middle, high, middle},
                      (const double[]){y, y - 3.5, y, y + 3.5}, 4, colour);
}

static void draw_line(const struct sites *s, const struct hinge_panel *panel,
                      const struct line *l, double y)
{
    struct hinge_svg *svg = &s->drawing->svg;
    const struct hinge_pen thin = {"#0072b2", 1, 0}, wide = {HINGE_GREY, 2.5, 0};
    double x = hinge_panel_x(panel, l->estimate);
    if (l->kind == 's' || l->kind == 'p')
        hinge_svg_line(svg, hinge_panel_x(panel, l->low), y,
                       hinge_panel_x(panel, l->high), y,
                       l->kind == 's' ? &thin : &wide);
    if (l->kind == 's') {
        double side = fmin(MOST_PT, LEAST_PT + sqrt(fmax(0, l->weight) / 100) *
                                                   (MOST_PT - LEAST_PT) * 1.4);
        hinge_svg_rect(svg, x - side / 2, y - side / 2, side, side, "#0072b2", NULL);
    } else if (l->kind != 'p' && !isnan(l->low)) {
        draw_diamond(svg, panel, l, y, l->kind == 'r' ? HINGE_INK : HINGE_GREY);
    } else if (l->kind != 'p') {
        hinge_svg_mark(svg, HINGE_MARK_DIAMOND, x, y, 3, HINGE_INK, false);
    }
}

static const char *words_of(const struct sites *s, const struct line *l)
{
    int digits = hinge_decimals_of((l->high - l->low) / 2);
    if (l->kind == 'p')
        return hinge_drawing_text(s->drawing, "%.*f to %.*f", digits,
                                  hinge_unsigned_zero(l->low, digits), digits,
                                  hinge_unsigned_zero(l->high, digits));
    if (isnan(l->low))
        return hinge_drawing_text(s->drawing, "%.3g", l->estimate);
    const char *weight =
        isnan(l->weight) ? "" : hinge_drawing_text(s->drawing, ", %.0f%%", l->weight);
    return hinge_drawing_text(s->drawing, "%.*f (%.*f to %.*f)%s", digits,
                              hinge_unsigned_zero(l->estimate, digits), digits,
                              hinge_unsigned_zero(l->low, digits), digits,
                              hinge_unsigned_zero(l->high, digits), weight);
}

static double names_width(const struct sites *s)
{
    double widest = 0;
    for (size_t i = 0; i < s->n; i++)
        widest = fmax(widest, hinge_words_width(s->line[i].name, HINGE_FONT_PT));
    return fmin(widest + 9, s->drawing->width * 0.4);
}

static void draw_rows(const struct sites *s, const struct hinge_panel *panel)
{
    struct hinge_drawing *d = s->drawing;
    const struct hinge_words right = {.anchor = HINGE_END}, left = {0};
    const struct hinge_words bold = {.bold = true};
    double y = panel->top + 4;
    const char *before = NULL;
    for (size_t i = 0; i < s->n; i++) {
        const struct line *l = &s->line[i];
        if (before == NULL || strcmp(before, l->effect) != 0) {
            y += HEAD_PT;
            double own = hinge_bold_width(l->effect, HINGE_FONT_PT);
            if (own > panel->left - 8) /* it goes on over the axis */
                hinge_svg_rect(&d->svg, 4, y - 12, fmin(own, d->width - 8) + 2, 11,
                               HINGE_PAPER, NULL);
            hinge_svg_words_in(&d->svg, 4, y - 4, d->width - 8, &bold, l->effect);
        }
        before = l->effect;
        y += ROW_PT;
        hinge_svg_words_in(&d->svg, panel->left - 5, y - 2.5, panel->left - 8, &right,
                           l->name);
        hinge_svg_group(&d->svg,
                        hinge_drawing_text(d, "%s: %s", l->name, words_of(s, l)));
        draw_line(s, panel, l, y - 5);
        hinge_svg_end(&d->svg);
        if (d->width > 300)
            hinge_svg_words(&d->svg, panel->left + panel->width + 8, y - 2.5, &left,
                            words_of(s, l));
    }
}

static void draw_all(const struct sites *s, const char *label, const char *title)
{
    struct hinge_drawing *d = s->drawing;
    const struct hinge_pen zero = {"#777777", 0.8, 0};
    double low = 0, high = 0, names = names_width(s);
    for (size_t i = 0; i < s->n; i++) {
        low = fmin(low, fmin(s->line[i].low, s->line[i].estimate));
        high = fmax(high, fmax(s->line[i].high, s->line[i].estimate));
    }
    struct hinge_panel panel = {.left = names,
                                .top = 4,
                                .width = d->width - names - (d->width > 300 ? 128 : 10),
                                .height = HEAD_PT * (double)s->effects +
                                          ROW_PT * (double)s->n + 8,
                                .y = {.low = 0, .high = 1}};
    const struct hinge_frame frame = {
        .x_name = hinge_drawing_text(d, "difference in %s", label), .no_grid = true};
    hinge_axis_pad(&panel.x, low, high, 6);
    hinge_svg_open(&d->svg, d->width, panel.top + panel.height + HINGE_PANEL_BELOW,
                   title, hinge_text_string(&d->caption));
    hinge_panel_frame(&d->svg, &panel, &frame);
    hinge_svg_line(&d->svg, hinge_panel_x(&panel, 0), panel.top,
                   hinge_panel_x(&panel, 0), panel.top + panel.height, &zero);
    draw_rows(s, &panel);
    hinge_svg_close(&d->svg);
}

static enum hinge_status draw(struct hinge_drawing *drawing, struct hinge_error *error)
{
    struct sites s = {.drawing = drawing};
    if (drawing->document == NULL)
        return hinge_drawing_nothing(
            drawing, error,
            "it is drawn from the JSON of hinge-compare pooled; write one: "
            "hinge-compare "
            "pooled a.json b.json --outcome lumbar_fraction -o pooled.json");
    const json_t *outcome = json_object_get(
        json_object_get(hinge_result_document(drawing->document), "request"),
        "outcome");
    enum hinge_status status = take(&s, hinge_result_results(drawing->document), error);
    if (status == HINGE_OK && s.effects == 0)
        status = hinge_drawing_nothing(
            drawing, error,
            "it has no pooled effect of one outcome; run hinge-compare pooled with one "
            "--outcome, without --stratify");
    if (status == HINGE_OK)
        status = keep(&s, error);
    if (status != HINGE_OK)
        return status;
    const char *label = hinge_drawing_label(
        drawing, json_is_string(outcome) ? json_string_value(outcome) : "outcome");
    hinge_text_printf(
        &drawing->caption,
        "%s: estimate of each site with its 95 %% interval, squares by weight (up to "
        "%zu sites); fixed effect and random effects (REML, Knapp and Hartung) as "
        "diamonds%s.",
        label, s.most,
        s.prediction ? ", and the 95 % interval in which another site is expected"
                     : "");
    draw_all(&s, label,
             *drawing->request->title != '\0' ? drawing->request->title
                                              : "Sites and what they say together");
    return HINGE_OK;
}

const struct hinge_figure hinge_figure_sites = {
    .id = "sites",
    .title = "each site's estimate and the pooled ones (forest plot)",
    .details = "Drawn from the JSON of hinge-compare pooled, in place of a results "
               "file.",
    .by = "",
    .analysis = "pooled",
    .needs = HINGE_FIGURE_NEEDS_CHOICE,
    .takes = "",
    .draw = draw,
};
