/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The configuration: defaults, then a file, then options. The caller owns struct hinge_config and
 * everything in it; its texts live until hinge_config_clear. */
#pragma once

#include <hinge/status.h>

HINGE_BEGIN_C_DECLS

struct hinge_parameters; /* lib/base/parameters.h */

/* [ingest]: what the user says about recordings whose files do not say it. */
struct hinge_ingest_options {
    double rate_hz;                         /* NaN when silent */
    double image_width_px, image_height_px; /* NaN when silent */
    const char *format, *landmarks;         /* ids, "" to recognise */
    const char *units, *up;                 /* "" when silent */
    const char *time_is_frame;              /* "yes", "no", "" when silent */
    const char *name;                       /* pattern of file names; "": none */
    /* "planned": recordings without a file were not made; else they are refused. */
    const char *absent;
    const char *keep_column;  /* columns to keep, joined by commas; "": none */
    const char *rename;       /* columns read as others, "header=column", joined by commas */
    const char *retest;       /* sessions that measure again, joined by commas; "": none */
    const char *pseudonymise; /* file of the key of participants' codes; "": none */
    const char
        *pseudonymise_of; /* config that names it, whose folder it is relative to; "": none */
    char decimal;         /* '.' or ','; 0: found from the file */
    bool drop_ragged;     /* rows with too many or too few cells are dropped; false: they refuse the
                             recording */
};

/* A key of [fault:…], [columns], [cues], [study] or [run], stored as written; faults and ingest
 * read it later. */
struct hinge_config_entry {
    const char *section; /* "faults", "fault", "columns" */
    const char *id;      /* "my_rounding" of [fault:my_rounding]; "" otherwise */
    const char *key, *value;
    unsigned line;      /* in `source`; 0 when set by an option */
    const char *source; /* file as the user wrote it, or "--set" */
};

struct hinge_config {
    struct hinge_parameters *parameters; /* owned */
    struct hinge_ingest_options ingest;
    size_t n_entries, entry_capacity;
    struct hinge_config_entry *entry; /* in the order given */
    struct hinge_arena_block *text_blocks;
};

/* Sets every key to its default. */
HINGE_API void hinge_config_init(struct hinge_config *config);
HINGE_API void hinge_config_clear(struct hinge_config *config);

/* Adds the keys of a file. Errors: INPUT if it cannot be read. USAGE, "file:line: …", for an
 * unknown key or section (names the nearest), a key of another section (names that section), a
 * value outside its range, the same key twice, or a line that
 * is too long, holds a NUL byte or is not "key = value". After an error the config holds the keys
 * before that line; do not use it. */
HINGE_API enum hinge_status hinge_config_load(struct hinge_config *config, const char *path,
                                              struct hinge_error *error);

/* Sets one key. `section` as in the file ("reps", "fault:my_rounding"); `where` starts messages
 * ("--set"). A second value replaces the first; keep_column adds names. Errors: USAGE as above. */
HINGE_API enum hinge_status hinge_config_set(struct hinge_config *config, const char *section,
                                             const char *key, const char *value, const char *where,
                                             struct hinge_error *error);

/* Sets a key from the text of --set: "seg.join=1", "fault:my_rounding.threshold_deg=12". The
 * section follows from the key. Errors: USAGE as above. */
HINGE_API enum hinge_status hinge_config_assign(struct hinge_config *config, const char *assignment,
                                                struct hinge_error *error);

/* The whole configuration as text for a file that hinge_config_load reads: every key with its
 * value, meaning, unit, range and default. The caller free()s it. */
HINGE_API char *hinge_config_print(const struct hinge_config *config);

/* An entry of a section without an id; NULL: none, or there is no config. */
HINGE_API const struct hinge_config_entry *hinge_config_find(const struct hinge_config *config,
                                                             const char *section, const char *key);

/* The keys of [study], beside a definition of each group; NULL past the last. */
HINGE_API const char *hinge_config_study_key(size_t i);
/* What [study] says of a key, such as "setting" or "definition.therapy"; "": nothing. */
#define HINGE_STUDY_DEFINITION "definition."
HINGE_API const char *hinge_config_study(const struct hinge_config *config, const char *key);

/* Whether keep_column names this column. */
HINGE_API bool hinge_config_keeps_column(const struct hinge_config *config, const char *column);

HINGE_END_C_DECLS
