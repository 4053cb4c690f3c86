/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pooled: groups and cues over several sites, from what each may share. */
#include "base/text.h"
#include "stats/difference/p_adjust.h"
#include "stats/people/evidence.h"
#include "stats/people/filter.h"
#include "stats/people/labels.h"
#include "stats/pooling/meta.h"
#include "stats/pooling/site_model.h"
#include "stats/statistic.h"

#include <math.h>
#include <string.h>

/* Sites that have an estimate of one effect. */
struct found {
    const char *name;
    size_t n, k, left; /* all, with an estimate, without: these from [n] on */
    double people, *estimate, *variance;
    const char **site;
    struct hinge_site_estimate *of;
};

static enum hinge_status make_room(struct hinge_analysis *a, struct found *f, size_t n,
                                   struct hinge_error *error)
{
    f->estimate = hinge_analysis_alloc(a, 2 * n, sizeof *f->estimate);
    f->site = hinge_analysis_alloc(a, 2 * n, sizeof *f->site);
    f->of = hinge_analysis_alloc(a, 2 * n, sizeof *f->of);
    f->n = n;
    if (f->estimate == NULL || f->site == NULL || f->of == NULL)
        return hinge_analysis_no_memory(error);
    f->variance = f->estimate + n;
    return HINGE_OK;
}

static void add_site(struct hinge_analysis *a, struct found *f, const char *site,
                     struct hinge_site_estimate e)
{
    if (e.why != NULL) {
        json_t *row =
            hinge_append_object(a, json_object_get(a->results, "sites_excluded"));
        hinge_put_text(a, row, "effect", f->name);
        hinge_put_text(a, row, "site", site);
        hinge_put_text(a, row, "why", e.why);
        f->site[f->n + f->left] = site;
        f->of[f->n + f->left++] = e;
        return;
    }
    f->site[f->k] = site;
    f->of[f->k] = e;
    f->estimate[f->k] = e.estimate;
    f->variance[f->k++] = e.se * e.se;
    f->people += e.n;
}

/* --- results --- */

static json_t *put_mean(struct hinge_analysis *a, const char *table,
                        const struct found *f, const struct hinge_meta_mean *m)
{
    json_t *object =
        hinge_put_object(a, hinge_object_of(a, a->results, table), f->name);
    hinge_put_count(a, object, "sites", f->k);
    if (f->people > 0)
        hinge_put_count(a, object, "people", (size_t)f->people);
    HINGE_PUT_NUMBERS(a, object, {"estimate", m->estimate}, {"se", m->se},
                      {isinf(m->df) ? "z" : "t", m->statistic});
    if (!isinf(m->df))
        hinge_put_number(a, object, "df", m->df);
    HINGE_PUT_NUMBERS(a, object, {"p", m->p}, {"ci_low", m->ci.low},
                      {"ci_high", m->ci.high});
    return object;
}

static void put_sites(struct hinge_analysis *a, const struct found *f, double tau2)
{
    json_t *sites = json_object_get(a->results, "sites");
    double sum = 0;
    for (size_t i = 0; i < f->k; i++)
        sum += 1 / (f->variance[i] + tau2);
    for (size_t i = 0; i < f->k; i++) {
        const struct hinge_site_estimate *e = &f->of[i];
        struct hinge_interval ci =
            hinge_t_interval(e->estimate, e->se, e->df, a->level, HINGE_TWO_SIDED);
        json_t *object = hinge_append_object(a, sites);
        hinge_put_text(a, object, "effect", f->name);
        hinge_put_text(a, object, "site", f->site[i]);
        if (e->n > 0)
            hinge_put_count(a, object, "people", (size_t)e->n);
        HINGE_PUT_NUMBERS(a, object, {"estimate", e->estimate}, {"se", e->se},
                          {"ci_low", ci.low}, {"ci_high", ci.high},
                          {"weight", 100 / (f->variance[i] + tau2) / sum});
    }
}

/* Sites that are left out: a warning for each reason. */
static void warn_left(struct hinge_analysis *a, const struct found *f)
{
    for (size_t i = 0; i < f->left; i++) {
        const char *why = f->of[f->n + i].why, *before = NULL;
        struct hinge_text names = {0};
        size_t n = 0;
        for (size_t j = 0; j < f->left; j++) {
            if (strcmp(f->of[f->n + j].why, why) != 0)
                continue;
            before = j < i ? why : before;
            hinge_text_printf(&names, "%s%s", n++ > 0 ? ", " : "", f->site[f->n + j]);
        }
        if (before == NULL)
            hinge_analysis_warn(a, NULL, "W_SITES_EXCLUDED",
                                "%s: %zu of %zu %s (%s) %s excluded: %s", f->name, n,
                                f->n, f->people > 0 ? "sites" : "studies",
                                hinge_text_string(&names), n == 1 ? "was" : "were",
                                why);
        hinge_text_clear(&names);
    }
}

/* One site is no meta-analysis: its own estimate stands in `sites`. */
static double put_effect(struct hinge_analysis *a, const struct found *f)
{
    struct hinge_meta m;
    warn_left(a, f);
    if (f->k < 2) {
        put_sites(a, f, 0);
        hinge_analysis_warn(a, NULL, "W_FEW_SITES",
                            "%s: %s, at least 2 sites are needed", f->name,
                            f->k == 1 ? "1 site has it" : "no site has it");
        return NAN;
    }
    hinge_meta_fit(f->estimate, f->variance, f->k, a->level, &m);
    json_t *random = put_mean(a, "pooled", f, &m.random);
    HINGE_PUT_NUMBERS(a, random, {"pi_low", m.prediction.low},
                      {"pi_high", m.prediction.high});
    json_t *fixed = put_mean(a, "pooled_fixed", f, &m.fixed);
    json_t *spread =
        hinge_put_object(a, hinge_object_of(a, a->results, "heterogeneity"), f->name);
    HINGE_PUT_NUMBERS(a, spread, {"tau2", m.tau2}, {"tau2_ci_low", m.tau2_ci.low},
                      {"tau2_ci_high", m.tau2_ci.high}, {"tau", sqrt(m.tau2)},
                      {"i2", m.i2}, {"Q", m.q}, {"df", m.q_df}, {"p", m.q_p},
                      {"se_wald", m.se_wald});
    put_sites(a, f, m.tau2);
    if (!(m.random.se > 0)) {
        hinge_put_flag(a, fixed, "stands", true);
        hinge_analysis_warn(a, NULL, "W_ZERO_VARIANCE",
                            "%s: all sites have the same estimate; the fixed effect "
                            "stands, the random effects have no test",
                            f->name);
    } else if (m.random.se < m.se_wald)
        hinge_analysis_warn(a, NULL, "W_FEW_SITES",
                            "%s: the %zu sites differ less than their standard errors "
                            "suggest, so the interval of the random effects is too "
                            "short; report the fixed effect's beside it",
                            f->name, f->k);
    if (f->k == 2)
        hinge_analysis_warn(a, NULL, "W_FEW_SITES",
                            "%s: 2 sites; a prediction interval needs 3", f->name);
    return m.random.p;
}

/* --- estimates that a table brings --- */

static enum hinge_status gather_estimates(struct hinge_analysis *a, struct found *f,
                                          struct hinge_error *error)
{
    const char *names[2] = {NULL, NULL};
    size_t column[2] = {0, 0}, *row = NULL, n = 0;
    struct hinge_labels site = {.n = 0};
    enum hinge_status status = hinge_option_require(a, "outcome", &names[0], error);
    names[1] = hinge_option_text(a, "se");
    for (size_t i = 0; i < 2 && status == HINGE_OK; i++) {
        status = hinge_analysis_column(a, names[i], &column[i], error);
        if (status == HINGE_OK &&
            a->table->column[column[i]].type != HINGE_COLUMN_NUMBER)
            status = hinge_analysis_fail(a, error, HINGE_E_NOT_NUMERIC,
                                         "%s: column '%s' is not numeric",
                                         a->table_name, names[i]);
    }
    if (status == HINGE_OK)
        status = hinge_filter_rows(a, &row, &n, error);
    if (status == HINGE_OK)
        status = hinge_evidence_check(a, row, n, NULL, error);
    if (status == HINGE_OK)
        status = hinge_sites_find(a, row, n, &site, error);
    if (status == HINGE_OK && site.n < n)
        status =
            hinge_analysis_fail(a, error, HINGE_E_INPUT,
                                "%s: %zu rows have %zu different values of '%s'; "
                                "each site or study has one row with its own name",
                                a->table_name, n, site.n, hinge_option_text(a, "site"));
    f->name = names[0];
    if (status == HINGE_OK)
        status = make_room(a, f, n, error);
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        double y = a->table->column[column[0]].number[row[i]];
        double se = a->table->column[column[1]].number[row[i]];
        struct hinge_site_estimate e = {.estimate = y, .se = se, .df = INFINITY};
        if (se < 0)
            return hinge_analysis_fail(
                a, error, HINGE_E_INPUT,
                "%s: row %zu (%s): a standard error of %g; it "
                "has to be above 0: correct it, or leave it blank",
                a->table_name, row[i] + 1, site.name[site.code[i]], se);
        if (isnan(y) || !(se > 0))
            e.why = isnan(y) ? "no estimate" : "no standard error above 0";
        add_site(a, f, site.name[site.code[i]], e);
    }
    return status;
}

/* A study's estimate is of one effect; these choose among several. */
static enum hinge_status refuse_choices(struct hinge_analysis *a,
                                        struct hinge_error *error)
{
    static const char *const choice[] = {"group", "condition", "order", "baseline"};
    for (size_t i = 0; i < sizeof choice / sizeof *choice; i++)
        if (hinge_option_given(a, choice[i]))
            return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                       "%s: each row is a study with one estimate; "
                                       "choose rows with --filter, and leave --%s out",
                                       choice[i], choice[i]);
    return HINGE_OK;
}

static enum hinge_status run_estimates(struct hinge_analysis *a,
                                       struct hinge_error *error)
{
    struct found f = {0};
    enum hinge_status status = refuse_choices(a, error);
    if (status == HINGE_OK)
        status = gather_estimates(a, &f, error);
    if (status == HINGE_OK && f.k < 2)
        return hinge_analysis_fail(a, error, HINGE_E_TOO_FEW,
                                   "%zu of the rows have an estimate and its standard "
                                   "error; at least 2 are needed",
                                   f.k);
    if (status == HINGE_OK)
        put_effect(a, &f);
    return status;
}

/* --- what sites share --- */

/* Holm over the effects of one kind. */
static enum hinge_status adjust(struct hinge_analysis *a,
                                const struct hinge_site_effects *effects,
                                const double *p, struct hinge_error *error)
{
    double *own = hinge_analysis_alloc(a, 2 * effects->n, sizeof *own);
    enum hinge_status status = own != NULL ? HINGE_OK : hinge_analysis_no_memory(error);
    for (int kind = 0; kind < 3 && status == HINGE_OK; kind++) {
        for (size_t i = 0; i < effects->n; i++)
            own[i] = (int)effects->effect[i].kind == kind ? p[i] : (double)NAN;
        status = hinge_adjust(&a->arena, HINGE_ADJUST_HOLM, own, effects->n,
                              own + effects->n, error);
        for (size_t i = 0; i < effects->n && status == HINGE_OK; i++)
            if (!isnan(own[i]))
                hinge_put_number(a,
                                 json_object_get(json_object_get(a->results, "pooled"),
                                                 effects->effect[i].name),
                                 "p_holm", own[effects->n + i]);
    }
    return status;
}

static enum hinge_status run_cells(struct hinge_analysis *a, struct hinge_error *error)
{
    struct hinge_site_cells cells;
    struct hinge_site_effects effects = {0};
    enum hinge_status status = hinge_site_cells_gather(a, &cells, error);
    if (status == HINGE_OK && cells.n_sites < 2)
        return hinge_analysis_fail(a, error, HINGE_E_TOO_FEW,
                                   "%s: 1 site (%s); at least 2 are needed",
                                   a->table_name,
                                   cells.n_sites > 0 ? cells.site[0] : "none");
    if (status == HINGE_OK)
        status = hinge_site_effects_choose(a, &cells, &effects, error);
    double *p =
        status == HINGE_OK ? hinge_analysis_alloc(a, effects.n, sizeof *p) : NULL;
    if (p == NULL)
        return status == HINGE_OK ? hinge_analysis_no_memory(error) : status;
    for (size_t i = 0; i < effects.n && status == HINGE_OK; i++) {
        struct found f = {.name = effects.effect[i].name};
        status = make_room(a, &f, cells.n_sites, error);
        for (size_t s = 0; s < cells.n_sites && status == HINGE_OK; s++)
            add_site(a, &f, cells.site[s],
                     hinge_site_effect_of(&cells, &effects.effect[i], s));
        p[i] = status == HINGE_OK ? put_effect(a, &f) : (double)NAN;
    }
    if (status == HINGE_OK)
        status = adjust(a, &effects, p, error);
    if (status == HINGE_OK)
        status = hinge_site_model_put(a, &cells, &effects, error);
    return status;
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    static const char *const lists[] = {"sites", "sites_excluded"};
    for (size_t i = 0; i < 2; i++)
        hinge_put_list(a, a->results, lists[i]);
    enum hinge_status status =
        hinge_option_given(a, "se") ? run_estimates(a, error) : run_cells(a, error);
    for (size_t i = 0; i < 2; i++)
        if (json_array_size(json_object_get(a->results, lists[i])) == 0)
            json_object_del(a->results, lists[i]);
    return status;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("pooled/*", "{:k}: k = {sites:n}, random effects {estimate:x!}, {:c}% CI "
                          "[{ci_low:x}, {ci_high:x}], t({df:d}) = {t:2!}, p {p:p}"),
    HINGE_SAY("pooled_fixed/*",
              "{stands:_T}{:k}: k = {sites:n}, fixed effect {estimate:x!}, {:c}% CI "
              "[{ci_low:x}, {ci_high:x}], z = {z:2!}, p {p:p}"),
    HINGE_SAY("heterogeneity/*",
              "{:k}: tau2 = {tau2:x!}, I2 = {i2:x}%, Q({df:d}) = {Q:2}, p {p:p}"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY(
        "pooled/*",
        "{people:_!}{:k}: {estimate:x!}{:u} ({:c}% CI {ci_low:x!} to {ci_high:x}; "
        "{sites:n} sites, {people:n} people), {estimate:h}.",
        .when = HINGE_SAY_SURE),
    HINGE_SAY(
        "pooled/*",
        "{people:_!}{:k}: {estimate:x!}{:u} ({:c}% CI {ci_low:x!} to {ci_high:x}; "
        "{sites:n} sites, {people:n} people): no clear difference.",
        .when = HINGE_SAY_OPEN),
    HINGE_SAY(
        "pooled/*",
        "{people:_~}{:k}: {estimate:x!} ({:c}% CI {ci_low:x!} to {ci_high:x}; n = "
        "{sites:n} studies)."),
    HINGE_SAY("pooled/*",
              "{:k}: another site is expected between {pi_low:x!} and {pi_high:x}{:u} "
              "({:c}% prediction interval)."),
    HINGE_SAY("pooled_fixed/*", "{stands:_T}{:k}: {estimate:x!}{:u} ({:c}% CI "
                                "{ci_low:x!} to {ci_high:x}), fixed effect."),
    HINGE_SAY("heterogeneity/*",
              "{:k}: the SD between sites is {tau:x!}{:u}; {i2:x}% of the variation is "
              "between sites (p {p:p})."),
    HINGE_SAY_END};

static const struct hinge_sentence test[] = {
    HINGE_SAY("pooled/*", "{:k}: t({df:d}) = {t:2!}, p {p:p}."), HINGE_SAY_END};

static const char *const options[] = {"outcome", "outcomes", "group", "condition",
                                      "order",   "baseline", "site",  "sites",
                                      "se",      NULL};

const struct hinge_statistic hinge_statistic_pooled = {
    .id = "pooled",
    .title = "Groups and cues over several sites",
    .details =
        "Takes files of \"hinge-export --shareable\", or a table with an estimate and "
        "its standard error per study. Gives a random-effects meta-analysis (REML, "
        "Knapp and Hartung) with prediction interval, heterogeneity and the fixed "
        "effect. Shared files also give the mixed model of all participants, which "
        "their means and covariances determine exactly: site + group * condition + "
        "(1 | participant). A cue's effect is over all people of a site, a group's at "
        "the baseline, which it names.",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = options,
    .primary = "pooled/</p",
    .main_table = "pooled*",
    .test = test,
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"pooled\", \"outcome\": \"change\", \"se\": "
                       "\"se\"}",
    .example_data = "site,change,se\nA,-4.1,1.2\nB,-2.8,0.9\nC,-6.0,2.1\nD,-3.3,1.4\n"};
