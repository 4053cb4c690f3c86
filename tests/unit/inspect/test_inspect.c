/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of one file, against what was written into it. */
#include "assert_close.h"
#include "recording_text.h"

#include "inspect/inspect.h"
#include <hinge/init.h>

#include <hinge/inspect.h>

static char folder[256];

static const char *cell_of(const struct hinge_table *table, const char *column)
{
    return hinge_table_text(table, column, 0);
}

/* What the next tier lacks, of what is partly there; an inferred point is none. */
static void what_the_next_tier_lacks(void **state)
{
    (void)state;
    static const struct {
        char tier;
        enum hinge_landmark there[3];
        unsigned flags; /* of the last one */
        const char *lacking;
    } cases[] = {
        {'N',
         {HINGE_LANDMARK_shoulder_r, HINGE_LANDMARK_knee_r, HINGE_LANDMARK_nose},
         0,
         "(not in this file: hjc_r, ankle_r)"},
        {'C',
         {HINGE_LANDMARK_t8, HINGE_LANDMARK_l5, HINGE_LANDMARK_nose},
         0,
         "(not in this file: t12l1); A"},
        {'C',
         {HINGE_LANDMARK_t8, HINGE_LANDMARK_nose, HINGE_LANDMARK_l5},
         HINGE_CHANNEL_INFERRED,
         "(not in this file: t12l1, l5 or s1); A"},
        {'B',
         {HINGE_LANDMARK_t8, HINGE_LANDMARK_c7, HINGE_LANDMARK_s1},
         0,
         "(not in this file: asis_l, asis_r, ij, px)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hinge_channel channel[3] = {0};
        struct hinge_layout layout = {.channel = channel, .n_channels = 3};
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        for (int k = 0; k < 3; k++)
            channel[k].landmark = cases[i].there[k];
        channel[2].flags = cases[i].flags;
        hinge_evidence_next(cases[i].tier, &layout, &text);
        if (strstr(hinge_text_string(&text), cases[i].lacking) == NULL)
            fail_msg("case %zu: %s", i, hinge_text_string(&text));
    }
}

/* From where units and vertical are known, and shares that are not quite all. */
static void what_is_known_from_where(void **state)
{
    (void)state;
    static const struct {
        const char *names, *option, *value, *from, *up_from;
    } cases[] = {
        {"shoulder_x,shoulder_y,hip_x,hip_y,knee_x,knee_y,ankle_x,ankle_y", "up", "-y",
         "the size of the numbers", "as told"},
        {"shoulder_x,shoulder_y,hip_x,hip_y,knee_x,knee_y,C7_x,C7_y", "units", "px", "as told",
         "the person's posture"},
        {"shoulder_x (px),shoulder_y (px),elbow_x (px),elbow_y (px),knee_x (px),knee_y "
         "(px),C7_x (px),C7_y (px)",
         "up", "-y", "the file, or its format", "as told"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char path[512];
        cleared_by(hinge_config_clear) struct hinge_config config;
        cleared_by(hinge_table_clear) struct hinge_table table = {0};
        hinge_config_init(&config);
        assert_works(
            hinge_config_set(&config, "ingest", cases[i].option, cases[i].value, "test", &why));
        snprintf(path, sizeof path, "%s/known.csv", folder);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fprintf(file, "time,%s\n", cases[i].names);
        for (int k = 0; k < 300; k++)
            fprintf(file, "%.2f,500,350,500,600,%s,500,%d\n", k / 50., k == 0 ? "," : "505,800",
                    i == 0 ? 1000 : 300);
        assert_int_equal(fclose(file), 0);
        assert_works(hinge_inspect(path, &config, &table, &why));
        assert_string_equal(cell_of(&table, "units_from"), cases[i].from);
        assert_string_equal(cell_of(&table, "up_from"), cases[i].up_from);
        assert_non_null(strstr(cell_of(&table, "present_in"), "knee_r 99 %"));
    }
}

/* Forty names of what is not used, and how many more there are. */
static void unused_points_are_named(void **state)
{
    (void)state;
    for (int extra = 40; extra <= 42; extra += 2) {
        char path[512];
        cleared_by(hinge_config_clear) struct hinge_config config;
        cleared_by(hinge_table_clear) struct hinge_table table = {0};
        hinge_config_init(&config);
        snprintf(path, sizeof path, "%s/many.csv", folder);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs("time,hip_x,hip_y,knee_x,knee_y,ankle_x,ankle_y", file);
        for (int k = 1; k <= extra; k++)
            fprintf(file, ",qq%02dw_x,qq%02dw_y", k, k);
        for (int i = 0; i < 20; i++) {
            fprintf(file, "\n%.2f", i / 50.0);
            for (int c = 0; c < 6 + 2 * extra; c++)
                fprintf(file, ",%d", c + i);
        }
        fputs("\n", file);
        assert_int_equal(fclose(file), 0);
        assert_works(hinge_inspect(path, &config, &table, &why));
        const char *unused = cell_of(&table, "unused");
        assert_non_null(strstr(unused, "qq01w qq02w"));
        assert_non_null(strstr(unused, "qq40w"));
        assert_null(strstr(unused, "qq41w"));
        assert_int_equal(strstr(unused, " and 2 more") != NULL, extra == 42);
        assert_int_equal(strstr(unused, "more") != NULL, extra == 42);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unused_points_are_named),
        cmocka_unit_test(what_is_known_from_where),
        cmocka_unit_test(what_the_next_tier_lacks),
    };
    char command[512];
    make_test_folder(folder);
    if (hinge_init(NULL) != HINGE_OK)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 ? failed : 1;
}
