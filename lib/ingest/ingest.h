/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From files of the user to recordings: first the list of what will be read (lists, folders, ids,
 * participants), then each file as a recording (format and landmarks recognised, units and vertical
 * settled, files of further sensors joined). */
#pragma once

#include "formats/format.h"
#include "landmarks/landmarks.h"
#include "store/store.h"

#include <hinge/ingest.h>

struct hinge_parameters; /* base/parameters.h */

/* --- What words of names and of lists mean, in eight languages. --- */

/* What words are of. _N: a number follows. */
enum hinge_word_kind {
    HINGE_WORD_PARTICIPANT_N,
    HINGE_WORD_SESSION_N,
    HINGE_WORD_TRIAL_N,
    HINGE_WORD_GROUP_N, /* or a letter */
    HINGE_WORD_RATER_N, /* or a letter */
    HINGE_WORD_SESSION,
    HINGE_WORD_BESIDE, /* says nothing beside a word of a session: "training" */
    HINGE_WORD_NO_CUE, /* "without" */
    HINGE_WORD_WITH,
    HINGE_WORD_CUE,
    HINGE_WORD_ROLE,
    HINGE_WORD_SIDE,
    HINGE_WORD_LOAD, /* after a number */
    HINGE_WORD_TASK,
    HINGE_WORD_GROUP,
    HINGE_WORD_IGNORED, /* names of kinds of files */
    HINGE_WORD_VERSION, /* at the end of a file's name; "copy": a number may follow, "n": it does */
    HINGE_WORD_OUTPUT,  /* there: of a program for one film, "m", "px" or "angles" */
    HINGE_WORD_VISIT,   /* for the order of visits alone: trial/levels.h */
    HINGE_WORD_HEADER   /* of a column, which is the id */
};

struct hinge_word {
    const char *folded, *id; /* without case and marks; "": the word as written */
    enum hinge_word_kind kind;
    unsigned languages; /* bits; 1: English */
};

/* Zero-initialise. Words sorted by `folded` and kind, and those that were met of each language. */
enum { HINGE_LANGUAGES = 8 };
struct hinge_vocabulary {
    struct hinge_word *word;
    size_t n, met[HINGE_LANGUAGES];
    const char *first[HINGE_LANGUAGES];
    bool short_met[HINGE_LANGUAGES]; /* one of three letters, as "vor" beside "nach" */
    struct hinge_arena arena;
};

/* Once: they take a millisecond, so a loop over files keeps them. */
void hinge_vocabulary_make(struct hinge_vocabulary *words);
void hinge_vocabulary_clear(struct hinge_vocabulary *words);

/* NULL: no such word. `folded` is as hinge_text_folded makes it, words of several with one blank.
 */
const struct hinge_word *hinge_vocabulary_find(const struct hinge_vocabulary *words,
                                               enum hinge_word_kind kind, const char *folded);
/* Notes that a word is in the names or the list: words of one language bear each other out. */
void hinge_vocabulary_meet(struct hinge_vocabulary *words, const char *folded);
/* Whether a word may be taken: it is English, or another word of one of its languages was met, and
 * one of the two has four letters or more. A short word for "with" and "without" needs another one
 * in English, too; "sem dica" is two. */
bool hinge_vocabulary_count(const struct hinge_vocabulary *words, const struct hinge_word *word);

/* The rest of a column name after `before` ("sensor:", "offset_s:"); NULL if the name does not
 * begin with it. */
const char *hinge_list_sensor(const char *name, const char *before);

/* --- What will be read: one list with an id per row. --- */

struct hinge_intake_row {
    const char *path; /* as the user wrote it: to open, and for messages */
    /* The file with links resolved; `path` if it is missing. Only until the intake is made. */
    const char *real;
    const char *within; /* folder that must contain it, links resolved; NULL: any */
    const char *
        stored; /* name in stored files and in the list: relative to the list, or the file's name */
    const char *list;          /* list of the row; NULL: the file was given directly */
    size_t line;               /* its line there */
    const char *found_in;      /* folder that was given and contains it or its list; else NULL */
    bool id_given;             /* the list has the id */
    enum hinge_reason refused; /* OK, or why it is not read */
    const char *message;
    const char *role;                   /* segment of the file itself; NULL: none */
    const char *accel_bias;             /* of its acceleration, for that segment; NULL: none */
    const struct hinge_read_part *part; /* files of further sensors */
    size_t n_parts;
    const char *secret, *pseudonym; /* participant, and its pseudonym; else NULL */
};

/* Zero-initialise. list row i belongs to row[i]; column id is filled for every row. */
struct hinge_intake {
    struct hinge_table list;
    struct hinge_shard shard; /* of the whole list; see hinge_intake_take_shard */
    struct hinge_intake_row *row;
    size_t n;
    const char **unused; /* paths of files that the lists leave out by their role */
    size_t n_unused;
    struct hinge_vocabulary words; /* of headers, for files that may be lists */
    struct hinge_text read;        /* what headers and cells of the list were read as */
    struct hinge_text joined;      /* lists of people, and what they gave: a line each */
    struct hinge_text apart;       /* tables that may be such, and why they are not joined; what
                                    * of sheets is hidden */
    const char **people;           /* their paths */
    size_t n_people;
    const char **code; /* of people, in tables that may be such; may be twice */
    size_t n_codes;
    struct hinge_text cased;         /* the first files that are there in another case alone */
    size_t n_cased;                  /* how many */
    const char *command;             /* that of the request */
    size_t warned;                   /* names in two spellings that were reported */
    size_t numbered, first_numbered; /* rows that nothing told apart: numbered as trials */
    const char *within_of, *within;  /* the last list, and its folder without links */
    const char *listed;              /* the last list; NULL: none */
    const char *sheet;               /* of a workbook that is a list: its name; NULL: none */
    const char *hidden_cells;        /* of its hidden rows, a line each; NULL: no workbook */
    const char *base;                /* folder of the files of every list; NULL: each list's own */
    const char *folder_of, *folder;  /* the same list, and the folder of its files as written */
    struct hinge_arena arena, scratch; /* scratch: until the intake is made; owns `real` of rows */
};

/* Reads the lists, checks columns, makes ids and resolves paths. USAGE: a mistyped column, a
 * personal one, no column file. INPUT: a list that cannot be read, two rows with one id (both lines
 * are named). A path outside the folder of its list, or given twice, refuses its row; given by two
 * lists of one folder it is USAGE. */
enum hinge_status hinge_intake_make(const struct hinge_ingest_request *request,
                                    struct hinge_intake *intake, struct hinge_error *error);
void hinge_intake_clear(struct hinge_intake *intake);
/* Adds "look at 2 files that the list writes in another case: …", nothing if there is none. */
void hinge_intake_add_cased(const struct hinge_intake *intake, struct hinge_text *out);

/* Keeps only the rows of the request's shard, after taking the digest of the whole list. */
enum hinge_status hinge_intake_take_shard(const struct hinge_ingest_request *request,
                                          struct hinge_intake *intake, struct hinge_error *error);

/* --- A folder instead of files: which of its files are recordings. --- */

/* File that marks a folder of outputs of hinge-run. */
#define HINGE_RUN_STATE "run-state.txt"

enum hinge_folder_kind {
    HINGE_FOLDER_TABLE,     /* may be a trial list or a recording */
    HINGE_FOLDER_RECORDING, /* a recording by its extension, or a folder of frames */
    HINGE_FOLDER_SIDECAR,   /* belongs to a recording; not reported */
    HINGE_FOLDER_OTHER,     /* not read, and reported */
    HINGE_FOLDER_OUTSIDE,   /* a link to a file that would be one of the first three, elsewhere */
    HINGE_FOLDER_DEEP,      /* a folder with too many above it; likewise */
    HINGE_FOLDER_TAKEN      /* a list that was already read */
};

struct hinge_folder_file {
    const char *path; /* to open, beginning with the folder as given */
    const char *name; /* relative to the folder */
    enum hinge_folder_kind kind;
};

/* Zero-initialise; owns its texts. */
struct hinge_folder {
    struct hinge_folder_file *file; /* sorted by path */
    size_t n;
    bool bids;        /* a BIDS folder (Brain Imaging Data Structure) */
    bool anywhere;    /* set before: links may lead out of it */
    const char *real; /* its path without links; NULL: anywhere */
    struct hinge_arena arena;
};

/* Lists every regular file below a folder, except names that begin with a dot and folders that
 * contain HINGE_RUN_STATE. Links to folders are not followed, nor those that lead out of it. INPUT
 * if a folder cannot be read. */
enum hinge_status hinge_folder_walk(const char *path, struct hinge_folder *folder,
                                    struct hinge_error *error);

/* Why a file of the kind OTHER is no recording. */
const char *hinge_folder_why_not(const char *name);
void hinge_folder_clear(struct hinge_folder *folder);

/* --- BIDS folders: which files are recordings, keys from their names, covariates from tables.
 * --- */

/* Sets folder->bids if there are sub-*_motion.tsv and, above them, a participants.tsv or a
 * dataset_description.json; other tables and JSON files are then sidecars. */
void hinge_bids_mark(struct hinge_folder *folder);

/* The name without "sub-" at its start (points into it). */
const char *hinge_bids_label(const char *name);

/* Fills keys and covariates of rows from `first` on. INPUT and USAGE as for columns and values of a
 * trial list. */
enum hinge_status hinge_bids_keys(const struct hinge_ingest_request *request,
                                  struct hinge_intake *intake, size_t first,
                                  const struct hinge_folder *folder, struct hinge_error *error);

/* --- Keys from file names: "{group}/{participant}_{task}_{cue}_{trial}.csv". --- */

/* Fills the columns named in braces from `file`, unless the row has a value. The pattern must match
 * the end of the path; each name takes as few characters as possible, and no '/'. *matched is false
 * if the file does not match and the row has no value for one of the keys. USAGE if the pattern
 * names no text column of the list, a brace is not closed, or it splits a known task or cue or
 * gives it to another key. */
enum hinge_status hinge_name_pattern_apply(const char *pattern, const char *file,
                                           struct hinge_table *list, size_t row, bool *matched,
                                           struct hinge_error *error);

/* Fills the column id: as given, else participant_session_task_cue_trial, with load and side where
 * these agree, else the name of the file. Rows that agree in all are numbered as trials. INPUT if
 * two rows have one id; a file given twice is refused. */
enum hinge_status hinge_intake_ids(struct hinge_intake *intake, struct hinge_error *error);

/* --- Sheets of an Excel workbook (.xlsx) as CSV, and the formats of its numbers: which are dates,
 * and which show a whole number as a text. --- */

struct hinge_sheet {
    const char *name; /* may be empty; the workbook's; NULL: of no workbook */
    bool hidden;
    size_t hidden_rows, hidden_columns; /* that have cells */
    const char *hidden_cells;           /* of those rows, a line each; the workbook's */
};

/* Whether a file has the name and the first bytes of a workbook. */
bool hinge_is_workbook(const char *path, const struct hinge_bytes *bytes);

/* Adds to `apart`, and notes in an ingest, what of a sheet that was read is hidden. */
void hinge_intake_add_hidden(const struct hinge_ingest_request *request,
                             struct hinge_intake *intake, const char *path,
                             const struct hinge_sheet *sheet);

/* Opens a workbook, whose bytes and path stay the caller's: texts, formats and sheets are read
 * once. INPUT for what is no whole workbook, and for more than 16 MB, or 64 MB unpacked. *book is
 * to be freed, also after an error. */
struct hinge_workbook;
enum hinge_status hinge_workbook_open(const char *path, const struct hinge_bytes *bytes,
                                      struct hinge_workbook **book, struct hinge_error *error);
void hinge_workbook_free(struct hinge_workbook *book);

/* Sets `csv` to the i-th sheet as CSV with commas, a line per row of the sheet, and behind it the
 * zeros that hinge_csv_open needs: texts as they are, numbers with points, those in formats such as
 * 000 as the sheet shows them, dates as 2026-03-12, formulas as their stored values; hidden sheets
 * come last, the line of a hidden row is empty, a hidden column is as any other. *more is false
 * past the last sheet. All cells, or INPUT: a part that is damaged, naming it; a cell that cannot
 * be read, such as #REF!, naming the cell; more than 64 MB of CSV. */
enum hinge_status hinge_workbook_sheet(struct hinge_workbook *book, size_t i,
                                       struct hinge_text *csv, struct hinge_sheet *sheet,
                                       bool *more, struct hinge_error *error);

struct hinge_cell_style {
    unsigned format; /* its id */
    bool date;
    const char *shown; /* NULL: a number as it is; else what is shown, with places for digits */
};

/* Sets date and shown. `code` is that of the workbook for the id; NULL: it has none. */
void hinge_cell_style_settle(struct hinge_cell_style *style, const char *code,
                             struct hinge_arena *arena);

/* Adds a number: 2026-03-12 in a format of dates, 007 in 000, P07 in "P"00; any other with 15
 * digits. Days count from the end of 1899, or from 1904 on. */
void hinge_cell_style_add(const struct hinge_cell_style *style, double number, bool since_1904,
                          struct hinge_text *value);

/* --- The file of a trial list: recognised by its header, read as a table. --- */

/* Adds the place of a cell: "list.csv:7", of a workbook "list.xlsx:D7". */
void hinge_list_add_place(struct hinge_text *out, const char *path, size_t line, size_t column);

/* The role of a row that is not to be read: it is neither a recording of the study nor missing. */
#define HINGE_LIST_UNUSED "unused"

/* Reads a trial list into a zeroed table; row i came from line (*lines)[i], in the arena. *list is
 * false if the file is none or cannot be read; then nothing is read and the status is OK. `decimal`
 * decides about commas that could be thousands; 0: not given. `words` are zero, or of a file
 * before; the caller clears them and the table, also after an error. `sheet` (may be NULL) gets
 * that of a workbook, its name in the arena. INPUT: a ragged row, a column given twice, two sheets
 * that could be the list. */
enum hinge_status hinge_list_read(const char *path, char decimal, struct hinge_vocabulary *words,
                                  bool *list, struct hinge_table *table, struct hinge_arena *arena,
                                  size_t **lines, struct hinge_sheet *sheet,
                                  struct hinge_error *error);

/* The columns of a header that are texts whatever is in them ("01"), by our name or another; ends
 * with NULL. */
const char **hinge_list_as_text(const struct hinge_vocabulary *words, const char *const *cell,
                                size_t n, struct hinge_arena *arena);

/* Drops rows that sum up the others: with a cell "Mittelwert" or "n", and without a file; in a list
 * without files without a participant. */
void hinge_list_drop_summaries(const struct hinge_vocabulary *words, struct hinge_table *table,
                               size_t *lines);

/* Whether a header is that of corrections by hand (events.csv) or of a table of repetitions, which
 * name files, too, but list none. */
bool hinge_list_is_events(const char *const *cell, size_t n);

/* Of a table that is no recording: fails if a column that is not called "file" names recordings,
 * those of `intake` (USAGE), or files beside it (NULL; INPUT). *events: it is one of corrections.
 */
enum hinge_status hinge_list_check_none(const char *path, const char *shown,
                                        const struct hinge_intake *intake, bool *events,
                                        struct hinge_error *error);

/* A list as it is: its bytes; `csv` what was made of them to be read, of UTF-16 or of a sheet of a
 * workbook; and every line that is not blank, with its place in what was read. head.line[header] is
 * the header. */
struct hinge_list_lines {
    struct hinge_bytes bytes;
    struct hinge_text csv;
    struct hinge_workbook *workbook; /* NULL: none */
    struct hinge_sheet sheet;
    struct hinge_csv_source source;
    struct hinge_csv_head head;
    size_t header;
};
/* Cells are in the arena. INPUT if it is no list; the caller clears it, also after an error. */
enum hinge_status hinge_list_lines(const char *path, char decimal, struct hinge_arena *arena,
                                   struct hinge_list_lines *of, struct hinge_error *error);
void hinge_list_lines_clear(struct hinge_list_lines *of);
/* The list with lines that `changed` [head.n], then `more`, in its own separators and letters;
 * false: they have not all of these. Other bytes stay. */
bool hinge_list_lines_write(const struct hinge_list_lines *of, const bool *changed,
                            const char *more, struct hinge_text *out);

/* Opens a CSV that may be a list, in UTF-8. Decimal commas where they are plain to see; where they
 * could be thousands, they are decimals in a list with semicolons or tabs, as spreadsheets of such
 * countries write it; `decimal`, when not 0, decides. */
enum hinge_status hinge_list_open(const char *path, const struct hinge_bytes *bytes, char decimal,
                                  struct hinge_csv_source *source, struct hinge_error *error);
/* A message without the path at its start; a line number stays. */
const char *hinge_after_path(const char *message, const char *path);

/* Names columns as ours (`read` as below), checks them and values, and that each row names its file
 * (INPUT UNREADABLE). `command` begins commands that messages suggest; NULL: of any tool. */
enum hinge_status hinge_list_settle(struct hinge_table *list, const char *path, const size_t *lines,
                                    const struct hinge_config *config, const char *command,
                                    struct hinge_text *read, struct hinge_error *error);

/* --- The header of a trial list. --- */

/* Our column of a header, whatever its capitals, its language (ingest/headers.def) and the unit
 * behind it; NULL for none. */
const char *hinge_list_meaning(const struct hinge_vocabulary *words, const char *header);

/* Whether a header is of participants where no other column is: "Code", "Nr.", "Patienten-ID". */
bool hinge_list_may_be_person(const struct hinge_vocabulary *words, const char *header);
/* The same, or our column of participants. */
bool hinge_list_is_person(const struct hinge_vocabulary *words, const char *header);
/* The header of a column as its file has it, else its name. */
const char *hinge_list_header(const struct hinge_column *column);

/* Adds a value of a column of numbers as the user wrote it: in quotes its text, if that is known,
 * or the number in the unit of the header. */
void hinge_list_add_value(const struct hinge_column *column, size_t row, struct hinge_text *out);

/* Sets the cue of a row to an ID; a cell in other words is kept in HINGE_CUE_GIVEN. */
void hinge_list_set_cue(struct hinge_table *list, size_t row, const char *id);

/* The word that a cell of cue, session, role or side is ("ohne", "mit Stab"); its id is ours. NULL:
 * none. Whether it counts is hinge_vocabulary_count's. */
const struct hinge_word *hinge_list_word(const struct hinge_vocabulary *words, const char *column,
                                         const char *cell);

/* Renames columns to ours, unless the config keeps them, our column exists, too, or two mean one;
 * sizes in other units are converted, and words of known cues, sessions, roles and sides become
 * their ids. Texts but those of files become NFC. `read` (may be NULL) gets what was read as what:
 * "Datei as file, …; kept as it is: Schuhe"; "" if nothing was. */
void hinge_list_columns_name(struct hinge_table *list, const struct hinge_config *config,
                             struct hinge_text *read);

/* Copies row i of a table into an existing row of a list, but the columns `but` ("a|b"); new
 * covariates add columns. Errors: NOT_A_NUMBER, at `where`; NULL: such a cell is left out. */
enum hinge_status hinge_list_copy_row(struct hinge_table *list, const struct hinge_table *from,
                                      size_t i, size_t row, const char *but, const char *where,
                                      struct hinge_error *error);

/* USAGE if a column looks mistyped, means the same as another, does not say its unit, or is
 * personal, unless the config keeps it. */
enum hinge_status hinge_list_column_check(const struct hinge_table *list, size_t column,
                                          const char *path, const struct hinge_config *config,
                                          struct hinge_error *error);

/* Checks every column, with all faults in one message; also USAGE if there is no column file.
 * `who`: the column of people of participants.csv, which is not checked and needs no files; else
 * NULL. */
enum hinge_status hinge_list_columns_check(const struct hinge_table *list, const char *path,
                                           const char *who, const char *command,
                                           const struct hinge_config *config,
                                           struct hinge_error *error);

/* --- Values of known columns: words must be among the allowed ones, numbers within limits. A
 * mistyped word ("standin") must not count as "not given". --- */

/* Whether a row names its recording, by the column file or those of sensors; else UNREADABLE. */
enum hinge_status hinge_list_file_check(const struct hinge_table *list, size_t row,
                                        const char *path, size_t line, struct hinge_error *error);
/* Checks every cell; INPUT names line and column. Ages become whole years, and from 90 on 90,
 * because higher ages identify a person. */
enum hinge_status hinge_list_values_settle(struct hinge_table *list, const char *path,
                                           const size_t *lines, const struct hinge_config *config,
                                           struct hinge_error *error);

/* --- One person, one group; one height, mass and leg length in a session. --- */

/* Source of a row of the list. */
struct hinge_list_place {
    const char *path;
    size_t line; /* 0: the file was given directly */
};
/* Of a row of the intake; and in words: "list.csv:4", or the file's own name. */
enum { HINGE_PLACE_TEXT = 280 };
struct hinge_list_place hinge_intake_place(const struct hinge_intake_row *row);
void hinge_list_place_words(const struct hinge_list_place *place, char text[HINGE_PLACE_TEXT]);

/* Of people in two groups, if they are at most a fifth: the group of their first visit counts in
 * all their rows, or without visits none ("", or as it is if `keep`); other[row] has the one that
 * does not count, else NULL. Returns how many people; more than a fifth: 0, nothing is changed. */
size_t hinge_groups_settle(const char *const *who, const char *const *session, const char **group,
                           size_t n, bool keep, struct hinge_arena *arena, const char **other);
/* INPUT, naming both lines, if a participant is in two groups. place[row]. Rows without participant
 * or group are ignored. */
enum hinge_status hinge_list_groups_check(const struct hinge_table *list,
                                          const struct hinge_list_place *place,
                                          struct hinge_arena *scratch, struct hinge_error *error);

/* INPUT, naming both lines, if height_m, mass_kg or leg_length_m of a participant differs within a
 * session. Empty cells are ignored. */
enum hinge_status hinge_list_sizes_check(const struct hinge_table *list,
                                         const struct hinge_list_place *place,
                                         struct hinge_arena *scratch, struct hinge_error *error);

/* --- One name in two spellings, which would count as two people or groups. --- */

enum { HINGE_SPELLINGS_SHOWN = 5 };
/* A name without what a slip of the hand changes: case, accents, blanks, "_", "-" and leading
 * zeros; in the arena. */
const char *hinge_list_loose(struct hinge_arena *arena, const char *name);

/* Reports names that differ only in spelling (participants, groups, sessions, tasks, cues), in a
 * line per pair, `most` of them, and rows without a cue beside others; *told grows by the number of
 * lines. place[row]. Nothing is refused, because the names may be different people. */
void hinge_list_spellings_note(const struct hinge_table *list, const struct hinge_list_place *place,
                               struct hinge_arena *scratch, size_t most, hinge_message *message,
                               void *context, size_t *told);

/* --- participants.csv beside a trial list: age, sex, height and the like, once per person. --- */

#define HINGE_PEOPLE_LIST "participants.csv"
/* Rows of --new for a list that cannot have them: no list. */
#define HINGE_NEW_ROWS "trials-new.csv"

/* Joins the participants.csv in the folder of the list (or the given folder) to the rows by
 * participant and, if it has one, session: fills blank cells and adds columns. Participants that
 * only one of both files has are reported to request->message. USAGE: no column participant; a
 * column that is personal, mistyped or without its unit. INPUT: a participant twice, or a value
 * that differs from the trial list (both cells are named).
 * So does any other CSV or sheet of a workbook there that is a list of people: a column of
 * participants holds at least half of those of the rows, each once (per session), and none is of
 * recordings, of events or of raters. Personal columns are left out; with nothing else it is a key.
 */
enum hinge_status hinge_people_list_join(const struct hinge_ingest_request *request,
                                         struct hinge_intake *intake, struct hinge_error *error);

/* Whether a file has the header of a list of people, and may be joined once there are recordings.
 * Its codes of people, letters and a number, are added to intake->code. */
bool hinge_people_list_may_be(const struct hinge_ingest_request *request,
                              struct hinge_intake *intake, const char *path);

/* --- Personal data that must not enter a study: columns of names, birth dates and addresses, and
 * names of people as participants, in several languages. --- */

/* Whether the name of a column suggests personal data: "Vorname", "date of birth", "Initialen",
 * "e-mail"; but not "file_name" or "task name". */
bool hinge_personal_column(const char *name);

/* What a participant looks like if it is not a code: "a person's name" ("Anna Schmidt", "Schmidt,
 * A."), "a date" ("12.05.1987"), "an e-mail address"; NULL for a code. */
const char *hinge_personal_value(const char *participant);

/* --- Pseudonyms: keyed hashes of participants, the same in every study with the same key file.
 * --- */

/* Replaces each participant by "p" and 12 digits of HMAC-SHA256(key, participant), also as a word
 * in stored ids, trials and file names. The key is the bytes of the key file, or the first word of
 * one that --new made; neither the key nor
 * the participants are stored. INPUT: the key file cannot be read, has fewer than 16 bytes, or
 * others may read it (mode must be 0600 or 0400). USAGE: a row without a participant. */
enum hinge_status hinge_intake_pseudonymise(struct hinge_intake *intake,
                                            const struct hinge_ingest_options *options,
                                            struct hinge_error *error);

/* Adds the path of the key file that the options name. */
void hinge_key_path(const struct hinge_ingest_options *options, struct hinge_text *path);
/* Makes a key file with a random key, which only its owner may read, and adds a line for each
 * participant of a list that it does not have: who has which code. A file that somebody else made
 * is used as it is. *made: there was none. */
enum hinge_status hinge_key_file_add(const char *path, const struct hinge_table *list, bool *made,
                                     struct hinge_error *error);

/* *out becomes text in which the word `old`, in any case, is replaced by `now`; of a person's name
 * ("Böhm, Tom") also each word of it, in any spelling ("Boehm_tom" becomes one `now`). */
void hinge_replace_word(const char *text, const char *old, const char *now, struct hinge_text *out);

/* --- Layouts and landmark sets that the user describes in the config: [columns] and
 * [landmarks:<id>]. --- */

struct hinge_descriptions {
    struct hinge_described *column;
    size_t n_columns;
    struct hinge_landmark_set *set;
    size_t n_sets;
    struct hinge_arena arena;
};

/* Reads them from the config. USAGE with file and line: a key that is neither an id nor a setting
 * (names the nearest), or an invalid unit, vertical or time_unit. */
enum hinge_status hinge_descriptions_make(const struct hinge_config *config,
                                          struct hinge_descriptions *descriptions,
                                          struct hinge_error *error);
void hinge_descriptions_clear(struct hinge_descriptions *descriptions);

/* What is said of every recording; the descriptions must outlive it. */
struct hinge_read_options hinge_read_options_of(const struct hinge_ingest_options *general,
                                                const struct hinge_descriptions *descriptions);

/* The value of a key of [columns] ("up"); "": not given. */
const char *hinge_described_value(const struct hinge_read_options *options, const char *key);

/* Whether [columns] describes the file: a row of its head has all named columns, or at least four
 * of them. */
bool hinge_described_here(const struct hinge_probe *probe,
                          const struct hinge_read_options *options);

/* --- Files beside a motion.tsv of Motion-BIDS, which has no header row: channels.tsv,
 * channels.json, motion.json. --- */

struct hinge_bids_sidecar {
    struct hinge_text header; /* header row for the table; "": not needed */
    double rate_hz;           /* NaN: not given */
    char up[3];               /* "+y"; "": not given */
    char task[64], cue[64];   /* TaskName; Instructions if one word; "": not given */
    char tracked_by[64];      /* TrackingSystemName, likewise */
    bool motion;              /* there is a _motion.json */
    bool heading_free;        /* orientations whose headings are each sensor's own */
    bool forces_turned;       /* forces and moments in the axes of the points */
};

/* Whether a path ends with _motion.tsv. */
bool hinge_bids_is_motion(const char *path);

/* Adds the path of the emg.tsv of a motion.tsv, in the folder emg/ beside motion/ under the name
 * without tracksys-; false, with an empty text, if there is none. */
bool hinge_bids_muscles(const char *path, struct hinge_text *name);

/* Tells the user which part of a BIDS data set a file or folder is that is no recording; NULL:
 * unknown. */
const char *hinge_bids_part(const char *path);

/* Adds the path of the i-th file that may be beside a motion.tsv, whether it exists or not; false,
 * without adding, after the last. */
bool hinge_bids_beside(const char *path, size_t i, struct hinge_text *name);

/* Reads these files; the caller clears the header, also after an error. Of a file that does not
 * exist nothing is known. INPUT, which names the file, where one cannot be read, is outside the
 * folder `within` (NULL: any), is no JSON or table, or has a SamplingFrequency that is no rate. */
enum hinge_status hinge_bids_sidecar_read(const char *path, const char *within,
                                          struct hinge_bids_sidecar *sidecar,
                                          struct hinge_error *error);

/* --- One device that writes a file for each of its sensors (phyphox, Sensor Logger). --- */

/* Whether this is the folder of such a device, or one of its files; sets the folder. */
bool hinge_device_folder(const char *path, char folder[1000]);

/* INPUT, which names the file that is missing, for a folder with one of acceleration and angular
 * rate without the other, and for a file of acceleration alone; OK for another folder. */
enum hinge_status hinge_device_partial(const char *path, const char *shown,
                                       struct hinge_error *error);
/* Makes one table of its files: acceleration with gravity and, at its times, angular rate. sha256
 * gets the digest of the files, `damage` their cells that are no numbers; rows without a time are
 * left out; `note` (in its arena) says that they share little time. INPUT where they are none, or
 * have no clock or no time in common. */
enum hinge_status hinge_device_read(const char *folder, const char *shown,
                                    const struct hinge_read_options *options, size_t limit,
                                    struct hinge_bytes *bytes, char sha256[65],
                                    struct hinge_damage *damage, const char **note,
                                    struct hinge_error *error);

/* --- Opening a file or folder for recognition. --- */

/* Reads `path` into `bytes` (reused; the probe points into it) and determines its kind: text with
 * its first lines, parsed JSON, XML, binary, or a folder of frames. sha256 gets the digest of the
 * bytes. INPUT as hinge_file_read and hinge_csv_open; malformed JSON, with line and column; a
 * folder without frames. Close the probe also after an error, which clears the arena. */
enum hinge_status hinge_probe_open(const char *path, const char *shown,
                                   const struct hinge_read_options *options,
                                   struct hinge_bytes *bytes, struct hinge_arena *arena,
                                   struct hinge_probe *probe, char sha256[65],
                                   struct hinge_error *error);
void hinge_probe_close(struct hinge_probe *probe);

/* Whether a folder is one recording with a file per frame: its first .json file, by number, has a
 * key "people", or its .txt files are labels of a known format; or it is that of a device with a
 * file for each sensor. False if it cannot be read. */
bool hinge_folder_is_recording(const char *path);

/* --- Recognises format and landmark set of a file, and reads it. --- */

enum { HINGE_CANDIDATES_MAX = 64, HINGE_WHY_MAX = 160 };

struct hinge_candidate {
    const char *id;
    int score;
    char why[HINGE_WHY_MAX];
};

/* Candidates and decisions of recognition, also after a failure. */
struct hinge_recognition {
    size_t n_formats, n_sets;
    struct hinge_candidate format[HINGE_CANDIDATES_MAX]; /* best first */
    struct hinge_candidate set[HINGE_CANDIDATES_MAX];    /* best first */
    size_t n_matched;                                    /* canonical landmarks found */
    bool described;                                      /* [columns] describes it */
    /* Source of units and vertical, a phrase; "": unknown. */
    const char *units_from, *up_from;
};

/* USAGE, with the nearest name, if a format or landmark set is unknown; NULL and "" are not given.
 * Landmark sets of the config (may be NULL) are known, too. */
enum hinge_status hinge_recognise_ids_check(const char *format, const char *landmarks,
                                            const struct hinge_config *config,
                                            struct hinge_error *error);

/* Reads `path` (a file, or a folder with a file per frame) and options->part into `recording`;
 * `bytes` is reused, `shown` is the path in messages. Recognises format and landmark set, unless
 * the options name them, applies the user's units and up, and infers image units (px or norm, with
 * a note) if none are given. INPUT AMBIGUOUS_FORMAT, naming both and --recording, for equal best
 * scores; UNKNOWN_FORMAT with the best reasons if no format fits. The same for landmark sets, but
 * having none is only noted (analysis refuses). sha256 gets the digest of the bytes. */
enum hinge_status hinge_recording_read(const char *path, const char *shown,
                                       const struct hinge_read_options *options,
                                       const struct hinge_parameters *parameters,
                                       struct hinge_bytes *bytes, struct hinge_recording *recording,
                                       struct hinge_recognition *recognition, char sha256[65],
                                       struct hinge_error *error);

/* --- Units, vertical and axes of a recording once its landmarks are known. --- */

/* Applies the user's units and vertical; USAGE if they are invalid. A unit other than in the header
 * of the file is noted. */
enum hinge_status hinge_settle_options(const struct hinge_read_options *options,
                                       struct hinge_recording *recording,
                                       struct hinge_error *error);

/* Determines what MediaPipe coordinates are: world landmarks (metres, origin between the hips in
 * every frame), image landmarks (z is not used), or points in space (FreeMoCap, mm). */
void hinge_settle_mediapipe(const struct hinge_read_options *options,
                            struct hinge_recording *recording);

/* Units of forces and moments: a moment in N (in a C3D also one without a unit) is N times the unit
 * of the points, else mm. A channel in volts, or in another unit that is none, has no landmark any
 * more, with a note. */
void hinge_settle_forces(struct hinge_recording *recording);
/* Cells that are no numbers: refuses the recording (NOT_A_NUMBER) if they are more than 5 % of a
 * column that is used, else warns of them. A column of other use with more holds text, and is no
 * channel any more. */
enum hinge_status hinge_settle_damaged(struct hinge_recording *recording, const char *shown,
                                       struct hinge_error *error);
/* Notes a rate in the header that differs from the clock of the file. */
void hinge_settle_rate(struct hinge_recording *recording);

/* Reads the time column as frame numbers, if the user says so. */
void hinge_settle_frames(struct hinge_recording *recording);

/* Sets the unit of two-dimensional coordinates without a unit: fractions if nearly all are in 0..1,
 * else pixels. */
void hinge_settle_units(struct hinge_recording *recording);

/* Drops depth that is the same for every landmark, because it was not measured. */
void hinge_settle_depth(struct hinge_recording *recording);

/* Sets the unit of depth cameras, metres or millimetres, by the size of the body. */
void hinge_settle_kinect(struct hinge_recording *recording);

/* Sets the unit of the joints of a BVH file by the length of the legs: m, cm or inches, which
 * become cm. A note says which, or that it is none. */
void hinge_settle_joints(struct hinge_recording *recording);

/* Sets pixels as the unit of a picture in metres in which a person is too tall. */
void hinge_settle_pixels(const struct hinge_read_options *options,
                         struct hinge_recording *recording);

/* Of stickers beside points of a network: the network's hips, knees and ankles don't count where a
 * sticker marks the joint of either side, and are inferred where none does. Notes name them. Which
 * are the network's is seen from scores, both sides in a picture, or a hip beside a trochanter. */
void hinge_settle_network(struct hinge_recording *recording);

/* If the layout asks for it, or of stickers in a picture, and the user does not say it: finds from
 * trunk and feet whether y points up or down; unknown, with a note, if they do not show it. */
void hinge_settle_vertical(struct hinge_recording *recording);

/* A C3D's Y_SCREEN, a setting of the display, or (`assumed`) the default where the file has none:
 * if the body at its straightest lies along another axis, that is up, with a note. Not if the user
 * says the vertical. */
void hinge_settle_screen(const struct hinge_read_options *options, bool assumed,
                         struct hinge_recording *recording);

/* Assigns markers without a side to the side that faces the camera; in three dimensions, or where
 * no toe or nose tells it, to `side` of the list, else to the right, with a note. */
void hinge_settle_side(const char *side, struct hinge_recording *recording);

/* --- Several files of one recording, such as one per sensor. --- */

/* Puts the segment of the file before each channel name ("pelvis.Quat_W", marker "pelvis."). */
/* Adds the orientation of sensors that give acceleration and angular rate alone (inertial.c): of
 * one file, with the segment that it is of for messages, or NULL. `accel_bias` is subtracted: three
 * numbers in the unit of the file, "" or NULL for none. INPUT: FS_TOO_LOW, UNITS_UNKNOWN,
 * INSUFFICIENT_LANDMARKS, NOT_A_NUMBER. */
enum hinge_status hinge_inertial_orient(struct hinge_recording *recording, const char *shown,
                                        double rate_hz, const char *role, const char *accel_bias,
                                        struct hinge_error *error);

void hinge_join_name(struct hinge_recording *recording, const char *role);

/* Adds the channels of `other`, named by the part's role, on a common clock. Samples less than
 * three quarters of a step apart, with none nearer by a quarter, are one frame; a frame that only
 * one file has is missing in the other. part->offset_s is the clock of the part minus that of the
 * recording. INPUT if they share less than half of their frames, or have no clock and different
 * numbers of frames. */
enum hinge_status hinge_join_part(struct hinge_recording *recording, const char *shown,
                                  struct hinge_recording *other, const struct hinge_read_part *part,
                                  struct hinge_error *error);

/* Adds the samples of a further file (EMG, force) at their own rate: by its clock, else
 * part->rate_hz, else the rate in its header, else rate_hz (that of the recording). INPUT if there
 * is no clock or rate, or most samples are outside the recording. `shown` names the recording in
 * messages, here and above. */
enum hinge_status hinge_join_analog(struct hinge_recording *recording, const char *shown,
                                    const struct hinge_recording *other,
                                    const struct hinge_read_part *part, double rate_hz,
                                    struct hinge_error *error);

/* "8 channels of muscles at 1000 Hz, 4 known: ham_l, …" of voltages; nothing without.
 * Returns how many are not known. */
size_t hinge_add_muscles(const struct hinge_recording *recording, struct hinge_text *out);
