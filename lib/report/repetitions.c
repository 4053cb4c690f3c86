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

/* --- Columns of repetitions. --- */

enum { MOST_AHEAD = 1 << 21 }; /* values of columns that are read before they are asked for */

/* Whether an array has `width` values per repetition; one that is not there is the file's fault,
 * not the user's. */
static bool is_there(struct hinge_tabulation *tab, const char *group, const char *name,
                     size_t width)
{
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    size_t found = 1;
    if (!hinge_tab_try(tab, hinge_results_describe(tab->reader, group, name, &spec, &dimension,
                                                   &tab->failure))) {
        if (tab->status == HINGE_USAGE)
            tab->status = tab->failure.status = HINGE_INPUT;
        return false;
    }
    for (int d = 0; d < spec.n_further; d++)
        found *= dimension[spec.further[d]].length;
    if (found == width)
        return true;
    tab->status = hinge_error_set(&tab->failure, HINGE_INPUT, HINGE_REASON_DAMAGED,
                                  "%s: damaged: %s/%s has %zu values per repetition, %zu "
                                  "belong there; make the file again with hinge-analyze",
                                  tab->request->results, group, name, found, width);
    return false;
}

static void check_stopped(struct hinge_tabulation *tab)
{
    if (tab->status == HINGE_OK && hinge_progress_stopped(tab->request->progress))
        tab->status =
            hinge_error_set(&tab->failure, HINGE_INTERRUPTED, HINGE_REASON_OK, "interrupted");
}

void hinge_reps_read(struct hinge_repetitions *reps, const char *group, const char *name,
                     size_t width, double *value)
{
    struct hinge_tabulation *tab = reps->tab;
    check_stopped(tab);
    if (tab->status == HINGE_OK && is_there(tab, group, name, width))
        hinge_tab_try(tab, hinge_results_read(tab->reader, group, name, 0, reps->rows, value,
                                              &tab->failure));
    for (size_t i = 0; tab->status != HINGE_OK && i < reps->rows * width; i++)
        value[i] = (double)NAN;
}

void hinge_reps_expect(struct hinge_repetitions *reps, const char *const *name, size_t n)
{
    reps->expected = name;
    reps->n_expected = n;
    reps->next_expected = 0;
}

static struct hinge_rep_column *find_column(struct hinge_repetitions *reps, const char *name)
{
    for (size_t i = 0; i < HINGE_REP_COLUMNS; i++)
        if (reps->column[i].name != NULL && strcmp(reps->column[i].name, name) == 0)
            return &reps->column[i];
    return NULL;
}

/* Room for a column in the place of the one that was not asked for longest. */
static struct hinge_rep_column *add_column(struct hinge_repetitions *reps, const char *name,
                                           size_t width)
{
    struct hinge_rep_column *column = reps->column;
    for (size_t i = 1; i < HINGE_REP_COLUMNS; i++)
        if (reps->column[i].read < column->read)
            column = &reps->column[i];
    free(column->value);
    column->name = hinge_arena_strdup(&reps->tab->arena, name);
    column->value = hinge_alloc(reps->rows * width, sizeof *column->value);
    column->read = ++reps->reads;
    return column;
}

/* Reads a column, and with it, unless it is one that was expected before, those that are expected
 * after it. */
static struct hinge_rep_column *read_columns(struct hinge_repetitions *reps, const char *name,
                                             size_t width)
{
    struct hinge_tabulation *tab = reps->tab;
    struct hinge_wanted wanted[HINGE_REPS_READ_TOGETHER];
    struct hinge_rep_column *first = add_column(reps, name, width);
    size_t n = 0, at = reps->next_expected;
    while (at < reps->n_expected && strcmp(reps->expected[at], name) != 0)
        at++;
    wanted[n++] = (struct hinge_wanted){first->name, first->value};
    while (++at < reps->n_expected && n < HINGE_REPS_READ_TOGETHER &&
           n * reps->rows * width < MOST_AHEAD) {
        reps->next_expected = at + 1;
        if (find_column(reps, reps->expected[at]) != NULL)
            continue;
        const struct hinge_rep_column *column = add_column(reps, reps->expected[at], width);
        wanted[n++] = (struct hinge_wanted){column->name, column->value};
    }
    check_stopped(tab);
    for (size_t i = 0; tab->status == HINGE_OK && i < n; i++)
        is_there(tab, HINGE_GROUP_REPS, wanted[i].name, width);
    if (tab->status == HINGE_OK)
        tab->status = hinge_results_read_several(tab->reader, HINGE_GROUP_REPS, wanted, n, 0,
                                                 reps->rows, &tab->failure);
    for (size_t i = 0; tab->status != HINGE_OK && i < n * reps->rows * width; i++)
        wanted[i / (reps->rows * width)].values[i % (reps->rows * width)] = (double)NAN;
    return first;
}

const double *hinge_reps_column(struct hinge_repetitions *reps, const char *name, size_t width)
{
    struct hinge_rep_column *column = find_column(reps, name);
    if (column == NULL)
        column = read_columns(reps, name, width);
    column->read = ++reps->reads;
    return column->value;
}

bool hinge_reps_excluded(const struct hinge_repetitions *reps, size_t row)
{
    return reps->out != NULL && reps->out[row];
}

/* --- Which repetitions --filter lets through. --- */

/* What the conditions look at, in a row of the file. */
struct looked_at {
    const struct hinge_tabulation *tab;
    const double *value[HINGE_CONDITIONS];
    size_t row;
};

/* The array a condition looks at, and where in it. */
static void look(struct hinge_repetitions *reps, const struct hinge_condition *condition,
                 struct looked_at *looked)
{
    struct hinge_tabulation *tab = reps->tab;
    size_t i = (size_t)(condition - tab->filter.condition);
    const char *phase = *tab->request->phase != '\0' ? tab->request->phase : "descent";
    struct hinge_rep_labels labels = {.n = 1};
    long at = 0;
    if (condition->level != HINGE_ON_REP && condition->level != HINGE_ON_METRIC &&
        condition->level != HINGE_ON_FAULT)
        return;
    bool fault = condition->level == HINGE_ON_FAULT;
    if (condition->level == HINGE_ON_METRIC)
        labels = hinge_rep_labels(tab, "reason", "phase");
    if (fault)
        labels = hinge_rep_labels(tab, "fault_state", "fault");
    if (labels.label != NULL)
        at = hinge_label_find(labels.label, labels.n, fault ? condition->name : phase);
    const double *value =
        hinge_reps_column(reps, fault ? "fault_state" : condition->name, labels.n);
    double *own = hinge_arena_raw(&tab->arena, reps->rows, sizeof *own);
    for (size_t r = 0; r < reps->rows; r++)
        own[r] = value[r * labels.n + (at >= 0 ? (size_t)at : 0)];
    looked->value[i] = own;
}

static bool find_in_repetition(const void *row, const struct hinge_condition *condition,
                               struct hinge_cell *cell)
{
    const struct looked_at *looked = row;
    if (condition->level == HINGE_ON_TRIAL || condition->level == HINGE_ON_LABEL)
        return false;
    cell->number = looked->value[condition - looked->tab->filter.condition][looked->row];
    if (condition->level == HINGE_ON_FAULT) { /* as in comparisons: above its threshold */
        bool judged = cell->number >= HINGE_FAULT_ABSENT && cell->number <= HINGE_FAULT_PRESENT;
        cell->number = judged ? cell->number >= 2 : (double)NAN;
    }
    return true;
}

static const double *numbers_of(const struct hinge_table *table, const char *name)
{
    long at = hinge_table_find(table, name);
    return at >= 0 ? table->column[at].number : NULL;
}

/* The trial of each repetition: it is among those that /trials says the trial has, some of them
 * excluded by hand. */
static void find_trials(struct hinge_repetitions *reps, const double *manual)
{
    struct hinge_tabulation *tab = reps->tab;
    const double *first = numbers_of(&tab->trials, "first_rep"),
                 *n = numbers_of(&tab->trials, "reps"),
                 *trial = hinge_reps_column(reps, "trial", 1);
    reps->trial = hinge_arena_alloc(&tab->arena, reps->rows, sizeof *reps->trial);
    for (size_t r = 0; r < reps->rows && tab->status == HINGE_OK; r++) {
        bool known = trial[r] >= 0 && trial[r] < (double)tab->trials.rows;
        size_t t = reps->trial[r] = known ? (size_t)trial[r] : 0;
        double left = known && manual != NULL && manual[t] > 0 ? manual[t] : 0;
        if (!known || first == NULL || n == NULL || !((double)r >= first[t]) ||
            !((double)r < first[t] + n[t] + left))
            tab->status = hinge_error_set(
                &tab->failure, HINGE_INPUT, HINGE_REASON_DAMAGED,
                "%s: damaged: %s/trial: repetition %zu is not one of trial %g of %zu; "
                "make the file again with hinge-analyze",
                tab->request->results, HINGE_GROUP_REPS, r + 1, trial[r] + 1, tab->trials.rows);
    }
}

static void find_excluded(struct hinge_repetitions *reps, const double *manual)
{
    bool any = false;
    for (size_t t = 0; manual != NULL && t < reps->tab->trials.rows; t++)
        any = any || manual[t] > 0;
    if (!any)
        return;
    const double *warnings = hinge_reps_column(reps, "warnings", 1);
    reps->out = hinge_arena_alloc(&reps->tab->arena, reps->rows, sizeof *reps->out);
    for (size_t r = 0; r < reps->rows; r++)
        reps->out[r] = warnings[r] > 0 && ((uint64_t)warnings[r] & HINGE_WARN(EXCLUDED)) != 0;
}

void hinge_reps_open(struct hinge_repetitions *reps, struct hinge_tabulation *tab, unsigned with)
{
    *reps = (struct hinge_repetitions){.tab = tab, .rows = hinge_results_rows(tab->reader)};
    const double *manual = numbers_of(&tab->trials, "rejected_manual");
    struct looked_at looked = {.tab = tab};
    find_trials(reps, manual);
    find_excluded(reps, manual);
    for (size_t i = 0; i < tab->filter.n; i++)
        look(reps, &tab->filter.condition[i], &looked);
    reps->row = hinge_arena_raw(&tab->arena, reps->rows, sizeof *reps->row);
    for (size_t r = 0; r < reps->rows && tab->status == HINGE_OK; r++) {
        looked.row = r;
        if (tab->kept[reps->trial[r]] &&
            ((with & HINGE_WITH_EXCLUDED) != 0 || !hinge_reps_excluded(reps, r)) &&
            ((with & HINGE_WITH_REFERENCES) != 0 || hinge_tab_is_trial(tab, reps->trial[r])) &&
            hinge_filter_keeps(&tab->filter, find_in_repetition, &looked))
            reps->row[reps->n++] = r;
    }
}

void hinge_reps_clear(struct hinge_repetitions *reps)
{
    for (size_t i = 0; i < HINGE_REP_COLUMNS; i++)
        free(reps->column[i].value);
    *reps = (struct hinge_repetitions){.rows = 0};
}

/* --- Repetitions in blocks. --- */

/* The store's longest chunk, so that no chunk is inflated twice. */
enum { BLOCK = HINGE_ROWS_BATCH, TOLD = 128 }; /* TOLD: repetitions between two reports */

size_t hinge_rep_stream_want(struct hinge_rep_stream *stream, const char *name, size_t width)
{
    struct hinge_tabulation *tab = stream->tab;
    size_t block = stream->reps.rows < BLOCK ? stream->reps.rows : BLOCK, i = 0;
    if (tab->status != HINGE_OK || !is_there(tab, HINGE_GROUP_REPS, name, width))
        return 0;
    while (i < stream->n_arrays && strcmp(stream->array[i].name, name) != 0)
        i++;
    if (i < stream->n_arrays)
        return i;
    if (stream->n_arrays == stream->capacity) {
        stream->capacity = stream->capacity ? 2 * stream->capacity : 16;
        stream->array = hinge_resize(stream->array, stream->capacity, sizeof *stream->array);
    }
    stream->array[i].name = hinge_arena_strdup(&tab->arena, name);
    stream->array[i].width = width;
    stream->array[i].value = hinge_alloc(block * width, sizeof *stream->array[i].value);
    return stream->n_arrays++;
}

void hinge_rep_stream_init(struct hinge_rep_stream *stream, struct hinge_tabulation *tab,
                           unsigned with)
{
    *stream = (struct hinge_rep_stream){.tab = tab};
    hinge_reps_open(&stream->reps, tab, with);
}

void hinge_rep_stream_clear(struct hinge_rep_stream *stream)
{
    hinge_reps_clear(&stream->reps);
    for (size_t i = 0; i < stream->n_arrays; i++)
        free(stream->array[i].value);
    free(stream->array);
    *stream = (struct hinge_rep_stream){0};
}

static void read_block(struct hinge_rep_stream *stream, size_t row)
{
    struct hinge_tabulation *tab = stream->tab;
    struct hinge_wanted *wanted = hinge_alloc(stream->n_arrays, sizeof *wanted);
    stream->from = row / BLOCK * BLOCK;
    stream->n = stream->reps.rows - stream->from;
    stream->n = stream->n < BLOCK ? stream->n : BLOCK;
    for (size_t i = 0; i < stream->n_arrays; i++)
        wanted[i] = (struct hinge_wanted){stream->array[i].name, stream->array[i].value};
    hinge_tab_try(tab, hinge_results_read_several(tab->reader, HINGE_GROUP_REPS, wanted,
                                                  stream->n_arrays, stream->from, stream->n,
                                                  &tab->failure));
    free(wanted);
}

bool hinge_rep_stream_next(struct hinge_rep_stream *stream)
{
    struct hinge_tabulation *tab = stream->tab;
    const struct hinge_repetitions *reps = &stream->reps;
    bool more = tab->status == HINGE_OK && stream->next < reps->n;
    size_t row = more ? reps->row[stream->next] : 0;
    if (tab->status == HINGE_OK && stream->n > 0 && (!more || row >= stream->from + stream->n) &&
        stream->leave != NULL)
        stream->leave(stream->leave_context);
    if (!more)
        return false;
    if (stream->next % TOLD == 0) {
        check_stopped(tab);
        hinge_progress_report(tab->request->progress, row, reps->rows);
    }
    if (tab->status == HINGE_OK && row >= stream->from + stream->n)
        read_block(stream, row);
    stream->at = row - stream->from;
    stream->trial = reps->trial[row];
    stream->next++;
    return tab->status == HINGE_OK;
}

/* Values of a row of the block. */
static const double *values_at(const struct hinge_rep_stream *stream, size_t index, size_t at)
{
    const struct hinge_rep_array *array = &stream->array[index];
    return array->value + at * array->width;
}

const double *hinge_rep_values(const struct hinge_rep_stream *stream, size_t index)
{
    return values_at(stream, index, stream->at);
}

bool hinge_rep_is_excluded(const struct hinge_rep_stream *stream)
{
    return hinge_reps_excluded(&stream->reps, stream->from + stream->at);
}

const char *const hinge_rep_boundaries[4] = {"desc_start_s", "desc_end_s", "asc_start_s",
                                             "asc_end_s"};

struct hinge_rep_clock hinge_rep_clock_want(struct hinge_rep_stream *stream)
{
    struct hinge_rep_clock clock = {.floor = hinge_rep_stream_want(stream, "floor", 1)};
    for (size_t i = 0; i < 4; i++)
        clock.boundary[i] = hinge_rep_stream_want(stream, hinge_rep_boundaries[i], 1);
    return clock;
}

struct hinge_rep_times hinge_rep_times_at(const struct hinge_rep_clock *clock,
                                          const struct hinge_rep_stream *stream)
{
    struct hinge_rep_times times = {.floor = hinge_rep_values(stream, clock->floor)[0] > 0};
    for (size_t i = 0; i < 4; i++)
        times.boundary[i] = hinge_rep_values(stream, clock->boundary[i])[0];
    return times;
}

void hinge_rep_phase_times(const struct hinge_rep_times *times, const char *phase,
                           double start_end[2])
{
    const double *t = times->boundary;
    const double desc_start = t[0], desc_end = t[1], asc_start = t[2], asc_end = t[3];
    const bool floor = times->floor;
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

struct hinge_rep_labels hinge_rep_labels(struct hinge_tabulation *tab, const char *array,
                                         const char *dimension)
{
    struct hinge_rep_labels labels = {0};
    struct hinge_array_spec spec;
    const struct hinge_dimension *all;
    if (tab->status != HINGE_OK)
        return labels;
    tab->status =
        hinge_results_describe(tab->reader, HINGE_GROUP_REPS, array, &spec, &all, &tab->failure);
    for (int d = 0; tab->status == HINGE_OK && d < spec.n_further; d++)
        if (strcmp(all[spec.further[d]].name, dimension) == 0 &&
            is_labelled(&all[spec.further[d]])) {
            labels.label = all[spec.further[d]].label;
            labels.n = all[spec.further[d]].length;
            return labels;
        }
    if (tab->status == HINGE_OK || tab->status == HINGE_USAGE)
        tab->status = hinge_error_set(&tab->failure, HINGE_INPUT, HINGE_REASON_DAMAGED,
                                      "%s: %s/%s has no dimension \"%s\" with names; make the file "
                                      "again with hinge-analyze",
                                      tab->request->results, HINGE_GROUP_REPS, array, dimension);
    return labels;
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

void hinge_fault_counts_columns(struct hinge_fault_counts *counts, struct hinge_rep_stream *stream)
{
    struct hinge_tabulation *tab = stream->tab;
    counts->wanted = false;
    for (int k = 0; k < HINGE_FAULT_COUNTS; k++) {
        counts->column[k] = SIZE_MAX;
        if (!hinge_tab_chooses(tab) || !hinge_tab_wants(tab, names[k], false))
            continue;
        counts->wanted = true;
        counts->column[k] =
            hinge_tab_column(tab, names[k], HINGE_COLUMN_NUMBER, "1", 0, HINGE_SHOW_FULL);
    }
    if (counts->wanted)
        hinge_fault_arrays_want(&counts->arrays, stream);
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

void hinge_tab_hand_over(struct hinge_tabulation *tab)
{
    struct hinge_table *table = tab->table;
    if (tab->status != HINGE_OK || table->rows * table->n_columns < CELLS ||
        !is_made_in_blocks(tab))
        return;
    if (tab->blocks == NULL)
        make_blocks(tab, table);
    struct block *block = &tab->blocks->block[tab->blocks->next];
    tab->blocks->next = (tab->blocks->next + 1) % tab->blocks->n;
    if (!hinge_tab_try(tab, hinge_aside_end(&block->aside, &tab->failure)))
        return;
    const struct hinge_table empty = block->rows;
    block->rows = *table;
    *table = empty;
    block->request = tab->request;
    block->before = tab->taken;
    bool good = hinge_tab_try(tab, hinge_tab_seen(tab, &block->rows, &block->seen, &tab->failure));
    tab->taken += block->rows.rows;
    if (good)
        hinge_tab_try(tab, hinge_aside_start(&block->aside, give, block, &tab->failure));
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
        const double *value = values_at(&reps->stream, m->array, rep->at);
        for (size_t i = 0; i < reps->n_shown; i++)
            number[rep->row + i] = value[reps->shown[i]];
        if (!says)
            continue;
        const double *code =
            values_at(&reps->stream, reps->reason_array, rep->at) + m->position * reps->n_phases;
        for (size_t i = 0; i < reps->n_shown; i++)
            if (isnan(value[reps->shown[i]]))
                hinge_table_set_why(reps->table, m->column, rep->row + i,
                                    hinge_stored_reason(code[reps->shown[i]]));
    }
}

void hinge_rep_rows_leave(void *context)
{
    struct hinge_rep_rows *reps = context;
    for (size_t i = 0; i < reps->n_metrics; i++)
        set_metric(reps, &reps->metric[i]);
    reps->n_waiting = 0;
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
static void set_row(struct hinge_rep_rows *reps, const struct hinge_rep_times *clock, size_t row,
                    size_t phase)
{
    struct hinge_table *table = reps->table;
    const struct hinge_rep_stream *stream = &reps->stream;
    double times[2];
    hinge_rep_phase_times(clock, reps->phase[phase], times);
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
void hinge_rep_rows_add(struct hinge_rep_rows *reps)
{
    size_t row = reps->table->rows;
    const struct hinge_rep_times times = hinge_rep_times_at(&reps->clock, &reps->stream);
    hinge_table_add_rows(reps->table, reps->n_shown);
    for (size_t i = 0; i < reps->n_shown; i++)
        set_row(reps, &times, row + i, reps->shown[i]);
    reps->waiting[reps->n_waiting++] = (struct hinge_rep_waiting){reps->stream.at, row};
    if (reps->n_waiting == HINGE_REPS_TOGETHER)
        hinge_rep_rows_leave(reps);
    if (reps->n_waiting == 0)
        hinge_tab_hand_over(reps->tab);
    if (reps->table->rows == 0) { /* the texts are gone */
        memset(reps->phase_text, 0, reps->n_phases * sizeof *reps->phase_text);
        memset(reps->status_text, 0, sizeof reps->status_text);
    }
}
