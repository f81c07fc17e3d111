// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace ms::importers {

/// A provider's name as gateways write it, under the name of FORMATS.md 1.1: bedrock is
/// aws.bedrock. Other names come back as they are.
std::string_view providerOf(std::string_view name);

} // namespace ms::importers
