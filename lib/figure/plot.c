/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of panels with marks becomes a picture: scales are fitted to the marks, words get their
 * room, panels their places, and then everything is drawn in the order of the list. */
#include "figure/plot.h"

#include "report/print/quantity.h"
#include "table/columns.h"

enum { LINE, MARK, ARROW, BAR, AREA, BOX, WORDS, LABEL };

struct hinge_item {
    int sort;
    struct hinge_look look;
    const char *title; /* or the words */
    size_t n;
    double *x, *y, *low, *high; /* [n] */
    enum hinge_fill fill;
    enum hinge_anchor anchor;
    double room;
    bool has_look;
    struct hinge_item *next;
};

struct hinge_entry {
    struct hinge_look look;
    enum hinge_key_sample sample;
    enum hinge_fill fill;
    const char *name;
    struct hinge_entry *next;
};

/* --- the list --- */

bool hinge_plot_failed(const struct hinge_plot *plot)
{
    return plot->status != HINGE_OK;
}

void hinge_plot_take(struct hinge_plot *plot, enum hinge_status status)
{
    if (plot->status == HINGE_OK)
        plot->status = status;
}

void *hinge_plot_room(struct hinge_plot *plot, size_t n, size_t size)
{
    return hinge_arena_alloc(&plot->arena, n > 0 ? n : 1, size);
}

void hinge_plot_refuse(struct hinge_plot *plot, enum hinge_status status, const char *format, ...)
{
    va_list arguments;
    if (hinge_plot_failed(plot))
        return;
    va_start(arguments, format);
    plot->status = hinge_error_vset(plot->error, status, HINGE_REASON_OK, format, arguments);
    va_end(arguments);
}

void hinge_plot_finding(struct hinge_plot *plot, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    hinge_text_adds(&plot->finding, plot->finding.length > 0 ? "; " : "");
    hinge_text_adds(&plot->finding, hinge_arena_vprintf(&plot->arena, format, arguments));
    va_end(arguments);
}

struct hinge_panel *hinge_plot_panel(struct hinge_plot *plot, struct hinge_panel panel)
{
    struct hinge_panel *kept = hinge_plot_room(plot, 1, sizeof *kept);
    for (int i = 0; i < 2; i++) { /* levels may be the caller's, and it draws when they are gone */
        struct hinge_axis *axis = i == 0 ? &panel.x : &panel.y;
        const char **name = hinge_plot_room(plot, axis->n_categories, sizeof *name);
        for (size_t k = 0; k < axis->n_categories && axis->category != NULL; k++)
            name[k] = axis->category[k];
        axis->category = axis->category != NULL ? name : NULL;
    }
    *kept = panel;
    kept->plot = plot;
    kept->end = &kept->first;
    struct hinge_panel **end = &plot->first;
    while (*end != NULL)
        end = &(*end)->next;
    *end = kept;
    return kept;
}

static double *copy(struct hinge_plot *plot, const double *value, size_t n)
{
    double *kept = hinge_plot_room(plot, n, sizeof *kept);
    memcpy(kept, value, n * sizeof *kept);
    return kept;
}

static struct hinge_item *add(struct hinge_panel *panel, int sort, const struct hinge_look *look,
                              const char *title, const double *x, const double *y, size_t n)
{
    struct hinge_item *m = hinge_plot_room(panel->plot, 1, sizeof *m);
    m->sort = sort;
    m->has_look = look != NULL;
    if (look != NULL)
        m->look = *look;
    m->title = title;
    m->n = n;
    m->x = copy(panel->plot, x, n);
    m->y = copy(panel->plot, y, n);
    *panel->end = m;
    panel->end = &m->next;
    return m;
}

void hinge_panel_line(struct hinge_panel *panel, const struct hinge_look *look, const char *title,
                      const double *x, const double *y, size_t n)
{
    add(panel, LINE, look, title, x, y, n);
}

void hinge_panel_mark(struct hinge_panel *panel, const struct hinge_look *look, const char *title,
                      double x, double y)
{
    add(panel, MARK, look, title, &x, &y, 1);
}

void hinge_panel_arrow(struct hinge_panel *panel, const struct hinge_look *look, double x0,
                       double y0, double x1, double y1)
{
    add(panel, ARROW, look, NULL, (const double[]){x0, x1}, (const double[]){y0, y1}, 2);
}

void hinge_panel_bar(struct hinge_panel *panel, const struct hinge_look *look, const char *title,
                     double x, double y, double low, double high)
{
    struct hinge_item *m = add(panel, BAR, look, title, &x, &y, 1);
    m->low = copy(panel->plot, &low, 1);
    m->high = copy(panel->plot, &high, 1);
}

void hinge_panel_area(struct hinge_panel *panel, const struct hinge_look *look, const double *x,
                      const double *low, const double *high, size_t n)
{
    struct hinge_item *m = add(panel, AREA, look, NULL, x, low, n);
    m->low = m->y;
    m->high = copy(panel->plot, high, n);
}

void hinge_panel_rule(struct hinge_panel *panel, const struct hinge_look *look, double x0,
                      double y0, double x1, double y1)
{
    add(panel, LINE, look, NULL, (const double[]){x0, x1}, (const double[]){y0, y1}, 2);
}

void hinge_panel_box(struct hinge_panel *panel, const struct hinge_look *look, enum hinge_fill fill,
                     const char *title, double x0, double y0, double x1, double y1)
{
    const double x[] = {x0, x1}, y[] = {y0, y1};
    add(panel, BOX, look, title, x, y, 2)->fill = fill;
}

void hinge_panel_words(struct hinge_panel *panel, double x, double y, enum hinge_anchor anchor,
                       double room, const char *text)
{
    struct hinge_item *m = add(panel, WORDS, NULL, text, &x, &y, 1);
    m->anchor = anchor;
    m->room = room;
}

void hinge_panel_name(struct hinge_panel *panel, const struct hinge_look *look, double x, double y,
                      enum hinge_anchor anchor, const char *text)
{
    add(panel, WORDS, look, text, &x, &y, 1)->anchor = anchor;
}

void hinge_panel_label(struct hinge_panel *panel, const struct hinge_look *look, double x, double y,
                       const char *text)
{
    add(panel, LABEL, look, text, &x, &y, 1);
}

void hinge_plot_key(struct hinge_plot *plot, const struct hinge_look *look,
                    enum hinge_key_sample sample, enum hinge_fill fill, const char *name)
{
    struct hinge_entry **end = &plot->keys;
    for (; *end != NULL; end = &(*end)->next)
        if (strcmp((*end)->name, name) == 0)
            return;
    *end = hinge_plot_room(plot, 1, sizeof **end);
    **end = (struct hinge_entry){*look, sample, fill, name, NULL};
}

void hinge_plot_columns(struct hinge_plot *plot, const char *columns)
{
    const char *item;
    for (size_t n; (item = hinge_next_item(&columns, ',', &n)) != NULL;) {
        char *name = hinge_arena_copy(&plot->arena, item, n), *unit = strchr(name, ':');
        if (unit != NULL)
            *unit++ = '\0';
        hinge_table_add_column(&plot->data, name,
                               unit != NULL ? HINGE_COLUMN_NUMBER : HINGE_COLUMN_TEXT,
                               unit != NULL ? unit : "", -1);
    }
}

void hinge_plot_row(struct hinge_plot *plot, const char *const *words, const double *numbers)
{
    hinge_table_add_row(&plot->data, words, numbers);
}

/* --- looks --- */

/* The first four are groups' colours on the page, too (report.html): each has 3:1 or more on white
 * and on #15181c, and these 4.5:1 on white, as words in them need. None is near those of a body's
 * parts (svg.h). */
static const char *const colours[] = {"#0068a8", "#b54708", "#23774a", "#6b4bd6",
                                      "#c8102e", "#00797d", "#777777"};
enum { COLOURS = sizeof colours / sizeof *colours, SHAPES = HINGE_MARK_CROSS };

const struct hinge_look hinge_look_mean = {
    .colour = HINGE_INK, .mark = HINGE_MARK_DIAMOND, .filled = true, .size = 2.4};
const struct hinge_look hinge_look_grey = {.colour = HINGE_GREY, .width = 0.6};
const struct hinge_look hinge_look_zero = {.colour = HINGE_GREY, .width = 0.8};

struct hinge_look hinge_look_of(size_t level)
{
    /* not the cross, which says that nothing could be judged */
    static const enum hinge_svg_mark marks[COLOURS] = {HINGE_MARK_CIRCLE,   HINGE_MARK_SQUARE,
                                                       HINGE_MARK_TRIANGLE, HINGE_MARK_DOWN,
                                                       HINGE_MARK_DIAMOND,  HINGE_MARK_CIRCLE,
                                                       HINGE_MARK_PLUS};
    size_t round = level / COLOURS;
    return (struct hinge_look){.colour = hinge_look_colour(level),
                               .dash = (int)((level + round) % HINGE_DASHES),
                               .mark = marks[(level + 3 * round) % COLOURS],
                               .filled = level == 0};
}

struct hinge_look hinge_look_part(const char *part)
{
    static const struct {
        const char *part;
        struct hinge_look look;
    } looks[] = {{"pelvis", {.colour = HINGE_PELVIS, .width = 1.5}},
                 {"lumbar", {.colour = HINGE_LUMBAR, .width = 2}},
                 {"thorax", {.colour = HINGE_THORAX, .width = 1.5}}};
    const size_t i = HINGE_ROW_AT(looks, 3, part);
    return i < 3 ? looks[i].look
                 : (struct hinge_look){.colour = HINGE_INK, .width = .9, .opacity = .75};
}

const char *hinge_look_colour(size_t number)
{
    return colours[number % COLOURS];
}

struct hinge_look hinge_look_within(size_t group, size_t condition)
{
    return (struct hinge_look){.colour = hinge_look_colour(group),
                               .dash = (int)(condition % HINGE_DASHES),
                               .mark =
                                   (enum hinge_svg_mark)((group + 3 * (condition / 2)) % SHAPES),
                               .filled = condition % 2 == 0};
}

/* --- places --- */

double hinge_panel_x(const struct hinge_panel *panel, double value)
{
    const struct hinge_axis *axis = &panel->x;
    if (isinf(value))
        return panel->left + (value > 0 ? panel->width : 0);
    return panel->left + panel->width * (value - axis->low) / (axis->high - axis->low);
}

double hinge_panel_y(const struct hinge_panel *panel, double value)
{
    const struct hinge_axis *axis = &panel->y;
    if (isinf(value))
        return panel->top + (value > 0 ? 0 : panel->height);
    return panel->top + panel->height * (axis->high - value) / (axis->high - axis->low);
}

static void widen_to(double range[2], const double *value, size_t n)
{
    for (size_t i = 0; value != NULL && i < n; i++)
        if (isfinite(value[i])) {
            range[0] = fmin(range[0], value[i]);
            range[1] = fmax(range[1], value[i]);
        }
}

static bool is_named(const struct hinge_axis *axis)
{
    return axis->name != NULL && *axis->name != '\0';
}

/* The scale that the marks, and what was asked of it, need. Rows are read from above. */
static void fit(const struct hinge_panel *panel, struct hinge_axis *axis, bool x, size_t wanted)
{
    bool along = (panel->y.category != NULL) == x; /* intervals lie along this scale */
    bool asked = axis->low != 0 || axis->high != 0;
    const struct hinge_panel *q = panel->plot->first;
    double range[2] = {asked ? axis->low : (double)NAN, asked ? axis->high : (double)NAN};
    if (axis->category != NULL) {
        axis->low = x ? -0.5 : (double)axis->n_categories - 0.5;
        axis->high = x ? (double)axis->n_categories - 0.5 : -0.5;
        return;
    }
    wanted = axis->wanted > 0 ? axis->wanted : wanted;
    if (axis->exact) {
        hinge_axis_pad(axis, axis->low, axis->high, 0, 0, wanted);
        return;
    }
    for (; q != NULL; q = q->next) {
        const struct hinge_axis *other = x ? &q->x : &q->y; /* of one name: one scale for both */
        if (q != panel &&
            !(is_named(other) && is_named(axis) && strcmp(other->name, axis->name) == 0))
            continue;
        for (const struct hinge_item *m = q->first; m != NULL; m = m->next) {
            if (m->sort == WORDS || m->sort == LABEL)
                continue;
            widen_to(range, x ? m->x : m->y, m->n);
            widen_to(range, along ? m->low : NULL, m->n);
            widen_to(range, along ? m->high : NULL, m->n);
        }
    }
    if (axis->least < axis->most) {
        range[0] = fmax(range[0], axis->least);
        range[1] = fmin(range[1], axis->most);
    }
    if (range[0] <= range[1])
        hinge_span_widen(axis->span, &range[0], &range[1]);
    if (axis->round)
        hinge_axis_fit(axis, range[0], range[1], wanted);
    else
        hinge_axis_pad(axis, range[0], range[1], .04, .04, wanted);
}

/* --- words around a panel --- */

#define CUT 1.06 /* where words are cut, most fonts have room; hinge_words_room is for all */

static const struct hinge_pen axis_pen = {HINGE_INK, 0.6, 0, 0};
static const struct hinge_pen grid_pen = {HINGE_INK, 0.5, 0, 0.15};

static double widest_word(const struct hinge_axis *axis)
{
    double most = 0;
    char text[HINGE_TICK_TEXT];
    for (size_t i = 0; i < (axis->category != NULL ? axis->n_categories : axis->n); i++)
        most = fmax(most, hinge_words_width(axis->category != NULL ? axis->category[i]
                                                                   : hinge_axis_tick(axis, i, text),
                                            HINGE_FONT_PT));
    return most;
}

enum { TITLE_PT = 8, TITLE_LINE_PT = 10, BELOW_PT = 26, SAMPLE_PT = 13, LABEL_PT = 9 };
enum { CATEGORY_LINES = 7, CATEGORY_LINE_PT = 8, MOST_TURNED_PT = 130 };

/* Lines of words that are no wider than `room`, each into `line`; 0 where it takes more
 * of them or a single word is wider. */
static size_t wrap(struct hinge_plot *plot, const char *name, double room, bool title,
                   const char *line[CATEGORY_LINES])
{
    size_t n = 0;
    room /= HINGE_WIDER; /* beside others, in any font */
    line[0] = "";
    for (const char *p = name; *p != '\0' && n < CATEGORY_LINES; n++) {
        size_t taken = 0;
        for (const char *end = p; end != NULL && *end != '\0';) {
            end = strchr(end + (end > p), ' ');
            size_t length = end != NULL ? (size_t)(end - p) : strlen(p);
            const char *words = hinge_arena_copy(&plot->arena, p, length);
            if ((title ? hinge_bold_width(words, TITLE_PT)
                       : hinge_words_width(words, HINGE_FONT_PT)) > room)
                break;
            line[n] = words;
            taken = length;
        }
        if (taken == 0)
            return 0;
        p += taken + (p[taken] == ' ');
        if (*p != '\0' && n + 1 == CATEGORY_LINES)
            return 0;
    }
    return n > 0 ? n : 1;
}

/* The same of any width: a word that is wider is a line of its own, and is cut. */
static size_t wrap_names(struct hinge_plot *plot, const char *name, double room,
                         const char *line[CATEGORY_LINES])
{
    size_t n = wrap(plot, name, room, false, line);
    line[0] = n > 0 ? line[0] : name;
    return n > 0 ? n : 1;
}

/* What words of a panel have: their part of its width, 24 points at least. */
static double room_of(const struct hinge_panel *panel, const struct hinge_item *words)
{
    double room =
        words->room > 0 ? panel->width * words->room / (panel->x.high - panel->x.low) : 1e6;
    return fmax(room, 24);
}

/* Room over a panel for words that stand there, and over them for the name of y. */
static double words_above(const struct hinge_panel *panel)
{
    const char *line[CATEGORY_LINES];
    size_t most = 0;
    for (const struct hinge_item *m = panel->first; m != NULL; m = m->next)
        if (m->sort == WORDS && isinf(m->y[0]) && m->y[0] > 0) {
            size_t n = wrap_names(panel->plot, m->title, room_of(panel, m), line);
            most = n > most ? n : most;
        }
    return CATEGORY_LINE_PT * (double)most;
}

/* Room for words to the left of a panel. */
static double left_of(const struct hinge_panel *panel)
{
    const struct hinge_axis *y = &panel->y;
    if (y->hidden)
        return 6;
    if (y->category == NULL)
        return widest_word(y) + 8;
    return fmin(HINGE_WIDER * widest_word(y) + 9,
                y->room > 0 ? y->room : panel->plot->width * 0.45);
}

/* Over a panel words begin over its numbers, over rows where the panel does. */
static double words_left(const struct hinge_panel *panel)
{
    return panel->left - (panel->y.category == NULL && !panel->y.hidden ? left_of(panel) - 4 : 0);
}

/* Lines of the name of y over a panel, none where it has none, and of that of x below. */
static size_t lines_of_y(const struct hinge_panel *panel, const char *line[CATEGORY_LINES])
{
    return is_named(&panel->y) && !panel->y.hidden
               ? wrap_names(panel->plot, panel->y.name,
                            panel->left + panel->width - words_left(panel) + 5, line)
               : 0;
}

static size_t lines_of_x(const struct hinge_panel *panel, const char *line[CATEGORY_LINES])
{
    if (!is_named(&panel->x) || panel->x.hidden)
        return 0;
    return wrap_names(panel->plot,
                      panel->people == NULL
                          ? panel->x.name
                          : hinge_plot_text(panel->plot, "%s, %s", panel->x.name, panel->people),
                      panel->width + 16, line);
}

static double name_above(const struct hinge_panel *panel)
{
    const char *line[CATEGORY_LINES];
    size_t n = lines_of_y(panel, line);
    return n > 0 ? 10 + CATEGORY_LINE_PT * ((double)n - 1) : 0;
}

/* Where a title too long for its panel is cut: the last place where keys meet (" · ")
 * or, in one of a single key, words, before which it fits; else the first such place.
 * Bytes of the first line and, in *skip, of what stands between; 0: one line. */
static size_t first_line(const char *title, double room, size_t *skip)
{
    const char *between = strstr(title, " · ") != NULL ? " · " : " ";
    size_t cut = 0;
    *skip = strlen(between);
    if (hinge_bold_width(title, TITLE_PT) <= room)
        return 0;
    for (const char *at = title; (at = strstr(at, between)) != NULL; at += *skip) {
        cleared_by(hinge_text_clear) struct hinge_text head = {0};
        hinge_text_add(&head, title, (size_t)(at - title));
        if (cut == 0 || hinge_bold_width(hinge_text_string(&head), TITLE_PT) <= room)
            cut = (size_t)(at - title);
    }
    return cut;
}

/* --- names of categories below a panel: flat, in lines, or turned --- */

/* A title in one line, in two if they are enough, else in as many as its words take; 0: one word is
 * wider, and the last of two lines is cut. */
static size_t lines_of_title(struct hinge_plot *plot, const char *title, double room,
                             const char *line[CATEGORY_LINES])
{
    size_t skip, cut = first_line(title, room / HINGE_WIDER, &skip);
    line[0] = title;
    if (cut == 0)
        return 1;
    line[0] = hinge_arena_copy(&plot->arena, title, cut);
    line[1] = title + cut + skip;
    if (HINGE_WIDER * hinge_bold_width(line[0], TITLE_PT) <= room &&
        HINGE_WIDER * hinge_bold_width(line[1], TITLE_PT) <= room)
        return 2;
    return wrap(plot, title, room, true, line);
}

double hinge_title_more(struct hinge_plot *plot, const char *title, double width)
{
    const char *line[CATEGORY_LINES];
    const size_t n = title != NULL ? lines_of_title(plot, title, width, line) : 1;
    return n == 1 ? 0 : TITLE_LINE_PT * (n > 0 ? (double)n - 1 : 1);
}

/* The most lines a name of categories takes; 0: they are turned. */
static size_t lines_of(struct hinge_plot *plot, const struct hinge_axis *axis, double width)
{
    const char *line[CATEGORY_LINES];
    size_t most = 1;
    for (size_t i = 0; i < axis->n_categories && most > 0; i++) {
        size_t lines =
            wrap(plot, axis->category[i], width / (double)axis->n_categories - 4, false, line);
        most = lines == 0 || lines > most ? lines : most;
    }
    return most;
}

double hinge_categories_below(struct hinge_plot *plot, const struct hinge_axis *axis, double width)
{
    size_t lines = lines_of(plot, axis, width);
    return lines == 0
               ? fmin(widest_word(axis), MOST_TURNED_PT) + 18
               : BELOW_PT - 10 + CATEGORY_LINE_PT * ((double)lines - 1) + (is_named(axis) ? 10 : 0);
}

static double below_of(const struct hinge_panel *panel)
{
    const struct hinge_axis *x = &panel->x;
    for (const struct hinge_item *m = panel->first; x->hidden && m != NULL; m = m->next)
        if (m->sort == WORDS && isinf(m->y[0]) && m->y[0] < 0)
            return 14;
    if (x->hidden)
        return 6;
    const char *line[CATEGORY_LINES];
    const size_t lines = lines_of_x(panel, line);
    return (x->category != NULL ? hinge_categories_below(panel->plot, x, panel->width)
                                : BELOW_PT - (is_named(x) ? 0 : 10)) +
           (lines > 0 ? CATEGORY_LINE_PT * ((double)lines - 1) : 0);
}

/* Lines of words below each other, the first at y. */
static void draw_lines(struct hinge_svg *svg, double x, double y, enum hinge_anchor anchor,
                       double room, const char *const *line, size_t n)
{
    const struct hinge_words how = {.anchor = anchor};
    for (size_t i = 0; i < n; i++)
        hinge_svg_words_in(svg, x, y + CATEGORY_LINE_PT * (double)i, room, &how, line[i]);
}

static void draw_x(struct hinge_svg *svg, const struct hinge_panel *panel)
{
    const struct hinge_words middle = {.anchor = HINGE_MIDDLE};
    const struct hinge_words turned = {.anchor = HINGE_END, .upwards = true};
    const struct hinge_axis *axis = &panel->x;
    double bottom = panel->top + panel->height;
    size_t from = 0, stride = 1;
    bool turn = axis->category != NULL && lines_of(panel->plot, axis, panel->width) == 0;
    const char *line[CATEGORY_LINES];
    char text[HINGE_TICK_TEXT];
    if (axis->hidden)
        return;
    if (axis->category == NULL && axis->n > 1) {
        /* every how many-th tick has its number, counted from 0 where it is there */
        const double apart =
            hinge_panel_x(panel, axis->tick[1]) - hinge_panel_x(panel, axis->tick[0]);
        for (size_t i = 0; i < axis->n; i++)
            from = axis->tick[i] == 0 ? i : from;
        while (stride < axis->n && (double)stride * apart < widest_word(axis) + 4)
            stride++;
        from %= stride;
    }
    hinge_svg_line(svg, panel->left, bottom, panel->left + panel->width, bottom, &axis_pen);
    for (size_t i = 0; i < (axis->category != NULL ? axis->n_categories : axis->n); i++) {
        double x = hinge_panel_x(panel, axis->category != NULL ? (double)i : axis->tick[i]);
        hinge_svg_line(svg, x, bottom, x, bottom + 2.5, &axis_pen);
        if (axis->category == NULL && i % stride == from)
            hinge_svg_words_in(svg, x, bottom + 10, 1e6, &middle, hinge_axis_tick(axis, i, text));
        else if (axis->category != NULL && turn)
            hinge_svg_words_in(svg, x + 2.5, bottom + 4, MOST_TURNED_PT, &turned,
                               axis->category[i]);
        else if (axis->category != NULL)
            draw_lines(svg, x, bottom + 10, HINGE_MIDDLE, 1e6, line,
                       wrap(panel->plot, axis->category[i],
                            panel->width / (double)axis->n_categories - 4, false, line));
    }
    const size_t lines = lines_of_x(panel, line);
    draw_lines(svg, panel->left + panel->width / 2,
               bottom + below_of(panel) - 5 - CATEGORY_LINE_PT * ((double)lines - 1), HINGE_MIDDLE,
               panel->width + 14, line, lines);
}

static void draw_y(struct hinge_svg *svg, const struct hinge_panel *panel)
{
    const struct hinge_words beside = {.anchor = HINGE_END};
    const struct hinge_axis *axis = &panel->y;
    double left = panel->left, right = left + panel->width, bottom = panel->top + panel->height;
    const char *line[CATEGORY_LINES];
    char text[HINGE_TICK_TEXT];
    for (size_t i = 0; axis->category != NULL && i < axis->n_categories; i++) {
        double y = hinge_panel_y(panel, (double)i), rule = hinge_panel_y(panel, (double)i + 0.5);
        if (!panel->no_grid && rule < bottom - 0.1)
            hinge_svg_line(svg, axis->hidden ? left : left - left_of(panel) + 4, rule, right, rule,
                           &grid_pen);
        const size_t n = wrap_names(panel->plot, axis->category[i], left_of(panel) - 8, line);
        if (!axis->hidden)
            draw_lines(svg, left - 5, y + 2.5 - CATEGORY_LINE_PT * ((double)n - 1) / 2, HINGE_END,
                       (left_of(panel) - 8) / CUT, line, n);
    }
    for (size_t i = 0; axis->category == NULL && !axis->hidden && i < axis->n; i++) {
        double y = hinge_panel_y(panel, axis->tick[i]);
        if (!panel->no_grid && y < bottom - 0.1)
            hinge_svg_line(svg, left, y, right, y, &grid_pen);
        hinge_svg_line(svg, left - 2.5, y, left, y, &axis_pen);
        hinge_svg_words_in(svg, left - 4, y + 2.5, 1e6, &beside, hinge_axis_tick(axis, i, text));
    }
    if (!axis->hidden && (axis->category == NULL || !panel->no_grid))
        hinge_svg_line(svg, left, panel->top, left, bottom, &axis_pen);
    const size_t lines = lines_of_y(panel, line); /* level, over its numbers */
    draw_lines(svg, words_left(panel),
               panel->top - 6 - words_above(panel) - CATEGORY_LINE_PT * ((double)lines - 1),
               HINGE_START, right - words_left(panel), line, lines);
}

/* Whether a label has a sample beside it, else at most its colour. */
static bool is_sampled(const struct hinge_item *label)
{
    return label->has_look && label->look.size >= 0;
}

static double label_width(const struct hinge_panel *panel)
{
    double most = 0;
    for (const struct hinge_item *m = panel->first; m != NULL; m = m->next)
        if (m->sort == LABEL)
            most = fmax(most, hinge_words_room(m->title) + 6 + (is_sampled(m) ? SAMPLE_PT : 0));
    return most;
}

/* A title may go on over the labels at the right of rows. */
static double title_room(const struct hinge_panel *panel)
{
    return panel->left + panel->width - words_left(panel) +
           (panel->y.category != NULL ? label_width(panel) : 0);
}

void hinge_panel_frame(struct hinge_svg *svg, const struct hinge_panel *panel)
{
    draw_y(svg, panel);
    draw_x(svg, panel);
    if (panel->title != NULL && *panel->title != '\0') {
        const struct hinge_words bold = {.bold = true, .size = TITLE_PT};
        double left = words_left(panel), room = title_room(panel);
        double y = panel->top - 5 - name_above(panel) - words_above(panel);
        const char *line[CATEGORY_LINES];
        size_t n = lines_of_title(panel->plot, panel->title, room, line);
        if (n == 0) {
            /* a long word: what is too long begins over the names of the rows, and is cut */
            size_t skip, cut = first_line(panel->title, room, &skip);
            line[n++] = hinge_arena_copy(&panel->plot->arena, panel->title, cut);
            line[n++] = panel->title + cut + skip;
        }
        for (size_t i = 0; i < n; i++) {
            double more = fmax(hinge_bold_width(line[i], TITLE_PT) - room, 0);
            more = panel->y.hidden ? 0 : fmin(more, left - (panel->left - left_of(panel)) - 4);
            hinge_svg_words_in(svg, left - more, y - TITLE_LINE_PT * (double)(n - 1 - i),
                               room + more, &bold, line[i]);
        }
    }
}

/* --- marks --- */

static struct hinge_pen pen_of(const struct hinge_look *look, double width)
{
    return (struct hinge_pen){look->colour, look->width > 0 ? look->width : width, look->dash,
                              look->opacity};
}

static double size_of(const struct hinge_look *look)
{
    return look->size > 0 ? look->size : 1.9;
}

static void draw_mark(struct hinge_svg *svg, const struct hinge_look *look, double x, double y)
{
    hinge_svg_mark(svg, look->mark, x, y, size_of(look), look->colour, look->filled);
}

static void draw_line(struct hinge_svg *svg, const struct hinge_panel *panel,
                      const struct hinge_item *m)
{
    const struct hinge_pen pen = pen_of(&m->look, 1.2);
    double *x = hinge_plot_room(panel->plot, m->n, sizeof *x);
    double *y = hinge_plot_room(panel->plot, m->n, sizeof *y);
    for (size_t i = 0; i < m->n; i++) {
        x[i] = hinge_panel_x(panel, m->x[i]);
        y[i] = hinge_panel_y(panel, m->y[i]);
    }
    if (m->n == 2)
        hinge_svg_line(svg, x[0], y[0], x[1], y[1], &pen);
    else
        hinge_svg_curve(svg, x, y, m->n, &pen);
    for (size_t i = m->look.every / 2; m->look.every > 0 && i < m->n; i += m->look.every)
        draw_mark(svg, &m->look, x[i], y[i]);
}

static void draw_arrow(struct hinge_svg *svg, const struct hinge_panel *panel,
                       const struct hinge_item *m)
{
    draw_line(svg, panel, m);
    hinge_svg_head(svg, hinge_panel_x(panel, m->x[0]), hinge_panel_y(panel, m->y[0]),
                   hinge_panel_x(panel, m->x[1]), hinge_panel_y(panel, m->y[1]), size_of(&m->look),
                   m->look.colour);
}

/* Points of a number along the scale that intervals lie on, not beyond its ends. */
static double along(const struct hinge_panel *panel, bool across, double value)
{
    const struct hinge_axis *axis = across ? &panel->x : &panel->y;
    double inside = isnan(value) ? value : fmin(fmax(value, axis->low), axis->high);
    return across ? hinge_panel_x(panel, inside) : hinge_panel_y(panel, inside);
}

/* A line from and to points along that scale and beside it. */
static void stroke(struct hinge_svg *svg, bool across, double from, double from_side, double to,
                   double to_side, const struct hinge_pen *pen)
{
    if (across)
        hinge_svg_line(svg, from, from_side, to, to_side, pen);
    else
        hinge_svg_line(svg, from_side, from, to_side, to, pen);
}

static void draw_bar(struct hinge_svg *svg, const struct hinge_panel *panel,
                     const struct hinge_item *m)
{
    bool across = panel->y.category != NULL;
    const struct hinge_axis *axis = across ? &panel->x : &panel->y;
    const struct hinge_pen pen = {m->look.colour, m->look.width > 0 ? m->look.width : 1, 0, 0};
    double x = hinge_panel_x(panel, m->x[0]), y = hinge_panel_y(panel, m->y[0]);
    double value = across ? m->x[0] : m->y[0], side = across ? y : x;
    double middle = along(panel, across, value), clear = m->look.filled ? 0 : size_of(&m->look);
    for (int i = 0; i < 2; i++) {
        double end = i == 0 ? m->low[0] : m->high[0], at = along(panel, across, end);
        double inner = fmin(clear, fabs(at - middle)); /* not through an open mark */
        stroke(svg, across, middle + (at > middle ? inner : -inner), side, at, side, &pen);
        if (i == 0 ? end < axis->low : end > axis->high) /* an arrow says that it goes on */
            for (int wing = -2; wing <= 2; wing += 4)
                stroke(svg, across, at + (across == (i == 0) ? 3 : -3), side + wing, at, side,
                       &pen);
        else if (!across)
            hinge_svg_line(svg, x - 2, at, x + 2, at, &pen);
    }
    if (value >= axis->low && value <= axis->high)
        draw_mark(svg, &m->look, x, y);
}

static void draw_area(struct hinge_svg *svg, const struct hinge_panel *panel,
                      const struct hinge_item *m)
{
    const struct hinge_pen edge = {m->look.colour, 0.4, 0, 0};
    double *at[3];
    const double *from[3] = {m->x, m->low, m->high};
    for (int k = 0; k < 3; k++) {
        at[k] = hinge_plot_room(panel->plot, m->n, sizeof **at);
        for (size_t i = 0; i < m->n; i++)
            at[k][i] = k == 0 ? hinge_panel_x(panel, from[k][i]) : hinge_panel_y(panel, from[k][i]);
    }
    size_t areas = 0;
    for (const struct hinge_item *q = panel->first; q != NULL; q = q->next)
        areas += q->sort == AREA;
    hinge_svg_band(svg, at[0], at[1], at[2], m->n, m->look.colour, 0.5 / (double)(areas + 2));
    for (int k = 1; k < 3 && areas < 4; k++) /* of many the edges would be a net */
        hinge_svg_curve(svg, at[0], at[k], m->n, &edge);
}

static void fill_box(struct hinge_svg *svg, const struct hinge_look *look, enum hinge_fill fill,
                     double x, double y, double width, double height)
{
    const struct hinge_pen line = pen_of(look, 0.6);
    const struct hinge_pen edge = {look->colour, 0.4, 0, 0};
    if (fill == HINGE_HATCH) {
        /* lines that rise over a rectangle, within it */
        const struct hinge_pen pen = {HINGE_GREY, 0.6, 0, 0};
        const double STEP = 5;
        for (double foot = x - height + STEP; foot < x + width; foot += STEP) {
            double from = fmax(foot, x), to = fmin(foot + height, x + width);
            if (to > from)
                hinge_svg_line(svg, from, y + height - (from - foot), to, y + height - (to - foot),
                               &pen);
        }
    } else if (fill == HINGE_OUTLINE)
        hinge_svg_rect(svg, x, y, width, height, NULL, 1, &line);
    else
        hinge_svg_rect(svg, x, y, width, height, look->colour, fill == HINGE_TINT ? 0.25 : 1,
                       fill == HINGE_TINT ? &edge : NULL);
}

static void draw_box(struct hinge_svg *svg, const struct hinge_panel *panel,
                     const struct hinge_item *m)
{
    double x[2] = {hinge_panel_x(panel, m->x[0]), hinge_panel_x(panel, m->x[1])};
    double y[2] = {hinge_panel_y(panel, m->y[0]), hinge_panel_y(panel, m->y[1])};
    fill_box(svg, &m->look, m->fill, fmin(x[0], x[1]), fmin(y[0], y[1]),
             fmax(fabs(x[1] - x[0]), 0.6), fmax(fabs(y[1] - y[0]), 0.6));
}

/* Above and below a panel words keep clear of it; within, they stand at the height of the
 * number, and never beyond the sides. */
static void draw_words(struct hinge_svg *svg, const struct hinge_panel *panel,
                       const struct hinge_item *m)
{
    const struct hinge_words how = {
        .anchor = m->anchor, .bold = m->has_look, .colour = m->has_look ? m->look.colour : NULL};
    const char *line[CATEGORY_LINES] = {m->title};
    const double room = room_of(panel, m);
    const bool above = isinf(m->y[0]) && m->y[0] > 0;
    const size_t n = above ? wrap_names(panel->plot, m->title, room, line) : 1;
    double y = hinge_panel_y(panel, m->y[0]) + 2.5;
    if (isinf(m->y[0]))
        y = above ? panel->top - 3 : panel->top + panel->height + 9.5;
    for (size_t i = 0; i < n; i++) {
        double width =
            fmin((how.bold ? hinge_bold_width : hinge_words_width)(line[i], HINGE_FONT_PT), room);
        double over = m->anchor == HINGE_START ? 0 : m->anchor == HINGE_MIDDLE ? width / 2 : width;
        double x = hinge_panel_x(panel, m->x[0]) + (isinf(m->x[0]) ? (m->x[0] > 0 ? -2 : 2) : 0);
        x = fmax(fmin(x, panel->plot->width - 2 - width + over), 2 + over);
        hinge_svg_words_in(svg, x, y - CATEGORY_LINE_PT * (double)(n - 1 - i), room / CUT, &how,
                           line[i]);
    }
}

static void draw_sample(struct hinge_svg *svg, const struct hinge_entry *key, double x, double y)
{
    struct hinge_pen pen = pen_of(&key->look, 1.2);
    pen.width = fmax(pen.width, 1);
    if (key->sample == HINGE_SAMPLE_LINE || key->sample == HINGE_SAMPLE_BOTH)
        hinge_svg_line(svg, x, y, x + SAMPLE_PT - 2, y, &pen);
    if (key->sample == HINGE_SAMPLE_BOX)
        fill_box(svg, &key->look, key->fill, x, y - 4, SAMPLE_PT - 3, 8);
    else if (key->sample != HINGE_SAMPLE_LINE)
        draw_mark(svg, &key->look, x + (SAMPLE_PT - 2) / 2.0, y);
}

/* --- the key over the panels --- */

enum { KEY_PT = 11, GAP_PT = 10 };

/* In as many lines as it takes, a long name, too; drawn unless svg is NULL. The height of the
 * lines.
 */
static double lay_keys(struct hinge_plot *plot, struct hinge_svg *svg)
{
    const char *line[CATEGORY_LINES];
    double x = 4, y = 9, most = plot->width - 4;
    for (const struct hinge_entry *k = plot->keys; k != NULL; k = k->next) {
        double needed = SAMPLE_PT + 2 + hinge_words_room(k->name);
        if (x > 4 && x + needed > most) {
            x = 4;
            y += KEY_PT;
        }
        const double room = most - x - SAMPLE_PT - 2;
        const size_t n = wrap_names(plot, k->name, room, line);
        if (svg != NULL)
            draw_sample(svg, k, x, y);
        if (svg != NULL)
            draw_lines(svg, x + SAMPLE_PT + 2, y + 2.5, HINGE_START, room / CUT, line, n);
        y += CATEGORY_LINE_PT * ((double)n - 1);
        x += needed + GAP_PT;
    }
    return plot->keys != NULL ? y + 3 : 0;
}

/* --- places --- */

enum { COLUMNS = 64, ROWS = 128 };

struct layout {
    size_t columns, rows;
    double left[COLUMNS], right[COLUMNS], share[COLUMNS], width[COLUMNS];
    double above[ROWS], height[ROWS], below[ROWS];
};

/* --- for who cannot see it: what the figure shows, with its numbers --- */

static void add_marks(const struct hinge_plot *plot, int sort, struct hinge_text *out)
{
    enum { MARKS_MOST = 12 };
    size_t n = 0;
    for (const struct hinge_panel *p = plot->first; p != NULL; p = p->next) {
        const struct hinge_axis *axis = p->y.category != NULL ? &p->x : &p->y;
        size_t here = 0;
        for (const struct hinge_item *m = p->first; m != NULL; m = m->next) {
            if (m->sort != sort || m->title == NULL || n++ >= MARKS_MOST)
                continue;
            if (here++ == 0)
                hinge_text_printf(out, "%s%s%s: ", out->length > 0 ? ". " : "",
                                  p->title != NULL && *p->title != '\0' ? p->title : "",
                                  is_named(axis) ? axis->name : "");
            hinge_text_printf(out, "%s%s", here > 1 ? "; " : "", m->title);
        }
    }
    if (n > MARKS_MOST)
        hinge_text_printf(out, "; and %zu more", n - MARKS_MOST);
}

double hinge_plot_height(struct hinge_plot *plot)
{
    struct layout *at = hinge_plot_room(plot, 1, sizeof *at);
    if (plot->height > 0)
        return plot->height;
    double most[COLUMNS] = {0}, sum = 0; /* of labels beside a column, of all */
    for (const struct hinge_panel *p = plot->first; p != NULL; p = p->next) {
        at->columns = p->column + 1 > at->columns ? p->column + 1 : at->columns;
        at->rows = p->row + 1 > at->rows ? p->row + 1 : at->rows;
        most[p->column] = fmax(most[p->column], label_width(p));
    }
    /* labels that take more than three tenths of the width become the key */
    for (size_t c = 0; c < at->columns; c++)
        sum += most[c];
    for (struct hinge_panel *p = plot->first; p != NULL && sum > 0.3 * plot->width; p = p->next)
        for (struct hinge_item **m = &p->first; *m != NULL;) {
            if ((*m)->sort == LABEL && is_sampled(*m)) {
                hinge_plot_key(plot, &(*m)->look, HINGE_SAMPLE_BOTH, HINGE_FULL, (*m)->title);
                *m = (*m)->next;
            } else {
                m = &(*m)->next;
            }
        }
    /* scales; widths: what words leave, by the shares of the columns */
    double rest = plot->width, shares = 0;
    for (struct hinge_panel *p = plot->first; p != NULL; p = p->next) {
        double part = p->share > 0 ? p->share : 1.0 / (double)at->columns;
        size_t c = p->column;
        fit(p, &p->x, true, (size_t)fmin(fmax(plot->width * fmin(part, 1) / 50, 2), 6));
        fit(p, &p->y, false, 5);
        at->left[c] = fmax(at->left[c], left_of(p));
        at->right[c] = fmax(at->right[c], fmax(label_width(p), 7));
        at->share[c] = fmax(at->share[c], p->share > 0 ? p->share : 1);
    }
    for (size_t c = 0; c < at->columns; c++) {
        rest -= at->left[c] + at->right[c];
        shares += at->share[c];
    }
    for (size_t c = 0; c < at->columns; c++)
        at->width[c] = fmax(rest, 20) * at->share[c] / shares;
    double top = lay_keys(plot, NULL);
    for (struct hinge_panel *p = plot->first; p != NULL; p = p->next) {
        /* on equal scales a panel is as wide or as high as the other side lets it be; with
         * ticks its sides are 2 : 1 at most, and the scales no longer equal */
        double x = 0;
        for (size_t c = 0; c < p->column; c++)
            x += at->left[c] + at->width[c] + at->right[c];
        p->left = x + at->left[p->column];
        p->width = p->widest > 0 ? fmin(at->width[p->column], p->widest) : at->width[p->column];
        double ratio = fabs((p->y.high - p->y.low) / (p->x.high - p->x.low));
        if (!p->x.hidden)
            ratio = fmin(2, fmax(0.5, ratio));
        if (p->equal) {
            p->height = fmin(p->width * ratio, p->height > 0 ? p->height : 230);
            p->width = p->height / ratio;
        } else if (p->height <= 0) {
            p->height =
                p->y.category != NULL ? 10 * (double)p->y.n_categories : fmin(p->width * 0.62, 190);
        }
        size_t lines = 1; /* of the longest name of a row: rows are as high */
        for (size_t i = 0; p->y.category != NULL && !p->y.hidden && i < p->y.n_categories; i++) {
            const char *line[CATEGORY_LINES];
            const size_t n = wrap_names(plot, p->y.category[i], left_of(p) - 8, line);
            lines = n > lines ? n : lines;
            p->height =
                fmax(p->height, (double)p->y.n_categories * (CATEGORY_LINE_PT * (double)lines + 2));
        }
        const bool titled = p->title != NULL && *p->title != '\0';
        const double above = 8 + name_above(p) + words_above(p) +
                             (titled ? 8 + hinge_title_more(p->plot, p->title, title_room(p)) : 0);
        at->above[p->row] = fmax(at->above[p->row], above);
        at->height[p->row] = fmax(at->height[p->row], p->height);
        at->below[p->row] = fmax(at->below[p->row], below_of(p));
    }
    for (size_t r = 0; r < at->rows; r++) {
        for (struct hinge_panel *p = plot->first; p != NULL; p = p->next)
            if (p->row == r) {
                p->top = top + at->above[r];
                if (p->y.category != NULL && p->y.hidden)
                    p->height = at->height[r]; /* its rows are beside the names of the first */
            }
        top += at->above[r] + at->height[r] + at->below[r];
    }
    return plot->height = top;
}

void hinge_plot_empty(struct hinge_plot *plot)
{
    plot->first = NULL;
    plot->keys = NULL;
    plot->height = 0;
}

void hinge_plot_draw(struct hinge_plot *plot, const char *finding, struct hinge_svg *svg)
{
    cleared_by(hinge_text_clear) struct hinge_text alt = {0};
    double height = hinge_plot_height(plot);
    hinge_text_adds(&alt, hinge_text_string(&plot->finding));
    if (alt.length == 0)
        add_marks(plot, BAR, &alt);
    if (alt.length == 0)
        add_marks(plot, LINE, &alt);
    if (alt.length == 0)
        hinge_text_adds(&alt, hinge_text_string(&plot->caption));
    else
        hinge_text_adds(&alt, ".");
    hinge_text_adds(&alt, finding);
    hinge_svg_open(svg, plot->width, height, plot->title, hinge_text_string(&alt));
    lay_keys(plot, svg);
    for (const struct hinge_panel *p = plot->first; p != NULL; p = p->next) {
        static void (*const draw[])(struct hinge_svg *, const struct hinge_panel *,
                                    const struct hinge_item *) = {
            [LINE] = draw_line, [ARROW] = draw_arrow, [BAR] = draw_bar, [AREA] = draw_area,
            [BOX] = draw_box,   [WORDS] = draw_words, [LABEL] = NULL};
        hinge_panel_frame(svg, p);
        for (const struct hinge_item *m = p->first; m != NULL; m = m->next) {
            bool titled = m->title != NULL && m->sort != WORDS;
            if (m->sort == LABEL) /* below */
                continue;
            if (titled)
                hinge_svg_group(svg, m->title);
            if (m->sort == MARK)
                draw_mark(svg, &m->look, hinge_panel_x(p, m->x[0]), hinge_panel_y(p, m->y[0]));
            else
                draw[m->sort](svg, p, m);
            if (titled)
                hinge_svg_end(svg);
        }
        /* labels in the order of their heights, none over another */
        enum { MOST = 128 };
        const struct hinge_item *label[MOST];
        double y[MOST], x = p->left + p->width + 5;
        size_t n = 0;
        for (const struct hinge_item *m = p->first; m != NULL; m = m->next) {
            if (m->sort != LABEL || n == MOST)
                continue;
            double at = hinge_panel_y(p, m->y[0]);
            size_t k = n++;
            for (; k > 0 && y[k - 1] > at; k--) {
                y[k] = y[k - 1];
                label[k] = label[k - 1];
            }
            y[k] = at;
            label[k] = m;
        }
        double bottom = p->top + p->height;
        for (size_t i = 1; i < n; i++)
            y[i] = fmax(y[i], y[i - 1] + LABEL_PT);
        for (size_t i = n; i-- > 0;)
            y[i] = fmin(y[i], (i + 1 < n ? y[i + 1] : bottom + LABEL_PT) - LABEL_PT);
        for (size_t i = 0; i < n; i++) {
            const struct hinge_item *m = label[i];
            const struct hinge_entry key = {m->look, HINGE_SAMPLE_BOTH, HINGE_FULL, NULL, NULL};
            const bool coloured = m->has_look && !is_sampled(m);
            const struct hinge_words how = {.bold = coloured,
                                            .colour = coloured ? m->look.colour : NULL};
            if (is_sampled(m))
                draw_sample(svg, &key, x, y[i]);
            hinge_svg_words_in(svg, x + (is_sampled(m) ? SAMPLE_PT : 0), y[i] + 2.5, 1e6, &how,
                               m->title);
        }
    }
    hinge_svg_close(svg);
}
