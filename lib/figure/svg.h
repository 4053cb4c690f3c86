/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes SVG. */
#pragma once

#include "report/print/display.h"

#define HINGE_INK "currentColor" /* black on paper, pale on a dark page */
#define HINGE_GREY "#808080"     /* 3.9:1 on white, 4.5:1 on dark: lines of second rank */
/* Parts of a body, which no group has; of the pages of recordings, too. */
#define HINGE_PELVIS "#946200"
#define HINGE_LUMBAR "#b43083"
#define HINGE_THORAX "#4d6b7a"
#define HINGE_POINTS_PER_MM (72.0 / 25.4)

/* SVG as text: lines, bands, marks and words in points (1/72 inch); the same calls give the same
 * bytes. No style sheets, ids or backgrounds, so that it can be put into any page, light or dark,
 * and through any converter. The caller owns the struct. */

enum { HINGE_FONT_PT = 7 }; /* the smallest that is printed */

enum hinge_svg_mark {
    HINGE_MARK_CIRCLE,
    HINGE_MARK_SQUARE,
    HINGE_MARK_TRIANGLE,
    HINGE_MARK_DOWN,
    HINGE_MARK_DIAMOND,
    HINGE_MARK_CROSS,
    HINGE_MARK_PLUS,
    HINGE_MARK_COUNT
};

enum { HINGE_DASHES = 6 }; /* 0 is solid */

struct hinge_pen {
    const char *colour;
    double width;
    int dash;
    double opacity; /* 0: all of it */
};

enum hinge_anchor { HINGE_START, HINGE_MIDDLE, HINGE_END };

struct hinge_words {
    double size; /* 0: HINGE_FONT_PT */
    enum hinge_anchor anchor;
    bool bold, upwards; /* turned to read from below */
    const char *colour; /* on a white seam, over lines; NULL: ink */
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
/* The area between two curves over the same x, pale; gaps where one is NaN. */
void hinge_svg_band(struct hinge_svg *svg, const double *x, const double *low, const double *high,
                    size_t n, const char *fill, double opacity);
/* fill and pen may be NULL; opacity of the fill. */
void hinge_svg_rect(struct hinge_svg *svg, double x, double y, double width, double height,
                    const char *fill, double opacity, const struct hinge_pen *pen);
/* A filled or open mark; crosses and pluses are lines. */
void hinge_svg_mark(struct hinge_svg *svg, enum hinge_svg_mark mark, double x, double y,
                    double radius, const char *colour, bool filled);
/* The head of an arrow along a line; its tip is the line's end. */
void hinge_svg_head(struct hinge_svg *svg, double x1, double y1, double x2, double y2, double size,
                    const char *colour);
/* Words with their middle cut out if they are wider than `room` points; the whole text is then
 * their title. */
void hinge_svg_words_in(struct hinge_svg *svg, double x, double y, double room,
                        const struct hinge_words *how, const char *text);
/* Elements until hinge_svg_end have this title, which browsers show under the pointer. */
void hinge_svg_group(struct hinge_svg *svg, const char *title);
void hinge_svg_end(struct hinge_svg *svg);

/* About the width of a text in a sans-serif face; rather too much than too little. */
double hinge_words_width(const char *text, double size);
double hinge_bold_width(const char *text, double size);
/* Room for words in a figure: a reader may have a wider font. */
#define HINGE_WIDER 1.17
double hinge_words_room(const char *text);
