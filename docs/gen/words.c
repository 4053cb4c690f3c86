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
                             "largest value after a moving average (`peak.w_A`, `peak.w_BC`)"},
    [HINGE_STATISTIC_MIN] = {"min", "smallest %s", "smallest value after the same average"},
    [HINGE_STATISTIC_MEAN] = {"mean", "mean %s", "mean over the window"},
    [HINGE_STATISTIC_MEDIAN] = {"median", "median %s", "median over the window"},
    [HINGE_STATISTIC_END] = {"end", "last %s", "value at the end of the window"},
    [HINGE_STATISTIC_EXCURSION] = {"excursion", "change of %s", "end minus start"},
    [HINGE_STATISTIC_SHARE] = {"share", "share of %s",
                               "excursion of `signal` divided by the excursion of `over`"},
    [HINGE_STATISTIC_PLATEAU] =
        {"plateau", "share of %s",
         "that share in the window divided by the share in the phase before it"},
    [HINGE_STATISTIC_QUARTER] =
        {"quarter", "share of %s",
         "that share while `over` passes the quarter of its range that comes first"},
    [HINGE_STATISTIC_RATE] = {"rate", "mean speed of %s", "excursion per second"},
    [HINGE_STATISTIC_DROP] = {"drop", "largest fall of %s",
                              "largest fall below the running maximum since the descent "
                              "began"},
    [HINGE_STATISTIC_ONSET] = {"onset_difference", "onset of %s",
                               "onset of `over` minus onset of `signal`, in seconds"},
    [HINGE_STATISTIC_ONSET_LEAST] =
        {"onset_least", "onset of %s",
         "the smaller of `onset_difference` and of the same lag at a quarter "
         "of each signal's way"},
    [HINGE_STATISTIC_METRIC] = {"metric", "%s",
                                "the value of a metric: write `metric = ID` and `phase`"},
};

void print_statistics(void)
{
    printf("| statistic | |\n|---|---|\n");
    for (size_t i = 0; i < sizeof statistics / sizeof *statistics; i++)
        printf("| `%s` | %s |\n", statistics[i].name, statistics[i].help);
}

static void print_signal(enum hinge_signal signal)
{
    printf("`%s`", hinge_signal_name(signal));
}

static void print_window(const struct hinge_window *window)
{
    static const struct {
        unsigned part;
        const char *name;
    } parts[] = {{HINGE_WINDOW_SETUP, "setup"},     {HINGE_WINDOW_DESCENT, "descent"},
                 {HINGE_WINDOW_HOLD, "hold"},       {HINGE_WINDOW_ASCENT, "ascent"},
                 {HINGE_WINDOW_LOCKOUT, "lockout"}, {HINGE_WINDOW_BOTTOM, "bottom"}};
    const char *plus = "";
    if (window->parts != HINGE_WINDOW_REP) {
        printf("%s ", window->parts == HINGE_WINDOW_BOTTOM ? " at" : " in");
        if (window->p0 > 0 || window->p1 < 1)
            printf("%g to %g %% of ", 100 * window->p0, 100 * window->p1);
        printf("the ");
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
            if (window->parts & parts[k].part) {
                printf("%s%s", plus, parts[k].name);
                plus = " and ";
            }
        }
    }
}

/* A change from standing is the sign Δ before the signal (print_measured). */
static const char *since(enum hinge_relative relative)
{
    if (relative == HINGE_RELATIVE_TARGET)
        return ", minus the target (50 %, `dishwasher` 30 %)";
    return relative == HINGE_RELATIVE_START ? ", minus its value at the start" : "";
}

/* "largest Δ `lumbar_flex` in the descent"; without a window it is the whole repetition. */
static void print_measured(const struct hinge_fault *fault)
{
    const char *of = statistics[fault->statistic].of;
    const char *at = strstr(of, "%s");
    bool standing = fault->relative == HINGE_RELATIVE_STANDING;
    printf("%.*s%s", (int)(at - of), of,
           standing && fault->statistic != HINGE_STATISTIC_METRIC ? "Δ" : "");
    if (fault->statistic == HINGE_STATISTIC_METRIC) {
        printf("`%s`", fault->metric);
        if (fault->phase != HINGE_PHASE_REP)
            printf(" of the %s", hinge_phase_name(fault->phase));
        return;
    }
    if (fault->statistic == HINGE_STATISTIC_ONSET ||
        fault->statistic == HINGE_STATISTIC_ONSET_LEAST) {
        print_signal(fault->over);
        printf(" minus onset of ");
        print_signal(fault->signal);
    } else {
        print_signal(fault->signal);
    }
    if (fault->statistic == HINGE_STATISTIC_SHARE || fault->statistic == HINGE_STATISTIC_PLATEAU ||
        fault->statistic == HINGE_STATISTIC_QUARTER) {
        printf(" in ");
        print_signal(fault->over);
    }
    if (fault->statistic == HINGE_STATISTIC_QUARTER)
        printf(", first quarter of its range");
    print_window(&fault->window);
    printf("%s", since(fault->relative));
    if (fault->statistic == HINGE_STATISTIC_PLATEAU)
        printf(", divided by the share before");
}

static void print_fallback(const struct hinge_fault *fault)
{
    if (!fault->has_fallback)
        return;
    bool metric = fault->statistic == HINGE_STATISTIC_METRIC;
    const bool turned = fault->fallback_differs && fault->fallback_sign < 0;
    if (turned)
        printf("; else %g - (", fault->fallback_offset);
    printf(turned ? "`%s`)" : "; else `%s`",
           metric ? fault->fallback_metric : hinge_signal_name(fault->fallback));
    if (turned)
        printf(", threshold %g, margin %g", fault->fallback_threshold, fault->fallback_margin);
    else if (fault->fallback_differs)
        printf(" itself, threshold %g, margin %g", fault->fallback_threshold,
               fault->fallback_margin);
}

static void print_severity(const struct hinge_fault *fault)
{
    if (fault->offset != 0)
        printf("%g %s (", fault->offset, fault->sign < 0 ? "-" : "+");
    else if (fault->sign < 0)
        printf("-(");
    if (fault->absolute)
        printf("size of ");
    print_measured(fault);
    printf("%s", fault->offset != 0 || fault->sign < 0 ? ")" : "");
    print_fallback(fault);
    if (fault->instead_in == NULL)
        return;
    printf("<br>in ");
    for (const char *word = fault->instead_in; *word != '\0'; word += *word == ' ') {
        size_t length = strcspn(word, " ");
        printf("`%.*s`%s", (int)length, word, word[length] == ' ' ? " and " : ": ");
        word += length;
    }
    printf("%g %s median ", fault->instead_offset, fault->instead_sign < 0 ? "-" : "+");
    print_signal(fault->instead);
    printf(" at the bottom, from the vertical (sensors: from standing), as a squat is called deep "
           "when the thigh is horizontal");
}

/* Margin as judged: never so large that absent could not be reached. */
static double margin_of(const struct hinge_fault *fault, char tier)
{
    double margin = hinge_fault_margin(fault, tier);
    if (fault->never_negative && margin >= fault->threshold)
        margin = 0.8 * fault->threshold;
    return margin;
}

/* "15 ± 3/5/5 deg": the threshold and the margin of each tier that is judged. */
static void print_threshold(const struct hinge_fault *fault)
{
    printf("%g ± %g", fault->threshold, margin_of(fault, 'A'));
    if (fault->needs != HINGE_NEEDS_TIER_A)
        printf("/%g", margin_of(fault, 'B'));
    if (fault->needs == HINGE_NEEDS_PELVIS)
        printf("/%g", margin_of(fault, 'A'));
    else if (fault->needs == HINGE_NEEDS_ANY)
        printf("/%g", margin_of(fault, 'C'));
    if (strcmp(fault->unit, "1") != 0)
        printf(" %s", fault->unit);
    if (fault->needs == HINGE_NEEDS_PELVIS)
        printf(" (P)");
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

/* A condition on what the trial list says of a touch, and the state that follows from it. */
static void print_known(const struct hinge_gate *gate)
{
    bool absent = gate->otherwise == HINGE_SMALL_ABSENT;
    printf("<br>if `%s` is %d: %s", gate->metric, gate->below, absent ? "absent" : "present");
}

static void print_gates(const struct hinge_fault *fault)
{
    static const char *const otherwise[] = {[HINGE_SMALL_REFUSED] = "",
                                            [HINGE_SMALL_ABSENT] = ", else absent",
                                            [HINGE_SMALL_PRESENT] = ", else present"};
    for (int k = 0; k < HINGE_GATES; k++) {
        const struct hinge_gate *gate = &fault->gate[k];
        if (!gate->used)
            continue;
        if (gate->if_known) {
            print_known(gate);
            continue;
        }
        struct hinge_fault probe = {.signal = gate->signal,
                                    .over = gate->over,
                                    .metric = gate->metric,
                                    .phase = gate->phase,
                                    .statistic = gate->statistic,
                                    .relative = gate->relative,
                                    .window = gate->window};
        printf("<br>if ");
        print_measured(&probe);
        printf(" %s %g%s%s%s%s", gate->below ? "<" : "≥", gate->least,
               *gate_unit(gate) != '\0' ? " " : "", gate_unit(gate), otherwise[gate->otherwise],
               gate->uncertain ? "; within its margin `below` or `above`" : "");
    }
    if (fault->also.used)
        printf("<br>only if `%s` %s %g, else absent", fault->also.metric,
               fault->also.below ? "<" : "≥", fault->also.least);
}

static void print_exceptions(const struct hinge_fault *fault)
{
    const char *text = fault->exceptions != NULL ? fault->exceptions : "";
    if (*text != '\0')
        printf("<br>threshold: `%s`", text);
    if (fault->only != NULL && *fault->only != '\0')
        printf("<br>only `%s`", fault->only);
}

/* What the source adds to "default". */
static void print_origin(const struct hinge_fault *fault)
{
    const char *text = fault->source;
    if (strcmp(text, "default") == 0)
        return;
    if (strncmp(text, "default", 7) == 0)
        text += 7 + strspn(text + 7, ";, ");
    printf("<br>%s", text);
}

/* By how much the severity must exceed the threshold where standing is too short to show the
 * noise: the words that the page explains. */
static void print_noise(const struct hinge_fault *fault)
{
    bool difference = fault->statistic == HINGE_STATISTIC_SHARE ||
                      fault->statistic == HINGE_STATISTIC_PLATEAU ||
                      fault->statistic == HINGE_STATISTIC_QUARTER ||
                      fault->statistic == HINGE_STATISTIC_EXCURSION ||
                      fault->statistic == HINGE_STATISTIC_ONSET ||
                      fault->statistic == HINGE_STATISTIC_ONSET_LEAST;
    if (fault->noise_adds > 0 && fault->noise_metric != NULL)
        printf("%g `%s` ", fault->noise_adds, fault->noise_metric);
    else if (fault->noise_adds > 0)
        printf("%g %s ", fault->noise_adds,
               fault->statistic == HINGE_STATISTIC_METRIC ? "SD/range"
               : difference                               ? "errors"
                                                          : "SD");
    bool usual = fault->never_negative && fault->threshold <= 10 &&
                 fault->signal < HINGE_SIGNAL_COUNT; /* whose noise standing shows */
    if (fault->strict_noise || usual)
        printf("%s%s ", fault->noise_adds > 0 ? "or " : "",
               fault->strict_noise ? "strict" : "usual");
}

/* What the mean trained person shows who is made to have the fault, or to stop just
 * short of it: severities by the simulation's own arithmetic, not the analysis'. */
static void print_planted(const struct hinge_fault *fault)
{
    long habit = hinge_preset_find(fault->id);
    struct hinge_random random;
    struct hinge_physique body;
    struct hinge_habit_truth shown[2];
    if (habit < 0)
        return;
    for (int near = 0; near < 2; near++) {
        struct hinge_pattern pattern, drawn;
        hinge_random_init(&random, 1, HINGE_STREAM_SIMULATE, 1);
        hinge_physique_draw(&random, 0, &body);
        hinge_pattern_draw_person((size_t)hinge_profile_find("trained"), 0, &random, &drawn);
        pattern = drawn;
        hinge_habit_plant((size_t)habit, near == 1, &body, 'A', &pattern);
        hinge_habit_show((size_t)habit, &body, 'A', &pattern, &shown[near]);
    }
    printf("%.3g / %.3g", shown[0].severity, shown[1].severity);
}

void print_fault(const struct hinge_fault *fault, const struct hinge_fault *above)
{
    bool same = above != NULL && strcmp(fault->wording, above->wording) == 0;
    const char *quote = same ? "" : "\"";
    printf("| `%s`<br>%s<br>%s%s%s | ", fault->id, fault->title, quote, same ? "″" : fault->wording,
           quote);
    print_severity(fault);
    print_gates(fault);
    print_exceptions(fault);
    print_origin(fault);
    printf(" | ");
    print_threshold(fault);
    printf(" | ");
    print_noise(fault);
    printf("| %s | ", fault->evidence != NULL ? fault->evidence : "simulated");
    print_planted(fault);
    printf(" |\n");
}
