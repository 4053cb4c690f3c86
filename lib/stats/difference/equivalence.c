/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two one-sided tests, and one. */
#include "stats/difference/equivalence.h"

#include "stats/probability/distribution.h"

#include <math.h>
#include <string.h>

static enum hinge_status read_bounds(struct hinge_analysis *a, const char *option, double *low,
                                     double *high, struct hinge_error *error)
{
    *low = hinge_option_number_at(a, option, 0);
    *high = hinge_option_number_at(a, option, 1);
    if (json_array_size(hinge_option_json(a, option)) == 2 && *low < *high)
        return HINGE_OK;
    return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                               "option '%s' must be two numbers LOW,HIGH with LOW "
                               "below HIGH",
                               option);
}

/* A margin given in minimal detectable changes. */
static enum hinge_status in_mdc(struct hinge_analysis *a, const char *option, double mdc,
                                double *out, struct hinge_error *error)
{
    bool known = hinge_option_given(a, "mdc") && hinge_option_text(a, "mdc") == NULL;
    if (isnan(mdc) && known)
        mdc = hinge_option_number(a, "mdc");
    if (isnan(mdc))
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "option '%s' needs 'mdc', the minimal detectable "
                                   "change it is a multiple of",
                                   option);
    *out = hinge_option_number(a, option) * mdc;
    return HINGE_OK;
}

enum hinge_status hinge_margins_read(struct hinge_analysis *a, double mdc, struct hinge_margins *m,
                                     struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    const char *better = hinge_option_text(a, "better");
    *m = (struct hinge_margins){.higher = better == NULL || strcmp(better, "higher") == 0};
    m->in_sd = hinge_option_given(a, "tost_d") && !hinge_option_given(a, "tost");
    if (hinge_option_given(a, "tost") || m->in_sd) {
        m->tost = true;
        status = read_bounds(a, m->in_sd ? "tost_d" : "tost", &m->low, &m->high, error);
    } else if (hinge_option_given(a, "tost_mdc")) {
        m->tost = true;
        status = in_mdc(a, "tost_mdc", mdc, &m->high, error);
        m->low = -m->high;
    }
    if (status != HINGE_OK)
        return status;
    m->noninferiority = true;
    if (hinge_option_given(a, "noninferiority"))
        m->margin = hinge_option_number(a, "noninferiority");
    else if (hinge_option_given(a, "noninferiority_mdc"))
        status = in_mdc(a, "noninferiority_mdc", mdc, &m->margin, error);
    else
        m->noninferiority = false;
    if (status == HINGE_OK && m->noninferiority && !(m->margin > 0))
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "the margin of non-inferiority must be above 0");
    return status;
}

static void put_verdict(struct hinge_analysis *a, json_t *object, const char *key, bool known,
                        bool verdict)
{
    if (known)
        hinge_put_flag(a, object, key, verdict);
    else
        hinge_put_json(a, object, key, json_null());
}

static void put_tost(struct hinge_analysis *a, json_t *parent, double low, double high,
                     double estimate, double se, double df)
{
    double t_low = (estimate - low) / se, t_high = (estimate - high) / se;
    double p_low = hinge_t_p(t_low, df, HINGE_GREATER);
    double p_high = hinge_t_p(t_high, df, HINGE_LESS);
    double p = isnan(p_low) || isnan(p_high) ? (double)NAN : fmax(p_low, p_high);
    struct hinge_interval ci =
        hinge_t_interval(estimate, se, df, 1 - 2 * a->alpha, HINGE_TWO_SIDED);
    json_t *tost = hinge_put_object(a, parent, "tost");
    HINGE_PUT_NUMBERS(a, tost, {"low", low}, {"high", high}, {"t_low", t_low}, {"t_high", t_high},
                      {"p_low", p_low}, {"p_high", p_high}, {"p", p}, {"ci90_low", ci.low},
                      {"ci90_high", ci.high});
    put_verdict(a, tost, "equivalent", !isnan(p), p < a->alpha);
}

/* At half of what the level leaves, as the guideline ICH E9 and CONSORT have it. */
static void put_noninferiority(struct hinge_analysis *a, json_t *parent,
                               const struct hinge_margins *m, double estimate, double se, double df)
{
    double bound = m->higher ? -m->margin : m->margin, t = (estimate - bound) / se;
    double p = hinge_t_p(t, df, m->higher ? HINGE_GREATER : HINGE_LESS);
    struct hinge_interval ci = hinge_t_interval(estimate, se, df, a->level, HINGE_TWO_SIDED);
    double end = m->higher ? ci.low : ci.high;
    json_t *object = hinge_put_object(a, parent, "noninferiority");
    HINGE_PUT_NUMBERS(a, object, {"bound", bound}, {"t", t}, {"p", p}, {"ci_bound", end});
    put_verdict(a, object, "noninferior", !isnan(p), p < (1 - a->level) / 2);
    put_verdict(a, object, "superior", !isnan(end), m->higher ? end > 0 : end < 0);
}

void hinge_put_margins(struct hinge_analysis *a, json_t *parent, const struct hinge_margins *m,
                       double estimate, double se, double df, double sd)
{
    double unit = m->in_sd ? sd : 1;
    if (!(se > 0))
        se = (double)NAN;
    if (m->tost)
        put_tost(a, parent, m->low * unit, m->high * unit, estimate, se, df);
    if (m->noninferiority)
        put_noninferiority(a, parent, m, estimate, se, df);
}

/* --- in words --- */

const struct hinge_sentence hinge_say_tost_apa[] = {
    HINGE_SAY("tost", "equivalence within [{low:x}, {high:x}]: t = {t_low:2!} and {t_high:2}, p "
                      "{p:p}, 90% CI [{ci90_low:x}, {ci90_high:x}]"),
    HINGE_SAY_END};

const struct hinge_sentence hinge_say_noninferiority_apa[] = {
    HINGE_SAY("noninferiority",
              "non-inferiority, one-tailed p {p:p}, limit {ci_bound:x!}, margin {bound:x}"),
    HINGE_SAY_END};

const struct hinge_sentence hinge_say_noninferiority_plain[] = {
    HINGE_SAY("noninferiority", "{noninferior:_T}The first is not worse than the "
                                "second by more than the margin "
                                "({bound:x}; one-tailed p {p:p}, limit {ci_bound:x})."),
    HINGE_SAY("noninferiority",
              "{noninferior:_F}The data do not show that the first is not worse than the "
              "second "
              "by more than the margin ({bound:x}; one-tailed p {p:p}, limit {ci_bound:x})."),
    HINGE_SAY_END};

const struct hinge_sentence hinge_say_margins_apa[] = {
    HINGE_SAY("contrasts/*/*/tost", "{:P}: TOST within [{low:x}, {high:x}], p {p:p}, 90% CI "
                                    "[{ci90_low:x!}, {ci90_high:x}]"),
    HINGE_SAY("contrasts/*/*/noninferiority", "{:P}: non-inferiority, one-tailed p {p:p}, limit "
                                              "{ci_bound:x!}, margin {bound:x}"),
    HINGE_SAY_END};

const struct hinge_sentence hinge_say_margins_plain[] = {
    HINGE_SAY("contrasts/*/*/tost", "{equivalent:_T}{:P} is between {low:x} and "
                                    "{high:x}: equivalent by these bounds."),
    HINGE_SAY("contrasts/*/*/tost",
              "{equivalent:_F}{:P} is not shown to be between {low:x} and {high:x}."),
    HINGE_SAY("contrasts/*/*/noninferiority",
              "{noninferior:_T}{:P}: not worse by more than the margin ({bound:x}; "
              "one-tailed p "
              "{p:p}, limit {ci_bound:x})."),
    HINGE_SAY("contrasts/*/*/noninferiority",
              "{noninferior:_F}{:P}: not shown to be not worse by more than the margin "
              "({bound:x}; one-tailed p {p:p}, limit {ci_bound:x})."),
    HINGE_SAY_END};
