/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orientation from acceleration and angular rate: planted bends, units that nothing tells, what is
 * refused, and the laboratory's recording of known "up". */
#include "test.h"

#include "base/random.h"
#include "base/text.h"
#include "body/geometry.h"
#include "recording_text.h"

enum { HZ = 50, SECONDS = 30, N = HZ * SECONDS };

static double grows;  /* how much the gyroscope's bias does over the recording, rad/s */
static double jolt;   /* what it is off by while the first bend goes down, rad/s */
static bool restless; /* turned by 2 deg/s, there and back, where the bends leave time to rest */

/* Two slow bends by 60 degrees about the sensor's z, x forward and y up; g and gyroscope times
 * their units, with a bias of the gyroscope of 1.5 deg/s and one of the acceleration. A radio loses
 * two of three in the first bend, and now and then delivers one with the next. */
static void write_bends(const char *names, double g, double per_rad, double offset, bool radio,
                        struct hinge_text *text)
{
    struct hinge_random random;
    hinge_random_init(&random, 5, 0, 0);
    hinge_text_printf(text, "time,%s\n", names);
    for (size_t i = 0; i < N; i++) {
        double t = (double)i / HZ, phase = t < 6 || t > 26 ? 0 : (t - 6) / 10;
        double late = radio && i % 21 == 3 ? 0.97 / HZ : 0;
        double tip = M_PI / 6 * (1 - cos(2 * M_PI * phase));
        double speed = phase > 0 ? M_PI / 6 * sin(2 * M_PI * phase) * 2 * M_PI / 10 : 0;
        double noise = 0.004 * hinge_random_normal(&random);
        double off = (t > 6 && t < 11 ? jolt : 0) + (restless && i % 2 == 0 ? 0.08 : 0);
        if (radio && t > 6 && t < 16 && i % 3 != 0)
            continue;
        hinge_text_printf(text, "%.3f,%.6f,%.6f,%.6f,%.7f,%.7f,%.7f\n", t + late,
                          (sin(tip) + noise) * g + offset, (cos(tip) + noise) * g, noise * g,
                          (0.026 + grows * t / SECONDS) * per_rad, -0.01 * per_rad,
                          (speed + off + grows * t / SECONDS + 0.0012 * noise) * per_rad);
    }
}

/* Degrees between the orientation's "up" at frame i and this one. */
static double off_up(const struct hinge_recording *r, size_t i, const double up[3])
{
    static const double z[3] = {0, 0, 1};
    double q[4] = {0}, back[4], v[3];
    for (size_t c = 0; c < r->layout.n_channels; c++) {
        int k = (int)r->layout.channel[c].component - HINGE_COMPONENT_qw;
        if (k >= 0 && k < 4)
            q[k] = r->data[c * r->n_frames + i];
    }
    hinge_quaternion_conjugate(q, back);
    hinge_quaternion_rotate(back, z, v);
    return acos(fmin(1, hinge_dot(v, up))) * (180 / M_PI);
}

TEST(planted_bends_in_every_unit)
{
    static const struct {
        const char *names;
        double g, per_rad;
    } rows[] = {{"ax,ay,az,gx,gy,gz", 1, 1},
                {"acc_x,acc_y,acc_z,gyr_x,gyr_y,gyr_z", 9.81, 180 / M_PI},
                {"Accel-X (g),Accel-Y (g),Accel-Z (g),Gyro-X (d/s),Gyro-Y (d/s),Gyro-Z (d/s)", 1,
                 180 / M_PI}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        struct read_result r;
        write_bends(rows[k].names, rows[k].g, rows[k].per_rad, 0, false, &text);
        read_string("a.csv", hinge_text_string(&text), NULL, &r);
        if (r.status != HINGE_OK)
            fail_msg("%s: %s", rows[k].names, r.error.message);
        for (size_t i = 0; i < N; i += 7) {
            double t = (double)i / HZ, phase = t < 6 || t > 26 ? 0 : (t - 6) / 10;
            double tip = M_PI / 6 * (1 - cos(2 * M_PI * phase));
            const double up[3] = {sin(tip), cos(tip), 0};
            assert_true(off_up(&r.recording, i, up) < 1.6);
        }
        read_result_clear(&r);
    }
}

/* The first value of the channel that says why rates are not sure; NaN: they are. */
static double drift_of(const struct hinge_recording *r)
{
    for (size_t c = 0; c < r->layout.n_channels; c++)
        if (r->layout.channel[c].component == HINGE_COMPONENT_drift)
            return r->data[c * r->n_frames];
    return NAN;
}

/* With rest at both ends it is a line; bends of 5 s and the bottom are no rest. */
TEST(a_bias_that_grows)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    cleared_by(read_result_clear) struct read_result r;
    grows = 0.2; /* 11 deg/s */
    write_bends("ax,ay,az,gx,gy,gz", 1, 1, 0, false, &text);
    grows = 0;
    read_string("a.csv", hinge_text_string(&text), NULL, &r);
    assert_read(r);
    for (size_t i = 0; i < N; i += 7) {
        double t = (double)i / HZ, phase = t < 6 || t > 26 ? 0 : (t - 6) / 10;
        double tip = M_PI / 6 * (1 - cos(2 * M_PI * phase));
        const double up[3] = {sin(tip), cos(tip), 0};
        assert_true(off_up(&r.recording, i, up) < 1.6);
    }
    if (strstr(r.recording.notes, "bias goes from 1.49 -0.57 0.0") == NULL ||
        strstr(r.recording.notes, "gravity at the last rest is 0.") == NULL)
        fail_msg("%s", r.recording.notes);
    assert_true(isnan(drift_of(&r.recording)));
}

/* Rates that are not those of rest in between turn gravity; without any rest the mean rate between
 * two upright seconds is what they may be off by. */
TEST(rates_that_are_not_sure)
{
    static const struct {
        double jolt, low, high;
        bool restless;
        const char *says;
    } rows[] = {{0.03, HINGE_DRIFT_GRAVITY, HINGE_DRIFT_GRAVITY, false,
                 "gravity at the last rest is"},
                {0, 2.6, 3.2, true, "nothing rests: stand still for two seconds first"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        cleared_by(read_result_clear) struct read_result r;
        jolt = rows[k].jolt;
        restless = rows[k].restless;
        write_bends("ax,ay,az,gx,gy,gz", 1, 1, 0, false, &text);
        jolt = 0;
        restless = false;
        read_string("a.csv", hinge_text_string(&text), NULL, &r);
        assert_read(r);
        double drift = drift_of(&r.recording);
        if (!(drift >= rows[k].low && drift <= rows[k].high) ||
            strstr(r.recording.notes, rows[k].says) == NULL)
            fail_msg("row %zu: %g: %s", k, drift, r.recording.notes);
    }
}

TEST(a_radio_loses_no_turn)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    cleared_by(read_result_clear) struct read_result r;
    write_bends("ax,ay,az,gx,gy,gz", 1, 1, 0, true, &text);
    read_string("a.csv", hinge_text_string(&text), NULL, &r);
    assert_read(r);
    for (size_t i = 0; i < r.recording.n_frames; i++) {
        double t = r.recording.data[i], phase = t < 6 || t > 26 ? 0 : (t - 6) / 10;
        double tip = M_PI / 6 * (1 - cos(2 * M_PI * phase));
        const double up[3] = {sin(tip), cos(tip), 0};
        assert_true(off_up(&r.recording, i, up) < 1.6);
    }
}

TEST(what_cannot_be_oriented_is_refused_by_name)
{
    static const struct {
        double g, per_rad, offset;
        const char *bias, *says;
    } rows[] = {{1, 0, 0, NULL, "no gyroscope"},         {0.05, 1, 0, NULL, "without gravity"},
                {9.81, 1, 8, NULL, "give accel_bias:"},  {9.81, 1, 8, "8 0 0", ""},
                {9.81, 1, 0, "8 zero", "three numbers"}, {9.81, 9, 0, NULL, "neither"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        struct hinge_read_options options = {.accel_bias = rows[k].bias};
        struct read_result r;
        write_bends("ax (m/s2),ay (m/s2),az (m/s2),gx,gy,gz", rows[k].g, rows[k].per_rad,
                    rows[k].offset, false, &text);
        read_string("a.csv", hinge_text_string(&text), &options, &r);
        if (*rows[k].says == '\0')
            assert_int_equal(r.status, HINGE_OK);
        else if (r.status == HINGE_OK || strstr(r.error.message, rows[k].says) == NULL)
            fail_msg("row %zu: %s", k, r.status == HINGE_OK ? "read" : r.error.message);
        read_result_clear(&r);
    }
}

/* vqf.csv of the laboratory: to a tenth of a degree. */
TEST(known_up)
{
    const char *shared = getenv("HINGE_SHARED");
    char path[400];
    struct read_result r;
    size_t at[3] = {0};
    double squares = 0, most = 0;
    snprintf(path, sizeof path, "%s/cases/laboratory/sensors/vqf.csv",
             shared != NULL ? shared : "");
    if (shared == NULL || access(path, R_OK) != 0)
        skip();
    read_path(path, NULL, &r);
    assert_int_equal(r.status, HINGE_OK);
    for (size_t c = 0; c < r.recording.layout.n_channels; c++)
        if (strncmp(r.recording.layout.channel[c].source, "up_", 3) == 0)
            at[r.recording.layout.channel[c].source[3] - 'x'] = c;
    for (size_t i = 0; i < r.recording.n_frames; i++) {
        double up[3];
        for (int k = 0; k < 3; k++)
            up[k] = r.recording.data[at[k] * r.recording.n_frames + i];
        double off = off_up(&r.recording, i, up);
        squares += off * off;
        most = fmax(most, off);
    }
    printf("inclination error: RMS %.3f, largest %.3f degrees\n",
           sqrt(squares / (double)r.recording.n_frames), most);
    assert_true(most < 0.1);
    read_result_clear(&r);
}
