/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings into a journal and back. A record holds the digest of content and options
 * that hinge_reuse_key makes, so that what has changed since is read again. */
#include "ingest/resume.h"

#include <hinge/init.h>
#include <string.h>

enum { LAYOUT = 1, RECORDING };

/* Every record says for itself what it was made from. */
void hinge_resume_open(struct hinge_resume *resume, const char *target, bool fresh)
{
    static const char what[] = "ingest " HINGE_VERSION;
    char identity[HINGE_SHA256_TEXT] = "";
    struct hinge_error ignored = HINGE_ERROR_INIT;
    if (hinge_sha256(what, sizeof what - 1, identity, &ignored) == HINGE_OK)
        hinge_journal_open(&resume->journal, target, identity, fresh);
}

/* --- reading --- */

/* The next recording; layouts on the way are kept. */
static void advance(struct hinge_resume *resume)
{
    uint32_t kind;
    struct hinge_journal_part record;
    resume->found = false;
    while (!resume->found && hinge_journal_next(&resume->journal, &kind, &record)) {
        if (kind == LAYOUT) {
            resume->layout.length = 0;
            hinge_record_put(&resume->layout, record.bytes, record.length);
            continue;
        }
        resume->next = (struct hinge_record){record.bytes, record.length, false};
        hinge_record_take(&resume->next, &resume->row, sizeof resume->row);
        resume->found = !resume->next.failed && !resume->layout.failed;
    }
}

static void take_entry(struct hinge_record *record, struct hinge_resumed *resumed)
{
    struct hinge_ledger_entry *entry = &resumed->entry;
    hinge_record_take(record, entry->sha256, sizeof entry->sha256);
    hinge_record_take(record, entry->numbers, sizeof entry->numbers);
    hinge_record_take(record, entry->key, sizeof entry->key);
    hinge_record_take(record, &entry->landmarks, sizeof entry->landmarks);
    hinge_record_take(record, &entry->bytes, sizeof entry->bytes);
    hinge_record_take(record, &resumed->header_rate_hz, sizeof(double));
    resumed->participant =
        hinge_arena_strdup(&resumed->arena, hinge_record_take_text(record));
    resumed->message =
        hinge_arena_strdup(&resumed->arena, hinge_record_take_text(record));
}

void hinge_resume_read(struct hinge_resume *resume, size_t row,
                       struct hinge_resumed *resumed)
{
    *resumed = (struct hinge_resumed){0};
    while (resume->journal.reading && (!resume->found || resume->row < row))
        advance(resume);
    if (!resume->found || resume->row != row)
        return;
    struct hinge_record record = resume->next,
                        layout = {resume->layout.data, resume->layout.length, false};
    resume->found = false;
    take_entry(&record, resumed);
    const char *header = hinge_record_take_text(&record);
    hinge_record_take_packed(&record, &resumed->packed);
    hinge_record_take_layout(&layout, &resumed->layout);
    struct hinge_arena of_layout = {resumed->layout.blocks};
    if (!layout.failed)
        resumed->layout.header = hinge_arena_strdup(&of_layout, header);
    resumed->layout.blocks = of_layout.head;
    resumed->found = !record.failed && !layout.failed && resumed->participant != NULL &&
                     resumed->message != NULL && resumed->layout.header != NULL;
    if (!resumed->found)
        hinge_resumed_clear(resumed); /* then it is read from its file */
}

void hinge_resumed_clear(struct hinge_resumed *resumed)
{
    struct hinge_recording recording = {.layout = resumed->layout};
    hinge_recording_clear(&recording);
    hinge_packed_clear(&resumed->packed);
    hinge_arena_clear(&resumed->arena);
    *resumed = (struct hinge_resumed){0};
}

/* --- writing --- */

static void add(struct hinge_resume *resume, uint32_t kind,
                const struct hinge_text *record)
{
    const struct hinge_journal_part part = {record->data, record->length};
    if (!record->failed)
        hinge_journal_add(&resume->journal, kind, &part, 1);
}

/* The layout goes in front where it is not that of the recording before. */
static void add_layout(struct hinge_resume *resume, const struct hinge_layout *layout)
{
    struct hinge_text *own = &resume->scratch[0], *last = &resume->layout;
    own->length = 0;
    hinge_record_put_layout(own, layout);
    if (own->failed || (own->length == last->length &&
                        memcmp(own->data, last->data, own->length) == 0))
        return;
    add(resume, LAYOUT, own);
    last->length = 0;
    hinge_record_put(last, own->data, own->length);
}

void hinge_resume_add(struct hinge_resume *resume, size_t row, const char *participant,
                      const struct hinge_ledger_entry *entry,
                      const struct hinge_recording *recording,
                      const struct hinge_packed *packed)
{
    const uint64_t number = row;
    struct hinge_text *record = &resume->scratch[1];
    if (resume->journal.path == NULL || resume->journal.reading)
        return;
    record->length = 0;
    hinge_record_put(record, &number, sizeof number);
    hinge_record_put(record, entry->sha256, sizeof entry->sha256);
    hinge_record_put(record, entry->numbers, sizeof entry->numbers);
    hinge_record_put(record, entry->key, sizeof entry->key);
    hinge_record_put(record, &entry->landmarks, sizeof entry->landmarks);
    hinge_record_put(record, &entry->bytes, sizeof entry->bytes);
    hinge_record_put(record, &recording->header_rate_hz, sizeof(double));
    hinge_record_put_text(record, participant);
    hinge_record_put_text(record, entry->message);
    hinge_record_put_text(record, recording->layout.header);
    hinge_record_put_packed(record, packed);
    add_layout(resume, &recording->layout);
    if (!resume->scratch[0].failed && !resume->layout.failed)
        add(resume, RECORDING, record);
}

bool hinge_resume_close(struct hinge_resume *resume, bool keep)
{
    bool left = hinge_journal_close(&resume->journal, keep);
    hinge_text_clear(&resume->layout);
    hinge_text_clear(&resume->scratch[0]);
    hinge_text_clear(&resume->scratch[1]);
    *resume = (struct hinge_resume){0};
    return left;
}
