/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request: which analysis, its options and their check, from JSON. */
#include "stats/kind.h"
#include "stats/run/analysis.h"

/* --- The analysis that a request names, by its id; what people call it is a hint. --- */

/* What people call an analysis. */
static const struct {
    const char *written, *id;
} called[] = {{"cue", "cues"},
              {"condition", "within"},
              {"conditions", "within"},
              {"paired", "within"},
              {"group", "groups"},
              {"ttest", "between"},
              {"t-test", "between"},
              {"t", "between"},
              {"welch", "between"},
              {"wilcoxon", "within"},
              {"reliability", "icc"},
              {"sem", "icc"},
              {"mdc", "icc"},
              {"agreement", "bland_altman"},
              {"bland-altman", "bland_altman"},
              {"sensitivity", "validate"},
              {"curve", "spm"},
              {"curves", "spm"},
              {"waveform", "spm"},
              {"faults", "prevalence"},
              {"fault", "prevalence"},
              {"sample_size", "power"},
              {"power_curve", "power"}};

/* What R does on the rows of `rows`: where docs/models.md says how, and the two lines to
 * type; or, without a heading, a part of an analysis of ours. */
static const struct {
    const char *called, *anchor, *rows, *model;
} elsewhere[] = {
#define E(called, anchor, rows, model) {called, anchor, rows, model},
#include "stats/run/elsewhere.def"
#undef E
};

bool hinge_analysis_kind_elsewhere(const char *id, char *text, size_t capacity)
{
    size_t i = 0, n = sizeof elsewhere / sizeof *elsewhere;
    while (i < n && !hinge_listed(elsewhere[i].called, ',', id))
        i++;
    if (i < n && *elsewhere[i].anchor == '\0')
        snprintf(text, capacity, "part of another analysis; type: %s", elsewhere[i].rows);
    else if (i < n)
        snprintf(text, capacity, "other %s; see docs/models.md#%s, or type: %s && %s",
                 strncmp(elsewhere[i].rows, "hinge-compare", 13) == 0
                     ? "programs do this with the rows that hinge-compare writes"
                     : "tools do this",
                 elsewhere[i].anchor, elsewhere[i].rows, elsewhere[i].model);
    return i < n;
}

bool hinge_analysis_find(struct hinge_analysis *analysis)
{
    const json_t *id = json_object_get(analysis->request, "analysis");
    const char *name = json_string_value(id);
    if (name == NULL)
        return hinge_analysis_fail(analysis, HINGE_E_OPTION,
                                   "the request names no analysis; write \"analysis\": "
                                   "\"between\", or another");
    analysis->kind = hinge_analysis_kind_find(name);
    if (analysis->kind != NULL)
        return true;
    char there[1024];
    if (hinge_analysis_kind_elsewhere(name, there, sizeof there))
        return hinge_analysis_fail(analysis, HINGE_E_OPTION, "%s: %s", name, there);
    const char *names[HINGE_IDS_MOST], *nearest = NULL;
    const size_t n = hinge_analysis_kind_ids(names);
    for (size_t i = 0; i < sizeof called / sizeof *called; i++)
        if (hinge_same_name(name, called[i].written))
            nearest = called[i].id;
    if (nearest == NULL)
        nearest = hinge_suggest(name, names, n);
    cleared_by(hinge_text_clear) struct hinge_text list = {0};
    hinge_text_join(&list, names, n, ", ");
    if (nearest == NULL)
        return hinge_analysis_fail(analysis, HINGE_E_OPTION, "no analysis '%s'; there are %s", name,
                                   hinge_text_string(&list));
    return hinge_analysis_fail(analysis, HINGE_E_OPTION, "no analysis '%s'; did you mean '%s'?",
                               name, nearest);
}

/* --- Options of requests: their rows, and the check of a request. --- */

#define BETWEEN(low, high) low, high
/* clang-format off */
static const struct hinge_stats_option option_rows[] = {
#define ASK(group, name, kind, standard, allowed, range, help, more)                               \
    {#name, HINGE_STATS_##kind, standard, allowed, range, help more, HINGE_STATS_OF_##group,            \
     HINGE_STATS_OF_##group <= HINGE_STATS_OF_RESULTS,                                             \
     HINGE_STATS_OF_##group <= HINGE_STATS_OF_RESULTS ||                                           \
         HINGE_STATS_OF_##group == HINGE_STATS_OF_PEOPLE},
#define REQUEST(every, name, kind, range, help)                                                    \
    {#name, HINGE_STATS_##kind, "", "", range, help, HINGE_STATS_OF_NONE, every, false},
#include <hinge/settings.def>
};
/* clang-format on */
enum { N_ROWS = sizeof option_rows / sizeof option_rows[0] };

const char *hinge_stats_group_title(enum hinge_stats_group group)
{
    static const char *const titles[] = {
        [HINGE_STATS_OF_ALL] = "Rows and confidence",
        [HINGE_STATS_OF_RESULTS] = "Rows of a results file",
        [HINGE_STATS_OF_COLUMNS] = "Columns",
        [HINGE_STATS_OF_PEOPLE] = "From rows to people",
        [HINGE_STATS_OF_TESTS] = "Tests",
        [HINGE_STATS_OF_FAULTS] = "Faults",
        [HINGE_STATS_OF_AGREEMENT] = "Agreement",
        [HINGE_STATS_OF_WAVES] = "Waveforms",
        [HINGE_STATS_OF_POWER] = "Power",
        [HINGE_STATS_OF_NONE] = "",
    };
    return titles[group];
}

const struct hinge_stats_option *hinge_stats_options(size_t *count)
{
    *count = N_ROWS;
    return option_rows;
}

const struct hinge_stats_option *hinge_stats_option_find(const char *name)
{
    const size_t i = HINGE_ROW_AT(option_rows, N_ROWS, name);
    return i < N_ROWS ? &option_rows[i] : NULL;
}

/* --- What is asked: the values of the request, else the defaults of the rows. --- */

static const size_t ask_at[] = {
#define ASK(group, name, kind, standard, allowed, range, help, more)                               \
    offsetof(struct hinge_ask, name),
#define REQUEST(every, name, kind, range, help) offsetof(struct hinge_ask, name),
#include <hinge/settings.def>
};

bool hinge_option_given(const struct hinge_analysis *analysis, const char *name)
{
    return json_object_get(analysis->request, name) != NULL;
}

const char *hinge_ask_needs(struct hinge_analysis *analysis, const char *name, const char *text)
{
    if (text == NULL)
        hinge_analysis_fail(analysis, HINGE_E_OPTION, "%s needs '%s' (%s)", analysis->kind->id,
                            name, hinge_stats_option_find(name)->help);
    return text;
}

const char *hinge_needs_outcome(struct hinge_analysis *analysis)
{
    return hinge_ask_needs(analysis, "outcome", analysis->outcome);
}

double hinge_nth(const struct hinge_numbers *numbers, size_t i)
{
    return i < numbers->n ? numbers->value[i] : (double)NAN;
}

double hinge_each_of(const struct hinge_each *each, const char *outcome)
{
    const json_t *value = outcome != NULL ? json_object_get(each->of, outcome) : NULL;
    return value != NULL ? json_number_value(value) : each->number;
}

struct hinge_names hinge_names_of(struct hinge_arena *arena, const json_t *json)
{
    size_t n = json_is_string(json) ? 1 : json_array_size(json);
    struct hinge_names names = {.n = n, .name = hinge_arena_alloc(arena, n + 2, sizeof(char *))};
    for (size_t i = 0; i < n; i++)
        names.name[i] = json_string_value(json_is_string(json) ? json : json_array_get(json, i));
    return names;
}

static struct hinge_numbers numbers_of(struct hinge_arena *arena, const json_t *json)
{
    size_t n = json_is_number(json) ? 1 : json_array_size(json);
    struct hinge_numbers numbers = {.n = n, .value = hinge_arena_alloc(arena, n, sizeof(double))};
    for (size_t i = 0; i < n; i++)
        numbers.value[i] = json_number_value(json_is_number(json) ? json : json_array_get(json, i));
    return numbers;
}

static double number_of(const struct hinge_stats_option *row, const json_t *json)
{
    double number = NAN;
    if (json == NULL)
        hinge_number_parse(row->standard, strlen(row->standard), '.', &number, NULL);
    return json_is_number(json) ? json_number_value(json) : number;
}

/* "mdc" as 1, "1.5mdc" as 1.5; NaN: not so. */
static double mdcs_of(const char *text)
{
    size_t n = text != NULL ? strlen(text) : 0;
    double times = 1;
    if (n < 3 || strcmp(text + n - 3, "mdc") != 0)
        return NAN;
    if (n > 3 && hinge_number_parse(text, n - 3, '.', &times, NULL) != HINGE_NUMBER_VALUE)
        return NAN;
    return times > 0 && times <= 1e9 ? times : (double)NAN;
}

/* False: not a number, a word of `allowed`, one and then ",N", or "exact if <= N". */
static bool read_relabels(const json_t *json, struct hinge_relabels *out)
{
    static const char *const words[] = {"auto", "exact", "monte-carlo", "none"};
    static const char limit[] = "exact if <= ";
    const char *text = json_string_value(json);
    *out = (struct hinge_relabels){HINGE_RELABEL_AUTO, NAN, 9999};
    if (json_is_number(json)) {
        out->mode = HINGE_RELABEL_RANDOM;
        out->n = floor(json_number_value(json));
        return out->n >= 0;
    }
    if (text == NULL)
        return json == NULL;
    size_t n = strcspn(text, ","), start = sizeof limit - 1;
    if (text[n] == ',' && hinge_number_parse(text + n + 1, strlen(text + n + 1), '.', &out->n,
                                             NULL) != HINGE_NUMBER_VALUE)
        return false;
    if (strncmp(text, limit, start) == 0)
        return out->n >= 0 && hinge_number_parse(text + start, n - start, '.', &out->exact_to,
                                                 NULL) == HINGE_NUMBER_VALUE;
    for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && strncmp(text, words[i], n) == 0) {
            out->mode = i;
            return out->n >= 0 && out->n == floor(out->n);
        }
    return false;
}

static void ask(struct hinge_arena *arena, const struct hinge_stats_option *row, const json_t *json,
                void *member)
{
    switch (row->kind) {
    case HINGE_STATS_COLUMN:
    case HINGE_STATS_TEXT:
    case HINGE_STATS_WORD:
        *(const char **)member = json_is_string(json)     ? json_string_value(json)
                                 : *row->standard != '\0' ? row->standard
                                                          : NULL;
        break;
    case HINGE_STATS_COLUMNS:
    case HINGE_STATS_NAMES:
    case HINGE_STATS_WORDS:
    case HINGE_STATS_PAIR:
        *(struct hinge_names *)member = hinge_names_of(arena, json);
        break;
    case HINGE_STATS_NUMBER:
    case HINGE_STATS_COUNT:
        *(double *)member = number_of(row, json);
        break;
    case HINGE_STATS_NUMBERS:
    case HINGE_STATS_COUNTS:
        *(struct hinge_numbers *)member = numbers_of(arena, json);
        break;
    case HINGE_STATS_MARGIN:
        *(struct hinge_margin *)member =
            (struct hinge_margin){.mdcs = mdcs_of(json_string_value(json))};
        if (!json_is_string(json))
            ((struct hinge_margin *)member)->bounds = numbers_of(arena, json);
        break;
    case HINGE_STATS_RELABEL:
        (void)read_relabels(json, member); /* it was checked */
        break;
    case HINGE_STATS_FLAG:
        *(bool *)member = json != NULL ? json_is_true(json) : strcmp(row->standard, "true") == 0;
        break;
    case HINGE_STATS_EACH:
        *(struct hinge_each *)member =
            (struct hinge_each){.word = json_string_value(json),
                                .number = number_of(row, json),
                                .of = json_is_object(json) ? json : NULL};
        break;
    case HINGE_STATS_LEVELS:
    case HINGE_STATS_SCORES:
    case HINGE_STATS_OBJECT:
        *(const json_t **)member = json;
        break;
    }
}

void hinge_ask_read(struct hinge_analysis *analysis)
{
    const json_t *seed = json_object_get(analysis->request, "seed");
    for (size_t i = 0; i < N_ROWS; i++)
        ask(&analysis->arena, &option_rows[i],
            json_object_get(analysis->request, option_rows[i].name),
            (char *)&analysis->ask + ask_at[i]);
    analysis->outcome = json_string_value(json_object_get(analysis->request, "outcome"));
    analysis->rule = hinge_people_rule_of(analysis->ask.min_reps, analysis->ask.min_valid,
                                          analysis->ask.allow_single);
    analysis->alpha = analysis->ask.alpha;
    analysis->level = analysis->ask.level;
    if (json_is_integer(seed)) /* exact beyond 2^53 */
        analysis->seed = (uint64_t)json_integer_value(seed);
    else if (analysis->ask.seed >= 0)
        analysis->seed = (uint64_t)analysis->ask.seed;
    analysis->alternative = strcmp(analysis->ask.alternative, "less") == 0      ? HINGE_LESS
                            : strcmp(analysis->ask.alternative, "greater") == 0 ? HINGE_GREATER
                                                                                : HINGE_TWO_SIDED;
}

/* --- checking --- */

static bool word_allowed(const char *allowed, const char *word)
{
    return *allowed == '\0' || hinge_listed(allowed, '|', word);
}

static bool is_list_of(const json_t *value, int (*is)(const json_t *), size_t at_least)
{
    size_t i;
    json_t *item;
    json_array_foreach((json_t *)value, i, item)
    {
        if (!is(item))
            return false;
    }
    return json_is_array(value) && json_array_size(value) >= at_least;
}

static int is_text(const json_t *value)
{
    return json_is_string(value);
}

/* A number within the row's range, a whole one of COUNTS; or a list of such. */
static bool are_numbers(const struct hinge_stats_option *row, const json_t *value)
{
    size_t i;
    json_t *item;
    double number = json_number_value(value);
    if (json_is_number(value))
        return number >= row->low && number <= row->high &&
               (row->kind != HINGE_STATS_COUNTS || number == floor(number));
    json_array_foreach((json_t *)value, i, item)
    {
        if (!json_is_number(item) || !are_numbers(row, item))
            return false;
    }
    return json_array_size(value) > 0;
}

static int is_score(const json_t *value)
{
    return json_is_number(value) || json_is_string(value);
}

static bool is_levels(const json_t *value, int (*is)(const json_t *))
{
    const char *key;
    json_t *item;
    json_object_foreach((json_t *)value, key, item)
    {
        if (!is_list_of(item, is, 1))
            return false;
    }
    return json_is_object(value);
}

static bool words_allowed(const struct hinge_stats_option *row, const json_t *value)
{
    if (json_is_string(value))
        return word_allowed(row->allowed, json_string_value(value));
    size_t i;
    json_t *item;
    if (!is_list_of(value, is_text, 1))
        return false;
    json_array_foreach((json_t *)value, i, item)
    {
        if (!word_allowed(row->allowed, json_string_value(item)))
            return false;
    }
    return true;
}

/* Whether a text begins as a number does: one with its unit. */
static bool is_amount(const char *text)
{
    return isdigit((unsigned char)text[strspn(text, "+-.")]);
}

/* Or a word that stands for a number the analysis finds itself. With `units` also a number with its
 * unit, which is read where the outcomes are known. */
static bool is_in_range(const struct hinge_stats_option *row, const json_t *value, bool units)
{
    double number = json_number_value(value);
    if (json_is_number(value))
        return number >= row->low && number <= row->high;
    if (units && row->kind == HINGE_STATS_EACH && json_is_string(value) &&
        is_amount(json_string_value(value)))
        return true;
    return row->allowed[0] != '\0' && json_is_string(value) &&
           word_allowed(row->allowed, json_string_value(value));
}

/* A number for each of some outcomes. */
static bool are_each(const struct hinge_stats_option *row, const json_t *value, bool units)
{
    const char *key;
    json_t *item;
    json_object_foreach((json_t *)value, key, item)
    {
        if (!(json_is_number(item) || units) || !is_in_range(row, item, units))
            return false;
    }
    return json_object_size(value) > 0;
}

/* NULL when the value suits the row, else what was expected. */
static const char *option_expected(const struct hinge_stats_option *row, const json_t *value,
                                   bool units)
{
    struct hinge_relabels relabels;
    switch (row->kind) {
    case HINGE_STATS_COLUMN:
    case HINGE_STATS_TEXT:
        return json_is_string(value) ? NULL : "a text";
    case HINGE_STATS_COLUMNS:
    case HINGE_STATS_NAMES:
        return json_is_string(value) || is_list_of(value, is_text, 1)
                   ? NULL
                   : "a column name or a list of them";
    case HINGE_STATS_PAIR:
        return is_list_of(value, is_text, 2) && json_array_size(value) == 2 &&
                       !json_equal(json_array_get(value, 0), json_array_get(value, 1))
                   ? NULL
                   : "two different levels A,B (levels orders more)";
    case HINGE_STATS_LEVELS:
        return is_levels(value, is_text) ? NULL : "levels of columns: column=a,b,c";
    case HINGE_STATS_SCORES:
        return is_levels(value, is_score) ? NULL : "scores of levels: column=1,2,3";
    case HINGE_STATS_WORD:
        return json_is_string(value) && word_allowed(row->allowed, json_string_value(value))
                   ? NULL
                   : row->allowed;
    case HINGE_STATS_WORDS:
        return words_allowed(row, value) ? NULL
               : row->allowed[0] != '\0' ? row->allowed
                                         : "a text or a list of texts";
    case HINGE_STATS_NUMBER:
        return is_in_range(row, value, false) ? NULL : "a number within its range";
    case HINGE_STATS_EACH:
        return is_in_range(row, value, units) || are_each(row, value, units)
                   ? NULL
                   : "a number within its range, or outcome=number,...";
    case HINGE_STATS_COUNT:
        return json_is_number(value) && is_in_range(row, value, false) &&
                       json_number_value(value) == floor(json_number_value(value))
                   ? NULL
                   : "a whole number within its range";
    case HINGE_STATS_NUMBERS:
        return are_numbers(row, value) ? NULL : "a number, or a list, within its range";
    case HINGE_STATS_COUNTS:
        return are_numbers(row, value) ? NULL : "a whole number, or a list, within its range";
    case HINGE_STATS_MARGIN:
        return are_numbers(row, value) || isfinite(mdcs_of(json_string_value(value)))
                   ? NULL
                   : "numbers in the outcome's unit, or so many minimal detectable changes: 1.5mdc";
    case HINGE_STATS_RELABEL:
        return value != NULL && read_relabels(value, &relabels) && relabels.n <= row->high
                   ? NULL
                   : "auto, exact, monte-carlo or none (each also with ,N), a number N of random "
                     "relabellings, or 'exact if <= N'";
    case HINGE_STATS_FLAG:
        return json_is_boolean(value) ? NULL : "true or false";
    case HINGE_STATS_OBJECT:
        return json_is_object(value) ? NULL : "a JSON object";
    }
    return "something else";
}

static bool in_common_range(const char *name, double value)
{
    if (strcmp(name, "alpha") == 0)
        return value > 0;
    return strcmp(name, "level") != 0 || value < 1;
}

bool hinge_options_check(struct hinge_analysis *analysis)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)analysis->request, name, value)
    {
        const struct hinge_stats_option *row = hinge_stats_option_find(name);
        if (row == NULL || !hinge_analysis_kind_takes(analysis->kind, name)) {
            const char *names[N_ROWS];
            size_t n = 0;
            for (size_t i = 0; i < N_ROWS; i++)
                if (option_rows[i].group != HINGE_STATS_OF_NONE &&
                    hinge_analysis_kind_takes(analysis->kind, option_rows[i].name))
                    names[n++] = option_rows[i].name;
            char asked[128], there[1024];
            snprintf(asked, sizeof asked, "%s %s", analysis->kind->id, name);
            if (hinge_analysis_kind_elsewhere(asked, there, sizeof there))
                return hinge_analysis_fail(analysis, HINGE_E_OPTION, "%s has no option '%s': %s",
                                           analysis->kind->id, name, there);
            const char *nearest = hinge_suggest(name, names, n);
            return hinge_analysis_fail(analysis, HINGE_E_OPTION,
                                       nearest ? "%s has no option '%s'; did you mean '%s'?"
                                               : "%s has no option '%s'",
                                       analysis->kind->id, name, nearest);
        }
        const char *expected = option_expected(row, value, false);
        bool ranged = row->kind == HINGE_STATS_COUNTS ||
                      (row->kind == HINGE_STATS_NUMBERS && isfinite(row->low)) ||
                      row->kind == HINGE_STATS_NUMBER || row->kind == HINGE_STATS_EACH ||
                      row->kind == HINGE_STATS_COUNT;
        if (expected == NULL && !in_common_range(name, json_number_value(value)))
            expected = "a number within its range";
        if (expected != NULL && ranged)
            return hinge_analysis_fail(analysis, HINGE_E_OPTION,
                                       "option '%s' must be %s: %g to %g%s%s%s", name, expected,
                                       row->low, row->high,
                                       in_common_range(name, 0) ? "" : ", above 0",
                                       row->allowed[0] != '\0' ? ", or " : "", row->allowed);
        if (expected != NULL)
            return hinge_analysis_fail(analysis, HINGE_E_OPTION, "option '%s' must be %s", name,
                                       expected);
        /* Whom the numbers of an EACH option are for; an analysis that makes its own outcomes looks
         * for itself. */
        const bool each = (analysis->kind->needs & HINGE_STATS_NEEDS_OUTCOME) != 0 &&
                          row->kind == HINGE_STATS_EACH;
        const struct hinge_names *outcome = &analysis->ask.outcome;
        for (void *at = each ? json_object_iter(value) : NULL; at != NULL;
             at = json_object_iter_next(value, at))
            if (hinge_label_find(outcome->name, outcome->n, json_object_iter_key(at)) < 0)
                return hinge_analysis_fail(analysis, HINGE_E_OPTION,
                                           "option '%s' names '%s', which is not the outcome", name,
                                           json_object_iter_key(at));
    }
    return true;
}

/* --- Requests: JSON text or command-line words in, a checked JSON object out. --- */

enum hinge_status hinge_stats_request_init(struct hinge_stats_request *request, const char *text,
                                           struct hinge_error *error)
{
    return hinge_stats_request_read(request, "request", text, error);
}

enum hinge_status hinge_stats_request_read(struct hinge_stats_request *request, const char *name,
                                           const char *text, struct hinge_error *error)
{
    request->json = NULL;
    if (text == NULL) {
        request->json = json_object();
        return HINGE_OK;
    }
    json_error_t why;
    json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, &why);
    if (json == NULL)
        return hinge_usage(error, "%.300s:%d:%d: not JSON: %s; correct it", name, why.line,
                           why.column, why.text);
    if (!json_is_object(json)) {
        json_decref(json);
        return hinge_usage(error, "%.300s: expected a JSON object {\"analysis\": ...}", name);
    }
    request->json = json;
    return HINGE_OK;
}

void hinge_stats_request_clear(struct hinge_stats_request *request)
{
    json_decref(request->json);
    request->json = NULL;
}

const char *hinge_stats_request_text(const struct hinge_stats_request *request, const char *name)
{
    return json_string_value(json_object_get(request->json, name));
}

bool hinge_stats_request_flag(const struct hinge_stats_request *request, const char *name)
{
    return json_is_true(json_object_get(request->json, name));
}

bool hinge_stats_request_has(const struct hinge_stats_request *request, const char *name)
{
    return json_object_get(request->json, name) != NULL;
}

bool hinge_stats_request_takes(const struct hinge_stats_request *request, const char *name)
{
    const char *id = hinge_stats_request_text(request, "analysis");
    const struct hinge_analysis_kind *statistic = id != NULL ? hinge_analysis_kind_find(id) : NULL;
    return statistic != NULL && hinge_is_among(statistic->options, name);
}

char *hinge_stats_request_json(const struct hinge_stats_request *request)
{
    return hinge_json_text(request->json, JSON_COMPACT);
}

/* --- command-line words --- */

static json_t *parse_number(const struct hinge_stats_option *row, const char *text)
{
    double value;
    if (row->kind == HINGE_STATS_COUNT && *text != '\0' &&
        text[strspn(text, "0123456789")] == '\0') { /* exact beyond 2^53 */
        errno = 0;
        long long whole = strtoll(text, NULL, 10);
        return errno == 0 ? json_integer(whole) : NULL;
    }
    if (hinge_number_parse(text, strlen(text), '.', &value, NULL) != HINGE_NUMBER_VALUE)
        return NULL;
    if (row->kind != HINGE_STATS_COUNT)
        return json_real(value);
    return value == floor(value) && fabs(value) < 9e15 ? json_integer((json_int_t)value) : NULL;
}

/* a,b,c as an array of texts or, for NUMBERS, of numbers. */
static json_t *parse_list(const struct hinge_stats_option *row, const char *text)
{
    json_t *list = json_array();
    bool numbers = row->kind == HINGE_STATS_NUMBERS || row->kind == HINGE_STATS_COUNTS ||
                   row->kind == HINGE_STATS_MARGIN;
    for (bool more = true; more;) {
        size_t length = hinge_item_length(text, ','), n = length;
        const char *item = hinge_trimmed(text, &n);
        cleared_by(freed) char *copy = hinge_alloc(1, n + 1);
        json_t *value = NULL;
        double number;
        if (!numbers)
            value = json_string(hinge_item_value(item, n, copy));
        else if (hinge_number_parse(item, n, '.', &number, NULL) == HINGE_NUMBER_VALUE)
            value = row->kind == HINGE_STATS_COUNTS && number == floor(number) && number < 9e15
                        ? json_integer((json_int_t)number)
                        : json_real(number);
        if (value == NULL || json_array_append_new(list, value) != 0) {
            json_decref(list);
            return NULL;
        }
        more = text[length] != '\0';
        text += length + more;
    }
    return list;
}

/* A list of one thing as the thing. */
static json_t *one_or_list(json_t *list)
{
    if (json_array_size(list) != 1)
        return list;
    json_t *one = json_incref(json_array_get(list, 0));
    json_decref(list);
    return one;
}

/* column=a,b&other=c,d: conditions of a filter. */
static json_t *parse_levels(const char *text)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_filter *filter = hinge_arena_alloc(&arena, 1, sizeof *filter);
    json_t *levels = json_object();
    bool good = hinge_filter_read(&arena, "levels", text, filter, NULL) == HINGE_OK;
    for (size_t c = 0; c < filter->n && good; c++) {
        const struct hinge_condition *of = &filter->condition[c];
        json_t *list = json_array();
        good = of->compare == HINGE_IS;
        for (size_t i = 0; i < of->n_values && good; i++)
            good = json_array_append_new(list, json_string(of->value[i])) == 0;
        good = json_object_set_new(levels, of->name, list) == 0 && good;
    }
    if (good)
        return levels;
    json_decref(levels);
    return NULL;
}

/* A number, or the text of one with its unit, which is read where the outcome is known. */
static json_t *parse_amount(const char *text, size_t n)
{
    double value;
    text = hinge_trimmed(text, &n);
    if (hinge_number_parse(text, n, '.', &value, NULL) == HINGE_NUMBER_VALUE)
        return json_real(value);
    return is_amount(text) ? json_stringn(text, n) : NULL;
}

static json_t *parse_value(const struct hinge_stats_option *row, const char *text)
{
    if (row->kind == HINGE_STATS_FLAG) {
        static const struct {
            const char *word;
            bool value;
        } words[] = {{"true", true},   {"yes", true}, {"1", true},
                     {"false", false}, {"no", false}, {"0", false}};
        if (text == NULL)
            return json_true();
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
            if (hinge_same_name(text, words[i].word))
                return json_boolean(words[i].value);
        return NULL;
    }
    if (text == NULL)
        return NULL;
    switch (row->kind) {
    case HINGE_STATS_COLUMNS:
    case HINGE_STATS_PAIR:
    case HINGE_STATS_WORDS:
    case HINGE_STATS_NUMBERS:
        return parse_list(row, text);
    case HINGE_STATS_NAMES:
    case HINGE_STATS_COUNTS:
        return one_or_list(parse_list(row, text));
    case HINGE_STATS_MARGIN:
        return isfinite(mdcs_of(text)) ? json_string(text) : one_or_list(parse_list(row, text));
    case HINGE_STATS_LEVELS:
    case HINGE_STATS_SCORES:
        return parse_levels(text);
    case HINGE_STATS_NUMBER:
    case HINGE_STATS_COUNT:
        return parse_number(row, text);
    case HINGE_STATS_EACH:
        /* name=amount,name=amount; or a single amount */
        if (strchr(text, '=') == NULL)
            return parse_amount(text, strlen(text));
        json_t *each = json_object();
        while (*text != '\0') {
            const size_t length = strcspn(text, ","), name = strcspn(text, "=");
            if (name >= length ||
                json_object_setn_new(each, text, name,
                                     parse_amount(text + name + 1, length - name - 1)) != 0) {
                json_decref(each);
                return NULL;
            }
            text += length + (text[length] == ',');
        }
        return each;
    case HINGE_STATS_OBJECT:
        return json_loads(text, 0, NULL);
    case HINGE_STATS_RELABEL: {
        json_t *number = parse_number(row, text);
        return number != NULL ? number : json_string(text);
    }
    default:
        return json_string(text);
    }
}

enum hinge_status hinge_stats_request_set(struct hinge_stats_request *request, const char *name,
                                          const char *text, struct hinge_error *error)
{
    const struct hinge_stats_option *row = hinge_stats_option_find(name);
    if (row == NULL) {
        const char *names[N_ROWS];
        for (size_t i = 0; i < N_ROWS; i++)
            names[i] = option_rows[i].name;
        const char *nearest = hinge_suggest(name, names, N_ROWS);
        return hinge_usage(
            error, nearest ? "unknown option '%s'; did you mean '%s'?" : "unknown option '%s'",
            name, nearest);
    }
    json_t *value = parse_value(row, text);
    bool number = row->kind == HINGE_STATS_NUMBER || row->kind == HINGE_STATS_COUNT ||
                  row->kind == HINGE_STATS_NUMBERS || row->kind == HINGE_STATS_COUNTS ||
                  row->kind == HINGE_STATS_MARGIN || row->kind == HINGE_STATS_EACH;
    bool is_text_wanted = row->kind == HINGE_STATS_TEXT || row->kind == HINGE_STATS_COLUMN ||
                          row->kind == HINGE_STATS_COLUMNS || row->kind == HINGE_STATS_NAMES;
    if (value == NULL && text != NULL && number)
        value = json_string(text); /* for what was expected instead */
    const char *expected = option_expected(row, value, true);
    if (expected != NULL) {
        json_decref(value);
        return hinge_usage(error, "option '%s': '%s' is not %s", name, text ? text : "",
                           is_text_wanted && text != NULL ? "text in UTF-8" : expected);
    }
    json_object_set_new(request->json, name, value);
    return HINGE_OK;
}

/* --- columns that are text however they look --- */

static const char *const text_roles[] = {"participant", "group",  "condition", "trial",  "rep",
                                         "by",          "target", "rater",     "method", "family",
                                         "factor",      "change", NULL};

static void add_name(struct hinge_names *names, const char *name)
{
    names->name = hinge_more(names->name, names->n, sizeof *names->name);
    names->name[names->n++] = name;
}

char **hinge_stats_request_text_columns(const struct hinge_stats_request *request)
{
    struct hinge_names names = {0};
    const char *key;
    json_t *value;
    for (const char *const *role = text_roles; *role != NULL; role++) {
        const json_t *given = json_object_get(request->json, *role);
        const size_t n = strcmp(*role, "rater") != 0 ? json_array_size(given) : 0;
        if (json_is_string(given))
            add_name(&names, json_string_value(given));
        for (size_t i = 0; i < n; i++)
            if (json_is_string(json_array_get(given, i)))
                add_name(&names, json_string_value(json_array_get(given, i)));
    }
    json_object_foreach(json_object_get(request->json, "levels"), key, value)
    {
        add_name(&names, key);
    }
    add_name(&names, "participant");
    const size_t n = names.n;
    size_t bytes = (n + 1) * sizeof(char *);
    for (size_t i = 0; i < n; i++)
        bytes += strlen(names.name[i]) + 1;
    char **block = hinge_alloc(bytes, 1);
    char *at = (char *)(block + n + 1);
    for (size_t i = 0; i < n; i++) {
        /* a change score "cond:a-b" names its column before the colon */
        size_t length = strcspn(names.name[i], ":");
        block[i] = memcpy(at, names.name[i], length);
        at += length + 1;
    }
    free((void *)names.name);
    return block;
}
