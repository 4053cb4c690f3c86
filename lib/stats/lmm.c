/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lmm: people's means by group and condition, with a random intercept of people. */
#include "base/sample.h"
#include "base/text.h"
#include "people/people.h"
#include "stats/numbers/distributions.h"
#include "stats/numbers/mixed.h"
#include "stats/numbers/tests.h"
#include "stats/parts/repeated.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"
#include "stats/statistic.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FEW = 5, /* people, below which W_SMALL_N */ NAME = 1024 };

struct study {
    struct hinge_sample sample;
    const struct hinge_factor *condition, *group; /* group: NULL without one */
    struct hinge_cells cells;
    uint32_t *of;  /* group of a person */
    size_t people; /* with a value */
    struct hinge_mixed_data data;
    struct hinge_mixed fit;
    struct hinge_margins margins;
    double *weight;          /* of a contrast, per cell */
    struct hinge_pair *pair; /* of three conditions or more */
    size_t n_pairs;
    struct contrast *contrast;
    size_t n_contrasts;
};

struct contrast {
    const char *words, *theirs; /* "a minus b (group c)"; with the user's words of the levels */
    struct hinge_linear_result diff;
    bool described; /* an effect in one place of the other factor, of three conditions or more */
    double p_holm;
    size_t people;    /* with values that it compares */
    const char *with; /* what they all have: " with both"; "" */
    struct hinge_margin_tests margins;
    json_t *object;
};

/* --- people --- */

/* E_TOO_FEW if nobody has two conditions, or there are no more values than people and cells
 * explain. */
static bool gather(struct hinge_analysis *a, struct study *s)
{
    struct hinge_columns columns = {0};
    const char *group = a->ask.group;
    hinge_columns_number(&columns, hinge_needs_outcome(a));
    hinge_columns_factor(&columns, HINGE_NEED(a, condition));
    hinge_columns_participant(a, &columns);
    hinge_columns_means(a, &columns);
    if (group != NULL)
        columns.constant = columns.factor[columns.n_factors++] = group;
    if (!hinge_sample_gather(a, &columns, &s->sample))
        return false;
    s->condition = &s->sample.factor[0];
    s->group = group != NULL ? &s->sample.factor[1] : NULL;
    if (!hinge_factor_compares(a, s->condition) ||
        (s->group != NULL && !hinge_factor_compares(a, s->group)))
        return false;
    hinge_aggregate(a, &s->sample, 0, s->condition->code, s->condition->n_levels, &s->cells);
    size_t people = s->cells.n_participants, k = s->condition->n_levels;
    size_t groups = s->group != NULL ? s->group->n_levels : 1;
    s->of = hinge_analysis_alloc(a, people, sizeof *s->of);
    s->weight = hinge_analysis_alloc(a, groups * k, sizeof *s->weight);
    if (s->group != NULL)
        hinge_sample_level_of(&s->sample, 1, s->of);
    s->data = (struct hinge_mixed_data){people, groups, k, s->cells.value, s->of};
    hinge_exclude_nowhere(&s->sample.excluded, &s->cells.enough);
    hinge_sample_report(a, &s->sample);
    size_t values = 0;
    bool varies = false;
    for (size_t i = 0; i < people; i++) {
        size_t measured = 0;
        for (size_t c = 0; c < k; c++)
            measured += isnan(s->cells.value[i * k + c]) ? 0 : 1;
        s->people += measured > 0;
        values += measured;
        varies = varies || measured > 1;
    }
    if (!varies && a->lacking.people > 0)
        return hinge_fail_few(a, 0, "with two conditions of", s->condition->name, 2);
    if (!varies)
        return hinge_analysis_fail(
            a, HINGE_E_TOO_FEW,
            "nobody has values under two conditions of '%s'; between and anova compare groups",
            s->condition->name);
    if (values < s->people + groups * k)
        return hinge_analysis_fail(a, HINGE_E_TOO_FEW, "%zu with %zu values for %zu means of %s",
                                   s->people, values, groups * k,
                                   s->group != NULL ? "groups and conditions" : "conditions");
    if (s->people < FEW)
        hinge_warn_few(a, s->people, "in all", NULL);
    return true;
}

/* --- contrasts --- */

/* How two levels are compared: as the option order says, else as the words have it. */
static struct hinge_level_pair pair_of(const struct hinge_analysis *a, const struct hinge_factor *f,
                                       size_t i, size_t j)
{
    long first = -1, second = -1;
    if (a->ask.order.n > 0) {
        first = hinge_factor_find(f, a->ask.order.name[0]);
        second = hinge_factor_find(f, a->ask.order.name[1]);
    }
    if (first == (long)j && second == (long)i)
        return (struct hinge_level_pair){j, i};
    return first == (long)i && second == (long)j ? (struct hinge_level_pair){i, j}
                                                 : hinge_level_pair(f->level, i, j);
}

/* With its own error: of everybody who has all its conditions his combination of
 * values; groups are independent (Welch). A pooled error is wrong for single contrasts
 * of three conditions or more where differences vary unlike each other. */
static struct hinge_linear_result own_error(const struct hinge_analysis *a, const struct study *s)
{
    size_t k = s->data.conditions;
    double variance = 0, below = 0, size = 0, none = NAN;
    struct hinge_linear_result r = {0};
    for (size_t g = 0; g < s->data.groups; g++) {
        const double *w = s->weight + g * k;
        double sum = 0, squares = 0, shift = none;
        size_t n = 0, terms = 0;
        for (size_t c = 0; c < k; c++)
            terms += w[c] != 0;
        for (size_t i = 0; i < s->data.people && terms > 0; i++) {
            double x = 0;
            for (size_t c = 0; c < k && s->of[i] == g; c++)
                x += w[c] != 0 ? w[c] * s->cells.value[i * k + c] : 0;
            if (s->of[i] != g || isnan(x))
                continue;
            for (size_t c = 0; c < k; c++)
                size = w[c] != 0 ? fmax(size, fabs(s->cells.value[i * k + c])) : size;
            shift = isnan(shift) ? x : shift;
            sum += x - shift;
            squares += (x - shift) * (x - shift);
            n++;
        }
        if (terms == 0)
            continue;
        double count = (double)n, mean = sum / count;
        double of = n > 1 ? (squares - sum * mean) / (count - 1) / count : none;
        r.estimate += n > 0 ? mean + shift : none;
        variance += of;
        below += of * of / (count - 1);
    }
    r.se = sqrt(variance);
    r.df = variance * variance / below;
    r.t = hinge_is_rounding(r.se, size, size) ? none : r.estimate / r.se;
    r.p = hinge_t_p(r.t, r.df, HINGE_TWO_SIDED);
    struct hinge_interval ci = hinge_t_interval(r.estimate, r.se, r.df, a->level, HINGE_TWO_SIDED);
    r.ci_low = ci.low;
    r.ci_high = ci.high;
    return r;
}

/* Each pair of conditions, of everybody who has both, whatever his group. */
static void add_pairwise(struct hinge_analysis *a, struct study *s)
{
    struct study all = *s;
    size_t k = s->data.conditions, n = k * (k - 1) / 2, row = 0;
    double *p = hinge_analysis_alloc(a, 2 * n, sizeof *p);
    json_t **object = hinge_analysis_alloc(a, n, sizeof(json_t *));
    json_t *parent = hinge_add_object(a->results, "pairwise");
    s->pair = hinge_analysis_alloc(a, n, sizeof *s->pair);
    s->n_pairs = n;
    all.data.groups = 1;
    all.of = hinge_analysis_alloc(a, s->data.people, sizeof *all.of);
    for (size_t i = 0; i < k; i++)
        for (size_t j = i + 1; j < k; j++, row++) {
            char key[NAME];
            size_t both = 0;
            struct hinge_level_pair pair = pair_of(a, s->condition, i, j);
            for (size_t w = 0; w < s->data.people; w++)
                both += isnan(s->cells.value[w * k + i] + s->cells.value[w * k + j]) ? 0 : 1;
            memset(s->weight, 0, s->fit.cells * sizeof *s->weight);
            s->weight[pair.first] = 1;
            s->weight[pair.second] = -1;
            struct hinge_linear_result r = own_error(a, &all);
            snprintf(key, NAME, "%s-%s", s->condition->level[pair.first],
                     s->condition->level[pair.second]);
            object[row] = hinge_add_object(parent, hinge_analysis_label(a, key));
            hinge_add_count(object[row], "n", both);
            HINGE_ADD_NUMBERS(object[row], {"mean_diff", r.estimate}, {"se", r.se}, {"t", r.t},
                              {"df", r.df}, {"p", r.p}, {"ci_low", r.ci_low},
                              {"ci_high", r.ci_high});
            s->pair[row] = (struct hinge_pair){
                .words = hinge_sentences_pair(a, s->condition->level[pair.first],
                                              s->condition->level[pair.second]),
                .people = both,
                .diff = r};
            hinge_add_margins(a, object[row], &s->margins, r.estimate, r.se, r.df, (double)NAN);
            p[row] = r.p;
        }
    hinge_adjust(&a->arena, p, n, p + n);
    for (size_t i = 0; i < n; i++) {
        s->pair[i].p_holm = p[n + i];
        hinge_add_number(object[i], "p_holm", p[n + i]);
    }
}

/* The weights of a family: what differs (pairs of conditions, or of groups), in one
 * level of the other factor, or between two of them, or over all. */
enum where { EVERYWHERE, WITHIN, BETWEEN };

static void add_weight(struct study *s, bool conditions, size_t level, size_t other, double w)
{
    size_t group = conditions ? other : level, condition = conditions ? level : other;
    s->weight[group * s->data.conditions + condition] += w;
}

/* All pairs of levels of f, in place `at` of the other factor (or first and second of it). */
static void add_family(struct hinge_analysis *a, struct study *s, json_t *parent, bool conditions,
                       enum where where, struct hinge_level_pair at)
{
    const struct hinge_factor *f = conditions ? s->condition : s->group;
    const struct hinge_factor *g = conditions ? s->group : s->condition;
    size_t k = f->n_levels;
    size_t others = g != NULL ? g->n_levels : 1;
    bool several = s->data.conditions > 2;
    for (size_t i = 0; i < k; i++)
        for (size_t j = i + 1; j < k; j++) {
            struct hinge_level_pair pair = pair_of(a, f, i, j);
            const char *first = f->level[pair.first], *second = f->level[pair.second];
            char key[NAME], words[NAME], theirs[NAME];
            const char *compared = hinge_sentences_pair(a, first, second);
            memset(s->weight, 0, s->fit.cells * sizeof *s->weight);
            for (size_t o = 0; o < others; o++) {
                double w = where == EVERYWHERE ? 1 / (double)others
                           : o == at.first     ? 1
                           : o == at.second    ? -1
                                               : 0;
                add_weight(s, conditions, pair.first, o, w);
                add_weight(s, conditions, pair.second, o, -w);
            }
            if (where == WITHIN) {
                snprintf(key, NAME, "%s-%s|%s=%s", first, second, g->name, g->level[at.first]);
                snprintf(words, NAME, "%s minus %s (%s %s)", first, second, g->name,
                         g->level[at.first]);
                snprintf(theirs, NAME, "%s (%s %s)", compared, g->name,
                         hinge_sentences_levels(a, g->level[at.first]));
            } else if (where == BETWEEN) {
                snprintf(key, NAME, "%s-%s|%s-%s", first, second, g->level[at.first],
                         g->level[at.second]);
                snprintf(words, NAME, "%s minus %s: %s %s minus %s", first, second, g->name,
                         g->level[at.first], g->level[at.second]);
                snprintf(theirs, NAME, "%s: %s %s", compared, g->name,
                         hinge_sentences_pair(a, g->level[at.first], g->level[at.second]));
            } else {
                snprintf(key, NAME, "%s-%s", first, second);
                snprintf(words, NAME, "%s minus %s", first, second);
                snprintf(theirs, NAME, "%s", compared);
            }
            struct hinge_linear_result r =
                several ? own_error(a, s) : hinge_mixed_test(&s->fit, s->weight, a->level);
            struct contrast c = {.words = hinge_analysis_label(a, words),
                                 .theirs = hinge_analysis_label(a, theirs),
                                 .diff = r,
                                 .described = several && where == WITHIN,
                                 .with = !several              ? ""
                                         : conditions          ? " with both"
                                         : where == EVERYWHERE ? " with all conditions"
                                                               : "",
                                 .p_holm = (double)NAN};
            for (size_t w = 0; w < s->data.people; w++) {
                size_t terms = 0, values = 0;
                for (size_t q = 0; q < s->fit.cells; q++)
                    if (s->weight[q] != 0 && s->of[w] == q / s->data.conditions) {
                        size_t condition = q % s->data.conditions;
                        terms++;
                        values += isnan(s->cells.value[w * s->data.conditions + condition]) ? 0 : 1;
                    }
                /* with its own error all its values are needed */
                c.people += values > 0 && (!several || values == terms);
            }
            c.object = hinge_add_object(parent, hinge_analysis_label(a, key));
            HINGE_ADD_NUMBERS(c.object, {"estimate", r.estimate}, {"se", r.se}, {"t", r.t},
                              {"df", r.df}, {"p", r.p}, {"ci_low", r.ci_low},
                              {"ci_high", r.ci_high});
            hinge_add_text(c.object, "contrast", c.words);
            /* by Holm's p, when all are known */
            hinge_add_text(c.object, "verdict", c.described ? "described" : NULL);
            c.margins =
                hinge_add_margins(a, c.object, &s->margins, r.estimate, r.se, r.df, (double)NAN);
            s->contrast =
                hinge_arena_more(&a->arena, s->contrast, s->n_contrasts, sizeof *s->contrast);
            s->contrast[s->n_contrasts++] = c;
        }
}

/* Adjusts p among the contrasts from one on, which are a family; what is described has none. */
static void adjust_from(struct hinge_analysis *a, struct study *s, size_t from)
{
    const size_t n = s->n_contrasts - from;
    struct contrast *family = s->contrast + from;
    double *p = hinge_analysis_alloc(a, 2 * n + 1, sizeof *p);
    for (size_t i = 0; i < n; i++)
        p[i] = family[i].described ? (double)NAN : family[i].diff.p;
    hinge_adjust(&a->arena, p, n, p + n);
    for (size_t i = 0; i < n; i++) {
        const struct hinge_linear_result *r = &family[i].diff;
        family[i].p_holm = p[n + i];
        if (!isnan(p[i]))
            hinge_add_text(family[i].object, "verdict",
                           hinge_pair_verdict(a, r->ci_low, r->ci_high, p[n + i]));
        hinge_add_number(family[i].object, "p_holm", p[n + i]);
    }
}

/* What a cue changes over all groups, in each group, how groups differ in it, how they differ under
 * each cue, and over all cues: /contrasts/<name>, a family for every place of the other factor. Of
 * three conditions or more there is a family for every F test: pairs of conditions, pairs of
 * groups, and how these differ in those; what is within one place is described. */
static void add_contrasts(struct hinge_analysis *a, struct study *s)
{
    static const struct {
        bool conditions;
        enum where where;
    } all[] = {
        {true, EVERYWHERE}, {true, WITHIN}, {true, BETWEEN}, {false, WITHIN}, {false, EVERYWHERE}};
    static const char *const join[] = {[EVERYWHERE] = "", [WITHIN] = " by ", [BETWEEN] = ":"};
    bool several = s->data.conditions > 2;
    if (several)
        add_pairwise(a, s);
    json_t *contrasts = hinge_add_object(a->results, "contrasts");
    for (size_t k = several; k < (s->group != NULL ? 5 : 1); k++) {
        bool conditions = all[k].conditions;
        enum where where = all[k].where;
        const struct hinge_factor *f = conditions ? s->condition : s->group;
        const struct hinge_factor *g = conditions ? s->group : s->condition;
        char name[NAME];
        snprintf(name, NAME, "%s%s%s", f->name, join[where], where != EVERYWHERE ? g->name : "");
        json_t *parent = hinge_add_object(contrasts, hinge_analysis_label(a, name));
        size_t from = s->n_contrasts, places = where == EVERYWHERE ? 1 : g->n_levels;
        for (size_t i = 0; i < places; i++)
            for (size_t j = where == BETWEEN ? i + 1 : i; j < (where == BETWEEN ? places : i + 1);
                 j++) {
                struct hinge_level_pair at = {i, i};
                add_family(a, s, parent, conditions, where,
                           where == BETWEEN ? pair_of(a, g, i, j) : at);
                if (several)
                    continue;
                adjust_from(a, s, from);
                from = s->n_contrasts;
            }
        if (several)
            adjust_from(a, s, from);
    }
}

/* --- the model --- */

/* Cell means: /emm/<condition> by <group>. */
static void add_means(struct hinge_analysis *a, struct study *s)
{
    char name[NAME];
    snprintf(name, NAME, s->group != NULL ? "%s by %s" : "%s", s->condition->name,
             s->group != NULL ? s->group->name : "");
    json_t *emm =
        hinge_add_object(hinge_add_object(a->results, "emm"), hinge_analysis_label(a, name));
    size_t k = s->data.conditions, missing = 0;
    for (size_t q = 0; q < s->fit.cells; q++) {
        size_t n =
            (size_t)snprintf(name, NAME, "%s=%s", s->condition->name, s->condition->level[q % k]);
        if (s->group != NULL && n < NAME)
            snprintf(name + n, NAME - n, ";%s=%s", s->group->name, s->group->level[q / k]);
        memset(s->weight, 0, s->fit.cells * sizeof *s->weight);
        s->weight[q] = 1;
        struct hinge_linear_result r = hinge_mixed_test(&s->fit, s->weight, a->level);
        json_t *object = hinge_add_object(emm, hinge_analysis_label(a, name));
        hinge_add_count(object, "n", s->fit.count[q]);
        HINGE_ADD_NUMBERS(object, {"mean", r.estimate}, {"se", r.se}, {"df", r.df},
                          {"ci_low", r.ci_low}, {"ci_high", r.ci_high});
        missing += s->fit.count[q] == 0;
    }
    if (missing > 0)
        hinge_analysis_warn(a, NULL, HINGE_W_EMPTY_CELL,
                            "%zu of %zu means %s nobody, and what needs %s is empty", missing,
                            s->fit.cells, missing == 1 ? "has" : "have",
                            missing == 1 ? "it" : "them");
}

/* Greenhouse and Geisser's epsilon of people's conditions about their groups' means;
 * NaN without enough people who have all. */
static double epsilon_of(struct hinge_analysis *a, const struct study *s)
{
    size_t k = s->data.conditions, q = k - 1, groups = s->data.groups, n = 0;
    double *sum = hinge_analysis_alloc(a, groups * q + q * q + q, sizeof *sum);
    size_t *count = hinge_analysis_alloc(a, groups, sizeof *count);
    double *product = sum + groups * q, *z = product + q * q, trace = 0, squares = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < s->data.people; i++) {
            const double *v = s->cells.value + i * k;
            double before = 0;
            bool whole = true;
            for (size_t c = 0; c < k; c++)
                whole = whole && !isnan(v[c]);
            if (!whole)
                continue;
            double *mean = sum + s->of[i] * q;
            count[s->of[i]] += pass == 0;
            n += pass == 0;
            for (size_t c = 0; c < q; c++) { /* Helmert, orthonormal */
                double m = (double)c + 1;
                before += v[c] - v[0];
                z[c] = (before - m * (v[c + 1] - v[0])) / sqrt(m * (m + 1));
                if (pass == 0)
                    mean[c] += z[c];
                else
                    z[c] -= mean[c] / (double)count[s->of[i]];
            }
            for (size_t c = 0; c < q * q && pass == 1; c++)
                product[c] += z[c / q] * z[c % q];
        }
    for (size_t c = 0; c < q * q; c++) {
        trace += c % (q + 1) == 0 ? product[c] : 0;
        squares += product[c] * product[c];
    }
    return n > groups + 1 && squares > 0 ? trace * trace / ((double)q * squares) : (double)NAN;
}

/* Every mean less the first, of conditions (over groups), of groups, or of both. */
static void add_term(struct hinge_analysis *a, const struct study *s, json_t *parent,
                     bool conditions, bool groups, double epsilon)
{
    size_t k = s->data.conditions, all = s->data.groups, m = s->fit.cells, rows = 0;
    double *l = hinge_analysis_alloc(a, m * m, sizeof *l), none = NAN;
    char name[NAME];
    for (size_t g = groups ? 1 : 0; g < (groups ? all : 1); g++)
        for (size_t c = conditions ? 1 : 0; c < (conditions ? k : 1); c++, rows++)
            for (size_t q = 0; q < m; q++) {
                double of_group = !groups ? 1 / (double)all : q / k == g ? 1 : q / k == 0 ? -1 : 0;
                double of_condition = !conditions  ? 1 / (double)k
                                      : q % k == c ? 1
                                      : q % k == 0 ? -1
                                                   : 0;
                l[rows * m + q] = of_group * of_condition;
            }
    struct hinge_mixed_f test;
    hinge_mixed_joint(a, &s->fit, l, rows, &test);
    snprintf(name, NAME, "%s%s%s", groups ? s->group->name : "", groups && conditions ? ":" : "",
             conditions ? s->condition->name : "");
    json_t *object = hinge_add_object(parent, hinge_analysis_label(a, name));
    HINGE_ADD_NUMBERS(object, {"F", test.f}, {"df1", test.df1}, {"df2", test.df2}, {"p", test.p},
                      {"f_scaling", test.scale});
    bool corrected = conditions && k > 2 && !isnan(epsilon);
    double p = corrected ? hinge_f_p(test.f, epsilon * test.df1, epsilon * test.df2) : none;
    if (conditions && k > 2)
        HINGE_ADD_NUMBERS(object, {"gg_epsilon", epsilon}, {"df1_gg", epsilon * test.df1},
                          {"df2_gg", epsilon * test.df2}, {"p_gg", p});
    const char *term = hinge_analysis_label(a, name);
    if (!isnan(test.f) && k > 2) /* a family of sentences for each */
        hinge_add_sentence(a, &a->text.test, "{t}: F({d}, {d}) = {2}, p {p}.", term,
                           (corrected ? epsilon : 1) * test.df1,
                           (corrected ? epsilon : 1) * test.df2, test.f, corrected ? p : test.p);
    if (!isnan(test.f) && corrected)
        hinge_add_sentence(a, &a->text.apa,
                           "{t}: F({d}, {d}) = {2}, Greenhouse-Geisser epsilon = {r}, p {p}", term,
                           epsilon * test.df1, epsilon * test.df2, test.f, epsilon, p);
    else if (!isnan(test.f))
        hinge_add_sentence(a, &a->text.apa, "{t}: F({d}, {d}) = {2}, p {p}", term, test.df1,
                           test.df2, test.f, test.p);
}

/* The model's spread; all that is left is rounding: no test. */
static void add_fit(struct hinge_analysis *a, struct study *s)
{
    struct hinge_mixed *fit = &s->fit;
    double sigma = sqrt(fit->sigma2), person = sqrt(fit->lambda) * sigma, size = 0;
    for (size_t q = 0; q < fit->cells; q++)
        size = fit->count[q] > 0 ? fmax(size, fabs(fit->mean[q])) : size;
    if (hinge_is_rounding(sigma, size, size)) {
        fit->defined = false;
        hinge_warn_constant(a, "participants differ between conditions by the same amounts", NULL,
                            "the model and its tests are not defined");
    } else if (!fit->defined) {
        hinge_analysis_warn_code(a, HINGE_W_NO_KR);
    }
    if (!(fit->lambda > 0))
        hinge_analysis_warn_code(a, HINGE_W_SINGULAR);
    hinge_add_count(a->results, "n_obs", fit->n);
    hinge_add_count(a->results, "n", s->people);
    HINGE_ADD_NUMBERS(a->results, {"criterion", -2 * fit->loglik}, {"loglik", fit->loglik},
                      {"sigma", sigma}, {"sd_people", person},
                      {"icc", fit->lambda / (1 + fit->lambda)});
    hinge_add_flag(a->results, "singular", !(fit->lambda > 0));
}

/* --- in words --- */

static void add_contrasts_words(struct hinge_analysis *a, const struct study *s)
{
    size_t described = 0;
    for (size_t k = 0; k < s->n_contrasts; k++) {
        const struct contrast *c = &s->contrast[k];
        const struct hinge_linear_result *r = &c->diff;
        if (c->described) {
            described++;
            if (!isnan(r->estimate) && !isnan(r->df))
                hinge_add_sentence(
                    a, &a->text.apa,
                    "{t}: difference {v}{w}, {c}% CI [{v}, {v}], n = {n} (described)", c->theirs,
                    r->estimate, r->ci_low, r->ci_high, (double)c->people);
            continue;
        }
        if (!isnan(r->estimate) && !isnan(r->df))
            hinge_add_sentence(
                a, &a->text.apa,
                "{t}: difference {v}{w}, {c}% CI [{v}, {v}], t({d}) = {2}, p {p}, Holm p {p}",
                c->theirs, r->estimate, r->ci_low, r->ci_high, r->df, r->t, r->p, c->p_holm);
        if (!isnan(r->p))
            hinge_add_sentence(a, &a->text.plain,
                               "{t}: {v}{w} ({c}% CI {v} to {v}; {t}{n} people{t}): {t}.",
                               c->theirs, r->estimate, r->ci_low, r->ci_high,
                               s->data.conditions > 2 ? "of " : "", (double)c->people, c->with,
                               hinge_pair_says(a, r->ci_low, r->ci_high, c->p_holm));
        if (!isnan(r->t))
            hinge_add_sentence(a, &a->text.test, "{t}: t({d}) = {2}, p {p}.", c->theirs, r->df,
                               r->t, r->p);
    }
    if (described > 0)
        hinge_add_sentence(a, &a->text.plain,
                           "{n} differences of one group, or under one condition, are described: "
                           "--verbose.",
                           (double)described);
    for (size_t k = 0; k < s->n_contrasts; k++)
        hinge_add_tost_apa(a, &s->contrast[k].margins, s->contrast[k].theirs);
    for (size_t k = 0; k < s->n_contrasts; k++)
        hinge_add_noninferiority_apa(a, &s->contrast[k].margins, s->contrast[k].theirs);
    for (size_t k = 0; k < s->n_contrasts; k++)
        if (!s->contrast[k].described)
            hinge_add_margins_words(a, &s->contrast[k].margins, s->contrast[k].theirs);
}

/* --- the analysis --- */

static void run(struct hinge_analysis *a)
{
    struct study s = {.group = NULL};
    char there[NAME];
    if (a->ask.formula != NULL && hinge_statistic_elsewhere("formula", there, sizeof there)) {
        hinge_analysis_fail(a, HINGE_E_OPTION, "lmm with a formula: %s", there);
        return;
    }
    if (!hinge_margins_read(a, (double)NAN, &s.margins) || !gather(a, &s))
        return;
    const char *const *order = a->ask.order.name;
    const bool groups =
        s.group != NULL && a->ask.order.n > 0 && hinge_factor_find(s.group, order[0]) >= 0;
    const struct hinge_factor *ordered = groups ? s.group : s.condition;
    for (size_t i = 0; i < 2 && a->ask.order.n > 0; i++)
        if (hinge_factor_find(ordered, order[i]) < 0) {
            hinge_factor_unknown(a, ordered, order[i]);
            return;
        }
    hinge_mixed_fit(a, &s.data, &s.fit);
    add_fit(a, &s);
    add_means(a, &s);
    add_contrasts(a, &s);
    double epsilon = s.data.conditions > 2 ? epsilon_of(a, &s) : (double)NAN;
    json_t *type3 = hinge_add_object(a->results, "type3");
    if (s.group != NULL)
        add_term(a, &s, type3, false, true, epsilon);
    add_term(a, &s, type3, true, false, epsilon);
    if (s.group != NULL)
        add_term(a, &s, type3, true, true, epsilon);
    hinge_add_pairs(a, s.pair, s.n_pairs);
    add_contrasts_words(a, &s);
}

const struct hinge_statistic hinge_statistic_lmm = {
    .id = "lmm",
    .title = "Groups and conditions, with incomplete participants",
    .details =
        "Linear mixed model of participants' means by group and condition, with a random intercept "
        "of participants (REML, Kenward and Roger's degrees of freedom). Gives what each condition "
        "changes, in each group, and how the groups differ in it. Of three conditions or more, F "
        "tests are corrected by Greenhouse and Geisser, and each difference has its own error. "
        "Holm adjusts p across pairs of conditions, across pairs of groups, and across how these "
        "differ in those; differences of one group or under one condition are then described. "
        "To fit another model, use the output of the analysis \"rows\" in R.",
    .needs = HINGE_STATS_COMPARES | HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT |
             HINGE_STATS_NEEDS_OUTCOME | HINGE_STATS_REDUCES | HINGE_STATS_ONLY_TESTS,
    .options = (const char *const[]){HINGE_TAKES_MEANS, HINGE_TAKES_MARGINS, "outcome", "group",
                                     "condition", "order", "formula", NULL},
    .main_table = "pairwise|contrasts *",
    .run = run,
    .example_request = "{\"analysis\": \"lmm\", \"outcome\": \"angle\", \"condition\": "
                       "\"cue\"}",
    .example_data = "participant,cue,angle\na,none,31\na,none,33\na,tap,28\na,tap,26\n"
                    "b,none,41\nb,none,44\nb,tap,38\nb,tap,37\nc,none,35\nc,none,38\n"
                    "c,tap,36\nc,tap,33\nd,none,29\nd,none,27\nd,tap,25\nd,tap,26\n"};
