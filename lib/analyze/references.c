/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of trials, and the rows they refer to: participant, session and role decide. */
#include "analyze/references.h"

#include <string.h>

static const char *cell(const struct hinge_table *table, const char *column, size_t row)
{
    const char *text = hinge_table_text(table, column, row);
    return text != NULL ? text : "";
}

static bool same_session(const struct hinge_table *list, size_t a, size_t b)
{
    return strcmp(cell(list, "participant", a), cell(list, "participant", b)) == 0 &&
           strcmp(cell(list, "session", a), cell(list, "session", b)) == 0;
}

enum hinge_status hinge_references_trials(const struct hinge_study_reader *study,
                                          const struct hinge_table *ledger,
                                          const char *shown, long *trial_of,
                                          struct hinge_error *error)
{
    size_t trial = 0, n = hinge_study_count(study);
    for (size_t i = 0; i < ledger->rows; i++) {
        trial_of[i] = -1;
        if (strcmp(cell(ledger, "status", i), "refused") == 0)
            continue;
        const char *id = cell(ledger, "trial_id", i);
        if (trial >= n || strcmp(hinge_study_id(study, trial), id) != 0)
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                "%s: damaged: the ledger names the trial %s, which is "
                "not where it should be",
                shown, id);
        trial_of[i] = (long)trial++;
    }
    return HINGE_OK;
}

void hinge_references_standing(const struct hinge_table *list, const long *trial_of,
                               bool session, long *reference_of)
{
    for (size_t i = 0; i < list->rows; i++) {
        reference_of[i] = -1;
        if (strcmp(cell(list, "participant", i), "") == 0)
            continue;
        for (size_t k = i; k-- > 0;) {
            bool standing =
                hinge_trial_role_find(cell(list, "role", k)) == HINGE_ROLE_standing;
            if (trial_of[k] < 0 || (!standing && !session) || !same_session(list, i, k))
                continue;
            reference_of[i] = (long)k;
            if (standing && !session)
                break;
        }
    }
}

/* The recording of a role of the same person and session, the nearest before the row,
 * else the first after it. */
static long find_role(const struct hinge_table *list, const long *trial_of, size_t row,
                      enum hinge_trial_role role)
{
    long found = -1;
    if (strcmp(cell(list, "participant", row), "") == 0)
        return -1;
    for (size_t k = 0; k < list->rows; k++) {
        if (k == row || trial_of[k] < 0 ||
            hinge_trial_role_find(cell(list, "role", k)) != role ||
            !same_session(list, row, k))
            continue;
        if (found < 0 || k < row)
            found = (long)k;
    }
    return found;
}

void hinge_references_limits(const struct hinge_table *list, const long *trial_of,
                             long *maxflex_of, long *stack_of)
{
    bool any = false;
    for (size_t k = 0; k < list->rows; k++) {
        enum hinge_trial_role role = hinge_trial_role_find(cell(list, "role", k));
        any = any || role == HINGE_ROLE_maxflex || role == HINGE_ROLE_stack_ref;
    }
    for (size_t i = 0; i < list->rows; i++) {
        maxflex_of[i] = any ? find_role(list, trial_of, i, HINGE_ROLE_maxflex) : -1;
        stack_of[i] = any ? find_role(list, trial_of, i, HINGE_ROLE_stack_ref) : -1;
    }
}
