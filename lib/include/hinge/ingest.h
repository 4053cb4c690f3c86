/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings into a study file. */
#ifndef HINGE_INGEST_H
#define HINGE_INGEST_H

#include <hinge/config.h>
#include <hinge/progress.h>

HINGE_BEGIN_C_DECLS

struct hinge_ingest_request {
    size_t size;             /* sizeof the struct; 0: as the library has it */
    const char *const *path; /* trial lists (CSV with a file column), recordings, or
                                folders of them */
    size_t n_paths;
    const char *output;                /* study file; NULL: check only */
    const struct hinge_config *config; /* NULL: every default */
    int threads;
    bool strict;              /* the first refusal ends it, nothing written */
    bool allow_outside;       /* recordings outside the list's folder */
    const char *participants; /* theirs alone, joined by commas; NULL or "": all */
    const char *pseudonymise; /* key file: participants get pseudonyms; or NULL */
    bool groups_vary;         /* a participant may be in several groups */
    size_t shard, shards;     /* the shard-th (from 1) of so many parts, by participant, to
                                 be joined by hinge_merge; shards 0: everything */
    const struct hinge_progress *progress; /* may be NULL */
    hinge_message *message;                /* may be NULL */
    void *context;
};

struct hinge_ingest_summary {
    size_t files, stored, refused, warned;
    size_t not_recorded; /* with absent = planned: neither stored nor refused */
    double bytes_read, bytes_stored;
};

/* Recognises, reads, packs. OK: all stored. PARTIAL: some refused, study written.
 * INPUT: nothing usable (or strict), nothing written. USAGE: the trial list's columns,
 * an output that is one of the inputs. WRITE, INTERRUPTED: the old output is
 * intact. Bytes of the output do not depend on threads. */
HINGE_API enum hinge_status hinge_ingest(const struct hinge_ingest_request *request,
                                         struct hinge_ingest_summary *summary,
                                         struct hinge_error *error);

/* The section [landmarks:mylab] of a config for the names of a recording of any format,
 * or [columns] for a table that no reader knows, as far as landmark sets know them or
 * their words can be guessed; what can't is a comment. The caller free()s *text. INPUT
 * when the file has no names or is no recording. */
HINGE_API enum hinge_status hinge_suggest_layout(const char *path,
                                                 const struct hinge_config *config, char **text,
                                                 struct hinge_error *error);

HINGE_END_C_DECLS

#endif
