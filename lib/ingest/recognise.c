/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, and reading it. In: a path and what the user said; out: a recording, which
 * the caller owns, with landmarks, units and vertical as far as they are known, and what
 * was weighed on the way. */
#include "base/parameters.h"
#include "ingest/ingest.h"

#include "landmarks/parts/sides.h"

/* --- names that no landmark set knows --- */

/* Of a name of fewer than LEAST letters everything is near, of up to SHORT only what
 * differs in one. */
enum { SHOWN = 8, LONGEST = 64, LEAST = 5, SHORT = 6 };

static bool has(const struct hinge_recording *recording, enum hinge_landmark landmark)
{
    for (size_t c = 0; c < recording->layout.n_channels; c++)
        if (recording->layout.channel[c].landmark == landmark)
            return true;
    return false;
}

/* Small letters without accents and without what joins the parts of a name. */
static void plain(const char *name, char out[LONGEST])
{
    char letters[LONGEST];
    size_t n = 0;
    hinge_side_plain(name, letters, sizeof letters);
    for (const char *p = letters; *p != '\0'; p++)
        if (strchr("._ -", *p) == NULL)
            out[n++] = (char)tolower((unsigned char)*p);
    out[n] = '\0';
}

/* A name as it is compared, whole and without its side. */
struct compared {
    char whole[LONGEST], rest[LONGEST];
    unsigned limit; /* letters that a slip may change */
};

/* How far a name is from the nearest of all sets, *found; above the limit: none is
 * near. Names that a set knows and leaves unused are near themselves. */
static unsigned nearest(const struct compared *marker, char found[HINGE_LANDMARK_NAME_MAX])
{
    unsigned best = marker->limit + 1;
    size_t n;
    const struct hinge_landmark_set *const *list = hinge_landmark_set_list(&n);
    for (size_t s = 0; s < n; s++)
        for (struct hinge_landmark_name name = {0}; hinge_landmark_next(list[s], &name);) {
            char other[LONGEST];
            if (name.landmark >= HINGE_LANDMARK_osim_pelvis_tilt)
                continue;
            plain(name.source, other);
            unsigned distance = hinge_name_distance(list[s]->sided ? marker->rest : marker->whole,
                                                    other, marker->limit);
            if (distance < best) {
                best = distance;
                snprintf(found, HINGE_LANDMARK_NAME_MAX, "%s", name.source);
            }
        }
    return best;
}

/* Adds a note to a recording of points that lacks what every tier needs, after its set
 * was applied. */
static void note_unknown_names(struct hinge_recording *recording)
{
    const struct hinge_recording *r = recording;
    size_t n = 0;
    /* trunk, hip and knee of some side, by any of their names */
    bool trunk = has(r, HINGE_LANDMARK_c7) || has(r, HINGE_LANDMARK_shoulder_l) ||
                 has(r, HINGE_LANDMARK_shoulder_r);
    bool hip = has(r, HINGE_LANDMARK_hjc_l) || has(r, HINGE_LANDMARK_hjc_r) ||
               has(r, HINGE_LANDMARK_asis_l);
    if (trunk && hip && (has(r, HINGE_LANDMARK_knee_l) || has(r, HINGE_LANDMARK_knee_r)))
        return;
    cleared_by(hinge_text_clear) struct hinge_text names = {0};
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        const struct hinge_channel *channel = &recording->layout.channel[c];
        if (channel->component != HINGE_COMPONENT_x || *channel->marker == '\0' ||
            channel->landmark != HINGE_LANDMARK_NONE)
            continue;
        struct compared name;
        char rest[LONGEST];
        plain(channel->marker, name.whole);
        hinge_side_plain(channel->marker, rest, sizeof rest);
        hinge_side_take(rest);
        plain(rest, name.rest);
        name.limit = strlen(name.rest) < SHORT ? 1 : 2;
        char near[HINGE_LANDMARK_NAME_MAX] = "";
        unsigned distance = nearest(&name, near);
        if (distance == 0 || n++ >= SHOWN)
            continue;
        hinge_text_printf(&names, "%s%s", n > 1 ? ", " : "", channel->marker);
        if (*near != '\0' && strlen(name.rest) >= LEAST)
            hinge_text_printf(&names, " (%s?)", near);
    }
    if (n > SHOWN)
        hinge_text_printf(&names, " and %zu more", n - SHOWN);
    if (n > 0)
        hinge_build_note(recording,
                         "names that no landmark set knows: %s; rename them, or "
                         "say which is which in [landmarks:<id>] of a config",
                         hinge_text_string(&names));
}

/* --- candidates --- */

/* Puts a candidate at its place; full lists drop it. */
static void add_candidate(struct hinge_candidate *list, size_t *n, const char *id, int score,
                          const struct hinge_text *why)
{
    if (*n == HINGE_CANDIDATES_MAX)
        return;
    size_t at = (*n)++;
    while (at > 0 && list[at - 1].score < score) {
        list[at] = list[at - 1];
        at--;
    }
    list[at].id = id;
    list[at].score = score;
    snprintf(list[at].why, sizeof list[at].why, "%s", hinge_text_string(why));
}

/* The nearest one, or the list of what there is. */
static enum hinge_status unknown_id(const char *what, const char *id, const char *const *names,
                                    size_t n, struct hinge_error *error)
{
    const char *near = hinge_suggest(id, names, n);
    cleared_by(hinge_text_clear) struct hinge_text list = {0};
    hinge_text_join(&list, names, n, ", ");
    return hinge_usage(error, "unknown %s \"%.60s\"; %s%s%s", what, id,
                       near != NULL ? "did you mean " : "known: ",
                       near != NULL ? near : hinge_text_string(&list), near != NULL ? "?" : "");
}

/* --- landmark sets: one of points or sensors, and one of angles that somebody else computed --- */

static enum hinge_status find_set(const char *id, const struct hinge_landmark_set *theirs,
                                  size_t n_theirs, const struct hinge_landmark_set **set,
                                  struct hinge_error *error)
{
    const size_t at = HINGE_ROW_AT(theirs, n_theirs, id);
    const char *names[HINGE_IDS_MOST];
    *set = at < n_theirs ? &theirs[at] : hinge_landmark_set_find(id);
    return *set != NULL
               ? HINGE_OK
               : unknown_id("landmark set", id, names, hinge_landmark_set_ids(names), error);
}

/* The sets that explain the channels best, of points and of angles. */
struct best {
    const struct hinge_landmark_set *set, *equal; /* equal: one that is as good */
    bool told;
    int score;
    size_t matched;
};

/* Muscles that the user describes are added to those that are known, and go before them. */
enum { POINTS, ANGLES, THEIR_MUSCLES, ANALOG, CLASSES };

static int class_of(const struct hinge_landmark_set *set)
{
    return set->family == HINGE_FAMILY_angles   ? ANGLES
           : set->family != HINGE_FAMILY_analog ? POINTS
           : set->described                     ? THEIR_MUSCLES
                                                : ANALOG;
}

static const char *why_of(const struct hinge_candidate *of, size_t n, const char *id)
{
    const size_t i = HINGE_ROW_AT(of, n, id);
    return i < n ? of[i].why : "";
}

static void weigh_all(const struct hinge_recording *recording,
                      const struct hinge_read_options *options,
                      const struct hinge_landmark_set *asked, const char *prefix,
                      struct hinge_recognition *recognition, struct best best[CLASSES])
{
    size_t n, matched;
    const struct hinge_landmark_set *const *list = hinge_landmark_set_list(&n);
    for (size_t i = 0; i < n + options->n_sets; i++) {
        cleared_by(hinge_text_clear) struct hinge_text why = {0};
        const struct hinge_landmark_set *one =
            i < n ? list[i] : &options->set[i - n]; /* those of the config last */
        int score = hinge_landmark_set_score(one, recording, prefix, &matched, &why);
        add_candidate(recognition->set, &recognition->n_sets, one->id, score, &why);
        struct best *its = &best[class_of(one)];
        if (one == asked)
            *its = (struct best){one, NULL, true, INT_MAX, matched};
        else if (asked == NULL || class_of(asked) == THEIR_MUSCLES || class_of(one) != POINTS) {
            /* recognised by names of its own, or said by the user: our own ids are such names,
             * words of a language are none. Of two that explain as much, one that is told so goes
             * before one that is not */
            bool told =
                i >= n || one->signature != NULL || (class_of(one) == POINTS && !one->sided);
            if (score > its->score || (score > 0 && score == its->score && told && !its->told))
                *its = (struct best){one, NULL, told, score, matched};
            else if (score > 0 && score == its->score && told == its->told)
                its->equal = one;
        }
    }
}

enum { SHARE_NUM = 4, SHARE_DEN = 5, SHARED_LEAST = 3, PREFIX_MAX = 128 };

/* Whether four of five names of points or sensors begin with this. */
static bool is_shared(const struct hinge_recording *recording, const char *start, size_t length)
{
    size_t n = 0, shared = 0;
    for (size_t i = 0; i < recording->layout.n_channels; i++) {
        const struct hinge_channel *channel = &recording->layout.channel[i];
        if (*channel->marker == '\0' ||
            (channel->component != HINGE_COMPONENT_x && channel->component != HINGE_COMPONENT_qw))
            continue;
        n++;
        shared += strncmp(channel->marker, start, length) == 0 && channel->marker[length] != '\0';
    }
    return shared >= SHARED_LEAST && SHARE_DEN * shared >= SHARE_NUM * n;
}

/* Whether the last word says which hip it is: "left_", "body_left_". */
static bool ends_in_side(const char *start, size_t length)
{
    static const char *const sides[] = {"left", "right", "l", "r", "lt", "rt"};
    size_t from = length - 1;
    while (from > 0 && strchr("_. -", start[from - 1]) == NULL)
        from--;
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
        if (from + strlen(sides[i]) + 1 == length &&
            strncasecmp(start + from, sides[i], strlen(sides[i])) == 0)
            return true;
    return false;
}

/* What names of points have before what they name ("Anna_LASI", "landmark_nose",
 * "Skeleton 001.LASI"), up to a separator: the longest that most share. Empty for none.
 */
static void find_shared(const struct hinge_recording *recording, char shared[PREFIX_MAX])
{
    *shared = '\0';
    for (size_t i = 0; i < recording->layout.n_channels; i++) {
        const struct hinge_channel *channel = &recording->layout.channel[i];
        const char *marker = channel->marker;
        if (channel->component != HINGE_COMPONENT_x && channel->component != HINGE_COMPONENT_qw)
            continue;
        size_t length = strlen(marker);
        for (size_t k = 1; k < PREFIX_MAX && k < length; k++)
            if (strchr("_. -", marker[k - 1]) != NULL && k > strlen(shared) &&
                !ends_in_side(marker, k) && is_shared(recording, marker, k))
                snprintf(shared, PREFIX_MAX, "%.*s", (int)k, marker);
    }
}

/* Whether names of three levels of the spine are there, as only stickers have them together. */
static bool has_spine_names(const struct hinge_recording *recording)
{
    static const char *const level[] = {"C7", "T8", "L1", "T12", "L5", "S1"};
    bool found[3] = {false};
    for (size_t c = 0; c < recording->layout.n_channels; c++)
        for (size_t k = 0; k < 6; k++)
            if (hinge_same_marker(recording->layout.channel[c].marker, level[k]))
                found[k / 2] = true;
    return found[0] && found[1] && found[2];
}

/* Gives channels their landmarks: those of the best set of points or sensors (or the
 * one asked for), and beside them those of the best set of angles. A note says when no
 * set fits, or that there are angles. INPUT: AMBIGUOUS_FORMAT, DUPLICATE_COLUMN. */
static enum hinge_status apply_sets(struct hinge_recording *recording, const char *shown,
                                    const struct hinge_read_options *options, const char *prefix,
                                    struct hinge_recognition *recognition,
                                    struct hinge_error *error)
{
    struct best best[CLASSES] = {0};
    const struct hinge_landmark_set *asked = NULL;
    struct hinge_error inner = HINGE_ERROR_INIT;
    enum hinge_status status = HINGE_OK;
    if (options->landmarks != NULL && *options->landmarks != '\0')
        status = find_set(options->landmarks, options->set, options->n_sets, &asked, error);
    if (status == HINGE_OK)
        weigh_all(recording, options, asked, prefix, recognition, best);
    char shared[PREFIX_MAX] = "";
    if (status == HINGE_OK && best[POINTS].set == NULL && *prefix == '\0')
        find_shared(recording, shared);
    if (*shared != '\0') {
        prefix = shared;
        recognition->n_sets = 0;
        memset(best, 0, sizeof best);
        weigh_all(recording, options, asked, prefix, recognition, best);
        if (best[POINTS].set != NULL)
            hinge_build_note(recording, "names begin with \"%s\", which is ignored", shared);
    }
    /* stickers on the spine go before the many points of a network in the same table, which see
     * none */
    struct best *points = &best[POINTS];
    const bool network = status == HINGE_OK && points->set != NULL &&
                         (points->set->family == HINGE_FAMILY_mediapipe ||
                          points->set->family == HINGE_FAMILY_openpose);
    cleared_by(hinge_text_clear) struct hinge_text why = {0};
    size_t n, matched;
    const struct hinge_landmark_set *const *list = hinge_landmark_set_list(&n);
    for (size_t i = 0; network && points->score < INT_MAX && i < n; i++)
        if (list[i]->sided && has_spine_names(recording) &&
            hinge_landmark_set_score(list[i], recording, prefix, &matched, &why) > 0)
            *points = (struct best){list[i], NULL, true, INT_MAX, matched};
    for (int k = 0; k < CLASSES && status == HINGE_OK; k++)
        if (best[k].equal != NULL) {
            const char *a = best[k].set->id, *b = best[k].equal->id;
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_AMBIGUOUS_FORMAT,
                                   "%s: landmarks could be %s (%s) or %s (%s); say which with "
                                   "--set landmarks=ID",
                                   shown, a, why_of(recognition->set, recognition->n_sets, a), b,
                                   why_of(recognition->set, recognition->n_sets, b));
        }
    if (status != HINGE_OK)
        return status;
    const struct best *main = best;
    while (main->set == NULL && main < &best[ANALOG])
        main++;
    if (main->set == NULL) {
        cleared_by(hinge_text_clear) struct hinge_text lacking = {0};
        hinge_landmark_set_lacking(recording, prefix, &lacking);
        hinge_build_note(recording, "no landmark set fits the names of the columns%s%s",
                         lacking.length > 0 ? ": " : "", hinge_text_string(&lacking));
        note_unknown_names(recording);
        return HINGE_OK;
    }
    recognition->n_matched = main->matched;
    status = hinge_landmark_set_apply(main->set, recording, prefix, &inner);
    for (int k = ANGLES; k < CLASSES && status == HINGE_OK; k++)
        if (best[k].set != NULL && main != &best[k])
            status = hinge_landmark_set_add(best[k].set, recording, prefix, &inner);
    if (status != HINGE_OK)
        return hinge_error_set(error, status, inner.reason, "%s: %s", shown, inner.message);
    /* what a body model made is inferred, by whatever names */
    for (size_t i = 0; i < recording->layout.n_channels; i++) {
        struct hinge_channel *channel = &recording->layout.channel[i];
        if ((recording->layout.flags & HINGE_LAYOUT_MARKERS_INFERRED) &&
            channel->landmark != HINGE_LANDMARK_NONE &&
            !hinge_landmark_is_angle(channel->landmark) &&
            !hinge_landmark_is_analog(channel->landmark))
            channel->flags |= HINGE_CHANNEL_INFERRED;
    }
    if (main == &best[POINTS])
        note_unknown_names(recording);
    /* what else the recording brings */
    if (main == &best[POINTS] && best[ANGLES].set != NULL)
        hinge_build_note(recording, "%zu angle%s of another program (%s) %s kept for comparison",
                         best[ANGLES].matched, HINGE_S(best[ANGLES].matched), best[ANGLES].set->id,
                         best[ANGLES].matched == 1 ? "is" : "are");
    for (int k = THEIR_MUSCLES; k <= ANALOG; k++)
        if (main != &best[k] && best[k].set != NULL)
            hinge_build_note(recording, "EMG or force beside it: %zu (%s)", best[k].matched,
                             best[k].set->id);
    return HINGE_OK;
}

/* --- format --- */

enum { DESCRIBED_SCORE = 100 };

static enum hinge_status find_format(const char *id, const struct hinge_format **format,
                                     struct hinge_error *error)
{
    const char *names[HINGE_IDS_MOST];
    *format = hinge_format_find(id);
    if (*format != NULL)
        return HINGE_OK;
    if (hinge_landmark_set_find(id) != NULL)
        return hinge_usage(error,
                           "unknown format \"%s\", which is a landmark set: "
                           "say --set landmarks=%s (or in a column landmarks)",
                           id, id);
    return unknown_id("format", id, names, hinge_format_ids(names), error);
}

enum hinge_status hinge_recognise_ids_check(const char *format, const char *landmarks,
                                            const struct hinge_config *config,
                                            struct hinge_error *error)
{
    const struct hinge_format *found;
    const struct hinge_landmark_set *set;
    enum hinge_status status = HINGE_OK;
    if (format != NULL && *format != '\0')
        status = find_format(format, &found, error);
    if (status == HINGE_OK && landmarks != NULL && *landmarks != '\0')
        status = find_set(landmarks, NULL, 0, &set, error);
    for (size_t i = 0;
         status == HINGE_USAGE && config != NULL && landmarks != NULL && i < config->n_entries; i++)
        if (strcmp(config->entry[i].section, "landmarks") == 0 &&
            strcmp(config->entry[i].id, landmarks) == 0)
            status = HINGE_OK;
    return status;
}

static const char *const content_names[] = {
    [HINGE_CONTENT_TEXT] = "delimited text",      [HINGE_CONTENT_JSON] = "JSON",
    [HINGE_CONTENT_XML] = "HTML or XML",          [HINGE_CONTENT_BINARY] = "a binary file",
    [HINGE_CONTENT_FOLDER] = "a folder of files",
};

/* The reason that helps: of the format the extension names, else of the general table,
 * else of all there are. */
static enum hinge_status unknown_format(const struct hinge_probe *probe,
                                        const struct hinge_recognition *recognition,
                                        struct hinge_error *error)
{
    const struct hinge_candidate *of = recognition->format;
    const size_t n = recognition->n_formats, named = HINGE_ROW_AT(of, n, probe->extension);
    const char *why = named < n ? of[named].why : why_of(of, n, "csv");
    char folder[1000];
    if (probe->content == HINGE_CONTENT_TEXT && hinge_device_folder(probe->name, folder))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                               "%s: one sensor of a device: acceleration and Gyroscope.csv beside "
                               "it make one recording; name their folder in sensor:<segment>",
                               probe->name);
    if (probe->content == HINGE_CONTENT_TEXT && strstr(why, "acceleration alone") == NULL &&
        hinge_sensor_accelerates(probe->name, &probe->head))
        return hinge_device_partial(probe->name, probe->name, error);
    if (probe->content == HINGE_CONTENT_TEXT && hinge_sensors_raw(&probe->head))
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
            "%s: a table of raw acceleration or turning rates, of several sensors or without a "
            "gyroscope: give each sensor a file with both, and name it in a column "
            "sensor:<segment> of the trial list (docs/sensors.md)",
            probe->name);
    cleared_by(hinge_text_clear) struct hinge_text all = {0};
    for (size_t i = 0; *why == '\0' && i < recognition->n_formats; i++)
        hinge_text_printf(&all, "%s%s: %s", i > 0 ? "; " : "", recognition->format[i].id,
                          recognition->format[i].why);
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                           "%s: not a recording that can be read: %s%s%s", probe->name, why,
                           *why == '\0' && all.length == 0 ? content_names[probe->content]
                                                           : hinge_text_string(&all),
                           strchr(why, ';') != NULL ? "" : "; export it as TRC, C3D or CSV");
}

static enum hinge_status choose_format(const struct hinge_probe *probe,
                                       const struct hinge_read_options *options,
                                       struct hinge_recognition *recognition,
                                       const struct hinge_format **format,
                                       struct hinge_error *error)
{
    size_t n;
    const struct hinge_format *const *list = hinge_format_list(&n);
    recognition->described = hinge_described_here(probe, options);
    for (size_t i = 0; i < n; i++) {
        cleared_by(hinge_text_clear) struct hinge_text why = {0};
        if (list[i]->content != probe->content)
            continue;
        int score = hinge_format_score(list[i], probe, &why);
        if (recognition->described && strcmp(list[i]->id, "csv") == 0) {
            why.length = 0; /* a table whose columns the user named */
            hinge_text_adds(&why, "its columns are described in [columns]");
            score = DESCRIBED_SCORE;
        }
        add_candidate(recognition->format, &recognition->n_formats, list[i]->id, score, &why);
    }
    if (options->format != NULL && *options->format != '\0') {
        enum hinge_status status = find_format(options->format, format, error);
        if (status != HINGE_OK || (*format)->content == probe->content)
            return status;
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
            "%s: format %s is %s, this is %s; give another format (--recording, the key format "
            "of [ingest]), or none",
            probe->name, (*format)->id, content_names[(*format)->content],
            content_names[probe->content]);
    }
    const struct hinge_candidate *best = recognition->format;
    if (options->any_table && probe->content == HINGE_CONTENT_TEXT && best[0].score == 0)
        return find_format("csv", format, error);
    if (recognition->n_formats == 0 || best[0].score == 0) /* none of its kind */
        return unknown_format(probe, recognition, error);
    if (best[0].score == best[1].score)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_AMBIGUOUS_FORMAT,
                               "%s: could be %s (%s) or %s (%s); say which with --recording",
                               probe->name, best[0].id, best[0].why, best[1].id, best[1].why);
    return find_format(best[0].id, format, error);
}

/* Reads one file with the format that fits best; the digest covers all of it. */
static enum hinge_status read_file(const char *path, const char *shown,
                                   const struct hinge_read_options *options,
                                   struct hinge_bytes *bytes, struct hinge_recording *recording,
                                   struct hinge_recognition *recognition, char sha256[65],
                                   struct hinge_error *error)
{
    struct hinge_arena arena = {0};
    struct hinge_probe probe;
    const struct hinge_format *format = NULL;
    enum hinge_status status =
        hinge_probe_open(path, shown, options, bytes, &arena, &probe, sha256, error);
    if (status == HINGE_OK)
        status = choose_format(&probe, options, recognition, &format, error);
    if (status == HINGE_OK)
        status = hinge_format_read(format, &probe, options, recording, error);
    if (status == HINGE_OK && options->time_is_frame)
        hinge_settle_frames(recording);
    if (status == HINGE_OK)
        status = hinge_inertial_orient(recording, shown, options->rate_hz, options->role,
                                       options->accel_bias, error);
    hinge_probe_close(&probe);
    return status;
}

/* What the files beside a BIDS table say where the table doesn't. */
static void take_sidecar(const char *path, const char *within, struct hinge_recording *recording,
                         enum hinge_family *family)
{
    struct hinge_bids_sidecar sidecar;
    struct hinge_error ignored = HINGE_ERROR_INIT; /* it was read before */
    hinge_bids_sidecar_read(path, within, &sidecar, &ignored);
    if (!(recording->header_rate_hz > 0) && sidecar.rate_hz > 0)
        recording->header_rate_hz = sidecar.rate_hz;
    if (sidecar.up[0] != '\0')
        memcpy(recording->layout.up, sidecar.up, sizeof sidecar.up);
    *family = hinge_family_find(sidecar.tracked_by);
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        struct hinge_channel *channel = &recording->layout.channel[c];
        if (sidecar.heading_free && channel->component >= HINGE_COMPONENT_qw &&
            channel->component <= HINGE_COMPONENT_qz)
            channel->flags |= HINGE_CHANNEL_HEADING_FREE;
        if (sidecar.forces_turned && hinge_landmark_is_force(hinge_landmark_find(channel->marker)))
            channel->flags |= HINGE_CHANNEL_LABORATORY;
    }
    if (sidecar.header.length > 0)
        hinge_build_note(recording, "Motion-BIDS: names, units and rate from the files "
                                    "beside it");
    if (hinge_bids_is_motion(path) && !sidecar.motion)
        hinge_build_note(recording,
                         "warning: no _motion.json beside it: its rate, the words of its task "
                         "and its cue are not known");
    hinge_text_clear(&sidecar.header);
}

size_t hinge_add_muscles(const struct hinge_recording *recording, struct hinge_text *out)
{
    const struct hinge_layout *layout = &recording->layout;
    size_t n = 0, known = 0, samples = 1, times = 0;
    double first_s = INFINITY, last_s = -INFINITY;
    cleared_by(hinge_text_clear) struct hinge_text names = {0};
    for (size_t c = 0; c < layout->n_channels; c++) {
        const struct hinge_channel *channel = &layout->channel[c];
        const bool clock = channel->landmark == HINGE_LANDMARK_analog_time &&
                           strncmp(channel->source, "emg.", 4) == 0; /* of a file beside it */
        for (size_t i = 0; clock && i < recording->n_frames; i++) {
            const double at_s = recording->data[c * recording->n_frames + i];
            times += isnan(at_s) ? 0 : 1;
            first_s = fmin(first_s, at_s);
            last_s = fmax(last_s, at_s);
        }
        if (channel->component != HINGE_COMPONENT_other)
            continue;
        const bool volts = channel->unit == HINGE_UNIT_V || channel->unit == HINGE_UNIT_mV ||
                           channel->unit == HINGE_UNIT_uV;
        const bool used = channel->landmark >= HINGE_LANDMARK_gmax_l &&
                          channel->landmark <= HINGE_LANDMARK_ilio_r;
        const bool muscle = used || hinge_is_muscle(channel->marker);
        if (!volts && !muscle)
            continue;
        if (n > 0 && c > 0 && strcmp(channel->marker, channel[-1].marker) == 0) {
            samples += n == 1; /* several samples a frame */
            continue;
        }
        n++;
        known += muscle;
        if (used)
            hinge_text_printf(&names, "%s%s", names.length > 0 ? ", " : ": ",
                              hinge_landmark_name(channel->landmark));
    }
    const double rate_hz = last_s > first_s ? round((double)(times - 1) / (last_s - first_s))
                                            : recording->header_rate_hz * (double)samples;
    if (n > 0) {
        hinge_text_printf(out, "%zu channel%s of muscles", n, HINGE_S(n));
        if (rate_hz > 0)
            hinge_text_printf(out, " at %g Hz", rate_hz);
        hinge_text_printf(out, ", %zu known%s", known, hinge_text_string(&names));
    }
    return n - known;
}

/* A part of a BIDS data set, and a trial list whose column of recordings has another name, are told
 * from a file that nobody knows. */
static enum hinge_status name_other(const char *path, const char *shown, enum hinge_status status,
                                    struct hinge_error *error)
{
    const char *says = hinge_bids_part(path);
    bool unknown = error != NULL && (error->reason == HINGE_REASON_UNKNOWN_FORMAT ||
                                     error->reason == HINGE_REASON_UNREADABLE);
    if (says != NULL && unknown)
        return hinge_error_set(error, status, HINGE_REASON_UNKNOWN_FORMAT, "%s: %s", shown, says);
    bool events = false, table = unknown && error->reason == HINGE_REASON_UNKNOWN_FORMAT;
    enum hinge_status list =
        table ? hinge_list_check_none(path, shown, NULL, &events, error) : HINGE_OK;
    return list != HINGE_OK ? list : status;
}

/* Whether a channel is a column of the file in `emg`, other than its clock. */
static bool is_beside(const struct hinge_channel *channel)
{
    return strncmp(channel->source, "emg.", 4) == 0 &&
           channel->landmark != HINGE_LANDMARK_analog_time;
}

/* INPUT if no column of the file in `emg` is used; `forces`: some are of OpenSim's forces. */
static enum hinge_status check_beside(const struct hinge_recording *recording,
                                      const struct hinge_read_options *options, bool used,
                                      bool forces, struct hinge_error *error)
{
    enum { NAMED = 4 };
    const struct hinge_read_part *part = NULL;
    cleared_by(hinge_text_clear) struct hinge_text names = {0};
    size_t n = 0;
    const char *last = "";
    for (size_t i = 0; i < options->n_parts; i++)
        if (strcmp(options->part[i].role, "emg") == 0)
            part = &options->part[i];
    if (part == NULL || used || forces)
        return HINGE_OK;
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        const struct hinge_channel *channel = &recording->layout.channel[c];
        if (!is_beside(channel) || strcmp(last, channel->marker) == 0)
            continue;
        last = channel->marker;
        if (n++ < NAMED)
            hinge_text_printf(&names, "%s%.60s", n > 1 ? ", " : "", last);
    }
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
        "%s: none of its columns is used (%s%s): expected muscles (gmax_r), forces (force_l_n) or "
        "those of OpenSim (ground_force_1_vx, ground_force_1_px); say which is which in "
        "[landmarks:<id>] of a config, or empty the cell in column emg",
        part->shown, hinge_text_string(&names), n > NAMED ? ", …" : "");
}

/* What is known before anything is settled. */
struct known {
    enum hinge_unit unit; /* of positions */
    char up[sizeof((struct hinge_layout *)0)->up];
    bool assumed;
};

static struct known known_of(const struct hinge_layout *layout)
{
    struct known known = {.unit = hinge_position_unit(layout),
                          .assumed = (layout->flags & HINGE_LAYOUT_UP_ASSUMED) != 0};
    memcpy(known.up, layout->up, sizeof known.up);
    return known;
}

/* From where it is known what the recording's numbers are. */
static void set_origin(const struct hinge_read_options *asked, const struct known *file,
                       const struct known *set, const struct hinge_layout *layout,
                       struct hinge_recognition *recognition)
{
    enum hinge_unit unit = hinge_position_unit(layout);
    recognition->units_from = unit == HINGE_UNIT_unknown                      ? ""
                              : asked->units != NULL && *asked->units != '\0' ? "as told"
                              : unit == file->unit ? "the file, or its format"
                                                   : "the size of the numbers";
    recognition->up_from = *layout->up == '\0'                       ? ""
                           : asked->up != NULL && *asked->up != '\0' ? "as told"
                           : strcmp(layout->up, set->up) != 0        ? "the person's posture"
                           : file->assumed                           ? "the program's custom"
                           : strcmp(file->up, set->up) == 0          ? "the file, or its format"
                                                                     : "the landmark set";
}

enum hinge_status hinge_recording_read(const char *path, const char *shown,
                                       const struct hinge_read_options *options,
                                       const struct hinge_parameters *parameters,
                                       struct hinge_bytes *bytes, struct hinge_recording *recording,
                                       struct hinge_recognition *recognition, char sha256[65],
                                       struct hinge_error *error)
{
    struct hinge_read_options asked = *options;
    const char *prefix = parameters != NULL ? parameters->marker_prefix : "";
    enum hinge_family family =
        HINGE_FAMILY_COUNT; /* of the source of a BIDS table, which its columns do not tell */
    *recognition = (struct hinge_recognition){0};
    enum hinge_status status =
        read_file(path, shown, options, bytes, recording, recognition, sha256, error);
    if (status == HINGE_INPUT)
        status = name_other(path, shown, status, error);
    if (status == HINGE_OK && hinge_bids_is_motion(path))
        take_sidecar(path, options->within, recording, &family);
    if (status == HINGE_OK && options->role != NULL)
        hinge_join_name(recording, options->role);
    /* further files of the recording, each with its own format */
    struct hinge_read_options silent = *options;
    silent.part = NULL;
    silent.n_parts = 0;
    for (size_t i = 0; i < options->n_parts && status == HINGE_OK; i++) {
        const struct hinge_read_part *part = &options->part[i];
        cleared_by(hinge_bytes_clear) struct hinge_bytes read = {0};
        cleared_by(hinge_recording_clear) struct hinge_recording other = {0};
        struct hinge_recognition its = {0};
        char digest[65];
        bool analog = strcmp(part->role, "emg") == 0;
        silent.any_table = analog;
        silent.role = part->role; /* for messages */
        silent.accel_bias = part->accel_bias;
        status = read_file(part->path, part->shown, &silent, &read, &other, &its, digest, error);
        if (status == HINGE_OK)
            status =
                analog ? hinge_join_analog(recording, shown, &other, part, options->rate_hz, error)
                       : hinge_join_part(recording, shown, &other, part, error);
    }
    struct known file = known_of(&recording->layout), set;
    bool used = false; /* by name, whatever its unit is */
    if (status == HINGE_OK)
        status = apply_sets(recording, shown, options, prefix, recognition, error);
    if (status == HINGE_OK && family < HINGE_FAMILY_COUNT &&
        recording->layout.family == HINGE_FAMILY_markers)
        recording->layout.family = family;
    for (size_t c = 0; status == HINGE_OK && c < recording->layout.n_channels; c++)
        used |= is_beside(&recording->layout.channel[c]) &&
                recording->layout.channel[c].landmark != HINGE_LANDMARK_NONE;
    if (status == HINGE_OK)
        status = hinge_settle_damaged(recording, shown, error);
    set = known_of(&recording->layout);
    if (status == HINGE_OK && recognition->described) {
        if (asked.up == NULL || *asked.up == '\0')
            asked.up = hinge_described_value(options, "up");
        if (strcmp(hinge_described_value(options, "handed"), "left") == 0)
            recording->layout.flags |= HINGE_LAYOUT_LEFT_HANDED;
    }
    if (status == HINGE_OK)
        status = hinge_settle_options(&asked, recording, error);
    if (status == HINGE_OK) {
        hinge_settle_forces(recording);
        hinge_settle_rate(recording);
        hinge_settle_mediapipe(&asked, recording);
        hinge_settle_depth(recording);
        hinge_settle_kinect(recording);
        hinge_settle_joints(recording);
        hinge_settle_pixels(&asked, recording);
        hinge_settle_network(recording);
        hinge_settle_vertical(recording);
        hinge_settle_screen(&asked, file.assumed, recording);
        hinge_settle_side(options->side, recording);
        hinge_settle_units(recording);
        const bool forces = hinge_plates_apply(recording, options->plate_l, options->plate_r);
        set_origin(&asked, &file, &set, &recording->layout, recognition);
        status = check_beside(recording, options, used, forces, error);
    }
    if (status != HINGE_OK)
        hinge_recording_clear(recording);
    return status;
}
