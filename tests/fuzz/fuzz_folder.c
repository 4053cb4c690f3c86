/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders: those of devices and of frames, BIDS, lists with people beside them. The input is files
 * with form feeds between; the first letter of each is which. */
#include "base/file.h"
#include "ingest/ingest.h"
#include "target.h"

#include <sys/stat.h>

enum { PATH_ROOM = 300 };
static const struct {
    char letter;
    const char *name;
} files[] = {{'a', "d/Accelerometer.csv"},
             {'g', "d/Gyroscope.csv"},
             {'t', "d/TotalAcceleration.csv"},
             {'v', "d/Gravity.csv"},
             {'m', "sub-1_task-a_motion.tsv"},
             {'j', "sub-1_task-a_motion.json"},
             {'c', "sub-1_task-a_channels.tsv"},
             {'k', "sub-1_task-a_channels.json"},
             {'p', "participants.tsv"},
             {'s', "sub-1_scans.tsv"},
             {'e', "sub-1_sessions.tsv"},
             {'0', "f/0.json"},
             {'1', "f/1.json"},
             {'y', "y/1.txt"},
             {'l', "trials.csv"},
             {'P', "participants.csv"}};
enum { FILES = sizeof files / sizeof *files };

static char root[PATH_ROOM / 2];

static void make_root(void)
{
    static const char *const below[] = {"d", "f", "y"};
    char path[PATH_ROOM];
    const char *tmp = getenv("TMPDIR");
    snprintf(root, sizeof root, "%s/fuzz-folder-XXXXXX", tmp != NULL ? tmp : "/tmp");
    promise(mkdtemp(root) != NULL, "a folder", NULL);
    for (size_t i = 0; i < sizeof below / sizeof *below; i++) {
        snprintf(path, sizeof path, "%s/%s", root, below[i]);
        promise(mkdir(path, 0700) == 0, "a folder in it", NULL);
    }
}

static void read_one(const char *path, const char *within, const char *role)
{
    const struct hinge_read_options options = {.within = within, .role = role, .any_table = true};
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_bytes bytes = {0};
    struct hinge_recording recording = {0};
    static struct hinge_recognition recognition;
    char sha256[65];
    memset(&recognition, 0, sizeof recognition);
    promise_explained(hinge_recording_read(path, path, &options, NULL, &bytes, &recording,
                                           &recognition, sha256, &error),
                      &error);
    hinge_recording_clear(&recording);
    hinge_bytes_clear(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char path[PATH_ROOM];
    const uint8_t *end = bytes + size, *next;
    if (*root == '\0')
        make_root();
    for (size_t k = 0; k < FILES; k++) {
        snprintf(path, sizeof path, "%s/%s", root, files[k].name);
        unlink(path);
    }
    for (const uint8_t *p = bytes; p < end; p = next + 1) {
        next = memchr(p, '\f', (size_t)(end - p));
        next = next != NULL ? next : end;
        for (size_t k = 0; k < FILES; k++) {
            if (p == next || files[k].letter != (char)*p)
                continue;
            snprintf(path, sizeof path, "%s/%s", root, files[k].name);
            FILE *file = fopen(path, "wb");
            promise(file != NULL, "a file", NULL);
            fwrite(p + 1, 1, (size_t)(next - p) - 1, file);
            fclose(file);
        }
    }
    struct hinge_config config;
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_intake intake = {0};
    const char *folder = root;
    hinge_config_init(&config);
    const struct hinge_ingest_request request = {
        .path = &folder, .n_paths = 1, .config = &config, .threads = 1};
    enum hinge_status status = hinge_intake_make(&request, &intake, &error);
    promise_explained(status, &error);
    for (size_t i = 0; status == HINGE_OK && i < intake.n; i++)
        if (intake.row[i].refused == HINGE_REASON_OK)
            read_one(intake.row[i].path, intake.row[i].within, NULL);
    hinge_intake_clear(&intake);
    hinge_config_clear(&config);
    snprintf(path, sizeof path, "%s/d", root);
    read_one(path, NULL, "pelvis");
    return 0;
}
