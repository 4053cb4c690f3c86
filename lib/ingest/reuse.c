/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: the study of the run before. Out: its recordings, found by a digest of content
 * and options. */
#include "ingest/reuse.h"

#include "base/memory.h"
#include "base/text.h"
#include "ingest/probe.h"
#include "landmarks/landmarks.h"
#include "store/schema.h"

#include <hinge/init.h>
#include <stdlib.h>
#include <string.h>

struct known {
    const char *key;
    long row;
};

struct hinge_reuse {
    struct hinge_study_reader *study;
    struct hinge_table ledger, list;
    size_t *trial_of;    /* per row of the ledger */
    struct known *known; /* sorted by key */
    size_t n_known;
};

void hinge_reuse_close(struct hinge_reuse *reuse)
{
    if (reuse == NULL)
        return;
    hinge_study_close(reuse->study);
    hinge_table_clear(&reuse->ledger);
    hinge_table_clear(&reuse->list);
    free(reuse->trial_of);
    free(reuse->known);
    free(reuse);
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct known *)a)->key, ((const struct known *)b)->key);
}

/* Rows that are stored, with their keys; both follow the list. */
static enum hinge_status index_rows(struct hinge_reuse *reuse,
                                    struct hinge_error *error)
{
    size_t n = reuse->ledger.rows, trial = 0;
    reuse->trial_of = hinge_alloc(n, sizeof *reuse->trial_of);
    reuse->known = hinge_alloc(n, sizeof *reuse->known);
    if (reuse->trial_of == NULL || reuse->known == NULL)
        return hinge_no_memory(error);
    for (size_t i = 0; i < n; i++) {
        const char *status = hinge_reuse_text(reuse, (long)i, "status");
        const char *key = hinge_reuse_text(reuse, (long)i, "input_key");
        if (strcmp(status, "refused") == 0)
            continue;
        reuse->trial_of[i] = trial++;
        if (*key != '\0')
            reuse->known[reuse->n_known++] = (struct known){key, (long)i};
    }
    if (trial != hinge_study_count(reuse->study) || reuse->list.rows != n)
        reuse->n_known = 0; /* a study that contradicts itself is not taken from */
    qsort(reuse->known, reuse->n_known, sizeof *reuse->known, by_key);
    return HINGE_OK;
}

enum hinge_status hinge_reuse_open(const char *path, struct hinge_reuse **reuse,
                                   struct hinge_error *error)
{
    struct hinge_error ignored = HINGE_ERROR_INIT; /* then all is made anew */
    char kind[16] = "";
    *reuse = NULL;
    enum hinge_status status = HINGE_OK;
    if (!hinge_store_is_hdf5(path) ||
        hinge_store_kind(path, kind, &ignored) != HINGE_OK ||
        strcmp(kind, "study") != 0)
        return HINGE_OK;
    struct hinge_reuse *made = hinge_alloc(1, sizeof *made);
    if (made == NULL)
        return hinge_no_memory(error);
    status = hinge_study_open(path, &made->study, &ignored);
    if (status == HINGE_OK)
        status = hinge_study_get_table(made->study, HINGE_GROUP_LEDGER, &made->ledger,
                                       &ignored);
    if (status == HINGE_OK)
        status =
            hinge_study_get_table(made->study, HINGE_GROUP_LIST, &made->list, &ignored);
    if (status == HINGE_OK)
        status = index_rows(made, &ignored);
    if (status == HINGE_OK)
        *reuse = made;
    else
        hinge_reuse_close(made);
    return status == HINGE_NOMEM ? hinge_no_memory(error) : HINGE_OK;
}

/* --- keys --- */

static void put(struct hinge_text *text, const char *name, const char *value)
{
    hinge_text_printf(text, "%s=%s\n", name, value != NULL ? value : "");
}

static void put_described(struct hinge_text *text,
                          const struct hinge_read_options *options)
{
    for (size_t i = 0; i < options->n_columns; i++)
        put(text, options->column[i].key, options->column[i].name);
    for (size_t i = 0; i < options->n_sets; i++) {
        put(text, "set", options->set[i].id);
        for (size_t r = 0; r < options->set[i].n_rows; r++)
            hinge_text_printf(text, "%s=%d %u\n", options->set[i].row[r].source,
                              (int)options->set[i].row[r].landmark,
                              options->set[i].row[r].flags);
    }
}

/* The files of further sensors, by their content, and the rates that their places among
 * the frames go by. */
static enum hinge_status put_parts(struct hinge_text *text,
                                   const struct hinge_intake_row *row,
                                   const struct hinge_read_options *options,
                                   struct hinge_error *error)
{
    struct hinge_bytes bytes = {0};
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < row->n_parts && status == HINGE_OK; i++) {
        char sha256[HINGE_SHA256_TEXT];
        status =
            hinge_probe_digest(row->within, row->part[i].path, &bytes, sha256, error);
        if (status == HINGE_OK)
            hinge_text_printf(text, "part=%s %s %.17g %.17g %s\n", row->part[i].role,
                              hinge_file_name(row->part[i].path), row->part[i].offset_s,
                              row->part[i].rate_hz, sha256);
    }
    if (row->n_parts > 0)
        hinge_text_printf(text, "rate_hz=%.17g\n", options->rate_hz);
    hinge_bytes_clear(&bytes);
    return status;
}

enum hinge_status hinge_reuse_key(const struct hinge_intake_row *row,
                                  const struct hinge_read_options *options,
                                  const char *marker_prefix, const char *sha256,
                                  char key[HINGE_SHA256_TEXT],
                                  struct hinge_error *error)
{
    struct hinge_text text = {0};
    enum hinge_status status = HINGE_OK;
    key[0] = '\0';
    put(&text, "hingekit", HINGE_VERSION);
    put(&text, "file", row != NULL ? row->stored : "");
    put(&text, "sha256", sha256);
    put(&text, "format", options->format);
    put(&text, "landmarks", options->landmarks);
    put(&text, "units", options->units);
    put(&text, "up", options->up);
    put(&text, "role", options->role);
    put(&text, "marker_prefix", marker_prefix);
    hinge_text_printf(&text, "ragged=%d frames=%d decimal=%d delimiter=%d\n",
                      options->drop_ragged, options->time_is_frame, options->decimal,
                      options->delimiter);
    put_described(&text, options);
    if (row != NULL)
        status = put_parts(&text, row, options, error);
    if (row != NULL && status == HINGE_OK)
        status = hinge_probe_names(row->within, row->path, &text, error);
    if (status == HINGE_OK && text.failed)
        status = hinge_no_memory(error);
    if (status == HINGE_OK)
        status = hinge_sha256(text.data, text.length, key, error);
    return hinge_text_done(&text, status, error);
}

long hinge_reuse_find(const struct hinge_reuse *reuse, const char *key,
                      const char *participant)
{
    const struct known wanted = {key, -1};
    const struct known *known = reuse == NULL
                                    ? NULL
                                    : bsearch(&wanted, reuse->known, reuse->n_known,
                                              sizeof *reuse->known, by_key);
    if (known == NULL)
        return -1;
    const char *who = hinge_table_text(&reuse->list, "participant", (size_t)known->row);
    return strcmp(who != NULL ? who : "", participant) == 0 ? known->row : -1;
}

/* --- what is stored --- */

const char *hinge_reuse_text(const struct hinge_reuse *reuse, long row,
                             const char *column)
{
    const char *text = hinge_table_text(&reuse->ledger, column, (size_t)row);
    return text != NULL ? text : "";
}

double hinge_reuse_number(const struct hinge_reuse *reuse, long row, const char *column)
{
    return hinge_table_number(&reuse->ledger, column, (size_t)row);
}

enum hinge_status hinge_reuse_read(struct hinge_reuse *reuse, long row,
                                   struct hinge_packed *packed, double *header_rate_hz,
                                   struct hinge_layout *layout, char **header,
                                   struct hinge_error *error)
{
    size_t trial = reuse->trial_of[row];
    *header = NULL;
    enum hinge_status status = hinge_study_read_whole(reuse->study, trial, packed,
                                                      header_rate_hz, header, error);
    if (status == HINGE_OK && !hinge_packed_intact(packed))
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                                 "a checksum does not fit");
    if (status != HINGE_OK) {
        hinge_packed_clear(packed);
        free(*header);
        *header = NULL;
        return status;
    }
    *layout = *hinge_study_layout(reuse->study, trial); /* borrowed */
    layout->header = *header;
    return HINGE_OK;
}
