/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorting with a context: here it comes first. */
#include "os/sort.h"

#include <stdlib.h>

struct call {
    int (*compare)(const void *a, const void *b, void *context);
    void *context;
};

static int turn(void *call, const void *a, const void *b)
{
    const struct call *c = call;
    return c->compare(a, b, c->context);
}

void hinge_os_sort(void *base, size_t n, size_t size,
                   int (*compare)(const void *a, const void *b, void *context), void *context)
{
    struct call call = {compare, context};
    qsort_s(base, n, size, turn, &call);
}
