/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which sections and keys there are, and the messages about those there are not. */
#include "config/sections.h"

#include "base/parameters.h"

#include <ini.h>

static const struct hinge_config_section sections[] = {
    {"ingest", "what recordings and trial list don't say themselves"},
    {"prepare", "cleaning: confidence, outliers, gaps, time base, filter"},
    {"standing", "quiet standing, the zero of every angle; view, facing, vertical"},
    {"reps", "how repetitions and phases are found"},
    {"metrics", "when a ratio, slope, onset or peak is formed"},
    {"analyze", "which repetitions are within the protocol"},
    {"faults", "has no keys: each fault has its own section [fault:<id>]"},
    {"columns", "a layout no reader knows: ours = the file's own column; names of "
                "markers have their own [landmarks:<id>]"},
    {"cues", "cues of your own: music = own, or what is planned and where it should go: "
             "music = lumbar_fraction, lower"},
    {"compare", "group and cue comparisons"},
    {"report", "tables and group summaries"},
    {"study", "what only you know, for Methods word for word: setting, dates, population, "
              "recruitment, allocation (random, own choice, existing groups), blinding, "
              "definition.GROUP, ethics, registration"},
    {"run", "settings of hinge-run: list, folder, comparisons and output; hinge-run "
            "--help=all lists the keys"}};

const struct hinge_config_section *hinge_config_section(size_t i)
{
    return i < sizeof sections / sizeof *sections ? &sections[i] : NULL;
}

size_t hinge_config_line_max(void)
{
    return (size_t)ini_max_line - 3; /* room for "\r\n" and the terminator */
}

bool hinge_config_fits_line(const char *key, const char *value)
{
    return strlen(key) + strlen(" = ") + strlen(value) <= hinge_config_line_max();
}

bool hinge_config_is_verbatim(const char *section)
{
    return hinge_listed("columns|cues|study|run", '|', section) ||
           strncmp(section, "fault:", 6) == 0 || strncmp(section, "landmarks:", 10) == 0;
}

/* --- lookups that end in a message --- */

enum hinge_status hinge_config_usage(struct hinge_error *error, const char *where,
                                     const char *format, ...)
{
    char text[768];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return hinge_usage(error, "%s: %s", where, text);
}

enum hinge_status hinge_config_check_section(const char *section, const char *where,
                                             struct hinge_error *error)
{
    enum { COUNT = sizeof sections / sizeof *sections };
    const char *names[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        names[i] = sections[i].name;
        if (strcmp(section, names[i]) == 0)
            return HINGE_OK;
    }
    if (*section == '\0')
        return hinge_config_usage(error, where,
                                  "a key before the first [section]; write the section above it");
    const char *id = strchr(section, ':');
    if (id != NULL && hinge_config_is_verbatim(section)) {
        bool fault = *section == 'f';
        size_t good = strspn(++id, "abcdefghijklmnopqrstuvwxyz0123456789_");
        if (*id != '\0' && id[good] == '\0')
            return HINGE_OK;
        return hinge_config_usage(
            error, where, "[%s]: write a %s id with small letters, digits and _, such as %s",
            section, fault ? "fault's" : "landmark set's",
            fault ? "[fault:my_rounding]" : "[landmarks:mylab]");
    }
    const char *nearest = hinge_suggest(section, names, COUNT);
    if (nearest != NULL)
        return hinge_config_usage(error, where, "no section [%s]; did you mean [%s]?", section,
                                  nearest);
    return hinge_config_usage(
        error, where,
        "no section [%s] (there are ingest, prepare, standing, reps, metrics, "
        "analyze, faults, fault:<id>, columns, landmarks:<id>, compare, "
        "report, study, run)",
        section);
}

const char *hinge_config_home(const char *key)
{
    size_t n;
    const struct hinge_parameter *rows = hinge_parameter_rows(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].key, key) == 0)
            return rows[i].section;
    const struct hinge_ingest_key *keys = hinge_ingest_keys(&n);
    return HINGE_ROW_AT(keys, n, key) < n ? "ingest" : NULL;
}

size_t hinge_config_known_keys(const char *section, const char **names)
{
    size_t n_rows, n_keys, n = 0;
    const struct hinge_parameter *rows = hinge_parameter_rows(&n_rows);
    const struct hinge_ingest_key *keys = hinge_ingest_keys(&n_keys);
    for (size_t i = 0; i < n_rows && n < HINGE_CONFIG_KEYS_MAX; i++)
        if (section == NULL || strcmp(rows[i].section, section) == 0)
            names[n++] = rows[i].key;
    for (size_t i = 0; i < n_keys && n < HINGE_CONFIG_KEYS_MAX; i++)
        if (section == NULL || strcmp(section, "ingest") == 0)
            names[n++] = keys[i].key;
    return n;
}

enum hinge_status hinge_config_unknown_key(const char *section, const char *key, const char *where,
                                           struct hinge_error *error)
{
    const char *names[HINGE_CONFIG_KEYS_MAX];
    const char *home = hinge_config_home(key);
    if (home != NULL)
        return hinge_config_usage(error, where,
                                  "key \"%s\" belongs to [%s], not to [%s]; move it there", key,
                                  home, section);
    const char *nearest = hinge_suggest(key, names, hinge_config_known_keys(section, names));
    if (nearest != NULL)
        return hinge_config_usage(error, where, "no key \"%s\" in [%s]; did you mean \"%s\"?", key,
                                  section, nearest);
    nearest = hinge_suggest(key, names, hinge_config_known_keys(NULL, names));
    if (nearest != NULL)
        return hinge_config_usage(error, where,
                                  "no key \"%s\" in [%s]; did you mean \"%s\" of [%s]?", key,
                                  section, nearest, hinge_config_home(nearest));
    return hinge_config_usage(error, where, "no key \"%s\" in [%s]; --print-config lists all", key,
                              section);
}
