/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One part of a cohort that is made in parts: which rows of the list are whose, and
 * what a file says of being a part (attribute "shard", group /shard). */
#ifndef HINGE_STORE_SHARD_H
#define HINGE_STORE_SHARD_H

#include "base/hash.h"

#include <hinge/table.h>

#define HINGE_SHARD_ATTRIBUTE "shard"
#define HINGE_GROUP_SHARD "/shard"

/* Zero-initialise, hinge_shard_clear when done; shards = 0 is a whole. */
struct hinge_shard {
    size_t shard, shards;            /* this one, from 1, of so many */
    char list[HINGE_SHA256_TEXT];    /* digest of the whole list */
    char options[HINGE_SHA256_TEXT]; /* digest of what every part was made with */
    size_t *row;                     /* per row here: its row in the whole list */
    size_t rows;
};
void hinge_shard_clear(struct hinge_shard *shard);

/* A list that names nobody and has a recording for others to refer to (standing, say)
 * is of one person. */
bool hinge_list_is_one_person(const struct hinge_table *list);

/* Fills keep[row of the list], and shard->row: people stay together, and follow each
 * other in the parts as in the list, so that each part has about as many rows. A row
 * without participant is a person of its own, unless the list is of one. NOMEM. */
enum hinge_status hinge_shard_deal(struct hinge_shard *shard, const struct hinge_table *list,
                                   bool *keep, struct hinge_error *error);

/* Goes on from `digest` ("" to begin) with every name and cell of a table. */
enum hinge_status hinge_shard_digest(const struct hinge_table *table,
                                     char digest[HINGE_SHA256_TEXT], struct hinge_error *error);

/* The attribute's text and the table (zero-initialised) that files hold, and back.
 * Reading: INPUT "path: …" when they contradict each other or `rows`. */
enum { HINGE_SHARD_TEXT = 2 * HINGE_SHA256_TEXT + 64 };
enum hinge_status hinge_shard_write(const struct hinge_shard *shard, char text[HINGE_SHARD_TEXT],
                                    struct hinge_table *table, struct hinge_error *error);
enum hinge_status hinge_shard_read(const char *text, const struct hinge_table *table, size_t rows,
                                   const char *path, struct hinge_shard *shard,
                                   struct hinge_error *error);

#endif
