/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a file or folder for recognition. In: a path; out: its bytes, those of a folder's
 * files one after the other, in the caller's buffer, and what they are made of. Its head,
 * list of files and what its reader needs are in its arena. */
#include "ingest/ingest.h"

#include "os/text.h"

enum {
    FRAME_FILE_LIMIT = 8 << 20, /* a frame of many people is some 100 KiB */
    FRAMES_LIMIT = 1000000
};

struct folder {
    struct hinge_arena *arena;
    struct hinge_probe_file *file;
    size_t n;
    bool labels; /* .txt files: an empty one is a frame with nobody */
};

static int by_number(const void *a, const void *b)
{
    return hinge_os_compare_numbered(((const struct hinge_probe_file *)a)->name,
                                     ((const struct hinge_probe_file *)b)->name);
}

/* Names of files that hold a frame each; "classes.txt" and plan.json of hinge-plan are none. */
static bool is_frame_name(const char *name, const char *extension)
{
    size_t n = strlen(name), length = strlen(extension);
    bool numbered = *extension == '.' && extension[1] == 'j';
    return n > length && name[0] != '.' && hinge_same_name(name + n - length, extension) &&
           strcmp(name, "plan.json") != 0 && (numbered || hinge_name_number(name) >= 0);
}

static enum hinge_status list_names(const char *path, const char *shown, const char *extension,
                                    struct folder *folder, struct hinge_error *error)
{
    const char **name;
    size_t n;
    if (!hinge_folder_names(path, folder->arena, &name, &n))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                               "%s: the folder cannot be opened; check its permissions", shown);
    for (size_t i = 0; i < n; i++)
        if (is_frame_name(name[i], extension)) {
            folder->file =
                hinge_arena_more(folder->arena, folder->file, folder->n, sizeof *folder->file);
            folder->file[folder->n++] = (struct hinge_probe_file){.name = name[i]};
        }
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
        status = hinge_device_partial(path, shown, error);
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

/* Room for `size` bytes and the padding of base/file.h. */
static void make_room(struct hinge_bytes *bytes, size_t size)
{
    size_t needed = size + HINGE_FILE_PADDING;
    if (needed <= bytes->capacity)
        return;
    bytes->data = hinge_resize(bytes->data, 2 * needed, 1);
    bytes->capacity = 2 * needed;
}

/* Appends the i-th file of the folder to `bytes`. */
static enum hinge_status append_file(const char *within, const char *path_of_folder,
                                     const char *shown, const struct folder *folder, size_t i,
                                     size_t limit, struct hinge_bytes *one,
                                     struct hinge_bytes *bytes, struct hinge_error *error)
{
    struct hinge_probe_file *file = &folder->file[i];
    cleared_by(hinge_text_clear) struct hinge_text path = {0}, name = {0};
    hinge_text_printf(&path, "%s/%s", path_of_folder, file->name);
    hinge_text_printf(&name, "%s/%s", shown, file->name);
    struct hinge_os_info info;
    if (hinge_os_lstat(hinge_text_string(&path), &info) == 0 && info.kind == HINGE_OS_LINK)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                               "%s: a link; the files of a recording's folder must "
                               "lie in it",
                               hinge_text_string(&name));
    struct hinge_error inner = HINGE_ERROR_INIT;
    enum hinge_status status = hinge_file_read_within(
        within, hinge_text_string(&path), hinge_text_string(&name), FRAME_FILE_LIMIT, one, &inner);
    if (status == HINGE_INPUT && folder->labels && inner.reason == HINGE_REASON_EMPTY_FILE) {
        one->size = 0; /* a frame with nobody */
        make_room(one, 0);
    } else if (status != HINGE_OK) {
        *error = inner;
        return status;
    }
    if (bytes->size + one->size > limit)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                               "%s: more than %zu bytes; split the recording", shown, limit);
    make_room(bytes, bytes->size + one->size);
    file->size = one->size;
    memcpy(bytes->data + bytes->size, one->data, one->size);
    bytes->size += one->size;
    memset(bytes->data + bytes->size, 0, HINGE_FILE_PADDING);
    return HINGE_OK;
}

/* Whether a format knows the people of a frame. */
static bool is_known(const char *shown, const struct folder *folder,
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
        cleared_by(hinge_text_clear) struct hinge_text why = {0};
        known = list[i]->content == HINGE_CONTENT_FOLDER &&
                hinge_format_score(list[i], &probe, &why) > 0;
    }
    return known;
}

/* One picture's people, not a recording of its own; what else a file calls "people" is none. */
static bool is_frame(const char *shown, const struct folder *folder,
                     const struct hinge_bytes *bytes)
{
    static const char people[] = "\"people\"", scores[] = "\"keypoint_scores\"",
                      frames[] = "\"instances\"", frame[] = "\"frame_id\"";
    const char *text = bytes->data;
    if (folder->labels || strstr(text, people) != NULL)
        return strstr(text, frame) == NULL && is_known(shown, folder, bytes);
    return strstr(text, frame) == NULL && strstr(text, scores) != NULL &&
           strstr(text, frames) == NULL;
}

bool hinge_folder_is_recording(const char *path)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct folder folder = {.arena = &arena};
    cleared_by(hinge_bytes_clear) struct hinge_bytes one = {0}, all = {0};
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
    char device[1000];
    return (status == HINGE_OK && all.size > 0 && is_frame(path, &folder, &all)) ||
           (hinge_os_is_folder(path) && hinge_device_folder(path, device));
}

/* --- of any kind --- */

enum { SNIFFED = 512 }; /* a C3D file's first block */

static const char *find_extension(const char *path)
{
    static const char *const known[] = {"csv", "trc", "mot", "sto",  "json",
                                        "c3d", "tsv", "txt", "mvnx", "bvh"};
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
    enum { LOOKED_AT = 1 << 16 };
    struct hinge_error ignored = HINGE_ERROR_INIT;
    char decimal = options->decimal;
    if (decimal == ',' && options->decimal_of_list &&
        hinge_csv_open(probe->name, bytes->data, bytes->size, options->delimiter, 0, &probe->source,
                       &ignored) == HINGE_OK) {
        /* the commas are the list's if points are between digits here, and commas between cells */
        const size_t n = bytes->size < LOOKED_AT ? bytes->size : LOOKED_AT;
        bool points = false, commas = false;
        for (size_t i = 1; i + 1 < n; i++) {
            const char *at = bytes->data + i;
            if (!isdigit((unsigned char)at[-1]) || !isdigit((unsigned char)at[1]))
                continue;
            commas |= *at == ',' && probe->source.delimiter != ',';
            points |= *at == '.' && /* 1.234 may be a thousand */
                      (strspn(at + 1, "0123456789") != 3 ||
                       (at[-1] == '0' && (i < 2 || !isdigit((unsigned char)at[-2]))));
        }
        decimal = points && !commas ? 0 : decimal;
    }
    enum hinge_status status = hinge_csv_open(probe->name, bytes->data, bytes->size,
                                              options->delimiter, decimal, &probe->source, error);
    if (status == HINGE_OK)
        status = hinge_csv_head_read(&probe->source, HINGE_CSV_HEAD_LINES, probe->arena,
                                     &probe->head, error);
    if (status == HINGE_OK && probe->head.n == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                               "%s: no data rows; export it again", probe->name);
    if (status == HINGE_OK)
        hinge_wide_look(probe);
    return status;
}

static enum hinge_status open_file(const char *path, const struct hinge_read_options *options,
                                   struct hinge_bytes *bytes, size_t *inserted, char sha256[65],
                                   struct hinge_probe *probe, struct hinge_error *error)
{
    enum hinge_status status =
        hinge_file_read_within(options->within, path, probe->name, HINGE_FILE_MOST, bytes, error);
    if (status != HINGE_OK)
        return status;
    if (hinge_csv_is_utf16(bytes, NULL)) {
        /* an XML file that declares UTF-16 says so no more; the digest is of the file as it was */
        static const char declared[] = "\"UTF-16\"", now[] = "\"UTF-8\" ";
        status = hinge_sha256(bytes->data, bytes->size, sha256, error);
        if (status != HINGE_OK)
            return status;
        hinge_csv_from_utf16(bytes);
        char *at = strcasestr(bytes->data, declared);
        if (at != NULL && at - bytes->data < SNIFFED)
            memcpy(at, now, sizeof now - 1);
    }
    /* puts the header row of the files beside it over a BIDS table without one; how many
     * bytes */
    struct hinge_bids_sidecar sidecar;
    status = hinge_bids_sidecar_read(path, options->within, &sidecar, error);
    size_t length = status == HINGE_OK ? sidecar.header.length : 0;
    if (length > 0) {
        make_room(bytes, bytes->size + length);
        memmove(bytes->data + length, bytes->data, bytes->size);
        memcpy(bytes->data, sidecar.header.data, length);
        bytes->size += length;
        memset(bytes->data + bytes->size, 0, HINGE_FILE_PADDING);
    }
    hinge_text_clear(&sidecar.header);
    if (status != HINGE_OK)
        return status;
    *inserted = length;
    probe->data = bytes->data;
    probe->size = bytes->size;
    probe->content = content_of(bytes);
    /* before the formats are asked: a picture's second byte is that of a C3D file */
    status = hinge_csv_check_kind(probe->name, bytes->data, bytes->size, error);
    if (status != HINGE_OK)
        return status;
    /* bytes that no binary format knows are text with a zero byte, which the reader of text names
     * with row and column */
    size_t n;
    const struct hinge_format *const *list = hinge_format_list(&n);
    bool text = probe->content == HINGE_CONTENT_BINARY;
    for (size_t i = 0; i < n && text; i++) {
        cleared_by(hinge_text_clear) struct hinge_text why = {0};
        if (list[i]->content == HINGE_CONTENT_BINARY)
            text = hinge_format_score(list[i], probe, &why) <= 0;
    }
    if (text)
        probe->content = HINGE_CONTENT_TEXT;
    if (probe->content == HINGE_CONTENT_TEXT)
        return open_text(options, bytes, probe, error);
    if (probe->content == HINGE_CONTENT_JSON)
        return hinge_json_parse(probe->name, bytes->data, bytes->size, &probe->json, error);
    return HINGE_OK;
}

enum hinge_status hinge_probe_open(const char *path, const char *shown,
                                   const struct hinge_read_options *options,
                                   struct hinge_bytes *bytes, struct hinge_arena *arena,
                                   struct hinge_probe *probe, char sha256[65],
                                   struct hinge_error *error)
{
    struct hinge_os_info info;
    *probe = (struct hinge_probe){.arena = arena, .name = shown, .extension = find_extension(path)};
    sha256[0] = '\0';
    bool folder = hinge_os_stat(path, &info) == 0 && info.kind == HINGE_OS_FOLDER;
    size_t inserted = 0;
    char device[1000];
    enum hinge_status status;
    if ((folder || options->role != NULL) && hinge_device_folder(path, device)) {
        /* the table that a device's files make */
        probe->damage.arena = probe->arena;
        status = hinge_device_read(device, probe->name, options, HINGE_FILE_MOST, bytes, sha256,
                                   &probe->damage, &probe->note, error);
        if (status == HINGE_OK) {
            probe->extension = "csv";
            probe->data = bytes->data;
            probe->size = bytes->size;
            probe->content = HINGE_CONTENT_TEXT;
            status = open_text(options, bytes, probe, error);
        }
    } else if (folder) {
        /* its .json files by number or, where there are none, its .txt files with a number in their
         * name, as labels of a detector; the probe points into `bytes` */
        struct folder frames = {.arena = probe->arena};
        cleared_by(hinge_bytes_clear) struct hinge_bytes one = {0};
        bytes->size = 0;
        status = list_folder(path, probe->name, &frames, error);
        for (size_t i = 0; i < frames.n && status == HINGE_OK; i++)
            status = append_file(options->within, path, probe->name, &frames, i, HINGE_FILE_MOST,
                                 &one, bytes, error);
        const char *data = bytes->data; /* which has grown to its place */
        for (size_t i = 0; i < frames.n; i++) {
            frames.file[i].data = data;
            data += frames.file[i].size;
        }
        probe->file = frames.file;
        probe->n_files = frames.n;
        probe->content = HINGE_CONTENT_FOLDER;
    } else
        status = open_file(path, options, bytes, &inserted, sha256, probe, error);
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
    hinge_json_free(probe->json);
    hinge_arena_clear(probe->arena);
}
