/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Analyses of a study, one for each combination of choices, as one table. */
#include "compare/multiverse.h"

#include "base/memory.h"
#include "base/parameters.h"
#include "compare/multiverse_rows.h"
#include "os/file.h"
#include "stats/multiverse/grid.h"
#include "store/schema.h"
#include "store/store.h"

#include <hinge/results.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct multiverse {
    struct hinge_stats_request *request;
    json_t *asked; /* the request before a results file completed it */
    const char *study;
    struct hinge_config config;
    hinge_read_results *read;
    struct hinge_analysis_grid grid;
    struct hinge_table *table;
    struct hinge_table declared; /* rows of the declared analysis */
    json_t *left_out;
    /* rows of each option that was tried beside the declared others */
    struct hinge_table tried[HINGE_ANALYSIS_CHOICES][HINGE_CHOICE_OPTIONS];
    size_t done, all; /* analyses */
};

/* --- one analysis --- */

/* A combination: the option of each choice. */
struct combination {
    size_t option[HINGE_ANALYSIS_CHOICES];
};

static enum hinge_status set_choices(const struct multiverse *m,
                                     const struct combination *at,
                                     struct hinge_config *config,
                                     struct hinge_error *error)
{
    enum hinge_status status = hinge_config_init(config, error);
    if (status != HINGE_OK)
        return status;
    *config->parameters = *m->config.parameters;
    config->ingest = m->config.ingest; /* borrowed texts */
    for (size_t i = 0; i < m->config.n_entries && status == HINGE_OK; i++) {
        const struct hinge_config_entry *e = &m->config.entry[i];
        char section[128];
        snprintf(section, sizeof section, "%s%s%s", e->section,
                 *e->id != '\0' ? ":" : "", e->id);
        if (strcmp(e->section, "multiverse") != 0)
            status =
                hinge_config_set(config, section, e->key, e->value, e->source, error);
    }
    for (size_t c = 0; c < m->grid.n && status == HINGE_OK; c++)
        status =
            hinge_analysis_choice_set(&m->grid.choice[c], at->option[c], config, error);
    return status;
}

/* Analyses the study into a file of its own, which the caller removes. */
static enum hinge_status analyse(const struct multiverse *m,
                                 const struct combination *at, char *results,
                                 size_t room, struct hinge_error *error)
{
    struct hinge_config config;
    enum hinge_status status = set_choices(m, at, &config, error);
    *results = '\0';
    if (status == HINGE_OK)
        status =
            hinge_analysed_make(m->request, m->study, &config, 0, results, room, error);
    hinge_config_clear(&config);
    return status;
}

/* Its rows, in a zero-initialised table; `complete` as well what the request says of
 * results files, and `grid` the choices, where the config declares none. */
static enum hinge_status take_rows(struct multiverse *m, const char *results,
                                   bool complete, struct hinge_table *rows,
                                   struct hinge_error *error)
{
    struct hinge_stats_request own = *m->request;
    own.json = complete ? m->request->json : json_deep_copy(m->asked);
    if (own.json == NULL)
        return hinge_no_memory(error);
    enum hinge_status status = m->read(results, &own, rows, error);
    if (!complete)
        json_decref(own.json);
    return status;
}

static enum hinge_status standard_grid(struct multiverse *m, const char *results,
                                       struct hinge_error *error)
{
    struct hinge_results_reader *reader = NULL;
    struct hinge_table trials = {0}, reps = {0};
    struct hinge_outcome_request wanted = {
        .results = results,
        .phase = "descent",
        .named = "lumbar_lowthx_excursion_deg,lumbar_isb_excursion_deg,"
                 "lumbar_post_excursion_deg,lumbar_spn_excursion_deg"};
    enum hinge_status status = hinge_results_hold(results, &reader, error);
    if (status == HINGE_OK)
        status = hinge_results_get_table(reader, HINGE_GROUP_TRIALS, &trials, error);
    wanted.opened = reader;
    if (status == HINGE_OK)
        status = hinge_results_outcomes(&wanted, &reps, error);
    if (status == HINGE_OK)
        status = hinge_analysis_grid_standard(&m->config, &trials, &reps, &m->grid,
                                              m->left_out, error);
    hinge_results_release(reader);
    hinge_table_clear(&trials);
    hinge_table_clear(&reps);
    return status;
}

/* Analyses and reads; `first` is the declared one. */
static enum hinge_status rows_of(struct multiverse *m, const struct combination *at,
                                 bool first, bool standard, struct hinge_table *rows,
                                 struct hinge_error *error)
{
    char results[1024];
    enum hinge_status status = analyse(m, at, results, sizeof results, error);
    if (status == HINGE_OK)
        status = take_rows(m, results, first, rows, error);
    if (status == HINGE_OK && standard)
        status = standard_grid(m, results, error);
    hinge_os_unlink(results);
    hinge_progress_report(m->request->progress, ++m->done, m->all);
    return status;
}

/* --- all of them --- */

static enum hinge_status leave_out(struct multiverse *m, size_t choice, size_t option,
                                   const char *why, struct hinge_error *error)
{
    struct hinge_analysis_choice *c = &m->grid.choice[choice];
    char name[200];
    snprintf(name, sizeof name, "%s=%s", c->name, c->option[option]);
    if (json_object_set_new(m->left_out, name, json_string(why)) != 0)
        return hinge_no_memory(error);
    hinge_analysis_choice_drop(c, option);
    return HINGE_OK;
}

/* Tries each option with the declared others: what fails is left out, and what changes
 * no value of the outcome, which would count one answer twice. */
static enum hinge_status try_options(struct multiverse *m, struct hinge_error *error)
{
    for (size_t c = 0; c < m->grid.n; c++)
        m->all += m->grid.choice[c].n - 1;
    for (size_t c = 0; c < m->grid.n; c++)
        for (size_t o = 1; o < m->grid.choice[c].n;) {
            struct combination at = {{0}};
            struct hinge_table *rows = &m->tried[c][o];
            struct hinge_error own = HINGE_ERROR_INIT;
            at.option[c] = o;
            enum hinge_status status = rows_of(m, &at, false, false, rows, &own);
            bool fails = status == HINGE_INPUT || status == HINGE_USAGE;
            bool same = status == HINGE_OK &&
                        hinge_multiverse_same(m->request, &m->declared, rows);
            if (!fails && status != HINGE_OK) {
                *error = own;
                return status;
            }
            if (!fails && !same) {
                o++;
                continue;
            }
            hinge_table_clear(rows);
            status =
                leave_out(m, c, o,
                          same ? "changes no value of the outcome, the other choices "
                                 "as declared"
                               : own.message,
                          error);
            if (status != HINGE_OK)
                return status;
        }
    return HINGE_OK;
}

/* The rows of a combination that is analysed already; NULL when it is not. */
static struct hinge_table *rows_known(struct multiverse *m,
                                      const struct combination *at)
{
    struct hinge_table *rows = &m->declared;
    for (size_t c = 0; c < m->grid.n; c++)
        if (at->option[c] > 0 && rows != &m->declared)
            return NULL;
        else if (at->option[c] > 0)
            rows = &m->tried[c][at->option[c]];
    return rows;
}

static size_t combinations(const struct multiverse *m)
{
    size_t n = 1;
    for (size_t c = 0; c < m->grid.n && n <= HINGE_ANALYSES; c++)
        n *= m->grid.choice[c].n;
    return n;
}

/* The rows of every combination; one that fails has none. */
static enum hinge_status run_all(struct multiverse *m, struct hinge_error *error)
{
    size_t n = combinations(m);
    if (n > HINGE_ANALYSES)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "[multiverse]: more than %d analyses; give the choices "
                               "fewer options",
                               HINGE_ANALYSES);
    m->all = m->done + n - 1;
    for (size_t c = 0; c < m->grid.n; c++)
        m->all -= m->grid.choice[c].n - 1;
    for (size_t i = 0; i < n; i++) {
        struct combination at;
        struct hinge_table rows = {0};
        struct hinge_error own = HINGE_ERROR_INIT;
        enum hinge_status status = HINGE_OK;
        for (size_t c = m->grid.n, rest = i; c-- > 0; rest /= m->grid.choice[c].n)
            at.option[c] = rest % m->grid.choice[c].n;
        struct hinge_table *known = rows_known(m, &at);
        if (known == NULL)
            status = rows_of(m, &at, false, false, &rows, &own);
        if (status == HINGE_OK)
            status = hinge_multiverse_append(m->table, &m->grid, at.option,
                                             known != NULL ? known : &rows, &own);
        hinge_table_clear(&rows);
        if (status != HINGE_OK && status != HINGE_INPUT && status != HINGE_USAGE) {
            *error = own;
            return status;
        }
    }
    return HINGE_OK;
}

/* The columns of the declared rows and of the choices. */
static enum hinge_status add_columns(struct multiverse *m, struct hinge_error *error)
{
    json_t *names = json_array();
    bool good = names != NULL;
    enum hinge_status status =
        hinge_table_add_columns_of(m->table, &m->declared, error);
    for (size_t c = 0; c < m->grid.n && status == HINGE_OK; c++) {
        const char *name = m->grid.choice[c].name;
        if (hinge_table_find(m->table, name) >= 0)
            status =
                hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                "[multiverse]: the trial list has a column %s, too; "
                                "rename it there",
                                name);
        else
            status = hinge_table_add_column(m->table, name, HINGE_COLUMN_TEXT, "", -1,
                                            NULL, error);
        good = good && json_array_append_new(names, json_string(name)) == 0;
    }
    if (status == HINGE_OK && m->grid.n > 0)
        good = good && json_object_set(m->request->json, "choices", names) == 0;
    if (json_object_size(m->left_out) > 0)
        good = good && json_object_set(m->request->json, "left_out", m->left_out) == 0;
    json_decref(names);
    return status != HINGE_OK || good ? status : hinge_no_memory(error);
}

/* What would be refused after all analyses is refused before them: a results file,
 * whose recordings are needed, and a request without outcome or comparison. */
static enum hinge_status check(const struct hinge_stats_request *request,
                               const char *path, struct hinge_error *error)
{
    if (hinge_stats_request_text(request, "outcome") == NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "multiverse needs the option 'outcome'");
    if (hinge_stats_request_has(request, "group") ==
        hinge_stats_request_has(request, "condition"))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK, "%s",
                               HINGE_MULTIVERSE_COMPARES);
    if (hinge_stats_request_has(request, "choices"))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "choices: these are columns of a CSV; of a study file "
                               "declare them in section [multiverse] of --config");
    for (size_t i = 0; i < 2; i++) {
        const char *expected, *option = i == 0 ? "repetitions" : "outliers";
        const char *unknown = hinge_grid_unknown(
            option, json_object_get(request->json, option), &expected);
        if (unknown != NULL)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   "%s: '%s' is unknown; expected %s", option, unknown,
                                   expected);
    }
    return hinge_analysed_is_study(path, "multiverse analyses the recordings again",
                                   error);
}

/* Columns that the request names. */
static enum hinge_status check_columns(const struct multiverse *m,
                                       struct hinge_error *error)
{
    static const char *const options[] = {"outcome", "group", "condition"};
    enum hinge_status status = HINGE_OK;
    size_t at;
    for (size_t i = 0; i < 3 && status == HINGE_OK; i++) {
        const char *name = hinge_stats_request_text(m->request, options[i]);
        if (name != NULL)
            status = hinge_table_require(&m->declared, name, options[i], &at, error);
    }
    return status;
}

static enum hinge_status make(struct multiverse *m, bool declared,
                              struct hinge_error *error)
{
    const struct combination at = {{0}};
    m->all = 1;
    enum hinge_status status = rows_of(m, &at, true, !declared, &m->declared, error);
    if (status == HINGE_OK)
        status = check_columns(m, error);
    if (status == HINGE_OK)
        status = try_options(m, error);
    if (status == HINGE_OK)
        status = add_columns(m, error);
    return status == HINGE_OK ? run_all(m, error) : status;
}

enum hinge_status hinge_multiverse_table(struct hinge_stats_request *request,
                                         const char *study, const char *config,
                                         hinge_read_results *read,
                                         struct hinge_table *table,
                                         struct hinge_error *error)
{
    struct multiverse m = {.request = request,
                           .asked = NULL,
                           .study = study,
                           .read = read,
                           .table = table,
                           .left_out = json_object()};
    bool declared = false;
    enum hinge_status status = hinge_config_init(&m.config, error);
    if (status == HINGE_OK && config != NULL)
        status = hinge_config_load(&m.config, config, error);
    if (status == HINGE_OK)
        status =
            hinge_analysis_grid_read(&m.config, request, &m.grid, &declared, error);
    if (status == HINGE_OK)
        status = check(request, study, error);
    m.asked = status == HINGE_OK ? json_deep_copy(request->json) : NULL;
    if (status == HINGE_OK && (m.asked == NULL || m.left_out == NULL))
        status = hinge_no_memory(error);
    if (status == HINGE_OK)
        status = make(&m, declared, error);
    /* the names of choices and options are in the table and the request by now */
    hinge_arena_clear(&m.grid.arena);
    hinge_config_clear(&m.config);
    hinge_table_clear(&m.declared);
    for (size_t c = 0; c < HINGE_ANALYSIS_CHOICES; c++)
        for (size_t o = 0; o < HINGE_CHOICE_OPTIONS; o++)
            hinge_table_clear(&m.tried[c][o]);
    json_decref(m.asked);
    json_decref(m.left_out);
    if (status != HINGE_OK)
        hinge_table_clear(table);
    return status;
}
