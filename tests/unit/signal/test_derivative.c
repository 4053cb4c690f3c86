/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "signal/signal.h"

TEST(derivative_beside_missing_samples)
{
    double x[9], v[9];
    for (int i = 0; i < 9; i++)
        x[i] = 2 * i;
    x[4] = (double)NAN;
    hinge_derivative(x, 9, 10, v);
    for (int i = 0; i < 9; i++) {
        if (i == 3 || i == 5)
            assert_true(isnan(v[i]));
        else
            assert_close(v[i], 20, 0, 1e-12);
    }
    hinge_derivative(x, 2, 10, v);
    assert_true(isnan(v[0]) && isnan(v[1]));
    hinge_derivative(x, 0, 10, v);
}

/* Pieces have what the whole has there, with one-sided ends where it ends alone. */
TEST(pieces_of_a_derivative)
{
    enum { LENGTH = 23 };
    double x[LENGTH], whole[LENGTH], piece[LENGTH + 1];
    for (int i = 0; i < LENGTH; i++)
        x[i] = 0.5 * i * i - 3 * i;
    hinge_derivative(x, LENGTH, 1, whole);
    for (size_t i = 0; i < LENGTH; i++) /* exact for parabolas, at the ends too */
        assert_close(whole[i], (double)i - 3, 0, 1e-12);
    for (size_t from = 0; from < LENGTH; from++)
        for (size_t to = from; to < LENGTH; to++) {
            piece[to - from + 1] = -1;
            hinge_derivative_within(x, LENGTH, from, to, 1, piece);
            for (size_t i = from; i <= to; i++)
                assert_close(piece[i - from], whole[i], 0, 0);
            assert_close(piece[to - from + 1], -1, 0, 0); /* nothing beyond */
        }
}
