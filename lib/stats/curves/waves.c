/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves of people: rows become one curve a person and condition, which is tested at each node
 * (t, F), by random field theory, and reported. */
#include "stats/curves/waves.h"

#include "stats/numbers/compared.h"
#include "stats/numbers/numbers.h"
#include "stats/run/analysis.h"
#include "table/columns.h"

/* --- Random field theory in one dimension. --- */

static const double pi = 3.14159265358979323846;

/* Euler characteristic densities of dimension 0 and 1 at u. */
static void densities(const struct hinge_field_model *m, double u, double *e0, double *e1)
{
    double v = m->df2, k = m->df1;
    if (!m->f_field) {
        *e0 = hinge_t_p(u, v, HINGE_GREATER);
        *e1 = sqrt(4 * log(2)) / (2 * pi) * pow(1 + u * u / v, (1 - v) / 2);
        return;
    }
    double gammas = lgamma((v + k - 1) / 2) - lgamma(v / 2) - lgamma(k / 2);
    *e0 = hinge_f_p(u, k, v);
    *e1 = sqrt(4 * log(2) / (2 * pi)) * exp(gammas) * sqrt(2) * pow(k * u / v, (k - 1) / 2) *
          pow(1 + k * u / v, -(v + k - 2) / 2);
}

double hinge_field_p(const struct hinge_field_model *m, double u)
{
    double e0, e1;
    densities(m, u, &e0, &e1);
    double p = -expm1(-(e0 + m->resels * e1));
    p = fmin(p, fmin(1, (double)m->nodes * e0)); /* never worse than Bonferroni */
    return fmax(p, e0);
}

struct search {
    const struct hinge_field_model *model;
    double p;
};

static double excess(double u, void *context)
{
    const struct search *s = context;
    return hinge_field_p(s->model, u) - s->p;
}

double hinge_field_threshold(const struct hinge_field_model *model, double p)
{
    struct search s = {model, p};
    double high = 4;
    if (!(model->resels > 0))
        return NAN;
    while (high < 1e9 && excess(high, &s) > 0)
        high *= 2;
    return hinge_root(excess, &s, 0.5, high);
}

/* Clusters of z >= u and, when two-sided, of -z >= u, left to right; NaN is below. out
 * has room for nodes clusters; returns their number. */
static size_t find_clusters(const double *z, size_t nodes, double u, bool two_sided,
                            struct hinge_cluster *out)
{
    size_t n = 0;
    for (size_t i = 0; i < nodes && !isnan(u);) {
        int sign = z[i] >= u ? 1 : two_sided && -z[i] >= u ? -1 : 0;
        if (sign == 0) {
            i++;
            continue;
        }
        size_t j = i;
        while (j + 1 < nodes && sign * z[j + 1] >= u)
            j++;
        struct hinge_cluster c = {.start = (double)i, .end = (double)j, .sign = sign};
        double lowest = INFINITY;
        c.peak = -INFINITY;
        for (size_t q = i; q <= j; q++) {
            double value = sign * z[q];
            lowest = fmin(lowest, value);
            if (value > c.peak) {
                c.peak = value;
                c.peak_node = q;
            }
        }
        if (i > 0 && !isnan(z[i - 1]))
            c.start -= (sign * z[i] - u) / (sign * (z[i] - z[i - 1]));
        if (j + 1 < nodes && !isnan(z[j + 1]))
            c.end += (sign * z[j] - u) / (sign * (z[j] - z[j + 1]));
        c.extent = c.end > c.start ? c.end - c.start : 1;
        c.height = i == 0 && j + 1 == nodes ? lowest : u;
        out[n++] = c;
        i = j + 1;
    }
    return n;
}

double hinge_cluster_p(const struct hinge_field_model *m, const struct hinge_cluster *c,
                       bool two_sided)
{
    double e0, e1, k = c->extent / m->fwhm;
    densities(m, c->height, &e0, &e1);
    double expected = e0 / e1, beta = pow(tgamma(1.5) / expected, 2);
    double p = -expm1(-(e0 + m->resels * e1) * exp(-beta * k * k));
    return two_sided ? fmin(1, 2 * p) : p;
}

/* --- Waveforms of participants. --- */

#define GAPS "a curve has no value at an end or at more than 5 %% of its nodes"

struct node {
    long place; /* the number behind the prefix */
    size_t column;
};

static int compare_nodes(const void *a, const void *b)
{
    long x = ((const struct node *)a)->place, y = ((const struct node *)b)->place;
    return (x > y) - (x < y);
}

/* Columns named prefix + digits, by their number. */
static bool find_nodes(struct hinge_analysis *a, struct node **node, size_t *n)
{
    const char *prefix = a->ask.nodes_prefix;
    size_t length = strlen(prefix);
    *node = hinge_analysis_alloc(a, a->table->n_columns, sizeof **node);
    for (size_t c = 0; c < a->table->n_columns; c++) {
        const char *name = a->table->column[c].name, *digits = name + length;
        if (strncmp(name, prefix, length) != 0 || *digits == '\0' || strlen(digits) > 6 ||
            digits[strspn(digits, "0123456789")] != '\0')
            continue;
        if (a->table->column[c].type != HINGE_COLUMN_NUMBER)
            return hinge_analysis_fail(a, HINGE_E_NOT_NUMERIC, "'%s'", name);
        (*node)[(*n)++] = (struct node){strtol(digits, NULL, 10), c};
    }
    if (*n < 3)
        return hinge_analysis_fail(
            a, HINGE_E_NO_COLUMN,
            "%s: %zu waveform column%s %s000, %s001, ...; at least "
            "3 are needed (option nodes_prefix; of a results file name a curve)",
            a->table_name, *n, HINGE_S(*n), prefix, prefix);
    qsort(*node, *n, sizeof **node, compare_nodes);
    for (size_t k = 0; k < *n; k++)
        if ((*node)[k].place != (*node)[0].place + (long)k)
            return hinge_analysis_fail(a, HINGE_E_NO_COLUMN,
                                       "%s: waveform column %s%03ld is missing", a->table_name,
                                       prefix, (*node)[0].place + (long)k);
    return true;
}

bool hinge_curves_gather(struct hinge_analysis *a, struct hinge_columns *columns,
                         struct hinge_curves *c)
{
    *c = (struct hinge_curves){0};
    columns->trial = a->ask.trial;
    hinge_columns_participant(a, columns);
    return hinge_sample_gather(a, columns, &c->sample);
}

/* Fills gaps inside a curve; false when it has to be left out. */
static bool mend(double *y, size_t nodes)
{
    size_t missing = 0;
    for (size_t q = 0; q < nodes; q++)
        missing += isnan(y[q]) ? 1 : 0;
    if (isnan(y[0]) || isnan(y[nodes - 1]) || (double)missing > 0.05 * (double)nodes)
        return false;
    for (size_t q = 1; q < nodes && missing > 0; q++) {
        if (!isnan(y[q]))
            continue;
        size_t end = q;
        while (isnan(y[end]))
            end++;
        double from = y[q - 1], slope = (y[end] - from) / (double)(end - q + 1);
        for (size_t k = q; k < end; k++)
            y[k] = from + slope * (double)(k - q + 1);
    }
    return true;
}

/* How many curves were left out; `dropped` is of whom each was. */
static void add_dropped(struct hinge_analysis *a, const struct hinge_curves *c,
                        const uint32_t *dropped, size_t n)
{
    const struct hinge_sample *s = &c->sample;
    hinge_add_count(a->results, "n_nodes", c->nodes);
    hinge_add_count(a->results, "n_curves_dropped", n);
    if (n == 0)
        return;
    json_t *detail = json_object();
    json_t *ids = hinge_add_list(detail, "participants");
    for (size_t i = 0; i < n; i++)
        hinge_append_text(ids, s->participant_name[dropped[i]]);
    hinge_analysis_warn(a, detail, HINGE_W_MISSING_NODES,
                        "%zu without a value at an end or at more than 5 %% of their nodes", n);
}

int hinge_curve_row_compare(const void *a, const void *b)
{
    const struct hinge_curve_row *x = a, *y = b;
    int by_slot = hinge_compare_sizes(x->slot, y->slot);
    int by_trial = hinge_compare_sizes(x->trial, y->trial);
    return by_slot != 0 ? by_slot : by_trial != 0 ? by_trial : hinge_compare_sizes(x->row, y->row);
}

/* Mean of trial means at each node of the rows of a slot, row[from] up to row[to] into
 * y. */
static void average(const struct hinge_analysis *a, const struct node *node, size_t nodes,
                    const struct hinge_curve_row *row, size_t from, size_t to, double *y)
{
    for (size_t q = 0; q < nodes; q++) {
        const double *value = a->table->column[node[q].column].number;
        struct hinge_nest nest = {.reps = 0};
        for (size_t i = from, end; i < to; i = end) {
            struct hinge_mean mean = {.n = 0};
            for (end = i; end < to && row[end].trial == row[i].trial; end++)
                if (!isnan(value[row[end].row]))
                    hinge_mean_add(&mean, value[row[end].row]);
            hinge_nest_close(&nest, &mean,
                             hinge_side_of(hinge_table_word(a->table, "side", row[i].row)));
        }
        y[q] = hinge_nest_mean(&nest);
    }
}

/* A cell of pairs has no curve: too few repetitions, or one with gaps. The cells of a participant
 * are the levels of the first factor. */
static void leave_out(struct hinge_sample *s, const struct hinge_enough *enough, size_t slot)
{
    const struct hinge_factor *f = &s->factor[0];
    if (hinge_is_enough(enough, slot))
        hinge_exclude(&s->excluded, slot / enough->n_cells, GAPS);
    else
        hinge_exclude_short(&s->excluded, enough, slot, f->name, f->level[slot % enough->n_cells]);
}

bool hinge_curves_average(struct hinge_analysis *a, struct hinge_curves *c, const uint32_t *cell,
                          size_t n_cells, bool paired)
{
    struct node *node;
    struct hinge_sample *s = &c->sample;
    struct hinge_enough enough;
    if (!find_nodes(a, &node, &c->nodes))
        return false;
    hinge_enough_count(a, s, cell, n_cells, &enough);
    hinge_pooled_warn(a, s, cell, n_cells);
    size_t slots = s->n_participants * n_cells, nodes = c->nodes, dropped = 0;
    /* The used rows by slot and trial. A repetition without any value of the curve is none of those
     * that a person needs. */
    struct hinge_curve_row *row = hinge_analysis_alloc(a, s->n, sizeof *row);
    for (size_t i = 0; i < s->n; i++) {
        bool some = false;
        row[i] = (struct hinge_curve_row){s->participant[i] * n_cells + (cell ? cell[i] : 0),
                                          s->trial != NULL ? s->trial[i] : i, s->row[i]};
        for (size_t q = 0; q < nodes && !some; q++)
            some = !isnan(a->table->column[node[q].column].number[s->row[i]]);
        enough.used[row[i].slot] -= some ? 0 : 1;
    }
    qsort(row, s->n, sizeof *row, hinge_curve_row_compare);
    c->y = hinge_analysis_alloc(a, slots * nodes, sizeof *c->y);
    c->who = hinge_analysis_alloc(a, 3 * slots, sizeof *c->who);
    c->cell = c->who + slots;
    uint32_t *lost = c->cell + slots;
    for (size_t slot = 0, from = 0, to = 0; slot < slots; slot++, from = to) {
        while (to < s->n && row[to].slot == slot)
            to++;
        if (from == to || !hinge_is_enough(&enough, slot)) {
            if (paired)
                leave_out(s, &enough, slot);
            continue;
        }
        double *y = c->y + c->n * nodes; /* a curve that is not kept is written over */
        average(a, node, nodes, row, from, to, y);
        if (mend(y, nodes)) {
            c->who[c->n] = (uint32_t)(slot / n_cells);
            c->cell[c->n++] = (uint32_t)(slot % n_cells);
        } else {
            lost[dropped++] = (uint32_t)(slot / n_cells);
            if (paired)
                leave_out(s, &enough, slot);
        }
    }
    /* Those without a curve in any cell; who has enough repetitions somewhere has gaps. */
    if (!paired) {
        hinge_exclude_nowhere(&s->excluded, &enough);
        for (size_t p = 0, i = 0; p < s->n_participants; p++) {
            bool some = false;
            for (; i < c->n && c->who[i] == p; i++)
                some = true;
            for (size_t k = 0; k < enough.n_cells && !some; k++)
                if (hinge_is_enough(&enough, p * enough.n_cells + k))
                    hinge_exclude(&s->excluded, p, GAPS);
        }
    }
    add_dropped(a, c, lost, dropped);
    return true;
}

bool hinge_curves_rows(struct hinge_analysis *a, struct hinge_curves *c, const uint32_t *cell)
{
    struct node *node;
    struct hinge_sample *s = &c->sample;
    if (!find_nodes(a, &node, &c->nodes))
        return false;
    size_t nodes = c->nodes, dropped = 0;
    c->y = hinge_analysis_alloc(a, s->n * nodes, sizeof *c->y);
    c->who = hinge_analysis_alloc(a, 3 * s->n, sizeof *c->who);
    c->trial = hinge_analysis_alloc(a, s->n, sizeof *c->trial);
    bool *some = hinge_analysis_alloc(a, s->n_participants, sizeof *some);
    c->cell = c->who + s->n;
    uint32_t *lost = c->cell + s->n;
    for (size_t i = 0; i < s->n; i++) {
        double *y = c->y + c->n * nodes;
        for (size_t q = 0; q < nodes; q++)
            y[q] = a->table->column[node[q].column].number[s->row[i]];
        if (!mend(y, nodes)) {
            lost[dropped++] = s->participant[i];
            continue;
        }
        c->who[c->n] = s->participant[i];
        some[s->participant[i]] = true;
        c->trial[c->n] = s->trial != NULL ? s->trial[i] : i;
        c->cell[c->n++] = cell != NULL ? cell[i] : 0;
    }
    for (size_t i = 0; i < dropped; i++)
        if (!some[lost[i]])
            hinge_exclude(&s->excluded, lost[i], GAPS);
    add_dropped(a, c, lost, dropped);
    return true;
}

/* --- Waveform statistics: t or F at every node, residuals, and the scaling for relabelling. --- */

static double statistic_of(const struct hinge_wave *w, const double *x)
{
    const double mean = hinge_stats_mean(x, w->n), none = NAN;
    if (w->design == HINGE_WAVE_ONE_SAMPLE) {
        const double se = hinge_stats_sd(x, w->n) / sqrt((double)w->n);
        return hinge_is_rounding(se, mean, mean) ? none : mean / se;
    }
    if (w->design == HINGE_WAVE_ANOVA) {
        double within = 0, total = hinge_stats_sum_squares(x, w->n);
        const double *at = x;
        for (size_t g = 0; g < w->n_groups; at += w->group_size[g++])
            within += hinge_stats_sum_squares(at, w->group_size[g]);
        return hinge_is_rounding(sqrt(within / w->df2), mean, mean)
                   ? none
                   : (total - within) / w->df1 / (within / w->df2);
    }
    struct hinge_two_groups g;
    hinge_two_groups_fill(&g, x, w->group_size[0], x + w->group_size[0], w->group_size[1]);
    double pooled = g.pooled_sd * sqrt(1 / (double)g.n1 + 1 / (double)g.n2);
    return g.no_variance ? none : g.diff / (w->design == HINGE_WAVE_TWO_SAMPLE ? pooled : g.se);
}

void hinge_wave_statistics(struct hinge_analysis *a, struct hinge_wave *w)
{
    size_t all = w->n * w->nodes;
    double n = (double)w->n, *column = hinge_analysis_alloc(a, w->n, sizeof *column);
    bool welch = w->design == HINGE_WAVE_WELCH, one = w->design == HINGE_WAVE_ONE_SAMPLE;
    bool centred = w->design == HINGE_WAVE_SIGNED; /* on the own group's mean */
    w->valid = hinge_analysis_alloc(a, w->nodes, sizeof *w->valid);
    w->statistic = hinge_analysis_alloc(a, w->nodes, sizeof *w->statistic);
    w->residual = hinge_analysis_alloc(a, (welch || centred ? 3 : 2) * all, sizeof *w->residual);
    w->scaled = w->residual + all;
    w->squared = welch || centred ? w->scaled + all : NULL;
    w->df1 = w->design == HINGE_WAVE_ANOVA ? (double)w->n_groups - 1 : 1;
    w->df2 = one ? n - 1 : w->design == HINGE_WAVE_ANOVA ? n - (double)w->n_groups : n - 2;
    for (size_t q = 0; q < w->nodes; q++) {
        for (size_t i = 0; i < w->n; i++)
            column[i] = w->y[i * w->nodes + q];
        w->statistic[q] = statistic_of(w, column);
        w->valid[q] = !isnan(w->statistic[q]);
        for (size_t g = 0, from = 0; g < w->n_groups; from += w->group_size[g++]) {
            double mean = hinge_stats_mean(column + from, w->group_size[g]);
            for (size_t i = from; i < from + w->group_size[g]; i++)
                w->residual[i * w->nodes + q] = column[i] - mean;
        }
        /* Scaled so that the relabelled statistic is a function of a plain sum: centred over the
         * root of what does not change, for differences not centred. Distances from the own group's
         * mean are as wide as those from the true mean (Davidson & Flachaire 2008) by the root of
         * n / (n - 1). */
        for (size_t g = 0, i = 0; g < w->n_groups && centred; g++) {
            double size = (double)w->group_size[g];
            for (size_t end = i + w->group_size[g]; i < end; i++)
                column[i] = w->residual[i * w->nodes + q] * sqrt(size / (size - 1));
        }
        double mean = one || centred ? 0 : hinge_stats_mean(column, w->n), total = 0;
        for (size_t i = 0; i < w->n; i++)
            total += (column[i] - mean) * (column[i] - mean);
        if (one)
            total *= n;
        double scale = total > 0 && w->valid[q] ? 1 / sqrt(total) : 0;
        for (size_t i = 0; i < w->n; i++) {
            double value = (column[i] - mean) * scale;
            w->scaled[i * w->nodes + q] = value;
            if (welch)
                w->squared[i * w->nodes + q] = value * value;
            else if (centred)
                w->squared[(i < w->group_size[0] ? 0 : w->nodes) + q] += value * value;
        }
    }
}

/* --- Permutation tests of waveforms as objects of the document. --- */

static json_t *add_cluster(json_t *list, const struct hinge_cluster *c)
{
    json_t *object = hinge_append_object(list);
    HINGE_ADD_NUMBERS(object, {"start", c->start}, {"end", c->end}, {"extent", c->extent},
                      {"peak", c->peak}, {"peak_node", (double)c->peak_node}, {"p", c->p});
    hinge_add_json(object, "sign", json_integer(c->sign));
    return object;
}

static void add_clusters(json_t *object, const struct hinge_cluster *cluster, size_t n)
{
    json_t *list = hinge_add_list(object, "clusters");
    for (size_t i = 0; i < n; i++)
        add_cluster(list, &cluster[i]);
    hinge_add_count(object, "n_clusters", n);
}

struct hinge_wave_found hinge_add_wave_permutation(struct hinge_analysis *a, json_t *object,
                                                   const struct hinge_wave_nodes *nodes,
                                                   const struct hinge_wave_permutation *r)
{
    struct hinge_cluster *cluster = hinge_analysis_alloc(a, nodes->nodes, sizeof *cluster);
    double none = NAN, p_max = none;
    json_t *list = hinge_add_list(object, "p");
    for (size_t q = 0; q < nodes->nodes; q++) {
        double value = nodes->statistic[q];
        value = nodes->two_sided ? fabs(value) : value;
        double p = isnan(value) ? none : hinge_null_share(r->largest, r->n_total, value);
        hinge_append_number(list, p);
        p_max = isnan(p_max) || p < p_max ? p : p_max;
    }
    hinge_add_count(object, "n_perm", r->n_perm);
    hinge_add_text(object, "method", hinge_wave_method(r));
    HINGE_ADD_NUMBERS(object, {"threshold", r->threshold}, {"p_max", p_max}, {"p_min", r->p_min});
    hinge_floor_check(a, r->p_floor);
    if (isnan(p_max))
        hinge_warn_constant(a, "no node of the curves has any spread", NULL, "none was tested");
    size_t listed = 0, n = find_clusters(nodes->statistic, nodes->nodes, r->threshold,
                                         nodes->two_sided, cluster);
    for (size_t i = 0; i < n; i++) {
        cluster[i].p = hinge_null_share(r->largest, r->n_total, cluster[i].peak);
        if (cluster[i].p <= a->alpha)
            cluster[listed++] = cluster[i];
    }
    add_clusters(object, cluster, listed);
    return (struct hinge_wave_found){p_max, listed, cluster};
}

void hinge_add_wave_field(struct hinge_analysis *a, const struct hinge_wave *w)
{
    if (w->design == HINGE_WAVE_WELCH || w->design == HINGE_WAVE_SIGNED) {
        hinge_add_json(a->results, "rft", json_null());
        hinge_add_text(a->results, "rft_note",
                       "random field theory assumes equal variances; use the permutation");
        return;
    }
    struct hinge_field_model m = {
        .f_field = w->design == HINGE_WAVE_ANOVA, .df1 = w->df1, .df2 = w->df2, .nodes = w->nodes};
    struct hinge_cluster *cluster = hinge_analysis_alloc(a, w->nodes, sizeof *cluster);
    /* Smoothness of residuals r [curve * nodes + node]; nodes that are not `valid` don't count. */
    size_t nodes = m.nodes, used = 0;
    double sum = 0;
    for (size_t q = 0; q < nodes; q++) {
        double slopes = 0, squares = 0;
        size_t left = q > 0 ? q - 1 : q, right = q + 1 < nodes ? q + 1 : q;
        if (!w->valid[q])
            continue;
        for (size_t i = 0; i < w->n; i++) {
            const double *y = w->residual + i * nodes;
            double slope = (y[right] - y[left]) / (double)(right - left);
            slopes += slope * slope;
            squares += y[q] * y[q];
        }
        sum += sqrt(slopes / (squares + DBL_EPSILON) / (4 * log(2)));
        used++;
    }
    m.fwhm = used > 0 ? (double)used / sum : (double)NAN;
    m.resels = ((double)nodes - 1) / m.fwhm;
    double u = hinge_field_threshold(&m, w->two_sided ? a->alpha / 2 : a->alpha);
    size_t n = find_clusters(w->statistic, w->nodes, u, w->two_sided, cluster);
    json_t *rft = hinge_add_object(a->results, "rft");
    if (m.f_field) {
        json_t *df = hinge_add_list(rft, "df");
        hinge_append_number(df, m.df1);
        hinge_append_number(df, m.df2);
    } else {
        hinge_add_count(rft, "df", (size_t)m.df2);
    }
    HINGE_ADD_NUMBERS(rft, {"fwhm", m.fwhm}, {"resels", m.resels}, {"threshold", u});
    hinge_add_count(rft, "n_clusters", n);
    json_t *list = hinge_add_list(rft, "clusters");
    if (isfinite(u) && isfinite(m.fwhm) && isfinite(m.resels))
        hinge_add_sentence(a, &a->text.apa,
                           "random field theory: critical value {2} (FWHM = {2} nodes, {2} resels)",
                           u, m.fwhm, m.resels);
    for (size_t i = 0; i < n; i++) {
        struct hinge_cluster *c = &cluster[i];
        c->p = hinge_cluster_p(&m, c, w->two_sided);
        add_cluster(list, c);
        hinge_add_sentence(a, &a->text.apa, "nodes {2} to {2}: largest statistic {2}, p {p}",
                           c->start, c->end, c->peak, c->p);
    }
}

bool hinge_add_wave_test(struct hinge_analysis *a, const struct hinge_wave *w,
                         struct hinge_wave_permutation *r, struct hinge_wave_found *found)
{
    json_t *list = hinge_add_list(a->results, w->design == HINGE_WAVE_ANOVA ? "F" : "t");
    for (size_t q = 0; q < w->nodes; q++)
        hinge_append_number(list, w->statistic[q]);
    if (!hinge_wave_permute(a, w, r))
        return false;
    if (!r->done)
        return true;
    const struct hinge_wave_nodes nodes = {w->statistic, w->nodes, w->n, w->two_sided};
    json_t *object = hinge_add_object(a->results, "permutation");
    *found = hinge_add_wave_permutation(a, object, &nodes, r);
    if (r->mass == NULL)
        return true;
    struct hinge_cluster *cluster = hinge_analysis_alloc(a, w->nodes, sizeof *cluster);
    size_t n = find_clusters(w->statistic, w->nodes, r->forming, w->two_sided, cluster);
    json_t *part = hinge_add_object(object, "cluster_mass");
    hinge_add_number(part, "forming", r->forming);
    json_t *masses = hinge_add_list(part, "clusters");
    for (size_t i = 0; i < n; i++) {
        size_t from = (size_t)ceil(cluster[i].start), to = (size_t)floor(cluster[i].end);
        double mass =
            hinge_largest_mass(w->statistic + from, to - from + 1, r->forming, w->two_sided);
        cluster[i].p = hinge_null_share(r->mass, r->n_total, mass);
        if (cluster[i].p <= a->alpha)
            hinge_add_number(add_cluster(masses, &cluster[i]), "mass", mass);
    }
    return true;
}

struct tested {
    struct hinge_level_pair pair;
    struct hinge_wave wave;
    struct hinge_wave_permutation r;
    double p_max, p_holm, divisor;
};

static void add_pair_clusters(struct hinge_analysis *a, json_t *object, const char *words,
                              const struct tested *t)
{
    const struct hinge_wave *w = &t->wave;
    struct hinge_cluster *cluster = hinge_analysis_alloc(a, w->nodes, sizeof *cluster);
    size_t n = 0, listed = 0;
    if (t->p_holm <= a->alpha) /* NaN: not tested */
        n = find_clusters(w->statistic, w->nodes,
                          hinge_wave_threshold(t->r.largest, t->r.n_total, a->alpha / t->divisor),
                          true, cluster);
    for (size_t i = 0; i < n; i++) {
        double p = hinge_null_share(t->r.largest, t->r.n_total, cluster[i].peak) * t->divisor;
        if (p > a->alpha)
            continue;
        cluster[listed] = cluster[i];
        cluster[listed++].p = fmax(p, t->p_holm);
    }
    add_clusters(object, cluster, listed);
    for (size_t i = 0; i < listed; i++)
        hinge_add_sentence(
            a, &a->text.plain,
            "{t}: the curves differ between nodes {2} and {2} (p {p} over all pairs and "
            "nodes): the first is {h}.",
            words, cluster[i].start, cluster[i].end, cluster[i].p, (double)cluster[i].sign);
}

void hinge_add_wave_pairs(struct hinge_analysis *a, const struct hinge_wave_pairs *p)
{
    size_t n = p->k * (p->k - 1) / 2, at = 0;
    struct tested *t = hinge_analysis_alloc(a, n, sizeof *t);
    double *value = hinge_analysis_alloc(a, 2 * n, sizeof *value);
    for (size_t i = 0; i < p->k; i++)
        for (size_t j = i + 1; j < p->k; j++, at++) {
            struct hinge_wave *w = &t[at].wave;
            double largest = -1;
            t[at].pair = hinge_level_pair(p->level, i, j);
            t[at].p_max = value[at] = NAN;
            p->wave(p->context, t[at].pair.first, t[at].pair.second, w);
            hinge_wave_statistics(a, w);
            if (!hinge_wave_permute(a, w, &t[at].r))
                return;
            for (size_t node = 0; node < p->nodes; node++)
                if (w->valid[node])
                    largest = fmax(largest, fabs(w->statistic[node]));
            if (t[at].r.done && largest >= 0)
                t[at].p_max = value[at] =
                    hinge_null_share(t[at].r.largest, t[at].r.n_total, largest);
        }
    hinge_adjust(&a->arena, value, n, value + n);
    for (size_t i = 0; i < n; i++) {
        t[i].p_holm = value[n + i];
        for (size_t j = 0; j < n; j++) /* Holm's: how many pairs have no smaller p */
            t[i].divisor += value[j] > value[i] || (j >= i && value[j] == value[i]);
    }
    json_t *object = hinge_add_object(a->results, "pairs");
    for (size_t i = 0; i < n; i++) {
        const char *first = p->level[t[i].pair.first], *second = p->level[t[i].pair.second],
                   *words = hinge_sentences_pair(a, first, second);
        json_t *one =
            hinge_add_object(object, hinge_arena_printf(&a->arena, "%s-%s", first, second));
        hinge_add_count(one, "n", t[i].wave.n);
        HINGE_ADD_NUMBERS(one, {"p_max", t[i].p_max}, {"p_holm", t[i].p_holm});
        if (t[i].r.few)
            hinge_add_sentence(a, &a->text.plain,
                               "{t}: described, not tested: {n} participants in each group are "
                               "needed.",
                               words, (double)HINGE_LEAST_TESTED);
        if (!t[i].r.done)
            continue;
        hinge_add_sentence(a, &a->text.apa, "{t}: max t by {t}, n = {n}, p {p}, Holm p {p}", words,
                           t[i].r.signs ? "random signs" : "relabelling", (double)t[i].wave.n,
                           t[i].p_max, t[i].p_holm);
        add_pair_clusters(a, one, words, &t[i]);
    }
}

/* --- pairs of groups, each with its own error --- */

struct group_pair {
    const struct hinge_wave *all;
    double *y; /* room for all curves */
    size_t *size;
    enum hinge_wave_design design;
};

static void wave_of_groups(const void *context, size_t first, size_t second,
                           struct hinge_wave *wave)
{
    const struct group_pair *c = context;
    const struct hinge_wave *all = c->all;
    const size_t wanted[2] = {first, second};
    size_t n = 0;
    for (int k = 0; k < 2; k++) {
        size_t from = 0, size = all->group_size[wanted[k]];
        for (size_t g = 0; g < wanted[k]; g++)
            from += all->group_size[g];
        memcpy(c->y + n * all->nodes, all->y + from * all->nodes, size * all->nodes * sizeof *c->y);
        c->size[k] = size;
        n += size;
    }
    *wave = (struct hinge_wave){.design = c->design,
                                .n = n,
                                .nodes = all->nodes,
                                .y = c->y,
                                .n_groups = 2,
                                .group_size = c->size,
                                .two_sided = true};
}

void hinge_add_wave_group_pairs(struct hinge_analysis *a, const struct hinge_wave *wave,
                                const char *const *level)
{
    struct group_pair c = {.all = wave,
                           .y = hinge_analysis_alloc(a, wave->n * wave->nodes, sizeof *c.y),
                           .size = hinge_analysis_alloc(a, 2, sizeof *c.size),
                           .design = hinge_wave_of_two(a)};
    hinge_add_wave_pairs(a, &(struct hinge_wave_pairs){.level = level,
                                                       .k = wave->n_groups,
                                                       .nodes = wave->nodes,
                                                       .wave = wave_of_groups,
                                                       .context = &c});
}
