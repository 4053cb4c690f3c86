/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a study from its config file: from recordings to the report. */
#pragma once

#include <hinge/config.h>
#include <hinge/progress.h>

HINGE_BEGIN_C_DECLS

struct hinge_run_request {
    size_t size;                       /* sizeof the struct (hinge/init.h) */
    const char *path;                  /* study.ini; names in it are relative to its folder */
    const struct hinge_config *config; /* the file at `path` loaded, then options */
    bool dry_run;                      /* only say what would be done */
    bool again;                        /* run every stage, changed or not */
    bool force; /* replace files that have the names of outputs but were made by somebody else */
    int threads;
    const struct hinge_progress *progress; /* may be NULL */
    hinge_message *message;                /* warnings and refusals; may be NULL */
    hinge_message *stage; /* a line as each stage begins or is skipped; may be NULL */
    /* Turns a figure into a PDF of n bytes; the library free()s *pdf. NULL: no PDF. WRITE: it
     * cannot be made here, as the error says; a note says so, and the next run tries again. */
    enum hinge_status (*pdf)(void *context, const char *svg, size_t length, char **pdf, size_t *n,
                             struct hinge_error *error);
    void *context;
    const char *output; /* folder for all output; NULL: that of the config, which has to be below
                           the folder of `path` unless an option set it (USAGE) */
    bool allow_outside; /* also read what the config and its list name outside their own folders */
};

/* Runs the stages ingest, analyze, compare, tables, figures and report. A stage is skipped if its
 * inputs and its files are those of the last run. A file that somebody changed is renamed before it
 * is made again. Only one run at a time works in a folder (WRITE). *summary says how the run went
 * and where the report is; free() it. OK, PARTIAL if recordings were refused, or WRITE with a
 * *summary if another program had files open (Excel on Windows): all others are written. Else the
 * status of the stage that failed; the results of earlier stages stay. */
HINGE_API enum hinge_status hinge_run(const struct hinge_run_request *request, char **summary,
                                      struct hinge_error *error);

struct hinge_start_request {
    size_t size;        /* sizeof the struct (hinge/init.h) */
    const char *folder; /* of recordings, or the trial list to use */
    const char *output; /* folder that both files are written into, made if it is not there; NULL:
                           that of the recordings */
    const struct hinge_config *config; /* what it has under [ingest] is used and written into
                                          study.ini; NULL: defaults */
    hinge_message *message;            /* may be NULL */
    void *context;
    const char *list;   /* name of the list that is written, .csv or .xlsx; NULL: trials.csv */
    bool allow_outside; /* also read what study.ini and its list name outside their own folders */
};

/* Writes study.ini and, unless there is a trial list already, trials.csv for a folder of
 * recordings. If study.ini is there, it stays, and its list gets rows for recordings that have
 * none; a pattern of names (ingest.name) changes cells that still hold what names say; `list` is
 * written as a copy of it. *summary says what was found and what to check; free() it. Errors: USAGE
 * if two lists exist, INPUT if there is no recording, WRITE. */
HINGE_API enum hinge_status hinge_run_start(const struct hinge_start_request *request,
                                            char **summary, struct hinge_error *error);

/* The config of the study of a folder: its study.ini. With `documents`, a folder of the user's own,
 * that of a folder that is read-only and has none is below them; *elsewhere is then its folder, for
 * hinge_start_request.output, else NULL. free() both. */
HINGE_API void hinge_run_study(const char *folder, const char *documents, char **config,
                               char **elsewhere);

/* The trial list of a study, or its report, which need not be there. free() *path. Errors: those of
 * the config. */
HINGE_API enum hinge_status hinge_run_file(const char *config, bool list, char **path,
                                           struct hinge_error *error);

/* How hinge-run made the page of a results file, from config.ini beside it: fills the request with
 * the keys of [run], with `config` (init it; clear it after the request) and with study.h5 beside
 * the results, plan.json and preregistration.md of the study's folder; *label is the file of the
 * user's words, which is NULL where there is none. request->config stays NULL if there is no
 * config.ini. Errors: those of the config. */
struct hinge_page_request; /* hinge/requests.h */
struct hinge_table;        /* hinge/table.h */
HINGE_API enum hinge_status hinge_run_beside(const char *results, struct hinge_config *config,
                                             struct hinge_page_request *request, const char **label,
                                             struct hinge_error *error);
/* What of a plan was kept by the results, and by what [run] says beside them (hinge_plan_check). */
HINGE_API enum hinge_status hinge_run_plan_check(const char *plan, const char *results,
                                                 struct hinge_table *items, size_t *changed,
                                                 char **sentence, struct hinge_error *error);

/* The keys of [run] and what they mean, a paragraph each. The caller free()s *text. */
HINGE_API void hinge_run_keys(char **text);

HINGE_END_C_DECLS
