/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The configuration as an annotated file. */
#include "config/sections.h"

#include "base/parameters.h"

enum { COMMENT_WIDTH = 78 };

/* A comment broken at blanks. */
static void comment(struct hinge_text *out, const char *text)
{
    while (*text != '\0') {
        size_t n = strlen(text);
        if (n > COMMENT_WIDTH) {
            n = COMMENT_WIDTH;
            while (n > 0 && text[n] != ' ')
                n--;
            n = n > 0 ? n : strcspn(text, " ");
        }
        hinge_text_printf(out, "# %.*s\n", (int)n, text);
        text += n;
        text += strspn(text, " ");
    }
}

static void print_entries(const struct hinge_config *config, const char *section, const char *id,
                          struct hinge_text *out)
{
    bool any = false;
    for (size_t i = 0; i < config->n_entries; i++) {
        const struct hinge_config_entry *entry = &config->entry[i];
        if (strcmp(entry->section, section) != 0 || strcmp(entry->id, id) != 0)
            continue;
        hinge_text_printf(out, "%s =%s%s\n", entry->key, *entry->value != '\0' ? " " : "",
                          entry->value);
        any = true;
    }
    if (any)
        hinge_text_adds(out, "\n");
}

static void print_section(const struct hinge_config *config,
                          const struct hinge_config_section *section, struct hinge_text *out)
{
    size_t n, n_ingest;
    const struct hinge_parameter *rows = hinge_parameter_rows(&n);
    const struct hinge_ingest_key *keys = hinge_ingest_keys(&n_ingest);
    hinge_text_printf(out, "[%s]\n", section->name);
    comment(out, section->help);
    hinge_text_adds(out, "\n");
    for (size_t i = 0; i < n_ingest && strcmp(section->name, "ingest") == 0; i++) {
        /* A silent key is shown as a comment: there is no value that means it. */
        char text[HINGE_CONFIG_VALUE_MAX], value[HINGE_CONFIG_VALUE_MAX];
        const char *what = *keys[i].allowed != '\0' ? keys[i].allowed : keys[i].unit;
        snprintf(text, sizeof text, "%s%s%s%s", keys[i].help, *what != '\0' ? " (" : "", what,
                 *what != '\0' ? ")" : "");
        comment(out, text);
        hinge_ingest_text(&config->ingest, &keys[i], value, sizeof value);
        hinge_text_printf(out, *value != '\0' ? "%s = %s\n\n" : "#%s =%s\n\n", keys[i].key, value);
    }
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].section, section->name) == 0) {
            char text[HINGE_CONFIG_VALUE_MAX], value[HINGE_CONFIG_VALUE_MAX];
            const char *unit = strcmp(rows[i].unit, "1") == 0 ? "" : rows[i].unit;
            const char *standard = *rows[i].standard != '\0' ? rows[i].standard : "empty";
            const char *blank = *unit != '\0' ? " " : "";
            if (rows[i].kind == HINGE_PARAMETER_REAL || rows[i].kind == HINGE_PARAMETER_COUNT)
                snprintf(text, sizeof text, "%s (%.15g to %.15g%s%s; default %s)", rows[i].help,
                         rows[i].low, rows[i].high, blank, unit, standard);
            else if (*rows[i].allowed != '\0')
                snprintf(text, sizeof text, "%s (%s; default %s)", rows[i].help, rows[i].allowed,
                         standard);
            else
                snprintf(text, sizeof text, "%s (%s%sdefault %s)", rows[i].help, unit,
                         *unit != '\0' ? "; " : "", standard);
            comment(out, text);
            hinge_parameter_text(config->parameters, &rows[i], value, sizeof value);
            hinge_text_printf(out, "%s =%s%s\n\n", rows[i].key, *value != '\0' ? " " : "", value);
        }
    print_entries(config, section->name, "", out);
}

/* Sections with an id: [fault:my_rounding], [landmarks:mylab]. */
static void print_named(const struct hinge_config *config, const char *section,
                        struct hinge_text *out)
{
    for (size_t i = 0; i < config->n_entries; i++) {
        const struct hinge_config_entry *entry = &config->entry[i];
        bool first = strcmp(entry->section, section) == 0;
        for (size_t j = 0; first && j < i; j++)
            first = strcmp(config->entry[j].section, section) != 0 ||
                    strcmp(config->entry[j].id, entry->id) != 0;
        if (first) {
            hinge_text_printf(out, "[%s:%s]\n", section, entry->id);
            print_entries(config, section, entry->id, out);
        }
    }
}

char *hinge_config_print(const struct hinge_config *config)
{
    struct hinge_text out = {0};
    const struct hinge_config_section *section;
    comment(&out, "Every key is optional; a missing key has its default. Write one key "
                  "a line; # and ; start comments.");
    hinge_text_adds(&out, "\n");
    for (size_t i = 0; (section = hinge_config_section(i)) != NULL; i++)
        print_section(config, section, &out);
    print_named(config, "fault", &out);
    print_named(config, "landmarks", &out);
    while (out.length > 1 && out.data[out.length - 2] == '\n')
        out.data[--out.length] = '\0';
    return out.data;
}
