/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a section says, as a struct that is printed once. The struct and the table of its members
 * are made from one list, so that a name that is misspelt does not compile:
 *
 *     HINGE_FACTS(task, F(TEXT, task) F(IN, change, change) F(ONE, ratio, ratio))
 *
 * makes struct task and task_facts(). A member's name is that of the fact; the "_" at the end of
 * one that C has for itself (short_), or that is no name here (own_), is not printed. */
#pragma once

#include "base/base.h"

#include <jansson.h>

/* How a member is printed. A member that is absent is not printed, so a template leaves its section
 * out. */
enum hinge_fact_kind {
    HINGE_FACT_TEXT,   /* const char *; absent: NULL */
    HINGE_FACT_WORDS,  /* a list of texts; absent: of none */
    HINGE_FACT_NUMBER, /* size_t; absent: HINGE_ANY */
    HINGE_FACT_SOME,   /* size_t; absent: 0 */
    HINGE_FACT_COUNT,  /* size_t, and NAME_1: whether it is 1; absent: HINGE_ANY */
    HINGE_FACT_WHOLE,  /* long */
    HINGE_FACT_REAL,   /* double; absent: NaN */
    HINGE_FACT_PLACE,  /* double, on a drawing in percent: two decimals; absent: not finite */
    HINGE_FACT_FLAG,   /* bool */
    HINGE_FACT_IF,     /* bool; absent: false */
    HINGE_FACT_ONE,    /* a pointer to facts; absent: NULL */
    HINGE_FACT_IN,     /* facts whose members are those of the object around them */
    HINGE_FACT_ALSO,   /* a pointer to such facts; absent: NULL */
    HINGE_FACT_LIST,   /* of facts; [] of none */
    HINGE_FACT_MANY,   /* of facts; absent: of none */
    HINGE_FACT_ANY,    /* struct hinge_facts of another section; absent: without facts */
    HINGE_FACT_JSON    /* json_t *, which printing gives away; absent: NULL */
};
struct hinge_fact {
    const char *name; /* NULL: behind the last */
    enum hinge_fact_kind kind;
    size_t at;                            /* offset of the member; the number of a list is behind */
    const struct hinge_fact *(*of)(void); /* of facts: their members */
};

struct hinge_facts {
    const struct hinge_fact *member;
    const void *facts; /* NULL: none */
};

/* A list of members (TEXT, task)(IN, change, change), of which each takes the turn of the other. */
#define F(...) (__VA_ARGS__)
#define HINGE_FACT_FIELDS(...) HINGE_FACT_FIELD(__VA_ARGS__) HINGE_FACT_FIELDS_AND
#define HINGE_FACT_FIELDS_AND(...) HINGE_FACT_FIELD(__VA_ARGS__) HINGE_FACT_FIELDS
#define HINGE_FACT_FIELDS_END
#define HINGE_FACT_FIELDS_AND_END
#define HINGE_FACT_ROWS(...) HINGE_FACT_ROW(__VA_ARGS__) HINGE_FACT_ROWS_AND
#define HINGE_FACT_ROWS_AND(...) HINGE_FACT_ROW(__VA_ARGS__) HINGE_FACT_ROWS
#define HINGE_FACT_ROWS_END
#define HINGE_FACT_ROWS_AND_END
#define HINGE_FACT_ENDED(...) HINGE_FACT_ENDED_(__VA_ARGS__)
#define HINGE_FACT_ENDED_(...) __VA_ARGS__##_END

#define HINGE_FACT_FIELD(kind, ...) HINGE_FACT_FIELD_##kind(__VA_ARGS__)
#define HINGE_FACT_FIELD_TEXT(name) const char *name;
#define HINGE_FACT_FIELD_WORDS(name)                                                               \
    const char **name;                                                                             \
    size_t n_##name;
#define HINGE_FACT_FIELD_NUMBER(name) size_t name;
#define HINGE_FACT_FIELD_SOME(name) size_t name;
#define HINGE_FACT_FIELD_COUNT(name) size_t name;
#define HINGE_FACT_FIELD_WHOLE(name) long name;
#define HINGE_FACT_FIELD_REAL(name) double name;
#define HINGE_FACT_FIELD_PLACE(name) double name;
#define HINGE_FACT_FIELD_FLAG(name) bool name;
#define HINGE_FACT_FIELD_IF(name) bool name;
#define HINGE_FACT_FIELD_ONE(type, name) struct type *name;
#define HINGE_FACT_FIELD_IN(type, name) struct type name;
#define HINGE_FACT_FIELD_ALSO(type, name) struct type *name;
#define HINGE_FACT_FIELD_LIST(type, name)                                                          \
    struct type **name;                                                                            \
    size_t n_##name;
#define HINGE_FACT_FIELD_MANY(type, name) HINGE_FACT_FIELD_LIST(type, name)
#define HINGE_FACT_FIELD_ANY(name) struct hinge_facts name;
#define HINGE_FACT_FIELD_JSON(name) json_t *name;

/* One argument is a name, two are the type of facts and a name. */
#define HINGE_FACT_ROW(kind, ...)                                                                  \
    HINGE_FACT_THIRD(__VA_ARGS__, HINGE_FACT_ROW_OF, HINGE_FACT_ROW_PLAIN, )                       \
    (HINGE_FACT_##kind, __VA_ARGS__)
#define HINGE_FACT_THIRD(first, second, third, ...) third
#define HINGE_FACT_ROW_PLAIN(kind, name) {#name, kind, offsetof(self, name), NULL},
#define HINGE_FACT_ROW_OF(kind, type, name) {#name, kind, offsetof(self, name), type##_facts},

#define HINGE_FACTS(type, members)                                                                 \
    struct type {                                                                                  \
        HINGE_FACT_ENDED(HINGE_FACT_FIELDS members)                                                \
    };                                                                                             \
    static inline const struct hinge_fact *type##_facts(void)                                      \
    {                                                                                              \
        typedef struct type self;                                                                  \
        static const struct hinge_fact member[] = {HINGE_FACT_ENDED(HINGE_FACT_ROWS members){0}};  \
        return member;                                                                             \
    }

/* New facts, of which all are absent, 0 or false; such as an initialiser has; and both as the next
 * item of a list of `of`. */
#define HINGE_FACTS_NEW(study, type)                                                               \
    (struct type *)hinge_arena_alloc(&(study)->arena, 1, sizeof(struct type))
#define HINGE_FACTS_MAKE(study, type, ...)                                                         \
    HINGE_FACTS_COPY(study, type, ((struct type){__VA_ARGS__}))
#define HINGE_FACTS_COPY(study, type, facts)                                                       \
    (struct type *)memcpy(HINGE_FACTS_NEW(study, type), (struct type[]){facts}, sizeof(struct type))
#define HINGE_FACTS_NEXT(study, of, list)                                                          \
    (*HINGE_FACTS_WORD(study, of, list) =                                                          \
         hinge_arena_alloc(&(study)->arena, 1, sizeof **(of)->list))
#define HINGE_FACTS_ADD(study, of, list, type, ...)                                                \
    (*HINGE_FACTS_WORD(study, of, list) = HINGE_FACTS_MAKE(study, type, __VA_ARGS__))
/* Where the next text of a list of words stands. */
#define HINGE_FACTS_WORD(study, of, list)                                                          \
    ((of)->list = hinge_arena_more(&(study)->arena, (of)->list, (of)->n_##list, sizeof(void *)),   \
     (of)->list + (of)->n_##list++)

/* What a section returns: a copy of its facts, as long-lived as the study, with the table of their
 * members. */
#define HINGE_FACTS_OF(study, type, facts)                                                         \
    ((struct hinge_facts){type##_facts(), HINGE_FACTS_COPY(study, type, *(facts))})

/* A place as it is printed. */
double hinge_facts_place(double place);
/* The facts as JSON; NULL without facts. */
json_t *hinge_facts_print(struct hinge_facts facts);
