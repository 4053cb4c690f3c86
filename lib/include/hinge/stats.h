/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics: a request (a JSON object of options) and a table go in, a result comes out. The
 * command line builds the same request. */
#pragma once

#include <hinge/progress.h>
#include <hinge/result.h>
#include <hinge/status.h>
#include <hinge/table.h>

HINGE_BEGIN_C_DECLS

/* Private to the library. */
struct hinge_analysis;
struct hinge_text;

enum hinge_stats_kind {
    HINGE_STATS_COLUMN,  /* name of a column */
    HINGE_STATS_COLUMNS, /* one or more names: a,b */
    HINGE_STATS_PAIR,    /* two levels: A,B */
    HINGE_STATS_LEVELS,  /* {"column": ["level", ...]}; column=a,b,c */
    HINGE_STATS_WORD,    /* one of `allowed` */
    HINGE_STATS_WORDS,   /* one or more of `allowed`; if that is "": any */
    HINGE_STATS_TEXT,    /* free text */
    HINGE_STATS_NUMBER,  /* within [low, high] */
    HINGE_STATS_COUNT,   /* integer within [low, high] */
    HINGE_STATS_NUMBERS, /* list of numbers: 1,2,3 */
    HINGE_STATS_FLAG,    /* true or false */
    HINGE_STATS_SCORES,  /* {"column": [number, ...]}; column=1,2,3 */
    HINGE_STATS_EACH,    /* NUMBER, or {"outcome": number, ...}; outcome=1,other=2 */
    HINGE_STATS_OBJECT,  /* a JSON object */
    HINGE_STATS_NAMES,   /* a column, or a list of several: "a"; a,b */
    HINGE_STATS_COUNTS,  /* integer within [low, high], or a list */
    HINGE_STATS_MARGIN, /* number, or a list, or so many minimal detectable changes: "mdc", "1.5mdc"
                         */
    HINGE_STATS_RELABEL /* relabellings of a test: a word, a number, "word,number", "exact if <= N"
                         */
};

/* Groups of options, in the order of lists; the last is of keys of requests alone. */
enum hinge_stats_group {
    HINGE_STATS_OF_ALL,
    HINGE_STATS_OF_RESULTS,
    HINGE_STATS_OF_COLUMNS,
    HINGE_STATS_OF_PEOPLE,
    HINGE_STATS_OF_TESTS,
    HINGE_STATS_OF_FAULTS,
    HINGE_STATS_OF_AGREEMENT,
    HINGE_STATS_OF_WAVES,
    HINGE_STATS_OF_POWER,
    HINGE_STATS_OF_NONE
};

/* One option of a request. A name means the same in every analysis that takes it. */
struct hinge_stats_option {
    const char *name;
    enum hinge_stats_kind kind;
    const char *standard; /* default as text, "" for none */
    const char *allowed;  /* WORD, WORDS: "a|b"; NUMBER: words that stand for one */
    double low, high;     /* NUMBER, COUNT, NUMBERS, COUNTS */
    const char *help;
    enum hinge_stats_group group;
    bool every;  /* every analysis takes it */
    bool common; /* said once for the analyses that take it, not in the help of each */
};

enum {
    HINGE_STATS_NEEDS_TABLE = 1,
    HINGE_STATS_NEEDS_PARTICIPANT = 2, /* a column of them; else each row may be its own */
    HINGE_STATS_NEEDS_OUTCOME = 4,
    HINGE_STATS_OUTCOMES_TOGETHER = 8, /* runs once for all outcomes */
    HINGE_STATS_HOLM = 16,             /* sets a->primary_p, which Holm adjusts across outcomes */
    /* Compares conditions of the same people: always, or where its request names a condition, a
     * change, a trend, or columns in which people have several levels. A filter by what was
     * measured in a repetition is then refused; of MAY_COMPARE it is else told what it left. */
    HINGE_STATS_COMPARES = 32,
    HINGE_STATS_MAY_COMPARE = 64,
    HINGE_STATS_REDUCES = 128,   /* takes outcomes of one value a person, "slope:lumbar_fraction" */
    HINGE_STATS_ONLY_TESTS = 256 /* a change, and cannot describe one whose part is chance */
};

/* An analysis: one file of lib/stats, listed by the build. */
struct hinge_analysis_kind {
    const char *id, *title, *details;
    unsigned needs;
    const char *const *options; /* names, NULL-terminated, besides the common ones */
    /* The table to show beside the answer: the first of these names that the result has
     * ("groups|welch"), or all that begin so ("contrasts *"). "": the values in no table. With
     * several outcomes or strata, that table of each. */
    const char *main_table;
    /* Analyses of planned outcomes: writes sentences about the rows, in plain words and in the
     * style of the American Psychological Association. NULL: `run` writes them. */
    void (*words)(const struct hinge_result *result, double level, struct hinge_text *plain,
                  struct hinge_text *apa);
    void (*run)(struct hinge_analysis *analysis); /* the analysis keeps its failure */
    const char *example_request;                  /* JSON; its "data" is example_data */
    const char *example_data;                     /* CSV text, "" when no table is needed */
};

/* Every analysis, sorted by id; the one with an id (NULL if there is none). */
HINGE_API const struct hinge_analysis_kind *const *hinge_analysis_kind_list(size_t *count);
HINGE_API const struct hinge_analysis_kind *hinge_analysis_kind_find(const char *id);
/* Whether another program does this analysis; *text then says how. */
HINGE_API bool hinge_analysis_kind_elsewhere(const char *id, char *text, size_t capacity);

/* Whether an analysis takes an option: its own, or one that all take. */
HINGE_API bool hinge_analysis_kind_takes(const struct hinge_analysis_kind *kind,
                                         const char *option);
/* The example of an analysis as a command line, cut to `capacity` bytes. */
HINGE_API void hinge_analysis_kind_command(const struct hinge_analysis_kind *kind, char *text,
                                           size_t capacity);

/* The heading of a group in lists, "" of the last. */
HINGE_API const char *hinge_stats_group_title(enum hinge_stats_group group);

/* Every option, those of today first. */
HINGE_API const struct hinge_stats_option *hinge_stats_options(size_t *count);

struct hinge_label_list;
struct hinge_known_rows;

/* A request that is built from the words of a command line. Zero-initialise. */
struct hinge_stats_request {
    void *json;
    /* The file that "data" names if it is already open; else NULL. */
    struct hinge_results_reader *opened;
    const struct hinge_label_list *labels; /* words for planned outcomes; may be NULL */
    const struct hinge_known_rows *rows;   /* private: rows that are known; NULL: filter, usable */
    char sha256[65]; /* of the file that "data" names; hinge_comparison_table sets it */
};

/* Starts a request from JSON text; NULL: without options. USAGE for malformed JSON. */
HINGE_API enum hinge_status hinge_stats_request_init(struct hinge_stats_request *request,
                                                     const char *text, struct hinge_error *error);
/* The same; messages call the text `name` instead of "request". */
HINGE_API enum hinge_status hinge_stats_request_read(struct hinge_stats_request *request,
                                                     const char *name, const char *text,
                                                     struct hinge_error *error);
/* Sets an option ("analysis" and "data" are options, too) from text as on a command line; for a
 * FLAG, text NULL means true. USAGE for an unknown name or a wrong value, with what was
 * expected. */
HINGE_API enum hinge_status hinge_stats_request_set(struct hinge_stats_request *request,
                                                    const char *name, const char *text,
                                                    struct hinge_error *error);
/* The text of an option, such as "analysis" or "data"; NULL if it is not given. Borrowed. */
HINGE_API const char *hinge_stats_request_text(const struct hinge_stats_request *request,
                                               const char *name);
/* The request as JSON text; free() it. */
HINGE_API char *hinge_stats_request_json(const struct hinge_stats_request *request);
HINGE_API void hinge_stats_request_clear(struct hinge_stats_request *request);

/* What hinge_stats_run reads; everything is borrowed. */
struct hinge_stats_call {
    size_t size; /* sizeof the struct (hinge/init.h) */
    const struct hinge_stats_request *request;
    const struct hinge_table *table; /* NULL when the analysis needs none */
    const char *name;                /* of the table, for messages */
    int threads;                     /* <= 0: one per processor; the numbers do not depend on it */
    const struct hinge_progress *progress; /* of analyses that take long; may be NULL */
    const char *tool; /* the program that the result names; NULL: hinge-compare */
};

/* Runs the analysis; free *result with hinge_result_free. Its JSON has the name of the data's file
 * without folders, and the SHA-256 of the request. If the analysis fails, the status is
 * USAGE or INPUT, *error says why, and *result holds JSON with error {code, message}. *result is
 * NULL only after NOMEM and INTERNAL. */
HINGE_API enum hinge_status hinge_stats_run(const struct hinge_stats_call *call,
                                            struct hinge_result **result,
                                            struct hinge_error *error);

/* Makes the result of a run that could not start, for example because the data cannot be read. */
HINGE_API enum hinge_status hinge_stats_refuse(const struct hinge_stats_request *request,
                                               const struct hinge_error *why,
                                               struct hinge_result **result);

HINGE_END_C_DECLS
