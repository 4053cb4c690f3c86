/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: a recording and its row of the list. Out: the numbers that checks judge. */
#include "quality/check.h"

#include "ingest/ingest.h"

#include "base/parameters.h"
#include "body/steps.h"

void hinge_quality_init(struct hinge_quality *quality)
{
    *quality = (struct hinge_quality){.id = "",
                                      .file = "",
                                      .reason = "",
                                      .message = "",
                                      .cue_given = "",
                                      .missing_pct = (double)NAN,
                                      .worst = HINGE_LANDMARK_NONE,
                                      .longest = HINGE_LANDMARK_NONE,
                                      .worst_missing_pct = (double)NAN,
                                      .longest_gap_s = (double)NAN,
                                      .jitter_ms = (double)NAN,
                                      .dropped = (double)NAN,
                                      .repeated = (double)NAN,
                                      .copy = HINGE_LANDMARK_NONE,
                                      .copied = HINGE_LANDMARK_NONE,
                                      .twin = "",
                                      .unmatched = ""};
    hinge_trial_info_init(&quality->info);
    hinge_trial_result_init(&quality->result);
    quality->result.status = HINGE_INPUT; /* until measured */
    quality->result.held_share = quality->result.swapped_share = (double)NAN;
}

bool hinge_quality_needs(enum hinge_landmark landmark)
{
    static const char *const others[] = {"nose",  "eye",   "ear",   "mouth", "elbow",
                                         "wrist", "thumb", "index", "pinky", "hand"};
    const char *name = hinge_landmark_name(landmark);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strncmp(name, others[i], strlen(others[i])) == 0)
            return false;
    return true;
}

/* A landmark of the side away from the camera, which an image often hides. */
static bool is_far(const struct hinge_tracks *tracks, int landmark, char side)
{
    const char *name = hinge_landmark_name((enum hinge_landmark)landmark);
    size_t n = strlen(name);
    return tracks->dim == 2 && (side == 'l' || side == 'r') && n > 2 && name[n - 2] == '_' &&
           (name[n - 1] == 'l' || name[n - 1] == 'r') && name[n - 1] != side;
}

/* --- gaps --- */

static void count_missing(const double *x, size_t n, size_t *missing, size_t *longest)
{
    size_t run = 0;
    *missing = *longest = 0;
    for (size_t i = 0; i < n; i++) {
        run = isnan(x[i]) ? run + 1 : 0;
        *missing += run > 0;
        *longest = run > *longest ? run : *longest;
    }
}

/* Cleaning, which says what is used, is asked only where more is missing than a landmark may lack;
 * of sensors it says nothing. */
static void measure_gaps(struct hinge_tracks *tracks, struct hinge_quality *quality)
{
    size_t all = 0, total = 0, most = 0, longest = 0, lacks[HINGE_LANDMARK_COUNT] = {0};
    struct hinge_error ignored = HINGE_ERROR_INIT;
    double limit = quality->parameters->miss_channel * (double)tracks->n;
    for (int l = 0; l < HINGE_LANDMARK_COUNT; l++) {
        const struct hinge_track *track = &tracks->point[l];
        size_t missing, gap;
        if (!track->present || track->axis[0] == NULL ||
            !hinge_quality_needs((enum hinge_landmark)l) || is_far(tracks, l, quality->result.side))
            continue;
        count_missing(track->axis[0], tracks->n, &missing, &gap);
        lacks[l] = missing;
        all += missing;
        total += tracks->n;
        if (missing > most || quality->worst == HINGE_LANDMARK_NONE) {
            most = missing;
            quality->worst = (enum hinge_landmark)l;
        }
        if (gap > longest || quality->longest == HINGE_LANDMARK_NONE) {
            longest = gap;
            quality->longest = (enum hinge_landmark)l;
        }
    }
    if (total == 0)
        return;
    quality->missing_pct = 100 * (double)all / (double)total;
    quality->worst_missing_pct = 100 * (double)most / (double)tracks->n;
    quality->longest_gap_s = (double)longest / tracks->rate_hz;
    size_t frames = tracks->n; /* of which cleaning keeps one shot */
    if ((double)most > limit &&
        hinge_tracks_clean(tracks, quality->parameters, &ignored) != HINGE_OK)
        return;
    for (int l = 0; l < HINGE_LANDMARK_COUNT; l++) {
        bool unused =
            (double)lacks[l] > limit && (hinge_landmark_is_segment(l) || !tracks->point[l].usable);
        if (!unused || (quality->worst_unused && lacks[l] <= most))
            continue;
        most = lacks[l];
        quality->worst = (enum hinge_landmark)l;
        quality->worst_missing_pct = 100 * (double)most / (double)frames;
        quality->worst_unused = true;
    }
}

/* --- copies --- */

static bool is_used(const struct hinge_channel *channel)
{
    return channel->landmark != HINGE_LANDMARK_NONE && channel->component == HINGE_COMPONENT_x;
}

/* Numbers that change and are the same in every frame; both may be missing. */
static bool same_numbers(const double *a, const double *b, size_t n)
{
    size_t changes = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(a[i]) != isnan(b[i]) || a[i] < b[i] || a[i] > b[i])
            return false;
        changes += i > 0 && (a[i] < a[i - 1] || a[i] > a[i - 1]);
    }
    return changes > n / 10;
}

/* Components of a landmark stand together: x first. */
static bool same_point(const struct hinge_recording *recording, size_t a, size_t b)
{
    const struct hinge_channel *channel = recording->layout.channel;
    size_t n = recording->n_frames, count = recording->layout.n_channels;
    for (size_t k = 0; b + k < count && k < 3; k++) {
        if (channel[a + k].landmark != channel[a].landmark ||
            channel[a + k].component != HINGE_COMPONENT_x + (enum hinge_component)k)
            break;
        if (channel[b + k].component != channel[a + k].component ||
            !(same_numbers(recording->data + (a + k) * n, recording->data + (b + k) * n, n) ||
              (k > 0 && memcmp(recording->data + (a + k) * n, recording->data + (b + k) * n,
                               n * sizeof *recording->data) == 0)))
            return false;
    }
    return true;
}

static void find_copies(const struct hinge_recording *recording, struct hinge_quality *quality)
{
    const struct hinge_layout *layout = &recording->layout;
    for (size_t a = 0; a < layout->n_channels; a++) {
        if (!is_used(&layout->channel[a]))
            continue;
        for (size_t b = a + 1; b < layout->n_channels; b++)
            if (is_used(&layout->channel[b]) &&
                layout->channel[b].landmark != layout->channel[a].landmark &&
                same_point(recording, a, b)) {
                quality->copied = layout->channel[a].landmark;
                quality->copy = layout->channel[b].landmark;
                return;
            }
    }
}

/* --- the recording --- */

void hinge_quality_measure(const struct hinge_recording *recording, bool allow_inferred,
                           struct hinge_quality *quality)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_tracks tracks;
    struct hinge_body_request request = {.recording = recording,
                                         .info = &quality->info,
                                         .parameters = quality->parameters,
                                         .allow_inferred = allow_inferred};
    struct hinge_error ignored = HINGE_ERROR_INIT; /* analysis says the same */
    static const struct hinge_fault_table none;
    struct hinge_trial_request ask = {.recording = recording,
                                      .info = &quality->info,
                                      .parameters = quality->parameters,
                                      .faults = &none,
                                      .fronts = quality->fronts,
                                      .before = quality->before,
                                      .allow_inferred = allow_inferred,
                                      .standing_only = true};
    hinge_trial_analyze(&ask, &quality->result);
    find_copies(recording, quality);
    cleared_by(hinge_text_clear) struct hinge_text muscles = {0};
    if (hinge_add_muscles(recording, &muscles) > 0)
        snprintf(quality->muscles, sizeof quality->muscles, "%s", hinge_text_string(&muscles));
    if (hinge_tracks_read(&request, &arena, &tracks, &ignored) == HINGE_OK) {
        quality->jitter_ms = 1000 * tracks.jitter_s;
        quality->dropped = (double)tracks.dropped;
        quality->repeated = (double)tracks.repeated;
        measure_gaps(&tracks, quality);
    } else {
        /* As delivered, where analysis reads nothing and cleaning is not reached: it asks no more
         * of a point than its share. */
        size_t all = 0, total = 0, most = 0, n = recording->n_frames, longest;
        for (size_t c = 0; c < recording->layout.n_channels; c++) {
            const struct hinge_channel *channel = &recording->layout.channel[c];
            size_t missing;
            if (channel->landmark == HINGE_LANDMARK_NONE ||
                !hinge_quality_needs(channel->landmark) ||
                channel->component == HINGE_COMPONENT_score)
                continue;
            count_missing(recording->data + c * n, n, &missing, &longest);
            all += missing;
            total += n;
            if (missing > most || quality->worst == HINGE_LANDMARK_NONE) {
                most = missing;
                quality->worst = channel->landmark;
            }
        }
        if (total != 0) {
            quality->missing_pct = 100 * (double)all / (double)total;
            quality->worst_missing_pct = 100 * (double)most / (double)n;
            quality->worst_unused = !hinge_landmark_is_angle(quality->worst);
        }
    }
}
