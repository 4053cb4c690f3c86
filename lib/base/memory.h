/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that does not fail: if there is none, hinge_out_of_memory ends the program. Arenas hold
 * many small things that are freed together. */
#pragma once

#include <hinge/status.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Zeroed array of count elements; free() it. count 0 gives a valid pointer. */
void *hinge_alloc(size_t count, size_t size);

/* Resized array: contents kept, new part not zeroed. */
void *hinge_resize(void *block, size_t count, size_t size);

/* An array of n elements with room for one more. It is longer than before where n is a power of
 * two, so no capacity is kept beside it; nothing else may lengthen it. */
void *hinge_more(void *array, size_t n, size_t size);

/* cleared_by(hinge_text_clear) struct hinge_text text = {0}: cleared where its block ends, however
 * that is left. What is given away is not declared so. */
#define cleared_by(clear) __attribute__((cleanup(clear)))

/* cleared_by(freed) char *text: of memory. */
static inline void freed(void *pointer)
{
    void *memory;
    memcpy(&memory, pointer, sizeof memory);
    free(memory);
}

/* A copy of a string, or of its first bytes; free() it. */
char *hinge_copy(const char *text);
char *hinge_copy_n(const char *text, size_t length);

/* Everything allocated from an arena is freed by hinge_arena_clear. Zero-initialise it. */
struct hinge_arena {
    struct hinge_arena_block *head;
};

/* A zeroed array; an array that is not initialised. */
void *hinge_arena_alloc(struct hinge_arena *arena, size_t count, size_t size);
void *hinge_arena_raw(struct hinge_arena *arena, size_t count, size_t size);
/* A longer array of `count` elements that begins with the n elements of `old`; `old` stays. */
void *hinge_arena_grow(struct hinge_arena *arena, const void *old, size_t n, size_t count,
                       size_t size);
/* As hinge_more. */
void *hinge_arena_more(struct hinge_arena *arena, const void *array, size_t n, size_t size);
char *hinge_arena_copy(struct hinge_arena *arena, const char *text, size_t length);
char *hinge_arena_strdup(struct hinge_arena *arena, const char *text);
/* A formatted text of any length. */
HINGE_PRINTF(2, 3) char *hinge_arena_printf(struct hinge_arena *arena, const char *format, ...);
HINGE_PRINTF(2, 0)
char *hinge_arena_vprintf(struct hinge_arena *arena, const char *format, va_list args);
void hinge_arena_clear(struct hinge_arena *arena);

/* A mark of an arena; reset frees what was taken after it. */
struct hinge_arena_mark {
    struct hinge_arena_block *head;
    size_t used;
};
struct hinge_arena_mark hinge_arena_mark(const struct hinge_arena *arena);
void hinge_arena_reset(struct hinge_arena *arena, struct hinge_arena_mark mark);
