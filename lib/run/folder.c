/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of a run: made, alone in it, nothing in the way. */
#include "base/file.h"
#include "os/process.h"
#include "run/work.h"

#include <hinge/file.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A file of the run's folder. */
void hinge_run_below(const struct hinge_run_work *run, const char *name, char path[HINGE_RUN_PATH])
{
    int n = snprintf(path, HINGE_RUN_PATH, "%s/%s", run->output, name);
    if (n < 0 || n >= HINGE_RUN_PATH)
        *path = '\0'; /* place() left room: names of the program are short */
}

/* A study beside recordings that are only to be read: results can go elsewhere. */
enum hinge_status hinge_run_folder_make(const struct hinge_run_work *run, struct hinge_error *error)
{
    enum hinge_status status = hinge_folder_make(run->output, error);
    size_t n = strlen(error->message);
    if (status == HINGE_WRITE)
        snprintf(error->message + n, sizeof error->message - n,
                 "; output under [run] names another folder");
    return status;
}

/* One run at a time in a folder: the lock is the temporary of a file that is never
 * published, which says who has it. */
enum hinge_status hinge_run_folder_lock(struct hinge_run_work *run, struct hinge_error *error)
{
    enum { LIMIT = 100 };
    char target[HINGE_RUN_PATH], text[LIMIT] = "";
    struct hinge_bytes bytes = {0};
    struct hinge_error ignored;
    hinge_run_below(run, "hinge-run", target);
    char *path = hinge_output_temporary(target);
    enum hinge_status status = hinge_output_open(&run->lock, target, error);
    if (status == HINGE_OK) {
        int n = snprintf(text, sizeof text, "process %ld", hinge_os_process_id());
        status = hinge_bytes_write(run->lock.lock, path, text, (size_t)n, error);
    } else if (status == HINGE_WRITE &&
               hinge_file_read(path, path, LIMIT, &bytes, &ignored) == HINGE_OK &&
               strncmp(bytes.data, "process ", 8) == 0) {
        hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                        "%s: another hinge-run works there (%s): wait until it has "
                        "ended; output under [run] names another folder",
                        run->output, bytes.data);
    }
    hinge_bytes_clear(&bytes);
    free(path);
    return status;
}

/* What would be in the way is said before the work. */
enum hinge_status hinge_run_folder_check(const struct hinge_run_work *run,
                                         struct hinge_error *error)
{
    static const char *const names[] = {"study.h5", "results.h5", "report.html", "config.ini"};
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < sizeof names / sizeof *names && status == HINGE_OK; i++)
        status = hinge_run_outputs_check(&run->outputs, names[i], error);
    return status;
}
