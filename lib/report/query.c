/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of tables, figures and pages: which are given, and which kinds take them. */
#include "report/query.h"
#include "base/base.h"

struct members {
#define OPTION HINGE_QUERY_MEMBER
#include <hinge/options.def>
};

enum {
    TABLE = HINGE_QUERY_OF_TABLE,
    FIGURE = HINGE_QUERY_OF_FIGURE,
    REPORT = HINGE_QUERY_OF_REPORT,
    SHEET = HINGE_QUERY_OF_SHEET,
    RUN = HINGE_QUERY_OF_RUN,
    LINE = HINGE_QUERY_OF_LINE,
    BRIEF = true
};

/* clang-format off */
static const struct hinge_query_row rows[] = {
#define OPTION(kind, member, name, value, takers, obeys, brief, standard, choices, example, most,  \
               help, more, more_key)                                                               \
    {HINGE_QUERY_##kind, name, value, takers, HINGE_OBEYS_##obeys, brief, standard, choices,       \
     example, most, help more, sizeof more_key > 1 ? help more_key : help more,                    \
     offsetof(struct members, member)},
#include <hinge/settings.def>
};
/* clang-format on */

const struct hinge_query_row *hinge_query_rows(size_t *n)
{
    *n = sizeof rows / sizeof *rows;
    return rows;
}

bool hinge_query_is_given(const struct hinge_query_row *row, const void *query)
{
    const char *at = (const char *)query + row->at;
    double number;
    switch (row->kind) {
    case HINGE_QUERY_FLAG:
        return *(const bool *)at;
    case HINGE_QUERY_NUMBER:
        memcpy(&number, at, sizeof number);
        return number != 0;
    case HINGE_QUERY_COUNT:
        return *(const long *)(const void *)at != 0;
    case HINGE_QUERY_TEXT:
    case HINGE_QUERY_WORD:
        break;
    }
    const char *text = *(const char *const *)(const void *)at;
    return text != NULL && *text != '\0';
}

static void copy(void *to, const void *from, const struct hinge_query_row *row)
{
    static const size_t size[] = {[HINGE_QUERY_TEXT] = sizeof(const char *),
                                  [HINGE_QUERY_WORD] = sizeof(const char *),
                                  [HINGE_QUERY_FLAG] = sizeof(bool),
                                  [HINGE_QUERY_NUMBER] = sizeof(double),
                                  [HINGE_QUERY_COUNT] = sizeof(long)};
    memcpy((char *)to + row->at, (const char *)from + row->at, size[row->kind]);
}

void hinge_query_copy(void *to, const void *from, unsigned takers, unsigned obeys)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if ((rows[i].takers & takers) != 0 && (rows[i].obeys & obeys) != 0)
            copy(to, from, &rows[i]);
}

void hinge_query_copy_given(void *to, const void *given)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const bool text = rows[i].kind == HINGE_QUERY_TEXT && rows[i].standard != NULL;
        const char *const *at = (const void *)((const char *)given + rows[i].at);
        if (hinge_query_is_given(&rows[i], given) && !(text && strcmp(*at, rows[i].standard) == 0))
            copy(to, given, &rows[i]);
    }
}

const struct hinge_query_row *hinge_query_untaken(const void *query, unsigned takers)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if ((rows[i].takers & takers) == 0 && hinge_query_is_given(&rows[i], query))
            return &rows[i];
    return NULL;
}

enum hinge_status hinge_taken_check(hinge_kind_at *kind, const char *noun, const char *kinds,
                                    const char *option, const char *shown,
                                    struct hinge_error *error)
{
    const char *id, *takes, *taker[HINGE_IDS_MOST];
    size_t known = 0, n = 0;
    kinds = hinge_or_empty(kinds);
    for (size_t i = 0; (id = kind(i, &takes)) != NULL; i++) {
        const bool asked = hinge_listed(kinds, ',', id),
                   takes_it = hinge_listed(takes, ',', option);
        if (asked && takes_it)
            return HINGE_OK;
        known += asked;
        taker[n] = id;
        n += takes_it;
    }
    cleared_by(hinge_text_clear) struct hinge_text takers = {0}; /* "missing, reps and summary" */
    hinge_list_words(&takers, taker, n, " and ");
    bool several = strchr(kinds, ',') != NULL;
    if (known > 0 && n > 0)
        return hinge_usage(error, "--%s: %s%s%s%s%s; %s%s", shown,
                           several ? "none of the " : "the ", several ? noun : kinds,
                           several ? "s " : " ", several ? kinds : noun,
                           several ? " takes it" : " does not take it", hinge_text_string(&takers),
                           n == 1 ? " does" : " do");
    return HINGE_OK;
}

enum hinge_status hinge_query_check(hinge_kind_at *kind, const char *noun, const char *kinds,
                                    enum hinge_query_taker taker, const void *query,
                                    struct hinge_error *error)
{
    size_t n;
    const struct hinge_query_row *row = hinge_query_rows(&n);
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && i < n; i++)
        if ((row[i].takers & taker) != 0 && hinge_query_is_given(&row[i], query))
            status = hinge_taken_check(kind, noun, kinds, row[i].name, row[i].name, error);
    return status;
}
