/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings that were measured alike: the answers are for the largest such group, as
 * what was measured otherwise is never averaged with it. */
#include "report/alike.h"

#include "people/people.h"

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
        if (strcmp(evidence_of(table, a, k, number[0]), evidence_of(table, b, k, number[1])) != 0)
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

/* Whether a kind shows the spine, and no network guessed it. */
static bool has_spine(const struct hinge_table *table, const struct kind *kind)
{
    const char *tier = hinge_table_text(table, "tier", kind->row);
    return tier != NULL && (*tier == 'A' || *tier == 'B') &&
           !(hinge_table_number(table, "inferred", kind->row) > 0);
}

/* Of the kinds that show the spine, if any does, the one with most people; then that
 * with most recordings, then the better evidence. */
static size_t main_kind(const struct hinge_table *table, const struct kind *kind, size_t n)
{
    size_t best = 0;
    for (size_t k = 1; k < n; k++) {
        const char *tier = hinge_table_text(table, "tier", kind[k].row),
                   *before = hinge_table_text(table, "tier", kind[best].row);
        const double by[][2] = {{has_spine(table, &kind[k]), has_spine(table, &kind[best])},
                                {(double)participants(table, kind[k].row, true),
                                 (double)participants(table, kind[best].row, true)},
                                {(double)kind[k].n, (double)kind[best].n},
                                {tier != NULL && before != NULL && strcmp(tier, before) < 0, 0}};
        size_t i = 0;
        while (i < 3 && by[i][0] == by[i][1])
            i++;
        best = by[i][0] > by[i][1] ? k : best;
    }
    return best;
}

static const char *measured_by(const char *tier)
{
    return strcmp(tier, "A") == 0   ? "with pelvis and thorax tracked"
           : strcmp(tier, "B") == 0 ? "with a chain of spine landmarks"
                                    : "with landmarks of shoulder, hip, knee and ankle";
}

/* Whether the kinds do not have one evidence k. */
static bool differs(const struct hinge_table *table, const struct kind *kind, size_t n, size_t k)
{
    char number[2][32];
    for (size_t i = 1; i < n; i++)
        if (strcmp(evidence_of(table, kind[0].row, k, number[0]),
                   evidence_of(table, kind[i].row, k, number[1])) != 0)
            return true;
    return false;
}

/* "the landmarks tracked and the source of the upright zero": what differs between the
 * kinds, and the key that gives all of them one zero. */
static void say_differences(const struct hinge_table *table, const struct kind *kind, size_t n,
                            struct hinge_alike *alike)
{
    static const struct {
        const char *column, *words;
        bool of_tier; /* another tier has another one */
    } row[] = {{"tier", "the landmarks tracked", false},
               {"lumbar_def", "the definition of lumbar flexion", true},
               {"driver", "the angle that defines repetitions", true},
               {"standing_source", "the source of the upright zero (standing or lockout)", false},
               {"dim", "the number of dimensions", true},
               {"inferred", "the use of landmarks that a network inferred", true},
               {"family", "the measuring system", false}};
    enum { ROWS = sizeof row / sizeof *row };
    const char *words[ROWS];
    size_t said = 0;
    bool tier = false;
    for (size_t k = 0; hinge_evidence[k] != NULL; k++) {
        size_t i = 0;
        while (i < ROWS && strcmp(row[i].column, hinge_evidence[k]) != 0)
            i++;
        if (i == ROWS || (tier && row[i].of_tier) || !differs(table, kind, n, k))
            continue;
        tier = tier || i == 0;
        words[said++] = row[i].words;
        if (strcmp(row[i].column, "standing_source") == 0)
            hinge_text_puts(&alike->joins, "stand.zero = lockout under [standing] gives "
                                           "all recordings one zero");
    }
    for (size_t i = 0; i < said; i++)
        hinge_text_printf(&alike->others, "%s%s",
                          i == 0          ? ""
                          : i + 1 == said ? " and "
                                          : ", ",
                          words[i]);
}

/* "tier=A&family=markers": what tells this kind from the others. */
static void add_filter(struct hinge_text *out, const struct hinge_table *table, const char *where,
                       const struct kind *kind, size_t n, size_t best)
{
    const char *before = *where != '\0' ? "&" : "";
    hinge_text_puts(out, where);
    for (size_t k = 0; hinge_evidence[k] != NULL; k++) {
        char number[32];
        if (!differs(table, kind, n, k))
            continue;
        hinge_text_printf(out, "%s%s=%s", before, hinge_evidence[k],
                          evidence_of(table, kind[best].row, k, number));
        before = "&";
    }
}

/* "the 24 recordings of 12 participants that were measured alike, with …" and "24 other
 * recordings (12 participants) differ in the landmarks tracked" */
static void say_kinds(const struct hinge_table *table, const struct kind *kind, size_t n,
                      size_t best, struct hinge_alike *alike)
{
    size_t others = 0;
    for (size_t k = 0; k < n; k++)
        others += k != best ? kind[k].n : 0;
    size_t people = participants(table, kind[best].row, true),
           other_people = participants(table, kind[best].row, false);
    hinge_text_printf(&alike->these,
                      "the %zu recording%s of %zu participant%s that were measured "
                      "alike, %s",
                      kind[best].n, kind[best].n == 1 ? "" : "s", people, people == 1 ? "" : "s",
                      measured_by(alike->tier));
    hinge_text_printf(&alike->others, "%zu other recording%s (%zu participant%s) differ%s in ",
                      others, others == 1 ? "" : "s", other_people, other_people == 1 ? "" : "s",
                      others == 1 ? "s" : "");
    say_differences(table, kind, n, alike);
    alike->one_other = others == 1;
}

void hinge_alike_find(const struct hinge_table *trials, const char *where,
                      struct hinge_alike *alike)
{
    struct kind kind[KINDS];
    *alike = (struct hinge_alike){.kinds = find_kinds(trials, kind)};
    size_t n = alike->kinds, best = n > 0 ? main_kind(trials, kind, n) : 0;
    const char *tier = n > 0 ? hinge_table_text(trials, "tier", kind[best].row) : NULL;
    alike->tier = tier != NULL ? tier : "";
    alike->inferred = n > 0 && hinge_table_number(trials, "inferred", kind[best].row) > 0;
    if (n < 2) {
        hinge_text_puts(&alike->filter, where);
    } else {
        add_filter(&alike->filter, trials, where, kind, n, best);
        say_kinds(trials, kind, n, best, alike);
    }
}

void hinge_alike_clear(struct hinge_alike *alike)
{
    hinge_text_clear(&alike->filter);
    hinge_text_clear(&alike->these);
    hinge_text_clear(&alike->others);
    hinge_text_clear(&alike->joins);
}
