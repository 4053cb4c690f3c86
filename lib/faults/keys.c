/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of a [fault:<id>] section: words and readers of their values. */
#include "faults/keys.h"

#include "base/number.h"

#include <stddef.h>
#include <string.h>

/* --- words of the config --- */

static const struct hinge_fault_word statistics[] = {{"max", HINGE_STATISTIC_MAX},
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
static const struct hinge_fault_word relatives[] = {{"absolute", HINGE_RELATIVE_ABSOLUTE},
                                                    {"standing", HINGE_RELATIVE_STANDING},
                                                    {"start", HINGE_RELATIVE_START},
                                                    {"target", HINGE_RELATIVE_TARGET},
                                                    {NULL, 0}};
static const struct hinge_fault_word smalls[] = {{"refused", HINGE_SMALL_REFUSED},
                                                 {"absent", HINGE_SMALL_ABSENT},
                                                 {"present", HINGE_SMALL_PRESENT},
                                                 {NULL, 0}};
static const struct hinge_fault_word parts[] = {
    {"setup", HINGE_WINDOW_SETUP},     {"descent", HINGE_WINDOW_DESCENT},
    {"hold", HINGE_WINDOW_HOLD},       {"ascent", HINGE_WINDOW_ASCENT},
    {"lockout", HINGE_WINDOW_LOCKOUT}, {"bottom", HINGE_WINDOW_BOTTOM},
    {"rep", HINGE_WINDOW_REP},         {NULL, 0}};
static const struct hinge_fault_word phases[] = {{"descent", HINGE_PHASE_DESCENT},
                                                 {"hold", HINGE_PHASE_HOLD},
                                                 {"ascent", HINGE_PHASE_ASCENT},
                                                 {"rep", HINGE_PHASE_REP},
                                                 {NULL, 0}};

static const struct hinge_fault_word tiers[] = {
    {"A", HINGE_NEEDS_TIER_A}, {"B", HINGE_NEEDS_LUMBAR}, {"C", HINGE_NEEDS_ANY}, {NULL, 0}};

static bool find_word(const struct hinge_fault_word *words, const char *text, size_t length,
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

static bool is_number(const char *value, double *number)
{
    return hinge_number_parse(value, strlen(value), '.', number, NULL) == HINGE_NUMBER_VALUE;
}

static const char *read_number(const struct hinge_fault_value *in)
{
    return is_number(in->text, in->place) ? NULL : in->key->expected;
}

static const char *read_positive(const struct hinge_fault_value *in)
{
    double number;
    if (!is_number(in->text, &number) || number < 0)
        return in->key->expected;
    memcpy(in->place, &number, sizeof number);
    return NULL;
}

static const char *read_flag(const struct hinge_fault_value *in)
{
    if (strcmp(in->text, "yes") != 0 && strcmp(in->text, "no") != 0)
        return in->key->expected;
    *(bool *)in->place = in->text[0] == 'y';
    return NULL;
}

static const char *read_text(const struct hinge_fault_value *in)
{
    const char *text = hinge_arena_strdup(&in->table->arena, in->text);
    *(const char **)in->place = text;
    return NULL;
}

static const char *read_name(const struct hinge_fault_value *in)
{
    in->row->renamed = true;
    return read_text(in);
}

static const char *read_word(const struct hinge_fault_value *in)
{
    int word;
    if (!find_word(in->key->words, in->text, strlen(in->text), &word))
        return in->key->expected;
    memcpy(in->place, &word, sizeof word);
    return NULL;
}
_Static_assert(sizeof(enum hinge_phase) == sizeof(int), "words are stored as int");

static const char *read_signal(const struct hinge_fault_value *in)
{
    enum hinge_signal signal = hinge_signal_find(in->text);
    if (signal == HINGE_SIGNAL_COUNT)
        return in->key->expected;
    memcpy(in->place, &signal, sizeof signal);
    return NULL;
}

static const char *read_metric(const struct hinge_fault_value *in)
{
    if (hinge_metric_find(in->text) < 0)
        return in->key->expected;
    in->row->statistic = HINGE_STATISTIC_METRIC;
    in->row->signal = HINGE_SIGNAL_COUNT;
    in->row->unit = hinge_metric_at((size_t)hinge_metric_find(in->text))->unit;
    return read_text(in);
}

static const char *read_statistic(const struct hinge_fault_value *in)
{
    const char *expected = read_word(in);
    in->row->never_negative = in->row->statistic == HINGE_STATISTIC_DROP;
    return expected;
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
            !is_number(dots + 2, &next.p1) || next.p0 < 0 || next.p1 > 1 || next.p0 >= next.p1)
            return expected;
    }
    if (next.parts == 0)
        return expected;
    *window = next;
    return NULL;
}

static const char *read_window(const struct hinge_fault_value *in)
{
    return parse_window(in->text, in->place);
}

static const char *read_margin(const struct hinge_fault_value *in)
{
    const char *expected = read_positive(in);
    in->row->margin[1] = in->row->margin[2] = in->row->margin[0];
    in->row->within = false; /* the user's own error of measurement, as it is */
    return expected;
}

static const char *read_direction(const struct hinge_fault_value *in)
{
    if (strcmp(in->text, "above") != 0 && strcmp(in->text, "below") != 0)
        return in->key->expected;
    in->row->sign = in->text[0] == 'a' ? 1 : -1;
    return NULL;
}

/* The gate: excursion (or, at the bottom, the change from standing) of gate_signal in
 * gate_window at least gate_least, else gate_otherwise. */
static void open_gate(struct hinge_gate *gate)
{
    if (!gate->used)
        *gate = (struct hinge_gate){.used = true,
                                    .signal = HINGE_SIGNAL_driver,
                                    .statistic = HINGE_STATISTIC_EXCURSION,
                                    .window = {HINGE_WINDOW_DESCENT, 0, 1}};
}

static const char *read_gate_window(const struct hinge_fault_value *in)
{
    struct hinge_gate *gate = &in->row->gate[0];
    const char *expected = read_window(in);
    bool bottom = gate->window.parts == HINGE_WINDOW_BOTTOM;
    gate->statistic = bottom ? HINGE_STATISTIC_MEDIAN : HINGE_STATISTIC_EXCURSION;
    gate->relative = bottom ? HINGE_RELATIVE_STANDING : HINGE_RELATIVE_ABSOLUTE;
    return expected;
}

static const char *read_gate_otherwise(const struct hinge_fault_value *in)
{
    struct hinge_gate *gate = &in->row->gate[0];
    const char *expected = read_word(in);
    gate->severity = gate->otherwise == HINGE_SMALL_PRESENT ? in->row->threshold : 0;
    return expected;
}

#define AT(member) offsetof(struct hinge_fault, member)
#define A_NUMBER "a number"
#define POSITIVE "a number, 0 or more"
#define YES_OR_NO "yes or no"
/* clang-format off */
static const struct hinge_fault_key keys[] = {
    {"signal", read_signal, AT(signal), "a signal, such as lumbar_flex or knee_flex", NULL},
    {"over", read_signal, AT(over), "a signal, such as total_flex", NULL},
    {"metric", read_metric, AT(metric), "a metric, such as lumbar_fraction", NULL},
    {"phase", read_word, AT(phase), "descent, hold, ascent or rep", phases},
    {"statistic", read_statistic, AT(statistic),
     "max, min, mean, median, end, excursion, share, plateau, quarter, rate, drop, "
     "onset_difference, onset_least or metric", statistics},
    {"relative_to", read_word, AT(relative), "absolute, standing, start or target", relatives},
    {"window", read_window, AT(window), NULL, NULL},
    {"threshold", read_number, AT(threshold), A_NUMBER, NULL},
    {"threshold_deg", read_number, AT(threshold), A_NUMBER, NULL},
    {"margin", read_margin, AT(margin), POSITIVE, NULL},
    {"margin_deg", read_margin, AT(margin), POSITIVE, NULL},
    {"offset", read_number, AT(offset), A_NUMBER, NULL},
    {"direction", read_direction, AT(sign), "above (larger is worse) or below", NULL},
    {"tier", read_word, AT(needs), "A, B or C", tiers},
    {"title", read_name, AT(title), NULL, NULL},
    {"short", read_name, AT(brief), NULL, NULL},
    {"wording", read_text, AT(wording), NULL, NULL},
    {"source", read_text, AT(source), NULL, NULL},
    {"exceptions", read_text, AT(exceptions), NULL, NULL},
    {"only", read_text, AT(only), NULL, NULL},
    {"absolute", read_flag, AT(absolute), YES_OR_NO, NULL},
    {"never_negative", read_flag, AT(never_negative), YES_OR_NO, NULL},
    {"strict_noise", read_flag, AT(strict_noise), YES_OR_NO, NULL},
    {"noise_adds", read_positive, AT(noise_adds), POSITIVE, NULL},
    {"gate_signal", read_signal, AT(gate[0].signal), "a signal, such as total_flex", NULL},
    {"gate_window", read_gate_window, AT(gate[0].window), NULL, NULL},
    {"gate_least", read_number, AT(gate[0].least), A_NUMBER, NULL},
    {"gate_otherwise", read_gate_otherwise, AT(gate[0].otherwise), "refused, absent or present", smalls},
};
/* clang-format on */
_Static_assert(sizeof keys / sizeof *keys <= HINGE_FAULT_KEYS_MAX, "raise the limit");

const struct hinge_fault_key *hinge_fault_keys(size_t *count)
{
    *count = sizeof keys / sizeof *keys;
    return keys;
}

const char *hinge_fault_key_read(const struct hinge_fault_key *key, struct hinge_fault_table *table,
                                 struct hinge_fault *row, const char *value)
{
    if (key->at >= AT(gate) && key->at < AT(gate) + sizeof row->gate)
        open_gate(&row->gate[0]);
    return key->read(&(struct hinge_fault_value){table, key, row, (char *)row + key->at, value});
}
