/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What paths name, what stands there, and what may replace it. */
#include "test.h"

#include "base/file.h"

#include <hinge/file.h>
#include <string.h>

static const char file[] = "base-file.1", none[] = "base-file.2";

static void write_text(const char *path, const char *bytes, size_t n)
{
    FILE *out = hinge_os_fopen(path, "wb");
    assert_int_equal(fwrite(bytes, 1, n, out), n);
    assert_int_equal(fclose(out), 0);
}

TEST(names_of_paths)
{
    /* clang-format off */
    static const char *const rows[][3] = {{"a/b.csv", "b.csv", "a/b.csv/x"}, {"a/b//", "b", "a/b//x"}, {"a", "a", "a/x"}, {"/", "", "/x"}, {"//", "", "//x"}};
    /* clang-format on */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cleared_by(freed) char *name = hinge_path_name(rows[i][0]);
        cleared_by(freed) char *joined = hinge_path_join(rows[i][0], "x");
        assert_true(strcmp(name, rows[i][1]) == 0 && strcmp(joined, rows[i][2]) == 0);
    }
    cleared_by(freed) char *real = hinge_os_real_path("."), *here = hinge_path_name("."),
                           *above = hinge_path_name("..");
    const char *last = hinge_file_name(real);
    assert_string_equal(here, last);
    assert_true(strlen(above) + 1 < strlen(real) && strcmp(above, "..") != 0);
    assert_memory_equal(last - 1 - strlen(above), above, strlen(above));
    assert_true(hinge_path_length("/") == 1 && hinge_path_length("a//") == 1);
    /* clang-format off */
    static const char *const temporary[] = {".a.hinge~", HINGE_SCRATCH "1", "b/tmp.abcdefghij"},
        *const others[] = {"..hinge~", "a.hinge~", ".a.hinge", "tmp.abcdefghi", "tmp.abcdefghijk", "tmpxabcdefghij", "hinge-book"};
    /* clang-format on */
    for (size_t i = 0; i < sizeof temporary / sizeof *temporary; i++)
        assert_true(hinge_output_is_temporary(temporary[i]));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(hinge_output_is_temporary(others[i]));
}

/* What a file has after another program wrote to it, replaced it, or made another name of it. */
TEST(a_file_that_changes_is_known)
{
    const struct hinge_os_info was = {.size = 5, .device = 1, .inode = 2, .links = 1};
    struct hinge_os_info now[9] = {was, was, was, was, was, was, was, was, was};
    now[1].device = now[2].inode = 9, now[3].size = 6;
    now[4].modified.tv_sec = now[5].modified.tv_nsec = 1;
    now[6].changed.tv_sec = now[7].changed.tv_nsec = now[8].changed.tv_sec = 1, now[8].links = 2;
    for (int i = 0; i < 9; i++)
        assert_int_equal(hinge_file_unchanged(&was, &now[i]), i == 0 || i == 8);
}

/* The 1,024 bytes in which a sign is looked for, the 16 of a beginning, the limit of a whole. */
TEST(files_are_read_so_far)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    static const char zeros[HINGE_FILE_PADDING];
    char text[1030];
    memset(text, 'x', sizeof text);
    memcpy(text + 1020, "sign", 4);
    write_text(file, text, sizeof text);
    assert_true(hinge_file_is_ours(file, "sign") && !hinge_file_is_ours(file, "signx"));
    assert_true(hinge_file_is_ours(none, "sign") && !hinge_file_is_ours(".", "sign"));
    for (size_t n = 0; n <= 17; n++)
        assert_int_equal(hinge_file_starts_with(file, text, n), n <= 16);
    assert_works(hinge_file_read(file, file, sizeof text, &bytes, &why));
    assert_int_equal(bytes.size, sizeof text);
    assert_memory_equal(bytes.data + sizeof text, zeros, sizeof zeros);
    assert_int_equal(hinge_file_read(file, "f", sizeof text - 1, &bytes, &error), HINGE_INPUT);
    assert_string_equal(error.message, "f: 1030 bytes, more than the limit of 1029; split the "
                                       "recording, or export fewer columns");
    write_text(file, "ab", 2);
    assert_false(hinge_file_starts_with(file, "abc", 3) || hinge_file_starts_with(file, "ac", 2));
    assert_false(hinge_file_starts_with(none, "", 0) || hinge_file_starts_with(".", "", 0));
    assert_int_equal(remove(file), 0);
}

TEST(a_file_is_replaced_by_its_kind)
{
    static char late[300] = "", early[300] = ""; /* a byte of no text as the 257th, as the 256th */
    memset(late, 'a', 256), memset(early, 'a', 255);
    /* clang-format off */
    const struct {
        const char *bytes;
        size_t n;
        int kind;
    } rows[] = {{"\x89HDF", 4, 0}, {"PK\x03\x04", 4, 1}, {"%PDF-", 5, 2}, {"a\0b", 3, 3}, {early, 300, 3}, {"%PDF", 4, 4}, {late, 300, 4}};
    /* clang-format on */
    for (size_t i = 0; i < 7 * 7; i++) {
        struct hinge_error error = HINGE_ERROR_INIT;
        const size_t old = i / 7, now = i % 7, then = rows[old].kind == rows[now].kind ? now : old;
        write_text(file, rows[old].bytes, rows[old].n);
        assert_int_equal(hinge_file_save(file, rows[now].bytes, rows[now].n, &error),
                         then == now ? HINGE_OK : HINGE_USAGE);
        assert_true(hinge_file_holds(file, rows[then].bytes, rows[then].n) &&
                    !hinge_file_holds(file, rows[then].bytes, rows[then].n - 1));
    }
    write_text(file, "", 0);
    assert_true(hinge_file_holds(file, "", 0) && hinge_file_is_ours(file, "sign"));
    assert_true(remove(file) == 0 && !hinge_file_holds(file, "", 0));
}

TEST(folders_and_outputs_in_them)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    assert_works(hinge_folder_make("base-a//b/c//", &why));
    assert_works(hinge_folder_make("base-a/b", &why)); /* it is there */
    write_text(file, "a", 1);
    write_text("base-a/b/d", "a", 1);
    struct hinge_arena arena = {0};
    const char **name;
    size_t n;
    assert_true(hinge_folder_names("base-a/b", &arena, &name, &n) && n == 2);
    assert_true(strcmp(name[0], "c") == 0 ? strcmp(name[1], "d") == 0 : strcmp(name[0], "d") == 0);
    assert_true(hinge_folder_names("base-a/b/c", &arena, &name, &n) && n == 0);
    assert_true(!hinge_folder_names(file, &arena, &name, &n) && n == 0);
    hinge_arena_clear(&arena);
    assert_int_equal(hinge_folder_make(file, &error), HINGE_WRITE);
    assert_string_equal(error.message, "base-file.1: cannot make the folder: Not a directory");
    /* clang-format off */
    static const struct {
        const char *a, *b;
        bool same;
    } rows[] = {{file, "./base-file.1", true}, {file, "base-a/b/d", false}, {file, none, false}, {none, "base-a/../base-file.2", true},
        {none, "base-file.3", false}, {none, "base-a/base-file.2", false}, {"base-a", "./base-a", false}, {"base-0/x", "base-0/x", false}};
    /* clang-format on */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(hinge_output_same(rows[i].a, rows[i].b), rows[i].same);
        assert_int_equal(hinge_output_same(rows[i].b, rows[i].a), rows[i].same);
        assert_int_equal(hinge_output_folder(rows[i].a, &error) == HINGE_OK, rows[i].a[5] != '0');
    }
    static const char *const made[] = {file, "base-a/b/c", "base-a/b/d", "base-a/b", "base-a"};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        assert_int_equal(remove(made[i]), 0);
}
