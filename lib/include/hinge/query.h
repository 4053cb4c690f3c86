/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of tables, figures and pages, which are OPTION rows of hinge/settings.def. Each
 * request has all of them as members, from `by` on, in the order of the rows. An option whose
 * member is zero is not given; a NULL text is the same as "". */
#pragma once

#include <hinge/settings.h>
#include <hinge/status.h>

HINGE_BEGIN_C_DECLS

/* To have the members in a request, #define OPTION HINGE_QUERY_MEMBER and include
 * hinge/options.def, which has their kinds and names alone. */
#define HINGE_QUERY_MEMBER(kind, member) HINGE_QUERY_##kind##_MEMBER member;
/* `by` begins where a double may, so that what follows it is as far from it in every request, also
 * where pointers have 32 bits */
#ifdef __cplusplus
#define HINGE_QUERY_TEXT_MEMBER alignas(double) const char *
#else
#define HINGE_QUERY_TEXT_MEMBER _Alignas(double) const char *
#endif
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
    HINGE_QUERY_OF_RUN = 16,
    HINGE_QUERY_OF_LINE = 32 /* no option: given by a line of the labels, or in the request */
};

struct hinge_query_row {
    enum hinge_query_kind kind;
    const char *name, *value; /* "filter", "CONDITIONS"; no value: a flag */
    unsigned takers;          /* HINGE_QUERY_OF_… */
    enum hinge_obeys obeys;
    bool brief;                               /* the short --help shows it */
    const char *standard, *choices, *example; /* NULL for none */
    double most;                              /* a number is from 0 to this */
    const char *help, *key_help;              /* of the option, and of the key of [run] */
    size_t at; /* bytes from the member `by` of a request to this member */
};

HINGE_API const struct hinge_query_row *hinge_query_rows(size_t *n);
/* Whether a request gives the option; `query` points to its member `by`. */
HINGE_API bool hinge_query_is_given(const struct hinge_query_row *row, const void *query);
/* Puts the options that a request gives, but for texts at their standards, before those of another;
 * both point to the member `by`. */
HINGE_API void hinge_query_copy_given(void *to, const void *given);

HINGE_END_C_DECLS
