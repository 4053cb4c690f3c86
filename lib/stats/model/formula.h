/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Model formulas as R and lme4 write them, parsed without any data:
 *   angle ~ group * cond + age + (1 + cond | participant/trial)
 * In: text. Out: names of columns and sets of variables; every string is owned by the
 * formula's arena. Positions are characters (not bytes) from 1. */
#ifndef HINGE_STATS_MODEL_FORMULA_H
#define HINGE_STATS_MODEL_FORMULA_H

#include "base/memory.h"

#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    HINGE_FORMULA_VARIABLES = 32, /* a term is a 32-bit set of variables */
    HINGE_FORMULA_TERMS = 128,
    HINGE_FORMULA_RANDOM = 16,
    HINGE_FORMULA_NEST = 3 /* columns that make a grouping factor, at most */
};

enum hinge_transform {
    HINGE_TRANSFORM_NONE,
    HINGE_TRANSFORM_POWER, /* I(x^2), `order` is the exponent */
    HINGE_TRANSFORM_LOG,   /* log(x) */
    HINGE_TRANSFORM_POLY,  /* poly(x, 2): orthonormal polynomials 1..order, as R */
    HINGE_TRANSFORM_SCALE  /* scale(x): centred, divided by the standard deviation */
};

struct hinge_formula_variable {
    const char *column; /* name in the data */
    const char *label;  /* as R prints it: "cond", "I(x^2)", "poly(x, 2)" */
    enum hinge_transform transform;
    int order;
    size_t position;
};

/* Terms of one right-hand side: sets of variables (bit i is variable i), main effects
 * first, then by order of interaction, otherwise as written; no duplicates. */
struct hinge_formula_terms {
    bool intercept;
    size_t n;
    uint32_t term[HINGE_FORMULA_TERMS];
};

/* One random part. a/b has become two parts, of b:a and of a; a/b/c three. */
struct hinge_formula_random {
    struct hinge_formula_terms terms;
    bool split;                            /* '||': every column an independent term */
    const char *group[HINGE_FORMULA_NEST]; /* columns whose levels make the group,
                                              innermost first; NULL behind the last */
    const char *label;                     /* "participant", "trial:participant" */
    bool from_nesting;                     /* the b:a part of a/b, and c:b:a */
    size_t position;
};

struct hinge_formula {
    const char *response;
    const char *trials; /* of `successes/trials ~`, else NULL */
    size_t n_variables, n_random;
    struct hinge_formula_variable variable[HINGE_FORMULA_VARIABLES];
    struct hinge_formula_terms fixed;
    struct hinge_formula_random random[HINGE_FORMULA_RANDOM];
    struct hinge_arena arena;
};

/* Parses text into *formula (cleared first; hinge_formula_clear when done, also after
 * an error). Errors: USAGE, "E_FORMULA: formula: expected … at character N"; NOMEM. */
enum hinge_status hinge_formula_parse(struct hinge_formula *formula, const char *text,
                                      struct hinge_error *error);
void hinge_formula_clear(struct hinge_formula *formula);

/* Number of variables in a term. */
int hinge_formula_term_order(uint32_t term);

#endif
