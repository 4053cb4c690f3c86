/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What --new found in a folder of recordings, and what its user has to look at. */
#ifndef HINGE_RUN_FOUND_H
#define HINGE_RUN_FOUND_H

#include "base/text.h"

#include <hinge/table.h>

enum { HINGE_FOUND_KINDS = 24, HINGE_FOUND_NAME = 120 };

/* What keeps recordings from being used as they are. */
enum hinge_found_lack {
    HINGE_LACKS_RATE,
    HINGE_LACKS_UP,
    HINGE_LACKS_UNITS,
    HINGE_LACKS_SIZE,    /* of the images, for shares of 0 to 1 */
    HINGE_LACKS_NAMES,   /* no column has the name of a known landmark */
    HINGE_LACKS_SEGMENT, /* files of one sensor each */
    HINGE_LACKS_OTHER,
    HINGE_LACKS_COUNT
};

struct hinge_found {
    size_t recordings, n_kinds, count[HINGE_FOUND_KINDS];
    char kind[HINGE_FOUND_KINDS][80]; /* "trc, canonical, tier B" */
    size_t lacking[HINGE_LACKS_COUNT];
    char first[HINGE_LACKS_COUNT][HINGE_FOUND_NAME]; /* a file that lacks it */
};

/* The column of the list that says what only some recordings lack, since a key of the
 * config would contradict the others; NULL when all lack it, none, or it has no column.
 */
const char *hinge_found_column(const struct hinge_found *found, enum hinge_found_lack lack);

/* Counts a recording by what hinge_inspect() says of it. */
void hinge_found_add(struct hinge_found *found, const char *file,
                     const struct hinge_table *inspected);

/* The line of a list that was there: how many recordings, of whom, and which groups,
 * sessions and cues it names. `rows` is the list as read. */
void hinge_found_list(const struct hinge_table *rows, const char *list, struct hinge_text *out);

/* What was found and what lacks; `rows` is the list, `made` by it or there before. */
void hinge_found_describe(const struct hinge_found *found, const struct hinge_table *rows,
                          bool made, const char *list, const char *ini, struct hinge_text *out);

/* A message without the file that it begins with; a line number stays. */
const char *hinge_found_after_path(const char *message, const char *path);

#endif
