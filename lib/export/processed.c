/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording as analysis works on it. In: a stored recording and what is known of it; out:
 * columns over time, and the text of a CSV, a TRC or a MOT of them. */
#include "export/export.h"

#include "table/cells.h"

void hinge_processed_clear(struct hinge_processed *processed)
{
    hinge_arena_clear(&processed->arena);
    hinge_arena_clear(&processed->scratch);
    *processed = (struct hinge_processed){0};
}

/* What is exported of force plates: the force, the torque of the foot (outward), and the components
 * of force and moment in the axes of the landmarks, if these are known, else in the plate's. */
static const struct {
    const char *name, *unit;
    enum { FORCE, TORQUE, PART } kind;
    int side, part; /* side: left, right, both */
} plate_columns[HINGE_PROCESSED_PLATES] = {
    {"force_l_n", "N", FORCE, 0, 0},          {"force_r_n", "N", FORCE, 1, 0},
    {"force_both_n", "N", FORCE, 2, 0},       {"free_moment_l_nm", "Nm", TORQUE, 0, 0},
    {"free_moment_r_nm", "Nm", TORQUE, 1, 0}, {"force_l_x_n", "N", PART, 0, 0},
    {"force_l_y_n", "N", PART, 0, 1},         {"force_l_z_n", "N", PART, 0, 2},
    {"moment_l_x_nm", "Nm", PART, 0, 3},      {"moment_l_y_nm", "Nm", PART, 0, 4},
    {"moment_l_z_nm", "Nm", PART, 0, 5},      {"force_r_x_n", "N", PART, 1, 0},
    {"force_r_y_n", "N", PART, 1, 1},         {"force_r_z_n", "N", PART, 1, 2},
    {"moment_r_x_nm", "Nm", PART, 1, 3},      {"moment_r_y_nm", "Nm", PART, 1, 4},
    {"moment_r_z_nm", "Nm", PART, 1, 5},      {"force_both_x_n", "N", PART, 2, 0},
    {"force_both_y_n", "N", PART, 2, 1},      {"force_both_z_n", "N", PART, 2, 2}};

/* A value a frame; NULL where it was not measured. */
static double *plate_of(struct hinge_processed *processed, int k)
{
    const struct hinge_body *body = &processed->body;
    const struct hinge_tracks *tracks = &processed->tracks;
    const int side = plate_columns[k].side, part = plate_columns[k].part,
              n_parts = side == 2 ? 3 : 6;
    const struct hinge_muscle *wrench = body->plate_wrench[side];
    bool there = plate_columns[k].kind != FORCE || body->plate_force[side].band != NULL;
    for (int a = 0; a < n_parts && plate_columns[k].kind != FORCE; a++)
        there = there && wrench[a].band != NULL;
    if (!there)
        return NULL;
    double *x = hinge_arena_raw(&processed->arena, body->n, sizeof *x), w[6];
    for (size_t i = 0; i < body->n; i++) {
        const double t = body->start_s + (double)i / body->rate_hz, lasts = 1 / body->rate_hz;
        if (plate_columns[k].kind == FORCE) {
            x[i] = hinge_force_at(&body->plate_force[side], t, lasts);
            continue;
        }
        for (int a = 0; a < n_parts; a++)
            w[a] = hinge_force_at(&wrench[a], t, lasts);
        if (plate_columns[k].kind == TORQUE) {
            x[i] = side == 0 ? -hinge_free_moment(w) : hinge_free_moment(w);
        } else if (!body->plates_turned || tracks->dim != 3) {
            x[i] = w[part];
        } else { /* of the person (z up, y left) to the file, and to the axes of landmarks */
            const double *v = w + part / 3 * 3;
            double person[3] = {v[0], v[2], -v[1]};
            hinge_body_round(body, t, -1, person);
            x[i] = 0;
            for (int r = 0; r < 3; r++)
                x[i] += tracks->sign[part % 3] * body->turn[r][tracks->from[part % 3]] * person[r];
        }
    }
    return x;
}

enum hinge_status hinge_processed_make(const struct hinge_processed_request *request,
                                       struct hinge_processed *processed, struct hinge_error *error)
{
    struct hinge_body_request build = {.recording = request->recording,
                                       .info = request->info,
                                       .parameters = request->parameters,
                                       .fronts = request->fronts,
                                       .allow_inferred = request->allow_inferred};
    *processed = (struct hinge_processed){0};
    if (request->info->role == HINGE_ROLE_mvc) /* it has no frames */
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_INSUFFICIENT_LANDMARKS,
                               "role mvc is EMG alone, and this format holds motion: its channels "
                               "are written by hinge-export --raw");
    hinge_task_forces(request->info, &build);
    enum hinge_status status = hinge_body_build(&build, &processed->arena, &processed->body, error);
    bool same = request->calibration_tier == processed->body.tier;
    struct hinge_reps_request find = {.body = &processed->body,
                                      .info = request->info,
                                      .parameters = request->parameters,
                                      .calibration = same ? request->calibration : NULL,
                                      .arena = &processed->arena,
                                      .scratch = &processed->scratch};
    if (status == HINGE_OK)
        status = hinge_reps_find(&find, &processed->reps, error);
    if (status == HINGE_OK) {
        hinge_load_settle(&find, &processed->body, &processed->reps);
        hinge_reps_scale(&processed->body, &processed->reps);
        status = hinge_tracks_read(&build, &processed->arena, &processed->tracks, error);
    }
    if (status == HINGE_OK)
        status = hinge_tracks_clean(&processed->tracks, request->parameters, error);
    for (int k = 0; status == HINGE_OK && k < HINGE_PROCESSED_PLATES; k++)
        processed->plates[k] = plate_of(processed, k);
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

/* The next column, which is of no landmark, segment or signal yet. */
static struct hinge_processed_column *next_column(struct hinge_processed_column *column, size_t *n,
                                                  const char *unit, const double *value)
{
    column[*n] = (struct hinge_processed_column){.landmark = HINGE_LANDMARK_NONE,
                                                 .segment = HINGE_LANDMARK_NONE,
                                                 .signal = HINGE_SIGNAL_COUNT,
                                                 .unit = unit,
                                                 .value = value};
    return &column[(*n)++];
}

size_t hinge_processed_columns(const struct hinge_processed *processed, bool whole,
                               struct hinge_processed_column *column)
{
    const struct hinge_tracks *tracks = &processed->tracks;
    const char *length = tracks->metric || tracks->origin_at_hip ? "m" : "px";
    size_t n = 0;
    for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt && tracks->dim > 0; l++)
        for (int a = 0; a < tracks->dim && tracks->point[l].present; a++) {
            struct hinge_processed_column *c =
                next_column(column, &n, length, tracks->point[l].axis[a]);
            c->landmark = l;
            c->axis = a;
            snprintf(c->name, sizeof c->name, "%s_%c", hinge_landmark_name((enum hinge_landmark)l),
                     "xyz"[a]);
        }
    for (int l = HINGE_LANDMARK_pelvis; l <= HINGE_LANDMARK_head; l++)
        for (int a = 0; whole && a < 4 && tracks->point[l].present; a++) {
            const double *value = a == 0 ? tracks->point[l].w : tracks->point[l].axis[a - 1];
            struct hinge_processed_column *c = next_column(column, &n, "1", value);
            c->segment = l;
            c->axis = a;
            snprintf(c->name, sizeof c->name, "%s_q%c", hinge_landmark_name((enum hinge_landmark)l),
                     "wxyz"[a]);
        }
    for (int k = 0; k < HINGE_SIGNAL_COUNT; k++) {
        const enum hinge_signal s = (enum hinge_signal)k;
        if (processed->body.signal[s] == NULL)
            continue;
        struct hinge_processed_column *c =
            next_column(column, &n, hinge_signal_unit(s), processed->body.signal[s]);
        c->signal = s;
        /* or the unit is part of its name */
        const bool bare = strcmp(c->unit, "1") == 0 || !hinge_signal_has_zero(s);
        snprintf(c->name, sizeof c->name, "%s%s%s", hinge_signal_name(s), bare ? "" : "_",
                 bare ? "" : c->unit);
    }
    for (int k = 0; k < HINGE_PROCESSED_PLATES; k++) {
        const bool part = plate_columns[k].kind == PART;
        if (processed->plates[k] == NULL || (part && !whole))
            continue;
        struct hinge_processed_column *c =
            next_column(column, &n, plate_columns[k].unit, processed->plates[k]);
        c->in_laboratory = part && processed->body.plates_turned;
        snprintf(c->name, sizeof c->name, "%s", plate_columns[k].name);
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
