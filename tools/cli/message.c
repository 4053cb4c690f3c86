/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages and the progress bar on stderr, data on stdout. The bar is one line, redrawn ten times a
 * second, on a terminal only; with HINGE_PROGRESS=lines each time is a line, for the program that
 * started this one (tools/python). */
#include "cli/parts.h"

#include <hinge/report.h>

enum { BAR = 24 };

static double seconds_since(const struct timespec *from)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - from->tv_sec) + 1e-9 * (double)(now.tv_nsec - from->tv_nsec);
}

const char *cli_progress_text(size_t done, size_t total, double elapsed_s, char *text,
                              size_t capacity)
{
    static const char hashes[BAR + 1] = "########################";
    if (total == 0) { /* nobody knows: what is certain is that it goes on */
        long s = elapsed_s < 359999 ? (long)elapsed_s : 359999;
        snprintf(text, capacity, "step %zu  %ld:%02ld", done, s / 60, s % 60);
        return text;
    }
    double share = (double)done / (double)total;
    if (share > 1)
        share = 1;
    int filled = (int)(share * BAR);
    int used = snprintf(text, capacity, "[%.*s%*s] %3.0f %%  %zu/%zu", filled, hashes, BAR - filled,
                        "", 100 * share, done, total);
    /* a forecast from the first moments would jump about */
    if (share <= 0 || elapsed_s < 1 || used < 0 || (size_t)used >= capacity)
        return text;
    double left = elapsed_s * (1 - share) / share;
    long s = left < 359999 ? (long)(left + 0.5) : 359999;
    if (s >= 3600)
        snprintf(text + used, capacity - (size_t)used, "  ETA %ld:%02ld:%02ld", s / 3600,
                 s / 60 % 60, s % 60);
    else
        snprintf(text + used, capacity - (size_t)used, "  ETA %ld:%02ld", s / 60, s % 60);
    return text;
}

static bool wanted(const struct cli *cli)
{
    const char *terminal = getenv("TERM");
    return !cli->common.quiet && hinge_os_is_terminal(stderr) &&
           !(terminal != NULL && strcmp(terminal, "dumb") == 0);
}

void cli_progress_report(void *context, size_t done, size_t total)
{
    struct cli *cli = context;
    char text[96];
    const char *progress = getenv("HINGE_PROGRESS");
    const bool lines = progress != NULL && strcmp(progress, "lines") == 0,
               begun = cli->bar_shown || (lines && cli->drawn.tv_sec != 0);
    if (!(lines || wanted(cli)) || (begun && done != total && seconds_since(&cli->drawn) < 0.1))
        return;
    cli_progress_text(done, total, seconds_since(&cli->start), text, sizeof text);
    fprintf(stderr, lines ? "%s\n" : "\r%s\033[K", text);
    fflush(stderr);
    clock_gettime(CLOCK_MONOTONIC, &cli->drawn);
    cli->bar_shown = !lines;
}

void cli_progress_clear(struct cli *cli)
{
    if (cli->bar_shown)
        fputs("\r\033[K", stderr);
    cli->bar_shown = false;
}

/* --- messages and data --- */

/* Bold on a terminal, unless NO_COLOR (no-color.org) is set. */
static bool bold(void)
{
    const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return hinge_os_is_terminal(stderr) && (no_color == NULL || *no_color == '\0') &&
           terminal != NULL && strcmp(terminal, "dumb") != 0;
}

void cli_fold(struct hinge_text *out, const char *text, size_t column, size_t indent, size_t width,
              const char *folder)
{
    for (bool begun = false; *text != '\0'; begun = true) {
        /* Bytes of the next word of a line: up to a blank that is not within the folder's name or a
         * path in a list of files. */
        const size_t first = *text == '(', named = strlen(folder);
        size_t within = strcspn(text + first, ",):");
        if (named > 0 && strncmp(text + first, folder, named) == 0)
            within = named;
        else if ((first == 0 && text[-1] == ' ' && text[-2] != ',') ||
                 memchr(text, '/', within) == NULL)
            within = 0;
        const size_t n = first + within + strcspn(text + first + within, " ");
        size_t letters = 0;
        for (size_t k = 0; k < n; k++)
            letters += ((unsigned char)text[k] & 0xC0) != 0x80;
        if (begun && column + 1 + letters > width) {
            hinge_text_printf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (begun) {
            hinge_text_adds(out, " ");
            column++;
        }
        hinge_text_add(out, text, n);
        column += letters;
        text += n + (text[n] == ' ');
    }
}

/* Every message leaves here, on a terminal in its width. File names in it may hold escape
 * sequences. */
static void show(struct cli *cli, const char *message)
{
    enum { NARROW = 40, INDENT = 8 };
    cleared_by(hinge_text_clear) struct hinge_text shown = {0}, folded = {0};
    const size_t name = strlen(cli->tool->name),
                 width = hinge_os_is_terminal(stderr) ? hinge_os_terminal_width(stderr) : 0;
    hinge_text_printf(&shown, "%s: ", cli->tool->name);
    hinge_text_shown(&shown, message);
    cli_fold(&folded, shown.data + name + 2, name + 2, INDENT, width < NARROW ? SIZE_MAX : width,
             "");
    cli_progress_clear(cli);
    fprintf(stderr, bold() ? "\033[1m%s:\033[0m %s\n" : "%s: %s\n", cli->tool->name,
            hinge_text_string(&folded));
}

void cli_error(struct cli *cli, const char *message)
{
    cli_lines_show(cli);
    show(cli, message);
}

void cli_error_whole(struct cli *cli, const struct hinge_error *error)
{
    cleared_by(hinge_text_clear) struct hinge_text commands = {0};
    char line[sizeof error->message];
    size_t n = strcspn(error->message, "\n"); /* a message has no line end of its own */
    snprintf(line, sizeof line, "%.*s", (int)n, error->message);
    cli_error(cli, line);
    hinge_text_shown_lines(&commands, error->message + n + (error->message[n] == '\n'), "\n");
    if (commands.length > 0)
        fprintf(stderr, "%s\n", commands.data);
}

static void show_line(struct cli *cli, const char *format, va_list args) HINGE_PRINTF(2, 0);

static void show_line(struct cli *cli, const char *format, va_list args)
{
    char text[1024];
    vsnprintf(text, sizeof text, format, args);
    cli_error(cli, text);
}

void cli_note(struct cli *cli, const char *format, ...)
{
    va_list args;
    if (cli->common.quiet)
        return;
    va_start(args, format);
    show_line(cli, format, args);
    va_end(args);
}

void cli_detail(struct cli *cli, const char *format, ...)
{
    va_list args;
    if (!cli->common.verbose || cli->common.quiet)
        return;
    va_start(args, format);
    show_line(cli, format, args);
    va_end(args);
}

void cli_warn(struct cli *cli, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    show_line(cli, format, args);
    va_end(args);
}

enum hinge_status cli_write_part(struct cli *cli, const char *path, struct hinge_saving **saving,
                                 const char *bytes, size_t length, struct hinge_error *error)
{
    if (path == NULL || strcmp(path, "-") == 0) {
        /* All of stdout leaves here. A pipe gets data as it is; a terminal is steered by none of
         * it. */
        cleared_by(hinge_text_clear) struct hinge_text shown = {0};
        cli_lines_show(cli);
        cli_progress_clear(cli); /* the terminal may show both */
        if (hinge_os_is_terminal(stdout) && memchr(bytes, '\0', length) == NULL) {
            /* Data as a terminal may show it: its lines and tabs are its own. */
            struct hinge_text data = {0};
            hinge_text_add(&data, bytes, length);
            for (char *at = data.data; at != NULL;) {
                char *tab = strchr(at, '\t');
                if (tab != NULL)
                    *tab++ = '\0';
                hinge_text_shown_lines(&shown, at, "\n");
                hinge_text_adds(&shown, tab != NULL ? "\t" : "");
                at = tab;
            }
            hinge_text_clear(&data);
            bytes = hinge_text_string(&shown);
            length = shown.length;
        }
        bool written = cli->pipe_closed || fwrite(bytes, 1, length, stdout) == length;
        if (written)
            return HINGE_OK;
        if (errno == EPIPE) {
            cli->pipe_closed = true;
            return HINGE_OK;
        }
        return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "standard output: %s",
                               strerror(errno));
    }
    if (*saving == NULL) {
        *saving = hinge_alloc(1, sizeof **saving);
        (*saving)->path = path;
    }
    return hinge_saving_add(*saving, bytes, length, error);
}

enum hinge_status cli_write_end(struct hinge_saving *saving, enum hinge_status status,
                                struct hinge_error *error)
{
    if (saving == NULL)
        return status;
    status = hinge_saving_end(saving, status, error);
    free(saving);
    return status;
}

enum hinge_status cli_write(struct cli *cli, const char *path, const char *bytes, size_t length,
                            struct hinge_error *error)
{
    struct hinge_saving *saving = NULL;
    enum hinge_status status = cli_write_part(cli, path, &saving, bytes, length, error);
    return cli_write_end(saving, status, error);
}

enum hinge_status cli_show(struct cli *cli, const char *words, struct hinge_error *error)
{
    cleared_by(hinge_text_clear) struct hinge_text shown = {0};
    hinge_text_shown_lines(&shown, words, "\n");
    return cli_write(cli, NULL, hinge_text_string(&shown), shown.length, error);
}

enum hinge_status cli_write_table(struct cli *cli, const char *path,
                                  const struct hinge_table *table, const char *format,
                                  struct hinge_error *error)
{
    const struct hinge_writer_options how = {.width = cli_width(format, path)};
    cleared_by(freed) char *text = NULL;
    size_t length = 0;
    enum hinge_status status = hinge_table_format(table, format, &how, &text, &length, error);
    if (status == HINGE_OK)
        status = cli_write(cli, path, text, length, error);
    return status;
}

enum hinge_status cli_write_result(struct cli *cli, const char *path,
                                   const struct hinge_result *result, const char *format,
                                   const struct hinge_writer_options *how,
                                   struct hinge_error *error)
{
    cleared_by(freed) char *text = NULL;
    size_t length = 0;
    enum hinge_status status = hinge_result_format(result, format, how, &text, &length, error);
    return status == HINGE_OK ? cli_write(cli, path, text, length, error) : status;
}

enum hinge_status cli_needs_file(const struct cli *cli, const char *output, const char *what,
                                 struct hinge_error *error)
{
    const bool pipe = output != NULL && strcmp(output, "-") == 0;
    return cli->common.dry_run || (output != NULL && !pipe)
               ? HINGE_OK
               : hinge_usage(error, "where to? name the %s with -o%s", what,
                             pipe ? "; it can't go to a pipe" : "");
}

size_t cli_width(const char *format, const char *output)
{
    const bool words = strcmp(format, "text") == 0 || strcmp(format, "apa") == 0;
    return words && (output == NULL || strcmp(output, "-") == 0) ? hinge_os_terminal_width(stdout)
                                                                 : 0;
}

enum hinge_status cli_not_terminal(const struct cli *cli, const char *output, const char *what,
                                   const char *ending, struct hinge_error *error)
{
    if (output != NULL || !hinge_os_is_terminal(stdout))
        return HINGE_OK;
    return hinge_usage(error,
                       "%s is nothing to read in a terminal: name a file with "
                       "-o NAME.%s, or put it through a pipe (%s … | …)",
                       what, ending, cli->tool->name);
}

enum hinge_status cli_our_file(const struct cli *cli, const char *path, const char *sign,
                               struct hinge_error *error)
{
    struct hinge_os_info info; /* a device or pipe has nothing to lose */
    bool stream = hinge_os_stat(path, &info) == 0 && info.kind != HINGE_OS_FILE;
    return stream || hinge_file_is_ours(path, sign)
               ? HINGE_OK
               : hinge_usage(error,
                             "%s is there already and was not made by %s: move it "
                             "away, or name another output",
                             path, cli->tool->name);
}

enum hinge_status cli_write_beside(struct cli *cli, const char *path, const char *sign,
                                   const char *bytes, size_t length, struct hinge_error *error)
{
    enum hinge_status status = cli_our_file(cli, path, sign, error);
    return status == HINGE_OK ? cli_write(cli, path, bytes, length, error) : status;
}

void cli_line(void *context, const char *message)
{
    struct cli *cli = context;
    bool now = cli->common.verbose ||
               (!hinge_messages_again(&cli->held, message) && cli->n_messages++ < CLI_LINES_MOST &&
                !hinge_messages_add(&cli->held, message));
    if (now)
        cli_warn(cli, "%s", message);
}

void cli_lines_show(struct cli *cli)
{
    for (size_t i = 0; i < cli->held.n; i++) {
        cleared_by(hinge_text_clear) struct hinge_text line = {0};
        hinge_message_add(&cli->held.line[i], &line);
        show(cli, hinge_text_string(&line));
    }
    hinge_messages_clear(&cli->held);
}
