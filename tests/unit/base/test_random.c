/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "base/random.h"

#include <string.h>

/* The known answers published with Random123 (Salmon et al. 2011): philox4x32, 10
 * rounds. */
TEST(known_answers)
{
    static const struct {
        uint32_t counter[4], key[2], want[4];
    } rows[] = {{{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
                {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
                 {0xffffffff, 0xffffffff},
                 {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
                {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                 {0xa4093822, 0x299f31d0},
                 {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t out[4];
        hinge_philox(rows[i].counter, rows[i].key, out);
        assert_memory_equal(out, rows[i].want, sizeof out);
    }
}

/* Words come from blocks counted up, of the key (seed) and the rest of the counter
 * (stream, replicate): the same draw whoever draws it. */
TEST(words_are_blocks_in_order)
{
    struct hinge_random random;
    const uint32_t key[2] = {0x89abcdef, 0x01234567};
    hinge_random_init(&random, 0x0123456789abcdefu, 5, 0x1122334455667788u);
    for (uint32_t block = 0; block < 3; block++) {
        const uint32_t counter[4] = {block, 5, 0x55667788, 0x11223344};
        uint32_t want[4];
        hinge_philox(counter, key, want);
        for (int i = 0; i < 4; i++)
            assert_int_equal(hinge_random_word(&random), want[i]);
    }
}

/* 53 bits: 27 of one word, 26 of the next. */
TEST(uniform_of_two_words)
{
    struct hinge_random a, b;
    hinge_random_init(&a, 1, 1, 1);
    b = a;
    for (int i = 0; i < 100; i++) {
        double high = floor(hinge_random_word(&b) / 32.0);
        double low = floor(hinge_random_word(&b) / 64.0), u = hinge_random_uniform(&a);
        assert_true(u >= 0 && u < 1);
        assert_close(u, (high + low / 67108864.0) / 134217728.0, 0, 0);
    }
}

/* Every value equally often: chi square of 30,000 draws over 7 values, df 6; 22.46 is
 * its 99.9 % point. */
TEST(bounded_is_even)
{
    enum { N = 7, DRAWS = 30000 };
    struct hinge_random random;
    double count[N] = {0}, chi = 0;
    hinge_random_init(&random, 3, 2, 0);
    for (int i = 0; i < DRAWS; i++) {
        uint32_t k = hinge_random_bounded(&random, N);
        assert_true(k < N);
        count[k]++;
    }
    for (int k = 0; k < N; k++)
        chi += (count[k] - DRAWS / 7.0) * (count[k] - DRAWS / 7.0) / (DRAWS / 7.0);
    assert_true(chi < 22.46);
    assert_int_equal(hinge_random_bounded(&random, 1), 0);
}

TEST(normal_has_its_moments)
{
    enum { DRAWS = 40000 };
    struct hinge_random random;
    double sum = 0, squares = 0, beyond = 0;
    hinge_random_init(&random, 4, 3, 0);
    for (int i = 0; i < DRAWS; i++) {
        double z = hinge_random_normal(&random);
        sum += z;
        squares += z * z;
        beyond += fabs(z) > 1.959963985;
    }
    assert_close(sum / DRAWS, 0, 0, 4 / sqrt(DRAWS));
    assert_close(squares / DRAWS, 1, 0, 4 * sqrt(2.0 / DRAWS));
    assert_close(beyond / DRAWS, 0.05, 0, 4 * sqrt(0.05 * 0.95 / DRAWS));
}

/* Each of the 6 orders of 3 things equally often: chi square df 5, 20.52 at 99.9 %. */
TEST(shuffles_are_even)
{
    enum { DRAWS = 12000 };
    struct hinge_random random;
    double count[27] = {0}, chi = 0;
    int orders = 0;
    hinge_random_init(&random, 5, 1, 0);
    for (int i = 0; i < DRAWS; i++) {
        uint32_t index[3] = {0, 1, 2};
        hinge_random_shuffle(&random, index, 3);
        count[index[0] * 9 + index[1] * 3 + index[2]]++;
    }
    for (int k = 0; k < 27; k++) {
        orders += count[k] > 0;
        if (count[k] > 0)
            chi += (count[k] - DRAWS / 6.0) * (count[k] - DRAWS / 6.0) / (DRAWS / 6.0);
    }
    assert_int_equal(orders, 6);
    assert_true(chi < 20.52);
}
