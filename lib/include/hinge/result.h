/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an analysis (hinge/stats.h) and a view of a results file (hinge/results.h)
 * return: named tables whose columns know their unit, digits, role and label, warnings,
 * sentences. Text, JSON and workbooks are ways of writing it (hinge/report.h). */
#ifndef HINGE_RESULT_H
#define HINGE_RESULT_H

#include <hinge/progress.h>
#include <hinge/status.h>
#include <hinge/table.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Of an analysis a table is as deep as its name: "contrasts cue tost". A row is a
 * member, its first column (KEY) the name of it where members have names. Of a plain
 * list the only column is "value". Numbers that are not defined are NaN. */
struct hinge_result_table {
    const char *name;  /* of a view its id; "" of values that stand by themselves */
    const char *title; /* above it; NULL: none */
    const char *notes; /* lines under it; NULL: none */
    struct hinge_table table;
    bool is_list;
    bool for_programs; /* tables for readers leave it out */
    bool main;         /* readers see it beside the answer */
};

struct hinge_result_warning {
    const char *code, *message; /* "W_SMALL_N", a sentence */
};

/* A difference with its interval, of how many participants, and its p. */
struct hinge_change {
    double value, low, high, n, p;
};

/* An outcome that was planned, compared: cue with baseline, or two groups. The
 * difference is the first minus the second. Texts that are not there are NULL. */
struct hinge_planned_outcome {
    const char *stratum;  /* evidence of its rows; NULL: one kind */
    bool paired;          /* the same participants in both levels */
    const char *column;   /* of the condition or group: "cue" */
    const char *level[2]; /* "dowel" and "none", or two groups */
    /* "primary": planned, tested by itself or over all cues; "secondary", "further", "stand-in"
     * (for a planned one that was not measured) and "fault": tested among themselves; "done" and
     * the families of other metrics: not tested */
    const char *role;
    const char *outcome;         /* id */
    const char *title;           /* in words, as in a sentence */
    const char *phase, *unit;    /* unit as stored: "deg" */
    const char *expected;        /* "up", "down" */
    double target;               /* towards which it should go; NaN: none */
    double n[2], mean[2], sd[2]; /* of each level */
    /* p and interval are of one test, by p_method; no p where its family of tests is not run */
    struct hinge_change diff;
    const char *p_method; /* "exact": all relabellings, "monte-carlo": drawn ones, "t" */
    double relabellings, t, df;
    double tests, p_holm;        /* of its family; adjusted within it (Holm) */
    const char *verdict;         /* "differs", "unclear"; NULL: not tested */
    double low[2], high[2];      /* of a fault in groups: of each rate, Wilson on the effective n */
    double n_dropped;            /* of a cue: participants without both conditions */
    struct hinge_change matched; /* at matched depth, of the same participants */
    double matched_raw;          /* their diff, where they are fewer than those of diff; NaN */
    struct hinge_change adjusted; /* for covariates */
    /* of a cue, where there are two groups: its change in the first minus that in the
     * second; group[] and how many are in each */
    struct hinge_change interaction;
    const char *group[2];
    double n_group[2], mean_group[2];
    double size;           /* d_z or Hedges' g */
    double mdc, beyond[2]; /* who changed by more: upwards, downwards */
    /* there is none */
    const char *why, *p_why, *matched_why, *adjusted_why, *mdc_why, *interaction_why;
    const char *level_title[2], *group_title[2]; /* the caller's own words of them */
};

/* What else is known of a cue. */
struct hinge_planned_cue {
    const char *stratum, *id;
    const char *title;      /* the caller's own words of it, else NULL */
    const char *unmeasured; /* why it has no primary outcome */
    const char *confounded; /* why its effect cannot be told from that of order */
};

/* Everything in it is its own; hinge_result_free. */
struct hinge_result {
    const char *analysis; /* "within"; "" when none was named, and of views */
    bool failed;          /* the document is that of an error */
    size_t n_tables;
    struct hinge_result_table *table;
    size_t n_warnings;
    struct hinge_result_warning *warning;
    size_t n_planned; /* of cues and groups, in the order of the document */
    const struct hinge_planned_outcome *planned;
    size_t n_cues;
    const struct hinge_planned_cue *cue;
    const char *sentences; /* plain, a line each */
    const char *test;      /* what is behind them: test, p, n; "" when they say it */
    const char *apa;       /* in the style of the American Psychological Association */
    struct hinge_result_inside *inside;
};
HINGE_API void hinge_result_free(struct hinge_result *result);

/* The table of a name, NULL when there is none. */
HINGE_API const struct hinge_table *hinge_result_table(const struct hinge_result *result,
                                                       const char *name);

/* An analysis as JSON, its sentences left out. *text is the caller's to free(). NOMEM;
 * USAGE for views, which hinge_result_format writes. */
HINGE_API enum hinge_status hinge_result_json(const struct hinge_result *result, char **text,
                                              struct hinge_error *error);

/* Tells every warning, "CODE: message". */
HINGE_API void hinge_result_warnings(const struct hinge_result *result, hinge_message *tell,
                                     void *context);

#ifdef __cplusplus
}
#endif

#endif
