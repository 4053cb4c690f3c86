/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before the work of any tool: no two outputs of a run are one file, none is a file
 * that the command line names for reading, and the folder of each is there. */
#include "cli/parts.h"

#include "base/file.h"
#include "os/file.h"

#include <string.h>

enum { MOST = 8 };

struct outputs {
    size_t n;
    const struct cli_option *row[MOST];
    const char *path[MOST];
};

/* What an option was given as text; NULL for none, or another kind. */
static const char *text_of(const struct cli *cli, const void *args, const struct cli_option *row)
{
    const void *base = cli_row_is_common(row) ? &cli->common : args;
    return row->kind == CLI_TEXT ? *(const char *const *)((const char *)base + row->at) : NULL;
}

static bool is_stream(const char *path)
{
    struct hinge_os_info info;
    return strcmp(path, "-") == 0 ||
           (hinge_os_stat(path, &info) == 0 && info.kind == HINGE_OS_STREAM);
}

static enum hinge_status check_one(const struct cli *cli, const void *args,
                                   const struct outputs *outputs, size_t i,
                                   struct hinge_error *error)
{
    const char *path = outputs->path[i], *other;
    const struct cli_option *row;
    bool folder = strcmp(outputs->row[i]->value, "DIR") == 0; /* made when needed */
    enum hinge_status status = folder ? HINGE_OK : hinge_output_folder(path, error);
    for (size_t k = 0; k < i && status == HINGE_OK; k++)
        if (hinge_output_same(path, outputs->path[k]))
            status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                     "--%s and --%s are one file, %s: name two",
                                     outputs->row[k]->name, outputs->row[i]->name, path);
    for (size_t k = 0; k < cli->n_operands && status == HINGE_OK; k++)
        status = hinge_output_spare(path, cli->operand[k], error);
    for (size_t k = 0; status == HINGE_OK && (row = cli_row(cli->tool, k)) != NULL; k++)
        if (!row->writes && (other = text_of(cli, args, row)) != NULL)
            status = hinge_output_spare(path, other, error);
    return status;
}

enum hinge_status cli_outputs_check(const struct cli *cli, const void *args,
                                    struct hinge_error *error)
{
    struct outputs outputs = {0};
    const struct cli_option *row;
    enum hinge_status status = HINGE_OK;
    for (size_t k = 0; (row = cli_row(cli->tool, k)) != NULL && outputs.n < MOST; k++) {
        const char *path = row->writes ? text_of(cli, args, row) : NULL;
        if (path == NULL || is_stream(path))
            continue;
        outputs.row[outputs.n] = row;
        outputs.path[outputs.n++] = path;
    }
    for (size_t i = 0; i < outputs.n && status == HINGE_OK; i++)
        status = check_one(cli, args, &outputs, i, error);
    /* a recording of a list is an input, too */
    if (status == HINGE_OK && cli->common.run_log != NULL)
        status = cli_own_file(cli, cli->common.run_log, CLI_RUN_LOG_SIGN, error);
    return status;
}
