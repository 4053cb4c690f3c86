/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every check at its limit: nothing just below, its code and severity just above. */
#include "test.h"

#include "analysed.h"
#include "quality/check.h"

#include <hinge/warnings.h>
#include <stdio.h>
#include <string.h>

static struct hinge_parameters parameters;

/* A recording with nothing to say about. */
static struct hinge_quality sound(void)
{
    struct hinge_quality q;
    hinge_quality_init(&q);
    q.parameters = &parameters;
    q.stored = true;
    q.result.status = HINGE_OK;
    q.result.tier = 'A';
    q.result.reps = 5;
    q.result.rate_hz = 100;
    q.result.frames = 1000;
    q.result.held_share = q.result.swapped_share = 0;
    q.result.metric = true;
    q.result.leg_length = 0.9;
    q.missing_pct = q.worst_missing_pct = q.longest_gap_s = 0;
    q.worst = q.longest = HINGE_LANDMARK_c7;
    q.jitter_ms = q.dropped = q.repeated = 0;
    return q;
}

/* "CODE severity" of every check that finds something. */
static const char *found(const struct hinge_quality *q, char text[400])
{
    size_t n, used = 0;
    const struct hinge_check *list = hinge_check_list(&n);
    text[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        const struct hinge_finding finding = hinge_check_judge(&list[i], q);
        if (finding.severity == HINGE_SEVERITY_NONE)
            continue;
        if (*list[i].codes != '\0' && strstr(list[i].codes, finding.code) == NULL)
            fail_msg("%s gives %s, which it does not announce", list[i].id, finding.code);
        assert_true(finding.message[0] != '\0');
        used += (size_t)snprintf(text + used, 400 - used, "%s%s %s", used > 0 ? "; " : "",
                                 finding.code, hinge_severity_name(finding.severity));
    }
    return text;
}

/* The same with what the image's check says. */
#define EXPECT_SAID(change, want)                                                                  \
    do {                                                                                           \
        struct hinge_quality q = sound();                                                          \
        size_t n_;                                                                                 \
        change;                                                                                    \
        assert_string_equal(hinge_check_list(&n_)[0].id, "aspect");                                \
        const struct hinge_finding said_ = hinge_check_judge(hinge_check_list(&n_), &q);           \
        if (strstr(said_.message, want) == NULL)                                                   \
            fail_msg("%s: \"%s\", want \"%s\"", #change, said_.message, want);                     \
    } while (0)

static int defaults(void **state)
{
    (void)state;
    hinge_parameters_init(&parameters);
    return 0;
}

static CMFixtureFunction before_all = defaults;

#define EXPECT(change, want)                                                                       \
    do {                                                                                           \
        char text_[400];                                                                           \
        struct hinge_quality q = sound();                                                          \
        change;                                                                                    \
        if (strcmp(found(&q, text_), want) != 0)                                                   \
            fail_msg("%s: found \"%s\", want \"%s\"", #change, text_, want);                       \
    } while (0)

#define JOINED                                                                                     \
    "thigh_l turns with the recording's first sensor (correlation of the turning rates 0.99)\n"

TEST(numbers)
{
    EXPECT((void)q, "");
    EXPECT(q.message = "header has 510 frames, the file has 252", "FRAMES_STATED warning");
    EXPECT(q.message = "header has 9 markers, 8 are named; x frames, the file has 2", "");
    EXPECT(q.missing_pct = 5, "");
    EXPECT(q.missing_pct = 5.1, "LANDMARK_MISSING note");
    EXPECT(q.worst_missing_pct = 20, "");
    EXPECT(q.worst_missing_pct = 20.1, "LANDMARK_MISSING note"); /* an angle is used with gaps */
    EXPECT((q.worst_missing_pct = 20.1, q.worst_unused = true), "LANDMARK_MISSING warning");
    EXPECT((q.worst_missing_pct = 19, q.worst_unused = true), "");
    EXPECT(q.longest_gap_s = 0.25, "");
    EXPECT(q.longest_gap_s = 0.26, "LONG_GAP warning");
    EXPECT(q.jitter_ms = 0.59, ""); /* rounding to milliseconds */
    EXPECT(q.jitter_ms = hinge_fixed.time_jitter_ms, "");
    EXPECT(q.jitter_ms = 0.61, "CLOCK_JITTER note");
    EXPECT(q.jitter_ms = 2.4, "CLOCK_JITTER note");
    EXPECT(q.jitter_ms = 2.5, "CLOCK_JITTER note");
    EXPECT(q.jitter_ms = 2.6, "CLOCK_JITTER warning"); /* a quarter of a frame */
    EXPECT((q.result.rate_hz = 30, q.jitter_ms = 1.6), "");
    EXPECT((q.result.rate_hz = 30, q.jitter_ms = 1.7), "CLOCK_JITTER note");
    EXPECT(q.dropped = 1, "FRAMES_DROPPED note");
    EXPECT(q.dropped = 20, "FRAMES_DROPPED note");
    EXPECT(q.dropped = 21, "FRAMES_DROPPED warning");
    EXPECT(q.repeated = 1, "FRAMES_DROPPED note");
    EXPECT((q.result.slow.all_mm = 9, q.result.slow.shown = 0.5), "");
    EXPECT((q.result.slow.all_mm = 11, q.result.slow.shown = 0.51), "SLOW_ERRORS note");
    EXPECT(q.result.slow.spine_mm = 15, "");
    EXPECT(q.result.slow.spine_mm = 15.1, "SLOW_ERRORS warning");
    EXPECT(q.result.swapped_share = 0.05, "SIDES_SWAPPED note");
    EXPECT(q.result.swapped_share = 0.051, "SIDES_SWAPPED warning");
    EXPECT((strcpy(q.result.removed, "C7"), q.result.broken_share = 0.05), "REMOVED_RIGID note");
    EXPECT((strcpy(q.result.removed, "C7"), q.result.broken_share = 0.06), "REMOVED_RIGID warning");
    EXPECT(strcpy(q.result.thorax, "C7"), "THORAX_BENDS warning");
    EXPECT(q.message = "something else", "");
    EXPECT(q.message = "l1 turns with it (correlation of the turning rates 0.99)",
           "FILES_JOINED note");
    EXPECT(q.message = "a\nl1 turns 0.29 s after it (… the turning rates 0.99)\nb",
           "FILES_JOINED note");
    EXPECT(q.message = "a\nl1 turns 0.30 s before it (… the turning rates 0.99)",
           "FILES_JOINED warning");
    EXPECT(q.message = JOINED JOINED JOINED JOINED JOINED
           "t1 turns 0.31 s after it (… the turning rates 0.99)",
           "FILES_JOINED warning"); /* though there is no room for all lines */
    EXPECT((q.result.warnings = HINGE_WARN(HELD), q.result.held_share = 0.02), "HELD note");
    EXPECT((q.result.warnings = HINGE_WARN(HELD), q.result.held_share = 0.021), "HELD warning");
    EXPECT(q.result.rate_hz = 14.985, ""); /* half of 29.97: as analysis has it */
    EXPECT(q.result.rate_hz = 14.96, "FS_TOO_LOW note");
    EXPECT(q.result.beyond_wall_cm = 5, "");
    EXPECT(q.result.beyond_wall_cm = 5.1, "BEHIND_WALL warning");
    EXPECT((q.result.leg_length = 0.58, q.info.height_m = 1), "");
    EXPECT((q.result.leg_length = 0.40, q.info.height_m = 1), "");
    EXPECT((q.info.height_m = 0.9 / 0.575), "");
    EXPECT((q.info.height_m = 0.9 / 0.585), "IMPLAUSIBLE warning");
    EXPECT((q.info.height_m = 0.9 / 0.405), "");
    EXPECT((q.info.height_m = 0.9 / 0.395), "IMPLAUSIBLE warning");
    EXPECT((q.info.height_m = 0.9 / 0.395, q.result.metric = false), "");
}

static struct hinge_finding judge(const char *id, const struct hinge_quality *q)
{
    size_t n;
    const struct hinge_check *check = hinge_check_list(&n);
    while (strcmp(check->id, id) != 0)
        check++;
    return hinge_check_judge(check, q);
}

/* Lines that tell of clocks come first, those on other things not at all. */
TEST(joined_lines_are_in_order)
{
    struct hinge_quality q = sound();
    q.message = "a turns with b (correlation of the turning rates 0.9)\nhead missing\n"
                "c: by the turning rates the clocks are kept\n"
                "d turns 0.31 s after b (correlation of the turning rates 0.8)";
    assert_string_equal(judge("joined", &q).message,
                        "c: by the turning rates the clocks are kept; "
                        "d turns 0.31 s after b (correlation of the turning rates 0.8); "
                        "a turns with b (correlation of the turning rates 0.9)");
}

/* As many lines as find room, each whole. */
TEST(joined_lines_find_room)
{
    enum { ROOM = sizeof((struct hinge_finding *)0)->message - 1, ONE = 200 };
    static const char begin[] = "a: the turning rates ";
    struct hinge_quality q = sound();
    for (int over = 0; over < 2; over++) {
        cleared_by(hinge_text_clear) struct hinge_text lines = {0};
        hinge_text_printf(&lines, "%-*s\n%-*s", ONE, begin, ROOM - ONE - 2 + over, begin);
        q.message = hinge_text_string(&lines);
        assert_int_equal(strlen(judge("joined", &q).message), over ? ONE : ROOM);
    }
}

TEST(warnings)
{
    static const struct {
        uint64_t bit;
        const char *want;
    } rows[] = {{HINGE_WARN(SHOT_CUT), "SHOT_CUT warning"},
                {HINGE_WARN(MARKERS_SUSPECT), "MARKERS_SUSPECT warning"},
                {HINGE_WARN(ASPECT_SUSPECT), "ASPECT_SUSPECT warning"},
                {HINGE_WARN(VERTICAL_SUSPECT), "VERTICAL_SUSPECT warning"},
                {HINGE_WARN(VIEW_WARN), "VIEW_WARN note"},
                {HINGE_WARN(FACING_AMBIGUOUS), "LEFT_RIGHT_SUSPECT warning"},
                {HINGE_WARN(SIDE_LOW_CONF), "SIDE_LOW_CONF note"},
                {HINGE_WARN(IMPLAUSIBLE), "IMPLAUSIBLE warning"},
                {HINGE_WARN(NO_STANDING_REF), "NO_STANDING_REF warning"},
                {HINGE_WARN(STAND_LOCKOUT), "STAND_LOCKOUT note"},
                {HINGE_WARN(AUTO_FLOOR), ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        EXPECT(q.result.warnings = rows[i].bit, rows[i].want);
    EXPECT((q.result.warnings = HINGE_WARN(VIEW_WARN), q.result.view_deg = 25),
           "VIEW_WARN warning");
    /* an image turned on its side: (1080 / 1920) squared is 0.32; 0.6 fits neither way
     */
    EXPECT_SAID((q.result.warnings = HINGE_WARN(ASPECT_SUSPECT), q.info.image_width_px = 1920,
                 q.info.image_height_px = 1080, q.result.image_stretch = 0.34),
                "1920 x 1080 pixels, and hardly with 1080 x 1920");
    EXPECT_SAID((q.result.warnings = HINGE_WARN(ASPECT_SUSPECT), q.info.image_width_px = 1920,
                 q.info.image_height_px = 1080, q.result.image_stretch = 0.6),
                "0.60 times as wide");
    EXPECT_SAID((q.result.warnings = HINGE_WARN(ASPECT_SUSPECT), q.result.image_stretch = 0.34),
                "0.34 times as wide");
    EXPECT_SAID((q.result.warnings = HINGE_WARN(ASPECT_SUSPECT), q.result.image_stretch = 1.2),
                "another size");
    EXPECT_SAID((q.result.warnings = HINGE_WARN(ASPECT_SUSPECT), q.result.image_stretch = NAN),
                "another size");
    EXPECT((q.result.warnings = HINGE_WARN(NO_STANDING_REF), q.standing_elsewhere = true), "");
}

/* Both are needed: too much is missing, and cleaning did not use it. The digit that decides is
 * printed. */
TEST(what_is_used_is_not_called_unused)
{
    struct hinge_quality q = sound();
    q.missing_pct = 12;
    q.worst_missing_pct = 20.3;
    assert_string_equal(judge("missing", &q).message,
                        "12 % of the numbers are missing, of c7 20 %");
    q.worst_unused = true;
    assert_string_equal(judge("missing", &q).message,
                        "12 % of the numbers are missing, of c7 20.3 %: too many, it is not used");
    q.worst_missing_pct = 0;
    assert_string_equal(judge("missing", &q).message, "12 % of the numbers are missing, of c7 0 %");
}

/* Of markers in 70 % of the frames one is used, whose place the rest of the pelvis gives. */
TEST(unused_is_what_cleaning_did_not_use)
{
    static const char *const lost[] = {"asis_l", "heel_l"};
    for (size_t k = 0; k < 2; k++) {
        struct subject subject = subject_text_g();
        subject.dim = 3;
        subject.landmarks = "ankle knee heel toe shoulder hjc asis psis";
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        for (int axis = 0; axis < 3; axis++)
            for (size_t i = 0; i < r.n_frames; i++)
                if (i % 100 < 30)
                    subject_axis(&r, lost[k], "xyz"[axis])[i] = (double)NAN;
        struct hinge_quality q = sound();
        hinge_quality_measure(&r, false, &q);
        assert_close(q.worst_missing_pct, 30, 0, 0.5);
        assert_string_equal(hinge_landmark_name(q.worst), lost[k]);
        assert_int_equal(q.worst_unused, k == 1);
        hinge_trial_result_clear(&q.result);
    }
}

/* What became of its candidates is said behind it. */
TEST(no_repetitions_say_why)
{
    struct hinge_quality q = sound();
    q.result.reps = 0;
    assert_string_equal(judge("repetitions", &q).message, "no repetition");
    strcpy(q.result.candidates, "2 candidates rejected");
    assert_string_equal(judge("repetitions", &q).message, "no repetition; 2 candidates rejected");
}

TEST(recordings)
{
    EXPECT(q.result.tier = 'B', "");
    EXPECT(q.result.tier = 'C', "TIER_C_NO_LUMBAR note");
    EXPECT((q.result.tier = 'C', q.result.inferred = true), "INFERRED note");
    EXPECT(q.result.reps = 0, "NO_REPS warning");
    EXPECT((q.result.reps = 0, q.info.role = HINGE_ROLE_standing), "");
    EXPECT((q.result.reps = 0, q.info.role = HINGE_ROLE_trial), "NO_REPS warning");
    EXPECT(q.info.task = "kickstand_hinge", "NO_SIDE warning");
    EXPECT((q.info.task = "kickstand_hinge", q.info.side = "r"), "");
    EXPECT((q.info.task = "kickstand_hinge", q.info.role = HINGE_ROLE_maxflex, q.result.reps = 0),
           "");
    EXPECT(q.twin = "a.csv", "DUPLICATE_RECORDING warning");
    EXPECT((q.twin = "a.csv", q.twin_is_strangers = true), "DUPLICATE_RECORDING warning");
    EXPECT((q.twin = "a.csv", q.twin_is_strangers = q.twin_is_named = true),
           "DUPLICATE_RECORDING error");
    EXPECT((q.copied = HINGE_LANDMARK_knee_l, q.copy = HINGE_LANDMARK_knee_r),
           "DUPLICATE_LANDMARKS warning");
    EXPECT(q.unmatched = "gone", "ID_UNMATCHED warning");
    EXPECT((q.result.status = HINGE_INPUT, q.result.reps = 0, q.result.tier = 'C',
            q.result.reason = HINGE_REASON_FS_UNKNOWN, strcpy(q.result.error.message, "no clock")),
           "FS_UNKNOWN error");
    EXPECT((q.stored = false, q.result.status = HINGE_INPUT, q.result.reps = 0,
            q.reason = "EMPTY_FILE", q.message = "empty file"),
           "EMPTY_FILE error");
}

/* From view.partial_deg on, 30 degrees, repetitions and times are all that is given. */
TEST(what_an_oblique_view_costs)
{
    static const double view_deg[] = {30, 31, 45, 61};
    size_t n;
    const struct hinge_check *list = hinge_check_list(&n);
    for (size_t k = 0; k < 4; k++)
        for (size_t i = 0; i < n; i++) {
            struct hinge_quality q = sound();
            q.result.warnings = HINGE_WARN(VIEW_WARN);
            q.result.view_deg = view_deg[k];
            if (strcmp(list[i].id, "view") != 0)
                continue;
            const struct hinge_finding finding = hinge_check_judge(&list[i], &q);
            assert_int_equal(strstr(finding.message, "repetitions and times are") != NULL, k > 0);
        }
}

/* Two landmarks with the same numbers are a copy; two that lie still nearly always,
 * changing in a tenth of the frames at most, need not be one. */
TEST(copies_move)
{
    for (int percent = 10; percent <= 11; percent++) {
        struct subject subject = subject_text_g();
        double *x[2][2] = {{NULL}};
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        for (size_t c = 0; c < r.layout.n_channels; c++)
            for (int axis = 0; axis < 2; axis++) {
                if (strcmp(r.layout.channel[c].source, axis ? "t8_y" : "t8_x") == 0)
                    x[0][axis] = r.data + c * r.n_frames;
                if (strcmp(r.layout.channel[c].source, axis ? "c7_y" : "c7_x") == 0)
                    x[1][axis] = r.data + c * r.n_frames;
            }
        for (int axis = 0; axis < 2; axis++)
            for (size_t i = 0; i < r.n_frames; i++) {
                size_t moves = r.n_frames * (size_t)percent / 100;
                double at = axis + 0.001 * (double)(i < moves ? i : moves);
                x[0][axis][i] = x[1][axis][i] = at;
            }
        struct hinge_quality q = sound();
        q.copied = q.copy = HINGE_LANDMARK_NONE;
        hinge_quality_measure(&r, false, &q);
        assert_int_equal(q.copied != HINGE_LANDMARK_NONE, percent == 11);
        hinge_trial_result_clear(&q.result);
    }
}
