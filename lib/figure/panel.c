/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scales, frames, looks and legends. */
#include "figure/svg.h"

#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- scales --- */

static double round_step(double range, size_t wanted)
{
    double rough = range / (double)(wanted > 1 ? wanted : 1);
    double power = pow(10, floor(log10(rough)));
    double times = rough / power;
    return power * (times < 1.5 ? 1 : times < 3.5 ? 2 : times < 7.5 ? 5 : 10);
}

static void set_ticks(struct hinge_axis *axis, double step)
{
    double first = ceil(axis->low / step - 1e-6);
    axis->n = 0;
    axis->digits = step < 1 ? (int)ceil(-log10(step) - 1e-6) : 0;
    for (double i = first; i * step <= axis->high + 1e-6 * step; i++)
        if (axis->n < HINGE_TICKS)
            axis->tick[axis->n++] = i * step == 0 ? 0 : i * step;
}

static void widen(double *low, double *high)
{
    if (isnan(*low) || isnan(*high) || *low > *high)
        *low = *high = 0;
    if (*high - *low < 1e-9 * (1 + fabs(*low))) {
        double around = *low != 0 ? fabs(*low) / 2 : 1;
        *low -= around;
        *high += around;
    }
}

void hinge_axis_fit(struct hinge_axis *axis, double low, double high, size_t wanted)
{
    widen(&low, &high);
    double step = round_step(high - low, wanted);
    axis->low = floor(low / step + 1e-6) * step;
    axis->high = ceil(high / step - 1e-6) * step;
    set_ticks(axis, step);
}

void hinge_axis_fix(struct hinge_axis *axis, double low, double high, size_t wanted)
{
    widen(&low, &high);
    axis->low = low;
    axis->high = high;
    set_ticks(axis, round_step(high - low, wanted));
}

void hinge_axis_pad(struct hinge_axis *axis, double low, double high, size_t wanted)
{
    widen(&low, &high);
    double pad = 0.04 * (high - low);
    hinge_axis_fix(axis, low - pad, high + pad, wanted);
}

double hinge_panel_x(const struct hinge_panel *panel, double value)
{
    const struct hinge_axis *axis = &panel->x;
    return panel->left + panel->width * (value - axis->low) / (axis->high - axis->low);
}

double hinge_panel_y(const struct hinge_panel *panel, double value)
{
    const struct hinge_axis *axis = &panel->y;
    return panel->top + panel->height * (axis->high - value) / (axis->high - axis->low);
}

/* --- frames --- */

static const char *tick_text(const struct hinge_axis *axis, size_t i, char text[32])
{
    snprintf(text, 32, "%s%.*f", hinge_unsigned_zero(axis->tick[i], axis->digits) < 0 ? "−" : "",
             axis->digits, fabs(axis->tick[i]));
    return text;
}

static double widest_tick(const struct hinge_axis *axis)
{
    double widest = 0;
    char text[32];
    for (size_t i = 0; i < axis->n; i++)
        widest = fmax(widest, hinge_words_width(tick_text(axis, i, text), HINGE_FONT_PT));
    return widest;
}

double hinge_panel_left(const struct hinge_axis *y, const char *y_name)
{
    return 6 + widest_tick(y) + (y_name != NULL && *y_name != '\0' ? 12 : 2);
}

static const struct hinge_pen axis_pen = {HINGE_INK, 0.6, 0};
static const struct hinge_pen grid_pen = {HINGE_PALE_GREY, 0.5, 0};

static void draw_ticks(struct hinge_svg *svg, const struct hinge_panel *panel,
                       const struct hinge_frame *frame)
{
    const struct hinge_words below = {.anchor = HINGE_MIDDLE};
    const struct hinge_words beside = {.anchor = HINGE_END};
    double bottom = panel->top + panel->height;
    char text[32];
    for (size_t i = 0; i < panel->y.n; i++) {
        double y = hinge_panel_y(panel, panel->y.tick[i]);
        if (!frame->no_grid && y < bottom - 0.1)
            hinge_svg_line(svg, panel->left, y, panel->left + panel->width, y, &grid_pen);
        hinge_svg_line(svg, panel->left - 2.5, y, panel->left, y, &axis_pen);
        if (!frame->no_y)
            hinge_svg_words(svg, panel->left - 4, y + 2.5, &beside, tick_text(&panel->y, i, text));
    }
    for (size_t i = 0; i < panel->x.n; i++) {
        double x = hinge_panel_x(panel, panel->x.tick[i]);
        hinge_svg_line(svg, x, bottom, x, bottom + 2.5, &axis_pen);
        if (!frame->no_x)
            hinge_svg_words(svg, x, bottom + 10, &below, tick_text(&panel->x, i, text));
    }
}

/* --- titles --- */

enum { TITLE_PT = 8, TITLE_LINE_PT = 10 };

/* Where a title too long for its panel is cut: the last place where keys meet (" · ")
 * or, in one of a single key, words, before which it fits; else the first such place.
 * Bytes of the first line and, in *skip, of what stands between; 0: one line. */
static size_t first_line(const char *title, double room, size_t *skip)
{
    const char *between = strstr(title, " · ") != NULL ? " · " : " ";
    size_t cut = 0;
    *skip = strlen(between);
    if (hinge_bold_width(title, TITLE_PT) <= room)
        return 0;
    for (const char *at = title; (at = strstr(at, between)) != NULL; at += *skip) {
        struct hinge_text head = {0};
        hinge_text_add(&head, title, (size_t)(at - title));
        bool fits = hinge_bold_width(hinge_text_string(&head), TITLE_PT) <= room;
        hinge_text_clear(&head);
        if (cut == 0 || fits)
            cut = (size_t)(at - title);
    }
    return cut;
}

double hinge_titles_more(const char *const *title, size_t n, double width)
{
    size_t skip;
    for (size_t i = 0; i < n; i++)
        if (first_line(title[i], width, &skip) > 0)
            return TITLE_LINE_PT;
    return 0;
}

static void draw_title(struct hinge_svg *svg, const struct hinge_panel *panel,
                       const struct hinge_frame *frame)
{
    const struct hinge_words bold = {.bold = true, .size = TITLE_PT};
    size_t skip, cut = frame->wraps ? first_line(frame->title, panel->width, &skip) : 0;
    const char *line = cut > 0 ? frame->title + cut + skip : frame->title;
    /* what is longer than the panel begins over its numbers */
    double room = panel->width, own = hinge_bold_width(line, TITLE_PT);
    double more = fmin(fmax(own + 1 - room, 0), hinge_panel_left(&panel->y, "") - 6);
    if (cut > 0) {
        struct hinge_text above = {0};
        hinge_text_add(&above, frame->title, cut);
        hinge_svg_words_in(svg, panel->left, panel->top - 5 - TITLE_LINE_PT, room, &bold,
                           hinge_text_string(&above));
        hinge_text_clear(&above);
    }
    hinge_svg_words_in(svg, panel->left - more, panel->top - 5, room + more, &bold, line);
}

void hinge_panel_frame(struct hinge_svg *svg, const struct hinge_panel *panel,
                       const struct hinge_frame *frame)
{
    const struct hinge_words middle = {.anchor = HINGE_MIDDLE};
    const struct hinge_words turned = {.anchor = HINGE_MIDDLE, .upwards = true};
    double bottom = panel->top + panel->height;
    draw_ticks(svg, panel, frame);
    hinge_svg_line(svg, panel->left, panel->top, panel->left, bottom, &axis_pen);
    hinge_svg_line(svg, panel->left, bottom, panel->left + panel->width, bottom, &axis_pen);
    if (frame->x_name != NULL && *frame->x_name != '\0')
        hinge_svg_words_in(svg, panel->left + panel->width / 2, bottom + (frame->no_x ? 12 : 21),
                           panel->width + 20, &middle, frame->x_name);
    if (frame->y_name != NULL && *frame->y_name != '\0')
        hinge_svg_words_in(svg, panel->left - hinge_panel_left(&panel->y, frame->y_name) + 7,
                           panel->top + panel->height / 2, panel->height + 20, &turned,
                           frame->y_name);
    if (frame->title != NULL && *frame->title != '\0')
        draw_title(svg, panel, frame);
}

/* --- bars --- */

void hinge_error_bar(struct hinge_svg *svg, const struct hinge_panel *panel, double x, double value,
                     double low, double high, const struct hinge_look *look)
{
    const struct hinge_pen pen = {look->colour, 1, 0};
    double y[2] = {hinge_panel_y(panel, low), hinge_panel_y(panel, high)};
    hinge_svg_line(svg, x, y[0], x, y[1], &pen);
    for (int i = 0; i < 2; i++)
        hinge_svg_line(svg, x - 2, y[i], x + 2, y[i], &pen);
    hinge_svg_mark(svg, look->mark, x, hinge_panel_y(panel, value), 2.4, look->colour,
                   look->filled);
}

/* --- looks --- */

/* Okabe and Ito 2008, without yellow, which is too pale on white; tints are the colour
 * and white, 1 to 3. */
static const struct {
    const char *colour, *tint;
} colours[] = {{"#0072b2", "#bfdcec"}, {"#d55e00", "#f4d7bf"}, {"#009e73", "#bfe7dc"},
               {"#cc79a7", "#f2dde9"}, {"#e69f00", "#f9e7bf"}, {"#56b4e9", "#d5ecf9"},
               {"#000000", "#bfbfbf"}};
enum { COLOURS = sizeof colours / sizeof *colours };

struct hinge_look hinge_look_of(size_t level)
{
    size_t round = level / COLOURS;
    return (struct hinge_look){.colour = colours[level % COLOURS].colour,
                               .tint = colours[level % COLOURS].tint,
                               .dash = (int)((level + round) % HINGE_DASHES),
                               .mark =
                                   (enum hinge_svg_mark)((level + 3 * round) % HINGE_MARK_COUNT),
                               .filled = (level + round) % 2 == 0};
}

struct hinge_look hinge_look_within(size_t group, size_t condition)
{
    /* the colours with two fifths of black, and with less and more of white */
    static const char *const shades[COLOURS][HINGE_SHADES - 1] = {
        {"#73b1d5", "#00446b", "#a6cee4"}, {"#e8a673", "#803800", "#f0c7a6"},
        {"#73cab2", "#005f45", "#a6ddce"}, {"#e3b5cf", "#7a4964", "#edd0e0"},
        {"#f1ca73", "#8a5f00", "#f6dda6"}, {"#a2d6f3", "#346c8c", "#c4e5f7"},
        {"#737373", "#404040", "#a6a6a6"}};
    size_t colour = group % COLOURS, shade = condition % HINGE_SHADES;
    return (struct hinge_look){
        .colour = shade == 0 ? colours[colour].colour : shades[colour][shade - 1],
        .tint = colours[colour].tint,
        .dash = (int)(condition % HINGE_DASHES),
        .mark = (enum hinge_svg_mark)((condition + 3 * (group / 2)) % HINGE_MARK_COUNT),
        .filled = group % 2 == 0};
}

enum { SAMPLE_PT = 20, ROW_PT = 11, GAP_PT = 10 };

/* Where the i-th entry stands: column and row offsets in points. */
static double entry_width(const char *name, double width)
{
    double own = SAMPLE_PT + 4 + hinge_words_width(name, HINGE_FONT_PT);
    return own < width ? own : width;
}

static double lay_out(const char *const *name, size_t n, double width, double *x, double *y)
{
    double left = 0, top = 0;
    for (size_t i = 0; i < n; i++) {
        double own = entry_width(name[i], width);
        if (left > 0 && left + own > width) {
            left = 0;
            top += ROW_PT;
        }
        if (x != NULL)
            x[i] = left;
        if (y != NULL)
            y[i] = top;
        left += own + GAP_PT;
    }
    return n > 0 ? top + ROW_PT : 0;
}

double hinge_legend_height(const char *const *name, size_t n, double width)
{
    return lay_out(name, n, width, NULL, NULL);
}

void hinge_legend_draw(struct hinge_svg *svg, const char *const *name,
                       const struct hinge_look *looks, size_t n, double left, double top,
                       double width, enum hinge_sample sample)
{
    enum { MOST = 64 };
    double x[MOST], y[MOST];
    const struct hinge_words plain = {0};
    n = n < MOST ? n : MOST;
    lay_out(name, n, width, x, y);
    for (size_t i = 0; i < n; i++) {
        struct hinge_look look = looks[i];
        bool full = sample == HINGE_SAMPLE_FULL;
        const struct hinge_pen pen = {look.colour, 1.2, full ? 0 : look.dash};
        double middle = top + y[i] + 5;
        if (sample != HINGE_SAMPLE_MARK)
            hinge_svg_line(svg, left + x[i], middle, left + x[i] + SAMPLE_PT, middle, &pen);
        if (sample != HINGE_SAMPLE_LINE)
            hinge_svg_mark(svg, look.mark, left + x[i] + SAMPLE_PT / 2.0, middle, 2.2, look.colour,
                           look.filled);
        hinge_svg_words_in(svg, left + x[i] + SAMPLE_PT + 4, middle + 2.5,
                           width - x[i] - SAMPLE_PT - 4, &plain, name[i]);
    }
}
