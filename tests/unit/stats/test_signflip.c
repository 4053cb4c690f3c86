/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random sign flips: the p of `within` is that of its patterns of signs one by one
 * (rng_selftest holds the patterns), whichever way they are summed. */
#include "assert_close.h"
#include "stats/methods/permute.h"
#include "stats_run.h"

#include "base/random.h"

enum { MOST = 80, FLIPS = 2000, SEED = 7 };

/* Differences of people: uneven ones, or shares of a few trials, most of them none, so
 * that many sums are those observed. */
static double difference(size_t i, bool shares)
{
    return shares ? (i % 7 == 0    ? 0.5
                     : i % 11 == 0 ? -0.5
                                   : 0)
                  : (double)(i * 37 % 23) / 4 - 2.5;
}

static double p_of_patterns(size_t n, bool shares, bool greater)
{
    double sign[MOST], observed = 0, count = 0;
    for (size_t i = 0; i < n; i++)
        observed += difference(i, shares) / (double)n;
    for (uint64_t r = 0; r < FLIPS; r++) {
        double mean = 0;
        hinge_flip_pattern(SEED, HINGE_STREAM_PERMUTATION, r, n, sign);
        for (size_t i = 0; i < n; i++)
            mean += sign[i] * difference(i, shares) / (double)n;
        count += greater ? mean > observed - 1e-9 : fabs(mean) > fabs(observed) - 1e-9;
    }
    return (count + 1) / (FLIPS + 1);
}

static double p_of_within(size_t n, bool shares, bool greater)
{
    char csv[8192] = "p,c,v\n", request[400];
    size_t used = strlen(csv);
    for (size_t i = 0; i < n; i++)
        used += (size_t)snprintf(csv + used, sizeof csv - used,
                                 "%zu,t,%.17g\n%zu,n,0\n", i, difference(i, shares), i);
    snprintf(request, sizeof request,
             "{\"analysis\":\"within\",\"outcome\":\"v\",\"participant\":\"p\","
             "\"condition\":\"c\",\"order\":[\"t\",\"n\"],\"signflip\":\"monte-carlo\","
             "\"n_perm\":%d,\"seed\":%d,\"alternative\":\"%s\"}",
             (int)FLIPS, (int)SEED, greater ? "greater" : "two-sided");
    struct stats_run run = stats_run(request, csv, 1);
    assert_int_equal(run.status, HINGE_OK);
    double p = stats_number(&run, "signflip/p");
    stats_run_clear(&run);
    return p;
}

static void random_flips_are_the_patterns(void **state)
{
    (void)state;
    const size_t people[] = {7, 31, 32, 33, 45, 64, 80};
    for (size_t k = 0; k < sizeof people / sizeof *people; k++)
        for (int way = 0; way < 4; way++) {
            bool shares = way & 1, greater = way & 2;
            assert_close(p_of_within(people[k], shares, greater),
                         p_of_patterns(people[k], shares, greater), 1e-15, 0);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_flips_are_the_patterns)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
