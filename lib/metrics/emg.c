/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Muscles (method 7.4): when they become active on the way up, how active they are, and whether
 * the back falls silent at the bottom. In: band-passed samples and envelopes of the body. Out:
 * times and root mean squares, and the family emg. */
#include "base/parameters.h"
#include "metrics/metric.h"

#include "signal/signal.h"

#include <hinge/warnings.h>

/* Slower than this the driver rests. */
static const double QUIET_DEG_S = 5;
/* Silent, for so long: of rest itself, a twentieth of the samples is above so many SDs. */
static const double SILENT_SD = 2, SILENT_S = 0.2, SILENT_SHARE = 0.9;
/* Where a rise is searched, around the begin of the ascent, and what must be before and after it.
 */
static const double LEAD_S = 1.0, LEAST_LEAD_S = 0.45, AFTER_S = 0.4, AFTER_SHARE = 0.5;
static const double BEFORE_RISE_S = 0.15, AFTER_RISE_S = 0.1;

/* --- times --- */

static double time_of(const struct hinge_body *body, double frame)
{
    return body->start_s + frame / body->rate_hz;
}

static double bound(const struct hinge_body *body, long frame)
{
    return frame == HINGE_NO_INDEX ? (double)NAN : time_of(body, (double)frame);
}

/* Standing, outside of repetitions and the `setup` frames before each, which are
 * braced.
 */
static bool is_quiet(const struct hinge_reps *reps, long setup, long frame)
{
    if (!(fabs(reps->vs[frame]) < QUIET_DEG_S))
        return false;
    for (size_t k = 0; k < reps->n; k++) {
        long from, to;
        hinge_rep_span(&reps->rep[k], &from, &to);
        if (from != HINGE_NO_INDEX && frame >= from - setup && frame <= to)
            return false;
    }
    return true;
}

static struct hinge_emg_rep moments(const struct hinge_rep_view *view)
{
    const struct hinge_phase_bounds *b = &view->rep->bounds;
    const struct hinge_body *body = view->body;
    long from, to;
    struct hinge_emg_rep e = {.view = view,
                              .desc_start = bound(body, b->desc_start),
                              .desc_end = bound(body, b->desc_end),
                              .asc_start = bound(body, b->asc_start),
                              .asc_end = bound(body, b->asc_end),
                              .setup = (double)NAN,
                              .setup_end = (double)NAN,
                              .quiet_from = (double)NAN,
                              .quiet_to = (double)NAN};
    hinge_rep_span(view->rep, &from, &to);
    e.first = time_of(body, hinge_view_progress(view, HINGE_PHASE_DESCENT, 0.3));
    struct hinge_frames before[HINGE_FRAMES_MAX];
    if (hinge_view_window(view, &(struct hinge_window){HINGE_WINDOW_SETUP, 0, 1}, before,
                          &e.setup_reason) > 0) {
        e.setup = time_of(body, (double)before[0].from);
        e.setup_end = time_of(body, (double)before[0].to);
    }
    e.inner_reason = hinge_view_inner_hold(view, &e.inner, &e.inner_end);
    e.inner = time_of(body, e.inner);
    e.inner_end = time_of(body, e.inner_end);
    if (from == HINGE_NO_INDEX || view->reps->vs == NULL)
        return e;
    long length = lround(view->parameters->emg_quiet_s * body->rate_hz);
    long setup = lround(view->parameters->seg_setup_s * body->rate_hz);
    /* The last stretch of `length` quiet frames up to `end`, else the first at all; its first frame
     * or -1. */
    long least = length > 1 ? length : 1;
    long run = 0, first = -1, last = -1;
    for (long i = 0; i < (long)view->body->n; i++) {
        run = is_quiet(view->reps, setup, i) ? run + 1 : 0;
        if (run >= least && first < 0)
            first = i - least + 1;
        if (run >= least && i <= from - setup)
            last = i - least + 1;
    }
    long quiet = last >= 0 ? last : first;
    if (quiet >= 0) {
        e.quiet_from = time_of(body, (double)quiet);
        e.quiet_to = time_of(body, (double)(quiet + length));
    }
    return e;
}

struct hinge_emg_rep hinge_emg_rep(const struct hinge_rep_view *view)
{
    static const char owner;
    bool made;
    struct hinge_emg_rep *e = hinge_view_kept(view, &owner, sizeof *e, &made);
    if (made)
        *e = moments(view);
    e->view = view;
    return *e;
}

/* --- samples --- */

/* Samples within from..to; false where there are none. */
static bool samples(const struct hinge_muscle *m, double from, double to, size_t *first,
                    size_t *last)
{
    double a = ceil((from - m->start_s) * m->rate_hz - 1e-6);
    double b = floor((to - m->start_s) * m->rate_hz + 1e-6);
    if (m->band == NULL || !(b >= a) || b < 0 || a > (double)(m->n - 1))
        return false;
    *first = a > 0 ? (size_t)a : 0;
    *last = b < (double)(m->n - 1) ? (size_t)b : m->n - 1;
    return true;
}

double hinge_emg_rms(const struct hinge_muscle *muscle, double from, double to)
{
    size_t first, last, n = 0;
    double sum = 0;
    if (!samples(muscle, from, to, &first, &last))
        return (double)NAN;
    for (size_t i = first; i <= last; i++)
        if (!isnan(muscle->band[i])) {
            sum += muscle->band[i] * muscle->band[i];
            n++;
        }
    return n > 0 ? sqrt(sum / (double)n) : (double)NAN;
}

double hinge_emg_peak(const struct hinge_muscle *muscle, double from, double to, double width_s)
{
    size_t first, last, known = 0, length = (size_t)lround(width_s * muscle->rate_hz);
    double most = (double)NAN, sum = 0;
    if (!(to - from > width_s) || !samples(muscle, from, to, &first, &last) ||
        last - first + 1 < length)
        return hinge_emg_rms(muscle, from, to);
    for (size_t i = first; i <= last; i++) {
        double in = muscle->band[i];
        double out = i - first >= length ? muscle->band[i - length] : (double)NAN;
        sum += (isnan(in) ? 0 : in * in) - (isnan(out) ? 0 : out * out);
        known += isnan(in) == 0;
        known -= isnan(out) == 0;
        if (i - first + 1 >= length && known > 0)
            most = fmax(most, fmax(0, sum) / (double)known);
    }
    return sqrt(most);
}

/* Mean and SD of the envelope; false below 2 samples. */
static bool level(const struct hinge_muscle *m, double from, double to, double *mean, double *sd)
{
    size_t first, last;
    if (!samples(m, from, to, &first, &last) || last <= first)
        return false;
    *mean = hinge_mean(m->envelope + first, last - first + 1);
    *sd = sqrt(hinge_variance(m->envelope + first, last - first + 1));
    return !isnan(*mean) && !isnan(*sd);
}

struct hinge_emg_onset hinge_emg_onset(const struct hinge_emg_rep *rep,
                                       const struct hinge_muscle *muscle)
{
    const struct hinge_parameters *p = rep->view->parameters;
    const double bin_s = p->emg_bin_ms / 1000;
    const double start = rep->asc_start, end = rep->asc_end;
    struct hinge_emg_onset none = {hinge_value_refuse(HINGE_REASON_NO_EMG),
                                   hinge_value_refuse(HINGE_REASON_NO_EMG)};
    if (muscle->band == NULL)
        return none;
    none.at.reason = none.rise.reason = HINGE_REASON_PHASE_MISSING;
    if (isnan(start) || isnan(end))
        return none;
    /* the level is that of the hold; without one, that of the end of the descent */
    double from = fmin(isnan(rep->desc_end) ? start - LEAD_S : fmax(rep->desc_end, start - LEAD_S),
                       start - LEAST_LEAD_S);
    double to = fmin(end, start + fmax(AFTER_S, AFTER_SHARE * (end - start)));
    size_t first, last;
    none.at.reason = none.rise.reason = HINGE_REASON_NO_EMG;
    if (!samples(muscle, from, to, &first, &last))
        return none;
    from = muscle->start_s + (double)first / muscle->rate_hz;
    to = muscle->start_s + (double)(last + 1) / muscle->rate_hz;
    size_t before = (size_t)lround(BEFORE_RISE_S / bin_s),
           after = (size_t)lround(AFTER_RISE_S / bin_s);
    cleared_by(freed) double *sum = hinge_alloc((size_t)((to - from) / bin_s) + 2, sizeof *sum);
    size_t n = to > from ? (size_t)((to - from) / bin_s + 1e-9) : 0;
    sum[0] = 0; /* running sums of mean squares of n bins; with a gap, there are none */
    for (size_t k = 0; k < n; k++) {
        double rms = hinge_emg_rms(muscle, from + (double)k * bin_s,
                                   from + (double)(k + 1) * bin_s - 1 / muscle->rate_hz);
        sum[k + 1] = sum[k] + rms * rms;
        n = isnan(rms) ? 0 : n;
    }
    double most = -INFINITY;
    size_t at = 0; /* where a rise of variance is most likely */
    for (size_t k = before; k + after <= n; k++) {
        double s1 = sum[k] / (double)k, s2 = (sum[n] - sum[k]) / (double)(n - k);
        double likely = -((double)k * log(fmax(s1, DBL_MIN)) + (double)(n - k) * log(s2)) / 2;
        if (s2 > s1 && likely > most) {
            most = likely;
            at = k;
        }
    }
    double low = at > 0 ? sum[at] / (double)at : 0;
    double high = at > 0 ? (sum[n] - sum[at]) / (double)(n - at) : 0;
    enum hinge_reason reason = n < before + after ? HINGE_REASON_PHASE_TOO_SHORT
                               : !(high > 0 && high >= p->emg_rise * p->emg_rise * low)
                                   ? HINGE_REASON_NO_RISE
                               : at == n - after ? HINGE_REASON_NO_RISE
                               : at == before    ? HINGE_REASON_EMG_BASELINE_NOISY
                                                 : HINGE_REASON_OK;
    none.at.reason = none.rise.reason = reason;
    if (high > 0 && low > 0 && n >= before + after) /* how little it rose is told, too */
        none.rise = hinge_value_of(sqrt(high / low));
    if (reason == HINGE_REASON_OK)
        none.at = hinge_value_of(from + (double)at * bin_s);
    return none;
}

struct hinge_value hinge_emg_silence(const struct hinge_emg_rep *rep,
                                     const struct hinge_muscle *muscle, double from, double to)
{
    double mean, sd;
    size_t first, last;
    if (muscle->band == NULL || !samples(muscle, from, to, &first, &last))
        return hinge_value_refuse(HINGE_REASON_NO_EMG);
    if (!level(muscle, rep->quiet_from, rep->quiet_to, &mean, &sd) || sd > mean)
        return hinge_value_refuse(HINGE_REASON_EMG_BASELINE_NOISY);
    const double limit = mean + SILENT_SD * sd;
    const size_t length = (size_t)lround(SILENT_S * muscle->rate_hz);
    size_t below = 0, end = first; /* samples below it of those from i on */
    for (size_t i = first; i <= last; i++) {
        for (; end < i + length && end < muscle->n; end++)
            below += muscle->envelope[end] < limit;
        if (muscle->envelope[i] < limit && (double)below >= SILENT_SHARE * (double)length)
            return hinge_value_of(muscle->start_s + (double)i / muscle->rate_hz);
        below -= muscle->envelope[i] < limit;
    }
    return hinge_value_refuse(HINGE_REASON_BIN_NOT_REACHED);
}

static bool recorded(const struct hinge_rep_view *view)
{
    bool any = false;
    for (int m = 0; m < HINGE_MUSCLES; m++)
        any = any || view->body->muscle[m].band != NULL;
    return any;
}

uint64_t hinge_emg_warnings(const struct hinge_rep_view *view)
{
    if (!recorded(view))
        return 0;
    struct hinge_emg_rep rep = hinge_emg_rep(view);
    for (int m = 0; m < HINGE_MUSCLES; m++)
        if (hinge_emg_onset(&rep, &view->body->muscle[m]).at.reason ==
            HINGE_REASON_EMG_BASELINE_NOISY)
            return HINGE_WARN(EMG_BASELINE_NOISY);
    return 0;
}

/* --- the family emg --- */

/* Window of an amplitude. */
static const double PEAK_S = 0.05, RELAXATION_S = 0.5;

#define LEFT(name) (HINGE_LANDMARK_##name##_l - HINGE_LANDMARK_gmax_l)

static const struct hinge_muscle *muscle_of(const struct hinge_emg_rep *e, int left, int side)
{
    return &e->view->body->muscle[left + side];
}

/* What `side` gives for each side, averaged over the sides that have it, else the
 * reason of a side with EMG. */
static struct hinge_value over_sides(const struct hinge_rep_view *view, int left,
                                     struct hinge_value (*side)(const struct hinge_emg_rep *e,
                                                                int left, int side))
{
    struct hinge_value mean = {0, HINGE_REASON_OK};
    enum hinge_reason reason = HINGE_REASON_NO_EMG;
    int n = 0;
    if (!recorded(view))
        return hinge_value_refuse(reason);
    struct hinge_emg_rep e = hinge_emg_rep(view);
    for (int k = 0; k < 2; k++) {
        struct hinge_value v = side(&e, left, k);
        if (v.reason == HINGE_REASON_OK) {
            mean.value += v.value;
            n++;
        } else if (v.reason != HINGE_REASON_NO_EMG) {
            reason = v.reason;
        }
    }
    mean.value /= n > 0 ? n : 1;
    return n > 0 ? mean : hinge_value_refuse(reason);
}

/* Of the row's muscle, k. */
static struct hinge_value sides(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                enum hinge_phase phase)
{
    (void)phase;
    return over_sides(view, row->k, row->side);
}

static struct hinge_value number(double x, enum hinge_reason otherwise)
{
    return isnan(x) ? hinge_value_refuse(otherwise) : hinge_value_of(x);
}

/* --- onsets --- */

static struct hinge_value onset(const struct hinge_emg_rep *e, int left, int side)
{
    struct hinge_value at = hinge_emg_onset(e, muscle_of(e, left, side)).at;
    at.value -= e->asc_start;
    return at;
}

static struct hinge_value rise(const struct hinge_emg_rep *e, int left, int side)
{
    return hinge_emg_onset(e, muscle_of(e, left, side)).rise;
}

static struct hinge_value lag_behind(const struct hinge_emg_rep *e, int left, int side)
{
    struct hinge_value glute = onset(e, LEFT(gmax), side);
    struct hinge_value other = onset(e, left, side);
    if (glute.reason != HINGE_REASON_OK)
        return glute;
    other.value = glute.value - other.value;
    return other;
}

/* Behind the first of the two others, or the only one. */
static struct hinge_value lag_first(const struct hinge_emg_rep *e, int left, int side)
{
    (void)left;
    struct hinge_value ham = lag_behind(e, LEFT(ham), side);
    struct hinge_value es = lag_behind(e, LEFT(es), side);
    if (ham.reason != HINGE_REASON_OK || es.reason != HINGE_REASON_OK)
        return ham.reason == HINGE_REASON_NO_EMG  ? es
               : es.reason == HINGE_REASON_NO_EMG ? ham
               : ham.reason != HINGE_REASON_OK    ? ham
                                                  : es;
    return hinge_value_of(fmax(ham.value, es.value));
}

/* --- amplitudes --- */

static double mvc_of(const struct hinge_emg_rep *e, int muscle)
{
    double mvc = e->view->info != NULL ? e->view->info->mvc[muscle] : (double)NAN;
    return mvc > 0 ? mvc : (double)NAN;
}

/* Of a muscle in from..to. */
static struct hinge_value activity(const struct hinge_emg_rep *e, int muscle, double from,
                                   double to)
{
    const struct hinge_muscle *m = &e->view->body->muscle[muscle];
    if (m->band == NULL)
        return hinge_value_refuse(HINGE_REASON_NO_EMG);
    if (isnan(from) || isnan(to))
        return hinge_value_refuse(HINGE_REASON_PHASE_MISSING);
    return hinge_value_of(hinge_emg_rms(m, from, to));
}

/* The level it holds: the median of short windows of the inner hold. */
static struct hinge_value held(const struct hinge_emg_rep *e, int muscle)
{
    const struct hinge_muscle *m = &e->view->body->muscle[muscle];
    if (m->band == NULL)
        return hinge_value_refuse(HINGE_REASON_NO_EMG);
    if (e->inner_reason != HINGE_REASON_OK)
        return hinge_value_refuse(e->inner_reason);
    struct hinge_arena *scratch = e->view->reps->scratch;
    const struct hinge_arena_mark before = hinge_arena_mark(scratch);
    const size_t n = (size_t)((e->inner_end - e->inner) / PEAK_S + 1e-6);
    double *rms = hinge_arena_raw(scratch, n, sizeof *rms);
    for (size_t k = 0; k < n; k++)
        rms[k] = hinge_emg_rms(m, e->inner + (double)k * PEAK_S,
                               e->inner + (double)(k + 1) * PEAK_S - 1 / m->rate_hz);
    const double level = hinge_median(rms, n, scratch);
    hinge_arena_reset(scratch, before);
    return number(level, HINGE_REASON_NO_EMG);
}

/* What a muscle does, in % of its maximum. */
static struct hinge_value by_maximum(const struct hinge_emg_rep *e, int muscle,
                                     struct hinge_value of)
{
    if (of.reason != HINGE_REASON_OK)
        return of;
    if (isnan(mvc_of(e, muscle)))
        return hinge_value_refuse(HINGE_REASON_NO_REFERENCE_TRIAL);
    return number(100 * of.value / mvc_of(e, muscle), HINGE_REASON_NO_EMG);
}

static struct hinge_value of_maximum(const struct hinge_emg_rep *e, int muscle, double from,
                                     double to)
{
    return by_maximum(e, muscle, activity(e, muscle, from, to));
}

static struct hinge_value descent_pct(const struct hinge_emg_rep *e, int left, int side)
{
    return of_maximum(e, left + side, e->desc_start, e->desc_end);
}

static struct hinge_value hold_pct(const struct hinge_emg_rep *e, int left, int side)
{
    struct hinge_frames f = hinge_view_phase(e->view, HINGE_PHASE_HOLD);
    return f.reason == HINGE_REASON_OK ? of_maximum(e, left + side, e->desc_end, e->asc_start)
                                       : hinge_value_refuse(f.reason);
}

static struct hinge_value ascent_pct(const struct hinge_emg_rep *e, int left, int side)
{
    return of_maximum(e, left + side, e->asc_start, e->asc_end);
}

static struct hinge_value of_mvc(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                 enum hinge_phase phase)
{
    return over_sides(view, row->k,
                      phase == HINGE_PHASE_DESCENT ? descent_pct
                      : phase == HINGE_PHASE_HOLD  ? hold_pct
                                                   : ascent_pct);
}

/* One muscle by another on the way up. */
static struct hinge_value by_muscle(const struct hinge_emg_rep *e, int left, int other, int side)
{
    struct hinge_value one = ascent_pct(e, left, side);
    struct hinge_value two = ascent_pct(e, other, side);
    if (one.reason != HINGE_REASON_OK)
        return one;
    two.value = one.value / two.value;
    return two;
}

static struct hinge_value glute_by_ham(const struct hinge_emg_rep *e, int left, int side)
{
    return by_muscle(e, left, LEFT(ham), side);
}

static struct hinge_value quad_by_glute(const struct hinge_emg_rep *e, int left, int side)
{
    return by_muscle(e, left, LEFT(gmax), side);
}

static struct hinge_value clench(const struct hinge_emg_rep *e, int left, int side)
{
    const struct hinge_muscle *m = muscle_of(e, left, side);
    double most = mvc_of(e, left + side);
    if (m->band == NULL)
        return hinge_value_refuse(HINGE_REASON_NO_EMG);
    if (isnan(e->first))
        return hinge_value_refuse(HINGE_REASON_PHASE_MISSING);
    if (isnan(most))
        most = hinge_emg_peak(m, e->asc_start, e->asc_end, PEAK_S);
    return number(hinge_emg_rms(m, e->desc_start, e->first) / most, HINGE_REASON_PHASE_MISSING);
}

/* What a muscle does by what it does at rest, in the session's relaxed standing: no stretch of this
 * recording is one, as a person who braces from its begin on would seem not to. */
static struct hinge_value by_rest(const struct hinge_emg_rep *e, int muscle, struct hinge_value of)
{
    const struct hinge_limits *limits = e->view->limits;
    if (of.reason != HINGE_REASON_OK)
        return of;
    if (limits == NULL || !(limits->rest_rms[muscle] > 0))
        return hinge_value_refuse(HINGE_REASON_NO_REFERENCE_TRIAL);
    return number(of.value / limits->rest_rms[muscle], HINGE_REASON_NO_EMG);
}

static struct hinge_value of_rest(const struct hinge_emg_rep *e, int muscle, double from, double to)
{
    return by_rest(e, muscle, activity(e, muscle, from, to));
}

static struct hinge_value flexor(const struct hinge_emg_rep *e, int left, int side)
{
    (void)left;
    bool wire = muscle_of(e, LEFT(ilio), side)->band != NULL;
    return of_rest(e, (wire ? LEFT(ilio) : LEFT(rf)) + side, e->desc_start, e->desc_end);
}

/* The internal oblique, else the external one. */
static int oblique(const struct hinge_emg_rep *e, int side)
{
    return (muscle_of(e, LEFT(io), side)->band != NULL ? LEFT(io) : LEFT(eo)) + side;
}

/* The start position, or why it is not there. */
static struct hinge_value in_setup(const struct hinge_emg_rep *e, int muscle, double to,
                                   struct hinge_value (*of)(const struct hinge_emg_rep *e,
                                                            int muscle, double from, double to))
{
    return e->setup_reason == HINGE_REASON_OK ? of(e, muscle, e->setup, to)
                                              : hinge_value_refuse(e->setup_reason);
}

/* Of the glutes in the start position; of the obliques there and on the way down. */
static struct hinge_value tense(const struct hinge_emg_rep *e, int left, int side)
{
    return left == LEFT(io) ? in_setup(e, oblique(e, side), e->desc_end, of_rest)
                            : in_setup(e, left + side, e->setup_end, of_rest);
}

static struct hinge_value brace_pct(const struct hinge_emg_rep *e, int left, int side)
{
    (void)left;
    return in_setup(e, oblique(e, side), e->desc_end, of_maximum);
}

static struct hinge_value setup_pct(const struct hinge_emg_rep *e, int left, int side)
{
    return in_setup(e, left + side, e->setup_end, of_maximum);
}

static struct hinge_value setup_to_bottom(const struct hinge_emg_rep *e, int left, int side)
{
    const struct hinge_value before = setup_pct(e, left, side);
    struct hinge_value there = by_maximum(e, left + side, held(e, left + side));
    there.value -= before.value;
    return before.reason != HINGE_REASON_OK ? before : there;
}

/* Whether it holds anything before the ascent: an order of rises says nothing of who was first to
 * be active. */
static struct hinge_value bottom_ratio(const struct hinge_emg_rep *e, int left, int side)
{
    return by_rest(e, left + side, held(e, left + side));
}

/* --- flexion relaxation --- */

static struct hinge_value relaxation(const struct hinge_emg_rep *e, int left, int side)
{
    const struct hinge_muscle *m = muscle_of(e, left, side);
    if (m->band == NULL)
        return hinge_value_refuse(HINGE_REASON_NO_EMG);
    if (!(e->asc_start - e->desc_end >= e->view->parameters->emg_frr_hold_s))
        return hinge_value_refuse(HINGE_REASON_PHASE_TOO_SHORT);
    const struct hinge_value level = held(e, left + side);
    return level.reason != HINGE_REASON_OK
               ? level
               : number(hinge_emg_peak(m, e->asc_start, e->asc_end, RELAXATION_S) / level.value,
                        HINGE_REASON_PHASE_MISSING);
}

static struct hinge_value silence(const struct hinge_emg_rep *e, int left, int side)
{
    const struct hinge_body *body = e->view->body;
    const double *trunk = body->signal[HINGE_SIGNAL_trunk_incl];
    double half = hinge_view_progress(e->view, HINGE_PHASE_DESCENT, 0.5);
    if (trunk == NULL)
        return hinge_value_refuse(body->reason[HINGE_SIGNAL_trunk_incl]);
    if (isnan(half))
        return hinge_value_refuse(HINGE_REASON_PHASE_MISSING);
    if (e->inner_reason != HINGE_REASON_OK)
        return hinge_value_refuse(e->inner_reason);
    struct hinge_value at = hinge_emg_silence(e, muscle_of(e, left, side),
                                              body->start_s + half / body->rate_hz, e->inner_end);
    if (at.reason == HINGE_REASON_OK)
        at = number(hinge_value_at(trunk, body->n, (at.value - body->start_s) * body->rate_hz),
                    HINGE_REASON_GAP_IN_PHASE);
    return at;
}

#define ALL (HINGE_IN_DESCENT | HINGE_IN_HOLD | HINGE_IN_ASCENT)
#define DESCENT HINGE_IN_DESCENT
#define ASCENT HINGE_IN_ASCENT
#define REP HINGE_IN_REP
#define SIDES(function, muscle) .each_phase = sides, .side = function, .k = LEFT(muscle)

/* clang-format off */
#define OF_MVC(id, muscle, name)                                                                   \
    {id, "percent", name ", RMS in % of the maximum", "definition", 1, ALL, "mean", .each_phase = of_mvc, .k = LEFT(muscle)}
#define SETUP(muscle, name)                                                                        \
    {#muscle "_setup_pct", "percent", name " in the start position, RMS in % of the maximum", "definition", 1, REP, "mean", SIDES(setup_pct, muscle)}, \
    {#muscle "_setup_to_bottom_pct", "percent", name ", bottom minus start position, in % of the maximum", "definition", 1, REP, "mean", \
     SIDES(setup_to_bottom, muscle)}
static const struct hinge_metric metrics[] = {
    {"gmax_onset_s", "s", "gluteus maximus rises after the ascent begins", "Staude 2001", 3, ASCENT, "mean", SIDES(onset, gmax)},
    {"ham_onset_s", "s", "hamstrings rise after the ascent begins", "Staude 2001", 3, ASCENT, "mean", SIDES(onset, ham)},
    {"es_onset_s", "s", "erector spinae rise after the ascent begins", "Staude 2001", 3, ASCENT, "mean", SIDES(onset, es)},
    {"gmax_rise", "1", "gluteus maximus after its onset, divided by the level before", "definition", 2, ASCENT, "mean", SIDES(rise, gmax)},
    {"ham_rise", "1", "hamstrings after their onset, divided by the level before", "definition", 2, ASCENT, "mean", SIDES(rise, ham)},
    {"es_rise", "1", "erector spinae after their onset, divided by the level before", "definition", 2, ASCENT, "mean", SIDES(rise, es)},
    {"gmax_bottom_ratio", "1", "gluteus maximus at the bottom, divided by relaxed standing", "definition", 2, REP, "mean", SIDES(bottom_ratio, gmax)},
    {"ham_bottom_ratio", "1", "hamstrings at the bottom, divided by relaxed standing", "definition", 2, REP, "mean", SIDES(bottom_ratio, ham)},
    {"es_bottom_ratio", "1", "erector spinae at the bottom, divided by relaxed standing", "definition", 2, REP, "mean", SIDES(bottom_ratio, es)},
    {"gmax_lag_s", "s", "gluteus maximus after the first of hamstrings and erector, same side", "definition", 3, ASCENT, "mean",
     SIDES(lag_first, gmax)},
    {"gmax_ham_lag_s", "s", "gluteus maximus after the hamstrings, same side", "definition", 3, ASCENT, "mean", SIDES(lag_behind, ham)},
    {"gmax_es_lag_s", "s", "gluteus maximus after the erector spinae, same side", "definition", 3, ASCENT, "mean", SIDES(lag_behind, es)},
    OF_MVC("gmax_mvc_pct", gmax, "gluteus maximus"),
    OF_MVC("ham_mvc_pct", ham, "hamstrings"),
    OF_MVC("es_mvc_pct", es, "erector spinae"),
    OF_MVC("gmed_mvc_pct", gmed, "gluteus medius"),
    OF_MVC("rf_mvc_pct", rf, "rectus femoris"),
    OF_MVC("ra_mvc_pct", ra, "rectus abdominis"),
    OF_MVC("eo_mvc_pct", eo, "external oblique"),
    OF_MVC("io_mvc_pct", io, "internal oblique"),
    OF_MVC("ilio_mvc_pct", ilio, "iliopsoas"),
    {"gmax_ham_ratio", "1", "gluteus maximus to hamstrings, both in % of the maximum", "definition", 3, ASCENT, "mean", SIDES(glute_by_ham, gmax)},
    {"rf_gmax_ratio", "1", "rectus femoris to gluteus maximus, both in % of the maximum", "definition", 3, ASCENT, "mean", SIDES(quad_by_glute, rf)},
    {"gmax_early_share", "1",
     "gluteus maximus in the first 30 % of the descent, share of the maximum (else of its peak on the way up)",
     "definition", 3, DESCENT, "mean", SIDES(clench, gmax), .share = true},
    {"hip_flexor_ratio", "1", "iliopsoas, else rectus femoris, divided by relaxed standing", "definition", 2, DESCENT, "mean", SIDES(flexor, ilio)},
    {"brace_ratio", "1", "obliques from the start position to the bottom, divided by relaxed standing", "definition", 2, REP, "mean", SIDES(tense, io)},
    {"brace_pct", "percent", "obliques from the start position to the bottom, RMS in % of the maximum", "definition", 1, REP, "mean",
     SIDES(brace_pct, io)},
    {"squeeze_ratio", "1", "gluteus maximus in the start position, divided by relaxed standing", "definition", 2, REP, "mean", SIDES(tense, gmax),
     .place = {.phase = HINGE_PHASE_REP}},
    {"gmax_setup_pct", "percent", "gluteus maximus in the start position, RMS in % of the maximum", "definition", 1, REP, "mean", SIDES(setup_pct, gmax),
     .place = {.phase = HINGE_PHASE_REP, .instead = "squeeze_ratio"}},
    {"gmax_setup_to_bottom_pct", "percent", "gluteus maximus, bottom minus start position, in % of the maximum", "definition", 1, REP, "mean",
     SIDES(setup_to_bottom, gmax)},
    SETUP(ham, "hamstrings"),
    SETUP(es, "erector spinae"),
    SETUP(gmed, "gluteus medius"),
    SETUP(rf, "rectus femoris"),
    SETUP(ra, "rectus abdominis"),
    SETUP(eo, "external oblique"),
    SETUP(io, "internal oblique"),
    SETUP(ilio, "iliopsoas"),
    {"flexion_relaxation_ratio", "1", "erector spinae: largest half second of the ascent, divided by the level held at the bottom", "Floyd and Silver 1955", 2, REP, "mean",
     SIDES(relaxation, es)},
    {"es_silence_deg", "deg", "trunk inclination at which the erector spinae falls silent for 0.2 s", "Floyd and Silver 1955", 1, DESCENT, "mean",
     SIDES(silence, es)},
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_emg = {
    .id = "emg",
    .title = "Muscles",
    .details =
        "EMG needs 1,000 samples a second or more. [Method 7.4](method.md#74-muscles-and-forces) "
        "defines onsets. Amplitudes are root mean "
        "squares of the band-passed EMG, averaged over left and right. The maximum is "
        "the session's recording with the role `mvc`, else `mvc:gmax_r`, … in the trial list, in "
        "the channel's unit. Relaxed standing is a recording "
        "of the session with the role `standing` and EMG: the median of its half seconds. The "
        "start "
        "position is "
        "`seg.setup_s` before the descent.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics};
