/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A metric that comes from a column of the trial list is missing, with a reason, where
 * the column is empty: no number stands for what nobody said. Each column is given two
 * values; what they change comes from it. */
#include "test.h"

#include "analysed.h"

/* How a recording is read, and what it is compared with: without these the recording
 * itself says it, or the task does, or the recording is refused. A column that is not
 * here has to keep the rule. */
static const char *const reading =
    "id file participant group session task cue trial role format landmarks rate_hz "
    "time_is_frame units up gravity plumb facing side view image_width_px "
    "image_height_px markers sync_trial angles emg start stand_start_s stand_end_s "
    "mirrored bench_height_cm plate_l plate_r heading signs"; /* of which a usual bench's stands in
                                                               */

/* Everything that a list can say, so that one column alone is empty. */
static void set_all(struct hinge_trial_info *info, const char *task)
{
    info->task = task;
    info->height_m = 1.7;
    info->mass_kg = 60;
    info->load_kg = 10;
    info->wall_gap_cm = 10;
    info->bench_gap_cm = 3;
    info->block_cm = 4;
    info->contact = "1";
    info->depth = "max";
    info->cond_order = 1;
}

/* A leg's length and a body's height are two ways to one scale. */
static void set_no_other(struct hinge_trial_info *info, const char *column)
{
    if (strcmp(column, "leg_length_m") == 0)
        info->height_m = (double)NAN;
}

struct seen {
    double value[2048];
    const char *reason[2048];
    size_t n;
};

static void see(const struct subject *subject, struct analysed *a, struct seen *seen)
{
    measure_subject(a, subject);
    seen->n = 0;
    for (size_t m = 0; m < hinge_metric_count(); m++)
        for (int p = 0; p < HINGE_PHASE_COUNT; p++) {
            const char *id = hinge_metric_at(m)->id;
            assert_true(seen->n < sizeof seen->value / sizeof *seen->value);
            seen->value[seen->n] = metric_of(a, 0, id, (enum hinge_phase)p);
            seen->reason[seen->n++] = reason_of(a, 0, id, (enum hinge_phase)p);
        }
}

static size_t invented, changed;

static void compare_seen(const char *column, const struct seen *one, const struct seen *other,
                         const struct seen *empty)
{
    for (size_t k = 0; k < one->n; k++) {
        bool same =
            one->value[k] == other->value[k] || (isnan(one->value[k]) && isnan(other->value[k]));
        const char *id = hinge_metric_at(k / HINGE_PHASE_COUNT)->id;
        if (same)
            continue;
        changed++;
        if (isnan(empty->value[k]) && *empty->reason[k] != '\0')
            continue;
        if (strcmp(id, "wall_tapped") == 0 && strcmp(column, "contact") == 0)
            continue; /* the gap and the hips say it, too */
        print_error("%s is %g where the column %s is empty (%s)\n", id, empty->value[k], column,
                    empty->reason[k]);
        invented++;
    }
}

static bool is_reading(const char *column)
{
    return hinge_listed(reading, ' ', column);
}

static const char *choice_of(const char *column, bool first)
{
    size_t n;
    const struct hinge_list_choice *c = hinge_list_choices(&n);
    while (n > 0 && strcmp(c->column, column) != 0)
        c++, n--;
    if (n == 0)
        fail_msg("column %s has no closed set of words: is it for reading?", column);
    return first ? c->allowed : strrchr(c->allowed, '|') + 1;
}

/* A task that puts nothing into the hands says itself that they are empty. */
static bool is_said(const char *column, const char *task)
{
    return is_reading(column) ||
           (strcmp(column, "load_kg") == 0 && !hinge_task_find(task)->in_hands);
}

static void each_column(const struct subject *subject, const char *task)
{
    static struct seen one, other, empty;
    static char word[80];
    cleared_by(analysed_clear) struct analysed a = analysed();
#define TEXT(name, help)                                                                           \
    if (!is_said(#name, task)) {                                                                   \
        set_all(&a.info, task);                                                                    \
        snprintf(word, sizeof word, "%s", choice_of(#name, true));                                 \
        word[strcspn(word, "|")] = '\0';                                                           \
        *(const char **)(void *)&a.info.name = word;                                               \
        see(subject, &a, &one);                                                                    \
        *(const char **)(void *)&a.info.name = choice_of(#name, false);                            \
        see(subject, &a, &other);                                                                  \
        *(const char **)(void *)&a.info.name = "";                                                 \
        see(subject, &a, &empty);                                                                  \
        compare_seen(#name, &one, &other, &empty);                                                 \
    }
#define WORD(name, help) assert_true(is_reading(#name));
#define NUMBER(name, help)                                                                         \
    if (!is_said(#name, task)) {                                                                   \
        set_all(&a.info, task);                                                                    \
        a.info.name = 1.1;                                                                         \
        see(subject, &a, &one);                                                                    \
        a.info.name = 1.3;                                                                         \
        see(subject, &a, &other);                                                                  \
        a.info.name = (double)NAN;                                                                 \
        set_no_other(&a.info, #name);                                                              \
        see(subject, &a, &empty);                                                                  \
        compare_seen(#name, &one, &other, &empty);                                                 \
    }
    HINGE_LIST_COLUMNS(TEXT, WORD, NUMBER)
}

TEST(what_no_list_said_is_missing)
{
    static const char *const tasks[] = {"", "rdl"};
    for (int metric = 0; metric < 2; metric++)
        for (size_t t = 0; t < 2; t++) {
            struct subject b = subject_text_g();
            b.landmarks = CHAIN "elbow wrist ";
            if (metric == 0) { /* a picture: lengths in pixels */
                b.unit = HINGE_UNIT_px;
                b.per_m = 400;
            }
            each_column(&b, tasks[t]);
        }
    assert_int_equal(invented, 0);
    assert_true(changed >= 12); /* the columns do what they are for */
}
