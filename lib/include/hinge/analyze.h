/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Analyses a study file and writes a results file. */
#pragma once

#include <hinge/config.h>
#include <hinge/progress.h>

HINGE_BEGIN_C_DECLS

struct hinge_analyze_request {
    size_t size; /* sizeof the struct (hinge/init.h) */
    const char *study;
    const char *output;                /* results file; NULL: check only */
    const char *events;                /* phases marked by hand (CSV), NULL for none */
    const struct hinge_config *config; /* NULL: every default */
    int threads;
    bool allow_inferred; /* also report spine and pelvis values from markers that a network inferred
                          */
    bool strict;
    size_t shard,
        shards; /* as in hinge_ingest_request; a study that is one part already is analysed whole */
    const struct hinge_progress *progress; /* may be NULL */
    hinge_message *message;                /* may be NULL */
    void *context;
    bool refused_too; /* the results are written also if no recording can be analysed (INPUT) */
};

struct hinge_analyze_summary {
    size_t trials, analysed, refused, reps;
};

/* Cleans each recording, finds its repetitions, and stores their metrics and faults. Statuses:
 * those of hinge_ingest. A recording without repetitions is a result, not an error. */
HINGE_API enum hinge_status hinge_analyze(const struct hinge_analyze_request *request,
                                          struct hinge_analyze_summary *summary,
                                          struct hinge_error *error);

HINGE_END_C_DECLS
