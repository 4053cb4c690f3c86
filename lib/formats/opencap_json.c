/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON of OpenCap's visualizer: the bodies of an OpenSim model. In: {"time": […], "bodies":
 * {"pelvis": {"rotation": [[x, y, z], …]}, …}}, radians; out: a quaternion per body, body to
 * ground, y up. */
#include "formats/format.h"

#include <jansson.h>

enum { MOST_BODIES = 256 };

/* Rotations of the next body that has them; NULL behind the last. */
static const json_t *next_body(const json_t *bodies, void **at, const char **name)
{
    *at = *at == NULL ? json_object_iter((json_t *)bodies)
                      : json_object_iter_next((json_t *)bodies, *at);
    for (; *at != NULL; *at = json_object_iter_next((json_t *)bodies, *at)) {
        const json_t *rotation = json_object_get(json_object_iter_value(*at), "rotation");
        *name = json_object_iter_key(*at);
        if (json_is_array(rotation))
            return rotation;
    }
    return NULL;
}

static size_t count_bodies(const json_t *json)
{
    const char *name;
    size_t n = 0;
    void *at = NULL;
    while (next_body(json_object_get(json, "bodies"), &at, &name) != NULL)
        n++;
    return n;
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    size_t n = count_bodies(probe->json);
    if (n == 0 || !json_is_array(json_object_get(probe->json, "time")))
        return 0;
    hinge_text_printf(why, "time and the rotation of %zu bodies", n);
    return 95;
}

static bool read(struct hinge_reader *r)
{
    const json_t *time = json_object_get(r->probe->json, "time"), *rotation;
    struct hinge_recording *recording = r->recording;
    size_t n = json_array_size(time), bodies = count_bodies(r->probe->json), c = 1;
    static const char *const axes[] = {"x", "y", "z"};
    const char *name;
    if (n == 0 || bodies == 0)
        return hinge_refuse(r, 0, HINGE_REASON_NO_ROWS, "%s", r->format->expected);
    if (bodies > MOST_BODIES)
        return hinge_refuse(r, 0, HINGE_REASON_TOO_LARGE,
                            "%zu bodies, expected at most %d; export one person", bodies,
                            MOST_BODIES);
    hinge_build_layout(recording, r->format->id, r->format->up, 1 + 4 * bodies);
    recording->layout.flags = r->format->flags;
    recording->n_frames = n;
    recording->data = hinge_alloc((1 + 4 * bodies) * n, sizeof *recording->data);
    hinge_build_channel(recording, 0, "time", "", HINGE_COMPONENT_time, HINGE_UNIT_s);
    for (size_t i = 0; i < n; i++)
        if (!hinge_json_number(r, json_array_get(time, i), 0, "time", NULL, &recording->data[i]))
            return false;
    for (void *at = NULL;
         (rotation = next_body(json_object_get(r->probe->json, "bodies"), &at, &name)) != NULL;
         c += 4) {
        for (size_t k = 0; k < 4; k++) {
            char source[HINGE_MARKER_MAX + 4];
            snprintf(source, sizeof source, "%.250s q%c", name, "wxyz"[k]);
            hinge_build_channel(recording, c + k, source, name,
                                (enum hinge_component)(HINGE_COMPONENT_qw + k), HINGE_UNIT_unknown);
        }
        if (json_array_size(rotation) != n)
            return hinge_refuse(r, 0, HINGE_REASON_RAGGED,
                                "\"%.60s\" has %zu rotations, expected %zu as in time; export it "
                                "again",
                                name, json_array_size(rotation), n);
        for (size_t i = 0; i < n; i++) { /* R = Rx Ry Rz */
            double angle, u[3], v[3], *q = recording->data + c * n + i;
            hinge_json_place(r, "frame", i + 1);
            for (size_t k = 0; k < 3; k++) {
                if (json_array_size(json_array_get(rotation, i)) != 3)
                    return hinge_refuse(r, 0, HINGE_REASON_RAGGED,
                                        "a rotation of \"%.60s\" is not [x, y, z], as expected; "
                                        "export it again",
                                        name);
                const json_t *number = json_array_get(json_array_get(rotation, i), k);
                if (!hinge_json_number(r, number, c + k, name, axes[k], &angle))
                    return false;
                u[k] = cos(angle / 2);
                v[k] = sin(angle / 2);
            }
            q[0] = u[0] * u[1] * u[2] - v[0] * v[1] * v[2];
            q[n] = v[0] * u[1] * u[2] + u[0] * v[1] * v[2];
            q[2 * n] = u[0] * v[1] * u[2] - v[0] * u[1] * v[2];
            q[3 * n] = u[0] * u[1] * v[2] + v[0] * v[1] * u[2];
        }
        for (size_t k = 0; k < 3; k++) {
            struct hinge_damaged *damaged = hinge_damage_find(&r->damage, c + k);
            if (damaged != NULL)
                damaged->counts = true;
        }
        r->number = 0;
    }
    return true;
}

const struct hinge_format hinge_format_opencap_json = {
    .id = "opencap_json",
    .title = "OpenCap visualizer (JSON)",
    .details =
        "`{\"time\":[…],\"bodies\":{\"pelvis\":{\"rotation\":[[x,y,z],…]},…}}`: radians about "
        "x, y, z, in this order.",
    .content = HINGE_CONTENT_JSON,
    .up = "+y",
    .flags = HINGE_LAYOUT_MARKERS_INFERRED,
    .lacks = "no time beside bodies with rotation",
    .expected = "a list \"time\" and \"bodies\" with rotation are expected",
    .score = score,
    .read = read,
};
