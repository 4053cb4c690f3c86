/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Analyse a study: open it and settle what its rows refer to, read trials in order, unpack and
 * analyse them in parallel, append in order. Standing trials come first, for their references. In:
 * a request; out: results.h5, or the trace of one recording. */
#include "analyze/job.h"
#include "base/parameters.h"

#include "config/sections.h"
#include "table/columns.h"

enum hinge_status hinge_fault_rows_make(const struct hinge_config *config,
                                        struct hinge_fault_table *faults, struct hinge_error *error)
{
    const char *last = "config";
    enum hinge_status status = HINGE_OK;
    hinge_fault_table_init(faults);
    for (size_t i = 0; i < config->n_entries && status == HINGE_OK; i++) {
        const struct hinge_config_entry *entry = &config->entry[i];
        char where[320];
        if (strcmp(entry->section, "fault") != 0)
            continue;
        if (entry->line > 0)
            snprintf(where, sizeof where, "%.256s:%u", entry->source, entry->line);
        else
            snprintf(where, sizeof where, "%.256s", entry->source);
        last = entry->source;
        status = hinge_fault_table_set(faults, entry->id, entry->key, entry->value, where, error);
    }
    return status == HINGE_OK ? hinge_fault_table_check(faults, last, error) : status;
}

enum hinge_status hinge_protocol_read(const char *usable, const struct hinge_fault_table *faults,
                                      struct hinge_arena *arena, struct hinge_filter *protocol,
                                      struct hinge_error *error)
{
    static const char where[] = "usable under [analyze]";
    const size_t n = hinge_metric_count();
    const char **name = hinge_arena_alloc(arena, n + faults->n + 1, sizeof *name);
    for (size_t i = 0; i < n + faults->n; i++)
        name[i] = i < n ? hinge_metric_at(i)->id : faults->row[i - n].id;
    name[n + faults->n] = "rom_deg";
    enum hinge_status status = hinge_filter_read(arena, where, usable, protocol, error);
    for (size_t i = 0; i < protocol->n && status == HINGE_OK; i++) {
        struct hinge_condition *c = &protocol->condition[i];
        size_t at = 0;
        while (at <= n + faults->n && strcmp(name[at], c->name) != 0)
            at++;
        c->level = at < n ? 1 : at < n + faults->n ? 2 : 0;
        c->column = at < n ? at : at - n;
        const char *near = hinge_suggest(c->name, name, n + faults->n + 1);
        if (at > n + faults->n)
            status = hinge_usage(
                error, "%s: \"%s\" is not measured in a repetition; %s%s%s", where, c->name,
                near != NULL ? "did you mean " : "give metrics of the descent, rom_deg or faults",
                near != NULL ? near : "", near != NULL ? "?" : "");
        else if (at < n && (hinge_metric_at(at)->phases & HINGE_IN_DESCENT) == 0)
            status =
                hinge_usage(error, "%s: %s has no value in the descent; choose a metric that has",
                            where, c->name);
    }
    return status;
}

/* --- the study: its rows and what they refer to --- */

/* What each row refers to. */
static void refer(struct hinge_analyze_job *job)
{
    job->n_rows = job->rows.ledger.rows;
    struct hinge_arena *arena = &job->arena;
    job->reference = hinge_arena_alloc(arena, job->n_rows, sizeof(struct hinge_reference *));
    job->referred = hinge_arena_alloc(arena, job->n_rows, sizeof *job->referred);
    hinge_references_find(&job->rows, job->request->config->parameters);
    for (size_t k = 0; k < job->events.n_parts; k++) /* whatever stands between */
        memcpy(job->rows.refer[job->events.n_list + k], job->rows.refer[job->events.source[k]],
               sizeof *job->rows.refer);
    hinge_depths_init(&job->depths, arena, &job->rows.list, job->rows.trial_of, job->n_rows,
                      job->request->config->parameters->matched_share);
}

/* Everything a job holds. */
static void close_job(struct hinge_analyze_job *job)
{
    hinge_results_file_discard(&job->results);
    hinge_study_rows_close(&job->rows);
    hinge_fault_table_clear(&job->faults);
    hinge_shard_clear(&job->shard);
    hinge_arena_clear(&job->arena);
    free(job);
}

/* Makes a job with its study, faults and events; close_job it, unless it is NULL,
 * however this ends. */
static enum hinge_status open_job(const struct hinge_analyze_request *request,
                                  struct hinge_analyze_summary *summary,
                                  struct hinge_analyze_job **job, struct hinge_error *error)
{
    *summary = (struct hinge_analyze_summary){0};
    *job = hinge_alloc(1, sizeof **job);
    struct hinge_analyze_job *made = *job;
    made->request = request;
    made->summary = summary;
    made->only = -1;
    enum hinge_status status = hinge_fault_rows_make(request->config, &made->faults, error);
    made->protocol = hinge_arena_alloc(&made->arena, 1, sizeof *made->protocol);
    if (status == HINGE_OK)
        status = hinge_protocol_read(request->config->parameters->usable, &made->faults,
                                     &made->arena, made->protocol, error);
    if (status == HINGE_OK && request->output != NULL)
        status = hinge_output_spare(request->output, request->study, error);
    if (status == HINGE_OK) {
        /* marks name files, and a part has a digest of everything */
        bool wide = made->request->events != NULL || made->request->shards > 0;
        status = wide ? hinge_study_rows_open(made->request->study, &made->rows, error)
                      : hinge_study_rows_open_narrow(made->request->study, &made->rows, error);
        if (status == HINGE_OK)
            hinge_duplicates_settle(made->request, &made->rows.list, &made->rows.ledger,
                                    made->rows.trial_of);
    }
    cleared_by(hinge_text_clear) struct hinge_text remark = {0};
    if (status == HINGE_OK && request->events != NULL)
        status = hinge_events_read(request->events, &made->rows.list, &made->rows.ledger,
                                   &made->arena, &made->events, &remark, error);
    if (remark.length > 0 && request->message != NULL)
        request->message(request->context, remark.data);
    if (status == HINGE_OK && request->events != NULL)
        status = hinge_events_split(request, &made->events, &made->rows, error);
    return status;
}

/* --- one trial of the block, in any thread --- */

/* What a recording showed, in a pass before, that a row refers to; NULL for none. */
static const struct hinge_reference *reference(const struct hinge_analyze_job *job, size_t row,
                                               int refer)
{
    int32_t of = job->pass == HINGE_PASS_REFERENCES ? -1 : job->rows.refer[row][refer];
    return of >= 0 ? job->reference[of] : NULL;
}

/* What the person's other recordings showed. */
static struct hinge_limits limits_of(const struct hinge_analyze_job *job, size_t row)
{
    struct hinge_limits limits = HINGE_NO_LIMITS;
    const struct hinge_reference *maxflex = reference(job, row, HINGE_REFER_MAXFLEX);
    const struct hinge_reference *stack = reference(job, row, HINGE_REFER_STACK);
    const struct hinge_reference *dowel = reference(job, row, HINGE_REFER_DOWEL);
    const struct hinge_reference *rest = reference(job, row, HINGE_REFER_REST);
    if (maxflex != NULL)
        limits = maxflex->limits;
    if (stack != NULL)
        limits.stack_lumbar_deg = stack->limits.stack_lumbar_deg;
    if (dowel != NULL)
        limits.dowel = dowel->limits.dowel;
    if (rest != NULL)
        memcpy(limits.rest_rms, rest->limits.rest_rms, sizeof limits.rest_rms);
    limits.matched_driver_deg = job->depths.row[row].matched_deg;
    limits.wall_gap_cm = job->depths.group[job->depths.row[row].group].wall_gap_cm;
    return limits;
}

/* Makes the recording of a film; its layout is borrowed. */
static enum hinge_status unpack(const struct hinge_analyze_job *job, size_t row,
                                struct hinge_film *film, struct hinge_error *error)
{
    const struct hinge_layout *layout =
        hinge_study_layout(job->rows.study, (size_t)job->rows.trial_of[row]);
    enum hinge_status status = hinge_unpack(&film->packed, layout, &film->recording, error);
    if (status != HINGE_OK)
        return status;
    film->recording.layout = *layout;
    film->recording.header_rate_hz = film->header_rate_hz;
    hinge_trial_info_read(&job->rows.list, row, &film->info);
    return HINGE_OK;
}

static void drop_recording(struct hinge_film *film)
{
    film->recording.layout = (struct hinge_layout){0};
    hinge_recording_clear(&film->recording);
}

/* Whether a row is analysed with those its depth is compared with, and the last of
 * those; itself where it is analysed alone. */
static bool gathers(const struct hinge_analyze_job *job, size_t row)
{
    const struct hinge_depth_row *depth = &job->depths.row[row];
    return job->pass == HINGE_PASS_ALL && job->look == NULL && depth->wanted &&
           !job->depths.group[depth->group].apart;
}

static size_t last_with(const struct hinge_analyze_job *job, size_t row)
{
    return gathers(job, row) ? job->depths.group[job->depths.row[row].group].last : row;
}

/* Which way the sensors of a row face, by another recording; NULL: its own bends tell, or none. */
static const struct hinge_fronts *told_fronts(const struct hinge_analyze_job *job, size_t row)
{
    const struct hinge_reference *told = job->reference[row];
    if (job->pass == HINGE_PASS_REFERENCES ||
        (told != NULL && hinge_fronts_known(&told->limits.fronts)))
        return NULL;
    for (int32_t of = -1; (of = hinge_fronts_row(&job->rows, row, of)) >= 0;) {
        told = job->reference[of];
        if (told != NULL && hinge_fronts_known(&told->limits.fronts))
            return &told->limits.fronts;
    }
    return NULL;
}

static enum hinge_status begin_slot(struct hinge_analyze_job *job, size_t row,
                                    struct hinge_analyze_slot *slot, struct hinge_error *error)
{
    long front = job->pass == HINGE_PASS_ALL ? job->rows.refer[row][HINGE_REFER_FRONT] : -1;
    enum hinge_status status = unpack(job, row, &slot->film, error);
    if (status == HINGE_OK && front >= 0)
        status = unpack(job, (size_t)front, &slot->front, error);
    if (status != HINGE_OK)
        return status;
    /* A maximum that was recorded comes before one of the list. */
    int32_t maximum = job->pass == HINGE_PASS_ALL ? job->rows.refer[row][HINGE_REFER_MAXIMUM] : -1;
    double most[HINGE_MUSCLES] = {0};
    for (; maximum >= 0; maximum = job->rows.refer[maximum][HINGE_REFER_MAXIMUM])
        for (int m = 0; m < HINGE_MUSCLES; m++)
            most[m] = fmax(most[m], job->reference[maximum]->limits.most_rms[m]);
    for (int m = 0; m < HINGE_MUSCLES; m++)
        slot->film.info.mvc[m] = most[m] > 0 ? most[m] : slot->film.info.mvc[m];
    /* What is asked of a slot, but for the limits. */
    struct hinge_trial_request request = {
        .recording = &slot->film.recording,
        .info = &slot->film.info,
        .parameters = job->request->config->parameters,
        .faults = &job->faults,
        .protocol = job->protocol,
        .allow_inferred = job->request->allow_inferred,
        .depths = job->pass != HINGE_PASS_REFERENCES && job->depths.row[row].wanted,
        .standing_only = job->pass != HINGE_PASS_ALL,
        .trial = (int32_t)row,
        .trace = job->pass != HINGE_PASS_ALL ? NULL : job->trace,
        .keep_tracks = job->look != NULL && job->pass == HINGE_PASS_ALL};
    const struct hinge_reference *zero = reference(job, row, HINGE_REFER_STANDING);
    if (zero != NULL && zero->found) {
        request.calibration = &zero->standing;
        request.calibration_tier = zero->tier;
    }
    request.fronts = told_fronts(job, row);
    if (job->events.first != NULL) {
        const struct hinge_events *events = &job->events;
        size_t of = row;
        if (job->request->shards > 0) /* a shard's recordings have no further tasks */
            of = job->shard.row[row];
        else if (row >= events->n_list) {
            of = events->source[row - events->n_list];
            request.part_of = events->part_of[row - events->n_list];
        }
        const size_t *first = events->first + of;
        request.mark = job->events.mark + first[0];
        request.n_marks = first[1] - first[0];
    }
    if (slot->front.recording.n_frames > 0) {
        request.front = &slot->front.recording;
        request.front_info = &slot->front.info;
    }
    slot->request = request;
    hinge_trial_begin(&slot->request, &slot->stage, &slot->result);
    return HINGE_OK;
}

/* The slot after this one of those that are analysed with it; NULL behind the last.
 * Items of the last pass are rows. */
static struct hinge_analyze_slot *next_slot(struct hinge_analyze_job *job,
                                            const struct hinge_analyze_slot *slot)
{
    size_t with = last_with(job, slot->row);
    for (size_t row = slot->row + 1; row <= with; row++)
        if (last_with(job, row) == with)
            return &job->slot[row % HINGE_ANALYZE_SLOTS];
    return NULL;
}

/* hinge_parallel_work of an item of the pass; `context` is the job: a trial, or with
 * the last of them those of one person, session and task: begun, then matched in depth,
 * then measured. */
static enum hinge_status work_item(void *context, void *scratch, size_t item,
                                   struct hinge_error *error)
{
    struct hinge_analyze_job *job = context;
    struct hinge_analyze_slot *last = &job->slot[item % HINGE_ANALYZE_SLOTS];
    struct hinge_analyze_slot *first = last;
    bool together = gathers(job, last->row);
    enum hinge_status status = HINGE_OK;
    (void)scratch;
    if (job->look != NULL && job->pass == HINGE_PASS_ALL) {
        if (!last->stored)
            return HINGE_OK;
        status = begin_slot(job, last->row, last, error);
        if (status == HINGE_OK) {
            last->request.limits = limits_of(job, last->row);
            job->look->see(job->look->context, last->row, &last->request, &last->stage,
                           &last->result);
            hinge_trial_stage_clear(&last->stage);
        }
        drop_recording(&last->film);
        drop_recording(&last->front);
        return status;
    }
    if (last_with(job, last->row) != last->row)
        return HINGE_OK; /* the last of those with it does all */
    if (!last->stored)   /* and so are those with it */
        return HINGE_OK;
    if (together)
        first = &job->slot[job->depths.group[job->depths.row[last->row].group].first %
                           HINGE_ANALYZE_SLOTS];
    for (struct hinge_analyze_slot *slot = first; slot != NULL && status == HINGE_OK;
         slot = next_slot(job, slot)) {
        status = begin_slot(job, slot->row, slot, error);
        if (status == HINGE_OK && together)
            hinge_depths_add(&job->depths, slot->row, slot->result.depth, slot->result.bottom_deg,
                             slot->result.bottoms);
    }
    if (status == HINGE_OK && together)
        hinge_depths_match(&job->depths, job->depths.row[last->row].group);
    for (struct hinge_analyze_slot *slot = first; slot != NULL; slot = next_slot(job, slot)) {
        if (status == HINGE_OK) {
            slot->request.limits = limits_of(job, slot->row);
            hinge_trial_end(&slot->request, &slot->stage, &slot->result);
            /* A front view has no repetitions of its own: its signals are in those of the side
             * view. */
            int32_t side = job->rows.refer[slot->row][HINGE_REFER_SIDE];
            if (!(side < 0) && slot->result.status == HINGE_INPUT &&
                slot->result.reason == HINGE_REASON_VIEW_NOT_SAGITTAL) {
                slot->result.status = HINGE_OK;
                slot->result.reason = HINGE_REASON_NO_REPS;
                snprintf(slot->result.rare, sizeof slot->result.rare,
                         "front view: its pelvis, shift, lean, knees and stance are in the "
                         "repetitions of %.200s",
                         hinge_table_word(&job->rows.ledger, "trial_id", (size_t)side));
            }
        }
        hinge_trial_stage_clear(&slot->stage);
        drop_recording(&slot->film);
        drop_recording(&slot->front);
    }
    return status;
}

/* --- in order, one thread --- */

static enum hinge_status finish_slot(struct hinge_analyze_job *job, struct hinge_analyze_slot *slot,
                                     struct hinge_error *error)
{
    size_t row = slot->row;
    struct hinge_trial_result *result = &slot->result;
    if (job->pass == HINGE_PASS_DEPTHS) { /* the result goes before it is matched */
        double *bottom = hinge_arena_raw(&job->arena, result->bottoms, sizeof *bottom);
        for (size_t i = 0; i < result->bottoms; i++)
            bottom[i] = result->bottom_deg[i];
        hinge_depths_add(&job->depths, row, result->depth, bottom, result->bottoms);
        return HINGE_OK;
    }
    if (job->pass == HINGE_PASS_REFERENCES) {
        struct hinge_reference *reference = hinge_arena_alloc(&job->arena, 1, sizeof *reference);
        job->reference[row] = reference;
        reference->found = result->status == HINGE_OK && result->standing.found;
        reference->tier = result->tier;
        reference->standing = result->standing;
        reference->limits = result->limits;
        return HINGE_OK;
    }
    job->summary->trials++;
    if (hinge_trial_role_has_reps(hinge_table_word(&job->rows.list, "role", row)))
        job->summary->reps += result->reps;
    if (result->status == HINGE_OK) {
        job->summary->analysed++;
        if (job->trace != NULL && job->trace->n == 0)
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_VIEW_NOT_SAGITTAL, "%s: %s",
                                   hinge_table_word(&job->rows.ledger, "file", row), result->rare);
    } else {
        job->summary->refused++;
        bool alone = job->n_rows == 1 && job->shard.shards == 0 && !job->request->refused_too;
        if (job->request->strict || alone || job->trace != NULL)
            return hinge_error_set(error, HINGE_INPUT, result->reason, "%s: %s",
                                   hinge_table_word(&job->rows.ledger, "file", row),
                                   result->error.message);
        char message[1400];
        snprintf(message, sizeof message, "%.300s: refused, %s: %s",
                 hinge_table_word(&job->rows.ledger, "file", row),
                 hinge_reason_name(result->reason), result->error.message);
        if (job->request->message != NULL)
            job->request->message(job->request->context, message);
    }
    return hinge_results_file_add(&job->results, row, result, error);
}

/* Whether a row belongs to the pass: every stored trial, or those that others need. */
static bool in_pass(const struct hinge_analyze_job *job, size_t row)
{
    if (job->rows.trial_of[row] < 0)
        return false;
    if (job->pass == HINGE_PASS_DEPTHS)
        return job->depths.row[row].wanted && job->depths.group[job->depths.row[row].group].apart;
    if (job->pass == HINGE_PASS_REFERENCES)
        return job->referred[row];
    if (job->look != NULL && job->look->wants != NULL)
        return job->look->wants(job->look->context, row);
    return job->only < 0 || (size_t)job->only == row;
}

static enum hinge_status read_film(struct hinge_analyze_job *job, long row, struct hinge_film *film,
                                   struct hinge_error *error)
{
    return row < 0 ? HINGE_OK
                   : hinge_study_read(job->rows.study, (size_t)job->rows.trial_of[row],
                                      &film->packed, &film->header_rate_hz, error);
}

/* The next row of the pass into its slot. */
static enum hinge_status begin(void *context, size_t item, struct hinge_error *error)
{
    struct hinge_analyze_job *job = context;
    struct hinge_analyze_slot *slot = &job->slot[item % HINGE_ANALYZE_SLOTS];
    while (job->pass != HINGE_PASS_ALL && !in_pass(job, job->next))
        job->next++;
    slot->row = job->next++;
    slot->stored = in_pass(job, slot->row);
    if (!slot->stored)
        return HINGE_OK;
    enum hinge_status status = read_film(job, (long)slot->row, &slot->film, error);
    if (status == HINGE_OK && job->pass == HINGE_PASS_ALL)
        status = read_film(job, job->rows.refer[slot->row][HINGE_REFER_FRONT], &slot->front, error);
    return status;
}

static void clear_slot(struct hinge_analyze_slot *slot)
{
    hinge_packed_clear(&slot->film.packed);
    hinge_packed_clear(&slot->front.packed);
    hinge_trial_result_clear(&slot->result);
    *slot = (struct hinge_analyze_slot){0};
}

static enum hinge_status keep(void *context, size_t item, struct hinge_error *error)
{
    struct hinge_analyze_job *job = context;
    struct hinge_analyze_slot *slot = &job->slot[item % HINGE_ANALYZE_SLOTS];
    enum hinge_status status;
    if (job->look != NULL && job->pass == HINGE_PASS_ALL) {
        /* Of one recording alone a refusal is the error. */
        const struct hinge_trial_result *result = &slot->result;
        if (job->only >= 0 && (size_t)job->only != slot->row)
            status = HINGE_OK;
        else if (job->only >= 0 && result->status != HINGE_OK)
            status = hinge_error_set(error, HINGE_INPUT, result->reason, "%s: %s",
                                     hinge_table_word(&job->rows.ledger, "file", slot->row),
                                     result->error.message);
        else
            status = job->look->keep(job->look->context, slot->row, error);
    } else
        status = slot->stored ? finish_slot(job, slot, error)
                              : hinge_results_file_add(&job->results, slot->row, NULL, error);
    clear_slot(slot);
    if (job->pass == HINGE_PASS_ALL)
        hinge_progress_report(job->request->progress, item + 1, job->n_rows);
    return status;
}

static size_t done_with(void *context, size_t item)
{
    const struct hinge_analyze_job *job = context;
    return job->pass == HINGE_PASS_ALL ? last_with(job, item) : item;
}

static enum hinge_status run_pass(struct hinge_analyze_job *job, struct hinge_error *error)
{
    struct hinge_ordered ordered = {
        .loop = {.threads = job->request->threads, .work = work_item, .context = job},
        .progress = job->request->progress,
        .slots = HINGE_ANALYZE_SLOTS,
        .read = begin,
        .keep = keep,
        .done_with = done_with};
    for (size_t row = 0; row < job->n_rows; row++)
        ordered.loop.items += job->pass == HINGE_PASS_ALL || in_pass(job, row);
    job->next = 0;
    enum hinge_status status = hinge_ordered_for(&ordered, error);
    for (size_t i = 0; i < HINGE_ANALYZE_SLOTS && i < ordered.loop.items; i++)
        clear_slot(&job->slot[i]);
    return status;
}

static enum hinge_status run_passes(struct hinge_analyze_job *job, struct hinge_error *error)
{
    bool any = false;
    for (size_t i = 0; i < job->n_rows; i++) {
        if (job->only >= 0 && (size_t)job->only != i)
            continue;
        for (int k = HINGE_REFER_STANDING; k < HINGE_REFER_MAXIMUM; k++)
            if (job->rows.refer[i][k] >= 0)
                job->referred[job->rows.refer[i][k]] = any = true;
        for (int32_t r = -1; (r = hinge_fronts_row(&job->rows, i, r)) >= 0;)
            job->referred[r] = any = true;
        for (int32_t r = job->rows.refer[i][HINGE_REFER_MAXIMUM]; r >= 0;
             r = job->rows.refer[r][HINGE_REFER_MAXIMUM])
            job->referred[r] = any = true;
    }
    enum hinge_status status = hinge_results_file_open(&job->results, job->request, &job->faults,
                                                       &job->rows.list, &job->rows.ledger, error);
    job->pass = HINGE_PASS_REFERENCES;
    if (status == HINGE_OK && any)
        status = run_pass(job, error);
    if (status == HINGE_OK && job->only < 0 && job->look == NULL) { /* no matched depth is shown */
        /* Finds how deep people go whose trials are not in hand together with those that their
         * depth is compared with; a front view beside a recording is not looked at for its depth.
         */
        struct hinge_arena_mark before = hinge_arena_mark(&job->arena);
        size_t *frames = hinge_arena_raw(&job->arena, job->n_rows, sizeof *frames);
        for (size_t i = 0; i < job->n_rows; i++) {
            long trial = job->rows.trial_of[i];
            frames[i] = job->rows.refer[i][HINGE_REFER_FRONT] >= 0 ? SIZE_MAX
                        : trial >= 0 ? hinge_study_frames(job->rows.study, (size_t)trial)
                                     : 0;
        }
        hinge_depths_gather(&job->depths, frames, HINGE_ANALYZE_SLOTS);
        hinge_arena_reset(&job->arena, before);
        job->pass = HINGE_PASS_DEPTHS;
        struct hinge_arena_mark mark = hinge_arena_mark(&job->arena);
        status = run_pass(job, error);
        for (size_t g = 0; g < job->depths.groups && status == HINGE_OK; g++)
            if (job->depths.group[g].apart)
                hinge_depths_match(&job->depths, g);
        hinge_arena_reset(&job->arena, mark);
    }
    job->pass = HINGE_PASS_ALL;
    if (status == HINGE_OK)
        status = run_pass(job, error);
    return status;
}

enum hinge_status hinge_analyze(const struct hinge_analyze_request *given,
                                struct hinge_analyze_summary *summary, struct hinge_error *error)
{
    struct hinge_analyze_request copy;
    const struct hinge_analyze_request *request = &copy;
    *summary = (struct hinge_analyze_summary){0};
    cleared_by(hinge_config_clear) struct hinge_config defaults = {0};
    enum hinge_status taken = hinge_request_take(&copy, sizeof copy, given, error);
    if (taken == HINGE_OK)
        hinge_config_of(&copy.config, &defaults);
    HINGE_REQUEST_TEXTS(hinge_request_blank, &copy.study);
    HINGE_REQUEST_TEXTS(hinge_request_none, &copy.output, &copy.events);
    struct hinge_analyze_job *job = NULL;
    enum hinge_status status = taken == HINGE_OK ? open_job(request, summary, &job, error) : taken;
    if (status == HINGE_OK)
        status = hinge_study_rows_shard(&job->rows, request, &job->shard, error);
    if (status == HINGE_OK) {
        refer(job);
        /* A task that is not of method 8.1 is free text with the default rules; a mistyped one
         * looks the same, so each is named once. */
        enum { MOST = 16 };
        const char *told[MOST];
        size_t n = 0;
        for (size_t i = 0; i < job->n_rows && n < MOST; i++) {
            const char *task = hinge_table_word(&job->rows.list, "task", i);
            if (*task == '\0' || hinge_task_known(task))
                continue;
            size_t k = hinge_name_at(told, n, task);
            if (k < n)
                continue;
            told[n++] = task;
            cleared_by(hinge_text_clear) struct hinge_text message = {0};
            /* The known task it looks like, else all of them. */
            size_t known;
            const struct hinge_task *row = hinge_task_rows(&known);
            cleared_by(hinge_text_clear) struct hinge_text near = {0};
            const bool found = hinge_task_nearest(task, &near);
            hinge_text_printf(
                &message,
                "task \"%.80s\" is not a known one: where it starts is taken from the "
                "movement, thresholds are the defaults%s%s",
                task, found ? "; nearest: " : "", hinge_text_string(&near));
            for (size_t j = 1; !found && j < known; j++) /* the first is no task at all */
                hinge_text_printf(&message, "%s%s", j > 1 ? ", " : "; known are ", row[j].id);
            if (job->request->message != NULL)
                job->request->message(job->request->context, hinge_text_string(&message));
        }
        status = run_passes(job, error);
    }
    const bool none = status == HINGE_OK && job->summary->analysed == 0 && job->shard.shards == 0;
    if (none)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                 "%s: none of the %zu trials can be analysed; nothing was "
                                 "written",
                                 job->request->study, job->n_rows);
    if (status == HINGE_OK || (none && job->request->refused_too)) {
        job->results.study_source = hinge_study_attribute(job->rows.study, "source");
        job->results.shard = &job->shard;
        const struct hinge_rows list = hinge_study_rows_list(&job->rows),
                                ledger = hinge_study_rows_ledger(&job->rows);
        enum hinge_status wrote = hinge_results_file_publish(&job->results, &list, &ledger, error);
        status = wrote == HINGE_OK ? status : wrote;
    }
    if (job != NULL)
        close_job(job);
    if (status == HINGE_OK && summary->refused > 0)
        status = HINGE_PARTIAL;
    return status;
}

/* The row of a trial id; "" is the first that was stored, and is no front view of another. */
static enum hinge_status find_trial(struct hinge_analyze_job *job, const char *id,
                                    struct hinge_error *error)
{
    const char **names = hinge_arena_alloc(&job->arena, job->n_rows, sizeof *names);
    for (size_t i = 0; i < job->n_rows; i++) {
        names[i] = hinge_table_word(&job->rows.ledger, "trial_id", i);
        bool wanted = *id == '\0'
                          ? job->rows.trial_of[i] >= 0 && job->rows.refer[i][HINGE_REFER_SIDE] < 0
                          : strcmp(names[i], id) == 0;
        if (job->only < 0 && wanted)
            job->only = (long)i;
    }
    const char *near = hinge_suggest(id, names, job->n_rows);
    enum hinge_status status = HINGE_OK;
    if (job->only < 0)
        status =
            hinge_usage(error, "%s: no recording has the id \"%s\"%s%s%s (the first is \"%s\")",
                        job->request->study, id, near != NULL ? "; did you mean \"" : "",
                        near != NULL ? near : "", near != NULL ? "\"?" : "",
                        job->n_rows > 0 ? names[0] : "");
    else if (job->rows.trial_of[job->only] < 0)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                 "%s: %s was refused at ingest: %s", job->request->study, id,
                                 hinge_table_word(&job->rows.ledger, "message", (size_t)job->only));
    return status;
}

/* One recording, or all; what they show goes to the trace or the look. */
static enum hinge_status go_through(const struct hinge_analyze_request *request,
                                    const char *trial_id, struct hinge_trace *trace,
                                    const struct hinge_viewer *look, struct hinge_error *error)
{
    struct hinge_analyze_summary summary;
    struct hinge_analyze_job *job;
    enum hinge_status status = open_job(request, &summary, &job, error);
    if (status == HINGE_OK) {
        refer(job);
        job->trace = trace;
        job->look = look;
        status = look == NULL || *trial_id != '\0' ? find_trial(job, trial_id, error) : HINGE_OK;
    }
    if (status == HINGE_OK)
        status = run_passes(job, error);
    if (job != NULL)
        close_job(job);
    return status;
}

enum hinge_status hinge_analyze_trace(const struct hinge_analyze_request *request,
                                      const char *trial_id, struct hinge_trace *trace,
                                      struct hinge_error *error)
{
    enum hinge_status status = go_through(request, trial_id, trace, NULL, error);
    if (status != HINGE_OK)
        hinge_trace_clear(trace);
    return status;
}

enum hinge_status hinge_analyze_view(const struct hinge_analyze_request *request,
                                     const char *trial_id, const struct hinge_viewer *look,
                                     struct hinge_error *error)
{
    return go_through(request, trial_id, NULL, look, error);
}
