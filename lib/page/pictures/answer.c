/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer, one shape for every design: everybody and the means of what is compared, over its
 * conditions, and each difference with its interval. Its numbers are those of the record; the
 * figure `answer` draws them for papers and for the page. */
#include "page/pictures/pictures.h"

#include <hinge/requests.h>

/* What the left side is over: levels of a change, sessions of one person, or cues. */
struct over {
    const struct hinge_quantity *outcome;     /* that the title compares */
    const struct hinge_page_changes *changes; /* NULL: cues, or sessions */
    size_t n;                                 /* conditions */
    const char **level, **label;
    size_t end[2];                       /* a mean is of people with both; ANY: of everybody */
    struct hinge_page_sessions sessions; /* of one person; it is over these where there are two */
};

/* The change that the title names: one that is asked, or, where no cue is, one that is described.
 */
static const struct hinge_page_changes *changes_of(const struct hinge_cohort *s)
{
    static const int order[] = {HINGE_PAGE_PRACTICE, HINGE_PAGE_SESSIONS, HINGE_PAGE_LOADS};
    for (int described = 0; described < (s->n_cues > 1 ? 1 : 2); described++)
        for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
            const struct hinge_page_changes *of = &s->page->changes[order[i]];
            if (of->to != NULL && of->described == (described == 1) &&
                (order[i] != HINGE_PAGE_LOADS || hinge_page_tells_loads(s)) &&
                hinge_page_changes_row(s, of, 0) != NULL)
                return of;
        }
    return NULL;
}

/* The outcome that the title compares: of one cue beside nothing else its planned one. */
static const struct hinge_quantity *compared(struct hinge_cohort *s)
{
    const struct hinge_page_tests *t = s->page->tests;
    const bool alone = t->n_cues == 1 && !t->two && t->pairs.all == 0 && changes_of(s) == NULL;
    const struct hinge_page_cue_row *cue = s->one_person ? hinge_page_person_cue(s)
                                           : alone       ? &t->cue[0]
                                                         : NULL;
    return cue != NULL && cue->outcome != NULL ? cue->outcome
           : s->one_person                     ? hinge_page_person_outcome(s)
                                               : s->planned;
}

static const char *level_name(struct hinge_cohort *s, const char *column, const char *level)
{
    return strcmp(column, "load_kg") == 0 ? hinge_page_text(s, "%g" NBSP "kg", strtod(level, NULL))
                                          : hinge_cohort_stage_name(hinge_cohort_stage(s, level));
}

static struct over find_over(struct hinge_cohort *s)
{
    struct over o = {
        .outcome = compared(s), .changes = changes_of(s), .end = {HINGE_ANY, HINGE_ANY}};
    struct hinge_page_list levels = {0};
    if (o.changes != NULL) {
        const struct hinge_page_list all = hinge_page_levels(s, o.changes->column, o.changes->cue);
        for (size_t i = 0; i < all.n; i++)
            if (*all.item[i] != '\0')
                hinge_page_list_add(s, &levels, all.item[i]);
        hinge_levels_sort(levels.item, levels.n);
    } else if (s->one_person) {
        o.sessions = hinge_page_sessions(s, o.outcome);
    }
    o.level = levels.item;
    o.n = o.changes != NULL ? levels.n : o.sessions.n > 1 ? o.sessions.n : s->n_cues;
    o.label = hinge_arena_alloc(&s->arena, o.n + 1, sizeof *o.label);
    for (size_t c = 0; c < o.n; c++)
        o.label[c] = o.changes != NULL ? level_name(s, o.changes->column, o.level[c])
                     : o.sessions.n > 1
                         ? hinge_page_session_name(s, s->session[o.sessions.session[c]])
                     : s->n_cues > 1 || !hinge_page_is_uncued(s, 0) ? s->cue[c].label
                                                                    : "";
    /* of groups a title says the value at a load, or without a cue, of whoever has it */
    const struct hinge_page_tests *t = s->page->tests;
    const bool groups = t->two || t->pairs.all > 0,
               at_one = o.changes == NULL ? groups
                                          : o.changes == &s->page->changes[HINGE_PAGE_LOADS] &&
                                                (groups || o.changes->described);
    if (o.changes != NULL && !at_one) {
        o.end[0] = hinge_name_at(o.level, o.n, o.changes->from);
        o.end[1] = hinge_name_at(o.level, o.n, o.changes->to);
    } else if (o.n == 2 && !at_one && !s->one_person) {
        o.end[0] = 0;
        o.end[1] = 1;
    }
    return o;
}

static struct hinge_answer_person *new_person(struct hinge_cohort *s, struct hinge_answer *a,
                                              const char *who, size_t group)
{
    a->person = hinge_arena_more(&s->arena, a->person, a->n_people, sizeof *a->person);
    a->person[a->n_people] = (struct hinge_answer_person){
        who, group, hinge_arena_alloc(&s->arena, a->n_conds, sizeof *a->person->value)};
    return &a->person[a->n_people++];
}

/* A row of the right side; of a group (ANY: of a difference). */
static void add_row(struct hinge_cohort *s, const struct over *o, struct hinge_answer *a,
                    const char *name, size_t group, bool within, const struct hinge_change *of)
{
    const struct hinge_page_printed is =
        hinge_page_print(s, o->outcome, of->value, of->low, of->high);
    const char *size = is.with_sign;
    if (strlen(is.change) < strlen(size)) /* the head has the unit */
        size = hinge_page_text(s, "%.*s", (int)(strlen(size) - strlen(is.change)), size);
    if (!isfinite(of->value))
        return;
    const char *point = strchr(size, '.');
    const double digits = point != NULL ? (double)strspn(point + 1, "0123456789") : 0;
    a->fine = fmin(a->fine, pow(10, -digits) / a->scale);
    a->row = hinge_arena_more(&s->arena, a->row, a->n_rows, sizeof *a->row);
    a->row[a->n_rows++] =
        (struct hinge_answer_row){name,    hinge_page_text(s, "%s%s", size, is.behind),
                                  group,   hinge_page_n(of->n),
                                  within,  of->value,
                                  of->low, of->high};
}

/* The same without an interval, of one person. */
static void add_own(struct hinge_cohort *s, const struct over *o, struct hinge_answer *a,
                    const char *name, double value)
{
    add_row(s, o, a, name, HINGE_ANY, true,
            &(struct hinge_change){.value = value, .low = NAN, .high = NAN, .n = 1});
}

static const char *against(struct hinge_cohort *s, const struct hinge_planned_outcome *row)
{
    return hinge_page_text(s, "%s against %s",
                           s->group[hinge_cohort_group_of(s, row->level[0])].name,
                           s->group[hinge_cohort_group_of(s, row->level[1])].name);
}

/* The change of each group, then each difference of changes; or of everybody the change. */
static void add_changes(struct hinge_cohort *s, const struct over *o,
                        const struct hinge_page_changes *of, struct hinge_answer *a)
{
    const struct hinge_planned_outcome *row;
    bool *done = hinge_arena_alloc(&s->arena, s->n_groups + 1, sizeof *done);
    for (size_t i = 0; (row = hinge_page_changes_row(s, of, i)) != NULL; i++)
        for (size_t k = 0; k < 2 && !row->paired; k++) {
            const size_t g = hinge_cohort_group_of(s, row->level[k]);
            if (!done[g] && row->n[k] > 0)
                add_row(s, o, a, s->group[g].name, g, true,
                        &(struct hinge_change){row->mean[k], row->low[k], row->high[k], row->n[k],
                                               NAN});
            done[g] = done[g] || row->n[k] > 0;
        }
    const bool loads = strcmp(of->column, "load_kg") == 0;
    for (size_t i = 0; loads && i < of->result->n_planned; i++) { /* each one */
        row = &of->result->planned[i];
        if (row->paired && strcmp(row->outcome, s->planned->id) == 0 &&
            hinge_planned_is_tested(row))
            add_row(s, o, a,
                    hinge_page_text(s, "%s against %s", level_name(s, of->column, row->level[0]),
                                    level_name(s, of->column, of->from)),
                    HINGE_ANY, true, &row->diff);
    }
    for (size_t i = 0; (row = hinge_page_changes_row(s, of, i)) != NULL; i++)
        if (!(loads && row->paired))
            add_row(s, o, a,
                    row->paired
                        ? hinge_page_text(s, "%s against %s", level_name(s, of->column, of->to),
                                          level_name(s, of->column, of->from))
                        : against(s, row),
                    HINGE_ANY, row->paired, &row->diff);
}

/* The mean of each group in each condition: of people with its interval, of bends with their SD;
 * then each difference. */
static void add_numbers(struct hinge_cohort *s, const struct over *o, struct hinge_answer *a)
{
    const bool pairs = o->end[0] < o->n && o->end[1] < o->n;
    double *value = hinge_arena_alloc(&s->arena, a->n_people, sizeof *value);
    a->mean = hinge_arena_alloc(&s->arena, s->n_groups * o->n + 1, sizeof *a->mean);
    for (size_t i = 0; i < s->n_groups * o->n; i++) {
        const size_t g = i / o->n, c = i % o->n;
        size_t n = 0;
        for (size_t p = 0; p < a->n_people; p++) {
            const double *of = a->person[p].value;
            const bool in = !pairs || !isnan(of[o->end[1]] - of[o->end[0]]);
            if (a->person[p].group == g && in && !isnan(of[c]))
                value[n++] = of[c];
        }
        struct hinge_page_mean mean = hinge_page_mean(s, o->outcome, value, n, INFINITY);
        if (s->one_person) {
            const double sd = hinge_stats_sd(value, n);
            mean.m = o->sessions.n > 1
                         ? o->sessions.bends[c].mean
                         : hinge_cohort_bends_of(s, o->outcome, HINGE_ANY, HINGE_ANY, c).mean;
            mean.lo = mean.m - sd;
            mean.hi = mean.m + sd;
        }
        if (n > 0)
            a->mean[a->n_means++] =
                (struct hinge_answer_mean){g, c, n, mean.m, mean.lo, mean.hi, NULL};
    }
    for (size_t i = 0; i < a->n_means; i++) {
        struct hinge_answer_mean *mean = &a->mean[i];
        mean->text = hinge_page_val(s, o->outcome, mean->m);
    }
    const struct hinge_page_tests *t = s->page->tests;
    const struct hinge_page_changes *later = &s->page->changes[HINGE_PAGE_LATER];
    if (o->changes != NULL) {
        const struct hinge_planned_outcome *row = hinge_page_changes_row(s, later, 0);
        add_changes(s, o, o->changes, a);
        if (o->changes < &s->page->changes[HINGE_PAGE_LOADS] && row != NULL && row->paired)
            add_changes(s, o, later, a);
    } else {
        for (size_t i = 1; i < o->sessions.n; i++) /* of one person: against the first session */
            add_own(s, o, a, hinge_page_text(s, "%s against %s", o->label[i], o->label[0]),
                    o->sessions.bends[i].mean - o->sessions.bends[0].mean);
        if (t->two)
            add_row(s, o, a, against(s, t->lead), HINGE_ANY, false, &t->lead->diff);
        for (size_t i = 0; i < t->pairs.all; i++)
            add_row(s, o, a, against(s, t->pair[i]), HINGE_ANY, false, &t->pair[i]->diff);
        for (size_t c = 1; c < s->n_cues && o->sessions.n < 2; c++) {
            const struct hinge_planned_outcome *row = hinge_page_row_of(s, o->outcome, c, 0);
            const struct hinge_page_cue_row one = {.cue = c, .outcome = o->outcome};
            if (!s->one_person)
                add_row(s, o, a, s->cue[c].label, HINGE_ANY, true, &row->diff);
            else
                add_own(s, o, a, s->cue[c].label, hinge_page_person_change(s, &one).mean);
        }
    }
}

struct hinge_answer *hinge_page_answer_numbers(struct hinge_cohort *s)
{
    if (s->n_people == 0)
        return NULL;
    const struct over o = find_over(s);
    const struct hinge_quantity *of = o.outcome;
    struct hinge_answer *a = hinge_arena_alloc(&s->arena, 1, sizeof *a);
    *a = (struct hinge_answer){.what = of->heading,
                               .scale = of->scale,
                               .span = of->span,
                               .most = hinge_quantity_most(of),
                               .finest = hinge_quantity_finest(of, false),
                               .fine = 1 / of->scale,
                               .one = s->one_person,
                               .nobody = s->nobody,
                               .n_conds = o.n,
                               .n_groups = s->n_groups,
                               .cond = o.label};
    /* Everybody under every condition; of one person every bend under its own. */
    for (size_t c = 0; c < o.n && s->one_person; c++) {
        const struct hinge_cohort_bends_of bends =
            o.sessions.n > 1 ? o.sessions.bends[c]
                             : hinge_cohort_bends_of(s, of, HINGE_ANY, HINGE_ANY, c);
        for (size_t i = 0; i < bends.n; i++) {
            const char *who = hinge_page_text(s, "%s, bend %zu", o.label[c], i + 1);
            double *value = new_person(s, a, who, 0)->value;
            for (size_t k = 0; k < o.n; k++)
                value[k] = k == c ? bends.value[i] : (double)NAN;
        }
    }
    const double **at = hinge_arena_alloc(&s->arena, o.n + 1, sizeof(double *));
    for (size_t c = 0; c < o.n && o.changes != NULL; c++)
        at[c] = hinge_page_values_at(s, of, o.changes->column, o.level[c], o.changes->cue);
    for (size_t p = 0; p < s->n_people && !s->one_person; p++) {
        if (s->person[p].group == HINGE_ANY || !hinge_cohort_is_of(s, p, HINGE_ANY, 0))
            continue;
        double *value = new_person(s, a, s->person[p].id, s->person[p].group)->value;
        size_t n = 0;
        for (size_t c = 0; c < o.n; c++) {
            value[c] = o.changes != NULL ? at[c][p] : hinge_cohort_value(s, of, p, c);
            n += isfinite(value[c]) ? 1 : 0;
        }
        a->n_people -= n == 0;
    }
    if (a->n_people == 0)
        return NULL;
    a->group = hinge_arena_alloc(&s->arena, s->n_groups, sizeof *a->group);
    for (size_t g = 0; g < s->n_groups; g++) /* the colour of a group is that of its class */
        a->group[g] =
            (struct hinge_answer_group){s->n_groups > 1 ? s->group[g].brief : "",
                                        s->one_person ? 0 : (size_t)(s->group[g].cls[1] - '0')};
    add_numbers(s, &o, a);
    /* What one person's value varies: the minimal detectable change where measuring again was
     * declared, else what bends of a person and condition vary (hinge_page_bends_limit). */
    struct hinge_page_bends_pool pool = {0};
    const bool changes = o.changes != NULL || o.n > 1; /* some row is of them */
    const double mdc = !changes                                  ? (double)NAN
                       : o.changes != NULL && o.changes->mdc > 0 ? o.changes->mdc
                                                                 : hinge_page_mdc(s, of);
    const bool again = mdc > 0;
    const size_t n_cues = o.changes != NULL || o.sessions.n > 1 ? 1 : s->n_cues;
    for (size_t p = 0; p < s->n_people && !again; p++)
        for (size_t c = 0; c < n_cues && hinge_cohort_is_of(s, p, HINGE_ANY, 0); c++)
            for (size_t i = 0; i < s->n_sessions; i++)
                hinge_page_bends_add(&pool, hinge_cohort_bends_of(s, of, p, i, c));
    const double limit = again ? mdc : hinge_page_bends_limit(&pool);
    a->limit = changes ? limit : (double)NAN;
    a->vary = again ? "what measuring again changes" : "what one person’s bends vary";
    bool spans = false; /* some row has an interval */
    for (size_t i = 0; i < a->n_rows; i++)
        spans = spans || !isnan(a->row[i].lo);
    const char *unit = strcmp(of->change, " points") == 0 ? "percentage points"
                       : strcmp(of->change, "°") == 0     ? "degrees"
                                                          : of->change;
    a->head =
        hinge_page_text(s, "%s (%s)%s",
                        o.changes != NULL && !hinge_page_changes_row(s, o.changes, 0)->paired
                            ? hinge_page_text(s, "Change from %s to %s",
                                              level_name(s, o.changes->column, o.changes->from),
                                              level_name(s, o.changes->column, o.changes->to))
                        : s->one_person || o.changes != NULL ? "Change"
                                                             : "Difference",
                        unit + strspn(unit, " "),
                        !spans                             ? ""
                        : s->page->tests->pairs.tested > 1 ? ", 95% CI, unadjusted"
                                                           : ", 95% CI");
    return a;
}

/* --- the picture of the page --- */

HINGE_FACTS(body, F(TEXT, cls) F(TEXT, value) F(TEXT, label) F(ANY, stick))
HINGE_FACTS(answer, F(TEXT, people_svg) F(TEXT, narrow_svg) F(TEXT, rows_svg) F(LIST, body, bodies)
                        F(TEXT, who))

/* A part of the figure for a page; NULL: it could not be drawn. */
static const char *part_of(struct hinge_cohort *s, struct hinge_answer *numbers, const char *part,
                           double mm)
{
    struct hinge_error why = {0};
    cleared_by(hinge_figure_clear) struct hinge_figure_result figure = {0};
    const struct hinge_figure_request request = {.results = s->page->results,
                                                 .opened = s->page->request->opened,
                                                 .figure = "answer",
                                                 .facts = numbers,
                                                 .width_mm = mm};
    numbers->part = part;
    return hinge_figure_draw(&request, &figure, &why) == HINGE_OK
               ? hinge_page_text(s, "<svg%s", strstr(figure.svg, " viewBox=")) /* of any width */
               : NULL;
}

static void add_body(struct hinge_cohort *s, struct answer *answer, size_t rep, const char *cls,
                     const char *value, const char *label, struct hinge_page_list *who)
{
    const struct hinge_facts stick =
        rep != HINGE_ANY ? hinge_page_stick(s, rep) : (struct hinge_facts){0};
    if (stick.facts == NULL)
        return;
    HINGE_FACTS_ADD(s, answer, bodies, body, cls, value, label, stick);
    hinge_page_list_add(s, who, s->person[s->rep[rep].person].id);
}

/* The repetition of a person at a level of a change whose value is nearest to their mean there. */
static size_t rep_at(struct hinge_cohort *s, const struct over *o, size_t person, const char *level,
                     double mean)
{
    size_t best = HINGE_ANY;
    double off = (double)INFINITY;
    for (size_t r = 0; r < s->n_reps; r++) {
        const char *its = s->rep[r].person == person && s->rep[r].used
                              ? hinge_page_level_of(s, &s->trial[s->rep[r].trial],
                                                    o->changes->column, o->changes->cue)
                              : NULL;
        const double far = its != NULL && strcmp(its, level) == 0
                               ? fabs(hinge_cohort_rep_value(s, o->outcome, r) - mean)
                               : (double)NAN;
        if (far < off) {
            off = far;
            best = r;
        }
    }
    return best;
}

struct hinge_facts hinge_page_answer_picture(struct hinge_cohort *s)
{
    enum { WIDE_MM = 102, NARROW_MM = 60, ROWS_MM = 61 };
    struct hinge_answer *numbers = hinge_page_answer_numbers(s);
    if (numbers == NULL)
        return (struct hinge_facts){0};
    const struct over o = find_over(s);
    struct answer answer = {.people_svg = part_of(s, numbers, "people", WIDE_MM),
                            .narrow_svg = part_of(s, numbers, "people", NARROW_MM)};
    if (numbers->n_rows > 0)
        answer.rows_svg = part_of(s, numbers, "rows", ROWS_MM);
    /* Two bodies: the bends nearest to the means. Of one group the person with the least and with
     * the most, of one person the first and the last session. */
    struct hinge_page_list who = {0};
    if (strstr(o.outcome->in_text, HINGE_SHARE_OF_BENDS) != NULL) {
        /* One bend has no rate. */
    } else if (o.changes != NULL) {
        /* Of a change the person who is nearest to both means of the group that changed more. */
        const char *end[2] = {o.changes->from, o.changes->to};
        const double *at[2];
        double *change = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *change), most = -1,
               mean[2] = {0, 0};
        size_t group = 0, person = HINGE_ANY;
        for (size_t k = 0; k < 2; k++)
            at[k] = hinge_page_values_at(s, o.outcome, o.changes->column, end[k], o.changes->cue);
        for (size_t p = 0; p < s->n_people; p++)
            change[p] = at[1][p] - at[0][p];
        for (size_t g = 0; g < s->n_groups; g++) {
            const struct hinge_cohort_cell cell = hinge_page_cell_of(s, change, g);
            if (!(fabs(hinge_stats_mean(cell.value, cell.n)) > most))
                continue;
            most = fabs(hinge_stats_mean(cell.value, cell.n));
            group = g;
            for (size_t k = 0; k < 2; k++) {
                struct hinge_mean of = {0};
                for (size_t i = 0; i < cell.n; i++)
                    hinge_mean_add(&of, at[k][cell.person[i]]);
                mean[k] = hinge_mean_of(&of);
            }
            double off = (double)INFINITY;
            for (size_t i = 0; i < cell.n; i++) {
                const size_t p = cell.person[i];
                const double far = hypot(at[0][p] - mean[0], at[1][p] - mean[1]);
                person = far < off ? p : person;
                off = fmin(off, far);
            }
        }
        for (size_t k = 0; k < 2 && person != HINGE_ANY; k++) {
            const char *level = level_name(s, o.changes->column, end[k]);
            add_body(s, &answer, rep_at(s, &o, person, end[k], at[k][person]), s->group[group].cls,
                     hinge_page_val(s, o.outcome, mean[k]),
                     s->n_groups > 1 ? hinge_page_text(s, "%s, %s", s->group[group].name, level)
                                     : level,
                     &who);
        }
    } else if (s->one_person) {
        const struct hinge_page_sessions of = o.sessions;
        for (size_t i = 0; i < of.n; i = i == 0 && of.n > 1 ? of.n - 1 : of.n)
            add_body(s, &answer,
                     hinge_page_nearest(s, o.outcome, HINGE_ANY, of.session[i], of.bends[i].mean),
                     "g0", hinge_page_val(s, o.outcome, of.bends[i].mean),
                     of.n > 1 ? hinge_page_session_name(s, s->session[of.session[i]]) : "", &who);
    } else {
        double end[2] = {(double)INFINITY, -(double)INFINITY};
        for (size_t g = 0; g < s->n_groups; g++) {
            const struct hinge_cohort_cell cell = hinge_cohort_cell(s, o.outcome, 0, g, 0);
            const double mean = hinge_stats_mean(cell.value, cell.n);
            for (size_t i = 0; i < cell.n; i++) {
                end[0] = fmin(end[0], s->n_groups > 1 ? mean : cell.value[i]);
                end[1] = fmax(end[1], s->n_groups > 1 ? mean : cell.value[i]);
            }
        }
        for (size_t k = 2; k-- > 0 && end[0] <= end[1];)
            for (size_t g = 0; g < s->n_groups; g++)
                if (s->n_groups == 1 || hinge_page_mean_of(s, o.outcome, 0, g).m == end[k])
                    add_body(s, &answer, hinge_page_nearest(s, o.outcome, g, HINGE_ANY, end[k]),
                             s->group[g].cls, hinge_page_val(s, o.outcome, end[k]),
                             s->n_groups > 1 ? s->group[g].name
                             : k == 0        ? "the least"
                                             : "the most",
                             &who);
    }
    answer.who = hinge_page_listed(s, &who, "and");
    return HINGE_FACTS_OF(s, answer, &answer);
}
