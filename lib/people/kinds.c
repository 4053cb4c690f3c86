/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of recordings, which were measured alike, in words. No two are called alike. */
#include "people/people.h"
#include "table/columns.h"

const char *hinge_kind_name(struct hinge_arena *arena, const struct hinge_table *recordings,
                            size_t row)
{
    static const struct {
        const char *family, *tiers, *name;
    } kinds[] = {{"markers", "A", "pelvis and thorax markers"},
                 {"markers", "B", "spine markers"},
                 {"markers", "C", "markers without the spine"},
                 {"mediapipe|openpose|coco|halpe", "C", "video keypoints"},
                 {"spinepose", "B", "spine keypoints"},
                 {"kinect", "C", "depth-camera keypoints"},
                 {"imu|sensors", "AB", "motion sensors"},
                 {"imu|sensors", "C", "motion sensors without lumbar angles"},
                 {"model|angles", "ABC", "model angles"}};
    const char *family = hinge_table_word(recordings, "family", row),
               *tier = hinge_table_word(recordings, "tier", row);
    if (strcmp(family, "markers") == 0 && !(hinge_table_number(recordings, "pos", row) > 0))
        family = hinge_listed("IK|VENDOR", '|', hinge_table_word(recordings, "lumbar_def", row))
                     ? "model"
                     : "imu";
    for (size_t i = 0; *tier != '\0' && i < sizeof kinds / sizeof *kinds; i++)
        if (hinge_listed(kinds[i].family, '|', family) && strchr(kinds[i].tiers, *tier) != NULL)
            return kinds[i].name;
    return hinge_arena_printf(arena, "%s, tier %s", *family != '\0' ? family : "recordings", tier);
}

const char *hinge_kind_tells(const char *column, const char *value, char buffer[160])
{
    static const struct {
        const char *column, *value, *words;
    } named[] = {{"standing_source", "lockout", "zero between repetitions"},
                 {"standing_source", "standing", "zero from standing"},
                 {"standing_source", "first_frame", "zero from the first frame"},
                 {"standing_source", "", "no zero"},
                 {"counted", "no", "daily tasks"},
                 {"counted", "yes", "other tasks"},
                 {"dim", "2", "2D"},
                 {"dim", "3", "3D"},
                 {"dim", "", "dimensions not known"},
                 {"inferred", "1", "inferred"},
                 {"inferred", "0", "not inferred"},
                 {"inferred", "", "not inferred"},
                 {"lumbar_def", "", "no lumbar angle"},
                 {"driver", "", "no driver"},
                 {"family", "", "another program"},
                 {"tier", "", "no tier"}};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (strcmp(named[i].column, column) == 0 && strcmp(named[i].value, value) == 0)
            return named[i].words;
    if (strcmp(column, "tier") != 0)
        return hinge_wording_cell(column, value, buffer, 160);
    snprintf(buffer, 160, "tier %s", value);
    return buffer;
}

void hinge_kinds_name(struct hinge_arena *arena, const struct hinge_table *recordings,
                      const size_t *first, size_t n, const size_t *of, const char **name)
{
    /* the plainest first */
    static const char *const apart[] = {"family",     "dim",    "standing_source", "counted",
                                        "lumbar_def", "driver", "inferred",        "tier"};
    static const struct {
        const char *sets, *name;
    } program[] = {{"coco17|coco17_suffix|coco133", "COCO"},
                   {"mediapipe33", "MediaPipe"},
                   {"pose2sim", "OpenPose"},
                   {"halpe26", "Halpe"},
                   {"synthpose", "SynthPose"}};
    const char **longer = hinge_arena_alloc(arena, n + 1, sizeof *longer);
    for (size_t i = 0; i < n; i++)
        name[i] = hinge_kind_name(arena, recordings, first[i]);
    _Static_assert(sizeof apart / sizeof *apart == HINGE_EVIDENCE_AXES, "each axis of evidence");
    for (size_t c = 0; c < HINGE_EVIDENCE_AXES; c++) {
        const size_t k = hinge_axis_of(apart[c]);
        for (size_t i = 0; i < n; i++) {
            char one[HINGE_AXIS_TEXT], other[HINGE_AXIS_TEXT];
            bool differs = false;
            for (size_t j = 0; j < n; j++)
                differs = differs || (strcmp(name[i], name[j]) == 0 &&
                                      strcmp(hinge_axis_text(recordings, k, first[i], one),
                                             hinge_axis_text(recordings, k, first[j], other)) != 0);
            char words[160];
            const char *tells = hinge_kind_tells(
                hinge_axes[k].column, hinge_axis_text(recordings, k, first[i], one), words);
            longer[i] = differs ? hinge_arena_printf(arena, "%s, %s", name[i], tells) : name[i];
            if (!differs || c > 0 || strcmp(name[i], "video keypoints") != 0)
                continue;
            /* "COCO and OpenPose keypoints": whose landmarks the recordings have */
            const char *names[sizeof program / sizeof *program];
            size_t n_names = 0;
            for (size_t p = 0; p < sizeof program / sizeof *program; p++) {
                size_t r = 0;
                while (
                    r < recordings->rows &&
                    (of[r] != i || !hinge_listed(program[p].sets, '|',
                                                 hinge_table_word(recordings, "landmark_set", r))))
                    r++;
                if (r < recordings->rows)
                    names[n_names++] = program[p].name;
            }
            if (n_names == 0)
                names[n_names++] = hinge_table_word(recordings, "family", first[i]);
            cleared_by(hinge_text_clear) struct hinge_text programs = {0};
            hinge_list_words(&programs, names, n_names, " and ");
            longer[i] = hinge_arena_printf(arena, "%s keypoints", hinge_text_string(&programs));
        }
        memcpy(name, longer, n * sizeof *name);
    }
}

const char *hinge_kind_name_among(struct hinge_arena *arena, const struct hinge_table *recordings,
                                  const bool differs[HINGE_AXES], const size_t *row, size_t n,
                                  size_t which)
{
    size_t *first = hinge_arena_alloc(arena, n + 1, sizeof *first),
           *of = hinge_arena_alloc(arena, recordings->rows + 1, sizeof *of);
    const char **name = hinge_arena_alloc(arena, n + 1, sizeof *name);
    cleared_by(hinge_intern_clear) struct hinge_intern kinds = {0};
    cleared_by(hinge_text_clear) struct hinge_text key = {0};
    for (size_t r = 0; r < recordings->rows; r++)
        of[r] = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        const size_t known = kinds.n;
        char buffer[HINGE_AXIS_TEXT];
        key.length = 0;
        for (size_t k = 0; k < HINGE_EVIDENCE_AXES; k++)
            if (differs[k])
                hinge_text_printf(&key, "%s\n", hinge_axis_text(recordings, k, row[i], buffer));
        of[row[i]] = hinge_intern_number(&kinds, hinge_text_string(&key));
        if (kinds.n > known)
            first[known] = row[i];
    }
    hinge_kinds_name(arena, recordings, first, kinds.n, of, name);
    return name[of[which]];
}

bool hinge_kinds_differ_in_zero(const struct hinge_table *recordings, size_t one, size_t other)
{
    bool zero = true;
    for (size_t k = 0; k < HINGE_EVIDENCE_AXES; k++) {
        char a[HINGE_AXIS_TEXT], b[HINGE_AXIS_TEXT];
        const bool same = strcmp(hinge_axis_key(recordings, k, one, a),
                                 hinge_axis_key(recordings, k, other, b)) == 0;
        zero &= same == (strcmp(hinge_axes[k].column, "standing_source") != 0);
    }
    return zero;
}
