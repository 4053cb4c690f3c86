/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameters of the method: a struct made from hinge/settings.def, and the rows that describe
 * them. Functions take the struct; nothing is global. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { HINGE_LIST_MAX = 12, HINGE_WORD_MAX = 256 };

struct hinge_number_list {
    size_t n;
    double value[HINGE_LIST_MAX];
};

struct hinge_parameters {
#define REAL(member) double member;
#define COUNT(member) int member;
#define LIST(member) struct hinge_number_list member;
#define WORD(member) char member[HINGE_WORD_MAX];
#include "base/parameters.def"
};

enum hinge_parameter_kind {
    HINGE_PARAMETER_REAL,
    HINGE_PARAMETER_COUNT,
    HINGE_PARAMETER_LIST,
    HINGE_PARAMETER_WORD
};

struct hinge_parameter {
    const char *section, *key, *unit, *help;
    enum hinge_parameter_kind kind;
    size_t offset; /* in struct hinge_parameters */
    double low, high;
    const char *standard; /* default as text */
    const char *allowed;  /* WORD: "a|b", "" for anything */
};

/* Numbers of the method that no study moves. */
extern const struct hinge_fixed {
#define FIXED(member) double member;
#include "base/fixed.def"
} hinge_fixed;

/* All rows, in the order of hinge/settings.def. */
const struct hinge_parameter *hinge_parameter_rows(size_t *count);
/* The row with this key; NULL: none. */
const struct hinge_parameter *hinge_parameter_find(const char *key);

/* Sets every member to its default. */
void hinge_parameters_init(struct hinge_parameters *parameters);

/* Stores the text as the value of a row and returns NULL; if it is not valid, returns what was
 * expected. */
const char *hinge_parameter_set(struct hinge_parameters *parameters,
                                const struct hinge_parameter *row, const char *text);

/* Value of a row as text in buffer (capacity bytes); returns buffer. */
const char *hinge_parameter_text(const struct hinge_parameters *parameters,
                                 const struct hinge_parameter *row, char *buffer, size_t capacity);

/* The default of the row with this key; NULL: there is none. */
const char *hinge_parameter_standard(const char *key);

/* Whether a text is the default of the row with this key; "0.50" and "0.5" are the same. False for
 * an unknown key. */
bool hinge_parameter_is_standard(const char *key, const char *text);
