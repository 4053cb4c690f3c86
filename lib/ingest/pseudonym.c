/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Participants into pseudonyms. In and out: the intake; the key stays in the caller's
 * file. */
#include "ingest/pseudonym.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "os/file.h"

#include <stdio.h>
#include <string.h>

enum { KEY_LEAST = 16, KEY_MOST = 4096, DIGITS = 12 };

static enum hinge_status read_key(const char *path, struct hinge_bytes *key,
                                  struct hinge_error *error)
{
    struct hinge_os_info info;
    enum hinge_status status = hinge_file_read(path, path, KEY_MOST, key, error);
    if (status != HINGE_OK)
        return status;
    if (hinge_os_stat(path, &info) != 0 || !info.private)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                               "%s: only the owner may have access to a key file: chmod 600", path);
    while (key->size > 0 && strchr("\r\n", key->data[key->size - 1]) != NULL)
        key->size--; /* an editor's line end is not part of the key */
    if (key->size < KEY_LEAST)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                               "%s: a key of %zu bytes, expected at least %d; make one "
                               "with: openssl rand -hex 32",
                               path, key->size, KEY_LEAST);
    return HINGE_OK;
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c & 0x80) != 0;
}

void hinge_replace_word(const char *text, const char *old, const char *own, struct hinge_text *out)
{
    size_t length = strlen(old);
    out->length = 0;
    hinge_text_puts(out, "");
    for (const char *p = text; *p != '\0';) {
        bool here =
            (p == text || !is_word(p[-1])) && strnlen(p, length) == length && !is_word(p[length]);
        char piece[256] = "";
        if (here && length < sizeof piece) {
            memcpy(piece, p, length);
            here = hinge_same_name(piece, old);
        }
        hinge_text_add(out, here ? own : p, here ? strlen(own) : 1);
        p += here ? length : 1;
    }
}

static enum hinge_status replace(struct hinge_intake *intake, const char *column, size_t row,
                                 const char *old, const char *own, struct hinge_text *work)
{
    const char *text = hinge_table_text(&intake->list, column, row);
    if (text == NULL || *text == '\0')
        return HINGE_OK;
    hinge_replace_word(text, old, own, work);
    return hinge_table_set_text(&intake->list, (size_t)hinge_table_find(&intake->list, column), row,
                                hinge_text_string(work));
}

static enum hinge_status replace_row(struct hinge_intake *intake, size_t row,
                                     const struct hinge_bytes *key, struct hinge_text *work,
                                     struct hinge_error *error)
{
    static const char *const columns[] = {"id",     "trial",      "file",       "emg",
                                          "angles", "sync_trial", "participant"};
    const char *participant = hinge_table_text(&intake->list, "participant", row);
    char digest[HINGE_SHA256_TEXT], own[DIGITS + 2], old[256];
    if (participant == NULL || *participant == '\0')
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--pseudonymise: %s has no participant; give one in a "
                               "trial list or with --name",
                               intake->row[row].path);
    snprintf(old, sizeof old, "%s", participant);
    enum hinge_status status =
        hinge_hmac_sha256(key->data, key->size, participant, strlen(participant), digest, error);
    snprintf(own, sizeof own, "p%.*s", DIGITS, digest);
    for (size_t k = 0; k < sizeof columns / sizeof *columns && status == HINGE_OK; k++)
        status = replace(intake, columns[k], row, old, own, work);
    if (status != HINGE_OK)
        return status;
    struct hinge_intake_row *at = &intake->row[row];
    const char *file = hinge_table_text(&intake->list, "file", row);
    at->stored = hinge_arena_strdup(&intake->arena, file);
    at->secret = hinge_arena_strdup(&intake->arena, old);
    at->pseudonym = hinge_arena_strdup(&intake->arena, own);
    return HINGE_OK;
}

enum hinge_status hinge_intake_pseudonymise(struct hinge_intake *intake, const char *key_file,
                                            struct hinge_error *error)
{
    struct hinge_bytes key = {0};
    struct hinge_text work = {0};
    enum hinge_status status = read_key(key_file, &key, error);
    for (size_t i = 0; i < intake->n && status == HINGE_OK; i++)
        status = replace_row(intake, i, &key, &work, error);
    hinge_text_clear(&work);
    hinge_bytes_clear(&key);
    return status;
}
