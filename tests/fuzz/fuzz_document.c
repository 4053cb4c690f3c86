/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hinge-compare wrote as JSON, read again and shown as text, as sentences and flat. */
#include "report/print/comparison.h"
#include "target.h"

#include <hinge/result.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *const writers[] = {"md", "apa", "csv"};
    struct hinge_result *result;
    struct hinge_error error = HINGE_ERROR_INIT;
    int file;
    char path[64];
    as_file(bytes, size, &file, path);
    enum hinge_status status = hinge_document_read(path, NULL, &result, &error);
    promise_explained(status, &error);
    for (size_t i = 0; status == HINGE_OK && i < sizeof writers / sizeof *writers; i++) {
        char *text;
        size_t length;
        promise_explained(hinge_result_format(result, writers[i], NULL, &text, &length, &error),
                          &error);
        free(text);
    }
    hinge_result_free(result);
    close(file);
    return 0;
}
