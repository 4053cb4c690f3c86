/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings of a study, one after the other, each a file or a few. */
#include "export/export.h"

#include "analyze/analyze.h"
#include "config/sections.h"
#include "table/columns.h"

#include <hinge/export.h>
#include <hinge/file.h>

struct job {
    const struct hinge_export_request *request;
    struct hinge_export_summary *summary;
    struct hinge_study_rows rows;
    bool *wanted;      /* per row */
    const char **stem; /* per row: the name of its file */
    const char **bids; /* per row written so: the name of its motion.tsv, of `arena` */
    struct hinge_bids_labels labels;
    size_t n_wanted;
    struct hinge_arena arena;
};

/* --- the study --- */

static enum hinge_status open_study(struct job *job, struct hinge_error *error)
{
    enum hinge_status status = hinge_study_rows_open(job->request->study, &job->rows, error);
    if (status != HINGE_OK)
        return status;
    size_t n = job->rows.ledger.rows;
    job->wanted = hinge_arena_alloc(&job->arena, n, sizeof *job->wanted);
    job->bids = hinge_arena_alloc(&job->arena, n, sizeof *job->bids);
    if (job->request->kind == HINGE_EXPORT_BIDS)
        hinge_bids_labels_make(&job->rows.list, &job->arena, &job->labels);
    hinge_references_find(&job->rows, job->request->config->parameters);
    const char **id = hinge_arena_alloc(&job->arena, n, sizeof *id);
    job->stem = hinge_arena_alloc(&job->arena, n, sizeof *job->stem);
    for (size_t r = 0; r < n; r++)
        id[r] = hinge_table_word(&job->rows.ledger, "trial_id", r);
    status = hinge_stems(&job->arena, id, n, job->stem, error);
    if (status != HINGE_OK)
        return status;
    /* marks the rows to write */
    const struct hinge_export_request *request = job->request;
    for (size_t k = 0; k < request->n_trials; k++) {
        bool found = false;
        for (size_t i = 0; i < job->rows.ledger.rows && !found; i++)
            if (job->rows.trial_of[i] >= 0 &&
                strcmp(hinge_table_word(&job->rows.ledger, "trial_id", i), request->trial[k]) == 0)
                job->wanted[i] = found = true;
        if (!found) {
            const char *none = request->trial[k];
            const size_t known = hinge_study_count(job->rows.study),
                         row = hinge_table_row_of(&job->rows.ledger, "trial_id", none, 0);
            if (row != SIZE_MAX)
                return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                       "%s: %.100s was refused at ingest: %s", request->study, none,
                                       hinge_table_word(&job->rows.ledger, "message", row));
            const char **ids = hinge_arena_alloc(&job->arena, known, sizeof *ids);
            for (size_t i = 0; i < known; i++)
                ids[i] = hinge_study_id(job->rows.study, i);
            const char *near = hinge_suggest(none, ids, known);
            return hinge_usage(error, "%s: no recording \"%.100s\"%s%s%s", request->study, none,
                               near != NULL ? "; did you mean " : "", near != NULL ? near : "",
                               near != NULL ? "?" : "");
        }
    }
    for (size_t i = 0; i < job->rows.ledger.rows; i++) {
        job->wanted[i] = job->wanted[i] || (request->n_trials == 0 && job->rows.trial_of[i] >= 0);
        job->n_wanted += job->wanted[i];
    }
    if (request->folder == NULL && job->n_wanted > 1)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: %zu recordings, one fits into one file: choose it "
                               "with --trial, or name a folder with -o",
                               request->study, job->n_wanted);
    return HINGE_OK;
}

/* Its layout is the study's; hinge_recording_clear is for its data only. */
static enum hinge_status read_recording(struct job *job, size_t row,
                                        struct hinge_recording *recording,
                                        struct hinge_error *error)
{
    cleared_by(hinge_packed_clear) struct hinge_packed packed = {0};
    size_t trial = (size_t)job->rows.trial_of[row];
    double rate_hz = (double)NAN;
    enum hinge_status status = hinge_study_read(job->rows.study, trial, &packed, &rate_hz, error);
    if (status == HINGE_OK)
        status = hinge_unpack(&packed, NULL, recording, error);
    if (status != HINGE_OK)
        return status;
    recording->layout = *hinge_study_layout(job->rows.study, trial); /* borrowed */
    recording->header_rate_hz = rate_hz;
    return HINGE_OK;
}

static void free_recording(struct hinge_recording *recording)
{
    recording->layout = (struct hinge_layout){0};
    hinge_recording_clear(recording);
}

/* --- one recording --- */

/* What the recording shows that brings this one's zero, or the fronts of its sensors. */
static enum hinge_status find_reference(struct job *job, size_t row,
                                        struct hinge_trial_result *result,
                                        struct hinge_error *error)
{
    static const struct hinge_fault_table none;
    struct hinge_recording recording = {0};
    struct hinge_trial_info info;
    enum hinge_status status = read_recording(job, row, &recording, error);
    hinge_trial_info_read(&job->rows.list, row, &info);
    struct hinge_trial_request request = {.recording = &recording,
                                          .info = &info,
                                          .parameters = job->request->config->parameters,
                                          .faults = &none,
                                          .allow_inferred = job->request->allow_inferred,
                                          .standing_only = true};
    if (status == HINGE_OK)
        hinge_trial_analyze(&request, result);
    free_recording(&recording);
    return status;
}

static enum hinge_status make_processed(struct job *job, size_t row,
                                        const struct hinge_recording *recording,
                                        const struct hinge_trial_info *info,
                                        struct hinge_processed *processed,
                                        struct hinge_error *error)
{
    struct hinge_trial_result reference = {.tier = 'N'}, calibration = {.tier = 'N'};
    const int32_t *refer = job->rows.refer[row];
    struct hinge_processed_request request = {.recording = recording,
                                              .info = info,
                                              .parameters = job->request->config->parameters,
                                              .allow_inferred = job->request->allow_inferred};
    enum hinge_status status = HINGE_OK;
    if (refer[HINGE_REFER_STANDING] >= 0)
        status = find_reference(job, (size_t)refer[HINGE_REFER_STANDING], &reference, error);
    for (int32_t of = -1; status == HINGE_OK && request.fronts == NULL &&
                          (of = hinge_fronts_row(&job->rows, row, of)) >= 0;) {
        hinge_trial_result_clear(&calibration);
        calibration = (struct hinge_trial_result){.tier = 'N'};
        status = find_reference(job, (size_t)of, &calibration, error);
        if (status == HINGE_OK && calibration.status == HINGE_OK &&
            hinge_fronts_known(&calibration.limits.fronts))
            request.fronts = &calibration.limits.fronts;
    }
    if (status == HINGE_OK && reference.status == HINGE_OK && reference.standing.found) {
        request.calibration = &reference.standing;
        request.calibration_tier = reference.tier;
    }
    if (status == HINGE_OK)
        status = hinge_processed_make(&request, processed, error);
    hinge_trial_result_clear(&reference);
    hinge_trial_result_clear(&calibration);
    return status;
}

/* As it was; repetitions are its events if analysis can find them. */
static enum hinge_status add_c3d(struct job *job, size_t row,
                                 const struct hinge_recording *recording, struct hinge_text *out,
                                 struct hinge_error *error)
{
    const struct hinge_export_request *request = job->request;
    struct hinge_trial_info info;
    struct hinge_processed processed;
    struct hinge_error why = HINGE_ERROR_INIT;
    hinge_trial_info_read(&job->rows.list, row, &info);
    const enum hinge_status made = make_processed(job, row, recording, &info, &processed, &why);
    if (made != HINGE_OK && (made != HINGE_INPUT || request->crop || request->with_angles)) {
        *error = why;
        return made;
    }
    const enum hinge_status status =
        hinge_c3d_make(recording, info.rate_hz, made == HINGE_OK ? &processed : NULL, request->crop,
                       request->with_angles, out, error);
    if (made == HINGE_OK)
        hinge_processed_clear(&processed);
    if (made != HINGE_OK && status == HINGE_OK)
        hinge_note(request->message, request->context, "%.120s: written without repetitions: %s",
                   hinge_table_word(&job->rows.ledger, "trial_id", row), why.message);
    return status;
}

/* --- files --- */

/* Whether a file is one of the study's recordings, by its bytes. */
static bool is_recording(const struct job *job, const char *path)
{
    enum { LIMIT = 1 << 30 };
    const struct hinge_table *ledger = &job->rows.ledger;
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    struct hinge_error ignored;
    char digest[HINGE_SHA256_TEXT] = "";
    bool found = false;
    if (hinge_file_read(path, path, LIMIT, &bytes, &ignored) == HINGE_OK &&
        hinge_sha256(bytes.data, bytes.size, digest, &ignored) == HINGE_OK)
        found = hinge_table_row_of(ledger, "sha256", digest, 0) != SIZE_MAX;
    return found;
}

static const char spare_recording[] =
    "it is a recording of the study, and these are never replaced: name another output";

static enum hinge_status save(struct job *job, size_t row, const char *extension,
                              struct hinge_text *text, struct hinge_error *error)
{
    cleared_by(hinge_text_clear) struct hinge_text name = {0};
    if (job->request->kind == HINGE_EXPORT_BIDS)
        return HINGE_OK;
    if (job->request->folder == NULL) {
        const char *file = job->request->file;
        if (file != NULL && is_recording(job, file) &&
            !hinge_file_holds(file, text->data, text->length))
            return hinge_file_absent(file, spare_recording, error);
        job->summary->text = text->data;
        job->summary->length = text->length;
        *text = (struct hinge_text){0};
        return HINGE_OK;
    }
    hinge_text_printf(&name, "%s/%s.%s", job->request->folder, job->stem[row], extension);
    /* what is there stays unless --force says otherwise; a recording stays always */
    struct hinge_os_info info;
    const char *instead = hinge_unless_forced(job->request->force);
    if (hinge_os_lstat(name.data, &info) == 0 && is_recording(job, name.data))
        instead = spare_recording;
    return hinge_file_add(name.data, instead, text->data, text->length, error);
}

static enum hinge_status export_row(struct job *job, size_t row, struct hinge_error *error)
{
    struct hinge_recording recording = {0};
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    const char *extension = "csv";
    enum hinge_status status = read_recording(job, row, &recording, error);
    if (status == HINGE_OK && job->request->kind == HINGE_EXPORT_RAW) {
        hinge_raw_csv(&recording, &text);
    } else if (status == HINGE_OK && job->request->kind == HINGE_EXPORT_C3D) {
        extension = "c3d";
        status = add_c3d(job, row, &recording, &text, error);
    } else if (status == HINGE_OK) {
        enum hinge_export_kind kind = job->request->kind;
        struct hinge_trial_info info;
        struct hinge_processed processed;
        hinge_trial_info_read(&job->rows.list, row, &info);
        cleared_by(freed) struct hinge_processed_column *column =
            hinge_alloc(HINGE_PROCESSED_COLUMNS, sizeof *column);
        status = make_processed(job, row, &recording, &info, &processed, error);
        if (status == HINGE_OK) {
            size_t n = hinge_processed_columns(&processed, false, column);
            extension = kind == HINGE_EXPORT_TRC ? "trc" : kind == HINGE_EXPORT_MOT ? "mot" : "csv";
            const struct hinge_bids_row bids = {&job->rows.list, &job->labels, row};
            cleared_by(hinge_text_clear) struct hinge_text file = {0};
            if (kind == HINGE_EXPORT_BIDS)
                status =
                    hinge_motion_bids_write(&processed, &recording, &bids, job->request->folder,
                                            hinge_unless_forced(job->request->force), &file, error);
            if (status == HINGE_OK && kind == HINGE_EXPORT_BIDS)
                job->bids[row] = hinge_arena_strdup(&job->arena, file.data);
            if (kind == HINGE_EXPORT_CSV)
                hinge_processed_csv(&processed, column, n, &text);
            if (kind == HINGE_EXPORT_TRC)
                status = hinge_processed_trc(&processed, column, &text, error);
            if (kind == HINGE_EXPORT_MOT)
                status = hinge_processed_mot(&processed, column, n, &text, error);
            hinge_processed_clear(&processed);
        }
    }
    if (status == HINGE_OK)
        status = save(job, row, extension, &text, error);
    free_recording(&recording);
    return status;
}

static enum hinge_status export_rows(struct job *job, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    size_t done = 0;
    for (size_t i = 0; i < job->rows.ledger.rows && status == HINGE_OK; i++) {
        if (!job->wanted[i])
            continue;
        if (hinge_progress_stopped(job->request->progress))
            return hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK,
                                   "interrupted; %zu of %zu were written", done, job->n_wanted);
        struct hinge_error why = HINGE_ERROR_INIT;
        status = export_row(job, i, &why);
        job->summary->written += status == HINGE_OK;
        if (status == HINGE_INPUT && why.reason != HINGE_REASON_DAMAGED) {
            char message[1200];
            job->summary->refused++;
            snprintf(message, sizeof message, "%.120s: not written: %s",
                     hinge_table_word(&job->rows.ledger, "trial_id", i), why.message);
            if (job->n_wanted == 1) { /* its reason is the run's */
                hinge_error_set(&why, HINGE_INPUT, why.reason, "%s", message);
            } else {
                hinge_note(job->request->message, job->request->context, "%s", message);
                status = HINGE_OK;
            }
        }
        if (status != HINGE_OK)
            *error = why;
        hinge_progress_report(job->request->progress, ++done, job->n_wanted);
    }
    if (status == HINGE_OK && job->summary->written == 0)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                 "%s: none of the %zu recordings can be written so",
                                 job->request->study, job->n_wanted);
    return status;
}

enum hinge_status hinge_export(const struct hinge_export_request *given,
                               struct hinge_export_summary *summary, struct hinge_error *error)
{
    struct hinge_export_request copy;
    const struct hinge_export_request *request = &copy;
    *summary = (struct hinge_export_summary){0};
    cleared_by(hinge_config_clear) struct hinge_config defaults = {0};
    enum hinge_status taken = hinge_request_take(&copy, sizeof copy, given, error);
    if (taken == HINGE_OK)
        hinge_config_of(&copy.config, &defaults);
    HINGE_REQUEST_TEXTS(hinge_request_blank, &copy.study);
    HINGE_REQUEST_TEXTS(hinge_request_none, &copy.folder);
    struct job job = {.request = request, .summary = summary};
    enum hinge_status status = taken == HINGE_OK ? open_study(&job, error) : taken;
    if (status == HINGE_OK && request->kind == HINGE_EXPORT_BIDS)
        status = hinge_motion_bids_check(request->folder, error);
    if (status == HINGE_OK && request->folder != NULL)
        status = hinge_folder_make(request->folder, error);
    if (status == HINGE_OK)
        status = export_rows(&job, error);
    if (status == HINGE_OK && request->kind == HINGE_EXPORT_BIDS)
        status = hinge_motion_bids_describe(&job.rows.list, &job.labels, job.bids, request->folder,
                                            hinge_unless_forced(request->force), error);
    hinge_study_rows_close(&job.rows);
    hinge_arena_clear(&job.arena);
    if (status == HINGE_OK && summary->refused > 0)
        status = HINGE_PARTIAL;
    return status;
}
