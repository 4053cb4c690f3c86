/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing files and folders. */
#pragma once

#include <hinge/status.h>

HINGE_BEGIN_C_DECLS

/* Saves bytes as a file that appears whole or not at all: it is written beside the target, flushed
 * to disk and renamed. An existing pipe or device is written to directly. Errors: WRITE with the
 * reason; the old file is then intact. */
HINGE_API enum hinge_status hinge_file_save(const char *path, const char *bytes, size_t length,
                                            struct hinge_error *error);

/* Makes a folder and its parents; existing ones are no error. Errors: WRITE. */
HINGE_API enum hinge_status hinge_folder_make(const char *path, struct hinge_error *error);

HINGE_END_C_DECLS
