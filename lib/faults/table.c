/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The faults of a run: built-in rows, and rows and changes from [fault:<id>] sections.
 */
#include "base/memory.h"
#include "faults/keys.h"
#include "faults/rules.h"

#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t metric_at(const char *id)
{
    long at = id != NULL ? hinge_metric_find(id) : -1;
    return at < 0 ? 0 : (size_t)at;
}

/* Looks up what the words of a row stand for. *expected: NULL, or what a list of
 * conditions should have been. */
static void resolve(struct hinge_fault_table *table, struct hinge_fault *row, const char **expected)
{
    bool exceptions = true, only = true;
    hinge_whens_read(row->exceptions, true, &table->arena, &row->except_when, &exceptions);
    hinge_whens_read(row->only, false, &table->arena, &row->only_when, &only);
    hinge_fault_tasks(row->id, &table->arena, &row->excluded);
    row->metric_at = metric_at(row->metric);
    row->fallback_metric_at = metric_at(row->fallback_metric);
    row->noise_metric_at = metric_at(row->noise_metric);
    for (int k = 0; k < HINGE_GATES; k++)
        row->gate[k].metric_at = metric_at(row->gate[k].metric);
    *expected = !exceptions ? HINGE_EXPECTED_CONDITIONS "=NUMBER or =na behind each"
                : !only     ? HINGE_EXPECTED_CONDITIONS "nothing behind them"
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

/* What a built-in row does not say. */
static void fill_in(struct hinge_fault *row)
{
    if (row->metric != NULL)
        row->statistic = HINGE_STATISTIC_METRIC;
    if (row->sign == 0)
        row->sign = 1;
    if (row->source == NULL)
        row->source = "default";
    if (row->unit == NULL)
        row->unit = unit_of(row);
    for (int k = 0; k < 3; k++)
        if (row->margin[k] == 0)
            row->margin[k] = (double)NAN;
}

enum hinge_status hinge_fault_table_init(struct hinge_fault_table *table, struct hinge_error *error)
{
    size_t families, n = 0;
    const struct hinge_fault_family *const *family = hinge_fault_family_list(&families);
    *table = (struct hinge_fault_table){0};
    for (size_t f = 0; f < families; f++)
        n += family[f]->n;
    table->row = hinge_alloc(n, sizeof *table->row);
    for (size_t f = 0; f < families; f++)
        for (size_t k = 0; k < family[f]->n; k++)
            table->row[table->n++] = family[f]->row[k];
    enum hinge_status status = HINGE_OK;
    for (size_t k = 0; k < table->n && status == HINGE_OK; k++) {
        const char *expected;
        fill_in(&table->row[k]);
        resolve(table, &table->row[k], &expected);
        if (expected != NULL)
            status = hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK,
                                     "fault %s: expected %s", table->row[k].id, expected);
    }
    return status;
}

void hinge_fault_table_clear(struct hinge_fault_table *table)
{
    free(table->row);
    hinge_arena_clear(&table->arena);
    *table = (struct hinge_fault_table){0};
}

/* --- rows --- */

static bool good_id(const char *id)
{
    size_t n = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return n > 0 && n < 48 && id[n] == '\0' && id[0] >= 'a';
}

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
    if (!good_id(id))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: \"%s\" is not a fault id: small letters, digits and _, "
                               "starting with a letter",
                               where, id);
    struct hinge_fault *rows = hinge_resize(table->row, table->n + 1, sizeof *rows);
    char *copy = hinge_arena_strdup(&table->arena, id);
    table->row = rows;
    *row = &table->row[table->n++];
    **row = (struct hinge_fault){.id = copy,
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
    return HINGE_OK;
}

enum hinge_status hinge_fault_table_set(struct hinge_fault_table *table, const char *id,
                                        const char *key, const char *value, const char *where,
                                        struct hinge_error *error)
{
    struct hinge_fault *row = NULL;
    const char *names[HINGE_FAULT_KEYS_MAX];
    size_t n;
    const struct hinge_fault_key *keys = hinge_fault_keys(&n);
    enum hinge_status status = find_row(table, id, where, &row, error);
    if (status != HINGE_OK)
        return status;
    for (size_t k = 0; k < n; k++) {
        names[k] = keys[k].name;
        if (strcmp(keys[k].name, key) != 0)
            continue;
        struct hinge_fault before = *row;
        const char *expected = hinge_fault_key_read(&keys[k], table, row, value);
        if (expected == NULL) {
            resolve(table, row, &expected);
            status = HINGE_OK;
        }
        if ((expected != NULL && *expected == '\0'))
            return hinge_no_memory(error);
        bool same = hinge_listed("title|short|wording|source", '|', key) ||
                    (hinge_listed("threshold|threshold_deg", '|', key) &&
                     row->threshold == before.threshold);
        if (expected == NULL) {
            row->changed = row->changed || (!row->user && !same);
            return HINGE_OK;
        }
        *row = before;
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: %s = \"%s\" of fault %s: expected %s", where, key, value, id,
                               expected);
    }
    const char *nearest = hinge_suggest(key, names, n);
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                           "%s: a fault has no key \"%s\"%s%s%s", where, key,
                           nearest != NULL ? "; did you mean \"" : "",
                           nearest != NULL ? nearest : "", nearest != NULL ? "\"?" : "");
}

enum hinge_status hinge_fault_table_check(const struct hinge_fault_table *table, const char *where,
                                          struct hinge_error *error)
{
    for (size_t k = 0; k < table->n; k++) {
        struct hinge_fault *row = &table->row[k];
        bool metric = row->statistic == HINGE_STATISTIC_METRIC;
        bool over = row->statistic >= HINGE_STATISTIC_SHARE &&
                    row->statistic <= HINGE_STATISTIC_ONSET_LEAST &&
                    row->statistic != HINGE_STATISTIC_RATE &&
                    row->statistic != HINGE_STATISTIC_DROP;
        const char *missing = NULL;
        if (metric ? row->metric == NULL : row->signal == HINGE_SIGNAL_COUNT)
            missing = metric ? "metric" : "signal";
        else if (over && row->over == HINGE_SIGNAL_COUNT)
            missing = "over";
        else if (isnan(row->threshold))
            missing = "threshold";
        if (missing != NULL)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   "%s: fault %s needs the key \"%s\"", where, row->id, missing);
        if (row->user && !metric)
            row->unit = unit_of(row);
    }
    return HINGE_OK;
}
