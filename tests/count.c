/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded by scripts/run-tests into what tests start: adds to two numbers in the file HINGE_COUNT
 * how many tools started, and how many repetitions hinge-simulate made (rows of truth.csv). A
 * machine changes neither. The file is mapped, not written: tests limit what may be written. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static _Atomic unsigned long long *count;
static const char *folder; /* of hinge-simulate */

__attribute__((constructor)) static void begin(int argc, char **argv)
{
    const char *path = getenv("HINGE_COUNT");
    if (path == NULL || strncmp(program_invocation_short_name, "hinge-", 6) != 0)
        return;
    int file = open(path, O_RDWR | O_CLOEXEC);
    void *at = mmap(NULL, 2 * sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (file >= 0)
        close(file);
    errno = 0;
    if (at == MAP_FAILED)
        return;
    count = at;
    atomic_fetch_add(&count[0], 1);
    for (int i = 1; i < argc && strcmp(program_invocation_short_name, "hinge-simulate") == 0; i++)
        if (strcmp(argv[i], "-o") == 0 || strcmp(argv[i], "--output") == 0)
            folder = argv[i + 1];
}

__attribute__((destructor)) static void end(void)
{
    char path[4096];
    if (folder == NULL)
        return;
    snprintf(path, sizeof path, "%s/truth.csv", folder);
    FILE *truth = fopen(path, "r");
    if (truth == NULL)
        return;
    unsigned long long lines = 0;
    for (int c; (c = getc(truth)) != EOF;)
        lines += c == '\n';
    fclose(truth);
    atomic_fetch_add(&count[1], lines > 0 ? lines - 1 : 0);
}
