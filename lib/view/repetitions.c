/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The repetitions of a page: their values, faults and verdicts, and what is no repetition. Members
 * are described where they are written. */
#include "view/page.h"

#include "base/codes.h"
#include "people/people.h"
#include "reps/view.h"
#include "view/json.h"
#include "view/words.h"

#include <hinge/warnings.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

double hinge_seen_value(const struct view_writer *w, size_t column, size_t rep)
{
    size_t n;
    const struct view_column *c = &hinge_seen_columns(&n)[column];
    return hinge_seen_metric_unit(c->metric)->scale *
           w->rows->value[column][(w->first + rep) * HINGE_PHASE_COUNT + c->phase];
}

static bool is_excluded(const struct view_writer *w, size_t row)
{
    return ((uint64_t)w->rows->warnings[row] & HINGE_WARN(EXCLUDED)) != 0;
}

const char *hinge_seen_why_not(const struct view_writer *w, size_t rep)
{
    const struct view_rows *rows = w->rows;
    size_t row = w->first + rep;
    struct hinge_rep_view view;
    if (hinge_repetition_counts(rows->valid[row]))
        return NULL;
    enum hinge_reason reason = hinge_repetition_why(is_excluded(w, row), rows->complete[row],
                                                    (uint64_t)rows->warnings[row]);
    if (reason == HINGE_REASON_GAP_IN_PHASE && hinge_seen_of(w->page, rep, &view) &&
        !view.rep->gap) {
        if (view.rep->ascent == HINGE_REASON_OK)
            return HINGE_DROPPED_FIRST;
        reason = view.rep->ascent;
    }
    return hinge_reason_phrase(reason);
}

/* Columns of a repetition's values: name, unit, digits, span (least range of the dots), how. */
static void add_columns(struct view_writer *w)
{
    size_t n;
    const struct view_column *c = hinge_seen_columns(&n);
    struct hinge_text *out = w->out;
    begin(out, "values", "[");
    for (size_t k = 0; k < w->n_columns; k++) {
        const struct view_column *v = &c[w->column[k]];
        bool whole = v->phase == HINGE_PHASE_REP;
        char how[200];
        snprintf(how, sizeof how, "%.150s%s%s",
                 hinge_metric_at((size_t)hinge_metric_find(v->metric))->title,
                 whole ? "" : ", in the ", whole ? "" : hinge_phase_name(v->phase));
        begin(out, NULL, "{");
        add_text(out, "name", v->name);
        hinge_seen_add_unit(out, hinge_seen_metric_unit(v->metric));
        add_value(out, "span", v->span, 3);
        add_text(out, "how", how);
        hinge_text_adds(out, "}");
    }
    hinge_text_adds(out, "]");
}

/* id, name; of those that were judged: how (in words), unit, digits, threshold. Printed is sign *
 * (severity - offset) (1, 0 if absent). signal: its curve, counted from base (standing if absent);
 * there the threshold is at limit, and a severity at limit + slope * (severity - threshold) (1 if
 * absent); mean: s that a largest value is averaged over; left: 1 if what is missing to the limit
 * is drawn. Severities and limits are in the units of the fault and of the curve. */
static void add_fault(struct view_writer *w, const struct verdict_fault *f)
{
    struct hinge_text *out = w->out;
    const char *id = w->rows->fault_id[f->at];
    char buffer[200];
    const struct hinge_unit_words *unit = f->unit;
    bool as_is = f->row == NULL || f->row->seen.as_severity;
    begin(out, NULL, "{");
    add_text(out, "id", id);
    add_text(out, "name", hinge_seen_fault_name(&w->rows->faults, id, buffer, sizeof buffer));
    if (f->judged) {
        add_text(out, "how", hinge_seen_how(f->row, f->signal, w->p->tier, buffer, sizeof buffer));
        hinge_seen_add_unit(out, unit);
        add_value(out, "threshold", unit->scale * f->threshold, 4);
        if (!as_is && fabs(f->offset) > 0)
            add_value(out, "offset", unit->scale * f->offset, 6);
        if (!as_is && f->row->sign < 0)
            add_value(out, "sign", -1, 0);
    }
    if (f->judged && f->signal != HINGE_SIGNAL_COUNT) {
        const double scale = hinge_seen_signal_unit(f->signal)->scale;
        const double slope = f->slope * scale / unit->scale;
        add_text(out, "signal", hinge_signal_name(f->signal));
        if (strcmp(f->base, "standing") != 0)
            add_text(out, "base", f->base);
        if (f->level)
            add_value(out, "limit", scale * f->limit, 4);
        if (f->level && (slope < 1 || slope > 1))
            add_value(out, "slope", slope, 4);
        if (f->level && f->left)
            add_value(out, "left", 1, 0);
        if (f->level && f->mean_s > 0)
            add_value(out, "mean", f->mean_s, 3);
    }
    hinge_text_adds(out, "}");
}

static size_t reason_at(struct view_writer *w, size_t rep, size_t fault)
{
    int code = (int)hinge_seen_fault_value(w->page, FAULT_REASON, rep, fault);
    const char *reason = hinge_reason_phrase((enum hinge_reason)code);
    size_t k = 0;
    while (k < w->n_reasons && strcmp(w->reason[k], reason) != 0)
        k++;
    if (k == w->n_reasons)
        snprintf(w->reason[w->n_reasons++], sizeof *w->reason, "%.99s", reason);
    return k;
}

/* Verdicts [fault, 0 absent 1 below 2 above 3 present, severity, margin, s of the measurement,
 * window] of a repetition, its windows [from, to], and those refused [reason, [faults]]. */
static void add_verdicts(struct view_writer *w, size_t rep)
{
    struct hinge_text *out = w->out;
    struct hinge_rep_view view;
    bool seen = hinge_seen_of(w->page, rep, &view);
    struct hinge_arena *arena = &w->p->arena;
    struct verdict_place *window = hinge_arena_alloc(arena, w->n_faults + 1, sizeof *window);
    size_t *why = hinge_arena_alloc(arena, w->n_faults + 1, sizeof *why), windows = 0;
    begin(out, "faults", "[");
    for (size_t k = 0; k < w->n_faults; k++) {
        size_t fault = w->fault[k].at, at = 0;
        const double scale = w->fault[k].unit->scale;
        double state = hinge_seen_fault_value(w->page, FAULT_STATE, rep, fault);
        bool refused = hinge_seen_is_refused(state);
        why[k] = refused ? reason_at(w, rep, fault) : SIZE_MAX;
        if (refused)
            continue;
        struct verdict_place place =
            hinge_seen_place(w->page, rep, &w->fault[k], seen ? &view : NULL);
        while (at < windows &&
               (fabs(window[at].from - place.from) > 5e-4 || fabs(window[at].to - place.to) > 5e-4))
            at++;
        window[at] = at < windows ? window[at] : place;
        windows += at == windows;
        begin(out, NULL, "[");
        add_number(out, (double)k, 0);
        add_number(out, state, 0);
        add_six(out, scale * hinge_seen_fault_value(w->page, FAULT_SEVERITY, rep, fault));
        add_number(out, scale * hinge_seen_fault_value(w->page, FAULT_MARGIN, rep, fault), 4);
        add_number(out, place.at, 3);
        add_number(out, (double)at, 0);
        hinge_text_adds(out, "]");
    }
    hinge_text_adds(out, "]");
    begin(out, "windows", "[");
    for (size_t k = 0; k < windows; k++)
        add_pair(out, window[k].from, window[k].to);
    hinge_text_adds(out, "]");
    begin(out, "refused", "[");
    for (size_t r = 0; r < w->n_reasons; r++) {
        bool any = false;
        for (size_t k = 0; k < w->n_faults; k++) {
            if (why[k] != r)
                continue;
            if (!any) {
                begin(out, NULL, "[");
                add_number(out, (double)r, 0);
                begin(out, NULL, "[");
            }
            add_number(out, (double)k, 0);
            any = true;
        }
        hinge_text_adds(out, any ? "]]" : "");
    }
    hinge_text_adds(out, "]");
}

void hinge_seen_span(const struct view_rows *rows, size_t rep, double span[2])
{
    span[0] = INFINITY;
    span[1] = -INFINITY;
    for (int k = 0; k < 4; k++) {
        span[0] = fmin(span[0], rows->time[k][rep]);
        span[1] = fmax(span[1], rows->time[k][rep]);
    }
}

/* The row of events.csv that a repetition comes of: its line, 0 for none. */
static size_t event_of(const struct view_writer *w, int numbered, const double span[2])
{
    const struct hinge_trial_request *request = w->page->request;
    size_t line = 0;
    double most = 0;
    for (size_t k = 0; request != NULL && k < request->n_marks; k++) {
        const struct hinge_mark *m = &request->mark[k];
        double low = INFINITY, high = -INFINITY;
        if (m->rep > 0 && m->rep == numbered)
            return m->line;
        for (int b = 0; b < HINGE_BOUNDS && m->rep == 0; b++) {
            low = fmin(low, m->time_s[b]);
            high = fmax(high, m->time_s[b]);
        }
        double over = fmin(high, span[1]) - fmax(low, span[0]);
        if (over > most) {
            most = over;
            line = m->line;
        }
    }
    return line;
}

static void add_times(const struct view_writer *w, size_t row)
{
    begin(w->out, "t", "[");
    for (int k = 0; k < 4; k++)
        add_number(w->out, w->rows->time[k][row], 4);
    hinge_text_adds(w->out, "]");
}

/* n as in the tables; t: desc_start, desc_end, asc_start, asc_end (s or null); floor: 1 if the
 * ascent comes first; state: used or partial, and why; event: its line of events.csv; values;
 * verdicts. */
static void add_reps(struct view_writer *w)
{
    struct hinge_text *out = w->out;
    begin(out, "reps", "[");
    for (size_t r = 0; r < w->reps; r++) {
        size_t row = w->first + r;
        double span[2];
        if (is_excluded(w, row))
            continue;
        const char *why = hinge_seen_why_not(w, r);
        hinge_seen_span(w->rows, row, span);
        size_t event = event_of(w, (int)w->rows->rep[row], span);
        begin(out, NULL, "{");
        add_value(out, "n", w->rows->rep[row], 0);
        add_times(w, row);
        add_value(out, "floor", w->rows->floor[row] > 0, 0);
        add_text(out, "state", why != NULL ? "partial" : "used");
        if (why != NULL)
            add_text(out, "why", why);
        if (event > 0)
            add_value(out, "event", (double)event, 0);
        begin(out, "values", "[");
        for (size_t k = 0; k < w->n_columns; k++)
            add_six(out, hinge_seen_value(w, w->column[k], r));
        hinge_text_adds(out, "]");
        add_verdicts(w, r);
        hinge_text_adds(out, "}");
    }
    hinge_text_adds(out, "]");
}

/* What is no repetition: t from and to, why; excluded by hand: t as of a repetition, number and
 * line of events.csv, too. */
static void add_rejected(struct view_writer *w)
{
    struct hinge_text *out = w->out;
    const struct hinge_reps *reps = w->p->reps;
    begin(out, "rejected", "[");
    for (size_t row = w->first; row < w->first + w->reps; row++) {
        double span[2];
        if (!is_excluded(w, row))
            continue;
        hinge_seen_span(w->rows, row, span);
        begin(out, NULL, "{");
        add_times(w, row);
        add_text(out, "why", hinge_reason_phrase(HINGE_REASON_EXCLUDED));
        add_value(out, "number", w->rows->rep[row], 0);
        add_value(out, "event", (double)event_of(w, (int)w->rows->rep[row], span), 0);
        hinge_text_adds(out, "}");
    }
    for (size_t k = 0; reps != NULL && k < reps->n_rejected; k++) {
        const struct hinge_rejected *x = &reps->rejected_rep[k];
        if (x->reason == HINGE_REASON_MANUAL || x->reason == HINGE_REASON_EXCLUDED)
            continue;
        begin(out, NULL, "{");
        key(out, "t");
        add_pair(out, hinge_seen_seconds(w->p, (double)x->from),
                 hinge_seen_seconds(w->p, (double)x->to));
        add_text(out, "why", hinge_reason_phrase(x->reason));
        hinge_text_adds(out, "}");
    }
    hinge_text_adds(out, "]");
}

void hinge_seen_repetitions(struct view_writer *w)
{
    struct hinge_text *out = w->out;
    add_columns(w);
    begin(out, "faults", "[");
    for (size_t k = 0; k < w->n_faults; k++)
        add_fault(w, &w->fault[k]);
    hinge_text_adds(out, "]");
    add_reps(w);
    add_rejected(w);
    begin(out, "reasons", "[");
    for (size_t k = 0; k < w->n_reasons; k++)
        add_string(out, w->reason[k]);
    hinge_text_adds(out, "]");
}
