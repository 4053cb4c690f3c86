/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quality of every recording of a study. */
#ifndef HINGE_CHECK_H
#define HINGE_CHECK_H

#include <hinge/config.h>
#include <hinge/progress.h>
#include <hinge/table.h>

HINGE_BEGIN_C_DECLS

enum hinge_severity {
    HINGE_SEVERITY_NONE,
    HINGE_SEVERITY_NOTE,    /* good to know */
    HINGE_SEVERITY_WARNING, /* numbers may suffer */
    HINGE_SEVERITY_ERROR,   /* the recording is lost, or counts for somebody else */
    HINGE_SEVERITY_COUNT
};

struct hinge_check_request {
    size_t size; /* sizeof the struct; 0: as the library has it */
    const char *study;
    const struct hinge_config
        *config; /* parameters as analysis would have them; NULL: every default */
    int threads;
    bool allow_inferred;
    const struct hinge_progress *progress; /* may be NULL */
};

/* Zero-initialise; hinge_check_report_clear. */
struct hinge_check_report {
    struct hinge_table trials;   /* a row per file given, in their order */
    struct hinge_table findings; /* a row per finding, by trial */
    struct hinge_table cohort;   /* a row per code, the worst and most frequent first */
    size_t given, refused, usable, people;
    size_t tier[4]; /* usable ones: A B C N */
    size_t found[HINGE_SEVERITY_COUNT];
};

/* Looks at every recording of a study. Findings are no error. Errors: INPUT for the
 * file, INTERRUPTED; the report is cleared then. The same for any number of
 * threads. */
HINGE_API enum hinge_status hinge_check_study(const struct hinge_check_request *request,
                                              struct hinge_check_report *report,
                                              struct hinge_error *error);
HINGE_API void hinge_check_report_clear(struct hinge_check_report *report);

HINGE_END_C_DECLS

#endif
