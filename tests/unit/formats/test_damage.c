/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files damaged in one place, which would be read as other numbers than were measured:
 * each is refused where it is damaged, and the sound one beside it is read. */
#include "test.h"

#include "recording_text.h"

#define MVNX(second)                                                                               \
    "<mvnx version=\"4\"><subject frameRate=\"60\"><segments><segment "                            \
    "label=\"Pelvis\"/><segment label=\"T8\"/></segments><frames>"                                 \
    "<frame type=\"normal\" time=\"0\"><orientation>1 0 0 0 1 0 0 0</orientation>"                 \
    "</frame><frame type=\"normal\" time=\"17\"><orientation>" second                              \
    "</orientation></frame></frames></subject></mvnx>"

/* With a number lost those behind it would be taken for others. */
TEST(a_frame_with_a_number_less)
{
    cleared_by(read_result_clear) struct read_result r;
    read_string("a.mvnx", MVNX("1 0 0 0 1 0 0"), NULL, &r);
    assert_refused(r, "BAD_HEADER", "a frame has fewer numbers than the first one");
    read_string("a.mvnx", MVNX("1 0 0 0 1 0 0 0 0"), NULL, &r);
    assert_refused(r, "BAD_HEADER", "a frame has more numbers than the first one");
    read_string("a.mvnx", MVNX("1 0 0 0 1 0,5 0 0"), NULL, &r);
    assert_refused(r, "NOT_A_NUMBER",
                   "a.mvnx:1: column 6 (orientation T8 x): \"0,5\" is not a number");
    r = good_string("a.mvnx", MVNX("1 0 0 0 1 0 0 0"), NULL);
    hinge_recording_clear(&r.recording);
    read_string("a.mvnx", MVNX(" "), NULL, &r); /* nothing was measured */
    assert_read(r);
    assert_int_equal(r.recording.n_frames, 2);
}

#define QUALISYS                                                                                   \
    "NO_OF_FRAMES\t3\nFREQUENCY\t100\nMARKER_NAMES\tLASI\tRASI\n"                                  \
    "1\t2\t3\t4\t5\t6\n1\t2\t3\n1\t2\t3\t4\t5\t6\n"

/* Blanks at the end of a row may be left out, but not the end of the file. */
TEST(a_file_that_ends_within_a_row)
{
    cleared_by(read_result_clear) struct read_result r;
    read_string("q.tsv", QUALISYS "1\t2\t3", NULL, &r);
    assert_refused(r, "RAGGED", "q.tsv:7: 3 cells, expected 6; the file ends within this row");
    struct hinge_read_options drop = {.drop_ragged = true};
    r = good_string("q.tsv", QUALISYS "1\t2\t3", &drop);
    assert_int_equal(r.recording.n_frames, 3);
    hinge_recording_clear(&r.recording);
    r = good_string("q.tsv", QUALISYS "1\t2\t3\n", NULL);
    assert_int_equal(r.recording.n_frames, 4);
    assert_int_equal(r.recording.stated_frames, 3);
    assert_non_null(strstr(r.recording.notes, "header has 3 frames, the file has 4"));
    hinge_recording_clear(&r.recording);
    r = good_string("q.tsv", QUALISYS, NULL);
    assert_int_equal(r.recording.stated_frames, 0);
}
