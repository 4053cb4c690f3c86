/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests of analyses, run on a small table. */
#include "base/file.h"
#include "csv/csv.h"
#include "target.h"

#include <hinge/init.h>
#include <hinge/stats.h>

static const char data[] = "participant,group,cue,y,x\n"
                           "a,g,n,1,2\na,g,t,2,3\nb,g,n,3,1\nb,g,t,4,4\n"
                           "c,h,n,5,2\nc,h,t,5,6\nd,h,n,8,3\nd,h,t,9,1\n";

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct hinge_table table;
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_stats_request request = {0};
    if (table.n_columns == 0) {
        static char padded[sizeof data + HINGE_FILE_PADDING];
        struct hinge_csv_source source;
        memcpy(padded, data, sizeof data - 1);
        promise(hinge_init(&error) == HINGE_OK &&
                    hinge_csv_open("t", padded, sizeof data - 1, ',', '.', &source, &error) ==
                        HINGE_OK &&
                    hinge_csv_table_read(&source, NULL, &table, NULL, NULL, &error) == HINGE_OK,
                "table", &error);
    }
    char *text = as_text(bytes, size), *json = NULL;
    struct hinge_result *result = NULL;
    enum hinge_status status = hinge_stats_request_init(&request, text, &error);
    promise_explained(status, &error);
    /* replicates by the million are asked for, not a fault */
    if (status == HINGE_OK && strstr(text, "000") == NULL && strstr(text, "e") == NULL) {
        const struct hinge_stats_call call = {
            .request = &request, .table = &table, .name = "t", .threads = 1};
        status = hinge_stats_run(&call, &result, &error);
        promise_explained(status, &error);
        promise(result != NULL && hinge_result_json(result, &json, NULL) == HINGE_OK, "a document",
                &error);
    }
    hinge_stats_request_clear(&request);
    hinge_result_free(result);
    free(json);
    free(text);
    return 0;
}
