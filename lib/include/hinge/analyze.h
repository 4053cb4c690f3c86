/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study file into a results file. */
#ifndef HINGE_ANALYZE_H
#define HINGE_ANALYZE_H

#include <hinge/config.h>
#include <hinge/progress.h>

HINGE_BEGIN_C_DECLS

struct hinge_analyze_request {
    size_t size; /* sizeof the struct; 0: as the library has it */
    const char *study;
    const char *output;                /* results file; NULL: check only */
    const char *events;                /* phases marked by hand (CSV), NULL for none */
    const struct hinge_config *config; /* NULL: every default */
    int threads;
    bool allow_inferred; /* report spine and pelvis from a network's markers */
    bool strict;
    size_t shard, shards; /* as in hinge_ingest_request; a study that is a part itself
                             is analysed whole */
    const struct hinge_progress *progress; /* may be NULL */
    hinge_message *message;                /* may be NULL */
    void *context;
};

struct hinge_analyze_summary {
    size_t trials, analysed, refused, reps;
};

/* Clean, body, repetitions, metrics, faults for every trial. Statuses as hinge_ingest;
 * a trial without repetitions is a result. */
HINGE_API enum hinge_status hinge_analyze(const struct hinge_analyze_request *request,
                                          struct hinge_analyze_summary *summary,
                                          struct hinge_error *error);

HINGE_END_C_DECLS

#endif
