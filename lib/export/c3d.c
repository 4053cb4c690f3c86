/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording as C3D: Intel, floats. In: a stored recording, with what was kept of its C3D
 * (layout.kept, lib/formats/c3d.c), its repetitions, and angles; out: the bytes of the file.
 * Reference: C3D user guide, Motion Lab Systems 2008. */
#include "export/export.h"

#include <jansson.h>

enum {
    KEPT_MOST = 60000,
    BLOCK = 512,
    TEXT = -1,
    INTEGER = 2,
    REAL = 4,
    MOST = 255,
    GROUPS = 16,
    LONGEST = 100
};
/* Shown before the first repetition and after the last of a cropped file. */
static const double AROUND_S = 0.5;

struct point {
    long axis[3], residual; /* channels; -1: none */
    const double *angle;    /* an angle of the body, instead */
    double zero;            /* that is subtracted from it */
    const char *label;
    bool is_angle;
};

struct writer {
    const struct hinge_recording *recording;
    const struct hinge_processed *processed; /* NULL: it was not analysed */
    struct hinge_arena *arena;
    struct point *point;
    long *analog; /* channel of the first sample of each */
    size_t n_points, n_analog, samples;
    double rate_hz, scale; /* scale: of residuals, negative as numbers are floats */
    size_t *row_of; /* row of the recording of each frame; SIZE_MAX: none, a gap of its clock */
    size_t n_frames, first, from, to; /* number of frame 0; the frames that are written */
    const json_t *kept;               /* parameters; NULL */
    struct hinge_text section;
    const char *group[GROUPS];
    size_t n_groups, data_start_at;
    double largest; /* number of its frames that is rounded */
};

/* --- numbers --- */

static void add_word(struct hinge_text *out, unsigned value)
{
    const char bytes[2] = {(char)(value & 0xff), (char)(value >> 8 & 0xff)};
    hinge_text_add(out, bytes, 2);
}

static void add_real(struct hinge_text *out, double value)
{
    const float single = (float)value;
    uint32_t bits;
    memcpy(&bits, &single, sizeof bits);
    add_word(out, bits & 0xffff);
    add_word(out, bits >> 16);
}

/* --- parameters --- */

/* A record up to its data, of `size` bytes. */
static void begin(struct writer *w, const char *group, const char *name, int type, size_t n_dims,
                  const size_t *dim, size_t size)
{
    struct hinge_text *s = &w->section;
    const size_t id = hinge_name_at(w->group, w->n_groups, group);
    if (id == w->n_groups) {
        w->group[w->n_groups++] = group;
        const char head[2] = {(char)strlen(group), (char)-(int)(id + 1)};
        hinge_text_add(s, head, 2);
        hinge_text_adds(s, group);
        add_word(s, 3);
        hinge_text_add(s, "", 1);
    }
    const char head[2] = {(char)strlen(name), (char)(id + 1)};
    hinge_text_add(s, head, 2);
    hinge_text_adds(s, name);
    add_word(s, (unsigned)(2 + 2 + n_dims + size + 1));
    const char kind[2] = {(char)type, (char)n_dims};
    hinge_text_add(s, kind, 2);
    for (size_t d = 0; d < n_dims; d++) {
        const char length = (char)dim[d];
        hinge_text_add(s, &length, 1);
    }
}

static void end(struct writer *w)
{
    hinge_text_add(&w->section, "", 1); /* no description */
}

static void integers(struct writer *w, const char *group, const char *name, size_t n_dims,
                     size_t first, size_t second)
{
    const size_t two = 2;
    begin(w, group, name, INTEGER, n_dims, &two, 2 * (n_dims + 1));
    add_word(&w->section, (unsigned)first);
    if (n_dims > 0)
        add_word(&w->section, (unsigned)second);
    end(w);
}

static void real(struct writer *w, const char *group, const char *name, double value)
{
    begin(w, group, name, REAL, 0, NULL, 4);
    add_real(&w->section, value);
    end(w);
}

/* Texts; what is beyond 255 stands in NAME2, NAME3, ... */
static void texts(struct writer *w, const char *group, const char *name, const char *const *text,
                  size_t n)
{
    for (size_t from = 0, part = 1; from < n || part == 1; from += MOST, part++) {
        char full[32];
        size_t dim[2] = {1, n - from < MOST ? n - from : MOST};
        for (size_t i = from; i < from + dim[1]; i++)
            dim[0] = strlen(text[i]) > dim[0] ? strlen(text[i]) : dim[0];
        dim[0] = dim[0] > LONGEST ? LONGEST : dim[0];
        snprintf(full, sizeof full, part == 1 ? "%s" : "%s%zu", name, part);
        begin(w, group, full, TEXT, 2, dim, dim[0] * dim[1]);
        for (size_t i = from; i < from + dim[1]; i++) {
            const size_t length = strlen(text[i]) < dim[0] ? strlen(text[i]) : dim[0];
            hinge_text_add(&w->section, text[i], length);
            for (size_t k = length; k < dim[0]; k++)
                hinge_text_adds(&w->section, " ");
        }
        end(w);
    }
}

/* Numbers, one for each channel; beyond 255 as texts(). */
static void each_real(struct writer *w, const char *group, const char *name, const double *value,
                      size_t per, size_t n)
{
    for (size_t from = 0, part = 1; from < n || part == 1; from += MOST, part++) {
        char full[32];
        const size_t here = n - from < MOST ? n - from : MOST, dim[2] = {per, here};
        snprintf(full, sizeof full, part == 1 ? "%s" : "%s%zu", name, part);
        begin(w, group, full, REAL, per > 1 ? 2 : 1, per > 1 ? dim : dim + 1, 4 * per * here);
        for (size_t k = 0; k < per * here; k++)
            add_real(&w->section, value[per * from + k]);
        end(w);
    }
}

static const json_t *kept_one(const struct writer *w, const char *group, const char *name)
{
    size_t i;
    json_t *one;
    json_array_foreach(w->kept, i, one)
    {
        const char *g = json_string_value(json_object_get(one, "group")),
                   *n = json_string_value(json_object_get(one, "name"));
        if (g != NULL && n != NULL && strcmp(g, group) == 0 && strcmp(n, name) == 0)
            return one;
    }
    return NULL;
}

/* Adds GROUP:NAME, NAME2, ... as the file had them; false if it had none. */
static bool add_kept_of(struct writer *w, const char *group, const char *name)
{
    size_t k;
    json_t *one;
    bool any = false;
    json_array_foreach(w->kept, k, one)
    {
        const char *its = hinge_or_empty(json_string_value(json_object_get(one, "name"))),
                   *text = json_string_value(json_object_get(one, "text"));
        if (strcmp(hinge_or_empty(json_string_value(json_object_get(one, "group"))), group) != 0 ||
            (name != NULL && strncmp(its, name, strlen(name)) != 0))
            continue;
        any = true;
        size_t dim[7], n = 0, i, count = 1;
        const int type = (int)json_integer_value(json_object_get(one, "type"));
        const json_t *values = json_object_get(one, "values");
        json_t *item;
        json_array_foreach(json_object_get(one, "dim"), i, item)
        {
            if (n < 7)
                count *= dim[n++] = (size_t)json_integer_value(item) & 0xff;
        }
        const size_t width = type == TEXT ? 1 : type == REAL ? 4 : 2;
        if ((type == TEXT ? text == NULL || strlen(text) != count
                          : json_array_size(values) != count) ||
            *its == '\0' || strlen(its) > SCHAR_MAX || width * count > KEPT_MOST)
            continue; /* a study that somebody wrote */
        begin(w, group, its, type == TEXT || type == REAL ? type : INTEGER, n, dim, width * count);
        if (type == TEXT)
            hinge_text_add(&w->section, text, count);
        json_array_foreach(values, i, item)
        {
            if (type == REAL)
                add_real(&w->section, json_number_value(item));
            else
                add_word(&w->section, (unsigned)(int)json_number_value(item));
        }
        end(w);
    }
    return any;
}

/* --- what a frame consists of --- */

static void add_point(struct writer *w, struct point point)
{
    w->point = hinge_arena_more(w->arena, w->point, w->n_points, sizeof point);
    w->point[w->n_points++] = point;
}

/* Points and analog channels of a C3D stand as c3d.c put them; of another file the coordinates of a
 * marker are a point, and what has no meaning for us is analog. */
static void find_channels(struct writer *w, const json_t *root)
{
    const struct hinge_layout *layout = &w->recording->layout;
    const size_t points = (size_t)json_integer_value(json_object_get(root, "points")),
                 analog = (size_t)json_integer_value(json_object_get(root, "analog")),
                 samples = (size_t)json_integer_value(json_object_get(root, "samples"));
    w->samples = 1;
    const size_t most = layout->n_channels;
    if (root != NULL && points <= most && analog <= most && samples <= most &&
        1 + 4 * points + analog * samples <= most) {
        for (size_t p = 0; p < points; p++) {
            const long at = 1 + 4 * (long)p;
            const struct hinge_channel *c = &layout->channel[at];
            const bool angle =
                c->component == HINGE_COMPONENT_angle && hinge_ends_with(c->source, " X");
            const char *label = c->marker;
            if (angle) {
                char *bare = hinge_arena_strdup(w->arena, c->source);
                bare[strlen(bare) - 2] = '\0';
                label = bare;
            }
            add_point(w, (struct point){{at, at + 1, at + 2}, at + 3, NULL, 0, label, angle});
        }
        w->samples = samples > 0 ? samples : 1;
        w->analog = hinge_arena_alloc(w->arena, analog + 1, sizeof *w->analog);
        for (size_t a = 0; a < analog; a++)
            w->analog[w->n_analog++] = 1 + 4 * (long)points + (long)(a * samples);
        return;
    }
    w->analog = hinge_arena_alloc(w->arena, layout->n_channels + 1, sizeof *w->analog);
    for (size_t c = 0; c < layout->n_channels; c++) {
        const struct hinge_channel *channel = &layout->channel[c];
        if (channel->component == HINGE_COMPONENT_other) {
            w->analog[w->n_analog++] = (long)c;
        } else if (channel->component == HINGE_COMPONENT_x) {
            struct point point = {{(long)c, -1, -1}, -1, NULL, 0, channel->marker, false};
            for (size_t k = c + 1; k < layout->n_channels; k++)
                for (int a = 1; a < 3; a++)
                    if (point.axis[a] < 0 && strcmp(layout->channel[k].marker, point.label) == 0 &&
                        (int)layout->channel[k].component == HINGE_COMPONENT_x + a)
                        point.axis[a] = (long)k;
            if (point.axis[1] >= 0)
                add_point(w, point);
        }
    }
}

/* The rate, and the frame of each row: a clock with gaps has frames without a row. */
static bool find_frames(struct writer *w, double list_hz)
{
    const struct hinge_recording *r = w->recording;
    const long time = hinge_recording_channel(r, HINGE_COMPONENT_time),
               frame = hinge_recording_channel(r, HINGE_COMPONENT_frame);
    const double *t = time >= 0 ? r->data + (size_t)time * r->n_frames : NULL;
    const double unit = time >= 0 && r->layout.channel[time].unit == HINGE_UNIT_ms ? 1e-3 : 1;
    w->rate_hz = r->header_rate_hz > 0  ? r->header_rate_hz
                 : list_hz > 0          ? list_hz
                 : w->processed != NULL ? w->processed->body.rate_hz
                                        : (double)NAN;
    const bool c3d = r->layout.format != NULL && strcmp(r->layout.format, "c3d") == 0;
    w->first = c3d && frame >= 0 && r->data[(size_t)frame * r->n_frames] >= 1
                   ? (size_t)r->data[(size_t)frame * r->n_frames]
                   : 1;
    if (!(w->rate_hz > 0))
        return false;
    w->n_frames = r->n_frames;
    for (size_t i = 0; t != NULL && i < r->n_frames; i++) {
        const double at = round((t[i] - t[0]) * unit * w->rate_hz);
        if (!(at >= (double)i) || at > 4.0 * (double)r->n_frames)
            return false;
        w->n_frames = (size_t)at + 1;
    }
    w->row_of = hinge_arena_raw(w->arena, w->n_frames + 1, sizeof *w->row_of);
    for (size_t f = 0; f < w->n_frames; f++)
        w->row_of[f] = t == NULL ? f : SIZE_MAX;
    for (size_t i = 0; t != NULL && i < r->n_frames; i++) {
        const size_t at = (size_t)round((t[i] - t[0]) * unit * w->rate_hz);
        if (w->row_of[at] != SIZE_MAX)
            return false;
        w->row_of[at] = i;
    }
    return true;
}

/* --- events --- */

struct event {
    const char *label, *context;
    double s;
};

/* A text of a kept array of texts, without trailing blanks. */
static const char *kept_text(const struct writer *w, const char *name, size_t i)
{
    char full[32];
    const json_t *one = NULL;
    size_t length = 0, lines = 0;
    for (int part = 1; part < 64; part++, i -= lines) {
        snprintf(full, sizeof full, part == 1 ? "%s" : "%s%d", name, part);
        one = kept_one(w, "EVENT", full);
        const json_t *dim = json_object_get(one, "dim");
        length = (size_t)json_integer_value(json_array_get(dim, 0));
        lines = json_array_size(dim) > 1 ? (size_t)json_integer_value(json_array_get(dim, 1)) : 1;
        if (one == NULL || i < lines)
            break;
    }
    const char *text = json_string_value(json_object_get(one, "text"));
    if (text == NULL || length > strlen(text) || (i + 1) * length > strlen(text))
        return "";
    char *copy = hinge_arena_alloc(w->arena, length + 1, 1);
    memcpy(copy, text + i * length, length);
    while (length > 0 && copy[length - 1] == ' ')
        copy[--length] = '\0';
    return copy;
}

static void add_events(struct writer *w)
{
    const size_t reps = w->processed != NULL ? w->processed->reps.n : 0;
    const json_t *used = json_object_get(kept_one(w, "EVENT", "USED"), "values"), *times = NULL;
    const double before = json_number_value(json_array_get(used, 0));
    struct event *event = NULL;
    size_t n = 0;
    for (size_t part = 1, at = 0; (double)n < before; at += 2) { /* of TIMES, TIMES2, ... */
        char name[32];
        if (times == NULL || at + 1 >= json_array_size(times)) {
            snprintf(name, sizeof name, part == 1 ? "TIMES" : "TIMES%zu", part);
            times = json_object_get(kept_one(w, "EVENT", name), "values");
            part++;
            at = 0;
            if (json_array_size(times) < 2)
                break;
        }
        event = hinge_arena_more(w->arena, event, n, sizeof *event);
        event[n] = (struct event){kept_text(w, "LABELS", n), kept_text(w, "CONTEXTS", n),
                                  60 * json_number_value(json_array_get(times, at)) +
                                      json_number_value(json_array_get(times, at + 1))};
        n++;
    }
    for (size_t k = 0; k < reps; k++) {
        const struct hinge_phase_bounds *b = &w->processed->reps.rep[k].bounds;
        const bool floor = w->processed->reps.rep[k].floor;
        const struct {
            const char *label;
            long at;
        } mark[] = {{"Start", floor ? b->asc_start : b->desc_start},
                    {floor ? "Top" : "Bottom", floor ? b->asc_end : b->desc_end},
                    {"End", floor ? b->desc_end : b->asc_end}};
        for (int m = 0; m < 3; m++) {
            const double s = ((double)w->first - 1) / w->rate_hz +
                             (double)mark[m].at / w->processed->body.rate_hz;
            bool there = mark[m].at == HINGE_NO_INDEX; /* or in a file that this wrote */
            for (size_t e = 0; e < n; e++)
                there = there || (strcmp(event[e].label, mark[m].label) == 0 &&
                                  fabs(event[e].s - s) * w->rate_hz < 0.5);
            if (there)
                continue;
            event = hinge_arena_more(w->arena, event, n, sizeof *event);
            event[n++] = (struct event){mark[m].label, "General", s};
        }
    }
    if (n == 0)
        return;
    const char **label = hinge_arena_alloc(w->arena, n, sizeof *label),
               **context = hinge_arena_alloc(w->arena, n, sizeof *context);
    double *at = hinge_arena_alloc(w->arena, 2 * n, sizeof *at);
    for (size_t e = 0; e < n; e++) {
        label[e] = event[e].label;
        context[e] = event[e].context;
        at[2 * e] = floor(event[e].s / 60);
        at[2 * e + 1] = event[e].s - 60 * at[2 * e];
    }
    integers(w, "EVENT", "USED", 0, n, 0);
    texts(w, "EVENT", "CONTEXTS", context, n);
    texts(w, "EVENT", "LABELS", label, n);
    each_real(w, "EVENT", "TIMES", at, 2, n);
}

/* --- the file --- */

static void add_parameters(struct writer *w)
{
    const struct hinge_layout *layout = &w->recording->layout;
    const char **label = hinge_arena_alloc(w->arena, w->n_points + w->n_analog + 1, sizeof *label);
    const char **angle = hinge_arena_alloc(w->arena, w->n_points + 1, sizeof *angle);
    const size_t frames = w->to - w->from;
    size_t n_angles = 0;
    integers(w, "POINT", "USED", 0, w->n_points, 0);
    real(w, "POINT", "SCALE", w->scale);
    real(w, "POINT", "RATE", w->rate_hz);
    w->data_start_at = w->section.length + 2 + strlen("DATA_START") + 2 + 2;
    integers(w, "POINT", "DATA_START", 0, 0, 0);
    integers(w, "POINT", "FRAMES", 0, frames < 65535 ? frames : 65535, 0);
    for (size_t p = 0; p < w->n_points; p++) {
        label[p] = w->point[p].label;
        if (w->point[p].is_angle)
            angle[n_angles++] = label[p];
    }
    texts(w, "POINT", "LABELS", label, w->n_points);
    if (n_angles > 0) {
        const char *deg = "deg";
        texts(w, "POINT", "ANGLES", angle, n_angles);
        texts(w, "POINT", "ANGLE_UNITS", &deg, 1);
    }
    if (w->kept == NULL) {
        const enum hinge_unit unit = hinge_position_unit(layout);
        const char *word = hinge_unit_name(unit), *up = layout->up;
        if (unit != HINGE_UNIT_unknown)
            texts(w, "POINT", "UNITS", &word, 1);
        if (*up != '\0' && (layout->flags & HINGE_LAYOUT_IMAGE) == 0) {
            const char *screen[2] = {up[1] == 'x' ? "+Y" : "+X",
                                     up[1] == 'x'   ? up[0] == '-' ? "-X" : "+X"
                                     : up[1] == 'y' ? up[0] == '-' ? "-Y" : "+Y"
                                     : up[0] == '-' ? "-Z"
                                                    : "+Z"};
            texts(w, "POINT", "X_SCREEN", &screen[0], 1);
            texts(w, "POINT", "Y_SCREEN", &screen[1], 1);
        }
    } else {
        add_kept_of(w, "POINT", "UNITS");
        add_kept_of(w, "POINT", "X_SCREEN");
        add_kept_of(w, "POINT", "Y_SCREEN");
    }
    integers(w, "ANALOG", "USED", 0, w->n_analog, 0);
    if (w->n_analog > 0) {
        double *unity = hinge_arena_alloc(w->arena, w->n_analog, sizeof *unity);
        double *zero = hinge_arena_alloc(w->arena, w->n_analog, sizeof *zero);
        const char **unit = hinge_arena_alloc(w->arena, w->n_analog, sizeof *unit);
        for (size_t a = 0; a < w->n_analog; a++) {
            const struct hinge_channel *c = &layout->channel[w->analog[a]];
            label[a] = *c->marker != '\0' ? c->marker : c->source;
            unit[a] = c->unit == HINGE_UNIT_unknown || c->unit == HINGE_UNIT_other
                          ? ""
                          : hinge_unit_name(c->unit);
            unity[a] = 1;
        }
        if (!add_kept_of(w, "ANALOG", "LABELS"))
            texts(w, "ANALOG", "LABELS", label, w->n_analog);
        if (!add_kept_of(w, "ANALOG", "UNITS"))
            texts(w, "ANALOG", "UNITS", unit, w->n_analog);
        real(w, "ANALOG", "GEN_SCALE", 1);
        each_real(w, "ANALOG", "SCALE", unity, 1, w->n_analog);
        each_real(w, "ANALOG", "OFFSET", zero, 1, w->n_analog);
        real(w, "ANALOG", "RATE", w->rate_hz * (double)w->samples);
    }
    add_kept_of(w, "FORCE_PLATFORM", NULL);
    const size_t first = w->first + w->from, last = w->first + w->to - 1;
    integers(w, "TRIAL", "ACTUAL_START_FIELD", 1, first & 0xffff, first >> 16);
    integers(w, "TRIAL", "ACTUAL_END_FIELD", 1, last & 0xffff, last >> 16);
    add_events(w);
    hinge_text_add(&w->section, "\0", 2);
}

static double value_at(const struct writer *w, long channel, size_t row)
{
    return channel < 0 ? 0 : w->recording->data[(size_t)channel * w->recording->n_frames + row];
}

static bool find_crop(struct writer *w)
{
    double from = INFINITY, to = -INFINITY;
    for (size_t k = 0; w->processed != NULL && k < w->processed->reps.n; k++) {
        const struct hinge_phase_bounds *b = &w->processed->reps.rep[k].bounds;
        const long at[4] = {b->desc_start, b->desc_end, b->asc_start, b->asc_end};
        for (int i = 0; i < 4; i++)
            if (at[i] != HINGE_NO_INDEX) {
                from = fmin(from, (double)at[i] / w->processed->body.rate_hz);
                to = fmax(to, (double)at[i] / w->processed->body.rate_hz);
            }
    }
    if (to < from)
        return false;
    w->from = (size_t)fmax(0, floor((from - AROUND_S) * w->rate_hz));
    w->to = (size_t)fmin((double)w->n_frames, ceil((to + AROUND_S) * w->rate_hz) + 1);
    return true;
}

static void add_sample(struct writer *w, struct hinge_text *out, double value)
{
    const float single = (float)value;
    if ((double)single < value || (double)single > value)
        w->largest = fmax(w->largest, fabs(value));
    add_real(out, value);
}

static void add_file(struct writer *w, struct hinge_text *out)
{
    const size_t blocks = (w->section.length + 4 + BLOCK - 1) / BLOCK;
    w->section.data[w->data_start_at] = (char)((blocks + 2) & 0xff);
    w->section.data[w->data_start_at + 1] = (char)((blocks + 2) >> 8);
    const size_t first = w->first + w->from, last = w->first + w->to - 1;
    hinge_text_add(out, "\2\x50", 2);
    add_word(out, (unsigned)w->n_points);
    add_word(out, (unsigned)(w->n_analog * w->samples));
    add_word(out, (unsigned)(first < 65535 ? first : 65535));
    add_word(out, (unsigned)(last < 65535 ? last : 65535));
    add_word(out, 0); /* nothing was filled */
    add_real(out, w->scale);
    add_word(out, (unsigned)(blocks + 2));
    add_word(out, (unsigned)(w->n_analog > 0 ? w->samples : 0));
    add_real(out, w->rate_hz);
    while (out->length < BLOCK)
        hinge_text_add(out, "", 1);
    const char head[4] = {1, 0x50, (char)blocks, 84};
    hinge_text_add(out, head, 4);
    hinge_text_add(out, w->section.data, w->section.length);
    while (out->length < BLOCK * (blocks + 1))
        hinge_text_add(out, "", 1);
    for (size_t f = w->from; f < w->to; f++) {
        const size_t row = w->row_of[f];
        for (size_t p = 0; p < w->n_points; p++) {
            const struct point *point = &w->point[p];
            double x[3] = {0, 0, 0}, residual = point->residual >= 0 && row != SIZE_MAX
                                                    ? value_at(w, point->residual, row)
                                                    : 0;
            bool lost = row == SIZE_MAX;
            if (point->angle != NULL) { /* on the clock of the body */
                const struct hinge_body *body = &w->processed->body;
                x[0] =
                    hinge_value_at(point->angle, body->n, (double)f / w->rate_hz * body->rate_hz) -
                    point->zero;
                lost = isnan(x[0]);
            } else {
                for (int a = 0; a < 3 && !lost; a++) {
                    x[a] = value_at(w, point->axis[a], row);
                    lost = isnan(x[a]);
                }
            }
            for (int a = 0; a < 3; a++)
                add_sample(w, out, lost ? 0 : x[a]);
            add_real(out, !lost ? residual : residual < 0 ? residual : -1);
        }
        for (size_t s = 0; s < w->samples; s++)
            for (size_t a = 0; a < w->n_analog; a++) {
                const double v = row != SIZE_MAX ? value_at(w, w->analog[a] + (long)s, row) : 0;
                add_sample(w, out, isnan(v) ? 0 : v);
            }
    }
    while (out->length % BLOCK != 0)
        hinge_text_add(out, "", 1);
}

enum hinge_status hinge_c3d_make(const struct hinge_recording *recording, double list_hz,
                                 const struct hinge_processed *processed, bool crop,
                                 bool with_angles, struct hinge_text *out,
                                 struct hinge_error *error)
{
    enum { SECTION_MOST = 255 * BLOCK - 4, WORDS_MOST = 65535, EXACT_MOST = 1 << 24 };
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    json_auto_t *root = recording->layout.kept != NULL && *recording->layout.kept != '\0'
                            ? json_loads(recording->layout.kept, 0, NULL)
                            : NULL;
    struct writer w = {.recording = recording, .processed = processed, .arena = &arena};
    w.kept = json_object_get(root, "parameters");
    const json_t *scale = json_object_get(kept_one(&w, "POINT", "SCALE"), "values");
    w.scale = -fabs(json_number_value(json_array_get(scale, 0)));
    w.scale = w.scale < 0 ? w.scale : -1;
    const char *why = NULL;
    find_channels(&w, root);
    if (w.n_points == 0)
        why = "C3D has points, and there are none; --raw writes its numbers";
    else if (!find_frames(&w, list_hz))
        why = "C3D has one rate, and this clock is not even or not known; give rate_hz in the list";
    w.to = w.n_frames;
    if (why == NULL && crop && !find_crop(&w))
        why = "no repetition was found, so there is nothing to crop to; leave --crop out";
    if (why == NULL && with_angles) {
        /* angles of the body in degrees, those with a zero as changes from standing; without a
         * standing posture these are left out */
        struct hinge_processed_column *column =
            hinge_arena_alloc(w.arena, HINGE_PROCESSED_COLUMNS, sizeof *column);
        const size_t n = hinge_processed_columns(w.processed, false, column);
        const struct hinge_standing *standing = &w.processed->reps.standing;
        for (size_t c = 0; c < n; c++) {
            const enum hinge_signal s = column[c].signal;
            if (s == HINGE_SIGNAL_COUNT || s == HINGE_SIGNAL_driver ||
                strcmp(column[c].unit, "deg") != 0)
                continue;
            const double zero = !hinge_signal_has_zero(s) ? 0
                                : standing->found         ? standing->value[s]
                                                          : (double)NAN;
            if (!isnan(zero))
                add_point(&w,
                          (struct point){
                              {-1, -1, -1}, -1, column[c].value, zero, hinge_signal_name(s), true});
        }
    }
    if (why == NULL && (w.n_points > WORDS_MOST || w.n_analog * w.samples > WORDS_MOST))
        why = "C3D has room for 65535 points and analog numbers of a frame";
    if (why == NULL) {
        add_parameters(&w);
        if (w.section.length > SECTION_MOST)
            why = "the labels are more than the parameters of a C3D can hold (130 kB)";
        else
            add_file(&w, out);
        if (w.largest > EXACT_MOST)
            why = hinge_arena_printf(&arena,
                                     "C3D keeps whole numbers up to 16777216, and this one has "
                                     "%.17g; --raw writes its numbers",
                                     w.largest);
    }
    hinge_text_clear(&w.section);
    return why == NULL ? HINGE_OK
                       : hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN, "%s", why);
}
