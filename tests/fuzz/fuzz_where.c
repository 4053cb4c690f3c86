/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filter expressions, and what they say of a text and a number. */
#include "people/condition.h"
#include "target.h"

static bool find(const void *row, const struct hinge_condition *condition, struct hinge_cell *cell)
{
    *cell = *(const struct hinge_cell *)row;
    return promise(*condition->name != '\0', "a name", NULL), true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct hinge_filter filter;
    struct hinge_arena arena = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    char *text = as_text(bytes, size);
    enum hinge_status status = hinge_filter_read(&arena, "--filter", text, &filter, &error);
    promise_explained(status, &error);
    promise(filter.n <= HINGE_CONDITIONS, "as many as fit", NULL);
    if (status == HINGE_OK) {
        hinge_filter_keeps(&filter, find, &(struct hinge_cell){.number = 3});
        hinge_filter_keeps(&filter, find, &(struct hinge_cell){.text = text});
    }
    hinge_arena_clear(&arena);
    free(text);
    return 0;
}
