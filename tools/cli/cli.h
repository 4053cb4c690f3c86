/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command line tool as data: one const struct cli_tool with its option rows. Parsing,
 * --help (of which man page and completion are made), progress, signals and exit codes come from
 * it, so that a tool's own file holds what only that tool does (see TEMPLATE.c). */
#pragma once

#include "base/base.h"

#include <hinge/config.h>
#include <time.h>

enum { CLI_MANY = 0x7fffffff };

/* What a row stores at its offset in the tool's arguments. */
enum cli_kind {
    CLI_END,     /* ends the rows */
    CLI_GROUP,   /* a heading: `help` is its text */
    CLI_FLAG,    /* bool */
    CLI_TEXT,    /* const char *, NULL when not given */
    CLI_NUMBER,  /* double, NaN when not given */
    CLI_INTEGER, /* long */
    CLI_CHOICE,  /* const char *, one of the choices */
    CLI_REPEAT   /* struct cli_list, may be given several times */
};

struct cli_list {
    size_t n;
    const char **item; /* freed by cli */
};

struct cli_option {
    enum cli_kind kind;
    char letter;                            /* 'o' for -o; 0 for none */
    const char *name;                       /* "output" for --output */
    const char *value;                      /* what follows: "FILE", "DIR", "HZ"; NULL for a flag */
    size_t at;                              /* offsetof(struct the_tool's_arguments, member) */
    const char *help;                       /* a phrase without a full stop, or what is behind
                                             * that of its name in hinge/settings.def */
    const char *example;                    /* a value to show; NULL for none */
    const char *standard;                   /* default as text; NULL for none */
    double low, high;                       /* numbers: the range, when low < high */
    const char *choices;                    /* CHOICE: "text|csv" */
    const char *(*choice_at)(size_t index); /* or: i-th choice, NULL past the last */
    unsigned needs;     /* rows every tool has: CLI_USES_… that switch the row on */
    bool dashed;        /* a value may begin with one dash: -prevalence */
    bool told;          /* the default is said by the help alone: not given is NULL */
    bool writes;        /* TEXT: a file or folder that the run makes */
    const char *ingest; /* TEXT, CHOICE; with CLI_USES_CONFIG: the key of [ingest] that it sets */
    bool brief;         /* --help shows it, as --help=all does: of use to most people */
};

/* Fills a tool's rows, at most `room`: the OPTION rows of hinge/settings.def that one of `takers`
 * has and that are no LINE, which go into the request whose member `by` is at `at`, then the tool's
 * own. */
enum { CLI_QUERY_ROWS = 48 };
void cli_query(struct cli_option *rows, size_t room, unsigned takers, size_t at,
               const struct cli_option *extra);

/* What stands on the command line without a dash. Only the last row may have max > min.
 */
struct cli_operand {
    const char *name, *help; /* name NULL ends the rows */
    size_t min, max;         /* how many; CLI_MANY */
    const char *choices;     /* "reps|trials", NULL for anything */
};

struct cli_example {
    const char *command, *what; /* command NULL ends the rows */
};

/* Options of every tool that only some tools have. */
enum {
    CLI_USES_THREADS = 1,
    CLI_USES_DRY_RUN = 2,
    CLI_USES_RUN_LOG = 4,
    CLI_USES_CONFIG = 8,     /* --config, --set, --print-config: cli->config is ready in run */
    CLI_JUDGES_CHOICES = 16, /* run says itself that an operand is no choice */
    CLI_STOPS_ITSELF = 32,   /* run asks cli->progress often whether to stop */
    CLI_CLEARS_UP = 64       /* and has a folder to remove then: it gets ten seconds */
};

struct cli_common {
    bool help, help_all, version, quiet, verbose, dry_run, print_config;
    long threads; /* after parsing: at least 1 */
    const char *run_log, *config;
    struct cli_list set;
};

/* A run of a tool. */
struct cli {
    const struct cli_tool *tool;
    struct cli_common common;
    size_t n_operands;
    const char **operand;
    struct hinge_progress progress; /* hand this to the library */
    struct hinge_config *config;    /* NULL without CLI_USES_CONFIG; options win */
    /* the rest belongs to cli */
    struct timespec start, drawn;
    time_t start_time;
    bool bar_shown, pipe_closed;
    struct hinge_messages held; /* lines of cli_line that are still to be shown */
    size_t n_messages;          /* these, and those shown */
};

struct cli_tool {
    const char *name;    /* "hinge-ingest" */
    const char *summary; /* a phrase: "packs recordings into one study file" */
    const char *details; /* of --help=all: paragraphs separated by "\n\n"; may be "" */
    const struct cli_operand *operand;
    const struct cli_option *option;
    const char *also;                  /* --help ends its options so; may be NULL */
    const struct cli_example *example; /* the first two are shown by --help */
    /* NULL, or the help of what the first operand names: a tool with the rows that
     * matter there; NULL when it names nothing. */
    const struct cli_tool *(*help_for)(const char *operand);
    size_t args_size; /* of the struct the offsets point into */
    unsigned uses;    /* CLI_USES_… */
    /* The tool's work, arguments parsed and checked. Returns a status with its error
     * filled (PARTIAL may leave the message empty). */
    enum hinge_status (*run)(struct cli *cli, void *args, struct hinge_error *error);
};

/* The whole life of a tool: `return cli_main(&tool, argc, argv);`. Returns the exit
 * code. */
int cli_main(const struct cli_tool *tool, int argc, char **argv);

/* The entries of a registry as an operand's choices ("a|b") and, after what `details`
 * holds already, as paragraphs of the help ("a: title" and, unless NULL, ". more").
 * False, said on stderr as an internal error, when they are longer than their places.
 */
bool cli_entries(const char *(*id)(size_t), const char *(*title)(size_t),
                 const char *(*more)(size_t), char *choices, size_t capacity, char *details,
                 size_t room);

/* Lines on stderr, "tool: message". A note is left out with -q, a detail is shown with
 * --verbose only, a warning always. Control characters become \xNN. */
void cli_note(struct cli *cli, const char *format, ...) HINGE_PRINTF(2, 3);
void cli_detail(struct cli *cli, const char *format, ...) HINGE_PRINTF(2, 3);
void cli_warn(struct cli *cli, const char *format, ...) HINGE_PRINTF(2, 3);

/* cli_warn for libraries that hand over whole messages, "where: what"; `cli` is a
 * struct cli. Those that say the same of several places become one line, "a, b, c and
 * 22 more: what", shown before the next note, the data or the end. Of more than 1,000
 * lines the others are counted. --verbose shows each at once. */
void cli_line(void *cli, const char *message);

/* Letters of a line of the terminal that words go to; 0: they go elsewhere, or are for programs. */
size_t cli_width(const char *format, const char *output);
/* USAGE when `what` would be written to a terminal: a page or an image is for a file
 * (-o FILE.ending) or a pipe. */
enum hinge_status cli_not_terminal(const struct cli *cli, const char *output, const char *what,
                                   const char *ending, struct hinge_error *error);

/* Data to `path`, whole or not at all; NULL or "-" is stdout. A reader that closed the
 * pipe is no error. Errors: WRITE. */
enum hinge_status cli_write(struct cli *cli, const char *path, const char *bytes, size_t length,
                            struct hinge_error *error);

/* Adds a text in lines of `width` letters, of which the first begins at `column` and others are
 * indented; a name within `folder` ("": none), and one in a list of files, stays whole. The text is
 * behind a blank of a longer one. */
void cli_fold(struct hinge_text *out, const char *text, size_t column, size_t indent, size_t width,
              const char *folder);

/* Lines for readers to stdout; what would steer a terminal becomes \xNN, in a pipe too. */
enum hinge_status cli_show(struct cli *cli, const char *words, struct hinge_error *error);

/* A table in a format. */
struct hinge_table;
enum hinge_status cli_write_table(struct cli *cli, const char *path,
                                  const struct hinge_table *table, const char *format,
                                  struct hinge_error *error);

/* A result in a format. */
struct hinge_result;
struct hinge_writer_options;
enum hinge_status cli_write_result(struct cli *cli, const char *path,
                                   const struct hinge_result *result, const char *format,
                                   const struct hinge_writer_options *how,
                                   struct hinge_error *error);

/* USAGE where a tool that works has no file for its output, `what` ("results file"). */
enum hinge_status cli_needs_file(const struct cli *cli, const char *output, const char *what,
                                 struct hinge_error *error);

/* cli_write to a file whose name the tool made of another's: replaces none but what it
 * wrote itself, which has `sign` within its first bytes, or USAGE. */
enum hinge_status cli_write_beside(struct cli *cli, const char *path, const char *sign,
                                   const char *bytes, size_t length, struct hinge_error *error);

/* cli_write in parts: any number of cli_write_part, *saving being NULL before the
 * first, then cli_write_end with how it went: what is not OK leaves no file (what
 * stdout got stays there). */
struct hinge_saving;
enum hinge_status cli_write_part(struct cli *cli, const char *path, struct hinge_saving **saving,
                                 const char *bytes, size_t length, struct hinge_error *error);
enum hinge_status cli_write_end(struct hinge_saving *saving, enum hinge_status status,
                                struct hinge_error *error);

/* Runs a program (argv ends with NULL, found in PATH, no shell) with these bytes as its
 * standard input. *out is what it wrote to its standard output, free() it. Errors:
 * WRITE when it cannot be started (the message says so) or fails. */
enum hinge_status cli_filter(const char *const *argv, const char *bytes, size_t length, char **out,
                             size_t *out_length, struct hinge_error *error);
/* A figure in another format ("pdf", "eps", "png" of so many dots per inch) by rsvg-convert, the
 * same bytes each time. Errors: as cli_filter. */
enum hinge_status cli_rsvg(const char *format, double dpi, const char *svg, size_t length,
                           char **out, size_t *out_length, struct hinge_error *error);
