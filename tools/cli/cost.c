/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run cost, and the run log. No path, user or host is written. */
#include "cli/parts.h"
#include "os/process.h"

#include <hinge/file.h>
#include <hinge/init.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct cli_cost cli_cost_now(const struct cli *cli)
{
    struct cli_cost cost = {0};
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    cost.wall_s = (double)(now.tv_sec - cli->start.tv_sec) +
                  1e-9 * (double)(now.tv_nsec - cli->start.tv_nsec);
    (void)hinge_os_used(&cost.cpu_s, &cost.peak_memory_mib);
    return cost;
}

enum hinge_status cli_run_log(const struct cli *cli, enum hinge_status status,
                              struct hinge_error *error)
{
    char start[32] = "";
    struct tm utc;
    struct cli_cost cost = cli_cost_now(cli);
    if (hinge_os_utc(&cli->start_time, &utc) != NULL)
        strftime(start, sizeof start, "%Y-%m-%dT%H:%M:%SZ", &utc);
    json_t *log =
        json_pack("{s:s, s:s, s:s, s:I, s:i, s:f, s:f, s:f}", "tool", cli->tool->name, "version",
                  HINGE_VERSION, "start_time", start, "threads", (json_int_t)cli->common.threads,
                  "exit_status", cli_signals_exit(status), "wall_s", cost.wall_s, "cpu_s",
                  cost.cpu_s, "peak_memory_mib", cost.peak_memory_mib);
    char *text = log != NULL ? json_dumps(log, JSON_INDENT(2) | JSON_REAL_PRECISION(6)) : NULL;
    size_t length = text != NULL ? strlen(text) : 0;
    enum hinge_status saved;
    if (strcmp(cli->common.run_log, "-") == 0) {
        fprintf(stderr, "%s\n", text); /* stdout carries data only */
        saved = HINGE_OK;
    } else {
        text[length] = '\n'; /* over the terminator: the length is given */
        saved = hinge_file_save(cli->common.run_log, text, length + 1, error);
    }
    free(text);
    json_decref(log);
    return saved;
}
