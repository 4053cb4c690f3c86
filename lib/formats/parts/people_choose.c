/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the people in a video is followed. In: people sorted by frame; out: at most
 * one per frame. People of successive frames who are near each other make a track; the
 * track with the largest sum of size times confidence is taken, and continued by later
 * and earlier ones that begin where it ended. */
#include "formats/parts/people.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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
    const struct hinge_people *people;
    long *track_of; /* of person i, -1 none */
    double *size;   /* of person i: diagonal of the box around its points */
    struct track *track;
    size_t n, frames;
};

static const double *point_of(const struct hinge_people *people, size_t person, size_t p)
{
    return people->value + people->person[person].offset +
           p * (2u + people->depth + people->scores);
}

static bool is_seen(const struct hinge_people *people, const double *point)
{
    if (isnan(point[0]) || isnan(point[1]) || (point[0] == 0 && point[1] == 0))
        return false;
    return !people->scores || !(point[2 + people->depth] < score_least);
}

/* Size of a person and the mean score of its points. */
static double measure(const struct hinge_people *people, size_t person, double *score)
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

static void follow_frame(struct tracking *tracking, size_t from, size_t to)
{
    size_t person, track;
    double score;
    for (size_t i = from; i < to; i++)
        tracking->size[i] = measure(tracking->people, i, &score);
    while (nearest_pair(tracking, from, to, &person, &track))
        add_to_track(tracking, person, track);
    for (size_t i = from; i < to; i++) {
        if (tracking->track_of[i] >= 0 || !(tracking->size[i] > 0))
            continue;
        tracking->track[tracking->n] = (struct track){.first = i};
        add_to_track(tracking, i, tracking->n++);
    }
}

static void follow_all(struct tracking *tracking)
{
    const struct hinge_people *people = tracking->people;
    for (size_t from = 0, to; from < people->n; from = to) {
        for (to = from; to < people->n && people->person[to].frame == people->person[from].frame;)
            to++;
        follow_frame(tracking, from, to);
        tracking->frames++;
    }
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

static void take_best(const struct tracking *tracking, bool *taken, struct hinge_followed *choice)
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
static size_t in_frame(const struct hinge_people *people, size_t i)
{
    size_t n = 1;
    while (i + n < people->n && people->person[i + n].frame == people->person[i].frame)
        n++;
    return n;
}

/* Whoever is alone in a frame is the one that is followed, however far away, unless the
 * track was seen beside it: then it is somebody else. */
static void take_alone(const struct tracking *tracking, bool *taken, struct hinge_followed *choice)
{
    const struct hinge_people *people = tracking->people;
    bool *beside = hinge_alloc(tracking->n, sizeof *beside);
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
    free(beside);
}

static bool one_per_frame(const struct hinge_people *people)
{
    for (size_t i = 1; i < people->n; i++)
        if (people->person[i].frame == people->person[i - 1].frame)
            return false;
    return true;
}

/* Where the tracker itself gives one person per frame, that is the one; a jump to
 * somewhere else is a switch all the same. */
static void take_all(struct tracking *tracking, bool *taken, struct hinge_followed *choice)
{
    double score;
    choice->seen = 1;
    for (size_t i = 0; i < tracking->people->n; i++) {
        taken[i] = true;
        tracking->size[i] = measure(tracking->people, i, &score);
        double way = i > 0 ? distance(tracking, i - 1, i) : 0;
        choice->switches += isfinite(way) && way > step_limit;
    }
}

void hinge_people_choose(const struct hinge_people *people, bool *taken,
                         struct hinge_followed *choice)
{
    struct tracking tracking = {.people = people};
    *choice = (struct hinge_followed){0};
    tracking.track_of = hinge_alloc(people->n, sizeof *tracking.track_of);
    tracking.size = hinge_alloc(people->n, sizeof *tracking.size);
    tracking.track = hinge_alloc(people->n, sizeof *tracking.track);
    for (size_t i = 0; i < people->n; i++)
        tracking.track_of[i] = -1;
    if (one_per_frame(people)) {
        take_all(&tracking, taken, choice);
        goto out;
    }
    follow_all(&tracking);
    if (tracking.n > 0) {
        take_best(&tracking, taken, choice);
        take_alone(&tracking, taken, choice);
    }
out:
    free(tracking.track_of);
    free(tracking.size);
    free(tracking.track);
}
