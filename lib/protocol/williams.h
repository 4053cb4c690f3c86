/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders of conditions: which condition a person does first, second, … Counterbalanced
 * for position and for what came just before (Williams 1949). Numbers only; nobody's
 * names. */
#ifndef HINGE_PROTOCOL_WILLIAMS_H
#define HINGE_PROTOCOL_WILLIAMS_H

#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HINGE_ORDER_MAX = 64 }; /* conditions */

/* How many sequences a balanced design of n conditions has: n when n is even, 2n when
 * it is odd, 1 for one condition or none. */
size_t hinge_williams_size(size_t n);

/* The row-th sequence of the Williams design of n >= 1 conditions, row below
 * hinge_williams_size(n): order[position] = condition, both from 0. Over all sequences
 * each condition stands equally often at each position and follows each other equally
 * often (Williams 1949). */
void hinge_williams(size_t n, size_t row, unsigned order[]);

struct hinge_order_design {
    size_t conditions; /* 1 to HINGE_ORDER_MAX */
    bool first_fixed;  /* condition 0 comes first for everybody, the rest is balanced */
    uint64_t seed;
};

/* People per complete square of a design. */
size_t hinge_order_square(const struct hinge_order_design *design);

/* Sequences for `people` of one group in one session, in randomised blocks: every
 * hinge_order_square people get all sequences of the square in random order, and which
 * condition the square's letters stand for is drawn anew for each group and session.
 * order[person * conditions + position] = condition. The people after the last complete
 * square get sequences of one more, drawn without replacement. */
void hinge_order_deal(const struct hinge_order_design *design, unsigned group, unsigned session,
                      size_t people, unsigned *order);

#endif
