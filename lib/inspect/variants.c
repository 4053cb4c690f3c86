/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Sedentary" and "sedentry" in, a question out. */
#include "inspect/variants.h"

#include "base/memory.h"
#include "base/text.h"
#include "ingest/ingest.h"
#include "inspect/list_levels.h"
#include "reps/reps.h"

#include <stdlib.h>
#include <string.h>

enum {
    WORDS = 400, /* that are compared letter by letter; more are codes */
    PAIRS_SHOWN = 100
};

void hinge_list_remark(struct hinge_list_report *report)
{
    if (report->remarks.length > 0)
        hinge_text_puts(&report->remarks, "\n");
}

/* Letters without case, blanks and marks. */
static void squeeze(const char *text, char out[64])
{
    size_t n = 0;
    for (const char *p = text; *p != '\0' && n < 63; p++)
        if (strchr(" _-.0123456789", *p) == NULL)
            out[n++] = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
    out[n] = '\0';
}

/* "Sedentary", "sedentry"; "P1", "P01". Not wall_tap_3in, wall_tap_4in. */
static bool is_variant(const char *a, const char *b, bool codes)
{
    char x[64], y[64];
    if (hinge_list_alike(a, b))
        return true;
    if (codes || (hinge_task_known(a) && hinge_task_known(b)))
        return false;
    squeeze(a, x);
    squeeze(b, y);
    return strcmp(x, y) != 0 && strlen(x) >= 5 && strlen(y) >= 5 &&
           hinge_name_distance(x, y, 2) <= (strlen(x) >= 8 ? 2u : 1u);
}

struct pair {
    const struct hinge_list_levels *levels;
    size_t a, b;
};

static void tell_pair(const struct pair *pair, const char *column, size_t *told,
                      struct hinge_list_report *report)
{
    if (++*told > PAIRS_SHOWN)
        return;
    hinge_list_remark(report);
    hinge_text_printf(&report->remarks, "%s is written \"%s\" and \"%s\": one or two?", column,
                      pair->levels->text[pair->a], pair->levels->text[pair->b]);
}

static int by_spelling(const void *a, const void *b)
{
    const struct hinge_keyed *x = a, *y = b;
    int order = hinge_list_compare_loosely(x->text, y->text);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

/* Of very many names those that are alike, which stand side by side once sorted; each
 * with the first of them. */
static bool find_alike(const struct hinge_list_levels *levels, const char *column, size_t *told,
                       struct hinge_list_report *report)
{
    struct hinge_keyed *name = hinge_alloc(levels->n, sizeof *name);
    for (size_t i = 0; i < levels->n; i++)
        name[i] = (struct hinge_keyed){levels->text[i], i};
    qsort(name, levels->n, sizeof *name, by_spelling);
    for (size_t i = 1, first = 0; i < levels->n; i++) {
        const struct pair pair = {levels, name[first].row, name[i].row};
        if (hinge_list_alike(name[i].text, name[first].text))
            tell_pair(&pair, column, told, report);
        else
            first = i;
    }
    free(name);
    return true;
}

bool hinge_list_variants(const struct hinge_table *list, const char *column, bool codes,
                         struct hinge_list_report *report)
{
    struct hinge_list_levels levels = {0};
    size_t told = 0;
    bool made = hinge_list_levels_of(list, column, false, &levels);
    if (made && levels.n > WORDS)
        made = find_alike(&levels, column, &told, report);
    else
        for (size_t a = 0; made && a < levels.n; a++)
            for (size_t b = a + 1; b < levels.n; b++)
                if (is_variant(levels.text[a], levels.text[b], codes))
                    tell_pair(&(struct pair){&levels, a, b}, column, &told, report);
    if (told > PAIRS_SHOWN) {
        hinge_list_remark(report);
        hinge_text_printf(&report->remarks, "and %zu more pairs of names in %s", told - PAIRS_SHOWN,
                          column);
    }
    hinge_list_levels_clear(&levels);
    return made;
}
