/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording as the files of a Motion-BIDS derivative (BIDS 1.9 and later). */
#ifndef HINGE_EXPORT_MOTION_BIDS_H
#define HINGE_EXPORT_MOTION_BIDS_H

#include "base/text.h"
#include "export/processed.h"

#include <hinge/table.h>

/* "sub-01_ses-1_task-rdl_tracksys-markers_acq-dowel_run-1": the name that the files of
 * a recording begin with. Labels are the list's words without what BIDS doesn't allow
 * in one; who is not named goes by the recording's id. `tracksys` NULL leaves that out.
 */
void hinge_motion_bids_name(const struct hinge_trial_info *info, const char *id,
                            const char *tracksys, struct hinge_text *name);

/* Writes sub-…/[ses-…/]motion/<name>_desc-processed_ with motion.tsv (no header row),
 * channels.tsv, channels.json, motion.json and events.tsv (the phases) into `folder`.
 */
enum hinge_status hinge_motion_bids_write(const struct hinge_processed *processed,
                                          const struct hinge_trial_info *info,
                                          const char *id, const char *folder,
                                          struct hinge_error *error);

/* dataset_description.json, README, participants.tsv and .json of the rows written. */
enum hinge_status hinge_motion_bids_describe(const struct hinge_table *list,
                                             const bool *written, const char *folder,
                                             struct hinge_error *error);

#endif
