/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matching the channels of a recording against a landmark set. In: a set's rows and
 * channels with marker names; out: a score, or landmarks and flags written into the
 * channels. */
#include "base/memory.h"
#include "landmarks/landmarks.h"

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

static bool row_takes(const struct hinge_landmark_row *row,
                      const struct hinge_channel *channel, const char *prefix)
{
    if (hinge_landmark_is_analog(row->landmark))
        return channel->component == HINGE_COMPONENT_other &&
               same_analog(channel->marker, row->source);
    return can_hold(row->landmark, channel->component) &&
           hinge_same_marker(without_prefix(channel->marker, prefix), row->source);
}

/* What the names of the channels begin with, so that most need no closer look. */
struct initials {
    char marker, bare; /* with what stands before the name, and without */
};

static struct initials *find_initials(const struct hinge_recording *recording,
                                      const char *prefix)
{
    const struct hinge_channel *channel = recording->layout.channel;
    size_t n = recording->layout.n_channels;
    struct initials *initials = hinge_alloc(n, sizeof *initials);
    for (size_t i = 0; initials != NULL && i < n; i++) {
        const char *marker = channel[i].marker;
        if (i > 0 && strcmp(marker, channel[i - 1].marker) == 0) /* of one point */
            initials[i] = initials[i - 1];
        else
            initials[i] = (struct initials){
                hinge_initial(marker), hinge_initial(without_prefix(marker, prefix))};
    }
    return initials;
}

static bool present(const struct hinge_recording *recording, const char *prefix,
                    const struct hinge_landmark_row *row,
                    const struct initials *initials)
{
    bool analog = hinge_landmark_is_analog(row->landmark);
    char wanted = hinge_initial(row->source);
    for (size_t i = 0; i < recording->layout.n_channels; i++)
        if ((analog ? initials[i].marker : initials[i].bare) == wanted &&
            row_takes(row, &recording->layout.channel[i], prefix))
            return true;
    return false;
}

/* Which rows find their source in the recording; the caller frees. */
static bool *find_present(const struct hinge_landmark_set *set,
                          const struct hinge_recording *recording, const char *prefix)
{
    bool *found = hinge_alloc(set->n_rows, sizeof *found);
    struct initials *initials = find_initials(recording, prefix);
    for (size_t r = 0; found != NULL && initials != NULL && r < set->n_rows; r++)
        found[r] = present(recording, prefix, &set->row[r], initials);
    if (initials == NULL) {
        free(found);
        found = NULL;
    }
    free(initials);
    return found;
}

/* Rank to use for a landmark: the lowest whose rows are all there, -1 if none is.
 * Levels of the lumbar spine are summed, so those there are used. */
static int rank_of(const struct hinge_landmark_set *set, enum hinge_landmark landmark,
                   const bool *found)
{
    int best = -1;
    for (size_t r = 0; r < set->n_rows; r++) {
        const struct hinge_landmark_row *row = &set->row[r];
        if (row->landmark != landmark || !found[r] || (best >= 0 && row->rank >= best))
            continue;
        bool whole = true;
        for (size_t q = 0; q < set->n_rows; q++)
            whole = whole && (set->row[q].landmark != landmark ||
                              set->row[q].rank != row->rank || found[q]);
        if (whole || landmark == HINGE_LANDMARK_osim_lumbar_level)
            best = row->rank;
    }
    return best;
}

static const char *missing_signature(const struct hinge_landmark_set *set,
                                     const struct hinge_recording *recording,
                                     const char *prefix)
{
    for (const char *const *name = set->signature; name != NULL && *name != NULL;
         name++) {
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
static bool has_axes(const struct hinge_landmark_set *set,
                     const struct hinge_recording *recording)
{
    bool depth = false;
    for (size_t i = 0; i < recording->layout.n_channels; i++)
        depth = depth || recording->layout.channel[i].component == HINGE_COMPONENT_z;
    return set->axes == 0 || (set->axes == 3) == depth;
}

int hinge_landmark_set_score(const struct hinge_landmark_set *set,
                             const struct hinge_recording *recording,
                             const char *prefix, size_t *matched,
                             struct hinge_text *why)
{
    size_t segments = 0;
    *matched = 0;
    const char *missing = missing_signature(set, recording, prefix);
    if (missing != NULL) {
        hinge_text_printf(why, "no %s", missing);
        return 0;
    }
    if (!has_axes(set, recording)) {
        hinge_text_puts(why, set->axes == 3 ? "its points have depth"
                                            : "its points are in a picture");
        return 0;
    }
    bool *found = find_present(set, recording, prefix);
    if (found == NULL) {
        why->failed = true;
        return 0;
    }
    int rows = 0;
    for (size_t r = 0; r < set->n_rows; r++)
        rows += found[r];
    bool counted[HINGE_LANDMARK_COUNT] = {0};
    for (size_t r = 0; r < set->n_rows; r++) {
        enum hinge_landmark landmark = set->row[r].landmark;
        if (!found[r] || landmark == HINGE_LANDMARK_NONE || counted[landmark])
            continue;
        counted[landmark] = true;
        if (rank_of(set, landmark, found) >= 0) {
            *matched += 1;
            segments += hinge_landmark_is_segment(landmark);
        }
    }
    free(found);
    hinge_text_printf(why, "%d of its names, %zu landmarks", rows, *matched);
    bool enough = *matched >= FEWEST_LANDMARKS || segments >= FEWEST_SEGMENTS ||
                  (set->family == HINGE_FAMILY_angles && *matched >= FEWEST_ANGLES) ||
                  (set->family == HINGE_FAMILY_analog && *matched > 0);
    return enough ? 1 + rows : 0;
}

/* Gives the channels of one row their landmark; the same source twice is refused, since
 * only the user knows which one is meant. */
static enum hinge_status apply_row(const struct hinge_landmark_row *row,
                                   struct hinge_recording *recording,
                                   const char *prefix, struct hinge_error *error)
{
    const struct hinge_channel *first[HINGE_COMPONENT_COUNT] = {0};
    for (size_t i = 0; i < recording->layout.n_channels; i++) {
        struct hinge_channel *channel = &recording->layout.channel[i];
        if (!row_takes(row, channel, prefix))
            continue;
        const struct hinge_channel *other = first[channel->component];
        /* samples of one frame are channels of one name */
        if (other != NULL && !hinge_landmark_is_analog(row->landmark))
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_DUPLICATE_COLUMN,
                "channels %zu (%s) and %zu (%s) are both %s; rename one, or say which "
                "subject is meant with marker.prefix",
                (size_t)(other - recording->layout.channel) + 1, other->source, i + 1,
                channel->source, hinge_landmark_name(row->landmark));
        first[channel->component] = channel;
        channel->landmark = row->landmark;
        channel->flags |= row->flags;
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

static enum hinge_status set_layout(const struct hinge_landmark_set *set,
                                    struct hinge_recording *recording,
                                    struct hinge_error *error)
{
    struct hinge_layout *layout = &recording->layout;
    struct hinge_arena arena = {layout->blocks};
    layout->landmark_set = hinge_arena_strdup(&arena, set->id);
    layout->blocks = arena.head;
    if (layout->landmark_set == NULL)
        return hinge_no_memory(error);
    layout->family = set->family;
    bool no_image = (set->layout_flags & HINGE_LAYOUT_IMAGE) && has_depth(recording) &&
                    set->family != HINGE_FAMILY_mediapipe;
    layout->flags |=
        set->layout_flags & ~(no_image ? (unsigned)HINGE_LAYOUT_IMAGE : 0u);
    if (*set->up != '\0' && *layout->up == '\0' && !no_image)
        memcpy(layout->up, set->up, sizeof layout->up);
    return HINGE_OK;
}

enum hinge_status hinge_landmark_set_add(const struct hinge_landmark_set *set,
                                         struct hinge_recording *recording,
                                         const char *prefix, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    bool *found = find_present(set, recording, prefix);
    if (found == NULL)
        return hinge_no_memory(error);
    for (size_t r = 0; r < set->n_rows && status == HINGE_OK; r++) {
        const struct hinge_landmark_row *row = &set->row[r];
        if (found[r] && row->landmark != HINGE_LANDMARK_NONE &&
            row->rank == rank_of(set, row->landmark, found))
            status = apply_row(row, recording, prefix, error);
    }
    free(found);
    return status;
}

enum hinge_status hinge_landmark_set_apply(const struct hinge_landmark_set *set,
                                           struct hinge_recording *recording,
                                           const char *prefix,
                                           struct hinge_error *error)
{
    enum hinge_status status = hinge_landmark_set_add(set, recording, prefix, error);
    return status == HINGE_OK ? set_layout(set, recording, error) : status;
}
