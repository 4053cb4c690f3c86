/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files: reading whole regular files, and outputs that appear whole or not at all. */
#ifndef HINGE_BASE_FILE_H
#define HINGE_BASE_FILE_H

#include "os/file.h"

#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>

enum { HINGE_FILE_PADDING = 64 }; /* zero bytes after the content, for parsers */

struct hinge_bytes {
    char *data; /* data[size .. size + HINGE_FILE_PADDING - 1] are 0 */
    size_t size, capacity;
};

/* Whether two looks at an open file saw the same one, unchanged: identity, size and
 * times. That it lost or got a name since (it was replaced) is no change of it. */
bool hinge_file_unchanged(const struct hinge_os_info *before, const struct hinge_os_info *now);
/* The status of a file that could not be opened or read, by its errno: INPUT when it is
 * not there or not for us, else IO. */
enum hinge_status hinge_file_unreadable(const char *shown, int code, struct hinge_error *error);
/* INPUT: the file was written to while it was read. */
enum hinge_status hinge_file_changed(const char *shown, enum hinge_reason reason,
                                     struct hinge_error *error);
/* Waits, 20 ms at most, until a file written to just now would get another time if it
 * were written to again. */
void hinge_file_settle(const char *path);

/* Reads a whole regular file into `bytes` (its buffer is reused). Errors (INPUT) say
 * "path: reason": missing, no permission, not a regular file (never hangs on a FIFO),
 * larger than `limit` bytes (reason TOO_LARGE), empty (EMPTY_FILE), written to
 * meanwhile (UNREADABLE). IO: the system fails. `shown` is the path as the user
 * wrote it, used in messages. */
enum hinge_status hinge_file_read(const char *path, const char *shown, size_t limit,
                                  struct hinge_bytes *bytes, struct hinge_error *error);

/* The same for a file that must lie below a folder, given without links (realpath);
 * NULL: anywhere. Which file was opened is asked once it is open, so no name that is
 * exchanged meanwhile leads out. INPUT OUTSIDE_FOLDER. */
enum hinge_status hinge_file_read_within(const char *within, const char *path, const char *shown,
                                         size_t limit, struct hinge_bytes *bytes,
                                         struct hinge_error *error);
/* Whether a regular file begins with these bytes (at most 16); reads no more of it. */
bool hinge_file_starts_with(const char *path, const char *bytes, size_t n);
void hinge_bytes_clear(struct hinge_bytes *bytes);

/* Last component of a path (points into it). */
const char *hinge_file_name(const char *path);

/* Bytes of a path without the slashes at its end, as completion writes a folder's. */
size_t hinge_path_length(const char *path);

/* The name of what a path leads to: its last component, of "." and ".." the folder's
 * own, "" of "/"; the caller frees. */
char *hinge_path_name(const char *path);

/* Whether both paths lead to one existing file. */
bool hinge_file_same(const char *a, const char *b);

/* Whether both would be written to one place, be there a file yet or not. */
bool hinge_output_same(const char *a, const char *b);

/* USAGE when writing `target` would replace the file `input` (a link to it too). */
enum hinge_status hinge_output_spare(const char *target, const char *input,
                                     struct hinge_error *error);

/* WRITE when the folder of `target` does not exist, to be asked before long work; a
 * target with a slash at its end is itself a folder to be made. */
enum hinge_status hinge_output_folder(const char *target, struct hinge_error *error);

/* Writes all bytes into an open file; `path` is for the message (WRITE). */
enum hinge_status hinge_bytes_write(int file, const char *path, const char *bytes, size_t length,
                                    struct hinge_error *error);
/* folder/name as a new string; free() it. */
char *hinge_path_join(const char *folder, const char *name);

/* An output being written beside its target. */
struct hinge_output {
    char *target; /* as the user wrote it, for messages */
    char *place, *temporary;
    int lock; /* descriptor of the locked temporary, -1 when closed */
    bool add; /* set by the caller: publish replaces no file */
};

/* Makes and locks ".<name>.hinge~" in the target's folder (so two runs cannot write the
 * same target); a target that is a symbolic link is followed. What a killed run left
 * under that name is removed; a file there that is not this program's stays, and is
 * WRITE, as is whatever else makes it impossible. The temporary is new and empty. */
enum hinge_status hinge_output_open(struct hinge_output *output, const char *target,
                                    struct hinge_error *error);
/* fsync, rename onto the target, fsync the folder. On failure the target is untouched
 * and the temporary removed; where only the folder's flush failed the message says that
 * the new file is in place. */
enum hinge_status hinge_output_publish(struct hinge_output *output, struct hinge_error *error);
/* The path of a target's temporary, whether there is one or not; free() it. NULL: a link
 * to nothing. */
char *hinge_output_temporary(const char *target);
/* Whether a path is that of some output's temporary, or of a file in TMPDIR which this
 * program, or libxlsxwriter for it, makes and unlinks at once: between the two it has a
 * name. Async-signal-safe. */
#define HINGE_SCRATCH "hinge-book-"
bool hinge_output_is_temporary(const char *path);
/* Removes the temporary; harmless after publish or on a zeroed struct. */
void hinge_output_discard(struct hinge_output *output);

/* Files into a folder that somebody else may use too: what is there stays, unless
 * `instead`, what the user is told to do, is NULL, which replaces it. USAGE when
 * something is there; for hinge_file_add, something else than these bytes. */
enum hinge_status hinge_file_add(const char *path, const char *instead, const char *bytes,
                                 size_t length, struct hinge_error *error);
/* Whether a file holds these bytes. */
bool hinge_file_holds(const char *path, const char *bytes, size_t length);
enum hinge_status hinge_file_absent(const char *path, const char *instead,
                                    struct hinge_error *error);
/* `instead` of tools with --force; NULL when that was given. */
const char *hinge_unless_forced(bool force);

/* hinge_file_save in parts: set path, the rest is zero. The first bytes open the file;
 * the end says how it went: what is not OK leaves the old file as it was. */
struct hinge_saving {
    const char *path;
    bool add; /* replaces no file: WRITE when there is one at the end */
    bool begun;
    int stream; /* a pipe or device, written to directly; 0: none */
    struct hinge_output output;
};
enum hinge_status hinge_saving_add(struct hinge_saving *saving, const char *bytes, size_t length,
                                   struct hinge_error *error);
enum hinge_status hinge_saving_end(struct hinge_saving *saving, enum hinge_status status,
                                   struct hinge_error *error);

#endif
