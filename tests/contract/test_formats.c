/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every format and landmark set promises: examples are recognised and read; tables of
 * landmarks are sound. */
#include "test.h"

#include "examples.h"
#include "recording_text.h"

TEST(examples_are_recognised_and_read)
{
    size_t n;
    const struct hinge_format *const *list = hinge_format_list(&n);
    assert_true(n > 0);
    for (size_t i = 0; i < n; i++) {
        cleared_by(example_clear) struct example example;
        if (!example_read(list[i]->id, &example))
            fail_msg("%s: missing: %s", list[i]->id, example.missing);
        cleared_by(read_result_clear) struct read_result result =
            good_example(list[i], example.good.data, example.good.size, NULL);
        assert_string_equal(result.recognition.format[0].id, list[i]->id);
        assert_string_equal(result.recording.layout.format, list[i]->id);
        assert_int_equal(result.recording.n_frames, example.frames);
        assert_int_equal(result.recording.layout.n_channels, example.channels);
        for (size_t f = 0; f < result.recognition.n_formats; f++)
            assert_true(*result.recognition.format[f].why != '\0');
    }
}

TEST(what_is_missing_of_the_three_is_named)
{
    static const char *const kind[] = {"new.good", "new.broken", "expected.tsv"};
    static const char row[] = "new\t2\t7\tis not a number\n";
    char folder[256], path[3][300], missing[1000];
    make_test_folder(folder);
    for (size_t i = 0; i < 3; i++)
        snprintf(path[i], sizeof path[i], "%s/%s", folder, kind[i]);
    for (size_t there = 0; there <= 3; there++) { /* of the three, the first so many */
        cleared_by(example_clear) struct example example;
        assert_int_equal(example_read_in(folder, "new", &example), there == 3);
        *missing = '\0';
        for (size_t i = there; i < 3; i++) {
            strcat(strcat(missing, i > there ? ", " : ""), path[i]);
            strcat(missing, i == 2 ? ": a row that begins with new" : "");
        }
        assert_string_equal(example.missing, missing);
        if (there < 3)
            write_test_file(path[there], row, strlen(row));
    }
    for (size_t i = 0; i < 3; i++)
        unlink(path[i]);
    rmdir(folder);
}

/* Told what it is, so that nothing else can be the reason. */
TEST(broken_examples_are_refused)
{
    size_t n;
    const struct hinge_format *const *list = hinge_format_list(&n);
    for (size_t i = 0; i < n; i++) {
        struct read_result result;
        cleared_by(example_clear) struct example example;
        struct hinge_read_options options = {.format = list[i]->id};
        if (!example_read(list[i]->id, &example))
            fail_msg("%s: missing: %s", list[i]->id, example.missing);
        read_example(list[i], example.broken.data, example.broken.size, &options, &result);
        assert_int_equal(result.status, HINGE_INPUT);
        if (strstr(result.error.message, example.says) == NULL)
            fail_msg("%s: \"%s\" lacks \"%s\"", list[i]->id, result.error.message, example.says);
        assert_non_null(strstr(result.error.message, ": "));
    }
}

TEST(descriptors_are_complete)
{
    size_t n;
    const struct hinge_format *const *list = hinge_format_list(&n);
    for (size_t i = 0; i < n; i++) {
        assert_true(*list[i]->id != '\0' && *list[i]->title != '\0');
        assert_true(strlen(list[i]->details) > 40);
        assert_true((list[i]->score != NULL) != (list[i]->head != NULL));
        assert_int_equal(
            (list[i]->head != NULL) + (list[i]->people != NULL) + (list[i]->read != NULL), 1);
        if (i > 0)
            assert_true(strcmp(list[i - 1]->id, list[i]->id) < 0);
    }
}

/* All names of a set; how many. */
enum { NAMES_MOST = 512 };
static size_t names_of(const struct hinge_landmark_set *set, struct hinge_landmark_name *out)
{
    size_t n = 0;
    for (struct hinge_landmark_name name = {0}; hinge_landmark_next(set, &name);) {
        assert_true(n < NAMES_MOST);
        out[n++] = name;
    }
    return n;
}

TEST(sets_are_sound)
{
    static struct hinge_landmark_name names[NAMES_MOST];
    size_t n;
    const struct hinge_landmark_set *const *list = hinge_landmark_set_list(&n);
    assert_true(n >= 8);
    for (size_t i = 0; i < n; i++) {
        const struct hinge_landmark_set *set = list[i];
        assert_true(*set->id != '\0' && *set->title != '\0' && *set->details != '\0');
        size_t n_names = names_of(set, names);
        for (size_t r = 0; r < n_names; r++) {
            const struct hinge_landmark_name *row = &names[r];
            assert_true(row->landmark >= HINGE_LANDMARK_NONE &&
                        row->landmark < HINGE_LANDMARK_COUNT);
            for (size_t q = 0; q < r; q++) {
                const char *other = names[q].source;
                bool same = hinge_same_marker(other, row->source);
                if (same && names[q].rank == row->rank)
                    fail_msg("%s: %s twice", set->id, row->source);
                if (same != (hinge_marker_key(other) == hinge_marker_key(row->source)))
                    fail_msg("%s: the keys of %s and %s", set->id, other, row->source);
            }
        }
        char name[HINGE_LANDMARK_NAME_MAX];
        for (const char *signs = set->signature; hinge_signature_next(&signs, name);) {
            size_t r = 0;
            while (r < n_names && !hinge_same_marker(names[r].source, name))
                r++;
            if (r == n_names)
                fail_msg("%s: signature %s is no row", set->id, name);
        }
    }
}

/* A recording without one of the signature's names is not this set's. */
TEST(a_set_needs_its_signature)
{
    static struct hinge_landmark_name names[NAMES_MOST];
    size_t n;
    const struct hinge_landmark_set *const *list = hinge_landmark_set_list(&n);
    for (size_t i = 0; i < n; i++) {
        const struct hinge_landmark_set *set = list[i];
        size_t n_names = names_of(set, names);
        char name[HINGE_LANDMARK_NAME_MAX];
        for (const char *signs = set->signature; hinge_signature_next(&signs, name);) {
            struct hinge_channel channel[512] = {0};
            struct hinge_recording recording = {.layout = {.channel = channel}};
            size_t m = 0, matched;
            for (size_t r = 0; r < n_names && m < 512; r++) {
                if (hinge_same_marker(names[r].source, name))
                    continue;
                channel[m].marker = names[r].source;
                channel[m++].component = names[r].landmark >= HINGE_LANDMARK_osim_pelvis_tilt
                                             ? HINGE_COMPONENT_angle
                                             : HINGE_COMPONENT_x;
            }
            recording.layout.n_channels = m;
            cleared_by(hinge_text_clear) struct hinge_text why = {0};
            assert_int_equal(hinge_landmark_set_score(set, &recording, "", &matched, &why), 0);
        }
    }
}

/* A recording with every name of a set is taken for that set and no other. */
TEST(a_set_recognises_its_own_names)
{
    static struct hinge_landmark_name names[NAMES_MOST];
    size_t n;
    const struct hinge_landmark_set *const *list = hinge_landmark_set_list(&n);
    for (size_t i = 0; i < n; i++) {
        const struct hinge_landmark_set *set = list[i];
        struct hinge_channel channel[512] = {0};
        struct hinge_recording recording = {.layout = {.channel = channel}};
        size_t m = 0, n_names = names_of(set, names);
        for (size_t r = 0; r < n_names; r++) {
            bool seen = false;
            for (size_t c = 0; c < m; c++)
                seen = seen || strcmp(channel[c].marker, names[r].source) == 0;
            if (seen)
                continue;
            assert_true(m < 512);
            channel[m].marker = names[r].source;
            channel[m].component =
                hinge_landmark_is_angle(names[r].landmark)     ? HINGE_COMPONENT_angle
                : hinge_landmark_is_segment(names[r].landmark) ? HINGE_COMPONENT_qw
                : hinge_landmark_is_analog(names[r].landmark)  ? HINGE_COMPONENT_other
                                                               : HINGE_COMPONENT_x;
            m++;
        }
        assert_true(m < 512);
        channel[m].marker = ""; /* of no landmark: only says that there is depth */
        channel[m].component = HINGE_COMPONENT_z;
        m += set->axes == 3;
        recording.layout.n_channels = m;
        int itself = 0, best = 0;
        for (size_t k = 0; k < n; k++) {
            size_t matched;
            cleared_by(hinge_text_clear) struct hinge_text why = {0};
            int score = hinge_landmark_set_score(list[k], &recording, "", &matched, &why);
            if (k == i)
                itself = score;
            else if (score > best)
                best = score;
        }
        if (itself <= best)
            fail_msg("%s: own score %d, another's %d", set->id, itself, best);
    }
}
