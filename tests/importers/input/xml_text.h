// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace ms::importers {

/// An XML element.
inline std::string inTag(const std::string& name, const std::string& content,
                         const std::string& attributes = {}) {
    return '<' + name + ' ' + attributes + '>' + content + "</" + name + '>';
}

} // namespace ms::importers
