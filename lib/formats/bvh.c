/* SPDX-License-Identifier: GPL-3.0-or-later */
/* BVH (Biovision), as body models of phones and suits are exported. In: a tree of joints with their
 * offsets and channels, then a line of numbers per frame; out: the place of each joint in each
 * frame; of Xsens' own segments how each is turned, as in MVNX. End sites are not kept. */
#include "formats/format.h"

#include "csv/reader.h"
#include "os/text.h"

enum { MOST_JOINTS = 512, MOST_CHANNELS = 6 };

static const char *const channels[] = {"Xposition", "Yposition", "Zposition",
                                       "Xrotation", "Yrotation", "Zrotation"};

struct joint {
    const char *name;
    size_t parent; /* SIZE_MAX: a root */
    size_t line;
    double offset[3];
    int kind[MOST_CHANNELS]; /* 0 to 2: position along x, y, z; 3 to 5: rotation about them */
    size_t n, from;          /* channels, and the first one's place in a frame */
    bool placed;             /* its position channels are the offset, not added to it */
};

/* A file as it is read: words between blanks. */
struct reader {
    struct hinge_reader *file;
    const char *at, *end;
    size_t line;
    const char *word; /* the last one */
    size_t length;
    struct joint *joint;
    size_t n_joints, n_channels;
    double *value; /* n_frames x n_channels */
    size_t n_frames;
    bool segments; /* of Xsens: how they are turned is measured, where they are is not */
};

/* The tree of Xsens' programs: a joint begins the segment that its sensor turns. */
static const char *const xsens[][2] = {{"Hips", "Pelvis"},
                                       {"Chest4", "T8"},
                                       {"Head", "Head"},
                                       {"RightHip", "RightUpperLeg"},
                                       {"RightKnee", "RightLowerLeg"},
                                       {"RightAnkle", "RightFoot"},
                                       {"LeftHip", "LeftUpperLeg"},
                                       {"LeftKnee", "LeftLowerLeg"},
                                       {"LeftAnkle", "LeftFoot"}};
enum { N_XSENS = sizeof xsens / sizeof *xsens };

/* Goes to the next word, over lines; false at the end of the file. */
static bool next_word(struct reader *r)
{
    while (r->at < r->end && strchr(" \t\r\n\v\f", *r->at) != NULL && *r->at != '\0')
        r->line += *r->at++ == '\n';
    r->word = r->at;
    while (r->at < r->end && (*r->at == '\0' || strchr(" \t\r\n\v\f", *r->at) == NULL))
        r->at++;
    r->length = (size_t)(r->at - r->word);
    return r->length > 0;
}

static bool is_word(const struct reader *r, const char *word)
{
    return r->length == strlen(word) && strncasecmp(r->word, word, r->length) == 0;
}

/* "found, where this is expected". */
static bool refuse_word(struct reader *r, const char *expected)
{
    char shown[HINGE_CSV_SHOWN];
    if (r->length == 0)
        return hinge_refuse(r->file, r->line, HINGE_REASON_BAD_HEADER,
                            "the file ends where %s is expected; was it cut off? Export it again",
                            expected);
    return hinge_refuse(r->file, r->line, HINGE_REASON_BAD_HEADER,
                        "\"%s\" where %s is expected; export it again",
                        hinge_csv_shown(r->word, r->length, shown), expected);
}

static bool take_number(struct reader *r, double *value)
{
    next_word(r);
    return (r->length > 0 &&
            hinge_number_parse(r->word, r->length, '.', value, NULL) == HINGE_NUMBER_VALUE) ||
           refuse_word(r, "a number");
}

/* From ROOT to MOTION. */
static bool take_tree(struct reader *r)
{
    static const char within[] = "a joint, OFFSET, CHANNELS or }";
    size_t at = SIZE_MAX; /* the joint within whose braces we are */
    bool opens = false;   /* a brace must follow */
    bool in_site = false; /* within an end site */
    while (next_word(r)) {
        struct joint *joint = at != SIZE_MAX ? &r->joint[at] : NULL;
        if (opens || is_word(r, "{")) {
            if (!opens || !is_word(r, "{"))
                return refuse_word(r, opens ? "{" : within);
            opens = false;
        } else if (is_word(r, joint == NULL ? "ROOT" : "JOINT") && !in_site) {
            /* the rest of the line is a name, which may have blanks; a brace may follow it */
            const char *from = r->at, *end;
            while (from < r->end && (*from == ' ' || *from == '\t'))
                from++;
            for (end = from; end < r->end && *end != '\n' && *end != '\r' && *end != '{';)
                end++;
            r->at = end;
            while (end > from && (end[-1] == ' ' || end[-1] == '\t'))
                end--;
            if (end == from)
                return hinge_refuse(r->file, r->line, HINGE_REASON_BAD_HEADER,
                                    "a joint without a name; export it again");
            if (r->n_joints == MOST_JOINTS)
                return hinge_refuse(r->file, r->line, HINGE_REASON_TOO_LARGE,
                                    "more than %d joints, which no body has; export the body alone",
                                    MOST_JOINTS);
            size_t most = HINGE_MARKER_MAX - 1, length = (size_t)(end - from);
            r->joint[r->n_joints] = (struct joint){
                .name = hinge_arena_copy(r->file->arena, from, length < most ? length : most),
                .parent = at,
                .line = r->line};
            at = r->n_joints++;
            opens = true;
        } else if (joint == NULL) {
            return (r->n_joints > 0 && is_word(r, "MOTION")) || refuse_word(r, "ROOT or MOTION");
        } else if (is_word(r, "End") && !in_site) {
            if (!next_word(r) || !is_word(r, "Site"))
                return refuse_word(r, "Site");
            in_site = opens = true;
        } else if (is_word(r, "OFFSET")) {
            double ignored[3], *to = in_site ? ignored : joint->offset;
            for (int k = 0; k < 3; k++)
                if (!take_number(r, &to[k]))
                    return false;
        } else if (is_word(r, "CHANNELS") && !in_site) {
            double n;
            if (!take_number(r, &n))
                return false;
            if (joint->n > 0 || !(n >= 0 && n <= MOST_CHANNELS && n == floor(n)))
                return hinge_refuse(r->file, r->line, HINGE_REASON_BAD_HEADER,
                                    "0 to %d channels of a joint are expected, once; export it "
                                    "again",
                                    MOST_CHANNELS);
            joint->from = r->n_channels;
            for (; joint->n < (size_t)n; joint->n++) {
                int kind = 0;
                next_word(r);
                while (kind < MOST_CHANNELS && !is_word(r, channels[kind]))
                    kind++;
                if (kind == MOST_CHANNELS)
                    return refuse_word(r, "Xposition to Zrotation");
                joint->kind[joint->n] = kind;
            }
            r->n_channels += joint->n;
        } else if (is_word(r, "}")) {
            at = in_site ? at : joint->parent;
            in_site = false;
        } else {
            return refuse_word(r, within);
        }
    }
    return refuse_word(r, at == SIZE_MAX ? "MOTION" : "}");
}

/* Frames are counted as they are there, a line each. */
static bool take_frames(struct reader *r)
{
    size_t capacity = 0;
    if (r->n_channels == 0)
        return hinge_refuse(r->file, r->joint[0].line, HINGE_REASON_BAD_HEADER,
                            "no joint has channels, so nothing moves; export the motion too");
    while (next_word(r)) {
        size_t line = r->line, n = 0;
        if (r->n_frames == capacity) {
            capacity = capacity > 0 ? 2 * capacity : 256;
            r->value = hinge_arena_grow(r->file->arena, r->value, r->n_frames * r->n_channels,
                                        capacity * r->n_channels, sizeof *r->value);
        }
        double *row = r->value + r->n_frames * r->n_channels;
        bool more = true;
        for (; more && r->line == line; more = next_word(r)) {
            if (n < r->n_channels)
                row[n] =
                    hinge_take_number(r->file, r->word, r->length, '.', n + 1, n + 1, "", line);
            n++;
        }
        if (n != r->n_channels)
            return hinge_refuse(r->file, line, HINGE_REASON_RAGGED,
                                "%zu numbers, expected %zu, one of each channel; correct the line",
                                n, r->n_channels);
        r->n_frames++;
        r->at = more ? r->word : r->at; /* the first of the next line */
    }
    return r->n_frames > 0 || hinge_refuse(r->file, r->line, HINGE_REASON_NO_ROWS,
                                           "no frames follow MOTION; export it again");
}

/* Where a joint is, and how it is turned, in a frame: R has its axes in columns. */
struct pose {
    double at[3], R[3][3];
};

/* Whether the position channels of a joint repeat its offset, which some programs write for every
 * joint. */
static void find_placed(const struct reader *r, struct joint *joint)
{
    double *x = hinge_arena_raw(r->file->arena, r->n_frames, sizeof *x), away = 0, length = 0;
    int axes = 0;
    for (size_t c = 0; c < joint->n; c++) {
        int k = joint->kind[c];
        if (k > 2)
            continue;
        size_t n = 0;
        for (size_t i = 0; i < r->n_frames; i++) {
            x[n] = r->value[i * r->n_channels + joint->from + c];
            n += isnan(x[n]) ? 0 : 1;
        }
        hinge_sort(x, n);
        away = hypot(away, (n > 0 ? hinge_median_sorted(x, n) : (double)NAN) - joint->offset[k]);
        length = hypot(length, joint->offset[k]);
        axes |= 1 << k;
    }
    joint->placed = axes == 7 && away <= 0.01 * length;
}

static void fill(struct reader *r)
{
    static const struct pose world = {{0, 0, 0}, {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    struct hinge_recording *recording = r->file->recording;
    size_t n = r->n_frames;
    struct pose *pose = hinge_arena_raw(r->file->arena, r->n_joints, sizeof *pose);
    recording->n_frames = n;
    recording->data = hinge_alloc(recording->layout.n_channels * n, sizeof *recording->data);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < r->n_joints; j++) {
            const struct joint *joint = &r->joint[j];
            const double *channel = r->value + i * r->n_channels + joint->from;
            double local[3], (*R)[3] = pose[j].R;
            pose[j] = joint->parent == SIZE_MAX ? world : pose[joint->parent];
            for (int k = 0; k < 3; k++)
                local[k] = joint->placed ? 0 : joint->offset[k];
            for (size_t c = 0; c < joint->n; c++)
                if (joint->kind[c] < 3)
                    local[joint->kind[c]] += channel[c];
            for (size_t k = 0; k < 3; k++) {
                double *x = &pose[j].at[k];
                *x += R[k][0] * local[0] + R[k][1] * local[1] + R[k][2] * local[2];
                if (!r->segments)
                    recording->data[(3 * j + k) * n + i] = isfinite(*x) ? *x : (double)NAN;
            }
            for (size_t c = 0; c < joint->n; c++) {
                if (joint->kind[c] < 3)
                    continue;
                int a = (joint->kind[c] - 2) % 3, b = (joint->kind[c] - 1) % 3; /* other axes */
                double angle = channel[c] * (M_PI / 180), u = cos(angle), v = sin(angle);
                for (int k = 0; k < 3; k++) {
                    double x = R[k][a], y = R[k][b];
                    R[k][a] = u * x + v * y;
                    R[k][b] = u * y - v * x;
                }
            }
            for (size_t k = 0; k < 9 && r->segments; k++)
                recording->data[(9 * j + k) * n + i] = R[k / 3][k % 3];
        }
}

static bool read(struct hinge_reader *file)
{
    /* a joint without channels takes room and no number of the file */
    enum { ALWAYS = 1 << 20, EACH_BYTE = 4 };
    const struct hinge_probe *probe = file->probe;
    struct reader r = {.file = file,
                       .at = probe->source.data,
                       .end = probe->source.data + probe->source.size,
                       .line = 1,
                       .joint = hinge_arena_alloc(file->arena, MOST_JOINTS, sizeof(struct joint))};
    double frames, step, step_to;
    int decimals = 0;
    if (!next_word(&r) || !is_word(&r, "HIERARCHY"))
        return refuse_word(&r, "HIERARCHY");
    if (!take_tree(&r))
        return false;
    if (!next_word(&r) || !is_word(&r, "Frames:"))
        return refuse_word(&r, "Frames:");
    if (!take_number(&r, &frames))
        return false;
    if (!next_word(&r) || !is_word(&r, "Frame") || !next_word(&r) || !is_word(&r, "Time:"))
        return refuse_word(&r, "Frame Time:");
    if (!take_number(&r, &step))
        return false;
    hinge_number_parse(r.word, r.length, '.', &step, &decimals);
    step_to = step + pow(10, -decimals) / 2;
    if (!take_frames(&r))
        return false;
    /* four joints of the spine and both collars; no other program's tree has them */
    static const char *const names[] = {"Hips",       "Chest",       "Chest2",   "Chest3", "Chest4",
                                        "LeftCollar", "RightCollar", "RightHip", "LeftHip"};
    size_t found = 0;
    for (size_t j = 0; j < r.n_joints; j++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            found += strcmp(r.joint[j].name, names[k]) == 0;
    r.segments = found == sizeof names / sizeof *names;
    const size_t each = r.segments ? 9 : 3; /* channels of a joint */
    size_t numbers = each * r.n_joints * r.n_frames;
    if (numbers > ALWAYS && numbers / EACH_BYTE > probe->size)
        return hinge_refuse(file, 0, HINGE_REASON_TOO_LARGE,
                            "%zu joints, of which few have channels; export the body alone",
                            r.n_joints);
    hinge_build_layout(file->recording, file->format->id, file->format->up, each * r.n_joints);
    file->recording->layout.flags = r.segments ? 0 : file->format->flags;
    for (size_t c = 0; c < each * r.n_joints; c++) {
        const char *name = r.joint[c / each].name;
        const size_t row = r.segments ? HINGE_ROW_AT(xsens, N_XSENS, name) : N_XSENS;
        const size_t k = c % each;
        char source[HINGE_MARKER_MAX + 8];
        if (r.segments)
            snprintf(source, sizeof source, "%s m%zu%zu", name, k / 3 + 1, k % 3 + 1);
        else
            snprintf(source, sizeof source, "%s %c", name, "XYZ"[k]);
        hinge_build_channel(file->recording, c, source, row < N_XSENS ? xsens[row][1] : name,
                            (r.segments ? HINGE_COMPONENT_m11 : HINGE_COMPONENT_x) +
                                (enum hinge_component)k,
                            HINGE_UNIT_unknown);
        if (k == 0)
            find_placed(&r, &r.joint[c / each]);
    }
    fill(&r);
    /* of rates that the digits leave open, a whole one */
    bool whole = fabs(1 / step - round(1 / step)) <= 1 / step - 1 / step_to;
    if (step > 0)
        file->recording->header_rate_hz = whole ? round(1 / step) : 1 / step;
    hinge_build_stated(file->recording, frames, "frames");
    for (size_t i = 0; i < file->damage.n; i++) { /* a joint turns all that hang on it */
        struct hinge_damaged *damaged = &file->damage.column[i];
        size_t j = 0;
        while (damaged->key - 1 - r.joint[j].from >= r.joint[j].n)
            j++;
        damaged->name =
            hinge_arena_printf(file->arena, "%.100s %s", r.joint[j].name,
                               channels[r.joint[j].kind[damaged->key - 1 - r.joint[j].from]]);
        damaged->counts = true;
    }
    return true;
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    if (!hinge_cell_is(&probe->head.line[0], 0, "HIERARCHY"))
        return 0;
    hinge_text_adds(why, "line 1 is HIERARCHY");
    return 95;
}

const struct hinge_format hinge_format_bvh = {
    .id = "bvh",
    .title = "BVH of body models",
    .details =
        "Joints come from `OFFSET`, `CHANNELS` and the numbers of each frame; position channels "
        "that "
        "repeat the offset replace it. Up is y. Legs of 0.4 to 1.3 are metres, 16 to 40 inches, 40 "
        "to 130 centimetres. Xsens' own tree (Chest to Chest4, collars) gives orientations, as "
        "MVNX.",
    .up = "+y",
    .flags = HINGE_LAYOUT_MARKERS_INFERRED,
    .lacks = "no first line HIERARCHY",
    .expected = "a BVH file begins with HIERARCHY",
    .score = score,
    .read = read,
};
