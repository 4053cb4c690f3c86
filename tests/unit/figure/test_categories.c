/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of categories are whole: flat where there is room, in lines, else turned. */
#include "test.h"

#include "figure/plot.h"

#include <string.h>

static size_t count(const char *text, const char *part)
{
    size_t n = 0;
    for (; (text = strstr(text, part)) != NULL; text++)
        n++;
    return n;
}

static const char *const name[] = {
    "no cue", "push the hips back towards the wall behind you as far as they go"};

static struct hinge_plot plot;

static char *drawn(double width, struct hinge_svg *svg)
{
    const struct hinge_panel panel = {
        .plot = &plot,
        .left = 30,
        .top = 10,
        .width = width,
        .height = 100,
        .x = {.category = name, .n_categories = 2, .low = -0.5, .high = 1.5},
        .y = {.hidden = true}};
    hinge_panel_frame(svg, &panel);
    return svg->text.data;
}

TEST(long_names_take_lines)
{
    struct hinge_svg wide = {0}, narrow = {0}, slim = {0};
    /* one line in 600 points, three in 234, and in 40, where "towards" finds no room,
     * they stand upright */
    assert_int_equal(count(drawn(600, &wide), "<text"), 2);
    assert_non_null(strstr(wide.text.data, name[1]));
    assert_int_equal(count(drawn(234, &narrow), "<text"), 4);
    assert_null(strstr(narrow.text.data, "rotate"));
    assert_null(strstr(narrow.text.data, "…"));
    assert_non_null(strstr(narrow.text.data, ">push the hips back towards<"));
    assert_int_equal(count(drawn(40, &slim), "rotate(-90"), 2);
    const struct hinge_axis axis = {.category = name, .n_categories = 2};
    double flat = hinge_categories_below(&plot, &axis, 600);
    assert_close(hinge_categories_below(&plot, &axis, 234), flat + 16, 0, 0);
    assert_true(hinge_categories_below(&plot, &axis, 40) > 100);
    hinge_arena_clear(&plot.arena);
    hinge_text_clear(&wide.text);
    hinge_text_clear(&narrow.text);
    hinge_text_clear(&slim.text);
}
