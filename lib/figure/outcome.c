/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is compared in a figure of people: a metric, or what a fault is judged by. */
#include "figure/outcome.h"

#include "people/people.h"
#include "report/published.h"
#include "report/request/phase_hint.h"
#include "result/result.h"
#include "result/words.h"
#include "table/columns.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* "Peak lumbar flexion": what its severity is, unless somebody's own label of it
 * ("severity:lumbar_rounding") says it. */
static const char *severity_label(struct hinge_drawing *drawing, const char *id)
{
    char words[160], column[160];
    snprintf(column, sizeof column, HINGE_SEVERITY "%s", id);
    const char *own = hinge_wording_label(drawing->request->labels, column);
    if (own != NULL || hinge_severity_words(id, words, sizeof words) == NULL)
        return own != NULL ? own : hinge_drawing_name(drawing, id);
    return hinge_drawing_text(drawing, "%s", hinge_wording_capital(words));
}

static enum hinge_status read_fault(struct hinge_drawing *drawing, const char *keys, const char *id,
                                    struct hinge_outcome *outcome, struct hinge_error *error)
{
    struct hinge_figure_request only = *drawing->request;
    struct hinge_drawing with = *drawing;
    only.where =
        hinge_drawing_text(drawing, "%s%sfault=%s", only.where, *only.where != '\0' ? "&" : "", id);
    with.request = &only;
    enum hinge_status status =
        hinge_drawing_table(&with, "faults", keys, "all", "", &outcome->table, error);
    const char *unit =
        outcome->table.rows > 0 ? hinge_table_text(&outcome->table, "unit", 0) : NULL;
    unit = unit != NULL ? hinge_wording_symbol(unit) : "";
    outcome->column = "severity";
    outcome->unit = *unit != '\0' ? hinge_drawing_text(drawing, " (%s)", unit) : "";
    outcome->label =
        hinge_drawing_text(drawing, "%s%s", severity_label(drawing, id), outcome->unit);
    outcome->when = "";
    return status;
}

static enum hinge_status read_metric(struct hinge_drawing *drawing, const char *keys,
                                     const char *id, const char *phase,
                                     struct hinge_outcome *outcome, struct hinge_error *error)
{
    outcome->id = id;
    outcome->label = hinge_drawing_label(drawing, id);
    const char *bracket = strrchr(outcome->label, '(');
    outcome->unit = bracket != NULL ? hinge_drawing_text(drawing, " %s", bracket) : "";
    outcome->when =
        hinge_drawing_text(drawing, " in the %s", strcmp(phase, "rep") == 0 ? "repetition" : phase);
    enum hinge_status status = hinge_drawing_metric(id, error);
    hinge_table_clear(&outcome->table);
    if (status == HINGE_OK)
        status = hinge_drawing_table(drawing, "summary", keys,
                                     hinge_drawing_text(drawing, "keys,%s", id), phase,
                                     &outcome->table, error);
    return status;
}

static bool has_values(const struct hinge_outcome *outcome)
{
    size_t r = 0;
    while (r < outcome->table.rows &&
           isnan(hinge_table_number(&outcome->table, outcome->column, r)))
        r++;
    return r < outcome->table.rows;
}

struct asked {
    struct hinge_drawing *drawing;
    const char *keys, *id;
};

static enum hinge_status count_in(void *context, const char *phase, size_t *n,
                                  struct hinge_error *error)
{
    const struct asked *asked = context;
    struct hinge_outcome other = {.column = "mean"};
    enum hinge_status status =
        read_metric(asked->drawing, asked->keys, asked->id, phase, &other, error);
    *n = status == HINGE_OK && has_values(&other);
    hinge_table_clear(&other.table);
    return status;
}

/* A metric that nobody has in this phase but in another: which one. */
static enum hinge_status check_phase(struct hinge_drawing *drawing, const char *keys,
                                     const char *phase, const struct hinge_outcome *outcome,
                                     struct hinge_error *error)
{
    struct asked asked = {drawing, keys, outcome->id};
    return has_values(outcome)
               ? HINGE_OK
               : hinge_phase_elsewhere(outcome->id, phase, false, count_in, &asked, error);
}

/* Of the primary outcomes the first that anybody has: without a spine hip travel, with
 * angles alone the lean of the trunk. */
static const struct {
    const char *id, *phase;
} own[] = {{"lumbar_fraction", "descent"},
           {"hip_posterior_ll", "rep"},
           {"trunk_excursion_deg", "descent"}};
enum { OWN = sizeof own / sizeof *own };

static enum hinge_status read_outcome(struct hinge_drawing *drawing, const char *keys,
                                      struct hinge_outcome *outcome, struct hinge_error *error)
{
    const struct hinge_figure_request *request = drawing->request;
    const char *id = request->metric, *phase = request->phase;
    const char *asked = *phase != '\0' ? phase : "descent";
    enum hinge_status status = HINGE_OK;
    *outcome = (struct hinge_outcome){.id = id, .column = "mean"};
    if (*id != '\0' && hinge_fault_title(NULL, id) != NULL)
        status = read_fault(drawing, keys, id, outcome, error);
    else if (*id != '\0')
        status = read_metric(drawing, keys, id, asked, outcome, error);
    if (*id != '\0' && status == HINGE_OK && hinge_fault_title(NULL, id) == NULL)
        status = check_phase(drawing, keys, asked, outcome, error);
    for (size_t i = 0; *id == '\0' && status == HINGE_OK && i < OWN; i++)
        if (i == 0 || !has_values(outcome))
            status = read_metric(drawing, keys, own[i].id, *phase != '\0' ? phase : own[i].phase,
                                 outcome, error);
    return status == HINGE_OK ? hinge_drawing_evidence(drawing, &outcome->table, error) : status;
}

enum { CONDITIONS = 24 };

/* Which of a key's conditions the values are of, for the caption; of several cues the
 * baseline, which `where` then keeps. Adds to `of` and `where`. */
static void say_condition(struct hinge_drawing *drawing, const struct hinge_table *cells,
                          const char *key, struct hinge_text *of, struct hinge_text *where)
{
    const struct hinge_figure_request *request = drawing->request;
    const char *level[CONDITIONS], *only = NULL;
    char words[160];
    bool cue = strcmp(key, "cue") == 0;
    size_t n = 0;
    for (size_t r = 0; r < cells->rows; r++) {
        const char *label = hinge_table_text(cells, key, r);
        size_t k = 0;
        while (label != NULL && k < n && strcmp(level[k], label) != 0)
            k++;
        if (label != NULL && *label != '\0' && k == n && n < CONDITIONS)
            level[n++] = label;
        if (label != NULL && cue && strcmp(label, request->baseline) == 0)
            only = label;
    }
    if (cue && n > 1 && only != NULL)
        hinge_condition_put(where, key, only);
    if (cue && n == 1)
        only = level[0];
    if (cue && only != NULL)
        hinge_text_printf(of, ", %s",
                          hinge_place_words(key, true, only,
                                            hinge_wording_label(request->labels, only), words,
                                            sizeof words));
    if (n < 2 || only != NULL)
        return;
    hinge_levels_sort(level, n);
    hinge_text_printf(of, ", mean over %ss (", key);
    for (size_t i = 0; i < n; i++) {
        const char *label = hinge_wording_label(request->labels, level[i]);
        hinge_text_printf(
            of, "%s%s", i > 0 ? ", " : "",
            label != NULL ? label : hinge_published_words(key, level[i], words, sizeof words));
    }
    hinge_text_puts(of, ")");
}

enum hinge_status hinge_outcome_read(struct hinge_drawing *drawing, const char *keys,
                                     struct hinge_outcome *outcome, struct hinge_error *error)
{
    static const char *const conditions[] = {"cue", "task", "session"};
    struct hinge_table cells = {0};
    struct hinge_text by = {0}, of = {0}, where = {0};
    const struct hinge_figure_request *request = drawing->request;
    struct hinge_figure_request only = *request;
    for (size_t i = 0; i < 3; i++)
        if (!hinge_listed(keys, ',', conditions[i]))
            hinge_text_printf(&by, "%s%s", by.length > 0 ? "," : "", conditions[i]);
    *outcome = (struct hinge_outcome){0};
    hinge_text_puts(&where, request->where);
    enum hinge_status status = hinge_drawing_table(drawing, "summary", hinge_text_string(&by),
                                                   "keys,duration_s", "rep", &cells, error);
    for (size_t i = 0; status == HINGE_OK && i < 3; i++)
        if (hinge_listed(hinge_text_string(&by), ',', conditions[i]))
            say_condition(drawing, &cells, conditions[i], &of, &where);
    only.where = hinge_drawing_text(drawing, "%s", hinge_text_string(&where));
    drawing->request = &only;
    if (status == HINGE_OK)
        status = read_outcome(drawing, keys, outcome, error);
    drawing->request = request;
    if (status == HINGE_OK)
        outcome->when = hinge_drawing_text(drawing, "%s%s", outcome->when, hinge_text_string(&of));
    hinge_table_clear(&cells);
    hinge_text_clear(&by);
    hinge_text_clear(&of);
    hinge_text_clear(&where);
    return status;
}
