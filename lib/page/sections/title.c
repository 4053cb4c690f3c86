/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The top of a page: the finding as its title, what keeps it from being one. */
#include "page/page.h"

#include "faults/fault.h"

/* --- title --- */

const struct hinge_page_cue_row *hinge_page_person_cue(struct hinge_cohort *s)
{
    const struct hinge_page_cue_row *row = s->page->tests->cue;
    if (s->page->tests->n_cues != 1 || hinge_page_sessions(s, hinge_page_person_outcome(s)).n != 1)
        return NULL;
    const struct hinge_page_person_change change = hinge_page_person_change(s, row);
    return change.n == 0 || isnan(change.limit) ? NULL : row;
}

const char *hinge_page_n_of(struct hinge_cohort *s, size_t n, size_t group)
{
    struct hinge_page_gap *gap;
    size_t all = hinge_cohort_count(s, group, 0);
    for (size_t i = hinge_page_gaps(s, &gap); i-- > 0;)
        all += gap[i].cue == HINGE_ANY && (group == HINGE_ANY || s->n_groups == 1 ||
                                           strcmp(gap[i].group, s->group[group].id) == 0);
    return n < all ? hinge_page_text(s, "%zu of %zu", n, all) : hinge_page_text(s, "%zu", n);
}

const char *hinge_page_points(struct hinge_cohort *s, const char *size, bool *named)
{
    const char *points = strstr(size, " point");
    if (points == NULL || named == NULL || *named)
        return size;
    *named = true;
    return hinge_page_text(s, "%.*s percentage%s", (int)(points - size), size, points);
}

/* What is held in every mean, as the title says it: "in session 1, at 8 kg"; NULL: nothing. */
static const char *held_at(struct hinge_cohort *s)
{
    static const char *const held[] = {"stage", "rater"};
    struct hinge_page_list at = {0};
    const bool asked =
        hinge_page_sessions_asked(s) != NULL || s->page->changes[HINGE_PAGE_PRACTICE].to != NULL;
    for (size_t i = asked ? 1 : 0; i < 2 && s->main != SIZE_MAX; i++) {
        char text[HINGE_AXIS_TEXT], words[160];
        const size_t axis = hinge_axis_of(held[i]);
        if (!s->differs[axis])
            continue;
        const char *level = hinge_axis_text(&s->tab.trials, axis, s->main, text);
        HINGE_PAGE_LIST_ADD(s, &at, "%s",
                            i == 0
                                ? hinge_cohort_stage(s, level)
                                : hinge_wording_level(held[i], false, level, words, sizeof words));
    }
    hinge_page_list_add(s, &at, hinge_cohort_at_load(s));
    return hinge_page_join(s, &at, ", ");
}

/* Whether the title's first words stand at its beginning. */
static bool begins(struct hinge_cohort *s)
{
    return !s->unseen && !(s->stands_in && *s->primary != '\0') && held_at(s) == NULL;
}

/* How the title names an outcome; NULL: its words are of the share. */
static const char *name_of(struct hinge_cohort *s, const struct hinge_quantity *of)
{
    return of == s->outcome[HINGE_OUT_SHARE] ? NULL
           : begins(s)                       ? hinge_page_capital(s, of->in_text)
                                             : of->in_text;
}

static void add_person(struct hinge_cohort *s, struct hinge_page_title *title)
{
    const struct hinge_quantity *its = hinge_page_person_outcome(s);
    const struct hinge_page_sessions of = hinge_page_sessions(s, its);
    if (of.n == 0)
        return;
    const struct hinge_cohort_bends_of *a = &of.bends[0], *b = &of.bends[of.n - 1];
    title->sessions = HINGE_FACTS_MAKE(
        s, hinge_page_title_sessions, .who = s->person[0].id, .of = name_of(s, its),
        .first = hinge_page_val(s, its, a->mean), .last = hinge_page_val(s, its, b->mean),
        .in1 = hinge_page_in_session(s, s->session[of.session[0]]),
        .in2 = hinge_page_in_session(s, s->session[of.session[of.n - 1]]), .two = of.n > 1,
        .judged = of.n > 1 && !isnan(of.mdc), .within = fabs(of.change) <= of.mdc);
    const struct hinge_page_cue_row *row = hinge_page_person_cue(s);
    if (row == NULL)
        return;
    struct hinge_page_person_change change = hinge_page_person_change(s, row);
    struct hinge_planned_outcome of_bends = s->page->no_row;
    of_bends.diff.value = change.diff[0];
    title->cue =
        HINGE_FACTS_COPY(s, hinge_page_said,
                         hinge_page_said(s, row->outcome, &of_bends, HINGE_SAY_TITLE_PERSON,
                                         HINGE_SLOTS({"with", s->cue[row->cue].phrase},
                                                     {"within", change.beyond == 0 ? "" : NULL})));
}

/* A sentence of groups. */
static struct hinge_page_said *claim_of(struct hinge_cohort *s,
                                        const struct hinge_planned_outcome *row,
                                        enum hinge_frame frame, const struct hinge_slot *slot,
                                        bool *named)
{
    struct hinge_page_said *claim =
        HINGE_FACTS_COPY(s, hinge_page_said, hinge_page_said(s, s->planned, row, frame, slot));
    const char *words = hinge_page_points(s, claim->sentence, named);
    claim->sentence = begins(s) ? hinge_page_capital(s, words) : words;
    return claim;
}

/* Every two groups: the level of each, and how many pairs differ; of how many people. */
static struct hinge_page_said *pairs_of(struct hinge_cohort *s, const char **of, bool *named)
{
    const struct hinge_said_count *pairs = &s->page->tests->pairs;
    size_t least = SIZE_MAX, most = 0;
    const char *levels = "", *n = "";
    double lowest = (double)NAN, highest = (double)NAN;
    const bool share = s->planned == s->outcome[HINGE_OUT_SHARE],
               leaning = s->planned == s->outcome[HINGE_OUT_LEAN];
    bool whole = true;
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_page_mean mean = hinge_page_mean_of(s, s->planned, 0, g);
        const char *value = mean.n > 0 ? hinge_page_val(s, s->planned, mean.m) : "–",
                   *people = hinge_page_n_of(s, mean.n, g);
        lowest = mean.n > 0 ? fmin(lowest, mean.m) : lowest;
        highest = mean.n > 0 ? fmax(highest, mean.m) : highest;
        whole = whole && strstr(people, "of") == NULL;
        least = mean.n < least ? mean.n : least;
        most = mean.n > most ? mean.n : most;
        levels = g > 0   ? hinge_page_text(s, "%s, %s %s", levels, s->group[g].name, value)
                 : share ? hinge_page_text(s, "%s bent %s from the spine", s->group[g].name, value)
                 : leaning ? hinge_page_text(s, "%s leaned %s forward", s->group[g].name, value)
                           : hinge_page_text(s, "%s: %s %s", s->planned->in_text, s->group[g].name,
                                             value);
        n = hinge_page_text(s, "%s%s%s in %s", n, g > 0 ? ", " : "", people, s->group[g].name);
    }
    const size_t untested = pairs->all - pairs->tested;
    *of = least == most && whole ? hinge_page_text(s, "n" NBSP "=" NBSP "%zu each.", least)
                                 : hinge_page_text(s, "n" NBSP "=" NBSP "%s.", n);
    return claim_of(
        s, pairs->most, HINGE_SAY_TITLE_PAIRS,
        HINGE_SLOTS(
            {"levels", levels}, {"every", pairs->differ == pairs->all ? "every" : NULL},
            {"k", hinge_page_text(s, "%zu", pairs->differ)},
            {"m", hinge_page_text(s, "%zu", pairs->all)},
            {"groups", hinge_page_text(s, "%zu", s->n_groups)},
            {"low", hinge_page_val(s, s->planned, lowest)},
            {"high", hinge_page_val(s, s->planned, highest)},
            {"untested",
             untested == 0 ? NULL : hinge_page_text(s, "%zu pair%s", untested, HINGE_S(untested))}),
        named);
}

/* A group's values at the baseline. Of a single group these are of the people with the change that
 * the title says. */
static struct hinge_cohort_cell level_of(struct hinge_cohort *s, size_t group)
{
    const struct hinge_page_tests *t = s->page->tests;
    struct hinge_cohort_cell cell = hinge_cohort_cell(s, s->planned, 0, group, 0);
    if (s->n_groups > 1)
        return cell;
    const struct hinge_page_contrast of = t->n_cues == 1 && t->cue->outcome == s->planned
                                              ? hinge_page_contrast_of_cue(s, t->cue)
                                              : hinge_page_contrast(s, HINGE_PAGE_LOADS);
    size_t n = 0;
    for (size_t i = 0; i < cell.n && of.outcome != NULL; i++)
        if (!isnan(of.first[cell.person[i]] - of.second[cell.person[i]]))
            cell.value[n++] = cell.value[i];
    cell.n = n > 0 ? n : cell.n;
    return cell;
}

/* The mean of each group, and which has none; how many people a comparison of them needs. */
static void add_level(struct hinge_cohort *s, struct hinge_page_title *title)
{
    struct hinge_page_list without = {0};
    size_t least = SIZE_MAX, left = 0;
    for (size_t g = 0; g < s->n_groups; g++)
        left += hinge_cohort_cell(s, s->planned, 0, g, 0).n > 0;
    if (left == 0)
        return;
    struct hinge_page_level *level = title->level =
        HINGE_FACTS_MAKE(s, hinge_page_level, .of = name_of(s, s->planned));
    const char *n = "";
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_cohort_cell cell = level_of(s, g);
        if (cell.n == 0) {
            hinge_page_list_add(s, &without, s->group[g].words);
            continue;
        }
        const char *joint = hinge_list_joint(--left, " and ");
        const bool first = level->n_groups == 0;
        HINGE_FACTS_ADD(s, level, groups, hinge_page_level_group,
                        .m = hinge_page_val(s, s->planned, hinge_stats_mean(cell.value, cell.n)),
                        .first = first,
                        .group = s->n_groups > 2   ? s->group[g].name
                                 : s->n_groups > 1 ? s->group[g].words
                                                   : NULL,
                        .sep = joint);
        n = hinge_page_text(s, "%s%s%s", n, hinge_page_n_of(s, cell.n, g), joint);
        least = cell.n < least ? cell.n : least;
    }
    level->without = hinge_page_listed(s, &without, "or");
    if (!s->nobody)
        title->people =
            s->two && without.n == 0 && least < HINGE_LEAST_TESTED
                ? hinge_page_text(s, "n" NBSP "=" NBSP "%s; %d in each are needed for a test.", n,
                                  HINGE_LEAST_TESTED)
                : hinge_page_text(s, "n" NBSP "=" NBSP "%s.", n);
}

/* The planned outcomes of the cues that were tested: of one its change, of several how many
 * changed, by name if it is one. An outcome is named where all that were tested have it. */
static struct hinge_page_said *cue_of(struct hinge_cohort *s, bool *named)
{
    const struct hinge_page_tests *t = s->page->tests;
    const struct hinge_page_cue_row *best = NULL, *first = NULL;
    const struct hinge_planned_outcome **rows =
        hinge_arena_alloc(&s->arena, t->n_cues + 1, sizeof(const struct hinge_planned_outcome *));
    size_t n = 0;
    bool alike = true, one = true; /* the changes, their outcome */
    for (const struct hinge_page_cue_row *row = t->cue; row < t->cue + t->n_cues; row++) {
        if (row->outcome == NULL || row->stands_in || row->state == HINGE_SAID_FEW)
            continue;
        rows[n++] = row->row;
        first = first == NULL ? row : first;
        one = one && row->outcome == first->outcome;
        const bool more = best == NULL || row->state > best->state;
        if (!more && (row->state != HINGE_SAID_DIFFERS || best->state != HINGE_SAID_DIFFERS))
            continue;
        alike = more || (alike && row->row->diff.value * best->row->diff.value > 0);
        best = more ? row : best;
    }
    if (best == NULL)
        return NULL;
    const struct hinge_said_count of = hinge_said_count(rows, n);
    const char *with = s->cue[best->cue].phrase; /* "with the dowel" */
    struct hinge_page_said words = hinge_page_said(
        s, best->outcome, best->row, t->n_cues > 1 ? HINGE_SAY_TITLE_CUES : HINGE_SAY_TITLE_CUE,
        HINGE_SLOTS({"with", with}, {"only", n == 1 ? "the only cue" : NULL},
                    {"k", hinge_page_text(s, "%zu", of.differ)},
                    {"m", hinge_page_text(s, "%zu", n)},
                    {"cues", n < t->n_cues ? "tested cues" : "cues"},
                    {"changed", alike && one ? NULL : "changed"},
                    {"cue", of.differ > 1                    ? NULL
                            : strncmp(with, "with ", 5) == 0 ? with + 5
                                                             : s->cue[best->cue].label}));
    words.sentence = hinge_page_points(s, words.sentence, named);
    return HINGE_FACTS_COPY(s, hinge_page_said, words);
}

/* The line of people with a change within people that the title has no number of, or that is of
 * fewer than it. */
static const char *with_change(struct hinge_cohort *s, const char *people, const char *where,
                               const struct hinge_quantity *outcome,
                               const struct hinge_planned_outcome *row)
{
    const char *n = hinge_page_n_of(s, hinge_page_n(row->diff.n), HINGE_ANY);
    const enum hinge_said state = hinge_said_of(row);
    if (hinge_planned_splits(row))
        return hinge_page_joined(
            s, people,
            hinge_page_sentence(s, outcome, row, HINGE_SAY_SPLIT,
                                HINGE_SLOTS({"With", hinge_page_capital(s, where)})));
    if (state == HINGE_SAID_DEPENDS || (state == HINGE_SAID_DIFFERS && strstr(n, "of") == NULL))
        return people;
    const struct hinge_page_printed is = hinge_page_print_change(s, outcome, row, false);
    const char *all = hinge_page_text(s, "n" NBSP "=" NBSP "%s.", n),
               *change = hinge_page_text(s, "%s: %s%s, %s", hinge_page_capital(s, where),
                                         is.with_sign, is.ci, all);
    return people != NULL && strcmp(people, all) == 0 ? change
                                                      : hinge_page_joined(s, people, change);
}

/* The change of each of two groups, and their difference, below the title. */
static const char *changes_below(struct hinge_cohort *s, const struct hinge_page_changes *of)
{
    const struct hinge_planned_outcome *row = hinge_page_changes_row(s, of, 0);
    const char *changes = "",
               *cueless = of == &s->page->changes[HINGE_PAGE_PRACTICE]
                              ? " without a cue"
                              : hinge_page_text(s, " from %s", hinge_page_from_to(s, of)),
               *name[2];
    const struct hinge_page_printed is = hinge_page_print_change(s, s->planned, row, false);
    for (size_t k = 0; k < 2; k++) {
        const struct hinge_page_printed its =
            hinge_page_print(s, s->planned, row->mean[k], row->low[k], row->high[k]);
        name[k] = s->group[hinge_cohort_group_of(s, row->level[k])].name;
        changes = hinge_page_text(s, "%s%s%s %s%s", changes, k > 0 ? ", " : "", name[k],
                                  row->n[k] > 0 ? its.with_sign : "–", its.behind);
    }
    return is.span == NULL
               ? hinge_page_text(s, "Changes%s: %s.", cueless, changes)
               : hinge_page_text(s, "Changes%s: %s. %s minus %s: %s (95%%" NBSP "CI %s).", cueless,
                                 changes, hinge_page_capital(s, name[0]), name[1], is.with_sign,
                                 is.span);
}

/* The change of each of several groups, and of how many people it is. */
static const char *changes_of_groups(struct hinge_cohort *s, size_t which)
{
    const struct hinge_page_contrast of = hinge_page_contrast(s, which);
    struct hinge_page_list changes = {0};
    for (size_t p = 0; p < s->n_people; p++)
        of.second[p] -= of.first[p];
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_cohort_cell cell = hinge_page_cell_of(s, of.second, g);
        if (cell.n > 0)
            HINGE_PAGE_LIST_ADD(
                s, &changes, "%s %s (n" NBSP "=" NBSP "%zu)", s->group[g].name,
                hinge_page_signed(s, s->planned, hinge_stats_mean(cell.value, cell.n)), cell.n);
    }
    return changes.n > 0 ? hinge_page_text(s, "Changes: %s.", hinge_page_join(s, &changes, ", "))
                         : NULL;
}

/* Those of the groups of a change, below the title. */
static const char *changes_line(struct hinge_cohort *s, size_t which)
{
    const struct hinge_page_changes *of = &s->page->changes[which];
    return hinge_page_changes_count(s, of).all == 1 ? changes_below(s, of)
                                                    : changes_of_groups(s, which);
}

/* Takes what a sentence has in small brackets out of it: the first of them is how many people it is
 * of, and its interval; "exploratory" stays in the title. */
static const char *lower(struct hinge_cohort *s, struct hinge_page_title *title,
                         const char **sentence)
{
    static const char small[] = " <small>(", end[] = ")</small>", also[] = "exploratory, ";
    const char *at = *sentence != NULL ? strstr(*sentence, small) : NULL,
               *to = at != NULL ? strstr(at, end) : NULL, *of = at;
    if (to == NULL)
        return NULL;
    of += sizeof small - 1;
    if (strncmp(of, also, sizeof also - 1) == 0) {
        title->exploratory = true;
        of += sizeof also - 1;
    }
    const char *plain = "", *blank;
    for (; (blank = strstr(of, "&nbsp;")) != NULL && blank < to; of = blank + strlen("&nbsp;"))
        plain = hinge_page_text(s, "%s%.*s" NBSP, plain, (int)(blank - of), of);
    plain = hinge_page_text(s, "%s%.*s", plain, (int)(to - of), of);
    *sentence = hinge_page_text(s, "%.*s%s", (int)(at - *sentence), *sentence, to + sizeof end - 1);
    return plain;
}

/* What is asked, in one sentence; NULL: the page only describes. */
static const char *question_of(struct hinge_cohort *s)
{
    static const size_t changes[] = {HINGE_PAGE_SESSIONS, HINGE_PAGE_PRACTICE, HINGE_PAGE_LOADS};
    const struct hinge_page_tests *t = s->page->tests;
    const char *what = s->asked->in_text, *asks = "", *with = "";
    struct hinge_page_list groups = {0}; /* that are compared */
    for (size_t g = 0; g < (s->pairs ? s->n_groups : 2) && s->two; g++)
        hinge_page_list_add(s, &groups, s->group[g].name);
    const char *between = hinge_page_listed(s, &groups, "and");
    for (size_t i = 0; i < sizeof changes / sizeof *changes && *asks == '\0'; i++) {
        const struct hinge_page_contrast of = hinge_page_contrast(s, changes[i]);
        size_t both = 0;
        for (size_t p = 0; of.outcome != NULL && p < s->n_people; p++)
            both += isnan(of.first[p] - of.second[p]) ? 0 : 1;
        if (of.outcome == NULL)
            continue;
        asks = hinge_page_text(s, "did %s change from %s%s%s", what,
                               hinge_page_from_to(s, &s->page->changes[changes[i]]),
                               s->two ? ", differently in " : "", hinge_or_empty(between));
        with = hinge_page_text(s, ", %zu with both", both);
    }
    if (s->two && *asks == '\0')
        asks = hinge_page_text(s, "does %s differ between %s", what, between);
    if (t->n_cues > 0)
        asks =
            hinge_page_text(s, "%s%s", *asks != '\0' ? hinge_page_text(s, "%s; ", asks) : "",
                            t->n_cues > 1 && *s->primary != '\0'
                                ? hinge_page_text(s, "did each cue change %s", what)
                            : t->n_cues > 1 ? "did each cue change its own outcome"
                            : t->cue[0].planned == NULL
                                ? "what did the cue change"
                                : hinge_page_text(s, "did %s change %s", t->cue[0].planned->in_text,
                                                  s->cue[t->cue[0].cue].phrase));
    size_t both = 0;
    if (t->n_cues == 1 && *with == '\0' && t->cue[0].planned != NULL)
        both = hinge_cohort_change(s, t->cue[0].planned, t->cue[0].cue, HINGE_ANY, 0).n;
    if (both > 0) /* else it cannot be measured, or the caution says so */
        with = hinge_page_text(s, ", %zu with both", both);
    return *asks == '\0' || s->one_person || s->nobody
               ? NULL
               : hinge_page_text(
                     s, "%s? (%zu %s%s%s)", asks, s->n_people,
                     s->n_people == 1 ? "person" : "people", with,
                     *s->primary == '\0'
                         ? "; write primary = … under [run] if another outcome was planned"
                         : "");
}

/* How many people of the baseline have a fault for certain, of those of a group and kind (ANY: of
 * all) who were judged. */
static size_t have_fault(struct hinge_cohort *s, size_t fault, size_t group, size_t kind,
                         size_t *judged)
{
    cleared_by(freed) struct hinge_person_fault *of =
        hinge_alloc(s->averaging->grouped.n, sizeof *of);
    size_t have = 0;
    *judged = 0;
    hinge_cohort_judge(s, fault, of);
    for (size_t p = 0; p < s->n_people; p++) {
        const size_t at = hinge_cohort_cell_of(s, p, 0);
        if (at == HINGE_ANY || !hinge_cohort_is_of(s, p, group, kind))
            continue;
        *judged += of[at].verdict != HINGE_NOT_JUDGED;
        have += of[at].verdict == HINGE_HAS;
    }
    return have;
}

/* The line below the title, by steps that shorten it. */
static const char *below(struct hinge_cohort *s, const struct hinge_page_title *title, int cut)
{
    enum { NAMED = 3 };
    const struct hinge_page_changes *asked = &s->page->changes[hinge_page_visits_asked(s)];
    const char *also = s->one_person || title->nothing != NULL
                           ? NULL
                           : hinge_page_also(s, title->visits != NULL ? asked : NULL, cut < 2,
                                             cut < 1 ? NAMED : 1);
    const char *text = NULL;
    if (s->n_people > 1 && !s->spine) {
        /* Where the spine is not seen, faults that most people have for certain: of those that were
         * shown to be clean in people without them. */
        const double clean = 0.9;
        size_t n, judged;
        const size_t *told = hinge_cohort_families(s, &n);
        for (size_t k = 0; k < n; k++) {
            const struct hinge_fault *fault = hinge_fault_built_in(s->fault[told[k]]);
            if (fault == NULL || fault->clean < clean)
                continue;
            const size_t have = have_fault(s, told[k], HINGE_ANY, HINGE_ANY, &judged);
            if (2 * have > s->n_people)
                text = hinge_page_joined(
                    s, text,
                    hinge_page_text(
                        s, "%s: %zu of %zu people, for certain in at least %s of their bends.",
                        hinge_page_capital(s, hinge_cohort_fault_text(s, told[k], "short")), have,
                        s->n_people, hinge_page_fault_share(s)));
        }
    }
    return hinge_page_joined(s, also, text);
}

/* The change with the one cue at equal depth, where it is claimed; "": there is no such value. */
static const char *equal_of(struct hinge_cohort *s)
{
    const struct hinge_page_cue_row *one = &s->page->tests->cue[0];
    return one->state != HINGE_SAID_DIFFERS
               ? ""
               : hinge_page_sentence(
                     s, one->outcome, one->row, HINGE_SAY_EQUAL,
                     HINGE_SLOTS({"With", hinge_page_capital(s, s->cue[one->cue].phrase)}));
}

struct hinge_page_title *hinge_page_title(struct hinge_cohort *s)
{
    struct hinge_page_title *title = HINGE_FACTS_NEW(s, hinge_page_title);
    const struct hinge_page_tests *t = s->page->tests;
    bool named = false; /* percentage points */
    const size_t asked = hinge_page_visits_asked(s);
    title->visits = hinge_page_changed(s, asked, HINGE_SAY_VISITS_ONE, &named);
    if (s->one_person) {
        add_person(s, title);
    } else if (title->visits != NULL) {
        const struct hinge_page_changes *of = &s->page->changes[asked];
        const struct hinge_said_count rows = hinge_page_changes_count(s, of);
        const char **words = &title->visits->words.sentence;
        const char *n = lower(s, title, words);
        *words = begins(s) && !title->exploratory ? hinge_page_capital(s, *words) : *words;
        title->people = n != NULL ? hinge_page_text(s, "%s.", n) : NULL;
        if (!rows.most->paired)
            title->people = hinge_page_joined(s, title->people, changes_line(s, asked));
    } else if (t->two && t->groups != HINGE_SAID_FEW) {
        const char *n[2], *level[2];
        for (size_t k = 0; k < 2; k++) {
            n[k] = hinge_page_n_of(s, hinge_page_n(t->lead->n[k]), k);
            level[k] = hinge_page_val(s, s->planned, hinge_page_mean_of(s, s->planned, 0, k).m);
        }
        title->groups =
            claim_of(s, t->lead,
                     s->planned == s->outcome[HINGE_OUT_SHARE]  ? HINGE_SAY_TITLE_SHARE
                     : s->planned == s->outcome[HINGE_OUT_LEAN] ? HINGE_SAY_TITLE_LEAN
                                                                : HINGE_SAY_TITLE_OUTCOME,
                     HINGE_SLOTS({"a", s->group[0].words}, {"b", s->group[1].words},
                                 {"of_a", level[0]}, {"of_b", level[1]}),
                     &named);
        /* Two groups: their difference with its interval, and of how many people it is. */
        const struct hinge_page_printed is = hinge_page_print_change(s, s->planned, t->lead, false);
        title->people = hinge_page_text(s, "%s minus %s: %s%s, n" NBSP "=" NBSP "%s and %s.",
                                        hinge_page_capital(s, s->group[0].name), s->group[1].name,
                                        is.with_sign, is.ci, n[0], n[1]);
    } else if (t->pairs.tested > 0) {
        title->groups = pairs_of(s, &title->people, &named);
    } else {
        add_level(s, title);
    }
    if (title->sessions == NULL && title->visits == NULL && title->groups == NULL &&
        title->level == NULL) {
        title->nothing = HINGE_FACTS_MAKE(s, hinge_page_nothing, .found = s->n_reps > 0,
                                          /* as copies of two people are */
                                          .left_out = s->uses.n_reps > 0);
        for (size_t i = 0; i < s->n_trials; i++) { /* one at baseline is in means of other values */
            title->nothing->counts |=
                s->trial[i].main && s->trial[i].cue == 0 && s->trial[i].of->use == HINGE_USE_USED;
            if (s->trial[i].of->use == HINGE_USE_FEW)
                title->nothing->cure = hinge_page_allow_single(s);
        }
        if (title->nothing->cure == NULL)
            title->nothing->cause = hinge_page_cause(s);
    }
    const bool says = s->n_people > 0 && title->nothing == NULL;
    title->unseen = says && s->unseen;
    if (says && s->stands_in && *s->primary != '\0')
        title->unmeasured = s->asked->in_text;
    const char *at = says ? held_at(s) : NULL;
    title->at =
        at == NULL || title->unseen || title->unmeasured != NULL ? at : hinge_page_capital(s, at);
    title->low = !begins(s);
    if (hinge_page_tells_loads(s))
        title->loads = hinge_page_changed(s, HINGE_PAGE_LOADS, HINGE_SAY_LOADS_ONE, &named);
    const struct hinge_page_changes *loads = &s->page->changes[HINGE_PAGE_LOADS];
    const struct hinge_planned_outcome *row = hinge_page_changes_row(s, loads, 0);
    if (title->loads != NULL && row->paired)
        title->people = with_change(s, title->people,
                                    hinge_page_text(s, "from %s", hinge_page_from_to(s, loads)),
                                    s->planned, row);
    else if (title->loads != NULL)
        title->people = hinge_page_joined(s, title->people, changes_line(s, HINGE_PAGE_LOADS));
    if (s->n_people > 1 && (title->visits == NULL || asked != HINGE_PAGE_PRACTICE))
        title->cue = cue_of(s, &named); /* those of practice are worn while people learn */
    const char *alone = title->people,
               *equal = title->cue != NULL && t->n_cues == 1 ? equal_of(s) : "";
    if (*equal != '\0')
        title->people = hinge_page_joined(s, alone, equal);
    if (title->cue != NULL && t->n_cues == 1 && !s->one_person &&
        (title->groups == NULL || t->cue[0].state != HINGE_SAID_DIFFERS ||
         hinge_planned_splits(t->cue[0].row)))
        alone = title->people = with_change(s, title->people, s->cue[t->cue[0].cue].phrase,
                                            t->cue[0].outcome, t->cue[0].row);
    s->page->people = alone;
    title->question = question_of(s);
    title->below = below(s, title, 0);
    return title;
}

bool hinge_page_shorten_title(struct hinge_cohort *s, struct hinge_page_top *top)
{
    const struct hinge_page_tests *t = s->page->tests;
    const bool split = t->n_cues == 1 && hinge_planned_splits(t->cue[0].row),
               differs = split || (t->n_cues == 1 && t->cue[0].state == HINGE_SAID_DIFFERS);
    struct hinge_page_title *title = top->title;
    struct hinge_page_said **groups = &title->groups, **cue = &title->cue;
    const bool alike = *groups != NULL && t->groups == HINGE_SAID_NONE, /* what differs leads */
        loads = alike && title->loads != NULL &&
                hinge_page_changes_count(s, &s->page->changes[HINGE_PAGE_LOADS]).differ > 0;
    if (s->one_person || (*cue == NULL && !loads))
        return false;
    if (loads || (alike && split))
        top->moved = hinge_page_text(
            s, "%s%s%s.", hinge_or_empty(title->at), title->at != NULL ? ", " : "",
            title->at != NULL ? (*groups)->sentence : hinge_page_capital(s, (*groups)->sentence));
    if (loads) {
        (*groups)->sentence =
            hinge_page_text(s, "%s, %s", title->loads->When, title->loads->words.sentence);
        title->at = NULL;
        title->loads = NULL;
        title->below = hinge_page_joined(s, top->moved, title->below);
        return true;
    }
    if (title->level != NULL && hinge_page_is_planned(s, t->cue[0].row)) { /* it leads */
        title->level = NULL;
        title->at = NULL;
        *groups = *cue;
        (*groups)->sentence = hinge_page_capital(s, (*cue)->sentence);
    } else if (alike && split) {
        *groups = *cue;
        (*groups)->sentence =
            begins(s) ? hinge_page_capital(s, (*cue)->sentence) : (*cue)->sentence;
    } else if (!differs)
        top->moved = hinge_page_text(s, "%s.", hinge_page_capital(s, top->title->cue->sentence));
    else {
        top->moved = hinge_page_sentence(
            s, t->cue[0].outcome, t->cue[0].row, HINGE_SAY_LINE_CUE,
            HINGE_SLOTS({"With", hinge_page_capital(s, s->cue[t->cue[0].cue].phrase)},
                        {"n", hinge_page_n_of(s, hinge_page_n(t->cue[0].row->diff.n), HINGE_ANY)}));
        if (s->page->people != NULL) /* the sentence has the value at equal depth */
            title->people = s->page->people;
    }
    *cue = NULL;
    if (top->moved != NULL)
        top->title->below = hinge_page_joined(s, top->moved, top->title->below);
    return true;
}

bool hinge_page_shorten_top(struct hinge_cohort *s, struct hinge_page_top *top)
{
    enum { CUTS = 2 };
    struct hinge_page_caveat *of = top->caveat;
    if (of->n_caveat > 1) {
        struct hinge_page_note *last = of->caveat[--of->n_caveat];
        (void)HINGE_FACTS_NEXT(s, of, besides);
        for (size_t i = of->n_besides - 1; i > 0; i--)
            of->besides[i] = of->besides[i - 1];
        of->besides[0] = last;
        of->more = hinge_page_text(s, "and %zu more", of->n_besides);
        return true;
    }
    if (top->cut++ >= CUTS || s->one_person)
        return false;
    top->title->below = hinge_page_joined(s, top->moved, below(s, top->title, top->cut));
    return true;
}

/* --- caveat --- */

struct difference {
    double sds;
    const char *name, *words; /* "height"; with its size and, from 5 people on, its interval */
};

static int by_sds(const void *a, const void *b)
{
    const struct difference *p = a, *q = b;
    return p->sds < q->sds ? 1 : p->sds > q->sds ? -1 : strcmp(p->name, q->name);
}

const char *hinge_page_differing(struct hinge_cohort *s)
{
    enum { ROWS = 4, SHOWN = 2, DEEPER = 5 /* degrees */ };
    const struct hinge_quantity *deep = s->outcome[s->spine ? HINGE_OUT_DEPTH : HINGE_OUT_CHORD];
    const struct {
        const char *column, *more;
        struct hinge_quantity as;
    } rows[ROWS] = {{"height_m", "taller", {.in_text = "height", .change = " cm", .scale = 100}},
                    {"mass_kg", "heavier", {.in_text = "mass", .change = " kg", .scale = 1}},
                    {"age", "older", {.in_text = "age", .change = " years", .scale = 1}},
                    {NULL, "deeper", *deep}};
    struct difference found[ROWS];
    struct hinge_page_list shown = {0};
    size_t n = 0;
    if (!hinge_page_groups_claimed(s))
        return NULL;
    const bool *compared = hinge_page_compared(s);
    const struct hinge_table *trials = &s->tab.trials;
    size_t *of_row = hinge_arena_alloc(&s->arena, trials->rows, sizeof *of_row),
           *first = hinge_arena_alloc(&s->arena, s->n_people, sizeof *first);
    for (size_t r = 0; r < trials->rows; r++) {
        const struct hinge_cohort_trial *of =
            s->trial_at[r] != HINGE_ANY ? &s->trial[s->trial_at[r]] : NULL;
        of_row[r] = of != NULL && of->of->use >= HINGE_USE_GUESSED ? of->person : SIZE_MAX;
    }
    for (size_t i = 0; i < ROWS; i++) {
        double *values = hinge_arena_alloc(&s->arena, s->n_people, sizeof *values), most = 0;
        const char *column = rows[i].column;
        const long at = column != NULL ? hinge_table_find(trials, column) : -1;
        bool alike = false; /* as Table 1: none of which somebody has two values */
        const bool known = at >= 0 && hinge_table_first_values(trials, (size_t)at, of_row,
                                                               s->n_people, first, &alike);
        for (size_t p = 0; p < s->n_people; p++)
            values[p] = !compared[p]     ? (double)NAN
                        : column == NULL ? hinge_cohort_value(s, deep, p, 0)
                        : known && alike && first[p] != SIZE_MAX
                            ? hinge_table_number(trials, column, first[p])
                            : (double)NAN;
        for (size_t g = 0; g < s->n_groups * s->n_groups; g++) {
            const size_t a = g / s->n_groups, b = g % s->n_groups;
            /* where any difference is claimed: of every two groups by their row */
            bool claimed = !s->pairs && a < 2 && b < 2;
            for (size_t k = 0; k < s->page->tests->pairs.all; k++) {
                const struct hinge_planned_outcome *row = s->page->tests->pair[k];
                const size_t of[] = {hinge_cohort_group_of(s, row->level[0]),
                                     hinge_cohort_group_of(s, row->level[1])};
                claimed = claimed || (hinge_planned_differs(row) &&
                                      ((of[0] == a && of[1] == b) || (of[0] == b && of[1] == a)));
            }
            if (a <= b || !claimed)
                continue;
            const struct hinge_cohort_cell x = hinge_page_cell_of(s, values, a),
                                           y = hinge_page_cell_of(s, values, b);
            const double sds = fabs(hinge_page_in_sds(x.value, x.n, y.value, y.n));
            struct hinge_compared of = hinge_compare_groups(x.value, x.n, y.value, y.n, 0.05);
            if (!(sds >= .5 && sds > most) || (column == NULL && fabs(of.diff) < DEEPER))
                continue;
            const size_t more = of.diff < 0 ? b : a;
            if (of.diff < 0) /* said without a sign */
                of = (struct hinge_compared){.diff = -of.diff, .low = -of.high, .high = -of.low};
            const struct hinge_page_printed is =
                hinge_page_print(s, &rows[i].as, of.diff, of.low, of.high);
            found[n] = (struct difference){
                sds, rows[i].as.in_text,
                hinge_page_text(
                    s, "%s (%s %s %s than %s%s%s)", rows[i].as.in_text, s->group[more].name,
                    is.size, rows[i].more, s->group[more == a ? b : a].name,
                    is.span != NULL ? ", 95%" NBSP "CI " : "", hinge_or_empty(is.span))};
            most = sds;
        }
        n += most > 0;
    }
    qsort(found, n, sizeof *found, by_sds);
    for (size_t i = 0; i < n && i < SHOWN; i++)
        hinge_page_list_add(s, &shown, found[i].words);
    return hinge_page_listed(s, &shown, "and");
}

struct hinge_done_order hinge_page_order_of(struct hinge_cohort *s, size_t cue,
                                            const struct hinge_quantity *outcome, size_t person)
{
    const char **session = hinge_arena_alloc(&s->arena, s->n_trials, sizeof *session);
    struct hinge_done *done = hinge_arena_alloc(&s->arena, s->n_trials, sizeof *done);
    size_t n = 0;
    for (const struct hinge_cohort_trial *of = NULL; (of = hinge_page_usable(s, of)) != NULL;) {
        if (!of->main || of->person == HINGE_ANY || (person != HINGE_ANY && of->person != person) ||
            (of->cue != 0 && of->cue != cue) ||
            (outcome != NULL && (!hinge_cohort_is_of(s, of->person, HINGE_ANY, 0) ||
                                 isnan(hinge_cohort_value(s, outcome, of->person, cue) -
                                       hinge_cohort_value(s, outcome, of->person, 0)))))
            continue;
        session[n] = hinge_cohort_trial_text(s, of, "session");
        done[n++] = (struct hinge_done){of->person, of->cue == cue, 0,
                                        hinge_cohort_trial_number(s, of, "cond_order")};
    }
    const struct hinge_labels sessions = hinge_labels_of(&s->arena, session, n, HINGE_BY_LEVEL);
    for (size_t i = 0; i < n; i++)
        done[i].session = sessions.code[i];
    return hinge_done_order(done, n);
}

struct hinge_done_order hinge_page_order(struct hinge_cohort *s, size_t cue,
                                         const struct hinge_quantity *outcome)
{
    return hinge_page_order_of(s, cue, outcome, HINGE_ANY);
}

/* A main recording of a person. */
struct place {
    size_t person, cue;
    unsigned session;
    double at;
};

static int by_place(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    const int person = hinge_compare_sizes(x->person, y->person),
              session = (x->session > y->session) - (x->session < y->session);
    return person != 0 ? person : session != 0 ? session : (x->at > y->at) - (x->at < y->at);
}

struct hinge_page_sequence *hinge_page_sequences(struct hinge_cohort *s, struct hinge_intern *text)
{
    struct hinge_page_sequence *all = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *all);
    const char **session = hinge_arena_alloc(&s->arena, s->n_trials + 1, sizeof *session);
    struct place *place = hinge_arena_alloc(&s->arena, s->n_trials + 1, sizeof *place);
    size_t n = 0;
    for (const struct hinge_cohort_trial *of = NULL; (of = hinge_page_usable(s, of)) != NULL;)
        if (of->main && of->person != HINGE_ANY) {
            session[n] = hinge_cohort_trial_text(s, of, "session");
            place[n++] = (struct place){of->person, of->cue, 0,
                                        hinge_cohort_trial_number(s, of, "cond_order")};
        }
    const struct hinge_labels sessions = hinge_labels_of(&s->arena, session, n, HINGE_BY_LEVEL);
    for (size_t i = 0; i < n; i++)
        place[i].session = sessions.code[i];
    qsort(place, n, sizeof *place, by_place);
    for (size_t p = 0; p < s->n_people; p++)
        all[p] = (struct hinge_page_sequence){HINGE_ANY, HINGE_ANY};
    for (size_t from = 0, to; from < n; from = to) {
        cleared_by(hinge_text_clear) struct hinge_text words = {0};
        bool known = true, several = false;
        for (to = from; to < n && place[to].person == place[from].person; to++) {
            const bool other = to > from && place[to].cue != place[to - 1].cue;
            known = known && !isnan(place[to].at) &&
                    !(other && place[to].session == place[to - 1].session &&
                      !(place[to].at > place[to - 1].at));
            several = several || other;
            if (to == from || other)
                hinge_text_printf(&words, "%s%s", to > from ? ", then " : "",
                                  s->cue[place[to].cue].phrase);
        }
        if (known && several)
            all[place[from].person] = (struct hinge_page_sequence){
                hinge_intern_number(text, hinge_text_string(&words)), place[from].cue};
    }
    return all;
}

/* --- the bend that stands for a mean --- */

size_t *hinge_page_unusual(struct hinge_cohort *s, size_t group)
{
    size_t *count = hinge_arena_alloc(&s->arena, s->n_reps, sizeof *count), n, judged;
    const size_t *order = hinge_cohort_told(s, &n);
    for (size_t k = 0; k < n && s->kind[0].counted; k++) {
        const size_t has = have_fault(s, order[k], group, 0, &judged);
        const double *state = hinge_reps_column(&s->reading, "fault_state", s->n_faults);
        for (size_t r = 0; r < s->n_main && 2 * has < judged; r++)
            count[r] += hinge_fault_state_of(state[s->rep[r].row * s->n_faults + order[k]]) ==
                        HINGE_FAULT_PRESENT;
    }
    return count;
}

size_t hinge_page_nearest(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                          size_t group, size_t session, double mean)
{
    const struct hinge_cohort_bends_of bends =
        hinge_cohort_bends_of(s, outcome, HINGE_ANY, session, 0);
    double *depth = hinge_arena_alloc(&s->arena, bends.n + 1, sizeof *depth), off = INFINITY;
    size_t best = HINGE_ANY, n = 0;
    const size_t *unusual = hinge_page_unusual(s, group);
    for (size_t i = 0; i < bends.n; i++) {
        if (!hinge_cohort_is_of(s, s->rep[bends.rep[i]].person, group, 0))
            continue;
        bends.rep[n] = bends.rep[i];
        bends.value[n] = bends.value[i];
        depth[n++] = hinge_cohort_rep_value(s, s->outcome[HINGE_OUT_DEPTH], bends.rep[i]);
    }
    const double deep = hinge_stats_mean(depth, n),
                 sd[2] = {fmax(1e-6, hinge_stats_sd(bends.value, n)),
                          fmax(1e-6, hinge_stats_sd(depth, n))};
    for (size_t i = 0; i < n; i++) {
        const size_t r = bends.rep[i];
        const double far = (depth[i] - deep) / sd[1],
                     distance = hypot((bends.value[i] - mean) / sd[0], isnan(far) ? 0 : far);
        if (best != HINGE_ANY &&
            (unusual[r] > unusual[best] || (unusual[r] == unusual[best] && !(distance < off))))
            continue;
        off = distance;
        best = r;
    }
    return best;
}

size_t hinge_page_first(struct hinge_cohort *s)
{
    if (!s->one_person)
        return hinge_page_nearest(s, s->lead, 0, HINGE_ANY, hinge_page_mean_of(s, s->lead, 0, 0).m);
    const struct hinge_page_sessions of = hinge_page_sessions(s, s->lead);
    return of.n > 0 ? hinge_page_nearest(s, s->lead, HINGE_ANY, *of.session, of.bends->mean)
                    : HINGE_ANY;
}
