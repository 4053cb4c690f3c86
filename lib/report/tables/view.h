/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view: one kind of table made from a results file. One file of this folder each, a
 * const descriptor hinge_view_<stem>; report/README.md says what they share. */
#ifndef HINGE_REPORT_TABLES_VIEW_H
#define HINGE_REPORT_TABLES_VIEW_H

#include "base/memory.h"
#include "base/text.h"
#include "people/people.h"
#include "store/store.h"

#include <hinge/results.h>

/* When a column is in the table. All are there with columns "all". */
enum hinge_show {
    HINGE_SHOW_KEY,      /* key, always */
    HINGE_SHOW_DIFFERS,  /* key, when its rows differ; else a note says its value */
    HINGE_SHOW_KEY_FULL, /* key, only when every key is asked for */
    HINGE_SHOW_DATA,     /* always, unless columns are chosen */
    HINGE_SHOW_FILLED,   /* the same, when a row has something other than 0 */
    HINGE_SHOW_FULL      /* only when it is chosen */
};

/* When a column of the table being made is shown, and where its cells are from. */
struct hinge_tab_column {
    enum hinge_show show;
    enum { HINGE_OF_VIEW, HINGE_OF_ROW, HINGE_OF_TRIAL } of;
    size_t at; /* offset in the row's struct; column of /trials */
};

/* What a name in --filter belongs to: the recording, the repetition, a metric of the
 * repetition in the phase asked for (else its descent), a fault of it, or a row's
 * label.
 */
enum hinge_level { HINGE_ON_TRIAL, HINGE_ON_REP, HINGE_ON_METRIC, HINGE_ON_FAULT, HINGE_ON_LABEL };

/* What a view works with: the file's small tables, the request and the notes so far. */
struct hinge_tabulation {
    const struct hinge_table_request *request;
    struct hinge_table_request own; /* what request points to: the given, completed */
    const struct hinge_view *view;
    struct hinge_results_reader *reader;
    /* /trials with the covariates of /list; the others as they are (empty when the file
     * has none) */
    struct hinge_table trials, list, ledger, parameters, faults, metrics;
    bool spine_refused; /* the analysis gave no inferred spine or pelvis */
    bool *kept;         /* per trial: --filter lets it through */
    struct hinge_filter filter;
    struct hinge_arena arena;    /* texts that live as long as this */
    struct hinge_text described; /* tasks that --filter lets through whose faults are
                                    described, not counted */
    struct hinge_text notes;     /* lines under the table */
    struct hinge_text last_note; /* under these */
    /* What failed first of a table being made: what is asked of it afterwards does nothing, and
     * who finishes it asks once. */
    enum hinge_status status;
    struct hinge_error failure;
    struct hinge_table *table;   /* being made */
    struct hinge_people *people; /* of the table; NULL: none */
    struct hinge_tab_columns {
        size_t n, room;
        struct hinge_tab_column *item;
    } columns;            /* of it */
    size_t last_trial;    /* of the last row */
    size_t taken;         /* rows handed over */
    bool nothing_is_fine; /* no rows say something: nothing is missing */
};

/* A column of a view's rows, each of which is a struct: text is a const char * of it ("" and NULL
 * are missing), a number a double. */
struct hinge_view_column {
    const char *name, *unit;
    int digits; /* -1: shortest exact, or HINGE_TEXT */
    enum hinge_show show;
    size_t at; /* offset in the struct */
};
enum { HINGE_TEXT = -2 };

/* What tables of people take that choose no metrics. */
#define HINGE_VIEW_OF_PEOPLE                                                                       \
    "by,filter,phase-of-filter,columns,sort,digits,include-inferred,all-tasks,all-reps,"           \
    "allow-single"

struct hinge_view {
    const char *id, *title;
    const char *by;            /* default keys; NULL: rows are not grouped */
    const char *const *labels; /* further names for --filter, NULL-terminated */
    const char *takes;         /* options it takes, joined by commas; "metrics": those
                                  in --columns; "phase-of-filter": --phase when
                                  --filter names a metric */
    bool tables_only;          /* never looks at repetitions */
    bool of_document;          /* of the JSON of hinge-compare, not of results */
    void (*make)(struct hinge_tabulation *tab); /* tab->table; what fails is tab->status */
    /* What is seen of it, as a journal prints it; NULL: as it is. */
    void (*for_paper)(struct hinge_tabulation *tab, struct hinge_table *table);
};

/* All views, sorted by id (generated). */
const struct hinge_view *const *hinge_view_list(size_t *count);

#endif
