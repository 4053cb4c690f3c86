/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One order of levels. */
#include "people/order.h"

#include "base/number.h"

#include <stdlib.h>
#include <string.h>

/* In the order that they have; the first ones are what others are compared with. */
static const char *const vocabulary[] = {"none", "no_cue", "baseline", "pre",
                                         "mid",  "post",   "follow_up"};
enum { BASELINES = 4, WORDS = sizeof vocabulary / sizeof *vocabulary };

static size_t rank_of(const char *level)
{
    size_t i = 0;
    while (i < WORDS && strcmp(vocabulary[i], level) != 0)
        i++;
    return i;
}

static int compare_numbers(const char *a, const char *b)
{
    double x, y;
    if (hinge_number_parse(a, strlen(a), '.', &x, NULL) != HINGE_NUMBER_VALUE ||
        hinge_number_parse(b, strlen(b), '.', &y, NULL) != HINGE_NUMBER_VALUE)
        return 0;
    return (x > y) - (x < y);
}

int hinge_level_compare(const char *a, const char *b)
{
    size_t i = rank_of(a), j = rank_of(b);
    if (i != j)
        return i < j ? -1 : 1;
    int numbers = compare_numbers(a, b);
    return numbers != 0 ? numbers : strcmp(a, b);
}

static int compare(const void *a, const void *b)
{
    return hinge_level_compare(*(const char *const *)a, *(const char *const *)b);
}

void hinge_levels_sort(const char **level, size_t n)
{
    if (n > 1) /* none may have no array */
        qsort(level, n, sizeof *level, compare);
}

bool hinge_levels_swapped(const char *a, const char *b)
{
    return rank_of(a) < BASELINES && rank_of(a) < rank_of(b);
}

struct hinge_level_pair hinge_level_pair(const char *const *level, size_t i, size_t j)
{
    bool swapped = hinge_levels_swapped(level[i], level[j]);
    return (struct hinge_level_pair){swapped ? j : i, swapped ? i : j};
}
