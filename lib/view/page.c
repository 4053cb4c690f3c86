/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of a page. Times in s of the recording's own clock; a spot is the number of a point, or
 * a list of numbers: the middle of them. "Packed" are half bytes in base64: see put_packed. The
 * members are described where they are written. */
#include "view/words.h"

#include "reps/view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A page is at most 3 MB; of a repetition the verdicts take this much. */
enum { MOST_HZ = 30, MOST_BYTES = 2800000, REP_BYTES = 1600 };

struct writer {
    const struct view_page *page;
    const struct hinge_trial_request *request; /* NULL without a body */
    struct picture *p;
    struct hinge_text *out;
    size_t every;                 /* frames of the recording per stored frame */
    size_t *frame, n;             /* stored ones */
    size_t n_pieces, (*piece)[2]; /* first stored frame, how many */
    long number[PICTURE_PLACES];  /* of a point on the page, -1: not needed */
    bool wanted[HINGE_SIGNAL_COUNT];
    size_t first, reps; /* rows of the results */
    const struct view_rows *rows;
};

/* --- pieces of JSON --- */

static void put_string(struct hinge_text *out, const char *text)
{
    hinge_text_puts(out, "\"");
    for (const char *c = text != NULL ? text : ""; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            hinge_text_printf(out, "\\%c", *c);
        else if ((unsigned char)*c < ' ' || *c == '<')
            hinge_text_printf(out, "\\u%04x", (unsigned)*c);
        else
            hinge_text_add(out, c, 1);
    }
    hinge_text_puts(out, "\"");
}

/* With at most so many decimals and without zeros at the end; null for NaN. */
static void put_rounded(struct hinge_text *out, double value, int decimals)
{
    char text[48];
    if (!isfinite(value)) {
        hinge_text_puts(out, "null");
        return;
    }
    int n = snprintf(text, sizeof text, "%.*f", decimals, value);
    while (decimals > 0 && n > 0 && text[n - 1] == '0')
        n--;
    n -= decimals > 0 && n > 0 && text[n - 1] == '.';
    if (n == 2 && text[0] == '-' && text[1] == '0')
        hinge_text_puts(out, "0");
    else
        hinge_text_add(out, text, (size_t)n);
}

/* Six digits that count: of values, which the page rounds. */
static void put_six(struct hinge_text *out, double value)
{
    if (isfinite(value))
        hinge_text_printf(out, "%.6g", value + 0.0);
    else
        hinge_text_puts(out, "null");
}

static void put_member(struct hinge_text *out, const char *name, const char *text)
{
    hinge_text_printf(out, ",\"%s\":", name);
    put_string(out, text);
}

static void put_half(struct hinge_text *out, unsigned half, unsigned *bits, int *n)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    /* the low half of a byte comes first; three bytes make four letters */
    static const int place[] = {16, 20, 8, 12, 0, 4};
    *bits |= half << place[*n];
    if (++*n < 6)
        return;
    for (int k = 0; k < 4; k++)
        hinge_text_add(out, &letters[*bits >> (18 - 6 * k) & 63], 1);
    *bits = 0;
    *n = 0;
}

/* Each value in steps is predicted from the two before it (last + last - one before, both 0 at the
 * start). The error d becomes (d << 1 ^ d >> 63) + 1, 0 is a missing value; that is written in
 * groups of 3 bits, the lowest first, whose 4th bit says that another group follows. */
static void put_packed(const struct writer *w, const double *x, double step)
{
    unsigned bits = 0;
    int n = 0;
    long long last = 0, trend = 0;
    hinge_text_puts(w->out, "\"");
    for (size_t i = 0; i < w->n; i++) {
        double v = x[w->frame[i]] / step;
        unsigned long long z = 0;
        if (isfinite(v) && fabs(v) < 1e7) {
            long long now = llround(v), d = now - last - trend;
            z = ((unsigned long long)d << 1 ^ (unsigned long long)(d < 0 ? -1 : 0)) + 1;
            last = now;
            trend += d;
        }
        for (; z > 7; z >>= 3)
            put_half(w->out, (unsigned)(z & 7) | 8, &bits, &n);
        put_half(w->out, (unsigned)z, &bits, &n);
    }
    while (n > 0)
        put_half(w->out, 0, &bits, &n);
    hinge_text_puts(w->out, "\"");
}

static void put_spot(const struct writer *w, const struct picture_spot *spot)
{
    if (spot->n == 1) {
        hinge_text_printf(w->out, "%ld", w->number[spot->place[0]]);
        return;
    }
    for (size_t k = 0; k < spot->n; k++)
        hinge_text_printf(w->out, "%s%ld", k == 0 ? "[" : ",", w->number[spot->place[k]]);
    hinge_text_puts(w->out, "]");
}

static double seconds(const struct writer *w, double frame)
{
    return w->p->start_s + frame / w->p->rate_hz;
}

static const char *cell(const struct writer *w, const char *column)
{
    return hinge_view_cell(&w->rows->trials, column, w->page->row);
}

static double number(const struct writer *w, const char *column)
{
    return hinge_table_number(&w->rows->trials, column, w->page->row);
}

/* --- which frames --- */

static void keep_frames(struct writer *w, size_t from, size_t to)
{
    size_t start = w->n, last = w->n > 0 ? w->frame[w->n - 1] + w->every : 0;
    from = from < last ? last : from;
    from = (from + w->every - 1) / w->every * w->every; /* pieces share one grid */
    for (size_t i = from; i <= to && i < w->p->n; i += w->every)
        w->frame[w->n++] = i;
    if (w->n == start)
        return;
    size_t *before = w->n_pieces > 0 ? w->piece[w->n_pieces - 1] : NULL;
    if (before != NULL && w->frame[before[0] + before[1] - 1] + w->every == w->frame[start]) {
        before[1] += w->n - start;
        return;
    }
    w->piece[w->n_pieces][0] = start;
    w->piece[w->n_pieces++][1] = w->n - start;
}

static int by_start(const void *a, const void *b)
{
    const size_t *x = a, *y = b;
    return x[0] < y[0] ? -1 : x[0] > y[0];
}

/* Of a recording that is too long: standing, and each repetition with a second around it. */
static void keep_stretches(struct writer *w)
{
    const struct hinge_reps *reps = w->p->reps;
    const struct hinge_standing *s = &reps->standing;
    size_t n = 0, most = reps->n + reps->n_excluded + reps->n_rejected + 1, second;
    size_t(*span)[2] = hinge_arena_alloc(&w->p->arena, most, sizeof *span);
    second = (size_t)w->p->rate_hz;
    if (s->found && s->to > s->from) {
        span[n][0] = s->from;
        span[n++][1] = s->to;
    }
    for (size_t k = 0; k < reps->n + reps->n_excluded + reps->n_rejected; k++) {
        long from = HINGE_NO_INDEX, to = HINGE_NO_INDEX;
        if (k < reps->n)
            hinge_rep_span(&reps->rep[k], &from, &to);
        else if (k < reps->n + reps->n_excluded)
            hinge_rep_span(&reps->excluded[k - reps->n], &from, &to);
        else {
            from = (long)reps->rejected_rep[k - reps->n - reps->n_excluded].from;
            to = (long)reps->rejected_rep[k - reps->n - reps->n_excluded].to;
        }
        if (from == HINGE_NO_INDEX)
            continue;
        span[n][0] = (size_t)from > second ? (size_t)from - second : 0;
        span[n++][1] = (size_t)to + second;
    }
    qsort(span, n, sizeof *span, by_start);
    for (size_t k = 0; k < n; k++)
        keep_frames(w, span[k][0], span[k][1]);
}

/* At most 30 frames a second, and no page of more than 3 MB. */
static void choose_frames(struct writer *w)
{
    struct picture *p = w->p;
    size_t columns = 2 * p->n_places + 8, of_reps = REP_BYTES * w->reps;
    size_t most = of_reps < MOST_BYTES / 2 ? MOST_BYTES - of_reps : MOST_BYTES / 2;
    w->every = (size_t)ceil(p->rate_hz / MOST_HZ - 0.01);
    w->every = w->every > 0 ? w->every : 1;
    w->frame = hinge_arena_alloc(&p->arena, p->n + 1, sizeof *w->frame);
    w->piece = hinge_arena_alloc(&p->arena, p->n + 1, sizeof *w->piece);
    if (p->reps == NULL || p->n / w->every * columns < most) {
        keep_frames(w, 0, p->n - 1);
        return;
    }
    keep_stretches(w);
    while (w->n * columns > most) {
        w->every *= 2;
        w->n = w->n_pieces = 0;
        keep_stretches(w);
    }
    if (w->n == 0)
        keep_frames(w, 0, most / columns * w->every);
}

/* --- what is needed --- */

static void need(struct writer *w, const struct picture_spot *spot)
{
    for (size_t k = 0; k < spot->n; k++)
        w->number[spot->place[k]] = 0;
}

/* Points that are drawn or measured from, numbered. */
static void number_points(struct writer *w)
{
    const struct picture *p = w->p;
    for (size_t i = 0; i < PICTURE_PLACES; i++)
        w->number[i] = -1;
    for (size_t k = 0; k < p->n_parts; k++)
        for (size_t i = 0; i < p->part[k].n; i++)
            need(w, &p->part[k].spot[i]);
    for (size_t k = 1; k < AXIS_COUNT; k++) {
        need(w, &p->axis[k].from);
        need(w, &p->axis[k].to);
    }
    for (size_t s = 0; s < HINGE_SIGNAL_COUNT; s++) {
        need(w, &p->shape[s].at);
        need(w, &p->shape[s].from);
        need(w, &p->shape[s].to);
    }
    long n = 0;
    for (size_t i = 0; i < p->n_places; i++)
        if (w->number[i] == 0)
            w->number[i] = n++;
}

static const enum hinge_signal panels[][2][3] = {
    {{HINGE_SIGNAL_driver, HINGE_SIGNAL_COUNT, HINGE_SIGNAL_COUNT},
     {HINGE_SIGNAL_hip_flex, HINGE_SIGNAL_lumbar_flex, HINGE_SIGNAL_COUNT}},
    {{HINGE_SIGNAL_driver, HINGE_SIGNAL_COUNT, HINGE_SIGNAL_COUNT},
     {HINGE_SIGNAL_trunk_incl, HINGE_SIGNAL_thigh_incl, HINGE_SIGNAL_knee_flex}}};

static int panel_set(const struct picture *p)
{
    return p->tier == 'A' || p->tier == 'B' ? 0 : 1;
}

static bool has_shape(const struct picture *p, enum hinge_signal signal)
{
    return p->shape[signal].at.n > 0 || p->shape[signal].from.n > 0;
}

/* --- faults of the recording --- */

struct fault_use {
    size_t at;                      /* in the results */
    const struct hinge_fault *row;  /* NULL: of a config that is not here */
    const struct view_fault *words; /* NULL: none of its own */
    enum hinge_signal signal;       /* drawn with it; COUNT: none */
    bool judged, possible;          /* in some repetition */
    double threshold;
    double offset;
    bool agrees; /* the row measures what the results say */
};

static double fault_value(const struct writer *w, int what, size_t rep, size_t fault)
{
    return w->rows->fault[what][(w->first + rep) * w->rows->n_faults + fault];
}

static bool is_refused(double state)
{
    return !(state >= 0 && state <= HINGE_FAULT_PRESENT);
}

static const struct hinge_fault *row_of(const struct writer *w, const char *id)
{
    for (size_t k = 0; k < w->page->faults->n; k++)
        if (strcmp(w->page->faults->row[k].id, id) == 0)
            return &w->page->faults->row[k];
    return NULL;
}

/* The repetition of a number, and what measures are made of; false without a body. */
static bool view_of(const struct writer *w, size_t rep, struct hinge_rep_view *view)
{
    const struct hinge_trial_request *request = w->request;
    const struct hinge_reps *reps = w->p->reps;
    int n = (int)w->rows->rep[w->first + rep];
    for (size_t k = 0; w->p->body != NULL && k < reps->n; k++)
        if (reps->rep[k].number == n) {
            *view = (struct hinge_rep_view){
                .body = w->p->body,
                .reps = reps,
                .rep = &reps->rep[k],
                .info = request->info,
                .task = hinge_task_find(request->info != NULL ? request->info->task : ""),
                .parameters = request->parameters,
                .limits = &request->limits};
            return true;
        }
    return false;
}

static bool on_signal(const struct hinge_fault *row)
{
    return row != NULL && row->statistic != HINGE_STATISTIC_METRIC &&
           row->statistic != HINGE_STATISTIC_ONSET && row->statistic != HINGE_STATISTIC_ONSET_LEAST;
}

/* The signal a fault is judged by here: its own, else its fallback. */
static enum hinge_signal signal_of(const struct writer *w, const struct fault_use *use)
{
    enum hinge_signal signal = HINGE_SIGNAL_COUNT;
    if (on_signal(use->row))
        signal = use->row->signal;
    if (use->words != NULL && use->words->signal != NULL)
        signal = hinge_signal_find(use->words->signal);
    if (signal < HINGE_SIGNAL_COUNT && w->p->signal[signal] == NULL && on_signal(use->row) &&
        use->row->has_fallback && w->p->signal[use->row->fallback] != NULL)
        signal = use->row->fallback;
    if (signal >= HINGE_SIGNAL_COUNT || w->p->signal[signal] == NULL)
        return HINGE_SIGNAL_COUNT;
    return signal;
}

/* In the order in which it is coached. */
static int rank_of(const char *id)
{
    static const char *const order[] = {"lumbar_rounding",
                                        "rounding",
                                        "spine_over",
                                        "neighbor",
                                        "waist",
                                        "hip_plateau",
                                        "butt_wink",
                                        "pelvic_tuck",
                                        "back_",
                                        "lumbar_",
                                        "lockout",
                                        "stack",
                                        "knee",
                                        "locked",
                                        "excessive",
                                        "shin",
                                        "squat",
                                        "fold",
                                        "insufficient",
                                        "wall",
                                        "hip_",
                                        "depth",
                                        "chest",
                                        "dowel",
                                        "thoracic",
                                        "shoulder",
                                        "head",
                                        "chin",
                                        "weight",
                                        "load",
                                        "asym",
                                        "lateral",
                                        "pelvic",
                                        "stance",
                                        "toe_out",
                                        "uncontrolled",
                                        "short",
                                        "jerky",
                                        "no_lockout"};
    int n = (int)(sizeof order / sizeof *order);
    for (int i = 0; i < n; i++)
        if (strncmp(id, order[i], strlen(order[i])) == 0)
            return i;
    return n;
}

static int by_rank(const void *a, const void *b)
{
    const struct fault_use *x = a, *y = b;
    return x->threshold < y->threshold   ? -1
           : x->threshold > y->threshold ? 1
                                         : (x->at > y->at) - (x->at < y->at);
}

/* Those that were judged or refused in a repetition, in their order. */
static size_t find_faults(struct writer *w, struct fault_use *use)
{
    size_t n = 0;
    for (size_t f = 0; f < w->rows->n_faults && w->reps > 0; f++) {
        const char *id = w->rows->fault_id[f];
        struct fault_use u = {.at = f, .row = row_of(w, id), .words = hinge_view_fault(id)};
        u.threshold = rank_of(id); /* only to sort by */
        for (size_t r = 0; r < w->reps; r++) {
            double state = fault_value(w, FAULT_STATE, r, f);
            u.judged |= !is_refused(state);
            u.possible |= state >= HINGE_FAULT_BELOW && state <= HINGE_FAULT_PRESENT;
        }
        u.signal = signal_of(w, &u);
        use[n++] = u;
    }
    qsort(use, n, sizeof *use, by_rank);
    for (size_t k = 0; k < n; k++) {
        use[k].threshold = (double)NAN;
        for (size_t r = w->reps; r-- > 0;)
            if (!is_refused(fault_value(w, FAULT_STATE, r, use[k].at)))
                use[k].threshold = fault_value(w, FAULT_THRESHOLD, r, use[k].at);
        bool shown = use[k].signal != HINGE_SIGNAL_COUNT &&
                     (use[k].possible || (use[k].judged && (has_shape(w->p, use[k].signal) ||
                                                            use[k].signal == HINGE_SIGNAL_driver)));
        if (shown)
            w->wanted[use[k].signal] = true;
        else
            use[k].signal = HINGE_SIGNAL_COUNT;
    }
    return n;
}

/* Where a verdict was looked for and when it was measured, s. */
struct place {
    double from, to, at;
};

static void extend(const struct writer *w, struct hinge_frames f, struct place *place)
{
    double from = seconds(w, (double)f.from), to = seconds(w, (double)f.to);
    place->from = from < place->from || isnan(place->from) ? from : place->from;
    place->to = to > place->to || isnan(place->to) ? to : place->to;
}

/* Phases of a repetition as the results have them, where there is no body. */
static struct place by_times(const struct writer *w, size_t rep, const struct hinge_fault *row)
{
    double t[4], low = INFINITY, high = -INFINITY;
    for (int k = 0; k < 4; k++) {
        t[k] = w->rows->time[k][w->first + rep];
        low = fmin(low, t[k]);
        high = fmax(high, t[k]);
    }
    struct place place = {low, high, high};
    bool metric = row != NULL && row->statistic == HINGE_STATISTIC_METRIC;
    unsigned parts = row == NULL                         ? HINGE_WINDOW_REP
                     : !metric                           ? row->window.parts
                     : row->phase == HINGE_PHASE_DESCENT ? HINGE_WINDOW_DESCENT
                     : row->phase == HINGE_PHASE_ASCENT  ? HINGE_WINDOW_ASCENT
                                                         : HINGE_WINDOW_REP;
    if (parts == HINGE_WINDOW_DESCENT && !isnan(t[0]) && !isnan(t[1]))
        place = (struct place){t[0], t[1], t[1]};
    if (parts == HINGE_WINDOW_ASCENT && !isnan(t[2]) && !isnan(t[3]))
        place = (struct place){t[2], t[3], t[3]};
    if (parts == HINGE_WINDOW_BOTTOM && !isnan(t[1]) && !isnan(t[2]))
        place = (struct place){fmin(t[1], t[2]), fmax(t[1], t[2]), (t[1] + t[2]) / 2};
    return place;
}

static struct place place_of(const struct writer *w, size_t rep, const struct fault_use *use,
                             const struct hinge_rep_view *view)
{
    const struct hinge_fault *row = use->row;
    struct place place = by_times(w, rep, row);
    double time = fault_value(w, FAULT_TIME, rep, use->at);
    bool bottom = use->words != NULL && use->words->at_bottom;
    if (view != NULL && row != NULL) {
        struct place found = {(double)NAN, (double)NAN, (double)NAN};
        struct hinge_frames piece[HINGE_FRAMES_MAX];
        enum hinge_reason reason;
        int n = 0;
        bool metric = row->statistic == HINGE_STATISTIC_METRIC;
        if (bottom || (!metric && row->window.parts == HINGE_WINDOW_BOTTOM)) {
            piece[0] = hinge_view_bottom_frames(view);
            n = piece[0].reason == HINGE_REASON_OK;
            bottom = true;
        } else if (metric) {
            piece[0] = hinge_view_phase(view, row->phase);
            n = piece[0].reason == HINGE_REASON_OK;
        } else {
            n = hinge_view_window(view, &row->window, piece, &reason);
        }
        for (int k = 0; k < n; k++)
            extend(w, piece[k], &found);
        double quarter = row->statistic == HINGE_STATISTIC_QUARTER
                             ? hinge_view_progress(view, HINGE_PHASE_ASCENT, 0.25)
                             : (double)NAN;
        if (!isnan(quarter))
            found.to = seconds(w, quarter);
        if (!isnan(found.from)) {
            place = found;
            bool middle = bottom || row->statistic == HINGE_STATISTIC_MEDIAN ||
                          row->statistic == HINGE_STATISTIC_MEAN;
            bool onset = row->statistic == HINGE_STATISTIC_ONSET ||
                         row->statistic == HINGE_STATISTIC_ONSET_LEAST;
            place.at = middle ? (found.from + found.to) / 2 : onset ? found.from : found.to;
        }
    }
    if (!isnan(time))
        place.at = time;
    return place;
}

/* Whether a row, measured here, gives what the results say: else it was changed by a config, and
 * no threshold is drawn. */
static bool row_agrees(const struct writer *w, struct fault_use *use)
{
    struct hinge_arena_mark mark;
    bool differs = false;
    use->offset = use->row != NULL ? use->row->offset : 0;
    if (!on_signal(use->row) || w->request == NULL)
        return use->row != NULL;
    for (size_t r = 0; r < w->reps; r++) {
        struct hinge_rep_view view;
        double severity = fault_value(w, FAULT_SEVERITY, r, use->at), threshold, offset;
        if (isnan(severity) || !view_of(w, r, &view) ||
            !hinge_fault_applies(use->row, &view, &threshold, &offset))
            continue;
        struct hinge_fault row = *use->row;
        row.signal = use->signal != HINGE_SIGNAL_COUNT ? use->signal : row.signal;
        mark = hinge_arena_mark(w->p->reps->scratch);
        struct hinge_measured m = hinge_fault_measure(&row, &view, NULL, NULL);
        hinge_arena_reset(w->p->reps->scratch, mark);
        double sign = row.sign < 0 ? -1 : 1;
        use->offset = offset;
        if (fabs(offset + sign * m.value.value - severity) < 1e-6 * fmax(1, fabs(severity)) ||
            row.to_side || row.by_side)
            return true;
        differs = true; /* or a gate decided */
    }
    return !differs;
}

/* How a severity is printed, and where its threshold is on its signal. */
static void put_fault(struct writer *w, const struct fault_use *use)
{
    const struct hinge_fault *row = use->row;
    const struct view_fault *words = use->words;
    const char *id = w->rows->fault_id[use->at];
    char how[200];
    struct view_unit unit = hinge_view_unit(row, words);
    double sign = row != NULL && row->sign < 0 ? -1 : 1, offset = use->offset;
    bool as_is = words != NULL && words->as_severity;
    put_string(w->out, id);
    put_member(w->out, "name", hinge_view_fault_name(&w->rows->faults, id, row, how, sizeof how));
    if (!use->judged)
        return;
    put_member(w->out, "how", hinge_view_how(row, words, use->signal, w->p->tier, how, sizeof how));
    put_member(w->out, "unit", unit.name);
    if (unit.digits > 0)
        hinge_text_printf(w->out, ",\"digits\":%d", unit.digits);
    hinge_text_puts(w->out, ",\"threshold\":");
    put_rounded(w->out, use->threshold, 4);
    if (unit.times > 1)
        hinge_text_printf(w->out, ",\"times\":%g", unit.times);
    if (!as_is && fabs(offset) > 0)
        hinge_text_printf(w->out, ",\"offset\":%g", offset);
    if (!as_is && sign < 0)
        hinge_text_puts(w->out, ",\"sign\":-1");
    if (use->signal == HINGE_SIGNAL_COUNT)
        return;
    put_member(w->out, "signal", hinge_signal_name(use->signal));
    /* limit and slope: where the threshold is, and how far a step of severity goes */
    double limit = (use->threshold - offset) * sign, slope = sign;
    const char *base = "itself";
    bool level = use->agrees && on_signal(row) && !row->absolute, left = false;
    if (words != NULL && words->scale != VIEW_SCALE_NONE) {
        const struct hinge_trial_info *info = w->request != NULL ? w->request->info : NULL;
        double leg = w->p->leg_steps, gap = info == NULL                      ? (double)NAN
                                            : words->scale == VIEW_SCALE_WALL ? info->wall_gap_cm
                                                                              : info->bench_gap_cm;
        double cm = w->p->step_mm > 0 ? 10 / leg / w->p->step_mm : (double)NAN;
        slope = words->scale == VIEW_SCALE_FOOT   ? w->p->foot_steps / leg
                : words->scale == VIEW_SCALE_WALL ? -cm
                                                  : 2 * cm; /* the shin's middle goes half as far */
        left = words->scale != VIEW_SCALE_FOOT;
        limit = left ? -gap * slope : limit * slope;
        base = left ? "standing" : "itself";
        level = use->agrees && !isnan(limit);
    } else if (row != NULL && row->statistic == HINGE_STATISTIC_DROP) {
        base = "peak";
        limit = -use->threshold;
        slope = -1;
    } else if (row != NULL && row->statistic == HINGE_STATISTIC_EXCURSION) {
        base = "start";
    } else if (row != NULL && (row->statistic == HINGE_STATISTIC_SHARE ||
                               row->statistic == HINGE_STATISTIC_PLATEAU ||
                               row->statistic == HINGE_STATISTIC_QUARTER ||
                               row->statistic == HINGE_STATISTIC_RATE ||
                               row->statistic == HINGE_STATISTIC_METRIC)) {
        base = "start";
        level = false;
        if (row->statistic == HINGE_STATISTIC_METRIC && row->phase == HINGE_PHASE_REP)
            base = "standing";
    } else if (row != NULL && row->relative != HINGE_RELATIVE_ABSOLUTE) {
        base = row->relative == HINGE_RELATIVE_STANDING ? "standing"
               : row->relative == HINGE_RELATIVE_START  ? "start"
                                                        : "itself";
        level = level && row->relative != HINGE_RELATIVE_TARGET;
    }
    if (strcmp(base, "standing") != 0)
        put_member(w->out, "base", base);
    if (!level)
        return;
    hinge_text_puts(w->out, ",\"limit\":");
    put_rounded(w->out, limit, 4);
    if (slope < 1 || slope > 1) {
        hinge_text_puts(w->out, ",\"slope\":");
        put_rounded(w->out, slope, 4);
    }
    if (left)
        hinge_text_puts(w->out, ",\"left\":1");
    if (on_signal(row) && row->statistic <= HINGE_STATISTIC_MIN && w->p->body != NULL) {
        hinge_text_puts(w->out, ",\"mean\":"); /* s that a largest value is averaged over */
        put_rounded(w->out, w->p->tier == 'A' ? 0.1 : 0.4, 3);
    }
}

/* --- the members of a page --- */

static void put_frames(struct writer *w)
{
    struct hinge_text *out = w->out;
    hinge_text_puts(out, ",\"source_hz\":"); /* frames/s; dragged boundaries snap to them */
    put_rounded(out, w->p->rate_hz, 4);
    hinge_text_puts(out, ",\"rate_hz\":"); /* stored here */
    put_rounded(out, w->p->rate_hz / (double)w->every, 6);
    hinge_text_puts(out, ",\"pieces\":["); /* first time (s) and frames of each stretch */
    for (size_t k = 0; k < w->n_pieces; k++) {
        hinge_text_puts(out, k > 0 ? ",[" : "[");
        put_rounded(out, seconds(w, (double)w->frame[w->piece[k][0]]), 4);
        hinge_text_printf(out, ",%zu]", w->piece[k][1]);
    }
    hinge_text_puts(out, "]");
}

/* Stretches [from, to) of stored frames that were filled. */
static void put_filled(struct writer *w, const struct picture_place *place)
{
    const char *before = ",\"filled\":[";
    size_t from = 0;
    bool open = false;
    for (size_t i = 0; place->absent != NULL && i <= w->n; i++) {
        bool filled = i < w->n && place->absent[w->frame[i]] && !isnan(place->x[w->frame[i]]);
        if (filled && !open)
            from = i;
        if (!filled && open) {
            hinge_text_printf(w->out, "%s[%zu,%zu]", before, from, i);
            before = ",";
        }
        open = filled;
    }
    hinge_text_puts(w->out, *before == ',' && before[1] == '\0' ? "]" : "");
}

/* Tracked or calculated points; lines in drawing order; where segments point; what stood there. */
static void put_body(struct writer *w)
{
    static const char *const axes[] = {"",       "thigh",  "trunk",   "shank",
                                       "pelvis", "thorax", "midback", "upper back"};
    const struct picture *p = w->p;
    struct hinge_text *out = w->out;
    const char *comma = "";
    hinge_text_puts(out, ",\"step_mm\":"); /* null: lengths are not known */
    put_rounded(out, p->step_mm, 3);
    hinge_text_puts(out, ",\"points\":[");
    for (size_t i = 0; i < p->n_places; i++) {
        if (w->number[i] < 0)
            continue;
        hinge_text_printf(out, "%s{\"name\":", comma);
        put_string(out, p->place[i].name);
        hinge_text_puts(out, p->place[i].computed ? ",\"computed\":1,\"x\":" : ",\"x\":");
        put_packed(w, p->place[i].x, 1);
        hinge_text_puts(out, ",\"y\":");
        put_packed(w, p->place[i].y, 1);
        put_filled(w, &p->place[i]);
        hinge_text_puts(out, "}");
        comma = ",";
    }
    hinge_text_puts(out, "],\"parts\":[");
    for (size_t k = 0; k < p->n_parts; k++) {
        const struct picture_part *part = &p->part[k];
        hinge_text_printf(out, "%s[\"%s\",[", k > 0 ? "," : "", part->name);
        for (size_t i = 0; i < part->n; i++) {
            hinge_text_puts(out, i > 0 ? "," : "");
            put_spot(w, &part->spot[i]);
        }
        hinge_text_printf(out, "],%d%s]", part->closed, part->between ? ",1" : "");
    }
    hinge_text_puts(out, "],\"axes\":{");
    comma = "";
    for (size_t k = 1; k < AXIS_COUNT; k++) {
        if (p->axis[k].from.n == 0)
            continue;
        hinge_text_printf(out, "%s\"%s\":[", comma, axes[k]);
        put_spot(w, &p->axis[k].from);
        hinge_text_puts(out, ",");
        put_spot(w, &p->axis[k].to);
        hinge_text_printf(out, ",%g]", p->axis[k].turn_deg);
        comma = ",";
    }
    hinge_text_puts(out, "}");
}

/* Where a spot is in standing, steps along an axis (0 forward, 1 up). */
static double rest_of(const struct writer *w, const struct picture_spot *spot, int axis)
{
    const struct hinge_standing *s = &w->p->reps->standing;
    size_t i = s->found && s->to > s->from ? (s->from + s->to) / 2 : 0;
    double sum = 0;
    for (size_t k = 0; k < spot->n; k++)
        sum += (axis == 0 ? w->p->place[spot->place[k]].x : w->p->place[spot->place[k]].y)[i];
    return spot->n > 0 ? sum / (double)spot->n : (double)NAN;
}

/* A wall or bench behind: kind, x and top in steps, words. */
static void put_props(struct writer *w)
{
    const struct picture *p = w->p;
    const struct hinge_trial_info *info = w->request != NULL ? w->request->info : NULL;
    double wall = info != NULL ? info->wall_gap_cm : (double)NAN;
    double bench = info != NULL ? info->bench_gap_cm : (double)NAN;
    const char *comma = "";
    hinge_text_puts(w->out, ",\"props\":[");
    if (p->body != NULL && p->step_mm > 0) {
        double hip = rest_of(w, &p->axis[AXIS_THIGH].to, 0);
        double shin =
            (rest_of(w, &p->axis[AXIS_SHANK].from, 0) + rest_of(w, &p->axis[AXIS_SHANK].to, 0)) / 2;
        double knee = rest_of(w, &p->axis[AXIS_SHANK].to, 1);
        if (!isnan(wall + hip)) {
            hinge_text_printf(w->out,
                              "{\"kind\":\"wall\",\"x\":%.0f,\"words\":\"Hatched: wall, %g cm "
                              "behind the hips\"}",
                              hip - 10 * wall / p->step_mm, wall);
            comma = ",";
        }
        if (!isnan(bench + shin + knee))
            hinge_text_printf(w->out,
                              "%s{\"kind\":\"bench\",\"x\":%.0f,\"top\":%.0f,\"words\":\"Hatched: "
                              "bench, %g cm behind the shins\"}",
                              comma, shin - 10 * bench / p->step_mm, 0.9 * knee, bench);
    }
    hinge_text_puts(w->out, "]");
}

static void put_shape(struct writer *w, const struct picture_shape *shape)
{
    static const char *const axes[] = {"",       "thigh",  "trunk",   "shank",
                                       "pelvis", "thorax", "midback", "upper back"};
    struct hinge_text *out = w->out;
    if (shape->angle) {
        hinge_text_printf(out,
                          ",\"shape\":{\"base\":\"%s\",\"arm\":\"%s\",\"at\":", axes[shape->base],
                          axes[shape->arm]);
        put_spot(w, &shape->at);
        hinge_text_printf(out, ",\"down\":%d}", shape->down);
    } else {
        hinge_text_puts(out, ",\"shape\":{\"from\":");
        put_spot(w, &shape->from);
        hinge_text_puts(out, ",\"to\":");
        put_spot(w, &shape->to);
        hinge_text_printf(out, ",\"zero\":%.0f,\"per\":%.0f}", shape->zero, shape->per);
    }
}

/* Signals of panels and faults: id, name, unit, step of the packed data, value in standing, shape;
 * then which are drawn together. */
static void put_signals(struct writer *w)
{
    const struct picture *p = w->p;
    struct hinge_text *out = w->out;
    const char *comma = "";
    int set = panel_set(p);
    hinge_text_puts(out, ",\"signals\":[");
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++) {
        if (!w->wanted[s])
            continue;
        char name[80];
        const char *brief = set == 1 ? hinge_view_signal_brief((enum hinge_signal)s) : NULL;
        struct view_unit unit = hinge_view_signal_unit((enum hinge_signal)s);
        hinge_text_printf(out, "%s{\"id\":\"%s\"", comma, hinge_signal_name((enum hinge_signal)s));
        put_member(out, "name", hinge_view_signal((enum hinge_signal)s, name, sizeof name));
        if (brief != NULL)
            put_member(out, "short", brief);
        put_member(out, "unit", unit.name);
        hinge_text_printf(out, ",\"step\":%g,\"zero\":", unit.step);
        put_rounded(out, p->zero[s], 4);
        hinge_text_puts(out, ",\"data\":");
        put_packed(w, p->signal[s], unit.step);
        if (has_shape(p, (enum hinge_signal)s))
            put_shape(w, &p->shape[s]);
        hinge_text_puts(out, "}");
        comma = ",";
    }
    hinge_text_puts(out, "],\"curves\":[");
    comma = "";
    for (int k = 0; k < 2; k++) {
        const char *before = "[";
        for (int i = 0; i < 3; i++) {
            enum hinge_signal s = panels[set][k][i];
            if (s == HINGE_SIGNAL_COUNT || !w->wanted[s])
                continue;
            hinge_text_printf(out, "%s%s\"%s\"", *before == '[' ? comma : "", before,
                              hinge_signal_name(s));
            before = ",";
        }
        if (*before == ',') {
            hinge_text_puts(out, "]");
            comma = ",";
        }
    }
    hinge_text_puts(out, "]");
}

/* Where the person stood, as [from, to, words], or null; then where the driver is missing. */
static void put_rest(struct writer *w)
{
    const struct picture *p = w->p;
    struct hinge_text *out = w->out;
    double from = number(w, "standing_start_s"), to = number(w, "standing_end_s");
    const double *driver = p->signal[HINGE_SIGNAL_driver];
    hinge_text_puts(out, ",\"standing\":");
    if (isnan(from) || !(to > from)) {
        hinge_text_puts(out, "null");
    } else {
        const char *source = cell(w, "standing_source");
        hinge_text_puts(out, "[");
        put_rounded(out, from, 3);
        hinge_text_puts(out, ",");
        put_rounded(out, to, 3);
        hinge_text_printf(out, ",\"%s\"]",
                          strcmp(source, "lockout") == 0     ? "standing between lifts"
                          : strcmp(source, "annotated") == 0 ? "standing, as marked"
                                                             : "standing");
    }
    hinge_text_puts(out, ",\"gaps\":[");
    const char *comma = "";
    for (size_t i = 0; p->body != NULL && driver != NULL && i < p->n;) {
        size_t end = i;
        while (end < p->n && isnan(driver[end]))
            end++;
        if (i > 0 && end < p->n && end > i + 2) {
            hinge_text_printf(out, "%s[", comma);
            put_rounded(out, seconds(w, (double)i), 3);
            hinge_text_puts(out, ",");
            put_rounded(out, seconds(w, (double)end), 3);
            hinge_text_puts(out, "]");
            comma = ",";
        }
        i = end + 1;
    }
    hinge_text_puts(out, "]");
}

static double value_of(const struct writer *w, size_t column, size_t rep)
{
    size_t n;
    const struct view_column *c = &hinge_view_columns(&n)[column];
    return c->times * w->rows->value[column][(w->first + rep) * HINGE_PHASE_COUNT + c->phase];
}

/* Columns that somebody has, of this tier. */
static size_t find_columns(const struct writer *w, size_t *column)
{
    size_t n, found = 0;
    const struct view_column *c = hinge_view_columns(&n);
    const char *tier = cell(w, "tier");
    for (size_t k = 0; k < n; k++) {
        bool any = false;
        for (size_t r = 0; r < w->reps; r++)
            any |= !isnan(value_of(w, k, r));
        if (any && strstr(c[k].tiers, *tier != '\0' ? tier : "C") != NULL)
            column[found++] = k;
    }
    return found;
}

static void put_values(struct writer *w, const size_t *column, size_t n)
{
    size_t ignored;
    const struct view_column *c = hinge_view_columns(&ignored);
    struct hinge_text *out = w->out;
    hinge_text_puts(out, ",\"values\":[");
    for (size_t k = 0; k < n; k++) {
        const struct view_column *v = &c[column[k]];
        const struct hinge_metric *m = hinge_metric_at((size_t)hinge_metric_find(v->metric));
        char how[200];
        snprintf(how, sizeof how, "%.150s%s%s", m->title,
                 v->phase == HINGE_PHASE_REP ? "" : ", in the ",
                 v->phase == HINGE_PHASE_REP ? "" : hinge_phase_name(v->phase));
        hinge_text_puts(out, k > 0 ? ",{\"name\":" : "{\"name\":");
        put_string(out, v->name);
        put_member(out, "unit", v->unit);
        hinge_text_printf(out, ",\"digits\":%d,\"span\":%g", v->digits, v->span);
        put_member(out, "how", how);
        hinge_text_puts(out, "}");
    }
    hinge_text_puts(out, "]");
}

/* --- repetitions --- */

/* The row of events.csv that a repetition comes of: its line, 0 for none. */
static size_t event_of(const struct writer *w, int number_of, double from, double to)
{
    size_t line = 0;
    double most = 0;
    for (size_t k = 0; k < w->page->n_marks; k++) {
        const struct hinge_mark *m = &w->page->mark[k];
        double low = INFINITY, high = -INFINITY;
        if (m->rep > 0 && m->rep == number_of)
            return m->line;
        for (int b = 0; b < HINGE_BOUNDS && m->rep == 0; b++) {
            low = fmin(low, m->time_s[b]);
            high = fmax(high, m->time_s[b]);
        }
        double over = fmin(high, to) - fmax(low, from);
        if (m->rep == 0 && over > most) {
            most = over;
            line = m->line;
        }
    }
    return line;
}

struct word_list {
    char text[64][100];
    size_t n;
};

static size_t word_at(struct word_list *list, const char *text)
{
    size_t k = 0;
    while (k < list->n && strcmp(list->text[k], text) != 0)
        k++;
    if (k == list->n && list->n < 63)
        snprintf(list->text[list->n++], sizeof list->text[0], "%.99s", text);
    return k < list->n ? k : list->n - 1;
}

static void put_times(struct writer *w, const double *t, size_t n)
{
    hinge_text_puts(w->out, "\"t\":[");
    for (size_t k = 0; k < n; k++) {
        hinge_text_puts(w->out, k > 0 ? "," : "");
        put_rounded(w->out, t[k], 4);
    }
    hinge_text_puts(w->out, "]");
}

/* Verdicts [fault, state, severity, margin, when, window] of a repetition, its windows, and those
 * that were refused, by reason. */
static void put_verdicts(struct writer *w, size_t rep, const struct fault_use *use, size_t n,
                         struct word_list *reasons)
{
    struct hinge_text *out = w->out;
    struct hinge_rep_view view;
    bool seen = w->request != NULL && view_of(w, rep, &view);
    struct place *window = hinge_arena_alloc(&w->p->arena, n + 1, sizeof *window);
    size_t *why = hinge_arena_alloc(&w->p->arena, n + 1, sizeof *why);
    size_t windows = 0;
    const char *comma = "";
    hinge_text_puts(out, ",\"faults\":[");
    for (size_t k = 0; k < n; k++) {
        double state = fault_value(w, FAULT_STATE, rep, use[k].at);
        why[k] = SIZE_MAX;
        if (is_refused(state)) {
            char words[120];
            int code = (int)fault_value(w, FAULT_REASON, rep, use[k].at);
            why[k] = word_at(reasons, hinge_view_reason(hinge_reason_name((enum hinge_reason)code),
                                                        words, sizeof words));
            continue;
        }
        struct place place = place_of(w, rep, &use[k], seen ? &view : NULL);
        size_t at = 0;
        while (at < windows &&
               (fabs(window[at].from - place.from) > 5e-4 || fabs(window[at].to - place.to) > 5e-4))
            at++;
        if (at == windows)
            window[windows++] = place;
        hinge_text_printf(out, "%s[%zu,%.0f,", comma, k, state);
        put_six(out, fault_value(w, FAULT_SEVERITY, rep, use[k].at));
        hinge_text_puts(out, ",");
        put_rounded(out, fault_value(w, FAULT_MARGIN, rep, use[k].at), 4);
        hinge_text_puts(out, ",");
        put_rounded(out, place.at, 3);
        hinge_text_printf(out, ",%zu]", at);
        comma = ",";
    }
    hinge_text_puts(out, "],\"windows\":[");
    for (size_t k = 0; k < windows; k++) {
        hinge_text_puts(out, k > 0 ? ",[" : "[");
        put_rounded(out, window[k].from, 3);
        hinge_text_puts(out, ",");
        put_rounded(out, window[k].to, 3);
        hinge_text_puts(out, "]");
    }
    hinge_text_puts(out, "],\"refused\":[");
    comma = "";
    for (size_t r = 0; r < reasons->n; r++) {
        const char *before = "";
        for (size_t k = 0; k < n; k++)
            if (why[k] == r) {
                if (*before == '\0')
                    hinge_text_printf(out, "%s[%zu,[", comma, r);
                hinge_text_printf(out, "%s%zu", before, k);
                before = ",";
            }
        if (*before != '\0') {
            hinge_text_puts(out, "]]");
            comma = ",";
        }
    }
    hinge_text_puts(out, "]");
}

static bool is_excluded(const struct writer *w, size_t rep)
{
    return ((uint64_t)w->rows->warnings[w->first + rep] & HINGE_WARN(EXCLUDED)) != 0;
}

static double time_at(const struct writer *w, size_t rep, int bound)
{
    return w->rows->time[bound][w->first + rep];
}

static void span_of(const struct writer *w, size_t rep, double span[2])
{
    span[0] = INFINITY;
    span[1] = -INFINITY;
    for (int k = 0; k < 4; k++) {
        span[0] = fmin(span[0], time_at(w, rep, k));
        span[1] = fmax(span[1], time_at(w, rep, k));
    }
}

static const char *why_not(const struct writer *w, size_t rep)
{
    uint64_t warnings = (uint64_t)w->rows->warnings[w->first + rep];
    if (w->rows->valid[w->first + rep] > 0)
        return NULL;
    if (!(w->rows->complete[w->first + rep] > 0))
        return "begins or ends outside the recording";
    if ((warnings & HINGE_WARN(PARTIAL)) != 0)
        return "much smaller than the others";
    return "landmarks are missing in it";
}

/* n, t (s of each boundary or null), floor (the ascent comes first), state, why, values, verdicts;
 * event: its row of events.csv. Then what is no repetition: t from and to, why, and if it was
 * excluded by hand its number and row. */
static void put_reps(struct writer *w, const size_t *column, size_t columns,
                     const struct fault_use *use, size_t faults, struct word_list *reasons)
{
    struct hinge_text *out = w->out;
    const char *comma = "";
    hinge_text_puts(out, ",\"reps\":[");
    for (size_t r = 0; r < w->reps; r++) {
        double t[4], span[2];
        int n = (int)w->rows->rep[w->first + r];
        if (is_excluded(w, r))
            continue;
        span_of(w, r, span);
        size_t event = event_of(w, n, span[0], span[1]);
        const char *why = why_not(w, r);
        for (int k = 0; k < 4; k++)
            t[k] = time_at(w, r, k);
        hinge_text_printf(out, "%s{\"n\":%d,", comma, n);
        put_times(w, t, 4);
        hinge_text_printf(out, ",\"floor\":%d,\"state\":\"%s\"", w->rows->floor[w->first + r] > 0,
                          why != NULL ? "partial" : "used");
        if (why != NULL)
            put_member(out, "why", why);
        if (event > 0)
            hinge_text_printf(out, ",\"event\":%zu", event);
        hinge_text_puts(out, ",\"values\":[");
        for (size_t k = 0; k < columns; k++) {
            hinge_text_puts(out, k > 0 ? "," : "");
            put_six(out, value_of(w, column[k], r));
        }
        hinge_text_puts(out, "]");
        put_verdicts(w, r, use, faults, reasons);
        hinge_text_puts(out, "}");
        comma = ",";
    }
    hinge_text_puts(out, "],\"rejected\":[");
    comma = "";
    for (size_t r = 0; r < w->reps; r++) {
        double span[2];
        int n = (int)w->rows->rep[w->first + r];
        if (!is_excluded(w, r))
            continue;
        span_of(w, r, span);
        hinge_text_printf(out, "%s{", comma);
        put_times(w, span, 2);
        hinge_text_printf(out, ",\"why\":\"excluded by hand\",\"number\":%d,\"event\":%zu}", n,
                          event_of(w, n, span[0], span[1]));
        comma = ",";
    }
    for (size_t k = 0; w->p->reps != NULL && k < w->p->reps->n_rejected; k++) {
        const struct hinge_rejected *x = &w->p->reps->rejected_rep[k];
        double span[2] = {seconds(w, (double)x->from), seconds(w, (double)x->to)};
        char words[120];
        if (x->reason == HINGE_REASON_MANUAL || x->reason == HINGE_REASON_EXCLUDED)
            continue;
        hinge_text_printf(out, "%s{", comma);
        put_times(w, span, 2);
        put_member(out, "why",
                   hinge_view_reason(hinge_reason_name(x->reason), words, sizeof words));
        hinge_text_puts(out, "}");
        comma = ",";
    }
    hinge_text_puts(out, "],\"events\":[");
    for (size_t k = 0; k < w->page->n_marks; k++) {
        const struct hinge_mark *m = &w->page->mark[k];
        hinge_text_printf(out, "%s{\"n\":%zu,\"row\":[", k > 0 ? "," : "", m->line);
        hinge_text_printf(out, m->rep > 0 ? "%d" : "null", m->rep);
        for (int b = 0; b < HINGE_BOUNDS; b++) {
            hinge_text_puts(out, ",");
            put_rounded(out, m->time_s[b], 4);
        }
        hinge_text_printf(out, ",%d]}", m->exclude);
    }
    hinge_text_puts(out, "]");
}

/* --- words about the recording --- */

void hinge_view_counts(const struct view_rows *rows, size_t row, size_t *used, size_t *unused)
{
    *used = *unused = 0;
    for (size_t r = rows->first[row]; r < rows->first[row] + rows->count[row]; r++)
        *(rows->valid[r] > 0 ? used : unused) += 1;
}

/* "38, 40 and 39", of six or more "38 to 44". */
static void say_shares(const struct writer *w, size_t column, struct hinge_text *out)
{
    long share[5];
    size_t n = 0;
    double low = INFINITY, high = -INFINITY;
    for (size_t r = 0; r < w->reps; r++) {
        double value = value_of(w, column, r);
        if (isnan(value) || !(w->rows->valid[w->first + r] > 0))
            continue;
        if (n < 5)
            share[n] = lround(value);
        n++;
        low = fmin(low, value);
        high = fmax(high, value);
    }
    if (n > 5 && lround(low) == lround(high))
        hinge_text_printf(out, "%ld", lround(low));
    else if (n > 5)
        hinge_text_printf(out, "%ld to %ld", lround(low), lround(high));
    for (size_t k = 0; n <= 5 && k < n; k++)
        hinge_text_printf(out, "%s%ld", k == 0 ? "" : k + 1 == n ? " and " : ", ", share[k]);
}

static void put_finding(struct writer *w, const size_t *column, size_t columns)
{
    size_t n, used, unused;
    const struct view_column *c = hinge_view_columns(&n);
    struct hinge_text text = {0}, shares = {0};
    hinge_view_counts(w->rows, w->page->row, &used, &unused);
    for (size_t k = 0; k < columns && shares.length == 0; k++) {
        bool lumbar = strcmp(c[column[k]].metric, "lumbar_fraction") == 0;
        if (!lumbar && strcmp(c[column[k]].metric, "trunk_excursion_deg") != 0)
            continue;
        say_shares(w, column[k], &shares);
        if (shares.length > 0)
            hinge_text_printf(&text,
                              lumbar ? "%s%% of the bend came from the lower back"
                                     : "The trunk leaned %s° forward; motion of the lower back "
                                       "cannot be seen",
                              hinge_text_string(&shares));
    }
    if (text.length == 0 && w->reps > 0)
        hinge_text_printf(&text, "%zu repetition%s; angles cannot be measured from this view",
                          w->reps, w->reps == 1 ? "" : "s");
    if (text.length == 0)
        hinge_text_puts(&text, strcmp(cell(w, "role"), "standing") == 0
                                   ? "Standing: angles of the other recordings count from it"
                                   : "No repetition was found");
    put_member(w->out, "finding", hinge_text_string(&text));
    hinge_text_clear(&text);
    hinge_text_clear(&shares);
}

/* A phrase as a sentence, landmarks in words. */
static void put_sentence(struct hinge_text *out, const char *phrase)
{
    struct hinge_text text = {0};
    hinge_view_say(phrase, &text);
    if (text.length > 0) {
        hinge_wording_capital(text.data);
        if (strchr(".!?", text.data[text.length - 1]) == NULL)
            hinge_text_puts(&text, ".");
    }
    put_string(out, hinge_text_string(&text));
    hinge_text_clear(&text);
}

/* What was recorded and used, phrases; what hinge-check found, the worst first. */
static void put_about(struct writer *w)
{
    struct hinge_text *out = w->out;
    const struct hinge_check_report *check = w->page->check;
    const char *tier = cell(w, "tier"), *id = cell(w, "trial_id");
    double rate = number(w, "rate_hz"), duration = number(w, "duration_s");
    size_t used, unused;
    hinge_view_counts(w->rows, w->page->row, &used, &unused);
    for (size_t k = 0; w->p->reps != NULL && k < w->p->reps->n_rejected; k++)
        unused += w->p->reps->rejected_rep[k].reason != HINGE_REASON_MANUAL;
    hinge_text_puts(out, ",\"about\":[");
    put_string(out, hinge_view_family(cell(w, "family"), *tier));
    if (!isnan(rate))
        hinge_text_printf(out, ",\"%.4g frames/s\"", rate);
    if (!isnan(duration))
        hinge_text_printf(out, ",\"%.1f s\"", duration);
    hinge_text_printf(out, ",\"%zu repetition%s used", used, used == 1 ? "" : "s");
    if (unused > 0)
        hinge_text_printf(out, ", %zu not used", unused);
    hinge_text_puts(out, "\"],\"check\":[");
    const char *comma = "";
    for (int severity = HINGE_SEVERITY_COUNT - 1; check != NULL && severity > 0; severity--)
        for (size_t k = 0; k < check->findings.rows; k++) {
            static const char *const names[] = {"", "note", "warning", "error"};
            const struct hinge_table *f = &check->findings;
            if (strcmp(hinge_view_cell(f, "trial_id", k), id) != 0 ||
                strcmp(hinge_view_cell(f, "severity", k), names[severity]) != 0 ||
                strcmp(hinge_view_cell(f, "code", k), "TIER_C_NO_LUMBAR") == 0)
                continue;
            hinge_text_printf(out, "%s{\"severity\":\"%s\",\"text\":", comma, names[severity]);
            put_sentence(out, hinge_view_cell(f, "message", k));
            hinge_text_puts(out, ",\"todo\":");
            put_sentence(out, hinge_view_cell(f, "action", k));
            hinge_text_puts(out, "}");
            comma = ",";
        }
    hinge_text_printf(out, "],\"checked\":%d", check != NULL);
}

static void put_links(struct writer *w)
{
    const struct view_links *l = &w->page->links;
    const char *const neighbour[][3] = {{"before", l->before, l->before_words},
                                        {"after", l->after, l->after_words}};
    struct hinge_text *out = w->out;
    hinge_text_puts(out, ",\"links\":{\"index\":");
    put_string(out, l->index);
    if (l->report != NULL)
        put_member(out, "report", l->report);
    for (size_t k = 0; k < 2; k++)
        if (neighbour[k][1] != NULL) {
            hinge_text_printf(out, ",\"%s\":{\"href\":", neighbour[k][0]);
            put_string(out, neighbour[k][1]);
            put_member(out, "words", neighbour[k][2]);
            hinge_text_puts(out, "}");
        }
    hinge_text_puts(out, "}");
}

void hinge_view_json(const struct view_page *page, struct picture *picture,
                     const struct hinge_trial_request *request, struct hinge_text *out)
{
    struct writer w = {.page = page,
                       .request = request,
                       .p = picture,
                       .out = out,
                       .rows = page->rows,
                       .first = page->rows->first[page->row],
                       .reps = page->rows->count[page->row]};
    struct fault_use *use =
        hinge_arena_alloc(&picture->arena, page->rows->n_faults + 1, sizeof *use);
    struct word_list *reasons = hinge_arena_alloc(&picture->arena, 1, sizeof *reasons);
    size_t column[VIEW_VALUES * 2];
    struct hinge_text who = {0};
    choose_frames(&w);
    number_points(&w);
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < 3; i++) {
            enum hinge_signal s = panels[panel_set(picture)][k][i];
            if (s != HINGE_SIGNAL_COUNT && picture->signal[s] != NULL)
                w.wanted[s] = true;
        }
    size_t faults = find_faults(&w, use), columns = find_columns(&w, column);
    hinge_view_who(&page->rows->trials, page->row, true, &who);
    hinge_text_puts(out, "{\"id\":"); /* what every table and events.csv call the recording */
    put_string(out, cell(&w, "trial_id"));
    put_member(out, "who", hinge_text_string(&who));
    put_finding(&w, column, columns);
    put_about(&w);
    put_links(&w);
    if (picture->note != NULL)
        put_member(out, "note", picture->note);
    put_frames(&w);
    put_body(&w);
    put_props(&w);
    put_signals(&w);
    put_rest(&w);
    put_values(&w, column, columns);
    hinge_text_puts(out, ",\"faults\":[");
    for (size_t k = 0; k < faults; k++) {
        use[k].agrees = row_agrees(&w, &use[k]);
        hinge_text_puts(out, k > 0 ? ",{\"id\":" : "{\"id\":");
        put_fault(&w, &use[k]);
        hinge_text_puts(out, "}");
    }
    hinge_text_puts(out, "]");
    put_reps(&w, column, columns, use, faults, reasons);
    hinge_text_puts(out, ",\"reasons\":["); /* why verdicts were not given */
    for (size_t k = 0; k < reasons->n; k++) {
        hinge_text_puts(out, k > 0 ? "," : "");
        put_string(out, reasons->text[k]);
    }
    hinge_text_puts(out, "]}");
    hinge_text_clear(&who);
}

/* --- the picture of the list --- */

void hinge_view_strip(const struct view_page *page, const struct picture *p, struct hinge_text *out)
{
    enum { WIDTH = 320, HEIGHT = 36, POINTS = 110 };
    const double *driver = p->signal[HINGE_SIGNAL_driver];
    const struct view_rows *rows = page->rows;
    double length = (double)(p->n - 1) / p->rate_hz, top = 1, zero = p->zero[HINGE_SIGNAL_driver];
    if (driver == NULL || !(length > 0))
        return;
    for (size_t r = rows->first[page->row]; r < rows->first[page->row] + rows->count[page->row];
         r++) {
        double from = INFINITY, to = -INFINITY;
        for (int k = 0; k < 4; k++) {
            from = fmin(from, rows->time[k][r]);
            to = fmax(to, rows->time[k][r]);
        }
        hinge_text_printf(out,
                          "<rect class=\"%c\" x=\"%.0f\" y=\"0\" height=\"%d\" width=\"%.0f\"/>",
                          rows->valid[r] > 0 ? 'u' : 'h', (from - p->start_s) / length * WIDTH,
                          HEIGHT, (to - from) / length * WIDTH);
    }
    for (size_t k = 0; p->reps != NULL && k < p->reps->n_rejected; k++) {
        const struct hinge_rejected *x = &p->reps->rejected_rep[k];
        if (x->reason != HINGE_REASON_MANUAL)
            hinge_text_printf(out,
                              "<rect class=\"h\" x=\"%.0f\" y=\"0\" height=\"%d\" width=\"%.0f\"/>",
                              (double)x->from / (double)p->n * WIDTH, HEIGHT,
                              (double)(x->to - x->from) / (double)p->n * WIDTH);
    }
    for (size_t i = 0; i < p->n; i++)
        top = driver[i] - zero > top ? driver[i] - zero : top;
    size_t every = p->n / POINTS > 0 ? p->n / POINTS : 1;
    char pen = 'M';
    hinge_text_puts(out, "<path d=\"");
    for (size_t i = 0; i < p->n; i += every) {
        if (isnan(driver[i])) {
            pen = 'M';
            continue;
        }
        hinge_text_printf(out, "%c%.0f %.1f", pen, (double)i / (double)(p->n - 1) * WIDTH,
                          HEIGHT - 3 - (driver[i] - zero) / top * (HEIGHT - 6));
        pen = 'L';
    }
    hinge_text_puts(out, "\"/>");
}
