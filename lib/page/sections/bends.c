/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every bend: a dot a repetition, by person and value. Up to 60 of them can be played on the page:
 * each person's middle one under every cue, then those with most faults. */
#include "page/bridge.h"
#include "page/pictures/map.h"
#include "page/pictures/plot.h"

#include "base/hash.h"
#include "base/sample.h"
#include "base/stem.h"
#include "faults/fault.h"
#include "people/people.h"
#include "report/print/columns.h"
#include "result/words.h"
#include "stats/numbers/compared.h"
#include "stats/parts/planned.h"
#include "view/view.h"

#include <hinge/requests.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLAYED = 60, SAMPLES = 49, CURVES = 3 };

const struct hinge_quantity *hinge_page_lead_of(const struct hinge_cohort *s, size_t person)
{
    return s->outcome[s->kind[s->person[person].kind].spine ? HINGE_OUT_SHARE : HINGE_OUT_LEAN];
}

/* "p001, dowel, repetition 2: 31% from the spine" */
static const char *rep_text(struct hinge_cohort *s, const struct hinge_page_map *map, size_t r)
{
    const struct hinge_cohort_rep *rep = &s->rep[r];
    const struct hinge_quantity *o = hinge_page_lead_of(s, rep->person);
    double value = hinge_cohort_rep_value(s, o, r);
    bool share = o == s->outcome[HINGE_OUT_SHARE];
    const char *session =
        s->n_sessions > 1
            ? hinge_page_text(s, "%s, ", hinge_page_session_name(s, s->session[rep->session]))
            : "";
    const bool level = map != NULL && !s->trial[rep->trial].main; /* of the map: "after", "8 kg" */
    return hinge_page_text(s, "%s, %s%s, repetition %d: %s%s", s->person[rep->person].id,
                           level ? "" : session,
                           level ? map->label[map->at[rep->trial]] : s->cue[rep->cue].label,
                           rep->number, isnan(value) ? "not measured" : hinge_page_val(s, o, value),
                           isnan(value) ? ""
                           : share      ? " from the spine"
                                        : " trunk lean");
}

/* --- which can be played --- */

/* In which condition of the map a repetition is, or under which cue; ANY. */
static size_t condition(const struct hinge_cohort *s, const struct hinge_page_map *map, size_t r)
{
    return map != NULL && map->at != NULL ? map->at[s->rep[r].trial]
           : r < s->n_main                ? s->rep[r].cue
                                          : HINGE_ANY;
}

/* The repetition of a person in a condition whose value is nearest to their median; ANY. */
static size_t middle(struct hinge_cohort *s, const struct hinge_page_map *map, size_t person,
                     size_t cond)
{
    const struct hinge_quantity *o = hinge_page_lead_of(s, person);
    double *sorted = hinge_arena_alloc(&s->arena, s->n_reps, sizeof *sorted), off = INFINITY;
    size_t n = 0, best = HINGE_ANY;
    for (int pass = 0; pass < 2; pass++) {
        double half = pass == 1 ? hinge_median_sorted(sorted, n) : 0;
        for (size_t r = 0; r < s->n_reps; r++) {
            double value = hinge_cohort_rep_value(s, o, r);
            if (s->rep[r].person != person || condition(s, map, r) != cond || !s->rep[r].whole ||
                isnan(value))
                continue;
            if (pass == 0)
                sorted[n++] = value;
            else if (fabs(value - half) < off) {
                off = fabs(value - half);
                best = r;
            }
        }
        hinge_sort(sorted, n);
    }
    return best;
}

struct ranked {
    size_t rep, faults;
};

static int most_faults_first(const void *a, const void *b)
{
    const struct ranked *p = a, *q = b;
    if (p->faults != q->faults)
        return p->faults < q->faults ? 1 : -1;
    return p->rep < q->rep ? -1 : p->rep > q->rep;
}

/* Fills at[rep] with the place of each repetition that can be played, ANY of the others. */
static size_t choose(struct hinge_cohort *s, const struct hinge_page_map *map,
                     size_t chosen[PLAYED], size_t *at)
{
    size_t n = 0, left = 0;
    struct ranked *rest = hinge_arena_alloc(&s->arena, s->n_main, sizeof *rest);
    for (size_t r = 0; r < s->n_reps; r++)
        at[r] = HINGE_ANY;
    for (size_t g = 0; map != NULL && g < s->n_groups && n < PLAYED; g++)
        if (map->body[g] != HINGE_ANY) {
            at[map->body[g]] = n;
            chosen[n++] = map->body[g];
        }
    for (size_t c = 0; c < (map != NULL ? map->n_conds : s->n_cues) && !s->one_person; c++)
        for (size_t p = 0; p < s->n_people && n < PLAYED; p++) {
            size_t r = middle(s, map, p, c);
            if (r == HINGE_ANY || at[r] != HINGE_ANY)
                continue;
            at[r] = n;
            chosen[n++] = r;
        }
    for (size_t r = 0; r < s->n_main && n < PLAYED; r++) {
        if (!s->rep[r].whole || at[r] != HINGE_ANY)
            continue;
        rest[left].rep = r;
        for (size_t f = 0; f < s->n_faults; f++)
            rest[left].faults += hinge_cohort_verdict(s, f, r).state == 3;
        left++;
    }
    if (left > 0)
        qsort(rest, left, sizeof *rest, most_faults_first);
    for (size_t k = 0; k < left && n < PLAYED; k++) {
        at[rest[k].rep] = n;
        chosen[n++] = rest[k].rep;
    }
    return n;
}

void hinge_page_list_played(struct hinge_cohort *s, struct hinge_text *ids)
{
    size_t chosen[PLAYED], *at = hinge_arena_alloc(&s->arena, s->n_reps, sizeof *at),
                           n = choose(s, s->n_people > 0 ? hinge_page_map(s) : NULL, chosen, at);
    for (size_t k = 0; k < n; k++)
        hinge_text_printf(ids, "%s\n", s->trial[s->rep[chosen[k]].trial].id);
}

/* --- what plays: little-endian half words in base64 --- */

static void add_word(struct hinge_text *bytes, double value)
{
    long word = lround(isnan(value) ? 0 : fmin(32767, fmax(-32768, value + HINGE_PAGE_TIE)));
    const char both[2] = {(char)(word & 255), (char)(word >> 8 & 255)};
    hinge_text_add(bytes, both, 2);
}

static void add_words(json_t *rep, const char *name, struct hinge_text *bytes)
{
    struct hinge_text text = {0};
    hinge_text_base64(&text, hinge_text_string(bytes), bytes->length);
    hinge_fact_text(rep, name, hinge_text_string(&text));
    hinge_text_clear(&text);
    bytes->length = 0;
}

static void add_frames(const struct hinge_page_body *body, size_t points, json_t *rep)
{
    struct hinge_text bytes = {0};
    for (int k = 0; body != NULL && k < HINGE_PAGE_FRAMES; k++)
        for (size_t i = 0; i < points; i++) {
            add_word(&bytes, body->frame[k][i][0]);
            add_word(&bytes, body->frame[k][i][1]);
        }
    add_words(rep, "s", &bytes);
    hinge_text_clear(&bytes);
}

static const char *const signals[] = {"trunk_incl", "driver", "lumbar_flex", "hip_flex",
                                      "knee_flex"};
enum { SIGNALS = sizeof signals / sizeof *signals };
/* Curves, of those without a spine and with one. */
static const struct {
    const char *name;
    size_t signal;
} curves[2][CURVES] = {{{"trunk", 0}, {"trunk–thigh", 1}, {"knee", 4}},
                       {{"lumbar", 2}, {"hip", 3}, {"knee", 4}}};

typedef double played[SIGNALS][HINGE_CURVE_POINTS];

static void use_curves(void *context, size_t k, const double *const *values)
{
    played *const all = context;
    for (size_t i = 0; i < SIGNALS; i++)
        memcpy(all[k][i], values[i], sizeof all[k][i]);
}

/* "by 6.9°": how far beyond the threshold. */
static const char *beyond_text(struct hinge_cohort *s, size_t fault,
                               const struct hinge_cohort_verdict *v)
{
    const char *unit = hinge_cohort_fault_text(s, fault, "unit");
    const struct hinge_fault *built_in = hinge_fault_built_in(s->fault[fault]);
    const struct hinge_unit_form words = hinge_unit_form(unit, built_in != NULL && built_in->share);
    bool coarse = words.scale > 1 || hinge_listed("deg|percent|cm|deg s-1", '|', unit);
    return hinge_page_text(s, "by %s%s",
                           hinge_page_fixed(s, words.scale * (v->severity - v->threshold),
                                            coarse ? 1 : 2),
                           words.change);
}

/* Certain faults, then possible ones: [name, state, by how much]. */
static void add_faults(struct hinge_cohort *s, size_t r, const size_t *order, size_t n,
                       size_t *name_of, json_t *names, json_t *rep)
{
    json_t *list = hinge_fact_list(rep, "f");
    for (int state = 3; state >= 2; state--)
        for (size_t k = 0; k < n; k++) {
            size_t f = order[k];
            struct hinge_cohort_verdict v = hinge_cohort_verdict(s, f, r);
            if (v.state != state)
                continue;
            if (name_of[f] == HINGE_ANY) {
                name_of[f] = json_array_size(names);
                json_array_append_new(names, json_string(hinge_cohort_fault_text(s, f, "short")));
            }
            json_array_append_new(list, json_pack("[I,i,s]", (json_int_t)name_of[f], state,
                                                  beyond_text(s, f, &v)));
        }
}

/* The kinds of bodies, then those without one: the lines of each part, names of the curves. */
static json_t *list_kinds(const struct hinge_cohort *s)
{
    static const struct hinge_page_shape none = {0};
    json_t *kinds = json_array();
    for (size_t k = 0; k < s->page->n_shapes + 2; k++) {
        const struct hinge_page_shape *shape = k < s->page->n_shapes ? &s->page->shape[k] : &none;
        bool spine = k < s->page->n_shapes ? shape->spine : k > s->page->n_shapes;
        json_t *kind = hinge_fact_item(kinds), *parts, *names;
        hinge_fact_number(kind, "points", shape->n_points);
        hinge_fact_flag(kind, "average", shape->average);
        parts = hinge_fact_list(kind, "parts");
        for (size_t part = 0; part < HINGE_PAGE_PARTS; part++) {
            json_t *lines = json_array();
            for (size_t c = 0; c < shape->n_chains; c++) {
                json_t *chain = json_array();
                for (size_t i = 0; i < shape->chain[c].n; i++)
                    json_array_append_new(chain,
                                          json_integer((json_int_t)shape->chain[c].point[i]));
                if (shape->chain[c].part == part)
                    json_array_append(lines, chain);
                json_decref(chain);
            }
            json_array_append_new(parts, json_pack("[s,o]", hinge_page_part[part], lines));
        }
        names = hinge_fact_list(kind, "curves");
        for (int c = 0; c < CURVES; c++)
            json_array_append_new(names, json_string(curves[spine][c].name));
    }
    return kinds;
}

/* Addresses of the recordings' pages that were made, by row of /trials. */
static void find_pages(struct hinge_cohort *s)
{
    const char *list = s->page->request->recordings, *slash = strrchr(list, '/'), *line;
    const char *rest = s->page->request->pages;
    int folder = slash != NULL ? (int)(slash + 1 - list) : 0;
    size_t n = 0, length, most = 1;
    struct hinge_text address = {0};
    s->page->page = hinge_arena_alloc(&s->arena, s->tab.trials.rows, sizeof *s->page->page);
    if (*list == '\0' || !hinge_tab_try(&s->tab, hinge_view_stems(&s->tab.trials, &s->arena,
                                                                  &s->page->stem, &s->tab.failure)))
        return;
    for (const char *c = rest; *c != '\0'; c++)
        most += *c == '\n';
    const char **made = hinge_arena_alloc(&s->arena, most, sizeof *made);
    while ((line = hinge_next_item(&rest, '\n', &length)) != NULL)
        made[n++] = hinge_page_text(s, "%.*s", (int)length, line);
    qsort(made, n, sizeof *made, hinge_by_text);
    for (size_t r = 0; r < s->tab.trials.rows; r++) {
        const char *file = hinge_page_text(s, "%.*s%s.html", folder, list, s->page->stem[r]);
        if (bsearch(&file, made, n, sizeof *made, hinge_by_text) == NULL)
            continue;
        address.length = 0;
        hinge_text_address(&address, file);
        s->page->page[r] = hinge_arena_strdup(&s->arena, address.data);
    }
    hinge_text_clear(&address);
}

/* Where a repetition is shown in the page of its recording; NULL: there is none. */
static const char *address_of(struct hinge_cohort *s, size_t r)
{
    const char *page = s->page->page[s->trial[s->rep[r].trial].row];
    return page != NULL ? hinge_page_text(s, "%s#rep=%d", page, s->rep[r].number) : NULL;
}

/* The address of a repetition, or the command that makes its page. */
static void add_address(struct hinge_cohort *s, size_t r, const char *href, const char *command,
                        json_t *facts)
{
    const struct hinge_cohort_trial *trial = &s->trial[s->rep[r].trial];
    const char *address = address_of(s, r);
    const struct hinge_view_request view = {.study = s->page->request->study,
                                            .results = s->page->request->results,
                                            .events = s->page->request->events};
    struct hinge_text text = {0};
    if (address != NULL) {
        hinge_fact_text(facts, href, address);
    } else if (*s->page->request->recordings != '\0' && s->tab.status == HINGE_OK) {
        hinge_view_command(&view, trial->id, s->page->stem[trial->row], &text);
        hinge_fact_text(facts, command, text.data);
    }
    hinge_text_clear(&text);
}

/* Where the hold begins and ends, percent; both 0 without one. A floor lift has none between its
 * ascent and its descent. */
static json_t *hold_of(const struct hinge_cohort_rep *rep)
{
    double from = rep->time[0], to = rep->time[3];
    json_t *both = json_array();
    for (int k = 1; k < 3; k++) {
        double at = 100 * (rep->time[k] - from) / (to - from);
        bool is_hold = !rep->floor && isfinite(at);
        json_array_append_new(both, json_integer(is_hold ? lround(at) : 0));
    }
    return both;
}

static char *make_json(struct hinge_cohort *s, const struct hinge_page_map *map,
                       const size_t *chosen, size_t n, const size_t *at, size_t first)
{
    json_t *data = json_object(), *reps = hinge_fact_list(data, "reps"), *names = json_array();
    size_t *name_of = hinge_arena_alloc(&s->arena, s->n_faults, sizeof *name_of), faults;
    const size_t *order = hinge_cohort_told(s, &faults);
    for (size_t f = 0; f < s->n_faults; f++)
        name_of[f] = HINGE_ANY;
    hinge_page_find_bodies(s, chosen, n);
    const size_t rows = hinge_results_rows(s->page->request->opened);
    size_t *place = hinge_arena_alloc(&s->arena, rows, sizeof *place);
    played *all = hinge_arena_alloc(&s->arena, n, sizeof *all);
    struct hinge_text bytes = {0};
    for (size_t row = 0; row < rows; row++)
        place[row] = HINGE_ANY;
    for (size_t k = 0; k < n; k++)
        place[s->rep[chosen[k]].row] = k;
    hinge_tab_curves(&s->tab, "by_time", signals, SIGNALS, place, use_curves, all);
    for (size_t k = 0; k < n; k++) {
        const struct hinge_cohort_rep *rep = &s->rep[chosen[k]];
        const struct hinge_page_body *body = hinge_page_body(s, chosen[k]);
        bool spine = s->kind[s->person[rep->person].kind].spine;
        json_t *item = hinge_fact_item(reps);
        hinge_fact_number(item, "k", body != NULL ? body->shape : s->page->n_shapes + spine);
        hinge_fact_text(item, "g", hinge_page_class(s, rep->person));
        hinge_fact_text(item, "t", rep_text(s, map, chosen[k]));
        json_object_set_new(item, "h", json_null()); /* the page's script reads both */
        json_object_set_new(item, "w", json_null());
        add_address(s, chosen[k], "h", "w", item);
        json_object_set_new(item, "b", hold_of(rep));
        add_faults(s, chosen[k], order, faults, name_of, names, item);
        add_frames(body, body != NULL ? s->page->shape[body->shape].n_points : 0, item);
        for (int c = 0; c < CURVES; c++) {
            const double *curve = all[k][curves[spine][c].signal];
            for (int i = 0; i < SAMPLES; i++) { /* tenths of a degree */
                const double x = (double)i * (HINGE_CURVE_POINTS - 1) / (SAMPLES - 1);
                const size_t j = (size_t)fmin(floor(x), HINGE_CURVE_POINTS - 2);
                const double value = curve[j] + (x - (double)j) * (curve[j + 1] - curve[j]);
                add_word(&bytes, isnan(value) ? -32768 : 10 * value); /* not measured */
            }
        }
        add_words(item, "c", &bytes);
    }
    hinge_text_clear(&bytes);
    json_object_set_new(data, "kinds", list_kinds(s));
    json_object_set_new(data, "faults", names);
    hinge_fact_number(data, "first", first);
    if (map != NULL)
        json_object_set_new(data, "map", hinge_page_map_data(s, map, at));
    char *text = json_dumps(data, JSON_COMPACT);
    json_decref(data);
    return text;
}

/* --- the drawing --- */

enum {
    HIGH = 200,
    LOW = 96,
    ABOVE = 14,
    NAMED = 60, /* slots: beyond, nobody is named below the drawing */
    SORTED = 12,
    MANY = 14,
    LINES = 600, /* dots: from here on a line a person */
    WIDE = 916,
    NARROW = 322 /* px of the drawing on a screen and on a phone */
};

/* People side by side, group by group; of one person sessions and cues. */
struct slots {
    size_t n, *person, *session, *cue; /* of each slot */
    size_t n_spans;
    struct {
        const char *name, *cls;
        size_t from, to;
    } * span;
    size_t *of_person; /* slot of a person; ANY: not drawn */
    double gap;        /* between groups, in slots */
};

static bool is_drawn(const struct hinge_cohort *s, size_t person)
{
    return s->kind[s->person[person].kind].spine == s->spine;
}

struct placed {
    double mean;
    size_t person;
};

static int by_mean(const void *a, const void *b)
{
    const struct placed *p = a, *q = b;
    double x = isnan(p->mean) ? (double)INFINITY : p->mean,
           y = isnan(q->mean) ? (double)INFINITY : q->mean;
    if (x != y)
        return x < y ? -1 : 1;
    return p->person < q->person ? -1 : p->person > q->person;
}

static struct slots people_side_by_side(struct hinge_cohort *s, bool *sorted)
{
    struct slots slots = {.person = hinge_arena_alloc(&s->arena, s->n_people, sizeof *slots.person),
                          .of_person =
                              hinge_arena_alloc(&s->arena, s->n_people, sizeof *slots.of_person),
                          .span = hinge_arena_alloc(&s->arena, s->n_groups, sizeof *slots.span)};
    struct placed *placed = hinge_arena_alloc(&s->arena, s->n_people, sizeof *placed);
    for (size_t p = 0; p < s->n_people; p++)
        slots.of_person[p] = HINGE_ANY;
    for (size_t g = 0; g < s->n_groups; g++) {
        size_t n = 0;
        for (size_t p = 0; p < s->n_people; p++)
            if (hinge_cohort_is_of(s, p, g, HINGE_ANY) && is_drawn(s, p))
                placed[n++] = (struct placed){hinge_cohort_value(s, s->lead, p, 0), p};
        if (n > SORTED || slots.n + n > 16) {
            qsort(placed, n, sizeof *placed, by_mean);
            *sorted = true;
        }
        if (n == 0)
            continue;
        slots.span[slots.n_spans].name = s->group[g].brief;
        slots.span[slots.n_spans].cls = s->group[g].cls;
        slots.span[slots.n_spans].from = slots.n;
        slots.span[slots.n_spans++].to = slots.n + n;
        for (size_t i = 0; i < n; i++) {
            slots.of_person[placed[i].person] = slots.n;
            slots.person[slots.n++] = placed[i].person;
        }
    }
    slots.n_spans = s->two ? slots.n_spans : 0;
    slots.gap = fmax(0, 24. * (double)slots.n / WIDE - 1); /* at least 24 px */
    return slots;
}

static struct slots sessions_side_by_side(struct hinge_cohort *s)
{
    size_t most = s->n_sessions * s->n_cues;
    struct slots slots = {.session = hinge_arena_alloc(&s->arena, most, sizeof(size_t)),
                          .cue = hinge_arena_alloc(&s->arena, most, sizeof(size_t)),
                          .span = hinge_arena_alloc(&s->arena, s->n_sessions, sizeof *slots.span)};
    for (size_t i = 0; i < s->n_sessions; i++) {
        slots.span[slots.n_spans].name = hinge_page_session_name(s, s->session[i]);
        slots.span[slots.n_spans].cls = "g0";
        slots.span[slots.n_spans].from = slots.n;
        for (size_t c = 0; c < s->n_cues; c++) {
            slots.session[slots.n] = i;
            slots.cue[slots.n++] = c;
        }
        slots.span[slots.n_spans++].to = slots.n;
    }
    return slots;
}

/* Percent of the width of a place in slots, in the span of a slot. */
static double across(const struct slots *slots, double at, size_t slot)
{
    size_t before = 0;
    while (before + 1 < slots->n_spans && slot >= slots->span[before].to)
        before++;
    const double gaps = slots->n_spans > 1 ? slots->gap * (double)(slots->n_spans - 1) : 0;
    return 100 * (at + slots->gap * (double)before) / ((double)slots->n + gaps);
}

/* Percent of the width: repetitions of a recording stand beside each other in their slot. */
static double place_of(const struct hinge_cohort *s, const struct slots *slots, size_t r,
                       size_t cue, size_t cues)
{
    const struct hinge_cohort_rep *rep = &s->rep[r];
    const struct hinge_cohort_trial *trial = &s->trial[rep->trial];
    double n = (double)trial->n, which = (double)(r - trial->first) - (n - 1) / 2, spread, slot;
    if (s->one_person) {
        slot = (double)(rep->session * s->n_cues + rep->cue);
        spread = fmin(.12, .7 / fmax(1, n - 1));
    } else {
        slot = (double)slots->of_person[rep->person] + .42 * ((double)cue - ((double)cues - 1) / 2);
        spread = cues > 1 ? fmin(.13, .31 / fmax(1, n - 1)) : fmin(.22, .7 / fmax(1, n - 1));
    }
    return across(slots, slot + .5 + which * spread, (size_t)fmax(0, slot + .5));
}

static double height_of(const struct hinge_axis *scale, double value, double height)
{
    double y = height - hinge_page_x(scale, value) / 100 * (height - ABOVE) - 1;
    return round(10 * y + HINGE_PAGE_TIE) / 10;
}

struct drawing {
    struct hinge_cohort *s;
    const struct slots *slots;
    const struct hinge_axis *scale;
    const size_t *at; /* place among those that can be played */
    double height;
    size_t first_cue, cues; /* of the panel */
    bool lines;             /* of people, for dots */
};

struct dot {
    double x, y;
    size_t rep;
};

static int from_left(const void *a, const void *b)
{
    const struct dot *p = a, *q = b;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    if (p->y != q->y)
        return p->y < q->y ? -1 : 1;
    return p->rep < q->rep ? -1 : p->rep > q->rep;
}

/* Dots from left to right, as the keyboard goes through them. */
static size_t find_dots(const struct drawing *d, struct dot *dot)
{
    struct hinge_cohort *s = d->s;
    size_t n = 0;
    for (size_t r = 0; r < s->n_main; r++) {
        const struct hinge_cohort_rep *rep = &s->rep[r];
        double value = hinge_cohort_rep_value(s, s->lead, r);
        if (isnan(value) || rep->cue < d->first_cue || rep->cue >= d->first_cue + d->cues ||
            (d->lines && !rep->whole) ||
            (!s->one_person && d->slots->of_person[rep->person] == HINGE_ANY))
            continue;
        dot[n++] = (struct dot){place_of(s, d->slots, r, rep->cue - d->first_cue, d->cues),
                                height_of(d->scale, value, d->height), r};
    }
    if (n > 0)
        qsort(dot, n, sizeof *dot, from_left);
    return n;
}

/* Where there are very many bends, one line for a person and cue replaces their dots. */
static size_t add_dots(const struct drawing *d, json_t *panel)
{
    struct hinge_cohort *s = d->s;
    json_t *dots = hinge_fact_list(panel, "dots");
    struct dot *dot = hinge_arena_alloc(&s->arena, s->n_main, sizeof *dot);
    size_t n = find_dots(d, dot), last;
    for (size_t i = 0; i < n; i = last) {
        size_t r = dot[i].rep;
        const struct hinge_cohort_rep *rep = &s->rep[r];
        double x = dot[i].x, low = hinge_cohort_rep_value(s, s->lead, r), high = low;
        for (last = i + 1; d->lines && last < n && s->rep[dot[last].rep].person == rep->person &&
                           s->rep[dot[last].rep].cue == rep->cue;
             last++) {
            const double value = hinge_cohort_rep_value(s, s->lead, dot[last].rep);
            low = fmin(low, value);
            high = fmax(high, value);
            x += (dot[last].x - x) / (double)(last - i + 1);
            r = d->at[r] == HINGE_ANY && d->at[dot[last].rep] != HINGE_ANY ? dot[last].rep : r;
        }
        json_t *spot = hinge_fact_item(dots);
        hinge_fact_x(spot, "x", x);
        json_object_set_new(spot, "y", json_real(height_of(d->scale, high, d->height)));
        if (last > i + 1)
            json_object_set_new(spot, "to", json_real(height_of(d->scale, low, d->height)));
        json_object_set_new(spot, "r", json_real(d->slots->n <= MANY ? 4.5 : 3.5));
        hinge_fact_text(spot, "cls",
                        hinge_page_text(s, "%s%s", hinge_page_class(s, rep->person),
                                        rep->cue != 0 ? " o" : ""));
        hinge_fact_text(spot, "p", s->person[rep->person].id);
        hinge_fact_text(
            spot, "t",
            last > i + 1
                ? hinge_page_text(s, "%s, %s, %zu repetitions: %s to %s%s",
                                  s->person[rep->person].id, s->cue[rep->cue].label, last - i,
                                  hinge_page_val(s, s->lead, low), hinge_page_val(s, s->lead, high),
                                  s->spine ? " from the spine" : " trunk lean")
                : hinge_page_text(s, "%s%s", rep_text(s, NULL, r), rep->whole ? "" : ", excluded"));
        hinge_fact_text(spot, "href", address_of(s, r));
        hinge_fact_text(spot, "k",
                        d->at[r] != HINGE_ANY ? hinge_page_text(s, "%zu", d->at[r]) : NULL);
        hinge_fact_flag(spot, "out", !rep->whole && last == i + 1);
    }
    return n;
}

/* Whose the slots are, under the drawing: every second where names do not fit, else only the chosen
 * person's; nothing where there are too many. */
static bool add_people(const struct drawing *d, json_t *panel)
{
    enum { LETTER = 7, BETWEEN = 8 }; /* px */
    struct hinge_cohort *s = d->s;
    json_t *people = hinge_fact_list(panel, "people");
    const size_t n = d->slots->n <= NAMED ? d->slots->n : 0;
    const char **label = hinge_arena_alloc(&s->arena, n + 1, sizeof *label);
    size_t longest = 0;
    for (size_t i = 0; i < n; i++) {
        label[i] =
            s->one_person ? s->cue[d->slots->cue[i]].label : s->person[d->slots->person[i]].id;
        const size_t letters = hinge_text_width(label[i]);
        longest = letters > longest ? letters : longest;
    }
    for (size_t i = 0; i < n; i++) {
        json_t *who = hinge_fact_item(people);
        const double width = (double)n * (double)(LETTER * longest + BETWEEN);
        const char *id = s->person[s->one_person ? 0 : d->slots->person[i]].id;
        hinge_fact_x(who, "x", across(d->slots, (double)i + .5, i));
        hinge_fact_number(who, "y", (size_t)d->height + 20);
        hinge_fact_text(who, "p", id);
        hinge_fact_text(who, "label", label[i]);
        hinge_fact_flag(who, "hid", width > (i % 2 == 1 ? WIDE : 2 * WIDE));
        hinge_fact_flag(who, "alt", width > (i % 2 == 1 ? NARROW : 2 * NARROW));
    }
    return json_array_size(people) > 0;
}

static void add_spans(const struct drawing *d, bool people, json_t *panel)
{
    json_t *spans = hinge_fact_list(panel, "spans");
    for (size_t i = 0; i < d->slots->n_spans; i++) {
        json_t *span = hinge_fact_item(spans);
        double from = (double)d->slots->span[i].from, to = (double)d->slots->span[i].to;
        hinge_fact_text(span, "name", d->slots->span[i].name);
        hinge_fact_text(span, "cls", d->slots->span[i].cls);
        const size_t slot = d->slots->span[i].from;
        hinge_fact_x(span, "x1", across(d->slots, from + .15, slot));
        hinge_fact_x(span, "x2", across(d->slots, to - .15, slot));
        hinge_fact_x(span, "x", across(d->slots, (from + to) / 2, slot));
        hinge_fact_number(span, "y1", (size_t)d->height + (people ? 30 : 10));
        hinge_fact_number(span, "y", (size_t)d->height + (people ? 48 : 28));
    }
}

static void add_panel(const struct drawing *d, bool last, bool named, json_t *panel)
{
    struct hinge_cohort *s = d->s;
    const char *label = named ? s->cue[d->first_cue].label : NULL;
    hinge_fact_text(panel, "label", label);
    json_object_set_new(panel, "yticks",
                        hinge_page_json_ticks(s, d->scale, "y", d->height - 1, ABOVE - 1));
    size_t n = add_dots(d, panel);
    hinge_fact_text(panel, "alt",
                    hinge_page_text(s, "%zu repetitions%s%s", n, named ? ", " : "",
                                    named ? label : ""));
    bool people = last && add_people(d, panel), spans = last && d->slots->n_spans > 0;
    if (spans)
        add_spans(d, people, panel);
    hinge_fact_number(panel, "h",
                      (size_t)d->height + (people && spans ? 54
                                           : spans         ? 34
                                           : people        ? 26
                                                           : 8));
}

/* Up to two cues stand in one panel, more in one each. */
static void add_panels(struct hinge_cohort *s, const size_t *at, json_t *facts)
{
    bool sorted = false, together = s->n_cues <= 2 || s->one_person;
    struct slots slots = s->one_person ? sessions_side_by_side(s) : people_side_by_side(s, &sorted);
    double *value = hinge_arena_alloc(&s->arena, s->n_main, sizeof *value);
    size_t n = 0, panels = together ? 1 : s->n_cues;
    for (size_t r = 0; r < s->n_main; r++) {
        double x = hinge_cohort_rep_value(s, s->lead, r);
        if (!isnan(x) && is_drawn(s, s->rep[r].person))
            value[n++] = x;
    }
    struct hinge_axis scale =
        hinge_page_axis(s->lead, value, n, 4, s->spine ? HINGE_SCALE_ZERO : 0);
    json_t *list = hinge_fact_list(facts, "panels");
    for (size_t k = 0; k < panels; k++) {
        const struct drawing d = {s,
                                  &slots,
                                  &scale,
                                  at,
                                  together ? HIGH : LOW,
                                  together ? 0 : k,
                                  together ? s->n_cues : 1,
                                  n >= LINES && !s->one_person};
        add_panel(&d, k + 1 == panels, !together, hinge_fact_item(list));
    }
    hinge_fact_flag(facts, "lines", n >= LINES && !s->one_person);
    if (sorted)
        hinge_fact_text(hinge_fact_object(facts, "sorted"), "with", s->cue[0].phrase);
}

/* SD between repetitions of a person and condition, pooled; NaN. */
static double bend_sd(struct hinge_cohort *s)
{
    struct spread {
        double mean, squares, n;
    } *cell = hinge_arena_alloc(&s->arena, s->n_people * s->n_cues, sizeof *cell);
    double squares = 0, df = 0;
    for (size_t r = 0; r < s->n_main; r++) {
        const struct hinge_cohort_rep *rep = &s->rep[r];
        struct spread *spread = &cell[rep->person * s->n_cues + rep->cue];
        double off = hinge_cohort_rep_value(s, s->lead, r) - spread->mean;
        if (isnan(off) || !rep->whole || !is_drawn(s, rep->person))
            continue;
        spread->mean += off / ++spread->n;
        spread->squares += off * off * (spread->n - 1) / spread->n;
    }
    for (size_t i = 0; i < s->n_people * s->n_cues; i++) {
        squares += cell[i].squares;
        df += fmax(0, cell[i].n - 1);
    }
    return df > 0 ? sqrt(squares / df) : (double)NAN;
}

/* --- change over the set --- */

/* The change of a person's lead outcome at the baseline, by halves; NaN: too few repetitions.
 * *most: repetitions of the longest recording. */
static double half_of(struct hinge_cohort *s, size_t person, size_t *most)
{
    const char *rest;
    const struct hinge_reducer *half = hinge_reducer_of("half:", &rest);
    struct hinge_nest nest = {.reps = 0};
    *most = 0;
    for (size_t t = 0; t < s->n_trials; t++) {
        const struct hinge_cohort_trial *trial = &s->trial[t];
        if (trial->person != person || trial->cue != 0 || trial->session != 0 || trial->n == 0)
            continue;
        double *value = hinge_arena_alloc(&s->arena, 2 * trial->n, sizeof *value),
               *number = value + trial->n;
        size_t n = 0;
        for (size_t r = trial->first; r < trial->first + trial->n && r < s->n_main; r++) {
            value[n] = hinge_cohort_rep_value(s, s->lead, r);
            number[n] = s->rep[r].number;
            n += s->rep[r].used && !isnan(value[n]) ? 1 : 0;
        }
        *most = n > *most ? n : *most;
        hinge_nest_reduce(&nest, half, value, number, n,
                          hinge_side_of(hinge_cohort_trial_text(s, trial, "side")));
    }
    return hinge_nest_mean(&nest);
}

/* A sentence a group: what changed (of 5 people or more with 6 repetitions in a recording, in the
 * family of these groups), or, larger than a cue's effect, the change alone. */
static void add_set(struct hinge_cohort *s, json_t *facts)
{
    enum { BENDS = 6 };
    const size_t groups = s->n_groups;
    struct hinge_planned_outcome *row = hinge_arena_alloc(&s->arena, groups, sizeof *row);
    double *bends = hinge_arena_alloc(&s->arena, groups + 3 * s->n_people, sizeof *bends),
           *value = bends + groups, *length = value + s->n_people, *none = length + s->n_people;
    double widest = NAN;
    json_t *list = hinge_fact_list(facts, "set");
    for (size_t g = 0; g < groups; g++) {
        size_t n = 0, longer = 0, most;
        for (size_t i = 0; i < s->n_people; i++) {
            if (!hinge_cohort_is_of(s, i, g, 0))
                continue;
            value[n] = half_of(s, i, &most);
            length[n] = (double)most;
            longer += most >= BENDS;
            n += isnan(value[n]) ? 0 : 1;
        }
        row[g] = s->page->no_row;
        if (longer < HINGE_LEAST_TESTED)
            continue;
        const struct hinge_compared of = hinge_compare_changes(value, none, n, 0.05);
        row[g].diff = (struct hinge_change){of.diff, of.low, of.high, (double)n, of.p};
        hinge_sort(length, n);
        bends[g] = hinge_median_sorted(length, n);
        widest = fmax(widest, of.high - of.low);
    }
    s->page->n_set_tests = hinge_planned_judge_changes(&s->arena, row, groups, 0.05);
    for (size_t g = 0; g < groups; g++) {
        double effect = INFINITY; /* the smallest of a cue */
        for (size_t c = 1; c < s->n_cues; c++) {
            const struct hinge_cohort_cell cue = hinge_cohort_change(s, s->lead, c, g, 0);
            const double change = hinge_stats_mean(cue.value, cue.n);
            effect = cue.n > 0 && !isnan(change) ? fmin(effect, fabs(change)) : effect;
        }
        row[g].widest = widest;
        if (row[g].verdict != NULL &&
            (hinge_planned_differs(&row[g]) || fabs(row[g].diff.value) > effect))
            hinge_page_add_sentence(s, s->lead, &row[g], HINGE_SAY_SET,
                                    HINGE_SLOTS({"bends", hinge_page_text(s, "%.0f", bends[g])},
                                                {"group", groups > 1 ? s->group[g].words : NULL}),
                                    hinge_fact_item(list));
    }
}

json_t *hinge_page_bends(struct hinge_cohort *s, const struct hinge_page_map *map, size_t *no,
                         char **json)
{
    size_t chosen[PLAYED], *at = hinge_arena_alloc(&s->arena, s->n_reps, sizeof *at),
                           n = choose(s, map, chosen, at), first = hinge_page_first(s);
    *json = NULL;
    if (n == 0)
        return NULL;
    for (size_t k = 0; k < n && first != HINGE_ANY && at[first] == HINGE_ANY; k++)
        if (s->rep[chosen[k]].person == s->rep[first].person &&
            condition(s, map, chosen[k]) == condition(s, map, first))
            first = chosen[k];
    if (first == HINGE_ANY || at[first] == HINGE_ANY)
        first = chosen[0];
    json_t *facts = json_object();
    double sd = bend_sd(s);
    find_pages(s);
    hinge_fact_number(facts, "no", ++*no);
    hinge_fact_text(facts, "What", s->spine ? "The spine’s share" : "Trunk lean");
    size_t out = 0, unseen = 0;
    for (size_t r = 0; r < s->n_main; r++)
        out += !s->rep[r].whole && !isnan(hinge_cohort_rep_value(s, s->lead, r));
    for (size_t p = 0; p < s->n_people; p++)
        unseen += !is_drawn(s, p);
    if (out > 0)
        hinge_fact_count(hinge_fact_object(facts, "excluded"), "n", out);
    if (unseen > 0 && s->spine)
        hinge_fact_count(hinge_fact_object(facts, "unseen"), "n", unseen);
    /* Whether repetitions that cannot be played open their recordings, and whether all do. */
    size_t open = 0, shut = 0;
    for (size_t r = 0; r < s->n_main; r++)
        if (at[r] == HINGE_ANY)
            *(address_of(s, r) != NULL ? &open : &shut) += 1;
    if (open > 0)
        hinge_fact_flag(hinge_fact_object(facts, "others"), "all", shut == 0);
    add_set(s, facts);
    hinge_fact_flag(facts, "open", s->n_cues == 2);
    hinge_fact_text(facts, "base", s->cue[0].label);
    hinge_fact_text(facts, "cue", s->n_cues == 2 ? s->cue[1].label : "");
    json_t *shown = hinge_fact_object(facts, "first");
    hinge_fact_text(shown, "cls", hinge_page_class(s, s->rep[first].person));
    hinge_fact_text(shown, "t", rep_text(s, map, first));
    add_address(s, first, "href", "command", shown);
    add_panels(s, at, facts);
    hinge_fact_text(facts, "alt",
                    isnan(sd) ? hinge_page_text(s, "%zu repetitions.", s->n_main)
                              : hinge_page_text(s,
                                                "%zu repetitions; between repetitions of a person "
                                                "%s varies by %s (SD).",
                                                s->n_main, s->spine ? "the share" : "trunk lean",
                                                hinge_page_size(s, s->lead, sd)));
    *json = make_json(s, map, chosen, n, at, at[first]);
    return facts;
}
