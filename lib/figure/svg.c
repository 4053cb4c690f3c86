/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SVG as text. */
#include "figure/svg.h"

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

/* Adds SVG as the format has it: %s is a text as it is, %f a number of hundredths. */
HINGE_PRINTF(2, 3) static void add(struct hinge_svg *svg, const char *format, ...)
{
    va_list given;
    va_start(given, format);
    for (const char *p; (p = strchr(format, '%')) != NULL; format = p + 2) {
        hinge_text_add(&svg->text, format, (size_t)(p - format));
        if (p[1] == 's')
            hinge_text_adds(&svg->text, va_arg(given, const char *));
        else
            add_number(&svg->text, va_arg(given, double));
    }
    va_end(given);
    hinge_text_adds(&svg->text, format);
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
    add(svg, " stroke=\"%s\" stroke-width=\"%f\"", pen->colour, pen->width);
    if (pen->opacity > 0)
        add(svg, " stroke-opacity=\"%f\"", pen->opacity);
    if (pen->dash > 0)
        add(svg, " stroke-dasharray=\"%s\"", dashes[pen->dash % HINGE_DASHES]);
}

/* Words as markup, with a minus for each hyphen that is one. */
static void add_shown(struct hinge_svg *svg, const char *text)
{
    cleared_by(hinge_text_clear) struct hinge_text shown = {0};
    hinge_display_minus(&shown, text);
    hinge_markup_escape(&svg->text, hinge_text_string(&shown));
}

static void add_element(struct hinge_svg *svg, const char *name, const char *text)
{
    add(svg, "<%s>", name);
    add_shown(svg, text);
    add(svg, "</%s>\n", name);
}

void hinge_svg_open(struct hinge_svg *svg, double width_pt, double height_pt, const char *title,
                    const char *description)
{
    svg->width = width_pt;
    svg->height = height_pt;
    add(svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%fmm\" height=\"%fmm\" "
        "viewBox=\"0 0 %f %f\" role=\"img\" font-family=\"" FONTS "\" font-size=\"%f\" "
        "fill=\"" HINGE_INK "\" stroke-linejoin=\"round\">\n",
        width_pt / HINGE_POINTS_PER_MM, height_pt / HINGE_POINTS_PER_MM, width_pt, height_pt,
        (double)HINGE_FONT_PT);
    add_element(svg, "title", title);
    add_element(svg, "desc", description);
}

void hinge_svg_close(struct hinge_svg *svg)
{
    add(svg, "</svg>\n");
}

void hinge_svg_line(struct hinge_svg *svg, double x1, double y1, double x2, double y2,
                    const struct hinge_pen *pen)
{
    if (isnan(x1 + y1 + x2 + y2))
        return;
    add(svg, "<path d=\"M%f %fL%f %f\"", x1, y1, x2, y2);
    add_pen(svg, pen);
    add(svg, "/>\n");
}

void hinge_svg_curve(struct hinge_svg *svg, const double *x, const double *y, size_t n,
                     const struct hinge_pen *pen)
{
    bool drawing = false, stepping = false, any = false;
    for (size_t i = 0; i < n; i++)
        any = any || !isnan(x[i] + y[i]);
    if (!any)
        return;
    add(svg, "<path fill=\"none\" d=\"");
    for (size_t i = 0; i < n; i++) {
        bool seen = !isnan(x[i] + y[i]);
        if (seen && !drawing)
            add(svg, "M%f %f", x[i], y[i]);
        else if (seen)
            add_step(svg, !stepping, (const double[]){x[i - 1], y[i - 1]},
                     (const double[]){x[i], y[i]});
        stepping = seen && drawing;
        drawing = seen;
    }
    add(svg, "\"");
    add_pen(svg, pen);
    add(svg, "/>\n");
}

void hinge_svg_band(struct hinge_svg *svg, const double *x, const double *low, const double *high,
                    size_t n, const char *fill, double opacity)
{
    for (size_t i = 0; i < n;) {
        size_t to = i;
        while (to < n && !isnan(x[to] + low[to] + high[to]))
            to++;
        if (to > i) {
            double last[2] = {x[i], high[i]};
            add(svg, "<path fill=\"%s\" fill-opacity=\"%f\" d=\"M%f %f", fill, opacity, last[0],
                last[1]);
            for (size_t k = 1; k < 2 * (to - i); k++) {
                size_t at = i + k < to ? i + k : 2 * to - 1 - i - k;
                const double next[2] = {x[at], i + k < to ? high[at] : low[at]};
                add_step(svg, k == 1, last, next);
                memcpy(last, next, sizeof last);
            }
            add(svg, "Z\"/>\n");
        }
        i = to + 1;
    }
}

void hinge_svg_rect(struct hinge_svg *svg, double x, double y, double width, double height,
                    const char *fill, double opacity, const struct hinge_pen *pen)
{
    add(svg, "<rect x=\"%f\" y=\"%f\" width=\"%f\" height=\"%f\" fill=\"%s\"", x, y, width, height,
        fill != NULL ? fill : "none");
    if (fill != NULL && opacity < 1)
        add(svg, " fill-opacity=\"%f\"", opacity);
    if (pen != NULL)
        add_pen(svg, pen);
    add(svg, "/>\n");
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

void hinge_svg_mark(struct hinge_svg *svg, enum hinge_svg_mark mark, double x, double y,
                    double radius, const char *colour, bool filled)
{
    const bool lines = mark == HINGE_MARK_CROSS || mark == HINGE_MARK_PLUS;
    const double turn = mark == HINGE_MARK_PLUS ? 0 : radius;
    if (isnan(x + y))
        return;
    if (mark == HINGE_MARK_CIRCLE)
        add(svg, "<circle cx=\"%f\" cy=\"%f\" r=\"%f\"", x, y, radius);
    else if (lines)
        add(svg, "<path d=\"M%f %fL%f %fM%f %fL%f %f\"", x - radius, y - turn, x + radius, y + turn,
            x - turn, y + radius, x + turn, y - radius);
    else {
        double last[2] = {0, 0};
        for (int i = 0; i < shapes[mark].n; i++) {
            const double corner[2] = {x + radius * shapes[mark].corner[i][0],
                                      y + radius * shapes[mark].corner[i][1]};
            if (i == 0)
                add(svg, "<path d=\"M%f %f", corner[0], corner[1]);
            else
                add_step(svg, i == 1, last, corner);
            memcpy(last, corner, sizeof last);
        }
        add(svg, "Z\"");
    }
    add(svg, " fill=\"%s\" stroke=\"%s\" stroke-width=\"%f\"/>\n",
        filled && !lines ? colour : "none", colour, lines ? 1 : 0.8);
}

void hinge_svg_head(struct hinge_svg *svg, double x1, double y1, double x2, double y2, double size,
                    const char *colour)
{
    const double turn = atan2(y2 - y1, x2 - x1), c = size * cos(turn), s = size * sin(turn);
    add(svg, "<path d=\"M%f %fL%f %fL%f %fZ\" fill=\"%s\"/>\n", x2, y2, x2 - c + .5 * s,
        y2 - s - .5 * c, x2 - c - .5 * s, y2 - s + .5 * c, colour);
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
    add(svg, "<text x=\"%f\" y=\"%f\"", x, y);
    if (how->size > 0)
        add(svg, " font-size=\"%f\"", how->size);
    if (how->anchor != HINGE_START)
        add(svg, " text-anchor=\"%s\"", anchors[how->anchor]);
    if (how->bold)
        add(svg, " font-weight=\"bold\"");
    if (how->colour != NULL)
        add(svg, " fill=\"%s\" stroke=\"#fff\" stroke-width=\"2\" paint-order=\"stroke\"",
            how->colour);
    if (how->upwards)
        add(svg, " transform=\"rotate(-90 %f %f)\"", x, y);
    add(svg, ">");
    if (whole != NULL)
        add_element(svg, "title", whole);
    add_shown(svg, text);
    add(svg, "</text>\n");
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
    cleared_by(hinge_text_clear) struct hinge_text cut = {0};
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
}

void hinge_svg_group(struct hinge_svg *svg, const char *title)
{
    add(svg, "<g>");
    add_element(svg, "title", title);
}

void hinge_svg_end(struct hinge_svg *svg)
{
    add(svg, "</g>\n");
}
