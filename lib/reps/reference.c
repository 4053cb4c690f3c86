/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Standing as the zero and the scale of a trial, and what it says about the up axis,
 * the camera and the units (method 2.1, 2.3-2.5, 11). */
#include "body/facing.h"
#include "reps/steps.h"
#include "signal/signal.h"

#include <math.h>
#include <string.h>

/* A shorter window says too little about the camera (method 2.3); a little less than a
 * second is one, of whole frames. */
static const double LONG_STANDING_S = 0.99;

static enum hinge_status refuse_vertical(const struct hinge_body *body, double degrees,
                                         struct hinge_error *error)
{
    const char *fits = body->long_axis;
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_VERTICAL_UNKNOWN,
        "the line from ankle to shoulder is %.0f degrees from vertical "
        "at its straightest: the up axis is wrong, %s%s%s",
        degrees, *fits != '\0' ? "and " : "ingest it with --up", fits,
        *fits != '\0' ? " fits: ingest it with --up, or fill in the up column of the trial list"
                      : "");
}

/* The standing of the trial itself; NULL when there is none, or when it is a
 * calibration, which says nothing about this trial's axes and camera. */
static const struct hinge_standing *own_standing(const struct hinge_reps *reps)
{
    bool own = reps->standing.found && reps->standing.source != HINGE_STANDING_calibration;
    return own ? &reps->standing : NULL;
}

static enum hinge_status check_vertical(const struct hinge_reps_request *request,
                                        struct hinge_reps *reps, struct hinge_error *error)
{
    const struct hinge_parameters *p = request->parameters;
    const double *line = request->body->line_deg;
    const struct hinge_standing *standing = own_standing(reps);
    if (line == NULL)
        return HINGE_OK;
    if (standing != NULL && !isnan(standing->line_deg)) {
        double off = fabs(remainder(standing->line_deg, 360));
        if (off > p->vertical_refuse)
            return refuse_vertical(request->body, off, error);
        if (off > p->vertical_warn)
            reps->warnings |= HINGE_WARN(VERTICAL_SUSPECT);
        return HINGE_OK;
    }
    return HINGE_OK;
}

enum hinge_status hinge_reps_check_up(const struct hinge_reps_request *request,
                                      struct hinge_error *error)
{
    const double *line = request->body->line_deg;
    double least = INFINITY, most = request->parameters->vertical_refuse;
    /* up to the first frame that will do */
    for (size_t i = 0; line != NULL && i < request->body->n && !(least <= most); i++)
        if (!isnan(line[i]))
            least = fmin(least, fabs(remainder(line[i], 360)));
    return isfinite(least) && least > most ? refuse_vertical(request->body, least, error)
                                           : HINGE_OK;
}

/* 2D: the distance between the hips tells how far the camera is from the side. */
static enum hinge_status check_view(const struct hinge_reps_request *request,
                                    struct hinge_reps *reps, struct hinge_error *error)
{
    const struct hinge_parameters *p = request->parameters;
    const struct hinge_body *body = request->body;
    reps->view_deg = (double)NAN;
    if (body->dim != 2)
        return HINGE_OK;
    if (body->hip_gap == NULL) { /* one side seen: nothing speaks against the view */
        reps->view_stated = request->info != NULL && request->info->view == HINGE_VIEW_sagittal;
        reps->warnings |= reps->view_stated ? 0 : HINGE_WARN(VIEW_WARN);
        return HINGE_OK;
    }
    const struct hinge_standing *standing = own_standing(reps);
    double gap = (double)NAN, leg = reps->leg_length;
    if (standing != NULL && standing->length_s >= LONG_STANDING_S)
        gap = standing->hip_gap;
    if (isnan(gap)) {
        hinge_median(body->hip_gap, body->n, &gap);
        leg = body->leg0;
    }
    double off = hinge_facing_view_deg(gap, leg, body->family, p);
    reps->view_deg = off;
    if (off > p->view_refuse_deg)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_VIEW_NOT_SAGITTAL,
                               "the camera is about %.0f degrees off the side view "
                               "(distance between the hips %.2f leg lengths); beyond "
                               "%g degrees repetitions cannot be detected either",
                               off, gap / leg, p->view_refuse_deg);
    bool one_sided = body->one_sided[HINGE_SIGNAL_pelvis_tilt];
    if (!(off <= (one_sided ? p->view_one_side_deg : p->view_ok_deg)))
        reps->warnings |= HINGE_WARN(VIEW_WARN);
    reps->view_partial = off > p->view_partial_deg;
    return HINGE_OK;
}

/* Frames in which a segment is far shorter than in standing (the body compared it with
 * its median). */
static void check_segments(const struct hinge_reps_request *request, struct hinge_reps *reps)
{
    const struct hinge_body *body = request->body;
    const struct hinge_standing *standing = own_standing(reps);
    for (int s = 0; s < HINGE_SEGMENT_COUNT; s++) {
        double usual = (double)NAN;
        if (standing != NULL && body->segment_length[s] != NULL) {
            hinge_median(body->segment_length[s] + standing->from,
                         standing->to - standing->from + 1, &usual);
        }
        reps->segment_least[s] = request->parameters->seg2d_min_ratio * usual;
    }
}

static enum hinge_status check_plausible(const struct hinge_reps_request *request,
                                         struct hinge_reps *reps, struct hinge_error *error)
{
    const struct hinge_body *body = request->body;
    double trunk =
        reps->standing.found ? reps->standing.value[HINGE_SIGNAL_trunk_incl] : (double)NAN;
    int bad = fabs(trunk) > 30;
    bad += body->has_metric && (reps->leg_length < 0.55 || reps->leg_length > 1.15);
    bad += body->thigh_shank_ratio < 0.7 || body->thigh_shank_ratio > 1.4;
    bad += body->length_cv > 0.15;
    if (bad > 0)
        reps->warnings |= HINGE_WARN(IMPLAUSIBLE);
    if (bad > 3)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNITS_UNKNOWN,
                               "leg length %.2f m, thigh to shank %.2f, standing trunk "
                               "%.0f degrees: not a person; check units and up in the trial list",
                               reps->leg_length, body->thigh_shank_ratio, trunk);
    return HINGE_OK;
}

/* Hip to shoulder in standing, else over the whole trial. */
static double trunk_length(const struct hinge_body *body, const struct hinge_reps *reps)
{
    if (body->trunk_length == NULL)
        return (double)NAN;
    if (reps->standing.found && reps->standing.trunk_length > 0)
        return reps->standing.trunk_length;
    return hinge_median_within(body->trunk_length, body->n, reps->scratch);
}

/* Position signals become leg, trunk or foot lengths. A calibration was scaled by the
 * same lengths when its own trial was analysed. */
void hinge_reps_scale(struct hinge_body *body, struct hinge_reps *reps)
{
    reps->trunk_length = trunk_length(body, reps);
    bool calibrated = own_standing(reps) == NULL && reps->standing.found;
    hinge_body_drop_short(body, reps->segment_least);
    if (reps->view_partial)
        hinge_body_make_partial(body);
    if (reps->markers_suspect) {
        hinge_body_refuse_markers(body);
        reps->warnings |= HINGE_WARN(MARKERS_SUSPECT);
    }
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++) {
        const char *unit = hinge_signal_unit((enum hinge_signal)s);
        double scale = strcmp(unit, "LL") == 0   ? reps->leg_length
                       : strcmp(unit, "FL") == 0 ? reps->foot_length
                       : strcmp(unit, "TL") == 0 ? reps->trunk_length
                                                 : 1;
        if (body->signal[s] == NULL || scale == 1)
            continue;
        if (body->leg_from_trunk && strcmp(unit, "LL") == 0) {
            body->signal[s] = NULL; /* no leg was seen: its length serves thresholds only */
            body->reason[s] = HINGE_REASON_INSUFFICIENT_LANDMARKS;
            continue;
        }
        for (size_t i = 0; i < body->n; i++)
            body->signal[s][i] /= scale;
        body->slow.sd[s] /= scale;
        if (calibrated)
            continue;
        reps->standing.value[s] /= scale;
        reps->standing.noise_sd[s] /= scale;
    }
}

/* An annotated standing that the recording does not contain is a slip in the list, not
 * a reason to choose another one in silence. */
static enum hinge_status check_annotation(const struct hinge_reps_request *request,
                                          struct hinge_error *error)
{
    const struct hinge_trial_info *info = request->info;
    const struct hinge_body *body = request->body;
    if (info == NULL || (isnan(info->stand_start_s) && isnan(info->stand_end_s)))
        return HINGE_OK;
    double first = body->start_s;
    double last = first + (double)(body->n - 1) / body->rate_hz;
    bool inside = info->stand_end_s > info->stand_start_s && info->stand_start_s < last &&
                  info->stand_end_s > first;
    return inside ? HINGE_OK
                  : hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_STANDING_REF,
                                    "stand_start_s %g and stand_end_s %g of the trial "
                                    "list are no part of the recording, which lasts from "
                                    "%.3f to %.3f s",
                                    info->stand_start_s, info->stand_end_s, first, last);
}

enum hinge_status hinge_reps_reference(const struct hinge_reps_request *request,
                                       struct hinge_reps *reps, struct hinge_error *error)
{
    const struct hinge_body *body = request->body;
    struct hinge_standing *standing = &reps->standing;
    enum hinge_status status = check_annotation(request, error);
    if (status != HINGE_OK)
        return status;
    hinge_standing_find(request, reps, standing);
    reps->leg_length = body->leg0;
    reps->foot_length = (double)NAN;
    if (standing->found) {
        if (standing->leg_length > 0)
            reps->leg_length = standing->leg_length;
        reps->foot_length = standing->foot_length;
        reps->driver_zero = standing->value[HINGE_SIGNAL_driver];
        if (standing->source == HINGE_STANDING_lockout)
            reps->warnings |= HINGE_WARN(STAND_LOCKOUT);
        return HINGE_OK;
    }
    reps->warnings |= HINGE_WARN(NO_STANDING_REF);
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        standing->value[s] = standing->noise_sd[s] = (double)NAN;
    if (body->foot_length != NULL) {
        hinge_median(body->foot_length, body->n, &reps->foot_length);
    }
    hinge_quantile(body->signal[HINGE_SIGNAL_driver], body->n, 0.05, &reps->driver_zero);
    return HINGE_OK;
}

/* Markers that are not where a standing person has them are somebody else's labels. */
static void check_markers(const struct hinge_reps_request *request, struct hinge_reps *reps)
{
    /* of a line from PSIS to ASIS; from the hip to L5 or the sacrum, which lies behind
     * it by anatomy (-15 to -50); of T8 over L1, which a kyphosis tips forward */
    static const double MEASURED_DEG[2] = {-25, 45}, CHAIN_DEG[2] = {-70, 30};
    static const double THORAX_DEG = 30, LOW_THORAX_DEG = 45;
    const struct hinge_body *body = request->body;
    const double *limit = body->has_pelvis ? MEASURED_DEG : CHAIN_DEG;
    double most = body->lumbar_def == HINGE_LUMBAR_LOWTHX ? LOW_THORAX_DEG : THORAX_DEG;
    const struct hinge_standing *standing = own_standing(reps);
    double wrong = 0;
    if (standing == NULL || body->out_of_order == NULL)
        return;
    hinge_median(body->out_of_order + standing->from, standing->to - standing->from + 1, &wrong);
    double pelvis = standing->value[HINGE_SIGNAL_pelvis_tilt];
    double thorax = standing->value[HINGE_SIGNAL_thorax_tilt];
    if (wrong > 0.5 || pelvis < limit[0] || pelvis > limit[1] || fabs(thorax) > most ||
        (body->warnings & HINGE_WARN(MARKERS_SUSPECT)) != 0)
        reps->markers_suspect = true;
}

enum hinge_status hinge_reps_check(const struct hinge_reps_request *request,
                                   struct hinge_reps *reps, struct hinge_error *error)
{
    enum hinge_status status = check_vertical(request, reps, error);
    if (status == HINGE_OK)
        status = check_view(request, reps, error);
    if (status == HINGE_OK)
        status = check_plausible(request, reps, error);
    if (status == HINGE_OK) {
        check_segments(request, reps);
        check_markers(request, reps);
    }
    return status;
}
