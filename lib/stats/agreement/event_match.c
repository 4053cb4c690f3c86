/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/agreement/event_match.h"

#include <math.h>
#include <stdlib.h>

struct pair {
    double apart;
    size_t marked, found;
};

static int compare_pairs(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->apart != y->apart)
        return x->apart > y->apart ? 1 : -1;
    if (x->marked != y->marked)
        return x->marked > y->marked ? 1 : -1;
    return (x->found > y->found) - (x->found < y->found);
}

/* Times of decimals: a pair exactly a window apart counts. */
static bool is_near(double marked, double found, double window)
{
    return fabs(found - marked) <= window + 1e-9;
}

/* All near pairs into `pair`, or only counted when it is NULL. */
static size_t find_pairs(const double *marked, size_t n, const double *found, size_t m,
                         double window, struct pair *pair)
{
    size_t count = 0, first = 0;
    for (size_t i = 0; i < n; i++) {
        while (first < m && found[first] < marked[i] &&
               !is_near(marked[i], found[first], window))
            first++;
        for (size_t j = first; j < m && is_near(marked[i], found[j], window); j++) {
            if (pair != NULL)
                pair[count] = (struct pair){fabs(found[j] - marked[i]), i, j};
            count++;
        }
    }
    return count;
}

enum hinge_status hinge_match_events(struct hinge_analysis *a, const double *marked,
                                     size_t n, const double *found, size_t m,
                                     double window, size_t *partner,
                                     struct hinge_error *error)
{
    size_t count = find_pairs(marked, n, found, m, window, NULL);
    struct pair *pair = hinge_analysis_alloc(a, count + 1, sizeof *pair);
    bool *taken = hinge_analysis_alloc(a, m + 1, sizeof *taken);
    if (pair == NULL || taken == NULL)
        return hinge_analysis_no_memory(error);
    find_pairs(marked, n, found, m, window, pair);
    qsort(pair, count, sizeof *pair, compare_pairs);
    for (size_t i = 0; i < n; i++)
        partner[i] = HINGE_NO_MATCH;
    for (size_t k = 0; k < count; k++) {
        if (partner[pair[k].marked] != HINGE_NO_MATCH || taken[pair[k].found])
            continue;
        partner[pair[k].marked] = pair[k].found;
        taken[pair[k].found] = true;
    }
    return HINGE_OK;
}
