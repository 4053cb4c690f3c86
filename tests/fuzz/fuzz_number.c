/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells as numbers: finite or told why not, and the shortest text reads back the same.
 */
#include "base/file.h"
#include "base/number.h"
#include "target.h"

#include <math.h>

/* The short cut takes no other number than the whole way does. */
static void compare_plain(const uint8_t *bytes, size_t size, char mark)
{
    char *text = calloc(1, size + HINGE_FILE_PADDING);
    double plain[2], whole;
    int plain_decimals[2] = {0}, decimals;
    const char *stop = NULL;
    promise(text != NULL, "memory", NULL);
    memcpy(text, bytes, size);
    size_t n = hinge_number_plain(text, text + size, mark, '\t', 1, plain, plain_decimals, &stop);
    promise(n == 0 || (stop <= text + size &&
                       hinge_number_parse(text, (size_t)(stop - text), mark, &whole, &decimals) ==
                           HINGE_NUMBER_VALUE &&
                       memcmp(plain, &whole, sizeof whole) == 0 && plain_decimals[0] == decimals),
            text, NULL);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char marks[] = {'.', ','};
    for (int i = 0; i < 2; i++) {
        double value = 0, again = 0;
        int decimals = 0;
        char text[32];
        compare_plain(bytes, size, marks[i]);
        enum hinge_number_kind kind =
            hinge_number_parse((const char *)bytes, size, marks[i], &value, &decimals);
        if (kind == HINGE_NUMBER_MISSING)
            promise(isnan(value), "missing is NaN", NULL);
        if (kind != HINGE_NUMBER_VALUE)
            continue;
        promise(isfinite(value) && decimals >= 0, "a value is finite", NULL);
        hinge_number_format(value, text);
        promise(hinge_number_parse(text, strlen(text), '.', &again, NULL) == HINGE_NUMBER_VALUE &&
                    memcmp(&again, &value, sizeof value) == 0,
                text, NULL);
    }
    return 0;
}
