/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a comparison is of, what was planned of it, and which tests are corrected together. The
 * numbers are those of the analyses. */
#include "planned/register.h"

#include "report/print/comparison.h"
#include "table/columns.h"

/* Its planned tests are one family, and its further outcomes and faults one each. */
static const struct {
    const char *planned, *others;
} family[HINGE_ASKED_QUESTIONS] = {[HINGE_ASKED_PRACTICE] = {"practice", "practice"},
                                   [HINGE_ASKED_SESSIONS] = {"sessions", "sessions"},
                                   [HINGE_ASKED_GROUPS] = {"groups", "groups"},
                                   [HINGE_ASKED_CUES] = {"cues", "cues"},
                                   [HINGE_ASKED_LOADS] = {"loads", "loads"},
                                   [HINGE_ASKED_LATER] = {"later", "later minus before"},
                                   [HINGE_ASKED_LATER_AFTER] = {"later", "later minus after"}};

/* What is being made. */
struct making {
    struct hinge_cohort *s;
    const struct hinge_asked *asked;
    bool leads; /* the question does, where nothing is planned */
    const char *held;
    size_t since;                             /* its records begin here */
    const struct hinge_planned_outcome *same; /* its contrast is that of the row before */
    const char *with;
    struct hinge_register made;
};

/* Whether the study says what it plans: for everything, or for a cue of the user's own. */
static bool is_declared(struct hinge_cohort *s, const struct hinge_planned_outcome *row)
{
    struct hinge_cue_outcome theirs = {.id = NULL};
    if (*hinge_or_empty(s->primary) != '\0')
        return strcmp(row->outcome, s->asked->id) == 0;
    if (row->paired && strcmp(row->column, "cue") == 0 && s->tab.status == HINGE_OK)
        s->tab.status = hinge_outcome_of_cue(&s->tab.list, row->level[0], &s->tab.faults, &s->arena,
                                             &theirs, &s->tab.failure);
    return theirs.id != NULL &&
           (hinge_planned_is(row, "secondary") || strcmp(row->outcome, theirs.id) == 0);
}

static const char *role_of(const struct making *m, const struct hinge_planned_outcome *row)
{
    if (m->asked->described || !(hinge_planned_is(row, "fault") || hinge_planned_is_tested(row)))
        return "described";
    if (hinge_planned_is(row, "secondary") && *hinge_or_empty(m->s->primary) == '\0' &&
        is_declared(m->s, row))
        return "secondary";
    if (!m->leads || !hinge_planned_is(row, "primary"))
        return "exploratory";
    return is_declared(m->s, row)                   ? "planned"
           : *hinge_or_empty(m->s->primary) != '\0' ? "exploratory"
                                                    : "default";
}

static const char *family_of(const struct making *m, const struct hinge_planned_outcome *row)
{
    const char *others = family[m->asked->what].others,
               *of = m->asked->kind == 0 ? "" : m->s->kind[m->asked->kind].name;
    const bool planned = hinge_planned_is(row, "primary");
    return hinge_arena_printf(&m->s->arena, "%s%s%s%s",
                              planned ? family[m->asked->what].planned : others,
                              planned                          ? ""
                              : hinge_planned_is(row, "fault") ? ", faults"
                                                               : ", further",
                              *of != '\0' ? ", " : "", of);
}

/* People who are asked: of a group, of all (NULL). */
static double people(const struct making *m, const char *group)
{
    const size_t of = group == NULL ? HINGE_ANY : hinge_cohort_group_of(m->s, group);
    return (double)hinge_cohort_count(m->s, of, m->asked->kind);
}

static const char *pair_of(const struct making *m, const char *const group[2])
{
    return hinge_arena_printf(&m->s->arena, "%s \xe2\x88\x92 %s", group[0], group[1]);
}

/* "12 kg", "after": a level of a change. */
static const char *level_of(const struct making *m, const char *level)
{
    return m->asked->what == HINGE_ASKED_LOADS ? hinge_arena_printf(&m->s->arena, "%s kg", level)
                                               : level;
}

/* What all records of a row have in common; nothing is known of its numbers. */
static struct hinge_record begin(const struct making *m, const struct hinge_planned_outcome *row)
{
    char id[200];
    const double none = NAN;
    const bool change = m->asked->to != NULL,
               groups = m->asked->what == HINGE_ASKED_GROUPS && !row->paired;
    return (struct hinge_record){
        .what = m->asked->what,
        .subject = "all",
        .outcome = hinge_arena_strdup(&m->s->arena, hinge_planned_id(row, id, sizeof id)),
        .phase = row->phase,
        /* of loads each has its row */
        .first =
            change ? level_of(m, row->paired && m->asked->what == HINGE_ASKED_LOADS ? row->level[0]
                                                                                    : m->asked->to)
                   : row->level[0],
        .second = change ? level_of(m, m->asked->from) : row->level[1],
        .held = m->held,
        .role = "described",
        .n_first = none,
        .of_first = none,
        .n_second = none,
        .of_second = none,
        .estimate = none,
        .low = none,
        .high = none,
        .p = none,
        .p_holm = none,
        .g = groups ? row->size : none,
        .g_low = groups ? row->size_low : none,
        .g_high = groups ? row->size_high : none,
        .unit = hinge_planned_is(row, "fault") ? "1" : row->unit,
        .of = row};
}

void hinge_register_add(struct hinge_register *to, struct hinge_arena *arena,
                        const struct hinge_record *record)
{
    to->record = hinge_arena_more(arena, to->record, to->n, sizeof *to->record);
    to->record[to->n++] = *record;
}

static void add(struct making *m, const struct hinge_record *record)
{
    hinge_register_add(&m->made, &m->s->arena, record);
}

/* Of people who have both levels: what they changed. */
static void count_pairs(const struct making *m, struct hinge_record *record, double n,
                        const char *group)
{
    record->n_first = record->n_second = n > 0 ? n : 0;
    record->of_first = record->of_second = people(m, group);
}

/* Of two groups each its own. */
static void count_groups(const struct making *m, struct hinge_record *record, const double n[2],
                         const char *const group[2])
{
    record->n_first = n[0] > 0 ? n[0] : 0;
    record->n_second = n[1] > 0 ? n[1] : 0;
    record->of_first = people(m, group[0]);
    record->of_second = people(m, group[1]);
}

static void take(struct hinge_record *record, const struct hinge_change *of)
{
    record->estimate = of->value;
    record->low = of->low;
    record->high = of->high;
    record->p = strcmp(record->role, "described") != 0 ? of->p : (double)NAN;
}

/* What each of two groups changed, described, once: of several pairs a group is in more than one.
 */
static void add_changes(struct making *m, const struct hinge_planned_outcome *row,
                        const char *const group[2], const double n[2], const double mean[2])
{
    for (int k = 0; k < 2; k++) {
        struct hinge_record record = begin(m, row);
        bool done = false;
        record.subject = group[k];
        for (size_t i = m->since; i < m->made.n; i++) {
            const struct hinge_record *other = &m->made.record[i];
            done = done || (strcmp(other->subject, record.subject) == 0 &&
                            strcmp(other->outcome, record.outcome) == 0 &&
                            strcmp(hinge_or_empty(other->phase), hinge_or_empty(row->phase)) == 0 &&
                            strcmp(other->first, record.first) == 0);
        }
        if (done)
            continue;
        count_pairs(m, &record, n[k], group[k]);
        record.estimate = mean[k];
        if (!hinge_planned_is(row, "fault")) { /* of a fault they are of its rate */
            record.low = row->low[k];
            record.high = row->high[k];
        }
        add(m, &record);
    }
}

static void add_row(struct making *m, const struct hinge_planned_outcome *row)
{
    struct hinge_record record = begin(m, row);
    record.role = role_of(m, row);
    take(&record, &row->diff);
    if (!isnan(record.p)) {
        record.family = family_of(m, row);
        record.p_holm = row->p_holm;
        record.verdict = row->verdict;
    }
    const bool judged = !isnan(row->judged[0]);
    if (m->same == NULL || strcmp(m->same->level[0], row->level[0]) != 0 ||
        strcmp(m->same->level[1], row->level[1]) != 0)
        m->with = hinge_register_with(m->s, m->asked, row);
    m->same = row;
    record.with = m->with;
    if (row->paired) {
        count_pairs(m, &record, row->diff.n, NULL);
        for (size_t i = 0; i < m->asked->result->n_cues; i++) {
            const struct hinge_planned_cue *cue = &m->asked->result->cue[i];
            if (cue->confounded != NULL && strcmp(cue->id, row->level[0]) == 0 &&
                m->asked->what == HINGE_ASKED_CUES)
                record.with = m->with == NULL
                                  ? "cond_order"
                                  : hinge_arena_printf(&m->s->arena, "cond_order, %s", m->with);
        }
    } else {
        record.subject = pair_of(m, row->level);
        count_groups(m, &record, judged ? row->judged : row->n, row->level);
    }
    add(m, &record);
    if (!row->paired && m->asked->to != NULL)
        add_changes(m, row, row->level, row->n, row->mean);
    if (!row->paired || isnan(row->interaction.value))
        return;
    /* what each group changed, and the difference, which is tested by itself */
    struct hinge_record apart = begin(m, row);
    apart.subject = pair_of(m, row->group);
    apart.role = m->asked->described ? "described" : "exploratory";
    struct hinge_asked groups = *m->asked;
    struct hinge_planned_outcome of = *row;
    groups.what = HINGE_ASKED_GROUPS;
    memcpy(of.level, row->group, sizeof of.level);
    const char *with = hinge_register_with(m->s, &groups, &of);
    apart.with = with != NULL ? with : record.with;
    count_groups(m, &apart, row->n_group, row->group);
    take(&apart, &row->interaction);
    add(m, &apart);
    add_changes(m, row, row->group, row->n_group, row->mean_group);
}

struct hinge_register hinge_register_make(struct hinge_cohort *study,
                                          const struct hinge_asked *asked, size_t n)
{
    struct making m = {.s = study};
    enum hinge_asked_what first = HINGE_ASKED_LATER; /* what is asked later never leads */
    for (size_t i = 0; i < n; i++)
        if (asked[i].result != NULL && !asked[i].described && asked[i].what < first)
            first = asked[i].what;
    for (size_t i = 0; i < n; i++) {
        m.asked = &asked[i];
        m.leads = asked[i].kind == 0 &&
                  (asked[i].what == first ||
                   (first == HINGE_ASKED_GROUPS && asked[i].what == HINGE_ASKED_CUES));
        if (asked[i].result == NULL)
            continue;
        m.since = m.made.n;
        m.same = NULL;
        const struct hinge_result *result = asked[i].result;
        const json_t *filter = hinge_json_at(hinge_result_document(result), "request/filter");
        struct hinge_text held = {0};
        hinge_filter_asked(json_string_value(filter), &held);
        m.held = hinge_text_to_arena(&held, &study->arena);
        for (size_t r = 0; r < result->n_planned; r++) {
            const struct hinge_planned_outcome *row = &result->planned[r];
            const bool fault = hinge_planned_is(row, "fault"),
                       nobody = fault ? !(row->mean[0] > 0 || row->mean[1] > 0)
                                      : isnan(row->mean[0]) && isnan(row->mean[1]);
            /* not the mean of a cue or of one of several groups; what nobody has or showed is
             * asked where it is planned */
            if (!hinge_planned_is(row, "done") && *hinge_or_empty(row->level[1]) != '\0' &&
                (!nobody || hinge_planned_is(row, "primary")))
                add_row(&m, row);
        }
    }
    return m.made;
}

void hinge_register_count(const struct hinge_register *of, size_t n[HINGE_TESTS])
{
    static const char *const role[] = {[HINGE_TESTS_PLANNED] = "planned",
                                       [HINGE_TESTS_DEFAULT] = "default",
                                       [HINGE_TESTS_SECONDARY] = "secondary"};
    memset(n, 0, HINGE_TESTS * sizeof *n);
    for (size_t i = 0; i < of->n; i++) {
        const struct hinge_record *record = &of->record[i];
        size_t which = 0;
        while (which < HINGE_TESTS_EXPLORATORY && strcmp(record->role, role[which]) != 0)
            which++;
        if (which == HINGE_TESTS_EXPLORATORY)
            which = record->what == HINGE_ASKED_BESIDE      ? HINGE_TESTS_BESIDE
                    : isnan(record->p_holm)                 ? HINGE_TESTS_CHANGES
                    : hinge_planned_is(record->of, "fault") ? HINGE_TESTS_FAULTS
                                                            : HINGE_TESTS_EXPLORATORY;
        n[which] += isnan(record->p) ? 0 : 1;
    }
}
