// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/provider_names.h"

#include <array>
#include <utility>

namespace ms::importers {

std::string_view providerOf(std::string_view name) {
    using Name = std::pair<std::string_view, std::string_view>;
    constexpr std::array kNames{Name{"bedrock", "aws.bedrock"},
                                Name{"aws-bedrock", "aws.bedrock"},
                                Name{"vertex_ai", "gcp.vertex_ai"},
                                Name{"vertex-ai", "gcp.vertex_ai"},
                                Name{"google-vertex-ai", "gcp.vertex_ai"},
                                Name{"gemini", "gcp.gemini"},
                                Name{"google-ai-studio", "gcp.gemini"},
                                Name{"azure", "azure.ai.openai"},
                                Name{"azure-openai", "azure.ai.openai"}};
    for (const auto& [given, meant] : kNames)
        if (given == name)
            return meant;
    return name;
}

} // namespace ms::importers
