/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a killed run of the same target had read and packed: as `reuse` takes recordings
 * from the study that is replaced, this takes them from the journal of one that was
 * never finished. Serial, in the order of the list. */
#ifndef HINGE_INGEST_RESUME_H
#define HINGE_INGEST_RESUME_H

#include "base/memory.h"
#include "ingest/ledger.h"
#include "store/journal.h"
#include "store/journal_record.h"

/* Zero-initialise, hinge_resume_close when done. */
struct hinge_resume {
    struct hinge_journal journal;
    struct hinge_text layout; /* the layout record last read or written */
    struct hinge_text scratch[2];
    bool found;    /* `next` is a recording, of row `row` */
    bool nonsense; /* a record was refused for what it says */
    uint64_t row;
    struct hinge_record next;
};

/* A recording of the journal; owned: hinge_resumed_clear. */
struct hinge_resumed {
    bool found;
    struct hinge_ledger_entry entry; /* digests, bytes and landmarks */
    char *participant, *message;     /* in the arena */
    struct hinge_layout layout;
    double header_rate_hz;
    struct hinge_packed packed;
    struct hinge_arena arena;
};

/* Once the target is locked. `fresh`: nothing is taken. */
void hinge_resume_open(struct hinge_resume *resume, const char *target, bool fresh);
/* The recording of a row, if the journal has one; rows must come in order. */
void hinge_resume_read(struct hinge_resume *resume, size_t row,
                       struct hinge_resumed *resumed);
void hinge_resumed_clear(struct hinge_resumed *resumed);
/* Adds a recording that was read now. */
void hinge_resume_add(struct hinge_resume *resume, size_t row, const char *participant,
                      const struct hinge_ledger_entry *entry,
                      const struct hinge_recording *recording,
                      const struct hinge_packed *packed);
/* keep: for the next run. True when that finds something. */
bool hinge_resume_close(struct hinge_resume *resume, bool keep);

#endif
