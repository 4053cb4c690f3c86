/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of planned outcomes: cues and groups, and what they share. */
#include "stats/parts/planned.h"

#include "base/number.h"
#include "result/result.h"
#include "result/words.h"
#include "stats/run/analysis.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct hinge_planned_entry hinge_planned_entry_of(const json_t *entry, bool paired)
{
    return (
        struct hinge_planned_entry){.row = hinge_planned_read(entry, paired),
                                    .column = json_string_value(json_object_get(entry, "column")),
                                    .matched = json_string_value(json_object_get(entry, "matched")),
                                    .parts = HINGE_PLANNED_ROW};
}

void hinge_planned_put(json_t *list, const struct hinge_planned_entry *entry)
{
    json_t *object = hinge_append_object(list);
    unsigned of = hinge_planned_of(&entry->row);
    for (const struct hinge_planned_field *f = hinge_planned_fields; f->key != NULL; f++) {
        const void *member = (const char *)&entry->row + f->at;
        const double *number = member;
        const char *const *text = member;
        bool wanted = (f->part & entry->parts) != 0;
        if ((f->of & of) == 0)
            continue;
        if (f->text && (wanted || (f->part == 0 && *text != NULL)))
            hinge_put_text(object, f->key, *text);
        else if (!f->text && (wanted || (f->part == 0 && !isnan(*number))))
            hinge_put_number(object, f->key, *number);
    }
}

/* --- Numbers of a planned outcome in words: numbers first, judgement after, limits last. --- */

enum { LEAST = 3, FEW = 6 };

static double people_of(const struct hinge_planned_outcome *row, const struct hinge_change *change)
{
    return row->paired ? change->n : fmin(row->n[0], row->n[1]);
}

/* Whether the change has the other sign at matched depth: neither is then called one
 * (method 8.2). */
static bool hinge_planned_turns(const struct hinge_planned_outcome *row)
{
    return !isnan(row->matched.low) && row->diff.value * row->matched.value < 0;
}

/* Of the change at `change` (the row's own or at matched depth); HINGE_OPEN at most of
 * one that turns. */
static enum hinge_sure hinge_planned_sure(const struct hinge_planned_outcome *row,
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

/* "6.1°" and "95% CI 4.3 to 8.0" with the decimals that the interval earns; signed, or
 * sizes of a change whose direction is said in words. */
static void hinge_say_amount(struct hinge_text *text, const struct hinge_change *change,
                             const char *unit, bool sized)
{
    char after[64];
    int digits = decimals_of(change);
    double value = sized ? fabs(change->value) : change->value;
    hinge_text_printf(text, "%.*f%s", digits, hinge_unsigned_zero(value, digits),
                      hinge_wording_after(unit, after, sizeof after));
}

static void hinge_say_interval(struct hinge_text *text, const struct hinge_change *change,
                               bool sized, double level)
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

/* With fewer than 6 participants (in a group) one sentence on what that means: the
 * exact test must agree before a direction counts. Nothing of enough. */
static void hinge_say_few(struct hinge_text *text, const struct hinge_planned_outcome *row)
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

/* "The lumbar fraction", "Lumbar rounding": as a sentence opens, or small within one. */
static void hinge_say_title(struct hinge_text *text, const struct hinge_planned_outcome *row,
                            bool opens)
{
    char title[160], own[128];
    hinge_wording_title(row->outcome, own, sizeof own);
    /* no fault's title, and no "rounding", takes an article */
    size_t length = strlen(row->title);
    bool measure = strcmp(hinge_wording_small(own), row->title) == 0 &&
                   (length < 3 || strcmp(row->title + length - 3, "ing") != 0);
    snprintf(title, sizeof title, "%s%s", measure ? "the " : "", row->title);
    hinge_text_puts(text, opens ? hinge_wording_capital(title) : title);
}

/* The stratum of a row above the first line of it; *headed is the last one. */
static void hinge_apa_heading(struct hinge_text *text, const struct hinge_planned_outcome *row,
                              const char **headed)
{
    if (row->stratum != *headed)
        hinge_text_printf(text, "%s:\n", row->stratum);
    *headed = row->stratum;
}

/* "mean difference -6.1°, 95% CI [-8.0, -4.3]"; ", d_z = -2.36" where it is a number;
 * ", Holm p = .002" likewise. */
static void hinge_apa_difference(struct hinge_text *text, const struct hinge_change *change,
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

static void hinge_apa_number(struct hinge_text *text, const char *before, double value,
                             int decimals)
{
    if (!isnan(value))
        hinge_text_printf(text, "%s%.*f", before, decimals, hinge_unsigned_zero(value, decimals));
}

static void hinge_apa_p(struct hinge_text *text, const char *what, double p)
{
    if (isnan(p))
        return;
    hinge_text_printf(text, ", %s ", what);
    hinge_say_p(text, p);
}

/* --- What each cue changed, a line each: how much, how sure, in how many, what else. --- */

/* "lower", "nearer to 50": which way, of a size that was said. */
static void add_direction(struct hinge_text *text, const struct hinge_planned_outcome *row,
                          double change)
{
    if (isnan(row->target))
        hinge_text_puts(text, hinge_higher(change));
    else
        hinge_text_printf(text, "%s %g", change < 0 ? "nearer to" : "farther from", row->target);
}

static const char *compared_with(const struct hinge_planned_outcome *row, char words[160])
{
    return hinge_level_words(row, 1, words, 160);
}

static void add_values(struct hinge_text *text, const struct hinge_planned_outcome *row)
{
    char first[160], second[160];
    hinge_say_title(text, row, true);
    hinge_text_puts(text, " was ");
    hinge_say_value(text, row->mean[1], row->unit);
    hinge_text_printf(text, " %s and ", compared_with(row, second));
    hinge_say_value(text, row->mean[0], row->unit);
    hinge_text_printf(text, " %s (", hinge_level_words(row, 0, first, sizeof first));
    if (row->diff.n > 2)
        hinge_text_printf(text, "n = %.0f; all changed alike, so there is no interval).",
                          row->diff.n);
    else
        hinge_text_puts(text, row->diff.n == 2 ? "two participants, too few for inference)."
                                               : "one participant, so no inference).");
}

static void add_cause(struct hinge_text *text, const struct hinge_planned_outcome *row)
{
    hinge_say_title(text, row, true);
    hinge_text_printf(text, " could not be compared: %s.", hinge_wording_cause(row->why));
}

static void add_change(struct hinge_text *text, const struct hinge_planned_outcome *row,
                       double level)
{
    char words[160];
    enum hinge_sure sure = hinge_planned_sure(row, &row->diff);
    if (sure == HINGE_NOTHING) {
        add_cause(text, row);
        return;
    }
    if (sure == HINGE_VALUES) {
        add_values(text, row);
        return;
    }
    if (sure == HINGE_SURE) {
        hinge_say_title(text, row, true);
        hinge_text_puts(text, " was ");
        hinge_say_amount(text, &row->diff, row->unit, true);
        hinge_text_puts(text, " ");
        add_direction(text, row, row->diff.value);
        hinge_text_printf(text, " than %s (", compared_with(row, words));
    } else {
        hinge_text_printf(text, "No clear change in %s: ", row->title);
        hinge_say_amount(text, &row->diff, row->unit, false);
        hinge_text_puts(text, " (");
    }
    hinge_say_interval(text, &row->diff, sure == HINGE_SURE, level);
    hinge_text_printf(text, ", n = %.0f).", row->diff.n);
    bool against =
        row->expected != NULL && (strcmp(row->expected, "down") == 0) != (row->diff.value < 0);
    if (sure == HINGE_SURE && against)
        hinge_text_puts(text, " This is against the expected direction.");
    hinge_say_few(text, row);
}

/* People beyond the MDC: those who changed as the mean did before the others; while the
 * mean's direction is open, those of each. */
static void add_beyond(struct hinge_text *text, const struct hinge_planned_outcome *row)
{
    bool distance = !isnan(row->target), down = row->diff.value < 0;
    enum hinge_sure sure = hinge_planned_sure(row, &row->diff);
    if (isnan(row->beyond[0]) || sure < HINGE_OPEN)
        return;
    if (sure == HINGE_SURE)
        hinge_text_printf(text,
                          " The change was beyond measurement error in %.0f of %.0f "
                          "participants, and in %.0f the other way.",
                          row->beyond[down], row->diff.n, row->beyond[!down]);
    else
        hinge_text_printf(text,
                          " Beyond measurement error it was %s in %.0f of %.0f "
                          "participants and %s in %.0f.",
                          distance ? "farther" : "higher", row->beyond[0], row->diff.n,
                          distance ? "nearer" : "lower", row->beyond[1]);
}

static void add_matched(struct hinge_text *text, const struct hinge_planned_outcome *row,
                        double level)
{
    enum hinge_sure sure = hinge_planned_sure(row, &row->matched);
    if (sure < HINGE_OPEN || hinge_planned_sure(row, &row->diff) < HINGE_OPEN)
        return;
    if (sure == HINGE_SURE) {
        hinge_text_puts(text, " At matched depth it was ");
        hinge_say_amount(text, &row->matched, row->unit, true);
        hinge_text_puts(text, " ");
        add_direction(text, row, row->matched.value);
        hinge_text_puts(text, " (");
    } else {
        hinge_text_puts(text, " At matched depth there was no clear change (");
        hinge_say_amount(text, &row->matched, row->unit, false);
        hinge_text_puts(text, ", ");
    }
    hinge_say_interval(text, &row->matched, sure == HINGE_SURE, level);
    hinge_text_printf(text, ", n = %.0f", row->matched.n);
    if (!isnan(row->matched_raw)) {
        struct hinge_change own = row->matched; /* its decimals */
        own.value = row->matched_raw;
        hinge_text_puts(text, ", against ");
        hinge_say_amount(text, &own, row->unit, false);
        hinge_text_puts(text, " in the same participants without matching");
    }
    hinge_text_puts(text, ").");
    if (hinge_planned_turns(row) && (hinge_is_sure(row->diff.low, row->diff.high) ||
                                     hinge_is_sure(row->matched.low, row->matched.high)))
        hinge_text_puts(text, " Its direction depends on the depth, so neither is "
                              "called a change.");
}

/* Whether the groups changed alike: the difference of their changes. */
static void add_interaction(struct hinge_text *text, const struct hinge_planned_outcome *row,
                            double level)
{
    char first[160], second[160];
    const struct hinge_change *both = &row->interaction;
    double n = fmin(row->n_group[0], row->n_group[1]);
    if (isnan(both->value) || isnan(both->low) || !(n >= 3))
        return;
    bool sure = hinge_is_sure(both->low, both->high);
    /* of a change whose direction is known its size, which is not "higher" when less
     * negative */
    bool sized = isnan(row->target) && hinge_planned_sure(row, &row->diff) == HINGE_SURE;
    bool fell = row->diff.value < 0;
    if (sure) {
        hinge_text_printf(text, " The %s was ", !sized ? "change" : fell ? "decrease" : "increase");
        hinge_say_amount(text, both, row->unit, true);
        hinge_text_printf(text, " %s %s than %s (",
                          !sized                      ? hinge_higher(both->value)
                          : (both->value < 0) == fell ? "larger"
                                                      : "smaller",
                          hinge_group_place(row, 0, first, sizeof first),
                          hinge_group_place(row, 1, second, sizeof second));
    } else {
        hinge_text_printf(text,
                          " The groups did not clearly differ in the change: %s minus "
                          "%s ",
                          hinge_group_name(row, 0), hinge_group_name(row, 1));
        hinge_say_amount(text, both, row->unit, false);
        hinge_text_puts(text, " (");
    }
    hinge_say_interval(text, both, sure, level);
    hinge_text_printf(text, "; n = %.0f and %.0f).", row->n_group[0], row->n_group[1]);
}

/* "Also changed: chest not over the toes more often; bend 2.4° deeper." */
static void add_rest(struct hinge_text *text, const struct hinge_planned_cue *cue,
                     const struct hinge_planned_outcome *depth, bool inferred)
{
    const char *before = " Also changed: ";
    for (size_t i = 0; i < cue->n_rose; i++, before = "; ")
        hinge_text_printf(text, "%s%s more often", before, cue->rose[i]);
    if (depth != NULL && hinge_planned_sure(depth, &depth->diff) == HINGE_SURE) {
        bool less = depth->diff.value < 0;
        bool chord = strcmp(depth->outcome, "trunk_thigh_excursion_deg") == 0;
        hinge_text_printf(text, "%s%s ", before, chord ? "trunk-thigh angle" : "bend");
        hinge_say_amount(text, &depth->diff, depth->unit, true);
        if (chord) /* it grows when the back gets straighter (method 8.2) */
            hinge_text_printf(text, " %s (a %s back is part of it)", less ? "smaller" : "larger",
                              less ? "rounder" : "straighter");
        else
            hinge_text_puts(text, less ? " shallower" : " deeper");
        before = "; ";
    }
    if (before[0] == ';')
        hinge_text_puts(text, ".");
    if (cue->confounded != NULL && inferred)
        hinge_text_printf(text, " An effect of order cannot be excluded: %s.", cue->confounded);
}

/* How often the cue was followed: of its own recordings. */
static void add_done(struct hinge_text *text, const struct hinge_planned_outcome *row)
{
    if (row == NULL)
        return;
    hinge_say_title(text, row, true);
    if (isnan(row->mean[0]))
        hinge_text_printf(text, " is not known: %s. ", hinge_wording_cause(row->why));
    else
        hinge_text_printf(text, " was %.0f%% (n = %.0f). ", 100 * row->mean[0], row->diff.n);
}

static void say_cue(const struct hinge_result *result, const struct hinge_planned_cue *cue,
                    double level, struct hinge_text *text)
{
    char words[160];
    const struct hinge_planned_outcome *row =
        hinge_planned_find(result, cue->stratum, cue->id, "primary");
    char title[160];
    snprintf(title, sizeof title, "%s",
             cue->title != NULL ? cue->title
                                : hinge_wording_cell("cue", cue->id, words, sizeof words));
    hinge_text_printf(text, "%s: ", hinge_wording_capital(title));
    add_done(text, hinge_planned_find(result, cue->stratum, cue->id, "done"));
    if (row == NULL) {
        hinge_text_printf(text, "No primary outcome is planned for it%s%s.",
                          cue->unmeasured != NULL ? "; " : "",
                          cue->unmeasured != NULL ? cue->unmeasured : "");
    } else {
        add_change(text, row, level);
        add_beyond(text, row);
        add_matched(text, row, level);
        add_interaction(text, row, level);
    }
    const struct hinge_planned_outcome *depth =
        hinge_planned_find(result, cue->stratum, cue->id, "depth");
    bool inferred = row != NULL && hinge_planned_sure(row, &row->diff) >= HINGE_OPEN;
    add_rest(text, cue, depth, inferred);
    hinge_text_puts(text, "\n");
}

static void add_apa(const struct hinge_planned_outcome *row, double level, const char **headed,
                    struct hinge_text *apa)
{
    char words[160];
    if (hinge_planned_sure(row, &row->diff) < HINGE_OPEN)
        return; /* the sentence says why */
    hinge_apa_heading(apa, row, headed);
    hinge_text_printf(apa, "%s, %s: ", hinge_level_name(row, 0, words, sizeof words), row->title);
    hinge_apa_difference(apa, &row->diff, row->unit, level);
    hinge_apa_number(apa, ", d_z = ", row->size, 2);
    hinge_apa_number(apa, ", N = ", row->diff.n, 0);
    hinge_apa_p(apa, hinge_planned_exact(row) ? "exact sign-flip p" : "sign-flip p", row->p_exact);
    hinge_apa_p(apa, "Holm p", row->p_holm);
    if (hinge_planned_sure(row, &row->matched) >= HINGE_OPEN) {
        hinge_text_puts(apa, "; at matched depth ");
        hinge_apa_difference(apa, &row->matched, row->unit, level);
        hinge_apa_number(apa, ", N = ", row->matched.n, 0);
        hinge_apa_p(apa, "p", row->matched.p);
    }
    if (!isnan(row->interaction.value)) {
        hinge_text_printf(apa, "; group by cue, %s minus %s: ", hinge_group_name(row, 0),
                          hinge_group_name(row, 1));
        hinge_apa_difference(apa, &row->interaction, row->unit, level);
        hinge_apa_number(apa, ", n = ", row->n_group[0], 0);
        hinge_apa_number(apa, " and ", row->n_group[1], 0);
        hinge_apa_p(apa, "p", row->interaction.p);
    }
    hinge_text_puts(apa, "\n");
}

void hinge_cue_words(const struct hinge_result *result, double level, struct hinge_text *plain,
                     struct hinge_text *apa)
{
    const char *stratum = NULL, *headed = NULL;
    for (size_t i = 0; i < result->n_cues; i++) {
        const struct hinge_planned_cue *cue = &result->cue[i];
        if (cue->stratum != stratum)
            hinge_text_printf(plain, "%s:\n", cue->stratum);
        stratum = cue->stratum;
        say_cue(result, cue, level, plain);
        const struct hinge_planned_outcome *row =
            hinge_planned_find(result, stratum, cue->id, "primary");
        if (row != NULL)
            add_apa(row, level, &headed, apa);
    }
}

/* --- Whether two groups differ: the primary outcome first, then how many of the others. --- */

enum { NAMED = 3 };

static void add_group_values(struct hinge_text *text, const struct hinge_planned_outcome *row,
                             const char *const level[2], bool opens)
{
    hinge_say_title(text, row, opens);
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

/* "Without a cue, the lumbar fraction was …" where the line is of some recordings alone. */
static void add_primary(struct hinge_text *text, const struct hinge_result *result,
                        const struct hinge_planned_outcome *row, double level)
{
    char first[160], second[160], where[160];
    bool opens = *hinge_planned_where(result, where, sizeof where) == '\0';
    hinge_level_words(row, 0, first, sizeof first);
    hinge_level_words(row, 1, second, sizeof second);
    if (!opens)
        hinge_text_printf(text, "%s, ", hinge_wording_capital(where));
    enum hinge_sure sure = hinge_planned_sure(row, &row->diff);
    if (sure == HINGE_NOTHING) {
        hinge_say_title(text, row, opens);
        hinge_text_printf(text, " could not be compared: %s.", hinge_wording_cause(row->why));
        return;
    }
    if (sure == HINGE_VALUES) {
        add_group_values(text, row, (const char *const[]){first, second}, opens);
        return;
    }
    if (sure == HINGE_SURE) {
        hinge_say_title(text, row, opens);
        hinge_text_puts(text, " was ");
        hinge_say_amount(text, &row->diff, row->unit, true);
        hinge_text_printf(text, " %s %s than %s (", hinge_higher(row->diff.value), first, second);
    } else {
        hinge_text_printf(text, "%s clear difference in %s: %s minus %s ", opens ? "No" : "no",
                          row->title, hinge_level_name(row, 0, first, sizeof first),
                          hinge_level_name(row, 1, second, sizeof second));
        hinge_say_amount(text, &row->diff, row->unit, false);
        hinge_text_puts(text, " (");
    }
    hinge_say_interval(text, &row->diff, sure == HINGE_SURE, level);
    hinge_text_printf(text, "; n = %.0f and %.0f).", row->n[0], row->n[1]);
    hinge_say_few(text, row);
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

static void add_group_apa(const struct hinge_result *result,
                          const struct hinge_planned_outcome *row, double level,
                          const char **headed, struct hinge_text *apa)
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
            if (primary != NULL)
                add_primary(plain, result, primary, level);
            if (primary == NULL || hinge_planned_sure(primary, &primary->diff) != HINGE_VALUES)
                add_exploratory(plain, result, row->stratum);
            hinge_text_puts(plain, "\n");
        }
        add_group_apa(result, row, level, &headed, apa);
    }
}
