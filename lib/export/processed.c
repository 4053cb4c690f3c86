/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording as analysis works on it. In: a stored recording and what is known of it; out:
 * columns over time, and the text of a CSV, a TRC or a MOT of them. */
#include "export/export.h"

#include "base/number.h"
#include "table/cells.h"

#include <stdio.h>
#include <string.h>

void hinge_processed_clear(struct hinge_processed *processed)
{
    hinge_arena_clear(&processed->arena);
    hinge_arena_clear(&processed->scratch);
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
    enum hinge_status status = hinge_body_build(&build, &processed->arena, &processed->body, error);
    if (status != HINGE_OK) {
        hinge_processed_clear(processed);
        return status;
    }
    bool same = request->calibration_tier == processed->body.tier;
    struct hinge_reps_request find = {.body = &processed->body,
                                      .info = request->info,
                                      .parameters = request->parameters,
                                      .calibration = same ? request->calibration : NULL,
                                      .arena = &processed->arena,
                                      .scratch = &processed->scratch};
    status = hinge_reps_find(&find, &processed->reps, error);
    if (status == HINGE_OK) {
        hinge_load_settle(&find, &processed->body, &processed->reps);
        hinge_reps_scale(&processed->body, &processed->reps);
        status = hinge_tracks_read(&build, &processed->arena, &processed->tracks, error);
    }
    if (status == HINGE_OK)
        status = hinge_tracks_clean(&processed->tracks, request->parameters, error);
    if (status != HINGE_OK) {
        hinge_processed_clear(processed);
        return status;
    }
    /* forces of plates and torques of the feet, outward, one a frame */
    const struct hinge_body *body = &processed->body;
    for (int k = 0; k < 4; k++) {
        const struct hinge_muscle *wrench = body->plate_wrench[k % 2];
        bool there = k >= 2 || body->plate_force[k].band != NULL;
        for (int a = 0; a < 6 && k >= 2; a++)
            there = there && wrench[a].band != NULL;
        if (!there)
            continue;
        double *x = hinge_arena_raw(&processed->arena, body->n, sizeof *x), w[6];
        for (size_t i = 0; i < body->n; i++) {
            double t = body->start_s + (double)i / body->rate_hz, lasts = 1 / body->rate_hz;
            if (k < 2) {
                x[i] = hinge_force_at(&body->plate_force[k], t, lasts);
                continue;
            }
            for (int a = 0; a < 6; a++)
                w[a] = hinge_force_at(&wrench[a], t, lasts);
            x[i] = k == 2 ? -hinge_free_moment(w) : hinge_free_moment(w);
        }
        processed->plates[k] = x;
    }
    return HINGE_OK;
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
        bool bare = strcmp(c->unit, "1") == 0 || /* or the unit is part of its name */
                    !hinge_signal_has_zero((enum hinge_signal)s);
        snprintf(c->name, sizeof c->name, "%s%s%s", hinge_signal_name((enum hinge_signal)s),
                 bare ? "" : "_", bare ? "" : c->unit);
    }
    static const char *const plates[] = {"force_l_n", "force_r_n", "free_moment_l_nm",
                                         "free_moment_r_nm"};
    for (int k = 0; k < 4; k++) {
        if (processed->plates[k] == NULL)
            continue;
        struct hinge_processed_column *c = &column[n++];
        *c = (struct hinge_processed_column){.landmark = HINGE_LANDMARK_NONE,
                                             .signal = HINGE_SIGNAL_COUNT,
                                             .unit = k < 2 ? "N" : "Nm",
                                             .value = processed->plates[k]};
        snprintf(c->name, sizeof c->name, "%s", plates[k]);
    }
    return n;
}

/* --- text --- */

static void add_number(double value, struct hinge_text *out)
{
    char buffer[32];
    hinge_text_adds(out, hinge_number_format(value, buffer));
}

static void add_time(const struct hinge_processed *p, size_t i, struct hinge_text *out)
{
    add_number(p->body.start_s + (double)i / p->body.rate_hz, out);
}

void hinge_processed_csv(const struct hinge_processed *p,
                         const struct hinge_processed_column *column, size_t n,
                         struct hinge_text *out)
{
    hinge_text_adds(out, "time_s,rep,phase");
    for (size_t c = 0; c < n; c++)
        hinge_text_printf(out, ",%s", column[c].name);
    hinge_text_adds(out, "\n");
    for (size_t i = 0; i < p->body.n; i++) {
        const char *phase;
        size_t rep = hinge_processed_rep(p, i, &phase);
        add_time(p, i, out);
        hinge_text_adds(out, ",");
        if (rep > 0)
            hinge_text_printf(out, "%zu", rep);
        hinge_text_printf(out, ",%s", phase);
        for (size_t c = 0; c < n; c++) {
            hinge_text_adds(out, ",");
            add_number(column[c].value[i], out);
        }
        hinge_text_adds(out, "\n");
    }
}

static bool is_angle(const struct hinge_processed_column *column)
{
    return column->landmark == HINGE_LANDMARK_NONE && strcmp(column->unit, "deg") == 0;
}

enum hinge_status hinge_processed_mot(const struct hinge_processed *p,
                                      const struct hinge_processed_column *column, size_t n,
                                      struct hinge_text *out, struct hinge_error *error)
{
    size_t angles = 0;
    for (size_t c = 0; c < n; c++)
        angles += is_angle(&column[c]);
    if (angles == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                               "MOT has angles, and there are none; leave --format out");
    hinge_text_printf(out,
                      "Coordinates\nversion=1\nnRows=%zu\nnColumns=%zu\ninDegrees=yes\n\n"
                      "endheader\ntime",
                      p->body.n, 1 + angles);
    for (size_t c = 0; c < n; c++)
        if (is_angle(&column[c]))
            hinge_text_printf(out, "\t%s", hinge_signal_name(column[c].signal));
    hinge_text_adds(out, "\n");
    for (size_t i = 0; i < p->body.n; i++) {
        add_time(p, i, out);
        for (size_t c = 0; c < n; c++) {
            if (!is_angle(&column[c]))
                continue;
            hinge_text_adds(out, "\t");
            add_number(column[c].value[i], out);
        }
        hinge_text_adds(out, "\n");
    }
    return HINGE_OK;
}

/* The depth of a landmark seen from the side is 0: TRC has three axes. */
enum hinge_status hinge_processed_trc(const struct hinge_processed *p,
                                      const struct hinge_processed_column *column,
                                      struct hinge_text *out, struct hinge_error *error)
{
    size_t dim = (size_t)p->tracks.dim, points = 0, frames = p->body.n; /* points come first */
    while (dim > 0 && column[points * dim].landmark != HINGE_LANDMARK_NONE)
        points++;
    if (points == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                               "TRC has landmarks, and there are none; leave --format out");
    char rate[32];
    snprintf(rate, sizeof rate, "%.10g", p->body.rate_hz);
    hinge_text_adds(out, "PathFileType\t4\t(X/Y/Z)\t\n"
                         "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\t"
                         "OrigDataStartFrame\tOrigNumFrames\n");
    hinge_text_printf(out, "%s\t%s\t%zu\t%zu\t%s\t%s\t1\t%zu\nFrame#\tTime", rate, rate, frames,
                      points, column[0].unit, rate, frames);
    for (size_t m = 0; m < points; m++)
        hinge_text_printf(out, "\t%s\t\t",
                          hinge_landmark_name((enum hinge_landmark)column[m * dim].landmark));
    hinge_text_adds(out, "\n\t");
    for (size_t m = 1; m <= points; m++)
        hinge_text_printf(out, "\tX%zu\tY%zu\tZ%zu", m, m, m);
    hinge_text_adds(out, "\n\n");
    for (size_t i = 0; i < frames; i++) {
        hinge_text_printf(out, "%zu\t", i + 1);
        add_time(p, i, out);
        for (size_t c = 0; c < points * dim; c++) {
            hinge_text_adds(out, "\t");
            add_number(column[c].value[i], out);
            hinge_text_adds(out, dim == 2 && c % dim == 1 ? "\t0" : "");
        }
        hinge_text_adds(out, "\n");
    }
    return HINGE_OK;
}

/* --- as stored --- */

/* "LASI_x_mm", "time_s", "hip_flexion_r_deg"; what is no part of a point keeps its name. */
static void name_of(const struct hinge_channel *channel, char *name, size_t size)
{
    enum hinge_component component = channel->component;
    const char *point = channel->marker, *part = hinge_component_name(component);
    const char *unit = channel->unit != HINGE_UNIT_unknown ? hinge_unit_name(channel->unit) : "";
    if (component == HINGE_COMPONENT_time || component == HINGE_COMPONENT_frame) {
        point = "";
    } else if (component == HINGE_COMPONENT_angle) {
        part = "";
    } else if (component > HINGE_COMPONENT_score) {
        bool whole = *point == '\0' || strcmp(channel->source, point) == 0;
        point = component == HINGE_COMPONENT_other || whole ? channel->source : point;
        part = component == HINGE_COMPONENT_other || whole ? "" : part;
        unit = whole ? unit : "";
    }
    snprintf(name, size, "%s%s%s%s%s", point, *point != '\0' && *part != '\0' ? "_" : "", part,
             *unit != '\0' ? "_" : "", unit);
}

void hinge_raw_csv(const struct hinge_recording *recording, struct hinge_text *out)
{
    const struct hinge_layout *layout = &recording->layout;
    char name[600], before[600];
    for (size_t c = 0; c < layout->n_channels; c++) {
        size_t nth = 1, length;
        name_of(&layout->channel[c], name, sizeof name);
        for (size_t b = 0; b < c; b++) {
            name_of(&layout->channel[b], before, sizeof before);
            nth += strcmp(name, before) == 0;
        }
        length = strlen(name);
        if (nth > 1)
            snprintf(name + length, sizeof name - length, " (%zu)", nth);
        hinge_text_adds(out, c > 0 ? "," : "");
        hinge_cell_csv(out, name);
    }
    hinge_text_adds(out, "\n");
    for (size_t i = 0; i < recording->n_frames; i++)
        for (size_t c = 0; c < layout->n_channels; c++) {
            add_number(recording->data[c * recording->n_frames + i], out);
            hinge_text_adds(out, c + 1 < layout->n_channels ? "," : "\n");
        }
}
