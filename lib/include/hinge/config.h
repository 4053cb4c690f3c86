/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The configuration: defaults, then a file, then options. Caller owns struct
 * hinge_config and everything in it; texts it holds live as long as it does. */
#ifndef HINGE_CONFIG_H
#define HINGE_CONFIG_H

#include <hinge/status.h>

HINGE_BEGIN_C_DECLS

struct hinge_parameters; /* lib/base/parameters.h */

/* What the user says about recordings that don't say it themselves ([ingest]). */
struct hinge_ingest_options {
    double rate_hz;                         /* NaN when silent */
    double image_width_px, image_height_px; /* NaN when silent */
    const char *format, *landmarks;         /* ids, "" to recognise */
    const char *units, *up;                 /* "" when silent */
    const char *time_is_frame;              /* "yes", "no", "" when silent */
    const char *name;                       /* pattern of file names, "" for none */
    const char *absent;                     /* "planned", else refused */
    const char *keep_column;                /* names joined by commas, "" for none */
    char decimal;                           /* '.' or ',', 0 to find out */
    bool drop_ragged;                       /* false: a ragged row refuses the recording */
};

/* A key kept word for word for the module that knows it. */
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

/* Every key at its default. */
HINGE_API void hinge_config_init(struct hinge_config *config);
HINGE_API void hinge_config_clear(struct hinge_config *config);

/* Adds what a file says. Errors: INPUT when it can't be read; USAGE "file:line: …" for
 * an unknown key or section (names the nearest), a key in another section than its own
 * (names that), a value outside its range, the same key twice, a line that is no key,
 * is too long or holds a NUL. After an error the config holds what came before the
 * line; don't use it. */
HINGE_API enum hinge_status hinge_config_load(struct hinge_config *config, const char *path,
                                              struct hinge_error *error);

/* One key. `section` as in the file ("reps", "fault:my_rounding"). `where` starts
 * messages
 * ("--set"). A key set again replaces its value; keep_column adds names. Errors as
 * above. */
HINGE_API enum hinge_status hinge_config_set(struct hinge_config *config, const char *section,
                                             const char *key, const char *value, const char *where,
                                             struct hinge_error *error);

/* "seg.join=1" or "fault:my_rounding.threshold_deg=12", as given to --set: the key's
 * own section is found. */
HINGE_API enum hinge_status hinge_config_assign(struct hinge_config *config, const char *assignment,
                                                struct hinge_error *error);

/* The whole configuration as an annotated file that hinge_config_load reads back the
 * same: every key with its value, meaning, unit, range and default. The caller free()s it. */
HINGE_API char *hinge_config_print(const struct hinge_config *config);

/* Whether keep_column names this column. */
HINGE_API bool hinge_config_keeps_column(const struct hinge_config *config, const char *column);

HINGE_END_C_DECLS

#endif
