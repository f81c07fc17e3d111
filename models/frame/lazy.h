// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <memory>
#include <mutex>

namespace ms::frame {

/// Something that is built when it is first asked for and never changes afterwards.
/// Threads  any number may ask; while one builds, the others wait. A build that fails or is
///          cancelled leaves nothing, so that the next one to ask tries again.
template <class T>
class Lazy {
public:
    template <class Build>
    core::Result<const T*> get(const Build& build) const {
        const std::scoped_lock lock(m_mutex);
        if (!m_value) {
            core::Result<std::unique_ptr<const T>> built = build();
            if (!built)
                return built.error();
            m_value = std::move(*built);
        }
        return m_value.get();
    }

private:
    mutable std::mutex m_mutex;
    mutable std::unique_ptr<const T> m_value;
};

inline core::Error cancelled() {
    return {core::Error::Code::Cancelled, "The question was cancelled.", {}};
}

} // namespace ms::frame
