/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spm_band: mean waveforms with pointwise and simultaneous bands. */
#include "stats/curves/waves.h"
#include "stats/numbers/numbers.h"
#include "stats/run/analysis.h"

enum {
    CHUNK = 64,
    LEAST = 4 /* participants a band needs */
};

/* One cell: n curves, and what its bootstrap gives. */
struct cell {
    size_t n, nodes, replicates;
    double *y, *mean, *se; /* se: of the bootstrap means */
    uint64_t seed;
    double *resampled; /* [replicate * nodes + node] */
    double *largest;   /* per replicate */
};

static void *make_scratch(void *context)
{
    return hinge_alloc(((const struct cell *)context)->n, sizeof(uint32_t));
}

static enum hinge_status resample(void *context, void *scratch, size_t item,
                                  struct hinge_error *error)
{
    struct cell *c = context;
    uint32_t *index = scratch;
    (void)error;
    for (size_t r = item * CHUNK; r < (item + 1) * CHUNK && r < c->replicates; r++) {
        struct hinge_random random;
        double *out = c->resampled + r * c->nodes;
        hinge_random_init(&random, c->seed, HINGE_STREAM_SPM_BANDS, r);
        for (size_t i = 0; i < c->n; i++)
            index[i] = hinge_random_bounded(&random, (uint32_t)c->n);
        for (size_t i = 0; i < c->n; i++)
            for (size_t q = 0; q < c->nodes; q++)
                out[q] += c->y[index[i] * c->nodes + q] - c->mean[q];
        for (size_t q = 0; q < c->nodes; q++)
            out[q] /= (double)c->n; /* the resampled mean less the mean */
    }
    return HINGE_OK;
}

static bool add_cell(struct hinge_analysis *a, const struct hinge_curves *curves, size_t which,
                     const char *name, json_t *cells)
{
    static const char *const key[] = {"mean", "se", "low", "high", "band_low", "band_high"};
    size_t q = curves->nodes, given = (size_t)a->ask.bootstrap;
    struct cell c = {.nodes = q, .seed = a->seed, .replicates = given > 0 ? given : 2000};
    c.y = hinge_analysis_alloc(a, curves->n * q, sizeof *c.y);
    c.mean = hinge_analysis_alloc(a, 2 * q, sizeof *c.mean);
    c.se = c.mean + q;
    for (size_t i = 0; i < curves->n; i++)
        if (curves->cell[i] == which)
            memcpy(c.y + c.n++ * q, curves->y + i * q, q * sizeof *c.y);
    if (c.n == 0)
        return true;
    for (size_t k = 0; k < q; k++) {
        double sum = 0;
        for (size_t i = 0; i < c.n; i++)
            sum += c.y[i * q + k] - c.y[k];
        c.mean[k] = c.y[k] + sum / (double)c.n;
    }
    const bool known = c.n >= LEAST;
    double *column = hinge_analysis_alloc(a, c.n + c.replicates, sizeof *column);
    if (known) {
        c.resampled = hinge_analysis_alloc(a, c.replicates * q, sizeof *c.resampled);
        c.largest = hinge_analysis_alloc(a, c.replicates, sizeof *c.largest);
        struct hinge_loop loop = {.items = (c.replicates + CHUNK - 1) / CHUNK,
                                  .threads = a->threads,
                                  .progress = a->progress,
                                  .work = resample,
                                  .context = &c,
                                  .make_scratch = make_scratch,
                                  .free_scratch = free};
        if (!hinge_analysis_ok(a, hinge_parallel_for(&loop, &a->error)))
            return false;
        for (size_t k = 0; k < q; k++) {
            for (size_t r = 0; r < c.replicates; r++)
                column[r] = c.resampled[r * q + k];
            c.se[k] = hinge_stats_sd(column, c.replicates);
            for (size_t r = 0; r < c.replicates && c.se[k] > 0; r++)
                c.largest[r] = fmax(c.largest[r], fabs(column[r]) / c.se[k]);
        }
        hinge_sort(c.largest, c.replicates);
    } else {
        hinge_warn_few(a, c.n, "in cell", name);
    }
    double none = NAN, t = hinge_t_quantile(0.5 + a->level / 2, (double)c.n - 1);
    double critical = known ? hinge_quantile_sorted(c.largest, c.replicates, 1 - a->alpha) : none;
    json_t *object = hinge_add_object(cells, name), *list[6];
    hinge_add_count(object, "n", c.n);
    hinge_add_number(object, "critical", critical);
    for (int k = 0; k < 6; k++)
        list[k] = hinge_add_list(object, key[k]);
    for (size_t node = 0; node < q; node++) {
        for (size_t i = 0; i < c.n; i++)
            column[i] = c.y[i * q + node];
        double se = c.n > 1 ? hinge_stats_sd(column, c.n) / sqrt((double)c.n) : none;
        double half = known ? critical * c.se[node] : none, mean = c.mean[node];
        const double value[6] = {mean, se, mean - t * se, mean + t * se, mean - half, mean + half};
        for (int k = 0; k < 6; k++)
            hinge_append_number(list[k], value[k]);
    }
    hinge_add_sentence(a, &a->text.apa, "{t}: N = {n}, critical value of the simultaneous band {2}",
                       name, (double)c.n, critical);
    if (known)
        hinge_add_sentence(
            a, &a->text.plain,
            "{t}: the whole mean curve of {n} people is within {2} standard errors ({c}%).", name,
            (double)c.n, critical);
    return true;
}

static void run(struct hinge_analysis *a)
{
    struct hinge_columns columns = {0};
    struct hinge_curves curves;
    struct hinge_cell_set set;
    hinge_columns_by(a, &columns);
    if (!hinge_curves_gather(a, &columns, &curves) ||
        !hinge_cell_set_make(a, &curves.sample, 0, columns.n_factors, &set) ||
        !hinge_curves_average(a, &curves, set.of_row, set.n, false))
        return;
    hinge_sample_report(a, &curves.sample);
    json_t *cells = hinge_add_object(a->results, "cells");
    for (size_t c = 0; c < set.n; c++)
        if (!add_cell(a, &curves, c, set.name[c], cells))
            return;
}

const struct hinge_analysis_kind hinge_analysis_kind_spm_band = {
    .id = "spm_band",
    .title = "Mean waveforms with bands",
    .details = "Mean of the participants' curves in each cell, pointwise t interval, and a "
               "band that holds the whole mean curve at once (participant bootstrap of the "
               "largest standardised deviation).",
    .needs = HINGE_STATS_MAY_COMPARE | HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT,
    .options = (const char *const[]){"by", "participant", "nodes_prefix", "bootstrap", "trial",
                                     "rep", "min_reps", "min_valid", "allow_single", NULL},
    .main_table = "cells",
    .run = run,
    .example_request = "{\"analysis\": \"spm_band\", \"by\": [\"group\"], \"participant\": "
                       "\"participant\", \"bootstrap\": 200}",
    .example_data = "participant,group,n000,n001,n002\nP1,a,1,2,3.1\nP2,a,1.2,2.3,"
                    "3\nP3,a,0.9,2.1,2.8\n"
                    "P4,a,1.1,2.2,3.3\nP5,b,1,3.3,4\n"};
