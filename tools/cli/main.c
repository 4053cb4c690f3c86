/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of a tool: signals, arguments, configuration, work, closing of stdout, messages, exit
 * code, and what it cost. */
#include "cli/parts.h"

#include "os/tool/program.h"

#include <hinge/file.h>
#include <hinge/init.h>
#include <jansson.h>
#include <stdatomic.h>
#include <time.h>

/* --- before the work: no two outputs are one file, none is a file that the command line names for
 * reading, and the folder of each is there --- */

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

/* USAGE when two of the run's outputs are one file, or one is a file that is
 * named for reading; WRITE when the folder of one is missing. */
static enum hinge_status cli_outputs_check(const struct cli *cli, const void *args,
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
    for (size_t i = 0; i < outputs.n && status == HINGE_OK; i++) {
        const char *path = outputs.path[i], *other;
        const struct cli_option *taken;
        bool folder = strcmp(outputs.row[i]->value, "DIR") == 0; /* made when needed */
        status = folder ? HINGE_OK : hinge_output_folder(path, error);
        for (size_t k = 0; k < i && status == HINGE_OK; k++)
            if (hinge_output_same(path, outputs.path[k]))
                status = hinge_usage(error, "--%s and --%s are one file, %s: name two",
                                     outputs.row[k]->name, outputs.row[i]->name, path);
        for (size_t k = 0; k < cli->n_operands && status == HINGE_OK; k++)
            status = hinge_output_spare(path, cli->operand[k], error);
        for (size_t k = 0; status == HINGE_OK && (taken = cli_row(cli->tool, k)) != NULL; k++)
            if (!taken->writes && (other = text_of(cli, args, taken)) != NULL)
                status = hinge_output_spare(path, other, error);
    }
    /* a recording of a list is an input, too */
    if (status == HINGE_OK && cli->common.run_log != NULL)
        status = cli_our_file(cli, cli->common.run_log, CLI_RUN_LOG_SIGN, error);
    return status;
}

/* --- what a run cost, and the run log: no path, user or host is written --- */

static struct cli_cost cli_cost_now(const struct cli *cli)
{
    struct cli_cost cost = {0};
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    cost.wall_s = (double)(now.tv_sec - cli->start.tv_sec) +
                  1e-9 * (double)(now.tv_nsec - cli->start.tv_nsec);
    (void)hinge_os_used(&cost.cpu_s, &cost.peak_memory_mib);
    return cost;
}

static enum hinge_status cli_run_log(const struct cli *cli, enum hinge_status status,
                                     const struct hinge_error *why, struct hinge_error *error)
{
    char start[32] = "";
    struct tm utc;
    struct cli_cost cost = cli_cost_now(cli);
    if (hinge_os_utc(&cli->start_time, &utc) != NULL)
        strftime(start, sizeof start, "%Y-%m-%dT%H:%M:%SZ", &utc);
    json_auto_t *log =
        json_pack("{s:s, s:s, s:s, s:I, s:i, s:s, s:s, s:s, s:f, s:f, s:f}", "tool",
                  cli->tool->name, "version", HINGE_VERSION, "start_time", start, "threads",
                  (json_int_t)cli->common.threads, "exit_status", cli_signals_exit(status),
                  "status", hinge_status_name(status), "reason", hinge_reason_name(why->reason),
                  "code", why->code != NULL ? why->code : "", "wall_s", cost.wall_s, "cpu_s",
                  cost.cpu_s, "peak_memory_mib", cost.peak_memory_mib);
    cleared_by(freed) char *text = json_dumps(log, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
    size_t length = strlen(text);
    enum hinge_status saved;
    if (strcmp(cli->common.run_log, "-") == 0) {
        fprintf(stderr, "%s\n", text); /* stdout carries data only */
        saved = HINGE_OK;
    } else {
        text[length] = '\n'; /* over the terminator: the length is given */
        saved = hinge_file_save(cli->common.run_log, text, length + 1, error);
    }
    return saved;
}

/* --- another program as a filter --- */

enum hinge_status cli_filter(const char *const *argv, const char *bytes, size_t length, char **out,
                             size_t *out_length, struct hinge_error *error)
{
    bool started = false;
    int code = 0;
    int number = hinge_os_filter(argv, bytes, length, out, out_length, &started, &code);
    if (!started)
        return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: cannot start: %s", argv[0],
                               strerror(number));
    if (number == 0 && code == 0)
        return HINGE_OK;
    free(*out);
    *out = NULL;
    if (number == ENOMEM)
        return hinge_no_memory(error);
    return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: failed (%s %d)", argv[0],
                           code < 0 ? "signal" : "exit", abs(code));
}

/* Whether it begins and ends as a file of the format does: a converter that failed may say it did
 * not. */
static bool is_whole(const char *format, const char *bytes, size_t n)
{
    enum { LAST = 64 };
    const bool png = strcmp(format, "png") == 0;
    const char *start = png                          ? "\x89PNG"
                        : strcmp(format, "pdf") == 0 ? "%PDF-"
                                                     : "%!PS",
               *end = png ? "IEND" : "%%EOF";
    bool ends = false;
    for (size_t i = n > LAST ? n - LAST : 0; !ends && i + strlen(end) <= n; i++)
        ends = memcmp(bytes + i, end, strlen(end)) == 0;
    return ends && memcmp(bytes, start, strlen(start)) == 0;
}

enum hinge_status cli_rsvg(const char *format, double dpi, const char *svg, size_t length,
                           char **out, size_t *out_length, struct hinge_error *error)
{
    bool png = strcmp(format, "png") == 0;
    char dots[32];
    snprintf(dots, sizeof dots, "%g", png ? dpi : 72);
    const char *const words[] = {"rsvg-convert",         "-f", format, "-d", dots, "-p", dots, "-b",
                                 png ? "white" : "none", NULL};
    if (hinge_os_setenv("SOURCE_DATE_EPOCH", "0") != 0) /* the date in a PDF, unless it is set */
        return hinge_no_memory(error);
    struct hinge_error why = HINGE_ERROR_INIT;
    enum hinge_status status = cli_filter(words, svg, length, out, out_length, &why);
    if (status == HINGE_OK && !is_whole(format, *out, *out_length)) {
        status = hinge_error_set(&why, HINGE_WRITE, HINGE_REASON_OK,
                                 "rsvg-convert: gave %zu bytes that are no whole %s", *out_length,
                                 format);
        free(*out);
        *out = NULL;
    }
    if (status == HINGE_WRITE)
        hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                        "%s is made by rsvg-convert (Debian: librsvg2-bin), which did not work "
                        "here: %s",
                        format, why.message);
    else if (status != HINGE_OK)
        *error = why;
    if (status == HINGE_OK && strcmp(format, "eps") == 0) {
        /* The PostScript that rsvg-convert makes has the time of day in a comment, whatever
         * SOURCE_DATE_EPOCH says: it gets that time, in as many letters. */
        static const char comment[] = "%%CreationDate: ";
        const char *epoch = getenv("SOURCE_DATE_EPOCH");
        char date[32];
        struct tm parts;
        time_t time = (time_t)strtoll(epoch != NULL ? epoch : "0", NULL, 10);
        char *at = *out, *end = *out + *out_length;
        while ((size_t)(end - at) >= strlen(comment) && memcmp(at, comment, strlen(comment)) != 0)
            at++;
        if ((size_t)(end - at) >= strlen(comment) && hinge_os_utc(&time, &parts) != NULL) {
            /* not every C library has %e, the day with a space before */
            size_t bytes = strftime(date, sizeof date, "%a %b %d %H:%M:%S %Y", &parts);
            if (date[8] == '0')
                date[8] = ' ';
            at += strlen(comment);
            for (size_t i = 0; at + i < end && at[i] != '\n' && at[i] != '\r'; i++)
                at[i] = i < bytes ? date[i] : ' ';
        }
    }
    return status;
}

/* --- from the first to the last --- */

/* True when the arguments asked for a text instead of work. */
static bool print_text(struct cli *cli, enum hinge_status *status, struct hinge_error *error)
{
    const struct cli_common *common = &cli->common;
    const struct cli_tool *tool = cli->tool, *part = NULL;
    struct cli_tool filled;
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    if (!common->help && !common->version)
        return false;
    if (common->help && tool->help_for != NULL && cli->n_operands > 0)
        part = tool->help_for(cli->operand[0]);
    if (part != NULL) {
        filled = cli_filled(part);
        part = &filled;
    }
    if (common->help)
        cli_print_help(part != NULL ? part : tool, common->help_all, &text);
    else
        hinge_text_printf(&text, "%s (hingekit) %s\n", tool->name, hinge_version());
    *status = common->help ? cli_rows_check(tool, error) : HINGE_OK;
    if (*status == HINGE_OK)
        *status = cli_write(cli, NULL, hinge_text_string(&text), text.length, error);
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
    cleared_by(freed) char *text = hinge_config_print(cli->config);
    return cli_write(cli, NULL, text, strlen(text), error);
}

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    enum hinge_status status = cli_outputs_check(cli, args, error);
    if (status == HINGE_OK && cli->config != NULL) {
        /* The keys of [ingest] that options set. */
        char where[64];
        for (const struct cli_option *row = cli->tool->option; row->kind != CLI_END; row++) {
            const void *member = (const char *)args + row->at;
            const char *value = row->ingest != NULL ? *(const char *const *)member : NULL;
            snprintf(where, sizeof where, "--%s", row->name);
            if (value != NULL && status == HINGE_OK)
                status = hinge_config_set(cli->config, "ingest", row->ingest, value, where, error);
        }
    }
    if (status != HINGE_OK) {
        cli->common.run_log = NULL; /* it may be the one that replaces something */
        return status;
    }
    status = cli->tool->run(cli, args, error);
    char line[1024];
    for (size_t i = 0; i < cli->n_operands && (status == HINGE_OK || status == HINGE_PARTIAL); i++)
        if (hinge_other_build(cli->operand[i], line, sizeof line)) {
            cli_warn(cli, "%s", line);
            break; /* parts of a study are alike */
        }
    return status;
}

/* A writable global: libhinge has none, and says it where it publishes a file. */
static atomic_bool unflushed;

void hinge_output_unflushed(void)
{
    atomic_store(&unflushed, true);
}

int cli_main(const struct cli_tool *tool, int argc, char **argv)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    const struct cli_tool filled = cli_filled(tool);
    struct cli cli = {.tool = &filled, .start_time = time(NULL)};
    if (!cli_stack_suffices(tool))
        return hinge_status_exit(HINGE_NOMEM);
    hinge_os_arguments(argc, argv);
    cli.progress = (struct hinge_progress){cli_progress_report, cli_signals_stop, &cli};
    clock_gettime(CLOCK_MONOTONIC, &cli.start);
    cli_signals_start(tool);
    void *args = hinge_alloc(tool->args_size, 1);
    enum hinge_status status = cli_parse(&cli, args, argc, argv, &error);
    if (status == HINGE_OK && print_text(&cli, &status, &error))
        cli.common.verbose = false;
    else if (status == HINGE_OK) {
        status = cli_memory_start(cli.tool->name, &error);
        if (status == HINGE_OK && (cli.tool->uses & CLI_USES_CONFIG) != 0) {
            /* from --config and --set; NULL stays for tools without */
            cli.config = hinge_alloc(1, sizeof *cli.config);
            hinge_config_init(cli.config);
            if (cli.common.config != NULL)
                status = hinge_config_load(cli.config, cli.common.config, &error);
            for (size_t i = 0; status == HINGE_OK && i < cli.common.set.n; i++)
                status = hinge_config_assign(cli.config, cli.common.set.item[i], &error);
        }
        if (status == HINGE_OK && cli.common.print_config)
            status = print_config(&cli, &error);
        else if (status == HINGE_OK)
            status = run(&cli, args, &error);
        cli_memory_end();
        cli_progress_clear(&cli);
    } else
        cli.common.run_log = NULL; /* nothing ran */
    /* Prints the error, closes stdout; the first failure decides the exit code. */
    struct hinge_error late = HINGE_ERROR_INIT;
    hinge_os_settle();
    cli_lines_show(&cli);
    enum hinge_status closed = close_stdout(&cli, &late);
    if (cli.n_messages > CLI_LINES_MOST && !cli.common.verbose)
        cli_warn(&cli, "%zu more lines like these are not shown; --verbose shows all",
                 cli.n_messages - CLI_LINES_MOST);
    if (atomic_load(&unflushed))
        cli_note(&cli,
                 "the file system cannot flush files to the disk (fsync): what was written is "
                 "whole, but can be lost if this computer loses power now");
    if (status == HINGE_INTERRUPTED && error.message[0] == '\0')
        cli_error(&cli, "interrupted; run it again");
    else if (status != HINGE_OK && error.message[0] != '\0')
        cli_error_whole(&cli, &error);
    if (closed != HINGE_OK) {
        /* a failed write was reported by the tool already */
        if (status != HINGE_WRITE)
            cli_error(&cli, late.message);
        if (status == HINGE_OK || status == HINGE_PARTIAL)
            status = closed;
    }
    if (cli.common.run_log != NULL && cli_run_log(&cli, status, &error, &late) != HINGE_OK) {
        cli_error(&cli, late.message);
        if (status == HINGE_OK || status == HINGE_PARTIAL)
            status = HINGE_WRITE;
    }
    if (cli.common.verbose) {
        struct cli_cost cost = cli_cost_now(&cli);
        cli_detail(&cli, "%.2f s wall, %.2f s CPU, %.0f MiB peak memory, %ld thread%s", cost.wall_s,
                   cost.cpu_s, cost.peak_memory_mib, cli.common.threads,
                   HINGE_S(cli.common.threads));
    }
    if (cli.config != NULL)
        hinge_config_clear(cli.config);
    free(cli.config);
    cli_parse_clear(&cli, args);
    free(args);
    if (hinge_os_window_is_ours()) {
        fputs("\nPress Enter to close this window.", stderr);
        (void)getchar();
    }
    return cli_signals_exit(status);
}
