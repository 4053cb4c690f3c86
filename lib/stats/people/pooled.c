/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which conditions rows of one value are from: a warning of those that are pooled, a refusal. */
#include "stats/people/people.h"
#include "stats/run/analysis.h"

static const char *const conditions[] = {"task", "cue", "session", "condition", "cond"};
enum { N_CONDITIONS = sizeof conditions / sizeof conditions[0], LISTED = 8 };
static bool is_factor(const struct hinge_sample *sample, const char *name)
{
    for (size_t k = 0; k < HINGE_MAX_FACTORS && sample->factor[k].name != NULL; k++)
        if (strcmp(sample->factor[k].name, name) == 0)
            return true;
    return false;
}

/* A column of conditions that is no factor: its levels, and who has which. */
struct pool {
    struct hinge_labels levels;
    struct hinge_held held;
};

/* Nothing is held where there is nothing to say of the column. */
static struct pool look(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                        const char *name, const uint32_t *cell, size_t n_cells)
{
    struct pool p = {.levels = {.n = 0}};
    long at = hinge_table_find(analysis->table, name);
    if (at < 0 || is_factor(sample, name) || sample->participant_name == NULL)
        return p;
    p.levels = hinge_column_labels(analysis, (size_t)at, sample->row, sample->n, HINGE_BY_LEVEL);
    if (p.levels.n < 2)
        return p;
    uint32_t *slot = hinge_analysis_alloc(analysis, sample->n, sizeof *slot);
    for (size_t i = 0; i < sample->n; i++) {
        uint32_t c = cell != NULL ? cell[i] : 0;
        slot[i] =
            c != HINGE_NO_LEVEL ? sample->participant[i] * (uint32_t)n_cells + c : HINGE_NO_LEVEL;
    }
    p.held = hinge_levels_held(&analysis->arena, slot, p.levels.code, sample->n,
                               sample->n_participants, n_cells, p.levels.n);
    return p;
}

void hinge_pooled_warn(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                       const uint32_t *cell, size_t n_cells)
{
    const char *way = analysis->ask.aggregate;
    bool curves = hinge_analysis_kind_takes(analysis->kind, "nodes_prefix");
    bool nested = curves ? sample->trial != NULL : way != NULL && strcmp(way, "nested") == 0;
    for (size_t k = 0; k < N_CONDITIONS; k++) {
        struct pool p = look(analysis, sample, conditions[k], cell, n_cells);
        if (strcmp(conditions[k], "session") == 0) { /* each stage has its own */
            const struct pool stage = look(analysis, sample, "stage", cell, n_cells);
            if (is_factor(sample, "stage") ||
                (hinge_table_find(analysis->table, "stage") >= 0 && stage.levels.n < 2))
                p.held.differ = p.held.within = false;
        }
        if (!p.held.within && !p.held.differ)
            continue;
        size_t other = 0; /* words for one task are one */
        while (strcmp(conditions[k], "task") == 0 && other < sample->n &&
               strcmp(hinge_task_key(analysis->table, sample->row[0]),
                      hinge_task_key(analysis->table, sample->row[other])) == 0)
            other++;
        if (other == sample->n)
            continue;
        cleared_by(hinge_text_clear) struct hinge_text levels = {0};
        hinge_held_list(&p.held, p.levels.name, p.levels.n, LISTED, &levels);
        hinge_analysis_warn(analysis, NULL, HINGE_W_POOLED, "'%s' (%s)%s; every %s counts alike%s",
                            conditions[k], hinge_text_string(&levels),
                            p.held.within ? curves ? " within one curve" : " within one value" : "",
                            nested ? "trial" : "row",
                            p.held.differ
                                ? "; not all values have the same, so a difference may be one of "
                                  "these; keep one with filter, or name the column"
                                : "");
    }
}

bool hinge_pooled_refuse(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                         const uint32_t *cell, size_t n_cells)
{
    for (size_t k = 0; k < N_CONDITIONS; k++) {
        struct pool p = look(analysis, sample, conditions[k], cell, n_cells);
        if (!p.held.within)
            continue;
        cleared_by(hinge_text_clear) struct hinge_text levels = {0}, one = {0};
        hinge_condition_add(&one, conditions[k], p.levels.name[0]);
        p.held.differ = false;
        hinge_held_list(&p.held, p.levels.name, p.levels.n, LISTED, &levels);
        return hinge_analysis_fail(
            analysis, HINGE_E_MIXED_ROWS,
            "'%s' varies within a cell (%s); keep one with filter, such as %s", conditions[k],
            hinge_text_string(&levels), hinge_text_string(&one));
    }
    return true;
}
