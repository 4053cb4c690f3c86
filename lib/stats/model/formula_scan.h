/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scanner under formula.c: one token of look-ahead over the text of a formula. */
#ifndef HINGE_STATS_MODEL_FORMULA_SCAN_H
#define HINGE_STATS_MODEL_FORMULA_SCAN_H

#include "stats/model/formula.h"

enum hinge_token {
    HINGE_TOKEN_END,
    HINGE_TOKEN_NAME,
    HINGE_TOKEN_INTEGER,
    HINGE_TOKEN_DOUBLE_BAR,
    HINGE_TOKEN_MARK /* one character, in `mark` */
};

struct hinge_scan {
    const char *text; /* whole formula */
    size_t at;        /* byte after the current token */
    enum hinge_token token;
    char mark;        /* of TOKEN_MARK: ~ + - * : / ^ ( ) | , */
    const char *name; /* of TOKEN_NAME: in the text, without backquotes */
    size_t length;    /* of name */
    long integer;
    size_t start; /* byte where the token starts */
    struct hinge_error *error;
    enum hinge_status status; /* sticky: the first failure */
};

/* Reads the next token. After a failure the token stays END. */
void hinge_scan_next(struct hinge_scan *scan);

/* True when the token is this character. */
bool hinge_scan_is(const struct hinge_scan *scan, char mark);

/* As hinge_scan_is, and steps over it. */
bool hinge_scan_accept(struct hinge_scan *scan, char mark);

/* Steps over the character or fails: expected 'c' at character N. */
void hinge_scan_expect(struct hinge_scan *scan, char mark);

/* Fails (once) with "formula: expected WHAT at character N" at the current token. */
void hinge_scan_fail(struct hinge_scan *scan, const char *what);

/* True when the parenthesis that is the current token holds a '|' at its own depth. */
bool hinge_scan_has_bar(const struct hinge_scan *scan);

/* Character position, from 1, of a byte. */
size_t hinge_scan_position(const struct hinge_scan *scan, size_t byte);

#endif
