/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matching the channels of a recording against a landmark set. In: a set's rows and
 * channels with marker names; out: a score, or landmarks and flags written into the
 * channels. */
#include "base/memory.h"
#include "landmarks/landmarks.h"
#include "landmarks/parts/sides.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FEWEST_LANDMARKS = 3, /* fewer are a coincidence of names … */
    FEWEST_SEGMENTS = 2,  /* … but pelvis_qw and l1_qw are none … */
    FEWEST_ANGLES = 2     /* … nor are pelvis_tilt and thorax_tilt */
};

/* Marker name without the subject: the given prefix, or without one whatever ends in
 * ':'. */
static const char *without_prefix(const char *marker, const char *prefix)
{
    if (prefix != NULL && *prefix != '\0') {
        size_t length = strlen(prefix);
        return strncasecmp(marker, prefix, length) == 0 ? marker + length : marker;
    }
    const char *colon = strrchr(marker, ':');
    return colon != NULL ? colon + 1 : marker;
}

static bool is_orientation(enum hinge_component component)
{
    return component >= HINGE_COMPONENT_qw && component <= HINGE_COMPONENT_yaw;
}

/* Vendor angles are channels of angles, sensors of orientations, everything else is a
 * position with its score. */
static bool can_hold(enum hinge_landmark landmark, enum hinge_component component)
{
    if (landmark == HINGE_LANDMARK_NONE)
        return component <= HINGE_COMPONENT_score || component == HINGE_COMPONENT_angle;
    if (hinge_landmark_is_angle(landmark))
        return component == HINGE_COMPONENT_angle;
    if (hinge_landmark_is_analog(landmark))
        return component == HINGE_COMPONENT_other;
    if (hinge_landmark_is_segment(landmark))
        return is_orientation(component);
    return component <= HINGE_COMPONENT_score;
}

/* "RT LUMBAR ES (uV)" is named RT LUMBAR ES. */
static bool same_analog(const char *marker, const char *source)
{
    const char *bracket = strpbrk(marker, "([");
    if (bracket == NULL || bracket == marker)
        return hinge_same_marker(marker, source);
    char name[300];
    snprintf(name, sizeof name, "%.*s", (int)(bracket - marker), marker);
    return hinge_same_marker(name, source);
}

/* A row of a set; where names may have a side, a row of the right is three of them. */
struct place {
    const struct hinge_landmark_row *row;
    enum hinge_landmark landmark;
    int rank;
    enum hinge_side side;
    uint32_t key; /* of its source; of analog ones, what it begins with */
    bool found;
};

/* What a channel is called: without the subject, without the side; and what these have
 * in common with names that are the same. */
struct called {
    const char *bare, *rest;
    enum hinge_side side;
    uint32_t bare_key, rest_key;
    uint32_t initial; /* of the name in the file */
};

enum { MAY = 1024 };

/* A set held against a recording. */
struct match {
    struct place *place; /* n */
    size_t n;
    struct called *called; /* one per channel */
    bool may[MAY];         /* whether a key, modulo MAY, may be that of a channel */
    struct hinge_arena arena;
};

static void end_match(struct match *match)
{
    free(match->place);
    free(match->called);
    hinge_arena_clear(&match->arena);
}

static void call_channel(const char *marker, const char *prefix, bool sided, struct match *match,
                         struct called *called)
{
    *called = (struct called){.bare = without_prefix(marker, prefix), .side = HINGE_SIDE_NONE};
    if (sided) {
        char plain[300];
        hinge_side_plain(called->bare, plain, sizeof plain);
        called->bare = hinge_arena_strdup(&match->arena, plain);
        called->side = hinge_side_take(plain);
        called->rest = hinge_arena_strdup(&match->arena, plain);
        called->rest_key = hinge_marker_key(called->rest);
    }
    called->initial = (unsigned char)hinge_initial(marker);
    called->bare_key = hinge_marker_key(called->bare);
    match->may[called->bare_key % MAY] = match->may[called->rest_key % MAY] = true;
}

static void call_channels(const struct hinge_recording *recording, const char *prefix, bool sided,
                          struct match *match)
{
    const struct hinge_channel *channel = recording->layout.channel;
    size_t n = recording->layout.n_channels;
    match->called = hinge_alloc(n, sizeof *match->called);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && strcmp(channel[i].marker, channel[i - 1].marker) == 0)
            match->called[i] = match->called[i - 1]; /* of one point */
        else
            call_channel(channel[i].marker, prefix, sided, match, &match->called[i]);
        if (channel[i].component == HINGE_COMPONENT_other)
            match->may[match->called[i].initial] = true;
    }
}

static bool is_right(enum hinge_landmark landmark)
{
    const char *name = hinge_landmark_name(landmark);
    size_t length = strlen(name);
    return length > 2 && strcmp(name + length - 2, "_r") == 0;
}

static bool place_rows(const struct hinge_landmark_set *set, struct match *match)
{
    match->place = hinge_alloc((set->sided ? 3 : 1) * set->n_rows, sizeof *match->place);
    for (size_t r = 0; match->place != NULL && r < set->n_rows; r++) {
        const struct hinge_landmark_row *row = &set->row[r];
        struct place place = {.row = row,
                              .landmark = row->landmark,
                              .rank = row->rank,
                              .side = HINGE_SIDE_NONE,
                              .key = hinge_marker_key(row->source)};
        if (hinge_landmark_is_analog(row->landmark))
            place.key = (unsigned char)hinge_initial(row->source);
        place.rank *= 2; /* a name without its side goes first */
        match->place[match->n++] = place;
        if (!set->sided || !is_right(row->landmark))
            continue;
        place.rank++;
        place.side = HINGE_SIDE_RIGHT;
        match->place[match->n++] = place;
        place.landmark = row->landmark - 1; /* the left is listed before it */
        place.side = HINGE_SIDE_LEFT;
        match->place[match->n++] = place;
    }
    return match->place != NULL;
}

static bool takes(const struct place *place, const struct hinge_channel *channel,
                  const struct called *called)
{
    const char *source = place->row->source;
    if (hinge_landmark_is_analog(place->landmark))
        return called->initial == place->key && channel->component == HINGE_COMPONENT_other &&
               same_analog(channel->marker, source);
    if (place->side == HINGE_SIDE_NONE)
        return called->bare_key == place->key && can_hold(place->landmark, channel->component) &&
               hinge_same_marker(called->bare, source);
    return called->side == place->side && called->rest_key == place->key &&
           can_hold(place->landmark, channel->component) && hinge_same_marker(called->rest, source);
}

/* Which rows find their source in the recording; end_match clears, also after false
 * (no memory). */
static bool begin_match(const struct hinge_landmark_set *set,
                        const struct hinge_recording *recording, const char *prefix,
                        struct match *match)
{
    *match = (struct match){0};
    call_channels(recording, prefix, set->sided, match);
    if (!place_rows(set, match))
        return false;
    for (size_t r = 0; r < match->n; r++) {
        struct place *place = &match->place[r];
        size_t n = match->may[place->key % MAY] ? recording->layout.n_channels : 0;
        for (size_t i = 0; i < n && !place->found; i++)
            place->found = takes(place, &recording->layout.channel[i], &match->called[i]);
    }
    return true;
}

/* Rank to use for a landmark: the lowest whose rows are all there, -1 if none is.
 * Levels of the lumbar spine are summed, so those there are used. */
static int rank_of(const struct match *match, enum hinge_landmark landmark)
{
    int best = -1;
    for (size_t r = 0; r < match->n; r++) {
        const struct place *place = &match->place[r];
        if (place->landmark != landmark || !place->found || (best >= 0 && place->rank >= best))
            continue;
        bool whole = true;
        for (size_t q = 0; q < match->n; q++)
            whole = whole && (match->place[q].landmark != landmark ||
                              match->place[q].rank != place->rank || match->place[q].found);
        if (whole || landmark == HINGE_LANDMARK_osim_lumbar_level)
            best = place->rank;
    }
    return best;
}

static const char *missing_signature(const struct hinge_landmark_set *set,
                                     const struct hinge_recording *recording, const char *prefix)
{
    for (const char *const *name = set->signature; name != NULL && *name != NULL; name++) {
        bool there = false;
        for (size_t i = 0; i < recording->layout.n_channels && !there; i++) {
            const struct hinge_channel *channel = &recording->layout.channel[i];
            there = *channel->marker != '\0' &&
                    hinge_same_marker(without_prefix(channel->marker, prefix), *name);
        }
        if (!there)
            return *name;
    }
    return NULL;
}

/* Whether the points have depth as the set wants it. */
static bool has_axes(const struct hinge_landmark_set *set, const struct hinge_recording *recording)
{
    bool depth = false;
    for (size_t i = 0; i < recording->layout.n_channels; i++)
        depth = depth || recording->layout.channel[i].component == HINGE_COMPONENT_z;
    return set->axes == 0 || (set->axes == 3) == depth;
}

int hinge_landmark_set_score(const struct hinge_landmark_set *set,
                             const struct hinge_recording *recording, const char *prefix,
                             size_t *matched, struct hinge_text *why)
{
    size_t segments = 0;
    *matched = 0;
    const char *missing = missing_signature(set, recording, prefix);
    if (missing != NULL) {
        hinge_text_printf(why, "no %s", missing);
        return 0;
    }
    if (!has_axes(set, recording)) {
        hinge_text_puts(why,
                        set->axes == 3 ? "its points have depth" : "its points are in a picture");
        return 0;
    }
    struct match match;
    begin_match(set, recording, prefix, &match);
    int rows = 0;
    bool counted[HINGE_LANDMARK_COUNT] = {0};
    for (size_t r = 0; r < match.n; r++) {
        enum hinge_landmark landmark = match.place[r].landmark;
        rows += match.place[r].found;
        if (!match.place[r].found || landmark == HINGE_LANDMARK_NONE || counted[landmark])
            continue;
        counted[landmark] = true;
        if (rank_of(&match, landmark) >= 0) {
            *matched += 1;
            segments += hinge_landmark_is_segment(landmark);
        }
    }
    end_match(&match);
    hinge_text_printf(why, "%d of its names, %zu landmarks", rows, *matched);
    bool enough = *matched >= FEWEST_LANDMARKS || segments >= FEWEST_SEGMENTS ||
                  (set->family == HINGE_FAMILY_angles && *matched >= FEWEST_ANGLES) ||
                  (set->family == HINGE_FAMILY_analog && *matched > 0);
    return enough ? 1 + rows : 0;
}

/* Gives the channels of one row their landmark; the same source twice is refused, since
 * only the user knows which one is meant. */
static enum hinge_status apply_place(const struct place *place, const struct called *called,
                                     struct hinge_recording *recording, struct hinge_error *error)
{
    const struct hinge_channel *first[HINGE_COMPONENT_COUNT] = {0};
    for (size_t i = 0; i < recording->layout.n_channels; i++) {
        struct hinge_channel *channel = &recording->layout.channel[i];
        if (!takes(place, channel, &called[i]))
            continue;
        const struct hinge_channel *other = first[channel->component];
        /* samples of one frame are channels of one name */
        if (other != NULL && !hinge_landmark_is_analog(place->landmark))
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_DUPLICATE_COLUMN,
                "channels %zu (%s) and %zu (%s) are both %s; rename one, or say which "
                "subject is meant with marker.prefix",
                (size_t)(other - recording->layout.channel) + 1, other->source, i + 1,
                channel->source, hinge_landmark_name(place->landmark));
        first[channel->component] = channel;
        channel->landmark = place->landmark;
        channel->flags |= place->row->flags;
    }
    return HINGE_OK;
}

/* A set made for images may meet its names in a three-dimensional table, which is none.
 */
static bool has_depth(const struct hinge_recording *recording)
{
    for (size_t i = 0; i < recording->layout.n_channels; i++)
        if (recording->layout.channel[i].landmark != HINGE_LANDMARK_NONE &&
            recording->layout.channel[i].component == HINGE_COMPONENT_z)
            return true;
    return false;
}

static void set_layout(const struct hinge_landmark_set *set, struct hinge_recording *recording)
{
    struct hinge_layout *layout = &recording->layout;
    struct hinge_arena arena = {layout->blocks};
    layout->landmark_set = hinge_arena_strdup(&arena, set->id);
    layout->blocks = arena.head;
    layout->family = set->family;
    bool no_image = (set->layout_flags & HINGE_LAYOUT_IMAGE) && has_depth(recording) &&
                    set->family != HINGE_FAMILY_mediapipe;
    layout->flags |= set->layout_flags & ~(no_image ? (unsigned)HINGE_LAYOUT_IMAGE : 0u);
    if (*set->up != '\0' && *layout->up == '\0' && !no_image)
        memcpy(layout->up, set->up, sizeof layout->up);
}

enum hinge_status hinge_landmark_set_add(const struct hinge_landmark_set *set,
                                         struct hinge_recording *recording, const char *prefix,
                                         struct hinge_error *error)
{
    struct match match;
    enum hinge_status status =
        begin_match(set, recording, prefix, &match) ? HINGE_OK : hinge_no_memory(error);
    for (size_t r = 0; r < match.n && status == HINGE_OK; r++) {
        const struct place *place = &match.place[r];
        if (place->found && place->landmark != HINGE_LANDMARK_NONE &&
            place->rank == rank_of(&match, place->landmark))
            status = apply_place(place, match.called, recording, error);
    }
    end_match(&match);
    return status;
}

enum hinge_status hinge_landmark_set_apply(const struct hinge_landmark_set *set,
                                           struct hinge_recording *recording, const char *prefix,
                                           struct hinge_error *error)
{
    enum hinge_status status = hinge_landmark_set_add(set, recording, prefix, error);
    if (status == HINGE_OK)
        set_layout(set, recording);
    return status;
}
