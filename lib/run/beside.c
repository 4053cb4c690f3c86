/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of a run that no stage makes: its config. */
#include "run/work.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>

/* config.ini says what the results beside it were made with: it is written when they
 * are, and at the end for what later stages go by; not where it is there as it is. */
enum hinge_status hinge_run_save_config(struct hinge_run_work *run, struct hinge_error *error)
{
    char *text = NULL, path[HINGE_RUN_PATH];
    hinge_run_below(run, "config.ini", path);
    run->outputs.stage = HINGE_RUN_CONFIG;
    enum hinge_status status = hinge_config_print(run->request->config, &text, error);
    if (status == HINGE_OK && (!hinge_file_holds(path, text, strlen(text)) ||
                               hinge_run_state_find(&run->state, "config.ini") == NULL)) {
        status = hinge_run_outputs_keep(&run->outputs, run->request->message, run->request->context,
                                        error);
        if (status == HINGE_OK)
            status = hinge_run_outputs_save(&run->outputs, "", "config", "ini", text, strlen(text),
                                            error);
        if (status == HINGE_OK)
            status = hinge_run_outputs_settle(&run->outputs, error);
        if (status == HINGE_OK)
            status = hinge_run_state_write(run->state_path, &run->state, error);
    }
    free(text);
    return status;
}
