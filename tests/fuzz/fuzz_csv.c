/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer target over everything that reads text; make fuzz. */
#include "read_any.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    read_any((const char *)bytes, size);
    return 0;
}
