/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings: recognition, every format, JSON, XML, binary, the table of lists. */
#include "read_any.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    read_any((const char *)bytes, size);
    return 0;
}
