/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells in order, their keys as columns, and what is said under group tables. */
#include "report/cells/people_cells.h"
#include "report/columns/shown.h"
#include "report/display.h"
#include "report/request/tabulation.h"

#include <stdlib.h>
#include <string.h>

enum hinge_status hinge_cells_columns(struct hinge_cell_list *cells, struct hinge_table *table,
                                      struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t k = 0; status == HINGE_OK && k < cells->people.n_keys; k++) {
        const struct hinge_key *key = &cells->key[k];
        bool always = !key->is_evidence || strcmp(key->name, "tier") == 0;
        status = hinge_tab_column(cells->tab, table, key->name, HINGE_COLUMN_TEXT, "", 0,
                                  always ? HINGE_SHOW_KEY : HINGE_SHOW_DIFFERS, NULL, error);
    }
    return status;
}

enum hinge_status hinge_cells_set(const struct hinge_cell_list *cells, size_t cell,
                                  struct hinge_table *table, size_t row)
{
    enum hinge_status status = HINGE_OK;
    for (size_t k = 0; status == HINGE_OK && k < cells->people.n_keys; k++)
        status = hinge_tab_set(
            table, k, row, cells->people.level_name[k].text[cells->people.level[cell][k]], row - 1);
    return status;
}

/* --- notes --- */

static void note_pooled(struct hinge_cell_list *cells, const char *column, const char *what)
{
    struct hinge_tabulation *tab = cells->tab;
    struct hinge_text list = {0};
    struct hinge_intern seen = {0};
    char buffer[48];
    for (size_t k = 0; k < cells->people.n_keys; k++)
        if (strcmp(cells->key[k].name, column) == 0)
            return;
    for (size_t t = 0; t < tab->trials.rows; t++) {
        size_t before = seen.n;
        const char *text = hinge_tab_trial(tab, column, t, buffer);
        if (!cells->trial_counted[t] || *text == '\0')
            continue;
        if (hinge_intern_number(&seen, text) == SIZE_MAX) {
        }
        if (seen.n > before)
            hinge_text_printf(&list, "%s%s", before ? ", " : "", text);
    }
    if (seen.n > 1)
        hinge_text_printf(&tab->notes, "%s are pooled: %s; --by %s separates them.\n", what,
                          hinge_text_string(&list), column);
    hinge_intern_clear(&seen);
    hinge_text_clear(&list);
}

/* Conditions that a person's value averages over, and how many people have each. */
static void note_averaged(struct hinge_cell_list *cells, const char *column)
{
    struct hinge_tabulation *tab = cells->tab;
    struct hinge_intern levels = {0}, people = {0}, both = {0};
    struct hinge_text list = {0};
    char buffer[48];
    for (size_t k = 0; k < cells->people.n_keys; k++)
        if (strcmp(cells->key[k].name, column) == 0)
            return;
    for (size_t t = 0; t < tab->trials.rows; t++) {
        const char *level = hinge_tab_trial(tab, column, t, buffer);
        const char *who = hinge_table_text(&tab->trials, "participant", t);
        struct hinge_text pair = {0};
        if (!cells->trial_counted[t] || !hinge_tab_is_trial(tab, t) || *level == '\0' ||
            who == NULL || *who == '\0')
            continue;
        hinge_text_printf(&pair, "%s\n%s", level, who);
        if (hinge_intern_number(&levels, level) == SIZE_MAX ||
            hinge_intern_number(&people, who) == SIZE_MAX ||
            hinge_intern_number(&both, hinge_text_string(&pair)) == SIZE_MAX) {
        }
        hinge_text_clear(&pair);
    }
    bool differ = both.n < levels.n * people.n;
    for (size_t l = 0; levels.n > 1 && l < levels.n; l++) {
        size_t n = 0, length = strlen(levels.text[l]);
        for (size_t b = 0; b < both.n; b++)
            n += strncmp(both.text[b], levels.text[l], length) == 0 && both.text[b][length] == '\n';
        hinge_text_printf(&list, "%s%s", l ? ", " : "", levels.text[l]);
        if (differ)
            hinge_text_printf(&list, ": %zu of %zu people", n, people.n);
    }
    if (levels.n > 1)
        hinge_text_printf(&tab->notes,
                          "Averaged over %s (%s), with equal weight for each trial%s; "
                          "--by with %s separates them.\n",
                          column, hinge_text_string(&list),
                          differ ? ": some people have only a part of them, so rows "
                                   "may differ for this reason"
                                 : "",
                          column);
    hinge_intern_clear(&levels);
    hinge_intern_clear(&people);
    hinge_intern_clear(&both);
    hinge_text_clear(&list);
}

static bool has_tier(const struct hinge_cell_list *cells, const char *tier)
{
    for (size_t k = 0; k < cells->people.n_keys; k++)
        for (size_t l = 0; l < cells->people.level_name[k].n; l++)
            if (strcmp(cells->key[k].name, "tier") == 0 &&
                strcmp(cells->people.level_name[k].text[l], tier) == 0)
                return true;
    return false;
}

void hinge_cells_notes(struct hinge_cell_list *cells)
{
    struct hinge_text *notes = &cells->tab->notes;
    const struct {
        size_t n;
        const char *what;
    } counts[] = {{cells->inferred_trials, "Recordings excluded because a network inferred spine "
                                           "or pelvis (--include-inferred keeps them)"},
                  {cells->excluded_reps,
                   "Repetitions excluded, partial or incomplete (--all-reps keeps them)"},
                  {cells->reference_trials, "Reference recordings excluded"},
                  {cells->nameless_trials,
                   "Recordings that name no participant, each counted as a person"}};
    note_pooled(cells, "task", "Different tasks");
    note_averaged(cells, "cue");
    note_averaged(cells, "session");
    note_pooled(cells, "cutoff_hz", "Different filter cut-offs (Hz)");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (counts[i].n > 0)
            hinge_text_printf(notes, "%s: %zu.\n", counts[i].what, counts[i].n);
    const struct hinge_people_rule *rule = &cells->people.rule;
    hinge_say_people(notes, "nested", rule->min_reps, rule->min_valid);
    if (has_tier(cells, "B"))
        hinge_text_puts(notes, "Tier B lumbar values support group contrasts, not "
                               "single-person verdicts.\n");
}
