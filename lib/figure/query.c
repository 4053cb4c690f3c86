/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a figure asks for: tables by the rules of hinge-table, levels of their keys, people, words.
 */
#include "figure/kinds/figure.h"

#include "report/print/published.h"
#include "report/print/quantity.h"
#include "report/query.h"
#include "trial/heard.h"

#include <hinge/measure.h>
#include <hinge/requests.h>

/* --- tables --- */

const char *hinge_plot_by(const struct hinge_plot *plot)
{
    return *plot->request->by != '\0' ? plot->request->by : hinge_or_empty(plot->figure->by);
}

bool hinge_plot_asked(const struct hinge_plot *plot)
{
    return *plot->request->by != '\0' || *plot->request->levels != '\0';
}

const char *hinge_plot_phase(const struct hinge_plot *plot, const char *usual)
{
    return *plot->request->phase != '\0' ? plot->request->phase : usual;
}

static struct hinge_table_request table_request(const struct hinge_plot *plot, const char *view,
                                                const char *by, const char *columns,
                                                const char *phase)
{
    const struct hinge_figure_request *request = plot->request;
    struct hinge_table_request table = {.results = request->results,
                                        .opened = request->opened,
                                        .view = view,
                                        .by = by,
                                        .columns = columns,
                                        .phase = phase,
                                        .counted = hinge_listed("faults,sensitivity", ',', view)};
    hinge_query_copy(&table.by, &request->by, HINGE_QUERY_OF_TABLE, HINGE_OBEYS_USE);
    table.baseline = request->baseline;
    table.chosen_apart = !plot->figure->of_one_cell && strcmp(request->people_split, "no") != 0;
    return table;
}

const struct hinge_table *hinge_plot_table(struct hinge_plot *plot, const char *view,
                                           const char *by, const char *columns, const char *phase)
{
    struct hinge_table_request request =
        table_request(plot, view, by != NULL ? by : plot->request->by, columns, phase);
    struct hinge_table *table = hinge_plot_room(plot, 1, sizeof *table);
    cleared_by(freed) char *notes = NULL;
    if (hinge_plot_failed(plot) || plot->n_tables == HINGE_PLOT_TABLES)
        return table;
    plot->tables[plot->n_tables++] = table;
    hinge_plot_take(plot, hinge_view_table(&request, table, &notes, plot->error));
    if (hinge_plot_failed(plot))
        hinge_table_clear(table);
    const char *described =
        request.counted && notes != NULL ? strstr(notes, HINGE_DESCRIBED) : NULL;
    if (described != NULL)
        plot->described =
            hinge_plot_text(plot, " %.*s.", (int)strcspn(described, "(") - 1, described);
    const char *chosen =
        notes != NULL && *request.people != '\0' ? strstr(notes, HINGE_THEY_ARE_CHOSEN) : NULL;
    if (chosen != NULL)
        plot->chosen = hinge_plot_text(plot, "%.*s", (int)strcspn(chosen, "\n"), chosen);
    return table;
}

void hinge_plot_curves(struct hinge_plot *plot, const char *const *signal, size_t n)
{
    struct hinge_table_request request = table_request(plot, "", plot->request->by, "", "");
    hinge_person_curves_clear(&plot->curves);
    if (!hinge_plot_failed(plot))
        hinge_plot_take(plot,
                        hinge_results_curves(&request, signal, n, &plot->curves, plot->error));
}

const double *hinge_plot_curve(const struct hinge_plot *plot, size_t row, size_t signal)
{
    return plot->curves.value + (row * plot->curves.n_signals + signal) * HINGE_CURVE_POINTS;
}

void hinge_plot_metric(struct hinge_plot *plot, const char *metric)
{
    enum { METRICS = 512 };
    const char *names[METRICS];
    size_t n = 0;
    struct hinge_outcome_text of;
    hinge_plot_take(plot, hinge_outcome_read("--columns", metric, &of, plot->error));
    if (hinge_plot_failed(plot) ||
        hinge_fault_built_in(of.fault != NULL ? of.fault : of.name) != NULL)
        return;
    metric = of.name;
    for (; n < METRICS && (names[n] = hinge_measurement_metric_id(n)) != NULL; n++)
        if (strcmp(names[n], metric) == 0)
            return;
    const char *near = hinge_suggest(metric, names, n);
    bool begins = near == NULL; /* the shortest that begins so */
    for (size_t i = 0; begins && i < n; i++)
        if (strncmp(names[i], metric, strlen(metric)) == 0 &&
            (near == NULL || strlen(names[i]) < strlen(near)))
            near = names[i];
    hinge_plot_refuse(plot, HINGE_USAGE,
                      near != NULL
                          ? "--columns: no metric \"%s\"; did you mean \"%s\"?"
                          : "--columns: no metric \"%s\"; give one of docs/metrics.md, such as %s",
                      metric, near != NULL ? near : hinge_outcome_share.id);
}

/* --- words --- */

static const char *label_of(const struct hinge_plot *plot, const char *id)
{
    return hinge_wording_label(plot->request->labels, id);
}

/* Whether an outcome is how often a fault is judged, with a reducer; alone it is the fault. */
static bool is_rate(const char *id)
{
    const struct hinge_outcome_text of = hinge_outcome_of(id);
    return of.fault == NULL && of.by != NULL && hinge_fault_built_in(of.name) != NULL;
}

const struct hinge_unit_words *hinge_plot_unit(const char *id)
{
    const char *fault = hinge_outcome_of(id).fault, *unit = NULL;
    struct hinge_fault_table faults;
    hinge_fault_table_init(&faults);
    for (size_t i = 0; fault != NULL && i < faults.n; i++)
        if (strcmp(faults.row[i].id, fault) == 0)
            unit = faults.row[i].unit;
    const struct hinge_unit_words *words =
        is_rate(id) ? hinge_unit_words_of("share") : hinge_readers_unit(id, unit);
    hinge_fault_table_clear(&faults);
    return words;
}

/* Whether it is the share, in plain words, beside which the usual axis has the technical ones. */
static bool is_plain_share(const struct hinge_plot *plot, const char *id)
{
    return strcmp(id, hinge_outcome_share.id) == 0 && label_of(plot, id) == NULL &&
           hinge_naming_of(plot->request->labels, HINGE_PLAIN) == HINGE_PLAIN;
}

const char *hinge_plot_name(struct hinge_plot *plot, const char *id)
{
    const char *theirs = label_of(plot, id);
    char words[160];
    if (theirs != NULL)
        return theirs;
    const struct hinge_outcome_text of = hinge_outcome_of(id);
    if (of.fault != NULL || of.by != NULL) { /* an id of a fault alone is called as the fault */
        const char *name = of.fault != NULL ? hinge_severity_words(of.fault, words, sizeof words)
                           : is_rate(id)
                               ? hinge_fault_name(plot->request->labels, of.name, HINGE_TECHNICAL)
                               : hinge_plot_name(plot, of.name);
        return hinge_reduced_words(&plot->arena, of.by, of.name, is_rate(id),
                                   hinge_arena_strdup(&plot->arena, name));
    }
    if (is_plain_share(plot, id))
        return "share from the spine";
    const char *ours = hinge_metric_words(&plot->arena, plot->request->labels, id,
                                          hinge_plot_phase(plot, "descent"));
    if (ours != NULL)
        return ours;
    hinge_wording_small((char *)hinge_wording_title(id, words, sizeof words));
    return hinge_plot_text(plot, "%s%s", words, hinge_ends_with(id, "_flex") ? "ion" : "");
}

/* In points: a narrower figure, as of one column, has the short titles of faults. */
enum { WHOLE_TITLES = 400 };

const char *hinge_plot_fault(struct hinge_plot *plot, const char *id)
{
    const char *words = hinge_fault_name(
        plot->request->labels, id, plot->width < WHOLE_TITLES ? HINGE_PLAIN : HINGE_TECHNICAL);
    return words != id ? words : hinge_plot_name(plot, id);
}

const char *hinge_plot_label(struct hinge_plot *plot, const char *id)
{
    const struct hinge_unit_words *readers = hinge_plot_unit(id);
    const char *name = hinge_plot_name(plot, id),
               *unit = readers != NULL ? hinge_readers_heading(readers) : hinge_wording_unit(id);
    if (*unit == '\0' || strstr(name, hinge_plot_text(plot, "(%s", unit)) != NULL)
        return name; /* a label of one's own may have it */
    const bool field = is_plain_share(plot, id) && label_of(plot, HINGE_NAMES) == NULL;
    return hinge_plot_text(plot, "%s (%s%s)", name, field ? "lumbar fraction, " : "", unit);
}

/* --- levels --- */

static const char *cell_of(const struct hinge_table *table, size_t column, size_t row)
{
    const char *text =
        table->column[column].type == HINGE_COLUMN_TEXT ? table->column[column].text[row] : NULL;
    return text != NULL ? text : "";
}

/* The same as a level is named. */
static const char *level_cell(const struct hinge_table *table, size_t column, size_t row)
{
    const char *cell = cell_of(table, column, row);
    return *cell != '\0' ? cell : HINGE_LEVEL_EMPTY;
}

const char *hinge_plot_nameless(struct hinge_plot *plot, const char *key)
{
    char words[128];
    return hinge_plot_text(plot, "%s not given", hinge_wording_words(key, words, sizeof words));
}

const char *hinge_plot_level(struct hinge_plot *plot, const char *key, const char *level)
{
    const char *theirs = label_of(plot, level);
    char words[128];
    return theirs != NULL ? theirs
           : strcmp(key, "participant") == 0
               ? level
               : hinge_plot_text(plot, "%s",
                                 hinge_published_words(NULL, key, level, words, sizeof words));
}

/* The level of a row; a new one when it has other keys than those before it. */
static size_t level_of(struct hinge_plot *plot, const struct hinge_table *table,
                       const size_t *column, size_t n, struct hinge_levels *levels, size_t row)
{
    for (size_t l = 0; l < levels->n; l++) {
        size_t k = 0;
        while (k < n && strcmp(cell_of(table, column[k], row),
                               cell_of(table, column[k], levels->row[l])) == 0)
            k++;
        if (k == n)
            return l;
    }
    if (levels->n == HINGE_LEVELS)
        hinge_plot_refuse(plot, HINGE_USAGE,
                          "%s: more than %d groups or conditions in one figure; name fewer keys "
                          "with --by, or choose some with --filter",
                          plot->request->results, HINGE_LEVELS);
    else {
        cleared_by(hinge_text_clear) struct hinge_text typed = {0}, shown = {0};
        for (size_t i = 0; i < n; i++) {
            const char *text = level_cell(table, column[i], row);
            const char *name = table->column[column[i]].name;
            const char *theirs = label_of(plot, text);
            char words[128];
            hinge_text_printf(&typed, "%s%s", i > 0 ? "/" : "", text);
            hinge_text_adds(&shown, i > 0 ? " · " : "");
            if (theirs == NULL && text[strspn(text, "0123456789.")] == '\0')
                hinge_text_printf(&shown, "%s ", /* a number alone says nothing */
                                  hinge_wording_words(name, words, sizeof words));
            hinge_text_adds(&shown, theirs == NULL && strcmp(text, HINGE_LEVEL_EMPTY) == 0
                                        ? hinge_plot_nameless(plot, name)
                                        : hinge_plot_level(plot, name, text));
        }
        levels->row[levels->n] = row;
        levels->name[levels->n] = hinge_plot_text(plot, "%s", n > 0 ? typed.data : "all");
        levels->shown[levels->n++] = hinge_plot_text(plot, "%s", n > 0 ? shown.data : "all");
    }
    return levels->n - 1;
}

void hinge_levels_order(struct hinge_levels *levels, const size_t *order, size_t n, size_t rows)
{
    const struct hinge_levels old = *levels;
    size_t place[HINGE_LEVELS];
    memset(place, 0xff, sizeof place);
    levels->n = n;
    for (size_t i = 0; i < n; i++) {
        levels->name[i] = old.name[order[i]];
        levels->shown[i] = old.shown[order[i]];
        levels->row[i] = old.row[order[i]];
        levels->look[i] = old.look[order[i]];
        place[order[i]] = i;
    }
    for (size_t r = 0; r < rows; r++)
        if (levels->of_row[r] != SIZE_MAX)
            levels->of_row[r] = place[levels->of_row[r]];
}

/* Before the other levels of their key: the baseline cue, the groups of the order. */
static size_t place_of(const struct hinge_figure_request *request, const char *key,
                       const char *level)
{
    const char *rest = strcmp(key, "cue") == 0     ? request->baseline
                       : strcmp(key, "group") == 0 ? request->order
                                                   : "",
               *item;
    char name[160];
    size_t i = 0;
    for (size_t n; (item = hinge_next_item(&rest, ',', &n)) != NULL; i++)
        if (n < sizeof name && (hinge_item_value(item, n, name), true) && strcmp(name, level) == 0)
            break;
    return i;
}

/* In the request's order, then that of people/rule, key by key. */
static int compare_levels(const struct hinge_plot *plot, const struct hinge_table *table,
                          const size_t *column, size_t n, size_t a, size_t b)
{
    for (size_t k = 0; k < n; k++) {
        const char *key = table->column[column[k]].name;
        const char *one = level_cell(table, column[k], a), *other = level_cell(table, column[k], b);
        size_t i = place_of(plot->request, key, one), j = place_of(plot->request, key, other);
        int order = i != j ? (i > j) - (i < j) : hinge_level_compare(one, other);
        if (order != 0)
            return order;
    }
    return 0;
}

/* --- groups --- */

size_t hinge_plot_group(const struct hinge_plot *plot, const char *group)
{
    return hinge_name_at(plot->group, plot->n_groups, group);
}

void hinge_plot_baseline(struct hinge_plot *plot, const char *by, const struct hinge_levels *cues)
{
    if (strcmp(by, "cue") != 0 || cues->n < 2 || *plot->request->levels != '\0' ||
        strcmp(cues->name[0], HINGE_LEVEL_EMPTY) == 0 ||
        strcmp(cues->name[0], plot->request->baseline) == 0 ||
        hinge_levels_swapped(cues->name[0], cues->name[1]))
        return;
    cleared_by(hinge_text_clear) struct hinge_text levels = {0}, word = {0};
    hinge_text_item(&levels, cues->name[0]);
    hinge_text_adds(&levels, ",");
    hinge_text_item(&levels, cues->name[1]);
    hinge_text_word(&word, levels.data);
    hinge_plot_nothing(plot,
                       "no recording has the cue \"%s\"; give the baseline first to --levels, such "
                       "as --levels %s, or as baseline under [run]",
                       *plot->request->baseline != '\0' ? plot->request->baseline : "none",
                       word.data);
}

enum { KEYS = 32 };

/* Levels of n key columns. */
static struct hinge_levels level_rows(struct hinge_plot *plot, const struct hinge_table *table,
                                      const size_t *column, size_t n, bool chosen)
{
    struct hinge_levels levels = {0};
    levels.of_row = hinge_plot_room(plot, table->rows, sizeof *levels.of_row);
    for (size_t r = 0; !hinge_plot_failed(plot) && r < table->rows; r++)
        levels.of_row[r] = level_of(plot, table, column, n, &levels, r);
    const char *shown[HINGE_LEVELS]; /* levels that one label names stay apart: "Team (office)" */
    memcpy(shown, levels.shown, sizeof shown);
    for (size_t l = 0; l < levels.n; l++)
        for (size_t k = 0; k < levels.n; k++)
            if (k != l && strcmp(shown[k], shown[l]) == 0)
                levels.shown[l] = hinge_plot_text(plot, "%s (%s)", shown[l], levels.name[l]);
    if (!hinge_plot_failed(plot)) {
        size_t at[HINGE_LEVELS];
        for (size_t i = 0; i < levels.n; i++) {
            size_t k = i;
            for (; k > 0 &&
                   compare_levels(plot, table, column, n, levels.row[i], levels.row[at[k - 1]]) < 0;
                 k--)
                at[k] = at[k - 1];
            at[k] = i;
        }
        hinge_levels_order(&levels, at, levels.n, table->rows);
    }
    if (chosen && !hinge_plot_failed(plot) && *plot->request->levels != '\0') {
        /* --levels: which, and in which order */
        size_t order[HINGE_LEVELS], some = 0;
        const char *rest = plot->request->levels, *item;
        for (size_t length; (item = hinge_next_item(&rest, ',', &length)) != NULL;) {
            const char *name =
                hinge_item_value(item, length, hinge_arena_alloc(&plot->arena, length + 1, 1));
            const size_t l =
                hinge_name_at(levels.name, levels.n, hinge_cue_among(name, levels.name, levels.n));
            if (l == levels.n) {
                const char *near = hinge_suggest(name, levels.name, levels.n);
                hinge_plot_refuse(
                    plot, HINGE_USAGE,
                    "--levels: no \"%s\"%s%s%s among the %zu here (the first is \"%s\")", name,
                    near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
                    near != NULL ? "\"?" : "", levels.n, levels.n > 0 ? levels.name[0] : "");
                break;
            }
            size_t k = 0; /* a name that is given twice stands once */
            while (k < some && order[k] != l)
                k++;
            order[k] = l;
            some += k == some;
        }
        hinge_levels_order(&levels, order, some, table->rows);
    }
    if (hinge_plot_failed(plot)) { /* no row has a level */
        memset(levels.of_row, 0xff, table->rows * sizeof *levels.of_row);
        levels.n = 0;
    }
    /* of levels that differ in the group the colour is the group, and filled or open the other
     * keys; of two keys without it, colour is the first. Others look as their number. */
    cleared_by(hinge_intern_clear) struct hinge_intern groups = {0}, rests = {0};
    cleared_by(hinge_text_clear) struct hinge_text rest = {0};
    size_t group[HINGE_LEVELS], condition[HINGE_LEVELS], key = 0;
    bool named = false;
    for (size_t k = 0; k < n && !named; k++) {
        named = strcmp(table->column[column[k]].name, "group") == 0;
        key = named ? k : 0;
    }
    for (size_t l = 0; l < levels.n; l++) {
        size_t r = levels.row[l];
        levels.look[l] = hinge_look_of(l);
        rest.length = 0;
        for (size_t k = 0; k < n; k++)
            if (k != key)
                hinge_text_printf(&rest, "%s/", cell_of(table, column[k], r));
        group[l] = hinge_intern_number(&groups, n > 0 ? cell_of(table, column[key], r) : "");
        condition[l] = hinge_intern_number(&rests, hinge_text_string(&rest));
    }
    const bool by_group = named && plot->n_groups > 1 && (groups.n > 1 || levels.n == 1);
    for (size_t l = 0; l < levels.n && (by_group || (!named && groups.n > 1 && rests.n > 1)); l++) {
        const size_t number =
            named ? hinge_plot_group(plot, cell_of(table, column[key], levels.row[l])) : group[l];
        levels.look[l] = hinge_look_within(number, condition[l]);
    }
    return levels;
}

struct hinge_levels hinge_plot_levels(struct hinge_plot *plot, const struct hinge_table *table,
                                      const char *first_value, const char *without)
{
    size_t column[KEYS], n = 0;
    long end = hinge_table_find(table, first_value);
    for (size_t c = 0; (long)c < end && n < KEYS; c++) {
        const char *name = table->column[c].name;
        bool differs = hinge_listed(plot->request->by, ',', name);
        for (size_t r = 1; r < table->rows && !differs; r++)
            differs = strcmp(cell_of(table, c, r), cell_of(table, c, 0)) != 0;
        if (differs && (without == NULL || strcmp(name, without) != 0))
            column[n++] = c;
    }
    return level_rows(plot, table, column, n, true);
}

struct hinge_levels hinge_levels_pick(struct hinge_plot *plot, const struct hinge_table *table,
                                      const char *keys, bool chosen)
{
    size_t column[KEYS], n = 0;
    for (size_t c = 0; c < table->n_columns && n < KEYS; c++)
        if (hinge_listed(keys, ',', table->column[c].name))
            column[n++] = c;
    return level_rows(plot, table, column, n, chosen);
}

bool hinge_levels_unnamed(const struct hinge_levels *levels)
{
    return levels->n == 1 && strcmp(levels->name[0], HINGE_LEVEL_EMPTY) == 0;
}

/* --- lists of an analysis --- */

const char *hinge_document_word(const json_t *lists, const char *key, size_t i)
{
    return hinge_or_empty(json_string_value(json_array_get(json_object_get(lists, key), i)));
}

double hinge_document_number(const json_t *lists, const char *key, size_t i)
{
    const json_t *number = json_array_get(json_object_get(lists, key), i);
    return json_is_number(number) ? json_number_value(number) : (double)NAN;
}

/* --- faults --- */

struct hinge_drawn_fault *hinge_drawn_fault_of(struct hinge_plot *plot,
                                               struct hinge_drawn_faults *faults,
                                               const struct hinge_table *table, size_t row)
{
    const char *id = hinge_table_text(table, "fault", row);
    if (id == NULL)
        return NULL;
    const size_t f = HINGE_ROW_AT(faults->fault, faults->n, id),
                 numbers = faults->of * faults->n_numbers;
    if (f == faults->n) {
        double *number = hinge_plot_room(plot, numbers, sizeof *number);
        for (size_t i = 0; i < numbers; i++)
            number[i] = faults->fresh[i % faults->n_numbers];
        faults->fault = hinge_arena_more(&plot->arena, faults->fault, f, sizeof *faults->fault);
        faults->fault[faults->n++] =
            (struct hinge_drawn_fault){.id = hinge_plot_text(plot, "%s", id),
                                       .name = hinge_plot_fault(plot, id),
                                       .most = NAN,
                                       .number = number};
    }
    return &faults->fault[f];
}

static int by_most(const void *a, const void *b)
{
    const struct hinge_drawn_fault *x = a, *y = b;
    const double most[] = {isnan(x->most) ? -1 : x->most, isnan(y->most) ? -1 : y->most};
    if (most[0] != most[1])
        return most[0] > most[1] ? -1 : 1;
    return x->place != y->place ? (x->place > y->place) - (x->place < y->place)
                                : strcmp(x->id, y->id);
}

void hinge_drawn_faults_sort(struct hinge_plot *plot, struct hinge_drawn_faults *faults)
{
    const size_t all = faults->n;
    const char **id = hinge_plot_room(plot, all + 1, sizeof *id);
    size_t *judged = hinge_plot_room(plot, all + 1, sizeof *judged);
    faults->name = hinge_plot_room(plot, all + 1, sizeof *faults->name);
    for (size_t f = 0; f < all; f++) {
        id[f] = faults->fault[f].id;
        judged[f] = faults->fault[f].judged;
    }
    faults->n = 0;
    for (size_t f = 0; f < all; f++)
        if (hinge_fault_is_shown(id, all, judged, f))
            faults->fault[faults->n++] = faults->fault[f];
    if (faults->n > 0)
        qsort(faults->fault, faults->n, sizeof *faults->fault, by_most);
    for (size_t f = 0; f < faults->n; f++)
        faults->name[f] = faults->fault[f].name;
}

/* --- people --- */

struct hinge_level_values hinge_plot_pivot(struct hinge_plot *plot, const struct hinge_table *table,
                                           const char *metric, const char *column, bool all,
                                           const struct hinge_levels *levels)
{
    struct hinge_level_values wide = {.levels = levels->n};
    cleared_by(hinge_intern_clear) struct hinge_intern names = {0};
    wide.who = hinge_plot_room(plot, table->rows, sizeof *wide.who);
    wide.row = hinge_plot_room(plot, table->rows, sizeof *wide.row);
    wide.value = hinge_plot_room(plot, table->rows * levels->n, sizeof *wide.value);
    for (size_t r = 0; r < table->rows; r++) {
        const char *who = hinge_table_text(table, "participant", r);
        const char *of = metric != NULL ? hinge_table_text(table, "metric", r) : NULL;
        double value = hinge_table_number(table, column, r);
        bool here = levels->of_row[r] != SIZE_MAX &&
                    (metric == NULL || (of != NULL && strcmp(of, metric) == 0));
        if (who == NULL || (!all && (*who == '\0' || !here || isnan(value))))
            continue;
        size_t i = hinge_intern_number(&names, who);
        if (i == wide.n) {
            wide.who[wide.n] = who;
            wide.row[wide.n++] = r;
            for (size_t l = 0; l < levels->n; l++)
                wide.value[i * levels->n + l] = NAN;
        }
        if (!here)
            continue;
        double *at = &wide.value[i * levels->n + levels->of_row[r]];
        if (!isnan(*at) && !isnan(value)) /* n counts a person once */
            hinge_plot_nothing(plot,
                               "participant %s has two values under \"%s\", as in two groups; keep "
                               "one with --filter",
                               who, levels->name[levels->of_row[r]]);
        *at = value;
    }
    return wide;
}

struct hinge_spread hinge_level_spread(const struct hinge_level_values *wide, size_t level,
                                       size_t from, const struct hinge_levels *group, size_t g)
{
    cleared_by(freed) double *value = hinge_alloc(wide->n + 1, sizeof *value);
    size_t n = 0;
    for (size_t i = 0; i < wide->n; i++) {
        const double *of = wide->value + i * wide->levels;
        if (group == NULL || group->of_row[wide->row[i]] == g)
            value[n++] = of[level] - (from != SIZE_MAX ? of[from] : 0);
    }
    return hinge_values_spread(value, n,
                               from != SIZE_MAX ? HINGE_LEAST_TESTED : HINGE_LEAST_INTERVAL);
}

struct hinge_spread hinge_values_spread(const double *value, size_t n, size_t least)
{
    cleared_by(freed) double *there = hinge_alloc(n, sizeof *there);
    size_t k = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(value[i]))
            there[k++] = value[i];
    struct hinge_spread spread = hinge_spread_of(there, k);
    if (k < least)
        spread.ci_low = spread.ci_high = NAN;
    return spread;
}

double hinge_plot_scale(const char *id)
{
    const struct hinge_unit_words *readers = hinge_plot_unit(id);
    return readers != NULL ? readers->scale : 1;
}

double hinge_plot_span(const char *id)
{
    const struct hinge_unit_words *readers = hinge_plot_unit(id);
    return readers != NULL ? readers->span / readers->scale : 0;
}

int hinge_plot_decimals(const char *id, double widest)
{
    const struct hinge_unit_words *readers = hinge_readers_unit(id, NULL);
    return hinge_outcome_decimals(readers != NULL ? readers->digits : -1,
                                  hinge_plot_scale(id) * widest);
}

const char *hinge_plot_interval(struct hinge_plot *plot, double scale, int digits, double value,
                                double low, double high, size_t n)
{
    char from[HINGE_NUMBER_MAX], to[HINGE_NUMBER_MAX];
    const char *of = n > 0 ? hinge_plot_text(plot, ", n = %zu", n) : "";
    value = hinge_unsigned_zero(scale * value, digits);
    if (isnan(low + high))
        return hinge_plot_text(plot, "%.*f%s", digits, value, of);
    return hinge_plot_text(plot, "%.*f (%s to %s)%s", digits, value,
                           hinge_limit_format(scale * low, digits, from),
                           hinge_limit_format(scale * high, digits, to), of);
}

const char *hinge_plot_people(struct hinge_plot *plot, const char *name, size_t least, size_t most)
{
    const char *n = least < most ? hinge_plot_text(plot, "n\u00a0=\u00a0%zu to %zu", least, most)
                                 : hinge_plot_text(plot, "n\u00a0=\u00a0%zu", most);
    return *name != '\0' ? hinge_plot_text(plot, "%s (%s)", name, n) : n;
}

double hinge_beside(size_t i, size_t n, double wide)
{
    return n > 1 ? wide * ((double)(i * 7 % n) / (double)(n - 1) - 0.5) : 0;
}

struct placed {
    double at;
    size_t i;
};

static int by_place(const void *a, const void *b)
{
    const struct placed *p = a, *q = b;
    return p->at != q->at ? (p->at > q->at) - (p->at < q->at) : (p->i > q->i) - (p->i < q->i);
}

int hinge_find_lanes(const double *at, size_t n, double gap, int *lane)
{
    enum { LANES = 6 }; /* on each side of the middle */
    double last[2 * LANES + 1];
    cleared_by(freed) struct placed *placed = hinge_alloc(n + 1, sizeof *placed);
    int far = 0;
    for (int k = 0; k <= 2 * LANES; k++)
        last[k] = -INFINITY;
    for (size_t i = 0; i < n; i++)
        placed[i] = (struct placed){at[i], i};
    qsort(placed, n, sizeof *placed, by_place);
    for (size_t i = 0; i < n; i++) {
        int found = 0;
        for (int k = 0; k <= 2 * LANES; k++) { /* 0, -1, 1, -2, … */
            const int here = (k + 1) / 2 * (k % 2 == 1 ? -1 : 1);
            if (placed[i].at - last[here + LANES] >= gap) {
                found = here;
                break;
            }
        }
        last[found + LANES] = placed[i].at;
        lane[placed[i].i] = found;
        far = abs(found) > far ? abs(found) : far;
    }
    return far;
}
