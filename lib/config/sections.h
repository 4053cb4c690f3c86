/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sections, keys and their values, shared by the files of lib/config; the configuration of a public
 * request. */
#pragma once

#include "base/base.h"

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
    const char *key, *option, *allowed, *unit, *help; /* option: of the tools */
    enum hinge_ingest_kind kind;
    size_t offset; /* in struct hinge_ingest_options */
};

const struct hinge_ingest_key *hinge_ingest_keys(size_t *count);

struct hinge_config_section {
    const char *name, *help;
};

/* Sections in the order of the printed file; NULL past the last. */
const struct hinge_config_section *hinge_config_section(size_t i);

/* [faults], [columns] and [fault:<id>]: their keys are kept as entries. */
bool hinge_config_is_verbatim(const char *section);

/* The section of a key; NULL if no section has it. */
const char *hinge_config_home(const char *key);

/* Fills names[HINGE_CONFIG_KEYS_MAX] with the keys of a section (NULL: of all sections). Returns
 * their number. */
size_t hinge_config_known_keys(const char *section, const char **names);

/* A copy of text that lives as long as the config. */
const char *hinge_config_keep(struct hinge_config *config, const char *text);

/* Return USAGE with a message that begins with "where: ". */
enum hinge_status hinge_config_usage(struct hinge_error *error, const char *where,
                                     const char *format, ...) HINGE_PRINTF(3, 4);
enum hinge_status hinge_config_unknown_key(const char *section, const char *key, const char *where,
                                           struct hinge_error *error);

/* The value of a key of [ingest] as text; "" if it is unset. */
const char *hinge_ingest_text(const struct hinge_ingest_options *options,
                              const struct hinge_ingest_key *row, char *buffer, size_t capacity);

/* The longest line that inih reads whole, without its line end. */
size_t hinge_config_line_max(void);
/* Whether the printed line "key = value" is not longer than that. */
bool hinge_config_fits_line(const char *key, const char *value);

/* As hinge_config_set, for a line of a file. Entries keep `line` and `source`; messages begin with
 * `where`. */
enum hinge_status hinge_config_set_line(struct hinge_config *config, const char *section,
                                        const char *key, const char *value, const char *where,
                                        const char *source, unsigned line,
                                        struct hinge_error *error);

/* USAGE, with the nearest known name, if there is no such section. */
enum hinge_status hinge_config_check_section(const char *section, const char *where,
                                             struct hinge_error *error);

/* Where a caller gave none, *config becomes `own` with every default. `own` is zero
 * before, and the caller clears it in any case. */
void hinge_config_of(const struct hinge_config **config, struct hinge_config *standard);
