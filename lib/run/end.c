/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last lines of a run, from the table of its recordings. */
#include "run/end.h"

#include "base/memory.h"
#include "base/text.h"
#include "people/rule.h"
#include "report/alike.h"
#include "report/request/tabulation.h"

#include <hinge/report.h>
#include <hinge/results.h>
#include <stdlib.h>
#include <string.h>

enum { NAMED = 3 }; /* files of a reason */

/* Recordings by what became of them. */
struct tally {
    size_t refused, to_come, partial, without_rep, standing, reps, people, nobody;
};

static const char *cell(const struct hinge_table *trials, const char *column, size_t row)
{
    const char *text = hinge_table_text(trials, column, row);
    return text != NULL ? text : "";
}

static bool is(const struct hinge_table *trials, const char *column, size_t row, const char *word)
{
    return strcmp(cell(trials, column, row), word) == 0;
}

static bool is_refused(const struct hinge_table *trials, size_t row)
{
    return is(trials, "status", row, "refused");
}

static bool is_to_come(const struct hinge_table *trials, size_t row)
{
    return is_refused(trials, row) &&
           is(trials, "reason", row, hinge_reason_name(HINGE_REASON_NOT_RECORDED));
}

/* People with a repetition, by name. */
static void count_people(const struct hinge_table *trials, struct tally *tally)
{
    const char **who = hinge_alloc(trials->rows, sizeof *who);
    long reps = hinge_table_find(trials, "reps");
    size_t n = 0;
    for (size_t r = 0; reps >= 0 && r < trials->rows; r++) {
        double found = trials->column[reps].number[r];
        if (!(found > 0) || !hinge_recording_counts(cell(trials, "role", r)))
            continue;
        tally->reps += (size_t)found;
        if (*cell(trials, "participant", r) == '\0')
            tally->nobody++;
        else
            who[n++] = cell(trials, "participant", r);
    }
    qsort(who, n, sizeof *who, hinge_by_text);
    for (size_t i = 0; i < n; i++)
        tally->people += i == 0 || strcmp(who[i], who[i - 1]) != 0;
    free(who);
}

static void count_rows(const struct hinge_table *trials, struct tally *tally)
{
    const char *none = hinge_reason_name(HINGE_REASON_NO_REPS);
    for (size_t r = 0; r < trials->rows; r++) {
        bool later = is_to_come(trials, r), lost = is_refused(trials, r);
        bool zero = is(trials, "role", r, "standing");
        bool front = is(trials, "view", r, "frontal"); /* seen in its side view */
        tally->to_come += later;
        tally->refused += lost && !later;
        tally->partial += is(trials, "status", r, "partial");
        tally->standing += !lost && zero;
        tally->without_rep += !lost && !zero && !front && is(trials, "reason", r, none);
    }
}

/* Those refused for one reason, and the first few files. */
struct refusal {
    const char *reason, *file[NAMED];
    size_t n;
};

static size_t collect_refused(const struct hinge_table *trials,
                              struct refusal list[HINGE_REASON_COUNT])
{
    size_t n = 0;
    for (size_t r = 0; r < trials->rows; r++) {
        if (!is_refused(trials, r) || is_to_come(trials, r))
            continue;
        const char *reason = cell(trials, "reason", r);
        size_t k = 0;
        while (k < n && strcmp(list[k].reason, reason) != 0)
            k++;
        if (k == HINGE_REASON_COUNT)
            continue; /* there are no others */
        if (k == n)
            list[n++] = (struct refusal){.reason = reason};
        if (list[k].n < NAMED)
            list[k].file[list[k].n] = cell(trials, "file", r);
        list[k].n++;
    }
    return n;
}

/* A line for each reason, in the order they are met. */
static void put_refused(const struct hinge_table *trials, struct hinge_text *out)
{
    struct refusal list[HINGE_REASON_COUNT];
    size_t n = collect_refused(trials, list);
    for (size_t k = 0; k < n; k++) {
        hinge_text_printf(out, "refused     %zu × %s:", list[k].n, list[k].reason);
        for (size_t i = 0; i < list[k].n && i < NAMED; i++)
            hinge_text_printf(out, "%s %s", i > 0 ? "," : "", list[k].file[i]);
        hinge_text_puts(out, list[k].n > NAMED ? ", …\n" : "\n");
    }
    if (n > 0)
        hinge_text_puts(out, "            what to do about each: column message of "
                             "tables/trials.csv\n");
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void put_counts(const struct hinge_table *trials, const struct tally *tally,
                       struct hinge_text *out)
{
    size_t people = tally->people + tally->nobody;
    hinge_text_printf(out, "recordings  %zu, %zu analysed, %zu refused", trials->rows,
                      trials->rows - tally->refused - tally->to_come, tally->refused);
    if (tally->to_come > 0)
        hinge_text_printf(out, ", %zu not recorded yet", tally->to_come);
    if (tally->standing > 0)
        hinge_text_printf(out, "; %zu of them standing", tally->standing);
    hinge_text_printf(out, "\nrepetitions %zu of %zu %s\n", tally->reps, people,
                      people == 1 ? "person" : "people");
    put_refused(trials, out);
    if (tally->partial > 0)
        hinge_text_printf(out,
                          "look at     %zu recording%s of which a part could not be "
                          "used: tables/trials.csv\n",
                          tally->partial, plural(tally->partial));
    if (tally->without_rep > 0)
        hinge_text_printf(out,
                          "look at     %zu recording%s without a repetition (NO_REPS): "
                          "tables/trials.csv\n",
                          tally->without_rep, plural(tally->without_rep));
    if (tally->nobody > 0)
        hinge_text_printf(out,
                          "look at     %zu recording%s without a participant, each "
                          "counted as a person: the trial list\n",
                          tally->nobody, plural(tally->nobody));
}

#define FIGURE " figure: "

/* Of a line "no NAME figure: WHY" the WHY, else NULL. */
static const char *why_of(const char *line)
{
    size_t n = strcspn(line, "\n");
    const char *at = strstr(line, FIGURE);
    return strncmp(line, "no ", 3) == 0 && at != NULL && at < line + n ? at : NULL;
}

static const char *next_line(const char *line)
{
    line += strcspn(line, "\n");
    return line + (*line == '\n');
}

static bool same_why(const char *one, const char *other)
{
    size_t n = one != NULL ? strcspn(one, "\n") : 0;
    return n > 0 && other != NULL && strcspn(other, "\n") == n && strncmp(one, other, n) == 0;
}

/* A line each; figures that are missing for one reason share one. */
static void put_notes(const char *notes, struct hinge_text *out)
{
    for (const char *line = notes; *line != '\0'; line = next_line(line)) {
        const char *why = why_of(line), *other = notes;
        while (other < line && !same_why(why, why_of(other)))
            other = next_line(other);
        if (other < line)
            continue; /* said */
        const char *end = why != NULL ? why : line + strcspn(line, "\n");
        hinge_text_printf(out, "note        %.*s", (int)(end - line), line);
        size_t more = 0;
        for (other = next_line(line); *other != '\0'; other = next_line(other)) {
            const char *its = why_of(other);
            if (same_why(why, its)) {
                hinge_text_printf(out, ", %.*s", (int)(its - other) - 3, other + 3);
                more++;
            }
        }
        if (why != NULL)
            hinge_text_printf(out, " figure%s: %.*s", more > 0 ? "s" : "",
                              (int)(strcspn(why, "\n") - strlen(FIGURE)), why + strlen(FIGURE));
        hinge_text_puts(out, "\n");
    }
}

/* The key that makes recordings alike which are not averaged. */
static void put_joins(const struct hinge_table *trials, struct hinge_text *out)
{
    struct hinge_alike alike;
    hinge_alike_find(trials, "", &alike);
    if (alike.joins.length > 0)
        hinge_text_printf(out, "note        %s; %s\n", hinge_text_string(&alike.others),
                          hinge_text_string(&alike.joins));
    hinge_alike_clear(&alike);
}

/* Several cues, none of them the one that others are compared with. */
static void put_baseline(const struct hinge_table *trials, const char *baseline,
                         struct hinge_text *out)
{
    enum { MOST = 16 };
    const char *cue[MOST];
    size_t n = 0;
    for (size_t r = 0; r < trials->rows; r++) {
        const char *its = cell(trials, "cue", r);
        size_t k = 0;
        if (*its == '\0' || !hinge_recording_counts(cell(trials, "role", r)))
            continue;
        if (strcmp(its, baseline) == 0)
            return;
        while (k < n && strcmp(cue[k], its) != 0)
            k++;
        if (k == n && n < MOST)
            cue[n++] = its;
    }
    if (n < 2)
        return;
    hinge_text_printf(out,
                      "note        no comparison of cues: no recording has the "
                      "cue \"%s\"; there are ",
                      baseline);
    hinge_text_join(out, cue, n, ", ");
    hinge_text_printf(out,
                      ": set baseline under [run] to the one without an "
                      "instruction, such as baseline = %s\n",
                      cue[0]);
}

enum hinge_status hinge_run_end(struct hinge_results_reader *results, const char *baseline,
                                const char *notes, struct hinge_text *out, bool *refused,
                                struct hinge_error *error)
{
    struct hinge_table trials = {0};
    struct tally tally = {0};
    const struct hinge_table_request request = {.opened = results,
                                                .view = "trials",
                                                .by = "",
                                                .columns = "all",
                                                .where = "",
                                                .phase = "",
                                                .no_provenance = true};
    enum hinge_status status = hinge_view_table(&request, &trials, NULL, error);
    if (status == HINGE_OK)
        count_people(&trials, &tally);
    if (status == HINGE_OK) {
        count_rows(&trials, &tally);
        put_counts(&trials, &tally, out);
        put_baseline(&trials, baseline, out);
        put_notes(notes, out);
        put_joins(&trials, out);
    }
    *refused = tally.refused > 0;
    hinge_table_clear(&trials);
    return status;
}
