/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Overflow-checked allocation and the arena. */
#include "base/memory.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

void *hinge_alloc(size_t count, size_t size)
{
    return calloc(count ? count : 1, size ? size : 1);
}

void *hinge_resize(void *block, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    size_t bytes = count * size;
    return realloc(block, bytes ? bytes : 1);
}

/* `align` is a power of two that max_align_t has. */
static void *take(struct hinge_arena *arena, size_t bytes, size_t align)
{
    struct hinge_arena_block *block = arena->head;
    size_t skip = block != NULL ? -block->used & (align - 1) : 0;
    if (block == NULL || block->capacity - block->used < skip ||
        block->capacity - block->used - skip < bytes) {
        size_t capacity = bytes > ARENA_BLOCK ? bytes : ARENA_BLOCK;
        block = malloc(sizeof *block + capacity);
        if (block == NULL)
            return NULL;
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
    if (size != 0 && count > (SIZE_MAX / 2) / size)
        return NULL;
    return take(arena, count * size, alignof(max_align_t));
}

void *hinge_arena_alloc(struct hinge_arena *arena, size_t count, size_t size)
{
    void *memory = hinge_arena_raw(arena, count, size);
    return memory != NULL ? memset(memory, 0, count * size) : NULL;
}

char *hinge_arena_copy(struct hinge_arena *arena, const char *text, size_t length)
{
    if (length >= SIZE_MAX / 2)
        return NULL;
    char *copy = take(arena, length + 1, 1);
    if (copy != NULL) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

char *hinge_arena_strdup(struct hinge_arena *arena, const char *text)
{
    return hinge_arena_copy(arena, text, strlen(text));
}

void hinge_arena_clear(struct hinge_arena *arena)
{
    while (arena->head != NULL) {
        struct hinge_arena_block *next = arena->head->next;
        free(arena->head);
        arena->head = next;
    }
}
