/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells as numbers: finite or told why not, and the shortest text reads back the same.
 */
#include "base/number.h"
#include "target.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char marks[] = {'.', ','};
    for (int i = 0; i < 2; i++) {
        double value = 0, again = 0;
        int decimals = 0;
        char text[32];
        enum hinge_number_kind kind =
            hinge_number_parse((const char *)bytes, size, marks[i], &value, &decimals);
        if (kind == HINGE_NUMBER_MISSING)
            promise(isnan(value), "missing is NaN", NULL);
        if (kind != HINGE_NUMBER_VALUE)
            continue;
        promise(isfinite(value) && decimals >= 0, "a value is finite", NULL);
        hinge_number_format(value, text);
        promise(hinge_number_parse(text, strlen(text), '.', &again, NULL) ==
                        HINGE_NUMBER_VALUE &&
                    memcmp(&again, &value, sizeof value) == 0,
                text, NULL);
    }
    return 0;
}
