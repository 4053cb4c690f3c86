/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One phrase a code, which fits wherever a code is said. */
#include "test.h"

#include "base/codes.h"
#include "result/words.h"

#include <ctype.h>
#include <hinge/warnings.h>
#include <stdio.h>
#include <string.h>

/* Whether the text has a code, such as NO_HEAD, or an option. */
static bool has_code_or_option(const char *text)
{
    for (const char *word = text; *word != '\0';) {
        size_t n = strcspn(word, " ,");
        if (hinge_code_find(word, n) != NULL || memchr(word, '_', n) != NULL ||
            memchr(word, '`', n) != NULL || strncmp(word, "--", 2) == 0)
            return true;
        word += n;
        word += strspn(word, " ,");
    }
    return false;
}

TEST(a_phrase_fits_a_line_a_cell_and_because)
{
    size_t n, bad = 0;
    const struct hinge_code *code = hinge_codes(&n);
    for (size_t i = 0; i < n; i++) {
        const char *phrase = code[i].phrase;
        size_t length = strlen(phrase);
        bool fits = length > 0 && length < 80 && !isupper((unsigned char)*phrase) &&
                    phrase[length - 1] != '.' && strchr(phrase, ':') == NULL &&
                    !has_code_or_option(phrase);
        printf("%s%s\n  p001: %s\n  | p001 | %s |\n  Not shown, because %s.\n",
               fits ? "" : "does not fit: ", code[i].name, phrase, phrase, phrase);
        bad += !fits;
    }
    assert_int_equal(bad, 0);
}

TEST(a_code_has_one_row_and_says_what_to_do)
{
    size_t n;
    const struct hinge_code *code = hinge_codes(&n);
    for (size_t i = 0; i < n; i++) {
        assert_ptr_equal(hinge_code_find(code[i].name, strlen(code[i].name)), &code[i]);
        assert_true(*code[i].remedy != '\0');
    }
}

/* Files hold the numbers and bits: none is missing or twice, and these never change. */
TEST(numbers_and_bits_stay)
{
    for (int r = 0; r < HINGE_REASON_COUNT; r++) {
        assert_non_null(hinge_reason_name((enum hinge_reason)r));
        assert_int_equal(hinge_reason_find(r > 0 ? hinge_reason_name((enum hinge_reason)r) : "OK"),
                         r);
    }
    for (int w = 0; w < HINGE_WARNING_COUNT; w++) {
        char name[64];
        hinge_warning_names(UINT64_C(1) << w, name, sizeof name);
        const struct hinge_code *code = hinge_code_find(name, strlen(name));
        assert_non_null(code);
        assert_true((code->kinds & HINGE_CODE_WARNING) != 0);
    }
    assert_string_equal(hinge_status_name(HINGE_INTERRUPTED), "INTERRUPTED");
    assert_string_equal(hinge_status_name(HINGE_STATUS_COUNT), "");
    assert_int_equal(HINGE_REASON_TIER_C_NO_LUMBAR, 1);
    assert_int_equal(HINGE_REASON_TOO_FEW_REPS, 38);
    assert_int_equal(HINGE_REASON_THIGHS_DIFFER, 81);
    assert_int_equal(HINGE_REASON_HEAD_FROM_FACE, 86);
    assert_int_equal(HINGE_WARNING_INDEX_HELD, 0);
    assert_int_equal(HINGE_WARNING_INDEX_THIGHS_DIFFER, 35);
    assert_int_equal(HINGE_WARNING_INDEX_RATE_SUSPECT, 38);
}

/* A code as a reason and as a warning is the same phrase. */
TEST(a_warning_and_a_reason_say_the_same)
{
    size_t n;
    const struct hinge_code *code = hinge_codes(&n);
    for (size_t i = 0; i < n; i++) {
        char reason[100], warning[100];
        assert_string_equal(hinge_wording_reason(code[i].name, reason, sizeof reason),
                            code[i].phrase);
        assert_string_equal(hinge_wording_cell("warnings", code[i].name, warning, sizeof warning),
                            code[i].phrase);
        assert_string_equal(hinge_wording_cause(code[i].name), code[i].phrase);
    }
}
