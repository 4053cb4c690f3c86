/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page/pictures/pictures.h"

#include "view/view.h"

typedef struct hinge_map_point point;

/* --- bends --- */

point hinge_map_end(const struct hinge_map_bend *bend)
{
    return (point){bend->depth * (1 - bend->share), bend->depth * bend->share};
}

/* The mean of n lines of which the line is the sum; a small linear part brings its end to the mark.
 */
static void average(struct hinge_map_bend *bend, size_t n)
{
    point *line = bend->line;
    const point end = hinge_map_end(bend), off = {end.x - line[HINGE_MAP_STEPS].x / (double)n,
                                                  end.y - line[HINGE_MAP_STEPS].y / (double)n};
    for (int k = 0; k <= HINGE_MAP_STEPS; k++)
        line[k] = (point){line[k].x / (double)n + off.x * k / HINGE_MAP_STEPS,
                          line[k].y / (double)n + off.y * k / HINGE_MAP_STEPS};
    bend->drawn = true;
}

static void add_line(point *sum, const point *line)
{
    for (int k = 0; k <= HINGE_MAP_STEPS; k++) {
        sum[k].x += line[k].x;
        sum[k].y += line[k].y;
    }
}

/* Lines of repetitions, and where they end. */
struct lines {
    point *end;
    struct hinge_map_bend *bend;
};

/* A descent at equal parts of its depth, from 0 to the excursions that the analysis gives; none
 * where it has gaps, or hardly any depth. */
static void use_descent(void *context, size_t r, const double *const *values)
{
    enum { LAST = HINGE_CURVE_POINTS - 1 };
    const struct lines *lines = context;
    const double *hip = values[0], *spine = values[1];
    const point end = lines->end[r];
    point *line = lines->bend[r].line, at[HINGE_CURVE_POINTS];
    for (int i = 0; i <= LAST; i++) {
        at[i] = (point){hip[i] - hip[0], spine[i] - spine[0]};
        if (!isfinite(at[i].x) || !isfinite(at[i].y))
            return;
    }
    const double all = at[LAST].x + at[LAST].y;
    if (!(all > 5))
        return;
    for (int k = 0, i = 1; k <= HINGE_MAP_STEPS; k++) {
        const double part = (double)k / HINGE_MAP_STEPS, depth = part * all;
        while (i < LAST && at[i].x + at[i].y < depth)
            i++;
        const point a = at[i - 1], b = at[i];
        const double step = b.x + b.y - a.x - a.y,
                     w = step > 0 ? fmin(1, fmax(0, (depth - a.x - a.y) / step)) : 0;
        if (2 * k == HINGE_MAP_STEPS)
            lines->bend[r].half = (i - 1 + w) / LAST;
        line[k].x = a.x + w * (b.x - a.x) + part * (end.x - at[LAST].x);
        line[k].y = a.y + w * (b.y - a.y) + part * (end.y - at[LAST].y);
    }
    line[0] = (point){0, 0};
    line[HINGE_MAP_STEPS] = end;
    lines->bend[r].drawn = true;
}

const struct hinge_map_bend *hinge_map_lines(struct hinge_cohort *s, const bool *marked)
{
    static const char *const signal[] = {"hip_flex", "lumbar_flex"};
    const struct hinge_quantity *hip = hinge_page_metric(s, "hip_excursion_deg", "descent"),
                                *spine = hinge_page_metric(s, "lumbar_excursion_deg", "descent");
    size_t *at = hinge_page_places(s, hinge_results_rows(s->tab.reader));
    const struct lines lines = {hinge_arena_alloc(&s->arena, s->n_reps, sizeof *lines.end),
                                hinge_arena_alloc(&s->arena, s->n_reps, sizeof *lines.bend)};
    for (size_t r = 0; r < s->n_reps; r++) {
        if (!marked[r])
            continue;
        lines.end[r] =
            (point){hinge_cohort_rep_value(s, hip, r), hinge_cohort_rep_value(s, spine, r)};
        if (isfinite(lines.end[r].x) && isfinite(lines.end[r].y))
            at[s->rep[r].row] = r;
    }
    hinge_tab_curves(&s->tab, "descent_by_time", signal, 2, at, use_descent, (void *)&lines);
    return lines.bend;
}

static void make_room(struct hinge_cohort *s, struct hinge_page_map *map)
{
    const size_t cells = s->n_groups * map->n_conds;
    map->label = hinge_arena_alloc(&s->arena, map->n_conds + 1, sizeof *map->label);
    map->phrase = hinge_arena_alloc(&s->arena, map->n_conds + 1, sizeof *map->phrase);
    map->person = hinge_arena_alloc(&s->arena, map->n_who * map->n_conds + 1, sizeof *map->person);
    map->group = hinge_arena_alloc(&s->arena, cells, sizeof *map->group);
    map->cell = hinge_arena_alloc(&s->arena, cells, sizeof *map->cell);
    map->mean = hinge_arena_alloc(&s->arena, cells, sizeof *map->mean);
    map->printed = hinge_arena_alloc(&s->arena, cells, sizeof *map->printed);
    map->body = hinge_arena_alloc(&s->arena, s->n_groups, sizeof *map->body);
    map->uneven = hinge_arena_alloc(&s->arena, map->n_who + 1, sizeof *map->uneven);
}

/* Of one person each bend stands where a person does, in its own condition. */
static void find_bends(struct hinge_cohort *s, struct hinge_page_map *map)
{
    const struct hinge_page_sessions sessions = hinge_page_sessions(s, s->lead);
    const bool by_session = sessions.n > 1;
    map->n_who = s->n_main;
    map->column = by_session ? "session" : NULL;
    map->n_conds = by_session ? sessions.n : s->n_cues;
    map->n_base = by_session ? 1 : s->n_cues;
    map->name = hinge_arena_alloc(&s->arena, s->n_main + 1, sizeof *map->name);
    make_room(s, map);
    bool *marked = hinge_arena_alloc(&s->arena, s->n_reps, sizeof *marked);
    for (size_t r = 0; r < s->n_main; r++)
        marked[r] = sessions.n > 0 && s->rep[r].used;
    const struct hinge_map_bend *drawn = hinge_map_lines(s, marked);
    for (size_t c = 0; sessions.n > 0 && c < map->n_conds; c++) {
        const struct hinge_cohort_bends_of bends =
            by_session ? sessions.bends[c]
                       : hinge_cohort_bends_of(s, s->lead, HINGE_ANY, HINGE_ANY, c);
        const char *session = by_session ? s->session[sessions.session[c]] : "";
        map->label[c] = by_session ? hinge_page_session_name(s, session) : s->cue[c].label;
        map->phrase[c] = by_session ? hinge_page_in_session(s, session) : s->cue[c].phrase;
        for (size_t i = 0; i < bends.n; i++) {
            const size_t r = bends.rep[i];
            struct hinge_map_bend *bend = &map->person[r * map->n_conds + c];
            bend->share = bends.value[i];
            bend->depth = hinge_cohort_rep_value(s, s->outcome[HINGE_OUT_DEPTH], r);
            bend->n = isfinite(bend->depth) ? 1 : 0;
            if (bend->n == 0)
                continue;
            map->name[r] = hinge_page_text(s, "%s, bend %d", map->label[c], s->rep[r].number);
            for (size_t k = 0; k < i; k++) /* of a further recording */
                if (map->name[bends.rep[k]] != NULL &&
                    strcmp(map->name[bends.rep[k]], map->name[r]) == 0)
                    map->name[r] = hinge_page_text(s, "%s, bend %d of %s", map->label[c],
                                                   s->rep[r].number, s->trial[s->rep[r].trial].id);
            bend->drawn = drawn[r].drawn;
            memcpy(bend->line, drawn[r].line, sizeof bend->line);
            map->n += c == 0;
        }
        map->mean[c] = (struct hinge_page_mean){0, bends.mean, (double)NAN, (double)NAN};
    }
    map->body[0] = hinge_page_first(s);
}

/* What is compared with the base: after practice and later, or other loads; or else the cues, and
 * behind them other sessions without one. */
static void find_conditions(struct hinge_cohort *s, struct hinge_page_map *map)
{
    const bool practice = s->page->changes[HINGE_PAGE_PRACTICE].column != NULL,
               apart = practice || s->page->changes[HINGE_PAGE_LOADS].to != NULL,
               visits = s->page->changes[HINGE_PAGE_SESSIONS].to != NULL;
    struct hinge_page_list levels = {0};
    size_t cue = 0;
    while (practice && cue + 1 < s->n_conditions && !hinge_page_is_uncued(s, cue))
        cue++;
    map->column = apart && !practice ? "load_kg" : practice || visits ? "stage" : NULL;
    map->n_base = apart ? 1 : s->n_cues;
    const struct hinge_page_list all =
        hinge_page_levels(s, map->column != NULL ? map->column : "stage", cue);
    for (size_t i = apart ? 0 : 1; i < all.n && map->column != NULL; i++)
        if (*all.item[i] != '\0' &&
            strcmp(all.item[i], hinge_stage_name(HINGE_STAGE_PRACTICE)) != 0)
            hinge_page_list_add(s, &levels, all.item[i]);
    const size_t from = apart ? 0 : s->n_cues; /* the first level */
    map->n_who = s->n_people;
    map->n_conds = from + levels.n;
    map->at = hinge_arena_alloc(&s->arena, s->n_trials + 1, sizeof *map->at);
    make_room(s, map);
    for (size_t t = 0; t < s->n_trials; t++) {
        const struct hinge_cohort_trial *trial = &s->trial[t];
        const char *here = levels.n > 0 ? hinge_page_level_of(s, trial, map->column, cue) : NULL;
        const size_t level = here != NULL ? hinge_name_at(levels.item, levels.n, here) : levels.n;
        map->at[t] = level < levels.n          ? from + level
                     : from > 0 && trial->main ? trial->cue
                                               : HINGE_ANY;
    }
    for (size_t c = 0; c < map->n_conds; c++) {
        const bool level = c >= from;
        const char *at = level ? levels.item[c - from] : NULL;
        const struct hinge_quantity *deep = s->outcome[HINGE_OUT_DEPTH];
        const double *share = level ? hinge_page_values_at(s, s->lead, map->column, at, cue) : NULL,
                     *depth = level ? hinge_page_values_at(s, deep, map->column, at, cue) : NULL;
        map->phrase[c] = !level     ? s->cue[c].phrase
                         : from > 0 ? hinge_cohort_stage(s, at)
                         : practice ? at
                                    : hinge_page_text(s, "%s" NBSP "kg", at);
        map->label[c] = !level ? s->cue[c].label : hinge_cohort_stage_name(map->phrase[c]);
        for (size_t p = 0; p < s->n_people; p++) {
            struct hinge_map_bend *bend = &map->person[p * map->n_conds + c];
            bend->share = level ? share[p] : hinge_cohort_value(s, s->lead, p, c);
            bend->depth = level ? depth[p] : hinge_cohort_value(s, deep, p, c);
            bend->n = hinge_cohort_is_of(s, p, HINGE_ANY, 0) && isfinite(bend->share) &&
                      isfinite(bend->depth) && s->person[p].group != HINGE_ANY;
            map->n += c == 0 && bend->n > 0;
        }
    }
}

/* The person of each group who is nearest to its mean in share and depth, each in SDs, of those
 * with the fewest unusual faults: by the repetition at baseline that is nearest to their mean
 * share. */
static void find_bodies(struct hinge_cohort *s, struct hinge_page_map *map)
{
    size_t *middle = hinge_page_places(s, s->n_people);
    for (size_t r = 0; r < s->n_main; r++) {
        const size_t p = s->rep[r].person;
        const double mean = map->person[p * map->n_conds].share,
                     distance = fabs(hinge_cohort_rep_value(s, s->lead, r) - mean);
        if (map->at[s->rep[r].trial] == 0 && s->rep[r].used && isfinite(distance) &&
            (middle[p] == HINGE_ANY ||
             distance < fabs(hinge_cohort_rep_value(s, s->lead, middle[p]) - mean)))
            middle[p] = r;
    }
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_cohort_cell shares = hinge_cohort_cell(s, s->lead, 0, g, 0),
                                       depth = hinge_cohort_cell(s, s->outcome[HINGE_OUT_DEPTH], 0,
                                                                 g, 0);
        const double sd[2] = {fmax(1e-6, hinge_stats_sd(shares.value, shares.n)),
                              fmax(1e-6, hinge_stats_sd(depth.value, depth.n))};
        const struct hinge_map_bend *mean = &map->group[g * map->n_conds];
        const size_t *unusual = hinge_page_unusual(s, g);
        double off = INFINITY;
        map->body[g] = HINGE_ANY;
        for (size_t p = 0; p < s->n_people; p++) {
            const struct hinge_map_bend *of = &map->person[p * map->n_conds];
            const size_t r = middle[p];
            if (of->n == 0 || r == HINGE_ANY || !hinge_cohort_is_of(s, p, g, 0))
                continue;
            const double far = pow((of->share - mean->share) / sd[0], 2) +
                               pow((of->depth - mean->depth) / sd[1], 2) + 1e6 * (double)unusual[r];
            if (far < off) {
                off = far;
                map->body[g] = r;
            }
        }
    }
}

struct hinge_page_map *hinge_page_map(struct hinge_cohort *s)
{
    if (!s->spine || s->n_cues == 0)
        return NULL;
    struct hinge_page_map *map = hinge_arena_alloc(&s->arena, 1, sizeof *map);
    /* 0 to 90 by 0 to 60 degrees in every report, unless something needs more */
    *map = (struct hinge_page_map){.x_max = 90, .y_max = 60};
    if (s->one_person)
        find_bends(s, map);
    else
        find_conditions(s, map);
    if (map->n == 0)
        return NULL;
    const size_t cells = map->n_who * map->n_conds;
    if (!s->one_person && map->n <= HINGE_MAP_MOST) {
        /* lines of people: means of their repetitions */
        size_t *n = hinge_arena_alloc(&s->arena, cells, sizeof *n);
        bool *marked = hinge_arena_alloc(&s->arena, s->n_reps, sizeof *marked);
        for (size_t r = 0; r < s->n_reps; r++) {
            const size_t cond = map->at[s->rep[r].trial];
            marked[r] = cond != HINGE_ANY && s->rep[r].used &&
                        map->person[s->rep[r].person * map->n_conds + cond].n > 0;
        }
        const struct hinge_map_bend *bend = hinge_map_lines(s, marked);
        for (size_t r = 0; r < s->n_reps; r++) {
            if (!bend[r].drawn)
                continue;
            const size_t at = s->rep[r].person * map->n_conds + map->at[s->rep[r].trial];
            add_line(map->person[at].line, bend[r].line);
            n[at]++;
        }
        for (size_t i = 0; i < cells; i++)
            if (n[i] > 0)
                average(&map->person[i], n[i]);
    }
    /* Means of groups, and what answers say of them: of people as the tables have them, of one
     * person those of its bends, of which recordings count alike. */
    double *share = hinge_arena_alloc(&s->arena, map->n_who + 1, sizeof *share);
    for (size_t i = 0; i < s->n_groups * map->n_conds; i++) {
        const size_t g = i / map->n_conds, c = i % map->n_conds;
        struct hinge_map_bend *mean = &map->group[i];
        size_t lines = 0;
        for (size_t p = 0; p < map->n_who; p++) {
            const struct hinge_map_bend *bend = &map->person[p * map->n_conds + c];
            share[p] = bend->share;
            if (bend->n == 0 || !(s->one_person || hinge_cohort_is_of(s, p, g, 0)))
                continue;
            mean->n++;
            mean->share += (bend->share - mean->share) / (double)mean->n;
            mean->depth += (bend->depth - mean->depth) / (double)mean->n;
            lines += bend->drawn;
            if (bend->drawn)
                add_line(mean->line, bend->line);
        }
        if (s->one_person) {
            mean->share = mean->n > 0 ? map->mean[i].m : 0;
        } else {
            map->cell[i] = hinge_page_cell_of(s, share, g);
            map->mean[i] =
                hinge_page_mean(s, s->lead, map->cell[i].value, map->cell[i].n, INFINITY);
        }
        map->printed[i] = hinge_page_print_mean(s, s->lead, map->mean[i]);
        const point end = hinge_map_end(mean); /* without any line all that is known */
        for (int k = 0; lines == 0 && k <= HINGE_MAP_STEPS; k++)
            mean->line[k] = (point){end.x * k / HINGE_MAP_STEPS, end.y * k / HINGE_MAP_STEPS};
        average(mean, lines > 0 ? lines : 1);
    }
    for (size_t i = 0; i < (map->n_who + s->n_groups) * map->n_conds; i++) {
        const struct hinge_map_bend *bend = i < cells ? &map->person[i] : &map->group[i - cells];
        for (int k = bend->drawn ? 0 : HINGE_MAP_STEPS; bend->n > 0 && k <= HINGE_MAP_STEPS; k++) {
            const point at = bend->drawn ? bend->line[k] : hinge_map_end(bend);
            map->x_max = fmax(map->x_max, 5 * ceil((at.x + 3) / 5));
            map->y_max = fmax(map->y_max, 5 * ceil((at.y + 2) / 5));
            map->y_min = fmin(map->y_min, at.y < -1 ? floor(at.y) : 0);
        }
    }
    if (s->one_person)
        return map;
    map->depth = hinge_page_depth_cells(s, map->at, map->n_conds);
    find_bodies(s, map);
    /* of whom bends of one recording at baseline differ by 15 points */
    for (size_t t = 0; t < s->n_trials; t++) {
        const struct hinge_cohort_trial *trial = &s->trial[t];
        double low = INFINITY, high = -INFINITY;
        for (size_t r = trial->first; r < trial->first + trial->n && map->at[t] == 0; r++) {
            const double x = s->rep[r].used ? hinge_cohort_rep_value(s, s->lead, r) : (double)NAN;
            low = fmin(low, x); /* which pass over NaN */
            high = fmax(high, x);
        }
        if (100 * (high - low) >= HINGE_UNEVEN)
            map->uneven[trial->person] = true;
    }
    return map;
}
