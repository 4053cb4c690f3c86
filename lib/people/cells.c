/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells: what may not be averaged with what (method 9.5), how it was measured and in what condition
 * it was done, and which cell a reader shows who shows one. Every reader asks here, so that all
 * split, refuse and choose alike. */
#include "base/number.h"
#include "people/people.h"
#include "result/result.h"
#include "result/words.h"
#include "table/columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct hinge_cells_axis hinge_axes[HINGE_AXES] = {
    {"tier", false, "the landmarks tracked"},
    {"lumbar_def", true, "the definition of lumbar flexion"},
    {"driver", true, "the angle that defines repetitions"},
    {"standing_source", false, "the source of the upright zero (standing or lockout)"},
    {"dim", true, "the number of dimensions"},
    {"inferred", true, "the use of landmarks that a network inferred"},
    {"family", false, "the measuring system"},
    {"counted", false, "tasks whose faults count"},
    {"task", false, "the movement"},
    {"stage", false, "the stage of practice"},
    {"load_kg", false, "the load"},
};
/* What a group, or people with a cue, lifted in a task: a range of known loads (low > high: none is
 * known), and whether there are unknown ones. */
struct lifted {
    const char *level, *task;
    double low, high;
    bool unknown;
};

enum { STANDING = 3, COUNTED = HINGE_EVIDENCE_AXES - 1, TASK, STAGE, LOAD };

size_t hinge_axis_of(const char *column)
{
    size_t k = 0;
    while (strcmp(hinge_axes[k].column, column) != 0)
        k++;
    return k;
}

enum hinge_stage hinge_stage_of(const char *session)
{
    enum hinge_stage stage = HINGE_STAGE_BEFORE;
    while (stage < HINGE_STAGES && hinge_level_number(session, hinge_stage_name(stage)) == NULL)
        stage++;
    return stage < HINGE_STAGES ? stage : HINGE_STAGE_NONE;
}

const char *hinge_standing_class(const char *source)
{
    bool itself =
        *source == '\0' || strcmp(source, "lockout") == 0 || strcmp(source, "first_frame") == 0;
    return itself ? source : "standing";
}

static const char *word_in(const struct hinge_column *column, size_t row)
{
    const char *text = column != NULL && column->text != NULL ? column->text[row] : NULL;
    return text != NULL ? text : "";
}

/* The cell of an axis's column (NULL: the table has none) as readers see it. */
static const char *text_in(const struct hinge_column *column, size_t k, size_t row,
                           char buffer[HINGE_AXIS_TEXT])
{
    if (column != NULL && column->type == HINGE_COLUMN_NUMBER) {
        double number = column->number[row];
        return isnan(number) ? "" : hinge_number_format(number == 0 ? 0 : number, buffer);
    }
    const char *text = word_in(column, row);
    return k == STAGE      ? hinge_stage_name(hinge_stage_of(text))
           : k == STANDING ? hinge_standing_class(text)
                           : text;
}

/* Of many rows it is looked up once. */
static const struct hinge_column *column_of(const struct hinge_table *table, const char *name)
{
    const long at = hinge_table_find(table, name);
    return at >= 0 ? &table->column[at] : NULL;
}

const char *hinge_axis_text(const struct hinge_table *table, size_t k, size_t row,
                            char buffer[HINGE_AXIS_TEXT])
{
    return text_in(column_of(table, hinge_axes[k].column), k, row, buffer);
}

const char *hinge_task_key(const struct hinge_table *table, size_t row)
{
    const char *judged = hinge_table_text(table, "judged_as", row);
    return judged != NULL && strcmp(judged, "unspecified") != 0
               ? judged
               : hinge_table_word(table, "task", row);
}

const char *hinge_axis_key(const struct hinge_table *table, size_t k, size_t row,
                           char buffer[HINGE_AXIS_TEXT])
{
    return k == TASK ? hinge_task_key(table, row) : hinge_axis_text(table, k, row, buffer);
}

/* Most cells are the same as they stand. */
static bool same_in(const struct hinge_table *table, const struct hinge_column *column, size_t k,
                    size_t a, size_t b)
{
    char one[HINGE_AXIS_TEXT], other[HINGE_AXIS_TEXT];
    if (column == NULL)
        return true;
    if (column->type == HINGE_COLUMN_NUMBER
            ? column->number[a] == column->number[b]
            : column->text != NULL && column->text[a] != NULL && column->text[a] == column->text[b])
        return true;
    return strcmp(k == TASK ? hinge_task_key(table, a) : text_in(column, k, a, one),
                  k == TASK ? hinge_task_key(table, b) : text_in(column, k, b, other)) == 0;
}

static bool same(const struct hinge_table *table, size_t k, size_t a, size_t b)
{
    return same_in(table, column_of(table, hinge_axes[k].column), k, a, b);
}

size_t hinge_evidence_differs(const struct hinge_table *table, size_t a, size_t b)
{
    size_t k = 0;
    while (k < HINGE_EVIDENCE_AXES && same(table, k, a, b))
        k++;
    return k;
}

void hinge_evidence_key(const struct hinge_table *table, size_t row, struct hinge_text *key)
{
    char buffer[HINGE_AXIS_TEXT];
    key->length = 0;
    for (size_t k = 0; k < HINGE_EVIDENCE_AXES; k++)
        hinge_text_printf(key, "%s\n", hinge_axis_text(table, k, row, buffer));
}

/* What was lifted in each level of a column; of all rows together without one, and of each task
 * apart. Returns how many, in the order of rows; 0 where no load is known. */
static size_t find_lifted(const struct hinge_table *table, const size_t *row, size_t n,
                          const char *column, bool tasks, struct lifted *level)
{
    const struct hinge_column *load = column_of(table, "load_kg"),
                              *names = column != NULL ? column_of(table, column) : NULL;
    struct hinge_intern levels = {0};
    struct hinge_text key = {0};
    size_t first = 0;
    while (load != NULL && load->number != NULL && first < n && isnan(load->number[row[first]]))
        first++;
    if (load == NULL || load->number == NULL || first == n)
        return 0;
    for (size_t i = 0; i < n; i++) {
        const char *name = word_in(names, row[i]),
                   *task = tasks ? hinge_task_key(table, row[i]) : "";
        const double kg = load->number[row[i]];
        const size_t known = levels.n;
        if (column != NULL && *name == '\0')
            continue;
        key.length = 0;
        hinge_text_printf(&key, "%s\n%s", name, task);
        struct lifted *its = &level[hinge_intern_number(&levels, hinge_text_string(&key))];
        if (levels.n > known)
            *its = (struct lifted){name, task, INFINITY, -INFINITY, false};
        its->unknown = its->unknown || isnan(kg);
        its->low = fmin(its->low, kg);
        its->high = fmax(its->high, kg);
    }
    const size_t found = levels.n;
    hinge_intern_clear(&levels);
    hinge_text_clear(&key);
    return found;
}

/* Two levels of a task, of which one lifted a single load outside the range of the other's. Returns
 * their column; NULL: there are none. */
static const char *loads_apart(const struct hinge_table *table, const size_t *row, size_t n,
                               struct lifted pair[2])
{
    static const char *const column[] = {"group", "cue"};
    const char *found = NULL;
    struct lifted *level = hinge_alloc(n, sizeof *level);
    for (size_t c = 0; c < 2 && found == NULL; c++) {
        const size_t levels = find_lifted(table, row, n, column[c], true, level);
        for (size_t k = 0; k < levels * levels && found == NULL; k++) {
            const struct lifted *one = &level[k / levels], *others = &level[k % levels];
            const bool none = one->low > one->high, single = one->low == one->high && !one->unknown;
            if (strcmp(one->task, others->task) != 0 ||
                !(none ? !others->unknown
                       : single && (one->low < others->low || one->low > others->high)))
                continue;
            const bool heavier = one->high > others->high; /* that first, an unknown load last */
            found = column[c];
            pair[0] = heavier ? *one : *others;
            pair[1] = heavier ? *others : *one;
        }
    }
    free(level);
    return found;
}

void hinge_axes_differ(const struct hinge_table *table, const size_t *row, size_t n,
                       const char *asked, bool differs[HINGE_AXES])
{
    for (size_t k = 0; k < HINGE_AXES; k++) {
        const struct hinge_column *column = column_of(table, hinge_axes[k].column);
        size_t i = 1;
        differs[k] = false;
        if (column == NULL || hinge_listed(asked, ',', hinge_axes[k].column) ||
            (k == STAGE && hinge_listed(asked, ',', "session")) ||
            (k == COUNTED && hinge_listed(asked, ',', "task")))
            continue;
        while (i < n && same_in(table, column, k, row[0], row[i]))
            i++;
        differs[k] = i < n;
    }
    /* loads that are each person's own are nothing that an effect could hide in */
    struct hinge_intern cells = {0}, loads = {0};
    struct hinge_text cell = {0};
    for (size_t i = 0; i < n && differs[LOAD]; i++) {
        char buffer[HINGE_AXIS_TEXT];
        cell.length = 0;
        hinge_text_printf(&cell, "%s\n%s\n%s", hinge_table_word(table, "participant", row[i]),
                          hinge_table_word(table, "cue", row[i]), hinge_task_key(table, row[i]));
        hinge_intern_number(&cells, hinge_text_string(&cell));
        hinge_text_printf(&cell, "\n%s", hinge_axis_text(table, LOAD, row[i], buffer));
        hinge_intern_number(&loads, hinge_text_string(&cell));
    }
    struct lifted pair[2];
    differs[LOAD] =
        loads.n > cells.n || (differs[LOAD] && loads_apart(table, row, n, pair) != NULL);
    hinge_intern_clear(&cells);
    hinge_intern_clear(&loads);
    hinge_text_clear(&cell);
}

void hinge_loads_words(const struct hinge_table *table, const size_t *row, size_t n,
                       const bool differs[HINGE_AXES], const struct hinge_label_list *labels,
                       const char *(*label)(const struct hinge_label_list *, const char *id),
                       struct hinge_text *out)
{
    struct lifted *level = hinge_alloc(n + 2, sizeof *level);
    const char *apart = loads_apart(table, row, n, level), *column = apart;
    size_t levels = apart != NULL ? 2 : 0, various = 0;
    if (apart == NULL && !differs[LOAD]) {
        column = "group";
        levels = find_lifted(table, row, n, column, false, level);
        if (levels == 0)
            levels = find_lifted(table, row, n, column = NULL, false, level);
        for (size_t k = 0; k < levels; k++)
            various +=
                level[k].low < level[k].high || (level[k].unknown && level[k].low == level[k].high);
        levels = various > 0 ? levels : 0;
    }
    const bool cues = column != NULL && strcmp(column, "cue") == 0;
    for (size_t k = 0; k < levels; k++) {
        const struct lifted *its = &level[k];
        char words[200], low[HINGE_AXIS_TEXT], high[HINGE_AXIS_TEXT];
        const char *where = hinge_place_words(column != NULL ? column : "", false, its->level,
                                              label == NULL ? NULL : label(labels, its->level),
                                              words, sizeof words);
        if (column == NULL || cues)
            hinge_text_adds(out, k == 0 ? "people lifted " : "");
        else
            hinge_text_printf(out, "%s%s ", where + strlen("in "), k == 0 ? " lifted" : "");
        if (its->low <= its->high) {
            hinge_text_adds(out, hinge_number_format(its->low, low));
            if (its->low < its->high)
                hinge_text_printf(out, " to %s", hinge_number_format(its->high, high));
            hinge_text_adds(out, its->unknown ? " kg or an unknown load" : " kg");
        } else {
            hinge_text_adds(out, "an unknown load");
        }
        if (cues)
            hinge_text_printf(out, " %s", where);
        hinge_text_adds(out, hinge_list_joint(levels - 1 - k, " and "));
    }
    if (apart != NULL && differs[LOAD])
        hinge_text_adds(out, ", so they are not compared");
    free(level);
}

void hinge_cell_filter(const struct hinge_table *table, const bool differs[HINGE_AXES], size_t row,
                       struct hinge_text *filter)
{
    char text[HINGE_AXIS_TEXT];
    for (size_t k = 0; k < HINGE_AXES; k++) {
        if (!differs[k])
            continue;
        struct hinge_intern words = {0}; /* of a task there may be several */
        hinge_condition_add(filter, hinge_axes[k].column, hinge_axis_text(table, k, row, text));
        hinge_intern_number(&words, hinge_axis_text(table, k, row, text));
        for (size_t i = 0; k == TASK && i < table->rows; i++)
            if (same(table, k, row, i))
                hinge_intern_number(&words, hinge_table_word(table, "task", i));
        for (size_t w = 1; w < words.n; w++) {
            hinge_text_adds(filter, ",");
            hinge_text_item(filter, words.text[w]);
        }
        hinge_intern_clear(&words);
    }
}

bool hinge_in_cell(const struct hinge_table *table, const bool differs[HINGE_AXES], size_t cell,
                   size_t row)
{
    size_t k = 0;
    while (k < HINGE_AXES && (!differs[k] || same(table, k, cell, row)))
        k++;
    return k == HINGE_AXES;
}

/* --- the main cell --- */

bool hinge_kind_before(const struct hinge_kind_rank *a, const struct hinge_kind_rank *b)
{
    return a->spine != b->spine             ? a->spine
           : a->people != b->people         ? a->people > b->people
           : a->recordings != b->recordings ? a->recordings > b->recordings
                                            : strcmp(a->tier, b->tier) < 0;
}

/* Of n rows keeps those of the level that comes first: of a kind (axis 0), the task, the stage or
 * the load. Returns how many. */
static size_t keep_first(const struct hinge_table *table, size_t *row, size_t n, size_t axis,
                         const bool differs[HINGE_AXES])
{
    struct level {
        struct hinge_kind_rank rank;
        double practised, stage, kg;
        double first[3]; /* of two levels the one with more of these, from left to right */
    } *level = hinge_alloc(n, sizeof *level);
    struct hinge_intern levels = {0}, people = {0};
    struct hinge_text key = {0};
    size_t *of = hinge_alloc(n, sizeof *of), best = 0, kept = 0;
    for (size_t i = 0; i < n; i++) {
        char buffer[HINGE_AXIS_TEXT];
        const char *who = hinge_table_word(table, "participant", row[i]);
        const enum hinge_stage stage =
            hinge_stage_of(hinge_axis_text(table, STAGE, row[i], buffer));
        const size_t known = levels.n;
        key.length = 0;
        hinge_text_adds(&key, ""); /* none is a text, too */
        for (size_t k = axis; k < (axis == 0 ? HINGE_EVIDENCE_AXES : axis + 1); k++)
            if (differs[k])
                hinge_text_printf(&key, "%s\n", hinge_axis_key(table, k, row[i], buffer));
        of[i] = hinge_intern_number(&levels, hinge_text_string(&key));
        struct level *of_level = &level[of[i]];
        if (levels.n > known) {
            const double kg = hinge_table_number(table, "load_kg", row[i]);
            const char *tier = hinge_table_word(table, "tier", row[i]);
            of_level->rank.tier = tier;
            of_level->rank.spine = (*tier == 'A' || *tier == 'B') &&
                                   !(hinge_table_number(table, "inferred", row[i]) > 0);
            of_level->stage =
                stage != HINGE_STAGE_NONE ? stage : HINGE_STAGES; /* none is the last */
            of_level->kg = isnan(kg) ? (double)INFINITY : kg;     /* an unknown load is the last */
        }
        key.length = 0; /* who names nobody is a person of their own */
        hinge_text_printf(&key, "%zu\n%s\n%zu", of[i], who, *who == '\0' ? row[i] : 0);
        const size_t seen = people.n;
        hinge_intern_number(&people, hinge_text_string(&key));
        of_level->rank.people += people.n > seen;
        of_level->rank.recordings++;
        of_level->practised += stage == HINGE_STAGE_PRACTICE;
    }
    for (size_t k = 0; k < levels.n; k++) {
        struct level *a = &level[k], *b = &level[best];
        const double first[HINGE_AXES][3] = {[TASK] = {a->practised, a->rank.people,
                                                       a->rank.recordings},
                                             [STAGE] = {-a->stage},
                                             [LOAD] = {a->rank.people, -a->kg}};
        size_t at = 0;
        memcpy(a->first, first[axis], sizeof a->first);
        while (at < 2 && a->first[at] == b->first[at])
            at++;
        if (axis == 0 ? hinge_kind_before(&a->rank, &b->rank) : a->first[at] > b->first[at])
            best = k;
    }
    for (size_t i = 0; i < n; i++)
        if (of[i] == best)
            row[kept++] = row[i];
    hinge_intern_clear(&levels);
    hinge_intern_clear(&people);
    hinge_text_clear(&key);
    free(level);
    free(of);
    return kept;
}

size_t hinge_main_condition(const struct hinge_table *table, size_t *row, size_t n,
                            const bool differs[HINGE_AXES])
{
    for (size_t axis = TASK; axis <= LOAD && n > 0; axis++)
        n = keep_first(table, row, n, axis, differs);
    return n;
}

size_t hinge_main_cell(const struct hinge_table *table, size_t *row, size_t n,
                       const bool differs[HINGE_AXES])
{
    n = n > 0 ? keep_first(table, row, n, 0, differs) : 0;
    return hinge_main_condition(table, row, n, differs);
}
