/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checking a study with its allocations failing in turn, each way that leads to one:
 * out of memory is said, or the findings are the same. */
#include "fail_alloc.h"

#include <hinge/check.h>
#include <hinge/ingest.h>
#include <hinge/init.h>
#include <stdio.h>
#include <unistd.h>

static char study[4200];
static struct hinge_config config;

static bool run_once(void)
{
    char said[4096] = "";
    struct hinge_check_report report;
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_check_request request = {
        .study = study, .config = &config, .threads = 1};
    enum hinge_status status = hinge_check_study(&request, &report, &error);
    bool none = fail_no_memory(status, &error);
    size_t used = 0;
    for (size_t i = 0; i < report.findings.rows; i++)
        used += (size_t)snprintf(said + used, sizeof said - used, "%s %s\n",
                                 hinge_table_text(&report.findings, "trial_id", i),
                                 hinge_table_text(&report.findings, "message", i));
    hinge_check_report_clear(&report);
    if (!none)
        fail_same(said, used);
    return !none;
}

static void every_way(void **state)
{
    (void)state;
    assert_true(run_once());
    assert_non_null(strstr(fail_whole, "the same numbers"));
    fail_check_paths(run_once, "check", 100, 20);
    fail_forget();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_way)};
    const char *root = getenv("HINGE_ROOT"), *base = getenv("TMPDIR");
    char folder[4096], good[4200], copy[4200], command[9000];
    const char *path[] = {good, copy};
    struct hinge_ingest_summary stored;
    snprintf(folder, sizeof folder, "%s/hinge-check-XXXXXX", base ? base : "/tmp");
    if (mkdtemp(folder) == NULL || hinge_init(NULL) != HINGE_OK ||
        hinge_config_init(&config, NULL) != HINGE_OK)
        return 1;
    snprintf(study, sizeof study, "%s/study.h5", folder);
    snprintf(copy, sizeof copy, "%s/copy.trc", folder);
    snprintf(good, sizeof good, "%s/datasets/cohort/p001/bodyweight_hinge_none_1.trc",
             root != NULL ? root : ".");
    snprintf(command, sizeof command, "cp '%s' '%s'", good, copy);
    struct hinge_ingest_request ingest = {
        .path = path, .n_paths = 2, .output = study, .config = &config, .threads = 1};
    if (system(command) != 0 || hinge_ingest(&ingest, &stored, NULL) != HINGE_OK)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    hinge_config_clear(&config);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 ? failed : 1;
}
