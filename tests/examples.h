/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The examples of a format in tests/data/formats: a file that is recognised and read, one that is
 * refused, and what expected.tsv says of both. The example of a folder is its files one after
 * another, each after a line "== name". */
#ifndef TESTS_EXAMPLES_H
#define TESTS_EXAMPLES_H

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct example {
    struct hinge_bytes good, broken;
    size_t frames, channels;
    char says[100]; /* words of the refusal */
};

/* False when something of it is missing; example_clear() either way. */
static inline bool example_read(const char *id, struct example *example)
{
    const char *data = getenv("HINGE_TEST_DATA");
    char path[512], line[256];
    struct hinge_error ignored = HINGE_ERROR_INIT;
    bool found = false;
    *example = (struct example){0};
    data = data != NULL ? data : "tests/data";
    snprintf(path, sizeof path, "%s/formats/expected.tsv", data);
    FILE *table = fopen(path, "r");
    while (table != NULL && !found && fgets(line, sizeof line, table) != NULL) {
        size_t n = strlen(id);
        char *at = line + n;
        found = strncmp(line, id, n) == 0 && *at == '\t';
        if (!found)
            continue;
        example->frames = strtoul(at, &at, 10);
        example->channels = strtoul(at, &at, 10);
        at += strspn(at, "\t");
        snprintf(example->says, sizeof example->says, "%.*s", (int)strcspn(at, "\n"), at);
    }
    if (table != NULL)
        fclose(table);
    snprintf(path, sizeof path, "%s/formats/%s.good", data, id);
    found = found && hinge_file_read(path, path, 1 << 20, &example->good, &ignored) == HINGE_OK;
    snprintf(path, sizeof path, "%s/formats/%s.broken", data, id);
    return found && hinge_file_read(path, path, 1 << 20, &example->broken, &ignored) == HINGE_OK;
}

static inline void example_clear(struct example *example)
{
    hinge_bytes_clear(&example->good);
    hinge_bytes_clear(&example->broken);
}

#endif
