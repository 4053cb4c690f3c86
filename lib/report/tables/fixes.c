/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fixes: who loses a fault under which cue (method 7.8), or by participant under which condition it
 * is smallest. */
#include "report/people/people.h"
#include "reps/reps.h"
#include "table/columns.h"

struct row {
    const char *fault;
    struct hinge_fix of;
};

/* clang-format off */
static const struct hinge_view_column columns[] = {
    {"fault", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, fault)},
    {"n", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, of.n)},
    {"lost", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, of.lost)},
    {"less", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, of.less)},
    {"kept", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, of.kept)},
    {"without", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, of.without)},
    {"gained", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, of.gained)},
    {"share_lost", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, of.share_lost)},
    {"ci_low", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, of.interval.low)},
    {"ci_high", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, of.interval.high)},
    {"p", "1", 3, HINGE_SHOW_DATA, offsetof(struct row, of.p)},
    {"planned", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, of.planned)},
    {0}};
/* clang-format on */

/* --- By participant: the condition of the smallest mean severity. --- */

struct best {
    const char *fault, *best, *next;
    double severity, next_severity, p;
};

/* clang-format off */
static const struct hinge_view_column of_person[] = {
    {"fault", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct best, fault)},
    {"best", "", HINGE_TEXT, HINGE_SHOW_DATA, offsetof(struct best, best)},
    {"severity", "", 2, HINGE_SHOW_DATA, offsetof(struct best, severity)},
    {"next", "", HINGE_TEXT, HINGE_SHOW_DATA, offsetof(struct best, next)},
    {"next_severity", "", 2, HINGE_SHOW_DATA, offsetof(struct best, next_severity)},
    {"p", "1", 3, HINGE_SHOW_DATA, offsetof(struct best, p)},
    {0}};
/* clang-format on */

/* By the keys of --by, and cues. */
static struct hinge_fixes *begin(struct hinge_tabulation *tab)
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
    fixes->cue = HINGE_ROW_AT(people->key, grouped->n_keys, "cue");
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
    cleared_by(freed) size_t *name = hinge_alloc(grouped->n + 1, sizeof *name),
                             *at = hinge_alloc(grouped->n + 1,
                                               sizeof *at); /* of a name: the person in the cell */
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
    return fixes;
}

/* Of the fault judged last: the people of a cell under a cue; of a baseline those recorded twice in
 * it, their first recording against the later ones. */
static struct hinge_fix fix_of(const struct hinge_fixes *fixes, size_t fault, size_t cell)
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
    for (size_t i = grouped->first[cell]; i < grouped->first[cell + 1]; i++) {
        /* later recordings of practice differ by what was learned */
        const size_t k = grouped->from[i];
        const bool practice =
            k < grouped->from[i + 1] &&
            hinge_stage_of(hinge_table_word(&fixes->people->tab->trials, "session",
                                            grouped->recording[k])) == HINGE_STAGE_PRACTICE;
        if (again && !practice)
            hinge_fix_add(&f, fixes->of_part[2 * i].verdict, fixes->of_part[2 * i + 1].verdict);
        else if (!again && fixes->first[i] != SIZE_MAX)
            hinge_fix_add(&f, fixes->of[fixes->first[i]].verdict, fixes->of[i].verdict);
    }
    if (f.n > 0) {
        f.share_lost = f.lost / f.n;
        f.interval = hinge_wilson(f.share_lost, f.n, 0.95);
    }
    const double ended = f.n - f.kept;
    if (f.judged >= MCNEMAR_PEOPLE)
        f.p = fmin(1, 2 * hinge_half_binomial_cdf(fmin(ended, f.began), ended + f.began));
    return f;
}

/* Welch's t test of the repetitions of two cells of a person. */
static double differ(const struct hinge_people *people, size_t a, size_t b)
{
    const struct hinge_grouped *grouped = &people->grouped;
    const size_t cell[] = {a, b};
    double *x[2];
    size_t n[2] = {0, 0};
    for (int s = 0; s < 2; s++) {
        const size_t i = grouped->first[cell[s]];
        x[s] = people->value[1] + grouped->from[i];
        for (size_t k = grouped->from[i]; k < grouped->from[i + 1]; k++)
            if (!isnan(people->value[0][k]))
                x[s][n[s]++] = people->value[0][k];
    }
    struct hinge_two_groups both;
    if (n[0] < 2 || n[1] < 2)
        return (double)NAN;
    hinge_two_groups_fill(&both, x[0], n[0], x[1], n[1]);
    return both.no_variance ? (double)NAN
                            : hinge_t_p(both.diff / both.se, both.df, HINGE_TWO_SIDED);
}

static void make(struct hinge_tabulation *tab)
{
    const bool by_person = hinge_listed(hinge_tab_by(tab), ',', "participant");
    struct hinge_fixes *fixes = begin(tab);
    struct hinge_people *people = fixes->people;
    const struct hinge_grouped *grouped = &people->grouped;
    hinge_people_columns(people, by_person ? of_person : columns);
    for (size_t f = 0; f < fixes->fault.n; f++) {
        if (!hinge_tab_label(tab, "fault", fixes->fault.label[f]) || !hinge_fixes_judge(fixes, f))
            continue;
        for (size_t c = 0; c < grouped->n_cells && !by_person; c++) {
            const struct row row = {fixes->fault.label[f], fix_of(fixes, f, c)};
            if (row.of.judged > 0)
                hinge_people_row(people, c, &row);
        }
        if (!by_person)
            continue;
        /* A cell is a person here. */
        const double *severity = hinge_reps_column(&people->reps, "fault_severity", fixes->fault.n),
                     *state = hinge_reps_column(&people->reps, "fault_state", fixes->fault.n);
        for (size_t k = 0; k < grouped->n_reps; k++) {
            const size_t at = people->row[k] * fixes->fault.n + f;
            people->value[0][k] = hinge_fault_state_of(state[at]) >= 0 ? severity[at] : (double)NAN;
        }
        hinge_people_average(people);
        for (size_t base = 0; base < grouped->n_cells; base++) {
            size_t least = SIZE_MAX, next = SIZE_MAX;
            if (fixes->base[base] != base || grouped->first[base] == grouped->first[base + 1] ||
                fixes->of[grouped->first[base]].verdict != HINGE_HAS)
                continue;
            for (size_t c = 0; c < grouped->n_cells; c++) {
                if (fixes->base[c] != base || grouped->first[c] == grouped->first[c + 1] ||
                    strcmp(hinge_fixes_cue(fixes, c), HINGE_AGAIN) == 0 || /* no cue */
                    isnan(people->person[grouped->first[c]].mean))
                    continue;
                const double mean = people->person[grouped->first[c]].mean;
                if (least == SIZE_MAX || mean < people->person[grouped->first[least]].mean) {
                    next = least;
                    least = c;
                } else if (next == SIZE_MAX || mean < people->person[grouped->first[next]].mean) {
                    next = c;
                }
            }
            if (next == SIZE_MAX) /* no other condition */
                continue;
            struct best row = {.fault = fixes->fault.label[f],
                               .next = hinge_fixes_cue(fixes, next),
                               .severity = people->person[grouped->first[least]].mean,
                               .next_severity = people->person[grouped->first[next]].mean,
                               .p = differ(people, least, next)};
            if (least != base && row.p < 0.05)
                row.best = hinge_fixes_cue(fixes, least);
            hinge_people_row(people, base, &row);
        }
    }
    tab->nothing_is_fine = grouped->n > 0;
    if (tab->nothing_is_fine && tab->table->rows == 0) {
        /* Why the table is empty: the bends with a cue are compared with those without one of the
         * same session, load and so on. */
        cleared_by(hinge_text_clear) struct hinge_text same = {0};
        for (size_t k = 0; k < grouped->n_keys; k++)
            for (size_t a = HINGE_EVIDENCE_AXES; a < HINGE_AXES && k != fixes->cue; a++)
                if (strcmp(people->key[k].name, hinge_axes[a].column) == 0)
                    hinge_text_printf(&same, "%s%s", same.length > 0 ? " and " : ", in the same ",
                                      hinge_axis_called(hinge_axes[a].column));
        hinge_tab_note(tab,
                       "No participant has a fault without a cue and was judged again, with a cue "
                       "or without one%s.\n",
                       hinge_text_string(&same));
    }
    hinge_text_adds(
        &tab->notes,
        by_person
            ? "best is the condition with the smallest mean severity of a fault that the person "
              "has without a cue. next is the second smallest, and p is Welch's t test of the "
              "repetitions of both. best is empty if p is not below .05, or if the fault is "
              "smallest without a cue: no cue is clearly best.\n"
            : "n people have the fault without a cue (verdict yes). With the cue it is no (lost), "
              "sometimes or possible (less), or still yes (kept). Of the people without the "
              "fault, gained have it with the cue. share_lost is lost divided by n, with Wilson's "
              "interval. p is McNemar's exact test, from 10 people on. planned is 1 if the sources "
              "pair the cue with the fault. Some people lose a fault without any cue: if the "
              "baseline was recorded twice, its row compares the first recording with later "
              "ones, and that of a later session compares it with the first session. none, again "
              "is "
              "the baseline after the cues.\n");
    hinge_people_notes(people);
}

const struct hinge_view hinge_view_fixes = {
    .id = "fixes",
    .title = "who loses a fault under which cue; --by participant for the best cue of each person",
    .by = "",
    .compares = true,
    .labels = (const char *const[]){"fault", NULL},
    .takes = HINGE_VIEW_OF_PEOPLE,
    .make = make,
};
