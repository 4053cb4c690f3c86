/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recordings of some participants alone. */
#include "ingest/chosen.h"

#include "base/memory.h"
#include "base/text.h"
#include "ingest/bids.h"

#include <hinge/table.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_chosen(const char *chosen, const char *who)
{
    size_t n = strlen(hinge_bids_label(who)), own;
    for (const char *from; (from = hinge_next_item(&chosen, ',', &own)) != NULL;) {
        const char *name = hinge_bids_label(from);
        if (own - (size_t)(name - from) == n && strncmp(name, hinge_bids_label(who), n) == 0)
            return true;
    }
    return false;
}

static enum hinge_status check_names(const struct hinge_intake *intake, const char *chosen,
                                     const char *where, struct hinge_error *error)
{
    const char *from, *rest = chosen;
    for (size_t own; (from = hinge_next_item(&rest, ',', &own)) != NULL;) {
        char name[100];
        size_t i = 0;
        snprintf(name, sizeof name, "%.*s", (int)(own < 99 ? own : 99), from);
        while (i < intake->n) {
            const char *who = hinge_table_text(&intake->list, "participant", i);
            if (who != NULL && is_chosen(name, who))
                break;
            i++;
        }
        if (i == intake->n)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   "%s: there is no recording of participant %s; the names "
                                   "are those of the trial list, or follow sub- in a "
                                   "BIDS data set",
                                   where, name);
    }
    return HINGE_OK;
}

enum hinge_status hinge_intake_keep_chosen(const struct hinge_ingest_request *request,
                                           struct hinge_intake *intake, struct hinge_error *error)
{
    const char *chosen = request->participants;
    if (chosen == NULL || *chosen == '\0')
        return HINGE_OK;
    enum hinge_status status = check_names(intake, chosen, request->path[0], error);
    bool *keep = status == HINGE_OK ? hinge_alloc(intake->n, sizeof *keep) : NULL;
    size_t n = 0;
    for (size_t i = 0; status == HINGE_OK && i < intake->n; i++) {
        const char *who = hinge_table_text(&intake->list, "participant", i);
        keep[i] = who != NULL && is_chosen(chosen, who);
        if (keep[i])
            intake->row[n++] = intake->row[i];
    }
    if (status == HINGE_OK) {
        hinge_table_keep_rows(&intake->list, keep);
        intake->n = n;
    }
    free(keep);
    return status;
}
