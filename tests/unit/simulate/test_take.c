/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings of a simulated body: projection, noise, gaps, lost frames, number text. */
#include "test.h"

#include "base/text.h"
#include "simulate/simulate.h"

#include <stdlib.h>
#include <string.h>

static const double radian = 0.017453292519943295;

/* A take of one text G repetition. */
struct fixture {
    struct hinge_simulate_options options;
    struct hinge_motion_rep rep;
    struct hinge_motion motion;
    struct hinge_physique body;
    struct hinge_take take;
};

static void fixture_make(struct fixture *f, enum hinge_simulate_format format)
{
    struct hinge_pattern pattern;
    hinge_simulate_options_init(&f->options);
    f->options.rate_hz = 50;
    f->options.noise_mm = 0;
    hinge_pattern_text_g(&pattern);
    f->motion = (struct hinge_motion){.n_reps = 1, .rep = &f->rep};
    hinge_motion_set(&f->motion, &pattern, 2.0, 1.5);
    hinge_physique_text_g(&f->body);
    f->take = (struct hinge_take){.options = &f->options,
                                  .set = hinge_marker_set_of(format, 1),
                                  .motion = &f->motion,
                                  .physique = &f->body,
                                  .still = true,
                                  .name = "x.trc"};
}

static const double *find(const struct fixture *f, double marker[][3], const char *name)
{
    for (size_t m = 0; m < f->take.set->n_markers; m++)
        if (strcmp(f->take.set->marker[m].name, name) == 0)
            return marker[m];
    fail_msg("no marker %s", name);
    return NULL;
}

/* Trunk inclination in the picture at the bottom. */
static double trunk_seen(struct fixture *f, double heading_deg)
{
    double marker[HINGE_MARKERS_MAX][3], d[2];
    f->take.heading_deg = heading_deg;
    hinge_take_markers(&f->take, 212, marker); /* 4.24 s: held at the bottom */
    const double *hip_l = find(f, marker, "left_hip");
    const double *hip_r = find(f, marker, "right_hip");
    const double *shoulder_l = find(f, marker, "left_shoulder");
    const double *shoulder_r = find(f, marker, "right_shoulder");
    for (int k = 0; k < 2; k++)
        d[k] = shoulder_l[k] + shoulder_r[k] - hip_l[k] - hip_r[k];
    return atan2(d[0], d[1]) / radian;
}

/* A11: tan(seen) = tan(true) cos(psi). */
TEST(test_oblique_view)
{
    struct fixture f;
    fixture_make(&f, HINGE_SIMULATE_csv_coco);
    double truth = trunk_seen(&f, 0.0);
    assert_true(truth > 55.0);
    assert_close(trunk_seen(&f, 20.0), atan(tan(truth * radian) * cos(20.0 * radian)) / radian, 0,
                 1e-9);
    assert_close(trunk_seen(&f, 180.0), -truth, 0, 1e-9);
}

/* Facing +x the person's right is +z; turned to the left by 90 degrees it is +x. */
TEST(test_heading)
{
    struct fixture f;
    double marker[HINGE_MARKERS_MAX][3];
    fixture_make(&f, HINGE_SIMULATE_trc_b);
    hinge_take_markers(&f.take, 0, marker);
    assert_true(find(&f, marker, "hjc_r")[2] > find(&f, marker, "hjc_l")[2]);
    assert_true(find(&f, marker, "toe_r")[0] > find(&f, marker, "heel_r")[0]);
    f.take.heading_deg = 90.0;
    hinge_take_markers(&f.take, 0, marker);
    assert_true(find(&f, marker, "hjc_r")[0] > find(&f, marker, "hjc_l")[0] + 0.1);
    assert_true(find(&f, marker, "toe_r")[2] < find(&f, marker, "heel_r")[2] - 0.1);
}

static char *write_take(const struct fixture *f)
{
    struct hinge_text text = {0};
    hinge_take_write(&f->take, &text);
    return text.data;
}

static size_t count(const char *text, const char *what)
{
    size_t n = 0;
    for (const char *p = strstr(text, what); p != NULL; p = strstr(p + 1, what))
        n++;
    return n;
}

/* Noise has the asked SD: the ankle of text G never moves. */
TEST(test_noise)
{
    struct fixture f;
    fixture_make(&f, HINGE_SIMULATE_csv);
    f.options.noise_mm = 5.0;
    f.options.rate_hz = 400;
    cleared_by(freed) char *text = write_take(&f);
    double sum = 0, squares = 0;
    size_t n = 0;
    for (char *line = strchr(text, '\n') + 1; *line != '\0'; line = strchr(line, '\n') + 1, n++) {
        char *cell = line;
        for (size_t k = 0; k < 1 + 3 * 11; k++) /* ankle_l is the 12th marker */
            cell = strchr(cell, ',') + 1;
        double x = strtod(cell, NULL);
        sum += x;
        squares += x * x;
    }
    double mean = sum / (double)n;
    assert_close(mean, 0.0, 0, 0.0005);
    assert_close(sqrt(squares / (double)n - mean * mean), 0.005, 0.05, 0);
}

/* x of ankle_l, which text G never moves, in every frame; returns their number. */
static size_t ankle_of(char *text, double *x, size_t room)
{
    size_t n = 0;
    for (char *line = strchr(text, '\n') + 1; *line != '\0' && n < room;
         line = strchr(line, '\n') + 1) {
        char *cell = line;
        for (size_t k = 0; k < 1 + 3 * 11; k++)
            cell = strchr(cell, ',') + 1;
        x[n++] = strtod(cell, NULL);
    }
    return n;
}

/* Errors that last: the SD is asked for, frames next to each other hardly differ. */
TEST(test_drift)
{
    struct fixture f;
    fixture_make(&f, HINGE_SIMULATE_csv);
    f.options.drift_mm = 8.0;
    f.options.rate_hz = 100;
    static double x[20000];
    cleared_by(freed) char *text = write_take(&f);
    size_t n = ankle_of(text, x, 20000);
    double sum = 0, squares = 0, steps = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i];
        squares += x[i] * x[i];
        steps += i > 0 ? (x[i] - x[i - 1]) * (x[i] - x[i - 1]) : 0;
    }
    double sd = sqrt(squares / (double)n - sum * sum / ((double)n * (double)n));
    assert_close(sd, 0.008, 0.1, 0);
    /* a wave of f Hz at 100 Hz steps by 2 pi f / 100 of its SD: 3 to 13 % */
    double step = sqrt(steps / (double)(n - 1)) / sd;
    assert_true(step > 0.031 && step < 0.126);
}

/* Pulled half way to its mean place a marker goes half as far. */
TEST(test_pull)
{
    struct fixture f;
    fixture_make(&f, HINGE_SIMULATE_csv);
    f.options.rate_hz = 50;
    double spread[2] = {0, 0};
    for (int k = 0; k < 2; k++) {
        f.options.pull = 0.5 * k;
        cleared_by(freed) char *text = write_take(&f);
        double low = INFINITY, high = -INFINITY;
        for (char *line = strchr(text, '\n') + 1; *line != '\0'; line = strchr(line, '\n') + 1) {
            double y = strtod(strchr(strchr(line, ',') + 1, ',') + 1, NULL);
            low = fmin(low, y);
            high = fmax(high, y);
        }
        spread[k] = high - low;
    }
    assert_true(spread[0] > 0.1);
    assert_close(spread[1], spread[0] / 2, 1e-3, 0);
}

TEST(test_gaps)
{
    struct fixture f;
    fixture_make(&f, HINGE_SIMULATE_csv_coco);
    f.options.gap_share = 0.10;
    f.options.rate_hz = 200;
    char *text = write_take(&f);
    double all = 17.0 * 1501.0, missing = (double)count(text, ",,,0");
    assert_close(missing / all, 0.10, 0.15, 0);
    free(text);
    f.options.zero_gaps = true;
    text = write_take(&f);
    assert_int_equal(count(text, ",,"), 0);
    assert_close((double)count(text, ",0.000,0.000,0"), missing, 0, 0);
    free(text);
}

/* With a clock lost frames are left out; without one they are blank rows. */
TEST(test_lost_frames)
{
    struct fixture f;
    fixture_make(&f, HINGE_SIMULATE_csv);
    f.options.drop_share = 0.2;
    char *text = write_take(&f);
    size_t rows = count(text, "\n") - 1;
    assert_true(rows >= 376 - 110 && rows <= 376 - 45);
    free(text);
    f.take.set = hinge_marker_set_of(HINGE_SIMULATE_csv_coco, 1);
    text = write_take(&f);
    assert_int_equal(count(text, "\n") - 1, 376);
    assert_int_equal(count(text, ",,,0,,,0,,,0,,,0,,,0,,,0,,,0,,,0,,,0,,,0,,,0,,,0,,,0,,,0"
                                 ",,,0,,,0,,,0\n"),
                     376 - rows);
    free(text);
}

/* The first marker's cells of a row, as a string inside the row. */
static char *first_marker(const struct hinge_take *take, char *row)
{
    bool trc = take->set->layout == &hinge_layout_trc;
    char between = trc ? '\t' : ',';
    char *cell = strchr(row, between) + 1;
    if (take->set->clock && (trc || take->set->image)) /* frame and time */
        cell = strchr(cell, between) + 1;
    char *end = cell;
    for (int k = 0; k < (take->set->image ? 2 : 3) && end != NULL; k++)
        end = strchr(end + 1, between);
    if (end != NULL)
        *end = '\0';
    return cell;
}

/* Someone standing still without noise must not look like an exporter that holds values
 * (method 3.2a: six identical frames), in no format and at no usual rate. */
TEST(test_standing_is_not_held)
{
    static const double rates[] = {30, 60, 100, 200};
    for (int i = HINGE_SIMULATE_trc_a; i < HINGE_SIMULATE_FORMAT_COUNT; i++)
        for (size_t r = 0; r < sizeof rates / sizeof *rates; r++) {
            struct fixture f;
            fixture_make(&f, (enum hinge_simulate_format)i);
            if (!f.take.set->layout->any_markers)
                continue; /* rows of another kind */
            f.take.still = false;
            f.options.rate_hz = rates[r];
            char *text = write_take(&f), *save = NULL;
            const char *before = "";
            int run = 1;
            for (char *row = strtok_r(text, "\n", &save); row != NULL;
                 row = strtok_r(NULL, "\n", &save)) {
                if (strchr("0123456789", row[0]) == NULL)
                    continue;
                const char *cells = first_marker(&f.take, row);
                run = strcmp(cells, before) == 0 ? run + 1 : 1;
                assert_true(run < 6);
                before = cells;
            }
            assert_true(before[0] != '\0');
            free(text);
        }
}
