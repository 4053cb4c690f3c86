/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real recordings of the shared folder (HINGE_SHARED, else ../shared), where it exists:
 * frames, channels, clock, units, landmarks; and what must be refused, with its reason.
 */
#include "assert_close.h"
#include "recording_text.h"

static const struct {
    const char *file, *format, *set;
    size_t frames, channels, matched;
    double rate_hz, start_s; /* NaN: none */
    enum hinge_unit unit;    /* of channel `check` */
    size_t check;
    double value; /* of channel `check` in the first frame */
} recordings[] = {
    {"opencap-nwb-squats/Squats_0.trc", "trc", "opencap", 832, 191, 21, 60, 0, HINGE_UNIT_m, 3,
     1.4629023},
    {"opencap-nwb-squats/neutral.trc", "trc", "opencap", 96, 191, 21, 60, 0, HINGE_UNIT_m, 2,
     0.9814},
    {"opencap-nwb-squats/trial_001.trc", "trc", "canonical", 5, 11, 3, 30, 0, HINGE_UNIT_m, 10,
     0.06},
    {"opencap-nwb-squats/Squats_0.mot", "mot", "osim", 832, 36, 8, NAN, 0, HINGE_UNIT_deg, 1,
     -3.28216417},
    {"opencap-nwb-squats/trial_001.mot", "mot", "", 5, 7, 0, NAN, 0, HINGE_UNIT_deg, 4, 25},
    {"opencap-processing/squats1_videoAndMocap.mot", "mot", "osim", 801, 36, 8, NAN, 0,
     HINGE_UNIT_deg, 1, -2.91750765},
    {"nimble-weird/KirstenTest_DLS01.trc", "trc", "opencap_lab", 2122, 140, 19, 200, .135,
     HINGE_UNIT_m, 139, -1.05475},
    {"nimble-weird/KirstenTest_DLS01_ik.mot", "mot", "osim", 2122, 36, 8, NAN, .135, HINGE_UNIT_rad,
     1, -.144056},
    {"nimble-weird/markers_Squat2.trc", "trc", "plugin_gait", 460, 185, 25, 100, .01, HINGE_UNIT_m,
     2, -.55333},
    {"pose2sim-balancing/S00_P00_T01_BalancingTrial_0-100.trc", "trc", "halpe26", 100, 65, 19, 60,
     0.016666666666666666, HINGE_UNIT_m, 2, -0.06497214796810755},
    {"pose2sim-balancing/S00_P00_T01_BalancingTrial_0-100_filt_butterworth_LSTM.trc", "trc",
     "opencap", 100, 194, 23, 60, .0166667, HINGE_UNIT_m, 2, -0.0649978},
    {"pose2sim-balancing/S00_P00_T01_BalancingTrial_filt_butterworth_0-100_LSTM.mot", "mot", "osim",
     100, 69, 8, NAN, .0166667, HINGE_UNIT_deg, 23, -0.06893942},
    {"pose2sim-balancing/Demo_MultiPerson_P1_0-100_filt_butterworth.csv", "csv", "", 100, 181, 0,
     NAN, 0, HINGE_UNIT_unknown, 1, -0.4001698100000000147},
    {"bmc/walk.trc", "trc", "opencap_lab", 184, 167, 10, 150, 0, HINGE_UNIT_mm, 2, 516.54236},
    {"bmc/WinterTableA1.txt", "csv", "stickers", 106, 18, 5, NAN, 0, HINGE_UNIT_px, 17, 3.63},
    {"bmc/BiomecII2018_gait_d.txt", "csv", "", 159, 38, 0, NAN, 0, HINGE_UNIT_unknown, 1,
     -119.98896},
    {"bmc/postureData.txt", "csv", "", 6000, 10, 0, NAN, 0, HINGE_UNIT_unknown, 9, -0.11356},
    {"pyomeca-boxlift/markers.trc", "trc", "canonical", 93, 155, 5, 100, 0, HINGE_UNIT_mm, 2,
     733.7041},
    {"pyomeca-boxlift/inverse_kin.mot", "mot", "", 88, 26, 0, NAN, 1.56, HINGE_UNIT_deg, 1,
     -27.90807185},
    {"bichraix-deadlift/good001_joints_new.csv", "csv", "coco17", 117, 35, 17, NAN, NAN,
     HINGE_UNIT_px, 1, 773},
    {"bichraix-deadlift/good018_joints_new.csv", "csv", "coco17", 221, 35, 17, NAN, NAN,
     HINGE_UNIT_px, 1, 730},
    {"bichraix-deadlift/bad001_joints_new.csv", "csv", "coco17", 371, 35, 17, NAN, NAN,
     HINGE_UNIT_px, 3, NAN},
    {"bichraix-deadlift/bad005_joints_new.csv", "csv", "coco17", 104, 35, 17, NAN, NAN,
     HINGE_UNIT_px, 1, 744},
    {"pyomeca-boxlift/markers.csv", "vicon", "canonical", 580, 154, 5, 100, NAN, HINGE_UNIT_mm, 1,
     44.1628},
    {"pyomeca-boxlift/analogs.csv", "vicon", "", 580, 761, 0, 100, NAN, HINGE_UNIT_unknown, 1,
     -0.0220516},
    {"pycgm-vicon/Sample_Static.csv", "vicon", "plugin_gait", 275, 424, 24, 100, NAN, HINGE_UNIT_mm,
     1, 174.5749207},
    {"reiv27-qualisys/Measurement2.tsv", "qualisys", "", 2000, 50, 0, 100, 0, HINGE_UNIT_mm, 2,
     522.431},
    {"reiv27-qualisys/Measurement2_left_q2.tsv", "qualisys", "", 2000, 3, 0, 100, 0, HINGE_UNIT_deg,
     2, 139.565},
    {"keraal/derived/G3-AP-CTK.csv", "csv", "coco17", 195, 35, 17, NAN, NAN, HINGE_UNIT_norm, 1,
     0.4099825620651245},
    {"keraal/derived/G3-BP-CTK.csv", "csv", "mediapipe33", 196, 100, 21, NAN, NAN, HINGE_UNIT_norm,
     1, 0.5843828916549683},
    {"keraal/derived/G3-OP-CTK.csv", "csv", "pose2sim", 197, 37, 17, NAN, NAN, HINGE_UNIT_norm, 1,
     0.40853658536585363},
    {"keraal/G3-OP-CTK-P1T1-Unknown-C-0.json", "positions_json", "pose2sim", 196, 37, 17, NAN, NAN,
     HINGE_UNIT_norm, 1, 0.40853658536585363},
    {"keraal/G3-BP-CTK-P1T1-Unknown-C-0.json", "positions_json", "mediapipe33", 196, 100, 21, NAN,
     NAN, HINGE_UNIT_norm, 1, 0.5843828916549683},
    {"keraal/G3-Kinect-CTK-P1T1-Unknown-C-0.txt", "kinect", "kinect25", 197, 175, 17, NAN, NAN,
     HINGE_UNIT_m, 0, 0.314218},
    {"kinect-deadlift/a1_s0_t0_skeleton.csv", "long", "kinect16", 145, 49, 15, NAN, NAN,
     HINGE_UNIT_m, 1, 0.5413592},
    {"kinect-deadlift/a11_s0_t0_skeleton.csv", "long", "kinect16", 157, 49, 15, NAN, NAN,
     HINGE_UNIT_m, 1, 1.019742},
    {"azure/26_07_15_56_53.csv", "points_in_cells", "azure32", 309, 97, 19, NAN, NAN, HINGE_UNIT_m,
     1, 0.108471},
    {"animovement/deeplabcut_mouse_single.csv", "deeplabcut", "", 11, 25, 0, NAN, NAN,
     HINGE_UNIT_unknown, 1, 508.3780517578125},
    {"animovement/lightningpose_mouse_twoview.csv", "deeplabcut", "", 11, 73, 0, NAN, NAN,
     HINGE_UNIT_unknown, 1, 340.54010009765625},
    {"animovement/freemocap_freemocap_test_data_by_frame.csv", "long", "mediapipe33", 2, 1705, 21,
     NAN, NAN, HINGE_UNIT_mm, 1, -674.4884237546987},
    {"kinovea/example1.csv", "kinovea", "", 3194, 3, 0, NAN, NAN, HINGE_UNIT_unknown, 1, 74},
    {"sports2d/p1_sample60_cam1_Sports2D_m_person00.trc", "trc", "halpe26", 780, 68, 19, 60, 0,
     HINGE_UNIT_m, 2, 1.6625401},
    {"sports2d/p1_sample60_cam1_Sports2D_px_person00.trc", "trc", "halpe26", 780, 68, 19, 60, 0,
     HINGE_UNIT_px, 2, 320.9597677612844},
    {"pose2sim-balancing/openpose_json", "frames_json", "pose2sim", 25, 76, 21, NAN, NAN,
     HINGE_UNIT_px, 1, 505.232},
};

static const struct {
    const char *file, *reason, *fragment;
} refusals[] = {
    {"keraal/readme_files_format.txt", "UNKNOWN_FORMAT", "no point"},
    {"bulgazof-imu/pelvis_slow_labels.csv", "UNKNOWN_FORMAT", "are not positions"},
    {"bulgazof-imu/2024-06-11_15-12-53_pelvis.csv", "UNKNOWN_FORMAT", "no header row"},
    {"bichraix-deadlift/good001_barbell.csv", "UNKNOWN_FORMAT", "no point"},
    {"bids-motion/motion_dualtask/participants.tsv", "UNKNOWN_FORMAT", "BIDS dataset"},
    {"bids-motion/motion_dualtask/sub-07/ses-walk/motion/"
     "sub-07_ses-walk_task-dualWalking_tracksys-PhaseSpace1_motion.tsv",
     "NO_ROWS", "no data rows"},
};

static const char *shared(void)
{
    const char *folder = getenv("HINGE_SHARED");
    return folder != NULL ? folder : "../shared";
}

static void check_present(void)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/data", shared());
    if (access(path, R_OK) != 0) {
        print_message("skipped: no %s\n", path);
        skip();
    }
}

static void are_read(void **state)
{
    (void)state;
    check_present();
    for (size_t i = 0; i < sizeof recordings / sizeof *recordings; i++) {
        char path[1024];
        struct read_result r;
        snprintf(path, sizeof path, "%s/data/%s", shared(), recordings[i].file);
        read_path(path, NULL, &r);
        assert_read(r);
        const struct hinge_layout *layout = &r.recording.layout;
        size_t n = r.recording.n_frames, check = recordings[i].check;
        long time = hinge_recording_channel(&r.recording, HINGE_COMPONENT_time);
        bool same = strcmp(layout->format, recordings[i].format) == 0 &&
                    strcmp(layout->landmark_set, recordings[i].set) == 0 &&
                    n == recordings[i].frames && layout->n_channels == recordings[i].channels &&
                    r.recognition.n_matched == recordings[i].matched;
        if (!same)
            print_error("%s: %s %s %zu frames %zu channels %zu landmarks\n", recordings[i].file,
                        layout->format, layout->landmark_set, n, layout->n_channels,
                        r.recognition.n_matched);
        assert_true(same);
        assert_close(r.recording.header_rate_hz, recordings[i].rate_hz, 0, 0);
        assert_close(time >= 0 ? r.recording.data[(size_t)time * n] : (double)NAN,
                     recordings[i].start_s, 0, 0);
        if (layout->channel[check].unit != recordings[i].unit)
            print_error("%s: %s\n", recordings[i].file,
                        hinge_unit_name(layout->channel[check].unit));
        assert_int_equal(layout->channel[check].unit, recordings[i].unit);
        assert_close(r.recording.data[check * n], recordings[i].value, 0, 0);
        assert_null(strchr(layout->header, '\\'));
        hinge_recording_clear(&r.recording);
    }
}

static void are_refused(void **state)
{
    (void)state;
    check_present();
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        char path[1024];
        struct read_result r;
        snprintf(path, sizeof path, "%s/data/%s", shared(), refusals[i].file);
        read_path(path, NULL, &r);
        assert_refused(r, refusals[i].reason, refusals[i].fragment);
    }
}

static void remarks_say_what_was_odd(void **state)
{
    (void)state;
    check_present();
    static const struct {
        const char *file, *fragment;
    } remarks[] = {
        {"nimble-weird/markers_Squat2.trc", "line 4: the names are shifted against the data"},
        {"bmc/walk.trc", "header has 28 markers, 55 are named"},
        {"bmc/walk.trc", "27 markers are blank throughout (V_Mid_ASIS, …)"},
        {"bmc/walk.trc", "are both named V_R.TT"},
        {"pyomeca-boxlift/markers.trc", "header has 652 frames, the file has 93"},
        {"pyomeca-boxlift/inverse_kin.mot", "header has 250 rows, the file has 88"},
        {"keraal/derived/G3-BP-CTK.csv", "their z is not used"},
    };
    for (size_t i = 0; i < sizeof remarks / sizeof *remarks; i++) {
        char path[1024];
        struct read_result r;
        snprintf(path, sizeof path, "%s/data/%s", shared(), remarks[i].file);
        read_path(path, NULL, &r);
        assert_read(r);
        assert_non_null(r.recording.notes);
        assert_non_null(strstr(r.recording.notes, remarks[i].fragment));
        hinge_recording_clear(&r.recording);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(are_read),
        cmocka_unit_test(are_refused),
        cmocka_unit_test(remarks_say_what_was_odd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
