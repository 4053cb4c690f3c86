/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of categories below a panel: flat, in lines, or turned. */
#include "figure/panel.h"

#include <math.h>
#include <string.h>

static const struct hinge_pen tick_pen = {HINGE_INK, 0.6, 0};

enum { CATEGORY_LINES = 4, CATEGORY_LINE_PT = 8, MOST_TURNED_PT = 130 };

/* Lines of words that are no wider than `room`, each into `line`; 0 where it takes more
 * of them or a single word is wider. */
static size_t wrap(const char *name, double room, struct hinge_text line[])
{
    size_t n = 0;
    for (const char *p = name; *p != '\0' && n < CATEGORY_LINES; n++) {
        size_t taken = 0;
        for (const char *end = p; end != NULL && *end != '\0';) {
            end = strchr(end + (end > p), ' ');
            size_t length = end != NULL ? (size_t)(end - p) : strlen(p);
            line[n].length = 0;
            hinge_text_add(&line[n], p, length);
            if (hinge_words_width(hinge_text_string(&line[n]), HINGE_FONT_PT) > room)
                break;
            taken = length;
        }
        if (taken == 0)
            return 0;
        line[n].length = 0;
        hinge_text_add(&line[n], p, taken);
        p += taken + (p[taken] == ' ');
        if (*p != '\0' && n + 1 == CATEGORY_LINES)
            return 0;
    }
    return n > 0 ? n : 1;
}

/* A line that failed fails the drawing. */
static void clear_lines(struct hinge_text line[])
{
    for (size_t i = 0; i < CATEGORY_LINES; i++) {
        hinge_text_clear(&line[i]);
    }
}

/* The most lines a name takes; 0: they are turned. */
static size_t lines_of(const char *const *name, size_t n, double width)
{
    struct hinge_text line[CATEGORY_LINES] = {0};
    size_t most = 1;
    for (size_t i = 0; i < n && most > 0; i++) {
        size_t own = wrap(name[i], width / (double)n - 4, line);
        most = own == 0 || own > most ? own : most;
    }
    clear_lines(line);
    return most;
}

static double turned_length(const char *const *name, size_t n)
{
    double longest = 0;
    for (size_t i = 0; i < n; i++)
        longest = fmax(longest, hinge_words_width(name[i], HINGE_FONT_PT));
    return fmin(longest, MOST_TURNED_PT);
}

double hinge_categories_below(const char *const *name, size_t n, double width)
{
    size_t lines = lines_of(name, n, width);
    return lines == 0 ? turned_length(name, n) + 18
                      : HINGE_PANEL_BELOW + CATEGORY_LINE_PT * ((double)lines - 1);
}

static void draw_category(struct hinge_svg *svg, double x, double y, double room, const char *name)
{
    const struct hinge_words flat = {.anchor = HINGE_MIDDLE};
    struct hinge_text line[CATEGORY_LINES] = {0};
    size_t n = wrap(name, room, line);
    for (size_t i = 0; i < n; i++, y += CATEGORY_LINE_PT)
        hinge_svg_words(svg, x, y, &flat, hinge_text_string(&line[i]));
    clear_lines(line);
}

void hinge_categories_draw(struct hinge_svg *svg, const struct hinge_panel *panel,
                           const char *const *name, size_t n, const char *x_name)
{
    const struct hinge_words flat = {.anchor = HINGE_MIDDLE};
    const struct hinge_words turned = {.anchor = HINGE_END, .upwards = true};
    double bottom = panel->top + panel->height;
    double below = hinge_categories_below(name, n, panel->width);
    bool turn = lines_of(name, n, panel->width) == 0;
    for (size_t i = 0; i < n; i++) {
        double x = hinge_panel_x(panel, (double)i);
        hinge_svg_line(svg, x, bottom, x, bottom + 2.5, &tick_pen);
        if (turn)
            hinge_svg_words_in(svg, x + 2.5, bottom + 4, MOST_TURNED_PT, &turned, name[i]);
        else
            draw_category(svg, x, bottom + 10, panel->width / (double)n - 4, name[i]);
    }
    if (x_name != NULL && *x_name != '\0')
        hinge_svg_words_in(svg, panel->left + panel->width / 2, bottom + below - 5, panel->width,
                           &flat, x_name);
}
