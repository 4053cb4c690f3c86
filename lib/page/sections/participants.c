/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table 1: who took part, and what was not used. */
#include "page/page.h"

HINGE_FACTS(head, F(TEXT, name) F(TEXT, cls) F(NUMBER, n))
/* d: a difference of the groups in SDs; "" where it has none. */
HINGE_FACTS(row, F(TEXT, name) F(TEXT, d) F(WORDS, cells))
/* percent: a row counts people; described: a row is of who they are. */
HINGE_FACTS(table, F(LIST, row, rows) F(LIST, head, heads) F(FLAG, diffs) F(TEXT, a_name)
                       F(TEXT, b_name) F(FLAG, percent) F(TEXT, flow) F(FLAG, described))

/* --- columns: each group, then everybody --- */

struct who {
    struct hinge_cohort *study;
    size_t *place; /* of each person in the list of participants */
    size_t n_columns;
    struct table table;
};

/* The group of a column; ANY: everybody. */
static size_t group_of(const struct who *w, size_t column)
{
    return w->study->n_groups > 1 && column < w->study->n_groups ? column : HINGE_ANY;
}

/* A row, the difference of its groups in SDs (NaN: none); its cells follow, in their order. */
static struct row *add_row(struct who *w, const char *name, double sds)
{
    struct row *row = HINGE_FACTS_NEXT(w->study, &w->table, rows);
    const char *d = hinge_page_fixed(w->study, sds, 2);
    row->name = name;
    row->d = !isfinite(sds) ? "" : sds > 0 ? hinge_page_text(w->study, "+%s", d) : d;
    w->table.diffs = w->table.diffs || (isfinite(sds) && !w->study->pairs);
    return row;
}

double hinge_page_in_sds(const double *x, size_t nx, const double *y, size_t ny)
{
    return hinge_means_in_sds(hinge_stats_mean(x, nx), hinge_stats_sd(x, nx),
                              hinge_stats_mean(y, ny), hinge_stats_sd(y, ny));
}

/* --- numbers: mean (SD) --- */

static size_t gather(const struct who *w, const struct hinge_participant_variable *v, size_t group,
                     double *value)
{
    size_t n = 0;
    for (size_t p = 0; p < w->study->n_people; p++)
        if (hinge_cohort_is_of(w->study, p, group, HINGE_ANY) && w->place[p] != HINGE_ANY &&
            !isnan(v->number[w->place[p]]))
            value[n++] = v->number[w->place[p]];
    return n;
}

/* "Height (m)" */
static const char *name_of(struct hinge_cohort *s, const struct hinge_participant_variable *v)
{
    const char *theirs = hinge_wording_label(&s->labels, v->name), *symbol;
    char words[160];
    if (theirs != NULL)
        return theirs;
    hinge_wording_title(v->name, words, sizeof words);
    symbol = hinge_wording_symbol(v->unit);
    bool unit = *v->unit != '\0' && strcmp(v->unit, "1") != 0 && strchr(words, '(') == NULL;
    return unit ? hinge_page_text(s, "%s (%s)", words, symbol) : hinge_page_text(s, "%s", words);
}

/* --- words: n (%) of those who have one --- */

static size_t count_level(const struct who *w, const struct hinge_participant_variable *v,
                          const char *level, size_t group, size_t *of)
{
    size_t n = 0;
    *of = 0;
    for (size_t p = 0; p < w->study->n_people; p++) {
        const char *text = w->place[p] != HINGE_ANY ? v->text[w->place[p]] : NULL;
        if (text == NULL || !hinge_cohort_is_of(w->study, p, group, HINGE_ANY))
            continue;
        n += strcmp(text, level) == 0;
        ++*of;
    }
    return n;
}

static void add_level(struct who *w, const struct hinge_participant_variable *v, const char *name,
                      const char *level)
{
    struct hinge_cohort *s = w->study;
    size_t na, nb;
    const double a = (double)count_level(w, v, level, 0, &na) / (double)na,
                 b = (double)count_level(w, v, level, 1, &nb) / (double)nb;
    struct row *row = add_row(w, name, s->two ? hinge_shares_in_sds(a, b) : (double)NAN);
    w->table.percent = true;
    for (size_t c = 0; c < w->n_columns; c++) {
        char percent[8];
        size_t of, n = count_level(w, v, level, group_of(w, c), &of);
        const char *all = of < hinge_cohort_count(s, group_of(w, c), HINGE_ANY)
                              ? hinge_page_text(s, " of %zu", of)
                              : "";
        hinge_percent_words((double)n / (double)of, percent);
        *HINGE_FACTS_WORD(s, row, cells) =
            of == 0 ? "–" : hinge_page_text(s, "%zu%s (%s%%)", n, all, percent);
    }
}

/* Of several groups the orders in which people did their conditions, if they are few. */
static void add_sequences(struct who *w, size_t n)
{
    enum { MOST = 6 };
    struct hinge_cohort *s = w->study;
    cleared_by(hinge_intern_clear) struct hinge_intern orders = {0};
    const struct hinge_page_sequence *order = hinge_page_sequences(s, &orders);
    struct hinge_participant_variable v = {.text =
                                               hinge_arena_alloc(&s->arena, n + 1, sizeof *v.text)};
    for (size_t p = 0; p < s->n_people; p++)
        if (w->place[p] != HINGE_ANY && order[p].text != HINGE_ANY)
            v.text[w->place[p]] = orders.text[order[p].text];
    for (size_t l = 0; l < orders.n && orders.n <= MOST && s->n_groups > 1; l++)
        add_level(w, &v, hinge_page_text(s, "Order: %s", orders.text[l]), orders.text[l]);
}

/* --- counts, where they vary --- */

/* "3", "3 to 4" of the people of a group. */
static void add_counts(struct who *w, const char *name, const size_t *count, bool always)
{
    struct hinge_cohort *s = w->study;
    bool vary = false;
    for (size_t p = 1; p < s->n_people; p++)
        vary = vary || count[p] != count[0];
    if (!vary && !always)
        return;
    struct row *row = add_row(w, name, (double)NAN);
    for (size_t c = 0; c < w->n_columns; c++) {
        size_t least = SIZE_MAX, most = 0;
        for (size_t p = 0; p < s->n_people; p++)
            if (hinge_cohort_is_of(s, p, group_of(w, c), HINGE_ANY)) {
                least = count[p] < least ? count[p] : least;
                most = count[p] > most ? count[p] : most;
            }
        *HINGE_FACTS_WORD(s, row, cells) = least > most ? "–"
                                           : least == most
                                               ? hinge_page_text(s, "%zu", most)
                                               : hinge_page_text(s, "%zu to %zu", least, most);
    }
}

/* --- who has no value --- */

/* What is missing under a cue, of the recording that came furthest. */
static struct hinge_page_gap gap_of(struct hinge_cohort *s, const char *who, size_t number,
                                    size_t cue)
{
    const struct hinge_table *given = &s->uses.given;
    cleared_by(freed) bool *chosen = hinge_alloc(given->rows, sizeof *chosen);
    char words[160];
    for (size_t r = 0; r < given->rows; r++)
        chosen[r] =
            hinge_uses_counted(&s->uses, r) &&
            (cue == HINGE_ANY || (strcmp(hinge_table_word(given, "cue", r), s->cue[cue].id) == 0 &&
                                  hinge_in_cell(given, s->differs, s->main, r)));
    const struct hinge_used_recording *of = hinge_uses_furthest(&s->uses, number, chosen);
    const char *why = of == NULL ? hinge_use_step(HINGE_USE_NOT_RECORDED)
                                 : hinge_page_text(s, "%s", hinge_use_why(&s->uses, of, words));
    const char *group =
        of == NULL ? "" : hinge_table_word(given, "group", (size_t)(of - s->uses.recording));
    const enum hinge_use use = of == NULL ? HINGE_USE_NOT_RECORDED : of->use;
    return (struct hinge_page_gap){
        who, why, group, number, cue, use == HINGE_USE_FEW, use == HINGE_USE_COPY};
}

size_t hinge_page_gaps(struct hinge_cohort *s, struct hinge_page_gap **gap)
{
    const struct hinge_uses *uses = &s->uses;
    if (s->nobody)
        return 0;
    const size_t people = s->n_people,
                 changes = s->page->tests != NULL ? s->page->tests->n_cues : 0;
    struct hinge_page_gap *list =
        hinge_arena_alloc(&s->arena, uses->n_people + people * (changes + 1), sizeof *list);
    bool *here = hinge_arena_alloc(&s->arena, uses->n_people, sizeof *here),
         *counted = hinge_arena_alloc(&s->arena, uses->given.rows, sizeof *counted);
    size_t n = 0;
    for (size_t p = 0; p < s->n_people; p++)
        here[s->person[p].number] = true;
    for (size_t r = 0; r < uses->given.rows; r++)
        counted[r] = hinge_uses_counted(uses, r) && uses->recording[r].kept;
    for (size_t p = 0; p < uses->n_people; p++) { /* whom the filter took, it says itself */
        const struct hinge_used_recording *of =
            here[p] ? NULL : hinge_uses_furthest(uses, p, counted);
        if (of == NULL || (of->use != HINGE_USE_REFUSED && of->use != HINGE_USE_COPY &&
                           of->use != HINGE_USE_GUESSED))
            continue;
        const char *who =
            hinge_table_word(&uses->given, "participant", (size_t)(of - uses->recording));
        if (*who != '\0')
            list[n++] = gap_of(s, who, p, HINGE_ANY);
    }
    for (size_t p = 0; p < people; p++)
        if (isnan(hinge_cohort_value(s, hinge_page_lead_of(s, p), p, 0)))
            list[n++] = gap_of(s, s->person[p].id, s->person[p].number, 0);
    for (size_t i = 0; i < changes; i++) {
        const struct hinge_page_cue_row *row = &s->page->tests->cue[i];
        for (size_t p = 0; p < people && row->outcome != NULL; p++) {
            const double cued = hinge_cohort_value(s, row->outcome, p, row->cue),
                         base = hinge_cohort_value(s, row->outcome, p, 0);
            if (!hinge_cohort_is_of(s, p, HINGE_ANY, 0) || !isnan(cued - base) ||
                isnan(hinge_cohort_value(s, s->lead, p, 0))) /* of these above */
                continue;
            list[n] = gap_of(s, s->person[p].id, s->person[p].number, row->cue);
            if (!isnan(cued))
                list[n].why = hinge_page_text(s, "no value of it %s", s->cue[0].phrase);
            n++;
        }
    }
    *gap = list;
    return n;
}

size_t hinge_page_without(struct hinge_cohort *s, size_t cue)
{
    struct hinge_page_gap *gap;
    size_t n = 0;
    for (size_t i = hinge_page_gaps(s, &gap); i-- > 0;)
        n += gap[i].cue == cue;
    return n;
}

size_t hinge_page_unchanged(struct hinge_cohort *s, const struct hinge_page_cue_row *row)
{
    return row->outcome == NULL
               ? 0
               : hinge_cohort_count(s, HINGE_ANY, 0) - hinge_page_n(row->row->diff.n);
}

/* Why a person has no value at a level of a change. */
static const char *why_at(struct hinge_cohort *s, size_t person,
                          const struct hinge_page_changes *in, const char *level)
{
    const struct hinge_table *given = &s->uses.given;
    const size_t axis = hinge_axis_of(in->column);
    cleared_by(freed) bool *chosen = hinge_alloc(given->rows + 1, sizeof *chosen);
    char words[160], text[HINGE_AXIS_TEXT];
    for (size_t r = 0; r < given->rows; r++)
        chosen[r] = hinge_uses_counted(&s->uses, r) &&
                    strcmp(hinge_axis_text(given, axis, r, text), level) == 0;
    const struct hinge_used_recording *of =
        hinge_uses_furthest(&s->uses, s->person[person].number, chosen);
    const char *when = hinge_page_at(s, in, level);
    return of == NULL ? hinge_page_text(s, "no recording %s", when)
           : of->use == HINGE_USE_USED
               ? hinge_page_text(s, "no value %s", when)
               : hinge_page_text(s, "%s %s", hinge_use_why(&s->uses, of, words), when);
}

size_t hinge_page_outs(struct hinge_cohort *s, const struct hinge_page_changes *of,
                       struct hinge_page_out **out)
{
    const double *first = hinge_page_values_at(s, s->planned, of->column, of->from, of->cue),
                 *second = hinge_page_values_at(s, s->planned, of->column, of->to, of->cue);
    struct hinge_page_out *list =
        hinge_arena_alloc(&s->arena, s->n_people + s->n_groups + 1, sizeof *list);
    size_t n = 0;
    for (size_t k = 0; k <= s->n_groups; k++) { /* those of a group together */
        const size_t group = k < s->n_groups ? k : HINGE_ANY, from = n;
        list[n++] = (struct hinge_page_out){group, 0, NULL};
        for (size_t p = 0; p < s->n_people; p++) {
            if (s->person[p].group != group || !hinge_cohort_is_of(s, p, HINGE_ANY, 0))
                continue;
            const char *why = isnan(first[p])    ? why_at(s, p, of, of->from)
                              : isnan(second[p]) ? why_at(s, p, of, of->to)
                                                 : NULL;
            size_t at = from;
            while (at < n && strcmp(hinge_or_empty(list[at].why), hinge_or_empty(why)) != 0)
                at++;
            if (at == n)
                list[n++] = (struct hinge_page_out){group, 0, why};
            list[at].n++;
        }
        n -= n == from + 1 && list[from].n == 0; /* nobody is of it */
    }
    *out = list;
    return n;
}

struct hinge_page_missing *hinge_page_missing(struct hinge_cohort *s, size_t n)
{
    return n > 0 ? HINGE_FACTS_MAKE(s, hinge_page_missing, n) : NULL;
}

/* --- what was not used --- */

/* Whose a recording is, and its cue where there are several. */
static const char *recording(struct hinge_cohort *s, const struct hinge_cohort_trial *trial)
{
    const char *who = hinge_cohort_trial_text(s, trial, "participant");
    char words[160];
    if (*who == '\0' || s->n_cues < 2)
        return *who != '\0' ? who : trial->id;
    return hinge_page_text(s, "%s %s", who,
                           trial->cue != HINGE_ANY
                               ? s->cue[trial->cue].label
                               : hinge_wording_cell("cue", hinge_cohort_trial_text(s, trial, "cue"),
                                                    words, sizeof words));
}

enum { LISTED = 12 };

/* "Excluded repetitions: p03 dowel 2 (a phase has gaps), and 3 more." */
static void add_list(struct hinge_cohort *s, struct hinge_page_list *flow, const char *one,
                     const char *many, struct hinge_page_list list)
{
    const size_t n = list.n, more = n > LISTED ? n - LISTED : 0;
    list.n -= more;
    if (n > 0)
        HINGE_PAGE_LIST_ADD(s, flow, "%s: %s%s.", n == 1 ? one : many,
                            hinge_page_join(s, &list, ", "),
                            more > 0 ? hinge_page_text(s, " and %zu more", more) : "");
}

/* Under Table 1: who has no value; recordings that are not used, of others or for other reasons;
 * repetitions that are not. */
static const char *flow_text(struct hinge_cohort *s)
{
    struct hinge_page_list lost = {0}, part = {0}, reps = {0}, flow = {0};
    struct hinge_text without = {0};
    struct hinge_page_gap *gap;
    const size_t gaps = hinge_page_gaps(s, &gap);
    bool few = false;
    for (size_t i = 0; i < gaps; i++)
        few = few || gap[i].few;
    for (size_t t = 0; t < s->n_trials; t++) {
        const struct hinge_cohort_trial *trial = &s->trial[t];
        const char *cue = hinge_cohort_trial_text(s, trial, "cue");
        char why[160];
        bool partial = strcmp(hinge_cohort_trial_text(s, trial, "status"), "partial") == 0,
             used = trial->of->use == HINGE_USE_USED, listed = false;
        hinge_use_why(&s->uses, trial->of, why);
        for (size_t i = 0; i < gaps && !used; i++)
            listed = listed || (gap[i].number == trial->of->person &&
                                (gap[i].cue == HINGE_ANY || strcmp(gap[i].why, why) == 0 ||
                                 (trial->main && strcmp(s->cue[gap[i].cue].id, cue) == 0)));
        few = few || trial->of->use == HINGE_USE_FEW;
        if ((!used && !listed) || (used && partial))
            HINGE_PAGE_LIST_ADD(s, used ? &part : &lost, "%s (%s)", recording(s, trial), why);
    }
    /* "p004 and p006 without a cue (gaps in the markers), p009 with the dowel (not recorded)":
     * those of one reason together. */
    bool *done = hinge_arena_alloc(&s->arena, gaps + 1, sizeof *done);
    for (size_t i = 0; i < gaps; i++) {
        struct hinge_page_list who = {0};
        if (done[i])
            continue;
        for (size_t k = i; k < gaps; k++) {
            if (gap[k].cue != gap[i].cue || strcmp(gap[k].why, gap[i].why) != 0)
                continue;
            done[k] = true;
            hinge_page_list_add(s, &who, gap[k].who);
        }
        const size_t more = who.n > LISTED ? who.n - LISTED : 0;
        who.n -= more;
        if (more > 0)
            HINGE_PAGE_LIST_ADD(s, &who, "%zu more", more);
        const bool everywhere = s->n_cues < 2 || gap[i].cue == HINGE_ANY;
        hinge_text_printf(&without, "%s%s%s%s (%s)", i == 0 ? "Without a value: " : ", ",
                          hinge_page_listed(s, &who, "and"), everywhere ? "" : " ",
                          everywhere ? "" : s->cue[gap[i].cue].phrase, gap[i].why);
    }
    if (gaps > 0)
        HINGE_PAGE_LIST_ADD(s, &flow, "%s.", hinge_text_to_arena(&without, &s->arena));
    for (size_t r = 0; r < s->n_reps; r++)
        if (!s->rep[r].whole)
            HINGE_PAGE_LIST_ADD(s, &reps, "%s %d (%s)", recording(s, &s->trial[s->rep[r].trial]),
                                s->rep[r].number, s->rep[r].why);
    if (few)
        HINGE_PAGE_LIST_ADD(s, &flow, "To include participants with too few repetitions, %s.",
                            hinge_page_allow_single(s));
    add_list(s, &flow, "Recording not used", "Recordings not used", lost);
    add_list(s, &flow, "Recording used in part", "Recordings used in part", part);
    add_list(s, &flow, "Excluded repetition", "Excluded repetitions", reps);
    return hinge_page_join(s, &flow, " ");
}

/* --- the table --- */

struct hinge_facts hinge_page_table1(struct hinge_cohort *s)
{
    struct hinge_participant_list people = {.tab = &s->tab};
    if (s->one_person || s->nobody || s->n_people == 0 || s->tab.status != HINGE_OK)
        return (struct hinge_facts){0};
    struct who w = {.study = s,
                    .place = hinge_arena_alloc(&s->arena, s->n_people, sizeof *w.place),
                    .n_columns = s->n_groups > 1 ? s->n_groups + 1 : 1};
    struct table *table = &w.table;
    hinge_participant_list_gather(&people);
    for (size_t p = 0; p < s->n_people; p++) {
        size_t known = people.people.n, at = hinge_intern_number(&people.people, s->person[p].id);
        w.place[p] = at < known ? at : HINGE_ANY; /* of a recording that names nobody */
    }
    size_t *recordings = hinge_arena_alloc(&s->arena, 2 * s->n_people, sizeof *recordings),
           *reps = recordings + s->n_people;
    double *value = hinge_arena_alloc(&s->arena, 2 * s->n_people, sizeof *value),
           *other = value + s->n_people;
    for (size_t i = 0; i < people.n_variables && s->tab.status == HINGE_OK; i++) {
        const struct hinge_participant_variable *v = &people.variable[i];
        if (hinge_listed("sessions|recordings|repetitions|largest_flexion_of", '|', v->name))
            continue;
        if (v->is_text) { /* a row a level; of sex women alone */
            struct hinge_page_list level = {0};
            for (size_t p = 0; p < s->n_people; p++)
                if (w.place[p] != HINGE_ANY && v->text[w.place[p]] != NULL)
                    hinge_page_list_add(s, &level, v->text[w.place[p]]);
            bool sex = strcmp(v->name, "sex") == 0 && level.n > 0;
            for (size_t k = 0; k < level.n && sex; k++)
                sex = hinge_listed("f|m", '|', level.item[k]);
            if (sex)
                add_level(&w, v, "Women", "f");
            hinge_levels_sort(level.item, level.n);
            for (size_t k = 0; k < level.n && !sex; k++)
                add_level(&w, v, hinge_page_text(s, "%s: %s", name_of(s, v), level.item[k]),
                          level.item[k]);
        } else if (gather(&w, v, HINGE_ANY, value) > 0) {
            const size_t na = gather(&w, v, 0, value), nb = gather(&w, v, 1, other);
            struct row *row = add_row(
                &w, name_of(s, v), s->two ? hinge_page_in_sds(value, na, other, nb) : (double)NAN);
            for (size_t c = 0; c < w.n_columns; c++) {
                size_t n = gather(&w, v, group_of(&w, c), value);
                const char *mean = hinge_page_fixed(s, hinge_stats_mean(value, n), v->digits),
                           *sd = hinge_page_fixed(s, hinge_stats_sd(value, n), v->digits),
                           *text = n < 2 ? mean : hinge_page_text(s, "%s (%s)", mean, sd);
                if (n < hinge_cohort_count(s, group_of(&w, c), HINGE_ANY))
                    text = hinge_page_text(s, "%s, n = %zu", text, n);
                *HINGE_FACTS_WORD(s, row, cells) = n == 0 ? "–" : text;
            }
        }
    }
    add_sequences(&w, people.people.n);
    for (const struct hinge_cohort_trial *of = NULL; (of = hinge_page_usable(s, of)) != NULL;)
        recordings[of->person]++;
    for (size_t r = 0; r < s->n_reps; r++)
        reps[s->rep[r].person] += s->rep[r].used;
    const bool none = table->n_rows == 0;
    add_counts(&w, "Recordings per person", recordings, none);
    add_counts(&w, "Repetitions used per person", reps, none);
    for (size_t c = 0; c < w.n_columns; c++) {
        const size_t g = group_of(&w, c);
        HINGE_FACTS_ADD(s, table, heads, head, g == HINGE_ANY ? "all" : s->group[g].brief,
                        g == HINGE_ANY ? "gn" : s->group[g].cls,
                        hinge_cohort_count(s, g, HINGE_ANY));
    }
    table->a_name = table->diffs ? s->group[0].brief : "";
    table->b_name = table->diffs ? s->group[1].brief : "";
    table->flow = flow_text(s);
    table->described = !none;
    hinge_participant_list_clear(&people);
    return HINGE_FACTS_OF(s, table, table);
}
