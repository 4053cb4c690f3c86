/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From "lumbar_fraction=5%" to 0.05: the unit is that of the outcome's row. */
#include "report/people/amounts.h"

#include "faults/fault.h"
#include "people/people.h"
#include "report/print/quantity.h"

/* The unit as people write it: "%" of a share, "deg". */
static const char *written(const struct hinge_unit_words *unit)
{
    return unit == NULL || strcmp(unit->id, "1") == 0 ? "" : *unit->symbol == '%' ? "%" : unit->id;
}

/* Whether a word is what readers see behind a difference: "points", and behind 1 "point". */
static bool is_change(const char *word, const struct hinge_unit_words *unit)
{
    const char *change = unit->change + strspn(unit->change, " ");
    const size_t n = strlen(word);
    if (strcmp(word, "%") == 0)
        return *change == '%' || *unit->symbol == '%';
    return n > 0 && strncmp(word, change, n) == 0 &&
           (change[n] == '\0' || strcmp(change + n, "s") == 0);
}

enum hinge_status hinge_amount_read(const char *option, const char *item, const char *outcome,
                                    const struct hinge_unit_words *unit, const char *number,
                                    double *value, struct hinge_error *error)
{
    const size_t digits = strspn(number, "+-.0123456789eE");
    const char *word = number + digits + strspn(number + digits, " ");
    const bool share = unit != NULL && unit->scale > 1;
    if (hinge_number_parse(number, digits, '.', value, NULL) != HINGE_NUMBER_VALUE)
        return hinge_usage(error, "%s: \"%s\": expected a number and its unit, such as %s=5%s",
                           option, item, outcome, written(unit));
    if (share && *word == '\0' && fabs(*value) >= 1)
        return hinge_usage(error,
                           "%s: \"%s\" can be read as %g%s (%g) or as %g%s (%g); write %s=%g%% "
                           "or %s=%g%%",
                           option, item, *value, unit->change, *value / unit->scale,
                           unit->scale * *value, unit->change, *value, outcome, *value, outcome,
                           unit->scale * *value);
    if (share && is_change(word, unit))
        *value /= unit->scale;
    else if (*word != '\0' &&
             (unit == NULL || (strcmp(word, unit->id) != 0 && strcmp(word, unit->symbol) != 0 &&
                               !is_change(word, unit))))
        return hinge_usage(error, "%s: \"%s\" is not in the unit of the outcome; write %s=%.*s%s",
                           option, item, outcome, (int)digits, number, written(unit));
    return HINGE_OK;
}

enum hinge_status hinge_amounts_read(struct hinge_arena *arena, const char *option,
                                     const char *text, unsigned how, struct hinge_amounts *amounts,
                                     struct hinge_error *error)
{
    const size_t metrics = hinge_metric_count();
    cleared_by(hinge_fault_table_clear) struct hinge_fault_table faults;
    size_t n, n_known = 0;
    amounts->n = 0;
    hinge_fault_table_init(&faults);
    cleared_by(freed) const char **known = hinge_alloc(metrics + faults.n + 1, sizeof *known);
    for (size_t i = 0; i < metrics; i++)
        known[n_known++] = hinge_metric_at(i)->id;
    for (size_t i = 0; i < faults.n; i++)
        known[n_known++] = hinge_fault_built_in(faults.row[i].id)->id;
    for (const char *at; (at = hinge_next_item(&text, ',', &n)) != NULL;) {
        const char *item = hinge_arena_copy(arena, at, n), *equals = strchr(item, '=');
        const bool alone = equals == NULL && amounts->alone != NULL;
        const char *id =
            alone ? amounts->alone : hinge_arena_copy(arena, item, strcspn(item, "= "));
        const struct hinge_outcome_text of = hinge_outcome_of(id);
        struct hinge_amount amount = {0};
        for (size_t i = 0; i < n_known && amount.outcome == NULL; i++)
            if (strcmp(known[i], i < metrics || of.fault == NULL ? of.name : of.fault) == 0) {
                amount.outcome = of.by != NULL ? id : known[i];
                amount.unit =
                    i >= metrics && of.fault == NULL && of.by != NULL /* a share of bends */
                        ? hinge_unit_words_of("share")
                        : hinge_readers_unit(known[i],
                                             i < metrics ? NULL : faults.row[i - metrics].unit);
            }
        if (amount.outcome == NULL && (how & HINGE_AMOUNTS_OF_COLUMNS) != 0)
            amount.outcome = id;
        enum hinge_status status = HINGE_OK;
        if (amount.outcome == NULL)
            status = hinge_outcome_read(option, id, &(struct hinge_outcome_text){0}, error);
        if (status != HINGE_OK)
            return status;
        const char *near = hinge_suggest(of.name, known, n_known);
        if ((equals == NULL && !alone) || amount.outcome == NULL)
            return hinge_usage(error,
                               "%s: \"%s\" is no outcome%s%s%s; write OUTCOME=NUMBER UNIT, such "
                               "as lumbar_fraction=5%%",
                               option, id, near != NULL ? " (did you mean \"" : "",
                               hinge_or_empty(near), near != NULL ? "\"?)" : "");
        if (hinge_amount_find(amounts, amount.outcome) != NULL)
            return hinge_usage(error, "%s: %s is there twice; name it once", option,
                               amount.outcome);
        const char *number = alone ? item : equals + 1 + strspn(equals + 1, " ");
        status = hinge_amount_read(option, item, amount.outcome, amount.unit, number, &amount.value,
                                   error);
        if (status != HINGE_OK)
            return status;
        if ((how & HINGE_AMOUNTS_POSITIVE) != 0 && amount.value <= 0)
            return hinge_usage(error,
                               "%s: \"%s\": expected a number above 0, because it holds in both "
                               "directions",
                               option, item);
        if (amounts->n == HINGE_AMOUNTS)
            return hinge_usage(error, "%s: more than %d outcomes; name fewer", option,
                               HINGE_AMOUNTS);
        amounts->of[amounts->n++] = amount;
    }
    return HINGE_OK;
}

const struct hinge_amount *hinge_amount_find(const struct hinge_amounts *amounts,
                                             const char *outcome)
{
    const size_t i = HINGE_ROW_AT(amounts->of, amounts->n, outcome);
    return i < amounts->n ? &amounts->of[i] : NULL;
}

bool hinge_amount_is_stated(const char *path, const char *outcome, double value)
{
    static const char *const before[] = {"`margin = ", "  \"margin\": \""};
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    if (hinge_file_read(path, path, 1 << 20, &bytes, &why) != HINGE_OK)
        return false;
    const char *at = hinge_arena_copy(&arena, bytes.data, bytes.size);
    for (size_t n; *at != '\0'; at += n + (at[n] == '\n')) {
        struct hinge_amounts list = {0};
        n = strcspn(at, "\n");
        const char *item = NULL;
        for (size_t k = 0; k < sizeof before / sizeof *before; k++)
            if (strncmp(at, before[k], strlen(before[k])) == 0)
                item = at + strlen(before[k]);
        if (item == NULL)
            continue;
        item = hinge_arena_copy(&arena, item, strcspn(item, "`\"\n"));
        if (hinge_amounts_read(&arena, "margin", item, HINGE_AMOUNTS_POSITIVE, &list, &why) !=
            HINGE_OK)
            continue;
        const struct hinge_amount *amount = hinge_amount_find(&list, outcome);
        if (amount != NULL && fabs(amount->value - value) < 1e-9 * fabs(value))
            return true;
    }
    return false;
}

const char *hinge_amount_text(const struct hinge_amount *amount, char text[64])
{
    const char *unit = written(amount->unit);
    bool share = *unit == '%' && amount->unit->scale > 1;
    snprintf(text, 64, "%.10g%s", amount->value * (share ? amount->unit->scale : 1), unit);
    return text;
}
