/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The progress bar: one line on stderr, redrawn ten times a second, on a terminal only.
 */
#include "cli/parts.h"
#include "os/process.h"

#include <stdlib.h>
#include <string.h>

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
    if (!wanted(cli) || (cli->bar_shown && done != total && seconds_since(&cli->drawn) < 0.1))
        return;
    cli_progress_text(done, total, seconds_since(&cli->start), text, sizeof text);
    fprintf(stderr, "\r%s\033[K", text);
    fflush(stderr);
    clock_gettime(CLOCK_MONOTONIC, &cli->drawn);
    cli->bar_shown = true;
}

void cli_progress_clear(struct cli *cli)
{
    if (cli->bar_shown)
        fputs("\r\033[K", stderr);
    cli->bar_shown = false;
}
