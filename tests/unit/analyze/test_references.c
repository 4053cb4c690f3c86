/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which recordings a row refers to, against the definition searched row by row. */
#include "assert_close.h"

#include "analyze/references.h"

#include <stdlib.h>
#include <string.h>

static const char *const columns[] = {"participant", "session", "role"};
enum { ROWS = 400, DRAWS = 40 };

static void fill(struct hinge_table *list, const char *const (*cells)[3], size_t rows)
{
    struct hinge_error error;
    memset(list, 0, sizeof *list);
    for (size_t c = 0; c < 3; c++)
        assert_int_equal(hinge_table_add_column(list, columns[c], HINGE_COLUMN_TEXT, "", 0, NULL,
                                                &error),
                         HINGE_OK);
    assert_int_equal(hinge_table_add_rows(list, rows, &error), HINGE_OK);
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < 3; c++)
            assert_int_equal(hinge_table_set_text(list, c, r, cells[r][c], &error), HINGE_OK);
}

static bool together(const char *const (*cells)[3], size_t a, size_t b)
{
    return *cells[a][0] != '\0' && strcmp(cells[a][0], cells[b][0]) == 0 &&
           strcmp(cells[a][1], cells[b][1]) == 0;
}

/* The last standing trial before the row, else the first after it unless the row is one
 * itself; or the session's first trial. */
static long standing_of(const char *const (*cells)[3], const int32_t *trial_of, size_t rows,
                        size_t row, bool session)
{
    long found = -1;
    bool stands = strcmp(cells[row][2], "standing") == 0;
    for (size_t k = 0; k < (session || stands ? row : rows); k++) {
        bool serves =
            session ? found < 0
                    : k != row && strcmp(cells[k][2], "standing") == 0 && (k < row || found < 0);
        if (serves && trial_of[k] >= 0 && together(cells, row, k))
            found = (long)k;
    }
    return found;
}

/* The nearest of a role before the row, else the first after it. */
static long role_of(const char *const (*cells)[3], const int32_t *trial_of, size_t rows, size_t row,
                    const char *role)
{
    long found = -1;
    for (size_t k = 0; k < rows; k++)
        if (k != row && trial_of[k] >= 0 && together(cells, row, k) &&
            strcmp(cells[k][2], role) == 0 && (k < row || found < 0))
            found = (long)k;
    return found;
}

static void compare(const char *const (*cells)[3], const int32_t *trial_of, size_t rows)
{
    int32_t reference_of[ROWS], maxflex_of[ROWS], stack_of[ROWS], dowel_of[ROWS], stored[ROWS];
    struct hinge_study_rows study = {.trial_of = stored, .reference_of = reference_of};
    struct hinge_parameters parameters = {0};
    struct hinge_error error;
    memcpy(stored, trial_of, rows * sizeof *stored);
    fill(&study.list, cells, rows);
    for (int session = 0; session < 2; session++) {
        hinge_parameters_init(&parameters);
        strcpy(parameters.ref_scope, session ? "session" : "trial");
        assert_int_equal(hinge_references_standing(&study, &parameters, &error), HINGE_OK);
        for (size_t r = 0; r < rows; r++)
            assert_int_equal(reference_of[r], standing_of(cells, stored, rows, r, session));
    }
    assert_int_equal(hinge_references_limits(&study.list, stored, maxflex_of, stack_of, dowel_of,
                                             &error),
                     HINGE_OK);
    for (size_t r = 0; r < rows; r++) {
        assert_int_equal(maxflex_of[r], role_of(cells, stored, rows, r, "maxflex"));
        assert_int_equal(stack_of[r], role_of(cells, stored, rows, r, "stack_ref"));
        assert_int_equal(dowel_of[r], role_of(cells, stored, rows, r, "dowel_ref"));
    }
    hinge_table_clear(&study.list);
}

static void as_searched_row_by_row(void **state)
{
    static const char *const people[] = {"p1", "p2", "p10", "", "P1"};
    static const char *const sessions[] = {"", "1", "2"};
    static const char *const roles[] = {"",        "trial",     "standing",
                                        "maxflex", "stack_ref", "dowel_ref"};
    static const char *cells[ROWS][3];
    static int32_t trial_of[ROWS];
    (void)state;
    srand(11);
    for (int draw = 0; draw < DRAWS; draw++) {
        size_t rows = draw < 5 ? (size_t)draw : (size_t)rand() % ROWS;
        for (size_t r = 0; r < rows; r++) {
            cells[r][0] = people[rand() % 5];
            cells[r][1] = sessions[rand() % 3];
            cells[r][2] = roles[rand() % 6];
            trial_of[r] = rand() % 5 == 0 ? -1 : (int32_t)r;
        }
        compare((const char *const(*)[3])cells, trial_of, rows);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_searched_row_by_row)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
