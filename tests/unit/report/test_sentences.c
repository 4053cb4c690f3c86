/* SPDX-License-Identifier: GPL-3.0-or-later */
/* p as the American Psychological Association writes it: three decimals, no zero before
 * the point, and never rounded to impossible or to certain. */
#include "assert_close.h"

#include "result/digits.h"
#include "result/sentence.h"

static void p_is_never_rounded_to_a_certainty(void **state)
{
    static const struct {
        double p;
        const char *text;
    } rows[] = {{0, "< .001"},       {0.0009996, "< .001"}, {0.001, "= .001"},
                {0.0424, "= .042"},  {0.9994, "= .999"},    {0.9996, "> .999"},
                {0.99999, "> .999"}, {1, "= 1.000"}};
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct hinge_text text = {0};
        hinge_say_p(&text, rows[k].p);
        assert_string_equal(hinge_text_string(&text), rows[k].text);
        hinge_text_clear(&text);
    }
}

static void so_it_is_in_cells(void **state)
{
    const struct {
        double p;
        const char *text;
    } rows[] = {{0, "<0.001"},     {0.0009, "<0.001"}, {0.001, "0.001"},
                {0.0424, "0.042"}, {0.9996, ">0.999"}, {1, "1.000"}};
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        char text[16];
        hinge_p_cell(rows[k].p, text, sizeof text);
        assert_string_equal(text, rows[k].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(p_is_never_rounded_to_a_certainty),
        cmocka_unit_test(so_it_is_in_cells)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
