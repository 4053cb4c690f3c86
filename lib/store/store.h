/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study.h5 and results.h5. Packing and unpacking do not call HDF5, so any thread may do them;
 * readers and writers are used by one thread. Files appear whole or not at all, and are checked
 * before they are used. */
#pragma once

#include "store/chunk.h"
#include "trial/trial.h"

/* The layout of both files, raised when a reader finds something else than before. 2: channels of
 * EMG and force have units, and repetitions have back_limit. */
enum { HINGE_SCHEMA_VERSION = 2 };

/* Rows of a table that need not all be in memory. `table` has names, units and types, and the cells
 * if it has all rows. Else `load` puts the column `column` alone, with all rows, into an empty
 * table. Without `load` a column of a sparse table without cells is missing everywhere. */
struct hinge_rows {
    const struct hinge_table *table;
    size_t rows;
    enum hinge_status (*load)(void *context, size_t column, struct hinge_table *one,
                              struct hinge_error *error);
    void *context;
};

/* Whether a regular file has the signature of HDF5, also behind a user block. */
bool hinge_store_is_hdf5(const char *path);
/* The schema of an HDF5 file of any layout, "study" or "results", before libhdf5 opens it fully; an
 * error for other files. */
enum hinge_status hinge_store_kind(const char *path, char kind[16], struct hinge_error *error);

/* HDF5's own settings; called once by hinge_init before any other HDF5 call. */
enum hinge_status hinge_store_init(struct hinge_error *error);

/* --- Files that are neither a study nor results, recognised by their first lines. --- */
enum hinge_other_file {
    HINGE_OTHER_UNKNOWN,
    HINGE_OTHER_LIST,       /* a trial list */
    HINGE_OTHER_CONFIG,     /* study.ini */
    HINGE_OTHER_COMPARISON, /* JSON of hinge-compare */
};
enum hinge_other_file hinge_other_file(const char *path);

/* INPUT: says what the file is, that a file of the schema ("study", "results") is expected, and
 * what to do. `shown` is the path in messages. */
enum hinge_status hinge_other_file_refuse(const char *path, const char *shown, const char *schema,
                                          struct hinge_error *error);
/* The same of a file that is known to be what `is` says ("this is a trial list"), with the commands
 * that make one of it. */
enum hinge_status hinge_store_make_first(const char *path, const char *is, const char *schema,
                                         struct hinge_error *error);

/* --- packing: any thread --- */

/* The numbers of a recording, compressed: exact decimals as int32, other channels as float64. */
struct hinge_packed {
    size_t n_frames, n_channels;
    int8_t *decimals; /* per channel: value = i / 10^decimals; -1: in the f64 part */
    struct hinge_packed_part {
        size_t rows;      /* channels in this part */
        int32_t *channel; /* of each row, in the layout */
        size_t rows_per_chunk, frames_per_chunk, n_chunks;
        size_t *chunk_size;   /* bytes of each stored chunk, checksum included */
        unsigned char *bytes; /* the chunks, one after the other */
    } exact, real;
    /* Set by hinge_study_read, for messages; owned by the reader. NULL: packed here. */
    const char *file, *id;
};

void hinge_pack(const struct hinge_recording *recording, struct hinge_packed *packed);
/* Fills data and n_frames of a recording; the caller sets its layout. With `only` (its layout, for
 * analysis) channels without a landmark that are no clock may be all NaN. INPUT DAMAGED if a
 * checksum is wrong or a chunk has the wrong size. */
enum hinge_status hinge_unpack(const struct hinge_packed *packed, const struct hinge_layout *only,
                               struct hinge_recording *recording, struct hinge_error *error);
/* Whether the checksums of all chunks hold. */
bool hinge_packed_intact(const struct hinge_packed *packed);
void hinge_packed_clear(struct hinge_packed *packed);

/* 10^decimals; NaN outside 0..9. */
double hinge_pack_divisor(int decimals);

/* Whether the parts have every channel once, and the exact ones valid decimals. */
bool hinge_pack_covers(const struct hinge_packed *packed);

/* Rows of a table that are made one by one and written at the end. They are packed meanwhile, so
 * that a long table needs little memory. In: rows set in `open`. Out: hinge_rows for a writer. */
struct hinge_spool_block;

/* Zero-initialise, then add columns to `open`. */
struct hinge_spool {
    struct hinge_table open; /* the columns, and the rows not yet packed */
    size_t packed, bytes;    /* packed rows, and their bytes */
    struct hinge_spool_block *block;
    size_t n_blocks;
    struct hinge_encoder encoder;
    struct hinge_decoder decoder;
};

/* Rows so far. */
size_t hinge_spool_rows(const struct hinge_spool *spool);
/* Adds a row of missing values and returns its position in `open`. Earlier rows may then be packed
 * and cannot be changed. */
size_t hinge_spool_add(struct hinge_spool *spool);
/* All rows, for a writer; valid as long as the spool. */
struct hinge_rows hinge_spool_all(struct hinge_spool *spool);
void hinge_spool_clear(struct hinge_spool *spool);

/* --- study.h5 --- */

struct hinge_study_writer;
enum hinge_status hinge_study_create(const char *path, struct hinge_study_writer **writer,
                                     struct hinge_error *error);
/* Appends /trials/<id>. Equal layouts are stored once. `id` must be new and without '/' (else
 * INTERNAL). */
enum hinge_status hinge_study_append(struct hinge_study_writer *writer, const char *id,
                                     const struct hinge_layout *layout, double header_rate_hz,
                                     const struct hinge_packed *packed, struct hinge_error *error);
/* Writes a table as a group of columns ("/ledger", "/list"). Failures are sticky, as in stdio:
 * nothing is written after the first, and appending or publishing returns it. */
void hinge_study_add_table(struct hinge_study_writer *writer, const char *group,
                           const struct hinge_table *table);
void hinge_study_add_rows(struct hinge_study_writer *writer, const char *group,
                          const struct hinge_rows *rows);
/* A text attribute of the file ("source": tool and version). */
void hinge_study_add_attribute(struct hinge_study_writer *writer, const char *name,
                               const char *value);
/* Closes the file, verifies it, and moves it into place. Frees the writer in any case. */
enum hinge_status hinge_study_publish(struct hinge_study_writer *writer, struct hinge_error *error);
/* Drops everything; the target stays as it was. NULL is harmless. */
void hinge_study_discard(struct hinge_study_writer *writer);

struct hinge_study_reader;
enum hinge_status hinge_study_open(const char *path, struct hinge_study_reader **reader,
                                   struct hinge_error *error);
/* The study of results, to be measured again beside them: INPUT unless this build made the results,
 * and from a study of the build that made this one. */
struct hinge_results_reader;
enum hinge_status hinge_study_open_beside(const char *path,
                                          const struct hinge_results_reader *results,
                                          struct hinge_study_reader **reader,
                                          struct hinge_error *error);
size_t hinge_study_count(const struct hinge_study_reader *reader);
/* Ids in the order they were appended. */
const char *hinge_study_id(const struct hinge_study_reader *reader, size_t trial);
size_t hinge_study_frames(const struct hinge_study_reader *reader, size_t trial);
/* Reads the stored chunks of a trial; any thread may unpack them. */
enum hinge_status hinge_study_read(struct hinge_study_reader *reader, size_t trial,
                                   struct hinge_packed *packed, double *header_rate_hz,
                                   struct hinge_error *error);
/* The layout of a trial; owned by the reader and shared by trials. Its channels have decimals -1
 * (hinge_packed has them). */
const struct hinge_layout *hinge_study_layout(const struct hinge_study_reader *reader,
                                              size_t trial);
/* A text attribute of the file; NULL when absent (or unreadable). Owned by the reader.
 */
const char *hinge_study_attribute(const struct hinge_study_reader *reader, const char *name);
enum hinge_status hinge_study_get_table(struct hinge_study_reader *reader, const char *group,
                                        struct hinge_table *table, struct hinge_error *error);
/* The same as a sparse table. Columns in `left` (NULL-terminated) come without cells;
 * hinge_study_get_column reads one of them by name. */
enum hinge_status hinge_study_get_sparse(struct hinge_study_reader *reader, const char *group,
                                         const char *const *left, struct hinge_table *table,
                                         struct hinge_error *error);
enum hinge_status hinge_study_get_column(struct hinge_study_reader *reader, const char *group,
                                         const char *name, struct hinge_table *table,
                                         struct hinge_error *error);
void hinge_study_close(struct hinge_study_reader *reader);

/* --- results.h5 --- */

/* Missing values of the integer types (netCDF's default fills); NaN for F64 and F32. */
#define HINGE_FILL_U8 UINT8_MAX
#define HINGE_FILL_U16 UINT16_MAX
#define HINGE_FILL_I32 (-INT32_C(2147483647))
#define HINGE_FILL_U64 (UINT64_MAX - 1)

enum hinge_array_type {
    HINGE_ARRAY_F64,
    HINGE_ARRAY_F32,
    HINGE_ARRAY_U8,
    HINGE_ARRAY_U16,
    HINGE_ARRAY_I32,
    HINGE_ARRAY_U64
};

/* A named dimension of fixed length with labels (phase names, fault ids, waveform
 * signals). */
struct hinge_dimension {
    const char *name;
    size_t length;
    const char *const *label; /* length texts, or NULL for 0..length-1 */
};

/* An array that grows along its first dimension ("rep"). Further dimensions are indices
 * into the dimension table. */
struct hinge_array_spec {
    const char *group; /* "/reps" */
    const char *name;
    const char *unit, *title;
    enum hinge_array_type type; /* NaN, or the type's netCDF-style fill, is missing */
    int n_further;              /* 0, 1 or 2 */
    size_t further[2];          /* positions in the dimension table */
};

struct hinge_results_writer;
/* Texts of specs, dimensions and labels must outlive the writer. */
enum hinge_status hinge_results_create(const char *path, const struct hinge_dimension *dimension,
                                       size_t n_dimensions, const struct hinge_array_spec *spec,
                                       size_t n_specs, struct hinge_results_writer **writer,
                                       struct hinge_error *error);
/* Number of threads that encode chunks (<= 0: one per processor); 1 before this call. */
void hinge_results_use_threads(struct hinge_results_writer *writer, int threads);
/* Appends `rows` rows to every array; data[s] is spec s's rows, C order. Buffered, so
 * that the bytes do not depend on how rows are split over calls. */
enum hinge_status hinge_results_append(struct hinge_results_writer *writer, size_t rows,
                                       const void *const *data, struct hinge_error *error);
void hinge_results_add_table(struct hinge_results_writer *writer, const char *group,
                             const struct hinge_table *table);
void hinge_results_add_rows(struct hinge_results_writer *writer, const char *group,
                            const struct hinge_rows *rows);
/* A text attribute of the file ("source": tool and version). */
void hinge_results_add_attribute(struct hinge_results_writer *writer, const char *name,
                                 const char *value);
enum hinge_status hinge_results_publish(struct hinge_results_writer *writer,
                                        struct hinge_error *error);
void hinge_results_discard(struct hinge_results_writer *writer);

enum hinge_status hinge_results_open(const char *path, struct hinge_results_reader **reader,
                                     struct hinge_error *error);
/* The reader that has the file open already, else (NULL) a new one, of a file whose
 * parts agree (counts of repetitions with the repetitions, labels with their tables): all who share
 * it see one state of the file. Each closes it. */
enum hinge_status hinge_results_share(const char *path, struct hinge_results_reader *opened,
                                      struct hinge_results_reader **reader,
                                      struct hinge_error *error);
enum hinge_status hinge_results_get_table(struct hinge_results_reader *reader, const char *group,
                                          struct hinge_table *table, struct hinge_error *error);
/* Rows of the growing dimension. */
size_t hinge_results_rows(const struct hinge_results_reader *reader);
/* Names of the arrays of a group, in file order; text owned by the reader. */
enum hinge_status hinge_results_arrays(struct hinge_results_reader *reader, const char *group,
                                       const char *const **names, size_t *n,
                                       struct hinge_error *error);
/* An array's unit, title, further dimensions (positions of *dimension). */
enum hinge_status hinge_results_describe(struct hinge_results_reader *reader, const char *group,
                                         const char *name, struct hinge_array_spec *spec,
                                         const struct hinge_dimension **dimension,
                                         struct hinge_error *error);
/* The same of an array that has n further dimensions, the first with names; INPUT when
 * it has not. */
enum hinge_status hinge_results_named(struct hinge_results_reader *reader, const char *group,
                                      const char *name, int n, struct hinge_array_spec *spec,
                                      const struct hinge_dimension **dimension,
                                      struct hinge_error *error);
/* Rows [from, from + rows) of an array, or of an entry of one ("tempo" of /reps/value,
 * "reason/tempo", "by_time/hip_flex"), as doubles in C order (fill values become NaN); `values` has
 * room for rows x further lengths. */
enum hinge_status hinge_results_read(struct hinge_results_reader *reader, const char *group,
                                     const char *name, size_t from, size_t rows, double *values,
                                     struct hinge_error *error);
/* The same of n arrays of a group, their chunks decoded by all threads. */
struct hinge_wanted {
    const char *name;
    double *values;
};
enum hinge_status hinge_results_read_several(struct hinge_results_reader *reader, const char *group,
                                             const struct hinge_wanted *wanted, size_t n,
                                             size_t from, size_t rows, struct hinge_error *error);
/* Reads the first `rows` rows of n arrays or entries in the order of the file, in blocks, so that
 * no chunk is decoded twice. Calls `use` for each row with where its values of each array are;
 * at[row] is the number that `use` gets, SIZE_MAX for a row that is left out; at NULL: the row
 * itself. */
typedef void hinge_row_use(void *context, size_t at, const double *const *values);
enum hinge_status hinge_results_each(struct hinge_results_reader *reader, const char *group,
                                     const char *const *name, size_t n, size_t rows,
                                     const size_t *at, hinge_row_use *use, void *context,
                                     struct hinge_error *error);
/* The same rows as they are stored, in the array's own type. */
enum hinge_status hinge_results_read_stored(struct hinge_results_reader *reader, const char *group,
                                            const char *name, size_t from, size_t rows,
                                            void *values, struct hinge_error *error);
/* Bytes of a value of a type. */
size_t hinge_array_type_size(enum hinge_array_type type);
const char *hinge_results_shown(const struct hinge_results_reader *reader); /* its path */
const char *hinge_results_attribute(const struct hinge_results_reader *reader,
                                    const char *name); /* NULL when absent */
/* The SHA-256 of the file that is open, whatever has its name by now. INPUT: damaged. */
enum hinge_status hinge_results_sha256(struct hinge_results_reader *reader,
                                       char digest[HINGE_SHA256_TEXT], struct hinge_error *error);
void hinge_results_close(struct hinge_results_reader *reader);

/* Rows that are gathered before they are written, and the longest chunk: a file of
 * fewer has chunks of its own length, so that nothing is padded. */
enum { HINGE_ROWS_BATCH = 1024 };

/* --- names inside results.h5: what writes it (analyze, merge) and what reads it ---
 *
 * Tables, a row per …
 *   /trials      trial analysed or refused, in list order; `status` is ok, partial or refused.
 *                Text: trial_id file participant group session task cue trial role status
 *                reason message tier lumbar_def driver standing_source side family seg_source
 *                excluded_why format landmark_set warnings. Numbers: inferred dim pelvis thigh
 * frontal metric pos rate_hz cutoff_hz frames duration_s reps reps_complete reps_partial
 *                reps_truncated ghosts rejected_stepping rejected_alternating rejected_no_trunk
 *                rejected_too_short rejected_rom_small rejected_manual corrected_seen first_rep
 * (row of /reps) leg_length_m thigh_length_m shank_length_m trunk_length_m standing_s
 * standing_start_s standing_end_s standing_cva_deg standing_trunk_deg standing_pelvis_deg
 * standing_knee_deg held_share /list        row of the study's trial list as it was given (typed),
 * with column id /ledger      file given at ingest, refused ones too: trial_id file status reason
 * message … /parameters  key, value, unit, help /faults      fault used: id title short wording
 * source unit threshold statistic signal window margin_a margin_b margin_c /metrics     metric: id
 * unit title source digits aggregate /agreement   trial and quantity, ours against what came with
 * the recording: trial (row of /trials), of (angle, phase), name, unit, n, r, bias, sd, offset
 *
 * Growing arrays, first dimension repetition (one entry per repetition, trials in order):
 *   /reps        trial (i32, row of /trials), rep (i32, 1-based within the trial), floor,
 *                complete, valid (u8: in the default analysis set: complete, not partial, no
 *                gap), desc_start_s desc_end_s asc_start_s asc_end_s rom_deg (f64), warnings
 *                (u64), value (f64 [metric][phase], in the unit of /metrics), reason (u16
 *                [metric][phase]: why it is missing), fault_state (u8 [fault]: 0 absent 1 below
 *                2 above 3 present, 255 refused = fill), fault_severity fault_threshold
 *                fault_margin fault_time_s fault_at_pct (f64 [fault]), fault_reason (u16 [fault])
 *   /waveforms   by_time: the whole repetition over 0..100 % of its time, changes from standing
 *                (f32 [signal][101]); descent_by_time, ascent_by_time, descent_by_progress and
 *                ascent_by_progress likewise
 * Dimensions: phase (descent hold ascent rep), metric, fault, signal, percent (0..100).
 * Attributes: source, and those of decision 14. */
#define HINGE_GROUP_TRIALS "/trials"
#define HINGE_GROUP_LIST "/list"
#define HINGE_GROUP_LEDGER "/ledger"
#define HINGE_GROUP_PARAMETERS "/parameters"
/* Its rows of [run]: keys that say what the study asks. */
#define HINGE_ASKED_BY_RUN "run."
#define HINGE_ASKED_KEYS "primary,main"
#define HINGE_GROUP_FAULTS "/faults"
#define HINGE_GROUP_METRICS "/metrics"
#define HINGE_GROUP_AGREEMENT "/agreement"
#define HINGE_GROUP_REPS "/reps"
#define HINGE_GROUP_WAVEFORMS "/waveforms"
/* [repetition][metric][phase]; its entries are read by the metric's id, like arrays. */
#define HINGE_ARRAY_VALUE "value"
#define HINGE_ARRAY_FOUND "found" /* beside events only */

/* --- part of a cohort that is made in parts: which rows of the list are whose, and
 * what a file says of being a part (attribute "shard", group /shard) --- */
#define HINGE_SHARD_ATTRIBUTE "shard"
#define HINGE_GROUP_SHARD "/shard"

/* Zero-initialise, hinge_shard_clear when done; shards = 0 is a whole. */
struct hinge_shard {
    size_t shard, shards;            /* this one, from 1, of so many */
    char list[HINGE_SHA256_TEXT];    /* digest of the whole list */
    char options[HINGE_SHA256_TEXT]; /* digest of what every part was made with */
    char file[HINGE_SHA256_TEXT];    /* of the bytes of the list; "": not one list was given */
    size_t *row;                     /* per row here: its row in the whole list */
    size_t rows;
};
void hinge_shard_clear(struct hinge_shard *shard);

/* Whether a recording was refused, or is planned and not made yet (one of the refused), by its row
 * in a table of recordings: /trials or the ledger. */
bool hinge_is_refused(const struct hinge_table *recordings, size_t row);
bool hinge_is_to_come(const struct hinge_table *recordings, size_t row);

/* A list that names nobody and has a recording for others to refer to (standing, say)
 * is of one person. */
bool hinge_list_is_one_person(const struct hinge_table *list);
/* Whether a row of a list is a trial, whose repetitions count. */
bool hinge_list_is_trial(const struct hinge_table *list, size_t row);

/* Fills keep[row of the list], and shard->row: people stay together, and follow each
 * other in the parts as in the list, so that each part has about as many rows. A row
 * without participant is a person of its own, unless the list is of one. */
void hinge_shard_deal(struct hinge_shard *shard, const struct hinge_table *list, bool *keep);

/* The digest of a list's bytes, for `file` of a shard. */
enum hinge_status hinge_list_digest(const char *list, char digest[HINGE_SHA256_TEXT],
                                    struct hinge_error *error);

/* Goes on from `digest` ("" to begin) with every name and cell of a table. */
enum hinge_status hinge_shard_digest(const struct hinge_table *table,
                                     char digest[HINGE_SHA256_TEXT], struct hinge_error *error);

/* The attribute's text and the table (zero-initialised) that files hold, and back.
 * Reading: INPUT "path: …" when they contradict each other or `rows`. */
enum { HINGE_SHARD_TEXT = 3 * HINGE_SHA256_TEXT + 64 };
void hinge_shard_write(const struct hinge_shard *shard, char text[HINGE_SHARD_TEXT],
                       struct hinge_table *table);
enum hinge_status hinge_shard_read(const char *text, const struct hinge_table *table, size_t rows,
                                   const char *path, struct hinge_shard *shard,
                                   struct hinge_error *error);

/* --- a list and its ledger --- */

/* No two rows that are not refused have one id. */
enum hinge_status hinge_agree_ids(const char *shown, const char *object,
                                  const struct hinge_table *table, const char *column,
                                  struct hinge_error *error);

/* Recordings of a study are those that its ledger names, in its order: in trial_of[rows] the number
 * of each row's, -1 of refused ones. INPUT, DAMAGED: one is missing, or no row names it. */
enum hinge_status hinge_study_match(const struct hinge_study_reader *study,
                                    const struct hinge_table *ledger, const char *shown,
                                    int32_t *trial_of, struct hinge_error *error);

/* A row of a list by who and when; "" is nobody, no session. The order of rows of one participant
 * and session is that of the list, where it is asked for. Both are for qsort and bsearch. */
struct hinge_visit {
    const char *participant, *session;
    size_t row;
};
int hinge_visit_compare(const void *a, const void *b);
int hinge_visit_row_compare(const void *a, const void *b);

/* Recordings with the same numbers, under one person or different ones: the first row whose
 * recording has the numbers of `row`'s, -1 when that is `row` itself or they are unknown. */
long hinge_twin_of(const struct hinge_table *ledger, size_t row);

/* Whether two rows of the trial list are of different people: who is not named counts
 * as somebody else. */
bool hinge_twin_differs(const struct hinge_table *list, size_t a, size_t b);

/* Whether two rows are trials of one person in two conditions, unless one file is named again with
 * another rater, view or events. */
bool hinge_twin_elsewhere(const struct hinge_table *list, size_t a, size_t b);

/* The first row whose recording of the same person and condition has the numbers of `row`'s, -1 for
 * none: one of both is a copy. Recordings of reference count no repetitions, and each
 * session may have its copy. */
long hinge_twin_same(const struct hinge_table *ledger, const struct hinge_table *list, size_t row);

/* The row that `row` repeats under another participant or condition, -1 for none: one of both
 * counts a person or a condition twice. `list` has the ledger's rows. */
long hinge_twin_stranger(const struct hinge_table *ledger, const struct hinge_table *list,
                         size_t row);
/* Whether the column copy_of of one of the two says which of them is the copy. */
bool hinge_twin_is_told(const struct hinge_table *list, size_t row, size_t twin);
