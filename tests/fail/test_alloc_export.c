/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exporting a recording, raw and processed, with allocations failing in turn, each way
 * that leads to one: out of memory is said, or the text is the same. */
#include "fail_alloc.h"

#include <hinge/export.h>
#include <hinge/ingest.h>
#include <hinge/init.h>
#include <stdio.h>
#include <unistd.h>

static char study[4200];
static struct hinge_config config;
static enum hinge_export_kind kind;

static bool run_once(void)
{
    struct hinge_export_summary summary;
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_export_request request = {
        .study = study, .kind = kind, .config = &config};
    enum hinge_status status = hinge_export(&request, &summary, &error);
    if (fail_no_memory(status, &error)) {
        assert_null(summary.text);
        return false;
    }
    fail_same(summary.text, strlen(summary.text));
    free(summary.text);
    return true;
}

static void every_way(void **state)
{
    static const enum hinge_export_kind kinds[] = {HINGE_EXPORT_RAW, HINGE_EXPORT_CSV,
                                                   HINGE_EXPORT_TRC, HINGE_EXPORT_MOT};
    (void)state;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        char what[32];
        kind = kinds[k];
        snprintf(what, sizeof what, "kind %d", (int)kind);
        assert_true(run_once());
        fail_check_paths(run_once, what, 50, 10);
        fail_forget();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_way)};
    const char *root = getenv("HINGE_ROOT"), *base = getenv("TMPDIR");
    char folder[4096], recording[4200], command[4300];
    const char *path[] = {recording};
    struct hinge_ingest_summary stored;
    snprintf(folder, sizeof folder, "%s/hinge-export-XXXXXX", base ? base : "/tmp");
    if (mkdtemp(folder) == NULL || hinge_init(NULL) != HINGE_OK ||
        hinge_config_init(&config, NULL) != HINGE_OK)
        return 1;
    snprintf(study, sizeof study, "%s/study.h5", folder);
    snprintf(recording, sizeof recording,
             "%s/datasets/cohort/p001/bodyweight_hinge_none_1.trc",
             root != NULL ? root : ".");
    struct hinge_ingest_request ingest = {
        .path = path, .n_paths = 1, .output = study, .config = &config, .threads = 1};
    if (hinge_ingest(&ingest, &stored, NULL) != HINGE_OK)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    hinge_config_clear(&config);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 ? failed : 1;
}
