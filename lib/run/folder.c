/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of a run: made, alone in it; what its stages were made from and the files they left;
 * its config.ini and README.txt. */
#include "run/run.h"

#include "base/build.h"

#include <hinge/figure.h>
#include <hinge/file.h>

const char *const hinge_run_stage[HINGE_RUN_CONFIG + 1] = {
    "ingest", "analyze", "compare", "tables", "figures", "report", "config"};

enum { STATE_LIMIT = 1 << 24, LIST_LIMIT = 1 << 28 };

bool hinge_run_good(struct hinge_run_work *run, enum hinge_status status)
{
    run->status = status;
    return status == HINGE_OK;
}

bool hinge_run_fail(struct hinge_run_work *run, enum hinge_status status, enum hinge_reason reason,
                    const char *format, ...)
{
    va_list args;
    va_start(args, format);
    run->status = hinge_error_vset(run->error, status, reason, format, args);
    va_end(args);
    return false;
}

void hinge_run_note(struct hinge_run_work *run, struct hinge_run_note of, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    of.text = hinge_arena_vprintf(&run->arena, format, args);
    va_end(args);
    run->note = hinge_arena_more(&run->arena, run->note, run->n_notes, sizeof *run->note);
    run->note[run->n_notes++] = of;
}

const char *hinge_run_below(struct hinge_run_work *run, const char *name)
{
    return hinge_arena_printf(&run->arena, "%s/%s", run->output, name);
}

/* --- what the folder remembers --- */

struct hinge_run_file *hinge_run_find(const struct hinge_run_work *run, const char *name)
{
    const size_t i = HINGE_ROW_AT(run->file, run->n_files, name);
    return i < run->n_files ? &run->file[i] : NULL;
}

static struct hinge_run_file *add_file(struct hinge_run_work *run, int stage, const char *digest,
                                       const char *name)
{
    run->file = hinge_arena_more(&run->arena, run->file, run->n_files, sizeof *run->file);
    struct hinge_run_file *file = &run->file[run->n_files++];
    *file = (struct hinge_run_file){.stage = stage, .name = hinge_arena_strdup(&run->arena, name)};
    snprintf(file->digest, sizeof file->digest, "%s", digest);
    return file;
}

#define SAYS "says "
#define LEFT "left "

static bool write_state(struct hinge_run_work *run)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    for (size_t i = 0; i < HINGE_RUN_STAGES; i++)
        if (run->digest[i][0] != '\0')
            hinge_text_printf(&text, "%s %s %s\n", hinge_run_stage[i], run->digest[i],
                              run->build[i]);
    for (size_t i = 0; i < run->n_files; i++)
        hinge_text_printf(&text, "file %s %s %s\n", hinge_run_stage[run->file[i].stage],
                          run->file[i].digest, run->file[i].name);
    const char *rest = hinge_text_string(&run->left), *line;
    for (size_t n; (line = hinge_next_item(&rest, '\n', &n)) != NULL;)
        hinge_text_printf(&text, LEFT "%.*s\n", (int)n, line);
    rest = hinge_text_string(&run->reported);
    for (size_t n; (line = hinge_next_item(&rest, '\n', &n)) != NULL;)
        if (n > 0)
            hinge_text_printf(&text, SAYS "%.*s\n", (int)n, line);
    return hinge_run_good(run, hinge_file_save(run->state_path, hinge_text_string(&text),
                                               text.length, run->error));
}

/* A line of the state that no run writes: it may come from somebody else with the folder. */
static bool refuse_line(struct hinge_run_work *run, size_t line, const char *found,
                        const char *expected)
{
    return hinge_run_fail(run, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                          "%s:%zu: %.200s %s; move %s away, and run again", run->state_path, line,
                          found, expected, run->output);
}

/* Whether a name is one that a run gives: below its folder, of parts that are names of files as
 * base/stem.h makes them, so neither absolute nor with "..". */
static bool is_name(const char *name)
{
    for (size_t n;; name += n + 1) {
        n = strcspn(name, "/\\:*?\"<>|");
        if (n == 0 || *name == '.' || (name[n] != '\0' && name[n] != '/'))
            return false;
        for (size_t i = 0, step; i < n; i += step) {
            uint32_t code;
            step = hinge_utf8_next(name + i, &code);
            if (step == 0 || hinge_text_steers(name + i) > 0)
                return false;
        }
        if (name[n] == '\0')
            return true;
    }
}

static bool is_digest(const char *text)
{
    return strcmp(text, "-") == 0 || strspn(text, "0123456789abcdef") == 64;
}

/* The path of a file below the folder, cut after the first symbolic link on its way; NULL: there is
 * none. */
static const char *link_on_way(struct hinge_run_work *run, const char *name)
{
    struct hinge_os_info info;
    const char *path = hinge_run_below(run, name), *end = path + strlen(path) - strlen(name);
    do {
        end += strcspn(end, "/");
        const char *part = hinge_arena_copy(&run->arena, path, (size_t)(end - path));
        if (hinge_os_lstat(part, &info) == 0 && info.kind == HINGE_OS_LINK)
            return part;
    } while (*end++ == '/');
    return NULL;
}

/* What a run may make, replace and remove below its folder: no link leads it elsewhere. */
#define NOT_THROUGH "is a symbolic link: hinge-run replaces and removes nothing through one"

static bool read_line(struct hinge_run_work *run, const char *text, size_t line)
{
    char stage[16] = "", digest[65] = "";
    int name = 0, at;
    if (sscanf(text, "file %15s %64s %n", stage, digest, &name) == 2 && is_digest(digest) &&
        is_name(text + name) &&
        (at = (int)hinge_label_find(hinge_run_stage, HINGE_RUN_CONFIG + 1, stage)) >= 0) {
        const char *link = link_on_way(run, text + name);
        if (link != NULL)
            return refuse_line(run, line, link, NOT_THROUGH);
        add_file(run, at, digest, text + name)->line = line;
        return true;
    }
    if (sscanf(text, "%15s %64s%n", stage, digest, &name) == 2 && is_digest(digest) &&
        strncmp(text + name, " hinge-", 7) == 0 &&
        (at = (int)hinge_label_find(hinge_run_stage, HINGE_RUN_CONFIG + 1, stage)) >= 0 &&
        at < HINGE_RUN_STAGES) {
        memcpy(run->digest[at], digest, sizeof digest);
        run->build[at] = hinge_arena_strdup(&run->arena, text + name + 1);
        return true;
    }
    if (strncmp(text, SAYS "question ", 14) == 0 || strncmp(text, SAYS "found ", 11) == 0 ||
        strncmp(text, SAYS "caution ", 13) == 0 || strncmp(text, SAYS "doubt ", 11) == 0 ||
        strncmp(text, SAYS "kind ", 10) == 0) {
        hinge_text_printf(&run->reported, "%s\n", text + strlen(SAYS));
        return true;
    }
    if (strncmp(text, LEFT, strlen(LEFT)) == 0 && is_name(text + strlen(LEFT)) &&
        link_on_way(run, text + strlen(LEFT)) == NULL) {
        hinge_text_printf(&run->left, "%s\n", text + strlen(LEFT));
        return true;
    }
    const char *const ours[] = {hinge_study_build, hinge_results_build, hinge_run_build};
    for (size_t i = 0; i < HINGE_RUN_STAGES; i++)
        if (run->build[i] != NULL && hinge_name_at(ours, 3, run->build[i]) == 3)
            return refuse_line(run, line,
                               hinge_arena_printf(&run->arena,
                                                  "written by another hingekit, %.100s",
                                                  run->build[i]),
                               "that is older or newer");
    return refuse_line(
        run, line, hinge_arena_printf(&run->arena, "\"%.150s\"", text),
        "is not a line of hinge-run: expected STAGE DIGEST BUILD, says LINE, or file "
        "STAGE DIGEST NAME with a NAME below this folder, such as tables/reps.csv");
}

static int by_name(const void *a, const void *b)
{
    const struct hinge_run_file *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order != 0 ? order : (int)x->line - (int)y->line;
}

bool hinge_run_content(struct hinge_run_work *run, const char *path, char digest[65])
{
    enum { BLOCK = 1 << 20 };
    cleared_by(hinge_text_clear) struct hinge_text blocks = {0};
    char *block = hinge_alloc(BLOCK, 1), one[HINGE_XXH128_TEXT];
    FILE *file = hinge_file_stream(path);
    enum hinge_status status = HINGE_OK;
    *digest = '\0';
    for (size_t n; file != NULL && (n = fread(block, 1, BLOCK, file)) > 0;) {
        hinge_xxh128(block, n, one);
        hinge_text_adds(&blocks, one);
    }
    if (file != NULL && !ferror(file))
        status = hinge_sha256(hinge_text_string(&blocks), blocks.length, digest, run->error);
    if (file != NULL)
        fclose(file);
    free(block);
    return hinge_run_good(run, status);
}

/* --- what a run reads --- */

void hinge_run_stamp(struct hinge_run_work *run, const char *path)
{
    struct hinge_text *out = &run->stamps;
    struct hinge_os_info info;
    hinge_text_printf(out, "%s ", path);
    if (hinge_os_stat(path, &info) == 0) {
        hinge_text_printf(out, "%lld %lld.%09ld %lld.%09ld %llu", (long long)info.size,
                          (long long)info.modified.tv_sec, info.modified.tv_nsec,
                          (long long)info.changed.tv_sec, info.changed.tv_nsec,
                          (unsigned long long)info.inode);
        run->input = hinge_arena_more(&run->arena, run->input, run->n_inputs, sizeof *run->input);
        run->input[run->n_inputs++] = (struct hinge_run_input){info.device, info.inode};
    }
    hinge_text_adds(out, "\n");
}

/* Every file of the folder: frames, sidecars and sensors are recordings too. */
static bool stamp_folder(struct hinge_run_work *run, const char *path)
{
    cleared_by(hinge_folder_clear) struct hinge_folder folder = {0};
    enum hinge_status status = hinge_folder_walk(path, &folder, run->error);
    for (size_t i = 0; status == HINGE_OK && i < folder.n; i++)
        hinge_run_stamp(run, folder.file[i].path);
    return hinge_run_good(run, status);
}

/* A recording, or the folder of its frames, and what stands beside it. */
static bool stamp_recording(struct hinge_run_work *run, const char *path)
{
    cleared_by(hinge_text_clear) struct hinge_text name = {0};
    if (hinge_os_is_folder(path))
        return stamp_folder(run, path);
    hinge_run_stamp(run, path);
    for (size_t i = 0; hinge_bids_is_motion(path) && hinge_bids_beside(path, i, &name); i++) {
        hinge_run_stamp(run, hinge_text_string(&name));
        name.length = 0;
    }
    return true;
}

struct hinge_ingest_request hinge_run_intake(struct hinge_run_work *run)
{
    return (struct hinge_ingest_request){.path = &run->list,
                                         .n_paths = 1,
                                         .config = run->request->config,
                                         .folder = run->folder,
                                         .allow_outside = run->request->allow_outside};
}

bool hinge_run_stamp_list(struct hinge_run_work *run)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    cleared_by(hinge_text_clear) struct hinge_text key = {0};
    if (hinge_os_is_folder(run->list))
        return stamp_folder(run, run->list);
    if (!hinge_run_good(run, hinge_file_read(run->list, run->list, LIST_LIMIT, &bytes, run->error)))
        return false;
    hinge_text_add(&run->stamps, bytes.data, bytes.size);
    /* that of its folder is joined to it */
    hinge_run_stamp(run,
                    hinge_arena_printf(&run->arena, "%.*s" HINGE_PEOPLE_LIST,
                                       (int)(hinge_file_name(run->list) - run->list), run->list));
    if (*run->request->config->ingest.pseudonymise != '\0') {
        hinge_key_path(&run->request->config->ingest, &key);
        hinge_run_stamp(run, key.data);
    }
    /* whatever the intake of an ingest would read */
    const struct hinge_ingest_request request = hinge_run_intake(run);
    cleared_by(hinge_intake_clear) struct hinge_intake intake = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    const enum hinge_status status = hinge_intake_make(&request, &intake, &why);
    if (status == HINGE_INPUT || status == HINGE_USAGE)
        return true;
    bool good = hinge_run_good(run, status);
    if (!good)
        *run->error = why;
    for (size_t r = 0; good && r < intake.n; r++) {
        const struct hinge_intake_row *row = &intake.row[r];
        good = row->path == NULL || stamp_recording(run, row->path);
        for (size_t i = 0; good && i < row->n_parts; i++)
            good = stamp_recording(run, row->part[i].path);
    }
    for (size_t i = 0; good && i < intake.n_people; i++)
        hinge_run_stamp(run, intake.people[i]);
    return good;
}

/* --- the files of its stages --- */

static bool check(struct hinge_run_work *run, const char *name)
{
    struct hinge_os_info info;
    const char *place = hinge_run_below(run, name), *link = link_on_way(run, name);
    bool is_input = false;
    if (hinge_os_stat(place, &info) == 0)
        for (size_t i = 0; i < run->n_inputs && !is_input; i++)
            is_input = run->input[i].device == info.device && run->input[i].inode == info.inode;
    if (is_input)
        return hinge_run_fail(
            run, HINGE_USAGE, HINGE_REASON_OK,
            "%s: the output would replace an input; output under [run] names another folder",
            place);
    if (!run->request->force && hinge_os_lstat(place, &info) == 0 &&
        hinge_run_find(run, name) == NULL)
        return hinge_run_fail(
            run, HINGE_USAGE, HINGE_REASON_OK,
            "%s is there already, and hinge-run did not make it: move it away, or "
            "replace it with --force; output under [run] names another folder",
            place);
    if (link != NULL)
        return hinge_run_fail(run, HINGE_WRITE, HINGE_REASON_OK,
                              "%s " NOT_THROUGH
                              "; move the link away; output under [run] names another folder",
                              link);
    return hinge_run_good(run, hinge_file_plain(place, run->error));
}

/* A file that another program has open, as Excel has on Windows, stays as it is and is named at the
 * end; the others are written. Its stage is done again by the next run. */
static bool is_in_use(struct hinge_run_work *run, const char *name)
{
    if (hinge_listed(hinge_text_string(&run->in_use), '\n', name))
        return true;
    if (!hinge_os_in_use(hinge_run_below(run, name)))
        return false;
    hinge_text_printf(&run->in_use, "%s\n", name);
    return true;
}

bool hinge_run_claim(struct hinge_run_work *run, const char *name)
{
    if (!check(run, name))
        return false;
    /* what the next run will know must be there before the file is */
    cleared_by(hinge_text_clear) struct hinge_text line = {0};
    hinge_text_printf(&line, "file %s - %s\n", hinge_run_stage[run->stage], name);
    int state =
        hinge_os_open(run->state_path, HINGE_OS_WRITE | HINGE_OS_APPEND | HINGE_OS_NOT_LINK);
    enum hinge_status status =
        state < 0 ? hinge_error_set(run->error, HINGE_WRITE, HINGE_REASON_OK, "%s: %s",
                                    run->state_path, strerror(errno))
                  : hinge_bytes_write(state, run->state_path, line.data, line.length, run->error);
    if (state >= 0)
        hinge_os_close(state);
    if (!hinge_run_good(run, status))
        return false;
    struct hinge_run_file *file = hinge_run_find(run, name);
    if (file == NULL)
        file = add_file(run, run->stage, "-", name);
    file->stage = run->stage;
    if (!is_in_use(run, name)) /* what its user changed there is still known by the next run */
        strcpy(file->digest, "-");
    return true;
}

void hinge_run_made(struct hinge_run_work *run, const char *name)
{
    hinge_text_printf(&run->saved, "%s\n", name);
}

/* Whether a file is there with other bytes than the run left; *there is set. */
static bool look(struct hinge_run_work *run, const struct hinge_run_file *file, bool *there,
                 bool *changed)
{
    struct hinge_os_info info;
    char digest[65] = "";
    const char *path = hinge_run_below(run, file->name);
    bool good = hinge_run_content(run, path, digest);
    *there = hinge_os_lstat(path, &info) == 0;
    *changed = *there && strcmp(digest, file->digest) != 0;
    return good;
}

bool hinge_run_whole(struct hinge_run_work *run, bool *whole)
{
    *whole = true;
    for (size_t i = 0; i < run->n_files && *whole; i++) {
        bool there, changed;
        if (run->file[i].stage != run->stage)
            continue;
        if (!look(run, &run->file[i], &there, &changed))
            return false;
        *whole = there && !changed;
    }
    return true;
}

bool hinge_run_keep(struct hinge_run_work *run)
{
    enum { MOST = 1000 };
    for (size_t i = 0; i < run->n_files; i++) {
        const struct hinge_run_file *file = &run->file[i];
        bool there, changed;
        if (file->stage != run->stage || strcmp(file->digest, "-") == 0)
            continue;
        if (!look(run, file, &there, &changed))
            return false;
        if (!changed || is_in_use(run, file->name))
            continue;
        /* a name beside the file's that is free: reps.csv.changed-1 */
        const char *from = hinge_run_below(run, file->name);
        cleared_by(hinge_text_clear) struct hinge_text to = {0};
        struct hinge_os_info info;
        for (int k = 1; k < MOST; k++) {
            to.length = 0;
            hinge_text_printf(&to, "%s.changed-%d", from, k);
            if (hinge_os_lstat(to.data, &info) != 0)
                break;
        }
        if (hinge_os_rename(from, to.data) != 0)
            return hinge_run_fail(run, HINGE_WRITE, HINGE_REASON_OK, "%s: cannot rename it: %s",
                                  from, strerror(errno));
        hinge_note(run->request->message, run->request->context,
                   "%s was changed since hinge-run made it: it is kept as %s, and made anew", from,
                   hinge_file_name(to.data));
    }
    return true;
}

bool hinge_run_settle(struct hinge_run_work *run)
{
    for (size_t i = 0; i < run->n_files;) {
        struct hinge_run_file *file = &run->file[i];
        const char *path = hinge_run_below(run, file->name);
        bool mine = file->stage == run->stage && !is_in_use(run, file->name);
        if (mine && !hinge_listed(hinge_text_string(&run->saved), '\n', file->name)) {
            hinge_os_unlink(path); /* of other people than the rest; what stays stays */
            *file = run->file[--run->n_files];
            continue;
        }
        if (mine && !hinge_run_content(run, path, file->digest))
            return false;
        i++;
    }
    hinge_text_clear(&run->saved);
    return write_state(run);
}

bool hinge_run_output_begin(struct hinge_run_work *run, struct hinge_run_output *output,
                            const char *subfolder, const char *name, const char *extension)
{
    /* subfolder/name.extension; names from ids are made by hinge_stems */
    const char *file = hinge_arena_printf(&run->arena, "%s%s%s.%s", subfolder,
                                          *subfolder != '\0' ? "/" : "", name, extension);
    *output = (struct hinge_run_output){.file = file, .saving.path = hinge_run_below(run, file)};
    return hinge_run_claim(run, file) &&
           hinge_run_good(run, hinge_folder_make(hinge_run_below(run, subfolder), run->error));
}

enum hinge_status hinge_run_output_end(struct hinge_run_work *run, struct hinge_run_output *output,
                                       enum hinge_status status, struct hinge_error *error)
{
    const bool in_use = status == HINGE_OK && is_in_use(run, output->file);
    status = hinge_saving_end(&output->saving, in_use ? HINGE_WRITE : status, error);
    if (status == HINGE_OK)
        hinge_run_made(run, output->file);
    return in_use ? HINGE_OK : status;
}

bool hinge_run_save(struct hinge_run_work *run, const char *subfolder, const char *name,
                    const char *extension, const char *bytes, size_t length)
{
    struct hinge_run_output output;
    if (!hinge_run_output_begin(run, &output, subfolder, name, extension))
        return false;
    enum hinge_status status = hinge_saving_add(&output.saving, bytes, length, run->error);
    return hinge_run_good(run, hinge_run_output_end(run, &output, status, run->error));
}

/* --- making it --- */

bool hinge_run_folder_open(struct hinge_run_work *run)
{
    bool dry = run->request->dry_run;
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    struct hinge_os_info info;
    if (!dry && !hinge_run_good(run, hinge_folder_make(run->output, run->error))) {
        /* a study beside recordings that are only to be read: results can go elsewhere */
        char *message = run->error->message;
        size_t n = strlen(message);
        if (run->status == HINGE_WRITE)
            snprintf(message + n, sizeof run->error->message - n, "; -o names another folder");
        return false;
    }
    if (!dry && !hinge_run_good(run, hinge_folder_lock(&run->lock, run->output, "hinge-run",
                                                       "output under [run]", run->error)))
        return false;
    if (hinge_os_lstat(run->state_path, &info) == 0) { /* no file remembers nothing */
        const char *what = info.kind != HINGE_OS_FILE
                               ? "is a link, a folder or a pipe: expected a file"
                           : info.size > STATE_LIMIT ? "is too large: expected at most 16 MiB"
                                                     : NULL;
        if (what != NULL)
            return hinge_run_fail(run, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                                  "%s %s; move %s away, and run again", run->state_path, what,
                                  run->output);
        if (info.size > 0 && !hinge_run_good(run, hinge_file_read(run->state_path, run->state_path,
                                                                  STATE_LIMIT, &bytes, run->error)))
            return false;
        /* a line without its end is what a killed run was writing: the next would be joined to it
         */
        const char *at = hinge_or_empty(bytes.data), *all = at + bytes.size, *end;
        for (size_t line = 1; (end = memchr(at, '\n', (size_t)(all - at))) != NULL; line++) {
            if (!read_line(run, hinge_arena_copy(&run->arena, at, (size_t)(end - at)), line))
                return false;
            at = end + 1;
        }
        /* of the lines with one name the last counts */
        size_t n = 0;
        if (run->file != NULL)
            qsort(run->file, run->n_files, sizeof *run->file, by_name);
        for (size_t i = 0; i < run->n_files; i++) {
            n -= n > 0 && strcmp(run->file[n - 1].name, run->file[i].name) == 0;
            run->file[n++] = run->file[i];
        }
        run->n_files = n;
        if (at != all && !dry && !write_state(run))
            return false;
    }
    return dry || (check(run, "study.h5") && check(run, "results.h5") &&
                   check(run, "report.html") && check(run, "config.ini"));
}

/* config.ini says what the results beside it were made with: it is written when they
 * are, and at the end for what later stages go by; not where it is there as it is. */
bool hinge_run_save_config(struct hinge_run_work *run)
{
    const char *path = hinge_run_below(run, "config.ini");
    cleared_by(freed) char *text = hinge_config_print(run->request->config);
    if (*run->request->config->ingest.pseudonymise != '\0') { /* folders may be named as people */
        struct hinge_text kept = {0};
        const char *rest = text, *line;
        for (size_t n; (line = hinge_next_item(&rest, '\n', &n)) != NULL;)
            if (strncmp(line, "folder = ", 9) != 0 && strncmp(line, "list = ", 7) != 0)
                hinge_text_printf(&kept, "%.*s\n", (int)n, line);
        free(text);
        text = kept.data;
    }
    run->stage = HINGE_RUN_CONFIG;
    if (hinge_file_holds(path, text, strlen(text)) && hinge_run_find(run, "config.ini") != NULL)
        return true;
    return hinge_run_keep(run) && hinge_run_save(run, "", "config", "ini", text, strlen(text)) &&
           hinge_run_settle(run);
}

/* --- README.txt --- */

/* What the files are, in the order in which a reader wants them; of a folder each file that no
 * other row names; "": its kind has a title. */
static const struct {
    const char *name, *what;
} about[] = {
    {"report.html", "what was found, with its figures: begin here, in any browser"},
    {"report-", "the same of recordings that were measured in another way"},
    {"recordings/index.html", "every recording: the body, its curves, its faults"},
    {"recordings/", "a page a recording"},
    {"sheets/", "a page a person, to be given to that person"},
    {"tables/" HINGE_RUN_TABLE2, "Table 2: outcomes by group and condition, with differences"},
    {"tables/", ""},
    {"tables/more/", ""},
    {"figures/answer", ""},
    {"figures/", ""},
    {"figures/paired-", "the same of another outcome that changed"},
    {"comparisons/cues", "each cue against the baseline"},
    {"comparisons/groups", "groups on every outcome"},
    {"comparisons/practice", "the change by practice, or its difference between groups"},
    {"comparisons/sessions", "the change between sessions, or its difference between groups"},
    {"comparisons/later-", "what is left later, of before or of after, or its difference"},
    {"comparisons/loads", "the change with the load, or its difference between groups"},
    {"config.ini", "every setting of this run"},
    {"results.h5", "every repetition: values, faults, curves (hinge-table, hinge-plot, R, Python)"},
    {"study.h5", "the recordings as they were read"},
};
enum { ABOUT = sizeof about / sizeof *about };

/* The row of a file: the longest name that it begins with. */
static size_t row_of(const char *name)
{
    size_t best = ABOUT, most = 0;
    for (size_t i = 0; i < ABOUT; i++) {
        size_t n = strlen(about[i].name);
        if (n > most && strncmp(name, about[i].name, n) == 0) {
            best = i;
            most = n;
        }
    }
    return best;
}

static int by_row(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    size_t i = row_of(x), k = row_of(y);
    return i != k ? (i > k) - (i < k) : strcmp(x, y);
}

void hinge_run_list_files(const struct hinge_run_work *run, struct hinge_text *out)
{
    cleared_by(freed) const char **name = hinge_alloc(run->n_files + 1, sizeof *name);
    size_t n = 0;
    for (size_t i = 0; i < run->n_files; i++) {
        const struct hinge_run_file *file = &run->file[i];
        if (row_of(file->name) < ABOUT &&
            (file->stage != run->stage ||
             hinge_listed(hinge_text_string(&run->saved), '\n', file->name)))
            name[n++] = file->name;
    }
    qsort(name, n, sizeof *name, by_row);
    for (size_t i = 0; i < n; i++)
        hinge_text_printf(out, "%s\n", name[i]);
}

bool hinge_run_save_readme(struct hinge_run_work *run)
{
    cleared_by(hinge_text_clear) struct hinge_text names = {0}, text = {0};
    size_t last = ABOUT;
    hinge_run_list_files(run, &names);
    const char *rest = hinge_text_string(&names), *name;
    hinge_text_adds(&text, "The files of this folder. hinge-run makes them again when something "
                           "changed; your own files "
                           "stay.\n\n");
    for (size_t n; (name = hinge_next_item(&rest, '\n', &n)) != NULL;) {
        char copy[256];
        snprintf(copy, sizeof copy, "%.*s", (int)n, name);
        size_t row = row_of(copy);
        const bool kinds = *about[row].what == '\0', table = *about[row].name == 't',
                   pages = !kinds && about[row].name[strlen(about[row].name) - 1] == '/';
        if (pages && row == last)
            continue;
        last = row;
        if (pages)
            snprintf(copy, sizeof copy, "%sID.html", about[row].name);
        const char *id, *what = about[row].what, *file = hinge_file_name(copy);
        for (size_t i = 0; kinds && (id = table ? hinge_view_id(i) : hinge_figure_id(i)) != NULL;
             i++)
            if (strlen(id) == strcspn(file, ".") && strncmp(id, file, strlen(id)) == 0)
                what = table
                           ? hinge_view_title(i)
                           : hinge_figure_title(i); /* of a table or figure the title of its kind */
        /* behind a semicolon are options of a tool */
        hinge_text_printf(&text, "%-28s %.*s\n", copy, (int)strcspn(what, ";"), what);
    }
    hinge_text_adds(&text, HINGE_RUN_STATE "                what the next run compares with\n");
    return hinge_run_save(run, "", "README", "txt", hinge_text_string(&text), text.length);
}
