/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer, one shape for every design: everybody and the means of what is compared, over its
 * conditions, and each difference with its interval. Its numbers are those of the record; the
 * figure `answer` draws them for papers and for the page. */
#include "page/pictures/map.h"

#include "base/sample.h"
#include "people/people.h"
#include "result/words.h"

#include <hinge/figure.h>
#include <hinge/requests.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the left side is over: levels of a change, sessions of one person, or cues. */
struct over {
    const struct hinge_page_changes *changes; /* NULL: cues, or sessions */
    size_t n;                                 /* conditions */
    const char **level, **label;
    struct hinge_page_sessions sessions; /* n 0: it is not over these */
};

/* NaN is null. */
static json_t *real(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

/* The change that the title names: one that is asked, or, where no cue is, one that is described.
 */
static const struct hinge_page_changes *changes_of(const struct hinge_cohort *s)
{
    static const int order[] = {HINGE_PAGE_PRACTICE, HINGE_PAGE_SESSIONS, HINGE_PAGE_LOADS};
    for (int described = 0; described < (s->n_cues > 1 ? 1 : 2); described++)
        for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
            const struct hinge_page_changes *of = &s->page->changes[order[i]];
            if (of->to != NULL && of->described == (described == 1) &&
                hinge_page_changes_row(s, of, 0) != NULL)
                return of;
        }
    return NULL;
}

/* The outcome that the title compares: of one cue beside nothing else its planned one. */
static const struct hinge_quantity *compared(const struct hinge_cohort *s)
{
    const struct hinge_page_tests *t = s->page->tests;
    const struct hinge_quantity *of_cue =
        t->n_cues == 1 && !t->two && t->pairs.all == 0 && changes_of(s) == NULL ? t->cue[0].outcome
                                                                                : NULL;
    return s->one_person ? s->lead : of_cue != NULL ? of_cue : s->planned;
}

static const char *level_name(struct hinge_cohort *s, const char *column, const char *level)
{
    return strcmp(column, "load_kg") == 0 ? hinge_page_text(s, "%g" NBSP "kg", strtod(level, NULL))
                                          : hinge_cohort_stage_name(hinge_cohort_stage(s, level));
}

static struct over find_over(struct hinge_cohort *s)
{
    struct over o = {.changes = s->one_person ? NULL : changes_of(s)};
    struct hinge_page_list levels = {0};
    if (o.changes != NULL) {
        const struct hinge_page_list all = hinge_page_levels(s, o.changes->column, o.changes->cue);
        for (size_t i = 0; i < all.n; i++)
            if (*all.item[i] != '\0')
                hinge_page_list_add(s, &levels, all.item[i]);
        hinge_levels_sort(levels.item, levels.n);
    } else if (s->one_person && hinge_page_sessions(s, &o.sessions) && o.sessions.n < 2) {
        o.sessions.n = 0;
    }
    o.level = levels.item;
    o.n = o.changes != NULL ? levels.n : o.sessions.n > 0 ? o.sessions.n : s->n_cues;
    o.label = hinge_arena_alloc(&s->arena, o.n + 1, sizeof *o.label);
    for (size_t c = 0; c < o.n; c++)
        o.label[c] = o.changes != NULL ? level_name(s, o.changes->column, o.level[c])
                     : o.sessions.n > 0
                         ? hinge_page_session_name(s, s->session[o.sessions.session[c]])
                     : s->n_cues > 1 || !hinge_page_is_uncued(s, 0) ? s->cue[c].label
                                                                    : "";
    return o;
}

/* Everybody under every condition; of one person every bend under its own. */
static json_t *people_of(struct hinge_cohort *s, const struct over *o)
{
    json_t *people = json_array();
    if (s->one_person) {
        for (size_t c = 0; c < o->n; c++) {
            const struct hinge_cohort_bends_of bends =
                o->sessions.n > 0 ? o->sessions.bends[c]
                                  : hinge_cohort_bends_of(s, compared(s), HINGE_ANY, HINGE_ANY, c);
            for (size_t i = 0; i < bends.n; i++) {
                json_t *value = json_array();
                for (size_t k = 0; k < o->n; k++)
                    json_array_append_new(value, real(k == c ? bends.value[i] : (double)NAN));
                json_array_append_new(
                    people, json_pack("{s:s,s:i,s:o}", "p",
                                      hinge_page_text(s, "%s, bend %zu", o->label[c], i + 1), "g",
                                      0, "v", value));
            }
        }
        return people;
    }
    const double **at = hinge_arena_alloc(&s->arena, o->n + 1, sizeof(double *));
    for (size_t c = 0; c < o->n && o->changes != NULL; c++)
        at[c] =
            hinge_page_values_at(s, compared(s), o->changes->column, o->level[c], o->changes->cue);
    for (size_t p = 0; p < s->n_people; p++) {
        json_t *value = json_array();
        size_t n = 0;
        for (size_t c = 0; c < o->n; c++) {
            const double v =
                o->changes != NULL ? at[c][p] : hinge_cohort_value(s, compared(s), p, c);
            n += isfinite(v) ? 1 : 0;
            json_array_append_new(value, real(v));
        }
        if (n > 0 && s->person[p].group != HINGE_ANY && hinge_cohort_is_of(s, p, HINGE_ANY, 0))
            json_array_append_new(people, json_pack("{s:s,s:i,s:o}", "p", s->person[p].id, "g",
                                                    (int)s->person[p].group, "v", value));
        else
            json_decref(value);
    }
    return people;
}

/* The mean of each group in each condition: of people with its interval, of bends with their SD. */
static json_t *means_of(struct hinge_cohort *s, const struct over *o, const json_t *people)
{
    const size_t n_groups = s->one_person ? 1 : s->n_groups;
    struct hinge_page_mean *mean = hinge_arena_alloc(&s->arena, n_groups * o->n + 1, sizeof *mean);
    double *value = hinge_arena_alloc(&s->arena, json_array_size(people) + 1, sizeof *value),
           widest = 0;
    for (size_t i = 0; i < n_groups * o->n; i++) {
        size_t n = 0, k;
        const json_t *who;
        json_array_foreach(people, k, who)
        {
            const json_t *v = json_array_get(json_object_get(who, "v"), i % o->n);
            if (json_integer_value(json_object_get(who, "g")) == (json_int_t)(i / o->n) &&
                json_is_real(v))
                value[n++] = json_real_value(v);
        }
        mean[i] = hinge_page_mean(s, value, n);
        if (s->one_person) {
            const double sd = hinge_stats_sd(value, n);
            mean[i].m = o->sessions.n > 0
                            ? o->sessions.bends[i].mean
                            : hinge_cohort_bends_of(s, compared(s), HINGE_ANY, HINGE_ANY, i).mean;
            mean[i].lo = mean[i].m - sd;
            mean[i].hi = mean[i].m + sd;
        }
        widest = fmax(widest, mean[i].hi - mean[i].lo);
    }
    json_t *list = json_array();
    for (size_t i = 0; i < n_groups * o->n; i++)
        if (mean[i].n > 0)
            json_array_append_new(
                list, json_pack("{s:i,s:i,s:i,s:o,s:o,s:o,s:s}", "g", (int)(i / o->n), "c",
                                (int)(i % o->n), "n", (int)mean[i].n, "m", real(mean[i].m), "lo",
                                real(mean[i].lo), "hi", real(mean[i].hi), "text",
                                s->one_person ? hinge_page_val(s, compared(s), mean[i].m)
                                              : hinge_page_print(s, compared(s), widest, mean[i].m,
                                                                 mean[i].lo, mean[i].hi)
                                                    .val));
    return list;
}

/* A row of the right side; of a group (ANY: of a difference). */
static void add_row(struct hinge_cohort *s, json_t *rows, const char *name, size_t group,
                    bool within, double widest, double value, double low, double high, double n)
{
    const struct hinge_page_printed is = hinge_page_print(s, compared(s), widest, value, low, high);
    const char *size = is.with_sign;
    if (is.change != NULL && strlen(is.change) < strlen(size)) /* the head has the unit */
        size = hinge_page_text(s, "%.*s", (int)(strlen(size) - strlen(is.change)), size);
    if (isfinite(value))
        json_array_append_new(
            rows,
            json_pack("{s:s,s:i,s:b,s:o,s:o,s:o,s:i,s:s}", "name", name, "g",
                      group == HINGE_ANY ? -1 : (int)group, "within", within, "m", real(value),
                      "lo", real(low), "hi", real(high), "n", (int)hinge_page_n(n), "text",
                      is.span != NULL ? hinge_page_text(s, "%s (%s)", size, is.span) : size));
}

static const char *against(struct hinge_cohort *s, const struct hinge_planned_outcome *row)
{
    return hinge_page_text(s, "%s against %s",
                           s->group[hinge_cohort_group_of(s, row->level[0])].name,
                           s->group[hinge_cohort_group_of(s, row->level[1])].name);
}

/* The change of each group, then each difference of changes; or of everybody the change. */
static void add_changes(struct hinge_cohort *s, const struct hinge_page_changes *of, json_t *rows)
{
    const struct hinge_planned_outcome *row;
    bool *done = hinge_arena_alloc(&s->arena, s->n_groups + 1, sizeof *done);
    for (size_t i = 0; (row = hinge_page_changes_row(s, of, i)) != NULL; i++)
        for (size_t k = 0; k < 2 && !row->paired; k++) {
            const size_t g = hinge_cohort_group_of(s, row->level[k]);
            if (!done[g] && row->n[k] > 0)
                add_row(s, rows, s->group[g].name, g, true, row->widest, row->mean[k], row->low[k],
                        row->high[k], row->n[k]);
            done[g] = done[g] || row->n[k] > 0;
        }
    for (size_t i = 0; (row = hinge_page_changes_row(s, of, i)) != NULL; i++)
        add_row(s, rows,
                row->paired ? hinge_page_text(s, "%s against %s", level_name(s, of->column, of->to),
                                              level_name(s, of->column, of->from))
                            : against(s, row),
                HINGE_ANY, row->paired, row->widest, row->diff.value, row->diff.low, row->diff.high,
                row->diff.n);
}

static json_t *rows_of(struct hinge_cohort *s, const struct over *o)
{
    const struct hinge_page_tests *t = s->page->tests;
    json_t *rows = json_array();
    if (o->changes != NULL) {
        add_changes(s, o->changes, rows);
        if (o->changes < &s->page->changes[HINGE_PAGE_LOADS] &&
            hinge_page_changes_row(s, &s->page->changes[HINGE_PAGE_LATER], 0) != NULL &&
            hinge_page_changes_row(s, &s->page->changes[HINGE_PAGE_LATER], 0)->paired)
            add_changes(s, &s->page->changes[HINGE_PAGE_LATER], rows);
        return rows;
    }
    for (size_t i = 1; i < o->sessions.n; i++) /* of one person: against the first session */
        add_row(s, rows, hinge_page_text(s, "%s against %s", o->label[i], o->label[0]), HINGE_ANY,
                true, (double)NAN, o->sessions.bends[i].mean - o->sessions.bends[0].mean,
                (double)NAN, (double)NAN, 1);
    if (t->two)
        add_row(s, rows, against(s, t->lead), HINGE_ANY, false, t->lead->widest,
                t->lead->diff.value, t->lead->diff.low, t->lead->diff.high, t->lead->diff.n);
    for (size_t i = 0; i < t->pairs.all; i++)
        add_row(s, rows, against(s, t->pair[i]), HINGE_ANY, false, t->pair[i]->widest,
                t->pair[i]->diff.value, t->pair[i]->diff.low, t->pair[i]->diff.high,
                t->pair[i]->diff.n);
    for (size_t c = 1; c < s->n_cues && o->sessions.n == 0; c++) {
        const struct hinge_planned_outcome *row = hinge_page_row_of(s, compared(s), c, 0);
        const struct hinge_page_cue_row one = {.cue = c, .outcome = compared(s)};
        if (!s->one_person)
            add_row(s, rows, s->cue[c].label, HINGE_ANY, true, row->widest, row->diff.value,
                    row->diff.low, row->diff.high, row->diff.n);
        else
            add_row(s, rows, s->cue[c].label, HINGE_ANY, true, (double)NAN,
                    hinge_page_person_change(s, &one).mean, (double)NAN, (double)NAN, 1);
    }
    return rows;
}

/* What one person's value varies: the minimal detectable change where measuring again was declared,
 * else what bends of a person and condition vary (hinge_page_bends_limit). */
static double limit_of(struct hinge_cohort *s, const struct over *o, bool *again)
{
    struct hinge_page_bends_pool pool = {0};
    double mdc = o->changes != NULL ? o->changes->mdc : hinge_page_mdc(s, compared(s));
    mdc = isnan(mdc) || !(mdc > 0) ? hinge_page_mdc(s, compared(s)) : mdc;
    *again = mdc > 0;
    const size_t n_cues = o->changes != NULL || o->sessions.n > 0 ? 1 : s->n_cues;
    for (size_t p = 0; p < s->n_people && !*again; p++)
        for (size_t c = 0; c < n_cues && hinge_cohort_is_of(s, p, HINGE_ANY, 0); c++)
            for (size_t i = 0; i < s->n_sessions; i++) {
                const struct hinge_cohort_bends_of bends =
                    hinge_cohort_bends_of(s, compared(s), p, i, c);
                hinge_page_bends_add(&pool, &bends);
            }
    return *again ? mdc : hinge_page_bends_limit(&pool);
}

json_t *hinge_page_answer_numbers(struct hinge_cohort *s)
{
    if (s->n_people == 0)
        return NULL;
    const struct over o = find_over(s);
    json_t *people = people_of(s, &o);
    if (json_array_size(people) == 0) {
        json_decref(people);
        return NULL;
    }
    json_t *conds = json_array(), *groups = json_array(), *rows = rows_of(s, &o);
    for (size_t c = 0; c < o.n; c++)
        json_array_append_new(conds, json_string(o.label[c]));
    for (size_t g = 0; g < s->n_groups; g++) /* the colour of a group is that of its class */
        json_array_append_new(groups, json_pack("{s:s,s:i}", "name",
                                                s->n_groups > 1 ? s->group[g].brief : "", "look",
                                                s->one_person ? 0 : s->group[g].cls[1] - '0'));
    bool again;
    const double limit = limit_of(s, &o, &again);
    const bool within = o.changes != NULL || o.n > 1; /* some row is of changes of people */
    json_t *means = means_of(s, &o, people);
    const char *unit = strcmp(compared(s)->change, " points") == 0 ? "percentage points"
                       : strcmp(compared(s)->change, "°") == 0     ? "degrees"
                                                                   : compared(s)->change;
    bool spans = false; /* some row has an interval */
    for (size_t i = 0; i < json_array_size(rows); i++)
        spans = spans || json_is_real(json_object_get(json_array_get(rows, i), "lo"));
    return json_pack(
        "{s:s,s:s,s:s,s:f,s:f,s:o,s:s,s:b,s:b,s:o,s:o,s:o,s:o,s:o}", "what", compared(s)->heading,
        "head",
        hinge_page_text(s, "%s (%s)%s",
                        o.changes != NULL && !hinge_page_changes_row(s, o.changes, 0)->paired
                            ? hinge_page_text(s, "Change from %s to %s",
                                              level_name(s, o.changes->column, o.changes->from),
                                              level_name(s, o.changes->column, o.changes->to))
                        : s->one_person || o.changes != NULL ? "Change"
                                                             : "Difference",
                        unit + strspn(unit, " "), spans ? ", 95% CI" : ""),
        "change", compared(s)->change, "scale", compared(s)->scale, "span", compared(s)->span,
        "limit", real(within ? limit : (double)NAN), "vary",
        again ? "what measuring again changes" : "what one person’s bends vary", "one",
        s->one_person, "nobody", s->nobody, "conds", conds, "groups", groups, "people", people,
        "means", means, "rows", rows);
}

/* --- the picture of the page --- */

#define BODY(X) X(TEXT, cls) X(TEXT, value) X(TEXT, label) X(ANY, stick)
HINGE_FACTS(body, BODY)
#define ANSWER(X)                                                                                  \
    X(TEXT, people_svg) X(TEXT, narrow_svg) X(TEXT, rows_svg) X(LIST, body, bodies) X(TEXT, who)
HINGE_FACTS(answer, ANSWER)

/* A part of the figure for a page; NULL: it could not be drawn. */
static const char *part_of(struct hinge_cohort *s, json_t *numbers, const char *part, double mm)
{
    const struct hinge_page_request *r = s->page->request;
    struct hinge_error why = {0};
    cleared_by(hinge_figure_clear) struct hinge_figure_result figure = {0};
    json_object_set_new(numbers, "part", json_string(part));
    char *facts = json_dumps(numbers, 0);
    const struct hinge_figure_request request = {.results = r->results,
                                                 .opened = r->opened,
                                                 .figure = "answer",
                                                 .facts = facts,
                                                 .width_mm = mm};
    const char *svg = NULL;
    if (hinge_figure_draw(&request, &figure, &why) == HINGE_OK)
        svg =
            hinge_page_text(s, "<svg%s", strstr(figure.svg, " viewBox=")); /* as wide as there is */
    free(facts);
    return svg;
}

static void add_body(struct hinge_cohort *s, struct answer *answer, size_t rep, const char *cls,
                     const char *value, const char *label, struct hinge_page_list *who)
{
    const struct hinge_facts stick =
        rep != HINGE_ANY ? hinge_page_stick(s, rep) : (struct hinge_facts){0};
    if (stick.facts == NULL)
        return;
    *HINGE_FACTS_NEXT(s, answer, bodies) = (struct body){cls, value, label, stick};
    hinge_page_list_add(s, who, s->person[s->rep[rep].person].id);
}

/* The repetition of a person at a level of a change whose value is nearest to their mean. */
static size_t rep_at(struct hinge_cohort *s, const struct over *o, size_t person, const char *level)
{
    size_t best = HINGE_ANY;
    double off = (double)INFINITY;
    const double mean =
        hinge_page_values_at(s, compared(s), o->changes->column, level, o->changes->cue)[person];
    for (size_t r = 0; r < s->n_reps; r++) {
        const char *its = s->rep[r].person == person && s->rep[r].used
                              ? hinge_page_level_of(s, &s->trial[s->rep[r].trial],
                                                    o->changes->column, o->changes->cue)
                              : NULL;
        const double far = its != NULL && strcmp(its, level) == 0
                               ? fabs(hinge_cohort_rep_value(s, compared(s), r) - mean)
                               : (double)NAN;
        if (far < off) {
            off = far;
            best = r;
        }
    }
    return best;
}

/* Of a change the person whose change is nearest to the mean of the group that changed more, before
 * and after. */
static void add_changed(struct hinge_cohort *s, const struct over *o, struct answer *answer,
                        struct hinge_page_list *who)
{
    const char *end[2] = {o->changes->from, o->changes->to};
    const double *at[2];
    double *change = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *change), most = -1;
    size_t group = 0, person = HINGE_ANY;
    for (size_t k = 0; k < 2; k++)
        at[k] = hinge_page_values_at(s, compared(s), o->changes->column, end[k], o->changes->cue);
    for (size_t p = 0; p < s->n_people; p++)
        change[p] = at[1][p] - at[0][p];
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_cohort_cell cell = hinge_page_cell_of(s, change, 1, g);
        const double mean = hinge_stats_mean(cell.value, cell.n);
        if (!(fabs(mean) > most))
            continue;
        most = fabs(mean);
        group = g;
        double off = (double)INFINITY;
        for (size_t i = 0; i < cell.n; i++)
            if (fabs(cell.value[i] - mean) < off) {
                off = fabs(cell.value[i] - mean);
                person = cell.person[i];
            }
    }
    for (size_t k = 0; k < 2 && person != HINGE_ANY; k++) {
        const char *level = level_name(s, o->changes->column, end[k]);
        add_body(s, answer, rep_at(s, o, person, end[k]), s->group[group].cls,
                 hinge_page_val(s, compared(s), at[k][person]),
                 s->n_groups > 1 ? hinge_page_text(s, "%s, %s", s->group[group].name, level)
                                 : level,
                 who);
    }
}

/* Two bodies: the bends nearest to the means. Of one group the person with the least and with the
 * most, of one person the first and the last session. */
static void add_bodies(struct hinge_cohort *s, const struct over *o, struct answer *answer)
{
    struct hinge_page_list who = {0};
    if (o->changes != NULL) {
        add_changed(s, o, answer, &who);
    } else if (s->one_person) {
        struct hinge_page_sessions of;
        const bool any = hinge_page_sessions(s, &of);
        for (size_t i = 0; any && i < of.n; i = i == 0 && of.n > 1 ? of.n - 1 : of.n)
            add_body(s, answer, hinge_page_nearest(s, HINGE_ANY, of.session[i], of.bends[i].mean),
                     "g0", hinge_page_val(s, compared(s), of.bends[i].mean),
                     of.n > 1 ? hinge_page_session_name(s, s->session[of.session[i]]) : "", &who);
    } else {
        double end[2] = {(double)INFINITY, -(double)INFINITY};
        for (size_t g = 0; g < s->n_groups; g++) {
            const struct hinge_cohort_cell cell = hinge_cohort_cell(s, compared(s), 0, g, 0);
            const double mean = hinge_stats_mean(cell.value, cell.n);
            for (size_t i = 0; i < cell.n; i++) {
                end[0] = fmin(end[0], s->n_groups > 1 ? mean : cell.value[i]);
                end[1] = fmax(end[1], s->n_groups > 1 ? mean : cell.value[i]);
            }
        }
        for (size_t k = 2; k-- > 0 && end[0] <= end[1];)
            for (size_t g = 0; g < s->n_groups; g++) {
                const struct hinge_cohort_cell cell = hinge_cohort_cell(s, compared(s), 0, g, 0);
                const bool here =
                    s->n_groups == 1 || hinge_stats_mean(cell.value, cell.n) == end[k];
                if (here)
                    add_body(s, answer, hinge_page_nearest(s, g, HINGE_ANY, end[k]),
                             s->group[g].cls, hinge_page_val(s, compared(s), end[k]),
                             s->n_groups > 1 ? s->group[g].name
                             : k == 0        ? "the least"
                                             : "the most",
                             &who);
            }
    }
    answer->who = hinge_page_listed(s, &who, "and");
}

struct hinge_facts hinge_page_answer_picture(struct hinge_cohort *s)
{
    enum { WIDE_MM = 102, NARROW_MM = 60, ROWS_MM = 61 };
    json_auto_t *numbers = hinge_page_answer_numbers(s);
    if (numbers == NULL)
        return (struct hinge_facts){0};
    const struct over o = find_over(s);
    struct answer answer = {.people_svg = part_of(s, numbers, "people", WIDE_MM),
                            .narrow_svg = part_of(s, numbers, "people", NARROW_MM)};
    if (json_array_size(json_object_get(numbers, "rows")) > 0)
        answer.rows_svg = part_of(s, numbers, "rows", ROWS_MM);
    add_bodies(s, &o, &answer);
    return HINGE_FACTS_OF(s, answer, &answer);
}
