/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loads: from which load on each fault is there, and up to which it is not (method 9.11). A person
 * who never shows a fault counts as censored at the largest load (Kaplan and Meier 1958). */
#include "faults/fault.h"
#include "report/people/people.h"
#include "table/columns.h"

struct row {
    const char *fault;
    const char *clear_kg, *clear_pct; /* "8", or "<8": there is none from 8 on */
    const char *which;                /* of first_fault: its id; of several people "ID 7, none 3" */
    size_t faults;                    /* of which first_fault is one */
    double n, reps, with, least_kg, most_kg;
    struct hinge_survival_median first_kg, first_pct, possible_kg;
};

static const struct hinge_view_column columns[] = {
    {"fault", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, fault)},
    {"n", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, n)},
    {"reps", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, reps)},
    {"least_kg", "kg", 1, HINGE_SHOW_DATA, offsetof(struct row, least_kg)},
    {"most_kg", "kg", 1, HINGE_SHOW_DATA, offsetof(struct row, most_kg)},
    {"with", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, with)},
    {"first_kg", "kg", 1, HINGE_SHOW_DATA, offsetof(struct row, first_kg.median)},
    {"ci_low", "kg", 1, HINGE_SHOW_DATA, offsetof(struct row, first_kg.low)},
    {"ci_high", "kg", 1, HINGE_SHOW_DATA, offsetof(struct row, first_kg.high)},
    {"first_pct", "percent", 0, HINGE_SHOW_DATA, offsetof(struct row, first_pct.median)},
    {"possible_kg", "kg", 1, HINGE_SHOW_DATA, offsetof(struct row, possible_kg.median)},
    {"clear_kg", "kg", HINGE_TEXT, HINGE_SHOW_DATA, offsetof(struct row, clear_kg)},
    {"clear_pct", "percent", HINGE_TEXT, HINGE_SHOW_DATA, offsetof(struct row, clear_pct)},
    {"which", "", HINGE_TEXT, HINGE_SHOW_FILLED, offsetof(struct row, which)},
    {0}};

/* What a person shows of a fault: the smallest load where it is certain, that where it is at least
 * possible, and the largest load below that; where there is none, as already the least load shows
 * it, `clear` is that load, `clear_least` less than any: the truth is between. */
struct shown {
    struct hinge_followed first, possible, clear, clear_least;
    double mass_kg, least_kg, most_kg;
    size_t reps;
};

static const struct {
    const char *phase;
    unsigned parts;
} looks[] = {{"descent", HINGE_WINDOW_SETUP | HINGE_WINDOW_DESCENT},
             {"hold", HINGE_WINDOW_HOLD | HINGE_WINDOW_BOTTOM},
             {"ascent", HINGE_WINDOW_ASCENT | HINGE_WINDOW_LOCKOUT}};
enum { LOOKS = sizeof looks / sizeof *looks };

struct loads {
    struct hinge_people *people;
    struct hinge_rep_labels fault;
    const double *carried[LOOKS]; /* NULL: not known */
    /* of each repetition that counts; held: in the phases in which the fault is looked for */
    double *kg, *mass_kg, *held;
    struct hinge_followed *of;
    struct hinge_survival_step *step;
    struct row *row; /* [cell][fault] */
    double *first;   /* [fault][person]: kg where it is certain; NaN: nowhere */
};

static struct shown shown_of(struct loads *l, size_t fault, size_t person)
{
    struct hinge_people *people = l->people;
    const struct hinge_grouped *grouped = &people->grouped;
    const double *state = hinge_reps_column(&people->reps, "fault_state", l->fault.n);
    const struct hinge_followed none = {(double)NAN, false};
    struct shown s = {none, none, none, none, (double)NAN, (double)NAN, (double)NAN, 0};
    double first = INFINITY,
           doubtful = INFINITY;          /* the smallest load with it, and perhaps with it */
    for (int pass = 0; pass < 2; pass++) /* the second: clear loads */
        for (size_t k = grouped->from[person]; k < grouped->from[person + 1]; k++) {
            const int judged = hinge_fault_state_of(state[people->row[k] * l->fault.n + fault]);
            const double kg = l->held[k];
            s.mass_kg = l->mass_kg[k];
            if (judged < 0 || !(l->kg[k] >= 0))
                continue;
            s.reps += pass == 0;
            s.least_kg = fmin(s.least_kg, kg);
            s.most_kg = fmax(s.most_kg, kg);
            if (judged == HINGE_FAULT_PRESENT)
                first = fmin(first, kg);
            if (judged >= HINGE_FAULT_ABOVE)
                doubtful = fmin(doubtful, kg);
            if (pass == 1 && kg < doubtful)
                s.clear.at = fmax(s.clear.at, kg);
        }
    if (s.reps == 0)
        return s;
    s.first = (struct hinge_followed){isinf(first) ? s.most_kg : first, !isinf(first)};
    s.possible = (struct hinge_followed){isinf(doubtful) ? s.most_kg : doubtful, !isinf(doubtful)};
    s.clear.happened = !isinf(doubtful);
    s.clear_least = s.clear;
    if (isnan(s.clear.at)) {
        s.clear.at = s.least_kg;
        s.clear_least.at = -INFINITY;
    }
    return s;
}

/* The median over people of a load, in kg or (pct) percent of body mass. */
static struct hinge_survival_median median_of(const struct loads *l, const struct shown *shown,
                                              size_t n, size_t which, bool pct)
{
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        struct hinge_followed of =
            *(const struct hinge_followed *)((const char *)&shown[i] + which);
        of.at /= pct ? shown[i].mass_kg / 100 : 1;
        l->of[used] = of;
        used += isnan(of.at) ? 0 : 1;
    }
    return hinge_survival_median(l->step, hinge_survival(l->of, used, 0.95, l->step));
}

/* The median of clear loads as a text: it is known if the largest and the least that they may be
 * give the same, else "<". */
static const char *clear_of(const struct loads *l, const struct shown *shown, size_t n, bool pct)
{
    const double most = median_of(l, shown, n, offsetof(struct shown, clear), pct).median,
                 least = median_of(l, shown, n, offsetof(struct shown, clear_least), pct).median;
    struct hinge_text text = {0};
    if (!isnan(most))
        hinge_text_printf(&text, pct ? "%s%.0f" : "%s%g", least == most ? "" : "<", most);
    return hinge_text_to_arena(&text, &l->people->tab->arena);
}

static void judge(struct loads *l, size_t fault, struct shown *shown)
{
    const struct hinge_grouped *grouped = &l->people->grouped;
    const struct hinge_fault *of = hinge_fault_built_in(l->fault.label[fault]);
    /* where the hands are empty in all phases of a fault, it is one with 0 kg; the user's faults
     * are taken to be of the whole repetition */
    for (size_t k = 0; k < grouped->n_reps; k++) {
        bool empty = false, full = false;
        for (size_t i = 0; l->carried[0] != NULL && of != NULL && i < LOOKS; i++) {
            const double share = l->carried[i][k];
            if (of->metric == NULL ? (of->window.parts & looks[i].parts) == 0
                                   : of->phase != HINGE_PHASE_REP &&
                                         strcmp(hinge_phase_name(of->phase), looks[i].phase) != 0)
                continue;
            empty = empty || share == 0;
            full = full || share > 0;
        }
        l->held[k] = empty && !full ? 0 : l->kg[k];
    }
    for (size_t c = 0; c < grouped->n_cells; c++) {
        struct row *row = &l->row[c * l->fault.n + fault];
        size_t n = 0;
        *row = (struct row){
            .fault = l->fault.label[fault], .least_kg = (double)NAN, .most_kg = (double)NAN};
        for (size_t i = grouped->first[c]; i < grouped->first[c + 1]; i++) {
            shown[n] = shown_of(l, fault, i);
            l->first[fault * grouped->n + i] =
                shown[n].first.happened ? shown[n].first.at : (double)NAN;
            if (shown[n].reps == 0)
                continue;
            row->reps += (double)shown[n].reps;
            row->with += shown[n].first.happened;
            row->least_kg = fmin(row->least_kg, shown[n].least_kg);
            row->most_kg = fmax(row->most_kg, shown[n].most_kg);
            n++;
        }
        row->n = (double)n;
        row->first_kg = median_of(l, shown, n, offsetof(struct shown, first), false);
        row->first_pct = median_of(l, shown, n, offsetof(struct shown, first), true);
        row->possible_kg = median_of(l, shown, n, offsetof(struct shown, possible), false);
        row->clear_kg = clear_of(l, shown, n, false);
        row->clear_pct = clear_of(l, shown, n, true);
    }
}

/* Which fault comes first as the load rises, in each person of a cell: the certain one of the
 * smallest load; faults of one load are all first. */
static struct row first_of(struct loads *l, size_t cell, const bool *told)
{
    const struct hinge_grouped *grouped = &l->people->grouped;
    struct hinge_arena *arena = &l->people->tab->arena;
    struct row row = {.fault = "first_fault", .least_kg = (double)NAN, .most_kg = (double)NAN};
    size_t *n = hinge_arena_alloc(arena, l->fault.n + 1, sizeof *n), used = 0;
    for (size_t f = 0; f < l->fault.n; f++) { /* of those who were judged on most */
        const struct row *of = &l->row[cell * l->fault.n + f];
        if (!told[f] || of->n == 0)
            continue;
        row.faults++;
        row.n = fmax(row.n, of->n);
        row.reps = fmax(row.reps, of->reps);
        row.least_kg = fmin(row.least_kg, of->least_kg);
        row.most_kg = fmax(row.most_kg, of->most_kg);
    }
    for (size_t i = grouped->first[cell]; i < grouped->first[cell + 1]; i++) {
        double least = INFINITY;
        for (size_t f = 0; f < l->fault.n; f++)
            if (told[f])
                least = fmin(least, l->first[f * grouped->n + i]);
        for (size_t f = 0; f < l->fault.n; f++)
            n[f] += told[f] && l->first[f * grouped->n + i] == least;
        if (isfinite(least))
            l->of[used++] = (struct hinge_followed){least, true};
    }
    row.with = (double)used;
    while (used < (size_t)row.n) /* who has none is censored */
        l->of[used++] = (struct hinge_followed){row.most_kg, false};
    row.first_kg = hinge_survival_median(l->step, hinge_survival(l->of, used, 0.95, l->step));
    struct hinge_text list = {0};
    for (size_t f = 0; f < l->fault.n; f++)
        if (n[f] > 0)
            hinge_text_printf(&list, row.n > 1 ? "%s%s %zu" : "%s%s", list.length > 0 ? ", " : "",
                              l->fault.label[f], n[f]);
    if (row.n > row.with && row.n > 1)
        hinge_text_printf(&list, "%snone %.0f", list.length > 0 ? ", " : "", row.n - row.with);
    row.which = hinge_text_to_arena(&list, arena);
    return row;
}

static void make(struct hinge_tabulation *tab)
{
    struct loads l = {.people = hinge_tab_people(tab, hinge_tab_by(tab), "load_kg"),
                      .fault = hinge_rep_labels(tab, "fault_state", "fault")};
    const struct hinge_grouped *grouped = &l.people->grouped;
    const size_t rows = grouped->n_cells * l.fault.n, n = grouped->n + grouped->n_reps + 1;
    struct shown *shown = hinge_arena_alloc(&tab->arena, grouped->n, sizeof *shown);
    l.of = hinge_arena_alloc(&tab->arena, n, sizeof *l.of);
    l.step = hinge_arena_alloc(&tab->arena, n, sizeof *l.step);
    l.row = hinge_arena_alloc(&tab->arena, rows, sizeof *l.row);
    l.first = hinge_arena_alloc(&tab->arena, grouped->n * l.fault.n + 1, sizeof *l.first);
    for (size_t i = 0; i < grouped->n * l.fault.n; i++)
        l.first[i] = (double)NAN;
    bool *shown_there = hinge_arena_alloc(&tab->arena, l.fault.n + 1, sizeof *shown_there);
    l.kg = hinge_arena_alloc(&tab->arena, n, sizeof *l.kg);
    l.held = hinge_arena_alloc(&tab->arena, n, sizeof *l.held);
    l.mass_kg = hinge_arena_alloc(&tab->arena, n, sizeof *l.mass_kg);
    size_t suspect = 0;
    bool *seen = hinge_arena_alloc(&tab->arena, tab->trials.rows + 1, sizeof *seen);
    for (size_t k = 0; k < grouped->n_reps; k++) {
        const size_t trial = l.people->reps.trial[l.people->row[k]];
        suspect += !seen[trial] && hinge_listed(hinge_table_word(&tab->trials, "warnings", trial),
                                                ' ', "FORCE_SUSPECT");
        seen[trial] = true;
        l.kg[k] = hinge_table_number(&tab->trials, "load_kg", trial);
        l.mass_kg[k] = hinge_table_number(&tab->trials, "mass_kg", trial);
    }
    for (size_t i = 0; i < LOOKS; i++)
        l.carried[i] = hinge_people_carried(l.people, looks[i].phase);
    hinge_people_columns(l.people, columns);
    for (size_t f = 0; f < l.fault.n; f++)
        if (hinge_tab_label(tab, "fault", l.fault.label[f]))
            judge(&l, f, shown);
    size_t *judged = hinge_arena_alloc(&tab->arena, rows + 1, sizeof *judged);
    for (size_t i = 0; i < rows; i++)
        judged[i] = (size_t)l.row[i].n;
    bool directly = false;
    for (size_t i = 0; i < rows; i++) {
        const bool told = hinge_fault_is_shown(l.fault.label, l.fault.n,
                                               judged + i / l.fault.n * l.fault.n, i % l.fault.n);
        directly = directly || (!told && judged[i] > 0);
        shown_there[i % l.fault.n] =
            told && l.row[i].n > 0 && hinge_tab_label(tab, "fault", l.fault.label[i % l.fault.n]);
        if (told && l.row[i].n > 0 && (l.row[i].with > 0 || hinge_tab_all_asked(tab)))
            hinge_people_row(l.people, i / l.fault.n, &l.row[i]);
        if (i % l.fault.n != l.fault.n - 1)
            continue;
        const struct row first = first_of(&l, i / l.fault.n, shown_there);
        if (first.with > 0 && first.faults > 1)
            hinge_people_row(l.people, i / l.fault.n, &first);
    }
    hinge_tab_note(
        tab,
        "first_kg is the smallest load at which a fault is certain, possible_kg that at which it "
        "is at least possible. clear_kg is the largest load below possible_kg; \"<8\" means that "
        "the least load, 8 kg, already shows it. They are per person; rows of several people have "
        "the median. People without the fault are censored at their largest load (Kaplan-Meier). "
        "first_fault is the fault that comes first as the load rises (which; of several people, "
        "how "
        "many have which). Faults that no participant has are not listed. A fault that is looked "
        "for only while the "
        "hands are empty counts with 0 kg.\n");
    if (directly)
        hinge_tab_note(tab, "Weight on the foot is judged by plates if everybody has them "
                            "(cop_off_target), else by the body model (weight_off_midfoot).\n");
    if (suspect > 0)
        hinge_tab_note(tab,
                       "FORCE_SUSPECT: in %zu recording%s plates carry another weight than "
                       "mass_kg and load_kg of the list, so this load may be wrong: hinge-check "
                       "says what they carry.\n",
                       suspect, HINGE_S(suspect));
    if (hinge_table_find(&tab->trials, "load_kg") < 0)
        hinge_tab_note(tab, "The trial list has no column load_kg.\n");
    /* a single repetition shows it */
    l.people->grouped.rule = hinge_people_rule_for(HINGE_COUNT_EACH, l.people->grouped.rule);
    l.people->way = "for each of first_kg, possible_kg and clear_kg";
    hinge_people_notes(l.people);
}

const struct hinge_view hinge_view_loads = {
    .id = "loads",
    .title = "the load from which each fault is there",
    .by = "group,cue",
    .labels = (const char *const[]){"fault", NULL},
    .compares = true,
    .takes = HINGE_VIEW_OF_PEOPLE,
    .make = make,
};
