/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are neither a study nor results, told by their first lines. */
#ifndef HINGE_STORE_OTHER_FILE_H
#define HINGE_STORE_OTHER_FILE_H

#include <hinge/status.h>

enum hinge_other_file {
    HINGE_OTHER_UNKNOWN,
    HINGE_OTHER_LIST,       /* a trial list */
    HINGE_OTHER_CONFIG,     /* study.ini */
    HINGE_OTHER_COMPARISON, /* JSON of hinge-compare */
};
enum hinge_other_file hinge_other_file(const char *path);

/* INPUT: what the file is, that one of the schema ("study", "results") is expected, and
 * what to do with it. `shown` is the path as the user wrote it. */
enum hinge_status hinge_other_file_refuse(const char *path, const char *shown, const char *schema,
                                          struct hinge_error *error);

#endif
