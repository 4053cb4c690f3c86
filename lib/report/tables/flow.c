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

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct hinge_view hinge_view_trials;

enum { GROUP, STEP, REASON, RECORDINGS, PEOPLE, REPS, N_COLUMNS };

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

static enum hinge_status count_reps(struct flow *f, struct hinge_error *error)
{
    struct hinge_rep_stream stream = {0};
    size_t valid = 0, n = f->tab->trials.rows + 1;
    f->found = hinge_arena_alloc(&f->tab->arena, 3 * n, sizeof *f->found);
    f->valid = f->found + n;
    f->excluded = f->valid + n;
    for (size_t i = 0; i < 3 * n; i++)
        f->found[i] = 0;
    enum hinge_status status = hinge_rep_stream_init(&stream, f->tab, error);
    stream.excluded = true;
    hinge_rep_stream_want(&stream, "valid", 1, &valid);
    while (hinge_rep_stream_next(&stream, &status, error)) {
        bool excluded = hinge_rep_is_excluded(&stream);
        f->excluded[stream.trial] += excluded;
        f->found[stream.trial] += !excluded;
        f->valid[stream.trial] += hinge_rep_values(&stream, valid)[0] > 0;
    }
    hinge_rep_stream_clear(&stream);
    return status;
}

static const char *cell(const struct hinge_table *table, const char *column, size_t row)
{
    const char *text = hinge_table_text(table, column, row);
    return text != NULL ? text : "";
}

/* Recordings as the trials table has them, read or not. */
static enum hinge_status list_recordings(struct flow *f, struct hinge_error *error)
{
    struct hinge_intern ids = {0};
    struct hinge_text notes = f->tab->notes;
    f->tab->notes = (struct hinge_text){0};
    enum hinge_status status = hinge_view_trials.fill(f->tab, &f->given, error);
    hinge_text_clear(&f->tab->notes); /* why each was refused is its own table */
    f->tab->notes = notes;
    f->tab->n_shows = 0;
    size_t n = f->given.rows + 1;
    f->trial = hinge_arena_alloc(&f->tab->arena, n, sizeof *f->trial);
    f->fate = hinge_arena_alloc(&f->tab->arena, n, sizeof *f->fate);
    for (size_t t = 0; status == HINGE_OK && t < f->tab->trials.rows; t++)
        hinge_intern_number(&ids, cell(&f->tab->trials, "trial_id", t));
    bool unique = ids.n == f->tab->trials.rows;
    for (size_t r = 0; status == HINGE_OK && r < f->given.rows; r++) {
        size_t known = ids.n, at = hinge_intern_number(&ids, cell(&f->given, "trial_id", r));
        f->trial[r] = unique && at < known && at < f->tab->trials.rows ? at : SIZE_MAX;
    }
    hinge_intern_clear(&ids);
    return status;
}

/* The number of who is on a recording; one that names nobody counts as a person, as in
 * every table of people. */
static size_t person_of(struct flow *f, size_t row)
{
    const char *who = cell(&f->given, "participant", row);
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
static enum hinge_status judge(struct flow *f, struct hinge_error *error)
{
    const struct hinge_tabulation *tab = f->tab;
    bool single = tab->request->allow_single;
    double least = single ? 1 : hinge_tab_parameter(tab, "agg.min_reps"),
           share = single ? 0 : hinge_tab_parameter(tab, "agg.min_valid");
    struct {
        double usable, found;
    } *of = hinge_arena_alloc(&f->tab->arena, f->given.rows + 1, sizeof *of);
    memset(of, 0, (f->given.rows + 1) * sizeof *of);
    for (int pass = 0; pass < 2; pass++)
        for (size_t r = 0; r < f->given.rows; r++) {
            size_t t = f->trial[r];
            size_t person = person_of(f, r);
            if (person == SIZE_MAX)
                return hinge_no_memory(error);
            if (strcmp(cell(&f->given, "reason", r),
                       hinge_reason_name(HINGE_REASON_NOT_RECORDED)) == 0)
                f->fate[r] = NOT_RECORDED;
            else if (strcmp(cell(&f->given, "status", r), "refused") == 0 || t == SIZE_MAX)
                f->fate[r] = REFUSED;
            else if (!hinge_tab_is_trial(tab, t))
                f->fate[r] = REFERENCE;
            else if (strcmp(cell(&tab->trials, "view", t), "frontal") == 0)
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
    return HINGE_OK;
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
           (c->reason == NULL || strcmp(cell(&f->given, "reason", r), c->reason) == 0);
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

static void add_row(struct flow *f, const char *step, const struct chosen *c, bool always,
                    struct hinge_table *table)
{
    size_t recordings = 0, people = 0;
    double reps = 0;
    unsigned char *seen = hinge_alloc(f->people.n + 1, 1);
    memset(seen, 0, f->people.n + 1);
    for (size_t r = 0; r < f->given.rows; r++) {
        if (!is_chosen(f, c, r))
            continue;
        size_t person = person_of(f, r);
        recordings++;
        if (person < f->people.n && !seen[person]++)
            people++;
        if (f->trial[r] != SIZE_MAX)
            reps += reps_of(f, c, f->trial[r]);
    }
    free(seen);
    if (recordings == 0 && !always)
        return;
    hinge_table_add_rows(table, 1);
    size_t row = table->rows - 1;
    table->column[RECORDINGS].number[row] = (double)recordings;
    table->column[PEOPLE].number[row] = (double)people;
    table->column[REPS].number[row] = reps;
    const char *const text[] = {c->group != NULL ? c->group : "", step,
                                c->reason != NULL ? c->reason : ""};
    for (size_t k = 0; k < 3; k++)
        hinge_tab_set(table, GROUP + k, row, text[k], row - 1);
}

/* Losses of one kind, split by their reasons. */
static void add_refused(struct flow *f, const char *group, struct hinge_table *table)
{
    struct hinge_intern reasons = {0};
    for (size_t r = 0; r < f->given.rows; r++)
        if (f->fate[r] == REFUSED)
            hinge_intern_number(&reasons, cell(&f->given, "reason", r));
    for (size_t i = 0; i < reasons.n; i++) {
        const struct chosen c = {REFUSED, REFUSED, group, reasons.text[i]};
        add_row(f, steps[REFUSED], &c, false, table);
    }
    hinge_intern_clear(&reasons);
}

static void add_rows(struct flow *f, const char *group, struct hinge_table *table)
{
    const struct chosen planned = {NOT_RECORDED, USED, group, NULL},
                        missing = {NOT_RECORDED, NOT_RECORDED, group, NULL},
                        given = {REFUSED, USED, group, NULL},
                        analysed = {WITHOUT_REPS, USED, group, NULL};
    if (f->planned)
        add_row(f, "planned", &planned, true, table);
    add_row(f, steps[NOT_RECORDED], &missing, false, table);
    add_row(f, "given", &given, true, table);
    add_refused(f, group, table);
    for (int fate = REFERENCE; fate <= USED; fate++) {
        const struct chosen c = {fate, fate, group, NULL};
        if (fate == WITHOUT_REPS)
            add_row(f, "analysed", &analysed, true, table);
        add_row(f, steps[fate], &c, fate == USED, table);
    }
}

/* The group of each recording, in the order they are met. */
static enum hinge_status find_groups(struct flow *f, const char *by, struct hinge_intern *groups,
                                     struct hinge_error *error)
{
    size_t at;
    char buffer[HINGE_CELL_MAX];
    enum hinge_status status = hinge_table_require(&f->given, by, "--by (one key)", &at, error);
    if (status != HINGE_OK)
        return status;
    f->group = hinge_arena_alloc(&f->tab->arena, f->given.rows + 1, sizeof *f->group);
    for (size_t r = 0; r < f->given.rows; r++) {
        size_t number = hinge_intern_number(groups, hinge_exact_cell(&f->given, at, r, buffer));
        f->group[r] = groups->text[number];
    }
    return HINGE_OK;
}

static enum hinge_status make(struct flow *f, struct hinge_table *table, struct hinge_error *error)
{
    static const struct {
        const char *name;
        enum hinge_column_type type;
    } columns[N_COLUMNS] = {[GROUP] = {"group", HINGE_COLUMN_TEXT},
                            [STEP] = {"step", HINGE_COLUMN_TEXT},
                            [REASON] = {"reason", HINGE_COLUMN_TEXT},
                            [RECORDINGS] = {"recordings", HINGE_COLUMN_NUMBER},
                            [PEOPLE] = {"people", HINGE_COLUMN_NUMBER},
                            [REPS] = {"reps", HINGE_COLUMN_NUMBER}};
    const char *by = f->tab->request->by;
    struct hinge_intern groups = {0};
    enum hinge_status status = count_reps(f, error);
    if (status == HINGE_OK)
        status = list_recordings(f, error);
    if (status == HINGE_OK)
        status = judge(f, error);
    for (size_t c = 0; status == HINGE_OK && c < N_COLUMNS; c++)
        hinge_tab_column(f->tab, table, c == GROUP && *by != '\0' ? by : columns[c].name,
                         columns[c].type, columns[c].type == HINGE_COLUMN_NUMBER ? "1" : "", 0,
                         c == GROUP || c == REASON ? HINGE_SHOW_FILLED : HINGE_SHOW_KEY);
    if (status == HINGE_OK && *by == '\0')
        add_rows(f, NULL, table);
    if (status == HINGE_OK && *by != '\0')
        status = find_groups(f, by, &groups, error);
    for (size_t g = 0; status == HINGE_OK && g < groups.n; g++)
        add_rows(f, groups.text[g], table);
    hinge_intern_clear(&groups);
    return status;
}

static enum hinge_status fill(struct hinge_tabulation *tab, struct hinge_table *table,
                              struct hinge_error *error)
{
    struct flow f = {.tab = tab};
    enum hinge_status status = make(&f, table, error);
    size_t nameless = 0;
    for (size_t r = 0; r < f.given.rows; r++)
        nameless += *cell(&f.given, "participant", r) == '\0';
    if (status == HINGE_OK)
        hinge_text_printf(&tab->notes, "%s: all that were detected%s.\n",
                          tab->request->words ? "Repetitions" : "reps",
                          tab->request->all_reps ? "" : "; in \"used\", those whole and valid");
    if (status == HINGE_OK && nameless > 0)
        hinge_text_printf(&tab->notes,
                          "Recordings that name no participant, each counted as a person: %zu.\n",
                          nameless);
    hinge_table_clear(&f.given);
    hinge_intern_clear(&f.people);
    return status;
}

const struct hinge_view hinge_view_flow = {
    .id = "flow",
    .title = "from recordings given to people used, with every loss and its reason",
    .by = "",
    .takes = "by,filter,phase-of-filter,columns,sort,include-inferred,allow-single",
    .fill = fill,
};
