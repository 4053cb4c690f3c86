/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions of text that Windows' C library lacks. */
#include "os/text.h"

#include <stdlib.h>

char *strndup(const char *text, size_t most)
{
    size_t n = strnlen(text, most);
    char *copy = malloc(n + 1);
    if (copy == NULL)
        return NULL;
    memcpy(copy, text, n);
    copy[n] = '\0';
    return copy;
}

char *strcasestr(const char *text, const char *part)
{
    size_t n = strlen(part);
    for (; *text != '\0' || n == 0; text++)
        if (strncasecmp(text, part, n) == 0)
            return (char *)(size_t)text;
    return NULL;
}

void *memmem(const void *bytes, size_t n, const void *part, size_t m)
{
    const char *at = bytes;
    for (; m <= n; at++, n--)
        if (memcmp(at, part, m) == 0)
            return (void *)(size_t)at;
    return NULL;
}
