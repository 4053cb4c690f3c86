/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every word of the sheet, by the key that --label replaces it with. */
#include "page/sheet.h"
#include "report/published.h"
#include "result/words.h"

#include <hinge/page.h>

static const struct {
    const char *key, *text;
} words[HINGE_SHEET_WORDS] = {
    [HINGE_SHEET_LANGUAGE] = {"sheet.language", "en"}, /* of these words, as HTML calls it */
    [HINGE_SHEET_TITLE] = {"sheet.title", "How you bent"},
    [HINGE_SHEET_VISIT] = {"sheet.visit", "visit"}, /* a session that is a number */
    [HINGE_SHEET_MOSTLY_HIPS] = {"sheet.hips", "You bent mostly from the hips."},
    [HINGE_SHEET_BOTH] = {"sheet.both", "You bent from the hips and from the lower back."},
    [HINGE_SHEET_MOSTLY_SPINE] = {"sheet.spine", "You bent mostly from the lower back."},
    [HINGE_SHEET_ABOUT] = {"sheet.about", "About {} of your bend came from the lower back."},
    [HINGE_SHEET_UNSEEN_SPINE] = {"sheet.unseen",
                                  "How far your trunk and hips went could be seen; how your back "
                                  "bent could not."},
    [HINGE_SHEET_NOTHING] = {"sheet.nothing", "Your bends could not be measured, because {}."},
    [HINGE_SHEET_NEXT_TIME] = {"sheet.next",
                               "Next time, film from the side with a camera that does not "
                               "move. Your whole body is in the picture, from the head to the "
                               "feet, and nothing is in front of it. Bend at least three "
                               "times, and stand still before and after."},
    [HINGE_SHEET_STANDING] = {"sheet.standing", "standing"},
    [HINGE_SHEET_DEEPEST] = {"sheet.deepest", "deepest"},
    [HINGE_SHEET_RIBS] = {"sheet.ribs", "ribs"},
    [HINGE_SHEET_PELVIS] = {"sheet.pelvis", "pelvis"},
    [HINGE_SHEET_THIGH] = {"sheet.thigh", "thigh"},
    [HINGE_SHEET_TRUNK] = {"sheet.trunk", "trunk"},
    [HINGE_SHEET_SHARE] = {"sheet.share", "of the bend came from the lower back"},
    [HINGE_SHEET_HIP] = {"sheet.hip", "bend in the hips"},
    [HINGE_SHEET_TRUNK_BEND] = {"sheet.lean", "lean of the trunk"},
    [HINGE_SHEET_VARIES] = {"sheet.varies", "varies from bend to bend by about {}"},
    [HINGE_SHEET_LAST_VISIT] = {"sheet.last", "at your last visit {}"},
    [HINGE_SHEET_SAME] = {"sheet.same", "no clear change"},
    [HINGE_SHEET_SKIN] = {"sheet.skin",
                          "Your lower back was measured from the skin over your spine. "
                          "The true number is probably between {}."},
    [HINGE_SHEET_VIDEO] = {"sheet.video",
                           "Only your shoulders, hips and legs were tracked. The true "
                           "lean of your trunk is probably between {}."},
    [HINGE_SHEET_AND] = {"sheet.and", "and"},
    [HINGE_SHEET_SEEN] = {"sheet.certain", "Seen clearly, in most of your bends"},
    [HINGE_SHEET_NOT_SEEN] = {"sheet.not_seen", "Could not be seen here"},
    [HINGE_SHEET_NO_SPINE] = {"sheet.no_spine", "how the lower back bent (only hips and shoulders "
                                                "were tracked)"},
    [HINGE_SHEET_NO_FRONT] = {"sheet.no_front", "the view from the front: knees, sides, turning"},
    [HINGE_SHEET_NO_HEAD] = {"sheet.no_head", "head and neck"},
    [HINGE_SHEET_NO_EMG] = {"sheet.no_emg", "muscles, effort, pain and load on the spine"},
    [HINGE_SHEET_NOTE] = {
        "sheet.note",
        "Each number is the mean of your bends without instructions. This page "
        "describes a movement. It is no diagnosis and no judgement: ask your therapist "
        "what it means for you and what to do with it."}};

const char *hinge_sheet_word(const struct hinge_label_list *labels, enum hinge_sheet_word which)
{
    const char *own = hinge_wording_label(labels, words[which].key);
    return own != NULL ? own : words[which].text;
}

const char *hinge_page_word(size_t i)
{
    return i < HINGE_SHEET_WORDS ? words[i].key : NULL;
}
