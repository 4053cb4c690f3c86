/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A zip in memory, its parts one after the other; a workbook is one. */
#ifndef HINGE_BASE_ZIP_H
#define HINGE_BASE_ZIP_H

#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HINGE_ZIP_NAME = 200 };

struct hinge_zip {
    const char *bytes; /* the caller's */
    size_t length, parts, at;
};

struct hinge_zip_part {
    char name[HINGE_ZIP_NAME];
    unsigned method;
    uint32_t crc, packed, length, at;
};

/* False when the bytes end in no directory of a zip; what is behind it (a comment) is
 * not looked through. */
bool hinge_zip_open(const char *bytes, size_t length, struct hinge_zip *zip);

/* The next part of the directory; false when it does not lie within the bytes. */
bool hinge_zip_next(struct hinge_zip *zip, struct hinge_zip_part *part);

/* The part's own bytes, which the caller frees; *whole is false when they are not those
 * that were packed, by length and checksum. NOMEM. */
enum hinge_status hinge_zip_inflate(const struct hinge_zip *zip, const struct hinge_zip_part *part,
                                    char **bytes, bool *whole, struct hinge_error *error);

#endif
