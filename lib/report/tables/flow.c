/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flow: from the recordings planned, where some are still to be made, and given to the
 * people used, with every loss and its reason: the numbers of a CONSORT or STROBE
 * diagram. */
#include "base/memory.h"
#include "base/text.h"
#include "people/people.h"
#include "report/columns.h"
#include "report/display.h"
#include "report/repetitions.h"
#include "report/request.h"
#include "table/columns.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct row {
    const char *group, *step, *reason;
    double recordings, people, reps;
};

static const struct hinge_view_column columns[] = {
    {"group", "", HINGE_TEXT, HINGE_SHOW_FILLED, offsetof(struct row, group)},
    {"step", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, step)},
    {"reason", "", HINGE_TEXT, HINGE_SHOW_FILLED, offsetof(struct row, reason)},
    {"recordings", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, recordings)},
    {"people", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, people)},
    {"reps", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, reps)},
    {0}};

/* What became of a recording. */
enum fate {
    NOT_RECORDED,
    REFUSED,
    REFERENCE,
    FRONT_VIEW,
    WITHOUT_REPS,
    EXCLUDED,
    UNUSABLE,
    INFERRED,
    FEW,
    USED
};
static const char *const steps[] = {[NOT_RECORDED] = "not recorded",
                                    [REFUSED] = "refused",
                                    [REFERENCE] = "reference recording",
                                    [FRONT_VIEW] = "front view of a recording",
                                    [WITHOUT_REPS] = "no repetition found",
                                    [EXCLUDED] = "excluded by hand",
                                    [UNUSABLE] = "no whole, valid repetition",
                                    [INFERRED] = "spine or pelvis guessed",
                                    [FEW] = "too few repetitions of the person",
                                    [USED] = "used"};

struct flow {
    struct hinge_tabulation *tab;
    struct hinge_table given; /* a row per recording */
    double *found, *valid;    /* [row of /trials]: not excluded by hand */
    double *excluded;         /* [row of /trials] */
    size_t *trial;            /* [row of given], SIZE_MAX when it was not read */
    enum fate *fate;          /* [row of given] */
    const char **group;       /* [row of given], with --by */
    bool planned;             /* some of the list is not recorded yet */
    struct hinge_intern people;
};

static void count_reps(struct flow *f)
{
    struct hinge_repetitions reps;
    size_t n = f->tab->trials.rows;
    f->found = hinge_arena_alloc(&f->tab->arena, n, sizeof *f->found);
    f->valid = hinge_arena_alloc(&f->tab->arena, n, sizeof *f->valid);
    f->excluded = hinge_arena_alloc(&f->tab->arena, n, sizeof *f->excluded);
    hinge_reps_open(&reps, f->tab, HINGE_WITH_EXCLUDED);
    const double *valid = hinge_reps_column(&reps, "valid", 1);
    for (size_t i = 0; i < reps.n; i++) {
        const size_t row = reps.row[i], trial = reps.trial[row];
        bool excluded = hinge_reps_excluded(&reps, row);
        f->excluded[trial] += excluded;
        f->found[trial] += !excluded;
        f->valid[trial] += valid[row] > 0;
    }
    hinge_reps_clear(&reps);
}

/* Recordings as the trials table has them, read or not. */
static void list_recordings(struct flow *f)
{
    struct hinge_intern ids = {0};
    const size_t trials = f->tab->trials.rows;
    hinge_trials_given(f->tab, &f->given);
    f->trial = hinge_arena_alloc(&f->tab->arena, f->given.rows, sizeof *f->trial);
    f->fate = hinge_arena_alloc(&f->tab->arena, f->given.rows, sizeof *f->fate);
    for (size_t t = 0; t < trials; t++)
        hinge_intern_number(&ids, hinge_table_word(&f->tab->trials, "trial_id", t));
    bool unique = ids.n == trials;
    for (size_t r = 0; r < f->given.rows; r++) {
        size_t at = hinge_intern_number(&ids, hinge_table_word(&f->given, "trial_id", r));
        f->trial[r] = unique && at < trials ? at : SIZE_MAX;
    }
    hinge_intern_clear(&ids);
}

/* The number of who is on a recording; one that names nobody counts as a person, as in
 * every table of people. */
static size_t person_of(struct flow *f, size_t row)
{
    const char *who = hinge_table_word(&f->given, "participant", row);
    char nobody[32];
    snprintf(nobody, sizeof nobody, "\n%zu", row); /* no participant's name */
    return hinge_intern_number(&f->people, *who != '\0' ? who : nobody);
}

/* Repetitions of a recording that averages take. */
static double usable(const struct flow *f, size_t trial)
{
    return f->tab->request->all_reps ? f->found[trial] : f->valid[trial];
}

/* A person has enough when all usable recordings together have min_reps, and min_valid
 * of all that were found in them are usable. */
static void judge(struct flow *f)
{
    const struct hinge_tabulation *tab = f->tab;
    bool single = tab->request->allow_single;
    double least = single ? 1 : hinge_tab_parameter(tab, "agg.min_reps"),
           share = single ? 0 : hinge_tab_parameter(tab, "agg.min_valid");
    struct {
        double usable, found;
    } *of = hinge_arena_alloc(&f->tab->arena, f->given.rows, sizeof *of);
    for (int pass = 0; pass < 2; pass++)
        for (size_t r = 0; r < f->given.rows; r++) {
            size_t t = f->trial[r];
            size_t person = person_of(f, r);
            if (strcmp(hinge_table_word(&f->given, "reason", r),
                       hinge_reason_name(HINGE_REASON_NOT_RECORDED)) == 0)
                f->fate[r] = NOT_RECORDED;
            else if (hinge_is_refused(&f->given, r) || t == SIZE_MAX)
                f->fate[r] = REFUSED;
            else if (!hinge_tab_is_trial(tab, t))
                f->fate[r] = REFERENCE;
            else if (strcmp(hinge_table_word(&tab->trials, "view", t), "frontal") == 0)
                f->fate[r] = FRONT_VIEW; /* one without a side view is refused */
            else if (f->found[t] == 0)
                f->fate[r] = f->excluded[t] > 0 ? EXCLUDED : WITHOUT_REPS;
            else if (hinge_tab_is_guessed(tab, t) && !tab->request->include_inferred)
                f->fate[r] = INFERRED;
            else if (pass == 0) {
                of[person].usable += usable(f, t);
                of[person].found += f->found[t];
            } else if (usable(f, t) == 0)
                f->fate[r] = UNUSABLE;
            else
                f->fate[r] =
                    of[person].usable < least || of[person].usable < share * of[person].found
                        ? FEW
                        : USED;
            /* a fate that the first pass leaves open is not known yet */
            f->planned = f->planned || (pass == 1 && f->fate[r] == NOT_RECORDED);
        }
}

/* --- rows --- */

/* Which recordings a row counts: fate < 0: all; reason NULL: any. */
struct chosen {
    int from, to;               /* fates, inclusive; EXCLUDED: any with one excluded */
    const char *group, *reason; /* group: one of f->group */
};

static bool is_chosen(const struct flow *f, const struct chosen *c, size_t r)
{
    if (c->group != NULL && f->group[r] != c->group)
        return false;
    if (c->to == EXCLUDED)
        return f->trial[r] != SIZE_MAX && f->fate[r] >= EXCLUDED && f->excluded[f->trial[r]] > 0;
    return (int)f->fate[r] >= c->from && (int)f->fate[r] <= c->to &&
           (c->reason == NULL || strcmp(hinge_table_word(&f->given, "reason", r), c->reason) == 0);
}

/* Repetitions of a recording in a row: all that were detected, in a step that only some
 * reach those that were not excluded before it. */
static double reps_of(const struct flow *f, const struct chosen *c, size_t trial)
{
    if (c->to == EXCLUDED)
        return f->excluded[trial];
    if (c->from > EXCLUDED)
        return c->from == USED ? usable(f, trial) : f->found[trial];
    return f->found[trial] + f->excluded[trial];
}

/* Repetitions of recordings that are still to be made are missing. */
static void add_row(struct flow *f, const char *step, const struct chosen *c, bool always)
{
    size_t recordings = 0, people = 0;
    double reps = c->from == NOT_RECORDED ? NAN : 0;
    bool *seen = hinge_alloc(f->people.n, sizeof *seen);
    for (size_t r = 0; r < f->given.rows; r++) {
        if (!is_chosen(f, c, r))
            continue;
        size_t person = person_of(f, r);
        recordings++;
        people += !seen[person];
        seen[person] = true;
        if (f->trial[r] != SIZE_MAX)
            reps += reps_of(f, c, f->trial[r]);
    }
    free(seen);
    if (recordings > 0 || always)
        hinge_tab_row(f->tab, &(struct row){c->group, step, c->reason, (double)recordings,
                                            (double)people, reps});
}

/* Losses of one kind, split by their reasons. */
static void add_refused(struct flow *f, const char *group)
{
    struct hinge_intern reasons = {0};
    for (size_t r = 0; r < f->given.rows; r++)
        if (f->fate[r] == REFUSED)
            hinge_intern_number(&reasons, hinge_table_word(&f->given, "reason", r));
    for (size_t i = 0; i < reasons.n; i++)
        add_row(f, steps[REFUSED], &(struct chosen){REFUSED, REFUSED, group, reasons.text[i]},
                false);
    hinge_intern_clear(&reasons);
}

static void add_rows(struct flow *f, const char *group)
{
    if (f->planned)
        add_row(f, "planned", &(struct chosen){NOT_RECORDED, USED, group, NULL}, true);
    add_row(f, steps[NOT_RECORDED], &(struct chosen){NOT_RECORDED, NOT_RECORDED, group, NULL},
            false);
    add_row(f, "recorded", &(struct chosen){REFUSED, USED, group, NULL}, true);
    add_refused(f, group);
    for (int fate = REFERENCE; fate <= USED; fate++) {
        if (fate == WITHOUT_REPS)
            add_row(f, "analysed", &(struct chosen){WITHOUT_REPS, USED, group, NULL}, true);
        add_row(f, steps[fate], &(struct chosen){fate, fate, group, NULL}, fate == USED);
    }
}

/* The group of each recording, in the order they are met. */
static void find_groups(struct flow *f, const char *by, struct hinge_intern *groups)
{
    size_t at;
    char buffer[HINGE_CELL_MAX];
    if (f->tab->status != HINGE_OK ||
        !hinge_tab_try(f->tab,
                       hinge_table_require(&f->given, by, "--by (one key)", &at, &f->tab->failure)))
        return;
    f->group = hinge_arena_alloc(&f->tab->arena, f->given.rows, sizeof *f->group);
    for (size_t r = 0; r < f->given.rows; r++) {
        const char *text = hinge_exact_cell(&f->given, at, r, buffer);
        size_t number = hinge_intern_number(groups, text); /* may move the texts */
        f->group[r] = groups->text[number];
    }
}

static void add_columns(struct hinge_tabulation *tab)
{
    struct hinge_view_column *own = hinge_arena_alloc(&tab->arena, 1, sizeof columns);
    memcpy(own, columns, sizeof columns);
    if (*tab->request->by != '\0')
        own[0].name = tab->request->by;
    hinge_tab_columns(tab, own);
}

static void make(struct hinge_tabulation *tab)
{
    struct flow f = {.tab = tab};
    struct hinge_intern groups = {0};
    size_t nameless = 0;
    count_reps(&f);
    list_recordings(&f);
    judge(&f);
    add_columns(tab);
    if (*tab->request->by == '\0')
        add_rows(&f, NULL);
    else
        find_groups(&f, tab->request->by, &groups);
    for (size_t g = 0; g < groups.n; g++)
        add_rows(&f, groups.text[g]);
    for (size_t r = 0; r < f.given.rows; r++)
        nameless += *hinge_table_word(&f.given, "participant", r) == '\0';
    if (nameless > 0)
        hinge_text_printf(&tab->notes,
                          "Recordings that name no participant, each counted as a person: %zu.\n",
                          nameless);
    hinge_intern_clear(&groups);
    hinge_table_clear(&f.given);
    hinge_intern_clear(&f.people);
}

const struct hinge_view hinge_view_flow = {
    .id = "flow",
    .title = "from recordings given to people used, with every loss and its reason",
    .by = "",
    .takes = "by,filter,phase-of-filter,columns,sort,include-inferred,allow-single",
    .make = make,
};
