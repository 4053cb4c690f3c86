/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every table with each allocation failing: an error, nothing leaked, nothing half
 * made. */
#include "unit/report/results_sample.h"

#include "fail_alloc.h"

static char folder[4096], path[4200];
static struct hinge_table_request request;

static bool work(void)
{
    struct hinge_result *result = NULL;
    struct hinge_error error = HINGE_ERROR_INIT;
    enum hinge_status status = hinge_results_tabulate(&request, &result, &error);
    bool succeeded = status == HINGE_OK;
    if (!succeeded && (status != HINGE_NOMEM || result != NULL))
        fail_msg("%s: status %d: %s", request.view, (int)status, error.message);
    hinge_result_free(result);
    return succeeded;
}

static void every_table(void **state)
{
    static const struct {
        const char *view, *by, *where;
    } asked[] = {{"reps", "", "age>30&rep=1"},
                 {"trials", "", ""},
                 {"faults", "group,cue", "fault=round"},
                 {"faults", "participant,trial,rep", ""},
                 {"summary", "group", ""},
                 {"sensitivity", "group", ""},
                 {"provenance", "", ""},
                 {"summary,trials", "", ""}};
    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        request = (struct hinge_table_request){.results = path,
                                               .view = asked[i].view,
                                               .by = asked[i].by,
                                               .where = asked[i].where,
                                               .columns = "all",
                                               .phase = ""};
        char what[64];
        snprintf(what, sizeof what, "%s --by %s", asked[i].view, asked[i].by);
        fail_check_paths(work, what, 1, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_table)};
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/hinge-tables-XXXXXX", base ? base : "/tmp");
    if (mkdtemp(folder) == NULL || hinge_init(NULL) != HINGE_OK)
        return 1;
    snprintf(path, sizeof path, "%s/results.h5", folder);
    sample_results(path);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(path);
    return rmdir(folder) == 0 ? failed : 1;
}
