/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every recording of a study: a block is read (serial), measured in parallel, judged in
 * order, as in analysis. */
#include "config/sections.h"
#include "quality/check.h"
#include "table/columns.h"

enum { BLOCK_TRIALS = 64 };

struct slot {
    struct hinge_packed packed;
    double header_rate_hz;
    size_t trial;
    struct hinge_quality quality;
};

struct job {
    const struct hinge_check_request *request;
    struct hinge_check_report *report;
    struct hinge_study_rows rows;
    bool *ahead;                   /* per row: another looks up its standing or fronts */
    struct hinge_standing **stood; /* per row ahead: its quiet standing; NULL: none was found */
    struct hinge_fronts *fronts;   /* per row: of sensors, if it is a calibration */
    const char **id;               /* ids of stored recordings, sorted */
    size_t n_ids;
    bool references;                 /* this pass is of those ahead, for what stands alone */
    size_t row[BLOCK_TRIALS], count; /* of the block */
    struct slot slot[BLOCK_TRIALS];
};

/* --- the study --- */

static enum hinge_status open_study(struct job *job, struct hinge_error *error)
{
    enum hinge_status status = hinge_study_rows_open(job->request->study, &job->rows, error);
    if (status != HINGE_OK)
        return status;
    size_t n = job->rows.ledger.rows;
    job->ahead = hinge_alloc(n, sizeof *job->ahead);
    job->fronts = hinge_alloc(n, sizeof *job->fronts);
    job->stood = hinge_alloc(n, sizeof(struct hinge_standing *));
    job->n_ids = hinge_study_count(job->rows.study);
    job->id = hinge_alloc(job->n_ids, sizeof *job->id);
    for (size_t i = 0; i < job->n_ids; i++)
        job->id[i] = hinge_study_id(job->rows.study, i);
    qsort(job->id, job->n_ids, sizeof *job->id, hinge_by_text);
    hinge_references_find(&job->rows, job->request->config->parameters);
    for (size_t i = 0; i < n; i++)
        if (job->rows.refer[i][HINGE_REFER_STANDING] >= 0)
            job->ahead[job->rows.refer[i][HINGE_REFER_STANDING]] = true;
    for (size_t i = 0; i < n; i++)
        for (int32_t of = -1; (of = hinge_fronts_row(&job->rows, i, of)) >= 0;)
            job->ahead[of] = true;
    return HINGE_OK;
}

/* --- any thread --- */

static enum hinge_status work(void *context, void *scratch, size_t item, struct hinge_error *error)
{
    struct job *job = context;
    struct slot *slot = &job->slot[item];
    cleared_by(hinge_recording_clear) struct hinge_recording recording = {0};
    (void)scratch;
    if (!slot->quality.stored)
        return HINGE_OK;
    enum hinge_status status = hinge_unpack(&slot->packed, NULL, &recording, error);
    if (status != HINGE_OK)
        return status;
    recording.layout = *hinge_study_layout(job->rows.study, slot->trial); /* borrowed */
    recording.header_rate_hz = slot->header_rate_hz;
    hinge_quality_measure(&recording, job->request->allow_inferred, &slot->quality);
    recording.layout = (struct hinge_layout){0};
    return HINGE_OK;
}

/* --- in order, one thread --- */

/* What the ledger and the list say of a row. */
static enum hinge_status read_slot(struct job *job, size_t row, struct slot *slot,
                                   struct hinge_error *error)
{
    struct hinge_quality *quality = &slot->quality;
    hinge_quality_init(quality);
    hinge_trial_info_read(&job->rows.list, row, &quality->info);
    quality->cue_given = hinge_table_word(&job->rows.list, HINGE_CUE_GIVEN, row);
    quality->cue_declared = *hinge_table_word(&job->rows.list, HINGE_CUE_PLAN, row) != '\0';
    quality->id = hinge_table_word(&job->rows.ledger, "trial_id", row);
    quality->file = hinge_table_word(&job->rows.ledger, "file", row);
    quality->reason = hinge_table_word(&job->rows.ledger, "reason", row);
    quality->message = hinge_table_word(&job->rows.ledger, "message", row);
    quality->parameters = job->request->config->parameters;
    quality->stored = job->rows.trial_of[row] >= 0;
    quality->planned = hinge_is_to_come(&job->rows.ledger, row);
    if (!quality->stored)
        return HINGE_OK;
    slot->trial = (size_t)job->rows.trial_of[row];
    if (job->rows.refer[row][HINGE_REFER_STANDING] >= 0)
        quality->before = job->stood[job->rows.refer[row][HINGE_REFER_STANDING]];
    int32_t of = -1;
    while (!job->references && quality->fronts == NULL && !hinge_fronts_known(&job->fronts[row]) &&
           (of = hinge_fronts_row(&job->rows, row, of)) >= 0)
        if (hinge_fronts_known(&job->fronts[of]))
            quality->fronts = &job->fronts[of];
    return hinge_study_read(job->rows.study, slot->trial, &slot->packed, &slot->header_rate_hz,
                            error);
}

/* What the rest of the study says of a recording; then its rows. */
static void finish_slot(struct job *job, size_t row, struct slot *slot)
{
    struct hinge_quality *quality = &slot->quality;
    const char *other = quality->info.sync_trial;
    long reference = job->rows.refer[row][HINGE_REFER_STANDING],
         twin = hinge_twin_of(&job->rows.ledger, row);
    bool matched = *other != '\0' &&
                   bsearch(&other, job->id, job->n_ids, sizeof *job->id, hinge_by_text) != NULL;
    if (matched && strcmp(other, quality->id) != 0 && quality->info.view == HINGE_VIEW_frontal &&
        quality->result.reason == HINGE_REASON_VIEW_NOT_SAGITTAL)
        quality->result.status = HINGE_OK; /* analysis sees it with its side view */
    if (job->references) {
        job->fronts[row] = quality->result.limits.fronts;
        if (quality->stored && quality->result.status == HINGE_OK &&
            quality->result.standing.found) {
            job->stood[row] = hinge_arena_alloc(&job->rows.arena, 1, sizeof **job->stood);
            *job->stood[row] = quality->result.standing;
        }
        return;
    }
    quality->standing_elsewhere = reference >= 0 && job->stood[reference] != NULL;
    if (*other != '\0' && !matched)
        quality->unmatched = other;
    if (twin >= 0) {
        quality->twin = hinge_table_word(&job->rows.ledger, "file", (size_t)twin);
        quality->twin_is_strangers = hinge_twin_differs(&job->rows.list, row, (size_t)twin);
        quality->twin_is_elsewhere = hinge_twin_elsewhere(&job->rows.list, row, (size_t)twin);
        quality->twin_is_named =
            *quality->info.participant != '\0' &&
            *hinge_table_word(&job->rows.list, "participant", (size_t)twin) != '\0';
    }
    hinge_check_add(job->report, quality);
}

static enum hinge_status run_pass(struct job *job, bool references, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    size_t n = job->rows.ledger.rows;
    job->references = references;
    for (size_t row = 0; row < n && status == HINGE_OK; row++) {
        if (!references || job->ahead[row])
            job->row[job->count++] = row;
        if (job->count == 0 || (job->count < BLOCK_TRIALS && row + 1 < n))
            continue;
        if (hinge_progress_stopped(job->request->progress))
            return hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK,
                                   "interrupted; nothing was written");
        struct hinge_loop loop = {
            .items = job->count, .threads = job->request->threads, .work = work, .context = job};
        for (size_t i = 0; i < job->count && status == HINGE_OK; i++)
            status = read_slot(job, job->row[i], &job->slot[i], error);
        if (status == HINGE_OK)
            status = hinge_parallel_for(&loop, error);
        for (size_t i = 0; i < job->count && status == HINGE_OK; i++)
            finish_slot(job, job->row[i], &job->slot[i]);
        for (size_t i = 0; i < job->count; i++) {
            hinge_packed_clear(&job->slot[i].packed);
            hinge_trial_result_clear(&job->slot[i].quality.result);
            job->slot[i] = (struct slot){0};
        }
        job->count = 0;
        if (!references)
            hinge_progress_report(job->request->progress, row + 1, n);
    }
    return status;
}

enum hinge_status hinge_check_study(const struct hinge_check_request *given,
                                    struct hinge_check_report *report, struct hinge_error *error)
{
    struct hinge_check_request copy;
    const struct hinge_check_request *request = &copy;
    *report = (struct hinge_check_report){0};
    cleared_by(hinge_config_clear) struct hinge_config defaults = {0};
    enum hinge_status taken = hinge_request_take(&copy, sizeof copy, given, error);
    if (taken == HINGE_OK)
        hinge_config_of(&copy.config, &defaults);
    HINGE_REQUEST_TEXTS(hinge_request_blank, &copy.study);
    if (taken != HINGE_OK)
        return taken;
    cleared_by(freed) struct job *job = hinge_alloc(1, sizeof *job);
    job->request = request;
    job->report = report;
    enum hinge_status status = open_study(job, error);
    if (status == HINGE_OK)
        hinge_check_columns(report);
    if (status == HINGE_OK)
        status = run_pass(job, true, error);
    if (status == HINGE_OK)
        status = run_pass(job, false, error);
    if (status == HINGE_OK)
        hinge_check_summarise(report);
    hinge_study_rows_close(&job->rows);
    free(job->ahead);
    free(job->stood);
    free(job->fronts);
    free(job->id);
    if (status != HINGE_OK)
        hinge_check_report_clear(report);
    return status;
}
