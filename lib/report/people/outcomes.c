/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions of a results file as rows for statistics: the table of repetitions with the
 * outcomes and faults asked for, why one lacks, and recordings from repetitions. */
#include "report/people/outcomes.h"

#include "faults/fault.h"
#include "stats/run/calls.h"
#include "table/columns.h"

#include <hinge/requests.h>
#include <jansson.h>

/* --- Values, reasons and verdicts from the results' arrays into columns of a table that has a row
 * for each repetition, in their order. --- */

/* A column: of an entry of each repetition the value at a position, as it is, as the name of a
 * reason, or 1 from a fault's state `least` on. */
struct cell {
    size_t column, entry, at;
    enum cell_as { VALUE, REASON, VERDICT } as;
    int least;
    bool counts; /* missing, or with its reason, where faults are described, not counted */
};

struct cells {
    struct hinge_table *table;
    const char **entry; /* arrays, or parts of them */
    size_t n_entries, n;
    struct cell *cell;
};

static void use_cells(void *context, size_t row, const double *const *values)
{
    const struct cells *c = context;
    const bool described = c->n > 0 && c->cell[0].counts && !hinge_task_counts(c->table, row);
    for (size_t i = 0; i < c->n; i++) {
        const struct cell *cell = &c->cell[i];
        struct hinge_column *column = &c->table->column[cell->column];
        const double value = values[cell->entry][cell->at];
        const bool judged = value >= HINGE_FAULT_ABSENT && value <= HINGE_FAULT_PRESENT;
        if (cell->as == VALUE)
            column->number[row] = value;
        else if (cell->as == VERDICT)
            column->number[row] =
                judged && !(cell->counts && described) ? value >= cell->least : (double)NAN;
        else if (cell->counts && described) /* its name lives as long as the program */
            column->text[row] = hinge_reason_name(HINGE_REASON_NOT_COUNTED);
        else if (value > 0)
            column->text[row] = hinge_stored_reason(value);
    }
}

/* A cell of a new column; its entry is read once for all. */
static struct cell *add_cell(struct cells *c, const char *entry, size_t column, size_t at)
{
    const size_t k = hinge_name_at(c->entry, c->n_entries, entry);
    if (k == c->n_entries) {
        c->entry = hinge_more(c->entry, c->n_entries, sizeof *c->entry);
        c->entry[c->n_entries++] = entry;
    }
    c->cell = hinge_more(c->cell, c->n, sizeof *c->cell);
    c->cell[c->n] = (struct cell){.column = column, .entry = k, .at = at};
    return &c->cell[c->n++];
}

/* Reads them, if nothing failed before, and frees what they are kept in. */
static enum hinge_status fill(struct cells *c, struct hinge_results_reader *reader,
                              const char *group, enum hinge_status status,
                              struct hinge_error *error)
{
    if (status == HINGE_OK && c->n > 0)
        status = hinge_results_each(reader, group, c->entry, c->n_entries, c->table->rows, NULL,
                                    use_cells, c, error);
    free(c->entry);
    free(c->cell);
    return status;
}

/* Adds the 0/1 columns of faults by the rule of the request, their severities and reasons
 * (hinge_results_outcomes). Of tasks whose faults are described, not counted, a state is missing,
 * and there are columns of reasons. */
static enum hinge_status add_faults(const struct hinge_outcome_request *request,
                                    struct hinge_results_reader *reader, struct hinge_table *table,
                                    struct hinge_error *error)
{
    const bool severity = request->severity, certain = strcmp(request->fault_rule, "certain") == 0;
    const char *names = request->all_faults ? NULL : request->named;
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    cleared_by(hinge_table_clear) struct hinge_table rules = {0};
    struct cells cells = {.table = table};
    enum hinge_status status = HINGE_OK;
    size_t faults = SIZE_MAX; /* the dimension of the states, of the others as well */
    bool described = false;
    for (size_t r = 0; !request->counts.all_tasks && r < table->rows; r++)
        described = described || !hinge_task_counts(table, r);
    const struct {
        const char *array, *prefix;
        enum cell_as as;
        int least;
        bool wanted;
    } kinds[] = {{"fault_state", "", VERDICT,
                  certain                                        ? HINGE_FAULT_PRESENT
                  : strcmp(request->fault_rule, "possible") == 0 ? HINGE_FAULT_BELOW
                                                                 : HINGE_FAULT_ABOVE,
                  true},
                 {"fault_state", HINGE_CERTAIN, VERDICT, HINGE_FAULT_PRESENT,
                  request->certain && !certain},
                 {"fault_severity", HINGE_SEVERITY, VALUE, 0, severity},
                 {"fault_reason", "reason:", REASON, 0, severity || described}};
    if (severity)
        status = hinge_results_get_table(reader, HINGE_GROUP_FAULTS, &rules, error);
    if (status == HINGE_OK && hinge_results_rows(reader) != table->rows)
        status = hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK,
                                 "%zu judged repetitions for %zu rows", hinge_results_rows(reader),
                                 table->rows);
    for (size_t k = 0; status == HINGE_OK && k < sizeof kinds / sizeof *kinds; k++) {
        if (!kinds[k].wanted)
            continue;
        status = hinge_results_named(reader, "/reps", kinds[k].array, 1, &spec, &dimension, error);
        faults = k == 0 ? spec.further[0] : faults;
        if (status == HINGE_OK && spec.further[0] != faults)
            status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                                     "damaged: /reps/%s is not of the faults that "
                                     "/reps/fault_state is of; make the results again "
                                     "with hinge-analyze",
                                     kinds[k].array);
        for (size_t f = 0; status == HINGE_OK && f < dimension[faults].length; f++) {
            const char *id = dimension[faults].label[f];
            char name[160];
            if (names != NULL && !hinge_listed(names, ',', id))
                continue;
            snprintf(name, sizeof name, "%s%s", kinds[k].prefix, id);
            const size_t at = hinge_table_add_column(
                table, name, kinds[k].as == REASON ? HINGE_COLUMN_TEXT : HINGE_COLUMN_NUMBER,
                kinds[k].as == VALUE ? hinge_table_word_where(&rules, "id", id, "unit") : "", -1);
            table->column[at].share = kinds[k].as == VERDICT; /* its mean is */
            struct cell *cell = add_cell(&cells, kinds[k].array, at, f);
            cell->as = kinds[k].as;
            cell->least = kinds[k].least;
            cell->counts = described;
        }
    }
    return fill(&cells, reader, "/reps", status, error);
}

/* --- Words of a request as names of columns. --- */

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                              "0123456789_";
/* What analyses look for unasked; the parts of ratios of means (method 6.1). */
static const char always[] =
    "file,cond_order,condition,cond,lumbar_excursion_deg,hip_excursion_deg,"
    "pelvis_excursion_deg,total_excursion_deg";

void hinge_named_words(struct hinge_text *names, const char *text)
{
    char word[64];
    for (size_t n; *text != '\0'; text += n) {
        n = strspn(text, letters);
        if (n == 0) {
            n = 1;
            continue;
        }
        hinge_text_printf(names, ",%.*s", (int)n, text);
        if (n < sizeof word) {
            snprintf(word, sizeof word, "%.*s", (int)n, text);
            /* what a ratio of means is made of */
            struct hinge_ratio_of_means of;
            if (!hinge_ratio_of_means_find(word, &of))
                continue;
            const char *const part[] = {of.above, of.below, of.share, of.motion[0], of.motion[1]};
            for (size_t i = 0; i < sizeof part / sizeof *part; i++)
                if (part[i] != NULL && *part[i] != '\0')
                    hinge_text_printf(names, ",%s", part[i]);
        }
    }
}

static void add_value(struct hinge_text *names, json_t *value)
{
    const char *key;
    json_t *item;
    size_t i;
    if (json_is_string(value))
        hinge_named_words(names, json_string_value(value));
    json_array_foreach(value, i, item)
    {
        add_value(names, item);
    }
    json_object_foreach(value, key, item)
    {
        hinge_named_words(names, key);
        add_value(names, item);
    }
}

void hinge_named_columns(const struct hinge_stats_request *request, struct hinge_text *names)
{
    hinge_text_adds(names, always);
    if (hinge_stats_request_takes(request, "per_person"))
        hinge_text_adds(names, ",height_m,mass_kg,load_kg,leg_length_m,depth,side");
    add_value(names, request->json);
    if (strstr(hinge_text_string(names), "_flexion_largest_deg") != NULL)
        hinge_text_adds(names, ",knee_at_largest_deg");
}

/* Names of columns: "a", ["a", "b"], "cond:a-b". */
static bool has_all(const struct hinge_table *table, const json_t *value)
{
    char name[256];
    const char *text = json_string_value(value);
    bool all = true;
    json_t *item;
    size_t i;
    if (text != NULL && strcspn(text, ":") < sizeof name) {
        snprintf(name, sizeof name, "%.*s", (int)strcspn(text, ":"), text);
        all = hinge_table_find(table, name) >= 0 || hinge_table_find(table, text) >= 0 ||
              (hinge_reducer_of(text, &text) != NULL && hinge_table_find(table, text) >= 0);
    }
    json_array_foreach((json_t *)value, i, item)
    {
        all = all && has_all(table, item);
    }
    return all;
}

bool hinge_named_is_lacking(const struct hinge_stats_request *request,
                            const struct hinge_table *table)
{
    static const char *const texts[] = {"filter", "usable", "people"};
    const char *key;
    json_t *value;
    json_object_foreach(request->json, key, value)
    {
        const struct hinge_stats_option *row = hinge_stats_option_find(key);
        bool column =
            row != NULL && (row->kind == HINGE_STATS_COLUMN || row->kind == HINGE_STATS_COLUMNS ||
                            row->kind == HINGE_STATS_NAMES);
        if (column && !has_all(table, value))
            return true;
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *text = hinge_stats_request_text(request, texts[i]);
        bool before = true; /* words of conditions before the sign */
        for (size_t n; text != NULL && *text != '\0'; text += n) {
            char name[256];
            n = strspn(text, letters);
            if (n == 0) {
                before = *text == '&' || (before && strchr(" !", *text));
                n = 1;
                continue;
            }
            const bool number = strspn(text, "0123456789") == n;
            snprintf(name, sizeof name, "%.*s", (int)n, text);
            if (before && !number && text[n] != '(' && n < sizeof name &&
                hinge_table_find(table, name) < 0)
                return true;
            before = false;
        }
    }
    return false;
}

/* --- Reduced outcomes. --- */

size_t hinge_reduced_column(struct hinge_table *table, const char *name, size_t of)
{
    const char *rest;
    const struct hinge_reducer *reducer = hinge_reducer_of(name, &rest);
    const long at = hinge_table_find(table, name);
    if (reducer == NULL || at >= 0 || of == SIZE_MAX)
        return at >= 0 ? (size_t)at : of;
    const int digits =
        table->column[of].digits + (table->column[of].digits > 0 ? reducer->digits : 0);
    const size_t column =
        hinge_table_add_column(table, name, HINGE_COLUMN_NUMBER, table->column[of].unit, digits);
    const struct hinge_column *from = &table->column[of];
    table->column[column].share = from->share;
    memcpy(table->column[column].number, from->number, table->rows * sizeof *from->number);
    return column;
}

/* Adds the one that an option names, if it has a reducer. request: whose analysis may be of
 * repetitions; NULL: none is. */
static enum hinge_status add_reduced(const struct hinge_stats_request *request, const char *option,
                                     const char *text, struct hinge_table *table,
                                     struct hinge_error *error)
{
    struct hinge_outcome_text outcome;
    size_t of = SIZE_MAX;
    if (hinge_table_find(table, text) >= 0)
        return HINGE_OK;
    const enum hinge_status read = hinge_outcome_read(option, text, &outcome, error);
    if (read != HINGE_OK || outcome.by == NULL)
        return read;
    const char *analysis = request != NULL ? hinge_stats_request_text(request, "analysis") : NULL;
    const struct hinge_analysis_kind *statistic =
        analysis != NULL ? hinge_analysis_kind_find(analysis) : NULL;
    if (statistic != NULL && !hinge_stats_request_flag(request, "per_person") &&
        (statistic->needs & HINGE_STATS_REDUCES) == 0) {
        cleared_by(hinge_text_clear) struct hinge_text list = {0};
        size_t n_all;
        const struct hinge_analysis_kind *const *all = hinge_analysis_kind_list(&n_all);
        for (size_t i = 0; i < n_all; i++)
            if ((all[i]->needs & HINGE_STATS_REDUCES) != 0)
                hinge_text_printf(&list, "%s%s", list.length > 0 ? ", " : "", all[i]->id);
        return hinge_error_set(
            error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
            "%s %s: %s is of repetitions, which \"%s:\" would make one value a person; "
            "leave \"%s:\" out, or ask %s, or rows --per-person",
            option, text, analysis, outcome.by->id, outcome.by->id, hinge_text_string(&list));
    }
    if (request != NULL && hinge_stats_request_has(request, "aggregate"))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                               "%s %s: --aggregate averages all repetitions of a person at "
                               "once, \"%s:\" reduces those of each recording; give one of them",
                               option, text, outcome.by->id);
    const char *rest = outcome.name, *before = outcome.by->id;
    const long metric = hinge_metric_find(rest);
    if (metric >= 0 && strcmp(hinge_metric_at((size_t)metric)->aggregate, "circular") == 0)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                               "%s %s: %s is a direction, whose mean alone is defined; leave "
                               "\"%s:\" out",
                               option, text, rest, before);
    const enum hinge_status status = hinge_table_require(table, rest, option, &of, error);
    if (status == HINGE_OK && table->column[of].type != HINGE_COLUMN_NUMBER)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                               "%s %s: %s is no number; leave \"%s:\" out", option, text, rest,
                               before);
    if (status == HINGE_OK)
        hinge_reduced_column(table, text, of);
    return status;
}

enum hinge_status hinge_reduced_conditions(struct hinge_table *table, const char *option,
                                           const char *text, struct hinge_error *error)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_filter filter = {0};
    enum hinge_status status = HINGE_OK; /* one that cannot be read is refused by who obeys it */
    if (hinge_filter_read(&arena, option, hinge_people_what(&arena, text), &filter, NULL) !=
        HINGE_OK)
        filter.n = 0;
    for (size_t k = 0; k < filter.n && status == HINGE_OK; k++)
        status = add_reduced(NULL, option, filter.condition[k].name, table, error);
    return status;
}

enum hinge_status hinge_reduced_outcomes(const struct hinge_stats_request *request,
                                         struct hinge_table *table, struct hinge_error *error)
{
    static const char *const options[] = {"outcome", "covariate", "with"};
    const char *people = hinge_stats_request_text(request, "people");
    enum hinge_status status =
        people != NULL ? hinge_reduced_conditions(table, "--people", people, error) : HINGE_OK;
    for (size_t k = 0; k < sizeof options / sizeof *options; k++) {
        const json_t *value = json_object_get(request->json, options[k]), *item;
        const char *text = json_string_value(value);
        char option[16];
        size_t i;
        if (!hinge_stats_request_takes(request, options[k]))
            continue;
        snprintf(option, sizeof option, "--%s", options[k]);
        if (status == HINGE_OK && text != NULL)
            status = add_reduced(request, option, text, table, error);
        json_array_foreach((json_t *)value, i, item)
        {
            if (status == HINGE_OK && json_is_string(item))
                status = add_reduced(request, option, json_string_value(item), table, error);
        }
    }
    return status;
}

/* --- Ratios of means. --- */

enum hinge_status hinge_ratio_parts(struct hinge_results_reader *results, struct hinge_table *table,
                                    const char *outcome, struct hinge_ratio_parts *parts,
                                    struct hinge_error *error)
{
    struct hinge_ratio_of_means of;
    *parts = (struct hinge_ratio_parts){.least = 0};
    if (!hinge_ratio_of_means_find(outcome, &of))
        return HINGE_OK;
    if (of.above != NULL) {
        snprintf(parts->column[0], sizeof parts->column[0], "%s", of.above);
        snprintf(parts->column[1], sizeof parts->column[1], "%s", of.below);
    } else {
        /* Motion of one bin: its lumbar fraction, and the rest, of the bin's width. */
        const char *bin = of.share + strlen("lumbar_fraction_");
        const int motions = hinge_bin_motions(&of);
        size_t column[2];
        for (int k = 0; k < 2; k++) {
            snprintf(parts->column[k], sizeof parts->column[k], "%s_%s_deg",
                     k == 0 ? "lumbar" : "hip", bin);
            long at = hinge_table_find(table, parts->column[k]);
            column[k] = (size_t)at;
            if (at < 0)
                column[k] =
                    hinge_table_add_column(table, parts->column[k], HINGE_COLUMN_NUMBER, "deg", 1);
        }
        for (size_t r = 0; r < table->rows; r++) {
            double share = hinge_table_number(table, of.share, r), motion[2] = {NAN, NAN};
            for (int k = 0; k < motions; k++)
                motion[k] = hinge_table_number(table, of.motion[k], r);
            double width = hinge_bin_width_deg(motions, motion[0], motion[1]);
            table->column[column[0]].number[r] = share * width;
            table->column[column[1]].number[r] = (1 - share) * width;
        }
    }
    return hinge_results_parameter(results, of.least, &parts->least, error);
}

/* --- Why repetitions lack an outcome: a column of reasons beside each metric compared. --- */

enum hinge_status hinge_outcome_reasons(struct hinge_results_reader *reader,
                                        const struct hinge_outcome_reason *wanted, size_t n,
                                        struct hinge_table *table, struct hinge_error *error)
{
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    struct cells cells = {.table = table};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    enum hinge_status status =
        n > 0 ? hinge_results_describe(reader, "/reps", "reason", &spec, &dimension, error)
              : HINGE_OK;
    if (status != HINGE_OK || n == 0 || spec.n_further != 2)
        return status;
    const struct hinge_dimension *metrics = &dimension[spec.further[0]],
                                 *phases = &dimension[spec.further[1]];
    for (size_t i = 0; i < n; i++) {
        char name[224];
        const long phase = hinge_label_find(phases->label, phases->length, wanted[i].phase);
        snprintf(name, sizeof name, "reason:%s", wanted[i].column);
        if (phase < 0 || hinge_table_find(table, name) >= 0 ||
            hinge_label_find(metrics->label, metrics->length, wanted[i].metric) < 0)
            continue;
        add_cell(&cells, hinge_arena_printf(&arena, "reason/%s", wanted[i].metric),
                 hinge_table_add_column(table, name, HINGE_COLUMN_TEXT, "", 0), (size_t)phase)
            ->as = REASON;
    }
    return fill(&cells, reader, "/reps", status, error);
}

struct hinge_use_asked hinge_outcomes_asked(const struct hinge_stats_request *request,
                                            const struct hinge_filter *filter)
{
    const struct hinge_table_request options = {
        .all_reps = hinge_stats_request_flag(request, "all_reps"),
        .allow_inferred = hinge_stats_request_flag(request, "allow_inferred"),
        .all_tasks = hinge_stats_request_flag(request, "all_tasks")};
    struct hinge_use_asked asked = hinge_use_asked(&options, (struct hinge_people_rule){0});
    asked.any_role = asked.any_role || hinge_filter_names(filter, "role");
    return asked;
}

/* --- Repetitions of a results file as rows for statistics: the table of repetitions, with faults
 * and a waveform as further columns. --- */

static enum hinge_status read_reps(const struct hinge_outcome_request *request,
                                   struct hinge_results_reader *reader, struct hinge_table *table,
                                   struct hinge_error *error)
{
    cleared_by(hinge_text_clear) struct hinge_text columns = {0};
    enum hinge_status status = HINGE_OK;
    if (request->named == NULL)
        hinge_text_adds(&columns, "all,keys");
    else {
        /* What --columns would be for the keys and the metrics and covariates wanted. */
        hinge_text_adds(&columns, "keys,complete,valid,floor,rom_deg,in_groups");
        if (request->counts.any_role)
            hinge_text_adds(&columns, ",role");
        /* their ids, or columns' names */
        for (int ids = 1; ids >= 0 && status == HINGE_OK; ids--) {
            cleared_by(hinge_table_clear) struct hinge_table listed = {0};
            status = hinge_results_get_table(reader, ids ? HINGE_GROUP_METRICS : HINGE_GROUP_LIST,
                                             &listed, error);
            for (size_t i = 0; status == HINGE_OK && i < (ids ? listed.rows : listed.n_columns);
                 i++) {
                const char *id = ids ? hinge_table_text(&listed, "id", i) : listed.column[i].name;
                /* the list's id is no column of repetitions */
                const bool key = !ids && strcmp(id, "id") == 0,
                           theirs = !ids && request->their_columns && !hinge_trial_info_has(id);
                if (id != NULL && !key && (theirs || hinge_listed(request->named, ',', id)))
                    hinge_text_printf(&columns, ",%s", id);
            }
        }
        static const char *const measured[] = {"warnings", "thigh_length_m", "shank_length_m",
                                               "trunk_length_m"};
        for (size_t i = 0; i < sizeof measured / sizeof *measured; i++)
            if (hinge_listed(request->named, ',', measured[i]))
                hinge_text_printf(&columns, ",%s", measured[i]);
        if (hinge_listed(request->named, ',', "standing_end_s"))
            hinge_text_adds(&columns, ",standing_start_s,standing_end_s,rate_hz");
    }
    const struct hinge_table_request rows = {.results = request->results,
                                             .opened = reader,
                                             .view = "reps",
                                             .columns = hinge_text_string(&columns),
                                             .phase = request->phase,
                                             .allow_inferred = request->counts.inferred,
                                             .references = true,
                                             .any_role = request->counts.any_role,
                                             .all_tasks = true, /* its reasons say it of a fault */
                                             .all_reps = true,
                                             .allow_single = true};
    if (status == HINGE_OK)
        status = hinge_view_table(&rows, table, NULL, error);
    return status;
}

/* --- a waveform --- */

/* "lumbar_flex" is of the repetition over its time, "descent_by_progress/lumbar_flex" of another
 * array of /waveforms. */
static enum hinge_status add_curve(const struct hinge_outcome_request *request,
                                   struct hinge_results_reader *reader, struct hinge_table *table,
                                   struct hinge_error *error)
{
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    struct cells cells = {.table = table};
    char array[64] = "by_time", entry[192];
    const char *curve = request->curve;
    const size_t length = strcspn(curve, "/");
    if (length < sizeof array && curve[length] == '/') {
        snprintf(array, sizeof array, "%.*s", (int)length, curve);
        curve += length + 1;
    }
    enum hinge_status status =
        hinge_results_named(reader, HINGE_GROUP_WAVEFORMS, array, 2, &spec, &dimension, error);
    if (status != HINGE_OK)
        return status;
    const struct hinge_dimension *names = &dimension[spec.further[0]];
    if (hinge_label_find(names->label, names->length, curve) < 0) {
        /* Names the nearest curve, one that begins so, or all. */
        const char *nearest = hinge_suggest(curve, names->label, names->length);
        cleared_by(hinge_text_clear) struct hinge_text list = {0};
        for (size_t i = 0; i < names->length && nearest == NULL; i++)
            if (strncmp(names->label[i], curve, strlen(curve)) == 0)
                nearest = names->label[i];
        hinge_text_join(&list, names->label, names->length, ", ");
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                               nearest ? "no curve \"%s\"; did you mean \"%s\"?"
                                       : "no curve \"%s\"; there are %s",
                               curve, nearest != NULL ? nearest : hinge_text_string(&list));
    }
    /* the table has every repetition, in the order of the file */
    if (hinge_results_rows(reader) != table->rows)
        return hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK,
                               "%s: %zu waveforms for %zu repetitions", request->results,
                               hinge_results_rows(reader), table->rows);
    snprintf(entry, sizeof entry, "%s/%s", array, curve);
    for (size_t q = 0; q < dimension[spec.further[1]].length; q++) {
        char name[32];
        snprintf(name, sizeof name, "n%03zu", q);
        add_cell(&cells, entry, hinge_table_add_column(table, name, HINGE_COLUMN_NUMBER, "", -1),
                 q);
    }
    return fill(&cells, reader, HINGE_GROUP_WAVEFORMS, status, error);
}

enum hinge_status hinge_results_outcomes(const struct hinge_outcome_request *given,
                                         struct hinge_table *table, struct hinge_error *error)
{
    struct hinge_outcome_request copy;
    const struct hinge_outcome_request *request = &copy;
    enum hinge_status status = hinge_request_take(&copy, sizeof copy, given, error);
    HINGE_REQUEST_TEXTS(hinge_request_blank, &copy.results, &copy.phase);
    HINGE_REQUEST_TEXTS(hinge_request_none, &copy.fault_rule, &copy.curve, &copy.named);
    if (status == HINGE_OK)
        status =
            hinge_request_word("rule of faults", copy.fault_rule, "point,certain,possible", error);
    if (status != HINGE_OK)
        return status;
    if (*copy.phase == '\0' && (copy.fault_rule != NULL || copy.curve != NULL))
        return hinge_usage(error, "the request has no phase: faults and curves are columns of the "
                                  "rows of one");
    struct hinge_results_reader *reader = NULL;
    status = hinge_results_share(request->results, request->opened, &reader, error);
    if (status == HINGE_OK)
        status = read_reps(request, reader, table, error);
    if (status == HINGE_OK) {
        /* standing sources by the class that is never pooled, as tables show them: a lockout
         * stands in for standing, the others are alike */
        long column = hinge_table_find(table, "standing_source");
        for (size_t r = 0; column >= 0 && r < table->rows; r++) {
            const char *source = table->column[column].text[r];
            if (source != NULL)
                hinge_table_set_text(table, (size_t)column, r, hinge_standing_class(source));
        }
    }
    if (status == HINGE_OK && request->metrics != NULL) {
        cleared_by(freed) struct hinge_outcome_reason *wanted = NULL;
        size_t n = 0;
        for (const char *id; (id = request->metrics[n]) != NULL; n++) {
            wanted = hinge_more(wanted, n, sizeof *wanted);
            wanted[n] = (struct hinge_outcome_reason){id, id, request->phase};
        }
        status = hinge_outcome_reasons(reader, wanted, n, table, error);
    }
    if (status == HINGE_OK && request->curve != NULL)
        status = add_curve(request, reader, table, error);
    if (status == HINGE_OK && request->fault_rule != NULL)
        status = add_faults(request, reader, table, error);
    hinge_results_close(reader);
    if (status != HINGE_OK)
        hinge_table_clear(table);
    return status;
}
