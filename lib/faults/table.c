/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The faults of a run: built-in rows, then rows and changes from [fault:<id>] sections, the same
 * struct. Words of a row are read once, into the table's arena: keys and their values, then the
 * conditions by task and cue (method 8.1, 8.2), which every repetition meets. */
#include "faults/fault.h"

/* --- keys: words of the config --- */

struct hinge_fault_word {
    const char *name; /* NULL ends the words */
    int value;
};

struct hinge_fault_value;
struct hinge_fault_key {
    const char *name;
    const char *(*read)(const struct hinge_fault_value *value);
    size_t at; /* offsetof(struct hinge_fault, member) */
    const char *expected;
    const struct hinge_fault_word *words;
};

/* A value to be read, and where it goes. */
struct hinge_fault_value {
    struct hinge_fault_table *table;
    const struct hinge_fault_key *key;
    struct hinge_fault *row;
    void *place;
    const char *text;
};

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
static const char *read_window(const struct hinge_fault_value *in)
{
    const char *value = in->text;
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
    memcpy(in->place, &next, sizeof next);
    return NULL;
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
    {"speaks", read_text, AT(speaks), NULL, NULL},
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
enum { KEYS = sizeof keys / sizeof *keys };

/* --- conditions: thresholds by task and cue, and whether a fault applies --- */

/* Thresholds of the trunk-thigh angle are this much larger for L + H. */
static const double TOTAL_FLEX = 1.15;

/* --- reading --- */

/* One condition; false when it isn't one. `word` is NUL-terminated and stays. */
static bool read_condition(const char *word, struct hinge_when *condition)
{
    static const struct {
        const char *name;
        enum hinge_when_kind kind;
    } plain[] = {{"daily", HINGE_WHEN_DAILY},
                 {"load", HINGE_WHEN_LOAD},
                 {"floor", HINGE_WHEN_FLOOR},
                 {"unilateral", HINGE_WHEN_UNILATERAL},
                 {"bilateral", HINGE_WHEN_BILATERAL}};
    for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
        if (strcmp(word, plain[k].name) == 0) {
            condition->kind = plain[k].kind;
            return true;
        }
    const char *colon = strchr(word, ':');
    if (colon == NULL || colon[1] == '\0')
        return false;
    condition->word = colon + 1;
    if (strncmp(word, "task:", 5) == 0) {
        condition->kind = HINGE_WHEN_TASK;
        condition->task = hinge_task_find(colon + 1);
        return hinge_task_known(colon + 1);
    }
    condition->kind = strncmp(word, "cue:", 4) == 0 ? HINGE_WHEN_CUE : HINGE_WHEN_DEPTH;
    return condition->kind == HINGE_WHEN_CUE || strncmp(word, "depth:", 6) == 0;
}

/* "=0.10" or "=na" behind a condition. */
static bool read_exception(const char *value, double *threshold)
{
    *threshold = (double)NAN;
    return strcmp(value, "na") == 0 ||
           hinge_number_parse(value, strlen(value), '.', threshold, NULL) == HINGE_NUMBER_VALUE;
}

/* The conditions of a row: a list in words, with "=threshold" or "=na" behind each when
 * they are exceptions. *good is false when it isn't such a list. */
static void whens_read(const char *text, bool exceptions, struct hinge_arena *arena,
                       struct hinge_whens *out, bool *good)
{
    size_t n = 0;
    *out = (struct hinge_whens){0};
    *good = true;
    if (text == NULL || *text == '\0')
        return;
    for (const char *p = text; *p != '\0'; p++)
        n += *p == ' ';
    char *words = hinge_arena_strdup(arena, text), *rest = NULL;
    out->row = hinge_arena_alloc(arena, n + 1, sizeof *out->row);
    for (char *word = strtok_r(words, " ", &rest); word != NULL && *good;
         word = strtok_r(NULL, " ", &rest)) {
        struct hinge_when *condition = &out->row[out->n++];
        char *equal = strchr(word, '=');
        if (exceptions && equal != NULL)
            *equal = '\0';
        *good = (!exceptions || equal != NULL) && read_condition(word, condition) &&
                (!exceptions || read_exception(equal + 1, &condition->threshold));
    }
}

/* What a task takes off the list; "*" all, "*-id" all but one. */
bool hinge_fault_of_task(const char *id, const struct hinge_task *task)
{
    const char *list = task->not_applicable;
    if (list[0] == '*')
        return list[1] == '-' && strcmp(list + 2, id) == 0;
    return !hinge_listed(list, ' ', id);
}

bool hinge_fault_instead(const struct hinge_fault *fault, const struct hinge_task *task)
{
    return fault->instead_in != NULL && hinge_listed(fault->instead_in, ' ', task->id);
}

/* --- judging --- */

static bool holds(const struct hinge_rep_view *view, const struct hinge_when *condition)
{
    const struct hinge_trial_info *info = view->info;
    switch (condition->kind) {
    case HINGE_WHEN_DAILY:
        return view->task->daily;
    case HINGE_WHEN_LOAD:
        return view->task->loaded;
    case HINGE_WHEN_FLOOR:
        return view->rep->floor;
    case HINGE_WHEN_UNILATERAL:
        return view->task->unilateral;
    case HINGE_WHEN_BILATERAL:
        return !view->task->unilateral;
    case HINGE_WHEN_TASK:
        return view->task == condition->task;
    case HINGE_WHEN_CUE:
        return info != NULL && hinge_listed(info->cue, '+', condition->word);
    default:
        return info != NULL && strcmp(info->depth, condition->word) == 0;
    }
}

/* Whether one of the conditions holds; an empty list holds always. */
static bool any_holds(const struct hinge_rep_view *view, const struct hinge_whens *list)
{
    for (size_t k = 0; k < list->n; k++)
        if (holds(view, &list->row[k]))
            return true;
    return list->n == 0;
}

bool hinge_fault_applies(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                         double *threshold, double *offset)
{
    size_t n_tasks;
    double factor =
        fault->of_driver && view->body->driver_source == HINGE_SIGNAL_total_flex ? TOTAL_FLEX : 1;
    *threshold = factor * fault->threshold;
    *offset =
        hinge_fault_instead(fault, view->task) ? fault->instead_offset : factor * fault->offset;
    if (fault->excluded[view->task - hinge_task_rows(&n_tasks)] ||
        !any_holds(view, &fault->only_when))
        return false;
    for (size_t k = 0; k < fault->except_when.n; k++) {
        const struct hinge_when *condition = &fault->except_when.row[k];
        if (!holds(view, condition))
            continue;
        if (isnan(condition->threshold))
            return false;
        *threshold = factor * condition->threshold;
    }
    return true;
}

/* --- the table --- */

static size_t metric_at(const char *id)
{
    long at = id != NULL ? hinge_metric_find(id) : -1;
    return at < 0 ? 0 : (size_t)at;
}

/* Signals that a tracker loses with a foot, and those that compare left and right. */
static const char of_foot[] = "knee_travel|chest_toe|knee_toe|load_midfoot|com_foot|cop_foot|"
                              "foot_yaw_l|foot_yaw_r|rear_load";
static const char of_sides[] = "hip_asymmetry|lateral_shift";
/* Those that raised arms lift, and those of the neck. */
static const char of_arms[] = "shoulder_rise|shoulder_ear";
static const char of_neck[] = "neck_flex|head_line";

static bool measures(const struct hinge_fault *row, const char *signals)
{
    const enum hinge_signal used[] = {
        row->signal, row->over,
        row->metric != NULL ? hinge_metric_at(metric_at(row->metric))->signal : HINGE_SIGNAL_COUNT};
    for (size_t i = 0; i < sizeof used / sizeof *used; i++)
        if (used[i] < HINGE_SIGNAL_COUNT && hinge_listed(signals, '|', hinge_signal_name(used[i])))
            return true;
    return false;
}

#define CONDITIONS                                                                                 \
    "words of daily load floor unilateral bilateral task:<known task> cue:<cue> "                  \
    "depth:<depth>, with "

/* Looks up what the words of a row stand for. NULL, or what a list of conditions should have
 * been. */
static const char *resolve(struct hinge_fault_table *table, struct hinge_fault *row)
{
    bool exceptions = true, only = true;
    whens_read(row->exceptions, true, &table->arena, &row->except_when, &exceptions);
    whens_read(row->only, false, &table->arena, &row->only_when, &only);
    /* Which tasks take a fault off their list, by their place in hinge_task_rows. */
    size_t tasks;
    const struct hinge_task *task = hinge_task_rows(&tasks);
    bool *by_task = hinge_arena_alloc(&table->arena, tasks, sizeof *by_task);
    for (size_t i = 0; i < tasks; i++)
        by_task[i] = !hinge_fault_of_task(row->id, &task[i]);
    row->excluded = by_task;
    row->metric_at = metric_at(row->metric);
    row->fallback_metric_at = metric_at(row->fallback_metric);
    row->noise_metric_at = metric_at(row->noise_metric);
    row->needs_sides = measures(row, of_sides);
    row->needs_arms = measures(row, of_arms);
    row->needs_neck = measures(row, of_neck);
    row->needs_foot = row->of_foot || measures(row, of_foot);
    /* the metric of a user's row may be that of a row that is of a foot */
    size_t n;
    const struct hinge_fault_family *const *family = hinge_fault_family_list(&n);
    for (size_t i = 0; i < n && row->metric != NULL; i++)
        for (size_t k = 0; k < family[i]->n; k++) {
            const struct hinge_fault *base = &family[i]->row[k];
            if (base->of_foot && base->metric != NULL && strcmp(base->metric, row->metric) == 0)
                row->needs_foot = true;
        }
    for (int k = 0; k < HINGE_GATES; k++)
        row->gate[k].metric_at = metric_at(row->gate[k].metric);
    row->also.metric_at = metric_at(row->also.metric);
    return !exceptions ? CONDITIONS "=NUMBER or =na behind each"
           : !only     ? CONDITIONS "nothing behind them"
                       : NULL;
}

/* Unit of a metric, or of a statistic of a signal. */
static const char *unit_of(const struct hinge_fault *row)
{
    static const struct {
        const char *of, *unit;
    } rates[] = {{"deg", "deg s-1"}, {"m", "m s-1"},   {"LL", "LL s-1"},
                 {"FL", "FL s-1"},   {"TL", "TL s-1"}, {"percent", "percent s-1"}};
    switch (row->statistic) {
    case HINGE_STATISTIC_METRIC:
        return hinge_metric_at(metric_at(row->metric))->unit;
    case HINGE_STATISTIC_SHARE:
    case HINGE_STATISTIC_PLATEAU:
    case HINGE_STATISTIC_QUARTER:
        return "1";
    case HINGE_STATISTIC_ONSET:
    case HINGE_STATISTIC_ONSET_LEAST:
        return "s";
    case HINGE_STATISTIC_RATE:
        for (size_t k = 0; k < sizeof rates / sizeof *rates; k++)
            if (strcmp(hinge_signal_unit(row->signal), rates[k].of) == 0)
                return rates[k].unit;
        return "s-1";
    default:
        return hinge_signal_unit(row->signal);
    }
}

static struct hinge_fault *add_row(struct hinge_fault_table *table, struct hinge_fault row)
{
    table->row = hinge_arena_more(&table->arena, table->row, table->n, sizeof *table->row);
    table->row[table->n] = row;
    return &table->row[table->n++];
}

/* Words of built-in rows are known: a test reads each. */
void hinge_fault_table_init(struct hinge_fault_table *table)
{
    size_t families;
    const struct hinge_fault_family *const *family = hinge_fault_family_list(&families);
    *table = (struct hinge_fault_table){0};
    for (size_t f = 0; f < families; f++)
        for (size_t k = 0; k < family[f]->n; k++) {
            struct hinge_fault *row = add_row(table, family[f]->row[k]);
            /* What a built-in row does not say. */
            if (row->metric != NULL)
                row->statistic = HINGE_STATISTIC_METRIC;
            if (row->sign == 0)
                row->sign = 1;
            if (row->source == NULL)
                row->source = "default";
            if (row->unit == NULL)
                row->unit = unit_of(row);
            for (int i = 0; i < 3; i++)
                if (row->margin[i] == 0)
                    row->margin[i] = (double)NAN;
            (void)resolve(table, row);
        }
}

void hinge_fault_table_clear(struct hinge_fault_table *table)
{
    hinge_arena_clear(&table->arena);
    *table = (struct hinge_fault_table){0};
}

/* --- rows --- */

static enum hinge_status find_row(struct hinge_fault_table *table, const char *id,
                                  const char *where, struct hinge_fault **row,
                                  struct hinge_error *error)
{
    for (size_t k = 0; k < table->n; k++) {
        if (strcmp(table->row[k].id, id) == 0) {
            *row = &table->row[k];
            return HINGE_OK;
        }
    }
    size_t n = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_");
    if (!(n > 0 && n < 48 && id[n] == '\0' && id[0] >= 'a'))
        return hinge_usage(error,
                           "%s: \"%s\" is not a fault id: small letters, digits and _, "
                           "starting with a letter",
                           where, id);
    char *copy = hinge_arena_strdup(&table->arena, id);
    struct hinge_fault made = {.id = copy,
                               .title = copy,
                               .brief = "",
                               .wording = "",
                               .source = "config",
                               .signal = HINGE_SIGNAL_COUNT,
                               .over = HINGE_SIGNAL_COUNT,
                               .window = {HINGE_WINDOW_REP, 0, 1},
                               .relative = HINGE_RELATIVE_STANDING,
                               .sign = 1,
                               .threshold = (double)NAN,
                               .margin = {(double)NAN, (double)NAN, (double)NAN},
                               .unit = "",
                               .exceptions = "",
                               .user = true};
    *row = add_row(table, made);
    return HINGE_OK;
}

enum hinge_status hinge_fault_table_set(struct hinge_fault_table *table, const char *id,
                                        const char *key, const char *value, const char *where,
                                        struct hinge_error *error)
{
    static const char measured[] =
        "signal|over|metric|phase|statistic|relative_to|window|offset|direction|absolute";
    struct hinge_fault *row = NULL;
    const char *names[KEYS];
    enum hinge_status status = find_row(table, id, where, &row, error);
    if (status != HINGE_OK)
        return status;
    for (size_t k = 0; k < KEYS; k++) {
        names[k] = keys[k].name;
        if (strcmp(keys[k].name, key) != 0)
            continue;
        struct hinge_fault before = *row;
        /* Stores a value in the row. NULL when it is good, else what was expected. */
        if (keys[k].at == AT(signal) || keys[k].at == AT(metric) || keys[k].at == AT(offset))
            row->instead_in = NULL, row->also.used = false; /* the user's own measure holds alone */
        if (keys[k].at >= AT(gate) && keys[k].at < AT(gate) + sizeof row->gate) {
            /* The gate: excursion (or, at the bottom, the change from standing) of gate_signal in
             * gate_window at least gate_least, else gate_otherwise. */
            if (!row->gate[0].used)
                row->gate[0] = (struct hinge_gate){.used = true,
                                                   .signal = HINGE_SIGNAL_driver,
                                                   .statistic = HINGE_STATISTIC_EXCURSION,
                                                   .window = {HINGE_WINDOW_DESCENT, 0, 1}};
        }
        const char *expected = keys[k].read(
            &(struct hinge_fault_value){table, &keys[k], row, (char *)row + keys[k].at, value});
        if (expected == NULL)
            expected = resolve(table, row);
        bool same = hinge_listed("title|short|wording|source", '|', key) ||
                    (hinge_listed("threshold|threshold_deg", '|', key) &&
                     row->threshold == before.threshold);
        if (expected == NULL) {
            row->changed = row->changed || (!row->user && !same);
            row->remeasured = row->remeasured || (row->changed && hinge_listed(measured, '|', key));
            return HINGE_OK;
        }
        *row = before;
        return hinge_usage(error, "%s: %s = \"%s\" of fault %s: expected %s", where, key, value, id,
                           expected);
    }
    const char *nearest = hinge_suggest(key, names, KEYS);
    return hinge_usage(error, "%s: a fault has no key \"%s\"%s%s%s", where, key,
                       nearest != NULL ? "; did you mean \"" : "", nearest != NULL ? nearest : "",
                       nearest != NULL ? "\"?" : "");
}

enum hinge_status hinge_fault_table_check(const struct hinge_fault_table *table, const char *where,
                                          struct hinge_error *error)
{
    for (size_t k = 0; k < table->n; k++) {
        struct hinge_fault *row = &table->row[k];
        bool metric = row->statistic == HINGE_STATISTIC_METRIC;
        const char *missing = NULL;
        if (metric ? row->metric == NULL : row->signal == HINGE_SIGNAL_COUNT)
            missing = metric ? "metric" : "signal";
        else if (hinge_fault_of_two(row) && row->over == HINGE_SIGNAL_COUNT)
            missing = "over";
        else if (isnan(row->threshold))
            missing = "threshold";
        if (missing != NULL)
            return hinge_usage(error, "%s: fault %s needs the key \"%s\"", where, row->id, missing);
        if (row->user && !metric)
            row->unit = unit_of(row);
        bool known = row->speaks == NULL || strcmp(row->speaks, row->id) == 0;
        for (size_t i = 0; i < table->n && !known; i++)
            known = strcmp(table->row[i].id, row->speaks) == 0;
        if (!known)
            return hinge_usage(error, "%s: speaks = \"%s\" of fault %s: expected the id of a fault",
                               where, row->speaks, row->id);
    }
    return HINGE_OK;
}
