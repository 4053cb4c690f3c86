/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sheet shows of a number, by the code or the id of its format: ECMA-376 part 1, 18.8.30. */
#include "test.h"

#include "ingest/ingest.h"

static void check_shown(unsigned id, const char *code, double number, bool since_1904,
                        const char *expected)
{
    struct hinge_arena arena = {0};
    struct hinge_text text = {0};
    struct hinge_cell_style style = {.format = id};
    hinge_cell_style_settle(&style, code, &arena);
    hinge_cell_style_add(&style, number, since_1904, &text);
    if (strcmp(hinge_text_string(&text), expected) != 0)
        print_error("%u %s\n", id, code != NULL ? code : "");
    assert_string_equal(hinge_text_string(&text), expected);
    hinge_text_clear(&text);
    hinge_arena_clear(&arena);
}

TEST(a_format_of_dates_shows_the_day)
{
    static const char *const dates[] = {
        "yyyy-mm-dd",  "dd/mm/yy;@", "d\\.\\ mmm",         "[$-407]d/ mmmm yyyy",
        "mmm",         "dd.mm.",     "m/d/yy\\ h:mm",      "d.m.yy h:mm AM/PM",
        "\"am \"dddd", "D-MMM-YY",   "[$-F800]dddd, mmmm", "yyyy\"年\"m\"月\"",
    };
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        check_shown(170, dates[i], 46093.75, false, "2026-03-12");
    check_shown(170, "yyyy", 46093 - 1462, true, "2026-03-12");
    check_shown(170, "yyyy", 0, true, "1904-01-01");
    check_shown(170, "yyyy", 0, false, "0");
    check_shown(170, "yyyy", 2958465, false, "9999-12-31");
    check_shown(170, "yyyy", 2958466, false, "2958466");
    static const unsigned known[] = {14, 15, 16, 17, 22, 27, 31, 36, 50, 54, 57, 58};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        check_shown(known[i], NULL, 46093, false, "2026-03-12");
    static const unsigned others[] = {0,  1,  2,  4,  9,  11, 13, 18, 21,
                                      26, 32, 35, 37, 45, 49, 55, 59};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        check_shown(others[i], NULL, 46093, false, "46093");
    check_shown(14, "0.0", 46093, false, "46093"); /* the workbook's own code decides */
}

TEST(a_format_of_places_shows_its_digits)
{
    check_shown(170, "000", 7, false, "007");
    check_shown(170, "000", 12345, false, "12345");
    check_shown(170, "000", -7, false, "-007");
    check_shown(170, "000", 7.5, false, "7.5");
    check_shown(170, "[Red]000;-0", 7, false, "007");
    check_shown(170, "\"P\"00", 8, false, "P08");
    check_shown(170, "\"P\"0", 8, false, "P8");
    check_shown(170, "\\V\\P000", 12, false, "VP012");
    check_shown(170, "00-00", 123, false, "01-23");
    check_shown(170, "00-00", 12345, false, "123-45");
    check_shown(170, "_-000_-", 7, false, "007");
    check_shown(170, "[Magenta]000", 7, false, "007");
    check_shown(170, "0000", 1e15, false, "1e+15");
}

TEST(any_other_format_leaves_the_number)
{
    static const char *const codes[] = {
        "General",    "0",  "0.0",    "#,##0",        "# ##0", "0\" cm\"",     "0.0\" my\"",
        "00.0",       "0%", "0.0E+0", "[<100]00;000", "h:mm",  "[h]:mm",       "mm:ss",
        "@",          "",   "\"open", "[open",        "\"\"",  "General\"d\"", "+0",
        "0 \"days\"", "\\", "_",
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        check_shown(170, codes[i], 71, false, "71");
    check_shown(170, "0.0\" my\"", 71.25, false, "71.25");
}
