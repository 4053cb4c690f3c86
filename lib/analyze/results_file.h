/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trial results into results.h5, in list order (layout: store/schema.h). */
#ifndef HINGE_ANALYZE_RESULTS_FILE_H
#define HINGE_ANALYZE_RESULTS_FILE_H

#include "analyze/trial_result.h"
#include "store/shard.h"
#include "store/spool.h"
#include "store/store.h"

#include <hinge/analyze.h>

struct hinge_results_file {
    const struct hinge_analyze_request *request;
    const struct hinge_fault_table *faults;
    const struct hinge_table *list, *ledger;
    struct hinge_results_writer *writer; /* NULL in a dry run */
    struct hinge_spool trials;
    struct hinge_table agreement;
    size_t reps;
    const struct hinge_shard *shard; /* what part of all it is; NULL: not known yet */
    const char *study_source;        /* tool and version that made the study; NULL unknown */
    struct hinge_arena arena;
};

enum hinge_status hinge_results_file_open(struct hinge_results_file *file,
                                          const struct hinge_analyze_request *request,
                                          const struct hinge_fault_table *faults,
                                          const struct hinge_table *list,
                                          const struct hinge_table *ledger,
                                          struct hinge_error *error);
/* Adds row `row` of the list; result NULL for a file refused at ingest. */
enum hinge_status hinge_results_file_add(struct hinge_results_file *file, size_t row,
                                         const struct hinge_trial_result *result,
                                         struct hinge_error *error);
/* Puts the tables of parameters, metrics and faults; part of publishing. */
enum hinge_status hinge_results_file_explain(struct hinge_results_file *file,
                                             struct hinge_error *error);
enum hinge_status hinge_results_file_publish(struct hinge_results_file *file,
                                             const struct hinge_rows *list,
                                             const struct hinge_rows *ledger,
                                             struct hinge_error *error);
void hinge_results_file_discard(struct hinge_results_file *file);

#endif
