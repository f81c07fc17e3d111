// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/signature.h"

#include <algorithm>

namespace ms::importers {

namespace {

constexpr int kSignatureScore = 90; // certain enough that nothing else is asked

bool holds(JsonValue value, std::string_view wanted) {
    if (wanted.empty())
        return true;
    if (wanted.size() > 2 && wanted.starts_with('*') && wanted.ends_with('*'))
        return value.text().find(wanted.substr(1, wanted.size() - 2)) != std::string_view::npos;
    if (wanted.ends_with('*'))
        return value.text().starts_with(wanted.substr(0, wanted.size() - 1));
    return value.text() == wanted;
}

/// Is there a value at the rest of the path? Null counts: the key is there.
bool leadsTo(JsonValue value, std::string_view path, std::string_view wanted) {
    const std::size_t dot = path.find('.');
    const std::string_view step = path.substr(0, dot);
    const std::string_view rest = dot == std::string_view::npos ? "" : path.substr(dot + 1);
    const auto goOn = [&](JsonValue next) {
        return rest.empty() ? holds(next, wanted) : leadsTo(next, rest, wanted);
    };
    bool isFound = false;
    if (step == "[]")
        value.eachElement([&](JsonValue element) { isFound = isFound || goOn(element); });
    else
        value.eachMember([&](std::string_view key, JsonValue member) {
            if (step == "*" || key == step)
                isFound = isFound || goOn(member);
        });
    return isFound;
}

bool hasColumn(const CsvHeader& header, const SignatureField& field) {
    const bool saysTheValueOnly = field.value.starts_with('*'); // which a header does not have
    return !saysTheValueOnly &&
           std::any_of(header.names.begin(), header.names.end(), [&](const std::string& name) {
               return isSameName(name, field.path, field.letters);
           });
}

} // namespace

bool hasField(JsonValue record, const SignatureField& field) {
    // Keys with dots in them ("gen_ai.system") are tried as they are first.
    if (record[field.path].isGiven() && holds(record[field.path], field.value))
        return true;
    return leadsTo(record, field.path, field.value);
}

SignatureMatch findSignature(const FileHead& head, std::span<const SignatureField> fields) {
    if (const CsvHeader* header = head.csv())
        return {std::all_of(fields.begin(), fields.end(),
                            [&](const SignatureField& field) { return hasColumn(*header, field); }),
                {},
                false};
    for (const FileHead::Place& place : head.places())
        for (const JsonValue& record : place.records)
            if (std::all_of(fields.begin(), fields.end(),
                            [&](const SignatureField& field) { return hasField(record, field); }))
                return {true, place.at, true};
    return {};
}

Match matchOf(const SignatureMatch& found, std::string_view title,
              std::span<const SignatureField> fields) {
    if (!found.fits)
        return {};
    const int count = static_cast<int>(fields.size());
    std::string names;
    for (const SignatureField& field : fields) {
        names.append(names.empty() ? "" : ", ").append(field.path);
        if (!field.value.empty())
            names.append(" = ").append(field.value);
    }
    return {kSignatureScore,
            std::string(title) + ", " + std::to_string(count) + " of " + std::to_string(count) +
                " signature fields (" + names + ")",
            count};
}

} // namespace ms::importers
