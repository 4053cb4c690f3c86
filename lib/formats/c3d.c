/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C3D files (Vicon, Qualisys, OptiTrack, BTS, Optotrak, Theia). In: the whole binary file; out:
 * a recording with a channel per coordinate of a point, its residual word, analog channels (one per
 * sample of a frame) and, where there are no points, the matrices of group ROTATION. Names of
 * subjects are not kept. Reference: C3D user guide, Motion Lab Systems 2008. */
#include "formats/format.h"

#include "csv/reader.h"

#include <jansson.h>

/* --- the file: header, parameters, frames; every offset is checked against the bytes --- */

enum { C3D_BLOCK = 512 };
enum c3d_processor { C3D_INTEL = 84, C3D_DEC, C3D_SGI };

/* One parameter: type -1 text, 1 byte, 2 integer, 4 real; data in the file's encoding.
 */
struct c3d_parameter {
    char group[33], name[128];
    int group_id, type;
    size_t n_dims;
    size_t dim[7];
    size_t count; /* numbers, or characters */
    const unsigned char *data;
};

struct by_name {
    const struct c3d_parameter *parameter;
};

struct c3d {
    const unsigned char *bytes;
    size_t size;
    enum c3d_processor processor;
    size_t n_points, analog_per_frame; /* analog: numbers, all channels and samples */
    size_t samples_per_frame;
    size_t n_frames;     /* as declared */
    double scale;        /* of integers; negative: reals */
    double rate_hz;      /* NaN or 0 when not said */
    size_t data_offset;  /* of the first frame */
    size_t parameter_at; /* offset of the parameter section */
    size_t parameter_size;
    struct c3d_parameter *parameter;
    struct by_name *sorted; /* by group and name, of equals the first in the file */
    size_t n_parameters;
    struct hinge_arena *arena; /* the probe's */
};

/* Key of the parameter section, and of the header in its second byte. */
enum { KEY = 0x50, TEXT = -1, BYTE = 1, INTEGER = 2, REAL = 4, MOST_GROUPS = 128 };

static unsigned word_at(enum c3d_processor processor, const unsigned char *at)
{
    return processor == C3D_SGI ? (unsigned)at[0] << 8 | at[1] : (unsigned)at[1] << 8 | at[0];
}

static int signed_byte(unsigned char byte)
{
    return byte < 128 ? byte : byte - 256;
}

static int c3d_integer(const struct c3d *file, const unsigned char *at)
{
    return (int16_t)word_at(file->processor, at);
}

/* IEEE 754 little or big endian; DEC F-floats have their words exchanged and an
 * exponent that is two greater, so that the same bits are four times as large. */
static double c3d_real(const struct c3d *file, const unsigned char *at)
{
    uint32_t high = 0, low = 0;
    if (file->processor == C3D_INTEL) {
        high = word_at(file->processor, at + 2);
        low = word_at(file->processor, at);
    } else {
        high = word_at(file->processor, at);
        low = word_at(file->processor, at + 2);
    }
    uint32_t bits = high << 16 | low;
    float value;
    if (file->processor == C3D_DEC && (bits & 0x7f800000U) == 0)
        return 0; /* exponent 0 is zero, whatever follows */
    memcpy(&value, &bits, sizeof value);
    return file->processor == C3D_DEC ? (double)value / 4 : (double)value;
}

/* Whether the first bytes are those of a C3D file. */
static bool c3d_is(const void *bytes, size_t size)
{
    const unsigned char *b = bytes;
    return size >= (size_t)2 * C3D_BLOCK && b[0] >= 2 && b[1] == KEY;
}

static bool bad(struct hinge_reader *r, const char *what)
{
    return hinge_refuse(r, 0, HINGE_REASON_BAD_HEADER, "C3D file: %s; export it again", what);
}

/* --- parameters --- */

struct walk {
    const unsigned char *at, *end; /* of the section */
    char group[MOST_GROUPS][33];
};

/* One record at w->at: a group's name, or a parameter into *out (name "" for a group).
 * False at the end of the section, or where it makes no sense any more. */
static bool take_record(const struct c3d *file, struct walk *w, struct c3d_parameter *out)
{
    *out = (struct c3d_parameter){0};
    if (w->end - w->at < 4)
        return false;
    int length = abs(signed_byte(w->at[0])), id = signed_byte(w->at[1]);
    const unsigned char *name = w->at + 2, *link = name + length;
    if (length == 0 || id == 0 || id == -128 || w->end - link < 3)
        return false;
    unsigned offset = word_at(file->processor, link);
    if (id < 0) {
        snprintf(w->group[-id], sizeof w->group[0], "%.*s", length < 32 ? length : 32,
                 (const char *)name);
    } else {
        const unsigned char *p = link + 2;
        if (w->end - p < 2)
            return false;
        int type = signed_byte(p[0]);
        size_t n_dims = p[1], width = type == TEXT ? 1 : (size_t)abs(type), count = 1;
        p += 2;
        if ((type != TEXT && type != BYTE && type != INTEGER && type != REAL) || n_dims > 7 ||
            (size_t)(w->end - p) < n_dims)
            return false;
        for (size_t d = 0; d < n_dims; d++) {
            out->dim[d] = p[d];
            count *= p[d];
            if (count > (size_t)(w->end - w->at))
                return false;
        }
        p += n_dims;
        if ((size_t)(w->end - p) < count * width)
            return false;
        snprintf(out->name, sizeof out->name, "%.*s", length < 127 ? length : 127,
                 (const char *)name);
        out->group_id = id;
        out->type = type;
        out->n_dims = n_dims;
        out->count = count;
        out->data = p;
    }
    /* the last record has no link, or one that leads out of the section */
    size_t left = (size_t)(w->end - link);
    w->at = offset == 0 || offset >= left ? w->end : link + offset;
    return true;
}

static int compare_names(const struct c3d_parameter *a, const char *group, const char *name)
{
    int order = strcasecmp(a->group, group);
    return order != 0 ? order : strcasecmp(a->name, name);
}

static int compare_parameters(const void *a, const void *b)
{
    const struct c3d_parameter *left = ((const struct by_name *)a)->parameter,
                               *right = ((const struct by_name *)b)->parameter;
    int order = compare_names(left, right->group, right->name);
    return order != 0 ? order : (left > right) - (left < right);
}

/* NULL when there is none. */
static const struct c3d_parameter *find_parameter(const struct c3d *file, const char *group,
                                                  const char *name)
{
    size_t low = 0, high = file->n_parameters;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_names(file->sorted[middle].parameter, group, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < file->n_parameters && compare_names(file->sorted[low].parameter, group, name) == 0
               ? file->sorted[low].parameter
               : NULL;
}

/* The i-th number of GROUP:NAME, otherwise when there is none. Integers are taken as
 * unsigned where `is_unsigned`. */
static double c3d_number(const struct c3d *file, const char *group, const char *name, size_t i,
                         bool is_unsigned, double otherwise)
{
    const struct c3d_parameter *p = find_parameter(file, group, name);
    if (p == NULL || i >= p->count || p->type == TEXT)
        return otherwise;
    if (p->type == REAL)
        return c3d_real(file, p->data + 4 * i);
    if (p->type == BYTE)
        return is_unsigned ? p->data[i] : signed_byte(p->data[i]);
    const unsigned char *at = p->data + 2 * i;
    return is_unsigned ? (double)word_at(file->processor, at) : (double)c3d_integer(file, at);
}

static size_t whole(double number)
{
    return number >= 1 && number <= 4294967295.0 ? (size_t)number : 0;
}

/* A number of things: 0 when there is none, or none that can be counted. */
static size_t c3d_count(const struct c3d *file, const char *group, const char *name)
{
    return whole(c3d_number(file, group, name, 0, true, 0));
}

/* Texts of GROUP:NAME and, past its end, of NAME2, NAME3, … */
struct texts {
    const struct c3d *file;
    const char *group, *name;
    int part;      /* so many parts lie before the last one read, */
    size_t before; /* with so many texts */
};

/* The i-th text, without trailing blanks; false past the last. Who reads in order asks each part
 * once. */
static bool take_text(struct texts *texts, size_t i, char *text, size_t capacity)
{
    char next[160];
    *text = '\0';
    if (i < texts->before)
        *texts = (struct texts){texts->file, texts->group, texts->name, 0, 0};
    for (;; texts->part++) {
        snprintf(next, sizeof next, texts->part == 0 ? "%s" : "%s%d", texts->name, texts->part + 1);
        const struct c3d_parameter *p = find_parameter(texts->file, texts->group, next);
        if (p == NULL || p->type != TEXT)
            return false;
        size_t length = p->n_dims > 0 ? p->dim[0] : p->count;
        size_t lines = length > 0 ? p->count / length : 0;
        if (i - texts->before >= lines) {
            texts->before += lines;
            continue;
        }
        const char *at = (const char *)p->data + (i - texts->before) * length;
        while (length > 0 && (at[length - 1] == ' ' || at[length - 1] == '\0'))
            length--;
        snprintf(text, capacity, "%.*s", (int)(length < 255 ? length : 255), at);
        return true;
    }
}

static bool c3d_text(const struct c3d *file, const char *group, const char *name, char *text,
                     size_t capacity)
{
    return take_text(&(struct texts){file, group, name, 0, 0}, 0, text, capacity);
}

/* --- header --- */

/* Errors: INPUT (BAD_HEADER, naming what is wrong). */
static bool c3d_open(struct hinge_reader *r, struct c3d *file)
{
    size_t size = r->probe->size;
    const unsigned char *b = (const unsigned char *)r->probe->data;
    *file = (struct c3d){.bytes = b, .size = size, .rate_hz = NAN, .arena = r->arena};
    if (!c3d_is(b, size))
        return bad(r, "it is shorter than its header and parameters");
    file->parameter_at = ((size_t)b[0] - 1) * C3D_BLOCK;
    if (file->parameter_at + C3D_BLOCK > size)
        return bad(r, "its parameters lie behind its end");
    const unsigned char *p = b + file->parameter_at;
    file->parameter_size = (size_t)p[2] * C3D_BLOCK;
    file->processor = (enum c3d_processor)p[3];
    if (p[3] < C3D_INTEL || p[3] > C3D_SGI)
        return bad(r, "its processor is not Intel, DEC or SGI");
    if (file->parameter_size == 0 || file->parameter_at + file->parameter_size > size)
        file->parameter_size = size - file->parameter_at;
    struct walk w = {.at = file->bytes + file->parameter_at + 4,
                     .end = file->bytes + file->parameter_at + file->parameter_size};
    struct c3d_parameter one;
    while (take_record(file, &w, &one)) {
        if (*one.name == '\0')
            continue;
        file->parameter =
            hinge_arena_more(file->arena, file->parameter, file->n_parameters, sizeof one);
        file->parameter[file->n_parameters++] = one;
    }
    /* a group may be named after its first parameters */
    for (size_t i = 0; i < file->n_parameters; i++)
        memcpy(file->parameter[i].group, w.group[file->parameter[i].group_id], sizeof w.group[0]);
    file->sorted = hinge_arena_raw(file->arena, file->n_parameters, sizeof *file->sorted);
    for (size_t i = 0; i < file->n_parameters; i++)
        file->sorted[i].parameter = &file->parameter[i];
    qsort(file->sorted, file->n_parameters, sizeof *file->sorted, compare_parameters);
    file->n_points = word_at(file->processor, b + 2);
    file->analog_per_frame = word_at(file->processor, b + 4);
    file->scale = c3d_real(file, b + 12);
    file->samples_per_frame = word_at(file->processor, b + 18);
    file->rate_hz = c3d_real(file, b + 20);
    file->rate_hz = c3d_number(file, "POINT", "RATE", 0, false, file->rate_hz);
    /* frames by the header's 16 bits, or by the 32 that newer files keep beside it */
    double first = word_at(file->processor, b + 6), last = word_at(file->processor, b + 8);
    double frames = last >= first ? last - first + 1 : 0;
    if (find_parameter(file, "TRIAL", "ACTUAL_END_FIELD") != NULL) {
        double ends[2];
        static const char *const names[] = {"ACTUAL_START_FIELD", "ACTUAL_END_FIELD"};
        for (int k = 0; k < 2; k++)
            ends[k] = c3d_number(file, "TRIAL", names[k], 0, true, 1) +
                      65536 * c3d_number(file, "TRIAL", names[k], 1, true, 0);
        if (ends[1] - ends[0] + 1 > frames)
            frames = ends[1] - ends[0] + 1;
    }
    double longer = c3d_number(file, "POINT", "LONG_FRAMES", 0, true, 0);
    if (longer <= frames)
        longer = c3d_number(file, "POINT", "FRAMES", 0, true, 0);
    /* a file cut from a longer one may keep the old count here: only past 16 bits */
    file->n_frames = whole(longer > frames && frames >= 65535 ? longer : frames);
    size_t block = word_at(file->processor, b + 16);
    if (block == 0)
        block = c3d_count(file, "POINT", "DATA_START");
    if (block < 2 || (block - 1) * C3D_BLOCK > size)
        return bad(r, "its frames lie behind its end");
    file->data_offset = (block - 1) * C3D_BLOCK;
    if (file->samples_per_frame == 0)
        file->samples_per_frame = 1;
    if (!isfinite(file->scale) || file->scale == 0)
        return bad(r, "its scale is 0");
    return true;
}

/* --- channels --- */

enum { LABEL = 256, MATRIX = 17, MOST_EVENTS = 64 };

struct reader {
    struct c3d file;
    bool is_real;
    size_t word; /* bytes of a number */
    size_t n_analog, n_rotations;
    size_t frame_bytes, n_frames;
    struct hinge_recording *recording;
    size_t next; /* channel to be named */
};

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    if (c3d_is(probe->data, probe->size)) {
        hinge_text_adds(why, "begins with a C3D header (second byte 0x50)");
        return 95;
    }
    return 0;
}

/* What a frame consists of, and how many whole frames are there. */
static bool measure(struct hinge_reader *in, struct reader *r)
{
    struct c3d *file = &r->file;
    r->is_real = file->scale < 0;
    r->word = r->is_real ? 4 : 2;
    r->n_analog = file->analog_per_frame / file->samples_per_frame;
    if (r->n_analog * file->samples_per_frame != file->analog_per_frame)
        return hinge_refuse(
            in, 0, HINGE_REASON_BAD_HEADER,
            "C3D file: %zu analog numbers a frame are no multiple of %zu samples; export it again",
            file->analog_per_frame, file->samples_per_frame);
    r->frame_bytes = r->word * (4 * file->n_points + file->analog_per_frame);
    if (r->frame_bytes == 0) {
        size_t block = c3d_count(file, "ROTATION", "DATA_START");
        r->n_rotations = c3d_count(file, "ROTATION", "USED");
        r->frame_bytes = r->n_rotations * MATRIX * 4;
        if (block >= 2)
            file->data_offset = (block - 1) * C3D_BLOCK;
        file->rate_hz = c3d_number(file, "ROTATION", "RATE", 0, false, file->rate_hz);
    }
    if (r->frame_bytes == 0)
        return hinge_refuse(in, 0, HINGE_REASON_NO_ROWS,
                            "C3D file without points, analog channels or rotations; export it "
                            "again with its points");
    size_t there =
        file->data_offset < file->size ? (file->size - file->data_offset) / r->frame_bytes : 0;
    r->n_frames = there < file->n_frames ? there : file->n_frames;
    return r->n_frames > 0 || hinge_refuse(in, 0, HINGE_REASON_NO_ROWS,
                                           "C3D file without a whole frame; export it again");
}

static void name(struct reader *r, const char *source, const char *marker,
                 enum hinge_component component, enum hinge_unit unit)
{
    hinge_build_channel(r->recording, r->next++, source, marker, component, unit);
}

static void name_points(struct reader *r)
{
    static const char *const part[] = {"X", "Y", "Z", "residual"};
    char text[LABEL], source[LABEL + 64];
    char(*markers)[LABEL + 48] = hinge_arena_raw(r->file.arena, r->file.n_points, sizeof *markers);
    struct hinge_subjects subjects = {0};
    struct texts labels = {&r->file, "POINT", "LABELS", 0, 0},
                 listed = {&r->file, "POINT", "ANGLES", 0, 0};
    c3d_text(&r->file, "POINT", "UNITS", text, sizeof text);
    enum hinge_unit unit = hinge_build_unit(text), angle_unit = HINGE_UNIT_deg;
    if (c3d_text(&r->file, "POINT", "ANGLE_UNITS", text, sizeof text) &&
        hinge_build_unit(text) == HINGE_UNIT_rad)
        angle_unit = HINGE_UNIT_rad;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < r->file.n_points; i++) {
            if (!take_text(&labels, i, text, sizeof text) || *text == '\0')
                snprintf(text, sizeof text, "*%zu", i + 1);
            if (pass == 0) {
                hinge_subjects_see(&subjects, text);
                continue;
            }
            hinge_subjects_hide(&subjects, text, markers[i], LABEL + 32);
        }
    /* Labels that are there twice get a number from the second on ("LKNE 2"), with a note. Where
     * more than one in `FEW` is, they are those of two people or two files, and stay. */
    enum { FEW = 4 };
    size_t twins = 0;
    size_t *first = hinge_arena_raw(r->file.arena, r->file.n_points, sizeof *first);
    for (size_t i = 0; i < r->file.n_points; i++) {
        first[i] = 0;
        while (first[i] < i && strcmp(markers[first[i]], markers[i]) != 0)
            first[i]++;
        twins += first[i] < i;
    }
    for (size_t i = 0; i < r->file.n_points && FEW * twins <= r->file.n_points; i++) {
        char name[LABEL + 48];
        size_t number = 1, k = 0;
        while (first[i] < i && k < r->file.n_points) { /* the next number that no label has */
            snprintf(name, sizeof name, "%.300s %zu", markers[first[i]], ++number);
            for (k = 0; k < r->file.n_points && strcmp(markers[k], name) != 0;)
                k++;
        }
        if (first[i] == i)
            continue;
        hinge_build_note(r->recording,
                         "points %zu and %zu are both labelled %.100s: the second is read as "
                         "\"%.110s\" and not used",
                         first[i] + 1, i + 1, markers[first[i]], name);
        snprintf(markers[i], sizeof *markers, "%s", name);
    }
    /* A model's angles stand among the points; POINT:ANGLES names them, and where there is
     * no such list their own names do (LHipAngles). */
    size_t n_angles = 0;
    char(*angles)[LABEL] = hinge_arena_raw(r->file.arena, r->file.n_points, sizeof *angles);
    while (n_angles < r->file.n_points &&
           take_text(&listed, n_angles, angles[n_angles], sizeof *angles))
        n_angles++;
    for (size_t i = 0; i < r->file.n_points; i++) {
        take_text(&labels, i, text, sizeof text);
        const char *colon = strrchr(text, ':'), *bare = colon != NULL ? colon + 1 : text;
        bool angle = n_angles == 0 && hinge_ends_with(bare, "Angles");
        for (size_t k = 0; k < n_angles && !angle; k++)
            angle = strcmp(angles[k], bare) == 0 || strcmp(angles[k], text) == 0;
        for (int k = 0; k < 4; k++) {
            snprintf(source, sizeof source, "%.256s %s", markers[i], part[k]);
            if (k < 3 && angle)
                name(r, source, source, HINGE_COMPONENT_angle, angle_unit);
            else
                name(r, source, markers[i],
                     k < 3 ? (enum hinge_component)(HINGE_COMPONENT_x + k) : HINGE_COMPONENT_other,
                     k < 3 ? unit : HINGE_UNIT_unknown);
        }
    }
}

static void name_rest(struct reader *r)
{
    char text[LABEL], source[LABEL + 64];
    size_t samples = r->file.samples_per_frame;
    struct texts units = {&r->file, "ANALOG", "UNITS", 0, 0},
                 labels = {&r->file, "ANALOG", "LABELS", 0, 0},
                 rotations = {&r->file, "ROTATION", "LABELS", 0, 0};
    for (size_t a = 0; a < r->n_analog; a++) {
        take_text(&units, a, text, sizeof text);
        enum hinge_unit unit = hinge_build_given_unit(text);
        if (!take_text(&labels, a, text, sizeof text) || *text == '\0')
            snprintf(text, sizeof text, "analog %zu", a + 1);
        for (size_t s = 0; s < samples; s++) {
            snprintf(source, sizeof source, "%s [%zu/%zu]", text, s + 1, samples);
            name(r, source, text, HINGE_COMPONENT_other, unit);
        }
    }
    for (size_t m = 0; m < r->n_rotations; m++) {
        if (!take_text(&rotations, m, text, sizeof text))
            snprintf(text, sizeof text, "rotation %zu", m + 1);
        for (size_t k = 0; k < MATRIX; k++) {
            snprintf(source, sizeof source, k < 16 ? "%s r%zu%zu" : "%s reliability", text,
                     k % 4 + 1, k / 4 + 1);
            bool turn = k < 16 && k % 4 < 3 && k / 4 < 3; /* columns of a 4 x 4 pose */
            size_t at = 3 * (k % 4) + k / 4;
            name(r, source, text,
                 turn ? HINGE_COMPONENT_m11 + (enum hinge_component)at : HINGE_COMPONENT_other,
                 HINGE_UNIT_unknown);
        }
    }
}

/* One number of the data section: integers are scaled, or taken as unsigned. */
static double raw(const struct reader *r, const unsigned char *at, bool is_unsigned)
{
    if (r->is_real)
        return c3d_real(&r->file, at);
    int value = c3d_integer(&r->file, at);
    return is_unsigned && value < 0 ? value + 65536 : value;
}

/* How analog numbers become values: (number - offset) × scale. */
struct gain {
    double offset, scale;
};

static void read_frames(struct reader *r)
{
    struct hinge_recording *recording = r->recording;
    size_t n = r->n_frames, points = 4 * r->file.n_points, samples = r->file.samples_per_frame;
    double first = c3d_number(&r->file, "TRIAL", "ACTUAL_START_FIELD", 0, true,
                              c3d_integer(&r->file, r->file.bytes + 6)) +
                   65536 * c3d_number(&r->file, "TRIAL", "ACTUAL_START_FIELD", 1, true, 0);
    char format[16];
    c3d_text(&r->file, "ANALOG", "FORMAT", format, sizeof format);
    bool is_unsigned = strcasecmp(format, "UNSIGNED") == 0;
    double general = c3d_number(&r->file, "ANALOG", "GEN_SCALE", 0, false, 1);
    struct gain *gain = hinge_arena_raw(r->file.arena, r->n_analog, sizeof *gain);
    for (size_t a = 0; a < r->n_analog; a++)
        gain[a] = (struct gain){c3d_number(&r->file, "ANALOG", "OFFSET", a, is_unsigned, 0),
                                c3d_number(&r->file, "ANALOG", "SCALE", a, false, 1) * general};
    recording->data = hinge_alloc(recording->layout.n_channels * n, sizeof *recording->data);
    recording->n_frames = n;
    for (size_t i = 0; i < n; i++) {
        const unsigned char *at = r->file.bytes + r->file.data_offset + i * r->frame_bytes;
        double *column = recording->data + n;
        recording->data[i] = first + (double)i;
        for (size_t k = 0; k < r->n_rotations * MATRIX; k++)
            column[k * n + i] = c3d_real(&r->file, at + 4 * k);
        for (size_t p = 0; p < points; p += 4, at += 4 * r->word) {
            double seen = raw(r, at + 3 * r->word, false); /* negative: it was not */
            for (size_t k = 0; k < 3; k++) {
                double value = raw(r, at + k * r->word, false);
                if (!r->is_real)
                    value *= r->file.scale;
                column[(p + k) * n + i] = seen < 0 ? nan("") : value;
            }
            column[(p + 3) * n + i] = seen;
        }
        column += points * n; /* analog numbers stand sample by sample of the frame */
        for (size_t s = 0; s < samples; s++)
            for (size_t a = 0; a < r->n_analog; a++, at += r->word)
                column[(a * samples + s) * n + i] =
                    (raw(r, at, is_unsigned) - gain[a].offset) * gain[a].scale;
    }
}

/* FORCE_PLATFORM, in the numbers of the file; its channels count from 1. */
static void read_plates(struct reader *r)
{
    static const char group[] = "FORCE_PLATFORM";
    const struct c3d *file = &r->file;
    const struct c3d_parameter *channel = find_parameter(file, group, "CHANNEL");
    size_t n = c3d_count(file, group, "USED");
    size_t stride = channel != NULL && channel->n_dims > 0 ? channel->dim[0] : 0;
    if (n == 0 || r->n_analog == 0)
        return;
    struct hinge_arena arena = {r->recording->layout.blocks};
    struct hinge_plates *plates = hinge_arena_alloc(&arena, 1, sizeof *plates);
    r->recording->layout.blocks = arena.head;
    plates->n = n < HINGE_PLATES_MAX ? n : HINGE_PLATES_MAX;
    plates->first = 1 + 4 * file->n_points;
    plates->samples = file->samples_per_frame;
    for (size_t k = 0; k < 2; k++)
        plates->zero[k] = whole(c3d_number(file, group, "ZERO", k, true, 0));
    for (size_t k = 0; k < plates->n; k++) {
        struct hinge_plate *p = &plates->plate[k];
        p->type = c3d_number(file, group, "TYPE", k, false, 0);
        for (size_t a = 0; a < 3; a++)
            p->origin[a] = c3d_number(file, group, "ORIGIN", 3 * k + a, false, 0);
        for (size_t a = 0; a < 12; a++)
            p->corner[a / 3][a % 3] = c3d_number(file, group, "CORNERS", 12 * k + a, false, NAN);
        for (size_t a = 0; a < 36; a++)
            p->matrix[a] = c3d_number(file, group, "CAL_MATRIX", 36 * k + a, false, NAN);
        for (size_t a = 0; a < 12; a++)
            p->polynomial[a] = c3d_number(file, group, "FPCOPPOLY", 12 * k + a, false, NAN);
        for (size_t a = 0; a < HINGE_PLATE_CHANNELS; a++) {
            size_t one =
                a < stride ? whole(c3d_number(file, group, "CHANNEL", stride * k + a, true, 0)) : 0;
            p->channel[a] = one >= 1 && one <= r->n_analog ? (long)one - 1 : -1;
        }
    }
    r->recording->plates = plates;
}

/* Bytes of kept parameters that fit into an attribute. */
enum { KEPT_MOST = 60000 };

/* A parameter for an export. */
static json_t *kept_parameter(const struct c3d *file, const struct c3d_parameter *p)
{
    json_t *one = json_object(), *dim = json_array(), *values = json_array();
    json_object_set_new(one, "group", json_string(p->group));
    json_object_set_new(one, "name", json_string(p->name));
    json_object_set_new(one, "type", json_integer(p->type));
    for (size_t d = 0; d < p->n_dims; d++)
        json_array_append_new(dim, json_integer((json_int_t)p->dim[d]));
    json_object_set_new(one, "dim", dim);
    if (p->type == TEXT) {
        char *text = hinge_arena_raw(file->arena, p->count + 1, 1);
        for (size_t i = 0; i < p->count; i++)
            text[i] = p->data[i] >= ' ' && p->data[i] < 127 ? (char)p->data[i] : ' ';
        json_object_set_new(one, "text", json_stringn(text, p->count));
    }
    for (size_t i = 0; i < p->count && p->type != TEXT; i++)
        json_array_append_new(values,
                              json_real(p->type == REAL   ? c3d_real(file, p->data + 4 * i)
                                        : p->type == BYTE ? signed_byte(p->data[i])
                                                          : c3d_integer(file, p->data + 2 * i)));
    json_object_set_new(one, "values", values);
    return one;
}

/* What hinge-export --c3d writes again and no channel says: no names of people are among it. */
static void keep(struct reader *r)
{
    static const struct {
        const char *group, *names;
    } kept[] = {{"POINT", "|UNITS|X_SCREEN|Y_SCREEN|SCALE|"},
                {"FORCE_PLATFORM", NULL},
                {"EVENT", "|USED|CONTEXTS|LABELS|TIMES|CONTEXTS2|LABELS2|TIMES2|"},
                {"ANALOG", "|LABELS|LABELS2|UNITS|UNITS2|"}};
    char *text = NULL;
    for (size_t groups = sizeof kept / sizeof *kept; groups > 0 && text == NULL; groups--) {
        json_t *parameters = json_array();
        size_t values = 0; /* a text of more is not kept, and not made */
        for (size_t i = 0; i < r->file.n_parameters && values <= KEPT_MOST; i++) {
            const struct c3d_parameter *p = &r->file.parameter[i];
            char name[sizeof p->name + 2];
            snprintf(name, sizeof name, "|%s|", p->name);
            for (size_t g = 0; g < groups; g++)
                if (strcmp(p->group, kept[g].group) == 0 &&
                    (kept[g].names == NULL || strstr(kept[g].names, name) != NULL) &&
                    (values += p->count) <= KEPT_MOST)
                    json_array_append_new(parameters, kept_parameter(&r->file, p));
        }
        json_auto_t *root =
            json_pack("{s:I, s:I, s:I, s:o}", "points", (json_int_t)r->file.n_points, "analog",
                      (json_int_t)r->n_analog, "samples", (json_int_t)r->file.samples_per_frame,
                      "parameters", parameters);
        if (values <= KEPT_MOST)
            text = json_dumps(root, JSON_COMPACT | JSON_REAL_PRECISION(9));
        if (text != NULL && strlen(text) > KEPT_MOST) {
            free(text);
            text = NULL;
        }
    }
    struct hinge_arena arena = {r->recording->layout.blocks};
    r->recording->layout.kept = hinge_arena_strdup(&arena, text != NULL ? text : "");
    r->recording->layout.blocks = arena.head;
    free(text);
}

static bool read(struct hinge_reader *in)
{
    struct hinge_recording *recording = in->recording;
    struct reader state = {.recording = recording}, *r = &state;
    char screen[8];
    if (!c3d_open(in, &r->file) || !measure(in, r))
        return false;
    /* The vertical on the screen of the software that wrote the file, else z, which nearly all
     * laboratories have up; analysis refuses a vertical that does not fit the body. */
    bool has_up = c3d_text(&r->file, "POINT", "Y_SCREEN", screen, sizeof screen) &&
                  strlen(screen) == 2 && strchr("+-", screen[0]) != NULL &&
                  strchr("XYZxyz", screen[1]) != NULL;
    screen[1] = (char)(screen[1] | 0x20); /* lower case */
    /* the samples of a frame are one channel */
    size_t n_columns = 1 + 4 * r->file.n_points + r->n_analog + r->n_rotations * MATRIX;
    size_t n_channels = n_columns - r->n_analog + r->file.analog_per_frame;
    if (n_columns > HINGE_CSV_COLUMNS_MAX)
        return hinge_refuse(in, 0, HINGE_REASON_TOO_LARGE,
                            "%zu channels, at most %d are read: export those of this person",
                            n_columns, (int)HINGE_CSV_COLUMNS_MAX);
    hinge_build_layout(recording, "c3d", has_up ? screen : "+z", n_channels);
    name(r, "frame", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
    name_points(r);
    name_rest(r);
    read_frames(r);
    read_plates(r);
    if (r->n_rotations == 0)
        keep(r);
    recording->layout.flags = HINGE_LAYOUT_ZERO_MISSING;
    if (r->file.rate_hz > 0)
        recording->header_rate_hz = r->file.rate_hz;
    if (!has_up)
        recording->layout.flags |= HINGE_LAYOUT_UP_ASSUMED;
    if (r->n_frames < r->file.n_frames)
        hinge_build_stated(recording, (double)r->file.n_frames, "frames");
    cleared_by(hinge_text_clear) struct hinge_text events = {0};
    char label[LABEL], context[LABEL];
    struct texts labels = {&r->file, "EVENT", "LABELS", 0, 0},
                 contexts = {&r->file, "EVENT", "CONTEXTS", 0, 0};
    size_t n_events = c3d_count(&r->file, "EVENT", "USED");
    for (size_t e = 0; e < n_events && e < MOST_EVENTS; e++) {
        double minutes = c3d_number(&r->file, "EVENT", "TIMES", 2 * e, false, 0);
        double s = c3d_number(&r->file, "EVENT", "TIMES", 2 * e + 1, false, NAN);
        take_text(&labels, e, label, sizeof label);
        take_text(&contexts, e, context, sizeof context);
        hinge_text_printf(&events, "%s%s%s%s %.3f s", e > 0 ? ", " : "", context,
                          *context != '\0' ? " " : "", label, 60 * minutes + s);
    }
    if (n_events > 0)
        hinge_build_note(recording, "events: %.480s", hinge_text_string(&events));
    return true;
}

const struct hinge_format hinge_format_c3d = {
    .id = "c3d",
    .title = "C3D (Vicon, Qualisys, OptiTrack, BTS, Optotrak)",
    .details =
        "All six encodings (DEC, Intel, SGI; integers, reals). Rate, unit and labels come from the "
        "parameters. A point with a negative fourth number (the residual), or at 0,0,0, is "
        "missing. The vertical "
        "is Y_SCREEN if the file has it, else z. Of a label that is there twice the second is "
        "`LKNE 2`, and not used. Analog channels are kept sample by sample (`EMG1 "
        "[3/20]` is the third of 20 samples of a frame), events as a note. Names of subjects are "
        "not kept: `Anna:LASI` becomes `LASI`, or `subject1:LASI` if there are several.",
    .content = HINGE_CONTENT_BINARY,
    .lacks = "no C3D header",
    .score = score,
    .read = read,
};
