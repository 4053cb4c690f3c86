/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fault rows in words. A row is data: every sentence here follows from its members. */
#include "docs/gen/words.h"

#include "simulate/simulate.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct statistic_words {
    const char *name; /* as in the config */
    const char *of;   /* "%s" is the signal */
    const char *help;
};

static const struct statistic_words statistics[] = {
    [HINGE_STATISTIC_MAX] = {"max", "largest %s",
                             "largest value in the window, after a short moving average "
                             "(`peak.w_A`, `peak.w_BC`)"},
    [HINGE_STATISTIC_MIN] = {"min", "smallest %s",
                             "smallest value in the window, after the same average"},
    [HINGE_STATISTIC_MEAN] = {"mean", "mean %s", "mean over the window"},
    [HINGE_STATISTIC_MEDIAN] = {"median", "median %s", "median over the window"},
    [HINGE_STATISTIC_END] = {"end", "last %s", "value at the end of the window"},
    [HINGE_STATISTIC_EXCURSION] = {"excursion", "change of %s",
                                   "value at the end minus value at the start"},
    [HINGE_STATISTIC_SHARE] = {"share", "change of %s",
                               "excursion of `signal` divided by the excursion of `over`"},
    [HINGE_STATISTIC_PLATEAU] =
        {"plateau", "change of %s",
         "that share in the window divided by the share in the phase before it"},
    [HINGE_STATISTIC_QUARTER] =
        {"quarter", "change of %s",
         "that share over the first quarter, in time, of the range of `over`"},
    [HINGE_STATISTIC_RATE] = {"rate", "mean speed of %s", "excursion per second"},
    [HINGE_STATISTIC_DROP] = {"drop", "largest fall of %s",
                              "largest fall below the running maximum since the descent "
                              "began"},
    [HINGE_STATISTIC_ONSET] = {"onset_difference", "onset of %s",
                               "onset of `over` minus onset of `signal`, in seconds"},
    [HINGE_STATISTIC_ONSET_LEAST] = {"onset_least", "onset of %s",
                                     "the smaller of that and of the lag at a quarter of the way"},
    [HINGE_STATISTIC_METRIC] = {"metric", "%s",
                                "the value of a metric: write `metric = ID` and `phase`"},
};

void print_statistics(void)
{
    printf("| statistic | |\n|---|---|\n");
    for (size_t i = 0; i < sizeof statistics / sizeof *statistics; i++)
        printf("| `%s` | %s |\n", statistics[i].name, statistics[i].help);
}

static void put_signal(enum hinge_signal signal)
{
    printf("`%s`", hinge_signal_name(signal));
}

static void put_window(const struct hinge_window *window)
{
    static const struct {
        unsigned part;
        const char *name;
    } parts[] = {{HINGE_WINDOW_SETUP, "setup"},     {HINGE_WINDOW_DESCENT, "descent"},
                 {HINGE_WINDOW_HOLD, "hold"},       {HINGE_WINDOW_ASCENT, "ascent"},
                 {HINGE_WINDOW_LOCKOUT, "lockout"}, {HINGE_WINDOW_BOTTOM, "bottom"}};
    const char *plus = "";
    if (window->parts == HINGE_WINDOW_REP) {
        printf("the whole repetition");
    } else {
        printf("the ");
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
            if (window->parts & parts[k].part) {
                printf("%s%s", plus, parts[k].name);
                plus = " and ";
            }
        }
    }
    if (window->p0 > 0 || window->p1 < 1)
        printf(", from %g to %g %% of the way", 100 * window->p0, 100 * window->p1);
}

static const char *since(enum hinge_relative relative)
{
    if (relative == HINGE_RELATIVE_STANDING)
        return " minus own standing";
    if (relative == HINGE_RELATIVE_TARGET)
        return " minus the task's target";
    return relative == HINGE_RELATIVE_START ? " minus its value at the start" : "";
}

/* "largest `lumbar_flex` minus own standing, in the whole repetition" */
static void put_measured(const struct hinge_fault *fault)
{
    const char *of = statistics[fault->statistic].of;
    const char *at = strstr(of, "%s");
    printf("%.*s", (int)(at - of), of);
    if (fault->statistic == HINGE_STATISTIC_METRIC) {
        printf("[`%s`](metrics.md) of the %s", fault->metric,
               fault->phase == HINGE_PHASE_REP ? "repetition" : hinge_phase_name(fault->phase));
        return;
    }
    if (fault->statistic == HINGE_STATISTIC_ONSET ||
        fault->statistic == HINGE_STATISTIC_ONSET_LEAST) {
        put_signal(fault->over);
        printf(" minus onset of ");
        put_signal(fault->signal);
    } else {
        put_signal(fault->signal);
    }
    if (fault->statistic == HINGE_STATISTIC_SHARE || fault->statistic == HINGE_STATISTIC_PLATEAU ||
        fault->statistic == HINGE_STATISTIC_QUARTER) {
        printf(" divided by change of ");
        put_signal(fault->over);
    }
    if (fault->statistic == HINGE_STATISTIC_PLATEAU)
        printf(", divided by the same before it");
    if (fault->statistic == HINGE_STATISTIC_QUARTER)
        printf(", over the first quarter of its range");
    bool bottom = fault->window.parts == HINGE_WINDOW_BOTTOM;
    printf("%s, %s ", since(fault->relative), bottom ? "at" : "in");
    put_window(&fault->window);
}

static void put_fallback(const struct hinge_fault *fault)
{
    if (!fault->has_fallback)
        return;
    printf(" (where that is not measured, ");
    if (fault->statistic == HINGE_STATISTIC_METRIC)
        printf("[`%s`](metrics.md)", fault->fallback_metric);
    if (fault->fallback_differs)
        printf(" itself, threshold %g, margin %g", fault->fallback_threshold,
               fault->fallback_margin);
    if (fault->statistic == HINGE_STATISTIC_METRIC)
        printf(")");
    else {
        put_signal(fault->fallback);
        printf(")");
    }
}

static void put_severity(const struct hinge_fault *fault)
{
    printf("| severity | ");
    if (fault->offset != 0)
        printf("%g %s (", fault->offset, fault->sign < 0 ? "-" : "+");
    else if (fault->sign < 0)
        printf("-(");
    if (fault->absolute)
        printf("size of the ");
    put_measured(fault);
    put_fallback(fault);
    printf("%s |\n", fault->offset != 0 || fault->sign < 0 ? ")" : "");
}

/* Margin as judged: never so large that absent could not be reached. */
static double margin_of(const struct hinge_fault *fault, char tier)
{
    double margin = hinge_fault_margin(fault, tier);
    if (fault->never_negative && margin >= fault->threshold)
        margin = 0.8 * fault->threshold;
    return margin;
}

static void put_threshold(const struct hinge_fault *fault)
{
    const char *unit = strcmp(fault->unit, "1") == 0 ? "" : fault->unit;
    printf("| threshold | %g%s%s |\n", fault->threshold, *unit != '\0' ? " " : "", unit);
    printf("| margin | A %g, B %g", margin_of(fault, 'A'), margin_of(fault, 'B'));
    if (fault->needs == HINGE_NEEDS_PELVIS)
        printf(", C with a measured pelvis %g", margin_of(fault, 'A'));
    else if (fault->needs == HINGE_NEEDS_ANY)
        printf(", C %g", margin_of(fault, 'C'));
    printf(" |\n");
}

static const char *gate_unit(const struct hinge_gate *gate)
{
    if (gate->statistic == HINGE_STATISTIC_SHARE)
        return "";
    if (gate->statistic != HINGE_STATISTIC_METRIC)
        return hinge_signal_unit(gate->signal);
    const char *unit = hinge_metric_at((size_t)hinge_metric_find(gate->metric))->unit;
    return strcmp(unit, "1") == 0 ? "" : unit;
}

static void put_gates(const struct hinge_fault *fault)
{
    static const char *const otherwise[] = {[HINGE_SMALL_REFUSED] = "refused `ROM_SMALL`",
                                            [HINGE_SMALL_ABSENT] = "absent",
                                            [HINGE_SMALL_PRESENT] = "present"};
    for (int k = 0; k < HINGE_GATES; k++) {
        const struct hinge_gate *gate = &fault->gate[k];
        if (!gate->used)
            continue;
        struct hinge_fault probe = {.signal = gate->signal,
                                    .over = gate->over,
                                    .metric = gate->metric,
                                    .phase = gate->phase,
                                    .statistic = gate->statistic,
                                    .relative = gate->relative,
                                    .window = gate->window};
        printf("| judged if | ");
        put_measured(&probe);
        printf(" is %s %g%s%s; otherwise %s%s |\n", gate->below ? "less than" : "at least",
               gate->least, *gate_unit(gate) != '\0' ? " " : "", gate_unit(gate),
               otherwise[gate->otherwise],
               gate->uncertain ? "; within a margin of it undecided" : "");
    }
}

static void put_exceptions(const struct hinge_fault *fault)
{
    const char *text = fault->exceptions != NULL ? fault->exceptions : "";
    if (*text == '\0')
        return;
    printf("| other thresholds | ");
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == ' ')
            printf(", ");
        else if (*p == '=')
            printf(" ");
        else
            putchar(*p);
    }
    printf(" |\n");
}

/* What m must be above the threshold by, where too little standing (lock-out, a
 * calibration) shows the noise. */
static void put_noise(const struct hinge_fault *fault)
{
    bool share = fault->statistic == HINGE_STATISTIC_SHARE ||
                 fault->statistic == HINGE_STATISTIC_PLATEAU ||
                 fault->statistic == HINGE_STATISTIC_QUARTER ||
                 fault->statistic == HINGE_STATISTIC_EXCURSION ||
                 fault->statistic == HINGE_STATISTIC_ONSET ||
                 fault->statistic == HINGE_STATISTIC_ONSET_LEAST;
    printf("| little standing | refused `NOISE_TOO_HIGH` when %s the threshold than %g "
           "times ",
           share ? "nearer to" : "less above", fault->noise_adds);
    if (fault->noise_metric != NULL)
        printf("[`%s`](metrics.md) |\n", fault->noise_metric);
    else
        printf("%s |\n", fault->statistic == HINGE_STATISTIC_METRIC
                             ? "the driver's SD in standing divided by its excursion"
                         : share ? "its error by noise in standing"
                                 : "the signal's SD in standing");
}

static void put_needs(const struct hinge_fault *fault)
{
    printf("| needs | %s",
           fault->needs == HINGE_NEEDS_TIER_A   ? "markers of pelvis and thorax: tier A"
           : fault->needs == HINGE_NEEDS_LUMBAR ? "lumbar motion measured: tier A or B"
           : fault->needs == HINGE_NEEDS_PELVIS
               ? "the pelvis measured: tier A or B, or C with ASIS and PSIS"
               : "tier C or better");
    if (fault->relative == HINGE_RELATIVE_STANDING && fault->statistic != HINGE_STATISTIC_METRIC)
        printf("; own standing posture");
    printf(" |\n");
    if (fault->only != NULL && *fault->only != '\0')
        printf("| only for | %s |\n", fault->only);
    printf("| noise | refused `NOISE_TOO_HIGH` where the noise of standing, added again, "
           "leaves open on which side of the threshold it is (`noise.k`) |\n");
    if (fault->noise_adds > 0)
        put_noise(fault);
    if (fault->strict_noise)
        printf("| little standing | refused `NOISE_TOO_HIGH` when the signal's SD in "
               "standing is "
               "above `noise.refuse_strict` times the threshold |\n");
    else if (fault->never_negative && fault->threshold <= 10)
        printf("| little standing | refused `NOISE_TOO_HIGH` when the signal's SD in "
               "standing is above "
               "`noise.refuse` times the threshold |\n");
}

/* What the mean trained person shows who is made to have the fault, or to stop just
 * short of it: severities by the simulation's own arithmetic, not the analysis'. */
static void put_example(const struct hinge_fault *fault)
{
    long habit = hinge_preset_find(fault->id);
    struct hinge_random random;
    struct hinge_physique body;
    struct hinge_habit_truth shown[2];
    if (habit < 0)
        return;
    for (int near = 0; near < 2; near++) {
        struct hinge_pattern pattern, own;
        hinge_random_init(&random, 1, HINGE_STREAM_SIMULATE, 1);
        hinge_physique_draw(&random, 0, &body);
        hinge_pattern_draw_person((size_t)hinge_profile_find("trained"), 0, &random, &own);
        pattern = own;
        hinge_habit_plant((size_t)habit, near == 1, &body, 'A', &pattern);
        hinge_habit_show((size_t)habit, &body, 'A', &pattern, &shown[near]);
    }
    const char *unit = strcmp(fault->unit, "1") == 0 ? "" : fault->unit;
    const char *space = *unit != '\0' ? " " : "";
    printf("| example | `hinge-simulate --fault %s`: %.3g%s%s, %s; with `--near-miss 1`: "
           "%.3g%s%s, %s |\n",
           fault->id, shown[0].severity, space, unit, hinge_fault_state_name(shown[0].state),
           shown[1].severity, space, unit, hinge_fault_state_name(shown[1].state));
}

void print_fault(const struct hinge_fault *fault)
{
    printf("\n### %s\n\"%s\"\n\n| %s | |\n|---|---|\n", fault->id, fault->wording, fault->title);
    printf("| short title, for coaches and patients | %s |\n", fault->brief);
    put_severity(fault);
    put_threshold(fault);
    put_gates(fault);
    put_exceptions(fault);
    put_needs(fault);
    printf("| source | %s |\n", fault->source);
    put_example(fault);
}
