/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure as a list of panels with marks. Scales, ticks, space for text, keys, height, alternative
 * text and SVG are derived from the list (plot.c). Numbers come from tables of hinge-table
 * (query.c) and from analyses (data.c).
 *
 * A plot is sticky: after an error calls do nothing and return empty tables; a figure asks
 * hinge_plot_failed where it could not go on without them. The plot owns its memory. */
#pragma once

#include "analyze/analyze.h"
#include "figure/svg.h"
#include "report/people/people.h"

#include <hinge/figure.h>
#include <jansson.h>

/* --- looks: colours show groups, filled or open marks conditions --- */

struct hinge_look {
    const char *colour;
    int dash;
    enum hinge_svg_mark mark;
    bool filled;
    double width, size; /* of lines and marks, points; 0: default */
    double opacity;     /* of lines; 0: all of it */
    size_t every;       /* a mark at every n-th point of a line; 0: none */
};
/* Of the i-th level of one key; the first seven differ in colour, then dashes and marks
 * repeat with others. */
struct hinge_look hinge_look_of(size_t level);
/* Of a condition within a group: the colour is the group's, the baseline filled, the next
 * condition open, the others with marks of their own. */
struct hinge_look hinge_look_within(size_t group, size_t condition);
const char *hinge_look_colour(size_t number);
/* Of a part of a body ("pelvis", "lumbar", "thorax"), which no group has; any other: limbs. */
struct hinge_look hinge_look_part(const char *part);
extern const struct hinge_look hinge_look_mean, hinge_look_grey, hinge_look_zero;

/* --- scales --- */

enum { HINGE_TICKS = 16, HINGE_TICK_TEXT = 48 };

struct hinge_axis {
    const char *name;
    const char *const *category; /* names at 0, 1, 2, …; NULL: numbers */
    size_t n_categories;
    double low, high;   /* the axis includes these; both 0: those of the marks */
    double least, most; /* limits of the axis, beyond which marks become arrows; both 0: none */
    bool exact;         /* ends at low and high */
    bool round;         /* ends at ticks */
    bool hidden;        /* no ticks, words and line */
    double room;        /* names of rows are at most so wide; 0: by the width of the plot */
    size_t wanted;      /* about so many ticks; 0: by space */
    double scale;       /* readers see the values times this; 0: the values */
    double span;        /* it is at least so wide; 0: as its marks */
    double finest;      /* ticks are at least so far apart; 0: as the range has them */
    bool is_signed;     /* of differences: + is written */
    const char *unit;   /* written after each number; NULL: none */
    /* made */
    size_t n;
    double tick[HINGE_TICKS];
    int digits;
};
/* Scale from about low to high with about `wanted` round ticks (1, 2, 5 times powers of
 * ten); low == high or NaN gives a scale around it. */
void hinge_axis_fit(struct hinge_axis *axis, double low, double high, size_t wanted);
/* From a share of the range below low to one above high, ticks at round numbers between. */
void hinge_axis_pad(struct hinge_axis *axis, double low, double high, double below, double above,
                    size_t wanted);
/* The words of a tick. Returns text. */
const char *hinge_axis_tick(const struct hinge_axis *axis, size_t i, char text[HINGE_TICK_TEXT]);

/* Axes of one name have one scale in all panels of a plot. */

/* --- panels --- */

struct hinge_item;
struct hinge_plot;

struct hinge_panel {
    size_t row, column; /* place in the plot */
    double share;       /* share of the width of panels beside each other; 0: 1 */
    double height;      /* points; 0: by the scales */
    double widest;      /* largest width, points; 0: any */
    const char *title;  /* wrapped if too long */
    const char *people; /* "n = 4", after the name of x; NULL: elsewhere */
    struct hinge_axis x, y;
    bool equal;   /* a unit is as long on both scales */
    bool no_grid; /* no rules at the ticks of y */
    /* made */
    struct hinge_plot *plot;
    double left, top, width;
    struct hinge_item *first, **end;
    struct hinge_panel *next;
};
double hinge_panel_x(const struct hinge_panel *panel, double value);
double hinge_panel_y(const struct hinge_panel *panel, double value);
void hinge_panel_frame(struct hinge_svg *svg, const struct hinge_panel *panel);
/* Room below a panel for the names of its categories and of the axis. */
double hinge_categories_below(struct hinge_plot *plot, const struct hinge_axis *axis, double width);
/* The further lines of a title, 0 where it needs none. */
double hinge_title_more(struct hinge_plot *plot, const char *title, double width);

/* --- a plot --- */

enum { HINGE_PLOT_TABLES = 8 };

struct hinge_plot {
    const struct hinge_figure_request *request;
    const char *columns;                   /* of --columns; "": none */
    const struct hinge_label_list *labels; /* the user's words */
    const void *facts;                     /* what the page found, of a figure that draws it */
    struct hinge_results_reader *opened;   /* NULL: none yet */
    long rep;                              /* of --rep; 0: none */
    const struct hinge_figure *figure;
    const struct hinge_result *document; /* of hinge-compare; NULL: of a results file */
    double width;                        /* points */
    double height;                       /* 0: its panels have no places yet */
    const char *title;                   /* the user's, else of the figure */
    struct hinge_text caption,
        finding; /* caption: what is shown; finding: what it shows, in numbers */
    struct hinge_table data;
    enum hinge_status status;
    struct hinge_error *error;
    const char *described; /* a sentence on tasks that are not counted, or NULL */
    const char *chosen;    /* "Chosen: 17 of 40 people with ...": who is, or NULL */
    struct hinge_panel *first;
    struct hinge_entry *keys;
    const char **group; /* of all recordings; hinge_plot_group numbers them */
    size_t n_groups;
    struct hinge_table *tables[HINGE_PLOT_TABLES];
    size_t n_tables;
    struct hinge_person_curves curves;
    struct hinge_trace trace;
    struct hinge_arena arena;
};

bool hinge_plot_failed(const struct hinge_plot *plot);
/* Fails with a message about the request or its files. */
void hinge_plot_refuse(struct hinge_plot *plot, enum hinge_status status, const char *format, ...)
    HINGE_PRINTF(3, 4);
/* INPUT: nothing to draw, and why. */
void hinge_plot_nothing(struct hinge_plot *plot, const char *format, ...) HINGE_PRINTF(2, 3);
/* The same where people have too few repetitions; `more` of these. */
void hinge_plot_few(struct hinge_plot *plot, const char *more);
/* The same for a table of people: says `why`, or that everybody was excluded for too few
 * repetitions (`dropped`, nobody in `n` or `people`). */
void hinge_plot_nobody(struct hinge_plot *plot, const struct hinge_table *table, const char *why);
/* Takes the status of a call. */
void hinge_plot_take(struct hinge_plot *plot, enum hinge_status status);

/* Texts that live as long as the plot. */
#define hinge_plot_text(plot, ...) hinge_arena_printf(&(plot)->arena, __VA_ARGS__)
#define hinge_plot_caption(plot, ...) hinge_text_printf(&(plot)->caption, __VA_ARGS__)
void *hinge_plot_room(struct hinge_plot *plot, size_t n, size_t size);
/* Adds to what the figure shows, part of a sentence each, if the titles of its intervals (or else
 * lines) do not say it. */
void hinge_plot_finding(struct hinge_plot *plot, const char *format, ...) HINGE_PRINTF(2, 3);

/* Adds a panel at its row and column; the plot keeps everything it points to. */
struct hinge_panel *hinge_plot_panel(struct hinge_plot *plot, struct hinge_panel panel);

/* Marks, at numbers of the scales; arrays are copied. A title is shown under the pointer; NULL
 * for none. */
void hinge_panel_line(struct hinge_panel *panel, const struct hinge_look *look, const char *title,
                      const double *x, const double *y, size_t n);
void hinge_panel_mark(struct hinge_panel *panel, const struct hinge_look *look, const char *title,
                      double x, double y);
/* From one point to another; its head has the size of the look. */
void hinge_panel_arrow(struct hinge_panel *panel, const struct hinge_look *look, double x0,
                       double y0, double x1, double y1);
/* A mark with its interval, along the scale that has no categories (else along y). */
void hinge_panel_bar(struct hinge_panel *panel, const struct hinge_look *look, const char *title,
                     double x, double y, double low, double high);
/* Between two curves. */
void hinge_panel_area(struct hinge_panel *panel, const struct hinge_look *look, const double *x,
                      const double *low, const double *high, size_t n);
/* A straight line, and a rectangle; infinite: as far as the panel. */
void hinge_panel_rule(struct hinge_panel *panel, const struct hinge_look *look, double x0,
                      double y0, double x1, double y1);
enum hinge_fill { HINGE_FULL, HINGE_TINT, HINGE_OUTLINE, HINGE_HATCH };
void hinge_panel_box(struct hinge_panel *panel, const struct hinge_look *look, enum hinge_fill fill,
                     const char *title, double x0, double y0, double x1, double y1);
/* Words; infinite y: above or below the panel, infinite x: at its ends. What is wider than `room`
 * (of x; 0: any) stands in lines over the panel, and within is cut in its middle. */
void hinge_panel_words(struct hinge_panel *panel, double x, double y, enum hinge_anchor anchor,
                       double room, const char *text);
/* A name in the colour of a look, at its place over everything. */
void hinge_panel_name(struct hinge_panel *panel, const struct hinge_look *look, double x, double y,
                      enum hinge_anchor anchor, const char *text);
/* A text at the right of the panel beside the end of a line, with the mark of a look (or NULL; of
 * size -1: in its colour alone). If there is no space, it goes to the key of the plot. */
void hinge_panel_label(struct hinge_panel *panel, const struct hinge_look *look, double x, double y,
                       const char *text);
/* Adds a line to the key above the panels: a look and its name, each once. */
enum hinge_key_sample { HINGE_SAMPLE_MARK, HINGE_SAMPLE_LINE, HINGE_SAMPLE_BOTH, HINGE_SAMPLE_BOX };
void hinge_plot_key(struct hinge_plot *plot, const struct hinge_look *look,
                    enum hinge_key_sample sample, enum hinge_fill fill, const char *name);

/* The numbers kept for --data: columns ("level,people:1,mean:deg": words, numbers with their
 * unit), then a row per thing drawn: words and numbers in their order. */
void hinge_plot_columns(struct hinge_plot *plot, const char *columns);
void hinge_plot_row(struct hinge_plot *plot, const char *const *words, const double *numbers);

/* Points, when all panels are there; a plot without them again, to draw fewer rows. */
double hinge_plot_height(struct hinge_plot *plot);
void hinge_plot_empty(struct hinge_plot *plot);
/* The picture. */
void hinge_plot_draw(struct hinge_plot *plot, const char *description, struct hinge_svg *svg);

/* --- tables, levels, people (query.c) --- */

/* The keys of --by, else the figure's own. */
const char *hinge_plot_by(const struct hinge_plot *plot);
/* Whether the request names keys or levels. */
bool hinge_plot_asked(const struct hinge_plot *plot);
/* --phase, else this one. */
const char *hinge_plot_phase(const struct hinge_plot *plot, const char *usual);
/* A table as hinge-table makes it, with every key and column. `by` "": the view's own;
 * NULL: the request's. */
const struct hinge_table *hinge_plot_table(struct hinge_plot *plot, const char *view,
                                           const char *by, const char *columns, const char *phase);
/* Curves of people, in plot->curves. */
void hinge_plot_curves(struct hinge_plot *plot, const char *const *signal, size_t n);
/* The curve of a row and signal: HINGE_CURVE_POINTS values, NaN where missing. */
const double *hinge_plot_curve(const struct hinge_plot *plot, size_t row, size_t signal);

/* USAGE when --columns names none of the program's metrics (names the nearest). */
void hinge_plot_metric(struct hinge_plot *plot, const char *metric);

enum { HINGE_LEVELS = 64 };

/* A level is one combination of keys. */
struct hinge_levels {
    size_t n;
    const char *name[HINGE_LEVELS];  /* as --levels takes it */
    const char *shown[HINGE_LEVELS]; /* with --label */
    struct hinge_look look[HINGE_LEVELS];
    size_t row[HINGE_LEVELS]; /* the first row of each */
    size_t *of_row;           /* per row: its level, SIZE_MAX when it is not shown */
};
/* Of the keys left of the column `first_value` but for `without` (or NULL): those of --by, and
 * of the others those that differ. */
struct hinge_levels hinge_plot_levels(struct hinge_plot *plot, const struct hinge_table *table,
                                      const char *first_value, const char *without);
/* Of exactly these keys, joined by commas ("": one level); `chosen`: --levels is about them. */
struct hinge_levels hinge_levels_pick(struct hinge_plot *plot, const struct hinge_table *table,
                                      const char *keys, bool chosen);
/* The levels `order`, n of them, and no others. */
void hinge_levels_order(struct hinge_levels *levels, const size_t *order, size_t n, size_t rows);
/* The number of a group, whose colour and mark it has in every figure and page of the request. */
size_t hinge_plot_group(const struct hinge_plot *plot, const char *group);
/* Fails for cues of which nothing says which is the baseline, from which changes are drawn. */
void hinge_plot_baseline(struct hinge_plot *plot, const char *by, const struct hinge_levels *cues);
/* Whether the only level is that of rows without a name. */
bool hinge_levels_unnamed(const struct hinge_levels *levels);
/* What a level of an empty cell is called: "-" may be a value. */
#define HINGE_LEVEL_EMPTY "(empty)"
/* What a level of a key is called: its label, else its words; a participant's ID. */
const char *hinge_plot_level(struct hinge_plot *plot, const char *key, const char *level);
/* That of an empty cell: "group not given". */
const char *hinge_plot_nameless(struct hinge_plot *plot, const char *key);

/* One value of each person under each level. */
struct hinge_level_values {
    size_t n, levels;
    const char **who;
    size_t *row;   /* [person]: first row of the person */
    double *value; /* [person][level]; NaN: missing */
};
/* From the rows of the metric (NULL: all rows). `all` keeps people without a value. */
struct hinge_level_values hinge_plot_pivot(struct hinge_plot *plot, const struct hinge_table *table,
                                           const char *metric, const char *column, bool all,
                                           const struct hinge_levels *levels);
/* Spread of the values of a level, or of their changes from the level `from` (SIZE_MAX: the
 * values), of the people of the g-th group (NULL: of all). Missing ones do not count. The interval
 * of a mean is of HINGE_LEAST_INTERVAL people or more, that of a change of HINGE_LEAST_TESTED, as
 * in hinge-compare cues; below `least` it is NaN.
 */
struct hinge_spread hinge_level_spread(const struct hinge_level_values *wide, size_t level,
                                       size_t from, const struct hinge_levels *group, size_t g);
struct hinge_spread hinge_values_spread(const double *value, size_t n, size_t least);
/* "45 (40 to 50), n = 8": times the scale, with the decimals of the outcome. */
const char *hinge_plot_interval(struct hinge_plot *plot, double scale, int digits, double value,
                                double low, double high, size_t n);
/* Those of a metric whose widest interval is so wide. */
int hinge_plot_decimals(const char *id, double widest);
/* "trained (n = 4)", "trained (n = 1 to 4)", without a name "n = 4". */
const char *hinge_plot_people(struct hinge_plot *plot, const char *name, size_t least, size_t most);
/* The lane of each dot so that in one lane none is nearer to another than `gap`: how many from the
 * middle, those nearest to it first. Returns that of the farthest. */
int hinge_find_lanes(const double *at, size_t n, double gap, int *lane);
/* Where the i-th of n stands beside the middle of its place, which is `wide`. */
double hinge_beside(size_t i, size_t n, double wide);

/* What is written for an id: its label, else the id with blanks, readers' unit in brackets
 * if it has one; the same without a unit; the title of a fault. */
const char *hinge_plot_label(struct hinge_plot *plot, const char *id);
/* The unit in which readers see an outcome; NULL: none that is known. */
const struct hinge_unit_words *hinge_plot_unit(const char *id);
/* How many times its values readers see: those of a share in percent. */
double hinge_plot_scale(const char *id);
/* The least width of an axis of them. */
double hinge_plot_span(const char *id);
const char *hinge_plot_name(struct hinge_plot *plot, const char *id);
const char *hinge_plot_fault(struct hinge_plot *plot, const char *id);

/* --- numbers of more than a table (data.c) --- */

/* The outcome of a figure of people: a metric, or the severity of a fault. */
struct hinge_outcome {
    const char *id;     /* of a metric or a fault */
    const char *label;  /* "hip excursion (°)" */
    const char *change; /* the unit of a difference: " (°)", of a share " (points)", or "" */
    double scale;       /* readers see the values times this */
    double span;        /* of an axis at least */
    int digits;         /* of a study; -1: its unit has none */
    const char *when;   /* " in the descent, without a cue"; of a fault the cue */
    const char *column; /* of the table, with the values */
    const struct hinge_table *table;
};
/* The request's metric by these keys (when it names none lumbar_fraction; where nobody has that
 * what stands in for it), of several cues that are no key only under the request's
 * baseline. Fails for an unknown one, and when rows were measured differently. */
struct hinge_outcome hinge_plot_outcome(struct hinge_plot *plot, const char *keys);

/* A table by the figure's keys; where cues are none of these and people have several, of the
 * baseline alone, and *when is then ", without a cue". */
const struct hinge_table *hinge_plot_of_baseline(struct hinge_plot *plot, const char *view,
                                                 const char **when);

/* Where two levels differ along a curve: the analysis spm of hinge-compare on the people of the
 * figure, paired if both levels have the same people. */
enum { HINGE_SPM_CLUSTERS = 16 };
struct hinge_spm_strip {
    size_t n;
    double start[HINGE_SPM_CLUSTERS], end[HINGE_SPM_CLUSTERS], p[HINGE_SPM_CLUSTERS];
    const char *people; /* "10 people with both", "n = 4 against 5"; NULL: not tested */
    const char *why;    /* why there is no verdict; else NULL */
};
struct hinge_spm_strip hinge_plot_spm(struct hinge_plot *plot, const struct hinge_levels *levels,
                                      size_t signal, size_t first, size_t second);

/* One recording of the study, analysed with the settings of the results, in plot->trace; its
 * id. The recording --trial, else the first with a whole repetition, else the first. Fails
 * without --study or for an unknown id, and when it was refused or the study has another file. */
const char *hinge_plot_recording(struct hinge_plot *plot);
/* Results, the study that they were made of, and phases by hand; "" for none. */
struct hinge_study_files {
    const char *study, *results, *events;
};
/* Sets the parameters of the results in a config of defaults; unknown keys stay at their defaults.
 * *inferred: analysed with --allow-inferred. USAGE unless the results were made with such events as
 * the files (NULL: not asked) name, or with none: the figure, or the pages, would show other
 * phases. */
enum hinge_status hinge_results_settings(struct hinge_results_reader *results,
                                         const struct hinge_study_files *files, const char *shown,
                                         struct hinge_config *config, bool *inferred,
                                         struct hinge_error *error);
/* INPUT unless a recording of the results, by its row of their ledger, is in the study's: the same
 * id and the same file. */
enum hinge_status hinge_recording_check(const struct hinge_study_files *files,
                                        const struct hinge_table *ours, size_t row,
                                        const struct hinge_table *its, struct hinge_error *error);
/* Seconds of a frame; NaN of none. */
double hinge_trace_time(const struct hinge_trace *trace, double frame);
