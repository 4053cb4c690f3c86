/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the files of lib/store that call HDF5: elements and settings, a file that is read (`source`),
 * a file that is written (`sink`), and tables in both (`columns`). Only lib/store includes this. */
#pragma once

#include "store/store.h"

#include <hdf5.h>

/* Attributes of our files. */
#define HINGE_SCHEMA_ATTRIBUTE "hinge_schema"
#define HINGE_VERSION_ATTRIBUTE "hinge_schema_version"
#define HINGE_ROWS_ATTRIBUTE "hinge_rows"
/* Attributes of netCDF-4: dimension ids of a variable, id of a dimension, name of a dimension
 * without values. */
#define HINGE_DIMENSION_IDS "_Netcdf4Coordinates"
#define HINGE_DIMENSION_ID "_Netcdf4Dimid"
#define HINGE_PHANTOM_NAME "This is a netCDF dimension but not a netCDF variable."

enum { HINGE_RANK_MAX = 3, HINGE_OBJECT_MAX = 512, HINGE_CHANNELS_MAX = 1 << 17 };

/* Elements of datasets and attributes: those of enum hinge_array_type, and text bytes.
 */
enum hinge_element {
    HINGE_ELEMENT_F64 = HINGE_ARRAY_F64,
    HINGE_ELEMENT_F32 = HINGE_ARRAY_F32,
    HINGE_ELEMENT_U8 = HINGE_ARRAY_U8,
    HINGE_ELEMENT_U16 = HINGE_ARRAY_U16,
    HINGE_ELEMENT_I32 = HINGE_ARRAY_I32,
    HINGE_ELEMENT_U64 = HINGE_ARRAY_U64,
    HINGE_ELEMENT_CHAR,
    HINGE_ELEMENT_COUNT,
    HINGE_ELEMENT_NONE = HINGE_ELEMENT_COUNT, /* a dimension without values */
    HINGE_ELEMENT_FOREIGN                     /* a type that our files do not have */
};

size_t hinge_element_size(enum hinge_element element);
/* Types in the file (little-endian) and in memory; borrowed, never closed. CHAR has none: the sink
 * makes a one-byte string. */
hid_t hinge_element_stored(enum hinge_element element);
hid_t hinge_element_native(enum hinge_element element);
/* The missing value of a type; NULL for CHAR. */
const void *hinge_element_fill(enum hinge_element element);
/* Sets n elements to the missing value (0 for CHAR). */
void hinge_element_clear(enum hinge_element element, void *values, size_t n);

/* Why the last call of HDF5 failed: the errno in its own list of errors, else errno. (After a
 * failing system call HDF5 asks for the time of day and looks for plugins, which may change
 * errno.) */
int hinge_h5_errno(void);

/* Access settings of every file: V110, small metadata cache, nothing left open. -1 on failure. */
hid_t hinge_h5_access(void);

/* Closes an object of any kind and sets it to H5I_INVALID_HID. True if HDF5 succeeded, or there was
 * nothing to close. HDF5 writes cached chunks here, so failures matter while writing. */
HINGE_MUST_CHECK bool hinge_h5_close(hid_t *id);
/* The same where a failure does not matter: after reading, and when giving up. errno stays as it
 * was. */
void hinge_h5_drop(hid_t *id);

/* Checks that a file is regular, has an intact HDF5 superblock of version 0 to 3 (at its start or
 * after a user block), was closed properly (if the version says so) and is as long as the
 * superblock says; *seen (may be NULL) gets its identity, length and times. INPUT otherwise; the
 * message starts with `shown`. */
enum hinge_status hinge_gate_check(const char *path, const char *shown, struct hinge_os_info *seen,
                                   struct hinge_error *error);

/* Sets *first, unless it has an error already: failures of sources and sinks are sticky, as in
 * stdio. Returns false. */
bool hinge_fail(struct hinge_error *first, enum hinge_status status, enum hinge_reason reason,
                const char *format, ...) HINGE_PRINTF(4, 5);

/* --- a file that is read and may be damaged or hostile: hard links only, no types and filters but
 * the format's, sizes checked before memory is taken, checksums where there are any: always in what
 * this library wrote, not in all that others rewrote. Every failure is an INPUT error naming the
 * file and the object. After one every call does nothing, and what it returns is false, 0, NULL or
 * an invalid id, until hinge_source_end --- */

enum { HINGE_SOURCE_TEXTS = 3 };

struct hinge_source {
    /* Memory that lives as long as the source, and memory of single readings. A caller that reads
     * much marks the arena before and resets it after. */
    struct hinge_arena arena;
    struct hinge_error error; /* the first failure since the last hinge_source_end */
    const char *shown;        /* the path as the user wrote it */
    hid_t file;
    uint64_t size;             /* of the file */
    struct hinge_os_info seen; /* size and time of the file before it was read */
    struct hinge_decoder decoder;
    struct hinge_encoder encoder; /* for chunks that another program rewrote */
    unsigned char *stored;        /* one chunk as stored */
    size_t room;
    const char *schema, *text[HINGE_SOURCE_TEXTS]; /* attributes of the file */
    struct hinge_source_piece *piece;              /* chunks on their way */
    size_t pieces, piece_bytes;
};

static inline bool hinge_source_failed(const struct hinge_source *source)
{
    return source->error.status != HINGE_OK;
}

/* A dataset that passed every check. */
struct hinge_array {
    hid_t id;
    enum hinge_element element;
    unsigned filters; /* HINGE_CHUNK_OURS if this library wrote the dataset */
    bool whole;       /* stored in one piece, which is read by parts of the size `chunk` */
    int rank;
    hsize_t dim[HINGE_RANK_MAX], chunk[HINGE_RANK_MAX];
    char object[HINGE_OBJECT_MAX]; /* for messages: "/trials/p01" */
};

/* Opens a file for reading: checks its bytes, then asks libhdf5, then compares the schema ("study"
 * or "results"; NULL accepts either). */
enum hinge_status hinge_source_open(struct hinge_source *source, const char *path,
                                    const char *shown, const char *schema,
                                    struct hinge_error *error);
void hinge_source_close(struct hinge_source *source);
/* The first failure of a reading, or OK. INPUT also if the file changed since it was opened,
 * because the values may then be of two states of the file. Every function that returns values
 * which it read ends with this call; the next reading begins without a failure. */
enum hinge_status hinge_source_end(struct hinge_source *source, struct hinge_error *error);

/* A text attribute of the file: "source", "study_source", "shard"; NULL when absent. */
const char *hinge_source_attribute(const struct hinge_source *source, const char *name);

/* Opens a file as hinge_source_open does, and checks every chunk of every dataset. */
enum hinge_status hinge_source_verify(const char *path, const char *shown, const char *schema,
                                      struct hinge_error *error);

/* Note the failure "FILE: damaged: OBJECT" or "FILE: refused: OBJECT: why", and return false. */
bool hinge_source_damaged(struct hinge_source *source, const char *object);
bool hinge_source_refused(struct hinge_source *source, const char *object, const char *why);

/* Names of the members of a group, in the source's arena: in the order of creation if the file
 * keeps it, else by name. A link that is not a hard link is refused. `object` is the group's path.
 */
struct hinge_members {
    size_t n;
    const char **name;
};
bool hinge_source_names(struct hinge_source *source, hid_t group, const char *object,
                        struct hinge_members *names);
/* `object` is the full path of the member, for messages. */
hid_t hinge_source_group(struct hinge_source *source, hid_t parent, const char *name,
                         const char *object);
bool hinge_source_array(struct hinge_source *source, hid_t parent, const char *name,
                        const char *object, struct hinge_array *array);
/* Puts the chunk at `offset`, encoded as this library stores it, into source->stored. Returns its
 * length in bytes. */
size_t hinge_source_stored(struct hinge_source *source, const struct hinge_array *array,
                           const hsize_t *offset);
/* All values of an array of rank 1 or 2, in the source's arena. */
void *hinge_source_values(struct hinge_source *source, const struct hinge_array *array);

/* The rows of an array that a caller asks for: as doubles with NaN for missing values, or, if
 * `stored`, in the type of the file. */
struct hinge_window {
    const struct hinge_array *array;
    void *values;
    bool stored;
    hsize_t dim[HINGE_RANK_MAX], chunk[HINGE_RANK_MAX]; /* filled with ones up to rank 3 */
    size_t from, rows;
    hsize_t line, lines; /* first entry of the second dimension, and how many */
};
/* Fills `window` for `rows` rows from row `from`. `entry` chooses one entry of the second
 * dimension; SIZE_MAX takes all. */
bool hinge_source_window(struct hinge_source *source, const struct hinge_array *array, size_t entry,
                         size_t from, size_t rows, void *values, struct hinge_window *window);
/* Reads n windows, their chunks decoded by all threads. */
bool hinge_source_read(struct hinge_source *source, const struct hinge_window *window, size_t n);

/* A text attribute, copied into `arena`; NULL if the object has no such attribute. */
char *hinge_source_text(struct hinge_source *source, hid_t object, const char *path,
                        const char *name, struct hinge_arena *arena);
/* Reads an attribute of at most `most` numbers (scalar or list) into `values`. Returns how many
 * there are; 0 if the object has no such attribute. */
size_t hinge_source_numbers(struct hinge_source *source, hid_t object, const char *path,
                            const char *name, enum hinge_element element, size_t most,
                            void *values);

/* --- a file that is made, whole or not at all: groups, chunked checksummed datasets, attributes,
 * netCDF-4 dimensions. Every failure is a WRITE error naming the target and the object, and leaves
 * the target as it was --- */

/* One use of a dimension: its id, the array that uses it, and the position among the array's
 * dimensions. */
struct hinge_scale_use {
    hobj_ref_t dataset;
    int32_t id, dimension;
};

/* Sticky: after the first failure every call does nothing, and functions that make an object return
 * an invalid id. A caller with much work asks hinge_sink_status in between. */
struct hinge_sink {
    struct hinge_error error; /* the first failure */
    struct hinge_arena arena; /* scratch: the function that takes memory resets it */
    struct hinge_output output;
    hid_t file;
    hid_t creation[HINGE_ELEMENT_COUNT]; /* dataset settings, filters included */
    hid_t plain_group, ordered_group;    /* settings; ordered ones keep creation order */
    struct hinge_encoder encoder;
    unsigned char *stored; /* one encoded chunk */
    size_t room;
    const char *schema;
    int dimensions;    /* number of netCDF-4 dimensions so far */
    hobj_ref_t *scale; /* [dimensions] the scale of each dimension id */
    size_t n_uses;
    struct hinge_scale_use *use;
};

struct hinge_sink_shape {
    int rank;
    hsize_t dim[HINGE_RANK_MAX], chunk[HINGE_RANK_MAX];
    bool grows; /* first dimension unlimited */
};

/* Makes the temporary and writes the schema attributes. `schema` must outlive the sink. */
enum hinge_status hinge_sink_open(struct hinge_sink *sink, const char *path, const char *schema,
                                  struct hinge_error *error);
/* The first failure, or OK. */
enum hinge_status hinge_sink_status(const struct hinge_sink *sink, struct hinge_error *error);
/* Ends the file: lists the users of dimensions, flushes, closes, opens again to verify, and puts
 * the file at its place. The sink is discarded in any case. */
enum hinge_status hinge_sink_publish(struct hinge_sink *sink, struct hinge_error *error);
void hinge_sink_discard(struct hinge_sink *sink);

/* Closes an object. Closing writes what a chunk cache holds, so it can fail. */
void hinge_sink_close(struct hinge_sink *sink, hid_t *id, const char *object);

hid_t hinge_sink_group(struct hinge_sink *sink, hid_t parent, const char *name, bool ordered);
hid_t hinge_sink_dataset(struct hinge_sink *sink, hid_t parent, const char *name,
                         enum hinge_element element, const struct hinge_sink_shape *shape);
/* Makes a growing dataset as long as `dim` says. */
void hinge_sink_extent(struct hinge_sink *sink, hid_t dataset, const hsize_t *dim,
                       const char *name);
/* Write one whole chunk: n elements, which are encoded here, or `length` bytes that are encoded
 * already. */
void hinge_sink_chunk(struct hinge_sink *sink, hid_t dataset, const hsize_t *offset,
                      enum hinge_element element, const void *values, size_t n);
void hinge_sink_stored(struct hinge_sink *sink, hid_t dataset, const hsize_t *offset,
                       const unsigned char *bytes, size_t length);
/* Writes a whole array of rank 1 or 2 in chunks of at most shape->chunk elements along each
 * dimension. */
void hinge_sink_array(struct hinge_sink *sink, hid_t dataset, const struct hinge_sink_shape *shape,
                      enum hinge_element element, const void *values);

/* Write an attribute: text, unless it is empty, or a list of n numbers (n = 0: one number as a
 * scalar). */
void hinge_sink_text(struct hinge_sink *sink, hid_t object, const char *name, const char *text);
void hinge_sink_numbers(struct hinge_sink *sink, hid_t object, const char *name,
                        enum hinge_element element, size_t n, const void *values);

/* Makes a netCDF-4 dimension without a variable and returns its scale; *id becomes its dimension
 * id. */
hid_t hinge_sink_dimension(struct hinge_sink *sink, hid_t group, const char *name, hsize_t length,
                           bool grows, int *id);
/* Makes a 1-D dataset the coordinate variable of a new dimension of the same name. Returns the
 * dimension id. */
int hinge_sink_coordinate(struct hinge_sink *sink, hid_t dataset, const char *name);
/* Attaches n dimensions to a dataset and lists their ids on it. A coordinate variable
 * of two dimensions is a scale itself: only its ids are listed (`attached` false). */
void hinge_sink_use_dimensions(struct hinge_sink *sink, hid_t dataset, int n, const int *id,
                               bool attached);

/* --- a table as a group of one dataset per column, with netCDF-4 dimensions: numbers as float64,
 * text as characters [row][length] --- */

/* Writes rows as the group `name` of parent. If `group` is not NULL, the group stays open in
 * *group. */
void hinge_columns_add(struct hinge_sink *sink, hid_t parent, const char *name,
                       const struct hinge_rows *rows, hid_t *group);
/* Writes rows as a group of the file; `group` is its path, such as "/ledger". */
void hinge_columns_add_group(struct hinge_sink *sink, const char *group,
                             const struct hinge_rows *rows);
/* Fills an empty table from a group. Members that are not columns (dimensions, text of the group)
 * are skipped. `object` is the group's path; `left` lists columns that come without their cells
 * (ends with NULL; NULL: no column). */
bool hinge_columns_read(struct hinge_source *source, hid_t group, const char *object,
                        const char *const *left, struct hinge_table *table);

/* Fills an empty table from a group of the file, such as "/ledger", and ends the reading. `one` is
 * the dataset of the only column to read (NULL: all columns). INPUT "has no WHAT" if there is no
 * such group. After a failure the table is cleared. */
enum hinge_status hinge_columns_get(struct hinge_source *source, const char *group,
                                    const char *what, const char *const *left, const char *one,
                                    struct hinge_table *table, struct hinge_error *error);
/* Opens a group of the file; INPUT "has no WHAT" if there is none. */
hid_t hinge_columns_open(struct hinge_source *source, const char *group, const char *what);

/* "ledger" of "/ledger". A path with more than one level gives NULL and an INTERNAL failure. */
const char *hinge_columns_group(const char *group, struct hinge_error *first);

/* Labels to write as characters [n][width]. */
struct hinge_column_labels {
    size_t n, width;
    const char *const *label; /* [n] a NULL entry is missing; NULL: every label is missing */
};
size_t hinge_labels_width(const char *const *label, size_t n);
hid_t hinge_labels_write(struct hinge_sink *sink, hid_t group, const char *name,
                         const struct hinge_column_labels *labels, bool grows);
/* Adds the names of the values 0, 1, 2, … of an array of /reps, joined by blanks; of "warnings" the
 * names of its bits. Other arrays add nothing. */
void hinge_closed_meanings(const char *group, const char *array, struct hinge_text *out);

/* Checks values [rows][width] of an array, as hinge_results_read gives them (NaN is missing).
 * `from` is the number of the first row; `object` is the path, such as "/reps/reason". False, with
 * a failure, if a value is outside the range of its array. */
bool hinge_closed_numbers_check(struct hinge_source *source, const char *object,
                                const double *values, size_t rows, size_t width, size_t from);
