// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/group_ids.h"

namespace ms::frame {

core::Result<Combinations> Combinations::of(std::vector<DimensionColumn> dimensions) {
    Combinations combinations;
    combinations.m_strides.resize(dimensions.size());
    for (std::size_t d = dimensions.size(); d-- > 0;) {
        combinations.m_strides[d] = combinations.m_count;
        if (__builtin_mul_overflow(combinations.m_count, std::uint64_t(dimensions[d].values),
                                   &combinations.m_count))
            return core::Error{core::Error::Code::Usage,
                               "These dimensions have too many combinations; ask for fewer.",
                               {}};
    }
    combinations.m_dimensions = std::move(dimensions);
    return combinations;
}

} // namespace ms::frame
