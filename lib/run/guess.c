/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of a path, matched with what studies call things. */
#include "run/guess.h"

#include "base/text.h"
#include "reps/reps.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { WORDS = 32, TOGETHER = 4 };

struct words {
    size_t n;
    char word[WORDS][HINGE_GUESS_MAX];
    bool used[WORDS], in_folder[WORDS];
};

/* method 8.3 */
static const char groups[] = "sedentary|trained|novice|intermediate|athlete|elderly|"
                             "postpartum|pregnant|parent|manual_worker|lbp|lbp_history|"
                             "asymptomatic|high_heels|control|patient|patients|controls";

/* Folders named for what lies in them, not for whom: OpenCap's, and everybody's. */
static const char kinds_of_files[] =
    "markerdata|opensimdata|kinematics|dynamics|model|videos|video|data|raw|rawdata|"
    "csv|tsv|txt|trc|c3d|mot|sto|json|mvnx|export|exports|exported|derived|processed|"
    "filtered|output|outputs|results|recordings|trials|markers|keypoints|landmarks|"
    "pose|poses|angles|calibration|static|files|new|old|backup|copy";

/* Without _ and the number at their end: Static01, StandingRef, quiet_standing. */
static const char standing[] =
    "static|statictrial|staticref|staticcalibration|calibration|calib|statik|statisch|"
    "quietstanding|standingref|standingreference|standref|standingtrial";
static const char standing_alone[] = "standing|neutral|upright|quiet|stehen";
static const char greatest_bending[] = "maxflex|max_flex|max_flexion|maximal_flexion|full_flexion";

/* Of a movement, or of another calibration than a person's: such a name is no standing
 * recording whatever else it says. */
static const char moving[] =
    "bend|bending|bends|bow|hinge|squat|squats|deadlift|lift|lifting|flexion|extension|"
    "spine|rom|reach|walk|gait|dynamic|functional|wand|camera|beuge|beugen|heben";

static void split(const char *file, struct words *w)
{
    const char *dot = strrchr(file, '.'), *slash = strrchr(file, '/');
    size_t end =
        dot != NULL && (slash == NULL || dot > slash) ? (size_t)(dot - file) : strlen(file);
    *w = (struct words){0};
    for (size_t i = 0; i < end && w->n < WORDS;) {
        size_t n = strcspn(file + i, "/_-. ");
        n = i + n > end ? end - i : n;
        if (n > 0 && n < HINGE_GUESS_MAX) {
            memcpy(w->word[w->n], file + i, n);
            w->in_folder[w->n++] = slash != NULL && file + i < slash;
        }
        i += n + 1;
    }
}

/* Whether one of the words, whatever its capitals. */
static bool is_one_of(const char *words, const char *name)
{
    char small[TOGETHER * (HINGE_GUESS_MAX + 1)] = "";
    for (size_t i = 0; name[i] != '\0' && i + 1 < sizeof small; i++)
        small[i] = (char)tolower((unsigned char)name[i]);
    return hinge_listed(words, '|', small);
}

/* The same without _ and without a number at its end. */
static bool is_stem_of(const char *words, const char *name)
{
    char stem[TOGETHER * (HINGE_GUESS_MAX + 1)] = "";
    size_t n = 0;
    for (; *name != '\0' && n + 1 < sizeof stem; name++)
        if (*name != '_')
            stem[n++] = *name;
    while (n > 1 && isdigit((unsigned char)stem[n - 1]))
        stem[--n] = '\0';
    return is_one_of(words, stem);
}

static bool is_cue(const char *name)
{
    return hinge_cue_find(name) != NULL || hinge_same_name(name, "baseline");
}

/* Recordings of reference are known by their role, not as a task. */
static bool is_reference(const char *name)
{
    return is_one_of("stack_ref|dowel_ref", name);
}

static bool is_task(const char *name)
{
    return hinge_task_known(name) && !is_reference(name) && !is_one_of("calibration", name);
}

static bool is_group(const char *name)
{
    return is_one_of(groups, name);
}

static bool is_standing(const char *name)
{
    return is_stem_of(standing, name);
}

static bool is_standing_alone(const char *name)
{
    return is_stem_of(standing_alone, name);
}

static bool is_greatest_bending(const char *name)
{
    return is_one_of(greatest_bending, name);
}

/* The longest run of words that together, joined by _, are known. */
static void find_known(struct words *w, bool (*known)(const char *), char *out)
{
    for (size_t length = TOGETHER; length > 0; length--)
        for (size_t i = 0; i + length <= w->n; i++) {
            char name[TOGETHER * (HINGE_GUESS_MAX + 1)] = "";
            bool free_words = true;
            for (size_t k = i; k < i + length; k++) {
                size_t used = strlen(name);
                free_words = free_words && !w->used[k] && w->in_folder[k] == w->in_folder[i];
                snprintf(name + used, sizeof name - used, "%s%s", k > i ? "_" : "", w->word[k]);
            }
            if (!free_words || strlen(name) >= HINGE_GUESS_MAX || !known(name))
                continue;
            for (size_t k = i; k < i + length; k++)
                w->used[k] = true;
            for (size_t k = 0; k == 0 || name[k - 1] != '\0'; k++)
                out[k] = (char)tolower((unsigned char)name[k]); /* ids are small */
            return;
        }
}

/* "p01", "sub3", or "sub" followed by "3": a prefix and digits. */
static bool find_numbered(struct words *w, const char *prefixes, char *out)
{
    for (size_t i = 0; i < w->n; i++) {
        const char *word = w->word[i];
        size_t letters = 0;
        char prefix[HINGE_GUESS_MAX] = "";
        while (isalpha((unsigned char)word[letters]))
            letters++;
        for (size_t k = 0; k < letters; k++)
            prefix[k] = (char)tolower((unsigned char)word[k]);
        if (w->used[i] || letters == 0 || !hinge_listed(prefixes, '|', prefix))
            continue;
        size_t digits = strspn(word + letters, "0123456789");
        if (digits > 0 && word[letters + digits] == '\0') {
            w->used[i] = true;
            memcpy(out, word, strlen(word) + 1);
            return true;
        }
        if (word[letters] == '\0' && i + 1 < w->n && !w->used[i + 1] &&
            isdigit((unsigned char)w->word[i + 1][0])) {
            w->used[i] = w->used[i + 1] = true;
            snprintf(out, HINGE_GUESS_MAX, "%.30s%.40s", word, w->word[i + 1]);
            return true;
        }
    }
    return false;
}

static bool is_number(const char *word)
{
    return strspn(word, "0123456789") == strlen(word);
}

/* The last word, when it is a number and not the end of a date or a time. */
static void find_last_number(struct words *w, char *out)
{
    size_t last = w->n;
    if (last == 0 || w->used[last - 1] || w->in_folder[last - 1])
        return;
    const char *word = w->word[last - 1];
    bool after_number =
        last > 1 && !w->used[last - 2] && !w->in_folder[last - 2] && is_number(w->word[last - 2]);
    if (!is_number(word) || after_number)
        return;
    w->used[last - 1] = true;
    memcpy(out, word, strlen(word) + 1);
}

/* The nearest folder above that is not named for its kind of files, when none of its
 * words is known. */
static void take_folder(const char *file, const struct words *w, char *out)
{
    const char *end = strrchr(file, '/');
    for (size_t i = 0; i < w->n; i++)
        if (w->in_folder[i] && w->used[i])
            return;
    while (end != NULL && end > file) {
        const char *from = end;
        while (from > file && from[-1] != '/')
            from--;
        size_t n = (size_t)(end - from);
        if (n == 0 || n >= HINGE_GUESS_MAX)
            return;
        memcpy(out, from, n);
        out[n] = '\0';
        if (!is_one_of(kinds_of_files, out))
            return;
        *out = '\0';
        end = from > file ? from - 1 : NULL;
    }
}

/* Standing and greatest bending; words that may also describe a movement count only
 * where nothing else is said. */
static void find_role(struct words *w, char *out)
{
    char found[HINGE_GUESS_MAX] = "";
    size_t others = 0;
    find_known(w, is_greatest_bending, found);
    if (*found != '\0') {
        memcpy(out, "maxflex", sizeof "maxflex");
        return;
    }
    for (size_t i = 0; i < w->n; i++)
        if (!w->in_folder[i] && is_stem_of(moving, w->word[i]))
            return;
    find_known(w, is_standing, found);
    for (size_t i = 0; i < w->n; i++)
        others += !w->used[i] && !w->in_folder[i] && !is_number(w->word[i]);
    if (*found == '\0' && others == 1)
        find_known(w, is_standing_alone, found);
    if (*found != '\0')
        memcpy(out, "standing", sizeof "standing");
}

void hinge_guess_name(const char *file, struct hinge_guess *guess)
{
    struct words w;
    *guess = (struct hinge_guess){0};
    split(file, &w);
    find_known(&w, is_reference, guess->role);
    find_known(&w, is_task, guess->task);
    find_known(&w, is_cue, guess->cue);
    find_known(&w, is_group, guess->group);
    find_numbered(&w, "p|s|sub|subj|subject|participant|person|id|vp|pat", guess->participant);
    find_numbered(&w, "ses|session|day|visit", guess->session);
    if (!find_numbered(&w, "t|trial|rep|take|run|set", guess->trial))
        find_last_number(&w, guess->trial);
    if (*guess->participant == '\0') {
        take_folder(file, &w, guess->participant);
        guess->who_from_folder = *guess->participant != '\0';
    }
    if (*guess->role == '\0' && *guess->task == '\0' && *guess->cue == '\0')
        find_role(&w, guess->role);
    if (hinge_same_name(guess->cue, "baseline"))
        memcpy(guess->cue, "none", sizeof "none");
}
