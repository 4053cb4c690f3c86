/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is exactly on the end of a scale or of its room, and what is just beyond it. */
#include "test.h"

#include "figure/plot.h"

#include <hinge/requests.h>
#include <string.h>

static const struct hinge_look red = {.colour = "red"};
static struct hinge_plot plot;
static struct hinge_svg svg;

/* A plot of one panel, whose scales go from 0 to 10: 187 points wide from 6, 100 high from 8. */
static struct hinge_panel *begun(void)
{
    static const struct hinge_figure_request request = {.title = ""};
    const struct hinge_axis axis = {.high = 10, .exact = true, .hidden = true};
    hinge_arena_clear(&plot.arena);
    plot = (struct hinge_plot){.request = &request, .width = 200, .title = ""};
    return hinge_plot_panel(&plot, (struct hinge_panel){.height = 100, .x = axis, .y = axis});
}

/* How often the drawing has a text. */
static size_t count(const char *part)
{
    size_t n = 0;
    if (plot.height == 0) {
        hinge_text_clear(&svg.text);
        hinge_plot_draw(&plot, "", &svg);
    }
    for (const char *at = hinge_text_string(&svg.text); (at = strstr(at, part)) != NULL; at++)
        n++;
    return n;
}

/* An interval that ends where the scale does has caps; one beyond has arrows, and no mark. */
TEST(intervals_beyond_the_scale_have_arrows)
{
    struct hinge_panel *panel = begun();
    hinge_panel_bar(panel, &red, "on", 2, 10, 0, 10);
    hinge_panel_bar(panel, &red, "low", 4, 0, 0, 0);
    hinge_panel_bar(panel, &red, "beyond", 5, 10.1, -0.1, 10.1);
    assert_int_equal(count("<circle"), 2);
    assert_int_equal(count("<path"), 4 + 4 + 6);
    assert_int_equal(count("M41.4 108L45.4 108") + count("M41.4 8L45.4 8"), 2);
    assert_int_equal(count("M97.5 105L99.5 108") + count("M101.5 105L99.5 108"), 2);
    assert_int_equal(count("M97.5 11L99.5 8") + count("M101.5 11L99.5 8"), 2);
}

/* Labels of one height stand in their order, none over another or below the panel. */
TEST(labels_stand_apart)
{
    static const double at[] = {0, 10, 5, 0, 5, 10};
    static const char *const name[] = {"a", "b", "c", "d", "e", "f"};
    struct hinge_panel *panel = begun();
    for (size_t i = 0; i < 6; i++)
        hinge_panel_label(panel, NULL, 0, at[i], name[i]);
    assert_int_equal(count("y=\"10.5\">b</text>\n<text x=\"194.31\" y=\"19.5\">f</text>\n"
                           "<text x=\"194.31\" y=\"60.5\">c</text>\n"
                           "<text x=\"194.31\" y=\"69.5\">e</text>\n"
                           "<text x=\"194.31\" y=\"101.5\">a</text>\n"
                           "<text x=\"194.31\" y=\"110.5\">d</text>\n</svg>"),
                     1);
}

#define TWELVE "t; t; t; t; t; t; t; t; t; t; t; t"

/* Up to three bands have edges, more would be a net. Twelve marks are told, and how many more. */
TEST(few_are_drawn_whole)
{
    static const double x[] = {1, 2}, low[] = {1, 2}, high[] = {2, 3};
    for (size_t more = 0; more < 3; more++) {
        struct hinge_panel *panel = begun();
        panel->title = "all";
        for (size_t i = 0; i < 3 + more; i++)
            hinge_panel_area(panel, &red, x, low, high, 2);
        for (size_t i = 0; i < 12 + more; i++)
            hinge_panel_bar(panel, &red, "t", 2, 5, 1, 9);
        assert_int_equal(count("stroke=\"red\" stroke-width=\"0.4\""), more == 0 ? 6 : 0);
        assert_int_equal(count("fill-opacity=\"0.1\""), more == 0 ? 3 : 0);
        assert_int_equal(count(more == 0   ? "<desc>all: " TWELVE ".</desc>"
                               : more == 1 ? "<desc>all: " TWELVE "; and 1 more.</desc>"
                                           : "<desc>all: " TWELVE "; and 2 more.</desc>"),
                         1);
    }
}
