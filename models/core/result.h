// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace ms::core {

/// Why an operation could not be done. `message` is a full sentence for the user.
struct Error {
    /// The codes map one to one to the exit codes of the command line (app/cli/exit_code.h).
    enum class Code {
        Internal,  // a bug
        Usage,     // the question itself is wrong: unknown dimension, empty range
        BadInput,  // a file or value that cannot be read as what it claims to be
        Workspace, // damaged, foreign or written by a newer version
        Busy,      // another process is writing
        Storage,   // disk full, permission, I/O
        Cancelled, // asked to stop; not shown as a failure
    };
    Code code = Code::Internal;
    std::string message;
    std::string where; // "file:line", table or path; empty when it does not apply
};

/// A value, or the reason there is none. Becomes std::expected with C++23.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state{std::in_place_index<0>, std::move(value)} {}
    Result(Error error) : m_state{std::in_place_index<1>, std::move(error)} {}
    explicit operator bool() const { return m_state.index() == 0; }
    const T& operator*() const& { return std::get<0>(m_state); }
    T& operator*() & { return std::get<0>(m_state); }
    /// By value: a loop over `*function()` must not outlive what it goes over.
    T operator*() && { return std::get<0>(std::move(m_state)); }
    const T* operator->() const { return &std::get<0>(m_state); }
    T* operator->() { return &std::get<0>(m_state); }
    const Error& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

/// Success without a value, or the reason there was none.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error{std::move(error)} {}
    explicit operator bool() const { return !m_error; }
    const Error& error() const { return *m_error; }

private:
    std::optional<Error> m_error;
};

using Status = Result<void>;

} // namespace ms::core
