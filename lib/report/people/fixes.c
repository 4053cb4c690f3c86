/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/people/people.h"

#include "table/columns.h"

const char *hinge_fixes_cue(const struct hinge_fixes *fixes, size_t cell)
{
    const struct hinge_grouped *grouped = &fixes->people->grouped;
    return grouped->level[cell * grouped->n_keys + fixes->cue];
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
        fixes->again = fixes->again || end > first;
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
    for (size_t i = 0; i < n; i++)
        fixes->of_part[i].verdict = HINGE_NOT_JUDGED;
    return fixes;
}

bool hinge_fixes_judge(struct hinge_fixes *fixes, size_t fault)
{
    bool any = false;
    hinge_people_judge(fixes->people, fixes->fault.n, fault, fixes->of);
    for (size_t i = 0; i < fixes->people->grouped.n && !any; i++)
        any = fixes->of[i].verdict == HINGE_HAS;
    if (fixes->again) {
        fixes->parts.reps = fixes->people->reps; /* one reader, whose columns come and go */
        hinge_people_judge(&fixes->parts, fixes->fault.n, fault, fixes->of_part);
        fixes->people->reps = fixes->parts.reps;
    }
    return any;
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
    f->kept += had && after == HINGE_HAS;
    f->without += before == HINGE_HAS_NOT;
    f->gained += before == HINGE_HAS_NOT && after == HINGE_HAS;
    f->began += !had && after == HINGE_HAS;
}
