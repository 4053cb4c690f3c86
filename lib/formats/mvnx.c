/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Xsens MVNX (XML, versions 3 and 4). In: the whole file; out: a recording with every
 * number of its frames as a channel, orientations of segments by their label. A segment
 * without a sensor of its own is a model's, and is marked so. Names, dates and paths of
 * the header are not kept. */
#include "csv/reader.h"
#include "formats/format.h"
#include "formats/xml.h"
#include "os/text.h"

#include <hinge/init.h>

enum { MOST_LABELS = 128, MOST_FIELDS = 64, LABEL = 64, MOST_CHANNELS = 4096 };

/* Labels of one kind: segments, sensors, joints. */
struct labels {
    char name[MOST_LABELS][LABEL];
    size_t n;
};

/* One element of a frame: orientation, position, jointAngle … */
struct field {
    char name[LABEL];
    size_t n, from; /* numbers, and the first one's channel */
};

struct reader {
    struct hinge_reader *file;
    XML_Parser parser;
    struct labels segment, sensor, joint;
    struct field field[MOST_FIELDS];
    size_t n_fields, n_channels;
    double rate_hz;
    struct hinge_arena *arena;
    double **row; /* of the frames, n_channels numbers each */
    size_t n_frames, skipped;
    bool in_frame, normal;
    size_t current; /* field being read, n_fields for none */
    struct hinge_text text;
    char what[160]; /* why it is refused, "" for nothing */
};

static const char *attribute(const char **attributes, const char *name)
{
    for (size_t k = 0; attributes[k] != NULL; k += 2)
        if (strcmp(attributes[k], name) == 0)
            return attributes[k + 1];
    return NULL;
}

static void stop(struct reader *r, const char *what)
{
    if (*r->what == '\0')
        snprintf(r->what, sizeof r->what, "%s", what);
    XML_StopParser(r->parser, XML_FALSE);
}

static void add_label(struct reader *r, struct labels *labels, const char *label)
{
    if (labels->n == MOST_LABELS)
        stop(r, "more segments, sensors or joints than a body has");
    else if (label != NULL)
        snprintf(labels->name[labels->n++], LABEL, "%s", label);
}

static void XMLCALL start(void *context, const char *name, const char **attributes)
{
    struct reader *r = context;
    if (strcmp(name, "subject") == 0) {
        const char *rate = attribute(attributes, "frameRate");
        r->rate_hz = rate != NULL ? hinge_text_number(rate) : (double)NAN;
    } else if (strcmp(name, "segment") == 0) {
        add_label(r, &r->segment, attribute(attributes, "label"));
    } else if (strcmp(name, "sensor") == 0 && !r->in_frame) {
        add_label(r, &r->sensor, attribute(attributes, "label"));
    } else if (strcmp(name, "joint") == 0) {
        add_label(r, &r->joint, attribute(attributes, "label"));
    } else if (strcmp(name, "frame") == 0) {
        const char *type = attribute(attributes, "type");
        r->in_frame = true;
        r->normal = type == NULL || strcmp(type, "normal") == 0;
        r->skipped += !r->normal;
        const char *time = attribute(attributes, "time");
        if (r->normal) {
            /* Room for one more frame, all missing; its time first. The first one decides which
             * channels there are. */
            size_t n = r->n_channels > 0 ? r->n_channels : MOST_CHANNELS;
            r->row = hinge_arena_more(r->arena, r->row, r->n_frames, sizeof *r->row);
            double *row = r->row[r->n_frames] = hinge_arena_raw(r->arena, n, sizeof *row);
            for (size_t c = 0; c < n; c++)
                row[c] = (double)NAN;
            row[0] = time == NULL ? (double)NAN
                                  : hinge_take_number(r->file, time, strlen(time), '.', 0, 0,
                                                      "time", (size_t)HINGE_XML_LINE(r->parser));
        }
    } else if (r->in_frame && r->normal) {
        r->text.length = 0;
        r->current = 0;
        while (r->current < r->n_fields && strcmp(r->field[r->current].name, name) != 0)
            r->current++;
        if (r->current == r->n_fields && r->n_channels == 0 && r->n_fields < MOST_FIELDS)
            snprintf(r->field[r->n_fields++].name, LABEL, "%s", name);
    }
}

static void XMLCALL characters(void *context, const char *text, int length)
{
    struct reader *r = context;
    if (r->in_frame && r->normal && r->current < r->n_fields)
        hinge_text_add(&r->text, text, (size_t)length);
}

/* Numbers of one element into the row. */
static void take_numbers(struct reader *r)
{
    struct field *field = &r->field[r->current];
    bool first = r->n_channels == 0;
    double *row = r->row[r->n_frames];
    const char *p = hinge_text_string(&r->text);
    size_t n = 0, line = (size_t)HINGE_XML_LINE(r->parser); /* of its end */
    for (const char *at = p; (at = strchr(at, '\n')) != NULL; at++)
        line--;
    if (first) {
        field->from = r->current > 0 ? field[-1].from + field[-1].n : 1;
        field->n = 0;
    }
    for (;;) {
        for (; *p != '\0' && strchr(" \t\r\n", *p) != NULL; p++)
            line += *p == '\n';
        size_t length = strcspn(p, " \t\r\n");
        if (length == 0)
            break;
        if (field->from + n >= MOST_CHANNELS || (!first && n >= field->n)) {
            stop(r, "a frame has more numbers than the first one");
            return;
        }
        size_t c = field->from + n++;
        row[c] = hinge_take_number(r->file, p, length, '.', c, n, field->name, line);
        p += length;
    }
    if (first)
        field->n = n;
    else if (n > 0 && n < field->n) /* those behind would be taken for others */
        stop(r, "a frame has fewer numbers than the first one");
}

static void XMLCALL end(void *context, const char *name)
{
    struct reader *r = context;
    if (strcmp(name, "frame") == 0) {
        if (r->in_frame && r->normal) { /* not for a frame around a frame */
            if (r->n_channels == 0) {
                const struct field *last = &r->field[r->n_fields > 0 ? r->n_fields - 1 : 0];
                r->n_channels = r->n_fields > 0 ? last->from + last->n : 1;
            }
            r->n_frames++;
        }
        r->in_frame = false;
    } else if (r->in_frame && r->normal && r->current < r->n_fields) {
        take_numbers(r);
        r->current = r->n_fields;
    }
}

/* --- channels --- */

static bool has_sensor(const struct reader *r, const char *segment)
{
    for (size_t i = 0; i < r->sensor.n; i++)
        if (strcmp(r->sensor.name[i], segment) == 0)
            return true;
    return false;
}

/* Of what the k-th number of a field is: a label and a component. */
static void name_number(const struct reader *r, const struct field *field, size_t k,
                        char source[200], char marker[100], enum hinge_component *component)
{
    static const char *const axes = "xyz";
    const struct labels *of = &r->segment;
    if (strncmp(field->name, "sensor", 6) == 0)
        of = &r->sensor;
    else if (strncmp(field->name, "joint", 5) == 0)
        of = &r->joint;
    size_t each = of->n > 0 && field->n % of->n == 0 ? field->n / of->n : 0;
    *component = HINGE_COMPONENT_other;
    snprintf(marker, 100, "%s", field->name);
    if (each == 0 || each > 4) {
        snprintf(source, 200, "%s %zu", field->name, k + 1);
        return;
    }
    const char *label = of->name[k / each];
    bool orientation = of == &r->segment && strcmp(field->name, "orientation") == 0;
    snprintf(source, 200, "%s %s %c", field->name, label,
             each == 4 ? "wxyz"[k % 4] : axes[k % each]);
    if (!orientation || each != 4)
        return;
    *component = HINGE_COMPONENT_qw + (enum hinge_component)(k % 4);
    snprintf(marker, 100, "%s%s", label, has_sensor(r, label) ? "" : " (model)");
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    size_t n = probe->size < 4096 ? probe->size : 4096;
    if (memmem(probe->data, n, "<mvnx", 5) != NULL) {
        hinge_text_adds(why, "an element mvnx");
        return 95;
    }
    return 0;
}

static bool parse(struct hinge_reader *file, struct reader *r)
{
    const struct hinge_probe *probe = file->probe;
    r->parser = XML_ParserCreate(NULL);
    if (r->parser == NULL)
        hinge_out_of_memory();
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, start, end);
    XML_SetCharacterDataHandler(r->parser, characters);
    enum { PIECE = 1 << 20 };
    enum XML_Status ok = XML_STATUS_OK;
    for (size_t at = 0; at < probe->size && ok == XML_STATUS_OK; at += PIECE) {
        size_t left = probe->size - at, piece = left < PIECE ? left : PIECE;
        ok = XML_Parse(r->parser, probe->data + at, (int)piece, piece == left);
    }
    enum XML_Error code = XML_GetErrorCode(r->parser);
    if (code == XML_ERROR_NO_MEMORY)
        hinge_out_of_memory();
    if (ok != XML_STATUS_OK)
        return hinge_refuse(file, (size_t)HINGE_XML_LINE(r->parser), HINGE_REASON_BAD_HEADER,
                            "%s; %sexport it again",
                            *r->what != '\0' ? r->what : XML_ErrorString(code),
                            code == XML_ERROR_NO_ELEMENTS ? "was the file cut off? " : "");
    return r->n_frames > 0 ||
           hinge_refuse(file, 0, HINGE_REASON_NO_ROWS,
                        "no frames of type \"normal\", as expected; export it again");
}

static bool read(struct hinge_reader *file)
{
    struct reader *r = hinge_arena_alloc(file->arena, 1, sizeof *r);
    r->arena = file->arena;
    r->file = file;
    bool ok = parse(file, r);
    if (ok) {
        size_t n = r->n_frames;
        hinge_build_layout(file->recording, "mvnx", "+z", r->n_channels);
        hinge_build_channel(file->recording, 0, "time", "", HINGE_COMPONENT_time, HINGE_UNIT_ms);
        for (size_t f = 0; f < r->n_fields; f++)
            for (size_t k = 0; k < r->field[f].n; k++) {
                char source[200], marker[100];
                enum hinge_component component;
                name_number(r, &r->field[f], k, source, marker, &component);
                hinge_build_channel(file->recording, r->field[f].from + k, source, marker,
                                    component, HINGE_UNIT_unknown);
                struct hinge_damaged *damaged =
                    hinge_damage_find(&r->file->damage, r->field[f].from + k);
                if (damaged != NULL)
                    damaged->name = file->recording->layout.channel[r->field[f].from + k].source;
            }
        file->recording->data = hinge_alloc(r->n_channels * n, sizeof *file->recording->data);
        file->recording->n_frames = n;
        for (size_t i = 0; i < n; i++)
            for (size_t c = 0; c < r->n_channels; c++)
                file->recording->data[c * n + i] = r->row[i][c];
        if (r->rate_hz > 0)
            file->recording->header_rate_hz = r->rate_hz;
        if (r->skipped > 0)
            hinge_build_note(file->recording,
                             "%zu frame%s of calibration poses (not \"normal\") %s not read",
                             r->skipped, HINGE_S(r->skipped), r->skipped == 1 ? "was" : "were");
    }
    XML_ParserFree(r->parser);
    hinge_text_clear(&r->text);
    return ok;
}

const struct hinge_format hinge_format_mvnx = {
    .id = "mvnx",
    .title = "Xsens MVNX (XML)",
    .details =
        "Every number of every frame of type `normal` is kept, and orientations (w x y z, "
        "segment to global, z up) are those of the segments. Segments that carry no sensor are "
        "computed by a model, so they do not count for the spine (`L5 (model)`). Frames of "
        "calibration poses are dropped and counted.",
    .content = HINGE_CONTENT_XML,
    .lacks = "HTML or XML, without an element mvnx",
    .score = score,
    .read = read,
};
