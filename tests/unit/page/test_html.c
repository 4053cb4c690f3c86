/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of a page: a policy that names its own style and script and nothing else, and
 * labels that stay words. */
#include "assert_close.h"

#include "base/hash.h"
#include "page/html.h"

#include <string.h>

/* The digest of "" in base64, as any other tool computes it:
 * printf '' | openssl dgst -sha256 -binary | base64 */
static void the_policy_names_its_style(void **state)
{
    struct hinge_text out = {0};
    (void)state;
    assert_int_equal(hinge_html_open(&out, "A & B", "en", "", NULL, NULL, NULL), HINGE_OK);
    const char *page = hinge_text_string(&out);
    assert_non_null(strstr(page, "default-src 'none'"));
    assert_non_null(
        strstr(page, "style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"));
    assert_null(strstr(page, "script-src"));
    assert_null(strstr(page, "unsafe"));
    assert_non_null(strstr(page, "<title>A &amp; B</title>"));
    assert_null(strstr(page, "http-equiv=\"refresh\""));
    hinge_text_clear(&out);
}

/* The page of a language that is written from the right says so. */
static void pages_have_a_direction(void **state)
{
    static const struct {
        const char *language, *want;
    } rows[] = {{"de", "<html lang=\"de\">"},
                {"ja", "<html lang=\"ja\">"},
                {"ar", "<html lang=\"ar\" dir=\"rtl\">"},
                {"he-IL", "<html lang=\"he-IL\" dir=\"rtl\">"},
                {"arn", "<html lang=\"arn\">"}}; /* Mapudungun */
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hinge_text out = {0};
        assert_int_equal(hinge_html_open(&out, "", rows[i].language, "", NULL, NULL, NULL),
                         HINGE_OK);
        assert_non_null(strstr(hinge_text_string(&out), rows[i].want));
        hinge_text_clear(&out);
    }
}

static void labels_stay_words(void **state)
{
    struct hinge_text out = {0};
    struct hinge_table table = {0};
    (void)state;
    hinge_table_add_column(&table, "group", HINGE_COLUMN_TEXT, "", 0);
    hinge_table_add_rows(&table, 1);
    hinge_table_set_text(&table, 0, 0, "</td><script>x()</script>");
    hinge_html_element(&out, "p class=\"note\"", "a < b");
    hinge_html_table(&out, "t", "Groups", &table, "<i>", NULL);
    const char *page = hinge_text_string(&out);
    assert_non_null(strstr(page, "<p class=\"note\">a &lt; b</p>"));
    assert_non_null(strstr(page, "<table>\n<caption>Groups</caption>"));
    /* what scrolls can be reached by keyboard, and a reader says what it is */
    assert_non_null(strstr(page, "tabindex=\"0\" role=\"region\" aria-label=\"Groups\">"));
    assert_null(strstr(page, "<script>"));
    assert_null(strstr(page, "<i>"));
    assert_non_null(strstr(page, "&lt;/<wbr>td&gt;&lt;script&gt;x()&lt;/<wbr>script&gt;"));
    hinge_text_clear(&out);
    hinge_table_clear(&table);
}

/* The second body starts at row 501: a browser lays out the first at once. */
static void long_tables_have_a_second_body(void **state)
{
    (void)state;
    for (size_t rows = 500; rows <= 501; rows++) {
        struct hinge_text out = {0};
        struct hinge_table table = {0};
        hinge_table_add_column(&table, "group", HINGE_COLUMN_TEXT, "", 0);
        hinge_table_add_rows(&table, rows);
        hinge_html_table(&out, "t", "Groups", &table, "", NULL);
        const char *rest = strstr(hinge_text_string(&out), "</tbody>\n<tbody class=\"rest\">");
        size_t after = 0;
        for (const char *at = rest; at != NULL && (at = strstr(at, "<tr>")) != NULL; at++)
            after++;
        assert_int_equal(rest != NULL, rows > 500);
        assert_int_equal(after, rows - 500);
        hinge_text_clear(&out);
        hinge_table_clear(&table);
    }
}

/* Paper has room for twelve columns: of more, those that never differ are left out and
 * told once. A table of up to 30 rows is not split. */
static void paper_leaves_out_what_never_differs(void **state)
{
    static const struct {
        size_t columns, rows;
        bool told;
    } cases[] = {{12, 2, false}, {13, 2, true}, {13, 1, false}, {13, 31, true}};
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct hinge_text out = {0};
        struct hinge_table table = {0};
        for (size_t c = 0; c < cases[k].columns; c++) {
            const char name[] = {(char)('a' + c), '\0'};
            hinge_table_add_column(&table, name, HINGE_COLUMN_NUMBER, "", 0);
        }
        hinge_table_add_rows(&table, cases[k].rows);
        for (size_t c = 0; c < cases[k].columns; c++)
            for (size_t r = 0; r < cases[k].rows; r++)
                table.column[c].number[r] = c == 1 ? 7 : c == 2 ? (double)NAN : (double)(c + r);
        hinge_html_table(&out, "t", "", &table, "", NULL);
        const char *page = hinge_text_string(&out);
        assert_int_equal(strstr(page, "<section class=\"t whole\"") != NULL, cases[k].rows <= 30);
        assert_int_equal(strstr(page, "<p class=\"once\">The same in every row: b 7, c –.</p>") !=
                             NULL,
                         cases[k].told);
        assert_int_equal(strstr(page, "<td class=\"n same\">7</td>") != NULL, cases[k].told);
        assert_null(strstr(page, "<td class=\"n same\">0</td>"));
        hinge_text_clear(&out);
        hinge_table_clear(&table);
    }
}

/* A number with its interval is kept on one line, a number with words is not. */
static void figures_stay_together(void **state)
{
    static const char *const cells[][2] = {{"0.44 ± 0.05", "<td class=\"k\">0.44"},
                                           {"0.51, with low back pain 0.46", "<td>0.51"},
                                           {"3 of 18", "<td>3 of"}};
    (void)state;
    for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
        struct hinge_text out = {0};
        struct hinge_table table = {0};
        hinge_table_add_column(&table, "group", HINGE_COLUMN_TEXT, "", 0);
        hinge_table_add_rows(&table, 1);
        hinge_table_set_text(&table, 0, 0, cells[k][0]);
        hinge_html_table(&out, "t", "", &table, "", NULL);
        assert_non_null(strstr(hinge_text_string(&out), cells[k][1]));
        hinge_text_clear(&out);
        hinge_table_clear(&table);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_policy_names_its_style),
                                       cmocka_unit_test(pages_have_a_direction),
                                       cmocka_unit_test(labels_stay_words),
                                       cmocka_unit_test(long_tables_have_a_second_body),
                                       cmocka_unit_test(paper_leaves_out_what_never_differs),
                                       cmocka_unit_test(figures_stay_together)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
