/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SVG as text. */
#include "figure/svg.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FONTS "Liberation Sans, Arial, Helvetica, DejaVu Sans, sans-serif"

static const char *const dashes[HINGE_DASHES] = {"", "5 2", "1.5 1.5", "7 2 1.5 2", "3 1.5", "9 3"};

/* Hundredths of a point, without a sign for zero and without trailing zeros. */
static void add_number(struct hinge_text *out, double value)
{
    char text[32];
    long long hundredths = llround(value * 100);
    snprintf(text, sizeof text, "%s%lld.%02lld", hundredths < 0 ? "-" : "", llabs(hundredths) / 100,
             llabs(hundredths) % 100);
    size_t length = strlen(text);
    while (text[length - 1] == '0')
        length--;
    if (text[length - 1] == '.')
        length--;
    hinge_text_add(out, text, length);
}

static void add_attribute(struct hinge_svg *svg, const char *name, double value)
{
    hinge_text_printf(&svg->text, " %s=\"", name);
    add_number(&svg->text, value);
    hinge_text_adds(&svg->text, "\"");
}

static void add_point(struct hinge_svg *svg, const char *before, double x, double y)
{
    hinge_text_adds(&svg->text, before);
    add_number(&svg->text, x);
    hinge_text_adds(&svg->text, " ");
    add_number(&svg->text, y);
}

/* Whether the text ends with a number that has a decimal point. */
static bool ends_with_decimals(const struct hinge_text *text)
{
    size_t at = text->length;
    while (at > 0 && text->data[at - 1] >= '0' && text->data[at - 1] <= '9')
        at--;
    return at > 0 && text->data[at - 1] == '.';
}

/* From a point to the next, in hundredths as they were written: "l1.2.35-.4 7". A third
 * of the length of a place of its own. */
static void add_step(struct hinge_svg *svg, bool first, const double from[2], const double to[2])
{
    struct hinge_text *out = &svg->text;
    for (int k = 0; k < 2; k++) {
        long long step = llround(to[k] * 100) - llround(from[k] * 100);
        bool fraction = step != 0 && llabs(step) < 100;
        if (first && k == 0)
            hinge_text_adds(out, "l");
        else if (step >= 0 && !(fraction && ends_with_decimals(out)))
            hinge_text_adds(out, " ");
        size_t at = out->length;
        add_number(out, (double)step / 100);
        if (fraction) { /* its zero */
            at += step < 0;
            memmove(out->data + at, out->data + at + 1, out->length - at);
            out->length--;
        }
    }
}

static void add_pen(struct hinge_svg *svg, const struct hinge_pen *pen)
{
    hinge_text_printf(&svg->text, " stroke=\"%s\"", pen->colour);
    add_attribute(svg, "stroke-width", pen->width);
    if (pen->opacity > 0)
        add_attribute(svg, "stroke-opacity", pen->opacity);
    if (pen->dash > 0)
        hinge_text_printf(&svg->text, " stroke-dasharray=\"%s\"", dashes[pen->dash % HINGE_DASHES]);
}

static void add_element(struct hinge_svg *svg, const char *name, const char *text)
{
    struct hinge_text shown = {0};
    hinge_display_minus(&shown, text);
    hinge_text_printf(&svg->text, "<%s>", name);
    hinge_markup_escape(&svg->text, hinge_text_string(&shown));
    hinge_text_printf(&svg->text, "</%s>\n", name);
    hinge_text_clear(&shown);
}

void hinge_svg_open(struct hinge_svg *svg, double width_pt, double height_pt, const char *title,
                    const char *description)
{
    svg->width = width_pt;
    svg->height = height_pt;
    hinge_text_adds(&svg->text, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    hinge_text_adds(&svg->text, " width=\"");
    add_number(&svg->text, width_pt / HINGE_POINTS_PER_MM);
    hinge_text_adds(&svg->text, "mm\" height=\"");
    add_number(&svg->text, height_pt / HINGE_POINTS_PER_MM);
    add_point(svg, "mm\" viewBox=\"0 0 ", width_pt, height_pt);
    hinge_text_adds(&svg->text, "\" role=\"img\" font-family=\"" FONTS "\"");
    add_attribute(svg, "font-size", HINGE_FONT_PT);
    hinge_text_adds(&svg->text, " fill=\"" HINGE_INK "\" stroke-linejoin=\"round\">\n");
    add_element(svg, "title", title);
    add_element(svg, "desc", description);
}

void hinge_svg_close(struct hinge_svg *svg)
{
    hinge_text_adds(&svg->text, "</svg>\n");
}

void hinge_svg_line(struct hinge_svg *svg, double x1, double y1, double x2, double y2,
                    const struct hinge_pen *pen)
{
    if (isnan(x1 + y1 + x2 + y2))
        return;
    hinge_text_adds(&svg->text, "<path d=\"");
    add_point(svg, "M", x1, y1);
    add_point(svg, "L", x2, y2);
    hinge_text_adds(&svg->text, "\"");
    add_pen(svg, pen);
    hinge_text_adds(&svg->text, "/>\n");
}

void hinge_svg_curve(struct hinge_svg *svg, const double *x, const double *y, size_t n,
                     const struct hinge_pen *pen)
{
    bool drawing = false, stepping = false, any = false;
    for (size_t i = 0; i < n; i++)
        any = any || !isnan(x[i] + y[i]);
    if (!any)
        return;
    hinge_text_adds(&svg->text, "<path fill=\"none\" d=\"");
    for (size_t i = 0; i < n; i++) {
        bool seen = !isnan(x[i] + y[i]);
        if (seen && !drawing)
            add_point(svg, "M", x[i], y[i]);
        else if (seen)
            add_step(svg, !stepping, (const double[]){x[i - 1], y[i - 1]},
                     (const double[]){x[i], y[i]});
        stepping = seen && drawing;
        drawing = seen;
    }
    hinge_text_adds(&svg->text, "\"");
    add_pen(svg, pen);
    hinge_text_adds(&svg->text, "/>\n");
}

static void add_area(struct hinge_svg *svg, const double *x, const double *low, const double *high,
                     size_t from, size_t to, const char *fill, double opacity)
{
    hinge_text_printf(&svg->text, "<path fill=\"%s\"", fill);
    add_attribute(svg, "fill-opacity", opacity);
    hinge_text_adds(&svg->text, " d=\"");
    double last[2] = {x[from], high[from]};
    add_point(svg, "M", last[0], last[1]);
    for (size_t k = 1; k < 2 * (to - from); k++) {
        size_t i = from + k < to ? from + k : 2 * to - 1 - from - k;
        const double next[2] = {x[i], from + k < to ? high[i] : low[i]};
        add_step(svg, k == 1, last, next);
        memcpy(last, next, sizeof last);
    }
    hinge_text_adds(&svg->text, "Z\"/>\n");
}

void hinge_svg_band(struct hinge_svg *svg, const double *x, const double *low, const double *high,
                    size_t n, const char *fill, double opacity)
{
    for (size_t i = 0; i < n;) {
        size_t to = i;
        while (to < n && !isnan(x[to] + low[to] + high[to]))
            to++;
        if (to > i)
            add_area(svg, x, low, high, i, to, fill, opacity);
        i = to + 1;
    }
}

void hinge_svg_rect(struct hinge_svg *svg, double x, double y, double width, double height,
                    const char *fill, double opacity, const struct hinge_pen *pen)
{
    hinge_text_adds(&svg->text, "<rect");
    add_attribute(svg, "x", x);
    add_attribute(svg, "y", y);
    add_attribute(svg, "width", width);
    add_attribute(svg, "height", height);
    hinge_text_printf(&svg->text, " fill=\"%s\"", fill != NULL ? fill : "none");
    if (fill != NULL && opacity < 1)
        add_attribute(svg, "fill-opacity", opacity);
    if (pen != NULL)
        add_pen(svg, pen);
    hinge_text_adds(&svg->text, "/>\n");
}

/* Corners in radii. */
static const struct {
    int n;
    double corner[4][2];
} shapes[HINGE_MARK_COUNT] = {
    [HINGE_MARK_SQUARE] = {4, {{-0.9, -0.9}, {0.9, -0.9}, {0.9, 0.9}, {-0.9, 0.9}}},
    [HINGE_MARK_TRIANGLE] = {3, {{0, -1.2}, {1.1, 0.8}, {-1.1, 0.8}}},
    [HINGE_MARK_DIAMOND] = {4, {{0, -1.3}, {1.3, 0}, {0, 1.3}, {-1.3, 0}}},
    [HINGE_MARK_DOWN] = {3, {{0, 1.2}, {1.1, -0.8}, {-1.1, -0.8}}},
};

static void add_shape(struct hinge_svg *svg, enum hinge_svg_mark mark, double x, double y,
                      double radius)
{
    hinge_text_adds(&svg->text, "<path d=\"");
    if (shapes[mark].n > 0) {
        double last[2] = {0, 0};
        for (int i = 0; i < shapes[mark].n; i++) {
            const double corner[2] = {x + radius * shapes[mark].corner[i][0],
                                      y + radius * shapes[mark].corner[i][1]};
            if (i == 0)
                add_point(svg, "M", corner[0], corner[1]);
            else
                add_step(svg, i == 1, last, corner);
            memcpy(last, corner, sizeof last);
        }
        hinge_text_adds(&svg->text, "Z\"");
        return;
    }
    double turn = mark == HINGE_MARK_PLUS ? 0 : 1;
    add_point(svg, "M", x - radius, y - turn * radius);
    add_point(svg, "L", x + radius, y + turn * radius);
    add_point(svg, "M", x - turn * radius, y + radius);
    add_point(svg, "L", x + turn * radius, y - radius);
    hinge_text_adds(&svg->text, "\"");
}

void hinge_svg_mark(struct hinge_svg *svg, enum hinge_svg_mark mark, double x, double y,
                    double radius, const char *colour, bool filled)
{
    bool lines = mark == HINGE_MARK_CROSS || mark == HINGE_MARK_PLUS;
    if (isnan(x + y))
        return;
    if (mark == HINGE_MARK_CIRCLE) {
        hinge_text_adds(&svg->text, "<circle");
        add_attribute(svg, "cx", x);
        add_attribute(svg, "cy", y);
        add_attribute(svg, "r", radius);
    } else {
        add_shape(svg, mark, x, y, radius);
    }
    hinge_text_printf(&svg->text, " fill=\"%s\" stroke=\"%s\"", filled && !lines ? colour : "none",
                      colour);
    add_attribute(svg, "stroke-width", lines ? 1 : 0.8);
    hinge_text_adds(&svg->text, "/>\n");
}

void hinge_svg_head(struct hinge_svg *svg, double x1, double y1, double x2, double y2, double size,
                    const char *colour)
{
    const double turn = atan2(y2 - y1, x2 - x1), c = size * cos(turn), s = size * sin(turn);
    hinge_text_adds(&svg->text, "<path d=\"");
    add_point(svg, "M", x2, y2);
    add_point(svg, "L", x2 - c + .5 * s, y2 - s - .5 * c);
    add_point(svg, "L", x2 - c - .5 * s, y2 - s + .5 * c);
    hinge_text_printf(&svg->text, "Z\" fill=\"%s\"/>\n", colour);
}

/* --- How wide words are, before any program draws them. --- */

/* Thousandths of the size, from the space to the tilde: Adobe's Helvetica (core 14 font
 * metrics, Helvetica.afm), whose widths Arial and Liberation Sans have. */
static const unsigned short advances[] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};

enum {
    OTHER = 630,    /* letters with accents, Greek, Cyrillic, Hebrew, Arabic */
    NARROW = 400,   /* what joins and raises: degree, middle dot */
    SQUARE = 1000,  /* East Asian letters, the ellipsis */
    RAW_BYTE = 2400 /* written as \xNN */
};

static unsigned advance_of(const char *p, size_t n, uint32_t code)
{
    if (n == 0)
        return RAW_BYTE;
    if (*p >= ' ' && *p <= '~')
        return advances[*p - ' '];
    if (code == 0xB0 || code == 0xB7)
        return NARROW;
    return code >= 0x2E80 || code == 0x2026 ? SQUARE : OTHER;
}

double hinge_words_width(const char *text, double size)
{
    const double margin = 1.03; /* faces that stand in for these are a little wider */
    double thousandths = 0;
    for (const char *p = text; *p != '\0';) {
        uint32_t code = 0;
        size_t n = hinge_utf8_next(p, &code);
        bool minus = *p == '-' && p[1] >= '0' && p[1] <= '9'; /* drawn as "−" */
        thousandths += minus ? OTHER : advance_of(p, n, code);
        p += n > 0 ? n : 1;
    }
    return margin * thousandths / 1000 * size;
}

double hinge_words_room(const char *text)
{
    return HINGE_WIDER * hinge_words_width(text, HINGE_FONT_PT);
}

double hinge_bold_width(const char *text, double size)
{
    return 1.1 * hinge_words_width(text, size);
}

static void add_words(struct hinge_svg *svg, double x, double y, const struct hinge_words *how,
                      const char *text, const char *whole)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    hinge_text_adds(&svg->text, "<text");
    add_attribute(svg, "x", x);
    add_attribute(svg, "y", y);
    if (how->size > 0)
        add_attribute(svg, "font-size", how->size);
    if (how->anchor != HINGE_START)
        hinge_text_printf(&svg->text, " text-anchor=\"%s\"", anchors[how->anchor]);
    if (how->bold)
        hinge_text_adds(&svg->text, " font-weight=\"bold\"");
    if (how->colour != NULL)
        hinge_text_printf(&svg->text,
                          " fill=\"%s\" stroke=\"#fff\" stroke-width=\"2\" paint-order=\"stroke\"",
                          how->colour);
    if (how->upwards) {
        add_point(svg, " transform=\"rotate(-90 ", x, y);
        hinge_text_adds(&svg->text, ")\"");
    }
    hinge_text_adds(&svg->text, ">");
    if (whole != NULL)
        add_element(svg, "title", whole);
    struct hinge_text shown = {0};
    hinge_display_minus(&shown, text);
    hinge_markup_escape(&svg->text, hinge_text_string(&shown));
    hinge_text_adds(&svg->text, "</text>\n");
    hinge_text_clear(&shown);
}

void hinge_svg_words(struct hinge_svg *svg, double x, double y, const struct hinge_words *how,
                     const char *text)
{
    add_words(svg, x, y, how, text, NULL);
}

static size_t next_letter(const char *p)
{
    uint32_t code;
    size_t n = hinge_utf8_next(p, &code);
    return n > 0 ? n : 1;
}

/* Cut in the middle: names that begin alike stay apart. */
void hinge_svg_words_in(struct hinge_svg *svg, double x, double y, double room,
                        const struct hinge_words *how, const char *text)
{
    double size = how->size > 0 ? how->size : HINGE_FONT_PT;
    double half = (room - size) / 2;
    double (*width)(const char *, double) = how->bold ? hinge_bold_width : hinge_words_width;
    struct hinge_text cut = {0};
    const char *tail = text;
    if (width(text, size) <= room) {
        add_words(svg, x, y, how, text, NULL);
        return;
    }
    while (*tail != '\0' && width(tail, size) > half)
        tail += next_letter(tail);
    for (const char *p = text; p < tail;) {
        size_t n = next_letter(p);
        hinge_text_add(&cut, p, n);
        if (width(hinge_text_string(&cut), size) > half) {
            cut.length -= cut.length >= n ? n : 0;
            break;
        }
        p += n;
    }
    hinge_text_adds(&cut, "…");
    hinge_text_adds(&cut, tail);
    add_words(svg, x, y, how, hinge_text_string(&cut), text);
    hinge_text_clear(&cut);
}

void hinge_svg_group(struct hinge_svg *svg, const char *title)
{
    hinge_text_adds(&svg->text, "<g>");
    add_element(svg, "title", title);
}

void hinge_svg_end(struct hinge_svg *svg)
{
    hinge_text_adds(&svg->text, "</g>\n");
}
