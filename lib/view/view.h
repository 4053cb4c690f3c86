/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a recording. In: a body with its repetitions (analyze), or curves of a results file;
 * values and faults from the results. Out: the JSON of the page. */
#pragma once

#include "analyze/analyze.h"
#include "result/template.h"
#include "result/words.h"
#include "table/columns.h"

#include <hinge/check.h>
#include <hinge/view.h>

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
enum hinge_status hinge_picture_each(const struct hinge_pictures *asked, struct hinge_error *error);

/* --- Everything that pages need from the results, read once. --- */

enum { VIEW_COLUMNS = 12, VIEW_FAULT_NUMBERS = 6 };

struct view_rows {
    size_t n; /* repetitions */
    double *trial, *rep, *floor, *complete, *valid, *warnings, *time[4];
    double *value[VIEW_COLUMNS];       /* by column of hinge_seen_column, [rep][phase] */
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
extern const struct view_column hinge_seen_column[VIEW_COLUMNS];

/* Links to the other pages. */
struct view_other {
    const char *href, *words;
};
struct view_links {
    const char *report, *index;      /* NULL: none */
    struct view_other before, after; /* in the list; href NULL: none */
    /* the person's other recordings with a page, in the order of the list */
    struct view_other *other;
    size_t n_others;
};

/* What corrections by hand need of the study; by row of the results' trials. */
struct view_edits {
    const char *kept;          /* JSON of all rows of events.csv */
    const char *const *digest; /* of the recording's data */
    const char *digests;       /* all of them, one after the other */
};
enum { VIEW_DIGEST = 8 }; /* hexadecimal digits of a digest */

/* What becomes of a recording. */
struct view_recording {
    bool shown, made;        /* it has a page; that is written */
    bool differs;            /* repetitions are not those of the results */
    int worst;               /* severity of hinge-check, 0: none */
    size_t not_found;        /* candidates that were no repetition */
    struct hinge_text json;  /* between seeing and keeping */
    struct hinge_text strip; /* for the list */
};

/* What the list and all pages need; arrays by row of the results' trials. */
struct view_list {
    const struct hinge_view_request *request;
    const struct view_rows *rows;
    struct hinge_check_report *check;
    const struct view_edits *edits;
    const char *const *stem, *const *apart; /* tell: NULL where nothing is needed */
    struct view_recording *of;
};

struct view_page {
    const struct view_list *list;
    const struct view_rows *rows;
    const struct hinge_uses *uses; /* of the results */
    const struct hinge_fault_table *faults;
    size_t row; /* of trials */
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
} hinge_rate_json(const struct hinge_view_request *request, const struct view_recording *of_row,
                  size_t rows, struct hinge_text *out);

/* The panel that draws a signal: 0 the driver, 1 angles; -1: none. */
int hinge_seen_panel(const struct picture *picture, enum hinge_signal signal);
/* The members of the page for corrections by hand; `column`: of hinge_seen_column. */
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

/* --- Templates of lib/page/templates, lines that end with NULL (scripts/gen-template). --- */

extern const char *const hinge_template_view[], *const hinge_template_recordings[],
                                                    *const hinge_template_rate[];

/* --- Words of the page for points, signals, faults and reasons. --- */

/* "left hip", "T12/L1", "back of the head". */
void hinge_seen_landmark(int landmark, char *name, size_t room);
/* Whether a finding of hinge-check is to be looked at: not that a recording has no lumbar values,
 * which its page shows, nor that the files of all its sensors fit. */
bool hinge_seen_is_told(const struct hinge_table *findings, size_t row);
/* Appends a phrase whose landmarks are in words. */
void hinge_seen_add(const char *phrase, struct hinge_text *out);

/* How readers see a number of the page: never NULL. */
const struct hinge_unit_words *hinge_seen_signal_unit(enum hinge_signal signal);
/* `driver`: the signal that bends are found in, HINGE_SIGNAL_COUNT if it is not known. */
const char *hinge_seen_signal(enum hinge_signal signal, enum hinge_signal driver, char *buffer,
                              size_t capacity);

const struct hinge_unit_words *hinge_seen_metric_unit(const char *metric);
const struct hinge_unit_words *hinge_seen_fault_unit(const struct hinge_table *faults,
                                                     const char *id);
/* "largest lumbar flexion (0.4 s mean), from own standing, in the whole repetition". */
const char *hinge_seen_how(const struct hinge_fault *row, enum hinge_signal signal, char tier,
                           char *buffer, size_t capacity);
/* The short title of a fault in the results, else its title. */
const char *hinge_seen_fault_name(const struct hinge_table *faults, const char *id, char *buffer,
                                  size_t capacity);

/* --- verdicts --- */

/* A fault of a recording. */
struct verdict_fault {
    size_t at; /* in the results */
    const struct hinge_unit_words *unit;
    const struct hinge_fault *row; /* NULL: of a config that is not here */
    enum hinge_signal signal;      /* drawn with it; COUNT: none */
    bool judged;                   /* in some repetition */
    double threshold, offset;      /* of the severity */
    /* The threshold on the scale of the signal, and the change of the signal per unit of
     * severity; level false: there is none. Counted from "standing", "itself", "start" of the
     * window, "peak". */
    bool level, left; /* left: draw what is missing to the threshold */
    double limit, slope;
    const char *base;
    double mean_s; /* window of the average of a largest value; 0: the whole window */
};
/* All faults in the order of coaching; none if the recording has no repetitions. */
size_t hinge_seen_faults(const struct view_page *page, struct verdict_fault *fault);
/* A number (FAULT_SEVERITY, …) of a fault in a repetition of the page (from 0). */
double hinge_seen_fault_value(const struct view_page *page, int what, size_t rep, size_t fault);
bool hinge_seen_is_refused(double state);

/* A repetition as analysis sees it; false without a body. */
bool hinge_seen_of(const struct view_page *page, size_t rep, struct hinge_rep_view *view);

/* Window of a verdict, and time of its measurement, s. */
struct verdict_place {
    double from, to, at;
};
struct verdict_place hinge_seen_place(const struct view_page *page, size_t rep,
                                      const struct verdict_fault *fault,
                                      const struct hinge_rep_view *view);

/* --- A page that is being written: what the files that write its JSON share. --- */

struct view_writer {
    const struct view_page *page;
    const struct view_rows *rows;
    struct picture *p;
    struct hinge_text *out;
    size_t first, reps;           /* rows of the results */
    size_t every;                 /* frames of the recording per stored frame */
    size_t *frame, n;             /* stored ones */
    size_t n_pieces, (*piece)[2]; /* first stored frame, how many */
    long number[PICTURE_PLACES];  /* of a point on the page, -1: not needed */
    bool wanted[HINGE_SIGNAL_COUNT];
    size_t column[VIEW_COLUMNS], n_columns;
    struct verdict_fault *fault;
    size_t n_faults;
    const char **reason; /* why verdicts were not given */
    size_t n_reasons;
};

/* Behind a number of the page, and its decimals. */
void hinge_seen_add_unit(struct hinge_text *out, const struct hinge_unit_words *unit);
/* A value of a repetition (from 0) as readers see it; `column` is of hinge_seen_column. */
double hinge_seen_value(const struct view_writer *w, size_t column, size_t rep);
/* Why a repetition does not count; NULL: it does. */
const char *hinge_seen_why_not(const struct view_writer *w, size_t rep);
/* The body of the stored frames: see page.c. First the points that are drawn or measured from get
 * their numbers. */
void hinge_seen_number_points(struct view_writer *w);
void hinge_seen_body(struct view_writer *w);
/* Frames of the recording per stored frame: at most 30 a second. */
size_t hinge_seen_every(const struct picture *picture);
/* Values, faults, repetitions, what is none (repetitions.c). */
void hinge_seen_repetitions(struct view_writer *w);

/* --- The list of recordings, as facts of its template. --- */

/* Adds report, title, causes, command, rows, choices and json. */
void hinge_seen_list(const struct view_list *list, json_t *facts);

/* The primary value of the used repetitions of a recording, percent or degrees; tier: as a page of
 * it prints, NULL: whatever was measured. */
struct view_range {
    size_t n;
    double low, high;
    bool share;  /* the spine's; else trunk lean */
    bool uneven; /* they differ by so much that somebody should look */
};
struct view_range hinge_seen_range(const struct view_rows *rows, size_t row, const char *tier);
/* Adds "38", "38 to 44". */
void hinge_seen_range_words(const struct view_range *range, struct hinge_text *out);
/* Adds "Bends differ by 17 points." */
void hinge_seen_uneven(const struct view_range *range, struct hinge_text *out);

/* By row: what tells a recording from others that hinge_seen_who calls the same: its load (of the
 * results' list), else its trial, else its file; NULL: no other is called so. */
const char *const *hinge_seen_apart(const struct hinge_table *trials,
                                    const struct hinge_table *list, struct hinge_arena *arena);
