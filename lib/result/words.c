/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids and numbers in, what is printed of them out. */
#include "result/words.h"

#include "table/columns.h"

/* --- Numbers in, what is printed of them out. --- */

/* '=' and p itself, '<' and 0.001, '>' and 0.999. NaN stays NaN, with '='. */
static char relation_of(double p, double *shown)
{
    bool tiny = p < 0.001, near_one = p >= 0.9995 && p < 1;
    *shown = tiny ? 0.001 : near_one ? 0.999 : p;
    return tiny ? '<' : near_one ? '>' : '=';
}

void hinge_p_cell(double p, char *text, size_t room)
{
    double shown;
    char relation = relation_of(p, &shown);
    char number[32];
    snprintf(number, sizeof number, "%.3f", shown);
    snprintf(text, room, "%.*s%s", relation != '=', &relation, number + (number[0] == '0'));
}

static void add_short(struct hinge_text *text, double value, int decimals)
{
    char number[32];
    decimals = hinge_limit_decimals(decimals, value, fmax(0, 1 - fabs(value)));
    if (decimals > 3 && fabs(value) > 0.999 && fabs(value) < 1) {
        const bool equal = text->length > 1 && memcmp(text->data + text->length - 2, "= ", 2) == 0;
        text->length -= equal ? 2 : 0; /* "r > .999" */
        hinge_text_adds(text, value > 0 ? "> .999" : "< -.999");
        return;
    }
    snprintf(number, sizeof number, "%.*f", decimals, fabs(value));
    bool zero = strspn(number, "0.") == strlen(number);
    hinge_text_printf(text, "%s%s", value < 0 && !zero ? "-" : "",
                      number[0] == '0' ? number + 1 : number);
}

void hinge_add_p(struct hinge_text *text, double p)
{
    double shown;
    char relation = relation_of(p, &shown);
    hinge_text_printf(text, "%c ", relation);
    add_short(text, shown, 3);
}

void hinge_add_short(struct hinge_text *text, double value)
{
    add_short(text, value, 2);
}

void hinge_add_four(struct hinge_text *text, double value)
{
    char number[32];
    snprintf(number, sizeof number, value == floor(value) ? "%.4g" : "%#.4g", value);
    size_t length = strlen(number);
    hinge_text_add(text, number, length - (number[length - 1] == '.'));
}

const char *hinge_percent_words(double share, char text[8])
{
    if (share > 0 && share <= 0.005)
        return strcpy(text, "<1");
    if (share < 1 && share >= 0.995)
        return strcpy(text, ">99");
    snprintf(text, 8, "%.0f", 100 * share);
    return text;
}

void hinge_add_df(struct hinge_text *text, double value)
{
    hinge_text_printf(text, fabs(value - round(value)) < 0.05 ? "%.0f" : "%.1f", value);
}

const char *hinge_limits_words(double low, double high, int digits, const char *joint, char *buffer,
                               size_t capacity)
{
    char from[HINGE_NUMBER_MAX], to[HINGE_NUMBER_MAX];
    if (hinge_unsigned_zero(low, digits) == 0 && hinge_unsigned_zero(high, digits) == 0)
        snprintf(buffer, capacity, "within %.*f", digits, pow(10, -digits));
    else
        snprintf(buffer, capacity, "%s%s%s", hinge_limit_format(low, digits, from), joint,
                 hinge_limit_format(high, digits, to));
    return buffer;
}

const char *hinge_interval_words(double value, double low, double high, int digits, char *buffer,
                                 size_t capacity)
{
    char limits[2 * HINGE_NUMBER_MAX];
    const double shown = hinge_unsigned_zero(value, digits);
    if (isnan(low) || isnan(high))
        snprintf(buffer, capacity, "%.*f", digits, shown);
    else
        snprintf(buffer, capacity, "%.*f [%s]", digits, shown,
                 hinge_limits_words(low, high, digits, ", ", limits, sizeof limits));
    return buffer;
}

int hinge_column_digits(const struct hinge_column *column, size_t rows, bool ratio)
{
    double largest = 0, smallest = HUGE_VAL;
    bool whole = true;
    for (size_t r = 0; column->type == HINGE_COLUMN_NUMBER && r < rows; r++) {
        if (isnan(column->number[r]))
            continue;
        largest = fmax(largest, fabs(column->number[r]));
        if (column->number[r] > 0)
            smallest = fmin(smallest, column->number[r]);
        whole = whole && column->number[r] == floor(column->number[r]);
    }
    int digits = largest > 0 ? 3 - (int)floor(log10(largest)) : 0;
    if (ratio && smallest < 1) {
        int small = 1 - (int)floor(log10(smallest));
        digits = small > digits ? small : digits;
    }
    int most = ratio ? 12 : 5;
    return whole ? 0 : digits < 0 ? 0 : digits > most ? most : digits;
}

void hinge_display_minus(struct hinge_text *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        bool starts = p == text || strchr(" ([", p[-1]) != NULL;
        size_t point = p[0] == '-' && p[1] == '.';
        bool number = p[0] == '-' && p[1 + point] >= '0' && p[1 + point] <= '9';
        if (starts && number)
            hinge_text_adds(out, "−");
        else
            hinge_text_add(out, p, 1);
    }
}

const char *hinge_higher(double difference)
{
    return difference < 0 ? "lower" : "higher";
}

const char *hinge_larger(double difference)
{
    return difference < 0 ? "smaller" : "larger";
}

const char *hinge_rose(double difference)
{
    return difference < 0 ? "fell" : "rose";
}

bool hinge_is_sure(double low, double high)
{
    return low > 0 || high < 0;
}

/* --- Ids in, words out. --- */

/* clang-format off */
/* Every unit, once: its id, how names of columns end that have it; in a heading; behind a value and
 * behind a change for readers, times a scale; decimals of a study and of one recording or person,
 * which steps by so much. An end that another one ends with comes after it. */
static const struct hinge_unit_words unit_rows[] = {
    {"deg s-2", "_deg_s2", "°/s²", "°/s²", "°/s²", 1, 1, 0, 0.1, 0},
    {"deg s-1", "_deg_s", "°/s", "°/s", "°/s", 1, 1, 0, 0.1, 0},
    {"deg", "_deg", "°", "°", "°", 1, 0, 0, 0.1, 10},
    {"rad s-2", "_rad_s2", "rad/s²", " rad/s²", " rad/s²", 1, 3, 2, 0.001, 0},
    {"rad s-1", "_rad_s", "rad/s", " rad/s", " rad/s", 1, 3, 2, 0.001, 0},
    {"rad", "_rad", "rad", " rad", " rad", 1, 3, 2, 0.001, 0},
    {"percent", "_pct", "%", "%", " points", 1, 0, 0, 0.1, 10},
    {"%", NULL, "%", "%", " points", 1, 0, 0, 0.1, 10},
    {"pct", NULL, "%", "%", " points", 1, 0, 0, 0.1, 10},
    {"share", NULL, "%", "%", " points", 100, 0, 0, 0.1, 10},
    {"1", NULL, "–", "", "", 1, 2, 2, 0.001, 0},
    {"mm", "_mm", "mm", " mm", " mm", 1, 0, 0, 1, 0},
    {"cm", "_cm", "cm", " cm", " cm", 1, 1, 1, 0.1, 0},
    {"LL", "_ll", "leg lengths", "% of leg length", "% of leg length", 100, 1, 0, 0.1, 5},
    {"FL", "_fl", "foot lengths", "% of foot length", "% of foot length", 100, 1, 0, 0.1, 5},
    {"TL", "_tl", "trunk lengths", "% of trunk length", "% of trunk length", 100, 1, 0, 0.1, 5},
    {"kg", "_kg", "kg", " kg", " kg", 1, 1, 1, 0.1, 0},
    {"Hz", "_hz", "Hz", " Hz", " Hz", 1, 1, 1, 0.1, 0},
    {"px", "_px", "px", " px", " px", 1, 0, 0, 1, 0},
    {"g", NULL, "g", " g", " g", 1, 2, 2, 0.001, 0},
    {"s", "_s", "s", " s", " s", 1, 2, 2, 0.001, 0.5},
    {"m", "_m", "m", " m", " m", 1, 2, 2, 0.001, 0}};
/* clang-format on */

const struct hinge_unit_words *hinge_unit_words_of(const char *id)
{
    const size_t n = sizeof unit_rows / sizeof *unit_rows,
                 i = id != NULL ? HINGE_ROW_AT(unit_rows, n, id) : n;
    return i < n ? &unit_rows[i] : NULL;
}

const struct hinge_unit_words *hinge_unit_of_name(const char *column)
{
    for (size_t i = 0; i < sizeof unit_rows / sizeof *unit_rows; i++) {
        const char *end = unit_rows[i].end;
        if (end != NULL && strlen(column) > strlen(end) && hinge_ends_with(column, end))
            return &unit_rows[i];
    }
    return NULL;
}

static char *spaced(char *text)
{
    for (char *at = text; *at != '\0'; at++)
        if (*at == '_')
            *at = ' ';
    return text;
}

/* Words of ids that are abbreviations, and those that are written otherwise. */
static const char abbreviations[] =
    "ci|sd|cv|se|mdc|mdc95|icc|sparc|ldj|marp|dp|iqr|emg|nrs|vas|odi|rmdq|bmi";
static const struct {
    const char *id, *word;
} words[] = {{"rom", "range of motion"},
             {"den", "denominator"},
             {"fs", "frame rate"},
             {"ref", "reference"},
             {"l5s1", "L5/S1"},
             {"ml", "mediolateral"},
             {"lf", "lumbar fraction"},
             {"incl", "inclination"},
             {"xcorr", "cross-correlation"},
             {"pct", "%"},
             {"conf", "confidence"},
             {"crp", "continuous relative phase"},
             {"lbp", "low back pain"}};

/* Names that say more than their id. */
static const struct {
    const char *id, *title;
} titles[] = {{"p", "p"},
              {"reps", "Repetitions"},
              {"rep", "Repetition"},
              {"ci_low", "CI lower"},
              {"ci_high", "CI upper"},
              {"descent_start", "Start of the descent"},
              {"descent_end", "End of the descent"},
              {"ascent_start", "Start of the ascent"},
              {"ascent_end", "End of the ascent"},
              {"certain_low", "Certain"},
              {"certain_high", "Possible"},
              {"people_with", "People with it"},
              {"q1", "First quartile"},
              {"q3", "Third quartile"},
              {"d_z", "d_z"},
              {"p_holm", "p (Holm)"},
              {"mean_diff", "Mean difference"},
              {"standing_source", "Standing posture from"},
              {"lumbar_def", "Lumbar definition"},
              {"dim", "Dimensions"},
              {"family", "Recorded with"},
              {"filter_hz", "Filter (Hz)"},
              {"log_ratio", "Log lumbar–hip ratio"},
              {"lumbar_hip_ratio", "Lumbar–hip ratio"},
              {"lumbar_pelvis_ratio", "Lumbar–pelvis ratio"},
              {"hip_posterior_ll", "Backward hip travel"},
              {"half_lean_travel", "Hip travel at half the lean"},
              {"onset_lag_s", "Lumbar onset after hip"},
              {"upper_lumbar_lag_s", "Upper lumbar onset after lower"},
              {"slope_lf", "Lumbar fraction (slope)"},
              {"slope_ols", "Lumbar over hip (slope, least squares)"},
              {"slope_deming", "Lumbar over hip (slope, Deming)"},
              {"slope_r2", "R² of the slope"},
              {"std_difference", "Standardised difference"},
              {"age", "Age (years)"},
              {"soft_knees", "Rate of soft knees"},
              {"wall_touched", "Rate of wall contact"},
              {"wall_tapped", "Rate of wall taps"},
              {"lumbar_at_reach_deg", "Lumbar flexion at the wall’s distance"},
              {"lumbar_at_reach_share", "Lumbar share up to the wall’s distance"},
              {"knee_at_reach_deg", "Knee flexion up to the wall’s distance"},
              {"hip_flexion_largest_deg", "Largest hip flexion"},
              {"lumbar_flexion_largest_deg", "Largest lumbar flexion"},
              {"hip_lumbar_largest_ratio", "Hip–lumbar ratio of the largest bend"},
              {"knee_at_largest_deg", "Knee flexion at the largest hip flexion"},
              {"bench_behind_touched", "Rate of contact with the bench behind"},
              {"bench_front_touched", "Rate of contact with the bench in front"},
              {"button_behind_touched", "Rate of contact with the button behind"},
              {"cue_touched", "Rate of contact"},
              {"com_foot_pct", "Centre of mass along the foot"},
              {"com_minus_cop_foot_pct", "Centre of mass minus pressure in standing"},
              {"cop_foot_pct", "Centre of pressure along the foot"},
              {"ankle_df_setup_deg", "Ankle dorsiflexion in the start position"},
              {"back_limit_5_depth_deg", "Depth at 5° of lumbar flexion"},
              {"back_limit_20_depth_deg", "Depth at 20° of lumbar flexion"},
              {"back_limit_depth_deg", "Depth at the lumbar limit"},
              {"back_limit_hand_height_m", "Height of the hands at the lumbar limit"},
              {"back_limit_hip_deg", "Hip flexion at the lumbar limit"},
              {"back_limit_hip_of_max_pct", "Hip flexion at the lumbar limit, of the largest"},
              {"back_limit_reached", "Rate of bends to the lumbar limit"},
              {"back_limit_trunk_deg", "Trunk inclination at the lumbar limit"},
              {"back_share", "Lumbar share of lumbar, hip and knee motion"},
              {"brace_pct", "Oblique activity"},
              {"brace_ratio", "Oblique activity over relaxed standing"},
              {"break_depth_deg", "Depth at the breakpoint"},
              {"break_hip_deg", "Hip flexion at the breakpoint"},
              {"chest_toe_fl", "Shoulder in front of the toe"},
              {"chest_toe_ll", "Shoulder in front of the toe"},
              {"com_foot_shift_pct", "Shift of the centre of mass along the foot"},
              {"cop_foot_shift_pct", "Shift of the centre of pressure along the foot"},
              {"cva_setup_deg", "Craniovertebral angle in the start position"},
              {"dowel_gap_tl", "Smallest gap to the dowel"},
              {"dowel_head_tl", "Gap between dowel and head"},
              {"dowel_mid_tl", "Gap between dowel and mid-back"},
              {"dowel_tail_tl", "Gap between dowel and tailbone"},
              {"dowel_noise_tl", "Noise of the dowel gap"},
              {"es_silence_deg", "Trunk inclination where the erector spinae falls silent"},
              {"flexion_relaxation_ratio", "Flexion–relaxation ratio"},
              {"force_impulse_bw_s", "Largest impulse of the force"},
              {"force_peak_bw", "Largest force"},
              {"free_moment_nm", "Free moment of the feet"},
              {"gmax_early_share", "Gluteus maximus activity early in the descent"},
              {"gmax_es_lag_s", "Gluteus maximus onset after the erector spinae"},
              {"gmax_ham_lag_s", "Gluteus maximus onset after the hamstrings"},
              {"gmax_lag_s", "Gluteus maximus onset after the other muscles"},
              {"gmax_ham_ratio", "Gluteus maximus to hamstring activity"},
              {"rf_gmax_ratio", "Rectus femoris to gluteus maximus activity"},
              {"hip_flexor_ratio", "Hip flexor activity over relaxed standing"},
              {"squeeze_ratio", "Gluteus maximus activity over relaxed standing"},
              {"heel_block_cm", "Height of the heel block"},
              {"hip_posterior_cm", "Backward hip travel"},
              {"hip_share", "Hip share of lumbar, hip and knee motion"},
              {"hip_knee_share", "Hip share of hip and knee motion"},
              {"knee_share", "Knee share of lumbar, hip and knee motion"},
              {"knee_share_early", "Share of knee extension early in the ascent"},
              {"knee_gap_ratio", "Knee distance over ankle distance"},
              {"knee_lag_s", "Knee onset after hip"},
              {"knee_toe_fl", "Knee in front of the toe"},
              {"knee_travel_ll", "Forward knee travel"},
              {"knee_travel_bottom_ll", "Forward knee travel at the bottom"},
              {"left_force_share", "Share of the force under the left foot"},
              {"front_load_share", "Share of the force under the front foot"},
              {"rear_load_share", "Share of the weight on the rear foot"},
              {"rear_leg_deg", "Line of the rear leg"},
              {"load_liftoff_s", "Lift-off of the load"},
              {"load_setdown_s", "Set-down of the load"},
              {"load_carried", "Share of the phase with the load in the hands"},
              {"load_midfoot_fl", "Load position relative to the midfoot"},
              {"load_midfoot_max_fl", "Largest distance of the load from the midfoot"},
              {"lordosis_bottom_deg", "Lordosis at the bottom"},
              {"lordosis_left_pct", "Lordosis at the bottom, of standing"},
              {"lordosis_standing_deg", "Lordosis in standing"},
              {"lowering_acceleration_g", "Largest downward acceleration of the load"},
              {"lowering_noise_g", "Noise of the downward acceleration"},
              {"lumbar_bend_3d_deg", "Lumbar side bend (3D)"},
              {"lumbar_turn_3d_deg", "Lumbar rotation (3D)"},
              {"lumbar_carried_deg", "Peak lumbar flexion with the load in the hands"},
              {"lumbar_peak_of_max_pct", "Peak lumbar flexion, of the largest"},
              {"lumbar_isb_excursion_deg", "Lumbar excursion (ISB thorax)"},
              {"lumbar_lowthx_excursion_deg", "Lumbar excursion (T8–T12 thorax)"},
              {"lumbar_post_excursion_deg", "Lumbar excursion (C7–T10 thorax)"},
              {"lumbar_spn_excursion_deg", "Lumbar excursion (C7–T12 thorax)"},
              {"lumbar_standing_deg", "Lumbar angle in standing"},
              {"lumbar_p50_deg", "Median lumbar flexion"},
              {"trunk_p50_deg", "Median trunk inclination"},
              {"moment_hip_l5s1_ratio", "Hip moment over L5/S1 moment"},
              {"moment_hip_share", "Hip share of hip and knee moment"},
              {"moment_hip_minus_plates_nm_kg", "Hip moment minus that from force plates"},
              {"moment_l5s1_mean_nm_kg", "Mean L5/S1 moment on the way up"},
              {"neck_flex_size_deg", "Largest bending of the neck"},
              {"onset_lag_pct", "Lumbar onset after hip"},
              {"onset_lag_error_s", "Error of the lumbar onset"},
              {"upper_lumbar_lag_error_s", "Error of the upper lumbar onset"},
              {"pelvic_yaw_3d_deg", "Pelvic rotation (3D)"},
              {"pelvis_tilt_setup_deg", "Pelvic tilt in the start position"},
              {"thorax_tilt_setup_deg", "Thorax inclination in the start position"},
              {"shoulder_back_setup_cm", "Shoulders back in the start position"},
              {"power_back_peak_w_kg", "Largest power of the trunk above L5/S1"},
              {"power_hip_peak_w_kg", "Largest power of the hips"},
              {"power_peak_w_kg", "Largest power of body and load"},
              {"work_back_j_kg", "Work of the trunk above L5/S1"},
              {"work_rest_j_kg", "Energy beside the work of the joints"},
              {"work_back_share", "Share of the trunk above L5/S1 in the work"},
              {"reach_hip_share", "Hip share of hip and knee moment, hands at knee height"},
              {"reversal_frac", "Share of backward motion in the phase"},
              {"shank_posterior_cm", "Backward shank travel"},
              {"share_after", "Lumbar share after the breakpoint"},
              {"share_before", "Lumbar share before the breakpoint"},
              {"slope_intercept_deg", "Intercept of the slope"},
              {"spine_c7s_excursion_deg", "Excursion of the C7–sacrum line"},
              {"tempo_ratio", "Descent time over ascent time"},
              {"travel_lag_s", "Hip travel onset after trunk"},
              {"trunk_chord_tl", "Length from hip to shoulder"},
              {"trunk_ratio_c", "Trunk inclination over trunk–thigh motion"},
              {"trunk_thigh_excursion_deg", "Trunk–thigh excursion"},
              {"trunk_thigh_knee_share", "Trunk–thigh share of trunk–thigh and knee motion"},
              {"sparc", "Smoothness (SPARC)"}};

/* Ids that have another's name at the star, small where it is not the first word. */
static const struct {
    const char *id, *title;
} composed[] = {{HINGE_SEVERITY "*", "Severity of %s"},
                {"matched_*", "%s at matched depth"},
                {"*_lp", "%s over the pelvis"},
                {"reach_*_deg", "%s flexion, hands at knee height"},
                {"reach_*", "%s, hands at knee height"},
                {"*_3d_deg", "%s (3D)"},
                {"*_of_max_pct", "%s, of the largest"},
                {"lever_*_cm", "Lever arm of the %s moment"},
                {"lumbar_time_over_*_pct", "Time with more than %s° of lumbar flexion"},
                {"trunk_time_over_*_pct", "Time with more than %s° of trunk inclination"},
                {"lumbar_p*0_deg", "%s0th percentile of lumbar flexion"},
                {"trunk_p*0_deg", "%s0th percentile of trunk inclination"},
                {"*_miss_cm", "Distance left to the %s"},
                {"*_floor_cm", "Height of the %ss above the ground"},
                {"moment_*_liftoff_nm_kg", "%s moment at lift-off"},
                {"moment_*_peak_plates_nm_kg", "Peak %s moment from force plates"},
                {"moment_*_plates_nm_kg", "%s moment from force plates"},
                {"moment_*_peak_nm_kg", "Peak %s moment"},
                {"moment_*_nm_kg", "%s moment"},
                {"work_*_plates_j_kg", "Work of the %s from force plates"},
                {"work_*_j_kg", "Work of the %ss"}};

/* Metrics of muscles: "gmax_setup_pct". */
static const struct {
    const char *id, *name;
} muscles[] = {{"gmax", "gluteus maximus"}, {"gmed", "gluteus medius"}, {"ham", "hamstring"},
               {"es", "erector spinae"},    {"rf", "rectus femoris"},   {"ra", "rectus abdominis"},
               {"eo", "external oblique"},  {"io", "internal oblique"}, {"ilio", "iliopsoas"}};
static const struct {
    const char *id, *before, *behind;
} activities[] = {{"env_pct", "", " envelope"},
                  {"mvc_pct", "", " activity"},
                  {"setup_pct", "", " activity in the start position"},
                  {"setup_to_bottom_pct", "", " activity, bottom minus start position"},
                  {"bottom_ratio", "", " activity at the bottom over relaxed standing"},
                  {"onset_s", "", " onset on the ascent"},
                  {"rise", "rise of ", " activity at its onset"}};

const char *hinge_wording_label(const struct hinge_label_list *labels, const char *id)
{
    const size_t n = labels != NULL ? labels->n : 0,
                 i = n > 0 ? HINGE_ROW_AT(labels->item, n, id) : 0;
    return i < n ? labels->item[i].label : NULL;
}

enum hinge_naming hinge_naming_of(const struct hinge_label_list *labels, enum hinge_naming usual)
{
    const char *asked = hinge_wording_label(labels, HINGE_NAMES);
    return asked == NULL ? usual : strcmp(asked, "plain") == 0 ? HINGE_PLAIN : HINGE_TECHNICAL;
}

bool hinge_wording_labelled(const struct hinge_label_list *labels, const char *name,
                            struct hinge_text *text)
{
    const size_t before = text->length;
    bool any = false;
    for (const char *end; labels != NULL && labels->n > 0 && *name != '\0'; name = end) {
        char part[1024], first[1024];
        const size_t n = strcspn(name, ";|"), column = strcspn(name, "=;|");
        const size_t skipped = column < n ? column + 1 : 0; /* "group=" */
        snprintf(part, sizeof part, "%.*s", (int)(n - skipped), name + skipped);
        const char *whole = hinge_wording_label(labels, part), *split = NULL;
        int most = 0;
        /* where levels have hyphens, the pair of which most have a label */
        for (const char *at = part; whole == NULL && (at = strchr(at + 1, '-')) != NULL;) {
            snprintf(first, sizeof first, "%.*s", (int)(at - part), part);
            const int known = (hinge_wording_label(labels, first) != NULL) +
                              (hinge_wording_label(labels, at + 1) != NULL);
            split = known > most ? at : split;
            most = known > most ? known : most;
        }
        snprintf(first, sizeof first, "%.*s", split != NULL ? (int)(split - part) : 0, part);
        const char *one = hinge_wording_label(labels, first),
                   *other = split != NULL ? hinge_wording_label(labels, split + 1) : NULL;
        hinge_text_add(text, name, skipped);
        if (split != NULL)
            hinge_text_printf(text, "%s-%s", one != NULL ? one : first,
                              other != NULL ? other : split + 1);
        else
            hinge_text_adds(text, whole != NULL ? whole : part);
        any = any || whole != NULL || split != NULL;
        end = name + n + (name[n] != '\0');
        hinge_text_add(text, name + n, (size_t)(end - name) - n);
    }
    if (!any && text->data != NULL)
        text->data[text->length = before] = '\0';
    return any;
}

const char *hinge_wording_titled(size_t i)
{
    return i < sizeof titles / sizeof *titles ? titles[i].id : NULL;
}

const char *hinge_wording_words(const char *id, char *buffer, size_t capacity)
{
    size_t used = 0;
    *buffer = '\0';
    while (*id != '\0' && used + 1 < capacity) {
        char part[256];
        const size_t n = strcspn(id, "_ ");
        snprintf(part, sizeof part, "%.*s", (int)n, id);
        const size_t at = HINGE_ROW_AT(words, sizeof words / sizeof *words, part);
        const bool known = at < sizeof words / sizeof *words;
        const bool abbreviated = hinge_listed(abbreviations, '|', part);
        for (char *p = part; abbreviated && *p != '\0'; p++)
            *p = (char)toupper((unsigned char)*p);
        const int done = snprintf(buffer + used, capacity - used, "%s%s", used ? " " : "",
                                  known ? words[at].word : part);
        used += done > 0 ? (size_t)done : 0;
        id += n + (id[n] != '\0');
    }
    return buffer;
}

char *hinge_wording_capital(char *text)
{
    if (text[0] >= 'a' && text[0] <= 'z')
        text[0] = (char)(text[0] - 32);
    return text;
}

char *hinge_wording_small(char *text)
{
    if (text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a' && text[1] <= 'z')
        text[0] = (char)(text[0] + 32);
    return text;
}

/* "_deg30_60" and "_q2" at the end of an id; what they mean into `bin`. */
static size_t split_bin(const char *id, char bin[48])
{
    static const char *const quarters[] = {"first", "second", "third", "last"};
    const char *deg = strstr(id, "_deg"), *q = strstr(id, "_q");
    char *end = NULL;
    *bin = '\0';
    if (deg != NULL && isdigit((unsigned char)deg[4])) {
        long from = strtol(deg + 4, &end, 10);
        if (*end == '_' && isdigit((unsigned char)end[1])) {
            long to = strtol(end + 1, &end, 10);
            if (*end == '\0') {
                snprintf(bin, 48, ", %ld–%ld° of flexion", from, to);
                return (size_t)(deg - id);
            }
        }
    }
    if (q != NULL && q[2] >= '1' && q[2] <= '4' && q[3] == '\0') {
        snprintf(bin, 48, ", %s quarter", quarters[q[2] - '1']);
        return (size_t)(q - id);
    }
    const char *third = strstr(id, "_third");
    if (third != NULL && third[6] >= '1' && third[6] <= '3' && third[7] == '\0') {
        const bool of_max = third - id > 4 && strncmp(third - 4, "_max", 4) == 0;
        snprintf(bin, 48, ", %s third%s", third[6] == '3' ? "last" : quarters[third[6] - '1'],
                 of_max ? " of the furthest bend" : "");
        return (size_t)(third - id) - (of_max ? 4 : 0);
    }
    return strlen(id);
}

const char *hinge_wording_title(const char *id, char *buffer, size_t capacity)
{
    char plain[128], bin[48];
    const size_t at = HINGE_ROW_AT(titles, sizeof titles / sizeof *titles, id);
    if (at < sizeof titles / sizeof *titles) {
        snprintf(buffer, capacity, "%s", titles[at].title);
        return buffer;
    }
    const size_t muscle = strcspn(id, "_");
    for (size_t m = 0; id[muscle] != '\0' && m < sizeof muscles / sizeof *muscles; m++)
        for (size_t k = 0; k < sizeof activities / sizeof *activities; k++) {
            if (strlen(muscles[m].id) != muscle || strncmp(muscles[m].id, id, muscle) != 0 ||
                strcmp(activities[k].id, id + muscle + 1) != 0)
                continue;
            snprintf(buffer, capacity, "%s%s%s", activities[k].before, muscles[m].name,
                     activities[k].behind);
            return hinge_wording_capital(buffer);
        }
    for (size_t i = 0; i < sizeof composed / sizeof *composed; i++) {
        const char *end = strchr(composed[i].id, '*') + 1, *title = composed[i].title;
        const size_t start = (size_t)(end - composed[i].id) - 1, n = strlen(id) - strlen(end);
        char of[128];
        if (strncmp(id, composed[i].id, start) != 0 || !hinge_ends_with(id, end) || n <= start)
            continue;
        snprintf(of, sizeof of, "%.*s", (int)(n - start), id + start);
        hinge_wording_title(of, plain, sizeof plain);
        const size_t before = strcspn(title, "%");
        snprintf(buffer, capacity, "%.*s%s%s", (int)before, title,
                 before > 0 ? hinge_wording_small(plain) : plain, title + before + strlen("%s"));
        return buffer;
    }
    const char *level = strchr(id, '.'); /* "lumbar_fraction.dowel" of a wide table */
    if (level != NULL && level > id && level[1] != '\0') {
        snprintf(plain, sizeof plain, "%.*s", (int)(level - id), id);
        hinge_wording_title(plain, buffer, capacity);
        size_t used = strlen(buffer);
        snprintf(buffer + used, capacity - used, ", %s", level + 1);
        return buffer;
    }
    size_t length = split_bin(id, bin);
    if (*bin != '\0') {
        snprintf(plain, sizeof plain, "%.*s", (int)length, id);
        hinge_wording_title(plain, buffer, capacity);
        size_t used = strlen(buffer);
        snprintf(buffer + used, capacity - used, "%s", bin);
        return buffer;
    }
    const struct hinge_unit_words *unit = hinge_unit_of_name(id);
    if (unit != NULL)
        length -= strlen(unit->end);
    snprintf(plain, sizeof plain, "%.*s", (int)length, id);
    hinge_wording_words(plain, buffer, capacity);
    /* symbols of statistics are small or large by themselves */
    return strcspn(plain, "_") > 1 && strcmp(plain, "df") != 0 ? hinge_wording_capital(buffer)
                                                               : buffer;
}

const char *hinge_wording_unit(const char *column)
{
    const struct hinge_unit_words *unit = hinge_unit_of_name(column);
    return unit != NULL ? unit->symbol : "";
}

/* "wall_tap_4in" as "wall tap (4 in)". */
static const char *cue_words(const char *cue, char *buffer, size_t capacity)
{
    const char *end = strrchr(cue, '_');
    size_t digits = end != NULL ? strspn(end + 1, "0123456789") : 0;
    char plain[128];
    if (digits == 0 || strcmp(end + 1 + digits, "in") != 0)
        return hinge_wording_words(cue, buffer, capacity);
    snprintf(plain, sizeof plain, "%.*s", (int)(end - cue), cue);
    hinge_wording_words(plain, buffer, capacity);
    size_t used = strlen(buffer);
    snprintf(buffer + used, capacity - used, " (%.*s in)", (int)digits, end + 1);
    return buffer;
}

static const struct {
    const char *name, *words;
} stages[HINGE_STAGES] = {[HINGE_STAGE_BEFORE] = {"before", "before practice"},
                          [HINGE_STAGE_PRACTICE] = {"practice", "in practice"},
                          [HINGE_STAGE_AFTER] = {"after", "after practice"},
                          [HINGE_STAGE_LATER] = {"later", "later"}};

const char *hinge_stage_name(enum hinge_stage stage)
{
    return stage == HINGE_STAGE_NONE ? "" : stages[stage].name;
}

const char *hinge_stage_words(enum hinge_stage stage)
{
    return stage == HINGE_STAGE_NONE ? "" : stages[stage].words;
}

const char *hinge_standing_class(const char *source)
{
    bool itself =
        *source == '\0' || strcmp(source, "lockout") == 0 || strcmp(source, "first_frame") == 0;
    return itself ? source : "standing";
}

const char *hinge_wording_group(const char *name, char *buffer, size_t capacity)
{
    static const char *const nouns[] = {"gruppe", "groupe", "grupo", "gruppo", "groep", "group"};
    const char *last = strrchr(name, ' ');
    char first[64];
    bool noun = false;
    snprintf(first, sizeof first, "%.*s", (int)strcspn(name, " "), name);
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        noun |= hinge_ends_alike(name, nouns[i]) || hinge_ends_alike(first, nouns[i]);
    const bool named = last != NULL && strcmp(last, " group") == 0;
    snprintf(buffer, capacity, named ? "the %s" : noun ? "%s" : "the %s group", name);
    return buffer;
}

/* Whether a level says nothing without the name of its column: "1", "yes". */
static bool is_bare(const char *level)
{
    return *level != '\0' && (strspn(level, "0123456789.,+-") == strlen(level) ||
                              hinge_listed("yes|no|true|false", '|', level));
}

const char *hinge_wording_level(const char *column, bool groups, const char *level, char *buffer,
                                size_t capacity)
{
    if (strcmp(column, "cue") == 0 && strcmp(level, "none") == 0)
        snprintf(buffer, capacity, "without a cue");
    else if (strcmp(column, "cue") == 0) {
        char cue[128];
        char first[32]; /* of a thing; of others the words are the cue's */
        snprintf(first, sizeof first, "%.*s", (int)strcspn(level, "_"), level);
        bool thing = hinge_listed("dowel|mirror|wall|heel|bench|button|band", '|', first);
        snprintf(buffer, capacity, thing ? "with the %s" : "with the cue \"%s\"",
                 cue_words(level, cue, sizeof cue));
    } else if (strcmp(column, "group") == 0) {
        char group[256];
        snprintf(buffer, capacity, "in %s", hinge_wording_group(level, group, sizeof group));
    } else if (strcmp(column, "session") == 0)
        snprintf(buffer, capacity, "in session %s", level);
    else if (strcmp(column, "load_kg") == 0)
        snprintf(buffer, capacity, *level != '\0' ? "at %s kg" : "without a known load%s", level);
    else if (strcmp(column, "stage") == 0 && *level == '\0')
        snprintf(buffer, capacity, "in sessions without a stage");
    else if (strcmp(column, "stage") != 0 && strcmp(column, "rater") != 0 && *column != '\0' &&
             is_bare(level))
        snprintf(buffer, capacity, "where %s is %s", column, level);
    else {
        int stage = strcmp(column, "stage") == 0 ? 0 : HINGE_STAGES;
        while (stage < HINGE_STAGES && strcmp(level, stages[stage].name) != 0)
            stage++;
        snprintf(buffer, capacity,
                 stage < HINGE_STAGES ? "%s"
                 : strcmp(column, "stage") == 0 && strstr(level, " and ") != NULL
                     ? "mean of sessions %s"
                 : strcmp(column, "stage") == 0                   ? "in session %s"
                 : strcmp(column, "rater") == 0 && *level == '\0' ? "by an unknown rater%s"
                 : strcmp(column, "rater") == 0                   ? "by rater %s"
                 : groups                                         ? "in %s"
                                                                  : "under %s",
                 stage < HINGE_STAGES ? stages[stage].words : level);
    }
    return spaced(buffer);
}

const char *hinge_wording_symbol(const char *unit)
{
    const struct hinge_unit_words *of = hinge_unit_words_of(unit);
    return of != NULL ? of->symbol : unit;
}

const char *hinge_wording_distance(const char *of, double from, char *buffer, size_t capacity)
{
    snprintf(buffer, capacity, "the distance of %s from %g", of, from);
    return buffer;
}

struct hinge_unit_form hinge_unit_form(const char *unit, bool share)
{
    bool percent = share && (unit == NULL || *unit == '\0' || strcmp(unit, "1") == 0);
    const struct hinge_unit_words *of = hinge_unit_words_of(percent ? "share" : unit);
    struct hinge_unit_form form = {.scale = of != NULL ? of->scale : 1,
                                   .digits = of != NULL ? of->digits : -1};
    if (of != NULL) {
        snprintf(form.after, sizeof form.after, "%s", of->after);
        /* a sentence stands alone: points of what? */
        bool points = strcmp(of->change, " points") == 0;
        snprintf(form.change, sizeof form.change, "%s", points ? " percentage points" : of->change);
    } else if (unit != NULL && *unit != '\0') {
        snprintf(form.after, sizeof form.after, " %s", unit);
        snprintf(form.change, sizeof form.change, " %s", unit);
    }
    return form;
}

void hinge_add_change_unit(struct hinge_text *text, const char *change)
{
    static const char points[] = " percentage points";
    const size_t n = text->length;
    const bool one = n > 0 && text->data[n - 1] == '1' &&
                     (n == 1 || strchr("0123456789.,", text->data[n - 2]) == NULL);
    hinge_text_add(text, change, strlen(change) - (one && strcmp(change, points) == 0 ? 1 : 0));
}

static const char *cause_of(const char *name, size_t length)
{
    const struct hinge_code *code = hinge_code_find(name, length);
    return code != NULL ? code->phrase : NULL;
}

/* Whether a reason is said in words: codes have no small letters. */
static bool is_sentence(const char *reason)
{
    return strpbrk(reason, "abcdefghijklmnopqrstuvwxyz") != NULL;
}

const char *hinge_wording_cause(const char *reasons)
{
    const char *code = reasons != NULL ? reasons : "";
    if (is_sentence(code))
        return reasons;
    const char *cause = cause_of(code, strcspn(code, " ,"));
    return cause != NULL ? cause : "it could not be measured";
}

const char *hinge_wording_reason(const char *reason, char *buffer, size_t capacity)
{
    size_t used = 0;
    if (is_sentence(reason)) /* of any length */
        return reason;
    *buffer = '\0';
    /* several codes may follow each other, with counts */
    for (const char *p = reason; *p != '\0' && used + 1 < capacity;) {
        char lower[64], plain[96];
        size_t n = strcspn(p, " ,");
        const char *cause = cause_of(p, n);
        bool number = isdigit((unsigned char)*p) != 0;
        size_t k = 0;
        for (; k < n && k + 1 < sizeof lower; k++)
            lower[k] = (char)tolower((unsigned char)p[k]);
        lower[k] = '\0';
        if (cause == NULL)
            cause = hinge_wording_words(lower, plain, sizeof plain);
        int done = snprintf(buffer + used, capacity - used, "%s%s%s",
                            used == 0 ? ""
                            : number  ? " ("
                                      : ", ",
                            cause, number && used > 0 ? ")" : "");
        used += done > 0 ? (size_t)done : 0;
        p += n;
        p += strspn(p, " ,");
    }
    return buffer;
}

const char *hinge_wording_cell(const char *column, const char *cell, char *buffer, size_t capacity)
{
    static const struct {
        const char *column, *id, *words;
    } cells[] = {{"driver", "trunk_thigh", "angle between trunk and thigh"},
                 {"driver", "total_flex", "sum of hip and lumbar flexion"},
                 {"driver", "hip_flex", "hip flexion"},
                 {"task", "rdl", "Romanian deadlift"},
                 {"task", "rdl_stick", "Romanian deadlift with a stick"},
                 /* of the first two tables of people know "standing" */
                 {"standing_source", "calibration", "quiet standing, recorded apart"},
                 {"standing_source", "annotated", "quiet standing, marked by hand"},
                 {"standing_source", "standing", "quiet standing"},
                 {"standing_source", "first_frame", "the first frame"}};
    if (hinge_listed("metric|outcome|signal|fault|variable", '|', column))
        return hinge_wording_title(cell, buffer, capacity);
    if (hinge_listed("reason|reasons|missing_reason", '|', column))
        return hinge_wording_reason(cell, buffer, capacity);
    if (strcmp(column, "warnings") == 0) {
        /* Codes joined by blanks as phrases joined by "; ". */
        size_t used = 0;
        *buffer = '\0';
        for (const char *p = cell; *p != '\0' && used + 1 < capacity;) {
            size_t n = strcspn(p, " ");
            const char *cause = cause_of(p, n);
            int done =
                snprintf(buffer + used, capacity - used, "%s%.*s", used > 0 ? "; " : "",
                         cause != NULL ? (int)strlen(cause) : (int)n, cause != NULL ? cause : p);
            used += done > 0 ? (size_t)done : 0;
            p += n;
            p += strspn(p, " ");
        }
        return buffer;
    }
    if (strcmp(column, "unit") == 0)
        return hinge_wording_symbol(cell);
    if (strcmp(column, "phase") == 0 && strcmp(cell, "rep") == 0)
        return "whole";
    if (strcmp(column, "cue") == 0 && strcmp(cell, "none") == 0)
        return "no cue";
    if (strcmp(column, "cue") == 0)
        return cue_words(cell, buffer, capacity);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        if (strcmp(column, cells[i].column) == 0 && strcmp(cell, cells[i].id) == 0)
            return cells[i].words;
    if (strcmp(column, "task") == 0 || strcmp(column, "driver") == 0)
        return hinge_wording_words(cell, buffer, capacity);
    return cell;
}

void hinge_excluded_add(int rep, const char *why, struct hinge_text *out)
{
    if (why == NULL || *why == '\0')
        return;
    hinge_text_printf(out, "%s%d: ", out->length > 0 ? "; " : "", rep);
    for (; *why != '\0'; why++) /* a semicolon ends a reason */
        hinge_text_add(out, *why == ';' ? "," : why, 1);
}

const char *hinge_excluded_why(const char *excluded, double rep, char *buffer, size_t capacity)
{
    char number[24];
    int digits = snprintf(number, sizeof number, "%.0f: ", rep);
    *buffer = '\0';
    const char *rest = excluded != NULL ? excluded : "", *item;
    for (size_t n; (item = hinge_next_item(&rest, ';', &n)) != NULL;)
        if (strncmp(item, number, (size_t)digits) == 0)
            snprintf(buffer, capacity, "%.*s", (int)n - digits, item + digits);
    return buffer;
}
