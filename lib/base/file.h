/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files: reading whole regular files, and outputs that appear whole or not at all. */
#pragma once

#include "base/memory.h"
#include "os/file.h"

#include <stdbool.h>
#include <stddef.h>

enum { HINGE_FILE_PADDING = 64 }; /* zero bytes after the content, for parsers */

struct hinge_bytes {
    char *data; /* data[size .. size + HINGE_FILE_PADDING - 1] are 0 */
    size_t size, capacity;
};

/* Whether an open file was not changed between two looks: same identity, size and times. A new or
 * lost name (the file was replaced) is not a change. */
bool hinge_file_unchanged(const struct hinge_os_info *before, const struct hinge_os_info *now);
/* The status of a file that could not be opened or read, from errno: INPUT if it does not exist or
 * may not be read, else IO. */
enum hinge_status hinge_file_unreadable(const char *shown, int code, struct hinge_error *error);
/* Returns INPUT: the file was written to while it was read. */
enum hinge_status hinge_file_changed(const char *shown, enum hinge_reason reason,
                                     struct hinge_error *error);
/* Waits at most 20 ms, so that writing to the file again would change its time. */
void hinge_file_settle(const char *path);

/* Bytes of the largest file that is read whole: a program of 32 bits (a page's) has less room. */
#define HINGE_FILE_MOST ((size_t)1 << (sizeof(size_t) > 4 ? 32 : 30))

/* Reads a whole regular file into `bytes`, whose buffer is reused. INPUT, "path: reason": missing,
 * no permission, not a regular file (a FIFO never blocks), more than `limit` bytes (TOO_LARGE),
 * empty (EMPTY_FILE), changed meanwhile (UNREADABLE). IO: the system failed. `shown` is the path in
 * messages. */
enum hinge_status hinge_file_read(const char *path, const char *shown, size_t limit,
                                  struct hinge_bytes *bytes, struct hinge_error *error);

/* The same for a file that must lie below the folder `within` (realpath; NULL: anywhere). The check
 * is made on the open file, so exchanging a name meanwhile does not help. INPUT OUTSIDE_FOLDER. */
enum hinge_status hinge_file_read_within(const char *within, const char *path, const char *shown,
                                         size_t limit, struct hinge_bytes *bytes,
                                         struct hinge_error *error);
/* What a file outside is refused with. */
#define HINGE_LEAVES_FOLDER                                                                        \
    "leaves the data folder; copy it there, or use hinge-ingest --allow-outside if that is meant"
/* Whether a path is a folder or lies below it; both with links resolved. */
bool hinge_path_lies_in(const char *folder, const char *real);
/* Whether a regular file begins with these bytes (at most 16); reads no more of it. */
bool hinge_file_starts_with(const char *path, const char *bytes, size_t n);
/* Whether a path may be written by a tool that signs its files: nothing is there, or an empty file,
 * or one with `sign` in its first 1,024 bytes. */
bool hinge_file_is_ours(const char *path, const char *sign);
/* Opens a regular file for reading; NULL: there is none. A pipe is not waited for. */
FILE *hinge_file_stream(const char *path);
void hinge_bytes_clear(struct hinge_bytes *bytes);

/* Last component of a path (points into it). */
const char *hinge_file_name(const char *path);

/* Length of a path without slashes at its end, which completion adds to folders. */
size_t hinge_path_length(const char *path);

/* The name of a file or folder: the last component of its path; for "." and ".." the name of the
 * folder, for "/" "". The caller frees it. */
char *hinge_path_name(const char *path);

/* Whether both paths lead to one existing file. */
bool hinge_file_same(const char *a, const char *b);

/* Whether both paths name the same output, whether it exists or not. */
bool hinge_output_same(const char *a, const char *b);

/* USAGE if writing `target` would replace the file `input`, also through a link. */
enum hinge_status hinge_output_spare(const char *target, const char *input,
                                     struct hinge_error *error);

/* WRITE if the folder of `target` does not exist; to be called before long work. A target with a
 * slash at its end is a folder to be made. */
enum hinge_status hinge_output_folder(const char *target, struct hinge_error *error);

/* Writes all bytes into an open file; `path` is for the message (WRITE). */
enum hinge_status hinge_bytes_write(int file, const char *path, const char *bytes, size_t length,
                                    struct hinge_error *error);
/* folder/name as a new string; free() it. */
char *hinge_path_join(const char *folder, const char *name);
/* What is in a folder, in no order, by names in the arena. False with errno, and no names, if it
 * cannot be opened. */
bool hinge_folder_names(const char *path, struct hinge_arena *arena, const char ***name, size_t *n);

/* An output being written beside its target. */
struct hinge_output {
    char *target; /* path in messages */
    char *place, *temporary;
    int lock; /* descriptor of the locked temporary, -1 when closed */
    bool add; /* set by the caller: publish replaces no file */
};

/* Makes and locks a new, empty ".<name>.hinge~" in the folder of the target, so that two runs
 * cannot write the same target. A symbolic link is followed. A temporary of a killed run is
 * removed; another file with this name stays and is WRITE, as is any other failure. */
enum hinge_status hinge_output_open(struct hinge_output *output, const char *target,
                                    struct hinge_error *error);
/* One program at a time in a folder: the lock is the temporary of a file that is never published,
 * ".<program>.hinge~", and says which process has it. The message advises another folder by
 * `elsewhere`: "output under [run]". hinge_output_discard ends it. */
enum hinge_status hinge_folder_lock(struct hinge_output *lock, const char *folder,
                                    const char *program, const char *elsewhere,
                                    struct hinge_error *error);
/* fsync, rename to the target, fsync of the folder; within a folder ".<name>.hinge~", which is
 * removed when the program ends, rename alone. After a failure the target is untouched and the
 * temporary removed; if only the folder could not be flushed, the message says that the new file is
 * in place. */
enum hinge_status hinge_output_publish(struct hinge_output *output, struct hinge_error *error);
/* Called where an output lies on a file system that cannot flush (EINVAL, ENOTSUP): it is whole,
 * but may be lost if the machine loses power. Does nothing, unless a program defines it itself. Any
 * thread. */
void hinge_output_unflushed(void);
/* Whether a path is the temporary of an output, or a file in TMPDIR that this program (or
 * libxlsxwriter) makes and unlinks at once. Async-signal-safe. */
#define HINGE_SCRATCH "hinge-book-"
bool hinge_output_is_temporary(const char *path);
/* Removes the temporary; harmless after publish or on a zeroed struct. */
void hinge_output_discard(struct hinge_output *output);

/* WRITE if `path` is a link, a pipe or anything else that is not a regular file: what we name
 * ourselves in a folder is never written through one. */
enum hinge_status hinge_file_plain(const char *path, struct hinge_error *error);
/* Saves a file in a folder that has files of others. Existing files stay; if `instead` (what to
 * tell the user) is NULL, they are replaced where hinge_file_plain lets them. USAGE if the file
 * exists with other bytes; hinge_file_absent: if it exists. */
enum hinge_status hinge_file_add(const char *path, const char *instead, const char *bytes,
                                 size_t length, struct hinge_error *error);
/* Whether a file holds these bytes. */
bool hinge_file_holds(const char *path, const char *bytes, size_t length);
enum hinge_status hinge_file_absent(const char *path, const char *instead,
                                    struct hinge_error *error);
/* `instead` of tools that have --force; NULL if it was given. */
const char *hinge_unless_forced(bool force);

/* hinge_file_save in parts: set path, the rest is zero. The first bytes open the file. The end
 * publishes it if `status` is OK, else the old file stays. */
struct hinge_saving {
    const char *path;
    bool add; /* do not replace a file: WRITE if there is one at the end */
    bool begun;
    int stream; /* a pipe or device, written to directly; 0: none */
    struct hinge_output output;
};
enum hinge_status hinge_saving_add(struct hinge_saving *saving, const char *bytes, size_t length,
                                   struct hinge_error *error);
enum hinge_status hinge_saving_end(struct hinge_saving *saving, enum hinge_status status,
                                   struct hinge_error *error);
