/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filter expressions, and what they say of a text and a number. */
#include "people/condition.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct hinge_condition condition[HINGE_CONDITIONS];
    struct hinge_arena arena = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    char *text = as_text(bytes, size);
    size_t n = 0;
    enum hinge_status status =
        hinge_conditions_read(&arena, "--filter", text, condition, &n, &error);
    promise_explained(status, &error);
    promise(n <= HINGE_CONDITIONS, "as many as fit", NULL);
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        promise(*condition[i].name != '\0', "a name", NULL);
        hinge_condition_number(&condition[i], 3);
        hinge_condition_text(&condition[i], text);
    }
    hinge_arena_clear(&arena);
    free(text);
    return 0;
}
