/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flow: from the recordings planned, where some are still to be made, and given to the
 * people used, with every loss and its reason (report/people/repetitions.h), then the people of
 * each group who are in the planned change, or are not: the numbers of a CONSORT or STROBE diagram.
 */
#include "page/page.h"

#include "report/print/display.h"

#include <hinge/requests.h>

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

struct flow {
    struct hinge_tabulation *tab;
    struct hinge_uses uses;
    const char **group; /* [row of given], with --by */
};

/* Which recordings a row counts: those whose use is within these. */
struct chosen {
    enum hinge_use from, to;    /* inclusive */
    const char *group, *reason; /* group: one of f->group; reason NULL: any */
    /* Repetitions alone, of recordings that have others: that are not whole or not valid, that are
     * not within the protocol. */
    enum { TOGETHER, NOT_WHOLE, BY_PROTOCOL } alone;
};

/* Why, where recordings of a step differ in it; NULL. */
static const char *reason_of(const struct flow *f, size_t r)
{
    const struct hinge_used_recording *of = &f->uses.recording[r];
    return of->use == HINGE_USE_REFUSED      ? hinge_table_word(&f->uses.given, "reason", r)
           : of->use == HINGE_USE_OTHER_KIND ? of->other
                                             : NULL;
}

/* Repetitions of a recording in a row: those that no step before it took. */
static unsigned reps_of(const struct hinge_used_recording *of, const struct chosen *c)
{
    return c->alone == NOT_WHOLE ? of->found - of->usable - of->by_protocol
           : c->alone == BY_PROTOCOL || c->to == HINGE_USE_PROTOCOL ? of->by_protocol
           : c->from <= HINGE_USE_FRONT_VIEW ? of->found + of->by_hand + of->filtered
           : c->from == HINGE_USE_FILTERED   ? of->filtered
           : c->to == HINGE_USE_BY_HAND      ? of->by_hand
           : c->from < HINGE_USE_BY_HAND     ? of->found + of->by_hand
           : c->from > HINGE_USE_PARTIAL     ? of->usable
                                             : of->found;
}

/* A repetition can be lost alone at three steps: there its recording counts, too. */
static bool is_chosen(const struct flow *f, const struct chosen *c, size_t r)
{
    const struct hinge_used_recording *of = &f->uses.recording[r];
    if (c->group != NULL && f->group[r] != c->group)
        return false;
    if (c->alone != TOGETHER)
        return of->use > c->to && reps_of(of, c) > 0;
    if (c->from == c->to && of->use > c->to &&
        (c->to == HINGE_USE_FILTERED || c->to == HINGE_USE_BY_HAND))
        return (c->to == HINGE_USE_FILTERED ? of->filtered : of->by_hand) > 0;
    return of->use >= c->from && of->use <= c->to &&
           (c->reason == NULL || strcmp(reason_of(f, r), c->reason) == 0);
}

/* Repetitions of recordings that are still to be made are missing. */
static void add_row(struct flow *f, const char *step, const struct chosen *c, bool always)
{
    size_t recordings = 0, people = 0;
    double reps = c->from == HINGE_USE_NOT_RECORDED ? NAN : 0;
    cleared_by(freed) bool *seen = hinge_alloc(f->uses.n_people, sizeof *seen);
    for (size_t r = 0; r < f->uses.given.rows; r++) {
        const struct hinge_used_recording *of = &f->uses.recording[r];
        if (!is_chosen(f, c, r))
            continue;
        recordings++;
        people += !seen[of->person] && of->use != HINGE_USE_NOBODY;
        seen[of->person] = true;
        reps += reps_of(of, c);
    }
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    if (c->from == HINGE_USE_BY_HAND && c->to == HINGE_USE_BY_HAND) {
        /* "points jump, 2; not a bend, 1": of repetitions that were excluded by hand. */
        cleared_by(hinge_intern_clear) struct hinge_intern reasons = {0};
        cleared_by(freed) size_t *n = NULL;
        for (size_t r = 0; r < f->uses.given.rows; r++) {
            const char *rest = hinge_table_text(&f->uses.given, "excluded_why", r), *item;
            for (size_t length; rest != NULL && is_chosen(f, c, r) &&
                                (item = hinge_next_item(&rest, ';', &length)) != NULL;) {
                const char *why = memchr(item, ':', length);
                char words[200];
                if (why == NULL || why + 2 > item + length)
                    continue;
                snprintf(words, sizeof words, "%.*s", (int)(item + length - why - 2), why + 2);
                const size_t known = reasons.n, at = hinge_intern_number(&reasons, words);
                if (at == known) {
                    n = hinge_more(n, known, sizeof *n);
                    n[at] = 0;
                }
                n[at]++;
            }
        }
        for (size_t i = 0; i < reasons.n; i++)
            hinge_text_printf(&text, "%s%s, %zu", i > 0 ? "; " : "", reasons.text[i], n[i]);
    }
    if (recordings > 0 || always)
        hinge_tab_row(f->tab, &(struct row){c->group, step, text.length > 0 ? text.data : c->reason,
                                            (double)recordings, (double)people, reps});
}

static void add_rows(struct flow *f, bool planned, const char *group)
{
    if (planned)
        add_row(f, "planned", &(struct chosen){.to = HINGE_USE_USED, .group = group}, true);
    for (enum hinge_use use = 0; use < HINGE_USES; use++) {
        const char *before = use == HINGE_USE_REFUSED   ? "recorded"
                             : use == HINGE_USE_GUESSED ? "analysed"
                                                        : NULL;
        if (before != NULL)
            add_row(f, before, &(struct chosen){use, HINGE_USE_USED, group, NULL, TOGETHER}, true);
        if (use == HINGE_USE_REFUSED || use == HINGE_USE_OTHER_KIND) {
            /* losses at one step, split by their reasons */
            cleared_by(hinge_intern_clear) struct hinge_intern reasons = {0};
            for (size_t r = 0; r < f->uses.given.rows; r++)
                if (f->uses.recording[r].use == use)
                    hinge_intern_number(&reasons, reason_of(f, r));
            for (size_t i = 0; i < reasons.n; i++)
                add_row(f, hinge_use_step(use),
                        &(struct chosen){use, use, group, reasons.text[i], TOGETHER}, false);
        } else {
            add_row(f,
                    use == HINGE_USE_FILTERED && f->tab->chosen != NULL ? HINGE_NOT_CHOSEN
                                                                        : hinge_use_step(use),
                    &(struct chosen){use, use, group, NULL, TOGETHER}, use == HINGE_USE_USED);
        }
        if (use == HINGE_USE_PARTIAL)
            add_row(f, "repetition not whole or not valid",
                    &(struct chosen){use, use, group, NULL, NOT_WHOLE}, false);
        if (use != HINGE_USE_PROTOCOL || *hinge_tab_protocol(&f->tab->parameters) == '\0')
            continue;
        add_row(f, "repetition not within the protocol",
                &(struct chosen){use, use, group, NULL, BY_PROTOCOL}, false);
        add_row(f, "protocol", /* what is left by it */
                &(struct chosen){HINGE_USE_FEW, HINGE_USE_USED, group, NULL, TOGETHER}, true);
    }
}

static void make(struct hinge_tabulation *tab)
{
    struct flow f = {.tab = tab};
    cleared_by(hinge_intern_clear) struct hinge_intern groups = {0};
    const char **sorted = NULL;
    size_t nameless = 0, at;
    char buffer[HINGE_CELL_MAX];
    bool planned = false, left = false; /* out, because others name one */
    hinge_uses_find(&f.uses, tab);
    for (size_t r = 0; r < f.uses.given.rows; r++) {
        if (f.uses.recording[r].beside && f.uses.recording[r].use == HINGE_USE_USED)
            f.uses.recording[r].use = HINGE_USE_OTHER_KIND; /* nothing compares it */
        planned = planned || f.uses.recording[r].use == HINGE_USE_NOT_RECORDED;
        left = left || f.uses.recording[r].use == HINGE_USE_NOBODY;
        nameless += *hinge_table_word(&f.uses.given, "participant", r) == '\0';
    }
    struct hinge_view_column *copy = hinge_arena_alloc(&tab->arena, 1, sizeof columns);
    memcpy(copy, columns, sizeof columns);
    if (*hinge_tab_by(tab) != '\0')
        copy[0].name = hinge_tab_by(tab);
    hinge_tab_columns(tab, copy);
    if (*hinge_tab_by(tab) == '\0')
        add_rows(&f, planned, NULL);
    else if (tab->status == HINGE_OK &&
             hinge_tab_try(tab, hinge_table_require(&f.uses.given, hinge_tab_by(tab),
                                                    "--by (one key)", &at, &tab->failure))) {
        /* the group of each recording, and the groups in the order of every table */
        f.group = hinge_arena_alloc(&tab->arena, f.uses.given.rows, sizeof *f.group);
        for (size_t r = 0; r < f.uses.given.rows; r++) {
            const char *text = hinge_exact_cell(&f.uses.given, at, r, buffer);
            size_t number = hinge_intern_number(&groups, text); /* may move the texts */
            f.group[r] = groups.text[number];
        }
        sorted = hinge_arena_alloc(&tab->arena, groups.n + 1, sizeof *sorted);
        for (size_t g = 0; g < groups.n; g++)
            sorted[g] = groups.text[g];
        hinge_levels_sort(sorted, groups.n);
    }
    for (size_t g = 0; g < groups.n; g++)
        add_rows(&f, planned, sorted[g]);
    if (groups.n == 0) {
        /* Who is in the change that the report plans, by group; of no change nothing. */
        static const size_t which[] = {HINGE_PAGE_PRACTICE, HINGE_PAGE_SESSIONS};
        struct hinge_cohort study = {0};
        struct hinge_error error = HINGE_ERROR_INIT;
        enum hinge_status status = tab->status;
        struct hinge_page_request asked = {.results = tab->request->results, .opened = tab->reader};
        hinge_query_copy(&asked.by, &tab->request->by, HINGE_QUERY_OF_REPORT, HINGE_OBEYS_USE);
        if (status == HINGE_OK)
            status = hinge_page_start(&study, &asked, &error);
        if (status == HINGE_OK)
            status = hinge_page_find_changes(&study, &error);
        for (size_t i = 0; i < 2 && status == HINGE_OK; i++) {
            const struct hinge_page_changes *change = &study.page->changes[which[i]];
            struct hinge_page_out *out;
            const size_t n =
                change->to == NULL || change->described ? 0 : hinge_page_outs(&study, change, &out);
            for (size_t k = 0; k < n; k++) {
                const bool in = out[k].why == NULL;
                const char *what = in ? hinge_page_from_to(&study, change) : out[k].why,
                           *group =
                               out[k].group < study.n_groups ? study.group[out[k].group].id : "";
                hinge_tab_row(tab, &(struct row){group, in ? "in the change" : "not in the change",
                                                 hinge_arena_strdup(&tab->arena, what), NAN,
                                                 (double)out[k].n, NAN});
            }
        }
        hinge_page_close(&study);
    }
    if (nameless > 0)
        hinge_tab_note(tab, "Recordings that name no participant, %s: %zu.\n",
                       left ? "in no mean" : "each counted by itself", nameless);
    hinge_uses_clear(&f.uses);
}

const struct hinge_view hinge_view_flow = {
    .id = "flow",
    .title = "from recordings given to people used, with every loss and its reason",
    .by = "",
    .takes = "by,filter,people,phase-of-filter,columns,sort,allow-inferred,all-tasks,all-reps,"
             "allow-single",
    .make = make,
};
