/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People chosen by their repetitions at the baseline: a table of repetitions and a condition in;
 * out who is chosen, and which rows are compared, so that those that chose are no part of a change
 * (people chosen for a high value fall back without any cue). Memory is the caller's arena. */
#include "people/people.h"
#include "table/columns.h"

const char *hinge_split_name(enum hinge_split split)
{
    static const char *const name[] = {"none", "recordings", "bends"};
    return name[split];
}

const char *hinge_people_in(const char *text)
{
    const char *last = NULL;
    bool quoted = false;
    for (const char *p = text; *p != '\0'; p++) {
        quoted = quoted != (*p == '"');
        if (!quoted && strncmp(p, " in ", 4) == 0)
            last = p;
    }
    return last;
}

const char *hinge_people_what(struct hinge_arena *arena, const char *text)
{
    const char *in = hinge_people_in(text);
    return in != NULL ? hinge_arena_copy(arena, text, (size_t)(in - text)) : text;
}

const struct hinge_choosing_ratio *hinge_choosing_ratio_of(struct hinge_arena *arena,
                                                           const struct hinge_table *table,
                                                           const char *above, const char *below,
                                                           double least)
{
    const long at[] = {hinge_table_find(table, above), hinge_table_find(table, below)};
    if (at[0] < 0 || at[1] < 0)
        return NULL;
    struct hinge_choosing_ratio *of = hinge_arena_alloc(arena, 1, sizeof *of);
    *of = (struct hinge_choosing_ratio){(size_t)at[0], (size_t)at[1], least};
    return of;
}

/* The values of a person, one for each condition. */
struct values {
    const struct hinge_filter *filter;
    struct hinge_cell cell[HINGE_CONDITIONS];
};

static bool find_value(const void *row, const struct hinge_condition *condition,
                       struct hinge_cell *cell)
{
    const struct values *values = row;
    *cell = values->cell[condition - values->filter->condition];
    return true;
}

/* Whether a row has a value for every condition. */
static bool has_values(const struct hinge_filter *filter, const struct hinge_table *table,
                       size_t row)
{
    for (size_t k = 0; k < filter->n; k++) {
        const struct hinge_cell cell =
            hinge_cell_of(&table->column[filter->condition[k].column], row);
        if (cell.text != NULL ? *cell.text == '\0' : isnan(cell.number))
            return false;
    }
    return true;
}

/* A share of repetitions, or what varies within a recording, can fall back; an age cannot. */
static bool is_outcome(const struct hinge_table *table, const uint32_t *recording, size_t column)
{
    const struct hinge_column *c = &table->column[column];
    if (c->type != HINGE_COLUMN_NUMBER || c->share)
        return c->share;
    for (size_t r = 1; r < table->rows; r++)
        if (recording[r] == recording[r - 1] && !isnan(c->number[r]) && !isnan(c->number[r - 1]) &&
            c->number[r] != c->number[r - 1])
            return true;
    return false;
}

/* The value of each condition: of the repetitions that choose, a mean over recordings (method 9.2);
 * of a text the first. */
static void find_values(struct hinge_arena *arena, const struct hinge_choosing *ask,
                        const uint32_t *recording, const size_t *row, size_t n,
                        struct values *values)
{
    const struct hinge_table *table = ask->table;
    double *number[3] = {hinge_arena_alloc(arena, n + 1, sizeof **number),
                         hinge_arena_alloc(arena, n + 1, sizeof **number),
                         hinge_arena_alloc(arena, n + 1, sizeof **number)},
           *rep = hinge_arena_alloc(arena, n + 1, sizeof *rep),
           *value = hinge_arena_alloc(arena, n + 1, sizeof *value),
           *rep_of = hinge_arena_alloc(arena, n + 1, sizeof *rep_of);
    uint32_t *of = hinge_arena_alloc(arena, n + 1, sizeof *of),
             *code = hinge_arena_alloc(arena, n + 1, sizeof *code);
    unsigned char *side = hinge_arena_alloc(arena, n + 1, sizeof *side),
                  *side_of = hinge_arena_alloc(arena, n + 1, sizeof *side_of);
    size_t *at = hinge_arena_alloc(arena, n + 1, sizeof *at);
    for (size_t k = 0; k < values->filter->n; k++) {
        const struct hinge_column *column = &table->column[values->filter->condition[k].column];
        values->cell[k] =
            n > 0 ? hinge_cell_of(column, row[0]) : (struct hinge_cell){.number = (double)NAN};
        if (column->type != HINGE_COLUMN_NUMBER)
            continue;
        const struct hinge_choosing_ratio *ratio = ask->ratio[k];
        const char *rest;
        struct hinge_person_rows rows = {
            .number = number,
            .recording = of,
            .side = side,
            .at = at,
            .value = value,
            .code = code,
            .side_of = side_of,
            .least = ratio != NULL ? ratio->least : 0,
            .rep = rep,
            .rep_of = rep_of,
            .reducer = hinge_reducer_of(values->filter->condition[k].name, &rest)};
        for (size_t i = 0; i < n; i++) {
            number[0][i] = column->number[row[i]];
            number[1][i] = ratio != NULL ? table->column[ratio->above].number[row[i]] : 0;
            number[2][i] = ratio != NULL ? table->column[ratio->below].number[row[i]] : 0;
            rep[i] = hinge_table_number(table, "rep", row[i]);
            of[i] = recording[row[i]];
            side[i] = (unsigned char)hinge_side_of(hinge_table_word(table, "side", row[i]));
            if (!isnan(number[0][i]))
                at[rows.n++] = i;
        }
        hinge_way *way = rows.reducer != NULL ? hinge_way_reduced
                         : ratio != NULL      ? hinge_way_nested_ratio
                                              : hinge_way_named("nested");
        values->cell[k].number = rows.n > 0 ? way(&rows) : (double)NAN;
    }
}

/* Numbers of texts that belong to people, and the place of each among its person's. */
struct places {
    struct hinge_intern texts;
    size_t *place /* [text] */, *of /* [person]: how many */;
};

static uint32_t number_of(struct places *places, size_t person, const char *text)
{
    const size_t known = places->texts.n, k = hinge_intern_number(&places->texts, text);
    if (k == known)
        places->place[k] = places->of[person]++;
    return (uint32_t)k;
}

static struct places new_places(struct hinge_arena *arena, size_t rows)
{
    return (struct places){.place = hinge_arena_alloc(arena, rows + 1, sizeof(size_t)),
                           .of = hinge_arena_alloc(arena, rows + 1, sizeof(size_t))};
}

/* The rows that choose: usable, of those that `in` keeps or else of the main cell of the baseline;
 * of the filter's conditions all but that on the cue. */
static bool find_baseline(struct hinge_arena *arena, const struct hinge_choosing *ask,
                          bool *baseline, struct hinge_chosen *chosen)
{
    const struct hinge_table *table = ask->table;
    const char *cue = ask->baseline != NULL ? ask->baseline : "none";
    struct hinge_filter others = {0};
    size_t *row = hinge_arena_alloc(arena, table->rows + 1, sizeof *row), n = 0;
    bool cues = false, differs[HINGE_AXES];
    for (size_t k = 0; k < ask->filter->n; k++)
        if (ask->in == NULL ? strcmp(ask->filter->condition[k].name, "cue") != 0
                            : strcmp(ask->filter->condition[k].name, "in_groups") == 0)
            others.condition[others.n++] = ask->filter->condition[k];
    for (size_t r = 0; r < table->rows; r++)
        cues = cues || strcmp(hinge_table_word(table, "cue", r), cue) == 0;
    for (size_t r = 0; r < table->rows; r++)
        if (hinge_filter_keeps_row(&others, table, r) &&
            hinge_filter_keeps_row(ask->usable, table, r) &&
            (ask->in == NULL || hinge_filter_keeps_row(ask->in, table, r)) &&
            (ask->in != NULL || !cues || strcmp(hinge_table_word(table, "cue", r), cue) == 0))
            row[n++] = r;
    if (n == 0) {
        chosen->words = hinge_arena_printf(arena,
                                           "people '%s': no usable repetition can choose people; "
                                           "name others with: --people 'EXPR in FILTER'",
                                           ask->text);
        return false;
    }
    hinge_axes_differ(table, row, n, "", differs);
    for (size_t k = 0; k < HINGE_EVIDENCE_AXES; k++)
        chosen->kinds = chosen->kinds || differs[k];
    size_t *main = hinge_arena_alloc(arena, n, sizeof *main);
    memcpy(main, row, n * sizeof *main);
    const size_t held =
        chosen->kinds || ask->in == NULL ? hinge_main_cell(table, main, n, differs) : n;
    if (chosen->kinds) {
        cleared_by(hinge_text_clear) struct hinge_text cell = {0};
        for (size_t k = HINGE_EVIDENCE_AXES; k < HINGE_AXES; k++)
            differs[k] = false;
        hinge_cell_filter(table, differs, main[0], &cell);
        chosen->words = hinge_arena_printf(
            arena,
            "people '%s': repetitions of several kinds would choose; keep one with --filter '%s'",
            ask->text, hinge_text_string(&cell));
        return false;
    }
    bool several = false, varies = false;
    for (size_t k = HINGE_EVIDENCE_AXES; k < HINGE_AXES; k++)
        several = several || (ask->in != NULL && differs[k]);
    for (size_t k = 0; k < ask->people->n; k++)
        varies = varies || hinge_people_vary(table, "participant",
                                             table->column[ask->people->condition[k].column].name);
    if (several && varies) { /* what people are chosen by is a mean of one condition */
        cleared_by(hinge_text_clear) struct hinge_text cell = {0};
        hinge_main_cell(table, main, n, differs);
        hinge_cell_filter(table, differs, main[0], &cell);
        chosen->words = hinge_arena_printf(
            arena,
            "people '%s': repetitions of several conditions would choose; name one: '%s & %s'",
            ask->text, ask->text, hinge_text_string(&cell));
        return false;
    }
    for (size_t i = 0; i < held; i++)
        baseline[main[i]] = true;
    return true;
}

/* "of 17 of 40 people with lumbar_rounding in at least half of their odd bends without a cue". */
static const char *words_of(struct hinge_arena *arena, const struct hinge_choosing *ask,
                            const struct hinge_chosen *chosen)
{
    const struct hinge_condition *c = &ask->people->condition[0];
    const char *in = hinge_people_in(ask->text), *share = "in";
    /* of a share alone "lumbar_rounding in at least half of" */
    const bool at_least = ask->people->n == 1 && ask->table->column[c->column].share &&
                          c->compare == HINGE_AT_LEAST && strchr(c->name, ':') == NULL;
    if (at_least)
        share = c->number == 0.5
                    ? "in at least half of"
                    : hinge_arena_printf(arena, "in at least %g%% of", 100 * c->number);
    const char *bends = chosen->split == HINGE_SPLIT_BENDS        ? "odd bends"
                        : chosen->split == HINGE_SPLIT_RECORDINGS ? "bends in the first recording"
                                                                  : "bends";
    const char *where = in != NULL ? hinge_arena_printf(arena, " (%s)", in + strlen(" in "))
                        : hinge_table_find(ask->table, "cue") >= 0 ? " without a cue"
                                                                   : "";
    return hinge_arena_printf(
        arena, "of %zu of %zu people with %s %s their %s%s%s%s", chosen->chosen, chosen->of,
        at_least ? c->name : hinge_people_what(arena, ask->text), share, bends, where,
        chosen->without_value > 0
            ? hinge_arena_printf(arena, "; %zu had no value", chosen->without_value)
            : "",
        !chosen->falls_back || chosen->split == HINGE_SPLIT_RECORDINGS ? ""
        : chosen->split == HINGE_SPLIT_NONE
            ? "; chosen by the same bends, so part of the change is regression to the mean"
            : "; chosen by bends of the same recording, so part of the change may be regression to "
              "the mean");
}

bool hinge_people_choose(struct hinge_arena *arena, const struct hinge_choosing *ask,
                         enum hinge_row_use *use, struct hinge_chosen *chosen)
{
    const struct hinge_table *table = ask->table;
    const size_t rows = table->rows;
    cleared_by(hinge_intern_clear) struct hinge_intern people = {0};
    struct places files = new_places(arena, rows), cells = new_places(arena, rows);
    cleared_by(hinge_text_clear) struct hinge_text key = {0};
    uint32_t *person = hinge_arena_alloc(arena, rows + 1, sizeof *person),
             *recording = hinge_arena_alloc(arena, rows + 1, sizeof *recording),
             *cell = hinge_arena_alloc(arena, rows + 1, sizeof *cell);
    unsigned *used = hinge_arena_alloc(arena, rows + 1, sizeof *used), /* [cell] */
        *all = hinge_arena_alloc(arena, rows + 1, sizeof *all);
    struct hinge_bend *bend = hinge_arena_alloc(arena, rows + 1, sizeof *bend);
    size_t *row = hinge_arena_alloc(arena, rows + 1, sizeof *row), n = 0, conditions = 1;
    bool *is_baseline = hinge_arena_alloc(arena, rows + 1, sizeof *is_baseline), outcome = false,
         any = false;
    *chosen = (struct hinge_chosen){.of = 0};
    if (!find_baseline(arena, ask, is_baseline, chosen))
        return false;
    for (size_t r = 0; r < rows; r++) {
        const char *who = hinge_table_word(table, "participant", r);
        char buffer[HINGE_AXIS_TEXT];
        person[r] = (uint32_t)hinge_intern_number(&people, who);
        key.length = 0;
        hinge_text_printf(&key, "%s\n%s\n%s\n%s", who, hinge_table_word(table, "session", r),
                          hinge_table_word(table, "cue", r), hinge_table_word(table, "file", r));
        if (hinge_table_find(table, "file") < 0)
            hinge_text_printf(&key, "\n%g%s", hinge_table_number(table, "trial", r),
                              hinge_table_word(table, "trial", r));
        recording[r] = number_of(&files, person[r], hinge_text_string(&key));
        key.length = 0;
        hinge_text_adds(&key, who);
        for (size_t k = HINGE_EVIDENCE_AXES; k < HINGE_AXES; k++)
            hinge_text_printf(&key, "\n%s", hinge_axis_key(table, k, r, buffer));
        cell[r] = number_of(&cells, person[r], hinge_text_string(&key));
        all[cell[r]] += use[r] != HINGE_ROW_OUT;
        used[cell[r]] += use[r] == HINGE_ROW_USED;
    }

    /* the sides of the baseline, and of what is compared with it */
    unsigned char *side = hinge_arena_alloc(arena, rows + 1, sizeof *side),
                  *part = hinge_arena_alloc(arena, rows + 1, sizeof *part);
    for (size_t r = 0; r < rows; r++) {
        const bool chooses = is_baseline[r] && has_values(ask->people, table, r);
        if (*people.text[person[r]] == '\0' || (!chooses && use[r] != HINGE_ROW_USED))
            continue;
        const size_t condition = is_baseline[r] ? 0 : 1 + cells.place[cell[r]];
        conditions = condition < conditions ? conditions : condition + 1;
        bend[n] = (struct hinge_bend){person[r], condition, files.place[recording[r]],
                                      hinge_table_number(table, "rep", r), !chooses};
        row[n++] = r;
    }
    for (size_t k = 0; k < ask->people->n; k++)
        outcome = outcome || is_outcome(table, recording, ask->people->condition[k].column);
    for (size_t r = 0; r < rows; r++)
        any = any || (is_baseline[r] && use[r] == HINGE_ROW_USED);
    chosen->falls_back = outcome && ask->compared && any;
    chosen->split = chosen->falls_back && !ask->no_split
                        ? hinge_split_of(bend, n, people.n, conditions, side)
                        : HINGE_SPLIT_NONE;
    if (chosen->split == HINGE_SPLIT_NONE)
        memset(side, HINGE_PART_BOTH, n);

    /* who is chosen */
    size_t *mine = hinge_arena_alloc(arena, n + 1, sizeof *mine),
           *order = hinge_arena_alloc(arena, n + 1, sizeof *order),
           *start = hinge_arena_alloc(arena, people.n + 2, sizeof *start);
    uint32_t *who = hinge_arena_alloc(arena, n + 1, sizeof *who);
    bool *asked = hinge_arena_alloc(arena, people.n + 1, sizeof *asked),
         *is_chosen = hinge_arena_alloc(arena, people.n + 1, sizeof *is_chosen);
    for (size_t r = 0; r < rows; r++)
        asked[person[r]] = asked[person[r]] || use[r] == HINGE_ROW_USED || is_baseline[r];
    for (size_t i = 0; i < n; i++) {
        who[i] = (uint32_t)bend[i].person;
        part[row[i]] = side[i];
    }
    hinge_add_together(who, n, people.n, order, start);
    for (size_t p = 0; p < people.n; p++) {
        struct values values = {.filter = ask->people};
        size_t n_mine = 0;
        if (!asked[p] || *people.text[p] == '\0')
            continue;
        for (size_t k = start[p]; k < start[p + 1]; k++)
            if (bend[order[k]].condition == 0 && !bend[order[k]].silent &&
                (side[order[k]] & HINGE_PART_CHOOSES) != 0)
                mine[n_mine++] = row[order[k]];
        find_values(arena, ask, recording, mine, n_mine, &values);
        is_chosen[p] = n_mine > 0 && hinge_filter_keeps(ask->people, find_value, &values);
        chosen->of++;
        chosen->without_value += n_mine == 0;
        chosen->chosen += is_chosen[p];
    }

    /* the rows that are compared; how many repetitions are enough is asked before the split */
    for (size_t r = 0; r < rows; r++) {
        const bool compared =
            chosen->split == HINGE_SPLIT_NONE ||
            ((use[r] == HINGE_ROW_NOT_USABLE || (part[r] & HINGE_PART_COMPARED) != 0) &&
             hinge_people_enough(&ask->rule, used[cell[r]], all[cell[r]]));
        if (!is_chosen[person[r]] || !compared)
            use[r] = HINGE_ROW_OUT;
    }
    hinge_intern_clear(&files.texts);
    hinge_intern_clear(&cells.texts);
    chosen->words =
        chosen->chosen > 0
            ? words_of(arena, ask, chosen)
            : hinge_arena_printf(arena,
                                 "people '%s': nobody of %zu is chosen (%zu without a value)",
                                 ask->text, chosen->of, chosen->without_value);
    return chosen->chosen > 0;
}
