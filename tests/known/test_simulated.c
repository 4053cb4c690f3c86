/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulated cohorts without noise, through ingest and analysis, against their own
 * truth: the lumbar fraction of every repetition within 0.02, every planted fault
 * found, none invented, net moments within 0.001 N m/kg. What noise does to that is no test but a
 * table: scripts/evidence/accuracy, docs/validation.md. */
#include "test.h"

#include "reps/view.h"
#include "shared_data.h"
#include "simulate/simulate.h"

#include <ftw.h>
#include <hinge/simulate.h>

/* truth.csv: a row per repetition, cells by column name. */
struct truth {
    char *text;
    char *name[64], *cell[2000][64];
    size_t columns, rows;
};

static void split(char *line, char **cell, size_t *n)
{
    for (*n = 0; line != NULL && *n < 64; (*n)++)
        cell[*n] = strsep(&line, ",");
}

static void truth_read(struct truth *t, const char *folder)
{
    char path[400];
    size_t size = 0, n;
    snprintf(path, sizeof path, "%s/cohort/truth.csv", folder);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    memset(t, 0, sizeof *t);
    assert_true(getdelim(&t->text, &size, '\0', file) > 0);
    fclose(file);
    char *rest = t->text, *line = strsep(&rest, "\n");
    split(line, t->name, &t->columns);
    while ((line = strsep(&rest, "\n")) != NULL && *line != '\0') {
        assert_true(t->rows < 2000);
        split(line, t->cell[t->rows++], &n);
        assert_int_equal(n, t->columns);
    }
}

static const char *truth_of(const struct truth *t, size_t row, const char *column)
{
    for (size_t c = 0; c < t->columns; c++)
        if (strcmp(t->name[c], column) == 0)
            return t->cell[row][c];
    fail_msg("truth.csv has no %s", column);
    return "";
}

/* Row of /reps of a true repetition. */
static size_t found_rep(const struct analysis *a, const struct truth *t, size_t row)
{
    const char *file = truth_of(t, row, "file");
    size_t rep = (size_t)strtoul(truth_of(t, row, "rep"), NULL, 10);
    for (size_t i = 0; i < a->trials.rows; i++) {
        if (strcmp(hinge_table_text(&a->trials, "file", i), file) != 0)
            continue;
        for (size_t k = 0; k < a->reps; k++)
            if (a->trial[k] == (double)i && --rep == 0)
                return k;
    }
    fail_msg("%s: repetition %s was not found", file, truth_of(t, row, "rep"));
    return 0;
}

static double *read_all(const struct analysis *a, const char *name, size_t width)
{
    double *values = calloc(a->reps * width, sizeof *values);
    assert_works(hinge_results_read(a->reader, "/reps", name, 0, a->reps, values, &why));
    return values;
}

static void check_fault(const struct truth *t, size_t row, const char *fault, double state,
                        size_t counts[2])
{
    long truth = strtol(truth_of(t, row, fault), NULL, 10);
    bool wrong = (truth == 3 && !(state >= 2)) || (truth == 0 && !(state < 2));
    if (wrong)
        fail_msg("%s, repetition %s: %s is %ld in truth, %g found", truth_of(t, row, "file"),
                 truth_of(t, row, "rep"), fault, truth, state);
    counts[0] += truth == 0;
    counts[1] += truth == 3;
}

static void compare(const struct analysis *a, const struct truth *t, char tier)
{
    size_t faults = 0;
    const char *const *fault = hinge_preset_names(&faults);
    faults = HINGE_TRUTH_COUNT;
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    assert_works(hinge_results_get_table(a->reader, "/faults", &table, &why));
    cleared_by(freed) double *fraction = read_all(a, "lumbar_fraction", 4);
    cleared_by(freed) double *state = read_all(a, "fault_state", table.rows);
    assert_int_equal(a->reps, t->rows); /* none lost, none invented */
    for (size_t i = 0; i < a->trials.rows; i++)
        assert_int_equal(*hinge_table_text(&a->trials, "tier", i), tier);
    for (size_t f = 0; f < faults; f++) {
        size_t column = 0, counts[2] = {0, 0};
        while (strcmp(hinge_table_text(&table, "id", column), fault[f]) != 0)
            column++;
        for (size_t row = 0; row < t->rows; row++)
            check_fault(t, row, fault[f], state[found_rep(a, t, row) * table.rows + column],
                        counts);
        assert_true(counts[0] > 0 && counts[1] > 0); /* both were there to be told apart */
    }
    for (size_t row = 0; row < t->rows; row++)
        assert_close(fraction[4 * found_rep(a, t, row)],
                     strtod(truth_of(t, row, "lumbar_fraction"), NULL), 0, 0.02);
}

/* Net moments at the bottom, work and power of the ascent and the shift of the centre of mass, of
 * people with head and hands. */
static void compare_moments(const struct analysis *a, const struct truth *t)
{
    static const struct {
        const char *name;
        enum hinge_phase phase;
        double error;
    } of[] = {{"moment_hip_nm_kg", HINGE_PHASE_REP, 0.001},
              {"moment_l5s1_nm_kg", HINGE_PHASE_REP, 0.001},
              {"work_hip_j_kg", HINGE_PHASE_ASCENT, 0.03},
              {"work_back_j_kg", HINGE_PHASE_ASCENT, 0.03},
              {"work_back_share", HINGE_PHASE_ASCENT, 0.01},
              {"power_hip_peak_w_kg", HINGE_PHASE_ASCENT, 0.15},
              {"power_back_peak_w_kg", HINGE_PHASE_ASCENT, 0.2},
              {"moment_l5s1_mean_nm_kg", HINGE_PHASE_ASCENT, 0.05},
              {"com_foot_shift_pct", HINGE_PHASE_REP, 0.01}};
    for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
        cleared_by(freed) double *found = read_all(a, of[k].name, 4);
        for (size_t row = 0; row < t->rows; row++)
            assert_close(found[4 * found_rep(a, t, row) + of[k].phase],
                         strtod(truth_of(t, row, of[k].name), NULL), 0, of[k].error);
    }
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
    (void)info;
    (void)type;
    (void)ftw;
    return remove(path);
}

static void check_format(enum hinge_simulate_format format, char tier)
{
    static struct truth truth;
    struct analysis a;
    struct hinge_simulate_options options;
    struct hinge_error error = HINGE_ERROR_INIT;
    char folder[300], list[400];
    static const char *const cue[] = {"none"};
    analysis_folder(&a);
    hinge_simulate_options_init(&options);
    options.format = format;
    options.noise_mm = 0;
    options.participants = 45; /* three people a fault */
    options.reps = 3;
    options.cue = cue;
    options.n_cues = 1;
    options.fault = hinge_preset_names(&options.n_faults);
    options.n_faults = HINGE_TRUTH_COUNT;
    options.fault_probability = 0.9; /* and some without */
    snprintf(folder, sizeof folder, "%s/cohort", a.folder);
    enum hinge_status status = hinge_simulate(&options, folder, NULL, NULL, &error);
    if (status != HINGE_OK)
        fail_msg("%s", error.message);
    snprintf(list, sizeof list, "%s/trials.csv", folder);
    analysis_run(&a, list, false);
    truth_read(&truth, a.folder);
    assert_int_equal(truth.rows, 135);
    compare(&a, &truth, tier);
    if (format == HINGE_SIMULATE_trc_whole_a)
        compare_moments(&a, &truth);
    free(truth.text);
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    analysis_close(&a);
}

TEST(pelvis_and_thorax_markers)
{
    check_format(HINGE_SIMULATE_trc_a, 'A');
}

TEST(whole_bodies)
{
    check_format(HINGE_SIMULATE_trc_whole_a, 'A');
}

TEST(spine_chain)
{
    check_format(HINGE_SIMULATE_trc_b, 'B');
}

TEST(spine_chain_as_csv)
{
    check_format(HINGE_SIMULATE_csv, 'B');
}
