/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an analysis (hinge/stats.h) and a view of a results file (hinge/results.h)
 * return: named tables whose columns know their unit, digits, role and label, warnings,
 * sentences. Text, JSON and workbooks are ways of writing it (hinge/report.h). */
#ifndef HINGE_RESULT_H
#define HINGE_RESULT_H

#include <hinge/progress.h>
#include <hinge/status.h>
#include <hinge/table.h>

HINGE_BEGIN_C_DECLS

/* An analysis names its tables by their place in the JSON: "contrasts cue tost". A row is a
 * member. If members have names, the first column (KEY) holds them. A plain list has one
 * column, "value". A number that is not defined is NaN. */
struct hinge_result_table {
    const char *name;  /* a view's ID; "" for values in no table */
    const char *title; /* above the table; NULL: none */
    const char *notes; /* lines under the table; NULL: none */
    struct hinge_table table;
    bool is_list;
    bool for_programs; /* readable formats omit the table */
    bool main;         /* readable formats show it with the answer */
};

struct hinge_result_warning {
    const char *code, *message; /* "W_SMALL_N", a sentence */
};

/* A difference with its interval, number of participants and p. */
struct hinge_change {
    double value, low, high, n, p;
};

/* The comparison of a planned outcome: a cue with the baseline, or two groups. The difference
 * is the first minus the second. A missing text is NULL. */
struct hinge_planned_outcome {
    const char *stratum;  /* the kind of evidence; NULL: all rows are of one kind */
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
    /* p and interval come from the same test (p_method). p is NaN if its family is not tested. */
    struct hinge_change diff;
    const char *p_method; /* "exact": all relabellings, "monte-carlo": drawn ones, "t" */
    double relabellings, t, df;
    double tests, p_holm;   /* number of tests in the family; p adjusted for them (Holm) */
    const char *verdict;    /* "differs", "unclear"; NULL: not tested */
    double low[2], high[2]; /* fault in groups: interval of each rate, Wilson on the effective n */
    double n_dropped;       /* cue: participants without both conditions */
    struct hinge_change matched;  /* at matched depth, of the same participants */
    double matched_raw;           /* unmatched diff of those in `matched`, if they are fewer; NaN */
    struct hinge_change adjusted; /* for covariates */
    /* A cue with two groups: the change in the first group minus that in the second, and the
     * participants in each. */
    struct hinge_change interaction;
    const char *group[2];
    double n_group[2], mean_group[2];
    double size;           /* d_z or Hedges' g */
    double mdc, beyond[2]; /* how many changed by more than mdc: upwards, downwards */
    /* why there is no such value; NULL if there is one */
    const char *why, *p_why, *matched_why, *adjusted_why, *mdc_why, *interaction_why;
    const char *level_title[2], *group_title[2]; /* the caller's own words for levels and groups */
};

/* Facts about a cue beside its outcomes. */
struct hinge_planned_cue {
    const char *stratum, *id;
    const char *title;      /* the caller's own words for the cue, else NULL */
    const char *unmeasured; /* why it has no primary outcome */
    const char *confounded; /* why its effect cannot be separated from that of order */
};

/* Owns everything in it; free with hinge_result_free. */
struct hinge_result {
    const char *analysis; /* "within"; "" for views, or if none was named */
    bool failed;          /* the document holds an error */
    size_t n_tables;
    struct hinge_result_table *table;
    size_t n_warnings;
    struct hinge_result_warning *warning;
    size_t n_planned; /* cues and groups: in the order of the document */
    const struct hinge_planned_outcome *planned;
    size_t n_cues;
    const struct hinge_planned_cue *cue;
    const char *sentences; /* plain, a line each */
    const char *test;      /* test, p and n behind the sentences; "" if the sentences have them */
    const char *apa;       /* in the style of the American Psychological Association */
    struct hinge_result_inside *inside;
};
HINGE_API void hinge_result_free(struct hinge_result *result);

/* The table with this name; NULL if there is none. */
HINGE_API const struct hinge_table *hinge_result_table(const struct hinge_result *result,
                                                       const char *name);

/* An analysis as JSON, without its sentences. The caller free()s *text. Errors: USAGE for
 * views, which hinge_result_format writes. */
HINGE_API enum hinge_status hinge_result_json(const struct hinge_result *result, char **text,
                                              struct hinge_error *error);

/* Calls `tell` with each warning: "CODE: message". */
HINGE_API void hinge_result_warnings(const struct hinge_result *result, hinge_message *tell,
                                     void *context);

HINGE_END_C_DECLS

#endif
