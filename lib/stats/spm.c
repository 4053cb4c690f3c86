/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spm: where along a waveform groups or conditions differ. */
#include "people/order.h"
#include "stats/people/left_out.h"
#include "stats/statistic.h"
#include "stats/wave/curves.h"
#include "stats/wave/maxt.h"
#include "stats/wave/wave_band.h"
#include "stats/wave/wave_effects.h"
#include "stats/wave/wave_pairs.h"
#include "stats/wave/wave_report.h"
#include "stats/wave/wave_study.h"

#include <math.h>
#include <string.h>

/* --- results --- */

/* Two levels as they are subtracted; without an order sentences compare them as those
 * of every other analysis do, which may be the other way round (`turned`). */
static void put_compared(struct hinge_analysis *a, const struct hinge_factor *f, bool two)
{
    bool swap = !hinge_option_given(a, "order");
    if (!two)
        return;
    hinge_put_text(a, a->results, "first", f->level[swap ? 1 : 0]);
    hinge_put_text(a, a->results, "second", f->level[swap ? 0 : 1]);
    hinge_put_json(a, a->results, "turned",
                   json_boolean(swap && hinge_level_pair(f->level, 0, 1).first == 0));
}

/* Options that the design does not take. */
static enum hinge_status check_options(struct hinge_analysis *a, const char *design, bool two,
                                       struct hinge_error *error)
{
    if (hinge_option_flag(a, "effect_size") && !two)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "effect_size is of a difference: it needs design "
                                   "two-sample or paired, not %s",
                                   design);
    return HINGE_OK;
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct hinge_wave_study s = {0};
    struct hinge_wave_permutation permutation = {0};
    const char *design = hinge_option_text(a, "design");
    bool two = strcmp(design, "two-sample") == 0 || strcmp(design, "paired") == 0;
    enum hinge_status status = check_options(a, design, two, error);
    if (status != HINGE_OK)
        return status;
    if (strcmp(design, "rm-anova") == 0 || strcmp(design, "mixed") == 0)
        return hinge_put_wave_effects(a, design[0] == 'm', error);
    status = hinge_wave_study_gather(a, &s, error);
    if (status == HINGE_OK)
        status = hinge_wave_study_fill(a, &s, error);
    if (status == HINGE_OK)
        status = hinge_wave_statistics(a, &s.wave, error);
    if (status != HINGE_OK)
        return status;
    hinge_sample_report(a, &s.curves.sample, a->results);
    hinge_put_count(a, a->results, "n_curves", s.wave.n);
    put_compared(a, &s.curves.sample.factor[0], two);
    status = hinge_put_wave_test(a, a->results, &s.wave, &permutation, error);
    if (status == HINGE_OK && s.x != NULL)
        status = hinge_put_wave_band(a, &s.wave, s.x, &permutation, error);
    if (status == HINGE_OK && hinge_wave_is_f(&s.wave) && s.wave.n_groups > 2)
        status = hinge_put_wave_group_pairs(a, &s.wave, s.curves.sample.factor[0].level, error);
    if (status == HINGE_OK)
        status = hinge_put_wave_field(a, &s.wave, error);
    return status;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("permutation", "{method:t} permutation of the largest statistic: critical value "
                             "{threshold:2!}, smallest p {p_max:p} ({n_perm:n} relabellings)"),
    HINGE_SAY("permutation/clusters/*",
              "nodes {start:2!} to {end:2}: {/first:t!} minus {/second:t} {sign:h}, "
              "largest |t| = {peak:2!}, p {p:p}"),
    HINGE_SAY("permutation/clusters/*",
              "{/first:_~}nodes {start:2!} to {end:2}: largest statistic {peak:2!}, "
              "p {p:p}"),
    HINGE_SAY("effect_size_peak",
              "{/first:t!} minus {/second:t}: largest effect size at node {node:n}: "
              "g = {g:2!}, band over the whole curve [{ci_low:2!}, {ci_high:2}]"),
    HINGE_SAY("rft", "random field theory: critical value {threshold:2!} (FWHM = {fwhm:2!} "
                     "nodes, {resels:2!} resels)"),
    HINGE_SAY("rft/clusters/*",
              "nodes {start:2!} to {end:2}: largest statistic {peak:2!}, p {p:p}"),
    HINGE_SAY("effects/*", "{:k}: max F under permutation ({permutation/method:t}), df = "
                           "{df1:d}, {df2:d}, critical value {permutation/threshold:2!}, p "
                           "{permutation/p_max:p}, {permutation/n_perm:n} relabellings"),
    HINGE_SAY("pairs/*", "{:P}: max t by relabelling, n = {n:n!}, p {p_max:p}, Holm p "
                         "{p_holm:p}"),
    HINGE_SAY("pairs/*", "{n:_~}{:P}: max t by relabelling, p {p_max:p}, Holm p {p_holm:p}"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("permutation/clusters/*",
              "{/turned:_F}The curve is {sign:h} in {/first:t!} than in {/second:t} "
              "between nodes {start:2!} and {end:2} (permutation, p {p:p}, "
              "{/n_curves:n} curves)."),
    HINGE_SAY("permutation/clusters/*",
              "{/turned:_T}{sign:_-}The curve is higher in {/second:t!} than in "
              "{/first:t} between nodes {start:2!} and {end:2} (permutation, p {p:p}, "
              "{/n_curves:n} curves)."),
    HINGE_SAY("permutation/clusters/*",
              "{/turned:_T}{sign:_+}The curve is lower in {/second:t!} than in "
              "{/first:t} between nodes {start:2!} and {end:2} (permutation, p {p:p}, "
              "{/n_curves:n} curves)."),
    HINGE_SAY("permutation/clusters/*",
              "{/first:_~}The curves differ between nodes {start:2!} and {end:2} "
              "(permutation, p {p:p}, {/n_curves:n} curves)."),
    HINGE_SAY("permutation", "{n_clusters:_0}No part of the curve is shown to differ (smallest "
                             "p {p_max:p}; the smallest possible p {p_min:p!})."),
    HINGE_SAY("effect_size_peak",
              "The effect ({/first:t} minus {/second:t}) is largest at node "
              "{node:n}: Hedges' g {g:2!} (band over the whole curve {ci_low:2!} to "
              "{ci_high:2})."),
    HINGE_SAY("effects/*/permutation/clusters/*",
              "{:k}: the curves differ between nodes {start:2!} and {end:2} (permutation, p "
              "{p:p})."),
    HINGE_SAY("effects/*/permutation",
              "{n_clusters:_0}{:k}: no part of the curve is shown to differ (smallest p "
              "{p_max:p}; the smallest possible p {p_min:p!})."),
    HINGE_SAY("pairs/*/clusters/*",
              "{:P}: the curves differ between nodes {start:2!} and {end:2} (p {p:p!} "
              "over all pairs and nodes): the first is {sign:h}."),
    HINGE_SAY_END};

static const char *const options[] = {
    "design",      "group",        "condition", "order",        "variance",     "two_sided",
    "participant", "permutations", "n_perm",    "nodes_prefix", "cluster_mass", "effect_size",
    "trial",       "rep",          "min_reps",  "min_valid",    "allow_single", NULL};

const struct hinge_statistic hinge_statistic_spm = {
    .id = "spm",
    .title = "Waveforms",
    .details = "t or F at every node of the participants' mean curves; the largest value "
               "under relabelling of participants (the primary inference), with clusters; "
               "random field theory beside it. With three "
               "or more groups or conditions also "
               "every pair, with the family-wise error of all pairs and nodes controlled "
               "(Holm). With effect_size, the difference with its band and Hedges' g (of "
               "pairs "
               "d_av) along the curve, with the band of its noncentral t intervals at the "
               "level of the test.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT,
    .options = options,
    .primary = "permutation/p_max",
    .main_table = "permutation clusters|permutation|effects permutation",
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"spm\", \"design\": \"two-sample\", \"group\": "
                       "\"group\", \"participant\": \"participant\"}",
    .example_data = "participant,group,n000,n001,n002,n003\nP1,a,1,2,3.1,2\nP2,a,1.2,2.3,3,2.2\n"
                    "P3,a,0.9,2.1,2.8,1.9\nP4,b,1.1,3,4.2,2.4\nP5,b,1,3.3,4,2.1\nP6,b,1.3,3.1,4.4,"
                    "2\n"};
