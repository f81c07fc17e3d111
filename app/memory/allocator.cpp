// SPDX-License-Identifier: GPL-3.0-or-later
// The program's memory comes from jemalloc (ARCHITECTURE.md, Dependencies), in pages of 2 MiB where
// the system has them: columns are large blocks, filled once and soon given back, and with pages of
// 4 KiB a third of an import was page faults. An arena a core keeps what one core gave back for its
// next block; a thread of jemalloc's returns what stays unused. Blocks from 8 MiB on are no
// exception to that: by default they would be given back at once, and every question of ten million
// events would wait until its columns are zeroed again.
#include <jemalloc/jemalloc.h>

extern "C" {
const char* malloc_conf = "thp:always,metadata_thp:always,percpu_arena:percpu,background_thread:"
                          "true,oversize_threshold:0";
}
