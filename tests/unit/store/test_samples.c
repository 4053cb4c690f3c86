/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small study.h5 and results.h5 for programs in other languages: `test_samples FOLDER`
 * leaves them there (and trial p01's numbers as p01.csv); without argument they are
 * made in a temporary folder and removed. */
#include "store_samples.h"

enum { TRIALS = 3, REPS = 4, PHASES = 2, SIGNALS = 2, POINTS = 101 };

static void add_list(struct hinge_study_writer *writer)
{
    static const char *const text[][2] = {{"id", "p01 p02 p03"},
                                          {"group", "trained sédentaire trained"}};
    cleared_by(hinge_table_clear) struct hinge_table list = {0};
    hinge_table_add_column(&list, "id", HINGE_COLUMN_TEXT, "", -1);
    hinge_table_add_column(&list, "group", HINGE_COLUMN_TEXT, "", -1);
    hinge_table_add_column(&list, "mass_kg", HINGE_COLUMN_NUMBER, "kg", 1);
    hinge_table_add_rows(&list, TRIALS);
    for (size_t c = 0; c < 2; c++) {
        char copy[64], *rest = copy;
        snprintf(copy, sizeof copy, "%s", text[c][1]);
        for (size_t i = 0; i < TRIALS; i++)
            hinge_table_set_text(&list, c, i, strtok_r(rest, " ", &rest));
    }
    list.column[2].number[0] = 70.5;
    hinge_study_add_table(writer, "/list", &list);
}

static void print_numbers(const char *path, const struct hinge_recording *recording)
{
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    for (size_t c = 0; c < recording->layout.n_channels; c++)
        for (size_t i = 0; i < recording->n_frames; i++)
            fprintf(out, "%.17g%c", recording->data[c * recording->n_frames + i],
                    i + 1 < recording->n_frames ? ',' : '\n');
    assert_int_equal(fclose(out), 0);
}

static void write_study(const char *path, const char *numbers)
{
    static const char *const ids[TRIALS] = {"p01", "p02", "p03"};
    struct hinge_study_writer *writer;
    assert_works(hinge_study_create(path, &writer, &why));
    for (size_t i = 0; i < TRIALS; i++) {
        cleared_by(hinge_recording_clear) struct hinge_recording recording;
        cleared_by(hinge_packed_clear) struct hinge_packed packed;
        sample_recording(&recording, 18, 120 + i, i == 2 ? 18 : 4 * (1 - i), (unsigned)i);
        hinge_pack(&recording, &packed);
        assert_works(hinge_study_append(writer, ids[i], &recording.layout, 30, &packed, &why));
        if (i == 0)
            print_numbers(numbers, &recording);
    }
    add_list(writer);
    hinge_study_add_attribute(writer, "source", "hingekit tests");
    assert_works(hinge_study_publish(writer, &why));
}

static void write_results(const char *path)
{
    static const char *const phases[] = {"descent", "ascent"};
    static const char *const signals[] = {"lumbar_flex", "hip_flex"};
    static const struct hinge_dimension dimensions[] = {
        {"phase", PHASES, phases}, {"signal", SIGNALS, signals}, {"percent", POINTS, NULL}};
    static const struct hinge_array_spec specs[] = {
        {"/reps", "trial_index", "", "row of /trials", HINGE_ARRAY_I32, 0, {0}},
        {"/reps", "lumbar_excursion_deg", "degree", "Lumbar excursion", HINGE_ARRAY_F64, 1, {0}},
        {"/reps", "reason", "", "", HINGE_ARRAY_U16, 1, {0}},
        {"/reps", "fault_state", "", "", HINGE_ARRAY_U8, 0, {0}},
        {"/reps", "warnings", "", "", HINGE_ARRAY_U64, 0, {0}},
        {"/waveforms", "angle", "degree", "Joint angles", HINGE_ARRAY_F32, 2, {1, 2}}};
    int32_t trial[REPS] = {0, 0, 1, HINGE_FILL_I32};
    double lumbar[REPS][PHASES] = {{10, 11}, {12, 13}, {(double)NAN, 15}, {16, 17}};
    float angle[REPS][SIGNALS][POINTS];
    for (int i = 0; i < REPS * SIGNALS * POINTS; i++)
        angle[i / (SIGNALS * POINTS)][i / POINTS % SIGNALS][i % POINTS] = (float)i;
    static const uint64_t zeros[REPS];
    const void *const data[] = {trial, lumbar, zeros, zeros, zeros, angle};
    struct hinge_results_writer *writer;
    cleared_by(hinge_table_clear) struct hinge_table trials = {0};
    assert_works(hinge_results_create(path, dimensions, 3, specs, 6, &writer, &why));
    assert_works(hinge_results_append(writer, REPS, data, &why));
    hinge_table_add_column(&trials, "participant", HINGE_COLUMN_TEXT, "", -1);
    hinge_table_add_rows(&trials, 2);
    hinge_table_set_text(&trials, 0, 0, "p01");
    hinge_table_set_text(&trials, 0, 1, "pé2");
    hinge_results_add_table(writer, "/trials", &trials);
    assert_works(hinge_results_publish(writer, &why));
}

static void write_into(const char *folder)
{
    char study[4200], results[4200], numbers[4200];
    snprintf(study, sizeof study, "%s/study.h5", folder);
    snprintf(results, sizeof results, "%s/results.h5", folder);
    snprintf(numbers, sizeof numbers, "%s/p01.csv", folder);
    write_study(study, numbers);
    write_results(results);
    char kind[16];
    assert_works(hinge_store_kind(study, kind, &why));
    assert_string_equal(kind, "study");
    assert_works(hinge_store_kind(results, kind, &why));
    assert_string_equal(kind, "results");
}

static void samples_are_written(void **state)
{
    static const char *const files[] = {"study.h5", "results.h5", "p01.csv", NULL};
    const char *kept = *state;
    assert_works(hinge_init(&why));
    if (kept != NULL) {
        write_into(kept);
        return;
    }
    char *folder = sample_folder();
    write_into(folder);
    assert_true(sample_folder_remove(folder, files));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(samples_are_written, argc > 1 ? argv[1] : NULL)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
