/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tasks and cues that are known: what they change, and what people call them (method 8.1,
 * 8.2). */

#include "reps/reps.h"
#include "trial/heard.h"

/* --- Tasks that change rules: where they start, which faults apply (method 8.1); what people call
 * them. --- */

#define SQUAT_RULES                                                                                \
    "squat_pattern excessive_knee_flexion knee_dominant knee_forward_travel "                      \
    "knee_past_toe knees_first shin_forward shin_back_excess insufficient_hip_travel "             \
    "neighbor_borrowing uncontrolled_lowering"

/* Sitting down on a chair and rising from it: hips and knees bend, over feet that carry little at
 * the chair. */
#define CHAIR_RULES                                                                                \
    "squat_pattern excessive_knee_flexion knee_dominant knee_forward_travel "                      \
    "knee_past_toe shin_forward neighbor_borrowing weight_off_midfoot chest_not_over_toes"
/* "As much as needed in the knees": lifts from the floor are judged by back, hips and load. */
#define LIFT_RULES                                                                                 \
    "squat_pattern knee_dominant excessive_knee_flexion knee_forward_travel knee_past_toe "        \
    "shin_forward knees_first locked_knees neighbor_borrowing"
/* One foot is behind the other: knees are not beside each other. */
#define KICKSTAND_RULES "asym_hip stance_width knee_valgus"
#define LIFTED_RULES KICKSTAND_RULES " kickstand_rock_back"

enum {
    PLAIN = 0,
    DAILY = 1,
    UNILATERAL = 2,
    FAST = 4,
    IN_HANDS = 8, /* a bell, a row's weight, a basket */
    LOADED = 16 | IN_HANDS,
    PULLED = 32,
    ON_BLOCK = 64,
    SEATED = 128,
    LIFTS = 256 | DAILY | LOADED,
    ON_HEELS = 512
};
/* id, start, kind, faults not applicable. The weight is to be mid-foot, if not on the heels. */
#define TASK(name, from, kind, excluded) TASK_BY(name, from, kind, excluded, NULL)
/* Repetitions from the floor are judged by the row `floor`. */
#define TASK_BY(name, from, kind, excluded, floor)                                                 \
    {                                                                                              \
        .id = name, .start = from, .daily = ((kind)&DAILY) != 0,                                   \
        .counted = ((kind)&DAILY) == 0 || ((kind)&LOADED) == LOADED,                               \
        .unilateral = ((kind)&UNILATERAL) != 0, .fast = ((kind)&FAST) != 0,                        \
        .in_hands = ((kind)&IN_HANDS) != 0, .loaded = ((kind)&LOADED) == LOADED,                   \
        .pulled = ((kind)&PULLED) != 0, .on_block = ((kind)&ON_BLOCK) != 0,                        \
        .seated = ((kind)&SEATED) != 0, .knees_bend = ((kind)&LIFTS) == LIFTS,                     \
        .weight_target_pct = ((kind)&ON_HEELS) != 0 ? 30 : 50, .not_applicable = excluded,         \
        .from_floor = floor                                                                        \
    }

static const struct hinge_task tasks[] = {
    TASK("unspecified", '?', PLAIN, ""),
    TASK("bodyweight_hinge", 'S', PLAIN, ""),
    TASK("hinge_hands_chest", 'S', PLAIN, ""),
    TASK("rdl", 'S', LOADED, ""),
    TASK("rdl_stick", 'S', LOADED, ""),
    TASK("weighted_hinge", 'S', LOADED, ""),
    TASK("banded_hinge", 'S', PULLED, ""),
    TASK("banded_pull_through", 'S', PULLED, ""),
    TASK("hinge_row", 'S', IN_HANDS, ""),
    TASK("kettlebell_deadlift", '?', LOADED, ""),
    TASK("kettlebell_deadlift_elevated", '?', LOADED | ON_BLOCK, ""),
    TASK_BY("deadlift", '?', LOADED, "", "deadlift_floor"),
    TASK("deadlift_floor", 'F', LOADED,
         "squat_pattern excessive_knee_flexion knee_dominant shin_forward neighbor_borrowing"),
    TASK("kettlebell_swing", 'S', FAST | IN_HANDS,
         "uncontrolled_lowering short_eccentric jerky_descent"),
    TASK("plyo_jump", 'S', FAST, "*"),
    TASK("kickstand_hinge", 'S', UNILATERAL, KICKSTAND_RULES),
    TASK("kickstand_lifted", 'S', UNILATERAL, LIFTED_RULES),
    TASK("warrior_hinge", 'S', UNILATERAL, LIFTED_RULES " chest_not_over_toes"),
    TASK("single_leg_hinge", 'S', UNILATERAL, LIFTED_RULES),
    TASK("squat_contrast", 'S', PLAIN, SQUAT_RULES),
    TASK("hero_squat", 'S', PLAIN, SQUAT_RULES),
    TASK("dishwasher", 'S', DAILY | ON_HEELS, ""),
    TASK("sink", 'S', DAILY, ""),
    TASK("oven", 'S', DAILY, ""),
    TASK("laundry_basket", 'S', DAILY | IN_HANDS, ""),
    TASK("dog_dish", 'S', DAILY, ""),
    TASK("pick_toy_floor", 'S', DAILY, ""),
    TASK("gardening", 'S', DAILY, ""),
    TASK("make_bed", 'S', DAILY, ""),
    TASK("vacuum", 'S', DAILY, ""),
    TASK("lift_groceries", '?', LIFTS, LIFT_RULES),
    TASK("pick_child", '?', LIFTS, LIFT_RULES),
    TASK("lift_heavy_box", '?', LIFTS, LIFT_RULES),
    TASK("pick_light_object", 'S', DAILY, "excessive_knee_flexion"),
    TASK("sit_to_chair", 'S', DAILY | SEATED, CHAIR_RULES),
    TASK("stand_up", 'F', DAILY | SEATED, CHAIR_RULES),
    TASK("maxflex", 'S', PLAIN, "*-hip_rom_limited"),
    TASK("calibration", 'S', PLAIN, "*"),
    TASK("stack_ref", 'S', PLAIN, "*"),
    TASK("dowel_ref", 'S', PLAIN, "*"),
};

const struct hinge_task *hinge_task_rows(size_t *count)
{
    *count = sizeof tasks / sizeof *tasks;
    return tasks;
}

enum { N_TASKS = sizeof tasks / sizeof *tasks };

/* What people write for a row; a row's own id is one, too. */
static const struct {
    const char *word, *row;
} words[] = {
    {"squat", "squat_contrast"},
    {"lift", "lift_heavy_box"},
    {"row", "hinge_row"},
    {"swing", "kettlebell_swing"},
    {"kb swing", "kettlebell_swing"},
    {"good morning", "weighted_hinge"},
    {"weighted hip hinge", "weighted_hinge"},
    {"romanian deadlift", "rdl"},
    {"rdl with a dowel", "rdl_stick"},
    {"romanian deadlift with a stick", "rdl_stick"},
    {"deadlift from the floor", "deadlift_floor"},
    {"floor deadlift", "deadlift_floor"},
    {"kb deadlift", "kettlebell_deadlift"},
    {"kettlebell deadlift on a block", "kettlebell_deadlift_elevated"},
    {"kb deadlift on a block", "kettlebell_deadlift_elevated"},
    {"elevated kettlebell deadlift", "kettlebell_deadlift_elevated"},
    {"banded hip hinge", "banded_hinge"},
    {"kickstand hip hinge", "kickstand_hinge"},
    {"kickstand-lifted hinge", "kickstand_lifted"},
    {"kickstand-lifted hip hinge", "kickstand_lifted"},
    {"lifted kickstand hinge", "kickstand_lifted"},
    {"single leg hip hinge", "single_leg_hinge"},
    {"single leg rdl", "single_leg_hinge"},
    {"single leg romanian deadlift", "single_leg_hinge"},
    {"squat jump", "plyo_jump"},
    {"jump squat", "plyo_jump"},
    {"plyometric jump", "plyo_jump"},
};

const struct hinge_task *hinge_task_find(const char *id)
{
    if (*id == '\0')
        return &tasks[0];
    for (size_t i = 0; i < N_TASKS; i++) /* most are an id as it stands, and rows ask for each */
        if (strcmp(tasks[i].id, id) == 0)
            return &tasks[i];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (hinge_heard_same(words[i].word, id))
            id = words[i].row;
    for (size_t i = 0; i < N_TASKS; i++)
        if (hinge_heard_same(tasks[i].id, id))
            return &tasks[i];
    return &tasks[0];
}

bool hinge_task_known(const char *id)
{
    return hinge_task_find(id) != &tasks[0] || hinge_heard_same(tasks[0].id, id);
}

const struct hinge_task *hinge_task_of_rep(const struct hinge_task *task, bool floor)
{
    return floor && task->from_floor != NULL ? hinge_task_find(task->from_floor) : task;
}

/* ": not judged are a, b and c", or nothing. */
static void add_not_judged(const struct hinge_task *task, struct hinge_text *out)
{
    const char *rest = task->not_applicable, *item;
    bool all = strchr(rest, '*') != NULL;
    size_t length;
    if (*rest != '\0')
        hinge_text_adds(out, all ? ": faults are not judged" : ": not judged are ");
    for (size_t k = 0; !all && (item = hinge_next_item(&rest, ' ', &length)) != NULL; k++)
        hinge_text_printf(out, "%s%.*s", k > 0 ? ", " : "", (int)length, item);
}

void hinge_task_read_as(const char *id, struct hinge_text *out)
{
    const struct hinge_task *task = hinge_task_find(id);
    if (!hinge_task_known(id) || hinge_heard_same(task->id, id))
        return;
    hinge_text_printf(out, "%s, read as %s", id, task->id);
    add_not_judged(task, out);
}

void hinge_task_forces(const struct hinge_trial_info *info, struct hinge_body_request *request)
{
    const struct hinge_task *task = hinge_task_find(info->task);
    size_t n;
    const struct hinge_cue *cue = hinge_cue_rows(&n);
    request->in_hands = task->in_hands;
    request->pulled = task->pulled;
    request->one_leg = task->unilateral && info->role != HINGE_ROLE_standing;
    for (size_t i = 0; i < n; i++)
        if (cue[i].pulls && hinge_listed(info->cue, '+', cue[i].id))
            request->pulled = true;
}

/* What people call tasks in German and English, and the known ones nearest in meaning;
 * the longest that is in a name counts, of equal ones the first. Letters are small, words apart by
 * a blank; one that begins with a blank begins a word. */
static const struct {
    const char *word, *tasks;
} meanings[] = {
    {"kettlebell", "kettlebell_deadlift, kettlebell_swing"},
    {"rumänisch", "rdl"},
    {"rumaenisch", "rdl"},
    {"romanian", "rdl"},
    {"stiff leg", "rdl"},
    {"kreuzheb", "deadlift, rdl, kettlebell_deadlift"},
    {"deadlift", "deadlift, rdl, kettlebell_deadlift"},
    {"einbein", "single_leg_hinge, kickstand_hinge"},
    {"single leg", "single_leg_hinge, kickstand_hinge"},
    {"one leg", "single_leg_hinge, kickstand_hinge"},
    {"standwaage", "single_leg_hinge, warrior_hinge"},
    {"kniebeug", "squat_contrast, hero_squat"},
    {"squat", "squat_contrast, hero_squat"},
    {"schwung", "kettlebell_swing"},
    {"swing", "kettlebell_swing"},
    {"sprung", "plyo_jump"},
    {"jump", "plyo_jump"},
    {"rudern", "hinge_row"},
    {"band", "banded_hinge, banded_pull_through"},
    {"spülmasch", "dishwasher"},
    {"geschirr", "dishwasher"},
    {"dish", "dishwasher, dog_dish"},
    {"waschbecken", "sink"},
    {"spüle", "sink"},
    {"ofen", "oven"},
    {"wäsche", "laundry_basket"},
    {"laundry", "laundry_basket"},
    {"napf", "dog_dish"},
    {"spielzeug", "pick_toy_floor"},
    {"toy", "pick_toy_floor"},
    {"garten", "gardening"},
    {"garden", "gardening"},
    {"bett", "make_bed"},
    {"staubsaug", "vacuum"},
    {"hoover", "vacuum"},
    {"einkauf", "lift_groceries"},
    {"grocer", "lift_groceries"},
    {"shopping", "lift_groceries"},
    {"kind", "pick_child"},
    {"child", "pick_child"},
    {"aufstehen", "stand_up"},
    {"sit to stand", "stand_up"},
    {"stand up", "stand_up"},
    {"hinsetzen", "sit_to_chair"},
    {"sit down", "sit_to_chair"},
    {"stand to sit", "sit_to_chair"},
    {"sitting", "sit_to_chair"},
    {" chair", "sit_to_chair, stand_up"},
    {"stuhl", "sit_to_chair, stand_up"},
    {"standing up", "stand_up"},
    {"getting up", "stand_up"},
    {"get up", "stand_up"},
    {" bed", "make_bed"},
    {"vacuum", "vacuum"},
    {" key", "pick_light_object"},
    {"schlüssel", "pick_light_object"},
    {"bottle", "pick_light_object"},
    {"flasche", "pick_light_object"},
    {" sofa", "lift_heavy_box"},
    {"couch", "lift_heavy_box"},
    {"furniture", "lift_heavy_box"},
    {"möbel", "lift_heavy_box"},
    {"dishwasher", "dishwasher"},
    {"dog", "dog_dish"},
    {"kiste", "lift_heavy_box"},
    {"karton", "lift_heavy_box"},
    {"box", "lift_heavy_box"},
    {"crate", "lift_heavy_box"},
    {"aufheben", "pick_light_object, lift_heavy_box"},
    {"pick up", "pick_light_object, lift_heavy_box"},
    {"heben", "lift_heavy_box, pick_light_object"},
    {"lift", "lift_heavy_box, pick_light_object"},
    {"finger", "maxflex, bodyweight_hinge"},
    {"toe touch", "maxflex, bodyweight_hinge"},
    {"beuge", "bodyweight_hinge, maxflex"},
    {"flexion", "bodyweight_hinge, maxflex"},
    {"bend", "bodyweight_hinge, maxflex"},
    {"bow", "bodyweight_hinge, maxflex"},
    {"stoop", "bodyweight_hinge, maxflex"},
    {"good morning", "bodyweight_hinge, weighted_hinge"},
    {"hinge", "bodyweight_hinge, weighted_hinge"},
};

bool hinge_task_nearest(const char *id, struct hinge_text *out)
{
    const char *names[N_TASKS];
    char plain[100] = " ";
    size_t longest = 0;
    for (size_t i = 0; id[i] != '\0' && i + 2 < sizeof plain; i++)
        plain[i + 1] = strchr("_-./", id[i]) != NULL ? ' ' : (char)tolower((unsigned char)id[i]);
    for (size_t i = 0; i < N_TASKS; i++)
        names[i] = tasks[i].id;
    const char *near = hinge_suggest(id, names, N_TASKS);
    const bool misspelt = near != NULL;
    for (size_t i = 0; !misspelt && i < sizeof meanings / sizeof *meanings; i++)
        if (strstr(plain, meanings[i].word) != NULL && strlen(meanings[i].word) > longest) {
            near = meanings[i].tasks;
            longest = strlen(meanings[i].word);
        }
    const char *rest = near, *item;
    size_t length;
    bool listed = false;
    for (size_t k = 0; rest != NULL && (item = hinge_next_item(&rest, ',', &length)) != NULL; k++) {
        char name[64];
        while (*item == ' ')
            item++, length--;
        snprintf(name, sizeof name, "%.*s", (int)length, item);
        hinge_text_printf(out, "%s%s", k == 0 ? "" : listed ? "; " : ", ", name);
        listed = *hinge_task_find(name)->not_applicable != '\0';
        add_not_judged(hinge_task_find(name), out);
    }
    return rest != NULL;
}

/* --- Known cues and what each is expected to change (method 8.2). A cue is free text; these are
 * recognised in file names, compared on their own outcome, and planned for. --- */

/* One outcome: a metric in a phase, or the severity of a fault; expected to go up, down
 * or towards a value. */
#define METRIC(name, where, sense)                                                                 \
    {                                                                                              \
        .id = name, .phase = where, .expected = sense                                              \
    }
#define SEVERITY(name, sense)                                                                      \
    {                                                                                              \
        .id = name, .is_fault = true, .expected = sense                                            \
    }
#define TOWARDS(name, where, value)                                                                \
    {                                                                                              \
        .id = name, .phase = where, .expected = HINGE_EXPECT_TOWARDS, .target = value              \
    }
enum { UP = HINGE_EXPECT_UP, DOWN = HINGE_EXPECT_DOWN };

#define HIPS_BACK METRIC("hip_posterior_ll", "rep", UP)
#define LESS_LUMBAR METRIC("lumbar_fraction", "descent", DOWN)
#define LESS_ROUNDING SEVERITY("lumbar_rounding", DOWN)

/* The wall stops the hips: whether they got there, then the back's share on the way. The angle of
 * the back depends on the knees, which stand beside it. */
#define WALL_TAP(name, inches, place)                                                              \
    {                                                                                              \
        .id = name, .wording = "heels " inches " inches from a wall, tap it with the hips",        \
        .done = METRIC("wall_tapped", "rep", UP),                                                  \
        .primary = METRIC("lumbar_at_reach_share", "descent", DOWN),                               \
        .secondary = {{.id = "lumbar_at_reach_deg",                                                \
                       .phase = "descent",                                                         \
                       .expected = DOWN,                                                           \
                       .depends = "knee_at_reach_deg",                                             \
                       .differs = "knees differ"},                                                 \
                      METRIC("knee_at_reach_deg", "descent", HINGE_EXPECT_NOTHING),                \
                      METRIC("hinge_index", "rep", UP),                                            \
                      LESS_LUMBAR},                                                                \
        .against = "lumbar_rounding", .watch = "lumbar_overextension", .sequence = "wall_tap",     \
        .step = place                                                                              \
    }

/* clang-format off */
static const struct hinge_cue cues[] = {
    {.id = "none", .wording = "no cue"},
    WALL_TAP("wall_tap", "3 to 5", 0),
    WALL_TAP("wall_tap_3in", "3", 1),
    WALL_TAP("wall_tap_4in", "4", 2),
    WALL_TAP("wall_tap_5in", "5", 3),
    {.id = "wall_front",
     .wording = "facing a wall, push the hips back as if to touch the wall behind",
     .against = "excessive_knee_flexion",
     .primary = HIPS_BACK, .secondary = {METRIC("knee_travel_ll", "rep", DOWN),
     METRIC("chest_toe_ll", "rep", DOWN)}},
    {.id = "button_behind", .wording = "touch a button far behind with the hips", .against = "insufficient_hip_travel",
     .primary = HIPS_BACK, .secondary = {LESS_LUMBAR}},
    {.id = "dowel", .wording = "rod on head, mid-back and tailbone", .primary = LESS_ROUNDING,
     .secondary = {SEVERITY("dowel_contact_lost", DOWN), SEVERITY("chin_tuck", DOWN),
     SEVERITY("thoracic_rounding", DOWN)}, .watch = "depth_short", .reference = "dowel_ref"},
    {.id = "mirror", .wording = "a mirror to watch", .primary = LESS_ROUNDING, .watch = "head_up"},
    {.id = "heel_block", .wording = "a block of 1 to 2 inches under the heels", .primary = METRIC("com_foot_pct",
     "rep", UP), .secondary = {METRIC("trunk_excursion_deg", "descent", UP),
     METRIC("shank_incl_deg", "rep", UP), METRIC("cop_foot_pct", "rep", UP),
     METRIC("lumbar_curve_sd_deg", "descent", DOWN)}},
    {.id = "bench_front", .wording = "a bench at the knees", .against = "excessive_knee_flexion",
     .primary = HIPS_BACK,
     .later = "knee_travel_ll", .secondary = {METRIC("knee_excursion_deg", "descent", DOWN)},
     .sequence = "bench", .step = 1},
    {.id = "bench_behind", .wording = "the calves reach a bench 1 to 2 inches behind",
     .against = "excessive_knee_flexion",
     .primary = METRIC("shank_incl_deg", "rep", DOWN), .secondary = {HIPS_BACK},
     .watch = "shin_back_excess", .sequence = "bench", .step = 2},
    {.id = "push_pull", .wording = "pull the hips back, push the knees slightly forward",
     .against = "insufficient_hip_travel",
     .primary = HIPS_BACK, .secondary = {TOWARDS("com_foot_pct", "rep", 50),
     METRIC("knee_travel_ll", "rep", UP)}, .watch = "squat_pattern"},
    {.id = "hands_on_hips", .wording = "thumbs in the hip crease, let go",
     .primary = SEVERITY("hip_flexor_pull", DOWN), .secondary = {METRIC("half_lean_travel",
     "descent", UP)}},
    {.id = "hands_on_glutes", .wording = "feel the glutes grow",
     .primary = METRIC("hip_excursion_deg", "descent", UP), .secondary = {SEVERITY("butt_wink",
     DOWN), LESS_LUMBAR, SEVERITY("glute_clench_descent", DOWN)}},
    {.id = "thighs_to_chest", .wording = "thighs to chest, not chest to thighs",
     .primary = METRIC("half_lean_travel", "descent", UP), .secondary = {SEVERITY("fold_forward",
     DOWN)}},
    {.id = "reach_kettlebell", .wording = "reach, be over the bell",
     .primary = TOWARDS("load_midfoot_fl", "rep", 0), .secondary = {METRIC("trunk_excursion_deg",
     "descent", UP)}, .watch = "shoulder_rounding"},
    {.id = "exhale_ribs", .wording = "exhale the lower ribs back", .primary = SEVERITY("stack_loss",
     DOWN), .secondary = {SEVERITY("lumbar_overextension", DOWN), SEVERITY("rib_flare_asym", DOWN)},
     .watch = "lumbar_rounding", .reference = "stack_ref"},
    {.id = "band_pull", .wording = "a band pulls at the hips", .against = "insufficient_hip_travel",
     .primary = HIPS_BACK, .secondary = {LESS_LUMBAR}, .pulls = true},
    {.id = "limit_depth", .wording = "only as deep as the hamstrings allow",
     .primary = SEVERITY("rounding_late", DOWN), .secondary = {METRIC("trunk_excursion_deg",
     "descent", DOWN)}, .reference = "maxflex"},
    {.id = "reach_hips_not_bend", .wording = "reach back, don't bend over",
     .primary = SEVERITY("rounding_early", DOWN), .secondary = {SEVERITY("waist_initiation", DOWN),
     HIPS_BACK}},
    {.id = "glute_squeeze_start", .wording = "squeeze the glutes before starting",
     .primary = METRIC("gmax_setup_pct", "rep", UP),
     .secondary = {METRIC("pelvis_tilt_setup_deg", "rep", DOWN),
     SEVERITY("lumbar_overextension", DOWN)}, .watch = "pelvic_tuck butt_wink"},
    {.id = "tuck_tail_start", .wording = "tuck the tail before starting",
     .primary = METRIC("pelvis_tilt_setup_deg", "rep", DOWN),
     .secondary = {SEVERITY("lumbar_overextension", DOWN)}, .watch = "pelvic_tuck butt_wink"},
    {.id = "twist_feet", .wording = "screw the feet into the floor, knees out",
     .primary = SEVERITY("knee_valgus", DOWN), .secondary = {METRIC("free_moment_nm", "rep", UP)}},
    {.id = "string_head", .wording = "a string pulls up the crown",
     .primary = METRIC("neck_flex_size_deg", "rep", DOWN), .secondary = {SEVERITY("chin_tuck",
     DOWN), SEVERITY("head_up", DOWN), SEVERITY("head_trunk_line", DOWN)}},
    {.id = "tall_neck", .wording = "a long neck", .primary = METRIC("neck_flex_size_deg", "rep",
     DOWN), .secondary = {SEVERITY("chin_tuck", DOWN), SEVERITY("head_up", DOWN),
     SEVERITY("head_trunk_line", DOWN)}},
    {.id = "drive_hips", .wording = "push with the hips, glutes first",
     .primary = METRIC("onset_lag_s", "ascent", UP), .secondary = {METRIC("hip_drive_deg_s",
     "ascent", UP), SEVERITY("glute_late", DOWN)}, .watch = "lockout_overextension"},
    {.id = "control_down", .wording = "control the weight down", .slow = true,
     .primary = METRIC("mean_velocity_deg_s", "descent", DOWN), .secondary = {METRIC("sparc",
     "descent", UP), METRIC("duration_s", "descent", UP)}},
    {.id = "soft_knees", .wording = "soft knees", .primary = METRIC("soft_knees", "rep", UP),
     .secondary = {SEVERITY("locked_knees", DOWN), SEVERITY("excessive_knee_flexion", DOWN)}},
    {.id = "empty_brace", .wording = "a light brace", .primary = METRIC("brace_ratio", "rep", UP), .secondary = {LESS_ROUNDING}},
    {.id = "breath_release", .wording = "let the pelvic floor go",
     .unmeasured = "nothing here measures it", .secondary = {METRIC("hip_excursion_deg", "descent",
     UP)}},
    {.id = "neutral_spine", .wording = "a neutral spine, neither rounded nor arched",
     .primary = LESS_ROUNDING, .secondary = {SEVERITY("lumbar_overextension", DOWN),
     SEVERITY("thoracic_rounding", DOWN)}, .watch = "depth_short"},
    {.id = "belly_button_in", .wording = "pull the belly button in",
     .primary = METRIC("brace_ratio", "rep", UP), .secondary = {LESS_ROUNDING},
     .watch = "pelvic_tuck"},
    {.id = "sit_back", .wording = "imagine sitting back", .against = "excessive_knee_flexion",
     .primary = HIPS_BACK,
     .secondary = {METRIC("knee_travel_ll", "rep", DOWN), LESS_LUMBAR},
     .watch = "squat_pattern drop_lowering"},
    {.id = "lift_with_knees", .wording = "lift with your knees", .primary = METRIC("hip_knee_share",
     "descent", DOWN), .secondary = {METRIC("knee_excursion_deg", "descent", UP),
     METRIC("hip_posterior_ll", "rep", DOWN), LESS_ROUNDING},
     .watch = "knee_dominant excessive_knee_flexion squat_pattern"},
    {.id = "manual_guidance", .wording = "hands move the person into the hinge",
     .against = "insufficient_hip_travel",
     .primary = HIPS_BACK, .secondary = {LESS_LUMBAR, LESS_ROUNDING}},
};
/* clang-format on */

const struct hinge_cue *hinge_cue_rows(size_t *count)
{
    *count = sizeof cues / sizeof *cues;
    return cues;
}

const struct hinge_cue *hinge_cue_find(const char *id)
{
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        if (hinge_same_name(cues[i].id, id))
            return &cues[i];
    return NULL;
}
