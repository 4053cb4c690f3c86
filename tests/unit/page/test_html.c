/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of the sheet: a policy that names its own style and script and nothing else, and
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
    assert_int_equal(hinge_html_open(&out, "A & B", "en", "", NULL), HINGE_OK);
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
        assert_int_equal(hinge_html_open(&out, "", rows[i].language, "", NULL), HINGE_OK);
        assert_non_null(strstr(hinge_text_string(&out), rows[i].want));
        hinge_text_clear(&out);
    }
}

static void labels_stay_words(void **state)
{
    struct hinge_text out = {0};
    (void)state;
    hinge_html_element(&out, "p class=\"note\"", "a < b</p><script>x()</script>");
    assert_string_equal(hinge_text_string(&out),
                        "<p class=\"note\">a &lt; b&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</p>");
    hinge_text_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_policy_names_its_style),
        cmocka_unit_test(pages_have_a_direction),
        cmocka_unit_test(labels_stay_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
