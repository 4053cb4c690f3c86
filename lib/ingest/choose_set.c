/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which landmark sets a recording's channels belong to: one of points or sensors, and
 * one of angles that somebody else computed. In: channels as named in the file; out:
 * channels with landmarks, or a note that no set fits. */
#include "ingest/choose_set.h"

#include "formats/parts/build_recording.h"
#include "ingest/unknown_names.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum hinge_status hinge_set_find(const char *id, const struct hinge_landmark_set *own, size_t n_own,
                                 const struct hinge_landmark_set **set, struct hinge_error *error)
{
    for (size_t i = 0; i < n_own; i++)
        if (strcmp(own[i].id, id) == 0) {
            *set = &own[i];
            return HINGE_OK;
        }
    size_t n;
    const struct hinge_landmark_set *const *list = hinge_landmark_set_list(&n);
    const char *names[HINGE_CANDIDATES_MAX];
    for (size_t i = 0; i < n && i < HINGE_CANDIDATES_MAX; i++) {
        names[i] = list[i]->id;
        if (strcmp(list[i]->id, id) == 0) {
            *set = list[i];
            return HINGE_OK;
        }
    }
    return hinge_unknown_id("landmark set", id, names,
                            n < HINGE_CANDIDATES_MAX ? n : HINGE_CANDIDATES_MAX, error);
}

/* The sets that explain the channels best, of points and of angles. */
struct best {
    const struct hinge_landmark_set *set, *equal; /* equal: one that is as good */
    bool told;
    int score;
    size_t matched;
};

enum { POINTS, ANGLES, ANALOG, CLASSES };

static int class_of(const struct hinge_landmark_set *set)
{
    return set->family == HINGE_FAMILY_angles   ? ANGLES
           : set->family == HINGE_FAMILY_analog ? ANALOG
                                                : POINTS;
}

/* Recognised by names of its own, or said by the user. Our own ids are such names,
 * words of a language are none. */
static bool is_told(const struct hinge_landmark_set *set, bool own)
{
    return own || set->signature != NULL || (class_of(set) == POINTS && !set->sided);
}

/* Of two that explain as much, one that is told by its names goes before one that is
 * not. */
static void weigh(struct best *best, const struct hinge_landmark_set *set, bool own, int score,
                  size_t matched)
{
    bool told = is_told(set, own);
    if (score > best->score || (score > 0 && score == best->score && told && !best->told))
        *best = (struct best){set, NULL, told, score, matched};
    else if (score > 0 && score == best->score && told == best->told)
        best->equal = set;
}

static const char *why_of(const struct hinge_recognition *recognition, const char *id)
{
    for (size_t i = 0; i < recognition->n_sets; i++)
        if (strcmp(recognition->set[i].id, id) == 0)
            return recognition->set[i].why;
    return "";
}

static void weigh_all(const struct hinge_recording *recording,
                      const struct hinge_read_options *options, const char *prefix,
                      struct hinge_recognition *recognition, struct best best[CLASSES])
{
    size_t n, matched;
    const struct hinge_landmark_set *const *list = hinge_landmark_set_list(&n);
    for (size_t i = 0; i < n + options->n_sets; i++) {
        struct hinge_text why = {0};
        const struct hinge_landmark_set *one =
            i < n ? list[i] : &options->set[i - n]; /* those of the config last */
        int score = hinge_landmark_set_score(one, recording, prefix, &matched, &why);
        hinge_candidate_add(recognition->set, &recognition->n_sets, one->id, score, &why);
        hinge_text_clear(&why);
        bool told = options->landmarks != NULL && *options->landmarks != '\0';
        if (told && strcmp(one->id, options->landmarks) == 0)
            best[class_of(one)] = (struct best){one, NULL, true, INT_MAX, matched};
        else if (!told || class_of(one) != POINTS)
            weigh(&best[class_of(one)], one, i >= n, score, matched);
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

/* "left_" says which hip it is. */
static bool is_side(const char *start, size_t length)
{
    static const char *const sides[] = {"left", "right", "l", "r", "lt", "rt"};
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
        if (strlen(sides[i]) + 1 == length && strncasecmp(start, sides[i], length - 1) == 0)
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
                !is_side(marker, k) && is_shared(recording, marker, k))
                snprintf(shared, PREFIX_MAX, "%.*s", (int)k, marker);
    }
}

static enum hinge_status ambiguous(const struct best *best, const char *shown,
                                   const struct hinge_recognition *recognition,
                                   struct hinge_error *error)
{
    const char *a = best->set->id, *b = best->equal->id;
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_AMBIGUOUS_FORMAT,
                           "%s: landmarks could be %s (%s) or %s (%s); say which with "
                           "--landmarks",
                           shown, a, why_of(recognition, a), b, why_of(recognition, b));
}

/* What else the recording brings. */
static void note_beside(struct hinge_recording *recording, const struct best *main,
                        const struct best best[CLASSES])
{
    if (main == &best[POINTS] && best[ANGLES].set != NULL)
        hinge_build_note(recording, "%zu angles of another program (%s) are kept for comparison",
                         best[ANGLES].matched, best[ANGLES].set->id);
    if (main != &best[ANALOG] && best[ANALOG].set != NULL)
        hinge_build_note(recording, "EMG or force beside it: %zu (%s)", best[ANALOG].matched,
                         best[ANALOG].set->id);
}

enum hinge_status hinge_sets_apply(struct hinge_recording *recording, const char *shown,
                                   const struct hinge_read_options *options, const char *prefix,
                                   struct hinge_recognition *recognition, struct hinge_error *error)
{
    struct best best[CLASSES] = {0};
    const struct hinge_landmark_set *known;
    struct hinge_error inner = HINGE_ERROR_INIT;
    enum hinge_status status = HINGE_OK;
    if (options->landmarks != NULL && *options->landmarks != '\0')
        status = hinge_set_find(options->landmarks, options->set, options->n_sets, &known, error);
    if (status == HINGE_OK)
        weigh_all(recording, options, prefix, recognition, best);
    char shared[PREFIX_MAX] = "";
    if (status == HINGE_OK && best[POINTS].set == NULL && *prefix == '\0')
        find_shared(recording, shared);
    if (*shared != '\0') {
        prefix = shared;
        recognition->n_sets = 0;
        memset(best, 0, sizeof best);
        weigh_all(recording, options, prefix, recognition, best);
        status = HINGE_OK;
    }
    if (status == HINGE_OK && *shared != '\0' && best[POINTS].set != NULL)
        hinge_build_note(recording, "names begin with \"%s\", which is ignored", shared);
    for (int k = 0; k < CLASSES && status == HINGE_OK; k++)
        if (best[k].equal != NULL)
            status = ambiguous(&best[k], shown, recognition, error);
    if (status != HINGE_OK)
        return status;
    const struct best *main = best[POINTS].set != NULL   ? &best[POINTS]
                              : best[ANGLES].set != NULL ? &best[ANGLES]
                                                         : &best[ANALOG];
    if (main->set == NULL) {
        hinge_build_note(recording, "no landmark set fits the names of the columns");
        hinge_unknown_names_note(recording);
        return HINGE_OK;
    }
    recognition->n_matched = main->matched;
    status = hinge_landmark_set_apply(main->set, recording, prefix, &inner);
    for (int k = ANGLES; k < CLASSES && status == HINGE_OK; k++)
        if (best[k].set != NULL && main != &best[k])
            status = hinge_landmark_set_add(best[k].set, recording, prefix, &inner);
    if (status != HINGE_OK)
        return hinge_error_set(error, status, inner.reason, "%s: %s", shown, inner.message);
    if (main == &best[POINTS])
        hinge_unknown_names_note(recording);
    note_beside(recording, main, best);
    return HINGE_OK;
}
