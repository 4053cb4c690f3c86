/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One ingest: what is planned, what is in hand, what it writes. In the order of their
 * use: slot_read (any thread), slot_store (in order), ingest (both, beginning, end).
 */
#ifndef HINGE_INGEST_JOB_H
#define HINGE_INGEST_JOB_H

#include "ingest/described.h"
#include "ingest/intake.h"
#include "ingest/ledger.h"
#include "store/store.h"

enum { HINGE_INGEST_SLOTS = 32 }; /* recordings in hand */

/* What a worker leaves for the ordered part. */
struct hinge_ingest_slot {
    enum hinge_status status;
    struct hinge_error error;
    struct hinge_recording recording; /* layout and notes; data are freed once packed */
    struct hinge_packed packed;
    struct hinge_ledger_entry entry;
    size_t n_frames;
    double bytes; /* of the file */
};

struct hinge_ingest_job {
    const struct hinge_ingest_request *request;
    struct hinge_ingest_summary *summary;
    struct hinge_intake intake;
    struct hinge_descriptions descriptions;
    struct hinge_ledger ledger;
    struct hinge_study_writer *writer;
    double bytes; /* of the files in hand */
    struct hinge_ingest_slot slot[HINGE_INGEST_SLOTS];
    size_t clockless; /* stored without a clock and a frame rate */
};

/* --- any thread --- */

/* A cell of the list, "" where there is none. */
const char *hinge_ingest_cell(const struct hinge_ingest_job *job, const char *column, size_t row);
/* What the user said of every row, and of one. */
struct hinge_read_options hinge_ingest_general(const struct hinge_ingest_job *job);
struct hinge_read_options hinge_ingest_options_of(const struct hinge_ingest_job *job, size_t row);
/* Fills the slot with the recording, read and packed. What is wrong with the file is in
 * slot->error. */
enum hinge_status hinge_slot_read(const struct hinge_ingest_job *job, size_t row,
                                  struct hinge_ingest_slot *slot, struct hinge_bytes *bytes);

/* --- in order, one thread --- */

/* The slot into study and ledger. Fails when the run must end. */
enum hinge_status hinge_slot_store(struct hinge_ingest_job *job, size_t row,
                                   struct hinge_ingest_slot *slot, struct hinge_error *error);
/* Once all are stored. */
void hinge_ingest_warn_clockless(struct hinge_ingest_job *job);

#endif
