/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trial's result as a record of a journal: what was put comes back, and bytes that no
 * result has are refused before anything is looked up by them. */
#include "assert_close.h"

#include "analyze/resume.h"

#include <stdio.h>
#include <string.h>

static double bottom_deg[] = {80.25, 91.5};

static struct hinge_trial_result sample(void)
{
    struct hinge_trial_result result = {.status = HINGE_OK,
                                        .tier = 'A',
                                        .lumbar_def = "T12L1",
                                        .driver = "hip_flex",
                                        .depth = "total_flex",
                                        .family = "markers",
                                        .vertical_source = "axis",
                                        .seg_source = "auto",
                                        .dim = 3,
                                        .rate_hz = 99.5,
                                        .bottom_deg = bottom_deg,
                                        .bottoms = 2};
    result.block.n = 7;
    result.agreements.n = 1;
    result.agreements.row[0] = (struct hinge_agreement){
        .of = "angle", .name = "lumbar_flex", .unit = "deg", .n = 50, .r = 0.9};
    snprintf(result.rare, sizeof result.rare, "left_heel");
    return result;
}

static bool take(const struct hinge_text *text, struct hinge_result_words *words,
                 struct hinge_trial_result *result)
{
    struct hinge_record record = {.at = text->data, .left = text->length};
    bool taken = hinge_result_take(&record, words, result);
    assert_int_equal(record.failed, !taken);
    assert_int_equal(record.nonsense, !taken);
    return taken;
}

/* Whether the result is taken again once it was put. */
static bool survives(const struct hinge_trial_result *result)
{
    struct hinge_text text = {0};
    struct hinge_result_words words = {0};
    struct hinge_trial_result taken = {0};
    hinge_result_put(&text, result);
    assert_false(text.failed);
    bool is = take(&text, &words, &taken);
    if (is)
        hinge_trial_result_clear(&taken);
    hinge_arena_clear(&words.arena);
    hinge_text_clear(&text);
    return is;
}

static void what_was_put_comes_back(void **state)
{
    (void)state;
    struct hinge_trial_result result = sample(), taken = {0};
    struct hinge_result_words words = {0};
    struct hinge_text text = {0};
    hinge_result_put(&text, &result);
    assert_true(take(&text, &words, &taken));
    assert_string_equal(taken.driver, "hip_flex");
    assert_null(taken.standing_source);
    assert_string_equal(taken.rare, "left_heel");
    assert_string_equal(taken.agreements.row[0].name, "lumbar_flex");
    assert_close(taken.rate_hz, 99.5, 0, 0);
    assert_int_equal(taken.block.n, 7);
    assert_null(taken.block.rep);
    assert_memory_equal(taken.bottom_deg, bottom_deg, sizeof bottom_deg);
    hinge_trial_result_clear(&taken);
    for (size_t n = 0; n < text.length; n++)
        assert_false(
            take(&(struct hinge_text){.data = text.data, .length = n}, &words, &taken));
    hinge_arena_clear(&words.arena);
    hinge_text_clear(&text);
}

static void what_no_result_has_is_refused(void **state)
{
    (void)state;
    const struct hinge_trial_result good = sample();
    assert_true(survives(&good));
    const unsigned char two = 2;
#define REFUSED(change)                                                                \
    do {                                                                               \
        struct hinge_trial_result bad = good;                                          \
        change;                                                                        \
        assert_false(survives(&bad));                                                  \
    } while (0)
    REFUSED(bad.status = HINGE_STATUS_COUNT);
    REFUSED(bad.reason = HINGE_REASON_COUNT);
    REFUSED(bad.error.status = HINGE_STATUS_COUNT);
    REFUSED(bad.error.reason = HINGE_REASON_COUNT);
    REFUSED(bad.standing.source = HINGE_STANDING_COUNT);
    REFUSED(memcpy(&bad.partial, &two, 1));
    REFUSED(memcpy(&bad.standing.found, &two, 1));
    REFUSED(memcpy(&bad.pos, &two, 1));
    REFUSED(bad.block.n = (size_t)INT32_MAX + 1);
    REFUSED(memset(bad.rare, 'x', sizeof bad.rare));
    REFUSED(memset(bad.error.message, 'x', sizeof bad.error.message));
    REFUSED(bad.driver = NULL);
#undef REFUSED
}

/* Every word of the image that may hold an address or a count, all bits set: refused,
 * or the texts and lists are those behind the image, never an address in it. */
static void no_word_is_believed_to_be_an_address(void **state)
{
    (void)state;
    struct hinge_trial_result result = sample();
    struct hinge_text text = {0};
    hinge_result_put(&text, &result);
    enum { WORDS = (sizeof result + 7) / 8, BITS = (WORDS + 7) / 8 };
    size_t n_taken = 0;
    for (size_t word = 0; word < WORDS; word++) {
        size_t before = 0;
        for (size_t i = 0; i < word; i++)
            before += (unsigned char)text.data[i / 8] >> i % 8 & 1;
        bool had = (unsigned char)text.data[word / 8] >> word % 8 & 1;
        struct hinge_text other = {0};
        struct hinge_result_words words = {0};
        struct hinge_trial_result taken = {0};
        const uint64_t set = UINT64_MAX;
        size_t at = BITS + 8 * before;
        hinge_text_add(&other, text.data, at);
        hinge_text_add(&other, (const char *)&set, sizeof set);
        hinge_text_add(&other, text.data + at + 8 * had,
                       text.length - at - 8 * (size_t)had);
        other.data[word / 8] = (char)(other.data[word / 8] | 1 << word % 8);
        struct hinge_record record = {.at = other.data, .left = other.length};
        if (hinge_result_take(&record, &words, &taken)) {
            n_taken++;
            assert_string_equal(taken.driver, "hip_flex");
            assert_null(taken.standing_source);
            assert_null(taken.block.rep);
            assert_int_equal(taken.bottoms, 2);
            assert_memory_equal(taken.bottom_deg, bottom_deg, sizeof bottom_deg);
            hinge_trial_result_clear(&taken);
        }
        hinge_arena_clear(&words.arena);
        hinge_text_clear(&other);
    }
    hinge_text_clear(&text);
    assert_in_range(n_taken, WORDS / 2,
                    WORDS - 5); /* most are numbers; counts are not */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_comes_back),
        cmocka_unit_test(what_no_result_has_is_refused),
        cmocka_unit_test(no_word_is_believed_to_be_an_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
