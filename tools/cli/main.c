/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of a tool: signals, arguments, work, closing of stdout, messages, exit code.
 */
#include "cli/parts.h"

#include "base/memory.h"
#include "os/file.h"
#include "os/tool/signals.h"

#include <errno.h>
#include <hinge/init.h>
#include <stdlib.h>
#include <string.h>

static enum hinge_status print_to(const struct cli *cli, FILE *out, struct hinge_error *error)
{
    const struct cli_common *common = &cli->common;
    const struct cli_tool *part = common->help && cli->tool->help_for != NULL && cli->n_operands > 0
                                      ? cli->tool->help_for(cli->operand[0])
                                      : NULL;
    enum hinge_status status = HINGE_OK;
    if (common->help)
        status = cli_rows_check(cli->tool, error);
    if (common->help && status == HINGE_OK)
        cli_print_help(part != NULL ? part : cli->tool, common->help_all, out);
    else if (common->version)
        fprintf(out, "%s (hingekit) %s\n", cli->tool->name, hinge_version());
    return status;
}

/* True when the arguments asked for a text instead of work. */
static bool print_text(struct cli *cli, enum hinge_status *status, struct hinge_error *error)
{
    const struct cli_common *common = &cli->common;
    struct hinge_os_memory memory;
    if (!common->help && !common->version)
        return false;
    hinge_os_memory_open(&memory);
    FILE *out = memory.file;
    *status = print_to(cli, out, error);
    if (out != NULL && hinge_os_memory_close(&memory) != 0 && *status == HINGE_OK)
        *status = hinge_no_memory(error);
    if (*status == HINGE_OK)
        *status = cli_write(cli, NULL, memory.text, memory.length, error);
    free(memory.text);
    return true;
}

/* What stdout's buffer still held reaches the disk here: a full one is an error, a
 * reader that has left is not. */
static enum hinge_status close_stdout(struct cli *cli, struct hinge_error *error)
{
    errno = 0;
    bool failed = ferror(stdout) != 0;
    bool written = fflush(stdout) == 0;
    int code = errno;
    if (fclose(stdout) != 0 && code == 0)
        code = errno;
    if (cli->pipe_closed || code == EPIPE || (written && !failed && code == 0))
        return HINGE_OK;
    /* stdout closed by the caller and never written to */
    if (code == EBADF && written && !failed)
        return HINGE_OK;
    return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "standard output: %s",
                           code != 0 ? strerror(code) : "cannot write");
}

static enum hinge_status print_config(struct cli *cli, struct hinge_error *error)
{
    char *text = NULL;
    enum hinge_status status = hinge_config_print(cli->config, &text, error);
    if (status == HINGE_OK)
        status = cli_write(cli, NULL, text, strlen(text), error);
    free(text);
    return status;
}

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    enum hinge_status status = cli_outputs_check(cli, args, error);
    if (status == HINGE_OK)
        return cli->tool->run(cli, args, error);
    cli->common.run_log = NULL; /* it may be the one that replaces something */
    return status;
}

static enum hinge_status work(struct cli *cli, void *args, struct hinge_error *error)
{
    enum hinge_status status = cli_memory_start(cli->tool->name, error);
    if (status == HINGE_OK)
        status = cli_configure(cli, error);
    if (status == HINGE_OK && cli->common.print_config)
        status = print_config(cli, error);
    else if (status == HINGE_OK)
        status = run(cli, args, error);
    cli_memory_end();
    cli_progress_clear(cli);
    return status;
}

/* Prints the error, closes stdout; the first failure decides the exit code. */
static enum hinge_status finish(struct cli *cli, enum hinge_status status,
                                struct hinge_error *error)
{
    struct hinge_error late = HINGE_ERROR_INIT;
    hinge_os_settle();
    cli_said_show(cli);
    enum hinge_status closed = close_stdout(cli, &late);
    if (cli->said > CLI_SAID_MOST && !cli->common.verbose)
        cli_warn(cli, "%zu more lines like these are not shown; --verbose shows all",
                 cli->said - CLI_SAID_MOST);
    if (status == HINGE_INTERRUPTED && error->message[0] == '\0')
        cli_error(cli, "interrupted; run it again");
    else if (status != HINGE_OK && error->message[0] != '\0')
        cli_error(cli, error->message);
    if (closed != HINGE_OK) {
        /* a failed write was reported by the tool already */
        if (status != HINGE_WRITE)
            cli_error(cli, late.message);
        if (status == HINGE_OK || status == HINGE_PARTIAL)
            status = closed;
    }
    if (cli->common.run_log != NULL && cli_run_log(cli, status, &late) != HINGE_OK) {
        cli_error(cli, late.message);
        if (status == HINGE_OK || status == HINGE_PARTIAL)
            status = HINGE_WRITE;
    }
    if (cli->common.verbose) {
        struct cli_cost cost = cli_cost_now(cli);
        cli_detail(cli, "%.2f s wall, %.2f s CPU, %.0f MiB peak memory, %ld thread%s", cost.wall_s,
                   cost.cpu_s, cost.peak_memory_mib, cli->common.threads,
                   cli->common.threads == 1 ? "" : "s");
    }
    return status;
}

int cli_main(const struct cli_tool *tool, int argc, char **argv)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    struct cli cli = {.tool = tool, .start_time = time(NULL)};
    enum hinge_status status;
    if (!cli_stack_suffices(tool))
        return hinge_status_exit(HINGE_NOMEM);
    hinge_os_arguments(argc, argv);
    cli.progress = (struct hinge_progress){cli_progress_report, cli_signals_stop, &cli};
    clock_gettime(CLOCK_MONOTONIC, &cli.start);
    cli_signals_start(tool);
    void *args = hinge_alloc(tool->args_size, 1);
    status = HINGE_OK;
    status = cli_parse(&cli, args, argc, argv, &error);
    if (status == HINGE_OK && print_text(&cli, &status, &error))
        cli.common.verbose = false;
    else if (status == HINGE_OK)
        status = work(&cli, args, &error);
    else
        cli.common.run_log = NULL; /* nothing ran */
    status = finish(&cli, status, &error);
    cli_configure_clear(&cli);
    cli_parse_clear(&cli, args);
    free(args);
    if (hinge_os_window_is_own()) {
        fputs("\nPress Enter to close this window.", stderr);
        (void)getchar();
    }
    return cli_signals_exit(status);
}
