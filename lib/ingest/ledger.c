/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the ledger and the index of their digests. */
#include "ingest/ledger.h"

#include "base/memory.h"
#include "table/columns.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    TRIAL_ID,
    FILE_NAME,
    STATUS,
    REASON,
    MESSAGE,
    FORMAT,
    SET,
    FAMILY,
    DUPLICATE,
    SHA256,
    NUMBERS,
    N_TEXT
};
static const char *const text_columns[N_TEXT + 1] = {
    "trial_id",     "file",   "status",       "reason", "message",       "format",
    "landmark_set", "family", "duplicate_of", "sha256", "numbers_xxh128"};
static const struct hinge_table_spec number_columns[] = {{"bytes", "byte", 0},
                                                         {"frames", "1", 0},
                                                         {"channels", "1", 0},
                                                         {"landmarks", "1", 0},
                                                         {"rate_hz", "Hz", 2}};

enum hinge_status hinge_ledger_init(struct hinge_ledger *ledger, struct hinge_error *error)
{
    *ledger = (struct hinge_ledger){0};
    enum hinge_status status = hinge_table_specify_texts(&ledger->rows.open, text_columns, error);
    return status == HINGE_OK
               ? hinge_table_specify(&ledger->rows.open, number_columns,
                                     sizeof number_columns / sizeof *number_columns, error)
               : status;
}

void hinge_ledger_clear(struct hinge_ledger *ledger)
{
    hinge_spool_clear(&ledger->rows);
    free(ledger->digest);
    free(ledger->slot);
    *ledger = (struct hinge_ledger){0};
}

/* --- digests --- */

static uint64_t sixteen_digits(const char *text)
{
    uint64_t value = 0;
    for (int i = 0; i < 16; i++)
        value = value << 4 | (uint64_t)(text[i] <= '9' ? text[i] - '0' : text[i] - 'a' + 10);
    return value;
}

static void take_digest(const char *text, uint64_t digest[2])
{
    digest[0] = sixteen_digits(text);
    digest[1] = sixteen_digits(text + 16);
}

static size_t find_slot(const struct hinge_ledger *ledger, const uint64_t digest[2])
{
    size_t i = (size_t)(digest[0] % ledger->n_slots);
    while (ledger->slot[i] != 0 &&
           memcmp(ledger->digest[ledger->slot[i] - 1], digest, sizeof(uint64_t[2])) != 0)
        i = (i + 1) % ledger->n_slots;
    return i;
}

/* Room for one more row, and at most half of the slots taken. */
static void grow(struct hinge_ledger *ledger)
{
    size_t rows = ledger->n_digests;
    if (2 * (rows + 1) < ledger->n_slots)
        return;
    size_t n = ledger->n_slots ? 2 * ledger->n_slots : 256;
    uint64_t(*digest)[2] = hinge_resize(ledger->digest, n / 2, sizeof *digest);
    ledger->digest = digest;
    uint32_t *slot = hinge_alloc(n, sizeof *slot);
    free(ledger->slot);
    ledger->slot = slot;
    ledger->n_slots = n;
    for (size_t i = 0; i < rows; i++) {
        bool none = digest[i][0] == 0 && digest[i][1] == 0;
        size_t at = none ? 0 : find_slot(ledger, digest[i]);
        if (!none && slot[at] == 0)
            slot[at] = (uint32_t)i + 1;
    }
}

long hinge_ledger_find(const struct hinge_ledger *ledger, const char *numbers)
{
    uint64_t digest[2];
    if (ledger->n_slots == 0 || *numbers == '\0')
        return -1;
    take_digest(numbers, digest);
    return (long)ledger->slot[find_slot(ledger, digest)] - 1;
}

static void add_digest(struct hinge_ledger *ledger, const char *numbers)
{
    grow(ledger);
    uint64_t *digest = ledger->digest[ledger->n_digests++];
    digest[0] = digest[1] = 0;
    if (*numbers == '\0')
        return;
    take_digest(numbers, digest);
    size_t at = find_slot(ledger, digest);
    if (ledger->slot[at] == 0)
        ledger->slot[at] = (uint32_t)ledger->n_digests;
}

enum hinge_status hinge_ledger_add(struct hinge_ledger *ledger,
                                   const struct hinge_ledger_entry *entry)
{
    const char *const texts[N_TEXT] = {entry->trial_id,     entry->file,    entry->status,
                                       entry->reason,       entry->message, entry->format,
                                       entry->landmark_set, entry->family,  entry->duplicate_of,
                                       entry->sha256,       entry->numbers};
    const double numbers[] = {entry->bytes, entry->frames, entry->channels,
                              (double)entry->landmarks, entry->rate_hz};
    bool read = entry->format != NULL;
    struct hinge_table *open = &ledger->rows.open;
    size_t row;
    enum hinge_status status = hinge_spool_add(&ledger->rows, &row);
    for (size_t c = 0; c < N_TEXT && status == HINGE_OK; c++)
        status = hinge_table_set_text(open, c, row, texts[c] != NULL ? texts[c] : "");
    for (size_t c = 0; c < 5 && status == HINGE_OK; c++)
        open->column[N_TEXT + c].number[row] = read || c == 0 ? numbers[c] : (double)NAN;
    if (status == HINGE_OK)
        add_digest(ledger, entry->numbers);
    return status;
}
