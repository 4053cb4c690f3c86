/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page needs to correct boundaries by hand: driver and angles at every frame, the parameters
 * of the analysis' rule for the ends of a phase, which values follow it, and all rows of
 * events.csv. In: a recording as analysed, and the file; out: JSON. */
#include "base/parameters.h"
#include "report/people/repetitions.h"
#include "view/json.h"
#include "view/view.h"

/* Bytes of the curves of a page at most; a frame of a curve takes less than one. */
enum { CURVE_BYTES = 1200000 };

int hinge_seen_panel(const struct picture *p, enum hinge_signal signal)
{
    const bool spine = p->tier == 'A' || p->tier == 'B',
               of_spine = signal == HINGE_SIGNAL_hip_flex || signal == HINGE_SIGNAL_lumbar_flex,
               of_trunk = signal == HINGE_SIGNAL_trunk_incl || signal == HINGE_SIGNAL_thigh_incl ||
                          signal == HINGE_SIGNAL_knee_flex;
    return signal == HINGE_SIGNAL_driver ? 0 : (spine ? of_spine : of_trunk) ? 1 : -1;
}

void hinge_seen_edit(const struct view_page *page, const size_t *column, size_t n_columns,
                     struct hinge_text *out)
{
    static const struct {
        const char *metric;
        enum hinge_signal of[2];
        size_t n;
    } follows[] = {
        {"lumbar_fraction", {HINGE_SIGNAL_lumbar_flex, HINGE_SIGNAL_hip_flex}, 2},
        {"lumbar_excursion_deg", {HINGE_SIGNAL_lumbar_flex}, 1},
        {"hip_excursion_deg", {HINGE_SIGNAL_hip_flex}, 1},
        {"total_excursion_deg", {HINGE_SIGNAL_lumbar_flex, HINGE_SIGNAL_hip_flex}, 2},
        {"trunk_excursion_deg", {HINGE_SIGNAL_trunk_incl}, 1},
        {"knee_excursion_deg", {HINGE_SIGNAL_knee_flex}, 1},
        {"duration_s", {HINGE_SIGNAL_COUNT}, 0},
    };
    const struct hinge_trial_request *request = page->request;
    const struct view_edits *edits = page->list->edits;
    cleared_by(hinge_text_clear) struct hinge_text whole = {0};
    const char *id = hinge_table_word(&page->rows->trials, "trial_id", page->row);
    struct picture *p = page->picture;
    /* full: the signals of the panels at every frame (hz, n, start in s; id, step in degrees,
     * packed), or at every second, third … of a recording of hours. An angle's step lets the mean
     * of an end be right to 0.01 degrees. */
    size_t signals = 0;
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        signals += hinge_seen_panel(p, (enum hinge_signal)s) >= 0 && p->signal[s] != NULL;
    size_t every = p->n * signals / CURVE_BYTES + 1, n = (p->n + every - 1) / every;
    size_t *frame = hinge_arena_raw(&p->arena, n + 1, sizeof *frame);
    for (size_t i = 0; i < n; i++)
        frame[i] = i * every;
    add(out, "full:{hz:%.6f n:%zu start:%.6f signals:[", p->rate_hz / (double)every, n, p->start_s);
    for (int k = 0; k < HINGE_SIGNAL_COUNT; k++) {
        enum hinge_signal s = (enum hinge_signal)k;
        double step = s == HINGE_SIGNAL_driver ? 0.1 : 0.01;
        if (hinge_seen_panel(p, s) < 0 || p->signal[s] == NULL)
            continue;
        add(out, "{id:%s step:%.2f", hinge_signal_name(s), step);
        add_packed(out, "data", p->signal[s], frame, n, step);
        add(out, "}");
    }
    add(out, "]}");
    if (request == NULL) {
        add(out, "rule:null live:[] digest:%s study:%s kept:{more:[] rows:[]}", "", "");
        return;
    }
    /* rule: what the ends of a phase rest on (hinge_view_excursion): w_s and hold_min_s, least
     * frames of a phase, missing share, least_deg of a fraction. live: values that follow it: k in
     * values; of: signals whose excursions are added, share: times the first by their sum; phase:
     * numbers of its two boundaries; time: 1 if it is the time between them. */
    const struct hinge_parameters *parameters = request->parameters;
    add(out, "rule:{w_s:%.6f hold_min_s:%.6f least:5 missing:%.6f least_deg:%.6f} live:[",
        parameters->excursion_w_s, parameters->seg_hold_min, parameters->miss_phase,
        parameters->ratio_min_F);
    for (size_t k = 0; k < n_columns * sizeof follows / sizeof *follows; k++) {
        const struct view_column *c = &hinge_seen_column[column[k % n_columns]];
        size_t i = k / n_columns;
        bool drawn = every == 1 && strcmp(c->metric, follows[i].metric) == 0;
        for (size_t s = 0; s < follows[i].n; s++)
            drawn = drawn && hinge_seen_panel(p, follows[i].of[s]) >= 0 &&
                    p->signal[follows[i].of[s]] != NULL;
        if (!drawn)
            continue;
        add(out, "{k:%zu of:[", k % n_columns);
        for (size_t s = 0; s < follows[i].n; s++)
            add(out, "%s", hinge_signal_name(follows[i].of[s]));
        add(out, c->phase == HINGE_PHASE_ASCENT ? "] phase:[2 3]" : "] phase:[0 1]");
        if (follows[i].n == 0)
            add(out, "time:1");
        if (i == 0)
            add(out, "share:%.0f", hinge_seen_metric_unit(c->metric)->scale);
        add(out, "}");
    }
    /* digests of this recording, and of each of the study */
    add(out, "] digest:%s study:%s", edits->digest[page->row], edits->digests);
    /* what its rows of events.csv have: file, ID, and the task of a further task's part */
    const char *task = request->part_of != NULL ? request->info->task : "";
    hinge_text_add(&whole, id, strlen(id) - (*task != '\0' ? strlen(task) + 1 : 0));
    add(out, "row:[%s %s %s]", hinge_table_word(&page->rows->trials, "file", page->row),
        hinge_text_string(&whole), task);
    /* need: what the person's cell needs, and what an exclusion may cost: least repetitions, share
     * of those found that are usable; others: [ID, usable, found] of the cell's other recordings;
     * few: 1 if the results have too few already; alone: 1 if the person has no other cell that is
     * used. Only of a recording that counts, or has too few alone. */
    const struct hinge_uses *uses = page->uses;
    const struct hinge_used_recording *of = &uses->recording[page->row];
    if (of->use == HINGE_USE_USED || of->use == HINGE_USE_FEW) {
        bool alone = true;
        add(out, "need:{who:%s least:%.0f share:%.6f others:[",
            hinge_table_word(&uses->given, "participant", page->row), uses->rule.min_reps,
            uses->rule.min_valid);
        for (size_t r = 0; r < uses->given.rows; r++) {
            const struct hinge_used_recording *other = &uses->recording[r];
            alone = alone && (other->person != of->person || other->cell == of->cell ||
                              other->use != HINGE_USE_USED);
            if (r != page->row && other->cell == of->cell)
                add(out, "[%s %d %d]", hinge_table_word(&uses->given, "trial_id", r),
                    (int)other->usable, (int)other->found);
        }
        add(out, "] few:%d alone:%d}", of->use == HINGE_USE_FEW, alone);
    }
    key(out, "kept");
    hinge_text_adds(out, edits->kept);
}

/* --- all rows of events.csv --- */

/* A cell as it was written; a number with a decimal comma with a point. */
static void add_cell(const struct hinge_table *words, const struct hinge_table *numbers,
                     const char *column, size_t row, struct hinge_text *out)
{
    const char *text = hinge_table_word(words, column, row);
    double number = hinge_table_number(numbers, column, row);
    char plain[40];
    snprintf(plain, sizeof plain, "%.10g", number);
    add(out, "%s", strchr(text, ',') != NULL && !isnan(number) ? plain : text);
}

enum hinge_status hinge_seen_kept(const char *events, const struct hinge_table *list,
                                  const struct hinge_table *ledger, struct hinge_text *out,
                                  struct hinge_error *error)
{
    static const char *const known[] = {"rep",       "desc_start_s", "desc_end_s", "asc_start_s",
                                        "asc_end_s", "exclude",      "task",       "why",
                                        "blind",     "file",         "trial"};
    enum { KNOWN = sizeof known / sizeof *known, WRITTEN = KNOWN - 2 };
    cleared_by(hinge_table_clear) struct hinge_table words = {0}, numbers = {0};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    enum hinge_status status = HINGE_OK;
    const char **name = NULL;
    size_t n_more = 0, *row = NULL;
    if (*events != '\0')
        status = hinge_table_read_csv(&numbers, events, events, NULL, 0, 0, error);
    if (status == HINGE_OK && *events != '\0') {
        name = hinge_arena_alloc(&arena, numbers.n_columns + 1, sizeof *name);
        for (size_t c = 0; c < numbers.n_columns; c++)
            name[c] = numbers.column[c].name;
        status = hinge_table_read_csv(&words, events, events, name, 0, 0, error);
    }
    row = hinge_arena_alloc(&arena, words.rows + 1, sizeof *row);
    if (status == HINGE_OK && *events != '\0')
        status = hinge_events_rows(events, &words, list, ledger, &arena, row, NULL, error);
    add(out, "{more:[");
    for (size_t c = 0; c < words.n_columns; c++)
        if (hinge_name_at(known, KNOWN, name[c]) == KNOWN) {
            add(out, "%s", name[c]);
            name[n_more++] = name[c];
        }
    add(out, "] rows:[");
    for (size_t i = 0; i < words.rows && status == HINGE_OK; i++) {
        const bool idle = row[i] == SIZE_MAX; /* of a file that the list leaves out: kept */
        const char *id = idle ? "" : hinge_table_word(ledger, "trial_id", row[i]);
        /* the page that has the row: of the recording, or of a further task's part */
        const char *task = hinge_table_word(&words, "task", i);
        bool part =
            !idle && *task != '\0' && strcmp(task, hinge_table_word(list, "task", row[i])) != 0;
        cleared_by(hinge_text_clear) struct hinge_text page = {0};
        hinge_text_printf(&page, part ? "%s_%s" : "%s", id, task);
        for (size_t k = strlen(id); k < page.length; k++)
            page.data[k] = page.data[k] == '/' ? '_' : page.data[k];
        add(out, "[%s %s %s", hinge_text_string(&page),
            idle ? hinge_table_word(&words, "file", i) : hinge_table_word(list, "file", row[i]),
            idle ? hinge_table_word(&words, "trial", i) : id);
        for (size_t k = 0; k < WRITTEN; k++)
            add_cell(&words, &numbers, known[k], i, out);
        for (size_t k = 0; k < n_more; k++)
            add_cell(&words, &numbers, name[k], i, out);
        add(out, "]");
    }
    add(out, "]}");
    return status;
}
