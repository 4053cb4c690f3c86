/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One fault row on one repetition (method 7.0): margins by kind of quantity and tier, about one
 * standard error of measurement (lumbar from the MDC of Laird 2016, the others defaults), then
 * gates, statistic, threshold, margin, state. */
#include "base/parameters.h"
#include "faults/fault.h"

enum kind {
    KIND_spine,
    KIND_limb,
    KIND_position,
    KIND_foot,
    KIND_dowel,
    KIND_percent,
    KIND_share,
    KIND_time,
    KIND_speed,
    KIND_gravity,
    KIND_cm
};

static const double standard[][3] = {
    [KIND_spine] = {4, 8, 8},
    [KIND_limb] = {3, 5, 5},
    [KIND_position] = {0.01, 0.02, 0.02},
    [KIND_foot] = {0.03, 0.06, 0.06},
    [KIND_dowel] = {0.015, 0.03, 0.03},
    [KIND_percent] = {2, 2, 2},
    [KIND_share] = {0.05, 0.10, 0.05},
    [KIND_time] = {0.02, 0.02, 0.02},
    [KIND_speed] = {10, 10, 10},
    [KIND_gravity] = {0.1, 0.1, 0.1},
    [KIND_cm] = {1.5, 1.5, 1.5},
};

/* What a metric's unit says when no signal stands for it. */
static enum kind kind_of_unit(const char *unit)
{
    static const struct {
        const char *unit;
        enum kind kind;
    } rows[] = {{"deg", KIND_limb},        {"deg s-1", KIND_speed}, {"LL", KIND_position},
                {"TL", KIND_position},     {"FL", KIND_foot},       {"s", KIND_time},
                {"percent", KIND_percent}, {"g", KIND_gravity},     {"cm", KIND_cm},
                {"1", KIND_share}};
    const size_t n = sizeof rows / sizeof *rows, k = HINGE_ROW_AT(rows, n, unit);
    return k < n ? rows[k].kind : KIND_position;
}

static const enum kind kinds[] = {
#define X(name, unit, kind, title) KIND_##kind,
    HINGE_SIGNAL_LIST(X)
#undef X
};

static enum kind kind_of(const struct hinge_fault *fault)
{
    switch (fault->statistic) {
    case HINGE_STATISTIC_ONSET:
    case HINGE_STATISTIC_ONSET_LEAST:
        return KIND_time;
    case HINGE_STATISTIC_SHARE:
    case HINGE_STATISTIC_PLATEAU:
    case HINGE_STATISTIC_QUARTER:
        return KIND_share;
    case HINGE_STATISTIC_RATE:
        return KIND_speed;
    case HINGE_STATISTIC_METRIC:
        if (strcmp(fault->unit, "1") == 0 || fault->signal >= HINGE_SIGNAL_COUNT)
            return kind_of_unit(fault->unit);
        break;
    default:
        break;
    }
    return fault->signal < HINGE_SIGNAL_COUNT ? kinds[fault->signal] : KIND_position;
}

static double margin_at(const struct hinge_fault *fault, enum kind kind, int tier, double rate_hz)
{
    double margin = fault->margin[tier];
    if (isnan(margin)) {
        margin = standard[kind][tier];
        if (kind == KIND_time && 1 / rate_hz > margin)
            margin = 1 / rate_hz;
    }
    return fault->within ? margin / 2 : margin;
}

double hinge_fault_margin(const struct hinge_fault *fault, char tier)
{
    struct hinge_fault use = *fault;
    if (tier == 'C' && fault->has_fallback && kind_of(fault) == KIND_spine)
        use.signal = fault->fallback; /* tier C has no spine */
    return margin_at(&use, kind_of(&use), tier - 'A', 50);
}

/* The column that a fault judges of those in which the choice of the body model is known to count.
 */
static enum hinge_model_column model_margin_of(const struct hinge_fault *fault)
{
    if (fault->statistic == HINGE_STATISTIC_METRIC)
        return hinge_metric_at(fault->metric_at)->margin;
    return fault->signal != HINGE_SIGNAL_com_foot       ? HINGE_MARGIN_NONE
           : fault->relative == HINGE_RELATIVE_STANDING ? HINGE_MARGIN_com_shift
                                                        : HINGE_MARGIN_com_foot;
}

/* A margin as large as the threshold, of what cannot be negative, would let nothing be absent. */
static double reach_absent(const struct hinge_fault *fault, double threshold, double margin)
{
    return fault->never_negative && margin >= threshold ? 0.8 * threshold : margin;
}

double hinge_fault_margin_of(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                             double threshold, double least)
{
    const struct hinge_parameters *p = view->parameters;
    const struct hinge_body *body = view->body;
    const enum hinge_model_column model = model_margin_of(fault);
    if (model != HINGE_MARGIN_NONE)
        least = fmax(least, hinge_model_margin(view, model));
    const enum kind kind = kind_of(fault);
    /* a measured pelvis below a thorax that isn't: tier A margins (method 1.5); one that a network
     * or a model inferred is no better than keypoints */
    const bool best = body->tier == 'A' || (kind == KIND_spine && body->tier == 'C' &&
                                            body->has_pelvis && !body->is_inferred);
    const int tier = best ? 0 : body->tier == 'B' ? 1 : 2;
    double margin = fmax(least, margin_at(fault, kind, tier, body->rate_hz));
    if (fault->deep_margin) { /* skin over the pelvis slides in deep flexion */
        struct hinge_value depth = hinge_view_bottom(view, HINGE_SIGNAL_driver, true);
        if (depth.reason == HINGE_REASON_OK && depth.value > p->wink_deep)
            margin = fmax(margin, p->wink_deep_e);
    }
    return reach_absent(fault, threshold, margin);
}

/* --- slow errors --- */

/* Of a share of L or H over `total` degrees of F; the other joint's part errs, too. A
 * family's validity is of angles and places: shares and lags take what is shown. */
static double slow_share(const struct hinge_fault *fault, const struct hinge_slow *slow,
                         double share, double total)
{
    bool hip = fault->signal == HINGE_SIGNAL_hip_flex;
    if (fault->over != HINGE_SIGNAL_total_flex || !(fabs(total) > 0) ||
        (!hip && fault->signal != HINGE_SIGNAL_lumbar_flex))
        return 0;
    double lumbar = fmin(1, fmax(0, hip ? 1 - share : share));
    return sqrt(2) * slow->shown *
           ((1 - lumbar) * slow->sd[HINGE_SIGNAL_lumbar_flex] +
            lumbar * slow->sd[HINGE_SIGNAL_hip_flex]) /
           fabs(total);
}

/* Of a metric: a change from standing by its signal, a share, or between two landmarks
 * and since standing by its unit. */
static double slow_metric(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                          double value)
{
    const double *sd = view->body->slow.sd;
    const struct hinge_reps *reps = view->reps;
    double lumbar_max = view->limits != NULL ? view->limits->lumbar_max_deg : 0;
    if (fault->signal >= HINGE_SIGNAL_COUNT) {
        double scale = strcmp(fault->unit, "LL") == 0   ? reps->leg_length
                       : strcmp(fault->unit, "FL") == 0 ? reps->foot_length
                       : strcmp(fault->unit, "TL") == 0 ? reps->trunk_length
                                                        : 0;
        return scale > 0 ? 2 * view->body->slow.landmark / scale : 0;
    }
    if (strcmp(fault->unit, hinge_signal_unit(fault->signal)) == 0)
        return sqrt(2) * sd[fault->signal];
    if (strcmp(fault->unit, "percent") == 0) /* of two maxima */
        return lumbar_max > 0 ? 200 * sd[fault->signal] / lumbar_max : 0;
    struct hinge_value total = hinge_view_excursion(view, HINGE_SIGNAL_total_flex, fault->phase);
    return total.reason == HINGE_REASON_OK
               ? slow_share(fault, &view->body->slow, value, total.value)
               : 0;
}

/* Of a lag, whose error by the noise of standing is `uncertainty`; slow errors move the
 * start of a change, too. */
static double slow_lag(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                       double uncertainty)
{
    const double *noise = view->reps->standing.noise_sd, *sd = view->body->slow.sd;
    double a = sd[fault->signal] / noise[fault->signal];
    double b = sd[fault->over] / noise[fault->over];
    return isfinite(a) && isfinite(b) ? sqrt(2) * view->body->slow.shown * uncertainty * fmax(a, b)
                                      : 0;
}

/* What slow errors of the tracker make of a severity that was measured: an SD, 0 where
 * nothing is known. */
static double fault_slow_error(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                               double value, double total, double uncertainty)
{
    const double *sd = view->body->slow.sd;
    struct hinge_frames f = hinge_view_phase(view, hinge_fault_phase(&fault->window));
    bool change =
        fault->relative == HINGE_RELATIVE_STANDING || fault->relative == HINGE_RELATIVE_START;
    switch (fault->statistic) {
    case HINGE_STATISTIC_MAX:
    case HINGE_STATISTIC_MIN:
    case HINGE_STATISTIC_MEAN:
    case HINGE_STATISTIC_MEDIAN:
    case HINGE_STATISTIC_END:
        return (change ? sqrt(2) : 1) * sd[fault->signal];
    case HINGE_STATISTIC_DROP:
    case HINGE_STATISTIC_EXCURSION:
        return sqrt(2) * sd[fault->signal];
    case HINGE_STATISTIC_RATE:
        return f.to > f.from
                   ? sqrt(2) * sd[fault->signal] * view->body->rate_hz / (double)(f.to - f.from)
                   : 0;
    case HINGE_STATISTIC_SHARE:
    case HINGE_STATISTIC_PLATEAU:
    case HINGE_STATISTIC_QUARTER:
        return slow_share(fault, &view->body->slow, value, total);
    case HINGE_STATISTIC_ONSET:
    case HINGE_STATISTIC_ONSET_LEAST:
        return slow_lag(fault, view, uncertainty);
    case HINGE_STATISTIC_METRIC:
        break;
    }
    return slow_metric(fault, view, value);
}

/* --- names of states --- */

const char *hinge_fault_state_name(int state)
{
    static const char *const names[] = {"absent", "below", "above", "present"};
    return state >= 0 && state < 4 ? names[state] : "refused";
}

int hinge_fault_state(double severity, double threshold, double margin)
{
    if (severity <= threshold - margin)
        return HINGE_FAULT_ABSENT;
    if (severity <= threshold)
        return HINGE_FAULT_BELOW;
    return severity < threshold + margin ? HINGE_FAULT_ABOVE : HINGE_FAULT_PRESENT;
}

/* --- whether it can be judged --- */

/* Whether a signal that joins one hip with a point of the midline is seen from too far
 * off the side: as measured, else as the list states. */
static bool oblique(const struct hinge_rep_view *view, enum hinge_signal signal)
{
    const struct hinge_parameters *p = view->parameters;
    double off = view->reps->view_deg;
    if (isnan(off))
        off = view->reps->view_stated ? 0 : p->view_ok_deg;
    return signal < HINGE_SIGNAL_COUNT && view->body->one_sided[signal] &&
           off > p->view_one_side_deg;
}

static enum hinge_reason judgeable(const struct hinge_fault *fault,
                                   const struct hinge_rep_view *view)
{
    const struct hinge_body *body = view->body;
    bool spine = body->tier == 'A' || body->tier == 'B';
    /* inferred spines keep tier C; their signals say what may be given */
    bool allowed = body->lumbar_def != HINGE_LUMBAR_NONE;
    const enum hinge_reason lumbar = body->reason[HINGE_SIGNAL_lumbar_flex];
    /* recorded, and refused */
    bool refused = lumbar == HINGE_REASON_REMOVED_RIGID || lumbar == HINGE_REASON_NO_REST;
    enum hinge_reason none = refused ? lumbar : HINGE_REASON_TIER_C_NO_LUMBAR;
    if (fault->needs >= HINGE_NEEDS_LUMBAR && !spine && !allowed)
        return none;
    if (fault->needs == HINGE_NEEDS_TIER_A && body->tier != 'A')
        return HINGE_REASON_TIER_TOO_LOW;
    if (fault->needs == HINGE_NEEDS_PELVIS && !spine && !body->has_pelvis && !allowed)
        return body->is_inferred ? HINGE_REASON_INFERRED : none;
    bool sided = fault->by_side || (fault->to_side && view->task->unilateral);
    if (sided && (view->info == NULL || view->info->side[0] == '\0'))
        return HINGE_REASON_NO_SIDE;
    if (body->view_partial)
        return HINGE_REASON_VIEW_NOT_SAGITTAL;
    /* lock-out taken for standing would be compared with itself */
    bool itself = view->reps->standing.source == HINGE_STANDING_lockout ||
                  hinge_warnings_that(view->reps->warnings, HINGE_EFFECT_TAKES_LOCKOUT) != 0;
    if (itself && (fault->window.parts & HINGE_WINDOW_LOCKOUT))
        return HINGE_REASON_NO_STANDING_REF;
    return HINGE_REASON_OK;
}

/* Arms that hang stay below 34 degrees in 51 lifts; arms held forward are at 63 to 93 in 21 squats.
 */
static const double ARMS_DOWN_DEG = 45;

/* Feet or thighs that a tracker lost for a while, raised arms, a face that looks ahead: what is
 * measured from them is no verdict. */
static enum hinge_reason lost_with(const struct hinge_fault *fault,
                                   const struct hinge_rep_view *view)
{
    const struct hinge_rep *rep = view->rep;
    const uint64_t foot = hinge_warnings_that(rep->warnings, HINGE_EFFECT_TAKES_FOOT);
    const uint64_t sides = hinge_warnings_that(rep->warnings, HINGE_EFFECT_TAKES_SIDES_VERDICT);
    if (fault->needs_foot && foot != 0)
        return hinge_warning_reason(foot);
    if (fault->needs_arms && rep->arms_deg > ARMS_DOWN_DEG)
        return HINGE_REASON_ARMS_RAISED;
    if (fault->needs_neck && view->body->neck_of_face &&
        (rep->floor || (view->body->dim == 2 && view->body->tier == 'C')))
        return HINGE_REASON_HEAD_FROM_FACE;
    const enum hinge_reason turned = fault->signal < HINGE_SIGNAL_COUNT
                                         ? hinge_view_turned(view, fault->signal)
                                         : HINGE_REASON_OK;
    if (turned != HINGE_REASON_OK)
        return turned;
    return fault->needs_sides ? hinge_warning_reason(sides) : HINGE_REASON_OK;
}

static bool is_doubted(enum hinge_signal signal, enum hinge_concern concern)
{
    const char *name = hinge_signal_name(signal);
    const bool place = hinge_listed("LL|FL|m", '|', hinge_signal_unit(signal)) ||
                       signal == HINGE_SIGNAL_com_foot || signal == HINGE_SIGNAL_cop_foot;
    switch (concern) {
    case HINGE_CONCERN_PLACES:
        return place;
    case HINGE_CONCERN_LEANS:
        return place || strstr(name, "_incl") != NULL || strstr(name, "_tilt") != NULL ||
               strstr(name, "_lean") != NULL;
    case HINGE_CONCERN_LUMBAR:
        return strncmp(name, "lumbar", 6) == 0 || signal == HINGE_SIGNAL_total_flex ||
               signal == HINGE_SIGNAL_thorax_tilt;
    case HINGE_CONCERN_SHOULDERS:
        return strncmp(name, "shoulder", 8) == 0;
    default:
        return false;
    }
}

bool hinge_outcome_is_doubted(const char *id, enum hinge_concern concern)
{
    const struct hinge_fault *fault = hinge_fault_built_in(id);
    const long at = hinge_metric_find(
        fault != NULL && fault->statistic == HINGE_STATISTIC_METRIC ? fault->metric : id);
    const struct hinge_metric *metric = at >= 0 ? hinge_metric_at((size_t)at) : NULL;
    const char *unit = metric != NULL  ? metric->unit
                       : fault != NULL ? hinge_or_empty(fault->unit)
                                       : "";
    const bool lasts = (metric != NULL && (metric->phases & HINGE_OF_TIME)) ||
                       (fault != NULL && hinge_fault_is_onset(fault));
    bool some = concern == HINGE_CONCERN_EVERYTHING || (concern == HINGE_CONCERN_SHAPES && !lasts);
    if (concern == HINGE_CONCERN_TIMES)
        some = lasts || unit[strcspn(unit, "s")] == 's' ||
               (fault != NULL && fault->statistic == HINGE_STATISTIC_RATE);
    if (concern == HINGE_CONCERN_MODEL)
        some = metric != NULL && metric->by_model;
    for (int s = 0; s < HINGE_SIGNAL_COUNT && !some; s++) {
        const enum hinge_signal signal = (enum hinge_signal)s;
        const bool reads =
            metric != NULL ? hinge_metric_reads(metric, signal)
            : fault != NULL
                ? signal == fault->signal || (hinge_fault_of_two(fault) && signal == fault->over)
                : false;
        some = reads && is_doubted(signal, concern);
    }
    return some;
}

bool hinge_fault_is_onset(const struct hinge_fault *fault)
{
    return fault->statistic == HINGE_STATISTIC_ONSET ||
           fault->statistic == HINGE_STATISTIC_ONSET_LEAST;
}

/* A metric of the driver's speed whose noise no other metric tells. */
static bool is_by_speed(const struct hinge_fault *fault)
{
    return fault->statistic == HINGE_STATISTIC_METRIC && fault->noise_adds > 0 &&
           fault->noise_metric_at == 0;
}

bool hinge_fault_in_steps(const struct hinge_fault *fault)
{
    return hinge_fault_is_onset(fault) || is_by_speed(fault);
}

void hinge_fault_use_instead(struct hinge_fault *row)
{
    row->signal = row->instead;
    row->sign = row->instead_sign;
    row->relative = HINGE_RELATIVE_ABSOLUTE;
}

/* Reasons of what was never recorded, so that something else may stand in. What was recorded and
 * cannot be used (a load that nobody wrote down, labels exchanged, a heading not sure) keeps its
 * reason: the lesser source could say the opposite, and nobody would know. */
static const enum hinge_reason not_there[] = {
    HINGE_REASON_TIER_C_NO_LUMBAR,  HINGE_REASON_INFERRED,   HINGE_REASON_INSUFFICIENT_LANDMARKS,
    HINGE_REASON_NO_POSITIONS,      HINGE_REASON_NO_FRONTAL, HINGE_REASON_NO_THIGH,
    HINGE_REASON_NO_HEAD,           HINGE_REASON_NO_FORCE,   HINGE_REASON_NO_SIDE,
    HINGE_REASON_NO_REFERENCE_TRIAL};

/* The row as it is measured here: itself, or `use`, a copy that measures the other side
 * or what stands in for something that is not there. */
static const struct hinge_fault *resolved(const struct hinge_fault *fault,
                                          const struct hinge_rep_view *view,
                                          const struct hinge_value *values, struct hinge_fault *use)
{
    const struct hinge_body *body = view->body;
    bool to_side = fault->to_side && view->task->unilateral;
    bool instead = hinge_fault_instead(fault, view->task);
    if (!fault->by_side && !to_side && !fault->has_fallback && !instead)
        return fault;
    *use = *fault;
    if (instead)
        hinge_fault_use_instead(use);
    if (to_side) { /* a list told the task */
        bool left = view->info->side[0] == 'l';
        use->absolute = false;
        use->sign = left ? -fault->sign : fault->sign;
        use->statistic = left ? HINGE_STATISTIC_MIN : HINGE_STATISTIC_MAX;
    }
    if (fault->by_side && view->info != NULL && view->info->side[0] == 'r') {
        use->sign = -fault->sign;
        use->statistic =
            fault->statistic == HINGE_STATISTIC_MAX ? HINGE_STATISTIC_MIN : HINGE_STATISTIC_MAX;
    }
    if (!fault->has_fallback)
        return use;
    bool metric = fault->statistic == HINGE_STATISTIC_METRIC;
    bool onset = hinge_fault_is_onset(fault);
    enum hinge_signal source = onset ? fault->over : fault->signal;
    enum hinge_reason reason = HINGE_REASON_OK;
    if (metric)
        reason = hinge_fault_metric(values, fault->metric_at, fault->phase).reason;
    else if (body->signal[source] == NULL)
        reason = body->reason[source];
    /* one hip beside the spine, seen from aside: the middle of both was not recorded */
    bool missing = metric
                       ? fault->signal < HINGE_SIGNAL_COUNT && oblique(view, HINGE_SIGNAL_hip_flex)
                       : oblique(view, source);
    for (size_t k = 0; k < sizeof not_there / sizeof *not_there; k++)
        missing = missing || reason == not_there[k];
    if (!missing)
        return use;
    if (metric) {
        use->metric_at = fault->fallback_metric_at;
        if (fault->fallback_differs) {
            use->sign = fault->fallback_sign;
            for (int tier = 0; tier < 3; tier++)
                use->margin[tier] = fault->fallback_margin;
        }
    } else if (onset)
        use->over = fault->fallback;
    else
        use->signal = fault->fallback;
    return use;
}

/* Noise that would manufacture the fault (7.0). */
static bool too_noisy(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                      double threshold)
{
    const struct hinge_parameters *p = view->parameters;
    double noise = view->reps->standing.found && fault->signal < HINGE_SIGNAL_COUNT
                       ? view->reps->standing.noise_sd[fault->signal]
                       : (double)NAN;
    if (fault->strict_noise && noise > p->noise_refuse_strict * threshold)
        return true;
    return fault->never_negative && threshold <= 10 && noise > p->noise_refuse * threshold;
}

/* Phases that noise_adds of speeds were chosen on. */
static const double USUAL_PHASE_S = 2;

/* What noise, as standing shows it, makes of the severity. */
static double noise_of(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                       const struct hinge_value *values, const struct hinge_measured *m)
{
    const double *sd = view->reps->standing.noise_sd;
    if (hinge_fault_is_onset(fault))
        return m->uncertainty;
    if (fault->statistic != HINGE_STATISTIC_METRIC)
        return m->error > 0 ? m->error : sd[fault->signal];
    struct hinge_value known =
        fault->noise_metric_at > 0
            ? hinge_fault_metric(values, fault->noise_metric_at, fault->phase)
            : hinge_view_excursion(view, HINGE_SIGNAL_driver, fault->phase);
    if (known.reason != HINGE_REASON_OK)
        return 0;
    if (fault->noise_metric_at > 0)
        return known.value;
    /* of a speed: the slower a movement, the more of it is noise, and the longer it may
     * pass for a jerk */
    struct hinge_frames f = hinge_view_phase(view, fault->phase);
    double times = (double)(f.to - f.from) / view->body->rate_hz / USUAL_PHASE_S;
    return sd[HINGE_SIGNAL_driver] / fabs(known.value) * fmax(1, times * times);
}

/* Whether noise leaves it open on which side of the threshold the severity is. Noise
 * only adds to most; the error of shares and excursions goes both ways, and refusing
 * those above alone would leave too few of the faults. */
static bool too_close(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                      const struct hinge_value *values, const struct hinge_measured *m, double over)
{
    double distance = m->error > 0 || m->uncertainty > 0 ? fabs(over) : over;
    return fault->noise_adds > 0 && view->reps->standing.found && distance > 0 &&
           distance < fault->noise_adds * noise_of(fault, view, values, m);
}

/* --- gates --- */

static struct hinge_fault probe_of(const struct hinge_gate *gate)
{
    return (struct hinge_fault){.signal = gate->signal,
                                .over = gate->over,
                                .metric_at = gate->metric_at,
                                .phase = gate->phase,
                                .statistic = gate->statistic,
                                .relative = gate->relative,
                                .window = gate->window,
                                .absolute = gate->absolute,
                                .margin = {(double)NAN, (double)NAN, (double)NAN},
                                .unit = ""};
}

/* What the gate compares: in the direction of the movement. */
static struct hinge_measured gate_value(const struct hinge_gate *gate,
                                        const struct hinge_fault *probe,
                                        const struct hinge_rep_view *view,
                                        const struct hinge_value *values,
                                        struct hinge_measured *measured)
{
    struct hinge_measured m = hinge_fault_measure(probe, view, values, measured);
    if (gate->statistic == HINGE_STATISTIC_EXCURSION && (gate->window.parts & HINGE_WINDOW_ASCENT))
        m.value.value = -m.value.value;
    return m;
}

static double phase_duration_s(const struct hinge_rep_view *view, const struct hinge_window *window)
{
    struct hinge_frames f = hinge_view_phase(view, hinge_fault_phase(window));
    return (double)(f.to - f.from) / view->body->rate_hz;
}

/* Whether noise in standing leaves it open if a part of a phase passes `least`. */
static bool open_to_noise(const struct hinge_gate *gate, const struct hinge_measured *m)
{
    bool part = gate->window.p0 > 0 || gate->window.p1 < 1;
    double short_of = gate->below ? m->value.value - gate->least : gate->least - m->value.value;
    return part && short_of < 3 * m->error;
}

/* Whether the gate lets the fault through; else the outcome is set. `error`: of
 * the gate by noise, NaN unknown: nearer than noise.k of them to its limit it is open,
 * and a verdict stands that is on the gate's side. */
static bool pass_gate(const struct hinge_fault *fault, const struct hinge_gate *gate,
                      const struct hinge_rep_view *view, const struct hinge_value *values,
                      double error, struct hinge_measured *measured,
                      struct hinge_fault_outcome *outcome, enum hinge_small *open)
{
    struct hinge_fault probe = probe_of(gate);
    struct hinge_measured m = gate_value(gate, &probe, view, values, measured);
    double value = m.value.value, band = 0;
    if (gate->if_known && m.value.reason != HINGE_REASON_OK)
        return true;
    if (gate->uncertain)
        band = hinge_fault_margin_of(&probe, view, gate->least, 0);
    outcome->reason = m.value.reason;
    double inside = gate->below ? gate->least - value : value - gate->least;
    bool passed = m.value.reason == HINGE_REASON_OK &&
                  (gate->below && band == 0 ? inside > 0 : inside >= band);
    bool near = fabs(value - gate->least) < view->parameters->noise_k * error;
    if (near && !gate->uncertain && gate->otherwise != HINGE_SMALL_REFUSED) {
        passed = true;
        *open = gate->otherwise;
    }
    if (m.value.reason != HINGE_REASON_OK || passed)
        return passed;
    /* the outcome of a gate that is not met */
    if (gate->otherwise == HINGE_SMALL_REFUSED) {
        outcome->reason = gate->reason != HINGE_REASON_OK ? gate->reason : HINGE_REASON_ROM_SMALL;
    } else if (gate->uncertain && inside >= -band) {
        bool absent = gate->otherwise == HINGE_SMALL_ABSENT;
        outcome->severity = absent ? gate->severity : 0;
        outcome->state = (inside < 0) != absent ? HINGE_FAULT_ABOVE : HINGE_FAULT_BELOW;
    } else {
        outcome->severity = gate->lasting ? phase_duration_s(view, &gate->window) : gate->severity;
        outcome->state =
            gate->otherwise == HINGE_SMALL_ABSENT ? HINGE_FAULT_ABSENT : HINGE_FAULT_PRESENT;
    }
    if (near && outcome->reason == HINGE_REASON_ROM_SMALL)
        outcome->reason = HINGE_REASON_NOISE_TOO_HIGH;
    if (isnan(error) && outcome->state == HINGE_FAULT_ABSENT && open_to_noise(gate, &m)) {
        /* Too noisy a share, whose gate noise may have closed, is refused, not absent. */
        struct hinge_measured share = hinge_fault_measure(fault, view, values, NULL);
        if (share.value.reason == HINGE_REASON_OK && share.too_noisy) {
            outcome->state = HINGE_FAULT_REFUSED;
            outcome->reason = HINGE_REASON_NOISE_TOO_HIGH;
            outcome->severity = fault->offset + fault->sign * share.value.value;
        }
    }
    return false;
}

/* --- the verdict --- */

/* The task or cue takes the fault off the list. */
static void refuse_task(struct hinge_fault_outcome *outcome)
{
    outcome->state = HINGE_FAULT_REFUSED;
    outcome->reason = HINGE_REASON_NOT_APPLICABLE_VARIANT;
}

static struct hinge_measured *measured_of(const struct hinge_fault_error *error)
{
    return error != NULL ? error->measured : NULL;
}

/* --- raw sensors that never rest, or of which nothing tells forward from back --- */

/* What they may add to a value, in its unit: to an angle its signals' degrees (`named`: those of
 * the row; else any), to a share these over the depth of the bend, or `total`. Infinite, so that no
 * verdict is certain, for other units. */
static double doubt_of(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                       double total, bool named)
{
    const double *doubt = view->body->doubt_deg;
    if (!view->body->doubted)
        return 0;
    const bool metric = fault->statistic == HINGE_STATISTIC_METRIC;
    const char *unit =
        metric ? hinge_metric_at(fault->metric_at)->unit : hinge_signal_unit(fault->signal);
    const bool share = metric ? named && strcmp(unit, "1") == 0 : kind_of(fault) == KIND_share;
    double most = named ? doubt[fault->signal] : 0;
    for (int s = 0; s < HINGE_SIGNAL_COUNT && !named; s++)
        most = fmax(most, doubt[s]);
    if (named && !metric && fault->over < HINGE_SIGNAL_COUNT)
        most = fmax(most, doubt[fault->over]);
    if (named && share)
        most = fmax(most, doubt[HINGE_SIGNAL_total_flex]);
    if (most == 0)
        return 0;
    if (share && !(fabs(total) > 0)) {
        struct hinge_value depth = hinge_view_bottom(view, HINGE_SIGNAL_driver, true);
        total = depth.reason == HINGE_REASON_OK ? depth.value : 0;
    }
    const bool angle = strcmp(unit, "deg") == 0 && !hinge_fault_is_onset(fault) &&
                       fault->statistic != HINGE_STATISTIC_RATE;
    return share ? most / fabs(total) : angle ? most : (double)INFINITY;
}

/* Whether a gate may say the other thing. */
static bool gates_in_doubt(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                           const struct hinge_value *values, const struct hinge_fault_error *error,
                           bool fallback)
{
    bool open = false;
    for (int k = 0; k < HINGE_GATES && !open && view->body->doubted; k++) {
        const struct hinge_gate *gate = &fault->gate[k];
        if (!gate->used || (gate->fallback && !fallback))
            continue;
        const struct hinge_fault probe = probe_of(gate);
        struct hinge_measured *measured = measured_of(error);
        const struct hinge_measured m =
            gate_value(gate, &probe, view, values, measured != NULL ? measured + 1 + k : NULL);
        const double least = gate->nod ? view->parameters->shrug_nod : gate->least;
        open = m.value.reason == HINGE_REASON_OK &&
               fabs(m.value.value - least) < doubt_of(&probe, view, m.total,
                                                      gate->statistic != HINGE_STATISTIC_METRIC &&
                                                          probe.signal < HINGE_SIGNAL_COUNT);
    }
    return open;
}

/* Takes a verdict out of certain: its margin reaches beyond the threshold. */
static void make_possible(struct hinge_fault_outcome *outcome)
{
    static const double beyond = 1 + 1e-9;
    if (outcome->state != HINGE_FAULT_ABSENT && outcome->state != HINGE_FAULT_PRESENT)
        return;
    outcome->state = outcome->state == HINGE_FAULT_ABSENT ? HINGE_FAULT_BELOW : HINGE_FAULT_ABOVE;
    outcome->margin = fmax(outcome->margin, beyond * fabs(outcome->severity - outcome->threshold));
}

/* Whether the side of the threshold is open: noise moves the severity by `bias` on
 * average, as it does maxima, and less that it must be `least` away on the same side.
 */
static bool lost_in_noise(double over, double bias, double least)
{
    double clear = over - bias;
    return fabs(clear) < least || (clear > 0) != (over > 0);
}

/* Of its slow error, what a maximum picks up on average: simulated hinges of 3 to 6 s,
 * errors of 0.5 to 2 Hz. */
static const double PEAKS = 0.75;

/* The state of a severity that could be measured. */
static void decide(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                   const struct hinge_value *values, const struct hinge_measured *m,
                   const struct hinge_fault_error *error, struct hinge_fault_outcome *outcome)
{
    outcome->time_s = m->time_s;
    outcome->margin = hinge_fault_margin_of(fault, view, outcome->threshold, m->uncertainty);
    double slow = fault_slow_error(fault, view, m->value.value, m->total, m->uncertainty);
    outcome->margin = fmax(outcome->margin, view->parameters->noise_slow_k * slow);
    const double doubt = doubt_of(fault, view, m->total, fault->signal < HINGE_SIGNAL_COUNT);
    if (!isinf(doubt))
        outcome->margin += doubt;
    if (doubt > 0 && outcome->severity <= outcome->threshold)
        outcome->margin = reach_absent(fault, outcome->threshold, outcome->margin);
    /* a metric that is of no signal is taken as the largest of its phase, such as the dowel's */
    bool gap = fault->statistic == HINGE_STATISTIC_METRIC && fault->signal >= HINGE_SIGNAL_COUNT;
    bool peak =
        gap || fault->statistic <= HINGE_STATISTIC_MIN || fault->statistic == HINGE_STATISTIC_DROP;
    double clear = outcome->severity;
    if (peak)
        clear -= PEAKS * view->body->slow.shown * slow;
    if (fault->never_negative)
        clear = fmax(clear, 0);
    double over = outcome->severity - outcome->threshold;
    bool by_speed = is_by_speed(fault);
    double least = error != NULL ? view->parameters->noise_k * error->value : 0;
    bool noisy = error == NULL ? m->too_noisy || too_noisy(fault, view, outcome->threshold) ||
                                     too_close(fault, view, values, m, over)
                               : view->parameters->noise_k > 0 &&
                                     (lost_in_noise(over, fault->sign * error->bias, least) ||
                                      (by_speed && too_close(fault, view, values, m, over)));
    const bool of_spine = /* it stands on landmarks of spine or pelvis */
        fault->signal != HINGE_SIGNAL_foot_yaw_l && fault->signal < HINGE_SIGNAL_COUNT &&
        (kinds[fault->signal] == KIND_spine ||
         (hinge_fault_of_two(fault) && kinds[fault->over] == KIND_spine));
    if (view->body->slow.spine_mm > view->parameters->noise_slow_most && of_spine)
        noisy = true;
    if (noisy)
        outcome->reason = HINGE_REASON_NOISE_TOO_HIGH;
    else
        outcome->state = hinge_fault_state(clear, outcome->threshold, outcome->margin);
    if (isinf(doubt))
        make_possible(outcome);
}

/* At a wall: hips that touched it went as far as it lets them; where nothing says how
 * far that is, only what went far enough without one is judged. */
static void judge_at_wall(const struct hinge_rep_view *view, struct hinge_value gap,
                          struct hinge_fault_outcome *outcome)
{
    bool wall = gap.reason != HINGE_REASON_OK || isfinite(gap.value);
    if (wall && view->info != NULL && strcmp(view->info->contact, "1") == 0) {
        outcome->state = HINGE_FAULT_ABSENT;
        outcome->reason = HINGE_REASON_OK;
    } else if (gap.reason != HINGE_REASON_OK && outcome->reason == HINGE_REASON_OK &&
               outcome->state != HINGE_FAULT_ABSENT) {
        outcome->state = HINGE_FAULT_REFUSED;
        outcome->reason = gap.reason;
    }
}

/* Where plates show the body model to be wrong, nothing that is judged by it is certain. */
static void doubt_model(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                        struct hinge_fault_outcome *outcome)
{
    const bool by_model =
        fault->statistic == HINGE_STATISTIC_METRIC
            ? hinge_metric_at(fault->metric_at)->by_model
            : fault->signal == HINGE_SIGNAL_com_foot || fault->signal == HINGE_SIGNAL_rear_load;
    if (!by_model || !hinge_model_differs(view))
        return;
    if (outcome->state == HINGE_FAULT_PRESENT)
        outcome->state = HINGE_FAULT_ABOVE;
    if (outcome->state == HINGE_FAULT_ABSENT)
        outcome->state = HINGE_FAULT_BELOW;
}

static double most_of(const struct hinge_fault *fault, const double *largest)
{
    double reach = hinge_fault_reach(fault);
    return isinf(reach) ? reach : reach * largest[fault->signal];
}

void hinge_fault_values(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                        const struct hinge_value *values, struct hinge_measured *measured,
                        double *value, const double *largest, double *most)
{
    struct hinge_fault room;
    const struct hinge_fault *use = resolved(fault, view, values, &room);
    if (most != NULL)
        most[0] = most_of(use, largest);
    struct hinge_measured m = hinge_fault_measure(use, view, values, measured);
    value[0] = m.value.reason == HINGE_REASON_OK ? m.value.value : (double)NAN;
    for (int k = 0; k < HINGE_GATES; k++) {
        const struct hinge_gate *gate = &fault->gate[k];
        value[1 + k] = (double)NAN;
        if (!gate->used)
            continue;
        struct hinge_fault probe = probe_of(gate);
        struct hinge_measured g =
            gate_value(gate, &probe, view, values, measured != NULL ? measured + 1 + k : NULL);
        if (most != NULL)
            most[1 + k] = most_of(&probe, largest);
        if (g.value.reason == HINGE_REASON_OK)
            value[1 + k] = g.value.value;
    }
}

void hinge_fault_judge(const struct hinge_fault *row, const struct hinge_rep_view *view,
                       const struct hinge_value *values, const struct hinge_fault_error *error,
                       struct hinge_fault_outcome *outcome)
{
    double offset;
    enum hinge_small open = HINGE_SMALL_REFUSED; /* no gate is */
    struct hinge_fault room;
    const struct hinge_fault *fault = resolved(row, view, values, &room);
    bool fallback = fault->signal != row->signal || fault->over != row->over ||
                    fault->metric_at != row->metric_at;
    *outcome = (struct hinge_fault_outcome){.state = HINGE_FAULT_REFUSED,
                                            .severity = (double)NAN,
                                            .time_s = (double)NAN,
                                            .at_pct = (double)NAN};
    bool applies = hinge_fault_applies(row, view, &outcome->threshold, &offset);
    if (fallback && row->fallback_differs) {
        outcome->threshold = row->fallback_threshold;
        offset = row->fallback_offset;
    }
    outcome->margin = hinge_fault_margin_of(fault, view, outcome->threshold, 0);
    struct hinge_value wall = {.value = (double)INFINITY};
    if (row->wall_stops)
        wall = hinge_wall_gap(view);
    if (wall.reason == HINGE_REASON_OK)
        offset = fmin(offset, wall.value - outcome->margin);
    outcome->reason = judgeable(row, view);
    if (outcome->reason == HINGE_REASON_NO_SIDE && !applies)
        refuse_task(outcome);
    if (outcome->reason == HINGE_REASON_OK && fault->signal < HINGE_SIGNAL_COUNT &&
        fault->statistic != HINGE_STATISTIC_METRIC && view->body->signal[fault->signal] == NULL)
        outcome->reason = view->body->reason[fault->signal];
    if (outcome->reason != HINGE_REASON_OK)
        return;
    struct hinge_measured *measured = measured_of(error);
    bool passed = true;
    for (int k = 0; k < HINGE_GATES && passed; k++) {
        struct hinge_gate gate = row->gate[k];
        if (gate.nod)
            gate.least = view->parameters->shrug_nod;
        if (gate.used && (fallback || !gate.fallback))
            passed =
                pass_gate(row, &gate, view, values, error != NULL ? error->gate[k] : (double)NAN,
                          measured != NULL ? measured + 1 + k : NULL, outcome, &open);
    }
    if (passed) {
        struct hinge_measured m = hinge_fault_measure(fault, view, values, measured_of(error));
        outcome->reason = m.value.reason;
        outcome->severity = offset + fault->sign * m.value.value;
        if (m.value.reason == HINGE_REASON_OK)
            decide(fault, view, values, &m, error, outcome);
        /* A gate that noise leaves open: absent or present, as it would say, or no verdict. */
        bool above = outcome->state >= HINGE_FAULT_ABOVE;
        if (open != HINGE_SMALL_REFUSED && outcome->state != HINGE_FAULT_REFUSED &&
            above != (open == HINGE_SMALL_PRESENT)) {
            outcome->state = HINGE_FAULT_REFUSED;
            outcome->reason = HINGE_REASON_NOISE_TOO_HIGH;
        }
        if (row->wall_stops && m.value.reason == HINGE_REASON_OK)
            judge_at_wall(view, wall, outcome);
    }
    if (outcome->reason == HINGE_REASON_OK &&
        (oblique(view, fault->signal) ||
         (hinge_fault_is_onset(fault) && oblique(view, fault->over)))) {
        outcome->state = HINGE_FAULT_REFUSED;
        outcome->reason = HINGE_REASON_VIEW_NOT_SAGITTAL;
    }
    enum hinge_reason lost = lost_with(row, view);
    if (outcome->reason == HINGE_REASON_OK && lost != HINGE_REASON_OK) {
        outcome->state = HINGE_FAULT_REFUSED;
        outcome->reason = lost;
    }
    if (gates_in_doubt(row, view, values, error, fallback))
        make_possible(outcome);
    const struct hinge_gate *also = &row->also;
    const struct hinge_value second = also->used
                                          ? hinge_fault_metric(values, also->metric_at, also->phase)
                                          : hinge_value_refuse(HINGE_REASON_NOT_RECORDED);
    if (outcome->reason == HINGE_REASON_OK && second.reason == HINGE_REASON_OK &&
        (second.value < also->least) != also->below) { /* known not to hold */
        outcome->state = HINGE_FAULT_ABSENT;
        outcome->reason = HINGE_REASON_ALSO_NOT_MET;
    }
    doubt_model(fault, view, outcome);
    if (!applies) /* off this task's list; the severity stays */
        refuse_task(outcome);
    if (outcome->state != HINGE_FAULT_REFUSED && outcome->severity > outcome->threshold)
        outcome->at_pct = hinge_fault_passes(fault, view, offset, outcome->threshold);
}
