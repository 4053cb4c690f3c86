/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The repetitions of a page: their values, faults and verdicts, and what is no repetition. Members
 * are described where they are written. */
#include "view/view.h"

#include "people/people.h"
#include "view/json.h"

#include <hinge/warnings.h>

double hinge_seen_value(const struct view_writer *w, size_t column, size_t rep)
{
    const struct view_column *c = &hinge_seen_column[column];
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
    double *const *time = w->rows->time;
    add(w->out, "t:[%.4f %.4f %.4f %.4f]", time[0][row], time[1][row], time[2][row], time[3][row]);
}

/* n as in the tables; t: desc_start, desc_end, asc_start, asc_end (s or null); floor: 1 if the
 * ascent comes first; state: used or partial, and why; event: its line of events.csv; values;
 * verdicts. */
static void add_reps(struct view_writer *w)
{
    struct hinge_text *out = w->out;
    add(out, "reps:[");
    for (size_t r = 0; r < w->reps; r++) {
        size_t row = w->first + r;
        double span[2];
        if (is_excluded(w, row))
            continue;
        const char *why = hinge_seen_why_not(w, r);
        hinge_seen_span(w->rows, row, span);
        size_t event = event_of(w, (int)w->rows->rep[row], span);
        add(out, "{n:%.0f", w->rows->rep[row]);
        add_times(w, row);
        add(out, "floor:%d state:%s", w->rows->floor[row] > 0, why != NULL ? "partial" : "used");
        if (why != NULL)
            add(out, "why:%s", why);
        if (event > 0)
            add(out, "event:%zu", event);
        add(out, "values:[");
        for (size_t k = 0; k < w->n_columns; k++)
            add(out, "%.6g", hinge_seen_value(w, w->column[k], r));
        add(out, "]");
        /* Verdicts [fault, 0 absent 1 below 2 above 3 present, severity, margin, s of the
         * measurement, window] of a repetition, its windows [from, to], and those refused
         * [reason, [faults]]. */
        struct hinge_rep_view view;
        bool seen = hinge_seen_of(w->page, r, &view);
        struct hinge_arena *arena = &w->p->arena;
        struct verdict_place *window = hinge_arena_alloc(arena, w->n_faults + 1, sizeof *window);
        size_t *refused = hinge_arena_alloc(arena, w->n_faults + 1, sizeof *refused), windows = 0;
        add(out, "faults:[");
        for (size_t k = 0; k < w->n_faults; k++) {
            size_t fault = w->fault[k].at, at = 0;
            const double scale = w->fault[k].unit->scale;
            double state = hinge_seen_fault_value(w->page, FAULT_STATE, r, fault);
            refused[k] = SIZE_MAX;
            if (hinge_seen_is_refused(state)) {
                const int code = (int)hinge_seen_fault_value(w->page, FAULT_REASON, r, fault);
                const char *reason = hinge_reason_phrase((enum hinge_reason)code);
                refused[k] = hinge_name_at(w->reason, w->n_reasons, reason);
                if (refused[k] == w->n_reasons)
                    w->reason[w->n_reasons++] = reason;
                continue;
            }
            struct verdict_place place =
                hinge_seen_place(w->page, r, &w->fault[k], seen ? &view : NULL);
            while (at < windows && (fabs(window[at].from - place.from) > 5e-4 ||
                                    fabs(window[at].to - place.to) > 5e-4))
                at++;
            window[at] = at < windows ? window[at] : place;
            windows += at == windows;
            add(out, "[%zu %.0f %.6g %.4f %.3f %zu]", k, state,
                scale * hinge_seen_fault_value(w->page, FAULT_SEVERITY, r, fault),
                scale * hinge_seen_fault_value(w->page, FAULT_MARGIN, r, fault), place.at, at);
        }
        add(out, "] windows:[");
        for (size_t k = 0; k < windows; k++)
            add(out, "[%.3f %.3f]", window[k].from, window[k].to);
        add(out, "] refused:[");
        for (size_t i = 0; i < w->n_reasons; i++) {
            bool any = false;
            for (size_t k = 0; k < w->n_faults; k++) {
                if (refused[k] != i)
                    continue;
                if (!any)
                    add(out, "[%zu [", i);
                add(out, "%zu", k);
                any = true;
            }
            add(out, any ? "]]" : "");
        }
        add(out, "]}");
    }
    add(out, "]");
}

void hinge_seen_repetitions(struct view_writer *w)
{
    struct hinge_text *out = w->out;
    /* columns of a repetition's values: name, unit, digits, span (least range of the dots), how */
    add(out, "values:[");
    for (size_t k = 0; k < w->n_columns; k++) {
        const struct view_column *v = &hinge_seen_column[w->column[k]];
        bool whole = v->phase == HINGE_PHASE_REP;
        char how[200];
        snprintf(how, sizeof how, "%.150s%s%s",
                 hinge_metric_at((size_t)hinge_metric_find(v->metric))->title,
                 whole ? "" : ", in the ", whole ? "" : hinge_phase_name(v->phase));
        add(out, "{name:%s", v->name);
        hinge_seen_add_unit(out, hinge_seen_metric_unit(v->metric));
        add(out, "span:%.3f how:%s}", v->span, how);
    }
    add(out, "] faults:[");
    for (size_t k = 0; k < w->n_faults; k++) {
        /* id, name; of those that were judged: how (in words), unit, digits, threshold.
         * Printed is sign * (severity - offset) (1, 0 if absent). signal: its curve, counted
         * from base (standing if absent); there the threshold is at limit, and a severity at
         * limit + slope * (severity - threshold) (1 if absent); mean: s that a largest value
         * is averaged over; left: 1 if what is missing to the limit is drawn. Severities and
         * limits are in the units of the fault and of the curve. */
        const struct verdict_fault *f = &w->fault[k];
        const char *id = w->rows->fault_id[f->at];
        char buffer[200];
        const struct hinge_unit_words *unit = f->unit;
        bool as_is = f->row == NULL || f->row->seen.as_severity;
        add(out, "{id:%s name:%s", id,
            hinge_seen_fault_name(&w->rows->faults, id, buffer, sizeof buffer));
        if (f->judged) {
            add(out, "how:%s",
                hinge_seen_how(f->row, f->signal, w->p->tier, buffer, sizeof buffer));
            hinge_seen_add_unit(out, unit);
            add(out, "threshold:%.4f", unit->scale * f->threshold);
            if (!as_is && fabs(f->offset) > 0)
                add(out, "offset:%.6f", unit->scale * f->offset);
            if (!as_is && f->row->sign < 0)
                add(out, "sign:-1");
        }
        if (f->judged && f->signal != HINGE_SIGNAL_COUNT) {
            const double scale = hinge_seen_signal_unit(f->signal)->scale;
            const double slope = f->slope * scale / unit->scale;
            add(out, "signal:%s", hinge_signal_name(f->signal));
            if (strcmp(f->base, "standing") != 0)
                add(out, "base:%s", f->base);
            if (f->level)
                add(out, "limit:%.4f", scale * f->limit);
            if (f->level && (slope < 1 || slope > 1))
                add(out, "slope:%.4f", slope);
            if (f->level && f->left)
                add(out, "left:1");
            if (f->level && f->mean_s > 0)
                add(out, "mean:%.3f", f->mean_s);
        }
        add(out, "}");
    }
    add(out, "]");
    add_reps(w);
    /* what is no repetition: t from and to, why; excluded by hand: t as of a repetition, number and
     * line of events.csv, too */
    const struct hinge_reps *reps = w->p->reps;
    add(out, "rejected:[");
    for (size_t row = w->first; row < w->first + w->reps; row++) {
        double span[2];
        if (!is_excluded(w, row))
            continue;
        hinge_seen_span(w->rows, row, span);
        add(out, "{");
        add_times(w, row);
        add(out, "why:%s number:%.0f event:%zu}", hinge_reason_phrase(HINGE_REASON_EXCLUDED),
            w->rows->rep[row], event_of(w, (int)w->rows->rep[row], span));
    }
    for (size_t k = 0; reps != NULL && k < reps->n_rejected; k++) {
        const struct hinge_rejected *x = &reps->rejected_rep[k];
        if (x->reason == HINGE_REASON_MANUAL || x->reason == HINGE_REASON_EXCLUDED)
            continue;
        add(out, "{t:[%.3f %.3f] why:%s}", hinge_seen_seconds(w->p, (double)x->from),
            hinge_seen_seconds(w->p, (double)x->to), hinge_reason_phrase(x->reason));
    }
    add(out, "] reasons:[");
    for (size_t k = 0; k < w->n_reasons; k++)
        add(out, "%s", w->reason[k]);
    add(out, "]");
}
