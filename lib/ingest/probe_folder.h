/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder with one file per frame, opened for recognition. */
#ifndef HINGE_INGEST_PROBE_FOLDER_H
#define HINGE_INGEST_PROBE_FOLDER_H

#include "base/file.h"
#include "base/text.h"
#include "formats/format.h"

/* Reads the frames of a folder, by number: its .json files or, where there are none,
 * its .txt files with a number in their name, as labels of a detector. The probe points
 * into `bytes`; its list of files is freed by hinge_probe_close. INPUT: no such files,
 * a link among them, more than `limit` bytes. */
enum hinge_status hinge_probe_folder_open(const char *within, const char *path, size_t limit,
                                          struct hinge_bytes *bytes, struct hinge_probe *probe,
                                          struct hinge_error *error);

/* Room for `size` bytes and the padding of base/file.h. */
void hinge_bytes_room(struct hinge_bytes *bytes, size_t size);

#endif
