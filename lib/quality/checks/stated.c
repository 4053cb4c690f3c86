/* SPDX-License-Identifier: GPL-3.0-or-later */
/* a header that promises other frames than the file has */
#include "quality/check.h"

#include <string.h>

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const char *said = trial->stored ? strstr(trial->message, "header says ") : NULL;
    const char *frames = said != NULL ? strstr(said, " frames, the file has ") : NULL;
    const char *end = said != NULL ? said + strcspn(said, ";\n") : NULL;
    if (frames != NULL && frames < end)
        hinge_finding_set(finding, HINGE_SEVERITY_WARNING, "FRAMES_STATED", "%.*s",
                          (int)(end - said), said);
}

const struct hinge_check hinge_check_stated = {
    .id = "stated",
    .codes = "FRAMES_STATED",
    .title = "another number of frames than the file's header says",
    .action =
        "copy or export the recording again: its end is missing, or the header is "
        "of another file",
    .judge = judge,
};
