/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders given instead of files. In: a folder's path; out: its files, sorted, each
 * with what it is for. Only names decide here, contents are the readers' business. */
#include "ingest/ingest.h"

enum { DEPTH_MAX = 16 };

static const char tables[] = "csv|tsv|txt", recordings[] = "trc|mot|sto|c3d|mvnx|bvh|json|jsonl",
                  spreadsheets[] = "xlsx|xls|ods|numbers",
                  films[] = "mp4|mov|m4v|avi|mkv|mts|wmv|webm",
                  pictures[] = "png|jpg|jpeg|heic|tiff|tif|bmp|gif";

/* Texts that lie in folders of data and are none. */
static const char papers[] = "readme|license|licence|changes|notes|citation";

static const char *extension_of(const char *name)
{
    const char *dot = strrchr(hinge_file_name(name), '.');
    return dot != NULL ? dot + 1 : "";
}

/* Whether the first n letters of a name are one of the words, whatever their capitals. */
static bool is_one_of(const char *words, const char *name, size_t n)
{
    char small[16] = "";
    for (size_t i = 0; i < n && i < sizeof small - 1; i++)
        small[i] = (char)tolower((unsigned char)name[i]);
    return hinge_listed(words, '|', small);
}

static bool has_extension(const char *name, const char *words)
{
    const char *extension = extension_of(name);
    return is_one_of(words, extension, strlen(extension));
}

static enum hinge_folder_kind kind_of(const char *name)
{
    const char *base = hinge_file_name(name);
    if (is_one_of(papers, base, strcspn(base, ".-_ ")))
        return HINGE_FOLDER_OTHER;
    if (has_extension(name, recordings))
        return HINGE_FOLDER_RECORDING;
    return has_extension(name, tables) ? HINGE_FOLDER_TABLE : HINGE_FOLDER_OTHER;
}

/* The path is in the arena. */
static void add(struct hinge_folder *folder, const char *path, size_t prefix,
                enum hinge_folder_kind kind)
{
    folder->file = hinge_arena_more(&folder->arena, folder->file, folder->n, sizeof *folder->file);
    folder->file[folder->n++] = (struct hinge_folder_file){path, path + prefix, kind};
}

/* Whether a link leads out of the folder that was given to a file that would be read. */
static bool leads_out(const struct hinge_folder *folder, const char *path)
{
    if (folder->real == NULL ||
        (kind_of(path) == HINGE_FOLDER_OTHER && !hinge_ends_alike(path, ".xlsx")))
        return false;
    cleared_by(freed) char *real = hinge_os_real_path(path);
    return real == NULL || !hinge_path_lies_in(folder->real, real);
}

/* NAME.body.csv beside NAME.csv: all points of a film whose stickers NAME.csv has, and no second
 * recording (film.html). */
static bool is_body_of_film(const char *name, const char *const *names, size_t n)
{
    static const char end[] = ".body.csv";
    char stickers[300];
    if (!hinge_ends_with(name, end))
        return false;
    snprintf(stickers, sizeof stickers, "%.*s.csv", (int)(strlen(name) - (sizeof end - 1)), name);
    return hinge_name_at(names, n, stickers) < n;
}

static enum hinge_status walk(const char *path, size_t prefix, int depth,
                              struct hinge_folder *folder, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    const char **name;
    size_t n;
    if (!hinge_folder_names(path, &folder->arena, &name, &n))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE, "%s: %s", path,
                               strerror(errno));
    const char *slash = path[strlen(path) - 1] == '/' ? "" : "/";
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        struct hinge_os_info info;
        if (name[i][0] == '.')
            continue;
        const char *below = hinge_arena_printf(&folder->arena, "%s%s%s", path, slash, name[i]);
        if (hinge_os_lstat(below, &info) != 0)
            continue;
        const bool link = info.kind == HINGE_OS_LINK;
        if (info.kind == HINGE_OS_FOLDER) { /* one recording, or more of them */
            cleared_by(hinge_text_clear) struct hinge_text state = {0};
            hinge_text_printf(&state, "%s/%s", below, HINGE_RUN_STATE);
            if (hinge_os_stat(state.data, &info) == 0) /* results of an earlier run */
                continue;
            const bool one = hinge_folder_is_recording(below);
            if (one || depth >= DEPTH_MAX)
                add(folder, below, prefix, one ? HINGE_FOLDER_RECORDING : HINGE_FOLDER_DEEP);
            else
                status = walk(below, prefix, depth + 1, folder, error);
        } else if (hinge_os_stat(below, &info) == 0 && info.kind == HINGE_OS_FILE)
            add(folder, below, prefix,
                is_body_of_film(name[i], name, n)  ? HINGE_FOLDER_OTHER
                : link && leads_out(folder, below) ? HINGE_FOLDER_OUTSIDE
                                                   : kind_of(below));
        else
            add(folder, below, prefix, HINGE_FOLDER_OTHER);
    }
    return status;
}

enum hinge_status hinge_folder_walk(const char *path, struct hinge_folder *folder,
                                    struct hinge_error *error)
{
    size_t length = strlen(path);
    size_t prefix = length + (length > 0 && path[length - 1] == '/' ? 0 : 1);
    cleared_by(freed) char *real = folder->anywhere ? NULL : hinge_os_real_path(path);
    folder->real = real != NULL ? hinge_arena_strdup(&folder->arena, real) : NULL;
    enum hinge_status status = walk(path, prefix, 0, folder, error);
    if (status != HINGE_OK)
        return status;
    if (folder->n > 1)
        qsort(folder->file, folder->n, sizeof *folder->file, hinge_by_text);
    /* a JSON file beside a recording of the same name describes that */
    for (size_t i = 0; i < folder->n; i++) {
        struct hinge_folder_file *file = &folder->file[i];
        const char *extension = extension_of(file->path);
        size_t stem = (size_t)(extension - file->path), from = i;
        if (!hinge_same_name(extension, "json") || file->kind == HINGE_FOLDER_OUTSIDE)
            continue;
        /* those that begin alike are beside one another */
        while (from > 0 && strncmp(folder->file[from - 1].path, file->path, stem) == 0)
            from--;
        for (size_t k = from; k < folder->n && strncmp(folder->file[k].path, file->path, stem) == 0;
             k++)
            if (k != i &&
                extension_of(folder->file[k].path) - folder->file[k].path == (ptrdiff_t)stem)
                file->kind = HINGE_FOLDER_SIDECAR;
    }
    hinge_bids_mark(folder);
    return HINGE_OK;
}

void hinge_folder_clear(struct hinge_folder *folder)
{
    hinge_arena_clear(&folder->arena);
}

const char *hinge_folder_why_not(const char *name)
{
    if (hinge_ends_alike(name, ".xlsx"))
        return "none of its sheets has a header with a column \"file\" in the first 12 rows";
    if (has_extension(name, spreadsheets))
        return "a spreadsheet; if it is the trial list, save it as .xlsx or CSV";
    if (has_extension(name, films))
        return "a film; docs/my-folder.md says how to make keypoints of it";
    return has_extension(name, pictures) ? "a picture, not a recording"
                                         : "not a recording by its name";
}
