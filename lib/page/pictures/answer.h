/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer in numbers, as the figure `answer` draws it: everybody and the means over what was
 * compared, and each difference. A number that is not there is NaN. */
#ifndef HINGE_PAGE_ANSWER_H
#define HINGE_PAGE_ANSWER_H

#include "page/page.h"

/* A person, of one person a bend. */
struct hinge_answer_person {
    const char *who;
    size_t group;
    double *value; /* [condition] */
};

struct hinge_answer_mean {
    size_t group, cond, n;
    double m, lo, hi;
    const char *text;
};

/* A difference, or (of a group) a change. */
struct hinge_answer_row {
    const char *name, *text;
    size_t group, n; /* group ANY: of a difference */
    bool within;     /* of changes within people */
    double m, lo, hi;
};

struct hinge_answer {
    const char *what, *head, *vary; /* the outcome; over the differences; what `limit` is */
    const char *part;               /* "people" or "rows" alone; NULL: both */
    double scale, span;             /* of the outcome */
    double limit;                   /* what one person's value varies */
    bool one, nobody;               /* of one person; nobody is named */
    size_t n_conds, n_groups, n_people, n_means, n_rows;
    const char **cond;
    struct hinge_answer_group {
        const char *name;
        size_t look;
    } * group;
    struct hinge_answer_person *person;
    struct hinge_answer_mean *mean; /* by group */
    struct hinge_answer_row *row;
};

/* After hinge_page_answer; NULL: nobody has a value. */
struct hinge_answer *hinge_page_answer_numbers(struct hinge_cohort *study);
/* The same drawn, with two bodies. */
struct hinge_facts hinge_page_answer_picture(struct hinge_cohort *study);

#endif
