/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The superblock, read in plain C before libhdf5 sees a file. */
#ifndef HINGE_STORE_GATE_H
#define HINGE_STORE_GATE_H

#include "os/file.h"

#include <hinge/status.h>

/* Lets through regular files with an intact HDF5 superblock of versions 0 to 3, at the
 * start or behind a user block, that was closed properly, where the version says, and
 * is exactly as long as it says; *seen (may be NULL) gets its
 * identity, length and times. INPUT otherwise,
 * the message starting with `shown`. */
enum hinge_status hinge_gate_check(const char *path, const char *shown, struct hinge_os_info *seen,
                                   struct hinge_error *error);

#endif
