/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file or folder opened for recognition: its bytes, and what they are made of. */
#ifndef HINGE_INGEST_PROBE_H
#define HINGE_INGEST_PROBE_H

#include "base/file.h"
#include "formats/format.h"

/* Reads `path` into `bytes` (reused; the probe points into it) and tells what it is:
 * text with its first lines, JSON parsed, XML, binary, or the frames of a folder.
 * sha256 gets the digest of the bytes. INPUT as hinge_file_read and hinge_csv_open;
 * JSON that is none, with line and column; a folder without frames. Close the
 * probe also after an error. */
enum hinge_status hinge_probe_open(const char *path, const char *shown,
                                   const struct hinge_read_options *options,
                                   struct hinge_bytes *bytes, struct hinge_probe *probe,
                                   char sha256[65], struct hinge_error *error);
void hinge_probe_close(struct hinge_probe *probe);

/* Whether a folder is one recording (a file per frame) and not a folder of recordings:
 * its first .json file, by number, has a key "people", or its .txt files are labels
 * that a format knows. What cannot be read is none; NOMEM is the only error. */
void hinge_folder_is_recording(const char *path, bool *is);

#endif
