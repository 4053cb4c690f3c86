/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run has finished, kept beside its target (".NAME.journal~") until the target
 * is published: the run after one that was killed goes on from there. A list of
 * records, each with its length and checksum, behind a line that says of what run they
 * are. A journal never fails a run: where it can't be read or written there is none. */
#ifndef HINGE_STORE_JOURNAL_H
#define HINGE_STORE_JOURNAL_H

#include "base/hash.h"
#include "base/text.h"

#include <stdint.h>

/* To be said where a record's checksum is right and what it says can't be. */
#define HINGE_JOURNAL_NONSENSE                                                         \
    "warning: the journal of an interrupted run is damaged: what it has of that work " \
    "is done again"

/* Zero-initialise, hinge_journal_close when done. */
struct hinge_journal {
    char *path; /* NULL: none is kept */
    int file;   /* 0: not made yet */
    bool reading;
    char identity[HINGE_SHA256_TEXT];
    uint64_t at, keep;         /* behind the record read last; see hinge_journal_mark */
    struct hinge_text waiting; /* records that are not in the file yet */
    double synced_s;           /* when the file was last flushed to the disk */
    char *record;              /* read last */
    size_t room;
};

struct hinge_journal_part {
    const void *bytes;
    size_t length;
};

/* To be called once the target is locked (hinge_output_open), so that it is nobody
 * else's. Opens what a killed run of the same identity (digest of inputs, options and
 * program; "": unknown, then none is kept) left; what another run left is removed, as
 * is any when `fresh`. A file of that name that no run made stays, and then no journal
 * is kept. */
void hinge_journal_open(struct hinge_journal *journal, const char *target,
                        const char *identity, bool fresh);
/* The next whole record, valid until the next call; false when there is none, and then
 * nothing more is read: what follows, a torn record, is cut off. */
bool hinge_journal_next(struct hinge_journal *journal, uint32_t *kind,
                        struct hinge_journal_part *record);
/* Nothing behind the record read last is to be kept, unless marked later. */
void hinge_journal_mark(struct hinge_journal *journal);
/* Ends the reading, and begins it once more with the records up to the mark. */
void hinge_journal_rewind(struct hinge_journal *journal);
/* Adds a record of n parts, once all are read. Records wait until they are about 1 MiB,
 * so that short runs make no file; every 10 s the file is flushed to the disk. */
void hinge_journal_add(struct hinge_journal *journal, uint32_t kind,
                       const struct hinge_journal_part *part, size_t n);
/* What waits goes into the file, if there is one. */
void hinge_journal_flush(struct hinge_journal *journal);
/* keep: what waits goes into the file, if there is one, for the next run; else the file
 * is removed. True when a file is left. */
bool hinge_journal_close(struct hinge_journal *journal, bool keep);

#endif
