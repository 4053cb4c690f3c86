/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences of records: the verdict chooses the text of a frame; slots, signs and parts fill it. */
#include "test.h"

#include "result/say.h"

#include <math.h>

static const struct hinge_slot slots[] = {{"with", "with <the> dowel"},
                                          {"With", "With"},
                                          {"outcome", "depth"},
                                          {"size", "5°"},
                                          {"dir", "smaller"},
                                          {"a", "A"},
                                          {"b", "B"},
                                          {"of_a", "9°"},
                                          {"of_b", "4°"},
                                          {"p", "p = .04"},
                                          {"margin_of", "given"},
                                          {"than", "none"},
                                          {"signed", "−5°"},
                                          {"n", "9"},
                                          {"up_to", "8°"},
                                          {NULL, NULL}};

static void escape(struct hinge_text *out, const char *text)
{
    hinge_text_printf(out, "(%s)", text);
}

static void assert_says(enum hinge_frame frame, const char *verdict, double change,
                        const char *theirs, const char *want)
{
    const struct hinge_planned_outcome row = {.verdict = verdict, .diff = {.value = change}};
    struct hinge_text text = {0};
    hinge_say(&row, frame, slots, frame < HINGE_SAY_MARKED ? escape : NULL, theirs, &text);
    assert_string_equal(text.data, want);
    hinge_text_clear(&text);
}

TEST(a_direction_stands_only_where_a_record_differs)
{
    assert_says(HINGE_SAY_TITLE_SHARE, HINGE_VERDICT_DIFFERS, 5, NULL,
                "A bent 9° from the spine, B 4°");
    const char *const others[] = {HINGE_VERDICT_NOT_CLEAR, HINGE_VERDICT_ALIKE,
                                  HINGE_VERDICT_UNDECIDED, HINGE_VERDICT_DEPTH};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_says(HINGE_SAY_TITLE_SHARE, others[i], -5, NULL,
                    "no clear difference between A and B in how much came from the spine");
    assert_says(HINGE_SAY_LOADS_ONE, NULL, -5, NULL,
                "depth changed by −5°, of too few people for a test");
}

TEST(a_part_without_its_slots_is_left_out_and_the_next_one_stands)
{
    assert_says(HINGE_SAY_CUE, HINGE_VERDICT_UNDECIDED, -5, NULL,
                "With: <b>no clear change</b> in depth, −5° (p = .04, n&nbsp;=&nbsp;9): undecided, "
                "a difference of up to 8° is possible.");
    assert_says(HINGE_SAY_CUE, HINGE_VERDICT_DIFFERS, -5, NULL,
                "With, depth was <b>5° smaller</b> than none (p = .04, n&nbsp;=&nbsp;9).");
}

TEST(only_frames_with_marks_are_escaped)
{
    assert_says(HINGE_SAY_TITLE_CUE, HINGE_VERDICT_DIFFERS, -5, NULL,
                "with <the> dowel, depth was 5° smaller");
    const struct hinge_planned_outcome row = {.verdict = HINGE_VERDICT_DIFFERS};
    struct hinge_text text = {0};
    hinge_say(&row, HINGE_SAY_CUE, slots, escape, NULL, &text);
    assert_string_equal(text.data, "(With), (depth) was <b>(5°) (smaller)</b> than (none) ((p = "
                                   ".04), n&nbsp;=&nbsp;(9)).");
    hinge_text_clear(&text);
}

TEST(a_template_may_have_words_of_its_own)
{
    assert_says(HINGE_SAY_TITLE_CUE, HINGE_VERDICT_DIFFERS, 5,
                "x{{<sentences}}{{<say.title_cue.differs}}{outcome} {+steigt:sinkt}"
                "{{/say.title_cue.differs}}{{/sentences}}",
                "depth steigt");
    assert_says(HINGE_SAY_TITLE_CUE, HINGE_VERDICT_DIFFERS, 5, /* not whole: as it is */
                "{{<sentences}}{{<say.title_cue.differs}}{outcome} [{+up} {with"
                "{{/say.title_cue.differs}}{{/sentences}}",
                "depth ");
    struct hinge_text all = {0};
    hinge_say_add_frames(&all);
    assert_non_null(strstr(all.data, "{{<say.loads_one.none}}no clear change in {outcome}"
                                     "{{/say.loads_one.none}}\n"));
    hinge_text_clear(&all);
}

TEST(records_are_counted_by_what_they_allow)
{
    const struct hinge_planned_outcome few = {.verdict = NULL},
                                       open = {.verdict = HINGE_VERDICT_UNDECIDED},
                                       clear = {.verdict = HINGE_VERDICT_DIFFERS};
    const struct hinge_planned_outcome *rows[] = {&few, &open, &clear};
    const struct hinge_said_count all = hinge_said_count(rows, 3), two = hinge_said_count(rows, 2);
    assert_int_equal(all.tested, 2);
    assert_int_equal(all.differ, 1);
    assert_ptr_equal(all.most, &clear);
    assert_null(all.only);
    assert_ptr_equal(two.only, &open);
    assert_null(hinge_said_count(rows, 0).most);
}
