/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thousands of damaged files: each is read or refused with a message, never a crash.
 * The damage is drawn from a fixed seed. */
#include "test.h"

#include "../../examples.h"
#include "../../fuzz/read_any.h"
#include "base/random.h"

enum { ROUNDS = 1500, ROOM = 4096 };

static const char *const pieces[] = {",",
                                     "\t",
                                     ";",
                                     " ",
                                     "\n",
                                     "\r",
                                     "\r\n",
                                     "\"",
                                     "'",
                                     "#",
                                     "NaN",
                                     "1e999",
                                     "0,5",
                                     "-",
                                     "x",
                                     "_x",
                                     "\xe9",
                                     "\xff",
                                     "0x1",
                                     "1d5",
                                     "inf",
                                     "time",
                                     "Frame#",
                                     "endheader",
                                     "\xef\xbb\xbf",
                                     "\"\"\"",
                                     "1e-400",
                                     "99999999999999999999",
                                     ",,,,,,,,",
                                     "\n\n\n"};

static size_t mutate(struct hinge_random *random, char *text, size_t size)
{
    uint32_t at = hinge_random_bounded(random, (uint32_t)size + 1);
    const char *piece = pieces[hinge_random_bounded(random, sizeof pieces / sizeof *pieces)];
    size_t length = strlen(piece), span = 1 + hinge_random_bounded(random, 24);
    switch (hinge_random_bounded(random, 5)) {
    case 0: /* put in */
        if (size + length > ROOM)
            return size;
        memmove(text + at + length, text + at, size - at);
        memcpy(text + at, piece, length);
        return size + length;
    case 1: /* take out */
        span = span < size - at ? span : size - at;
        memmove(text + at, text + at + span, size - at - span);
        return size - span;
    case 2: /* overwrite */
        length = length < size - at ? length : size - at;
        memcpy(text + at, piece, length);
        return size;
    case 3: /* any byte */
        if (at < size)
            text[at] = (char)hinge_random_bounded(random, 256);
        return size;
    default: /* cut off */
        return hinge_random_bounded(random, 4) == 0 ? at : size;
    }
}

TEST(damaged_examples)
{
    size_t n, read = 0, refused = 0;
    const struct hinge_format *const *list = hinge_format_list(&n);
    for (size_t i = 0; i < n; i++) {
        cleared_by(example_clear) struct example example;
        assert_true(example_read(list[i]->id, &example));
        for (uint64_t round = 0; round < ROUNDS; round++) {
            char text[ROOM];
            struct hinge_random random;
            size_t size = strlen(example.good.data); /* up to the first zero byte */
            assert_true(size < ROOM);
            memcpy(text, example.good.data, size);
            hinge_random_init(&random, 1, HINGE_STREAM_SIMULATE, round * n + i);
            uint32_t changes = 1 + hinge_random_bounded(&random, 4);
            for (uint32_t k = 0; k < changes; k++)
                size = mutate(&random, text, size);
            if (read_any(text, size) > 0)
                read++;
            else
                refused++;
        }
    }
    /* both must happen, or the damage is too mild or too heavy to tell anything */
    assert_true(read > n * ROUNDS / 10);
    assert_true(refused > n * ROUNDS / 10);
}
