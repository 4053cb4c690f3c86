/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report and the sheet with allocations failing: an error, nothing leaked, no page.
 */
#include "unit/report/results_sample.h"

#include "fail_alloc.h"

#include <hinge/page.h>

static char folder[4096], path[4200], words[4200];
static struct hinge_page_request request;
static bool is_sheet;

static bool make(void)
{
    struct hinge_pages pages = {0};
    struct hinge_label_list labels = {0, NULL};
    struct hinge_error error = HINGE_ERROR_INIT;
    enum hinge_status status = hinge_labels_read(words, &labels, &error);
    request.labels = &labels;
    if (status == HINGE_OK)
        status = is_sheet ? hinge_page_sheet(&request, &pages, &error)
                          : hinge_page_report(&request, &pages, &error);
    bool succeeded = status == HINGE_OK;
    if (!succeeded && (status != HINGE_NOMEM || pages.n != 0))
        fail_msg("status %d, %zu pages: %s", (int)status, pages.n, error.message);
    hinge_pages_clear(&pages);
    hinge_labels_clear(&labels);
    return succeeded;
}

/* Its parts have tests of their own with every allocation failing; here each failure
 * costs a whole report, so they become rarer towards the end. */
static void test_report(void **state)
{
    long k = 1, tried = 0;
    (void)state;
    is_sheet = false;
    request = (struct hinge_page_request){
        .results = path, .allow_single = true, .base = "report"};
    assert_true(make());
    for (fail_happened = true; fail_happened; k += 1 + k / 24, tried++) {
        fail_countdown = k;
        fail_happened = false;
        bool succeeded = make();
        fail_countdown = 0;
        if (fail_happened && succeeded)
            fail_msg("the report did not notice allocation %ld", k);
    }
    assert_true(tried > 40);
}

static void test_sheet(void **state)
{
    (void)state;
    is_sheet = true;
    request =
        (struct hinge_page_request){.results = path, .participant = "p1", .code = "7"};
    assert_true(make());
    fail_check_paths(make, "sheet", 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sheet),
                                       cmocka_unit_test(test_report)};
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/hinge-pages-XXXXXX", base ? base : "/tmp");
    if (mkdtemp(folder) == NULL || hinge_init(NULL) != HINGE_OK)
        return 1;
    snprintf(path, sizeof path, "%s/results.h5", folder);
    snprintf(words, sizeof words, "%s/words", folder);
    sample_results(path);
    FILE *file = fopen(words, "w");
    if (file == NULL || fputs("lumbar_fraction = LF\nsheet.title = T\n", file) < 0 ||
        fclose(file) != 0)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(path);
    unlink(words);
    return rmdir(folder) == 0 ? failed : 1;
}
