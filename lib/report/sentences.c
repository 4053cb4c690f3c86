/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results in words: APA sentences and plain lines from the document of an analysis.
 * What is said is in the two tables of templates below. */
#include "report/sentences.h"

#include "report/wording.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A sentence about results[at]. {path:kind} is a number: 2 two decimals, d degrees of
 * freedom, p a p value with its sign, r without a leading zero, n whole, x four digits,
 * o a ratio (two digits of a small one), t a text, u the unit of the outcome. Paths
 * starting with / are from the results. Nothing is said when a number that is marked !
 * is null, or one marked ~ is there. */
struct sentence {
    const char *at, *text;
};

static const struct sentence apa[] = {
    {"welch",
     "t({df:d}) = {t:2!}, p {p:p}, mean difference {mean_diff:x}{:u} [{ci_low:x}, "
     "{ci_high:x}], Hedges' g = {/hedges_g/g:2} [{/hedges_g/ci_low:2}, "
     "{/hedges_g/ci_high:2}]"},
    {"mann_whitney", "U = {U:x!}, {method:t} p {p:p}, Cliff's delta = "
                     "{/cliffs_delta/delta:2} [{/cliffs_delta/ci_low:2}, "
                     "{/cliffs_delta/ci_high:2}]"},
    {"permutation_welch", "{method:t} permutation of Welch's t, p {p:p} ({n_perm:n} "
                          "relabellings)"},
    {"paired_t",
     "t({df:d}) = {t:2!}, p {p:p}, mean difference {mean_diff:x}{:u} [{ci_low:x}, "
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
    {"icc_reml", "ICC(2,1) = {ICC2:r!}, {:c}% CI [{ICC2_ci_low:r}, {ICC2_ci_high:r}], "
                 "by REML, since measurements are missing"},
    {"icc_reml", "ICC(3,1) = {ICC3:r!}, {:c}% CI [{ICC3_ci_low:r}, {ICC3_ci_high:r}], "
                 "ICC(2,k) = {ICC2k:r}"},
    {"icc_reml", "SEM = {sem_agreement:x!}{:u}, MDC95 = {mdc95_agreement:x}{:u} "
                 "[{mdc95_agreement_low:x}, {mdc95_agreement_high:x}]"},
    {"", "SEM = {sem_agreement:x!}{:u}, MDC95 = {mdc95_agreement:x}{:u} "
         "[{mdc95_agreement_low:x}, {mdc95_agreement_high:x}]"},
    {"bland_altman",
     "bias = {bias:x!}{:u} [{bias_ci_low:x}, {bias_ci_high:x}], limits of "
     "agreement {loa_low:x} to {loa_high:x}, N = {n:n}"},
    {"bland_altman_repeated", "bias = {bias:x!}, limits of agreement {loa_low:x} to "
                              "{loa_high:x} ({n:n} differences of {n_participants:n} "
                              "participants)"},
    {"kappa",
     "kappa = {kappa:r!}, {:c}% CI [{cluster_ci_low:r!}, {cluster_ci_high:r}], "
     "{/n_participants:n} people"},
    {"kappa", "{cluster_ci_low:r~}kappa = {kappa:r!}, {:c}% CI [{ci_low:r}, "
              "{ci_high:r}]"},
    {"roc", "AUC = {auc:r!}, {:c}% CI [{cluster_ci_low:r!}, {cluster_ci_high:r}], "
            "{/n_participants:n} people"},
    {"roc", "{cluster_ci_low:r~}AUC = {auc:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"},
    {"sensitivity", "sensitivity = {value:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"},
    {"specificity", "specificity = {value:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"},
    {"slopes_homogeneity",
     "homogeneity of slopes: F({df1:d}, {df2:d}) = {F:2!}, p {p:p}"},
    {"permutation", "permutation of the largest statistic: critical value "
                    "{threshold:2!}, smallest p {p_max:p}"},
};

/* Sentences about each member of a container. */
static const struct sentence apa_each[] = {
    {"games_howell", "t({df:d}) = {t:2!}, p {p:p} (Games-Howell)"},
    {"pairwise", "t({df:d}) = {t:2!}, p {p:p}, Holm p {p_holm:p}"},
    {"fixed",
     "b = {estimate:x!}{:u} [{ci_low:x}, {ci_high:x}], SE = {se:x}, t({df:d!}) "
     "= {t:2}, p {p:p}"},
    {"fixed",
     "OR = {odds_ratio:o!}, {:c}% CI [{or_low:o}, {or_high:o}], z = {z:2}, p {p:p}"},
    {"type3", "F({df1:d}, {df2:d!}) = {F:2!}, p {p:p}"},
    {"cells", "prevalence = {prevalence:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}], "
              "{n_participants:n} people, {n_reps:n!} repetitions"},
    {"cells", "M = {mean:x!}{:u} (SD = {sd:x}), N = {n_participants:n}"},
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

/* What sentences are about. */
struct about {
    const json_t *request, *results;
    const char *outcome; /* NULL: none */
    double level;
};

/* Fills a template; false when a number it cannot do without is missing. */
static bool fill(struct hinge_text *text, const char *template,
                 const struct about *about, const json_t *here)
{
    const json_t *results = about->results;
    size_t before = text->length;
    while (*template != '\0') {
        size_t plain = strcspn(template, "{");
        hinge_text_add(text, template, plain);
        template += plain;
        if (*template == '\0')
            break;
        size_t length = strcspn(++template, "}"), name = strcspn(template, ":");
        char kind = template[name + 1];
        bool needed = template[name + 2] == '!', absent = template[name + 2] == '~';
        const json_t *value = look_up(results, here, template, name);
        if (needed ? !json_is_number(value) : absent && json_is_number(value)) {
            text->length = before;
            if (text->data != NULL)
                text->data[before] = '\0';
            return false;
        }
        if (kind == 'c')
            hinge_text_printf(text, "%g", 100 * about->level);
        else if (kind == 'u')
            hinge_text_puts(
                text, about->outcome != NULL ? hinge_wording_unit(about->outcome) : "");
        else if (absent)
            ;
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

/* The i-th key of an object, "" when there is none. */
static const char *key_at(const json_t *object, size_t i)
{
    void *at = json_object_iter((json_t *)object);
    while (at != NULL && i-- > 0)
        at = json_object_iter_next((json_t *)object, at);
    return at != NULL ? json_object_iter_key(at) : "";
}

/* The two levels of a difference, first minus second, and their column; false when the
 * result is no difference of two. */
static bool find_levels(const struct about *about, const char *level[2],
                        const char **column)
{
    const json_t *order = json_object_get(about->request, "order");
    const json_t *groups = json_object_get(about->results, "groups");
    const json_t *conditions = json_object_get(about->results, "conditions");
    bool between = json_object_get(about->results, "welch") != NULL;
    bool within = json_object_get(about->results, "paired_t") != NULL;
    *column = json_string_value(
        json_object_get(about->request, between ? "group" : "condition"));
    if ((!between && !within) || *column == NULL)
        return false;
    for (size_t i = 0; i < 2; i++)
        level[i] = json_array_size(order) == 2
                       ? json_string_value(json_array_get(order, i))
                   : between ? key_at(groups, i)
                             : key_at(conditions, 1 - i);
    return level[0] != NULL && level[1] != NULL;
}

/* "Lumbar excursion (°), trained minus sedentary:" */
static void add_heading(struct hinge_text *text, const struct about *about)
{
    char name[128];
    const char *level[2], *column, *unit;
    const char *change = json_string_value(json_object_get(about->request, "change"));
    if (about->outcome == NULL)
        return;
    hinge_wording_name(about->outcome, name, sizeof name);
    unit = hinge_wording_unit(about->outcome);
    if (name[0] >= 'a' && name[0] <= 'z')
        name[0] = (char)(name[0] - 'a' + 'A');
    hinge_text_puts(text, name);
    if (*unit != '\0')
        hinge_text_printf(text, " (%s)", unit + (*unit == ' '));
    if (change != NULL)
        hinge_text_printf(text, ", change %s", change);
    if (find_levels(about, level, &column))
        hinge_text_printf(text, ", %s minus %s", level[0], level[1]);
    hinge_text_puts(text, ":\n");
}

/* An intercept's odds are no ratio. */
static const char *sentence_for(const char *template, const char *key)
{
    return strcmp(key, "(Intercept)") == 0 && strncmp(template, "OR", 2) == 0
               ? "odds = {odds_ratio:o!}, {:c}% CI [{or_low:o}, {or_high:o}]"
               : template;
}

static void add_results(const struct about *about, struct hinge_text *text)
{
    const json_t *results = about->results;
    for (size_t i = 0; i < sizeof apa / sizeof apa[0]; i++) {
        const json_t *here = look_up(results, results, apa[i].at, strlen(apa[i].at));
        if (json_is_object(here) && fill(text, apa[i].text, about, here))
            hinge_text_puts(text, "\n");
    }
    for (size_t i = 0; i < sizeof apa_each / sizeof apa_each[0]; i++) {
        const char *key;
        json_t *here;
        json_object_foreach(json_object_get(results, apa_each[i].at), key, here)
        {
            struct hinge_text own = {0};
            if (fill(&own, sentence_for(apa_each[i].text, key), about, here))
                hinge_text_printf(text, "%s: %s\n", key, hinge_text_string(&own));
            text->failed = text->failed || own.failed;
            hinge_text_clear(&own);
        }
    }
}

static void add_parts(const struct about *about, struct hinge_text *text)
{
    const char *key;
    json_t *part;
    const json_t *outcomes = json_object_get(about->results, "outcomes");
    const json_t *strata = json_object_get(about->results, "strata");
    if (outcomes == NULL && strata == NULL) {
        struct hinge_text lines = {0};
        add_results(about, &lines);
        if (lines.length > 0)
            add_heading(text, about);
        hinge_text_puts(text, hinge_text_string(&lines));
        text->failed = text->failed || lines.failed;
        hinge_text_clear(&lines);
        return;
    }
    json_object_foreach((json_t *)strata, key, part)
    {
        const struct about own = {about->request, part, about->outcome, about->level};
        hinge_text_printf(text, "%s\n", key);
        add_parts(&own, text);
    }
    json_object_foreach((json_t *)outcomes, key, part)
    {
        const struct about own = {about->request, part, key, about->level};
        add_parts(&own, text);
    }
}

/* The outcome of a request, of its formula when it has one. */
static const char *outcome_of(const json_t *request, char buffer[64])
{
    const char *outcome = json_string_value(json_object_get(request, "outcome"));
    const char *formula = json_string_value(json_object_get(request, "formula"));
    if (outcome != NULL || formula == NULL)
        return outcome;
    size_t n = strcspn(formula, " ~/(");
    snprintf(buffer, 64, "%.*s", (int)n, formula);
    return n > 0 && n < 64 ? buffer : NULL;
}

void hinge_sentences_apa(const json_t *request, const json_t *results, double level,
                         struct hinge_text *text)
{
    char buffer[64];
    const struct about about = {request, results, outcome_of(request, buffer), level};
    add_parts(&about, text);
}

/* --- plain lines --- */

static double number_at(const json_t *results, const char *path)
{
    const json_t *value = look_up(results, results, path, strlen(path));
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

/* Never "no difference": a direction is named only when the interval excludes 0. */
static void add_difference(struct hinge_text *text, const struct about *about,
                           const double value[3])
{
    char name[128], first[160], second[160];
    const char *level[2], *column, *unit = hinge_wording_unit(about->outcome);
    bool groups = json_object_get(about->results, "welch") != NULL;
    if (!find_levels(about, level, &column))
        return;
    hinge_wording_name(about->outcome, name, sizeof name);
    hinge_wording_level(column, groups, level[0], first, sizeof first);
    hinge_wording_level(column, groups, level[1], second, sizeof second);
    const char *change = json_string_value(json_object_get(about->request, "change"));
    char what[300];
    snprintf(what, sizeof what, "%s%s%s%s", name, change != NULL ? "'s change (" : "",
             change != NULL ? change : "", change != NULL ? ")" : "");
    if (value[1] > 0 || value[2] < 0)
        hinge_text_printf(text,
                          "The %s was %.4g%s %s %s than %s (%g%% CI %.4g to %.4g%s).\n",
                          what, fabs(value[0]), unit, value[0] < 0 ? "lower" : "higher",
                          first, second, 100 * about->level,
                          fabs(value[value[0] < 0 ? 2 : 1]),
                          fabs(value[value[0] < 0 ? 1 : 2]), unit);
    else
        hinge_text_printf(
            text,
            "The %s %s minus that %s was %.4g%s (%g%% CI %.4g to %.4g%s): "
            "which is higher stays open.\n",
            what, first, second, value[0], unit, 100 * about->level, value[1], value[2],
            unit);
}

static void add_tests(struct hinge_text *text, const struct about *about)
{
    static const char *const tests[] = {"welch", "paired_t"};
    for (size_t i = 0; i < 2; i++) {
        const json_t *test = json_object_get(about->results, tests[i]);
        const double value[3] = {number_at(test, "mean_diff"),
                                 number_at(test, "ci_low"), number_at(test, "ci_high")};
        if (!isnan(value[1]) && !isnan(value[2]))
            add_difference(text, about, value);
    }
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
    const struct about about = {request, results,
                                json_string_value(json_object_get(request, "outcome")),
                                level};
    add_model(text, results);
    const char *key;
    json_t *part;
    json_object_foreach(json_object_get(results, "outcomes"), key, part)
    {
        const struct about own = {request, part, key, level};
        add_tests(text, &own);
    }
    if (about.outcome == NULL)
        return;
    add_tests(text, &about);
    add_equivalence(text, results);
}
