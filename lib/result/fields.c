/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An id in, what it is out. */
#include "result/fields.h"

#include <stdlib.h>
#include <string.h>

enum {
    OUTCOME = HINGE_FIELD_OUTCOME,
    RATIO = HINGE_FIELD_RATIO,
    ODDS = HINGE_FIELD_ODDS,
    PROGRAMS = HINGE_FIELD_PROGRAMS,
    INSTEAD = HINGE_FIELD_INSTEAD
};
#define F(id, role, what) {#id, HINGE_IS_##role, what},

static const struct hinge_field_row rows[] = {
#include "result/fields.def"
};

static int compare(const void *id, const void *row)
{
    return strcmp(id, ((const struct hinge_field_row *)row)->id);
}

const struct hinge_field_row *hinge_field_find(const char *id)
{
    return bsearch(id, rows, sizeof rows / sizeof *rows, sizeof *rows, compare);
}

const struct hinge_field_row *hinge_field_of(const char *table, const char *column)
{
    const struct hinge_field_row *own = hinge_field_find(column);
    const char *last = strrchr(table, ' ');
    return own != NULL ? own : hinge_field_find(last != NULL ? last + 1 : table);
}

bool hinge_field_is(const char *id, unsigned what)
{
    const struct hinge_field_row *row = hinge_field_find(id);
    return row != NULL && (row->what & what) != 0;
}
