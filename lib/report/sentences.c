/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results in words: APA sentences and plain lines from the document of an analysis.
 * What is said is in the two tables of templates below. */
#include "report/sentences.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A sentence about results[at]. {path:kind} is a number: 2 two decimals, d degrees of
 * freedom, p a p value with its sign, r without a leading zero, n whole, x four digits,
 * o a ratio (two digits of a small one),
 * t a text. Paths starting with / are from the results. Nothing is said when a number
 * that is marked ! is null. */
struct sentence {
    const char *at, *text;
};

static const struct sentence apa[] = {
    {"welch", "t({df:d}) = {t:2!}, p {p:p}, mean difference {mean_diff:x} [{ci_low:x}, "
              "{ci_high:x}], Hedges' g = {/hedges_g/g:2} [{/hedges_g/ci_low:2}, "
              "{/hedges_g/ci_high:2}]"},
    {"mann_whitney", "U = {U:x!}, {method:t} p {p:p}, Cliff's delta = "
                     "{/cliffs_delta/delta:2} [{/cliffs_delta/ci_low:2}, "
                     "{/cliffs_delta/ci_high:2}]"},
    {"permutation_welch", "{method:t} permutation of Welch's t, p {p:p} ({n_perm:n} "
                          "relabellings)"},
    {"paired_t",
     "t({df:d}) = {t:2!}, p {p:p}, mean difference {mean_diff:x} [{ci_low:x}, "
     "{ci_high:x}], d_z = {/d_z/d:2} [{/d_z/ci_low:2}, {/d_z/ci_high:2}], "
     "d_av = {/d_av/d:2}"},
    {"wilcoxon", "V = {V:x!}, {method:t} p {p:p}"},
    {"signflip", "{method:t} sign-flip test, p {p:p}"},
    {"tost", "equivalence within [{low:x}, {high:x}]: t = {t_low:2!} and {t_high:2}, "
             "p {p:p}, 90% CI [{ci90_low:x}, {ci90_high:x}]"},
    {"welch_anova", "Welch's F({df1:d}, {df2:d}) = {F:2!}, p {p:p}"},
    {"anova", "F({df1:d}, {df2:d}) = {F:2!}, p {p:p}, omega squared = {omega2:r}"},
    {"kruskal", "H({df:d}) = {H:2!}, p {p:p}"},
    {"rm_anova", "F({df1:d}, {df2:d}) = {F:2!}, Greenhouse-Geisser epsilon = "
                 "{gg_epsilon:r}, p {p_gg:p}, generalised eta squared = {ges:r}"},
    {"friedman", "chi2({df:d}) = {chi2:2!}, p {p:p}, Kendall's W = {kendall_w:r}"},
    {"mcnemar",
     "McNemar mid-p {p_midp:p}, risk difference {/rd_paired/rd:2!} "
     "[{/rd_paired/newcombe_low:2}, {/rd_paired/newcombe_high:2}], N = {n:n}"},
    {"cochran_q", "Cochran's Q({df:d}) = {Q:2!}, p {p:p}"},
    {"rd_participant", "risk difference {rd:2!} [{ci_low:2}, {ci_high:2}], t({df:d}) = "
                       "{t:2}, p {p:p}"},
    {"icc/ICC1", "ICC(1,1) = {icc:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"},
    {"icc/ICC2", "ICC(2,1) = {icc:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"},
    {"icc/ICC3", "ICC(3,1) = {icc:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"},
    {"bland_altman", "bias = {bias:x!} [{bias_ci_low:x}, {bias_ci_high:x}], limits of "
                     "agreement {loa_low:x} to {loa_high:x}, N = {n:n}"},
    {"bland_altman_repeated", "bias = {bias:x!}, limits of agreement {loa_low:x} to "
                              "{loa_high:x} ({n:n} differences of {n_participants:n} "
                              "participants)"},
    {"kappa", "kappa = {kappa:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"},
    {"roc", "AUC = {auc:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"},
    {"slopes_homogeneity",
     "homogeneity of slopes: F({df1:d}, {df2:d}) = {F:2!}, p {p:p}"},
    {"permutation", "permutation of the largest statistic: critical value "
                    "{threshold:2!}, smallest p {p_max:p}"},
};

/* Sentences about each member of a container. */
static const struct sentence apa_each[] = {
    {"games_howell", "t({df:d}) = {t:2!}, p {p:p} (Games-Howell)"},
    {"pairwise", "t({df:d}) = {t:2!}, p {p:p}, Holm p {p_holm:p}"},
    {"fixed", "b = {estimate:x!}, SE = {se:x}, t({df:d!}) = {t:2}, p {p:p}"},
    {"fixed",
     "OR = {odds_ratio:o!}, {:c}% CI [{or_low:o}, {or_high:o}], z = {z:2}, p {p:p}"},
    {"type3", "F({df1:d}, {df2:d!}) = {F:2!}, p {p:p}"},
    {"cells", "{prop:r!} of {n_reps:n!} repetitions, {:c}% CI [{wilson_eff_low:r}, "
              "{wilson_eff_high:r}], {n_participants:n} participants"},
    {"cells", "M = {mean:x!} (SD = {sd:x}), N = {n_participants:n}"},
};

/* --- templates --- */

static const json_t *look_up(const json_t *results, const json_t *here,
                             const char *path, size_t length)
{
    const json_t *at = here;
    const char *end = path + length;
    if (*path == '/') {
        at = results;
        path++;
    }
    while (path < end && at != NULL) {
        char key[64];
        size_t n = strcspn(path, "/:");
        snprintf(key, sizeof key, "%.*s", (int)n, path);
        at = json_object_get(at, key);
        path += n + (path + n < end);
    }
    return at;
}

/* Without the zero before the point, for what cannot pass 1. */
static void add_short(struct hinge_text *text, double value, int decimals)
{
    char number[32];
    snprintf(number, sizeof number, "%.*f", decimals, fabs(value));
    bool zero = strspn(number, "0.") == strlen(number);
    hinge_text_printf(text, "%s%s", value < 0 && !zero ? "-" : "",
                      number[0] == '0' ? number + 1 : number);
}

static void add_number(struct hinge_text *text, double value, char kind)
{
    switch (kind) {
    case 'p':
        if (value < 0.001) {
            hinge_text_puts(text, "< .001");
            break;
        }
        hinge_text_puts(text, "= ");
        add_short(text, value, 3);
        break;
    case 'r':
        add_short(text, value, 2);
        break;
    case 'd':
        hinge_text_printf(text, value == floor(value) ? "%.0f" : "%.1f", value);
        break;
    case 'o':
        if (value < 1e-4)
            hinge_text_puts(text, "<0.0001");
        else
            hinge_text_printf(text, "%.*f",
                              value < 0.1    ? 1 - (int)floor(log10(value))
                              : value < 1000 ? 2
                                             : 0,
                              value);
        break;
    case 'n':
        hinge_text_printf(text, "%.0f", value);
        break;
    case 'x':
        hinge_text_printf(text, "%.4g", value);
        break;
    default:
        hinge_text_printf(text, "%.2f", value);
    }
}

/* Fills a template; false when a number it cannot do without is missing. */
static bool fill(struct hinge_text *text, const char *template, const json_t *results,
                 const json_t *here, double level)
{
    size_t before = text->length;
    while (*template != '\0') {
        size_t plain = strcspn(template, "{");
        hinge_text_add(text, template, plain);
        template += plain;
        if (*template == '\0')
            break;
        size_t length = strcspn(++template, "}"), name = strcspn(template, ":");
        char kind = template[name + 1];
        bool needed = template[name + 2] == '!';
        const json_t *value = look_up(results, here, template, name);
        if (needed && !json_is_number(value)) {
            text->length = before;
            if (text->data != NULL)
                text->data[before] = '\0';
            return false;
        }
        if (kind == 'c')
            hinge_text_printf(text, "%g", 100 * level);
        else if (kind == 't')
            hinge_text_puts(text,
                            json_is_string(value) ? json_string_value(value) : "");
        else if (json_is_number(value))
            add_number(text, json_number_value(value), kind);
        else
            hinge_text_puts(text, "-");
        template += length + 1;
    }
    return true;
}

void hinge_sentences_apa(const json_t *results, double level, struct hinge_text *text)
{
    for (size_t i = 0; i < sizeof apa / sizeof apa[0]; i++) {
        const json_t *here = look_up(results, results, apa[i].at, strlen(apa[i].at));
        if (json_is_object(here) && fill(text, apa[i].text, results, here, level))
            hinge_text_puts(text, "\n");
    }
    for (size_t i = 0; i < sizeof apa_each / sizeof apa_each[0]; i++) {
        const char *key;
        json_t *here;
        json_object_foreach(json_object_get(results, apa_each[i].at), key, here)
        {
            struct hinge_text own = {0};
            if (fill(&own, apa_each[i].text, results, here, level))
                hinge_text_printf(text, "%s: %s\n", key, hinge_text_string(&own));
            text->failed = text->failed || own.failed;
            hinge_text_clear(&own);
        }
    }
    const char *key;
    json_t *part;
    const char *const parts[] = {"outcomes", "strata"};
    for (size_t i = 0; i < 2; i++) {
        json_object_foreach(json_object_get(results, parts[i]), key, part)
        {
            hinge_text_printf(text, "%s\n", key);
            hinge_sentences_apa(part, level, text);
        }
    }
}

/* --- plain lines --- */

static double number_at(const json_t *results, const char *path)
{
    const json_t *value = look_up(results, results, path, strlen(path));
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

/* The i-th key of an object, "" when there is none. */
static const char *key_at(const json_t *object, size_t i)
{
    void *at = json_object_iter((json_t *)object);
    while (at != NULL && i-- > 0)
        at = json_object_iter_next((json_t *)object, at);
    return at != NULL ? json_object_iter_key(at) : "";
}

/* Never "no difference": what the interval leaves open is said instead. */
static void add_verdict(struct hinge_text *text, double low, double high)
{
    if (low > 0 || high < 0)
        hinge_text_puts(text, ", a difference in this direction");
    else
        hinge_text_puts(text,
                        ", which leaves open in which direction the difference is");
}

static void add_difference(struct hinge_text *text, double level, const char *outcome,
                           const char *first, const char *second, const char *how,
                           const double value[3])
{
    hinge_text_printf(text,
                      "%s was %.4g %s %s %s than %s %s (%g%% CI of the difference "
                      "%.4g to %.4g)",
                      outcome, fabs(value[0]), value[0] < 0 ? "lower" : "higher", how,
                      first, how, second, 100 * level, value[1], value[2]);
    add_verdict(text, value[1], value[2]);
    hinge_text_puts(text, ".\n");
}

static void add_equivalence(struct hinge_text *text, const json_t *results)
{
    const json_t *tost = json_object_get(results, "tost");
    const json_t *equivalent = json_object_get(tost, "equivalent");
    if (json_is_boolean(equivalent))
        hinge_text_printf(
            text,
            json_is_true(equivalent)
                ? "The difference lies within %.4g to %.4g: equivalent by "
                  "the bounds given.\n"
                : "The data do not show that the difference lies within %.4g "
                  "to %.4g.\n",
            number_at(tost, "low"), number_at(tost, "high"));
}

/* Which model was chosen for whom gave none. */
static void add_model(struct hinge_text *text, const json_t *results)
{
    static const struct {
        const char *reason, *words;
    } because[] = {
        {"no_condition", "no condition varies within people"},
        {"one_row_per_cell", "nobody has two rows under one condition"},
        {"too_few", "there are too few people for reactions of their own"},
        {"no_convergence", "the model with people's own reactions does not converge"},
        {"singular", "the data show no spread of people's own reactions"},
        {"maximal", "people's own reactions to the condition can be estimated"}};
    const char *reason = json_string_value(json_object_get(results, "formula_reason"));
    for (size_t i = 0; reason != NULL && i < sizeof because / sizeof *because; i++)
        if (strcmp(because[i].reason, reason) == 0)
            hinge_text_printf(text, "model chosen: %s%s, because %s.\n",
                              json_string_value(json_object_get(results, "formula")),
                              json_is_true(json_object_get(results, "aggregated"))
                                  ? ", of people's "
                                    "means"
                                  : "",
                              because[i].words);
}

void hinge_sentences_plain(const json_t *request, const json_t *results, double level,
                           struct hinge_text *text)
{
    const char *outcome = json_string_value(json_object_get(request, "outcome"));
    const json_t *order = json_object_get(request, "order");
    const json_t *groups = json_object_get(results, "groups");
    const json_t *conditions = json_object_get(results, "conditions");
    bool ordered = json_array_size(order) == 2;
    add_model(text, results);
    double welch[3] = {number_at(results, "welch/mean_diff"),
                       number_at(results, "welch/ci_low"),
                       number_at(results, "welch/ci_high")};
    double paired[3] = {number_at(results, "paired_t/mean_diff"),
                        number_at(results, "paired_t/ci_low"),
                        number_at(results, "paired_t/ci_high")};
    if (outcome == NULL)
        return;
    if (!isnan(welch[1]) && !isnan(welch[2]))
        add_difference(text, level, outcome, key_at(groups, 0), key_at(groups, 1), "in",
                       welch);
    if (!isnan(paired[1]) && !isnan(paired[2]))
        add_difference(text, level, outcome,
                       ordered ? json_string_value(json_array_get(order, 0))
                               : key_at(conditions, 1),
                       ordered ? json_string_value(json_array_get(order, 1))
                               : key_at(conditions, 0),
                       "under", paired);
    add_equivalence(text, results);
}
