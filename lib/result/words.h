/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids and numbers in words. */
#pragma once

#include "base/base.h"

#include <hinge/result.h>

/* --- rules for printed numbers: digits, p, minus, direction --- */

/* p for a cell: ".042", "<.001", ">.999" if it would be rounded to 1, and "1.000" only if p = 1.
 */
void hinge_p_cell(double p, char *text, size_t room);
/* p for a sentence: "= .042", "< .001", "> .999", and "= 1.000" only if p = 1, which exact tests
 * can give. */
void hinge_add_p(struct hinge_text *text, double p);

/* Two decimals without the zero before the point, for values that cannot exceed 1. */
void hinge_add_short(struct hinge_text *text, double value);
/* Four significant digits, with zeros at the end ("-0.2100" beside "-0.2755"); whole numbers
 * without decimals. */
void hinge_add_four(struct hinge_text *text, double value);
/* A share in percent, without the sign: "53"; "<1" and ">99" if it would be rounded to 0 or 100.
 * Returns text. */
const char *hinge_percent_words(double share, char text[8]);
/* Degrees of freedom: one decimal, unless they are a whole number. */
void hinge_add_df(struct hinge_text *text, double value);

/* "4.3 to 8.0", of limits that are both printed as 0 "within 0.1". Returns buffer. */
const char *hinge_limits_words(double low, double high, int digits, const char *joint, char *buffer,
                               size_t capacity);
/* "-6.2 [-7.3, -5.1]". Returns buffer. */
const char *hinge_interval_words(double value, double low, double high, int digits, char *buffer,
                                 size_t capacity);
/* Decimals for a column: four digits of its largest number, and in a column of ratios also two
 * digits of its smallest; none for counts. */
int hinge_column_digits(const struct hinge_column *column, size_t rows, bool ratio);

/* Copies text with a minus as papers print it before numbers. */
void hinge_display_minus(struct hinge_text *out, const char *text);

/* "lower" or "higher", of a size "smaller" or "larger", "fell" or "rose", by the sign of a
 * difference. */
const char *hinge_higher(double difference);
const char *hinge_larger(double difference);
const char *hinge_rose(double difference);
/* Whether an interval does not contain 0, so that the direction is certain. */
bool hinge_is_sure(double low, double high);

/* --- names of columns and levels in words --- */

/* The names of a metric, a severity, a fault or a column: as a coach says it, and as papers do.
 * hinge_name_of (report/print/quantity.h) makes it. */
enum hinge_naming { HINGE_PLAIN, HINGE_TECHNICAL, HINGE_NAMINGS };
struct hinge_name {
    const char *id;
    struct {
        const char *heading, *in_text; /* "Spine’s share of the bend", "the spine’s share" */
    } by[HINGE_NAMINGS];
};

/* The line of the labels that has the setting `names`. */
#define HINGE_NAMES "names"
/* Which name is asked for, else the usual one of a place. */
enum hinge_naming hinge_naming_of(const struct hinge_label_list *labels, enum hinge_naming usual);

/* An id in words, with its unit: "ci_low" as "CI low". Returns buffer. */
const char *hinge_wording_words(const char *id, char *buffer, size_t capacity);
/* An id as a heading, without the unit: a known name ("Backward hip travel"), else its words with a
 * capital; bins as ranges. Returns buffer. */
const char *hinge_wording_title(const char *id, char *buffer, size_t capacity);
/* The user's label of an id; NULL if there is none. `labels` may be NULL. */
const char *hinge_wording_label(const struct hinge_label_list *labels, const char *id);
/* Adds the name of a cell or of a pair ("group=a;cue=none", "dowel-none|group=a") with the user's
 * labels of its levels; false, and nothing added, if none has one. */
bool hinge_wording_labelled(const struct hinge_label_list *labels, const char *name,
                            struct hinge_text *text);
/* The i-th id with such a known name; NULL past the last. */
const char *hinge_wording_titled(size_t i);
/* Makes the first letter a capital. Returns text. */
char *hinge_wording_capital(char *text);
/* Makes the first letter small, for use in a sentence, unless the word is an abbreviation ("ICC").
 */
char *hinge_wording_small(char *text);

/* Before a fault's title: the mean of its verdicts. */
#define HINGE_SHARE_OF_BENDS "share of bends with "

/* The unit at the end of a column's name, as a paper prints it: "°", "s", "%"; "" if there is none.
 */
const char *hinge_wording_unit(const char *column);

/* A unit in words. NULL: none that is known. */
struct hinge_unit_words {
    const char *id, *end, *symbol, *after, *change; /* end: NULL: no name of a column has it */
    double scale;                                   /* readers see scale times a number */
    int digits, coarse;                             /* of a study; of one recording or person */
    double step;                                    /* of a curve, as readers see it */
    double span; /* of an axis at least, as readers see it; 0: of these there is no least */
};
const struct hinge_unit_words *hinge_unit_words_of(const char *id);
/* The unit at the end of a column's name. */
const struct hinge_unit_words *hinge_unit_of_name(const char *column);
/* Stages of a study with practice, by the first word of their sessions. */
enum hinge_stage {
    HINGE_STAGE_NONE = -1, /* another session */
    HINGE_STAGE_BEFORE,
    HINGE_STAGE_PRACTICE,
    HINGE_STAGE_AFTER,
    HINGE_STAGE_LATER,
    HINGE_STAGES
};
/* "practice" and "in practice"; "" of none. */
const char *hinge_stage_name(enum hinge_stage stage);
const char *hinge_stage_words(enum hinge_stage stage);
/* The class of a standing source. Sources of a class are pooled; a lockout that replaces standing
 * is a class of its own. */
const char *hinge_standing_class(const char *source);

/* A unit as a paper prints it: "°", "leg lengths"; the unit itself if no other form is known. */
const char *hinge_wording_symbol(const char *unit);
/* How sentences print numbers of a quantity: times `scale`, with `after` behind a value and
 * `change` behind a difference. A share has the unit "1". */
struct hinge_unit_form {
    double scale;
    int digits; /* of a study; -1: of no unit that is known */
    char after[48], change[48];
};
struct hinge_unit_form hinge_unit_form(const char *unit, bool share);
/* Appends the unit of a change: behind "1" it is " percentage point". */
void hinge_add_change_unit(struct hinge_text *text, const char *change);

/* "the distance of load midfoot from 0": of an outcome that should come near a value, which is in
 * the readers' unit. Returns buffer. */
const char *hinge_wording_distance(const char *of, double from, char *buffer, size_t capacity);

/* A cell in words, by its column: metrics, units, phases, cues and reasons. Returns buffer, or the
 * cell itself for other columns. */
const char *hinge_wording_cell(const char *column, const char *cell, char *buffer, size_t capacity);
/* The most common reason of a list, for use in a sentence: "NO_HEAD 60, TRUNCATED 2" gives "no head
 * landmarks". A sentence is returned unchanged; NULL gives words for an unknown reason. */
const char *hinge_wording_cause(const char *reasons);
/* Codes of reasons in words; a sentence is returned unchanged. */
const char *hinge_wording_reason(const char *reason, char *buffer, size_t capacity);

/* A group in a sentence: "the trained group"; "Übungsgruppe" and "Group A" are one already. */
const char *hinge_wording_group(const char *name, char *buffer, size_t capacity);

/* The words for a level: "with the dowel", "without a cue", "in the trained group", "at 8 kg",
 * "after practice"; of unknown groups and conditions "in a", "under tap". Returns buffer. */
const char *hinge_wording_level(const char *column, bool groups, const char *level, char *buffer,
                                size_t capacity);

/* Why repetitions were excluded by hand, in excluded_why of /trials: "2: not a bend; 4: points
 * jump". Adds one (why NULL or "": nothing); that of a number, "" for none. */
void hinge_excluded_add(int rep, const char *why, struct hinge_text *out);
const char *hinge_excluded_why(const char *excluded, double rep, char *buffer, size_t capacity);
