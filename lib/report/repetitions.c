/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions of a results file, one block after the other: values, states of faults, rows of
 * phases. */
#include "report/repetitions.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "faults/fault.h"
#include "report/columns.h"
#include "report/request.h"
#include "store/store.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- Repetitions in blocks. --- */

/* The store's longest chunk, so that no chunk is inflated twice. */
enum { BLOCK = HINGE_ROWS_BATCH, TOLD = 128 }; /* TOLD: repetitions between two reports */

/* Values per repetition; an array that is not there is the file's fault, not the
 * user's. */
static enum hinge_status width_of(const struct hinge_tabulation *tab, const char *name,
                                  size_t *width, struct hinge_error *error)
{
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    enum hinge_status status =
        hinge_results_describe(tab->reader, HINGE_GROUP_REPS, name, &spec, &dimension, error);
    if (status == HINGE_USAGE && error != NULL)
        error->status = HINGE_INPUT;
    *width = 1;
    for (int d = 0; status == HINGE_OK && d < spec.n_further; d++)
        *width *= dimension[spec.further[d]].length;
    return status == HINGE_USAGE ? HINGE_INPUT : status;
}

static enum hinge_status add_array(struct hinge_rep_stream *stream, const char *name, size_t width,
                                   struct hinge_error *error)
{
    size_t block = stream->rows < BLOCK ? stream->rows : BLOCK;
    if (stream->n_arrays == stream->capacity) {
        size_t capacity = stream->capacity ? 2 * stream->capacity : 16;
        struct hinge_rep_array *grown = hinge_resize(stream->array, capacity, sizeof *grown);
        stream->array = grown;
        stream->capacity = capacity;
    }
    if (width > 0 && block > SIZE_MAX / width)
        return hinge_no_memory(error);
    struct hinge_rep_array array = {.width = width};
    array.name = hinge_arena_strdup(&stream->tab->arena, name);
    array.value = hinge_alloc(block * width, sizeof(double));
    stream->array[stream->n_arrays++] = array;
    return HINGE_OK;
}

static enum hinge_status want(struct hinge_rep_stream *stream, const char *name, size_t width,
                              size_t *index, struct hinge_error *error)
{
    size_t found = 0;
    enum hinge_status status = width_of(stream->tab, name, &found, error);
    if (status == HINGE_OK && found != width)
        status =
            hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                            "%s: damaged: %s/%s has %zu values per repetition, %zu "
                            "belong there; make the file again with hinge-analyze",
                            stream->tab->request->results, HINGE_GROUP_REPS, name, found, width);
    if (status != HINGE_OK)
        return status;
    *index = 0;
    while (*index < stream->n_arrays && strcmp(stream->array[*index].name, name) != 0)
        ++*index;
    return *index < stream->n_arrays ? HINGE_OK : add_array(stream, name, width, error);
}

void hinge_rep_stream_want(struct hinge_rep_stream *stream, const char *name, size_t width,
                           size_t *index)
{
    *index = 0;
    if (stream->tab != NULL && stream->status == HINGE_OK)
        stream->status = want(stream, name, width, index, &stream->failure);
}

/* The array a condition looks at, and where in it. */
static enum hinge_status want_condition(struct hinge_rep_stream *stream,
                                        struct hinge_condition *condition, size_t *array,
                                        struct hinge_error *error)
{
    const char *const *label;
    size_t n;
    const char *phase = stream->tab->request->phase;
    if (condition->level == HINGE_ON_REP)
        return want(stream, condition->name, 1, array, error);
    if (condition->level != HINGE_ON_METRIC && condition->level != HINGE_ON_FAULT)
        return HINGE_OK;
    bool metric = condition->level == HINGE_ON_METRIC;
    enum hinge_status status =
        metric ? hinge_rep_labels(stream->tab, "reason", "phase", &label, &n, error)
               : hinge_rep_labels(stream->tab, "fault_state", "fault", &label, &n, error);
    if (status != HINGE_OK)
        return status;
    const char *wanted = !metric ? condition->name : *phase != '\0' ? phase : "descent";
    long at = hinge_label_find(label, n, wanted);
    condition->column = at >= 0 ? (size_t)at : 0;
    return want(stream, metric ? condition->name : "fault_state", n, array, error);
}

static const double *numbers_of(const struct hinge_table *table, const char *name)
{
    long at = hinge_table_find(table, name);
    return at >= 0 ? table->column[at].number : NULL;
}

enum hinge_status hinge_rep_stream_init(struct hinge_rep_stream *stream,
                                        struct hinge_tabulation *tab, struct hinge_error *error)
{
    *stream = (struct hinge_rep_stream){.tab = tab,
                                        .rows = hinge_results_rows(tab->reader),
                                        .at = SIZE_MAX,
                                        .first_rep = numbers_of(&tab->trials, "first_rep"),
                                        .reps = numbers_of(&tab->trials, "reps"),
                                        .manual = numbers_of(&tab->trials, "rejected_manual")};
    enum hinge_status status = want(stream, "trial", 1, &stream->trial_array, error);
    for (size_t t = 0; stream->manual != NULL && t < tab->trials.rows; t++)
        stream->any_excluded = stream->any_excluded || stream->manual[t] > 0;
    if (status == HINGE_OK && stream->any_excluded)
        status = want(stream, "warnings", 1, &stream->warning_array, error);
    for (size_t i = 0; status == HINGE_OK && i < tab->filter.n; i++)
        status =
            want_condition(stream, &tab->filter.condition[i], &stream->condition_array[i], error);
    return status;
}

void hinge_rep_stream_clear(struct hinge_rep_stream *stream)
{
    for (size_t i = 0; i < stream->n_arrays; i++)
        free(stream->array[i].value);
    free(stream->array);
    *stream = (struct hinge_rep_stream){0};
}

static enum hinge_status read_block(struct hinge_rep_stream *stream, struct hinge_error *error)
{
    stream->from = stream->next;
    stream->n = stream->rows - stream->from < BLOCK ? stream->rows - stream->from : BLOCK;
    stream->next += stream->n;
    stream->at = 0;
    struct hinge_wanted *wanted = hinge_alloc(stream->n_arrays, sizeof *wanted);
    for (size_t i = 0; i < stream->n_arrays; i++)
        wanted[i] = (struct hinge_wanted){stream->array[i].name, stream->array[i].value};
    enum hinge_status status =
        hinge_results_read_several(stream->tab->reader, HINGE_GROUP_REPS, wanted, stream->n_arrays,
                                   stream->from, stream->n, error);
    free(wanted);
    return status;
}

/* The same of a row of the block. */
static const double *hinge_rep_values_at(const struct hinge_rep_stream *stream, size_t index,
                                         size_t at)
{
    const struct hinge_rep_array *array = &stream->array[index];
    return array->value + at * array->width;
}

const double *hinge_rep_values(const struct hinge_rep_stream *stream, size_t index)
{
    return hinge_rep_values_at(stream, index, stream->at);
}

static bool find_in_repetition(const void *row, const struct hinge_condition *condition,
                               struct hinge_cell *cell)
{
    const struct hinge_rep_stream *stream = row;
    size_t array = stream->condition_array[condition - stream->tab->filter.condition];
    if (condition->level == HINGE_ON_TRIAL || condition->level == HINGE_ON_LABEL)
        return false;
    const double *value = hinge_rep_values(stream, array);
    cell->number = value[condition->level == HINGE_ON_REP ? 0 : condition->column];
    if (condition->level == HINGE_ON_FAULT) { /* as in comparisons: above its threshold */
        bool judged = cell->number >= HINGE_FAULT_ABSENT && cell->number <= HINGE_FAULT_PRESENT;
        cell->number = judged ? cell->number >= 2 : (double)NAN;
    }
    return true;
}

bool hinge_rep_is_excluded(const struct hinge_rep_stream *stream)
{
    return stream->any_excluded && ((uint64_t)hinge_rep_values(stream, stream->warning_array)[0] &
                                    HINGE_WARN(EXCLUDED)) != 0;
}

static bool lets_through(const struct hinge_rep_stream *stream)
{
    return stream->tab->kept[stream->trial] &&
           (stream->excluded || !hinge_rep_is_excluded(stream)) &&
           (stream->references || hinge_tab_is_trial(stream->tab, stream->trial)) &&
           hinge_filter_keeps(&stream->tab->filter, find_in_repetition, stream);
}

/* Whether a repetition is among those that /trials says the trial has, some of them
 * excluded by hand. */
static bool belongs(const struct hinge_rep_stream *stream, double trial, double rep)
{
    const struct hinge_table *trials = &stream->tab->trials;
    if (!(trial >= 0) || trial >= (double)trials->rows || stream->first_rep == NULL ||
        stream->reps == NULL)
        return false;
    double first = stream->first_rep[(size_t)trial];
    double reps = stream->reps[(size_t)trial];
    if (stream->manual != NULL && stream->manual[(size_t)trial] > 0)
        reps += stream->manual[(size_t)trial];
    return rep >= first && rep < first + reps;
}

/* Tells of the repetitions done, and asks whether to go on, once in a while. */
static enum hinge_status tell(const struct hinge_rep_stream *stream, struct hinge_error *error)
{
    const struct hinge_progress *progress = stream->tab->request->progress;
    size_t done = stream->from + stream->at;
    if (done % TOLD != 0)
        return HINGE_OK;
    if (hinge_progress_stopped(progress))
        return hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK, "interrupted");
    hinge_progress_report(progress, done, stream->rows);
    return HINGE_OK;
}

static enum hinge_status advance(struct hinge_rep_stream *stream, bool *more,
                                 struct hinge_error *error)
{
    const struct hinge_tabulation *tab = stream->tab;
    for (;;) {
        stream->at = stream->at == SIZE_MAX ? 0 : stream->at + 1;
        if (stream->at >= stream->n) {
            enum hinge_status status =
                stream->leave != NULL ? stream->leave(stream->leave_context, error) : HINGE_OK;
            *more = stream->next < stream->rows;
            if (status != HINGE_OK || !*more)
                return status;
            status = read_block(stream, error);
            if (status != HINGE_OK)
                return status;
        }
        enum hinge_status told = tell(stream, error);
        if (told != HINGE_OK)
            return told;
        double trial = hinge_rep_values(stream, stream->trial_array)[0];
        if (!belongs(stream, trial, (double)(stream->from + stream->at)))
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                "%s: damaged: %s/trial: repetition %zu is not one of trial %g of %zu; "
                "make the file again with hinge-analyze",
                tab->request->results, HINGE_GROUP_REPS, stream->from + stream->at + 1, trial + 1,
                tab->trials.rows);
        stream->trial = (size_t)trial;
        if (lets_through(stream)) {
            *more = true;
            return HINGE_OK;
        }
    }
}

bool hinge_rep_stream_next(struct hinge_rep_stream *stream, enum hinge_status *status,
                           struct hinge_error *error)
{
    bool more = true;
    if (*status == HINGE_OK && stream->status != HINGE_OK) {
        *status = stream->status;
        if (error != NULL)
            *error = stream->failure;
    }
    if (*status == HINGE_OK)
        *status = advance(stream, &more, error);
    return *status == HINGE_OK && more;
}

void hinge_rep_times_want(struct hinge_rep_times *times, struct hinge_rep_stream *stream)
{
    static const char *const names[] = {"desc_start_s", "desc_end_s", "asc_start_s", "asc_end_s"};
    hinge_rep_stream_want(stream, "floor", 1, &times->floor);
    for (size_t i = 0; i < 4; i++)
        hinge_rep_stream_want(stream, names[i], 1, &times->boundary[i]);
}

void hinge_rep_phase_times(const struct hinge_rep_times *times,
                           const struct hinge_rep_stream *stream, const char *phase,
                           double start_end[2])
{
    double t[4];
    for (size_t i = 0; i < 4; i++)
        t[i] = hinge_rep_values(stream, times->boundary[i])[0];
    const double desc_start = t[0], desc_end = t[1], asc_start = t[2], asc_end = t[3];
    bool floor = hinge_rep_values(stream, times->floor)[0] > 0;
    start_end[0] = start_end[1] = NAN;
    if (strcmp(phase, "descent") == 0) {
        start_end[0] = desc_start;
        start_end[1] = desc_end;
    } else if (strcmp(phase, "ascent") == 0) {
        start_end[0] = asc_start;
        start_end[1] = asc_end;
    } else if (strcmp(phase, "rep") == 0) {
        start_end[0] = floor ? asc_start : desc_start;
        start_end[1] = floor && !isnan(desc_end) ? desc_end : asc_end;
    } else if (!floor && asc_start > desc_end) { /* the hold */
        start_end[0] = desc_end;
        start_end[1] = asc_start;
    }
}

static bool is_labelled(const struct hinge_dimension *dimension)
{
    for (size_t i = 0; dimension->label != NULL && i < dimension->length; i++)
        if (dimension->label[i] == NULL)
            return false;
    return dimension->label != NULL;
}

enum hinge_status hinge_rep_labels(struct hinge_tabulation *tab, const char *array,
                                   const char *dimension, const char *const **label, size_t *n,
                                   struct hinge_error *error)
{
    struct hinge_array_spec spec;
    const struct hinge_dimension *all;
    enum hinge_status status =
        hinge_results_describe(tab->reader, HINGE_GROUP_REPS, array, &spec, &all, error);
    for (int d = 0; status == HINGE_OK && d < spec.n_further; d++)
        if (strcmp(all[spec.further[d]].name, dimension) == 0 &&
            is_labelled(&all[spec.further[d]])) {
            *label = all[spec.further[d]].label;
            *n = all[spec.further[d]].length;
            return HINGE_OK;
        }
    if (status != HINGE_OK && status != HINGE_USAGE)
        return status;
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                           "%s: %s/%s has no dimension \"%s\" with names; make the file "
                           "again with hinge-analyze",
                           tab->request->results, HINGE_GROUP_REPS, array, dimension);
}

long hinge_label_find(const char *const *label, size_t n, const char *name)
{
    for (size_t i = 0; label != NULL && i < n; i++)
        if (strcmp(label[i], name) == 0)
            return (long)i;
    return -1;
}

const char *hinge_stored_reason(double code)
{
    return code > 0 && code < HINGE_REASON_COUNT ? hinge_reason_name((enum hinge_reason)code) : "";
}

/* --- How many faults a repetition has (method 7.0): no score, which no coach has given weights
 * for. --- */

enum { PRESENT, INDETERMINATE, JUDGED, REFUSED };
static const char *const names[HINGE_FAULT_COUNTS] = {
    [PRESENT] = "faults_present",
    [INDETERMINATE] = "faults_indeterminate",
    [JUDGED] = "faults_judged",
    [REFUSED] = "faults_refused",
};

enum hinge_status hinge_fault_counts_columns(struct hinge_fault_counts *counts,
                                             struct hinge_rep_stream *stream,
                                             struct hinge_table *table, struct hinge_error *error)
{
    struct hinge_tabulation *tab = stream->tab;
    counts->wanted = false;
    for (int k = 0; k < HINGE_FAULT_COUNTS; k++) {
        counts->column[k] = SIZE_MAX;
        if (!hinge_tab_chooses(tab) || !hinge_tab_wants(tab, names[k], false))
            continue;
        counts->wanted = true;
        counts->column[k] =
            hinge_tab_column(tab, table, names[k], HINGE_COLUMN_NUMBER, "1", 0, HINGE_SHOW_FULL);
    }
    return counts->wanted ? hinge_fault_arrays_want(&counts->arrays, stream, error) : HINGE_OK;
}

/* Of the stream's repetition. */
static void hinge_fault_counts_set(const struct hinge_fault_counts *counts,
                                   const struct hinge_rep_stream *stream, struct hinge_table *table,
                                   size_t row)
{
    double n[HINGE_FAULT_COUNTS] = {0};
    for (size_t f = 0; counts->wanted && f < counts->arrays.n; f++) {
        int state = hinge_fault_state_at(&counts->arrays, stream, f);
        n[PRESENT] += state == HINGE_FAULT_PRESENT;
        n[INDETERMINATE] += state == HINGE_FAULT_BELOW || state == HINGE_FAULT_ABOVE;
        n[state < 0 ? REFUSED : JUDGED]++;
    }
    for (int k = 0; counts->wanted && k < HINGE_FAULT_COUNTS; k++)
        if (counts->column[k] != SIZE_MAX)
            table->column[counts->column[k]].number[row] =
                hinge_rep_is_excluded(stream) ? (double)NAN : n[k];
}

/* --- Rows made by one thread and taken by another: two tables that change places. --- */

enum {
    CELLS = 1024 * 32, /* handed over at once, at least */
    BLOCKS = 8         /* on their way at once, at most */
};

/* Rows on their way, by a thread of their own. */
struct block {
    struct hinge_aside aside;
    struct hinge_table rows; /* or empty */
    struct hinge_table seen; /* those of their columns that are seen */
    size_t before;
    const struct hinge_table_request *request;
};

struct hinge_tab_blocks {
    struct block block[BLOCKS];
    size_t n, next; /* in turn */
};

static bool is_made_in_blocks(const struct hinge_tabulation *tab)
{
    const struct hinge_table_request *request = tab->request;
    return request->take != NULL && !request->wide && !hinge_tab_readable(tab) &&
           (request->sort == NULL || *request->sort == '\0') &&
           (request->stat == NULL || strcmp(request->stat, "n_pct") != 0);
}

static enum hinge_status give(void *context, struct hinge_error *error)
{
    struct block *block = context;
    enum hinge_status status =
        block->request->take(block->request->take_context, &block->seen, block->before, error);
    free(block->seen.column);
    block->seen = (struct hinge_table){0};
    hinge_table_empty(&block->rows);
    return status;
}

enum hinge_status hinge_tab_handed(struct hinge_tabulation *tab, struct hinge_error *error)
{
    struct hinge_tab_blocks *blocks = tab->blocks;
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; blocks != NULL && i < blocks->n; i++) {
        struct block *block = &blocks->block[(blocks->next + i) % blocks->n];
        enum hinge_status ended = hinge_aside_end(&block->aside, status == HINGE_OK ? error : NULL);
        status = status == HINGE_OK ? ended : status;
    }
    return status;
}

/* One block for each thread, that of the caller among them: where it fills the next,
 * all are at work. */
static void make_blocks(struct hinge_tabulation *tab, const struct hinge_table *table)
{
    int threads = hinge_parallel_default();
    struct hinge_tab_blocks *blocks = hinge_alloc(1, sizeof *blocks);
    tab->blocks = blocks;
    blocks->n = threads < BLOCKS ? (size_t)threads : BLOCKS;
    for (size_t i = 0; i < blocks->n; i++)
        hinge_table_add_columns_of(&blocks->block[i].rows, table);
}

enum hinge_status hinge_tab_hand_over(struct hinge_tabulation *tab, struct hinge_table *table,
                                      struct hinge_error *error)
{
    if (table->rows * table->n_columns < CELLS || !is_made_in_blocks(tab))
        return HINGE_OK;
    if (tab->blocks == NULL)
        make_blocks(tab, table);
    struct block *block = &tab->blocks->block[tab->blocks->next];
    tab->blocks->next = (tab->blocks->next + 1) % tab->blocks->n;
    enum hinge_status status = hinge_aside_end(&block->aside, error);
    if (status != HINGE_OK)
        return status;
    const struct hinge_table empty = block->rows;
    block->rows = *table;
    *table = empty;
    block->request = tab->request;
    block->before = tab->taken;
    status = hinge_tab_seen(tab, &block->rows, &block->seen, error);
    tab->taken += block->rows.rows;
    return status == HINGE_OK ? hinge_aside_start(&block->aside, give, block, error) : status;
}

void hinge_tab_blocks_clear(struct hinge_tabulation *tab)
{
    struct hinge_tab_blocks *blocks = tab->blocks;
    hinge_tab_handed(tab, NULL);
    for (size_t i = 0; blocks != NULL && i < blocks->n; i++) {
        free(blocks->block[i].seen.column);
        hinge_table_clear(&blocks->block[i].rows);
    }
    free(blocks);
    tab->blocks = NULL;
}

/* --- Cells of the table of repetitions. --- */

static void set_trial_cells(struct hinge_rep_rows *reps, size_t row)
{
    const struct hinge_table *trials = &reps->tab->trials;
    const size_t trial = reps->stream.trial, last = reps->last_row;
    const bool again = last < row && trial == reps->last_trial;
    for (size_t i = 0; i < reps->n_trial_columns; i++) {
        struct hinge_column *to = &reps->table->column[reps->trial_column[i].column];
        const struct hinge_column *from = &trials->column[reps->trial_column[i].from];
        if (to->type == HINGE_COLUMN_NUMBER)
            to->number[row] = from->number[trial];
        else if (again)
            to->text[row] = to->text[last];
        else
            hinge_tab_set(reps->table, reps->trial_column[i].column, row, from->text[trial], last);
    }
    reps->last_trial = trial;
}

/* A metric of the repetitions that wait, and why it is missing. */
static void set_metric(struct hinge_rep_rows *reps, const struct hinge_metric_column *m)
{
    double *number = reps->table->column[m->column].number;
    const bool says = m->has_reason && reps->tab->request->take == NULL;
    for (size_t w = 0; w < reps->n_waiting; w++) {
        const struct hinge_rep_waiting *rep = &reps->waiting[w];
        const double *value = hinge_rep_values_at(&reps->stream, m->array, rep->at);
        for (size_t i = 0; i < reps->n_shown; i++)
            number[rep->row + i] = value[reps->shown[i]];
        if (!says)
            continue;
        const double *code = hinge_rep_values_at(&reps->stream, reps->reason_array, rep->at) +
                             m->position * reps->n_phases;
        for (size_t i = 0; i < reps->n_shown; i++)
            if (isnan(value[reps->shown[i]]))
                hinge_table_set_why(reps->table, m->column, rep->row + i,
                                    hinge_stored_reason(code[reps->shown[i]]));
    }
}

enum hinge_status hinge_rep_rows_leave(void *context, struct hinge_error *error)
{
    struct hinge_rep_rows *reps = context;
    (void)error;
    for (size_t i = 0; i < reps->n_metrics; i++)
        set_metric(reps, &reps->metric[i]);
    reps->n_waiting = 0;
    return HINGE_OK;
}

static const char *row_reason(const struct hinge_rep_rows *reps, size_t phase)
{
    if (hinge_rep_is_excluded(&reps->stream))
        return hinge_reason_name(HINGE_REASON_EXCLUDED);
    if (reps->n_metrics == 0 || !reps->metric[0].has_reason)
        return "";
    const struct hinge_metric_column *primary = &reps->metric[0];
    double value = hinge_rep_values(&reps->stream, primary->array)[phase];
    return isnan(value)
               ? hinge_stored_reason(hinge_rep_values(
                     &reps->stream, reps->reason_array)[primary->position * reps->n_phases + phase])
               : "";
}

static void set_warnings(struct hinge_rep_rows *reps, size_t row)
{
    char text[1024];
    double bits = hinge_rep_values(&reps->stream, reps->warning_array)[0];
    hinge_warning_names(bits > 0 ? (uint64_t)bits : 0, text, sizeof text);
    hinge_tab_set(reps->table, reps->warnings, row, text, reps->last_row);
}

static const char *const states[HINGE_REP_STATES] = {
    [HINGE_REP_PARTIAL] = "partial", [HINGE_REP_OK] = "ok", [HINGE_REP_EXCLUDED] = "excluded"};

/* Cells of a row but for its metrics. */
static void set_row(struct hinge_rep_rows *reps, size_t row, size_t phase)
{
    struct hinge_table *table = reps->table;
    const struct hinge_rep_stream *stream = &reps->stream;
    double times[2];
    hinge_rep_phase_times(&reps->times, stream, reps->phase[phase], times);
    table->column[reps->rep].number[row] = hinge_rep_values(stream, reps->rep_array)[0];
    table->column[reps->start].number[row] = times[0];
    table->column[reps->end].number[row] = times[1];
    for (size_t i = 0; i < reps->n_numbers; i++)
        table->column[reps->number[i].column].number[row] =
            hinge_rep_values(stream, reps->number[i].from)[0];
    if (reps->in_groups != SIZE_MAX)
        table->column[reps->in_groups].number[row] =
            !hinge_rep_is_excluded(stream) && hinge_tab_is_trial(reps->tab, stream->trial) &&
            (reps->tab->request->include_inferred ||
             !hinge_tab_is_guessed(reps->tab, stream->trial));
    int state = hinge_rep_is_excluded(stream)                  ? HINGE_REP_EXCLUDED
                : hinge_rep_values(stream, reps->valid)[0] > 0 ? HINGE_REP_OK
                                                               : HINGE_REP_PARTIAL;
    hinge_fault_counts_set(&reps->faults, stream, table, row);
    set_trial_cells(reps, row);
    hinge_tab_keep(table, reps->phase_column, row, reps->phase[phase], &reps->phase_text[phase]);
    hinge_tab_keep(table, reps->status, row, states[state], &reps->status_text[state]);
    hinge_tab_set(table, reps->reason, row, row_reason(reps, phase), reps->last_row);
    if (reps->warnings != SIZE_MAX)
        set_warnings(reps, row);
    reps->last_row = row;
}

/* A repetition's rows, which wait for their metrics. */
enum hinge_status hinge_rep_rows_add(struct hinge_rep_rows *reps, struct hinge_error *error)
{
    size_t row = reps->table->rows;
    hinge_table_add_rows(reps->table, reps->n_shown);
    for (size_t i = 0; i < reps->n_shown; i++)
        set_row(reps, row + i, reps->shown[i]);
    reps->waiting[reps->n_waiting++] = (struct hinge_rep_waiting){reps->stream.at, row};
    enum hinge_status status = HINGE_OK;
    if (reps->n_waiting == HINGE_REPS_TOGETHER)
        status = hinge_rep_rows_leave(reps, error);
    if (status == HINGE_OK && reps->n_waiting == 0)
        status = hinge_tab_hand_over(reps->tab, reps->table, error);
    if (reps->table->rows == 0) { /* the texts are gone */
        memset(reps->phase_text, 0, reps->n_phases * sizeof *reps->phase_text);
        memset(reps->status_text, 0, sizeof reps->status_text);
    }
    return status;
}
