/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts of outcomes as people write them, with their units: the largest difference that would not
 * matter ("lumbar_fraction=5%,lumbar_max_deg=5deg"), a standard deviation, an expected change. */
#pragma once

#include "base/base.h"

struct hinge_amount {
    const char *outcome;                 /* a metric, or a fault (its severity) */
    double value;                        /* in the unit of the results: 0.05 of 5% */
    const struct hinge_unit_words *unit; /* in which readers see it; NULL: it has none */
};

enum { HINGE_AMOUNTS = 32 };
struct hinge_amounts {
    const char *alone; /* whose an amount without an outcome is; NULL: it needs one */
    size_t n;
    struct hinge_amount of[HINGE_AMOUNTS];
};

/* The number and unit in `number` as a value of the results: "5%" or "5 points" of a share is 0.05.
 * `item` is what was typed, for messages, and `unit` that of readers (NULL: none is known). USAGE:
 * no number, another unit. A number may lack its unit; where readers see percent and it is 1 or
 * more it can be read in two ways, so the message has both. */
enum hinge_status hinge_amount_read(const char *option, const char *item, const char *outcome,
                                    const struct hinge_unit_words *unit, const char *number,
                                    double *value, struct hinge_error *error);

/* Numbers of 0 and below are USAGE; an outcome that is not known is a column of a table without
 * units. */
enum { HINGE_AMOUNTS_POSITIVE = 1, HINGE_AMOUNTS_OF_COLUMNS = 2 };
/* Reads a list "OUTCOME=NUMBER UNIT,…" by hinge_amount_read; `option` starts messages ("--margin").
 * amounts->alone is set before. The arena owns its texts. "" is an empty list. USAGE: an unknown
 * outcome, or one that is there twice. `how`: HINGE_AMOUNTS_… */
enum hinge_status hinge_amounts_read(struct hinge_arena *arena, const char *option,
                                     const char *text, unsigned how, struct hinge_amounts *amounts,
                                     struct hinge_error *error);

/* That of an outcome; NULL: none. */
const struct hinge_amount *hinge_amount_find(const struct hinge_amounts *amounts,
                                             const char *outcome);

/* Whether a file of hinge-plan (plan.json, preregistration.md) has a line `margin = LIST` with this
 * amount of the outcome. False if there is no such file. */
bool hinge_amount_is_stated(const char *path, const char *outcome, double value);

/* "5%", "5deg", "0.03LL": as it is written. Returns text. */
const char *hinge_amount_text(const struct hinge_amount *amount, char text[64]);
