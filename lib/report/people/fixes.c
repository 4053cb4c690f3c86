/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/people/fixes.h"

#include "report/request.h"
#include "reps/reps.h"
#include "table/columns.h"
#include "trial/levels.h"

#include <math.h>

const char *hinge_fixes_cue(const struct hinge_fixes *fixes, size_t cell)
{
    const struct hinge_grouped *grouped = &fixes->people->grouped;
    return grouped->level[cell * grouped->n_keys + fixes->cue];
}

/* Whether recordings of a person are of practice: later ones differ by what was learned. */
static bool is_practice(const struct hinge_people *people, size_t person)
{
    const size_t k = people->grouped.from[person];
    return k < people->grouped.from[person + 1] &&
           hinge_stage_of(hinge_table_word(&people->tab->trials, "session",
                                           people->grouped.recording[k])) == HINGE_STAGE_PRACTICE;
}

/* The recordings of a person in the order of their numbers. */
struct place {
    const char *trial;
    size_t recording, k;
};

static int compare_places(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    const int order = hinge_level_compare(x->trial, y->trial);
    if (order != 0)
        return order;
    if (x->recording != y->recording)
        return x->recording < y->recording ? -1 : 1;
    return x->k < y->k ? -1 : x->k > y->k;
}

struct hinge_fixes *hinge_fixes_of(struct hinge_people *people)
{
    struct hinge_arena *arena = &people->tab->arena;
    struct hinge_fixes *fixes = hinge_arena_alloc(arena, 1, sizeof *fixes);
    const struct hinge_grouped *grouped = &people->grouped;
    fixes->people = people;
    fixes->fault = hinge_rep_labels(people->tab, "fault_state", "fault");
    fixes->of = hinge_arena_alloc(arena, grouped->n + 1, sizeof *fixes->of);
    const size_t n = 2 * grouped->n, reps = grouped->n_reps;
    cleared_by(freed) struct place *place = hinge_alloc(reps + 1, sizeof *place);
    size_t *from = hinge_arena_alloc(arena, n + 2, sizeof *from),
           *recording = hinge_arena_alloc(arena, reps + 1, sizeof *recording),
           *row = hinge_arena_alloc(arena, reps + 1, sizeof *row);
    unsigned *all = hinge_arena_alloc(arena, n + 1, sizeof *all);
    for (size_t i = 0; i < grouped->n; i++) {
        const size_t begin = grouped->from[i], end = grouped->from[i + 1];
        size_t first = begin;
        for (size_t k = begin; k < end; k++) {
            char buffer[48];
            const char *trial =
                hinge_tab_trial(people->tab, "trial", grouped->recording[k], buffer);
            place[k] = (struct place){hinge_arena_strdup(arena, trial), grouped->recording[k], k};
        }
        qsort(place + begin, end - begin, sizeof *place, compare_places);
        for (size_t k = begin; k < end; k++) {
            recording[k] = place[k].recording;
            row[k] = people->row[place[k].k];
            first += recording[k] == recording[begin];
        }
        from[2 * i] = begin;
        from[2 * i + 1] = first;
        from[2 * i + 2] = end;
        all[2 * i] = (unsigned)(first - begin);
        all[2 * i + 1] = (unsigned)(end - first);
    }
    fixes->parts = *people;
    fixes->parts.row = row;
    fixes->parts.grouped.n = n;
    fixes->parts.grouped.from = from;
    fixes->parts.grouped.recording = recording;
    fixes->parts.grouped.all = all;
    fixes->parts.person = hinge_arena_alloc(arena, n + 1, sizeof *fixes->parts.person);
    for (int k = 0; k < 2; k++)
        fixes->parts.nest[k] = hinge_arena_alloc(arena, n + 1, sizeof *fixes->parts.nest[k]);
    fixes->of_part = hinge_arena_alloc(arena, n + 1, sizeof *fixes->of_part);
    return fixes;
}

struct hinge_fixes *hinge_fixes_begin(struct hinge_tabulation *tab)
{
    struct hinge_arena *arena = &tab->arena;
    const char *by = hinge_tab_by(tab);
    const char *cue = hinge_listed(by, ',', "cue") ? "" : *by != '\0' ? ",cue" : "cue";
    struct hinge_people *people =
        hinge_tab_people(tab, hinge_arena_printf(arena, "%s%s", by, cue), "");
    const struct hinge_grouped *grouped = &people->grouped;
    struct hinge_fixes *fixes = hinge_fixes_of(people);
    fixes->base = hinge_arena_alloc(arena, grouped->n_cells + 1, sizeof *fixes->base);
    fixes->first = hinge_arena_alloc(arena, grouped->n + 1, sizeof *fixes->first);
    for (size_t k = 0; k < grouped->n_keys; k++)
        if (strcmp(people->key[k].name, "cue") == 0)
            fixes->cue = k;
    for (size_t c = 0; c < grouped->n_cells; c++) {
        size_t base = 0;
        while (base < grouped->n_cells &&
               (!hinge_listed(",none", ',', hinge_fixes_cue(fixes, base)) || /* a cue */
                !hinge_cells_alike(people, base, c, "cue")))
            base++;
        fixes->base[c] = base < grouped->n_cells ? base : SIZE_MAX;
    }
    /* Bends without a cue of a later visit, which no practice is, are compared with those of the
     * first; of one person they are a condition of its own. */
    static const char visits[] = "stage,session";
    size_t key = 0;
    while (key < grouped->n_keys && !hinge_listed(visits, ',', people->key[key].name))
        key++;
    for (size_t c = 0; c < grouped->n_cells && key < grouped->n_keys &&
                       !hinge_listed(hinge_tab_by(people->tab), ',', "participant");
         c++) {
        size_t first = c;
        if (!hinge_listed(",none", ',', hinge_fixes_cue(fixes, c)) ||
            hinge_stage_of(grouped->level[c * grouped->n_keys + key]) == HINGE_STAGE_PRACTICE)
            continue;
        for (size_t b = 0; b < grouped->n_cells; b++)
            if (hinge_listed(",none", ',', hinge_fixes_cue(fixes, b)) &&
                hinge_cells_alike(people, b, c, "cue,stage,session") &&
                hinge_level_compare(grouped->level[b * grouped->n_keys + key],
                                    grouped->level[first * grouped->n_keys + key]) < 0)
                first = b;
        fixes->base[c] = first;
    }
    /* Who each person is at the baseline of their cell. */
    cleared_by(hinge_intern_clear) struct hinge_intern names = {0};
    size_t *name = hinge_alloc(grouped->n + 1, sizeof *name),
           *at = hinge_alloc(grouped->n + 1, sizeof *at); /* of a name: the person in the cell */
    for (size_t i = 0; i < grouped->n; i++) {
        const size_t k = grouped->from[i];
        const char *who = k < grouped->from[i + 1]
                              ? hinge_table_word(&tab->trials, "participant", grouped->recording[k])
                              : "";
        name[i] = hinge_intern_number(&names, who);
        at[i] = SIZE_MAX;
    }
    for (size_t c = 0; c < grouped->n_cells; c++) {
        const size_t base = fixes->base[c];
        for (size_t b = base < SIZE_MAX ? grouped->first[base] : 0;
             base < SIZE_MAX && b < grouped->first[base + 1]; b++)
            at[name[b]] = b;
        for (size_t i = grouped->first[c]; i < grouped->first[c + 1]; i++) {
            const size_t b = *names.text[name[i]] != '\0' ? at[name[i]] : SIZE_MAX;
            const bool is = base < SIZE_MAX && b < SIZE_MAX && b >= grouped->first[base] &&
                            b < grouped->first[base + 1];
            fixes->first[i] = is ? b : SIZE_MAX;
        }
    }
    free(name);
    free(at);
    return fixes;
}

bool hinge_fixes_judge(struct hinge_fixes *fixes, size_t fault)
{
    bool any = false;
    hinge_people_judge(fixes->people, fixes->fault.n, fault, fixes->of);
    for (size_t i = 0; i < fixes->people->grouped.n && !any; i++)
        any = fixes->of[i].verdict == HINGE_HAS;
    if (!any)
        return false;
    fixes->parts.reps = fixes->people->reps; /* one reader, whose columns come and go */
    hinge_people_judge(&fixes->parts, fixes->fault.n, fault, fixes->of_part);
    fixes->people->reps = fixes->parts.reps;
    return true;
}

void hinge_fix_add(struct hinge_fix *f, enum hinge_verdict before, enum hinge_verdict after)
{
    const bool had = before == HINGE_HAS;
    if (before == HINGE_NOT_JUDGED || after == HINGE_NOT_JUDGED)
        return;
    f->judged++;
    f->n += had;
    f->lost += had && after == HINGE_HAS_NOT;
    f->less += had && (after == HINGE_SOMETIMES || after == HINGE_MAY_HAVE);
    f->possible += had && after == HINGE_MAY_HAVE;
    f->kept += had && after == HINGE_HAS;
    f->without += before == HINGE_HAS_NOT;
    f->gained += before == HINGE_HAS_NOT && after == HINGE_HAS;
    f->began += !had && after == HINGE_HAS;
}

struct hinge_fix hinge_fix_of(const struct hinge_fixes *fixes, size_t fault, size_t cell)
{
    enum { MCNEMAR_PEOPLE = 10 };
    const struct hinge_grouped *grouped = &fixes->people->grouped;
    const bool again = fixes->base[cell] == cell;
    struct hinge_fix f = {
        .share_lost = (double)NAN, .p = (double)NAN, .interval = {(double)NAN, (double)NAN}};
    const struct hinge_cue *cue = hinge_cue_find(hinge_fixes_cue(fixes, cell));
    for (size_t o = 0; cue != NULL && o <= HINGE_CUE_SECONDARY_MAX; o++) {
        const struct hinge_cue_outcome *of = o == 0 ? &cue->primary : &cue->secondary[o - 1];
        if (of->id != NULL && of->is_fault && of->expected == HINGE_EXPECT_DOWN &&
            strcmp(of->id, fixes->fault.label[fault]) == 0)
            f.planned = 1;
    }
    for (size_t i = grouped->first[cell]; i < grouped->first[cell + 1]; i++)
        if (again && !is_practice(fixes->people, i))
            hinge_fix_add(&f, fixes->of_part[2 * i].verdict, fixes->of_part[2 * i + 1].verdict);
        else if (!again && fixes->first[i] != SIZE_MAX)
            hinge_fix_add(&f, fixes->of[fixes->first[i]].verdict, fixes->of[i].verdict);
    if (f.n > 0) {
        f.share_lost = f.lost / f.n;
        f.interval = hinge_wilson(f.share_lost, f.n, 0.95);
    }
    const double ended = f.n - f.kept;
    if (f.judged >= MCNEMAR_PEOPLE)
        f.p = fmin(1, 2 * hinge_half_binomial_cdf(fmin(ended, f.began), ended + f.began));
    return f;
}

void hinge_fixes_severity(struct hinge_fixes *fixes, size_t fault)
{
    struct hinge_people *people = fixes->people;
    const size_t n = fixes->fault.n;
    const double *severity = hinge_reps_column(&people->reps, "fault_severity", n),
                 *state = hinge_reps_column(&people->reps, "fault_state", n);
    for (size_t k = 0; k < people->grouped.n_reps; k++) {
        const size_t at = people->row[k] * n + fault;
        people->value[0][k] = hinge_fault_state_of(state[at]) >= 0 ? severity[at] : (double)NAN;
    }
    hinge_people_average(people);
}
