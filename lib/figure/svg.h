/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SVG: elements, and panels with axes. */
#ifndef HINGE_FIGURE_SVG_H
#define HINGE_FIGURE_SVG_H

#include "base/text.h"

#define HINGE_INK "#000000"
#define HINGE_GREY "#666666"      /* 5.7:1 on white: words of second rank */
#define HINGE_PALE_GREY "#dddddd" /* rules and grids */
#define HINGE_PAPER "#ffffff"
#define HINGE_POINTS_PER_MM (72.0 / 25.4)

/* SVG as text: lines, bands, marks and words in points (1/72 inch), the same bytes for
 * the same calls. No style sheets, no opacity, no ids: what comes out goes into a page
 * beside others, and through any converter. The caller owns the struct. */

enum { HINGE_FONT_PT = 7 }; /* the smallest that is printed */

enum hinge_svg_mark {
    HINGE_MARK_CIRCLE,
    HINGE_MARK_SQUARE,
    HINGE_MARK_TRIANGLE,
    HINGE_MARK_DIAMOND,
    HINGE_MARK_CROSS,
    HINGE_MARK_PLUS,
    HINGE_MARK_DOWN,
    HINGE_MARK_COUNT
};

enum { HINGE_DASHES = 6 }; /* 0 is solid */

struct hinge_pen {
    const char *colour;
    double width;
    int dash;
};

enum hinge_anchor { HINGE_START, HINGE_MIDDLE, HINGE_END };

struct hinge_words {
    const char *colour; /* NULL: ink */
    double size;        /* 0: HINGE_FONT_PT */
    enum hinge_anchor anchor;
    bool bold, upwards; /* turned to read from below */
};

/* Zero-initialise; hinge_text_clear(&svg->text) when done. */
struct hinge_svg {
    struct hinge_text text;
    double width, height;
};

void hinge_svg_open(struct hinge_svg *svg, double width_pt, double height_pt, const char *title,
                    const char *description);
void hinge_svg_close(struct hinge_svg *svg);

void hinge_svg_line(struct hinge_svg *svg, double x1, double y1, double x2, double y2,
                    const struct hinge_pen *pen);
/* A line through n points; where a coordinate is NaN there is a gap. */
void hinge_svg_curve(struct hinge_svg *svg, const double *x, const double *y, size_t n,
                     const struct hinge_pen *pen);
/* The area between two curves over the same x; gaps where one is NaN. */
void hinge_svg_band(struct hinge_svg *svg, const double *x, const double *low, const double *high,
                    size_t n, const char *fill);
void hinge_svg_polygon(struct hinge_svg *svg, const double *x, const double *y, size_t n,
                       const char *fill);
/* fill and pen may be NULL. */
void hinge_svg_rect(struct hinge_svg *svg, double x, double y, double width, double height,
                    const char *fill, const struct hinge_pen *pen);
/* A filled or open mark; crosses and pluses are lines. */
void hinge_svg_mark(struct hinge_svg *svg, enum hinge_svg_mark mark, double x, double y,
                    double radius, const char *colour, bool filled);
void hinge_svg_words(struct hinge_svg *svg, double x, double y, const struct hinge_words *how,
                     const char *text);
/* The same, its middle cut out where it takes more than `room` points; the whole is
 * then its title. */
void hinge_svg_words_in(struct hinge_svg *svg, double x, double y, double room,
                        const struct hinge_words *how, const char *text);
/* What follows until _end has this title (shown by browsers under the pointer). */
void hinge_svg_group(struct hinge_svg *svg, const char *title);
void hinge_svg_end(struct hinge_svg *svg);

/* About the width of a text in a sans-serif face; rather too much than too little. */
double hinge_words_width(const char *text, double size);
double hinge_bold_width(const char *text, double size);

/* Appends text for XML and HTML: & < > " ' as entities, what steers a terminal or is no
 * UTF-8 as \xNN. */
void hinge_markup_escape(struct hinge_text *out, const char *text);

/* --- A panel: a rectangle with two scales; looks of levels; the legend. --- */
enum { HINGE_TICKS = 16 };

struct hinge_axis {
    double low, high;
    size_t n;
    double tick[HINGE_TICKS];
    int digits; /* of the ticks' words */
};

/* Scale from about low to high with about `wanted` round ticks (1, 2, 5 times powers of
 * ten); low == high or NaN gives a scale around it. */
void hinge_axis_fit(struct hinge_axis *axis, double low, double high, size_t wanted);
/* From a little below low to a little above high, ticks at round numbers between. */
void hinge_axis_pad(struct hinge_axis *axis, double low, double high, size_t wanted);
/* The same within given ends: ticks at round numbers between them. */
void hinge_axis_fix(struct hinge_axis *axis, double low, double high, size_t wanted);

struct hinge_panel {
    double left, top, width, height; /* points */
    struct hinge_axis x, y;
};

double hinge_panel_x(const struct hinge_panel *panel, double value);
double hinge_panel_y(const struct hinge_panel *panel, double value);

/* Axes, ticks and names; "" or NULL for no name. What is off has no ticks' words. */
struct hinge_frame {
    const char *x_name, *y_name, *title;
    bool no_x, no_y; /* ticks without words */
    bool no_grid;
    bool wraps; /* a title too long for its panel takes a second line above the first */
};
/* What that second line takes: 0 when no title of n needs it in panels so wide. */
double hinge_titles_more(const char *const *title, size_t n, double width);
void hinge_panel_frame(struct hinge_svg *svg, const struct hinge_panel *panel,
                       const struct hinge_frame *frame);
/* Room that ticks' words and the axis' name take to the left of and below a panel. */
#define HINGE_PANEL_BELOW 26.0
double hinge_panel_left(const struct hinge_axis *y, const char *y_name);

/* How a level looks: colour, dash and mark together, so that grey is enough. */
struct hinge_look {
    const char *colour;
    const char *tint; /* the colour with three parts of white, as a colour of its own */
    int dash;
    enum hinge_svg_mark mark;
    bool filled;
};

/* Names of categories 0, 1, 2, … of the x axis, which goes from -0.5 to n - 0.5:
 * in up to four lines where they are longer than their place, turned where that is not
 * enough. Room below for them and an axis' name.
 */
double hinge_categories_below(const char *const *name, size_t n, double width);
void hinge_categories_draw(struct hinge_svg *svg, const struct hinge_panel *panel,
                           const char *const *name, size_t n, const char *x_name);
/* An upright error bar with its mark, x in points; low or high NaN: only the mark. */
void hinge_error_bar(struct hinge_svg *svg, const struct hinge_panel *panel, double x, double value,
                     double low, double high, const struct hinge_look *look);

/* Of the i-th level; the first seven differ in colour, then dashes and marks repeat
 * with others. */
struct hinge_look hinge_look_of(size_t level);
/* Of a condition within a group: the colour says the group, its shade, dash and the
 * shape of the mark the condition; every second group has open marks. */
enum {
    HINGE_SHADES = 4,
    HINGE_SHADED = 7 /* conditions and groups that are told apart */
};
struct hinge_look hinge_look_within(size_t group, size_t condition);

/* FULL: line and mark, the line never dashed. */
enum hinge_sample { HINGE_SAMPLE_LINE, HINGE_SAMPLE_MARK, HINGE_SAMPLE_BOTH, HINGE_SAMPLE_FULL };

/* Height of a legend in `width` points, and the legend itself. */
double hinge_legend_height(const char *const *name, size_t n, double width);
void hinge_legend_draw(struct hinge_svg *svg, const char *const *name,
                       const struct hinge_look *look, size_t n, double left, double top,
                       double width, enum hinge_sample sample);

#endif
