/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every analysis with its allocations failing in turn, each way that leads to one:
 * NOMEM is reported, there is no document, nothing leaks (seen by the sanitizers). */
#include "fail_alloc.h"
#include "stats_run.h"

#ifndef PART
#define PART 0 /* the others are test_alloc_stats_PART.c: all take long */
#endif
enum { PARTS = 4 };

static const struct hinge_statistic *statistic;
static struct hinge_stats_request request;
static struct hinge_table table;

static bool run_once(void)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_result *result = NULL;
    char *document = NULL;
    bool has_table = table.n_columns > 0;
    struct hinge_stats_call call = {.request = &request,
                                    .table = has_table ? &table : NULL,
                                    .name = "t",
                                    .threads = 1};
    enum hinge_status status = hinge_stats_run(&call, &result, &error);
    assert_true((status == HINGE_OK) == (result != NULL));
    if (status == HINGE_OK)
        status = hinge_result_json(result, &document, &error);
    assert_true((status == HINGE_OK) == (document != NULL));
    hinge_result_free(result);
    if (status != HINGE_OK && status != HINGE_NOMEM)
        fail_msg("%s: %s", statistic->id, error.message);
    fail_countdown = 0;
    if (document != NULL)
        fail_same(document, strlen(document));
    free(document);
    return status == HINGE_OK;
}

/* jansson gets by without some of its own: then the document must be whole, which
 * run_once checks. */
static long fail_each(void)
{
    long noticed;
    assert_true(run_once());
    assert_true(fail_each_path(run_once, &noticed) >= noticed);
    fail_forget();
    return noticed;
}

static void every_analysis(void **state)
{
    (void)state;
    size_t n;
    const struct hinge_statistic *const *list = hinge_statistic_list(&n);
    for (size_t i = PART; i < n; i += PARTS) {
        struct hinge_error error = HINGE_ERROR_INIT;
        char *bytes = NULL;
        statistic = list[i];
        assert_int_equal(hinge_stats_request_init(&request, statistic->example_request,
                                                  &error),
                         HINGE_OK);
        if (statistic->example_data[0] != '\0')
            assert_true(stats_read_table(&request, statistic->example_data, &table,
                                         &bytes, &error));
        json_object_set_new(request.json, "seed", json_integer(1));
        if (strcmp(statistic->id, "between") == 0) {
            json_object_set_new(request.json, "bootstrap", json_integer(3));
            json_object_set_new(request.json, "tost", json_pack("[f,f]", -1.0, 1.0));
        }
        long noticed = fail_each();
        if (noticed <= 20)
            fail_msg("%s: only %ld failures were noticed", statistic->id, noticed);
        hinge_stats_request_clear(&request);
        hinge_table_clear(&table);
        free(bytes);
    }
}

/* A replicate of the variances' bootstrap that lacks memory is not left out. */
static void icc_with_gaps(void **state)
{
    (void)state;
    struct hinge_error error = HINGE_ERROR_INIT;
    char *bytes = NULL;
    statistic = hinge_statistic_find("icc");
    assert_int_equal(
        hinge_stats_request_init(&request,
                                 "{\"analysis\": \"icc\", \"outcome\": \"angle\", "
                                 "\"target\": \"participant\", \"rater\": "
                                 "\"session\", \"bootstrap\": 20, \"seed\": 1}",
                                 &error),
        HINGE_OK);
    assert_true(stats_read_table(
        &request,
        "participant,session,angle\nP1,a,40\nP1,b,42\nP2,a,35\n"
        "P3,a,50\nP3,b,47\nP4,a,44\nP4,b,45\nP5,b,38\nP6,a,33\nP6,b,31\n",
        &table, &bytes, &error));
    assert_true(fail_each() > 20);
    hinge_stats_request_clear(&request);
    hinge_table_clear(&table);
    free(bytes);
}

/* Sites of two groups and cues, whose cells make a model too. */
static void pooled_of_cells(void **state)
{
    (void)state;
    struct hinge_error error = HINGE_ERROR_INIT;
    char *bytes = NULL;
    statistic = hinge_statistic_find("pooled");
    assert_int_equal(hinge_stats_request_init(
                         &request,
                         "{\"analysis\": \"pooled\", \"outcome\": \"v\", \"seed\": 1}",
                         &error),
                     HINGE_OK);
    assert_true(stats_read_table(
        &request,
        "site,group,n,condition,with,v,covariance\n"
        "a,x,9,none,none,40,4\na,x,9,none,tap,40,2\na,x,9,tap,tap,38,5\n"
        "a,y,7,none,none,43,5\na,y,7,none,tap,43,3\na,y,7,tap,tap,42,4\n"
        "b,x,6,none,none,41,3\nb,x,6,none,tap,41,1\nb,x,6,tap,tap,38,6\n"
        "b,y,8,none,none,45,6\nb,y,8,none,tap,45,4\nb,y,8,tap,tap,42,5\n",
        &table, &bytes, &error));
    assert_true(fail_each() > 20);
    hinge_stats_request_clear(&request);
    hinge_table_clear(&table);
    free(bytes);
}

int main(void)
{
    hinge_init(NULL);
    json_set_alloc_funcs(__wrap_malloc, free);
    const struct CMUnitTest own[] = {cmocka_unit_test(every_analysis)};
    const struct CMUnitTest gaps[] = {cmocka_unit_test(icc_with_gaps),
                                      cmocka_unit_test(pooled_of_cells)};
    return PART < PARTS ? cmocka_run_group_tests(own, NULL, NULL)
                        : cmocka_run_group_tests(gaps, NULL, NULL);
}
