/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What base/memory.h promises at its ends: nothing asked for, more than there can be,
 * blocks that are full; what was given stays as it was written, apart from its
 * neighbours. */
#include "test.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* AddressSanitizer ends a program that asks for more than there is, unless told. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

TEST(nothing_is_a_block_too)
{
    static const size_t asked[][2] = {{0, 8}, {8, 0}, {0, 0}};
    struct hinge_arena arena = {0};
    for (size_t i = 0; i < 3; i++) {
        void *block = hinge_alloc(asked[i][0], asked[i][1]);
        assert_non_null(block);
        free(block);
        block = hinge_resize(malloc(4), asked[i][0], asked[i][1]);
        assert_non_null(block);
        free(block);
        assert_non_null(hinge_arena_raw(&arena, asked[i][0], asked[i][1]));
        assert_non_null(hinge_arena_alloc(&arena, asked[i][0], asked[i][1]));
    }
    hinge_arena_clear(&arena);
    assert_null(arena.head);
}

static void *of_nothing(size_t count, size_t size)
{
    return hinge_resize(NULL, count, size);
}

static void *of_an_arena(size_t count, size_t size)
{
    struct hinge_arena arena = {0};
    return hinge_arena_alloc(&arena, count, size);
}

static void *of_raw(size_t count, size_t size)
{
    struct hinge_arena arena = {0};
    return hinge_arena_raw(&arena, count, size);
}

static void *(*const asks[])(size_t, size_t) = {hinge_alloc, of_nothing, of_an_arena, of_raw};

/* Products that do not fit, or fit but are more than half of what can be addressed, end the
 * program with the exit code of "out of memory". */
TEST(more_than_there_can_be)
{
    static const size_t asked[][2] = {
        {SIZE_MAX, 2}, {SIZE_MAX / 8 + 2, 8}, {SIZE_MAX / 2 + 1, 1}, {2, SIZE_MAX / 2}};
    for (size_t i = 0; i < 16; i++) {
        int ended;
        pid_t child = fork();
        if (child == 0) {
            asks[i / 4](asked[i % 4][0], asked[i % 4][1]);
            _exit(0);
        }
        assert_int_equal(waitpid(child, &ended, 0), child);
        assert_true(WIFEXITED(ended));
        assert_int_equal(WEXITSTATUS(ended), 5);
    }
}

/* What was taken after the mark goes, what was taken before stays. */
TEST(an_arena_goes_back_to_its_mark)
{
    struct hinge_arena arena = {0};
    struct hinge_arena_mark start = hinge_arena_mark(&arena);
    char *kept = hinge_arena_strdup(&arena, "kept");
    struct hinge_arena_mark mark = hinge_arena_mark(&arena);
    hinge_arena_raw(&arena, 1, 8);
    hinge_arena_raw(&arena, 1, 100000);
    hinge_arena_reset(&arena, mark);
    assert_string_equal(kept, "kept");
    assert_ptr_equal(arena.head, mark.head);
    assert_int_equal(hinge_arena_mark(&arena).used, mark.used);
    hinge_arena_reset(&arena, start);
    assert_null(arena.head);
}

TEST(an_array_is_zero_and_grows)
{
    unsigned char *block = hinge_alloc(3, 5);
    assert_non_null(block);
    for (int i = 0; i < 15; i++)
        assert_int_equal(block[i], 0);
    memset(block, 9, 15);
    block = hinge_resize(block, 1000, 5);
    assert_non_null(block);
    for (int i = 0; i < 15; i++)
        assert_int_equal(block[i], 9);
    memset(block, 1, 5000);
    free(block);
}

/* Many sizes, one after the other, past the ends of several blocks: every one keeps its
 * bytes, and arrays stand where any type may. */
TEST(an_arena_keeps_all)
{
    enum { MANY = 600 };
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    unsigned char *given[MANY];
    for (size_t i = 0; i < MANY; i++) {
        size_t size = (i * 7919) % (i % 50 == 0 ? 100000 : 900) + 1;
        if (i % 3 == 0) {
            char text[1000];
            size %= 1000;
            memset(text, 'x', size);
            given[i] = (unsigned char *)hinge_arena_copy(&arena, text, size);
            assert_int_equal(strlen((char *)given[i]), size);
        } else {
            given[i] = hinge_arena_alloc(&arena, size, 1);
            assert_int_equal((uintptr_t)given[i] % _Alignof(max_align_t), 0);
            for (size_t k = 0; k < size; k++)
                assert_int_equal(given[i][k], 0);
        }
        memset(given[i], (int)(i % 251) + 1, size);
    }
    for (size_t i = 0; i < MANY; i++) {
        size_t size = (i * 7919) % (i % 50 == 0 ? 100000 : 900) + 1;
        size = i % 3 == 0 ? size % 1000 : size;
        for (size_t k = 0; k < size; k++)
            assert_int_equal(given[i][k], i % 251 + 1);
    }
    assert_string_equal(hinge_arena_strdup(&arena, "hinge"), "hinge");
}

TEST(an_arena_takes_a_formatted_text_of_any_length)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    const char *text = hinge_arena_printf(&arena, "%s%040000d", "p", 3);
    assert_int_equal(strlen(text), 40001);
    assert_int_equal(text[40000], '3');
    assert_string_equal(hinge_arena_printf(&arena, "%d of %s", 2, "3"), "2 of 3");
}
