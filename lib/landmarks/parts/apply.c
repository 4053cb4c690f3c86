/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of landmark sets, and the channels of a recording against them. In: a set's rows and
 * channels with marker names; out: a score, or landmarks and flags written into the
 * channels. */
#include "landmarks/landmarks.h"
#include "landmarks/parts/sides.h"

enum {
    FEWEST_LANDMARKS = 3, /* fewer are a coincidence of names … */
    FEWEST_SEGMENTS = 1,  /* … but pelvis_qw … pelvis_qz are none … */
    FEWEST_ANGLES = 2     /* … nor are pelvis_tilt and thorax_tilt */
};

bool hinge_signature_next(const char **list, char name[HINGE_LANDMARK_NAME_MAX])
{
    if (*list == NULL || **list == '\0')
        return false;
    size_t n = strcspn(*list, "|");
    snprintf(name, HINGE_LANDMARK_NAME_MAX, "%.*s", (int)n, *list);
    *list += n + ((*list)[n] == '|');
    return true;
}

/* Adds a piece to a name as far as it has room; where its end is now. */
static char *add(const char name[HINGE_LANDMARK_NAME_MAX], char *to, const char *piece, size_t n)
{
    size_t room = HINGE_LANDMARK_NAME_MAX - 1 - (size_t)(to - name);
    n = n < room ? n : room;
    memcpy(to, piece, n);
    return to + n;
}

bool hinge_landmark_next(const struct hinge_landmark_set *set, struct hinge_landmark_name *name)
{
    if (name->row == set->n_rows)
        return false;
    const struct hinge_landmark_row *row = &set->row[name->row];
    if (name->at == NULL) {
        name->at = row->names;
        name->next_rank = row->rank;
    }
    const char *at = name->at;
    size_t n = set->described ? strlen(at) : strcspn(at, "|+"),
           open = set->described ? n : strcspn(at, "{|+");
    name->landmark = row->landmark;
    name->flags = row->flags;
    name->rank = name->next_rank;
    char *to = add(name->source, name->source, at, open);
    if (open < n) {
        size_t comma = strcspn(at, ","), close = strcspn(at, "}");
        if (name->right)
            to = add(name->source, to, at + comma + 1, close - comma - 1);
        else
            to = add(name->source, to, at + open + 1, comma - open - 1);
        to = add(name->source, to, at + close + 1, n - close - 1);
        if (name->right && row->landmark != HINGE_LANDMARK_NONE)
            name->landmark++;
        name->right = !name->right;
    }
    *to = '\0';
    if (name->right) /* the other side is next */
        return true;
    name->next_rank += at[n] == '|';
    name->at = at[n] == '\0' ? NULL : at + n + 1;
    name->row += at[n] == '\0';
    return true;
}

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
        return component >= HINGE_COMPONENT_qw && component <= HINGE_COMPONENT_drift;
    return component <= HINGE_COMPONENT_score;
}

/* Behind what programs put before the names of their analog channels. */
static const char *without_program(const char *marker)
{
    static const char *const programs[] = {"Voltage.", "Analog.", "EMG."};
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
        if (strncasecmp(marker, programs[i], strlen(programs[i])) == 0)
            return marker + strlen(programs[i]);
    return marker;
}

/* "RT LUMBAR ES (uV)" is named RT LUMBAR ES, and may be called by either. */
static bool same_analog(const char *marker, const char *source)
{
    const char *bracket = strpbrk(marker, "(["), *with = marker, *other = source;
    if (hinge_same_marker(marker, source))
        return true;
    if (bracket == NULL) {
        bracket = strpbrk(source, "([");
        with = source;
        other = marker;
    }
    if (bracket == NULL)
        return false;
    char name[300];
    snprintf(name, sizeof name, "%.*s", (int)(bracket - with), with);
    return hinge_same_marker(name, other);
}

extern const struct hinge_landmark_set hinge_landmark_set_muscles;

bool hinge_is_muscle(const char *marker)
{
    const char *plain = without_program(marker);
    for (struct hinge_landmark_name name = {0};
         hinge_landmark_next(&hinge_landmark_set_muscles, &name);)
        if (name.landmark >= HINGE_LANDMARK_gmax_l && name.landmark <= HINGE_LANDMARK_ilio_r &&
            same_analog(plain, name.source))
            return true;
    return false;
}

/* A name of a set; where names may have a side, one of the right is three of them. */
struct place {
    const char *source;
    unsigned flags;
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
    bool exact; /* it is a name of the set to the letter, and of no other that differs in case */
};

enum { MAY = 1024 };

/* A set held against a recording. */
struct match {
    struct place *place; /* n */
    size_t n;
    struct called *called; /* n_called, one per channel */
    size_t n_called;
    bool may[MAY]; /* whether a key, modulo MAY, may be that of a channel */
    struct hinge_arena arena;
};

static void end_match(struct match *match)
{
    free(match->called);
    hinge_arena_clear(&match->arena);
}

static void add_place(struct match *match, const struct place *place)
{
    match->place = hinge_arena_more(&match->arena, match->place, match->n, sizeof *match->place);
    match->place[match->n++] = *place;
}

static bool takes(const struct place *place, const struct hinge_channel *channel,
                  const struct called *called)
{
    const char *source = place->source;
    if (hinge_landmark_is_analog(place->landmark))
        return called->initial == place->key && channel->component == HINGE_COMPONENT_other &&
               same_analog(without_program(channel->marker), source);
    if (place->side == HINGE_SIDE_NONE)
        return called->bare_key == place->key && can_hold(place->landmark, channel->component) &&
               (called->exact ? strcmp(called->bare, source) == 0
                              : hinge_same_marker(called->bare, source));
    return called->side == place->side && called->rest_key == place->key &&
           can_hold(place->landmark, channel->component) && hinge_same_marker(called->rest, source);
}

/* Which names of a set are in the recording; end_match clears. */
static void begin_match(const struct hinge_landmark_set *set,
                        const struct hinge_recording *recording, const char *prefix,
                        struct match *match)
{
    *match = (struct match){0};
    const struct hinge_channel *channel = recording->layout.channel;
    size_t n = recording->layout.n_channels;
    match->called = hinge_alloc(n, sizeof *match->called);
    match->n_called = n;
    for (size_t i = 0; i < n; i++) {
        struct called *called = &match->called[i];
        if (i > 0 && strcmp(channel[i].marker, channel[i - 1].marker) == 0)
            *called = called[-1]; /* of one point */
        else {
            *called = (struct called){.bare = without_prefix(channel[i].marker, prefix),
                                      .side = HINGE_SIDE_NONE};
            if (set->sided) {
                char plain[300];
                hinge_side_plain(called->bare, plain, sizeof plain);
                called->bare = hinge_arena_strdup(&match->arena, plain);
                called->side = hinge_side_take(plain);
                called->rest = hinge_arena_strdup(&match->arena, plain);
                called->rest_key = hinge_marker_key(called->rest);
            }
            called->initial = (unsigned char)hinge_initial(without_program(channel[i].marker));
            called->bare_key = hinge_marker_key(called->bare);
            match->may[called->bare_key % MAY] = match->may[called->rest_key % MAY] = true;
        }
        if (channel[i].component == HINGE_COMPONENT_other)
            match->may[called->initial] = true;
    }
    for (struct hinge_landmark_name name = {0}; hinge_landmark_next(set, &name);) {
        struct place place = {.source = hinge_arena_strdup(&match->arena, name.source),
                              .flags = name.flags,
                              .landmark = name.landmark,
                              .rank = 2 * name.rank, /* a name without its side goes first */
                              .side = HINGE_SIDE_NONE,
                              .key = hinge_marker_key(name.source)};
        if (hinge_landmark_is_analog(name.landmark))
            place.key = (unsigned char)hinge_initial(name.source);
        add_place(match, &place);
        if (!set->sided || !hinge_ends_with(hinge_landmark_name(name.landmark), "_r"))
            continue;
        place.rank++;
        place.side = HINGE_SIDE_RIGHT;
        add_place(match, &place);
        place.landmark = name.landmark - 1; /* the left is listed before it */
        place.side = HINGE_SIDE_LEFT;
        add_place(match, &place);
    }
    for (size_t r = 0; r < match->n; r++) {
        const struct place *place = &match->place[r];
        for (size_t i = 0; match->may[place->key % MAY] && i < match->n_called; i++)
            if (match->called[i].bare_key == place->key)
                match->called[i].exact |= strcmp(match->called[i].bare, place->source) == 0;
    }
    for (size_t r = 0; r < match->n; r++) {
        struct place *place = &match->place[r];
        for (size_t i = 0; match->may[place->key % MAY] && i < n && !place->found; i++)
            place->found = takes(place, &channel[i], &match->called[i]);
    }
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

static bool has_name(const struct hinge_recording *recording, const char *prefix, const char *name)
{
    for (size_t i = 0; i < recording->layout.n_channels; i++) {
        const char *marker = recording->layout.channel[i].marker;
        if (*marker != '\0' && hinge_same_marker(without_prefix(marker, prefix), name))
            return true;
    }
    return false;
}

/* Whether the points have depth as the set wants it. */
static bool has_axes(const struct hinge_landmark_set *set, const struct hinge_recording *recording)
{
    bool depth = false;
    for (size_t i = 0; i < recording->layout.n_channels; i++)
        depth = depth || recording->layout.channel[i].component == HINGE_COMPONENT_z;
    return set->axes == 0 || (set->axes == 3) == depth;
}

/* Whether a set is of the recording's format, or of any; a recording of no file has none. */
static bool has_format(const struct hinge_landmark_set *set,
                       const struct hinge_recording *recording)
{
    const char *format = recording->layout.format;
    return set->format == NULL || format == NULL || strcmp(set->format, format) == 0;
}

/* Landmarks that a set finds in a recording, segments among them, and its names that are there. */
static size_t count_landmarks(const struct hinge_landmark_set *set,
                              const struct hinge_recording *recording, const char *prefix,
                              size_t *rows, size_t *segments)
{
    struct match match;
    size_t found = 0;
    bool counted[HINGE_LANDMARK_COUNT] = {0};
    *rows = *segments = 0;
    begin_match(set, recording, prefix, &match);
    for (size_t r = 0; r < match.n; r++) {
        enum hinge_landmark landmark = match.place[r].landmark;
        *rows += match.place[r].found;
        if (!match.place[r].found || landmark == HINGE_LANDMARK_NONE || counted[landmark])
            continue;
        counted[landmark] = true;
        if (rank_of(&match, landmark) >= 0) {
            found++;
            *segments += hinge_landmark_is_segment(landmark);
        }
    }
    end_match(&match);
    return found;
}

int hinge_landmark_set_score(const struct hinge_landmark_set *set,
                             const struct hinge_recording *recording, const char *prefix,
                             size_t *matched, struct hinge_text *why)
{
    size_t segments = 0;
    *matched = 0;
    char name[HINGE_LANDMARK_NAME_MAX];
    if (!has_format(set, recording)) {
        hinge_text_printf(why, "names of %s files", set->format);
        return 0;
    }
    for (const char *list = set->signature; hinge_signature_next(&list, name);)
        if (!has_name(recording, prefix, name)) {
            hinge_text_printf(why, "no %s", name);
            return 0;
        }
    if (!has_axes(set, recording)) {
        hinge_text_adds(why,
                        set->axes == 3 ? "its points have depth" : "its points are in a picture");
        return 0;
    }
    size_t rows;
    *matched = count_landmarks(set, recording, prefix, &rows, &segments);
    hinge_text_printf(why, "%zu of its names, %zu landmarks", rows, *matched);
    bool enough = *matched >= FEWEST_LANDMARKS || segments >= FEWEST_SEGMENTS ||
                  (set->family == HINGE_FAMILY_angles && *matched >= FEWEST_ANGLES) ||
                  (set->family == HINGE_FAMILY_analog && *matched > 0);
    return enough ? 1 + (int)rows : 0;
}

void hinge_landmark_set_lacking(const struct hinge_recording *recording, const char *prefix,
                                struct hinge_text *out)
{
    size_t n, most = FEWEST_LANDMARKS - 1;
    const struct hinge_landmark_set *const *list = hinge_landmark_set_list(&n);
    for (size_t i = 0; i < n; i++) {
        const struct hinge_landmark_set *set = list[i];
        if (!has_format(set, recording) || !has_axes(set, recording))
            continue;
        char name[HINGE_LANDMARK_NAME_MAX];
        cleared_by(hinge_text_clear) struct hinge_text lacking = {0};
        for (const char *names = set->signature; hinge_signature_next(&names, name);)
            if (!has_name(recording, prefix, name))
                hinge_text_printf(&lacking, "%s%s", lacking.length > 0 ? ", " : "", name);
        size_t rows, segments;
        const size_t found = count_landmarks(set, recording, prefix, &rows, &segments);
        if (lacking.length > 0 && found > most) {
            most = found;
            out->length = 0;
            hinge_text_printf(out,
                              "%s has %zu landmarks in them, and needs %s, too; landmarks = %s "
                              "reads it without",
                              set->id, found, lacking.data, set->id);
        }
    }
}

/* Gives the channels of one row their landmark. One source may be several analog ones, each then
 * with a channel of its own. The same source twice is refused, since only the user knows which one
 * is meant. What an earlier set gave an analog landmark keeps it. */
static enum hinge_status apply_place(const struct place *place, const struct match *match,
                                     const bool *given, struct hinge_recording *recording,
                                     struct hinge_error *error)
{
    size_t first[HINGE_COMPONENT_COUNT] = {0}; /* and 1 */
    for (size_t i = 0; i < match->n_called; i++) {
        struct hinge_channel *channel = &recording->layout.channel[i];
        if (!takes(place, channel, &match->called[i]) ||
            (channel->landmark != HINGE_LANDMARK_NONE && given[channel->landmark]))
            continue;
        size_t other = first[channel->component];
        bool analog = hinge_landmark_is_analog(place->landmark);
        /* samples of one frame are channels of one name */
        if (other > 0 && !analog)
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_DUPLICATE_COLUMN,
                "channels %zu (%s) and %zu (%s) are both %s; rename one, or say which "
                "subject is meant with marker.prefix",
                other, recording->layout.channel[other - 1].source, i + 1, channel->source,
                hinge_landmark_name(place->landmark));
        first[channel->component] = i + 1;
        if (analog && channel->landmark != HINGE_LANDMARK_NONE &&
            channel->landmark != place->landmark) {
            /* a second channel with the numbers of channel i, behind all others */
            struct hinge_layout *layout = &recording->layout;
            size_t n = layout->n_channels++, frames = recording->n_frames;
            struct hinge_arena arena = {layout->blocks};
            struct hinge_channel *all = hinge_arena_alloc(&arena, n + 1, sizeof *all);
            layout->blocks = arena.head;
            memcpy(all, layout->channel, n * sizeof *all);
            all[n] = all[i];
            layout->channel = all;
            recording->data =
                hinge_resize(recording->data, (n + 1) * frames, sizeof *recording->data);
            memcpy(recording->data + n * frames, recording->data + i * frames,
                   frames * sizeof *recording->data);
            channel = all + n;
        }
        channel->landmark = place->landmark;
        channel->flags |= place->flags;
    }
    return HINGE_OK;
}

enum hinge_status hinge_landmark_set_add(const struct hinge_landmark_set *set,
                                         struct hinge_recording *recording, const char *prefix,
                                         struct hinge_error *error)
{
    struct match match;
    enum hinge_status status = HINGE_OK;
    bool given[HINGE_LANDMARK_COUNT] = {false}; /* of analog ones */
    for (size_t i = 0; i < recording->layout.n_channels; i++)
        if (hinge_landmark_is_analog(recording->layout.channel[i].landmark))
            given[recording->layout.channel[i].landmark] = true;
    begin_match(set, recording, prefix, &match);
    for (size_t r = 0; r < match.n && status == HINGE_OK; r++) {
        const struct place *place = &match.place[r];
        if (place->found && place->landmark != HINGE_LANDMARK_NONE && !given[place->landmark] &&
            place->rank == rank_of(&match, place->landmark))
            status = apply_place(place, &match, given, recording, error);
    }
    end_match(&match);
    return status;
}

enum hinge_status hinge_landmark_set_apply(const struct hinge_landmark_set *set,
                                           struct hinge_recording *recording, const char *prefix,
                                           struct hinge_error *error)
{
    enum hinge_status status = hinge_landmark_set_add(set, recording, prefix, error);
    if (status == HINGE_OK) {
        struct hinge_layout *layout = &recording->layout;
        struct hinge_arena arena = {layout->blocks};
        layout->landmark_set = hinge_arena_strdup(&arena, set->id);
        layout->blocks = arena.head;
        layout->family = set->family;
        /* a set made for images may meet its names in a three-dimensional table, which is none */
        bool depth = false;
        for (size_t i = 0; i < recording->layout.n_channels; i++)
            depth = depth || (recording->layout.channel[i].landmark != HINGE_LANDMARK_NONE &&
                              recording->layout.channel[i].component == HINGE_COMPONENT_z);
        bool no_image = (set->layout_flags & HINGE_LAYOUT_IMAGE) && depth &&
                        set->family != HINGE_FAMILY_mediapipe;
        layout->flags |= set->layout_flags & ~(no_image ? (unsigned)HINGE_LAYOUT_IMAGE : 0u);
        if (*set->up != '\0' && *layout->up == '\0' && !no_image)
            memcpy(layout->up, set->up, sizeof layout->up);
    }
    return status;
}
