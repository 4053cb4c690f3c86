/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drawing while it is made: words, looks, categories, its data and caption. */
#include "figure/drawing.h"

#include "figure/kinds/figure.h"
#include "figure/svg.h"
#include "people/people.h"
#include "report/display.h"
#include "report/published.h"
#include "report/request.h"
#include "result/words.h"
#include "table/columns.h"

#include <hinge/measure.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- How wide words are, before any program draws them. --- */

/* Thousandths of the size, from the space to the tilde: Adobe's Helvetica (core 14 font
 * metrics, Helvetica.afm), whose widths Arial and Liberation Sans have. */
static const unsigned short advances[] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};

enum {
    OTHER = 630,    /* letters with accents, Greek, Cyrillic, Hebrew, Arabic */
    NARROW = 400,   /* what joins and raises: degree, middle dot */
    SQUARE = 1000,  /* East Asian letters, the ellipsis */
    RAW_BYTE = 2400 /* written as \xNN */
};

static unsigned advance_of(const char *p, size_t n, uint32_t code)
{
    if (n == 0)
        return RAW_BYTE;
    if (*p >= ' ' && *p <= '~')
        return advances[*p - ' '];
    if (code == 0xB0 || code == 0xB7)
        return NARROW;
    return code >= 0x2E80 || code == 0x2026 ? SQUARE : OTHER;
}

double hinge_words_width(const char *text, double size)
{
    const double margin = 1.03; /* faces that stand in for these are a little wider */
    double thousandths = 0;
    for (const char *p = text; *p != '\0';) {
        uint32_t code = 0;
        size_t n = hinge_utf8_next(p, &code);
        thousandths += advance_of(p, n, code);
        p += n > 0 ? n : 1;
    }
    return margin * thousandths / 1000 * size;
}

double hinge_bold_width(const char *text, double size)
{
    return 1.1 * hinge_words_width(text, size);
}

/* --- How levels look: those of a group under several conditions belong together. --- */

/* Number of a part of a name among those before it. */
static size_t part_of(const char *part[HINGE_SHADED], size_t *n, const char *name, size_t length)
{
    size_t i = 0;
    while (i < *n && (strncmp(part[i], name, length) != 0 ||
                      (part[i][length] != '\0' && part[i][length] != '/')))
        i++;
    if (i == *n && *n < HINGE_SHADED)
        part[(*n)++] = name;
    return i;
}

/* Fills the looks: of levels of two keys that both differ the colour is the first,
 * shade and line the second; others, and more than there are shades of, as their
 * number. */
static void hinge_levels_look(struct hinge_levels *levels)
{
    const char *first[HINGE_SHADED], *second[HINGE_SHADED];
    size_t n[2] = {0, 0};
    bool within = true;
    for (size_t l = 0; l < levels->n; l++) {
        const char *name = levels->name[l], *slash = strchr(name, '/');
        levels->look[l] = hinge_look_of(l);
        if (slash == NULL || strchr(slash + 1, '/') != NULL) {
            within = false;
            continue;
        }
        size_t group = part_of(first, &n[0], name, (size_t)(slash - name));
        size_t condition = part_of(second, &n[1], slash + 1, strlen(slash + 1));
        within = within && group < HINGE_SHADED && condition < HINGE_SHADES;
    }
    for (size_t l = 0; within && n[0] > 1 && n[1] > 1 && l < levels->n; l++) {
        const char *name = levels->name[l], *slash = strchr(name, '/');
        levels->look[l] = hinge_look_within(part_of(first, &n[0], name, (size_t)(slash - name)),
                                            part_of(second, &n[1], slash + 1, strlen(slash + 1)));
    }
}

/* --- Names of categories below a panel: flat, in lines, or turned. --- */

static const struct hinge_pen tick_pen = {HINGE_INK, 0.6, 0};

enum { CATEGORY_LINES = 4, CATEGORY_LINE_PT = 8, MOST_TURNED_PT = 130 };

/* Lines of words that are no wider than `room`, each into `line`; 0 where it takes more
 * of them or a single word is wider. */
static size_t wrap(const char *name, double room, struct hinge_text line[])
{
    size_t n = 0;
    for (const char *p = name; *p != '\0' && n < CATEGORY_LINES; n++) {
        size_t taken = 0;
        for (const char *end = p; end != NULL && *end != '\0';) {
            end = strchr(end + (end > p), ' ');
            size_t length = end != NULL ? (size_t)(end - p) : strlen(p);
            line[n].length = 0;
            hinge_text_add(&line[n], p, length);
            if (hinge_words_width(hinge_text_string(&line[n]), HINGE_FONT_PT) > room)
                break;
            taken = length;
        }
        if (taken == 0)
            return 0;
        line[n].length = 0;
        hinge_text_add(&line[n], p, taken);
        p += taken + (p[taken] == ' ');
        if (*p != '\0' && n + 1 == CATEGORY_LINES)
            return 0;
    }
    return n > 0 ? n : 1;
}

/* A line that failed fails the drawing. */
static void clear_lines(struct hinge_text line[])
{
    for (size_t i = 0; i < CATEGORY_LINES; i++) {
        hinge_text_clear(&line[i]);
    }
}

/* The most lines a name takes; 0: they are turned. */
static size_t lines_of(const char *const *name, size_t n, double width)
{
    struct hinge_text line[CATEGORY_LINES] = {0};
    size_t most = 1;
    for (size_t i = 0; i < n && most > 0; i++) {
        size_t own = wrap(name[i], width / (double)n - 4, line);
        most = own == 0 || own > most ? own : most;
    }
    clear_lines(line);
    return most;
}

static double turned_length(const char *const *name, size_t n)
{
    double longest = 0;
    for (size_t i = 0; i < n; i++)
        longest = fmax(longest, hinge_words_width(name[i], HINGE_FONT_PT));
    return fmin(longest, MOST_TURNED_PT);
}

double hinge_categories_below(const char *const *name, size_t n, double width)
{
    size_t lines = lines_of(name, n, width);
    return lines == 0 ? turned_length(name, n) + 18
                      : HINGE_PANEL_BELOW + CATEGORY_LINE_PT * ((double)lines - 1);
}

static void draw_category(struct hinge_svg *svg, double x, double y, double room, const char *name)
{
    const struct hinge_words flat = {.anchor = HINGE_MIDDLE};
    struct hinge_text line[CATEGORY_LINES] = {0};
    size_t n = wrap(name, room, line);
    for (size_t i = 0; i < n; i++, y += CATEGORY_LINE_PT)
        hinge_svg_words(svg, x, y, &flat, hinge_text_string(&line[i]));
    clear_lines(line);
}

void hinge_categories_draw(struct hinge_svg *svg, const struct hinge_panel *panel,
                           const char *const *name, size_t n, const char *x_name)
{
    const struct hinge_words flat = {.anchor = HINGE_MIDDLE};
    const struct hinge_words turned = {.anchor = HINGE_END, .upwards = true};
    double bottom = panel->top + panel->height;
    double below = hinge_categories_below(name, n, panel->width);
    bool turn = lines_of(name, n, panel->width) == 0;
    for (size_t i = 0; i < n; i++) {
        double x = hinge_panel_x(panel, (double)i);
        hinge_svg_line(svg, x, bottom, x, bottom + 2.5, &tick_pen);
        if (turn)
            hinge_svg_words_in(svg, x + 2.5, bottom + 4, MOST_TURNED_PT, &turned, name[i]);
        else
            draw_category(svg, x, bottom + 10, panel->width / (double)n - 4, name[i]);
    }
    if (x_name != NULL && *x_name != '\0')
        hinge_svg_words_in(svg, panel->left + panel->width / 2, bottom + below - 5, panel->width,
                           &flat, x_name);
}

/* --- What figures share. --- */

/* --- tables --- */

static struct hinge_table_request table_request(const struct hinge_drawing *drawing,
                                                const char *view, const char *by,
                                                const char *columns, const char *phase)
{
    const struct hinge_figure_request *request = drawing->request;
    return (struct hinge_table_request){.results = request->results,
                                        .opened = request->opened,
                                        .view = view,
                                        .by = by,
                                        .columns = columns,
                                        .where = request->where,
                                        .phase = phase,
                                        .include_inferred = request->include_inferred,
                                        .all_tasks = request->all_tasks,
                                        .counted = hinge_listed("faults,sensitivity", ',', view),
                                        .all_reps = request->all_reps,
                                        .allow_single = request->allow_single,
                                        .no_provenance = true};
}

enum hinge_status hinge_drawing_table(struct hinge_drawing *drawing, const char *view,
                                      const char *by, const char *columns, const char *phase,
                                      struct hinge_table *table, struct hinge_error *error)
{
    struct hinge_table_request request = table_request(drawing, view, by, columns, phase);
    char *notes = NULL;
    enum hinge_status status = hinge_view_table(&request, table, &notes, error);
    const char *said = request.counted && notes != NULL ? strstr(notes, HINGE_DESCRIBED) : NULL;
    if (said != NULL)
        drawing->described =
            hinge_drawing_text(drawing, " %.*s.", (int)strcspn(said, "(") - 1, said);
    free(notes);
    return status;
}

enum hinge_status hinge_drawing_curves(struct hinge_drawing *drawing, const char *by,
                                       const char *const *signal, size_t n,
                                       struct hinge_person_curves *curves,
                                       struct hinge_error *error)
{
    struct hinge_table_request request = table_request(drawing, "", by, "", "");
    return hinge_results_curves(&request, signal, n, curves, error);
}

enum hinge_status hinge_drawing_metric(const char *metric, struct hinge_error *error)
{
    enum { METRICS = 512 };
    const char *names[METRICS];
    size_t n = 0;
    for (; n < METRICS && (names[n] = hinge_measurement_metric_id(n)) != NULL; n++)
        if (strcmp(names[n], metric) == 0)
            return HINGE_OK;
    const char *near = hinge_suggest(metric, names, n);
    bool begins = near == NULL; /* the shortest that begins so */
    for (size_t i = 0; begins && i < n; i++)
        if (strncmp(names[i], metric, strlen(metric)) == 0 &&
            (near == NULL || strlen(names[i]) < strlen(near)))
            near = names[i];
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                           near != NULL ? "--columns: no metric \"%s\"; did you mean \"%s\"?"
                                        : "--columns: no metric \"%s\"; give one of "
                                          "docs/metrics.md, such as %s",
                           metric, near != NULL ? near : "lumbar_fraction");
}

/* --- words --- */

const char *hinge_drawing_text(struct hinge_drawing *drawing, const char *format, ...)
{
    char text[600];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const char *kept = hinge_arena_strdup(&drawing->arena, text);
    return kept;
}

static const char *own_label(const struct hinge_drawing *drawing, const char *id)
{
    return hinge_wording_label(drawing->request->labels, id);
}

const char *hinge_drawing_name(struct hinge_drawing *drawing, const char *id)
{
    const char *own = own_label(drawing, id);
    size_t length = strlen(id);
    char words[160];
    if (own != NULL)
        return own;
    hinge_wording_small((char *)hinge_wording_title(id, words, sizeof words));
    bool flexion = length > 5 && strcmp(id + length - 5, "_flex") == 0;
    return hinge_drawing_text(drawing, "%s%s", words, flexion ? "ion" : "");
}

/* In points: a narrower figure, as of one column, has the short titles of faults. */
enum { WHOLE_TITLES = 400 };

const char *hinge_drawing_fault(struct hinge_drawing *drawing, const char *id)
{
    const struct hinge_label_list *labels = drawing->request->labels;
    const char *words = drawing->width < WHOLE_TITLES ? hinge_fault_brief(labels, id)
                                                      : hinge_fault_title(labels, id);
    return words != NULL ? words : hinge_drawing_name(drawing, id);
}

const char *hinge_drawing_label(struct hinge_drawing *drawing, const char *id)
{
    const char *name = hinge_drawing_name(drawing, id), *unit = hinge_wording_unit(id);
    if (own_label(drawing, id) != NULL || *unit == '\0')
        return name;
    return hinge_drawing_text(drawing, "%s (%s)", name, unit + strspn(unit, " "));
}

/* --- levels --- */

static const char *cell_of(const struct hinge_table *table, size_t column, size_t row)
{
    const char *text =
        table->column[column].type == HINGE_COLUMN_TEXT ? table->column[column].text[row] : NULL;
    return text != NULL ? text : "";
}

/* Whether a key tells rows apart: it was asked for, or differs. */
static bool makes_level(const struct hinge_drawing *drawing, const struct hinge_table *table,
                        size_t column, const char *without)
{
    const char *name = table->column[column].name;
    const char *by = drawing->request->by;
    if (without != NULL && strcmp(name, without) == 0)
        return false;
    if (hinge_listed(by != NULL ? by : "", ',', name))
        return true;
    for (size_t r = 1; r < table->rows; r++)
        if (strcmp(cell_of(table, column, r), cell_of(table, column, 0)) != 0)
            return true;
    return false;
}

static void name_level(struct hinge_drawing *drawing, const struct hinge_table *table,
                       const size_t *column, size_t n, size_t row, struct hinge_text *typed,
                       struct hinge_text *shown)
{
    typed->length = shown->length = 0;
    for (size_t i = 0; i < n; i++) {
        const char *cell = cell_of(table, column[i], row);
        const char *text = *cell != '\0' ? cell : "-";
        const char *name = table->column[column[i]].name;
        const char *own = own_label(drawing, text);
        char words[128], key[128];
        hinge_text_printf(typed, "%s%s", i > 0 ? "/" : "", text);
        hinge_text_puts(shown, i > 0 ? " · " : "");
        if (own == NULL && text[strspn(text, "0123456789.")] == '\0')
            hinge_text_printf(shown, "%s ", /* a number alone says nothing */
                              hinge_wording_words(name, key, sizeof key));
        hinge_text_puts(shown,
                        own != NULL ? own : hinge_published_words(name, text, words, sizeof words));
    }
    if (n == 0) {
        hinge_text_puts(typed, "all");
        hinge_text_puts(shown, "all");
    }
}

static enum hinge_status number_level(struct hinge_drawing *drawing, struct hinge_levels *levels,
                                      size_t row, const char *typed, const char *shown,
                                      struct hinge_error *error)
{
    size_t l = 0;
    while (l < levels->n && strcmp(levels->name[l], typed) != 0)
        l++;
    if (l == HINGE_LEVELS)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: more than %d groups or conditions in one figure; "
                               "name fewer keys with --by, or choose some with "
                               "--filter",
                               drawing->request->results, HINGE_LEVELS);
    if (l == levels->n) {
        levels->name[l] = hinge_drawing_text(drawing, "%s", typed);
        levels->shown[l] = hinge_drawing_text(drawing, "%s", shown);
        levels->n++;
    }
    levels->of_row[row] = l;
    return HINGE_OK;
}

/* --levels: which, and in which order. */
static enum hinge_status choose_levels(struct hinge_drawing *drawing,
                                       const struct hinge_table *table, struct hinge_levels *levels,
                                       struct hinge_error *error)
{
    const char *wanted = drawing->request->levels;
    size_t order[HINGE_LEVELS], n = 0;
    struct hinge_levels old = *levels;
    if (wanted == NULL || *wanted == '\0')
        return HINGE_OK;
    const char *rest = wanted, *item;
    for (size_t length;
         n < HINGE_LEVELS && (item = hinge_next_item(&rest, ',', &length)) != NULL;) {
        char *name = hinge_arena_alloc(&drawing->arena, length + 1, 1);
        size_t l = 0;
        hinge_item_value(item, length, name);
        while (l < old.n && strcmp(old.name[l], name) != 0)
            l++;
        if (l == old.n) {
            const char *near = hinge_suggest(name, old.name, old.n);
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   "--levels: no \"%s\"%s%s%s among the %zu here "
                                   "(the first is \"%s\")",
                                   name, near != NULL ? "; did you mean \"" : "",
                                   near != NULL ? near : "", near != NULL ? "\"?" : "", old.n,
                                   old.n > 0 ? old.name[0] : "");
        }
        order[n++] = l;
    }
    levels->n = n;
    for (size_t i = 0; i < n; i++) {
        levels->name[i] = old.name[order[i]];
        levels->shown[i] = old.shown[order[i]];
    }
    for (size_t r = 0; r < table->rows; r++) {
        size_t i = 0;
        while (i < n && order[i] != levels->of_row[r])
            i++;
        levels->of_row[r] = i < n ? i : SIZE_MAX;
    }
    return HINGE_OK;
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

/* Names of several keys (columns of the table), joined by '/', key by key. */
static int compare_joined(const struct hinge_drawing *drawing, const struct hinge_table *table,
                          const size_t *column, size_t n_columns, const char *a, const char *b)
{
    char key[2][160];
    for (size_t c = 0;; c += c + 1 < n_columns) { /* a level may have a '/' */
        size_t m = strcspn(a, "/"), n = strcspn(b, "/");
        snprintf(key[0], sizeof key[0], "%.*s", (int)m, a);
        snprintf(key[1], sizeof key[1], "%.*s", (int)n, b);
        const char *name = table->column[column[c]].name;
        size_t i = place_of(drawing->request, name, key[0]),
               k = place_of(drawing->request, name, key[1]);
        int order = i != k ? (i > k) - (i < k) : hinge_level_compare(key[0], key[1]);
        if (order != 0 || a[m] == '\0' || b[n] == '\0')
            return order;
        a += m + 1;
        b += n + 1;
    }
}

/* In the request's order, then that of people/rule, whatever that of the rows is. */
static void sort_levels(const struct hinge_drawing *drawing, const struct hinge_table *table,
                        const size_t *column, size_t n_columns, struct hinge_levels *levels)
{
    size_t at[HINGE_LEVELS], place[HINGE_LEVELS] = {0};
    const struct hinge_levels old = *levels;
    for (size_t i = 0; i < levels->n; i++) {
        size_t k = i;
        for (; k > 0 && compare_joined(drawing, table, column, n_columns, old.name[i],
                                       old.name[at[k - 1]]) < 0;
             k--)
            at[k] = at[k - 1];
        at[k] = i;
    }
    for (size_t i = 0; i < levels->n; i++) {
        levels->name[i] = old.name[at[i]];
        levels->shown[i] = old.shown[at[i]];
        place[at[i]] = i;
    }
    for (size_t r = 0; r < table->rows; r++)
        levels->of_row[r] = place[levels->of_row[r]];
}

enum { KEYS = 32 };

/* Levels of n key columns. */
static enum hinge_status level_rows(struct hinge_drawing *drawing, const struct hinge_table *table,
                                    const size_t *column, size_t n, struct hinge_levels *levels,
                                    struct hinge_error *error)
{
    struct hinge_text typed = {0}, shown = {0};
    enum hinge_status status = HINGE_OK;
    *levels = (struct hinge_levels){0};
    levels->of_row = hinge_arena_alloc(&drawing->arena, table->rows + 1, sizeof *levels->of_row);
    for (size_t r = 0; status == HINGE_OK && r < table->rows; r++) {
        name_level(drawing, table, column, n, r, &typed, &shown);
        status = number_level(drawing, levels, r, hinge_text_string(&typed),
                              hinge_text_string(&shown), error);
    }
    hinge_text_clear(&typed);
    if (status == HINGE_OK)
        sort_levels(drawing, table, column, n, levels);
    hinge_text_clear(&shown);
    return status;
}

enum hinge_status hinge_levels_find(struct hinge_drawing *drawing, const struct hinge_table *table,
                                    const char *first_value, const char *without,
                                    struct hinge_levels *levels, struct hinge_error *error)
{
    size_t column[KEYS], n = 0;
    long end = hinge_table_find(table, first_value);
    for (size_t c = 0; (long)c < end && n < KEYS; c++)
        if (makes_level(drawing, table, c, without))
            column[n++] = c;
    enum hinge_status status = level_rows(drawing, table, column, n, levels, error);
    if (status == HINGE_OK)
        status = choose_levels(drawing, table, levels, error);
    if (status == HINGE_OK)
        hinge_levels_look(levels);
    return status;
}

enum hinge_status hinge_levels_pick(struct hinge_drawing *drawing, const struct hinge_table *table,
                                    const char *keys, bool chosen, struct hinge_levels *levels,
                                    struct hinge_error *error)
{
    size_t column[KEYS], n = 0;
    for (size_t c = 0; c < table->n_columns && n < KEYS; c++)
        if (hinge_listed(keys, ',', table->column[c].name))
            column[n++] = c;
    enum hinge_status status = level_rows(drawing, table, column, n, levels, error);
    if (status == HINGE_OK && chosen)
        status = choose_levels(drawing, table, levels, error);
    if (status == HINGE_OK)
        hinge_levels_look(levels);
    return status;
}

enum hinge_status hinge_drawing_evidence(struct hinge_drawing *drawing,
                                         const struct hinge_table *table, struct hinge_error *error)
{
    for (const char *const *evidence = hinge_evidence; *evidence != NULL; evidence++) {
        const char *first = table->rows > 0 ? hinge_table_text(table, *evidence, 0) : NULL;
        for (size_t r = 1; r < table->rows; r++) {
            const char *other = hinge_table_text(table, *evidence, r);
            if (first == NULL || other == NULL || strcmp(first, other) == 0)
                continue;
            drawing->mixed = true;
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                   "%s: no %s figure: %s differs (\"%s\", \"%s\"), and what was "
                                   "measured differently is not compared; choose with --filter "
                                   "'%s=%s'",
                                   drawing->request->results, drawing->figure->id, *evidence, first,
                                   other, *evidence, first);
        }
    }
    return HINGE_OK;
}

void hinge_people_find(struct hinge_drawing *drawing, const struct hinge_table *table,
                       struct hinge_levels *people)
{
    struct hinge_intern names = {0};
    *people = (struct hinge_levels){0};
    people->of_row = hinge_arena_alloc(&drawing->arena, table->rows + 1, sizeof *people->of_row);
    for (size_t r = 0; r < table->rows; r++) {
        const char *who = hinge_table_text(table, "participant", r);
        people->of_row[r] = hinge_intern_number(&names, who != NULL ? who : "");
    }
    people->n = names.n;
    hinge_intern_clear(&names);
}

/* --- numbers --- */

void hinge_data_columns(struct hinge_drawing *drawing, const struct hinge_data_column *columns)
{
    for (; columns->name != NULL; columns++)
        hinge_table_add_column(&drawing->data, columns->name,
                               columns->unit != NULL ? HINGE_COLUMN_NUMBER : HINGE_COLUMN_TEXT,
                               columns->unit != NULL ? columns->unit : "", -1);
}

void hinge_data_row(struct hinge_drawing *drawing, const char *const *words, const double *numbers)
{
    hinge_table_put_row(&drawing->data, words, numbers);
}

struct hinge_spread hinge_values_spread(const double *value, size_t n)
{
    double *there = hinge_alloc(n, sizeof *there);
    size_t k = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(value[i]))
            there[k++] = value[i];
    struct hinge_spread spread = hinge_spread_of(there, k);
    free(there);
    return spread;
}

void hinge_grid(size_t n, double width, size_t *columns, size_t *rows)
{
    size_t most = width > 300 ? 4 : 2;
    n = n > 0 ? n : 1;
    *rows = (n + most - 1) / most;
    *columns = (n + *rows - 1) / *rows; /* rows about alike: six are three and three */
}
