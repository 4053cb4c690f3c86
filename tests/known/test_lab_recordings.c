/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laboratory recordings of the shared folder: one C3D trial in six encodings, stoop
 * lifts against the published marker data, Qualisys points against its own angles.
 * Skipped where the folder is absent. */
#include "test.h"

#include "recording_text.h"
#include "shared_data.h"

static void read_shared(const char *file, struct read_result *result)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/data/%s", shared_folder(), file);
    read_path(path, NULL, result);
    assert_read(*result);
}

static size_t channel_of(const struct hinge_recording *recording, const char *source)
{
    for (size_t c = 0; c < recording->layout.n_channels; c++)
        if (strcmp(recording->layout.channel[c].source, source) == 0)
            return c;
    fail_msg("no channel %s", source);
    return 0;
}

static int need_data(void **state)
{
    (void)state;
    shared_need();
    return 0;
}

static CMFixtureFunction before_all = need_data;

/* The real files agree exactly; integers within one of their units, 0.2812 mm, and
 * mostly within half of a thousandth of it (the suite's own figures). */
TEST(six_encodings_of_one_trial)
{
    static const struct {
        const char *file;
        double most_mm;
    } files[] = {{"c3d-suite/dec_real.c3d", 0},
                 {"c3d-suite/sgi_real.c3d", 0},
                 {"c3d-suite/dec_int.c3d", 0.00013},
                 {"c3d-suite/pc_int.c3d", 0.2813},
                 {"c3d-suite/sgi_int.c3d", 0.2813}};
    struct read_result want, got;
    read_shared("c3d-suite/pc_real.c3d", &want);
    const struct hinge_recording *w = &want.recording;
    assert_int_equal(w->n_frames, 89);
    assert_int_equal(w->layout.n_channels, 1 + 4 * 36 + 64);
    assert_close(w->header_rate_hz, 50, 0, 0);
    const char *const axis[] = {"RFT1 X", "RFT1 Y", "RFT1 Z"};
    const double middle[] = {365.536, 918.902, 71.701};
    for (int k = 0; k < 3; k++)
        assert_close(w->data[channel_of(w, axis[k]) * 89 + 44], middle[k], 0, 0.0005);
    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        size_t far = 0;
        read_shared(files[f].file, &got);
        assert_int_equal(got.recording.layout.n_channels, w->layout.n_channels);
        for (size_t c = 1; c < w->layout.n_channels; c++) {
            bool place = w->layout.channel[c].component <= HINGE_COMPONENT_z;
            for (size_t i = 0; place && i < 89; i++) {
                double a = w->data[c * 89 + i], b = got.recording.data[c * 89 + i];
                assert_close(b, a, 0, files[f].most_mm);
                far += fabs(b - a) > 0.00013;
            }
        }
        assert_true(far == (files[f].most_mm > 0.1 ? 59u : 0u));
        hinge_recording_clear(&got.recording);
    }
    hinge_recording_clear(&want.recording);
}

/* Millard, Sreenivasa and Mombaur 2017: from quiet standing to the deepest frame. */
TEST(stoop_lifts)
{
    static const char list[] = "id,file,participant,session,role\n"
                               "neutral,data/millard-stoop/neu_t169_f250f350.c3d,p,1,standing\n"
                               "stoop1,data/millard-stoop/stoop1_t169_f620f800.c3d,p,1,\n"
                               "stoop2,data/millard-stoop/stoop2_t169_f1395f1590.c3d,p,1,\n";
    static const struct {
        const char *id;
        double lumbar_deg, pelvis_deg, thorax_deg, share;
    } known[] = {{"stoop1", 32.0, 58.8, 90.9, 0.35}, {"stoop2", 29.1, 61.1, 90.2, 0.32}};
    char root[1024];
    struct analysis a;
    snprintf(root, sizeof root, "%s/data", shared_folder());
    analysis_open(&a, list, root, false);
    assert_close(trial_number(&a, "neutral", "reps"), 0, 0, 0);
    for (int k = 0; k < 2; k++) {
        const char *id = known[k].id;
        assert_string_equal(trial_text(&a, id, "tier"), "A");
        assert_string_equal(trial_text(&a, id, "lumbar_def"), "ISB");
        assert_string_equal(trial_text(&a, id, "standing_source"), "calibration");
        assert_close(trial_number(&a, id, "reps"), 1, 0, 0);
        assert_close(rep_metric(&a, id, 0, "lumbar_excursion_deg", 3), known[k].lumbar_deg, 0, 2);
        assert_close(rep_metric(&a, id, 0, "pelvis_excursion_deg", 3), known[k].pelvis_deg, 0, 2);
        assert_close(rep_metric(&a, id, 0, "lumbar_excursion_deg", 3) +
                         rep_metric(&a, id, 0, "pelvis_excursion_deg", 3),
                     known[k].thorax_deg, 0, 2);
        assert_close(rep_metric(&a, id, 0, "lumbar_pelvis_fraction", 3), known[k].share, 0, 0.02);
    }
    analysis_close(&a);
}

/* Markerless software: poses by columns, a proper turn in every frame, pelvis and torso
 * inferred. */
TEST(poses_of_markerless_software)
{
    struct read_result r;
    const double *m[9] = {0};
    size_t seen = 0;
    read_shared("c3d-suite/theia_rotation_example.c3d", &r);
    assert_string_equal(r.recording.layout.landmark_set, "theia");
    for (size_t c = 0; c < r.recording.layout.n_channels; c++) {
        const struct hinge_channel *channel = &r.recording.layout.channel[c];
        bool part =
            channel->component >= HINGE_COMPONENT_m11 && channel->component <= HINGE_COMPONENT_m33;
        if (channel->landmark != HINGE_LANDMARK_pelvis || !part)
            continue;
        assert_true(channel->flags & HINGE_CHANNEL_INFERRED);
        m[channel->component - HINGE_COMPONENT_m11] = r.recording.data + c * r.recording.n_frames;
    }
    for (size_t i = 0; i < r.recording.n_frames; i++) {
        double det = 0;
        if (isnan(m[0][i]))
            continue;
        seen++;
        for (int k = 0; k < 3; k++)
            det += m[k][i] * (m[3 + (k + 1) % 3][i] * m[6 + (k + 2) % 3][i] -
                              m[3 + (k + 2) % 3][i] * m[6 + (k + 1) % 3][i]);
        assert_close(det, 1, 0, 1e-5);
        assert_true(fabs(m[8][i]) > 0.8); /* its long axis is upright */
    }
    assert_true(2 * seen > r.recording.n_frames);
    hinge_recording_clear(&r.recording);
}

/* Four sensors of somebody who walks, and a posture that is kept: no repetition. */
TEST(walking_and_standing_are_no_repetitions)
{
    static const char list[] =
        "id,sensor:pelvis,sensor:thorax,sensor:thigh_r,sensor:shank_r,file,role\n"
        "walk,data/mtw/MT_012005D6_009-001_00B42279.txt,"
        "data/mtw/MT_012005D6_009-001_00B42268.txt,"
        "data/mtw/MT_012005D6_009-001_00B4227C.txt,"
        "data/mtw/MT_012005D6_009-001_00B4227D.txt,,\n"
        "stand,,,,,data/opencap-nwb-squats/neutral.trc,\n"
        "neutral,,,,,data/millard-stoop/neu_t169_f250f350.c3d,\n";
    static const char *const ids[] = {"walk", "stand", "neutral"};
    char root[1024];
    struct analysis a;
    snprintf(root, sizeof root, "%s/data", shared_folder());
    analysis_open(&a, list, root, false);
    for (size_t k = 0; k < sizeof ids / sizeof *ids; k++)
        assert_close(trial_number(&a, ids[k], "reps"), 0, 0, 0);
    analysis_close(&a);
}

/* OpenSim's inverse kinematics beside the points it was made of: the pelvis agrees as
 * published for this pair, r .993 and SD 0.9 degrees. */
TEST(a_model_beside_its_markers)
{
    static const char list[] = "id,file,angles,side\n"
                               "both,data/opencap-nwb-squats/Squats_0.trc,"
                               "data/opencap-nwb-squats/Squats_0.mot,r\n";
    char root[1024];
    struct analysis a;
    cleared_by(hinge_table_clear) struct hinge_table table;
    size_t found = 0;
    snprintf(root, sizeof root, "%s/data", shared_folder());
    analysis_open(&a, list, root, true);
    assert_works(hinge_results_get_table(a.reader, "/agreement", &table, &why));
    for (size_t r = 0; r < table.rows; r++)
        if (strcmp(hinge_table_text(&table, "name", r), "pelvis_tilt") == 0) {
            assert_close(hinge_table_number(&table, "r", r), .993, 0, 0.001);
            assert_close(hinge_table_number(&table, "sd", r), 0.9, 0, 0.1);
            found++;
        }
    assert_int_equal(found, 1);
    analysis_close(&a);
}

/* Angle at b between a and c, as Qualisys exports it. */
static double angle_at(const struct hinge_recording *r, const char *b, const char *a, const char *c,
                       size_t i)
{
    double u[3], v[3], dot = 0, uu = 0, vv = 0;
    for (int k = 0; k < 3; k++) {
        char name[64];
        double at[3];
        const char *const marker[] = {b, a, c};
        for (int m = 0; m < 3; m++) {
            snprintf(name, sizeof name, "%s %c", marker[m], "XYZ"[k]);
            at[m] = r->data[channel_of(r, name) * r->n_frames + i];
        }
        u[k] = at[1] - at[0];
        v[k] = at[2] - at[0];
        dot += u[k] * v[k];
        uu += u[k] * u[k];
        vv += v[k] * v[k];
    }
    return acos(dot / sqrt(uu * vv)) * (180 / M_PI);
}

TEST(qualisys_angles_of_its_own_points)
{
    static const struct {
        const char *file, *at, *from, *to;
    } exports[] = {{"left_q2", "New 0002", "New 0012", "New 0015"},
                   {"left_q3", "New 0015", "New 0002", "New 0008"}};
    cleared_by(read_result_clear) struct read_result points;
    read_shared("reiv27-qualisys/Measurement2.tsv", &points);
    for (int k = 0; k < 2; k++) {
        char file[128];
        cleared_by(read_result_clear) struct read_result angle;
        double square = 0;
        size_t n = points.recording.n_frames;
        snprintf(file, sizeof file, "reiv27-qualisys/Measurement2_%s.tsv", exports[k].file);
        read_shared(file, &angle);
        assert_int_equal(angle.recording.n_frames, n);
        for (size_t i = 0; i < n; i++)
            square +=
                pow(angle.recording.data[2 * n + i] - angle_at(&points.recording, exports[k].at,
                                                               exports[k].from, exports[k].to, i),
                    2);
        assert_true(sqrt(square / (double)n) < 0.001);
    }
}
