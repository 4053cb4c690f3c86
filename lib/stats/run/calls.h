/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What parts of an analysis call: its memory, results, failures, warnings and words. Who reads
 * members of a run or its options includes stats/run/analysis.h. codes.def and ask.def are made by
 * scripts/gen-names, of hinge/codes.def and hinge/settings.def. */
#pragma once

#include "people/people.h"
#include "result/result.h"

#include <hinge/stats.h>
#include <jansson.h>

struct hinge_analysis;
struct hinge_analysis_kind;

enum hinge_alternative { HINGE_TWO_SIDED, HINGE_LESS, HINGE_GREATER };

/* Why an analysis ends, which each have a status, and what qualifies its result. */
enum hinge_stats_code {
#define HINGE_CODE(name) HINGE_##name,
#include "stats/run/codes.def"
    HINGE_STATS_CODE_COUNT
};

/* The column of a results file by which two methods' recordings are pairs. */
#define HINGE_STATS_PAIRED "condition and trial"

struct hinge_names {
    size_t n;
    const char **name; /* NULL at [n] and [n + 1] */
};
struct hinge_numbers {
    size_t n;
    double *value;
};
/* A margin in the outcome's unit, or in minimal detectable changes. */
struct hinge_margin {
    struct hinge_numbers bounds; /* n 0: none, or in mdcs */
    double mdcs;                 /* NaN: not so */
};
/* Which relabellings a test makes. */
struct hinge_relabels {
    enum { HINGE_RELABEL_AUTO, HINGE_RELABEL_EXACT, HINGE_RELABEL_RANDOM, HINGE_RELABEL_NONE } mode;
    double exact_to; /* all of them up to this number; NaN: the test's own */
    double n;        /* at random */
};
/* A number for all outcomes, or one for each. */
struct hinge_each {
    const char *word; /* "auto" in place of a number; NULL */
    double number;    /* NaN: none, or one for each */
    const json_t *of; /* {"outcome": number}; NULL */
};

struct hinge_interval {
    double low, high;
};

/* Typed rows of results (result/result.h). Their fields are listed once, as F(KIND, name), and
 * HINGE_ROW makes the struct of the list and what HINGE_ADD needs. */
#define HINGE_MEMBER_NUMBER double
#define HINGE_MEMBER_COUNT double
#define HINGE_MEMBER_SIZE size_t
#define HINGE_MEMBER_TEXT const char *
#define HINGE_MEMBER_FLAG bool
#define HINGE_MEMBER_VERDICT int
#define HINGE_MEMBER_INTERVAL struct hinge_interval
#define HINGE_MEMBER_MAYBE double
#define HINGE_MEMBER_WORD const char *
#define HINGE_MEMBER(kind, name) HINGE_MEMBER_##kind name;
#define HINGE_ROW_FIELD(kind, name) {#name, HINGE_ROW_##kind, offsetof(row, name)},
#define HINGE_ROW(type, FIELDS)                                                                    \
    struct type {                                                                                  \
        FIELDS(HINGE_MEMBER)                                                                       \
    };                                                                                             \
    static inline const struct hinge_row_field *type##_fields(void)                                \
    {                                                                                              \
        typedef struct type row;                                                                   \
        static const struct hinge_row_field fields[] = {FIELDS(HINGE_ROW_FIELD){NULL, 0, 0}};      \
        return fields;                                                                             \
    }

/* A participant whom the analysis excluded. */
#define HINGE_DROPPED(f) f(TEXT, participant) f(TEXT, reason)
HINGE_ROW(hinge_dropped, HINGE_DROPPED)

/* Sentences: plain; test and n, if the plain words do not have them; in the style of the American
 * Psychological Association. */
struct hinge_sentences {
    struct hinge_text plain, test, apa;
    /* Of a difference of two levels, first minus second: their column. NULL: no difference. */
    const char *column, *first, *second;
};

/* Zeroed memory that lives as long as the run. */
void *hinge_analysis_alloc(struct hinge_analysis *analysis, size_t count, size_t size);

/* Fails the run; false. The message is the phrase of the code, behind which the call adds names and
 * numbers; of a code whose row says CALL it is the call's text (hinge/codes.def). */
bool hinge_analysis_fail(struct hinge_analysis *analysis, enum hinge_stats_code code,
                         const char *format, ...) HINGE_PRINTF(3, 4);
/* Takes the status of a call of another room, whose error is in analysis->error; returns whether it
 * is OK. */
bool hinge_analysis_ok(struct hinge_analysis *analysis, enum hinge_status status);
/* Whether the run failed because the data cannot answer the question: no value, too few people, one
 * level. */
bool hinge_analysis_no_answer(const struct hinge_analysis *analysis);
/* Clears the failure. */
void hinge_analysis_forgive(struct hinge_analysis *analysis);

/* Adds a warning, whose message is made as that of a failure; `detail` (may be NULL) is taken over.
 * The same code with the same message is added once. */
void hinge_analysis_warn(struct hinge_analysis *analysis, json_t *detail,
                         enum hinge_stats_code code, const char *format, ...) HINGE_PRINTF(4, 5);

/* --- messages of several analyses --- */

/* E_TOO_FEW: so many people or values ("in group", name), of which at least some are needed; and
 * the way out where people have too few repetitions.
 * `where` without a name (NULL) stands alone. */
bool hinge_fail_few(struct hinge_analysis *analysis, size_t n, const char *where, const char *name,
                    int least);
/* E_ONE_LEVEL of a column. */
bool hinge_fail_one_level(struct hinge_analysis *analysis, const char *column, const char *level);
/* E_TOO_MANY_LEVELS of a column that has n, and what to do instead. */
bool hinge_fail_too_many_levels(struct hinge_analysis *analysis, const char *column, size_t n,
                                const char *instead);
/* W_SMALL_N, with the words of hinge_fail_few. */
void hinge_warn_few(struct hinge_analysis *analysis, size_t n, const char *where, const char *name);
/* W_TIES of a test on ranks. */
void hinge_warn_ties(struct hinge_analysis *analysis, const char *test);
/* W_ZERO_VARIANCE: what does not vary, its name (NULL: none), and what follows. */
void hinge_warn_constant(struct hinge_analysis *analysis, const char *what, const char *name,
                         const char *so);
/* W_P_FLOOR where no data of so many people could have a p of alpha. */
void hinge_floor_check(struct hinge_analysis *analysis, double least_p);

/* Results. A number that is not finite becomes null. Returned objects are borrowed. */
json_t *hinge_add_object(json_t *parent, const char *key);
/* The existing object with this key, else a new one. */
json_t *hinge_object_of(json_t *parent, const char *key);
json_t *hinge_add_list(json_t *parent, const char *key);
void hinge_add_json(json_t *parent, const char *key, json_t *value); /* value is taken over */
void hinge_add_number(json_t *parent, const char *key, double value);
void hinge_add_count(json_t *parent, const char *key, size_t value);
void hinge_add_text(json_t *parent, const char *key, const char *value);
void hinge_add_flag(json_t *parent, const char *key, bool value);

/* Writes a row as the member `key` of the parent (NULL: into the parent itself); returns the
 * object. */
#define HINGE_ADD(parent, key, type, row)                                                          \
    hinge_add_row(parent, key, type##_fields(), (const struct type *){row})
json_t *hinge_add_row(json_t *parent, const char *key, const struct hinge_row_field *field,
                      const void *row);

struct hinge_field {
    const char *key; /* NULL ends the list */
    double value;
};
void hinge_add_fields(json_t *parent, const struct hinge_field *field);
/* HINGE_ADD_NUMBERS(parent, {"t", t}, {"df", df}) */
#define HINGE_ADD_NUMBERS(parent, ...)                                                             \
    hinge_add_fields(parent, (const struct hinge_field[]){__VA_ARGS__, {NULL, 0}})

/* A number as a key: "-4.0", "0.25". Returns key. */
const char *hinge_number_key(double value, char key[48]);

/* Appends to a list made by hinge_add_list. */
json_t *hinge_append_object(json_t *list);
void hinge_append_number(json_t *list, double value);
void hinge_append_text(json_t *list, const char *value);

/* Text as valid UTF-8 (bytes of another encoding are taken for Latin-1), in the run's
 * memory; NULL when there is none. */
const char *hinge_analysis_label(struct hinge_analysis *analysis, const char *text);

/* Whether the request itself has an option, of any kind. */
bool hinge_option_given(const struct hinge_analysis *analysis, const char *name);
/* The text of a required option; NULL, with E_OPTION, if it is not given (HINGE_NEED). */
const char *hinge_ask_needs(struct hinge_analysis *analysis, const char *name, const char *text);
/* The current outcome; NULL, with E_OPTION, if there is none. */
const char *hinge_needs_outcome(struct hinge_analysis *analysis);
/* The i-th number of a list; NaN: it has fewer. */
double hinge_nth(const struct hinge_numbers *numbers, size_t i);
/* The number for an outcome: its own, or the one for all; NaN: none. */
double hinge_each_of(const struct hinge_each *each, const char *outcome);
/* The texts of a JSON array, or a single text. */
struct hinge_names hinge_names_of(struct hinge_arena *arena, const json_t *json);

/* Fills ask, seed, alpha, level and alternative from the request, which has been checked. */
void hinge_ask_read(struct hinge_analysis *analysis);
/* Checks every key and value of the request against the rows; for the frame. */
bool hinge_options_check(struct hinge_analysis *analysis);

/* Column position, or E_NO_COLUMN naming the nearest. */
bool hinge_analysis_column(struct hinge_analysis *analysis, const char *name, size_t *column);

/* --- An analysis for another part of the program: no request, no document. --- */
/* A run of an analysis on a table (NULL: none), with the defaults of its options. Change ask (and
 * outcome), call the function of the analysis, read its struct or why it failed (failed, error),
 * and call hinge_inner_end. */
struct hinge_analysis hinge_analysis_of(const char *id, const struct hinge_table *table);

/* --- One analysis within another: many outcomes of one table. --- */
/* An inner analysis with the same rows and options, but its own memory, results and warnings.
 * Change inner.ask, call the function of the analysis, read its struct, and call
 * hinge_inner_end. */
struct hinge_analysis hinge_inner(const struct hinge_analysis *analysis);
/* Passes a failure on to the run, unless the data cannot answer the question: then *why says so, in
 * the memory of inner (NULL: there is an answer). False if the run failed. */
bool hinge_inner_answers(struct hinge_analysis *analysis, const struct hinge_analysis *inner,
                         const char **why);
/* Passes on warnings; `codes` ends with NULL, NULL: all. */
void hinge_inner_warn(struct hinge_analysis *analysis, const struct hinge_analysis *inner,
                      const char *const *codes);
void hinge_inner_end(struct hinge_analysis *inner);

/* --- The results of an analysis in words. --- */
/* A cell's name, "sex=f", with the user's words of its levels; in a sentence behind that of the
 * outcome, "Knee excursion, sex=f", where there are several. */
const char *hinge_sentences_levels(struct hinge_analysis *analysis, const char *name);
const char *hinge_sentences_cell(struct hinge_analysis *analysis, const char *name);
/* A level in the user's words or hingekit's: its name, "no cue"; and as a place, "without a cue",
 * "in the Desk group". */
const char *hinge_sentences_level(struct hinge_analysis *analysis, const char *column,
                                  const char *level);
const char *hinge_sentences_place(struct hinge_analysis *analysis, const char *column, bool groups,
                                  const char *level);
/* "first minus second", in the user's words. */
const char *hinge_sentences_pair(struct hinge_analysis *analysis, const char *first,
                                 const char *second);
/* Adds a line. In the format {2} is two decimals of a number, {d} degrees of freedom, {p} a p
 * value with its sign, {r} two decimals without a leading zero, {n} a whole number, {x} four
 * digits, {v} a number in the outcome's unit, as readers see it, {m} {v} with one decimal or more,
 * {a} {v} without sign, {g} one that was given, with at most four digits, {l} an estimate (not
 * printed) and an end of its interval, with the decimals of the outcome, as has {o}, one without an
 * interval, {h} higher or lower, {s} rose or fell by its sign; {i} takes the two ends of an
 * interval, by their size where the amount before it is ({a}); {b} {v} that is a slope. {v}, {a}
 * and {i} of a line have the decimals of the outcome for its widest interval ("[{v}, {v}]", "CI {v}
 * to {v}"), slopes two digits of half of it, a line without one four digits. {t} a text as it is,
 * {e} an id in words. Without an argument: {u} the unit behind a value of the outcome, {w} behind a
 * difference, {c} the level in percent, {1} "one-tailed " where the test is. An end that is
 * infinite is ∞, a number that is not defined "-". */
void hinge_add_sentence(struct hinge_analysis *analysis, struct hinge_text *text,
                        const char *format, ...);
/* How its sentences print values of the outcome and differences. */
struct hinge_unit_form hinge_sentences_unit(const struct hinge_analysis *analysis);
/* What they call it within a sentence: its title, else words of its column. Returns name. */
const char *hinge_sentences_outcome(const struct hinge_analysis *analysis, char name[160]);
/* Moves the sentences about the current outcome to `told`, under its heading. With several outcomes
 * (of_outcome) without the test; with several strata (of_stratum) only the APA lines. */
void hinge_sentences_add(struct hinge_analysis *analysis, bool of_outcome, bool of_stratum);
void hinge_sentences_clear(struct hinge_sentences *text);

/* --- requests: what only the library needs (see hinge/stats.h) --- */

/* The option with this name; NULL: none. */
const struct hinge_stats_option *hinge_stats_option_find(const char *name);

/* Whether a flag is set; whether an option is given; whether the analysis of the request takes an
 * option. */
bool hinge_stats_request_flag(const struct hinge_stats_request *request, const char *name);
bool hinge_stats_request_has(const struct hinge_stats_request *request, const char *name);
bool hinge_stats_request_takes(const struct hinge_stats_request *request, const char *name);
/* Names of columns to be read as text even if they look like numbers (identifiers and factors):
 * NULL-terminated, one block to free(). */
char **hinge_stats_request_text_columns(const struct hinge_stats_request *request);

/* Makes a result from its JSON, without units. INPUT if the text is not such JSON. */
enum hinge_status hinge_result_read(const char *json, struct hinge_result **result,
                                    struct hinge_error *error);

/* --- The analysis that a request names. --- */
/* Sets analysis->kind; E_OPTION names the nearest, or all. */
bool hinge_analysis_find(struct hinge_analysis *analysis);
