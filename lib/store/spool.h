/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a table that are made one after the other and written at the end: packed as
 * they come, so that a long table costs a fraction of its size in memory. In: rows set
 * in `open`; out: hinge_rows for a writer. */
#ifndef HINGE_STORE_SPOOL_H
#define HINGE_STORE_SPOOL_H

#include "store/chunk.h"
#include "store/store.h"

struct hinge_spool_block;

/* Zero-initialise, then add columns to `open`. */
struct hinge_spool {
    struct hinge_table open; /* the columns, and the last rows */
    size_t packed, bytes;    /* rows before them, what they take */
    struct hinge_spool_block *block;
    size_t n_blocks, capacity;
    struct hinge_encoder encoder;
    struct hinge_decoder decoder;
};

/* Rows so far. */
size_t hinge_spool_rows(const struct hinge_spool *spool);
/* Adds a row of missing values; *row is its place in `open`. Earlier rows may be packed
 * and out of reach then. NOMEM. */
enum hinge_status hinge_spool_add(struct hinge_spool *spool, size_t *row);
/* All rows, for a writer; valid as long as the spool. */
struct hinge_rows hinge_spool_all(struct hinge_spool *spool);
void hinge_spool_clear(struct hinge_spool *spool);

#endif
