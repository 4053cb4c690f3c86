/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for the side in six languages; see sides.h. */
#include "landmarks/parts/sides.h"

#include "os/text.h"

/* The bytes behind 0xC3 in UTF-8 are the letters U+00C0 to U+00FF. */
static const char latin[] = "AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTsaaaaaaaceeeeiiiidnooooo*ouuuuyty";

void hinge_side_plain(const char *name, char *out, size_t capacity)
{
    size_t n = 0;
    for (const unsigned char *p = (const unsigned char *)name; *p != '\0' && n + 2 < capacity;
         p++) {
        if (p[0] == 0xC3 && p[1] >= 0x80 && p[1] < 0xC0) {
            out[n++] = latin[*++p - 0x80];
            if (*p == 0x9F) /* sharp s */
                out[n++] = 's';
        } else if ((p[0] == 0xCC || p[0] == 0xCD) && p[1] >= 0x80) {
            p++; /* an accent of its own, behind its letter */
        } else {
            out[n++] = (char)*p;
        }
    }
    out[n] = '\0';
}

/* Of four letters and more a word may be joined to the name, shorter ones stand apart,
 * letters as capitals or by a blank (toes_r is a program's). Of the letters, R and L
 * alone may stand before it. */
static const struct {
    const char *word;
    enum hinge_side side;
} words[] = {
    {"right", HINGE_SIDE_RIGHT},    {"left", HINGE_SIDE_LEFT},      {"rechter", HINGE_SIDE_RIGHT},
    {"linker", HINGE_SIDE_LEFT},    {"rechtes", HINGE_SIDE_RIGHT},  {"linkes", HINGE_SIDE_LEFT},
    {"rechte", HINGE_SIDE_RIGHT},   {"linke", HINGE_SIDE_LEFT},     {"rechts", HINGE_SIDE_RIGHT},
    {"links", HINGE_SIDE_LEFT},     {"droite", HINGE_SIDE_RIGHT},   {"gauche", HINGE_SIDE_LEFT},
    {"droit", HINGE_SIDE_RIGHT},    {"izquierda", HINGE_SIDE_LEFT}, {"derecha", HINGE_SIDE_RIGHT},
    {"izquierdo", HINGE_SIDE_LEFT}, {"derecho", HINGE_SIDE_RIGHT},  {"sinistra", HINGE_SIDE_LEFT},
    {"destra", HINGE_SIDE_RIGHT},   {"sinistro", HINGE_SIDE_LEFT},  {"destro", HINGE_SIDE_RIGHT},
    {"esquerda", HINGE_SIDE_LEFT},  {"direita", HINGE_SIDE_RIGHT},  {"esquerdo", HINGE_SIDE_LEFT},
    {"direito", HINGE_SIDE_RIGHT},  {"izq", HINGE_SIDE_LEFT},       {"der", HINGE_SIDE_RIGHT},
    {"esq", HINGE_SIDE_LEFT},       {"dir", HINGE_SIDE_RIGHT},      {"li", HINGE_SIDE_LEFT},
    {"re", HINGE_SIDE_RIGHT},       {"lt", HINGE_SIDE_LEFT},        {"rt", HINGE_SIDE_RIGHT},
    {"sx", HINGE_SIDE_LEFT},        {"dx", HINGE_SIDE_RIGHT},       {"l", HINGE_SIDE_LEFT},
    {"r", HINGE_SIDE_RIGHT},        {"g", HINGE_SIDE_LEFT},         {"d", HINGE_SIDE_RIGHT},
    {"i", HINGE_SIDE_LEFT},         {"e", HINGE_SIDE_LEFT},
};

/* Whether a word of n letters that begins or ends a name is set off from it. */
static bool stands_apart(const char *word, size_t n, char joint)
{
    bool capital = *word >= 'A' && *word <= 'Z';
    return n >= 4 || joint == ' ' || (strchr(" ._-", joint) != NULL && (n > 1 || capital));
}

enum hinge_side hinge_side_take(char *name)
{
    size_t length = strlen(name);
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        size_t n = strlen(words[w].word);
        if (n >= length)
            continue;
        const char *end = name + length - n;
        bool behind_only = n == 1 && strchr("rl", *words[w].word) == NULL;
        if (strcasecmp(end, words[w].word) == 0 && stands_apart(end, n, end[-1])) {
            name[length - n] = '\0';
            return words[w].side;
        }
        if (!behind_only && strncasecmp(name, words[w].word, n) == 0 &&
            stands_apart(name, n, name[n])) {
            memmove(name, name + n, length - n + 1);
            return words[w].side;
        }
    }
    return HINGE_SIDE_NONE;
}
