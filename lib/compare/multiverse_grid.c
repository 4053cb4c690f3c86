/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choices by name, and what recordings carry. */
#include "compare/multiverse_grid.h"

#include "base/parameters.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Choices with a name of their own; any other key of the method is one by its key. */
static const struct {
    const char *name, *key[2];
} named[] = {{"lumbar_definition", {"lumbar.def", NULL}},
             {"zero", {"stand.zero", NULL}},
             {"filter_hz", {"filter.fc_fast", "filter.fc_slow"}},
             {"phase_threshold", {"seg.v_frac", NULL}}};
enum { NAMED = sizeof named / sizeof *named, LUMBAR = 0, ZERO, FILTER, PHASES };

/* Choices of the comparison, and the options of hinge-compare that they are. */
static const struct {
    const char *name, *option;
} compared[] = {{"repetitions", "repetitions"},
                {"outliers", "outliers"},
                {"covariates", "covariate_sets"}};
enum { COMPARED = sizeof compared / sizeof *compared };

static const struct hinge_parameter *parameter(const char *key)
{
    size_t n;
    const struct hinge_parameter *row = hinge_parameter_rows(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(row[i].key, key) == 0)
            return &row[i];
    return NULL;
}

static struct hinge_analysis_choice *add(struct hinge_analysis_grid *grid,
                                         const char *name)
{
    struct hinge_analysis_choice *choice = &grid->choice[grid->n++];
    *choice = (struct hinge_analysis_choice){.name = name, .key = {name, NULL}};
    for (size_t i = 0; i < NAMED; i++)
        if (strcmp(named[i].name, name) == 0)
            memcpy(choice->key, named[i].key, sizeof choice->key);
    return choice;
}

/* --- as declared --- */

static enum hinge_status refuse(const struct hinge_config_entry *entry,
                                struct hinge_error *error, const char *format, ...)
    HINGE_PRINTF(3, 4);
static enum hinge_status refuse(const struct hinge_config_entry *entry,
                                struct hinge_error *error, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                           "%s:%u: [multiverse] %s: %s", entry->source, entry->line,
                           entry->key, text);
}

static enum hinge_status unknown(const struct hinge_config_entry *entry,
                                 struct hinge_error *error)
{
    const char *names[NAMED + COMPARED];
    for (size_t i = 0; i < NAMED + COMPARED; i++)
        names[i] = i < NAMED ? named[i].name : compared[i - NAMED].name;
    const char *near = hinge_suggest(entry->key, names, NAMED + COMPARED);
    return refuse(entry, error,
                  "no such choice%s%s%s (there are lumbar_definition, zero, filter_hz, "
                  "phase_threshold, repetitions, outliers, covariates, and each key of "
                  "the settings)",
                  near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
                  near != NULL ? "\"?" : "");
}

/* "4, 6, 8" into the options of a choice. */
static enum hinge_status read_options(const struct hinge_config_entry *entry,
                                      struct hinge_analysis_grid *grid,
                                      struct hinge_error *error)
{
    if (grid->n == HINGE_ANALYSIS_CHOICES)
        return refuse(entry, error, "more than %d choices; remove some",
                      HINGE_ANALYSIS_CHOICES);
    struct hinge_analysis_choice *choice = add(grid, entry->key);
    const struct hinge_parameter *row = parameter(choice->key[0]);
    const char *rest = entry->value, *from;
    if (row == NULL)
        return unknown(entry, error);
    if (row->kind == HINGE_PARAMETER_LIST)
        return refuse(entry, error, "a list of numbers cannot be a choice");
    for (size_t n; (from = hinge_next_item(&rest, ',', &n)) != NULL;) {
        struct hinge_parameters scratch;
        char *option = hinge_arena_alloc(&grid->arena, n + 1, 1);
        if (option == NULL)
            return hinge_no_memory(error);
        memcpy(option, from, n);
        if (choice->n == HINGE_CHOICE_OPTIONS)
            return refuse(entry, error, "more than %d options; remove some",
                          HINGE_CHOICE_OPTIONS);
        hinge_parameters_init(&scratch);
        const char *expected = hinge_parameter_set(&scratch, row, option);
        if (expected != NULL)
            return refuse(entry, error, "\"%s\": expected %s", option, expected);
        for (size_t k = 0; k < choice->n; k++)
            if (strcmp(choice->option[k], option) == 0)
                return refuse(entry, error, "\"%s\" is there twice", option);
        choice->option[choice->n++] = option;
    }
    return choice->n > 0 ? HINGE_OK
                         : refuse(entry, error, "expected options, joined by commas");
}

enum hinge_status hinge_analysis_grid_read(const struct hinge_config *config,
                                           struct hinge_stats_request *request,
                                           struct hinge_analysis_grid *grid,
                                           bool *declared, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    *declared = false;
    for (size_t i = 0; i < config->n_entries && status == HINGE_OK; i++) {
        const struct hinge_config_entry *entry = &config->entry[i];
        size_t c = 0;
        if (strcmp(entry->section, "multiverse") != 0)
            continue;
        *declared = true;
        while (c < COMPARED && strcmp(compared[c].name, entry->key) != 0)
            c++;
        if (c == COMPARED)
            status = read_options(entry, grid, error);
        else if (!hinge_stats_request_has(request, compared[c].option))
            status = hinge_stats_request_set(request, compared[c].option, entry->value,
                                             error);
    }
    return status;
}

/* --- as the recordings are --- */

static enum hinge_status leave_out(json_t *left_out, const char *choice,
                                   const char *option, const char *why,
                                   struct hinge_error *error)
{
    char name[200];
    snprintf(name, sizeof name, "%s=%s", choice, option);
    return json_object_set_new(left_out, name, json_string(why)) == 0
               ? HINGE_OK
               : hinge_no_memory(error);
}

static void add_others(struct hinge_analysis_choice *choice, const char *const *option,
                       size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(choice->option[0], option[i]) != 0)
            choice->option[choice->n++] = option[i];
}

/* The declared option, as the config or the recordings have it. */
static struct hinge_analysis_choice *add_declared(struct hinge_analysis_grid *grid,
                                                  const char *name, const char *option)
{
    struct hinge_analysis_choice *choice = add(grid, name);
    choice->option[0] = hinge_arena_strdup(&grid->arena, option);
    choice->as_set[0] = true;
    choice->n = choice->option[0] != NULL;
    return choice;
}

static const char *setting(const struct hinge_config *config, const char *key,
                           char buffer[64])
{
    return hinge_parameter_text(config->parameters, parameter(key), buffer, 64);
}

/* Definitions of points that every measured repetition has, the declared one first. */
static enum hinge_status add_definitions(const struct hinge_table *trials,
                                         const struct hinge_table *reps,
                                         struct hinge_analysis_grid *grid,
                                         json_t *left_out, struct hinge_error *error)
{
    static const char *const word[] = {"LOWTHX", "ISB", "POST", "SPN"};
    static const char *const column[] = {"lumbar_lowthx_excursion_deg",
                                         "lumbar_isb_excursion_deg",
                                         "lumbar_post_excursion_deg",
                                         "lumbar_spn_excursion_deg"};
    const char *declared = NULL;
    for (size_t r = 0; r < trials->rows; r++) {
        const char *here = hinge_table_text(trials, "lumbar_def", r);
        if (here == NULL || *here == '\0')
            continue;
        if (declared != NULL && strcmp(declared, here) != 0)
            return leave_out(left_out, named[LUMBAR].name, "all",
                             "the recordings do not have one definition in common",
                             error);
        declared = here;
    }
    size_t d = 0;
    while (d < 4 && (declared == NULL || strcmp(declared, word[d]) != 0))
        d++;
    if (d == 4)
        return HINGE_OK; /* no lumbar flexion of points */
    struct hinge_analysis_choice *choice =
        add_declared(grid, named[LUMBAR].name, declared);
    enum hinge_status status = choice->n > 0 ? HINGE_OK : hinge_no_memory(error);
    for (size_t k = 0; k < 4 && status == HINGE_OK; k++) {
        size_t all = 0, carried = 0;
        char why[100];
        for (size_t r = 0; r < reps->rows; r++) {
            bool has = !isnan(hinge_table_number(reps, column[d], r));
            all += has;
            carried += has && !isnan(hinge_table_number(reps, column[k], r));
        }
        if (k == d)
            continue;
        if (carried == all && all > 0) {
            choice->option[choice->n++] = word[k];
            continue;
        }
        snprintf(why, sizeof why, "%zu of %zu repetitions have its landmarks", carried,
                 all);
        status = leave_out(left_out, choice->name, word[k], why, error);
    }
    return status;
}

/* 4, 6 and 8 Hz beside the cutoff that was applied. */
static enum hinge_status add_filters(const struct hinge_config *config,
                                     const struct hinge_table *trials,
                                     struct hinge_analysis_grid *grid, json_t *left_out,
                                     struct hinge_error *error)
{
    static const char *const words[] = {"4", "6", "8"};
    static const double hz[] = {4, 6, 8};
    char applied[40], why[100];
    double rate = INFINITY, cutoff = NAN;
    bool mixed = false;
    for (size_t r = 0; r < trials->rows; r++) {
        double here = hinge_table_number(trials, "cutoff_hz", r);
        if (isnan(here))
            continue;
        rate = fmin(rate, hinge_table_number(trials, "rate_hz", r));
        mixed = mixed || (!isnan(cutoff) && cutoff != here);
        cutoff = here;
    }
    if (isnan(cutoff))
        return HINGE_OK;
    snprintf(applied, sizeof applied, "%.6g", cutoff);
    if (mixed)
        snprintf(applied, sizeof applied, "as_set");
    struct hinge_analysis_choice *choice =
        add_declared(grid, named[FILTER].name, applied);
    enum hinge_status status = choice->n > 0 ? HINGE_OK : hinge_no_memory(error);
    double most = config->parameters->filter_max_frac * rate;
    for (size_t i = 0; i < 3 && status == HINGE_OK; i++) {
        if (hz[i] <= most) {
            add_others(choice, &words[i], 1);
            continue;
        }
        snprintf(why, sizeof why, "the frame rate allows at most %.3g Hz", most);
        status = leave_out(left_out, choice->name, words[i], why, error);
    }
    return status;
}

enum hinge_status hinge_analysis_grid_standard(const struct hinge_config *config,
                                               const struct hinge_table *trials,
                                               const struct hinge_table *reps,
                                               struct hinge_analysis_grid *grid,
                                               void *left_out,
                                               struct hinge_error *error)
{
    static const char *const zeros[] = {"standing", "first_frame", "lockout"};
    static const char *const shares[] = {"0.02", "0.05", "0.1"};
    char buffer[64];
    enum hinge_status status = add_definitions(trials, reps, grid, left_out, error);
    if (status == HINGE_OK)
        status = add_filters(config, trials, grid, left_out, error);
    if (status != HINGE_OK)
        return status;
    struct hinge_analysis_choice *zero =
        add_declared(grid, named[ZERO].name, setting(config, "stand.zero", buffer));
    struct hinge_analysis_choice *phases =
        add_declared(grid, named[PHASES].name, setting(config, "seg.v_frac", buffer));
    if (zero->n == 0 || phases->n == 0)
        return hinge_no_memory(error);
    add_others(zero, zeros, 3);
    add_others(phases, shares, 3);
    return HINGE_OK;
}

/* --- setting --- */

enum hinge_status hinge_analysis_choice_set(const struct hinge_analysis_choice *choice,
                                            size_t option, struct hinge_config *config,
                                            struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t k = 0; k < 2 && choice->key[k] != NULL && !choice->as_set[option] &&
                       status == HINGE_OK;
         k++)
        status =
            hinge_config_set(config, parameter(choice->key[k])->section, choice->key[k],
                             choice->option[option], "[multiverse]", error);
    return status;
}

void hinge_analysis_choice_drop(struct hinge_analysis_choice *choice, size_t o)
{
    for (choice->n--; o < choice->n; o++) {
        choice->option[o] = choice->option[o + 1];
        choice->as_set[o] = choice->as_set[o + 1];
    }
}
