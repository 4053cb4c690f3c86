/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random relabellings counted one by one, as they are defined, whichever way the
 * analyses sum them: sign flips of `within`, groups of `between` (test_stats_agreement
 * and the reference cases hold the random numbers). */
#include "test.h"

#include "stats/numbers/numbers.h"
#include "stats_run.h"

#include "base/random.h"

enum { MOST = 80, FLIPS = 2000, SEED = 7 };

/* Differences of people: uneven ones, or shares of a few trials, most of them none, so
 * that many sums are those observed. */
static double difference(size_t i, bool shares)
{
    return shares ? (i % 7 == 0 ? 0.5 : i % 11 == 0 ? -0.5 : 0) : (double)(i * 37 % 23) / 4 - 2.5;
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
        used += (size_t)snprintf(csv + used, sizeof csv - used, "%zu,t,%.17g\n%zu,n,0\n", i,
                                 difference(i, shares), i);
    snprintf(request, sizeof request,
             "{'analysis':'within','outcome':'v','participant':'p','condition':'c','order':['t',"
             "'n'],'permutation':'monte-carlo,%d','seed':%d,'alternative':'%s'}",
             (int)FLIPS, (int)SEED, greater ? "greater" : "two-sided");
    run_good(request, csv);
    double p = stats_number(&run, "signflip/p");
    return p;
}

TEST(random_flips_are_the_patterns)
{
    const size_t people[] = {7, 31, 32, 33, 45, 64, 80};
    for (size_t k = 0; k < sizeof people / sizeof *people; k++)
        for (int way = 0; way < 4; way++) {
            bool shares = way & 1, greater = way & 2;
            assert_close(p_of_within(people[k], shares, greater),
                         p_of_patterns(people[k], shares, greater), 1e-15, 0);
        }
}

static double mean(const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i] / (double)n;
    return sum;
}

/* Welch's t of the first n1 against the others, and the difference of the means. */
static void compare(const double *x, size_t n1, size_t n, double t[2])
{
    double a = mean(x, n1), b = mean(x + n1, n - n1), va = 0, vb = 0;
    for (size_t i = 0; i < n1; i++)
        va += (x[i] - a) * (x[i] - a) / (double)(n1 - 1);
    for (size_t i = n1; i < n; i++)
        vb += (x[i] - b) * (x[i] - b) / (double)(n - n1 - 1);
    t[1] = fabs(a - b);
    t[0] = fabs((a - b) / sqrt(va / (double)n1 + vb / (double)(n - n1)));
    if (t[1] < 1e-12)
        t[0] = 0;
}

static void count_groups(size_t n1, size_t n, bool shares, double count[2])
{
    double x[MOST], shuffled[MOST], observed[2], t[2];
    uint32_t index[MOST];
    count[0] = count[1] = 0;
    for (size_t i = 0; i < n; i++)
        x[i] = difference(i, shares);
    compare(x, n1, n, observed);
    for (uint64_t r = 0; r < FLIPS; r++) {
        struct hinge_random random;
        hinge_random_init(&random, SEED, HINGE_STREAM_PERMUTATION, r);
        hinge_random_shuffle(&random, index, n);
        for (size_t i = 0; i < n; i++)
            shuffled[i] = x[index[i]];
        compare(shuffled, n1, n, t);
        for (int k = 0; k < 2; k++)
            count[k] += t[k] >= observed[k] * (1 - 1e-9);
    }
}

TEST(random_groups_are_shuffles)
{
    for (int way = 0; way < 4; way++) {
        char csv[8192] = "p,g,v\n", request[300];
        size_t used = strlen(csv), n = way & 2 ? 80 : 41, n1 = way & 2 ? 8 : 17;
        bool shares = way & 1;
        double count[2];
        for (size_t i = 0; i < n; i++)
            used += (size_t)snprintf(csv + used, sizeof csv - used, "%zu,%s,%.17g\n", i,
                                     i < n1 ? "a" : "b", difference(i, shares));
        snprintf(request, sizeof request,
                 "{'analysis':'between','outcome':'v','participant':'p','group':'g','order':['a',"
                 "'b'],'permutation':'monte-carlo,%d','seed':%d}",
                 (int)FLIPS, (int)SEED);
        count_groups(n1, n, shares, count);
        run_good(request, csv);
        assert_close(stats_number(&run, "permutation_welch/count"), count[0], 0, 0);
        assert_close(stats_number(&run, "permutation_mean/count"), count[1], 0, 0);
    }
}

/* Tenths of which the observed sum is 0: sums that are rounding count as 0, as in
 * whole numbers. */
TEST(flips_of_nothing)
{
    enum { N = 45 };
    static const int tenths[3] = {1, 2, -3};
    char csv[2048] = "p,c,v\n", request[300];
    size_t used = strlen(csv);
    double sign[N], count = 0;
    for (size_t i = 0; i < N; i++)
        used += (size_t)snprintf(csv + used, sizeof csv - used, "%zu,t,%g\n%zu,n,0\n", i,
                                 tenths[i % 3] / 10.0, i);
    for (uint64_t r = 0; r < FLIPS; r++) {
        double sum = 0;
        hinge_flip_pattern(SEED, HINGE_STREAM_PERMUTATION, r, N, sign);
        for (size_t i = 0; i < N; i++)
            sum += sign[i] * tenths[i % 3];
        count += sum >= 0;
    }
    snprintf(request, sizeof request,
             "{'analysis':'within','outcome':'v','participant':'p','condition':'c','order':['t',"
             "'n'],'permutation':'monte-carlo,%d','seed':%d,'alternative':'greater'}",
             (int)FLIPS, (int)SEED);
    run_good(request, csv);
    assert_close(stats_number(&run, "signflip/p"), (count + 1) / (FLIPS + 1), 1e-15, 0);
}

TEST(none_is_none)
{
    static const char csv[] = "participant,g,c,x,v\n1,a,s,1,1\n1,a,t,1,4\n2,a,s,3,2\n2,a,t,3,3\n"
                              "3,b,s,2,4\n3,b,t,2,9\n4,b,s,5,3\n4,b,t,5,5\n"
                              "5,d,s,4,8\n5,d,t,4,7\n6,d,s,1,2\n6,d,t,1,6\n";
    static const struct {
        const char *request, *option, *path;
    } cases[] = {
        {"'analysis':'between','group':'g','filter':'g=a,b'", "permutation", "permutation_mean"},
        {"'analysis':'within','condition':'c'", "permutation", "signflip"},
        {"'analysis':'anova','group':'g'", "permutation", "permutation_F"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (int none = 0; none < 2; none++) {
            char request[300];
            snprintf(request, sizeof request, "{%s,'outcome':'v','%s':'%s'}", cases[i].request,
                     cases[i].option, none ? "none" : "auto");
            run_good(request, csv);
            if ((stats_at(&run, cases[i].path) == NULL) != none)
                fail_msg("%s: %s", request, cases[i].path);
        }
}
