/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gstudy: participants x sessions x repetitions: where the error comes from, and how
 * many sessions and repetitions make it small enough (Brennan 2001; Vangeneugden et al.
 * 2004). */
#include "base/moments.h"
#include "stats/people/left_out.h"
#include "stats/people/pooled.h"
#include "stats/reliability/components.h"
#include "stats/statistic.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_SESSIONS = 10 };

/* Variances; interaction and session are 0 where they are not in the model. */
struct variances {
    double participant, session, interaction, residual;
};

struct study {
    struct hinge_sample sample;
    size_t n, people, sessions; /* rows; those with rows */
    double *y;
    int32_t *who, *when; /* codes without gaps */
    size_t *count;       /* rows of a participant and session */
    bool nested, interaction, balanced;
    struct variances v;
};

static enum hinge_status gather(struct hinge_analysis *a, struct study *s,
                                struct hinge_error *error)
{
    struct hinge_columns columns = {.error = error};
    hinge_columns_number(a, &columns, "outcome");
    hinge_columns_factor(a, &columns, "session");
    hinge_columns_participant(a, &columns);
    enum hinge_status status = hinge_sample_gather(a, &columns, &s->sample, error);
    if (status == HINGE_OK)
        status = hinge_pooled_refuse(a, &s->sample, s->sample.factor[0].code,
                                     s->sample.factor[0].n_levels, error);
    return status;
}

/* Numbers codes by first row; *n of them. NULL without memory. */
static int32_t *renumber(struct hinge_analysis *a, const uint32_t *code, size_t rows,
                         size_t levels, size_t *n)
{
    int32_t *number = hinge_analysis_alloc(a, levels, sizeof *number);
    int32_t *out = hinge_analysis_alloc(a, rows, sizeof *out);
    *n = 0;
    for (size_t i = 0; i < rows && number != NULL && out != NULL; i++) {
        if (number[code[i]] == 0)
            number[code[i]] = (int32_t)++ * n;
        out[i] = number[code[i]] - 1;
    }
    return number != NULL ? out : NULL;
}

static enum hinge_status count_rows(struct hinge_analysis *a, struct study *s,
                                    struct hinge_error *error)
{
    const struct hinge_factor *f = &s->sample.factor[0];
    s->n = s->sample.n;
    s->y = s->sample.number[0];
    s->who =
        renumber(a, s->sample.participant, s->n, s->sample.n_participants, &s->people);
    s->when = renumber(a, f->code, s->n, f->n_levels, &s->sessions);
    s->count = hinge_analysis_alloc(a, s->people * s->sessions, sizeof *s->count);
    if (s->who == NULL || s->when == NULL || s->count == NULL)
        return hinge_analysis_no_memory(error);
    if (s->sessions < 2)
        return hinge_analysis_fail(
            a, error, HINGE_E_ONE_LEVEL,
            "'%s' has one level ('%s') after filtering: the error between sessions "
            "needs at least two",
            f->name, f->level[f->code[0]]);
    if (s->people < 3)
        return hinge_analysis_fail(a, error, HINGE_E_TOO_FEW,
                                   "too few participants: %zu, at least 3 are needed",
                                   s->people);
    for (size_t i = 0; i < s->n; i++)
        s->count[(size_t)s->who[i] * s->sessions + (size_t)s->when[i]]++;
    s->balanced = true;
    for (size_t c = 0; c < s->people * s->sessions; c++) {
        s->interaction = s->interaction || s->count[c] > 1;
        s->balanced = s->balanced && s->count[c] == s->count[0] && s->count[c] > 0;
    }
    return HINGE_OK;
}

/* --- variances by REML --- */

static enum hinge_status fit(struct hinge_analysis *a, struct study *s,
                             struct hinge_components *rest, struct hinge_error *error)
{
    size_t most = s->people > s->sessions ? s->people : s->sessions;
    const char **level = hinge_analysis_alloc(a, most, sizeof *level);
    if (level == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < most; i++)
        level[i] = "";
    const struct hinge_model_column columns[] = {{.name = "y", .value = s->y},
                                                 {.name = "participant",
                                                  .is_factor = true,
                                                  .code = s->who,
                                                  .level = level,
                                                  .n_levels = s->people},
                                                 {.name = "session",
                                                  .is_factor = true,
                                                  .code = s->when,
                                                  .level = level,
                                                  .n_levels = s->sessions}};
    const struct hinge_model_data data = {s->n, 3, columns, 0};
    struct hinge_component part[] = {
        {.name = "participant"}, {.name = "session"}, {.name = "participant:session"}};
    char formula[160];
    snprintf(formula, sizeof formula, "y ~ 1 + (1 | participant)%s%s",
             s->nested ? "" : " + (1 | session)",
             s->interaction ? " + (1 | participant:session)" : "");
    enum hinge_status status =
        hinge_components_fit(formula, &data, s->y, part, 3, rest, error);
    s->v = (struct variances){part[0].variance, part[1].variance, part[2].variance,
                              rest->residual};
    return status;
}

static void put_variances(struct hinge_analysis *a, const struct study *s,
                          const char *key, struct variances v, double unit)
{
    double none = NAN;
    HINGE_PUT_NUMBERS(
        a, hinge_put_object(a, a->results, key), {"participant", v.participant * unit},
        {"session", s->nested ? none : v.session * unit},
        {"participant:session", s->interaction ? v.interaction * unit : none},
        {"residual", v.residual * unit});
}

static void warn_zero(struct hinge_analysis *a, const struct study *s)
{
    const struct {
        const char *name;
        double variance;
        bool fitted;
    } part[] = {{"participant", s->v.participant, true},
                {"session", s->v.session, !s->nested},
                {"participant:session", s->v.interaction, s->interaction}};
    for (size_t i = 0; i < 3; i++)
        if (part[i].fitted && part[i].variance < 1e-8 * s->v.residual)
            hinge_analysis_warn(a, NULL, "W_SINGULAR",
                                "the estimated variance of %s is 0: %zu people and %zu "
                                "sessions are too few to separate it from 0",
                                part[i].name, s->people, s->sessions);
}

/* --- expected mean squares --- */

struct squares {
    double p, s, ps, e;
};

/* mean: of each cell; who, when: deviations from the grand mean. Values are about the
 * first one. */
static struct squares mean_squares(const struct study *s, const double *mean,
                                   const double *who, const double *when, double grand)
{
    double reps = (double)s->count[0], np = (double)s->people, ns = (double)s->sessions;
    struct squares q = {0};
    for (size_t p = 0; p < s->people; p++)
        q.p += ns * reps * who[p] * who[p] / (np - 1);
    for (size_t d = 0; d < s->sessions; d++)
        q.s += np * reps * when[d] * when[d] / (ns - 1);
    for (size_t c = 0; c < s->people * s->sessions; c++) {
        double rest = mean[c] - grand - who[c / s->sessions] - when[c % s->sessions];
        q.ps += reps * rest * rest / ((np - 1) * (ns - 1));
    }
    for (size_t i = 0; i < s->n; i++) {
        double e = s->y[i] - s->y[0] -
                   mean[(size_t)s->who[i] * s->sessions + (size_t)s->when[i]];
        q.e += e * e;
    }
    double none = NAN;
    q.e = reps > 1 ? q.e / (np * ns * (reps - 1)) : none;
    return q;
}

static enum hinge_status put_anova(struct hinge_analysis *a, const struct study *s,
                                   struct hinge_error *error)
{
    size_t cells = s->people * s->sessions;
    double reps = (double)s->count[0], grand = 0;
    double np = (double)s->people, ns = (double)s->sessions;
    double *mean =
        hinge_analysis_alloc(a, cells + s->people + s->sessions, sizeof *mean);
    if (mean == NULL)
        return hinge_analysis_no_memory(error);
    if (!s->balanced || s->nested) {
        hinge_put_json(a, a->results, "variance_anova", json_null());
        return HINGE_OK;
    }
    double *who = mean + cells, *when = who + s->people;
    for (size_t i = 0; i < s->n; i++)
        mean[(size_t)s->who[i] * s->sessions + (size_t)s->when[i]] +=
            (s->y[i] - s->y[0]) / reps;
    for (size_t c = 0; c < cells; c++)
        grand += mean[c] / (np * ns);
    for (size_t c = 0; c < cells; c++) {
        who[c / s->sessions] += (mean[c] - grand) / ns;
        when[c % s->sessions] += (mean[c] - grand) / np;
    }
    struct squares q = mean_squares(s, mean, who, when, grand);
    HINGE_PUT_NUMBERS(a, hinge_put_object(a, a->results, "anova"),
                      {"ms_participant", q.p}, {"ms_session", q.s},
                      {"ms_participant_session", q.ps}, {"ms_residual", q.e});
    struct variances v = {(q.p - q.ps) / (ns * reps), (q.s - q.ps) / (np * reps),
                          (q.ps - q.e) / reps, reps > 1 ? q.e : q.ps};
    put_variances(a, s, "variance_anova", v, 1);
    return HINGE_OK;
}

/* --- D study --- */

static double absolute_variance(const struct variances *v, double s, double r)
{
    return v->session / s + v->interaction / s + v->residual / (s * r);
}

static void put_plan(struct hinge_analysis *a, const struct study *study, json_t *plans,
                     double s, double r)
{
    const struct variances *v = &study->v;
    double relative = v->interaction / s + v->residual / (s * r);
    double absolute = absolute_variance(v, s, r), unit = 1.96 * sqrt(2), none = NAN;
    bool known = study->interaction || r == 1;
    char key[80];
    snprintf(key, sizeof key, "s=%.0f;r=%.0f", s, r);
    json_t *object = hinge_put_object(a, plans, key);
    HINGE_PUT_NUMBERS(
        a, object, {"g", known ? v->participant / (v->participant + relative) : none},
        {"phi", known ? v->participant / (v->participant + absolute) : none},
        {"sem_relative", known ? sqrt(relative) : none},
        {"sem_absolute", known ? sqrt(absolute) : none},
        {"mdc95_relative", known ? unit * sqrt(relative) : none},
        {"mdc95_absolute", known ? unit * sqrt(absolute) : none});
}

/* Fewest sessions with which the MDC is at most the target; null when 10 are not
 * enough. */
static void put_needed(struct hinge_analysis *a, const struct study *study)
{
    if (!hinge_option_given(a, "mdc_target"))
        return;
    double target = hinge_option_number(a, "mdc_target");
    json_t *needed = hinge_put_object(a, a->results, "needed");
    size_t plans = hinge_option_numbers(a, "d_reps");
    hinge_put_number(a, a->results, "mdc_target", target);
    for (size_t j = 0; j < plans; j++) {
        double r = hinge_option_number_at(a, "d_reps", j), none = NAN;
        size_t s = 1;
        while (s <= MOST_SESSIONS &&
               1.96 * sqrt(2 * absolute_variance(&study->v, (double)s, r)) > target)
            s++;
        bool known = s <= MOST_SESSIONS && (study->interaction || r == 1);
        char key[48];
        snprintf(key, sizeof key, "r=%.0f", r);
        hinge_put_number(a, needed, key, known ? (double)s : none);
    }
}

static void put_dstudy(struct hinge_analysis *a, const struct study *s)
{
    size_t sessions = hinge_option_numbers(a, "d_sessions");
    size_t reps = hinge_option_numbers(a, "d_reps");
    json_t *plans = hinge_put_object(a, a->results, "dstudy");
    for (size_t i = 0; i < sessions; i++)
        for (size_t j = 0; j < reps; j++)
            put_plan(a, s, plans, hinge_option_number_at(a, "d_sessions", i),
                     hinge_option_number_at(a, "d_reps", j));
    put_needed(a, s);
}

static enum hinge_status check_plans(struct hinge_analysis *a,
                                     struct hinge_error *error)
{
    static const char *const name[] = {"d_sessions", "d_reps"};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < hinge_option_numbers(a, name[k]); i++) {
            double value = hinge_option_number_at(a, name[k], i);
            if (!(value >= 1 && value <= 1e6 && value == floor(value)))
                return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                           "%s: %g is not a whole number of 1 or more",
                                           name[k], value);
        }
    return HINGE_OK;
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct study s = {.nested = hinge_option_text(a, "sessions")[0] == 'n'};
    struct hinge_components rest;
    enum hinge_status status = check_plans(a, error);
    if (status == HINGE_OK)
        status = gather(a, &s, error);
    if (status == HINGE_OK)
        status = count_rows(a, &s, error);
    if (status == HINGE_OK)
        status = fit(a, &s, &rest, error);
    if (status != HINGE_OK)
        return status;
    hinge_sample_report(a, &s.sample, a->results);
    hinge_put_count(a, a->results, "n_sessions", s.sessions);
    hinge_put_flag(a, a->results, "balanced", s.balanced);
    hinge_put_number(a, a->results, "criterion", rest.criterion);
    double all = s.v.participant + s.v.session + s.v.interaction + s.v.residual;
    put_variances(a, &s, "variance", s.v, 1);
    put_variances(a, &s, "percent", s.v, 100 / all);
    warn_zero(a, &s);
    status = put_anova(a, &s, error);
    put_dstudy(a, &s);
    return status;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("dstudy/<",
              "{:k}: G = {g:r!}, phi = {phi:r}, SEM = {sem_absolute:x}{:u}, MDC95 = "
              "{mdc95_absolute:x}{:u}"),
    HINGE_SAY("dstudy/>",
              "{:k}: G = {g:r!}, phi = {phi:r}, SEM = {sem_absolute:x}{:u}, MDC95 = "
              "{mdc95_absolute:x}{:u}"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("percent", "Of the variance {participant:d!} % is between people and "
                         "{residual:d!} % between repetitions."),
    HINGE_SAY("dstudy/<",
              "With {:k} (sessions; repetitions) the minimal detectable change is "
              "{mdc95_absolute:x!}{:u}."),
    HINGE_SAY("dstudy/>", "With {:k} it is {mdc95_absolute:x!}{:u}."), HINGE_SAY_END};

static const struct hinge_sentence test[] = {
    HINGE_SAY("", "n = {n_participants:n!} participants."), HINGE_SAY_END};

static const char *const options[] = {"outcome",    "outcomes",   "participant",
                                      "session",    "rep",        "trial",
                                      "sessions",   "d_sessions", "d_reps",
                                      "mdc_target", NULL};

const struct hinge_statistic hinge_statistic_gstudy = {
    .id = "gstudy",
    .title = "Reliability over sessions",
    .details =
        "Variances between participants, between sessions, of participants' sessions "
        "and between repetitions (REML). From them, the reliability (G, phi), standard "
        "error of measurement and minimal detectable change for other numbers of "
        "sessions and repetitions. With mdc_target, the number of sessions needed. "
        "More repetitions never remove variation between sessions.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT |
             HINGE_STATS_NEEDS_OUTCOME,
    .options = options,
    .primary = "",
    .main_table = "dstudy",
    .test = test,
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"gstudy\", \"outcome\": \"angle\", "
                       "\"participant\": \"participant\", \"session\": \"session\", "
                       "\"mdc_target\": 5}",
    .example_data =
        "participant,session,angle\nP1,a,31\nP1,a,33\nP1,b,34\nP1,b,33\nP2,a,41\nP2,a,"
        "44\nP2,b,40\nP2,b,42\nP3,a,35\nP3,a,38\nP3,b,39\nP3,b,37\nP4,a,28\nP4,a,"
        "27\nP4,"
        "b,31\nP4,b,30\n"};
