/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures with each allocation failing: an error, nothing leaked, nothing
 * half made. */
#include "unit/report/results_sample.h"

#include "fail_alloc.h"

#include <hinge/figure.h>

static char folder[4096], path[4200];
static struct hinge_figure_request figure;

static bool draw(void)
{
    struct hinge_figure_result result = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    enum hinge_status status = hinge_figure_draw(&figure, &result, &error);
    bool succeeded = status == HINGE_OK;
    if (!succeeded && (status != HINGE_NOMEM || result.svg != NULL ||
                       result.caption != NULL || result.data.n_columns != 0))
        fail_msg("%s: status %d: %s", figure.figure, (int)status, error.message);
    hinge_figure_clear(&result);
    return succeeded;
}

static void every_figure(void **state)
{
    const char *id;
    size_t drawn = 0;
    (void)state;
    for (size_t i = 0; (id = hinge_figure_id(i)) != NULL; i++) {
        struct hinge_figure_result result = {0};
        struct hinge_error why = HINGE_ERROR_INIT;
        figure = (struct hinge_figure_request){
            .results = path, .figure = id, .allow_single = true};
        if (hinge_figure_draw(&figure, &result, &why) != HINGE_OK)
            continue; /* the sample has nothing for it */
        hinge_figure_clear(&result);
        drawn++;
        fail_check_paths(draw, id, 1, 0);
    }
    assert_true(drawn >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_figure)};
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
