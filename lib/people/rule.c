/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts, and why what does not. */
#include "people/rule.h"

#include <hinge/trial.h>

#include <stdio.h>
#include <string.h>

bool hinge_recording_counts(const char *role)
{
    enum hinge_trial_role is = hinge_trial_role_find(role);
    return is == HINGE_ROLE_NONE || is == HINGE_ROLE_trial;
}

bool hinge_recording_is_guessed(bool inferred, bool spine_refused)
{
    return inferred && !spine_refused;
}

bool hinge_repetition_counts(double valid)
{
    return valid > 0;
}

const char *const hinge_evidence[] = {"tier", "lumbar_def", "driver", "standing_source",
                                      "dim",  "inferred",   "family", NULL};

const char *hinge_standing_class(const char *source)
{
    bool itself =
        *source == '\0' || strcmp(source, "lockout") == 0 || strcmp(source, "first_frame") == 0;
    return itself ? source : "standing";
}

bool hinge_people_enough(const struct hinge_people_rule *rule, double used, double all)
{
    return used > 0 && used >= rule->min_reps && used >= rule->min_valid * all;
}

const char *hinge_people_why(const struct hinge_people_rule *rule, unsigned used, unsigned all,
                             char buffer[96])
{
    if (all == 0)
        snprintf(buffer, 96, "no repetition");
    else if (used == 0)
        snprintf(buffer, 96, "none of %u repetition%s usable", all, all == 1 ? "" : "s");
    else if (used < rule->min_reps)
        snprintf(buffer, 96, "%u usable repetition%s, %g are needed", used, used == 1 ? "" : "s",
                 rule->min_reps);
    else
        snprintf(buffer, 96, "%u of %u repetitions usable, %g %% are needed", used, all,
                 100 * rule->min_valid);
    return buffer;
}
