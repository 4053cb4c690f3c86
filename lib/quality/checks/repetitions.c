/* SPDX-License-Identifier: GPL-3.0-or-later */
/* no repetition */
#include "quality/check.h"

#include <stdio.h>

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const struct hinge_trial_result *r = &trial->result;
    const struct {
        size_t n;
        const char *what;
    } rejected[] = {{r->rejected.rom_small, "too small"},
                    {r->rejected.too_short, "too short"},
                    {r->rejected.stepping, "steps"},
                    {r->rejected.alternating, "with alternating legs"},
                    {r->rejected.no_trunk, "without the trunk"}};
    bool reference =
        trial->info.role != HINGE_ROLE_NONE && trial->info.role != HINGE_ROLE_trial;
    bool front = trial->info.view == HINGE_VIEW_frontal; /* of a side view */
    char list[200] = "";
    size_t used = 0;
    if (r->status != HINGE_OK || r->reps > 0 || reference || front)
        return;
    for (size_t i = 0; i < sizeof rejected / sizeof *rejected; i++)
        if (rejected[i].n > 0)
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%zu %s",
                                     used > 0 ? ", " : "; rejected: ", rejected[i].n,
                                     rejected[i].what);
    hinge_finding_set(finding, HINGE_SEVERITY_WARNING, "NO_REPS", "no repetition%s",
                      list);
}

const struct hinge_check hinge_check_repetitions = {
    .id = "repetitions",
    .codes = "NO_REPS",
    .title = "no repetition",
    .action = "look at the recording; one of standing, and the like, says so by its "
              "role in the trial list",
    .judge = judge,
};
