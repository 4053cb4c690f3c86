/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each cue changed, a line each: how much, how sure, in how many, what else. */
#include "result/digits.h"
#include "result/planned.h"
#include "result/wording.h"
#include "stats/planned/planned_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

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
    hinge_say_title(text, row);
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
    hinge_say_title(text, row);
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
        hinge_say_title(text, row);
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
    hinge_say_title(text, row);
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
    hinge_apa_p(apa, row->every ? "exact sign-flip p" : "sign-flip p", row->p_exact);
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
