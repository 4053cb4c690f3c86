/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes of faults in repetitions, one row each. */
#include "base/memory.h"
#include "faults/fault.h"
#include "people/people.h"
#include "report/columns/shown.h"
#include "report/faults/fault_arrays.h"
#include "report/published.h"
#include "report/repetitions/blocks.h"
#include "report/request/tabulation.h"
#include "report/request/where.h"
#include "result/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum hinge_status hinge_fault_arrays_want(struct hinge_fault_arrays *arrays,
                                          struct hinge_rep_stream *stream,
                                          struct hinge_error *error)
{
    const struct {
        const char *name;
        size_t *at;
    } wanted[] = {{"fault_state", &arrays->state},         {"fault_severity", &arrays->severity},
                  {"fault_threshold", &arrays->threshold}, {"fault_margin", &arrays->margin},
                  {"fault_time_s", &arrays->time},         {"fault_reason", &arrays->reason}};
    enum hinge_status status =
        hinge_rep_labels(stream->tab, "fault_state", "fault", &arrays->id, &arrays->n, error);
    for (size_t i = 0; status == HINGE_OK && i < sizeof wanted / sizeof *wanted; i++)
        hinge_rep_stream_want(stream, wanted[i].name, arrays->n, wanted[i].at);
    hinge_rep_stream_want(stream, "valid", 1, &arrays->valid);
    return status;
}

int hinge_fault_state_at(const struct hinge_fault_arrays *arrays,
                         const struct hinge_rep_stream *stream, size_t fault)
{
    double state = hinge_rep_values(stream, arrays->state)[fault];
    return state >= HINGE_FAULT_ABSENT && state <= HINGE_FAULT_PRESENT ? (int)state : -1;
}

const char *hinge_fault_text(const struct hinge_tabulation *tab, const char *id, const char *column)
{
    for (size_t r = 0; r < tab->faults.rows; r++) {
        const char *row = hinge_table_text(&tab->faults, "id", r);
        const char *text = hinge_table_text(&tab->faults, column, r);
        if (row != NULL && strcmp(row, id) == 0)
            return text != NULL ? text : "";
    }
    return "";
}

double hinge_fault_threshold(const struct hinge_tabulation *tab, const char *id)
{
    for (size_t r = 0; r < tab->faults.rows; r++) {
        const char *row = hinge_table_text(&tab->faults, "id", r);
        if (row != NULL && strcmp(row, id) == 0)
            return hinge_table_number(&tab->faults, "threshold", r);
    }
    return (double)NAN;
}

const struct hinge_fault *hinge_fault_built_in(const char *id)
{
    size_t n;
    const struct hinge_fault_family *const *family = hinge_fault_family_list(&n);
    for (size_t f = 0; id != NULL && f < n; f++)
        for (size_t k = 0; k < family[f]->n; k++)
            if (strcmp(family[f]->row[k].id, id) == 0)
                return &family[f]->row[k];
    return NULL;
}

/* ", 20° (default 15°)" where that is what was changed. */
static void say_threshold(const struct hinge_table *faults, size_t row, struct hinge_text *out)
{
    const struct hinge_fault *f = hinge_fault_built_in(hinge_table_text(faults, "id", row));
    double now = hinge_table_number(faults, "threshold", row);
    char unit[64];
    hinge_wording_after(hinge_table_text(faults, "unit", row), unit, sizeof unit);
    if (f != NULL && now != f->threshold)
        hinge_text_printf(out, ", %g%s (default %g%s)", now, unit, f->threshold, unit);
}

void hinge_fault_changes(const struct hinge_table *faults, const struct hinge_label_list *labels,
                         struct hinge_text *out)
{
    for (int own = 0; own < 2; own++) {
        const char *before =
            own ? " Defined by this study: " : " Changed from the default definition: ";
        bool any = false;
        for (size_t r = 0; r < faults->rows; r++) {
            const char *by = hinge_table_text(faults, "defined_by", r);
            const char *id = hinge_table_text(faults, "id", r);
            if (by == NULL || id == NULL ||
                !(own ? strcmp(by, "config") == 0 : strstr(by, "changed") != NULL))
                continue;
            const char *title = hinge_fault_title(labels, id);
            hinge_text_printf(out, "%s%s", any ? "; " : before, title != NULL ? title : id);
            say_threshold(faults, r, out);
            any = true;
        }
        hinge_text_puts(out, any ? "." : "");
    }
}

void hinge_fault_notes(struct hinge_tabulation *tab)
{
    struct hinge_text changes = {0};
    hinge_fault_changes(&tab->faults, tab->request->labels, &changes);
    hinge_text_printf(&tab->notes,
                      "Faults describe movement by coaching criteria with %s; they are "
                      "not findings of harm (docs/faults.md).%s\n",
                      changes.length > 0 ? "the thresholds given" : "default thresholds",
                      hinge_text_string(&changes));
    hinge_text_clear(&changes);
}

/* --- rows --- */

static const char *const trial_keys[] = {"participant", "session", "group", "task",
                                         "cue",         "trial",   NULL};
/* there only with daily tasks */
static const char *const counted[] = {"counted", NULL};
static const char *const tier_key[] = {"tier", NULL}, *const file_key[] = {"file", NULL};

struct outcomes {
    struct hinge_tabulation *tab;
    struct hinge_table *table;
    struct hinge_rep_stream stream;
    struct hinge_fault_arrays arrays;
    const char *by;
    struct hinge_rep_times times;
    size_t rep_array;
    size_t rep, phase, start, end, status; /* columns */
    size_t fault, state, severity, threshold, margin, unit, time, reason;
    size_t last_row;
    long *from; /* per key column: its column of /trials, -1 */
};

static bool is_key(const char *by, const char *name)
{
    size_t length = strlen(name);
    for (const char *p = by; (p = strstr(p, name)) != NULL; p += length)
        if ((p == by || p[-1] == ',' || p[-1] == ' ') &&
            (p[length] == '\0' || p[length] == ',' || p[length] == ' '))
            return true;
    return false;
}

static enum hinge_status key_columns(struct outcomes *o, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t k = 0; status == HINGE_OK && trial_keys[k] != NULL; k++) {
        const char *const one[] = {trial_keys[k], NULL};
        status =
            hinge_tab_trial_columns(o->tab, o->table, one,
                                    is_key(o->by, one[0]) ? HINGE_SHOW_KEY : HINGE_SHOW_KEY_FULL,
                                    error);
    }
    /* further keys of --by: covariates and the like */
    for (size_t c = 0; status == HINGE_OK && c < o->tab->trials.n_columns; c++) {
        const char *const one[] = {o->tab->trials.column[c].name, NULL};
        if (is_key(o->by, one[0]))
            status = hinge_tab_trial_columns(o->tab, o->table, one, HINGE_SHOW_KEY, error);
    }
    const struct {
        const char *name;
        enum hinge_column_type type;
        enum hinge_show show;
        size_t *at;
    } keys[] = {{"rep", HINGE_COLUMN_NUMBER, HINGE_SHOW_KEY, &o->rep},
                {"phase", HINGE_COLUMN_TEXT, HINGE_SHOW_KEY_FULL, &o->phase},
                {"start_s", HINGE_COLUMN_NUMBER, HINGE_SHOW_KEY_FULL, &o->start},
                {"end_s", HINGE_COLUMN_NUMBER, HINGE_SHOW_KEY_FULL, &o->end}};
    for (size_t i = 0; status == HINGE_OK && i < sizeof keys / sizeof *keys; i++)
        status = hinge_tab_column(o->tab, o->table, keys[i].name, keys[i].type, "", i < 2 ? 0 : 2,
                                  keys[i].show, keys[i].at, error);
    if (status == HINGE_OK)
        status = hinge_tab_trial_columns(o->tab, o->table, tier_key, HINGE_SHOW_KEY, error);
    if (status == HINGE_OK)
        status = hinge_tab_column(o->tab, o->table, "status", HINGE_COLUMN_TEXT, "", 0,
                                  HINGE_SHOW_DIFFERS, &o->status, error);
    if (status == HINGE_OK && !hinge_tab_names_trials(o->tab))
        status = hinge_tab_trial_columns(o->tab, o->table, file_key, HINGE_SHOW_DIFFERS, error);
    if (status == HINGE_OK)
        status = hinge_tab_trial_columns(o->tab, o->table, hinge_evidence + 1, HINGE_SHOW_DIFFERS,
                                         error);
    if (status == HINGE_OK && hinge_table_find(&o->tab->trials, counted[0]) >= 0)
        status = hinge_tab_trial_columns(o->tab, o->table, counted, HINGE_SHOW_DIFFERS, error);
    return status;
}

static enum hinge_status data_columns(struct outcomes *o, struct hinge_error *error)
{
    const struct {
        const char *name;
        enum hinge_column_type type;
        int digits;
        enum hinge_show show;
        size_t *at;
    } columns[] = {{"fault", HINGE_COLUMN_TEXT, 0, HINGE_SHOW_KEY, &o->fault},
                   {"state", HINGE_COLUMN_TEXT, 0, HINGE_SHOW_DATA, &o->state},
                   {"severity", HINGE_COLUMN_NUMBER, 2, HINGE_SHOW_DATA, &o->severity},
                   {"threshold", HINGE_COLUMN_NUMBER, 2, HINGE_SHOW_DATA, &o->threshold},
                   {"margin", HINGE_COLUMN_NUMBER, 2, HINGE_SHOW_DATA, &o->margin},
                   {"unit", HINGE_COLUMN_TEXT, 0, HINGE_SHOW_DATA, &o->unit},
                   {"time_s", HINGE_COLUMN_NUMBER, 2, HINGE_SHOW_DATA, &o->time},
                   {"reason", HINGE_COLUMN_TEXT, 0, HINGE_SHOW_FILLED, &o->reason}};
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && i < sizeof columns / sizeof *columns; i++)
        status = hinge_tab_column(o->tab, o->table, columns[i].name, columns[i].type, "",
                                  columns[i].digits, columns[i].show, columns[i].at, error);
    return status;
}

/* Where the columns before `fault` come from. */
static void find_sources(struct outcomes *o)
{
    o->from = hinge_alloc(o->fault, sizeof *o->from);
    for (size_t c = 0; c < o->fault; c++)
        o->from[c] = (c >= o->rep && c <= o->end) || c == o->status
                         ? -1
                         : hinge_table_find(&o->tab->trials, o->table->column[c].name);
}

static enum hinge_status set_trial(struct outcomes *o, size_t row)
{
    enum hinge_status status = HINGE_OK;
    for (size_t c = 0; status == HINGE_OK && c < o->fault; c++) {
        struct hinge_column *column = &o->table->column[c];
        if (o->from[c] < 0)
            continue;
        const struct hinge_column *source = &o->tab->trials.column[o->from[c]];
        if (column->type == HINGE_COLUMN_NUMBER)
            column->number[row] = source->number[o->stream.trial];
        else
            status = hinge_tab_set(o->table, c, row, source->text[o->stream.trial], o->last_row);
    }
    return status;
}

static enum hinge_status add_row(struct outcomes *o, size_t fault)
{
    const struct hinge_rep_stream *stream = &o->stream;
    int state = hinge_fault_state_at(&o->arrays, stream, fault);
    double times[2];
    bool valid = hinge_rep_values(stream, o->arrays.valid)[0] > 0;
    enum hinge_status status = hinge_table_add_rows(o->table, 1);
    if (status != HINGE_OK)
        return status;
    size_t row = o->table->rows - 1;
    struct hinge_column *column = o->table->column;
    column[o->rep].number[row] = hinge_rep_values(stream, o->rep_array)[0];
    hinge_rep_phase_times(&o->times, stream, "rep", times);
    column[o->start].number[row] = times[0];
    column[o->end].number[row] = times[1];
    column[o->severity].number[row] = hinge_rep_values(stream, o->arrays.severity)[fault];
    column[o->threshold].number[row] = hinge_rep_values(stream, o->arrays.threshold)[fault];
    column[o->margin].number[row] = hinge_rep_values(stream, o->arrays.margin)[fault];
    column[o->time].number[row] = hinge_rep_values(stream, o->arrays.time)[fault];
    const char *reason =
        state < 0 ? hinge_stored_reason(hinge_rep_values(stream, o->arrays.reason)[fault]) : "";
    const struct {
        size_t column;
        const char *text;
    } texts[] = {{o->phase, "rep"},
                 {o->status, hinge_rep_is_excluded(stream) ? "excluded"
                             : valid                       ? "ok"
                                                           : "partial"},
                 {o->fault, o->arrays.id[fault]},
                 {o->state, hinge_fault_state_name(state)},
                 {o->unit, hinge_fault_text(o->tab, o->arrays.id[fault], "unit")},
                 {o->reason, reason}};
    status = set_trial(o, row);
    for (size_t i = 0; status == HINGE_OK && i < sizeof texts / sizeof *texts; i++)
        status = hinge_tab_set(o->table, texts[i].column, row, texts[i].text, o->last_row);
    o->last_row = row;
    return status;
}

/* Toe touches are judged on restricted hips alone. */
static bool is_asked(const struct outcomes *o, size_t fault)
{
    return hinge_tab_is_trial(o->tab, o->stream.trial) ||
           strcmp(o->arrays.id[fault], "hip_rom_limited") == 0;
}

static enum hinge_status make(struct outcomes *o, struct hinge_error *error)
{
    enum hinge_status status = hinge_rep_stream_init(&o->stream, o->tab, error);
    o->stream.references = o->stream.excluded = true;
    hinge_rep_stream_want(&o->stream, "rep", 1, &o->rep_array);
    hinge_rep_times_want(&o->times, &o->stream);
    if (status == HINGE_OK)
        status = hinge_fault_arrays_want(&o->arrays, &o->stream, error);
    if (status == HINGE_OK)
        status = key_columns(o, error);
    if (status == HINGE_OK)
        status = data_columns(o, error);
    if (status == HINGE_OK)
        find_sources(o);
    while (hinge_rep_stream_next(&o->stream, &status, error)) {
        for (size_t f = 0; status == HINGE_OK && f < o->arrays.n; f++)
            if (hinge_where_label(o->tab, "fault", o->arrays.id[f]) && is_asked(o, f))
                status = add_row(o, f);
        if (status == HINGE_OK)
            status = hinge_tab_hand_over(o->tab, o->table, error);
    }
    return status;
}

enum hinge_status hinge_fault_outcomes(struct hinge_tabulation *tab, const char *by,
                                       struct hinge_table *table, struct hinge_error *error)
{
    struct outcomes o = {.tab = tab, .table = table, .by = by, .last_row = SIZE_MAX};
    enum hinge_status status = make(&o, error);
    hinge_rep_stream_clear(&o.stream);
    free(o.from);
    if (status == HINGE_OK)
        hinge_fault_notes(tab);
    return status;
}
