/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an ingest will read: trial lists and loose files as one list with an id per row.
 */
#ifndef HINGE_INGEST_INTAKE_H
#define HINGE_INGEST_INTAKE_H

#include "base/memory.h"
#include "formats/format.h"
#include "store/store.h"

#include <hinge/ingest.h>
#include <hinge/trial.h>

struct hinge_intake_row {
    const char *path; /* to open, and for messages: as the user wrote it */
    /* the file itself, links resolved, `path` when it is missing; gone once the intake
     * is made */
    const char *real;
    const char *within;        /* folder it must lie in, links resolved; NULL: anywhere */
    const char *stored;        /* goes into files: relative to the list, or the file's name;
                                  also the list's cell */
    const char *list;          /* list it came from, NULL for a loose file */
    size_t line;               /* its line there */
    const char *found_in;      /* the folder given, in which it or its list lay; else NULL */
    bool id_given;             /* in a column id */
    enum hinge_reason refused; /* OK, or why it is not read at all */
    const char *message;
    const char *role;                   /* segment of the file itself, NULL for none */
    const struct hinge_read_part *part; /* the files of further sensors */
    size_t n_parts;
    const char *secret, *pseudonym; /* participant and what stands for it, else NULL */
};

/* Zero-initialise. list row i belongs to row[i]; column id is filled for every row. */
struct hinge_intake {
    struct hinge_table list;
    struct hinge_shard shard; /* of the whole list; see hinge_intake_take_shard */
    struct hinge_intake_row *row;
    size_t n, capacity;
    size_t warned;                  /* names in two spellings, told */
    const char *within_of, *within; /* the last list, and its folder without links */
    const char *folder_of, *folder; /* the same list, and its folder as written */
    struct hinge_arena arena, real; /* real: of the rows' `real` */
};

/* Reads the lists, checks their columns, makes ids, resolves paths. USAGE: an unknown
 * column near a known one, a personal one, no file column; INPUT: a list that can't be
 * read, two rows with one id (both lines named). A path that leaves its list's folder
 * or is given twice makes a refused row, but USAGE by two lists of a folder. */
enum hinge_status hinge_intake_make(const struct hinge_ingest_request *request,
                                    struct hinge_intake *intake, struct hinge_error *error);
void hinge_intake_clear(struct hinge_intake *intake);

/* Leaves the rows of the request's shard; the list's digest is taken before. NOMEM. */
enum hinge_status hinge_intake_take_shard(const struct hinge_ingest_request *request,
                                          struct hinge_intake *intake, struct hinge_error *error);

/* A row for a recording that no list names. `stored` is what files hold as its name. */
enum hinge_status hinge_intake_add_file(struct hinge_intake *intake, const char *path,
                                        const char *stored);

#endif
