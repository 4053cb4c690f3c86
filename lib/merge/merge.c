/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the whole: recordings as they are stored into one study, or trials and repetitions into
 * one results file, through the writer that analysis uses, in the order of the whole list. In: open
 * parts; out: the file, whole or not at all. */
#include "base/memory.h"

#include "base/request.h"
#include "merge/parts.h"
#include "store/store.h"
#include "table/columns.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool append(struct hinge_parts *parts, const struct hinge_part *part, size_t trial,
                   struct hinge_study_writer *writer)
{
    cleared_by(hinge_packed_clear) struct hinge_packed packed = {0};
    double rate_hz;
    const char *id = hinge_study_id(part->study, trial);
    if (hinge_study_read(part->study, trial, &packed, &rate_hz, &parts->error) != HINGE_OK)
        return false;
    if (!hinge_packed_intact(&packed))
        return hinge_parts_fail(parts, HINGE_REASON_DAMAGED,
                                "%s: damaged: /trials/%s: a checksum does not fit", part->path, id);
    return hinge_study_append(writer, id, hinge_study_layout(part->study, trial), rate_hz, &packed,
                              &parts->error) == HINGE_OK;
}

static bool go_on(struct hinge_parts *parts)
{
    return !hinge_progress_stopped(parts->request->progress) ||
           hinge_error_set(&parts->error, HINGE_INTERRUPTED, HINGE_REASON_OK,
                           "interrupted; nothing was written") == HINGE_OK;
}

static bool append_recordings(struct hinge_parts *parts, struct hinge_study_writer *writer,
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
        else if (writer != NULL && !append(parts, &parts->part[part], next[part]++, writer))
            return false;
        hinge_progress_report(parts->request->progress, i + 1, parts->rows);
    }
    return summary->refused + summary->planned < parts->rows ||
           hinge_parts_fail(parts, HINGE_REASON_OK,
                            "none of the %zu recordings can be used; nothing was written",
                            parts->rows);
}

/* Writes the whole. */
static void merge_studies(struct hinge_parts *parts, struct hinge_merge_summary *summary)
{
    struct hinge_study_writer *writer = NULL;
    const char *output = parts->request->output;
    const char *source = hinge_part_attribute(&parts->part[0], "source");
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
    struct hinge_parts *parts;
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

static bool take_array(struct job *job, const char *group, const char *name)
{
    const struct hinge_dimension *dimension;
    struct hinge_array_spec *spec = &job->spec[job->n_specs];
    if (hinge_results_describe(job->parts->part[0].results, group, name, spec, &dimension,
                               job->error) != HINGE_OK)
        return false;
    size_t row = hinge_array_type_size(spec->type);
    for (int d = 0; d < spec->n_further; d++) {
        row *= dimension[spec->further[d]].length;
        /* the same dimension in several groups is one */
        const struct hinge_dimension *same = &dimension[spec->further[d]];
        size_t at = 0;
        while (at < job->n_dimensions && strcmp(job->dimension[at].name, same->name) != 0)
            at++;
        if (at == job->n_dimensions)
            job->dimension[job->n_dimensions++] = *same; /* texts are the reader's */
        spec->further[d] = at;
    }
    if (strcmp(name, "trial") == 0 && spec->type == HINGE_ARRAY_I32)
        job->trial_spec = job->n_specs;
    job->row_bytes[job->n_specs] = row;
    job->block[job->n_specs] = hinge_arena_alloc(job->arena, BLOCK_REPS, row);
    job->data[job->n_specs] = job->block[job->n_specs];
    job->n_specs++;
    return true;
}

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
        for (size_t k = 0; k < n[g]; k++)
            if (!take_array(job, groups[g], name[g][k]))
                return false;
    return job->trial_spec != SIZE_MAX ||
           hinge_part_damaged(job->parts, &job->parts->part[0], "/reps/trial");
}

/* The other parts have the same arrays over the same metrics, faults, phases. */
static bool check_arrays(const struct job *job, const struct hinge_part *part)
{
    for (size_t s = 0; s < job->n_specs; s++) {
        const struct hinge_array_spec *wanted = &job->spec[s];
        const struct hinge_dimension *dimension;
        struct hinge_array_spec spec;
        enum hinge_status status = hinge_results_describe(
            part->results, wanted->group, wanted->name, &spec, &dimension, job->error);
        if (status == HINGE_USAGE) /* an array that it lacks: no slip of the user's */
            return hinge_parts_fail(job->parts, HINGE_REASON_DAMAGED,
                                    "%s: damaged: %s/%s is missing", part->path, wanted->group,
                                    wanted->name);
        if (status != HINGE_OK)
            return false;
        bool same = spec.type == wanted->type && spec.n_further == wanted->n_further;
        for (int d = 0; d < spec.n_further && same; d++) {
            const struct hinge_dimension *a = &dimension[spec.further[d]],
                                         *b = &job->dimension[wanted->further[d]];
            same = strcmp(a->name, b->name) == 0 && a->length == b->length &&
                   (a->label != NULL) == (b->label != NULL);
            for (size_t i = 0; i < a->length && a->label != NULL && same; i++)
                same = strcmp(a->label[i], b->label[i]) == 0;
        }
        if (!same)
            return hinge_parts_fail(job->parts, HINGE_REASON_OK,
                                    "%s and %s: %s/%s is not over the same metrics or faults: make "
                                    "every shard with the same config",
                                    job->parts->part[0].path, part->path, wanted->group,
                                    wanted->name);
    }
    return true;
}

/* --- rows --- */

/* Repetitions from..end of a part, whose rows are those of the whole from `row` on. */
static bool append_reps(struct job *job, size_t p, size_t from, size_t end)
{
    struct hinge_part *part = &job->parts->part[p];
    for (size_t n; from < end; from += n) {
        n = BLOCK_REPS - from % BLOCK_REPS;
        n = n < end - from ? n : end - from;
        for (size_t s = 0; s < job->n_specs; s++)
            if (job->row_bytes[s] > 0 &&
                hinge_results_read_stored(part->results, job->spec[s].group, job->spec[s].name,
                                          from, n, job->block[s], job->error) != HINGE_OK)
                return false;
        int32_t *trial = (int32_t *)(void *)job->block[job->trial_spec];
        for (size_t i = 0; i < n; i++)
            trial[i] = (int32_t)part->shard.row[trial[i]];
        if (hinge_results_append(job->writer, n, job->data, job->error) != HINGE_OK)
            return false;
    }
    return true;
}

/* Rows of the list that follow each other in one part go together. */
static bool append_results(struct job *job)
{
    struct hinge_parts *parts = job->parts;
    for (size_t from = 0, end; from < parts->rows; from = end) {
        struct hinge_place place = parts->place[from];
        for (end = from + 1; end < parts->rows && parts->place[end].part == place.part &&
                             parts->place[end].row == place.row + (end - from) &&
                             end - from < BLOCK_REPS;)
            end++;
        const size_t *first = job->first[place.part] + place.row;
        if (!go_on(parts) || !append_reps(job, place.part, first[0], first[end - from]))
            return false;
        hinge_progress_report(parts->request->progress, end, parts->rows);
    }
    return true;
}

/* Rows of /agreement: several a trial, in the order of the trials. */
static bool join_agreement(struct job *job)
{
    struct hinge_parts *parts = job->parts;
    struct hinge_table *table = hinge_arena_alloc(job->arena, parts->n, sizeof *table);
    size_t *next = hinge_arena_alloc(job->arena, parts->n, sizeof *next);
    bool read = true;
    for (size_t i = 0; i < parts->n && read; i++) {
        read = hinge_part_table(parts, &parts->part[i], HINGE_GROUP_AGREEMENT, &table[i]);
        if (read && !hinge_parts_alike(&table[0], &table[i]))
            read = hinge_part_damaged(parts, &parts->part[i], HINGE_GROUP_AGREEMENT);
    }
    if (read)
        hinge_table_add_columns_of(&job->agreement, &table[0]);
    long trial = hinge_table_find(&job->agreement, "trial");
    for (size_t i = 0; i < parts->rows && read && trial >= 0; i++) {
        struct hinge_place place = parts->place[i];
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
    const struct hinge_part *part = &job->parts->part[0];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cleared_by(hinge_table_clear) struct hinge_table table = {0};
        if (rows[i].table == NULL && !hinge_part_table(job->parts, part, rows[i].group, &table))
            return false;
        hinge_results_add_table(job->writer, rows[i].group,
                                rows[i].table != NULL ? rows[i].table : &table);
    }
    for (size_t i = 0; i < 2; i++) {
        const char *value = hinge_part_attribute(part, attributes[i]);
        if (value != NULL)
            hinge_results_add_attribute(job->writer, attributes[i], value);
    }
    return true;
}

/* Reads and joins what is not repetitions. */
static bool prepare(struct job *job)
{
    struct hinge_parts *parts = job->parts;
    job->first = hinge_arena_alloc(job->arena, parts->n, sizeof *job->first);
    bool good = take_arrays(job) && hinge_parts_agree(parts);
    for (size_t i = 1; i < parts->n && good; i++)
        good = check_arrays(job, &parts->part[i]);
    for (size_t i = 0; i < parts->n && good; i++) {
        struct hinge_part *part = &job->parts->part[i];
        size_t rows = part->shard.rows, reps = hinge_results_rows(part->results);
        size_t *first = job->first[i] = hinge_arena_alloc(job->arena, rows + 1, sizeof *first);
        struct hinge_arena_mark mark = hinge_arena_mark(job->arena);
        int32_t *trial = hinge_arena_raw(job->arena, reps, sizeof *trial);
        good = hinge_results_read_stored(part->results, HINGE_GROUP_REPS, "trial", 0, reps, trial,
                                         job->error) == HINGE_OK;
        for (size_t k = 0; k < reps && good; k++)
            if (trial[k] < (k > 0 ? trial[k - 1] : 0) || (size_t)trial[k] >= rows)
                good = hinge_part_damaged(job->parts, part, "/reps/trial");
            else
                first[trial[k] + 1]++;
        for (size_t k = 0; k < rows && good; k++)
            first[k + 1] += first[k];
        hinge_arena_reset(job->arena, mark);
    }
    good = good && hinge_parts_join(parts, HINGE_GROUP_TRIALS, &job->trials);
    for (size_t i = 0; i < parts->rows && good; i++) {
        const struct hinge_place *place = &parts->place[i];
        const size_t *first = job->first[place->part] + place->row;
        double reps = hinge_table_number(&job->trials, "reps", i);
        if ((reps > 0 ? reps : 0) != (double)(first[1] - first[0]))
            good = hinge_part_damaged(parts, &parts->part[place->part],
                                      "/reps/trial and /trials/reps disagree");
        const char *id = hinge_table_word(&job->trials, "trial_id", i),
                   *named = hinge_table_word(&parts->ledger, "trial_id", i);
        if (good && strcmp(id, named) != 0)
            good = hinge_parts_fail(parts, HINGE_REASON_DAMAGED,
                                    "%s: damaged: the ledger names the trial %.200s where /trials "
                                    "has %.200s",
                                    parts->part[place->part].path, named, id);
    }
    return good && join_agreement(job);
}

static bool make(struct job *job, struct hinge_merge_summary *summary)
{
    struct hinge_parts *parts = job->parts;
    const char *output = parts->request->output;
    if (!prepare(job))
        return false;
    /* first_rep counts the repetitions of the whole */
    long column = hinge_table_find(&job->trials, "first_rep");
    size_t reps = 0;
    for (size_t i = 0; i < parts->rows; i++) {
        struct hinge_place place = parts->place[i];
        const bool planned = hinge_is_to_come(&job->trials, i);
        summary->planned += planned;
        summary->refused += !planned && hinge_is_refused(&job->trials, i);
        if (column >= 0 && isnan(job->trials.column[column].number[i]) == 0)
            job->trials.column[column].number[i] = (double)reps;
        reps += job->first[place.part][place.row + 1] - job->first[place.part][place.row];
    }
    if (summary->refused + summary->planned == parts->rows)
        return hinge_parts_fail(parts, HINGE_REASON_OK,
                                "none of the %zu trials can be analysed; nothing was written",
                                parts->rows);
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
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: \"%s\" is not a shard: 2/8 is the second of eight "
                               "(at most %d)",
                               where, text, HINGE_SHARDS_MAX);
    if (*shard == 0 || *shard > *shards)
        return hinge_error_set(
            error, HINGE_USAGE, HINGE_REASON_OK,
            "%s: shard %zu of %zu does not exist: shards are numbered from 1 to %zu", where, *shard,
            *shards, *shards);
    return HINGE_OK;
}

/* Whether the parts are of the list: its recordings, and as it is now. */
static bool check_list(struct hinge_parts *parts, const char *list, const struct hinge_table *files)
{
    const size_t n = files->rows;
    const char **file = hinge_arena_alloc(&parts->arena, n + 1, sizeof *file);
    bool good = true;
    for (size_t r = 0; r < n; r++)
        file[r] = hinge_table_word(files, "file", r);
    qsort(file, n, sizeof *file, hinge_by_text);
    for (size_t p = 0; p < parts->n && good; p++) {
        cleared_by(hinge_table_clear) struct hinge_table ledger = {0};
        good = hinge_part_table(parts, &parts->part[p], HINGE_GROUP_LEDGER, &ledger);
        for (size_t r = 0; r < ledger.rows && good; r++) {
            const char *of = hinge_table_word(&ledger, "file", r);
            if (*of != '\0' && bsearch(&of, file, n, sizeof *file, hinge_by_text) == NULL)
                good = hinge_parts_fail(parts, HINGE_REASON_OK,
                                        "%s: %s is not in %s: a part of another list; make every "
                                        "shard of this list again",
                                        parts->part[p].path, of, list);
        }
    }
    if (good && n > parts->rows)
        good = hinge_parts_fail(parts, HINGE_REASON_OK,
                                "%s has %zu recordings, the parts have %zu: they are of another "
                                "list; make every shard of this list again",
                                list, n, parts->rows);
    char digest[HINGE_SHA256_TEXT];
    good = good && hinge_list_digest(list, digest, &parts->error) == HINGE_OK;
    for (size_t p = 0; p < parts->n && good; p++) {
        const char *made_of = parts->part[p].shard.file;
        if (*made_of != '\0' && strcmp(made_of, digest) != 0) /* a group or a cue in it, say */
            good = hinge_parts_fail(parts, HINGE_REASON_OK,
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
        taken = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                "no path: name every part of a study or of results");
    if (taken != HINGE_OK)
        return taken;
    HINGE_REQUEST_TEXTS(hinge_request_none, &copy.output, &copy.list);
    struct hinge_parts parts;
    if (hinge_parts_open(request, &parts) &&
        (request->files == NULL || check_list(&parts, request->list, request->files))) {
        hinge_parts_twins(&parts);
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
    hinge_parts_close(&parts);
    return status == HINGE_OK && summary->refused > 0 ? HINGE_PARTIAL : status;
}
