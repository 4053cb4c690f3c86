/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of a list in; those that differ only as a slip of the hand does, out. */
#include "ingest/list_spellings.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct spelling {
    const char *name;
    size_t row;
};

/* A name read letter by letter without what a slip changes. */
struct reader {
    const unsigned char *at;
    unsigned char last; /* letter given before, 0 at the start */
};

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of a blank, "_", "-" or an accent that stands by itself (U+0300 to U+036F). */
static size_t skipped(const unsigned char *p)
{
    if (*p == ' ' || *p == '\t' || *p == '_' || *p == '-')
        return 1;
    bool no_break = p[0] == 0xC2 && p[1] == 0xA0;
    bool accent = (p[0] == 0xCC && p[1] >= 0x80) || (p[0] == 0xCD && p[1] <= 0xAF);
    return no_break || accent ? 2 : 0;
}

/* The plain letter of one of U+00C0 to U+00FF, which UTF-8 begins with C3. */
static unsigned char plain(unsigned char second)
{
    static const char letters[] = "aaaaaaaceeeeiiiidnooooo*ouuuuy*s"
                                  "aaaaaaaceeeeiiiidnooooo/ouuuuy*y";
    return second >= 0x80 && second <= 0xBF ? (unsigned char)letters[second - 0x80] : second;
}

/* The next letter, 0 at the end. What parts two numbers stays ("1-1" is not "11"), as
 * does a sign before a number that begins and one at the end ("pain-"). */
static unsigned char next(struct reader *r)
{
    const unsigned char *p = r->at;
    bool start = r->last == 0, parted = false;
    for (size_t n; (n = skipped(p)) > 0; p += n) {
        if (*p == '-' && (p[1] == '\0' || (start && is_digit(p[1]))))
            break;
        parted = true;
    }
    if (parted && is_digit(r->last) && is_digit(*p)) {
        r->at = p;
        return r->last = '-';
    }
    while (*p == '0' && is_digit(p[1]) && !is_digit(r->last) && r->last != '.' && r->last != ',')
        p++;
    unsigned char c = *p;
    if (c >= 'A' && c <= 'Z')
        c = (unsigned char)(c - 'A' + 'a');
    if (c == 0xC3 && p[1] != '\0') {
        c = plain(p[1]);
        p++;
    }
    r->at = c != '\0' ? p + 1 : p;
    return r->last = c;
}

int hinge_list_compare_loosely(const char *a, const char *b)
{
    struct reader x = {(const unsigned char *)a, 0}, y = {(const unsigned char *)b, 0};
    for (;;) {
        unsigned char c = next(&x), d = next(&y);
        if (c != d)
            return c < d ? -1 : 1;
        if (c == '\0')
            return 0;
    }
}

bool hinge_list_alike(const char *a, const char *b)
{
    return hinge_list_compare_loosely(a, b) == 0;
}

/* Names that are alike side by side, each in the order of the list. */
static int compare(const void *a, const void *b)
{
    const struct spelling *x = a, *y = b;
    int order = hinge_list_compare_loosely(x->name, y->name);
    if (order == 0)
        order = strcmp(x->name, y->name);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static void tell(const char *column, const struct spelling *pair, size_t more,
                 const struct hinge_list_place *place, hinge_message *message, void *context)
{
    bool swapped = pair[0].row > pair[1].row;
    const struct spelling *first = &pair[swapped], *second = &pair[!swapped];
    char here[280], there[280], others[48] = "", line[1200];
    hinge_list_place_describe(&place[second->row], here);
    hinge_list_place_describe(&place[first->row], there);
    if (more > 0)
        snprintf(others, sizeof others, " (and %zu more pair%s)", more, more > 1 ? "s" : "");
    snprintf(line, sizeof line,
             "%s: warning: %s \"%.120s\", in %s \"%.120s\"%s: taken as two; if they "
             "are one, write it in one way",
             here, column, second->name, there, first->name, others);
    if (message != NULL)
        message(context, line);
}

/* The first pair of alike names of a column, and how many there are. */
static size_t find_pairs(const struct hinge_table *list, const char *column,
                         struct spelling *spelling, struct spelling pair[2])
{
    size_t n = 0, pairs = 0;
    for (size_t r = 0; r < list->rows; r++) {
        const char *name = hinge_table_text(list, column, r);
        if (name != NULL && *name != '\0' && (n == 0 || strcmp(spelling[n - 1].name, name) != 0))
            spelling[n++] = (struct spelling){name, r};
    }
    if (n > 1)
        qsort(spelling, n, sizeof *spelling, compare);
    for (size_t i = 1, first = 0; i < n; i++) {
        if (strcmp(spelling[i].name, spelling[first].name) == 0)
            continue;
        if (hinge_list_alike(spelling[i].name, spelling[first].name) && pairs++ == 0) {
            pair[0] = spelling[first];
            pair[1] = spelling[i];
        }
        first = i;
    }
    return pairs;
}

void hinge_list_spellings_tell(const struct hinge_table *list, const struct hinge_list_place *place,
                               hinge_message *message, void *context, size_t *told)
{
    static const char *const columns[] = {"participant", "group", "session", "task", "cue"};
    struct spelling *spelling = hinge_alloc(list->rows, sizeof *spelling), pair[2];
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
        size_t pairs = find_pairs(list, columns[c], spelling, pair);
        if (pairs > 0)
            tell(columns[c], pair, pairs - 1, place, message, context);
        *told += pairs > 0;
    }
    free(spelling);
}
