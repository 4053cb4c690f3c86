/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run from one config file: its keys, its memory of the last run, the files of its stages, its
 * last lines; and --new, which looks at a folder of recordings and writes the first list. */
#pragma once

#include "ingest/ingest.h"

#include <hinge/check.h>
#include <hinge/page.h>
#include <hinge/run.h>

/* Keys of [run] that no table, figure or page has. */
enum hinge_run_setting {
#define RUN_KEY(key) HINGE_RUN_##key,
#include "run/keys.def"
    HINGE_RUN_KEYS
};

/* The i-th key with its default and help; false after the last. */
struct hinge_run_key {
    char name[32];
    const char *standard, *help;
};
bool hinge_run_key_at(size_t i, struct hinge_run_key *key);

struct hinge_run_settings; /* run/settings.h */

/* Adds the path of a file or folder that a config names: relative to the config's own folder. */
void hinge_run_add_place(struct hinge_text *out, const char *config, const char *name);

/* USAGE OUTSIDE_FOLDER if [run] of the config at `config` names a file or folder that is neither in
 * the config's own folder nor in `named` (NULL: none); what an option says may be anywhere. `then`
 * ends the message, before a command. */
enum hinge_status hinge_run_guard(const struct hinge_config *of, const char *config,
                                  const char *key, const char *name, const char *named,
                                  const char *then, struct hinge_error *error);

/* --- Messages of stages name options of single tools; in a config these are keys with the same
 * names. --- */
/* Adds a message of a stage, with keys in place of its options: "rate_hz = 30 under [ingest]". */
void hinge_run_add_keys(struct hinge_text *out, const char *message);
/* The same for the error that ended the run. */
void hinge_run_error_add_keys(struct hinge_error *error);
/* The same for messages of a stage (a hinge_message). */
struct hinge_run_listener {
    hinge_message *message; /* may be NULL */
    void *context;
};
void hinge_run_message(void *listener, const char *line);

/* --- A running run. Functions that return bool say whether it goes on; if not, `status` and
 * `error` say why. --- */
enum { HINGE_RUN_STAGES = 6, HINGE_RUN_CONFIG = HINGE_RUN_STAGES };
/* Names of the stages, then that of the config. */
extern const char *const hinge_run_stage[HINGE_RUN_CONFIG + 1];

/* A file of a stage, as the next run remembers it. */
struct hinge_run_file {
    const char *name; /* below the folder of the run: tables/reps.csv */
    int stage;
    char digest[65]; /* of its bytes; "-" while it is written */
    size_t line;     /* of the state file; 0: of this run */
};

/* A note: something that could not be made, or that the reader should know. */
struct hinge_run_note {
    const char *figure; /* `text` says why it is missing, or "of …" what it shows; NULL: neither */
    const char *table;  /* `text` says why it is missing; NULL: none */
    const char *text;
    const char *command; /* on a line of its own below; NULL: none */
};

struct hinge_run_work {
    struct hinge_run_request *request;
    struct hinge_run_listener listener;
    enum hinge_status status;
    struct hinge_error *error;
    struct hinge_arena arena; /* of texts and lists here */
    struct hinge_run_settings *settings;
    const char *list, *folder, *output, *study, *results, *state_path; /* folder: NULL or as read */
    struct hinge_results_reader *opened; /* opened by the first stage that needs them */
    struct hinge_check_report check;     /* of the study, likewise */
    struct hinge_label_list read;        /* the user's own words */
    struct hinge_label_list labels;      /* these, and which names are asked for */
    const char *preregistration;         /* beside the config; it need not be there */
    const char *plan;                    /* of hinge-plan; "": none */
    const char *events, *words; /* phases by hand; a language or a file of words of sheets */
    char labels_digest[65], events_digest[65], words_digest[65], preregistration_digest[65],
        plan_digest[65]; /* of files; "" without one */
    /* config on which each stage depends; that of the report alone */
    struct hinge_text ingest_config, analyze_config, study_config;
    struct hinge_output lock; /* lock of the folder */

    int stage;                  /* current */
    struct hinge_text saved;    /* files of the current stage, a line each: tables/reps.csv */
    struct hinge_text reported; /* what the report says at the end, a line each: "found       …" */
    char digest[HINGE_RUN_STAGES][65];   /* digest of the inputs of each stage; "": not done */
    const char *build[HINGE_RUN_STAGES]; /* that made it; NULL: nothing is made */
    size_t n_files;
    struct hinge_run_file *file;

    /* Files that the stage figures could not make, a line each; of its digest, so that the next run
     * tries again. */
    struct hinge_text left;
    const char *left_why;     /* of the first of them; NULL: nothing was tried */
    struct hinge_text in_use; /* names of files that another program has open, a line each */
    struct hinge_text stamps; /* of input files, to notice changes */
    size_t n_inputs;
    struct hinge_run_input {
        uint64_t device, inode;
    } * input;

    size_t unused;           /* recordings that the list leaves out */
    bool none;               /* no recording can be used: `ended` is what there is to say */
    bool refused;            /* some recording was */
    struct hinge_text ended; /* the last lines */

    size_t n_notes;
    struct hinge_run_note *note;
};

/* Sets the status of the run; returns whether it is OK. */
bool hinge_run_good(struct hinge_run_work *run, enum hinge_status status);
/* Ends the run with a message; returns false. */
HINGE_PRINTF(4, 5)
bool hinge_run_fail(struct hinge_run_work *run, enum hinge_status status, enum hinge_reason reason,
                    const char *format, ...);
/* Adds a note of this, which is the arena's, with its text. */
HINGE_PRINTF(3, 4)
void hinge_run_note(struct hinge_run_work *run, struct hinge_run_note of, const char *format, ...);

/* The list of a run as every ingest of it reads it. */
struct hinge_ingest_request hinge_run_intake(struct hinge_run_work *run);

/* --- The folder of a run. In its state file a line "stage digest build" has the inputs of a stage,
 * and "file stage digest name" a file of a stage, "left name" a file that could not be made, "says
 * LINE" what the report says at the end. A file is written down before it is made, so that a run
 * knows its own files from others. A later line replaces an earlier one. --- */

/* A file of the folder, and its path. */
const char *hinge_run_below(struct hinge_run_work *run, const char *name);
/* Makes and locks the folder (not for a dry run), reads the state, and finds obstacles before the
 * work. INPUT: a state that no run wrote, or names that lead out of the folder. */
bool hinge_run_folder_open(struct hinge_run_work *run);
/* The remembered file with this name; NULL: none. */
struct hinge_run_file *hinge_run_find(const struct hinge_run_work *run, const char *name);

/* Digest of the bytes of a file; "" if it cannot be read. */
bool hinge_run_content(struct hinge_run_work *run, const char *path, char digest[65]);
/* Adds name, size, times and inode of an input file; together they show any change. */
void hinge_run_stamp(struct hinge_run_work *run, const char *path);
/* Adds the stamps of all files that ingest would read: those of the list, its other columns and
 * files beside recordings, or all files of a folder; and the content of the list. Fails if a list
 * or folder cannot be read; ingest reports wrong content. */
bool hinge_run_stamp_list(struct hinge_run_work *run);

/* To be called before a file is made: refuses to replace a file of somebody else, an input, a link
 * or what is below one, and a pipe. USAGE, WRITE. */
bool hinge_run_claim(struct hinge_run_work *run, const char *name);
/* To be called after a file was made. */
void hinge_run_made(struct hinge_run_work *run, const char *name);
/* *whole: the stage has files, and all are unchanged. */
bool hinge_run_whole(struct hinge_run_work *run, bool *whole);
/* Renames files of the stage that somebody changed, with a message. */
bool hinge_run_keep(struct hinge_run_work *run);
/* Ends the stage: stores digests of its files, and removes files that it no longer makes. */
bool hinge_run_settle(struct hinge_run_work *run);

/* The table of outcomes that is no view: it comes from the comparisons. */
#define HINGE_RUN_TABLE2 "table2"

/* A file of the stage that is written piece by piece. */
struct hinge_run_output {
    const char *file; /* below the folder */
    struct hinge_saving saving;
};
/* Begins FOLDER/subfolder/name.extension (subfolder "": in the folder itself); a name may contain
 * words of the user. */
bool hinge_run_output_begin(struct hinge_run_work *run, struct hinge_run_output *output,
                            const char *subfolder, const char *name, const char *extension);
/* Ends a file; with a status other than OK there is no new file. */
enum hinge_status hinge_run_output_end(struct hinge_run_work *run, struct hinge_run_output *output,
                                       enum hinge_status status, struct hinge_error *error);
/* Saves a file whole. */
bool hinge_run_save(struct hinge_run_work *run, const char *subfolder, const char *name,
                    const char *extension, const char *bytes, size_t length);

/* config.ini, which no stage makes. */
bool hinge_run_save_config(struct hinge_run_work *run);
/* Adds the names of the files so far, a line each, as in README.txt. */
void hinge_run_list_files(const struct hinge_run_work *run, struct hinge_text *out);
/* Writes README.txt, a line per file that says what it contains; by the last stage. */
bool hinge_run_save_readme(struct hinge_run_work *run);

/* --- Recordings that a trial list does not name. --- */
/* A path as the walk of a folder ("" or with a slash at its end) writes it: without the folder. */
const char *hinge_path_below(const char *path, const char *folder);
/* The recordings below `place`, the folder of a list's files, of which the list has no row, hidden
 * or not: names in the arena, sorted, and how many. A file is one if hinge_inspect() says so; at
 * most `most` are looked at, and *whole is whether these were all. */
size_t hinge_run_unlisted(const struct hinge_intake *intake, const char *list, const char *place,
                          const struct hinge_config *config, size_t most, struct hinge_arena *arena,
                          const char ***name, bool *whole);
/* --new again: adds a row to the list request->path[0] for each of them, and says so. Keys are
 * those of names, as the rows of the list say them; with a pattern of names ("": none) cells that
 * still hold what names say are replaced, too. Where the list cannot be written, or not with these
 * letters, the rows go into trials-new.csv of the folder of the study. */
enum hinge_status hinge_run_add_rows(const struct hinge_ingest_request *request,
                                     const char *pattern, const char *study, bool may_write,
                                     struct hinge_text *out, struct hinge_error *error);

/* --- The end of a run. --- */
/* Notes recordings in the folder of a trial list that are not in the list; nothing if the list is a
 * folder, or list or folder cannot be read. */
void hinge_run_note_unlisted(struct hinge_run_work *run);
/* Adds to `ended` a line each about the recordings, the refused ones and those to check, then the
 * notes (such as figures that could not be made without the baseline). Errors: those of the table
 * trials. */
bool hinge_run_end(struct hinge_run_work *run);

/* --- What names of recordings say, for a first trial list that the user corrects. --- */
/* The columns of a first list after `file`, in its order. */
enum hinge_guess_key {
    HINGE_GUESS_PARTICIPANT,
    HINGE_GUESS_GROUP,
    HINGE_GUESS_SESSION,
    HINGE_GUESS_TASK,
    HINGE_GUESS_CUE,
    HINGE_GUESS_TRIAL,
    HINGE_GUESS_ROLE,
    HINGE_GUESS_SIDE,
    HINGE_GUESS_LOAD,
    HINGE_GUESS_RATER,
    HINGE_GUESS_NOTE, /* of a copy or another version */
    HINGE_GUESS_KEYS
};
extern const char *const hinge_guess_name[HINGE_GUESS_KEYS];

/* NULL: not recognised. */
struct hinge_guess {
    const char *key[HINGE_GUESS_KEYS];
};

/* What a file holds: whether it can be used as it is, its measured landmarks, whether they are in
 * metres or the like, and bits of what it lacks. */
struct hinge_seen {
    bool usable, metric;
    size_t points;
    unsigned lacks;
};

struct hinge_file_names {
    const char *const *file; /* n, relative to their folder */
    size_t n;
    const char *const *path; /* to open them; NULL: names alone, as the next */
    const struct hinge_seen *seen;
    const char *root;        /* name of the folder; NULL: not known */
    const char *command;     /* "hinge-run --new DIR"; NULL: none */
    bool words_alone;        /* unknown names say nothing */
    const char *const *code; /* n_codes of people that a list has */
    size_t n_codes;
    struct hinge_text *columns; /* a line for each column: where from, examples; NULL: none */
};

/* Fills guess[n] from names. Known words of eight languages (trial/words.def) and ids of tasks and
 * cues come first. Then levels of folders, and of names of files, that are no words are people,
 * groups (a level that parts people), or cues (one that crosses them). Of several files of one film
 * the best one is used, and of copies the original. Adds lines to show: what was read as what, what
 * was taken for what, and with a command how to read it otherwise. Trials are not numbered. Whether
 * the words are more of another language than of English: those write decimal commas. */
bool hinge_names_read(const struct hinge_file_names *names, struct hinge_arena *arena,
                      struct hinge_guess *guess, struct hinge_text *lines);

/* film[n]: names of files without their folders, their endings and what a program wrote behind the
 * name of a film: squat.trc and squat.mot, a_Sports2D_m.trc and a_Sports2D_px.trc are alike. */
void hinge_names_films(const char *const *file, size_t n, struct hinge_arena *arena,
                       const char **film);

/* Numbers recordings that nothing but their order tells apart, and those of which a camera gave the
 * numbers, as trials. *clashes: how many had the keys of another; *first: the first of them. */
void hinge_trials_number(struct hinge_arena *arena, struct hinge_guess *guess, size_t n,
                         size_t *clashes, size_t *first);

/* The settings by which a list is read before names of people in it have codes. */
struct hinge_config hinge_run_with_names(const struct hinge_config *config,
                                         struct hinge_arena *arena);
/* People of a list who look like names, and that the settings neither keep nor replace, get codes:
 * by a key beside the folder of the study, whose file gets a line for each person, and which
 * `config` names from here on, in `room`. `ini`: the path of study.ini. Adds a line; NULL: nothing
 * is written. */
enum { HINGE_RUN_KEY_ROOM = 256 };
enum hinge_status hinge_run_code_names(const struct hinge_table *list, const char *ini,
                                       const char *study, struct hinge_config *config,
                                       char room[HINGE_RUN_KEY_ROOM], struct hinge_text *lines,
                                       struct hinge_error *error);

/* --- What --new found in a folder of recordings, and what the user must add. --- */
enum { HINGE_FOUND_KINDS = 24, HINGE_FOUND_NAME = 120, HINGE_FOUND_PATH = 1024 };

/* Information without which recordings cannot be used. */
enum hinge_found_lack {
    HINGE_LACKS_RATE,
    HINGE_LACKS_UP,
    HINGE_LACKS_UNITS,
    HINGE_LACKS_SIZE,    /* of the image, for coordinates of 0 to 1 */
    HINGE_LACKS_NAMES,   /* no column has the name of a known landmark */
    HINGE_LACKS_SEGMENT, /* which segment the file of a sensor belongs to */
    HINGE_LACKS_OUTWARD, /* which way a raw sensor faces */
    HINGE_LACKS_OTHER,
    HINGE_LACKS_COUNT
};

struct hinge_found {
    size_t recordings, n_kinds, count[HINGE_FOUND_KINDS];
    char kind[HINGE_FOUND_KINDS][80]; /* "trc, canonical, tier B" */
    size_t lacking[HINGE_LACKS_COUNT];
    char first[HINGE_LACKS_COUNT][HINGE_FOUND_NAME]; /* an example file */
    char path[HINGE_LACKS_COUNT][HINGE_FOUND_PATH];  /* its path; "": too long */
    char why[600];                                   /* of the first of HINGE_LACKS_OTHER */
};

/* `list` as a screen may show it (hinge_arena_shown). The line of a list: how many recordings, of
 * which sheet of a workbook (NULL: none), of whom, and which groups, sessions and cues it names. */
void hinge_found_list(const struct hinge_table *rows, const char *list, const char *sheet,
                      struct hinge_text *out);

/* Adds n names, of which there are the first HINGE_RUN_NAMED: "A, B, …". */
enum { HINGE_RUN_NAMED = 8 };
void hinge_run_add_names(struct hinge_text *out, const char *const *name, size_t n);

/* The line of n recordings without a participant; the first is named. */
void hinge_found_nobody(size_t n, const char *first, const char *list, struct hinge_text *out);

/* The column of the list for information that only some recordings need (a key of the config would
 * affect the others, too). NULL if all need it, none, or there is no such column. */
const char *hinge_found_column(const struct hinge_found *found, enum hinge_found_lack lack);

/* Counts a recording by its rows of hinge_inspect(). */
void hinge_found_add(struct hinge_found *found, const char *file, const char *path,
                     const struct hinge_table *inspected);

/* Counts that it lacks something. */
void hinge_found_lacks(struct hinge_found *found, enum hinge_found_lack what, const char *file,
                       const char *path);

/* --- The first trial list of a folder that has none. --- */
/* Fills a zeroed list with a row for each recording of the intake, and counts them; adds lines
 * about what names were read as. INPUT if there is no recording. USAGE if a table
 * names recordings but cannot be read as a list, so that no list is ignored silently. */
enum hinge_status hinge_first_list(const struct hinge_ingest_request *request,
                                   struct hinge_intake *intake, struct hinge_table *list,
                                   struct hinge_found *found, struct hinge_text *lines,
                                   struct hinge_error *error);
