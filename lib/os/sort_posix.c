/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorting with a context: the order of its arguments is GNU's or BSD's. */
#include "os/sort.h"

#include <stdlib.h>

#ifdef __APPLE__
struct call {
    int (*compare)(const void *a, const void *b, void *context);
    void *context;
};

static int turn(void *call, const void *a, const void *b)
{
    const struct call *c = call;
    return c->compare(a, b, c->context);
}
#endif

void hinge_os_sort(void *base, size_t n, size_t size,
                   int (*compare)(const void *a, const void *b, void *context), void *context)
{
#ifdef __APPLE__
    struct call call = {compare, context};
    qsort_r(base, n, size, &call, turn);
#else
    qsort_r(base, n, size, compare, context);
#endif
}
