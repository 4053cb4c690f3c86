/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a report: its sections in order, tables, and what was moved out of them. */
#include "page/page.h"

#include "base/memory.h"
#include "base/number.h"
#include "base/request.h"
#include "people/people.h"
#include "report/published.h"
#include "report/request.h"
#include "result/words.h"
#include "store/store.h"

#include <hinge/init.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- The answers are for the largest group of recordings measured alike, as what was measured
 * otherwise is never averaged with it. --- */

static void hinge_report_unsaid(const struct hinge_report *report, const char *lines,
                                struct hinge_text *out);

/* Recordings that tables leave out (guessed by a network, say) may be the largest
 * group: then nothing is told apart. */
static enum hinge_status try_filter(struct hinge_report *report, struct hinge_error *error)
{
    static const char *const views[] = {"summary", "faults"};
    const char *where = report->request.filter;
    struct hinge_error why = HINGE_ERROR_INIT;
    enum hinge_status status = HINGE_OK;
    report->request.filter = hinge_text_string(&report->alike);
    for (size_t i = 0; status == HINGE_OK && i < 2; i++) {
        struct hinge_table table = {0};
        char *footer = NULL;
        status = hinge_report_table(report, views[i], "", "", &table, &footer, &why);
        hinge_table_clear(&table);
        free(footer);
    }
    report->request.filter = where;
    if (status == HINGE_OK)
        return HINGE_OK;
    if (!hinge_error_is_absence(&why)) {
        *error = why;
        return status;
    }
    report->alike.length = report->others.length = report->these.length = 0;
    hinge_text_puts(&report->alike, where);
    return HINGE_OK;
}

/* Fills `alike`, `others`, `these` and `tier`: the largest group of recordings measured
 * alike. */
static enum hinge_status hinge_report_alike(struct hinge_report *report, struct hinge_error *error)
{
    struct hinge_alike alike;
    hinge_alike_find(&report->trials, report->request.filter, &alike);
    enum hinge_status status = HINGE_OK;
    report->tier = alike.tier;
    report->inferred = alike.inferred;
    hinge_text_puts(&report->alike, hinge_text_string(&alike.filter));
    if (alike.kinds > 1)
        hinge_text_puts(&report->these, hinge_text_string(&alike.these));
    if (alike.kinds > 1)
        hinge_text_printf(&report->others,
                          "These answers are for %s. %s and %s only in the tables below.%s%s%s",
                          hinge_text_string(&alike.these), hinge_text_string(&alike.others),
                          alike.one_other ? "is" : "are", alike.joins.length > 0 ? " " : "",
                          hinge_text_string(&alike.joins), alike.joins.length > 0 ? "." : "");
    if (alike.kinds > 1)
        status = try_filter(report, error);
    hinge_alike_clear(&alike);
    return status;
}

/* --- too few --- */

/* The most repetitions that a participant has under a cue. */
static double most_reps(struct hinge_report *report)
{
    const struct hinge_table *trials = &report->trials;
    double *sum = hinge_alloc(trials->rows, sizeof *sum), most = 0;
    struct hinge_intern cells = {0};
    struct hinge_text key = {0};
    for (size_t r = 0; sum != NULL && r < trials->rows; r++) {
        const char *who = hinge_table_text(trials, "participant", r);
        const char *cue = hinge_table_text(trials, "cue", r);
        double reps = hinge_table_number(trials, "reps", r);
        key.length = 0;
        hinge_text_printf(&key, "%s\n%s", who != NULL ? who : "", cue != NULL ? cue : "");
        size_t cell = hinge_intern_number(&cells, hinge_text_string(&key));
        if (reps > 0)
            most = fmax(most, sum[cell] += reps);
    }
    hinge_intern_clear(&cells);
    hinge_text_clear(&key);
    free(sum);
    return most;
}

const char *hinge_report_if_too_few(struct hinge_report *report, const char *otherwise)
{
    double least = 3, most = most_reps(report);
    struct hinge_error ignored = HINGE_ERROR_INIT;
    hinge_results_parameter(report->request.opened, "agg.min_reps", &least, &ignored);
    return most > 0 && most < least && !report->request.allow_single
               ? "Repetitions were found, but too few of each participant and "
                 "condition for a mean. Record more of them (usually three); the table "
                 "of repetitions lists those found."
               : otherwise;
}

/* --- What recordings without spine landmarks (phone videos) show, said first: trunk lean, hip
 * travel, knee and shank, hinge index, tempo. --- */

/* In the order they are said. */
static const struct {
    const char *metric, *phase, *words;
} measured[] = {{"trunk_excursion_deg", "descent", "trunk lean"},
                {"hip_posterior_ll", "rep", "backward hip travel"},
                {"knee_excursion_deg", "descent", "knee flexion"},
                {"shank_incl_deg", "rep", "shank inclination"},
                {"hinge_index", "rep", "hinge index"},
                {"duration_s", "descent", "descent"}};
enum { MEASURED = sizeof measured / sizeof *measured };

/* The metrics of one phase are one table. */
static const char *const phases[] = {"descent", "rep"};
enum { PHASES = sizeof phases / sizeof *phases };

/* Of a cell the decimals that its interval earns. */
static int earned(const struct hinge_table *table, size_t row)
{
    double mean = hinge_table_number(table, "mean", row),
           low = hinge_table_number(table, "ci_low", row),
           high = hinge_table_number(table, "ci_high", row);
    bool interval = hinge_table_number(table, "n", row) > 2 && !isnan(low);
    return hinge_decimals_of(interval ? (high - low) / 2 : fabs(mean) / 10);
}

/* "trunk lean 61° (95% CI 54 to 68)", with "n = 5" where the people of values differ */
static void add_value(struct hinge_text *out, const struct hinge_table *table, size_t row,
                      int digits, const char *words, bool people)
{
    char unit[64];
    double mean = hinge_table_number(table, "mean", row),
           low = hinge_table_number(table, "ci_low", row),
           high = hinge_table_number(table, "ci_high", row);
    digits = hinge_limit_decimals(digits, low, high);
    hinge_wording_after(hinge_table_text(table, "unit", row), unit, sizeof unit);
    hinge_text_printf(out, "%s %.*f%s", words, digits, hinge_unsigned_zero(mean, digits), unit);
    double n = hinge_table_number(table, "n", row);
    bool interval = n > 2 && !isnan(low);
    if (interval)
        hinge_text_printf(out, " (95%% CI %.*f to %.*f", digits, hinge_unsigned_zero(low, digits),
                          digits, hinge_unsigned_zero(high, digits));
    if (people)
        hinge_text_printf(out, "%sn = %.0f", interval ? ", " : " (", n);
    hinge_text_puts(out, interval || people ? ")" : "");
}

static bool is_of(const struct hinge_table *table, size_t row, const char *metric)
{
    const char *own = hinge_table_text(table, "metric", row);
    return own != NULL && strcmp(own, metric) == 0;
}

/* Decimals of a metric, alike in all cells that are said: the fewest. */
static int digits_of(const struct hinge_report *report, const struct hinge_table *table,
                     const char *metric)
{
    int digits = INT_MAX;
    for (size_t r = 0; r < table->rows; r++)
        if (is_of(table, r, metric) && hinge_report_is_baseline(report, table, r) &&
            !isnan(hinge_table_number(table, "mean", r)) && earned(table, r) < digits)
            digits = earned(table, r);
    return digits;
}

/* The row of a metric and a cell (by the keys before "metric") in another table,
 * SIZE_MAX. */
static size_t row_of(const struct hinge_table *table, const struct hinge_table *other, size_t row,
                     const char *metric)
{
    for (size_t r = 0; r < other->rows; r++) {
        bool same = is_of(other, r, metric);
        for (size_t c = 0; c < table->n_columns && strcmp(table->column[c].name, "metric") != 0;
             c++) {
            const char *name = table->column[c].name;
            const char *a = hinge_table_text(table, name, row),
                       *b = hinge_table_text(other, name, r);
            same = same && strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
        }
        if (same)
            return r;
    }
    return SIZE_MAX;
}

/* The row of the m-th of what is measured in a cell, by the cell's row of the first;
 * NULL where it has no value. */
static const struct hinge_table *measured_in(const struct hinge_table table[PHASES], size_t cell,
                                             size_t m, size_t *row)
{
    const struct hinge_table *of = &table[strcmp(measured[m].phase, phases[0]) == 0 ? 0 : 1];
    *row = row_of(&table[0], of, cell, measured[m].metric);
    return *row == SIZE_MAX || isnan(hinge_table_number(of, "mean", *row)) ? NULL : of;
}

/* n stands at the head where all values have it, else beside each. */
static void add_cell(const struct hinge_report *report, struct hinge_text *out,
                     const struct hinge_table table[PHASES], size_t row)
{
    const char *before = ": ";
    double least = INFINITY, most = 0;
    struct hinge_text name = {0};
    size_t r;
    for (size_t m = 0; m < MEASURED; m++) {
        const struct hinge_table *of = measured_in(table, row, m, &r);
        double n = of != NULL ? hinge_table_number(of, "n", r) : (double)NAN;
        least = fmin(least, n);
        most = fmax(most, n);
    }
    if (!(most > 0))
        return;
    hinge_report_who(report, &table[0], row, "metric", least == most ? most : (double)NAN, &name);
    hinge_text_printf(out, "%s%s", out->length > 0 ? " " : "", hinge_report_capital(&name));
    if (least == most)
        hinge_text_printf(out, " (n = %.0f)", most);
    for (size_t m = 0; m < MEASURED; m++) {
        const struct hinge_table *of = measured_in(table, row, m, &r);
        if (of == NULL)
            continue;
        hinge_text_puts(out, before);
        add_value(out, of, r, digits_of(report, of, measured[m].metric), measured[m].words,
                  least < most);
        before = ", ";
    }
    hinge_text_puts(out, ".");
    hinge_text_clear(&name);
}

enum hinge_status hinge_report_moved(struct hinge_report *report, struct hinge_text *out,
                                     struct hinge_error *error)
{
    struct hinge_table table[PHASES] = {{0}};
    enum hinge_status status = HINGE_OK;
    for (size_t p = 0; status == HINGE_OK && p < PHASES; p++) {
        char columns[160] = "keys", *footer = NULL;
        for (size_t m = 0; m < MEASURED; m++)
            if (strcmp(measured[m].phase, phases[p]) == 0)
                snprintf(columns + strlen(columns), sizeof columns - strlen(columns), ",%s",
                         measured[m].metric);
        status =
            hinge_report_table(report, "summary", columns, phases[p], &table[p], &footer, error);
        free(footer);
    }
    for (size_t r = 0; status == HINGE_OK && r < table[0].rows; r++)
        if (is_of(&table[0], r, measured[0].metric) &&
            hinge_report_is_baseline(report, &table[0], r))
            add_cell(report, out, table, r);
    for (size_t p = 0; p < PHASES; p++)
        hinge_table_clear(&table[p]);
    return status;
}

enum hinge_status hinge_report_unmoved(struct hinge_report *report, struct hinge_text *out,
                                       struct hinge_error *error)
{
    struct hinge_table table = {0};
    char *footer = NULL;
    enum hinge_status status = hinge_report_table(report, "missing", measured[0].metric,
                                                  measured[0].phase, &table, &footer, error);
    if (status != HINGE_OK && hinge_error_is_absence(error))
        status = HINGE_OK; /* not one value was missing: there is no repetition */
    const char *reason = table.rows > 0 ? hinge_table_text(&table, "reason", 0) : NULL;
    for (size_t r = 1; reason != NULL && r < table.rows; r++) {
        const char *own = hinge_table_text(&table, "reason", r);
        reason = own != NULL && strcmp(own, reason) == 0 ? reason : NULL;
    }
    if (status == HINGE_OK && reason != NULL)
        hinge_text_printf(out, "No repetition could be measured, because %s.",
                          hinge_wording_cause(reason));
    else if (status == HINGE_OK)
        hinge_text_puts(out, "No repetition could be measured; the table of missing "
                             "values gives the reasons.");
    hinge_table_clear(&table);
    free(footer);
    return status;
}

/* --- The tables of the report: every view of hinge-table, in the order they are read, those of
 * detail folded. --- */

/* The longest are left out: nobody reads 16,000 rows in a page, and they were two thirds
 * of it. */
enum { MOST_ROWS = 1500 };

/* Views in the order they are read; others of the registry follow as detail. */
static const struct {
    const char *view, *heading;
    enum hinge_report_place place;
} order[] = {{"flow", "Recordings analysed", HINGE_PLACE_WHO},
             {"participants", "Participants", HINGE_PLACE_WHO},
             {"quality", "Recordings and their quality", HINGE_PLACE_WHO_FOLDED},
             {"faults", "Every fault, with severity and reasons", HINGE_PLACE_FAULTS_FOLDED},
             {"sensitivity", "Faults at other thresholds", HINGE_PLACE_FAULTS_FOLDED},
             {"ratios", "Hips and spine", HINGE_PLACE_DETAIL},
             {"summary", "Means of participants", HINGE_PLACE_DETAIL},
             {"variability", "Spread between repetitions", HINGE_PLACE_DETAIL},
             {"missing", "Missing values and their reasons", HINGE_PLACE_DETAIL},
             {"agreement", "Agreement with angles that came with the recordings",
              HINGE_PLACE_DETAIL}};
enum { ORDERED = sizeof order / sizeof *order };

/* Views that are elsewhere in the report (trials in quality, which has more), too long
 * for it, or only for who asks. */
static bool is_left_out(const char *view)
{
    return hinge_listed("trials|reps|waveforms|provenance|cues|groups", '|', view);
}

const char *hinge_report_said(const struct hinge_report *report, const char *message)
{
    size_t path = strlen(report->request.results);
    bool own = strncmp(message, report->request.results, path) == 0 &&
               strncmp(message + path, ": ", 2) == 0;
    return message + (own ? path + 2 : 0);
}

static const char *heading_of(const char *view)
{
    for (size_t i = 0; i < ORDERED; i++)
        if (strcmp(order[i].view, view) == 0)
            return order[i].heading;
    return view;
}

/* Where a table is that is too long for one page. */
static void put_elsewhere(struct hinge_report *report, const char *view, const char *heading,
                          size_t rows)
{
    char words[320];
    snprintf(words, sizeof words,
             "%s: %zu rows, too many for this page; hinge-table %s writes them.", heading, rows,
             view);
    hinge_html_element(&report->html, "p class=\"apart\"", words);
}

/* Why a table that was asked for is not there. */
static void put_why(struct hinge_report *report, const char *heading, const char *why)
{
    struct hinge_text words = {0};
    hinge_text_printf(&words, "%s: %s", heading, hinge_report_said(report, why));
    hinge_html_element(&report->html, "p class=\"apart\"", hinge_text_string(&words));
    hinge_text_clear(&words);
}

/* A table in its place; nothing where the file has nothing for it. */
static enum hinge_status put_view(struct hinge_report *report, const char *view, bool folded,
                                  struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    const char *heading = heading_of(view);
    char *footer = NULL, summary[160];
    /* the other phases of ratios say much the same */
    bool descent = strcmp(view, "ratios") == 0;
    enum hinge_status status =
        hinge_report_table(report, view, "", descent ? "descent" : "", &table, &footer, &why);
    if (status != HINGE_OK && hinge_error_is_absence(&why)) {
        status = HINGE_OK;
    } else if (status != HINGE_OK) {
        *error = why;
    } else if (table.rows > MOST_ROWS) {
        put_elsewhere(report, view, heading, table.rows);
    } else if (table.rows > 0) {
        if (folded) {
            snprintf(summary, sizeof summary, "%s (%zu row%s)", heading, table.rows,
                     table.rows == 1 ? "" : "s");
            hinge_report_fold(report, "table-", view, summary);
        } else {
            hinge_text_printf(&report->html, "<div id=\"table-%s\">\n", view);
        }
        struct hinge_text notes = {0};
        if (folded)
            hinge_report_unsaid(report, footer, &notes);
        else
            hinge_report_note(report, heading, footer);
        hinge_html_table(&report->html, view, folded ? "" : heading, &table,
                         hinge_text_string(&notes), report->request.labels);
        hinge_text_puts(&report->html, folded ? "</details>\n" : "</div>\n");
        hinge_text_clear(&notes);
    } else if (descent && footer != NULL) {
        const char *hollow = strstr(footer, "Could not be measured");
        if (hollow != NULL)
            put_why(report, heading, hollow);
    }
    hinge_table_clear(&table);
    free(footer);
    return status;
}

static bool is_view(const char *id)
{
    for (size_t i = 0; hinge_view_id(i) != NULL; i++)
        if (strcmp(hinge_view_id(i), id) == 0)
            return true;
    return false;
}

enum hinge_status hinge_report_views(struct hinge_report *report, enum hinge_report_place place,
                                     struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    const char *id;
    for (size_t i = 0; status == HINGE_OK && i < ORDERED; i++)
        if (order[i].place == place && is_view(order[i].view))
            status = put_view(report, order[i].view, place != HINGE_PLACE_WHO, error);
    for (size_t i = 0;
         status == HINGE_OK && place == HINGE_PLACE_DETAIL && (id = hinge_view_id(i)) != NULL; i++)
        if (!is_left_out(id) && heading_of(id) == id)
            status = put_view(report, id, true, error);
    return status;
}

static enum hinge_status hinge_report_provenance(struct hinge_report *report,
                                                 struct hinge_error *error)
{
    struct hinge_table table = {0};
    char *footer = NULL;
    enum hinge_status status =
        hinge_report_table(report, "provenance", "", "", &table, &footer, error);
    static const char heading[] = "Program, parameters and input files";
    hinge_report_section(report, "provenance", "Provenance", true);
    if (status == HINGE_OK) {
        hinge_report_fold(report, "", "made", heading);
        hinge_html_table(&report->html, "settings", "", &table, footer, report->request.labels);
        hinge_text_puts(&report->html, "</details>\n");
    }
    hinge_text_puts(&report->html, "</section>\n");
    hinge_table_clear(&table);
    free(footer);
    return status;
}

/* --- The report: answers first, then what they rest on. --- */

enum { LEVELS = 1000 };

enum hinge_status hinge_report_table(const struct hinge_report *report, const char *view,
                                     const char *columns, const char *phase,
                                     struct hinge_table *table, char **footer,
                                     struct hinge_error *error)
{
    const struct hinge_page_request *r = &report->request;
    bool grouped = hinge_listed("faults|summary|sensitivity", '|', view);
    const struct hinge_table_request request = {
        .results = r->results,
        .opened = r->opened,
        .view = view,
        .by = grouped ? r->by : "",
        .columns = columns,
        .filter = r->filter,
        .phase = phase,
        .include_inferred = r->include_inferred,
        .all_tasks = r->all_tasks,
        .counted = report->counted,
        .all_reps = r->all_reps,
        .allow_single = r->allow_single,
        .words = true,
        .labels = r->labels,
        .order = strcmp(view, "participants") == 0 ? r->order : NULL};
    return hinge_view_table(&request, table, footer, error);
}

size_t hinge_report_levels(const struct hinge_report *report, const char *column,
                           const char **level, size_t room)
{
    size_t n = 0;
    for (size_t r = 0; r < report->trials.rows; r++) {
        const char *text = hinge_table_text(&report->trials, column, r);
        const char *status = hinge_table_text(&report->trials, "status", r);
        size_t k = 0;
        if (text == NULL || *text == '\0' || (status != NULL && strcmp(status, "refused") == 0))
            continue;
        while (k < n && strcmp(level[k], text) != 0)
            k++;
        if (k == n && n < room)
            level[n++] = text;
    }
    hinge_levels_sort(level, n);
    return n;
}

/* --- the whole --- */

void hinge_report_section(struct hinge_report *report, const char *id, const char *heading,
                          bool detail)
{
    hinge_text_printf(&report->nav, "<li><a href=\"#%s\">", id);
    hinge_markup_escape(&report->nav, heading);
    hinge_text_puts(&report->nav, "</a></li>\n");
    hinge_text_printf(&report->html, "<section id=\"%s\"%s>\n", id,
                      detail ? " class=\"detail\"" : "");
    hinge_html_element(&report->html, "h2", heading);
    hinge_text_puts(&report->html, "\n");
}

void hinge_report_fold(struct hinge_report *report, const char *before, const char *id,
                       const char *summary)
{
    hinge_text_printf(&report->html, "<details id=\"%s%s\">", before, id);
    hinge_html_element(&report->html, "summary", summary);
    hinge_text_puts(&report->html, "\n");
}

static bool is_said(const struct hinge_report *report, const char *line, size_t n)
{
    const char *said = hinge_text_string(&report->said);
    for (size_t length; *said != '\0'; said += length + 1) {
        length = strcspn(said, "\n");
        if (length == n && memcmp(said, line, n) == 0)
            return true;
    }
    return false;
}

/* Adds a line without the brackets that are for who types commands. */
static void add_plain(struct hinge_text *out, const char *line, size_t n)
{
    static const char *const typed[] = {"--", "hinge-", "docs/"};
    for (size_t i = 0, end; i < n; i = end) {
        bool bracket = n - i > 2 && strncmp(line + i, " (", 2) == 0, drop = false;
        for (end = i + 1; bracket && end < n && line[end - 1] != ')'; end++)
            for (size_t k = 0; k < sizeof typed / sizeof *typed; k++)
                drop = drop || strncmp(line + end, typed[k], strlen(typed[k])) == 0;
        if (!drop)
            hinge_text_add(out, line + i, end - i);
    }
}

/* The methods say how it was measured, in words. */
static bool is_evidence(const char *line)
{
    static const char evidence[] = "Same in every row";
    return strncmp(line, evidence, strlen(evidence)) == 0;
}

void hinge_report_note(struct hinge_report *report, const char *of, const char *lines)
{
    struct hinge_text own = {0};
    for (size_t n; lines != NULL && *lines != '\0'; lines += n + (lines[n] == '\n')) {
        n = strcspn(lines, "\n");
        if (n == 0 || is_evidence(lines) || is_said(report, lines, n))
            continue;
        hinge_text_puts(&own, own.length > 0 ? " " : "");
        add_plain(&own, lines, n);
        hinge_text_printf(&report->said, "%.*s\n", (int)n, lines);
    }
    if (own.length > 0) {
        hinge_text_puts(&report->notes, "<p>");
        hinge_html_element(&report->notes, "b", of);
        hinge_text_puts(&report->notes, ". ");
        hinge_markup_escape(&report->notes, hinge_text_string(&own));
        hinge_text_puts(&report->notes, "</p>\n");
    }
    hinge_text_clear(&own);
}

/* Those lines that are not among them, for under a folded table. */
static void hinge_report_unsaid(const struct hinge_report *report, const char *lines,
                                struct hinge_text *out)
{
    for (size_t n; lines != NULL && *lines != '\0'; lines += n + (lines[n] == '\n')) {
        n = strcspn(lines, "\n");
        if (!is_said(report, lines, n))
            hinge_text_printf(out, "%.*s\n", (int)n, lines);
    }
}

/* Participants, recordings and their quality. */
static enum hinge_status put_who(struct hinge_report *report, struct hinge_error *error)
{
    hinge_report_section(report, "who", "Participants and recordings", false);
    enum hinge_status status = hinge_report_views(report, HINGE_PLACE_WHO, error);
    if (status == HINGE_OK)
        status = hinge_report_views(report, HINGE_PLACE_WHO_FOLDED, error);
    hinge_text_puts(&report->html, "</section>\n");
    return status;
}

static enum hinge_status put_detail(struct hinge_report *report, struct hinge_error *error)
{
    hinge_report_section(report, "detail", "Tables of detail", true);
    enum hinge_status status = hinge_report_views(report, HINGE_PLACE_DETAIL, error);
    hinge_text_puts(&report->html, "</section>\n");
    return status;
}

static void put_notes(struct hinge_report *report)
{
    if (report->notes.length == 0)
        return;
    hinge_report_section(report, "notes", "Notes", false);
    hinge_text_puts(&report->html, hinge_text_string(&report->notes));
    hinge_text_puts(&report->html, "</section>\n");
}

/* method 7.8, and what follows from tiers and design. */
static void put_limits(struct hinge_report *report)
{
    static const char *const limits[] = {
        "Faults describe movement by coaching criteria. Thresholds are defaults unless "
        "changed (see the sensitivity table), and no limits of safety.",
        "Systematic reviews find small or inconsistent lumbopelvic differences with "
        "back pain (Laird 2014: no difference in lumbar-versus-hip contribution at end "
        "range; SMD −0.21, 95 % CI −0.52 to 0.09).",
        "Skin-surface angles overestimate or underestimate vertebral motion.",
        "Some lumbar flexion is normal even in coached hinges; prevalence of rounding "
        "must be read with its sensitivity.",
        "Tier B lumbar values support contrasts of groups, not verdicts on single "
        "people; tier C shows no lumbar motion at all.",
        "Kinematics shows no muscle activity, no spinal load, no pain and no "
        "intention.",
        "Values that could not be measured are missing with a reason; refused is never "
        "counted as absent."};
    hinge_report_section(report, "limits", "Limits", false);
    hinge_text_puts(&report->html, "<ul>\n");
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        hinge_html_element(&report->html, "li", limits[i]);
        hinge_text_puts(&report->html, "\n");
    }
    hinge_text_puts(&report->html, "</ul>\n</section>\n");
}

/* Who wrote it and when, as far as that is given. */
static void put_byline(const struct hinge_page_request *request, struct hinge_text *out)
{
    bool both = *request->author != '\0' && *request->date != '\0';
    if (*request->author == '\0' && *request->date == '\0')
        return;
    hinge_text_puts(out, "<p class=\"byline\">");
    hinge_markup_escape(out, request->author);
    hinge_text_puts(out, both ? " · " : "");
    hinge_markup_escape(out, request->date);
    hinge_text_puts(out, "</p>\n");
}

/* Title and navigation before the sections, which have been written. */
static enum hinge_status put_together(struct hinge_report *report, struct hinge_error *error)
{
    const char *title =
        *report->request.title != '\0' ? report->request.title : "Hip and spine in the bend";
    struct hinge_text page = {0};
    enum hinge_status status = hinge_html_open(&page, title, "en", hinge_page_style,
                                               hinge_page_print, hinge_page_script, error);
    hinge_html_element(&page, "h1", title);
    hinge_text_puts(&page, "\n");
    put_byline(&report->request, &page);
    hinge_text_printf(&page,
                      "<nav aria-label=\"Sections\"><ul>\n"
                      "<li><a href=\"#answers\">Answers</a></li>\n%s",
                      hinge_text_string(&report->nav));
    if (*report->request.recordings != '\0') {
        hinge_text_puts(&page, "<li><a href=\"");
        hinge_markup_escape(&page, report->request.recordings);
        hinge_text_puts(&page, "\">Every recording</a></li>\n");
    }
    hinge_text_puts(&page, "</ul></nav>\n");
    hinge_text_puts(&page, hinge_text_string(&report->html));
    hinge_text_puts(&page, "<p class=\"note last\">Made with hingekit " HINGE_VERSION
                           ". A folded part is printed when it is open.</p>\n");
    hinge_html_close(&page, hinge_page_script);
    hinge_text_clear(&report->html);
    report->html = page;
    return status;
}

static enum hinge_status write_all(struct hinge_report *report, struct hinge_error *error)
{
    typedef enum hinge_status put(struct hinge_report *, struct hinge_error *);
    put *const part[] = {hinge_report_answers, put_who,
                         hinge_report_trust,   hinge_report_comparisons,
                         hinge_report_faults,  put_detail,
                         hinge_report_figures};
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && i < sizeof part / sizeof *part; i++)
        status = part[i](report, error);
    put_notes(report);
    if (status == HINGE_OK)
        status = hinge_report_methods(report, error);
    put_limits(report);
    if (status == HINGE_OK)
        status = hinge_report_provenance(report, error);
    return status == HINGE_OK ? put_together(report, error) : status;
}

static struct hinge_page_request completed(const struct hinge_page_request *request)
{
    struct hinge_page_request r = *request;
    const char **const texts[] = {&r.title,    &r.by,    &r.filter, &r.study,
                                  &r.baseline, &r.order, &r.author, &r.date};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (*texts[i] == NULL)
            *texts[i] = "";
    if (*r.baseline == '\0')
        r.baseline = "none";
    return r;
}

/* Names that are no level of the column would leave a comparison out in silence. USAGE
 * with the option. */
static enum hinge_status check_levels(const struct hinge_report *report, const char *option,
                                      const char *column, const char *names, size_t wanted,
                                      struct hinge_error *error)
{
    const char *level[LEVELS];
    size_t n = hinge_report_levels(report, column, level, LEVELS), found = 0;
    enum hinge_status status = HINGE_OK;
    const char *rest = names, *from;
    for (size_t own; status == HINGE_OK && (from = hinge_next_item(&rest, ',', &own)) != NULL;
         found++) {
        char name[300];
        hinge_item_value(from, own < sizeof name ? own : sizeof name - 1, name);
        const struct hinge_condition is = {
            .name = column, .compare = HINGE_IS, .n_values = 1, .value = {name}};
        if (n < LEVELS)
            status = hinge_condition_check(&is, option, level, n, error);
    }
    if (status == HINGE_OK && found > 0 && found != wanted)
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                 "%s: \"%s\" names %zu; %zu %s needed, joined by a "
                                 "comma",
                                 option, names, found, wanted, wanted == 1 ? "is" : "are");
    return status;
}

enum hinge_status hinge_report_open(struct hinge_report *report,
                                    const struct hinge_page_request *request,
                                    struct hinge_error *error)
{
    char *footer = NULL;
    *report = (struct hinge_report){.request = completed(request)};
    enum hinge_status status =
        hinge_results_share(request->results, request->opened, &report->request.opened, error);
    if (status == HINGE_OK)
        status = hinge_labels_join(request->labels, report->request.opened, &report->labels, error);
    report->request.labels = &report->labels;
    if (status == HINGE_OK)
        status = hinge_report_table(report, "trials", "all", "", &report->trials, &footer, error);
    const struct hinge_page_request *r = &report->request;
    if (status == HINGE_OK && strcmp(r->baseline, "none") != 0)
        status = check_levels(report, "--baseline", "cue", r->baseline, 1, error);
    if (status == HINGE_OK)
        status = check_levels(report, "--order", "group", r->order, 2, error);
    if (status == HINGE_OK)
        status = hinge_report_alike(report, error);
    free(footer);
    return status;
}

void hinge_report_clear(struct hinge_report *report)
{
    hinge_text_clear(&report->html);
    hinge_text_clear(&report->nav);
    hinge_text_clear(&report->notes);
    hinge_text_clear(&report->said);
    hinge_text_clear(&report->alike);
    hinge_text_clear(&report->others);
    hinge_text_clear(&report->these);
    hinge_table_clear(&report->trials);
    hinge_results_close(report->request.opened);
    hinge_labels_clear(&report->labels);
    for (int q = 0; q < HINGE_QUESTIONS; q++) {
        hinge_result_free(report->answer[q].result);
        free(report->answer[q].why);
        hinge_text_clear(&report->answer[q].filter);
        hinge_text_clear(&report->answer[q].order);
    }
}

enum hinge_status hinge_page_take(struct hinge_page_request *own,
                                  const struct hinge_page_request *given, struct hinge_error *error)
{
    enum hinge_status status = hinge_request_take(own, sizeof *own, given, error);
    HINGE_REQUEST_TEXTS(hinge_request_blank, &own->results, &own->title, &own->by, &own->filter,
                        &own->baseline, &own->order, &own->participant, &own->code, &own->study,
                        &own->author, &own->date, &own->recordings);
    return status;
}

enum hinge_status hinge_page_report(const struct hinge_page_request *given, char **html,
                                    size_t *length, struct hinge_error *error)
{
    struct hinge_page_request own;
    const struct hinge_page_request *request = &own;
    *html = NULL;
    enum hinge_status taken = hinge_page_take(&own, given, error);
    if (taken != HINGE_OK)
        return taken;
    struct hinge_report report;
    enum hinge_status status = hinge_report_open(&report, request, error);
    if (status == HINGE_OK)
        status = write_all(&report, error);
    if (status == HINGE_OK) {
        *html = report.html.data;
        *length = report.html.length;
        report.html = (struct hinge_text){0};
    }
    hinge_report_clear(&report);
    return status;
}
