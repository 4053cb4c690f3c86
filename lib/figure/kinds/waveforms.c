/* SPDX-License-Identifier: GPL-3.0-or-later */
/* waveforms: mean curves of people over the movement with bands of one SD, and below
 * them where two levels differ (statistical parametric mapping by permutation). */
#include "figure/data.h"
#include "figure/kinds/figure.h"
#include "result/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { POINTS = HINGE_CURVE_POINTS, SIGNALS = 9, TOGETHER = 7, STRIP_PT = 11 };

struct waveforms {
    struct hinge_drawing *drawing;
    const char *signal[SIGNALS];
    size_t n_signals, n_strips;
    struct hinge_person_curves curves;
    struct hinge_levels levels;
    size_t people[HINGE_LEVELS];
    double turn, back;                                   /* %, means over people */
    double (*mean)[POINTS], (*sd)[POINTS], (*n)[POINTS]; /* [level * n_signals + signal] */
    struct hinge_spm_strip *strip;                       /* [signal * (levels - 1) + level - 1] */
};

/* --columns: names joined by commas, else hip and lumbar (or trunk and knee). */
static enum hinge_status choose_signals(struct waveforms *w, struct hinge_error *error)
{
    const char *rest = w->drawing->request->metric, *name;
    w->signal[0] = "hip_flex";
    w->signal[1] = "lumbar_flex";
    w->n_signals = *rest == '\0' ? 2 : 0;
    for (size_t n; (name = hinge_next_item(&rest, ',', &n)) != NULL;) {
        if (w->n_signals == SIGNALS)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   "--columns: more than %d curves", SIGNALS);
        w->signal[w->n_signals++] = hinge_drawing_text(w->drawing, "%.*s", (int)n, name);
    }
    return HINGE_OK;
}

static const double *curve_of(const struct waveforms *w, size_t row, size_t signal)
{
    return w->curves.value + (row * w->n_signals + signal) * POINTS;
}

static void average_turns(struct waveforms *w)
{
    double sum[2] = {0, 0};
    size_t n = 0;
    for (size_t r = 0; r < w->curves.keys.rows; r++) {
        double turn = hinge_table_number(&w->curves.keys, "turn_pct", r);
        double back = hinge_table_number(&w->curves.keys, "back_pct", r);
        if (w->levels.of_row[r] == SIZE_MAX)
            continue;
        w->people[w->levels.of_row[r]]++;
        if (isnan(turn + back))
            continue;
        sum[0] += turn;
        sum[1] += back;
        n++;
    }
    w->turn = n > 0 ? sum[0] / (double)n : (double)NAN;
    w->back = n > 0 ? sum[1] / (double)n : (double)NAN;
}

static void average(struct waveforms *w)
{
    struct hinge_arena *arena = &w->drawing->arena;
    size_t curves = w->levels.n * w->n_signals, rows = w->curves.keys.rows;
    double *value = hinge_arena_alloc(arena, rows + 1, sizeof *value);
    w->mean = hinge_arena_alloc(arena, curves + 1, sizeof *w->mean);
    w->sd = hinge_arena_alloc(arena, curves + 1, sizeof *w->sd);
    w->n = hinge_arena_alloc(arena, curves + 1, sizeof *w->n);
    average_turns(w);
    for (size_t c = 0; c < curves; c++)
        for (size_t p = 0; p < POINTS; p++) {
            size_t n = 0;
            for (size_t r = 0; r < rows; r++)
                if (w->levels.of_row[r] == c / w->n_signals)
                    value[n++] = curve_of(w, r, c % w->n_signals)[p];
            struct hinge_spread spread = hinge_values_spread(value, n);
            w->n[c][p] = (double)spread.n;
            w->mean[c][p] = spread.mean;
            w->sd[c][p] = spread.sd;
        }
}

static void keep(struct waveforms *w)
{
    static const struct hinge_data_column columns[] = {{"level", NULL},
                                                       {"signal", NULL},
                                                       {"people", "1"},
                                                       {"percent", "%"},
                                                       {"mean", "deg"},
                                                       {"sd", "deg"},
                                                       {0}};
    hinge_data_columns(w->drawing, columns);
    for (size_t c = 0; c < w->levels.n * w->n_signals; c++)
        for (size_t p = 0; p < POINTS; p++)
            hinge_data_row(w->drawing,
                           (const char *const[]){w->levels.name[c / w->n_signals],
                                                 w->signal[c % w->n_signals]},
                           (const double[]){w->n[c][p], (double)p, w->mean[c][p], w->sd[c][p]});
}

/* Every other level against the first. */
static enum hinge_status compare(struct waveforms *w, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    w->n_strips = w->levels.n > TOGETHER ? 0 : w->levels.n - 1;
    w->strip =
        hinge_arena_alloc(&w->drawing->arena, w->n_signals * w->n_strips + 1, sizeof *w->strip);
    for (size_t s = 0; s < w->n_signals; s++)
        for (size_t l = 0; status == HINGE_OK && l < w->n_strips; l++) {
            const struct hinge_spm_request request = {.curves = &w->curves,
                                                      .levels = &w->levels,
                                                      .signal = s,
                                                      .first = 0,
                                                      .second = l + 1};
            status = hinge_spm_compare(w->drawing, &request, &w->strip[s * w->n_strips + l], error);
        }
    return status;
}

/* --- drawing --- */

static void fit(const struct waveforms *w, size_t signal, struct hinge_axis *y)
{
    double low = 0, high = 0;
    for (size_t l = 0; l < w->levels.n; l++)
        for (size_t p = 0; p < POINTS; p++) {
            size_t c = l * w->n_signals + signal;
            double sd = isnan(w->sd[c][p]) ? 0 : w->sd[c][p];
            low = fmin(low, w->mean[c][p] - sd);
            high = fmax(high, w->mean[c][p] + sd);
        }
    hinge_axis_pad(y, low, high, 5);
}

static void draw_level(const struct waveforms *w, const struct hinge_panel *panel, size_t level,
                       size_t signal, bool band)
{
    struct hinge_svg *svg = &w->drawing->svg;
    struct hinge_look look = w->levels.look[level];
    const struct hinge_pen pen = {look.colour, 1.4, look.dash};
    const struct hinge_pen edge = {look.colour, 0.4, 0};
    double x[POINTS], y[3][POINTS];
    size_t c = level * w->n_signals + signal;
    for (size_t p = 0; p < POINTS; p++) {
        x[p] = hinge_panel_x(panel, (double)p);
        for (int k = 0; k < 3; k++)
            y[k][p] = hinge_panel_y(panel, w->mean[c][p] + (k - 1) * w->sd[c][p]);
        if (isnan(w->sd[c][p]))
            y[1][p] = hinge_panel_y(panel, w->mean[c][p]);
    }
    if (band) {
        hinge_svg_band(svg, x, y[0], y[2], POINTS, look.tint);
        return;
    }
    hinge_svg_curve(svg, x, y[0], POINTS, &edge);
    hinge_svg_curve(svg, x, y[2], POINTS, &edge);
    hinge_svg_group(svg, w->levels.shown[level]);
    hinge_svg_curve(svg, x, y[1], POINTS, &pen);
    for (size_t p = 10; p < POINTS; p += 20)
        hinge_svg_mark(svg, look.mark, x[p], y[1][p], 1.8, look.colour, look.filled);
    hinge_svg_end(svg);
}

static void draw_turns(const struct waveforms *w, const struct hinge_panel *panel)
{
    const struct hinge_pen pen = {"#999999", 0.6, 2};
    const double at[] = {w->turn, w->back};
    for (int i = 0; i < 2; i++)
        if (!isnan(at[i]) && (i == 0 || at[1] - at[0] > 1))
            hinge_svg_line(&w->drawing->svg, hinge_panel_x(panel, at[i]), panel->top,
                           hinge_panel_x(panel, at[i]), panel->top + panel->height, &pen);
}

static void draw_strips(const struct waveforms *w, const struct hinge_panel *panel, size_t signal,
                        double top)
{
    struct hinge_svg *svg = &w->drawing->svg;
    const struct hinge_pen rule = {HINGE_PALE_GREY, 0.5, 0};
    const struct hinge_words right = {.anchor = HINGE_END};
    const struct hinge_words middle = {.anchor = HINGE_MIDDLE};
    for (size_t l = 0; l < w->n_strips; l++) {
        const struct hinge_spm_strip *strip = &w->strip[signal * w->n_strips + l];
        double y = top + (double)l * STRIP_PT;
        if (strip->n > 0) /* else words stand there */
            hinge_svg_line(svg, panel->left, y + 4, panel->left + panel->width, y + 4, &rule);
        hinge_svg_mark(svg, w->levels.look[l + 1].mark, panel->left - 7, y + 4, 2,
                       w->levels.look[l + 1].colour, w->levels.look[l + 1].filled);
        if (strip->why != NULL)
            hinge_svg_words_in(svg, panel->left + panel->width / 2, y + 6.5, panel->width, &middle,
                               strip->why);
        for (size_t k = 0; k < strip->n; k++) {
            double x = hinge_panel_x(panel, strip->start[k]);
            double end = hinge_panel_x(panel, strip->end[k]);
            struct hinge_text p = {0};
            hinge_say_p(&p, strip->p[k]);
            hinge_svg_group(svg,
                            hinge_drawing_text(w->drawing, "%.0f to %.0f %%: p %s", strip->start[k],
                                               strip->end[k], hinge_text_string(&p)));
            hinge_text_clear(&p);
            hinge_svg_rect(svg, x, y + 1, fmax(end - x, 0.7), 6, w->levels.look[l + 1].colour,
                           NULL);
            hinge_svg_end(svg);
        }
        if (strip->why == NULL && strip->n == 0)
            hinge_svg_words(svg, panel->left + panel->width - 2, y + 6.5, &right,
                            "no difference found");
    }
}

struct layout {
    size_t columns, rows;
    double legend, slot, height, titles, step;
};

static struct layout lay_out(const struct waveforms *w, size_t panels)
{
    struct layout at = {.rows = panels};
    const struct hinge_drawing *d = w->drawing;
    at.legend = panels == w->n_signals && w->levels.n > 1
                    ? hinge_legend_height(w->levels.shown, w->levels.n, d->width - 8)
                    : 0;
    at.columns = d->width > 300 && panels > 1 ? 2 : 1;
    if (panels > w->n_signals) /* as many levels side by side as their signals leave */
        at.columns *= w->n_signals > 2 ? 1 : 2;
    at.rows = (panels + at.columns - 1) / at.columns;
    at.slot = d->width / (double)at.columns;
    at.height = fmin(at.slot * 0.62, 150);
    at.titles =
        panels > w->n_signals ? hinge_titles_more(w->levels.shown, w->levels.n, at.slot - 40) : 0;
    at.step =
        at.height + 48 + at.titles + (w->n_strips > 0 ? (double)w->n_strips * STRIP_PT + 14 : 0);
    return at;
}

static void draw_panel(const struct waveforms *w, const struct layout *at, size_t place,
                       size_t signal, size_t from, size_t to, const char *title)
{
    struct hinge_svg *svg = &w->drawing->svg;
    struct hinge_panel panel = {.height = at->height};
    const struct hinge_words grey = {.colour = HINGE_GREY};
    const struct hinge_frame frame = {
        .x_name = "time of the repetition (%)",
        .y_name = hinge_drawing_text(w->drawing, "%s%s (°)",
                                     hinge_drawing_name(w->drawing, w->signal[signal]),
                                     *title != '\0' ? "" : ", from standing"),
        .title = title,
        .wraps = true};
    fit(w, signal, &panel.y);
    hinge_axis_fix(&panel.x, 0, 100, 5);
    panel.left =
        at->slot * (double)(place % at->columns) + hinge_panel_left(&panel.y, frame.y_name);
    panel.width = at->slot - hinge_panel_left(&panel.y, frame.y_name) - 10;
    size_t line = place / at->columns;
    panel.top = 6 + at->legend + (*title != '\0' ? 16 + at->titles : 8) + at->step * (double)line;
    hinge_panel_frame(svg, &panel, &frame);
    for (size_t l = from; l < to; l++)
        draw_level(w, &panel, l, signal, true);
    draw_turns(w, &panel);
    for (size_t l = from; l < to; l++)
        draw_level(w, &panel, l, signal, false);
    double below = panel.top + panel.height + HINGE_PANEL_BELOW + 8;
    if (w->n_strips == 0)
        return;
    hinge_svg_words_in(svg, panel.left, below, panel.width, &grey,
                       hinge_drawing_text(w->drawing, "differs from %s (SPM)", w->levels.shown[0]));
    draw_strips(w, &panel, signal, below + 4);
}

static void draw_all(const struct waveforms *w, const char *title)
{
    struct hinge_drawing *d = w->drawing;
    bool together = w->levels.n <= TOGETHER;
    size_t panels = together ? w->n_signals : w->n_signals * w->levels.n;
    struct layout at = lay_out(w, panels);
    hinge_svg_open(&d->svg, d->width, 8 + at.legend + at.step * (double)at.rows, title,
                   hinge_text_string(&d->caption));
    if (at.legend > 0)
        hinge_legend_draw(&d->svg, w->levels.shown, w->levels.look, w->levels.n, 4, 5, d->width - 8,
                          HINGE_SAMPLE_BOTH);
    for (size_t i = 0; i < panels; i++) {
        size_t level = together ? 0 : i / w->n_signals;
        draw_panel(w, &at, i, i % w->n_signals, level, together ? w->levels.n : level + 1,
                   together ? "" : w->levels.shown[level]);
    }
    hinge_svg_close(&d->svg);
}

static void describe(const struct waveforms *w)
{
    struct hinge_text *caption = &w->drawing->caption;
    hinge_text_puts(caption, "Means of participants over the time of a repetition, as "
                             "changes from standing; bands are one SD of participants");
    for (size_t l = 0; l < w->levels.n; l++)
        hinge_text_printf(caption, "%s %s n = %zu",
                          l > 0 ? "," : ". Participants:", w->levels.shown[l], w->people[l]);
    hinge_text_puts(caption,
                    ". Vertical lines: mean end of the first phase and start of the second.");
    if (w->n_strips > 0)
        hinge_text_printf(caption,
                          " Bars below show where a level differs from %s, by statistical "
                          "parametric mapping (largest t under relabelling of "
                          "participants). Alpha is 0.05 for each row of bars%s.",
                          w->levels.shown[0],
                          w->n_strips > 1 ? "; rows are not adjusted for each other" : "");
}

static enum hinge_status read_curves(struct waveforms *w, struct hinge_error *error)
{
    return hinge_drawing_curves(w->drawing, w->drawing->request->by, w->signal, w->n_signals,
                                &w->curves, error);
}

/* Without a spine trunk and knee. */
static enum hinge_status draw(struct hinge_drawing *drawing, struct hinge_error *error)
{
    struct waveforms *w = hinge_arena_alloc(&drawing->arena, 1, sizeof *w);
    w->drawing = drawing;
    enum hinge_status status = choose_signals(w, error);
    if (status == HINGE_OK)
        status = read_curves(w, error);
    if (status == HINGE_OK && w->curves.keys.rows == 0 && *drawing->request->metric == '\0') {
        hinge_person_curves_clear(&w->curves);
        w->signal[0] = "trunk_incl";
        w->signal[1] = "knee_flex";
        status = read_curves(w, error);
    }
    if (status == HINGE_OK && w->curves.keys.rows == 0)
        status = hinge_drawing_nothing(drawing, error,
                                       "no participant has enough repetitions with these curves; "
                                       "hinge-table reps gives the reasons");
    if (status == HINGE_OK)
        status = hinge_levels_find(drawing, &w->curves.keys, "turn_pct", "participant", &w->levels,
                                   error);
    if (status == HINGE_OK)
        average(w);
    if (status == HINGE_OK)
        keep(w);
    if (status == HINGE_OK)
        status = compare(w, error);
    if (status == HINGE_OK) {
        describe(w);
        draw_all(w, *drawing->request->title != '\0' ? drawing->request->title
                                                     : "Curves over the movement");
    }
    hinge_person_curves_clear(&w->curves);
    return status;
}

const struct hinge_figure hinge_figure_waveforms = {
    .id = "waveforms",
    .title = "mean curves over the movement with bands, and where they differ",
    .details = "Hip and lumbar flexion (without a spine trunk and knee), or the signals of "
               "--columns joined by commas; by group and cue (--by). Bars below show where a "
               "level differs from the "
               "first (--levels chooses it): SPM, paired where the same people have "
               "both.",
    .by = "group,cue",
    .takes = HINGE_FIGURE_OF_PEOPLE ",columns",
    .draw = draw,
};
