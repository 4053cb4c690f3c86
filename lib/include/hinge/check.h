/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quality of every recording of a study. */
#pragma once

#include <hinge/config.h>
#include <hinge/progress.h>
#include <hinge/table.h>

HINGE_BEGIN_C_DECLS

enum hinge_severity {
    HINGE_SEVERITY_NONE,
    HINGE_SEVERITY_NOTE,    /* good to know */
    HINGE_SEVERITY_WARNING, /* numbers may suffer */
    HINGE_SEVERITY_ERROR,   /* the recording is lost, or counts for another person */
    HINGE_SEVERITY_COUNT
};

struct hinge_check_request {
    size_t size; /* sizeof the struct (hinge/init.h) */
    const char *study;
    const struct hinge_config *config; /* the parameters of the analysis; NULL: defaults */
    int threads;
    bool allow_inferred;
    const struct hinge_progress *progress; /* may be NULL */
};

/* Zero-initialise; free with hinge_check_report_clear. */
struct hinge_check_report {
    struct hinge_table trials;   /* a row per file, in the order of the trial list */
    struct hinge_table findings; /* a row per finding, by trial */
    struct hinge_table cohort;   /* a row per code, the worst and most frequent first */
    size_t given, refused, usable, people;
    size_t tier[4]; /* usable recordings of tier A, B, C and N (none) */
    size_t found[HINGE_SEVERITY_COUNT];
    size_t planned;  /* of those given: to be recorded */
    char *same_task; /* words of the list that are one task, a line each; NULL: none */
};

/* Checks every recording of a study. Findings are not errors. Errors: INPUT for the file,
 * INTERRUPTED; the report is then cleared. The number of threads does not change the report. */
HINGE_API enum hinge_status hinge_check_study(const struct hinge_check_request *request,
                                              struct hinge_check_report *report,
                                              struct hinge_error *error);
HINGE_API void hinge_check_report_clear(struct hinge_check_report *report);

HINGE_END_C_DECLS
