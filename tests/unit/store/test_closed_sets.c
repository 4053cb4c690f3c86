/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and numbers of a results file that are of a closed set: each that belongs is
 * taken, any other is damage. */
#include "assert_close.h"

#include "store/closed_sets.h"
#include "store/schema.h"
#include "store/source.h"

#include <stdlib.h>
#include <string.h>

static enum hinge_status word(const char *group, const char *column, const char *text,
                              struct hinge_error *error)
{
    struct hinge_table table = {0};
    char shown[] = "r.h5";
    const struct hinge_source source = {.shown = shown};
    assert_int_equal(hinge_table_add_column(&table, column, HINGE_COLUMN_TEXT, "", -1, NULL, error),
                     HINGE_OK);
    assert_int_equal(hinge_table_add_rows(&table, 1, error), HINGE_OK);
    if (text != NULL)
        assert_int_equal(hinge_table_set_text(&table, 0, 0, text, error), HINGE_OK);
    enum hinge_status status = hinge_closed_sets_check(&source, group, &table, error);
    hinge_table_clear(&table);
    return status;
}

static void words(void **state)
{
    static const struct {
        const char *group, *column, *belongs[5], *not [4];
    } rows[] = {{HINGE_GROUP_TRIALS, "status", {"ok", "partial", "refused"}, {"zz", "OK", ""}},
                {HINGE_GROUP_TRIALS, "tier", {"A", "B", "C", "N", ""}, {"Z", "a", "A|B"}},
                {HINGE_GROUP_TRIALS, "side", {"l", "r", "b", ""}, {"x", "left", "lr"}},
                {HINGE_GROUP_LEDGER, "status", {"ok", "refused"}, {"partial", ""}},
                {HINGE_GROUP_TRIALS, "reason", {"NO_TRUNK", "NO_REPS"}, {"NO_SUCH"}},
                {HINGE_GROUP_LEDGER, "reason", {"RAGGED", "EMPTY_FILE"}, {"ragged"}}};
    struct hinge_error error = HINGE_ERROR_INIT;
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        for (size_t i = 0; i < 5 && rows[k].belongs[i] != NULL; i++)
            if (word(rows[k].group, rows[k].column, rows[k].belongs[i], &error) != HINGE_OK)
                fail_msg("%s", error.message);
        for (size_t i = 0; i < 4 && rows[k].not [i] != NULL; i++) {
            assert_int_equal(word(rows[k].group, rows[k].column, rows[k].not [i], &error),
                             HINGE_INPUT);
            assert_int_equal(error.reason, HINGE_REASON_DAMAGED);
            assert_non_null(strstr(error.message, rows[k].column));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
