/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of a whole: whether they belong together, and where each row of the whole list is; then one
 * study of their recordings as they are stored, or one results file of their trials and
 * repetitions, through the writer that analysis uses, in the order of the whole list. In: paths;
 * out: the file, whole or not at all. */
#include "store/store.h"
#include "table/columns.h"

#include <hinge/merge.h>

struct part {
    const char *path;
    struct hinge_study_reader *study;     /* NULL for results */
    struct hinge_results_reader *results; /* NULL for a study */
    struct hinge_shard shard;
};

struct parts {
    struct hinge_arena arena;
    struct hinge_error error; /* the first failure; after it every function here returns false */
    const struct hinge_merge_request *request;
    bool studies;
    size_t n, rows;
    struct part *part; /* [n] in the order of the shards: part[0] is 1/n */
    struct place {
        size_t part, row;
    } * place;                       /* per row of the whole list */
    struct hinge_table list, ledger; /* joined */
};

static const char *part_attribute(const struct part *part, const char *name)
{
    return part->study != NULL ? hinge_study_attribute(part->study, name)
                               : hinge_results_attribute(part->results, name);
}

/* A table and an attribute of a part, which may be a study or results. */
static bool part_table(struct parts *parts, const struct part *part, const char *group,
                       struct hinge_table *table)
{
    return (part->study != NULL
                ? hinge_study_get_table(part->study, group, table, &parts->error)
                : hinge_results_get_table(part->results, group, table, &parts->error)) == HINGE_OK;
}

/* Notes the failure INPUT and returns false. `reason` is DAMAGED or OK. */
static HINGE_PRINTF(3, 4) bool fail(struct parts *parts, enum hinge_reason reason,
                                    const char *format, ...)
{
    va_list values;
    va_start(values, format);
    hinge_error_vset(&parts->error, HINGE_INPUT, reason, format, values);
    va_end(values);
    return false;
}

/* Notes "PATH: damaged: WHAT" and returns false. */
static bool damaged(struct parts *parts, const struct part *part, const char *what)
{
    return fail(parts, HINGE_REASON_DAMAGED, "%s: damaged: %s", part->path, what);
}

/* Whether two tables have the same columns. */
static bool are_alike(const struct hinge_table *a, const struct hinge_table *b)
{
    bool same = a->n_columns == b->n_columns;
    for (size_t c = 0; c < a->n_columns && same; c++)
        same = strcmp(a->column[c].name, b->column[c].name) == 0 &&
               a->column[c].type == b->column[c].type;
    return same;
}

/* Joins a table that has one row per row of the list, in the order of the whole list, into an empty
 * table. */
static bool join_table(struct parts *parts, const char *group, struct hinge_table *joined)
{
    struct hinge_arena_mark mark = hinge_arena_mark(&parts->arena);
    struct hinge_table *table = hinge_arena_alloc(&parts->arena, parts->n, sizeof *table);
    bool read = true;
    for (size_t i = 0; i < parts->n && read; i++) {
        const struct part *part = &parts->part[i];
        read = part_table(parts, part, group, &table[i]);
        if (read && (table[i].rows != part->shard.rows || !are_alike(&table[0], &table[i])))
            read = fail(parts, HINGE_REASON_DAMAGED,
                        "%s: damaged: %s has other rows or columns than that of %s", part->path,
                        group, parts->part[0].path);
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

static bool same_text(struct parts *parts, const struct part *a, const struct part *b,
                      const char *name)
{
    const char *one = part_attribute(a, name), *other = part_attribute(b, name);
    one = one != NULL ? one : "unknown";
    other = other != NULL ? other : "unknown";
    return strcmp(one, other) == 0 ||
           fail(parts, HINGE_REASON_OK,
                "%s and %s: made by different builds, %s and %s%s: "
                "make every shard with one build",
                a->path, b->path, one, other, strcmp(name, "source") == 0 ? "" : " (the studies)");
}

static int by_number(const void *x, const void *y)
{
    const struct part *a = x, *b = y;
    int order = (a->shard.shard > b->shard.shard) - (a->shard.shard < b->shard.shard);
    return order != 0 ? order : strcmp(a->path, b->path);
}

/* Puts the parts into the order of their numbers. */
static bool order_parts(struct parts *parts)
{
    for (size_t i = 1; i < parts->n; i++) {
        const struct part *a = &parts->part[0], *b = &parts->part[i];
        const char *what = NULL;
        if ((a->study != NULL) != (b->study != NULL))
            return fail(parts, HINGE_REASON_OK,
                        "%s is a study, %s has results; join studies and results separately",
                        a->study != NULL ? a->path : b->path, a->study != NULL ? b->path : a->path);
        if (a->shard.shards != b->shard.shards)
            return fail(parts, HINGE_REASON_OK,
                        "%s is shard %zu/%zu and %s is shard %zu/%zu: shards of "
                        "one run have one number behind the slash",
                        a->path, a->shard.shard, a->shard.shards, b->path, b->shard.shard,
                        b->shard.shards);
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
            return fail(parts, HINGE_REASON_OK, "%s and %s: %s", a->path, b->path, what);
    }
    if (parts->part[0].shard.shards > HINGE_SHARDS_MAX)
        return fail(parts, HINGE_REASON_DAMAGED,
                    "%s: damaged: it is one of %zu shards, and there are at most %d",
                    parts->part[0].path, parts->part[0].shard.shards, HINGE_SHARDS_MAX);
    qsort(parts->part, parts->n, sizeof *parts->part, by_number);
    for (size_t i = 1; i < parts->n; i++) {
        const struct part *a = &parts->part[i - 1], *b = &parts->part[i];
        if (a->shard.shard == b->shard.shard)
            return fail(parts, HINGE_REASON_OK,
                        "%s and %s: both are shard %zu/%zu; give each shard once", a->path, b->path,
                        a->shard.shard, a->shard.shards);
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
        fail(parts, HINGE_REASON_OK,
             "%s is one of %zu shards, and %s %s%s %s missing: make and name %s",
             parts->part[0].path, shards, missing == 1 ? "number" : "numbers",
             hinge_text_string(&text), missing > MOST ? ", …" : "", missing == 1 ? "is" : "are",
             missing == 1 ? "it" : "them");
    return missing == 0;
}

/* References are within a person, so a person is in one part. */
static bool check_people(struct parts *parts)
{
    struct hinge_arena_mark mark = hinge_arena_mark(&parts->arena);
    struct hinge_text_row *seen = hinge_arena_raw(&parts->arena, parts->rows, sizeof *seen);
    size_t n = 0;
    for (size_t i = 0; i < parts->rows; i++) {
        const char *who = hinge_table_word(&parts->list, "participant", i);
        if (*who != '\0')
            seen[n++] = (struct hinge_text_row){who, i};
    }
    qsort(seen, n, sizeof *seen, hinge_by_text_row);
    for (size_t i = 1; i < n; i++) {
        const size_t one = parts->place[seen[i - 1].row].part,
                     other = parts->place[seen[i].row].part;
        if (one != other && strcmp(seen[i].text, seen[i - 1].text) == 0)
            return fail(parts, HINGE_REASON_OK, "%s and %s: participant %s is in both",
                        parts->part[one].path, parts->part[other].path, seen[i].text);
    }
    hinge_arena_reset(&parts->arena, mark);
    return true;
}

/* Opens and checks every part, and joins list and ledger. Fails with INPUT as hinge_merge says. */
static bool open_parts(const struct hinge_merge_request *request, struct parts *parts)
{
    *parts = (struct parts){.error = HINGE_ERROR_INIT, .request = request, .n = request->n_paths};
    parts->part = hinge_arena_alloc(&parts->arena, parts->n, sizeof *parts->part);
    for (size_t i = 0; i < parts->n; i++) {
        struct part *part = &parts->part[i];
        struct hinge_error *error = &parts->error;
        const char *path = part->path = request->path[i];
        char kind[16] = "";
        if (request->output != NULL && hinge_output_spare(request->output, path, error) != HINGE_OK)
            return false;
        enum hinge_status status = hinge_store_kind(path, kind, error);
        if (status == HINGE_OK && strcmp(kind, "study") == 0)
            status = hinge_study_open(path, &part->study, error);
        else if (status == HINGE_OK)
            status = hinge_results_share(path, NULL, &part->results, error);
        if (status != HINGE_OK)
            return false;
        const char *text = part_attribute(part, HINGE_SHARD_ATTRIBUTE);
        if (text == NULL)
            return fail(parts, HINGE_REASON_OK,
                        "%s: a whole file, not a part made with --shard; only parts can be joined. "
                        "To make one study of several lists, give them all to hinge-ingest",
                        path);
        /* as many rows as the list has: join_table sees to it */
        cleared_by(hinge_table_clear) struct hinge_table marks = {0}, ledger = {0};
        if (!part_table(parts, part, HINGE_GROUP_SHARD, &marks) ||
            hinge_shard_read(text, &marks, marks.rows, path, &part->shard, error) != HINGE_OK)
            return false;
        if (part->study == NULL)
            continue;
        if (!part_table(parts, part, HINGE_GROUP_LEDGER, &ledger))
            return false;
        int32_t *trial_of = hinge_arena_raw(&parts->arena, ledger.rows, sizeof *trial_of);
        if (hinge_study_match(part->study, &ledger, path, trial_of, error) != HINGE_OK)
            return false;
    }
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
                return fail(parts, HINGE_REASON_DAMAGED,
                            "%s: damaged: /shard: its row %zu of the list %s%s",
                            parts->part[i].path, row + 1,
                            row >= rows ? "is behind the last" : "is also in ",
                            row >= rows ? "" : parts->part[parts->place[row].part].path);
            parts->place[row] = (struct place){i, k};
        }
    }
    parts->studies = parts->part[0].study != NULL;
    return join_table(parts, HINGE_GROUP_LIST, &parts->list) &&
           join_table(parts, HINGE_GROUP_LEDGER, &parts->ledger) &&
           hinge_agree_ids("the parts together", HINGE_GROUP_LEDGER, &parts->ledger, "trial_id",
                           &parts->error) == HINGE_OK &&
           check_people(parts);
}

/* --- the same numbers in two parts --- */

/* Fills duplicate_of of the joined ledger as one run would, and names copies that lie in different
 * parts. */
static void name_twins(struct parts *parts)
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
static bool compare(struct parts *parts, const struct part *part, const char *group,
                    const struct hinge_table *a, const struct hinge_table *b)
{
    const char *one = parts->part[0].path;
    const char *first = only_in(a, b), *second = only_in(b, a);
    if (first != NULL || second != NULL || a->rows != b->rows || a->n_columns != b->n_columns)
        return fail(parts, HINGE_REASON_OK,
                    "%s and %s: made with different %s: only %s has \"%.80s\"", one, part->path,
                    group + 1, first != NULL ? one : part->path,
                    first != NULL    ? first
                    : second != NULL ? second
                                     : "the same columns");
    for (size_t row = 0; row < a->rows; row++)
        for (size_t c = 0; c < a->n_columns; c++) {
            char x[48], y[48];
            const char *mine = hinge_table_cell(a, c, row, x);
            const char *other = hinge_table_cell(b, c, row, y);
            if (strcmp(mine, other) != 0)
                return fail(parts, HINGE_REASON_OK,
                            "%s and %s: made with different %s: %.80s, %s: "
                            "\"%.80s\" and \"%.80s\"",
                            one, part->path, group + 1, key_of(a, row), a->column[c].name, mine,
                            other);
        }
    return true;
}

/* Whether parts of results were made with the same parameters, faults and metrics:
 * INPUT names the first row that differs. */
static bool parts_agree(struct parts *parts)
{
    static const char *const common[] = {HINGE_GROUP_PARAMETERS, HINGE_GROUP_FAULTS,
                                         HINGE_GROUP_METRICS};
    bool same = true;
    for (size_t g = 0; g < sizeof common / sizeof *common && same; g++) {
        cleared_by(hinge_table_clear) struct hinge_table first = {0};
        same = part_table(parts, &parts->part[0], common[g], &first);
        for (size_t i = 1; i < parts->n && same; i++) {
            cleared_by(hinge_table_clear) struct hinge_table table = {0};
            same = part_table(parts, &parts->part[i], common[g], &table) &&
                   compare(parts, &parts->part[i], common[g], &first, &table);
        }
    }
    return same;
}

/* --- a study --- */

static bool go_on(struct parts *parts)
{
    return !hinge_progress_stopped(parts->request->progress) ||
           hinge_error_set(&parts->error, HINGE_INTERRUPTED, HINGE_REASON_OK,
                           "interrupted; nothing was written") == HINGE_OK;
}

static bool append_recordings(struct parts *parts, struct hinge_study_writer *writer,
                              struct hinge_merge_summary *summary)
{
    size_t *next = hinge_arena_alloc(&parts->arena, parts->n, sizeof *next); /* trial of each */
    for (size_t i = 0; i < parts->rows; i++) {
        size_t part = parts->place[i].part;
        if (!go_on(parts))
            return false;
        if (hinge_is_to_come(&parts->ledger, i))
            summary->planned++;
        else if (hinge_is_refused(&parts->ledger, i))
            summary->refused++;
        else if (writer != NULL) {
            const struct part *of = &parts->part[part];
            const size_t trial = next[part]++;
            cleared_by(hinge_packed_clear) struct hinge_packed packed = {0};
            double rate_hz;
            const char *id = hinge_study_id(of->study, trial);
            if (hinge_study_read(of->study, trial, &packed, &rate_hz, &parts->error) != HINGE_OK)
                return false;
            if (!hinge_packed_intact(&packed))
                return fail(parts, HINGE_REASON_DAMAGED,
                            "%s: damaged: /trials/%s: a checksum does not fit", of->path, id);
            if (hinge_study_append(writer, id, hinge_study_layout(of->study, trial), rate_hz,
                                   &packed, &parts->error) != HINGE_OK)
                return false;
        }
        hinge_progress_report(parts->request->progress, i + 1, parts->rows);
    }
    return summary->refused + summary->planned < parts->rows ||
           fail(parts, HINGE_REASON_OK,
                "none of the %zu recordings can be used; nothing was written", parts->rows);
}

/* Writes the whole. */
static void merge_studies(struct parts *parts, struct hinge_merge_summary *summary)
{
    struct hinge_study_writer *writer = NULL;
    const char *output = parts->request->output;
    const char *source = part_attribute(&parts->part[0], "source");
    if (output != NULL && hinge_study_create(output, &writer, &parts->error) != HINGE_OK)
        return;
    if (!append_recordings(parts, writer, summary) || writer == NULL) {
        hinge_study_discard(writer);
        return;
    }
    hinge_study_add_table(writer, HINGE_GROUP_LEDGER, &parts->ledger);
    hinge_study_add_table(writer, HINGE_GROUP_LIST, &parts->list);
    if (source != NULL)
        hinge_study_add_attribute(writer, "source", source);
    hinge_study_publish(writer, &parts->error);
}

/* --- results --- */

enum { BLOCK_REPS = 1024 }; /* chunks of a part are decoded once where blocks are theirs */

/* In the order in which analysis makes them. */
static const char *const groups[] = {HINGE_GROUP_REPS, HINGE_GROUP_WAVEFORMS};

struct job {
    struct parts *parts;
    struct hinge_results_writer *writer; /* NULL in a dry run */
    struct hinge_arena *arena;           /* of the parts, as is */
    struct hinge_error *error;
    struct hinge_array_spec *spec;
    struct hinge_dimension *dimension;
    size_t n_specs, n_dimensions, trial_spec;
    size_t *row_bytes;     /* per spec */
    unsigned char **block; /* per spec: BLOCK_REPS rows of one part */
    const void **data;
    size_t **first; /* per part: repetitions before each of its rows, and all */
    struct hinge_table trials, agreement;
};

/* --- the arrays, as the first part has them --- */

static bool take_arrays(struct job *job)
{
    enum { N_GROUPS = sizeof groups / sizeof *groups };
    const char *const *name[N_GROUPS];
    size_t n[N_GROUPS], all = 0;
    for (size_t g = 0; g < N_GROUPS; g++) {
        if (hinge_results_arrays(job->parts->part[0].results, groups[g], &name[g], &n[g],
                                 job->error) != HINGE_OK)
            return false;
        all += n[g];
    }
    job->spec = hinge_arena_alloc(job->arena, all, sizeof *job->spec);
    job->row_bytes = hinge_arena_alloc(job->arena, all, sizeof *job->row_bytes);
    job->block = hinge_arena_alloc(job->arena, all, sizeof *job->block);
    job->data = hinge_arena_alloc(job->arena, all, sizeof *job->data);
    job->dimension = hinge_arena_alloc(job->arena, 2 * all, sizeof *job->dimension);
    job->trial_spec = SIZE_MAX;
    for (size_t g = 0; g < N_GROUPS; g++)
        for (size_t k = 0; k < n[g]; k++) {
            const char *array = name[g][k];
            const struct hinge_dimension *dimension;
            struct hinge_array_spec *spec = &job->spec[job->n_specs];
            if (hinge_results_describe(job->parts->part[0].results, groups[g], array, spec,
                                       &dimension, job->error) != HINGE_OK)
                return false;
            size_t row = hinge_array_type_size(spec->type);
            for (int d = 0; d < spec->n_further; d++) {
                row *= dimension[spec->further[d]].length;
                /* the same dimension in several groups is one */
                const struct hinge_dimension *same = &dimension[spec->further[d]];
                const size_t at = HINGE_ROW_AT(job->dimension, job->n_dimensions, same->name);
                if (at == job->n_dimensions)
                    job->dimension[job->n_dimensions++] = *same; /* texts are the reader's */
                spec->further[d] = at;
            }
            if (strcmp(array, "trial") == 0 && spec->type == HINGE_ARRAY_I32)
                job->trial_spec = job->n_specs;
            job->row_bytes[job->n_specs] = row;
            job->block[job->n_specs] = hinge_arena_alloc(job->arena, BLOCK_REPS, row);
            job->data[job->n_specs] = job->block[job->n_specs];
            job->n_specs++;
        }
    return job->trial_spec != SIZE_MAX || damaged(job->parts, &job->parts->part[0], "/reps/trial");
}

/* --- rows --- */

/* Rows of the list that follow each other in one part go together. */
static bool append_results(struct job *job)
{
    struct parts *parts = job->parts;
    for (size_t from = 0, end; from < parts->rows; from = end) {
        struct place place = parts->place[from];
        for (end = from + 1; end < parts->rows && parts->place[end].part == place.part &&
                             parts->place[end].row == place.row + (end - from) &&
                             end - from < BLOCK_REPS;)
            end++;
        const size_t *first = job->first[place.part] + place.row;
        if (!go_on(parts))
            return false;
        /* repetitions rep..stop of a part */
        const struct part *part = &parts->part[place.part];
        const size_t stop = first[end - from];
        for (size_t rep = first[0], reps; rep < stop; rep += reps) {
            reps = BLOCK_REPS - rep % BLOCK_REPS;
            reps = reps < stop - rep ? reps : stop - rep;
            for (size_t s = 0; s < job->n_specs; s++)
                if (job->row_bytes[s] > 0 &&
                    hinge_results_read_stored(part->results, job->spec[s].group, job->spec[s].name,
                                              rep, reps, job->block[s], job->error) != HINGE_OK)
                    return false;
            int32_t *trial = (int32_t *)(void *)job->block[job->trial_spec];
            for (size_t i = 0; i < reps; i++)
                trial[i] = (int32_t)part->shard.row[trial[i]];
            if (hinge_results_append(job->writer, reps, job->data, job->error) != HINGE_OK)
                return false;
        }
        hinge_progress_report(parts->request->progress, end, parts->rows);
    }
    return true;
}

/* Rows of /agreement: several a trial, in the order of the trials. */
static bool join_agreement(struct job *job)
{
    struct parts *parts = job->parts;
    struct hinge_table *table = hinge_arena_alloc(job->arena, parts->n, sizeof *table);
    size_t *next = hinge_arena_alloc(job->arena, parts->n, sizeof *next);
    bool read = true;
    for (size_t i = 0; i < parts->n && read; i++) {
        read = part_table(parts, &parts->part[i], HINGE_GROUP_AGREEMENT, &table[i]);
        if (read && !are_alike(&table[0], &table[i]))
            read = damaged(parts, &parts->part[i], HINGE_GROUP_AGREEMENT);
    }
    if (read)
        hinge_table_add_columns_of(&job->agreement, &table[0]);
    long trial = hinge_table_find(&job->agreement, "trial");
    for (size_t i = 0; i < parts->rows && read && trial >= 0; i++) {
        struct place place = parts->place[i];
        const struct hinge_table *from = &table[place.part];
        size_t *at = &next[place.part];
        while (*at < from->rows && hinge_table_number(from, "trial", *at) == (double)place.row) {
            hinge_table_add_row_of(&job->agreement, from, (*at)++);
            job->agreement.column[trial].number[job->agreement.rows - 1] = (double)i;
        }
    }
    for (size_t i = 0; i < parts->n; i++)
        hinge_table_clear(&table[i]);
    return read;
}

/* --- the file --- */

static bool add_tables(struct job *job)
{
    static const char *const attributes[] = {"source", "study_source"};
    const struct {
        const char *group;
        const struct hinge_table *table; /* NULL: every part has it alike */
    } rows[] = {{HINGE_GROUP_TRIALS, &job->trials},
                {HINGE_GROUP_LIST, &job->parts->list},
                {HINGE_GROUP_LEDGER, &job->parts->ledger},
                {HINGE_GROUP_PARAMETERS, NULL},
                {HINGE_GROUP_METRICS, NULL},
                {HINGE_GROUP_FAULTS, NULL},
                {HINGE_GROUP_AGREEMENT, &job->agreement}};
    const struct part *part = &job->parts->part[0];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cleared_by(hinge_table_clear) struct hinge_table table = {0};
        if (rows[i].table == NULL && !part_table(job->parts, part, rows[i].group, &table))
            return false;
        hinge_results_add_table(job->writer, rows[i].group,
                                rows[i].table != NULL ? rows[i].table : &table);
    }
    for (size_t i = 0; i < 2; i++) {
        const char *value = part_attribute(part, attributes[i]);
        if (value != NULL)
            hinge_results_add_attribute(job->writer, attributes[i], value);
    }
    return true;
}

/* Reads and joins what is not repetitions. */
static bool prepare(struct job *job)
{
    struct parts *parts = job->parts;
    job->first = hinge_arena_alloc(job->arena, parts->n, sizeof *job->first);
    if (!take_arrays(job) || !parts_agree(parts))
        return false;
    /* the other parts have the same arrays over the same metrics, faults, phases */
    for (size_t i = 1; i < parts->n; i++) {
        const struct part *part = &parts->part[i];
        for (size_t s = 0; s < job->n_specs; s++) {
            const struct hinge_array_spec *wanted = &job->spec[s];
            const struct hinge_dimension *dimension;
            struct hinge_array_spec spec;
            enum hinge_status status = hinge_results_describe(
                part->results, wanted->group, wanted->name, &spec, &dimension, job->error);
            if (status == HINGE_USAGE) /* an array that it lacks: no slip of the user's */
                return fail(parts, HINGE_REASON_DAMAGED, "%s: damaged: %s/%s is missing",
                            part->path, wanted->group, wanted->name);
            if (status != HINGE_OK)
                return false;
            bool same = spec.type == wanted->type && spec.n_further == wanted->n_further;
            for (int d = 0; d < spec.n_further && same; d++) {
                const struct hinge_dimension *a = &dimension[spec.further[d]],
                                             *b = &job->dimension[wanted->further[d]];
                same = strcmp(a->name, b->name) == 0 && a->length == b->length &&
                       (a->label != NULL) == (b->label != NULL);
                for (size_t k = 0; k < a->length && a->label != NULL && same; k++)
                    same = strcmp(a->label[k], b->label[k]) == 0;
            }
            if (!same)
                return fail(parts, HINGE_REASON_OK,
                            "%s and %s: %s/%s is not over the same metrics or faults: make "
                            "every shard with the same config",
                            parts->part[0].path, part->path, wanted->group, wanted->name);
        }
    }
    for (size_t i = 0; i < parts->n; i++) {
        const struct part *part = &parts->part[i];
        size_t rows = part->shard.rows, reps = hinge_results_rows(part->results);
        size_t *first = job->first[i] = hinge_arena_alloc(job->arena, rows + 1, sizeof *first);
        struct hinge_arena_mark mark = hinge_arena_mark(job->arena);
        int32_t *trial = hinge_arena_raw(job->arena, reps, sizeof *trial);
        if (hinge_results_read_stored(part->results, HINGE_GROUP_REPS, "trial", 0, reps, trial,
                                      job->error) != HINGE_OK)
            return false;
        for (size_t k = 0; k < reps; k++) {
            if (trial[k] < (k > 0 ? trial[k - 1] : 0) || (size_t)trial[k] >= rows)
                return damaged(parts, part, "/reps/trial");
            first[trial[k] + 1]++;
        }
        for (size_t k = 0; k < rows; k++)
            first[k + 1] += first[k];
        hinge_arena_reset(job->arena, mark);
    }
    if (!join_table(parts, HINGE_GROUP_TRIALS, &job->trials))
        return false;
    for (size_t i = 0; i < parts->rows; i++) {
        const struct place *place = &parts->place[i];
        const size_t *first = job->first[place->part] + place->row;
        double reps = hinge_table_number(&job->trials, "reps", i);
        if ((reps > 0 ? reps : 0) != (double)(first[1] - first[0]))
            return damaged(parts, &parts->part[place->part],
                           "/reps/trial and /trials/reps disagree");
        const char *id = hinge_table_word(&job->trials, "trial_id", i),
                   *named = hinge_table_word(&parts->ledger, "trial_id", i);
        if (strcmp(id, named) != 0)
            return fail(parts, HINGE_REASON_DAMAGED,
                        "%s: damaged: the ledger names the trial %.200s where /trials "
                        "has %.200s",
                        parts->part[place->part].path, named, id);
    }
    return join_agreement(job);
}

static bool make(struct job *job, struct hinge_merge_summary *summary)
{
    struct parts *parts = job->parts;
    const char *output = parts->request->output;
    if (!prepare(job))
        return false;
    /* first_rep counts the repetitions of the whole */
    long column = hinge_table_find(&job->trials, "first_rep");
    size_t reps = 0;
    for (size_t i = 0; i < parts->rows; i++) {
        struct place place = parts->place[i];
        const bool planned = hinge_is_to_come(&job->trials, i);
        summary->planned += planned;
        summary->refused += !planned && hinge_is_refused(&job->trials, i);
        if (column >= 0 && isnan(job->trials.column[column].number[i]) == 0)
            job->trials.column[column].number[i] = (double)reps;
        reps += job->first[place.part][place.row + 1] - job->first[place.part][place.row];
    }
    if (summary->refused + summary->planned == parts->rows)
        return fail(parts, HINGE_REASON_OK,
                    "none of the %zu trials can be analysed; nothing was written", parts->rows);
    return output == NULL ||
           (hinge_results_create(output, job->dimension, job->n_dimensions, job->spec, job->n_specs,
                                 &job->writer, job->error) == HINGE_OK &&
            append_results(job) && add_tables(job));
}

/* --- which parts --- */

/* Digits alone, and not zero. */
static size_t read_count(const char *text, const char **end)
{
    size_t value = 0;
    for (*end = text; **end >= '0' && **end <= '9' && value <= HINGE_SHARDS_MAX; ++*end)
        value = value * 10 + (size_t)(**end - '0');
    return value;
}

enum hinge_status hinge_shard_parse(const char *text, const char *where, size_t *shard,
                                    size_t *shards, struct hinge_error *error)
{
    const char *slash, *end;
    *shard = read_count(text, &slash);
    *shards = *slash == '/' ? read_count(slash + 1, &end) : 0;
    if (*shards == 0 || *end != '\0' || *shards > HINGE_SHARDS_MAX)
        return hinge_usage(error,
                           "%s: \"%s\" is not a shard: 2/8 is the second of eight "
                           "(at most %d)",
                           where, text, HINGE_SHARDS_MAX);
    if (*shard == 0 || *shard > *shards)
        return hinge_usage(error,
                           "%s: shard %zu of %zu does not exist: shards are numbered from 1 to %zu",
                           where, *shard, *shards, *shards);
    return HINGE_OK;
}

/* Whether the parts are of the list: its recordings, and as it is now. */
static bool check_list(struct parts *parts, const char *list, const struct hinge_table *files)
{
    const size_t n = files->rows;
    const char **file = hinge_arena_alloc(&parts->arena, n + 1, sizeof *file);
    bool good = true;
    for (size_t r = 0; r < n; r++)
        file[r] = hinge_table_word(files, "file", r);
    qsort(file, n, sizeof *file, hinge_by_text);
    for (size_t p = 0; p < parts->n && good; p++) {
        cleared_by(hinge_table_clear) struct hinge_table ledger = {0};
        good = part_table(parts, &parts->part[p], HINGE_GROUP_LEDGER, &ledger);
        for (size_t r = 0; r < ledger.rows && good; r++) {
            const char *of = hinge_table_word(&ledger, "file", r);
            if (*of != '\0' && bsearch(&of, file, n, sizeof *file, hinge_by_text) == NULL)
                good = fail(parts, HINGE_REASON_OK,
                            "%s: %s is not in %s: a part of another list; make every "
                            "shard of this list again",
                            parts->part[p].path, of, list);
        }
    }
    if (good && n > parts->rows)
        good = fail(parts, HINGE_REASON_OK,
                    "%s has %zu recordings, the parts have %zu: they are of another "
                    "list; make every shard of this list again",
                    list, n, parts->rows);
    char digest[HINGE_SHA256_TEXT];
    good = good && hinge_list_digest(list, digest, &parts->error) == HINGE_OK;
    for (size_t p = 0; p < parts->n && good; p++) {
        const char *made_of = parts->part[p].shard.file;
        if (*made_of != '\0' && strcmp(made_of, digest) != 0) /* a group or a cue in it, say */
            good = fail(parts, HINGE_REASON_OK,
                        "%s was changed since %s was made; make every shard of this "
                        "list again",
                        list, parts->part[p].path);
    }
    return good;
}

enum hinge_status hinge_merge(const struct hinge_merge_request *given,
                              struct hinge_merge_summary *summary, struct hinge_error *error)
{
    struct hinge_merge_request copy;
    const struct hinge_merge_request *request = &copy;
    *summary = (struct hinge_merge_summary){0};
    enum hinge_status taken = hinge_request_take(&copy, sizeof copy, given, error);
    if (taken == HINGE_OK && copy.n_paths == 0)
        taken = hinge_usage(error, "no path: name every part of a study or of results");
    if (taken != HINGE_OK)
        return taken;
    HINGE_REQUEST_TEXTS(hinge_request_none, &copy.output, &copy.list);
    struct parts parts;
    if (open_parts(request, &parts) &&
        (request->files == NULL || check_list(&parts, request->list, request->files))) {
        name_twins(&parts);
        *summary = (struct hinge_merge_summary){
            .kind = parts.studies ? "study" : "results", .parts = parts.n, .rows = parts.rows};
        if (parts.studies)
            merge_studies(&parts, summary);
        else {
            struct job job = {.parts = &parts, .arena = &parts.arena, .error = &parts.error};
            if (make(&job, summary) && job.writer != NULL)
                hinge_results_publish(job.writer, job.error);
            else
                hinge_results_discard(job.writer);
            hinge_table_clear(&job.trials);
            hinge_table_clear(&job.agreement);
        }
    }
    enum hinge_status status = parts.error.status;
    if (status != HINGE_OK && error != NULL)
        *error = parts.error;
    for (size_t i = 0; i < parts.n; i++) {
        hinge_study_close(parts.part[i].study);
        hinge_results_close(parts.part[i].results);
        hinge_shard_clear(&parts.part[i].shard);
    }
    hinge_arena_clear(&parts.arena);
    hinge_table_clear(&parts.list);
    hinge_table_clear(&parts.ledger);
    return status == HINGE_OK && summary->refused > 0 ? HINGE_PARTIAL : status;
}
