/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every number that a cohort is made by: what hinge/simulate.h allows is taken up to
 * its ends, and refused by name one step beyond them. Names become parts of files, so
 * few letters do. */
#include "assert_close.h"
#include "simulate/options.h"

#include <hinge/simulate.h>
#include <string.h>

static struct hinge_simulate_options options;
static struct hinge_error error;

static enum hinge_status check(void)
{
    error = (struct hinge_error)HINGE_ERROR_INIT;
    return hinge_simulate_options_check(&options, &error);
}

static void test_numbers_are_taken_to_their_ends(void **state)
{
    (void)state;
    const struct {
        const char *name;
        double *number;
        double low, high, beyond;
    } given[] = {
        {"rate", &options.rate_hz, 10, 1000, 0.1},
        {"noise", &options.noise_mm, 0, 100, 0.1},
        {"slow error", &options.drift_mm, 0, 100, 0.1},
        {"pull", &options.pull, 0, 0.9, 0.001},
        {"precision", &options.precision_mm, 0.0001, 10, 0.00001},
        {"gaps", &options.gap_share, 0, 0.5, 0.001},
        {"outliers", &options.outlier_share, 0, 0.5, 0.001},
        {"dropped frames", &options.drop_share, 0, 0.5, 0.001},
        {"heading", &options.heading_deg, -360, 360, 0.1},
        {"view", &options.view_deg, -90, 90, 0.1},
        {"scale", &options.scale_px_m, 1, 1e5, 0.1},
        {"image width", &options.image_width_px, 16, 1e5, 0.1},
        {"image height", &options.image_height_px, 16, 1e5, 0.1},
        {"lumbar share", &options.lumbar_share, -0.5, 1, 0.001},
        {"cue effect", &options.cue_effect, -1, 1, 0.001},
        {"variation", &options.variation, 0, 3, 0.001},
        {"fault probability", &options.fault_probability, 0, 1, 0.001},
        {"fault share", &options.fault_share, 0, 1, 0.001},
        {"near miss", &options.near_miss, 0, 1, 0.001},
    };
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        const double ends[] = {given[i].low, given[i].high};
        const double over[] = {given[i].low - given[i].beyond, given[i].high + given[i].beyond};
        hinge_simulate_options_init(&options);
        for (int end = 0; end < 2; end++) {
            *given[i].number = ends[end];
            if (check() != HINGE_OK)
                fail_msg("%s", error.message);
            *given[i].number = over[end];
            assert_int_equal(check(), HINGE_USAGE);
            assert_int_equal(strncmp(error.message, given[i].name, strlen(given[i].name)), 0);
        }
        bool absent =
            given[i].number == &options.heading_deg || given[i].number == &options.lumbar_share;
        *given[i].number = NAN;
        assert_int_equal(check(), absent ? HINGE_OK : HINGE_USAGE);
    }
}

static void test_counts_are_taken_to_their_ends(void **state)
{
    (void)state;
    hinge_simulate_options_init(&options);
    options.participants = 1000000, options.first_participant = 1000000000;
    options.trials = options.reps = 1000;
    assert_int_equal(check(), HINGE_OK);
    options.participants = options.first_participant = options.trials = options.reps = 1;
    assert_int_equal(check(), HINGE_OK);
    options.participants = 0;
    assert_int_equal(check(), HINGE_USAGE);
    options.participants = 1000001;
    assert_int_equal(check(), HINGE_USAGE);
    options.participants = 1, options.first_participant = 0;
    assert_int_equal(check(), HINGE_USAGE);
    options.first_participant = 1000000001;
    assert_int_equal(check(), HINGE_USAGE);
    options.first_participant = 1, options.trials = 0;
    assert_int_equal(check(), HINGE_USAGE);
    options.trials = 1001;
    assert_int_equal(check(), HINGE_USAGE);
    options.trials = 1, options.reps = 0;
    assert_int_equal(check(), HINGE_USAGE);
    options.reps = 1001;
    assert_int_equal(check(), HINGE_USAGE);
}

static void test_names_become_files(void **state)
{
    (void)state;
    char longest[66];
    memset(longest, 'a', 64), longest[64] = '\0';
    const char *const taken[] = {"a", "a.b", "wall-tap_3+", longest};
    hinge_simulate_options_init(&options);
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        options.task = taken[i];
        assert_int_equal(check(), HINGE_OK);
    }
    char longer[66];
    memset(longer, 'a', 65), longer[65] = '\0';
    const char *const refused[] = {"", ".a", "a b", "a/b", "a,b", longer};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        options.task = refused[i];
        assert_int_equal(check(), HINGE_USAGE);
    }
    const char *const cues[] = {"none", "dowel", "none"};
    options.task = "hinge", options.cue = cues, options.n_cues = 2;
    assert_int_equal(check(), HINGE_OK);
    options.n_cues = 3;
    assert_int_equal(check(), HINGE_USAGE);
    assert_string_equal(error.message, "cue \"none\" is given twice");
    options.n_cues = 0;
    assert_int_equal(check(), HINGE_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_taken_to_their_ends),
        cmocka_unit_test(test_counts_are_taken_to_their_ends),
        cmocka_unit_test(test_names_become_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
