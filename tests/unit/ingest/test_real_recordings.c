/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real recordings of the shared folder (HINGE_SHARED, else ../shared), where it exists: what must
 * be refused, with its reason, and what is remarked of others. */
#include "test.h"

#include "recording_text.h"

static const struct {
    const char *file, *reason, *fragment;
} refusals[] = {
    {"keraal/readme_files_format.txt", "UNKNOWN_FORMAT", "no point"},
    {"bulgazof-imu/pelvis_slow_labels.csv", "UNITS_UNKNOWN", "neither rad/s nor deg/s"},
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

TEST(are_refused)
{
    check_present();
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        char path[1024];
        struct read_result r;
        snprintf(path, sizeof path, "%s/data/%s", shared(), refusals[i].file);
        read_path(path, NULL, &r);
        assert_refused(r, refusals[i].reason, refusals[i].fragment);
    }
}

TEST(remarks_say_what_was_odd)
{
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
        snprintf(path, sizeof path, "%s/data/%s", shared(), remarks[i].file);
        cleared_by(read_result_clear) struct read_result r;
        read_path(path, NULL, &r);
        assert_read(r);
        assert_non_null(r.recording.notes);
        assert_non_null(strstr(r.recording.notes, remarks[i].fragment));
    }
}
