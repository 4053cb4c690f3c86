/* SPDX-License-Identifier: GPL-3.0-or-later */
/* same-numbers EXPECTED MADE: are the tables (.csv) of EXPECTED in MADE, and the same? Texts must
 * be equal, numbers to 1e-9 of the larger of 1 and the number, because C libraries round
 * differently. Exit 0: they are, 1: not, 2: cannot compare. */
#include "os/file.h"
#include "os/tool/program.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 3, MOST = 1 << 24 };
static const double TOLERANCE = 1e-9;

struct count {
    size_t tables, cells, other, wrong;
    double largest;
};

/* The whole file as text; NULL: cannot be read. */
static char *read_text(const char *folder, const char *name)
{
    char path[HINGE_OS_PATH];
    snprintf(path, sizeof path, "%.2000s/%.1000s", folder, name);
    FILE *file = hinge_os_fopen(path, "rb");
    char *text = file != NULL ? calloc(1, MOST) : NULL;
    if (text != NULL)
        text[fread(text, 1, MOST - 1, file)] = '\0';
    if (file != NULL)
        fclose(file);
    return text;
}

/* Cells are compared as they stand: quotes are of both or of none, and so are the commas in them.
 */
static bool is_same(const char *a, size_t n, const char *b, size_t m, double *difference)
{
    char *a_end, *b_end;
    *difference = 0;
    if (n == m && memcmp(a, b, n) == 0)
        return true;
    const double x = strtod(a, &a_end), y = strtod(b, &b_end);
    *difference = fabs(x - y) / fmax(1, fabs(x));
    return n > 0 && m > 0 && a_end == a + n && b_end == b + m && *difference <= TOLERANCE;
}

static void compare(const char *name, const char *a, const char *b, struct count *count)
{
    size_t row = 1, column = 1, wrong = 0;
    while (*a != '\0' || *b != '\0') {
        const size_t n = strcspn(a, ",\r\n"), m = strcspn(b, ",\r\n");
        double difference;
        count->cells++;
        if (!is_same(a, n, b, m, &difference)) {
            if (wrong++ < SHOWN)
                printf("%s, row %zu, column %zu: %.*s on Linux, %.*s here\n", name, row, column,
                       (int)n, a, (int)m, b);
        } else {
            count->other += difference > 0;
            count->largest = fmax(count->largest, difference);
        }
        a += n;
        b += m;
        if ((*a == ',') != (*b == ',') && ++wrong > 0) {
            printf("%s, row %zu: the columns differ\n", name, row);
            break;
        }
        row += *a != ',';
        column = *a == ',' ? column + 1 : 1;
        a += *a == ',' ? 1 : strspn(a, "\r\n");
        b += *b == ',' ? 1 : strspn(b, "\r\n");
    }
    count->wrong += wrong;
}

int main(int argc, char **argv)
{
    struct count count = {0};
    hinge_os_arguments(argc, argv);
    struct hinge_os_folder *folder = argc == 3 ? hinge_os_folder_open(argv[1]) : NULL;
    const char *name;
    if (folder == NULL) {
        fputs("usage: same-numbers EXPECTED MADE\n", stderr);
        return 2;
    }
    while ((name = hinge_os_folder_next(folder)) != NULL) {
        const char *dot = strrchr(name, '.');
        if (dot == NULL || strcmp(dot, ".csv") != 0)
            continue;
        char *a = read_text(argv[1], name), *b = read_text(argv[2], name);
        count.tables++;
        if (a != NULL && b != NULL) {
            compare(name, a, b, &count);
        } else {
            printf("%s: not there\n", b == NULL ? name : argv[1]);
            count.wrong++;
        }
        free(a);
        free(b);
    }
    hinge_os_folder_close(folder);
    if (count.wrong == 0 && count.tables > 0)
        printf("the same numbers as on Linux: %zu tables, %zu cells, %zu with another last digit, "
               "by %.1g at most\n",
               count.tables, count.cells, count.other, count.largest);
    else
        printf("not the same numbers as on Linux: %zu of %zu cells in %zu tables\n", count.wrong,
               count.cells, count.tables);
    return count.wrong > 0 || count.tables == 0;
}
