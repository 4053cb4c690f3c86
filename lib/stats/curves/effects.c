/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People x conditions of curves to F along the nodes and its permutation. */
#include "stats/run/analysis.h"

#include "stats/curves/waves.h"
#include "stats/numbers/numbers.h"

/* --- F of people x conditions --- */

enum hinge_wave_effect { HINGE_EFFECT_GROUP, HINGE_EFFECT_CONDITION, HINGE_EFFECT_BOTH };

/* Filled by who has the curves; people of group 0 first, then group 1, ... is not
 * needed. */
struct hinge_split_plot {
    size_t n, k, groups, nodes; /* people, conditions */
    double *y;                  /* [(person * k + condition) * nodes + node] */
    uint32_t *group;            /* of each person */
    /* filled by split_plot_prepare */
    double *centred;                    /* as y: curves less the person's mean curve */
    double *mean;                       /* [person * nodes + node], less the mean of all */
    double *total_centred, *total_mean; /* sums of squares per node */
    double *least;                      /* mean squares below this are rounding */
    size_t *size;                       /* people of each group */
};

enum { CHUNK = 64, MOST_GROUPS = 64 };

/* Degrees of freedom of an effect. */
static void split_plot_df(const struct hinge_split_plot *p, enum hinge_wave_effect e, double *df1,
                          double *df2)
{
    double n = (double)p->n, k = (double)p->k, g = (double)p->groups;
    *df1 = e == HINGE_EFFECT_GROUP       ? g - 1
           : e == HINGE_EFFECT_CONDITION ? k - 1
                                         : (g - 1) * (k - 1);
    *df2 = e == HINGE_EFFECT_GROUP ? n - g : (n - g) * (k - 1);
}

/* --- one relabelling --- */

struct scratch {
    uint32_t *group;     /* of each person, relabelled */
    uint32_t *condition; /* [person * k + condition]: whose curve stands there */
    uint32_t *index;     /* for shuffles */
    double *sum;         /* [(group * k + condition) * nodes + node] */
    double *f;
};

static void add(double *sum, const double *curve, size_t nodes)
{
    for (size_t q = 0; q < nodes; q++)
        sum[q] += curve[q];
}

static void relabelled(const struct hinge_split_plot *p, enum hinge_wave_effect e,
                       struct scratch *s)
{
    double df1, df2, groups = (double)p->groups, unit = 0, none = NAN;
    split_plot_df(p, e, &df1, &df2);
    /* means of the groups (and conditions) into s->sum */
    bool group = e == HINGE_EFFECT_GROUP, condition = e == HINGE_EFFECT_CONDITION;
    size_t cells = group ? 1 : p->k, q = p->nodes;
    memset(s->sum, 0, p->groups * cells * q * sizeof *s->sum);
    for (size_t i = 0; i < p->n; i++) {
        double *to = s->sum + s->group[i] * cells * q;
        if (group)
            add(to, p->mean + i * q, q);
        for (size_t c = 0; c < p->k && !group; c++)
            add(to + c * q, p->centred + (i * p->k + s->condition[i * p->k + c]) * q, q);
    }
    for (size_t g = 0; g < p->groups; g++)
        for (size_t at = 0; at < cells * q; at++)
            s->sum[g * cells * q + at] /= (double)p->size[g];
    for (size_t g = 0; g < p->groups; g++)
        unit += 1 / (double)p->size[g] / (groups * groups);
    for (size_t n = 0; n < q; n++) { /* sums of squares, `between` of all cells */
        double effect = 0, between = 0;
        for (size_t c = 0; c < cells; c++) {
            double plain = 0, weighted = 0;
            for (size_t g = 0; g < p->groups; g++) {
                double m = s->sum[(g * cells + c) * q + n], size = (double)p->size[g];
                plain += m / groups;
                weighted += size * m / (double)p->n;
                between += size * m * m;
            }
            for (size_t g = 0; g < p->groups && !condition; g++) {
                double d = s->sum[(g * cells + c) * q + n] - weighted;
                effect += (double)p->size[g] * d * d;
            }
            effect += condition ? plain * plain : 0;
        }
        if (condition) /* means of groups weigh alike: type III */
            effect /= unit;
        double total = group ? p->total_mean[n] : p->total_centred[n];
        double error = fmax(0, total - between) / df2;
        bool known = error > p->least[n] && error > 1e-14 * total / df2;
        s->f[n] = known ? effect / df1 / error : none;
    }
}

static struct scratch *new_scratch(const struct hinge_split_plot *p)
{
    const size_t most = p->n > p->k ? p->n : p->k, sums = (p->groups * p->k + 1) * p->nodes;
    struct scratch *s = hinge_alloc(1, sizeof *s + sums * sizeof *s->sum +
                                           (p->n + p->n * p->k + most) * sizeof *s->group);
    s->sum = (double *)(s + 1);
    s->f = s->sum + p->groups * p->k * p->nodes;
    s->group = (void *)(s->sum + sums);
    s->condition = s->group + p->n;
    s->index = s->condition + p->n * p->k;
    memcpy(s->group, p->group, p->n * sizeof *s->group);
    for (size_t i = 0; i < p->n * p->k; i++)
        s->condition[i] = (uint32_t)(i % p->k);
    return s;
}

/* --- all relabellings --- */

struct job {
    const struct hinge_split_plot *plot;
    enum hinge_wave_effect effect;
    uint64_t seed;
    bool exact;
    size_t total, first;
    double *largest;
};

static double largest_of(const double *f, size_t nodes)
{
    double largest = -INFINITY;
    for (size_t q = 0; q < nodes; q++)
        if (f[q] > largest) /* NaN is not */
            largest = f[q];
    return largest;
}

static void *make_scratch(void *context)
{
    return new_scratch(((const struct job *)context)->plot);
}

static enum hinge_status run_chunk(void *context, void *scratch, size_t item,
                                   struct hinge_error *error)
{
    const struct job *job = context;
    const struct hinge_split_plot *p = job->plot;
    const bool condition = job->effect == HINGE_EFFECT_CONDITION;
    const size_t each = condition ? (size_t)hinge_factorial(p->k) : 1;
    struct scratch *s = scratch;
    (void)error;
    for (size_t r = item * CHUNK; r < (item + 1) * CHUNK && r < job->total; r++) {
        struct hinge_random random;
        hinge_random_init(&random, job->seed, HINGE_STREAM_SPM_PERMUTATION, r);
        for (size_t i = 0, rest = r; condition && i < p->n; i++, rest /= each)
            if (job->exact)
                hinge_permutation_at(rest % each, p->k, s->condition + i * p->k);
            else
                hinge_random_shuffle(&random, s->condition + i * p->k, p->k);
        if (job->exact && !condition) {
            size_t left[MOST_GROUPS];
            memcpy(left, p->size, p->groups * sizeof *left);
            hinge_arrangement_at((double)r, left, p->groups, s->group);
        } else if (!condition) {
            hinge_random_shuffle(&random, s->index, p->n);
            for (size_t g = 0, at = 0; g < p->groups; g++)
                for (size_t i = 0; i < p->size[g]; i++)
                    s->group[s->index[at++]] = (uint32_t)g;
        }
        relabelled(p, job->effect, s);
        job->largest[job->first + r] = largest_of(s->f, p->nodes);
    }
    return HINGE_OK;
}

/* Reads the options permutation, alpha. Conditions are permuted within each
 * person; for the effects of group whole people change groups, so that the interaction
 * is one of the people's differences between conditions. */
static bool split_plot_permute(struct hinge_analysis *a, const struct hinge_split_plot *p,
                               enum hinge_wave_effect e, const double *observed,
                               struct hinge_wave_permutation *result)
{
    struct job job = {.plot = p, .effect = e, .seed = a->seed};
    /* Relabellings, and those of them that cannot change F: conditions exchanged alike in
     * everybody, groups of one size exchanged. */
    const bool condition = e == HINGE_EFFECT_CONDITION;
    const double unchanged =
                     condition ? hinge_factorial(p->k) : hinge_equal_groups(p->size, p->groups),
                 ways = condition ? pow(unchanged, (double)p->n)
                                  : hinge_arrangements(p->size, p->groups);
    *result = (struct hinge_wave_permutation){0};
    if (!hinge_wave_mode(a, ways, &result->done, &job.exact, &job.total))
        return false;
    if (!result->done)
        return true;
    job.first = job.exact ? 0 : 1; /* the observed labels are one of all */
    size_t all = job.total + job.first;
    job.largest = hinge_analysis_alloc(a, all, sizeof *job.largest);
    job.largest[0] = largest_of(observed, p->nodes); /* an enumeration writes it again */
    struct hinge_loop loop = {.items = (job.total + CHUNK - 1) / CHUNK,
                              .threads = a->threads,
                              .progress = a->progress,
                              .work = run_chunk,
                              .context = &job,
                              .make_scratch = make_scratch,
                              .free_scratch = free};
    if (!hinge_analysis_ok(a, hinge_parallel_for(&loop, &a->error)))
        return false;
    hinge_sort(job.largest, all);
    result->exact = job.exact;
    result->n_perm = job.total;
    result->n_total = all;
    result->largest = job.largest;
    result->p_min = job.exact ? unchanged / ways : 1 / (double)all;
    result->p_floor = fmax(unchanged / ways, 1 / (double)all);
    result->threshold = hinge_wave_threshold(job.largest, all, a->alpha);
    return true;
}

/* --- the analysis --- */

struct study {
    struct hinge_curves curves;
    struct hinge_split_plot plot;
    bool groups;
};

static bool gather(struct hinge_analysis *a, struct study *s)
{
    struct hinge_columns columns = {0};
    hinge_columns_factor(&columns, HINGE_NEED(a, condition));
    if (s->groups)
        hinge_columns_factor(&columns, HINGE_NEED(a, group));
    columns.constant = s->groups ? columns.factor[1] : NULL;
    if (!hinge_curves_gather(a, &columns, &s->curves))
        return false;
    for (size_t i = 0; i < columns.n_factors; i++) {
        const struct hinge_factor *f = &s->curves.sample.factor[i];
        if (!hinge_factor_compares(a, f))
            return false;
        if (f->n_levels > MOST_GROUPS)
            return hinge_fail_too_many_levels(a, f->name, f->n_levels, "at most 64 are compared");
    }
    const struct hinge_factor *f = &s->curves.sample.factor[0];
    return hinge_curves_average(a, &s->curves, f->code, f->n_levels, true);
}

/* Whole people: their curves follow each other, conditions in order. */
static void keep_complete(struct hinge_analysis *a, struct study *s)
{
    struct hinge_curves *c = &s->curves;
    struct hinge_split_plot *p = &s->plot;
    size_t people = c->sample.n_participants, n_lost = 0;
    uint32_t *memory = hinge_analysis_alloc(a, 3 * people, sizeof *memory);
    uint32_t *lost = memory + people, *level = lost + people;
    *p = (struct hinge_split_plot){.k = c->sample.factor[0].n_levels,
                                   .groups = s->groups ? c->sample.factor[1].n_levels : 1,
                                   .nodes = c->nodes,
                                   .y = c->y,
                                   .group = memory};
    if (s->groups)
        hinge_sample_level_of(&c->sample, 1, level);
    for (size_t i = 0, next; i < c->n; i = next) {
        for (next = i; next < c->n && c->who[next] == c->who[i];)
            next++;
        if (next - i < p->k) {
            lost[n_lost++] = c->who[i];
            hinge_exclude(&c->sample.excluded, c->who[i], "no curve under a condition");
            continue;
        }
        memmove(p->y + p->n * p->k * p->nodes, c->y + i * p->nodes, p->k * p->nodes * sizeof *p->y);
        p->group[p->n++] = s->groups ? level[c->who[i]] : 0;
    }
    hinge_warn_incomplete(a, &c->sample, lost, n_lost, "in a condition", &c->sample.factor[0]);
}

static bool add_effect(struct hinge_analysis *a, const struct study *s, enum hinge_wave_effect e,
                       json_t *effects, const char *name)
{
    const struct hinge_split_plot *p = &s->plot;
    struct hinge_wave_permutation r;
    double df1, df2, none = NAN;
    double *f = hinge_analysis_alloc(a, p->nodes, sizeof *f);
    struct scratch *as_they_are = new_scratch(p);
    relabelled(p, e, as_they_are);
    memcpy(f, as_they_are->f, p->nodes * sizeof *f); /* NaN where only rounding is left */
    free(as_they_are);
    if (!split_plot_permute(a, p, e, f, &r))
        return false;
    split_plot_df(p, e, &df1, &df2);
    json_t *object = hinge_add_object(effects, name);
    json_t *list = hinge_add_list(object, "F");
    json_t *size = hinge_add_list(object, "effect_size");
    for (size_t q = 0; q < p->nodes; q++) {
        hinge_append_number(list, f[q]);
        hinge_append_number(size, isnan(f[q]) ? none : df1 * f[q] / (df1 * f[q] + df2));
    }
    HINGE_ADD_NUMBERS(object, {"df1", df1}, {"df2", df2});
    const struct hinge_wave_nodes nodes = {f, p->nodes, p->n, false};
    if (!r.done)
        return true;
    const struct hinge_wave_found found =
        hinge_add_wave_permutation(a, hinge_add_object(object, "permutation"), &nodes, &r);
    if (isfinite(r.threshold))
        hinge_add_sentence(
            a, &a->text.apa,
            "{t}: max F under permutation ({t}), df = {d}, {d}, critical value {2}, p {p}, "
            "{n} relabellings",
            name, r.exact ? "exact" : "monte-carlo", df1, df2, r.threshold, found.p_max,
            (double)r.n_perm);
    for (size_t i = 0; i < found.n_clusters; i++)
        hinge_add_sentence(a, &a->text.plain,
                           "{t}: the curves differ between nodes {2} and {2} (permutation, p {p}).",
                           name, found.cluster[i].start, found.cluster[i].end, found.cluster[i].p);
    if (found.n_clusters == 0 && !isnan(found.p_max))
        hinge_add_sentence(
            a, &a->text.plain,
            "{t}: no part of the curve is shown to differ (smallest p {p}; the smallest "
            "possible p {p}).",
            name, found.p_max, r.p_floor);
    return true;
}

/* --- pairs of conditions, each with its own error --- */

struct differences {
    const struct hinge_split_plot *plot;
    double *d; /* room for people x nodes */
};

static void wave_of_pair(const void *context, size_t first, size_t second, struct hinge_wave *wave)
{
    const struct differences *c = context;
    const struct hinge_split_plot *p = c->plot;
    const size_t q = p->nodes;
    for (size_t who = 0; who < p->n; who++)
        for (size_t node = 0; node < q; node++)
            c->d[who * q + node] =
                p->y[(who * p->k + first) * q + node] - p->y[(who * p->k + second) * q + node];
    *wave = (struct hinge_wave){.design = HINGE_WAVE_ONE_SAMPLE,
                                .n = p->n,
                                .nodes = q,
                                .y = c->d,
                                .n_groups = 1,
                                .group_size = &p->n,
                                .two_sided = true};
}

void hinge_add_wave_effects(struct hinge_analysis *a, bool groups)
{
    struct study s = {.groups = groups};
    if (!gather(a, &s))
        return;
    keep_complete(a, &s);
    const struct hinge_split_plot *p = &s.plot;
    for (size_t g = 0; g < p->groups; g++) {
        const char *level = groups ? s.curves.sample.factor[1].level[g] : "";
        size_t n = 0;
        for (size_t i = 0; i < p->n; i++)
            n += p->group[i] == g;
        const char *where = groups ? "with all conditions in group" : "with all conditions";
        if (n < 2) {
            hinge_fail_few(a, n, where, groups ? level : NULL, 2);
            return;
        }
        if (n < 5)
            hinge_warn_few(a, n, where, groups ? level : NULL);
    }
    size_t q = s.plot.nodes, curves = s.plot.n * s.plot.k;
    s.plot.centred = hinge_analysis_alloc(a, curves * q, sizeof *s.plot.centred);
    s.plot.mean = hinge_analysis_alloc(a, s.plot.n * q + 4 * q, sizeof *s.plot.mean);
    s.plot.size = hinge_analysis_alloc(a, s.plot.groups, sizeof *s.plot.size);
    s.plot.total_centred = s.plot.mean + s.plot.n * q;
    s.plot.total_mean = s.plot.total_centred + q;
    s.plot.least = s.plot.total_mean + q;
    double *grand = s.plot.least + q, k = (double)s.plot.k;
    for (size_t i = 0; i < s.plot.n; i++) {
        double *mean = s.plot.mean + i * q;
        s.plot.size[s.plot.group[i]]++;
        for (size_t c = 0; c < s.plot.k; c++)
            for (size_t n = 0; n < q; n++) {
                double y = s.plot.y[(i * s.plot.k + c) * q + n];
                mean[n] += y / k;
                s.plot.least[n] = fmax(s.plot.least[n], fabs(y));
            }
        for (size_t n = 0; n < q; n++)
            grand[n] += mean[n] / (double)s.plot.n;
        for (size_t c = 0; c < s.plot.k; c++)
            for (size_t n = 0; n < q; n++) {
                size_t at = (i * s.plot.k + c) * q + n;
                s.plot.centred[at] = s.plot.y[at] - mean[n];
                s.plot.total_centred[n] += s.plot.centred[at] * s.plot.centred[at];
            }
    }
    for (size_t i = 0; i < s.plot.n; i++)
        for (size_t n = 0; n < q; n++) {
            s.plot.mean[i * q + n] -= grand[n];
            s.plot.total_mean[n] += s.plot.mean[i * q + n] * s.plot.mean[i * q + n];
        }
    for (size_t n = 0; n < q; n++)
        s.plot.least[n] = pow(1e-12 * s.plot.least[n], 2);
    hinge_sample_report(a, &s.curves.sample);
    hinge_add_count(a->results, "n_curves", s.plot.n * s.plot.k);
    json_t *effects = hinge_add_object(a->results, "effects");
    if ((groups && !add_effect(a, &s, HINGE_EFFECT_GROUP, effects, "group")) ||
        !add_effect(a, &s, HINGE_EFFECT_CONDITION, effects, "condition") ||
        (groups && !add_effect(a, &s, HINGE_EFFECT_BOTH, effects, "group:condition")))
        return;
    const struct differences d = {.plot = p,
                                  .d = hinge_analysis_alloc(a, p->n * p->nodes, sizeof *d.d)};
    if (p->k >= 3)
        hinge_add_wave_pairs(a, &(struct hinge_wave_pairs){.level = s.curves.sample.factor[0].level,
                                                           .k = p->k,
                                                           .nodes = p->nodes,
                                                           .wave = wave_of_pair,
                                                           .context = &d});
}
