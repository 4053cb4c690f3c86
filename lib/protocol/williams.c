/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Williams squares and their dealing to people. */
#include "protocol/williams.h"

#include "base/memory.h"
#include "base/random.h"

#include <stdlib.h>

size_t hinge_williams_size(size_t n)
{
    return n <= 1 ? 1 : n % 2 == 0 ? n : 2 * n;
}

/* 0, n-1, 1, n-2, …: differences of neighbours are all different modulo n when n is
 * even; when n is odd the reversed sequences supply the other half. */
void hinge_williams(size_t n, size_t row, unsigned order[])
{
    bool reversed = row >= n;
    for (size_t i = 0; i < n; i++) {
        size_t step = i % 2 == 0 ? i / 2 : n - (i + 1) / 2;
        order[reversed ? n - 1 - i : i] = (unsigned)((step + row) % n);
    }
}

static size_t balanced(const struct hinge_order_design *design)
{
    return design->conditions - (design->first_fixed ? 1 : 0);
}

size_t hinge_order_square(const struct hinge_order_design *design)
{
    return hinge_williams_size(balanced(design));
}

/* The person's sequence: the fixed condition, then the row's letters as drawn. */
static void place(const struct hinge_order_design *design, const uint32_t *letter, size_t row,
                  unsigned *order)
{
    size_t n = balanced(design), fixed = design->conditions - n;
    unsigned sequence[HINGE_ORDER_MAX];
    if (fixed > 0)
        order[0] = 0;
    if (n == 0)
        return;
    hinge_williams(n, row, sequence);
    for (size_t i = 0; i < n; i++)
        order[fixed + i] = letter[sequence[i]] + (unsigned)fixed;
}

static void shuffled(struct hinge_random *random, uint32_t *index, size_t n)
{
    for (size_t i = 0; i < n; i++)
        index[i] = (uint32_t)i;
    hinge_random_shuffle(random, index, n);
}

void hinge_order_deal(const struct hinge_order_design *design, unsigned group, unsigned session,
                      size_t people, unsigned *order)
{
    size_t square = hinge_order_square(design);
    uint32_t letter[HINGE_ORDER_MAX], *row = hinge_alloc(square, sizeof *row);
    struct hinge_random random;
    hinge_random_init(&random, design->seed, HINGE_STREAM_PROTOCOL,
                      (uint64_t)session << 32 | group);
    shuffled(&random, letter, balanced(design));
    for (size_t i = 0; i < people; i++) {
        if (i % square == 0)
            shuffled(&random, row, square);
        place(design, letter, row[i % square], order + i * design->conditions);
    }
    free(row);
}
