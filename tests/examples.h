/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three that a format has in tests/data/formats: a file that is recognised and read, one that
 * is refused, and what expected.tsv says of both. The example of a folder is its files one after
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
    char says[100];    /* words of the refusal */
    char missing[800]; /* which of the three is not there; "" */
};

/* The path of what was missing joins the others. */
static inline void example_misses(struct example *example, const char *path, const char *why)
{
    size_t n = strlen(example->missing);
    snprintf(example->missing + n, sizeof example->missing - n, "%s%s%s", n > 0 ? ", " : "", path,
             why);
}

/* False when one of the three is missing in the folder; example_clear() either way. */
static inline bool example_read_in(const char *folder, const char *id, struct example *example)
{
    char path[800], line[256], row[100];
    struct hinge_error ignored = HINGE_ERROR_INIT;
    bool found = false;
    *example = (struct example){0};
    snprintf(path, sizeof path, "%s/%s.good", folder, id);
    if (hinge_file_read(path, path, 1 << 20, &example->good, &ignored) != HINGE_OK)
        example_misses(example, path, "");
    snprintf(path, sizeof path, "%s/%s.broken", folder, id);
    if (hinge_file_read(path, path, 1 << 20, &example->broken, &ignored) != HINGE_OK)
        example_misses(example, path, "");
    snprintf(path, sizeof path, "%s/expected.tsv", folder);
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
    snprintf(row, sizeof row, ": a row that begins with %s", id);
    if (!found)
        example_misses(example, path, row);
    return *example->missing == '\0';
}

static inline bool example_read(const char *id, struct example *example)
{
    const char *data = getenv("HINGE_TEST_DATA");
    char folder[512];
    snprintf(folder, sizeof folder, "%s/formats", data != NULL ? data : "tests/data");
    return example_read_in(folder, id, example);
}

static inline void example_clear(struct example *example)
{
    hinge_bytes_clear(&example->good);
    hinge_bytes_clear(&example->broken);
}

#endif
