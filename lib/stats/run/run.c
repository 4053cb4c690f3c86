/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run of an analysis: memory, errors, warnings, the document's values; strata and several
 * outcomes. */

#include "stats/numbers/numbers.h"
#include "stats/parts/planned.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"
#include "table/columns.h"

#include <hinge/init.h>

/* --- The run of an analysis: memory, errors, warnings and the result document's values. --- */

/* Who says what a message says: the row's phrase first, or the call alone. */
enum says { PHRASE, CALL };

static const struct {
    const char *name;
    enum hinge_status status; /* OK: qualifies a result */
    enum says says;
    const char *phrase;
} code_rows[] = {
#define HINGE_REFUSAL(name, status, says, phrase, ...) {#name, HINGE_##status, says, phrase},
#define HINGE_REMARK(name, severity, says, phrase, ...) {#name, HINGE_OK, says, phrase},
#include <hinge/codes.def>
};

HINGE_PRINTF(4, 0)
static void message_of(enum hinge_stats_code code, char *message, size_t size, const char *format,
                       va_list args)
{
    const char *phrase = code_rows[code].says == PHRASE ? code_rows[code].phrase : "";
    size_t n = (size_t)snprintf(message, size, "%s%s", phrase, *phrase != '\0' ? ": " : "");
    vsnprintf(message + n, size - n, format, args);
    if (message[n] == '\0') /* the call adds nothing */
        message[strlen(phrase)] = '\0';
}

void *hinge_analysis_alloc(struct hinge_analysis *analysis, size_t count, size_t size)
{
    return hinge_arena_alloc(&analysis->arena, count, size);
}

bool hinge_analysis_fail(struct hinge_analysis *analysis, enum hinge_stats_code code,
                         const char *format, ...)
{
    char message[900];
    va_list args;
    if (analysis->failed)
        return false;
    va_start(args, format);
    message_of(code, message, sizeof message, format, args);
    va_end(args);
    analysis->code = code;
    return hinge_analysis_ok(analysis, hinge_error_set(&analysis->error, code_rows[code].status,
                                                       HINGE_REASON_OK, "%s", message));
}

bool hinge_analysis_ok(struct hinge_analysis *analysis, enum hinge_status status)
{
    analysis->failed = analysis->failed || status != HINGE_OK;
    return status == HINGE_OK;
}

bool hinge_analysis_no_answer(const struct hinge_analysis *analysis)
{
    return analysis->failed &&
           (analysis->code == HINGE_E_NO_DATA || analysis->code == HINGE_E_TOO_FEW ||
            analysis->code == HINGE_E_ONE_LEVEL || analysis->code == HINGE_E_LEVELS);
}

void hinge_analysis_forgive(struct hinge_analysis *analysis)
{
    analysis->failed = false;
    analysis->code = HINGE_E_INPUT;
}

const char *hinge_analysis_label(struct hinge_analysis *analysis, const char *text)
{
    return hinge_utf8_copy(&analysis->arena, text, strlen(text));
}

static json_t *string_json(const char *text)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    return json_string(hinge_utf8_copy(&arena, text, strlen(text)));
}

static bool has_text(const json_t *object, const char *key, const char *text)
{
    const char *value = json_string_value(json_object_get(object, key));
    return value != NULL && strcmp(value, text) == 0;
}

/* The same code with the same message once. */
static void add_warning(struct hinge_analysis *analysis, json_t *detail, const char *code,
                        const char *message)
{
    size_t i;
    json_t *old;
    json_array_foreach(analysis->warnings, i, old)
    {
        if (has_text(old, "code", code) && has_text(old, "message", message)) {
            json_decref(detail);
            return;
        }
    }
    json_t *warning = json_object();
    json_object_set_new(warning, "code", json_string(code));
    json_object_set_new(warning, "message", string_json(message));
    json_object_set_new(warning, "detail", detail ? detail : json_object());
    json_array_append_new(analysis->warnings, warning);
}

void hinge_analysis_warn(struct hinge_analysis *analysis, json_t *detail,
                         enum hinge_stats_code code, const char *format, ...)
{
    char message[900];
    va_list args;
    va_start(args, format);
    message_of(code, message, sizeof message, format, args);
    va_end(args);
    add_warning(analysis, detail, code_rows[code].name, message);
}

/* "3 in group 'x'", in the run's memory. */
static const char *number_of(struct hinge_analysis *analysis, size_t n, const char *where,
                             const char *name)
{
    struct hinge_text text = {0};
    hinge_text_printf(&text, name != NULL ? "%zu %s '%s'" : "%zu %s", n, where, name);
    return hinge_text_to_arena(&text, &analysis->arena);
}

bool hinge_fail_few(struct hinge_analysis *analysis, size_t n, const char *where, const char *name,
                    int least)
{
    const char *few = number_of(analysis, n, where, name);
    const bool lacking = analysis->lacking.people > 0;
    const size_t people = lacking ? analysis->lacking.people : analysis->n_short;
    if (people == 0)
        return hinge_analysis_fail(analysis, HINGE_E_TOO_FEW, "%s, at least %d are needed", few,
                                   least);
    return hinge_analysis_fail(analysis, HINGE_E_TOO_FEW, "%s, at least %d are needed; %zu %s %s",
                               few, least, people, people == 1 ? "person has" : "people have",
                               lacking ? analysis->lacking.needs
                                       : "too few repetitions (--allow-single includes them)");
}

bool hinge_fail_one_level(struct hinge_analysis *analysis, const char *column, const char *level)
{
    return hinge_analysis_fail(analysis, HINGE_E_ONE_LEVEL, "'%s' has '%s' alone in these rows",
                               column, level);
}

bool hinge_fail_too_many_levels(struct hinge_analysis *analysis, const char *column, size_t n,
                                const char *instead)
{
    return hinge_analysis_fail(analysis, HINGE_E_TOO_MANY_LEVELS, "'%s' has %zu; %s", column, n,
                               instead);
}

void hinge_warn_few(struct hinge_analysis *analysis, size_t n, const char *where, const char *name)
{
    hinge_analysis_warn(analysis, NULL, HINGE_W_SMALL_N, "%s", number_of(analysis, n, where, name));
}

void hinge_warn_ties(struct hinge_analysis *analysis, const char *test)
{
    hinge_analysis_warn(analysis, NULL, HINGE_W_TIES, "%s's p is from the normal approximation",
                        test);
}

void hinge_warn_constant(struct hinge_analysis *analysis, const char *what, const char *name,
                         const char *so)
{
    const char *quote = name != NULL ? "'" : "";
    hinge_analysis_warn(analysis, NULL, HINGE_W_ZERO_VARIANCE, "%s%s%s%s%s, so %s", what,
                        name != NULL ? " " : "", quote, name != NULL ? name : "", quote, so);
}

void hinge_floor_check(struct hinge_analysis *analysis, double least_p)
{
    if (least_p > analysis->alpha)
        hinge_analysis_warn(analysis, NULL, HINGE_W_P_FLOOR,
                            "the smallest possible is %.3g, above %g", least_p, analysis->alpha);
}

void hinge_add_json(json_t *parent, const char *key, json_t *value)
{
    json_object_set_new(parent, key, value);
}

json_t *hinge_add_object(json_t *parent, const char *key)
{
    json_object_set_new(parent, key, json_object());
    return json_object_get(parent, key);
}

json_t *hinge_object_of(json_t *parent, const char *key)
{
    json_t *object = key != NULL ? json_object_get(parent, key) : NULL;
    return object != NULL ? object : hinge_add_object(parent, key);
}

json_t *hinge_add_list(json_t *parent, const char *key)
{
    json_object_set_new(parent, key, json_array());
    return json_object_get(parent, key);
}

static json_t *number_json(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

void hinge_add_number(json_t *parent, const char *key, double value)
{
    json_object_set_new(parent, key, number_json(value));
}

void hinge_add_count(json_t *parent, const char *key, size_t value)
{
    json_object_set_new(parent, key, json_integer((json_int_t)value));
}

void hinge_add_text(json_t *parent, const char *key, const char *value)
{
    json_object_set_new(parent, key, value != NULL ? string_json(value) : json_null());
}

void hinge_add_flag(json_t *parent, const char *key, bool value)
{
    json_object_set_new(parent, key, json_boolean(value));
}

json_t *hinge_add_row(json_t *parent, const char *key, const struct hinge_row_field *field,
                      const void *row)
{
    static const char *const end[] = {"low", "high"};
    json_t *object = key != NULL ? hinge_add_object(parent, key) : parent;
    for (; field->name != NULL; field++) {
        const void *member = (const char *)row + field->at;
        const double *number = member;
        const char *const *text = member;
        char name[80];
        int verdict;
        switch (field->kind) {
        case HINGE_ROW_COUNT:
            hinge_add_json(object, field->name,
                           isnan(*number) ? json_null() : json_integer((json_int_t)*number));
            break;
        case HINGE_ROW_SIZE:
            hinge_add_count(object, field->name, *(const size_t *)member);
            break;
        case HINGE_ROW_FLAG:
            hinge_add_flag(object, field->name, *(const bool *)member);
            break;
        case HINGE_ROW_VERDICT:
            verdict = *(const int *)member;
            hinge_add_json(object, field->name, verdict < 0 ? json_null() : json_boolean(verdict));
            break;
        case HINGE_ROW_INTERVAL:
            for (size_t i = 0; i < 2; i++) {
                snprintf(name, sizeof name, "%s_%s", field->name, end[i]);
                hinge_add_number(object, name, number[i]);
            }
            break;
        case HINGE_ROW_NUMBER:
        case HINGE_ROW_MAYBE:
            if (field->kind == HINGE_ROW_NUMBER || !isnan(*number))
                hinge_add_number(object, field->name, *number);
            break;
        case HINGE_ROW_TEXT:
        case HINGE_ROW_WORD:
            if (field->kind == HINGE_ROW_TEXT || *text != NULL)
                hinge_add_text(object, field->name, *text);
            break;
        }
    }
    return object;
}

void hinge_add_fields(json_t *parent, const struct hinge_field *field)
{
    for (; field->key != NULL; field++)
        hinge_add_number(parent, field->key, field->value);
}

const char *hinge_number_key(double value, char key[48])
{
    snprintf(key, 40, "%.10g", value);
    if (key[strcspn(key, ".eni")] == '\0') /* an integer */
        strcat(key, ".0");
    return key;
}

json_t *hinge_append_object(json_t *list)
{
    json_array_append_new(list, json_object());
    return json_array_get(list, json_array_size(list) - 1);
}

void hinge_append_number(json_t *list, double value)
{
    json_array_append_new(list, number_json(value));
}

void hinge_append_text(json_t *list, const char *value)
{
    json_array_append_new(list, string_json(value));
}

bool hinge_analysis_column(struct hinge_analysis *analysis, const char *name, size_t *column)
{
    struct hinge_error why = HINGE_ERROR_INIT;
    return hinge_table_require(analysis->table, name, analysis->table_name, column, &why) ==
               HINGE_OK ||
           hinge_analysis_fail(analysis, HINGE_E_NO_COLUMN, "%s", why.message);
}

/* --- A run within a run: the same table and rows, a request of its own; or by itself. --- */

struct hinge_analysis hinge_analysis_of(const char *id, const struct hinge_table *table)
{
    struct hinge_analysis analysis = {.kind = hinge_analysis_kind_find(id),
                                      .table = table,
                                      .table_name = "table",
                                      .threads = 1,
                                      .code = HINGE_E_INPUT,
                                      .error = HINGE_ERROR_INIT,
                                      .results = json_object(),
                                      .warnings = json_array()};
    hinge_ask_read(&analysis);
    return analysis;
}

struct hinge_analysis hinge_inner(const struct hinge_analysis *analysis)
{
    struct hinge_analysis inner = *analysis;
    inner.arena = (struct hinge_arena){0};
    inner.results = json_object();
    inner.warnings = json_array();
    inner.reasons = NULL;
    inner.nested = true;
    inner.text = inner.told = (struct hinge_sentences){.column = NULL};
    return inner;
}

bool hinge_inner_answers(struct hinge_analysis *analysis, const struct hinge_analysis *inner,
                         const char **why)
{
    *why = NULL;
    if (hinge_analysis_no_answer(inner)) {
        const char *none = inner->reasons != NULL ? inner->reasons : "no value";
        *why = inner->code == HINGE_E_NO_DATA ? none : inner->error.message;
    } else if (inner->failed) {
        analysis->failed = true;
        analysis->code = inner->code;
        analysis->error = inner->error;
    }
    return !analysis->failed;
}

void hinge_inner_warn(struct hinge_analysis *analysis, const struct hinge_analysis *inner,
                      const char *const *codes)
{
    size_t i;
    json_t *item;
    json_array_foreach(inner->warnings, i, item)
    {
        const char *code = json_string_value(json_object_get(item, "code")),
                   *message = json_string_value(json_object_get(item, "message"));
        bool wanted = codes == NULL;
        for (size_t k = 0; !wanted && codes[k] != NULL; k++)
            wanted = strcmp(code, codes[k]) == 0;
        if (wanted)
            add_warning(analysis, NULL, code, message);
    }
}

void hinge_inner_end(struct hinge_analysis *inner)
{
    json_decref(inner->results);
    json_decref(inner->warnings);
    hinge_sentences_clear(&inner->text);
    hinge_sentences_clear(&inner->told);
    hinge_arena_clear(&inner->arena);
}

/* --- A request and a table in, the JSON document out: checks, one run per outcome and stratum,
 * error form. --- */

static bool run_outcomes(struct hinge_analysis *analysis)
{
    const struct hinge_analysis_kind *statistic = analysis->kind;
    const struct hinge_names names = analysis->ask.outcome;
    bool of_stratum = analysis->stratum != NULL;
    if (!json_is_array(json_object_get(analysis->request, "outcome")) ||
        (statistic->needs & HINGE_STATS_OUTCOMES_TOGETHER) != 0) {
        statistic->run(analysis);
        hinge_sentences_add(analysis, false, of_stratum);
        return !analysis->failed;
    }
    json_t *top = analysis->results;
    json_t *outcomes = hinge_add_object(top, "outcomes");
    double *p = hinge_analysis_alloc(analysis, names.n, sizeof *p);
    size_t *from = hinge_analysis_alloc(analysis, names.n + 1, sizeof *from);
    for (size_t i = 0; i < names.n && !analysis->failed; i++) {
        from[i] = analysis->told.plain.length;
        analysis->outcome = names.name[i];
        analysis->results = hinge_add_object(outcomes, names.name[i]);
        analysis->primary_p = NAN;
        statistic->run(analysis);
        p[i] = analysis->primary_p;
        hinge_sentences_add(analysis, true, of_stratum);
        from[i + 1] = analysis->told.plain.length;
    }
    analysis->outcome = NULL;
    analysis->results = top;
    if (!analysis->failed && (statistic->needs & HINGE_STATS_HOLM) != 0) {
        /* Holm over the primary p values of the outcomes, which are a family. The first sentence of
         * an outcome, from[i] on in `plain`, says where this takes its significance. */
        struct hinge_text *plain = &analysis->told.plain, told = {0};
        double *holm = hinge_analysis_alloc(analysis, names.n, sizeof *holm);
        size_t tests = 0, to = from[0];
        hinge_adjust(&analysis->arena, p, names.n, holm);
        for (size_t i = 0; i < names.n; i++) {
            hinge_add_number(json_object_get(outcomes, names.name[i]), "p_holm_outcomes", holm[i]);
            tests += isnan(p[i]) ? 0 : 1;
        }
        hinge_text_add(&told, hinge_text_string(plain), to);
        for (size_t i = 0; i < names.n; i++) {
            const char *text = hinge_text_string(plain) + to, *end = strstr(text, ".\n");
            const size_t n = from[i + 1] - to;
            to = from[i + 1];
            if (end == NULL || end >= text + n || !(p[i] <= analysis->alpha) ||
                holm[i] <= analysis->alpha) {
                hinge_text_add(&told, text, n);
                continue;
            }
            hinge_text_add(&told, text, (size_t)(end - text));
            hinge_text_printf(&told, ", not significant after correction for %zu outcomes (Holm p ",
                              tests);
            hinge_add_p(&told, holm[i]);
            hinge_text_adds(&told, ")");
            hinge_text_add(&told, end, (size_t)(text + n - end));
        }
        hinge_text_clear(plain);
        *plain = told;
    }
    return !analysis->failed;
}

/* A stratum in which the question has no answer, such as one with a single group, is
 * left out with its reason, where others have one or may. */
static bool run_strata(struct hinge_analysis *analysis)
{
    struct hinge_strata strata;
    if (!analysis->ask.stratify || analysis->table == NULL)
        return run_outcomes(analysis);
    if (!hinge_strata_find(analysis, &strata))
        return false;
    json_t *top = analysis->results;
    json_t *parts = hinge_add_object(top, "strata");
    size_t answered = 0;
    for (size_t i = 0; i < strata.n && !analysis->failed; i++) {
        analysis->results = hinge_add_object(parts, strata.name[i]);
        analysis->stratum = hinge_strata_rows(analysis, &strata, i);
        analysis->stratum_name = strata.name[i];
        hinge_text_printf(&analysis->told.apa, "%s\n", strata.name[i]);
        answered += run_outcomes(analysis);
        if (hinge_analysis_no_answer(analysis) && (i + 1 < strata.n || answered > 0)) {
            const char *why = analysis->error.message;
            json_object_clear(analysis->results);
            hinge_add_text(analysis->results, "left_out", why);
            hinge_analysis_warn(analysis, NULL, HINGE_W_STRATUM_LEFT_OUT, "%s (%s)", strata.name[i],
                                why);
            hinge_analysis_forgive(analysis);
        }
    }
    analysis->results = top;
    return !analysis->failed;
}

static bool run_all(struct hinge_analysis *analysis)
{
    if (!hinge_analysis_find(analysis) || !hinge_options_check(analysis))
        return false;
    bool needs = (analysis->kind->needs & HINGE_STATS_NEEDS_TABLE) != 0;
    if (needs && analysis->table == NULL)
        return hinge_analysis_fail(
            analysis, HINGE_E_OPTION,
            "%s needs a results file or a CSV: hinge-compare %s results.h5 (in "
            "a request: \"data\": \"results.h5\")",
            analysis->kind->id, analysis->kind->id);
    const struct {
        const char *note, *before, *behind;
        enum hinge_stats_code code;
    } notes[] = {{analysis->ask.duplicates_note, "", "", HINGE_W_DUPLICATE_RECORDINGS},
                 {analysis->ask.filter_note, "it left ", "", HINGE_W_FILTERED},
                 {analysis->ask.protocol_note, "", "", HINGE_W_PROTOCOL},
                 {analysis->ask.knees_note, "those of ", ", which changes how far the hips bend",
                  HINGE_W_KNEES_DIFFER},
                 {analysis->ask.furthest_note, "", "", HINGE_W_FURTHEST},
                 {analysis->ask.model_note, "", "", HINGE_W_BY_MODEL}};
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        if (*hinge_or_empty(notes[i].note) != '\0')
            hinge_analysis_warn(analysis, NULL, notes[i].code, "%s%s%s", notes[i].before,
                                notes[i].note, notes[i].behind);
    size_t *row, n;
    if (analysis->ask.people != NULL && analysis->table != NULL &&
        !hinge_filter_rows(analysis, &row, &n))
        return false;
    const bool good = run_strata(analysis);
    hinge_people_report(analysis, analysis->results);
    return good;
}

/* The document; of a run that failed that of the error. */
static json_t *make_document(const struct hinge_analysis *analysis)
{
    json_t *document = json_object();
    const json_t *id = json_object_get(analysis->request, "analysis");
    hinge_add_text(document, "tool", analysis->tool != NULL ? analysis->tool : "hinge-compare");
    hinge_add_text(document, "version", hinge_version());
    hinge_add_text(document, "analysis", json_string_value(id));
    hinge_add_text(document, "status", analysis->failed ? "error" : "ok");
    hinge_add_json(document, "seed", json_integer((json_int_t)analysis->seed));
    hinge_add_json(document, "warnings", json_incref(analysis->warnings));
    if (analysis->failed) {
        json_t *failure = hinge_add_object(document, "error");
        hinge_add_text(failure, "code", code_rows[analysis->code].name);
        hinge_add_text(failure, "message", analysis->error.message);
    }
    /* of the data's path only the name of the file: folders are of one computer */
    json_t *request = json_deep_copy((json_t *)analysis->request);
    const char *data = json_string_value(json_object_get(analysis->request, "data"));
    const char *name = data != NULL ? hinge_file_name(data) : "";
    if (data != NULL)
        json_object_set_new(request, "data", json_string(name));
    if (data != NULL && *hinge_or_empty(analysis->sha256) != '\0')
        hinge_add_json(document, "data",
                       json_pack("{s:s, s:s}", "sha256", analysis->sha256, "file", name));
    hinge_add_json(document, "request", request);
    hinge_add_json(document, "results",
                   analysis->failed ? json_object() : json_incref(analysis->results));
    return document;
}

/* A document with what was told of it; of cues and groups by their typed rows, unless it was read
 * with what it tells: a document does not say which of its outcomes are shares. */
static void make_result(struct hinge_result *result, json_t *document, json_t *units,
                        const struct hinge_sentences *told, bool is_read)
{
    struct hinge_result_inside *inside = result->inside;
    hinge_result_take(result, document, units);
    if (result->failed) {
        result->n_planned = result->n_cues = 0;
        return;
    }
    const struct hinge_analysis_kind *statistic = hinge_analysis_kind_find(result->analysis);
    cleared_by(hinge_text_clear) struct hinge_text apa = {0};
    /* planned outcomes are said from their rows, if there are any */
    bool is_told = told != NULL && told->plain.length > 0 && (is_read || result->n_planned == 0);
    if (statistic != NULL && statistic->words != NULL && !is_told) {
        const json_t *level = json_object_get(json_object_get(document, "request"), "level");
        cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
        struct hinge_result readers = *result;
        readers.planned = hinge_planned_for_readers(result, &arena);
        statistic->words(&readers, json_is_number(level) ? json_number_value(level) : 0.95,
                         &inside->sentences, &apa);
        hinge_display_minus(&inside->apa, hinge_text_string(&apa));
    } else if (told != NULL) {
        hinge_text_adds(&inside->sentences, hinge_text_string(&told->plain));
        hinge_display_minus(&inside->test, hinge_text_string(&told->test));
        hinge_display_minus(&inside->apa, hinge_text_string(&told->apa));
    }
    /* The tables of the first name that the result has; one that ends in "*" begins theirs. */
    const char *names = statistic != NULL ? statistic->main_table : NULL;
    for (bool found = false; names != NULL && !found;) {
        const size_t n = strcspn(names, "|");
        const bool begins = n > 0 && names[n - 1] == '*';
        for (size_t i = 0; i < result->n_tables; i++) {
            struct hinge_result_table *table = &result->table[i];
            table->main = !table->for_programs && strncmp(table->of, names, n - begins) == 0 &&
                          (begins || table->of[n] == '\0');
            found = found || table->main;
        }
        names = names[n] != '\0' ? names + n + 1 : NULL;
    }
    hinge_result_set_sentences(result);
}

enum hinge_status hinge_stats_run(const struct hinge_stats_call *given,
                                  struct hinge_result **result, struct hinge_error *error)
{
    struct hinge_stats_call taken;
    const struct hinge_stats_call *call = &taken;
    *result = NULL;
    enum hinge_status status = hinge_request_take(&taken, sizeof taken, given, error);
    if (status != HINGE_OK)
        return status;
    HINGE_REQUEST_TEXTS(hinge_request_none, &taken.name, &taken.tool);
    cleared_by(hinge_table_clear) struct hinge_table rows = {0};
    struct hinge_analysis analysis = {.request = call->request->json,
                                      .sha256 = call->request->sha256,
                                      .table = call->table,
                                      .table_name = call->name != NULL ? call->name : "table",
                                      .tool = call->tool,
                                      .labels = call->request->labels,
                                      .known = call->request->rows,
                                      .threads = call->threads > 0 ? call->threads
                                                                   : hinge_parallel_default(),
                                      .progress = call->progress,
                                      .code = HINGE_E_INPUT,
                                      .error = HINGE_ERROR_INIT,
                                      .results = json_object(),
                                      .warnings = json_array(),
                                      .rows = &rows,
                                      .result = hinge_result_new()};
    hinge_ask_read(&analysis);
    status = run_all(&analysis) ? HINGE_OK : analysis.error.status;
    if (status == HINGE_OK || status == HINGE_USAGE || status == HINGE_INPUT) {
        /* Units of the outcomes, as their columns say. */
        const struct hinge_names *outcome = &analysis.ask.outcome;
        json_auto_t *units = json_object();
        for (size_t i = 0; analysis.table != NULL && i < outcome->n; i++) {
            const char *name = outcome->name[i]; /* NULL: refused, as it is no text */
            long at = name != NULL ? hinge_table_find(analysis.table, name) : -1;
            const char *unit = at >= 0 ? analysis.table->column[at].unit : "";
            if (*unit != '\0')
                json_object_set_new(units, name, json_string(unit));
        }
        make_result(analysis.result, make_document(&analysis), units, &analysis.told, false);
        if (status == HINGE_OK) {
            analysis.result->inside->rows = rows;
            rows = (struct hinge_table){0};
        }
        *result = analysis.result;
    } else {
        hinge_result_free(analysis.result);
    }
    if (error != NULL)
        *error = analysis.error;
    json_decref(analysis.results);
    json_decref(analysis.warnings);
    hinge_sentences_clear(&analysis.text);
    hinge_sentences_clear(&analysis.told);
    hinge_arena_clear(&analysis.arena);
    return status;
}

enum hinge_status hinge_stats_refuse(const struct hinge_stats_request *request,
                                     const struct hinge_error *why, struct hinge_result **result)
{
    struct hinge_analysis analysis = {.request = request->json,
                                      .sha256 = request->sha256,
                                      .warnings = json_array(),
                                      .failed = true,
                                      .code = why->status == HINGE_USAGE ? HINGE_E_OPTION
                                                                         : HINGE_E_INPUT,
                                      .error = *why};
    *result = NULL;
    hinge_ask_read(&analysis);
    json_t *document = make_document(&analysis);
    json_decref(analysis.warnings);
    hinge_arena_clear(&analysis.arena);
    *result = hinge_result_new();
    make_result(*result, document, NULL, NULL, false);
    return HINGE_OK;
}

/* What was said of a document that was written. */
static void add_lines(struct hinge_text *text, const json_t *lines)
{
    size_t i;
    json_t *line;
    json_array_foreach(lines, i, line)
    {
        if (json_is_string(line))
            hinge_text_printf(text, "%s\n", json_string_value(line));
    }
}

enum hinge_status hinge_result_read(const char *json, struct hinge_result **result,
                                    struct hinge_error *error)
{
    json_error_t why;
    json_t *document = json_loads(json, 0, &why);
    *result = NULL;
    if (document == NULL)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK, "document:%d:%d: not JSON: %s",
                               why.line, why.column, why.text);
    struct hinge_sentences told = {.column = NULL};
    json_t *results = json_object_get(document, "results");
    const json_t *report = json_object_get(results, "report");
    add_lines(&told.plain, json_object_get(report, "sentence"));
    add_lines(&told.apa, json_object_get(report, "apa"));
    json_object_del(results, "report");
    *result = hinge_result_new();
    hinge_result_planned(*result, document);
    make_result(*result, document, NULL, &told, true);
    hinge_sentences_clear(&told);
    return HINGE_OK;
}
