/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks: rows of checks.c. Each judges the measures of one recording and reads no file. The
 * measures, and the tables of a report. */
#pragma once

#include "analyze/analyze.h"

#include <hinge/check.h>

/* The measures of a recording. Texts are borrowed; unknown is "" or NaN. */
struct hinge_quality {
    const char *id, *file;
    struct hinge_trial_info info; /* its row of the trial list */
    const char *cue_given;        /* as the list writes it, where it is read as another word */
    bool cue_declared;            /* under [cues] */
    bool stored;                  /* else refused at ingest or planned, and nothing was measured */
    bool planned;                 /* to be recorded: the list names it, and there is no file yet */
    const char *reason, *message; /* of the refusal, or the note, at ingest */
    /* Result of the analysis; result.block is empty. */
    struct hinge_trial_result result;
    const struct hinge_standing *before; /* the session's standing recording; NULL: none */
    const struct hinge_fronts *fronts;   /* of its sensors, by a calibration; NULL: there is none */
    bool standing_elsewhere; /* another recording of the session gives the standing posture */
    /* Landmarks that angles need, on the analysed side. */
    double missing_pct;                        /* over all of them */
    enum hinge_landmark worst, longest;        /* most missing, longest gap */
    double worst_missing_pct, longest_gap_s;   /* of these */
    bool worst_unused;                         /* cleaning found the most missing unusable */
    double jitter_ms;                          /* of the clock */
    double dropped, repeated;                  /* frames of the clock */
    enum hinge_landmark copy, copied;          /* two landmarks with the same numbers, or NONE */
    const char *twin;                          /* file with the same numbers */
    bool twin_is_strangers;                    /* the twin is of another participant */
    bool twin_is_elsewhere;                    /* of the same one in another condition */
    bool twin_is_named;                        /* and both participants have names */
    char muscles[400];                         /* which channels of them are known, if not all */
    const char *unmatched;                     /* an id that no recording has */
    const struct hinge_parameters *parameters; /* in use */
};

struct hinge_finding {
    enum hinge_severity severity; /* NONE: nothing found */
    char code[48];                /* a reason, a warning or the check's own */
    char message[800];            /* what was found, with its number */
};

struct hinge_check {
    const char *id;     /* "held" */
    const char *codes;  /* codes of its findings, separated by ' '; "": those of refusals */
    const char *title;  /* what it checks: a phrase */
    const char *action; /* what to do: a phrase */
    /* NULL: where the analysis has the warning, the finding says this. */
    void (*judge)(const struct hinge_quality *trial, struct hinge_finding *finding);
    uint64_t warning;
    enum hinge_severity severity;
    const char *says;
};

/* What a check finds in a recording. */
struct hinge_finding hinge_check_judge(const struct hinge_check *check,
                                       const struct hinge_quality *trial);

/* All checks, sorted by id. */
const struct hinge_check *hinge_check_list(size_t *count);

/* The severity's word: "note", "warning", "error", "" for none. */
const char *hinge_severity_name(enum hinge_severity severity);
enum hinge_severity hinge_severity_of(const char *name);

/* Whether angles need the landmark; those of face and arms are not needed. */
bool hinge_quality_needs(enum hinge_landmark landmark);

/* Everything unknown: texts "", numbers NaN. */
void hinge_quality_init(struct hinge_quality *quality);

/* Fills result and the numbers of a recording, from its info and parameters. Any
 * thread. A recording that can't be used is a result. */
void hinge_quality_measure(const struct hinge_recording *recording, bool allow_inferred,
                           struct hinge_quality *quality);

/* Adds the columns of all three tables. */
void hinge_check_columns(struct hinge_check_report *report);

/* Judges a recording by every check, and adds its row and those of its findings. */
void hinge_check_add(struct hinge_check_report *report, const struct hinge_quality *quality);

/* Fills the cohort table and the number of people, from the rows. */
void hinge_check_summarise(struct hinge_check_report *report);
