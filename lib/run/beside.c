/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a run that no stage makes: its config, its description. */
#include "run/crate.h"
#include "run/work.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A file that no stage makes, where it is not there as it is. */
static enum hinge_status save_beside(struct hinge_run_work *run, int stage,
                                     const char *name, const char *extension,
                                     const char *text, struct hinge_error *error)
{
    char file[64], path[HINGE_RUN_PATH];
    snprintf(file, sizeof file, "%s.%s", name, extension);
    hinge_run_below(run, file, path);
    run->outputs.stage = stage;
    if (hinge_file_holds(path, text, strlen(text)) &&
        hinge_run_state_find(&run->state, file) != NULL)
        return HINGE_OK;
    run->same = false;
    enum hinge_status status = hinge_run_outputs_keep(
        &run->outputs, run->request->message, run->request->context, error);
    if (status == HINGE_OK)
        status = hinge_run_outputs_save(&run->outputs, "", name, extension, text,
                                        strlen(text), error);
    if (status == HINGE_OK)
        status = hinge_run_outputs_settle(&run->outputs, error);
    if (status == HINGE_OK)
        status = hinge_run_state_write(run->state_path, &run->state, error);
    return status;
}

/* config.ini says what the results beside it were made with: it is written when they
 * are, and at the end for what later stages go by. */
enum hinge_status hinge_run_save_config(struct hinge_run_work *run,
                                        struct hinge_error *error)
{
    char *text = NULL;
    enum hinge_status status = hinge_config_print(run->request->config, &text, error);
    if (status == HINGE_OK)
        status = save_beside(run, HINGE_RUN_CONFIG, "config", "ini", text, error);
    free(text);
    return status;
}

/* At the end, when all else is there. */
enum hinge_status hinge_run_save_crate(struct hinge_run_work *run,
                                       struct hinge_error *error)
{
    char *text = NULL;
    bool whole = false;
    run->outputs.stage = HINGE_RUN_CRATE;
    enum hinge_status status = hinge_run_outputs_whole(&run->outputs, &whole, error);
    if (status == HINGE_OK && run->same && whole)
        return HINGE_OK;
    if (status == HINGE_OK)
        status = hinge_run_crate(run, &text, error);
    if (status == HINGE_OK)
        status = save_beside(run, HINGE_RUN_CRATE, HINGE_RUN_CRATE_NAME, "json", text,
                             error);
    free(text);
    return status;
}
