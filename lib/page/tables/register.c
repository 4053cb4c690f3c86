/* SPDX-License-Identifier: GPL-3.0-or-later */
/* register: every comparison that the report makes, a row each: of whom, of what, what was planned
 * of it, and its numbers. */
#include "page/page.h"

#include "stats/parts/planned.h"

#define AT(member) offsetof(struct hinge_record, member)
static const struct hinge_view_column columns[] = {
    {"subject", "", HINGE_TEXT, HINGE_SHOW_KEY, AT(subject)},
    {"outcome", "", HINGE_TEXT, HINGE_SHOW_KEY, AT(outcome)},
    {"phase", "", HINGE_TEXT, HINGE_SHOW_KEY_FULL, AT(phase)},
    {"first", "", HINGE_TEXT, HINGE_SHOW_KEY, AT(first)},
    {"second", "", HINGE_TEXT, HINGE_SHOW_KEY, AT(second)},
    {"held", "", HINGE_TEXT, HINGE_SHOW_DIFFERS, AT(held)},
    {"role", "", HINGE_TEXT, HINGE_SHOW_DATA, AT(role)},
    {"family", "", HINGE_TEXT, HINGE_SHOW_DATA, AT(family)},
    {"n_first", "1", 0, HINGE_SHOW_DATA, AT(n_first)},
    {"of_first", "1", 0, HINGE_SHOW_FULL, AT(of_first)},
    {"n_second", "1", 0, HINGE_SHOW_DATA, AT(n_second)},
    {"of_second", "1", 0, HINGE_SHOW_FULL, AT(of_second)},
    {"estimate", "", 3, HINGE_SHOW_DATA, AT(estimate)},
    {"low", "", 3, HINGE_SHOW_DATA, AT(low)},
    {"high", "", 3, HINGE_SHOW_DATA, AT(high)},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_DATA, AT(unit)},
    {"p", "1", -1, HINGE_SHOW_DATA, AT(p)},
    {"p_holm", "1", -1, HINGE_SHOW_DATA, AT(p_holm)},
    {"g", "1", 2, HINGE_SHOW_FULL, AT(g)},
    {"g_ci_low", "1", 2, HINGE_SHOW_FULL, AT(g_low)},
    {"g_ci_high", "1", 2, HINGE_SHOW_FULL, AT(g_high)},
    {"verdict", "", HINGE_TEXT, HINGE_SHOW_DATA, AT(verdict)},
    {"with", "", HINGE_TEXT, HINGE_SHOW_FILLED, AT(with)},
    {0}};

struct hinge_register hinge_page_register(struct hinge_cohort *s)
{
    static const size_t change[] = {[HINGE_ASKED_PRACTICE] = HINGE_PAGE_PRACTICE,
                                    [HINGE_ASKED_SESSIONS] = HINGE_PAGE_SESSIONS,
                                    [HINGE_ASKED_LOADS] = HINGE_PAGE_LOADS,
                                    [HINGE_ASKED_LATER] = HINGE_PAGE_LATER,
                                    [HINGE_ASKED_LATER_AFTER] = HINGE_PAGE_LATER_AFTER};
    const size_t most = (s->n_kinds + 1) * HINGE_ASKED_QUESTIONS;
    struct hinge_asked *asked = hinge_arena_alloc(&s->arena, most, sizeof *asked);
    size_t n = 0;
    cleared_by(hinge_intern_clear) struct hinge_intern orders = {0};
    const struct hinge_page_sequence *done = hinge_page_sequences(s, &orders);
    const char **order = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *order);
    for (size_t p = 0; p < s->n_people; p++)
        order[p] =
            done[p].text != HINGE_ANY ? hinge_page_text(s, "%s", orders.text[done[p].text]) : NULL;
    for (size_t kind = 0; kind < s->n_kinds; kind++)
        for (enum hinge_asked_what what = 0; what < HINGE_ASKED_QUESTIONS; what++) {
            const struct hinge_page_answers *answers = &s->page->answers[kind];
            struct hinge_asked *of = &asked[n];
            of->what = what;
            of->kind = kind;
            of->order = order;
            if (what == HINGE_ASKED_GROUPS) {
                of->result = answers->groups;
            } else if (what == HINGE_ASKED_CUES) {
                of->result = answers->cues;
            } else if (kind == 0) {
                const struct hinge_page_changes *its = &s->page->changes[change[what]];
                of->result = its->result;
                of->from = its->from;
                of->to = its->to;
                of->described = its->described;
            }
            n += of->result != NULL;
        }
    return hinge_register_make(s, asked, n);
}

struct hinge_planned_outcome hinge_page_beside(const struct hinge_cohort *s,
                                               const struct hinge_quantity *outcome,
                                               const char *const level[2])
{
    struct hinge_planned_outcome row = s->page->no_row;
    if (outcome == NULL)
        return row;
    const struct hinge_measure *measure = hinge_cohort_measure(s, outcome);
    row.outcome = outcome->id;
    row.phase = outcome->phase;
    row.unit = measure != NULL ? measure->unit : "deg"; /* a severity */
    row.level[0] = level[0];
    row.level[1] = level[1];
    return row;
}

void hinge_page_tested(struct hinge_cohort *s, const char *family,
                       struct hinge_planned_outcome *row, size_t n)
{
    hinge_planned_judge_changes(&s->arena, row, n, 0.05);
    for (const struct hinge_planned_outcome *of = row; of < row + n; of++) {
        const bool pair = of->group[1] != NULL, is = !isnan(of->diff.p);
        double asked[2]; /* people */
        if (isnan(of->diff.value))
            continue;
        for (size_t k = 0; k < 2; k++) {
            const char *group = of->group[pair ? k : 0];
            asked[k] = (double)hinge_cohort_count(
                s, group != NULL ? hinge_cohort_group_of(s, group) : HINGE_ANY, HINGE_ANY);
        }
        hinge_register_add(
            &s->page->asked, &s->arena,
            &(struct hinge_record){.what = HINGE_ASKED_BESIDE,
                                   .subject = pair ? hinge_page_text(s, "%s \xe2\x88\x92 %s",
                                                                     of->group[0], of->group[1])
                                              : of->group[0] != NULL ? of->group[0]
                                                                     : "all",
                                   .outcome = of->outcome,
                                   .phase = of->phase,
                                   .first = of->level[0],
                                   .second = of->level[1],
                                   .held = of->cell[0],
                                   .role = is ? "exploratory" : "described",
                                   .family = is ? family : NULL,
                                   .n_first = pair ? of->n_group[0] : of->diff.n,
                                   .of_first = asked[0],
                                   .n_second = pair ? of->n_group[1] : of->diff.n,
                                   .of_second = asked[1],
                                   .estimate = of->diff.value,
                                   .low = of->diff.low,
                                   .high = of->diff.high,
                                   .unit = of->unit,
                                   .p = of->diff.p,
                                   .p_holm = of->p_holm,
                                   .g = (double)NAN,
                                   .g_low = (double)NAN,
                                   .g_high = (double)NAN,
                                   .verdict = of->verdict,
                                   .of = of});
    }
}

bool hinge_page_is_planned(const struct hinge_cohort *s, const struct hinge_planned_outcome *row)
{
    const struct hinge_register *all = &s->page->asked;
    for (size_t i = 0; i < all->n; i++)
        if (all->record[i].of == row)
            return strcmp(all->record[i].role, "planned") == 0;
    return false;
}

bool hinge_page_tells_loads(const struct hinge_cohort *s)
{
    const struct hinge_register *all = &s->page->asked;
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->record[i].role, "planned") == 0 && all->record[i].what != HINGE_ASKED_LOADS)
            return false;
    return true;
}

static void make(struct hinge_tabulation *tab)
{
    struct hinge_cohort study = {0};
    hinge_tab_columns(tab, columns);
    for (size_t c = 0; c < tab->table->n_columns; c++)
        if (strcmp(tab->table->column[c].name, "family") == 0) /* elsewhere a measuring system */
            hinge_table_set_title(tab->table, c, "Corrected with");
    hinge_tab_try(tab, hinge_page_start(&study, hinge_page_of_table(tab), &tab->failure));
    if (tab->status == HINGE_OK)
        hinge_tab_try(tab, hinge_page_answer(&study, &tab->failure));
    if (tab->status == HINGE_OK) {
        size_t no = 0; /* what sections test, too */
        if (!hinge_page_is_empty(&study) && study.n_people > 0) {
            hinge_page_cues(&study, &no);
            hinge_page_range(&study, &no);
            hinge_page_ask_set(&study);
        }
        const struct hinge_register made = study.page->asked;
        for (size_t i = 0; i < made.n; i++) {
            struct hinge_record *record = &made.record[i];
            const bool fault = hinge_planned_is(record->of, "fault");
            if (!hinge_tab_readable(tab)) {
                hinge_tab_row(tab, record);
            } else if (fault || record->what == HINGE_ASKED_BESIDE ||
                       hinge_planned_is_tested(record->of)) { /* what is asked */
                record->unit = fault || record->of->share ? "share" : record->unit;
                hinge_tab_row(tab, record);
            }
        }
        hinge_tab_try(tab, hinge_page_ended(&study, &tab->failure));
    }
    hinge_page_close(&study);
    tab->nothing_is_fine = true;
    hinge_tab_note(tab, tab->table->rows == 0
                            ? "Nothing is compared: these are recordings of one person, or of one "
                              "group in one condition.\n"
                            : "estimate is first minus second. A − B is group A minus group B, or "
                              "the change of A minus that of B. role is default where no plan "
                              "names the comparison that leads. p_holm is p adjusted over the "
                              "tests of its family.\n");
}

const struct hinge_view hinge_view_register = {
    .id = "register",
    .title = "every comparison of the report: of whom, of what, what was planned, and its numbers",
    .takes = "filter,people,order,primary,main,change,allow-inferred,all-tasks,all-reps,"
             "allow-single,columns,sort,digits",
    .make = make,
};
