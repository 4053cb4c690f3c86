/* SPDX-License-Identifier: GPL-3.0-or-later */
/* preregistration.md: what is fixed before anybody is recorded, and what only the user
 * can decide (lines that begin with "DECIDE"). */
#include "protocol/study.h"

#include "base/parameters.h"

#include <math.h>

static void add_number(struct hinge_text *out, double value, int digits)
{
    if (isnan(value))
        hinge_text_puts(out, "–");
    else
        hinge_text_printf(out, "%.*f", digits, value);
}

static const char *direction(enum hinge_expected expected)
{
    return expected == HINGE_EXPECT_UP     ? "up"
           : expected == HINGE_EXPECT_DOWN ? "down"
                                           : "towards its target";
}

static void say_outcome(const struct hinge_cue_outcome *outcome, struct hinge_text *out)
{
    if (outcome->is_fault)
        hinge_text_printf(out, "severity of `%s`", outcome->id);
    else
        hinge_text_printf(out, "`%s` (%s)", outcome->id, outcome->phase);
    hinge_text_printf(out, " %s", direction(outcome->expected));
}

static void say_cue(const char *id, const struct hinge_cue *cue, struct hinge_text *out)
{
    hinge_text_printf(out, "| `%s` | ", id);
    if (cue == NULL)
        hinge_text_puts(out, "DECIDE: this cue is yours; name one outcome and its "
                             "direction | | |\n");
    else if (cue->primary.id == NULL)
        hinge_text_printf(out, "DECIDE: %s; choose another outcome | ", cue->unmeasured);
    else {
        if (cue->done.id != NULL)
            hinge_text_printf(out, "`%s` (%s) of its own recordings; then ", cue->done.id,
                              cue->done.phase);
        say_outcome(&cue->primary, out);
    }
    if (cue == NULL)
        return;
    if (cue->primary.id != NULL)
        hinge_text_puts(out, " | ");
    for (int i = 0; i < HINGE_CUE_SECONDARY_MAX && cue->secondary[i].id != NULL; i++) {
        hinge_text_puts(out, i > 0 ? "; " : "");
        say_outcome(&cue->secondary[i], out);
    }
    if (cue->later != NULL)
        hinge_text_printf(out, "; `%s` in the uncued recordings after it", cue->later);
    hinge_text_printf(out, " | %s |\n", cue->watch != NULL ? cue->watch : "");
}

static void add_question(const struct hinge_protocol *study, struct hinge_text *out)
{
    const struct hinge_protocol_options *o = study->options;
    hinge_text_puts(out, "# Preregistration\n\n## Question\n\n");
    if (o->n_cues > 1) {
        hinge_text_printf(out, "Do these cues change how people bend, against `%s`:", o->cue[0]);
        for (size_t i = 1; i < o->n_cues; i++)
            hinge_text_printf(out, "%s `%s`", i > 1 ? "," : "", o->cue[i]);
        hinge_text_puts(out, "? ");
    }
    if (o->n_groups > 1) {
        hinge_text_puts(out, "Do these groups bend differently:");
        for (size_t i = 0; i < o->n_groups; i++)
            hinge_text_printf(out, "%s `%s`", i > 0 ? "," : "", o->group[i].name);
        hinge_text_puts(out, "? ");
    }
    hinge_text_printf(out,
                      "Task: `%s`.\n\n"
                      "DECIDE: why it matters, and for which people the answer should hold.\n\n"
                      "",
                      o->task);
}

static void add_people(const struct hinge_protocol *study, struct hinge_text *out)
{
    const struct hinge_protocol_options *o = study->options;
    hinge_text_puts(out, "## People\n\n| Group | n | Definition |\n|---|---|---|\n");
    for (size_t i = 0; i < o->n_groups; i++)
        hinge_text_printf(out, "| %s | %zu | DECIDE: criteria of this group, in numbers |\n",
                          o->group[i].name, o->group[i].people);
    hinge_text_printf(out,
                      "\n%zu people, %zu %s, %zu recordings of %zu repetitions (%zu of the "
                      "recordings are references). Recorded as tier %c.\n\n",
                      study->summary.people, o->sessions, o->sessions == 1 ? "session" : "sessions",
                      study->summary.recordings, o->reps, study->summary.references, o->tier);
    hinge_protocol_say_order(study, out);
    hinge_text_puts(out, "\n\n");
}

static void add_outcomes(const struct hinge_protocol *study, struct hinge_text *out)
{
    const struct hinge_protocol_options *o = study->options;
    hinge_text_puts(out, "## Outcomes\n\n");
    if (o->n_groups > 1)
        hinge_text_puts(out, "Between groups: `lumbar_fraction` of the descent.\n\n");
    if (o->n_cues > 1) {
        hinge_text_puts(out,
                        "One primary outcome for each cue. Directions are hypotheses from the "
                        "coaching literature; all tests are two-sided.\n\n"
                        "| Cue | Primary outcome | Secondary | Watched for |\n|---|---|---|---|\n");
        for (size_t i = o->baseline_first || hinge_same_name(o->cue[0], "none") ? 1 : 0;
             i < o->n_cues; i++)
            say_cue(o->cue[i], hinge_cue_find(o->cue[i]), out);
        hinge_text_puts(out, "\nEach difference is also computed at matched depth (0.9 "
                             "of the smaller of a person's median depths), because a "
                             "shallower bend lowers it by itself.\n\n");
    }
}

static void add_analysis(const struct hinge_protocol *study, struct hinge_text *out)
{
    const struct hinge_protocol_options *o = study->options;
    struct hinge_parameters parameters;
    hinge_parameters_init(&parameters);
    hinge_text_printf(
        out,
        "## Exclusions\n\n"
        "Recordings that hinge-ingest refuses and repetitions that hinge-analyze "
        "refuses, each with its reason code, counted by group (`hinge-table missing`); "
        "partial repetitions; people with fewer than %d valid repetitions in a "
        "condition, in that condition. No participant is excluded after the results "
        "are seen.\n\n"
        "DECIDE: medical exclusions before recording.\n\n"
        "",
        (int)parameters.agg_min_reps);
    hinge_text_puts(out, "## Analysis\n\nThe participant is the unit: repetitions are "
                         "averaged within a recording, recordings within a participant. "
                         "hinge-run runs these commands; its report quotes them.\n\n");
    if (o->n_cues > 1) {
        hinge_text_printf(out,
                          "**Cues.** Each cue is compared with `%s` within participants: mean "
                          "difference (cue minus `%s`) with its t interval, d_z, and p by sign "
                          "flips. "
                          "alpha = %.3g, two-sided, over the %zu primary outcome%s by Holm. "
                          "Secondary "
                          "outcomes and faults are exploratory and not adjusted.%s\n\n"
                          "`hinge-compare cues results.h5 --condition cue --baseline %s "
                          "--mdc auto`\n\n",
                          o->cue[0], o->cue[0], o->alpha, o->n_cues - 1, o->n_cues > 2 ? "s" : "",
                          o->n_groups == 2
                              ? " The change of each primary outcome is compared between "
                                "the two groups by Welch's t test (group by cue)."
                              : "",
                          o->cue[0]);
        if (hinge_protocol_has_cue(o, "wall_tap"))
            hinge_text_puts(out, "Contact with the wall is an outcome only if it is "
                                 "written down: 1 or 0 in the column `contact` of "
                                 "trials.csv.\n\n");
    }
    if (o->n_groups > 1)
        hinge_text_printf(
            out,
            "**Groups.** Means of participants%s%s%s, compared by Welch's t test, "
            "alpha = %.3g, two-sided, on one primary outcome; a permutation p is given "
            "beside it. The other outcomes are exploratory, with Holm's correction.\n\n"
            "`hinge-compare groups results.h5 --group group --order %s,%s%s%s`\n\n",
            o->n_cues > 1 ? " under `" : "", o->n_cues > 1 ? o->cue[0] : "",
            o->n_cues > 1 ? "`" : "", o->alpha, o->group[0].name, o->group[1].name,
            o->n_cues > 1 ? " --filter cue=" : "", o->n_cues > 1 ? o->cue[0] : "");
    hinge_text_printf(out, "Measurement error: %s\n\n",
                      o->sessions > 1
                          ? "MDC95 of each outcome from the sessions of this study (`--mdc auto`)."
                          : "DECIDE: MDC95 from two sessions of at least 10 people (`--mdc FILE`); "
                            "until then Laird 2016 (8 to 15 % of the lumbar contribution, MDC90).");
}

static void add_least_row(struct hinge_text *out, const char *test, double alpha,
                          size_t comparisons, double least, const char *unit)
{
    hinge_text_printf(out, " | %s, alpha = %.3g", test, alpha);
    if (comparisons > 1)
        hinge_text_printf(out, "/%zu", comparisons);
    hinge_text_printf(out, " | %.2f %s |\n", least, unit);
}

/* What each question finds: in standard deviations, as outcomes differ in their unit.
 */
static void add_least(const struct hinge_protocol *study, struct hinge_text *out)
{
    const struct hinge_protocol_options *o = study->options;
    const struct hinge_protocol_summary *s = &study->summary;
    if (isnan(s->least_dz) && isnan(s->least_group_d))
        return;
    hinge_text_puts(out, "Differences that can be detected with a power of .80, in "
                         "standard deviations:\n\n"
                         "| Question | Test | Difference |\n|---|---|---|\n");
    for (size_t i = 1; i < o->n_cues && !isnan(s->least_dz); i++) {
        const struct hinge_cue *cue = hinge_cue_find(o->cue[i]);
        hinge_text_printf(out, "| `%s`: ", o->cue[i]);
        if (cue != NULL && cue->primary.id != NULL)
            say_outcome(&cue->primary, out);
        else
            hinge_text_puts(out, "DECIDE: its outcome");
        add_least_row(out, "paired t", o->alpha, o->n_cues - 1, s->least_dz,
                      "SD of participants' differences (d_z)");
    }
    if (!isnan(s->least_group_d)) {
        hinge_text_printf(out, "| %s (%zu) and %s (%zu)", o->group[0].name, o->group[0].people,
                          o->group[1].name, o->group[1].people);
        add_least_row(out, "two-sample t", o->alpha, 1, s->least_group_d,
                      "SD between participants (d)");
    }
    if (!isnan(s->least_interaction_d)) {
        hinge_text_puts(out, "| group by cue: the change differs between the groups");
        add_least_row(out, "two-sample t of the changes", o->alpha, 1, s->least_interaction_d,
                      "SD of the changes (d)");
    }
    hinge_text_puts(out, "\n");
}

static void add_size(const struct hinge_protocol *study, struct hinge_text *out)
{
    const struct hinge_protocol_options *o = study->options;
    const struct hinge_protocol_numbers *n = &study->numbers;
    hinge_text_puts(out, "## How many people\n\n");
    add_least(study, out);
    if (n->comparisons > 0) {
        hinge_text_printf(
            out,
            "Assumed for the lumbar fraction: a change of %g by a cue. Standard "
            "deviations: %g of the cue's effect between people, %g between trials, %g "
            "between repetitions. DECIDE: replace them by those of a pilot "
            "(`--effect`, "
            "`--sd-…`); the defaults come from simulated cohorts.\n\n"
            "",
            o->effect, o->sd_effect, o->sd_trial, o->sd_rep);
        hinge_text_printf(out,
                          "The standard deviation of participants' differences is then %.4f (d_z = "
                          "%.2f). At alpha = %.3g/%zu (the strictest step of Holm's method):\n\n"
                          "| | |\n|---|---|\n| power with %zu people, paired t | ",
                          n->sd_difference, n->dz, o->alpha, n->comparisons, study->summary.people);
        add_number(out, study->summary.power, 2);
        hinge_text_puts(out, " |\n");
        hinge_text_puts(out, "| people for a power of .80 | ");
        add_number(out, n->n_80, 0);
        hinge_text_puts(out, " |\n| people for a power of .90 | ");
        add_number(out, n->n_90, 0);
        hinge_text_puts(out, " |\n| smallest change detected with a power of .80 | ");
        add_number(out, n->least_effect, 3);
        hinge_text_puts(out, " |\n\n");
    }
    hinge_text_puts(out, "DECIDE: how many more participants are recorded, because "
                         "some will drop out.\n");
}

void hinge_protocol_preregistration(const struct hinge_protocol *study, struct hinge_text *out)
{
    add_question(study, out);
    add_people(study, out);
    add_outcomes(study, out);
    add_analysis(study, out);
    add_size(study, out);
}
