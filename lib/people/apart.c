/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cannot be told apart: a column whose levels part people as their groups or visits do. */
#include "people/people.h"

enum hinge_apart hinge_levels_apart(const size_t *level, const size_t *part, size_t n, size_t *home)
{
    enum { LEAST = 5, OF_LEVEL = 2, ONE_IN = 10 };
    cleared_by(freed) size_t *count = hinge_alloc(2 * n + 1, sizeof *count); /* [part], and all */
    size_t *of_level = count + n, all = 0, kept = 0, strays = 0, parts = 0;
    for (size_t l = 0; l < n; l++) {
        memset(count, 0, n * sizeof *count);
        home[l] = SIZE_MAX;
        for (size_t i = 0; i < n; i++)
            if (level[i] == l && part[i] < n) {
                of_level[l]++;
                count[part[i]]++;
            }
        for (size_t p = 0; p < n && of_level[l] >= OF_LEVEL; p++)
            home[l] = home[l] == SIZE_MAX || count[p] > count[home[l]] ? p : home[l];
    }
    for (size_t p = 0; p < n; p++) {
        size_t of = 0, counted = 0, others = 0;
        for (size_t i = 0; i < n; i++) {
            const bool counts = part[i] == p && level[i] < n && home[level[i]] != SIZE_MAX;
            of += part[i] == p;
            counted += counts;
            others += counts && home[level[i]] != p;
        }
        if (of > 0 && (counted < LEAST || ONE_IN * others > counted))
            return HINGE_TOLD;
        parts += of > 0;
        all += of;
        kept += counted;
        strays += others;
    }
    return parts < 2 || 5 * kept < 4 * all ? HINGE_TOLD
           : strays > 0                    ? HINGE_NEARLY_APART
                                           : HINGE_APART;
}
