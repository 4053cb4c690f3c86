/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which conditions rows of one value are from. */
#include "stats/people/pooled.h"

#include "base/text.h"
#include "stats/people/labels.h"

#include <string.h>

static const char *const conditions[] = {"task", "cue", "session", "condition", "cond"};
enum { N_CONDITIONS = sizeof conditions / sizeof conditions[0] };
/* More cells times levels are not looked at. */
#define MOST_PLACES ((size_t)1 << 28)

/* The levels of one column, and which of them each participant has in each cell. */
struct pool {
    const char *name;
    struct hinge_labels labels;
    size_t slots;
    unsigned char *has;  /* [slot * labels.n + level] */
    size_t *people;      /* with each level; all with any at labels.n */
    bool within, differ; /* several levels in some cell; cells differ in their levels */
};

static bool is_factor(const struct hinge_sample *sample, const char *name)
{
    for (size_t k = 0; k < HINGE_MAX_FACTORS && sample->factor[k].name != NULL; k++)
        if (strcmp(sample->factor[k].name, name) == 0)
            return true;
    return false;
}

static void judge(struct pool *p, size_t n_cells)
{
    const unsigned char *first = NULL;
    size_t k = p->labels.n, last = SIZE_MAX;
    for (size_t s = 0; s < p->slots; s++) {
        const unsigned char *has = p->has + s * k;
        size_t own = 0;
        for (size_t l = 0; l < k; l++)
            own += has[l];
        if (own == 0)
            continue;
        p->within = p->within || own > 1;
        p->differ = p->differ || (first != NULL && memcmp(first, has, k) != 0);
        first = has;
        p->people[k] += s / n_cells != last;
        last = s / n_cells;
    }
    for (size_t l = 0; l < k; l++)
        for (size_t person = 0; person < p->slots / n_cells; person++) {
            bool some = false;
            for (size_t c = 0; c < n_cells; c++)
                some = some || p->has[(person * n_cells + c) * k + l];
            p->people[l] += some;
        }
}

/* Fills the pool of a column; slots stays 0 when there is nothing to say of it. */
static enum hinge_status look(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                              const char *name, const uint32_t *cell, size_t n_cells,
                              struct pool *p, struct hinge_error *error)
{
    long at = hinge_table_find(analysis->table, name);
    *p = (struct pool){.name = name};
    if (at < 0 || is_factor(sample, name) || sample->participant_name == NULL)
        return HINGE_OK;
    enum hinge_status status = hinge_labels_find(analysis, (size_t)at, sample->row, sample->n,
                                                 HINGE_BY_BYTES, &p->labels, error);
    size_t k = p->labels.n, slots = sample->n_participants * n_cells;
    if (status != HINGE_OK || k < 2 || slots > MOST_PLACES / k)
        return status;
    p->has = hinge_analysis_alloc(analysis, slots * k, 1);
    p->people = hinge_analysis_alloc(analysis, k + 1, sizeof *p->people);
    for (size_t i = 0; i < sample->n; i++) {
        uint32_t c = cell != NULL ? cell[i] : 0, l = p->labels.code[i];
        if (c != HINGE_NO_LEVEL && l != UINT32_MAX)
            p->has[(sample->participant[i] * n_cells + c) * k + l] = 1;
    }
    p->slots = slots;
    judge(p, n_cells);
    return HINGE_OK;
}

static void list_levels(const struct pool *p, struct hinge_text *text)
{
    for (size_t l = 0; l < p->labels.n && l < 8; l++) {
        hinge_text_printf(text, "%s%s", l ? ", " : "", p->labels.name[l]);
        if (p->differ)
            hinge_text_printf(text, ": %zu of %zu people", p->people[l], p->people[p->labels.n]);
    }
    if (p->labels.n > 8)
        hinge_text_puts(text, ", ...");
}

enum hinge_status hinge_pooled_warn(struct hinge_analysis *analysis,
                                    const struct hinge_sample *sample, const uint32_t *cell,
                                    size_t n_cells, struct hinge_error *error)
{
    const char *way = hinge_option_text(analysis, "aggregate");
    bool curves = hinge_statistic_takes(analysis->statistic, "nodes_prefix");
    bool nested = curves ? sample->trial != NULL : way != NULL && strcmp(way, "nested") == 0;
    for (size_t k = 0; k < N_CONDITIONS; k++) {
        struct pool p;
        struct hinge_text levels = {0};
        enum hinge_status status = look(analysis, sample, conditions[k], cell, n_cells, &p, error);
        if (status != HINGE_OK)
            return status;
        if (p.slots == 0 || (!p.within && !p.differ))
            continue;
        list_levels(&p, &levels);
        hinge_analysis_warn(analysis, NULL, "W_POOLED",
                            "%s over '%s' (%s); every %s counts alike%s",
                            p.within ? curves ? "a curve averages" : "a value averages"
                            : curves ? "curves are pooled"
                                     : "values are pooled",
                            p.name, hinge_text_string(&levels), nested ? "trial" : "row",
                            p.differ
                                ? "; not all values have the same, so a difference may be one of "
                                  "these; keep one with filter, or name the column"
                                : "");
        hinge_text_clear(&levels);
    }
    return HINGE_OK;
}

enum hinge_status hinge_pooled_refuse(struct hinge_analysis *analysis,
                                      const struct hinge_sample *sample, const uint32_t *cell,
                                      size_t n_cells, struct hinge_error *error)
{
    for (size_t k = 0; k < N_CONDITIONS; k++) {
        struct pool p;
        struct hinge_text levels = {0};
        enum hinge_status status = look(analysis, sample, conditions[k], cell, n_cells, &p, error);
        if (status != HINGE_OK)
            return status;
        if (p.slots == 0 || !p.within)
            continue;
        p.differ = false;
        list_levels(&p, &levels);
        status = hinge_analysis_fail(
            analysis, error, HINGE_E_MIXED_ROWS,
            "'%s' varies within a cell (%s): an error of measurement is that of one "
            "condition; keep one with filter, such as %s=%s",
            p.name, hinge_text_string(&levels), p.name, p.labels.name[0]);
        hinge_text_clear(&levels);
        return status;
    }
    return HINGE_OK;
}
