/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of a [fault:<id>] section: words and readers of their values. */
#include "faults/keys.h"

#include "base/number.h"

#include <string.h>

/* --- words of the config --- */

struct word {
    const char *name;
    int value;
};

static const struct word statistics[] = {{"max", HINGE_STATISTIC_MAX},
                                         {"min", HINGE_STATISTIC_MIN},
                                         {"mean", HINGE_STATISTIC_MEAN},
                                         {"median", HINGE_STATISTIC_MEDIAN},
                                         {"end", HINGE_STATISTIC_END},
                                         {"excursion", HINGE_STATISTIC_EXCURSION},
                                         {"share", HINGE_STATISTIC_SHARE},
                                         {"plateau", HINGE_STATISTIC_PLATEAU},
                                         {"quarter", HINGE_STATISTIC_QUARTER},
                                         {"rate", HINGE_STATISTIC_RATE},
                                         {"drop", HINGE_STATISTIC_DROP},
                                         {"onset_difference", HINGE_STATISTIC_ONSET},
                                         {"onset_least", HINGE_STATISTIC_ONSET_LEAST},
                                         {"metric", HINGE_STATISTIC_METRIC},
                                         {NULL, 0}};
static const struct word relatives[] = {{"absolute", HINGE_RELATIVE_ABSOLUTE},
                                        {"standing", HINGE_RELATIVE_STANDING},
                                        {"start", HINGE_RELATIVE_START},
                                        {"target", HINGE_RELATIVE_TARGET},
                                        {NULL, 0}};
static const struct word smalls[] = {{"refused", HINGE_SMALL_REFUSED},
                                     {"absent", HINGE_SMALL_ABSENT},
                                     {"present", HINGE_SMALL_PRESENT},
                                     {NULL, 0}};
static const struct word parts[] = {
    {"setup", HINGE_WINDOW_SETUP},     {"descent", HINGE_WINDOW_DESCENT},
    {"hold", HINGE_WINDOW_HOLD},       {"ascent", HINGE_WINDOW_ASCENT},
    {"lockout", HINGE_WINDOW_LOCKOUT}, {"bottom", HINGE_WINDOW_BOTTOM},
    {"rep", HINGE_WINDOW_REP},         {NULL, 0}};
static const struct word phases[] = {{"descent", HINGE_PHASE_DESCENT},
                                     {"hold", HINGE_PHASE_HOLD},
                                     {"ascent", HINGE_PHASE_ASCENT},
                                     {"rep", HINGE_PHASE_REP},
                                     {NULL, 0}};

static bool find_word(const struct word *words, const char *text, size_t length,
                      int *value)
{
    for (; words->name != NULL; words++) {
        if (strlen(words->name) == length && strncmp(words->name, text, length) == 0) {
            *value = words->value;
            return true;
        }
    }
    return false;
}

/* --- readers of values: NULL when good, else what was expected --- */

static const char *read_number(const char *value, double *number)
{
    if (hinge_number_parse(value, strlen(value), '.', number, NULL) !=
        HINGE_NUMBER_VALUE)
        return "a number";
    return NULL;
}

static const char *read_signal(struct hinge_fault_table *t, struct hinge_fault *row,
                               const char *value)
{
    (void)t;
    enum hinge_signal signal = hinge_signal_find(value);
    if (signal != HINGE_SIGNAL_COUNT)
        row->signal = signal;
    return signal == HINGE_SIGNAL_COUNT ? "a signal, such as lumbar_flex or knee_flex"
                                        : NULL;
}

static const char *read_over(struct hinge_fault_table *t, struct hinge_fault *row,
                             const char *value)
{
    (void)t;
    row->over = hinge_signal_find(value);
    return row->over == HINGE_SIGNAL_COUNT ? "a signal, such as total_flex" : NULL;
}

static const char *read_metric(struct hinge_fault_table *t, struct hinge_fault *row,
                               const char *value)
{
    if (hinge_metric_find(value) < 0)
        return "a metric, such as lumbar_fraction";
    row->metric = hinge_arena_strdup(&t->arena, value);
    row->statistic = HINGE_STATISTIC_METRIC;
    row->signal = HINGE_SIGNAL_COUNT;
    row->unit = hinge_metric_at((size_t)hinge_metric_find(value))->unit;
    return row->metric == NULL ? "" : NULL;
}

static const char *read_phase(struct hinge_fault_table *t, struct hinge_fault *row,
                              const char *value)
{
    int word;
    (void)t;
    if (!find_word(phases, value, strlen(value), &word))
        return "descent, hold, ascent or rep";
    row->phase = (enum hinge_phase)word;
    return NULL;
}

static const char *read_statistic(struct hinge_fault_table *t, struct hinge_fault *row,
                                  const char *value)
{
    int word;
    (void)t;
    if (!find_word(statistics, value, strlen(value), &word))
        return "max, min, mean, median, end, excursion, share, plateau, quarter, rate, "
               "drop, onset_difference, onset_least or metric";
    row->statistic = (enum hinge_fault_statistic)word;
    row->never_negative = row->statistic == HINGE_STATISTIC_DROP;
    return NULL;
}

static const char *read_relative(struct hinge_fault_table *t, struct hinge_fault *row,
                                 const char *value)
{
    int word;
    (void)t;
    if (!find_word(relatives, value, strlen(value), &word))
        return "absolute, standing, start or target";
    row->relative = (enum hinge_relative)word;
    return NULL;
}

/* "descent 0..0.3", "descent+hold", "rep". */
static const char *parse_window(const char *value, struct hinge_window *window)
{
    static const char *const expected = "setup, descent, hold, ascent, lockout, bottom "
                                        "or rep, joined by +, and a part of "
                                        "the way such as 0..0.3";
    struct hinge_window next = {0, 0, 1};
    size_t names = strcspn(value, " ");
    for (size_t at = 0; at < names;) {
        size_t length = strcspn(value + at, "+ ");
        int part;
        if (!find_word(parts, value + at, length, &part))
            return expected;
        next.parts |= (unsigned)part;
        at += length + (value[at + length] == '+');
    }
    const char *range = value + names + strspn(value + names, " ");
    if (*range != '\0') {
        const char *dots = strstr(range, "..");
        if (dots == NULL ||
            hinge_number_parse(range, (size_t)(dots - range), '.', &next.p0, NULL) !=
                HINGE_NUMBER_VALUE ||
            read_number(dots + 2, &next.p1) != NULL || next.p0 < 0 || next.p1 > 1 ||
            next.p0 >= next.p1)
            return expected;
    }
    if (next.parts == 0)
        return expected;
    *window = next;
    return NULL;
}

static const char *read_window(struct hinge_fault_table *t, struct hinge_fault *row,
                               const char *value)
{
    (void)t;
    return parse_window(value, &row->window);
}

static const char *read_threshold(struct hinge_fault_table *t, struct hinge_fault *row,
                                  const char *value)
{
    (void)t;
    return read_number(value, &row->threshold);
}

static const char *read_margin(struct hinge_fault_table *t, struct hinge_fault *row,
                               const char *value)
{
    double margin;
    (void)t;
    if (read_number(value, &margin) != NULL || margin < 0)
        return "a number, 0 or more";
    for (int k = 0; k < 3; k++)
        row->margin[k] = margin;
    row->within = false; /* the user's own error of measurement, as it is */
    return NULL;
}

static const char *read_offset(struct hinge_fault_table *t, struct hinge_fault *row,
                               const char *value)
{
    (void)t;
    return read_number(value, &row->offset);
}

static const char *read_direction(struct hinge_fault_table *t, struct hinge_fault *row,
                                  const char *value)
{
    (void)t;
    if (strcmp(value, "above") != 0 && strcmp(value, "below") != 0)
        return "above (larger is worse) or below";
    row->sign = value[0] == 'a' ? 1 : -1;
    return NULL;
}

static const char *read_tier(struct hinge_fault_table *t, struct hinge_fault *row,
                             const char *value)
{
    (void)t;
    if (strlen(value) != 1 || strchr("ABC", value[0]) == NULL)
        return "A, B or C";
    row->needs = value[0] == 'C'   ? HINGE_NEEDS_ANY
                 : value[0] == 'B' ? HINGE_NEEDS_LUMBAR
                                   : HINGE_NEEDS_TIER_A;
    return NULL;
}

static const char *read_flag(const char *value, bool *flag)
{
    if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
        return "yes or no";
    *flag = value[0] == 'y';
    return NULL;
}

static const char *read_absolute(struct hinge_fault_table *t, struct hinge_fault *row,
                                 const char *value)
{
    (void)t;
    return read_flag(value, &row->absolute);
}

static const char *read_never_negative(struct hinge_fault_table *t,
                                       struct hinge_fault *row, const char *value)
{
    (void)t;
    return read_flag(value, &row->never_negative);
}

static const char *read_strict_noise(struct hinge_fault_table *t,
                                     struct hinge_fault *row, const char *value)
{
    (void)t;
    return read_flag(value, &row->strict_noise);
}

static const char *read_noise_adds(struct hinge_fault_table *t, struct hinge_fault *row,
                                   const char *value)
{
    (void)t;
    return read_number(value, &row->noise_adds) != NULL || row->noise_adds < 0
               ? "a number, 0 or more"
               : NULL;
}

static const char *read_text(struct hinge_fault_table *t, const char **text,
                             const char *value)
{
    *text = hinge_arena_strdup(&t->arena, value);
    return *text == NULL ? "" : NULL;
}

static const char *read_title(struct hinge_fault_table *t, struct hinge_fault *row,
                              const char *value)
{
    return read_text(t, &row->title, value);
}

static const char *read_short(struct hinge_fault_table *t, struct hinge_fault *row,
                              const char *value)
{
    return read_text(t, &row->brief, value);
}

static const char *read_wording(struct hinge_fault_table *t, struct hinge_fault *row,
                                const char *value)
{
    return read_text(t, &row->wording, value);
}

static const char *read_source(struct hinge_fault_table *t, struct hinge_fault *row,
                               const char *value)
{
    return read_text(t, &row->source, value);
}

static const char *read_exceptions(struct hinge_fault_table *t, struct hinge_fault *row,
                                   const char *value)
{
    return read_text(t, &row->exceptions, value);
}

static const char *read_only(struct hinge_fault_table *t, struct hinge_fault *row,
                             const char *value)
{
    return read_text(t, &row->only, value);
}

/* The gate: excursion (or, at the bottom, the change from standing) of gate_signal in
 * gate_window at least gate_least, else gate_otherwise. */
static struct hinge_gate *gate_of(struct hinge_fault *row)
{
    struct hinge_gate *gate = &row->gate[0];
    if (!gate->used) {
        *gate = (struct hinge_gate){.used = true,
                                    .signal = HINGE_SIGNAL_driver,
                                    .statistic = HINGE_STATISTIC_EXCURSION,
                                    .window = {HINGE_WINDOW_DESCENT, 0, 1}};
    }
    return gate;
}

static const char *read_gate_signal(struct hinge_fault_table *t,
                                    struct hinge_fault *row, const char *value)
{
    (void)t;
    enum hinge_signal signal = hinge_signal_find(value);
    if (signal == HINGE_SIGNAL_COUNT)
        return "a signal, such as total_flex";
    gate_of(row)->signal = signal;
    return NULL;
}

static const char *read_gate_window(struct hinge_fault_table *t,
                                    struct hinge_fault *row, const char *value)
{
    (void)t;
    struct hinge_gate *gate = gate_of(row);
    const char *expected = parse_window(value, &gate->window);
    bool bottom = gate->window.parts == HINGE_WINDOW_BOTTOM;
    gate->statistic = bottom ? HINGE_STATISTIC_MEDIAN : HINGE_STATISTIC_EXCURSION;
    gate->relative = bottom ? HINGE_RELATIVE_STANDING : HINGE_RELATIVE_ABSOLUTE;
    return expected;
}

static const char *read_gate_least(struct hinge_fault_table *t, struct hinge_fault *row,
                                   const char *value)
{
    (void)t;
    return read_number(value, &gate_of(row)->least);
}

static const char *read_gate_otherwise(struct hinge_fault_table *t,
                                       struct hinge_fault *row, const char *value)
{
    int word;
    (void)t;
    if (!find_word(smalls, value, strlen(value), &word))
        return "refused, absent or present";
    struct hinge_gate *gate = gate_of(row);
    gate->otherwise = (enum hinge_small)word;
    gate->severity = gate->otherwise == HINGE_SMALL_PRESENT ? row->threshold : 0;
    return NULL;
}

static const struct hinge_fault_key keys[] = {
    {"signal", read_signal},
    {"over", read_over},
    {"metric", read_metric},
    {"phase", read_phase},
    {"statistic", read_statistic},
    {"relative_to", read_relative},
    {"window", read_window},
    {"threshold", read_threshold},
    {"threshold_deg", read_threshold},
    {"margin", read_margin},
    {"margin_deg", read_margin},
    {"offset", read_offset},
    {"direction", read_direction},
    {"tier", read_tier},
    {"title", read_title},
    {"short", read_short},
    {"wording", read_wording},
    {"source", read_source},
    {"exceptions", read_exceptions},
    {"only", read_only},
    {"absolute", read_absolute},
    {"never_negative", read_never_negative},
    {"strict_noise", read_strict_noise},
    {"noise_adds", read_noise_adds},
    {"gate_signal", read_gate_signal},
    {"gate_window", read_gate_window},
    {"gate_least", read_gate_least},
    {"gate_otherwise", read_gate_otherwise},
};
_Static_assert(sizeof keys / sizeof *keys <= HINGE_FAULT_KEYS_MAX, "raise the limit");

const struct hinge_fault_key *hinge_fault_keys(size_t *count)
{
    *count = sizeof keys / sizeof *keys;
    return keys;
}
