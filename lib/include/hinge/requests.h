/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of tables (hinge/results.h), figures (hinge/figure.h) and pages (hinge/page.h). Who
 * fills or reads a request includes this; each has the options of hinge/query.h as members. */
#pragma once

#include <hinge/progress.h>
#include <hinge/query.h>
#include <hinge/result.h>
#include <hinge/table.h>

HINGE_BEGIN_C_DECLS

struct hinge_check_report;
struct hinge_config;
struct hinge_results_reader;

/* Takes the next block of a table: the shown columns, and how many rows came before. The
 * block is valid during the call only, and has no reasons of missing cells. */
typedef enum hinge_status hinge_take_rows(void *context, const struct hinge_table *block,
                                          size_t before, struct hinge_error *error);

/* Options that tables, figures and pages share are members of each of their requests, after those
 * that are written out (hinge/settings.def says what each does, and by which requests it is
 * obeyed): texts by, levels, columns, filter, people, people_split, phase, baseline, order,
 * primary, main, change, chosen_by, mdc, margin, trial, study, events, participant, code, language,
 * names, stat, sort, digits, title, author, date; numbers rep, in_row; flags allow_inferred,
 * all_tasks, all_reps, allow_single, wide. */

/* What to tabulate. Zero-initialise. */
struct hinge_table_request {
    size_t size;                         /* sizeof the struct (hinge/init.h) */
    const char *results;                 /* path of results.h5 */
    struct hinge_results_reader *opened; /* the file, if it is open already; else NULL */
    /* "reps" "trials" "faults" "summary" "provenance" …; several are joined by commas. */
    const char *view;
    /* columns: "": all; "keys": also every key */
#define OPTION HINGE_QUERY_MEMBER
#include <hinge/options.def>
    bool readers;    /* columns "" are a few, which people read */
    bool references; /* reps: also the repetitions of references (toe touches) */
    bool workbook;   /* participants: readable, with every column */
    bool several;    /* one of several tables, so ignore options for the others (set if the
                        view names several) */
    bool words;      /* the footer names columns as a paper does, not by their IDs */
    bool ids;        /* cells keep IDs, even if a comparison has words for them */
    bool paper;      /* faults: as a journal prints them, unless columns, sort or stat are
                        given */
    const struct hinge_label_list *labels; /* the user's words for IDs; may be NULL */
    const struct hinge_progress *progress; /* counts repetitions read; may be NULL */
    /* If not NULL, a long table with every key ("all" or "keys" among the columns) is passed
     * on in blocks and only the last block stays in the table, so memory does not grow. Not
     * with sort, wide or "n_pct". */
    hinge_take_rows *take;
    void *take_context;
    bool counted; /* leave out recordings of daily tasks, whose faults are described and not counted
                   */
    bool any_role; /* references count as trials do, as if --filter named a role */
    /* --people: the repetitions that choose, by the split of a comparison, are left out; else all
     * choose and stay. */
    bool chosen_apart;
};

/* What to draw. Zero-initialise. */
struct hinge_figure_request {
    size_t size;                         /* sizeof the struct (hinge/init.h) */
    const char *results;                 /* path of results.h5, or of JSON of hinge-compare */
    struct hinge_results_reader *opened; /* the same file if it is already open; else NULL */
    const char *figure;                  /* "loops" "waveforms" … */
    /* baseline: the cue that is drawn first, and the only one whose recordings are used to compare
     * two groups; "": cues in the order of other levels, and all of them are used. order: the
     * groups that are drawn first */
#define OPTION HINGE_QUERY_MEMBER
#include <hinge/options.def>
    double width_mm;                       /* 0: 180, two columns of a journal; one column is 85 */
    const struct hinge_label_list *labels; /* the user's words for ids; may be NULL */
    bool fixed_by; /* messages do not offer --by: the caller has no such option */
    const struct hinge_config *config; /* for figures of one recording; may be NULL */
    const void *facts; /* what hinge_page_figure gives an answer or a map to draw; else NULL */
};

/* What a report or a sheet is made of. Zero-initialise. */
struct hinge_page_request {
    size_t size;                           /* sizeof the struct (hinge/init.h) */
    const char *results;                   /* path of results.h5 */
    struct hinge_results_reader *opened;   /* the file, if it is open already; else NULL */
    int threads;                           /* for the checks of the study; 0: all processors */
    const struct hinge_label_list *labels; /* the user's words for ids; may be NULL */
    const char *recordings; /* link to the list of recordings (hinge/view.h); NULL or "": none */
    /* Files of recordings' pages, one a line, such as recordings/p001_1.html: only these are
     * linked. NULL or "": none. */
    const char *pages;
    const char *files; /* files to link, one a line, such as tables/reps.csv; NULL or "": none */
    /* preregistration.md of hinge-plan, in which a margin may be stated; NULL or "": none */
    const char *preregistration;
    const char *plan; /* plan.json of hinge-plan, with which Methods compare; NULL or "": none */
    const struct hinge_config *config; /* its [study] is in Methods; may be NULL */
    const char *template_file;         /* template of the report; NULL or "": the library's own */
    bool allow_script; /* of that template: scripts of its own, which USAGE refuses else */
    bool of_run;       /* name keys of [run] where the page names an option */
    struct hinge_check_report *check; /* as in hinge/view.h */
#define OPTION HINGE_QUERY_MEMBER
#include <hinge/options.def>
};

HINGE_END_C_DECLS
