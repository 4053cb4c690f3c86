/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The default order of groups, cues and sessions: two texts in, which is first out. */
#include "trial/levels.h"

#include "base/number.h"
#include "os/text.h"

#include <stdlib.h>
#include <string.h>

/* In the order that they have; the first ones are what others are compared with. Later ones may
 * have a number: "practice_2". */
static const char *const vocabulary[] = {"none",   "no_cue",    "baseline", "pre",
                                         "before", "mid",       "practice", "post",
                                         "after",  "follow_up", "later"};
enum { BASELINES = 5, WORDS = sizeof vocabulary / sizeof *vocabulary };

const char *hinge_level_number(const char *level, const char *word)
{
    const size_t n = strlen(word);
    if (strncmp(level, word, n) != 0)
        return NULL;
    const char *number = level + n + (level[n] == '_');
    return strspn(number, "0123456789") == strlen(number) ? number : NULL;
}

static size_t rank_of(const char *level)
{
    size_t i = 0;
    while (i < WORDS && (i < BASELINES ? strcmp(vocabulary[i], level) != 0
                                       : hinge_level_number(level, vocabulary[i]) == NULL))
        i++;
    return i;
}

int hinge_compare_numbers(const char *a, const char *b)
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
    bool numbered = i >= BASELINES && i < WORDS;
    int numbers = numbered ? hinge_compare_numbers(hinge_level_number(a, vocabulary[i]),
                                                   hinge_level_number(b, vocabulary[i]))
                           : hinge_compare_numbers(a, b);
    return numbers != 0 ? numbers : hinge_os_compare_numbered(a, b);
}

static int compare_levels(const void *a, const void *b)
{
    return hinge_level_compare(*(const char *const *)a, *(const char *const *)b);
}

void hinge_levels_sort(const char **level, size_t n)
{
    if (n > 1) /* none may have no array */
        qsort(level, n, sizeof *level, compare_levels);
}

bool hinge_levels_swapped(const char *a, const char *b)
{
    return rank_of(a) < BASELINES && rank_of(a) < rank_of(b);
}
