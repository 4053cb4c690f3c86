/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recording formats, and what their readers share. A format is a const descriptor named
 * hinge_format_<id> in a file of this folder; the Makefile lists them into the registry. Its good
 * and its broken example are tests/data/formats/<id>.good and <id>.broken.
 * It yields channels named as in the file; it knows no landmarks. Below the contract, in the
 * order of a reader's work: filling a recording, names of columns, wide tables, subjects, JSON,
 * people of a video. */
#ifndef HINGE_FORMATS_FORMAT_H
#define HINGE_FORMATS_FORMAT_H

#include "base/memory.h"
#include "base/text.h"
#include "csv/csv.h"
#include "trial/trial.h"

struct json_t;

/* What a file is made of; a format is asked about files of its own kind only. */
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
    struct hinge_arena *arena; /* what readers need while they read, until the probe is closed */
    const char *name;          /* as the user wrote it */
    const char *extension;     /* lower case without the dot, "" if none */
    enum hinge_content content;
    const char *data; /* all bytes, HINGE_FILE_PADDING zeros behind; of a folder's files
                         one after the other */
    size_t size;
    struct hinge_csv_source source; /* TEXT */
    struct hinge_csv_head head;     /* TEXT: its first lines */
    struct hinge_wide *wide;        /* TEXT: the header of a wide table; NULL: it has none … */
    const char *no_wide;            /* … because */
    struct json_t *json;            /* JSON */
    struct hinge_probe_file *file;  /* FOLDER: its .json files, by number */
    size_t n_files;
};

/* A further file of the same recording: what a list's column `sensor:pelvis` names has
 * the role "pelvis". Formats never see it: each file is read by its own format, and
 * ingest/join.c puts the recordings together. */
struct hinge_read_part {
    const char *role, *path, *shown;
    double offset_s;  /* its clock minus the recording's */
    double rate_hz;   /* of samples without a clock; NaN or 0 unknown */
    bool offset_told; /* the list says offset_s */
};

/* What [columns] of a config says: ours ("c7_x", "time", "units") and the file's own
 * column, or a word. */
struct hinge_described {
    const char *key, *name;
};

/* What the user said (command line, trial list, config); zero or NaN where silent. */
struct hinge_read_options {
    const char *format, *landmarks; /* ids, "" to recognise */
    const char *units, *up;         /* "" when silent */
    bool drop_ragged;
    bool time_is_frame;      /* the time column counts frames */
    bool any_table;          /* EMG and the like: a table needs no points */
    double rate_hz;          /* where the file has no clock; NaN or 0 unknown */
    char decimal, delimiter; /* 0 to find */
    const char *role;        /* the segment that the file itself belongs to, NULL for none */
    const char *within;      /* folder that files must lie in (realpath), NULL: anywhere */
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
    const char *shown;         /* its name for messages, and where in it: "frame" 12 */
    const char *what;
    size_t number; /* 0: nowhere in particular */
    bool refused;
    const void *own; /* what head or people leaves for `after` */
};

struct hinge_wide;
struct hinge_people;

struct hinge_format {
    const char *id;             /* "trc" */
    const char *title;          /* one line for docs and --help */
    const char *details;        /* markdown: layout, where such files come from, quirks handled */
    enum hinge_content content; /* TEXT unless said */
    const char *up;             /* axis that points up, "" unknown; where the file does not say */
    unsigned flags;             /* HINGE_LAYOUT_… of all its recordings */
    const char *lacks;          /* what a file that is none has not: "no line Format Version" */
    const char *expected;       /* what is said when such a file is to be read all the same */

    /* How surely the file is of this format: 0 no, 1-100; `why` gets a short reason, where it is
     * none `lacks` unless said. Registry order never decides: equal best scores are an
     * AMBIGUOUS_FORMAT error. NULL: head says it. */
    int (*score)(const struct hinge_probe *probe, struct hinge_text *why);

    /* One of these three reads. */

    /* A table: returns the score, and puts columns and the place of the data into `wide` (NULL:
     * only the score is asked), or refuses it. */
    int (*head)(const struct hinge_probe *probe, struct hinge_wide *wide, struct hinge_text *why);
    bool described; /* [columns] of the user may say what its columns are */
    /* A video: adds the people of its frames, of whom one is followed. */
    bool (*people)(struct hinge_reader *r, struct hinge_people *people);
    /* Anything else: layout (format, channels with marker/component/unit, up, flags), data,
     * header_rate_hz, notes. Errors as csv.h, plus BAD_HEADER. */
    bool (*read)(struct hinge_reader *r);

    /* What is left to do when head or people has made a recording; NULL: nothing. */
    void (*after)(struct hinge_reader *r);
};

int hinge_format_score(const struct hinge_format *format, const struct hinge_probe *probe,
                       struct hinge_text *why);
/* Reads everything. Errors as csv.h, plus BAD_HEADER. */
enum hinge_status hinge_format_read(const struct hinge_format *format,
                                    const struct hinge_probe *probe,
                                    const struct hinge_read_options *options,
                                    struct hinge_recording *recording, struct hinge_error *error);

/* INPUT "name:line: message", without a line (0) "name: frame 12: message", and false. */
bool hinge_refuse(struct hinge_reader *r, size_t line, enum hinge_reason reason, const char *format,
                  ...) HINGE_PRINTF(4, 5);

/* All formats, sorted by id (generated). */
const struct hinge_format *const *hinge_format_list(size_t *count);

/* --- filling a recording: it owns everything; callers clear it when a step fails --- */

/* Sets the format id and up axis and makes n channels without names. */
void hinge_build_layout(struct hinge_recording *recording, const char *format, const char *up,
                        size_t n_channels);

/* Names channel i: the column as in the file, the marker ("" for time and frame). */
void hinge_build_channel(struct hinge_recording *recording, size_t i, const char *source,
                         const char *marker, enum hinge_component component, enum hinge_unit unit);

/* Columns of numbers as the recording's channels, in order, leaving out those with
 * skip[c] (may be NULL), and notes rows left out. The number of channels must fit. */
void hinge_build_data(struct hinge_recording *recording, const struct hinge_csv_numbers *numbers,
                      const bool *skip);

/* A clock whose unit isn't written: seconds, unless its steps say milliseconds. Noted. */
void hinge_build_clock(struct hinge_recording *recording, struct hinge_arena *scratch);

/* Adds a readable remark. */
void hinge_build_note(struct hinge_recording *recording, const char *format, ...)
    HINGE_PRINTF(2, 3);

/* Keeps how many frames the header says (NaN: it does not), with a remark where there
 * are others; `what` is its word for them, "frames". */
void hinge_build_stated(struct hinge_recording *recording, double frames, const char *what);

/* Unit of a word in a header ("mm", "s", "meters", "deg"), unknown when there is none.
 */
enum hinge_unit hinge_build_unit(const char *word);

/* --- cells of a head --- */

/* Whether a cell says the word, in any case. */
bool hinge_cell_is(const struct hinge_csv_line *line, size_t c, const char *word);
/* NaN for what is no number, with a decimal point. */
double hinge_text_number(const char *text);
double hinge_cell_number(const struct hinge_csv_line *line, size_t c);
/* x, y or z, in any case; other for anything else. */
enum hinge_component hinge_cell_axis(const char *cell);

/* Whether a word is one of those between the '|' of a list, in any case. */
bool hinge_word_among(const char *word, const char *list);
/* The same without the marks between words of the name ('.', '_', ' ', '-'). */
bool hinge_marker_among(const char *name, const char *list);

/* --- what a column's name says --- */

enum { HINGE_MARKER_MAX = 256 };

struct hinge_column_name {
    char marker[HINGE_MARKER_MAX]; /* "" for time and frame; the whole name for other */
    enum hinge_component component;
    enum hinge_unit unit;
    bool bare; /* the component is the last letter without a separator: LASIX */
};

/* Splits "left_hip_x", "RASI X (mm)", "T8.y", "FHx", "time_ms", "# times". A name alone
 * can't tell FHx from max: the caller checks that x and y of a marker are both there.
 */
void hinge_column_name_split(const char *name, struct hinge_column_name *out);

/* The name of a column that is an angle: without a unit in brackets, and one of our own
 * ids without "_deg"; "Pelvis-Pitch" stays whole. */
void hinge_column_name_angle(const char *name, char out[HINGE_MARKER_MAX]);

/* "x_nose", "visibility.nose": the component stands first. False for other names. */
bool hinge_column_name_front(const char *name, struct hinge_column_name *out);

/* --- wide tables: a row per frame, a column per marker and component, one header row (or a row of
 * names over a row of axes or units) --- */

struct hinge_wide_column {
    char *source, *marker;
    const char *person; /* whose it is; NULL: of whoever the row is of */
    enum hinge_component component;
    enum hinge_unit unit;
    bool bare, negated;
};

/* What the head of a file says. */
struct hinge_wide {
    size_t n, n_markers;        /* columns; markers with x and y */
    size_t n_sensors, n_angles; /* orientations; angles by our ids */
    bool has_z, has_quantities; /* some marker has depth; some x, y, z are no places */
    struct hinge_wide_column *column;
    size_t offset, line;       /* of the first row of data */
    bool plain;                /* numbers only: no words, no times as text */
    bool short_rows;           /* missing cells at the end of a row are missing values */
    const char *up;            /* the format's, unless the file says it … */
    unsigned flags;            /* … likewise */
    double rate_hz, frames;    /* NaN: not said */
    bool follow;               /* several people: one is followed, by x, y and score */
    struct hinge_arena *arena; /* the probe's: has columns and names */
    struct hinge_reader *r;    /* for hinge_refuse; NULL in probe->wide */
};

/* Finds header rows and columns of a text: probe->wide, or NULL and probe->no_wide. */
void hinge_wide_look(struct hinge_probe *probe);

/* The columns of probe->wide. */
void hinge_wide_take(struct hinge_wide *wide, const struct hinge_wide *found);
/* Room for n columns, each then put in order. */
void hinge_wide_begin(struct hinge_wide *wide, size_t n);
void hinge_wide_put(struct hinge_wide *wide, const char *source, const char *marker,
                    enum hinge_component component, enum hinge_unit unit);
/* Line l of the head is the first of data; the head's end: there is none. */
void hinge_wide_place(struct hinge_wide *wide, const struct hinge_probe *probe, size_t l);
/* The same below a header of several rows, whose rows may end early. INPUT without data. */
void hinge_wide_below(struct hinge_wide *wide, const struct hinge_probe *probe, size_t l);
/* The same table with the meaning that [columns] gives its columns ("c7_x", "time" with
 * "time_unit", "frame", "units"). */
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

/* --- JSON as pose programs write it --- */
/* Parses a whole file, or a document per line into a list; NaN and Infinity, as Python
 * writes them, become "". *json is the caller's (hinge_json_free). INPUT with line and
 * column when it is no JSON. */
enum hinge_status hinge_json_parse(const char *name, const char *data, size_t size,
                                   struct json_t **json, struct hinge_error *error);
void hinge_json_free(struct json_t *json);

/* The value of the first key that is there, of a list that ends in NULL; else `otherwise`. */
const struct json_t *hinge_json_first(const struct json_t *json, const char *const *key,
                                      const struct json_t *otherwise);

/* A number; null and "" are NAN, anything else is refused. */
bool hinge_json_number(struct hinge_reader *r, const struct json_t *json, double *value);

/* --- people in the frames of a video: collected frame by frame, one of them is chosen by size,
 * confidence and continuity, and becomes the recording --- */

/* Names of the points of a skeleton, in the order in which programs write them. */
struct hinge_skeleton {
    const char *title;
    size_t n;
    const char *const *name;
};

/* The skeleton with this many points; NULL when there is none. */
const struct hinge_skeleton *hinge_skeleton_of(size_t n_points);
/* "9, 17, 18 …", for messages. */
void hinge_skeleton_counts(struct hinge_text *text);
/* The 33 of MediaPipe. */
const struct hinge_skeleton *hinge_skeleton_mediapipe(void);
/* The 15 of OpenPose's MPI model: other programs have other 15, so the number alone
 * does not tell. */
const struct hinge_skeleton *hinge_skeleton_openpose_mpi(void);
/* Joints of depth cameras in the order of their SDK: 25 of Kinect v2, 32 of Azure
 * Kinect; NULL for another number. */
const struct hinge_skeleton *hinge_skeleton_of_depth(size_t n_points);

struct hinge_detection {
    long frame;
    size_t number;  /* in the order of the file */
    double time_ms; /* or in the file's own unit; NAN when it has no clock */
    double *value;
};

/* Zero-initialise, then set those before `n`. */
struct hinge_people {
    struct hinge_arena *arena;
    const char *const *name; /* of the points; borrowed */
    size_t n_points;
    bool depth, scores; /* numbers per point: x, y, then z, then the score */
    enum hinge_unit unit;
    const char *clock; /* name of the file's clock and its unit; NULL: time_ms */
    enum hinge_unit clock_unit;
    const char *up; /* the format's, unless the file says it; flags likewise */
    unsigned flags;
    size_t n, capacity;
    struct hinge_detection *person;
};

/* Names for a person of `numbers`, `per_point` to each point: the skeleton with so many
 * points the first time; INPUT when there is none or when it isn't the one before. */
bool hinge_people_skeleton(struct hinge_reader *r, struct hinge_people *people, size_t numbers,
                           size_t per_point);

/* Numbers of one person of a frame to fill, NaN to begin with. Frames may come in any order. */
double *hinge_people_add(struct hinge_people *people, long frame, double time_ms);
/* INPUT when the points by name take far more room than a file of its size can
 * fill: each frame has other names. Asked after each person that is added. */
bool hinge_people_bounded(struct hinge_reader *r, const struct hinge_people *people);

/* Chooses one person and fills the recording: a channel for the frame number, the time
 * where there is one, and the points as name_x, name_y … A row per frame number from
 * the first to the last; NaN where the person is not seen. Others
 * are not kept. INPUT when there is nobody, or when the numbers of the frames are no
 * sequence. */
bool hinge_people_give(struct hinge_reader *r, struct hinge_people *people);

/* --- a person found in a picture, in the shapes in which programs write one --- */

/* Whether JSON is such a person: it has `keypoints` ([[x, y], …], [x, y, c, …] or
 * {"x": […], "y": […]}), `pose_keypoints_2d`, `pose_keypoints` or `joints`. */
bool hinge_is_instance(const struct json_t *json);

/* Adds the person to those of a frame; without points nobody. `people` must have scores
 * and, before its first person, either names and their number or neither. INPUT:
 * another number of points than before, a point that is none. */
bool hinge_instance_add(struct hinge_reader *r, struct hinge_people *people, long frame,
                        const struct json_t *instance);

/* The number in a picture's name or id: 7, "7", "7.jpg", "video_0007.png"; -1 for none.
 */
long hinge_instance_frame(const struct json_t *id);
long hinge_name_number(const char *name);

/* The number of a folder's i-th file. INPUT: no number in its name, or one that does
 * not grow, as where a folder holds several recordings. */
bool hinge_frame_number(struct hinge_reader *r, size_t i, long *frame);

#endif
