/* SPDX-License-Identifier: GPL-3.0-or-later */
/* within: conditions that every participant does. */
#include "stats/kind.h"
#include "stats/parts/compare.h"
#include "stats/run/analysis.h"

/* Of the differences first - second; t, p and the interval NaN where all are equal. */
#define HINGE_PAIRED_T(F)                                                                          \
    F(NUMBER, n)                                                                                   \
    F(NUMBER, mean_diff)                                                                           \
    F(NUMBER, sd_diff)                                                                             \
    F(NUMBER, se) F(NUMBER, t) F(NUMBER, df) F(NUMBER, p) F(INTERVAL, ci)
HINGE_ROW(hinge_paired_t, HINGE_PAIRED_T)

/* A difference in standard deviations, and with Hedges' correction. */
#define HINGE_SIZE(F) F(NUMBER, d) F(NUMBER, g) F(INTERVAL, ci) F(INTERVAL, g_ci)
HINGE_ROW(hinge_size, HINGE_SIZE)

/* What a minimal detectable change is from; a person's change; how many changed by more. */
#define MDC_FROM(F)                                                                                \
    F(TEXT, unit)                                                                                  \
    F(TEXT, column)                                                                                \
    F(TEXT, condition)                                                                             \
    F(SIZE, n_participants)                                                                        \
    F(SIZE, n_repeats)                                                                             \
    F(TEXT, form) F(TEXT, method) F(NUMBER, icc2) F(NUMBER, sem) F(INTERVAL, mdc)
HINGE_ROW(mdc_from, MDC_FROM)
#define CHANGE(F) F(NUMBER, change) F(FLAG, beyond_mdc)
HINGE_ROW(change, CHANGE)
#define RESPONDERS(F) F(SIZE, n) F(NUMBER, share) F(INTERVAL, wilson)
HINGE_ROW(responders, RESPONDERS)

struct within {
    struct hinge_two_conditions of;
    double r_pairs; /* correlation of the two */
    struct hinge_paired_t t;
    struct hinge_signed_rank ranks;
    struct hinge_permutation flips;
    double p_min;            /* the smallest p that the sign flips can have */
    struct hinge_size z, av; /* in deviations of the differences; of the conditions' mean one */
};

static const struct hinge_two_conditions no_conditions = {
    .mean = {NAN, NAN}, .sd = {NAN, NAN}, .mdc = NAN, .spread = {NAN, NAN, NULL, NAN, {NAN, NAN}}};

enum {
    FEW = 5,      /* people, below which W_SMALL_N; the exact tests come first */
    FEW_PAIRS = 6 /* and are said first: of 5 pairs no sign-flip p is below 0.0625 */
};

/* What error the changes are compared with. */
static const char *spread_words(const struct hinge_changes_spread *s)
{
    return strcmp(s->error_from, "bends") == 0    ? "bends"
           : strcmp(s->error_from, "retest") == 0 ? "sessions"
                                                  : "recordings";
}

/* --- responders --- */

/* Who changed by more than the option mdc, a number or "auto"; nothing without it. */
static bool find_responders(struct hinge_analysis *a, const struct hinge_pairs *p,
                            struct hinge_two_conditions *w)
{
    const struct hinge_each *mdc = &a->ask.mdc;
    bool automatic = mdc->word != NULL;
    w->mdc = hinge_each_of(mdc, a->outcome);
    if (automatic && !hinge_repeats_mdc(a, p, &w->repeats)) {
        if (!a->nested || a->error.status != HINGE_INPUT)
            return false;
        w->mdc_why = hinge_arena_strdup(&a->arena, a->error.message);
        hinge_analysis_forgive(a);
        return true;
    }
    if (automatic)
        w->mdc = w->repeats.mdc;
    for (size_t i = 0; !isnan(w->mdc) && i < p->n; i++) {
        w->increased += w->d[i] > w->mdc;
        w->decreased += w->d[i] < -w->mdc;
    }
    return true;
}

static void add_responders(struct hinge_analysis *a, const struct hinge_pairs *p,
                           const struct hinge_two_conditions *w)
{
    static const char *const key[] = {"increased", "decreased", "either"};
    const size_t n[] = {w->increased, w->decreased, w->increased + w->decreased};
    const struct hinge_repeats *r = &w->repeats;
    if (isnan(w->mdc))
        return;
    json_t *object = hinge_add_object(a->results, "responders");
    hinge_add_number(object, "mdc", w->mdc);
    if (w->spread.ci.low <= 0 && w->n >= FEW)
        hinge_add_text(object, "spread_note",
                       hinge_arena_printf(&a->arena,
                                          "people's changes do not differ by more than their %s do",
                                          spread_words(&w->spread)));
    const struct mdc_from from = {.unit = r->unit,
                                  .column = r->column,
                                  .condition = r->condition,
                                  .n_participants = r->n_participants,
                                  .n_repeats = r->n_repeats,
                                  .form = "agreement",
                                  .method = "mean squares",
                                  .icc2 = r->icc,
                                  .sem = r->sem,
                                  .mdc = {r->mdc_low, r->mdc_high}};
    if (a->ask.mdc.word != NULL)
        HINGE_ADD(object, "mdc_from", mdc_from, &from);
    else if (a->ask.mdc_of != NULL)
        hinge_add_text(object, "mdc_of", a->ask.mdc_of);
    json_t *who = hinge_add_object(object, "participants");
    for (size_t i = 0; i < p->n; i++) {
        const struct change one = {w->d[i], fabs(w->d[i]) > w->mdc};
        HINGE_ADD(who, p->sample.participant_name[p->who[i]], change, &one);
    }
    for (int k = 0; k < 3; k++) {
        const double share = (double)n[k] / (double)p->n;
        const struct responders row = {n[k], share, hinge_wilson(share, (double)p->n, a->level)};
        HINGE_ADD(object, key[k], responders, &row);
    }
}

/* --- how much changes differ between people, beyond error --- */

/* The squared error of a change: of declared retests, else of two recordings of the baseline in
 * half of the people, else of the repetitions of a condition. NaN without any. */
static double error_of(struct hinge_analysis *a, const struct hinge_pairs *p, const char **from)
{
    const struct hinge_sample *s = &p->sample;
    const uint32_t *cue = s->factor[0].code;
    const double none = NAN;
    const bool stages = hinge_table_find(a->table, "in_groups") >= 0 &&
                        hinge_table_find(a->table, "stage") >= 0; /* of results */
    bool retest = false;
    size_t recordings = 1, twice = 0;
    size_t *start = hinge_analysis_alloc(a, s->n_participants + 2, sizeof *start),
           *row = hinge_analysis_alloc(a, s->n + 1, sizeof *row);
    for (size_t i = 0; i < s->n; i++) {
        retest = retest || (stages && hinge_is_retest(a->table, s->row[i]));
        if (s->trial != NULL && s->trial[i] >= recordings)
            recordings = s->trial[i] + 1;
    }
    hinge_add_together(s->participant, s->n, s->n_participants, row, start);
    if (retest) {
        struct hinge_analysis inner = hinge_inner(a);
        struct hinge_repeats repeats;
        const bool found =
            hinge_repeats_mdc(&inner, p, &repeats) && strcmp(repeats.unit, "sessions") == 0;
        hinge_inner_end(&inner);
        *from = "retest";
        if (found)
            return 2 * repeats.sem * repeats.sem;
    }
    struct hinge_running *of = hinge_analysis_alloc(a, 2 * s->n_participants, sizeof *of);
    struct hinge_running *each = hinge_analysis_alloc(a, 2 * recordings, sizeof *each);
    struct hinge_running apart = {0}, shares = {0}, bends = {0};
    for (size_t k = 0; k < p->n; k++) {
        const uint32_t who = p->who[k];
        size_t n[2] = {0, 0};
        size_t least = SIZE_MAX, next = SIZE_MAX; /* recordings of the baseline, by their numbers */
        for (size_t r = start[who]; r < start[who + 1]; r++)
            for (size_t l = 0; l < 2; l++)
                each[2 * (s->trial != NULL ? s->trial[row[r]] : 0) + l] = (struct hinge_running){0};
        for (size_t r = start[who]; r < start[who + 1]; r++) {
            const size_t i = row[r], trial = s->trial != NULL ? s->trial[i] : 0;
            const bool second_level = cue[i] == p->second;
            if (!second_level && cue[i] != p->first)
                continue;
            hinge_running_add(&of[2 * who + second_level], s->number[0][i]);
            hinge_running_add(&each[2 * trial + second_level], s->number[0][i]);
            n[second_level] += each[2 * trial + second_level].n == 1;
            if (second_level && trial < least) {
                next = least;
                least = trial;
            } else if (second_level && trial > least && trial < next) {
                next = trial;
            }
        }
        if (next != SIZE_MAX) {
            const double differ = each[2 * least + 1].mean - each[2 * next + 1].mean;
            twice++;
            hinge_running_add(&apart, differ * differ / 2);
            hinge_running_add(&shares, 1 / (double)n[0] + 1 / (double)n[1]);
        }
        const double sd[] = {hinge_running_sd(&of[2 * who]), hinge_running_sd(&of[2 * who + 1])};
        if (!isnan(sd[0]) && !isnan(sd[1]))
            hinge_running_add(&bends, sd[0] * sd[0] / (double)of[2 * who].n +
                                          sd[1] * sd[1] / (double)of[2 * who + 1].n);
    }
    *from = 2 * twice >= p->n ? "baseline" : "bends";
    return 2 * twice >= p->n ? apart.mean * shares.mean : bends.n > 0 ? bends.mean : none;
}

/* --- two conditions --- */

/* d and g (Hedges' J) with noncentral t intervals, in units of the given deviation. */
static struct hinge_size size_of(const struct hinge_analysis *a, const struct hinge_paired_t *t,
                                 double unit)
{
    double none = NAN, low = none, high = none, d = none, j = hinge_hedges_j(t->df);
    if (!isnan(t->t)) { /* the conditions vary, as their differences do */
        d = t->mean_diff / unit;
        hinge_noncentral_t_interval(t->t, t->df, a->level, &low, &high);
        low *= t->se / unit;
        high *= t->se / unit;
    }
    return (struct hinge_size){d, j * d, {low, high}, {j * low, j * high}};
}

static void two_conditions_of(struct hinge_analysis *a, const struct hinge_pairs *p,
                              struct hinge_two_conditions *c)
{
    double *x = hinge_analysis_alloc(a, 3 * p->n, sizeof *x), *y = x + p->n, *d = y + p->n;
    const uint32_t of[2] = {p->first, p->second};
    for (size_t i = 0; i < p->n; i++) {
        x[i] = p->value[i * p->k + p->first];
        y[i] = p->value[i * p->k + p->second];
        d[i] = x[i] - y[i];
    }
    const char **who = hinge_analysis_alloc(a, p->n + 1, sizeof *who);
    for (size_t i = 0; i < p->n && p->sample.participant_name != NULL; i++)
        who[i] = p->sample.participant_name[p->who[i]];
    *c = no_conditions;
    c->n = p->n;
    c->who = who;
    c->value[0] = x;
    c->value[1] = y;
    c->d = d;
    for (int k = 0; k < 2; k++) {
        c->level[k] = p->sample.factor[0].level[of[k]];
        c->mean[k] = hinge_stats_mean(c->value[k], p->n);
        c->sd[k] = hinge_stats_sd(c->value[k], p->n);
    }
    const double none = NAN, sd = hinge_stats_sd(d, p->n);
    struct hinge_changes_spread *s = &c->spread; /* NaN without an error to compare with */
    const double error = p->n >= 2 ? error_of(a, p, &s->error_from) : none;
    if (!isnan(error)) {
        const struct hinge_interval limits = hinge_sd_interval(sd, (double)p->n - 1, a->level);
        s->sd_change = sd;
        s->error = sqrt(error);
        s->sd_beyond_bends = sqrt(fmax(0, sd * sd - error));
        s->ci.low = sqrt(fmax(0, limits.low * limits.low - error));
        s->ci.high = sqrt(fmax(0, limits.high * limits.high - error));
    }
    if (p->n < FEW)
        hinge_warn_few(a, p->n, "with all conditions", NULL);
}

bool hinge_two_conditions_find(struct hinge_analysis *a, struct hinge_two_conditions *c)
{
    struct hinge_pairs p;
    *c = no_conditions;
    bool gathered = hinge_pairs_gather(a, false, &p);
    if (!gathered && p.n == 1) { /* his values are all there is */
        c->n = 1;
        c->mean[0] = p.value[p.first];
        c->mean[1] = p.value[p.second];
    }
    if (!gathered)
        return false;
    two_conditions_of(a, &p, c);
    return find_responders(a, &p, c);
}

static bool compare(struct hinge_analysis *a, const struct hinge_pairs *p, struct within *w)
{
    two_conditions_of(a, p, &w->of);
    const double *x = w->of.value[0], *y = w->of.value[1], *d = w->of.d;
    const size_t n = p->n;
    struct hinge_paired_t t = {.n = (double)n,
                               .mean_diff = hinge_stats_mean(d, n),
                               .sd_diff = hinge_stats_sd(d, n),
                               .df = (double)n - 1,
                               .t = NAN,
                               .ci = {NAN, NAN}};
    t.se = t.sd_diff / sqrt((double)n);
    if (!hinge_is_rounding(t.se, w->of.mean[0], w->of.mean[1])) {
        t.ci = hinge_t_interval(t.mean_diff, t.se, t.df, a->level, a->alternative);
        t.t = t.mean_diff / t.se;
    }
    t.p = hinge_t_p(t.t, t.df, a->alternative);
    w->t = t;
    w->r_pairs = hinge_stats_correlation(x, y, n);
    const bool ties = hinge_signed_rank_test(a, d, n, &w->ranks);
    if (!hinge_flip_signs(a, d, n, &w->flips))
        return false;
    if (hinge_people_fall_back(a)) /* described */
        w->t.p = w->ranks.p = w->flips.p[0] = NAN;
    w->p_min = (a->alternative == HINGE_TWO_SIDED ? 2 : 1) / w->flips.n_perm;
    w->z = size_of(a, &w->t, w->t.sd_diff);
    w->av = size_of(a, &w->t, sqrt((hinge_stats_variance(x, n) + hinge_stats_variance(y, n)) / 2));
    if (w->flips.done && w->flips.exact)
        hinge_floor_check(a, w->p_min);
    if (ties && n < 50)
        hinge_warn_ties(a, "Wilcoxon");
    if (isnan(w->t.t))
        hinge_warn_constant(a, "all differences are equal", NULL,
                            "t and effect sizes are not defined");
    return find_responders(a, p, &w->of);
}

static void add_t(struct hinge_analysis *a, const struct within *w)
{
    HINGE_ADD(a->results, "paired_t", hinge_paired_t, &w->t);
    hinge_add_number(a->results, "r_pairs", w->r_pairs);
}

/* --- in words --- */

static void add_exact_apa(struct hinge_analysis *a, const struct within *w)
{
    if (!isnan(w->ranks.V))
        hinge_add_sentence(a, &a->text.apa, "V = {x}, {t} {1}p {p}", w->ranks.V, w->ranks.method,
                           w->ranks.p);
    if (w->flips.done)
        hinge_add_sentence(a, &a->text.apa, "{t} sign-flip test, {1}p {p}",
                           w->flips.exact ? "exact" : "monte-carlo", w->flips.p[0]);
}

static void add_spread(struct hinge_analysis *a, const struct hinge_two_conditions *w)
{
    const struct hinge_changes_spread *of = &w->spread;
    if (isnan(of->error))
        return;
    HINGE_ADD(a->results, "spread", hinge_changes_spread, of);
    if (w->n < FEW)
        return;
    const bool bends = strcmp(of->error_from, "bends") == 0;
    if (of->ci.low > 0)
        hinge_add_sentence(
            a, &a->text.test, "People's changes differ by more than their {t} do (SD {m}{w}){t}.",
            bends ? "bends in one session" : spread_words(of), of->sd_beyond_bends,
            bends ? "; between sessions this needs a retest or a control group" : "");
    else
        hinge_add_sentence(a, &a->text.test,
                           "People's changes do not differ by more than their {t} do.",
                           spread_words(of));
}

/* --- the order of two conditions --- */

struct hinge_done_order hinge_order_of(struct hinge_analysis *a, const size_t *row, size_t n,
                                       const uint32_t *who, const uint32_t *level)
{
    const struct hinge_table *table = a->table;
    const long when = hinge_table_find(table, "session"),
               place = hinge_table_find(table, "cond_order");
    struct hinge_labels sessions = {0};
    if (when >= 0)
        sessions = hinge_column_labels(a, (size_t)when, row, n, HINGE_BY_LEVEL);
    struct hinge_done *done = hinge_analysis_alloc(a, n, sizeof *done);
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        const uint32_t session = when >= 0 ? sessions.code[i] : 0;
        if (who[i] != HINGE_NO_LEVEL && level[i] != HINGE_NO_LEVEL)
            done[k++] = (struct hinge_done){
                who[i], level[i] == 0, session != HINGE_NO_LEVEL ? session : 0,
                place >= 0 ? hinge_table_number(table, "cond_order", row[i]) : (double)NAN};
    }
    return hinge_done_order(done, k);
}

/* Said unless 40 to 60 % of the people did each first; sessions have their own order. */
static void warn_order(struct hinge_analysis *a, const struct hinge_pairs *p)
{
    const struct hinge_sample *s = &p->sample;
    const struct hinge_factor *f = &s->factor[0];
    const struct hinge_table *table = a->table;
    if (hinge_table_find(table, "in_groups") < 0 || hinge_table_find(table, "cond_order") < 0 ||
        hinge_listed("session|stage|side|group", '|', f->name))
        return;
    const struct hinge_done_order order = hinge_order_of(a, s->row, s->n, s->participant, f->code);
    const size_t all = order.after + order.before + order.balanced,
                 most = order.after > order.before ? order.after : order.before;
    if (all == 0 || 10 * most <= 6 * all)
        return;
    const bool later = order.after >= order.before;
    hinge_analysis_warn(a, NULL, HINGE_W_ORDER,
                        "%zu of %zu did '%s' after '%s', so practice or tiring may be part of the "
                        "change (the order was not %s)",
                        most, all, f->level[later ? 0 : 1], f->level[later ? 1 : 0],
                        most < all ? "balanced" : "varied");
}

/* --- the analysis --- */

static void run_two(struct hinge_analysis *a, const struct hinge_pairs *p)
{
    struct within w;
    struct hinge_margins margins;
    if (!compare(a, p, &w) || !hinge_margins_read(a, w.of.mdc, &margins))
        return;
    if (p->n < FEW) /* the exact tests come first */
        hinge_add_permutation(a->results, "signflip", &w.flips, 0, w.p_min);
    else
        add_t(a, &w);
    HINGE_ADD(a->results, "wilcoxon", hinge_signed_rank, &w.ranks);
    if (p->n < FEW)
        add_t(a, &w);
    else
        hinge_add_permutation(a->results, "signflip", &w.flips, 0, w.p_min);
    HINGE_ADD(a->results, "d_z", hinge_size, &w.z);
    HINGE_ADD(a->results, "d_av", hinge_size, &w.av);
    add_responders(a, p, &w.of);
    const struct hinge_margin_tests tests =
        hinge_add_margins(a, a->results, &margins, w.t.mean_diff,
                          isnan(w.t.t) ? (double)NAN : w.t.se, w.t.df, w.t.sd_diff);
    a->text.column = p->sample.factor[0].name;
    a->text.first = w.of.level[0];
    a->text.second = w.of.level[1];
    a->primary_p = w.t.p;
    bool few = w.t.n < FEW_PAIRS;
    const struct hinge_difference d = {
        .value = w.t.mean_diff, .ci = w.t.ci, .few = few, .exact = &w.flips};
    hinge_add_difference(a, &d);
    hinge_add_margins_words(a, &tests, NULL);
    if (!isnan(w.t.p))
        hinge_add_sentence(
            a, &a->text.test,
            "Paired t({d}) = {2}, {1}p {p}, n = {n}; d_z = {2} ({c}% CI {2} to {2}).", w.t.df,
            w.t.t, w.t.p, w.t.n, w.z.d, w.z.ci.low, w.z.ci.high);
    if (!isnan(w.of.mdc))
        hinge_add_sentence(a, &a->text.test,
                           a->ask.mdc.word != NULL
                               ? "{n} of {n} participants rose by more than the minimal "
                                 "detectable change ({o}{w}); {n} fell by more."
                               : "{n} of {n} participants rose by more than the minimal "
                                 "detectable change ({g}{w}); {n} fell by more.",
                           (double)w.of.increased, w.t.n, w.of.mdc, (double)w.of.decreased);
    if (few)
        add_exact_apa(a, &w);
    if (!isnan(w.t.p))
        hinge_add_sentence(
            a, &a->text.apa,
            "t({d}) = {2}, {1}p {p}, mean difference {v}{w}, {c}% CI [{v}, {v}], d_z = {2} "
            "[{2}, {2}], d_av = {2}",
            w.t.df, w.t.t, w.t.p, w.t.mean_diff, w.t.ci.low, w.t.ci.high, w.z.d, w.z.ci.low,
            w.z.ci.high, w.av.d);
    if (!few)
        add_exact_apa(a, &w);
    hinge_add_tost_apa(a, &tests, NULL);
    hinge_add_noninferiority_apa(a, &tests, NULL);
    add_spread(a, &w.of);
    if (!a->nested)
        warn_order(a, p);
}

static void run(struct hinge_analysis *a)
{
    struct hinge_pairs p;
    struct hinge_trend trend;
    if (!hinge_pairs_gather(a, false, &p))
        return;
    if (p.unequal && p.n < 2) {
        hinge_add_unequal(a, &p);
        return;
    }
    json_t *conditions = hinge_add_object(a->results, "conditions");
    double *column = hinge_analysis_alloc(a, p.n, sizeof *column);
    for (size_t c = 0; c < p.k; c++) {
        json_t *object = hinge_add_object(conditions, p.sample.factor[0].level[c]);
        for (size_t i = 0; i < p.n; i++)
            column[i] = p.value[i * p.k + c];
        struct hinge_summary summary = hinge_summary_of(a, column, p.n);
        hinge_add_count(object, "n", p.n);
        HINGE_ADD(object, NULL, hinge_summary, &summary);
    }
    if (!hinge_add_repeated_trend(a, &p, &trend))
        return;
    if (p.k > 2 && hinge_option_given(a, "mdc"))
        hinge_analysis_warn(
            a, NULL, HINGE_W_AMOUNT_UNUSED,
            "an MDC is for a change between two conditions, and '%s' has %zu: name two with order",
            p.sample.factor[0].name, p.k);
    hinge_add_trend(a, &trend); /* which was asked for */
    if (trend.wanted)
        hinge_note_unequal(a, &p, &trend);
    if (p.k == 2)
        run_two(a, &p);
    else
        hinge_add_repeated(a, &p);
}

const struct hinge_analysis_kind hinge_analysis_kind_within = {
    .id = "within",
    .title = "Conditions within participants",
    .details =
        "Two conditions: paired t (the primary result), Wilcoxon, sign flips, d_z and d_av, "
        "also as Hedges' g (g_av), with noncentral t intervals, equivalence, and responders "
        "beyond the minimal detectable change. With mdc auto, the change is computed from "
        "repeated sessions, else trials, of the baseline. The baseline is the second level "
        "of order; without order, the first level. More conditions: "
        "repeated-measures ANOVA with Greenhouse-Geisser correction (primary), Friedman, "
        "and pairwise t with Holm. With trend, each participant's slope over doses; where people "
        "have different levels, over those that each has (three or more). How much people's "
        "changes differ is sd_beyond_bends: the root of their variance less the squared error, 0 "
        "if negative. The error is from declared retests, a baseline recorded twice, or the bends "
        "of one session (error_from). If the lower limit is 0, spread_note says that changes do "
        "not differ by more than bends do.",
    .needs = HINGE_STATS_COMPARES | HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT |
             HINGE_STATS_NEEDS_OUTCOME | HINGE_STATS_HOLM | HINGE_STATS_REDUCES,
    .options = (const char *const[]){HINGE_TAKES_MEANS, HINGE_TAKES_MARGINS, "outcome", "condition",
                                     "order", "alternative", "permutation", "tost_d", "mdc_of",
                                     "mdc_min_people", "max_t", "trend", "scores", NULL},
    .main_table = "conditions|paired_t|rm_anova",
    .run = run,
    .example_request = "{\"analysis\": \"within\", \"outcome\": \"angle\", \"condition\": "
                       "\"cond\", \"order\": [\"cue\", \"none\"], \"participant\": "
                       "\"participant\"}",
    .example_data = "participant,cond,angle\nP1,none,41\nP2,none,44\nP3,none,39\nP4,none,"
                    "46\nP1,cue,35\nP2,cue,41\nP3,cue,38\nP4,cue,39\n"};
