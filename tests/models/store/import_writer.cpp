// SPDX-License-Identifier: GPL-3.0-or-later
// Imports file after file into a workspace until it is killed; says what it has committed.
#include "tests/models/store/event_samples.h"

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
    if (argc != 4)
        return 2;
    auto workspace = ms::store::Workspace::open(argv[1], ms::store::Workspace::Access::ReadWrite);
    if (!workspace) {
        std::fprintf(stderr, "%s\n", workspace.error().message.c_str());
        return 1;
    }
    const int events = std::atoi(argv[3]);
    for (int file = std::atoi(argv[2]);; ++file) {
        std::vector<ms::tests::PlainEvent> rows;
        for (int i = 0; i < events; ++i)
            rows.push_back(
                ms::tests::plainEvent("f" + std::to_string(file) + "-" + std::to_string(i), 1,
                                      1'000'000LL * i, file * 1000 + i));
        const auto receipt = ms::tests::importEvents(
            *workspace, rows, ms::core::Identity::RequestAndAttempt, "log", 500);
        if (!receipt) {
            std::fprintf(stderr, "%s\n", receipt.error().message.c_str());
            return 1;
        }
        std::printf("%d\n", file);
        std::fflush(stdout);
    }
}
