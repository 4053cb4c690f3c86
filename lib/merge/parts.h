/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files to join. Input: paths. Output: open parts of one study, and for each row of the list
 * its part and row there. */
#ifndef HINGE_MERGE_PARTS_H
#define HINGE_MERGE_PARTS_H

#include "base/memory.h"
#include "store/store.h"

#include <hinge/merge.h>

struct hinge_part {
    const char *path;
    struct hinge_study_reader *study;     /* NULL for results */
    struct hinge_results_reader *results; /* NULL for a study */
    struct hinge_shard shard;
};

/* Zero-initialise, hinge_parts_close when done. */
struct hinge_parts {
    struct hinge_arena arena;
    struct hinge_error error; /* the first failure; after it every function here returns false */
    const struct hinge_merge_request *request;
    bool studies;
    size_t n, rows;
    struct hinge_part *part; /* [n] in the order of the shards: part[0] is 1/n */
    struct hinge_place {
        size_t part, row;
    } * place;                       /* per row of the whole list */
    struct hinge_table list, ledger; /* joined */
};

/* Notes the failure INPUT and returns false. `reason` is DAMAGED or OK. */
bool hinge_parts_fail(struct hinge_parts *parts, enum hinge_reason reason, const char *format, ...)
    HINGE_PRINTF(3, 4);
/* Notes "PATH: damaged: WHAT" and returns false. */
bool hinge_part_damaged(struct hinge_parts *parts, const struct hinge_part *part, const char *what);

/* Opens and checks every part, and joins list and ledger. Fails with INPUT as hinge_merge says. */
bool hinge_parts_open(const struct hinge_merge_request *request, struct hinge_parts *parts);
void hinge_parts_close(struct hinge_parts *parts);

/* A table and an attribute of a part, which may be a study or results. */
bool hinge_part_table(struct hinge_parts *parts, const struct hinge_part *part, const char *group,
                      struct hinge_table *table);
const char *hinge_part_attribute(const struct hinge_part *part, const char *name);

/* Joins a table that has one row per row of the list, in the order of the whole list, into an empty
 * table. */
bool hinge_parts_join(struct hinge_parts *parts, const char *group, struct hinge_table *joined);
/* Whether two tables have the same columns. */
bool hinge_parts_alike(const struct hinge_table *a, const struct hinge_table *b);
/* Fills duplicate_of of the joined ledger as one run would, and names copies that lie in different
 * parts. */
void hinge_parts_twins(struct hinge_parts *parts);

/* Whether parts of results were made with the same parameters, faults and metrics:
 * INPUT names the first row that differs. */
bool hinge_parts_agree(struct hinge_parts *parts);

#endif
