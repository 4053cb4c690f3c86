/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: a recording. Out: its cleaned landmarks and signals, as analysis makes them. */
#include "export/processed.h"

#include <stdio.h>
#include <string.h>

void hinge_processed_clear(struct hinge_processed *processed)
{
    hinge_tracks_clear(&processed->tracks);
    hinge_reps_clear(&processed->reps);
    hinge_body_clear(&processed->body);
    *processed = (struct hinge_processed){0};
}

enum hinge_status hinge_processed_make(const struct hinge_processed_request *request,
                                       struct hinge_processed *processed, struct hinge_error *error)
{
    struct hinge_body_request build = {.recording = request->recording,
                                       .info = request->info,
                                       .parameters = request->parameters,
                                       .allow_inferred = request->allow_inferred};
    *processed = (struct hinge_processed){0};
    hinge_task_forces(request->info, &build);
    enum hinge_status status = hinge_body_build(&build, &processed->body, error);
    if (status != HINGE_OK) {
        processed->body = (struct hinge_body){0};
        return status;
    }
    bool same = request->calibration_tier == processed->body.tier;
    struct hinge_reps_request find = {.body = &processed->body,
                                      .info = request->info,
                                      .parameters = request->parameters,
                                      .calibration = same ? request->calibration : NULL};
    status = hinge_reps_find(&find, &processed->reps, error);
    if (status != HINGE_OK)
        processed->reps = (struct hinge_reps){0};
    if (status == HINGE_OK) {
        hinge_reps_scale(&processed->body, &processed->reps);
        status = hinge_tracks_read(&build, &processed->tracks, error);
    }
    if (status == HINGE_OK)
        status = hinge_tracks_clean(&processed->tracks, request->parameters, error);
    if (status != HINGE_OK)
        hinge_processed_clear(processed);
    return status;
}

static bool within(size_t i, long from, long to)
{
    return from != HINGE_NO_INDEX && to != HINGE_NO_INDEX && (long)i >= from && (long)i <= to;
}

size_t hinge_processed_rep(const struct hinge_processed *processed, size_t i, const char **phase)
{
    for (size_t k = 0; k < processed->reps.n; k++) {
        const struct hinge_phase_bounds *b = &processed->reps.rep[k].bounds;
        bool floor = processed->reps.rep[k].floor;
        size_t number = (size_t)processed->reps.rep[k].number;
        *phase = "descent";
        if (within(i, b->desc_start, b->desc_end))
            return number;
        *phase = "ascent";
        if (within(i, b->asc_start, b->asc_end))
            return number;
        *phase = "hold"; /* at the bottom, or of a floor lift at the top */
        if (floor ? within(i, b->asc_end, b->desc_start) : within(i, b->desc_end, b->asc_start))
            return number;
    }
    *phase = "";
    return 0;
}

static const char *unit_of(const struct hinge_tracks *tracks)
{
    return tracks->metric ? "m" : tracks->origin_at_hip ? "m" : "px";
}

size_t hinge_processed_columns(const struct hinge_processed *processed,
                               struct hinge_processed_column *column)
{
    static const char axes[] = "xyz";
    const struct hinge_tracks *tracks = &processed->tracks;
    size_t n = 0;
    for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt && tracks->dim > 0; l++)
        for (int a = 0; a < tracks->dim && tracks->point[l].present; a++) {
            struct hinge_processed_column *c = &column[n++];
            *c = (struct hinge_processed_column){.landmark = l,
                                                 .axis = a,
                                                 .signal = HINGE_SIGNAL_COUNT,
                                                 .unit = unit_of(tracks),
                                                 .value = tracks->point[l].axis[a]};
            snprintf(c->name, sizeof c->name, "%s_%c", hinge_landmark_name((enum hinge_landmark)l),
                     axes[a]);
        }
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++) {
        if (processed->body.signal[s] == NULL)
            continue;
        struct hinge_processed_column *c = &column[n++];
        *c = (struct hinge_processed_column){.landmark = HINGE_LANDMARK_NONE,
                                             .signal = (enum hinge_signal)s,
                                             .unit = hinge_signal_unit((enum hinge_signal)s),
                                             .value = processed->body.signal[s]};
        bool bare = strcmp(c->unit, "1") == 0;
        snprintf(c->name, sizeof c->name, "%s%s%s", hinge_signal_name((enum hinge_signal)s),
                 bare ? "" : "_", bare ? "" : c->unit);
    }
    return n;
}
