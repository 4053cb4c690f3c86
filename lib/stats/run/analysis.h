/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run of an analysis: its options, its table, its memory, its results, warnings and words. */
#pragma once

#include "stats/run/calls.h"

/* The options of a request: a member for each ASK and REQUEST of
 * hinge/settings.def, with the type of its kind. Without
 * value and default a text is NULL, a number or count NaN, a list empty. */
#define HINGE_ASK_COLUMN(name) const char *name;
#define HINGE_ASK_TEXT(name) const char *name;
#define HINGE_ASK_WORD(name) const char *name;
#define HINGE_ASK_COLUMNS(name) struct hinge_names name;
#define HINGE_ASK_WORDS(name) struct hinge_names name;
#define HINGE_ASK_PAIR(name) struct hinge_names name;
#define HINGE_ASK_NUMBER(name) double name;
#define HINGE_ASK_COUNT(name) double name;
#define HINGE_ASK_NUMBERS(name) struct hinge_numbers name;
#define HINGE_ASK_NAMES(name) struct hinge_names name;
#define HINGE_ASK_COUNTS(name) struct hinge_numbers name;
#define HINGE_ASK_MARGIN(name) struct hinge_margin name;
#define HINGE_ASK_RELABEL(name) struct hinge_relabels name;
#define HINGE_ASK_FLAG(name) bool name;
#define HINGE_ASK_EACH(name) struct hinge_each name;
#define HINGE_ASK_LEVELS(name) const json_t *name;
#define HINGE_ASK_SCORES(name) const json_t *name;
#define HINGE_ASK_OBJECT(name) const json_t *name;
struct hinge_ask {
#define ASK(kind, name) HINGE_ASK_##kind(name)
#include "stats/run/ask.def"
};

struct hinge_analysis {
    const struct hinge_analysis_kind *kind;
    const json_t *request;
    const char *sha256; /* of the file of the data; "" unknown */
    struct hinge_ask ask;
    struct hinge_people_rule rule; /* repetitions that a participant needs in a condition */
    const char *outcome;           /* the current one of outcome; NULL: none, or several at once */
    const struct hinge_table *table; /* NULL when none is needed */
    const char *table_name;
    const struct hinge_known_rows
        *known;              /* rows that the request names itself; NULL: filter, usable */
    const bool *stratum;     /* rows of this stratum, NULL for all */
    struct hinge_kept *kept; /* what `filter` and `usable` keep, once it was asked; inner analyses
                                share it */
    int threads;
    const struct hinge_progress *progress; /* may be NULL */
    uint64_t seed;
    double alpha, level;
    enum hinge_alternative alternative;
    struct hinge_arena arena;              /* everything the run allocates; freed by the frame */
    json_t *results;                       /* object being filled */
    json_t *warnings;                      /* array */
    struct hinge_table *rows;              /* the analysis `rows`: the table for programs */
    struct hinge_result *result;           /* what planned outcomes are added to */
    const char *stratum_name;              /* of `stratum` */
    const char *tool;                      /* NULL: hinge-compare */
    const struct hinge_label_list *labels; /* the user's words of levels; NULL: none */
    bool failed;                           /* sticky: the first failure is reported */
    enum hinge_stats_code code;
    struct hinge_error error;
    const char *reasons; /* of E_NO_DATA: why no row has a value, "NO_HEAD 60"; NULL */
    bool nested;         /* runs within another analysis, so failures of parts go into results */
    double primary_p;    /* of the current outcome, for Holm; NaN: none */
    struct hinge_sentences text; /* about the current outcome */
    struct hinge_sentences told; /* about all earlier outcomes */
    size_t n_dropped;            /* as hinge_sample_report found them */
    struct hinge_dropped *dropped;
    size_t n_short; /* people whom --allow-single would include, as hinge_enough_count found them */
    struct hinge_lacking {
        size_t people;
        const char *needs;
    } lacking; /* people without what the reducer needs, as hinge_aggregate found them */
};

/* Adds an option of a request as it is typed: " --order trained,sedentary". */
void hinge_option_add(struct hinge_text *out, const char *key, const json_t *value);

#define HINGE_NEED(analysis, option) (hinge_ask_needs(analysis, #option, (analysis)->ask.option))
