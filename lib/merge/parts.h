/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files to be joined. In: paths. Out: open parts of one whole, and where each row
 * of its list is. */
#ifndef HINGE_MERGE_PARTS_H
#define HINGE_MERGE_PARTS_H

#include "base/memory.h"
#include "store/store.h"

#include <hinge/merge.h>

struct hinge_part {
    const char *path;
    struct hinge_study_reader *study; /* one of the two, the other NULL */
    struct hinge_results_reader *results;
    struct hinge_shard shard;
};

/* Zero-initialise, hinge_parts_close when done. */
struct hinge_parts {
    struct hinge_arena arena;
    struct hinge_error error; /* the first failure, by which every function here ends false */
    const struct hinge_merge_request *request;
    bool studies;
    size_t n, rows;
    struct hinge_part *part; /* by shard: part[0] is 1/n */
    struct hinge_place {
        size_t part, row;
    } * place;                       /* per row of the whole list */
    struct hinge_table list, ledger; /* joined */
};

/* INPUT, and false. `reason` is DAMAGED or OK. */
bool hinge_parts_fail(struct hinge_parts *parts, enum hinge_reason reason, const char *format, ...)
    HINGE_PRINTF(3, 4);
/* "PATH: damaged: WHAT". */
bool hinge_part_damaged(struct hinge_parts *parts, const struct hinge_part *part, const char *what);

/* Opens and checks everything, and joins list and ledger. INPUT as hinge_merge. */
bool hinge_parts_open(const struct hinge_merge_request *request, struct hinge_parts *parts);
void hinge_parts_close(struct hinge_parts *parts);

/* A table of a part, and an attribute, whichever kind of file it is. */
bool hinge_part_table(struct hinge_parts *parts, const struct hinge_part *part, const char *group,
                      struct hinge_table *table);
const char *hinge_part_attribute(const struct hinge_part *part, const char *name);

/* The rows of a table that has one per row of the list, in the order of the whole, into
 * an empty table. */
bool hinge_parts_join(struct hinge_parts *parts, const char *group, struct hinge_table *joined);
/* Whether two tables have the same columns. */
bool hinge_parts_alike(const struct hinge_table *a, const struct hinge_table *b);
/* Adds row `row` of a table with the same columns. */
void hinge_parts_row(const struct hinge_table *from, size_t row, struct hinge_table *to);
/* Fills duplicate_of of the joined ledger as one run would, and names what no part
 * could know. */
void hinge_parts_twins(struct hinge_parts *parts);

/* Whether parts of results were made with the same parameters, faults and metrics:
 * INPUT names the first row that differs. */
bool hinge_parts_agree(struct hinge_parts *parts);

#endif
