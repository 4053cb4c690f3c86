/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids of a recording in, the words of its page out. */
#include "test.h"

#include "view/words.h"

#include <string.h>

TEST(landmarks_in_sentences)
{
    /* clang-format off */
    static const char *const rows[][2] = {
        {"hjc_l", "left hip"}, {"knee_r", "right knee"}, {"c7", "C7"}, {"asis_l", "left ASIS"}, {"t10", "T10"}, {"dow_1", "dowel"},
        {"head_top", "top of the head"}, {"nose", "nose"}};
    /* clang-format on */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char name[40];
        hinge_seen_landmark(hinge_landmark_find(rows[i][0]), name, sizeof name);
        assert_string_equal(name, rows[i][1]);
    }
    /* names of angles, and words that only look like ids, stay */
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_seen_add("ankle_r is lost, osim_pelvis_tilt and no_landmark are not; c7", &text);
    assert_string_equal(hinge_text_string(&text),
                        "right ankle is lost, osim_pelvis_tilt and no_landmark are not; c7");
}
