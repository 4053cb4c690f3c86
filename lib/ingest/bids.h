/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders laid out as the Brain Imaging Data Structure (BIDS) says: which files are
 * recordings, keys from their names, covariates from the tables beside them. */
#ifndef HINGE_INGEST_BIDS_H
#define HINGE_INGEST_BIDS_H

#include "ingest/folder.h"

/* Sets folder->bids when there are sub-*_motion.tsv and a participants.tsv or a
 * dataset_description.json above them; then other tables and JSON files are sidecars.
 */
void hinge_bids_mark(struct hinge_folder *folder);

/* "sub-01" and "01" are one: the name without sub-, in place. */
const char *hinge_bids_label(const char *name);

/* Fills keys and covariates of the intake's rows from `first`. INPUT and USAGE as for a
 * trial list's columns and values. */
enum hinge_status hinge_bids_keys(const struct hinge_ingest_request *request,
                                  struct hinge_intake *intake, size_t first,
                                  const struct hinge_folder *folder, struct hinge_error *error);

#endif
