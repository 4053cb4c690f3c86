/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings of a page as facts. Positions along an axis are percent of its width, so that text keeps
 * its size at any width; heights are px. */
#pragma once

#include "figure/plot.h"
#include "page/page.h"

enum {
    HINGE_SCALE_ZERO = 1,   /* 0 is on the axis */
    HINGE_SCALE_SIGNED = 2, /* of differences: 0 is marked, + is written */
    HINGE_SCALE_LOOSE = 4   /* the axis ends with the data, ticks inside it */
};
/* An axis of about so many steps, as wide as the outcome's axes are at least (NULL: of any width).
 * Values that are not finite are none. */
struct hinge_axis hinge_page_axis(const struct hinge_quantity *outcome, const double *value,
                                  size_t n, size_t about, unsigned how);
/* Position of a value, percent. */
double hinge_page_x(const struct hinge_axis *axis, double value);
/* The ticks of an axis that goes from one place to another, along x or (`upright`) y; zero: of
 * differences. */
HINGE_FACTS(hinge_page_tick, F(PLACE, x) F(PLACE, y) F(TEXT, label) F(IF, zero))
HINGE_FACTS(hinge_page_ticks, F(LIST, hinge_page_tick, ticks))
struct hinge_page_ticks hinge_page_ticks(struct hinge_cohort *s, const struct hinge_axis *axis,
                                         bool upright, double from, double to);
/* x of a value that is known, and its interval where there is one. */
HINGE_FACTS(hinge_page_span, F(PLACE, x1) F(PLACE, x2))
HINGE_FACTS(hinge_page_place, F(PLACE, x) F(ONE, hinge_page_span, ci))
struct hinge_page_place hinge_page_place(struct hinge_cohort *s, const struct hinge_axis *axis,
                                         double value, double low, double high);

HINGE_FACTS(hinge_page_spot, F(PLACE, x) F(TEXT, p) F(TEXT, t))
/* A dot, and a table of rows of them, the label beside them. */
HINGE_FACTS(hinge_page_table_row,
            F(LIST, hinge_page_spot, dots) F(TEXT, cls) F(FLAG, o) F(IN, hinge_page_place, mean)
                F(TEXT, v) F(TEXT, iv) F(TEXT, sd) F(TEXT, head) F(TEXT, group) F(TEXT, sub)
                    F(TEXT, mark) F(NUMBER, n))
HINGE_FACTS(hinge_page_rows, F(LIST, hinge_page_table_row, rows) F(IN, hinge_page_ticks, axis))
HINGE_FACTS(hinge_page_table, F(TEXT, what) F(IF, one) F(IF, lean) F(ONE, hinge_page_rows, table))
/* Of one person a row a session and cue; name[rep]: of a bend, NULL: the cue and its number. */
struct hinge_page_table hinge_page_bends_table(struct hinge_cohort *s, const char *const *name);

/* The hinge map: hip flexion to the right, spine flexion up, both since the start of the bend. A
 * line is a descent, its slope the share of the spine; an end stands at the depth and the share
 * that the answers print: x = depth (1 - share), y = depth share. In: a study whose spine was seen.
 * Out: facts `map`, and what the page's script draws. Conditions are cues, and
 * behind them other sessions without one; where people practised the stages without a cue, where
 * they lifted several loads these. Of one person a line is a bend,
 * and its conditions are the sessions without a cue, or else the cues. */

enum {
    HINGE_MAP_STEPS = 16, /* points of a line: equal parts of the depth */
    /* people beyond whom marks are small, and only the chosen person has line and arrows */
    HINGE_MAP_ARROWS = 60,
    HINGE_MAP_MOST = 400 /* beyond, nobody has a line: the page would be too large */
};

struct hinge_map_point {
    double x, y; /* degrees */
};

/* Of a person or a group in a condition. */
struct hinge_map_bend {
    size_t n; /* people of a group; of a person 1; 0: there is no value */
    double share, depth;
    bool drawn;  /* the line is there */
    double half; /* of a repetition: the part of its descent's time at half of the depth */
    struct hinge_map_point line[HINGE_MAP_STEPS + 1];
};

struct hinge_page_map {
    size_t n_who, n_conds; /* people (of one: bends); conditions, the base first */
    size_t n_base;         /* those from here on are levels, each compared with the one before */
    const char *column;    /* of which they are levels, "stage", "load_kg", of one person "session";
                              NULL:    there are none */
    size_t *at;            /* [trial]: its condition; ANY */
    struct hinge_map_bend *person, *group; /* [person or group][condition] */
    struct hinge_cohort_cell *cell;        /* [group][condition], not of one person: shares, */
    struct hinge_page_mean *mean;          /* their mean, */
    struct hinge_page_printed *printed;    /* and how every answer prints it */
    const struct hinge_page_depth *depth;  /* likewise; NULL: there are none */
    const char **label, **phrase;          /* of a condition: "dowel", "with the dowel" */
    const char **name;                     /* of the bends of one person; else NULL */
    size_t n;                              /* people at baseline */
    double x_max, y_min, y_max;            /* the frame; x begins at 0 */
    bool numbers;                          /* facts have the values of ends, too */
    size_t *body;                          /* a repetition of each group that stands for it; ANY */
    bool *uneven;                          /* [person]: bends of a recording differ by 15 points */
};

struct hinge_map_point hinge_map_end(const struct hinge_map_bend *bend);
/* [repetition]: the lines of the marked ones, of which each curve is read once. */
const struct hinge_map_bend *hinge_map_lines(struct hinge_cohort *s, const bool *marked);
/* NULL: nobody has a value at baseline, or the spine was not seen. */
struct hinge_page_map *hinge_page_map(struct hinge_cohort *s);
/* Every person of a kind and group in a condition of the map (NULL: under a cue) as a dot beside
 * their mean. how: HINGE_SCALE_…. */
struct hinge_page_table hinge_page_table(struct hinge_cohort *s,
                                         const struct hinge_quantity *outcome, unsigned how,
                                         const struct hinge_page_map *map);
/* A place in a drawing. */
HINGE_FACTS(hinge_page_point, F(PLACE, x) F(PLACE, y))
/* One person's visits, a column each: a dot a bend, the mean, and the SD of bends around it. Places
 * across are percent of the width, heights px. Labels that have no room are not there; date: NULL
 * for none. */
HINGE_FACTS(hinge_page_visit_band, F(PLACE, y1) F(PLACE, y2))
HINGE_FACTS(hinge_page_visit_run, F(PLACE, x1) F(PLACE, y1) F(PLACE, x2) F(PLACE, y2))
HINGE_FACTS(hinge_page_visit,
            F(PLACE, x) F(PLACE, y) F(LIST, hinge_page_point, dots)
                F(ONE, hinge_page_visit_band, band) F(TEXT, name) F(TEXT, value) F(FLAG, said_)
                    F(FLAG, rare) F(PLACE, above) F(TEXT, date) F(TEXT, sep))
HINGE_FACTS(hinge_page_visit_line,
            F(FLAG, lean) F(IN, hinge_page_ticks, ticks) F(LIST, hinge_page_visit, each)
                F(LIST, hinge_page_visit_run, run))
struct hinge_page_visit_line hinge_page_line_of_visits(struct hinge_cohort *s,
                                                       const struct hinge_page_sessions *sessions,
                                                       const char *const *name,
                                                       const char *const *date);
/* The facts `map`. */
struct hinge_facts hinge_page_map_facts(struct hinge_cohort *s, const struct hinge_page_map *map);
/* What the script needs beside them; at[rep]: the place among those that can be played, ANY. */
struct hinge_facts hinge_page_map_data(struct hinge_cohort *s, const struct hinge_page_map *map,
                                       const size_t *at);

/* The answer in numbers, as the figure `answer` draws it: everybody and the means over what was
 * compared, and each difference. A number that is not there is NaN. */

/* A person, of one person a bend. */
struct hinge_answer_person {
    const char *who;
    size_t group;
    double *value; /* [condition] */
};

struct hinge_answer_mean {
    size_t group, cond, n;
    double m, lo, hi;
    const char *text;
};

/* A difference, or (of a group) a change. */
struct hinge_answer_row {
    const char *name, *text;
    size_t group, n; /* group ANY: of a difference */
    bool within;     /* of changes within people */
    double m, lo, hi;
};

struct hinge_answer {
    const char *what, *head, *vary; /* the outcome; over the differences; what `limit` is */
    const char *part;               /* "people" or "rows" alone; NULL: both */
    double scale, span;             /* of the outcome */
    double most;                    /* that a value or a difference can be; infinity */
    double finest, fine;            /* the last digit of a mean and of a difference */
    double limit;                   /* what one person's value varies */
    bool one, nobody;               /* of one person; nobody is named */
    size_t n_conds, n_groups, n_people, n_means, n_rows;
    const char **cond;
    struct hinge_answer_group {
        const char *name;
        size_t look;
    } * group;
    struct hinge_answer_person *person;
    struct hinge_answer_mean *mean; /* by group */
    struct hinge_answer_row *row;
};

/* After hinge_page_answer; NULL: nobody has a value. */
struct hinge_answer *hinge_page_answer_numbers(struct hinge_cohort *s);
/* The same drawn, with two bodies. */
struct hinge_facts hinge_page_answer_picture(struct hinge_cohort *s);
