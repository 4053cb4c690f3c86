#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What test_one_answer asks of page and tables, while every parameter of the method is moved.
HINGE_EVERY=yes exec "$HINGE_BUILD/tests/contract/test_one_answer"
