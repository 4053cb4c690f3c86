/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Azure Kinect's offline processor, and what is made like it. In: JSON with frames of
 * bodies, each a list of joint positions in millimetres; out: a recording with y down.
 */
#include "formats/format.h"
#include "formats/parts/instance.h"

#include <jansson.h>
#include <math.h>

enum { JOINTS = 32 };

static const json_t *positions_of(const json_t *body)
{
    return json_object_get(body, "joint_positions");
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    const json_t *frames = json_object_get(probe->json, "frames");
    for (size_t i = 0; i < json_array_size(frames); i++) {
        const json_t *bodies = json_object_get(json_array_get(frames, i), "bodies");
        if (positions_of(json_array_get(bodies, 0)) == NULL)
            continue;
        hinge_text_puts(why, "frames with bodies and joint_positions");
        return 95;
    }
    hinge_text_puts(why, "no frames with bodies and joint_positions");
    return 0;
}

static enum hinge_status read_body(const struct hinge_json_place *place, long frame, double time,
                                   const json_t *body, struct hinge_people *people,
                                   struct hinge_error *error)
{
    const json_t *positions = positions_of(body);
    if (json_array_size(positions) != JOINTS)
        return hinge_json_refuse(
            place, HINGE_REASON_RAGGED,
            "a body does not have 32 joint_positions, as expected; export it again", error);
    double *value = hinge_people_add(people, frame, time);
    enum hinge_status status = HINGE_OK;
    for (size_t p = 0; p < JOINTS && status == HINGE_OK; p++) {
        const json_t *joint = json_array_get(positions, p);
        if (json_array_size(joint) != 3)
            return hinge_json_refuse(place, HINGE_REASON_RAGGED,
                                     "a joint is not [x, y, z], as expected; export it again",
                                     error);
        for (size_t k = 0; k < 3 && status == HINGE_OK; k++, value++)
            status = hinge_json_number(place, json_array_get(joint, k), value, error);
    }
    return status;
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    (void)options;
    struct hinge_people people = {.depth = true,
                                  .unit = HINGE_UNIT_mm,
                                  .name = hinge_skeleton_of_depth(JOINTS)->name,
                                  .n_points = JOINTS,
                                  .clock = "timestamp_usec",
                                  .clock_unit = HINGE_UNIT_us};
    const json_t *frames = json_object_get(probe->json, "frames");
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < json_array_size(frames) && status == HINGE_OK; i++) {
        const struct hinge_json_place place = {probe->name, "frame", i + 1};
        const json_t *frame = json_array_get(frames, i), *bodies = json_object_get(frame, "bodies"),
                     *id = json_object_get(frame, "frame_id"),
                     *time = json_object_get(frame, "timestamp_usec");
        long number = json_is_integer(id) ? (long)json_integer_value(id) : (long)i;
        for (size_t k = 0; k < json_array_size(bodies) && status == HINGE_OK; k++)
            status = read_body(&place, number,
                               json_is_number(time) ? json_number_value(time) : (double)NAN,
                               json_array_get(bodies, k), &people, error);
    }
    if (status == HINGE_OK)
        status = hinge_people_give(&people, probe->name, "azure_json", "-y",
                                   HINGE_LAYOUT_ZERO_MISSING, recording, error);
    hinge_people_clear(&people);
    return status;
}

#define P "[100.5,-200,1500]"
#define P8 P "," P "," P "," P "," P "," P "," P "," P
#define P32 P8 "," P8 "," P8 "," P8

const struct hinge_format hinge_format_azure_json = {
    .id = "azure_json",
    .title = "Azure Kinect offline processor (JSON)",
    .details = "`{\"frames\":[{\"frame_id\":0,\"timestamp_usec\":…,\"bodies\":[{"
               "\"joint_positions\":[[x,y,z],…]}]}]}`: 32 joints in the SDK's order, "
               "millimetres, y down. Of several bodies the largest is followed. Joint "
               "orientations are not kept. Tier C.",
    .content = HINGE_CONTENT_JSON,
    .score = score,
    .read = read,
    .example = "{\"frames\":[{\"frame_id\":0,\"timestamp_usec\":0,\"bodies\":[{"
               "\"body_id\":1,\"joint_positions\":[" P32 "]}]},\n"
               "{\"frame_id\":1,\"timestamp_usec\":33333,\"bodies\":[{"
               "\"body_id\":1,\"joint_positions\":[" P32 "]}]}]}\n",
    .example_frames = 2,
    .example_channels = 98,
    .broken = "{\"frames\":[{\"bodies\":[{\"joint_positions\":[[1,2,3]]}]}]}\n",
    .broken_says = "does not have 32 joint_positions",
};
