/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small results file whose tables can be worked out by hand. Every phase of a
 * repetition has the same values. */
#ifndef TESTS_RESULTS_SAMPLE_H
#define TESTS_RESULTS_SAMPLE_H

#include "assert_close.h"
#include "store/store.h"

#include <hinge/init.h>
#include <hinge/results.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SAMPLE_PHASES = 4, SAMPLE_METRICS = 4, SAMPLE_FAULTS = 2 };

struct sample_trial {
    const char *id, *participant, *group, *cue, *trial, *role, *status, *tier, *standing;
    double inferred, age;
};

/* round: threshold 30, margin 8; lock: threshold 0, margin 5. */
struct sample_rep {
    int trial, rep;
    double lumbar, hip;
    int round; /* state, 255 refused */
    double severity;
    bool invalid;
};

static const struct sample_trial sample_trials[] = {
    {"t0", "p1", "sedentary", "none", "1", "trial", "ok", "B", "standing", 0, 61},
    {"t1", "p2", "sedentary", "none", "1", "trial", "ok", "B", "calibration", 0, 40},
    {"t2", "p1", "sedentary", "none", "2", "trial", "ok", "B", "standing", 0, 61},
    {"t3", "p1", "sedentary", "dowel", "1", "trial", "ok", "B", "standing", 0, 61},
    {"t4", "p3", "trained", "none", "1", "trial", "ok", "A", "lockout", 0, 30},
    {"t5", "p4", "sedentary", "none", "1", "trial", "ok", "B", "standing", 1, 50},
    {"t6", "p5", "sedentary", "none", "1", "trial", "ok", "B", "standing", 0, 70},
    {"t7", "p6", "trained", "none", "1", "trial", "refused", "", "", 0, 20},
    {"t8", "p5", "sedentary", "none", "1", "maxflex", "ok", "B", "standing", 0, 70},
};
enum { SAMPLE_TRIALS = sizeof sample_trials / sizeof *sample_trials };

/* The trials of p1 are not adjacent. */
static const struct sample_rep sample_reps[] = {
    {0, 1, 10, 20, 3, 40, false},    {0, 2, 20, 40, 2, 32, false},  {0, 3, 30, 60, 1, 28, false},
    {0, 4, 60, 80, 0, 10, false},    {1, 1, 20, 40, 0, 10, false},  {1, 2, 20, 40, 0, 20, false},
    {1, 3, 20, 40, 255, NAN, false}, {1, 4, 1000, 10, 3, 99, true}, {2, 1, 50, 50, 3, 50, false},
    {2, 2, 50, 100, 3, 50, false},   {3, 1, 5, 50, 0, 5, false},    {3, 2, 5, 50, 0, 5, false},
    {4, 1, 9, 90, 0, 9, false},      {4, 2, 9, 90, 0, 9, false},    {4, 3, 9, 90, 0, 9, false},
    {5, 1, 70, 10, 3, 70, false},    {5, 2, 70, 10, 3, 70, false},  {5, 3, 70, 10, 3, 70, false},
    {6, 1, 12, 48, 2, 31, false},    {6, 2, 12, 48, 0, 20, false},  {6, 3, 12, 48, 0, 18, false},
    {8, 1, 90, 5, 3, 90, false},
};
enum { SAMPLE_REPS = sizeof sample_reps / sizeof *sample_reps };

static const char *const sample_phases[] = {"descent", "hold", "ascent", "rep"};
static const char *const sample_metrics[] = {"lumbar_excursion_deg", "hip_excursion_deg",
                                             "lumbar_fraction", "lumbar_hip_ratio"};
static const char *const sample_faults[] = {"round", "lock"};

static inline void sample_columns(struct hinge_table *table, const char *texts, const char *numbers)
{
    char names[1024];
    for (int kind = 0; kind < 2; kind++) {
        snprintf(names, sizeof names, "%s", kind == 0 ? texts : numbers);
        for (char *name = strtok(names, " "); name != NULL; name = strtok(NULL, " "))
            hinge_table_add_column(table, name, kind == 0 ? HINGE_COLUMN_TEXT : HINGE_COLUMN_NUMBER,
                                   "", -1);
    }
}

static inline void sample_text(struct hinge_table *table, const char *column, const char *text)
{
    long at = hinge_table_find(table, column);
    assert_true(at >= 0);
    hinge_table_set_text(table, (size_t)at, table->rows - 1, text);
}

static inline void sample_number(struct hinge_table *table, const char *column, double value)
{
    long at = hinge_table_find(table, column);
    assert_true(at >= 0);
    table->column[at].number[table->rows - 1] = value;
}

static inline void sample_add_trials(struct hinge_results_writer *writer)
{
    struct hinge_table table = {0}, list = {0};
    sample_columns(&table,
                   "trial_id file participant group session task cue trial role status "
                   "reason message tier lumbar_def driver standing_source side family",
                   "inferred dim rate_hz reps first_rep noise_lumbar_deg");
    sample_columns(&list, "id participant sport", "age");
    for (int t = 0; t < SAMPLE_TRIALS; t++) {
        const struct sample_trial *trial = &sample_trials[t];
        const char *const texts[][2] = {
            {"trial_id", trial->id}, {"participant", trial->participant},
            {"group", trial->group}, {"task", "rdl"},
            {"cue", trial->cue},     {"trial", trial->trial},
            {"role", trial->role},   {"status", trial->status},
            {"tier", trial->tier},   {"standing_source", trial->standing},
            {"lumbar_def", "ISB"},   {"driver", "trunk_thigh"},
            {"family", "markers"},   {"file", trial->id}};
        double reps = 0, before = 0;
        for (int r = 0; r < SAMPLE_REPS; r++) {
            reps += sample_reps[r].trial == t;
            before += sample_reps[r].trial < t;
        }
        hinge_table_add_rows(&table, 1);
        hinge_table_add_rows(&list, 1);
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
            sample_text(&table, texts[i][0], texts[i][1]);
        if (strcmp(trial->status, "refused") == 0) {
            sample_text(&table, "reason", "NO_TRUNK");
            sample_text(&table, "message", "t7: no trunk");
        }
        sample_number(&table, "inferred", trial->inferred);
        sample_number(&table, "dim", 3);
        sample_number(&table, "rate_hz", 60);
        sample_number(&table, "reps", reps);
        sample_number(&table, "first_rep", before);
        sample_number(&table, "noise_lumbar_deg", 0.5);
        sample_text(&list, "id", trial->id);
        sample_number(&list, "age", trial->age);
    }
    hinge_results_add_table(writer, "/trials", &table);
    hinge_results_add_table(writer, "/list", &list);
    hinge_table_clear(&table);
    hinge_table_clear(&list);
}

/* Rows of texts: `columns` of them a row. */
static inline void sample_add_texts(struct hinge_results_writer *writer, const char *group,
                                    const char *names, const char *const *cell, size_t rows,
                                    const char *numbers, const double *number)
{
    struct hinge_table table = {0};
    sample_columns(&table, names, numbers);
    for (size_t r = 0; r < rows; r++) {
        hinge_table_add_rows(&table, 1);
        for (size_t c = 0; c < table.n_columns; c++)
            if (table.column[c].type == HINGE_COLUMN_TEXT)
                sample_text(&table, table.column[c].name, *cell++);
            else
                sample_number(&table, table.column[c].name, *number++);
    }
    hinge_results_add_table(writer, group, &table);
    hinge_table_clear(&table);
}

static inline void sample_add_tables(struct hinge_results_writer *writer)
{
    static const char *const metrics[] = {"lumbar_excursion_deg", "deg", "mean",
                                          "hip_excursion_deg",    "deg", "mean",
                                          "lumbar_fraction",      "1",   "mean",
                                          "lumbar_hip_ratio",     "1",   "ratio_of_means"};
    static const char *const faults[] = {"round", "deg", "lock", "deg"};
    static const char *const parameters[] = {
        "agg.min_reps", "3", "1", "agg.has_fault", "0.75", "1", "filter.fc_fast", "8", "Hz"};
    static const char *const ledger[] = {"t0",      "t0",     "ok", "",   "bad", "bad.csv",
                                         "refused", "RAGGED", "t7", "t7", "ok",  ""};
    sample_add_trials(writer);
    sample_add_texts(writer, "/metrics", "id unit aggregate", metrics, 4, "digits",
                     (const double[]){1, 1, 3, 3});
    sample_add_texts(writer, "/faults", "id unit", faults, 2, "threshold", (const double[]){30, 0});
    sample_add_texts(writer, "/parameters", "key value unit", parameters, 3, "", NULL);
    sample_add_texts(writer, "/ledger", "trial_id file status reason", ledger, 3, "", NULL);
    hinge_results_add_attribute(writer, "source", "hinge-analyze 0");
}

struct sample_row {
    int32_t trial, rep;
    uint8_t floor, complete, valid;
    double time[4], rom;
    uint64_t warnings;
    double metric[SAMPLE_METRICS][SAMPLE_PHASES];
    uint16_t reason[SAMPLE_METRICS][SAMPLE_PHASES];
    uint8_t state[SAMPLE_FAULTS];
    double severity[SAMPLE_FAULTS], threshold[SAMPLE_FAULTS], margin[SAMPLE_FAULTS];
    double fault_time[SAMPLE_FAULTS];
    uint16_t fault_reason[SAMPLE_FAULTS];
};

static inline void sample_row(const struct sample_rep *rep, struct sample_row *row)
{
    const double start = 10 * rep->rep;
    *row = (struct sample_row){
        .trial = rep->trial,
        .rep = rep->rep,
        .complete = 1,
        .valid = !rep->invalid,
        .time = {start, start + 2, start + 3, start + 5},
        .rom = 60,
        .state = {(uint8_t)rep->round, 0},
        .severity = {rep->severity, -7},
        .threshold = {30, 0},
        .margin = {8, 5},
        .fault_time = {start + 1, NAN},
        .fault_reason = {rep->round == 255 ? HINGE_REASON_ROM_SMALL : 0, 0},
    };
    for (int p = 0; p < SAMPLE_PHASES; p++) {
        row->metric[0][p] = rep->lumbar;
        row->metric[1][p] = rep->hip;
        row->metric[2][p] = rep->lumbar / (rep->lumbar + rep->hip);
        row->metric[3][p] = rep->lumbar / rep->hip;
    }
    row->metric[2][1] = row->metric[3][1] = NAN; /* not of a hold */
    row->reason[2][1] = row->reason[3][1] = HINGE_REASON_ROM_SMALL;
}

/* Writes the file at path. */
static inline void sample_results(const char *path)
{
    static const struct hinge_dimension dimensions[] = {{"phase", SAMPLE_PHASES, sample_phases},
                                                        {"metric", SAMPLE_METRICS, sample_metrics},
                                                        {"fault", SAMPLE_FAULTS, sample_faults}};
    static const struct hinge_array_spec specs[] = {
        {"/reps", "trial", "", "", HINGE_ARRAY_I32, 0, {0}},
        {"/reps", "rep", "", "", HINGE_ARRAY_I32, 0, {0}},
        {"/reps", "floor", "", "", HINGE_ARRAY_U8, 0, {0}},
        {"/reps", "complete", "", "", HINGE_ARRAY_U8, 0, {0}},
        {"/reps", "valid", "", "", HINGE_ARRAY_U8, 0, {0}},
        {"/reps", "desc_start_s", "", "", HINGE_ARRAY_F64, 0, {0}},
        {"/reps", "desc_end_s", "", "", HINGE_ARRAY_F64, 0, {0}},
        {"/reps", "asc_start_s", "", "", HINGE_ARRAY_F64, 0, {0}},
        {"/reps", "asc_end_s", "", "", HINGE_ARRAY_F64, 0, {0}},
        {"/reps", "rom_deg", "", "", HINGE_ARRAY_F64, 0, {0}},
        {"/reps", "warnings", "", "", HINGE_ARRAY_U64, 0, {0}},
        {"/reps", "value", "", "", HINGE_ARRAY_F64, 2, {1, 0}},
        {"/reps", "reason", "", "", HINGE_ARRAY_U16, 2, {1, 0}},
        {"/reps", "fault_state", "", "", HINGE_ARRAY_U8, 1, {2}},
        {"/reps", "fault_severity", "", "", HINGE_ARRAY_F64, 1, {2}},
        {"/reps", "fault_threshold", "", "", HINGE_ARRAY_F64, 1, {2}},
        {"/reps", "fault_margin", "", "", HINGE_ARRAY_F64, 1, {2}},
        {"/reps", "fault_time_s", "", "", HINGE_ARRAY_F64, 1, {2}},
        {"/reps", "fault_at_pct", "", "", HINGE_ARRAY_F64, 1, {2}},
        {"/reps", "fault_reason", "", "", HINGE_ARRAY_U16, 1, {2}},
    };
    struct hinge_results_writer *writer;
    assert_works(hinge_results_create(path, dimensions, 3, specs, sizeof specs / sizeof *specs,
                                      &writer, &why));
    for (int i = 0; i < SAMPLE_REPS; i++) {
        struct sample_row r;
        sample_row(&sample_reps[i], &r);
        const void *const data[] = {&r.trial,   &r.rep,       &r.floor,     &r.complete,
                                    &r.valid,   &r.time[0],   &r.time[1],   &r.time[2],
                                    &r.time[3], &r.rom,       &r.warnings,  r.metric,
                                    r.reason,   r.state,      r.severity,   r.threshold,
                                    r.margin,   r.fault_time, r.fault_time, r.fault_reason};
        assert_works(hinge_results_append(writer, 1, data, &why));
    }
    sample_add_tables(writer);
    assert_works(hinge_results_publish(writer, &why));
}

#endif
