/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map as facts of a page or a figure, with labels where they cover least. */
#include "page/pictures/drawn.h"

enum {
    LINES = 24,     /* people up to whom each has a thin line */
    PEOPLE = 3,     /* named as those whose bends differ */
    STEPS = 4,      /* levels that a label has all of, else the first and the last */
    MOST_SHARE = 60 /* percent, of a ray */
};

typedef struct hinge_map_point point;

/* --- what is drawn --- */

static struct hinge_page_point place(const struct hinge_page_map *map, point at)
{
    return (struct hinge_page_point){100 * at.x / map->x_max,
                                     100 * (map->y_max - at.y) / (map->y_max - map->y_min)};
}

/* "M0 0L113 -47": tenths of a degree, y down. */
static const char *path(struct hinge_cohort *s, const point *at, size_t n)
{
    struct hinge_text text = {0};
    for (size_t i = 0; i < n; i++)
        hinge_text_printf(&text, "%c%ld %ld", i == 0 ? 'M' : 'L', lround(10 * at[i].x),
                          lround(-10 * at[i].y));
    return hinge_text_to_arena(&text, &s->arena);
}

static const char *line_path(struct hinge_cohort *s, const struct hinge_map_bend *bend)
{
    const point ends[2] = {{0, 0}, hinge_map_end(bend)};
    return bend->drawn ? path(s, bend->line, HINGE_MAP_STEPS + 1) : path(s, ends, 2);
}

/* From one point to another in a drawing of 3 : 2. */
static point step_of(const struct hinge_page_map *map, point from, point to)
{
    const struct hinge_page_point a = place(map, from), b = place(map, to);
    return (point){1.5 * (b.x - a.x), b.y - a.y};
}

static struct turn *turn_of(struct hinge_cohort *s, point step, struct hinge_page_point at)
{
    return HINGE_FACTS_MAKE(s, turn, at, lround(atan2(step.y, step.x) * 180 / M_PI));
}

static struct numbers *numbers_of(struct hinge_cohort *s, const struct hinge_page_map *map,
                                  size_t group, size_t cond, const struct hinge_map_bend *bend,
                                  const struct hinge_page_mean *of)
{
    return !map->numbers
               ? NULL
               : HINGE_FACTS_MAKE(s, numbers, s->n_groups > 1 ? s->group[group].name : NULL,
                                  map->label[cond], bend->share, bend->depth,
                                  of != NULL ? bend->n : 0, of != NULL ? of->lo : (double)NAN,
                                  of != NULL ? of->hi : (double)NAN);
}

/* of: of a mean. */
static struct end end_of(struct hinge_cohort *s, const struct hinge_page_map *map, size_t group,
                         size_t cond, point from, const struct hinge_map_bend *bend,
                         const struct hinge_page_mean *of)
{
    const point arrow[2] = {from, hinge_map_end(bend)}, step = step_of(map, from, arrow[1]);
    const struct hinge_page_point nowhere = {(double)NAN, (double)NAN};
    const bool far = hypot(step.x, step.y) > 3 * hypot(1.5, 1); /* 3 % of the drawing */
    return (struct end){.i = cond,
                        .ln = line_path(s, bend),
                        .ar = cond > 0 ? path(s, arrow, 2) : NULL,
                        .at = place(map, arrow[1]),
                        .numbers = numbers_of(s, map, group, cond, bend, of),
                        .head = far ? turn_of(s, step, nowhere) : NULL};
}

/* "38% from the spine" */
static const char *share_text(struct hinge_cohort *s, double share)
{
    return hinge_page_text(s, "%s%s", hinge_page_val(s, s->lead, share),
                           hinge_page_from_where(s->lead));
}

static void add_people(struct hinge_cohort *s, const struct hinge_page_map *map,
                       struct drawn *facts)
{
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
        struct who *who = HINGE_FACTS_ADD(
            s, facts, people, who, .p = bend ? map->name[p] : s->person[p].id, .o = base > 0,
            .visit = bend && map->column != NULL ? hinge_page_text(s, "%zu", base + 1)
                                                 : NULL, /* circles of visits are told apart */
            .cls = s->group[g].cls, .mark = s->group[g].mark,
            .ln = map->n <= HINGE_MAP_MOST ? line_path(s, conds) : NULL,
            .at = place(map, hinge_map_end(conds)),
            .numbers = numbers_of(s, map, g, base, conds, NULL));
        struct hinge_text tip = {0};
        hinge_text_printf(&tip, bend ? "%s" : "%s, %s%s%s", who->p, s->group[g].name,
                          s->n_groups > 1 ? ", " : "", map->label[0]);
        hinge_text_printf(&tip, ": %s", share_text(s, conds->share));
        point from = hinge_map_end(conds);
        for (size_t c = 1; c < map->n_conds && map->n <= HINGE_MAP_MOST && !bend; c++) {
            const struct hinge_map_bend *other = &conds[c];
            if (other->n == 0)
                continue;
            *HINGE_FACTS_NEXT(s, who, cued) = end_of(s, map, g, c, from, other, NULL);
            hinge_text_printf(&tip, "; %s: %s", map->label[c], share_text(s, other->share));
            if (c >= map->n_base) /* of levels from one to the next */
                from = hinge_map_end(other);
        }
        who->t = hinge_text_to_arena(&tip, &s->arena);
    }
}

/* From where the arrow to a condition comes: of levels from the one before, else from the base. */
static const struct hinge_map_bend *before(const struct hinge_page_map *map, size_t group,
                                           size_t cond)
{
    const struct hinge_map_bend *base = &map->group[group * map->n_conds];
    size_t c = cond > map->n_base ? cond - 1 : 0;
    while (c > 0 && base[c].n == 0)
        c = c > map->n_base ? c - 1 : 0;
    return &base[c];
}

/* --- labels of the means --- */

/* "31%" where the means of all cues print alike, and there are two or more; else NULL. */
static const char *same_with_all(const struct hinge_page_map *map, size_t group)
{
    const char *same = NULL;
    for (size_t c = 1; c < map->n_conds; c++) {
        const size_t i = group * map->n_conds + c;
        const char *words = map->group[i].n > 0 ? map->printed[i].val : "";
        if (same != NULL && strcmp(same, words) != 0)
            return NULL;
        same = words;
    }
    return map->n_conds > 2 && map->column == NULL && *same != '\0' ? same : NULL;
}

/* A drawing on a screen or a phone, in cells: what a label there would cover. */
struct frame {
    double wide, high, letter; /* px */
    bool words;                /* at the dotted line */
    int nx, ny;
    double *cost;
};
enum { CELL = 6, ROW = 18, WORDS = 188 /* px */ };
/* Of a cell: of what may hardly be covered to what may. */
static const double NAMED = 50, TICKS = 10, THICK = 6, MARK = 1.5, RULE = .3, THIN = .15,
                    FAINT = .1;

static point to_px(const struct hinge_page_map *map, const struct frame *frame, point at)
{
    const struct hinge_page_point p = place(map, at);
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
    const int first = (int)fmax(0, floor((left - 4) / CELL)),
              last = (int)fmin(frame->nx - 1, floor((left + width + 4) / CELL)),
              bottom = (int)fmin(frame->ny - 1, floor((top + ROW + 1) / CELL));
    double cost = 0;
    for (int j = (int)fmax(0, floor((top - 2) / CELL)); j <= bottom; j++)
        for (int i = first; i <= last; i++)
            cost += frame->cost[j * frame->nx + i];
    return cost;
}

/* Where a label may stand, and how much it covers there. */
struct spot {
    double cost, left, top;
};

static void take(const struct frame *frame, const struct spot *at, double width)
{
    for (double y = at->top; y < at->top + ROW; y += CELL)
        for (double x = at->left; x < at->left + width; x += CELL)
            cover(frame, (point){x, y}, NAMED);
}

/* The name and the numbers of each group, where they cover least and are near its line. */
static struct label **add_labels(struct hinge_cohort *s, const struct hinge_page_map *map,
                                 struct frame *frame, struct drawn *facts, size_t *n_labels)
{
    struct label **labels = hinge_arena_alloc(&s->arena, s->n_groups, sizeof(struct label *));
    frame->nx = (int)(frame->wide / CELL) + 1;
    frame->ny = (int)(frame->high / CELL) + 1;
    frame->cost =
        hinge_arena_alloc(&s->arena, (size_t)frame->nx * (size_t)frame->ny, sizeof *frame->cost);
    /* what is drawn */
    const point origin = {0, 0};
    for (size_t i = 0; i < s->n_groups * map->n_conds; i++) {
        const size_t c = i % map->n_conds;
        const struct hinge_map_bend *mean = &map->group[i];
        const point end = hinge_map_end(mean), px = to_px(map, frame, end);
        if (mean->n == 0)
            continue;
        cover_line(map, frame, (point[]){hinge_map_end(before(map, i / map->n_conds, c)), end}, 2,
                   THICK);
        for (int k = -1; k <= 1; k++) /* its mark or head */
            cover(frame, (point){px.x + k * CELL, px.y}, THICK);
        if (c == 0)
            cover_line(map, frame, mean->line, HINGE_MAP_STEPS + 1, THICK);
    }
    for (size_t i = 0; i < map->n_who * map->n_conds; i++) {
        const struct hinge_map_bend *bend = &map->person[i],
                                    *base = &map->person[i - i % map->n_conds];
        if (bend->n == 0)
            continue;
        const point end = hinge_map_end(bend), px = to_px(map, frame, end);
        cover(frame, (point){px.x - 3, px.y}, MARK);
        cover(frame, (point){px.x + 3, px.y}, MARK);
        if (map->n <= HINGE_MAP_ARROWS && base->n > 0)
            cover_line(map, frame, (point[]){hinge_map_end(base), end}, 2, THIN);
        if (map->n <= LINES && i % map->n_conds == 0 && bend->drawn)
            cover_line(map, frame, bend->line, HINGE_MAP_STEPS + 1, THIN);
    }
    for (int share = 10; share <= MOST_SHARE; share += 10) {
        const double slope = share / (100. - share), x = fmin(map->x_max, map->y_max / slope);
        cover_line(map, frame, (point[]){origin, {x, slope * x}}, 2, FAINT);
    }
    for (size_t m = 0; m < facts->n_means; m++) {
        const struct turn *turn = facts->means[m]->notch;
        const struct hinge_page_point at = turn != NULL ? turn->at : (struct hinge_page_point){0};
        for (int k = -2; turn != NULL && k <= 2; k++)
            cover(frame, (point){at.x * frame->wide / 100, at.y * frame->high / 100 + 4 * k}, MARK);
    }
    const double limit_deg = hinge_tab_parameter(&s->tab, "limit.lumbar_deg");
    cover_line(map, frame, (point[]){{0, limit_deg}, {map->x_max, limit_deg}}, 2, RULE);
    for (double x = 0; x < frame->wide; x += CELL) /* below the axis are its ticks */
        for (double y = to_px(map, frame, origin).y; y < frame->high; y += CELL)
            cover(frame, (point){x, y}, TICKS);
    /* the words at the dotted line: at its right end above it, unless they cover less elsewhere */
    const double limit = to_px(map, frame, (point){0, limit_deg}).y;
    struct spot best = {.cost = INFINITY};
    for (double x = frame->wide - WORDS; x >= 0 && frame->words; x -= CELL)
        for (int below = 0; below < 2; below++) {
            const double y = below ? limit + 3 : limit - ROW - 3,
                         cost = covered(frame, x, below ? y + 4 : y - 4, WORDS) + .2 * below +
                                .004 * (frame->wide - WORDS - x);
            if (cost < best.cost)
                best = (struct spot){cost, x, y};
        }
    if (frame->words) {
        facts->limit->words.x = 100 * (best.left + WORDS) / frame->wide;
        facts->limit->below = best.top > limit;
        take(frame, &best, WORDS);
    }
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_map_bend *base = &map->group[g * map->n_conds];
        const struct hinge_page_printed *is = &map->printed[g * map->n_conds];
        const char *text = NULL, *same = same_with_all(map, g),
                   *name = s->n_groups > 1 ? s->group[g].brief : "";
        double width = INFINITY;
        if (base->n == 0)
            continue;
        /* "sedentary 38% → 31%": of more than STEPS levels, and where there is no room, the first
         * and the last */
        for (int all = 1; all >= 0 && width > frame->wide; all--) {
            text = hinge_page_text(s, "%s%s%s%s%s", name, *name != '\0' ? " " : "", is->val,
                                   same != NULL ? " → " : "", same != NULL ? same : "");
            for (size_t c = map->column != NULL ? map->n_base : 1;
                 c < map->n_conds && (map->n_conds == 2 || map->column != NULL); c++)
                if (base[c].n > 0 && (c + 1 == map->n_conds || (all && map->n_conds <= STEPS)))
                    text = hinge_page_text(s, "%s → %s", text, is[c].val);
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
        best.cost = INFINITY;
        for (double y = 0; y + ROW <= frame->high; y += CELL)
            for (double x = 0; x + width <= frame->wide; x += CELL) {
                double off = INFINITY;
                for (size_t i = 0; i < n; i++)
                    off = fmin(off, hypot(fmax(0, fmax(x - near[i].x, near[i].x - x - width)),
                                          fmax(0, fmax(y - near[i].y, near[i].y - y - ROW))));
                off *= 520 / frame->wide; /* a phone has less room */
                const double cost =
                    covered(frame, x, y, width) + .02 * fmax(0, off - 8) + .0005 * off * off;
                if (cost < best.cost)
                    best = (struct spot){cost, x, y};
            }
        if (!(best.cost < NAMED)) /* there is no room */
            continue;
        take(frame, &best, width);
        /* the end that keeps its place in a drawing of another width */
        const double middle = (best.left + width / 2) / frame->wide;
        const int end = middle < .35 ? 0 : middle < .65 ? 1 : 2;
        static const char *const anchor[] = {"start", "middle", "end"};
        labels[(*n_labels)++] =
            HINGE_FACTS_MAKE(s, label, .cls = s->group[g].cls,
                             .at = {100 * (best.left + end * width / 2) / frame->wide,
                                    100 * (best.top + ROW / 2.) / frame->high},
                             .anchor = anchor[end], .text = text);
    }
    return labels;
}

static struct drawn *draw(struct hinge_cohort *s, const struct hinge_page_map *map)
{
    const bool bends = map->name != NULL;
    struct drawn *facts = HINGE_FACTS_MAKE(
        s, drawn, .lines = map->n <= LINES, .small = map->n > HINGE_MAP_ARROWS,
        .grouped = s->n_groups > 1, .cues = map->n_conds > 1 && map->column == NULL,
        .many = map->n_conds > 2 && !bends && (map->column == NULL || map->n_base > 1),
        .numbered = bends && map->column != NULL, .base = map->label[0],
        .cue = map->n_conds == 2 ? map->label[1] : NULL);
    struct hinge_page_list means = {0};
    for (size_t i = 0; i < s->n_groups * map->n_conds; i++) {
        const char *span = map->printed[i].span;
        if (map->group[i].n > 0)
            HINGE_PAGE_LIST_ADD(s, &means,
                                "%s%s%s: %s from the spine (%s%s%sn" NBSP "=" NBSP "%zu)",
                                s->n_groups > 1 ? s->group[i / map->n_conds].name : "",
                                s->n_groups > 1 ? ", " : "", map->label[i % map->n_conds],
                                map->printed[i].val, span != NULL ? "95%" NBSP "CI " : "",
                                hinge_or_empty(span), span != NULL ? ", " : "", map->group[i].n);
    }
    facts->alt = hinge_page_text(s, "Map of the bends: hip to the right, spine upwards. %s",
                                 hinge_or_empty(hinge_page_join(s, &means, "; ")));
    if (map->column != NULL && map->n_conds > 1) { /* "before → after → later"; "dowel, after" */
        struct hinge_text steps = {0};
        for (size_t c = map->n_base > 1 ? 1 : 0; c < map->n_conds; c++)
            hinge_text_printf(&steps, "%s%s",
                              steps.length == 0                     ? ""
                              : map->n_base == 1 || c > map->n_base ? " → "
                                                                    : ", ",
                              map->label[c]);
        facts->steps = hinge_text_to_arena(&steps, &s->arena);
    }
    /* rays of shares, slants of depths, and the axes */
    const double x = map->x_max, y = map->y_max;
    facts->box = hinge_page_text(s, "0 %ld %ld %ld", lround(-10 * y), lround(10 * x),
                                 lround(10 * (y - map->y_min)));
    for (int share = 10; share <= MOST_SHARE; share += 10) {
        const double slope = share / (100. - share);
        const bool top = slope * x > y;
        const point line[2] = {{0, 0}, {top ? y / slope : x, top ? y : slope * x}};
        HINGE_FACTS_ADD(s, facts, rays, ray, path(s, line, 2), place(map, line[1]), top,
                        hinge_page_text(s, "%d%%", share), top && share == MOST_SHARE);
    }
    for (int at = 0; at <= x; at += 30) {
        const point line[2] = {{at, 0}, {fmax(0, at - y), fmin(at, y)}};
        if (at > 0)
            HINGE_FACTS_NEXT(s, facts, slants)->d = path(s, line, 2);
        HINGE_FACTS_ADD(s, facts, xticks, hinge_page_tick, place(map, line[0]).x, (double)NAN,
                        hinge_page_text(s, "%d°", at), false);
    }
    const int step = y - map->y_min <= 70 ? 10 : 20;
    for (int at = (int)(step * ceil(map->y_min / step)); at <= y; at += step)
        HINGE_FACTS_ADD(s, facts, yticks, hinge_page_tick, (double)NAN,
                        place(map, (point){0, at}).y,
                        hinge_page_text(s, "%s°", hinge_page_fixed(s, at, 0)), false);
    const double limit = hinge_tab_parameter(&s->tab, "limit.lumbar_deg");
    facts->axis0 = HINGE_FACTS_MAKE(s, axis, hinge_page_text(s, "M0 0H%ld", lround(10 * x)),
                                    place(map, (point){0, 0}).y);
    facts->limit =
        HINGE_FACTS_MAKE(s, limit,
                         hinge_page_text(s, "M0 %ldH%ld", lround(-10 * limit), lround(10 * x)),
                         place(map, (point){0, limit}), hinge_page_text(s, "%g°", limit), false);
    add_people(s, map, facts);
    for (size_t i = 0; i < s->n_groups * map->n_conds; i++) {
        const size_t g = i / map->n_conds, c = i % map->n_conds;
        const struct hinge_map_bend *mean = &map->group[i], *base = &map->group[g * map->n_conds];
        if (mean->n == 0 || base->n == 0)
            continue;
        const struct hinge_page_mean *of = &map->mean[i];
        /* the interval ends where the map does */
        const double d = mean->depth, low = fmax(of->lo, fmax(1 - map->x_max / d, map->y_min / d)),
                     high = fmin(of->hi, fmin(1, map->y_max / d));
        const point bar[2] = {{d * (1 - low), d * low}, {d * (1 - high), d * high}};
        struct mean *fact =
            HINGE_FACTS_ADD(s, facts, means, mean, .cls = s->group[g].cls, .mark = s->group[g].mark,
                            .base = c == 0,
                            .end = end_of(s, map, g, c, hinge_map_end(before(map, g, c)), mean, of),
                            .ci = c == 0 && isfinite(of->lo) ? path(s, bar, 2) : NULL);
        const double median = map->depth != NULL ? map->depth[i].median : (double)NAN;
        for (int k = 1; c == 0 && k <= HINGE_MAP_STEPS && base->drawn; k++) {
            const point a = base->line[k - 1], b = base->line[k];
            const double more = b.x + b.y - a.x - a.y;
            if (!(b.x + b.y >= median) || !(more > 0))
                continue;
            const double w = fmax(0, (median - a.x - a.y) / more);
            facts->notched = true;
            fact->notch =
                turn_of(s, step_of(map, a, b),
                        place(map, (point){a.x + w * (b.x - a.x), a.y + w * (b.y - a.y)}));
            break;
        }
    }
    return facts;
}

struct hinge_facts hinge_page_map_facts(struct hinge_cohort *s, const struct hinge_page_map *map)
{
    const bool bends = map->name != NULL;
    struct drawn *facts = draw(s, map);
    facts->in = bends ? hinge_page_bends_table(s, map->name)
                      : hinge_page_table(s, s->lead, HINGE_SCALE_ZERO, map);
    facts->labels =
        add_labels(s, map, &(struct frame){.wide = 520, .high = 347, .letter = 9, .words = true},
                   facts, &facts->n_labels);
    facts->narrow = add_labels(s, map, &(struct frame){.wide = 284, .high = 278, .letter = 8.4},
                               facts, &facts->n_narrow);
    struct hinge_page_list who = {0}, others = {0};
    for (size_t p = 0; p < s->n_people && !bends; p++)
        if (map->person[p * map->n_conds].n > 0 && map->uneven[p])
            hinge_page_list_add(s, &who, s->person[p].id);
    if (who.n > 0)
        facts->outlier =
            HINGE_FACTS_MAKE(s, outlier,
                             who.n <= PEOPLE ? hinge_page_listed(s, &who, "and")
                                             : hinge_page_text(s, "%zu people", who.n));
    for (size_t c = 1; c < map->n_conds && facts->many; c++)
        HINGE_FACTS_ADD(s, facts, choice, choice, c, map->label[c]);
    for (size_t g = 2; g < s->n_groups; g++)
        hinge_page_list_add(s, &others, s->group[g].name);
    if (s->page->tests->two && others.n > 0 && !bends)
        facts->described = HINGE_FACTS_MAKE(s, described, s->group[1].name, s->group[0].name,
                                            hinge_page_listed(s, &others, "and"), others.n > 1);
    return HINGE_FACTS_OF(s, drawn, facts);
}

/* --- a figure --- */

const struct drawn *hinge_page_map_figure(struct hinge_cohort *s, double width_mm)
{
    struct hinge_page_map *map = s->n_people > 0 ? hinge_page_map(s) : NULL;
    if (map == NULL)
        return NULL;
    enum { LAST = HINGE_PAGE_FRAMES - 1 };
    const double wide = 2 * hinge_map_width(width_mm),
                 ratio = (map->y_max - map->y_min) / map->x_max;
    map->numbers = true;
    struct drawn *facts = draw(s, map);
    facts->names = add_labels(
        s, map, &(struct frame){.wide = wide, .high = wide * fmin(2, fmax(.5, ratio)), .letter = 9},
        facts, &facts->n_names);
    if (width_mm >= HINGE_MAP_BODIES_MM) {
        /* Of each group at the start, half way and at the deepest. */
        size_t *rep = hinge_arena_alloc(&s->arena, s->n_groups, sizeof *rep), n = 0;
        bool *marked = hinge_arena_alloc(&s->arena, s->n_reps, sizeof *marked);
        for (size_t g = 0; g < s->n_groups; g++)
            if (map->body[g] != HINGE_ANY)
                marked[rep[n++] = map->body[g]] = true;
        hinge_page_find_bodies(s, rep, n);
        const struct hinge_map_bend *bend = hinge_map_lines(s, marked);
        for (size_t g = 0; g < s->n_groups; g++) {
            const size_t r = map->body[g];
            const struct hinge_page_body *found = r != HINGE_ANY ? hinge_page_body(s, r) : NULL;
            if (found == NULL)
                continue;
            struct body *body = HINGE_FACTS_ADD(
                s, facts, bodies, body, .group = s->n_groups > 1 ? s->group[g].brief : NULL,
                .p = map->name != NULL ? map->name[r] : s->person[s->rep[r].person].id,
                .cls = s->group[g].cls);
            const double part[] = {0, bend[r].drawn ? bend[r].half : .5, 1};
            for (size_t k = 0; k < sizeof part / sizeof *part; k++) { /* between two frames */
                const struct hinge_page_shape *shape = &s->page->shape[found->shape];
                const double time = found->high + part[k] * found->fall,
                             at = fmax(0, LAST * (time - found->from) / (found->to - found->from));
                const size_t j = (size_t)fmin(at, LAST - 1);
                double(*pose)[2] = hinge_arena_alloc(&s->arena, HINGE_PAGE_POINTS, sizeof *pose);
                for (size_t i = 0; i < 2 * shape->n_points; i++) {
                    const double a = found->frame[j][i / 2][i % 2],
                                 b = found->frame[j + 1][i / 2][i % 2];
                    pose[i / 2][i % 2] = a + fmin(1, at - (double)j) * (b - a);
                }
                *HINGE_FACTS_NEXT(s, body, poses) =
                    hinge_page_pose(s, shape, (const double(*)[2])pose);
            }
        }
    }
    return facts;
}

/* --- the data of the script, whose keys are people, bends and conditions --- */

HINGE_FACTS(pick, F(TEXT, p) F(TEXT, cls) F(NUMBER, k) F(TEXT, name))
HINGE_FACTS(data, F(WORDS, conds) F(JSON, groups) F(LIST, pick, pick) F(JSON, who) F(JSON, group)
                      F(JSON, reps) F(JSON, wide) F(REAL, xm) F(REAL, ym) F(REAL, y0)
                          F(NUMBER, ghost) F(JSON, one))

struct hinge_facts hinge_page_map_data(struct hinge_cohort *s, const struct hinge_page_map *map,
                                       const size_t *at)
{
    const bool one = map->name != NULL; /* of one person `one` has the condition of each bend */
    struct data data = {
        .conds = map->label,
        .n_conds = map->n_conds,
        .groups = json_array(),
        .who = json_object(),
        .group = json_object(),
        .reps = json_object(),
        .wide = json_array(),
        .xm = map->x_max,
        .ym = map->y_max,
        .y0 = map->y_min,
        /* the other body of a chosen person: with the first cue, or at the last level */
        .ghost = map->column != NULL ? map->n_conds - 1 : 1,
        .one = one ? json_object() : NULL};
    for (size_t g = 0; g < s->n_groups; g++) {
        const char *name = one               ? s->person[0].id
                           : s->n_groups > 1 ? s->group[g].brief
                                             : NULL,
                   *cls = one ? "g0" : s->group[g].cls;
        const size_t r = map->body[g];
        const char *p = r == HINGE_ANY ? NULL : one ? map->name[r] : s->person[s->rep[r].person].id;
        if (map->group[g * map->n_conds].n > 0)
            json_array_append_new(data.groups,
                                  json_pack("[s,s]", name != NULL ? name : "everybody", cls));
        if (p != NULL && at[r] != HINGE_ANY)
            HINGE_FACTS_ADD(s, &data, pick, pick, p, cls, at[r], name != NULL ? name : "Everybody");
    }
    for (size_t i = 0; i < map->n_who * map->n_conds && one; i++) {
        const size_t r = i / map->n_conds;
        if (map->person[i].n == 0)
            continue;
        json_object_set_new(data.group, map->name[r], json_pack("[s,s]", s->person[0].id, "g0"));
        json_object_set_new(data.one, map->name[r], json_string(map->label[i % map->n_conds]));
        if (at[r] != HINGE_ANY)
            json_object_set_new(data.who, map->name[r], json_pack("{s:I}", "0", (json_int_t)at[r]));
    }
    for (size_t p = 0; p < s->n_people && !one; p++) {
        const char *id = s->person[p].id;
        if (map->person[p * map->n_conds].n == 0)
            continue;
        json_object_set_new(data.group, id,
                            json_pack("[s,s]",
                                      s->n_groups > 1 ? s->group[s->person[p].group].name : "",
                                      hinge_page_class(s, p)));
        if (map->uneven[p])
            json_array_append_new(data.wide, json_string(id));
        json_object_set_new(data.who, id, json_object());
        json_t *values = json_array();
        for (size_t c = 0; c < map->n_conds; c++)
            json_array_append_new(values, json_array());
        json_object_set_new(data.reps, id, values);
    }
    for (size_t r = 0; r < s->n_reps && !one; r++) {
        const struct hinge_cohort_rep *rep = &s->rep[r];
        const size_t cond = map->at[rep->trial];
        const char *id = s->person[rep->person].id;
        json_t *values = json_object_get(data.reps, id), *row = json_object_get(data.who, id);
        const double value = hinge_cohort_rep_value(s, s->lead, r);
        char at_cond[24];
        if (values == NULL || !rep->used || cond == HINGE_ANY)
            continue;
        if (isfinite(value) && map->n <= HINGE_MAP_MOST)
            json_array_append_new(json_array_get(values, cond),
                                  json_string(hinge_page_val(s, s->lead, value)));
        snprintf(at_cond, sizeof at_cond, "%zu", cond);
        if (at[r] != HINGE_ANY && json_object_get(row, at_cond) == NULL)
            json_object_set_new(row, at_cond, json_integer((json_int_t)at[r]));
    }
    return HINGE_FACTS_OF(s, data, &data);
}
