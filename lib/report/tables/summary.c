/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summary: mean and SD of each metric and phase, with people as the unit. */
#include "report/people/people.h"
#include "table/columns.h"

#include <hinge/requests.h>

struct row {
    const char *metric, *phase, *shown, *unit, *reason;
    double n, reps, dropped, missing;
    struct hinge_spread of;
    double value, digits; /* what --wide shows */
};

static const struct hinge_view_column columns[] = {
    {"metric", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, metric)},
    {"phase", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, phase)},
    {"n", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, n)},
    {"reps", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, reps)},
    {"mean ± SD", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, shown)},
    {"mean", "", -1, HINGE_SHOW_FULL, offsetof(struct row, of.mean)},
    {"sd", "", -1, HINGE_SHOW_FULL, offsetof(struct row, of.sd)},
    {"median", "", -1, HINGE_SHOW_FULL, offsetof(struct row, of.median)},
    {"q1", "", -1, HINGE_SHOW_FULL, offsetof(struct row, of.q1)},
    {"q3", "", -1, HINGE_SHOW_FULL, offsetof(struct row, of.q3)},
    {"min", "", -1, HINGE_SHOW_FULL, offsetof(struct row, of.min)},
    {"max", "", -1, HINGE_SHOW_FULL, offsetof(struct row, of.max)},
    {"ci_low", "", -1, HINGE_SHOW_FULL, offsetof(struct row, of.ci_low)},
    {"ci_high", "", -1, HINGE_SHOW_FULL, offsetof(struct row, of.ci_high)},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, unit)},
    {"dropped", "1", 0, HINGE_SHOW_FILLED, offsetof(struct row, dropped)},
    {"missing", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, missing)},
    {"reason", "", HINGE_TEXT, HINGE_SHOW_FILLED, offsetof(struct row, reason)},
    {0}};

/* What --wide turns. */
static const struct hinge_view_column of_wide[] = {
    {"metric", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, metric)},
    {"phase", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, phase)},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, unit)},
    {"reason", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, reason)},
    {"value", "", -1, HINGE_SHOW_KEY, offsetof(struct row, value)},
    {"digits", "", 0, HINGE_SHOW_KEY, offsetof(struct row, digits)},
    {0}};

/* What --stat shows: a value and its spread, in the column of `shown`. */
static const char *const shown_as[HINGE_STATS] = {[HINGE_MEAN_SD] = "mean ± SD",
                                                  [HINGE_MEDIAN_IQR] = "median [IQR]",
                                                  [HINGE_MEAN_CI] = "mean [95 % CI]"};

/* Repetitions of a cell that count and have no value of a measure, and the first of them in the
 * file; SIZE_MAX: none. */
struct lost {
    size_t n, first;
};

static struct lost count_lost(struct hinge_people *people, const struct hinge_measure *m,
                              size_t cell)
{
    const double *value = hinge_reps_column(&people->reps, m->source, m->phases);
    struct lost lost = {0, SIZE_MAX};
    for (size_t k = hinge_people_from(people, cell); k < hinge_people_from(people, cell + 1); k++) {
        size_t row = people->row[k];
        const double of = value[row * m->phases + m->at];
        if (m->kind == HINGE_MEASURE_RATE ? hinge_fault_state_of(of) >= 0 : !isnan(of))
            continue;
        lost.n++;
        lost.first = row < lost.first ? row : lost.first;
    }
    return lost;
}

static const char bin_not_reached[] = "BIN_NOT_REACHED";

static const char *stored_reason(struct hinge_people *people, const struct hinge_measure *m,
                                 size_t row)
{
    if (row == SIZE_MAX || m->reason == NULL)
        return "";
    return hinge_stored_reason(
        hinge_reps_column(&people->reps, m->reason, m->phases)[row * m->phases + m->at]);
}

/* Why nobody of the cell has the measure; "" when somebody has. */
static const char *why_none(struct hinge_people *people, const struct hinge_measure *m, size_t cell,
                            const struct hinge_cell_spread *of, const struct lost *lost)
{
    if (of->spread.n > 0)
        return "";
    const char *reason = stored_reason(people, m, lost->first);
    if (strcmp(reason, bin_not_reached) == 0)
        return reason;
    if (of->dropped > 0 || hinge_people_from(people, cell) == hinge_people_from(people, cell + 1) ||
        (m->by != NULL && *reason == '\0'))
        return hinge_reason_name(HINGE_REASON_TOO_FEW_REPS);
    /* each has a value: of their means no ratio or direction can be formed */
    return *reason != '\0' ? reason : hinge_reason_name(HINGE_REASON_DEN_SMALL);
}

/* A metric that nobody has in the phase that was asked for: where the first repetition has it. */
static void add_elsewhere(struct hinge_people *people, const struct hinge_measure *m,
                          const struct hinge_measures *measures)
{
    if (m->source != m->id || *people->tab->request->phase == '\0')
        return;
    const double *value = hinge_reps_column(&people->reps, m->source, m->phases);
    size_t first = SIZE_MAX, at = 0;
    for (size_t k = 0; k < people->grouped.n_reps; k++) {
        size_t row = people->row[k], p = 0;
        while (p < m->phases && isnan(value[row * m->phases + p]))
            p++;
        if (p == m->phases || row > first)
            continue;
        first = row;
        at = p;
    }
    if (first == SIZE_MAX)
        return;
    hinge_phase_hint(&people->tab->notes, m->id, m->phase, measures->phase[at], 0);
    hinge_tab_note(people->tab, ".\n");
}

static void add_rows(struct hinge_people *people, const struct hinge_measures *measures)
{
    struct hinge_tabulation *tab = people->tab;
    cleared_by(hinge_text_clear) struct hinge_text none = {0};
    char name[128];
    bool has_row = false;
    hinge_people_expect(people, measures, hinge_tab_all_asked(tab));
    for (size_t i = 0; i < measures->n; i++) {
        const struct hinge_measure *m = &measures->item[i];
        bool last = i + 1 == measures->n || strcmp(m->id, m[1].id) != 0;
        hinge_people_means_of(people, m, NULL, NULL);
        /* a metric that nobody has in a phase gets no rows, unless it was asked for, by its name or
         * with all: then the reason stands in them */
        const bool asked = hinge_tab_chooses(tab) && hinge_tab_wants(tab, m->id, false);
        bool anybody = false, any;
        for (size_t k = 0; k < people->grouped.n && !anybody; k++)
            anybody = people->person[k].reps > 0;
        any = anybody || asked;
        for (size_t c = 0; hinge_tab_all_asked(tab) && c < people->grouped.n_cells && !any; c++)
            any = *stored_reason(people, m, count_lost(people, m, c).first) != '\0';
        if (any) {
            has_row = true;
            if (asked && !anybody)
                add_elsewhere(people, m, measures);
            /* "lumbar_fraction_deg60_90, descent: 24 of 40 people", for each of its rows. */
            cleared_by(hinge_text_clear) struct hinge_text cells = {0};
            bool some = false;
            for (size_t c = 0; c < people->grouped.n_cells; c++) {
                const struct hinge_cell_spread of = hinge_people_spread(people, c);
                const struct hinge_spread *s = &of.spread;
                const struct lost lost = count_lost(people, m, c);
                const bool count =
                    m->digits == 0 && strcmp(m->unit, "1") == 0; /* its mean is a share */
                const bool median = hinge_tab_stat(people->tab) == HINGE_MEDIAN_IQR;
                char shown[HINGE_SPREAD_WORDS];
                const int digits = hinge_spread_words(
                    people->tab, s, count ? HINGE_SHARE_DIGITS : m->digits, false, shown);
                hinge_people_row(people, c,
                                 &(struct row){.metric = m->id,
                                               .phase = m->phase,
                                               .shown = shown,
                                               .unit = m->unit,
                                               .reason = why_none(people, m, c, &of, &lost),
                                               .n = (double)s->n,
                                               .reps = of.reps,
                                               .dropped = (double)of.dropped,
                                               .missing = (double)lost.n,
                                               .of = *s,
                                               .value = median ? s->median : s->mean,
                                               .digits = s->n > 0 ? digits : 0});
                const size_t all = people->grouped.first[c + 1] - people->grouped.first[c];
                some = some || (s->n > 0 && s->n < all &&
                                strcmp(stored_reason(people, m, lost.first), bin_not_reached) == 0);
                hinge_text_printf(&cells, "%s%zu of %zu", c > 0 ? ", " : "", s->n, all);
            }
            if (some)
                hinge_tab_note(tab, "People who reach %s in the %s, row by row: %s.\n",
                               hinge_tab_name(tab, m->id, name, sizeof name), m->phase,
                               hinge_text_string(&cells));
        }
        if (last) {
            /* Who has usable repetitions, but in no recording as many as the reducer needs. */
            enum { NAMED = 10 };
            cleared_by(hinge_intern_clear) struct hinge_intern who = {0};
            cleared_by(hinge_text_clear) struct hinge_text names = {0};
            for (size_t k = 0; m->by != NULL && k < people->grouped.n; k++)
                if (people->person[k].enough && people->person[k].reps > 0 &&
                    isnan(people->person[k].mean))
                    hinge_intern_number(
                        &who, hinge_table_word(&tab->trials, "participant",
                                               people->grouped.recording[people->grouped.from[k]]));
            hinge_text_join(&names, who.text, who.n < NAMED ? who.n : NAMED, ", ");
            if (who.n > NAMED)
                hinge_text_printf(&names, " and %zu more", who.n - NAMED);
            if (who.n > 0)
                hinge_tab_note(tab, "%s is missing for %s: %s.\n",
                               hinge_tab_name(tab, m->id, name, sizeof name),
                               hinge_text_string(&names), m->by->needs);
        }
        if (last && !has_row)
            hinge_text_printf(&none, "%s%s", none.length ? ", " : "",
                              hinge_tab_name(tab, m->id, name, sizeof name));
        has_row = has_row && !last;
    }
    if (none.length > 0)
        hinge_tab_note(tab, "No repetition has: %s; hinge-table reps gives the reasons.\n",
                       hinge_text_string(&none));
}

/* --- --wide: a row for each cell of all keys but the last of --by and the visits, loads and cues
 * that are not in it, and a column `metric_level` for each of their levels (`metric_phase_level`
 * where there are several phases; `metric.level` for readers). --- */

enum { METRIC, PHASE, UNIT, REASON, VALUE, DIGITS };

/* Whether a key makes columns; of one level only where none has several. */
static bool is_turned(const struct hinge_people *people, const struct hinge_table *from, size_t k)
{
    static const char conditions[] = "stage,load_kg,cue";
    const char *by = hinge_tab_by(people->tab);
    bool several[2] = {false, false}; /* of it, of any */
    for (size_t i = 0; i < people->grouped.n_keys; i++) {
        const char *name = from->column[i].name;
        const bool may = i == people->last_by ||
                         (hinge_listed(conditions, ',', name) && !hinge_listed(by, ',', name)),
                   has = may && hinge_texts_differ(from, name);
        several[0] = several[0] || (has && i == k);
        several[1] = several[1] || has;
    }
    return several[1] ? several[0] : k == people->last_by;
}

static void make(struct hinge_tabulation *tab)
{
    const struct hinge_measures measures = hinge_tab_measures(tab, hinge_tab_readable(tab));
    struct hinge_people *people = hinge_tab_people(tab, hinge_tab_by(tab), "");
    struct hinge_view_column copy[sizeof columns / sizeof *columns];
    size_t shown = 0;
    memcpy(copy, columns, sizeof copy);
    while (copy[shown].at != offsetof(struct row, shown))
        shown++;
    copy[shown].name = shown_as[hinge_tab_stat(tab)];
    hinge_people_columns(people, tab->request->wide ? of_wide : copy);
    add_rows(people, &measures);
    if (tab->request->wide) {
        const size_t keys = people->grouped.n_keys;
        struct hinge_table *from = tab->table, to = {0};
        const struct hinge_tab_columns old = tab->columns;
        size_t key[HINGE_CELL_KEYS], n_keys = 0; /* columns of `from` that stay */
        /* metric, phase if there are several, level */
        size_t turned[2 + HINGE_CELL_KEYS] = {keys + METRIC}, n_turned = 1, n_rows, n_columns,
                          known = 0;
        const char *joint = hinge_tab_readable(tab) ? "." : "_"; /* readers see titles */
        if (hinge_texts_differ(from, "phase"))
            turned[n_turned++] = keys + PHASE;
        tab->columns = (struct hinge_tab_columns){0};
        tab->table = &to;
        for (size_t k = 0; k < keys; k++) {
            if (is_turned(people, from, k)) {
                turned[n_turned++] = k;
                continue;
            }
            key[n_keys++] = k;
            hinge_tab_column(tab, from->column[k].name, HINGE_COLUMN_TEXT, "", 0, old.item[k].show);
        }
        cleared_by(freed) size_t *row = hinge_rows_numbered(from, key, n_keys, &n_rows);
        cleared_by(freed) size_t *column = hinge_rows_numbered(from, turned, n_turned, &n_columns);
        for (size_t r = 0; r < from->rows; r++) {
            cleared_by(hinge_text_clear) struct hinge_text name = {0};
            if (column[r] < known)
                continue;
            for (size_t k = 0; k < n_turned; k++)
                hinge_text_printf(&name, "%s%s%s", k > 0 ? joint : "",
                                  hinge_or_empty(from->column[turned[k]].text[r]),
                                  strcmp(from->column[turned[k]].name, "load_kg") == 0 ? "kg" : "");
            const double digits = from->column[keys + DIGITS].number[r];
            hinge_tab_column(tab, hinge_text_string(&name), HINGE_COLUMN_NUMBER,
                             hinge_or_empty(from->column[keys + UNIT].text[r]),
                             digits > 0 && hinge_tab_readable(tab) ? (int)digits : 3,
                             HINGE_SHOW_KEY);
            known++;
        }
        for (size_t r = 0; r < from->rows; r++) {
            const size_t at = row[r], c = n_keys + column[r];
            const double value = from->column[keys + VALUE].number[r];
            if (at == to.rows) {
                hinge_table_add_rows(&to, 1);
                for (size_t k = 0; k < n_keys; k++)
                    hinge_tab_set(&to, k, at, from->column[key[k]].text[r], at - 1);
            }
            to.column[c].number[at] = value;
            if (isnan(value))
                hinge_table_set_why(&to, c, at, from->column[keys + REASON].text[r]);
        }
        tab->table = from;
        free(old.item);
        hinge_table_clear(from);
        *from = to;
    } else if (!hinge_tab_readable(tab))
        hinge_tab_drop_column(tab, people->grouped.n_keys + shown);
    hinge_people_notes(people);
}

const struct hinge_view hinge_view_summary = {
    .id = "summary",
    .title = "mean and SD of each metric by group, people as the unit",
    .by = "group,cue",
    .labels = (const char *const[]){"phase", "metric", NULL},
    .of_means = true,
    .takes = HINGE_VIEW_OF_PHASES ",metrics,outcomes,stat,wide",
    .make = make,
};
