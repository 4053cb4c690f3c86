/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request for a table: its options are checked, its filters and phases read, the rows of a
 * results file chosen. */

#include "base/parameters.h"
#include "faults/fault.h"
#include "report/people/people.h"
#include "report/print/display.h"
#include "report/query.h"
#include "result/tables.h"
#include "table/columns.h"

#include <hinge/requests.h>

static const char *const phases[] = {"descent", "hold", "ascent", "rep"};
enum { N_PHASES = sizeof phases / sizeof *phases };

const char *hinge_phase_of_metrics(const char *const *id, size_t n, const char *asked)
{
    unsigned common = ~0U;
    const char *first = NULL;
    for (size_t i = 0; i < n; i++) {
        const long at = hinge_metric_find(id[i]);
        common &= at < 0 ? ~0U : hinge_metric_at((size_t)at)->phases;
    }
    for (int p = 0; p < HINGE_PHASE_COUNT; p++) {
        const char *phase = hinge_phase_name((enum hinge_phase)p);
        if ((common >> p & 1) != 0 && (first == NULL || strcmp(phase, asked) == 0))
            first = phase;
    }
    return first != NULL ? first : asked;
}

/* --- A metric that is of another phase than the one asked for. --- */

void hinge_phase_hint(struct hinge_text *text, const char *metric, const char *asked,
                      const char *found, size_t reps)
{
    hinge_text_printf(text, "%s has no value in phase %s; it has in phase %s", metric, asked,
                      found);
    if (reps > 0)
        hinge_text_printf(text, " (%zu repetitions)", reps);
    hinge_text_printf(text, ": --phase %s", found);
}

enum hinge_status hinge_phase_elsewhere(const char *metric, const char *asked, bool counted,
                                        hinge_phase_count *count, void *context,
                                        struct hinge_error *error)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    enum hinge_status status = HINGE_OK;
    size_t n = 0;
    for (size_t i = 0; i < N_PHASES && status == HINGE_OK && n == 0; i++) {
        if (strcmp(phases[i], asked) == 0)
            continue;
        status = count(context, phases[i], &n, error);
        if (status == HINGE_OK && n > 0)
            hinge_phase_hint(&text, metric, asked, phases[i], counted ? n : 0);
    }
    if (text.length > 0)
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_PHASE_MISSING, "%s",
                                 hinge_text_string(&text));
    return status;
}

/* --- --filter: "group=trained&age>=65&tier=A,B" bound to what the names belong to. --- */

#define OPTION "--filter"
#define STANDING "standing" /* what is not a lockout */

const char *const hinge_rep_keys[] = {"rep",        "floor",       "complete",
                                      "valid",      "rom_deg",     "desc_start_s",
                                      "desc_end_s", "asc_start_s", "asc_end_s",
                                      NULL};

size_t hinge_names_add(const char **name, size_t n, const struct hinge_table *table, bool ids)
{
    for (size_t i = 0; i < (ids ? table->rows : table->n_columns); i++) {
        const char *one = ids ? hinge_table_text(table, "id", i) : table->column[i].name;
        if (one != NULL)
            name[n++] = one;
    }
    return n;
}

static bool find_level(struct hinge_tabulation *tab, struct hinge_condition *condition)
{
    const bool reps = !tab->view->tables_only;
    const char *const *labels = tab->view->labels, *wanted = condition->name;
    const long column = hinge_table_find(&tab->trials, wanted);
    condition->level = labels != NULL && hinge_is_among(labels, wanted) ? HINGE_ON_LABEL
                       : reps && hinge_is_among(hinge_rep_keys, wanted) ? HINGE_ON_REP
                       : column >= 0                                    ? HINGE_ON_TRIAL
                       : reps && hinge_table_row_of(&tab->metrics, "id", wanted, 0) != SIZE_MAX
                           ? HINGE_ON_METRIC
                           : HINGE_ON_FAULT;
    if (column >= 0)
        condition->column = (size_t)column;
    if (condition->level != HINGE_ON_FAULT ||
        (reps && hinge_table_row_of(&tab->faults, "id", wanted, 0) != SIZE_MAX))
        return true;
    /* the names that it may have */
    size_t n = 0;
    const char **name = hinge_arena_alloc(
        &tab->arena, HINGE_IDS_MOST + tab->trials.n_columns + tab->metrics.rows + tab->faults.rows,
        sizeof *name);
    for (; labels != NULL && labels[n] != NULL; n++)
        name[n] = labels[n];
    for (size_t i = 0; reps && hinge_rep_keys[i] != NULL; i++)
        name[n++] = hinge_rep_keys[i];
    n = hinge_names_add(name, n, &tab->trials, false);
    n = reps ? hinge_names_add(name, n, &tab->metrics, true) : n;
    n = reps ? hinge_names_add(name, n, &tab->faults, true) : n;
    return hinge_tab_unknown(tab, tab->request->results, OPTION, "column", wanted, name, n);
}

/* What a table prints of a recording is what a condition takes: the values of /trials,
 * of recordings that were not read too, and the class of a standing source. */
static enum hinge_status check_trial(const struct hinge_tabulation *tab,
                                     struct hinge_condition *condition, struct hinge_error *error)
{
    const struct hinge_table *const tables[] = {&tab->trials, &tab->list, &tab->ledger};
    if (tab->trials.column[condition->column].type == HINGE_COLUMN_NUMBER)
        return HINGE_OK;
    size_t n = 0;
    cleared_by(freed) const char **known =
        hinge_alloc(tab->trials.rows + tab->list.rows + tab->ledger.rows + 1, sizeof *known);
    if (strcmp(condition->name, "standing_source") == 0)
        known[n++] = STANDING;
    for (size_t t = 0; t < 3; t++)
        for (size_t r = 0; r < tables[t]->rows; r++) {
            const char *text = hinge_table_word(tables[t], condition->name, r);
            bool is_new = *text != '\0';
            for (size_t k = 0; is_new && k < condition->n_values + 12 && k < n; k++)
                is_new = strcmp(known[k], text) != 0;
            if (is_new)
                known[n++] = text;
        }
    return hinge_condition_check(condition, OPTION, known, n, error);
}

bool hinge_filter_measures(const struct hinge_table *faults, const char *name)
{
    const char *fault = hinge_severity_fault(name);
    fault = fault != NULL ? fault : name;
    return strcmp(name, "rom_deg") == 0 || hinge_metric_find(name) >= 0 ||
           hinge_fault_built_in(fault) != NULL ||
           (faults != NULL && hinge_table_row_of(faults, "id", fault, 0) != SIZE_MAX);
}

enum hinge_status hinge_filter_refuse(const char *option, const struct hinge_condition *condition,
                                      const char *compared, struct hinge_error *error)
{
    static const char *const sign[] = {
        [HINGE_IS] = "=",       [HINGE_IS_NOT] = "!=", [HINGE_BELOW] = "<",
        [HINGE_AT_MOST] = "<=", [HINGE_ABOVE] = ">",   [HINGE_AT_LEAST] = ">="};
    const char *name = condition->name;
    cleared_by(hinge_text_clear) struct hinge_text given = {0}, people = {0};
    const bool equal = condition->compare == HINGE_IS || condition->compare == HINGE_IS_NOT;
    hinge_text_printf(&given, "%s%s", name, sign[condition->compare]);
    for (size_t k = 0; equal && k < condition->n_values; k++) {
        hinge_text_adds(&given, k > 0 ? "," : "");
        hinge_text_item(&given, condition->value[k]);
    }
    if (!equal)
        hinge_text_printf(&given, "%.10g", condition->number);
    if (hinge_metric_find(name) >= 0 || hinge_severity_fault(name) != NULL ||
        strcmp(name, "rom_deg") == 0) {
        hinge_text_adds(&people, hinge_text_string(&given));
    } else { /* of a fault its share of a person's repetitions */
        const bool has = equal ? (condition->n_values > 0 && condition->as_number[0] > 0) ==
                                     (condition->compare == HINGE_IS)
                               : condition->compare >= HINGE_ABOVE;
        hinge_text_printf(&people, "%s%s0.5", name, has ? ">=" : "<");
    }
    return hinge_usage(
        error,
        "%s: %s is about single repetitions, and %s compares conditions: it would drop the "
        "repetitions in which a cue worked. Choose people by it: --people '%s'. A criterion of the "
        "protocol is declared for all repetitions: usable under [analyze] (hinge-analyze --set "
        "'analyze.usable=...')",
        option, hinge_text_string(&given), compared, hinge_text_string(&people));
}

void hinge_filter_left(struct hinge_text *text, const char *const *person, const unsigned char *of,
                       size_t rows)
{
    cleared_by(hinge_intern_clear) struct hinge_intern all = {0}, left = {0};
    size_t n = 0, kept = 0;
    for (size_t r = 0; r < rows; r++) {
        if (of[r] == 0)
            continue;
        n++;
        hinge_intern_number(&all, person[r]);
        if (of[r] > 1) {
            kept++;
            hinge_intern_number(&left, person[r]);
        }
    }
    hinge_text_printf(text, "%zu of %zu repetition%s, of %zu of %zu %s", kept, n, HINGE_S(n),
                      left.n, all.n, all.n == 1 ? "person" : "people");
}

struct label {
    const char *name, *text;
};

static bool find_label(const void *row, const struct hinge_condition *condition,
                       struct hinge_cell *cell)
{
    const struct label *label = row;
    cell->text = label->text;
    return condition->level == HINGE_ON_LABEL && strcmp(condition->name, label->name) == 0;
}

bool hinge_tab_label(const struct hinge_tabulation *tab, const char *name, const char *label)
{
    return hinge_filter_keeps(&tab->filter, find_label, &(struct label){name, label});
}

bool hinge_tab_phase(const struct hinge_tabulation *tab, const char *phase)
{
    const char *wanted = tab->request->phase;
    return (*wanted == '\0' || strcmp(wanted, phase) == 0) && hinge_tab_label(tab, "phase", phase);
}

bool hinge_tab_check_phase(struct hinge_tabulation *tab, const char *const *phase, size_t n)
{
    const char *wanted = tab->request->phase;
    return tab->status == HINGE_OK &&
           ((*wanted == '\0' && n > 0) || hinge_name_at(phase, n, wanted) < n ||
            hinge_tab_unknown(tab, NULL, "--phase", "phase", wanted, phase, n));
}

struct trial {
    const struct hinge_table *table;
    size_t row;
};

static bool find_in_trial(const void *row, const struct hinge_condition *condition,
                          struct hinge_cell *cell)
{
    const struct trial *trial = row;
    if (condition->level != HINGE_ON_TRIAL)
        return false;
    *cell = hinge_cell_of(&trial->table->column[condition->column], trial->row);
    return true;
}

/* Reads --filter; sets `kept`. */
static bool read_filter(struct hinge_tabulation *tab)
{
    hinge_tab_try(tab, hinge_filter_read(&tab->arena, OPTION, tab->request->filter, &tab->filter,
                                         &tab->failure));
    for (size_t i = 0; tab->status == HINGE_OK && i < tab->filter.n; i++) {
        struct hinge_condition *condition = &tab->filter.condition[i];
        if (tab->compares != NULL && hinge_severity_fault(condition->name) != NULL)
            condition->level = HINGE_ON_METRIC;
        else if (!find_level(tab, condition))
            break;
        if (tab->compares != NULL && condition->level != HINGE_ON_TRIAL && /* a column called so */
            condition->level != HINGE_ON_LABEL &&
            hinge_filter_measures(&tab->faults, condition->name))
            tab->status = hinge_filter_refuse(OPTION, condition, tab->compares, &tab->failure);
        /* the ids of a table of the file, the labels that a view's rows can have */
        const struct hinge_table *ids = strcmp(condition->name, "fault") == 0    ? &tab->faults
                                        : strcmp(condition->name, "metric") == 0 ? &tab->metrics
                                                                                 : NULL;
        const long id = ids != NULL ? hinge_table_find(ids, "id") : -1;
        const bool label = condition->level == HINGE_ON_LABEL;
        if (label && strcmp(condition->name, "phase") == 0)
            tab->status = hinge_condition_check(condition, OPTION, phases, N_PHASES, &tab->failure);
        if (label && id >= 0)
            tab->status = hinge_condition_check_column(condition, OPTION, &ids->column[id],
                                                       ids->rows, &tab->failure);
        if (condition->level == HINGE_ON_TRIAL)
            tab->status = check_trial(tab, condition, &tab->failure);
    }
    if (tab->status != HINGE_OK)
        return false;
    tab->kept = hinge_alloc(tab->trials.rows, sizeof *tab->kept);
    for (size_t r = 0; r < tab->trials.rows; r++) {
        tab->kept[r] =
            hinge_filter_keeps(&tab->filter, find_in_trial, &(struct trial){&tab->trials, r});
        if (hinge_faults_count(&tab->trials, r) || !tab->kept[r])
            continue;
        hinge_text_list(&tab->described, hinge_table_text(&tab->trials, "task", r));
        tab->kept[r] = !tab->request->counted;
    }
    return true;
}

/* --- Recordings with the same numbers, as a sentence under a table. --- */

static bool find_listed(const void *row, const struct hinge_condition *condition,
                        struct hinge_cell *cell)
{
    const struct trial *listed = row;
    const long c = hinge_table_find(listed->table, condition->name);
    if (c < 0)
        return false;
    *cell = hinge_cell_of(&listed->table->column[c], listed->row);
    return true;
}

/* Whether a recording of the list is asked for: one of these of /trials (NULL: by the filter). */
static bool is_asked(const struct hinge_tabulation *tab, const bool *recording, size_t row)
{
    if (recording == NULL)
        return hinge_filter_keeps(&tab->filter, find_listed, &(struct trial){&tab->list, row});
    const size_t at = hinge_table_row_of(&tab->trials, "trial_id",
                                         hinge_table_word(&tab->ledger, "trial_id", row), row);
    return at != SIZE_MAX && recording[at];
}

/* Recordings with the same numbers, as a sentence: a person's own copies, which are
 * left out, or those of different people or conditions of which the list does not say which is the
 * copy; nothing where there are none, or where the filter excludes one of both. */
static void add_twins(const struct hinge_tabulation *tab, const bool *recording, bool within,
                      struct hinge_text *text)
{
    enum { SHOWN = 8 };
    size_t n = 0;
    for (size_t r = 0; r < tab->ledger.rows && tab->ledger.rows == tab->list.rows; r++) {
        long twin = within ? hinge_twin_same(&tab->ledger, &tab->list, r)
                           : hinge_twin_stranger(&tab->ledger, &tab->list, r);
        if (twin < 0 || hinge_is_refused(&tab->ledger, r) != within ||
            (!within && hinge_twin_is_told(&tab->list, r, (size_t)twin)) ||
            (within && hinge_is_refused(&tab->ledger, (size_t)twin)) ||
            !is_asked(tab, recording, r) || !is_asked(tab, recording, (size_t)twin) || n++ >= SHOWN)
            continue;
        if (n == 1)
            hinge_text_printf(text, "%sThe same numbers %s: ", text->length > 0 ? " " : "",
                              within ? "within a participant, counted once"
                                     : "under different participants or conditions");
        hinge_text_printf(text, "%s%s = %s", n == 1 ? "" : ", ",
                          hinge_table_word(&tab->ledger, "file", (size_t)twin),
                          hinge_table_word(&tab->ledger, "file", r));
    }
    if (n > SHOWN)
        hinge_text_printf(text, " and %zu more", n - SHOWN);
    if (n > 0)
        hinge_text_adds(text, within ? "."
                                     : "; neither counts until the column copy_of of the trial "
                                       "list names the file that one copies.");
}

char *hinge_tab_duplicates(const struct hinge_tabulation *tab, const bool *recording)
{
    struct hinge_text text = {0};
    add_twins(tab, recording, false, &text);
    return text.data;
}

enum hinge_status hinge_results_duplicates(struct hinge_results_reader *results,
                                           const struct hinge_filter *filter, char **note,
                                           struct hinge_error *error)
{
    cleared_by(hinge_tab_close) struct hinge_tabulation tab = {.filter = *filter};
    enum hinge_status status = hinge_results_share(NULL, results, &tab.reader, error);
    if (status == HINGE_OK)
        status = hinge_results_get_table(tab.reader, HINGE_GROUP_LIST, &tab.list, error);
    if (status == HINGE_OK)
        status = hinge_results_get_table(tab.reader, HINGE_GROUP_LEDGER, &tab.ledger, error);
    *note = status == HINGE_OK ? hinge_tab_duplicates(&tab, NULL) : NULL;
    return status;
}

/* --- Parameters and cells of the results file that a view is made of; names said wrong. --- */

bool hinge_tab_fail(struct hinge_tabulation *tab, enum hinge_status status,
                    enum hinge_reason reason, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    tab->status = hinge_error_vset(&tab->failure, status, reason, format, args);
    va_end(args);
    return false;
}

void hinge_tab_note(struct hinge_tabulation *tab, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    hinge_text_adds(&tab->notes, hinge_arena_vprintf(&tab->arena, format, args));
    va_end(args);
}

bool hinge_tab_unknown(struct hinge_tabulation *tab, const char *file, const char *option,
                       const char *what, const char *name, const char *const *names, size_t n)
{
    enum { LISTED = 40 };
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    const char *nearest = hinge_suggest(name, names, n);
    if (option != NULL)
        hinge_text_printf(&text, "%s: ", option);
    if (file != NULL)
        hinge_text_printf(&text, "%s: ", file);
    hinge_text_printf(&text, "no %s \"%s\"", what, name);
    if (nearest != NULL) {
        hinge_text_printf(&text, "; did you mean %s?", nearest);
    } else {
        hinge_text_adds(&text, "; there are ");
        hinge_text_join(&text, names, n < LISTED ? n : LISTED, ", ");
        if (n > LISTED)
            hinge_text_printf(&text, " and %zu more", n - LISTED);
    }
    return hinge_tab_fail(tab, HINGE_USAGE, HINGE_REASON_OK, "%s", hinge_text_string(&text));
}

bool hinge_tab_split(struct hinge_tabulation *tab, const char *option, const char *text,
                     const char **item, size_t room, size_t *n)
{
    *n = 0;
    for (const char *p = text; tab->status == HINGE_OK && (*p != '\0' || p != text);) {
        const char *end = strchr(p, ',');
        size_t length = end != NULL ? (size_t)(end - p) : strlen(p);
        p = hinge_trimmed(p, &length);
        if (length == 0 || *n == room)
            return hinge_tab_fail(tab, HINGE_USAGE, HINGE_REASON_OK,
                                  length == 0
                                      ? "%s: nothing between two ',' in \"%s\""
                                      : "%s: more parts between ',' than can be taken in \"%s\"",
                                  option, text);
        item[(*n)++] = hinge_arena_copy(&tab->arena, p, length);
        if (end == NULL)
            break;
        p = end + 1;
    }
    return tab->status == HINGE_OK;
}

double hinge_tab_parameter(const struct hinge_tabulation *tab, const char *key)
{
    const struct hinge_parameter *parameter = hinge_parameter_find(key);
    const char *const texts[] = {hinge_table_word_where(&tab->parameters, "key", key, "value"),
                                 parameter != NULL ? parameter->standard : ""};
    double value = NAN;
    for (int i = 0; i < 2; i++)
        if (hinge_number_parse(texts[i], strlen(texts[i]), '.', &value, NULL) == HINGE_NUMBER_VALUE)
            return value;
    return (double)NAN;
}

const char *hinge_tab_protocol(const struct hinge_table *parameters)
{
    return hinge_table_word_where(parameters, "key", "usable", "value");
}

const char *hinge_tab_asked(const struct hinge_table *parameters, const char *key)
{
    char name[64];
    snprintf(name, sizeof name, HINGE_ASKED_BY_RUN "%s", key);
    return hinge_table_word_where(parameters, "key", name, "value");
}

const char *hinge_tab_held(struct hinge_tabulation *tab, struct hinge_filter *filter)
{
    static const char option[] = "--main", axes[] = "task|load_kg|session|cue|rater";
    const char *held = hinge_or_empty(tab->request->main);
    *filter = (struct hinge_filter){0};
    if (*held == '\0')
        held = hinge_tab_asked(&tab->parameters, "main");
    if (*held == '\0' || !hinge_tab_conditions(tab, option, &tab->trials, held, filter))
        return NULL;
    for (size_t k = 0; k < filter->n && tab->status == HINGE_OK; k++)
        if (!hinge_listed(axes, '|', filter->condition[k].name) ||
            filter->condition[k].compare != HINGE_IS)
            hinge_tab_fail(tab, HINGE_USAGE, HINGE_REASON_OK,
                           "%s: \"%s\": say one level each, such as task=rdl&load_kg=20, of task, "
                           "load_kg, session, cue and rater",
                           option, held);
    return held;
}

/* Whether a fault is measured on a metric or on a signal of it. */
static bool is_fault_of(const char *fault, const char *metric)
{
    const struct hinge_fault *of = hinge_fault_built_in(fault);
    const long at = hinge_metric_find(metric);
    if (of == NULL || at < 0)
        return false;
    const struct hinge_metric *row = hinge_metric_at((size_t)at);
    bool reads = of->metric != NULL && strcmp(of->metric, metric) == 0;
    if (row->each_phase == NULL ||
        of->signal == HINGE_SIGNAL_COUNT) /* it has no signals of its own */
        return reads;
    reads = reads || of->signal == row->signal;
    for (size_t k = 0; k < sizeof row->by / sizeof *row->by; k++) /* 0 is the first, or none */
        reads = reads || (row->by[k] != 0 && of->signal == row->by[k]);
    return reads;
}

const char *hinge_protocol_chooses(struct hinge_arena *arena, const char *protocol,
                                   const char *outcome)
{
    struct hinge_filter filter = {.n = 0};
    char id[160]; /* "lumbar_fraction@descent" of a plan is its metric */
    snprintf(id, sizeof id, "%.*s", (int)strcspn(outcome, "@"), outcome);
    const char *fault = hinge_severity_fault(id);
    outcome = fault != NULL ? fault : id;
    if (hinge_filter_read(arena, "usable", protocol, &filter, NULL) != HINGE_OK)
        return NULL;
    for (size_t i = 0; i < filter.n; i++) {
        const char *name = filter.condition[i].name;
        const struct hinge_fault *one = hinge_fault_built_in(name),
                                 *other = hinge_fault_built_in(outcome);
        if (strcmp(name, outcome) == 0 || is_fault_of(name, outcome) ||
            is_fault_of(outcome, name) ||
            (one != NULL && other != NULL && one->signal == other->signal &&
             one->signal != HINGE_SIGNAL_COUNT))
            return name;
    }
    return NULL;
}

enum hinge_status hinge_protocol_refuse(const char *protocol, const char *by, const char *outcome,
                                        struct hinge_error *error)
{
    const bool same = strcmp(by, outcome) == 0;
    return hinge_usage(error,
                       "%s: the protocol of the results chose repetitions by %s (usable under "
                       "[analyze]: %s)%s, so it cannot be compared; compare another outcome, or "
                       "analyse without that condition",
                       outcome, same ? "it" : by, protocol,
                       same ? "" : ", which is measured on it");
}

const char *hinge_tab_by(const struct hinge_tabulation *tab)
{
    return tab->request->by;
}

const struct hinge_label_list *hinge_tab_labels(const struct hinge_tabulation *tab)
{
    return tab->request->labels;
}

const char *hinge_tab_asked_columns(const struct hinge_tabulation *tab)
{
    return tab->request->columns;
}

const char *hinge_tab_asked_phase(const struct hinge_tabulation *tab)
{
    return tab->request->phase;
}

bool hinge_tab_in_words(const struct hinge_tabulation *tab)
{
    return tab->request->words;
}

int hinge_tab_digits(const struct hinge_tabulation *tab, int usual)
{
    return tab->request->digits != NULL ? (int)strtol(tab->request->digits, NULL, 10) : usual;
}

const char *hinge_tab_name(const struct hinge_tabulation *tab, const char *id, char *buffer,
                           size_t capacity)
{
    if (!tab->request->words)
        return id;
    hinge_wording_title(id, buffer, capacity);
    return hinge_wording_small(buffer);
}

const char *hinge_tab_trial(const struct hinge_tabulation *tab, const char *column, size_t trial,
                            char buffer[48])
{
    long at = hinge_table_find(&tab->trials, column);
    return at < 0 ? "" : hinge_exact_cell(&tab->trials, (size_t)at, trial, buffer);
}

bool hinge_tab_is_trial(const struct hinge_tabulation *tab, size_t trial)
{
    return tab->counts.any_role ||
           hinge_recording_counts(hinge_table_text(&tab->trials, "role", trial));
}

/* --- A results file and a request in, one of the views out. --- */

/* --- views --- */

static const struct hinge_view *view_at(size_t i)
{
    size_t n;
    const struct hinge_view *const *list = hinge_view_list(&n);
    return i < n ? list[i] : NULL;
}

const char *hinge_view_id(size_t i)
{
    const struct hinge_view *view = view_at(i);
    return view != NULL ? view->id : NULL;
}

const char *hinge_view_title(size_t i)
{
    const struct hinge_view *view = view_at(i);
    return view != NULL ? view->title : NULL;
}

bool hinge_view_of_document(const char *views)
{
    const struct hinge_view *view = view_at(0);
    for (size_t i = 0; view != NULL; view = view_at(++i))
        if (view->of_document && hinge_listed(views, ',', view->id))
            return true;
    return false;
}

static bool find_view(struct hinge_tabulation *tab)
{
    const char *names[HINGE_IDS_MOST], *id = tab->request->view;
    tab->view = hinge_view_find(id);
    return tab->view != NULL ||
           hinge_tab_unknown(tab, NULL, NULL, "table", id, names, hinge_view_ids(names));
}

static const char *kind_at(size_t i, const char **takes)
{
    const struct hinge_view *view = view_at(i);
    *takes = view != NULL ? view->takes : "";
    return view != NULL ? view->id : NULL;
}

static enum hinge_status view_takes(const char *views, const char *option, const char *shown,
                                    struct hinge_error *error)
{
    return hinge_taken_check(kind_at, "table", views, option, shown, error);
}

static bool takes_option(struct hinge_tabulation *tab, const char *option)
{
    return hinge_tab_try(tab, view_takes(tab->view->id, option, option, &tab->failure));
}

static bool counts_people(const struct hinge_table_request *request)
{
    return request->stat != NULL && strcmp(request->stat, "n_pct") == 0;
}

/* A table without phases takes --phase where --filter names a metric; n_pct is a statistic of its
 * own. */
enum hinge_status hinge_table_check(const struct hinge_table_request *request,
                                    struct hinge_error *error)
{
    struct hinge_table_request rest = *request;
    enum hinge_status status = HINGE_OK;
    bool filters = request->filter != NULL && *request->filter != '\0';
    if (filters && request->phase != NULL &&
        view_takes(request->view, "phase", "phase", NULL) != HINGE_OK) {
        status = view_takes(request->view, "phase-of-filter", "phase", error);
        rest.phase = NULL;
    }
    if (status == HINGE_OK && counts_people(request)) {
        status = view_takes(request->view, "stat n_pct", "stat n_pct", error);
        rest.stat = NULL;
    }
    return status == HINGE_OK ? hinge_query_check(kind_at, "table", request->view,
                                                  HINGE_QUERY_OF_TABLE, &rest.by, error)
                              : status;
}

/* Options that one table alone has: of several tables, they are for those that take
 * them. */
static bool leave_to_others(struct hinge_tabulation *tab)
{
    struct hinge_table_request *asked = tab->copy;
    const char *takes = tab->view->takes;
    const struct {
        const char *option;
        bool given;
    } options[] = {{"by", *asked->by != '\0'},
                   {"wide", asked->wide},
                   {"order", asked->order != NULL},
                   {"filter", tab->view->of_document && *asked->filter != '\0'},
                   {"people", tab->view->of_document && *asked->people != '\0'}};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (options[i].given && !asked->several && !takes_option(tab, options[i].option))
            return false;
    asked->by = hinge_listed(takes, ',', "by") ? asked->by : "";
    asked->wide = asked->wide && hinge_listed(takes, ',', "wide");
    asked->order = hinge_listed(takes, ',', "order") ? asked->order : NULL;
    if (asked->several && counts_people(asked) && !hinge_listed(takes, ',', "stat n_pct"))
        asked->stat = NULL;
    if (asked->wide && *asked->by == '\0')
        asked->by = "participant,group,cue"; /* a row per person */
    return true;
}

/* --phase of a table without phases is that of the metrics in --filter. */
static bool check_phase(struct hinge_tabulation *tab)
{
    const struct hinge_table_request *request = tab->request;
    if (*request->phase == '\0' || request->several ||
        !hinge_listed(tab->view->takes, ',', "phase-of-filter"))
        return true;
    for (size_t i = 0; i < tab->filter.n; i++)
        if (tab->filter.condition[i].level == HINGE_ON_METRIC)
            return true;
    return takes_option(tab, "phase");
}

/* --- the file --- */

bool hinge_task_counts(const struct hinge_table *table, size_t row)
{
    const char *task = hinge_table_text(table, "task", row);
    return task == NULL || hinge_task_find(task)->counted;
}

bool hinge_faults_count(const struct hinge_table *table, size_t row)
{
    return strcmp(hinge_table_word(table, "counted", row), "no") != 0;
}

/* The small tables of the file that a request works with. */
static const struct {
    const char *group;
    size_t at; /* in the tabulation */
} tables[] = {{HINGE_GROUP_TRIALS, offsetof(struct hinge_tabulation, trials)},
              {HINGE_GROUP_LIST, offsetof(struct hinge_tabulation, list)},
              {HINGE_GROUP_LEDGER, offsetof(struct hinge_tabulation, ledger)},
              {HINGE_GROUP_PARAMETERS, offsetof(struct hinge_tabulation, parameters)},
              {HINGE_GROUP_FAULTS, offsetof(struct hinge_tabulation, faults)},
              {HINGE_GROUP_METRICS, offsetof(struct hinge_tabulation, metrics)}};
enum { TABLES = sizeof tables / sizeof *tables };

static struct hinge_table *table_at(struct hinge_tabulation *tab, size_t i)
{
    return (struct hinge_table *)(void *)((char *)tab + tables[i].at);
}

void hinge_tab_close(struct hinge_tabulation *tab)
{
    for (; tab->people != NULL; tab->people = tab->people->next) {
        hinge_reps_clear(&tab->people->reps);
        hinge_grouped_clear(&tab->people->grouped);
    }
    for (size_t i = 0; i < TABLES; i++)
        hinge_table_clear(table_at(tab, i));
    hinge_results_close(tab->reader);
    hinge_arena_clear(&tab->arena);
    hinge_text_clear(&tab->notes);
    hinge_text_clear(&tab->last_note);
    hinge_text_clear(&tab->described);
    free(tab->kept);
    free(tab->columns.item);
}

enum hinge_status hinge_tab_ended(const struct hinge_tabulation *tab, struct hinge_error *error)
{
    if (tab->status != HINGE_OK && error != NULL)
        *error = tab->failure;
    return tab->status;
}

static bool is_named(const struct hinge_table *list, size_t row)
{
    return *hinge_table_word(list, "participant", row) != '\0';
}

/* Recordings with the same numbers under two participants or conditions: one of them is somebody
 * else's, so neither counts, unless the list says which is the copy. */
static void find_copies(struct hinge_tabulation *tab)
{
    const struct hinge_table *ledger = &tab->ledger, *list = &tab->list;
    tab->is_copy = hinge_arena_alloc(&tab->arena, tab->trials.rows, sizeof *tab->is_copy);
    tab->is_own_copy = hinge_arena_alloc(&tab->arena, tab->trials.rows, sizeof *tab->is_own_copy);
    for (size_t r = 0; r < ledger->rows && ledger->rows == list->rows; r++) {
        const long twin = hinge_twin_stranger(ledger, list, r);
        if (twin < 0 || hinge_is_refused(ledger, r) || !is_named(list, r) ||
            !is_named(list, (size_t)twin))
            continue;
        const size_t pair[] = {(size_t)twin, r};
        const bool told = hinge_twin_is_told(list, pair[0], pair[1]);
        for (size_t k = 0; k < 2; k++) {
            const size_t at = hinge_table_row_of(&tab->trials, "trial_id",
                                                 hinge_table_word(ledger, "trial_id", pair[k]), r);
            if (at == SIZE_MAX || (told && *hinge_table_word(list, "copy_of", pair[k]) == '\0'))
                continue;
            tab->is_copy[at] = true;
            tab->is_own_copy[at] = hinge_twin_elsewhere(list, pair[0], pair[1]);
        }
    }
}

/* A baseline done again behind the cues, of whatever the filter keeps; where a table is split by
 * cues it is one of them, else no value is of it. */
static void find_again(struct hinge_tabulation *tab)
{
    struct hinge_table *trials = &tab->trials;
    const bool split =
        tab->view != NULL && (hinge_listed(hinge_or_empty(tab->view->by), ',', "cue") ||
                              strcmp(tab->view->id, "fixes") == 0);
    const long cue = hinge_table_find(trials, "cue");
    cleared_by(freed) size_t *row = hinge_alloc(trials->rows + 1, sizeof *row);
    cleared_by(freed) bool *again = hinge_alloc(trials->rows + 1, sizeof *again);
    size_t n = 0;
    tab->is_stray = hinge_arena_alloc(&tab->arena, 2 * trials->rows, sizeof *tab->is_stray);
    tab->is_again = tab->is_stray + trials->rows;
    for (size_t r = 0; r < trials->rows; r++)
        if (hinge_use_of_row(trials, false, r) == HINGE_USE_USED)
            row[n++] = r;
    const char *by = hinge_or_empty(tab->request->by); /* single repetitions are no means */
    hinge_again_find(trials, row, n, hinge_listed(by, ',', "rep") ? "" : by, again);
    for (size_t i = 0; i < n; i++) {
        tab->is_stray[row[i]] = tab->is_again[row[i]] = again[i] && !split;
        if (again[i] && split)
            hinge_table_set_text(trials, (size_t)cue, row[i], HINGE_AGAIN);
    }
}

bool hinge_tab_open(struct hinge_tabulation *tab)
{
    tab->status = hinge_results_share(tab->request->results, tab->request->opened, &tab->reader,
                                      &tab->failure);
    for (size_t i = 0; tab->status == HINGE_OK && i < TABLES; i++)
        tab->status =
            hinge_results_get_table(tab->reader, tables[i].group, table_at(tab, i), &tab->failure);
    if (tab->status != HINGE_OK)
        return false;
    /* An analysis without --allow-inferred refused what a network guessed: what is left of such a
     * recording was measured. */
    tab->spine_refused =
        strcmp(hinge_table_word_where(&tab->parameters, "key", "allow_inferred", "value"), "0") ==
        0;
    tab->counts = hinge_use_asked(
        tab->request, (struct hinge_people_rule){hinge_tab_parameter(tab, "agg.min_reps"),
                                                 hinge_tab_parameter(tab, "agg.min_valid")});
    hinge_stages_add(&tab->trials); /* its column stands before those of the list */
    hinge_tab_add_covariates(tab);
    struct hinge_table *trials = &tab->trials;
    /* Where there are recordings whose faults are not counted, a key keeps them apart from what
     * prevalence is made of. */
    size_t counted = 0;
    for (size_t r = 0; r < trials->rows; r++)
        counted += hinge_task_counts(trials, r);
    if (counted < trials->rows && !tab->counts.all_tasks &&
        hinge_table_find(trials, "counted") < 0) {
        const size_t at = hinge_table_add_column(trials, "counted", HINGE_COLUMN_TEXT, "", 0);
        for (size_t r = 0; r < trials->rows; r++)
            hinge_table_set_text(trials, at, r, hinge_task_counts(trials, r) ? "yes" : "no");
    }
    if (hinge_table_find(trials, "retest") >= 0) /* which comes from the list */
        hinge_stages_add(&tab->trials);
    hinge_sequences_add(&tab->trials);
    find_again(tab);
    if (!read_filter(tab))
        return false;
    /* references count where a role is asked for; a furthest bend is no bend of its task */
    tab->counts.any_role = tab->request->any_role || hinge_filter_names(&tab->filter, "role");
    /* Recordings without a participant: a mean of people has none of them, where others have one.
     */
    const size_t rows = tab->trials.rows;
    bool some = false;
    tab->is_nobodys = hinge_arena_alloc(&tab->arena, rows, sizeof *tab->is_nobodys);
    for (size_t t = 0; t < rows; t++)
        some |= is_named(&tab->trials, t);
    for (size_t t = 0; t < rows; t++)
        tab->is_nobodys[t] = some && !is_named(&tab->trials, t);
    find_copies(tab);
    /* Recordings of people with a visit too many, of those that count (hinge_strays_find). */
    size_t *row = hinge_arena_alloc(&tab->arena, rows, sizeof *row), n = 0;
    cleared_by(freed) bool *stray = hinge_alloc(rows, sizeof *stray);
    const char *usual = tab->view != NULL && tab->view->by != NULL ? tab->view->by : "cue",
               *by = hinge_or_empty(tab->request->by);
    for (size_t t = 0; t < rows; t++)
        if (hinge_use_of_recording(tab, t) == HINGE_USE_USED)
            row[n++] = t;
    tab->stray = hinge_strays_find(&tab->arena, &tab->trials, row, n, *by != '\0' ? by : usual,
                                   stray, &tab->n_strays);
    for (size_t i = 0; i < n; i++)
        tab->is_stray[row[i]] |= stray[i];
    if (!hinge_tab_choose(tab))
        return false;
    if (!tab->counts.any_role)
        return true;
    tab->counts.rule = hinge_people_rule_for(HINGE_COUNT_ONE, tab->counts.rule);
    const long task = hinge_table_find(trials, "task");
    for (size_t r = 0; task >= 0 && r < trials->rows; r++)
        if (strcmp(hinge_table_word(trials, "role", r), "maxflex") == 0)
            hinge_table_set_text(trials, (size_t)task, r, "maxflex");
    return true;
}

enum hinge_status hinge_tab_request(const struct hinge_table_request *request,
                                    struct hinge_table_request *copy, struct hinge_error *error)
{
    enum hinge_status status = hinge_request_take(copy, sizeof *copy, request, error);
    HINGE_REQUEST_TEXTS(hinge_request_blank, &copy->results, &copy->view, &copy->by, &copy->columns,
                        &copy->filter, &copy->people, &copy->phase);
    HINGE_REQUEST_TEXTS(hinge_request_none, &copy->sort, &copy->stat, &copy->order, &copy->digits);
    return status == HINGE_OK ? hinge_request_word("statistic", copy->stat,
                                                   "mean_sd,median_iqr,mean_ci,n_pct", error)
                              : status;
}

void hinge_tab_columns_of(struct hinge_table_request *request)
{
    if (*request->columns == '\0' && !request->readers)
        request->columns = "all";
}

/* An empty table is refused where the request is why it is empty: no recording fits the filter, or
 * those that do have nothing for this table. */
static bool has_rows(struct hinge_tabulation *tab)
{
    const char *results = tab->request->results, *filter = tab->request->filter;
    size_t n = 0;
    if (tab->table->rows == 0 && tab->request->counted && tab->described.length > 0)
        return hinge_tab_fail(tab, HINGE_INPUT, HINGE_REASON_NOT_COUNTED,
                              "%s: faults in %s are described, not counted; "
                              "--all-tasks counts them",
                              results, hinge_text_string(&tab->described));
    if (tab->taken + tab->table->rows > 0 || tab->filter.n == 0 || tab->nothing_is_fine)
        return true;
    for (size_t r = 0; r < tab->trials.rows; r++)
        n += tab->kept[r];
    if (n == 0)
        return hinge_tab_fail(tab, HINGE_INPUT, HINGE_REASON_OK,
                              "%s: --filter %s: no row fits; correct the filter", results, filter);
    return hinge_tab_fail(
        tab, HINGE_INPUT, HINGE_REASON_OK,
        "%s: --filter %s: %zu recording%s fit%s, but no repetition of %s that fits has "
        "a value for this table; hinge-table trials and hinge-table reps give the "
        "reasons",
        results, filter, n, HINGE_S(n), n == 1 ? "s" : "", n == 1 ? "it" : "them");
}

static bool make(struct hinge_tabulation *tab)
{
    /* a table of repetitions where there is none says so before anything else */
    long at = hinge_table_find(&tab->trials, "reps");
    double reps = 0;
    for (size_t r = 0; at >= 0 && r < tab->trials.rows; r++)
        reps += hinge_tab_is_trial(tab, r) ? fmax(0, tab->trials.column[at].number[r]) : 0;
    if (at >= 0 && !(reps > 0) && tab->view->labels != NULL)
        hinge_tab_note(tab, "No repetition was found in %s; the trials table gives the reasons.\n",
                       tab->trials.rows == 1 ? "the recording" : "any recording");
    if (tab->chosen != NULL)
        hinge_tab_note(tab, HINGE_THEY_ARE_CHOSEN "%s.\n", tab->chosen->words + strlen("of "));
    tab->view->make(tab);
    return tab->status == HINGE_OK;
}

enum hinge_status hinge_view_table(const struct hinge_table_request *request,
                                   struct hinge_table *table, char **notes,
                                   struct hinge_error *error)
{
    cleared_by(hinge_tab_close) struct hinge_tabulation tab = {.table = table};
    if (notes != NULL)
        *notes = NULL;
    tab.request = tab.copy = hinge_arena_alloc(&tab.arena, 1, sizeof *tab.copy);
    tab.status = hinge_tab_request(request, tab.copy, &tab.failure);
    if (tab.status == HINGE_OK && find_view(&tab) && tab.view->compares)
        tab.compares = hinge_arena_printf(&tab.arena, "the table %s", tab.view->id);
    if (tab.status == HINGE_OK && leave_to_others(&tab) &&
        (tab.view->of_document || hinge_tab_open(&tab)) && check_phase(&tab) && make(&tab) &&
        hinge_tab_shape(&tab) && has_rows(&tab) && hinge_tab_select(&tab)) {
        if (tab.request->paper && tab.view->for_paper != NULL)
            tab.view->for_paper(&tab);
        hinge_text_adds(&tab.notes, hinge_text_string(&tab.last_note));
        /* the same numbers twice, where there are some */
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        add_twins(&tab, NULL, false, &text);
        add_twins(&tab, NULL, true, &text);
        if (text.length > 0)
            hinge_tab_note(&tab, "%s\n", hinge_text_string(&text));
        if (tab.described.length > 0 && hinge_listed("faults,sensitivity", ',', tab.view->id))
            hinge_tab_note(&tab, HINGE_DESCRIBED "%s (--all-tasks counts them).\n",
                           hinge_text_string(&tab.described));
    }
    if (tab.status == HINGE_OK)
        hinge_fields_describe(table);
    else
        hinge_table_clear(table);
    if (tab.status == HINGE_OK && tab.notes.length > 0 && notes != NULL) {
        if (tab.notes.data[tab.notes.length - 1] == '\n')
            tab.notes.data[tab.notes.length - 1] = '\0';
        *notes = tab.notes.data;
        tab.notes = (struct hinge_text){0};
    }
    return hinge_tab_ended(&tab, error);
}

enum hinge_status hinge_results_tabulate(const struct hinge_table_request *request,
                                         struct hinge_result **result, struct hinge_error *error)
{
    struct hinge_table_request copy;
    enum hinge_status status = hinge_tab_request(request, &copy, error);
    *result = NULL;
    if (status != HINGE_OK)
        return status;
    hinge_tab_columns_of(&copy);
    struct hinge_result *made = hinge_result_new();
    struct hinge_arena *arena = &made->inside->arena;
    const char *at = copy.view, *comma = at;
    copy.several = strchr(at, ',') != NULL;
    for (; status == HINGE_OK && comma != NULL; at = comma + 1) {
        comma = strchr(at, ',');
        size_t n = comma != NULL ? (size_t)(comma - at) : strlen(at);
        const char *name = hinge_trimmed(at, &n);
        cleared_by(freed) char *notes = NULL;
        copy.view = hinge_arena_copy(arena, name, n);
        struct hinge_result_table *table = hinge_result_add(made, copy.view);
        table->title = copy.several ? table->name : NULL;
        status = hinge_view_table(&copy, &table->table, &notes, error);
        table->notes = notes != NULL ? hinge_arena_strdup(arena, notes) : NULL;
        if (comma == NULL)
            break;
    }
    if (status == HINGE_OK)
        *result = made;
    else
        hinge_result_free(made);
    return status;
}

enum hinge_status hinge_results_hold(const char *results, struct hinge_results_reader **reader,
                                     struct hinge_error *error)
{
    return hinge_results_share(results, NULL, reader, error);
}

void hinge_results_release(struct hinge_results_reader *reader)
{
    hinge_results_close(reader);
}

enum hinge_status hinge_results_parameter(struct hinge_results_reader *results, const char *key,
                                          double *value, struct hinge_error *error)
{
    cleared_by(hinge_tab_close) struct hinge_tabulation tab = {0};
    enum hinge_status status = hinge_results_share(NULL, results, &tab.reader, error);
    if (status == HINGE_OK)
        status =
            hinge_results_get_table(tab.reader, HINGE_GROUP_PARAMETERS, &tab.parameters, error);
    *value = status == HINGE_OK ? hinge_tab_parameter(&tab, key) : (double)NAN;
    return status;
}

enum hinge_status hinge_results_rule(struct hinge_results_reader *results,
                                     struct hinge_people_rule *rule, struct hinge_error *error)
{
    enum hinge_status status =
        hinge_results_parameter(results, "agg.min_reps", &rule->min_reps, error);
    return status == HINGE_OK
               ? hinge_results_parameter(results, "agg.min_valid", &rule->min_valid, error)
               : status;
}
