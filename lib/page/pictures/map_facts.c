/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map as facts of a page or a figure, with labels where they cover least. */
#include "page/pictures/map.h"
#include "page/pictures/plot.h"
#include "report/print/columns.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    LINES = 24, /* people up to whom each has a thin line */
    PEOPLE = 3, /* named as those whose bends differ */
    STEPS = 4   /* levels that a label has all of, else the first and the last */
};

typedef struct hinge_map_point point;

/* Percent of the width and of the height. */
static point place(const struct hinge_page_map *map, point at)
{
    return (point){100 * at.x / map->x_max, 100 * (map->y_max - at.y) / (map->y_max - map->y_min)};
}

static void add_place(const struct hinge_page_map *map, point at, json_t *facts)
{
    hinge_fact_x(facts, "x", place(map, at).x);
    hinge_fact_x(facts, "y", place(map, at).y);
}

/* "M0 0L113 -47": tenths of a degree, y down. */
static const char *path(struct hinge_cohort *s, const point *at, size_t n)
{
    struct hinge_text text = {0};
    for (size_t i = 0; i < n; i++)
        hinge_text_printf(&text, "%c%ld %ld", i == 0 ? 'M' : 'L', lround(10 * at[i].x),
                          lround(-10 * at[i].y));
    const char *copy = hinge_arena_strdup(&s->arena, hinge_text_string(&text));
    hinge_text_clear(&text);
    return copy;
}

static const char *line_path(struct hinge_cohort *s, const struct hinge_map_bend *bend)
{
    const point ends[2] = {{0, 0}, hinge_map_end(bend)};
    return bend->drawn ? path(s, bend->line, HINGE_MAP_STEPS + 1) : path(s, ends, 2);
}

/* From one point to another in a drawing of 3 : 2. */
static point step_of(const struct hinge_page_map *map, point from, point to)
{
    const point a = place(map, from), b = place(map, to);
    return (point){1.5 * (b.x - a.x), b.y - a.y};
}

static void add_direction(point step, json_t *facts)
{
    json_object_set_new(facts, "r", json_integer(lround(atan2(step.y, step.x) * 180 / M_PI)));
}

/* The direction of an arrow; absent where it is shorter than 3 % of the drawing. */
static void add_head(const struct hinge_page_map *map, point from, point to, json_t *facts)
{
    const point step = step_of(map, from, to);
    if (hypot(step.x, step.y) > 3 * hypot(1.5, 1))
        add_direction(step, hinge_fact_object(facts, "head"));
}

static void add_axes(struct hinge_cohort *s, const struct hinge_page_map *map, json_t *facts)
{
    const double x = map->x_max, y = map->y_max;
    hinge_fact_text(facts, "box",
                    hinge_page_text(s, "0 %ld %ld %ld", lround(-10 * y), lround(10 * x),
                                    lround(10 * (y - map->y_min))));
    json_t *rays = hinge_fact_list(facts, "rays"), *first = NULL;
    for (int share = 10; share <= 60; share += 10) {
        const double slope = share / (100. - share);
        const bool top = slope * x > y;
        const point line[2] = {{0, 0}, {top ? y / slope : x, top ? y : slope * x}};
        json_t *ray = hinge_fact_item(rays);
        hinge_fact_text(ray, "d", path(s, line, 2));
        add_place(map, line[1], ray);
        hinge_fact_flag(ray, "top", top);
        hinge_fact_text(ray, "label", hinge_page_text(s, "%d%%", share));
        hinge_fact_flag(ray, "first", false);
        first = top ? ray : first;
    }
    if (first != NULL)
        hinge_fact_flag(first, "first", true);
    json_t *slants = hinge_fact_list(facts, "slants"), *ticks = hinge_fact_list(facts, "xticks");
    for (int at = 0; at <= x; at += 30) {
        const point line[2] = {{at, 0}, {fmax(0, at - y), fmin(at, y)}};
        json_t *tick = hinge_fact_item(ticks);
        if (at > 0)
            hinge_fact_text(hinge_fact_item(slants), "d", path(s, line, 2));
        hinge_fact_x(tick, "x", place(map, line[0]).x);
        hinge_fact_text(tick, "label", hinge_page_text(s, "%d°", at));
    }
    ticks = hinge_fact_list(facts, "yticks");
    const int step = y - map->y_min <= 70 ? 10 : 20;
    for (int at = (int)(step * ceil(map->y_min / step)); at <= y; at += step) {
        json_t *tick = hinge_fact_item(ticks);
        hinge_fact_x(tick, "y", place(map, (point){0, at}).y);
        hinge_fact_text(tick, "label", hinge_page_text(s, "%s°", hinge_page_fixed(s, at, 0)));
    }
    const double limit = hinge_tab_parameter(&s->tab, "limit.lumbar_deg");
    json_t *axis = hinge_fact_object(facts, "axis0"), *line = hinge_fact_object(facts, "limit");
    hinge_fact_text(axis, "x", hinge_page_text(s, "M0 0H%ld", lround(10 * x)));
    hinge_fact_x(axis, "y", place(map, (point){0, 0}).y);
    hinge_fact_text(line, "d",
                    hinge_page_text(s, "M0 %ldH%ld", lround(-10 * limit), lround(10 * x)));
    hinge_fact_x(line, "y", place(map, (point){0, limit}).y);
    hinge_fact_text(line, "label", hinge_page_text(s, "%g°", limit));
}

/* "38% from the spine" */
static const char *share_text(struct hinge_cohort *s, double share)
{
    return hinge_page_text(s, "%s from the spine", hinge_page_val(s, s->lead, share));
}

/* What an end stands for; of a mean its people and interval: for figures, not for templates. */
static void add_numbers(const struct hinge_cohort *s, const struct hinge_page_map *map,
                        size_t group, size_t cond, const struct hinge_map_bend *bend,
                        const struct hinge_page_mean *of, json_t *facts)
{
    if (!map->numbers)
        return;
    json_object_update_new(facts,
                           json_pack("{s:s*,s:s,s:f,s:f}", "group",
                                     s->n_groups > 1 ? s->group[group].name : NULL, "condition",
                                     map->label[cond], "share", bend->share, "depth", bend->depth));
    if (of != NULL)
        json_object_update_new(facts, json_pack("{s:I}", "n", (json_int_t)bend->n));
    if (of != NULL && isfinite(of->lo))
        json_object_update_new(facts, json_pack("{s:f,s:f}", "low", of->lo, "high", of->hi));
}

static void add_people(struct hinge_cohort *s, const struct hinge_page_map *map, json_t *facts)
{
    json_t *people = hinge_fact_list(facts, "people");
    for (size_t p = 0; p < map->n_who; p++) {
        const bool bend = map->name != NULL; /* of one person, in one condition */
        const struct hinge_map_bend *conds = &map->person[p * map->n_conds];
        const size_t g = bend ? 0 : s->person[p].group;
        size_t base = 0;
        while (bend && base < map->n_conds - 1 && conds[base].n == 0)
            base++;
        conds += base;
        if (conds->n == 0)
            continue;
        json_t *who = hinge_fact_item(people), *cued = hinge_fact_list(who, "cued");
        struct hinge_text tip = {0};
        if (bend)
            hinge_text_printf(&tip, "%s: %s", map->name[p], share_text(s, conds->share));
        else
            hinge_text_printf(&tip, "%s, %s%s%s: %s", s->person[p].id, s->group[g].name,
                              s->n_groups > 1 ? ", " : "", map->label[0],
                              share_text(s, conds->share));
        hinge_fact_text(who, "p", bend ? map->name[p] : s->person[p].id);
        hinge_fact_flag(who, "o", base > 0);
        hinge_fact_text(who, "visit", /* circles of visits are told apart */
                        bend && map->column != NULL ? hinge_page_text(s, "%zu", base + 1) : NULL);
        hinge_fact_text(who, "cls", s->group[g].cls);
        hinge_fact_text(who, "mark", s->group[g].mark);
        hinge_fact_text(who, "ln", map->n <= HINGE_MAP_MOST ? line_path(s, conds) : NULL);
        add_place(map, hinge_map_end(conds), who);
        add_numbers(s, map, g, base, conds, NULL, who);
        point from = hinge_map_end(conds);
        for (size_t c = 1; c < map->n_conds && map->n <= HINGE_MAP_MOST && !bend; c++) {
            const struct hinge_map_bend *other = &conds[c];
            if (other->n == 0)
                continue;
            const point arrow[2] = {from, hinge_map_end(other)};
            from = c >= map->n_base ? arrow[1] : from; /* of levels from one to the next */
            json_t *end = hinge_fact_item(cued);
            hinge_text_printf(&tip, "; %s: %s", map->label[c], share_text(s, other->share));
            hinge_fact_number(end, "i", c);
            hinge_fact_text(end, "ln", line_path(s, other));
            hinge_fact_text(end, "ar", path(s, arrow, 2));
            add_place(map, arrow[1], end);
            add_numbers(s, map, g, c, other, NULL, end);
            add_head(map, arrow[0], arrow[1], end);
        }
        hinge_fact_text(who, "t", hinge_text_string(&tip));
        hinge_text_clear(&tip);
    }
}

/* From where the arrow to a condition comes: of levels from the one before it, else from the base.
 */
static const struct hinge_map_bend *before(const struct hinge_page_map *map, size_t group,
                                           size_t cond)
{
    const struct hinge_map_bend *base = &map->group[group * map->n_conds];
    size_t c = cond > map->n_base ? cond - 1 : 0;
    while (c > 0 && base[c].n == 0)
        c = c > map->n_base ? c - 1 : 0;
    return &base[c];
}

static void add_means(struct hinge_cohort *s, const struct hinge_page_map *map,
                      const struct hinge_page_depth *depth, json_t *facts)
{
    json_t *means = hinge_fact_list(facts, "means");
    for (size_t i = 0; i < s->n_groups * map->n_conds; i++) {
        const size_t g = i / map->n_conds, c = i % map->n_conds;
        const struct hinge_map_bend *mean = &map->group[i], *base = &map->group[g * map->n_conds];
        if (mean->n == 0 || base->n == 0)
            continue;
        struct hinge_page_mean of = {.lo = (double)NAN, .hi = (double)NAN};
        struct hinge_cohort_cell cell;
        if (map->name == NULL)
            of = hinge_page_map_share(s, map, g, c, &cell);
        const struct hinge_map_bend *from = before(map, g, c);
        /* the interval ends where the map does */
        const double d = mean->depth, low = fmax(of.lo, fmax(1 - map->x_max / d, map->y_min / d)),
                     high = fmin(of.hi, fmin(1, map->y_max / d));
        const point arrow[2] = {hinge_map_end(from), hinge_map_end(mean)},
                    bar[2] = {{d * (1 - low), d * low}, {d * (1 - high), d * high}};
        json_t *fact = hinge_fact_item(means);
        hinge_fact_text(fact, "cls", s->group[g].cls);
        hinge_fact_text(fact, "mark", s->group[g].mark);
        hinge_fact_number(fact, "i", c);
        hinge_fact_flag(fact, "base", c == 0);
        hinge_fact_text(fact, "ln", line_path(s, mean));
        hinge_fact_text(fact, "ar", c > 0 ? path(s, arrow, 2) : NULL);
        hinge_fact_text(fact, "ci", c == 0 && isfinite(of.lo) ? path(s, bar, 2) : NULL);
        add_place(map, arrow[1], fact);
        add_numbers(s, map, g, c, mean, &of, fact);
        add_head(map, arrow[0], arrow[1], fact);
        const double median = depth != NULL ? depth[i].median : (double)NAN;
        for (int k = 1; c == 0 && k <= HINGE_MAP_STEPS && base->drawn; k++) {
            const point a = base->line[k - 1], b = base->line[k];
            const double step = b.x + b.y - a.x - a.y;
            if (!(b.x + b.y >= median) || !(step > 0))
                continue;
            const double w = fmax(0, (median - a.x - a.y) / step);
            json_t *notch = hinge_fact_object(fact, "notch");
            add_place(map, (point){a.x + w * (b.x - a.x), a.y + w * (b.y - a.y)}, notch);
            add_direction(step_of(map, a, b), notch);
            break;
        }
    }
}

/* --- the answers, and their labels in the drawing --- */

/* The mean share of a group under a cue, as every answer prints it. */
static struct hinge_page_printed answer(struct hinge_cohort *s, const struct hinge_page_map *map,
                                        size_t group, size_t cue)
{
    if (map->name != NULL)
        return hinge_page_print(s, s->lead, (double)NAN, map->group[cue].share, (double)NAN,
                                (double)NAN);
    struct hinge_cohort_cell cell;
    const struct hinge_page_mean of = hinge_page_map_share(s, map, group, cue, &cell);
    return hinge_page_print_mean(s, s->lead, of);
}

/* "31%" where the means of all cues print alike, and there are two or more; else NULL. */
static const char *same_with_all(struct hinge_cohort *s, const struct hinge_page_map *map,
                                 size_t group)
{
    const char *same = NULL;
    for (size_t c = 1; c < map->n_conds; c++) {
        const char *words =
            map->group[group * map->n_conds + c].n > 0 ? answer(s, map, group, c).val : "";
        if (same != NULL && strcmp(same, words) != 0)
            return NULL;
        same = words;
    }
    return map->n_conds > 2 && map->column == NULL && *same != '\0' ? same : NULL;
}

/* A line a group: "38% from the spine (30 to 46, n = 5) → 31% with the dowel". */
static void add_answers(struct hinge_cohort *s, const struct hinge_page_map *map, json_t *facts)
{
    json_t *answers = hinge_fact_list(facts, "answers");
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_map_bend *base = &map->group[g * map->n_conds];
        if (base->n == 0)
            continue;
        const struct hinge_page_printed is = answer(s, map, g, 0);
        const char *same = same_with_all(s, map, g);
        json_t *one = hinge_fact_item(answers), *to = hinge_fact_list(one, "to");
        hinge_fact_text(one, "cls", s->group[g].cls);
        hinge_fact_text(one, "mark", s->group[g].mark);
        hinge_fact_text(one, "group", s->n_groups > 1 ? s->group[g].name : NULL);
        hinge_fact_text(one, "value", is.val);
        hinge_fact_text(one, "ci", is.span);
        hinge_fact_count(one, "n", base->n);
        hinge_fact_flag(one, "bends", map->name != NULL);
        hinge_fact_text(one, "where", map->name != NULL ? map->phrase[0] : NULL);
        for (size_t c = 1; c < map->n_conds; c++) {
            if (base[c].n == 0)
                continue;
            json_t *cue = hinge_fact_item(to);
            hinge_fact_flag(cue, "first", json_array_size(to) == 1);
            hinge_fact_text(cue, "value", answer(s, map, g, c).val);
            hinge_fact_text(cue, "with", same != NULL ? "with any cue" : map->phrase[c]);
            hinge_fact_text(cue, "whom", /* others than at first */
                            base[c].n != base->n && same == NULL && map->name == NULL
                                ? hinge_page_text(s, "n" NBSP "=" NBSP "%zu", base[c].n)
                                : NULL);
            if (same != NULL)
                break;
        }
    }
}

/* A drawing on a screen or a phone, in cells: what a label there would cover. */
struct frame {
    const char *name;
    double wide, high, letter; /* px */
    bool words;                /* at the dotted line */
    int nx, ny;
    double *cost;
};
enum { CELL = 6, ROW = 18, LIMIT = 188 /* px */ };
/* Of a cell: of what may hardly be covered to what may. */
static const double LABEL = 50, TICKS = 10, MEAN = 6, MARK = 1.5, RULE = .3, THIN = .15, RAY = .1;

static point to_px(const struct hinge_page_map *map, const struct frame *frame, point at)
{
    const point p = place(map, at);
    return (point){p.x * frame->wide / 100, p.y * frame->high / 100};
}

static void cover(const struct frame *frame, point px, double cost)
{
    const int i = (int)floor(px.x / CELL), j = (int)floor(px.y / CELL);
    if (i >= 0 && i < frame->nx && j >= 0 && j < frame->ny)
        frame->cost[j * frame->nx + i] += cost;
}

/* Degrees. */
static void cover_line(const struct hinge_page_map *map, const struct frame *frame,
                       const point *line, size_t n, double cost)
{
    for (size_t i = 1; i < n; i++) {
        const point a = to_px(map, frame, line[i - 1]), b = to_px(map, frame, line[i]);
        const double far = hypot(b.x - a.x, b.y - a.y);
        for (double at = 0; at < far; at += CELL)
            cover(frame, (point){a.x + at / far * (b.x - a.x), a.y + at / far * (b.y - a.y)}, cost);
    }
}

/* Of a box, and of a little around it. */
static double covered(const struct frame *frame, double left, double top, double width)
{
    double cost = 0;
    for (int j = (int)floor((top - 2) / CELL); j <= (int)floor((top + ROW + 1) / CELL); j++)
        for (int i = (int)floor((left - 4) / CELL); i <= (int)floor((left + width + 4) / CELL); i++)
            if (i >= 0 && i < frame->nx && j >= 0 && j < frame->ny)
                cost += frame->cost[j * frame->nx + i];
    return cost;
}

static void take(const struct frame *frame, double left, double top, double width)
{
    for (double y = top; y < top + ROW; y += CELL)
        for (double x = left; x < left + width; x += CELL)
            cover(frame, (point){x, y}, LABEL);
}

/* The name and the numbers of each group, where they cover least and are near its line. */
static void add_labels(struct hinge_cohort *s, const struct hinge_page_map *map,
                       struct frame *frame, json_t *facts)
{
    json_t *labels = hinge_fact_list(facts, frame->name), *words = json_object_get(facts, "limit");
    frame->nx = (int)(frame->wide / CELL) + 1;
    frame->ny = (int)(frame->high / CELL) + 1;
    frame->cost =
        hinge_arena_alloc(&s->arena, (size_t)frame->nx * (size_t)frame->ny, sizeof *frame->cost);
    /* what is drawn */
    const point origin = {0, 0};
    for (size_t i = 0; i < s->n_groups * map->n_conds; i++) {
        const size_t c = i % map->n_conds;
        const struct hinge_map_bend *mean = &map->group[i];
        const point arrow[2] = {hinge_map_end(before(map, i / map->n_conds, c)),
                                hinge_map_end(mean)};
        if (mean->n == 0)
            continue;
        cover_line(map, frame, arrow, 2, MEAN);
        for (int k = -1; k <= 1; k++) /* its mark or head */
            cover(frame,
                  (point){to_px(map, frame, arrow[1]).x + k * CELL, to_px(map, frame, arrow[1]).y},
                  MEAN);
        if (c == 0)
            cover_line(map, frame, mean->line, HINGE_MAP_STEPS + 1, MEAN);
    }
    for (size_t i = 0; i < map->n_who * map->n_conds; i++) {
        const struct hinge_map_bend *bend = &map->person[i],
                                    *base = &map->person[i - i % map->n_conds];
        if (bend->n == 0)
            continue;
        const point px = to_px(map, frame, hinge_map_end(bend)),
                    arrow[2] = {hinge_map_end(base), hinge_map_end(bend)};
        cover(frame, (point){px.x - 3, px.y}, MARK);
        cover(frame, (point){px.x + 3, px.y}, MARK);
        if (map->n <= HINGE_MAP_ARROWS && base->n > 0)
            cover_line(map, frame, arrow, 2, THIN);
        if (map->n <= LINES && i % map->n_conds == 0 && bend->drawn)
            cover_line(map, frame, bend->line, HINGE_MAP_STEPS + 1, THIN);
    }
    for (int share = 10; share <= 60; share += 10) {
        const double slope = share / (100. - share), x = fmin(map->x_max, map->y_max / slope);
        cover_line(map, frame, (point[]){origin, {x, slope * x}}, 2, RAY);
    }
    const json_t *mean;
    size_t m;
    json_array_foreach(json_object_get(facts, "means"), m, mean)
    {
        const json_t *notch = json_object_get(mean, "notch");
        for (int k = -2; json_is_object(notch) && k <= 2; k++)
            cover(
                frame,
                (point){json_number_value(json_object_get(notch, "x")) * frame->wide / 100,
                        json_number_value(json_object_get(notch, "y")) * frame->high / 100 + 4 * k},
                MARK);
    }
    const double limit_deg = hinge_tab_parameter(&s->tab, "limit.lumbar_deg");
    cover_line(map, frame, (point[]){{0, limit_deg}, {map->x_max, limit_deg}}, 2, RULE);
    for (double x = 0; x < frame->wide; x += CELL) /* below the axis are its ticks */
        for (double y = to_px(map, frame, origin).y; y < frame->high; y += CELL)
            cover(frame, (point){x, y}, TICKS);
    /* the words at the dotted line: at its right end above it, unless they cover less elsewhere */
    const double limit = to_px(map, frame, (point){0, limit_deg}).y;
    double least = INFINITY, left = 0, top = 0;
    for (double x = frame->wide - LIMIT; x >= 0 && frame->words; x -= CELL)
        for (int below = 0; below < 2; below++) {
            const double y = below ? limit + 3 : limit - ROW - 3,
                         cost = covered(frame, x, below ? y + 4 : y - 4, LIMIT) + .2 * below +
                                .004 * (frame->wide - LIMIT - x);
            if (!(cost < least))
                continue;
            least = cost;
            left = x;
            top = y;
        }
    if (frame->words) {
        hinge_fact_x(words, "x", 100 * (left + LIMIT) / frame->wide);
        hinge_fact_flag(words, "below", top > limit);
        take(frame, left, top, LIMIT);
    }
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_map_bend *base = &map->group[g * map->n_conds];
        const char *text = NULL, *same = same_with_all(s, map, g),
                   *name = s->n_groups > 1 ? s->group[g].brief : "";
        double width = INFINITY;
        if (base->n == 0)
            continue;
        /* "sedentary 38% → 31%": of more than STEPS levels, and where there is no room, the first
         * and the last */
        for (int all = 1; all >= 0 && width > frame->wide; all--) {
            text = hinge_page_text(s, "%s%s%s%s%s", name, *name != '\0' ? " " : "",
                                   answer(s, map, g, 0).val, same != NULL ? " → " : "",
                                   same != NULL ? same : "");
            for (size_t c = map->column != NULL ? map->n_base : 1;
                 c < map->n_conds && (map->n_conds == 2 || map->column != NULL); c++)
                if (base[c].n > 0 && (c + 1 == map->n_conds || (all && map->n_conds <= STEPS)))
                    text = hinge_page_text(s, "%s → %s", text, answer(s, map, g, c).val);
            width = 0;
            for (const char *p = text; *p != '\0'; p++)
                width += (*p & 0xc0) != 0x80 ? frame->letter : 0;
        }
        /* it is near the second half of the group's line, or an arrow */
        const size_t half = HINGE_MAP_STEPS / 2, n = half + map->n_conds;
        point *near = hinge_arena_alloc(&s->arena, n, sizeof *near);
        for (size_t i = 0; i < n; i++)
            near[i] = to_px(map, frame,
                            i <= half              ? base->line[half + i]
                            : base[i - half].n > 0 ? hinge_map_end(&base[i - half])
                                                   : hinge_map_end(base));
        least = INFINITY;
        for (double y = 0; y + ROW <= frame->high; y += CELL)
            for (double x = 0; x + width <= frame->wide; x += CELL) {
                double off = INFINITY;
                for (size_t i = 0; i < n; i++)
                    off = fmin(off, hypot(fmax(0, fmax(x - near[i].x, near[i].x - x - width)),
                                          fmax(0, fmax(y - near[i].y, near[i].y - y - ROW))));
                off *= 520 / frame->wide; /* a phone has less room */
                const double cost =
                    covered(frame, x, y, width) + .02 * fmax(0, off - 8) + .0005 * off * off;
                if (!(cost < least))
                    continue;
                least = cost;
                left = x;
                top = y;
            }
        if (!(least < LABEL)) /* there is no room */
            continue;
        take(frame, left, top, width);
        /* the end that keeps its place in a drawing of another width */
        const double middle = (left + width / 2) / frame->wide;
        const int end = middle < .35 ? 0 : middle < .65 ? 1 : 2;
        json_t *label = hinge_fact_item(labels);
        hinge_fact_text(label, "cls", s->group[g].cls);
        hinge_fact_x(label, "x", 100 * (left + end * width / 2) / frame->wide);
        hinge_fact_x(label, "y", 100 * (top + ROW / 2.) / frame->high);
        hinge_fact_text(label, "anchor", end == 0 ? "start" : end == 1 ? "middle" : "end");
        hinge_fact_text(label, "text", text);
    }
}

json_t *hinge_page_map_facts(struct hinge_cohort *s, const struct hinge_page_map *map)
{
    const bool bends = map->name != NULL;
    const struct hinge_page_depth *depth =
        bends ? NULL : hinge_page_depth_cells(s, map->at, map->n_conds);
    json_t *facts = json_object();
    struct hinge_text text = {0};
    hinge_text_adds(&text, "Map of the bends: hip to the right, spine upwards. ");
    const char *before = "";
    for (size_t i = 0; i < s->n_groups * map->n_conds; i++) {
        const struct hinge_page_printed is = answer(s, map, i / map->n_conds, i % map->n_conds);
        if (map->group[i].n == 0)
            continue;
        hinge_text_printf(&text, "%s%s%s%s: %s from the spine (", before,
                          s->n_groups > 1 ? s->group[i / map->n_conds].name : "",
                          s->n_groups > 1 ? ", " : "", map->label[i % map->n_conds], is.val);
        if (is.span != NULL)
            hinge_text_printf(&text, "95%%" NBSP "CI %s, ", is.span);
        hinge_text_printf(&text, "n" NBSP "=" NBSP "%zu)", map->group[i].n);
        before = "; ";
    }
    hinge_fact_text(facts, "alt", hinge_text_string(&text));
    hinge_text_clear(&text);
    hinge_fact_flag(facts, "lines", map->n <= LINES);
    hinge_fact_flag(facts, "small", map->n > HINGE_MAP_ARROWS);
    hinge_fact_flag(facts, "grouped", s->n_groups > 1);
    hinge_fact_flag(facts, "cues", map->n_conds > 1 && map->column == NULL);
    const bool many = map->n_conds > 2 && !bends && (map->column == NULL || map->n_base > 1);
    hinge_fact_flag(facts, "many", many);
    if (map->column != NULL && map->n_conds > 1) { /* "before → after → later"; "dowel, after" */
        struct hinge_text steps = {0};
        for (size_t c = map->n_base > 1 ? 1 : 0; c < map->n_conds; c++)
            hinge_text_printf(&steps, "%s%s",
                              steps.length == 0                     ? ""
                              : map->n_base == 1 || c > map->n_base ? " → "
                                                                    : ", ",
                              map->label[c]);
        hinge_fact_text(facts, "steps", hinge_text_string(&steps));
        hinge_text_clear(&steps);
    }
    hinge_fact_flag(facts, "one", bends);
    hinge_fact_flag(facts, "numbered", bends && map->column != NULL);
    hinge_fact_text(facts, "base", map->label[0]);
    hinge_fact_text(facts, "cue", map->n_conds == 2 ? map->label[1] : NULL);
    add_axes(s, map, facts);
    add_people(s, map, facts);
    add_means(s, map, depth, facts);
    add_answers(s, map, facts);
    add_labels(
        s, map,
        &(struct frame){.name = "labels", .wide = 520, .high = 347, .letter = 9, .words = true},
        facts);
    add_labels(s, map, &(struct frame){.name = "narrow", .wide = 284, .high = 278, .letter = 8.4},
               facts);
    if (bends)
        hinge_page_add_bends(s, map->name, facts);
    else
        hinge_page_add_table(s, s->lead, HINGE_SCALE_ZERO, map, depth, facts);
    struct hinge_page_list who = {0};
    for (size_t p = 0; p < s->n_people && !bends; p++)
        if (map->person[p * map->n_conds].n > 0 && map->uneven[p])
            hinge_page_list_add(s, &who, s->person[p].id);
    if (who.n > 0)
        hinge_fact_text(hinge_fact_object(facts, "outlier"), "list",
                        who.n <= PEOPLE ? hinge_page_listed(s, &who, "and")
                                        : hinge_page_text(s, "%zu people", who.n));
    const struct hinge_page_changes *changes = s->page->changes;
    json_t *over = bends ? NULL
                   : changes[HINGE_PAGE_PRACTICE].column != NULL
                       ? hinge_page_over(s, HINGE_PAGE_PRACTICE)
                   : changes[HINGE_PAGE_LOADS].to != NULL ? hinge_page_over(s, HINGE_PAGE_LOADS)
                                                          : NULL;
    if (over != NULL)
        json_object_set_new(facts, "over", over);
    json_t *choice = hinge_fact_list(facts, "choice");
    for (size_t c = 1; c < map->n_conds && many; c++) {
        json_t *one = hinge_fact_item(choice);
        hinge_fact_number(one, "i", c);
        hinge_fact_text(one, "label", map->label[c]);
    }
    if (s->page->tests->two && s->n_groups > 2 && !bends) {
        struct hinge_page_list others = {0};
        for (size_t g = 2; g < s->n_groups; g++)
            hinge_page_list_add(s, &others, s->group[g].name);
        json_t *described = hinge_fact_object(facts, "described");
        hinge_fact_text(described, "a", s->group[HINGE_PAGE_B].name);
        hinge_fact_text(described, "b", s->group[HINGE_PAGE_A].name);
        hinge_fact_text(described, "list", hinge_page_listed(s, &others, "and"));
        hinge_fact_flag(described, "many", others.n > 1);
    }
    return facts;
}

/* --- a figure --- */

/* A body at a part of the time of its descent, between two of its frames. */
static json_t *pose_of(struct hinge_cohort *s, const struct hinge_page_body *body, double part)
{
    enum { LAST = HINGE_PAGE_FRAMES - 1 };
    const struct hinge_page_shape *shape = &s->page->shape[body->shape];
    const double time = body->high + part * body->fall,
                 at = fmax(0, LAST * (time - body->from) / (body->to - body->from));
    const size_t k = (size_t)fmin(at, LAST - 1);
    double(*pose)[2] = hinge_arena_alloc(&s->arena, HINGE_PAGE_POINTS, sizeof *pose);
    for (size_t i = 0; i < 2 * shape->n_points; i++) {
        const double a = body->frame[k][i / 2][i % 2], b = body->frame[k + 1][i / 2][i % 2];
        pose[i / 2][i % 2] = a + fmin(1, at - (double)k) * (b - a);
    }
    const double(*still)[2] = (const double(*)[2])pose;
    return hinge_page_pose(s, shape, still);
}

/* Of each group at the start, half way and at the deepest. */
static json_t *poses_of(struct hinge_cohort *s, const struct hinge_page_map *map)
{
    size_t *rep = hinge_arena_alloc(&s->arena, s->n_groups, sizeof *rep), n = 0;
    bool *marked = hinge_arena_alloc(&s->arena, s->n_reps, sizeof *marked);
    json_t *bodies = json_array();
    for (size_t g = 0; g < s->n_groups; g++)
        if (map->body[g] != HINGE_ANY)
            marked[rep[n++] = map->body[g]] = true;
    hinge_page_find_bodies(s, rep, n);
    const struct hinge_map_bend *bend = hinge_map_lines(s, marked);
    for (size_t g = 0; g < s->n_groups; g++) {
        const size_t r = map->body[g];
        const struct hinge_page_body *body = r != HINGE_ANY ? hinge_page_body(s, r) : NULL;
        if (body == NULL)
            continue;
        json_array_append_new(
            bodies,
            json_pack("{s:s*,s:s,s:s,s:[o,o,o]}", "group",
                      s->n_groups > 1 ? s->group[g].brief : NULL, "p",
                      map->name != NULL ? map->name[r] : s->person[s->rep[r].person].id, "cls",
                      s->group[g].cls, "poses", pose_of(s, body, 0),
                      pose_of(s, body, bend[r].drawn ? bend[r].half : .5), pose_of(s, body, 1)));
    }
    return bodies;
}

json_t *hinge_page_map_figure(struct hinge_cohort *s, struct hinge_page_map *map, double width_mm)
{
    map->numbers = true;
    json_t *facts = hinge_page_map_facts(s, map);
    const double wide = 2 * hinge_map_width(width_mm),
                 ratio = (map->y_max - map->y_min) / map->x_max;
    add_labels(
        s, map,
        &(struct frame){
            .name = "names", .wide = wide, .high = wide * fmin(2, fmax(.5, ratio)), .letter = 9},
        facts);
    if (width_mm >= HINGE_MAP_BODIES_MM)
        json_object_update_new(facts, json_pack("{s:o}", "bodies", poses_of(s, map)));
    return facts;
}

json_t *hinge_page_map_data(struct hinge_cohort *s, const struct hinge_page_map *map,
                            const size_t *at)
{
    json_t *data = json_object(), *conds = hinge_fact_list(data, "conds"),
           *groups = hinge_fact_list(data, "groups"), *pick = hinge_fact_list(data, "pick"),
           *who = hinge_fact_object(data, "who"), *group = hinge_fact_object(data, "group"),
           *reps = hinge_fact_object(data, "reps"), *wide = hinge_fact_list(data, "wide");
    json_object_set_new(data, "xm", json_real(map->x_max));
    json_object_set_new(data, "ym", json_real(map->y_max));
    json_object_set_new(data, "y0", json_real(map->y_min));
    for (size_t c = 0; c < map->n_conds; c++)
        json_array_append_new(conds, json_string(map->label[c]));
    /* the other body of a chosen person: with the first cue, or at the last level */
    hinge_fact_number(data, "ghost", map->column != NULL ? map->n_conds - 1 : 1);
    if (map->name != NULL) { /* of one person `one` has the condition of each bend */
        const char *id = s->person[0].id;
        const size_t first = map->body[0];
        json_t *one = hinge_fact_object(data, "one");
        json_array_append_new(groups, json_pack("[s,s]", id, "g0"));
        if (first != HINGE_ANY && at[first] != HINGE_ANY && map->name[first] != NULL)
            json_array_append_new(pick, json_pack("{s:s,s:s,s:I,s:s}", "p", map->name[first], "cls",
                                                  "g0", "k", (json_int_t)at[first], "name", id));
        for (size_t i = 0; i < map->n_who * map->n_conds; i++) {
            const size_t r = i / map->n_conds, c = i % map->n_conds;
            if (map->person[i].n == 0)
                continue;
            json_object_set_new(group, map->name[r], json_pack("[s,s]", id, "g0"));
            json_object_set_new(one, map->name[r], json_string(map->label[c]));
            if (at[r] != HINGE_ANY)
                json_object_set_new(who, map->name[r], json_pack("{s:I}", "0", (json_int_t)at[r]));
        }
        return data;
    }
    for (size_t g = 0; g < s->n_groups; g++) {
        if (map->group[g * map->n_conds].n > 0)
            json_array_append_new(
                groups, json_pack("[s,s]", s->n_groups > 1 ? s->group[g].brief : "everybody",
                                  s->group[g].cls));
        const size_t r = map->body[g];
        if (r == HINGE_ANY || at[r] == HINGE_ANY)
            continue;
        json_array_append_new(pick,
                              json_pack("{s:s,s:s,s:I,s:s}", "p", s->person[s->rep[r].person].id,
                                        "cls", s->group[g].cls, "k", (json_int_t)at[r], "name",
                                        s->n_groups > 1 ? s->group[g].brief : "Everybody"));
    }
    for (size_t p = 0; p < s->n_people; p++) {
        const char *id = s->person[p].id;
        if (map->person[p * map->n_conds].n == 0)
            continue;
        json_object_set_new(group, id,
                            json_pack("[s,s]",
                                      s->n_groups > 1 ? s->group[s->person[p].group].name : "",
                                      hinge_page_class(s, p)));
        if (map->uneven[p])
            json_array_append_new(wide, json_string(id));
        hinge_fact_object(who, id);
        json_t *values = hinge_fact_list(reps, id);
        for (size_t c = 0; c < map->n_conds; c++)
            json_array_append_new(values, json_array());
    }
    for (size_t r = 0; r < s->n_reps; r++) {
        const struct hinge_cohort_rep *rep = &s->rep[r];
        const size_t cond = map->at[rep->trial];
        const char *id = s->person[rep->person].id;
        json_t *values = json_object_get(reps, id), *row = json_object_get(who, id);
        const double value = hinge_cohort_rep_value(s, s->lead, r);
        char at_cond[24];
        if (values == NULL || !rep->used || cond == HINGE_ANY)
            continue;
        if (isfinite(value) && map->n <= HINGE_MAP_MOST)
            json_array_append_new(json_array_get(values, cond),
                                  json_string(hinge_page_val(s, s->lead, value)));
        snprintf(at_cond, sizeof at_cond, "%zu", cond);
        if (at[r] != HINGE_ANY && json_object_get(row, at_cond) == NULL)
            hinge_fact_number(row, at_cond, at[r]);
    }
    return data;
}
