/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes of people in, who changed by more than measurement error out. */
#include "stats/difference/responders.h"

#include "stats/probability/distribution.h"
#include "stats/reliability/repeats.h"

#include <math.h>

static void put_share(struct hinge_analysis *a, json_t *parent, const char *key, size_t n,
                      size_t of)
{
    double share = (double)n / (double)of;
    struct hinge_interval w = hinge_wilson(share, (double)of, a->level);
    json_t *object = hinge_put_object(a, parent, key);
    hinge_put_count(a, object, "n", n);
    HINGE_PUT_NUMBERS(a, object, {"share", share}, {"wilson_low", w.low}, {"wilson_high", w.high});
}

static void put_repeats(struct hinge_analysis *a, json_t *parent, const struct hinge_repeats *r)
{
    json_t *object = hinge_put_object(a, parent, "mdc_from");
    hinge_put_text(a, object, "unit", r->unit);
    hinge_put_text(a, object, "column", r->column);
    hinge_put_text(a, object, "condition", r->condition);
    hinge_put_count(a, object, "n_participants", r->n_participants);
    hinge_put_count(a, object, "n_repeats", r->n_repeats);
    hinge_put_text(a, object, "form", "agreement");
    hinge_put_text(a, object, "method", "mean squares");
    HINGE_PUT_NUMBERS(a, object, {"icc2", r->icc}, {"sem", r->sem}, {"mdc_low", r->mdc_low},
                      {"mdc_high", r->mdc_high});
}

enum hinge_status hinge_put_responders(struct hinge_analysis *a, const struct hinge_pairs *p,
                                       const double *change, double *used,
                                       struct hinge_error *error)
{
    bool automatic = hinge_option_text(a, "mdc") != NULL;
    double mdc = hinge_option_number(a, "mdc");
    if (isnan(mdc))
        return HINGE_OK; /* none, or of other outcomes */
    struct hinge_repeats repeats;
    if (automatic) {
        struct hinge_error why = HINGE_ERROR_INIT;
        enum hinge_status status = hinge_repeats_mdc(a, p, &repeats, &why);
        if (status == HINGE_INPUT && a->nested) {
            hinge_put_text(a, a->results, "mdc_reason", why.message);
            return HINGE_OK;
        }
        if (status != HINGE_OK) {
            *error = why;
            return status;
        }
        mdc = repeats.mdc;
    }
    *used = mdc;
    size_t more = 0, less = 0;
    json_t *object = hinge_put_object(a, a->results, "responders");
    hinge_put_number(a, object, "mdc", mdc);
    if (automatic)
        put_repeats(a, object, &repeats);
    else if (hinge_option_given(a, "mdc_of"))
        hinge_put_text(a, object, "mdc_of", hinge_option_text(a, "mdc_of"));
    json_t *who = hinge_put_object(a, object, "participants");
    for (size_t i = 0; i < p->n; i++) {
        more += change[i] > mdc;
        less += change[i] < -mdc;
        json_t *one = hinge_put_object(a, who, p->sample.participant_name[p->who[i]]);
        hinge_put_number(a, one, "change", change[i]);
        hinge_put_flag(a, one, "beyond_mdc", fabs(change[i]) > mdc);
    }
    put_share(a, object, "increased", more, p->n);
    put_share(a, object, "decreased", less, p->n);
    put_share(a, object, "either", more + less, p->n);
    return HINGE_OK;
}
