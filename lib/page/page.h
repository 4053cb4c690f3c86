/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report being written: what its sections share. */
#ifndef HINGE_PAGE_PAGE_H
#define HINGE_PAGE_PAGE_H

#include "page/html.h"

#include <hinge/page.h>
#include <hinge/results.h>

enum hinge_question { HINGE_ASK_GROUPS, HINGE_ASK_CUES, HINGE_QUESTIONS };

/* What hinge-compare says to a question. */
struct hinge_report_answer {
    bool asked, possible;        /* the recordings have groups, or cues and a baseline */
    struct hinge_result *result; /* NULL: could not be done, `why` says so */
    char *why;
    char code[32]; /* of it */
    char heading[200];
    struct hinge_text filter, order; /* of the comparison: filter, levels */
};

struct hinge_report {
    struct hinge_page_request request; /* every text a string, the results opened */
    struct hinge_label_list labels;    /* the request's, and faults' own titles */
    struct hinge_text html;            /* the sections so far */
    struct hinge_text nav;             /* their entries of the navigation */
    struct hinge_text notes;           /* what holds for tables, a paragraph each */
    struct hinge_table trials;         /* every recording, every column */
    struct hinge_report_answer answer[HINGE_QUESTIONS];
    struct hinge_text said;   /* lines that are on the page already */
    struct hinge_text alike;  /* filter of the recordings that the answers are for */
    struct hinge_text others; /* a sentence on the others; empty: there are none */
    struct hinge_text these;  /* what the answers are of then: "the 16 recordings …" */
    const char *tier;         /* of those recordings; "" unknown */
    bool inferred;            /* a model inferred their spine */
    bool curves_compared;     /* a figure tests curves */
    bool counted;             /* tables are without tasks that are only described */
};

/* The caller's request as the library has it: every text is a string. */
enum hinge_status hinge_page_take(struct hinge_page_request *own,
                                  const struct hinge_page_request *given,
                                  struct hinge_error *error);

/* A table by the request's rules; *footer is the caller's to free(). */
enum hinge_status hinge_report_table(const struct hinge_report *report, const char *view,
                                     const char *columns, const char *phase,
                                     struct hinge_table *table, char **footer,
                                     struct hinge_error *error);

/* Different texts of a column of the analysed recordings, in the order of levels: at
 * most `room`. */
size_t hinge_report_levels(const struct hinge_report *report, const char *column,
                           const char **level, size_t room);

/* Reads the recordings; every text of the request a string. hinge_report_clear. */
enum hinge_status hinge_report_open(struct hinge_report *report,
                                    const struct hinge_page_request *request,
                                    struct hinge_error *error);
void hinge_report_clear(struct hinge_report *report);

/* Opens a section with its heading, an entry of the navigation; "</section>" ends it.
 * What is folded is printed only where a reader opened it, and a section of nothing
 * else
 * (`detail`) has no heading on paper then. */
void hinge_report_section(struct hinge_report *report, const char *id, const char *heading,
                          bool detail);
/* Opens a folded part, whose id is `before` and `id`; "</details>" ends it. */
void hinge_report_fold(struct hinge_report *report, const char *before, const char *id,
                       const char *summary);
/* Lines of text to the section of notes, under what they are of; each line once. */
void hinge_report_note(struct hinge_report *report, const char *of, const char *lines);

/* Where the tables of a view are. */
enum hinge_report_place {
    HINGE_PLACE_WHO,
    HINGE_PLACE_WHO_FOLDED,
    HINGE_PLACE_FAULTS_FOLDED,
    HINGE_PLACE_DETAIL
};
/* Tables of the views of a place; a view without rows is absent, a long one on its own
 * page where that was asked for. */
enum hinge_status hinge_report_views(struct hinge_report *report, enum hinge_report_place place,
                                     struct hinge_error *error);
/* What hinge-check finds in the study, and tasks that are not known. */
enum hinge_status hinge_report_trust(struct hinge_report *report, struct hinge_error *error);
/* What was judged, a column per group and condition, and a sentence on the rest. */
enum hinge_status hinge_report_faults(struct hinge_report *report, struct hinge_error *error);

/* A figure beside an answer. Every text a string. */
struct hinge_report_picture {
    const char *id, *by, *levels, *metric, *phase, *filter;
    double mdc;
};
/* Draws it there; nothing where there is nothing to draw. */
enum hinge_status hinge_report_draw(struct hinge_report *report,
                                    const struct hinge_report_picture *picture,
                                    struct hinge_error *error);
/* All others, folded. */
enum hinge_status hinge_report_figures(struct hinge_report *report, struct hinge_error *error);

/* A message without the path of the results, which is the reader's own folder. */
const char *hinge_report_said(const struct hinge_report *report, const char *message);

/* Whether a row is of the baseline cue, or of none where no row is. */
bool hinge_report_is_baseline(const struct hinge_report *report, const struct hinge_table *table,
                              size_t row);
/* The keys of a row before the column `end` that differ between rows: "in the trained
 * group, without a cue"; without any of how many people the value is, "in all
 * participants" or "in 2 of 3 participants"; NaN: it differs between values. */
void hinge_report_who(const struct hinge_report *report, const struct hinge_table *table,
                      size_t row, const char *end, double people, struct hinge_text *out);
/* The same as a sentence begins. */
const char *hinge_report_capital(struct hinge_text *text);
/* What to record where repetitions were found, but nobody has enough for a mean;
 * `otherwise` where that is not it. */
const char *hinge_report_if_too_few(struct hinge_report *report, const char *otherwise);
/* What recordings without spine landmarks show, of cells of the keys: trunk, hips,
 * knees, tempo. Adds its paragraph's text; nothing where nothing was measured. */
enum hinge_status hinge_report_moved(struct hinge_report *report, struct hinge_text *out,
                                     struct hinge_error *error);
/* Why nothing was: the reason that all share, or where the reasons are. */
enum hinge_status hinge_report_unmoved(struct hinge_report *report, struct hinge_text *out,
                                       struct hinge_error *error);

/* The sentences at the top: a paragraph per question. */
enum hinge_status hinge_report_answers(struct hinge_report *report, struct hinge_error *error);
/* The answer in sentences; nothing where there is nothing to compare. */
enum hinge_status hinge_report_answer(struct hinge_report *report, enum hinge_question question,
                                      struct hinge_text *out, struct hinge_error *error);
/* The pictures of an answer: of the primary outcomes that it says. */
enum hinge_status hinge_report_answer_pictures(struct hinge_report *report,
                                               enum hinge_question question,
                                               struct hinge_error *error);
/* Comparisons of groups and cues, as tables. */
enum hinge_status hinge_report_comparisons(struct hinge_report *report, struct hinge_error *error);
/* How it was done, and the references for that. */
enum hinge_status hinge_report_methods(struct hinge_report *report, struct hinge_error *error);

#endif
