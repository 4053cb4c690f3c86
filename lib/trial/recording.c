/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings made in memory. In: coordinates of landmarks; out: a recording that owns
 * copies of them. */
#include "base/base.h"
#include "trial/trial.h"

enum { CHANNELS = 4 * HINGE_LANDMARK_COUNT };

enum hinge_status hinge_recording_init(struct hinge_recording *recording, size_t n_frames,
                                       double rate_hz, const char *up, enum hinge_family family,
                                       struct hinge_error *error)
{
    struct hinge_layout *layout = &recording->layout;
    struct hinge_arena arena = {0};
    *recording = (struct hinge_recording){0};
    if (n_frames == 0 || !(rate_hz > 0) || (unsigned)family >= HINGE_FAMILY_COUNT ||
        strlen(up) != 2 || strchr("+-", up[0]) == NULL || strchr("xyz", up[1]) == NULL)
        return hinge_usage(error, "recording: expected frames, a rate above 0 Hz, an up "
                                  "axis such as \"+y\" and a family");
    layout->format = hinge_arena_strdup(&arena, "");
    layout->landmark_set = hinge_arena_strdup(&arena, "canonical");
    layout->channel = hinge_arena_alloc(&arena, CHANNELS, sizeof *layout->channel);
    layout->blocks = arena.head;
    snprintf(layout->up, sizeof layout->up, "%s", up);
    layout->family = family;
    recording->n_frames = n_frames;
    recording->header_rate_hz = rate_hz;
    return HINGE_OK;
}

void hinge_recording_set_image(struct hinge_recording *recording)
{
    recording->layout.flags |= HINGE_LAYOUT_IMAGE;
}

enum hinge_status hinge_recording_add(struct hinge_recording *recording,
                                      enum hinge_landmark landmark, enum hinge_component component,
                                      enum hinge_unit unit, const double *values,
                                      struct hinge_error *error)
{
    struct hinge_layout *layout = &recording->layout;
    size_t n = recording->n_frames, at = layout->n_channels;
    struct hinge_arena arena = {layout->blocks};
    char name[64];
    bool known = landmark > HINGE_LANDMARK_NONE && landmark < HINGE_LANDMARK_COUNT &&
                 (component <= HINGE_COMPONENT_score || component == HINGE_COMPONENT_angle) &&
                 (unsigned)unit < HINGE_UNIT_COUNT;
    if (!known || at == CHANNELS)
        return hinge_usage(error, known ? "recording: more channels than landmarks have"
                                        : "recording: expected a landmark, one of x, y, z, "
                                          "score and angle, and a unit");
    snprintf(name, sizeof name, "%s_%s", hinge_landmark_name(landmark),
             hinge_component_name(component));
    char *source = hinge_arena_strdup(&arena, name);
    char *marker = hinge_arena_strdup(&arena, hinge_landmark_name(landmark));
    layout->blocks = arena.head;
    double *data = hinge_resize(recording->data, n, (at + 1) * sizeof *data);
    recording->data = data;
    memcpy(data + at * n, values, n * sizeof *values);
    layout->channel[layout->n_channels++] = (struct hinge_channel){.source = source,
                                                                   .marker = marker,
                                                                   .component = component,
                                                                   .unit = unit,
                                                                   .landmark = landmark,
                                                                   .decimals = -1};
    return HINGE_OK;
}
