/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places in XML by expat, in every version of it. */
#pragma once

#include <expat.h>

/* expat 2.9 counts in 64 bits everywhere, and warns of the calls that do not */
#if XML_MAJOR_VERSION * 100 + XML_MINOR_VERSION >= 209
#define HINGE_XML_LINE XML_GetCurrentLineNumber64
#define HINGE_XML_COLUMN XML_GetCurrentColumnNumber64
#else
#define HINGE_XML_LINE XML_GetCurrentLineNumber
#define HINGE_XML_COLUMN XML_GetCurrentColumnNumber
#endif
