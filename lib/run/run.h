/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run from one config file: its keys, what it remembers, the files that its stages write, the
 * lines it ends with; and --new, which looks at a folder of recordings and writes the first list.
 */
#ifndef HINGE_RUN_RUN_H
#define HINGE_RUN_RUN_H

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "ingest/ingest.h"

#include <hinge/config.h>
#include <hinge/page.h>
#include <hinge/progress.h>
#include <hinge/query.h>
#include <hinge/report.h>
#include <hinge/run.h>
#include <hinge/table.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Keys of [run] that no table, figure or page has: key, default, help. The others are rows of
 * hinge/query.def. */
#define HINGE_RUN_KEYS(X)                                                                          \
    X(list, "trials.csv", "trial list, or a folder of recordings")                                 \
    X(participants, "", "only recordings of these participants, joined by commas; empty: all")     \
    X(output, "results", "folder for all output")                                                  \
    X(label, "", "file of your own words for IDs, as --label of hinge-report; empty: none")        \
    X(allow_inferred, "no",                                                                        \
      "yes: report spine and pelvis that a network inferred, also in groups")                      \
    X(tables, "", "tables to write, joined by commas; empty: all")                                 \
    X(formats, "csv", "formats of the tables, joined by commas")                                   \
    X(figures, "", "figures to draw, joined by commas; empty: all; none: no figure")               \
    X(recordings, "",                                                                              \
      "recordings that get a page: all, none, or flagged by hinge-check; empty: all, of more "     \
      "than 200 the flagged ones")                                                                 \
    X(sheets, "no", "yes: a sheet of each person, to be given to the person")

enum hinge_run_setting {
#define X(key, standard, help) HINGE_RUN_##key,
    HINGE_RUN_KEYS(X)
#undef X
        HINGE_RUN_OWN_KEYS
};

struct hinge_run_settings {
    const char *value[HINGE_RUN_OWN_KEYS]; /* the config's, or defaults */
    struct hinge_text others;              /* what the config says of the others, a line each */
    bool allow_inferred, sheets;
#define HINGE_QUERY HINGE_QUERY_MEMBER
#include <hinge/query.def>
#undef HINGE_QUERY
};

/* The i-th key, with its default and what it means; false past the last. */
struct hinge_run_key {
    char name[32];
    const char *standard, *help;
};
bool hinge_run_key_at(size_t i, struct hinge_run_key *key);

/* USAGE "file:line: …" for an unknown key of [run] or a value that is none. */
enum hinge_status hinge_run_settings_read(const struct hinge_config *config,
                                          struct hinge_run_settings *settings,
                                          struct hinge_error *error);

/* --- Options of single tools as keys of a run's config, which have the same names. --- */
/* Adds a message of a stage, and behind it which keys the options in it are: "(filter under
 * [run])". */
void hinge_run_add_keys(struct hinge_text *out, const char *message);
/* The same to what ended the run. */
void hinge_run_error_add_keys(struct hinge_error *error);
/* The same of a line that a stage tells: a hinge_message. */
struct hinge_run_listener {
    hinge_message *message; /* NULL: nobody listens */
    void *context;
};
void hinge_run_tell(void *listener, const char *line);

/* --- A run at work. A function that returns bool says whether the run goes on; where it does not,
 * `status` and `error` say why. --- */
enum { HINGE_RUN_STAGES = 6, HINGE_RUN_CONFIG = HINGE_RUN_STAGES };
/* The stages' names, then that of the config that the results belong to. */
extern const char *const hinge_run_stage[HINGE_RUN_CONFIG + 1];

/* A file that a stage left, as the next run remembers it. */
struct hinge_run_file {
    int stage;
    char digest[65];  /* of its bytes; "-" while it is in the making */
    const char *name; /* below the folder of the run: tables/reps.csv */
};

/* What could not be made, or what a reader of it should know. */
struct hinge_run_note {
    const char *figure; /* that is missing, and `text` says why; NULL: the text says all */
    const char *text;
};

struct hinge_run_work {
    const struct hinge_run_request *request;
    struct hinge_run_listener listener;
    enum hinge_status status;
    struct hinge_error *error;
    struct hinge_arena arena; /* of texts and lists here */
    struct hinge_run_settings settings;
    const char *list, *output, *study, *results, *state_path;
    struct hinge_results_reader *opened; /* by the first that summarises them */
    struct hinge_label_list labels;      /* the user's own words */
    const char *events, *words; /* phases by hand; a language or a file of words of sheets */
    char labels_digest[65], events_digest[65], words_digest[65]; /* of files; "" without one */
    struct hinge_text ingest_config, analyze_config;             /* what each stage depends on */
    struct hinge_output lock; /* of the folder, while the run works there */

    int stage;                         /* at work */
    struct hinge_text saved;           /* by it, a line each: tables/reps.csv */
    char digest[HINGE_RUN_STAGES][65]; /* what each was made from; "" when it has not been done */
    size_t n_files, files_room;
    struct hinge_run_file *file;

    struct hinge_text stamps; /* of files read: what tells one version of each from another */
    size_t n_inputs, inputs_room;
    struct hinge_run_input {
        uint64_t device, inode;
    } * input;

    size_t n_notes, notes_room;
    struct hinge_run_note *note;
};

/* Whether it went well; the run's status is set. */
bool hinge_run_good(struct hinge_run_work *run, enum hinge_status status);
/* Adds a note; the text is cleared. */
void hinge_run_note(struct hinge_run_work *run, const char *figure, struct hinge_text *text);

/* --- The folder of a run. A line "stage digest" of .hinge-run says what a stage was made from,
 * "file stage digest name" that it left a file, which is written down before it is made: a run
 * knows its own files from anybody else's. A later line of a file is truer than an earlier one. ---
 */

/* A file of the folder, and its path. */
const char *hinge_run_below(struct hinge_run_work *run, const char *name);
/* Makes and locks it unless nothing is to be done, reads what is remembered, and says what is in
 * the way before the work. */
bool hinge_run_folder_open(struct hinge_run_work *run);
/* What is remembered of the file of that name; NULL: none. */
struct hinge_run_file *hinge_run_find(const struct hinge_run_work *run, const char *name);

/* A digest of the file's bytes, read in blocks; "" where it cannot be read. */
bool hinge_run_content(struct hinge_run_work *run, const char *path, char digest[65]);
/* Adds name, size, times and inode of a file that is read: a change that keeps size and time of
 * modification is seen by the others. */
void hinge_run_stamp(struct hinge_run_work *run, const char *path);
/* Stamps of all files that an ingest of the list would read, of what stands beside them
 * and of the files in its other columns too, or of all files of a folder; and what is
 * in the list. Errors: what a list or folder can't be read for; one that says
 * something wrong is for ingest to refuse. */
bool hinge_run_stamp_list(struct hinge_run_work *run);

/* Before a file is made: nothing that somebody else put there is in its place, and no
 * input ever. Errors: USAGE, WRITE. */
bool hinge_run_claim(struct hinge_run_work *run, const char *name);
/* It has been made. */
void hinge_run_made(struct hinge_run_work *run, const char *name);
/* Whether the stage left files, and all are there as it left them. */
bool hinge_run_whole(struct hinge_run_work *run, bool *whole);
/* Renames those of the stage's files that somebody changed since, and says so. */
bool hinge_run_keep(struct hinge_run_work *run);
/* The stage is done: digests of what it made, what it no longer makes is taken away, all is
 * remembered. */
bool hinge_run_settle(struct hinge_run_work *run);

/* A file of the stage in the making, piece by piece. */
struct hinge_run_output {
    const char *file; /* below the folder */
    struct hinge_saving saving;
};
/* FOLDER/subfolder/name.extension, in the folder itself where subfolder is ""; a name
 * may hold what users wrote. */
bool hinge_run_output_begin(struct hinge_run_work *run, struct hinge_run_output *output,
                            const char *subfolder, const char *name, const char *extension);
/* Of one that was begun, with how it went: what isn't OK leaves no new file. */
enum hinge_status hinge_run_output_end(struct hinge_run_work *run, struct hinge_run_output *output,
                                       enum hinge_status status, struct hinge_error *error);
/* Saves a file whole. */
bool hinge_run_save(struct hinge_run_work *run, const char *subfolder, const char *name,
                    const char *extension, const char *bytes, size_t length);

/* config.ini, which no stage makes. */
bool hinge_run_save_config(struct hinge_run_work *run);
/* The names of the files of this run and its stages so far, a line each, as README.txt has them. */
void hinge_run_list_files(const struct hinge_run_work *run, struct hinge_text *out);
/* README.txt: a line a file, each a word of what is in it; by the last stage. */
bool hinge_run_save_readme(struct hinge_run_work *run);

/* --- What a run ends with. --- */
/* Notes the recordings that lie beside a trial list and stand in none of its rows; nothing where
 * the list is a folder or can't be read, or a folder beside it can't. A file counts when
 * hinge_inspect() takes it for a recording. */
void hinge_run_unlisted(struct hinge_run_work *run);
/* Adds a line each of the recordings of the results, of those refused and of
 * those to look at, then the notes: what could not be made, for want of the
 * cue that is the baseline too. `refused` says whether any was. Errors: those of the table
 * trials. */
bool hinge_run_end(struct hinge_run_work *run, struct hinge_text *out, bool *refused);

/* --- What a file's name says about who and what: for a first trial list, which its user
 * corrects. --- */
enum { HINGE_GUESS_MAX = 80 };

/* "" where nothing is recognised. */
struct hinge_guess {
    char participant[HINGE_GUESS_MAX], group[HINGE_GUESS_MAX], session[HINGE_GUESS_MAX],
        task[HINGE_GUESS_MAX], cue[HINGE_GUESS_MAX], trial[HINGE_GUESS_MAX], role[HINGE_GUESS_MAX];
    bool who_from_folder; /* the participant is a folder's name as it stands */
};

/* Words of folders and file are those between / _ - blanks and dots: known tasks, cues
 * and groups by their ids; p01, s1, sub-3 are people; ses-2, day2 sessions; a number at
 * the end, t2, rep3 the trial, unless another number stands before it (a date, a time).
 * static1, StandingRef, calibration, or neutral and standing by themselves, are a
 * standing recording, not where a task, a cue or a movement is named too; max_flexion
 * is one of greatest bending. The
 * nearest folder whose name is not that of a kind of files (MarkerData, csv, raw) is
 * the participant where nothing else is. */
void hinge_guess_name(const char *file, struct hinge_guess *guess);

/* --- What --new found in a folder of recordings, and what its user has to look at. --- */
enum { HINGE_FOUND_KINDS = 24, HINGE_FOUND_NAME = 120 };

/* What keeps recordings from being used as they are. */
enum hinge_found_lack {
    HINGE_LACKS_RATE,
    HINGE_LACKS_UP,
    HINGE_LACKS_UNITS,
    HINGE_LACKS_SIZE,    /* of the images, for shares of 0 to 1 */
    HINGE_LACKS_NAMES,   /* no column has the name of a known landmark */
    HINGE_LACKS_SEGMENT, /* files of one sensor each */
    HINGE_LACKS_OTHER,
    HINGE_LACKS_COUNT
};

struct hinge_found {
    size_t recordings, n_kinds, count[HINGE_FOUND_KINDS];
    char kind[HINGE_FOUND_KINDS][80]; /* "trc, canonical, tier B" */
    size_t lacking[HINGE_LACKS_COUNT];
    char first[HINGE_LACKS_COUNT][HINGE_FOUND_NAME]; /* a file that lacks it */
};

/* The column of the list that says what only some recordings lack, since a key of the
 * config would contradict the others; NULL when all lack it, none, or it has no column.
 */
const char *hinge_found_column(const struct hinge_found *found, enum hinge_found_lack lack);

/* Counts a recording by what hinge_inspect() says of it. */
void hinge_found_add(struct hinge_found *found, const char *file,
                     const struct hinge_table *inspected);

/* A message without the file that it begins with; a line number stays. */
const char *hinge_found_after_path(const char *message, const char *path);

/* --- The first trial list of a folder that has none. --- */
/* Fills the zeroed list with a row for each recording of the folder's intake, and
 * counts what was found. Errors: INPUT when there is no recording; USAGE when a table
 * names recordings without being readable as a list: nobody's list is left out in
 * silence. */
enum hinge_status hinge_first_list(const struct hinge_ingest_request *request,
                                   const struct hinge_intake *intake, struct hinge_table *list,
                                   struct hinge_found *found, struct hinge_error *error);

/* A line where folders were taken for participants, and few enough to be groups: it
 * asks, and gives the pattern of names to try. `folder` was looked at; `path` and `ini`
 * were written. */
void hinge_first_list_ask(const struct hinge_table *list, const char *folder, const char *path,
                          const char *ini, struct hinge_text *out);

#endif
