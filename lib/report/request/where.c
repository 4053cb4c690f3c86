/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --filter: "group=trained&age>=65&tier=A,B" bound to what the names belong to. */
#include "report/request/where.h"
#include "base/memory.h"
#include "people/people.h"
#include "report/request/tabulation.h"

#include <stdlib.h>
#include <string.h>

enum { NAMES = 1024 };
#define OPTION "--filter"
#define STANDING "standing" /* what is not a lockout */

const char *const hinge_rep_keys[] = {"rep",        "floor",       "complete",
                                      "valid",      "rom_deg",     "desc_start_s",
                                      "desc_end_s", "asc_start_s", "asc_end_s",
                                      NULL};

static enum hinge_status find_level(struct hinge_tabulation *tab, struct hinge_condition *condition,
                                    struct hinge_error *error)
{
    const char *names[NAMES];
    size_t n = 0;
    for (const char *const *label = tab->view->labels; label && *label; label++) {
        names[n++] = *label;
        condition->level = HINGE_ON_LABEL;
        if (strcmp(*label, condition->name) == 0)
            return HINGE_OK;
    }
    for (size_t i = 0; !tab->view->tables_only && hinge_rep_keys[i] != NULL; i++) {
        names[n++] = hinge_rep_keys[i];
        condition->level = HINGE_ON_REP;
        if (strcmp(hinge_rep_keys[i], condition->name) == 0)
            return HINGE_OK;
    }
    condition->level = HINGE_ON_TRIAL;
    for (size_t c = 0; c < tab->trials.n_columns && n < NAMES; c++) {
        names[n++] = tab->trials.column[c].name;
        condition->column = c;
        if (strcmp(tab->trials.column[c].name, condition->name) == 0)
            return HINGE_OK;
    }
    for (size_t r = 0; !tab->view->tables_only && r < tab->metrics.rows; r++) {
        condition->level = HINGE_ON_METRIC;
        const char *id = hinge_table_text(&tab->metrics, "id", r);
        if (id != NULL && n < NAMES)
            names[n++] = id;
        if (id != NULL && strcmp(id, condition->name) == 0)
            return HINGE_OK;
    }
    for (size_t r = 0; !tab->view->tables_only && r < tab->faults.rows; r++) {
        condition->level = HINGE_ON_FAULT;
        const char *id = hinge_table_text(&tab->faults, "id", r);
        if (id != NULL && n < NAMES)
            names[n++] = id;
        if (id != NULL && strcmp(id, condition->name) == 0)
            return HINGE_OK;
    }
    return hinge_tab_unknown(tab, OPTION, "column", condition->name, names, n, error);
}

/* The ids of a table of the file, the labels that a view's rows can have. */
static enum hinge_status check_label(const struct hinge_tabulation *tab,
                                     const struct hinge_condition *condition,
                                     struct hinge_error *error)
{
    static const char *const phases[] = {"descent", "hold", "ascent", "rep"};
    const struct hinge_table *ids = strcmp(condition->name, "fault") == 0    ? &tab->faults
                                    : strcmp(condition->name, "metric") == 0 ? &tab->metrics
                                                                             : NULL;
    if (strcmp(condition->name, "phase") == 0)
        return hinge_condition_check(condition, OPTION, phases, 4, error);
    long at = ids != NULL ? hinge_table_find(ids, "id") : -1;
    return at >= 0
               ? hinge_condition_check_column(condition, OPTION, &ids->column[at], ids->rows, error)
               : HINGE_OK;
}

/* What a table prints of a recording is what a condition takes: the values of /trials,
 * of recordings that were not read too, and the class of a standing source. */
static enum hinge_status check_trial(const struct hinge_tabulation *tab,
                                     const struct hinge_condition *condition,
                                     struct hinge_error *error)
{
    const struct hinge_table *const tables[] = {&tab->trials, &tab->list, &tab->ledger};
    const char **known = NULL;
    size_t n = 0, room = 1;
    if (tab->trials.column[condition->column].type == HINGE_COLUMN_NUMBER)
        return HINGE_OK;
    for (size_t t = 0; t < 3; t++)
        room += tables[t]->rows;
    known = hinge_alloc(room, sizeof *known);
    if (strcmp(condition->name, "standing_source") == 0)
        known[n++] = STANDING;
    for (size_t t = 0; t < 3; t++)
        for (size_t r = 0; r < tables[t]->rows; r++) {
            const char *text = hinge_table_text(tables[t], condition->name, r);
            bool is_new = text != NULL && *text != '\0';
            for (size_t k = 0; is_new && k < condition->n_values + 12 && k < n; k++)
                is_new = strcmp(known[k], text) != 0;
            if (is_new)
                known[n++] = text;
        }
    enum hinge_status status = hinge_condition_check(condition, OPTION, known, n, error);
    free(known);
    return status;
}

struct label {
    const char *name, *text;
};

static bool find_label(const void *row, const struct hinge_condition *condition,
                       struct hinge_cell *cell)
{
    const struct label *label = row;
    cell->text = label->text;
    return condition->level == HINGE_ON_LABEL && strcmp(condition->name, label->name) == 0;
}

bool hinge_where_label(const struct hinge_tabulation *tab, const char *name, const char *label)
{
    return hinge_filter_keeps(&tab->filter, find_label, &(struct label){name, label});
}

bool hinge_tab_phase(const struct hinge_tabulation *tab, const char *phase)
{
    const char *wanted = tab->request->phase;
    return (*wanted == '\0' || strcmp(wanted, phase) == 0) &&
           hinge_where_label(tab, "phase", phase);
}

enum hinge_status hinge_tab_check_phase(const struct hinge_tabulation *tab,
                                        const char *const *phase, size_t n,
                                        struct hinge_error *error)
{
    const char *wanted = tab->request->phase;
    for (size_t i = 0; i < n; i++)
        if (*wanted == '\0' || strcmp(wanted, phase[i]) == 0)
            return HINGE_OK;
    return hinge_tab_unknown(NULL, "--phase", "phase", wanted, phase, n, error);
}

struct trial {
    const struct hinge_table *table;
    size_t row;
};

/* A standing source also by its class, which tables show. */
static bool find_in_trial(const void *row, const struct hinge_condition *condition,
                          struct hinge_cell *cell)
{
    const struct trial *trial = row;
    if (condition->level != HINGE_ON_TRIAL)
        return false;
    *cell = hinge_cell_of(&trial->table->column[condition->column], trial->row);
    if (strcmp(condition->name, "standing_source") == 0 && cell->text != NULL &&
        strcmp(hinge_standing_class(cell->text), STANDING) == 0)
        cell->also = STANDING;
    return true;
}

enum hinge_status hinge_where_read(struct hinge_tabulation *tab, struct hinge_error *error)
{
    enum hinge_status status =
        hinge_filter_read(&tab->arena, OPTION, tab->request->where, &tab->filter, error);
    for (size_t i = 0; status == HINGE_OK && i < tab->filter.n; i++) {
        struct hinge_condition *condition = &tab->filter.condition[i];
        status = find_level(tab, condition, error);
        if (status == HINGE_OK && condition->level == HINGE_ON_LABEL)
            status = check_label(tab, condition, error);
        if (status == HINGE_OK && condition->level == HINGE_ON_TRIAL)
            status = check_trial(tab, condition, error);
    }
    if (status != HINGE_OK)
        return status;
    tab->kept = hinge_alloc(tab->trials.rows, sizeof *tab->kept);
    for (size_t r = 0; r < tab->trials.rows; r++) {
        const char *counted = hinge_table_text(&tab->trials, "counted", r);
        bool described = counted != NULL && strcmp(counted, "no") == 0;
        tab->kept[r] =
            hinge_filter_keeps(&tab->filter, find_in_trial, &(struct trial){&tab->trials, r});
        if (!described || !tab->kept[r])
            continue;
        hinge_text_list(&tab->described, hinge_table_text(&tab->trials, "task", r));
        tab->kept[r] = !tab->request->counted;
    }
    return HINGE_OK;
}
