/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A description of an unknown table for the config. In: a file; out: the sections
 * [columns] and [landmarks:<id>] as far as its names can be guessed, the rest as
 * comments to be completed by hand. */
#include "base/text.h"
#include "formats/parts/wide.h"
#include "ingest/probe.h"

#include <ctype.h>
#include <hinge/ingest.h>
#include <stdio.h>
#include <string.h>

/* Words of column names, in the languages people use; begins of words count. */
static const struct {
    const char *word;
    enum hinge_component component;
} axis_words[] = {
    {"horizontal", HINGE_COMPONENT_x}, {"hor", HINGE_COMPONENT_x},
    {"vertical", HINGE_COMPONENT_y},   {"vertikal", HINGE_COMPONENT_y},
    {"ver", HINGE_COMPONENT_y},        {"depth", HINGE_COMPONENT_z},
    {"tiefe", HINGE_COMPONENT_z},      {"x", HINGE_COMPONENT_x},
    {"y", HINGE_COMPONENT_y},          {"z", HINGE_COMPONENT_z},
    {"conf", HINGE_COMPONENT_score},   {"score", HINGE_COMPONENT_score},
};

static const struct {
    const char *word, *landmark; /* a landmark that ends in '_' has sides */
} body_words[] = {
    {"nacken", "c7"},
    {"c7", "c7"},
    {"hws", "c7"},
    {"nuque", "c7"},
    {"t3", "t3"},
    {"th3", "t3"},
    {"t8", "t8"},
    {"th8", "t8"},
    {"t10", "t10"},
    {"th10", "t10"},
    {"t12", "t12l1"},
    {"th12", "t12l1"},
    {"l1", "t12l1"},
    {"lwk1", "t12l1"},
    {"l3", "l3"},
    {"lwk3", "l3"},
    {"l5", "l5"},
    {"lwk5", "l5"},
    {"s1", "s1"},
    {"kreuzbein", "s1"},
    {"sacr", "s1"},
    {"psis", "psis_"},
    {"asis", "asis_"},
    {"sias", "asis_"},
    {"acrom", "shoulder_"},
    {"shoulder", "shoulder_"},
    {"schulter", "shoulder_"},
    {"epaule", "shoulder_"},
    {"épaule", "shoulder_"},
    {"elbow", "elbow_"},
    {"ellbogen", "elbow_"},
    {"wrist", "wrist_"},
    {"handgelenk", "wrist_"},
    {"trochanter", "hjc_"},
    {"hip", "hjc_"},
    {"hüft", "hjc_"},
    {"hueft", "hjc_"},
    {"hanche", "hjc_"},
    {"knee", "knee_"},
    {"knie", "knee_"},
    {"genou", "knee_"},
    {"ankle", "ankle_"},
    {"knöchel", "ankle_"},
    {"sprunggelenk", "ankle_"},
    {"malleol", "ankle_"},
    {"cheville", "ankle_"},
    {"heel", "heel_"},
    {"ferse", "heel_"},
    {"talon", "heel_"},
    {"toe", "toe_"},
    {"zeh", "toe_"},
    {"mt5", "toe_"},
    {"orteil", "toe_"},
    {"nose", "nose"},
    {"nase", "nose"},
    {"ear", "ear_"},
    {"ohr", "ear_"},
};

static const struct {
    const char *word;
    char side;
} side_words[] = {{"left", 'l'},  {"links", 'l'},  {"li", 'l'}, {"gauche", 'l'},
                  {"right", 'r'}, {"rechts", 'r'}, {"re", 'r'}, {"droit", 'r'},
                  {"l", 'l'},     {"r", 'r'},      {"g", 'l'},  {"d", 'r'}};

/* Angles: what bends or leans, and words that say that it does; one that ends in '_'
 * has sides. */
static const struct {
    const char *word, *angle;
} angle_words[] = {
    {"lumb", "lumbar_flex"},
    {"lws", "lumbar_flex"},
    {"lende", "lumbar_flex"},
    {"lombaire", "lumbar_flex"},
    {"hip", "hip_flex_"},
    {"hüft", "hip_flex_"},
    {"hueft", "hip_flex_"},
    {"hanche", "hip_flex_"},
    {"cadera", "hip_flex_"},
    {"pelv", "pelvis_tilt"},
    {"becken", "pelvis_tilt"},
    {"bassin", "pelvis_tilt"},
    {"thora", "thorax_tilt"},
    {"brust", "thorax_tilt"},
    {"trunk", "trunk_incl"},
    {"rumpf", "trunk_incl"},
    {"tronc", "trunk_incl"},
    {"oberschenkel", "thigh_incl_"},
    {"thigh", "thigh_incl_"},
    {"cuisse", "thigh_incl_"},
    {"unterschenkel", "shank_incl_"},
    {"shank", "shank_incl_"},
    {"knee", "knee_flex_"},
    {"knie", "knee_flex_"},
    {"genou", "knee_flex_"},
    {"rodilla", "knee_flex_"},
    {"ankle", "ankle_df_"},
    {"knöchel", "ankle_df_"},
    {"sprunggelenk", "ankle_df_"},
    {"cheville", "ankle_df_"},
    {"neck", "neck_flex"},
    {"hals", "neck_flex"},
};
static const struct {
    const char *word;
    bool back; /* counts the other way */
} bend_words[] = {
    {"flex", false},   {"beug", false},      {"tilt", false},     {"kipp", false},
    {"neig", false},   {"inclin", false},    {"angle", false},    {"winkel", false},
    {"dorsi", false},  {"flessione", false}, {"extension", true}, {"streck", true},
    {"plantar", true},
};

static const char *const time_words[] = {"time", "zeit", "temps", "timestamp", "t"};
static const char *const frame_words[] = {"frame", "bild", "sample", "image"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The words of a name, in small letters. */
struct words {
    size_t n;
    char word[8][48];
};

static void split(const char *name, struct words *words)
{
    words->n = 0;
    while (*name != '\0' && words->n < 8) {
        size_t from = strspn(name, " _-./:()[]\t"),
               n = strcspn(name + from, " _-./:()[]\t");
        char *to = words->word[words->n];
        for (size_t i = 0; i < n && i < 47; i++) {
            to[i] = (char)tolower((unsigned char)name[from + i]);
            to[i + 1] = '\0';
        }
        words->n += n > 0;
        name += from + n;
    }
}

static bool begins(const char *text, const char *with)
{
    size_t n = strlen(with);
    return n < 3 || isdigit((unsigned char)with[n - 1]) ? strcmp(text, with) == 0
                                                        : strncmp(text, with, n) == 0;
}

/* Landmark of a name, "" when no word says one. */
static void guess_landmark(const struct words *words, char landmark[32])
{
    const char *base = "";
    char side = 'r';
    for (size_t w = 0; w < words->n; w++) {
        for (size_t i = 0; i < COUNT(body_words) && *base == '\0'; i++)
            if (begins(words->word[w], body_words[i].word))
                base = body_words[i].landmark;
        for (size_t i = 0; i < COUNT(side_words); i++)
            if (strcmp(words->word[w], side_words[i].word) == 0)
                side = side_words[i].side;
    }
    bool sided = *base != '\0' && base[strlen(base) - 1] == '_';
    snprintf(landmark, 32, sided ? "%s%c" : "%s", base, side);
}

/* Our angle for a name such as "Knie re Beugung (deg)", with a minus where the file's
 * counts the other way; "" when no word says one. */
static void guess_angle(const struct words *words, bool degrees, char angle[32],
                        bool *back)
{
    const char *base = "";
    char side[2] = "";
    bool bends = degrees;
    *back = false;
    for (size_t w = 0; w < words->n; w++) {
        for (size_t i = 0; i < COUNT(angle_words) && *base == '\0'; i++)
            if (begins(words->word[w], angle_words[i].word))
                base = angle_words[i].angle;
        for (size_t i = 0; i < COUNT(bend_words); i++)
            if (strstr(words->word[w], bend_words[i].word) != NULL) {
                bends = true;
                *back = *back || bend_words[i].back;
            }
        for (size_t i = 0; i < COUNT(side_words); i++)
            if (strcmp(words->word[w], side_words[i].word) == 0)
                side[0] = side_words[i].side;
    }
    size_t n = strlen(base);
    bool sided = n > 0 && base[n - 1] == '_';
    if (!bends)
        n = 0;
    snprintf(angle, 32, "%.*s%s", (int)(sided && *side == '\0' && n > 0 ? n - 1 : n),
             base, sided && n > 0 ? side : "");
}

static const char *guess_axis(const struct words *words)
{
    for (size_t w = words->n; w-- > 0;)
        for (size_t i = 0; i < COUNT(axis_words); i++)
            if (begins(words->word[w], axis_words[i].word))
                return hinge_component_name(axis_words[i].component);
    return NULL;
}

static bool is_one_of(const struct words *words, const char *const *list, size_t n)
{
    for (size_t i = 0; words->n > 0 && i < n; i++)
        if (begins(words->word[0], list[i]))
            return true;
    return false;
}

static void suggest_column(const struct hinge_wide_column *column, bool *time,
                           struct hinge_text *known, struct hinge_text *unknown)
{
    struct words words;
    char landmark[32];
    split(column->source, &words);
    if (!*time && is_one_of(&words, time_words, COUNT(time_words))) {
        bool ms = words.n > 1 && strcmp(words.word[words.n - 1], "ms") == 0;
        *time = true;
        hinge_text_printf(known, "time = %s\ntime_unit = %s\n", column->source,
                          ms ? "ms" : "s");
        return;
    }
    if (is_one_of(&words, frame_words, COUNT(frame_words))) {
        hinge_text_printf(known, "frame = %s\n", column->source);
        return;
    }
    bool back,
        degrees = column->unit == HINGE_UNIT_deg || column->unit == HINGE_UNIT_rad;
    guess_angle(&words, degrees, landmark, &back);
    if (*landmark != '\0') {
        hinge_text_printf(known, "%s = %s%s\n", landmark, back ? "-" : "",
                          column->source);
        return;
    }
    guess_landmark(&words, landmark);
    const char *axis = column->component <= HINGE_COMPONENT_score
                           ? hinge_component_name(column->component)
                           : guess_axis(&words);
    if (*landmark != '\0' && axis != NULL)
        hinge_text_printf(known, "%s_%s = %s\n", landmark, axis, column->source);
    else
        hinge_text_printf(unknown, "; %s_%s = %s\n", *landmark != '\0' ? landmark : "?",
                          axis != NULL ? axis : "?", column->source);
}

/* A table whose points are found by their names' ends needs their names only. */
static void suggest_markers(const struct hinge_wide *wide, struct hinge_text *known,
                            struct hinge_text *unknown)
{
    for (size_t c = 0; c < wide->n; c++) {
        struct words words;
        char landmark[32];
        if (wide->column[c].component != HINGE_COMPONENT_x)
            continue;
        split(wide->column[c].marker, &words);
        guess_landmark(&words, landmark);
        hinge_text_printf(*landmark != '\0' ? known : unknown, "%s%s = %s\n",
                          *landmark != '\0' ? "" : "; ?", landmark,
                          wide->column[c].marker);
    }
}

static void suggest_table(const struct hinge_wide *wide, struct hinge_text *out)
{
    struct hinge_text known = {0}, unknown = {0};
    bool time = false;
    if (wide->n_markers > 0) {
        hinge_text_puts(out, "; names of markers: ours = the file's; then --landmarks "
                             "mylab, or a column landmarks in the trial list\n"
                             "[landmarks:mylab]\n");
        suggest_markers(wide, &known, &unknown);
    } else {
        hinge_text_puts(
            out,
            "; columns: ours = the file's; complete the empty ones\n[columns]\n; units "
            "= px | m | cm | mm | norm\n; up = -y for pictures, +y or +z in space\n");
        for (size_t c = 0; c < wide->n; c++)
            suggest_column(&wide->column[c], &time, &known, &unknown);
    }
    hinge_text_puts(out, hinge_text_string(&known));
    if (unknown.length > 0)
        hinge_text_printf(out, "; not understood:\n%s", hinge_text_string(&unknown));
    out->failed = out->failed || known.failed || unknown.failed;
    hinge_text_clear(&known);
    hinge_text_clear(&unknown);
}

enum hinge_status hinge_suggest_layout(const char *path,
                                       const struct hinge_config *config, char **text,
                                       struct hinge_error *error)
{
    struct hinge_read_options options = {.decimal = config->ingest.decimal};
    struct hinge_bytes bytes = {0};
    struct hinge_probe probe;
    struct hinge_text out = {0};
    char sha256[65];
    *text = NULL;
    enum hinge_status status =
        hinge_probe_open(path, path, &options, &bytes, &probe, sha256, error);
    if (status == HINGE_OK && probe.content != HINGE_CONTENT_TEXT)
        status =
            hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                            "%s: only tables can be described in a config; give a CSV",
                            path);
    if (status == HINGE_OK && probe.wide == NULL)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER, "%s: %s",
                                 path, hinge_text_string(&probe.no_wide));
    if (status == HINGE_OK)
        suggest_table(probe.wide, &out);
    if (status == HINGE_OK && out.failed)
        status = hinge_no_memory(error);
    hinge_probe_close(&probe);
    hinge_bytes_clear(&bytes);
    if (status == HINGE_OK)
        *text = out.data;
    else
        hinge_text_clear(&out);
    return status;
}
