/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions of a results file, in blocks; which of them count, and what recordings. */
#pragma once

#include "report/tables/view.h"

/* The repetitions of a results file that --filter keeps, in file order, and the arrays of /reps as
 * columns of all rows of the file or of a block of them. A failure fails the table. */
enum { HINGE_WITH_REFERENCES = 1, HINGE_WITH_EXCLUDED = 2 };

struct hinge_repetitions {
    struct hinge_tabulation *tab;
    size_t rows;       /* of the file */
    size_t *trial;     /* [row]: its row of /trials */
    bool *out;         /* [row]: excluded by hand; NULL: none is */
    size_t n, *row;    /* rows that --filter keeps */
    size_t from, here; /* rows in columns: all, or a block */
    size_t begin, end; /* part of `row` in the block */
    struct hinge_rep_column {
        const char *name;
        size_t width;
        double *value;
        bool is_read;
        size_t asked; /* counts requests, to find the oldest */
    } * column;
    size_t n_columns;
    size_t room, n_values, asked; /* rows a column has room for; values kept; columns asked for */
    size_t forgotten;             /* columns that were dropped */
};

/* `with`: include repetitions of reference recordings (maxflex), or those excluded by hand. */
void hinge_reps_open(struct hinge_repetitions *reps, struct hinge_tabulation *tab, unsigned with);
void hinge_reps_clear(struct hinge_repetitions *reps);
/* Goes to the next block of rows, so that memory does not grow with the cohort; false after the
 * last block, or if the table failed. To be called before any column is read. */
bool hinge_reps_next(struct hinge_repetitions *reps);
/* The column of an array with `width` values per repetition, from row `from` on. It stays until the
 * next block; with all rows the last fifteen columns stay, and more if they are small. An unknown
 * array or another width fails the table; the values are then NaN. "reason/<metric>" is an entry of
 * an array. */
const double *hinge_reps_column(struct hinge_repetitions *reps, const char *name, size_t width);
/* Reads the first of these columns together, as many as fit, and returns how many; others may be
 * dropped. */
size_t hinge_reps_ahead(struct hinge_repetitions *reps, const char *const *name, size_t n,
                        size_t width);
/* Drops all columns. */
void hinge_reps_forget(struct hinge_repetitions *reps);
/* Reads an array of /waveforms into value[rows * nodes], which is not kept. */
void hinge_reps_curves(struct hinge_repetitions *reps, const char *name, size_t nodes,
                       double *value);
/* Whether the repetition of a row was excluded by hand (events of hinge_analyze). */
bool hinge_reps_excluded(const struct hinge_repetitions *reps, size_t row);
/* "ok", "partial" or "excluded", of a row with this `valid`. */
const char *hinge_reps_status(const struct hinge_repetitions *reps, size_t row, double valid);

/* Columns with the start and end of descent and ascent. In a lift from the floor the ascent comes
 * first. */
struct hinge_rep_clock {
    const double *boundary[4], *floor;
};
struct hinge_rep_clock hinge_rep_clock(struct hinge_repetitions *reps);
/* Start and end of a phase ("descent", "hold", "ascent", "rep") of the repetition at position `at`,
 * s; NaN if missing. */
void hinge_rep_phase_times(const struct hinge_rep_clock *clock, size_t at, const char *phase,
                           double start_end[2]);

/* Labels of a dimension of an array ("fault_state": faults), owned by the reader; none if the table
 * failed. */
struct hinge_rep_labels {
    size_t n;
    const char *const *label;
};
struct hinge_rep_labels hinge_rep_labels(struct hinge_tabulation *tab, const char *array,
                                         const char *dimension);
/* Whether stored warnings have one of these bits. */
bool hinge_warns(double stored, uint64_t bits);
/* Name of a stored reason; that of OK for 0 and missing. */
const char *hinge_stored_reason(double code);

/* --- Faults in a repetition, for the fault views. --- */
/* State 0 to 3 of a stored value; -1: refused. */
int hinge_fault_state_of(double stored);
/* The threshold of a fault, which task, cue or tier may change; NaN: the file has none. */
double hinge_fault_threshold(const struct hinge_tabulation *tab, const char *id);

/* Whether a fault's threshold is not its default, and both in words ("20°", "15°"). */
enum { HINGE_THRESHOLD_WORDS = 80 };
bool hinge_threshold_is_changed(const struct hinge_table *faults, size_t row,
                                char now[HINGE_THRESHOLD_WORDS], char was[HINGE_THRESHOLD_WORDS]);
/* Adds sentences about faults that the config changed or added; nothing if all are built in. */
void hinge_fault_changes(const struct hinge_table *faults, const struct hinge_label_list *labels,
                         struct hinge_text *out);

/* Adds the notes of method 7.8, which every fault table has. */
void hinge_fault_notes(struct hinge_tabulation *tab);

/* --- Tables of faults for papers. --- */

/* If names are words: removes the rows of faults that were not judged in anybody, and notes them by
 * cause. Rows have the columns fault and people; without reasons the note has no causes. */
void hinge_fault_drop_unjudged(struct hinge_tabulation *tab);

/* Turns rows of fault and cell into a row per fault and a column per cell; faults that were judged
 * but not detected become a note. The table stays as it is if there are too many cells, or the
 * request chooses columns. */
void hinge_fault_widen(struct hinge_tabulation *tab);

/* --- What counts: of each recording and repetition of a results file whether a request uses it,
 * and the one reason why not. Tables, page, sheet and figures ask here and decide nothing
 * themselves. ---
 */

/* In the order in which a recording is asked: the first that holds is the reason. The text is the
 * step of the table flow. */
#define HINGE_USE_LIST(X)                                                                          \
    X(NOT_RECORDED, "not recorded")                                                                \
    X(REFUSED, "refused")                                                                          \
    X(REFERENCE, "reference recording")                                                            \
    X(FRONT_VIEW, "front view of a recording")                                                     \
    X(FILTERED, "left out by the filter")                                                          \
    X(NOBODY, "no participant")                                                                    \
    X(COPY, "the same numbers as another recording")                                               \
    X(GUESSED, "spine or pelvis guessed")                                                          \
    X(OTHER_LEVEL, "another session, cue or rater of a person")                                    \
    X(OTHER_KIND, "another kind of recording")                                                     \
    X(NO_REPS, "no repetition found")                                                              \
    X(BY_HAND, "excluded by hand")                                                                 \
    X(PARTIAL, "no whole, valid repetition")                                                       \
    X(PROTOCOL, "no repetition within the protocol")                                               \
    X(FEW, "too few repetitions of the person")                                                    \
    X(USED, "used")

#define X(name, step) HINGE_USE_##name,
enum hinge_use { HINGE_USE_LIST(X) HINGE_USES };
#undef X

struct hinge_used_recording {
    enum hinge_use use;
    const char *reason; /* of the ledger or of /trials; "": none */
    /* kind: numbered by those that pass GUESSED; cell (of a person, in which repetitions are
     * counted together): by those that pass OTHER_KIND or are FILTERED; else SIZE_MAX */
    size_t person, kind, cell;
    bool kept;   /* --filter keeps the recording, whether it was read or not */
    bool asked;  /* of the movement, from the side, and --filter keeps it: used, or to be said */
    bool again;  /* OTHER_LEVEL: the baseline behind a cue */
    bool beside; /* USED, but its person has no recording of the main kind, which is compared */
    /* OTHER_KIND: what it has that the person's others have not: "counted=no", and in words; also
     * beside: that the main kind has not */
    const char *other, *tells;
    /* Repetitions: that pass the filter and were not excluded by hand; of these whole and valid (or
     * all, with --all-reps); excluded by hand; left out by the filter; not within the protocol. */
    unsigned found, usable, by_hand, filtered, by_protocol;
    /* FEW: the same of the person's repetitions in this cell. */
    unsigned cell_usable, cell_filtered;
};

struct hinge_uses {
    struct hinge_people_rule rule;
    double drop_first;        /* the first repetitions of a recording that count for nothing */
    struct hinge_table given; /* recordings: those of /trials, then those never read */
    struct hinge_used_recording *recording; /* [row of given] */
    enum hinge_use *rep;                    /* [row of /reps] */
    size_t n_reps, n_people, n_kinds;
    size_t used_recordings, used_reps, used_people; /* that comparisons take */
    bool chosen; /* --people chose: FILTERED is HINGE_NOT_CHOSEN */
};

/* Zero-initialise; hinge_uses_clear when done. A failure fails the table. */
void hinge_uses_find(struct hinge_uses *uses, struct hinge_tabulation *tab);
void hinge_uses_clear(struct hinge_uses *uses);
/* What a request counts; `rule` is that of the results (hinge_results_rule). */
struct hinge_use_asked hinge_use_asked(const struct hinge_table_request *request,
                                       struct hinge_people_rule rule);
/* The same of one recording of /trials, as far as it says it itself: USED, or the first step at
 * which it is lost before its repetitions and the person's other recordings are looked at. */
enum hinge_use hinge_use_of_recording(const struct hinge_tabulation *tab, size_t trial);
enum hinge_use hinge_use_of_recording_as(const struct hinge_tabulation *tab,
                                         const struct hinge_use_asked *asked, size_t trial);
/* As far as a row of any table of recordings says it: up to FRONT_VIEW, else USED. any_role:
 * references count, too. */
enum hinge_use hinge_use_of_row(const struct hinge_table *recordings, bool any_role, size_t row);
/* Of a repetition of a recording that is used: BY_HAND, PARTIAL or USED. */
enum hinge_use hinge_use_of_rep(const struct hinge_use_asked *asked, bool excluded, double valid);
/* The recording of a person that came furthest, of those that are chosen[row of given] (NULL: all):
 * its use is the person's, and why it is not used is why the person is not. NULL: none is chosen.
 */
const struct hinge_used_recording *hinge_uses_furthest(const struct hinge_uses *uses, size_t person,
                                                       const bool *chosen);
/* Whether comparisons take it. */
bool hinge_uses_compared(const struct hinge_used_recording *of);
/* The code of a recording that is not used although it was analysed; "": its own. */
const char *hinge_use_reason(enum hinge_use use);
/* The step of the table flow: "no repetition found". */
const char *hinge_use_step(enum hinge_use use);
/* In place of that of FILTERED where --people chooses. */
#define HINGE_NOT_CHOSEN "not chosen, or left out by the filter"
/* Whether a recording was made to be used: none that is still to come, and none that others are
 * measured against or that shows another recording from the front. */
bool hinge_uses_counted(const struct hinge_uses *uses, size_t recording);
/* Why a recording is not used: "fewer than 3 usable repetitions", "gaps in the markers". Of one
 * that is: why only a part of it is, or why its person has no value nevertheless. Returns buffer.
 */
const char *hinge_use_why(const struct hinge_uses *uses, const struct hinge_used_recording *of,
                          char buffer[160]);
/* The same of a repetition of it, by its number and columns. */
const char *hinge_use_why_rep(const struct hinge_uses *uses, const struct hinge_used_recording *of,
                              enum hinge_use use, double rep, double complete, double warnings,
                              char buffer[160]);
