/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of a results file whose ids were made to lead out of their folder. */
#include "assert_close.h"

#include "table/columns.h"
#include "view/view.h"

#include <hdf5.h>
#include <hinge/analyze.h>
#include <hinge/ingest.h>
#include <hinge/init.h>
#include <hinge/view.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[256], list[300], study[300], results[300], pages[300];

static void write_list(const char *root)
{
    FILE *file = fopen(list, "w");
    assert_non_null(file);
    fputs("file,id,participant,cue\n", file);
    fprintf(file, "%s/p001/bodyweight_hinge_none_1.trc,..-..-X,p001,none\n", root);
    fprintf(file, "%s/p001/bodyweight_hinge_dowel_1.trc,p001,p001,dowel\n", root);
    assert_int_equal(fclose(file), 0);
}

/* "..-..-X" in the results becomes "../../X". */
static void lead_out(void)
{
    char id[4096];
    hid_t file = H5Fopen(results, H5F_ACC_RDWR, H5P_DEFAULT);
    hid_t set = H5Dopen2(file, "/trials/trial_id", H5P_DEFAULT), type = H5Dget_type(set);
    hid_t space = H5Dget_space(set);
    size_t n = (size_t)H5Sget_simple_extent_npoints(space), found = 0;
    assert_true(n <= sizeof id);
    assert_true(H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, id) >= 0);
    for (size_t i = 0; i + 7 <= n; i++)
        if (memcmp(id + i, "..-..-X", 7) == 0)
            found += (size_t)(id[i + 2] = id[i + 5] = '/') > 0;
    assert_int_equal(found, 1);
    assert_true(H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, id) >= 0);
    H5Sclose(space);
    H5Tclose(type);
    H5Dclose(set);
    assert_true(H5Fclose(file) >= 0);
}

static bool is_there(const char *name)
{
    char path[600];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return access(path, F_OK) == 0;
}

/* Whether a file of somebody else stays there until it is to be replaced. */
static bool is_kept(const char *name, const struct hinge_view_request *view)
{
    char path[600], line[8] = "";
    struct hinge_view_summary made;
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_view_request forced = *view;
    forced.force = true;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("mine", file);
    assert_int_equal(fclose(file), 0);
    bool kept = hinge_view_write(view, &made, &error) == HINGE_USAGE &&
                strstr(error.message, "is there already") != NULL;
    file = fopen(path, "r");
    assert_non_null(file);
    kept = kept && fgets(line, sizeof line, file) != NULL && strcmp(line, "mine") == 0;
    assert_int_equal(fclose(file), 0);
    assert_works(hinge_view_write(&forced, &made, &why));
    return kept;
}

static void no_page_is_outside_of_its_folder(void **state)
{
    struct hinge_ingest_summary stored;
    struct hinge_analyze_summary done;
    struct hinge_view_summary made;
    const char *path = list;
    const struct hinge_ingest_request ingest = {
        .path = &path, .n_paths = 1, .output = study, .threads = 1, .allow_outside = true};
    const struct hinge_analyze_request analyze = {.study = study, .output = results, .threads = 1};
    const struct hinge_view_request view = {.results = results, .output = pages, .threads = 1};
    (void)state;
    assert_works(hinge_ingest(&ingest, &stored, &why));
    assert_works(hinge_analyze(&analyze, &done, &why));
    lead_out();
    assert_works(hinge_view_write(&view, &made, &why));
    assert_int_equal(made.pages, 2);
    assert_false(is_there("X.html"));
    assert_true(is_there("a/b/___.._X~3b89eb.html"));
    assert_true(is_there("a/b/p001.html"));
    /* its own pages are replaced, a file of somebody else is not */
    assert_works(hinge_view_write(&view, &made, &why));
    assert_true(is_kept("a/b/p001.html", &view));
    assert_works(hinge_view_write(&view, &made, &why));
    assert_true(is_kept("a/b/index.html", &view));
}

static void check_command(const struct hinge_view_request *request, const char *id,
                          const char *stem, const char *want)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_view_command(request, id, stem, &text);
    assert_string_equal(text.data, want);
}

static void commands(void **state)
{
    const struct hinge_view_request bare = {.study = "", .results = "a/r.h5", .events = ""};
    const struct hinge_view_request whole = {
        .study = "a/s.h5", .results = "b/r s.h5", .events = "e.csv"};
    (void)state;
    check_command(&bare, "-p1", "-p1", "hinge-view r.h5 --trial ./-p1 -o ./-p1.html");
    check_command(&whole, "a b", "a_b~1",
                  "hinge-view s.h5 'r s.h5' --events e.csv --trial 'a b' -o 'a_b~1.html'");
}

/* Lines of ingest/join.c on how files of sensors fit; hinge-check shows all of them. */
static void good_news_is_not_looked_at(void **state)
{
    static const struct {
        const char *code, *severity, *message;
        bool told;
    } rows[] = {
        {"FILES_JOINED", "note",
         "l1 turns with the recording's first sensor (correlation of the turning rates 1.00)",
         false},
        {"FILES_JOINED", "note",
         "l1 turns with the recording's first sensor (correlation of the turning rates 1.00); t8 "
         "turns 0.10 s after the recording's first sensor (correlation of the turning rates 0.97)",
         false},
        {"FILES_JOINED", "note",
         "l1 turns with the recording's first sensor (correlation of the turning rates 1.00); t8 "
         "turns with the recording's first sensor (correlation of the turning rates 0.31)",
         true},
        {"FILES_JOINED", "note",
         "l1: the turning rates correlate by 0.95, shifted by 2.00 s by 0.98; bends repeat after "
         "this time (0.97), so the clocks are kept",
         true},
        {"FILES_JOINED", "warning",
         "l1 turns 0.31 s after the recording's first sensor (correlation of the turning rates "
         "0.95)",
         true},
        {"TIER_C_NO_LUMBAR", "note", "tier C", false},
        {"LONG_GAP", "warning", "c7 is missing", true}};
    struct hinge_table findings = {0};
    (void)state;
    hinge_table_specify_texts(&findings,
                              (const char *const[]){"code", "severity", "message", NULL});
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const texts[] = {rows[i].code, rows[i].severity, rows[i].message};
        hinge_table_add_row(&findings, texts, NULL);
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(hinge_seen_is_told(&findings, i), rows[i].told);
    hinge_table_clear(&findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_page_is_outside_of_its_folder),
                                       cmocka_unit_test(commands),
                                       cmocka_unit_test(good_news_is_not_looked_at)};
    char root[300], command[600];
    const char *at = getenv("HINGE_ROOT"), *base = getenv("TMPDIR");
    snprintf(root, sizeof root, "%s/datasets/cohort", at != NULL ? at : ".");
    char *cohort = realpath(root, NULL);
    snprintf(folder, sizeof folder, "%s/hinge-test-XXXXXX", base != NULL ? base : "/tmp");
    if (cohort == NULL || mkdtemp(folder) == NULL || hinge_init(NULL) != HINGE_OK)
        return 1;
    snprintf(list, sizeof list, "%s/trials.csv", folder);
    snprintf(study, sizeof study, "%s/study.h5", folder);
    snprintf(results, sizeof results, "%s/results.h5", folder);
    snprintf(pages, sizeof pages, "%s/a", folder);
    mkdir(pages, 0777);
    snprintf(pages, sizeof pages, "%s/a/b", folder);
    write_list(cohort);
    free(cohort);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 ? failed : 1;
}
