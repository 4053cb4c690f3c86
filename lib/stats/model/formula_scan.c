/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens of a formula. */
#include "stats/model/formula_scan.h"

#include "stats/model/failure.h"

#include <stdio.h>
#include <string.h>

static bool is_name_start(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' ||
           c >= 0x80;
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

size_t hinge_scan_position(const struct hinge_scan *scan, size_t byte)
{
    size_t position = 1;
    for (size_t i = 0; i < byte; i++)
        if (((unsigned char)scan->text[i] & 0xc0u) !=
            0x80u) /* not a UTF-8 continuation */
            position++;
    return position;
}

void hinge_scan_fail(struct hinge_scan *scan, const char *what)
{
    if (scan->status != HINGE_OK)
        return;
    scan->status = hinge_model_fail(scan->error, "E_FORMULA",
                                    "formula: expected %s at character %zu", what,
                                    hinge_scan_position(scan, scan->start));
    scan->token = HINGE_TOKEN_END;
}

static void scan_quoted(struct hinge_scan *scan)
{
    size_t first = scan->at + 1, last = first;
    while (scan->text[last] != '\0' && scan->text[last] != '`')
        last++;
    if (scan->text[last] == '\0' || last == first) {
        scan->start = last;
        hinge_scan_fail(scan, scan->text[last] == '\0' ? "a closing '`'" : "a name");
        return;
    }
    scan->token = HINGE_TOKEN_NAME;
    scan->name = scan->text + first;
    scan->length = last - first;
    scan->at = last + 1;
}

static void scan_word(struct hinge_scan *scan)
{
    size_t last = scan->at;
    while (is_name_start((unsigned char)scan->text[last]) ||
           is_digit((unsigned char)scan->text[last]))
        last++;
    scan->token = HINGE_TOKEN_NAME;
    scan->name = scan->text + scan->at;
    scan->length = last - scan->at;
    scan->at = last;
}

static void scan_integer(struct hinge_scan *scan)
{
    scan->integer = 0;
    while (is_digit((unsigned char)scan->text[scan->at])) {
        if (scan->integer < 1000000)
            scan->integer = scan->integer * 10 + (scan->text[scan->at] - '0');
        scan->at++;
    }
    scan->token = HINGE_TOKEN_INTEGER;
    if (is_name_start((unsigned char)scan->text[scan->at])) {
        scan->start = scan->at;
        hinge_scan_fail(scan,
                        "an operator (names with such a start go in `backquotes`)");
    }
}

void hinge_scan_next(struct hinge_scan *scan)
{
    if (scan->status != HINGE_OK)
        return;
    while (scan->text[scan->at] != '\0' &&
           strchr(" \t\r\n", scan->text[scan->at]) != NULL)
        scan->at++;
    char c = scan->text[scan->at];
    scan->start = scan->at;
    if (c == '\0') {
        scan->token = HINGE_TOKEN_END;
    } else if (c == '`') {
        scan_quoted(scan);
    } else if (is_name_start((unsigned char)c)) {
        scan_word(scan);
    } else if (is_digit((unsigned char)c)) {
        scan_integer(scan);
    } else if (strncmp(scan->text + scan->at, "||", 2) == 0) {
        scan->token = HINGE_TOKEN_DOUBLE_BAR;
        scan->at += 2;
    } else if (strchr("~+-*:/^()|,", c) != NULL) {
        scan->token = HINGE_TOKEN_MARK;
        scan->mark = c;
        scan->at++;
    } else {
        hinge_scan_fail(scan, "a name or one of ~ + - * : / ^ ( ) |");
    }
}

bool hinge_scan_is(const struct hinge_scan *scan, char mark)
{
    return scan->status == HINGE_OK && scan->token == HINGE_TOKEN_MARK &&
           scan->mark == mark;
}

bool hinge_scan_accept(struct hinge_scan *scan, char mark)
{
    bool found = hinge_scan_is(scan, mark);
    if (found)
        hinge_scan_next(scan);
    return found;
}

void hinge_scan_expect(struct hinge_scan *scan, char mark)
{
    char what[4] = {'\'', mark, '\'', '\0'};
    if (!hinge_scan_accept(scan, mark))
        hinge_scan_fail(scan, what);
}

bool hinge_scan_has_bar(const struct hinge_scan *scan)
{
    int depth = 0;
    bool quoted = false;
    for (size_t i = scan->start; scan->text[i] != '\0'; i++) {
        char c = scan->text[i];
        quoted = c == '`' ? !quoted : quoted;
        if (quoted)
            continue;
        depth += (c == '(') - (c == ')');
        if (c == '|' && depth == 1)
            return true;
        if (depth == 0)
            return false;
    }
    return false;
}
