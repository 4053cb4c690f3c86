/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of lib/config share: sections, keys and their values. */
#ifndef HINGE_CONFIG_ROWS_H
#define HINGE_CONFIG_ROWS_H

#include "base/text.h"

#include <hinge/config.h>

enum { HINGE_CONFIG_VALUE_MAX = 512, HINGE_CONFIG_NAME_MAX = 49, HINGE_CONFIG_KEYS_MAX = 256 };

enum hinge_ingest_kind {
    HINGE_INGEST_RATE,
    HINGE_INGEST_SIZE,
    HINGE_INGEST_TEXT,
    HINGE_INGEST_CHOICE,
    HINGE_INGEST_NAMES,
    HINGE_INGEST_DECIMAL,
    HINGE_INGEST_RAGGED
};

struct hinge_ingest_key {
    const char *key, *allowed, *unit, *help;
    enum hinge_ingest_kind kind;
    size_t offset; /* in struct hinge_ingest_options */
};

const struct hinge_ingest_key *hinge_ingest_keys(size_t *count);

/* NULL when stored, else what was expected. An empty value makes a
 * key silent again. */
const char *hinge_ingest_set(struct hinge_config *config, const struct hinge_ingest_key *row,
                             const char *value);

struct hinge_config_section {
    const char *name, *help;
};

/* Sections in the order of the printed file; NULL past the last. */
const struct hinge_config_section *hinge_config_section(size_t i);

/* [faults], [columns] and [fault:<id>]: their keys are kept as entries. */
bool hinge_config_is_verbatim(const char *section);

/* The section a key belongs to, NULL if it is nobody's. */
const char *hinge_config_home(const char *key);

/* Fills names (HINGE_CONFIG_KEYS_MAX) with the keys of a section, NULL for all; returns
 * how many. */
size_t hinge_config_known_keys(const char *section, const char **names);

/* A copy of text that lives as long as the config. */
const char *hinge_config_keep(struct hinge_config *config, const char *text);

/* USAGE errors, "where: …". */
enum hinge_status hinge_config_usage(struct hinge_error *error, const char *where,
                                     const char *format, ...) HINGE_PRINTF(3, 4);
enum hinge_status hinge_config_unknown_key(const char *section, const char *key, const char *where,
                                           struct hinge_error *error);

/* The value of an [ingest] key as text, "" when silent. */
const char *hinge_ingest_text(const struct hinge_ingest_options *options,
                              const struct hinge_ingest_key *row, char *buffer, size_t capacity);

/* Longest line, without its end, that inih reads whole. */
size_t hinge_config_line_max(void);
/* Whether "key = value", as it is printed, is no longer. */
bool hinge_config_fits_line(const char *key, const char *value);

/* hinge_config_set for a line of a file: `line` and `source` are kept with entries,
 * `where` starts messages. */
enum hinge_status hinge_config_put(struct hinge_config *config, const char *section,
                                   const char *key, const char *value, const char *where,
                                   const char *source, unsigned line, struct hinge_error *error);

/* A section name is known: USAGE with the nearest one if not. */
enum hinge_status hinge_config_check_section(const char *section, const char *where,
                                             struct hinge_error *error);

#endif
