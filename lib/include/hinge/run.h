/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole way from one config file: recordings to report. */
#ifndef HINGE_RUN_H
#define HINGE_RUN_H

#include <hinge/config.h>
#include <hinge/progress.h>

HINGE_BEGIN_C_DECLS

struct hinge_run_request {
    size_t size;                       /* sizeof the struct; 0: as the library has it */
    const char *path;                  /* study.ini: its folder is where names start */
    const struct hinge_config *config; /* path loaded, and options over it */
    bool dry_run;                      /* says what would be done */
    bool again;                        /* does everything again */
    bool force; /* replaces files of its outputs' names that it did not make */
    int threads;
    const struct hinge_progress *progress; /* may be NULL */
    hinge_message *message;                /* warnings and refusals; may be NULL */
    hinge_message *stage; /* a line as each stage begins or is skipped; may be NULL */
    /* A figure as PDF; *pdf is free()d. NULL, or *pdf left NULL: there is no such file. */
    enum hinge_status (*pdf)(void *context, const char *svg, size_t length, char **pdf, size_t *n,
                             struct hinge_error *error);
    void *context;
};

/* Runs the stages: ingest, analyze, compare, tables, figures, report. A stage whose
 * inputs are those of the last run, and whose files are as it left them, is left; a
 * file that somebody changed is renamed and made anew. One run at a time works in a
 * folder (WRITE). *summary (free() it) says how it went and where the report is. OK, or
 * PARTIAL when recordings were refused; else the error of the stage that failed,
 * earlier ones are kept. */
HINGE_API enum hinge_status hinge_run(const struct hinge_run_request *request, char **summary,
                                      struct hinge_error *error);

/* Writes study.ini and, unless there is a trial list of any name, trials.csv into a
 * folder of recordings; `folder` may be the list that counts. What `config` (NULL:
 * defaults) has under [ingest] is used, and written into study.ini. *summary (free()
 * it) says what was found and what to look at. Errors: USAGE when study.ini is there
 * already or two lists are, INPUT when there is no recording, WRITE. */
HINGE_API enum hinge_status hinge_run_start(const char *folder, const struct hinge_config *config,
                                            hinge_message *message, void *context, char **summary,
                                            struct hinge_error *error);

/* The keys of [run] and what they mean, a paragraph each. *text is the caller's to free(). */
HINGE_API void hinge_run_keys(char **text);

HINGE_END_C_DECLS

#endif
