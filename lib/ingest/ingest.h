/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what a user gives to recordings: first what an ingest will read (lists, folders, ids,
 * participants), then one file into a recording (recognised, its landmarks found, its units
 * and vertical settled, files of further sensors joined to it). */
#ifndef HINGE_INGEST_INGEST_H
#define HINGE_INGEST_INGEST_H

#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/parameters.h"
#include "base/text.h"
#include "formats/format.h"
#include "landmarks/landmarks.h"
#include "store/store.h"

#include <hinge/config.h>
#include <hinge/ingest.h>
#include <hinge/progress.h>
#include <hinge/status.h>
#include <hinge/table.h>
#include <hinge/trial.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* --- What an ingest will read, as one list with an id per row. --- */

struct hinge_intake_row {
    const char *path; /* to open, and for messages: as the user wrote it */
    /* the file itself, links resolved, `path` when it is missing; gone once the intake
     * is made */
    const char *real;
    const char *within;        /* folder it must lie in, links resolved; NULL: anywhere */
    const char *stored;        /* goes into files: relative to the list, or the file's name;
                                  also the list's cell */
    const char *list;          /* list it came from, NULL for a loose file */
    size_t line;               /* its line there */
    const char *found_in;      /* the folder given, in which it or its list lay; else NULL */
    bool id_given;             /* in a column id */
    enum hinge_reason refused; /* OK, or why it is not read at all */
    const char *message;
    const char *role;                   /* segment of the file itself, NULL for none */
    const struct hinge_read_part *part; /* the files of further sensors */
    size_t n_parts;
    const char *secret, *pseudonym; /* participant and what stands for it, else NULL */
};

/* Zero-initialise. list row i belongs to row[i]; column id is filled for every row. */
struct hinge_intake {
    struct hinge_table list;
    struct hinge_shard shard; /* of the whole list; see hinge_intake_take_shard */
    struct hinge_intake_row *row;
    size_t n, capacity;
    size_t warned;                     /* names in two spellings, told */
    const char *within_of, *within;    /* the last list, and its folder without links */
    const char *folder_of, *folder;    /* the same list, and its folder as written */
    struct hinge_arena arena, scratch; /* scratch: until it is made; has the rows' `real` */
};

/* Reads the lists, checks their columns, makes ids, resolves paths. USAGE: an unknown
 * column near a known one, a personal one, no file column; INPUT: a list that can't be
 * read, two rows with one id (both lines named). A path that leaves its list's folder
 * or is given twice makes a refused row, but USAGE by two lists of a folder. */
enum hinge_status hinge_intake_make(const struct hinge_ingest_request *request,
                                    struct hinge_intake *intake, struct hinge_error *error);
void hinge_intake_clear(struct hinge_intake *intake);

/* Leaves the rows of the request's shard; the list's digest is taken before.  */
enum hinge_status hinge_intake_take_shard(const struct hinge_ingest_request *request,
                                          struct hinge_intake *intake, struct hinge_error *error);

/* A row for a recording that no list names. `stored` is what files hold as its name. */
void hinge_intake_add_file(struct hinge_intake *intake, const char *path, const char *stored);

/* --- A folder given instead of files: what in it is a recording, and what is left. --- */

/* The file that marks a folder of outputs (of hinge-run). */
#define HINGE_RUN_STATE "run-state.txt"

enum hinge_folder_kind {
    HINGE_FOLDER_TABLE,     /* may be a trial list or a recording */
    HINGE_FOLDER_RECORDING, /* a recording by its extension, or a folder of frames */
    HINGE_FOLDER_SIDECAR,   /* belongs to a recording: not one, and not worth a word */
    HINGE_FOLDER_OTHER,     /* left, and named */
    HINGE_FOLDER_TAKEN      /* a list that was read */
};

struct hinge_folder_file {
    const char *path; /* to open, beginning with the folder as given */
    const char *name; /* relative to the folder */
    enum hinge_folder_kind kind;
};

/* Zero-initialise; owns its texts. */
struct hinge_folder {
    struct hinge_folder_file *file; /* sorted by path */
    size_t n, capacity;
    bool bids; /* laid out as the Brain Imaging Data Structure says */
    struct hinge_arena arena;
};

/* Every regular file below a folder, names that begin with a dot and folders that hold
 * HINGE_RUN_STATE left out; links to
 * folders are not followed. INPUT when a folder can't be read. */
enum hinge_status hinge_folder_walk(const char *path, struct hinge_folder *folder,
                                    struct hinge_error *error);

/* Adds the folder's recordings to the intake: all, or with a trial list in it none but
 * what the list named. What is left goes to request->message, a line each. Of a BIDS
 * folder the recordings are the *_motion.tsv, with keys from their names (sub, ses,
 * task, run) and covariates from participants.tsv and *_sessions.tsv. */
enum hinge_status hinge_folder_take(const struct hinge_ingest_request *request,
                                    struct hinge_intake *intake, const struct hinge_folder *folder,
                                    bool listed, struct hinge_error *error);
void hinge_folder_clear(struct hinge_folder *folder);

/* --- Folders laid out as the Brain Imaging Data Structure (BIDS) says: which files are
 * recordings, keys from their names, covariates from the tables beside them. --- */

/* Sets folder->bids when there are sub-*_motion.tsv and a participants.tsv or a
 * dataset_description.json above them; then other tables and JSON files are sidecars.
 */
void hinge_bids_mark(struct hinge_folder *folder);

/* "sub-01" and "01" are one: the name without sub-, in place. */
const char *hinge_bids_label(const char *name);

/* Fills keys and covariates of the intake's rows from `first`. INPUT and USAGE as for a
 * trial list's columns and values. */
enum hinge_status hinge_bids_keys(const struct hinge_ingest_request *request,
                                  struct hinge_intake *intake, size_t first,
                                  const struct hinge_folder *folder, struct hinge_error *error);

/* --- File names that say who and what: "{group}/{participant}_{task}_{cue}_{trial}.csv". --- */

/* Fills the text columns named in braces from `file`, where the row has none yet. The
 * pattern is matched against the end of the path; a name takes as few characters as it
 * can and no '/'. *matched is false when the file does not fit and the row lacks one of
 * the pattern's keys. USAGE when the pattern names no text column of the list, a brace
 * is not closed, or the pattern splits a known task or cue, or gives it to another key.
 */
enum hinge_status hinge_name_pattern_apply(const char *pattern, const char *file,
                                           struct hinge_table *list, size_t row, bool *matched,
                                           struct hinge_error *error);

/* Fills column id: given, else participant_session_task_cue_trial, else the file's
 * stem. INPUT when two rows have one id; a file given twice becomes a refused row. */
enum hinge_status hinge_intake_ids(struct hinge_intake *intake, struct hinge_error *error);

/* --- A trial list's file: told apart from recordings by its header, read as a table. --- */

/* *list tells whether the file is a trial list; if not (or it cannot be read, which is
 * for the reader of recordings to say), OK and nothing is read. `decimal` settles
 * commas that could be thousands, 0 when nothing was said. A list's rows go to the
 * zeroed table, row i from line (*lines)[i], which is in the arena; the caller clears the
 * table, after an error, too. INPUT: no rows, a ragged row, a column given twice. */
enum hinge_status hinge_list_read(const char *path, char decimal, bool *list,
                                  struct hinge_table *table, struct hinge_arena *arena,
                                  size_t **lines, struct hinge_error *error);

/* Checks columns and values, and that each row
 * names its file (INPUT UNREADABLE). */
enum hinge_status hinge_list_settle(struct hinge_table *list, const char *path, const size_t *lines,
                                    const struct hinge_config *config, struct hinge_error *error);

/* --- Its header. --- */

/* Gives columns whose names are ours but for capitals ("Age", "FILE") our names, unless
 * the config keeps them or ours is there, too. */
void hinge_list_columns_name(struct hinge_table *list, const struct hinge_config *config);

/* What follows `before` ("sensor:", "offset_s:") in a column's name, NULL when it
 * begins otherwise. */
const char *hinge_list_sensor(const char *name, const char *before);

/* One column of a list: USAGE when it is within two letters of a known name, what
 * others call a known column ("subject"), or personal, unless the config keeps it. */
enum hinge_status hinge_list_column_check(const struct hinge_table *list, size_t column,
                                          const char *path, const struct hinge_config *config,
                                          struct hinge_error *error);

/* A column of participants.csv: USAGE when it says a measure of the body, age or sex under
 * another name than ours or in another unit ("height (cm)"). */
enum hinge_status hinge_list_measure_check(const char *path, const char *name,
                                           struct hinge_error *error);

/* Every column; USAGE also when there is no file column. */
enum hinge_status hinge_list_columns_check(const struct hinge_table *list, const char *path,
                                           const struct hinge_config *config,
                                           struct hinge_error *error);

/* --- Values of a trial list's known columns: words out of a choice, numbers within reason.
 * A mistyped word ("standin") must not be a silent "nothing said". --- */

/* Checks every cell; INPUT names line and column. An age becomes whole years, from 90
 * on 90 (ages beyond identify a person). */
enum hinge_status hinge_list_values_settle(struct hinge_table *list, const char *path,
                                           const size_t *lines, const struct hinge_config *config,
                                           struct hinge_error *error);

/* --- One person, one group; one height, mass and leg length in a session. --- */

/* Where a row of the list is from. */
struct hinge_list_place {
    const char *path;
    size_t line; /* 0 for a loose file */
};

/* INPUT: somebody is in two groups, both lines named; place is per row. Rows without a
 * participant or a group say nothing. */
enum hinge_status hinge_list_groups_check(const struct hinge_table *list,
                                          const struct hinge_list_place *place,
                                          struct hinge_arena *scratch, struct hinge_error *error);

/* INPUT: height_m, mass_kg or leg_length_m differ between two rows of one person and
 * session, both lines named. Empty cells say nothing. */
enum hinge_status hinge_list_sizes_check(const struct hinge_table *list,
                                         const struct hinge_list_place *place,
                                         struct hinge_arena *scratch, struct hinge_error *error);

/* --- One name in two spellings: a person who would count as two, a group as another. --- */

/* Whether two names differ in capitals, accents, blanks, "_", "-" and leading zeros
 * only. */
bool hinge_list_alike(const char *a, const char *b);
/* An order in which alike names are equal. */
int hinge_list_compare_loosely(const char *a, const char *b);

/* Tells, in a line per column of participants, groups, sessions, tasks and cues, which
 * names are alike and not the same; *told grows by the lines. place is per row. It
 * never refuses: they may be two.  */
void hinge_list_spellings_tell(const struct hinge_table *list, const struct hinge_list_place *place,
                               struct hinge_arena *scratch, hinge_message *message, void *context,
                               size_t *told);

/* --- A list of participants beside a trial list: age, sex, height and the like, said once
 * a person. --- */

#define HINGE_PEOPLE_LIST "participants.csv"

/* Joins the participants.csv that lies in the folder of a row's list, or in the folder
 * given, to the intake's rows by participant, and by session where it has one: blank
 * cells are filled, new columns added. Whom it does not know, and who has no recording,
 * goes to request->message. USAGE: no column participant, a personal or mistyped
 * column, one without its unit; INPUT: a participant twice, a value that is another in
 * the trial list (both lines named). */
enum hinge_status hinge_people_list_join(const struct hinge_ingest_request *request,
                                         struct hinge_intake *intake, struct hinge_error *error);

/* --- What must not enter a study unnoticed: columns of names, birth dates and addresses,
 * participants written as people's names. In the languages people keep lists in. --- */

/* Whether a column's name says that it holds personal data: "Vorname", "date of birth",
 * "Initialen", "e-mail"; "file_name" and "task name" do not. */
bool hinge_personal_column(const char *name);

/* What a participant looks like that is no code: "a person's name" ("Anna Schmidt",
 * "Schmidt, A."), "a date" ("12.05.1987"), "an e-mail address"; NULL for a code. */
const char *hinge_personal_value(const char *participant);

/* --- Pseudonyms: participants replaced by keyed hashes of themselves, the same in every
 * study made with the same key file. --- */

/* Replaces every row's participant by "p" and 12 digits of HMAC-SHA256(key,
 * participant), also as a word of the id, trial and file that are stored. The key
 * file's bytes are the key; neither it nor the participants go into a file. INPUT: the
 * key file can't be read, is shorter than 16 bytes, or can be read by others than its
 * owner (its mode must be 0600 or 0400). USAGE: a row without a participant. */
enum hinge_status hinge_intake_pseudonymise(struct hinge_intake *intake, const char *key_file,
                                            struct hinge_error *error);

/* *out becomes text with `old` as a whole word, in any case, replaced by `own`. */
void hinge_replace_word(const char *text, const char *old, const char *own, struct hinge_text *out);

/* --- Layouts and landmark sets that the user describes in the config: [columns] and
 * [landmarks:<id>]. --- */

struct hinge_descriptions {
    struct hinge_described *column;
    size_t n_columns;
    struct hinge_landmark_set *set;
    size_t n_sets;
    struct hinge_arena arena;
};

/* Reads them from the config. USAGE with file and line: a key that is no canonical id
 * and no setting (the nearest is named), a unit, vertical or time_unit that is none. */
enum hinge_status hinge_descriptions_make(const struct hinge_config *config,
                                          struct hinge_descriptions *descriptions,
                                          struct hinge_error *error);
void hinge_descriptions_clear(struct hinge_descriptions *descriptions);

/* Lets a reader see them; they must outlive the options. */
void hinge_descriptions_give(const struct hinge_descriptions *descriptions,
                             struct hinge_read_options *options);

/* What [columns] says under a key ("up"), "" when nothing. */
const char *hinge_described_value(const struct hinge_read_options *options, const char *key);

/* Whether a file is the one described: a row of its head has all columns that are
 * named, or at least four of them. */
bool hinge_described_here(const struct hinge_probe *probe,
                          const struct hinge_read_options *options);

/* --- What stands beside a motion.tsv of Motion-BIDS, which has no header row of its own:
 * channels.tsv, channels.json, motion.json. --- */

struct hinge_bids_sidecar {
    struct hinge_text header; /* a header row for the table, "" where it is not needed */
    double rate_hz;           /* NaN when not said */
    char up[3];               /* "+y", "" when not said */
    char task[64], cue[64];   /* TaskName; Instructions of one word; "" when not said */
};

/* Whether a path is one of …_motion.tsv. */
bool hinge_bids_is_motion(const char *path);

/* What a file or folder that is no recording is of a BIDS data set, for the user; NULL:
 * nothing says that it is of one. */
const char *hinge_bids_says(const char *path);

/* The path of the i-th file that may stand beside a motion.tsv, added to name, whether
 * it is there or not; false, and nothing added, behind the last. */
bool hinge_bids_beside(const char *path, size_t i, struct hinge_text *name);

/* What there is; clear its header. Files that are not there, or say
 * something else, or lie out of the folder `within` (NULL: anywhere), are left out:
 * then the table speaks for itself.  */
struct hinge_bids_sidecar hinge_bids_sidecar_read(const char *path, const char *within);

/* --- A file or folder opened for recognition: its bytes, and what they are made of. --- */

/* Reads `path` into `bytes` (reused; the probe points into it) and tells what it is:
 * text with its first lines, JSON parsed, XML, binary, or the frames of a folder.
 * sha256 gets the digest of the bytes. INPUT as hinge_file_read and hinge_csv_open;
 * JSON that is none, with line and column; a folder without frames. Close the
 * probe also after an error: that clears the arena. */
enum hinge_status hinge_probe_open(const char *path, const char *shown,
                                   const struct hinge_read_options *options,
                                   struct hinge_bytes *bytes, struct hinge_arena *arena,
                                   struct hinge_probe *probe, char sha256[65],
                                   struct hinge_error *error);
void hinge_probe_close(struct hinge_probe *probe);

/* Whether a folder is one recording (a file per frame) and not a folder of recordings:
 * its first .json file, by number, has a key "people", or its .txt files are labels
 * that a format knows. What cannot be read is none. */
void hinge_folder_is_recording(const char *path, bool *is);

/* --- Joins formats and landmark sets: what is this file, why, and read it. --- */

enum { HINGE_CANDIDATES_MAX = 64, HINGE_WHY_MAX = 160 };

struct hinge_candidate {
    const char *id;
    int score;
    char why[HINGE_WHY_MAX];
};

/* What recognition saw and decided; filled as far as it got, also on failure. */
struct hinge_recognition {
    size_t n_formats, n_sets;
    struct hinge_candidate format[HINGE_CANDIDATES_MAX]; /* best first */
    struct hinge_candidate set[HINGE_CANDIDATES_MAX];    /* best first */
    size_t n_matched;                                    /* canonical landmarks found */
    bool described;                                      /* its columns are those of [columns] */
    /* from where units and vertical are known, a phrase; "" unknown */
    const char *units_from, *up_from;
};

/* USAGE, with the nearest name, when a format or landmark set isn't known; NULL and ""
 * are nothing said. Sets described in the config (may be NULL) are known too. */
enum hinge_status hinge_recognise_ids_check(const char *format, const char *landmarks,
                                            const struct hinge_config *config,
                                            struct hinge_error *error);

/* Reads `path`, a file or a folder with a file per frame (shown in messages as
 * `shown`), and options->part into `bytes` (reused) and `recording`:
 * recognises the format (or takes options->format), reads, recognises the landmark set
 * (or takes options->landmarks), applies units and up the user gave, infers image units
 * (px or norm, with a note) where none are said. Two best formats with equal scores:
 * INPUT AMBIGUOUS_FORMAT, naming both and --format; none: UNKNOWN_FORMAT with the best
 * reasons; sets likewise, but no set at all is not an error here (a note; analysis
 * refuses). sha256 gets the digest of the bytes. */
enum hinge_status hinge_recording_read(const char *path, const char *shown,
                                       const struct hinge_read_options *options,
                                       const struct hinge_parameters *parameters,
                                       struct hinge_bytes *bytes, struct hinge_recording *recording,
                                       struct hinge_recognition *recognition, char sha256[65],
                                       struct hinge_error *error);

/* --- Units, vertical and axes of a recording once its landmarks are known. --- */

/* Units and vertical as the user said them; USAGE when they are none. A unit that
 * contradicts the file's header is noted. */
enum hinge_status hinge_settle_options(const struct hinge_read_options *options,
                                       struct hinge_recording *recording,
                                       struct hinge_error *error);

/* MediaPipe: world landmarks (metres, origin between the hips in every frame) or image
 * landmarks, whose z isn't used, or points in space (FreeMoCap: mm). */
void hinge_settle_mediapipe(const struct hinge_read_options *options,
                            struct hinge_recording *recording);

/* A rate in the file's header that its own clock contradicts is noted. */
void hinge_settle_rate(struct hinge_recording *recording);

/* A time column that counts frames, as the user said. */
void hinge_settle_frames(struct hinge_recording *recording);

/* Two-dimensional coordinates without a unit: 0..1 when nearly all are small, else
 * pixels. */
void hinge_settle_units(struct hinge_recording *recording);

/* Depth that is constant for every landmark was not measured: two-dimensional then. */
void hinge_settle_depth(struct hinge_recording *recording);

/* Depth cameras write metres or millimetres: which one shows in the size. */
void hinge_settle_kinect(struct hinge_recording *recording);

/* A picture in metres in which a person is taller than anybody is in pixels. */
void hinge_settle_pixels(const struct hinge_read_options *options,
                         struct hinge_recording *recording);

/* Where the layout asks for it and nothing is said: y points up or down as trunk and
 * feet show; left open, with a note, where they don't. */
void hinge_settle_vertical(struct hinge_recording *recording);

/* Stickers named without a side are those of the side that faces the camera. */
void hinge_settle_side(struct hinge_recording *recording);

/* --- Several files that are one recording: what each sensor of a person wrote. --- */

/* Names every channel after the segment its file belongs to ("pelvis.Quat_W", marker
 * "pelvis."). */
void hinge_join_name(struct hinge_recording *recording, const char *role);

/* Adds the channels of `other`, named after the part's role, to `recording` on the
 * clock that both have: samples within three quarters of a step of each other, and none
 * nearer by a quarter, are one frame, a sample that only one of them has is a frame in
 * which the other is missing. The part's clock minus the recording's is part->offset_s.
 * INPUT when they share less than half of their frames, or have no clock and not the
 * same number of frames. */
enum hinge_status hinge_join_part(struct hinge_recording *recording, const char *shown,
                                  struct hinge_recording *other, const struct hinge_read_part *part,
                                  struct hinge_error *error);

/* Adds the samples of a file beside the recording (EMG, force) at their own rate, by
 * its clock, else its rate (part->rate_hz, else its header's); rate_hz is the
 * recording's where neither clock nor header tell it. INPUT when a clock or rate is
 * missing, or most samples lie outside the recording. `shown` names the recording in
 * messages, here and above. */
enum hinge_status hinge_join_analog(struct hinge_recording *recording, const char *shown,
                                    const struct hinge_recording *other,
                                    const struct hinge_read_part *part, double rate_hz,
                                    struct hinge_error *error);

#endif
