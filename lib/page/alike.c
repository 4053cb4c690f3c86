/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings that were measured alike: the answers are for the largest such group, as
 * what was measured otherwise is never averaged with it. */
#include "page/page.h"

#include "people/intern.h"
#include "people/rule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KINDS = 64 };

/* Recordings of one kind: the first of them, and how many there are. */
struct kind {
    size_t row, n;
};

static const char *evidence_of(const struct hinge_table *table, size_t row, size_t k,
                               char number[32])
{
    const char *name = hinge_evidence[k];
    const char *text = hinge_table_text(table, name, row);
    long at = hinge_table_find(table, name);
    if (text == NULL && at >= 0 && table->column[at].type == HINGE_COLUMN_NUMBER) {
        snprintf(number, 32, "%g", hinge_table_number(table, name, row));
        return number;
    }
    text = text != NULL ? text : "";
    return strcmp(name, "standing_source") == 0 ? hinge_standing_class(text) : text;
}

static bool are_alike(const struct hinge_table *table, size_t a, size_t b)
{
    char number[2][32];
    for (size_t k = 0; hinge_evidence[k] != NULL; k++)
        if (strcmp(evidence_of(table, a, k, number[0]),
                   evidence_of(table, b, k, number[1])) != 0)
            return false;
    return true;
}

static bool counts(const struct hinge_table *table, size_t row)
{
    const char *status = hinge_table_text(table, "status", row);
    const char *role = hinge_table_text(table, "role", row);
    return (status == NULL || strcmp(status, "refused") != 0) &&
           hinge_recording_counts(role != NULL ? role : "");
}

/* Kinds in the order of their first recording; more than KINDS are not told apart. */
static size_t find_kinds(const struct hinge_table *table, struct kind kind[KINDS])
{
    size_t n = 0;
    for (size_t r = 0; r < table->rows; r++) {
        size_t k = 0;
        if (!counts(table, r))
            continue;
        while (k < n && !are_alike(table, kind[k].row, r))
            k++;
        if (k == n && n == KINDS)
            continue;
        if (k == n)
            kind[n++] = (struct kind){r, 0};
        kind[k].n++;
    }
    return n;
}

/* The better evidence where two kinds have as many recordings. */
static size_t largest(const struct hinge_table *table, const struct kind *kind,
                      size_t n)
{
    size_t best = 0;
    for (size_t k = 1; k < n; k++) {
        const char *tier = hinge_table_text(table, "tier", kind[k].row);
        const char *before = hinge_table_text(table, "tier", kind[best].row);
        bool better = tier != NULL && before != NULL && strcmp(tier, before) < 0;
        if (kind[k].n > kind[best].n || (kind[k].n == kind[best].n && better))
            best = k;
    }
    return best;
}

/* People with such a recording; a recording of nobody counts by itself. */
static size_t participants(const struct hinge_table *table, size_t row, bool alike)
{
    struct hinge_intern seen = {0};
    size_t nobody = 0;
    for (size_t r = 0; r < table->rows; r++) {
        if (!counts(table, r) || are_alike(table, row, r) != alike)
            continue;
        const char *who = hinge_table_text(table, "participant", r);
        nobody += who == NULL || hinge_intern_number(&seen, who) == SIZE_MAX;
    }
    size_t n = nobody + seen.n;
    hinge_intern_clear(&seen);
    return n;
}

static const char *measured_by(const char *tier)
{
    return strcmp(tier, "A") == 0   ? "with pelvis and thorax tracked"
           : strcmp(tier, "B") == 0 ? "with a chain of spine landmarks"
                                    : "with landmarks of shoulder, hip, knee and ankle";
}

/* "tier=A&family=markers": what tells this kind from the others. */
static void add_filter(struct hinge_report *report, const struct kind *kind, size_t n,
                       size_t best)
{
    const struct hinge_table *table = &report->trials;
    const char *before = *report->request.where != '\0' ? "&" : "";
    hinge_text_puts(&report->alike, report->request.where);
    for (size_t k = 0; hinge_evidence[k] != NULL; k++) {
        char number[2][32];
        bool differs = false;
        const char *own = evidence_of(table, kind[best].row, k, number[0]);
        for (size_t i = 0; i < n; i++)
            differs = differs ||
                      strcmp(own, evidence_of(table, kind[i].row, k, number[1])) != 0;
        if (!differs)
            continue;
        hinge_text_printf(&report->alike, "%s%s=%s", before, hinge_evidence[k], own);
        before = "&";
    }
}

/* Recordings that tables leave out (guessed by a network, say) may be the largest
 * group: then nothing is told apart. */
static enum hinge_status try_filter(struct hinge_report *report,
                                    struct hinge_error *error)
{
    static const char *const views[] = {"summary", "faults"};
    const char *where = report->request.where;
    struct hinge_error why = HINGE_ERROR_INIT;
    enum hinge_status status = HINGE_OK;
    report->request.where = hinge_text_string(&report->alike);
    for (size_t i = 0; status == HINGE_OK && i < 2; i++) {
        struct hinge_table table = {0};
        char *footer = NULL;
        status = hinge_report_table(report, views[i], "", "", &table, &footer, &why);
        hinge_table_clear(&table);
        free(footer);
    }
    report->request.where = where;
    if (status == HINGE_OK)
        return HINGE_OK;
    if (!hinge_error_is_absence(&why)) {
        *error = why;
        return status;
    }
    report->alike.length = report->others.length = 0;
    hinge_text_puts(&report->alike, where);
    return report->alike.failed ? hinge_no_memory(error) : HINGE_OK;
}

enum hinge_status hinge_report_alike(struct hinge_report *report,
                                     struct hinge_error *error)
{
    const struct hinge_table *table = &report->trials;
    struct kind kind[KINDS];
    size_t n = find_kinds(table, kind), others = 0;
    size_t best = n > 0 ? largest(table, kind, n) : 0;
    const char *tier = n > 0 ? hinge_table_text(table, "tier", kind[best].row) : NULL;
    report->tier = tier != NULL ? tier : "";
    report->inferred =
        n > 0 && hinge_table_number(table, "inferred", kind[best].row) > 0;
    if (n < 2) {
        hinge_text_puts(&report->alike, report->request.where);
    } else {
        for (size_t k = 0; k < n; k++)
            others += k != best ? kind[k].n : 0;
        add_filter(report, kind, n, best);
        size_t people = participants(table, kind[best].row, true),
               other_people = participants(table, kind[best].row, false);
        hinge_text_printf(
            &report->others,
            "These answers are for the %zu recordings of %zu participant%s that were "
            "measured alike, %s. %zu other recording%s (%zu participant%s) %s "
            "measured in another way and %s only in the tables below.",
            kind[best].n, people, people == 1 ? "" : "s", measured_by(report->tier),
            others, others == 1 ? "" : "s", other_people, other_people == 1 ? "" : "s",
            others == 1 ? "was" : "were", others == 1 ? "is" : "are");
    }
    if (report->alike.failed || report->others.failed)
        return hinge_no_memory(error);
    return n < 2 ? HINGE_OK : try_filter(report, error);
}
