/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a C3D file; see c3d_file.h. */
#include "formats/parts/c3d_file.h"

#include "base/memory.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Key of the parameter section, and of the header in its second byte. */
enum { KEY = 0x50, TEXT = -1, BYTE = 1, INTEGER = 2, REAL = 4, MOST_GROUPS = 128 };

static unsigned word_at(enum hinge_c3d_processor processor, const unsigned char *at)
{
    return processor == HINGE_C3D_SGI ? (unsigned)at[0] << 8 | at[1] : (unsigned)at[1] << 8 | at[0];
}

static int signed_byte(unsigned char byte)
{
    return byte < 128 ? byte : byte - 256;
}

int hinge_c3d_integer(const struct hinge_c3d *file, const unsigned char *at)
{
    return (int16_t)word_at(file->processor, at);
}

/* IEEE 754 little or big endian; DEC F-floats have their words exchanged and an
 * exponent that is two greater, so that the same bits are four times as large. */
double hinge_c3d_real(const struct hinge_c3d *file, const unsigned char *at)
{
    uint32_t high = 0, low = 0;
    if (file->processor == HINGE_C3D_INTEL) {
        high = word_at(file->processor, at + 2);
        low = word_at(file->processor, at);
    } else {
        high = word_at(file->processor, at);
        low = word_at(file->processor, at + 2);
    }
    uint32_t bits = high << 16 | low;
    float value;
    if (file->processor == HINGE_C3D_DEC && (bits & 0x7f800000U) == 0)
        return 0; /* exponent 0 is zero, whatever follows */
    memcpy(&value, &bits, sizeof value);
    return file->processor == HINGE_C3D_DEC ? (double)value / 4 : (double)value;
}

bool hinge_c3d_is(const void *bytes, size_t size)
{
    const unsigned char *b = bytes;
    return size >= (size_t)2 * HINGE_C3D_BLOCK && b[0] >= 2 && b[1] == KEY;
}

static enum hinge_status bad(const char *shown, const char *what, struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                           "%s: C3D file: %s; export it again", shown, what);
}

/* --- parameters --- */

struct walk {
    const unsigned char *at, *end; /* of the section */
    char group[MOST_GROUPS][33];
};

/* One record at w->at: a group's name, or a parameter into *out (name "" for a group).
 * False at the end of the section, or where it makes no sense any more. */
static bool take_record(const struct hinge_c3d *file, struct walk *w,
                        struct hinge_c3d_parameter *out)
{
    *out = (struct hinge_c3d_parameter){0};
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

static void read_parameters(struct hinge_c3d *file)
{
    struct walk *w = hinge_alloc(1, sizeof *w);
    struct hinge_c3d_parameter one;
    memset(w, 0, sizeof *w);
    w->at = file->bytes + file->parameter_at + 4;
    w->end = file->bytes + file->parameter_at + file->parameter_size;
    while (take_record(file, w, &one)) {
        if (*one.name == '\0')
            continue;
        struct hinge_c3d_parameter *more =
            hinge_resize(file->parameter, file->n_parameters + 1, sizeof *file->parameter);
        file->parameter = more;
        more[file->n_parameters++] = one;
    }
    /* a group may be named after its first parameters */
    for (size_t i = 0; i < file->n_parameters; i++)
        memcpy(file->parameter[i].group, w->group[file->parameter[i].group_id], sizeof w->group[0]);
    free(w);
}

/* NULL when there is none. */
static const struct hinge_c3d_parameter *find_parameter(const struct hinge_c3d *file,
                                                        const char *group, const char *name)
{
    for (size_t i = 0; i < file->n_parameters; i++)
        if (strcasecmp(file->parameter[i].group, group) == 0 &&
            strcasecmp(file->parameter[i].name, name) == 0)
            return &file->parameter[i];
    return NULL;
}

double hinge_c3d_number(const struct hinge_c3d *file, const char *group, const char *name, size_t i,
                        bool is_unsigned, double otherwise)
{
    const struct hinge_c3d_parameter *p = find_parameter(file, group, name);
    if (p == NULL || i >= p->count || p->type == TEXT)
        return otherwise;
    if (p->type == REAL)
        return hinge_c3d_real(file, p->data + 4 * i);
    if (p->type == BYTE)
        return is_unsigned ? p->data[i] : signed_byte(p->data[i]);
    const unsigned char *at = p->data + 2 * i;
    return is_unsigned ? (double)word_at(file->processor, at) : (double)hinge_c3d_integer(file, at);
}

static size_t whole(double number)
{
    return number >= 1 && number <= 4294967295.0 ? (size_t)number : 0;
}

size_t hinge_c3d_count(const struct hinge_c3d *file, const char *group, const char *name)
{
    return whole(hinge_c3d_number(file, group, name, 0, true, 0));
}

bool hinge_c3d_text(const struct hinge_c3d *file, const char *group, const char *name, size_t i,
                    char *text, size_t capacity)
{
    char next[160];
    *text = '\0';
    for (int part = 1;; part++) {
        if (part == 1)
            snprintf(next, sizeof next, "%s", name);
        else
            snprintf(next, sizeof next, "%s%d", name, part);
        const struct hinge_c3d_parameter *p = find_parameter(file, group, next);
        if (p == NULL || p->type != TEXT)
            return false;
        size_t length = p->n_dims > 0 ? p->dim[0] : p->count;
        size_t lines = length > 0 ? p->count / length : 0;
        if (i >= lines) {
            i -= lines;
            continue;
        }
        const char *at = (const char *)p->data + i * length;
        while (length > 0 && (at[length - 1] == ' ' || at[length - 1] == '\0'))
            length--;
        snprintf(text, capacity, "%.*s", (int)(length < 255 ? length : 255), at);
        return true;
    }
}

/* --- header --- */

/* Frames by the header's 16 bits, or by the 32 that newer files keep beside it. */
static double frames_declared(const struct hinge_c3d *file)
{
    const unsigned char *b = file->bytes;
    double first = word_at(file->processor, b + 6), last = word_at(file->processor, b + 8);
    double frames = last >= first ? last - first + 1 : 0;
    if (find_parameter(file, "TRIAL", "ACTUAL_END_FIELD") != NULL) {
        double ends[2];
        static const char *const names[] = {"ACTUAL_START_FIELD", "ACTUAL_END_FIELD"};
        for (int k = 0; k < 2; k++)
            ends[k] = hinge_c3d_number(file, "TRIAL", names[k], 0, true, 1) +
                      65536 * hinge_c3d_number(file, "TRIAL", names[k], 1, true, 0);
        if (ends[1] - ends[0] + 1 > frames)
            frames = ends[1] - ends[0] + 1;
    }
    double longer = hinge_c3d_number(file, "POINT", "LONG_FRAMES", 0, true, 0);
    if (longer <= frames)
        longer = hinge_c3d_number(file, "POINT", "FRAMES", 0, true, 0);
    /* a file cut from a longer one may keep the old count here: only past 16 bits */
    return longer > frames && frames >= 65535 ? longer : frames;
}

enum hinge_status hinge_c3d_open(const char *shown, const void *bytes, size_t size,
                                 struct hinge_c3d *file, struct hinge_error *error)
{
    *file = (struct hinge_c3d){.bytes = bytes, .size = size, .rate_hz = NAN};
    const unsigned char *b = bytes;
    if (!hinge_c3d_is(bytes, size))
        return bad(shown, "it is shorter than its header and parameters", error);
    file->parameter_at = ((size_t)b[0] - 1) * HINGE_C3D_BLOCK;
    if (file->parameter_at + HINGE_C3D_BLOCK > size)
        return bad(shown, "its parameters lie behind its end", error);
    const unsigned char *p = b + file->parameter_at;
    file->parameter_size = (size_t)p[2] * HINGE_C3D_BLOCK;
    file->processor = (enum hinge_c3d_processor)p[3];
    if (p[3] < HINGE_C3D_INTEL || p[3] > HINGE_C3D_SGI)
        return bad(shown, "its processor is not Intel, DEC or SGI", error);
    if (file->parameter_size == 0 || file->parameter_at + file->parameter_size > size)
        file->parameter_size = size - file->parameter_at;
    read_parameters(file);
    file->n_points = word_at(file->processor, b + 2);
    file->analog_per_frame = word_at(file->processor, b + 4);
    file->scale = hinge_c3d_real(file, b + 12);
    file->samples_per_frame = word_at(file->processor, b + 18);
    file->rate_hz = hinge_c3d_real(file, b + 20);
    file->rate_hz = hinge_c3d_number(file, "POINT", "RATE", 0, false, file->rate_hz);
    file->n_frames = whole(frames_declared(file));
    size_t block = word_at(file->processor, b + 16);
    if (block == 0)
        block = hinge_c3d_count(file, "POINT", "DATA_START");
    if (block < 2 || (block - 1) * HINGE_C3D_BLOCK > size)
        return bad(shown, "its frames lie behind its end", error);
    file->data_offset = (block - 1) * HINGE_C3D_BLOCK;
    if (file->samples_per_frame == 0)
        file->samples_per_frame = 1;
    if (!isfinite(file->scale) || file->scale == 0)
        return bad(shown, "its scale is 0", error);
    return HINGE_OK;
}

void hinge_c3d_close(struct hinge_c3d *file)
{
    free(file->parameter);
    *file = (struct hinge_c3d){0};
}
