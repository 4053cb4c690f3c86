/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trial's result, all but its repetitions, as bytes and back: the struct as it is in
 * memory, and what it points to. Only the same program reads it. */
#include "analyze/resume.h"

#include "base/memory.h"

#include <stddef.h>
#include <string.h>

enum { WORD = sizeof(uint64_t) };
enum {
    WORDS = (sizeof(struct hinge_trial_result) + WORD - 1) / WORD,
    BITS = (WORDS + 7) / 8
};

union image {
    struct hinge_trial_result result;
    uint64_t word[WORDS];
};

/* What a result holds that may not have every value: where, and how many values. */
static const struct {
    size_t at, size;
    unsigned values;
} closed[] = {
#define CLOSED(member, values)                                                         \
    {                                                                                  \
        offsetof(struct hinge_trial_result, member),                                   \
            sizeof((struct hinge_trial_result *)0)->member, values                     \
    }
    CLOSED(status, HINGE_STATUS_COUNT),
    CLOSED(partial, 2),
    CLOSED(reason, HINGE_REASON_COUNT),
    CLOSED(error.status, HINGE_STATUS_COUNT),
    CLOSED(error.reason, HINGE_REASON_COUNT),
    CLOSED(inferred, 2),
    CLOSED(pelvis, 2),
    CLOSED(thigh, 2),
    CLOSED(frontal, 2),
    CLOSED(metric, 2),
    CLOSED(pos, 2),
    CLOSED(standing.found, 2),
    CLOSED(standing.source, HINGE_STANDING_COUNT),
#undef CLOSED
};

/* Counts, closed sets and the ends of texts, before anything is looked up by them. */
static bool is_sound(const union image *image)
{
    const struct hinge_trial_result *result = &image->result;
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++) {
        const char *at = (const char *)image + closed[i].at;
        unsigned char narrow = 0;
        unsigned wide = 0;
        if (closed[i].size == sizeof wide)
            memcpy(&wide, at, sizeof wide);
        else
            memcpy(&narrow, at, sizeof narrow);
        if (wide + narrow >= closed[i].values)
            return false;
    }
    return result->agreements.n <= HINGE_AGREEMENTS_MAX &&
           result->block.n <= INT32_MAX &&
           memchr(result->rare, '\0', sizeof result->rare) != NULL &&
           memchr(result->swapped, '\0', sizeof result->swapped) != NULL &&
           memchr(result->error.message, '\0', sizeof result->error.message) != NULL;
}

/* What it points to is not of its words. */
static void detach(struct hinge_trial_result *result)
{
    result->error.code = NULL;
    result->bottom_deg = NULL;
    result->block = (struct hinge_rep_block){.n = result->block.n};
}

/* The texts it points to; n is how many. */
static size_t texts_of(struct hinge_trial_result *result,
                       const char **text[7 + 3 * HINGE_AGREEMENTS_MAX])
{
    size_t n = 0;
    text[n++] = &result->lumbar_def;
    text[n++] = &result->driver;
    text[n++] = &result->depth;
    text[n++] = &result->standing_source;
    text[n++] = &result->family;
    text[n++] = &result->vertical_source;
    text[n++] = &result->seg_source;
    for (size_t i = 0; i < result->agreements.n && i < HINGE_AGREEMENTS_MAX; i++) {
        text[n++] = &result->agreements.row[i].of;
        text[n++] = &result->agreements.row[i].name;
        text[n++] = &result->agreements.row[i].unit;
    }
    return n;
}

/* Most of it is 0, such as the room of messages: only other words are kept. */
static void put_words(struct hinge_text *record, const uint64_t *word)
{
    unsigned char bits[BITS] = {0};
    uint64_t kept[WORDS];
    size_t n = 0;
    for (size_t i = 0; i < WORDS; i++)
        if (word[i] != 0) {
            bits[i / 8] |= (unsigned char)(1u << i % 8);
            kept[n++] = word[i];
        }
    hinge_record_put(record, bits, sizeof bits);
    hinge_record_put(record, kept, n * WORD);
}

static void take_words(struct hinge_record *record, uint64_t *word)
{
    unsigned char bits[BITS];
    hinge_record_take(record, bits, sizeof bits);
    for (size_t i = 0; i < WORDS; i++) {
        word[i] = 0;
        if ((bits[i / 8] >> i % 8 & 1) != 0)
            hinge_record_take(record, &word[i], WORD);
    }
}

void hinge_result_put(struct hinge_text *record,
                      const struct hinge_trial_result *result)
{
    union image image = {.word = {0}};
    const char **text[7 + 3 * HINGE_AGREEMENTS_MAX];
    image.result = *result;
    size_t n = texts_of(&image.result, text);
    struct hinge_text texts = {0};
    for (size_t i = 0; i < n; i++) {
        hinge_record_put(&texts, *text[i] != NULL ? "+" : "-", 1);
        hinge_record_put_text(&texts, *text[i]);
        *text[i] = NULL;
    }
    detach(&image.result);
    put_words(record, image.word);
    hinge_record_put(record, hinge_text_string(&texts), texts.length);
    hinge_record_put(record, result->bottom_deg, result->bottoms * sizeof(double));
    record->failed = record->failed || texts.failed;
    hinge_text_clear(&texts);
}

/* NULL without memory. */
static const char *intern(struct hinge_result_words *words, const char *text)
{
    for (size_t i = 0; i < words->n; i++)
        if (strcmp(words->word[i], text) == 0)
            return words->word[i];
    const char *own = hinge_arena_strdup(&words->arena, text);
    if (own != NULL && words->n < sizeof words->word / sizeof *words->word)
        words->word[words->n++] = own;
    return own;
}

bool hinge_result_take(struct hinge_record *record, struct hinge_result_words *words,
                       struct hinge_trial_result *result)
{
    union image image;
    const char **text[7 + 3 * HINGE_AGREEMENTS_MAX];
    take_words(record, image.word);
    hinge_record_require(record, is_sound(&image));
    if (record->failed)
        return false;
    detach(&image.result);
    *result = image.result;
    struct hinge_arena *arena = &result->block.arena;
    size_t n = texts_of(result, text);
    for (size_t i = 0; i < n && !record->failed; i++) {
        char given = '-';
        hinge_record_take(record, &given, 1);
        const char *taken = hinge_record_take_text(record);
        hinge_record_require(record,
                             given == '+' || text[i] == &result->standing_source);
        *text[i] = given == '+' ? intern(words, taken) : NULL;
        record->failed = record->failed || (given == '+' && *text[i] == NULL);
    }
    hinge_record_require(record, result->bottoms <= record->left / sizeof(double));
    if (!record->failed && result->bottoms > 0) {
        result->bottom_deg =
            hinge_arena_alloc(arena, result->bottoms, sizeof *result->bottom_deg);
        record->failed = result->bottom_deg == NULL;
    }
    if (!record->failed)
        hinge_record_take(record, result->bottom_deg, result->bottoms * sizeof(double));
    if (!record->failed)
        return true;
    hinge_trial_result_clear(result);
    *result = (struct hinge_trial_result){0};
    return false;
}
