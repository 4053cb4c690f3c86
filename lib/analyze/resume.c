/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results of trials into a journal and back. */
#include "analyze/resume.h"

#include "base/file.h"
#include "os/file.h"
#include "store/results.h"

#include <hinge/init.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RESULT = 1, REPETITIONS };

/* --- of what run it is --- */

void hinge_analyze_resume_stamp(struct hinge_analyze_resume *resume, const char *study)
{
    struct hinge_os_info info;
    if (hinge_os_stat(study, &info) == 0)
        snprintf(resume->study, sizeof resume->study, "%lld %lld.%09ld",
                 (long long)info.size, (long long)info.modified.tv_sec,
                 info.modified.tv_nsec);
}

/* Digests of content and options of every recording. */
static enum hinge_status put_inputs(struct hinge_text *text,
                                    struct hinge_study_rows *rows,
                                    struct hinge_error *error)
{
    const struct hinge_rows ledger = hinge_study_rows_ledger(rows);
    long column = hinge_table_find(ledger.table, "input_key");
    struct hinge_table one = {0};
    char digest[HINGE_XXH128_TEXT] = "";
    if (column < 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK, "no digests");
    enum hinge_status status =
        ledger.table->column[column].text != NULL
            ? HINGE_OK
            : ledger.load(ledger.context, (size_t)column, &one, error);
    const struct hinge_table *table = one.n_columns > 0 ? &one : ledger.table;
    struct hinge_text all = {0};
    for (size_t i = 0; i < table->rows && status == HINGE_OK; i++) {
        const char *key = hinge_table_text(table, "input_key", i);
        hinge_text_puts(&all, key != NULL ? key : "-");
    }
    if (status == HINGE_OK && all.failed)
        status = hinge_no_memory(error);
    if (status == HINGE_OK)
        hinge_xxh128(all.data, all.length, digest);
    hinge_text_printf(text, "inputs %s\n", digest);
    hinge_text_clear(&all);
    hinge_table_clear(&one);
    return status;
}

static enum hinge_status put_events(struct hinge_text *text, const char *path,
                                    struct hinge_error *error)
{
    struct hinge_bytes bytes = {0};
    char digest[HINGE_SHA256_TEXT] = "";
    if (path == NULL)
        return HINGE_OK;
    enum hinge_status status = hinge_file_read(path, path, SIZE_MAX / 2, &bytes, error);
    if (status == HINGE_OK)
        status = hinge_sha256(bytes.data, bytes.size, digest, error);
    hinge_bytes_clear(&bytes);
    hinge_text_printf(text, "events %s\n", digest);
    return status;
}

/* "" where something can't be told: then no journal is kept. By XXH3, as libcrypto's
 * start takes longer than a short run has for all of this. */
static void identify(const struct hinge_analyze_resume *resume,
                     const struct hinge_analyze_request *request,
                     struct hinge_study_rows *rows, const struct hinge_shard *shard,
                     char identity[HINGE_SHA256_TEXT])
{
    struct hinge_text text = {0};
    struct hinge_error ignored = HINGE_ERROR_INIT;
    char *config = NULL;
    enum hinge_status status = hinge_config_print(request->config, &config, &ignored);
    hinge_text_printf(&text, "analyze %s %zu\nstudy %s\npart %zu/%zu\n", HINGE_VERSION,
                      sizeof(struct hinge_trial_result), resume->study, shard->shard,
                      shard->shards);
    hinge_text_printf(&text, "inferred %d\nduplicates %s\ndraw %zu\n",
                      request->allow_inferred,
                      request->duplicates != NULL ? request->duplicates : "",
                      (size_t)request->error_draw);
    if (status == HINGE_OK)
        status = put_inputs(&text, rows, &ignored);
    if (status == HINGE_OK)
        status = put_events(&text, request->events, &ignored);
    if (status == HINGE_OK)
        hinge_text_puts(&text, config);
    memset(identity, '\0', HINGE_SHA256_TEXT);
    if (status == HINGE_OK && !text.failed && *resume->study != '\0')
        hinge_xxh128(text.data, text.length, identity);
    hinge_text_clear(&text);
    free(config);
}

/* --- reading --- */

/* Whether a record says something; adds the repetitions of a result of the last pass.
 */
static bool makes_sense(struct hinge_analyze_resume *resume,
                        const struct hinge_journal_part *part, uint64_t of[2],
                        int last_pass, size_t *told)
{
    struct hinge_trial_result result = {0};
    struct hinge_record record = {.at = part->bytes, .left = part->length};
    hinge_record_take(&record, of, 2 * sizeof *of);
    hinge_record_require(&record, of[0] <= (uint64_t)last_pass);
    bool sound = hinge_result_take(&record, &resume->words, &result);
    if (sound && of[0] == (uint64_t)last_pass)
        *told += result.block.n;
    if (sound)
        hinge_trial_result_clear(&result);
    resume->nonsense = resume->nonsense || record.nonsense;
    return sound;
}

/* Puts the stored repetitions into the file, and leaves the journal at its beginning,
 * to end behind the last of them: what comes after is trials some of whose repetitions
 * never got there, or nonsense. Results of the passes before the last have none; those
 * in front of stored repetitions have no more than these and the ones before. */
static enum hinge_status restore(struct hinge_analyze_resume *resume,
                                 struct hinge_results_writer *writer, int last_pass,
                                 struct hinge_error *error)
{
    uint32_t kind;
    struct hinge_journal_part part;
    enum hinge_status status = HINGE_OK;
    bool fits = true;
    size_t told = 0, stored = 0, rows;
    while (status == HINGE_OK && fits &&
           hinge_journal_next(&resume->journal, &kind, &part)) {
        uint64_t of[2] = {0};
        rows = 0;
        if (kind == REPETITIONS) {
            fits = told <= stored + HINGE_ROWS_BATCH;
            if (fits)
                status = hinge_results_restore(writer, part.bytes, part.length, &rows,
                                               &fits, error);
            stored += rows;
            resume->nonsense = resume->nonsense || !fits;
        } else {
            fits = kind == RESULT && makes_sense(resume, &part, of, last_pass, &told);
        }
        if (status == HINGE_OK && fits &&
            (kind == REPETITIONS ? rows > 0 : (int)of[0] != last_pass))
            hinge_journal_mark(&resume->journal);
    }
    hinge_journal_rewind(&resume->journal);
    return status;
}

enum hinge_status hinge_analyze_resume_open(struct hinge_analyze_resume *resume,
                                            const struct hinge_analyze_request *request,
                                            struct hinge_study_rows *rows,
                                            const struct hinge_shard *shard,
                                            struct hinge_results_file *file,
                                            int last_pass, struct hinge_error *error)
{
    char identity[HINGE_SHA256_TEXT];
    if (file->writer == NULL)
        return HINGE_OK;
    identify(resume, request, rows, shard, identity);
    hinge_journal_open(&resume->journal, request->output, identity, request->force);
    enum hinge_status status = restore(resume, file->writer, last_pass, error);
    hinge_results_use_journal(file->writer, &resume->journal, REPETITIONS);
    return status;
}

static void advance(struct hinge_analyze_resume *resume)
{
    uint32_t kind;
    struct hinge_journal_part part;
    resume->found = false;
    while (!resume->found && hinge_journal_next(&resume->journal, &kind, &part)) {
        if (kind != RESULT)
            continue;
        resume->next = (struct hinge_record){.at = part.bytes, .left = part.length};
        hinge_record_take(&resume->next, resume->of, sizeof resume->of);
        resume->found = !resume->next.failed;
    }
}

bool hinge_analyze_resume_read(struct hinge_analyze_resume *resume, int pass,
                               size_t row, struct hinge_trial_result *result)
{
    if (!resume->found)
        advance(resume);
    if (!resume->found || resume->of[0] != (uint64_t)pass || resume->of[1] != row)
        return false;
    resume->found = false;
    return hinge_result_take(&resume->next, &resume->words, result);
}

/* --- writing --- */

void hinge_analyze_resume_add(struct hinge_analyze_resume *resume, int pass, size_t row,
                              const struct hinge_trial_result *result)
{
    const uint64_t of[] = {(uint64_t)pass, row};
    struct hinge_text *record = &resume->scratch;
    if (resume->journal.path == NULL || resume->journal.reading)
        return;
    record->length = 0;
    hinge_record_put(record, of, sizeof of);
    hinge_result_put(record, result);
    const struct hinge_journal_part part = {record->data, record->length};
    if (!record->failed)
        hinge_journal_add(&resume->journal, RESULT, &part, 1);
    else
        hinge_journal_close(&resume->journal, false); /* what follows would be no use */
}

bool hinge_analyze_resume_close(struct hinge_analyze_resume *resume, bool keep)
{
    bool left = hinge_journal_close(&resume->journal, keep);
    hinge_text_clear(&resume->scratch);
    hinge_arena_clear(&resume->words.arena);
    *resume = (struct hinge_analyze_resume){0};
    return left;
}
