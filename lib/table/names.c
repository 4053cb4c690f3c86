/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names taken apart. */
#include "table/columns.h"

#include <stddef.h>
#include <string.h>

const char *hinge_severity_fault(const char *column)
{
    const size_t length = sizeof HINGE_SEVERITY - 1;
    return column != NULL && strncmp(column, HINGE_SEVERITY, length) == 0 ? column + length : NULL;
}
