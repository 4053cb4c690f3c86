/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How sure each format is of its own example, and that no other comes near: the order
 * in which a file that fits several is given away. Vertebrae by their names. */
#include "assert_close.h"
#include "recording_text.h"

#include "landmarks/landmarks.h"

static const struct {
    const char *format;
    int score;
} formats[] = {
    {"alphapose", 90},
    {"c3d", 95},
    {"csv", 40},
    {"deeplabcut", 95},
    {"frames_json", 95},
    {"kinect", 85},
    {"kinovea", 95},
    {"kinovea_text", 98},
    {"long", 90},
    {"mediapipe_index", 80},
    {"mediapipe_json", 90},
    {"mediapipe_unnamed", 70},
    {"mmpose", 95},
    {"mot", 95},
    {"motive", 95},
    {"mvnx", 95},
    {"points_in_cells", 85},
    {"positions_json", 95},
    {"qualisys", 95},
    {"sensor", 70},
    {"sleap", 95},
    {"trc", 95},
    {"vicon", 95},
};

static void sure_of_their_own(void **state)
{
    size_t n;
    int wrong = 0;
    const struct hinge_format *const *list = hinge_format_list(&n);
    (void)state;
    for (size_t i = 0; i < n; i++) {
        struct read_result r;
        size_t k = 0;
        while (k < sizeof formats / sizeof *formats && strcmp(formats[k].format, list[i]->id) != 0)
            k++;
        read_example(list[i], list[i]->example, list[i]->example_size, NULL, &r);
        assert_read(r);
        int score = r.recognition.format[0].score;
        if (k < sizeof formats / sizeof *formats && formats[k].score != score) {
            print_error("    {\"%s\", %d},\n", list[i]->id, score);
            wrong++;
        }
        if (r.recognition.n_formats > 1)
            assert_true(r.recognition.format[1].score <= score - 10);
        hinge_recording_clear(&r.recording);
    }
    assert_int_equal(wrong, 0);
}

/* Skin stickers: names in three languages, and the level beside one that is only near.
 */
static const struct {
    const char *name;
    enum hinge_landmark landmark;
    bool approximate;
} stickers[] = {
    {"C7", HINGE_LANDMARK_c7, false},       {"HWK7", HINGE_LANDMARK_c7, false},
    {"T3", HINGE_LANDMARK_t3, false},       {"T8", HINGE_LANDMARK_t8, false},
    {"T7", HINGE_LANDMARK_t8, true},        {"BWK8", HINGE_LANDMARK_t8, false},
    {"T10", HINGE_LANDMARK_t10, false},     {"BWK10", HINGE_LANDMARK_t10, false},
    {"T12", HINGE_LANDMARK_t12l1, false},   {"L1", HINGE_LANDMARK_t12l1, false},
    {"BWK12", HINGE_LANDMARK_t12l1, false}, {"LWK1", HINGE_LANDMARK_t12l1, false},
    {"L3", HINGE_LANDMARK_l3, false},       {"LWK3", HINGE_LANDMARK_l3, false},
    {"L4", HINGE_LANDMARK_l3, true},        {"LWK4", HINGE_LANDMARK_l3, true},
    {"L5", HINGE_LANDMARK_l5, false},       {"LWK5", HINGE_LANDMARK_l5, false},
    {"S1", HINGE_LANDMARK_s1, false},       {"S2", HINGE_LANDMARK_s1, true},
    {"sacrum", HINGE_LANDMARK_s1, false},   {"Kreuzbein", HINGE_LANDMARK_s1, false},
};

static void vertebrae_by_name(void **state)
{
    size_t n, s = 0;
    const struct hinge_landmark_set *const *list = hinge_landmark_set_list(&n);
    (void)state;
    while (s < n && strcmp(list[s]->id, "stickers") != 0)
        s++;
    assert_true(s < n);
    for (size_t k = 0; k < sizeof stickers / sizeof *stickers; k++) {
        size_t r = 0;
        while (r < list[s]->n_rows && strcmp(list[s]->row[r].source, stickers[k].name) != 0)
            r++;
        if (r == list[s]->n_rows || list[s]->row[r].landmark != stickers[k].landmark)
            fail_msg("%s", stickers[k].name);
        assert_int_equal((list[s]->row[r].flags & HINGE_CHANNEL_APPROXIMATE) != 0,
                         stickers[k].approximate);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sure_of_their_own),
                                       cmocka_unit_test(vertebrae_by_name)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
