/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said to a participant under each known cue, word for word the same for all:
 * another sentence is another cue. */
#include "protocol/study.h"

#include <string.h>

#define BACK "Push your hips back until they touch "

static const struct {
    const char *cue, *words;
} sentences[] = {
    {"none", "Bend forward and come up again, the way you normally do."},
    {"wall_tap", "Stand with your heels 3 to 5 in (7.6 to 12.7 cm) from the wall. " BACK "it."},
    {"wall_tap_3in", "Stand with your heels 3 in (7.6 cm) from the wall. " BACK "it."},
    {"wall_tap_4in", "Stand with your heels 4 in (10.2 cm) from the wall. " BACK "it."},
    {"wall_tap_5in", "Stand with your heels 5 in (12.7 cm) from the wall. " BACK "it."},
    {"wall_front", "Stand facing a wall. Push your hips back as if to touch "
                   "the wall behind you."},
    {"button_behind", BACK "a button far behind you."},
    {"dowel", "Keep the rod on your head, your mid-back and your tailbone."},
    {"mirror", "Watch yourself in the mirror as you bend."},
    {"heel_block", "Stand with your heels on the block, 1 to 2 in (2.5 to 5 cm) high."},
    {"bench_front", "Bend without pushing your knees into the bench."},
    {"bench_behind", "Push your hips back until your calves touch the bench, 1 to 2 in "
                     "(2.5 to 5 cm) behind you."},
    {"push_pull", "Pull your hips back, push your knees slightly forward."},
    {"hands_on_hips", "Put your thumbs in the crease of your hips, and let go."},
    {"hands_on_glutes", "Put your hands on your buttocks, and feel them grow."},
    {"thighs_to_chest", "Bring your thighs to your chest, not your chest to your "
                        "thighs."},
    {"reach_kettlebell", "Reach for the bell, and be over it."},
    {"exhale_ribs", "Breathe out, and let your lower ribs go back."},
    {"band_pull", "Let the band pull your hips back."},
    {"limit_depth", "Bend only as deep as the back of your thighs allows."},
    {"reach_hips_not_bend", "Reach back with your hips, don't bend over."},
    {"glute_squeeze_start", "Squeeze your buttocks before you start."},
    {"tuck_tail_start", "Tuck your tailbone under before you start."},
    {"twist_feet", "Screw your feet into the floor, knees out."},
    {"string_head", "A string pulls the top of your head up."},
    {"tall_neck", "Make your neck long."},
    {"drive_hips", "Come up by pushing with your hips, buttocks first."},
    {"control_down", "Lower the weight slowly and under control."},
    {"soft_knees", "Keep your knees soft."},
    {"empty_brace", "Tighten your belly lightly."},
    {"breath_release", "Breathe in, and let your pelvic floor go."},
    {"neutral_spine", "Keep your spine neutral."},
    {"belly_button_in", "Pull your belly button in."},
    {"sit_back", "Imagine sitting back."},
    {"lift_with_knees", "Lift with your knees."},
    {"manual_guidance", "Let my hands move you."},
};

const char *hinge_protocol_read_out(const char *cue)
{
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (strcmp(sentences[i].cue, cue) == 0)
            return sentences[i].words;
    return NULL;
}
