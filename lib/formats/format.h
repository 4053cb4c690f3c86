/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recording formats, and what their readers share. A format is a const hinge_format_<id> in a file
 * of this folder; the Makefile lists them. Its examples are tests/data/formats/<id>.good and
 * <id>.broken. A reader gives channels with the names of the file; it knows no landmarks. Below the
 * format, in the order of a reader's work: filling a recording, names of columns, wide tables,
 * subjects, JSON, people in a video. */
#pragma once

#include "csv/csv.h"
#include "trial/trial.h"

struct json_t;

/* Kind of a file; a format is asked only about files of its kind. */
enum hinge_content {
    HINGE_CONTENT_TEXT,   /* delimited text: probe.source and probe.head */
    HINGE_CONTENT_JSON,   /* begins with { or [: probe.json, parsed */
    HINGE_CONTENT_XML,    /* begins with <: probe.data */
    HINGE_CONTENT_BINARY, /* a zero byte near its beginning: probe.data */
    HINGE_CONTENT_FOLDER  /* one file per frame: probe.file */
};

/* One file of a folder. */
struct hinge_probe_file {
    const char *name, *data; /* data are not NUL-terminated */
    size_t size;
};

/* A file or folder being recognised or read. Borrowed by formats. */
struct hinge_probe {
    struct hinge_arena *arena; /* memory for readers, until the probe is closed */
    const char *name;          /* as the user wrote it */
    const char *extension;     /* lower case without the dot, "" if none */
    enum hinge_content content;
    const char *data; /* all bytes, then HINGE_FILE_PADDING zeros; the files of a folder follow each
                         other */
    size_t size;
    struct hinge_csv_source source; /* TEXT */
    struct hinge_csv_head head;     /* TEXT: its first lines */
    struct hinge_wide *wide;        /* TEXT: header of a wide table; NULL: there is none */
    const char *no_wide;            /* why there is none */
    struct json_t *json;            /* JSON */
    struct hinge_probe_file *file;  /* FOLDER: its .json files, sorted by number */
    size_t n_files;
    struct hinge_damage damage; /* TEXT that several files made: their cells that are no numbers */
    const char *note;           /* what is to be said of them; NULL: nothing */
};

/* A further file of the same recording: a column `sensor:pelvis` of the trial list gives it the
 * role "pelvis". Formats never see it, because each file is read by its own format and
 * ingest/join.c joins the recordings. */
struct hinge_read_part {
    const char *role, *path, *shown;
    double offset_s;        /* its clock minus that of the recording */
    double rate_hz;         /* of samples without a clock; NaN or 0: unknown */
    bool offset_told;       /* the trial list gives offset_s */
    const char *accel_bias; /* of a sensor: three numbers that are subtracted; NULL: none */
};

/* A line of [columns] in a config: our key ("c7_x", "time", "units"), and a column of the file or a
 * word. */
struct hinge_described {
    const char *key, *name;
};

/* What the user said (command line, trial list, config); zero or NaN: nothing. */
struct hinge_read_options {
    const char *format, *landmarks; /* ids; "": to be recognised */
    const char *units, *up;         /* "" when silent */
    const char *side;               /* of names without one; NULL or "" when silent */
    const char *plate_l, *plate_r;  /* force plates under a foot, "1+3"; NULL or "" when silent */
    bool drop_ragged;
    bool time_is_frame;      /* the time column counts frames */
    bool any_table;          /* a table without points is allowed, such as EMG */
    double rate_hz;          /* if the file has no clock; NaN or 0: unknown */
    char decimal, delimiter; /* 0: found from the file */
    bool decimal_of_list;    /* the user may say it of the list, whose files have points alone */
    const char *role;        /* segment of the file itself; NULL: none */
    const char *accel_bias;  /* of the sensor itself, as in a part */
    const char *within;      /* folder that must contain the files (realpath); NULL: any */
    const struct hinge_read_part *part;
    size_t n_parts;
    const struct hinge_described *column; /* [columns] */
    size_t n_columns;
    const struct hinge_landmark_set *set; /* [landmarks:<id>], in landmarks/landmarks.h */
    size_t n_sets;
};

/* A file while it is read. */
struct hinge_reader {
    const struct hinge_format *format;
    const struct hinge_probe *probe;
    const struct hinge_read_options *options;
    struct hinge_recording *recording; /* to be filled */
    struct hinge_error *error;
    struct hinge_arena *arena; /* the probe's */
    const char *shown;         /* name for messages, and the position: "frame" 12 */
    const char *what;
    size_t number; /* 0: no position */
    bool refused;
    const void *passed;                  /* what head or people passes on to `after` */
    const struct hinge_probe_file *file; /* of a folder: the one being read */
    struct hinge_damage damage;          /* cells that are no numbers */
    size_t frame_at, searched;           /* in JSON: from where such a cell is looked for */
};

struct hinge_wide;
struct hinge_detections;

struct hinge_format {
    const char *id;             /* "trc" */
    const char *title;          /* one line for docs and --help */
    const char *details;        /* markdown: layout, where such files come from, quirks handled */
    enum hinge_content content; /* 0: TEXT */
    const char *up;             /* axis that points up if the file does not say; "": unknown */
    unsigned flags;             /* HINGE_LAYOUT_… of all its recordings */
    const char *lacks;          /* why a file is not of this format: "no line Format Version" */
    const char *expected;       /* message if the user asks for this format all the same */

    /* How surely the file is of this format: 0 (no) to 100; `why` gets a short reason (default:
     * `lacks`). The order of formats never decides: equal best scores are AMBIGUOUS_FORMAT. NULL:
     * the score is that of head. */
    int (*score)(const struct hinge_probe *probe, struct hinge_text *why);

    /* Each format has one of the next three. */

    /* Tables: returns the score, and puts the columns and the first row of data into `wide` (NULL:
     * only the score is needed), or refuses the file. */
    int (*head)(const struct hinge_probe *probe, struct hinge_wide *wide, struct hinge_text *why);
    bool described; /* [columns] of a config may name its columns */
    /* Videos: adds the people of all frames, of whom one is then followed. */
    bool (*people)(struct hinge_reader *r, struct hinge_detections *people);
    /* Any other: fills layout (format, channels with marker, component and unit, up, flags), data,
     * header_rate_hz and notes. Errors as csv.h, and BAD_HEADER. */
    bool (*read)(struct hinge_reader *r);

    /* Runs after head or people has made a recording; may be NULL. */
    void (*after)(struct hinge_reader *r);
};

int hinge_format_score(const struct hinge_format *format, const struct hinge_probe *probe,
                       struct hinge_text *why);
/* Reads a file into a recording. Errors as csv.h, and BAD_HEADER. */
enum hinge_status hinge_format_read(const struct hinge_format *format,
                                    const struct hinge_probe *probe,
                                    const struct hinge_read_options *options,
                                    struct hinge_recording *recording, struct hinge_error *error);

/* Fails with INPUT "name:line: message", or without a line (0) "name: frame 12: message". Returns
 * false. */
bool hinge_refuse(struct hinge_reader *r, size_t line, enum hinge_reason reason, const char *format,
                  ...) HINGE_PRINTF(4, 5);

/* --- cells that are no numbers --- */

/* Reads a cell; `key` numbers the columns of the file, `column` is where it is in its line. NaN: it
 * is missing, or no number, which is kept for a warning or refusal once the file is read. */
double hinge_take_number(struct hinge_reader *r, const char *text, size_t length, char decimal,
                         size_t key, size_t column, const char *name, size_t line);
/* The same of a cell of a table; column -1: NaN. */
double hinge_take_cell(struct hinge_reader *r, const struct hinge_table *table, long column,
                       size_t row, size_t line);
/* Refuses the file at the first such cell of the column, if there is one; true: there is none. */
bool hinge_check_damaged(struct hinge_reader *r, size_t key);
/* Adds copies of what was found to a recording, with the name of a further file of it (NULL: its
 * own); returns how many columns it had before. */
size_t hinge_build_damage(struct hinge_recording *recording, const struct hinge_damage *found,
                          const char *file);

/* All formats, sorted by id (generated). */
const struct hinge_format *const *hinge_format_list(size_t *count);
const struct hinge_format *hinge_format_find(const char *id); /* NULL: none */
size_t hinge_format_ids(const char *id[HINGE_IDS_MOST]);

/* --- Filling a recording, which owns everything; callers clear it if a step fails. --- */

/* Sets the id of the format and the up axis, and makes n channels without names. */
void hinge_build_layout(struct hinge_recording *recording, const char *format, const char *up,
                        size_t n_channels);

/* Names channel i: `source` is the column of the file, `marker` its name without component ("" for
 * time and frame). */
void hinge_build_channel(struct hinge_recording *recording, size_t i, const char *source,
                         const char *marker, enum hinge_component component, enum hinge_unit unit);

/* Sets the unit of a clock without unit: seconds, or milliseconds if its steps say so; with a
 * note. */
void hinge_build_clock(struct hinge_recording *recording, struct hinge_arena *scratch);

/* Adds a remark to the notes. */
void hinge_build_note(struct hinge_recording *recording, const char *format, ...)
    HINGE_PRINTF(2, 3);

/* Stores the number of frames that the header says (NaN: none), with a note if the file has another
 * number; `what` is its word for them, "frames". */
void hinge_build_stated(struct hinge_recording *recording, double frames, const char *what);

/* Makes room for n more channels behind those of the recording, their numbers NaN; *first is the
 * first of them. */
void hinge_build_room(struct hinge_recording *recording, size_t n, size_t *first);

/* The unit of a word in a header ("mm", "s", "meters", "deg"); HINGE_UNIT_unknown if it is none. */
enum hinge_unit hinge_build_unit(const char *word);
/* The same of a place for units: HINGE_UNIT_other for a word that is none. */
enum hinge_unit hinge_build_given_unit(const char *word);

/* --- cells of a head --- */

/* Whether a cell is this word, ignoring case. */
bool hinge_cell_is(const struct hinge_csv_line *line, size_t c, const char *word);
/* A number with a decimal point; NaN if the text is none. */
double hinge_text_number(const char *text);
double hinge_cell_number(const struct hinge_csv_line *line, size_t c);
/* x, y or z, ignoring case; else other. */
enum hinge_component hinge_cell_axis(const char *cell);

/* Whether a word is in a list "a|b", ignoring case. */
bool hinge_word_among(const char *word, const char *list);
/* Whether the lines name the three axes of an acceleration, and no angular rate; or, in a file that
 * is called so, x, y and z. */
bool hinge_sensor_accelerates(const char *path, const struct hinge_csv_head *head);
/* Whether its columns are raw accelerations or turning rates along three axes: "Ax1", "acc_x",
 * "GyrY". */
bool hinge_sensors_raw(const struct hinge_csv_head *head);
/* The same, also ignoring '.', '_', ' ' and '-' in the name. */
bool hinge_marker_among(const char *name, const char *list);

/* --- what a column's name says --- */

enum { HINGE_MARKER_MAX = 256 };

struct hinge_column_name {
    char marker[HINGE_MARKER_MAX]; /* "" for time and frame; of component other the whole name */
    enum hinge_component component;
    enum hinge_unit unit;
    bool bare; /* the component is the last letter without a separator: LASIX */
};

/* Splits "left_hip_x", "RASI X (mm)", "T8.y", "FHx", "time_ms", "# times". FHx and max look alike,
 * so the caller checks that a marker has both x and y. */
void hinge_column_name_split(const char *name, struct hinge_column_name *out);

/* The name of an angle column without a unit in brackets, and without "_deg" if it is one of our
 * ids; "Pelvis-Pitch" stays. */
void hinge_column_name_angle(const char *name, char out[HINGE_MARKER_MAX]);

/* "x_nose", "visibility.nose": the component stands first. False for other names. */
bool hinge_column_name_front(const char *name, struct hinge_column_name *out);

/* --- wide tables: a row per frame, a column per marker and component, one header row (or a row of
 * names over a row of axes or units) --- */

struct hinge_wide_column {
    char *source, *marker;
    const char *person; /* person of the column; NULL: the person of the row */
    enum hinge_component component;
    enum hinge_unit unit;
    bool bare, negated;
    bool counts; /* it is used, although its component is `other` */
};

/* The header of a wide table. */
struct hinge_wide {
    size_t n, n_markers;        /* columns; markers with x and y */
    size_t n_sensors, n_angles; /* orientations; angles by our ids */
    bool has_z, has_quantities; /* a marker has depth; some x, y, z are not positions */
    struct hinge_wide_column *column;
    size_t room;            /* columns that hinge_wide_add can add before it takes more memory */
    size_t offset, line;    /* of the first row of data */
    bool plain;             /* numbers only: no words, no times as text */
    bool short_rows;        /* whole points at the end of a row may be left out */
    bool long_rows;         /* cells after the last column are dropped */
    size_t end;             /* first byte after the rows of data; 0: all of the file */
    const char *up;         /* that of the format, unless the file says it */
    unsigned flags;         /* likewise */
    double rate_hz, frames; /* NaN: not said */
    bool follow; /* the file has several people, of whom one is followed by x, y and score */
    struct hinge_arena *arena; /* that of the probe; owns columns and names */
    struct hinge_reader *r;    /* for hinge_refuse; NULL in probe->wide */
};

/* Finds the header rows and columns of a text: sets probe->wide, or NULL and probe->no_wide. */
void hinge_wide_look(struct hinge_probe *probe);

/* Columns before which a row may end: a point begins there. NULL: rows are whole. */
const bool *hinge_wide_ends(const struct hinge_wide *wide);
/* Takes the columns of probe->wide. */
void hinge_wide_take(struct hinge_wide *wide, const struct hinge_wide *found);
/* Adds a column behind the others. */
void hinge_wide_add(struct hinge_wide *wide, const char *source, const char *marker,
                    enum hinge_component component, enum hinge_unit unit);
/* Says that line l of the head is the first row of data; l at the end of the head: there is
 * none. */
void hinge_wide_place(struct hinge_wide *wide, const struct hinge_probe *probe, size_t l);
/* The same after a header of several rows; rows of data may end early. INPUT without data. */
void hinge_wide_below(struct hinge_wide *wide, const struct hinge_probe *probe, size_t l);
/* The same table with the columns that [columns] names ("c7_x", "time" with "time_unit", "frame",
 * "units"). */
struct hinge_wide hinge_wide_described(const struct hinge_wide *wide,
                                       const struct hinge_described *column, size_t n);

/* --- subjects before the colon of a marker's name ("Anna:LASI"). In: names as in the file; out:
 * names that identify nobody: without the subject where there is one, with "subject1:",
 * "subject2:" … in order of appearance where there are several --- */

enum { HINGE_SUBJECTS_MAX = 16 };

/* Zero-initialise; see every name before hiding the first. */
struct hinge_subjects {
    char name[HINGE_SUBJECTS_MAX][64];
    size_t n;
};

void hinge_subjects_see(struct hinge_subjects *subjects, const char *marker);
void hinge_subjects_hide(const struct hinge_subjects *subjects, const char *marker, char *out,
                         size_t capacity);

/* --- force plates (plates.c): what a reader says of those of its file, in the file's numbers ---
 */

enum { HINGE_PLATE_CHANNELS = 8, HINGE_PLATES_MAX = 32 };

struct hinge_plate {
    double type;                        /* a file may have any number */
    double corner[4][3], origin[3];     /* in the length of the points */
    double matrix[36], polynomial[12];  /* CAL_MATRIX, rows fastest; FPCOPPOLY; NaN: none */
    long channel[HINGE_PLATE_CHANNELS]; /* analog channels, from 0; -1: there is none */
    const char *line;                   /* what was made of it: "type 2, left foot, 391.6 N, …" */
};

/* Of a recording (recording->plates), in the arena of its layout. */
struct hinge_plates {
    size_t n, first, samples; /* first: channel of the first sample; samples of a frame */
    size_t zero[2];           /* frames without anybody, from 1 */
    struct hinge_plate plate[HINGE_PLATES_MAX];
};

/* Once landmarks, unit and vertical are known: adds force, moment and centre of pressure under each
 * foot, a line and a note for each plate, also for each force of OpenSim's columns
 * (ground_force_1_vx, …; in the axes of the markers, m, N and N m), whose numbers follow. left,
 * right: numbers of plates that the list gives the foot ("1+3"; "" or NULL: found from heel, toe
 * and ankle). Whether there were such columns. */
bool hinge_plates_apply(struct hinge_recording *recording, const char *left, const char *right);

/* The unit of a moment that is given in N: times the length of the points. */
enum hinge_unit hinge_moment_of_newtons(const struct hinge_layout *layout);

/* --- JSON as pose programs write it --- */
/* Parses a file, or a document per line into a list; NaN and Infinity, which Python writes, become
 * "". Free *json with hinge_json_free. INPUT with line and column if it is not JSON. */
enum hinge_status hinge_json_parse(const char *name, const char *data, size_t size,
                                   struct json_t **json, struct hinge_error *error);
void hinge_json_free(struct json_t *json);

/* The value of the first key that exists (`key` ends with NULL); else `otherwise`. */
const struct json_t *hinge_json_first(const struct json_t *json, const char *const *key,
                                      const struct json_t *otherwise);

/* Reads a number of the column `name`, or `name`_`part` (NULL: none), as hinge_take_number; null is
 * missing. INPUT for a list or an object. */
bool hinge_json_number(struct hinge_reader *r, const struct json_t *json, size_t key,
                       const char *name, const char *part, double *value);
/* A frame begins here: messages call it `what` 12. */
void hinge_json_place(struct hinge_reader *r, const char *what, size_t number);

/* --- people in the frames of a video: collected frame by frame, one of them is chosen by size,
 * confidence and continuity, and becomes the recording --- */

/* Names of the points of a skeleton, in the order in which programs write them. */
struct hinge_skeleton {
    const char *title;
    size_t n;
    const char *const *name;
};

/* The skeleton with this number of points; NULL: none. */
const struct hinge_skeleton *hinge_skeleton_of(size_t n_points);
/* "9, 17, 18 …", for messages. */
void hinge_skeleton_counts(struct hinge_text *text);
/* The 33 of MediaPipe, and the 15 points of OpenPose's MPI model: other programs have 15 other
 * points, so the number is not enough. */
extern const struct hinge_skeleton hinge_skeleton_mediapipe, hinge_skeleton_openpose_mpi;
/* Joints of depth cameras in the order of their SDK: 25 of Kinect v2, 32 of Azure
 * Kinect; NULL for another number. */
const struct hinge_skeleton *hinge_skeleton_of_depth(size_t n_points);

enum { HINGE_FRAME_KEY = 1 << 14 };

struct hinge_detection {
    long frame;
    size_t number;  /* in the order of the file */
    double time_ms; /* or in the unit of the file; NaN without a clock */
    double *value;
};

/* People that a program detected, frame by frame. Zero-initialise, then set the members before
 * `n`. */
struct hinge_detections {
    struct hinge_arena *arena;
    const char *const *name; /* of the points; borrowed */
    size_t n_points;
    bool depth, scores; /* numbers per point: x, y, then z, then the score */
    enum hinge_unit unit;
    const char *clock; /* name of the clock in the file; NULL: time_ms */
    enum hinge_unit clock_unit;
    size_t clock_key; /* of its column, for hinge_take_number */
    bool numbered;    /* some frame has a number; those with a word as HINGE_FRAME_KEY have none */
    const char *up;   /* up and flags: those of the format, unless the file says them */
    unsigned flags;
    size_t n;
    struct hinge_detection *person;
};

/* Name of the k-th number of a point. */
const char *hinge_detections_part(const struct hinge_detections *people, size_t k);
/* Reads the k-th number of point p. */
bool hinge_detections_number(struct hinge_reader *r, const struct hinge_detections *people,
                             const struct json_t *json, size_t p, size_t k, double *value);

/* Sets the names of points for a person of `numbers` with `per_point` for each point: the first
 * time those of the skeleton with so many points. INPUT if there is none, or a person has another
 * number than before. */
bool hinge_detections_skeleton(struct hinge_reader *r, struct hinge_detections *people,
                               size_t numbers, size_t per_point);

/* The numbers of one more person in a frame, to be filled; NaN before. Frames may come in any
 * order. */
double *hinge_detections_add(struct hinge_detections *people, long frame, double time_ms);
/* INPUT if the points need far more memory than a file of this size can fill, because each frame
 * has other names. To be called after each person. */
bool hinge_detections_bounded(struct hinge_reader *r, const struct hinge_detections *people);

/* Chooses one person and fills the recording: a channel for the frame number, the time if there is
 * one, and the points as name_x, name_y … There is a row for each frame from the first to the last,
 * NaN without the person. Others are dropped. INPUT if there is nobody, or the numbers of frames
 * are not a sequence. */
bool hinge_detections_give(struct hinge_reader *r, struct hinge_detections *people);

/* --- a person found in a picture, in the shapes in which programs write one --- */

/* Whether JSON is such a person: it has `keypoints` ([[x, y], …], [x, y, c, …] or
 * {"x": […], "y": […]}), `pose_keypoints_2d`, `pose_keypoints` or `joints`. */
bool hinge_is_instance(const struct json_t *json);

/* Adds a person to a frame; without points nobody. `people` must have scores and, before its first
 * person, either names and their number or neither. INPUT: a wrong number of points, or a malformed
 * point. */
bool hinge_instance_add(struct hinge_reader *r, struct hinge_detections *people, long frame,
                        const struct json_t *instance);

/* The number in the name or id of a picture: 7, "7", "7.jpg", "video_0007.png"; -1: none. */
long hinge_name_number(const char *name);

/* The number of the i-th file of a folder. INPUT if its name has no number, or the numbers do not
 * grow (the folder then holds several recordings). */
bool hinge_frame_number(struct hinge_reader *r, size_t i, long *frame);
