/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of a page: people, conditions, repetitions and outcomes from the results, and their
 * words. In: a request and opened results. Out: the values that sections turn into facts. Texts
 * live as long as the study. A person's value is that of hinge-table summary. */
#pragma once

#include "page/facts.h"
#include "planned/register.h"
#include "report/people/amounts.h"
#include "report/query.h"
#include "result/say.h"
#include "table/columns.h"

#include <hinge/check.h>
#include <hinge/page.h>

/* Added before numbers of a drawing are rounded, so that ties are rounded up on every machine. */
#define HINGE_PAGE_TIE 1e-6

/* Copies the request (hinge_request_take); NULL texts become "". USAGE: an option that the taker, a
 * report or a sheet, does not have. */
enum hinge_status hinge_page_take(struct hinge_page_request *copy,
                                  const struct hinge_page_request *given,
                                  enum hinge_query_taker taker, struct hinge_error *error);

/* A planned question of changes within people of the main cell: after practice minus before it,
 * between two sessions, or at the heaviest load minus at the lightest, of the loads that most
 * people lifted. Beside after minus before, later minus each of both are one family. */
enum {
    HINGE_PAGE_PRACTICE,
    HINGE_PAGE_SESSIONS,
    HINGE_PAGE_LOADS,
    HINGE_PAGE_LATER,
    HINGE_PAGE_LATER_AFTER,
    HINGE_PAGE_CHANGES
};
struct hinge_page_changes {
    const char *column, *from, *to; /* "stage", "before", "after"; `to` NULL: not asked */
    size_t cue;                     /* the condition in which people changed */
    bool described;              /* nobody says what happened between: no question of the study */
    double mdc;                  /* of the lead outcome, by a declared retest; NaN: none */
    struct hinge_result *result; /* NULL: not asked, or no answer */
};

struct hinge_template;

/* What a page keeps beside its cohort. */
struct hinge_page {
    struct hinge_page_request *request;
    /* of that, for sections that need no more of it, so that a new option does not compile them */
    const char *author, *date, *results, *change, *chosen_by, *preregistration;
    bool of_run;
    struct hinge_amounts mdc; /* of the request */
    const struct hinge_config *config;
    const char *theirs;              /* the text of the user's template; NULL: none */
    const char *const *stem, **page; /* of a row: name and address of its page (NULL: none) */
    size_t n_shapes;
    struct hinge_page_shape *shape; /* of the bodies found so far */
    struct hinge_page_body *body;
    struct hinge_page_answers *answers;   /* of each kind, once hinge_page_answer has run */
    const struct hinge_page_tests *tests; /* likewise */
    struct hinge_page_changes changes[HINGE_PAGE_CHANGES];
    struct hinge_register asked;         /* likewise; sections add what they test beside it */
    const char *people;                  /* of the title, with no value at equal depth; NULL */
    uint32_t used_mdc;                   /* bits of `mdc` that something was compared with */
    bool undecided;                      /* a sentence was, and names nobody who could decide it */
    struct hinge_planned_outcome no_row; /* all of it missing */
    struct hinge_check_report *check;    /* after hinge_page_check; else NULL */
    struct hinge_page_depths *depths;    /* once they were asked for */
    const char *digest;                  /* of the bytes of the results, after it was needed */
};

/* Its recordings are not looked at. */
void hinge_page_without_study(struct hinge_cohort *s);
/* Texts that a request does not give are empty. */
void hinge_page_blank(struct hinge_page_request *request);
/* Reads the study. Errors: INPUT for the file, USAGE for an unknown filter, group or cue. Call
 * hinge_page_close in any case. */
enum hinge_status hinge_page_open(struct hinge_cohort *s, const struct hinge_page_request *given,
                                  struct hinge_error *error);
void hinge_page_close(struct hinge_cohort *s);
/* The study of a report: hinge_page_take, hinge_page_open. Call hinge_page_close in any case. */
enum hinge_status hinge_page_start(struct hinge_cohort *s, const struct hinge_page_request *given,
                                   struct hinge_error *error);
/* The status of the study; later reading may fail, too. */
enum hinge_status hinge_page_ended(const struct hinge_cohort *s, struct hinge_error *error);

/* What a page says of a person first: the share of the spine, or trunk lean where that is not seen.
 */
const struct hinge_quantity *hinge_page_lead_of(const struct hinge_cohort *s, size_t person);
/* " from the spine", behind a share; where the thighs are not seen that of lower back and pelvis.
 */
const char *hinge_page_from_where(const struct hinge_quantity *share);
/* CSS class of a person's marks: that of the group. */
const char *hinge_page_class(const struct hinge_cohort *s, size_t person);

/* --- words --- */

/* Between a number and what belongs to it. */
#define NBSP "\xc2\xa0"
/* printf into the study's arena. */
const char *hinge_page_text(struct hinge_cohort *s, const char *format, ...) HINGE_PRINTF(2, 3);
/* "−1.5": a number with its decimals. */
const char *hinge_page_fixed(struct hinge_cohort *s, double value, int digits);
/* Two sentences; either may be NULL. */
const char *hinge_page_joined(struct hinge_cohort *s, const char *first, const char *second);
/* A value without and with its unit ("19", "19%"); a difference without and with its sign ("7.6°",
 * "−7.6°"). */
const char *hinge_page_num(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                           double value);
const char *hinge_page_val(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                           double value);
const char *hinge_page_size(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                            double value);
const char *hinge_page_signed(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                              double value);
/* An estimate and its interval; without limits (NaN) lo, hi, span and up_to are NULL. A difference,
 * or a change, has the decimals of hinge_outcome_decimals, more where its interval excludes 0 and a
 * limit would read as 0; a level those of the outcome. */
struct hinge_page_printed {
    const char *num, *val;        /* "−0.41" without a unit; "38%": with that of a value */
    const char *size, *with_sign; /* "0.41 points", "−0.41 points": with that of a difference */
    const char *change;           /* this unit, " points" */
    const char *lo, *hi, *span;   /* "0.36", "0.46", "0.36 to 0.46", "within 0.1" of 0 */
    const char *behind, *ci; /* " (0.36 to 0.46)", " (95% CI 0.36 to 0.46)"; "" without limits */
    const char *up_to;       /* the limit that is farther from 0: "0.46 points" */
    const char *within;      /* the last digit, where both limits print within it; else NULL */
};
struct hinge_page_printed hinge_page_print(struct hinge_cohort *s,
                                           const struct hinge_quantity *outcome, double value,
                                           double lo, double hi);
struct hinge_page_printed hinge_page_print_level(struct hinge_cohort *s,
                                                 const struct hinge_quantity *outcome, double value,
                                                 double lo, double hi);
/* "41 (3.0)": a mean and its SD; "–": none. */
const char *hinge_page_spread(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                              double mean, double sd);
/* "Holm p = .008" of a row that was tested */
const char *hinge_page_p(struct hinge_cohort *s, const struct hinge_planned_outcome *row,
                         bool holm);
/* "An outcome"; NULL of NULL. */
const char *hinge_page_capital(struct hinge_cohort *s, const char *text);

/* Different texts in the order in which they came. Zero-initialise. */
struct hinge_page_list {
    size_t n;
    const char **item;
};
/* NULL adds nothing. */
void hinge_page_list_add(struct hinge_cohort *s, struct hinge_page_list *list, const char *text);
/* A formatted one. */
#define HINGE_PAGE_LIST_ADD(study, list, ...)                                                      \
    hinge_page_list_add(study, list, hinge_page_text(study, __VA_ARGS__))
/* "a, b and c"; NULL of none. */
const char *hinge_page_listed(struct hinge_cohort *s, const struct hinge_page_list *list,
                              const char *last);

/* The items with something between; NULL of none. */
const char *hinge_page_join(struct hinge_cohort *s, const struct hinge_page_list *list,
                            const char *between);

/* --- rows of the analyses: A − B, or cued − baseline --- */

/* Of a kind of recordings; NULL: that analysis has no answer. */
struct hinge_page_answers {
    struct hinge_result *groups, *cues;
};
/* Whether a row is of an outcome, in its phase. */
bool hinge_page_is_row_of(const struct hinge_planned_outcome *row,
                          const struct hinge_quantity *outcome);
/* The row of an outcome of a cue (ANY: of the groups); s->no_row if there is none. */
const struct hinge_planned_outcome *hinge_page_row_of(const struct hinge_cohort *s,
                                                      const struct hinge_quantity *outcome,
                                                      size_t cue, size_t kind);
/* A row's difference, or it turned round, with its interval. */
struct hinge_page_printed hinge_page_print_change(struct hinge_cohort *s,
                                                  const struct hinge_quantity *outcome,
                                                  const struct hinge_planned_outcome *row,
                                                  bool turned);
/* The sentence of a row in a frame, filled from `given` (may be NULL), then from the row's numbers.
 */
const char *hinge_page_sentence(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                                const struct hinge_planned_outcome *row, enum hinge_frame frame,
                                const struct hinge_slot *given);
/* It, with its verdict. */
HINGE_FACTS(hinge_page_said, F(TEXT, sentence) F(TEXT, verdict))
struct hinge_page_said hinge_page_said(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                                       const struct hinge_planned_outcome *row,
                                       enum hinge_frame frame, const struct hinge_slot *given);
/* "7", "2 of 6": the people of a value, of those of a group (ANY: of all) who were asked: of the
 * main kind, and those of whom nothing could be used. */
const char *hinge_page_n_of(struct hinge_cohort *s, size_t n, size_t group);
/* "18 percentage points" the first time (*named: it was said; NULL: likewise), then "18 points",
 * wherever it stands in a text. */
const char *hinge_page_points(struct hinge_cohort *s, const char *text, bool *named);
/* A number of people of a row. */
size_t hinge_page_n(double n);
/* SD of both groups of a row, pooled; NaN with fewer than two people in one. */
double hinge_page_pooled_sd(const struct hinge_planned_outcome *row);

/* An outcome and its row: of both groups, without a cue; or one that is not the outcome of a cue.
 */
struct hinge_page_outcome {
    const struct hinge_quantity *outcome;
    const struct hinge_planned_outcome *row;
    bool planned; /* of groups */
};

/* The changes with a cue. */
struct hinge_page_cue_row {
    size_t cue;
    const struct hinge_quantity *planned;    /* NULL: none */
    const struct hinge_quantity *outcome;    /* the planned one or its replacement; NULL: none */
    bool stands_in;                          /* it is a replacement */
    const struct hinge_planned_outcome *row; /* no_row in a study of one person */
    enum hinge_said state;
    size_t n_further;
    struct hinge_page_outcome *further; /* other outcomes that were measured with the cue */
};

struct hinge_page_tests {
    bool two;                                 /* both groups have values */
    const struct hinge_planned_outcome *lead; /* then: of s->lead between the groups */
    enum hinge_said groups;
    struct hinge_said_count pairs; /* of s->pairs; then there are no `two` and no group[] */
    const struct hinge_planned_outcome **pair; /* of s->lead between every two groups */
    size_t n_groups;
    struct hinge_page_outcome *group; /* a row for each outcome of s->family */
    bool groups_ran;                  /* the outcomes beside the lead were tested */
    size_t n_groups_further;          /* as a family of so many tests */
    size_t n_cues;
    struct hinge_page_cue_row *cue;
    size_t n_planned;      /* the family of planned outcomes, of all cues; 0: not tested */
    bool cues_ran;         /* the further outcomes of all cues were tested */
    size_t n_cues_further; /* as a family of so many tests */
};

/* Runs the analyses, and sets s->answers and s->tests. Errors: those of the analyses, but
 * that they have no answer. */
enum hinge_status hinge_page_answer(struct hinge_cohort *s, struct hinge_error *error);

/* Every comparison of these analyses. */
struct hinge_register hinge_page_register(struct hinge_cohort *s);
/* A row of a section's own test, of an outcome (NULL: none is compared) at two levels. */
struct hinge_planned_outcome hinge_page_beside(const struct hinge_cohort *s,
                                               const struct hinge_quantity *outcome,
                                               const char *const level[2]);
/* Judges such rows as a family of their own, and adds those with a value to the register. */
void hinge_page_tested(struct hinge_cohort *s, const char *family,
                       struct hinge_planned_outcome *row, size_t n);
/* Those of the change over the set, without its section. */
void hinge_page_ask_set(struct hinge_cohort *s);
/* Whether the title tells what the loads changed: not beside what the study has planned. */
bool hinge_page_tells_loads(const struct hinge_cohort *s);
/* Whether the study planned what this row is of. */
bool hinge_page_is_planned(const struct hinge_cohort *s, const struct hinge_planned_outcome *row);

/* All columns of a table by these keys. */
enum hinge_status hinge_page_tabulate(const char *results, const char *view, const char *by,
                                      struct hinge_result **table, struct hinge_error *error);
/* The page that a table is of, with what was asked of the table; in its arena. */
const struct hinge_page_request *hinge_page_of_table(struct hinge_tabulation *tab);
/* How many numbers hinge_page_prove would look for in a page. */
size_t hinge_page_numbers(const char *html);

/* Mean of x minus mean of y in pooled SDs; NaN if one has fewer than two values, or nothing varies.
 */
double hinge_page_in_sds(const double *x, size_t nx, const double *y, size_t ny);

/* Mean of people's values, with a t interval from three people on; of recordings that name nobody
 * without one. */
struct hinge_page_mean {
    size_t n;
    double m, lo, hi; /* NaN: none */
};
/* outcome NULL: of changes; of a rate Wilson's interval, of so many repetitions (INFINITY:
 * unknown). */
struct hinge_page_mean hinge_page_mean(const struct hinge_cohort *s,
                                       const struct hinge_quantity *outcome, const double *value,
                                       size_t n, double reps);
/* The same of a cell under a cue. */
struct hinge_page_mean hinge_page_mean_in(struct hinge_cohort *s,
                                          const struct hinge_quantity *outcome, size_t cue,
                                          const struct hinge_cohort_cell *cell);
/* Of the people of the main kind and a group under a cue; of one person of the bends, without an
 * interval. n 0: there is no value, or the file has no such outcome. */
struct hinge_page_mean hinge_page_mean_of(struct hinge_cohort *s,
                                          const struct hinge_quantity *outcome, size_t cue,
                                          size_t group);
/* One of these, with the decimals that the widest of their intervals has. */
struct hinge_page_printed hinge_page_print_mean(struct hinge_cohort *s,
                                                const struct hinge_quantity *outcome,
                                                struct hinge_page_mean of);
/* What such a mean is of: "n = 5", of one person "10 bends". */
const char *hinge_page_of(struct hinge_cohort *s, size_t n);

/* --- one person: changes are compared with the variation between bends --- */

struct hinge_page_sessions {
    size_t n; /* those with a repetition at baseline */
    size_t *session;
    struct hinge_cohort_bends_of *bends;
    double change, mdc; /* last minus first; the user's MDC of the outcome, or NaN */
    size_t n_others;
    const struct hinge_cohort_trial **other; /* a recording of each other session */
};
/* n 0: no repetition has a value of the outcome. */
struct hinge_page_sessions hinge_page_sessions(struct hinge_cohort *s,
                                               const struct hinge_quantity *outcome);
/* What title and first picture of one person are of: the planned outcome if a bend has it, else
 * the lead. */
const struct hinge_quantity *hinge_page_person_outcome(struct hinge_cohort *s);
/* The minimal detectable change of an outcome that the user gave, of the share; NaN: none. */
double hinge_page_mdc(const struct hinge_cohort *s, const struct hinge_quantity *outcome);
/* That of a row by a declared retest; NaN: none, or from within one session. */
double hinge_page_retest_mdc(const struct hinge_result *result,
                             const struct hinge_planned_outcome *row);
/* "session 2", "before"; "unnamed session" where the list has none. */
const char *hinge_page_session_name(struct hinge_cohort *s, const char *session);
/* "in session 2", "before"; "in the unnamed session". */
const char *hinge_page_in_session(struct hinge_cohort *s, const char *session);
/* SD from bend to bend, printed; NULL of a single one. */
const char *hinge_page_session_sd(struct hinge_cohort *s,
                                  const struct hinge_cohort_bends_of *bends);

/* The change with a cue in each session that has both. */
struct hinge_page_person_change {
    size_t n;
    size_t *session;
    double *diff;
    /* The mean change; the widest limit of a session, NaN of single bends: t(.975) · s · √(1/m1 +
     * 1/m2), with s and the degrees of freedom of all conditions of the session. */
    double mean, limit;
    size_t beyond; /* of these sessions: the change is larger than the limit of its session */
};
struct hinge_page_person_change hinge_page_person_change(struct hinge_cohort *s,
                                                         const struct hinge_page_cue_row *row);
/* The cue whose change the title of one person says; NULL: of visits, or of no change. */
const struct hinge_page_cue_row *hinge_page_person_cue(struct hinge_cohort *s);
/* What bends vary within their cells, of people and conditions; a cell of one bend tells nothing.
 */
struct hinge_page_bends_pool {
    double squares, free, n, cells;
};
void hinge_page_bends_add(struct hinge_page_bends_pool *pool, struct hinge_cohort_bends_of bends);
/* t(.975) times the pooled SD, of the difference of two means of as many bends as a cell has; NaN
 * of single ones. */
double hinge_page_bends_limit(const struct hinge_page_bends_pool *pool);

/* A metric in a phase, "rep", "descent"; NULL: there is none. */
const struct hinge_quantity *hinge_page_metric(struct hinge_cohort *s, const char *id,
                                               const char *phase);
/* A question of these repetitions, with what the request says of every one: how groups differ, or
 * else what people change. */
struct hinge_question hinge_page_question(const struct hinge_cohort *s,
                                          struct hinge_known_rows rows, bool groups);

/* Whether a condition is without a cue. */
bool hinge_page_is_uncued(const struct hinge_cohort *s, size_t cue);
/* The next usable recording behind one (NULL: the first); NULL: there are no more. */
const struct hinge_cohort_trial *hinge_page_usable(const struct hinge_cohort *s,
                                                   const struct hinge_cohort_trial *behind);
/* The level of an axis that a recording has beside the main cell, under a cue; NULL: it is not
 * there. */
const char *hinge_page_level_of(struct hinge_cohort *s, const struct hinge_cohort_trial *trial,
                                const char *column, size_t cue);
/* The levels of an axis that people have beside the main cell under a cue, in their order behind
 * that of the main cell; "": an unknown one. */
struct hinge_page_list hinge_page_levels(struct hinge_cohort *s, const char *column, size_t cue);
/* So many places, of which none is known yet: ANY. */
size_t *hinge_page_places(struct hinge_cohort *s, size_t n);
/* People at a level, [person]: a participant of s->averaging, ANY; and their values, NaN. */
size_t *hinge_page_places_at(struct hinge_cohort *s, const char *column, const char *level,
                             size_t cue);
double *hinge_page_values_at(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                             const char *column, const char *level, size_t cue);
/* Those of a group (ANY: of all) with a value; value[person]. */
struct hinge_cohort_cell hinge_page_cell_of(struct hinge_cohort *s, const double *value,
                                            size_t group);
/* Sets s->changes but for their results. USAGE: --change names no two sessions. */
enum hinge_status hinge_page_find_changes(struct hinge_cohort *s, struct hinge_error *error);
/* Answers s->changes, by hinge-compare. Errors: as hinge_page_answer. */
enum hinge_status hinge_page_answer_changes(struct hinge_cohort *s, struct hinge_error *error);
/* The sentence of a planned change in the frame of everybody, or in those of groups behind it;
 * NULL: nobody has a value. named: of hinge_page_points. */
HINGE_FACTS(hinge_page_changed, F(TEXT, when) F(TEXT, When) F(IN, hinge_page_said, words))
struct hinge_page_changed *hinge_page_changed(struct hinge_cohort *s, size_t which,
                                              enum hinge_frame frame, bool *named);
/* The sentences that say how much of a change is left later. */
HINGE_FACTS(hinge_page_left, F(LIST, hinge_page_changed, later))
struct hinge_page_left hinge_page_later(struct hinge_cohort *s);
/* "before", "at 8 kg": a level of a change in a sentence. */
const char *hinge_page_at(struct hinge_cohort *s, const struct hinge_page_changes *of,
                          const char *level);
/* The change of sessions that leads the page; NULL: there is none, or it is only described. */
const struct hinge_page_changes *hinge_page_sessions_asked(const struct hinge_cohort *s);
/* Which change of visits is asked, if any is: that of practice, or between sessions. */
size_t hinge_page_visits_asked(const struct hinge_cohort *s);
/* That people were chosen by a first value (--chosen-by) and measured again; NULL: not said. */
const char *hinge_page_chosen(struct hinge_cohort *s);
/* What changed between sessions; only where people have several. */
struct hinge_facts hinge_page_visits(struct hinge_cohort *s, size_t *no);
/* The two levels of a change: "before to after", "session 1 to 2", "8 to 16 kg". */
const char *hinge_page_from_to(struct hinge_cohort *s, const struct hinge_page_changes *of);
/* Whether the spine's share is planned: groups, or changes by practice or load, are compared. */
bool hinge_page_compares(const struct hinge_cohort *s);
/* Whether the title claims a difference of groups: where people practised, one of their changes. */
bool hinge_page_groups_claimed(struct hinge_cohort *s);
/* The i-th row of s->planned: of two groups, or of everybody. NULL: there are no more. */
const struct hinge_planned_outcome *
hinge_page_changes_row(const struct hinge_cohort *s, const struct hinge_page_changes *of, size_t i);
/* All of these rows. */
struct hinge_said_count hinge_page_changes_count(struct hinge_cohort *s,
                                                 const struct hinge_page_changes *of);

/* --- other differences of the groups, and the order of cues --- */

/* Under a claimed difference of the groups what else differs between their people of the main kind
 * by half an SD or more: the largest of these, without a sign, "height (trained 13 cm taller than
 * sedentary, 95% CI −1 to 27)"; NULL: nothing. */
const char *hinge_page_differing(struct hinge_cohort *s);

/* How many people did a cue after the baseline, and before it; of others it is not known. Of an
 * outcome those of the main kind with its change; NULL: everybody. */
struct hinge_done_order hinge_page_order(struct hinge_cohort *s, size_t cue,
                                         const struct hinge_quantity *outcome);
/* In which order each person did the conditions of the main recordings, as numbers of `text`
 * ("without a cue, then with the dowel"), and which cue first; ANY where a place is not known, or
 * one was done. */
struct hinge_page_sequence {
    size_t text, first;
} * hinge_page_sequences(struct hinge_cohort *s, struct hinge_intern *text);

/* The same of one person. */
struct hinge_done_order hinge_page_order_of(struct hinge_cohort *s, size_t cue,
                                            const struct hinge_quantity *outcome, size_t person);

/* --- bodies, as hinge-view draws them: points in thousandths of the leg length, x forward, y up
 * from the floor; both sides as one --- */

enum {
    HINGE_PAGE_POINTS = 24,
    HINGE_PAGE_CHAINS = 10,
    HINGE_PAGE_CHAIN = 12, /* points of a line */
    HINGE_PAGE_FRAMES = 25 /* of a repetition, from its start to its end */
};
/* Lines through points. */
struct hinge_page_shape {
    bool spine;   /* the kind sees it */
    bool average; /* made of angles and the lengths of an average body: no point was tracked */
    size_t n_points, n_chains;
    struct hinge_page_chain {
        size_t part; /* of hinge_page_part */
        size_t n, point[HINGE_PAGE_CHAIN];
    } chain[HINGE_PAGE_CHAINS];
};
/* What is drawn in a colour of its own, in the order in which it is drawn: limbs and head are
 * "body". */
enum { HINGE_PAGE_PARTS = 4 };
extern const char *const hinge_page_part[HINGE_PAGE_PARTS];
/* Standing, 35, 55 and 75 % of the descent, the lowest point. */
enum { HINGE_PAGE_STILLS = 5 };
struct hinge_page_body {
    size_t rep, shape; /* of s->shape */
    double from, to;   /* s: of its frames; of the descent its start and how long it takes: */
    double high, fall;
    double frame[HINGE_PAGE_FRAMES][HINGE_PAGE_POINTS][2];
    double still[HINGE_PAGE_STILLS][HINGE_PAGE_POINTS][2];
    struct hinge_page_body *next;
};
/* Finds the bodies of repetitions by analysing their recordings again; earlier ones stay. Without a
 * study file there is none. A failure is that of the study. */
void hinge_page_find_bodies(struct hinge_cohort *s, const size_t *rep, size_t n);
/* NULL: not found. */
const struct hinge_page_body *hinge_page_body(const struct hinge_cohort *s, size_t rep);
/* The lines of a pose as paths. */
HINGE_FACTS(hinge_page_line, F(TEXT, part) F(TEXT, d))
HINGE_FACTS(hinge_page_pose, F(LIST, hinge_page_line, parts))
struct hinge_page_pose hinge_page_pose(struct hinge_cohort *s, const struct hinge_page_shape *shape,
                                       const double point[][2]);

/* --- sections: an object of facts each; NULL: the section is not there --- */

/* *no counts the numbered sections. */
/* The filter with how many repetitions of how many it keeps, and people chosen, for the first line
 * and the methods. */
HINGE_FACTS(hinge_page_filter, F(TEXT, text) F(NUMBER, kept) F(COUNT, of))
HINGE_FACTS(hinge_page_kept, F(TEXT, chosen) F(TEXT, apart) F(ONE, hinge_page_filter, filter))
struct hinge_page_kept hinge_page_kept(struct hinge_cohort *s);
/* The first line, which hinge_page_head prints. */
HINGE_FACTS(hinge_page_head_kind, F(TEXT, name) F(FLAG, many) F(COUNT, people) F(TEXT, sep))
HINGE_FACTS(hinge_page_head,
            F(COUNT, people) F(FLAG, nobody) F(COUNT, listed) F(NUMBER, valued) F(COUNT, recordings)
                F(COUNT, given) F(IN, hinge_page_kept, kept) F(TEXT, main) F(TEXT, loads)
                    F(TEXT, cell) F(TEXT, task) F(COUNT, repetitions) F(NUMBER, used)
                        F(FLAG, all_used) F(FLAG, some) F(LIST, hinge_page_head_kind, kinds)
                            F(TEXT, author) F(TEXT, date))
struct hinge_page_head hinge_page_head(struct hinge_cohort *s);
struct hinge_page_map;
struct hinge_facts hinge_page_share(struct hinge_cohort *s, const struct hinge_page_map *map,
                                    size_t *no);
/* Means of the groups under a cue; back: of a shift, m is how far it goes back; named: what the
 * limits are is said here. */
HINGE_FACTS(hinge_page_group_mean,
            F(TEXT, m) F(FLAG, back) F(IF, still) F(FLAG, ci) F(TEXT, lo) F(TEXT, hi) F(TEXT, model)
                F(COUNT, n) F(FLAG, nobody) F(TEXT, of) F(TEXT, people) F(FLAG, first)
                    F(FLAG, named) F(TEXT, sep))
HINGE_FACTS(hinge_page_group_means, F(LIST, hinge_page_group_mean, groups))
struct hinge_page_group_means
hinge_page_group_means(struct hinge_cohort *s, const struct hinge_quantity *outcome, size_t cue);
/* Somebody without a value, and the one reason why: of what the page leads with at baseline (cue
 * 0), of the change under another cue, or of anything (HINGE_ANY: no recording is here). */
struct hinge_page_gap {
    const char *who, *why, *group; /* of the list: group "" if there is none */
    size_t number, cue;            /* as in s->uses; of the study */
    bool few, copy;                /* too few repetitions; the same numbers as somebody else */
};
/* All of them, which Table 1 lists. Returns how many. */
size_t hinge_page_gaps(struct hinge_cohort *s, struct hinge_page_gap **gap);
/* How many of them have none under a cue. */
size_t hinge_page_without(struct hinge_cohort *s, size_t cue);
/* How many people of the main kind have no change with a cue, those without a value at baseline
 * among them. */
size_t hinge_page_unchanged(struct hinge_cohort *s, const struct hinge_page_cue_row *row);
/* People of the main kind and a group who are in a change of the planned outcome (why NULL), or
 * not, by the one reason. Returns how many rows, group by group. */
struct hinge_page_out {
    size_t group, n; /* ANY: in no group that is shown */
    const char *why; /* "no recording after" */
};
size_t hinge_page_outs(struct hinge_cohort *s, const struct hinge_page_changes *of,
                       struct hinge_page_out **out);
/* So many; NULL: none. */
HINGE_FACTS(hinge_page_missing, F(COUNT, n))
struct hinge_page_missing *hinge_page_missing(struct hinge_cohort *s, size_t n);
/* " (n = 16)" where the cues are not of equally many people, else "". */
const char *hinge_page_n_of_cue(struct hinge_cohort *s, const struct hinge_page_cue_row *row);
struct hinge_facts hinge_page_cues(struct hinge_cohort *s, size_t *no);
struct hinge_facts hinge_page_groups(struct hinge_cohort *s, size_t *no);
/* The rows of the table `changes` of a comparison that are of the outcomes of every study: of each
 * group the change, and their difference. apart: only of outcomes that a cue changed differently in
 * two groups. */
struct hinge_facts hinge_page_change_table(struct hinge_cohort *s,
                                           const struct hinge_result *result, const char *from,
                                           const char *to, bool apart);
/* Whether a recording is of the baseline done again behind a cue, which is described. */
bool hinge_page_is_after_effect(const struct hinge_cohort *s,
                                const struct hinge_cohort_trial *trial);
/* Means of every group at baseline, a row an outcome. planned: the first is called so. */
HINGE_FACTS(hinge_page_value_head, F(TEXT, name) F(NUMBER, n) F(TEXT, cls))
HINGE_FACTS(hinge_page_value_cell, F(TEXT, v) F(TEXT, h))
HINGE_FACTS(hinge_page_value_row, F(TEXT, name) F(FLAG, bold) F(LIST, hinge_page_value_cell, cells))
HINGE_FACTS(hinge_page_values,
            F(LIST, hinge_page_value_head, heads) F(LIST, hinge_page_value_row, rows))
struct hinge_page_values hinge_page_values(struct hinge_cohort *s, bool planned);
/* Only with recordings of practice. */
struct hinge_facts hinge_page_practice(struct hinge_cohort *s, size_t *no);
/* Whether a recording shows the furthest bend (role maxflex). */
bool hinge_page_has_furthest(const struct hinge_cohort *s);
/* Only with furthest bends in several sessions. */
struct hinge_facts hinge_page_range(struct hinge_cohort *s, size_t *no);
/* By how deep the lower backs of the people of a group had bent under a cue. */
struct hinge_page_depth {
    size_t n, reached;         /* with a depth; of them whose lower backs bend by the limit */
    double median;             /* NaN: none */
    const char *words;         /* "60°", or how many: "2 of 6" */
    const char *interval;      /* "21° to 52°"; NULL */
    struct hinge_followed *of; /* [n], of report/people/depths.h */
    const struct hinge_barrier **barrier;
};
/* Of the people of the main kind, [group][condition]; at[trial]: the condition, ANY: none. NULL:
 * the file has no depths. */
const struct hinge_page_depth *hinge_page_depth_cells(struct hinge_cohort *s, const size_t *at,
                                                      size_t n_conds);
/* Only where lower backs bend. */
struct hinge_facts hinge_page_depths(struct hinge_cohort *s);
/* Only where whole bodies were recorded. */
struct hinge_facts hinge_page_load(struct hinge_cohort *s, size_t *no);
/* Whether muscles were recorded, in whatever file; a page has the second only where they were. */
bool hinge_page_has_emg(struct hinge_cohort *s);
struct hinge_facts hinge_page_muscles(struct hinge_cohort *s, size_t *no);
struct hinge_facts hinge_page_faults(struct hinge_cohort *s, size_t *no);
/* Which cue for which fault: gone, less, kept and new with each cue, a row a fault that 5 people
 * have without one. NULL: no row. */
struct hinge_facts hinge_page_fixes(struct hinge_cohort *s);
/* The same from a session to another, in the people of each group, a row a fault that anybody has
 * at first or gets. before, after: hinge_page_places_at. */
struct hinge_facts hinge_page_gone(struct hinge_cohort *s, const size_t *before,
                                   const size_t *after);
/* "half": of how many repetitions a fault is certain in a person who has it (agg.has_fault). */
const char *hinge_page_fault_share(struct hinge_cohort *s);
/* Ids of the recordings whose repetitions can be played, one a line. */
void hinge_page_list_played(struct hinge_cohort *s, struct hinge_text *ids);
/* Also the facts `json`: repetitions that can be played. */
struct hinge_facts hinge_page_bends(struct hinge_cohort *s, const struct hinge_page_map *map,
                                    size_t *no, char **json);
/* Sessions of one person; a sentence with its people; the mean of each group; no mean. */
HINGE_FACTS(hinge_page_title_sessions,
            F(TEXT, who) F(TEXT, of) F(TEXT, first) F(TEXT, last) F(TEXT, in1) F(TEXT, in2)
                F(FLAG, two) F(FLAG, judged) F(FLAG, within))
HINGE_FACTS(hinge_page_level_group, F(TEXT, m) F(FLAG, first) F(TEXT, group) F(TEXT, sep))
HINGE_FACTS(hinge_page_level, F(TEXT, of) F(LIST, hinge_page_level_group, groups) F(TEXT, without))
HINGE_FACTS(hinge_page_nothing,
            F(FLAG, found) F(FLAG, counts) F(FLAG, left_out) F(TEXT, cure) F(TEXT, cause))
HINGE_FACTS(hinge_page_title,
            F(FLAG, unseen) F(FLAG, exploratory) F(TEXT, unmeasured) F(TEXT, at) F(FLAG, low)
                F(ONE, hinge_page_title_sessions, sessions) F(ONE, hinge_page_changed, visits)
                    F(ONE, hinge_page_said, groups) F(ONE, hinge_page_level, level)
                        F(ONE, hinge_page_nothing, nothing) F(ONE, hinge_page_changed, loads)
                            F(ONE, hinge_page_said, cue) F(TEXT, people) F(TEXT, below)
                                F(TEXT, question))
struct hinge_page_title *hinge_page_title(struct hinge_cohort *s);
/* Two values of each person, NaN: none: at first, and what it is compared with. */
struct hinge_page_contrast {
    const struct hinge_quantity *outcome; /* NULL: the question is not asked */
    double *first, *second;
    const char *before, *after; /* "before", "with the dowel" */
};
/* Those of a change of the page, of the planned outcome. */
struct hinge_page_contrast hinge_page_contrast(struct hinge_cohort *s, size_t which);
/* The values without and with a cue, of the outcome that is compared for it. */
struct hinge_page_contrast hinge_page_contrast_of_cue(struct hinge_cohort *s,
                                                      const struct hinge_page_cue_row *row);
/* Who is in the comparison of the title: with both values of its change, else with one. */
bool *hinge_page_compared(struct hinge_cohort *s);
/* What stands below the title: of several cues what `each` changed, and what was planned for
 * another, and what else differed, `most` of it, of the change that the title is of (NULL: of the
 * groups); NULL: nothing was tested. */
const char *hinge_page_also(struct hinge_cohort *s, const struct hinge_page_changes *visits,
                            bool each, size_t most);
/* Whether there are people, none of whom is used: no section answers anything. */
bool hinge_page_is_empty(const struct hinge_cohort *s);
/* "in 6 of 8 recordings the camera …": one reason why values are missing in half of them or more;
 * else NULL. */
const char *hinge_page_cause(struct hinge_cohort *s);
/* Why recordings were refused, how many, and what to do, where these are a fifth or more, or why
 * each is not used where nobody is, or has no value where the reasons of recordings say so; else
 * NULL. */
struct hinge_facts hinge_page_lost(struct hinge_cohort *s, bool valueless);
/* What keeps the title from more: at most three lines, and what stands further down. */
HINGE_FACTS(hinge_page_note, F(TEXT, text))
HINGE_FACTS(hinge_page_caveat,
            F(LIST, hinge_page_note, caveat) F(LIST, hinge_page_note, besides) F(TEXT, more))
struct hinge_page_caveat hinge_page_caveat(struct hinge_cohort *s,
                                           const struct hinge_page_head *head);
/* What stands above the first section. */
struct hinge_page_top {
    struct hinge_page_title *title;
    struct hinge_page_caveat *caveat;
    const char *moved; /* from the title to below it; NULL */
    int cut;           /* steps that shortened the line below */
};
/* Puts the second clause of a title below it. False: it has none. */
bool hinge_page_shorten_title(struct hinge_cohort *s, struct hinge_page_top *top);
/* Drops a caution, down to the first, then all but the first of what else differed, then what
 * each of several cues changed. False: nothing is left to drop. */
bool hinge_page_shorten_top(struct hinge_cohort *s, struct hinge_page_top *top);
/* Of each repetition: certain faults that most people of the group do not have at baseline; all 0
 * where faults are not counted. */
size_t *hinge_page_unusual(struct hinge_cohort *s, size_t group);
/* The whole repetition at baseline, of a group and a session (ANY: every one), that stands for a
 * mean: of those with the fewest unusual faults the one that is nearest to it and to the mean
 * depth, each in SDs; ANY: there is none. */
size_t hinge_page_nearest(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                          size_t group, size_t session, double mean);
/* The repetition that stands for the first group; ANY: there is none. */
size_t hinge_page_first(struct hinge_cohort *s);
/* A repetition at its lowest point in a pale contour, its back smooth, with standing behind it;
 * NULL: there is no body. */
struct hinge_facts hinge_page_stick(struct hinge_cohort *s, size_t rep);
/* Standing, three moments of the descent and the lowest point beside each other; lumbar: there is a
 * lower back. NULL: there is no body. */
HINGE_FACTS(hinge_page_still, F(PLACE, x) F(IN, hinge_page_pose, pose))
HINGE_FACTS(hinge_page_strip, F(LIST, hinge_page_still, bodies) F(TEXT, box) F(TEXT, floor)
                                  F(FLAG, lumbar) F(FLAG, average))
struct hinge_page_strip *hinge_page_strip(struct hinge_cohort *s, size_t rep);
/* Findings of hinge-check; NULL without a study file. A failure is that of the study. */
const struct hinge_check_report *hinge_page_check(struct hinge_cohort *s);
/* The groups whose shares of repetitions corrected by hand are 20 points apart or more, else that
 * excluding was not blind, as a sentence; NULL: neither. */
const char *hinge_page_unequal(struct hinge_cohort *s);
struct hinge_facts hinge_page_trust(struct hinge_cohort *s);
/* Usable recordings, of a session at baseline or (ANY) all: of sensors that never rest those of
 * which the lumbar angle is refused, open or has a wider margin; of which the sign of the pelvis is
 * not told; `doubted` for one of these, of `sensors` with a lumbar angle; `unseen` without. */
struct hinge_page_doubts {
    size_t of, sign, refused, open, wide, doubted, sensors, unseen;
};
struct hinge_page_doubts hinge_page_doubts(struct hinge_cohort *s, size_t session);
/* Whether lumbar angles are missing because sensors never rest, of every recording. */
bool hinge_page_is_unrested(struct hinge_cohort *s);
/* What limits how exact sensors are, for the words about tiers. */
struct hinge_facts hinge_page_exact(struct hinge_cohort *s);
struct hinge_facts hinge_page_cannot(struct hinge_cohort *s);
struct hinge_facts hinge_page_table1(struct hinge_cohort *s);
/* A part of the template with its facts as a line of text: without marks (in their place
 * `between`), what only machines read of a picture, and its second drawing for a narrow page, and
 * with the letters that codes stand for. */
enum hinge_status hinge_page_plain_part(const struct hinge_template *template, const char *part,
                                        const json_t *facts, const char *between,
                                        struct hinge_text *out, struct hinge_error *error);
struct hinge_facts hinge_page_methods(struct hinge_cohort *s);
/* Links to what lies beside the page; of a page alone to the results that it was made of. */
HINGE_FACTS(hinge_page_file, F(TEXT, file) F(TEXT, name) F(TEXT, sep))
HINGE_FACTS(hinge_page_files, F(TEXT, kind) F(LIST, hinge_page_file, files))
HINGE_FACTS(hinge_page_data, F(LIST, hinge_page_files, data))
struct hinge_page_data hinge_page_data(struct hinge_cohort *s);
struct hinge_facts hinge_page_settings(struct hinge_cohort *s);

/* All of them; *top as it is before it is shortened. */
json_t *hinge_page_facts_of(struct hinge_cohort *s, struct hinge_page_top *top);

/* Another kind of recording that five people or more have, of which a run makes a report; a page
 * that is not of a run has none. */
struct hinge_page_kind {
    const char *file;   /* "report-video-keypoints" */
    const char *filter; /* that keeps it */
    bool zero;          /* only its zero is another one */
};
size_t hinge_page_other_kinds(struct hinge_cohort *s, struct hinge_page_kind **kind);

/* What includes people with too few repetitions: the key where the page is of a run, else the
 * option. */
const char *hinge_page_allow_single(const struct hinge_cohort *s);

/* hinge_page_report; `end` (may be NULL) gets what the end of a run says of it, a line each: what
 * is asked ("question    "), title ("found       "), caveats ("caution     ") and doubts about
 * sizes of images ("doubt       "); and other kinds ("kind FILE FILTER"). */
enum hinge_status hinge_page_report_of_run(const struct hinge_page_request *given, char **html,
                                           size_t *length, struct hinge_text *end,
                                           struct hinge_error *error);

/* Lines of lib/page/templates. */
extern const char *const hinge_template_report[], *const hinge_template_sheet[],
                                                      *const hinge_template_words_en[],
                                                          *const hinge_template_words_de[];
