/* SPDX-License-Identifier: GPL-3.0-or-later */
/* between: two independent groups of participants. */
#include "stats/kind.h"
#include "stats/parts/compare.h"
#include "stats/run/analysis.h"

/* Of the difference of means, first - second; t, p and the interval NaN where nothing varies. */
#define HINGE_WELCH(F)                                                                             \
    F(NUMBER, mean_diff)                                                                           \
    F(NUMBER, se) F(NUMBER, t) F(NUMBER, df) F(NUMBER, p) F(INTERVAL, ci)
HINGE_ROW(hinge_welch, HINGE_WELCH)
#define STUDENT(F) F(NUMBER, t) F(NUMBER, df) F(NUMBER, p)
HINGE_ROW(student, STUDENT)

enum { FEW = 5 /* people of a group, below which W_SMALL_N */ };

struct between {
    struct hinge_two_samples of;
    struct hinge_two_groups g;
    const double *z; /* x then y */
    bool few;        /* people in one of them: the exact tests come first */
    struct hinge_welch welch;
    struct hinge_rank_sum ranks;
    struct hinge_cliff cliff;
    struct hinge_permutation permuted;     /* [0] Welch's t, [1] difference of means */
    double p_min;                          /* the smallest p that it can have */
    struct hinge_effect_size size, pooled; /* Hedges' g as Welch's test has it, and of Student's */
};

/* --- two groups of people --- */

bool hinge_two_samples_gather(struct hinge_analysis *a, struct hinge_two_samples *s)
{
    struct hinge_people_wanted wanted = {.group = true, .pair = true};
    *s = (struct hinge_two_samples){.n = {0, 0}};
    const struct hinge_factor *group = &s->people.sample.factor[0];
    if (!hinge_people_gather(a, &wanted, &s->people) || !hinge_factor_compares(a, group))
        return false;
    if (group->n_levels > 2)
        return hinge_fail_too_many_levels(a, group->name, group->n_levels,
                                          "name two with order or use anova");
    const bool swapped =
        a->ask.order.n == 0 && hinge_levels_swapped(group->level[0], group->level[1]);
    s->code[0] = swapped;
    s->code[1] = !swapped;
    /* Rows with a value of the people who are compared. */
    const struct hinge_sample *sample = &s->people.sample;
    bool *compared = hinge_analysis_alloc(a, sample->n_participants + 1, sizeof *compared);
    for (size_t i = 0; i < s->people.n; i++)
        compared[s->people.who[i]] = true;
    for (size_t i = 0; i < sample->n; i++)
        for (int k = 0; k < 2; k++)
            s->used[k] += compared[sample->participant[i]] && group->code[i] == s->code[k];
    size_t named = 0;
    const char **who = hinge_analysis_alloc(a, s->people.n + 1, sizeof *who);
    for (int k = 0; k < 2; k++) {
        s->value[k] = hinge_people_of(a, &s->people, s->code[k], &s->n[k]);
        s->level[k] = group->level[s->code[k]];
        for (size_t i = 0; i < s->people.n; i++)
            if (s->people.group[i] == s->code[k] && sample->participant_name != NULL)
                who[named++] = sample->participant_name[s->people.who[i]];
        if (s->n[k] >= 2 && s->n[k] < FEW)
            hinge_warn_few(a, s->n[k], "in group", s->level[k]);
    }
    s->who = who;
    return true;
}

void hinge_two_samples_levels(struct hinge_analysis *a, const struct hinge_two_samples *s,
                              struct hinge_planned_outcome *row)
{
    double *value = hinge_analysis_alloc(a, s->people.n + 1, sizeof *value);
    for (size_t k = 0; k < 2 && s->people.at[0] != NULL; k++)
        for (size_t level = 0; level < 2; level++) {
            size_t n = 0;
            for (size_t i = 0; i < s->people.n; i++)
                if (s->people.group[i] == s->code[k])
                    value[n++] = s->people.at[level][i];
            row->at[k][level] = hinge_stats_mean(value, n);
            row->at_sd[k][level] = hinge_stats_sd(value, n);
        }
}

static void add_t_tests(struct hinge_analysis *a, const struct hinge_two_groups *g,
                        const struct hinge_welch *welch)
{
    double se = g->pooled_sd * sqrt(1 / (double)g->n1 + 1 / (double)g->n2);
    double pooled_t = g->no_variance ? (double)NAN : g->diff / se;
    const struct student student = {pooled_t, g->m, hinge_t_p(pooled_t, g->m, a->alternative)};
    HINGE_ADD(a->results, "welch", hinge_welch, welch);
    HINGE_ADD(a->results, "student", student, &student);
}

static void add_permutation(struct hinge_analysis *a, const struct between *b)
{
    hinge_add_permutation(a->results, "permutation_welch", &b->permuted, 0, b->p_min);
    hinge_add_permutation(a->results, "permutation_mean", &b->permuted, 1, b->p_min);
}

/* Brown & Forsythe (1974): an ANOVA of distances from the medians. */
static void add_variances(struct hinge_analysis *a, const struct hinge_two_groups *g)
{
    size_t n = g->n1 + g->n2;
    double *d = hinge_analysis_alloc(a, 2 * n, sizeof *d);
    double *sorted = d + n;
    const double *part[2] = {g->x, g->y};
    size_t from[3] = {0, g->n1, n};
    for (int k = 0; k < 2; k++) {
        size_t m = from[k + 1] - from[k];
        memcpy(sorted, part[k], m * sizeof *sorted);
        hinge_sort(sorted, m);
        double median = hinge_median_sorted(sorted, m);
        for (size_t i = 0; i < m; i++)
            d[from[k] + i] = fabs(part[k][i] - median);
    }
    double m1 = hinge_stats_mean(d, g->n1), m2 = hinge_stats_mean(d + g->n1, g->n2),
           all = hinge_stats_mean(d, n);
    double between =
        (double)g->n1 * (m1 - all) * (m1 - all) + (double)g->n2 * (m2 - all) * (m2 - all);
    double within = hinge_stats_sum_squares(d, g->n1) + hinge_stats_sum_squares(d + g->n1, g->n2);
    double none = NAN, f = within > 0 ? between / (within / g->m) : none;
    HINGE_ADD_NUMBERS(hinge_add_object(a->results, "brown_forsythe"), {"F", f}, {"df1", 1},
                      {"df2", g->m}, {"p", hinge_f_p(f, 1, g->m)});
    hinge_add_number(a->results, "variance_ratio", g->var2 > 0 ? g->var1 / g->var2 : none);
}

/* How much more the changes of the first group differ between people than those of the second,
 * their control: described, as an interval of it is wide. */
static void add_control(struct hinge_analysis *a, const struct between *b)
{
    const double beyond = sqrt(fmax(0, b->g.var1 - b->g.var2));
    const char *column = b->of.people.sample.factor[0].name,
               *first = hinge_sentences_place(a, column, true, b->of.level[0]),
               *second = hinge_sentences_place(a, column, true, b->of.level[1]);
    hinge_add_number(a->results, "control", beyond);
    if (beyond > 0)
        hinge_add_sentence(a, &a->text.test,
                           "People's changes {t} have an SD of {m}{w} beyond those {t} "
                           "(described, not tested).",
                           first, beyond, second);
    else
        hinge_add_sentence(a, &a->text.test,
                           "People's changes {t} do not differ by more than those {t} do "
                           "(described, not tested).",
                           first, second);
}

/* --- what is compared --- */

static bool compare(struct hinge_analysis *a, struct between *b)
{
    const struct hinge_two_groups *g = &b->g;
    struct hinge_two_samples *s = &b->of;
    if (!hinge_two_samples_gather(a, s))
        return false;
    for (int k = 0; k < 2; k++) {
        b->few = b->few || s->n[k] < FEW;
        if (s->n[k] < 2)
            return hinge_fail_few(a, s->n[k], "in group", s->level[k], 2);
    }
    double *z = hinge_analysis_alloc(a, s->people.n, sizeof *z);
    memcpy(z, s->value[0], s->n[0] * sizeof *z);
    memcpy(z + s->n[0], s->value[1], s->n[1] * sizeof *z);
    b->z = z;
    hinge_two_groups_fill(&b->g, z, s->n[0], z + s->n[0], s->n[1]);
    struct hinge_welch w = {.mean_diff = g->diff,
                            .se = g->se,
                            .t = NAN,
                            .df = g->no_variance ? (double)NAN : g->df,
                            .ci = {NAN, NAN}};
    if (!g->no_variance) {
        w.t = g->diff / g->se;
        w.ci = hinge_t_interval(g->diff, g->se, g->df, a->level, a->alternative);
    }
    w.p = hinge_t_p(w.t, w.df, a->alternative);
    b->welch = w;
    b->size = hinge_hedges_g_welch(g, a->level);
    b->pooled = hinge_hedges_g(g, a->level);
    const bool ties = hinge_rank_sum_test(a, g->x, g->n1, g->y, g->n2, &b->ranks);
    hinge_cliffs_delta(a, g->x, g->n1, g->y, g->n2, &b->cliff);
    if (!hinge_permute_groups(a, b->z, g->n1, g->n1 + g->n2, &b->permuted))
        return false;
    /* groups of one size can be exchanged without changing |t| */
    b->p_min = (g->n1 == g->n2 && a->alternative == HINGE_TWO_SIDED ? 2 : 1) / b->permuted.n_perm;
    if (b->permuted.done && b->permuted.exact)
        hinge_floor_check(a, b->p_min);
    if (ties && g->n1 < 50 && g->n2 < 50)
        hinge_warn_ties(a, "Mann and Whitney");
    if (g->no_variance)
        hinge_warn_constant(a, "the standard error of the difference is 0", NULL,
                            "t and effect sizes are not defined");
    return true;
}

/* --- in words --- */

static void add_exact_apa(struct hinge_analysis *a, const struct between *b)
{
    if (!isnan(b->ranks.U))
        hinge_add_sentence(a, &a->text.apa, "U = {x}, {t} {1}p {p}, Cliff's delta = {2} [{2}, {2}]",
                           b->ranks.U, b->ranks.method, b->ranks.p, b->cliff.delta, b->cliff.ci.low,
                           b->cliff.ci.high);
    if (b->permuted.done)
        hinge_add_sentence(a, &a->text.apa,
                           "{t} permutation of Welch's t, {1}p {p} ({n} relabellings)",
                           b->permuted.exact ? "exact" : "monte-carlo", b->permuted.p[0],
                           b->permuted.n_perm);
}

static void add(struct hinge_analysis *a, const struct between *b,
                const struct hinge_margin_tests *margins)
{
    const struct hinge_welch *w = &b->welch;
    const struct hinge_difference d = {
        .groups = true, .value = w->mean_diff, .ci = w->ci, .few = b->few, .exact = &b->permuted};
    hinge_add_difference(a, &d);
    hinge_add_margins_words(a, margins, NULL);
    if (!isnan(w->t))
        hinge_add_sentence(
            a, &a->text.test,
            "Welch's t({d}) = {2}, {1}p {p}, n = {n} and {n}; Hedges' g = {2} ({c}% CI {2} "
            "to {2}).",
            w->df, w->t, w->p, (double)b->of.n[0], (double)b->of.n[1], b->size.g, b->size.ci.low,
            b->size.ci.high);
    if (b->few)
        add_exact_apa(a, b);
    if (!isnan(w->t))
        hinge_add_sentence(
            a, &a->text.apa,
            "t({d}) = {2}, {1}p {p}, mean difference {v}{w}, {c}% CI [{v}, {v}], Hedges' g = "
            "{2} [{2}, {2}]",
            w->df, w->t, w->p, w->mean_diff, w->ci.low, w->ci.high, b->size.g, b->size.ci.low,
            b->size.ci.high);
    if (!b->few)
        add_exact_apa(a, b);
    hinge_add_tost_apa(a, margins, NULL);
    hinge_add_noninferiority_apa(a, margins, NULL);
}

/* --- the analysis --- */

static void run(struct hinge_analysis *a)
{
    struct between b = {.z = NULL};
    struct hinge_margins margins;
    if (!hinge_margins_read(a, (double)NAN, &margins) || !compare(a, &b))
        return;
    hinge_sample_report(a, &b.of.people.sample);
    /* Descriptives of the participants of each group, rows read and missing. */
    const struct hinge_sample *sample = &b.of.people.sample;
    const struct hinge_factor *group = &sample->factor[0];
    json_t *groups = hinge_add_object(a->results, "groups");
    for (int k = 0; k < 2; k++) {
        json_t *object = hinge_add_object(groups, group->level[b.of.code[k]]);
        size_t rows = 0, used = 0;
        for (size_t i = 0; i < sample->n_rows; i++) {
            rows += group->code[i] == b.of.code[k];
            used += i < sample->n && group->code[i] == b.of.code[k];
        }
        const struct hinge_summary s = hinge_summary_of(a, b.of.value[k], b.of.n[k]);
        hinge_add_count(object, "n", b.of.n[k]);
        hinge_add_count(object, "n_rows", rows);
        hinge_add_count(object, "n_used", used);
        hinge_add_count(object, "n_missing", rows - used);
        HINGE_ADD(object, NULL, hinge_summary, &s);
    }
    if (b.few) /* the exact tests come first */
        add_permutation(a, &b);
    else
        add_t_tests(a, &b.g, &b.welch);
    /* The rank tests; where the interval of delta and the exact test say different things, why. */
    const struct hinge_rank_sum *r = &b.ranks;
    struct hinge_cliff delta = b.cliff;
    bool interval = delta.ci.low > 0 || delta.ci.high < 0, test = r->p <= 1 - a->level;
    if (strcmp(r->method, "exact") == 0 && a->alternative == HINGE_TWO_SIDED && interval != test) {
        char p_text[16];
        hinge_p_cell(r->p, p_text, sizeof p_text);
        delta.note = "the interval is approximate and lets the groups differ in spread "
                     "and shape, the exact test asks whether they are alike in all; "
                     "with few people go by the test";
        hinge_analysis_warn(a, NULL, HINGE_W_DELTA_INTERVAL,
                            "Cliff's delta [%.2f, %.2f] %s 0 though the exact p is %s; %s",
                            delta.ci.low, delta.ci.high, interval ? "excludes" : "includes", p_text,
                            delta.note);
    }
    HINGE_ADD(a->results, "mann_whitney", hinge_rank_sum, r);
    HINGE_ADD(a->results, "cliffs_delta", hinge_cliff, &delta);
    if (b.few)
        add_t_tests(a, &b.g, &b.welch);
    else
        add_permutation(a, &b);
    HINGE_ADD(a->results, "hedges_g_welch", hinge_effect_size, &b.size);
    HINGE_ADD(a->results, "hedges_g", hinge_effect_size, &b.pooled);
    if (a->ask.glass_delta) {
        double sd = sqrt(b.g.var2);
        bool alike = hinge_is_rounding(sd, b.g.mean1, b.g.mean2);
        hinge_add_number(hinge_add_object(a->results, "glass_delta"), "delta",
                         alike ? (double)NAN : b.g.diff / sd);
    }
    const struct hinge_margin_tests tests =
        hinge_add_margins(a, a->results, &margins, b.g.diff, b.g.no_variance ? (double)NAN : b.g.se,
                          b.g.df, b.g.pooled_sd);
    add_variances(a, &b.g);
    a->text.column = b.of.people.sample.factor[0].name;
    a->text.first = b.of.level[0];
    a->text.second = b.of.level[1];
    a->primary_p = b.welch.p;
    add(a, &b, &tests);
    if (a->ask.change != NULL)
        add_control(a, &b);
}

const struct hinge_analysis_kind hinge_analysis_kind_between = {
    .id = "between",
    .title = "Two groups",
    .details = "Welch's t test (the primary result), Student's t, Mann-Whitney, permutation of "
               "participants, Hedges' g over the root of the mean variance with the noncentral t "
               "interval of Welch's t (hedges_g: over the pooled SD), Cliff's delta, "
               "equivalence. With change, control is the root of the variance of changes in the "
               "first group less that in the second, without an interval.",
    .needs = HINGE_STATS_MAY_COMPARE | HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT |
             HINGE_STATS_NEEDS_OUTCOME | HINGE_STATS_HOLM | HINGE_STATS_REDUCES |
             HINGE_STATS_ONLY_TESTS,
    .options = (const char *const[]){HINGE_TAKES_MEANS, HINGE_TAKES_MARGINS, "outcome", "group",
                                     "order", "change", "alternative", "permutation", "tost_d",
                                     "glass_delta", NULL},
    .main_table = "groups|welch",
    .run = run,
    .example_request = "{\"analysis\": \"between\", \"outcome\": \"angle\", \"group\": "
                       "\"group\", \"order\": [\"trained\", \"sedentary\"], "
                       "\"participant\": \"participant\"}",
    .example_data = "participant,group,angle\nP1,trained,31\nP2,trained,28\nP3,trained,35\n"
                    "P4,sedentary,41\nP5,sedentary,44\nP6,sedentary,39\n"};
