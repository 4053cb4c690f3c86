/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open addressing over FNV-1a (Fowler, Noll, Vo). */
#include "people/intern.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static size_t find_slot(const struct hinge_intern *intern, const char *text)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (const char *p = text; *p != '\0'; p++)
        hash = (hash ^ (unsigned char)*p) * UINT64_C(1099511628211);
    size_t at = (size_t)hash & (intern->slots - 1);
    while (intern->slot[at] != 0 && strcmp(intern->text[intern->slot[at] - 1], text) != 0)
        at = (at + 1) & (intern->slots - 1);
    return at;
}

/* At most half of the slots are used. */
static int grow(struct hinge_intern *intern)
{
    size_t capacity = intern->capacity ? 2 * intern->capacity : 32;
    const char **text = hinge_resize(intern->text, capacity, sizeof *text);
    intern->text = text;
    size_t *slot = hinge_alloc(2 * capacity, sizeof *slot);
    free(intern->slot);
    intern->slot = slot;
    intern->slots = 2 * capacity;
    intern->capacity = capacity;
    for (size_t i = 0; i < intern->n; i++)
        intern->slot[find_slot(intern, intern->text[i])] = i + 1;
    return 0;
}

size_t hinge_intern_number(struct hinge_intern *intern, const char *text)
{
    if (intern->n == intern->capacity && grow(intern) != 0)
        return SIZE_MAX;
    size_t at = find_slot(intern, text);
    if (intern->slot[at] != 0)
        return intern->slot[at] - 1;
    const char *copy = hinge_arena_strdup(&intern->arena, text);
    intern->text[intern->n] = copy;
    intern->slot[at] = ++intern->n;
    return intern->n - 1;
}

void hinge_intern_clear(struct hinge_intern *intern)
{
    free(intern->text);
    free(intern->slot);
    hinge_arena_clear(&intern->arena);
    *intern = (struct hinge_intern){0};
}
