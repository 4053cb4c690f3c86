/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether two groups differ: the primary outcome first, then how many of the others. */
#include "result/digits.h"
#include "result/planned.h"
#include "result/wording.h"
#include "stats/planned/planned_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NAMED = 3 };

static void add_values(struct hinge_text *text, const struct hinge_planned_outcome *row,
                       const char *const level[2])
{
    hinge_say_title(text, row);
    for (int k = 0; k < 2; k++) {
        hinge_text_puts(text, k == 0 ? " was " : " and ");
        hinge_say_value(text, row->mean[k], row->unit);
        hinge_text_printf(text, " %s (n = %.0f)", level[k], row->n[k]);
    }
    hinge_text_puts(text, fmin(row->n[0], row->n[1]) > 2
                              ? ". Values that do not vary within the groups have no "
                                "interval."
                              : ". Groups of fewer than 3 participants allow no "
                                "inference.");
}

static void add_primary(struct hinge_text *text, const struct hinge_planned_outcome *row,
                        double level)
{
    char first[160], second[160];
    hinge_level_words(row, 0, first, sizeof first);
    hinge_level_words(row, 1, second, sizeof second);
    enum hinge_sure sure = hinge_planned_sure(row, &row->diff);
    if (sure == HINGE_NOTHING) {
        hinge_say_title(text, row);
        hinge_text_printf(text, " could not be compared: %s.", hinge_wording_cause(row->why));
        return;
    }
    if (sure == HINGE_VALUES) {
        add_values(text, row, (const char *const[]){first, second});
        return;
    }
    if (sure == HINGE_SURE) {
        hinge_say_title(text, row);
        hinge_text_puts(text, " was ");
        hinge_say_amount(text, &row->diff, row->unit, true);
        hinge_text_printf(text, " %s %s than %s (", hinge_higher(row->diff.value), first, second);
    } else {
        hinge_text_printf(text, "No clear difference in %s: %s minus %s ", row->title,
                          hinge_level_name(row, 0, first, sizeof first),
                          hinge_level_name(row, 1, second, sizeof second));
        hinge_say_amount(text, &row->diff, row->unit, false);
        hinge_text_puts(text, " (");
    }
    hinge_say_interval(text, &row->diff, sure == HINGE_SURE, level);
    hinge_text_printf(text, "; n = %.0f and %.0f).", row->n[0], row->n[1]);
    hinge_say_few(text, row);
}

/* "Without a cue, the lumbar fraction was …": of which recordings the line is. */
static void put_where(struct hinge_text *text, size_t from, const struct hinge_result *result)
{
    char where[160];
    struct hinge_text line = {0};
    if (*hinge_planned_where(result, where, sizeof where) == '\0' || text->length == from)
        return;
    hinge_text_printf(&line, "%s, ", hinge_wording_capital(where));
    hinge_text_puts(&line, hinge_wording_small(text->data + from));
    text->length = from;
    hinge_text_puts(text, hinge_text_string(&line));
    hinge_text_clear(&line);
}

/* How many of the other outcomes differ, and those that differ most. */
static void add_exploratory(struct hinge_text *text, const struct hinge_result *result,
                            const char *stratum)
{
    const struct hinge_planned_outcome *most[NAMED] = {NULL};
    size_t tested = 0, differ = 0;
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        if (row->stratum != stratum || isnan(row->p_holm))
            continue;
        tested++;
        if (!(row->p_holm < 0.05))
            continue;
        differ++;
        for (size_t k = 0; k < NAMED; k++)
            if (most[k] == NULL || fabs(row->size) > fabs(most[k]->size)) {
                const struct hinge_planned_outcome *next = most[k];
                most[k] = row;
                row = next;
                if (row == NULL)
                    break;
            }
    }
    if (tested == 0)
        return;
    if (differ == 0) {
        hinge_text_printf(text,
                          " None of the %zu exploratory outcomes differed after Holm "
                          "correction.",
                          tested);
        return;
    }
    hinge_text_printf(text,
                      " Of %zu exploratory outcomes, %zu differed after Holm "
                      "correction%s",
                      tested, differ, differ > NAMED ? ", most clearly " : ": ");
    for (size_t k = 0; k < NAMED && most[k] != NULL; k++)
        hinge_text_printf(text, "%s%s", k == 0 ? "" : ", ", most[k]->title);
    hinge_text_puts(text, ".");
}

static void add_apa(const struct hinge_result *result, const struct hinge_planned_outcome *row,
                    double level, const char **headed, struct hinge_text *apa)
{
    char first[160], second[160], where[160];
    if (hinge_planned_sure(row, &row->diff) < HINGE_OPEN ||
        (!hinge_planned_is(row, "primary") && !(row->p_holm < 0.05)))
        return;
    hinge_apa_heading(apa, row, headed);
    hinge_text_printf(apa, "%s, %s minus %s", row->title,
                      hinge_level_name(row, 0, first, sizeof first),
                      hinge_level_name(row, 1, second, sizeof second));
    if (*hinge_planned_where(result, where, sizeof where) != '\0')
        hinge_text_printf(apa, ", %s", where);
    hinge_text_puts(apa, ": ");
    hinge_apa_difference(apa, &row->diff, row->unit, level);
    hinge_apa_number(apa, ", Hedges' g = ", row->size, 2);
    hinge_apa_number(apa, ", n = ", row->n[0], 0);
    hinge_apa_number(apa, " and ", row->n[1], 0);
    hinge_apa_p(apa, "p", row->diff.p);
    hinge_apa_p(apa, "permutation p", row->p_exact);
    hinge_apa_p(apa, "Holm p", row->p_holm);
    hinge_text_puts(apa, "\n");
}

void hinge_group_words(const struct hinge_result *result, double level, struct hinge_text *plain,
                       struct hinge_text *apa)
{
    const char *headed = NULL;
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        bool first = i == 0 || row->stratum != row[-1].stratum;
        if (first && row->stratum != NULL)
            hinge_text_printf(plain, "%s:\n", row->stratum);
        if (first) {
            const struct hinge_planned_outcome *primary =
                hinge_planned_find(result, row->stratum, NULL, "primary");
            size_t from = plain->length;
            if (primary != NULL)
                add_primary(plain, primary, level);
            put_where(plain, from, result);
            if (primary == NULL || hinge_planned_sure(primary, &primary->diff) != HINGE_VALUES)
                add_exploratory(plain, result, row->stratum);
            hinge_text_puts(plain, "\n");
        }
        add_apa(result, row, level, &headed, apa);
    }
}
