/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From repetitions to participants, for tables, analyses, figures and the sheet: which rows a
 * filter keeps, what counts, who is excluded and why, and the means, which no other room computes.
 * Only reading a filter can fail. */
#pragma once

#include "result/words.h"
#include "trial/levels.h"

/* --- Filters: "group=trained & age>=65 & tier=A,B". A value with a comma, & or quote is "quoted",
 * with its quotes doubled. --- */

enum { HINGE_CONDITIONS = 32, HINGE_CONDITION_VALUES = 64 };

enum hinge_compare {
    HINGE_IS,
    HINGE_IS_NOT,
    HINGE_BELOW,
    HINGE_AT_MOST,
    HINGE_ABOVE,
    HINGE_AT_LEAST
};

/* One condition. An equality has values, of which any may match ("": missing); a comparison has a
 * number. */
struct hinge_condition {
    const char *name;
    enum hinge_compare compare;
    double number;
    size_t n_values;
    const char *value[HINGE_CONDITION_VALUES];
    double as_number[HINGE_CONDITION_VALUES]; /* the values as numbers; NaN: not a number */
    int level;                                /* set by the caller: what the name belongs to */
    size_t column;                            /* set by the caller: its column */
};

/* A filter: a row must meet all conditions. */
struct hinge_filter {
    size_t n;
    struct hinge_condition condition[HINGE_CONDITIONS];
};

/* Reads a filter; the arena owns its texts. `option` starts messages ("--filter"). USAGE: no
 * condition, a comparison without a number, more than HINGE_CONDITIONS. */
enum hinge_status hinge_filter_read(struct hinge_arena *arena, const char *option, const char *text,
                                    struct hinge_filter *filter, struct hinge_error *error);

/* Whether a condition is about this name. */
bool hinge_filter_names(const struct hinge_filter *filter, const char *name);

/* Finds the columns of its conditions, and leaves out those on names that the table does not have;
 * whether it has all. */
bool hinge_filter_bind(struct hinge_filter *filter, const struct hinge_table *table);

/* Adds "name=value" to the text of a filter, after "&" if it has conditions, quoted if needed. */
void hinge_condition_add(struct hinge_text *filter, const char *name, const char *value);

/* The cell of a row that a condition is about: a text ("": missing) or, if text is NULL, a number
 * (NaN: missing). A missing value is neither equal to a value nor different from it. */
struct hinge_cell {
    const char *text, *also; /* also: a second word for text; NULL: none */
    double number;
};
struct hinge_cell hinge_cell_of(const struct hinge_column *column, size_t row);

/* Finds the cell of a row for a condition; false: the condition is not about such rows. */
typedef bool hinge_cell_finder(const void *row, const struct hinge_condition *condition,
                               struct hinge_cell *cell);
/* Whether a row meets every condition that is about it. */
bool hinge_filter_keeps(const struct hinge_filter *filter, hinge_cell_finder *find,
                        const void *row);
/* The same for a row of a table; the conditions have its columns. */
bool hinge_filter_keeps_row(const struct hinge_filter *filter, const struct hinge_table *table,
                            size_t row);

/* USAGE if an equality has an unknown value; names the nearest. A cue in words of coaches becomes
 * the known one that they mean. */
enum hinge_status hinge_condition_check(struct hinge_condition *condition, const char *option,
                                        const char *const *known, size_t n,
                                        struct hinge_error *error);
/* The same for the texts of a column; a column of numbers allows any value. */
enum hinge_status hinge_condition_check_column(struct hinge_condition *condition,
                                               const char *option,
                                               const struct hinge_column *column, size_t rows,
                                               struct hinge_error *error);

/* --- The order of what was done, and of groups. --- */

/* A recording or repetition of the baseline, or of the cue, by one of the people. */
struct hinge_done {
    size_t person;
    bool cued;
    unsigned session; /* its number in the order of sessions */
    double place;     /* cond_order; NaN: not recorded */
};
/* How many people did all of the cue after all of the baseline, before it, neither (among it, or
 * after it in one session and before it in another), and at the same place. */
struct hinge_done_order {
    size_t after, before, balanced, same;
};
/* By the place in each session that has both; where none has, by the session. People who lack
 * one of both, or a place, are not counted. */
struct hinge_done_order hinge_done_order(const struct hinge_done *done, size_t n);

/* Whether the levels of a column part people, or their values, as groups or visits do, so that the
 * two cannot be told apart: each level lies in one of them, or in each at most one in ten is of a
 * level of another. level[i], part[i]: of n, below n; SIZE_MAX: not known. A level of one does
 * not count; four fifths of all must remain, and five of each part: with fewer, levels and parts
 * agree by chance. Fills home[n]: the part in which most of a level are, SIZE_MAX: none counts. */
enum hinge_apart { HINGE_TOLD, HINGE_NEARLY_APART, HINGE_APART };
enum hinge_apart hinge_levels_apart(const size_t *level, const size_t *part, size_t n,
                                    size_t *home);

/* The levels i < j of a list in the order of their difference: first minus second. */
struct hinge_level_pair {
    size_t first, second;
};
struct hinge_level_pair hinge_level_pair(const char *const *level, size_t i, size_t j);

/* Sorts the groups of a study: those that `order` names ("trained,sedentary") first, without it the
 * first and second of their difference. */
void hinge_groups_arrange(const char **level, size_t n, const char *order);
/* The groups of all recordings, as the list names them first: the number of one is its colour and
 * mark in every figure and page, whatever is shown of them, in whatever order. Texts are those of
 * the table. */
size_t hinge_groups_listed(struct hinge_arena *arena, const struct hinge_table *trials,
                           const char ***group);

/* --- What counts (method 9): recordings, repetitions, participants with enough repetitions, and
 * recordings that were measured alike. --- */

/* Whether a recording shows the movement: its `role` is trial, or not given. */
bool hinge_recording_counts(const char *role);
/* Whether a recording has values that a network inferred instead of measuring: its spine and pelvis
 * are inferred, and the analysis did not refuse them. Otherwise its other values (trunk, thigh,
 * knee, tempo) count. */
bool hinge_recording_is_guessed(bool inferred, bool spine_refused);
/* Knees that differ by more than so many degrees between sessions change how far hips bend. */
#define HINGE_KNEES_DEG 10
/* Whether a repetition is complete and valid; false for NaN. */
bool hinge_repetition_counts(double valid);
/* The same as a filter, for the option `usable`. */
#define HINGE_USABLE_REPETITIONS "complete=1&valid=1"
/* The filter of recordings that count in groups, which hinge-compare adds to that of a results
 * file. */
#define HINGE_IN_GROUPS "in_groups=1"
/* Adds a filter (NULL: none) as it was asked for: without HINGE_IN_GROUPS. */
void hinge_filter_asked(const char *filter, struct hinge_text *text);
/* Why a repetition that is not valid does not count, by its columns. */
enum hinge_reason hinge_repetition_why(bool excluded, double complete, uint64_t warnings);
/* The same of a whole one that seg.drop_first leaves out. */
#define HINGE_DROPPED_FIRST "one of the first, which the settings leave out of means"

/* --- Cells: what may not be averaged. --- */

/* The axes of cells: how a recording was measured (evidence, "tier" first; method 9.5), then the
 * conditions in which an effect can hide. */
struct hinge_cells_axis {
    const char *column;
    bool of_tier;      /* another tier has another one */
    const char *words; /* "the landmarks tracked" */
};
enum { HINGE_EVIDENCE_AXES = 8, HINGE_AXES = 13 };
extern const struct hinge_cells_axis hinge_axes[HINGE_AXES];
/* The axis of a column that is one. */
size_t hinge_axis_of(const char *column);
/* What a column of one is called in sentences: "session" for the stage that sessions are. */
const char *hinge_axis_called(const char *column);

/* Stages of a study with practice: the first words of their sessions, "practice" or "practice_2".
 */
enum hinge_stage hinge_stage_of(const char *session);
/* Sorts names of visits of a column of recordings, "session" or "stage": as hinge_level_compare;
 * names that say nothing (A, B; hot, cold) stand where people did them by the column `date`, else
 * by the rows of the list. */
void hinge_visits_sort(const struct hinge_table *table, const char *column, const char **name,
                       size_t n);

/* The task of a row as rows are compared: what it is judged as, so that words for one are one; a
 * word that is no known task is its own. */
const char *hinge_task_key(const struct hinge_table *table, size_t row);

/* What joins recordings whose upright zero was found in two ways. */
#define HINGE_ONE_ZERO "stand.zero = lockout under [standing] gives all recordings one zero"
/* What a row has in an axis, as rows are compared: "" where it is missing, or the row is
 * (SIZE_MAX), a standing source by its class. A missing value is a value of its own, which differs
 * from every other. */
enum { HINGE_AXIS_TEXT = 48 };
const char *hinge_axis_text(const struct hinge_table *table, size_t axis, size_t row,
                            char buffer[HINGE_AXIS_TEXT]);
/* The same as levels are told apart: of the task by hinge_task_key. */
const char *hinge_axis_key(const struct hinge_table *table, size_t axis, size_t row,
                           char buffer[HINGE_AXIS_TEXT]);
/* The first axis of evidence in which two rows differ; HINGE_EVIDENCE_AXES: none. */
size_t hinge_evidence_differs(const struct hinge_table *table, size_t a, size_t b);
/* All evidence of a row in one text: rows with the same text are of one kind. */
void hinge_evidence_key(const struct hinge_table *table, size_t row, struct hinge_text *key);

/* Adds the column "stage" to a table of recordings or repetitions where somebody has several
 * sessions: the stage that the name of a session is of, else the session, of dates its rank among
 * the person's; sessions that the column `retest` joins have one ("1 and 2"). */
void hinge_stages_add(struct hinge_table *table);

/* The number of the day of a date as sessions may be called (2026-03-12, 20260312, 12.03.2026), to
 * be compared with others; NaN: it is none. */
double hinge_day_of(const char *text);

/* Adds the column "sequence" to a table of recordings where cond_order is known: the cues of each
 * person, else the loads, in their order ("none then dowel"); of sessions with several orders
 * each once. */
void hinge_sequences_add(struct hinge_table *table);

/* How a list declares that sessions measure the same again. */
#define HINGE_RETEST_KEY "retest = 1,2"
/* Whether the session of a row is one of several that measure the same again: its stage names them
 * all ("1 and 2"). */
bool hinge_is_retest(const struct hinge_table *table, size_t row);

/* Whether two levels of sessions are what sessions are called, as ranks of dates and a retest are
 * not. */
bool hinge_are_sessions(const struct hinge_table *table, const size_t *row, size_t n,
                        const char *from, const char *to);

/* Adds how to declare that nothing happened between them: `retest = FROM,TO`, else a column. */
void hinge_retest_add(struct hinge_text *text, const struct hinge_table *table, const size_t *row,
                      size_t n, const char *from, const char *to);

/* The change that is asked between two levels of a condition: of sessions last minus first, the
 * last being the latest that half of those with the first have; else the second minus the first.
 * NULL: nobody has two. */
struct hinge_level_change {
    const char *from, *to;
};
struct hinge_level_change hinge_change_of(const struct hinge_table *table, const size_t *row,
                                          size_t n, const char *column);

/* Somebody with two sessions, cues or raters in a study where this is no condition, since fewer
 * than a quarter of the people, or fewer than 3 and than half, have two: the main level counts, or
 * the earliest. Of stages by name who has no "before" does not count. */
struct hinge_stray {
    const char *who, *column, *level; /* that counts */
    size_t levels; /* 0: they have no level that counts, and `level` is the first that they have */
    bool first;    /* it is the earliest */
};
/* Finds rows of a baseline that most people did before and, in the same session, task, load, side
 * and level of the columns `asked` ("watched,trial"), again after a cue: they show what is left of
 * the cue, so they are in no mean of the baseline. Tables split by cues have them as a level. */
#define HINGE_AGAIN "none, again"
void hinge_again_find(const struct hinge_table *table, const size_t *row, size_t n,
                      const char *asked, bool *again);

/* stray[n]: rows that do not count for this reason. Returns the people, in the arena. */
struct hinge_stray *hinge_strays_find(struct hinge_arena *arena, const struct hinge_table *table,
                                      const size_t *row, size_t n, const char *asked, bool *stray,
                                      size_t *n_strays);
/* "p07 has two sessions; the first counts", "p07 was recorded after, not before, and does not
 * count". Returns buffer. */
const char *hinge_stray_words(const struct hinge_stray *stray, char buffer[160]);

/* The axes in which n rows differ and that `asked` (columns joined by commas) does not name, nor
 * imply (sessions their stages, tasks whether faults count). Sessions, cues and raters differ if
 * a quarter of the people, and 3 of them or half, have two where all else is alike. Loads differ if
 * somebody lifted several in one task under one cue, and if they lie apart between groups or cues.
 */
void hinge_axes_differ(const struct hinge_table *table, const size_t *row, size_t n,
                       const char *asked, bool differs[HINGE_AXES]);
/* Why loads differ: "the trained group lifted 20 kg and the sedentary group 0 kg, so they are not
 * compared" of two groups, or else two cues, of which one lifted a single load outside the range of
 * the other's; nothing if somebody lifted several. If they do not differ, although people lifted
 * various loads, such as a share of their body mass, of which none could be kept, the ranges: "the
 * trained group lifted 15 to 20 kg and the sedentary group 10 to 17.5 kg"; and of a table of
 * another program, whose rows are compared all the same, the loads of those two. */
struct hinge_label_list;
void hinge_loads_words(const struct hinge_table *table, const size_t *row, size_t n,
                       const bool differs[HINGE_AXES], const struct hinge_label_list *labels,
                       const char *(*label)(const struct hinge_label_list *, const char *id),
                       struct hinge_text *out);
/* Whether a row is in the cell of another one. */
bool hinge_in_cell(const struct hinge_table *table, const bool differs[HINGE_AXES], size_t cell,
                   size_t row);
/* Adds to `filter` the conditions that keep the cell of a row, in any tool. */
void hinge_cell_filter(const struct hinge_table *table, const bool differs[HINGE_AXES], size_t row,
                       struct hinge_text *filter);
/* Keeps of n rows those of the main cell, in their order; returns how many. It is of the main kind
 * (hinge_kind_before), of the practised task or else that of most people, of the first stage, and
 * of the lightest load that most people lifted. hinge_main_condition: the same of rows of one kind.
 */
size_t hinge_main_cell(const struct hinge_table *table, size_t *row, size_t n,
                       const bool differs[HINGE_AXES]);
size_t hinge_main_condition(const struct hinge_table *table, size_t *row, size_t n,
                            const bool differs[HINGE_AXES]);

/* Which kind readers show first: one that sees the spine, of most people, whose faults count, of
 * most recordings, of the better tier. */
struct hinge_kind_rank {
    bool held; /* it has the levels that the study holds (`main`) */
    bool spine, counted;
    double people, recordings;
    const char *tier;
};
bool hinge_kind_before(const struct hinge_kind_rank *a, const struct hinge_kind_rank *b);

/* The name of the kind of a recording: "spine markers". */
const char *hinge_kind_name(struct hinge_arena *arena, const struct hinge_table *recordings,
                            size_t row);
/* Whether two recordings differ in the zero of their angles and in nothing else of evidence:
 * HINGE_ONE_ZERO joins them. */
bool hinge_kinds_differ_in_zero(const struct hinge_table *recordings, size_t one, size_t other);
/* Names of n kinds, no two alike: "spine markers, zero from standing". first[k]: a recording of
 * kind k; of[row]: the kind of a recording, SIZE_MAX: none. */
void hinge_kinds_name(struct hinge_arena *arena, const struct hinge_table *recordings,
                      const size_t *first, size_t n, const size_t *of, const char **name);
/* What a value of an axis of evidence tells of a kind: "zero between repetitions", "daily tasks".
 */
const char *hinge_kind_tells(const char *column, const char *value, char buffer[160]);

/* The name of the kind of a recording among those of n rows, of which it is one, that differ in
 * these axes. */
const char *hinge_kind_name_among(struct hinge_arena *arena, const struct hinge_table *recordings,
                                  const bool differs[HINGE_AXES], const size_t *row, size_t n,
                                  size_t which);

/* How many repetitions a participant needs (agg.min_reps, agg.min_valid). */
struct hinge_people_rule {
    double min_reps, min_valid;
};
/* The rule in force: none of both with --allow-single. */
struct hinge_people_rule hinge_people_rule_of(double min_reps, double min_valid, bool allow_single);
/* What a table of another sense asks in place of `rule`: of a recording as a row one repetition, or
 * each repetition that there is. */
enum hinge_people_policy { HINGE_COUNT_ONE, HINGE_COUNT_EACH };
struct hinge_people_rule hinge_people_rule_for(enum hinge_people_policy policy,
                                               struct hinge_people_rule rule);
/* Whether `used` repetitions of `all` are enough. */
bool hinge_people_enough(const struct hinge_people_rule *rule, double used, double all);
/* What they lack: "fewer than 3 usable repetitions". Returns buffer. */
const char *hinge_people_lacks(const struct hinge_people_rule *rule, unsigned used,
                               char buffer[64]);
/* The same with both numbers: "fewer than 3 usable repetitions (2 of 3)"; of none "no repetition to
 * compare". Returns buffer. */
const char *hinge_people_why(const struct hinge_people_rule *rule, unsigned used, unsigned all,
                             char buffer[96]);

/* What is said of a person and a fault (method 7.8): from the numbers of the person's repetitions
 * that are used and of those that were judged, and from the rates (means over recordings) of the
 * judged ones that show it for certain, and at least possibly. Sometimes: in fewer than it takes to
 * have it; their number grows with the repetitions, so it is never compared. */
enum hinge_verdict {
    HINGE_HAS,
    HINGE_SOMETIMES,
    HINGE_MAY_HAVE,
    HINGE_HAS_NOT,
    HINGE_NOT_JUDGED,
    HINGE_VERDICTS
};
struct hinge_judged {
    double used, judged, certain, possible;
};
/* Whether enough of the repetitions that are used were judged, however few these are. */
bool hinge_enough_judged(const struct hinge_people_rule *rule, double used, double judged);
/* `rule`: how many are enough (min_reps, min_valid); has_fault: agg.has_fault. */
enum hinge_verdict hinge_verdict_of(const struct hinge_people_rule *rule, double has_fault,
                                    const struct hinge_judged *judged);
/* Of one repetition: shows it for certain, possibly, not. */
enum hinge_verdict hinge_verdict_of_rep(bool judged, bool certain, bool possible);
/* "yes", "sometimes", "possible", "no", "not judged" */
const char *hinge_verdict_words(enum hinge_verdict verdict);

/* In how many of a person's judged repetitions a fault is certain, and how many of these are in the
 * first and in the last half of a recording's (the middle one of an odd number is in neither).
 * Zero-initialise. */
struct hinge_certain {
    unsigned judged, certain, first, last, recordings;
    unsigned from_first, from_last; /* of one recording: all are among the first, last so many */
    bool early; /* a certain one is not in the last half, or of a recording of fewer than 4 */
};
enum { HINGE_HALVES = 4 }; /* a recording's fewest repetitions that have halves */
/* Of repetition i among the n of a recording with these numbers: how many come before it, and
 * whether it is in the first half (-1), the last (1) or neither (0). */
int hinge_half_of(const double *rep, size_t n, size_t i, unsigned *before);
/* Adds a recording: n judged repetitions with their numbers (no two alike), 1 where it is certain.
 */
void hinge_certain_add(struct hinge_certain *when, const double *rep, const double *certain,
                       size_t n);
/* "4 of 10, all in the last 4"; "1 of 10". Returns buffer. */
const char *hinge_certain_words(const struct hinge_certain *when, char buffer[96]);

/* --- People chosen at the baseline: "lumbar_rounding>=0.5 in cue=none" compares each person's mean
 * of these repetitions. --- */

enum hinge_row_use { HINGE_ROW_OUT, HINGE_ROW_NOT_USABLE, HINGE_ROW_USED };
enum hinge_split {
    HINGE_SPLIT_NONE,       /* all bends choose and are compared */
    HINGE_SPLIT_RECORDINGS, /* the first recording of the baseline chooses, later ones are compared
                             */
    HINGE_SPLIT_BENDS       /* odd repetitions choose, even ones are compared, in every condition */
};
const char *hinge_split_name(enum hinge_split split);

/* Where " in FILTER" begins, outside quotes; NULL: the baseline is meant. */
const char *hinge_people_in(const char *text);
/* What stands before it, in the arena. */
const char *hinge_people_what(struct hinge_arena *arena, const char *text);

/* Filters have columns of the table. A condition whose name has a reducer ("slope:duration_s") is
 * of the column that it reduces. */
struct hinge_choosing_ratio {
    size_t above, below; /* columns */
    double least;        /* mean of `below` */
};
/* In the arena; NULL: the table lacks one of the columns. */
const struct hinge_choosing_ratio *hinge_choosing_ratio_of(struct hinge_arena *arena,
                                                           const struct hinge_table *table,
                                                           const char *above, const char *below,
                                                           double least);
struct hinge_choosing {
    const struct hinge_table *table; /* repetitions */
    const char *text;                /* "EXPR in FILTER" */
    const struct hinge_choosing_ratio *const
        *ratio;                                 /* of each condition of `people`; NULL: a mean */
    const struct hinge_filter *people, *in;     /* in: NULL: the baseline */
    const struct hinge_filter *filter, *usable; /* which repetitions count */
    const char *baseline;                       /* a cue; NULL: "none" */
    bool compared;                              /* these repetitions are compared, too */
    bool no_split;
    struct hinge_people_rule rule;
};
struct hinge_chosen {
    size_t of, chosen, without_value; /* people */
    enum hinge_split split;
    bool falls_back;   /* an outcome chose whose baseline is compared */
    bool kinds;        /* failed as repetitions of several kinds would choose */
    const char *words; /* "of 17 of 40 people with lumbar_rounding in at least half of their odd
                          bends without a cue"; of a failure what to do */
};
/* Takes from use[row] the rows of people who are not chosen, and those that a split does not
 * compare. With a split, whether repetitions are enough (`rule`) was asked here. False: nothing can
 * choose, or nobody is chosen. */
bool hinge_people_choose(struct hinge_arena *arena, const struct hinge_choosing *ask,
                         enum hinge_row_use *use, struct hinge_chosen *chosen);

/* Which repetitions of a results file a question is of, found once by who knows its people
 * (hinge_cohort_rows): nothing is filtered again. */
struct hinge_known_rows {
    const enum hinge_row_use *use; /* [row of /reps] */
    const bool *recording;         /* [row of /trials]: of the question's condition, used or not */
    const struct hinge_chosen *chosen; /* by --people; NULL: all people */
    size_t n_strays;
    const struct hinge_stray *stray; /* people of these with a visit too many */
    const char *words;               /* the filter that keeps the same, for readers */
};

/* --- The list of who is excluded and why, and who has too few repetitions (method 9.4). --- */

struct hinge_excluded {
    struct hinge_arena *arena; /* owns the reasons */
    size_t n;
    const char **why; /* [participant]; NULL: not excluded */
};

/* Excludes a participant; the first reason stays. */
void hinge_exclude(struct hinge_excluded *excluded, size_t participant, const char *format, ...)
    HINGE_PRINTF(3, 4);

/* --- Two sides of a baseline. A value chosen for its size, or that predicts a change from itself,
 * falls back by chance: what chooses is not what is compared. --- */
enum hinge_part { HINGE_PART_NONE, HINGE_PART_CHOOSES, HINGE_PART_COMPARED, HINGE_PART_BOTH };
/* A usable repetition: its condition (0: the baseline), its recording (in order) and number; and
 * whether it has no value to choose by, as where a verdict was refused. */
struct hinge_bend {
    size_t person, condition, recording;
    double rep;
    bool silent;
};
/* The first split, of recordings and of bends, that at least half of the people with a baseline can
 * have, and each bend's side. A person needs two bends on each side of the baseline, those that
 * choose with a value; of bends a condition needs four, else it has none. */
enum hinge_split hinge_split_of(const struct hinge_bend *bend, size_t n, size_t people,
                                size_t conditions, unsigned char *side);

/* Numbers of repetitions of participants in cells. */
struct hinge_enough {
    struct hinge_people_rule rule;
    size_t n_cells;
    uint32_t *used, *all; /* [participant * n_cells + cell]; `all` includes unusable ones */
    const char *needs;    /* of a reducer, which some lack */
    bool *lacks;          /* [participant * n_cells + cell]; NULL: no reducer */
};

/* Counts rows, which have the numbers of a person and a cell (NULL: one cell). The first n_used
 * rows are usable, the rest up to n_all are not. HINGE_NO_LEVEL: no person, or no cell. */
struct hinge_enough hinge_enough_of(struct hinge_arena *arena, struct hinge_people_rule rule,
                                    const uint32_t *person, const uint32_t *cell, size_t n_used,
                                    size_t n_all, size_t n_people, size_t n_cells);
bool hinge_is_enough(const struct hinge_enough *enough, size_t slot);
/* Number of people who have repetitions in a cell, but not enough. */
size_t hinge_short_in_cell(const struct hinge_enough *enough, size_t n_participants, size_t cell);

/* Excludes the participant of a slot that does not have enough repetitions; `factor` and `level`
 * name the cell (NULL: the only one). */
void hinge_exclude_short(struct hinge_excluded *excluded, const struct hinge_enough *enough,
                         size_t slot, const char *factor, const char *level);
/* Excludes participants who do not have enough repetitions in any cell. */
void hinge_exclude_nowhere(struct hinge_excluded *excluded, const struct hinge_enough *enough);

/* --- Means in which every recording has the same weight (method 9.2): first of the repetitions of
 * a recording, then of the recordings of a participant. --- */

/* A mean of values that are added one by one; `rest` keeps the rounding errors of the sum.
 * Zero-initialise. */
struct hinge_mean {
    double sum, rest;
    unsigned n;
};
void hinge_mean_add(struct hinge_mean *mean, double value);
/* The mean; NaN without values. */
double hinge_mean_of(const struct hinge_mean *mean);

/* The side that a recording shows; of two sides of a person the mean is of the means of both. */
enum hinge_side { HINGE_SIDE_NONE, HINGE_SIDE_LEFT, HINGE_SIDE_RIGHT, HINGE_SIDES };
enum hinge_side hinge_side_of(const char *side);

/* A participant's mean over recordings of means over repetitions, of each side. Zero-initialise. */
struct hinge_nest {
    struct hinge_mean side[HINGE_SIDES]; /* of recordings */
    unsigned reps;
};
/* Adds the mean of a recording to that of the participant, and empties `recording`. */
void hinge_nest_close(struct hinge_nest *nest, struct hinge_mean *recording, enum hinge_side side);
/* NaN without repetitions. */
double hinge_nest_mean(const struct hinge_nest *nest);
/* Ratio of two means (method 6.1); NaN if the size of the denominator is below `least`. */
double hinge_nest_ratio(const struct hinge_nest *above, const struct hinge_nest *below,
                        double least);
/* Direction of the mean vector of angles, from the means of their sines and cosines, in [-90, 270)
 * deg as coupling angles are; NaN if the vectors cancel. */
double hinge_nest_direction_deg(const struct hinge_nest *sine, const struct hinge_nest *cosine);
double hinge_sine_of_deg(double angle_deg);
double hinge_cosine_of_deg(double angle_deg);

/* The same from arrays: value[n], the number of each value's recording and its side (NULL: none);
 * NaNs are skipped. `of` (NULL: none) is applied to each value before. */
struct hinge_nest hinge_nest_of(const double *value, const uint32_t *recording,
                                const unsigned char *side, size_t n, double of(double));

/* --- How the rows of a person become one value: the option `aggregate`. --- */

/* How the repetitions of one recording become one value, by a name before the outcome:
 * "slope:lumbar_fraction". The value of a person is the mean of its recordings'. */
struct hinge_reducer {
    const char *id;    /* "slope" */
    const char *words; /* of an outcome: "change per repetition of " */
    const char *needs; /* what a recording must have */
    unsigned least;    /* usable repetitions */
    double (*of)(const double *value, const double *rep, size_t n);
    int digits; /* more than the outcome has */
};
/* The reducer before the colon, and in *rest what it reduces. NULL, and the whole text, without one
 * or with a name that is none. */
const struct hinge_reducer *hinge_reducer_of(const char *text, const char **rest);
/* "change per repetition of lumbar excursion" from the words of what is reduced (NULL: those of its
 * id), `bends`: a share of bends; without a reducer these as they are. */
const char *hinge_reduced_words(struct hinge_arena *arena, const struct hinge_reducer *reducer,
                                const char *of, bool bends, const char *words);
/* By number, for lists; NULL: no more. */
const struct hinge_reducer *hinge_reducer_at(size_t i);
/* The value of a recording with n usable repetitions, of these numbers; NaN: too few. */
double hinge_reduce(const struct hinge_reducer *reducer, const double *value, const double *rep,
                    size_t n);
/* Adds a recording: the value of its n usable repetitions, if there are enough. */
void hinge_nest_reduce(struct hinge_nest *nest, const struct hinge_reducer *reducer,
                       const double *value, const double *rep, size_t n, enum hinge_side side);
/* The two means whose difference is half:, which have no name before an outcome. */
extern const struct hinge_reducer hinge_first_half, hinge_last_half;

/* The text of an outcome, as all tools read it: [REDUCER:][severity:]NAME, a metric, a fault or a
 * column. Its parts are in the text. */
struct hinge_outcome_text {
    const struct hinge_reducer *by; /* NULL: the mean */
    const char *name;               /* behind the reducer: "severity:lumbar_rounding" */
    const char *fault;              /* of severity: ; NULL: none */
};
/* USAGE for a word before the colon that is no reducer, which names the nearest; `option` begins
 * the message. */
enum hinge_status hinge_outcome_read(const char *option, const char *text,
                                     struct hinge_outcome_text *of, struct hinge_error *error);
/* The same of a text that was read before. */
struct hinge_outcome_text hinge_outcome_of(const char *text);

/* --- The set of repetitions in a recording. --- */

/* The slope of a person over the repetitions, and its error: recordings are added one after the
 * other, of k of them the slope is the mean, its error sqrt(sum of se^2) / k, with the sum of their
 * n - 2 degrees of freedom. Zero-initialise. */
struct hinge_person_slope {
    double sum, se2, df;
};
void hinge_person_slope_add(struct hinge_person_slope *slope, const double *value,
                            const double *rep, size_t n);
/* Slope over error; infinite for an exact line, NaN for a flat one. */
double hinge_person_slope_t(const struct hinge_person_slope *slope);

/* The split of a recording's n >= 6 repetitions, in order, into two parts of two or more that
 * leaves least squares. */
struct hinge_change_point {
    double at; /* the number of the first repetition after it; NaN: too few */
    double p;  /* share of orders of the values (2,000 drawn) whose best split leaves no more */
};
struct hinge_change_point hinge_change_point_of(const double *value, const double *rep, size_t n);

/* The rows of one person and cell, at least one. */
struct hinge_person_rows {
    double *const *number;     /* columns of all rows */
    const double *weight;      /* of all rows; NULL: none */
    const uint32_t *recording; /* of all rows; NULL: none */
    const unsigned char *side; /* of all rows; NULL: none */
    const size_t *at;          /* the rows of the person, in order */
    size_t n, which;           /* `which`: the column to average; a ratio uses columns 1 and 2 */
    double *value;             /* [n], scratch */
    uint32_t *code;            /* [n], scratch */
    unsigned char *side_of;    /* likewise */
    double least;              /* least mean of the denominator */
    const struct hinge_reducer *reducer; /* NULL: none */
    const double *rep;                   /* numbers of all rows in their recordings, for it */
    double *rep_of;                      /* [n], scratch */
};

typedef double hinge_way(const struct hinge_person_rows *rows);

/* The function of a name: mean, nested (mean of the means of recordings), median, max, min, sd,
 * circular, ratio_of_means; NULL for any other name. */
hinge_way *hinge_way_named(const char *name);
/* For nested rows: the ratio of two means; the direction of angles in degrees. */
hinge_way hinge_way_nested_ratio, hinge_way_nested_direction;
/* By the reducer of the rows: NaN if no recording has what it needs. */
hinge_way hinge_way_reduced;

/* One value of each person and cell. */
struct hinge_cells {
    size_t n_participants, n_cells;
    double *value;   /* [participant * n_cells + cell]; NaN if there are not enough rows */
    uint32_t *count; /* number of rows; 0 likewise */
    struct hinge_enough enough;
};
/* Values of n used rows by the function `way`; `rows` has their columns, but not at and n. */
struct hinge_cells hinge_cells_of(struct hinge_arena *arena, struct hinge_person_rows rows,
                                  hinge_way *way, const uint32_t *person, const uint32_t *cell,
                                  size_t n, const struct hinge_enough *enough, size_t n_people);

/* --- Texts numbered in the order they were first seen. --- */

/* Zero-initialise. */
struct hinge_intern {
    size_t n, capacity;
    const char **text;   /* by number; in the arena */
    size_t *slot, slots; /* number + 1 by hash, 0 empty; slots is a power of two */
    struct hinge_arena arena;
};

/* The number of a text; a new text gets a new number. */
size_t hinge_intern_number(struct hinge_intern *intern, const char *text);
/* The same for n numbers; those of an intern have one n. */
size_t hinge_intern_numbers(struct hinge_intern *intern, const size_t *number, size_t n);
void hinge_intern_clear(struct hinge_intern *intern);

/* --- Rows by the text of a column: levels of a factor, ids of participants, categories. --- */

enum hinge_label_order {
    HINGE_BY_APPEARANCE, /* first row first */
    HINGE_BY_BYTES,      /* C locale */
    HINGE_BY_LEVEL,      /* of groups, cues and sessions: hinge_level_compare */
    HINGE_BY_VALUE       /* numbers ascending */
};
#define HINGE_NO_LEVEL UINT32_MAX

struct hinge_labels {
    size_t n;
    const char **name; /* the given texts, not copies */
    uint32_t *code;    /* [row]: position in name; HINGE_NO_LEVEL: missing */
};

/* The different texts among n (NULL: missing), in the order `by`. */
struct hinge_labels hinge_labels_of(struct hinge_arena *arena, const char *const *text, size_t n,
                                    enum hinge_label_order by);

/* The name of a cell, "group=trained;cue=none"; without columns "all". */
const char *hinge_cell_name(struct hinge_arena *arena, const char *const *column,
                            const char *const *level, size_t n);

/* Whether somebody has several levels of a column; no value is one. */
bool hinge_people_vary(const struct hinge_table *table, const char *participant,
                       const char *column);

/* Sorts the positions of n things by group, each group in its order: those of group g are
 * order[start[g]] to order[start[g + 1] - 1]. order[n]; start[n_groups + 2]. */
void hinge_add_together(const uint32_t *group, size_t n, size_t n_groups, size_t *order,
                        size_t *start);

/* The levels of a column that people have in the cells of an analysis or table. */
struct hinge_held {
    size_t *people, all; /* number of people who have each level, and any */
    bool within,
        differ; /* a person has several levels in a cell; the cells have different levels */
};
/* From n rows: slot = person * n_cells + cell; HINGE_NO_LEVEL: in no cell. */
struct hinge_held hinge_levels_held(struct hinge_arena *arena, const uint32_t *slot,
                                    const uint32_t *level, size_t n, size_t n_people,
                                    size_t n_cells, size_t n_levels);
/* Adds "cue: 9 of 12 people, none: 12 of 12 people", at most `most` levels; without numbers if all
 * people have all levels. */
void hinge_held_list(const struct hinge_held *held, const char *const *level, size_t n, size_t most,
                     struct hinge_text *text);

/* --- Repetitions grouped once, with people as the unit (method 9). A cell is one combination of
 * levels of the keys; a participant is in a cell once. Means are then taken of any value that the
 * repetitions have. --- */

enum { HINGE_CELL_KEYS = 24 };

/* Zero-initialise; hinge_grouped_clear when done. */
struct hinge_grouped {
    struct hinge_people_rule rule; /* these two are set before the first participant */
    size_t n_keys;
    size_t n_cells, n;   /* cells by their levels; people by cell, those of one as they came */
    const char **level;  /* [cell * n_keys + key] */
    size_t *first;       /* [n_cells + 1]: where the people of a cell begin */
    size_t *from;        /* [n + 1]: where the repetitions of a participant begin */
    unsigned *all;       /* [n]: repetitions of a participant, whether they count or not */
    uint32_t *whose;     /* of each repetition as it came: the participant; UINT32_MAX: none */
    size_t n_reps, *rep; /* those that count, by participant, each one's as they came */
    size_t *recording;   /* of each of these */
    const unsigned char *side;      /* [recording]; NULL: none */
    const struct hinge_reducer *by; /* of the values that are averaged next; NULL: the mean */
    const double *place; /* for it: number in the recording of each repetition that counts */
    struct hinge_intern words, cells, people; /* by numbers of words */
    struct hinge_arena arena;
    size_t *cell; /* of each participant, as they come */
};

void hinge_grouped_clear(struct hinge_grouped *people);

/* Step 1, for each recording: the number of a participant in the cell with these levels (one text
 * per key), in order of appearance. If `who` is "" or NULL, the recording is a participant of its
 * own. */
size_t hinge_grouped_find(struct hinge_grouped *people, const char *const *level, const char *who,
                          size_t recording);
/* Step 2, for n repetitions: the number of the participant of each (SIZE_MAX: none), whether it
 * counts, and its recording. Repetitions of a recording follow each other. */
void hinge_grouped_add(struct hinge_grouped *people, const size_t *person, const bool *counts,
                       const size_t *recording, size_t n);
/* Step 3, as often as needed: nest[n], the mean of each participant from the values of `rep`, or
 * what `by` makes of each recording; NaNs are skipped. */
void hinge_grouped_nests(const struct hinge_grouped *people, const double *value,
                         struct hinge_nest *nest);
