/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of an outcome, as all tools read it: [REDUCER:][severity:]NAME. */
#include "people/people.h"

#include "table/columns.h"

struct hinge_outcome_text hinge_outcome_of(const char *text)
{
    struct hinge_outcome_text of = {.name = text};
    of.by = hinge_reducer_of(text, &of.name);
    if (of.by == hinge_reducer_at(0)) /* the mean is what an outcome without a name is */
        of.by = NULL;
    of.fault = hinge_severity_fault(of.name);
    return of;
}

enum hinge_status hinge_outcome_read(const char *option, const char *text,
                                     struct hinge_outcome_text *of, struct hinge_error *error)
{
    enum { MOST = 16 };
    const size_t before = strcspn(text, ":");
    const char *known[MOST], *rest;
    const struct hinge_reducer *row;
    char word[64];
    size_t n = 0;
    *of = hinge_outcome_of(text);
    if (text[before] == '\0' || of->fault != NULL || hinge_reducer_of(text, &rest) != NULL)
        return HINGE_OK;
    while (n < MOST && (row = hinge_reducer_at(n)) != NULL)
        known[n++] = row->id;
    snprintf(word, sizeof word, "%.*s", (int)before, text);
    cleared_by(hinge_text_clear) struct hinge_text list = {0};
    const char *near = hinge_suggest(word, known, n);
    hinge_text_join(&list, known, n, ":, ");
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                           near != NULL ? "%s %s: nothing reduces by \"%s:\"; did you mean \"%s:\"?"
                                        : "%s %s: nothing reduces by \"%s:\"; there are %s:",
                           option, text, word, near != NULL ? near : hinge_text_string(&list));
}
