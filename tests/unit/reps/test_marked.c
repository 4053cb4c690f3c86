/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phases marked by hand, on text G: two repetitions, 2 to 4 s down, 0.5 s, 1.5 s up,
 * and the same from 7 s on. */
#include "test.h"

#include "analysed.h"

#include <hinge/warnings.h>

#define NONE (double)NAN

static double least_descent_s = NONE; /* another seg.min_desc_s */

/* `task` NULL: that of the analysed; part_of NULL: the list's task, else the list's is part_of. */
static void run_task(struct analysed *a, const struct subject *subject,
                     const struct hinge_mark *mark, size_t n, const char *task, const char *part_of)
{
    *a = unfiltered();
    if (!isnan(least_descent_s))
        a->parameters.seg_min_desc_s = least_descent_s;
    if (task != NULL)
        a->info.task = task;
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(subject);
    struct hinge_trial_request request = {.recording = &r,
                                          .info = &a->info,
                                          .parameters = &a->parameters,
                                          .faults = &a->faults,
                                          .limits = a->limits,
                                          .mark = mark,
                                          .n_marks = n,
                                          .part_of = part_of};
    hinge_trial_analyze(&request, &a->result);
}

static void run_subject(struct analysed *a, const struct subject *subject,
                        const struct hinge_mark *mark, size_t n)
{
    run_task(a, subject, mark, n, NULL, NULL);
}

/* Of the list's task and two further ones, `part` (NULL: the list's). */
static void run_part(struct analysed *a, const struct hinge_mark *mark, size_t n, const char *part)
{
    struct subject subject = subject_text_g();
    run_task(a, &subject, mark, n, part != NULL ? part : "rdl", part != NULL ? "rdl" : NULL);
}

static void run(struct analysed *a, const struct hinge_mark *mark, size_t n)
{
    struct subject subject = subject_text_g();
    run_subject(a, &subject, mark, n);
}

static double time_of(const struct analysed *a, int bound, size_t rep)
{
    return a->result.block.time[bound][rep];
}

static bool by_hand(const struct analysed *a, size_t rep)
{
    return (a->result.block.warnings[rep] & HINGE_WARN(MANUAL_SEG)) != 0;
}

TEST(given_times_stand)
{
    static const struct hinge_mark mark[] = {
        {.rep = 1, .time_s = {2.204, 3.9, 4.6, 5.906}, .line = 2},
        {.rep = 7, .time_s = {7.3, NONE, NONE, NONE}, .line = 3}};
    cleared_by(analysed_clear) struct analysed found, a;
    run(&found, NULL, 0);
    run(&a, mark, 2);
    assert_int_equal(a.result.reps, 2);
    assert_string_equal(found.result.seg_source, "auto");
    assert_string_equal(a.result.seg_source, "mixed");
    assert_close(time_of(&a, 0, 0), 2.20, 0, 1e-9); /* the nearest frame */
    assert_close(time_of(&a, 1, 0), 3.90, 0, 1e-9);
    assert_close(time_of(&a, 2, 0), 4.60, 0, 1e-9);
    assert_close(time_of(&a, 3, 0), 5.91, 0, 1e-9);
    assert_close(time_of(&a, 0, 1), 7.30, 0, 1e-9); /* found by its time, not its 7 */
    for (int bound = 1; bound < 4; bound++)
        assert_close(time_of(&a, bound, 1), time_of(&found, bound, 1), 0, 1e-9);
    assert_true(by_hand(&a, 0) && by_hand(&a, 1) && !by_hand(&found, 0));
    /* the excursion is that of the given ends: s at 2.2 and 3.9 s */
    double lumbar[2], walked;
    struct subject subject = subject_text_g();
    for (int k = 0; k < 2; k++) {
        double s = subject_s(&subject, k ? 3.9 : 2.2, &walked);
        lumbar[k] = 30 * s - 6 * s * s;
    }
    assert_close(metric_of(&a, 0, "lumbar_excursion_deg", HINGE_PHASE_DESCENT),
                 lumbar[1] - lumbar[0], 0, 1e-6);
}

TEST(repetitions_come_and_go)
{
    static const struct hinge_mark out = {
        .rep = 1, .time_s = {NONE, NONE, NONE, NONE}, .exclude = true, .line = 2};
    static const struct hinge_mark again[] = {
        {.rep = 1, .time_s = {6.1, 6.2, 6.3, 6.5}, .line = 2},
        {.time_s = {6.34, 6.5, 6.6, 6.67}, .line = 3},   /* half of it is in the other, no more */
        {.time_s = {7.3, NONE, NONE, NONE}, .line = 4}}; /* another without a number */
    static const struct hinge_mark twice[] = {{.rep = 1, .time_s = {6.1, 6.2, 6.3, 6.5}, .line = 2},
                                              {.time_s = {6.2, 6.3, 6.4, 6.58},
                                               .line = 3}}; /* more than half */
    static const struct hinge_mark one_number[] = {
        {.rep = 8, .time_s = {6.1, 6.2, 6.3, 6.5}, .line = 4},
        {.rep = 8, .time_s = {2.2, NONE, NONE, NONE}, .line = 5}};
    cleared_by(analysed_clear) struct analysed a;
    run(&a, &out, 1);
    assert_int_equal(a.result.reps, 1);
    assert_int_equal(a.result.rejected.manual, 1);
    assert_int_equal(a.result.block.n, 2); /* its row and numbers stay */
    assert_string_equal(reason_of(&a, 0, "lumbar_excursion_deg", HINGE_PHASE_DESCENT), "EXCLUDED");
    assert_true(time_of(&a, 0, 0) < 3 && time_of(&a, 0, 1) > 7);
    assert_true(!a.result.block.valid[0] && a.result.block.valid[1]);
    analysed_clear(&a);
    run(&a, again, 1); /* nothing moves there: it is added all the same, as the last */
    assert_int_equal(a.result.reps, 3);
    assert_int_equal(a.result.block.rep[2], 3);
    assert_close(time_of(&a, 0, 2), 6.1, 0, 1e-9);
    assert_close(time_of(&a, 3, 2), 6.5, 0, 1e-9);
    assert_true(!by_hand(&a, 0) && !by_hand(&a, 1) && by_hand(&a, 2));
    analysed_clear(&a);
    run(&a, again, 3);
    assert_int_equal(a.result.status, HINGE_OK);
    analysed_clear(&a);
    run(&a, twice, 2);
    assert_int_equal(a.result.reason, HINGE_REASON_MANUAL);
    assert_non_null(strstr(a.result.error.message, "lines 2 and 3 of the events"));
    analysed_clear(&a);
    run(&a, one_number, 2);
    assert_non_null(strstr(a.result.error.message, "lines 4 and 5 of the events"));
}

/* An earlier start is outside the repetition as found: its number says which it is. A
 * number that none has excludes none, and is refused. */
TEST(a_number_says_which)
{
    static const struct hinge_mark early = {.rep = 2, .time_s = {6.5, NONE, NONE, NONE}, .line = 2};
    static const struct hinge_mark none = {
        .rep = 3, .time_s = {NONE, NONE, NONE, NONE}, .exclude = true, .line = 2};
    cleared_by(analysed_clear) struct analysed a;
    run(&a, &early, 1);
    assert_int_equal(a.result.reps, 2);
    assert_close(time_of(&a, 0, 1), 6.5, 0, 1e-9);
    assert_true(!by_hand(&a, 0) && by_hand(&a, 1));
    analysed_clear(&a);
    run(&a, &none, 1);
    assert_int_equal(a.result.reason, HINGE_REASON_MANUAL);
}

TEST(all_by_hand)
{
    static const struct hinge_mark mark[] = {{.rep = 2, .time_s = {7.1, 9.3, 9.3, 10.9}, .line = 3},
                                             {.rep = 1, .time_s = {2.1, 3.9, 4.6, 5.9}, .line = 2}};
    cleared_by(analysed_clear) struct analysed found, a;
    run(&found, NULL, 0);
    run(&a, mark, 2);
    assert_string_equal(a.result.seg_source, "manual");
    for (int k = 0; k < 4; k++) {
        const struct hinge_agreement *row = &a.result.agreements.row[k];
        double d[2];
        for (size_t rep = 0; rep < 2; rep++)
            d[rep] = mark[1 - rep].time_s[k] - time_of(&found, k, rep);
        assert_string_equal(row->of, "phase");
        assert_string_equal(row->name, hinge_bound_name(k));
        assert_int_equal(row->n, 2);
        assert_close(row->bias, (d[0] + d[1]) / 2, 0, 1e-9);
    }
}

/* Bent at first, up from 1.5 to 3 s, 2 s standing, down again until 6.5 s: the ascent
 * is the first phase, and its marks come before those of the descent. */
TEST(a_lift_from_the_floor)
{
    static const struct hinge_mark both = {.rep = 1, .time_s = {5.2, 6.3, 1.7, 2.8}, .line = 2};
    static const struct hinge_mark up_alone = {
        .rep = 1, .time_s = {NONE, NONE, 1.8, NONE}, .line = 2};
    struct subject subject = subject_text_g();
    cleared_by(analysed_clear) struct analysed found, a;
    double walked;
    subject.base = 1;
    subject.n_reps = 1;
    subject.rep[0] = (struct subject_rep){1.5, 1.5, 2, 1.5, -1};
    subject.duration_s = 9;
    run_subject(&found, &subject, NULL, 0);
    assert_int_equal(found.result.block.floor[0], 1);
    run_subject(&a, &subject, &both, 1);
    assert_int_equal(a.result.reps, 1);
    assert_int_equal(a.result.block.floor[0], 1);
    for (int bound = 0; bound < 4; bound++)
        assert_close(time_of(&a, bound, 0), both.time_s[bound], 0, 1e-9);
    assert_true(by_hand(&a, 0));
    /* excursions are those of the given ends */
    for (int phase = 0; phase < 2; phase++) {
        double lumbar[2];
        for (int k = 0; k < 2; k++) {
            double s = subject_s(&subject, both.time_s[2 * phase + k], &walked);
            lumbar[k] = 30 * s - 6 * s * s;
        }
        assert_close(metric_of(&a, 0, "lumbar_excursion_deg",
                               phase ? HINGE_PHASE_ASCENT : HINGE_PHASE_DESCENT),
                     lumbar[1] - lumbar[0], 0, 1e-6);
    }
    analysed_clear(&a);
    run_subject(&a, &subject, &up_alone, 1); /* the others stay where they were */
    assert_close(time_of(&a, 2, 0), 1.8, 0, 1e-9);
    for (int bound = 0; bound < 4; bound++)
        if (bound != 2)
            assert_close(time_of(&a, bound, 0), time_of(&found, bound, 0), 0, 1e-9);
    analysed_clear(&a);
    analysed_clear(&found);
    /* ended standing: the depth is that of the ascent, from the given frame on */
    subject.rep[0].hold = 20;
    subject.duration_s = 6;
    static const struct hinge_mark late = {.rep = 1, .time_s = {NONE, NONE, 2.1, NONE}, .line = 2};
    run_subject(&found, &subject, NULL, 0);
    run_subject(&a, &subject, &late, 1);
    double all = found.result.block.rom_deg[0], left = subject_s(&subject, 2.1, &walked);
    assert_true(all > 80 && left > 0.5 && left < 0.8);
    assert_close(a.result.block.rom_deg[0], all * left, 0, 5); /* nearly straight */
    assert_close(time_of(&a, 3, 0), time_of(&found, 3, 0), 0, 0.05);
}

/* A recording that ends at the bottom: another start leaves the end of the descent. */
TEST(a_descent_that_is_all_there_is)
{
    static const struct hinge_mark start = {.rep = 1, .time_s = {2.3, NONE, NONE, NONE}, .line = 2};
    struct subject subject = subject_text_g();
    cleared_by(analysed_clear) struct analysed found, a;
    double walked;
    subject.n_reps = 1;
    subject.rep[0].hold = 20;
    subject.duration_s = 6;
    run_subject(&found, &subject, NULL, 0);
    run_subject(&a, &subject, &start, 1);
    assert_int_equal(found.result.reps, 1);
    assert_int_equal(a.result.reps, 1);
    assert_close(time_of(&a, 0, 0), 2.3, 0, 1e-9);
    assert_close(time_of(&a, 1, 0), time_of(&found, 1, 0), 0, 1e-9);
    double all = found.result.block.rom_deg[0], left = 1 - subject_s(&subject, 2.3, &walked);
    assert_close(a.result.block.rom_deg[0], all * left, 0, 0.2); /* nearly straight */
}

/* A descent that is added where nothing was found, at the end of a recording: no way up. */
TEST(a_descent_is_added)
{
    static const struct hinge_mark added = {.time_s = {5, 5.8, NONE, NONE}, .line = 2};
    struct subject subject = subject_text_g();
    cleared_by(analysed_clear) struct analysed a;
    subject.n_reps = 1;
    subject.rep[0].hold = 20;
    subject.duration_s = 6;
    run_subject(&a, &subject, &added, 1);
    const size_t last = a.result.block.n - 1;
    assert_close(time_of(&a, 0, last), 5, 0, 1e-9);
    assert_true(by_hand(&a, last) && isnan(time_of(&a, 2, last)));
    assert_string_equal(reason_of(&a, last, "hip_excursion_deg", HINGE_PHASE_ASCENT), "TRUNCATED");
}

/* A descent of eight frames has metrics, one of seven has none. */
TEST(seven_frames_are_too_short)
{
    for (int frames = 7; frames <= 8; frames++) {
        struct hinge_mark mark = {
            .rep = 1, .time_s = {3, 3 + (frames - 1) / 100.0, 4.6, 5.9}, .line = 2};
        cleared_by(analysed_clear) struct analysed a;
        run(&a, &mark, 1);
        assert_string_equal(reason_of(&a, 0, "hip_excursion_deg", HINGE_PHASE_DESCENT),
                            "PHASE_TOO_SHORT"); /* less than seg.min_desc_s */
        analysed_clear(&a);
        least_descent_s = 0;
        run(&a, &mark, 1);
        least_descent_s = NONE;
        assert_string_equal(reason_of(&a, 0, "hip_excursion_deg", HINGE_PHASE_DESCENT),
                            frames == 7 ? "PHASE_TOO_SHORT" : "");
    }
}

TEST(senseless_marks_refuse_the_trial)
{
    static const struct {
        struct hinge_mark mark;
        const char *says;
    } rows[] = {{{.rep = 1, .time_s = {3.9, 3.9, NONE, NONE}, .line = 7}, "before it starts"},
                {{.rep = 1, .time_s = {NONE, NONE, 5.9, 5.9}, .line = 7}, "before it starts"},
                {{.rep = 1, .time_s = {2, 4, 3, 6}, .line = 7}, "before the descent ends"},
                {{.rep = 1, .time_s = {99, NONE, NONE, NONE}, .line = 7}, "outside"},
                {{.rep = 1, .time_s = {-1, NONE, NONE, NONE}, .line = 7}, "outside"},
                {{.rep = 9, .time_s = {NONE, NONE, NONE, NONE}, .line = 7}, "no such repetition"},
                {{.rep = 9, .time_s = {6.3, NONE, NONE, NONE}, .line = 7}, "no such repetition"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(analysed_clear) struct analysed a;
        run(&a, &rows[k].mark, 1);
        assert_int_equal(a.result.status, HINGE_INPUT);
        assert_string_equal(hinge_reason_name(a.result.reason), "MANUAL");
        if (strstr(a.result.error.message, rows[k].says) == NULL)
            print_error("%s\n", a.result.error.message);
        assert_non_null(strstr(a.result.error.message, rows[k].says));
        assert_non_null(strstr(a.result.error.message, "line 7"));
    }
}

/* Each task has its own repetitions, with the numbers and values of the whole recording. */
TEST(several_tasks)
{
    static const struct hinge_mark mark[] = {
        {.rep = 2, .time_s = {NONE, NONE, NONE, NONE}, .task = "hinge_row", .line = 2},
        {.rep = 1, .time_s = {2.2, NONE, NONE, NONE}, .task = "rdl", .line = 3}};
    static const struct hinge_mark out[] = {
        {.rep = 2, .time_s = {NONE, NONE, NONE, NONE}, .exclude = true, .task = "hinge_row"}};
    cleared_by(analysed_clear) struct analysed all, part, row, none;
    run_part(&all, mark + 1, 1, NULL);
    run_part(&part, mark, 2, NULL);
    run_part(&row, mark, 2, "hinge_row");
    assert_int_equal(all.result.block.n, 2);
    assert_int_equal(part.result.block.n, 1);
    assert_int_equal(row.result.block.n, 1);
    assert_int_equal(part.result.block.rep[0], 1);
    assert_int_equal(row.result.block.rep[0], 2);
    assert_true(by_hand(&part, 0));
    assert_false(by_hand(&row, 0));
    assert_int_equal(part.result.agreements.n, all.result.agreements.n);
    assert_string_equal(row.result.standing_source, all.result.standing_source);
    assert_close(metric_of(&row, 0, "lumbar_excursion_deg", HINGE_PHASE_DESCENT),
                 metric_of(&all, 1, "lumbar_excursion_deg", HINGE_PHASE_DESCENT), 0, 0);
    assert_close(metric_of(&part, 0, "hip_excursion_deg", HINGE_PHASE_REP),
                 metric_of(&all, 0, "hip_excursion_deg", HINGE_PHASE_REP), 0, 0);
    run_part(&none, mark, 2, "pull_through");
    assert_int_equal(none.result.block.n, 0);
    assert_int_equal(none.result.reason, HINGE_REASON_NO_REPS);
    analysed_clear(&part);
    analysed_clear(&row);
    run_part(&part, out, 1, NULL);
    run_part(&row, out, 1, "hinge_row");
    assert_int_equal(part.result.rejected.manual, 0);
    assert_int_equal(row.result.rejected.manual, 1);
    assert_int_equal(row.result.reason, HINGE_REASON_EXCLUDED);
}
