/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People over the sessions of practice, over other sessions, or over loads: a line a person, means
 * and intervals of the groups. The practised task first, then others. Values are those of
 * hinge-table summary by participant, task, session and cue, or load. */
#include "base/sample.h"
#include "page/pictures/map.h"
#include "people/people.h"
#include "result/words.h"
#include "table/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of a panel: all that is drawn at one place. */
struct column {
    const char *session; /* of practice */
    const char *label;   /* else */
    size_t cue;
    int stage; /* enum hinge_stage */
    double at, x;
};

struct panel {
    const char *task;
    size_t n;
    struct column *column;
    double *value; /* [person][column]; NaN: too few repetitions */
};

struct over {
    struct hinge_cohort *s;
    bool practice;
    struct hinge_people
        *people; /* of practice: a participant is a person in a task, session, cue */
    size_t n;    /* panels */
    struct panel *panel;
    struct hinge_axis axis;
};

static int by_place(const void *a, const void *b)
{
    const struct column *p = a, *q = b;
    if (p->stage != q->stage)
        return p->stage < q->stage ? -1 : 1;
    const int order = hinge_level_compare(p->session, q->session);
    if (order != 0)
        return order;
    return (p->cue > q->cue) - (p->cue < q->cue);
}

/* The recording of a participant that is drawn; NULL: it is of none that is shown. */
static const struct hinge_cohort_trial *trial_of(const struct over *o, size_t i)
{
    const struct hinge_grouped *grouped = &o->people->grouped;
    if (grouped->from[i] == grouped->from[i + 1])
        return NULL;
    const size_t t = o->s->trial_at[grouped->recording[grouped->from[i]]];
    const struct hinge_cohort_trial *trial = t != HINGE_ANY ? &o->s->trial[t] : NULL;
    const bool shown = trial != NULL && trial->usable && trial->kind == 0 &&
                       !isnan(o->people->person[i].mean) &&
                       o->s->person[trial->person].group != HINGE_ANY;
    return shown ? trial : NULL;
}

/* Of a group in a column of a panel. */
static struct hinge_page_mean mean_at(struct hinge_cohort *s, const struct panel *p, size_t g,
                                      size_t c)
{
    const struct hinge_cohort_cell cell = hinge_page_cell_of(s, p->value + c, p->n, g);
    return hinge_page_mean(s, cell.value, cell.n);
}

/* The levels of a condition without a cue in one panel; loads are as far apart as their
 * kilograms, sessions equally. */
static void find_levels(struct over *o, const char *column)
{
    struct hinge_cohort *s = o->s;
    const struct hinge_page_list all = hinge_page_levels(s, column, 0);
    const bool load = strcmp(column, "load_kg") == 0;
    struct hinge_page_list levels = {0};
    struct panel *p = o->panel = hinge_arena_alloc(&s->arena, 1, sizeof *p);
    for (size_t i = 0; i < all.n; i++)
        if (*all.item[i] != '\0')
            hinge_page_list_add(s, &levels, all.item[i]);
    hinge_levels_sort(levels.item, levels.n);
    p->n = levels.n;
    p->column = hinge_arena_alloc(&s->arena, p->n + 1, sizeof *p->column);
    p->value = hinge_arena_alloc(&s->arena, s->n_people * p->n + 1, sizeof *p->value);
    for (size_t c = 0; c < p->n; c++) {
        const double *value = hinge_page_values_at(s, s->lead, column, levels.item[c], 0),
                     kg = strtod(levels.item[c], NULL);
        for (size_t i = 0; i < s->n_people; i++)
            p->value[i * p->n + c] = s->person[i].group == HINGE_ANY ? (double)NAN : value[i];
        p->column[c] = (struct column){
            .session = "",
            .label = load ? hinge_page_text(s, "%g" NBSP "kg", kg)
                          : hinge_cohort_stage_name(hinge_cohort_stage(s, levels.item[c])),
            .stage = HINGE_STAGES,
            .at = load ? kg : (double)c};
    }
    o->n = p->n > 1;
}

/* The practised task, that of the main cell, is the first panel. Sessions are equally far apart,
 * the cues of one near each other. */
static void find_tasks(struct over *o)
{
    struct hinge_cohort *s = o->s;
    struct hinge_page_list tasks = {0};
    hinge_page_list_add(s, &tasks, hinge_table_word(&s->tab.trials, "task", s->main));
    for (size_t i = 0; i < o->people->grouped.n; i++) {
        const struct hinge_cohort_trial *trial = trial_of(o, i);
        if (trial != NULL)
            hinge_page_list_add(s, &tasks, hinge_cohort_trial_text(s, trial, "task"));
    }
    o->panel = hinge_arena_alloc(&s->arena, tasks.n, sizeof *o->panel);
    for (size_t k = 0; k < tasks.n; k++) {
        struct panel *p = &o->panel[o->n];
        *p = (struct panel){.task = tasks.item[k],
                            .column = hinge_arena_alloc(&s->arena, o->people->grouped.n + 1,
                                                        sizeof *p->column)};
        for (int pass = 0; pass < 2; pass++) {
            for (size_t i = 0; i < o->people->grouped.n; i++) {
                const struct hinge_cohort_trial *trial = trial_of(o, i);
                if (trial == NULL ||
                    strcmp(hinge_cohort_trial_text(s, trial, "task"), p->task) != 0)
                    continue;
                const char *session = s->session[trial->session];
                const enum hinge_stage stage = hinge_stage_of(session);
                const struct column column = {.session = session,
                                              .cue = trial->cue,
                                              .stage = stage != HINGE_STAGE_NONE ? (int)stage
                                                                                 : HINGE_STAGES};
                size_t c = 0;
                while (c < p->n && by_place(&p->column[c], &column) != 0)
                    c++;
                if (c == p->n)
                    p->column[p->n++] = column;
                if (pass == 1)
                    p->value[trial->person * p->n + c] = o->people->person[i].mean;
            }
            if (pass == 1 || p->n < 2)
                break;
            qsort(p->column, p->n, sizeof *p->column, by_place);
            p->value = hinge_arena_alloc(&s->arena, s->n_people * p->n, sizeof *p->value);
            for (size_t i = 0; i < s->n_people * p->n; i++)
                p->value[i] = (double)NAN;
            for (size_t c = 1; c < p->n; c++)
                p->column[c].at =
                    p->column[c - 1].at +
                    (strcmp(p->column[c].session, p->column[c - 1].session) == 0 ? .42 : 1);
        }
        o->n += p->n > 1;
    }
}

static double height(const struct over *o, double share)
{
    return round(1e4 - 100 * hinge_page_x(&o->axis, share)) / 100;
}

static const char *place_words(const struct over *o, const struct column *c)
{
    struct hinge_cohort *s = o->s;
    if (!o->practice)
        return c->label;
    char *copy = hinge_arena_strdup(&s->arena, c->session);
    for (char *p = copy; *p != '\0'; p++)
        *p = (char)(*p == '_' ? ' ' : *p);
    return copy;
}

/* --- what is drawn --- */

#define SHADE(X) X(PLACE, x) X(PLACE, w) X(PLACE, mid) X(TEXT, words)
HINGE_FACTS(shade, SHADE)
#define WHO(X) X(TEXT, p) X(TEXT, cls) X(TEXT, d) X(TEXT, t)
HINGE_FACTS(who, WHO)
#define DOT(X)                                                                                     \
    X(PLACE, x) X(PLACE, y) X(PLACE, y1) X(PLACE, y2) X(FLAG, o) X(TEXT, mark) X(TEXT, label)      \
        X(TEXT, name) X(NUMBER, column) X(PLACE, at) X(FLAG, left)
HINGE_FACTS(dot, DOT)
#define GROUP(X) X(TEXT, cls) X(TEXT, d) X(PLACE, y0) X(LIST, dot, dots)
HINGE_FACTS(group, GROUP)
#define FRAME(X)                                                                                   \
    X(TEXT, task) X(TEXT, by) X(FLAG, transfer) X(LIST, hinge_page_tick, ticks)                    \
        X(LIST, hinge_page_tick, yticks) X(ONE, shade, shade) X(LIST, who, people)                 \
            X(LIST, group, groups)
HINGE_FACTS(frame, FRAME)
#define LINES(X) X(TEXT, what) X(FLAG, practice) X(FLAG, two) X(TEXT, open) X(LIST, frame, panels)
HINGE_FACTS(lines, LINES)

static void add_ticks(const struct over *o, const struct panel *p, struct frame *frame)
{
    struct hinge_cohort *s = o->s;
    for (size_t c = 0; c < p->n; c++) {
        size_t last = c;
        while (o->practice && last + 1 < p->n &&
               strcmp(p->column[last + 1].session, p->column[c].session) == 0)
            last++;
        const char *words = place_words(o, &p->column[c]),
                   *number = hinge_level_number(p->column[c].session,
                                                hinge_stage_name(HINGE_STAGE_PRACTICE));
        *HINGE_FACTS_NEXT(s, frame, ticks) = (struct hinge_page_tick){
            .x = (p->column[c].x + p->column[last].x) / 2,
            .y = (double)NAN,
            .label = number != NULL && *number != '\0' ? hinge_page_text(s, "%s", number) : words};
        c = last;
    }
    const struct hinge_page_ticks up = hinge_page_ticks(s, &o->axis, true, 100, 0);
    frame->yticks = up.ticks;
    frame->n_yticks = up.n_ticks;
    size_t from = 0;
    while (from < p->n && p->column[from].stage != HINGE_STAGE_PRACTICE)
        from++;
    size_t to = from;
    struct hinge_page_list with = {0};
    for (; to < p->n && p->column[to].stage == HINGE_STAGE_PRACTICE; to++)
        hinge_page_list_add(s, &with, s->cue[p->column[to].cue].phrase);
    if (!o->practice || to == from)
        return;
    const double left = p->column[from].x, right = p->column[to - 1].x;
    /* beside "practice", if they fit: 7 px a letter of 540 */
    const char *words = hinge_page_listed(s, &with, "and");
    frame->shade = HINGE_FACTS_MAKE(
        s, shade, left - 3, right - left + 6, (left + right) / 2,
        7. * (double)strlen(words) + 70 <= 5.4 * (right - left + 6) ? words : NULL);
}

static void add_person(const struct over *o, const struct panel *p, size_t person,
                       struct frame *frame)
{
    struct hinge_cohort *s = o->s;
    struct hinge_text line = {0}, tip = {0};
    size_t n = 0;
    hinge_text_printf(&tip, "%s%s%s", s->person[person].id, s->n_groups > 1 ? ", " : "",
                      s->n_groups > 1 ? s->group[s->person[person].group].name : "");
    for (size_t c = 0; c < p->n; c++) {
        const double share = p->value[person * p->n + c];
        if (isnan(share))
            continue;
        hinge_text_printf(&line, "%c%.2f %.2f", n++ == 0 ? 'M' : 'L', p->column[c].x,
                          height(o, share));
        hinge_text_printf(&tip, "%s%s %s", n == 1 ? ": " : ", ", place_words(o, &p->column[c]),
                          hinge_page_val(s, s->lead, share));
    }
    const char *d = hinge_text_to_arena(&line, &s->arena),
               *t = hinge_text_to_arena(&tip, &s->arena);
    if (n > 1)
        *HINGE_FACTS_NEXT(s, frame, people) =
            (struct who){s->person[person].id, hinge_page_class(s, person), d, t};
}

/* Means of a group, with a label at each but those under a cue in practice. */
static void add_group(const struct over *o, const struct panel *p, size_t g, bool first,
                      struct frame *frame)
{
    struct hinge_cohort *s = o->s;
    struct hinge_text line = {0};
    struct group group = {.cls = s->group[g].cls};
    for (size_t c = 0; c < p->n; c++) {
        const struct hinge_page_mean of = mean_at(s, p, g, c);
        if (of.n == 0)
            continue;
        const bool cued = o->practice && !hinge_page_is_uncued(s, p->column[c].cue),
                   named = first && group.n_dots == 0 && s->n_groups > 1;
        hinge_text_printf(&line, "%c%.2f %.2f", line.length == 0 ? 'M' : 'L', p->column[c].x,
                          height(o, of.m));
        *HINGE_FACTS_NEXT(s, &group, dots) = (struct dot){
            .x = round(p->column[c].x * 100 + HINGE_PAGE_TIE) / 100, /* where it is drawn */
            .y = height(o, of.m),
            .y1 = height(o, of.lo),
            .y2 = height(o, of.hi),
            .o = cued,
            .mark = s->group[g].mark,
            .label = cued ? NULL : hinge_page_val(s, s->lead, of.m),
            .name = named ? s->group[g].brief : NULL,
            .column = c};
    }
    group.d = hinge_text_to_arena(&line, &s->arena);
    if (group.n_dots > 0) {
        group.y0 = group.dots[0]->y;
        *HINGE_FACTS_NEXT(s, frame, groups) = group;
    }
}

/* A label stands on the side from which the line turns away, but not near the mean of another
 * group: then that of the highest above, the others below. */
static void place_label(const struct frame *frame, size_t g, size_t d, bool narrow)
{
    enum { NEAR = 12, STEP = 2, CLOSE = 15 }; /* per cent of the height; of the width */
    struct dot *const *dots = frame->groups[g]->dots, *dot = dots[d],
                      *next = d + 1 < frame->groups[g]->n_dots ? dots[d + 1] : NULL;
    const double turn = next != NULL ? next->y - dot->y : 0;
    double above = INFINITY, below = INFINITY; /* how far other groups are */
    for (size_t i = 0; i < frame->n_groups; i++)
        for (size_t e = 0; i != g && e < frame->groups[i]->n_dots; e++) {
            const struct dot *other = frame->groups[i]->dots[e];
            const double far = dot->y - other->y;
            if (other->column != dot->column)
                continue;
            /* of two at one height the first is the higher */
            if (far > 0 || (far == 0 && i < g))
                above = fmin(above, far);
            else
                below = fmin(below, -far);
        }
    const bool falls = turn > STEP && above > NEAR, rises = turn < -STEP && below > NEAR,
               up = falls || (!rises && isinf(above));
    /* clear of its own line, where this turns to the label's side */
    const double far = next != NULL ? next->x - dot->x : 100,
                 letters = dot->name != NULL ? 5 + (double)strlen(dot->name) : 4,
                 wide = 8 * letters / (narrow ? 5 : 8.4),
                 toward = fmax(0, up ? -turn : turn) * fmin(1, wide / far) * 3.4;
    dot->at = up ? -9 - fmin(toward, 24) : 20 + fmin(toward, 24);
    /* where the next label is near, it stands to the left, on the side from which the line does
     * not come */
    dot->left = d > 0 && far < CLOSE && next != NULL && next->label != NULL;
    if (dot->left)
        dot->at = dots[d - 1]->y > dot->y ? -9 : 20;
}

struct hinge_facts hinge_page_over(struct hinge_cohort *s, size_t which)
{
    const struct hinge_measure *measure = hinge_cohort_measure(s, s->lead);
    const bool practice = which == HINGE_PAGE_PRACTICE;
    if (measure == NULL || s->tab.status != HINGE_OK)
        return (struct hinge_facts){0};
    struct over o = {.s = s, .practice = practice};
    if (practice) {
        o.people = hinge_tab_people(&s->tab, "participant,task,session,cue", "stage");
        hinge_people_means(o.people, measure);
        if (s->tab.status == HINGE_OK)
            find_tasks(&o);
    } else {
        find_levels(&o, s->page->changes[which].column);
    }
    if (o.n == 0)
        return (struct hinge_facts){0};
    /* of people, and of intervals of means, which may reach further */
    size_t room = 1, n = 0;
    for (size_t k = 0; k < o.n; k++)
        room += (s->n_people + 2 * s->n_groups) * o.panel[k].n;
    double *value = hinge_arena_alloc(&s->arena, room, sizeof *value);
    for (size_t k = 0; k < o.n; k++) {
        const struct panel *p = &o.panel[k];
        memcpy(value + n, p->value, s->n_people * p->n * sizeof *value);
        n += s->n_people * p->n;
        for (size_t i = 0; i < s->n_groups * p->n; i++) {
            const struct hinge_page_mean of = mean_at(s, p, i / p->n, i % p->n);
            value[n++] = of.lo;
            value[n++] = of.hi;
        }
    }
    o.axis = hinge_page_axis(s->lead, value, n, 5, HINGE_SCALE_ZERO);
    struct lines facts = {.what = practice && !s->spine ? s->lead->heading : NULL,
                          .practice = practice,
                          .two = o.n > 1};
    struct hinge_page_list with = {0};
    for (size_t k = 0; k < o.n && practice; k++)
        for (size_t c = 0; c < o.panel[k].n; c++)
            if (!hinge_page_is_uncued(s, o.panel[k].column[c].cue))
                hinge_page_list_add(s, &with, s->cue[o.panel[k].column[c].cue].phrase);
    facts.open = hinge_page_listed(s, &with, "or");
    for (size_t k = 0; k < o.n; k++) {
        struct panel *p = &o.panel[k];
        char words[80];
        struct frame *frame = HINGE_FACTS_NEXT(s, &facts, panels);
        const double first = p->column[0].at, span = p->column[p->n - 1].at - first;
        for (size_t c = 0; c < p->n; c++)
            p->column[c].x = 6 + 84 * (p->column[c].at - first) / (span > 0 ? span : 1);
        if (practice)
            frame->task =
                hinge_page_text(s, "%s", hinge_wording_cell("task", p->task, words, sizeof words));
        frame->by = which == HINGE_PAGE_LOADS ? "From the spine, by load" : NULL;
        frame->transfer = k > 0;
        add_ticks(&o, p, frame);
        for (size_t i = 0; i < s->n_people; i++)
            if (hinge_cohort_is_of(s, i, HINGE_ANY, 0))
                add_person(&o, p, i, frame);
        for (size_t g = 0; g < s->n_groups; g++)
            add_group(&o, p, g, k == 0, frame);
        for (size_t g = 0; g < frame->n_groups; g++)
            for (size_t d = 0; d < frame->groups[g]->n_dots; d++)
                place_label(frame, g, d, o.n > 1);
    }
    return HINGE_FACTS_OF(s, lines, &facts);
}

/* --- one person --- */

struct hinge_page_visit_line hinge_page_line_of_visits(struct hinge_cohort *s,
                                                       const struct hinge_page_sessions *of,
                                                       const char *const *name,
                                                       const char *const *date)
{
    enum { TOP = 26, BOTTOM = 118, LEFT = 14, RIGHT = 90, WIDE = 620, NARROW = 320, LETTER = 7 };
    double *all = hinge_arena_alloc(&s->arena, s->n_reps, sizeof *all);
    size_t n = 0, longest = 4;
    for (size_t i = 0; i < of->n; i++) {
        memcpy(all + n, of->bends[i].value, of->bends[i].n * sizeof *all);
        n += of->bends[i].n;
        for (int k = 0; k < 2; k++) {
            const char *words = k == 0 ? name[i] : date != NULL ? date[i] : "";
            longest = strlen(words) > longest ? strlen(words) : longest;
        }
    }
    const struct hinge_axis axis =
        hinge_page_axis(s->lead, all, n, 3, s->spine ? HINGE_SCALE_ZERO : 0);
    const double gap = (double)(RIGHT - LEFT) / (double)(of->n - 1), high = (BOTTOM - TOP) / 100.,
                 need = 100. * LETTER * (double)(longest + 1);
    const size_t every = (size_t)ceil(need / WIDE / gap), rare = (size_t)ceil(need / NARROW / gap);
    struct hinge_page_visit_line facts = {.lean = !s->spine,
                                          .ticks = hinge_page_ticks(s, &axis, true, BOTTOM, TOP)};
    double x = LEFT, before = 0;
    for (size_t i = 0; i < of->n; i++, x += gap) {
        const struct hinge_cohort_bends_of *bends = &of->bends[i];
        const double sd = hinge_stats_sd(bends->value, bends->n),
                     y = BOTTOM - high * hinge_page_x(&axis, bends->mean),
                     wide = fmin(1.1, gap / 2 / (double)bends->n);
        struct hinge_page_visit *visit = HINGE_FACTS_NEXT(s, &facts, each);
        double top = y - 6;
        *visit = (struct hinge_page_visit){.x = x,
                                           .y = y,
                                           .name = name[i],
                                           .value = hinge_page_val(s, s->lead, bends->mean),
                                           .said_ = (of->n - 1 - i) % every == 0,
                                           .rare = (of->n - 1 - i) % rare != 0,
                                           .date = date != NULL ? date[i] : NULL,
                                           .sep = i + 1 < of->n ? ", " : ""};
        for (size_t k = 0; k < bends->n; k++) {
            const double at = BOTTOM - high * hinge_page_x(&axis, bends->value[k]);
            *HINGE_FACTS_NEXT(s, visit, dots) =
                (struct hinge_page_point){x + wide * ((double)k - (double)(bends->n - 1) / 2), at};
            top = fmin(top, at - 3);
        }
        if (!isnan(sd)) {
            const double size = 100 * high * sd / (axis.high - axis.low);
            visit->band = HINGE_FACTS_MAKE(s, hinge_page_visit_band, y - size, y + size);
            top = fmin(top, y - size);
        }
        visit->above = top - 6;
        if (i > 0)
            *HINGE_FACTS_NEXT(s, &facts, run) =
                (struct hinge_page_visit_run){x - gap, before, x, y};
        before = y;
    }
    return facts;
}

#define VISIT(X) X(TEXT, name) X(TEXT, words) X(REAL, mean) X(JSON, bends)
HINGE_FACTS(visit, VISIT)
#define VISITS(X) X(TEXT, what) X(REAL, scale) X(REAL, span) X(LIST, visit, visits)
HINGE_FACTS(visits, VISITS)

struct hinge_facts hinge_page_visits_figure(struct hinge_cohort *s)
{
    struct hinge_page_sessions of;
    if (!s->one_person || !hinge_page_sessions(s, &of) || of.n < 2)
        return (struct hinge_facts){0};
    struct visits facts = {s->lead->heading, s->lead->scale, s->lead->span, NULL, 0};
    for (size_t i = 0; i < of.n; i++) {
        json_t *bends = json_array();
        for (size_t k = 0; k < of.bends[i].n; k++)
            json_array_append_new(bends, json_real(of.bends[i].value[k]));
        *HINGE_FACTS_NEXT(s, &facts, visits) =
            (struct visit){hinge_page_session_name(s, s->session[of.session[i]]),
                           hinge_page_val(s, s->lead, of.bends[i].mean), of.bends[i].mean, bends};
    }
    return HINGE_FACTS_OF(s, visits, &facts);
}
