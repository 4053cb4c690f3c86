/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planning a study, and making what a plan asks for, with allocations failing in turn:
 * out of memory is said, or the trial list is the same. */
#include "assert_close.h"
#include "fail_alloc.h"

#include <hinge/init.h>
#include <hinge/protocol.h>
#include <hinge/simulate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[4096], list[4200];
static char whole[8192]; /* the list when nothing fails */

static bool out_of_memory(enum hinge_status status, const struct hinge_error *error)
{
    fail_countdown = 0;
    if (status == HINGE_NOMEM) {
        assert_non_null(strstr(error->message, "memory"));
        return true;
    }
    if (status != HINGE_OK)
        fail_msg("status %d: %s", (int)status, error->message);
    return false;
}

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
    if (out_of_memory(hinge_protocol_make(&options, folder, NULL, NULL, &error),
                      &error))
        return false;
    char now[sizeof whole] = "";
    FILE *in = fopen(list, "r");
    assert_non_null(in);
    assert_true(fread(now, 1, sizeof now - 1, in) > 0);
    fclose(in);
    if (whole[0] == '\0')
        snprintf(whole, sizeof whole, "%s", now);
    assert_string_equal(now, whole);
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
    return !out_of_memory(hinge_simulate(&options, folder, NULL, NULL, &error), &error);
}

static void every_way(void **state)
{
    long noticed;
    (void)state;
    assert_true(plan_once());
    long tried = fail_each_path(plan_once, &noticed);
    if (tried < 40 || noticed < tried - tried / 10)
        fail_msg("%ld of %ld failures were noticed", noticed, tried);
    assert_true(simulate_once());
    tried = fail_each_path(simulate_once, &noticed);
    if (tried < 20 || noticed < tried - tried / 10)
        fail_msg("%ld of %ld failures were noticed", noticed, tried);
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
