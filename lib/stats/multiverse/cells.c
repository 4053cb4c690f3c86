/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People's values under the options that rows show and under a rule of repetitions are
 * gathered once; outlying people and covariates are taken from there. */
#include "stats/multiverse/cells.h"

#include "base/text.h"
#include "people/order.h"
#include "stats/multiverse/cell.h"
#include "stats/people/aggregate.h"
#include "stats/people/labels.h"
#include "stats/people/pairs.h"
#include "stats/run/nested.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct multiverse {
    struct hinge_analysis *a;
    const struct hinge_grid *grid;
    struct hinge_curve *curve;
    uint32_t *person;                         /* of each table row */
    bool *rows;                               /* of the cell being gathered */
    size_t repetitions, outliers, covariates; /* places in the grid */
    bool declared_done;
};

/* --- one cell --- */

static const char *option_of(const struct multiverse *m, size_t specification,
                             size_t choice)
{
    const struct hinge_choice *c = &m->grid->choice[choice];
    return c->option[hinge_grid_option(m->grid, specification, choice)];
}

/* A repetition's number; NaN when it has none. */
static double rep_of(const struct hinge_column *column, size_t row)
{
    if (column->type == HINGE_COLUMN_NUMBER)
        return column->number[row];
    return column->text[row] != NULL ? strtod(column->text[row], NULL) : (double)NAN;
}

/* The rows of the specification's options; NULL, else why there are none. */
static const char *choose_rows(struct multiverse *m, size_t specification)
{
    const struct hinge_grid *grid = m->grid;
    double first, last, rep = 0;
    const char *rule = option_of(m, specification, m->repetitions);
    const char *column = hinge_option_text(m->a, "rep");
    bool any = false, all;
    column = column != NULL ? column : "rep";
    hinge_grid_repetitions(rule, &first, &last);
    all = first == 1 && isinf(last);
    long at = hinge_table_find(m->a->table, column);
    if (!all && at < 0)
        return "the table has no column of repetition numbers";
    for (size_t i = 0; i < m->a->table->rows; i++) {
        bool keep = true;
        for (size_t c = 0; c < grid->of_rows && keep; c++)
            keep = grid->choice[c].code[i] == hinge_grid_option(grid, specification, c);
        if (keep && !all) {
            rep = rep_of(&m->a->table->column[at], i);
            keep = rep >= first && rep <= last;
        }
        m->rows[i] = keep;
        any = any || keep;
    }
    return any ? NULL : "no rows";
}

/* Codes of a sample's participants into persons of the table. */
static uint32_t *persons(const struct multiverse *m, struct hinge_analysis *inner,
                         const struct hinge_sample *sample)
{
    uint32_t *person =
        hinge_analysis_alloc(inner, sample->n_participants, sizeof *person);
    for (size_t i = 0; person != NULL && i < sample->n; i++)
        person[sample->participant[i]] = m->person[sample->row[i]];
    return person;
}

static bool allocate(struct multiverse *m, size_t n, struct hinge_people_cell *cell)
{
    cell->who = hinge_analysis_alloc(m->a, n, sizeof *cell->who);
    cell->value =
        hinge_analysis_alloc(m->a, (2 + cell->covariates) * n, sizeof *cell->value);
    if (cell->who == NULL || cell->value == NULL)
        return false;
    cell->middle = cell->value + n;
    for (size_t k = 0; k < cell->covariates; k++)
        cell->covariate[k] = cell->middle + (k + 1) * n;
    return true;
}

static enum hinge_status take_groups(struct multiverse *m, struct hinge_analysis *inner,
                                     struct hinge_people_wanted *wanted,
                                     struct hinge_people_cell *cell,
                                     struct hinge_error *error)
{
    struct hinge_participants people;
    wanted->group = wanted->pair = true;
    enum hinge_status status = hinge_people_gather(inner, wanted, &people, error);
    const struct hinge_factor *group = &people.sample.factor[0];
    if (status == HINGE_OK)
        status = hinge_factor_compares(inner, group, error);
    if (status != HINGE_OK)
        return status;
    if (group->n_levels > 2)
        return hinge_analysis_fail(inner, error, HINGE_E_TOO_MANY_LEVELS,
                                   "'%s' has %zu levels; name two with order",
                                   group->name, group->n_levels);
    bool swapped = !hinge_option_given(inner, "order") &&
                   hinge_levels_swapped(group->level[0], group->level[1]);
    uint32_t *person = persons(m, inner, &people.sample);
    if (person == NULL || !allocate(m, people.n, cell))
        return hinge_analysis_no_memory(error);
    size_t size[2] = {0, 0};
    for (size_t i = 0; i < people.n; i++) {
        uint32_t who = person[people.who[i]];
        size_t second = people.group[i] == (swapped ? 0 : 1);
        size[second]++;
        cell->who[i] = who;
        cell->value[i] = cell->middle[i] = people.value[i];
        for (size_t k = 0; k < cell->covariates; k++)
            cell->covariate[k][i] = people.covariate[k][i];
        m->curve->sign[who] = second ? -1 : 1;
    }
    cell->n = people.n;
    if (size[0] < 2 || size[1] < 2)
        return hinge_analysis_fail(
            inner, error, HINGE_E_TOO_FEW,
            "too few participants in group '%s': %zu, at least 2 "
            "are needed",
            group->level[(size[0] < 2) == swapped], size[0] < 2 ? size[0] : size[1]);
    if (!m->declared_done) {
        json_t *compared = hinge_put_list(m->a, m->a->results, "compared");
        hinge_append_text(m->a, compared, group->level[swapped]);
        hinge_append_text(m->a, compared, group->level[!swapped]);
        hinge_sample_report(m->a, &people.sample, m->a->results);
    }
    return HINGE_OK;
}

static enum hinge_status take_conditions(struct multiverse *m,
                                         struct hinge_analysis *inner,
                                         struct hinge_people_cell *cell,
                                         struct hinge_error *error)
{
    struct hinge_pairs pairs;
    enum hinge_status status = hinge_pairs_gather(inner, false, &pairs, error);
    if (status != HINGE_OK)
        return status;
    const struct hinge_factor *condition = &pairs.sample.factor[0];
    if (pairs.k != 2)
        return hinge_analysis_fail(inner, error, HINGE_E_TOO_MANY_LEVELS,
                                   "'%s' has %zu levels; name two with order",
                                   condition->name, pairs.k);
    uint32_t *person = persons(m, inner, &pairs.sample);
    if (person == NULL || !allocate(m, pairs.n, cell))
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < pairs.n; i++) {
        double first = pairs.value[i * 2 + pairs.first],
               second = pairs.value[i * 2 + pairs.second];
        cell->who[i] = person[pairs.who[i]];
        cell->value[i] = first - second;
        cell->middle[i] = first + (second - first) / 2;
        m->curve->sign[cell->who[i]] = 1;
    }
    cell->n = pairs.n;
    if (!m->declared_done) {
        json_t *compared = hinge_put_list(m->a, m->a->results, "compared");
        hinge_append_text(m->a, compared, condition->level[pairs.first]);
        hinge_append_text(m->a, compared, condition->level[pairs.second]);
        hinge_sample_report(m->a, &pairs.sample, m->a->results);
    }
    return HINGE_OK;
}

/* "age+sex" into names; how many. */
static size_t split(struct multiverse *m, const char *set,
                    const char *name[HINGE_MAX_NUMBERS / 2], struct hinge_error *error,
                    enum hinge_status *status)
{
    size_t n = 0, length;
    for (const char *rest = strcmp(set, "none") == 0 ? "" : set; *rest != '\0';
         rest += length + (rest[length] == '+')) {
        length = strcspn(rest, "+");
        char *copy = hinge_analysis_alloc(m->a, length + 1, 1);
        if (copy == NULL)
            *status = hinge_analysis_no_memory(error);
        else if (n == HINGE_MAX_NUMBERS / 2)
            *status =
                hinge_analysis_fail(m->a, error, HINGE_E_OPTION,
                                    "covariate_sets: '%s' has more than %d columns",
                                    set, HINGE_MAX_NUMBERS / 2);
        if (*status != HINGE_OK)
            return 0;
        memcpy(copy, rest, length);
        name[n++] = copy;
    }
    return n;
}

/* The request with another aggregate; NULL without memory. */
static json_t *request_of(const struct multiverse *m, size_t specification)
{
    json_t *request = json_copy((json_t *)m->a->request);
    if (request != NULL &&
        strcmp(option_of(m, specification, m->repetitions), "median") == 0 &&
        json_object_set_new(request, "aggregate", json_string("median")) != 0) {
        json_decref(request);
        return NULL;
    }
    return request;
}

/* Other people or recordings are measured alike: it is this option that mixes them. */
static bool is_mixed(const struct hinge_analysis *inner)
{
    return inner->code != NULL &&
           strcmp(inner->code, hinge_stats_code_name(HINGE_E_MIXED_EVIDENCE)) == 0;
}

static enum hinge_status gather(struct multiverse *m, size_t specification,
                                const char *set, struct hinge_people_cell *cell,
                                struct hinge_error *error)
{
    struct hinge_people_wanted wanted = {.group = true};
    struct hinge_error own = HINGE_ERROR_INIT;
    enum hinge_status status = HINGE_OK;
    *cell = (struct hinge_people_cell){.why = choose_rows(m, specification)};
    wanted.n_covariates = cell->covariates =
        split(m, set, wanted.covariate, error, &status);
    if (status != HINGE_OK || cell->why != NULL)
        return status;
    if (cell->covariates > 0 && m->curve->paired) {
        cell->why = "covariates of participants do not vary between conditions";
        return HINGE_OK;
    }
    struct hinge_analysis inner = *m->a;
    json_t *request = request_of(m, specification);
    inner.request = request;
    inner.arena = (struct hinge_arena){0};
    inner.results = json_object();
    inner.warnings = json_array();
    inner.code = inner.reasons = NULL;
    inner.stratum = m->rows;
    inner.nested = true;
    if (request == NULL || inner.results == NULL || inner.warnings == NULL)
        status = hinge_analysis_no_memory(&own);
    else
        status = m->curve->paired ? take_conditions(m, &inner, cell, &own)
                                  : take_groups(m, &inner, &wanted, cell, &own);
    if (inner.no_memory)
        status = hinge_analysis_no_memory(&own);
    char why[1024];
    if (m->declared_done &&
        (hinge_nested_is_answer(&inner, status) || is_mixed(&inner))) {
        hinge_nested_why(&inner, own.message, why, sizeof why);
        cell->why = hinge_arena_strdup(&m->a->arena, why);
        status = cell->why != NULL ? HINGE_OK : hinge_analysis_no_memory(&own);
    }
    if (!m->declared_done) {
        const struct hinge_nested said = {.warnings = inner.warnings};
        hinge_nested_warn(m->a, &said, NULL);
    }
    if (status != HINGE_OK) {
        m->a->code = inner.code;
        if (error != NULL)
            *error = own;
    }
    json_decref(request);
    json_decref(inner.results);
    json_decref(inner.warnings);
    hinge_arena_clear(&inner.arena);
    return status;
}

/* --- all --- */

static enum hinge_status find_persons(struct multiverse *m, struct hinge_error *error)
{
    struct hinge_analysis *a = m->a;
    const char *name = NULL;
    size_t column, rows = a->table->rows;
    struct hinge_labels labels;
    size_t *row = hinge_analysis_alloc(a, rows, sizeof *row);
    m->rows = hinge_analysis_alloc(a, rows, sizeof *m->rows);
    if (row == NULL || m->rows == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < rows; i++)
        row[i] = i;
    enum hinge_status status = hinge_sample_participant(a, &name, error);
    if (status == HINGE_OK)
        status = hinge_analysis_column(a, name, &column, error);
    if (status == HINGE_OK)
        status = hinge_labels_find(a, column, row, rows, HINGE_BY_APPEARANCE, &labels,
                                   error);
    if (status != HINGE_OK)
        return status;
    m->person = labels.code;
    m->curve->people = labels.n;
    m->curve->sign = hinge_analysis_alloc(a, labels.n, sizeof *m->curve->sign);
    return m->curve->sign != NULL ? HINGE_OK : hinge_analysis_no_memory(error);
}

/* The specifications of a rule of repetitions under one set of options of the rows;
 * `first` is the first of them. */
static enum hinge_status fill_block(struct multiverse *m, size_t first, bool *out,
                                    struct hinge_error *error)
{
    const struct hinge_choice *outliers = &m->grid->choice[m->outliers],
                              *covariates = &m->grid->choice[m->covariates];
    struct hinge_people_cell alone;
    enum hinge_status status = gather(m, first, "none", &alone, error);
    for (size_t c = 0; c < covariates->n && status == HINGE_OK; c++) {
        struct hinge_people_cell cell = alone;
        if (strcmp(covariates->option[c], "none") != 0 && alone.why == NULL)
            status = gather(m, first, covariates->option[c], &cell, error);
        for (size_t o = 0; o < outliers->n && status == HINGE_OK; o++) {
            if (alone.why == NULL)
                status = hinge_cell_outliers(m->a, &alone, outliers->option[o], out,
                                             m->curve->people, error);
            if (status == HINGE_OK)
                status = hinge_cell_specify(
                    m->a, m->curve, &cell, out,
                    &m->curve->specification[first + o * covariates->n + c], error);
        }
        m->declared_done = true;
    }
    return status;
}

/* Leaves the persons of some specification: others have no label to be shuffled. */
static enum hinge_status drop_others(struct multiverse *m, struct hinge_error *error)
{
    struct hinge_curve *curve = m->curve;
    uint32_t *place = hinge_analysis_alloc(m->a, curve->people, sizeof *place);
    size_t n = 0;
    if (place == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < curve->people; i++) {
        place[i] = (uint32_t)n;
        if (curve->sign[i] != 0)
            curve->sign[n++] = curve->sign[i];
    }
    curve->people = n;
    for (size_t k = 0; k < curve->n; k++)
        for (size_t i = 0; i < curve->specification[k].n; i++)
            curve->specification[k].who[i] = place[curve->specification[k].who[i]];
    return HINGE_OK;
}

enum hinge_status hinge_multiverse_fill(struct hinge_analysis *analysis,
                                        const struct hinge_grid *grid,
                                        struct hinge_curve *curve,
                                        struct hinge_error *error)
{
    struct multiverse m = {.a = analysis,
                           .grid = grid,
                           .curve = curve,
                           .repetitions = grid->of_rows,
                           .outliers = grid->of_rows + 1,
                           .covariates = grid->of_rows + 2};
    size_t block = grid->choice[m.outliers].n * grid->choice[m.covariates].n;
    enum hinge_status status = find_persons(&m, error);
    if (status != HINGE_OK)
        return status;
    curve->n = grid->specifications;
    curve->specification =
        hinge_analysis_alloc(analysis, curve->n, sizeof *curve->specification);
    bool *out = hinge_analysis_alloc(analysis, curve->people, sizeof *out);
    if (curve->specification == NULL || out == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t s = 0; s < curve->n && status == HINGE_OK; s += block)
        status = fill_block(&m, s, out, error);
    return status == HINGE_OK ? drop_others(&m, error) : status;
}
