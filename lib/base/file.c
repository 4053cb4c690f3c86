/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files: names, whole regular ones in, outputs that appear whole or not at all, folders. */
#include "base/base.h"
#include "os/text.h"

#include <hinge/file.h>
#include <hinge/init.h>
#include <time.h>

/* --- names --- */

const char *hinge_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

size_t hinge_path_length(const char *path)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    return length;
}

char *hinge_path_name(const char *path)
{
    char *whole = hinge_copy_n(path, hinge_path_length(path)), *real = NULL;
    const char *last = hinge_file_name(whole);
    if (strcmp(last, ".") == 0 || strcmp(last, "..") == 0)
        real = hinge_os_real_path(whole);
    char *name = hinge_copy(hinge_file_name(real != NULL ? real : whole));
    free(real);
    free(whole);
    return name;
}

char *hinge_path_join(const char *folder, const char *name)
{
    size_t length = strlen(folder), n = length + strlen(name) + 2;
    bool slash = length > 0 && folder[length - 1] == '/';
    char *path = hinge_alloc(n, 1);
    snprintf(path, n, "%s%s%s", folder, slash ? "" : "/", name);
    return path;
}

bool hinge_file_same(const char *a, const char *b)
{
    struct hinge_os_info first, second;
    return hinge_os_stat(a, &first) == 0 && hinge_os_stat(b, &second) == 0 &&
           first.device == second.device && first.inode == second.inode;
}

/* --- reading whole regular files --- */

static enum hinge_status fail_unreadable(enum hinge_status status, const char *shown, int code,
                                         struct hinge_error *error)
{
    if (code == ENOMEM)
        hinge_out_of_memory();
    const char *advice = code == ENOENT                    ? "; check the name and the folder"
                         : code == EACCES || code == EPERM ? "; ask for the right to read it"
                         : code == ELOOP                   ? "; name the file itself"
                                                           : "";
    return hinge_error_set(error, status, HINGE_REASON_UNREADABLE, "%s: %s%s", shown,
                           strerror(code), advice);
}

/* A file that is not there or not for us is input; a system that fails is not. */
enum hinge_status hinge_file_unreadable(const char *shown, int code, struct hinge_error *error)
{
    bool there = code == ENOENT || code == ENOTDIR || code == EACCES || code == EPERM ||
                 code == ELOOP || code == ENAMETOOLONG || code == EISDIR;
    return fail_unreadable(there ? HINGE_INPUT : HINGE_IO, shown, code, error);
}

/* One recording that a disk cannot read is like one that is not there: others go on. */
static enum hinge_status unreadable(const char *shown, int code, struct hinge_error *error)
{
    bool files = code == EMFILE || code == ENFILE;
    return fail_unreadable(files ? HINGE_IO : HINGE_INPUT, shown, code, error);
}

static bool same_time(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

bool hinge_file_unchanged(const struct hinge_os_info *before, const struct hinge_os_info *now)
{
    return before->device == now->device && before->inode == now->inode &&
           before->size == now->size && same_time(&before->modified, &now->modified) &&
           (same_time(&before->changed, &now->changed) || before->links != now->links);
}

enum hinge_status hinge_file_changed(const char *shown, enum hinge_reason reason,
                                     struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, reason,
                           "%s: changed while it was read; wait until nothing writes "
                           "to it, then run again",
                           shown);
}

void hinge_file_settle(const char *path)
{
    const long most_ns = 20000000; /* a tick of the clock that files get is 1 to 10 ms */
    struct hinge_os_info info;
    struct timespec now;
    if (hinge_os_stat(path, &info) != 0 || clock_gettime(CLOCK_REALTIME, &now) != 0)
        return;
    long long ns = (long long)(now.tv_sec - info.changed.tv_sec) * 1000000000 + now.tv_nsec -
                   info.changed.tv_nsec;
    if (ns >= 0 && ns < most_ns)
        (void)nanosleep(&(struct timespec){.tv_nsec = most_ns - (long)ns}, NULL);
}

static enum hinge_status fill(int file, const char *shown, struct hinge_bytes *bytes, size_t size,
                              struct hinge_error *error)
{
    if (bytes->capacity < size + HINGE_FILE_PADDING) {
        bytes->capacity = size + HINGE_FILE_PADDING;
        bytes->data = hinge_resize(bytes->data, bytes->capacity, 1);
    }
    bytes->size = 0;
    while (bytes->size < size) {
        ptrdiff_t got = hinge_os_read(file, bytes->data + bytes->size, size - bytes->size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return unreadable(shown, errno, error);
        if (got == 0)
            break;
        bytes->size += (size_t)got;
    }
    memset(bytes->data + bytes->size, 0, HINGE_FILE_PADDING);
    if (bytes->size == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_EMPTY_FILE,
                               "%s: empty file; record or export it again", shown);
    return HINGE_OK;
}

bool hinge_path_lies_in(const char *folder, const char *real)
{
    const size_t n = strlen(folder);
    return strncmp(real, folder, n) == 0 && (real[n] == '\0' || real[n] == '/' || n == 1);
}

/* Whether the file that is open lies below the folder: by the name that the system has
 * for it, else by the name it was opened with, if that still is the same file. */
static bool lies_within(const char *within, int file, const char *path,
                        const struct hinge_os_info *info)
{
    char real[HINGE_OS_PATH];
    struct hinge_os_info named;
    if (!hinge_os_path_of(file, real, sizeof real)) {
        cleared_by(freed) char *by_name = hinge_os_real_path(path);
        bool same = by_name != NULL && strlen(by_name) < sizeof real &&
                    hinge_os_stat(by_name, &named) == 0 && named.device == info->device &&
                    named.inode == info->inode;
        if (same)
            strcpy(real, by_name);
        if (!same)
            return false;
    }
    return hinge_path_lies_in(within, real);
}

/* The whole of an open file. */
static enum hinge_status read_open(int file, const char *within, const char *path,
                                   const char *shown, size_t limit, struct hinge_bytes *bytes,
                                   struct hinge_error *error)
{
    struct hinge_os_info info, now;
    if (hinge_os_fstat(file, &info) != 0)
        return unreadable(shown, errno, error);
    if (info.kind != HINGE_OS_FILE)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE, "%s: %s", shown,
                               info.kind == HINGE_OS_FOLDER ? "a folder; name a file in it"
                                                            : "not a regular file; name a file");
    if (within != NULL && !lies_within(within, file, path, &info))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OUTSIDE_FOLDER,
                               "%s: " HINGE_LEAVES_FOLDER, shown);
    if ((uint64_t)info.size > limit)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                               "%s: %lld bytes, more than the limit of %zu; split "
                               "the recording, or export fewer columns",
                               shown, (long long)info.size, limit);
    enum hinge_status status = fill(file, shown, bytes, (size_t)info.size, error);
    if (status == HINGE_OK &&
        (hinge_os_fstat(file, &now) != 0 || bytes->size != (size_t)info.size ||
         !hinge_file_unchanged(&info, &now)))
        return hinge_file_changed(shown, HINGE_REASON_UNREADABLE, error);
    return status;
}

enum hinge_status hinge_file_read_within(const char *within, const char *path, const char *shown,
                                         size_t limit, struct hinge_bytes *bytes,
                                         struct hinge_error *error)
{
    int file = hinge_os_open(path, HINGE_OS_READ);
    bytes->size = 0;
    if (file < 0)
        return unreadable(shown, errno, error);
    enum hinge_status status = read_open(file, within, path, shown, limit, bytes, error);
    hinge_os_close(file);
    return status;
}

enum hinge_status hinge_file_read(const char *path, const char *shown, size_t limit,
                                  struct hinge_bytes *bytes, struct hinge_error *error)
{
    return hinge_file_read_within(NULL, path, shown, limit, bytes, error);
}

bool hinge_file_is_ours(const char *path, const char *sign)
{
    char start[1025] = "";
    struct hinge_os_info info;
    if (hinge_os_stat(path, &info) != 0)
        return true;
    int file = info.kind == HINGE_OS_FILE ? hinge_os_open(path, HINGE_OS_READ) : -1;
    ptrdiff_t got = file >= 0 ? hinge_os_read(file, start, sizeof start - 1) : -1;
    if (file >= 0)
        hinge_os_close(file);
    return got == 0 || strstr(start, sign) != NULL;
}

bool hinge_file_starts_with(const char *path, const char *bytes, size_t n)
{
    char start[16];
    struct hinge_os_info info;
    int file = hinge_os_open(path, HINGE_OS_READ);
    if (file < 0)
        return false;
    bool same = n <= sizeof start && hinge_os_fstat(file, &info) == 0 &&
                info.kind == HINGE_OS_FILE && hinge_os_read(file, start, n) == (ptrdiff_t)n &&
                memcmp(start, bytes, n) == 0;
    hinge_os_close(file);
    return same;
}

FILE *hinge_file_stream(const char *path)
{
    struct hinge_os_info info;
    bool regular = hinge_os_stat(path, &info) == 0 && info.kind == HINGE_OS_FILE;
    return regular ? hinge_os_fopen(path, "rb") : NULL;
}

void hinge_bytes_clear(struct hinge_bytes *bytes)
{
    free(bytes->data);
    *bytes = (struct hinge_bytes){0};
}

/* --- outputs: written beside their target under a locked temporary, then renamed --- */

static enum hinge_status cannot_write(struct hinge_error *error, const char *target,
                                      const char *what)
{
    return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: %s: %s", target, what,
                           strerror(errno));
}

enum { TRIES = 100 };

/* What came of a temporary's name. */
enum found { LOCKED, GONE, TAKEN, FOREIGN, FAILED };

/* Locks an open file and sees whether the name still leads to it: between our open and
 * our lock another run may rename or remove it. */
static enum found lock(int file, const char *temporary)
{
    struct hinge_os_info ours, named;
    /* file systems without locks (ENOLCK) go on: the rename is whole all the same */
    if (hinge_os_lock(file) != 0 && errno == EWOULDBLOCK)
        return TAKEN;
    if (hinge_os_fstat(file, &ours) != 0)
        return FAILED;
    if (hinge_os_lstat(temporary, &named) != 0)
        return errno == ENOENT ? GONE : FAILED;
    return ours.device == named.device && ours.inode == named.inode ? LOCKED : GONE;
}

/* Removes what a killed run left under the temporary's name: a file of this user, in
 * nobody's hands, under no second name. It is never emptied or written through: a run
 * that finishes meanwhile keeps its result. */
static enum found remove_left(const char *temporary)
{
    struct hinge_os_info info;
    int file = hinge_os_open(temporary, HINGE_OS_READ | HINGE_OS_NOT_LINK);
    if (file < 0)
        return errno == ENOENT ? GONE : errno == EIO ? FAILED : FOREIGN;
    enum found found = FAILED;
    if (hinge_os_fstat(file, &info) == 0) {
        bool ours = info.kind == HINGE_OS_FILE && info.links <= 1 && info.ours;
        found = ours ? lock(file, temporary) : FOREIGN;
    }
    if (found == LOCKED)
        found = hinge_os_unlink(temporary) == 0 ? GONE : FAILED;
    int code = errno;
    hinge_os_close(file);
    errno = code;
    return found;
}

/* Makes and locks the temporary, a new file; -1 with what was in its way. */
static int make_locked(const char *temporary, enum found *found)
{
    const int fresh = HINGE_OS_READ | HINGE_OS_WRITE | HINGE_OS_NEW | HINGE_OS_NOT_LINK;
    for (int tries = 0; tries < TRIES; tries++) {
        int file = hinge_os_open(temporary, fresh);
        if (file < 0 && errno == EEXIST) {
            *found = remove_left(temporary);
            if (*found != GONE)
                return -1;
            continue;
        }
        *found = file < 0 ? FAILED : lock(file, temporary);
        if (file < 0 || *found == LOCKED)
            return file;
        int code = *found == FAILED ? errno : EBUSY; /* another run removed it: once more */
        if (*found == FAILED)
            hinge_os_unlink(temporary);
        hinge_os_close(file);
        errno = code;
        if (*found == FAILED)
            return -1;
    }
    *found = FAILED;
    return -1;
}

enum hinge_status hinge_output_spare(const char *target, const char *input,
                                     struct hinge_error *error)
{
    if (!hinge_file_same(target, input))
        return HINGE_OK;
    return hinge_usage(error,
                       "%s: the output would replace an input, %s; give another name "
                       "with -o",
                       target, input);
}

/* The folder of a path; -1 with errno 0 where that is not allowed. */
static int open_folder(const char *path)
{
    size_t length = (size_t)(hinge_file_name(path) - path);
    cleared_by(freed) char *folder = length == 0 ? hinge_copy(".") : hinge_copy_n(path, length);
    int directory = hinge_os_open_folder(folder);
    int code = directory < 0 && errno == EACCES ? 0 : errno;
    errno = code;
    return directory;
}

static enum hinge_status no_folder(struct hinge_error *error, const char *target)
{
    return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                           "%s: cannot create the output: its folder does not exist", target);
}

enum hinge_status hinge_output_folder(const char *target, struct hinge_error *error)
{
    if (hinge_file_name(target)[0] == '\0') /* it is a folder, made when needed */
        return HINGE_OK;
    int folder = open_folder(target);
    bool missing = folder < 0 && errno == ENOENT;
    if (folder >= 0)
        hinge_os_close(folder);
    return missing ? no_folder(error, target) : HINGE_OK;
}

/* Where the output goes: through a symbolic link to what it names, as a shell's > does.
 * "folder/.name.hinge~" is written until then. NULL (errno): a link to nothing. */
static char *follow(const char *target)
{
    struct hinge_os_info info;
    if (hinge_os_lstat(target, &info) == 0 && info.kind == HINGE_OS_LINK)
        return hinge_os_real_path(target);
    return hinge_copy(target);
}

#define TEMPORARY ".hinge~"

bool hinge_output_is_temporary(const char *path)
{
    static const char ours[] = HINGE_SCRATCH, library[] = "tmp.XXXXXXXXXX";
    const char *name = hinge_file_name(path);
    size_t n = strlen(name);
    return (*name == '.' && n > sizeof TEMPORARY && hinge_ends_with(name, TEMPORARY)) ||
           strncmp(name, ours, sizeof ours - 1) == 0 ||
           (strncmp(name, library, 4) == 0 && n == sizeof library - 1);
}

static char *temporary_of(const char *place)
{
    size_t length = strlen(place) + sizeof "." TEMPORARY;
    const char *name = hinge_file_name(place);
    char *temporary = hinge_alloc(length, 1);
    snprintf(temporary, length, "%.*s.%s" TEMPORARY, (int)(name - place), place, name);
    return temporary;
}

bool hinge_output_same(const char *a, const char *b)
{
    struct hinge_os_info first, second;
    bool there = hinge_os_stat(a, &first) == 0, also = hinge_os_stat(b, &second) == 0;
    if (there || also)
        return there && also && first.kind == HINGE_OS_FILE && hinge_file_same(a, b);
    int one = open_folder(a), other = open_folder(b);
    bool same = one >= 0 && other >= 0 && hinge_os_fstat(one, &first) == 0 &&
                hinge_os_fstat(other, &second) == 0 && first.device == second.device &&
                first.inode == second.inode && strcmp(hinge_file_name(a), hinge_file_name(b)) == 0;
    if (one >= 0)
        hinge_os_close(one);
    if (other >= 0)
        hinge_os_close(other);
    return same;
}

static enum hinge_status in_the_way(const struct hinge_output *output, enum found found,
                                    struct hinge_error *error)
{
    if (found == TAKEN)
        return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                               "%s: another run is writing this file", output->target);
    if (found == FOREIGN)
        return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                               "%s: %s is in the way; remove or rename it", output->target,
                               hinge_file_name(output->temporary));
    if (errno == ENOENT)
        return no_folder(error, output->target);
    return cannot_write(error, output->target, "cannot create the output");
}

enum hinge_status hinge_output_open(struct hinge_output *output, const char *target,
                                    struct hinge_error *error)
{
    *output = (struct hinge_output){.lock = -1};
    struct hinge_os_info info;
    if (hinge_os_stat(target, &info) == 0 && info.kind != HINGE_OS_FILE)
        return hinge_error_set(
            error, HINGE_WRITE, HINGE_REASON_OK, "%s: exists and is not a regular file%s", target,
            info.kind == HINGE_OS_FOLDER ? " but a folder; name a file in it" : "");
    enum found found;
    enum hinge_status status = HINGE_OK;
    output->target = hinge_copy(target);
    output->place = follow(target);
    if (output->place == NULL) {
        status = cannot_write(error, target, "cannot follow the link");
    } else {
        output->temporary = temporary_of(output->place);
        output->lock = make_locked(output->temporary, &found);
        if (output->lock < 0)
            status = in_the_way(output, found, error);
    }
    if (status != HINGE_OK) {
        free(output->temporary); /* not ours to remove */
        output->temporary = NULL;
        hinge_output_discard(output);
    }
    return status;
}

/* Some file systems cannot sync at all (EINVAL); the rename is whole there, too. */
static bool is_flushed(int file)
{
    if (hinge_os_sync(file) == 0)
        return true;
    const bool cannot = errno == EINVAL || errno == ENOTSUP;
    if (cannot)
        hinge_output_unflushed();
    return cannot;
}

enum hinge_status hinge_folder_lock(struct hinge_output *lock, const char *folder,
                                    const char *program, const char *elsewhere,
                                    struct hinge_error *error)
{
    enum { LIMIT = 100 };
    char text[LIMIT] = "", *target = hinge_path_join(folder, program), *place = follow(target),
         *path = place != NULL ? temporary_of(place) : NULL;
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    struct hinge_error ignored;
    enum hinge_status status = hinge_output_open(lock, target, error);
    if (status == HINGE_OK) {
        const int n = snprintf(text, sizeof text, "process %ld", hinge_os_process_id());
        status = hinge_bytes_write(lock->lock, path, text, (size_t)n, error);
    } else if (status == HINGE_WRITE && path != NULL &&
               hinge_file_read(path, path, LIMIT, &bytes, &ignored) == HINGE_OK &&
               strncmp(bytes.data, "process ", 8) == 0) {
        hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                        "%s: another %s works there (%s): wait until it has ended; %s names "
                        "another folder",
                        folder, program, bytes.data, elsewhere);
    }
    free(path);
    free(place);
    free(target);
    return status;
}

enum hinge_status hinge_output_publish(struct hinge_output *output, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    int directory = open_folder(output->place);
    int (*move)(const char *, const char *) = output->add ? hinge_os_rename_new : hinge_os_rename;
    /* what a folder of a program has while it runs need not outlive the machine */
    const bool passes = strstr(output->place, ".hinge~/") != NULL;
    if (directory < 0 && errno != 0)
        status = cannot_write(error, output->target, "cannot open its folder");
    else if (!passes && !is_flushed(output->lock))
        status = cannot_write(error, output->target, "cannot flush to disk");
    else if (move(output->temporary, output->place) != 0)
        status = cannot_write(error, output->target, "cannot rename the finished file");
    if (status == HINGE_OK) {
        free(output->temporary);
        output->temporary = NULL;
        /* nothing is left that could fail but this */
        if (!passes && directory >= 0 && !is_flushed(directory))
            status = hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                                     "%s: the new file is in place, but its folder cannot be "
                                     "flushed to disk: %s",
                                     output->target, strerror(errno));
    }
    if (directory >= 0)
        hinge_os_close(directory);
    hinge_output_discard(output);
    return status;
}

void hinge_output_discard(struct hinge_output *output)
{
    if (output->temporary != NULL)
        hinge_os_unlink(output->temporary);
    if (output->lock > 0)
        hinge_os_close(output->lock);
    free(output->temporary);
    free(output->place);
    free(output->target);
    *output = (struct hinge_output){.lock = -1};
}

/* --- bytes into files that appear whole or not at all, and the folders they go into --- */

enum hinge_status hinge_bytes_write(int file, const char *path, const char *bytes, size_t length,
                                    struct hinge_error *error)
{
    while (length > 0) {
        ptrdiff_t done = hinge_os_write(file, bytes, length);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: cannot write: %s",
                                   path, done < 0 ? strerror(errno) : "no space");
        bytes += done;
        length -= (size_t)done;
    }
    return HINGE_OK;
}

/* What bytes are, as far as replacing one by another goes. */
static const char *kind_of(const char *bytes, size_t n)
{
    if (n >= 4 && memcmp(bytes, "\x89HDF", 4) == 0)
        return "an HDF5 file";
    if (n >= 4 && memcmp(bytes, "PK\x03\x04", 4) == 0)
        return "a spreadsheet or archive";
    if (n >= 5 && memcmp(bytes, "%PDF-", 5) == 0)
        return "a PDF file"; /* whose first bytes may look like text, or not */
    return memchr(bytes, '\0', n) != NULL ? "no text" : "text";
}

/* A table over a study, say, is a slip. */
static enum hinge_status check_kind(const char *path, const char *bytes, size_t length,
                                    struct hinge_error *error)
{
    char old[256];
    int file = hinge_os_open(path, HINGE_OS_READ);
    if (file < 0)
        return HINGE_OK; /* none, or not ours to read: the writing will say */
    ptrdiff_t got = hinge_os_read(file, old, sizeof old);
    hinge_os_close(file);
    if (got <= 0)
        return HINGE_OK;
    const char *was = kind_of(old, (size_t)got);
    const char *is = kind_of(bytes, length < sizeof old ? length : sizeof old);
    if (strcmp(was, is) == 0)
        return HINGE_OK;
    return hinge_usage(error,
                       "%s: is %s; it would be replaced by %s: name another output, "
                       "or remove it first",
                       path, was, is);
}

static enum hinge_status begin(struct hinge_saving *saving, const char *bytes, size_t length,
                               struct hinge_error *error)
{
    const char *path = saving->path;
    struct hinge_os_info info;
    /* /dev/stdout, a named pipe, /dev/null: nothing to rename onto */
    if (hinge_os_stat(path, &info) == 0 && info.kind == HINGE_OS_STREAM) {
        saving->stream = hinge_os_open(path, HINGE_OS_WRITE);
        if (saving->stream < 0)
            return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: cannot open: %s", path,
                                   strerror(errno));
        saving->begun = true;
        return HINGE_OK;
    }
    enum hinge_status status = check_kind(path, bytes, length, error);
    if (status == HINGE_OK)
        status = hinge_output_open(&saving->output, path, error);
    saving->begun = status == HINGE_OK;
    saving->output.add = saving->add;
    return status;
}

enum hinge_status hinge_saving_add(struct hinge_saving *saving, const char *bytes, size_t length,
                                   struct hinge_error *error)
{
    enum hinge_status status = saving->begun ? HINGE_OK : begin(saving, bytes, length, error);
    if (status != HINGE_OK)
        return status;
    return hinge_bytes_write(saving->stream > 0 ? saving->stream : saving->output.lock,
                             saving->path, bytes, length, error);
}

enum hinge_status hinge_saving_end(struct hinge_saving *saving, enum hinge_status status,
                                   struct hinge_error *error)
{
    if (!saving->begun)
        return status;
    saving->begun = false;
    if (saving->stream > 0) {
        if (hinge_os_close(saving->stream) != 0 && status == HINGE_OK)
            status = hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: cannot write: %s",
                                     saving->path, strerror(errno));
        return status;
    }
    if (status == HINGE_OK)
        return hinge_output_publish(&saving->output, error);
    hinge_output_discard(&saving->output);
    return status;
}

static enum hinge_status save(const char *path, bool add, const char *bytes, size_t length,
                              struct hinge_error *error)
{
    struct hinge_saving saving = {.path = path, .add = add};
    enum hinge_status status = hinge_saving_add(&saving, bytes, length, error);
    return hinge_saving_end(&saving, status, error);
}

enum hinge_status hinge_file_save(const char *path, const char *bytes, size_t length,
                                  struct hinge_error *error)
{
    return save(path, false, bytes, length, error);
}

const char *hinge_unless_forced(bool force)
{
    return force ? NULL : "name another folder, or replace it with --force";
}

enum hinge_status hinge_file_absent(const char *path, const char *instead,
                                    struct hinge_error *error)
{
    struct hinge_os_info info;
    if (instead == NULL || hinge_os_lstat(path, &info) != 0)
        return HINGE_OK;
    return hinge_usage(error, "%s is there already: %s", path, instead);
}

bool hinge_file_holds(const char *path, const char *bytes, size_t length)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes there = {0};
    struct hinge_error ignored;
    struct hinge_os_info info;
    return hinge_os_stat(path, &info) == 0 && (size_t)info.size == length &&
           (length == 0 || (hinge_file_read(path, path, length, &there, &ignored) == HINGE_OK &&
                            memcmp(there.data, bytes, length) == 0));
}

enum hinge_status hinge_file_plain(const char *path, struct hinge_error *error)
{
    struct hinge_os_info info;
    if (hinge_os_lstat(path, &info) != 0 || info.kind == HINGE_OS_FILE)
        return HINGE_OK;
    return hinge_error_set(
        error, HINGE_WRITE, HINGE_REASON_OK,
        "%s is %s: expected a file, or none; move it away, or name another folder", path,
        info.kind == HINGE_OS_LINK     ? "a symbolic link"
        : info.kind == HINGE_OS_FOLDER ? "a folder"
                                       : "a pipe or device");
}

enum hinge_status hinge_file_add(const char *path, const char *instead, const char *bytes,
                                 size_t length, struct hinge_error *error)
{
    struct hinge_os_info info;
    if (hinge_os_lstat(path, &info) != 0)
        return save(path, instead != NULL, bytes, length, error);
    if (instead == NULL) {
        enum hinge_status status = hinge_file_plain(path, error);
        return status == HINGE_OK ? save(path, false, bytes, length, error) : status;
    }
    if (hinge_file_holds(path, bytes, length))
        return HINGE_OK;
    return hinge_usage(error, "%s is there already and holds something else: %s", path, instead);
}

/* mkdir, after those above it that are missing; errno. */
static int make_all(const char *path)
{
    if (hinge_os_mkdir(path) == 0)
        return 0;
    int code = errno;
    size_t n = strlen(path);
    while (n > 0 && path[n - 1] == '/')
        n--;
    while (n > 0 && path[n - 1] != '/')
        n--;
    while (n > 0 && path[n - 1] == '/')
        n--;
    if (code != ENOENT || n == 0)
        return code;
    cleared_by(freed) char *above = hinge_copy_n(path, n);
    code = make_all(above);
    if (code != 0 && code != EEXIST)
        return code;
    return hinge_os_mkdir(path) == 0 ? 0 : errno;
}

enum hinge_status hinge_folder_make(const char *path, struct hinge_error *error)
{
    int code = make_all(path);
    if (code == 0)
        return HINGE_OK;
    struct hinge_os_info info;
    if (code == EEXIST && hinge_os_stat(path, &info) == 0) {
        if (info.kind == HINGE_OS_FOLDER)
            return HINGE_OK;
        code = ENOTDIR;
    }
    return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: cannot make the folder: %s",
                           path, strerror(code));
}

bool hinge_folder_names(const char *path, struct hinge_arena *arena, const char ***name, size_t *n)
{
    struct hinge_os_folder *folder = hinge_os_folder_open(path);
    *name = NULL;
    *n = 0;
    if (folder == NULL)
        return false;
    for (const char *one; (one = hinge_os_folder_next(folder)) != NULL;)
        if (strcmp(one, ".") != 0 && strcmp(one, "..") != 0) {
            *name = hinge_arena_more(arena, *name, *n, sizeof **name);
            (*name)[(*n)++] = hinge_arena_strdup(arena, one);
        }
    hinge_os_folder_close(folder);
    return true;
}
