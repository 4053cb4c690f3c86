/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of tables, figures and pages, rows of hinge/query.def. Each request has all of them
 * as members, in the order of the rows from `by` on; zero-initialised is not given, NULL texts are
 * the same as "". */
#ifndef HINGE_QUERY_H
#define HINGE_QUERY_H

#include <hinge/status.h>

HINGE_BEGIN_C_DECLS

/* The members of a request: #define HINGE_QUERY HINGE_QUERY_MEMBER, and include the rows. */
#define HINGE_QUERY_MEMBER(kind, member, ...) HINGE_QUERY_##kind##_MEMBER member;
#define HINGE_QUERY_TEXT_MEMBER const char *
#define HINGE_QUERY_WORD_MEMBER const char *
#define HINGE_QUERY_FLAG_MEMBER bool
#define HINGE_QUERY_NUMBER_MEMBER double
#define HINGE_QUERY_COUNT_MEMBER long

enum hinge_query_kind {
    HINGE_QUERY_TEXT,
    HINGE_QUERY_WORD, /* a text that is one of the choices */
    HINGE_QUERY_FLAG,
    HINGE_QUERY_NUMBER,
    HINGE_QUERY_COUNT
};

enum hinge_query_taker {
    HINGE_QUERY_OF_TABLE = 1,
    HINGE_QUERY_OF_FIGURE = 2,
    HINGE_QUERY_OF_REPORT = 4,
    HINGE_QUERY_OF_SHEET = 8,
    HINGE_QUERY_OF_RUN = 16
};

struct hinge_query_row {
    enum hinge_query_kind kind;
    const char *name, *value;                 /* "filter", "CONDITIONS"; no value: a flag */
    unsigned takers;                          /* HINGE_QUERY_OF_… */
    bool brief;                               /* the short --help shows it */
    const char *standard, *choices, *example; /* NULL for none */
    double most;                              /* of a number, from 0 */
    const char *help;
    size_t at; /* bytes from the member `by` of a request to this one */
};

HINGE_API const struct hinge_query_row *hinge_query_rows(size_t *n);
/* Whether a request, whose member `by` is at `query`, gives the option. */
HINGE_API bool hinge_query_is_given(const struct hinge_query_row *row, const void *query);

HINGE_END_C_DECLS

#endif
