/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was ingested comes out again: every number of a table, and names, units and
 * clock of what analysis works on. */
#include "assert_close.h"
#include "recording_text.h"

#include "export/export.h"

#include <hinge/export.h>
#include <hinge/ingest.h>
#include <hinge/init.h>
#include <jansson.h>

static char folder[256], study[300];
static struct hinge_config config;

enum { FRAMES = 200 };
static double written(size_t frame, size_t column)
{
    double lean = 0.5 * (1 - cos(2 * 3.14159265 * (double)frame / FRAMES));
    const double v[8] = {
        500 + 250 * sin(lean), 600 - 250 * cos(lean), 500 - 40 * lean, 600, 505, 800, 500, 1000};
    return round(v[column] * 8) / 8; /* exact in text */
}

static char *exported(enum hinge_export_kind kind)
{
    struct hinge_export_summary summary;
    const struct hinge_export_request request = {.study = study, .kind = kind, .config = &config};
    assert_works(hinge_export(&request, &summary, &why));
    assert_int_equal(strlen(summary.text), summary.length);
    return summary.text;
}

static void raw_is_every_number(void **state)
{
    char *text = exported(HINGE_EXPORT_RAW), *at = strchr(text, '\n') + 1;
    (void)state;
    assert_memory_equal(text, "time_s,shoulder_x_px,shoulder_y_px,", 34);
    for (size_t i = 0; i < FRAMES; i++) {
        assert_close(strtod(at, &at), (double)i / 50, 0, 0);
        for (size_t c = 0; c < 8; c++) {
            assert_int_equal(*at++, ',');
            assert_close(strtod(at, &at), written(i, c), 0, 0);
        }
        assert_int_equal(*at++, '\n');
    }
    assert_int_equal(*at, '\0');
    free(text);
}

/* Angles as OpenSim reads them: degrees said, as many rows as said, 50 per second. */
static void angles_say_their_unit_and_rows(void **state)
{
    char *text = exported(HINGE_EXPORT_MOT);
    (void)state;
    assert_non_null(strstr(text, "inDegrees=yes"));
    const char *rows = strstr(text, "nRows="), *body = strstr(text, "endheader\n");
    assert_true(rows != NULL && body != NULL);
    long declared = strtol(rows + 6, NULL, 10), n = -1; /* the line of names */
    for (const char *at = strchr(body, '\n') + 1; *at != '\0'; at = strchr(at, '\n') + 1)
        n++;
    assert_int_equal(n, declared);
    free(text);
}

struct words {
    const char *participant, *session, *cue, *trial, *tracksys, *want;
};

static void make_list(const struct words *row, size_t n, struct hinge_table *list)
{
    static const char *const columns[] = {"id", "participant", "session", "task", "cue", "trial"};
    for (size_t c = 0; c < 6; c++)
        hinge_table_add_column(list, columns[c], HINGE_COLUMN_TEXT, "", -1);
    hinge_table_add_rows(list, n);
    for (size_t r = 0; r < n; r++) {
        const char *const cell[] = {"rec_9", row[r].participant, row[r].session,
                                    "rdl",   row[r].cue,         row[r].trial};
        for (size_t c = 0; c < 6; c++)
            hinge_table_set_text(list, c, r, cell[c]);
    }
}

/* Letters and digits of the words, and each word has a label of its own, in whatever
 * case: of p1, p_1 and P1 the one that is a label keeps it, the others are numbered in
 * the list's order past any that is there. Who is not named goes by the recording's id,
 * which says which trial it is. What has neither letter nor digit is refused. */
static void names_of_bids(void **state)
{
    static const struct words rows[] = {
        {"01", "1", "dowel", "1", "markers",
         "sub-01_ses-1_task-rdl_tracksys-markers_acq-dowel_run-1"},
        {"p-7", "", "", "2", NULL, "sub-p7x4_task-rdl_run-2"},
        {"p7", "", "tap", "b", NULL, "sub-p7_task-rdl_acq-tapbx2"},
        {"P7", "", "tapb", "1", NULL, "sub-P7x3_task-rdl_acq-tapb_run-1"},
        {"p7x2", "", "ta", "pb", NULL, "sub-p7x2_task-rdl_acq-tapbx3"},
        {"p7x_2", "11", "", "", NULL, "sub-p7x2x2_ses-11_task-rdl"},
        {"p.7", "1_1", "", "", NULL, "sub-p7x5_ses-11x2_task-rdl"},
        {"rec9", "", "", "", NULL, "sub-rec9_task-rdl"},
        {"", "", "tap", "b", NULL, "sub-rec9x2_task-rdl_acq-tap"},
        {"Мария", "", "", "", NULL, NULL},
        {"患者一", "", "", "", NULL, NULL},
        {"x", "", "—", "", NULL, NULL},
        /* the same again, with another load: behind the largest; a trial that is no number */
        {"01", "1", "dowel", "1", NULL, "sub-01_ses-1_task-rdl_acq-dowel_run-4"},
        {"01", "1", "dowel", "3", NULL, "sub-01_ses-1_task-rdl_acq-dowel_run-3"},
        {"p7", "", "tap", "b", NULL, "sub-p7_task-rdl_acq-tapbx2_run-2"}};
    enum { N = sizeof rows / sizeof *rows };
    cleared_by(hinge_table_clear) struct hinge_table list = {0};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_bids_labels labels = {0};
    (void)state;
    make_list(rows, N, &list);
    hinge_bids_labels_make(&list, &arena, &labels);
    for (size_t k = 0; k < N; k++) {
        const struct hinge_bids_row row = {&list, &labels, k};
        struct hinge_error error = HINGE_ERROR_INIT;
        cleared_by(hinge_text_clear) struct hinge_text name = {0};
        enum hinge_status status = hinge_motion_bids_name(&row, rows[k].tracksys, &name, &error);
        assert_int_equal(status, rows[k].want != NULL ? HINGE_OK : HINGE_INPUT);
        if (rows[k].want != NULL)
            assert_string_equal(hinge_text_string(&name), rows[k].want);
        else
            assert_non_null(strstr(error.message, "no letter a to z"));
    }
}

/* What a cue is called reads back, whatever is in it. */
static void sidecars_hold_any_text(void **state)
{
    static const struct words row = {
        .participant = "p7", .session = "", .cue = "a \"dowel\"\\ \x1f\x01\t\xc3\xa9", .trial = ""};
    struct hinge_processed processed = {0};
    cleared_by(hinge_table_clear) struct hinge_table list = {0};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_bids_labels labels = {0};
    cleared_by(hinge_text_clear) struct hinge_text file = {0};
    char path[400];
    (void)state;
    make_list(&row, 1, &list);
    hinge_bids_labels_make(&list, &arena, &labels);
    const struct hinge_bids_row bids = {&list, &labels, 0};
    const struct hinge_recording bare = {0}; /* without muscles */
    processed.body.rate_hz = 50;
    assert_works(hinge_motion_bids_write(&processed, &bare, &bids, folder, NULL, &file, &why));
    snprintf(path, sizeof path,
             "%s/sub-p7/motion/sub-p7_task-rdl_tracksys-%s_acq-adowel_desc-processed_"
             "motion.json",
             folder, hinge_family_name(processed.body.family));
    json_t *sidecar = json_load_file(path, 0, NULL);
    if (sidecar == NULL)
        fail_msg("%s", path);
    assert_string_equal(json_string_value(json_object_get(sidecar, "Instructions")), row.cue);
    json_decref(sidecar);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(raw_is_every_number),
                                       cmocka_unit_test(angles_say_their_unit_and_rows),
                                       cmocka_unit_test(names_of_bids),
                                       cmocka_unit_test(sidecars_hold_any_text)};
    char recording[300], command[512];
    const char *path[] = {recording};
    struct hinge_ingest_summary stored;
    make_test_folder(folder);
    snprintf(recording, sizeof recording, "%s/person.csv", folder);
    snprintf(study, sizeof study, "%s/study.h5", folder);
    FILE *file = fopen(recording, "w");
    hinge_config_init(&config);
    if (file == NULL || hinge_init(NULL) != HINGE_OK ||
        hinge_config_set(&config, "ingest", "up", "-y", "test", NULL) != HINGE_OK)
        return 1;
    fputs("time,shoulder_x,shoulder_y,hip_x,hip_y,knee_x,knee_y,ankle_x,ankle_y\n", file);
    for (size_t i = 0; i < FRAMES; i++) {
        fprintf(file, "%.17g", (double)i / 50);
        for (size_t c = 0; c < 8; c++)
            fprintf(file, ",%.17g", written(i, c));
        fputs("\n", file);
    }
    fclose(file);
    struct hinge_ingest_request ingest = {
        .path = path, .n_paths = 1, .output = study, .config = &config, .threads = 1};
    struct hinge_error error = HINGE_ERROR_INIT;
    if (hinge_ingest(&ingest, &stored, &error) != HINGE_OK) {
        print_error("%s\n", error.message);
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    hinge_config_clear(&config);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 ? failed : 1;
}
