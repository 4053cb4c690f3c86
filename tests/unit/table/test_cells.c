/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells that a spreadsheet opens: no formula, and the text itself when it is read back. */
#include "test.h"

#include "table/cells.h"

#include <string.h>

TEST(formulas)
{
    for (const char *p = "=+-@\t\r\n"; *p != '\0'; p++)
        assert_true(hinge_looks_like_formula((const char[]){*p, 'x', '\0'}));
    /* full-width, as East Asian keyboards write them; their neighbours are none */
    assert_true(hinge_looks_like_formula("\xef\xbc\x9dx"));  /* U+FF1D = */
    assert_true(hinge_looks_like_formula("\xef\xbc\x8bx"));  /* U+FF0B + */
    assert_true(hinge_looks_like_formula("\xef\xbc\x8dx"));  /* U+FF0D - */
    assert_true(hinge_looks_like_formula("\xef\xbc\xa0x"));  /* U+FF20 @ */
    assert_false(hinge_looks_like_formula("\xef\xbc\x9ex")); /* U+FF1E > */
    assert_false(hinge_looks_like_formula("\xef\xbc\x8cx")); /* U+FF0C , */
    assert_false(hinge_looks_like_formula("\xef\xbc"));
    assert_false(hinge_looks_like_formula(""));
    assert_false(hinge_looks_like_formula("a=b"));
    assert_false(hinge_looks_like_formula("1-2"));
    assert_false(hinge_looks_like_formula("\xef\xbc\xa1x")); /* U+FF21 A */
    assert_false(hinge_looks_like_formula("-1.5"));
}

TEST(a_guarded_cell_is_read_back_as_it_was)
{
    static const char *const texts[] = {"",     "a",     "-3.5", "'",          "'a",
                                        "=1+1", "'=1+1", "''@x", "-right knee"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cleared_by(hinge_text_clear) struct hinge_text cell = {0};
        hinge_text_printf(&cell, "%s%s", hinge_cell_guard(texts[i]), texts[i]);
        hinge_text_add(&cell, "", 0);
        assert_false(hinge_looks_like_formula(cell.data));
        assert_string_equal(hinge_cell_unguarded(cell.data), texts[i]);
    }
    cleared_by(hinge_text_clear) struct hinge_text row = {0};
    hinge_cell_csv(&row, "=a\"b");
    hinge_text_adds(&row, " ");
    hinge_cell_tsv(&row, "=a\tb");
    assert_string_equal(hinge_text_string(&row), "\"'=a\"\"b\" '=a\\tb");
}
