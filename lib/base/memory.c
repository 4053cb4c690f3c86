/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that does not fail, and the arena. */
#include "base/base.h"

#include <hinge/init.h>
#include <stdalign.h>

/* -DHINGE_ARENA_BLOCK=1: each a block of its own, for checks of memory */
#ifndef HINGE_ARENA_BLOCK
#define HINGE_ARENA_BLOCK 16384
#endif
enum { ARENA_BLOCK = HINGE_ARENA_BLOCK };

struct hinge_arena_block {
    struct hinge_arena_block *next;
    size_t used, capacity;
    alignas(max_align_t) unsigned char data[];
};

static void *have(void *memory)
{
    if (memory == NULL)
        hinge_out_of_memory();
    return memory;
}

void *hinge_alloc(size_t count, size_t size)
{
    return have(calloc(count ? count : 1, size ? size : 1));
}

static size_t product(size_t count, size_t size)
{
    if (size != 0 && count > (SIZE_MAX / 2) / size)
        hinge_out_of_memory();
    return count * size;
}

void *hinge_resize(void *block, size_t count, size_t size)
{
    size_t bytes = product(count, size);
    return have(realloc(block, bytes ? bytes : 1));
}

/* How long an array of n elements becomes for one more; 0: it has room. */
static size_t longer(size_t n)
{
    const size_t least = 16;
    return n == 0 ? least : n >= least && (n & (n - 1)) == 0 ? 2 * n : 0;
}

void *hinge_more(void *array, size_t n, size_t size)
{
    return longer(n) > 0 ? hinge_resize(array, longer(n), size) : array;
}

char *hinge_copy_n(const char *text, size_t length)
{
    char *copy = hinge_alloc(length + 1, 1);
    return memcpy(copy, text, length);
}

char *hinge_copy(const char *text)
{
    return hinge_copy_n(text, strlen(text));
}

/* `align` is a power of two that max_align_t has. */
static void *take(struct hinge_arena *arena, size_t bytes, size_t align)
{
    struct hinge_arena_block *block = arena->head;
    size_t skip = block != NULL ? -block->used & (align - 1) : 0;
    if (block == NULL || block->capacity - block->used < skip ||
        block->capacity - block->used - skip < bytes) {
        size_t capacity = bytes > ARENA_BLOCK ? bytes : ARENA_BLOCK;
        block = have(malloc(product(1, sizeof *block + capacity)));
        block->used = 0;
        block->capacity = capacity;
        block->next = arena->head;
        arena->head = block;
        skip = 0;
    }
    void *memory = block->data + block->used + skip;
    block->used += skip + bytes;
    return memory;
}

void *hinge_arena_raw(struct hinge_arena *arena, size_t count, size_t size)
{
    return take(arena, product(count, size), alignof(max_align_t));
}

void *hinge_arena_alloc(struct hinge_arena *arena, size_t count, size_t size)
{
    return memset(hinge_arena_raw(arena, count, size), 0, count * size);
}

void *hinge_arena_grow(struct hinge_arena *arena, const void *old, size_t n, size_t count,
                       size_t size)
{
    void *array = hinge_arena_raw(arena, count, size);
    return n > 0 ? memcpy(array, old, n * size) : array;
}

void *hinge_arena_more(struct hinge_arena *arena, const void *array, size_t n, size_t size)
{
    return longer(n) > 0 ? hinge_arena_grow(arena, array, n, longer(n), size) : (void *)array;
}

char *hinge_arena_copy(struct hinge_arena *arena, const char *text, size_t length)
{
    char *copy = take(arena, product(length, 1) + 1, 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *hinge_arena_strdup(struct hinge_arena *arena, const char *text)
{
    return hinge_arena_copy(arena, text, strlen(text));
}

char *hinge_arena_vprintf(struct hinge_arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        hinge_out_of_memory();
    char *text = hinge_arena_raw(arena, (size_t)length + 1, 1);
    vsnprintf(text, (size_t)length + 1, format, args);
    return text;
}

char *hinge_arena_printf(struct hinge_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = hinge_arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

struct hinge_arena_mark hinge_arena_mark(const struct hinge_arena *arena)
{
    return (struct hinge_arena_mark){arena->head, arena->head != NULL ? arena->head->used : 0};
}

static void free_down_to(struct hinge_arena *arena, const struct hinge_arena_block *last)
{
    while (arena->head != last) {
        struct hinge_arena_block *next = arena->head->next;
        free(arena->head);
        arena->head = next;
    }
}

void hinge_arena_reset(struct hinge_arena *arena, struct hinge_arena_mark mark)
{
    free_down_to(arena, mark.head);
    if (arena->head != NULL)
        arena->head->used = mark.used;
}

void hinge_arena_clear(struct hinge_arena *arena)
{
    free_down_to(arena, NULL);
}
