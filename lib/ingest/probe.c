/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a file or folder for recognition. In: a path; out: its bytes, in the caller's
 * buffer, and what they are made of. The probe owns its head, JSON and list of files.
 */
#include "ingest/probe.h"

#include "base/hash.h"
#include "base/text.h"
#include "formats/parts/json_read.h"
#include "formats/parts/wide.h"
#include "ingest/bids_sidecar.h"
#include "ingest/probe_folder.h"
#include "os/file.h"
#include "os/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const size_t largest_file = (size_t)4 << 30;

enum { SNIFFED = 512 }; /* a C3D file's first block */

static const char *find_extension(const char *path)
{
    static const char *const known[] = {"csv", "trc", "mot", "sto", "json",
                                        "c3d", "tsv", "txt", "mvnx"};
    const char *dot = strrchr(hinge_file_name(path), '.');
    for (size_t i = 0; dot != NULL && i < sizeof known / sizeof *known; i++)
        if (hinge_same_name(dot + 1, known[i]))
            return known[i];
    return "";
}

/* --- files --- */

static enum hinge_content content_of(const struct hinge_bytes *bytes)
{
    const unsigned char *data = (const unsigned char *)bytes->data;
    size_t n = bytes->size < SNIFFED ? bytes->size : SNIFFED, i = 0;
    if (memchr(data, '\0', n) != NULL)
        return HINGE_CONTENT_BINARY;
    if (n >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0)
        i = 3;
    while (i < n && isspace(data[i]))
        i++;
    int first = i < n ? data[i] : '\0';
    if (first == '{' || first == '[')
        return HINGE_CONTENT_JSON;
    return first == '<' ? HINGE_CONTENT_XML : HINGE_CONTENT_TEXT;
}

static enum hinge_status open_text(const struct hinge_read_options *options,
                                   const struct hinge_bytes *bytes, struct hinge_probe *probe,
                                   struct hinge_error *error)
{
    enum hinge_status status =
        hinge_csv_open(probe->name, bytes->data, bytes->size, options->delimiter, options->decimal,
                       &probe->source, error);
    if (status == HINGE_OK)
        status = hinge_csv_head_read(&probe->source, HINGE_CSV_HEAD_LINES, &probe->head, error);
    if (status == HINGE_OK && probe->head.n == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                               "%s: no data rows; export it again", probe->name);
    return status == HINGE_OK ? hinge_wide_look(probe, error) : status;
}

/* Whether some binary format knows these bytes; else they are text with a zero byte,
 * which the reader of text names with row and column. */
static void find_binary(const struct hinge_probe *probe, bool *known)
{
    size_t n;
    const struct hinge_format *const *list = hinge_format_list(&n);
    *known = false;
    for (size_t i = 0; i < n && !*known; i++) {
        struct hinge_text why = {0};
        if (list[i]->content == HINGE_CONTENT_BINARY)
            *known = list[i]->score(probe, &why) > 0;
        hinge_text_clear(&why);
    }
}

/* Puts the header row of the files beside it over a BIDS table without one; *inserted
 * bytes. */
static enum hinge_status insert_header(const char *path, const char *within,
                                       struct hinge_bytes *bytes, size_t *inserted)
{
    struct hinge_bids_sidecar sidecar;
    enum hinge_status status = hinge_bids_sidecar_read(path, within, &sidecar);
    size_t length = sidecar.header.length;
    if (status == HINGE_OK && length > 0)
        hinge_bytes_room(bytes, bytes->size + length);
    if (status == HINGE_OK && length > 0) {
        memmove(bytes->data + length, bytes->data, bytes->size);
        memcpy(bytes->data, sidecar.header.data, length);
        bytes->size += length;
        memset(bytes->data + bytes->size, 0, HINGE_FILE_PADDING);
        *inserted = length;
    }
    hinge_text_clear(&sidecar.header);
    return status;
}

/* UTF-8 instead of UTF-16: an XML file that declares the latter says so no more. The
 * digest is that of the file as it was. */
static enum hinge_status convert(struct hinge_bytes *bytes, char sha256[65],
                                 struct hinge_error *error)
{
    static const char declared[] = "\"UTF-16\"", now[] = "\"UTF-8\" ";
    enum hinge_status status = hinge_sha256(bytes->data, bytes->size, sha256, error);
    if (status == HINGE_OK)
        hinge_csv_from_utf16(bytes);
    if (status != HINGE_OK)
        return status;
    char *at = strcasestr(bytes->data, declared);
    if (at != NULL && at - bytes->data < SNIFFED)
        memcpy(at, now, sizeof now - 1);
    return HINGE_OK;
}

static enum hinge_status open_file(const char *path, const struct hinge_read_options *options,
                                   struct hinge_bytes *bytes, size_t *inserted, char sha256[65],
                                   struct hinge_probe *probe, struct hinge_error *error)
{
    enum hinge_status status =
        hinge_file_read_within(options->within, path, probe->name, largest_file, bytes, error);
    if (status == HINGE_OK && hinge_csv_is_utf16(bytes))
        status = convert(bytes, sha256, error);
    if (status == HINGE_OK)
        status = insert_header(path, options->within, bytes, inserted);
    if (status != HINGE_OK)
        return status;
    probe->data = bytes->data;
    probe->size = bytes->size;
    probe->content = content_of(bytes);
    bool binary = true;
    /* before the formats are asked: a picture's second byte is that of a C3D file */
    status = hinge_csv_check_kind(probe->name, bytes->data, bytes->size, error);
    if (status == HINGE_OK && probe->content == HINGE_CONTENT_BINARY)
        find_binary(probe, &binary);
    if (status != HINGE_OK)
        return status;
    if (!binary)
        probe->content = HINGE_CONTENT_TEXT;
    if (probe->content == HINGE_CONTENT_TEXT)
        return open_text(options, bytes, probe, error);
    if (probe->content == HINGE_CONTENT_JSON)
        return hinge_json_parse(probe->name, bytes->data, bytes->size, &probe->json, error);
    return HINGE_OK;
}

enum hinge_status hinge_probe_open(const char *path, const char *shown,
                                   const struct hinge_read_options *options,
                                   struct hinge_bytes *bytes, struct hinge_probe *probe,
                                   char sha256[65], struct hinge_error *error)
{
    struct hinge_os_info info;
    *probe = (struct hinge_probe){.name = shown, .extension = find_extension(path)};
    sha256[0] = '\0';
    bool folder = hinge_os_stat(path, &info) == 0 && info.kind == HINGE_OS_FOLDER;
    size_t inserted = 0;
    enum hinge_status status =
        folder ? hinge_probe_folder_open(options->within, path, largest_file, bytes, probe, error)
               : open_file(path, options, bytes, &inserted, sha256, probe, error);
    probe->data = bytes->data;
    probe->size = bytes->size;
    if (bytes->size > 0 && sha256[0] == '\0') {
        struct hinge_error ignored = HINGE_ERROR_INIT;
        enum hinge_status hashed = hinge_sha256(bytes->data + inserted, bytes->size - inserted,
                                                sha256, status == HINGE_OK ? error : &ignored);
        status = status == HINGE_OK ? hashed : status;
    }
    return status;
}

void hinge_probe_close(struct hinge_probe *probe)
{
    hinge_wide_forget(probe);
    hinge_csv_head_clear(&probe->head);
    hinge_json_free(probe->json);
    free(probe->file);
    probe->json = NULL;
    probe->file = NULL;
    probe->n_files = 0;
}
