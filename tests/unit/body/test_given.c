/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Angles that somebody else computed: alone as the source, beside points for comparison
 * or instead of ours. The posture over time is that of text G, whose angles are known.
 */
#include "test.h"

#include "analysed.h"
#include "recording_text.h"

enum { N = 1200 };

/* Text G at row i: pelvis, lumbar, hip, knee (degrees). */
static void angles_at(size_t i, double out[4])
{
    struct subject subject = subject_text_g();
    double walked, s = subject_s(&subject, (double)i / 100, &walked);
    out[0] = 45 * s;
    out[1] = 30 * s - 6 * s * s;
    out[2] = 68 * s;
    out[3] = 20 * s;
}

/* A table with a header and, per row, a format of: time, pelvis, lumbar, hip, knee. */
static void read_table(const char *header, const double scale[4], const double offset[4],
                       size_t columns, const struct hinge_read_options *options,
                       struct read_result *result)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_text_printf(&text, "%s\n", header);
    for (size_t i = 0; i < N; i++) {
        double a[4];
        angles_at(i, a);
        a[1] += columns == 2 ? a[0] : 0; /* two columns: pelvis and thorax */
        hinge_text_printf(&text, "%.2f", (double)i / 100);
        for (size_t k = 0; k < columns; k++)
            hinge_text_printf(&text, ",%.9f", a[k] * scale[k] + offset[k]);
        hinge_text_adds(&text, "\n");
    }
    *result = good_string("angles.csv", hinge_text_string(&text), options);
}

static const double as_is[4] = {1, 1, 1, 1}, zeros[4] = {0};

#define R HINGE_PHASE_REP

TEST(a_table_of_angles_is_a_source)
{
    static const struct {
        const char *header;
        double scale;
    } tables[] = {{"time,pelvis_tilt,lumbar_flex,hip_flex,knee_flex", 1},
                  {"time (s),Pelvis Tilt (deg),lumbar_flex_deg,hip flex [deg],knee.flex", 1},
                  {"time,pelvis_tilt_rad,lumbar_flex (rad),hip_flex [rad],knee_flex_rad",
                   M_PI / 180}};
    static const double mounting[4] = {3, -20, 5, 1};
    for (size_t k = 0; k < sizeof tables / sizeof *tables; k++) {
        cleared_by(read_result_clear) struct read_result r;
        cleared_by(analysed_clear) struct analysed a = unfiltered();
        double scale[4], offset[4];
        for (int j = 0; j < 4; j++) {
            scale[j] = tables[k].scale;
            offset[j] = mounting[j] * tables[k].scale;
        }
        read_table(tables[k].header, scale, offset, 4, NULL, &r);
        assert_string_equal(r.recording.layout.format, "csv");
        assert_string_equal(r.recording.layout.landmark_set, "angles");
        measure_recording(&a, &r.recording);
        assert_int_equal(a.result.tier, 'A');
        assert_string_equal(a.result.lumbar_def, "VENDOR");
        assert_string_equal(a.result.driver, "total_flex");
        assert_int_equal(a.result.reps_complete, 2);
        assert_close(metric_of(&a, 0, "lumbar_excursion_deg", R), 24, 0, 1e-3);
        assert_close(metric_of(&a, 0, "hip_excursion_deg", R), 68, 0, 1e-3);
        assert_close(metric_of(&a, 0, "pelvis_excursion_deg", R), 45, 0, 1e-3);
        assert_close(metric_of(&a, 0, "knee_excursion_deg", R), 20, 0, 1e-3);
        assert_close(metric_of(&a, 0, "shank_incl_deg", R), -3 + (3 - 5 + 1), 0, 1e-3);
        assert_string_equal(reason_of(&a, 0, "hip_posterior_ll", R), "NO_POSITIONS");
    }
}

/* Angle k of: pelvis, lumbar, hip, knee, thorax, thigh, shank, at row i: each of the
 * last three is what two of the others leave. */
static double angle_at(size_t k, size_t i)
{
    double a[4];
    angles_at(i, a);
    return k < 4 ? a[k] : k == 4 ? a[0] + a[1] : k == 5 ? a[0] - a[2] : a[0] - a[2] + a[3];
}

/* Four of seven angles, and each of the others from two of them. */
TEST(a_missing_angle_follows_from_two)
{
    static const char *const names[] = {"pelvis_tilt", "lumbar_flex", "hip_flex",  "knee_flex",
                                        "thorax_tilt", "thigh_incl",  "shank_incl"};
    static const size_t tables[][4] = {{0, 1, 5, 6}, {0, 1, 2, 6}, {4, 1, 5, 3},
                                       {4, 0, 2, 3}, {5, 2, 1, 6}, {6, 3, 2, 4}};
    for (size_t k = 0; k < sizeof tables / sizeof *tables; k++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        cleared_by(analysed_clear) struct analysed a = unfiltered();
        hinge_text_adds(&text, "time");
        for (size_t j = 0; j < 4; j++)
            hinge_text_printf(&text, ",%s", names[tables[k][j]]);
        for (size_t i = 0; i < N; i++) {
            hinge_text_printf(&text, "\n%.2f", (double)i / 100);
            for (size_t j = 0; j < 4; j++)
                hinge_text_printf(&text, ",%.9f", angle_at(tables[k][j], i));
        }
        hinge_text_adds(&text, "\n");
        cleared_by(read_result_clear) struct read_result r =
            good_string("angles.csv", hinge_text_string(&text), NULL);
        measure_recording(&a, &r.recording);
        assert_close(metric_of(&a, 0, "pelvis_excursion_deg", R), 45, 0, 1e-3);
        assert_close(metric_of(&a, 0, "lumbar_excursion_deg", R), 24, 0, 1e-3);
        assert_close(metric_of(&a, 0, "hip_excursion_deg", R), 68, 0, 1e-3);
        assert_close(metric_of(&a, 0, "knee_excursion_deg", R), 20, 0, 1e-3);
        assert_close(metric_of(&a, 0, "shank_incl_deg", R), -3, 0, 1e-3);
    }
}

/* Pelvis and thorax: the lumbar spine follows, the hips don't. */
TEST(two_inclinometers)
{
    cleared_by(read_result_clear) struct read_result r;
    cleared_by(analysed_clear) struct analysed a = unfiltered();
    read_table("time,pelvis_tilt,thorax_tilt", as_is, zeros, 2, NULL, &r);
    analyse_recording(&a, &r.recording);
    assert_int_equal(a.result.tier, 'A');
    assert_string_equal(a.result.driver, "thorax_tilt");
    assert_close(metric_of(&a, 1, "lumbar_excursion_deg", R), 24, 0, 1e-3);
    assert_string_equal(reason_of(&a, 1, "hip_excursion_deg", R), "NO_THIGH");
}

/* A list that says the angles are a model's gets them only when inferred ones are
 * allowed. */
TEST(inferred_angles_are_not_measured)
{
    cleared_by(read_result_clear) struct read_result r;
    read_table("time,pelvis_tilt,lumbar_flex,hip_flex,knee_flex", as_is, zeros, 4, NULL, &r);
    for (int allowed = 0; allowed < 2; allowed++) {
        cleared_by(analysed_clear) struct analysed a = unfiltered();
        a.info.markers = HINGE_MARKERS_inferred;
        a.allow_inferred = allowed;
        analyse_recording(&a, &r.recording);
        assert_int_equal(a.result.tier, 'C');
        assert_true(a.result.inferred);
        assert_int_equal(a.result.reps_complete, 2);
        if (allowed)
            assert_close(metric_of(&a, 0, "lumbar_excursion_deg", R), 24, 0, 1e-3);
        else
            assert_string_equal(reason_of(&a, 0, "lumbar_excursion_deg", R), "INFERRED");
    }
}

/* A thorax that leans back while the hips flex counts the other way. It is refused, and
 * right once it is described with a minus. */
TEST(a_wrong_direction_is_refused)
{
    static const double scale[4] = {1, -1, 1, 1};
    static const struct hinge_described told[] = {
        {"time", "time"}, {"pelvis_tilt", "sacrum"}, {"thorax_tilt", "-t12"}};
    struct hinge_read_options described = {.column = told, .n_columns = 3};
    cleared_by(read_result_clear) struct read_result r;
    cleared_by(analysed_clear) struct analysed a = unfiltered();
    read_table("time,pelvis_tilt,thorax_tilt", scale, zeros, 2, NULL, &r);
    analyse_recording(&a, &r.recording);
    assert_int_equal(a.result.status, HINGE_INPUT);
    assert_string_equal(hinge_reason_name(a.result.reason), "VERTICAL_UNKNOWN");
    assert_non_null(strstr(a.result.error.message, "thorax_tilt = -"));
    analysed_clear(&a);
    hinge_recording_clear(&r.recording);
    read_table("time,sacrum,t12", scale, zeros, 2, &described, &r);
    a = unfiltered();
    measure_recording(&a, &r.recording);
    assert_close(metric_of(&a, 0, "lumbar_excursion_deg", R), 24, 0, 1e-3);
}

/* Nexus: the thorax' direction differs between versions and is seen from the hips. */
TEST(plugin_gait_angles)
{
    for (int version = 0; version < 2; version++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        cleared_by(analysed_clear) struct analysed a = unfiltered();
        hinge_text_adds(&text, "Model Outputs\n100\n"
                               ",,P:LHipAngles,,,P:RHipAngles,,,P:LPelvisAngles,,,"
                               "P:LThoraxAngles,,\n"
                               "Frame,Sub Frame,X,Y,Z,X,Y,Z,X,Y,Z,X,Y,Z\n"
                               ",,deg,deg,deg,deg,deg,deg,deg,deg,deg,deg,deg,deg\n");
        for (size_t i = 0; i < N; i++) {
            double x[4];
            angles_at(i, x);
            hinge_text_printf(&text, "%zu,0,%.6f,1,2,%.6f,1,2,%.6f,1,2,%.6f,1,2\n", i + 1, x[2] - 2,
                              x[2] + 2, x[0] + 9, (version ? -1 : 1) * (x[0] + x[1]));
        }
        cleared_by(read_result_clear) struct read_result r =
            good_string("model.csv", hinge_text_string(&text), NULL);
        assert_string_equal(r.recording.layout.landmark_set, "plugin_gait_angles");
        measure_recording(&a, &r.recording);
        assert_int_equal(a.result.tier, 'A');
        assert_close(metric_of(&a, 0, "lumbar_excursion_deg", R), 24, 0, 1e-3);
        assert_close(metric_of(&a, 0, "hip_excursion_deg", R), 68, 0, 1e-3);
    }
}

/* Goniometers that call a straight joint 180 degrees, and count the other way. */
TEST(joints_alone_count_from_anywhere)
{
    static const double scale[4] = {1, 1, -1, -1};
    static const double offset[4] = {0, 0, 180, 175};
    static const struct hinge_described told[] = {
        {"time", "time"}, {"hip_flex", "-hip"}, {"knee_flex", "-knee"}};
    struct hinge_read_options described = {.column = told, .n_columns = 3};
    cleared_by(read_result_clear) struct read_result r;
    cleared_by(analysed_clear) struct analysed a = unfiltered();
    read_table("time,pelvis,lumbar,hip,knee", scale, offset, 4, &described, &r);
    measure_recording(&a, &r.recording);
    assert_int_equal(a.result.tier, 'C');
    assert_string_equal(a.result.standing_source, "standing");
    assert_close(metric_of(&a, 0, "hip_excursion_deg", R), 68, 0, 1e-3);
    assert_close(metric_of(&a, 0, "knee_excursion_deg", R), 20, 0, 1e-3);
}

/* Degrees under a name that says radians, and the other way round: never an angle. */
TEST(a_wrong_unit_is_refused)
{
    static const struct {
        const char *header;
        double scale;
        const char *says;
    } rows[] = {{"time,pelvis_tilt_rad,lumbar_flex,hip_flex,knee_flex", 1, "fit degrees"},
                {"time,pelvis_tilt,lumbar_flex,hip_flex,knee_flex", M_PI / 180, "fit radians"}};
    for (size_t k = 0; k < 2; k++) {
        cleared_by(read_result_clear) struct read_result r;
        cleared_by(analysed_clear) struct analysed a = unfiltered();
        double scale[4] = {rows[k].scale, rows[k].scale, rows[k].scale, rows[k].scale};
        read_table(rows[k].header, scale, zeros, 4, NULL, &r);
        analyse_recording(&a, &r.recording);
        assert_int_equal(a.result.status, HINGE_INPUT);
        assert_string_equal(hinge_reason_name(a.result.reason), "UNITS_UNKNOWN");
        assert_non_null(strstr(a.result.error.message, rows[k].says));
    }
}

/* Columns with a unit of degrees are angles; Noraxon's names, and its EMG beside them.
 */
TEST(noraxon_angles)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    cleared_by(analysed_clear) struct analysed a = unfiltered();
    hinge_text_adds(&text, "time,Activity,LT Hip Flexion (deg),RT Hip Flexion (deg),"
                           "LT Knee Flexion (deg),Lumbar Flexion (deg),"
                           "RT LUMBAR ES (uV)\n");
    for (size_t i = 0; i < N; i++) {
        double x[4];
        angles_at(i, x);
        hinge_text_printf(&text, "%.2f,,%.6f,%.6f,%.6f,%.6f,3\n", (double)i / 100, x[2] + 1,
                          x[2] - 1, x[3], x[1]);
    }
    cleared_by(read_result_clear) struct read_result r =
        good_string("mr3.csv", hinge_text_string(&text), NULL);
    assert_string_equal(r.recording.layout.landmark_set, "noraxon");
    assert_int_equal(r.recording.layout.channel[6].landmark, HINGE_LANDMARK_es_r);
    analyse_recording(&a, &r.recording);
    assert_int_equal(a.result.tier, 'A');
    assert_close(metric_of(&a, 0, "lumbar_excursion_deg", R), 24, 0, 1e-3);
    assert_close(metric_of(&a, 0, "hip_excursion_deg", R), 68, 0, 1e-3);
    assert_close(metric_of(&a, 0, "knee_excursion_deg", R), 20, 0, 1e-3);
}

/* Sports2D: the trunk against the horizontal, to either side; knees of either sign; its
 * "pelvis" is seen from the front and no tilt. */
TEST(sports2d_angles)
{
    for (int left = 0; left < 2; left++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        cleared_by(analysed_clear) struct analysed a = unfiltered();
        hinge_text_printf(&text,
                          "angles\nversion=1\nnRows=%d\nnColumns=6\ninDegrees=yes\n\n"
                          "endheader\ntime\tright knee\tleft knee\tright hip\ttrunk\t"
                          "pelvis\n",
                          N);
        for (size_t i = 0; i < N; i++) {
            double x[4], trunk, knee;
            angles_at(i, x);
            trunk = left ? 90 + x[0] + x[1] : 90 - x[0] - x[1];
            knee = left ? -x[3] : x[3];
            hinge_text_printf(&text, "%.2f\t%.6f\t%.6f\t12\t%.6f\t2\n", (double)i / 100, knee, knee,
                              trunk);
        }
        cleared_by(read_result_clear) struct read_result r =
            good_string("clip.mot", hinge_text_string(&text), NULL);
        assert_string_equal(r.recording.layout.landmark_set, "sports2d_angles");
        measure_recording(&a, &r.recording);
        assert_int_equal(a.result.tier, 'C');
        assert_int_equal(a.result.reps_complete, 2);
        assert_close(metric_of(&a, 0, "trunk_excursion_deg", R), 69, 0, 1e-3);
        assert_close(metric_of(&a, 0, "knee_excursion_deg", R), 20, 0, 1e-3);
        assert_true(isnan(metric_of(&a, 0, "pelvis_excursion_deg", R)));
        assert_true(isnan(metric_of(&a, 0, "lumbar_excursion_deg", R)));
    }
}

/* --- beside points --- */

/* Text G's points, with somebody's lumbar flexion (1.1 of the true one, 7 more in
 * standing) and knee (constant: nothing to correlate). */
static void record_both(struct hinge_recording *r)
{
    struct subject subject = subject_text_g();
    static double lumbar[N], knee[N], hip[N];
    subject_record(&subject, r);
    assert_int_equal(r->n_frames, N);
    for (size_t i = 0; i < N; i++) {
        double a[4];
        angles_at(i, a);
        lumbar[i] = 1.1 * a[1] + 7;
        hip[i] = a[2];
        knee[i] = 4;
    }
    struct hinge_layout *layout = &r->layout; /* room for three more */
    struct hinge_channel *more = calloc(layout->n_channels + 3, sizeof *more);
    double *data = calloc((layout->n_channels + 3) * N, sizeof *data);
    size_t n = layout->n_channels;
    memcpy(more, layout->channel, n * sizeof *more);
    memcpy(data, r->data, n * N * sizeof *data);
    const double *const columns[] = {lumbar, hip, knee};
    static const enum hinge_landmark landmarks[] = {
        HINGE_LANDMARK_lumbar_flex, HINGE_LANDMARK_hip_flex, HINGE_LANDMARK_knee_flex};
    for (size_t k = 0; k < 3; k++) {
        more[n + k] = (struct hinge_channel){.source = (char *)"theirs",
                                             .marker = (char *)"theirs",
                                             .component = HINGE_COMPONENT_angle,
                                             .unit = HINGE_UNIT_deg,
                                             .landmark = landmarks[k]};
        memcpy(data + (n + k) * N, columns[k], N * sizeof *data);
    }
    free(r->data);
    r->data = data;
    layout->channel = more;
    layout->n_channels = n + 3;
}

static const struct hinge_agreement *agreement_of(const struct analysed *a, const char *name)
{
    for (size_t k = 0; k < a->result.agreements.n; k++)
        if (strcmp(a->result.agreements.row[k].name, name) == 0)
            return &a->result.agreements.row[k];
    return NULL;
}

TEST(angles_beside_points_are_compared)
{
    for (int vendor = 0; vendor < 2; vendor++) {
        cleared_by(hinge_recording_clear) struct hinge_recording r;
        cleared_by(analysed_clear) struct analysed a = unfiltered();
        record_both(&r);
        strcpy(a.parameters.angles, vendor ? "vendor" : "own");
        measure_recording(&a, &r);
        assert_string_equal(a.result.lumbar_def, vendor ? "VENDOR" : "LOWTHX");
        assert_string_equal(a.result.family, vendor ? "angles" : "markers");
        assert_close(metric_of(&a, 0, "lumbar_excursion_deg", R), vendor ? 26.4 : 24, 0, 1e-3);
        const struct hinge_agreement *lumbar = agreement_of(&a, "lumbar_flex");
        assert_non_null(lumbar);
        double sum = 0, square = 0;
        for (size_t i = 0; i < N; i++) {
            double x[4];
            angles_at(i, x);
            sum += 0.1 * x[1];
            square += 0.01 * x[1] * x[1];
        }
        assert_string_equal(lumbar->of, "angle");
        assert_int_equal(lumbar->n, N);
        assert_close(lumbar->r, 1, 0, 1e-9);
        /* T8-T12 leans 8 degrees more than the thorax, hip-L5 10 more than the pelvis;
         * theirs are joints alone: straight is their zero */
        assert_close(lumbar->offset, 0 - (8 - 10), 0, 1e-6);
        assert_close(lumbar->bias, sum / N, 0, 1e-6);
        assert_close(lumbar->sd, sqrt((square - sum * sum / N) / (N - 1)), 0, 1e-6);
        const struct hinge_agreement *knee = agreement_of(&a, "knee_flex");
        assert_non_null(knee);
        assert_true(isnan(knee->r));
        free(r.layout.channel);
    }
}
