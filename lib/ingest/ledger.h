/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger: a row per file given, refused ones too. */
#ifndef HINGE_INGEST_LEDGER_H
#define HINGE_INGEST_LEDGER_H

#include "base/hash.h"

#include "store/store.h"

#include <stdint.h>

struct hinge_ledger_entry {
    const char *trial_id, *file, *status, *reason, *message, *format, *landmark_set, *family;
    const char *duplicate_of;        /* file with the same numbers, NULL for none */
    char sha256[HINGE_SHA256_TEXT];  /* of the bytes */
    char numbers[HINGE_XXH128_TEXT]; /* of the numbers but the clock, "" for none */
    size_t landmarks;                /* canonical ones found */
    double bytes, frames, channels, rate_hz;
};

struct hinge_ledger {
    struct hinge_spool rows;
    /* every row's digest of numbers, {0, 0} for none; positions of
     * rows by digest: open addressing, 0 is empty, else row + 1 */
    uint64_t (*digest)[2];
    uint32_t *slot;
    size_t n_digests, n_slots;
};

enum hinge_status hinge_ledger_init(struct hinge_ledger *ledger, struct hinge_error *error);
enum hinge_status hinge_ledger_add(struct hinge_ledger *ledger,
                                   const struct hinge_ledger_entry *entry);
/* The first row with these numbers, -1 when there is none. */
long hinge_ledger_find(const struct hinge_ledger *ledger, const char *numbers);
void hinge_ledger_clear(struct hinge_ledger *ledger);

#endif
