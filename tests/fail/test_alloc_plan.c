/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planning a study, and making what a plan asks for, with allocations failing in turn:
 * out of memory is said, or the trial list is the same. */
#include "fail_alloc.h"

#include <hinge/init.h>
#include <hinge/protocol.h>
#include <hinge/simulate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[4096], list[4200];

static bool plan_once(void)
{
    static const char *const cue[] = {"dowel"};
    const struct hinge_protocol_group group[] = {{"sedentary", 2}, {"trained", 2}};
    struct hinge_protocol_options options;
    struct hinge_error error = HINGE_ERROR_INIT;
    hinge_protocol_options_init(&options);
    options.group = group;
    options.n_groups = 2;
    options.cue = cue;
    options.n_cues = 1;
    options.threads = 1;
    options.force = true; /* over what the time before made */
    if (fail_no_memory(hinge_protocol_make(&options, folder, NULL, NULL, &error),
                       &error))
        return false;
    char now[8192];
    FILE *in = fopen(list, "r");
    assert_non_null(in);
    size_t size = fread(now, 1, sizeof now, in);
    fclose(in);
    assert_true(size > 0 && size < sizeof now);
    fail_same(now, size);
    return true;
}

static bool simulate_once(void)
{
    struct hinge_simulate_options options;
    struct hinge_error error = HINGE_ERROR_INIT;
    hinge_simulate_options_init(&options);
    options.plan = list;
    options.rate_hz = 10;
    options.reps = 1;
    options.threads = 1;
    options.force = true; /* over what the time before made */
    return !fail_no_memory(hinge_simulate(&options, folder, NULL, NULL, &error),
                           &error);
}

static void every_way(void **state)
{
    (void)state;
    assert_true(plan_once());
    fail_check_paths(plan_once, "plan", 40, 10);
    fail_forget();
    assert_true(simulate_once());
    fail_check_paths(simulate_once, "simulate", 20, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_way)};
    const char *base = getenv("TMPDIR");
    char command[4200];
    snprintf(folder, sizeof folder, "%s/hinge-plan-XXXXXX", base ? base : "/tmp");
    if (mkdtemp(folder) == NULL || hinge_init(NULL) != HINGE_OK)
        return 1;
    snprintf(list, sizeof list, "%s/trials.csv", folder);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 ? failed : 1;
}
