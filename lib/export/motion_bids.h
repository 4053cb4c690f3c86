/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording as the files of a Motion-BIDS derivative (BIDS 1.9 and later). */
#ifndef HINGE_EXPORT_MOTION_BIDS_H
#define HINGE_EXPORT_MOTION_BIDS_H

#include "export/bids_labels.h"
#include "export/processed.h"

/* A row of the study's list, and the labels of all of it. */
struct hinge_bids_row {
    const struct hinge_table *list;
    const struct hinge_bids_labels *labels;
    size_t row;
};

/* "sub-01_ses-1_task-rdl_tracksys-markers_acq-dowel_run-1": the name that the files of
 * a recording begin with. `tracksys` NULL leaves that out. INPUT when a word has no
 * label, NOMEM. */
enum hinge_status hinge_motion_bids_name(const struct hinge_bids_row *row, const char *tracksys,
                                         struct hinge_text *name, struct hinge_error *error);

/* Writes sub-…/[ses-…/]motion/<name>_desc-processed_ with motion.tsv (no header row),
 * channels.tsv, channels.json, motion.json and events.tsv (the phases) into `folder`;
 * `instead` as in hinge_file_add. */
enum hinge_status hinge_motion_bids_write(const struct hinge_processed *processed,
                                          const struct hinge_bids_row *row, const char *folder,
                                          const char *instead, struct hinge_error *error);

/* USAGE when the folder is a BIDS data set that is not of this program: its description
 * and participants are not to be replaced. */
enum hinge_status hinge_motion_bids_check(const char *folder, struct hinge_error *error);

/* dataset_description.json, README with the labels that are not the list's words,
 * participants.tsv and .json of the rows written. */
enum hinge_status hinge_motion_bids_describe(const struct hinge_table *list,
                                             const struct hinge_bids_labels *labels,
                                             const bool *written, const char *folder,
                                             const char *instead, struct hinge_error *error);

#endif
