/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C3D: files written here, by the user guide, in all six encodings; labels past 255,
 * subjects, analog samples, events; and thousands of damaged ones. */
#include "test.h"

#include "base/random.h"
#include "recording_text.h"

enum { INTEL = 84, DEC, SGI, ROOM = 1 << 16 };

struct writer {
    unsigned char byte[ROOM];
    size_t size;
    int processor;
};

static void add_word(struct writer *w, size_t at, int value)
{
    unsigned bits = (unsigned)value & 0xffff;
    w->byte[at + (w->processor == SGI ? 1 : 0)] = (unsigned char)(bits & 0xff);
    w->byte[at + (w->processor == SGI ? 0 : 1)] = (unsigned char)(bits >> 8);
}

static void add_real(struct writer *w, size_t at, double value)
{
    float single = (float)(w->processor == DEC ? 4 * value : value);
    uint32_t bits;
    memcpy(&bits, &single, sizeof bits);
    bool words_first = w->processor != INTEL; /* the high word stands first */
    add_word(w, at, (int)(words_first ? bits >> 16 : bits & 0xffff));
    add_word(w, at + 2, (int)(words_first ? bits & 0xffff : bits >> 16));
}

static void add_bytes(struct writer *w, const void *bytes, size_t n)
{
    if (n > 0)
        memcpy(w->byte + w->size, bytes, n);
    w->size += n;
}

/* A record of the parameter section; the link of the last one is 0. */
static void add_record(struct writer *w, int id, const char *name, int type,
                       const unsigned char *dims, size_t n_dims, const void *data, size_t n,
                       bool last)
{
    unsigned char head[2] = {(unsigned char)strlen(name), (unsigned char)id};
    add_bytes(w, head, 2);
    add_bytes(w, name, strlen(name));
    size_t link = w->size;
    w->size += 2;
    if (id > 0 && id < 128) {
        unsigned char kind[2] = {(unsigned char)type, (unsigned char)n_dims};
        add_bytes(w, kind, 2);
        add_bytes(w, dims, n_dims);
        add_bytes(w, data, n);
    }
    add_bytes(w, "", 1); /* no description */
    add_word(w, link, last ? 0 : (int)(w->size - link));
}

static void add_text(struct writer *w, int id, const char *name, size_t width, size_t n,
                     const char *text)
{
    unsigned char dims[2] = {(unsigned char)width, (unsigned char)n};
    add_record(w, id, name, -1, dims, 2, text, width * n, false);
}

static void add_reals(struct writer *w, int id, const char *name, const double *x, size_t n)
{
    struct writer number = {.processor = w->processor};
    unsigned char dim = (unsigned char)n;
    for (size_t i = 0; i < n; i++)
        add_real(&number, 4 * i, x[i]);
    add_record(w, id, name, 4, &dim, 1, number.byte, 4 * n, false);
}

static void add_number(struct writer *w, int id, const char *name, int value, bool last)
{
    struct writer number = {.processor = w->processor};
    add_word(&number, 0, value);
    add_record(w, id, name, 2, NULL, 0, number.byte, 2, last);
}

/* Three points, two analog channels with two samples a frame, three frames. Point p at
 * frame i is at (10 p + i, -20 - i, 1000 + p) / 4 mm; the second is not seen at
 * frame 1. Analog a, sample s, frame i is 100 a + 10 i + s volts. */
enum { POINTS = 3, FRAMES = 3 };

static double point_value(int p, int i, int k)
{
    return (k == 0 ? 10 * p + i : k == 1 ? -20 - i : 1000 + p) / 4.0;
}

/* Put into the files as POINT:ANGLES where it is not NULL. */
static const char *angle_list;

static void write_file_as(struct writer *w, int processor, bool real, bool is_unsigned)
{
    static const double scale[2] = {0.5, 2}, rate[] = {50}, general[] = {0.25};
    static const double times[] = {0, 1.5, 1, 2.25};
    memset(w, 0, sizeof *w);
    w->processor = processor;
    w->byte[0] = 2;
    w->byte[1] = 0x50;
    add_word(w, 2, POINTS);
    add_word(w, 4, 4);
    add_word(w, 6, 7);
    add_word(w, 8, 9);
    add_real(w, 12, real ? -0.25 : 0.25);
    add_word(w, 16, 4);
    add_word(w, 18, 2);
    add_real(w, 20, 50);
    w->size = 512;
    add_bytes(w, (unsigned char[]){1, 0x50, 2, (unsigned char)processor}, 4);
    add_record(w, 255, "POINT", 0, NULL, 0, NULL, 0, false);
    add_record(w, 254, "ANALOG", 0, NULL, 0, NULL, 0, false);
    add_text(w, 1, "LABELS", 12, 2, "Anna:LASI   Anna:RASI   ");
    add_text(w, 1, "LABELS2", 4, 2, "C7  MORE");
    add_text(w, 1, "UNITS", 2, 1, "mm");
    if (angle_list != NULL)
        add_text(w, 1, "ANGLES", 12, 1, angle_list);
    add_text(w, 1, "Y_SCREEN", 2, 1, "+Z");
    add_reals(w, 1, "RATE", rate, 1);
    add_text(w, 2, "LABELS", 4, 2, "EMG1Fz  ");
    add_reals(w, 2, "SCALE", scale, 2);
    add_reals(w, 2, "GEN_SCALE", general, 1);
    struct writer offset = {.processor = processor};
    add_word(&offset, 0, is_unsigned ? 40000 : 100);
    add_word(&offset, 2, -50);
    add_record(w, 2, "OFFSET", 2, (unsigned char[]){2}, 1, offset.byte, 4, false);
    if (is_unsigned)
        add_text(w, 2, "FORMAT", 8, 1, "UNSIGNED");
    struct writer first = {.processor =
                               processor}; /* two words, of which the header has the low one */
    add_word(&first, 0, 7);
    add_word(&first, 2, 1);
    add_record(w, 252, "TRIAL", 0, NULL, 0, NULL, 0, false);
    add_record(w, 4, "ACTUAL_START_FIELD", 2, (unsigned char[]){2}, 1, first.byte, 4, false);
    add_record(w, 253, "EVENT", 0, NULL, 0, NULL, 0, false);
    add_text(w, 3, "LABELS", 8, 2, "Strike  Off     ");
    add_reals(w, 3, "TIMES", times, 4);
    add_number(w, 3, "USED", 2, true);
    assert_true(w->size <= 1536);
    w->size = 1536;
    size_t width = real ? 4 : 2;
    for (int i = 0; i < FRAMES; i++) {
        for (int p = 0; p < POINTS; p++)
            for (int k = 0; k < 4; k++, w->size += width) {
                double value = k < 3 ? point_value(p, i, k) : p == 1 && i == 1 ? -1 : 0;
                if (real)
                    add_real(w, w->size, value);
                else
                    add_word(w, w->size, (int)(k < 3 ? value * 4 : value));
            }
        for (int s = 0; s < 2; s++)
            for (int a = 0; a < 2; a++, w->size += width) {
                double raw = (100 * a + 10 * i + s) / (scale[a] * general[0]) +
                             (a == 0 ? is_unsigned ? 40000 : 100 : -50);
                if (real)
                    add_real(w, w->size, raw);
                else
                    add_word(w, w->size, (int)raw);
            }
    }
}

static void write_file(struct writer *w, int processor, bool real)
{
    write_file_as(w, processor, real, false);
}

static void read_file(const struct writer *w, struct read_result *result)
{
    read_bytes("trial.c3d", (const char *)w->byte, w->size, NULL, result);
}

TEST(six_encodings_give_the_same_numbers)
{
    for (int processor = INTEL; processor <= SGI; processor++)
        for (int real = 0; real < 2; real++) {
            struct writer w;
            cleared_by(read_result_clear) struct read_result r;
            write_file(&w, processor, real == 1);
            read_file(&w, &r);
            assert_read(r);
            const struct hinge_layout *layout = &r.recording.layout;
            const double *x = r.recording.data;
            assert_string_equal(layout->format, "c3d");
            assert_string_equal(layout->up, "+z");
            assert_int_equal(r.recording.n_frames, FRAMES);
            assert_int_equal(layout->n_channels, 1 + 4 * POINTS + 4);
            assert_close(r.recording.header_rate_hz, 50, 0, 0);
            for (int i = 0; i < FRAMES; i++)
                assert_close(x[i], 65536 + 7 + i, 0, 0); /* frame numbers */
            for (int p = 0; p < POINTS; p++)
                for (int k = 0; k < 3; k++)
                    for (int i = 0; i < FRAMES; i++)
                        assert_close(x[(1 + 4 * p + k) * FRAMES + i],
                                     p == 1 && i == 1 ? nan("") : point_value(p, i, k), 0, 0);
            for (int a = 0; a < 2; a++)
                for (int s = 0; s < 2; s++)
                    for (int i = 0; i < FRAMES; i++)
                        assert_close(x[(1 + 4 * POINTS + 2 * a + s) * FRAMES + i],
                                     100 * a + 10 * i + s, 0, 0);
        }
}

/* Numbers from 32768 on are no negative ones where the file says UNSIGNED: the first
 * channel's zero is 40000. */
TEST(unsigned_numbers)
{
    struct writer w;
    cleared_by(read_result_clear) struct read_result r;
    write_file_as(&w, INTEL, false, true);
    read_file(&w, &r);
    assert_read(r);
    for (size_t i = 0; i < FRAMES; i++)
        assert_close(r.recording.data[13 * FRAMES + i], 10 * (double)i, 1e-12, 1e-12);
}

TEST(names_units_and_events)
{
    struct writer w;
    cleared_by(read_result_clear) struct read_result r;
    write_file(&w, INTEL, true);
    read_file(&w, &r);
    assert_read(r);
    const struct hinge_channel *c = r.recording.layout.channel;
    assert_string_equal(c[1].source, "LASI X"); /* the subject is not kept */
    assert_string_equal(c[5].marker, "RASI");
    assert_string_equal(c[9].marker, "C7"); /* of LABELS2 */
    assert_int_equal(c[1].unit, HINGE_UNIT_mm);
    assert_int_equal(c[3].component, HINGE_COMPONENT_z);
    assert_string_equal(c[4].source, "LASI residual");
    assert_int_equal(c[4].component, HINGE_COMPONENT_other);
    assert_string_equal(c[13].source, "EMG1 [1/2]");
    assert_string_equal(c[16].source, "Fz [2/2]");
    assert_non_null(strstr(r.recording.notes, "Strike 1.500 s, Off 62.250 s"));
    assert_null(strstr(r.recording.notes, "Anna"));
}

/* A point without a label has its number, from 1. */
TEST(a_point_without_a_label)
{
    struct writer w;
    cleared_by(read_result_clear) struct read_result r;
    write_file(&w, INTEL, true);
    memset(memmem(w.byte, w.size, "Anna:RASI", 9), ' ', 9);
    read_file(&w, &r);
    assert_read(r);
    assert_string_equal(r.recording.layout.channel[5].marker, "*2");
}

/* A model's angles are among the points: POINT:ANGLES names them, with or without the
 * subject, or, where there is no such list, their own names do. */
TEST(angles_among_the_points)
{
    static const struct {
        const char *list, *label, *source;
        bool angle;
    } cases[] = {
        {NULL, "Anna:RASI   ", "RASI X", false},
        {NULL, "RHipAngles  ", "RHipAngles X", true},
        {"RHipAngles  ", "RHipAngles  ", "RHipAngles X", true},
        {"RASI        ", "Anna:RASI   ", "RASI X", true},
        {"LHipAngles  ", "RHipAngles  ", "RHipAngles X", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct writer w;
        cleared_by(read_result_clear) struct read_result r;
        angle_list = cases[i].list;
        write_file(&w, INTEL, true);
        angle_list = NULL;
        unsigned char *label = memmem(w.byte, w.size, "Anna:RASI   ", 12);
        assert_non_null(label);
        memcpy(label, cases[i].label, 12);
        read_file(&w, &r);
        assert_read(r);
        const struct hinge_channel *c = &r.recording.layout.channel[5];
        assert_string_equal(c->source, cases[i].source);
        assert_int_equal(c->component, cases[i].angle ? HINGE_COMPONENT_angle : HINGE_COMPONENT_x);
        assert_int_equal(c->unit, cases[i].angle ? HINGE_UNIT_deg : HINGE_UNIT_mm);
    }
}

TEST(a_cut_file_gives_its_whole_frames)
{
    struct writer w;
    struct read_result r;
    write_file(&w, SGI, true);
    w.size -= 1;
    read_file(&w, &r);
    assert_read(r);
    assert_int_equal(r.recording.n_frames, FRAMES - 1);
    assert_non_null(strstr(r.recording.notes, "header has 3 frames, the file has 2"));
    hinge_recording_clear(&r.recording);
    w.size = 1536 + 10;
    read_file(&w, &r);
    assert_refused(r, "NO_ROWS", "trial.c3d: C3D file without a whole frame");
}

/* Groups with longer names in front move the others: the section ends after each of their bytes. */
TEST(parameters_may_end_anywhere)
{
    bool named = true;
    for (int n = 1; n <= 400; n++) {
        struct writer w, filler = {.processor = INTEL};
        struct read_result r;
        for (int left = n; left > 0; left -= 100) {
            char name[101];
            snprintf(name, sizeof name, "%0*d", left < 100 ? left : 100, 0);
            add_record(&filler, 200, name, 0, NULL, 0, NULL, 0, false);
        }
        write_file(&w, INTEL, true);
        memmove(w.byte + 516 + filler.size, w.byte + 516, 1020 - filler.size);
        memcpy(w.byte + 516, filler.byte, filler.size);
        w.byte[512 + 2] = 1; /* of two blocks */
        read_file(&w, &r);
        assert_read(r);
        assert_int_equal(r.recording.n_frames, FRAMES);
        const struct hinge_channel *c = r.recording.layout.channel;
        bool has = strncmp(c[13].source, "EMG1", 4) == 0;
        assert_true(named || !has); /* what is cut stays cut when more is */
        named = has;
        read_result_clear(&r);
    }
    assert_false(named);
}

TEST(broken_headers_are_named)
{
    struct writer w;
    struct read_result r;
    write_file(&w, INTEL, true);
    w.byte[512 + 3] = 90;
    read_file(&w, &r);
    assert_refused(r, "BAD_HEADER", "not Intel, DEC or SGI");
    write_file(&w, INTEL, true);
    w.byte[0] = 200;
    read_file(&w, &r);
    assert_refused(r, "BAD_HEADER", "its parameters lie behind its end");
    write_file(&w, INTEL, true);
    add_word(&w, 16, 30000);
    read_file(&w, &r);
    assert_refused(r, "BAD_HEADER", "its frames lie behind its end");
    write_file(&w, INTEL, true);
    add_real(&w, 12, 0);
    read_file(&w, &r);
    assert_refused(r, "BAD_HEADER", "its scale is 0");
}

/* A column is the frame, four a point and one an analog channel: as many as a table has. */
TEST(columns_at_most)
{
    for (int analog = 3; analog <= 4; analog++) {
        struct writer w;
        struct read_result r;
        write_file(&w, INTEL, true);
        add_word(&w, 2, 1023);
        add_word(&w, 4, analog);
        add_word(&w, 8, 7); /* one frame */
        add_word(&w, 18, 1);
        w.size = ROOM;
        read_file(&w, &r);
        if (analog == 4) {
            assert_refused(r, "TOO_LARGE",
                           "4097 channels, at most 4096 are read: export those of this person");
        } else {
            assert_read(r);
            read_result_clear(&r);
        }
    }
}

/* Every byte of header and parameters may be wrong: refused or read, never a crash. */
TEST(damaged_files_never_crash)
{
    struct hinge_random random;
    hinge_random_init(&random, 3, 0, 0);
    for (int round = 0; round < 4000; round++) {
        struct writer w;
        struct read_result r;
        write_file(&w, INTEL + round % 3, round % 2 == 0);
        for (uint32_t k = hinge_random_bounded(&random, 6); k < 7; k++)
            w.byte[hinge_random_bounded(&random, 1600)] =
                (unsigned char)hinge_random_bounded(&random, 256);
        if (round % 5 == 0)
            w.size = hinge_random_bounded(&random, (uint32_t)w.size);
        read_file(&w, &r);
        assert_true(r.status == HINGE_OK || (r.status == HINGE_INPUT && *r.error.message != '\0'));
        if (r.status == HINGE_OK)
            hinge_recording_clear(&r.recording);
    }
}
