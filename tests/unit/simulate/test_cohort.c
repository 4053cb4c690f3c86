/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole cohorts: same options, same bytes; nobody depends on the others; bad options
 * and bad folders are refused with what is wrong. */
#include "base/file.h"
#include "simulate/simulate.h"
#include "test.h"

#include <hinge/simulate.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[4096]; /* of all tests, removed at the end */

static int make_folder(void **state)
{
    (void)state;
    const char *root = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/hinge-simulate-XXXXXX", root != NULL ? root : "/tmp");
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[5000];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static CMFixtureFunction before_all = make_folder, after_all = remove_folder;

static void path_of(char path[8192], const char *cohort, const char *file)
{
    snprintf(path, 8192, "%s/%s%s%s", folder, cohort, file[0] ? "/" : "", file);
}

static void small(struct hinge_simulate_options *options)
{
    hinge_simulate_options_init(options);
    options->participants = 5;
    options->reps = 2;
    options->rate_hz = 10;
    options->threads = 1;
}

static void simulate(const struct hinge_simulate_options *options, const char *cohort)
{
    char path[8192];
    path_of(path, cohort, "");
    assert_works(hinge_simulate(options, path, NULL, NULL, &why));
}

/* A file of a cohort as a string the caller frees. */
static char *slurp(const char *cohort, const char *file)
{
    char path[8192];
    struct hinge_bytes bytes = {0};
    path_of(path, cohort, file);
    assert_works(hinge_file_read(path, path, 1u << 28, &bytes, &why));
    return bytes.data;
}

static bool same(const char *a, const char *b, const char *file)
{
    cleared_by(freed) char *x = slurp(a, file), *y = slurp(b, file);
    bool equal = strcmp(x, y) == 0;
    return equal;
}

/* What a habit is measured against comes first, and what it shows on is there. */
TEST(test_references_and_props)
{
    static const struct {
        const char *fault, *file, *role, *head;
    } rows[] = {{"lumbar_rounding_of_max", "p001/maxflex.trc", ",maxflex\n", ""},
                {"rib_flare_setup", "p001/stack_ref.trc", ",stack_ref\n", ""},
                {"dowel_tail", "p001/bodyweight_hinge_none_1.trc", "", "\tdow_2\t"},
                {"cop_off_target", "p001/bodyweight_hinge_none_1.trc", "", "\tcop_l\t"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct hinge_simulate_options options;
        small(&options);
        options.participants = 1;
        options.reps = 1;
        options.fault = &rows[k].fault;
        options.n_faults = 1;
        simulate(&options, rows[k].fault);
        cleared_by(freed) char *list = slurp(rows[k].fault, "trials.csv");
        cleared_by(freed) char *file = slurp(rows[k].fault, rows[k].file);
        const char *at = strstr(list, rows[k].file);
        assert_non_null(at);
        assert_non_null(strstr(at, rows[k].role));
        assert_non_null(strstr(file, rows[k].head));
    }
}

/* Participant 3 is the same alone, in a larger cohort, and in parts. */
TEST(test_nobody_depends_on_the_others)
{
    struct hinge_simulate_options options;
    small(&options);
    simulate(&options, "five");
    options.participants = 7;
    simulate(&options, "seven");
    options.participants = 1;
    options.first_participant = 3;
    simulate(&options, "third");
    assert_true(same("five", "seven", "p003/bodyweight_hinge_none_1.trc"));
    assert_true(same("five", "third", "p003/bodyweight_hinge_dowel_1.trc"));
    cleared_by(freed) char *truth = slurp("third", "truth.csv"), *all = slurp("five", "truth.csv");
    const char *row = strchr(truth, '\n') + 1;
    assert_non_null(strstr(all, row));
}

/* One row per recording and one per repetition, with as many cells as the header. */
TEST(test_lists)
{
    struct hinge_simulate_options options;
    static const char *const fault[] = {"no_lockout"};
    small(&options);
    options.fault = fault;
    options.n_faults = 1;
    options.format = HINGE_SIMULATE_csv_coco;
    simulate(&options, "lists");
    static const char *const file[] = {"trials.csv", "truth.csv"};
    static const size_t rows[] = {1 + 5 * 2, 1 + 5 * 2 * 2};
    for (int i = 0; i < 2; i++) {
        cleared_by(freed) char *text = slurp("lists", file[i]);
        size_t lines = 0, cells = 0, expected = 0;
        for (const char *p = text; *p != '\0'; p++) {
            cells += *p == ',';
            if (*p != '\n')
                continue;
            expected = lines == 0 ? cells : expected;
            assert_int_equal(cells, expected);
            cells = 0;
            lines++;
        }
        assert_int_equal(lines, rows[i]);
    }
    cleared_by(freed) char *text = slurp("lists", "truth.csv");
    assert_non_null(strstr(text, ",C,no_lockout,"));
}

static bool stop_now(void *context)
{
    (void)context;
    return true;
}

TEST(test_stopping_leaves_no_lists)
{
    struct hinge_simulate_options options;
    struct hinge_progress progress = {.stop = stop_now};
    struct hinge_error error = HINGE_ERROR_INIT;
    char path[8192];
    small(&options);
    path_of(path, "stopped", "");
    assert_int_equal(hinge_simulate(&options, path, &progress, NULL, &error), HINGE_INTERRUPTED);
    path_of(path, "stopped", "trials.csv");
    assert_int_not_equal(access(path, F_OK), 0);
    path_of(path, "stopped", ".trials.csv.hinge~");
    assert_int_not_equal(access(path, F_OK), 0);
}

/* A range has its ends; a number that a person may have of their own may be missing. */
TEST(ranges_have_their_ends)
{
#define AT(member) offsetof(struct hinge_simulate_options, member)
    /* clang-format off */
    static const struct {
        size_t at;
        double value;
        bool taken;
    } rows[] = {{AT(rate_hz), 10, true}, {AT(rate_hz), 1000, true}, {AT(rate_hz), 9.999, false}, {AT(rate_hz), 1000.001, false}, {AT(rate_hz), NAN, false},
        {AT(heading_deg), NAN, true}, {AT(lumbar_share), NAN, true}, {AT(rest_s), NAN, true}, {AT(descent_s), NAN, true}, {AT(noise_mm), NAN, false}, {AT(drift_mm), NAN, false},
        {AT(pull), NAN, false}, {AT(precision_mm), NAN, false}, {AT(gap_share), NAN, false}, {AT(outlier_share), NAN, false}, {AT(drop_share), NAN, false}, {AT(view_deg), NAN, false},
        {AT(scale_px_m), NAN, false}, {AT(image_width_px), NAN, false}, {AT(image_height_px), NAN, false}, {AT(cue_effect), NAN, false}, {AT(variation), NAN, false}, {AT(transfer), NAN, false},
        {AT(fault_probability), NAN, false}, {AT(fault_share), NAN, false}, {AT(near_miss), NAN, false}, {AT(stand_s), NAN, false}, {AT(rear_foot_m), NAN, false}, {AT(retain), NAN, false}};
    /* clang-format on */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hinge_simulate_options options;
        small(&options);
        memcpy((char *)&options + rows[i].at, &rows[i].value, sizeof rows[i].value);
        assert_int_equal(hinge_simulate_options_check(&options, NULL) == HINGE_OK, rows[i].taken);
    }
}
