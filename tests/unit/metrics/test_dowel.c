/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dowel on points that are written down: a rod in the hands, one that nobody holds,
 * and a zero from another recording. */
#include "test.h"

#include "metrics/metric.h"
#include "plain_view.h"

#include <stdlib.h>

enum { HEAD, MIDDLE, TAIL, EAR, ROD_1, ROD_2, POINTS };

/* Trunk length is 0.5 m. Standing: tailbone at the origin, head 0.6 above it, the
 * mid-back 0.02 behind their line; the rod 0.05 behind both. */
static const double standing[POINTS][2] = {{0, 0.6},   {-0.02, 0.35}, {0, 0},
                                           {0.1, 0.6}, {-0.05, -0.1}, {-0.05, 0.7}};

struct back {
    struct plain plain;
    double x[POINTS][2][PLAIN_FRAMES];
};

/* The points turn forward by `lean` degrees, and each moves back by `out` metres across
 * the line of tailbone and head (the rod does not). */
static void back_init(struct back *b, double lean_deg, const double out[POINTS])
{
    plain_init(&b->plain, 'A');
    b->plain.reps.standing.from = 10;
    b->plain.reps.standing.to = 90;
    for (int k = 0; k < POINTS; k++)
        for (size_t i = 0; i < PLAIN_FRAMES; i++) {
            double shape = plain_shape(i, 0), a = lean_deg * shape * M_PI / 180;
            double x = standing[k][0] - out[k] * shape, y = standing[k][1];
            b->x[k][0][i] = x * cos(a) + y * sin(a);
            b->x[k][1][i] = y * cos(a) - x * sin(a);
        }
    for (int k = 0; k < POINTS; k++)
        for (int a = 0; a < 2; a++)
            b->plain.body.dowel[k][a] = b->x[k][a];
}

static struct hinge_value value(struct back *b, const char *id)
{
    cleared_by(freed) struct hinge_value *all =
        calloc(hinge_metric_count() * HINGE_PHASE_COUNT, sizeof *all);
    assert_non_null(all);
    hinge_metrics_compute(&b->plain.view, NULL, all);
    long at = hinge_metric_find(id);
    assert_true(at >= 0);
    struct hinge_value v = all[(size_t)at * HINGE_PHASE_COUNT + HINGE_PHASE_REP];
    return v;
}

static void assert_value(struct back *b, const char *id, double expected)
{
    struct hinge_value v = value(b, id);
    if (v.reason != HINGE_REASON_OK)
        fail_msg("%s: %s", id, hinge_reason_name(v.reason));
    if (fabs(v.value - expected) > 1e-9)
        print_error("%s\n", id);
    assert_close(v.value, expected, 0, 1e-9);
}

static void assert_gaps(struct back *b, double head, double middle, double tail, double lost)
{
    assert_value(b, "dowel_head_tl", head);
    assert_value(b, "dowel_mid_tl", middle);
    assert_value(b, "dowel_tail_tl", tail);
    assert_value(b, "dowel_gap_tl", lost);
}

/* Each point's own gap, however the person leans and whichever end is which. */
TEST(a_tracked_rod)
{
    static const double hollow[POINTS] = {[MIDDLE] = -0.04},
                        nod[POINTS] = {[HEAD] = -0.03, [TAIL] = -0.01},
                        bulge[POINTS] = {[MIDDLE] = 0.02};
    static struct back b;
    for (int lean = 0; lean <= 80; lean += 40)
        for (int swapped = 0; swapped < 2; swapped++) {
            back_init(&b, lean, hollow);
            for (int a = 0; a < 2 && swapped; a++) {
                b.plain.body.dowel[ROD_1][a] = b.x[ROD_2][a];
                b.plain.body.dowel[ROD_2][a] = b.x[ROD_1][a];
            }
            assert_gaps(&b, 0, 0.08, 0, 0.08);
            assert_value(&b, "dowel_tracked", 1);
            assert_value(&b, "dowel_from_ref", 0);
        }
    back_init(&b, 60, nod);
    assert_gaps(&b, 0.06, 0, 0.02, 0.06);
    back_init(&b, 60, bulge); /* into the rod: no gap is less than none */
    assert_gaps(&b, 0, 0, 0, 0);
}

/* The thought rod of method 7.5: mid-back bulging by ds leaves ds / a at the head or
 * ds / (1 - a) at the tail; hollow leaves -ds. */
TEST(a_thought_rod)
{
    static const double bulge[POINTS] = {[MIDDLE] = 0.03}, hollow[POINTS] = {[MIDDLE] = -0.03};
    const double ds = 0.03 / 0.5, a = 0.35 / 0.6;
    static struct back b;
    back_init(&b, 50, bulge);
    b.plain.body.dowel[ROD_1][0] = NULL;
    assert_gaps(&b, ds / a, 0, ds / (1 - a), ds / a);
    assert_value(&b, "dowel_tracked", 0);
    back_init(&b, 50, hollow);
    b.plain.body.dowel[ROD_1][0] = NULL;
    assert_gaps(&b, 0, ds, 0, ds);
}

/* A recording in which all three touched: standing may already be off. */
TEST(a_zero_from_elsewhere)
{
    static const double none[POINTS] = {0};
    static struct back b;
    struct hinge_dowel_zero zero;
    back_init(&b, 40, none);
    assert_gaps(&b, 0, 0, 0, 0);
    assert_true(hinge_rod_zero(&b.plain.body, 10, 90, 0.5, &zero));
    assert_close(zero.sag, 0.04, 0, 1e-12);
    assert_close(zero.rod[HEAD], 0.1, 0, 1e-12);
    assert_close(zero.rod[MIDDLE], 0.06, 0, 1e-12);
    assert_close(zero.rod[TAIL], 0.1, 0, 1e-12);
    b.plain.limits.dowel =
        (struct hinge_dowel_zero){.known = true, .sag = 0.01, .rod = {0.1, 0.02, 0.04}};
    b.plain.reps.standing.found = false;
    assert_gaps(&b, 0, 0.04, 0.06, 0.06);
    assert_value(&b, "dowel_from_ref", 1);
    b.plain.body.dowel[ROD_2][0] = NULL;
    assert_gaps(&b, 0.03 / (0.35 / 0.6), 0, 0.03 / (0.25 / 0.6), 0.03 / (0.35 / 0.6));
    /* the ear for the back of the head: where the line of the others passes it */
    b.plain.body.dowel[HEAD][0] = NULL;
    assert_true(hinge_rod_zero(&b.plain.body, 10, 90, 0.5, &zero));
    assert_close(zero.sag, 0, 0, 1e-12);
    b.plain.limits.dowel = zero;
    assert_gaps(&b, 0, 0, 0, 0);
    /* no line where the mid-back lies on the tailbone, or the head does */
    for (int k = HEAD; k <= MIDDLE; k++) {
        back_init(&b, 40, none);
        b.plain.limits.dowel = (struct hinge_dowel_zero){.known = true, .sag = 0.01};
        b.plain.body.dowel[ROD_2][0] = NULL;
        b.plain.body.dowel[k][0] = b.x[TAIL][0];
        b.plain.body.dowel[k][1] = b.x[TAIL][1];
        assert_int_equal(value(&b, "dowel_gap_tl").reason, HINGE_REASON_SEG_DEGENERATE);
        assert_true(isnan(hinge_dowel_gaps(0.01, 0).lost));
    }
    b.plain.body.tier = 'C';
    assert_int_equal(value(&b, "dowel_gap_tl").reason, HINGE_REASON_TIER_C_NO_LUMBAR);
    b.plain.body.tier = 'A';
    /* nothing to start from */
    b.plain.reps.standing.found = false;
    b.plain.limits.dowel.known = false;
    assert_int_equal(value(&b, "dowel_gap_tl").reason, HINGE_REASON_NO_STANDING_REF);
}

/* Which contact is lost, is judged where the rod was tracked alone. */
TEST(judged_where_it_is_tracked)
{
    static const double hollow[POINTS] = {[MIDDLE] = -0.04};
    static struct back b;
    cleared_by(hinge_fault_table_clear) struct hinge_fault_table table = {0};
    cleared_by(freed) struct hinge_value *all =
        calloc(hinge_metric_count() * HINGE_PHASE_COUNT, sizeof *all);
    assert_non_null(all);
    hinge_fault_table_init(&table);
    for (int tracked = 0; tracked < 2; tracked++) {
        back_init(&b, 30, hollow);
        plain_flex(&b.plain, 60, 20);
        if (!tracked)
            b.plain.body.dowel[ROD_1][0] = NULL;
        hinge_metrics_compute(&b.plain.view, NULL, all);
        int judged = 0;
        for (size_t f = 0; f < table.n; f++) {
            struct hinge_fault_outcome o;
            const char *id = table.row[f].id;
            if (strncmp(id, "dowel_", 6) != 0)
                continue;
            hinge_fault_judge(&table.row[f], &b.plain.view, all, NULL, &o);
            bool middle = strcmp(id, "dowel_mid") == 0;
            bool any = strcmp(id, "dowel_contact_lost") == 0;
            if (!tracked && !any)
                assert_int_equal(o.reason, HINGE_REASON_NOT_APPLICABLE_VARIANT);
            else
                assert_int_equal(o.state, middle || any ? HINGE_FAULT_PRESENT : HINGE_FAULT_ABSENT);
            judged++;
        }
        assert_int_equal(judged, 4);
    }
}
