/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Worked examples of metrics, from what their test prints. Run in the source tree. */
#include "docs/gen/examples.h"

#include <stdio.h>
#include <string.h>

enum { CELLS = 5, LINE = 256 };

void print_example(const char *metric)
{
    FILE *file = fopen("tests/cli/worked-examples/stdout", "r");
    char line[LINE];
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        char *cell[CELLS] = {0}, *rest = line;
        line[strcspn(line, "\n")] = '\0';
        for (int k = 0; k < CELLS && rest != NULL; k++) {
            cell[k] = rest;
            rest = strchr(rest, '\t');
            if (rest != NULL)
                *rest++ = '\0';
        }
        if (cell[4] == NULL || strcmp(cell[0], metric) != 0)
            continue;
        printf("%s/%s %s", cell[2], cell[3], cell[4]);
        break;
    }
    if (file != NULL)
        fclose(file);
}
