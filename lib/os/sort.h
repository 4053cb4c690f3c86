/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorting with a context. */
#ifndef HINGE_OS_SORT_H
#define HINGE_OS_SORT_H

#include <stddef.h>

/* qsort, whose comparison gets `context` last. */
void hinge_os_sort(void *base, size_t n, size_t size,
                   int (*compare)(const void *a, const void *b, void *context), void *context);

#endif
