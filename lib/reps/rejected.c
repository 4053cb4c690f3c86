/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of the candidates of a recording, in words. In: its repetitions and rejected
 * candidates; out: a sentence or two for the table of recordings. */
#include "reps/reps.h"
#include "result/words.h"

#include <hinge/warnings.h>

static bool alike(const struct hinge_rejected *one, const struct hinge_rejected *other)
{
    return strcmp(one->before, other->before) == 0 && strcmp(one->after, other->after) == 0;
}

/* What follows is added behind what is there. */
static void begin(struct hinge_text *out)
{
    hinge_text_adds(out, *hinge_text_string(out) != '\0' ? "; " : "");
}

void hinge_reps_add_words(const struct hinge_reps *reps, struct hinge_text *out)
{
    size_t feet = 0, thighs = 0;
    double feet_LL = 0, thighs_deg = 0;
    size_t all = 0;
    for (size_t k = 0; k < reps->n_rejected; k++)
        all += reps->rejected_rep[k].before != NULL;
    if (all > 0) {
        hinge_text_printf(out, "%zu candidate%s rejected: ", all, HINGE_S(all));
        const char *between = "";
        for (size_t k = 0; k < reps->n_rejected; k++) {
            bool again = reps->rejected_rep[k].before == NULL;
            for (size_t i = 0; i < k && !again; i++)
                again = reps->rejected_rep[i].before != NULL &&
                        alike(&reps->rejected_rep[i], &reps->rejected_rep[k]);
            if (again)
                continue;
            hinge_text_adds(out, between);
            /* those rejected as candidate k was, with their smallest and largest size */
            const struct hinge_rejected *one = &reps->rejected_rep[k];
            double low = INFINITY, high = -INFINITY;
            size_t n = 0;
            for (size_t i = k; i < reps->n_rejected; i++) {
                const struct hinge_rejected *other = &reps->rejected_rep[i];
                if (other->before == NULL || !alike(one, other))
                    continue;
                low = fmin(low, other->size);
                high = fmax(high, other->size);
                n++;
            }
            const struct hinge_unit_form unit = hinge_unit_form(one->unit, false);
            char least[40], most[40];
            snprintf(least, sizeof least, "%.*f", one->digits, unit.scale * low);
            snprintf(most, sizeof most, "%.*f", one->digits, unit.scale * high);
            if (n < all)
                hinge_text_printf(out, "%zu ", n);
            hinge_text_printf(out, "%s%s", one->before, least);
            if (strcmp(least, most) != 0)
                hinge_text_printf(out, " to %s", most);
            hinge_text_printf(out, "%s%s (limit %.3g)", unit.after, one->after,
                              unit.scale * one->limit);
            between = ", ";
        }
    }
    for (size_t k = 0; k < reps->n; k++) {
        const struct hinge_rep *rep = &reps->rep[k];
        feet += (rep->warnings & HINGE_WARN(FEET_MOVED)) != 0;
        thighs += (rep->warnings & HINGE_WARN(THIGHS_DIFFER)) != 0;
        feet_LL = fmax(feet_LL, rep->feet_LL);
        thighs_deg = fmax(thighs_deg, rep->thighs_deg);
    }
    const struct hinge_unit_form legs = hinge_unit_form("LL", false);
    if (feet > 0) {
        begin(out);
        hinge_text_printf(out,
                          "the feet moved by up to %.0f%s and came back in %zu of %zu repetitions: "
                          "faults measured from a foot are not judged there",
                          legs.scale * feet_LL, legs.after, feet, reps->n);
    }
    if (thighs > 0) {
        begin(out);
        hinge_text_printf(out,
                          "the thighs differed by up to %.0f degrees in %zu of %zu repetitions: "
                          "faults that compare left and right are not judged there",
                          thighs_deg, thighs, reps->n);
    }
    if (reps->task_unknown) {
        begin(out);
        hinge_text_adds(out, "the task is not known, so the load counts as in the hands all the "
                             "time (liftoff_s and setdown_s of events tell it)");
    }
    if (reps->hasty > 0) {
        begin(out);
        hinge_text_printf(out, "%zu bend%s of %.1f s: is rate_hz right?", reps->hasty,
                          HINGE_S(reps->hasty), reps->hasty_s);
        const int factor = hinge_rate_lower(reps->told_hz, 4);
        if (factor > 0)
            hinge_text_printf(out, " At %.4g %s %.1f s", reps->told_hz / factor,
                              reps->hasty == 1 ? "it lasts" : "they last", factor * reps->hasty_s);
    }
}

int hinge_rate_lower(double rate_hz, int least)
{
    static const double usual[] = {24, 25, 30, 50, 60, 100, 120, 240};
    for (int factor = least; factor <= 8; factor *= 2)
        for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
            if (fabs(rate_hz / factor - usual[i]) < 1e-6)
                return factor;
    return 0;
}
