/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a recording was measured: what may not be averaged with what (method 9.5). Every reader asks
 * here, so that all split, refuse and choose alike. */
#include "people/people.h"
#include "table/columns.h"

#include <stdio.h>
#include <string.h>

const char *const hinge_evidence[] = {"tier", "lumbar_def", "driver", "standing_source",
                                      "dim",  "inferred",   "family", NULL};

const char *hinge_standing_class(const char *source)
{
    bool itself =
        *source == '\0' || strcmp(source, "lockout") == 0 || strcmp(source, "first_frame") == 0;
    return itself ? source : "standing";
}

const char *hinge_evidence_text(const struct hinge_table *table, size_t k, size_t row,
                                char buffer[HINGE_EVIDENCE_TEXT])
{
    const char *name = hinge_evidence[k];
    long at = hinge_table_find(table, name);
    if (at >= 0 && table->column[at].type == HINGE_COLUMN_NUMBER) {
        double number = table->column[at].number[row];
        snprintf(buffer, HINGE_EVIDENCE_TEXT, "%g", number);
        return number == number ? buffer : "";
    }
    const char *text = at >= 0 ? hinge_table_word(table, name, row) : "";
    return strcmp(name, "standing_source") == 0 ? hinge_standing_class(text) : text;
}

const char *hinge_evidence_differs(const struct hinge_table *table, size_t a, size_t b)
{
    char one[HINGE_EVIDENCE_TEXT], other[HINGE_EVIDENCE_TEXT];
    for (size_t k = 0; hinge_evidence[k] != NULL; k++)
        if (strcmp(hinge_evidence_text(table, k, a, one),
                   hinge_evidence_text(table, k, b, other)) != 0)
            return hinge_evidence[k];
    return NULL;
}

void hinge_evidence_key(const struct hinge_table *table, size_t row, struct hinge_text *key)
{
    char buffer[HINGE_EVIDENCE_TEXT];
    key->length = 0;
    for (size_t k = 0; hinge_evidence[k] != NULL; k++)
        hinge_text_printf(key, "%s\n", hinge_evidence_text(table, k, row, buffer));
}

void hinge_evidence_filter(const struct hinge_table *table, const size_t *row, size_t n, size_t of,
                           struct hinge_text *filter)
{
    char one[HINGE_EVIDENCE_TEXT], other[HINGE_EVIDENCE_TEXT];
    for (size_t k = 0; hinge_evidence[k] != NULL; k++) {
        const char *own = hinge_evidence_text(table, k, of, one);
        size_t i = 0;
        while (i < n && strcmp(own, hinge_evidence_text(table, k, row[i], other)) == 0)
            i++;
        if (i < n)
            hinge_condition_put(filter, hinge_evidence[k], own);
    }
}
