/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blocks of a deep squat: no word is covered by a block, none touches the line
 * below. */
#include "assert_close.h"

#include "page/sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *last_of(const char *text, const char *part)
{
    const char *found = NULL;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at++)
        found = at;
    return found;
}

static void words_lie_over_all_blocks(void **state)
{
    const struct hinge_sheet_pose squat = {
        .pelvis_deg = NAN, .ribs_deg = NAN, .thigh_deg = -65, .trunk_deg = 40};
    struct hinge_text out = {0};
    (void)state;
    hinge_sheet_blocks(&out, &squat, NULL);
    const char *figure = hinge_text_string(&out);
    const char *thigh = last_of(figure, ">thigh<"), *block = last_of(figure, "<path");
    assert_non_null(thigh);
    assert_non_null(block);
    assert_true(thigh > block);
    /* the thigh is 30 wide and turns about y = 196: its corner, and letters of 13
     * points whose capitals are three quarters as high */
    const char *below = last_of(figure, "<text");
    const char *y = strstr(below, " y=\"");
    assert_non_null(y);
    assert_true(strtod(y + 4, NULL) - 0.75 * 13 > 196 + 15 * sin(65 * acos(-1) / 180));
    hinge_text_clear(&out);
}

/* --- blocks apart --- */

struct block {
    double x[4], y[4];
};

/* The filled polygons of four corners, in their order. */
static size_t read_blocks(const char *figure, struct block *block, size_t room)
{
    size_t n = 0;
    static const char fill[] = "<path fill=\"#", path[] = " d=\"M";
    for (const char *at = figure; (at = strstr(at, fill)) != NULL; at++) {
        char *next = strstr(at, path);
        assert_non_null(next);
        next += sizeof path - 1;
        struct block b;
        size_t k = 0;
        for (; k < 4; k++) {
            b.x[k] = strtod(next, &next);
            b.y[k] = strtod(next, &next);
            if (*next != 'L')
                break;
            next++;
        }
        if (k == 3 && *next == 'Z' && n < room)
            block[n++] = b;
    }
    return n;
}

/* Whether a side of one has all of the other beyond it. */
static bool has_side_between(const struct block *a, const struct block *b)
{
    for (int k = 0; k < 4; k++) {
        int l = (k + 1) % 4;
        double nx = a->y[l] - a->y[k], ny = a->x[k] - a->x[l], least = INFINITY, most = -INFINITY,
               inside = 0;
        for (int i = 0; i < 4; i++) {
            double d = (b->x[i] - a->x[k]) * nx + (b->y[i] - a->y[k]) * ny;
            least = fmin(least, d);
            most = fmax(most, d);
            inside += (a->x[i] - a->x[k]) * nx + (a->y[i] - a->y[k]) * ny;
        }
        if (inside > 0 ? most < 0 : least > 0)
            return true;
    }
    return false;
}

static void ribs_and_pelvis_stay_apart(void **state)
{
    (void)state;
    for (int lumbar = -30; lumbar <= 100; lumbar += 5) {
        const struct hinge_sheet_pose pose = {
            .pelvis_deg = 25, .ribs_deg = 25 + lumbar, .thigh_deg = -15, .trunk_deg = 60};
        struct hinge_text out = {0};
        struct block block[12];
        hinge_sheet_blocks(&out, &pose, NULL);
        size_t n = read_blocks(hinge_text_string(&out), block, 12);
        assert_int_equal(n, 6); /* thigh, pelvis, ribs, standing and deepest */
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < i; k++)
                if (!has_side_between(&block[i], &block[k]) &&
                    !has_side_between(&block[k], &block[i]))
                    fail_msg("blocks %zu and %zu at %d degrees", k, i, lumbar);
        hinge_text_clear(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_lie_over_all_blocks),
                                       cmocka_unit_test(ribs_and_pelvis_stay_apart)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
