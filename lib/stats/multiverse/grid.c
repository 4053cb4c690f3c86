/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of the request into choices. */
#include "stats/multiverse/grid.h"

#include "base/text.h"
#include "stats/people/labels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const standard_repetitions[] = {"all", "without_first", "first_3",
                                                   "median"};
static const char *const standard_outliers[] = {"keep", "mad_3"};
static const char *const standard_covariates[] = {"none"};

bool hinge_grid_repetitions(const char *option, double *first, double *last)
{
    char *end;
    *first = 1;
    *last = INFINITY;
    if (strcmp(option, "all") == 0 || strcmp(option, "median") == 0)
        return true;
    if (strcmp(option, "without_first") == 0) {
        *first = 2;
        return true;
    }
    if (strncmp(option, "first_", 6) != 0)
        return false;
    *last = strtod(option + 6, &end);
    return end > option + 6 && *end == '\0' && *last >= 1 && *last == floor(*last);
}

bool hinge_grid_outliers(const char *option, char *kind, double *beyond)
{
    char *end;
    *kind = option[0];
    *beyond = 0;
    if (strcmp(option, "keep") == 0)
        return true;
    size_t word = strncmp(option, "mad_", 4) == 0  ? 4
                  : strncmp(option, "sd_", 3) == 0 ? 3
                                                   : 0;
    if (word == 0)
        return false;
    *beyond = strtod(option + word, &end);
    return end > option + word && *end == '\0' && *beyond > 0 && isfinite(*beyond);
}

static enum hinge_status add(struct hinge_analysis *a, struct hinge_grid *grid,
                             const char *name, size_t n, struct hinge_error *error)
{
    static const char *const columns[] = {"specification", "n",       "estimate",
                                          "ci_low",        "ci_high", "p"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (strcmp(name, columns[i]) == 0)
            return hinge_analysis_fail(
                a, error, HINGE_E_OPTION,
                "choices: '%s' is a column of the answer; rename that choice", name);
    if (grid->n == HINGE_CHOICES)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "more than %d choices; remove some", HINGE_CHOICES);
    struct hinge_choice *choice = &grid->choice[grid->n++];
    *choice = (struct hinge_choice){.name = name, .n = n};
    choice->option = hinge_analysis_alloc(a, n, sizeof *choice->option);
    choice->dropped = hinge_analysis_alloc(a, n, sizeof *choice->dropped);
    if (choice->option == NULL || choice->dropped == NULL)
        return hinge_analysis_no_memory(error);
    grid->specifications *= n;
    return grid->specifications <= HINGE_SPECIFICATIONS
               ? HINGE_OK
               : hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                     "more than %d specifications; give the choices "
                                     "fewer options",
                                     HINGE_SPECIFICATIONS);
}

static enum hinge_status add_column(struct hinge_analysis *a, const char *name,
                                    const size_t *row, size_t n,
                                    struct hinge_grid *grid, struct hinge_error *error)
{
    size_t column, rows = a->table->rows;
    struct hinge_labels labels;
    enum hinge_status status = hinge_analysis_column(a, name, &column, error);
    if (status == HINGE_OK)
        status =
            hinge_labels_find(a, column, row, n, HINGE_BY_APPEARANCE, &labels, error);
    if (status == HINGE_OK && labels.n == 0)
        return hinge_analysis_fail(a, error, HINGE_E_NO_DATA,
                                   "choices: no row has a value of '%s'", name);
    if (status == HINGE_OK)
        status = add(a, grid, name, labels.n, error);
    uint32_t *code = hinge_analysis_alloc(a, rows, sizeof *code);
    if (status != HINGE_OK)
        return status;
    if (code == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < rows; i++)
        code[i] = UINT32_MAX;
    for (size_t i = 0; i < n; i++)
        code[row[i]] = labels.code[i];
    struct hinge_choice *choice = &grid->choice[grid->n - 1];
    memcpy(choice->option, labels.name, labels.n * sizeof *labels.name);
    choice->code = code;
    return HINGE_OK;
}

static bool is_known(const char *choice, const char *option)
{
    char kind;
    double x, y;
    return strcmp(choice, "repetitions") == 0 ? hinge_grid_repetitions(option, &x, &y)
           : strcmp(choice, "outliers") == 0  ? hinge_grid_outliers(option, &kind, &x)
                                              : true;
}

const char *hinge_grid_unknown(const char *option, const json_t *value,
                               const char **expected)
{
    size_t i;
    json_t *item;
    const char *word = json_string_value(value);
    *expected = strcmp(option, "repetitions") == 0
                    ? "all, median, without_first or first_N (first_3)"
                    : "keep, mad_K or sd_K (mad_3)";
    if (word != NULL)
        return is_known(option, word) ? NULL : word;
    json_array_foreach((json_t *)value, i, item)
    {
        word = json_string_value(item);
        if (word != NULL && !is_known(option, word))
            return word;
    }
    return NULL;
}

/* A choice that is made of the rows of every option of the others. */
static enum hinge_status add_rule(struct hinge_analysis *a, const char *name,
                                  const char *option, const char *const *standard,
                                  size_t n_standard, struct hinge_grid *grid,
                                  struct hinge_error *error)
{
    const char *expected,
        *unknown = hinge_grid_unknown(option, hinge_option_json(a, option), &expected);
    if (unknown != NULL)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "%s: '%s' is unknown; expected %s", option, unknown,
                                   expected);
    size_t n = hinge_option_given(a, option) ? hinge_option_words(a, option) : 0;
    enum hinge_status status = add(a, grid, name, n > 0 ? n : n_standard, error);
    struct hinge_choice *choice = &grid->choice[grid->n - 1];
    for (size_t i = 0; status == HINGE_OK && i < choice->n; i++) {
        choice->option[i] = n > 0 ? hinge_option_word(a, option, i) : standard[i];
        for (size_t k = 0; k < i; k++)
            if (strcmp(choice->option[k], choice->option[i]) == 0)
                return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                           "%s: '%s' is there twice", option,
                                           choice->option[i]);
    }
    return status;
}

enum hinge_status hinge_grid_read(struct hinge_analysis *a, const size_t *row, size_t n,
                                  struct hinge_grid *grid, struct hinge_error *error)
{
    *grid = (struct hinge_grid){.specifications = 1};
    enum hinge_status status = HINGE_OK;
    for (size_t k = 0; k < hinge_option_words(a, "choices") && status == HINGE_OK; k++)
        status = add_column(a, hinge_option_word(a, "choices", k), row, n, grid, error);
    grid->of_rows = grid->n;
    if (status == HINGE_OK)
        status = add_rule(a, "repetitions", "repetitions", standard_repetitions, 4,
                          grid, error);
    if (status == HINGE_OK)
        status = add_rule(a, "outliers", "outliers", standard_outliers, 2, grid, error);
    return status != HINGE_OK ? status
                              : add_rule(a, "covariates", "covariate_sets",
                                         standard_covariates, 1, grid, error);
}

size_t hinge_grid_option(const struct hinge_grid *grid, size_t specification,
                         size_t choice)
{
    for (size_t k = grid->n; k-- > choice + 1;)
        specification /= grid->choice[k].n;
    return specification % grid->choice[choice].n;
}
