/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packing: every number comes back bit for bit, damage is noticed, bytes repeat. */
#include "test.h"

#include "store_samples.h"

#include "store/chunk.h"

/* A recording of one channel. */
static void one_channel(struct hinge_recording *recording, const double *value, size_t n, int hint)
{
    sample_recording(recording, 1, n, 0, 1);
    memcpy(recording->data, value, n * sizeof *value);
    recording->layout.channel[0].decimals = hint;
}

static void round_trip(const struct hinge_recording *recording, struct hinge_packed *packed)
{
    cleared_by(hinge_recording_clear) struct hinge_recording back = {0};
    hinge_pack(recording, packed);
    assert_works(hinge_unpack(packed, NULL, &back, &why));
    assert_int_equal(back.n_frames, recording->n_frames);
    assert_true(sample_same(back.data, recording->data,
                            recording->n_frames * recording->layout.n_channels));
}

TEST(decimals_are_found_and_exact)
{
    static const struct {
        double value[4];
        int hint, decimals;
    } rows[] = {
        {{1, 2, 3, 4}, -1, 0},
        {{0.1, 0.25, 3, -4.5}, -1, 2},
        {{0.1, 0.25, 3, -4.5}, 1, 2},  /* a wrong hint is only a hint */
        {{0.1, 0.25, 3, -4.5}, 6, 6},  /* a generous one is taken */
        {{0.1, 0.25, 3, -4.5}, 77, 2}, /* nonsense is not */
        {{1e-9, 2, -2, 0.5}, -1, 9},
        {{1e-10, 2, 3, 4}, -1, -1},
        {{0.1, -0.0, 3, 4}, -1, -1}, /* the sign of zero would be lost */
        {{0.1, (double)NAN, 3, 4}, -1, 1},
        {{(double)NAN, (double)NAN, (double)NAN, (double)NAN}, -1, 0},
        {{2147483647, -2147483647, 0, 0}, -1, 0},
        {{2147483648, 0, 0, 0}, -1, -1},
        {{-2147483648.0, 0, 0, 0}, -1, -1}, /* is the missing value */
        {{214748.3647, -0.0001, 0, 0}, -1, 4},
        {{(double)INFINITY, 0, 0, 0}, -1, -1},
        {{-1e300, 5e-324, 0, 0}, -1, -1},
        {{1.0 / 3, 0, 0, 0}, -1, -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cleared_by(hinge_recording_clear) struct hinge_recording recording;
        cleared_by(hinge_packed_clear) struct hinge_packed packed;
        one_channel(&recording, rows[i].value, 4, rows[i].hint);
        round_trip(&recording, &packed);
        if (packed.decimals[0] != rows[i].decimals)
            print_error("row %zu: %d decimals\n", i, packed.decimals[0]);
        assert_int_equal(packed.decimals[0], rows[i].decimals);
    }
}

TEST(shapes_of_every_kind)
{
    static const struct {
        size_t channels, frames, inexact, exact_chunks;
    } rows[] = {/* the time of very long recordings needs more than 31 bits: it is real */
                {0, 0, 0, 0},      {0, 10, 0, 0},       {5, 0, 2, 0},      {1, 1, 0, 1},
                {134, 1000, 0, 1}, {134, 1000, 134, 0}, {134, 1000, 7, 1}, {134, 9000, 3, 5},
                {3, 262144, 0, 2}, {3, 262145, 1, 2},   {2, 700000, 0, 3}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cleared_by(hinge_recording_clear) struct hinge_recording recording;
        cleared_by(hinge_packed_clear) struct hinge_packed packed;
        sample_recording(&recording, rows[i].channels, rows[i].frames, rows[i].inexact, 3);
        round_trip(&recording, &packed);
        assert_int_equal(packed.exact.n_chunks, rows[i].exact_chunks);
        assert_true(packed.exact.rows_per_chunk * packed.exact.frames_per_chunk * 4 <=
                    HINGE_CHUNK_TARGET);
        assert_true(packed.real.rows_per_chunk * packed.real.frames_per_chunk * 8 <=
                    HINGE_CHUNK_TARGET);
    }
}

/* Each channel is in one part, once. */
TEST(parts_hold_every_channel)
{
    cleared_by(hinge_recording_clear) struct hinge_recording recording;
    cleared_by(hinge_packed_clear) struct hinge_packed packed;
    sample_recording(&recording, 5, 100, 2, 3);
    round_trip(&recording, &packed);
    assert_true(hinge_pack_covers(&packed));
    packed.real.rows--;
    assert_false(hinge_pack_covers(&packed));
    packed.real.rows++, packed.exact.rows++;
    assert_false(hinge_pack_covers(&packed));
    packed.exact.rows--;
    packed.real.channel[0] = packed.real.channel[1];
    assert_false(hinge_pack_covers(&packed));
    packed.real.channel[0] = 0;
    packed.exact.channel[0] = packed.exact.channel[1];
    assert_false(hinge_pack_covers(&packed));
}

static size_t bytes_of(const struct hinge_packed_part *part)
{
    size_t bytes = 0;
    for (size_t k = 0; k < part->n_chunks; k++)
        bytes += part->chunk_size[k];
    return bytes;
}

TEST(packing_saves_room_and_repeats)
{
    cleared_by(hinge_recording_clear) struct hinge_recording recording;
    cleared_by(hinge_packed_clear) struct hinge_packed a, b;
    sample_recording(&recording, 134, 1000, 0, 5);
    round_trip(&recording, &a);
    round_trip(&recording, &b);
    const size_t exact = bytes_of(&a.exact), real = bytes_of(&a.real);
    assert_int_equal(bytes_of(&b.exact), exact);
    assert_int_equal(bytes_of(&b.real), real);
    assert_memory_equal(a.exact.bytes, b.exact.bytes, exact);
    assert_memory_equal(a.real.bytes, b.real.bytes, real);
    /* 32 bits of which 12 are noise and the rest is smooth */
    assert_true(exact + real < 134 * 1000 * 8 / 3);
}

TEST(every_flip_in_a_chunk_is_noticed)
{
    struct hinge_recording recording, back = {0};
    cleared_by(hinge_packed_clear) struct hinge_packed packed;
    sample_recording(&recording, 6, 50, 3, 5);
    hinge_pack(&recording, &packed);
    size_t n = packed.exact.chunk_size[0];
    for (size_t bit = 0; bit < 8 * n; bit++) {
        struct hinge_error error = HINGE_ERROR_INIT;
        packed.exact.bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
        assert_int_equal(hinge_unpack(&packed, NULL, &back, &error), HINGE_INPUT);
        assert_int_equal(error.reason, HINGE_REASON_DAMAGED);
        packed.exact.bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
    }
    for (size_t cut = 0; cut < n; cut++) {
        packed.exact.chunk_size[0] = cut;
        assert_int_equal(hinge_unpack(&packed, NULL, &back, NULL), HINGE_INPUT);
    }
    packed.exact.chunk_size[0] = n;
    packed.decimals[0] = 10;
    assert_int_equal(hinge_unpack(&packed, NULL, &back, NULL), HINGE_INPUT);
    packed.decimals[0] = -1;
    assert_int_equal(hinge_unpack(&packed, NULL, &back, NULL), HINGE_INPUT);
    assert_null(back.data);
    hinge_recording_clear(&recording);
}

/* A recording of time, frame and four markers, the first `named` channels of which
 * (markers' ones) have a landmark. */
static void named_recording(struct hinge_recording *recording, size_t named)
{
    sample_recording(recording, 18, 50, 0, 7);
    for (size_t c = 2; c < 18; c++)
        recording->layout.channel[c].landmark =
            c < 2 + named ? HINGE_LANDMARK_hjc_l : HINGE_LANDMARK_NONE;
}

TEST(what_analysis_reads_lies_in_front)
{
    static const int32_t order[] = {0,  1,  2,  3,  4,  6,  7, 8,  5, /* one with a name */
                                    10, 11, 12, 14, 15, 16, 9, 13, 17};
    cleared_by(hinge_recording_clear) struct hinge_recording recording, back = {0};
    cleared_by(hinge_packed_clear) struct hinge_packed packed;
    named_recording(&recording, 7);
    round_trip(&recording, &packed);
    assert_int_equal(packed.exact.n_chunks, 2);
    assert_memory_equal(packed.exact.channel, order, sizeof order);
    assert_works(hinge_unpack(&packed, &recording.layout, &back, &why));
    for (size_t r = 0; r < 18; r++) {
        const double *got = back.data + (size_t)order[r] * 50;
        for (size_t i = 0; r >= 9 && i < 50; i++)
            assert_true(isnan(got[i]));
        assert_true(r >= 9 || sample_same(got, recording.data + (size_t)order[r] * 50, 50));
    }
    size_t first = packed.exact.chunk_size[0];
    for (size_t k = 0; k < packed.exact.chunk_size[1]; k++) { /* though not inflated */
        packed.exact.bytes[first + k] ^= 1;
        assert_int_equal(hinge_unpack(&packed, &recording.layout, &back, NULL), HINGE_INPUT);
        packed.exact.bytes[first + k] ^= 1;
    }
    hinge_packed_clear(&packed);
    hinge_recording_clear(&recording);
    named_recording(&recording, 8); /* more than half: in one piece */
    round_trip(&recording, &packed);
    assert_int_equal(packed.exact.n_chunks, 1);
}

/* Noise before constants: only the noise is kept as it is, and only when it is said
 * where it ends; for 5 % of noise nothing is. */
TEST(noise_in_front_is_kept_as_it_is)
{
    enum { N = 60000, STORED = 2 + 5 };
    static const size_t first[] = {N / 2, 0, N / 20};
    cleared_by(freed) int16_t *in = malloc(N * sizeof *in), *out = malloc(N * sizeof *out);
    unsigned char *stored = malloc(hinge_chunk_bound(N * sizeof *in));
    struct hinge_encoder encoder = {0};
    struct hinge_decoder decoder = {0};
    uint32_t noise = 1;
    for (size_t i = 0; i < N; i++) {
        noise = noise * 1664525u + 1013904223u;
        in[i] = i < N / 2 ? (int16_t)(noise >> 24) : 95;
    }
    for (size_t k = 0; k < 3; k++) {
        encoder.alike = first[k];
        size_t bytes = hinge_chunk_encode(&encoder, in, N, sizeof *in, stored);
        bool kept = stored[2] == 0 && (stored[3] | stored[4] << 8) == N / 2;
        for (size_t i = 0; kept && i < N / 2; i++)
            kept = stored[STORED + i] == in[i];
        assert_int_equal(kept, k == 0);
        assert_true(bytes < N / 2 + 600);
        assert_true(hinge_chunk_decode(&decoder, stored, bytes, out, N, sizeof *in));
        assert_memory_equal(in, out, N * sizeof *in);
    }
    hinge_encoder_clear(&encoder);
    hinge_decoder_clear(&decoder);
    free(stored);
}

TEST(chunks_of_every_element_size)
{
    static const size_t sizes[] = {1, 2, 4, 8};
    enum { N = 60000 };
    unsigned char *in = malloc(N * 8), *out = malloc(N * 8);
    unsigned char *stored = malloc(hinge_chunk_bound(N * 8));
    struct hinge_encoder encoder = {0};
    struct hinge_decoder decoder = {0};
    uint32_t noise = 1;
    for (size_t kind = 0; kind < 3; kind++) { /* constant, noise, noisy low bytes */
        for (size_t i = 0; i < N * 8; i++) {
            noise = noise * 1664525u + 1013904223u;
            in[i] = kind == 0 ? 7 : kind == 1 || i % 4 < 2 ? (unsigned char)(noise >> 24) : 3;
        }
        for (size_t s = 0; s < 4; s++) {
            size_t bytes = hinge_chunk_encode(&encoder, in, N, sizes[s], stored);
            assert_true(bytes > 0 && bytes <= hinge_chunk_bound(N * sizes[s]));
            assert_true(hinge_chunk_decode(&decoder, stored, bytes, out, N, sizes[s]));
            assert_memory_equal(in, out, N * sizes[s]);
            assert_false(hinge_chunk_decode(&decoder, stored, bytes, out, N - 1, sizes[s]));
        }
    }
    hinge_encoder_clear(&encoder);
    hinge_decoder_clear(&decoder);
    free(in);
    free(out);
    free(stored);
}

TEST(a_bomb_is_implausible)
{
    assert_true(hinge_chunk_plausible(1100, HINGE_CHUNK_TARGET)); /* constant, our largest */
    assert_false(hinge_chunk_plausible(1100, HINGE_CHUNK_LIMIT));
    assert_false(hinge_chunk_plausible(4, 0));
    assert_false(hinge_chunk_plausible(5000, 1000));
}
