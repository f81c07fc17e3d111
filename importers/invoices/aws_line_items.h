// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ms::importers {

/// What the words of AWS's line items mean. Source  FORMATS.md 9.2.

/// What a line item costs once commitments are spread over the usage that they cover.
enum class CommitmentSpread : std::uint8_t {
    None, // what it is billed
    SavingsPlan,
    Reservation,
    Nothing, // it is in the rate of the covered usage
    UnusedSavingsPlan,
    UnusedReservation,
    UpfrontOfReservation, // nothing, where it is one
};

struct AwsLineItemType {
    std::string_view name;
    std::string_view category;
    CommitmentSpread spread = CommitmentSpread::None;
    std::string_view chargeClass{};
    bool isKnown = true; // else it is taken as usage
};
AwsLineItemType awsLineItemType(std::string_view name);

/// The token class of a usage type, given in small letters; empty when it counts no tokens.
std::string_view awsTokenClass(std::string_view usageType);
/// How many tokens a unit is. Units of the Marketplace are millions.
std::optional<std::int64_t> awsTokensPerUnit(std::string_view unit, std::string_view usageType);
/// Who bills. Models of other vendors are products of the Marketplace, whose codes say nothing.
std::string_view awsProvider(std::string_view productCode, std::string_view tokenClass);

} // namespace ms::importers
