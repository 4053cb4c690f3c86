/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings into a journal and back. A record holds the digest of content and options
 * that hinge_reuse_key makes, so that what has changed since is read again. */
#include "ingest/resume.h"

#include <hinge/init.h>
#include <string.h>

enum { LAYOUT = 1, RECORDING };

/* What a record holds of a recording in a fixed room, in its order. */
enum { FIELDS = 6 };
struct field {
    void *at;
    size_t size;
};

static void fields_of(struct hinge_ledger_entry *entry, double *header_rate_hz,
                      struct field field[FIELDS])
{
    const struct field all[FIELDS] = {
        {entry->sha256, sizeof entry->sha256},
        {entry->numbers, sizeof entry->numbers},
        {entry->key, sizeof entry->key},
        {&entry->landmarks, sizeof entry->landmarks},
        {&entry->bytes, sizeof entry->bytes},
        {header_rate_hz, sizeof *header_rate_hz},
    };
    memcpy(field, all, sizeof all);
}

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
        resume->next = (struct hinge_record){.at = record.bytes, .left = record.length};
        hinge_record_take(&resume->next, &resume->row, sizeof resume->row);
        resume->nonsense = resume->nonsense || resume->next.nonsense;
        resume->found = !resume->next.failed && !resume->layout.failed;
    }
}

/* The digests end where their room does at the latest. */
static bool are_texts(const struct hinge_ledger_entry *entry)
{
    return memchr(entry->sha256, '\0', sizeof entry->sha256) != NULL &&
           memchr(entry->numbers, '\0', sizeof entry->numbers) != NULL &&
           memchr(entry->key, '\0', sizeof entry->key) != NULL;
}

static void take_entry(struct hinge_record *record, struct hinge_resumed *resumed)
{
    struct field field[FIELDS];
    fields_of(&resumed->entry, &resumed->header_rate_hz, field);
    for (size_t i = 0; i < FIELDS; i++)
        hinge_record_take(record, field[i].at, field[i].size);
    hinge_record_require(record, are_texts(&resumed->entry));
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
    struct hinge_record record = resume->next, layout = {.at = resume->layout.data,
                                                         .left = resume->layout.length};
    resume->found = false;
    take_entry(&record, resumed);
    const char *header = hinge_record_take_text(&record);
    hinge_record_take_packed(&record, &resumed->packed);
    hinge_record_take_layout(&layout, &resumed->layout);
    hinge_record_require(&record, layout.failed || resumed->layout.n_channels ==
                                                       resumed->packed.n_channels);
    struct hinge_arena of_layout = {resumed->layout.blocks};
    if (!layout.failed)
        resumed->layout.header = hinge_arena_strdup(&of_layout, header);
    resumed->layout.blocks = of_layout.head;
    resumed->found = !record.failed && !layout.failed && resumed->participant != NULL &&
                     resumed->message != NULL && resumed->layout.header != NULL;
    resume->nonsense = resume->nonsense || record.nonsense || layout.nonsense;
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
    struct hinge_ledger_entry own = *entry;
    double header_rate_hz = recording->header_rate_hz;
    struct field field[FIELDS];
    struct hinge_text *record = &resume->scratch[1];
    if (resume->journal.path == NULL || resume->journal.reading)
        return;
    fields_of(&own, &header_rate_hz, field);
    record->length = 0;
    hinge_record_put(record, &number, sizeof number);
    for (size_t i = 0; i < FIELDS; i++)
        hinge_record_put(record, field[i].at, field[i].size);
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
