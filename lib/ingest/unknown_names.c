/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that no landmark set knows; see unknown_names.h. */
#include "ingest/unknown_names.h"

#include "formats/parts/build_recording.h"
#include "landmarks/landmarks.h"
#include "landmarks/parts/sides.h"

#include <ctype.h>
#include <string.h>

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

/* Trunk, hip and knee of some side, by any of their names. */
static bool has_body(const struct hinge_recording *r)
{
    bool trunk = has(r, HINGE_LANDMARK_c7) || has(r, HINGE_LANDMARK_shoulder_l) ||
                 has(r, HINGE_LANDMARK_shoulder_r);
    bool hip = has(r, HINGE_LANDMARK_hjc_l) || has(r, HINGE_LANDMARK_hjc_r) ||
               has(r, HINGE_LANDMARK_asis_l);
    return trunk && hip && (has(r, HINGE_LANDMARK_knee_l) || has(r, HINGE_LANDMARK_knee_r));
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

static struct compared compare(const char *marker)
{
    struct compared own;
    char rest[LONGEST];
    plain(marker, own.whole);
    hinge_side_plain(marker, rest, sizeof rest);
    hinge_side_take(rest);
    plain(rest, own.rest);
    own.limit = strlen(own.rest) < SHORT ? 1 : 2;
    return own;
}

/* How far a name is from the nearest of all sets, *found; above the limit: none is
 * near. Names that a set knows and leaves unused are near themselves. */
static unsigned nearest(const struct compared *own, const char **found)
{
    unsigned best = own->limit + 1;
    size_t n;
    const struct hinge_landmark_set *const *list = hinge_landmark_set_list(&n);
    for (size_t s = 0; s < n; s++)
        for (size_t r = 0; r < list[s]->n_rows; r++) {
            char other[LONGEST];
            if (list[s]->row[r].landmark >= HINGE_LANDMARK_osim_pelvis_tilt)
                continue;
            plain(list[s]->row[r].source, other);
            unsigned distance =
                hinge_name_distance(list[s]->sided ? own->rest : own->whole, other, own->limit);
            if (distance < best) {
                best = distance;
                *found = list[s]->row[r].source;
            }
        }
    return best;
}

void hinge_unknown_names_note(struct hinge_recording *recording)
{
    size_t n = 0;
    if (has_body(recording))
        return;
    struct hinge_text names = {0};
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        const struct hinge_channel *channel = &recording->layout.channel[c];
        if (channel->component != HINGE_COMPONENT_x || *channel->marker == '\0' ||
            channel->landmark != HINGE_LANDMARK_NONE)
            continue;
        struct compared own = compare(channel->marker);
        const char *near = NULL;
        unsigned distance = nearest(&own, &near);
        if (distance == 0 || n++ >= SHOWN)
            continue;
        hinge_text_printf(&names, "%s%s", n > 1 ? ", " : "", channel->marker);
        if (near != NULL && strlen(own.rest) >= LEAST)
            hinge_text_printf(&names, " (%s?)", near);
    }
    if (n > SHOWN)
        hinge_text_printf(&names, " and %zu more", n - SHOWN);
    if (n > 0)
        hinge_build_note(recording,
                         "names that no landmark set knows: %s; rename them, or "
                         "say which is which in [landmarks:<id>] of a config",
                         hinge_text_string(&names));
    hinge_text_clear(&names);
}
