/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of messages that name options, and those that name keys. */
#include "run/keys.h"

#include <string.h>

/* `quoted`: a value in quotes follows, which goes before `key`. */
static const struct {
    const char *option, *key;
    bool quoted;
} words[] = {
    {"--filter '", "filter = ", true},
    {"--allow-single", "allow_single = yes under [run]", false},
    {"--duplicates keep or first", "duplicates = keep or first under [run]", false},
    {"--image-size 1920x1080, image_size under [ingest] of a config,",
     "image_size = 1920x1080 under [ingest]", false},
    {"ingest it with --rate HZ, rate_hz under [ingest] of a config, or a column of the "
     "trial list",
     "give rate_hz in a column of the trial list, or under [ingest] where none has a "
     "clock",
     false},
    {"give --rate or a column rate_hz",
     "give rate_hz in a column of the trial list, or under [ingest] where none has a "
     "clock",
     false},
    {"; --by names another key", "", false},
};

void hinge_run_keys_for_options(struct hinge_text *out, const char *message)
{
    for (const char *p = message; *p != '\0';) {
        size_t i = 0, n = sizeof words / sizeof *words;
        while (i < n && strncmp(p, words[i].option, strlen(words[i].option)) != 0)
            i++;
        if (i == n) {
            hinge_text_add(out, p++, 1);
            continue;
        }
        p += strlen(words[i].option);
        hinge_text_puts(out, words[i].key);
        if (!words[i].quoted)
            continue;
        size_t value = strcspn(p, "'");
        hinge_text_add(out, p, value);
        hinge_text_puts(out, " under [run]");
        p += value + (p[value] == '\'');
    }
}
