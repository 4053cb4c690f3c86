/* SPDX-License-Identifier: GPL-3.0-or-later */
/* binary_within: a fault under conditions that every participant does. */
#include "stats/kind.h"
#include "stats/numbers/numbers.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"

/* Participants by their two answers: y0 of the second condition of the order, y1 of the
 * first. */
struct square {
    double both, b, c, none, n; /* b: only y0; c: only y1 */
};

/* Cochran (1950). */
static void add_cochran(struct hinge_analysis *a, const struct hinge_pairs *p)
{
    double k = (double)p->k, total = 0, columns = 0, rows = 0, none = NAN;
    for (size_t i = 0; i < p->n; i++) {
        double row = 0;
        for (size_t c = 0; c < p->k; c++)
            row += p->value[i * p->k + c];
        rows += row * row;
        total += row;
    }
    for (size_t c = 0; c < p->k; c++) {
        double column = 0;
        for (size_t i = 0; i < p->n; i++)
            column += p->value[i * p->k + c];
        columns += column * column;
    }
    double below = k * total - rows; /* 0 when every row is constant */
    double q = below > 0 ? (k - 1) * (k * columns - total * total) / below : none;
    double chi2_p = below > 0 ? hinge_chi2_p(q, k - 1) : 1, n = (double)p->n;
    HINGE_ADD_NUMBERS(hinge_add_object(a->results, "cochran_q"), {"Q", q}, {"df", k - 1},
                      {"p", chi2_p});
    a->primary_p = chi2_p;
    if (isnan(q))
        return;
    hinge_add_sentence(a, &a->text.test, "Cochran's Q({d}) = {2}, p {p}, n = {n}.", k - 1, q,
                       chi2_p, n);
    hinge_add_sentence(a, &a->text.apa, "Cochran's Q({d}, N = {n}) = {2}, p {p}", k - 1, n, q,
                       chi2_p);
}

/* A difference of k people's risks, and its t test. */
#define RISK(f)                                                                                    \
    f(SIZE, k) f(NUMBER, rd) f(NUMBER, se) f(NUMBER, t) f(NUMBER, df) f(NUMBER, p) f(INTERVAL, ci)
HINGE_ROW(risk, RISK)

static struct risk add_risk(struct hinge_analysis *a, const char *key, double rd, double se,
                            size_t k)
{
    struct risk r = {.k = k, .rd = rd, .df = (double)k - 1};
    r.se = hinge_is_rounding(se, 1, 1) ? 0 : se; /* proportions */
    r.t = r.se > 0 ? rd / r.se : (double)NAN;
    r.p = hinge_t_p(r.t, r.df, a->alternative);
    r.ci = hinge_t_interval(rd, r.se > 0 ? r.se : (double)NAN, r.df, a->level, HINGE_TWO_SIDED);
    HINGE_ADD(a->results, key, risk, &r);
    if (!(r.se > 0))
        hinge_warn_constant(a, "all participants change by the same proportion", NULL,
                            "t is not defined");
    return r;
}

/* Several repetitions per participant and condition: of people's shares, and of all repetitions
 * together with people as clusters. */
static void add_repeated(struct hinge_analysis *a, const struct hinge_pairs *p)
{
    size_t k = p->n, slots = p->cells.n_participants * p->k;
    double *d = hinge_analysis_alloc(a, k + slots, sizeof *d);
    double *faults = d + k; /* repetitions with the fault, [participant * k + condition] */
    double count = (double)k, ma = 0, mb = 0, ya = 0, yb = 0, sum = 0;
    for (size_t i = 0; i < p->sample.n; i++)
        faults[p->sample.participant[i] * p->k + p->sample.factor[0].code[i]] +=
            p->sample.number[0][i];
    for (size_t i = 0; i < k; i++) {
        const double *v = p->value + i * p->k, *y = faults + p->who[i] * p->k;
        const uint32_t *m = p->cells.count + p->who[i] * p->k;
        d[i] = v[p->first] - v[p->second];
        ma += m[p->first];
        mb += m[p->second];
        ya += y[p->first];
        yb += y[p->second];
    }
    const struct risk r = add_risk(a, "rd_participant", hinge_stats_mean(d, k),
                                   hinge_stats_sd(d, k) / sqrt(count), k);
    a->primary_p = r.p;
    hinge_add_sentence(a, &a->text.plain,
                       "The share with the fault differs by {2} ({c}% CI {2} to {2}; {n} people).",
                       r.rd, r.ci.low, r.ci.high, count);
    if (!isnan(r.t))
        hinge_add_sentence(a, &a->text.test, "t({d}) = {2}, {1}p {p}.", r.df, r.t, r.p);
    hinge_add_sentence(a, &a->text.apa,
                       isnan(r.t)
                           ? "risk difference {2}, {c}% CI [{2}, {2}]"
                           : "risk difference {2}, {c}% CI [{2}, {2}], t({d}) = {2}, {1}p {p}",
                       r.rd, r.ci.low, r.ci.high, r.df, r.t, r.p);
    double pa = ya / ma, pb = yb / mb;
    for (size_t i = 0; i < k; i++) {
        const uint32_t *m = p->cells.count + p->who[i] * p->k;
        const double *y = faults + p->who[i] * p->k;
        double u = (y[p->first] - pa * m[p->first]) / ma - (y[p->second] - pb * m[p->second]) / mb;
        sum += u * u;
    }
    add_risk(a, "rd_pooled", pa - pb, sqrt(count / (count - 1) * sum), k);
}

static void run(struct hinge_analysis *a)
{
    struct hinge_pairs p;
    if (!hinge_pairs_gather(a, true, &p))
        return;
    hinge_add_count(a->results, "n", p.n);
    if (p.k == 2 && p.repeated) {
        add_repeated(a, &p);
        return;
    }
    if (p.repeated) {
        hinge_fail_too_many_levels(a, p.sample.factor[0].name, p.k,
                                   "as participants have several rows in one, name two with order, "
                                   "or fit a model in R (docs/models.md)");
        return;
    }
    if (p.k == 2) {
        struct square s = {.n = (double)p.n};
        for (size_t i = 0; i < p.n; i++) {
            bool y1 = p.value[i * p.k + p.first] > 0;
            bool y0 = p.value[i * p.k + p.second] > 0;
            s.both += y0 && y1;
            s.b += y0 && !y1;
            s.c += !y0 && y1;
            s.none += !y0 && !y1;
        }
        double m = s.b + s.c, none = NAN, exact, half; /* half: what mid-p takes off */
        if (a->alternative == HINGE_GREATER) {
            exact = hinge_half_binomial_cdf(s.b, m); /* P(X >= c) = P(X <= b) */
            half = hinge_half_binomial_pmf(s.c, m) / 2;
        } else if (a->alternative == HINGE_LESS) {
            exact = hinge_half_binomial_cdf(s.c, m);
            half = hinge_half_binomial_pmf(s.c, m) / 2;
        } else {
            exact = 2 * hinge_half_binomial_cdf(fmin(s.b, s.c), m);
            half = hinge_half_binomial_pmf(fmin(s.b, s.c), m);
            if (s.b == s.c) { /* the middle is one point (Fagerland 2013) */
                exact = 1;
                half /= 2;
            }
        }
        double chi2 = m > 0 ? (s.b - s.c) * (s.b - s.c) / m : none;
        double less = fmax(0, fabs(s.b - s.c) - 1);
        double p_midp = a->primary_p = m > 0 ? exact - half : 1;
        HINGE_ADD_NUMBERS(hinge_add_object(a->results, "mcnemar"), {"b", s.b}, {"c", s.c},
                          {"n", s.n}, {"p_exact", fmin(1, exact)}, {"p_midp", p_midp},
                          {"chi2", chi2}, {"p_chi2", hinge_chi2_p(chi2, 1)},
                          {"chi2_cc", m > 0 ? less * less / m : none});
        /* the interval of Newcombe (1998), method 10 */
        double p1 = (s.both + s.c) / s.n, p0 = (s.both + s.b) / s.n;
        struct hinge_interval w1 = hinge_wilson(p1, s.n, a->level);
        struct hinge_interval w0 = hinge_wilson(p0, s.n, a->level);
        double margins = (s.both + s.b) * (s.c + s.none) * (s.both + s.c) * (s.b + s.none);
        double cross = s.both * s.none - s.b * s.c;
        double phi = cross > s.n / 2 ? (cross - s.n / 2) / sqrt(margins)
                     : cross < 0     ? cross / sqrt(margins)
                                     : 0;
        double d = (s.c - s.b) / s.n;
        double l1 = p1 - w1.low, u1 = w1.high - p1, l0 = p0 - w0.low, u0 = w0.high - p0;
        double low = d - sqrt(fmax(0, l1 * l1 - 2 * phi * l1 * u0 + u0 * u0));
        double high = d + sqrt(fmax(0, u1 * u1 - 2 * phi * u1 * l0 + l0 * l0));
        HINGE_ADD_NUMBERS(hinge_add_object(a->results, "rd_paired"), {"rd", d},
                          {"newcombe_low", low}, {"newcombe_high", high});
        hinge_add_sentence(
            a, &a->text.plain,
            "The share with the fault differs by {2} ({c}% CI {2} to {2}; {n} people).", d, low,
            high, s.n);
        hinge_add_sentence(a, &a->text.test, "McNemar's {1}mid-p {p}, n = {n}.", p_midp, s.n);
        hinge_add_sentence(a, &a->text.apa,
                           "McNemar {1}mid-p {p}, risk difference {2}, {c}% CI [{2}, {2}], N = {n}",
                           p_midp, d, low, high, s.n);
    } else
        add_cochran(a, &p);
}

const struct hinge_analysis_kind hinge_analysis_kind_binary_within = {
    .id = "binary_within",
    .title = "A fault under conditions within participants",
    .details = "One row per participant and condition: McNemar (mid-p is the primary "
               "result), risk difference with Newcombe's interval, Cochran's Q for more "
               "conditions. Several rows: risk difference over participants.",
    .needs = HINGE_STATS_COMPARES | HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT |
             HINGE_STATS_NEEDS_OUTCOME | HINGE_STATS_HOLM | HINGE_STATS_ONLY_TESTS,
    .options = (const char *const[]){HINGE_TAKES_CELLS, "outcome", "condition", "order",
                                     "alternative", NULL},
    .main_table = "mcnemar|rd_participant|cochran_q",
    .run = run,
    .example_request = "{\"analysis\": \"binary_within\", \"outcome\": \"fault\", "
                       "\"condition\": \"cond\", \"order\": [\"cue\", \"none\"], "
                       "\"participant\": \"participant\"}",
    .example_data = "participant,cond,fault\nP1,none,1\nP2,none,1\nP3,none,0\nP4,none,1\n"
                    "P1,cue,0\nP2,cue,1\nP3,cue,0\nP4,cue,0\n"};
