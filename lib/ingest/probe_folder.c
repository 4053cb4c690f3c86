/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of frames for recognition. In: a path; out: the bytes of its files one after
 * the other, in the caller's buffer, and the list of them. */
#include "ingest/probe_folder.h"

#include "base/memory.h"
#include "formats/parts/instance.h"
#include "ingest/probe.h"
#include "os/file.h"
#include "os/text.h"

#include <stdlib.h>
#include <string.h>

enum {
    FRAME_FILE_LIMIT = 8 << 20, /* a frame of many people is some 100 KiB */
    FRAMES_LIMIT = 1000000
};

/* A name in the folder, and where its bytes are. */
struct frame_file {
    char *name;
    size_t offset, size;
};

struct folder {
    struct frame_file *file;
    size_t n, capacity;
    bool labels; /* .txt files: an empty one is a frame with nobody */
    struct hinge_arena arena;
};

static int by_number(const void *a, const void *b)
{
    return hinge_os_compare_numbered(((const struct frame_file *)a)->name,
                                     ((const struct frame_file *)b)->name);
}

/* Names of files that hold a frame each; "classes.txt" is none. */
static bool is_frame_name(const char *name, const char *extension)
{
    size_t n = strlen(name), length = strlen(extension);
    bool numbered = *extension == '.' && extension[1] == 'j';
    return n > length && name[0] != '.' && hinge_same_name(name + n - length, extension) &&
           (numbered || hinge_name_number(name) >= 0);
}

static void add_name(struct folder *folder, const char *name)
{
    if (folder->n == folder->capacity) {
        size_t capacity = folder->capacity ? 2 * folder->capacity : 256;
        struct frame_file *grown = hinge_resize(folder->file, capacity, sizeof *folder->file);
        folder->file = grown;
        folder->capacity = capacity;
    }
    char *copy = hinge_arena_strdup(&folder->arena, name);
    folder->file[folder->n++] = (struct frame_file){.name = copy};
}

static void folder_clear(struct folder *folder)
{
    free(folder->file);
    hinge_arena_clear(&folder->arena);
}

static enum hinge_status list_names(const char *path, const char *shown, const char *extension,
                                    struct folder *folder, struct hinge_error *error)
{
    struct hinge_os_folder *dir = hinge_os_folder_open(path);
    if (dir == NULL)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                               "%s: the folder cannot be opened; check its permissions", shown);
    for (const char *name = hinge_os_folder_next(dir); name != NULL;
         name = hinge_os_folder_next(dir))
        if (is_frame_name(name, extension))
            add_name(folder, name);
    hinge_os_folder_close(dir);
    return HINGE_OK;
}

/* The frames of a folder, by number. */
static enum hinge_status list_folder(const char *path, const char *shown, struct folder *folder,
                                     struct hinge_error *error)
{
    enum hinge_status status = list_names(path, shown, ".json", folder, error);
    if (status == HINGE_OK && folder->n == 0) {
        status = list_names(path, shown, ".txt", folder, error);
        folder->labels = true;
    }
    if (status == HINGE_OK && folder->n == 0)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
            "%s: a folder is a recording only with one .json file per frame in it, as "
            "OpenPose and SpinePose write them, or one .txt file per frame, as YOLO "
            "does; this one has none",
            shown);
    if (status == HINGE_OK && folder->n > FRAMES_LIMIT)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                               "%s: more than %d frames; split the recording", shown, FRAMES_LIMIT);
    if (status == HINGE_OK)
        qsort(folder->file, folder->n, sizeof *folder->file, by_number);
    return status;
}

void hinge_bytes_room(struct hinge_bytes *bytes, size_t size)
{
    size_t needed = size + HINGE_FILE_PADDING;
    if (needed <= bytes->capacity)
        return;
    char *grown = hinge_resize(bytes->data, 2 * needed, 1);
    bytes->data = grown;
    bytes->capacity = 2 * needed;
}

/* Reads a file of the folder; empty labels are a frame with nobody. */
static enum hinge_status read_frame(const char *within, const char *path, const char *shown,
                                    bool labels, struct hinge_bytes *one, struct hinge_error *error)
{
    struct hinge_error inner = HINGE_ERROR_INIT;
    enum hinge_status status =
        hinge_file_read_within(within, path, shown, FRAME_FILE_LIMIT, one, &inner);
    if (status == HINGE_INPUT && labels && inner.reason == HINGE_REASON_EMPTY_FILE) {
        one->size = 0;
        hinge_bytes_room(one, 0);
        return HINGE_OK;
    }
    if (status != HINGE_OK)
        *error = inner;
    return status;
}

/* Appends the i-th file of the folder to `bytes`. */
static enum hinge_status append_file(const char *within, const char *path_of_folder,
                                     const char *shown, struct folder *folder, size_t i,
                                     size_t limit, struct hinge_bytes *one,
                                     struct hinge_bytes *bytes, struct hinge_error *error)
{
    struct frame_file *file = &folder->file[i];
    struct hinge_text path = {0}, name = {0};
    hinge_text_printf(&path, "%s/%s", path_of_folder, file->name);
    hinge_text_printf(&name, "%s/%s", shown, file->name);
    enum hinge_status status = HINGE_OK;
    struct hinge_os_info info;
    if (hinge_os_lstat(hinge_text_string(&path), &info) == 0 && info.kind == HINGE_OS_LINK)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                                 "%s: a link; the files of a recording's folder must "
                                 "lie in it",
                                 hinge_text_string(&name));
    if (status == HINGE_OK)
        status = read_frame(within, hinge_text_string(&path), hinge_text_string(&name),
                            folder->labels, one, error);
    if (status == HINGE_OK && bytes->size + one->size > limit)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                                 "%s: more than %zu bytes; split the recording", shown, limit);
    if (status == HINGE_OK)
        hinge_bytes_room(bytes, bytes->size + one->size);
    if (status == HINGE_OK) {
        file->offset = bytes->size;
        file->size = one->size;
        memcpy(bytes->data + bytes->size, one->data, one->size);
        bytes->size += one->size;
        memset(bytes->data + bytes->size, 0, HINGE_FILE_PADDING);
    }
    hinge_text_clear(&path);
    hinge_text_clear(&name);
    return status;
}

/* The files as one block, so that the names die with it. */
static void give_files(const struct folder *folder, const struct hinge_bytes *bytes,
                       struct hinge_probe *probe)
{
    size_t names = 0;
    for (size_t i = 0; i < folder->n; i++)
        names += strlen(folder->file[i].name) + 1;
    probe->file = hinge_alloc(folder->n * sizeof *probe->file + names, 1);
    char *to = (char *)(probe->file + folder->n);
    for (size_t i = 0; i < folder->n; i++) {
        const struct frame_file *file = &folder->file[i];
        size_t length = strlen(file->name) + 1;
        memcpy(to, file->name, length);
        probe->file[i] = (struct hinge_probe_file){to, bytes->data + file->offset, file->size};
        to += length;
    }
    probe->n_files = folder->n;
}

enum hinge_status hinge_probe_folder_open(const char *within, const char *path, size_t limit,
                                          struct hinge_bytes *bytes, struct hinge_probe *probe,
                                          struct hinge_error *error)
{
    struct folder folder = {0};
    struct hinge_bytes one = {0};
    bytes->size = 0;
    enum hinge_status status = list_folder(path, probe->name, &folder, error);
    for (size_t i = 0; i < folder.n && status == HINGE_OK; i++)
        status = append_file(within, path, probe->name, &folder, i, limit, &one, bytes, error);
    if (status == HINGE_OK)
        give_files(&folder, bytes, probe);
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

/* Whether a format knows these labels of a frame. */
static bool is_labels(const char *shown, const struct folder *folder,
                      const struct hinge_bytes *bytes)
{
    struct hinge_probe_file file = {folder->file[0].name, bytes->data, bytes->size};
    struct hinge_probe probe = {.name = shown,
                                .extension = "",
                                .content = HINGE_CONTENT_FOLDER,
                                .data = bytes->data,
                                .size = bytes->size,
                                .file = &file,
                                .n_files = 1};
    size_t n;
    const struct hinge_format *const *list = hinge_format_list(&n);
    bool known = false;
    for (size_t i = 0; i < n && !known; i++) {
        struct hinge_text why = {0};
        known = list[i]->content == HINGE_CONTENT_FOLDER && list[i]->score(&probe, &why) > 0;
        hinge_text_clear(&why);
    }
    return known;
}

void hinge_folder_is_recording(const char *path, bool *is)
{
    struct folder folder = {0};
    struct hinge_bytes one = {0}, all = {0};
    struct hinge_error ignored = HINGE_ERROR_INIT;
    struct hinge_os_info info;
    enum hinge_status status = HINGE_INPUT;
    if (hinge_os_stat(path, &info) == 0 && info.kind == HINGE_OS_FOLDER)
        status = list_folder(path, path, &folder, &ignored);
    /* the first label that is not empty */
    for (size_t i = 0; i < folder.n && status == HINGE_OK && all.size == 0; i++) {
        status = append_file(NULL, path, path, &folder, i, FRAME_FILE_LIMIT, &one, &all, &ignored);
        if (!folder.labels)
            break;
    }
    *is = status == HINGE_OK && all.size > 0 &&
          (folder.labels ? is_labels(path, &folder, &all) : is_frame(&all));
    hinge_bytes_clear(&one);
    hinge_bytes_clear(&all);
    folder_clear(&folder);
}
