/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording becomes a body: read, clean, face, derive. */
#include "base/parameters.h"
#include "body/steps.h"

#include <hinge/warnings.h>

/* Signals of tracks in the person's axes. */
static void derive(const struct hinge_body_request *request, struct hinge_tracks *tracks,
                   struct hinge_points *points, struct hinge_body *body)
{
    hinge_points_build(tracks, body->side, points);
    body->hips_from_pelvis |= points->hips_from_pelvis;
    tracks->leg0 = hinge_tracks_leg0(tracks, &body->leg_from_trunk);
    hinge_angles_build(tracks, points, request->parameters->lumbar_def, request->allow_inferred,
                       body);
    hinge_positions_build(tracks, points, body);
    body->has_positions = true;
    body->has_frontal = tracks->dim == 3;
    hinge_frontal_build(tracks, body);
    hinge_cardan_build(tracks, request->parameters, body);
    hinge_girdle_build(tracks, points, body);
    hinge_balance_build(tracks, points, request->info, body);
}

static enum hinge_status build_from_points(const struct hinge_body_request *request,
                                           struct hinge_tracks *tracks, struct hinge_body *body,
                                           struct hinge_error *error)
{
    struct hinge_points points;
    bool measured = request->info != NULL && request->info->markers == HINGE_MARKERS_measured;
    bool inferred = request->info != NULL && request->info->markers == HINGE_MARKERS_inferred;
    for (int l = 0; l < HINGE_LANDMARK_COUNT; l++) {
        if (measured)
            tracks->point[l].flags &= ~(unsigned)HINGE_CHANNEL_INFERRED;
        if (inferred)
            tracks->point[l].flags |= HINGE_CHANNEL_INFERRED;
    }
    /* NaN where a load is in the hands, but nobody said how heavy it or the body is, and where
     * weight is not all that the feet hold */
    const struct hinge_trial_info *info = request->info;
    double load = info != NULL ? info->load_kg : (double)NAN;
    bool empty = load == 0 || (isnan(load) && !request->in_hands);
    tracks->load_share = info != NULL && info->mass_kg > 0 ? load / info->mass_kg : (double)NAN;
    if (empty)
        tracks->load_share = 0;
    tracks->load_reason = HINGE_REASON_NOT_RECORDED;
    if (request->pulled) {
        tracks->load_share = (double)NAN;
        tracks->load_reason = HINGE_REASON_EXTERNAL_FORCE;
    }
    body->hips_from_pelvis = !tracks->point[HINGE_LANDMARK_hjc_l].present;
    body->hips_apart_LL = request->recording->layout.hips_apart_LL;
    enum hinge_status status = hinge_level_apply(tracks, request, body, error);
    if (status == HINGE_OK)
        hinge_check_exchanged(tracks, request->recording, request->bones, request->parameters);
    if (status == HINGE_OK)
        status = hinge_facing_apply(tracks, request->info, request->parameters, body, error);
    if (status != HINGE_OK)
        return status;
    derive(request, tracks, &points, body);
    hinge_check_order(tracks, &points, body);
    if (tracks->dim == 2)
        hinge_check_image(tracks, &points, request->parameters, body);
    /* the driver: what rises in every hinge and squat (method 5.1); vendor angles bring their own
     */
    static const enum hinge_signal no_thigh[] = {HINGE_SIGNAL_thorax_tilt, HINGE_SIGNAL_trunk_incl,
                                                 HINGE_SIGNAL_pelvis_tilt};
    enum hinge_signal source = HINGE_SIGNAL_COUNT;
    if (body->signal[HINGE_SIGNAL_trunk_thigh] != NULL)
        source = HINGE_SIGNAL_trunk_thigh;
    for (size_t k = 0; source == HINGE_SIGNAL_COUNT && k < 3; k++)
        if (body->signal[no_thigh[k]] != NULL)
            source = no_thigh[k];
    body->driver_source = source;
    if (source != HINGE_SIGNAL_COUNT) {
        hinge_body_set(body, HINGE_SIGNAL_driver, body->signal[source]);
        body->inferred[HINGE_SIGNAL_driver] = body->inferred[source];
    }
    hinge_slow_estimate(tracks, request, derive, body);
    return HINGE_OK;
}

/* Angles by our ids, else OpenSim's coordinates, which a model made of markers. */
static enum hinge_status build_from_angles(const struct hinge_body_request *request,
                                           struct hinge_tracks *tracks, struct hinge_body *body,
                                           struct hinge_error *error)
{
    const struct hinge_trial_info *info = request->info;
    enum hinge_trial_markers markers = info != NULL ? info->markers : HINGE_MARKERS_NONE;
    bool model = (request->recording->layout.flags & HINGE_LAYOUT_MARKERS_INFERRED) != 0;
    bool measured = markers == HINGE_MARKERS_measured || (markers == HINGE_MARKERS_NONE && !model);
    bool recorded = info != NULL && info->signs != HINGE_SIGNS_NONE
                        ? info->signs == HINGE_SIGNS_recorded
                        : strcmp(request->parameters->signs, "recorded") == 0;
    if (hinge_given_there(tracks))
        return hinge_given_build(tracks, measured, request->allow_inferred, recorded, body, error);
    return hinge_vendor_build(tracks, request->parameters, markers == HINGE_MARKERS_measured,
                              request->allow_inferred, body, error);
}

/* What the body keeps of its tracks. */
static void take_over(const struct hinge_tracks *tracks, struct hinge_body *body)
{
    body->n = tracks->n;
    body->rate_hz = tracks->rate_hz;
    body->rate_told = tracks->rate_told;
    body->start_s = tracks->start_s;
    body->cutoff_hz = tracks->cutoff_hz;
    body->residual_cutoff_hz = tracks->residual_cutoff_hz;
    body->dim = tracks->dim == 0 ? 3 : tracks->dim;
    body->has_metric = tracks->metric;
    body->origin_at_hip = tracks->origin_at_hip;
    body->family = body->from_angles                     ? HINGE_FAMILY_angles
                   : tracks->sensors && tracks->dim == 0 ? HINGE_FAMILY_sensors
                                                         : tracks->family;
    body->leg0 = tracks->leg0;
    for (int r = 0; r < 3 && tracks->dim == 3; r++)
        for (int k = 0; k < 3; k++)
            body->turn[r][tracks->from[k]] = tracks->turn[r][k] * tracks->sign[k];
    body->held_share = tracks->held_share;
    body->swapped_share = tracks->swapped_share;
    memcpy(body->swapped, tracks->swapped, sizeof body->swapped);
    memcpy(body->filled, tracks->filled, sizeof body->filled);
    memcpy(body->removed, tracks->removed, sizeof body->removed);
    memcpy(body->thorax, tracks->thorax, sizeof body->thorax);
    body->broken = tracks->broken;
    body->broken_share = tracks->broken_share;
    body->bones = tracks->bones;
    memcpy(body->labels, tracks->labels, sizeof body->labels);
    body->warnings |= tracks->warnings;
}

/* Landmarks that are there, but in too few frames to be used, not those that were removed; and
 * stickers that were lost: "t12l1 is seen in 31 % of the frames". */
static void add_rare(const struct hinge_tracks *t, double needed, struct hinge_body *body)
{
    char rare[HINGE_RARE_MAX - 80] = "", partly[HINGE_RARE_MAX / 2] = "";
    bool room = true;
    size_t n = 0;
    for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt; l++) {
        const struct hinge_track *track = &t->point[l];
        if (room && track->present && !track->usable && !track->too_broken)
            room = hinge_landmark_share_add(l, 1 - track->missing, needed, rare, sizeof rare);
        if (track->partly && n++ < 4)
            hinge_landmark_share_add(l, 1 - track->missing, needed, partly, sizeof partly);
    }
    if (rare[0] != '\0')
        snprintf(body->rare, sizeof body->rare,
                 "in too few of the frames to be used (%g %% are needed): %s", 100 * needed, rare);
    if (n > 0)
        snprintf(body->partly, sizeof body->partly,
                 "seen in part of the recording: %s of the frames", partly);
}

/* Some reasons ask the user for something; nobody should be asked for it in vain. */
static enum hinge_status enough_first(const struct hinge_body_request *request,
                                      struct hinge_arena *arena, enum hinge_status status,
                                      struct hinge_error *error)
{
    enum hinge_reason asks =
        status == HINGE_INPUT && error != NULL ? error->reason : HINGE_REASON_OK;
    if (asks != HINGE_REASON_FS_UNKNOWN && asks != HINGE_REASON_VERTICAL_UNKNOWN &&
        asks != HINGE_REASON_VERTICAL_SUSPECT && asks != HINGE_REASON_UNITS_UNKNOWN &&
        asks != HINGE_REASON_ASPECT_UNKNOWN && asks != HINGE_REASON_FACING_AMBIGUOUS)
        return status;
    enum hinge_status enough = hinge_check_landmarks(request, arena, error);
    return enough == HINGE_OK ? status : enough;
}

/* Of a recording of maximal EMG the muscles alone: the person may lie, and need not be seen. */
static enum hinge_status build_maximum(const struct hinge_body_request *request,
                                       struct hinge_arena *arena, struct hinge_body *body,
                                       struct hinge_error *error)
{
    struct hinge_tracks tracks;
    enum hinge_status status = hinge_tracks_read(request, arena, &tracks, error);
    if (status != HINGE_OK && !(tracks.rate_hz > 0)) /* its clock is all that is asked */
        return status;
    body->n = tracks.n;
    body->rate_hz = tracks.rate_hz;
    body->start_s = tracks.start_s;
    hinge_muscles_build(request, body);
    for (int m = 0; m < HINGE_MUSCLES; m++)
        if (body->muscle[m].band != NULL)
            return HINGE_OK;
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_EMG,
                           "role mvc, and no EMG of a known muscle with 1,000 samples a second or "
                           "more: name its file in column emg, or empty the cell role");
}

enum hinge_status hinge_body_build(const struct hinge_body_request *request,
                                   struct hinge_arena *arena, struct hinge_body *body,
                                   struct hinge_error *error)
{
    struct hinge_tracks tracks;
    const struct hinge_trial_info *info = request->info;
    *body = (struct hinge_body){.arena = arena,
                                .masses = hinge_masses_find(request->parameters->body_masses),
                                .tier = 'N',
                                .image_stretch = (double)NAN,
                                .side = 'b',
                                .vertical_source = "",
                                .leg0 = (double)NAN,
                                .thigh_shank_ratio = (double)NAN,
                                .length_cv = (double)NAN,
                                .residual_cutoff_hz = (double)NAN,
                                .driver_source = HINGE_SIGNAL_COUNT};
    if (info != NULL && info->view == HINGE_VIEW_frontal)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_VIEW_NOT_SAGITTAL,
            "the trial list has view = frontal; hip and spine motion need the side "
            "view: name that recording in sync_trial, by its id");
    if (info != NULL && info->role == HINGE_ROLE_mvc)
        return build_maximum(request, arena, body, error);
    const struct hinge_layout *layout = &request->recording->layout;
    bool known = false, orientation = false;
    for (size_t c = 0; c < layout->n_channels; c++) {
        const struct hinge_channel *channel = &layout->channel[c];
        known = known || channel->landmark != HINGE_LANDMARK_NONE;
        orientation = orientation || (channel->component >= HINGE_COMPONENT_qw &&
                                      channel->component <= HINGE_COMPONENT_yaw);
    }
    if (!known) /* no set explains its names */
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_INSUFFICIENT_LANDMARKS,
            orientation
                ? "the orientation of one sensor, its segment is not known: in the trial "
                  "list name the files, sensor:pelvis, sensor:l1, sensor:thigh_r …"
                : "no set of landmarks or angles fits the names of its columns: say which is "
                  "which in [landmarks:<id>] or [columns] of a config; hinge-inspect "
                  "--suggest writes it");
    enum hinge_status status = hinge_tracks_read(request, arena, &tracks, error);
    if (status != HINGE_OK)
        return enough_first(request, arena, status, error);
    bool sensors = tracks.sensors && tracks.dim == 0;
    bool vendor = tracks.angles && tracks.dim == 0 && !sensors;
    tracks.keep_absent = request->keep_tracks;
    tracks.stands_on = info != NULL && request->one_leg ? info->side[0] : '\0';
    tracks.keep_pelvis = info != NULL && info->role == HINGE_ROLE_standing;
    if (request->bones != NULL)
        tracks.bones = *request->bones;
    status = hinge_tracks_clean(&tracks, request->parameters, error);
    if ((vendor || sensors) && info != NULL &&
        (strcmp(info->side, "l") == 0 || strcmp(info->side, "r") == 0))
        body->side = info->side[0];
    if (status == HINGE_OK && vendor) {
        status = build_from_angles(request, &tracks, body, error);
        body->from_angles = true;
    } else if (status == HINGE_OK && sensors) {
        status = hinge_sensors_build(&tracks, info, request->parameters, request->fronts,
                                     request->stills, request->allow_inferred, body, error);
    } else if (status == HINGE_OK && tracks.dim != 0) {
        status = build_from_points(request, &tracks, body, error);
    }
    if (status == HINGE_OK && tracks.dim != 0)
        add_rare(&tracks, 1 - request->parameters->miss_channel, body);
    take_over(&tracks, body);
    status = enough_first(request, arena, status, error);
    if (status == HINGE_OK)
        status = body->tier != 'N' && body->signal[HINGE_SIGNAL_driver] != NULL
                     ? HINGE_OK
                     : hinge_refuse_landmarks(request, &tracks, arena, error);
    if (status != HINGE_OK) {
        *body =
            (struct hinge_body){.arena = arena, .tier = body->tier, .held_share = body->held_share};
        return status;
    }
    if (request->keep_tracks) {
        struct hinge_tracks *kept = hinge_arena_raw(arena, 1, sizeof *kept);
        *kept = tracks;
        body->tracks = kept;
    }
    hinge_front_view_join(request, body);
    hinge_muscles_build(request, body);
    hinge_cop_build(body);
    hinge_plate_moments_build(info, body);
    if (layout->flags & HINGE_LAYOUT_DAMAGED)
        body->warnings |= HINGE_WARN(NOT_A_NUMBER);
    return HINGE_OK;
}
