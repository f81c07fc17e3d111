// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/invoices/aws_line_items.h"

#include "importers/invoices/charge_words.h"

#include <array>

namespace ms::importers {

namespace {

constexpr std::array kTypes{
    AwsLineItemType{"Usage", "Usage"},
    AwsLineItemType{"DiscountedUsage", "Usage", CommitmentSpread::Reservation},
    AwsLineItemType{"SavingsPlanCoveredUsage", "Usage", CommitmentSpread::SavingsPlan},
    AwsLineItemType{"SavingsPlanNegation", "Usage", CommitmentSpread::Nothing},
    AwsLineItemType{"Fee", "Purchase", CommitmentSpread::UpfrontOfReservation},
    AwsLineItemType{"RIFee", "Purchase", CommitmentSpread::UnusedReservation},
    AwsLineItemType{"SavingsPlanUpfrontFee", "Purchase", CommitmentSpread::Nothing},
    AwsLineItemType{"SavingsPlanRecurringFee", "Purchase", CommitmentSpread::UnusedSavingsPlan},
    AwsLineItemType{"Tax", "Tax"},
    AwsLineItemType{"Credit", "Credit"},
    AwsLineItemType{"Refund", "Adjustment", CommitmentSpread::None, "Correction"},
};

struct Mark {
    std::string_view word;
    std::string_view tokenClass;
};
constexpr std::array kMarks{
    // the first that a usage type holds
    Mark{"cacheread", "cache_read"},
    Mark{"cache-read", "cache_read"},
    Mark{"cache_read", "cache_read"},
    Mark{"cachewrite1h", "cache_write_1h"},
    Mark{"cache-write-1h", "cache_write_1h"},
    Mark{"cache_write_1h", "cache_write_1h"},
    Mark{"cache_write_tokens_1h", "cache_write_1h"},
    Mark{"cachewrite", "cache_write_5m"},
    Mark{"cache-write", "cache_write_5m"},
    Mark{"cache_write", "cache_write_5m"},
    Mark{"output", "output"},
    Mark{"input", "input_uncached"},
};

} // namespace

AwsLineItemType awsLineItemType(std::string_view name) {
    for (const AwsLineItemType& type : kTypes)
        if (type.name == name)
            return type;
    // Bundled-, Edp-, PrivateRate-, and new ones now and then.
    const bool isDiscount = name.ends_with("Discount");
    return {name, "Usage", CommitmentSpread::None, {}, isDiscount};
}

std::string_view awsTokenClass(std::string_view usageType) {
    if (usageType.find("token") == std::string_view::npos) // images, units of text, traffic
        return {};
    for (const Mark& mark : kMarks)
        if (usageType.find(mark.word) != std::string_view::npos)
            return mark.tokenClass;
    return {};
}

std::optional<std::int64_t> awsTokensPerUnit(std::string_view unit, std::string_view usageType) {
    const bool isMillions = unit == "Units" && usageType.ends_with("-units") &&
                            usageType.find("tokencount") != std::string_view::npos;
    return isMillions ? std::optional<std::int64_t>(1'000'000) : tokensPerUnit(unit);
}

std::string_view awsProvider(std::string_view productCode, std::string_view tokenClass) {
    const bool isBedrock = productCode.find("Bedrock") != std::string_view::npos;
    return isBedrock || !tokenClass.empty() ? "aws.bedrock" : "aws";
}

} // namespace ms::importers
