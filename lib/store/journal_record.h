/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of a journal's record, and recordings among them. Texts end in a 0, numbers
 * are as in memory: only the same program reads them. */
#ifndef HINGE_STORE_JOURNAL_RECORD_H
#define HINGE_STORE_JOURNAL_RECORD_H

#include "base/text.h"
#include "store/store.h"

/* Failing is `failed` of the text. */
void hinge_record_put(struct hinge_text *record, const void *bytes, size_t length);
void hinge_record_put_text(struct hinge_text *record, const char *text);
void hinge_record_put_packed(struct hinge_text *record,
                             const struct hinge_packed *packed);
/* All that hinge_layout_same compares: without header rows and decimals. */
void hinge_record_put_layout(struct hinge_text *record,
                             const struct hinge_layout *layout);

/* `failed` once something was missing, had a value it can't have (then `nonsense` too),
 * or there was no memory for it; what is taken then is 0 or "". A checksum says that
 * the bytes are those that were written, not that they mean something. */
struct hinge_record {
    const char *at;
    size_t left;
    bool failed, nonsense;
};
/* What is taken next is of no use unless `holds`. */
void hinge_record_require(struct hinge_record *record, bool holds);
void hinge_record_take(struct hinge_record *record, void *bytes, size_t length);
/* Points into the record. */
const char *hinge_record_take_text(struct hinge_record *record);
/* Owned: hinge_packed_clear. Chunks are as many, as large and as whole as hinge_pack
 * makes them. */
void hinge_record_take_packed(struct hinge_record *record, struct hinge_packed *packed);
/* Its enums are of their sets. Without a header; owned as a recording's layout is;
 * nothing is left to clear where it failed. */
void hinge_record_take_layout(struct hinge_record *record, struct hinge_layout *layout);

#endif
