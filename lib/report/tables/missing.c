/* SPDX-License-Identifier: GPL-3.0-or-later */
/* missing: why values are missing, by group: refusal that differs between groups is a
 * finding (method 9.4). A row per metric, phase and reason. */
#include "report/people/people.h"
#include "table/columns.h"

struct row {
    const char *metric, *phase, *reason;
    double missing, reps, share;
};

static const struct hinge_view_column columns[] = {
    {"metric", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, metric)},
    {"phase", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, phase)},
    {"reason", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, reason)},
    {"missing", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, missing)},
    {"reps", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, reps)},
    {"share", "1", 2, HINGE_SHOW_KEY, offsetof(struct row, share)},
    {0}};

static void make(struct hinge_tabulation *tab)
{
    const struct hinge_measures measures = hinge_tab_measures(tab, hinge_tab_readable(tab));
    struct hinge_people *people = hinge_tab_people(tab, hinge_tab_by(tab), "");
    hinge_people_columns(people, columns);
    hinge_people_expect(people, &measures, true);
    for (size_t i = 0; i < measures.n; i++) {
        const struct hinge_measure *m = &measures.item[i];
        hinge_people_read(people, m);
        /* a metric that a phase never has is not missing there */
        const bool has = strcmp(hinge_phase_of_metrics(&m->id, 1, m->phase), m->phase) == 0;
        for (size_t cell = 0; has && cell < people->grouped.n_cells; cell++) {
            unsigned number[HINGE_REASON_COUNT] = {0}, reps = 0;
            /* repetitions of a cell by the reason why they have no value; those of 0 have one */
            const double *reason =
                m->reason != NULL ? hinge_reps_column(&people->reps, m->reason, m->phases) : NULL;
            const double *value = hinge_reps_column(&people->reps, m->source, m->phases);
            for (size_t k = hinge_people_from(people, cell);
                 k < hinge_people_from(people, cell + 1); k++) {
                size_t at = people->row[k] * m->phases + m->at;
                double code = reason != NULL ? reason[at] : 0;
                bool known = code > 0 && code < HINGE_REASON_COUNT;
                /* a missing value without a reason is counted as one of unknown reason */
                number[!isnan(value[at]) ? 0 : known ? (size_t)code : HINGE_REASON_NOT_RECORDED]++;
            }
            for (size_t k = 0; k < HINGE_REASON_COUNT; k++)
                reps += number[k];
            for (size_t k = 1; k < HINGE_REASON_COUNT; k++)
                if (number[k] > 0)
                    hinge_people_row(people, cell,
                                     &(struct row){m->id, m->phase,
                                                   hinge_reason_name((enum hinge_reason)k),
                                                   number[k], reps, (double)number[k] / reps});
        }
    }
    tab->nothing_is_fine = people->grouped.n_cells > 0;
    if (tab->table->rows == 0 && tab->nothing_is_fine)
        hinge_tab_note(tab, "Nothing is missing in the repetitions that were found.\n");
    /* Which metrics these are: readers are shown few unless they ask for all. */
    if (hinge_tab_readable(tab) && *hinge_tab_asked_columns(tab) == '\0') {
        cleared_by(hinge_text_clear) struct hinge_text shown = {0};
        for (size_t i = 0; i < measures.n; i++)
            hinge_text_list(&shown, measures.item[i].id);
        hinge_tab_note(tab, "Metrics shown: %s. --columns all shows every metric.\n",
                       hinge_text_string(&shown));
    }
    hinge_people_notes(people);
    /* Recordings that were refused have no repetitions, so no row above: their groups and
     * reasons. */
    cleared_by(hinge_table_clear) struct hinge_table given = {0};
    cleared_by(hinge_intern_clear) struct hinge_intern kinds = {0};
    cleared_by(hinge_text_clear) struct hinge_text name = {0};
    hinge_trials_given(tab, false, &given);
    unsigned *number = hinge_arena_alloc(&tab->arena, given.rows, sizeof *number);
    for (size_t r = 0; r < given.rows; r++) {
        if (!hinge_is_refused(&given, r) || hinge_is_to_come(&given, r))
            continue;
        /* "sedentary, none: NO_REPS", by the keys of the cells */
        char words[200];
        const char *reason = hinge_table_text(&given, "reason", r);
        name.length = 0;
        for (size_t k = 0; k < people->grouped.n_keys; k++) {
            const struct hinge_key *key = &people->key[k];
            const char *level = !key->is_evidence ? hinge_table_word(&given, key->name, r) : "";
            if (*level != '\0')
                hinge_text_printf(&name, "%s%s", name.length > 0 ? ", " : "", level);
        }
        if (reason != NULL && hinge_tab_in_words(tab))
            reason = hinge_wording_reason(reason, words, sizeof words);
        hinge_text_printf(&name, "%s%s", name.length > 0 ? ": " : "",
                          reason != NULL ? reason : "refused");
        number[hinge_intern_number(&kinds, hinge_text_string(&name))]++;
    }
    for (size_t i = 0; i < kinds.n; i++)
        hinge_tab_note(tab, "%s%s %u",
                       i == 0 ? "Refused recordings, which have no repetitions: " : "; ",
                       kinds.text[i], number[i]);
    hinge_text_adds(&tab->notes, kinds.n > 0 ? ".\n" : "");
}

const struct hinge_view hinge_view_missing = {
    .id = "missing",
    .title = "why values are missing, by group: counts of each reason",
    .by = "group,cue",
    .labels = (const char *const[]){"phase", "metric", "reason", NULL},
    .takes = HINGE_VIEW_OF_PHASES ",metrics",
    .make = make,
};
