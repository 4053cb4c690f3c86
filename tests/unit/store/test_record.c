/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of a journal made by hand, as bytes whose checksum is right: what was put
 * comes back, and lengths, counts and numbers of sets that can't be are refused before
 * use. */
#include "store_samples.h"

#include "store/journal_record.h"
#include "store/pack.h"
#include "store/table_layouts.h"

enum { CHANNELS = 3, FRAMES = 20, N_SHAPE = 2, N_PART = 5, WORD = sizeof(size_t) };
/* Where the shape of the exact part is: behind that of the whole and the decimals. */
enum { EXACT = N_SHAPE * WORD + CHANNELS };

static void put_sample(struct hinge_text *packed_record,
                       struct hinge_text *layout_record)
{
    struct hinge_recording recording;
    struct hinge_packed packed;
    sample_recording(&recording, CHANNELS, FRAMES, 0, 1);
    assert_works(hinge_pack(&recording, &packed, &why));
    hinge_record_put_packed(packed_record, &packed);
    hinge_record_put_layout(layout_record, &recording.layout);
    assert_false(packed_record->failed || layout_record->failed);
    hinge_packed_clear(&packed);
    hinge_recording_clear(&recording);
}

static bool packed_is_taken(const struct hinge_text *text)
{
    struct hinge_record record = {.at = text->data, .left = text->length};
    struct hinge_packed packed;
    hinge_record_take_packed(&record, &packed);
    bool taken = !record.failed;
    assert_int_equal(record.nonsense, record.failed);
    if (taken)
        hinge_packed_clear(&packed);
    assert_null(packed.decimals);
    return taken;
}

static bool layout_is_taken(const struct hinge_text *text)
{
    struct hinge_record record = {.at = text->data, .left = text->length};
    struct hinge_layout layout;
    hinge_record_take_layout(&record, &layout);
    bool taken = !record.failed;
    assert_int_equal(record.nonsense, record.failed);
    if (taken)
        hinge_layout_clear(&layout);
    assert_null(layout.blocks);
    return taken;
}

/* The record with `size` bytes at `at` replaced, and put back afterwards. */
static bool with(struct hinge_text *text, size_t at, const void *bytes, size_t size,
                 bool (*is_taken)(const struct hinge_text *))
{
    char before[64];
    assert_true(size <= sizeof before && at + size <= text->length);
    memcpy(before, text->data + at, size);
    memcpy(text->data + at, bytes, size);
    bool taken = is_taken(text);
    memcpy(text->data + at, before, size);
    return taken;
}

static void sizes_that_cannot_be_are_refused(void **state)
{
    (void)state;
    struct hinge_text packed = {0}, layout = {0};
    put_sample(&packed, &layout);
    assert_true(packed_is_taken(&packed));
    /* frames, channels; rows, rows and frames of a chunk, chunks, bytes of a part */
    static const size_t places[] = {0,
                                    WORD,
                                    EXACT,
                                    EXACT + WORD,
                                    EXACT + 2 * WORD,
                                    EXACT + 3 * WORD,
                                    EXACT + 4 * WORD};
    static const size_t values[] = {
        0, 1, CHANNELS + 1, FRAMES - 1, INT32_MAX, SIZE_MAX / 8, SIZE_MAX};
    for (size_t p = 0; p < sizeof places / sizeof *places; p++)
        for (size_t v = 0; v < sizeof values / sizeof *values; v++) {
            size_t own;
            memcpy(&own, packed.data + places[p], WORD);
            bool taken = with(&packed, places[p], &values[v], WORD, packed_is_taken);
            if (taken != (own == values[v]))
                print_error("place %zu, value %zu\n", places[p], values[v]);
            assert_int_equal(taken, own == values[v]);
        }
    hinge_text_clear(&packed);
    hinge_text_clear(&layout);
}

/* Sizes of the two chunks of a long channel that add up to the bytes there are by
 * running over. */
static void chunks_do_not_add_up_by_overflow(void **state)
{
    (void)state;
    struct hinge_text record = {0};
    const unsigned char bytes[16] = {0};
    const size_t size[2] = {SIZE_MAX - 99, 116};
    const int8_t decimals[1] = {0};
    struct hinge_packed packed = {.n_frames = HINGE_CHUNK_TARGET / 2, .n_channels = 1};
    struct hinge_packed_part *exact = &packed.exact, *real = &packed.real;
    exact->rows = 1;
    hinge_pack_geometry(exact, packed.n_frames, sizeof(int32_t), false);
    hinge_pack_geometry(real, packed.n_frames, sizeof(double), false);
    assert_int_equal(exact->n_chunks, 2);
    const size_t shape[N_SHAPE] = {packed.n_frames, 1};
    const size_t part[N_PART] = {1, exact->rows_per_chunk, exact->frames_per_chunk, 2,
                                 sizeof bytes};
    const size_t empty[N_PART] = {0, real->rows_per_chunk, real->frames_per_chunk,
                                  real->n_chunks, 0};
    hinge_record_put(&record, shape, sizeof shape);
    hinge_record_put(&record, decimals, sizeof decimals);
    hinge_record_put(&record, part, sizeof part);
    hinge_record_put(&record, size, sizeof size);
    hinge_record_put(&record, bytes, sizeof bytes);
    hinge_record_put(&record, empty, sizeof empty);
    assert_false(packed_is_taken(&record));
    hinge_text_clear(&record);
}

static void damaged_chunks_and_decimals_are_refused(void **state)
{
    (void)state;
    struct hinge_text packed = {0}, layout = {0};
    const int8_t decimals[] = {-2, 10, 127};
    put_sample(&packed, &layout);
    for (size_t i = 0; i < sizeof decimals; i++)
        assert_false(with(&packed, N_SHAPE * WORD, &decimals[i], 1, packed_is_taken));
    size_t chunk = EXACT + (N_PART + 1) * WORD; /* of one chunk */
    char flipped = (char)(packed.data[chunk] ^ 4);
    assert_false(with(&packed, chunk, &flipped, 1, packed_is_taken));
    hinge_text_clear(&packed);
    hinge_text_clear(&layout);
}

static void numbers_outside_of_their_sets_are_refused(void **state)
{
    (void)state;
    struct hinge_text packed = {0}, layout = {0};
    put_sample(&packed, &layout);
    assert_true(layout_is_taken(&layout));
    const int64_t families[] = {-1, HINGE_FAMILY_COUNT, INT64_MAX};
    for (size_t i = 0; i < 3; i++)
        assert_false(with(&layout, 0, &families[i], 8, layout_is_taken));
    const int64_t channels[] = {-1, HINGE_CHANNELS_MAX + 1, CHANNELS + 1};
    for (size_t i = 0; i < 3; i++)
        assert_false(with(&layout, 16, &channels[i], 8, layout_is_taken));
    assert_false(with(&layout, 24, "+yy", 3, layout_is_taken)); /* no end */
    size_t at = 27; /* behind the format and the landmark set: the first channel */
    at += strlen(layout.data + at) + 1;
    at += strlen(layout.data + at) + 1;
    const int32_t is[] = {-2, INT32_MAX}; /* no landmark is -1 */
    for (size_t k = 0; k < 3; k++)        /* component, unit, landmark */
        for (size_t i = 0; i < 2; i++)
            assert_false(with(&layout, at + 4 * k, &is[i], 4, layout_is_taken));
    hinge_text_clear(&packed);
    hinge_text_clear(&layout);
}

static void every_torn_record_is_refused(void **state)
{
    (void)state;
    struct hinge_text packed = {0}, layout = {0};
    put_sample(&packed, &layout);
    for (size_t n = 0; n < packed.length; n++)
        assert_false(
            packed_is_taken(&(struct hinge_text){.data = packed.data, .length = n}));
    for (size_t n = 0; n < layout.length; n++)
        assert_false(
            layout_is_taken(&(struct hinge_text){.data = layout.data, .length = n}));
    hinge_text_clear(&packed);
    hinge_text_clear(&layout);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_that_cannot_be_are_refused),
        cmocka_unit_test(chunks_do_not_add_up_by_overflow),
        cmocka_unit_test(damaged_chunks_and_decimals_are_refused),
        cmocka_unit_test(numbers_outside_of_their_sets_are_refused),
        cmocka_unit_test(every_torn_record_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
