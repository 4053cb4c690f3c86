/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run of analysis (signal, body, reps, metrics, faults, results file) with its
 * allocations failing in turn, each way that leads to one: out of memory is said and
 * nothing is written, or the file is the same, byte for byte. Never a value that became
 * a gap. */
#include "fail_alloc.h"

#include <hinge/analyze.h>
#include <hinge/ingest.h>
#include <hinge/init.h>
#include <hinge/simulate.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

static char folder[4096], study[4200], output[4200];
static struct hinge_config config;

static char *read_whole(size_t *size)
{
    FILE *file = fopen(output, "rb");
    if (file == NULL)
        return NULL;
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    char *bytes = __real_malloc(*size + 1);
    assert_int_equal(fread(bytes, 1, *size, file), *size);
    fclose(file);
    return bytes;
}

/* False when out of memory was said. */
static bool run_once(void)
{
    struct hinge_analyze_summary summary;
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_analyze_request request = {
        .study = study, .output = output, .config = &config, .threads = 1};
    unlink(output);
    enum hinge_status status = hinge_analyze(&request, &summary, &error);
    bool none = fail_no_memory(status, &error);
    size_t size = 0;
    char *bytes = read_whole(&size);
    assert_true((bytes == NULL) == none);
    if (!none)
        fail_same(bytes, size);
    free(bytes);
    return !none;
}

/* A tracked pelvis, a spine chain and an image, one trial each. */
static void make_study(void)
{
    static const enum hinge_simulate_format format[] = {
        HINGE_SIMULATE_trc_a, HINGE_SIMULATE_trc_b, HINGE_SIMULATE_csv_mediapipe};
    enum { N = sizeof format / sizeof *format };
    static const char *const cue[] = {"none"};
    char list[N][4300];
    const char *path[N];
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_simulate_summary made;
    struct hinge_ingest_summary stored;
    for (size_t i = 0; i < N; i++) {
        struct hinge_simulate_options options;
        char cohort[4200];
        hinge_simulate_options_init(&options);
        options.first_participant = i + 1;
        options.participants = 1;
        options.cue = cue;
        options.n_cues = 1;
        options.reps = 2;
        options.rate_hz = 50;
        options.format = format[i];
        snprintf(cohort, sizeof cohort, "%s/%zu", folder, i);
        snprintf(list[i], sizeof list[i], "%s/trials.csv", cohort);
        path[i] = list[i];
        if (hinge_simulate(&options, cohort, NULL, &made, &error) != HINGE_OK)
            fail_msg("%s", error.message);
    }
    struct hinge_ingest_request ingest = {
        .path = path, .n_paths = N, .output = study, .config = &config, .threads = 1};
    if (hinge_ingest(&ingest, &stored, &error) != HINGE_OK)
        fail_msg("%s", error.message);
}

static void every_way(void **state)
{
    (void)state;
    make_study();
    assert_true(run_once());
    /* analysis gets by without little of its memory */
    fail_check_paths(run_once, "analyze", 300, 20);
    fail_forget();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_way)};
    const char *base = getenv("TMPDIR");
    char command[4300];
    snprintf(folder, sizeof folder, "%s/hinge-analyze-XXXXXX", base ? base : "/tmp");
    if (mkdtemp(folder) == NULL || hinge_init(NULL) != HINGE_OK ||
        hinge_config_init(&config, NULL) != HINGE_OK)
        return 1;
    snprintf(study, sizeof study, "%s/study.h5", folder);
    snprintf(output, sizeof output, "%s/results.h5", folder);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    hinge_config_clear(&config);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 ? failed : 1;
}
