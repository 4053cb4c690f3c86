/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for equal digests; rows without `duplicate_of` are not looked at. */
#include "store/twins.h"

#include <string.h>

static const char *cell(const struct hinge_table *table, const char *column, size_t row)
{
    const char *text = hinge_table_text(table, column, row);
    return text != NULL ? text : "";
}

long hinge_twin_of(const struct hinge_table *ledger, size_t row)
{
    const char *digest = cell(ledger, "numbers_xxh128", row);
    if (*cell(ledger, "duplicate_of", row) == '\0' || *digest == '\0')
        return -1;
    for (size_t i = 0; i < row; i++)
        if (strcmp(cell(ledger, "numbers_xxh128", i), digest) == 0)
            return (long)i;
    return -1;
}

bool hinge_twin_differs(const struct hinge_table *list, size_t a, size_t b)
{
    const char *one = cell(list, "participant", a), *other = cell(list, "participant", b);
    return *one == '\0' || *other == '\0' || strcmp(one, other) != 0;
}

static bool is_trial(const struct hinge_table *list, size_t row)
{
    const char *role = cell(list, "role", row);
    return *role == '\0' || strcmp(role, "trial") == 0;
}

long hinge_twin_own(const struct hinge_table *ledger, const struct hinge_table *list, size_t row)
{
    long first = is_trial(list, row) ? hinge_twin_of(ledger, row) : -1;
    const char *digest = cell(ledger, "numbers_xxh128", row);
    for (size_t i = first < 0 ? row : (size_t)first; i < row; i++)
        if (is_trial(list, i) && !hinge_twin_differs(list, row, i) &&
            strcmp(cell(ledger, "numbers_xxh128", i), digest) == 0)
            return (long)i;
    return -1;
}

long hinge_twin_stranger(const struct hinge_table *ledger, const struct hinge_table *list,
                         size_t row)
{
    long twin = hinge_twin_of(ledger, row);
    return twin >= 0 && hinge_twin_differs(list, row, (size_t)twin) ? twin : -1;
}
