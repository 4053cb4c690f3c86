/* SPDX-License-Identifier: GPL-3.0-or-later */
/* [run] of a config: its keys, their values checked, and named where a message has an option. */
#include "run/run.h"

#include "base/number.h"
#include "base/text.h"
#include "config/rows.h"

#include <ctype.h>
#include <hinge/figure.h>
#include <hinge/report.h>
#include <hinge/results.h>
#include <hinge/run.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *key, *standard, *help;
} keys[HINGE_RUN_SETTINGS] = {
#define X(key, standard, help) {#key, standard, help},
    HINGE_RUN_KEYS(X)
#undef X
};

const char *hinge_run_key(size_t i, const char **help)
{
    if (i >= HINGE_RUN_SETTINGS)
        return NULL;
    *help = keys[i].help;
    return keys[i].key;
}

static enum hinge_status wrong(const struct hinge_config_entry *entry, const char *what,
                               const char *near, struct hinge_error *error)
{
    char where[300] = "--set";
    if (entry->line > 0)
        snprintf(where, sizeof where, "%.250s:%u", entry->source, entry->line);
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK, "%s: [run] %s = %s: %s%s%s%s",
                           where, entry->key, entry->value, what,
                           near != NULL ? "; did you mean " : "", near != NULL ? near : "",
                           near != NULL ? "?" : "");
}

static enum hinge_status unknown(const struct hinge_config_entry *entry, struct hinge_error *error)
{
    const char *names[HINGE_RUN_SETTINGS];
    for (size_t i = 0; i < HINGE_RUN_SETTINGS; i++)
        names[i] = keys[i].key;
    return wrong(entry, "unknown key", hinge_suggest(entry->key, names, HINGE_RUN_SETTINGS), error);
}

static enum hinge_status wrong_name(const struct hinge_config_entry *entry, const char *name,
                                    const char *const *names, size_t n, struct hinge_error *error)
{
    const char *nearest = hinge_suggest(name, names, n);
    struct hinge_text what = {0};
    hinge_text_printf(&what, "there is no \"%s\"", name);
    if (nearest == NULL && n > 0) {
        hinge_text_puts(&what, "; there are ");
        hinge_text_join(&what, names, n, ", ");
    }
    enum hinge_status status = wrong(entry, hinge_text_string(&what), nearest, error);
    hinge_text_clear(&what);
    return status;
}

/* Every name of a list joined by commas is one of those that `at` gives. */
static enum hinge_status check_names(const struct hinge_config_entry *entry,
                                     const char *(*at)(size_t), struct hinge_error *error)
{
    enum { MOST = 64 };
    const char *names[MOST];
    char name[64];
    size_t n = 0;
    for (; n < MOST && (names[n] = at(n)) != NULL; n++)
        continue;
    const char *rest = entry->value, *from;
    for (size_t own; (from = hinge_next_item(&rest, ',', &own)) != NULL;) {
        size_t k = 0;
        snprintf(name, sizeof name, "%.*s", (int)(own < 60 ? own : 60), from);
        while (k < n && strcmp(names[k], name) != 0)
            k++;
        if (k == n && strcmp(name, "none") != 0)
            return wrong_name(entry, name, names, n, error);
    }
    return HINGE_OK;
}

static enum hinge_status check_yes(const struct hinge_config_entry *entry, bool *yes,
                                   struct hinge_error *error)
{
    *yes = strcmp(entry->value, "yes") == 0;
    return *yes || strcmp(entry->value, "no") == 0 ? HINGE_OK
                                                   : wrong(entry, "yes or no", NULL, error);
}

static enum hinge_status check(const struct hinge_config_entry *entry, enum hinge_run_setting which,
                               struct hinge_run_settings *settings, struct hinge_error *error)
{
    switch (which) {
    case HINGE_RUN_allow_inferred:
        return check_yes(entry, &settings->allow_inferred, error);
    case HINGE_RUN_allow_single:
        return check_yes(entry, &settings->allow_single, error);
    case HINGE_RUN_all_tasks:
        return check_yes(entry, &settings->all_tasks, error);
    case HINGE_RUN_mdc:
        if (*entry->value != '\0' &&
            (hinge_number_parse(entry->value, strlen(entry->value), '.', &settings->mdc, NULL) !=
                 HINGE_NUMBER_VALUE ||
             settings->mdc < 0))
            return wrong(entry, "a number, at least 0", NULL, error);
        return HINGE_OK;
    case HINGE_RUN_recordings:
        return *entry->value == '\0' || hinge_listed("all|flagged|none", '|', entry->value)
                   ? HINGE_OK
                   : wrong(entry, "all, flagged or none", NULL, error);
    case HINGE_RUN_tables:
        return check_names(entry, hinge_view_id, error);
    case HINGE_RUN_figures:
        return check_names(entry, hinge_figure_id, error);
    case HINGE_RUN_formats:
        return check_names(entry, hinge_writer_id, error);
    case HINGE_RUN_list:
    case HINGE_RUN_output:
        return *entry->value != '\0' ? HINGE_OK : wrong(entry, "a name is needed", NULL, error);
    default:
        return HINGE_OK;
    }
}

enum hinge_status hinge_run_settings_read(const struct hinge_config *config,
                                          struct hinge_run_settings *settings,
                                          struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    *settings = (struct hinge_run_settings){0};
    for (size_t i = 0; i < HINGE_RUN_SETTINGS; i++)
        settings->value[i] = keys[i].standard;
    for (size_t e = 0; status == HINGE_OK && e < config->n_entries; e++) {
        const struct hinge_config_entry *entry = &config->entry[e];
        size_t i = 0;
        if (strcmp(entry->section, "run") != 0)
            continue;
        while (i < HINGE_RUN_SETTINGS && strcmp(keys[i].key, entry->key) != 0)
            i++;
        if (i == HINGE_RUN_SETTINGS)
            return unknown(entry, error);
        settings->value[i] = entry->value;
        status = check(entry, (enum hinge_run_setting)i, settings, error);
    }
    return status;
}

/* --- messages that name options, with the keys --- */

/* Where the key has another name, a value follows, or more of the sentence changes.
 * `value`: a value follows, up to one of these bytes, and goes between `key` and
 * `after`; NULL: none does. */
static const struct {
    const char *option, *key;
    const char *value, *after;
} words[] = {
    {"--keep-column ", "keep_column = ", " ;,", " under [ingest]"},
    {"such as --baseline ", "such as baseline = ", " ;,", " under [run]"},
    {"use --image-size 1920x1080 (a phone held upright: 1080x1920), image_size under "
     "[ingest] of a config,",
     "set image_size = 1920x1080 (a phone held upright: 1080x1920) under [ingest],", NULL, NULL},
    {"ingest it with --rate HZ, rate_hz under [ingest] of a config, or a column of the "
     "trial list",
     "give rate_hz in a column of the trial list, or under [ingest] where none has a "
     "clock",
     NULL, NULL},
    {"give --rate or a column rate_hz",
     "give rate_hz in a column of the trial list, or under [ingest] where none has a "
     "clock",
     NULL, NULL},
    {"--units m|cm|mm, units under [ingest] of a config", "units under [ingest]", NULL, NULL},
    {"--up +y, +z, …, up under [ingest] of a config", "up under [ingest]", NULL, NULL},
    {"ingest it with ", "set ", NULL, NULL},
    {"--rate HZ", "rate_hz under [ingest]", NULL, NULL},
    {"--rate", "rate_hz under [ingest]", NULL, NULL},
    {"--planned", "absent = planned under [ingest]", NULL, NULL},
    {"--decimal comma", "decimal = comma under [ingest]", NULL, NULL},
    {"--ragged drop", "ragged = drop under [ingest]", NULL, NULL},
    {"say which with --format", "say which with format under [ingest]", NULL, NULL},
    {"give another --format", "give another format under [ingest]", NULL, NULL},
    {"use --allow-outside if that is meant", "copy it there, or put the list above it", NULL, NULL},
    {", or say --groups-vary if it is meant", "", NULL, NULL},
    {"have one made with --pseudonymise KEYFILE, or keep it", "or keep it", NULL, NULL},
    {"; --by names another key", "", NULL, NULL},
};

/* Whether an option can begin at p: not within the name of a file, "deep--up.trc", nor
 * behind the name of the tool that has it. */
static bool begins(const char *message, const char *p)
{
    static const char tool[] = "hinge-";
    if (p == message)
        return true;
    if (strchr(" ('\"", p[-1]) == NULL)
        return false;
    const char *word = p - 1;
    while (word > message && strchr(" ('\"", word[-1]) == NULL)
        word--;
    return strncmp(word, tool, sizeof tool - 1) != 0;
}

/* Whether the words at p are these, and not the beginning of another option. */
static bool is_option(const char *message, const char *p, const char *option)
{
    size_t n = strlen(option);
    if (strncmp(p, option, n) != 0)
        return false;
    if (strncmp(option, "--", 2) != 0)
        return true;
    bool word = option[n - 1] >= 'a' && option[n - 1] <= 'z';
    return begins(message, p) && !(word && (p[n] == '-' || (p[n] >= 'a' && p[n] <= 'z')));
}

/* "run" or "ingest" for a key of it; *yes when its value is yes or no. */
static const char *section_of(const char *key, bool *yes)
{
    const char *run, *help;
    size_t n;
    const struct hinge_ingest_key *ingest = hinge_ingest_keys(&n);
    for (size_t i = 0; (run = hinge_run_key(i, &help)) != NULL; i++)
        if (strcmp(run, key) == 0) {
            *yes = strncmp(help, "yes:", 4) == 0;
            return "run";
        }
    for (size_t i = 0; i < n; i++)
        if (strcmp(ingest[i].key, key) == 0 && strcmp(key, "format") != 0) {
            *yes = strncmp(ingest[i].allowed, "yes", 3) == 0;
            return "ingest";
        }
    return NULL;
}

/* The option at p as the key of its name, with a value between quotes; bytes of the
 * message, 0 for another option or none. */
static size_t put_namesake(struct hinge_text *out, const char *message, const char *p)
{
    char key[24] = "";
    size_t n = 0;
    bool yes = false;
    if (strncmp(p, "--", 2) != 0 || !begins(message, p))
        return 0;
    for (p += 2; (islower((unsigned char)p[n]) || p[n] == '-') && n + 1 < sizeof key; n++)
        key[n] = p[n] == '-' ? '_' : p[n];
    const char *section = section_of(key, &yes);
    if (section == NULL)
        return 0;
    hinge_text_printf(out, "%s%s", key, yes ? " = yes" : "");
    if (strncmp(p + n, " '", 2) == 0) {
        size_t value = strcspn(p + n + 2, "'");
        hinge_text_printf(out, " = %.*s", (int)value, p + n + 2);
        n += 2 + value + (p[n + 2 + value] == '\'');
    }
    hinge_text_printf(out, " under [%s]", section);
    return 2 + n;
}

void hinge_run_keys_for_options(struct hinge_text *out, const char *message)
{
    for (const char *p = message; *p != '\0';) {
        size_t i = 0, n = sizeof words / sizeof *words;
        while (i < n && !is_option(message, p, words[i].option))
            i++;
        if (i == n) {
            size_t taken = put_namesake(out, message, p);
            if (taken == 0)
                hinge_text_add(out, p, 1);
            p += taken > 0 ? taken : 1;
            continue;
        }
        p += strlen(words[i].option);
        hinge_text_puts(out, words[i].key);
        if (words[i].value == NULL)
            continue;
        bool quoted = *p == '\'';
        p += quoted;
        size_t value = strcspn(p, quoted ? "'" : words[i].value);
        hinge_text_add(out, p, value);
        hinge_text_puts(out, words[i].after);
        p += value + (quoted && p[value] == '\'');
    }
}

void hinge_run_error_with_keys(struct hinge_error *error)
{
    struct hinge_text said = {0};
    hinge_run_keys_for_options(&said, error->message);
    snprintf(error->message, sizeof error->message, "%s", hinge_text_string(&said));
    hinge_text_clear(&said);
}
