/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of shared statistics into cells. */
#include "stats/pooling/site_cells.h"

#include "base/text.h"
#include "stats/people/evidence.h"
#include "stats/people/filter.h"
#include "stats/people/labels.h"

#include <math.h>
#include <string.h>

struct rows {
    const size_t *row;
    size_t n, outcome, people, covariance;
    struct hinge_labels site, group, condition;
    const uint32_t *with; /* condition code of the second condition */
};

enum hinge_status hinge_sites_find(struct hinge_analysis *a, const size_t *row,
                                   size_t n, struct hinge_labels *labels,
                                   struct hinge_error *error)
{
    size_t column;
    enum hinge_status status =
        hinge_analysis_column(a, hinge_option_text(a, "site"), &column, error);
    return status == HINGE_OK ? hinge_labels_find(a, column, row, n,
                                                  HINGE_BY_APPEARANCE, labels, error)
                              : status;
}

static enum hinge_status find_column(struct hinge_analysis *a, const char *name,
                                     size_t *column, struct hinge_error *error)
{
    enum hinge_status status = hinge_analysis_column(a, name, column, error);
    if (status == HINGE_OK && a->table->column[*column].type != HINGE_COLUMN_NUMBER)
        return hinge_analysis_fail(a, error, HINGE_E_NOT_NUMERIC,
                                   "%s: column '%s' is not numeric", a->table_name,
                                   name);
    return status;
}

/* A factor's labels, none without its column. */
static enum hinge_status find_labels(struct hinge_analysis *a, const char *name,
                                     const struct rows *rows,
                                     struct hinge_labels *labels,
                                     struct hinge_error *error)
{
    long at = hinge_table_find(a->table, name);
    return at < 0 ? HINGE_OK
                  : hinge_labels_find(a, (size_t)at, rows->row, rows->n, HINGE_BY_LEVEL,
                                      labels, error);
}

/* --- measured alike --- */

static enum hinge_status differs(struct hinge_analysis *a, const char *name,
                                 const size_t *row, size_t n, struct hinge_text *list,
                                 bool *is, struct hinge_error *error)
{
    long at = hinge_table_find(a->table, name);
    struct hinge_labels labels = {.n = 0}, site;
    *is = false;
    enum hinge_status status =
        at < 0 ? HINGE_OK
               : hinge_labels_find(a, (size_t)at, row, n, HINGE_BY_APPEARANCE, &labels,
                                   error);
    if (status == HINGE_OK && labels.n > 1)
        status = hinge_sites_find(a, row, n, &site, error);
    if (status != HINGE_OK || labels.n < 2)
        return status;
    *is = true;
    for (size_t k = 0; k < labels.n && k < 6; k++)
        for (size_t i = 0; i < n; i++)
            if (labels.code[i] == k) {
                hinge_text_printf(list, "%s%s: %s", k > 0 ? "; " : "",
                                  site.code[i] < site.n ? site.name[site.code[i]] : "",
                                  labels.name[k]);
                break;
            }
    return HINGE_OK;
}

enum hinge_status hinge_site_methods_check(struct hinge_analysis *a, const size_t *row,
                                           size_t n, struct hinge_error *error)
{
    static const struct {
        const char *column, *word;
        bool refused;
    } said[] = {{"phase_of", "phase", true},
                {"aggregate", "way of averaging repetitions", true},
                {"definition", "definition of the outcome", true},
                {"parameters", "parameters that are not at their defaults", false},
                {"version", "program version", false}};
    enum hinge_status status = HINGE_OK;
    for (size_t k = 0; k < sizeof said / sizeof *said && status == HINGE_OK; k++) {
        struct hinge_text list = {0};
        bool is;
        status = differs(a, said[k].column, row, n, &list, &is, error);
        if (status == HINGE_OK && is && said[k].refused)
            status = hinge_analysis_fail(
                a, error, HINGE_E_MIXED_ROWS,
                "%s: sites differ in the %s (%s); export them again alike, or leave "
                "sites out with --filter",
                a->table_name, said[k].word, hinge_text_string(&list));
        else if (status == HINGE_OK && is)
            hinge_analysis_warn(a, NULL, "W_SITES_DIFFER",
                                "sites differ in the %s (%s)", said[k].word,
                                hinge_text_string(&list));
        status = hinge_text_done(&list, status, error);
    }
    return status;
}

/* --- cells --- */

static struct hinge_site_cell *cell_of(struct hinge_analysis *a,
                                       struct hinge_site_cells *c, size_t site,
                                       uint32_t group)
{
    size_t k = c->n_conditions;
    for (size_t i = 0; i < c->n; i++)
        if (c->cell[i].site == site && c->cell[i].group == group)
            return &c->cell[i];
    struct hinge_site_cell *cell = &c->cell[c->n++];
    cell->site = site;
    cell->group = group;
    cell->n = NAN;
    cell->mean = hinge_analysis_alloc(a, k + k * k, sizeof *cell->mean);
    cell->has = hinge_analysis_alloc(a, k, sizeof *cell->has);
    if (cell->mean == NULL || cell->has == NULL)
        return NULL;
    cell->covariance = cell->mean + k;
    for (size_t i = 0; i < k + k * k; i++)
        cell->mean[i] = NAN;
    return cell;
}

static enum hinge_status bad_row(struct hinge_analysis *a, size_t row, const char *what,
                                 struct hinge_error *error)
{
    return hinge_analysis_fail(a, error, HINGE_E_INPUT, "%s: row %zu: %s",
                               a->table_name, row + 1, what);
}

static enum hinge_status put_row(struct hinge_analysis *a, const struct rows *rows,
                                 size_t i, struct hinge_site_cells *c,
                                 struct hinge_error *error)
{
    size_t r = rows->row[i], k = c->n_conditions;
    const struct hinge_column *column = a->table->column;
    double n = column[rows->people].number[r], mean = column[rows->outcome].number[r];
    double covariance = column[rows->covariance].number[r];
    size_t one = rows->condition.n > 0 ? rows->condition.code[i] : 0;
    size_t other = rows->with != NULL ? rows->with[i] : one;
    if (isnan(mean)) /* of another outcome */
        return HINGE_OK;
    if (rows->site.code[i] == UINT32_MAX)
        return bad_row(a, r, "site is needed", error);
    if (one == UINT32_MAX)
        return hinge_analysis_fail(
            a, error, HINGE_E_INPUT,
            "%s: site '%s' has no conditions, another site has; export both alike, "
            "with hinge-export --shareable --condition COLUMN",
            a->table_name, rows->site.name[rows->site.code[i]]);
    if (other == UINT32_MAX)
        other = one;
    if (!(n >= 2) || n != floor(n))
        return bad_row(a, r, "n must be a whole number of at least 2 people", error);
    if (isnan(covariance) || (one == other && covariance < 0))
        return bad_row(a, r, "covariance is missing, or negative with itself", error);
    struct hinge_site_cell *cell = cell_of(
        a, c, rows->site.code[i], rows->group.n > 0 ? rows->group.code[i] : UINT32_MAX);
    if (cell == NULL)
        return hinge_analysis_no_memory(error);
    if (!isnan(cell->n) && cell->n != n)
        return bad_row(a, r, "n differs within a site's group", error);
    if (!isnan(cell->covariance[one * k + other]))
        return bad_row(a, r, "this site, group and pair of conditions came before",
                       error);
    cell->n = n;
    if (one == other)
        cell->mean[one] = mean;
    cell->covariance[one * k + other] = cell->covariance[other * k + one] = covariance;
    return HINGE_OK;
}

/* Conditions that a cell has: their mean, and covariances with every other it has. */
static enum hinge_status check_cell(struct hinge_analysis *a,
                                    struct hinge_site_cells *c,
                                    struct hinge_site_cell *cell,
                                    struct hinge_error *error)
{
    size_t k = c->n_conditions;
    for (size_t i = 0; i < k; i++)
        cell->has[i] = !isnan(cell->mean[i]);
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < i; j++) {
            double both = cell->covariance[i * k + j];
            double most =
                sqrt(cell->covariance[i * k + i]) * sqrt(cell->covariance[j * k + j]);
            bool needed = cell->has[i] && cell->has[j];
            if (needed ? !(fabs(both) <= most * (1 + 1e-9)) : !isnan(both))
                return hinge_analysis_fail(
                    a, error, HINGE_E_INPUT,
                    "%s: site '%s': the covariance of '%s' and '%s' is missing or is "
                    "larger than their variances allow",
                    a->table_name, c->site[cell->site], c->condition[j],
                    c->condition[i]);
        }
    return HINGE_OK;
}

static enum hinge_status find_rows(struct hinge_analysis *a, struct rows *rows,
                                   struct hinge_error *error)
{
    const char *condition = hinge_option_text(a, "condition"), *outcome;
    size_t *row;
    struct hinge_labels with = {.n = 0};
    enum hinge_status status = hinge_filter_rows(a, &row, &rows->n, error);
    rows->row = row;
    if (status == HINGE_OK)
        status = hinge_option_require(a, "outcome", &outcome, error);
    if (status == HINGE_OK)
        status = find_column(a, outcome, &rows->outcome, error);
    if (status == HINGE_OK)
        status = find_column(a, "n", &rows->people, error);
    if (status == HINGE_OK)
        status = find_column(a, "covariance", &rows->covariance, error);
    size_t kept = 0;
    for (size_t i = 0; status == HINGE_OK && i < rows->n; i++)
        if (!isnan(a->table->column[rows->outcome].number[row[i]]))
            row[kept++] = row[i];
    rows->n = kept;
    if (status == HINGE_OK && kept == 0)
        status = hinge_analysis_fail(a, error, HINGE_E_NO_DATA,
                                     "%s: no site has a cell of '%s'", a->table_name,
                                     outcome);
    if (status == HINGE_OK)
        status = hinge_site_methods_check(a, row, kept, error);
    if (status == HINGE_OK)
        status = hinge_evidence_check(a, row, kept, NULL, error);
    if (status == HINGE_OK)
        status = hinge_sites_find(a, row, kept, &rows->site, error);
    const char *group = hinge_option_text(a, "group");
    const struct {
        const char *option, *column;
    } chosen[] = {{"group", group}, {"condition", condition}};
    for (size_t i = 0; i < 2 && status == HINGE_OK; i++)
        if (chosen[i].column != NULL &&
            hinge_table_find(a->table, chosen[i].column) < 0)
            status = hinge_analysis_fail(
                a, error, HINGE_E_OPTION,
                "%s: no column '%s'; each site chose its own by hinge-export "
                "--shareable --%s: leave --%s out",
                chosen[i].option, chosen[i].column, chosen[i].option, chosen[i].option);
    if (status == HINGE_OK)
        status =
            find_labels(a, group != NULL ? group : "group", rows, &rows->group, error);
    if (status == HINGE_OK)
        status = find_labels(a, condition != NULL ? condition : "condition", rows,
                             &rows->condition, error);
    if (status == HINGE_OK)
        status = find_labels(a, "with", rows, &with, error);
    if (status != HINGE_OK || rows->condition.n == 0 || with.n == 0)
        return status;
    uint32_t *code = hinge_analysis_alloc(a, kept, sizeof *code);
    if (code == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < kept; i++) {
        code[i] = UINT32_MAX;
        for (uint32_t k = 0; with.code[i] != UINT32_MAX && k < rows->condition.n; k++)
            if (strcmp(with.name[with.code[i]], rows->condition.name[k]) == 0)
                code[i] = k;
        if (with.code[i] != UINT32_MAX && code[i] == UINT32_MAX)
            return bad_row(a, row[i], "'with' is no condition of the table", error);
    }
    rows->with = code;
    return HINGE_OK;
}

enum hinge_status hinge_site_cells_gather(struct hinge_analysis *a,
                                          struct hinge_site_cells *c,
                                          struct hinge_error *error)
{
    struct rows rows = {0};
    enum hinge_status status = find_rows(a, &rows, error);
    if (status != HINGE_OK)
        return status;
    *c = (struct hinge_site_cells){
        .n_sites = rows.site.n,
        .n_groups = rows.group.n,
        .n_conditions = rows.condition.n > 0 ? rows.condition.n : 1,
        .site = rows.site.name,
        .group = rows.group.name,
        .condition = rows.condition.name,
        .cell =
            hinge_analysis_alloc(a, rows.site.n * (rows.group.n + 1), sizeof *c->cell)};
    if (c->cell == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < rows.n && status == HINGE_OK; i++)
        status = put_row(a, &rows, i, c, error);
    for (size_t i = 0; i < c->n && status == HINGE_OK; i++)
        status = check_cell(a, c, &c->cell[i], error);
    return status;
}
