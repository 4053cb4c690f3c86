/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of the results reader: what a group holds, looked up once. */
#ifndef HINGE_STORE_CONTENTS_H
#define HINGE_STORE_CONTENTS_H

#include "os/thread.h"
#include "store/results.h"

/* A group as far as it was looked at: its arrays and dimensions. Texts are the arena's.
 */
struct hinge_contents {
    const char *group;
    const char **name; /* arrays, in file order */
    struct hinge_array_spec *spec;
    struct hinge_array *array; /* opened when they are first read; id 0 before */
    size_t n_arrays;
    struct hinge_dimension *dimension;
    int32_t *dimension_id;
    size_t n_dimensions;
    struct hinge_contents *next;
};

struct hinge_results_reader {
    struct hinge_source source;
    size_t users; /* that did not close it yet */
    size_t rows;
    struct hinge_contents *contents;
    struct hinge_kept_table *tables; /* small ones that were read */
    struct hinge_arena arena;
    pthread_mutex_t lock;               /* of what threads left */
    struct hinge_rows_room *unused;     /* room to decode rows in */
    struct hinge_rows_reading *reading; /* chunks on their way */
};

/* Frees it; results_rows.c makes it. */
void hinge_rows_rooms_clear(struct hinge_results_reader *reader);

/* Opens a group of the file; INPUT "has no group" when there is none. */
enum hinge_status hinge_contents_group(struct hinge_results_reader *reader, const char *group,
                                       hid_t *id, struct hinge_error *error);
/* The contents of a group; the reader's. */
enum hinge_status hinge_contents_find(struct hinge_results_reader *reader, const char *group,
                                      struct hinge_contents **found, struct hinge_error *error);
/* Opens an array of a group; drop its id. */
enum hinge_status hinge_contents_open(struct hinge_results_reader *reader, const char *group,
                                      const char *name, struct hinge_array *array,
                                      struct hinge_error *error);
/* An array of a group, opened once and checked; the reader's. *entry is SIZE_MAX, or of
 * HINGE_ARRAY_VALUE the one of that name. USAGE when there is none. */
enum hinge_status hinge_contents_array(struct hinge_results_reader *reader, const char *group,
                                       const char *name, const struct hinge_array **array,
                                       size_t *entry, struct hinge_error *error);
/* Closes what was opened. */
void hinge_contents_close(struct hinge_results_reader *reader);

#endif
