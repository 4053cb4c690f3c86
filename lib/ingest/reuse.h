/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a rerun needs not read again: recordings of the study that it replaces whose
 * content and options are the same. */
#ifndef HINGE_INGEST_REUSE_H
#define HINGE_INGEST_REUSE_H

#include "base/file.h"
#include "base/hash.h"
#include "ingest/intake.h"
#include "store/store.h"

struct hinge_reuse; /* hinge_reuse_close; NULL is harmless everywhere */

/* Opens the study at `path` beside what will replace it. *reuse stays NULL where there
 * is none, or none that can be read: then everything is made anew. NOMEM. */
enum hinge_status hinge_reuse_open(const char *path, struct hinge_reuse **reuse,
                                   struct hinge_error *error);
void hinge_reuse_close(struct hinge_reuse *reuse);

/* Digest of all that decides what is stored of a recording: this version, its name,
 * the digest of its content, further files, and what the user said; of no recording
 * (row NULL) what the user said alone. Any thread. INPUT where a further file can't be
 * read. */
enum hinge_status hinge_reuse_key(const struct hinge_intake_row *row,
                                  const struct hinge_read_options *options,
                                  const char *marker_prefix, const char *sha256,
                                  char key[HINGE_SHA256_TEXT],
                                  struct hinge_error *error);

/* Row of the old ledger with this key and participant (whom messages may name), -1 for
 * none. Any thread. */
long hinge_reuse_find(const struct hinge_reuse *reuse, const char *key,
                      const char *participant);

/* A text or number of an old ledger row; the text lives as long as *reuse. */
const char *hinge_reuse_text(const struct hinge_reuse *reuse, long row,
                             const char *column);
double hinge_reuse_number(const struct hinge_reuse *reuse, long row,
                          const char *column);

/* The stored recording (serial): chunks whose checksums hold, its layout with the
 * recording's own header rows (free() *header), its rate. INPUT when it is damaged. */
enum hinge_status hinge_reuse_read(struct hinge_reuse *reuse, long row,
                                   struct hinge_packed *packed, double *header_rate_hz,
                                   struct hinge_layout *layout, char **header,
                                   struct hinge_error *error);

#endif
