# SPDX-License-Identifier: GPL-3.0-or-later
# hingekit: one Makefile for everything; `make help` lists the targets.
VERSION := $(shell sed -n 's/^.define HINGE_VERSION "\(.*\)"/\1/p' lib/include/hinge/init.h)
SOVERSION := 0
B ?= build
CC ?= cc
PREFIX ?= /usr/local
DESTDIR ?=
BINDIR = $(PREFIX)/bin
LIBDIR = $(PREFIX)/lib
INCLUDEDIR = $(PREFIX)/include
MANDIR = $(PREFIX)/share/man
COMPDIR = $(PREFIX)/share

PKGS = hdf5 gsl libdeflate libcrypto jansson nlopt libRmath
OPT ?= -O2 -g
WERROR ?=
WARN = -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes \
       -Wdouble-promotion -Wvla -Wformat=2 $(WERROR)
SAN ?=
CPPFLAGS += -D_GNU_SOURCE -Ilib/include -Ilib $(shell pkg-config --cflags $(PKGS))
CFLAGS += -std=c11 $(OPT) $(WARN) $(SAN) -fopenmp -fPIC -fvisibility=hidden -ffp-contract=off \
          -ffile-prefix-map=$(CURDIR)=. -MMD -MP
LDLIBS += $(shell pkg-config --libs $(PKGS)) -lhdf5_hl -lcsv -linih -lm
LDFLAGS += -fopenmp $(SAN)

# --- sources; registries are folders whose files are listed into a generated table ---
REGISTRIES = formats:format landmarks:landmark_set metrics:metric_family \
             faults:fault_family report/writers:writer stats:statistic
LIB_SRC := $(sort $(wildcard lib/*/*.c lib/*/*/*.c lib/*/*/*/*.c))
GEN_SRC := $(foreach r,$(REGISTRIES),$(B)/gen/registry_$(lastword $(subst :, ,$(r))).c)
TOOL_SRC := $(sort $(wildcard tools/hinge-*.c))
CLI_SRC := $(sort $(wildcard tools/cli/*.c))
TEST_SRC := $(sort $(wildcard tests/unit/*/test_*.c tests/contract/test_*.c \
                              tests/known/test_*.c tests/fail/test_*.c))
LIB_OBJ = $(LIB_SRC:%.c=$(B)/obj/%.o) $(GEN_SRC:%.c=%.o)
CLI_OBJ = $(CLI_SRC:%.c=$(B)/obj/%.o)
TOOLS = $(TOOL_SRC:tools/%.c=$(B)/bin/%)
TESTS = $(TEST_SRC:%.c=$(B)/%)
LIB = $(B)/lib/libhinge.a
SHLIB = $(B)/lib/libhinge.so.$(SOVERSION)

.PHONY: all lib test lint asan bench demo docs install uninstall dist clean help tools tests
.DELETE_ON_ERROR:
.SECONDARY:

## all: tools and libraries into build/bin and build/lib
all: lib tools
lib: $(LIB) $(SHLIB) $(B)/lib/hinge.pc
tools: $(TOOLS)
tests: $(TESTS)

$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -c $< -o $@

$(B)/gen/%.o: $(B)/gen/%.c
	$(CC) $(CPPFLAGS) $(CFLAGS) -c $< -o $@

# registry_<kind>.c lists the .c files of its folder, sorted; rebuilt when the folder changes
define REGISTRY
$(B)/gen/registry_$(2).c: scripts/gen-registry $(wildcard lib/$(1)/*.c) lib/$(1)
	@mkdir -p $$(@D)
	scripts/gen-registry $(1) $(2) > $$@
endef
$(foreach r,$(REGISTRIES),$(eval $(call REGISTRY,$(firstword $(subst :, ,$(r))),$(lastword $(subst :, ,$(r))))))

$(LIB): $(LIB_OBJ)
	@mkdir -p $(@D)
	rm -f $@ && ar rcsD $@ $^

$(SHLIB): $(LIB_OBJ)
	@mkdir -p $(@D)
	$(CC) -shared -Wl,-soname,libhinge.so.$(SOVERSION) -o $@ $^ $(LDFLAGS) $(LDLIBS)
	ln -sf libhinge.so.$(SOVERSION) $(B)/lib/libhinge.so

$(B)/lib/hinge.pc: lib/hinge.pc.in Makefile
	@mkdir -p $(@D)
	sed -e 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|; s|@PKGS@|$(PKGS)|' $< > $@

$(B)/bin/%: $(B)/obj/tools/%.o $(CLI_OBJ) $(LIB)
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(LDFLAGS) $(LDLIBS)

$(B)/tests/%: $(B)/obj/tests/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(LDFLAGS) $(TEST_LDFLAGS) $(LDLIBS) -lcmocka

$(B)/obj/tests/%.o: CPPFLAGS += -Itests

## test: builds and runs every test
test: all tests
	scripts/run-tests $(B)

## lint: clang-format, clang-tidy, cppcheck, shellcheck, codespell, layers, symbols
lint: all
	scripts/lint $(B)

## asan: every test again under AddressSanitizer and UndefinedBehaviorSanitizer
asan:
	$(MAKE) B=build/asan CC=clang OPT="-O1 -g" \
	    SAN="-fsanitize=address,undefined -fno-sanitize-recover=undefined" test

## bench: speed and memory beside Python and plain reading, as ratios of one run
bench: all
	scripts/bench $(B)

## demo: the main job on the cohort in datasets/
demo: all
	scripts/demo --built $(B)

## docs: man pages, completions, generated pages
docs: all
	scripts/gen-docs $(B)

## install: into PREFIX (default /usr/local), honours DESTDIR
install: all docs
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(LIBDIR)/pkgconfig \
	    $(DESTDIR)$(INCLUDEDIR)/hinge $(DESTDIR)$(MANDIR)/man1
	install -m 755 $(TOOLS) $(DESTDIR)$(BINDIR)
	install -m 644 $(LIB) $(DESTDIR)$(LIBDIR)
	install -m 755 $(SHLIB) $(DESTDIR)$(LIBDIR)
	ln -sf libhinge.so.$(SOVERSION) $(DESTDIR)$(LIBDIR)/libhinge.so
	install -m 644 $(B)/lib/hinge.pc $(DESTDIR)$(LIBDIR)/pkgconfig
	install -m 644 lib/include/hinge/*.h $(DESTDIR)$(INCLUDEDIR)/hinge
	install -m 644 docs/man/*.1 $(DESTDIR)$(MANDIR)/man1

## uninstall: removes what install put there
uninstall:
	rm -f $(TOOLS:$(B)/bin/%=$(DESTDIR)$(BINDIR)/%) $(DESTDIR)$(LIBDIR)/libhinge.* \
	    $(DESTDIR)$(LIBDIR)/pkgconfig/hinge.pc $(DESTDIR)$(MANDIR)/man1/hinge-*.1
	rm -rf $(DESTDIR)$(INCLUDEDIR)/hinge

## dist: hingekit-VERSION.tar.gz of the committed tree
dist:
	git archive --prefix=hingekit-$(VERSION)/ -o hingekit-$(VERSION).tar.gz HEAD

## clean: removes build/
clean:
	rm -rf build

## help: this list
help:
	@sed -n 's/^## //p' Makefile

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(TOOL_SRC:%.c=$(B)/obj/%.d) $(TEST_SRC:%.c=$(B)/obj/%.d)
