/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of messages that name options, and those that name keys. */
#include "run/study_keys.h"

#include <string.h>

/* `value`: a value follows, up to one of these bytes, and goes between `key` and
 * `after`; NULL: none does. */
static const struct {
    const char *option, *key;
    const char *value, *after;
} words[] = {
    {"--filter '", "filter = ", "'", " under [run]"},
    {"--keep-column '", "keep_column = ", "'", " under [ingest]"},
    {"--keep-column ", "keep_column = ", " ;,", " under [ingest]"},
    {"--filter: ", "filter under [run]: ", NULL, NULL},
    {"--baseline: ", "baseline under [run]: ", NULL, NULL},
    {"--order: ", "order under [run]: ", NULL, NULL},
    {"--allow-single", "allow_single = yes under [run]", NULL, NULL},
    {"--duplicates keep or first", "duplicates = keep or first under [run]", NULL,
     NULL},
    {"--image-size 1920x1080, image_size under [ingest] of a config,",
     "image_size = 1920x1080 under [ingest]", NULL, NULL},
    {"ingest it with --rate HZ, rate_hz under [ingest] of a config, or a column of the "
     "trial list",
     "give rate_hz in a column of the trial list, or under [ingest] where none has a "
     "clock",
     NULL, NULL},
    {"give --rate or a column rate_hz",
     "give rate_hz in a column of the trial list, or under [ingest] where none has a "
     "clock",
     NULL, NULL},
    {"ingest it with --units m|cm|mm, units under [ingest] of a config",
     "give units under [ingest]", NULL, NULL},
    {"ingest it with --up +y, +z, …, up under [ingest] of a config",
     "give up under [ingest]", NULL, NULL},
    {"ingest it with --up", "give up under [ingest]", NULL, NULL},
    {"--up", "up under [ingest]", NULL, NULL},
    {"--units", "units under [ingest]", NULL, NULL},
    {"--rate HZ", "rate_hz under [ingest]", NULL, NULL},
    {"--decimal comma", "decimal = comma under [ingest]", NULL, NULL},
    {"--ragged drop", "ragged = drop under [ingest]", NULL, NULL},
    {"use --allow-outside if that is meant", "copy it there, or put the list above it",
     NULL, NULL},
    {", or say --groups-vary if it is meant", "", NULL, NULL},
    {"have one made with --pseudonymise KEYFILE, or keep it", "or keep it", NULL, NULL},
    {"; --by names another key", "", NULL, NULL},
};

/* Whether the words at p are an option: not within the name of a file, "deep--up.trc",
 * nor the beginning of another option. */
static bool is_option(const char *message, const char *p, const char *option)
{
    size_t n = strlen(option);
    if (strncmp(p, option, n) != 0)
        return false;
    if (strncmp(option, "--", 2) != 0)
        return true;
    bool begins = p == message || strchr(" ('\"", p[-1]) != NULL;
    bool word = option[n - 1] >= 'a' && option[n - 1] <= 'z';
    return begins && !(word && (p[n] == '-' || (p[n] >= 'a' && p[n] <= 'z')));
}

void hinge_run_keys_for_options(struct hinge_text *out, const char *message)
{
    for (const char *p = message; *p != '\0';) {
        size_t i = 0, n = sizeof words / sizeof *words;
        while (i < n && !is_option(message, p, words[i].option))
            i++;
        if (i == n) {
            hinge_text_add(out, p++, 1);
            continue;
        }
        p += strlen(words[i].option);
        hinge_text_puts(out, words[i].key);
        if (words[i].value == NULL)
            continue;
        size_t value = strcspn(p, words[i].value);
        hinge_text_add(out, p, value);
        hinge_text_puts(out, words[i].after);
        p += value + (p[value] == '\'');
    }
}
