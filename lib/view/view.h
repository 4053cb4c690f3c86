/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a recording. In: a body with its repetitions (analyze), or curves of a results file;
 * values and faults from the results. Out: the JSON of the page. */
#ifndef HINGE_VIEW_VIEW_H
#define HINGE_VIEW_VIEW_H

#include "analyze/analyze.h"
#include "base/memory.h"
#include "base/text.h"
#include "result/words.h"
#include "store/store.h"
#include "table/columns.h"

#include <hinge/check.h>
#include <hinge/view.h>

struct hinge_uses; /* report/use.h */

/* Bends of a recording that differ by this much, in points or degrees, are looked at. */
enum { HINGE_UNEVEN = 15 };

/* --- what the page draws --- */

enum { PICTURE_PLACES = 96, PICTURE_PARTS = 16, PICTURE_SPOTS = 10, SPOT_PLACES = 4 };

/* A point over time: x forward, y up from the floor, in steps (struct picture). */
struct picture_place {
    char name[40]; /* in words */
    const double *x, *y;
    bool computed;      /* computed from other points, or inferred */
    const bool *absent; /* [frame]: its position was filled in; NULL: never */
};

/* A point, or the middle of several; n 0: none. */
struct picture_spot {
    size_t n, place[SPOT_PLACES];
};

/* A line through spots. */
struct picture_part {
    const char *name;
    struct picture_spot spot[PICTURE_SPOTS];
    size_t n;
    bool closed, between; /* between: only its ends were tracked */
};

/* Direction of a segment: from one point to another, turned by turn_deg. */
enum picture_axis {
    AXIS_VERTICAL,
    AXIS_THIGH,
    AXIS_TRUNK,
    AXIS_SHANK,
    AXIS_PELVIS,
    AXIS_THORAX,
    AXIS_MIDBACK,
    AXIS_UPPER_BACK,
    AXIS_COUNT
};
struct picture_segment {
    struct picture_spot from, to; /* n 0: there is none */
    double turn_deg;
};

/* How a signal looks on the body: an angle between two axes, or a distance along the floor. */
struct picture_shape {
    bool angle, down;
    enum picture_axis base, arm;
    struct picture_spot at;       /* vertex */
    struct picture_spot from, to; /* of a distance; n 0: none */
    double zero, per; /* steps from `from` to `to` in standing; steps per unit of the signal */
};

struct picture {
    struct hinge_arena arena;
    const struct hinge_body *body; /* NULL: of a results file alone */
    const struct hinge_reps *reps;
    size_t n; /* frames */
    double rate_hz, start_s;
    char tier;
    double step_mm; /* NaN: lengths are not known */
    const double *signal[HINGE_SIGNAL_COUNT];
    double zero[HINGE_SIGNAL_COUNT]; /* in standing */
    size_t n_places, n_parts;
    struct picture_place place[PICTURE_PLACES];
    struct picture_part part[PICTURE_PARTS];
    struct picture_part leg,
        foot; /* means of both sides if both were measured, for small figures */
    struct picture_segment axis[AXIS_COUNT];
    struct picture_shape shape[HINGE_SIGNAL_COUNT];
    double leg_steps, foot_steps; /* NaN unknown */
    const char *note;             /* limits of the figure; NULL: none */
};

/* Fills a picture from a recording, which it borrows. Points that were not tracked are missing. A
 * recording of angles alone is drawn as an average body; `note` says so. */
void hinge_picture_body(const struct hinge_body *body, const struct hinge_reps *reps,
                        struct picture *picture);
void hinge_picture_clear(struct picture *picture);

/* Pictures of the wanted recordings (wanted: by row of /trials), for the report. `see` is called in
 * any thread, once for each of them that is not refused. Errors: as hinge_view_write. */
struct hinge_pictures {
    const char *study, *results, *events; /* texts; events "" for none */
    struct hinge_results_reader *opened;
    int threads;
    const bool *wanted;
    void *context;
    void (*see)(void *context, size_t row, const struct picture *picture);
};
enum hinge_status hinge_picture_each(const struct hinge_pictures *pictures,
                                     struct hinge_error *error);

/* --- Everything that pages need from the results, read once. --- */

enum { VIEW_VALUES = 9, VIEW_FAULT_NUMBERS = 6 };

struct view_rows {
    size_t n; /* repetitions */
    double *trial, *rep, *floor, *complete, *valid, *warnings, *time[4];
    double *value[VIEW_VALUES * 2];    /* by column of hinge_seen_columns, [rep][phase] */
    double *fault[VIEW_FAULT_NUMBERS]; /* [rep][fault]: see hinge_view_fault_arrays */
    const double *waveform;            /* [rep][signal][101]; NULL: not needed */
    size_t n_waves;                    /* signals of the file, and theirs; COUNT: unknown here */
    enum hinge_signal *wave;
    size_t n_faults;
    const char *const *fault_id;
    struct hinge_table faults; /* /faults */
    struct hinge_table trials; /* /trials */
    size_t *first, *count;     /* per row of trials: its repetitions */
    struct hinge_arena arena;
};
enum { FAULT_STATE, FAULT_REASON, FAULT_SEVERITY, FAULT_THRESHOLD, FAULT_MARGIN, FAULT_TIME };

/* A value of a repetition that pages print. */
struct view_column {
    const char *name; /* in words */
    double span;      /* least range of the axis that shows its dots */
    enum hinge_phase phase;
    const char *metric;
    const char *tiers; /* that print it */
};
const struct view_column *hinge_seen_columns(size_t *count);

/* Links to the other pages. */
struct view_links {
    const char *report, *index, *before, *before_words, *after, *after_words; /* NULL: none */
    /* the person's other recordings with a page, in the order of the list */
    struct view_other {
        const char *href, *words;
    } * other;
    size_t n_others;
};

/* What corrections by hand need of the study; by row of the results' trials. */
struct view_edits {
    const char *kept;          /* JSON of all rows of events.csv */
    const char *const *digest; /* of the recording's data */
    const char *digests;       /* all of them, one after the other */
};
enum { VIEW_DIGEST = 8 }; /* hexadecimal digits of a digest */

struct view_page {
    const struct view_rows *rows;
    const struct view_edits *edits; /* NULL: without the study */
    const struct hinge_uses *uses;  /* of the results */
    const struct hinge_fault_table *faults;
    const struct hinge_check_report *check; /* NULL: without the study */
    size_t row;                             /* of trials */
    const char *apart;                      /* hinge_seen_apart */
    struct view_links links;
    struct picture *picture;
    const struct hinge_trial_request *request; /* with the marks of events.csv; NULL: no body */
};

/* The page's data. */
void hinge_seen_json(const struct view_page *page, struct hinge_text *out);

/* --- A page on which a rater judges bends (rate.c). --- */
/* Adds the cells that name a recording in a file of ratings, each with a comma behind it. */
void hinge_rate_cells(const struct hinge_table *trials, size_t row, struct hinge_text *text);
/* Adds the recording's bends that count, each a line of JSON. Changes the picture. */
void hinge_rate_bends(const struct view_page *page, struct hinge_text *out);
/* The page's data from the bends of all recordings, in the rater's order. */
struct hinge_rated {
    size_t bends, twice, practice;
} hinge_rate_json(const struct hinge_view_request *request, const struct hinge_text *of_row,
                  size_t rows, struct hinge_text *out);

/* The panel that draws a signal: 0 the driver, 1 angles; -1: none. */
int hinge_seen_panel(const struct picture *picture, enum hinge_signal signal);
/* The members of the page for corrections by hand; `column`: of hinge_seen_columns. */
void hinge_seen_edit(const struct view_page *page, const size_t *column, size_t n_columns,
                     struct hinge_text *out);
/* {more: names of other columns, rows: [[page's ID, file, trial, rep, four times, exclude, task,
 * why, blind, the others]]} of a file of events; "" for none. */
enum hinge_status hinge_seen_kept(const char *events, const struct hinge_table *list,
                                  const struct hinge_table *ledger, struct hinge_text *out,
                                  struct hinge_error *error);

/* Adds "p001, dowel": participant (else file) and cue of a row of trials. */
void hinge_seen_who(const struct hinge_table *trials, size_t row, bool task,
                    struct hinge_text *out);
/* Numbers of used and unused repetitions of a recording. */
void hinge_seen_counts(const struct view_rows *rows, size_t row, size_t *used, size_t *unused);
/* First and last time (s) of a repetition, by its row of the results. */
void hinge_seen_span(const struct view_rows *rows, size_t rep, double span[2]);
/* Time of a frame, s. */
double hinge_seen_seconds(const struct picture *picture, double frame);
/* Adds markup of a small figure of the driver, with shaded parts, for the list. */
void hinge_seen_strip(const struct view_page *page, struct hinge_text *out);

/* The names of the pages of recordings, without .html, by row of /trials (base/stem.h). */
enum hinge_status hinge_view_stems(const struct hinge_table *trials, struct hinge_arena *arena,
                                   const char *const **stem, struct hinge_error *error);

/* Adds the command that makes the page of one recording, to be given in the folder of the files;
 * texts of the request are not NULL. */
void hinge_view_command(const struct hinge_view_request *request, const char *id, const char *stem,
                        struct hinge_text *out);

#endif
