/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What trial lists and folders become: the cells of the intake's list. */
#include "ingest/ingest.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/hinge-plan-XXXXXX");
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    char command[96];
    (void)state;
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    return system(command);
}

static CMFixtureFunction before_all = make_folder, after_all = remove_folder;

/* Writes folder/name, making its folders; returns the path (one at a time). */
static const char *write_text(const char *name, const char *text)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    for (char *p = path + strlen(folder) + 1; *p != '\0'; p++)
        if (*p == '/') {
            *p = '\0';
            mkdir(path, 0700);
            *p = '/';
        }
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return path;
}

static enum hinge_status plan_of(const char *path, char decimal, struct hinge_intake *intake,
                                 struct hinge_error *error)
{
    cleared_by(hinge_config_clear) struct hinge_config config;
    hinge_config_init(&config);
    config.ingest.decimal = decimal;
    struct hinge_ingest_request request = {
        .path = &path, .n_paths = 1, .config = &config, .threads = 1};
    enum hinge_status status = hinge_intake_make(&request, intake, error);
    return status;
}

static double number(const struct hinge_intake *intake, const char *column, size_t row)
{
    long c = hinge_table_find(&intake->list, column);
    assert_true(c >= 0);
    assert_int_equal(intake->list.column[c].type, HINGE_COLUMN_NUMBER);
    return intake->list.column[c].number[row];
}

static void assert_text(const struct hinge_intake *intake, const char *column, size_t row,
                        const char *expected)
{
    const char *text = hinge_table_text(&intake->list, column, row);
    assert_non_null(text);
    assert_string_equal(text, expected);
}

TEST(spreadsheet)
{
    cleared_by(hinge_intake_clear) struct hinge_intake intake;
    write_text("p01/a.csv", "x");
    const char *list = write_text("list.csv", "\xef\xbb\xbfStudie R\xc3\xbc"
                                              "cken;;;;\r\n;;;;\r\n"
                                              "file;participant;height_m;load_kg;bmi\r\n"
                                              "p01\\a.csv;P1;1,687;12,5;22,1\r\n;;;;\r\n"
                                              "p01\\b.csv;P2;1,702;;23,4\r\n;;;;\r\n");
    assert_works(plan_of(list, 0, &intake, &why));
    assert_int_equal(intake.n, 2);
    assert_text(&intake, "file", 0, "p01/a.csv");
    assert_text(&intake, "file", 1, "p01/b.csv");
    assert_text(&intake, "participant", 1, "P2");
    assert_close(number(&intake, "height_m", 0), 1.687, 0, 0);
    assert_close(number(&intake, "height_m", 1), 1.702, 0, 0);
    assert_close(number(&intake, "load_kg", 0), 12.5, 0, 0);
    assert_true(isnan(number(&intake, "load_kg", 1)));
    assert_close(number(&intake, "bmi", 1), 23.4, 0, 0);
    assert_int_equal(intake.row[1].line, 6);
}

/* 1,687 can be thousands; between semicolons of a list it is not. */
TEST(three_decimals)
{
    struct hinge_intake intake;
    struct hinge_error error = HINGE_ERROR_INIT;
    const char *list = write_text("three.csv", "file;height_m\na.csv;1,687\nb.csv;1,702\n");
    assert_works(plan_of(list, 0, &intake, &why));
    assert_close(number(&intake, "height_m", 0), 1.687, 0, 0);
    hinge_intake_clear(&intake);
    assert_int_equal(plan_of(list, '.', &intake, &error), HINGE_INPUT);
    list = write_text("quoted.csv", "file,height_m,steps\na.csv,\"1,687\",\"10,512\"\n");
    assert_works(plan_of(list, ',', &intake, &why));
    assert_close(number(&intake, "height_m", 0), 1.687, 0, 0);
    hinge_intake_clear(&intake);
    assert_int_equal(plan_of(list, 0, &intake, &error), HINGE_INPUT);
}

TEST(bids)
{
    cleared_by(hinge_intake_clear) struct hinge_intake intake;
    char root[96];
    write_text("set/participants.tsv",
               "participant_id\tgroup\tage\nsub-01\ttrained\t93\nsub-02\tsedentary\t31\n");
    write_text("set/sub-01/sub-01_sessions.tsv", "session_id\tfatigue\nses-pre\t3\n");
    write_text("set/sub-01/ses-pre/motion/sub-01_ses-pre_task-rdl_run-2_motion.tsv", "x");
    write_text("set/sub-02/ses-pre/motion/sub-02_ses-pre_task-rdl_motion.tsv", "x");
    write_text("set/sub-02/ses-pre/motion/sub-02_ses-pre_task-rdl_channels.tsv", "x");
    snprintf(root, sizeof root, "%s/set", folder);
    assert_works(plan_of(root, 0, &intake, &why));
    assert_int_equal(intake.n, 2);
    assert_text(&intake, "file", 0,
                "sub-01/ses-pre/motion/sub-01_ses-pre_task-rdl_run-2_motion.tsv");
    assert_text(&intake, "participant", 0, "01");
    assert_text(&intake, "session", 0, "pre");
    assert_text(&intake, "task", 0, "rdl");
    assert_text(&intake, "trial", 0, "2");
    assert_text(&intake, "id", 0, "01_pre_rdl_2");
    assert_text(&intake, "group", 0, "trained");
    assert_text(&intake, "group", 1, "sedentary");
    assert_close(number(&intake, "age", 0), 90, 0, 0); /* ages beyond identify */
    assert_close(number(&intake, "age", 1), 31, 0, 0);
    assert_close(number(&intake, "fatigue", 0), 3, 0, 0);
    assert_true(isnan(number(&intake, "fatigue", 1)));
}

TEST(personal)
{
    static const char *const columns[] = {"name",
                                          "Full Name",
                                          "vorname",
                                          "Geburtsdatum",
                                          "initials",
                                          "Pr\xc3\xa9nom",
                                          "nom",
                                          "DOB",
                                          "imi\xc4\x99",
                                          "geb.",
                                          "e-mail",
                                          "participant_name",
                                          "Name des Probanden",
                                          ("F\xc3\xb8"
                                           "dselsdato"),
                                          "zip",
                                          "MRN",
                                          "nhs number",
                                          "SSN",
                                          "telefon",
                                          "apellido",
                                          "email",
                                          "birth_year",
                                          "\xe5\xa7\x93\xe5\x90\x8d"};
    static const char *const others[] = {
        "file_name", "task name", "height_m",        "username_scheme",
        "Dominance", "mode",      "initial_posture", "class_name",
        "age",       "sex",       "phase",           "condition"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (!hinge_personal_column(columns[i]))
            fail_msg("%s passed", columns[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (hinge_personal_column(others[i]))
            fail_msg("%s refused", others[i]);
    assert_string_equal(hinge_personal_value("Anna Schmidt"), "a person's name");
    assert_string_equal(hinge_personal_value("M\xc3\xbcller, J."), "a person's name");
    assert_string_equal(hinge_personal_value("7/3/1987"), "a date");
    assert_string_equal(hinge_personal_value("Anna Maria von Schmidt"), "a person's name");
    assert_string_equal(hinge_personal_value("1987-05-12"), "a date");
    assert_string_equal(hinge_personal_value("a.b@c.org"), "an e-mail address");
    assert_null(hinge_personal_value("one two three four five"));
    assert_null(hinge_personal_value("Anna"));
    assert_null(hinge_personal_value("19870-5-12"));
    assert_null(hinge_personal_value("Group A"));
    assert_null(hinge_personal_value("2026-1"));
    assert_null(hinge_personal_value("S1-2-3"));
    assert_null(hinge_personal_value("p_a"));
}

/* Every range of a list's numbers, at its ends and just outside; ages of 90 and more
 * are one age. */
TEST(numbers_of_a_list)
{
    static const struct {
        const char *column;
        double low, high;
    } rows[] = {
        {"rate_hz", 0.1, 1e5},      {"image_width_px", 16, 1e5}, {"image_height_px", 16, 1e5},
        {"leg_length_m", 0.2, 1.6}, {"height_m", 0.4, 2.6},      {"mass_kg", 2, 400},
        {"load_kg", 0, 1000},       {"wall_gap_cm", 0, 300},     {"age", 0, 130},
        {"age_years", 0, 130}};
    static const size_t lines[1] = {2};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        for (int at = 0; at < 4; at++) {
            cleared_by(hinge_table_clear) struct hinge_table list = {0};
            struct hinge_error error = HINGE_ERROR_INIT;
            double value[4] = {rows[k].low - 0.001, rows[k].low, rows[k].high,
                               rows[k].high * 1.001};
            hinge_table_add_column(&list, rows[k].column, HINGE_COLUMN_NUMBER, "", -1);
            hinge_table_add_rows(&list, 1);
            list.column[0].number[0] = value[at];
            enum hinge_status status =
                hinge_list_values_settle(&list, "a.csv", lines, NULL, &error);
            if ((status == HINGE_OK) != (at == 1 || at == 2))
                print_error("%s %g: %s\n", rows[k].column, value[at], error.message);
            assert_int_equal(status == HINGE_OK, at == 1 || at == 2);
            if (strncmp(rows[k].column, "age", 3) == 0 && at == 2)
                assert_close(list.column[0].number[0], 90, 0, 0);
        }
}

TEST(ages)
{
    static const double age[][2] = {{41.9, 41}, {89.9, 89}, {90, 90}, {101, 90}};
    static const size_t lines[1] = {2};
    for (size_t k = 0; k < 4; k++) {
        cleared_by(hinge_table_clear) struct hinge_table list = {0};
        hinge_table_add_column(&list, "Age", HINGE_COLUMN_NUMBER, "", -1);
        hinge_table_add_rows(&list, 1);
        list.column[0].number[0] = age[k][0];
        assert_works(hinge_list_values_settle(&list, "a.csv", lines, NULL, &why));
        assert_close(list.column[0].number[0], age[k][1], 0, 0);
    }
}

/* What the list says stands; a file's name fills what it leaves open. */
TEST(names_fill_only_what_is_open)
{
    cleared_by(hinge_table_clear) struct hinge_table list = {0};
    bool matched = false;
    hinge_table_add_column(&list, "participant", HINGE_COLUMN_TEXT, "", -1);
    hinge_table_add_column(&list, "trial", HINGE_COLUMN_TEXT, "", -1);
    hinge_table_add_rows(&list, 1);
    hinge_table_set_text(&list, 0, 0, "anna");
    assert_works(hinge_name_pattern_apply("{participant}_{trial}.csv", "p7_3.csv", &list, 0,
                                          &matched, &why));
    assert_true(matched);
    assert_string_equal(hinge_table_text(&list, "participant", 0), "anna");
    assert_string_equal(hinge_table_text(&list, "trial", 0), "3");
}
