/* SPDX-License-Identifier: GPL-3.0-or-later */
/* roc: how well a score tells faulty from faultless. */
#include "stats/parts/agreement.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"
#include "table/columns.h"

/* --- the curve: area, and DeLong's error --- */

/* Rows by distinct score, ascending. */
struct curve {
    const struct hinge_scores *rows;
    size_t k;
    double *value;     /* k distinct scores */
    double *pos, *neg; /* rows of each kind at each score */
    uint32_t *code;    /* score of each row */
    double n_pos, n_neg;
    double auc;
    double *placement; /* per row: share of the other kind it is on the right side of */
};

static double area(const double *pos, const double *neg, size_t k)
{
    double below = 0, total_pos = 0, won = 0;
    for (size_t c = 0; c < k; c++) {
        won += pos[c] * (below + neg[c] / 2);
        below += neg[c];
        total_pos += pos[c];
    }
    return won / (total_pos * below);
}

static void make_curve(struct hinge_analysis *a, const struct hinge_scores *s, struct curve *c)
{
    *c = (struct curve){.rows = s};
    size_t *order = hinge_analysis_alloc(a, s->n, sizeof *order);
    c->value = hinge_analysis_alloc(a, 4 * s->n, sizeof *c->value);
    c->pos = c->value + s->n;
    c->neg = c->pos + s->n;
    c->placement = c->neg + s->n;
    c->code = hinge_analysis_alloc(a, s->n, sizeof *c->code);
    for (size_t i = 0; i < s->n; i++)
        order[i] = i;
    hinge_sort_order(s->score, order, s->n);
    for (size_t i = 0; i < s->n; i++) {
        double value = s->score[order[i]];
        if (c->k == 0 || value != c->value[c->k - 1])
            c->value[c->k++] = value;
        c->code[order[i]] = (uint32_t)(c->k - 1);
        *(s->truth[order[i]] > 0 ? &c->pos[c->k - 1] : &c->neg[c->k - 1]) += 1;
    }
    for (size_t i = 0; i < c->k; i++) {
        c->n_pos += c->pos[i];
        c->n_neg += c->neg[i];
    }
    c->auc = area(c->pos, c->neg, c->k);
    double *below = hinge_analysis_alloc(a, 2 * c->k, sizeof *below);
    double *above = below + c->k;
    for (size_t i = 1; i < c->k; i++) {
        below[i] = below[i - 1] + c->neg[i - 1];
        above[c->k - 1 - i] = above[c->k - i] + c->pos[c->k - i];
    }
    for (size_t i = 0; i < s->n; i++) {
        uint32_t at = c->code[i];
        c->placement[i] = s->truth[i] > 0 ? (below[at] + c->neg[at] / 2) / c->n_neg
                                          : (above[at] + c->pos[at] / 2) / c->n_pos;
    }
}

/* Covariance of two areas from placements; the same curve twice gives the variance. */
static double delong_covariance(const struct curve *a, const struct curve *b)
{
    double pos = 0, neg = 0;
    if (a->n_pos < 2 || a->n_neg < 2)
        return NAN;
    for (size_t i = 0; i < a->rows->n; i++)
        *(a->rows->truth[i] > 0 ? &pos : &neg) +=
            (a->placement[i] - a->auc) * (b->placement[i] - b->auc);
    return pos / (a->n_pos - 1) / a->n_pos + neg / (a->n_neg - 1) / a->n_neg;
}

/* Of the area with DeLong's error; NaN without one. */
static struct hinge_interval delong_interval(const struct hinge_analysis *a, const struct curve *c,
                                             double se)
{
    struct hinge_interval ci = {NAN, NAN};
    double half = hinge_normal_quantile(0.5 + a->level / 2) * se;
    if (!isnan(se))
        ci = (struct hinge_interval){fmax(0, c->auc - half), fmin(1, c->auc + half)};
    /* Of an area of 0 or 1 DeLong's error is 0; the inner limit is that of Cliff's delta (Feng &
     * Cliff 2004), delta = 2 area - 1. */
    if ((c->auc == 0 || c->auc == 1) && c->n_pos + c->n_neg > 2) {
        double least = fmin(c->n_pos, c->n_neg);
        double z = hinge_t_quantile(0.5 + a->level / 2, c->n_pos + c->n_neg - 2);
        double inner = least / (least + z * z);
        ci.low = c->auc == 1 ? inner : 0;
        ci.high = c->auc == 1 ? 1 : 1 - inner;
    }
    return ci;
}

/* --- bootstrap of whole participants --- */

struct boot {
    const struct curve *curve;
    struct hinge_people_rows rows;
};

static double boot_area(const void *context, const uint32_t *index, size_t people, double *scratch)
{
    const struct boot *b = context;
    const struct curve *c = b->curve;
    double *pos = scratch, *neg = scratch + c->k;
    memset(scratch, 0, 2 * c->k * sizeof *scratch);
    for (size_t i = 0; i < people; i++) {
        for (size_t at = b->rows.start[index[i]]; at < b->rows.start[index[i] + 1]; at++) {
            size_t row = b->rows.order[at];
            *(c->rows->truth[row] > 0 ? &pos[c->code[row]] : &neg[c->code[row]]) += 1;
        }
    }
    return area(pos, neg, c->k); /* NaN when a kind is absent */
}

/* NaN of independent rows, and where resampling what is told apart whole shows nothing. */
static bool resample(struct hinge_analysis *a, const struct curve *c, struct hinge_interval *ci)
{
    const struct hinge_scores *s = c->rows;
    *ci = (struct hinge_interval){NAN, NAN};
    if (s->who == NULL)
        return true;
    struct boot b = {.curve = c};
    hinge_people_rows_make(a, s->who, s->n, s->n_participants, &b.rows);
    struct hinge_bootstrap_task task = {
        .statistic = boot_area, .context = &b, .people = b.rows.people, .scratch_size = 2 * c->k};
    const bool done = hinge_bootstrap_interval(a, &task, ci);
    if (!(ci->low < ci->high))
        *ci = (struct hinge_interval){NAN, NAN};
    return done;
}

/* --- results --- */

/* With few of a kind: the exact test of the same area, of independent rows; NaN without. */
static void add_few(struct hinge_analysis *a, json_t *object, const struct curve *c,
                    struct hinge_roc *roc)
{
    enum { FEW = 5 };
    const struct hinge_scores *s = c->rows;
    struct hinge_rank_sum test;
    roc->p_exact = NAN;
    if (c->n_pos >= FEW && c->n_neg >= FEW)
        return;
    hinge_analysis_warn(a, NULL, HINGE_W_SMALL_N,
                        "%.0f of one kind and %.0f of the other: go by the exact p, the interval "
                        "of the area is rough",
                        c->n_pos, c->n_neg);
    if (s->who != NULL && s->n_participants < s->n) /* rows of one person */
        return;
    double *x = hinge_analysis_alloc(a, s->n, sizeof *x);
    size_t pos = 0, neg = 0, n_pos = (size_t)c->n_pos;
    for (size_t i = 0; i < s->n; i++)
        x[s->truth[i] > 0 ? pos++ : n_pos + neg++] = s->score[i];
    hinge_rank_sum_test(a, x, n_pos, x + n_pos, neg, &test);
    if (strcmp(test.method, "exact") == 0)
        roc->p_exact = test.p;
    HINGE_ADD_NUMBERS(object, {"p_exact", roc->p_exact}, {"p_mann_whitney", test.p});
}

bool hinge_add_roc(struct hinge_analysis *a, const struct hinge_scores *scores, bool negated,
                   struct hinge_roc *roc)
{
    struct curve c;
    struct hinge_interval people;
    double best = -INFINITY, threshold = NAN; /* the smallest with the largest Youden index */
    make_curve(a, scores, &c);
    if (c.n_pos == 0 || c.n_neg == 0)
        return hinge_analysis_fail(a, HINGE_E_ONE_LEVEL,
                                   "the truth is always %d, and a ROC curve needs both",
                                   c.n_pos > 0);
    double se = sqrt(delong_covariance(&c, &c));
    struct hinge_interval ci = delong_interval(a, &c, se);
    json_t *object = hinge_add_object(a->results, "roc");
    add_few(a, object, &c, roc);
    json_t *curve = hinge_add_object(a->results, "curve");
    json_t *thresholds = hinge_add_list(curve, "threshold");
    json_t *sensitivity = hinge_add_list(curve, "sensitivity");
    json_t *specificity = hinge_add_list(curve, "specificity");
    double hit = c.n_pos, right = 0;
    for (size_t i = 0; i < c.k; i++) {
        double sens = hit / c.n_pos, spec = right / c.n_neg;
        if (sens + spec - 1 > best + 1e-12) {
            best = sens + spec - 1;
            threshold = c.value[i];
        }
        hinge_append_number(thresholds, negated ? -c.value[i] : c.value[i]);
        hinge_append_number(sensitivity, sens);
        hinge_append_number(specificity, spec);
        hit -= c.pos[i];
        right += c.neg[i];
    }
    HINGE_ADD_NUMBERS(object, {"auc", c.auc}, {"se", se}, {"ci_low", ci.low}, {"ci_high", ci.high},
                      {"n_positive", c.n_pos}, {"n_negative", c.n_neg},
                      {"youden_threshold", negated ? -threshold : threshold}, {"youden_j", best});
    if (!resample(a, &c, &people))
        return false;
    if (scores->who != NULL)
        HINGE_ADD_NUMBERS(object, {"cluster_ci_low", people.low}, {"cluster_ci_high", people.high});
    roc->auc = hinge_agreed_of(c.auc, ci, people);
    roc->n_positive = c.n_pos;
    roc->n_negative = c.n_neg;
    return true;
}

bool hinge_auc_of(struct hinge_analysis *a, const struct hinge_scores *scores,
                  struct hinge_agreed *auc)
{
    struct curve c;
    struct hinge_interval people;
    *auc =
        hinge_agreed_of(NAN, (struct hinge_interval){NAN, NAN}, (struct hinge_interval){NAN, NAN});
    if (scores->n == 0)
        return true;
    make_curve(a, scores, &c);
    if (c.n_pos == 0 || c.n_neg == 0)
        return true;
    const bool done = resample(a, &c, &people);
    *auc = hinge_agreed_of(c.auc, delong_interval(a, &c, sqrt(delong_covariance(&c, &c))), people);
    return done;
}

bool hinge_also_decides(const struct hinge_analysis *a, const char *score, size_t row)
{
    return hinge_severity_fault(score) != NULL &&
           strcmp(hinge_reason_given(a, score, row),
                  hinge_reason_name(HINGE_REASON_ALSO_NOT_MET)) == 0;
}

struct hinge_scores hinge_scores_of(struct hinge_analysis *a, const struct hinge_sample *s,
                                    const char *score, size_t at, const uint32_t *who)
{
    double *value = hinge_analysis_alloc(a, 2 * s->n, sizeof *value), *truth = value + s->n;
    uint32_t *person = who != NULL ? hinge_analysis_alloc(a, s->n, sizeof *person) : NULL;
    struct hinge_scores of = {0, value, truth, person, s->n_participants};
    for (size_t i = 0; i < s->n; i++) {
        if (hinge_also_decides(a, score, s->row[i]))
            continue;
        value[of.n] = s->number[at][i];
        truth[of.n] = s->number[1][i];
        if (person != NULL)
            person[of.n] = who[i];
        of.n++;
    }
    if (of.n < s->n)
        hinge_analysis_warn(a, NULL, HINGE_W_NO_THRESHOLD, "%zu of %zu", s->n - of.n, s->n);
    return of;
}

/* --- in words --- */

void hinge_add_roc_words(struct hinge_analysis *a, const struct hinge_roc *roc, double people)
{
    const struct hinge_agreed *auc = &roc->auc;
    if (!isnan(roc->p_exact) && !auc->by_people) /* of independent rows */
        hinge_add_sentence(a, &a->text.apa, "exact p {p} (Mann-Whitney)", roc->p_exact);
    hinge_add_sentence(a, &a->text.apa, "AUC = {r}, {c}% CI [{r}, {r}]{t}", auc->value, auc->ci.low,
                       auc->ci.high, hinge_agreed_by(a, auc, ", ", people));
    if (!isnan(roc->p_exact) && auc->by_people)
        hinge_add_sentence(a, &a->text.apa, "exact p {p} (Mann-Whitney)", roc->p_exact);
    hinge_add_sentence(
        a, &a->text.plain,
        "A faulty repetition scores higher than a sound one with probability {r} ({c}% CI "
        "{r} to {r}; {n} faulty, {n} sound{t}).",
        auc->value, auc->ci.low, auc->ci.high, roc->n_positive, roc->n_negative,
        hinge_agreed_by(a, auc, ", of ", people));
}

/* --- the analysis --- */

static void run(struct hinge_analysis *a)
{
    struct hinge_columns columns = {.binary = {false, true}};
    struct hinge_sample s;
    hinge_columns_number(&columns, HINGE_NEED(a, score));
    hinge_columns_number(&columns, HINGE_NEED(a, truth));
    hinge_columns_participant(a, &columns);
    if (a->ask.score2 != NULL)
        columns.number[columns.n_numbers++] = a->ask.score2;
    if (!hinge_sample_gather(a, &columns, &s))
        return;
    bool low = a->ask.direction[0] == '<';                   /* a low score is a fault */
    for (size_t k = 0; low && k < columns.n_numbers; k += 2) /* not the truth */
        for (size_t i = 0; i < s.n; i++)
            s.number[k][i] = -s.number[k][i];
    const uint32_t *who = columns.participant != NULL ? s.participant : NULL;
    const struct hinge_scores first = hinge_scores_of(a, &s, columns.number[0], 0, who);
    size_t people = hinge_sample_report(a, &s);
    struct hinge_roc roc;
    if (!hinge_add_roc(a, &first, low, &roc))
        return;
    if (columns.n_numbers == 3) { /* of the same rows */
        const struct hinge_scores second = hinge_scores_of(a, &s, columns.number[0], 2, who);
        /* DeLong's test of two scores of the same rows (DeLong, DeLong & Clarke-Pearson 1988). */
        struct curve x, y;
        make_curve(a, &first, &x);
        make_curve(a, &second, &y);
        double v =
            delong_covariance(&x, &x) + delong_covariance(&y, &y) - 2 * delong_covariance(&x, &y);
        double diff = x.auc - y.auc, se = sqrt(fmax(0, v)), none = NAN;
        double z = se > 1e-12 ? diff / se : none;
        double half = hinge_normal_quantile(0.5 + a->level / 2) * se;
        HINGE_ADD_NUMBERS(hinge_add_object(a->results, "delong_paired"), {"auc1", x.auc},
                          {"auc2", y.auc}, {"diff", diff}, {"se", se}, {"z", z},
                          {"p", hinge_normal_p(z, a->alternative)}, {"ci_low", diff - half},
                          {"ci_high", diff + half});
    }
    hinge_add_roc_words(a, &roc, (double)people);
}

const struct hinge_analysis_kind hinge_analysis_kind_roc = {
    .id = "roc",
    .title = "ROC curve",
    .details = "Area under the curve with DeLong's error, the threshold with the largest "
               "Youden index, the curve, DeLong's test of a second score; with participant, "
               "a bootstrap of participants.",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = (const char *const[]){"score", "score2", "truth", "direction", "participant",
                                     "bootstrap", "alternative", NULL},
    .main_table = "roc",
    .run = run,
    .example_request = "{\"analysis\": \"roc\", \"score\": \"angle\", \"truth\": \"fault\"}",
    .example_data = "angle,fault\n31,1\n28,1\n25,0\n22,1\n20,0\n18,0\n15,0\n"};
