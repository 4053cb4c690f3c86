/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sentences of a page rest on: the analyses `groups` and `cues`, run for each kind of
 * recordings, and their rows. The page tests nothing by itself, so it cannot say anything else than
 * hinge-compare does. */
#include "page/page.h"

#include "compare/planned.h"
#include "report/print/display.h"
#include "stats/parts/planned.h"

#include <hinge/requests.h>

/* --- the analyses --- */

struct hinge_question hinge_page_question(const struct hinge_cohort *s,
                                          struct hinge_known_rows rows, bool groups)
{
    const bool two = groups && !s->pairs;
    return (struct hinge_question){.rows = rows,
                                   .asks = groups ? HINGE_ASK_GROUPS : HINGE_ASK_WITHIN,
                                   .first = two ? s->group[0].id : NULL,
                                   .second = two ? s->group[1].id : NULL,
                                   .margin = s->page->request->margin,
                                   .primary = s->primary,
                                   .people_split = s->page->request->people_split};
}

/* Both analyses of a kind. */
static enum hinge_status compare_both(struct hinge_cohort *s, size_t kind,
                                      struct hinge_page_answers *answers, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    if (s->two && hinge_page_sessions_asked(s) == NULL) { /* else their changes are compared */
        struct hinge_question q = hinge_page_question(
            s, hinge_cohort_rows(s, kind, s->n_cues > 1 ? 0 : HINGE_ANY, "", NULL, NULL), true);
        status = hinge_planned_ask(s, &q, &answers->groups, error);
    }
    if (status == HINGE_OK && s->n_cues > 1) {
        struct hinge_question q =
            hinge_page_question(s, hinge_cohort_rows(s, kind, HINGE_ANY, "", NULL, NULL), false);
        q.baseline = s->cue[0].id;
        q.detectable = true;
        status = hinge_planned_ask(s, &q, &answers->cues, error);
    }
    return status;
}

enum hinge_status hinge_page_comparisons(const struct hinge_page_request *given,
                                         void (*each)(void *context, const char *name,
                                                      const struct hinge_result *result),
                                         void *context, struct hinge_error *error)
{
    struct hinge_cohort study;
    enum hinge_status status = hinge_page_start(&study, given, error);
    if (status == HINGE_OK)
        status = hinge_page_answer_changes(&study, error);
    struct hinge_page *page = study.page;
    struct hinge_page_answers *answers = NULL;
    if (status == HINGE_OK)
        page->answers = answers =
            hinge_arena_alloc(&study.arena, study.n_kinds + 1, sizeof *answers);
    if (status == HINGE_OK && study.n_people > 0)
        status = compare_both(&study, 0, answers, error);
    static const char *const name[HINGE_PAGE_CHANGES + 2] = {
        "practice", "sessions", "loads", "later-before", "later-after", "groups", "cues"};
    for (size_t i = 0; i < HINGE_PAGE_CHANGES + 2 && status == HINGE_OK; i++) {
        const struct hinge_result *result = i < HINGE_PAGE_CHANGES    ? page->changes[i].result
                                            : i == HINGE_PAGE_CHANGES ? answers->groups
                                                                      : answers->cues;
        if (result != NULL)
            each(context, name[i], result);
    }
    hinge_page_close(&study);
    return status;
}

/* --- their rows --- */

bool hinge_page_is_row_of(const struct hinge_planned_outcome *row,
                          const struct hinge_quantity *outcome)
{
    /* "": a severity */
    return strcmp(row->outcome, outcome->id) == 0 &&
           strcmp(hinge_or_empty(row->phase), hinge_or_empty(outcome->phase)) == 0;
}

const struct hinge_planned_outcome *hinge_page_row_of(const struct hinge_cohort *s,
                                                      const struct hinge_quantity *outcome,
                                                      size_t cue, size_t kind)
{
    const struct hinge_result *result =
        cue == HINGE_ANY ? s->page->answers[kind].groups : s->page->answers[kind].cues;
    for (size_t i = 0; result != NULL && outcome != NULL && i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        if (!hinge_planned_is(row, "fault") && hinge_page_is_row_of(row, outcome) &&
            (cue == HINGE_ANY || strcmp(row->level[0], s->cue[cue].id) == 0))
            return row;
    }
    return &s->page->no_row;
}

size_t hinge_page_n(double n)
{
    return n > 0 ? (size_t)n : 0;
}

double hinge_page_pooled_sd(const struct hinge_planned_outcome *row)
{
    double free = row->n[0] + row->n[1] - 2, squares = 0;
    for (size_t k = 0; k < 2; k++)
        squares += (row->n[k] - 1) * row->sd[k] * row->sd[k];
    return sqrt(squares / free);
}

struct hinge_page_printed hinge_page_print_change(struct hinge_cohort *s,
                                                  const struct hinge_quantity *outcome,
                                                  const struct hinge_planned_outcome *row,
                                                  bool turned)
{
    const struct hinge_change *of = &row->diff;
    return turned ? hinge_page_print(s, outcome, -of->value, -of->high, -of->low)
                  : hinge_page_print(s, outcome, of->value, of->low, of->high);
}

/* Whether the one cue changed two groups differently. */
static bool splits(const struct hinge_cohort *s, const struct hinge_planned_outcome *row)
{
    return s->page->tests != NULL && s->page->tests->n_cues == 1 && hinge_planned_splits(row);
}

const char *hinge_page_sentence(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                                const struct hinge_planned_outcome *row, enum hinge_frame frame,
                                const struct hinge_slot *given)
{
    const bool clear = hinge_said_of(row) == HINGE_SAID_DIFFERS,
               corrected = hinge_planned_is_not_clear(row),
               ruled_out = hinge_planned_is_ruled_out(row);
    const struct hinge_page_printed is = /* what differs is said without a sign */
        hinge_page_print_change(s, outcome, row, clear && !splits(s, row) && row->diff.value < 0);
    /* what the bend did where the change is one of it, and the change at equal depth */
    const char *bend = NULL, *equal = NULL;
    if (hinge_planned_depth_changed(row) && !isnan(row->matched.low)) {
        const struct hinge_change *m = &row->matched;
        const struct hinge_page_printed at =
            hinge_page_print(s, outcome, m->value, m->low, m->high);
        equal =
            hinge_page_text(s, frame == HINGE_SAY_ALSO ? "%s" : "%s (%s)", at.with_sign, at.span);
    }
    if (hinge_planned_depends(row)) {
        struct hinge_planned_outcome alone = row[row->depth]; /* as deep as depths are elsewhere */
        bend = hinge_page_sentence(s, s->outcome[HINGE_OUT_DEPTH], &alone, HINGE_SAY_BEND, NULL);
    }
    /* one cue that changed two groups differently: the change of each, and their difference */
    const char *each = NULL, *between = NULL, *ns = NULL;
    if (splits(s, row)) {
        struct hinge_planned_outcome of = {.diff = row->interaction, .p_holm = row->interaction.p};
        const struct hinge_page_printed diff = hinge_page_print_change(s, outcome, &of, false);
        const struct hinge_cohort_group *group[2];
        for (size_t k = 0; k < 2; k++) {
            group[k] = &s->group[hinge_cohort_group_of(s, row->group[k])];
            const double mean = row->mean_group[k];
            each =
                hinge_page_text(s, "%s%s %s in %s", k == 0 ? "" : hinge_page_text(s, "%s, ", each),
                                hinge_page_print(s, outcome, mean, (double)NAN, (double)NAN).size,
                                mean > 0 ? outcome->up : outcome->down, group[k]->words);
        }
        between =
            hinge_page_text(s, "%s minus %s %s, 95%%" NBSP "CI %s, %s", group[0]->name,
                            group[1]->name, diff.with_sign, diff.span, hinge_page_p(s, &of, false));
        ns = hinge_page_text(s, "%.0f and %.0f", row->n_group[0], row->n_group[1]);
    }
    const char *margin = /* as it was given */
        hinge_page_text(s, "%.6g%s", outcome->scale * row->margin, outcome->change);
    s->page->undecided = s->page->undecided || hinge_planned_is_open(row);
    const struct hinge_slot of[] = {
        {"bend", bend},
        {"each", each},
        {"between", between},
        {"ns", ns},
        {"equal", equal},
        {"outcome", outcome->in_text},
        {"size", is.size},
        {"dir", row->diff.value > 0 ? outcome->up : outcome->down},
        {"signed", is.with_sign},
        {"lo", is.lo},
        {"hi", is.hi},
        {"span", is.span},
        {"n", hinge_page_text(s, "%zu", hinge_page_n(row->diff.n))},
        {"na", hinge_page_text(s, "%zu", hinge_page_n(row->n[0]))},
        {"nb", hinge_page_text(s, "%zu", hinge_page_n(row->n[1]))},
        {"p", row->verdict != NULL ? hinge_page_p(s, row, row->tests > 1) : NULL},
        {"corrected",
         corrected ? hinge_page_text(s, "%.0f %s", row->tests, hinge_planned_family(row)) : NULL},
        {"up_to", corrected ? NULL : is.up_to},
        {"within", corrected ? NULL : is.within},
        {"takes", hinge_planned_takes(row, 0.95, &s->arena)},
        {"beyond", isnan(row->margin) ? NULL : margin},
        {"margin", ruled_out ? margin : NULL},
        {"margin_of",
         hinge_amount_is_stated(*s->page->request->plan != '\0' ? s->page->request->plan
                                                                : s->page->request->preregistration,
                                row->outcome, row->margin)
             ? "stated beforehand"
         : s->page->of_run ? "stated in study.ini"
                           : "given with --margin"},
        {"needed", hinge_page_text(s, "%d", HINGE_LEAST_TESTED)},
        {"alike", hinge_planned_is_alike(row) ? "" : NULL},
        {"exploratory", s->stands_in ? "exploratory, " : ""}};
    struct hinge_text text = {0};
    size_t n = 0;
    while (given != NULL && given[n].name != NULL)
        n++;
    const size_t all = n + sizeof of / sizeof *of;
    struct hinge_slot *slot = hinge_arena_alloc(&s->arena, all + 1, sizeof *slot);
    for (size_t i = 0; i < all; i++)
        slot[i] = i < n ? given[i] : of[i - n];
    hinge_say(row, frame, slot, hinge_markup_escape, s->page->theirs, &text);
    return hinge_text_to_arena(&text, &s->arena);
}

struct hinge_page_said hinge_page_said(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                                       const struct hinge_planned_outcome *row,
                                       enum hinge_frame frame, const struct hinge_slot *given)
{
    return (struct hinge_page_said){.sentence = hinge_page_sentence(s, outcome, row, frame, given),
                                    .verdict = row->verdict == NULL ? "described"
                                               : splits(s, row)     ? HINGE_VERDICT_DIFFERS
                                                                    : row->verdict};
}

/* Counts a further outcome: of tests that were run the family, else the outcomes. */
static void count_further(const struct hinge_planned_outcome *row, bool *ran, size_t *n)
{
    if (row->verdict != NULL) {
        *ran = true;
        *n = hinge_page_n(row->tests);
    } else if (!*ran) {
        ++*n;
    }
}

enum hinge_status hinge_page_answer(struct hinge_cohort *s, struct hinge_error *error)
{
    struct hinge_page_tests *t = hinge_arena_alloc(&s->arena, 1, sizeof *t);
    s->page->answers = hinge_arena_alloc(&s->arena, s->n_kinds + 1, sizeof *s->page->answers);
    s->page->no_row = hinge_planned_read(NULL, true);
    t->lead = &s->page->no_row;
    enum hinge_status status = hinge_page_answer_changes(s, error);
    for (size_t k = 0; k < s->n_kinds && status == HINGE_OK && !s->one_person; k++)
        if (k == 0 || s->kind[k].spine == s->spine) /* of others the page compares nothing */
            status = compare_both(s, k, &s->page->answers[k], error);
    t->group = hinge_arena_alloc(&s->arena, s->n_family, sizeof *t->group);
    const struct hinge_result *const groups = s->n_kinds > 0 ? s->page->answers[0].groups : NULL;
    const size_t most = groups != NULL && s->pairs ? groups->n_planned : 0;
    size_t n_pairs = 0;
    t->pair = hinge_arena_alloc(&s->arena, most + 1, sizeof(void *));
    for (size_t i = 0; i < most; i++) {
        const struct hinge_planned_outcome *row = &groups->planned[i];
        if (strcmp(row->outcome, s->planned->id) == 0 && *row->level[1] != '\0')
            t->pair[n_pairs++] = row;
    }
    t->pairs = hinge_said_count(t->pair, n_pairs);
    for (size_t i = 0; s->two && !s->pairs && groups != NULL && i < s->n_family; i++) {
        const struct hinge_planned_outcome *row = hinge_page_row_of(s, s->family[i], HINGE_ANY, 0);
        if (hinge_page_n(row->n[0]) == 0 || hinge_page_n(row->n[1]) == 0)
            continue;
        if (s->family[i] == s->planned) {
            t->two = true;
            t->lead = row;
            t->groups = hinge_said_of(row);
        }
        bool planned = hinge_planned_is(row, "primary");
        t->group[t->n_groups++] = (struct hinge_page_outcome){s->family[i], row, planned};
        if (!planned && hinge_planned_is_tested(row)) /* others are described */
            count_further(row, &t->groups_ran, &t->n_groups_further);
    }
    t->cue = hinge_arena_alloc(&s->arena, s->n_cues, sizeof *t->cue);
    for (size_t c = 1; c < s->n_cues; c++) {
        /* the planned outcome of the cue, else what stands for it; then the others of the family,
         * and those that were planned beside it */
        const struct hinge_cohort_cue *of = &s->cue[c];
        struct hinge_page_cue_row *row = &t->cue[t->n_cues++];
        *row =
            (struct hinge_page_cue_row){.cue = c, .planned = of->planned, .row = &s->page->no_row};
        const struct hinge_cue_outcome instead =
            hinge_outcome_instead(of->planned != NULL ? of->planned->id : "");
        const struct hinge_quantity *const stand_in =
            *s->primary != '\0' ? s->planned : hinge_cohort_outcome(s, &instead);
        for (int k = 0; k < 2 && of->planned != NULL && row->outcome == NULL; k++) {
            const struct hinge_quantity *outcome = k == 0 ? of->planned : stand_in;
            const struct hinge_planned_outcome *planned = hinge_page_row_of(s, outcome, c, 0);
            bool changes = hinge_page_n(planned->diff.n) > 0;
            if (s->one_person && outcome != NULL) /* single repetitions are enough */
                changes = hinge_cohort_bends_of(s, outcome, 0, HINGE_ANY, c).n > 0 &&
                          hinge_cohort_bends_of(s, outcome, 0, HINGE_ANY, 0).n > 0;
            row->stands_in = k > 0;
            if (changes) {
                row->outcome = outcome;
                row->row = planned;
            }
        }
        if (!s->one_person)
            row->state = hinge_said_of(row->row);
        row->further =
            hinge_arena_alloc(&s->arena, s->n_family + of->n_secondary, sizeof *row->further);
        for (size_t i = 0, k; i < s->n_family + of->n_secondary && !s->one_person; i++) {
            const struct hinge_quantity *outcome =
                i < s->n_family ? s->family[i] : of->secondary[i - s->n_family];
            const struct hinge_planned_outcome *planned = hinge_page_row_of(s, outcome, c, 0);
            for (k = 0; k < row->n_further && row->further[k].outcome != outcome;)
                k++;
            if (k == row->n_further && (outcome != row->planned || row->stands_in) &&
                hinge_page_n(planned->diff.n) > 1 && hinge_planned_is_tested(planned))
                row->further[row->n_further++] =
                    (struct hinge_page_outcome){outcome, planned, false};
        }
        if (!row->stands_in && row->row->verdict != NULL)
            t->n_planned = hinge_page_n(row->row->tests);
        for (size_t i = 0; i < row->n_further; i++)
            count_further(row->further[i].row, &t->cues_ran, &t->n_cues_further);
    }
    s->page->tests = t;
    if (t->two && hinge_planned_differs(t->lead))
        hinge_cohort_let_differ(s, s->planned, t->lead->mean);
    for (size_t i = 0; i < n_pairs; i++)
        if (hinge_planned_differs(t->pair[i]))
            hinge_cohort_let_differ(s, s->planned, t->pair[i]->mean);
    s->page->asked = hinge_page_register(s);
    return status;
}
