/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run in the manner of a BIDS app (Gorgolewski 2017): DATASET OUTPUT LEVEL. */
#include "base/file.h"
#include "base/text.h"
#include "ingest/bids.h"
#include "ingest/folder.h"

#include <hinge/run.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The labels behind sub- of a data set's recordings, joined by commas. */
static enum hinge_status list_participants(const char *folder, struct hinge_text *names,
                                           struct hinge_error *error)
{
    struct hinge_folder walked = {0};
    enum hinge_status status = hinge_folder_walk(folder, &walked, error);
    for (size_t i = 0; status == HINGE_OK && i < walked.n; i++) {
        const char *name = walked.file[i].name;
        char label[128];
        if (walked.file[i].kind != HINGE_FOLDER_RECORDING ||
            strncmp(name, "sub-", 4) != 0)
            continue;
        snprintf(label, sizeof label, "%.*s", (int)strcspn(name + 4, "/"), name + 4);
        if (!hinge_listed(hinge_text_string(names), ',', label))
            hinge_text_printf(names, "%s%s", names->length > 0 ? "," : "", label);
    }
    if (status == HINGE_OK && !walked.bids)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                 "%s: no BIDS data set with motion recordings "
                                 "(sub-…_motion.tsv, and dataset_description.json or "
                                 "participants.tsv above them); for any other folder: "
                                 "hinge-run --new FOLDER",
                                 folder);
    hinge_folder_clear(&walked);
    return status == HINGE_OK && names->failed ? hinge_no_memory(error) : status;
}

static enum hinge_status set(struct hinge_config *config, const char *key,
                             const char *folder, const char *value,
                             struct hinge_error *error)
{
    struct hinge_text text = {0};
    hinge_text_printf(&text, "run.%s=%s%s", key, folder, value);
    enum hinge_status status =
        text.failed ? hinge_no_memory(error)
                    : hinge_config_assign(config, hinge_text_string(&text), error);
    return hinge_text_done(&text, status, error);
}

static enum hinge_status run_some(const struct hinge_run_request *request,
                                  struct hinge_config *config, const char *dataset,
                                  const char *output, const char *below,
                                  const char *participants, struct hinge_text *said,
                                  struct hinge_error *error)
{
    char *summary = NULL;
    enum hinge_status status = set(config, "list", dataset, "", error);
    if (status == HINGE_OK)
        status = set(config, "output", output, below, error);
    if (status == HINGE_OK)
        status = set(config, "participants", "", participants, error);
    if (status == HINGE_OK)
        status = hinge_run(request, &summary, error);
    if (summary != NULL)
        hinge_text_puts(said, summary);
    free(summary);
    return status;
}

enum hinge_status hinge_run_bids(const struct hinge_run_request *request,
                                 struct hinge_config *config, const char *dataset,
                                 const char *output, bool each,
                                 const char *const *label, size_t n, char **summary,
                                 struct hinge_error *error)
{
    struct hinge_text all = {0}, chosen = {0}, said = {0};
    bool partial = false;
    *summary = NULL;
    enum hinge_status status = list_participants(dataset, &all, error);
    hinge_text_join(&chosen, label, n, ",");
    const char *rest = hinge_text_string(n > 0 ? &chosen : &all), *from;
    if (status == HINGE_OK && !each)
        status = run_some(request, config, dataset, output, "",
                          hinge_text_string(&chosen), &said, error);
    for (size_t own; each && (status == HINGE_OK || status == HINGE_PARTIAL) &&
                     (from = hinge_next_item(&rest, ',', &own)) != NULL;) {
        char name[128], below[140];
        const char *label_at = hinge_bids_label(from);
        snprintf(name, sizeof name, "%.*s", (int)(own - (size_t)(label_at - from)),
                 label_at);
        snprintf(below, sizeof below, "/sub-%s", name);
        status = run_some(request, config, dataset, output, below, name, &said, error);
        partial = partial || status == HINGE_PARTIAL;
    }
    if (status == HINGE_OK && partial)
        status = HINGE_PARTIAL;
    if (said.failed || chosen.failed)
        status = hinge_no_memory(error);
    if (status == HINGE_OK || status == HINGE_PARTIAL) {
        *summary = said.data;
        said = (struct hinge_text){0};
    }
    hinge_text_clear(&said);
    hinge_text_clear(&chosen);
    hinge_text_clear(&all);
    return status;
}
