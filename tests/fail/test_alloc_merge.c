/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joining the parts of a study and of results with allocations failing in turn, each
 * way that leads to one: out of memory is said and nothing is written, or it fits. */
#include "fail_alloc.h"

#include <hinge/analyze.h>
#include <hinge/ingest.h>
#include <hinge/init.h>
#include <hinge/merge.h>
#include <stdio.h>
#include <unistd.h>

enum { SHARDS = 2 };
static char part[2][SHARDS][4200];
static int kind;

static bool run_once(void)
{
    struct hinge_merge_summary summary;
    struct hinge_error error = HINGE_ERROR_INIT;
    const char *path[SHARDS] = {part[kind][1], part[kind][0]};
    struct hinge_merge_request request = {.path = path, .n_paths = SHARDS};
    enum hinge_status status = hinge_merge(&request, &summary, &error);
    if (fail_no_memory(status, &error))
        return false;
    assert_int_equal(status, HINGE_OK);
    assert_int_equal(summary.rows, 4);
    return true;
}

static void every_way(void **state)
{
    (void)state;
    for (kind = 0; kind < 2; kind++) {
        assert_true(run_once());
        fail_check_paths(run_once, kind == 0 ? "studies" : "results", 50, 10);
        fail_forget();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_way)};
    const char *root = getenv("HINGE_ROOT"), *base = getenv("TMPDIR");
    char folder[4096], recording[4][4200], command[4300];
    const char *path[4];
    struct hinge_config config;
    struct hinge_ingest_summary stored;
    struct hinge_analyze_summary analysed;
    snprintf(folder, sizeof folder, "%s/hinge-merge-XXXXXX", base ? base : "/tmp");
    if (mkdtemp(folder) == NULL || hinge_init(NULL) != HINGE_OK ||
        hinge_config_init(&config, NULL) != HINGE_OK)
        return 1;
    for (int i = 0; i < 4; i++) {
        snprintf(recording[i], sizeof recording[i],
                 "%s/datasets/cohort/p00%d/bodyweight_hinge_%s_1.trc",
                 root != NULL ? root : ".", 1 + i / 2, i % 2 ? "none" : "dowel");
        path[i] = recording[i];
    }
    for (size_t i = 0; i < SHARDS; i++) {
        snprintf(part[0][i], sizeof part[0][i], "%s/study.%zu.h5", folder, i);
        snprintf(part[1][i], sizeof part[1][i], "%s/results.%zu.h5", folder, i);
        struct hinge_ingest_request ingest = {.path = path,
                                              .n_paths = 4,
                                              .output = part[0][i],
                                              .config = &config,
                                              .threads = 1,
                                              .shard = i + 1,
                                              .shards = SHARDS};
        struct hinge_analyze_request analyze = {
            .study = part[0][i], .output = part[1][i], .config = &config, .threads = 1};
        if (hinge_ingest(&ingest, &stored, NULL) != HINGE_OK ||
            hinge_analyze(&analyze, &analysed, NULL) != HINGE_OK)
            return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    hinge_config_clear(&config);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 ? failed : 1;
}
