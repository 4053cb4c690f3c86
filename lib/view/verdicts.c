/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page shows of faults beside their verdicts, which are the results': the signal of each,
 * its threshold there, the window in which it was looked for, and the moment of the measurement. */
#include "view/view.h"

double hinge_seen_fault_value(const struct view_page *page, int what, size_t rep, size_t fault)
{
    const struct view_rows *rows = page->rows;
    return rows->fault[what][(rows->first[page->row] + rep) * rows->n_faults + fault];
}

bool hinge_seen_is_refused(double state)
{
    return !(state >= 0 && state <= HINGE_FAULT_PRESENT);
}

bool hinge_seen_of(const struct view_page *page, size_t rep, struct hinge_rep_view *view)
{
    const struct hinge_trial_request *request = page->request;
    const struct hinge_reps *reps = page->picture->reps;
    int number = (int)page->rows->rep[page->rows->first[page->row] + rep];
    for (size_t k = 0; reps != NULL && k < reps->n; k++)
        if (reps->rep[k].number == number) {
            *view = (struct hinge_rep_view){
                .body = page->picture->body,
                .reps = reps,
                .rep = &reps->rep[k],
                .info = request->info,
                .task = hinge_task_of_rep(hinge_task_find(request->info->task), reps->rep[k].floor),
                .parameters = request->parameters,
                .limits = &request->limits};
            return true;
        }
    return false;
}

/* --- faults --- */

/* Whether the severity is a value of the signal itself, in its unit. */
static bool on_signal(const struct hinge_fault *row)
{
    return row != NULL && row->statistic != HINGE_STATISTIC_METRIC &&
           row->statistic != HINGE_STATISTIC_ONSET && row->statistic != HINGE_STATISTIC_ONSET_LEAST;
}

/* Whether a row, measured here, gives what the results say: else a config changed it, and no
 * threshold is drawn. */
static bool row_agrees(const struct view_page *page, struct verdict_fault *fault)
{
    const struct view_rows *rows = page->rows;
    bool differs = false;
    fault->offset = fault->row != NULL ? fault->row->offset : 0;
    if (!on_signal(fault->row) || page->request == NULL)
        return fault->row != NULL;
    struct hinge_fault row = *fault->row;
    row.signal = fault->signal != HINGE_SIGNAL_COUNT ? fault->signal : row.signal;
    for (size_t r = 0; r < rows->count[page->row]; r++) {
        struct hinge_rep_view view;
        double severity = hinge_seen_fault_value(page, FAULT_SEVERITY, r, fault->at);
        double threshold, offset;
        if (isnan(severity) || !hinge_seen_of(page, r, &view) ||
            !hinge_fault_applies(&row, &view, &threshold, &offset))
            continue;
        struct hinge_arena *scratch = page->picture->reps->scratch;
        struct hinge_arena_mark mark = hinge_arena_mark(scratch);
        struct hinge_measured m = hinge_fault_measure(&row, &view, NULL, NULL);
        hinge_arena_reset(scratch, mark);
        fault->offset = offset;
        double measured = offset + (row.sign < 0 ? -1 : 1) * m.value.value;
        if (fabs(measured - severity) < 1e-6 * fmax(1, fabs(severity)) || row.to_side ||
            row.by_side)
            return true;
        differs = true; /* or a gate decided */
    }
    return !differs;
}

/* Where the threshold is on the signal, and from where that is counted. */
static void find_level(const struct view_page *page, struct verdict_fault *fault)
{
    const struct hinge_fault *row = fault->row;
    fault->base = "itself";
    fault->level = row_agrees(page, fault);
    fault->slope = row != NULL && row->sign < 0 ? -1 : 1;
    fault->limit = (fault->threshold - fault->offset) * fault->slope;
    if (row != NULL && row->seen.scale != HINGE_DRAWN_ITSELF) {
        /* a distance whose severity has another unit than its signal: foot lengths, or centimetres
         * that are left to a wall or a bench */
        const struct picture *p = page->picture;
        const struct hinge_trial_info *info = page->request != NULL ? page->request->info : NULL;
        bool foot = row->seen.scale == HINGE_DRAWN_FOOT, wall = row->seen.scale == HINGE_DRAWN_WALL;
        double cm = p->step_mm > 0 ? 10 / p->leg_steps / p->step_mm : (double)NAN;
        double gap_cm = info == NULL ? (double)NAN : wall ? info->wall_gap_cm : info->bench_gap_cm;
        /* the middle of the shin goes half as far as the knee */
        fault->slope = foot ? p->foot_steps / p->leg_steps : wall ? -cm : 2 * cm;
        fault->limit = foot ? fault->limit * fault->slope : -gap_cm * fault->slope;
        fault->base = foot ? "itself" : "standing";
        fault->left = !foot;
        fault->level = fault->level && !isnan(fault->limit);
        return;
    }
    fault->level = fault->level && on_signal(row) && !row->absolute;
    if (row == NULL)
        return;
    if (row->statistic <= HINGE_STATISTIC_MIN && page->request != NULL)
        fault->mean_s = page->picture->tier == 'A' ? 0.1 : 0.4;
    switch (row->statistic) {
    case HINGE_STATISTIC_DROP:
        fault->base = "peak";
        fault->limit = -fault->threshold;
        fault->slope = -1;
        break;
    case HINGE_STATISTIC_EXCURSION:
        fault->base = "start";
        break;
    case HINGE_STATISTIC_SHARE:
    case HINGE_STATISTIC_PLATEAU:
    case HINGE_STATISTIC_QUARTER:
    case HINGE_STATISTIC_RATE:
    case HINGE_STATISTIC_METRIC:
        fault->base = row->statistic == HINGE_STATISTIC_METRIC && row->phase == HINGE_PHASE_REP
                          ? "standing"
                          : "start";
        fault->level = false;
        break;
    default:
        fault->base = row->relative == HINGE_RELATIVE_STANDING ? "standing"
                      : row->relative == HINGE_RELATIVE_START  ? "start"
                                                               : "itself";
        fault->level = fault->level && row->relative != HINGE_RELATIVE_TARGET;
    }
}

static int by_rank(const void *a, const void *b)
{
    const struct verdict_fault *x = a, *y = b;
    int i = x->row != NULL ? abs(x->row->listed_at) : INT_MAX,
        j = y->row != NULL ? abs(y->row->listed_at) : INT_MAX;
    return i != j ? (i > j) - (i < j) : (x->at > y->at) - (x->at < y->at);
}

size_t hinge_seen_faults(const struct view_page *page, struct verdict_fault *fault)
{
    const struct view_rows *rows = page->rows;
    const struct picture *p = page->picture;
    size_t reps = rows->count[page->row], n = 0;
    size_t *judged = hinge_arena_alloc(&page->picture->arena, rows->n_faults, sizeof *judged);
    for (size_t f = 0; f < rows->n_faults && reps > 0; f++) {
        struct verdict_fault *v = &fault[f];
        *v =
            (struct verdict_fault){.at = f,
                                   .threshold = (double)NAN,
                                   .unit = hinge_seen_fault_unit(&rows->faults, rows->fault_id[f])};
        const char *by =
            hinge_table_word_where(&rows->faults, "id", rows->fault_id[f], "defined_by");
        const bool known = strstr(by, HINGE_FAULT_REMEASURED) == NULL;
        for (size_t k = 0; k < page->faults->n && known && v->row == NULL; k++)
            if (strcmp(page->faults->row[k].id, rows->fault_id[f]) == 0)
                v->row = &page->faults->row[k];
        const char *task = page->request != NULL ? page->request->info->task : "";
        if (v->row != NULL && p->body != NULL &&
            hinge_fault_instead(v->row, hinge_task_find(task))) {
            struct hinge_fault *here = hinge_arena_raw(&page->picture->arena, 1, sizeof *here);
            *here = *v->row;
            hinge_fault_use_instead(here);
            v->row = here;
        }
        bool possible = false;
        for (size_t r = reps; r-- > 0;) {
            double state = hinge_seen_fault_value(page, FAULT_STATE, r, f);
            if (hinge_seen_is_refused(state))
                continue;
            judged[f] = v->judged = true;
            v->threshold = hinge_seen_fault_value(page, FAULT_THRESHOLD, r, f);
            possible = possible || state >= HINGE_FAULT_BELOW;
        }
        /* the signal a fault is judged by here: its own, else its fallback */
        enum hinge_signal signal = on_signal(v->row) ? v->row->signal : HINGE_SIGNAL_COUNT;
        if (v->row != NULL && v->row->seen.shown != NULL)
            signal = hinge_signal_find(v->row->seen.shown);
        if (signal < HINGE_SIGNAL_COUNT && p->signal[signal] == NULL && on_signal(v->row) &&
            v->row->has_fallback)
            signal = v->row->fallback;
        v->signal =
            signal < HINGE_SIGNAL_COUNT && p->signal[signal] != NULL ? signal : HINGE_SIGNAL_COUNT;
        enum hinge_signal s = v->signal;
        bool drawn = s == HINGE_SIGNAL_driver ||
                     (s != HINGE_SIGNAL_COUNT && p->shape[s].at.n + p->shape[s].from.n > 0);
        if (!possible && !(v->judged && drawn))
            v->signal = HINGE_SIGNAL_COUNT;
        find_level(page, v);
    }
    for (size_t f = 0; f < rows->n_faults && reps > 0; f++)
        if (hinge_fault_is_shown(rows->fault_id, rows->n_faults, judged, f))
            fault[n++] = fault[f];
    qsort(fault, n, sizeof *fault, by_rank);
    return n;
}

/* --- where and when --- */

struct verdict_place hinge_seen_place(const struct view_page *page, size_t rep,
                                      const struct verdict_fault *fault,
                                      const struct hinge_rep_view *view)
{
    const struct hinge_fault *row = fault->row;
    /* without a body: the phase of a metric, or the whole repetition */
    const size_t at = page->rows->first[page->row] + rep;
    double *const *times = page->rows->time, span[2];
    const unsigned parts = row != NULL ? row->window.parts : 0;
    const int phase = parts == HINGE_WINDOW_DESCENT ? 0 : parts == HINGE_WINDOW_ASCENT ? 2 : -1;
    hinge_seen_span(page->rows, at, span);
    if (phase >= 0 && times[phase + 1][at] > times[phase][at]) {
        span[0] = times[phase][at];
        span[1] = times[phase + 1][at];
    }
    struct verdict_place place = {span[0], span[1], span[1]};
    double time = hinge_seen_fault_value(page, FAULT_TIME, rep, fault->at);
    bool bottom = (row != NULL && row->seen.at_bottom) ||
                  (row != NULL && row->statistic != HINGE_STATISTIC_METRIC &&
                   row->window.parts == HINGE_WINDOW_BOTTOM);
    struct hinge_frames piece[HINGE_FRAMES_MAX];
    enum hinge_reason reason;
    int n = view != NULL && row != NULL;
    if (n > 0 && bottom)
        piece[0] = hinge_view_bottom_frames(view);
    else if (n > 0 && row->statistic == HINGE_STATISTIC_METRIC)
        piece[0] = hinge_view_phase(view, row->phase);
    else if (n > 0)
        n = hinge_view_window(view, &row->window, piece, &reason);
    if (n > 0 && piece[0].reason == HINGE_REASON_OK) { /* no part of the window is missing */
        const double quarter = row->statistic == HINGE_STATISTIC_QUARTER
                                   ? hinge_view_progress(view, HINGE_PHASE_ASCENT, 0.25)
                                   : (double)NAN,
                     last = isnan(quarter) ? (double)piece[n - 1].to : quarter;
        bool middle = bottom || row->statistic == HINGE_STATISTIC_MEDIAN;
        bool onset = row->statistic == HINGE_STATISTIC_ONSET ||
                     row->statistic == HINGE_STATISTIC_ONSET_LEAST;
        place.from = hinge_seen_seconds(page->picture, (double)piece[0].from);
        place.to = hinge_seen_seconds(page->picture, last);
        place.at = middle ? (place.from + place.to) / 2 : onset ? place.from : place.to;
    }
    place.at = isnan(time) ? place.at : time;
    return place;
}
