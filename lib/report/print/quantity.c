/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the rows of metrics, faults and units what readers are told of a quantity. */
#include "report/print/quantity.h"

#include "faults/fault.h"
#include "report/print/published.h"
#include "report/tables/view.h"
#include "table/columns.h"

/* --- units --- */

const struct hinge_metric *hinge_metric_of_column(const char *name)
{
    char id[128];
    long at = hinge_metric_find(name);
    snprintf(id, sizeof id, "%s", name);
    for (size_t n = strlen(id); at < 0 && n-- > 0;)
        if (strchr(".@_", id[n]) != NULL) { /* the longest that it begins with */
            id[n] = '\0';
            at = hinge_metric_find(id);
        }
    return at >= 0 ? hinge_metric_at((size_t)at) : NULL;
}

const struct hinge_unit_words *hinge_readers_unit(const char *id, const char *unit)
{
    hinge_reducer_of(id, &id);
    const char *severity = hinge_severity_fault(id);
    const struct hinge_metric *metric = severity == NULL ? hinge_metric_of_column(id) : NULL;
    const struct hinge_fault *fault = hinge_fault_built_in(severity != NULL ? severity : id);
    bool share = metric != NULL ? metric->share : fault != NULL && fault->share;
    if (unit == NULL && metric != NULL)
        unit = metric->unit;
    return hinge_unit_words_of(share && (unit == NULL || strcmp(unit, "1") == 0) ? "share" : unit);
}

const char *hinge_readers_severity(const char *fault, const char *unit, double value, char *buffer,
                                   size_t capacity)
{
    const struct hinge_fault *built_in = hinge_fault_built_in(fault);
    const struct hinge_unit_form words = hinge_unit_form(unit, built_in != NULL && built_in->share);
    snprintf(buffer, capacity, "%g%s", words.scale * value, words.after);
    return buffer;
}

const char *hinge_readers_heading(const struct hinge_unit_words *unit)
{
    return unit->after + (unit->after[0] == ' ');
}

/* --- tables for readers --- */

/* Times the scale, without the last binary digits that a scale adds. */
static double scaled(double value, const struct hinge_unit_words *unit)
{
    char text[32];
    snprintf(text, sizeof text, "%.15g", value * unit->scale);
    return unit->scale > 1 ? strtod(text, NULL) : value;
}

/* Decimals of readers' numbers in a column that has so many. */
static int decimals_of(const struct hinge_column *column, const struct hinge_unit_words *unit)
{
    const int digits = column->digits;
    const bool angle = strncmp(unit->symbol, "°", strlen("°")) == 0;
    if (digits <= 0 || column->digits_asked)
        return digits;
    if (unit->scale > 1)
        return digits > 2 ? digits - 2 : 0;
    return angle && digits < 4 ? 1 : digits; /* a slope has four */
}

/* "0.383 ± 0.041" as "38.3 ± 4.1". */
static const char *scaled_words(const char *words, const struct hinge_unit_words *unit,
                                struct hinge_arena *arena)
{
    struct hinge_text out = {0};
    while (*words != '\0') {
        bool starts =
            isdigit((unsigned char)*words) || (*words == '-' && isdigit((unsigned char)words[1]));
        char *end = (char *)words + 1;
        if (!starts) {
            hinge_text_add(&out, words, 1);
            words++;
            continue;
        }
        const double value = strtod(words, &end);
        const char *point = memchr(words, '.', (size_t)(end - words));
        const int digits = point != NULL ? (int)(end - point) - 3 : 0;
        hinge_text_printf(&out, "%.*f", digits > 0 ? digits : 0, scaled(value, unit));
        words = end;
    }
    return hinge_text_to_arena(&out, arena);
}

const struct hinge_unit_words *hinge_column_unit(const struct hinge_column *column)
{
    if (column->number == NULL || column->digits == 0)
        return NULL;
    return hinge_readers_unit(column->name, *column->unit != '\0' ? column->unit : NULL);
}

const struct hinge_unit_words *hinge_row_unit(const struct hinge_table *table, size_t row)
{
    /* rows of analyses have outcomes, too, beside numbers without their unit */
    const bool outcomes =
        hinge_table_find(table, "per_rep") >= 0 || hinge_table_find(table, "subject") >= 0;
    const char *const of[] = {"metric", "fault", outcomes ? "outcome" : "fault"};
    const char *unit = hinge_table_text(table, "unit", row);
    for (size_t i = 0; unit != NULL && i < 3; i++)
        if (hinge_table_text(table, of[i], row) != NULL)
            return hinge_readers_unit(hinge_table_text(table, of[i], row), unit);
    return NULL;
}

bool hinge_is_of_row(const struct hinge_column *column)
{
    static const char words[] = "unit|mean ± SD|median [IQR]|mean [95 % CI]|published";
    if (column->type == HINGE_COLUMN_TEXT)
        return hinge_listed(words, '|', column->name);
    return *column->unit == '\0' && column->digits != 0 && hinge_unit_of_name(column->name) == NULL;
}

void hinge_table_for_readers(struct hinge_table *table, struct hinge_arena *arena)
{
    const struct hinge_unit_words **unit =
        hinge_arena_alloc(arena, table->rows + 1, sizeof(struct hinge_unit_words *));
    bool any = false;
    for (size_t r = 0; r < table->rows; r++) {
        unit[r] = hinge_row_unit(table, r);
        any = any || unit[r] != NULL;
    }
    for (size_t c = 0; c < table->n_columns; c++) {
        struct hinge_column *column = &table->column[c];
        const struct hinge_unit_words *one = hinge_column_unit(column);
        if (any && hinge_is_of_row(column)) {
            /* The cells of a column in the unit of their row; number as texts, as decimals differ
             * by row. */
            const bool is_unit = strcmp(column->name, "unit") == 0;
            const char **text = hinge_arena_alloc(arena, table->rows + 1, sizeof *text);
            double *number = hinge_arena_alloc(arena, table->rows + 1, sizeof *number);
            for (size_t r = 0; r < table->rows; r++) {
                char words[48];
                const bool other = unit[r] != NULL && unit[r]->scale > 1;
                text[r] = column->text != NULL ? column->text[r] : NULL;
                number[r] = column->number != NULL ? column->number[r] : (double)NAN;
                if (unit[r] == NULL)
                    continue;
                if (is_unit && other)
                    text[r] = hinge_readers_heading(unit[r]);
                else if (!is_unit && column->type == HINGE_COLUMN_TEXT && text[r] != NULL && other)
                    text[r] = scaled_words(text[r], unit[r], arena);
                if (column->type != HINGE_COLUMN_NUMBER || isnan(number[r]))
                    continue;
                struct hinge_column shown = *column;
                shown.digits = decimals_of(column, unit[r]);
                shown.number = &number[r];
                number[r] = scaled(number[r], unit[r]);
                const struct hinge_table cell = {.rows = 1, .n_columns = 1, .column = &shown};
                text[r] = hinge_arena_strdup(arena, hinge_table_cell(&cell, 0, 0, words));
            }
            column->text = text;
            if (column->type == HINGE_COLUMN_NUMBER)
                column->number = number;
            continue;
        }
        if (one == NULL) /* a column of no quantity */
            continue;
        column->digits = decimals_of(column, one);
        if (one->scale <= 1)
            continue;
        double *number = hinge_arena_alloc(arena, table->rows + 1, sizeof *number);
        for (size_t r = 0; r < table->rows; r++)
            number[r] = scaled(column->number[r], one);
        column->number = number;
        column->unit = hinge_arena_strdup(arena, hinge_readers_heading(one));
    }
}

/* --- words --- */

/* Whether a metric's names have the phase: "descent time". */
static bool names_phase(const struct hinge_metric *metric)
{
    return metric->heading != NULL && strstr(metric->heading, "%s") != NULL;
}

/* Words in which "%s" is the phase. */
static const char *in_phase(struct hinge_arena *arena, const char *words, const char *phase)
{
    const char *at = words != NULL ? strstr(words, "%s") : NULL;
    if (at == NULL)
        return words;
    return hinge_arena_printf(arena, "%.*s%s%s", (int)(at - words), words,
                              strcmp(phase, "rep") == 0 ? "repetition" : phase, at + 2);
}

/* "Hip excursion (°)" */
static const char *with_unit(struct hinge_arena *arena, const char *words,
                             const struct hinge_quantity *of)
{
    const char *unit = of->after + (of->after[0] == ' ');
    return *unit != '\0' ? hinge_arena_printf(arena, "%s (%s)", words, unit) : words;
}

struct hinge_name hinge_name_of(struct hinge_arena *arena, const struct hinge_label_list *labels,
                                const char *id, const char *phase)
{
    struct hinge_name name = {.id = id};
    char words[160];
    const char *theirs = hinge_wording_label(labels, id);
    const struct hinge_metric *metric = phase != NULL ? hinge_metric_of_column(id) : NULL;
    for (enum hinge_naming by = 0; by < HINGE_NAMINGS; by++) {
        const char *heading = theirs;
        name.by[by].in_text = theirs;
        if (theirs == NULL && metric != NULL && (by == HINGE_PLAIN || names_phase(metric))) {
            heading = in_phase(arena, metric->heading, phase);
            name.by[by].in_text = in_phase(arena, metric->in_text, phase);
        }
        if (heading == NULL)
            heading = hinge_fault_name(labels, id, by);
        if (heading == id)
            heading = hinge_severity_title(id, words, sizeof words);
        name.by[by].heading =
            theirs != NULL ? theirs : hinge_wording_capital(hinge_arena_strdup(arena, heading));
        if (name.by[by].in_text == NULL)
            name.by[by].in_text = hinge_wording_small(hinge_arena_strdup(arena, heading));
    }
    return name;
}

struct hinge_quantity hinge_quantity_of(struct hinge_arena *arena,
                                        const struct hinge_label_list *labels, const char *id,
                                        const char *phase, const char *unit)
{
    const struct hinge_metric *metric = phase != NULL ? hinge_metric_of_column(id) : NULL;
    struct hinge_quantity of = {.id = id,
                                .phase = phase,
                                .after = "",
                                .change = "",
                                .scale = 1,
                                .digits = 2,
                                .up = hinge_higher(1),
                                .down = hinge_higher(-1),
                                .target = (double)NAN};
    char column[160];
    snprintf(column, sizeof column, "%s%s", phase == NULL ? HINGE_SEVERITY : "", id);
    const struct hinge_unit_words *row = hinge_readers_unit(column, unit);
    if (row != NULL) {
        of.after = row->after;
        of.change = row->change;
        of.scale = row->scale;
        of.span = row->span / row->scale;
        of.digits = row->digits;
    }
    if (metric != NULL && metric->up != NULL) {
        of.up = metric->up;
        of.down = metric->down;
    }
    const struct hinge_name name = hinge_name_of(arena, labels, column, phase);
    const enum hinge_naming by = hinge_naming_of(labels, HINGE_PLAIN);
    of.in_text = name.by[by].in_text;
    of.heading = with_unit(arena, name.by[by].heading, &of);
    return of;
}

struct hinge_quantity hinge_quantity_named(struct hinge_arena *arena,
                                           const struct hinge_label_list *labels, const char *text,
                                           const char *phase, const struct hinge_table *faults)
{
    const struct hinge_outcome_text named = hinge_outcome_of(text);
    const bool bends = named.fault == NULL && hinge_metric_find(named.name) < 0;
    const char *id = named.fault != NULL ? named.fault : named.name,
               *title = hinge_fault_name(labels, id, HINGE_TECHNICAL);
    struct hinge_quantity of =
        hinge_quantity_of(arena, labels, id, named.fault != NULL ? NULL : phase,
                          bends                 ? "share"
                          : named.fault != NULL ? hinge_table_word_where(faults, "id", id, "unit")
                                                : NULL);
    if (named.by != NULL && named.by->digits > 0) { /* of a share points a bend, with a decimal */
        of.after = of.change;
        of.digits = of.digits > 0 ? of.digits : 1;
    }
    const char *words =
        named.by != NULL
            ? hinge_reduced_words(arena, named.by, id, bends, bends ? title : of.in_text)
            : hinge_arena_printf(arena, HINGE_SHARE_OF_BENDS "%s",
                                 hinge_wording_small(hinge_arena_strdup(arena, title)));
    of.in_text = named.by != NULL ? words : hinge_arena_printf(arena, "the %s", words);
    of.heading = with_unit(arena, hinge_wording_capital(hinge_arena_strdup(arena, words)), &of);
    of.id = text;
    of.phase = phase;
    return of;
}

double hinge_quantity_most(const struct hinge_quantity *of)
{
    return strcmp(of->change, " points") == 0 && of->scale > 1 ? 1 : (double)INFINITY;
}

double hinge_quantity_finest(const struct hinge_quantity *of, bool difference)
{
    const int digits = difference ? hinge_outcome_decimals(of->digits, (double)NAN) : of->digits;
    return pow(10, -digits) / of->scale;
}

void hinge_span_widen(double span, double *low, double *high)
{
    const double more = span - (*high - *low), first = *low, last = *high;
    if (!(more > 0))
        return;
    *low = first >= 0  ? fmax(first - more / 2, 0)
           : last <= 0 ? fmin(last + more / 2, 0) - span
                       : first - more / 2;
    *high = *low + span;
}

const char *hinge_metric_words(struct hinge_arena *arena, const struct hinge_label_list *labels,
                               const char *id, const char *phase)
{
    const struct hinge_metric *metric = hinge_metric_of_column(id);
    if (metric == NULL || metric->heading == NULL)
        return NULL;
    const bool plain =
        hinge_naming_of(labels, metric->share ? HINGE_TECHNICAL : HINGE_PLAIN) == HINGE_PLAIN;
    return plain || names_phase(metric)
               ? hinge_name_of(arena, NULL, id, phase).by[HINGE_PLAIN].in_text
               : NULL;
}

struct hinge_quantity hinge_quantity_distance(struct hinge_arena *arena, struct hinge_quantity of,
                                              double target)
{
    char words[220];
    of.in_text = hinge_arena_strdup(arena, hinge_wording_distance(of.in_text, of.scale * target,
                                                                  words, sizeof words));
    char *title = hinge_arena_strdup(arena, of.in_text);
    of.heading = with_unit(arena, hinge_wording_capital(title), &of);
    of.up = hinge_larger(1);
    of.down = hinge_larger(-1);
    of.target = target;
    return of;
}

/* --- the outcomes of every study --- */

const struct hinge_cue_outcome hinge_outcome_share = {.id = "lumbar_fraction", .phase = "descent"};
const struct hinge_cue_outcome hinge_outcome_pelvic = {.id = "lumbar_pelvis_fraction",
                                                       .phase = "descent"};

/* Puts an outcome at its rank, if recordings of the tier are asked for it. */
static void set_place(const struct hinge_outcome_place *place, char tier,
                      const struct hinge_cue_outcome *of, struct hinge_cue_outcome *ranked)
{
    if (place->rank > 0 && (tier == '\0' || strchr(place->tiers, tier) != NULL))
        ranked[place->rank] = *of;
}

size_t hinge_outcome_family(char tier, struct hinge_cue_outcome outcome[HINGE_PLACES])
{
    struct hinge_cue_outcome ranked[HINGE_PLACES + 1] = {0};
    size_t families, n = 0, metrics = hinge_metric_count();
    for (size_t i = 0; i < metrics; i++) {
        const struct hinge_metric *m = hinge_metric_at(i);
        set_place(&m->place, tier,
                  &(struct hinge_cue_outcome){.id = m->id,
                                              .phase = hinge_phase_name(m->place.phase),
                                              .described = m->place.described},
                  ranked);
    }
    const struct hinge_fault_family *const *family = hinge_fault_family_list(&families);
    for (size_t f = 0; f < families; f++)
        for (size_t i = 0; i < family[f]->n; i++) {
            const struct hinge_fault *fault = &family[f]->row[i];
            set_place(&fault->place, tier,
                      &(struct hinge_cue_outcome){.id = fault->id, .is_fault = true}, ranked);
        }
    for (size_t i = 0; i <= HINGE_PLACES; i++)
        if (ranked[i].id != NULL)
            outcome[n++] = ranked[i];
    return n;
}

enum hinge_status hinge_outcome_primary(const char *option, const char *text,
                                        const struct hinge_table *faults,
                                        struct hinge_cue_outcome *of, struct hinge_error *error)
{
    struct hinge_outcome_text read;
    struct hinge_fault_table built_in = {.n = 0};
    const enum hinge_status status = hinge_outcome_read(option, text, &read, error);
    const size_t metrics = hinge_metric_count();
    if (faults == NULL)
        hinge_fault_table_init(&built_in);
    const size_t n = metrics + (faults != NULL ? faults->rows : built_in.n);
    cleared_by(freed) const char **known = hinge_alloc(n + 1, sizeof *known);
    for (size_t i = 0; i < n; i++)
        known[i] = i < metrics      ? hinge_metric_at(i)->id
                   : faults != NULL ? hinge_table_word(faults, "id", i - metrics)
                                    : hinge_fault_built_in(built_in.row[i - metrics].id)->id;
    const char *name = read.fault != NULL ? read.fault : read.name;
    const size_t first = read.fault != NULL ? metrics : 0, /* severities are of faults */
        at = first + hinge_name_at(known + first, n - first, name);
    const char *near = at == n ? hinge_suggest(name, known + first, n - first) : NULL;
    if (status != HINGE_OK)
        return status;
    if (at == n)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                               near != NULL ? "%s %s: no outcome is called so; did you mean \"%s\"?"
                                            : "%s %s: no outcome is called so; give a metric of "
                                              "docs/metrics.md, such as %s, or severity:FAULT",
                               option, text, near != NULL ? near : hinge_outcome_share.id);
    *of = (struct hinge_cue_outcome){.id = text, .phase = "rep"};
    if (at < metrics)
        of->phase = hinge_phase_of_metrics(&name, 1, hinge_outcome_share.phase);
    else if (read.fault != NULL && read.by == NULL)
        *of = (struct hinge_cue_outcome){.id = read.fault, .is_fault = true};
    return HINGE_OK;
}

enum hinge_status hinge_outcome_of_cue(const struct hinge_table *list, const char *cue,
                                       const struct hinge_table *faults, struct hinge_arena *arena,
                                       struct hinge_cue_outcome *of, struct hinge_error *error)
{
    const char *text = "";
    for (size_t r = 0; r < list->rows && *text == '\0'; r++)
        if (strcmp(hinge_table_word(list, "cue", r), cue) == 0)
            text = hinge_table_word(list, HINGE_CUE_PLAN, r);
    const size_t n = strcspn(text, ",");
    of->id = NULL;
    if (text[n] != ',')
        return HINGE_OK;
    const enum hinge_status status =
        hinge_outcome_primary("[cues]", hinge_arena_copy(arena, text, n), faults, of, error);
    of->expected = strstr(text + n, "high") != NULL ? HINGE_EXPECT_UP : HINGE_EXPECT_DOWN;
    return status;
}

struct hinge_cue_outcome hinge_outcome_instead(const char *id)
{
    const struct hinge_fault *fault = hinge_fault_built_in(id);
    long at = hinge_metric_find(id);
    const char *instead = fault != NULL ? fault->place.instead
                          : at >= 0     ? hinge_metric_at((size_t)at)->place.instead
                                        : NULL;
    if (instead == NULL)
        return (struct hinge_cue_outcome){0};
    const struct hinge_metric *m = hinge_metric_at((size_t)hinge_metric_find(instead));
    return (struct hinge_cue_outcome){.id = m->id, .phase = hinge_phase_name(m->place.phase)};
}
