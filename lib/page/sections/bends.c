/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every bend: a dot a repetition, by person and value. Up to 60 of them can be played on the page:
 * each person's middle one under every cue, then those with most faults. */
#include "page/pictures/pictures.h"

#include "stats/parts/planned.h"
#include "view/view.h"

#include <hinge/requests.h>

enum { PLAYED = 60, SAMPLES = 49, CURVES = 3 };

const struct hinge_quantity *hinge_page_lead_of(const struct hinge_cohort *s, size_t person)
{
    const size_t kind = s->person[person].kind;
    return kind == 0 ? s->lead : s->outcome[s->kind[kind].spine ? HINGE_OUT_SHARE : HINGE_OUT_LEAN];
}

const char *hinge_page_from_where(const struct hinge_quantity *share)
{
    return strcmp(share->id, hinge_outcome_pelvic.id) == 0
               ? " from the lower back, of lower back and pelvis"
               : " from the spine";
}

/* "p001, dowel, repetition 2: 31% from the spine" */
static const char *rep_text(struct hinge_cohort *s, const struct hinge_page_map *map, size_t r)
{
    const struct hinge_cohort_rep *rep = &s->rep[r];
    const struct hinge_quantity *o = hinge_page_lead_of(s, rep->person);
    const double value = hinge_cohort_rep_value(s, o, r);
    const char *words =
        isnan(value) ? "not measured"
                     : hinge_page_text(s, "%s%s", hinge_page_val(s, o, value),
                                       o == s->outcome[HINGE_OUT_LEAN] ? " trunk lean"
                                                                       : hinge_page_from_where(o));
    const char *session =
        s->n_sessions > 1
            ? hinge_page_text(s, "%s, ", hinge_page_session_name(s, s->session[rep->session]))
            : "";
    const bool level = map != NULL && !s->trial[rep->trial].main; /* of the map: "after", "8 kg" */
    return hinge_page_text(s, "%s, %s%s, repetition %d: %s", s->person[rep->person].id,
                           level ? "" : session,
                           level ? map->label[map->at[rep->trial]] : s->cue[rep->cue].label,
                           rep->number, words);
}

/* --- which can be played --- */

/* In which condition of the map a repetition is, or under which cue; ANY. */
static size_t condition(const struct hinge_cohort *s, const struct hinge_page_map *map, size_t r)
{
    return map != NULL && map->at != NULL ? map->at[s->rep[r].trial]
           : r < s->n_main                ? s->rep[r].cue
                                          : HINGE_ANY;
}

/* A repetition or a person, by a number; without one (NaN) they are the last. */
struct ranked {
    double by;
    size_t at;
};

static int by_number(const void *a, const void *b)
{
    const struct ranked *p = a, *q = b;
    const double x = isnan(p->by) ? (double)INFINITY : p->by,
                 y = isnan(q->by) ? (double)INFINITY : q->by;
    const int by = hinge_by_number(&x, &y);
    return by != 0 ? by : hinge_compare_sizes(p->at, q->at);
}

/* Fills at[rep], so far ANY, with the place of each repetition that can be played. */
static size_t choose(struct hinge_cohort *s, const struct hinge_page_map *map,
                     size_t chosen[PLAYED], size_t *at)
{
    size_t n = 0, left = 0;
    struct ranked *rest = hinge_arena_alloc(&s->arena, s->n_main, sizeof *rest);
    for (size_t g = 0; map != NULL && g < s->n_groups && n < PLAYED; g++)
        if (map->body[g] != HINGE_ANY) {
            at[map->body[g]] = n;
            chosen[n++] = map->body[g];
        }
    for (size_t c = 0; c < (map != NULL ? map->n_conds : s->n_cues) && !s->one_person; c++)
        for (size_t p = 0; p < s->n_people && n < PLAYED; p++) {
            /* the repetition whose value is nearest to their median */
            const struct hinge_quantity *o = hinge_page_lead_of(s, p);
            double *value = hinge_arena_alloc(&s->arena, 2 * s->n_reps, sizeof *value),
                   *sorted = value + s->n_reps, off = INFINITY;
            size_t reps = 0, r = HINGE_ANY,
                   *rep = hinge_arena_alloc(&s->arena, s->n_reps, sizeof *rep);
            for (size_t i = 0; i < s->n_reps; i++) {
                rep[reps] = i;
                value[reps] = sorted[reps] = hinge_cohort_rep_value(s, o, i);
                reps += s->rep[i].person == p && condition(s, map, i) == c && s->rep[i].whole &&
                        !isnan(value[reps]);
            }
            hinge_sort(sorted, reps);
            const double half = hinge_median_sorted(sorted, reps);
            for (size_t i = 0; i < reps; i++)
                if (fabs(value[i] - half) < off) {
                    off = fabs(value[i] - half);
                    r = rep[i];
                }
            if (r == HINGE_ANY || at[r] != HINGE_ANY)
                continue;
            at[r] = n;
            chosen[n++] = r;
        }
    for (size_t r = 0; r < s->n_main && n < PLAYED; r++) {
        if (!s->rep[r].whole || at[r] != HINGE_ANY)
            continue;
        rest[left].at = r;
        for (size_t f = 0; f < s->n_faults; f++) /* those with most faults first */
            rest[left].by -= hinge_cohort_verdict(s, f, r).state == 3;
        left++;
    }
    qsort(rest, left, sizeof *rest, by_number);
    for (size_t k = 0; k < left && n < PLAYED; k++) {
        at[rest[k].at] = n;
        chosen[n++] = rest[k].at;
    }
    return n;
}

void hinge_page_list_played(struct hinge_cohort *s, struct hinge_text *ids)
{
    size_t chosen[PLAYED], *at = hinge_page_places(s, s->n_reps),
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

/* Empties the bytes. */
static const char *in_base64(struct hinge_cohort *s, struct hinge_text *bytes)
{
    struct hinge_text text = {0};
    hinge_text_base64(&text, hinge_text_string(bytes), bytes->length);
    bytes->length = 0;
    return hinge_text_to_arena(&text, &s->arena);
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

/* What the page's script reads: of a repetition its kind, class, words, address, the command that
 * makes its page, its hold, faults ([name, state, by how much]), frames and curves. */
HINGE_FACTS(play, F(NUMBER, k) F(TEXT, g) F(TEXT, t) F(JSON, h) F(JSON, w) F(JSON, b) F(JSON, f)
                      F(TEXT, s) F(TEXT, c))
HINGE_FACTS(kind, F(NUMBER, points) F(FLAG, average) F(JSON, parts) F(JSON, curves))
HINGE_FACTS(data,
            F(LIST, play, reps) F(LIST, kind, kinds) F(JSON, faults) F(NUMBER, first) F(ANY, map))

/* Certain faults, then possible ones, each with how far beyond the threshold: "by 6.9°". */
static json_t *faults_of(struct hinge_cohort *s, size_t r, const size_t *order, size_t n,
                         size_t *name_of, size_t *n_named, json_t *names)
{
    json_t *list = json_array();
    for (int state = 3; state >= 2; state--)
        for (size_t k = 0; k < n; k++) {
            size_t f = order[k];
            struct hinge_cohort_verdict v = hinge_cohort_verdict(s, f, r);
            if (v.state != state)
                continue;
            if (name_of[f] == HINGE_ANY) {
                name_of[f] = (*n_named)++;
                json_array_append_new(names, json_string(hinge_cohort_fault_text(s, f, "short")));
            }
            const char *unit = hinge_cohort_fault_text(s, f, "unit");
            const struct hinge_fault *of = hinge_fault_built_in(s->fault[f]);
            const struct hinge_unit_form form = hinge_unit_form(unit, of != NULL && of->share);
            const bool coarse = form.scale > 1 || hinge_listed("deg|percent|cm|deg s-1", '|', unit);
            const char *by =
                hinge_page_fixed(s, form.scale * (v.severity - v.threshold), coarse ? 1 : 2);
            json_array_append_new(list, json_pack("[I,i,s]", (json_int_t)name_of[f], state,
                                                  hinge_page_text(s, "by %s%s", by, form.change)));
        }
    return list;
}

/* Where a repetition is shown in the page of its recording; NULL: there is none. */
static const char *address_of(struct hinge_cohort *s, size_t r)
{
    const char *page = s->page->page[s->trial[s->rep[r].trial].row];
    return page != NULL ? hinge_page_text(s, "%s#rep=%d", page, s->rep[r].number) : NULL;
}

/* The command that makes its page; NULL: there is one, or no recording has one. */
static const char *command_of(struct hinge_cohort *s, size_t r)
{
    const struct hinge_cohort_trial *trial = &s->trial[s->rep[r].trial];
    const struct hinge_view_request view = {.study = s->page->request->study,
                                            .results = s->page->results,
                                            .events = s->page->request->events};
    struct hinge_text text = {0};
    if (address_of(s, r) != NULL || *s->page->request->recordings == '\0' ||
        s->tab.status != HINGE_OK)
        return NULL;
    hinge_view_command(&view, trial->id, s->page->stem[trial->row], &text);
    return hinge_text_to_arena(&text, &s->arena);
}

/* Where the hold begins (1) or ends (2), percent; 0 without one. A floor lift has none between its
 * ascent and its descent. */
static json_int_t hold_at(const struct hinge_cohort_rep *rep, int k)
{
    const double at = 100 * (rep->time[k] - rep->time[0]) / (rep->time[3] - rep->time[0]);
    return !rep->floor && isfinite(at) ? lround(at) : 0;
}

static char *make_json(struct hinge_cohort *s, const struct hinge_page_map *map,
                       const size_t *chosen, size_t n, const size_t *at, size_t first)
{
    struct data data = {.faults = json_array(), .first = first};
    size_t *name_of = hinge_page_places(s, s->n_faults), faults, named = 0;
    const size_t *order = hinge_cohort_told(s, &faults);
    hinge_page_find_bodies(s, chosen, n);
    size_t *place = hinge_page_places(s, hinge_results_rows(s->page->request->opened));
    played *all = hinge_arena_alloc(&s->arena, n, sizeof *all);
    cleared_by(hinge_text_clear) struct hinge_text bytes = {0};
    for (size_t k = 0; k < n; k++)
        place[s->rep[chosen[k]].row] = k;
    hinge_tab_curves(&s->tab, "by_time", signals, SIGNALS, place, use_curves, all);
    for (size_t k = 0; k < n; k++) {
        const struct hinge_cohort_rep *rep = &s->rep[chosen[k]];
        const struct hinge_page_body *body = hinge_page_body(s, chosen[k]);
        bool spine = s->kind[s->person[rep->person].kind].spine;
        const size_t points = body != NULL ? s->page->shape[body->shape].n_points : 0;
        struct play *play = HINGE_FACTS_ADD(
            s, &data, reps, play, .k = body != NULL ? body->shape : s->page->n_shapes + spine,
            .g = hinge_page_class(s, rep->person), .t = rep_text(s, map, chosen[k]),
            .h = json_pack("s?", address_of(s, chosen[k])), /* null: the script reads both */
            .w = json_pack("s?", command_of(s, chosen[k])),
            .b = json_pack("[I,I]", hold_at(rep, 1), hold_at(rep, 2)),
            .f = faults_of(s, chosen[k], order, faults, name_of, &named, data.faults));
        for (size_t i = 0; i < HINGE_PAGE_FRAMES * points; i++)
            for (int axis = 0; axis < 2; axis++)
                add_word(&bytes, body->frame[i / points][i % points][axis]);
        play->s = in_base64(s, &bytes);
        for (int c = 0; c < CURVES; c++) {
            const double *curve = all[k][curves[spine][c].signal];
            for (int i = 0; i < SAMPLES; i++) { /* tenths of a degree */
                const double x = (double)i * (HINGE_CURVE_POINTS - 1) / (SAMPLES - 1);
                const size_t j = (size_t)fmin(floor(x), HINGE_CURVE_POINTS - 2);
                const double value = curve[j] + (x - (double)j) * (curve[j + 1] - curve[j]);
                add_word(&bytes, isnan(value) ? -32768 : 10 * value); /* not measured */
            }
        }
        play->c = in_base64(s, &bytes);
    }
    /* The kinds of bodies, then those without one: the lines of each part, names of the curves. */
    for (size_t k = 0; k < s->page->n_shapes + 2; k++) {
        const struct hinge_page_shape none = {.spine = k > s->page->n_shapes},
                                      *shape = k < s->page->n_shapes ? &s->page->shape[k] : &none;
        json_t *parts = json_array();
        for (size_t part = 0; part < HINGE_PAGE_PARTS; part++) {
            json_t *lines = json_array();
            for (size_t c = 0; c < shape->n_chains; c++) {
                if (shape->chain[c].part != part)
                    continue;
                json_t *chain = json_array();
                for (size_t i = 0; i < shape->chain[c].n; i++)
                    json_array_append_new(chain,
                                          json_integer((json_int_t)shape->chain[c].point[i]));
                json_array_append_new(lines, chain);
            }
            json_array_append_new(parts, json_pack("[s,o]", hinge_page_part[part], lines));
        }
        HINGE_FACTS_ADD(s, &data, kinds, kind, shape->n_points, shape->average, parts,
                        json_pack("[s,s,s]", curves[shape->spine][0].name,
                                  curves[shape->spine][1].name, curves[shape->spine][2].name));
    }
    if (map != NULL)
        data.map = hinge_page_map_data(s, map, at);
    json_auto_t *printed = hinge_facts_print((struct hinge_facts){data_facts(), &data});
    return json_dumps(printed, JSON_COMPACT);
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

HINGE_FACTS(spot, F(PLACE, x) F(REAL, y) F(REAL, to) F(REAL, r) F(TEXT, cls) F(TEXT, p) F(TEXT, t)
                      F(TEXT, href) F(TEXT, k) F(FLAG, out))
HINGE_FACTS(who, F(PLACE, x) F(NUMBER, y) F(TEXT, p) F(TEXT, label) F(FLAG, hid) F(FLAG, alt))
HINGE_FACTS(span, F(TEXT, name) F(TEXT, cls) F(PLACE, x1) F(PLACE, x2) F(PLACE, x) F(NUMBER, y1)
                      F(NUMBER, y))
HINGE_FACTS(panel, F(TEXT, label) F(LIST, hinge_page_tick, yticks) F(LIST, spot, dots) F(TEXT, alt)
                       F(MANY, who, people) F(MANY, span, spans) F(NUMBER, h))
HINGE_FACTS(others, F(FLAG, all))
HINGE_FACTS(shown, F(TEXT, cls) F(TEXT, t) F(TEXT, href) F(TEXT, command))
HINGE_FACTS(order, F(TEXT, with))
HINGE_FACTS(section, F(NUMBER, no) F(TEXT, What) F(ONE, hinge_page_missing, excluded)
                         F(ONE, hinge_page_missing, unseen) F(ONE, others, others)
                             F(LIST, hinge_page_said, set) F(FLAG, open) F(TEXT, base) F(TEXT, cue)
                                 F(ONE, shown, first) F(LIST, panel, panels) F(FLAG, lines)
                                     F(ONE, order, sorted) F(TEXT, alt))

/* People side by side, group by group; of one person sessions and cues. */
struct slots {
    size_t n, *person; /* of each slot; of one person the cues of each session */
    size_t n_spans;
    struct run {
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

/* *sorted: people stand by their means. */
static struct slots side_by_side(struct hinge_cohort *s, bool *sorted)
{
    struct slots slots = {.person = hinge_arena_alloc(&s->arena, s->n_people, sizeof *slots.person),
                          .of_person = hinge_page_places(s, s->n_people),
                          .span = hinge_arena_alloc(&s->arena, s->n_groups + s->n_sessions,
                                                    sizeof *slots.span)};
    for (size_t i = 0; i < s->n_sessions && s->one_person; i++, slots.n += s->n_cues)
        slots.span[slots.n_spans++] = (struct run){hinge_page_session_name(s, s->session[i]), "g0",
                                                   slots.n, slots.n + s->n_cues};
    if (s->one_person)
        return slots;
    struct ranked *placed = hinge_arena_alloc(&s->arena, s->n_people, sizeof *placed);
    for (size_t g = 0; g < s->n_groups; g++) {
        size_t n = 0;
        for (size_t p = 0; p < s->n_people; p++)
            if (hinge_cohort_is_of(s, p, g, HINGE_ANY) && is_drawn(s, p))
                placed[n++] = (struct ranked){hinge_cohort_value(s, s->lead, p, 0), p};
        if (n > SORTED || slots.n + n > 16) {
            qsort(placed, n, sizeof *placed, by_number);
            *sorted = true;
        }
        if (n == 0)
            continue;
        slots.span[slots.n_spans++] =
            (struct run){s->group[g].brief, s->group[g].cls, slots.n, slots.n + n};
        for (size_t i = 0; i < n; i++) {
            slots.of_person[placed[i].at] = slots.n;
            slots.person[slots.n++] = placed[i].at;
        }
    }
    slots.n_spans = s->two ? slots.n_spans : 0;
    slots.gap = fmax(0, 24. * (double)slots.n / WIDE - 1); /* at least 24 px */
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

struct dot {
    double x, y;
    size_t rep;
};

static int from_left(const void *a, const void *b)
{
    const struct dot *p = a, *q = b;
    const int x = hinge_by_number(&p->x, &q->x), y = hinge_by_number(&p->y, &q->y);
    return x != 0 ? x : y != 0 ? y : hinge_compare_sizes(p->rep, q->rep);
}

/* Whose the slots are, under the last panel: every second where names do not fit, else only the
 * chosen person's; nothing where there are too many. */
static void add_names(struct hinge_cohort *s, const struct slots *slots, size_t height,
                      struct panel *panel)
{
    enum { LETTER = 7, BETWEEN = 8 }; /* px */
    const size_t named = slots->n <= NAMED ? slots->n : 0;
    size_t longest = 0;
    for (size_t i = 0; i < named; i++) {
        struct who *who = HINGE_FACTS_ADD(
            s, panel, people, who, .x = across(slots, (double)i + .5, i), .y = height + 20,
            .p = s->person[s->one_person ? 0 : slots->person[i]].id,
            .label = s->one_person ? s->cue[i % s->n_cues].label : s->person[slots->person[i]].id);
        const size_t letters = hinge_text_width(who->label);
        longest = letters > longest ? letters : longest;
    }
    const double width = (double)named * (double)(LETTER * longest + BETWEEN);
    for (size_t i = 0; i < named; i++) {
        panel->people[i]->hid = width > (i % 2 == 1 ? WIDE : 2 * WIDE);
        panel->people[i]->alt = width > (i % 2 == 1 ? NARROW : 2 * NARROW);
    }
    for (size_t i = 0; i < slots->n_spans; i++) {
        const size_t slot = slots->span[i].from;
        const double from = (double)slot, to = (double)slots->span[i].to;
        HINGE_FACTS_ADD(s, panel, spans, span, .name = slots->span[i].name,
                        .cls = slots->span[i].cls, .x1 = across(slots, from + .15, slot),
                        .x2 = across(slots, to - .15, slot),
                        .x = across(slots, (from + to) / 2, slot),
                        .y1 = height + (named > 0 ? 30 : 10), .y = height + (named > 0 ? 48 : 28));
    }
    panel->h = height + (slots->n_spans > 0 ? (named > 0 ? 54 : 34) : named > 0 ? 26 : 8);
}

/* Up to two cues stand in one panel, more in one each. */
static void add_panels(struct hinge_cohort *s, const size_t *at, struct section *facts)
{
    bool sorted = false, together = s->n_cues <= 2 || s->one_person;
    const struct slots slots = side_by_side(s, &sorted);
    double *value = hinge_arena_alloc(&s->arena, s->n_main, sizeof *value);
    struct dot *dot = hinge_arena_alloc(&s->arena, s->n_main, sizeof *dot);
    size_t n = 0, panels = together ? 1 : s->n_cues;
    for (size_t r = 0; r < s->n_main; r++) {
        double x = hinge_cohort_rep_value(s, s->lead, r);
        if (!isnan(x) && is_drawn(s, s->rep[r].person))
            value[n++] = x;
    }
    struct hinge_axis scale =
        hinge_page_axis(s->lead, value, n, 4, s->spine ? HINGE_SCALE_ZERO : 0);
    facts->lines = n >= LINES && !s->one_person;
    const size_t height = together ? HIGH : LOW, cues = together ? s->n_cues : 1;
    const struct hinge_page_ticks ticks =
        hinge_page_ticks(s, &scale, true, (double)height - 1, ABOVE - 1);
    struct panel *panel = NULL;
    /* dots from left to right, as the keyboard goes through them; where there are very many bends,
     * one line for a person and cue replaces their dots */
    for (size_t k = 0; k < panels; k++) {
        panel = HINGE_FACTS_NEXT(s, facts, panels);
        panel->label = together ? NULL : s->cue[k].label;
        panel->yticks = ticks.ticks;
        panel->n_yticks = ticks.n_ticks;
        panel->h = height + 8;
        n = 0;
        for (size_t r = 0; r < s->n_main; r++) {
            const struct hinge_cohort_rep *rep = &s->rep[r];
            const double y = hinge_cohort_rep_value(s, s->lead, r);
            if (!isnan(y) && (together || rep->cue == k) && (rep->whole || !facts->lines) &&
                (s->one_person || slots.of_person[rep->person] != HINGE_ANY))
                dot[n++] = (struct dot){place_of(s, &slots, r, rep->cue - (together ? 0 : k), cues),
                                        height_of(&scale, y, (double)height), r};
        }
        if (n > 0)
            qsort(dot, n, sizeof *dot, from_left);
        for (size_t i = 0, last; i < n; i = last) {
            size_t r = dot[i].rep;
            const struct hinge_cohort_rep *rep = &s->rep[r];
            double x = dot[i].x, low = hinge_cohort_rep_value(s, s->lead, r), high = low;
            for (last = i + 1;
                 facts->lines && last < n && s->rep[dot[last].rep].person == rep->person &&
                 s->rep[dot[last].rep].cue == rep->cue;
                 last++) {
                const double y = hinge_cohort_rep_value(s, s->lead, dot[last].rep);
                low = fmin(low, y);
                high = fmax(high, y);
                x += (dot[last].x - x) / (double)(last - i + 1);
                r = at[r] == HINGE_ANY && at[dot[last].rep] != HINGE_ANY ? dot[last].rep : r;
            }
            const bool one = last == i + 1;
            const char *id = s->person[rep->person].id;
            HINGE_FACTS_ADD(
                s, panel, dots, spot, .x = x, .y = height_of(&scale, high, (double)height),
                .to = one ? (double)NAN : height_of(&scale, low, (double)height),
                .r = slots.n <= MANY ? 4.5 : 3.5,
                .cls = hinge_page_text(s, "%s%s", hinge_page_class(s, rep->person),
                                       rep->cue != 0 ? " o" : ""),
                .p = id,
                .t = one ? hinge_page_text(s, "%s%s", rep_text(s, NULL, r),
                                           rep->whole ? "" : ", excluded")
                         : hinge_page_text(s, "%s, %s, %zu repetitions: %s to %s%s", id,
                                           s->cue[rep->cue].label, last - i,
                                           hinge_page_val(s, s->lead, low),
                                           hinge_page_val(s, s->lead, high),
                                           s->spine ? " from the spine" : " trunk lean"),
                .href = address_of(s, r),
                .k = at[r] != HINGE_ANY ? hinge_page_text(s, "%zu", at[r]) : NULL,
                .out = one && !rep->whole);
        }
        panel->alt = hinge_page_text(s, "%zu repetitions%s%s", n, panel->label != NULL ? ", " : "",
                                     hinge_or_empty(panel->label));
    }
    add_names(s, &slots, height, panel);
    facts->sorted = sorted ? HINGE_FACTS_MAKE(s, order, .with = s->cue[0].phrase) : NULL;
}

/* --- change over the set --- */

/* What a reducer (hinge_first_half) makes of a person's outcome under a cue; NaN: too few
 * repetitions. *most: repetitions of the longest recording. */
static double reduced_of(struct hinge_cohort *s, const struct hinge_reducer *by,
                         const struct hinge_quantity *outcome, size_t person, size_t cue,
                         size_t *most)
{
    struct hinge_nest nest = {.reps = 0};
    *most = 0;
    for (size_t t = 0; t < s->n_trials; t++) {
        const struct hinge_cohort_trial *trial = &s->trial[t];
        if (trial->person != person || trial->cue != cue || trial->session != 0 || trial->n == 0)
            continue;
        double *value = hinge_arena_alloc(&s->arena, 2 * trial->n, sizeof *value),
               *number = value + trial->n;
        size_t n = 0;
        for (size_t r = trial->first; r < trial->first + trial->n && r < s->n_main; r++) {
            value[n] = hinge_cohort_rep_value(s, outcome, r);
            number[n] = s->rep[r].number;
            n += s->rep[r].used && !isnan(value[n]) ? 1 : 0;
        }
        *most = n > *most ? n : *most;
        hinge_nest_reduce(&nest, by, value, number, n,
                          hinge_side_of(hinge_cohort_trial_text(s, trial, "side")));
    }
    return hinge_nest_mean(&nest);
}

enum { BENDS = 6 }; /* of a set that has halves */
static const char *const halves[] = {"second half", "first half"};

/* A sentence a cue whose change is another one in the second half of the set, in the family of
 * these cues. */
static void add_set_of_cues(struct hinge_cohort *s, struct section *facts)
{
    const struct hinge_page_tests *t = s->page->tests;
    const struct hinge_reducer *const by[2] = {&hinge_first_half, &hinge_last_half};
    struct hinge_planned_outcome *row = hinge_arena_alloc(&s->arena, t->n_cues + 1, sizeof *row);
    double *value = hinge_arena_alloc(&s->arena, 2 * s->n_people + 1, sizeof *value),
           *half = hinge_arena_alloc(&s->arena, 2 * t->n_cues + 1, sizeof *half);
    for (size_t c = 0; c < t->n_cues; c++) {
        const struct hinge_page_cue_row *cue = &t->cue[c];
        double *of[2] = {value, value + s->n_people};
        size_t n = 0;
        row[c] = hinge_page_beside(s, cue->outcome, halves);
        row[c].cell[0] = hinge_page_text(s, "cue=%s", s->cue[cue->cue].id);
        for (size_t p = 0; p < s->n_people && cue->outcome != NULL; p++) {
            size_t with, without, least = BENDS;
            for (size_t k = 0; k < 2; k++) {
                of[k][n] = reduced_of(s, by[k], cue->outcome, p, cue->cue, &with) -
                           reduced_of(s, by[k], cue->outcome, p, 0, &without);
                least = with < least ? with : without < least ? without : least;
            }
            n += least == BENDS && hinge_cohort_is_of(s, p, HINGE_ANY, 0) &&
                 !isnan(of[0][n] - of[1][n]);
        }
        const struct hinge_compared is = hinge_compare_changes(of[1], of[0], n, 0.05);
        row[c].diff = (struct hinge_change){is.diff, is.low, is.high, (double)n, is.p};
        for (size_t k = 0; k < 2; k++)
            half[2 * c + k] = is.mean[1 - k];
    }
    hinge_page_tested(s, "change over the set", row, t->n_cues);
    for (size_t c = 0; c < t->n_cues; c++) {
        const char *text[2];
        if (!hinge_planned_differs(&row[c]))
            continue;
        for (size_t k = 0; k < 2; k++)
            text[k] =
                hinge_page_print(s, t->cue[c].outcome, half[2 * c + k], (double)NAN, (double)NAN)
                    .with_sign;
        const struct hinge_page_printed is =
            hinge_page_print_change(s, t->cue[c].outcome, &row[c], false);
        const bool wears = half[2 * c] * row[c].diff.value < 0;
        *HINGE_FACTS_NEXT(s, facts, set) =
            hinge_page_said(s, t->cue[c].outcome, &row[c], HINGE_SAY_SET_CUE,
                            HINGE_SLOTS({"with", s->cue[t->cue[c].cue].phrase}, {"first", text[0]},
                                        {"second", text[1]}, {"signed", is.with_sign},
                                        {"span", is.span}, {"wears", wears ? "" : NULL}));
    }
}

/* A sentence a group: what changed (of 5 people or more with 6 repetitions in a recording, in the
 * family of these groups), or, larger than a cue's effect, the change alone. */
static void add_set(struct hinge_cohort *s, struct section *facts)
{
    const char *rest;
    const struct hinge_reducer *const half = hinge_reducer_of("half:", &rest), *const per_bend =
                                                                                   hinge_reducer_of(
                                                                                       "slope:",
                                                                                       &rest);
    const size_t groups = s->n_groups;
    struct hinge_planned_outcome *row = hinge_arena_alloc(&s->arena, groups, sizeof *row);
    const char **each = hinge_arena_alloc(&s->arena, groups, sizeof *each); /* "1.1 points" */
    double *value = hinge_arena_alloc(&s->arena, 3 * s->n_people + 1, sizeof *value),
           *slope = value + s->n_people, *none = slope + s->n_people;
    for (size_t g = 0; g < groups; g++) {
        size_t n = 0, slopes = 0, longer = 0, most;
        for (size_t i = 0; i < s->n_people; i++) {
            if (!hinge_cohort_is_of(s, i, g, 0))
                continue;
            slope[slopes] = reduced_of(s, per_bend, s->lead, i, 0, &most);
            slopes += isnan(slope[slopes]) ? 0 : 1;
            value[n] = reduced_of(s, half, s->lead, i, 0, &most);
            longer += most >= BENDS;
            n += isnan(value[n]) ? 0 : 1;
        }
        row[g] = hinge_page_beside(s, s->lead, halves);
        row[g].group[0] = groups > 1 ? s->group[g].id : NULL;
        if (longer < HINGE_LEAST_TESTED)
            continue;
        const struct hinge_compared of = hinge_compare_changes(value, none, n, 0.05);
        row[g].diff = (struct hinge_change){of.diff, of.low, of.high, (double)n, of.p};
        const struct hinge_compared rise = hinge_compare_changes(slope, none, slopes, 0.05);
        each[g] = hinge_page_print(s, s->lead, rise.diff, rise.low, rise.high).with_sign;
    }
    hinge_page_tested(s, "change over the set", row, groups);
    for (size_t g = 0; g < groups; g++) {
        double effect = INFINITY; /* the smallest of a cue */
        for (size_t c = 1; c < s->n_cues; c++) {
            const struct hinge_cohort_cell cue = hinge_cohort_change(s, s->lead, c, g, 0);
            const double change = hinge_stats_mean(cue.value, cue.n);
            effect = cue.n > 0 && !isnan(change) ? fmin(effect, fabs(change)) : effect;
        }
        if (row[g].verdict != NULL &&
            (hinge_planned_differs(&row[g]) || fabs(row[g].diff.value) > effect))
            *HINGE_FACTS_NEXT(s, facts, set) = hinge_page_said(
                s, s->lead, &row[g], HINGE_SAY_SET,
                HINGE_SLOTS({"each", each[g]}, {"group", groups > 1 ? s->group[g].words : NULL}));
    }
}

void hinge_page_ask_set(struct hinge_cohort *s)
{
    struct section facts = {.alt = NULL};
    add_set(s, &facts);
    add_set_of_cues(s, &facts);
}

struct hinge_facts hinge_page_bends(struct hinge_cohort *s, const struct hinge_page_map *map,
                                    size_t *no, char **json)
{
    size_t chosen[PLAYED], *at = hinge_page_places(s, s->n_reps), n = choose(s, map, chosen, at),
                           first = hinge_page_first(s);
    *json = NULL;
    if (n == 0)
        return (struct hinge_facts){0};
    for (size_t k = 0; k < n && first != HINGE_ANY && at[first] == HINGE_ANY; k++)
        if (s->rep[chosen[k]].person == s->rep[first].person &&
            condition(s, map, chosen[k]) == condition(s, map, first))
            first = chosen[k];
    if (first == HINGE_ANY || at[first] == HINGE_ANY)
        first = chosen[0];
    /* Addresses of the recordings' pages that were made, by row of /trials. */
    const char *list = s->page->request->recordings, *slash = strrchr(list, '/'), *line;
    const char *rest = s->page->request->pages;
    int folder = slash != NULL ? (int)(slash + 1 - list) : 0;
    size_t n_made = 0, length;
    s->page->page = hinge_arena_alloc(&s->arena, s->tab.trials.rows, sizeof *s->page->page);
    if (*list != '\0' &&
        hinge_tab_try(&s->tab, hinge_view_stems(&s->tab.trials, &s->arena, &s->page->stem,
                                                &s->tab.failure))) {
        const char **made =
            hinge_arena_alloc(&s->arena, 1, sizeof *made); /* sorted, if empty, too */
        while ((line = hinge_next_item(&rest, '\n', &length)) != NULL) {
            made = hinge_arena_more(&s->arena, made, n_made, sizeof *made);
            made[n_made++] = hinge_page_text(s, "%.*s", (int)length, line);
        }
        qsort(made, n_made, sizeof *made, hinge_by_text);
        for (size_t r = 0; r < s->tab.trials.rows; r++) {
            const char *file = hinge_page_text(s, "%.*s%s.html", folder, list, s->page->stem[r]);
            if (bsearch(&file, made, n_made, sizeof *made, hinge_by_text) == NULL)
                continue;
            struct hinge_text address = {0};
            hinge_text_address(&address, file);
            s->page->page[r] = hinge_text_to_arena(&address, &s->arena);
        }
    }
    size_t out = 0, unseen = 0, open = 0, shut = 0;
    for (size_t r = 0; r < s->n_main; r++) {
        out += !s->rep[r].whole && !isnan(hinge_cohort_rep_value(s, s->lead, r));
        if (at[r] == HINGE_ANY) /* it opens its recording, or nothing */
            *(address_of(s, r) != NULL ? &open : &shut) += 1;
    }
    for (size_t p = 0; p < s->n_people; p++)
        unseen += !is_drawn(s, p);
    struct shown *shown =
        HINGE_FACTS_MAKE(s, shown, .cls = hinge_page_class(s, s->rep[first].person),
                         .t = rep_text(s, map, first), .href = address_of(s, first),
                         .command = command_of(s, first));
    /* SD between repetitions of a person and condition, pooled; NaN. */
    struct hinge_running *cell =
        hinge_arena_alloc(&s->arena, s->n_people * s->n_cues, sizeof *cell);
    double squares = 0, df = 0;
    for (size_t r = 0; r < s->n_main; r++) {
        const struct hinge_cohort_rep *rep = &s->rep[r];
        const double value = hinge_cohort_rep_value(s, s->lead, r);
        if (!isnan(value) && rep->whole && is_drawn(s, rep->person))
            hinge_running_add(&cell[rep->person * s->n_cues + rep->cue], value);
    }
    for (size_t i = 0; i < s->n_people * s->n_cues; i++) {
        squares += cell[i].squares;
        df += fmax(0, (double)cell[i].n - 1);
    }
    const double sd = df > 0 ? sqrt(squares / df) : (double)NAN;
    struct section facts = {
        .no = ++*no,
        .What = hinge_page_capital(s, s->lead->in_text),
        .excluded = hinge_page_missing(s, out),
        .unseen = hinge_page_missing(s, s->spine ? unseen : 0),
        .others = open > 0 ? HINGE_FACTS_MAKE(s, others, .all = shut == 0) : NULL,
        .open = s->n_cues == 2,
        .base = s->cue[0].label,
        .cue = s->n_cues == 2 ? s->cue[1].label : "",
        .first = shown,
        .alt = isnan(sd) ? hinge_page_text(s, "%zu repetitions.", s->n_main)
                         : hinge_page_text(s,
                                           "%zu repetitions; between repetitions of a person "
                                           "%s varies by %s (SD).",
                                           s->n_main, s->spine ? "the share" : "trunk lean",
                                           hinge_page_size(s, s->lead, sd))};
    add_set(s, &facts);
    add_set_of_cues(s, &facts);
    add_panels(s, at, &facts);
    *json = make_json(s, map, chosen, n, at, at[first]);
    return HINGE_FACTS_OF(s, section, &facts);
}
