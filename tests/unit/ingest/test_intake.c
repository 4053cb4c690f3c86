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

TEST(columns_of_codes_of_people_are_known)
{
    static const char *const are[] = {"Nr.",
                                      "Patienten-ID",
                                      "Pat.-Nr.",
                                      "Código del paciente",
                                      "N° patient",
                                      "Proefpersoonnummer",
                                      "Codice paziente",
                                      "Studien-ID",
                                      "Subject number",
                                      "ID_Proband"},
                             *const others[] = {"Sitzung Nr",      "Trial no", "Load nr",
                                                "Patient Schmerz", "Personal", "Idee",
                                                "Person"};
    struct hinge_vocabulary words = {0};
    hinge_vocabulary_make(&words);
    for (size_t i = 0; i < sizeof are / sizeof *are; i++)
        if (!hinge_list_may_be_person(&words, are[i]))
            fail_msg("%s is none", are[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (hinge_list_may_be_person(&words, others[i]))
            fail_msg("%s is one", others[i]);
    hinge_vocabulary_clear(&words);
}

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
                                          "Pre\xcc\x81nom",
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
    assert_string_equal(hinge_personal_value("p7 1987-5-1"), "a date");
    assert_string_equal(hinge_personal_value("12.05.1987"), "a date");
    /* clang-format off */
    static const char *const codes[] = {
        "one two three four five", "Ada Bo Cy Di Eve", "Anna", "Group A", "p_a", "J. R.", "HC_Xy", "19870-5-12", "2026-1", "S1-2-3",
        "123.5.87", "1.123.87", "1.2.345", "1987-123-1", "1987-5-123", "1987-5-", ".5.87", "1..87", "1.5-87", "198.5.12"};
    /* clang-format on */
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (hinge_personal_value(codes[i]) != NULL)
            fail_msg("%s is %s", codes[i], hinge_personal_value(codes[i]));
}

/* Every range of a list's numbers, at its ends and just outside; ages of 90 and more
 * are one age. */
TEST(numbers_of_a_list)
{
    static const struct {
        const char *column;
        double low, high;
    } rows[] = {{"rate_hz", 0.1, 1e5},
                {"image_width_px", 16, 1e5},
                {"image_height_px", 16, 1e5},
                {"leg_length_m", 0.2, 1.6},
                {"height_m", 0.4, 2.6},
                {"mass_kg", 2, 400},
                {"load_kg", 0, 1000},
                {"wall_gap_cm", 0, 300},
                {"age", 0, 130},
                {"age_years", 0, 130},
                {"age_y", 0, 130},
                {"bench_height_cm", 10, 150},
                {"block_cm", 0, 100},
                {"heel_block_cm", 0, 100},
                {"rate_hz:emg", 0.1, 1e6},
                {"offset_s:emg", -1e10, 1e10},
                {"offset_s:angles", -1e10, 1e10}};
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

/* What a pattern takes from a name: participant, task, cue and trial; or the beginning of why not.
 */
TEST(patterns)
{
    static const char *const keys[] = {"participant", "task", "cue", "trial"};
    static const struct {
        const char *pattern, *file, *expected;
    } rows[] = {
        /* clang-format off */
        {"{participant}_{trial}.csv", "a/b_c/p7_3.csv", "p7,,,3;"}, {"{participant}/{trial}.csv", "a/p7/3.csv", "p7,,,3;"},
        {"{participant}{trial}.csv", "p71.csv", "p,,,71;"}, {"{participant}_{trial}.csv", "p_7_3.csv", "p,,,7_3;"},
        {"{participant}_{trial}.csv", "_3.csv", "none"}, {"{participant}_{trial}.csv", "p7_3.csv.gz", "none"},
        {"x{participant}", "x", "none"}, {"{participant}{participant}x", "abx", "a,,,;"},
        {"{participant}_{task}_{cue}", "p_hip_hinged", "p,hip,hinged,;"}, {"{participant}_{task}_{trial}", "pwall_tap_1", "pwall,tap,,1;"},
        {"{participant}_{task}_{cue}", "p_hip_hinge", "--name: p_hip_hinge: the pattern splits \"hip_hinge\": {task} takes \"hip\";"},
        {"{participant}_{task}_{cue}", "p_x_wall_tap", "p,x,wall_tap,;"},
        {"{participant}_{cue}_{trial}", "p_manual_guidance", "--name: p_manual_guidance: the pattern splits \"manual_guidance\": {cue} takes \"manual\";"},
        {"{participant}-{cue}", "p-manual_guidance", "p,,manual_guidance,;"},
        {"{participant}_{task}_{cue}", "p_dowel_rdl", "--name: p_dowel_rdl: {task} takes \"dowel\" and {cue} the task \"rdl\";"},
        {"{participant}_{cue}_{trial}", "p_x_dowel", "--name: p_x_dowel: {cue} takes \"x\" and {trial} the cue \"dowel\";"},
        {"{participant}_{cue}_{trial}", "p_dowel_mirror", "p,,dowel,mirror;"}, {"{participant}_{trial", "p_1", "--name: the brace at \"{trial\" is not closed;"},
        /* clang-format on */
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(hinge_table_clear) struct hinge_table list = {0};
        cleared_by(hinge_text_clear) struct hinge_text made = {0};
        struct hinge_error error = HINGE_ERROR_INIT;
        bool matched = false;
        for (size_t c = 0; c < 4; c++)
            hinge_table_add_column(&list, keys[c], HINGE_COLUMN_TEXT, "", -1);
        hinge_table_add_rows(&list, 1);
        enum hinge_status status =
            hinge_name_pattern_apply(rows[k].pattern, rows[k].file, &list, 0, &matched, &error);
        hinge_text_adds(&made, status != HINGE_OK ? error.message : matched ? "" : "none");
        for (size_t c = 0; c < 4 && matched && status == HINGE_OK; c++)
            hinge_text_printf(&made, "%s%c", hinge_table_cell(&list, c, 0, NULL), ",,,;"[c]);
        if (strncmp(hinge_text_string(&made), rows[k].expected, strlen(rows[k].expected)) != 0)
            fail_msg("%s of %s: %s", rows[k].pattern, rows[k].file, hinge_text_string(&made));
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

/* What a call says, each after the line before. */
static void keep_line(void *context, const char *line)
{
    hinge_text_printf(context, "%s\n", line);
}

/* Cells of each row but for its id and file, as "column=value"; what was said, and why it was
 * refused, without the folder. */
static void show(const struct hinge_intake *intake, struct hinge_text *out)
{
    for (size_t i = 0; i < intake->n; i++, hinge_text_adds(out, "\n")) {
        hinge_text_printf(out, "%s:", hinge_table_text(&intake->list, "id", i));
        for (size_t c = 0; c < intake->list.n_columns; c++) {
            const struct hinge_column *column = &intake->list.column[c];
            char cell[48];
            const char *text = hinge_table_cell(&intake->list, c, i, cell);
            bool shown = text != NULL && *text != '\0' && strcmp(column->name, "id") != 0 &&
                         strcmp(column->name, "file") != 0;
            if (shown)
                hinge_text_printf(out, " %s=%s", column->name, text);
        }
        if (intake->row[i].refused != HINGE_REASON_OK)
            hinge_text_printf(out, " refused: %s", intake->row[i].message);
    }
    if (intake->read.length > 0)
        hinge_text_printf(out, "read %s\n", intake->read.data);
}

/* Lists as people write them, and what they become or why not. */
TEST(lists_as_read)
{
    static const struct {
        const char *list, *people, *set, *expected; /* people: participants.csv beside it */
    } rows[] = {
        /* clang-format off */
        {"file;participant;Height (in);body weight [lb];age (months);shoe size\na.csv;p1;70,5;150;494;42\nb.csv;p2;;;;\n", NULL, NULL,
            "p1: participant=p1 height_m=1.7907 mass_kg=68.0388555 age=41 shoe size=42\np2: participant=p2\nread Height (in) as height_m (\xc3\x97 0.0254), body weight [lb] as mass_kg (\xc3\x97 0.4536), age (months) as age (\xc3\xb7 12); kept as it is: shoe size\n"},
        {"file,participant,height,mass,rate (Hz)\na.csv,p1,170 cm,70 kg,50\nb.csv,p2,1.7 m,70000 g,60\nc.csv,p3,67 in,150 pounds,\nd.csv,p4,5.5 feet,,25\ne.csv,p5,,61,\n", NULL, NULL,
            "p1: participant=p1 rate_hz=50 height_m=1.7 mass_kg=70\np2: participant=p2 rate_hz=60 height_m=1.7 mass_kg=70\np3: participant=p3 height_m=1.7018 mass_kg=68.0388555\np4: participant=p4 rate_hz=25 height_m=1.6764000000000001\np5: participant=p5 mass_kg=61\nread height as height_m, mass as mass_kg, rate (Hz) as rate_hz\n"},
        {"file,participant,height\na.csv,p1,100\nb.csv,p2,250\n", NULL, NULL,
            "p1: participant=p1 height_m=1\np2: participant=p2 height_m=2.5\nread height as height_m (\xc3\xb7 100)\n"},
        {"file,participant,height\na.csv,p1,99\nb.csv,p2,250\n", NULL, NULL,
            "list.csv: column \"height\" does not say its unit: name it height_m or height (cm), or keep it as a covariate with --set keep_column=height\n"},
        {"file,participant,height\na.csv,p1,0.2\nb.csv,p2,2.5\n", NULL, NULL,
            "list.csv:2: column \"height\": 0.2 is not between 0.4 and 2.6 m; is it in another unit?\n"},
        {"file,participant,height\na.csv,p1,2.51\n", NULL, NULL,
            "list.csv: column \"height\" does not say its unit: name it height_m or height (cm), or keep it as a covariate with --set keep_column=height\n"},
        {"file,participant,height_m\na.csv,p1,40\nb.csv,p2,260\n", NULL, NULL,
            "list.csv: height_m: all 2 values are 40 to 260: that is cm; name the column height_cm\n"},
        {"file,participant,height_m\na.csv,p1,39.9\nb.csv,p2,260\n", NULL, NULL,
            "list.csv:2: column \"height_m\": 39.9 is not between 0.4 and 2.6 m; is it in another unit?\n"},
        {"1,\n2,\n3,\n4,\n5,\n6,\n7,\n8,\n9,\n10,\n11,\nfile,participant\na.csv,p1\n", NULL, NULL,
            "p1: participant=p1\n"},
        {"1,\n2,\n3,\n4,\n5,\n6,\n7,\n8,\n9,\n10,\n11,\n12,\nfile,participant\na.csv,p1\n", NULL, NULL,
            "list: trial=list\n"},
        {"file,participant\na.csv,a1\nb.csv,A1\nc.csv,a2\nd.csv,A2\ne.csv,a3\nf.csv,A3\ng.csv,a4\nh.csv,A4\ni.csv,a5\nj.csv,A5\n", NULL, NULL,
            "list.csv: look at participant a1 (line 2), A1 (line 3): taken as two\nlist.csv: look at participant a2 (line 4), A2 (line 5): taken as two\nlist.csv: look at participant a3 (line 6), A3 (line 7): taken as two\nlist.csv: look at participant a4 (line 8), A4 (line 9): taken as two\nlist.csv: look at participant a5 (line 10), A5 (line 11): taken as two\na1: participant=a1\nA1: participant=A1\na2: participant=a2\nA2: participant=A2\na3: participant=a3\nA3: participant=A3\na4: participant=a4\nA4: participant=A4\na5: participant=a5\nA5: participant=A5\n"},
        {"file,participant\na.csv,a1\nb.csv,A1\nc.csv,a2\nd.csv,A2\ne.csv,a3\nf.csv,A3\ng.csv,a4\nh.csv,A4\ni.csv,a5\nj.csv,A5\nk.csv,a6\nl.csv,A6\nm.csv,a7\nn.csv,A7\n", NULL, NULL,
            "list.csv: look at participant a1 (line 2), A1 (line 3): taken as two\nlist.csv: look at participant a2 (line 4), A2 (line 5): taken as two\nlist.csv: look at participant a3 (line 6), A3 (line 7): taken as two\nlist.csv: look at participant a4 (line 8), A4 (line 9): taken as two\nlist.csv: look at participant a5 (line 10), A5 (line 11): taken as two\n2 more pairs of names differ only so: taken as two\na1: participant=a1\nA1: participant=A1\na2: participant=a2\nA2: participant=A2\na3: participant=a3\nA3: participant=A3\na4: participant=a4\nA4: participant=A4\na5: participant=a5\nA5: participant=A5\na6: participant=a6\nA6: participant=A6\na7: participant=a7\nA7: participant=A7\n"},
        {"file,participant,group\na.csv,p1,a\nb.csv,p1,b\nc.csv,p2,a\nd.csv,p2,b\ne.csv,p2,c\n", NULL, NULL,
            "list.csv:3: participant p1 is in group \"b\", in list.csv:2 in \"a\" (and 1 more person); one person has one group: correct it, or say hinge-ingest --groups-vary if it is meant\n"},
        {"file,participant,height\na.csv,p1,70 kg\n", NULL, NULL,
            "list.csv:2: column \"height\": \"70 kg\" is not a number; correct it, or leave the cell empty\n"},
        {"file,participant,height (cm)\na.csv,p1,1.7 furlong\n", NULL, NULL,
            "list.csv:2: column \"height (cm)\": \"1.7 furlong\" is not a number; correct it, or leave the cell empty\n"},
        {"file,participant,Weight\na.csv,p1,70\n", NULL, NULL,
            "list.csv: column \"Weight\" does not say its unit: name it mass_kg or Weight (lb), or keep it as a covariate with --set keep_column=Weight\n"},
        {"file,participant,mass\na.csv,p1,70\n", NULL, NULL,
            "p1: participant=p1 mass_kg=70\nread mass as mass_kg\n"},
        {"file,participant,height_m,leg_length_m\na.csv,p1,171,\nb.csv,p2,182.5,0.9\n", NULL, NULL,
            "list.csv: height_m: all 2 values are 171 to 182.5: that is cm; name the column height_cm\n"},
        {"file,participant,leg_length_m\na.csv,p1,88\nb.csv,p2,\n", NULL, NULL,
            "list.csv: leg_length_m is 88: that is cm; name the column leg_length_cm\n"},
        {"file,participant,load_kg\na.csv,p1,1001\n", NULL, NULL,
            "list.csv:2: column \"load_kg\": 1001 is not between 0 and 1000 kg; is it in another unit?\n"},
        {"file,participant,age\na.csv,p1,41.9\nb.csv,p2,-1\n", NULL, NULL,
            "list.csv:3: column \"age\": -1 is not an age in years; correct it, or leave the cell empty\n"},
        {"file,participant,Age\na.csv,p1,91\nb.csv,p2,n/a\n", NULL, NULL,
            "p1: participant=p1 age=90\np2: participant=p2\n"},
        {"Datei;Proband;Bedingung;Termin;Seite;Rolle;Schuhe\na.csv;p1;mit Stab;vorher;links;;ja\nb.csv;p1;ohne;nachher;R;standing;nein\nc.csv;p1;Spiegel;nach;;unused;\n", NULL, NULL,
            "p1_before_dowel: participant=p1 session=before cue=dowel side=l Schuhe=ja cue_given=mit Stab\np1_after_none: participant=p1 session=after cue=none role=standing side=r Schuhe=nein cue_given=ohne\nread Datei as file, Proband as participant, Bedingung as cue, Termin as session, Seite as side, Rolle as role, mit Stab as dowel, ohne as none, Spiegel as mirror, vorher as before, nachher as after, nach as after, links as l, R as r; kept as it is: Schuhe\n"},
        {"cue,file,participant\ndowel,a.csv,p1\nwith_mirror,b.csv,p1\nno cue,c.csv,p1\nmy own words,d.csv,p1\n", NULL, NULL,
            "p1_dowel: participant=p1 cue=dowel\np1_mirror: participant=p1 cue=mirror cue_given=with_mirror\np1_none: participant=p1 cue=none cue_given=no cue\np1_my own words: participant=p1 cue=my own words\nread with_mirror as mirror, no cue as none\n"},
        {"file,Teilnehmer,Proband\na.csv,p1,p2\n", NULL, NULL,
            "list.csv: Teilnehmer and Proband both mean participant: keep one as a covariate with --set keep_column=Proband\n"},
        {"file,My code,Size\na.csv,p1,2\n", NULL, "rename=Mycode=participant,Size=height_m",
            "p1: participant=p1 height_m=2\nread My code as participant, Size as height_m\n"},
        {"file,Weight,shoe,Name\na.csv,70,42,x\n", NULL, "keep_column=Weight,Name",
            "a: trial=a Weight=70 shoe=42 Name=x\n"},
        {"file,particpant,grup,Vorname,sensor:hip\na.csv,p1,a,x,y\n", NULL, NULL,
            "list.csv: column \"Vorname\" looks like personal data; remove it, or keep it with --set keep_column=Vorname; column \"sensor:hip\": a segment is one of pelvis, l1, thorax, thigh_l, thigh_r, shank_l, shank_r, foot_l, foot_r, lumbar_l3, head; particpant looks like participant, grup like group: correct the list, or read it so with --set rename=particpant=participant,grup=group\n"},
        {"file,partcpant,height_cmm,cohortt\na.csv,p1,1.7,x\n", NULL, NULL,
            "list.csv: partcpant looks like participant, height_cmm like height_m, cohortt like group: correct the list, or read it so with --set rename=partcpant=participant,height_cmm=height_m,cohortt=group\n"},
        {"participant,sensor:pelvis,sensor:thigh_l,offset_s:thigh_l,accel_bias:pelvis,emg\np1,a.csv,b.csv,0.25,1 2 3,e.csv\np2,,c.csv,,,\n", NULL, NULL,
            "p1: participant=p1 emg=e.csv sensor:pelvis=a.csv sensor:thigh_l=b.csv offset_s:thigh_l=0.25 accel_bias:pelvis=1 2 3\np2: participant=p2 sensor:thigh_l=c.csv\n"},
        {"file,participant\na.csv,Mu\xcc\x88ller1\nb.csv,M\xc3\xbcller1\n", NULL, NULL,
            "list.csv: look at 2 recordings with the names of others (a.csv, \xe2\x80\xa6): numbered as trials\nM\xc3\xbcller1_1: participant=M\xc3\xbcller1 trial=1\nM\xc3\xbcller1_2: participant=M\xc3\xbcller1 trial=2\n"},
        {"file,participant,task,cue,trial,load_kg,side\na.csv,p1,rdl,none,1,8,l\nb.csv,p1,rdl,none,1,8,r\nc.csv,p1,rdl,none,1,12.5,r\nd.csv,p1,rdl,none,2,12.5,r\n", NULL, NULL,
            "p1_rdl_none_1_8kg_l: participant=p1 task=rdl cue=none trial=1 side=l load_kg=8\np1_rdl_none_1_8kg_r: participant=p1 task=rdl cue=none trial=1 side=r load_kg=8\np1_rdl_none_1_12.5kg_r: participant=p1 task=rdl cue=none trial=1 side=r load_kg=12.5\np1_rdl_none_2: participant=p1 task=rdl cue=none trial=2 side=r load_kg=12.5\n"},
        {"file,participant,task,cue,trial,id\na.csv,p1,rdl,none,1,\nb.csv,p1,rdl,none,1,\nc.csv,p1,rdl,none,7,\nd.csv,p1,rdl,none,1,x/y\ne.csv,,,,,\nf/e.csv,,,,,\nf/g/e.csv,,,,3,\n", NULL, NULL,
            "list.csv:6: look at 3 rows without a cue beside 4 that have one: write none where nothing was cued\nlist.csv: look at 3 recordings with the names of others (a.csv, \xe2\x80\xa6): numbered as trials\np1_rdl_none_1: participant=p1 task=rdl cue=none trial=1\np1_rdl_none_2: participant=p1 task=rdl cue=none trial=2\np1_rdl_none_3: participant=p1 task=rdl cue=none trial=3\nx_y: participant=p1 task=rdl cue=none trial=1\nl_e.csv: trial=l_e.csv\nf_e.csv: trial=f_e.csv\ng_e.csv: trial=3\n"},
        {"file,participant\n../a.csv,p1\n/tmp/a.csv,p2\nC:\\Users\\a.csv,p3\nx/../../a.csv,p4\na.csv,p5\na.csv,p6\n./a.csv,p7\n", NULL, NULL,
            "p1: participant=p1 refused: leaves the data folder; copy it there, or use hinge-ingest --allow-outside if that is meant\np2: participant=p2 refused: leaves the data folder; copy it there, or use hinge-ingest --allow-outside if that is meant\np3: participant=p3 refused: a path on a Windows computer; write it relative to the trial list, such as p01/squat.csv\np4: participant=p4 refused: leaves the data folder; copy it there, or use hinge-ingest --allow-outside if that is meant\np5: participant=p5\np6: participant=p6 refused: given twice, in lines 6 and 7 of list.csv; remove one\np7: participant=p7\n"},
        {"file,participant,group,session\na.csv,p06,trained,pre\nb.csv,P6,Trained,pre\nc.csv,p 7,untrained,pre\nd.csv,p_07,untrained,Pre\ne.csv,p1-1,\xc3\xa9t\xc3\xa9,pre\nf.csv,p11,ete,post\ng.csv,pain-,a1,\nh.csv,pain,a-1,\ni.csv,p8,a 01,\n", NULL, NULL,
            "list.csv: look at participant p06 (line 2), P6 (line 3): taken as two\nlist.csv: look at participant p 7 (line 4), p_07 (line 5): taken as two\nlist.csv: look at group a-1 (line 9), a 01 (line 10): taken as two\nlist.csv: look at group a1 (line 8), a-1 (line 9): taken as two\nlist.csv: look at group \xc3\xa9t\xc3\xa9 (line 6), ete (line 7): taken as two\n1 more pair of names differs only so: taken as two\np06_before: participant=p06 group=trained session=before\nP6_before: participant=P6 group=Trained session=before\np 7_before: participant=p 7 group=untrained session=before\np_07_before: participant=p_07 group=untrained session=before\np1-1_before: participant=p1-1 group=\xc3\xa9t\xc3\xa9 session=before\np11_after: participant=p11 group=ete session=after\npain-: participant=pain- group=a1\npain: participant=pain group=a-1\np8: participant=p8 group=a 01\nread pre as before, Pre as before, post as after\n"},
        {"file,participant,group\na.csv,p1,a\nb.csv,p1,b\nc.csv,p2,a\nd.csv,p2,b\ne.csv,p3,a\nf.csv,p3,b\n", NULL, NULL,
            "list.csv:3: participant p1 is in group \"b\", in list.csv:2 in \"a\" (and 2 more people); one person has one group: correct it, or say hinge-ingest --groups-vary if it is meant\n"},
        {"file,participant,group\na.csv,p1,a\nb.csv,p1,\nc.csv,p2,a\nd.csv,p2,b\n", NULL, NULL,
            "list.csv:5: participant p2 is in group \"b\", in list.csv:4 in \"a\"; one person has one group: correct it, or say hinge-ingest --groups-vary if it is meant\n"},
        {"file,participant,session,height_m\na.csv,p1,1,1.7\nb.csv,p1,2,1.71\nc.csv,p1,2,1.72\n", NULL, NULL,
            "list.csv:4: height_m of participant p1 is 1.72, in list.csv:3 1.71, both in session 2; one person has one in a session: correct it, or leave a cell empty\n"},
        {"file,participant,mass_kg\na.csv,p1,70\nb.csv,p1,\nc.csv,p1,71\n", NULL, NULL,
            "list.csv:4: mass_kg of participant p1 is 71, in list.csv:2 70; one person has one in a session: correct it, or leave a cell empty; sessions go in a column session\n"},
        {"file,participant,mass_kg,height_m\na.csv,p1,172,1.8\nb.csv,p2,150,1.65\n", NULL, NULL,
            "list.csv:2: mass_kg 172 and height_m 1.8, and every participant has more than 50 kg/m\xc2\xb2: if the masses are pounds, name the column mass (lb); else correct masses or heights\n"},
        {"file,participant,mass_kg,height_m\na.csv,p1,172,1.8\nb.csv,p2,60,1.65\n", NULL, NULL,
            "p1: participant=p1 height_m=1.8 mass_kg=172\np2: participant=p2 height_m=1.65 mass_kg=60\n"},
        {"file,participant,session\na.csv,p1,1\nb.csv,p1,2\nc.csv,p2,\nd.csv,p9,\n", "participant,session,age,sex,note\np1,1,31,f,x\np1,,32,f,\np2,,44,m,y\np3,2,50,m,\np4,,50,m,\n", NULL,
            "participants.csv: has no row for p9\nparticipants.csv: no recording of p3 (session 2), p4\np1_1: participant=p1 session=1 age=31 sex=f note=x\np1_2: participant=p1 session=2 age=32 sex=f\np2: participant=p2 age=44 sex=m note=y\np9: participant=p9\n"},
        {"file,participant\na.csv,p 8\nb.csv,p 8\nc.csv,p 9\nd.csv,p 8\n", "participant,age\np 1,31\np 2,32\n", NULL,
            "participants.csv: has no row for p 8, p 9\nparticipants.csv: no recording of p 1, p 2\nlist.csv: look at 3 recordings with the names of others (a.csv, \xe2\x80\xa6): numbered as trials\np 8_1: participant=p 8 trial=1\np 8_2: participant=p 8 trial=2\np 9: participant=p 9\np 8_3: participant=p 8 trial=3\n"},
        {"file,participant,shoe\na.csv,p1,42\nb.csv,p2,\n", "id,shoe\np2,large\n", NULL,
            "participants.csv:2: column \"shoe\": \"large\" is not a number, as in the trial list; correct it\n"},
        {"file,participant,note\na.csv,p1,x\nb.csv,p2,\n", "participant_id,note,age\np1,y,30\n", NULL,
            "list.csv:2: note of participant p1 is x, in participants.csv:2 it is y; correct one of them, or leave the trial list's cell empty\n"},
        {"file,participant\na.csv,p1\n", "participant,age\np1,31\np2,32\np1,33\n", NULL,
            "participants.csv: participant p1 has two rows, in lines 2 and 4; remove one, or tell them apart in a column session\n"},
        {"Study 12,,\n\nsep=;\nfile,participant,trial\na.csv,01,007\n", NULL, NULL,
            "01_007: participant=01 trial=007\n"},
        {"file,participant\na.csv,Anna Schmidt\n", NULL, NULL,
            "list.csv:2: participant \"Anna Schmidt\" looks like a person's name; use a code, have one made with --pseudonymise KEYFILE, or keep it with --set keep_column=participant\n"},
        {"file,participant\na.csv,p1\nb.csv,12.05.87\n", NULL, NULL,
            "list.csv:3: participant \"12.05.87\" looks like a date; use a code, have one made with --pseudonymise KEYFILE, or keep it with --set keep_column=participant\n"},
        {"file,participant,rate_hz\na.csv,p1,\"1,5\"\n", NULL, NULL,
            "p1: participant=p1 rate_hz=1.5\n"},
        {"file,participant,side,view\na.csv,p1,l,top\n", NULL, NULL,
            "list.csv:2: column \"view\": \"top\" is not one of sagittal, frontal\n"},
        {"file,participant,landmarks\na.csv,p1,coco\n", NULL, NULL,
            "list.csv:2: unknown landmark set \"coco\"; did you mean coco17?\n"},
        {"file,id\na.csv,same\nb.csv,same\n", NULL, NULL,
            "list.csv:2 and list.csv:3 both have the id \"same\": add a trial or an id column that differs between them\n"},
        {"file,participant,task\na.csv,p1,rdl\nb.csv,p1,rdl\nc.csv,p1,rdl\n\n,,\nd.csv,p1,squat\n", NULL, NULL,
            "list.csv: look at 3 recordings with the names of others (a.csv, \xe2\x80\xa6): numbered as trials\np1_rdl_1: participant=p1 task=rdl trial=1\np1_rdl_2: participant=p1 task=rdl trial=2\np1_rdl_3: participant=p1 task=rdl trial=3\np1_squat: participant=p1 task=squat\n"},
        {"file,participant,sensor:l1,outward:l1,offset_s:angles,mvc:glut,age_years,Sex\na.csv,p1,,+z back,1,2,33.3,f\n", NULL, NULL,
            "p1: participant=p1 outward:l1=+z back offset_s:angles=1 mvc:glut=2 age=33 sex=f\nread age_years as age; kept as they are: sensor:l1, outward:l1, offset_s:angles, mvc:glut\n"},
        {"file,participant,bench_height_cm,block_cm,heel_block_cm,wall_gap_cm\na.csv,p1,9.9,,,\n", NULL, NULL,
            "list.csv:2: column \"bench_height_cm\": 9.9 is not between 10 and 150 cm; is it in another unit?\n"},
        {"file,participant,age\na.csv,p1,40-45\n", NULL, NULL,
            "list.csv:2: column \"age\": \"40-45\" is not a number; give whole years (age groups go in a column age_group)\n"},
        {"file,participant,height_m\na.csv,p1,\"1,7\"\nb.csv,p2,1.8\n", NULL, NULL,
            "list.csv:2: column \"height_m\": \"1,7\" is not a number; give --set decimal=comma if the comma is its decimal mark\n"},
        {"file,participant,mass_lb,height_cm,leg length (mm)\na.csv,p1,154.3,170,870\n", NULL, NULL,
            "p1: participant=p1 leg_length_m=0.87 height_m=1.7 mass_kg=69.989302691\nread mass_lb as mass_kg (\xc3\x97 0.4536), height_cm as height_m (\xc3\xb7 100), leg length (mm) as leg_length_m (\xc3\xb7 1000)\n"},
        {"file,participant,mass (cm),height (kg),height in,Age (months),gewicht g\na.csv,p1,70,1.7,70,430,70500\n", NULL, NULL,
            "p1: participant=p1 height_m=1.778 mass_kg=70.5 mass (cm)=70 height (kg)=1.7 age=35\nread height in as height_m (\xc3\x97 0.0254), Age (months) as age (\xc3\xb7 12), gewicht g as mass_kg (\xc3\xb7 1000); kept as they are: mass (cm), height (kg)\n"},
        {"file,participant,prov,cu,visid,versu\na.csv,p1,1,2,3,4\n", NULL, NULL,
            "list.csv: visid looks like session: correct the list, or read it so with --set rename=visid=session\n"},
        {"file,participant,height,leg_length\na.csv,p1,100,100\nb.csv,p2,250,99\n", NULL, NULL,
            "list.csv: column \"leg_length\" does not say its unit: name it leg_length_m or leg_length (cm), or keep it as a covariate with --set keep_column=leg_length\n"},
        {"file,participant,height,leg_length\na.csv,p1,100,0.2\nb.csv,p2,250,1.6\n", NULL, NULL,
            "p1: participant=p1 leg_length_m=0.2 height_m=1\np2: participant=p2 leg_length_m=1.6 height_m=2.5\nread height as height_m (\xc3\xb7 100), leg_length as leg_length_m\n"},
        {"file,participant,session,cue\na.csv,p1,week 1,mirror-none\nb.csv,p1,Woche_2,avec_miroir\n", NULL, NULL,
            "p1_week 1_mirror-none: participant=p1 session=week 1 cue=mirror-none\np1_Woche_2_mirror: participant=p1 session=Woche_2 cue=mirror cue_given=avec_miroir\nread avec_miroir as mirror\n"},
        {"file,participant,group\na.csv,p1,a\n", "participant,group,session\np1,b,\n", NULL,
            "list.csv:2: group of participant p1 is a, in participants.csv:2 it is b; correct one of them, or leave the trial list's cell empty\n"},
        {"file,participant\na.csv,p1\n", "participant,variable,level\np1,x,y\n", NULL,
            "p1: participant=p1 variable=x level=y\n"},
        {"file,participant\na.csv,p1\n", "variable,level\nage,31\n", NULL,
            "p1: participant=p1\n"},
        {"file,participant\na.csv,p1\n", "code,age\np1,31\n", NULL,
            "p1: participant=p1 age=31\n"},
        {"file,participant\na.csv,p1\n", "who,age\np1,31\n", NULL,
            "participants.csv: a list of participants needs a column \"participant\" with the codes of the trial list; rename it, or move the file away\n"},
        {"file,participant\na.csv,name@home.org\n", NULL, NULL,
            "list.csv:2: participant \"name@home.org\" looks like an e-mail address; use a code, have one made with --pseudonymise KEYFILE, or keep it with --set keep_column=participant\n"},
        {"file,participant\na.csv,Ann_Lee\nb.csv,ann_lee\nc.csv,J. R. Smith\nd.csv,left right\n", NULL, NULL,
            "list.csv: look at participant Ann_Lee (line 2), ann_lee (line 3): taken as two\nlist.csv:2: participant \"Ann_Lee\" looks like a person's name; use a code, have one made with --pseudonymise KEYFILE, or keep it with --set keep_column=participant\n"},
        /* clang-format on */
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(hinge_text_clear) struct hinge_text out = {0}, made = {0};
        cleared_by(hinge_config_clear) struct hinge_config config;
        struct hinge_intake intake = {0};
        struct hinge_error error = HINGE_ERROR_INIT;
        char people[96];
        hinge_config_init(&config);
        snprintf(people, sizeof people, "%s", write_text("l/participants.csv", "x\n"));
        if (rows[k].people != NULL)
            write_text("l/participants.csv", rows[k].people);
        else
            remove(people);
        if (rows[k].set != NULL)
            assert_works(hinge_config_assign(&config, rows[k].set, &why));
        const char *path = write_text("l/list.csv", rows[k].list);
        struct hinge_ingest_request request = {.path = &path,
                                               .n_paths = 1,
                                               .output = "x.h5",
                                               .config = &config,
                                               .threads = 1,
                                               .message = keep_line,
                                               .context = &out};
        if (hinge_intake_make(&request, &intake, &error) == HINGE_OK)
            show(&intake, &out);
        else
            hinge_text_printf(&out, "%s\n", error.message);
        for (const char *p = hinge_text_string(&out), *at; *p != '\0';) {
            at = strstr(p, folder);
            size_t n = at != NULL ? (size_t)(at - p) : strlen(p);
            hinge_text_add(&made, p, n);
            p += at != NULL ? n + strlen(folder) + 3 : n;
        }
        hinge_intake_clear(&intake);
        if (strcmp(hinge_text_string(&made), rows[k].expected) != 0)
            fail_msg("list %zu:\n%s\nexpected:\n%s", k, hinge_text_string(&made), rows[k].expected);
    }
}
