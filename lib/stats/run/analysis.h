/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run of an analysis: its options, its table, its memory, its results, warnings and words. */
#ifndef HINGE_STATS_RUN_ANALYSIS_H
#define HINGE_STATS_RUN_ANALYSIS_H

#include "base/memory.h"
#include "base/text.h"

#include <hinge/stats.h>
#include <jansson.h>
#include <stdint.h>

enum hinge_alternative { HINGE_TWO_SIDED, HINGE_LESS, HINGE_GREATER };

/* Error codes of the document and the status each one ends with. */
#define HINGE_STATS_ERROR_LIST(X)                                                                  \
    X(E_OPTION, USAGE)                                                                             \
    X(E_FORMULA, USAGE)                                                                            \
    X(E_NO_COLUMN, USAGE)                                                                          \
    X(E_LEVELS, USAGE)                                                                             \
    X(E_TOO_MANY_LEVELS, USAGE)                                                                    \
    X(E_PERM_LIMIT, USAGE)                                                                         \
    X(E_NOT_NUMERIC, INPUT)                                                                        \
    X(E_NOT_BINARY, INPUT)                                                                         \
    X(E_NO_DATA, INPUT)                                                                            \
    X(E_TOO_FEW, INPUT)                                                                            \
    X(E_ONE_LEVEL, INPUT)                                                                          \
    X(E_GROUP_NOT_CONSTANT, INPUT)                                                                 \
    X(E_RANDOM_SATURATED, INPUT)                                                                   \
    X(E_NO_CONVERGE, INPUT)                                                                        \
    X(E_MIXED_EVIDENCE, INPUT)                                                                     \
    X(E_MIXED_ROWS, USAGE)                                                                         \
    X(E_INPUT, INPUT)

enum hinge_stats_code {
#define X(name, status) HINGE_##name,
    HINGE_STATS_ERROR_LIST(X)
#undef X
        HINGE_STATS_CODE_COUNT
};

struct hinge_names {
    size_t n;
    const char **name; /* NULL at [n] and [n + 1] */
};
struct hinge_numbers {
    size_t n;
    double *value;
};
/* A number for all outcomes, or one for each. */
struct hinge_each {
    const char *word; /* "auto" in place of a number; NULL */
    double number;    /* NaN: none, or one for each */
    const json_t *of; /* {"outcome": number}; NULL */
};

/* What is asked: the options of ask.def, a member each, typed by its kind. Without a value and
 * a default a text is NULL, a number or count NaN, a list empty. */
#define HINGE_ASK_COLUMN(name) const char *name;
#define HINGE_ASK_TEXT(name) const char *name;
#define HINGE_ASK_WORD(name) const char *name;
#define HINGE_ASK_COLUMNS(name) struct hinge_names name;
#define HINGE_ASK_WORDS(name) struct hinge_names name;
#define HINGE_ASK_PAIR(name) struct hinge_names name;
#define HINGE_ASK_NUMBER(name) double name;
#define HINGE_ASK_COUNT(name) double name;
#define HINGE_ASK_NUMBERS(name) struct hinge_numbers name;
#define HINGE_ASK_FLAG(name) bool name;
#define HINGE_ASK_EACH(name) struct hinge_each name;
#define HINGE_ASK_LEVELS(name) const json_t *name;
#define HINGE_ASK_SCORES(name) const json_t *name;
#define HINGE_ASK_OBJECT(name) const json_t *name;
#define HINGE_ASK_ANY(name) const json_t *name;
struct hinge_ask {
#define O(group, name, kind, standard, allowed, range, help) HINGE_ASK_##kind(name)
#include "stats/run/ask.def"
#undef O
};

/* Somebody whom the analysis left out. */
struct hinge_dropped {
    const char *participant, *reason;
};

/* What is said: plainly; the test and n behind it, where the plain words do not have them; in
 * the style of the American Psychological Association. */
struct hinge_said {
    struct hinge_text plain, test, apa;
    /* of a difference of two: their column, first minus second; NULL: no such difference */
    const char *column, *first, *second;
};

struct hinge_analysis {
    const struct hinge_statistic *statistic;
    const json_t *request;
    struct hinge_ask ask;
    const struct hinge_table *table; /* NULL when none is needed */
    const char *table_name;
    const bool *stratum; /* rows of this stratum, NULL for all */
    int threads;
    const struct hinge_progress *progress; /* may be NULL */
    uint64_t seed;
    double alpha, level;
    enum hinge_alternative alternative;
    struct hinge_arena arena; /* everything the run allocates; freed by the frame */
    json_t *results;          /* object being filled */
    json_t *warnings;         /* array */
    struct hinge_table *rows; /* zero-initialised: of `rows` what programs get */
    const char *tool;         /* NULL: hinge-compare */
    bool failed;              /* sticky: the first failure is the one that is told */
    enum hinge_stats_code code;
    struct hinge_error error;
    const char *reasons;    /* of E_NO_DATA: why no row has a value, "NO_HEAD 60"; NULL */
    bool nested;            /* within another: what a part cannot say stands in results */
    double primary_p;       /* of the outcome at hand, for Holm; NaN: none */
    struct hinge_said said; /* of the outcome at hand */
    struct hinge_said told; /* of all before it */
    size_t n_dropped;       /* as hinge_sample_report found them */
    struct hinge_dropped *dropped;
};

/* Zeroed memory that lives as long as the run. */
void *hinge_analysis_alloc(struct hinge_analysis *analysis, size_t count, size_t size);

/* Fails the run with a code of the table above; false. */
bool hinge_analysis_fail(struct hinge_analysis *analysis, enum hinge_stats_code code,
                         const char *format, ...) HINGE_PRINTF(3, 4);
/* What another room returned, whose error is in analysis->error: whether it went well. */
bool hinge_analysis_ok(struct hinge_analysis *analysis, enum hinge_status status);
/* Whether the run failed because these data have no answer to this question: no value, too
 * few people, one level. */
bool hinge_analysis_no_answer(const struct hinge_analysis *analysis);
/* Goes on as if nothing had failed. */
void hinge_analysis_forgive(struct hinge_analysis *analysis);

/* Adds a warning; `detail` (may be NULL) is taken over. The same code with the same
 * message is added once. */
void hinge_analysis_warn(struct hinge_analysis *analysis, json_t *detail, const char *code,
                         const char *format, ...) HINGE_PRINTF(4, 5);

/* Results. A number that is not finite becomes null. Returned objects are borrowed. */
json_t *hinge_put_object(json_t *parent, const char *key);
/* The one that is there, else a new one. */
json_t *hinge_object_of(json_t *parent, const char *key);
json_t *hinge_put_list(json_t *parent, const char *key);
void hinge_put_json(json_t *parent, const char *key, json_t *value); /* value is taken over */
void hinge_put_number(json_t *parent, const char *key, double value);
void hinge_put_count(json_t *parent, const char *key, size_t value);
void hinge_put_text(json_t *parent, const char *key, const char *value);
void hinge_put_flag(json_t *parent, const char *key, bool value);

/* A row of results whose values others read, too. Its fields are written once, as a list of
 * F(KIND, name); HINGE_ROW makes the struct and what writes it. Kinds: NUMBER, COUNT (whole),
 * TEXT, FLAG; MAYBE and WORD are a number and a text that are left out where there is none. */
enum hinge_row_kind {
    HINGE_ROW_NUMBER,
    HINGE_ROW_COUNT,
    HINGE_ROW_TEXT,
    HINGE_ROW_FLAG,
    HINGE_ROW_MAYBE,
    HINGE_ROW_WORD
};
struct hinge_row_field {
    const char *name; /* NULL ends the list */
    enum hinge_row_kind kind;
    size_t at;
};
#define HINGE_MEMBER_NUMBER double
#define HINGE_MEMBER_COUNT double
#define HINGE_MEMBER_TEXT const char *
#define HINGE_MEMBER_FLAG bool
#define HINGE_MEMBER_MAYBE double
#define HINGE_MEMBER_WORD const char *
#define HINGE_MEMBER(kind, name) HINGE_MEMBER_##kind name;
#define HINGE_ROW(type, FIELDS)                                                                    \
    struct type {                                                                                  \
        FIELDS(HINGE_MEMBER)                                                                       \
    };                                                                                             \
    extern const struct hinge_row_field type##_fields[];
/* In one .c file: HINGE_ROW_FIELDS(type, F(…) F(…)), F as below. */
#define HINGE_ROW_FIELD(kind, name, type) {#name, HINGE_ROW_##kind, offsetof(struct type, name)},
#define HINGE_ROW_END                                                                              \
    {                                                                                              \
        NULL, HINGE_ROW_NUMBER, 0                                                                  \
    }
/* Writes a row as the member `key` of the parent (NULL: into the parent itself); returns the
 * object. */
#define HINGE_PUT(parent, key, type, row) hinge_put_row(parent, key, type##_fields, row)
json_t *hinge_put_row(json_t *parent, const char *key, const struct hinge_row_field *field,
                      const void *row);

struct hinge_field {
    const char *key; /* NULL ends the list */
    double value;
};
void hinge_put_fields(json_t *parent, const struct hinge_field *field);
/* HINGE_PUT_NUMBERS(parent, {"t", t}, {"df", df}) */
#define HINGE_PUT_NUMBERS(parent, ...)                                                             \
    hinge_put_fields(parent, (const struct hinge_field[]){__VA_ARGS__, {NULL, 0}})

/* A number as a key: "-4.0", "0.25". Returns key. */
const char *hinge_number_key(double value, char key[48]);

/* Appends to a list made by hinge_put_list. */
json_t *hinge_append_object(json_t *list);
void hinge_append_number(json_t *list, double value);
void hinge_append_count(json_t *list, size_t value);
void hinge_append_text(json_t *list, const char *value);

/* Text as valid UTF-8 (bytes of another encoding are taken for Latin-1), in the run's
 * memory; NULL when there is none. */
const char *hinge_analysis_label(struct hinge_analysis *analysis, const char *text);

/* Whether the request itself has an option, of any kind. */
bool hinge_option_given(const struct hinge_analysis *analysis, const char *name);
/* The text of an option without which there is no answer; NULL, and E_OPTION, when it is not
 * given. */
#define HINGE_NEED(analysis, option) (hinge_ask_needs(analysis, #option, (analysis)->ask.option))
const char *hinge_ask_needs(struct hinge_analysis *analysis, const char *name, const char *text);
/* The number for an outcome: the one of all, or its own; NaN when it has none. */
double hinge_each_of(const struct hinge_each *each, const char *outcome);
/* Texts of an array, or the one text that it is. */
struct hinge_names hinge_names_of(struct hinge_arena *arena, const json_t *json);

/* Fills ask, seed, alpha, level and alternative from the request, which has been checked. */
void hinge_ask_read(struct hinge_analysis *analysis);
/* Checks every key and value of the request against the rows; for the frame. */
bool hinge_options_check(struct hinge_analysis *analysis);

/* Column position, or E_NO_COLUMN naming the nearest. */
bool hinge_analysis_column(struct hinge_analysis *analysis, const char *name, size_t *column);

/* --- One analysis within another: many outcomes of one table. --- */
/* The same rows and options, with memory, results and warnings of its own: change what it asks
 * in inner.ask, call the analysis' function, read its struct; then hinge_inner_end. */
struct hinge_analysis hinge_inner(const struct hinge_analysis *analysis);
/* A failure becomes the run's, unless these data have no answer to the question: then *why
 * says so, in inner's memory; NULL when there is an answer. False when the run failed. */
bool hinge_inner_answers(struct hinge_analysis *analysis, const struct hinge_analysis *inner,
                         const char **why);
/* Passes on warnings; `codes` ends with NULL, NULL: all. */
void hinge_inner_warn(struct hinge_analysis *analysis, const struct hinge_analysis *inner,
                      const char *const *codes);
void hinge_inner_end(struct hinge_analysis *inner);

/* --- The results of an analysis in words. --- */
/* Adds a line. In the format {2} is two decimals of a number, {d} degrees of freedom, {p} a p
 * value with its sign, {r} two decimals without a leading zero, {n} a whole number, {x} four
 * digits, {a} the same without sign, {h} higher or lower, {s} rose or fell by its sign; {i}
 * takes the two ends of an interval, by their size where the amount before it is ({a}); {t} a
 * text as it is, {e} an id in words, {P} a pair "a-b" as "a minus b". Without an argument: {u}
 * the unit of the outcome, {c} the level in percent, {1} "one-tailed " where the test is. An end
 * that is infinite is ∞, a number that is not defined "-". */
void hinge_say(struct hinge_analysis *analysis, struct hinge_text *text, const char *format, ...);
/* The unit of the outcome, ready to follow a number. */
const char *hinge_said_unit(struct hinge_analysis *analysis);
/* Takes what is said of the outcome at hand into what is told, under its heading: of one of
 * several outcomes without the test, of one kind of evidence the lines in APA style alone. */
void hinge_said_tell(struct hinge_analysis *analysis, bool of_outcome, bool of_stratum);
void hinge_said_drop(struct hinge_said *said);

/* --- requests: what only the library needs (see hinge/stats.h) --- */

/* The option with this name, NULL if there is none; the options that all analyses take. */
const struct hinge_stats_option *hinge_stats_option_find(const char *name);
const char *const *hinge_stats_common_options(void);

/* Whether a flag is set; whether an option is given; whether the request's analysis
 * takes an option. */
bool hinge_stats_request_flag(const struct hinge_stats_request *request, const char *name);
bool hinge_stats_request_has(const struct hinge_stats_request *request, const char *name);
bool hinge_stats_request_takes(const struct hinge_stats_request *request, const char *name);
/* Names of the columns that must be read as text however they look (identifiers and
 * factors): NULL-terminated, one block to free(). */
char **hinge_stats_request_text_columns(const struct hinge_stats_request *request);

/* A result out of its JSON. Units, which are not in it, are not known. Errors: INPUT
 * for text that is no such document. */
enum hinge_status hinge_result_read(const char *json, struct hinge_result **result,
                                    struct hinge_error *error);

/* --- The analysis that a request names. --- */
/* Sets analysis->statistic; E_OPTION names the nearest, or all. */
bool hinge_analysis_find(struct hinge_analysis *analysis);

#endif
