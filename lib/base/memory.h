/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory: overflow-checked allocation, and an arena for many small things that die
 * together. */
#ifndef HINGE_BASE_MEMORY_H
#define HINGE_BASE_MEMORY_H

#include <stddef.h>

/* Zeroed array of count elements, NULL on overflow or no memory; free() it. count 0
 * gives a valid pointer. */
void *hinge_alloc(size_t count, size_t size);

/* Resized array (contents kept, new part not zeroed), NULL on overflow or no memory and
 * the old block stays valid. */
void *hinge_resize(void *block, size_t count, size_t size);

/* Everything allocated from an arena is freed by hinge_arena_clear. Zero-initialise it.
 */
struct hinge_arena {
    struct hinge_arena_block *head;
};

/* Zeroed, or as it comes for who writes all of it; NULL as hinge_alloc. */
void *hinge_arena_alloc(struct hinge_arena *arena, size_t count, size_t size);
void *hinge_arena_raw(struct hinge_arena *arena, size_t count, size_t size);
char *hinge_arena_copy(struct hinge_arena *arena, const char *text, size_t length);
char *hinge_arena_strdup(struct hinge_arena *arena, const char *text);
void hinge_arena_clear(struct hinge_arena *arena);

#endif
