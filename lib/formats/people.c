/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People of a video into one recording. In: people frame by frame; out: the channels of the one
 * chosen. People of successive frames who are near each other make a track; the track with the
 * largest sum of size times confidence is taken, and continued by later and earlier ones that begin
 * where it ended. */
#include "formats/format.h"

/* --- which of them is followed --- */

/* Of people sorted by frame: taken[i] tells whether person i is the one chosen, at most
 * one per frame; all of them where no frame has two. */
struct followed {
    size_t seen;     /* people in at least a twentieth of the frames */
    size_t switches; /* times the chosen one was lost and taken up elsewhere */
    bool contested;  /* somebody else was nearly as large for as long */
};

/* Mean way of the points from frame to frame, in heights of the person. */
static const double step_most = 0.25, step_per_frame = 0.05, step_limit = 0.6, stitch_most = 0.5;
/* A track is looked for in so many frames after it was lost. */
enum { LOST_FRAMES = 30 };
static const double contested_share = 0.8, seen_share = 0.05, score_least = 0.05;

struct track {
    size_t first, last; /* indices of people */
    size_t n;
    double weight; /* sum of size times confidence */
};

struct tracking {
    const struct hinge_detections *people;
    long *track_of; /* of person i, -1 none */
    double *size;   /* of person i: diagonal of the box around its points */
    struct track *track;
    size_t n, frames;
};

static const double *point_of(const struct hinge_detections *people, size_t person, size_t p)
{
    return people->person[person].value + p * (2u + people->depth + people->scores);
}

static bool is_seen(const struct hinge_detections *people, const double *point)
{
    if (isnan(point[0]) || isnan(point[1]) || (point[0] == 0 && point[1] == 0))
        return false;
    return !people->scores || !(point[2 + people->depth] < score_least);
}

/* Size of a person and the mean score of its points. */
static double measure(const struct hinge_detections *people, size_t person, double *score)
{
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY}, sum = 0;
    size_t n = 0;
    for (size_t p = 0; p < people->n_points; p++) {
        const double *point = point_of(people, person, p);
        if (!is_seen(people, point))
            continue;
        for (int k = 0; k < 2; k++) {
            low[k] = fmin(low[k], point[k]);
            high[k] = fmax(high[k], point[k]);
        }
        double value = people->scores ? point[2 + people->depth] : 1;
        sum += isnan(value) ? 0 : value;
        n++;
    }
    *score = sum / (double)people->n_points;
    return n > 0 ? hypot(high[0] - low[0], high[1] - low[1]) : 0;
}

/* Mean way from one to the other over the points seen in both, in sizes of the larger;
 * infinite when none is. */
static double distance(const struct tracking *tracking, size_t a, size_t b)
{
    double sum = 0, size = fmax(tracking->size[a], tracking->size[b]);
    size_t n = 0;
    for (size_t p = 0; p < tracking->people->n_points; p++) {
        const double *u = point_of(tracking->people, a, p), *v = point_of(tracking->people, b, p);
        if (!is_seen(tracking->people, u) || !is_seen(tracking->people, v))
            continue;
        sum += hypot(u[0] - v[0], u[1] - v[1]);
        n++;
    }
    return n > 0 && size > 0 ? sum / (double)n / size : (double)INFINITY;
}

/* The nearest open track and person of one frame, false when no pair is near enough. */
static bool nearest_pair(const struct tracking *tracking, size_t from, size_t to, size_t *person,
                         size_t *track)
{
    double best = INFINITY;
    const struct hinge_detection *people = tracking->people->person;
    for (size_t t = tracking->n; t-- > 0;) {
        size_t last = tracking->track[t].last;
        long gap = people[from].frame - people[last].frame;
        if (gap < 1 || gap > LOST_FRAMES)
            continue;
        double limit = fmin(step_most + step_per_frame * (double)gap, step_limit);
        for (size_t i = from; i < to; i++) {
            double way = tracking->track_of[i] < 0 ? distance(tracking, last, i) : (double)INFINITY;
            if (way > limit || way >= best)
                continue;
            best = way;
            *person = i;
            *track = t;
        }
    }
    return best < (double)INFINITY;
}

static void add_to_track(struct tracking *tracking, size_t person, size_t t)
{
    double score;
    struct track *track = &tracking->track[t];
    tracking->track_of[person] = (long)t;
    double size = measure(tracking->people, person, &score);
    track->last = person;
    track->n++;
    track->weight += size * score;
}

static long frame_at(const struct tracking *tracking, size_t person)
{
    return tracking->people->person[person].frame;
}

/* The track that begins soonest after `end` (ends latest before it when going back)
 * where the chosen one was; n when there is none. */
static size_t continuation(const struct tracking *tracking, size_t end, bool back)
{
    size_t best = tracking->n;
    for (size_t t = 0; t < tracking->n; t++) {
        size_t near = back ? tracking->track[t].last : tracking->track[t].first;
        long gap = back ? frame_at(tracking, end) - frame_at(tracking, near)
                        : frame_at(tracking, near) - frame_at(tracking, end);
        if (gap < 1 || distance(tracking, end, near) > stitch_most)
            continue;
        if (best < tracking->n) {
            size_t other = back ? tracking->track[best].last : tracking->track[best].first;
            long other_gap = labs(frame_at(tracking, other) - frame_at(tracking, end));
            if (gap >= other_gap)
                continue;
        }
        best = t;
    }
    return best;
}

static void take(const struct tracking *tracking, size_t t, bool *taken)
{
    for (size_t i = 0; i < tracking->people->n; i++)
        taken[i] = taken[i] || tracking->track_of[i] == (long)t;
}

static void take_best(const struct tracking *tracking, bool *taken, struct followed *choice)
{
    size_t best = 0;
    for (size_t t = 1; t < tracking->n; t++)
        if (tracking->track[t].weight > tracking->track[best].weight)
            best = t;
    for (size_t t = 0; t < tracking->n; t++) {
        const struct track *track = &tracking->track[t];
        choice->seen += t == best || (double)track->n >= seen_share * (double)tracking->frames;
        choice->contested =
            choice->contested ||
            (t != best && track->weight > contested_share * tracking->track[best].weight);
    }
    take(tracking, best, taken);
    for (int back = 0; back < 2; back++) {
        size_t end = back ? tracking->track[best].first : tracking->track[best].last;
        for (size_t t = continuation(tracking, end, back); t < tracking->n;
             t = continuation(tracking, end, back)) {
            take(tracking, t, taken);
            choice->switches++;
            end = back ? tracking->track[t].first : tracking->track[t].last;
        }
    }
}

/* People of the frame that begins at i. */
static size_t in_frame(const struct hinge_detections *people, size_t i)
{
    size_t n = 1;
    while (i + n < people->n && people->person[i + n].frame == people->person[i].frame)
        n++;
    return n;
}

/* Whoever is alone in a frame is the one that is followed, however far away, unless the
 * track was seen beside it: then it is somebody else. */
static void take_alone(const struct tracking *tracking, bool *taken, struct followed *choice)
{
    const struct hinge_detections *people = tracking->people;
    bool *beside = hinge_arena_alloc(people->arena, tracking->n, sizeof *beside);
    long last = -1; /* the track that was taken last */

    for (size_t from = 0, n; from < people->n; from += n) {
        bool found = false;
        n = in_frame(people, from);
        for (size_t i = from; i < from + n; i++)
            found = found || taken[i];
        for (size_t i = from; found && i < from + n; i++)
            if (!taken[i] && tracking->track_of[i] >= 0)
                beside[tracking->track_of[i]] = true;
    }
    for (size_t from = 0, n; from < people->n; from += n) {
        long track = tracking->track_of[from];
        n = in_frame(people, from);
        if (n != 1 || taken[from] || track < 0 || beside[track])
            continue;
        taken[from] = true;
        choice->switches += track != last;
        last = track;
    }
}

static bool one_per_frame(const struct hinge_detections *people)
{
    for (size_t i = 1; i < people->n; i++)
        if (people->person[i].frame == people->person[i - 1].frame)
            return false;
    return true;
}

static void people_choose(const struct hinge_detections *people, bool *taken,
                          struct followed *choice)
{
    struct hinge_arena *arena = people->arena;
    struct tracking tracking = {.people = people,
                                .track_of =
                                    hinge_arena_raw(arena, people->n, sizeof *tracking.track_of),
                                .size = hinge_arena_alloc(arena, people->n, sizeof *tracking.size),
                                .track = hinge_arena_raw(arena, people->n, sizeof *tracking.track)};
    double score;
    *choice = (struct followed){0};
    for (size_t i = 0; i < people->n; i++)
        tracking.track_of[i] = -1;
    if (one_per_frame(people)) {
        /* where the tracker itself gives one person per frame, that is the one; a jump to somewhere
         * else is a switch all the same */
        choice->seen = 1;
        for (size_t i = 0; i < people->n; i++) {
            taken[i] = true;
            tracking.size[i] = measure(people, i, &score);
            double way = i > 0 ? distance(&tracking, i - 1, i) : 0;
            choice->switches += isfinite(way) && way > step_limit;
        }
        return;
    }
    for (size_t from = 0, to; from < people->n; from = to) {
        size_t person, track;
        to = from + in_frame(people, from);
        for (size_t i = from; i < to; i++)
            tracking.size[i] = measure(people, i, &score);
        while (nearest_pair(&tracking, from, to, &person, &track))
            add_to_track(&tracking, person, track);
        for (size_t i = from; i < to; i++) {
            if (tracking.track_of[i] >= 0 || !(tracking.size[i] > 0))
                continue;
            tracking.track[tracking.n] = (struct track){.first = i};
            add_to_track(&tracking, i, tracking.n++);
        }
        tracking.frames++;
    }
    if (tracking.n > 0) {
        take_best(&tracking, taken, choice);
        take_alone(&tracking, taken, choice);
    }
}

/* --- collecting people, and the recording of the one chosen --- */

enum { HOLES_MOST = 20 }; /* rows per frame that is there: fewer, and it is no sequence */

static size_t width_of(const struct hinge_detections *people)
{
    return people->n_points * (2u + people->depth + people->scores);
}

const char *hinge_detections_part(const struct hinge_detections *people, size_t k)
{
    static const enum hinge_component components[] = {HINGE_COMPONENT_x, HINGE_COMPONENT_y,
                                                      HINGE_COMPONENT_z, HINGE_COMPONENT_score};
    return hinge_component_name(components[k == 2 && !people->depth ? 3 : k]);
}

bool hinge_detections_skeleton(struct hinge_reader *r, struct hinge_detections *people,
                               size_t numbers, size_t per_point)
{
    if (people->n_points == 0) {
        const struct hinge_skeleton *skeleton =
            numbers % per_point == 0 ? hinge_skeleton_of(numbers / per_point) : NULL;
        if (skeleton == NULL && numbers == 308 * per_point)
            return hinge_refuse(r, 0, HINGE_REASON_BAD_HEADER,
                                "Sapiens, 308 points: write the 17 COCO points");
        if (skeleton == NULL) {
            cleared_by(hinge_text_clear) struct hinge_text counts = {0};
            hinge_skeleton_counts(&counts);
            if (per_point == 1)
                hinge_refuse(r, 0, HINGE_REASON_BAD_HEADER,
                             "%zu point%s for a person; known are %s", numbers, HINGE_S(numbers),
                             hinge_text_string(&counts));
            else
                hinge_refuse(r, 0, HINGE_REASON_BAD_HEADER,
                             "%zu numbers for a person; three (x, y, confidence) are expected for "
                             "each of %s points",
                             numbers, hinge_text_string(&counts));
            return false;
        }
        people->name = skeleton->name;
        people->n_points = skeleton->n;
    }
    return numbers == per_point * people->n_points ||
           hinge_refuse(
               r, 0, HINGE_REASON_RAGGED,
               "%zu %s, expected %zu as in those before; export it again with one skeleton",
               numbers, per_point == 1 ? "points" : "numbers", per_point * people->n_points);
}

double *hinge_detections_add(struct hinge_detections *people, long frame, double time_ms)
{
    size_t width = width_of(people);
    people->person =
        hinge_arena_more(people->arena, people->person, people->n, sizeof *people->person);
    double *value = hinge_arena_raw(people->arena, width, sizeof *value);
    for (size_t i = 0; i < width; i++)
        value[i] = NAN;
    people->person[people->n] = (struct hinge_detection){frame, people->n, time_ms, value};
    people->n++;
    return value;
}

bool hinge_detections_bounded(struct hinge_reader *r, const struct hinge_detections *people)
{
    enum { ALWAYS = 1 << 20, EACH_BYTE = 4 }; /* a number takes two bytes or more */
    size_t numbers = people->n * width_of(people);
    if (numbers <= ALWAYS || numbers / EACH_BYTE <= r->probe->size)
        return true;
    r->number = 0; /* in no frame alone */
    return hinge_refuse(r, 0, HINGE_REASON_BAD_COLUMN,
                        "%zu names of points, but few of them in each frame: a point needs one "
                        "name in all frames",
                        people->n_points);
}

/* By frame, those of one frame in the order of the file. */
static int by_frame(const void *a, const void *b)
{
    const struct hinge_detection *p = a, *q = b;
    if (p->frame != q->frame)
        return p->frame < q->frame ? -1 : 1;
    return (p->number > q->number) - (p->number < q->number);
}

static void fill_recording(struct hinge_reader *r, const struct hinge_detections *people,
                           const bool *taken, const struct followed *choice)
{
    struct hinge_recording *recording = r->recording;
    size_t width = width_of(people);
    size_t timed = 0;
    struct hinge_damaged *damaged = hinge_damage_find(&r->damage, people->clock_key);
    for (size_t i = 0; i < people->n; i++)
        timed += isnan(people->person[i].time_ms) ? 0 : 1;
    const bool time = timed == people->n || (timed > 0 && damaged != NULL);
    if (!time && damaged != NULL)
        damaged->n = 0; /* words alone: dates */
    recording->n_frames =
        (size_t)(people->person[people->n - 1].frame - people->person[0].frame + 1);
    hinge_build_layout(recording, r->format->id, people->up, 1 + time + width);
    size_t c = 0, each = 2u + people->depth + people->scores;
    hinge_build_channel(recording, c++, "frame", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
    recording->layout.channel[0].decimals = 0;
    if (time)
        hinge_build_channel(recording, c++, people->clock != NULL ? people->clock : "time_ms", "",
                            HINGE_COMPONENT_time,
                            people->clock != NULL ? people->clock_unit : HINGE_UNIT_ms);
    if (time && damaged != NULL)
        damaged->name = hinge_arena_strdup(r->arena, recording->layout.channel[1].source);
    for (size_t p = 0; p < people->n_points; p++)
        for (size_t k = 0; k < each; k++) {
            char source[300];
            const char *part = hinge_detections_part(people, k);
            enum hinge_component component = hinge_component_find(part);
            snprintf(source, sizeof source, "%.240s_%s", people->name[p], part);
            hinge_build_channel(recording, c++, source, people->name[p], component,
                                component == HINGE_COMPONENT_score ? HINGE_UNIT_unknown
                                                                   : people->unit);
        }
    recording->layout.flags |= people->flags;
    /* the numbers of the one who is followed, and the clock of every frame */
    const size_t n = recording->n_frames, lead = 1u + time;
    recording->data = hinge_alloc((lead + width) * n, sizeof(double));
    long first = people->person[0].frame;
    for (size_t i = 0; i < (lead + width) * n; i++)
        recording->data[i] = i < n ? (double)(first + (long)i) : (double)NAN;
    for (size_t i = 0; i < people->n; i++) {
        const struct hinge_detection *person = &people->person[i];
        size_t row = (size_t)(person->frame - first);
        if (time)
            recording->data[n + row] = person->time_ms;
        for (size_t k = 0; taken[i] && k < width; k++)
            recording->data[(lead + k) * n + row] = person->value[k];
    }
    /* frames nobody was found in have no clock of their own */
    double *ms = recording->data + n;
    for (size_t i = 1, last = 0; time && i < n; i++) {
        if (isnan(ms[i]))
            continue;
        for (size_t k = last + 1; k < i; k++)
            ms[k] = ms[last] + (ms[i] - ms[last]) * (double)(k - last) / (double)(i - last);
        last = i;
    }
    size_t frames = 0;
    for (size_t i = 0; i < people->n; i++)
        frames += taken[i];
    if (choice->seen > 1 || choice->switches > 0)
        hinge_build_note(recording,
                         "%zu %s in the picture; the largest and surest is taken, in %zu of %zu "
                         "frames, %zu switch%s%s",
                         choice->seen, choice->seen == 1 ? "person" : "people", frames,
                         recording->n_frames, choice->switches, choice->switches == 1 ? "" : "es",
                         choice->contested
                             ? "; another was nearly as large: look whether it is the "
                               "right one"
                             : "");
    else if (frames < recording->n_frames)
        hinge_build_note(recording, "no person is found in %zu of %zu frames",
                         recording->n_frames - frames, recording->n_frames);
    if (time && people->clock != NULL)
        hinge_build_clock(recording, people->arena);
}

bool hinge_detections_give(struct hinge_reader *r, struct hinge_detections *people)
{
    struct followed choice;
    struct hinge_damaged *words = hinge_damage_find(&r->damage, HINGE_FRAME_KEY);
    r->number = 0;
    if (people->numbered && !hinge_check_damaged(r, HINGE_FRAME_KEY))
        return false;
    if (words != NULL)
        words->n = 0; /* names of frames, which are counted */
    if (people->n == 0)
        return hinge_refuse(r, 0, HINGE_REASON_NO_ROWS,
                            "no person in any frame, at least one is expected; export it again");
    qsort(people->person, people->n, sizeof *people->person, by_frame);
    size_t distinct = 1;
    for (size_t i = 1; i < people->n; i++)
        distinct += people->person[i].frame != people->person[i - 1].frame;
    long first = people->person[0].frame, last = people->person[people->n - 1].frame;
    if ((size_t)(last - first) / HOLES_MOST > distinct)
        return hinge_refuse(r, 0, HINGE_REASON_BAD_HEADER,
                            "%zu frames numbered from %ld to %ld; frame numbers are expected one "
                            "after the other",
                            distinct, first, last);
    bool *taken = hinge_arena_alloc(people->arena, people->n, sizeof *taken);
    people_choose(people, taken, &choice);
    fill_recording(r, people, taken, &choice);
    return true;
}
