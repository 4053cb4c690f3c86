/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the parts of a whole: whether they belong together, and where each row of the whole list
 * is; tables of the parts into those of the whole. In: paths; out: hinge_parts, which owns all. */
#include "merge/parts.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "store/store.h"
#include "table/columns.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void hinge_parts_close(struct hinge_parts *parts)
{
    for (size_t i = 0; parts->part != NULL && i < parts->n; i++) {
        hinge_study_close(parts->part[i].study);
        hinge_results_close(parts->part[i].results);
        hinge_shard_clear(&parts->part[i].shard);
    }
    hinge_arena_clear(&parts->arena);
    hinge_table_clear(&parts->list);
    hinge_table_clear(&parts->ledger);
    *parts = (struct hinge_parts){0};
}

const char *hinge_part_attribute(const struct hinge_part *part, const char *name)
{
    return part->study != NULL ? hinge_study_attribute(part->study, name)
                               : hinge_results_attribute(part->results, name);
}

bool hinge_part_table(struct hinge_parts *parts, const struct hinge_part *part, const char *group,
                      struct hinge_table *table)
{
    return (part->study != NULL
                ? hinge_study_get_table(part->study, group, table, &parts->error)
                : hinge_results_get_table(part->results, group, table, &parts->error)) == HINGE_OK;
}

bool hinge_parts_fail(struct hinge_parts *parts, enum hinge_reason reason, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    hinge_error_vset(&parts->error, HINGE_INPUT, reason, format, values);
    va_end(values);
    return false;
}

bool hinge_part_damaged(struct hinge_parts *parts, const struct hinge_part *part, const char *what)
{
    return hinge_parts_fail(parts, HINGE_REASON_DAMAGED, "%s: damaged: %s", part->path, what);
}

static bool open_part(struct hinge_parts *parts, struct hinge_part *part, const char *path)
{
    char kind[16] = "";
    struct hinge_error *error = &parts->error;
    part->path = path;
    enum hinge_status status = hinge_store_kind(path, kind, error);
    if (status == HINGE_OK && strcmp(kind, "study") == 0)
        status = hinge_study_open(path, &part->study, error);
    else if (status == HINGE_OK)
        status = hinge_results_share(path, NULL, &part->results, error);
    if (status != HINGE_OK)
        return false;
    const char *text = hinge_part_attribute(part, HINGE_SHARD_ATTRIBUTE);
    if (text == NULL)
        return hinge_parts_fail(
            parts, HINGE_REASON_OK,
            "%s: a whole file, not a part made with --shard; only parts can be joined. "
            "To make one study of several lists, give them all to hinge-ingest",
            path);
    /* as many rows as the list has: hinge_parts_join sees to it */
    struct hinge_table marks = {0};
    bool read = hinge_part_table(parts, part, HINGE_GROUP_SHARD, &marks) &&
                hinge_shard_read(text, &marks, marks.rows, part->path, &part->shard,
                                 &parts->error) == HINGE_OK;
    hinge_table_clear(&marks);
    cleared_by(hinge_table_clear) struct hinge_table ledger = {0};
    if (read && part->study != NULL) {
        read = hinge_part_table(parts, part, HINGE_GROUP_LEDGER, &ledger);
        int32_t *trial_of = hinge_arena_raw(&parts->arena, ledger.rows, sizeof *trial_of);
        read = read && hinge_study_match(part->study, &ledger, path, trial_of, error) == HINGE_OK;
    }
    return read;
}

static bool same_text(struct hinge_parts *parts, const struct hinge_part *a,
                      const struct hinge_part *b, const char *name)
{
    const char *one = hinge_part_attribute(a, name), *other = hinge_part_attribute(b, name);
    one = one != NULL ? one : "unknown";
    other = other != NULL ? other : "unknown";
    return strcmp(one, other) == 0 ||
           hinge_parts_fail(parts, HINGE_REASON_OK,
                            "%s and %s: made by different builds, %s and %s%s: "
                            "make every shard with one build",
                            a->path, b->path, one, other,
                            strcmp(name, "source") == 0 ? "" : " (the studies)");
}

static int by_number(const void *x, const void *y)
{
    const struct hinge_part *a = x, *b = y;
    int order = (a->shard.shard > b->shard.shard) - (a->shard.shard < b->shard.shard);
    return order != 0 ? order : strcmp(a->path, b->path);
}

/* Puts the parts into the order of their numbers. */
static bool order_parts(struct hinge_parts *parts)
{
    for (size_t i = 1; i < parts->n; i++) {
        const struct hinge_part *a = &parts->part[0], *b = &parts->part[i];
        const char *what = NULL;
        if ((a->study != NULL) != (b->study != NULL))
            return hinge_parts_fail(
                parts, HINGE_REASON_OK,
                "%s is a study, %s has results; join studies and results separately",
                a->study != NULL ? a->path : b->path, a->study != NULL ? b->path : a->path);
        if (a->shard.shards != b->shard.shards)
            return hinge_parts_fail(parts, HINGE_REASON_OK,
                                    "%s is shard %zu/%zu and %s is shard %zu/%zu: shards of "
                                    "one run have one number behind the slash",
                                    a->path, a->shard.shard, a->shard.shards, b->path,
                                    b->shard.shard, b->shard.shards);
        if (!same_text(parts, a, b, "source") ||
            (a->results != NULL && !same_text(parts, a, b, "study_source")))
            return false;
        if (strcmp(a->shard.list, b->shard.list) != 0)
            what = a->study != NULL
                       ? "made from different trial lists: give every shard the same list"
                       : "made from different studies or lists: give every shard the same";
        else if (strcmp(a->shard.options, b->shard.options) != 0)
            what = "made with different options: give every shard the same";
        if (what != NULL)
            return hinge_parts_fail(parts, HINGE_REASON_OK, "%s and %s: %s", a->path, b->path,
                                    what);
    }
    if (parts->part[0].shard.shards > HINGE_SHARDS_MAX)
        return hinge_parts_fail(parts, HINGE_REASON_DAMAGED,
                                "%s: damaged: it is one of %zu shards, and there are at most %d",
                                parts->part[0].path, parts->part[0].shard.shards, HINGE_SHARDS_MAX);
    qsort(parts->part, parts->n, sizeof *parts->part, by_number);
    for (size_t i = 1; i < parts->n; i++) {
        const struct hinge_part *a = &parts->part[i - 1], *b = &parts->part[i];
        if (a->shard.shard == b->shard.shard)
            return hinge_parts_fail(parts, HINGE_REASON_OK,
                                    "%s and %s: both are shard %zu/%zu; give each shard once",
                                    a->path, b->path, a->shard.shard, a->shard.shards);
    }
    /* the numbers of the shards nobody gave */
    enum { MOST = 20 };
    size_t shards = parts->part[0].shard.shards, missing = 0, next = 0;
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    for (size_t number = 1; number <= shards; number++)
        if (next < parts->n && parts->part[next].shard.shard == number)
            next++;
        else if (missing++ < MOST)
            hinge_text_printf(&text, "%s%zu", missing > 1 ? ", " : "", number);
    if (missing > 0)
        hinge_parts_fail(parts, HINGE_REASON_OK,
                         "%s is one of %zu shards, and %s %s%s %s missing: make and name %s",
                         parts->part[0].path, shards, missing == 1 ? "number" : "numbers",
                         hinge_text_string(&text), missing > MOST ? ", …" : "",
                         missing == 1 ? "is" : "are", missing == 1 ? "it" : "them");
    return missing == 0;
}

/* References are within a person, so a person is in one part. */
static bool check_people(struct hinge_parts *parts)
{
    struct hinge_arena_mark mark = hinge_arena_mark(&parts->arena);
    struct hinge_text_row *seen = hinge_arena_raw(&parts->arena, parts->rows, sizeof *seen);
    bool apart = true;
    size_t n = 0;
    for (size_t i = 0; i < parts->rows; i++) {
        const char *who = hinge_table_word(&parts->list, "participant", i);
        if (*who != '\0')
            seen[n++] = (struct hinge_text_row){who, i};
    }
    qsort(seen, n, sizeof *seen, hinge_by_text_row);
    for (size_t i = 1; i < n && apart; i++) {
        const size_t one = parts->place[seen[i - 1].row].part,
                     other = parts->place[seen[i].row].part;
        if (one != other && strcmp(seen[i].text, seen[i - 1].text) == 0)
            apart = hinge_parts_fail(parts, HINGE_REASON_OK, "%s and %s: participant %s is in both",
                                     parts->part[one].path, parts->part[other].path, seen[i].text);
    }
    hinge_arena_reset(&parts->arena, mark);
    return apart;
}

bool hinge_parts_open(const struct hinge_merge_request *request, struct hinge_parts *parts)
{
    *parts =
        (struct hinge_parts){.error = HINGE_ERROR_INIT, .request = request, .n = request->n_paths};
    parts->part = hinge_arena_alloc(&parts->arena, parts->n, sizeof *parts->part);
    for (size_t i = 0; i < parts->n; i++)
        if ((request->output != NULL &&
             hinge_output_spare(request->output, request->path[i], &parts->error) != HINGE_OK) ||
            !open_part(parts, &parts->part[i], request->path[i]))
            return false;
    if (!order_parts(parts))
        return false;
    /* every row of the whole list is in one part */
    size_t rows = 0;
    for (size_t i = 0; i < parts->n; i++)
        rows += parts->part[i].shard.rows;
    parts->rows = rows;
    parts->place = hinge_arena_alloc(&parts->arena, rows, sizeof *parts->place);
    for (size_t i = 0; i < rows; i++)
        parts->place[i].part = SIZE_MAX;
    for (size_t i = 0; i < parts->n; i++) {
        const struct hinge_shard *shard = &parts->part[i].shard;
        for (size_t k = 0; k < shard->rows; k++) {
            size_t row = shard->row[k];
            if (row >= rows || parts->place[row].part != SIZE_MAX)
                return hinge_parts_fail(
                    parts, HINGE_REASON_DAMAGED,
                    "%s: damaged: /shard: its row %zu of the list %s%s", parts->part[i].path,
                    row + 1, row >= rows ? "is behind the last" : "is also in ",
                    row >= rows ? "" : parts->part[parts->place[row].part].path);
            parts->place[row] = (struct hinge_place){i, k};
        }
    }
    parts->studies = parts->part[0].study != NULL;
    return hinge_parts_join(parts, HINGE_GROUP_LIST, &parts->list) &&
           hinge_parts_join(parts, HINGE_GROUP_LEDGER, &parts->ledger) &&
           hinge_agree_ids("the parts together", HINGE_GROUP_LEDGER, &parts->ledger, "trial_id",
                           &parts->error) == HINGE_OK &&
           check_people(parts);
}

/* --- joined tables --- */

bool hinge_parts_alike(const struct hinge_table *a, const struct hinge_table *b)
{
    bool same = a->n_columns == b->n_columns;
    for (size_t c = 0; c < a->n_columns && same; c++)
        same = strcmp(a->column[c].name, b->column[c].name) == 0 &&
               a->column[c].type == b->column[c].type;
    return same;
}

bool hinge_parts_join(struct hinge_parts *parts, const char *group, struct hinge_table *joined)
{
    struct hinge_arena_mark mark = hinge_arena_mark(&parts->arena);
    struct hinge_table *table = hinge_arena_alloc(&parts->arena, parts->n, sizeof *table);
    bool read = true;
    for (size_t i = 0; i < parts->n && read; i++) {
        const struct hinge_part *part = &parts->part[i];
        read = hinge_part_table(parts, part, group, &table[i]);
        if (read && (table[i].rows != part->shard.rows || !hinge_parts_alike(&table[0], &table[i])))
            read = hinge_parts_fail(parts, HINGE_REASON_DAMAGED,
                                    "%s: damaged: %s has other rows or columns than that of %s",
                                    part->path, group, parts->part[0].path);
    }
    if (read)
        hinge_table_add_columns_of(joined, &table[0]);
    for (size_t i = 0; i < parts->rows && read; i++)
        hinge_table_add_row_of(joined, &table[parts->place[i].part], parts->place[i].row);
    for (size_t i = 0; i < parts->n; i++)
        hinge_table_clear(&table[i]);
    hinge_arena_reset(&parts->arena, mark);
    return read;
}

/* --- the same numbers in two parts --- */

void hinge_parts_twins(struct hinge_parts *parts)
{
    struct hinge_table *ledger = &parts->ledger;
    struct hinge_arena_mark mark = hinge_arena_mark(&parts->arena);
    struct hinge_text_row *digest = hinge_arena_raw(&parts->arena, parts->rows, sizeof *digest);
    size_t n = 0;
    for (size_t i = 0; i < parts->rows; i++)
        if (*hinge_table_word(ledger, "numbers_xxh128", i) != '\0')
            digest[n++] = (struct hinge_text_row){hinge_table_word(ledger, "numbers_xxh128", i), i};
    qsort(digest, n, sizeof *digest, hinge_by_text_row);
    for (size_t from = 0, end; from < n; from = end) {
        for (end = from + 1; end < n && strcmp(digest[from].text, digest[end].text) == 0;)
            end++;

        for (size_t k = from + 1; k < end; k++) {
            size_t first = digest[from].row, row = digest[k].row;
            bool known = *hinge_table_word(ledger, "duplicate_of", row) != '\0';
            if (!known && hinge_is_refused(ledger, row))
                continue; /* never compared with others */
            if (hinge_table_find(ledger, "duplicate_of") < 0)
                break;
            if (!known) {
                /* what one run would have said of a recording that is twin of one in another
                 * part */
                const struct hinge_merge_request *request = parts->request;
                char message[1400];
                snprintf(
                    message, sizeof message,
                    "%.300s (in %.200s): warning: the same numbers as %.300s (in %.200s)%s",
                    hinge_table_word(ledger, "file", row), parts->part[parts->place[row].part].path,
                    hinge_table_word(ledger, "file", first),
                    parts->part[parts->place[first].part].path,
                    hinge_twin_differs(&parts->list, row, first) ? ", of another participant" : "");
                if (request->message != NULL)
                    request->message(request->context, message);
            }
            hinge_table_set_text(ledger, (size_t)hinge_table_find(ledger, "duplicate_of"), row,
                                 hinge_table_word(ledger, "file", first));
        }
    }
    hinge_arena_reset(&parts->arena, mark);
}

/* --- tables that every part has alike: parameters, faults, metrics --- */

/* The first cell of a row. */
static const char *key_of(const struct hinge_table *table, size_t row)
{
    bool text = table->n_columns > 0 && table->column[0].type == HINGE_COLUMN_TEXT;
    return text && table->column[0].text[row] != NULL ? table->column[0].text[row] : "";
}

/* Key of the first row of a that b has not; NULL: it has all. */
static const char *only_in(const struct hinge_table *a, const struct hinge_table *b)
{
    for (size_t i = 0; i < a->rows; i++) {
        const char *key = key_of(a, i);
        size_t k = 0;
        while (k < b->rows && strcmp(key_of(b, k), key) != 0)
            k++;
        if (k == b->rows)
            return key;
    }
    return NULL;
}

/* Names the first row that differs; both tables begin with a key. */
static bool compare(struct hinge_parts *parts, const struct hinge_part *part, const char *group,
                    const struct hinge_table *a, const struct hinge_table *b)
{
    const char *one = parts->part[0].path;
    const char *first = only_in(a, b), *second = only_in(b, a);
    if (first != NULL || second != NULL || a->rows != b->rows || a->n_columns != b->n_columns)
        return hinge_parts_fail(parts, HINGE_REASON_OK,
                                "%s and %s: made with different %s: only %s has \"%.80s\"", one,
                                part->path, group + 1, first != NULL ? one : part->path,
                                first != NULL    ? first
                                : second != NULL ? second
                                                 : "the same columns");
    for (size_t row = 0; row < a->rows; row++)
        for (size_t c = 0; c < a->n_columns; c++) {
            char x[48], y[48];
            const char *mine = hinge_table_cell(a, c, row, x);
            const char *other = hinge_table_cell(b, c, row, y);
            if (strcmp(mine, other) != 0)
                return hinge_parts_fail(parts, HINGE_REASON_OK,
                                        "%s and %s: made with different %s: %.80s, %s: "
                                        "\"%.80s\" and \"%.80s\"",
                                        one, part->path, group + 1, key_of(a, row),
                                        a->column[c].name, mine, other);
        }
    return true;
}

bool hinge_parts_agree(struct hinge_parts *parts)
{
    static const char *const common[] = {HINGE_GROUP_PARAMETERS, HINGE_GROUP_FAULTS,
                                         HINGE_GROUP_METRICS};
    bool same = true;
    for (size_t g = 0; g < sizeof common / sizeof *common && same; g++) {
        cleared_by(hinge_table_clear) struct hinge_table first = {0};
        same = hinge_part_table(parts, &parts->part[0], common[g], &first);
        for (size_t i = 1; i < parts->n && same; i++) {
            cleared_by(hinge_table_clear) struct hinge_table table = {0};
            same = hinge_part_table(parts, &parts->part[i], common[g], &table) &&
                   compare(parts, &parts->part[i], common[g], &first, &table);
        }
    }
    return same;
}
