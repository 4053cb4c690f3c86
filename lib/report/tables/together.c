/* SPDX-License-Identifier: GPL-3.0-or-later */
/* together: which faults the same people have, at the baseline; how many each has (--by number),
 * which of them (--by combination), and which comes first in the repetition (--by first). */
#include "faults/fault.h"
#include "report/people/people.h"
#include "report/print/published.h"
#include "table/columns.h"

enum { LEAST = 4, DRAWS = 2000 };

struct pair {
    const char *fault, *other;
    double both, only_fault, only_other, neither, n, phi, ci_low, ci_high, p, p_holm;
};

/* clang-format off */
static const struct hinge_view_column of_pairs[] = {
    {"fault", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct pair, fault)},
    {"other", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct pair, other)},
    {"both", "1", 0, HINGE_SHOW_DATA, offsetof(struct pair, both)},
    {"only_fault", "1", 0, HINGE_SHOW_DATA, offsetof(struct pair, only_fault)},
    {"only_other", "1", 0, HINGE_SHOW_DATA, offsetof(struct pair, only_other)},
    {"neither", "1", 0, HINGE_SHOW_DATA, offsetof(struct pair, neither)},
    {"n", "1", 0, HINGE_SHOW_DATA, offsetof(struct pair, n)},
    {"phi", "1", 2, HINGE_SHOW_DATA, offsetof(struct pair, phi)},
    {"ci_low", "1", 2, HINGE_SHOW_DATA, offsetof(struct pair, ci_low)},
    {"ci_high", "1", 2, HINGE_SHOW_DATA, offsetof(struct pair, ci_high)},
    {"p", "1", 3, HINGE_SHOW_DATA, offsetof(struct pair, p)},
    {"p_holm", "1", 3, HINGE_SHOW_DATA, offsetof(struct pair, p_holm)},
    {0}};
/* clang-format on */

struct number {
    double number, people;
};
static const struct hinge_view_column of_numbers[] = {
    {"number", "1", 0, HINGE_SHOW_KEY, offsetof(struct number, number)},
    {"people", "1", 0, HINGE_SHOW_DATA, offsetof(struct number, people)},
    {0}};

struct combination {
    const char *combination; /* ids joined by commas; "": none */
    double people;
};
static const struct hinge_view_column of_combinations[] = {
    {"combination", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct combination, combination)},
    {"people", "1", 0, HINGE_SHOW_DATA, offsetof(struct combination, people)},
    {0}};

struct first {
    const char *fault;
    double people, n;
};
static const struct hinge_view_column of_firsts[] = {
    {"fault", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct first, fault)},
    {"people", "1", 0, HINGE_SHOW_DATA, offsetof(struct first, people)},
    {"n", "1", 0, HINGE_SHOW_DATA, offsetof(struct first, n)},
    {0}};

struct together {
    struct hinge_people *people;
    struct hinge_rep_labels fault;
    size_t n, *order; /* faults of the table, as they are coached: positions in fault.label */
    bool each;        /* fault stands for itself, shares too */
    struct hinge_text kinds, shares; /* titles of families, and of what is left out */
    size_t n_who, *who, *cell;       /* people of the baseline: of people->grouped, their cells */
    /* [fault in order][who]: 1 has it, 0 not, -1 not judged */
    signed char **has;
};

/* The fault that speaks for one, which may be a user's. */
static const char *speaker_of(const struct together *t, const char *id)
{
    const struct hinge_table *faults = &t->people->tab->faults;
    const char *by = hinge_table_find(faults, "speaks") >= 0
                         ? hinge_table_word_where(faults, "id", id, "speaks")
                         : "";
    return *by != '\0' ? by : hinge_fault_speaker(id);
}

/* Verdicts of the baseline's people, on the faults that anybody is judged on. */
static void judge(struct together *t)
{
    struct hinge_people *people = t->people;
    struct hinge_tabulation *tab = people->tab;
    const struct hinge_grouped *grouped = &people->grouped;
    const size_t n = t->fault.n;
    struct hinge_person_fault *of = hinge_arena_alloc(&tab->arena, grouped->n + 1, sizeof *of);
    size_t *judged = hinge_arena_alloc(&tab->arena, n + 1, sizeof *judged);
    signed char **has = hinge_arena_alloc(&tab->arena, n + 1, sizeof *has);
    for (size_t f = 0; f < n; f++) {
        if (!hinge_tab_label(tab, "fault", t->fault.label[f]))
            continue;
        hinge_people_judge(people, n, f, of);
        has[f] = hinge_arena_alloc(&tab->arena, t->n_who + 1, 1);
        for (size_t i = 0; i < t->n_who; i++) {
            const enum hinge_verdict v = of[t->who[i]].verdict;
            has[f][i] = v == HINGE_NOT_JUDGED ? -1 : v == HINGE_HAS;
            judged[f] += v != HINGE_NOT_JUDGED;
        }
    }
    size_t *order = hinge_arena_alloc(&tab->arena, n + 1, sizeof *order);
    t->order = hinge_arena_alloc(&tab->arena, n + 1, sizeof *t->order);
    const size_t told = hinge_faults_coached(t->fault.label, n, judged, order);
    /* a fault of a thing that is there stands for itself */
    const char *cue = "";
    if (t->n_who > 0)
        cue = hinge_table_word(&tab->trials, "cue", grouped->recording[grouped->from[t->who[0]]]);
    t->has = hinge_arena_alloc(&tab->arena, n + 1, sizeof *t->has);
    bool *taken = hinge_arena_alloc(&tab->arena, n + 1, sizeof *taken);
    for (size_t k = 0; k < told; k++) {
        const char *head = t->fault.label[order[k]];
        const struct hinge_fault *row = hinge_fault_built_in(head);
        size_t kinds = 0;
        if (has[order[k]] == NULL || taken[k])
            continue;
        if (!t->each && row != NULL && row->share) {
            hinge_text_printf(&t->shares, "%s%s", t->shares.length > 0 ? ", " : "",
                              hinge_fault_name(hinge_tab_labels(tab), head, HINGE_TECHNICAL));
            continue;
        }
        t->has[t->n] = has[order[k]];
        t->order[t->n++] = order[k];
        for (size_t j = k + 1; j < told && !t->each; j++) {
            const char *id = t->fault.label[order[j]];
            const struct hinge_fault *other = hinge_fault_built_in(id);
            if (has[order[j]] == NULL || (other != NULL && other->share) ||
                strcmp(speaker_of(t, id), speaker_of(t, head)) != 0 ||
                (other != NULL && other->thing != NULL && hinge_listed(cue, '+', other->thing)))
                continue;
            taken[j] = true;
            if (kinds++ == 0)
                hinge_text_printf(&t->kinds, "%s%s", t->kinds.length > 0 ? "; " : "",
                                  hinge_fault_name(hinge_tab_labels(tab), head, HINGE_TECHNICAL));
            hinge_text_printf(&t->kinds, ", %s",
                              hinge_fault_name(hinge_tab_labels(tab), id, HINGE_TECHNICAL));
            for (size_t i = 0; i < t->n_who; i++)
                t->has[t->n - 1][i] =
                    has[order[j]][i] > t->has[t->n - 1][i] ? has[order[j]][i] : t->has[t->n - 1][i];
        }
    }
}

/* --- pairs --- */

/* Pearson's correlation of two faults: n in each of both, only the first, only the second, neither.
 */
static double phi_of(const double n[4])
{
    const double margins = (n[0] + n[1]) * (n[2] + n[3]) * (n[0] + n[2]) * (n[1] + n[3]);
    return margins > 0 ? (n[0] * n[3] - n[1] * n[2]) / sqrt(margins) : (double)NAN;
}

/* A person is drawn weight[i] times. */
static void count(const struct together *t, size_t a, size_t b, const unsigned *weight, double n[4])
{
    unsigned sum[4] = {0};
    for (size_t i = 0; i < t->n_who; i++)
        if (t->has[a][i] >= 0 && t->has[b][i] >= 0)
            sum[2 * !t->has[a][i] + !t->has[b][i]] += weight != NULL ? weight[i] : 1;
    for (int k = 0; k < 4; k++)
        n[k] = sum[k];
}

static void add_pairs(struct together *t)
{
    struct hinge_tabulation *tab = t->people->tab;
    const size_t most = t->n * t->n / 2 + 1;
    struct pair *pair = hinge_arena_alloc(&tab->arena, most, sizeof *pair);
    size_t(*of)[2] = hinge_arena_alloc(&tab->arena, most, sizeof *of), n = 0;
    bool *paired = hinge_arena_alloc(&tab->arena, t->n + 1, sizeof *paired);
    double *p = hinge_arena_alloc(&tab->arena, 3 * most, sizeof *p);
    for (size_t f = 0; f < t->n; f++) {
        size_t with = 0, not = 0;
        for (size_t i = 0; i < t->n_who; i++) {
            with += t->has[f][i] == 1;
            not += t->has[f][i] == 0;
        }
        paired[f] = with >= LEAST && not >= LEAST;
    }
    for (size_t a = 0; a < t->n; a++)
        for (size_t b = a + 1; b < t->n; b++) {
            double c[4];
            if (!paired[a] || !paired[b])
                continue;
            count(t, a, b, NULL, c);
            of[n][0] = a;
            of[n][1] = b;
            p[n] = hinge_fisher_p((unsigned)c[0], (unsigned)c[1], (unsigned)c[2], (unsigned)c[3]);
            pair[n] = (struct pair){.fault = t->fault.label[t->order[a]],
                                    .other = t->fault.label[t->order[b]],
                                    .both = c[0],
                                    .only_fault = c[1],
                                    .only_other = c[2],
                                    .neither = c[3],
                                    .n = c[0] + c[1] + c[2] + c[3],
                                    .phi = phi_of(c),
                                    .p = p[n]};
            n++;
        }
    hinge_holm(&tab->arena, p, n, 0.05, p + most, p + 2 * most);
    /* Percentiles of phi over people drawn again, the same draws for all pairs. */
    cleared_by(freed) double *phi = hinge_alloc(n * DRAWS + 1, sizeof *phi);
    cleared_by(freed) unsigned *weight = hinge_alloc(t->n_who + 1, sizeof *weight);
    cleared_by(freed) size_t *drawn = hinge_alloc(n + 1, sizeof *drawn);
    for (uint64_t d = 0; d < DRAWS && n > 0; d++) {
        struct hinge_random random;
        double counts[4];
        hinge_random_init(&random, 1, HINGE_STREAM_BOOTSTRAP, d);
        memset(weight, 0, t->n_who * sizeof *weight);
        for (size_t i = 0; i < t->n_who; i++)
            weight[hinge_random_bounded(&random, (uint32_t)t->n_who)]++;
        for (size_t k = 0; k < n; k++) {
            count(t, of[k][0], of[k][1], weight, counts);
            const double value = phi_of(counts);
            if (!isnan(value))
                phi[k * DRAWS + drawn[k]++] = value;
        }
    }
    for (size_t k = 0; k < n; k++) {
        hinge_sort(phi + k * DRAWS, drawn[k]);
        pair[k].ci_low = hinge_quantile_sorted(phi + k * DRAWS, drawn[k], 0.025);
        pair[k].ci_high = hinge_quantile_sorted(phi + k * DRAWS, drawn[k], 0.975);
    }
    for (size_t k = 0; k < n; k++) {
        pair[k].p_holm = p[most + k];
        hinge_people_row(t->people, t->cell[0], &pair[k]);
    }
    hinge_tab_note(tab,
                   "Faults that people have at the baseline (verdict yes). Faults that at least "
                   "%d people have and at least %d do not have are paired. phi is the "
                   "correlation, with the percentile interval of %d bootstrap samples of "
                   "people. p is Fisher's exact test, p_holm is corrected for all pairs here.\n",
                   LEAST, LEAST, DRAWS);
}

/* --- how many, and which --- */

static void add_numbers(struct together *t)
{
    struct hinge_people *people = t->people;
    struct number *of = hinge_arena_alloc(&people->tab->arena, t->n + 1, sizeof *of);
    for (size_t c = 0; c < people->grouped.n_cells; c++) {
        size_t most = 0, all = 0;
        memset(of, 0, (t->n + 1) * sizeof *of);
        for (size_t i = 0; i < t->n_who; i++) {
            size_t n = 0;
            for (size_t f = 0; f < t->n; f++)
                n += t->has[f][i] == 1;
            if (t->cell[i] != c)
                continue;
            of[n].people++;
            most = n > most ? n : most;
            all++;
        }
        for (size_t n = 0; n <= most && all > 0; n++) {
            of[n].number = (double)n;
            hinge_people_row(people, c, &of[n]);
        }
    }
}

static int compare_combinations(const void *a, const void *b)
{
    const struct combination *x = a, *y = b;
    if (x->people != y->people)
        return x->people > y->people ? -1 : 1;
    return strcmp(x->combination, y->combination);
}

static void add_combinations(struct together *t)
{
    struct hinge_arena *arena = &t->people->tab->arena;
    struct combination *of = hinge_arena_alloc(arena, t->n_who + 1, sizeof *of);
    size_t n = 0;
    for (size_t i = 0; i < t->n_who; i++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        for (size_t f = 0; f < t->n; f++)
            if (t->has[f][i] == 1)
                hinge_text_printf(&text, "%s%s", text.length > 0 ? "," : "",
                                  t->fault.label[t->order[f]]);
        const size_t k = HINGE_ROW_AT(of, n, hinge_text_string(&text));
        if (k == n)
            of[n++].combination = hinge_arena_strdup(arena, hinge_text_string(&text));
        of[k].people++;
    }
    if (n > 0)
        qsort(of, n, sizeof *of, compare_combinations);
    for (size_t k = 0; k < n; k++)
        hinge_people_row(t->people, t->cell[0], &of[k]);
}

/* Which fault passes its threshold first in more than half of a person's repetitions in which one
 * does. */
static void add_firsts(struct together *t)
{
    struct hinge_people *people = t->people;
    const struct hinge_grouped *grouped = &people->grouped;
    const double *at = hinge_reps_column(&people->reps, "fault_at_pct", t->fault.n);
    struct first *of = hinge_arena_alloc(&people->tab->arena, t->n + 1, sizeof *of);
    size_t *bends = hinge_arena_alloc(&people->tab->arena, t->n + 1, sizeof *bends);
    double n = 0;
    for (size_t i = 0; i < t->n_who; i++) {
        const size_t person = t->who[i];
        size_t all = 0;
        memset(bends, 0, t->n * sizeof *bends);
        for (size_t k = grouped->from[person]; k < grouped->from[person + 1]; k++) {
            double least = INFINITY;
            size_t first = SIZE_MAX; /* of two at once none */
            for (size_t f = 0; f < t->n; f++) {
                const double pct = at[people->row[k] * t->fault.n + t->order[f]];
                if (pct < least)
                    first = f;
                else if (pct == least)
                    first = SIZE_MAX;
                least = fmin(least, pct);
            }
            all += isfinite(least) ? 1 : 0;
            if (first != SIZE_MAX)
                bends[first]++;
        }
        n += all > 0;
        for (size_t f = 0; f < t->n; f++)
            of[f].people += 2 * bends[f] > all;
    }
    for (size_t f = 0; f < t->n; f++) {
        of[f].fault = t->fault.label[t->order[f]];
        of[f].n = n;
        if (of[f].people > 0 || hinge_tab_all_asked(people->tab))
            hinge_people_row(people, t->cell[0], &of[f]);
    }
    hinge_tab_note(people->tab,
                   "people counts those in whom this fault is first to pass its threshold, in more "
                   "than half of the repetitions in which any of the faults does. n people have "
                   "such repetitions. Where it passes is at_pct of hinge-table faults --by "
                   "participant,rep. Choose the faults with --filter fault=A,B.\n");
}

static void make(struct hinge_tabulation *tab)
{
    enum { PAIRS, NUMBER, COMBINATION, FIRST, WAYS };
    static const char *const ways[WAYS] = {"", "number", "combination", "first"};
    static const struct hinge_view_column *const columns[WAYS] = {of_pairs, of_numbers,
                                                                  of_combinations, of_firsts};
    static void (*const add[WAYS])(struct together *) = {add_pairs, add_numbers, add_combinations,
                                                         add_firsts};
    const char *by = hinge_tab_by(tab);
    size_t way = hinge_name_at(ways, WAYS, by);
    if (way == WAYS) {
        hinge_tab_fail(tab, HINGE_USAGE, HINGE_REASON_OK,
                       "--by %s: expected number, combination or first", by);
        return;
    }
    struct together t = {.fault = hinge_rep_labels(tab, "fault_state", "fault")};
    t.people = hinge_tab_people(tab, way == NUMBER ? "group" : "", "");
    hinge_people_columns(t.people, columns[way]);
    /* The people of the main cell of the baseline, or without one of all recordings. */
    struct hinge_people *people = t.people;
    const struct hinge_grouped *grouped = &people->grouped;
    const size_t trials = tab->trials.rows;
    bool *used = hinge_arena_alloc(&tab->arena, trials + 1, sizeof *used), differs[HINGE_AXES],
         cued = false;
    size_t *row = hinge_arena_alloc(&tab->arena, trials + 1, sizeof *row), n = 0;
    for (size_t k = 0; k < grouped->n_reps; k++)
        used[grouped->recording[k]] = true;
    for (int base = 1; base >= 0 && n == 0; base--)
        for (size_t r = 0; r < trials; r++) {
            const char *cue = hinge_table_word(&tab->trials, "cue", r);
            cued = *cue != '\0' && strcmp(cue, "none") != 0;
            if (used[r] && !(base && cued))
                row[n++] = r;
        }
    hinge_axes_differ(&tab->trials, row, n, "", differs);
    n = hinge_main_cell(&tab->trials, row, n, differs);
    memset(used, 0, trials * sizeof *used);
    for (size_t i = 0; i < n; i++)
        used[row[i]] = true;
    for (size_t r = 0; r < trials; r++) /* notes are of these */
        people->counted[r] = people->counted[r] && used[r];
    t.who = hinge_arena_alloc(&tab->arena, grouped->n + 1, sizeof *t.who);
    t.cell = hinge_arena_alloc(&tab->arena, grouped->n + 1, sizeof *t.cell);
    for (size_t c = 0; c < grouped->n_cells; c++)
        for (size_t i = grouped->first[c]; i < grouped->first[c + 1]; i++)
            if (grouped->from[i] < grouped->from[i + 1] &&
                used[grouped->recording[grouped->from[i]]]) {
                t.cell[t.n_who] = c;
                t.who[t.n_who++] = i;
            }
    t.each = way == FIRST;
    judge(&t);
    if (t.n_who > 0)
        add[way](&t);
    tab->nothing_is_fine = t.n_who > 0;
    if (way == PAIRS && t.n_who > 0 && tab->table->rows == 0)
        hinge_text_printf(
            &tab->notes,
            "There are no two faults that %d people have and %d do not have (n = %zu).\n", LEAST,
            LEAST, t.n_who);
    if (way == NUMBER || way == COMBINATION)
        hinge_tab_note(tab, "Faults that people have at the baseline (verdict yes).\n");
    /* What counts as one fault, and what does not count. */
    if (t.kinds.length > 0)
        hinge_tab_note(tab, "Kinds of one fault count as one: %s.\n", t.kinds.data);
    if (t.shares.length > 0)
        hinge_tab_note(tab,
                       "Left out, as they are shares of several joints and go together with others "
                       "by definition: %s.\n",
                       t.shares.data);
    hinge_text_clear(&t.kinds);
    hinge_text_clear(&t.shares);
    hinge_people_notes(t.people);
}

const struct hinge_view hinge_view_together = {
    .id = "together",
    .title = "which faults people have together; --by number, combination or first for how many, "
             "which, and which is first in the repetition",
    .by = "",
    .labels = (const char *const[]){"fault", "other", NULL},
    .takes = HINGE_VIEW_OF_PEOPLE,
    .make = make,
};
