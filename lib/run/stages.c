/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages of a run, each from what the one before it wrote. */
#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/request.h"
#include "ingest/folder.h"
#include "os/path.h"
#include "run/end.h"
#include "run/study_keys.h"
#include "run/unlisted.h"
#include "run/work.h"
#include "store/store.h"

#include <hinge/analyze.h>
#include <hinge/ingest.h>
#include <hinge/init.h>
#include <hinge/run.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum stage { INGEST, ANALYZE, COMPARE, TABLES, FIGURES, REPORT };

static void say_stage(const struct hinge_run_work *run, enum stage stage, const char *what)
{
    char line[200];
    snprintf(line, sizeof line, "%d/%d %s: %s", (int)stage + 1, HINGE_RUN_STAGES,
             hinge_run_stage[stage], what);
    if (run->request->stage != NULL)
        run->request->stage(run->request->context, line);
}

/* --- where things are --- */

/* A name as the config says it, from the folder of the config. */
static enum hinge_status place(const struct hinge_run_work *run, const char *name, char *path,
                               struct hinge_error *error)
{
    const char *config = run->request->path;
    size_t folder = hinge_os_is_absolute(name) ? 0 : (size_t)(hinge_file_name(config) - config);
    if (folder + strlen(name) >= HINGE_RUN_PATH - 64)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: a path of more than %d bytes", config, HINGE_RUN_PATH - 64);
    snprintf(path, HINGE_RUN_PATH, "%.*s%s", (int)folder, config, name);
    return HINGE_OK;
}

/* --- what changed --- */

/* Sections of the resolved config that recordings are read by, and the one parameter
 * that is; the rest but [run] is what analysis goes by. */
static enum hinge_status split_config(struct hinge_run_work *run, struct hinge_error *error)
{
    char *text = NULL;
    struct hinge_text *to = NULL;
    enum hinge_status status = hinge_config_print(run->request->config, &text, error);
    for (const char *line = text; status == HINGE_OK && *line != '\0';) {
        size_t n = strcspn(line, "\n") + 1;
        bool ingest = strncmp(line, "[ingest]", 8) == 0 || strncmp(line, "[columns]", 9) == 0 ||
                      strncmp(line, "[marker]", 8) == 0 || strncmp(line, "[landmarks:", 11) == 0;
        if (*line == '[')
            to = ingest                           ? &run->ingest_config
                 : strncmp(line, "[run]", 5) == 0 ? NULL
                                                  : &run->analyze_config;
        if (to != NULL)
            hinge_text_add(to, line, n);
        if (strncmp(line, "marker.prefix", 13) == 0)
            hinge_text_add(&run->ingest_config, line, n);
        line += n;
    }
    free(text);
    return status;
}

/* What the stages of this run are made from. */
struct now {
    char digest[HINGE_RUN_STAGES][65];
    char study[65]; /* of the study's bytes: a recording may only have been touched */
};

/* The digest of what a stage is made from: the program, the stage before it, its own
 * settings. */
static enum hinge_status digest_of(struct hinge_run_work *run, enum stage stage,
                                   const struct now *now, char digest[65],
                                   struct hinge_error *error)
{
    struct hinge_text text = {0};
    const char *const *value = run->settings.value;
    enum hinge_status status = HINGE_OK;
    hinge_text_printf(&text, "hingekit %s %s\n", HINGE_VERSION, hinge_run_stage[stage]);
    if (stage == INGEST) {
        hinge_text_printf(&text, "%s%s\n", hinge_text_string(&run->ingest_config),
                          value[HINGE_RUN_participants]);
        status = hinge_run_stamp_list(&run->inputs, run->list, run->request->config, error);
        hinge_text_add(&text, hinge_text_string(&run->inputs.stamps), run->inputs.stamps.length);
    } else if (stage == ANALYZE) {
        hinge_text_printf(&text, "%s\n%s\n%s\n%s", now->study, value[HINGE_RUN_allow_inferred],
                          run->events_digest, hinge_text_string(&run->analyze_config));
    } else {
        hinge_text_printf(&text, "%s\n", now->digest[ANALYZE]);
        for (size_t i = 0; i < HINGE_RUN_SETTINGS; i++)
            hinge_text_printf(&text, "%s\n", value[i]);
        hinge_text_printf(&text, "%s\n", run->labels_digest);
    }
    if (status == HINGE_OK)
        status = hinge_sha256(hinge_text_string(&text), text.length, digest, error);
    hinge_text_clear(&text);
    return status;
}

/* --- the stages --- */

/* What a stage tells, with the keys of a config where it names a tool's options. */
static void say_as_keys(void *context, const char *line)
{
    const struct hinge_run_work *run = context;
    struct hinge_text words = {0};
    hinge_run_keys_for_options(&words, line);
    if (run->request->message != NULL)
        run->request->message(run->request->context, hinge_text_string(&words));
    hinge_text_clear(&words);
}

static enum hinge_status do_ingest(struct hinge_run_work *run, struct hinge_error *error)
{
    const char *const path = run->list;
    struct hinge_ingest_summary summary = {0};
    const struct hinge_ingest_request request = {.path = &path,
                                                 .n_paths = 1,
                                                 .output = run->study,
                                                 .config = run->request->config,
                                                 .threads = run->request->threads,
                                                 .participants =
                                                     run->settings.value[HINGE_RUN_participants],
                                                 .progress = run->request->progress,
                                                 .message = say_as_keys,
                                                 .context = run};
    enum hinge_status status = hinge_ingest(&request, &summary, error);
    return status == HINGE_PARTIAL ? HINGE_OK : status; /* the end says who */
}

static enum hinge_status do_analyze(struct hinge_run_work *run, struct hinge_error *error)
{
    struct hinge_analyze_summary summary = {0};
    const struct hinge_analyze_request request = {.study = run->study,
                                                  .output = run->results,
                                                  .config = run->request->config,
                                                  .threads = run->request->threads,
                                                  .allow_inferred = run->settings.allow_inferred,
                                                  .events =
                                                      *run->events != '\0' ? run->events : NULL,
                                                  .progress = run->request->progress,
                                                  .message = say_as_keys,
                                                  .context = run};
    enum hinge_status status = hinge_analyze(&request, &summary, error);
    return status == HINGE_PARTIAL ? HINGE_OK : status;
}

static enum hinge_status (*const work[HINGE_RUN_STAGES])(struct hinge_run_work *,
                                                         struct hinge_error *) = {
    do_ingest,        do_analyze,        hinge_run_compare,
    hinge_run_tables, hinge_run_figures, hinge_run_report};

/* The file that a stage writes through its own writer; NULL: it has none of these. */
static const char *const own_file[HINGE_RUN_STAGES] = {"study.h5", "results.h5"};

static enum hinge_status claim_own(struct hinge_run_work *run, enum stage stage,
                                   struct hinge_error *error)
{
    return own_file[stage] != NULL ? hinge_run_outputs_claim(&run->outputs, own_file[stage], error)
                                   : HINGE_OK;
}

/* The digest of what was made last is remembered once all of it is there. */
static enum hinge_status settle(struct hinge_run_work *run, enum stage stage, const struct now *now,
                                struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    if (own_file[stage] != NULL)
        hinge_run_outputs_made(&run->outputs, own_file[stage]);
    status = hinge_run_outputs_settle(&run->outputs, error);
    if (status == HINGE_OK) {
        memcpy(run->state.digest[stage], now->digest[stage], 65);
        status = hinge_run_state_write(run->state_path, &run->state, error);
    }
    return status;
}

static void know_study(const struct hinge_run_work *run, struct now *now)
{
    const struct hinge_run_file *study = hinge_run_state_find(&run->state, "study.h5");
    if (study != NULL)
        memcpy(now->study, study->digest, sizeof now->study);
}

/* Once: all that is made of the results is made of one state of them. */
static enum hinge_status open_results(struct hinge_run_work *run, struct hinge_error *error)
{
    return run->opened != NULL ? HINGE_OK
                               : hinge_results_share(run->results, NULL, &run->opened, error);
}

static enum hinge_status do_stage(struct hinge_run_work *run, enum stage stage, struct now *now,
                                  struct hinge_error *error)
{
    bool whole = false;
    run->outputs.stage = (int)stage;
    enum hinge_status status = digest_of(run, stage, now, now->digest[stage], error);
    bool same = strcmp(now->digest[stage], run->state.digest[stage]) == 0;
    if (status == HINGE_OK)
        status = hinge_run_outputs_whole(&run->outputs, &whole, error);
    if (status != HINGE_OK)
        return status;
    if (same && !run->request->again && whole) {
        say_stage(run, stage, "nothing has changed");
        know_study(run, now);
        return HINGE_OK;
    }
    say_stage(run, stage, run->request->dry_run ? "would be done" : "…");
    if (run->request->dry_run) {
        if (stage == INGEST) /* what it will be is not known: as another one */
            memcpy(now->study, now->digest[INGEST], sizeof now->study);
        return HINGE_OK;
    }
    run->state.digest[stage][0] = '\0';
    status =
        hinge_run_outputs_keep(&run->outputs, run->request->message, run->request->context, error);
    if (status == HINGE_OK)
        status = claim_own(run, stage, error);
    if (status == HINGE_OK && stage > ANALYZE)
        status = open_results(run, error);
    if (status == HINGE_OK)
        status = work[stage](run, error);
    if (status == HINGE_OK && stage == ANALYZE)
        status = hinge_run_save_config(run, error);
    run->outputs.stage = (int)stage;
    if (status == HINGE_OK)
        status = settle(run, stage, now, error);
    know_study(run, now);
    return status;
}

/* A file that [run] names, and what tells one version of it from another; "" where the
 * key is empty. */
static enum hinge_status find_file(struct hinge_run_work *run, enum hinge_run_setting key,
                                   const char *what, char path[HINGE_RUN_PATH], char digest[65],
                                   struct hinge_error *error)
{
    const char *name = run->settings.value[key], *word;
    if (*name == '\0')
        return HINGE_OK;
    enum hinge_status status = place(run, name, path, error);
    if (status == HINGE_OK)
        status = hinge_run_content(path, digest, error);
    if (status == HINGE_OK && *digest == '\0')
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: [run] %s = %s: cannot be read; name %s, relative "
                               "to this file",
                               run->request->path, hinge_run_key(key, &word), name, what);
    if (status == HINGE_OK)
        hinge_run_stamp(&run->inputs, path);
    return status;
}

/* The user's own words, phases by hand. */
static enum hinge_status find_files(struct hinge_run_work *run, struct hinge_error *error)
{
    char labels[HINGE_RUN_PATH] = "";
    enum hinge_status status = find_file(run, HINGE_RUN_labels, "a CSV of IDs and words", labels,
                                         run->labels_digest, error);
    if (status == HINGE_OK && *labels != '\0')
        status = hinge_labels_read(labels, &run->labels, error);
    if (status == HINGE_OK)
        status = find_file(run, HINGE_RUN_events, "a CSV of phases marked by hand", run->events,
                           run->events_digest, error);
    return status;
}

static enum hinge_status prepare(struct hinge_run_work *run, struct hinge_error *error)
{
    const char *const *value = run->settings.value;
    bool dry = run->request->dry_run;
    enum hinge_status status = hinge_run_settings_read(run->request->config, &run->settings, error);
    if (status == HINGE_OK)
        status = place(run, value[HINGE_RUN_list], run->list, error);
    if (status == HINGE_OK)
        status = place(run, value[HINGE_RUN_output], run->output, error);
    if (status != HINGE_OK)
        return status;
    hinge_run_below(run, "study.h5", run->study);
    hinge_run_below(run, "results.h5", run->results);
    hinge_run_below(run, "report.html", run->report);
    hinge_run_below(run, HINGE_RUN_STATE, run->state_path);
    run->outputs = (struct hinge_run_outputs){.folder = run->output,
                                              .state_path = run->state_path,
                                              .state = &run->state,
                                              .inputs = &run->inputs,
                                              .force = run->request->force};
    hinge_run_stamp(&run->inputs, run->request->path);
    hinge_run_stamp(&run->inputs, run->list);
    status = find_files(run, error);
    hinge_text_clear(&run->inputs.stamps); /* of these it is what they say */
    if (status == HINGE_OK)
        status = split_config(run, error);
    if (status == HINGE_OK && !dry)
        status = hinge_run_folder_make(run, error);
    if (status == HINGE_OK && !dry)
        status = hinge_run_folder_lock(run, error);
    if (status == HINGE_OK)
        hinge_run_state_read(run->state_path, &run->state);
    return status == HINGE_OK && !dry ? hinge_run_folder_check(run, error) : status;
}

enum hinge_status hinge_run(const struct hinge_run_request *given, char **summary,
                            struct hinge_error *error)
{
    struct hinge_run_request own;
    const struct hinge_run_request *request = &own;
    *summary = NULL;
    enum hinge_status taken = hinge_request_take(&own, sizeof own, given, error);
    if (taken == HINGE_OK && own.config == NULL)
        taken = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                "the request has no config; load path into one");
    if (taken != HINGE_OK)
        return taken;
    HINGE_REQUEST_TEXTS(hinge_request_blank, &own.path);
    struct hinge_run_work *run = hinge_alloc(1, sizeof *run);
    struct now now = {0};
    struct hinge_text out = {0};
    bool refused = false;
    run->request = request;
    enum hinge_status status = prepare(run, error);
    for (size_t i = 0; status == HINGE_OK && i < HINGE_RUN_STAGES; i++) {
        if (hinge_progress_stopped(request->progress))
            status = hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK,
                                     "interrupted; run again to go on");
        else
            status = do_stage(run, (enum stage)i, &now, error);
    }
    if (status == HINGE_OK && !request->dry_run)
        status = hinge_run_save_config(run, error);
    if (status == HINGE_OK && !request->dry_run)
        status = hinge_run_unlisted(run->list, request->config, &run->notes);
    if (status == HINGE_OK && !request->dry_run)
        status = open_results(run, error);
    if (status == HINGE_OK && !request->dry_run && run->labels.n > 0)
        status = hinge_labels_unknown(&run->labels, run->settings.value[HINGE_RUN_labels],
                                      run->opened, NULL, NULL, 0, NULL, say_as_keys, run, error);
    if (status == HINGE_OK && !request->dry_run) {
        status = hinge_run_end(run->opened, run->settings.value[HINGE_RUN_baseline],
                               hinge_text_string(&run->notes), &out, &refused, error);
        hinge_text_printf(&out, "report      %s\n", run->report);
    }
    if (status == HINGE_OK) {
        *summary = out.data;
        out = (struct hinge_text){0};
    }
    if (status != HINGE_OK)
        hinge_run_error_with_keys(error);
    hinge_text_clear(&out);
    hinge_text_clear(&run->notes);
    hinge_text_clear(&run->outputs.saved);
    hinge_text_clear(&run->ingest_config);
    hinge_text_clear(&run->analyze_config);
    hinge_run_state_clear(&run->state);
    hinge_run_inputs_clear(&run->inputs);
    hinge_output_discard(&run->lock);
    hinge_results_close(run->opened);
    hinge_labels_clear(&run->labels);
    free(run);
    return status == HINGE_OK && refused ? HINGE_PARTIAL : status;
}
