/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers on Windows: mingw-w64's own strtod rounds rightly and knows no language. */
#include "os/number.h"

#include <stdlib.h>

double hinge_os_strtod(const char *text)
{
    return __mingw_strtod(text, NULL);
}
