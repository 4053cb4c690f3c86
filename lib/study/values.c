/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes, and the values of repetitions and people; faults of repetitions. */
#include "study/study.h"

#include "faults/fault.h"
#include "report/print/published.h"
#include "table/columns.h"

/* --- outcomes --- */

struct hinge_cohort_known {
    struct hinge_quantity outcome;
    struct hinge_cohort_known *next;
};

void hinge_cohort_let_differ(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                             const double of[2])
{
    enum { MOST = 2 }; /* decimals */
    for (struct hinge_cohort_known *known = s->known; known != NULL; known = known->next) {
        int *digits = &known->outcome.digits;
        while (&known->outcome == outcome && *digits < MOST &&
               rint(outcome->scale * of[0] * pow(10, *digits)) ==
                   rint(outcome->scale * of[1] * pow(10, *digits)))
            ++*digits;
    }
}

const struct hinge_quantity *hinge_cohort_outcome(struct hinge_cohort *s,
                                                  const struct hinge_cue_outcome *of)
{
    if (of->id == NULL)
        return NULL;
    const double target = of->expected == HINGE_EXPECT_TOWARDS ? of->target : (double)NAN;
    for (const struct hinge_cohort_known *known = s->known; known != NULL; known = known->next)
        if (strcmp(known->outcome.id, of->id) == 0 &&
            (known->outcome.target == target || (isnan(known->outcome.target) && isnan(target))) &&
            strcmp(hinge_or_empty(known->outcome.phase), hinge_or_empty(of->phase)) == 0)
            return &known->outcome;
    struct hinge_cohort_known *known = hinge_arena_alloc(&s->arena, 1, sizeof *known);
    const char *unit =
        of->is_fault ? hinge_table_word_where(&s->tab.faults, "id", of->id, "unit") : NULL;
    known->outcome =
        of->is_fault || hinge_metric_find(of->id) >= 0
            ? hinge_quantity_of(&s->arena, &s->labels, of->id, of->phase, unit)
            : hinge_quantity_named(&s->arena, &s->labels, of->id, of->phase, &s->tab.faults);
    if (!isnan(target))
        known->outcome = hinge_quantity_distance(&s->arena, known->outcome, target);
    known->next = s->known;
    s->known = known;
    return &known->outcome;
}

/* --- values --- */

struct hinge_cohort_values {
    const struct hinge_quantity *outcome;
    double *rep;    /* [rep] */
    double *person; /* [person * n_cues + cue] */
    unsigned *reps; /* of these */
    struct hinge_cohort_values *next;
};

const struct hinge_measure *hinge_cohort_measure(const struct hinge_cohort *s,
                                                 const struct hinge_quantity *outcome)
{
    for (size_t i = 0; i < s->measures.n; i++)
        if (strcmp(s->measures.item[i].id, outcome->id) == 0 &&
            strcmp(s->measures.item[i].phase, outcome->phase) == 0)
            return &s->measures.item[i];
    return NULL;
}

/* A repetition's value of an outcome: what was measured, or its distance from the target. */
static double value_of(const struct hinge_quantity *outcome, double measured)
{
    return isnan(outcome->target) ? measured : fabs(measured - outcome->target);
}

/* Where an outcome's values of repetitions stand; `measure` NULL: those of a fault's severity;
 * `array` NULL: the file has none. */
struct source {
    const struct hinge_measure *measure;
    const char *array;
    size_t width, at;
};

static struct source source_of(const struct hinge_cohort *s, const struct hinge_quantity *outcome)
{
    const struct hinge_measure *measure =
        outcome->phase != NULL ? hinge_cohort_measure(s, outcome) : NULL;
    if (measure != NULL)
        return (struct source){measure, measure->source, measure->phases, measure->at};
    long fault = outcome->phase == NULL ? hinge_label_find(s->fault, s->n_faults, outcome->id) : -1;
    return (struct source){NULL, fault < 0 ? NULL : "fault_severity", s->n_faults, (size_t)fault};
}

bool hinge_cohort_average(struct hinge_cohort *s, const struct hinge_quantity *outcome)
{
    struct hinge_people *people = s->averaging;
    const struct source from = source_of(s, outcome);
    if (from.measure != NULL && isnan(outcome->target)) {
        hinge_people_means_of(people, from.measure, NULL, NULL);
    } else if (from.array != NULL) {
        const double *column = hinge_reps_column(&people->reps, from.array, from.width);
        for (size_t k = 0; k < people->grouped.n_reps; k++)
            people->value[0][k] = value_of(outcome, column[people->row[k] * from.width + from.at]);
        hinge_people_average(people);
    }
    return from.array != NULL && s->tab.status == HINGE_OK;
}

static const struct hinge_cohort_values *values_of(struct hinge_cohort *s,
                                                   const struct hinge_quantity *outcome)
{
    for (struct hinge_cohort_values *v = s->values; v != NULL; v = v->next)
        if (v->outcome == outcome)
            return v;
    struct hinge_cohort_values *v = hinge_arena_alloc(&s->arena, 1, sizeof *v);
    size_t n = s->n_people * s->n_cues;
    *v = (struct hinge_cohort_values){outcome,
                                      hinge_arena_alloc(&s->arena, s->n_reps, sizeof(double)),
                                      hinge_arena_alloc(&s->arena, n, sizeof(double)),
                                      hinge_arena_alloc(&s->arena, n, sizeof(unsigned)), s->values};
    s->values = v;
    for (size_t r = 0; r < s->n_reps; r++)
        v->rep[r] = (double)NAN;
    for (size_t i = 0; i < n; i++)
        v->person[i] = (double)NAN;
    const struct source from = source_of(s, outcome);
    if (!hinge_cohort_average(s, outcome))
        return v;
    const struct hinge_people *people = s->averaging;
    const bool rate = from.measure != NULL && from.measure->kind == HINGE_MEASURE_RATE;
    if (from.measure == NULL || from.measure->by == NULL) { /* else of the set: a bend has none */
        const double *column = hinge_reps_column(&s->reading, from.array, from.width);
        for (size_t r = 0; r < s->n_reps; r++) {
            const double measured = column[s->rep[r].row * from.width + from.at];
            const int state = rate ? hinge_fault_state_of(measured) : 0;
            v->rep[r] = !rate       ? value_of(outcome, measured)
                        : state < 0 ? (double)NAN
                                    : state >= HINGE_FAULT_ABOVE;
        }
    }
    for (size_t i = 0; i < people->grouped.n; i++)
        if (s->cell_of[i] != HINGE_ANY) {
            v->person[s->cell_of[i]] = people->person[i].mean;
            v->reps[s->cell_of[i]] = people->person[i].reps;
        }
    return v;
}

double hinge_cohort_rep_value(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                              size_t rep)
{
    return values_of(s, outcome)->rep[rep];
}

double hinge_cohort_value(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                          size_t person, size_t cue)
{
    return values_of(s, outcome)->person[person * s->n_cues + cue];
}

unsigned hinge_cohort_value_reps(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                                 size_t person, size_t cue)
{
    return values_of(s, outcome)->reps[person * s->n_cues + cue];
}

bool hinge_cohort_is_of(const struct hinge_cohort *s, size_t person, size_t group, size_t kind)
{
    const struct hinge_cohort_person *p = &s->person[person];
    return (group == HINGE_ANY || p->group == group) && (kind == HINGE_ANY || p->kind == kind);
}

size_t hinge_cohort_count(const struct hinge_cohort *s, size_t group, size_t kind)
{
    size_t n = 0;
    for (size_t p = 0; p < s->n_people; p++)
        n += hinge_cohort_is_of(s, p, group, kind);
    return n;
}

size_t hinge_cohort_group_of(const struct hinge_cohort *s, const char *id)
{
    return HINGE_ROW_AT(s->group, s->n_groups - 1, id);
}

struct hinge_cohort_cell hinge_cohort_cell(struct hinge_cohort *s,
                                           const struct hinge_quantity *outcome, size_t cue,
                                           size_t group, size_t kind)
{
    struct hinge_cohort_cell cell = {0,
                                     hinge_arena_alloc(&s->arena, s->n_people, sizeof *cell.person),
                                     hinge_arena_alloc(&s->arena, s->n_people, sizeof *cell.value)};
    for (size_t p = 0; p < s->n_people; p++) {
        const double value = hinge_cohort_value(s, outcome, p, cue);
        if (isnan(value) || !hinge_cohort_is_of(s, p, group, kind))
            continue;
        cell.person[cell.n] = p;
        cell.value[cell.n++] = value;
    }
    return cell;
}

struct hinge_cohort_cell hinge_cohort_change(struct hinge_cohort *s,
                                             const struct hinge_quantity *outcome, size_t cue,
                                             size_t group, size_t kind)
{
    struct hinge_cohort_cell cell = hinge_cohort_cell(s, outcome, cue, group, kind);
    size_t n = 0;
    for (size_t i = 0; i < cell.n; i++) {
        cell.person[n] = cell.person[i];
        cell.value[n] = cell.value[i] - hinge_cohort_value(s, outcome, cell.person[i], 0);
        n += isnan(cell.value[n]) ? 0 : 1;
    }
    cell.n = n;
    return cell;
}

struct hinge_cohort_bends_of hinge_cohort_bends_found(struct hinge_cohort *s,
                                                      const struct hinge_quantity *outcome,
                                                      size_t person, size_t session, size_t cue,
                                                      const double *as_found, size_t width)
{
    struct hinge_cohort_bends_of found = {0};
    uint32_t *recording = NULL;
    unsigned char *side = NULL;
    for (size_t pass = 0, most = 0; pass < 2; pass++) { /* how many there may be, then they */
        for (size_t k = 0; k < s->n_trials; k++) {
            const struct hinge_cohort_trial *of = &s->trial[k];
            if (!of->main || of->cue != cue || (person != HINGE_ANY && of->person != person) ||
                (session != HINGE_ANY && of->session != session))
                continue;
            most += of->n;
            bool corrected = false;
            for (size_t r = of->first; as_found != NULL && r < of->first + of->n; r++)
                corrected = corrected || !isnan(as_found[s->rep[r].row * width]);
            for (size_t r = of->first; pass == 1 && r < of->first + of->n; r++) {
                const double value = corrected ? as_found[s->rep[r].row * width]
                                               : hinge_cohort_rep_value(s, outcome, r);
                if ((!s->rep[r].used && !corrected) || isnan(value))
                    continue;
                found.rep[found.n] = r;
                recording[found.n] = (uint32_t)k;
                side[found.n] =
                    (unsigned char)hinge_side_of(hinge_cohort_trial_text(s, of, "side"));
                found.value[found.n++] = value;
            }
        }
        if (pass == 0) {
            found.rep = hinge_arena_alloc(&s->arena, most, sizeof *found.rep);
            found.value = hinge_arena_alloc(&s->arena, most, sizeof *found.value);
            recording = hinge_arena_alloc(&s->arena, most, sizeof *recording);
            side = hinge_arena_alloc(&s->arena, most, sizeof *side);
        }
    }
    const struct hinge_nest nest = hinge_nest_of(found.value, recording, side, found.n, NULL);
    double sides = 0;
    for (size_t k = 0; k < HINGE_SIDES; k++)
        sides += nest.side[k].n > 0;
    found.mean = hinge_nest_mean(&nest);
    for (size_t i = 0; i < found.n;
         i++) { /* each is the m-th part of one of k recordings of a side */
        double m = 0, part;
        for (size_t k = 0; k < found.n; k++)
            m += recording[k] == recording[i];
        part = m * (double)nest.side[side[i]].n * sides;
        found.parts += 1 / (part * part);
    }
    return found;
}

struct hinge_cohort_bends_of hinge_cohort_bends_of(struct hinge_cohort *s,
                                                   const struct hinge_quantity *outcome,
                                                   size_t person, size_t session, size_t cue)
{
    return hinge_cohort_bends_found(s, outcome, person, session, cue, NULL, 0);
}

bool hinge_cohort_measured(struct hinge_cohort *s, const struct hinge_quantity *outcome, size_t cue)
{
    bool measured = false;
    for (size_t r = 0; r < s->n_main && !measured; r++)
        measured = s->rep[r].whole && s->rep[r].cue == cue &&
                   !isnan(hinge_cohort_rep_value(s, outcome, r));
    return measured;
}

/* --- faults --- */

struct hinge_cohort_verdict hinge_cohort_verdict(struct hinge_cohort *s, size_t fault, size_t rep)
{
    static const char *const name[] = {"fault_state",     "fault_reason", "fault_severity",
                                       "fault_threshold", "fault_margin", "fault_time_s"};
    const size_t at = s->rep[rep].row * s->n_faults + fault;
    for (int k = 0; k < 6 && (s->verdict[5] == NULL || s->verdict_at != s->reading.forgotten); k++)
        s->verdict[k] = hinge_reps_column(&s->reading, name[k], s->n_faults);
    s->verdict_at = s->reading.forgotten;
    return (struct hinge_cohort_verdict){hinge_fault_state_of(s->verdict[0][at]),
                                         hinge_stored_reason(s->verdict[1][at]),
                                         s->verdict[2][at],
                                         s->verdict[3][at],
                                         s->verdict[4][at],
                                         s->verdict[5][at]};
}

void hinge_cohort_judge(struct hinge_cohort *s, size_t fault, struct hinge_person_fault *of)
{
    hinge_people_judge(s->averaging, s->n_faults, fault, of);
}

const size_t *hinge_cohort_told(struct hinge_cohort *s, size_t *n)
{
    if (s->told == NULL) {
        struct hinge_person_fault *of =
            hinge_arena_alloc(&s->arena, s->averaging->grouped.n, sizeof *of);
        s->judged = hinge_arena_alloc(&s->arena, s->n_faults, sizeof *s->judged);
        for (size_t f = 0; f < s->n_faults; f++) {
            hinge_cohort_judge(s, f, of);
            for (size_t p = 0; p < s->n_people; p++) {
                const size_t at = hinge_cohort_cell_of(s, p, 0);
                s->judged[f] += at != HINGE_ANY && of[at].verdict != HINGE_NOT_JUDGED;
            }
        }
        s->told = hinge_arena_alloc(&s->arena, s->n_faults, sizeof *s->told);
        s->n_told = hinge_faults_coached(s->fault, s->n_faults, s->judged, s->told);
    }
    *n = s->n_told;
    return s->told;
}

const size_t *hinge_cohort_families(struct hinge_cohort *s, size_t *n)
{
    const size_t *told = hinge_cohort_told(s, n);
    size_t *head = hinge_arena_alloc(&s->arena, *n + 1, sizeof *head);
    *n = hinge_faults_families(s->fault, told, *n, head);
    return head;
}

const size_t *hinge_cohort_members(struct hinge_cohort *s, size_t fault, size_t *n)
{
    size_t told;
    const size_t *order = hinge_cohort_told(s, &told);
    size_t *member = hinge_arena_alloc(&s->arena, told + 1, sizeof *member);
    *n = hinge_faults_members(s->fault, order, told, hinge_fault_speaker(s->fault[fault]), member);
    return member;
}

const char *hinge_cohort_family_text(struct hinge_cohort *s, size_t fault)
{
    size_t n, kinds = 0;
    char name[160];
    const size_t *member = hinge_cohort_members(s, fault, &n);
    for (size_t k = 0; k < n; k++)
        kinds += s->judged[member[k]] > 0;
    return hinge_arena_strdup(
        &s->arena, hinge_fault_family_name(&s->labels, hinge_fault_speaker(s->fault[fault]), kinds,
                                           name, sizeof name));
}

size_t hinge_cohort_cell_of(const struct hinge_cohort *s, size_t person, size_t cue)
{
    return s->cell_at[person * s->n_cues + cue];
}

const char *hinge_cohort_fault_text(const struct hinge_cohort *s, size_t fault, const char *column)
{
    const char *id = s->fault[fault];
    return strcmp(column, "unit") == 0
               ? hinge_table_word_where(&s->tab.faults, "id", id, column)
               : hinge_fault_name(&s->labels, id,
                                  strcmp(column, "short") == 0 ? HINGE_PLAIN : HINGE_TECHNICAL);
}
