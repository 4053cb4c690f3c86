/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as
 * 1, 2, 3") and the draws built on it. */
#include "base/base.h"

#include <gsl/gsl_cdf.h>

void hinge_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    uint32_t c[4] = {counter[0], counter[1], counter[2], counter[3]};
    uint32_t k0 = key[0], k1 = key[1];
    for (int round = 0; round < 10; round++) {
        uint64_t p0 = (uint64_t)0xD2511F53u * c[0];
        uint64_t p1 = (uint64_t)0xCD9E8D57u * c[2];
        uint32_t next[4] = {(uint32_t)(p1 >> 32) ^ c[1] ^ k0, (uint32_t)p1,
                            (uint32_t)(p0 >> 32) ^ c[3] ^ k1, (uint32_t)p0};
        for (int i = 0; i < 4; i++)
            c[i] = next[i];
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    for (int i = 0; i < 4; i++)
        out[i] = c[i];
}

void hinge_random_init(struct hinge_random *random, uint64_t seed, uint32_t stream,
                       uint64_t replicate)
{
    *random = (struct hinge_random){.key = {(uint32_t)seed, (uint32_t)(seed >> 32)},
                                    .counter = {0, stream, (uint32_t)replicate,
                                                (uint32_t)(replicate >> 32)},
                                    .used = 4};
}

uint32_t hinge_random_word(struct hinge_random *random)
{
    if (random->used == 4) {
        hinge_philox(random->counter, random->key, random->word);
        random->counter[0]++;
        random->used = 0;
    }
    return random->word[random->used++];
}

double hinge_random_uniform(struct hinge_random *random)
{
    uint32_t a = hinge_random_word(random) >> 5;
    uint32_t b = hinge_random_word(random) >> 6;
    return ((double)a * 67108864.0 + (double)b) / 9007199254740992.0;
}

uint32_t hinge_random_bounded(struct hinge_random *random, uint32_t n)
{
    uint64_t m = (uint64_t)hinge_random_word(random) * n;
    if ((uint32_t)m < n) {
        uint32_t threshold = (0u - n) % n;
        while ((uint32_t)m < threshold)
            m = (uint64_t)hinge_random_word(random) * n;
    }
    return (uint32_t)(m >> 32);
}

double hinge_random_normal(struct hinge_random *random)
{
    return gsl_cdf_ugaussian_Pinv(hinge_random_uniform(random) + 0x1p-54);
}

void hinge_random_shuffle_down(struct hinge_random *random, uint32_t *index, size_t n, size_t to)
{
    for (size_t i = n; i-- > to;) {
        uint32_t j = hinge_random_bounded(random, (uint32_t)i + 1);
        uint32_t swap = index[i];
        index[i] = index[j];
        index[j] = swap;
    }
}

void hinge_random_shuffle(struct hinge_random *random, uint32_t *index, size_t n)
{
    for (size_t i = 0; i < n; i++)
        index[i] = (uint32_t)i;
    hinge_random_shuffle_down(random, index, n, 1);
}
