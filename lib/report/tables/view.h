/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view: one kind of table from a results file. Each file of this folder is one view: a const
 * hinge_view_<stem>. report/README.md says what they share. */
#pragma once

#include "people/people.h"
#include "store/store.h"

#include <hinge/results.h>

/* When a column is shown; --columns all shows every column. */
enum hinge_show {
    HINGE_SHOW_KEY,      /* key, always */
    HINGE_SHOW_DIFFERS,  /* key, if its rows differ; else a note says its value */
    HINGE_SHOW_KEY_FULL, /* key, only with --columns keys */
    HINGE_SHOW_DATA,     /* always, unless columns are chosen */
    HINGE_SHOW_FILLED,   /* the same, if a row is not 0 */
    HINGE_SHOW_FULL      /* only if --columns names it */
};

/* When a column of the new table is shown, and where its cells come from. */
struct hinge_tab_column {
    enum hinge_show show;
    enum { HINGE_OF_VIEW, HINGE_OF_ROW, HINGE_OF_TRIAL } of;
    size_t at; /* offset in the row's struct; column of /trials */
};

/* What a name in --filter belongs to: a recording, a repetition, a metric of the repetition (in
 * --phase, else its descent), a fault of it, or a label of the row. */
enum hinge_level { HINGE_ON_TRIAL, HINGE_ON_REP, HINGE_ON_METRIC, HINGE_ON_FAULT, HINGE_ON_LABEL };

/* What a request counts: hinge_use_asked (report/use.h) sets it from the options, and nothing else
 * reads these. */
struct hinge_use_asked {
    struct hinge_people_rule rule; /* agg.min_reps and agg.min_valid, unless --allow-single */
    bool all_reps, inferred, all_tasks;
    bool any_role; /* also references, as --filter names a role: then of a person one repetition */
};

/* What a view works with: small tables of the file, the request, and the notes. */
struct hinge_tabulation {
    const struct hinge_table_request *request;
    struct hinge_table_request *copy; /* of the given request, in the arena: `request` */
    const struct hinge_view *view;
    const char *compares; /* "the table transfer", of a view that compares conditions; NULL: none */
    struct hinge_use_asked counts;
    struct hinge_results_reader *reader;
    /* /trials with the covariates of /list; the others as in the file (empty if it has none). */
    struct hinge_table trials, list, ledger, parameters, faults, metrics;
    bool spine_refused;        /* the analysis refused inferred spine and pelvis */
    bool *kept;                /* [trial]: --filter keeps it */
    bool *is_nobodys;          /* [trial]: it has no participant, and others have one */
    bool *is_copy;             /* [trial]: its numbers are somebody else's, too */
    bool *is_own_copy;         /* [trial]: the same person's, in another condition */
    bool *is_stray;            /* [trial]: it is of a visit too many (hinge_strays_find) */
    struct hinge_stray *stray; /* those people */
    size_t n_strays;
    struct hinge_filter filter;
    struct hinge_arena arena; /* owns texts */
    /* Tasks that --filter keeps and whose faults are described, not counted. */
    struct hinge_text described;
    struct hinge_text notes;     /* lines under the table */
    struct hinge_text last_note; /* the last line */
    /* The first failure. After it every call does nothing; the caller asks at the end. */
    enum hinge_status status;
    struct hinge_error failure;
    struct hinge_table *table;   /* being made */
    struct hinge_people *people; /* of the table; NULL: none */
    struct hinge_tab_columns {
        size_t n;
        struct hinge_tab_column *item;
    } columns;         /* of it */
    size_t last_trial; /* of the last row */
    size_t taken;      /* rows passed on */
    bool *left_out;    /* [repetition]: it chose people, who are compared without it; NULL: none */
    struct hinge_chosen *chosen; /* by --people; NULL: all people */
    bool left_told;              /* a note says what a filter by a value left */
    bool nothing_is_fine;        /* a table without rows is a result: nothing is missing */
};

/* A column of a view, whose rows are structs: a text is a const char * ("" and NULL are missing), a
 * number a double. */
struct hinge_view_column {
    const char *name, *unit;
    int digits; /* -1: shortest exact, or HINGE_TEXT */
    enum hinge_show show;
    size_t at; /* offset in the struct */
};
enum { HINGE_TEXT = -2 };

/* Options of tables of people, with and without phases. */
#define HINGE_VIEW_OF_PHASES                                                                       \
    "by,filter,people,phase,columns,sort,digits,allow-inferred,all-tasks,all-reps,allow-single"
#define HINGE_VIEW_OF_PEOPLE                                                                       \
    "by,filter,people,phase-of-filter,columns,sort,digits,allow-inferred,all-tasks,all-reps,"      \
    "allow-single"

struct hinge_view {
    const char *id, *title;
    const char *by;            /* default keys; NULL: rows are not grouped */
    const char *const *labels; /* further names for --filter, NULL-terminated */
    const char *takes;         /* options it takes, joined by commas; "metrics": those
                                  in --columns; "phase-of-filter": --phase when
                                  --filter names a metric */
    bool tables_only;          /* does not read repetitions */
    bool compares;             /* conditions, sessions, stages or loads of the same people: a filter
                                  by what was measured in a repetition is refused */
    bool of_means;             /* of people: a note says what such a filter left, unless --by rep */
    bool of_document;          /* from JSON of hinge-compare, not from results */
    void (*make)(struct hinge_tabulation *tab); /* fills tab->table; failures are tab->status */
    /* Changes the shown table to what a journal prints; NULL: nothing. */
    void (*for_paper)(struct hinge_tabulation *tab);
};

/* All views, sorted by id (generated). */
const struct hinge_view *const *hinge_view_list(size_t *count);
const struct hinge_view *hinge_view_find(const char *id); /* NULL: none */
size_t hinge_view_ids(const char *id[HINGE_IDS_MOST]);
