/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the ledger and the index of their digests. */
#include "ingest/ledger.h"

#include "base/memory.h"

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
    KEY,
    N_TEXT
};
static const char *const text_columns[N_TEXT] = {
    "trial_id",     "file",   "status",       "reason", "message",        "format",
    "landmark_set", "family", "duplicate_of", "sha256", "numbers_sha256", "input_key"};
static const struct {
    const char *name, *unit;
    int digits;
} number_columns[] = {{"bytes", "byte", 0},
                      {"frames", "1", 0},
                      {"channels", "1", 0},
                      {"landmarks", "1", 0},
                      {"rate_hz", "Hz", 2}};

enum hinge_status hinge_ledger_init(struct hinge_ledger *ledger,
                                    struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    *ledger = (struct hinge_ledger){0};
    for (int c = 0; c < N_TEXT && status == HINGE_OK; c++)
        status = hinge_table_add_column(&ledger->table, text_columns[c],
                                        HINGE_COLUMN_TEXT, "", 0, NULL, error);
    for (size_t c = 0; c < sizeof number_columns / sizeof *number_columns; c++)
        if (status == HINGE_OK)
            status = hinge_table_add_column(&ledger->table, number_columns[c].name,
                                            HINGE_COLUMN_NUMBER, number_columns[c].unit,
                                            number_columns[c].digits, NULL, error);
    return status;
}

void hinge_ledger_clear(struct hinge_ledger *ledger)
{
    hinge_table_clear(&ledger->table);
    free(ledger->slot);
    *ledger = (struct hinge_ledger){0};
}

/* --- digests --- */

static const char *digest_of(const struct hinge_ledger *ledger, size_t row)
{
    return ledger->table.column[NUMBERS].text[row];
}

/* A SHA-256 is as good a hash as any: its first 8 digits. */
static size_t first_slot(const struct hinge_ledger *ledger, const char *digest)
{
    size_t value = 0;
    for (int i = 0; i < 8; i++)
        value = value * 31 + (unsigned char)digest[i];
    return value % ledger->n_slots;
}

static size_t find_slot(const struct hinge_ledger *ledger, const char *digest)
{
    size_t i = first_slot(ledger, digest);
    while (ledger->slot[i] != 0 &&
           strcmp(digest_of(ledger, ledger->slot[i] - 1), digest) != 0)
        i = (i + 1) % ledger->n_slots;
    return i;
}

static enum hinge_status grow(struct hinge_ledger *ledger, struct hinge_error *error)
{
    if (2 * ledger->table.rows < ledger->n_slots)
        return HINGE_OK;
    size_t *old = ledger->slot, n_old = ledger->n_slots;
    size_t n = n_old ? 2 * n_old : 256;
    size_t *slot = hinge_alloc(n, sizeof *slot);
    if (slot == NULL)
        return hinge_no_memory(error);
    ledger->slot = slot;
    ledger->n_slots = n;
    for (size_t i = 0; i < n_old; i++)
        if (old[i] != 0)
            slot[find_slot(ledger, digest_of(ledger, old[i] - 1))] = old[i];
    free(old);
    return HINGE_OK;
}

const char *hinge_ledger_find(const struct hinge_ledger *ledger, const char *numbers)
{
    if (ledger->n_slots == 0 || *numbers == '\0')
        return NULL;
    size_t row = ledger->slot[find_slot(ledger, numbers)];
    return row != 0 ? ledger->table.column[FILE_NAME].text[row - 1] : NULL;
}

enum hinge_status hinge_ledger_add(struct hinge_ledger *ledger,
                                   const struct hinge_ledger_entry *entry,
                                   struct hinge_error *error)
{
    const char *const texts[N_TEXT] = {
        entry->trial_id,     entry->file,   entry->status,       entry->reason,
        entry->message,      entry->format, entry->landmark_set, entry->family,
        entry->duplicate_of, entry->sha256, entry->numbers,      entry->key};
    const double numbers[] = {entry->bytes, entry->frames, entry->channels,
                              (double)entry->landmarks, entry->rate_hz};
    bool read = entry->format != NULL;
    enum hinge_status status = hinge_table_add_rows(&ledger->table, 1, error);
    size_t row = ledger->table.rows - 1;
    for (size_t c = 0; c < N_TEXT && status == HINGE_OK; c++)
        status = hinge_table_set_text(&ledger->table, c, row,
                                      texts[c] != NULL ? texts[c] : "", error);
    for (size_t c = 0; c < 5 && status == HINGE_OK; c++)
        ledger->table.column[N_TEXT + c].number[row] =
            read || c == 0 ? numbers[c] : (double)NAN;
    if (status == HINGE_OK)
        status = grow(ledger, error);
    if (status == HINGE_OK && entry->numbers[0] != '\0') {
        size_t at = find_slot(ledger, entry->numbers);
        if (ledger->slot[at] == 0)
            ledger->slot[at] = row + 1;
    }
    return status;
}
