/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers by counter: Philox4x32-10 (Salmon et al. 2011). A draw depends only on
 * (seed, stream, replicate, position), so the number of threads cannot change it. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum hinge_random_stream {
    HINGE_STREAM_PERMUTATION = 1,
    HINGE_STREAM_BOOTSTRAP = 2,
    HINGE_STREAM_PARAMETRIC = 3,
    HINGE_STREAM_POWER = 4,
    HINGE_STREAM_SPM_PERMUTATION = 5,
    HINGE_STREAM_SPM_BANDS = 6,
    HINGE_STREAM_SIMULATE = 7,
    HINGE_STREAM_PROTOCOL = 9,
    HINGE_STREAM_NOISE = 10,
    HINGE_STREAM_ERRORS = 11,
    HINGE_STREAM_RATING = 13
};

struct hinge_random {
    uint32_t key[2], counter[4], word[4];
    unsigned used; /* words of the current block already taken */
};

/* One Philox4x32-10 block. */
void hinge_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/* Starts at block 0 of (seed, stream, replicate). */
void hinge_random_init(struct hinge_random *random, uint64_t seed, uint32_t stream,
                       uint64_t replicate);
uint32_t hinge_random_word(struct hinge_random *random);
double hinge_random_uniform(struct hinge_random *random);               /* [0,1), 53 bits */
uint32_t hinge_random_bounded(struct hinge_random *random, uint32_t n); /* 0..n-1, n>0 */
double hinge_random_normal(struct hinge_random *random); /* inverse CDF of u53 + 2^-54 */
/* Fisher-Yates over 0..n-1, from the end. */
void hinge_random_shuffle(struct hinge_random *random, uint32_t *index, size_t n);
/* A part of this shuffle: positions n-1 down to `to` (at least 1) become final; those before hold
 * the remaining items in another order. */
void hinge_random_shuffle_down(struct hinge_random *random, uint32_t *index, size_t n, size_t to);
