/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Worked examples of metrics, from what their test prints. Run in the source tree. */
#include "docs/gen/examples.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

static const char found_by_the_test[] = "tests/cli/worked-examples/stdout";
static const char found_elsewhere[] = "docs/gen/checked-elsewhere.tsv";

enum { CELLS = 5, LINE = 256 };

/* The first line of a file whose first cell, a pattern, is the metric's. */
static bool find(const char *path, const char *metric, char line[LINE], char *cell[CELLS])
{
    FILE *file = fopen(path, "r");
    bool same = false;
    while (file != NULL && !same && fgets(line, LINE, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        memset(cell, 0, CELLS * sizeof *cell);
        char *rest = line;
        for (int k = 0; k < CELLS && rest != NULL; k++) {
            cell[k] = rest;
            rest = strchr(rest, '\t');
            if (rest != NULL)
                *rest++ = '\0';
        }
        same = fnmatch(cell[0], metric, 0) == 0;
    }
    if (file != NULL)
        fclose(file);
    return same;
}

bool print_example(const char *metric)
{
    char line[LINE], *cell[CELLS];
    if (find(found_by_the_test, metric, line, cell) && cell[4] != NULL)
        printf(" %s: %s / %s | %s |", cell[1], cell[2], cell[3], cell[4]);
    else if (find(found_elsewhere, metric, line, cell) && cell[1] != NULL)
        printf(" %s | |", cell[1]);
    else
        return false;
    return true;
}
