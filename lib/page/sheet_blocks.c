/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figure of the sheet: ribs, pelvis and thigh as blocks. */
#include "page/sheet.h"

#include <math.h>

enum { BLOCK_PT = 11, BESIDE = 34 };

/* From a joint to the blocks it joins: so far that they do not meet at a right angle.
 */
enum { BELOW_HIP = 20, ABOVE_HIP = 16, AT_WAIST = 7 };

struct place {
    double x, y;
};

struct figure {
    struct hinge_svg svg;
    const struct hinge_sheet_pose *pose;
    const struct hinge_label_list *labels;
    struct {
        const char *name;
        struct place at;
    } word[3]; /* written when all blocks are there: one may lie over another's middle
                */
    size_t words;
    bool beside; /* names stand left of the upright blocks, being wider than these */
};

/* A block from `low` upwards, `angle` degrees forward (to the right). */
static struct place draw_block(struct figure *f, struct place low, double angle, double length,
                               double width, const char *fill, const char *name)
{
    struct hinge_svg *svg = &f->svg;
    double radians = angle * acos(-1) / 180;
    double ux = sin(radians), uy = -cos(radians);
    double half = width / 2;
    double x[5], y[5];
    for (int i = 0; i < 5; i++) {
        double along = i == 1 || i == 2 ? length : 0;
        double side = i == 0 || i == 1 || i == 4 ? -half : half;
        x[i] = low.x + along * ux - side * uy;
        y[i] = low.y + along * uy + side * ux;
    }
    const struct hinge_pen pen = {HINGE_INK, 1, 0};
    hinge_svg_polygon(svg, x, y, 4, fill);
    hinge_svg_curve(svg, x, y, 5, &pen);
    f->word[f->words].name = name;
    f->word[f->words++].at = (struct place){low.x + ux * length / 2, low.y + uy * length / 2 + 4};
    return (struct place){low.x + length * ux, low.y + length * uy};
}

enum { THIGH_WIDTH = 30, TRUNK_WIDTH = 36, PELVIS_WIDTH = 36, RIBS_WIDTH = 38 };

/* So far from the waist that corners of blocks at this angle do not meet. */
static double at_waist(double degrees)
{
    static const double MOST = 110, BETWEEN = 3;
    double half = fmin(fabs(degrees), MOST) / 2 * acos(-1) / 180;
    return fmax(AT_WAIST, RIBS_WIDTH / 2.0 * tan(half) + BETWEEN);
}

static struct place put_block(struct figure *f, struct place low, double angle, double length,
                              double width, const char *fill, enum hinge_sheet_word which,
                              bool deep)
{
    const struct hinge_words words = {.anchor = HINGE_END, .size = BLOCK_PT};
    const char *name = hinge_sheet_word(f->labels, which);
    if (f->beside && !deep)
        hinge_svg_words_in(&f->svg, low.x - BESIDE, low.y - length / 2 + 4, low.x - BESIDE - 4,
                           &words, name);
    return draw_block(f, low, angle, length, width, fill, name);
}

/* The line from a place to one that is `length` from it, `angle` degrees forward. */
static struct place join(struct figure *f, struct place from, double angle, double length)
{
    const struct hinge_pen pen = {HINGE_INK, 3, 0};
    double radians = angle * acos(-1) / 180;
    struct place to = {from.x + length * sin(radians), from.y - length * cos(radians)};
    hinge_svg_line(&f->svg, from.x, from.y, to.x, to.y, &pen);
    return to;
}

static void draw_person(struct figure *f, double left, bool deep)
{
    const struct hinge_words below = {.anchor = HINGE_MIDDLE, .size = 13};
    const struct hinge_words within = {.anchor = HINGE_MIDDLE, .size = BLOCK_PT};
    const struct hinge_sheet_pose *p = f->pose;
    double factor = deep ? 1 : 0;
    struct place knee = {left, 200};
    f->words = 0;
    struct place thigh = put_block(f, knee, factor * p->thigh_deg, 50, THIGH_WIDTH, "#eeeeee",
                                   HINGE_SHEET_THIGH, deep);
    struct place hip = join(f, thigh, factor * p->thigh_deg, BELOW_HIP);
    if (isnan(p->ribs_deg)) {
        struct place above = join(f, hip, factor * p->trunk_deg, ABOVE_HIP);
        put_block(f, above, factor * p->trunk_deg, 96, TRUNK_WIDTH, "#d5ecf9", HINGE_SHEET_TRUNK,
                  deep);
    } else {
        struct place above = join(f, hip, factor * p->pelvis_deg, ABOVE_HIP);
        struct place pelvis = put_block(f, above, factor * p->pelvis_deg, 36, PELVIS_WIDTH,
                                        "#f9e7bf", HINGE_SHEET_PELVIS, deep);
        double gap = at_waist(factor * (p->ribs_deg - p->pelvis_deg));
        struct place waist = join(f, pelvis, factor * p->pelvis_deg, gap);
        struct place ribs = join(f, waist, factor * p->ribs_deg, gap);
        put_block(f, ribs, factor * p->ribs_deg, 54, RIBS_WIDTH, "#d5ecf9", HINGE_SHEET_RIBS, deep);
    }
    for (size_t i = 0; i < f->words && !f->beside; i++)
        hinge_svg_words(&f->svg, f->word[i].at.x, f->word[i].at.y, &within, f->word[i].name);
    /* below the corner of a thigh that lies nearly level */
    hinge_svg_words(&f->svg, left, 228, &below,
                    hinge_sheet_word(f->labels, deep ? HINGE_SHEET_DEEPEST : HINGE_SHEET_STANDING));
}

static bool is_too_wide(const struct figure *f)
{
    bool whole = isnan(f->pose->ribs_deg);
    const struct {
        enum hinge_sheet_word word;
        double width;
        bool shown;
    } blocks[] = {{HINGE_SHEET_THIGH, THIGH_WIDTH, true},
                  {HINGE_SHEET_TRUNK, TRUNK_WIDTH, whole},
                  {HINGE_SHEET_PELVIS, PELVIS_WIDTH, !whole},
                  {HINGE_SHEET_RIBS, RIBS_WIDTH, !whole}};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (blocks[i].shown && hinge_words_width(hinge_sheet_word(f->labels, blocks[i].word),
                                                 BLOCK_PT) > blocks[i].width)
            return true;
    return false;
}

void hinge_sheet_blocks(struct hinge_text *out, const struct hinge_sheet_pose *pose,
                        const struct hinge_label_list *labels)
{
    struct figure f = {.pose = pose, .labels = labels};
    if (isnan(pose->trunk_deg) || isnan(pose->thigh_deg))
        return;
    f.beside = is_too_wide(&f);
    hinge_svg_open(&f.svg, 420, 236, hinge_sheet_word(labels, HINGE_SHEET_TITLE),
                   hinge_sheet_word(labels, HINGE_SHEET_NOTE));
    draw_person(&f, 150, false);
    draw_person(&f, 300, true);
    hinge_svg_close(&f.svg);
    hinge_text_puts(out, hinge_text_string(&f.svg.text));
    hinge_text_clear(&f.svg.text);
}
