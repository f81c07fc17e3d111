// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>

namespace ms::core {

/// A broken invariant of the program itself: always a bug, never bad input.
/// Thrown by CHECK, in release builds too. A job runner turns it into `Error::Code::Internal`.
class CheckFailed : public std::logic_error {
    using std::logic_error::logic_error;
};

[[noreturn]] void failCheck(const char* sentence, const char* file, int line);

} // namespace ms::core

#define CHECK(condition, sentence)                                                                 \
    do {                                                                                           \
        if (!(condition))                                                                          \
            ::ms::core::failCheck(sentence, __FILE__, __LINE__);                                   \
    } while (false)
