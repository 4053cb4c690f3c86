/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of tools/cli share; tools include cli.h only. */
#pragma once

#include "cli/cli.h"

/* parse.c: the tool with what its rows leave open to hinge/settings.def. */
struct cli_tool cli_filled(const struct cli_tool *tool);
/* The i-th row of a tool: its own, then the common ones that apply; NULL
 * after the last. */
const struct cli_option *cli_row(const struct cli_tool *tool, size_t i);
bool cli_row_is_common(const struct cli_option *row);
/* The i-th choice of a row into buffer, NULL past the last or without choices. */
const char *cli_choice(const struct cli_option *row, size_t i, char buffer[64]);
const char *cli_choice_of(const char *choices, size_t i, char buffer[64]);
/* Two rows with one name or letter, a bad default: INTERNAL naming them. */
enum hinge_status cli_rows_check(const struct cli_tool *tool, struct hinge_error *error);

/* Fills cli->common, operands and args (zeroed, tool->args_size bytes). With
 * --help and its like the rest isn't required. Errors: USAGE. cli_parse_clear in
 * any case. */
enum hinge_status cli_parse(struct cli *cli, void *args, int argc, char *const *argv,
                            struct hinge_error *error);
void cli_parse_clear(struct cli *cli, void *args);

/* help.c: prints the tool's description, in short or all of it. */
void cli_print_help(const struct cli_tool *tool, bool all, struct hinge_text *out);

/* out_of_memory.c: SIGPIPE and SIGXFSZ ignored. SIGINT, SIGTERM and SIGHUP end a tool within
 * a second, whatever it does: at once, or, with CLI_STOPS_ITSELF, when it has seen
 * cli_signals_stop or half a second has passed; temporaries of outputs go. Standard
 * streams that are closed are opened so that no output file gets their number. */
void cli_signals_start(const struct cli_tool *tool);
bool cli_signals_stop(void *context);
/* The exit code: 128 and the signal's number where one ended the run. */
int cli_signals_exit(enum hinge_status status);
/* False, and said on stderr, where the stack of this thread (ulimit -s) or of OpenMP's
 * (OMP_STACKSIZE) is too small for the work. The first thing that a tool asks. */
bool cli_stack_suffices(const struct cli_tool *tool);
/* Starts the libraries (hinge_init). From here to the end, one that calls
 * exit, or has no memory for JSON or GSL's work, ends the tool at once, in words, with
 * the exit code of NOMEM and without the output's temporary. The name must stay. */
enum hinge_status cli_memory_start(const char *tool, struct hinge_error *error);
void cli_memory_end(void);

/* message.c: the bar on stderr, when that is a terminal. */
void cli_progress_report(void *context, size_t done, size_t total);
void cli_progress_clear(struct cli *cli);
/* The bar's text for a moment; elapsed in seconds. */
const char *cli_progress_text(size_t done, size_t total, double elapsed_s, char *text,
                              size_t capacity);

/* main.c: what the run cost; the sign is within the first bytes of its log. */
#define CLI_RUN_LOG_SIGN "\"start_time\": \""
struct cli_cost {
    double wall_s, cpu_s, peak_memory_mib;
};

/* USAGE when a file is there without `sign` within its first bytes. */
enum hinge_status cli_our_file(const struct cli *cli, const char *path, const char *sign,
                               struct hinge_error *error);
/* A run shows so many lines of cli_line. */
enum { CLI_LINES_MOST = 1000 };
void cli_error(struct cli *cli, const char *message);
/* The same with its commands, each on a line. */
void cli_error_whole(struct cli *cli, const struct hinge_error *error);
/* Shows what cli_line holds. */
void cli_lines_show(struct cli *cli);
