/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run at work, and the stages that make something of its results. */
#ifndef HINGE_RUN_WORK_H
#define HINGE_RUN_WORK_H

#include "run/output_files.h"
#include "run/settings.h"
#include "run/state.h"

#include <hinge/report.h>
#include <hinge/run.h>

enum { HINGE_RUN_PATH = 4096 };

struct hinge_run_work {
    const struct hinge_run_request *request;
    struct hinge_run_settings settings;
    char list[HINGE_RUN_PATH], output[HINGE_RUN_PATH], study[HINGE_RUN_PATH],
        results[HINGE_RUN_PATH];
    struct hinge_results_reader *opened; /* by the first that summarises them */
    char report[HINGE_RUN_PATH], state_path[HINGE_RUN_PATH];
    struct hinge_run_state state;
    struct hinge_run_inputs inputs;
    struct hinge_label_list labels;                  /* the user's own words */
    char labels_digest[65];                          /* of their file; "" without one */
    char events[HINGE_RUN_PATH], events_digest[65];  /* by hand; "" without one */
    struct hinge_output lock;                        /* of the folder, while the run works there */
    struct hinge_text ingest_config, analyze_config; /* what each stage depends on */
    struct hinge_run_outputs outputs;
    struct hinge_text notes; /* figures and tables that could not be made */
};

/* folder.c: the path of a file below the run's folder. */
void hinge_run_below(const struct hinge_run_work *run, const char *name, char path[HINGE_RUN_PATH]);
enum hinge_status hinge_run_folder_make(const struct hinge_run_work *run,
                                        struct hinge_error *error);
enum hinge_status hinge_run_folder_lock(struct hinge_run_work *run, struct hinge_error *error);
enum hinge_status hinge_run_folder_check(const struct hinge_run_work *run,
                                         struct hinge_error *error);

/* beside.c. Errors: WRITE. */
enum hinge_status hinge_run_save_config(struct hinge_run_work *run, struct hinge_error *error);

/* What is no longer made is taken away. What cannot be made of these results is told
 * in the notes, and no failure. Errors: WRITE, INTERRUPTED. */
enum hinge_status hinge_run_compare(struct hinge_run_work *run, struct hinge_error *error);
enum hinge_status hinge_run_tables(struct hinge_run_work *run, struct hinge_error *error);
enum hinge_status hinge_run_figures(struct hinge_run_work *run, struct hinge_error *error);
enum hinge_status hinge_run_report(struct hinge_run_work *run, struct hinge_error *error);

#endif
