/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Equal messages of several places, found by what they say. */
#include "base/text.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 1024 };

/* What follows the place that a message begins with; NULL for none. */
static const char *after_place(const char *message)
{
    const char *end = strstr(message, ": ");
    return end != NULL && end > message ? end + 2 : NULL;
}

/* FNV-1a, of the message's what. */
static size_t bucket_of(const char *what)
{
    uint32_t hash = 2166136261U;
    for (; *what != '\0'; what++)
        hash = (hash ^ (unsigned char)*what) * 16777619U;
    return hash % BUCKETS;
}

bool hinge_said_again(struct hinge_said *said, const char *message)
{
    const char *what = after_place(message);
    if (what == NULL || said->bucket == NULL)
        return false;
    for (size_t i = said->bucket[bucket_of(what)]; i != 0; i = said->line[i - 1].next) {
        struct hinge_said_line *line = &said->line[i - 1];
        if (strcmp(line->what, what) != 0 || strcmp(line->message, message) == 0)
            continue;
        if (line->n < 3)
            line->place[line->n - 1] = hinge_copy_n(message, (size_t)(what - message) - 2);
        line->n++;
        return true;
    }
    return false;
}

bool hinge_said_add(struct hinge_said *said, const char *message)
{
    if (hinge_said_again(said, message))
        return true;
    if (said->bucket == NULL)
        said->bucket = hinge_alloc(BUCKETS, sizeof *said->bucket);
    if (said->n == said->capacity) {
        size_t capacity = said->capacity > 0 ? 2 * said->capacity : 16;
        struct hinge_said_line *grown = hinge_resize(said->line, capacity, sizeof *grown);
        said->line = grown;
        said->capacity = capacity;
    }
    char *copy = hinge_copy(message);
    if (said->bucket == NULL || said->n == said->capacity) {
        free(copy);
        return false;
    }
    const char *what = after_place(copy);
    size_t *bucket = what != NULL ? &said->bucket[bucket_of(what)] : NULL;
    said->line[said->n++] = (struct hinge_said_line){
        .message = copy, .what = what, .n = 1, .next = bucket != NULL ? *bucket : 0};
    if (bucket != NULL)
        *bucket = said->n;
    return true;
}

void hinge_said_put(const struct hinge_said_line *line, struct hinge_text *out)
{
    size_t place = line->what != NULL ? (size_t)(line->what - line->message) - 2 : 0;
    hinge_text_add(out, line->message, place);
    for (size_t i = 0; i < 2 && i + 1 < line->n; i++)
        hinge_text_printf(out, "%s%s", line->n == i + 2 ? " and " : ", ",
                          line->place[i] != NULL ? line->place[i] : "…");
    if (line->n > 3)
        hinge_text_printf(out, " and %zu more", line->n - 3);
    hinge_text_puts(out, line->message + place);
}

void hinge_said_clear(struct hinge_said *said)
{
    for (size_t i = 0; i < said->n; i++) {
        free(said->line[i].message);
        free(said->line[i].place[0]);
        free(said->line[i].place[1]);
    }
    free(said->line);
    free(said->bucket);
    *said = (struct hinge_said){0};
}
