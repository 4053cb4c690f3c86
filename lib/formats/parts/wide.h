/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wide tables: a row per frame, a column per marker and component, one header row (or a
 * row of names over a row of axes or units). Shared by the formats that are such
 * tables. */
#ifndef HINGE_FORMATS_WIDE_H
#define HINGE_FORMATS_WIDE_H

#include "base/memory.h"
#include "formats/format.h"

struct hinge_wide_column {
    char *source, *marker;
    enum hinge_component component;
    enum hinge_unit unit;
    bool bare, negated;
};

/* What the head of a file says. Owned; zero-initialise, hinge_wide_clear when done. */
struct hinge_wide {
    size_t n, n_markers;        /* columns; markers with x and y */
    size_t n_sensors, n_angles; /* orientations; angles by our ids */
    bool has_z, has_quantities; /* some marker has depth; some x, y, z are no places */
    struct hinge_wide_column *column;
    size_t offset, line; /* of the first row of data */
    bool short_rows;     /* missing cells at the end of a row are missing values */
    struct hinge_arena_block *blocks;
};

/* Finds header rows and columns. False when the file isn't such a table (or memory ran
 * out), with the reason in why. */
bool hinge_wide_find(const struct hinge_csv_source *source, const struct hinge_csv_head *head,
                     struct hinge_wide *wide, struct hinge_text *why);
void hinge_wide_clear(struct hinge_wide *wide);

/* Does that once for all formats that are asked about a text: probe->wide, or NULL and
 * probe->no_wide. */
enum hinge_status hinge_wide_look(struct hinge_probe *probe, struct hinge_error *error);
void hinge_wide_forget(struct hinge_probe *probe);

/* For headers of several rows: room for n columns, each then put in order. False
 * without memory, which hinge_wide_clear after it survives. */
void hinge_wide_begin(struct hinge_wide *wide, size_t n);
void hinge_wide_put(struct hinge_wide *wide, const char *source, const char *marker,
                    enum hinge_component component, enum hinge_unit unit);

/* What columns are together, once each has its name: components of markers, sensors and
 * quantities, names without prefixes. False without memory. */
void hinge_wide_settle(struct hinge_wide *wide, struct hinge_arena *arena);

/* Gives columns the meaning that [columns] says ("c7_x", "time" with "time_unit",
 * "frame", "units"); false without memory. */
bool hinge_wide_describe(struct hinge_wide *wide, const struct hinge_described *column, size_t n,
                         struct hinge_arena *arena);

/* Reads the table whose columns and place are known. */
enum hinge_status
hinge_wide_read_found(const struct hinge_probe *probe, const struct hinge_read_options *options,
                      const struct hinge_wide *wide, const char *format, const char *up,
                      unsigned flags, struct hinge_recording *recording, struct hinge_error *error);

/* The same of rows of numbers from `data` on, which may end early, below a header of
 * several rows: zeros are missing, `wide` is cleared. NOMEM when its columns could not
 * be `named`, INPUT when data is NULL. */
enum hinge_status hinge_wide_read_below(const struct hinge_probe *probe,
                                        const struct hinge_read_options *options,
                                        struct hinge_wide *wide, bool named,
                                        const struct hinge_csv_line *data, const char *format,
                                        const char *up, struct hinge_recording *recording,
                                        struct hinge_error *error);

/* Reads the whole table into a recording of this format. */
enum hinge_status hinge_wide_read(const struct hinge_probe *probe,
                                  const struct hinge_read_options *options, const char *format,
                                  const char *up, unsigned flags, struct hinge_recording *recording,
                                  struct hinge_error *error);

#endif
