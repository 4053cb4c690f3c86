/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a file or folder for recognition. In: a path; out: its bytes, in the caller's
 * buffer, and what they are made of. The probe owns its head, JSON and list of files.
 */
#include "ingest/probe.h"

#include "base/hash.h"
#include "base/memory.h"
#include "base/text.h"
#include "formats/parts/json.h"
#include "ingest/bids_sidecar.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const size_t largest_file = (size_t)4 << 30;

enum {
    SNIFFED = 512,              /* a C3D file's first block */
    FRAME_FILE_LIMIT = 8 << 20, /* a frame of many people is some 100 KiB */
    FRAMES_LIMIT = 1000000
};

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

/* --- folders --- */

/* A name in the folder, and where its bytes are. */
struct frame_file {
    char *name;
    size_t offset, size;
};

struct folder {
    struct frame_file *file;
    size_t n, capacity;
    struct hinge_arena arena;
};

static int by_number(const void *a, const void *b)
{
    return strverscmp(((const struct frame_file *)a)->name,
                      ((const struct frame_file *)b)->name);
}

static bool is_json_name(const char *name)
{
    size_t n = strlen(name);
    return n > 5 && name[0] != '.' && hinge_same_name(name + n - 5, ".json");
}

static enum hinge_status add_name(struct folder *folder, const char *name,
                                  struct hinge_error *error)
{
    if (folder->n == folder->capacity) {
        size_t capacity = folder->capacity ? 2 * folder->capacity : 256;
        struct frame_file *grown =
            hinge_resize(folder->file, capacity, sizeof *folder->file);
        if (grown == NULL)
            return hinge_no_memory(error);
        folder->file = grown;
        folder->capacity = capacity;
    }
    char *copy = hinge_arena_strdup(&folder->arena, name);
    if (copy == NULL)
        return hinge_no_memory(error);
    folder->file[folder->n++] = (struct frame_file){.name = copy};
    return HINGE_OK;
}

static void folder_clear(struct folder *folder)
{
    free(folder->file);
    hinge_arena_clear(&folder->arena);
}

/* The .json files of a folder, by number. */
static enum hinge_status list_folder(const char *path, const char *shown,
                                     struct folder *folder, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    DIR *dir = opendir(path);
    if (dir == NULL)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                               "%s: the folder cannot be opened", shown);
    for (const struct dirent *entry = readdir(dir); entry != NULL && status == HINGE_OK;
         entry = readdir(dir))
        if (is_json_name(entry->d_name))
            status = add_name(folder, entry->d_name, error);
    closedir(dir);
    if (status == HINGE_OK && folder->n == 0)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
            "%s: a folder is a recording only with one .json file per frame in it, as "
            "OpenPose and SpinePose write them; this one has none",
            shown);
    if (status == HINGE_OK && folder->n > FRAMES_LIMIT)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                               "%s: more than %d frames", shown, FRAMES_LIMIT);
    if (status == HINGE_OK)
        qsort(folder->file, folder->n, sizeof *folder->file, by_number);
    return status;
}

static enum hinge_status make_room(struct hinge_bytes *bytes, size_t size,
                                   struct hinge_error *error)
{
    size_t needed = size + HINGE_FILE_PADDING;
    if (needed <= bytes->capacity)
        return HINGE_OK;
    char *grown = hinge_resize(bytes->data, 2 * needed, 1);
    if (grown == NULL)
        return hinge_no_memory(error);
    bytes->data = grown;
    bytes->capacity = 2 * needed;
    return HINGE_OK;
}

/* Appends one file of the folder to `bytes`. */
static enum hinge_status append_file(const char *within, const char *folder,
                                     const char *shown, struct frame_file *file,
                                     struct hinge_bytes *one, struct hinge_bytes *bytes,
                                     struct hinge_error *error)
{
    struct hinge_text path = {0}, name = {0};
    hinge_text_printf(&path, "%s/%s", folder, file->name);
    hinge_text_printf(&name, "%s/%s", shown, file->name);
    enum hinge_status status =
        path.failed || name.failed ? hinge_no_memory(error) : HINGE_OK;
    struct stat info;
    if (status == HINGE_OK && lstat(hinge_text_string(&path), &info) == 0 &&
        S_ISLNK(info.st_mode))
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                                 "%s: a link; the files of a recording's folder must "
                                 "lie in it",
                                 hinge_text_string(&name));
    if (status == HINGE_OK)
        status = hinge_file_read_within(within, hinge_text_string(&path),
                                        hinge_text_string(&name), FRAME_FILE_LIMIT, one,
                                        error);
    if (status == HINGE_OK && bytes->size + one->size > largest_file)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                                 "%s: more than %zu bytes", shown, largest_file);
    if (status == HINGE_OK)
        status = make_room(bytes, bytes->size + one->size, error);
    if (status == HINGE_OK) {
        file->offset = bytes->size;
        file->size = one->size;
        memcpy(bytes->data + bytes->size, one->data, one->size + HINGE_FILE_PADDING);
        bytes->size += one->size;
    }
    hinge_text_clear(&path);
    hinge_text_clear(&name);
    return status;
}

/* The files as one block, so that the names die with it. */
static enum hinge_status give_files(const struct folder *folder,
                                    const struct hinge_bytes *bytes,
                                    struct hinge_probe *probe,
                                    struct hinge_error *error)
{
    size_t names = 0;
    for (size_t i = 0; i < folder->n; i++)
        names += strlen(folder->file[i].name) + 1;
    probe->file = hinge_alloc(folder->n * sizeof *probe->file + names, 1);
    if (probe->file == NULL)
        return hinge_no_memory(error);
    char *to = (char *)(probe->file + folder->n);
    for (size_t i = 0; i < folder->n; i++) {
        const struct frame_file *file = &folder->file[i];
        size_t length = strlen(file->name) + 1;
        memcpy(to, file->name, length);
        probe->file[i] =
            (struct hinge_probe_file){to, bytes->data + file->offset, file->size};
        to += length;
    }
    probe->n_files = folder->n;
    return HINGE_OK;
}

static enum hinge_status open_folder(const char *within, const char *path,
                                     struct hinge_bytes *bytes,
                                     struct hinge_probe *probe,
                                     struct hinge_error *error)
{
    struct folder folder = {0};
    struct hinge_bytes one = {0};
    bytes->size = 0;
    enum hinge_status status = list_folder(path, probe->name, &folder, error);
    for (size_t i = 0; i < folder.n && status == HINGE_OK; i++)
        status =
            append_file(within, path, probe->name, &folder.file[i], &one, bytes, error);
    if (status == HINGE_OK)
        status = give_files(&folder, bytes, probe, error);
    probe->content = HINGE_CONTENT_FOLDER;
    hinge_bytes_clear(&one);
    folder_clear(&folder);
    return status;
}

/* One picture's people, not a recording of its own. */
static bool is_frame(const struct hinge_bytes *bytes)
{
    static const char people[] = "\"people\"", scores[] = "\"keypoint_scores\"",
                      frames[] = "\"instances\"", frame[] = "\"frame_id\"";
    const char *text = bytes->data;
    return strstr(text, frame) == NULL &&
           (strstr(text, people) != NULL ||
            (strstr(text, scores) != NULL && strstr(text, frames) == NULL));
}

bool hinge_folder_is_recording(const char *path)
{
    struct folder folder = {0};
    struct hinge_bytes one = {0}, all = {0};
    struct hinge_error ignored = HINGE_ERROR_INIT;
    struct stat info;
    bool is = stat(path, &info) == 0 && S_ISDIR(info.st_mode) &&
              list_folder(path, path, &folder, &ignored) == HINGE_OK &&
              append_file(NULL, path, path, &folder.file[0], &one, &all, &ignored) ==
                  HINGE_OK &&
              is_frame(&all);
    hinge_bytes_clear(&one);
    hinge_bytes_clear(&all);
    folder_clear(&folder);
    return is;
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
                                   const struct hinge_bytes *bytes,
                                   struct hinge_probe *probe, struct hinge_error *error)
{
    enum hinge_status status =
        hinge_csv_open(probe->name, bytes->data, bytes->size, options->delimiter,
                       options->decimal, &probe->source, error);
    if (status == HINGE_OK)
        status = hinge_csv_head_read(&probe->source, HINGE_CSV_HEAD_LINES, &probe->head,
                                     error);
    if (status == HINGE_OK && probe->head.n == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                               "%s: no data rows", probe->name);
    return status;
}

/* Whether some binary format knows these bytes; else they are text with a zero byte,
 * which the reader of text names with row and column. */
static enum hinge_status find_binary(const struct hinge_probe *probe, bool *known,
                                     struct hinge_error *error)
{
    size_t n;
    const struct hinge_format *const *list = hinge_format_list(&n);
    enum hinge_status status = HINGE_OK;
    *known = false;
    for (size_t i = 0; i < n && !*known && status == HINGE_OK; i++) {
        struct hinge_text why = {0};
        if (list[i]->content == HINGE_CONTENT_BINARY)
            *known = list[i]->score(probe, &why) > 0;
        if (why.failed)
            status = hinge_no_memory(error);
        hinge_text_clear(&why);
    }
    return status;
}

/* Puts the header row of the files beside it over a BIDS table without one; *inserted
 * bytes. */
static enum hinge_status insert_header(const char *path, const char *within,
                                       struct hinge_bytes *bytes, size_t *inserted,
                                       struct hinge_error *error)
{
    struct hinge_bids_sidecar sidecar;
    enum hinge_status status = hinge_bids_sidecar_read(path, within, &sidecar, error);
    size_t length = sidecar.header.length;
    if (status == HINGE_OK && length > 0)
        status = make_room(bytes, bytes->size + length, error);
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
        status = hinge_csv_from_utf16(bytes, error);
    if (status != HINGE_OK)
        return status;
    char *at = strcasestr(bytes->data, declared);
    if (at != NULL && at - bytes->data < SNIFFED)
        memcpy(at, now, sizeof now - 1);
    return HINGE_OK;
}

static enum hinge_status open_file(const char *path,
                                   const struct hinge_read_options *options,
                                   struct hinge_bytes *bytes, size_t *inserted,
                                   char sha256[65], struct hinge_probe *probe,
                                   struct hinge_error *error)
{
    enum hinge_status status = hinge_file_read_within(
        options->within, path, probe->name, largest_file, bytes, error);
    if (status == HINGE_OK && hinge_csv_is_utf16(bytes))
        status = convert(bytes, sha256, error);
    if (status == HINGE_OK)
        status = insert_header(path, options->within, bytes, inserted, error);
    if (status != HINGE_OK)
        return status;
    probe->data = bytes->data;
    probe->size = bytes->size;
    probe->content = content_of(bytes);
    bool binary = true;
    if (probe->content == HINGE_CONTENT_BINARY)
        status = find_binary(probe, &binary, error);
    if (status != HINGE_OK)
        return status;
    if (!binary)
        probe->content = HINGE_CONTENT_TEXT;
    if (probe->content == HINGE_CONTENT_TEXT)
        return open_text(options, bytes, probe, error);
    if (probe->content == HINGE_CONTENT_JSON)
        return hinge_json_parse(probe->name, bytes->data, bytes->size, &probe->json,
                                error);
    return HINGE_OK;
}

enum hinge_status hinge_probe_open(const char *path, const char *shown,
                                   const struct hinge_read_options *options,
                                   struct hinge_bytes *bytes, struct hinge_probe *probe,
                                   char sha256[65], struct hinge_error *error)
{
    struct stat info;
    *probe = (struct hinge_probe){.name = shown, .extension = find_extension(path)};
    sha256[0] = '\0';
    bool folder = stat(path, &info) == 0 && S_ISDIR(info.st_mode);
    size_t inserted = 0;
    enum hinge_status status =
        folder ? open_folder(options->within, path, bytes, probe, error)
               : open_file(path, options, bytes, &inserted, sha256, probe, error);
    probe->data = bytes->data;
    probe->size = bytes->size;
    if (bytes->size > 0 && sha256[0] == '\0') {
        struct hinge_error ignored = HINGE_ERROR_INIT;
        enum hinge_status hashed =
            hinge_sha256(bytes->data + inserted, bytes->size - inserted, sha256,
                         status == HINGE_OK ? error : &ignored);
        status = status == HINGE_OK ? hashed : status;
    }
    return status;
}

enum hinge_status hinge_probe_digest(const char *within, const char *path,
                                     const char *shown, struct hinge_bytes *bytes,
                                     char sha256[65], struct hinge_error *error)
{
    struct hinge_probe probe = {.name = shown};
    struct stat info;
    bool folder = stat(path, &info) == 0 && S_ISDIR(info.st_mode);
    enum hinge_status status =
        folder
            ? open_folder(within, path, bytes, &probe, error)
            : hinge_file_read_within(within, path, shown, largest_file, bytes, error);
    if (status == HINGE_OK)
        status = hinge_sha256(bytes->data, bytes->size, sha256, error);
    hinge_probe_close(&probe);
    return status;
}

enum hinge_status hinge_probe_names(const char *within, const char *path,
                                    struct hinge_text *names, struct hinge_error *error)
{
    struct folder folder = {0};
    struct stat info;
    struct hinge_bids_sidecar sidecar;
    enum hinge_status status = hinge_bids_sidecar_read(path, within, &sidecar, error);
    if (sidecar.header.length > 0 || *sidecar.up != '\0' || sidecar.rate_hz > 0)
        hinge_text_printf(names, "%s%.17g %s\n", hinge_text_string(&sidecar.header),
                          sidecar.rate_hz, sidecar.up);
    hinge_text_clear(&sidecar.header);
    if (status != HINGE_OK || stat(path, &info) != 0 || !S_ISDIR(info.st_mode))
        return status;
    status = list_folder(path, path, &folder, error);
    for (size_t i = 0; i < folder.n && status == HINGE_OK; i++)
        hinge_text_printf(names, "%s\n", folder.file[i].name);
    folder_clear(&folder);
    return status;
}

void hinge_probe_close(struct hinge_probe *probe)
{
    hinge_csv_head_clear(&probe->head);
    hinge_json_free(probe->json);
    free(probe->file);
    probe->json = NULL;
    probe->file = NULL;
    probe->n_files = 0;
}
