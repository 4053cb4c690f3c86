/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C3D files (Vicon, Qualisys, OptiTrack, BTS, Optotrak, Theia). In: the whole binary
 * file; out: a recording with a channel per coordinate of a point, its residual word,
 * analog channels (one per sample of a frame) and, where there are no points, the
 * matrices of group ROTATION. Names of subjects are not kept. Reference: C3D user
 * guide, Motion Lab Systems 2008. */
#include "base/memory.h"
#include "csv/data_rows.h"
#include "formats/format.h"
#include "formats/parts/build_recording.h"
#include "formats/parts/c3d_file.h"
#include "formats/parts/subjects.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL = 256, MATRIX = 17, MOST_EVENTS = 64 };

struct reader {
    struct hinge_c3d file;
    bool is_real;
    size_t word; /* bytes of a number */
    size_t n_analog, n_rotations;
    size_t frame_bytes, n_frames;
    struct hinge_recording *recording;
    size_t next; /* channel to be named */
};

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    if (hinge_c3d_is(probe->data, probe->size)) {
        hinge_text_puts(why, "begins with a C3D header (second byte 0x50)");
        return 95;
    }
    hinge_text_puts(why, "no C3D header");
    return 0;
}

/* What a frame consists of, and how many whole frames are there. */
static enum hinge_status measure(const char *shown, struct reader *r, struct hinge_error *error)
{
    struct hinge_c3d *file = &r->file;
    r->is_real = file->scale < 0;
    r->word = r->is_real ? 4 : 2;
    r->n_analog = file->analog_per_frame / file->samples_per_frame;
    if (r->n_analog * file->samples_per_frame != file->analog_per_frame)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                               "%s: C3D file: %zu analog numbers a frame are no multiple "
                               "of %zu samples; export it again",
                               shown, file->analog_per_frame, file->samples_per_frame);
    r->frame_bytes = r->word * (4 * file->n_points + file->analog_per_frame);
    if (r->frame_bytes == 0) {
        size_t block = hinge_c3d_count(file, "ROTATION", "DATA_START");
        r->n_rotations = hinge_c3d_count(file, "ROTATION", "USED");
        r->frame_bytes = r->n_rotations * MATRIX * 4;
        if (block >= 2)
            file->data_offset = (block - 1) * HINGE_C3D_BLOCK;
        file->rate_hz = hinge_c3d_number(file, "ROTATION", "RATE", 0, false, file->rate_hz);
    }
    if (r->frame_bytes == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                               "%s: C3D file without points, analog channels or "
                               "rotations; export it again with its points",
                               shown);
    size_t there =
        file->data_offset < file->size ? (file->size - file->data_offset) / r->frame_bytes : 0;
    r->n_frames = there < file->n_frames ? there : file->n_frames;
    if (r->n_frames == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                               "%s: C3D file without a whole frame; export it again", shown);
    return HINGE_OK;
}

static void name(struct reader *r, const char *source, const char *marker,
                 enum hinge_component component, enum hinge_unit unit)
{
    hinge_build_channel(r->recording, r->next++, source, marker, component, unit);
}

/* The vertical on the screen of the software that wrote the file, else z, which nearly
 * all laboratories have up; analysis refuses a vertical that does not fit the body. */
static const char *find_up(const struct hinge_c3d *file, char up[3])
{
    char text[8];
    if (!hinge_c3d_text(file, "POINT", "Y_SCREEN", 0, text, sizeof text) || strlen(text) != 2 ||
        strchr("+-", text[0]) == NULL || strchr("XYZxyz", text[1]) == NULL)
        return NULL;
    up[0] = text[0];
    up[1] = (char)(text[1] | 0x20); /* lower case */
    up[2] = '\0';
    return up;
}

/* A model's angles stand among the points; POINT:ANGLES names them, and where there is
 * no such list their own names do (LHipAngles). */
static bool is_angle(const struct hinge_c3d *file, const char *label)
{
    static const char angles[] = "Angles";
    char text[LABEL];
    const char *colon = strrchr(label, ':'), *bare = colon != NULL ? colon + 1 : label;
    size_t n = strlen(bare), end = sizeof angles - 1;
    if (!hinge_c3d_text(file, "POINT", "ANGLES", 0, text, sizeof text))
        return n > end && strcmp(bare + n - end, angles) == 0;
    for (size_t i = 0; i < file->n_points; i++) {
        if (!hinge_c3d_text(file, "POINT", "ANGLES", i, text, sizeof text))
            break;
        if (strcmp(text, bare) == 0 || strcmp(text, label) == 0)
            return true;
    }
    return false;
}

static void name_points(struct reader *r)
{
    static const char *const part[] = {"X", "Y", "Z", "residual"};
    char text[LABEL], source[LABEL + 48];
    struct hinge_subjects subjects = {0};
    hinge_c3d_text(&r->file, "POINT", "UNITS", 0, text, sizeof text);
    enum hinge_unit unit = hinge_build_unit(text), angle_unit = HINGE_UNIT_deg;
    if (hinge_c3d_text(&r->file, "POINT", "ANGLE_UNITS", 0, text, sizeof text) &&
        hinge_build_unit(text) == HINGE_UNIT_rad)
        angle_unit = HINGE_UNIT_rad;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < r->file.n_points; i++) {
            if (!hinge_c3d_text(&r->file, "POINT", "LABELS", i, text, sizeof text) || *text == '\0')
                snprintf(text, sizeof text, "*%zu", i + 1);
            if (pass == 0) {
                hinge_subjects_see(&subjects, text);
                continue;
            }
            char marker[LABEL + 32];
            hinge_subjects_hide(&subjects, text, marker, sizeof marker);
            bool angle = is_angle(&r->file, text);
            for (int k = 0; k < 4; k++) {
                snprintf(source, sizeof source, "%.256s %s", marker, part[k]);
                if (k < 3 && angle)
                    name(r, source, source, HINGE_COMPONENT_angle, angle_unit);
                else
                    name(r, source, marker,
                         k < 3 ? (enum hinge_component)(HINGE_COMPONENT_x + k)
                               : HINGE_COMPONENT_other,
                         k < 3 ? unit : HINGE_UNIT_unknown);
            }
        }
}

static void name_rest(struct reader *r)
{
    char text[LABEL], source[LABEL + 64];
    size_t samples = r->file.samples_per_frame;
    for (size_t a = 0; a < r->n_analog; a++) {
        if (!hinge_c3d_text(&r->file, "ANALOG", "LABELS", a, text, sizeof text) || *text == '\0')
            snprintf(text, sizeof text, "analog %zu", a + 1);
        for (size_t s = 0; s < samples; s++) {
            snprintf(source, sizeof source, "%s [%zu/%zu]", text, s + 1, samples);
            name(r, source, text, HINGE_COMPONENT_other, HINGE_UNIT_unknown);
        }
    }
    for (size_t m = 0; m < r->n_rotations; m++) {
        if (!hinge_c3d_text(&r->file, "ROTATION", "LABELS", m, text, sizeof text))
            snprintf(text, sizeof text, "rotation %zu", m + 1);
        for (size_t k = 0; k < MATRIX; k++) {
            if (k < 16)
                snprintf(source, sizeof source, "%s r%zu%zu", text, k % 4 + 1, k / 4 + 1);
            else
                snprintf(source, sizeof source, "%s reliability", text);
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
        return hinge_c3d_real(&r->file, at);
    int value = hinge_c3d_integer(&r->file, at);
    return is_unsigned && value < 0 ? value + 65536 : value;
}

/* A point: NaN where its fourth word is negative (not seen). */
static void read_points(const struct reader *r, const unsigned char *at, size_t i, double *column)
{
    size_t n = r->n_frames;
    for (size_t p = 0; p < r->file.n_points; p++) {
        double seen = raw(r, at + 3 * r->word, false);
        for (int k = 0; k < 3; k++) {
            double value = raw(r, at + (size_t)k * r->word, false);
            if (!r->is_real)
                value *= r->file.scale;
            column[(4 * p + (size_t)k) * n + i] = seen < 0 ? nan("") : value;
        }
        column[(4 * p + 3) * n + i] = seen;
        at += 4 * r->word;
    }
}

/* How analog numbers become values: (number - offset) × scale. */
struct gain {
    double offset, scale;
};

static struct gain *read_gains(const struct reader *r, bool *is_unsigned)
{
    char format[16];
    struct gain *gain = hinge_alloc(r->n_analog + 1, sizeof *gain);
    double general = hinge_c3d_number(&r->file, "ANALOG", "GEN_SCALE", 0, false, 1);
    hinge_c3d_text(&r->file, "ANALOG", "FORMAT", 0, format, sizeof format);
    *is_unsigned = strcasecmp(format, "UNSIGNED") == 0;
    for (size_t a = 0; a < r->n_analog; a++)
        gain[a] =
            (struct gain){hinge_c3d_number(&r->file, "ANALOG", "OFFSET", a, *is_unsigned, 0),
                          hinge_c3d_number(&r->file, "ANALOG", "SCALE", a, false, 1) * general};
    return gain;
}

/* Analog numbers stand sample by sample of the frame. */
static void read_analog(const struct reader *r, const struct gain *gain, bool is_unsigned,
                        const unsigned char *at, size_t i, double *column)
{
    size_t n = r->n_frames, samples = r->file.samples_per_frame;
    for (size_t s = 0; s < samples; s++)
        for (size_t a = 0; a < r->n_analog; a++, at += r->word)
            column[(a * samples + s) * n + i] =
                (raw(r, at, is_unsigned) - gain[a].offset) * gain[a].scale;
}

static void read_frames(struct reader *r)
{
    struct hinge_recording *recording = r->recording;
    size_t n = r->n_frames, points = 4 * r->file.n_points;
    double first = hinge_c3d_number(&r->file, "TRIAL", "ACTUAL_START_FIELD", 0, true,
                                    hinge_c3d_integer(&r->file, r->file.bytes + 6)) +
                   65536 * hinge_c3d_number(&r->file, "TRIAL", "ACTUAL_START_FIELD", 1, true, 0);
    bool is_unsigned = false;
    struct gain *gain = read_gains(r, &is_unsigned);
    recording->data = hinge_alloc(recording->layout.n_channels * n, sizeof *recording->data);
    recording->n_frames = n;
    for (size_t i = 0; i < n; i++) {
        const unsigned char *at = r->file.bytes + r->file.data_offset + i * r->frame_bytes;
        recording->data[i] = first + (double)i;
        read_points(r, at, i, recording->data + n);
        read_analog(r, gain, is_unsigned, at + points * r->word, i,
                    recording->data + (1 + points) * n);
        for (size_t k = 0; k < r->n_rotations * MATRIX; k++)
            recording->data[(1 + k) * n + i] = hinge_c3d_real(&r->file, at + 4 * k);
    }
    free(gain);
}

static void note_events(const struct reader *r)
{
    struct hinge_text text = {0};
    char label[LABEL], context[LABEL];
    size_t n = hinge_c3d_count(&r->file, "EVENT", "USED");
    for (size_t e = 0; e < n && e < MOST_EVENTS; e++) {
        double minutes = hinge_c3d_number(&r->file, "EVENT", "TIMES", 2 * e, false, 0);
        double s = hinge_c3d_number(&r->file, "EVENT", "TIMES", 2 * e + 1, false, NAN);
        hinge_c3d_text(&r->file, "EVENT", "LABELS", e, label, sizeof label);
        hinge_c3d_text(&r->file, "EVENT", "CONTEXTS", e, context, sizeof context);
        hinge_text_printf(&text, "%s%s%s%s %.3f s", e > 0 ? ", " : "", context,
                          *context != '\0' ? " " : "", label, 60 * minutes + s);
    }
    if (n > 0)
        hinge_build_note(r->recording, "events: %.480s", hinge_text_string(&text));
    hinge_text_clear(&text);
}

static enum hinge_status read_all(const char *shown, struct reader *r, struct hinge_error *error)
{
    struct hinge_recording *recording = r->recording;
    char up[3];
    const char *screen = find_up(&r->file, up);
    size_t n_channels =
        1 + 4 * r->file.n_points + r->file.analog_per_frame + r->n_rotations * MATRIX;
    if (n_channels > HINGE_CSV_COLUMNS_MAX)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                               "%s: %zu channels, at most %d are read", shown, n_channels,
                               (int)HINGE_CSV_COLUMNS_MAX);
    hinge_build_layout(recording, "c3d", screen != NULL ? screen : "+z", n_channels);
    name(r, "frame", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
    name_points(r);
    name_rest(r);
    read_frames(r);
    recording->layout.flags = HINGE_LAYOUT_ZERO_MISSING;
    if (r->file.rate_hz > 0)
        recording->header_rate_hz = r->file.rate_hz;
    if (screen == NULL)
        recording->layout.flags |= HINGE_LAYOUT_UP_ASSUMED;
    if (r->n_frames < r->file.n_frames)
        hinge_build_stated(recording, (double)r->file.n_frames, "frames");
    note_events(r);
    return HINGE_OK;
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    (void)options;
    struct reader r = {.recording = recording};
    enum hinge_status status =
        hinge_c3d_open(probe->name, probe->data, probe->size, &r.file, error);
    if (status == HINGE_OK)
        status = measure(probe->name, &r, error);
    if (status == HINGE_OK)
        status = read_all(probe->name, &r, error);
    hinge_c3d_close(&r.file);
    return status;
}

/* One point, two frames, Intel reals: a header, a block of parameters, a block of
 * data. */
static const char example[3][512] = {
    "\x02\x50\x01\x00\x00\x00\x01\x00\x02\x00\x0a\x00\x00\x00\x80\xbf"
    "\x03\x00\x01\x00\x00\x00\x48\x42",
    "\x01\x50\x01\x54"
    "\x05\xffPOINT\x03\x00\x00"
    "\x06\x01LABELS\x0b\x00\xff\x02\x04\x01LASI\x00"
    "\x08\x01Y_SCREEN\x08\x00\xff\x01\x02+Z\x00"
    "\x05\x01UNITS\x00\x00\xff\x01\x02mm\x00",
    "\x00\x00\xc8\x42\x00\x00\xf0\xc2\x00\x00\x75\x44\x00\x00\x00\x00"
    "\x00\x80\xc8\x42\x00\x00\xf0\xc2\x00\x00\x75\x44\x00\x00\x80\xbf"};

const struct hinge_format hinge_format_c3d = {
    .id = "c3d",
    .title = "C3D (Vicon, Qualisys, OptiTrack, BTS, Optotrak)",
    .details = "Points, analog channels, events and rotations, in all six encodings "
               "(DEC, Intel, "
               "SGI; integers, reals). Rate, unit and labels come from the parameters; "
               "labels may "
               "go on in LABELS2. A point whose fourth word is negative, or at 0,0,0, "
               "is missing. "
               "The vertical is Y_SCREEN where the file says it, else z, and analysis "
               "refuses one "
               "that does not fit the body. Analog channels are kept sample by sample "
               "(`EMG1 [3/20]` is the third of 20 samples of a frame), events as a "
               "note. Names of "
               "subjects are not kept: `Anna:LASI` is `LASI`, or `subject1:LASI` where "
               "there are "
               "several.",
    .content = HINGE_CONTENT_BINARY,
    .score = score,
    .read = read,
    .example = &example[0][0],
    .example_size = sizeof example,
    .example_frames = 2,
    .example_channels = 5,
    .broken = &example[0][0],
    .broken_size = sizeof example - sizeof example[0],
    .broken_says = "C3D file without a whole frame",
};
