/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the parts of a zip in memory, such as a workbook. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hinge_zip {
    const char *bytes;
    size_t length, parts, at;
};

struct hinge_zip_part {
    char name[200];
    unsigned method;
    uint32_t crc, packed, length, at;
};

/* False when the bytes end in no directory of a zip; what is behind it (a comment) is not looked
 * through. */
bool hinge_zip_open(const char *bytes, size_t length, struct hinge_zip *zip);
/* The next part of the directory; false when it does not lie within the bytes. */
bool hinge_zip_next(struct hinge_zip *zip, struct hinge_zip_part *part);
/* The part's own bytes, which the caller frees; NULL when they are not those that were packed, by
 * length and checksum. */
char *hinge_zip_inflate(const struct hinge_zip *zip, const struct hinge_zip_part *part);
