/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of a planned outcome in words: numbers first, judgement after, limits last.
 */
#include "stats/planned/planned_words.h"

#include "base/number.h"
#include "result/digits.h"
#include "result/wording.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LEAST = 3, FEW = 6 };

static double people_of(const struct hinge_planned_outcome *row, const struct hinge_change *change)
{
    return row->paired ? change->n : fmin(row->n[0], row->n[1]);
}

bool hinge_planned_turns(const struct hinge_planned_outcome *row)
{
    return !isnan(row->matched.low) && row->diff.value * row->matched.value < 0;
}

enum hinge_sure hinge_planned_sure(const struct hinge_planned_outcome *row,
                                   const struct hinge_change *change)
{
    double n = people_of(row, change);
    if (isnan(change->value))
        return isnan(row->mean[0]) || isnan(row->mean[1]) || change != &row->diff ? HINGE_NOTHING
                                                                                  : HINGE_VALUES;
    if (n < LEAST || isnan(change->low) || isnan(change->high))
        return HINGE_VALUES;
    return hinge_is_sure(change->low, change->high) && !hinge_planned_turns(row) ? HINGE_SURE
                                                                                 : HINGE_OPEN;
}

static int decimals_of(const struct hinge_change *change)
{
    double half = (change->high - change->low) / 2;
    return hinge_limit_decimals(hinge_decimals_of(half > 0 ? half : fabs(change->value)),
                                change->low, change->high);
}

void hinge_say_amount(struct hinge_text *text, const struct hinge_change *change, const char *unit,
                      bool sized)
{
    char after[64];
    int digits = decimals_of(change);
    double value = sized ? fabs(change->value) : change->value;
    hinge_text_printf(text, "%.*f%s", digits, hinge_unsigned_zero(value, digits),
                      hinge_wording_after(unit, after, sizeof after));
}

void hinge_say_interval(struct hinge_text *text, const struct hinge_change *change, bool sized,
                        double level)
{
    int digits = decimals_of(change);
    bool down = sized && change->value < 0;
    hinge_text_printf(text, "%g%% CI %.*f to %.*f", 100 * level, digits,
                      hinge_unsigned_zero(down ? -change->high : change->low, digits), digits,
                      hinge_unsigned_zero(down ? -change->low : change->high, digits));
}

void hinge_say_value(struct hinge_text *text, double value, const char *unit)
{
    char after[64];
    int digits = fabs(value) >= 10 ? 1 : fabs(value) >= 1 ? 2 : 3;
    digits = hinge_limit_decimals(digits, value, value);
    hinge_text_printf(text, "%.*f%s", digits, hinge_unsigned_zero(value, digits),
                      hinge_wording_after(unit, after, sizeof after));
}

void hinge_say_few(struct hinge_text *text, const struct hinge_planned_outcome *row)
{
    double n = people_of(row, &row->diff);
    if (!(n >= LEAST) || n >= FEW)
        return;
    hinge_text_printf(text,
                      " With %.0f participants%s the interval rests on normally "
                      "distributed %s, which cannot be checked",
                      n, row->paired ? "" : " in a group", row->paired ? "differences" : "values");
    if (!isnan(row->p_exact)) {
        hinge_text_printf(text, "; the %s test gives p ",
                          row->paired ? "sign-flip" : "permutation");
        hinge_say_p(text, row->p_exact);
        if (!(row->p_exact < 0.05) && hinge_planned_sure(row, &row->diff) == HINGE_SURE)
            hinge_text_puts(text, ", so the direction is not certain");
    }
    hinge_text_puts(text, ".");
}

void hinge_say_title(struct hinge_text *text, const struct hinge_planned_outcome *row)
{
    char title[160], own[128];
    hinge_wording_title(row->outcome, own, sizeof own);
    /* no fault's title, and no "rounding", takes an article */
    size_t length = strlen(row->title);
    bool measure = strcmp(hinge_wording_small(own), row->title) == 0 &&
                   (length < 3 || strcmp(row->title + length - 3, "ing") != 0);
    snprintf(title, sizeof title, "%s%s", measure ? "the " : "", row->title);
    hinge_text_puts(text, hinge_wording_capital(title));
}

void hinge_apa_heading(struct hinge_text *text, const struct hinge_planned_outcome *row,
                       const char **headed)
{
    if (row->stratum != *headed)
        hinge_text_printf(text, "%s:\n", row->stratum);
    *headed = row->stratum;
}

void hinge_apa_difference(struct hinge_text *text, const struct hinge_change *change,
                          const char *unit, double level)
{
    int digits = decimals_of(change);
    hinge_text_puts(text, "mean difference ");
    hinge_say_amount(text, change, unit, false);
    if (!isnan(change->low) && !isnan(change->high))
        hinge_text_printf(text, ", %g%% CI [%.*f, %.*f]", 100 * level, digits,
                          hinge_unsigned_zero(change->low, digits), digits,
                          hinge_unsigned_zero(change->high, digits));
}

void hinge_apa_number(struct hinge_text *text, const char *before, double value, int decimals)
{
    if (!isnan(value))
        hinge_text_printf(text, "%s%.*f", before, decimals, hinge_unsigned_zero(value, decimals));
}

void hinge_apa_p(struct hinge_text *text, const char *what, double p)
{
    if (isnan(p))
        return;
    hinge_text_printf(text, ", %s ", what);
    hinge_say_p(text, p);
}
